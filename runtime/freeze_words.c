// Freezing the words of texts: an inverted index for every text column. In: frozen columns; out:
// the words in order, and for each a posting list with places (postings.h).
//
// One pass over the texts (freeze_terms.c) leaves every word with a stream of its places; each
// stream in the order of words becomes a list. Linear in the text but for the sort of the distinct
// words.
#include <string.h>

#include "runtime/freeze_words.h"
#include "runtime/postings.h"
#include "runtime/stem.h"

enum { TICK_WORDS = 65536 };

// ---- lists ----------------------------------------------------------------------------------

typedef struct Stream {
    const Piece *piece;
    const unsigned char *at;
} Stream;

static bool stream_ends(Stream *s) {
    while (s->piece && s->at == s->piece->bytes + s->piece->n) {
        s->piece = s->piece->next;
        if (s->piece) s->at = s->piece->bytes;
    }
    return !s->piece;
}

static uint64_t take_varint(Stream *s) {
    uint64_t v = 0;
    for (uint32_t shift = 0;; shift += 7) {
        v |= (uint64_t)(*s->at & 0x7f) << shift;
        if (!(*s->at++ & 0x80)) return v;
    }
}

// Returns how often the word occurs.
static uint32_t write_list(const Words *w, uint32_t term, PostingWriter *out,
                           const uint32_t *lengths, PostingBytes *bytes, PostingBytes *places) {
    const Piece *first = w->terms[term].first;
    Stream s = {first, first->bytes};
    uint32_t row = 0, place = 0, n = 0;
    posting_begin(out, bytes, places, lengths, w->streams[term].rows);
    while (!stream_ends(&s)) {
        uint64_t v = take_varint(&s);
        if (v & 1) {
            row += (uint32_t)(v >> 1);
            place = (uint32_t)take_varint(&s);
            posting_row(out, row - 1);
        } else {
            place += (uint32_t)(v >> 1);
        }
        posting_place(out, place);
        if (++n % TICK_WORDS == 0) guard_tick(places->arena->guard);
    }
    posting_end(out);
    return n;
}

// The first 8 bytes, the first one highest.
static uint64_t first_bytes(Str s) {
    uint64_t key = 0;
    for (uint32_t i = 0; i < 8; i++) key = key << 8 | (i < s.n ? (unsigned char)s.p[i] : 0);
    return key;
}

static int compare_terms(const void *user, uint32_t x, uint32_t y) {
    const Words *w = user;
    return str_cmp(w->terms[x].word, w->terms[y].word);
}

// By their first bytes in linear time, then those that share them.
static uint32_t *terms_in_order(Words *w) {
    uint32_t *order = ARENA_ARRAY(w->a, uint32_t, w->n), *tmp = ARENA_ARRAY(w->a, uint32_t, w->n);
    ArenaMark mark = arena_mark(w->a);
    KeyRef *keys = ARENA_ARRAY(w->a, KeyRef, w->n);
    for (uint32_t i = 0; i < w->n; i++) keys[i] = (KeyRef){first_bytes(w->terms[i].word), i};
    sort_keys(w->a, keys, w->n);
    for (uint32_t i = 0; i < w->n; i++) order[i] = keys[i].ref;
    for (uint32_t i = 0, end; i < w->n; i = end) {
        for (end = i + 1; end < w->n && keys[end].key == keys[i].key;) end++;
        sort_refs_heard(order + i, tmp, end - i, compare_terms, w, w->a->guard);
    }
    arena_release(w->a, mark);
    return order;
}

static PostingBytes bytes_new(Arena *a, size_t room) {
    PostingBytes b = {.arena = a};
    b.p = arena_grow(a, NULL, &b.cap, room + POSTING_SLACK, 1);
    return b;
}

static void write_lists(Freeze *z, Words *w, const uint32_t *order, const uint32_t *lengths,
                        uint32_t kind, uint32_t field) {
    uint32_t *off = ARENA_ARRAY(w->a, uint32_t, (size_t)w->n + 1);
    char *words = arena_alloc(w->a, (size_t)w->bytes + 1);
    WordList *lists = ARENA_ARRAY(w->a, WordList, w->n);
    PostingBytes postings = bytes_new(w->a, (size_t)w->room / 2),
                 places = bytes_new(w->a, (size_t)w->room);
    PostingWriter *out = ARENA_NEW(w->a, PostingWriter);
    off[0] = 0;
    for (uint32_t i = 0; i < w->n; i++) {
        const Term *t = &w->terms[order[i]];
        memcpy(words + off[i], t->word.p, t->word.n);
        off[i + 1] = off[i] + t->word.n;
        lists[i] = (WordList){postings.n, places.n, w->streams[order[i]].rows, 0};
        lists[i].times = write_list(w, order[i], out, lengths, &postings, &places);
        if (i % 1024 == 0) guard_tick(w->a->guard);
    }
    memset(posting_room(&postings, POSTING_SLACK), 0, POSTING_SLACK);
    memset(posting_room(&places, POSTING_SLACK), 0, POSTING_SLACK);
    freeze_section(z, SEC_WORD_OFFSETS, kind, field, sizeof *off, (uint64_t)w->n + 1, off);
    freeze_section(z, SEC_WORD_BYTES, kind, field, 1, w->bytes, words);
    freeze_section(z, SEC_WORD_LISTS, kind, field, sizeof *lists, w->n, lists);
    freeze_section(z, SEC_POSTINGS, kind, field, 1, postings.n, postings.p);
    freeze_section(z, SEC_PLACES, kind, field, 1, places.n, places.p);
}

