// BM25 over posting lists. See word_search.h.
#include "runtime/word_search.h"

#include <math.h>
#include <string.h>

#include "runtime/search_words.h"
#include "runtime/stem.h"
#include "runtime/word_find.h"
#include "runtime/word_index.h"
#include "runtime/words.h"

static const double little_weight = 0.01; // beside others it only tells equal rows apart
#define ANY_LANGUAGE UINT32_MAX

// A word of the index that counts, in texts of the languages whose bit is set.
typedef struct Form {
    uint32_t word, languages;
} Form;

// A column that is looked through.
typedef struct Searched {
    const WordIndex *ix;
    double weight;
} Searched;

// Where a word or phrase is in a column: rows that ascend and how often, block by block of a list,
// or all at once.
typedef struct Feed {
    PostingCursor *list; // NULL: these are all
    const uint32_t *row, *times;
    uint32_t n, i;
    uint32_t languages;
    double weight;
} Feed;

// The rows that have what is asked for, and their tf.
typedef struct Hits {
    uint32_t *row;
    double *tf;
    uint32_t n, i;
    double worth; // of one that has nothing else: asked * idf * (k1 + 1)
} Hits;

typedef struct Ranker {
    Run *run;
    const Search *search;
    Arena *arena;
    uint32_t nrows;
    Searched *fields;
    uint32_t nfields;
    double mean; // weighted length of the rows
    Feed *feeds; // of the item at work
    size_t cap;
    uint32_t nfeeds;
    uint64_t most;      // rows that they give
    double *window;     // sums of WINDOW rows from some row on, all 0 between uses …
    uint64_t *seen;     // … and which of them have one
    double still, each; // of the formula: k1 (1 - b), and k1 b / mean
    Hits *hits;         // of the items that are not in all
    uint32_t nhits;
    uint64_t held;            // how many those are
    double *all;              // of each row, once they are more than rows; else NULL
    const uint32_t *language; // texts: of each row, or NULL
    uint32_t otherwise;       // the language of rows that do not say it
    uint32_t last_tag, last_language;
} Ranker;

#ifdef GZT_TINY
enum { WINDOW = 64 };
#else
enum { WINDOW = 4096 };
#endif

// ---- languages ------------------------------------------------------------------------------

// Neighbours mostly have the same.
static uint32_t row_language(Ranker *k, uint32_t row) {
    uint32_t id = k->language ? k->language[row] : 0;
    if (!id) return k->otherwise;
    if (id != k->last_tag) k->last_language = stem_language(archive_text(k->run->archive, id));
    k->last_tag = id;
    return k->last_language;
}

static void find_languages(Ranker *k) {
    const KindTable *t = k->search->kind;
    uint32_t f = kind_field(t->kind, STR("language"));
    Str tag;
    archive_meta(k->run->archive, STR("language"), &tag);
    k->otherwise = stem_language(tag);
    if (f < t->kind->ndeclared && t->kind->fields[f].type->tag == TY_TEXT)
        k->language = archive_column(k->run->archive, t, f)->data;
}

// ---- forms of a word ------------------------------------------------------------------------

typedef struct Forms {
    Arena *arena;
    Form *items;
    size_t cap;
    uint32_t n;
} Forms;

static void add_form(Forms *f, uint32_t word, uint32_t languages) {
    for (uint32_t i = 0; i < f->n; i++)
        if (f->items[i].word == word) {
            f->items[i].languages |= languages;
            return;
        }
    f->items = arena_grow(f->arena, f->items, &f->cap, (size_t)f->n + 1, sizeof *f->items);
    f->items[f->n++] = (Form){word, languages};
}

static Str stem_of(Ranker *k, uint32_t language, Str small) {
    Str stem;
    char *room = arena_alloc(k->arena, stem_room(&small, 1) + 1);
    Status status = stem_words(language, &small, 1, &stem, room);
    if (status != ST_OK) guard_leave(k->run->guard, status, NULL);
    Str folded = str_fold(k->arena, stem);
    char *key = arena_alloc(k->arena, (size_t)folded.n + 1);
    key[0] = (char)('A' + language);
    memcpy(key + 1, folded.p, folded.n);
    return (Str){key, folded.n + 1};
}

