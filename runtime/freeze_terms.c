// Collecting the words of a column's texts: for each word where it occurs, as a stream of bytes
// that grows row by row. In: texts; out: terms with their streams, which freeze_words.c lays out.
//
//   stream   a varint of gap * 2 + 1 to the row before (the first: row + 1), then one of the place;
//            or of gap * 2 to the place before in the same row
//
// A table of a large archive's words does not fit the fast memory of a processor. So words come by
// the dozen: what the next step of all of them looks at is asked for before it is needed.
#include <string.h>

#include "runtime/freeze_words.h"
#include "runtime/stem.h"

enum { PIECE_FIRST = 16, PIECE_MOST = 4096, VARINT_MOST = 5, KEY_MOST = 16 };

// ---- keys -----------------------------------------------------------------------------------

static uint64_t eight_bytes(const char *p) {
    uint64_t v = 0;
    for (int i = 0; i < 8; i++) v |= (uint64_t)(unsigned char)p[i] << 8 * i;
    return v;
}

// Capitals of ASCII become small letters; all bytes are of ASCII.
static uint64_t small_bytes(uint64_t v) {
    const uint64_t ones = 0x0101010101010101u;
    uint64_t from_a = v + ones * (0x80 - 'A'), beyond_z = v + ones * (0x7f - 'Z');
    return v | (from_a & ~beyond_z & ones << 7) >> 2;
}

static uint64_t first_of(uint64_t v, uint32_t n) {
    return n >= 8 ? v : v & ((UINT64_C(1) << 8 * n) - 1);
}

// Of at most 16 bytes, folded; looks at 16 bytes if there are so many before the end.
static TermKey short_key(Str word, const char *end) {
    char padded[KEY_MOST] = {0};
    const char *p = word.p;
    if (end - p < KEY_MOST) p = memcpy(padded, word.p, word.n);
    return (TermKey){small_bytes(first_of(eight_bytes(p), word.n)),
                     word.n > 8 ? small_bytes(first_of(eight_bytes(p + 8), word.n - 8)) : 0};
}

static TermKey folded_key(Str word) {
    const uint64_t no_text = UINT64_C(0xff) << 56;
    if (word.n > KEY_MOST) return (TermKey){str_hash(word), no_text | word.n};
    char padded[KEY_MOST] = {0};
    memcpy(padded, word.p, word.n);
    return (TermKey){eight_bytes(padded), eight_bytes(padded + 8)};
}

static uint64_t hash_key(TermKey k) {
    const uint64_t odd = 0x9e3779b97f4a7c15u;
    uint64_t h = (k.lo ^ k.hi * 0xd6e8feb86659fd93u) * odd;
    h = (h ^ h >> 32) * odd;
    return h ^ h >> 29;
}

// ---- terms ----------------------------------------------------------------------------------

static const uint64_t HIGH = UINT64_C(0xffffffff) << 32;

static void put_slot(Words *w, uint64_t hash, uint32_t term) {
    uint32_t at = (uint32_t)hash & w->mask;
    while (w->slots[at]) at = (at + 1) & w->mask;
    w->slots[at] = (hash & HIGH) | (term + 1);
}

static void grow_slots(Words *w) {
    w->mask = w->mask ? w->mask * 2 + 1 : 255;
    w->slots = arena_zero(w->a, ((size_t)w->mask + 1) * sizeof *w->slots);
    for (uint32_t i = 0; i < w->n; i++) put_slot(w, hash_key(w->keys[i]), i);
}

// The word's bytes are copied.
static uint32_t new_term(Words *w, TermKey key, uint64_t hash, Str word) {
    if (w->n >= w->mask / 2) grow_slots(w);
    size_t n = (size_t)w->n + 1;
    w->keys = arena_grow(w->a, w->keys, &w->keys_cap, n, sizeof *w->keys);
    w->terms = arena_grow(w->a, w->terms, &w->terms_cap, n, sizeof *w->terms);
    w->streams = arena_grow(w->a, w->streams, &w->streams_cap, n, sizeof *w->streams);
    w->keys[w->n] = key;
    w->terms[w->n] = (Term){.word = str_dup(w->a, word)};
    w->streams[w->n] = (TermStream){0};
    w->bytes += word.n;
    put_slot(w, hash, w->n);
    return w->n++;
}

// UINT32_MAX: it is new. word: NULL where the key says all.
static uint32_t find_term(const Words *w, TermKey key, uint64_t hash, const Str *word) {
    for (uint32_t at = (uint32_t)hash & w->mask; w->slots[at]; at = (at + 1) & w->mask) {
        if ((w->slots[at] ^ hash) & HIGH) continue;
        uint32_t i = (uint32_t)w->slots[at] - 1;
        const TermKey *k = &w->keys[i];
        if (k->lo == key.lo && k->hi == key.hi && (!word || str_eq(w->terms[i].word, *word)))
            return i;
    }
    return UINT32_MAX;
}

