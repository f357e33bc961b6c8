// Patterns over posting lists: the words of a pattern become words of the index; rows that have all
// of them are looked for from the rarest on; their places decide about phrases and NEAR.
// See word_find.h.
#include "runtime/word_find.h"

#include <string.h>

#include "runtime/match_impl.h"
#include "runtime/sort.h"
#include "runtime/word_index.h"

// A word of a pattern that stands for more words of the index than this is looked up in a bitmap of
// rows, and its places are not asked for.
#ifdef GZT_TINY
enum { FEW = 2 };
#else
enum { FEW = 16 };
#endif
enum { WORDS_MOST = 2 * MATCH_WORDS_MAX };

typedef struct Wanted {
    const Word *word;
    bool any;        // * alone
    uint32_t *terms; // of the index
    size_t cap;
    uint32_t n;
    uint64_t rows;          // at most so many
    PostingCursor *cursors; // where there are few
    uint64_t *bits;         // where there are many
    uint32_t *places;       // in the row at hand
    uint32_t nplaces;
    size_t room;
} Wanted;

typedef struct Finding {
    Run *run;
    const WordIndex *ix;
    uint32_t nrows;
    const Match *match;
    Arena *arena;
    Wanted wanted[WORDS_MOST];
    Wanted *order[WORDS_MOST]; // but for those that any word will do for: the rarest first
    uint32_t n, norder;
    bool plain;           // a phrase of words that stand for one word of the index each
    uint32_t *times;      // of each row that is kept, how often it has the phrase; or NULL
    PostingCursor reader; // of the one list that is read as a whole
    PostingPlaces at[MATCH_WORDS_MAX]; // of a plain phrase
} Finding;

// ---- words of the index ---------------------------------------------------------------------

static void want(Finding *f, Wanted *w, uint32_t term) {
    w->terms = arena_grow(f->arena, w->terms, &w->cap, (size_t)w->n + 1, sizeof *w->terms);
    w->terms[w->n++] = term;
    w->rows += index_rows_most(f->ix, term);
}

static uint32_t literal_bytes(Str glob) {
    uint32_t n = 0;
    while (n < glob.n && glob.p[n] != '*' && glob.p[n] != '?') n++;
    return n;
}

static bool begins(Str s, Str with) { return s.n >= with.n && !memcmp(s.p, with.p, with.n); }

static void want_words(Finding *f, Wanted *w) {
    Spans words = index_words(f->ix);
    Str given = w->word->folded, begin = {given.p, 0};
    if (w->word->kind != WORD_ONE_WRONG) begin.n = literal_bytes(given);
    for (uint32_t i = span_from(words, begin); i < words.n; i++) {
        Str word = span_at(words, i);
        if (!begins(word, begin)) break;
        if (match_word_fits(w->word, word)) want(f, w, i);
        if (w->word->kind == WORD_PLAIN) break;
        if (i % 4096 == 0) run_tick(f->run, 1);
    }
}

static void collect(Finding *f, const Phrase *p) {
    for (uint32_t i = 0; i < p->n; i++) {
        Wanted *w = &f->wanted[f->n++];
        *w = (Wanted){.word = &p->words[i]};
        w->any = w->word->kind == WORD_GLOB && str_is(w->word->folded, "*");
        if (!w->any) want_words(f, w);
    }
}

static Postings list_of(const Finding *f, uint32_t term) {
    return index_postings(f->ix, term, f->nrows, f->arena);
}

// ---- rows -----------------------------------------------------------------------------------

static uint64_t *rows_as_bits(Finding *f, const Wanted *w) {
    uint64_t *bits = arena_zero(f->arena, ((size_t)f->nrows / 64 + 1) * sizeof *bits);
    PostingCursor *c = &f->reader;
    ArenaMark mark = arena_mark(f->arena);
    for (uint32_t t = 0; t < w->n; t++) {
        Postings list = list_of(f, w->terms[t]);
        for (bool more = posting_open(c, &list); more; more = posting_next_block(c)) {
            for (uint32_t i = 0; i < c->n; i++)
                bits[c->row[i] / 64] |= UINT64_C(1) << c->row[i] % 64;
            run_tick(f->run, 1);
        }
        arena_release(f->arena, mark);
    }
    return bits;
}