// The words that share its stem in each language that the column has, and the word itself.
static Forms forms_of(Ranker *k, const WordIndex *ix, Str written) {
    Forms f = {.arena = k->arena};
    Str small = stem_small(k->arena, written), folded = str_fold(k->arena, written);
    Spans stems = index_stems(ix);
    uint32_t at, own;
    for (uint32_t i = 0, next; i < stems.n; i = next) {
        char language = span_at(stems, i).p[0], after[1] = {(char)(language + 1)};
        next = span_from(stems, (Str){after, 1});
        if (next <= i || language <= 'A' || language >= 'A' + STEM_LANGUAGES) break;
        if (!span_find(stems, stem_of(k, (uint32_t)(language - 'A'), small), &at)) continue;
        for (uint32_t w = ix->stem_starts[at]; w < ix->stem_starts[at + 1]; w++)
            add_form(&f, ix->stem_words[w], UINT32_C(1) << (language - 'A'));
    }
    if (span_find(index_words(ix), folded, &own)) add_form(&f, own, ANY_LANGUAGE);
    return f;
}

// ---- times ----------------------------------------------------------------------------------

static void find_fields(Ranker *k) {
    const Search *s = k->search;
    double words = 0;
    for (uint32_t i = 0; i < s->nfields; i++) {
        const Column *c = archive_column(k->run->archive, s->kind, s->fields[i]);
        double weight = str_is(c->field->name, "text") ? s->rank.text : s->rank.title;
        if (!c->words || !c->words->lengths || weight <= 0) continue;
        k->fields[k->nfields++] = (Searched){c->words, weight};
        words += weight * (double)c->words->words;
    }
    k->mean = words / k->nrows;
}

static void feed(Ranker *k, Feed f, uint32_t most) {
    k->feeds = arena_grow(k->arena, k->feeds, &k->cap, (size_t)k->nfeeds + 1, sizeof *k->feeds);
    k->feeds[k->nfeeds++] = f;
    k->most += most;
}

static void feed_form(Ranker *k, const Searched *f, Form form, bool many) {
    Postings list = index_postings(f->ix, form.word, k->nrows, k->arena);
    PostingCursor *c = ARENA_NEW(k->arena, PostingCursor);
    if (!posting_open(c, &list)) return;
    uint32_t languages = many ? form.languages : ANY_LANGUAGE;
    feed(k, (Feed){c, c->row, posting_counts(c), c->n, 0, languages, f->weight}, list.rows);
}

static void feed_as_written(Ranker *k, const Searched *f, Str word) {
    uint32_t at;
    if (span_find(index_words(f->ix), word_fold(k->arena, word, false, NULL), &at))
        feed_form(k, f, (Form){at, ANY_LANGUAGE}, false);
}

static void feed_word(Ranker *k, const Searched *f, Str word) {
    Forms forms = forms_of(k, f->ix, word);
    // rows of another language than the stem's are asked for only where there are several
    Spans stems = index_stems(f->ix);
    bool many = stems.n && span_at(stems, 0).p[0] != span_at(stems, stems.n - 1).p[0];
    for (uint32_t i = 0; i < forms.n; i++) feed_form(k, f, forms.items[i], many);
}

static void feed_phrase(Ranker *k, const Searched *f, Str phrase) {
    FoundRows found;
    const uint32_t *times;
    const Match *m = match_phrase(k->arena, phrase);
    word_count_phrase(k->run, f->ix, k->nrows, m, k->arena, &found, &times);
    if (found.n)
        feed(k, (Feed){NULL, found.rows, times, found.n, 0, ANY_LANGUAGE, f->weight}, found.n);
}

// ---- hits -----------------------------------------------------------------------------------

// The next block, where this one is used up; false at the end.
static bool feed_on(Ranker *k, Feed *f) {
    if (f->i < f->n) return true;
    if (!f->list || !posting_next_block(f->list)) return false;
    f->i = 0;
    f->n = f->list->n;
    f->times = posting_counts(f->list);
    run_tick(k->run, 1);
    return true;
}