// ---- columns --------------------------------------------------------------------------------

// The language of a column's texts: that which their row says, else that of the archive.
typedef struct Languages {
    const FrozenColumn *column; // tags, or NULL
    uint32_t otherwise, last_tag, last;
} Languages;

// Neighbours mostly have the same.
static uint32_t row_language(const Freeze *z, Languages *l, uint32_t row) {
    bool said = l->column && row < l->column->n;
    uint32_t tag = said ? ((const uint32_t *)l->column->data)[row] : 0;
    if (!tag) return l->otherwise;
    if (tag != l->last_tag) l->last = stem_language(freeze_text(z, tag));
    l->last_tag = tag;
    return l->last;
}

static const FrozenColumn *language_column(const Freeze *z, uint32_t kind) {
    const Kind *k = z->b->schema->kinds[kind];
    uint32_t f = kind_field(k, STR("language"));
    return f < k->ndeclared && k->fields[f].type->tag == TY_TEXT ? &z->columns[kind][f] : NULL;
}

uint32_t freeze_language(const Freeze *z) {
    Str tag;
    builder_meta_of(z->b, STR("language"), &tag);
    return stem_language(tag);
}

// What the stage search looks through.
static bool is_searched(const Field *f) {
    return str_is(f->name, "text") || str_is(f->name, "title") || str_is(f->name, "name");
}

static ColumnWords freeze_column_words(Freeze *z, uint32_t kind, uint32_t field) {
    const FrozenColumn *c = &z->columns[kind][field];
    Languages languages = {.column = language_column(z, kind), .otherwise = freeze_language(z)};
    const uint32_t *values = c->data;
    uint32_t *lengths = ARENA_ARRAY(z->a, uint32_t, c->n);
    WordTotals *totals = ARENA_NEW(z->a, WordTotals);
    Words *w = words_new(z->a);
    for (uint32_t row = 0; row < c->n; row++) {
        uint32_t own = row_language(z, &languages, row);
        lengths[row] = values[row] ? words_of_text(w, freeze_text(z, values[row]), row, own) : 0;
        totals->words += lengths[row];
        totals->missing += values[row] == 0;
        if (row % 256 == 0) guard_tick(z->a->guard);
    }
    words_end(w);
    bool any = w->n && w->bytes < UINT32_MAX;
    const uint32_t *order = any ? terms_in_order(w) : NULL;
    if (any) write_lists(z, w, order, lengths, kind, field);
    words_forget(w);
    if (!any) return (ColumnWords){0};
    freeze_section(z, SEC_WORD_TOTALS, kind, field, sizeof *totals, 1, totals);
    if (is_searched(&z->b->schema->kinds[kind]->fields[field])) {
        freeze_section(z, SEC_WORD_LENGTHS, kind, field, sizeof *lengths, c->n, lengths);
        freeze_stems(z, w, order, kind, field);
    }
    return (ColumnWords){w, order, lengths};
}

void freeze_words(Freeze *z) {
    const Schema *s = z->b->schema;
    ColumnWords wholes = {0};
    PartFields p;
    bool parts = block_parts(s, &p) && z->columns[p.kind][p.text].n;
    for (uint32_t k = 0; k < s->nkinds; k++)
        for (uint32_t f = FIELD_DECLARED; f < s->kinds[k]->ndeclared; f++) {
            if (s->kinds[k]->fields[f].type->tag != TY_TEXT || !z->columns[k][f].n) continue;
            if (parts && k == p.kind && f == p.text) continue; // the last
            ColumnWords w = freeze_column_words(z, k, f);
            if (parts && k == p.whole_kind && f == p.whole_text) wholes = w;
        }
    if (parts && !freeze_parts(z, &p, &wholes)) freeze_column_words(z, p.kind, p.text);
}