// All rows of a word; *n how many.
static uint32_t *rows_of(Finding *f, const Wanted *w, uint32_t *n) {
    uint64_t most = w->rows < f->nrows ? w->rows : f->nrows;
    uint32_t *rows = ARENA_ARRAY(f->arena, uint32_t, (size_t)most + 1), many = 0;
    PostingCursor *c = &f->reader;
    if (w->n == 1) {
        Postings list = list_of(f, w->terms[0]);
        for (bool more = posting_open(c, &list); more; more = posting_next_block(c)) {
            memcpy(rows + many, c->row, c->n * sizeof *rows);
            many += c->n;
            run_tick(f->run, 1);
        }
    } else {
        const uint64_t *bits = w->bits ? w->bits : rows_as_bits(f, w);
        for (uint32_t i = 0; i <= f->nrows / 64; i++)
            for (uint64_t b = bits[i]; b; b &= b - 1)
                rows[many++] = i * 64 + (uint32_t)__builtin_ctzll(b);
    }
    *n = many;
    return rows;
}

static void open_lists(Finding *f, Wanted *w) {
    if (w->n > FEW) {
        w->bits = rows_as_bits(f, w);
        return;
    }
    w->cursors = ARENA_ARRAY(f->arena, PostingCursor, w->n);
    for (uint32_t t = 0; t < w->n; t++) {
        Postings list = list_of(f, w->terms[t]);
        posting_open(&w->cursors[t], &list);
    }
}

static bool cursor_at(const PostingCursor *c, uint32_t row) { return c->n && c->row[c->i] == row; }

static bool has_row(Wanted *w, uint32_t row) {
    if (w->bits) return w->bits[row / 64] >> row % 64 & 1;
    bool found = false;
    for (uint32_t t = 0; t < w->n; t++)
        found |= posting_seek(&w->cursors[t], row) && cursor_at(&w->cursors[t], row);
    return found;
}

// ---- places ---------------------------------------------------------------------------------

static void sort_places(Arena *scratch, uint32_t *v, uint32_t n) {
    KeyRef *keys = ARENA_ARRAY(scratch, KeyRef, n);
    for (uint32_t i = 0; i < n; i++) keys[i] = (KeyRef){v[i], 0};
    sort_keys(scratch, keys, n);
    for (uint32_t i = 0; i < n; i++) v[i] = (uint32_t)keys[i].key;
}

static void read_places(Finding *f, Wanted *w, uint32_t row) {
    uint64_t room = 0;
    for (uint32_t t = 0; t < w->n; t++)
        if (cursor_at(&w->cursors[t], row)) room += posting_counts(&w->cursors[t])[w->cursors[t].i];
    if (room > w->room)
        w->places = arena_grow(f->arena, w->places, &w->room, (size_t)room, sizeof *w->places);
    w->nplaces = 0;
    for (uint32_t t = 0; t < w->n; t++) {
        if (!cursor_at(&w->cursors[t], row)) continue;
        PostingPlaces s;
        posting_places(&w->cursors[t], &s);
        while (w->nplaces < room && posting_next_place(&s)) w->places[w->nplaces++] = s.at;
    }
    if (w->n > 1) sort_places(f->run->scratch, w->places, w->nplaces);
}

// Where the phrase ends in the row: the places of its last word, in place of those of its first.
static uint32_t phrase_ends(Wanted *w, uint32_t words, uint32_t **ends) {
    uint32_t *at = w[0].places, n = w[0].nplaces;
    for (uint32_t i = 1; i < words; i++) {
        uint32_t kept = 0;
        for (uint32_t x = 0, y = 0; x < n; x++) {
            uint32_t next = at[x] + 1;
            if (!w[i].any) {
                while (y < w[i].nplaces && w[i].places[y] < next) y++;
                if (y == w[i].nplaces) break;
                if (w[i].places[y] != next) continue;
            }
            at[kept++] = next;
        }
        n = kept;
    }
    *ends = at;
    return n;
}