// Adds what the feed has of the rows from base on, up to a window's length.
static void feed_window(Ranker *k, Feed *f, uint32_t base) {
    while (feed_on(k, f)) {
        for (; f->i < f->n && f->row[f->i] - base < WINDOW; f->i++) {
            uint32_t row = f->row[f->i], at = row - base;
            if (f->languages != ANY_LANGUAGE && !(f->languages >> row_language(k, row) & 1))
                continue;
            k->window[at] += f->weight * f->times[f->i];
            k->seen[at / 64] |= UINT64_C(1) << at % 64;
        }
        if (f->i < f->n) return;
    }
}

// The first row of all feeds that are not at their end; UINT32_MAX: they are.
static uint32_t first_of_feeds(Ranker *k) {
    uint32_t first = UINT32_MAX;
    for (uint32_t i = 0; i < k->nfeeds; i++) {
        Feed *f = &k->feeds[i];
        if (feed_on(k, f) && f->row[f->i] < first) first = f->row[f->i];
    }
    return first;
}

static void take_window(Ranker *k, uint32_t base, uint32_t *rows, double *sums, uint32_t *n) {
    for (uint32_t w = 0; w < WINDOW / 64; w++) {
        for (uint64_t b = k->seen[w]; b; b &= b - 1) {
            uint32_t at = w * 64 + (uint32_t)__builtin_ctzll(b);
            rows[*n] = base + at;
            sums[(*n)++] = k->window[at];
            k->window[at] = 0;
        }
        k->seen[w] = 0;
    }
}

static Hits hits_of_feeds(Ranker *k) {
    size_t most = k->most < k->nrows ? (size_t)k->most : k->nrows;
    Hits h = {.row = ARENA_ARRAY(k->arena, uint32_t, most + 1),
              .tf = ARENA_ARRAY(k->arena, double, most + 1)};
    for (uint32_t base; (base = first_of_feeds(k)) != UINT32_MAX;) {
        for (uint32_t i = 0; i < k->nfeeds; i++) feed_window(k, &k->feeds[i], base);
        take_window(k, base, h.row, h.tf, &h.n);
    }
    return h;
}

static Hits hits_of_item(Ranker *k, const SearchItem *item) {
    bool phrase = item->quoted && word_count(item->words) > 1;
    k->nfeeds = 0;
    k->most = 0;
    for (uint32_t i = 0; i < k->nfields; i++) {
        const Searched *f = &k->fields[i];
        if (phrase)
            feed_phrase(k, f, item->words);
        else if (item->quoted)
            feed_as_written(k, f, item->words);
        else
            feed_word(k, f, item->words);
    }
    Hits h = hits_of_feeds(k);
    double df = h.n, n = k->nrows, idf = log(1 + (n - df + 0.5) / (df + 0.5));
    double asked = item->times * (item->little ? little_weight : 1);
    h.worth = asked * idf * (k->search->rank.k1 + 1);
    return h;
}

// ---- scores ---------------------------------------------------------------------------------

static double length_of(const Ranker *k, uint32_t row) {
    double length = 0;
    for (uint32_t f = 0; f < k->nfields; f++)
        length += k->fields[f].weight * k->fields[f].ix->lengths[row];
    return length;
}

static double score_of(const Ranker *k, const Hits *h, uint32_t i) {
    double tf = h->tf[i];
    return h->worth * tf / (tf + k->still + k->each * length_of(k, h->row[i]));
}

// Adds what the item is worth to the rows from base on, up to a window's length.
static void score_window(Ranker *k, Hits *h, uint32_t base) {
    uint32_t i = h->i;
    for (; i < h->n && h->row[i] - base < WINDOW; i++) {
        uint32_t at = h->row[i] - base;
        k->window[at] += score_of(k, h, i);
        k->seen[at / 64] |= UINT64_C(1) << at % 64;
    }
    run_tick(k->run, (i - h->i) / 128);
    h->i = i;
}

