// The words of a search in texts, and stems. See found.h. Words are compared as the ranking does
// (runtime/word_search.c): folded, or by their stems; what stood in quotes as it is written.
#include "stdlib/found.h"

#include <string.h>

#include "runtime/match.h"
#include "runtime/search_words.h"
#include "runtime/sort.h"
#include "runtime/stem.h"
#include "runtime/words.h"
#include "stdlib/kernels.h"

void stretch_add(const Call *c, Stretches *s, uint32_t at, uint32_t end) {
    s->items = arena_grow(c->run->scratch, s->items, &s->cap, (size_t)s->n + 1, sizeof *s->items);
    s->items[s->n++] = (Stretch){at, end};
}

// ---- stems ------------------------------------------------------------------------------------

enum { SOME = 64 }; // words that are stemmed at once

// The folded stems of some words; what they need is the arena's.
static void stem_some(const Call *c, Arena *a, uint32_t language, const Str *words, uint32_t n,
                      Str *stems) {
    Str *small = ARENA_ARRAY(a, Str, n + 1);
    for (uint32_t i = 0; i < n; i++) small[i] = stem_small(a, word_plain(a, words[i]));
    if (language) {
        char *room = arena_alloc(a, stem_room(small, n) + 1);
        Status status = stem_words(language, small, n, stems, room);
        if (status != ST_OK) guard_leave(c->run->guard, status, NULL);
    }
    for (uint32_t i = 0; i < n; i++) stems[i] = str_fold(a, language ? stems[i] : small[i]);
}

uint32_t archive_language(const Call *c) {
    Str tag;
    archive_meta(c->run->archive, STR("language"), &tag);
    return stem_language(tag);
}

static uint32_t language_asked(const Call *c, const Vec *v, uint32_t i) {
    if (!v) return archive_language(c);
    Str tag = arg_text(c, v, i);
    uint32_t language = stem_language(tag);
    if (!language)
        CALL_FAIL(c, E0507, "no stems are known for the language \"%.*s\"", STR_FMT(shown(c, tag)));
    return language;
}

void text_stem(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    Arena *a = c->run->scratch;
    ROWS_EACH(i, rows) {
        uint32_t language = language_asked(c, args[1], i);
        Str text = long_text(c, arg_text(c, args[0], i)), word, stem;
        bool ascii;
        ArenaMark mark = arena_mark(a);
        StrBuf b;
        buf_init(&b, a);
        for (uint32_t at = 0; word_next(text, &at, &word, &ascii);) {
            stem_some(c, a, language, &word, 1, &stem);
            if (b.n) buf_char(&b, ' ');
            buf_add(&b, stem);
        }
        out->d.u32[i] = run_intern(c->run, buf_str(&b));
        scratch_release(c->run, mark);
    }
}

// ---- the words of a search ----------------------------------------------------------------------

typedef struct Keys {
    Str *items; // ascending
    uint32_t n;
} Keys;

// Whether a word as it is written is one of those looked for: most words of a text have been asked
// about before. One word for each place, the latest that came there; long ones are not kept.
enum { ASKED = 1024, ASKED_BYTES = 30 };
typedef struct Asked {
    uint8_t n; // 0: free
    bool hit;
    char word[ASKED_BYTES];
} Asked;

struct FoundWords {
    Asked *asked;
    bool *begin; // of each letter of ASCII: whether one of them may begin so
    uint32_t language;
    Keys written, stems; // as they stand, folded; of words that may have other forms
    const Match **phrases;
    uint32_t nphrases;
};

static int by_bytes(const void *user, uint32_t x, uint32_t y) {
    const Str *keys = user;
    return str_cmp(keys[x], keys[y]);
}

static Keys sorted(Arena *a, const Str *keys, uint32_t n) {
    Keys out = {ARENA_ARRAY(a, Str, n + 1), n};
    uint32_t *refs = ARENA_ARRAY(a, uint32_t, n + 1), *tmp = ARENA_ARRAY(a, uint32_t, n + 1);
    for (uint32_t i = 0; i < n; i++) refs[i] = i;
    sort_refs_heard(refs, tmp, n, by_bytes, keys, a->guard);
    for (uint32_t i = 0; i < n; i++) out.items[i] = keys[refs[i]];
    return out;
}

static bool has(const Keys *k, Str key) {
    uint32_t low = 0, high = k->n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        int order = str_cmp(k->items[mid], key);
        if (!order) return true;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return false;
}

static void note_beginnings(Arena *a, FoundWords *w) {
    w->begin = arena_zero(a, 128);
    if (!stem_keeps_beginning(w->language)) memset(w->begin, true, 128);
    for (uint32_t i = 0; i < w->written.n; i++)
        w->begin[(unsigned char)w->written.items[i].p[0] & 127u] = true;
    for (uint32_t i = 0; i < w->stems.n; i++)
        w->begin[(unsigned char)w->stems.items[i].p[0] & 127u] = true;
}