// Some phrase of `length` words ends at later[…] and begins 1 to `near` words behind an earlier[…].
static bool follows(const uint32_t *earlier, uint32_t n, const uint32_t *later, uint32_t m,
                    uint32_t length, uint32_t near) {
    for (uint32_t i = 0, k = 0; k < m; k++) {
        uint32_t begin = later[k] + 1 - length;
        while (i < n && earlier[i] < begin && begin - earlier[i] > near) i++;
        if (i < n && earlier[i] < begin) return true;
    }
    return false;
}

// How often a phrase of words that stand for one word each is in the row, or whether it is where
// that is enough; finds share no word. The rarest words tell first where it may begin; the list of
// another, which may be long, is asked only where they stand as they should.
static uint32_t phrase_times(Finding *f, uint32_t row) {
    uint32_t n = 0, begin = 0, opened = 0;
    for (uint32_t i = 0;;) {
        Wanted *w = f->order[i];
        uint32_t behind = (uint32_t)(w - f->wanted), want = begin + behind;
        if (i == opened) {
            if (!has_row(w, row)) return 0;
            posting_places(w->cursors, &f->at[opened++]);
        }
        if (want < begin || !posting_reach_place(&f->at[i], want))
            return n; // damaged, or at its end
        if (f->at[i].at > want) {
            begin = f->at[i].at - behind;
            i = 0;
        } else if (++i == f->n) {
            n++;
            begin += f->n;
            if (!f->times || begin < f->n) return n;
            i = 0;
        }
    }
}

// How often the pattern is there, at least.
static uint32_t fits(Finding *f, uint32_t row) {
    const Match *m = f->match;
    uint32_t *a, *b;
    for (uint32_t i = 0; i < f->n; i++)
        if (!f->wanted[i].any) read_places(f, &f->wanted[i], row);
    uint32_t n = phrase_ends(f->wanted, m->a.n, &a);
    if (!m->near || !n) return n > 0;
    uint32_t k = phrase_ends(f->wanted + m->a.n, m->b.n, &b);
    return follows(a, n, b, k, m->b.n, m->near) || follows(b, k, a, n, m->a.n, m->near);
}

// Whether places decide: a phrase that begins or ends with any word needs the text's length.
static bool by_places(const Finding *f, const Phrase *p, uint32_t from) {
    for (uint32_t i = 0; i < p->n; i++)
        if (f->wanted[from + i].bits) return false;
    return !p->n || (!f->wanted[from].any && !f->wanted[from + p->n - 1].any);
}

// ---- all together ---------------------------------------------------------------------------

static Wanted *rarest(const Finding *f) { return f->norder ? f->order[0] : NULL; }

static void put_in_order(Finding *f) {
    for (uint32_t i = 0; i < f->n; i++) {
        if (f->wanted[i].any) continue;
        uint32_t at = f->norder++;
        for (; at > 0 && f->order[at - 1]->rows > f->wanted[i].rows; at--)
            f->order[at] = f->order[at - 1];
        f->order[at] = &f->wanted[i];
    }
}

static bool has_all(Finding *f, const Wanted *but, uint32_t row) {
    for (uint32_t i = 0; i < f->norder; i++)
        if (f->order[i] != but && !has_row(f->order[i], row)) return false;
    return true;
}

// How often the pattern is in the row, at least; where places do not decide, whether it may be.
static uint32_t times_in(Finding *f, Wanted *lead, uint32_t row, bool exact) {
    if (f->plain) return phrase_times(f, row);
    if (!has_all(f, lead, row)) return 0;
    if (!exact) return 1;
    return !lead || has_row(lead, row) ? fits(f, row) : 0;
}