static uint32_t quick_term(Words *w, const TextWord *t) {
    uint32_t i = find_term(w, t->key, t->hash, NULL);
    if (i != UINT32_MAX) return i;
    char small[KEY_MOST];
    for (uint32_t k = 0; k < t->word.n; k++) small[k] = small_letter(t->word.p[k]);
    return new_term(w, t->key, t->hash, (Str){small, t->word.n});
}

static uint32_t slow_term(Words *w, const TextWord *t) {
    char small[WORD_SMALL];
    ArenaMark mark = arena_mark(w->a);
    Str folded = word_fold(w->a, t->word, t->ascii, small);
    TermKey key = folded_key(folded);
    uint64_t hash = hash_key(key);
    uint32_t i = find_term(w, key, hash, folded.n > KEY_MOST ? &folded : NULL);
    if (i == UINT32_MAX) {
        i = new_term(w, key, hash, folded);
        if (!t->ascii) w->terms[i].small = stem_small(w->a, word_plain(w->a, t->word));
    } else {
        arena_release(w->a, mark);
    }
    return i;
}

// ---- streams --------------------------------------------------------------------------------

static void end_piece(Term *t, const TermStream *s) {
    if (t->last) t->last->n = (uint32_t)(s->at - t->last->bytes);
}

static void new_piece(Words *w, uint32_t term) {
    Term *t = &w->terms[term];
    TermStream *s = &w->streams[term];
    size_t size = t->last ? (size_t)(s->end - t->last->bytes) * 2 : PIECE_FIRST;
    if (size > PIECE_MOST) size = PIECE_MOST;
    Piece *p = arena_alloc(w->pieces, sizeof *p + size);
    p->next = NULL;
    end_piece(t, s);
    if (t->last)
        t->last->next = p;
    else
        t->first = p;
    t->last = p;
    s->at = p->bytes;
    s->end = p->bytes + size;
    w->room += size;
}

static unsigned char *put(unsigned char *at, uint64_t v) {
    for (; v >= 0x80; v >>= 7) *at++ = (unsigned char)(v | 0x80);
    *at++ = (unsigned char)v;
    return at;
}

static void note_place(Words *w, uint32_t term, uint32_t row, uint32_t place) {
    TermStream *s = &w->streams[term];
    if (s->end - s->at < 2 * VARINT_MOST) new_piece(w, term);
    if (s->row == row + 1) {
        s->at = put(s->at, (uint64_t)(place - s->place) * 2);
    } else {
        s->at = put(put(s->at, (uint64_t)(row + 1 - s->row) * 2 + 1), place);
        s->row = row + 1;
        s->rows++;
    }
    s->place = place;
}

// ---- texts ----------------------------------------------------------------------------------

// The next words of the text; how many.
static uint32_t read_words(Words *w) {
    uint32_t n = 0;
    const char *end = w->reader.text.p + w->reader.text.n;
    for (; n < TEXT_WORDS; n++) {
        TextWord *t = &w->next[n];
        if (!word_read(&w->reader, &t->word, &t->ascii)) break;
        t->slow = !t->ascii || t->word.n > KEY_MOST;
        if (t->slow) continue;
        t->key = short_key(t->word, end);
        t->hash = hash_key(t->key);
        __builtin_prefetch(&w->slots[(uint32_t)t->hash & w->mask]);
    }
    return n;
}

// What most of them are compared with.
static void fetch_keys(const Words *w, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        uint64_t slot = w->slots[(uint32_t)w->next[i].hash & w->mask];
        if (!w->next[i].slow && slot) __builtin_prefetch(&w->keys[(uint32_t)slot - 1]);
    }
}

static void find_terms(Words *w, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        const TextWord *t = &w->next[i];
        w->found[i] = t->slow ? slow_term(w, t) : quick_term(w, t);
        __builtin_prefetch(&w->streams[w->found[i]], 1);
    }
}

static void note_places(Words *w, uint32_t n, uint32_t row, uint32_t place, uint32_t language) {
    enum { AHEAD = 8 };
    for (uint32_t i = 0; i < n; i++) {
        if (i + AHEAD < n) __builtin_prefetch(w->streams[w->found[i + AHEAD]].at, 1);
        w->streams[w->found[i]].languages |= UINT32_C(1) << language;
        note_place(w, w->found[i], row, place + i);
    }
}

uint32_t words_of_text(Words *w, Str text, uint32_t row, uint32_t language) {
    uint32_t place = 0;
    word_reader(&w->reader, text);
    for (uint32_t n; (n = read_words(w)) > 0; place += n) {
        fetch_keys(w, n);
        find_terms(w, n);
        note_places(w, n, row, place, language);
        guard_work(w->a->guard, n);
    }
    return place;
}

Words *words_new(Arena *a) {
    Words *w = ARENA_NEW(a, Words);
    w->a = a;
    w->pieces = arena_inner(a);
    grow_slots(w);
    return w;
}

void words_end(Words *w) {
    for (uint32_t i = 0; i < w->n; i++) {
        guard_every(w->a->guard, i);
        end_piece(&w->terms[i], &w->streams[i]);
    }
}

void words_forget(Words *w) { arena_inner_free(w->a, w->pieces); }
