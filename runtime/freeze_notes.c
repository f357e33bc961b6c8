// Freezing annotations. In: columns and claims whose annotations are the builder's; out: the same
// with the numbers of a table that holds each annotation once, in the order in which columns and
// then claims use them. So the same facts make the same table, whichever way they came.
#include <string.h>

#include "runtime/freeze.h"

typedef struct NoteTable {
    Freeze *z;
    uint32_t *number; // of the builder's annotations; 0: not used yet
    Annotation *notes;
    uint32_t n;
    Duration *reaches;
    uint32_t nreaches;
    Ref *sources;
    uint32_t nsources;
    size_t note_cap, reach_cap, source_cap;
    uint32_t *slots, mask;
} NoteTable;

static uint64_t mix(uint64_t h, uint64_t x) {
    h = (h ^ x) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 29;
}

static uint64_t hash_note(const Builder *b, const Annotation *n) {
    uint64_t h = mix(mix(mix(n->certainty, n->note), n->role), n->nsources);
    if (n->within) h = mix(h, (uint64_t)b->reaches[n->within].hi_s);
    for (uint32_t i = 0; i < n->nsources; i++) h = mix(h, b->sources[n->first_source + i]);
    return h;
}

// One of the builder's, and one of the table.
static bool same_note(const NoteTable *t, const Annotation *x, const Annotation *y) {
    const Builder *b = t->z->b;
    if (x->certainty != y->certainty || x->note != y->note || x->role != y->role ||
        x->nsources != y->nsources || !x->within != !y->within)
        return false;
    if (x->within && memcmp(&b->reaches[x->within], &t->reaches[y->within], sizeof(Duration)) != 0)
        return false;
    return x->nsources == 0 || memcmp(b->sources + x->first_source, t->sources + y->first_source,
                                      x->nsources * sizeof(Ref)) == 0;
}

static void grow_slots(NoteTable *t) {
    t->mask = t->mask ? t->mask * 2 + 1 : 63;
    uint32_t *old = t->slots;
    uint32_t n = old ? (t->mask + 1) / 2 : 0;
    t->slots = arena_zero(t->z->a, 2 * ((size_t)t->mask + 1) * sizeof *t->slots);
    for (uint32_t i = 0; i < n; i++) {
        if (!old[2 * i]) continue;
        uint32_t at = old[2 * i + 1] & t->mask;
        while (t->slots[2 * at]) at = (at + 1) & t->mask;
        memcpy(&t->slots[2 * at], &old[2 * i], 2 * sizeof *old);
    }
}

static uint32_t add_note(NoteTable *t, const Annotation *note) {
    const Builder *b = t->z->b;
    Arena *a = t->z->a;
    Annotation n = *note;
    t->sources = arena_grow(a, t->sources, &t->source_cap, (size_t)t->nsources + n.nsources + 1,
                            sizeof *t->sources);
    if (n.nsources)
        memcpy(t->sources + t->nsources, b->sources + n.first_source, n.nsources * sizeof(Ref));
    n.first_source = t->nsources;
    t->nsources += n.nsources;
    if (n.within) {
        t->reaches =
            arena_grow(a, t->reaches, &t->reach_cap, (size_t)t->nreaches + 1, sizeof *t->reaches);
        t->reaches[t->nreaches] = b->reaches[n.within];
        n.within = t->nreaches++;
    }
    t->notes = arena_grow(a, t->notes, &t->note_cap, (size_t)t->n + 1, sizeof *t->notes);
    t->notes[t->n] = n;
    return t->n++;
}

static uint32_t find_or_add(NoteTable *t, const Annotation *note) {
    uint32_t hash = (uint32_t)hash_note(t->z->b, note), at = hash & t->mask;
    for (; t->slots[2 * at]; at = (at + 1) & t->mask)
        if (t->slots[2 * at + 1] == hash && same_note(t, note, &t->notes[t->slots[2 * at]]))
            return t->slots[2 * at];
    uint32_t n = t->slots[2 * at] = add_note(t, note);
    t->slots[2 * at + 1] = hash;
    if (t->n > t->mask / 2) grow_slots(t);
    return n;
}

static void renumber(NoteTable *t, uint32_t *note) {
    uint32_t *number = &t->number[*note];
    if (!*number && freeze_says(t->z, *note)) *number = find_or_add(t, &t->z->b->notes[*note]);
    *note = *number;
}

static void write_notes(const NoteTable *t) {
    Freeze *z = t->z;
    for (uint32_t i = 0; i < t->n; i++) {
        t->notes[i].certainty = z->text_id[t->notes[i].certainty];
        t->notes[i].note = z->text_id[t->notes[i].note];
        t->notes[i].role = z->text_id[t->notes[i].role];
    }
    for (uint32_t i = 0; i < t->nsources; i++) t->sources[i] = freeze_number(z, t->sources[i]);
    freeze_section(z, SEC_NOTES, 0, 0, sizeof *t->notes, t->n, t->notes);
    freeze_section(z, SEC_NOTES, 0, 1, sizeof *t->sources, t->nsources, t->sources);
    if (t->nreaches > 1)
        freeze_section(z, SEC_NOTES, 0, 2, sizeof(Duration), t->nreaches, t->reaches);
}

void freeze_notes(Freeze *z) {
    NoteTable t = {.z = z};
    Annotation none = {0};
    t.number = arena_zero(z->a, (size_t)z->b->nnotes * sizeof *t.number);
    t.reaches = arena_grow(z->a, NULL, &t.reach_cap, 1, sizeof *t.reaches);
    t.reaches[t.nreaches++] = (Duration){0};
    add_note(&t, &none);
    grow_slots(&t);
    for (uint32_t i = 0; i < z->nsections; i++) {
        const Section *s = &z->sections[i].head;
        uint32_t *noted = (uint32_t *)(uintptr_t)z->sections[i].data;
        for (uint64_t k = 0; s->type == SEC_ANNOTATED && k < s->count; k++) {
            guard_every(z->a->guard, k);
            renumber(&t, &noted[k]);
        }
    }
    for (uint32_t i = 0; i < z->nclaims; i++) renumber(&t, &z->claims[i].annotation);
    if (t.n > 1) write_notes(&t);
}