static void sift(Finding *f, Wanted *lead, uint32_t *rows, uint32_t n, FoundRows *out) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < f->n; i++)
        if (!f->wanted[i].any) open_lists(f, &f->wanted[i]);
    out->exact = by_places(f, &f->match->a, 0) && by_places(f, &f->match->b, f->match->a.n);
    ArenaMark mark = arena_mark(f->run->scratch);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t times = times_in(f, lead, rows[i], out->exact);
        arena_release(f->run->scratch, mark);
        if (f->times) f->times[kept] = times;
        rows[kept] = rows[i];
        kept += times > 0;
        if (i % 128 == 0) run_tick(f->run, 1);
    }
    out->rows = rows;
    out->n = kept;
}

static Finding *finding_of(Run *r, const WordIndex *ix, uint32_t nrows, const Match *m,
                           Arena *arena) {
    Finding *f = ARENA_NEW(arena, Finding);
    f->run = r;
    f->ix = ix;
    f->nrows = nrows;
    f->match = m;
    f->arena = arena;
    collect(f, &m->a);
    collect(f, &m->b);
    put_in_order(f);
    f->plain = !m->near;
    for (uint32_t i = 0; i < f->n; i++) f->plain = f->plain && f->wanted[i].n == 1;
    return f;
}

bool word_find(Run *r, const WordIndex *ix, uint32_t nrows, const Match *m, Arena *arena,
               FoundRows *out) {
    Finding *f = finding_of(r, ix, nrows, m, arena);
    Wanted *lead = rarest(f);
    if (!lead) return false;
    *out = (FoundRows){.exact = true};
    if (!lead->rows) return true;
    uint32_t n, *rows = rows_of(f, lead, &n);
    if (f->n == 1)
        *out = (FoundRows){rows, n, true};
    else
        sift(f, lead, rows, n, out);
    return true;
}

void word_count_phrase(Run *r, const WordIndex *ix, uint32_t nrows, const Match *m, Arena *arena,
                       FoundRows *out, const uint32_t **times) {
    Finding *f = finding_of(r, ix, nrows, m, arena);
    Wanted *lead = rarest(f);
    *out = (FoundRows){.exact = true};
    *times = NULL;
    if (!lead->rows) return;
    uint32_t n, *rows = rows_of(f, lead, &n);
    f->times = ARENA_ARRAY(arena, uint32_t, (size_t)n + 1);
    sift(f, lead, rows, n, out);
    *times = f->times;
}

static bool is_written_out(const Phrase *p) {
    for (uint32_t i = 0; i < p->n; i++)
        if (p->words[i].kind != WORD_PLAIN) return false;
    return true;
}

bool word_sift(Run *r, const WordIndex *ix, uint32_t nrows, const Match *m, Arena *arena,
               const FoundRows *among, FoundRows *out) {
    if (!is_written_out(&m->a) || !is_written_out(&m->b)) return false;
    Finding *f = finding_of(r, ix, nrows, m, arena);
    *out = (FoundRows){.exact = true};
    if (!rarest(f)->rows) return true;
    uint32_t *rows = arena_dup(arena, among->rows, among->n * sizeof *rows);
    sift(f, NULL, rows, among->n, out);
    return true;
}

static uint32_t rows_of_word(const WordIndex *ix, const Word *w) {
    uint32_t at;
    return span_find(index_words(ix), w->folded, &at) ? index_rows_most(ix, at) : 0;
}

static uint64_t phrase_most(const WordIndex *ix, const Phrase *p, uint64_t most) {
    for (uint32_t i = 0; i < p->n; i++) {
        if (p->words[i].kind != WORD_PLAIN) continue;
        uint32_t n = rows_of_word(ix, &p->words[i]);
        if (n < most) most = n;
    }
    return most;
}

uint64_t word_rows_most(const WordIndex *ix, uint32_t nrows, const Match *m) {
    return phrase_most(ix, &m->b, phrase_most(ix, &m->a, nrows));
}

bool word_rows_exactly(const WordIndex *ix, uint32_t nrows, const Match *m, uint32_t *n) {
    if (ix->whole || m->near || m->a.n != 1 || m->a.words[0].kind != WORD_PLAIN) return false;
    *n = rows_of_word(ix, &m->a.words[0]);
    return *n <= nrows;
}