FoundWords *found_words(const Call *c, Str query, uint32_t language) {
    Arena *a = c->run->scratch;
    FoundWords *w = ARENA_NEW(a, FoundWords);
    w->asked = arena_zero(a, ASKED * sizeof *w->asked);
    SearchItems q = search_items(a, query, archive_language(c));
    Str *written = ARENA_ARRAY(a, Str, q.n + 1), *words = ARENA_ARRAY(a, Str, q.n + 1);
    uint32_t nwritten = 0, nwords = 0;
    w->language = language;
    w->phrases = ARENA_ARRAY(a, const Match *, q.n + 1);
    for (uint32_t i = 0; i < q.n; i++) {
        const SearchItem *item = &q.items[i];
        if (item->little) continue;
        if (!item->quoted) words[nwords++] = item->words;
        if (item->quoted && word_count(item->words) > 1)
            w->phrases[w->nphrases++] = match_phrase(a, item->words);
        else
            written[nwritten++] = word_fold(a, item->words, false, NULL);
    }
    Str *stems = ARENA_ARRAY(a, Str, nwords + 1);
    stem_some(c, a, language, words, nwords, stems);
    w->written = sorted(a, written, nwritten);
    w->stems = sorted(a, stems, nwords);
    note_beginnings(a, w);
    return w;
}

// ---- in a text ----------------------------------------------------------------------------------

typedef struct Window { // some words of a text
    Str word[SOME];
    Asked *asked[SOME]; // their places
    bool hit[SOME];
    Str fresh[SOME]; // those that were not asked about, and which they are
    uint8_t which[SOME];
    uint32_t n, nfresh;
} Window;

static void take_word(const FoundWords *w, Window *some, Str word) {
    if (byte_kind(word.p[0]) == WORD && !w->begin[(int)small_letter(word.p[0])]) return;
    uint32_t i = some->n++;
    Asked *at = &w->asked[str_hash(word) & (ASKED - 1)];
    some->word[i] = word;
    some->asked[i] = at;
    some->hit[i] = at->hit;
    if (at->n == word.n && !memcmp(at->word, word.p, word.n)) return;
    some->fresh[some->nfresh] = word;
    some->which[some->nfresh++] = (uint8_t)i;
}

static void look_at_fresh(const Call *c, const FoundWords *w, Window *some) {
    Arena *a = c->run->scratch;
    ArenaMark mark = arena_mark(a);
    Str *stems = ARENA_ARRAY(a, Str, SOME);
    if (w->stems.n) stem_some(c, a, w->language, some->fresh, some->nfresh, stems);
    for (uint32_t k = 0; k < some->nfresh; k++) {
        Str word = some->fresh[k];
        uint32_t i = some->which[k];
        bool hit = has(&w->written, word_fold(a, word, false, NULL)) ||
                   (w->stems.n && has(&w->stems, stems[k]));
        some->hit[i] = hit;
        if (word.n > ASKED_BYTES) continue;
        some->asked[i]->n = (uint8_t)word.n;
        some->asked[i]->hit = hit;
        memcpy(some->asked[i]->word, word.p, word.n);
    }
    scratch_release(c->run, mark);
}

static void find_words(const Call *c, const FoundWords *w, Str text, Stretches *out) {
    Window *some = ARENA_NEW(c->run->scratch, Window);
    bool ascii, more = w->written.n > 0;
    for (uint32_t at = 0; more;) {
        Str word;
        some->n = some->nfresh = 0;
        for (uint32_t k = 0; k < SOME && (more = word_next(text, &at, &word, &ascii)); k++)
            take_word(w, some, word);
        if (some->nfresh) look_at_fresh(c, w, some);
        run_work(c->run, SOME);
        for (uint32_t i = 0; i < some->n; i++) {
            uint32_t from = (uint32_t)(some->word[i].p - text.p);
            if (some->hit[i]) stretch_add(c, out, from, from + some->word[i].n);
        }
    }
}

static void find_phrases(const Call *c, const FoundWords *w, Str text, Stretches *out) {
    MatchScan scan;
    MatchFind f;
    for (uint32_t i = 0; i < w->nphrases; i++) {
        match_begin(&scan, w->phrases[i], c->run->scratch, long_text(c, text));
        while (match_next(&scan, &f)) stretch_add(c, out, f.at, f.at + f.len);
    }
}

// Stretches that overlap become one.
static void put_in_order(const Call *c, Stretches *s) {
    KeyRef *keys = ARENA_ARRAY(c->run->scratch, KeyRef, s->n + 1);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < s->n; i++) keys[i] = (KeyRef){s->items[i].at, s->items[i].end};
    sort_keys(c->run->scratch, keys, s->n);
    for (uint32_t i = 0; i < s->n; i++) {
        Stretch next = {(uint32_t)keys[i].key, keys[i].ref};
        if (!kept || next.at >= s->items[kept - 1].end)
            s->items[kept++] = next;
        else if (next.end > s->items[kept - 1].end)
            s->items[kept - 1].end = next.end;
    }
    s->n = kept;
}

void found_in(const Call *c, const FoundWords *w, Str text, Stretches *out) {
    out->n = 0;
    find_words(c, w, text, out);
    find_phrases(c, w, text, out);
    if (w->nphrases) put_in_order(c, out);
}
