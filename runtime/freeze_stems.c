// Freezing stems: which words of a column are forms of one. In: its words, each with the languages
// that it occurs in; out: stems in order, and the words of each. A stem's key begins with a byte
// for its language (`A` + number), so that the stems of a language stand together.
#include <string.h>

#include "runtime/freeze_words.h"
#include "runtime/stem.h"

// So many at once: between two calls of libstemmer a cancel is heard.
enum { AT_ONCE = 4096 };

typedef struct Stemmed {
    Str key;
    uint32_t word;
} Stemmed;

typedef struct Stems {
    Arena *a;
    const Words *words;
    const uint32_t *order;
    Stemmed *items;
    size_t cap;
    uint32_t n;
} Stems;

static Str stem_key(Arena *a, uint32_t language, Str stem) {
    Str folded = str_fold(a, stem);
    char *p = arena_alloc(a, (size_t)folded.n + 1);
    p[0] = (char)('A' + language);
    memcpy(p + 1, folded.p, folded.n);
    return (Str){p, folded.n + 1};
}

static void stem_some(Stems *s, uint32_t language, const uint32_t *numbers, const Str *words,
                      uint32_t n) {
    Str *stems = ARENA_ARRAY(s->a, Str, n);
    char *room = arena_alloc(s->a, stem_room(words, n) + 1);
    Status status = stem_words(language, words, n, stems, room);
    if (status != ST_OK) guard_leave(s->a->guard, status, NULL);
    s->items = arena_grow(s->a, s->items, &s->cap, (size_t)s->n + n, sizeof *s->items);
    for (uint32_t i = 0; i < n; i++)
        s->items[s->n++] = (Stemmed){stem_key(s->a, language, stems[i]), numbers[i]};
    guard_tick(s->a->guard);
}

static bool only_digits(Str s) {
    for (uint32_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    return true;
}

static void stem_language_words(Stems *s, uint32_t language) {
    uint32_t *numbers = ARENA_ARRAY(s->a, uint32_t, AT_ONCE), n = 0;
    Str *words = ARENA_ARRAY(s->a, Str, AT_ONCE);
    for (uint32_t i = 0; i < s->words->n; i++) {
        const Term *t = &s->words->terms[s->order[i]];
        if (!(s->words->streams[s->order[i]].languages >> language & 1) || only_digits(t->word))
            continue;
        numbers[n] = i;
        words[n++] = t->small.n ? t->small : t->word;
        if (n < AT_ONCE) continue;
        stem_some(s, language, numbers, words, n);
        n = 0;
    }
    if (n) stem_some(s, language, numbers, words, n);
}

static int compare_keys(const void *user, uint32_t x, uint32_t y) {
    const Stems *s = user;
    return str_cmp(s->items[x].key, s->items[y].key);
}

static void write_stems(Freeze *z, const Stems *s, uint32_t kind, uint32_t field) {
    uint32_t *at = ARENA_ARRAY(s->a, uint32_t, s->n), *tmp = ARENA_ARRAY(s->a, uint32_t, s->n);
    uint32_t *off = ARENA_ARRAY(s->a, uint32_t, (size_t)s->n + 1),
             *starts = ARENA_ARRAY(s->a, uint32_t, (size_t)s->n + 1),
             *words = ARENA_ARRAY(s->a, uint32_t, s->n), n = 0;
    uint64_t bytes = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        at[i] = i;
        bytes += s->items[i].key.n;
    }
    if (bytes >= UINT32_MAX) return;
    sort_refs_heard(at, tmp, s->n, compare_keys, s, s->a->guard);
    char *p = arena_alloc(s->a, (size_t)bytes + 1);
    off[0] = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        const Stemmed *x = &s->items[at[i]];
        words[i] = x->word;
        if (i && str_eq(s->items[at[i - 1]].key, x->key)) continue;
        starts[n] = i;
        memcpy(p + off[n], x->key.p, x->key.n);
        off[n + 1] = off[n] + x->key.n;
        n++;
    }
    starts[n] = s->n;
    freeze_section(z, SEC_STEM_OFFSETS, kind, field, sizeof *off, (uint64_t)n + 1, off);
    freeze_section(z, SEC_STEM_BYTES, kind, field, 1, off[n], p);
    freeze_section(z, SEC_STEM_STARTS, kind, field, sizeof *starts, (uint64_t)n + 1, starts);
    freeze_section(z, SEC_STEM_WORDS, kind, field, sizeof *words, s->n, words);
}

void freeze_stems(Freeze *z, const Words *w, const uint32_t *order, uint32_t kind, uint32_t field) {
    Stems s = {.a = z->a, .words = w, .order = order};
    uint32_t languages = 0;
    for (uint32_t i = 0; i < w->n; i++) languages |= w->streams[i].languages;
    for (uint32_t language = 1; language < STEM_LANGUAGES; language++)
        if (languages >> language & 1) stem_language_words(&s, language);
    if (s.n) write_stems(z, &s, kind, field);
}
