// Freezing the words of passages. In: the words of articles; out: how many each passage has, and
// their stems. Where the passages of every article follow one another in its text and nothing of it
// stands outside them, their places follow from the article's (word_index.c), and no list is
// written twice.
#include <string.h>

#include "runtime/freeze_words.h"
#include "runtime/words.h"

typedef struct Parts {
    const uint32_t *texts, *whole; // of the parts: text ids, and numbers of entities
    uint32_t n, at;                // how many, the next one
    const uint32_t *wholes;        // texts
    const uint32_t *whole_lengths;
    uint32_t *lengths;
    WordTotals *totals;
} Parts;

// Behind white space from *at on; how many lines end in it.
static uint32_t skip_white(Str text, uint32_t *at) {
    uint32_t lines = 0;
    for (; *at < text.n && strchr(" \t\r\n", text.p[*at]) && text.p[*at]; ++*at)
        lines += text.p[*at] == '\n';
    return lines;
}

// Whether the part comes next in the text, behind a blank line if it is not the first: then its
// words are those of the text at this place.
static bool comes_next(Str text, uint32_t *at, Str part) {
    bool first = *at == 0;
    uint32_t lines = skip_white(text, at);
    if (!part.n || text.n - *at < part.n || memcmp(text.p + *at, part.p, part.n) != 0) return false;
    *at += part.n;
    return first || lines > 1;
}

// The parts of one whole: their lengths. False: they are not all of it, in order.
static bool take_parts(const Freeze *z, Parts *p, uint32_t row, uint32_t entity) {
    Str text = freeze_text(z, p->wholes[row]);
    uint32_t at = 0;
    for (; p->at < p->n && p->whole[p->at] == entity; p->at++) {
        uint32_t id = p->texts[p->at];
        Str part = freeze_text(z, id);
        p->lengths[p->at] = 0;
        p->totals->missing += !id;
        p->totals->whole &= p->at == row && id == p->wholes[row];
        if (!id) continue;
        if (!comes_next(text, &at, part)) return false;
        p->lengths[p->at] = id == p->wholes[row] ? p->whole_lengths[row] : word_count(part);
        p->totals->words += p->lengths[p->at];
        guard_work(z->a->guard, part.n / 8);
    }
    skip_white(text, &at);
    return at == text.n;
}

static bool has_language(const Freeze *z, uint32_t kind) {
    uint32_t f = kind_field(z->b->schema->kinds[kind], STR("language"));
    return f < z->b->schema->kinds[kind]->ndeclared && z->columns[kind][f].n;
}

bool freeze_parts(Freeze *z, const PartFields *f, const ColumnWords *of) {
    const FrozenColumn *texts = &z->columns[f->kind][f->text],
                       *whole = &z->columns[f->kind][f->whole],
                       *wholes = &z->columns[f->whole_kind][f->whole_text];
    if (!of->words || !whole->n || has_language(z, f->kind)) return false;
    Parts p = {texts->data, whole->data, texts->n, 0, wholes->data, of->lengths, NULL, NULL};
    p.totals = ARENA_NEW(z->a, WordTotals);
    p.totals->whole = texts->n == wholes->n;
    p.lengths = ARENA_ARRAY(z->a, uint32_t, p.n);
    for (uint32_t row = 0; row < wholes->n; row++) {
        if (!take_parts(z, &p, row, z->first[f->whole_kind] + row)) return false;
        guard_every(z->a->guard, row);
    }
    if (p.at < p.n) return false;
    freeze_section(z, SEC_WORD_LENGTHS, f->kind, f->text, sizeof *p.lengths, p.n, p.lengths);
    freeze_section(z, SEC_WORD_TOTALS, f->kind, f->text, sizeof *p.totals, 1, p.totals);
    uint32_t language = freeze_language(z);
    for (uint32_t i = 0; i < of->words->n; i++)
        of->words->streams[i].languages = UINT32_C(1) << language;
    freeze_stems(z, of->words, of->order, f->kind, f->text);
    return true;
}