static void score_windows(Ranker *k, Arena *arena, Ranking *out) {
    Hits *hits = k->hits;
    size_t most = k->held < k->nrows ? (size_t)k->held : k->nrows;
    uint32_t *rows = ARENA_ARRAY(arena, uint32_t, most + 1);
    double *scores = ARENA_ARRAY(arena, double, most + 1);
    for (;;) {
        uint32_t base = UINT32_MAX;
        for (uint32_t i = 0; i < k->nhits; i++)
            if (hits[i].i < hits[i].n && hits[i].row[hits[i].i] < base)
                base = hits[i].row[hits[i].i];
        if (base == UINT32_MAX) break;
        for (uint32_t i = 0; i < k->nhits; i++) score_window(k, &hits[i], base);
        take_window(k, base, rows, scores, &out->n);
    }
    out->rows = rows;
    out->scores = scores;
}

// ---- long texts -----------------------------------------------------------------------------

// A page that somebody asks with has hundreds of words, and each may be in all rows: beyond as many
// hits as there are rows, those that are held go into one sum for each row.
static void fold(Ranker *k, Arena *arena) {
    if (!k->all) k->all = arena_zero(arena, ((size_t)k->nrows + 1) * sizeof *k->all);
    for (uint32_t n = 0; n < k->nhits; n++) {
        const Hits *h = &k->hits[n];
        for (uint32_t i = 0; i < h->n; i++) {
            if (i % 4096 == 0) run_tick(k->run, 32);
            k->all[h->row[i]] += score_of(k, h, i);
        }
    }
    arena_reset(k->arena);
    k->feeds = NULL;
    k->cap = 0;
    k->nhits = 0;
    k->held = 0;
}

static void take_all(Ranker *k, Arena *arena, Ranking *out) {
    uint32_t *rows = ARENA_ARRAY(arena, uint32_t, (size_t)k->nrows + 1), n = 0;
    for (uint32_t row = 0; row < k->nrows; row++) {
        guard_every(k->run->guard, row);
        if (k->all[row] <= 0) continue;
        k->all[n] = k->all[row];
        rows[n++] = row;
    }
    *out = (Ranking){rows, k->all, n};
}

static void rank_items(Ranker *k, Arena *arena, Ranking *out) {
    const Search *s = k->search;
    SearchItems query = search_items(arena, s->query, k->otherwise);
    if (!query.n) run_fail(k->run, E0503, s->at->source, s->at->span, "the search has no word");
    k->hits = ARENA_ARRAY(arena, Hits, query.n);
    for (uint32_t i = 0; i < query.n; i++) {
        Hits h = hits_of_item(k, &query.items[i]);
        k->held += h.n;
        k->hits[k->nhits++] = h;
        if (k->held > k->nrows && i + 1 < query.n) fold(k, arena);
    }
    if (!k->all) {
        score_windows(k, arena, out);
        return;
    }
    fold(k, arena);
    take_all(k, arena, out);
}

void word_search(Run *r, const Search *s, Arena *arena, Ranking *out) {
    uint32_t level = r->arena_level++;
    Ranker k = {.run = r, .search = s, .arena = run_arena(r), .nrows = s->kind->count};
    k.window = arena_zero(arena, WINDOW * sizeof *k.window);
    k.seen = arena_zero(arena, WINDOW / 64 * sizeof *k.seen);
    k.fields = ARENA_ARRAY(arena, Searched, s->nfields + 1);
    *out = (Ranking){.n = 0};
    find_languages(&k);
    find_fields(&k);
    k.still = s->rank.k1 * (1 - s->rank.b);
    k.each = s->rank.k1 * s->rank.b / k.mean;
    rank_items(&k, arena, out);
    r->arena_level = level;
    run_arenas_give(r, level + 1);
}

double ranking_score(const Ranking *k, uint32_t row) {
    uint32_t lo = 0, hi = k->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (k->rows[mid] < row)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < k->n && k->rows[lo] == row ? k->scores[lo] : 0;
}
