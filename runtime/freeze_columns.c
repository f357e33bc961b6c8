// Freezing columns: turns each field's log into the arrays of block.h. In: logs with new numbers
// for texts, dates and entities known; out: column sections, claims and annotations.
#include "runtime/freeze.h"

#include <string.h>

// A value of a scalar field that was given more than once.
typedef struct Several {
    uint32_t row, note;
    uint64_t value;
} Several;

typedef struct ColumnWork {
    Freeze *z;
    uint32_t kind, field, rows;
    const Field *decl;
    const Type *type; // of an element
    Log *log;
    unsigned char *data;
    uint32_t *noted; // NULL: no annotations
    uint8_t *state;  // scalars: 0 not given, 1 given, 2 given and kept in `several`
    Several *several;
    uint32_t nseveral;
    size_t several_cap;
} ColumnWork;

// The value at p as the block holds it: texts, dates and links by their new numbers.
static void convert(const ColumnWork *w, const unsigned char *p, unsigned char *out) {
    uint32_t v;
    if (w->log->elem != sizeof v) {
        memcpy(out, p, w->log->elem);
        return;
    }
    memcpy(&v, p, sizeof v);
    const Freeze *z = w->z;
    if (w->type->tag == TY_TEXT) v = z->text_id[v];
    if (w->type->tag == TY_DATE) v = z->date_id[v];
    if (w->type->tag == TY_ENTITY) v = freeze_number(z, v);
    memcpy(out, &v, sizeof v);
}

// ---- lists ----------------------------------------------------------------------------------

static uint32_t *row_offsets(const ColumnWork *w) {
    uint32_t *off = arena_zero(w->z->a, ((size_t)w->rows + 1) * sizeof *off);
    for (const LogChunk *c = w->log->first; c; c = c->next)
        for (uint32_t i = 0; i < c->n; i++) off[c->rows[i] + 1]++;
    for (uint32_t r = 0; r < w->rows; r++) off[r + 1] += off[r];
    return off;
}

static void place_elements(const ColumnWork *w, const uint32_t *off) {
    uint32_t elem = w->log->elem;
    ArenaMark mark = arena_mark(w->z->a);
    uint32_t *at = arena_dup(w->z->a, off, (size_t)w->rows * sizeof *at);
    for (const LogChunk *c = w->log->first; c; c = c->next) {
        guard_work(w->z->a->guard, c->n);
        for (uint32_t i = 0; i < c->n; i++) {
            uint32_t to = at[c->rows[i]]++;
            convert(w, c->values + (size_t)i * elem, w->data + (size_t)to * elem);
            if (w->noted) w->noted[to] = chunk_note(c, i);
        }
    }
    arena_release(w->z->a, mark);
}

// source and same are sets: the first mention of a target in each row stays.
static void drop_repeats(const ColumnWork *w, uint32_t *off) {
    uint32_t *links = (uint32_t *)(void *)w->data, from = 0, to = 0;
    for (uint32_t r = 0; r < w->rows; r++) {
        uint32_t epoch = ++w->z->epoch, end = off[r + 1];
        guard_every(w->z->a->guard, r);
        for (; from < end; from++) {
            uint32_t target = links[from];
            if (w->z->stamp[target] == epoch) continue;
            w->z->stamp[target] = epoch;
            if (w->noted) w->noted[to] = w->noted[from];
            links[to++] = target;
        }
        off[r + 1] = to;
    }
}

// Numbers of annotations are the builder's until all of them are known (freeze_notes.c).
static void freeze_noted(const ColumnWork *w, uint32_t n) {
    bool any = false;
    for (uint32_t i = 0; w->noted && i < n && !any; i++) any = freeze_says(w->z, w->noted[i]);
    if (any) freeze_section(w->z, SEC_ANNOTATED, w->kind, w->field, sizeof *w->noted, n, w->noted);
}

static void freeze_list(ColumnWork *w) {
    Freeze *z = w->z;
    uint32_t n = w->log->n;
    uint32_t *off = row_offsets(w);
    w->data = arena_array(z->a, n, w->log->elem);
    if (w->log->noted) w->noted = ARENA_ARRAY(z->a, uint32_t, n);
    place_elements(w, off);
    if (w->field == FIELD_SOURCE || w->field == FIELD_SAME) drop_repeats(w, off);
    n = off[w->rows];
    freeze_section(z, SEC_COLUMN, w->kind, w->field, w->log->elem, n, w->data);
    freeze_section(z, SEC_OFFSETS, w->kind, w->field, sizeof *off, (uint64_t)w->rows + 1, off);
    freeze_noted(w, n);
    z->columns[w->kind][w->field] = (FrozenColumn){w->data, off, n};
}

// ---- claims ---------------------------------------------------------------------------------

static void keep(ColumnWork *w, uint32_t row, const unsigned char *value, uint32_t note) {
    Freeze *z = w->z;
    Several s = {row, note, 0};
    if (w->type->tag == TY_DURATION) {
        z->durations = arena_grow(z->a, z->durations, &z->duration_cap, (size_t)z->ndurations + 1,
                                  sizeof *z->durations);
        memcpy(&z->durations[z->ndurations], value, sizeof(Duration));
        s.value = z->ndurations++;
    } else {
        memcpy(&s.value, value, w->log->elem);
    }
    w->several = arena_grow(z->a, w->several, &w->several_cap, (size_t)w->nseveral + 1, sizeof s);
    w->several[w->nseveral++] = s;
}

typedef struct NoteSet {
    Freeze *z;
    Annotation note;
    uint32_t plain; // values without annotation: their evidence is the entity's
} NoteSet;

static void add_source(NoteSet *set, Ref source) {
    Freeze *z = set->z;
    Builder *b = z->b;
    if (z->stamp[source] == z->epoch) return;
    z->stamp[source] = z->epoch;
    b->sources =
        arena_grow(z->a, b->sources, &b->source_cap, (size_t)b->nsources + 1, sizeof *b->sources);
    b->sources[b->nsources++] = source;
    set->note.nsources++;
}

static void add_note(NoteSet *set, uint32_t id) {
    Annotation n = set->z->b->notes[id];
    if (!set->note.certainty) set->note.certainty = n.certainty;
    if (!set->note.note) set->note.note = n.note;
    if (!set->note.role) set->note.role = n.role;
    if (!set->note.within) set->note.within = n.within;
    for (uint32_t i = 0; i < n.nsources; i++)
        add_source(set, set->z->b->sources[n.first_source + i]);
}

// The annotation of a value that was stated several times: what each statement says, and the
// entity's own sources where one of them names none.
static uint32_t unite_notes(ColumnWork *w, const KeyRef *group, uint32_t n) {
    Freeze *z = w->z;
    Builder *b = z->b;
    uint32_t first = w->several[group[0].ref].note;
    bool noted = false;
    for (uint32_t i = 0; i < n; i++) noted |= w->several[group[i].ref].note != 0;
    if (n == 1 || !noted) return first;
    z->epoch++;
    NoteSet set = {z, {.first_source = b->nsources}, 0};
    const FrozenColumn *own = &z->columns[w->kind][FIELD_SOURCE];
    for (uint32_t i = 0; i < n; i++) {
        uint32_t id = w->several[group[i].ref].note, row = w->several[group[i].ref].row;
        add_note(&set, id);
        if (b->notes[id].nsources || !own->off || set.plain++) continue;
        const uint32_t *source = own->data;
        for (uint32_t s = own->off[row]; s < own->off[row + 1]; s++)
            add_source(&set, z->at_number[source[s]]);
    }
    b->notes = arena_grow(z->a, b->notes, &b->note_cap, (size_t)b->nnotes + 1, sizeof *b->notes);
    b->notes[b->nnotes] = set.note;
    return b->nnotes++;
}

static void add_claim(ColumnWork *w, const Several *s, uint32_t note) {
    Freeze *z = w->z;
    z->claims = arena_grow(z->a, z->claims, &z->claim_cap, (size_t)z->nclaims + 1, sizeof(Claim));
    z->claims[z->nclaims++] = (Claim){z->first[w->kind] + s->row, w->field, note, 0, s->value};
}

// What equal values share. Durations are stored apart, so theirs is made of what they are.
static uint64_t value_key(const ColumnWork *w, uint32_t i) {
    uint64_t value = w->several[i].value;
    if (w->type->tag != TY_DURATION) return value;
    const Duration *d = &w->z->durations[value];
    uint64_t months = (uint64_t)(uint32_t)d->lo_m << 32 | (uint32_t)d->hi_m;
    return ((uint64_t)d->lo_s * 31 + (uint64_t)d->hi_s) * 0x9e3779b97f4a7c15u + months;
}

static bool same_value(const ColumnWork *w, const KeyRef *x, const KeyRef *y) {
    if (x->key != y->key) return false;
    const Duration *d = w->z->durations;
    return w->type->tag != TY_DURATION ||
           memcmp(&d[w->several[x->ref].value], &d[w->several[y->ref].value], sizeof *d) == 0;
}

// The values of one row in keys[0 .. n), in the order of arrival: equal ones become one.
static void row_claims(ColumnWork *w, KeyRef *keys, uint32_t n) {
    uint32_t row = w->several[keys[0].ref].row, first = keys[0].ref, kept = 0;
    for (uint32_t i = 0; i < n; i++) keys[i].key = value_key(w, keys[i].ref);
    sort_keys(w->z->a, keys, n);
    for (uint32_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && same_value(w, &keys[i], &keys[end]);) end++;
        uint32_t note = unite_notes(w, keys + i, end - i);
        w->several[keys[i].ref].note = note;
        keys[kept++] = (KeyRef){keys[i].ref, keys[i].ref};
    }
    sort_keys(w->z->a, keys, kept);
    for (uint32_t i = 0; i < kept; i++) {
        const Several *s = &w->several[keys[i].ref];
        if (keys[i].ref != first)
            add_claim(w, s, s->note);
        else if (w->noted)
            w->noted[row] = s->note;
    }
}

static void freeze_claims(ColumnWork *w) {
    Freeze *z = w->z;
    uint32_t n = w->nseveral;
    if (!n) return;
    KeyRef *keys = ARENA_ARRAY(z->a, KeyRef, n);
    for (uint32_t i = 0; i < n; i++) keys[i] = (KeyRef){w->several[i].row, i};
    sort_keys(z->a, keys, n);
    for (uint32_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && keys[end].key == keys[i].key;) end++;
        guard_work(z->a->guard, end - i);
        row_claims(w, keys + i, end - i);
    }
}

// ---- scalars --------------------------------------------------------------------------------

static void place_scalar(ColumnWork *w, const LogChunk *c, uint32_t i) {
    uint32_t row = c->rows[i], elem = w->log->elem;
    unsigned char value[sizeof(Duration)];
    unsigned char *cell = w->data + (size_t)row * elem;
    convert(w, c->values + (size_t)i * elem, value);
    if (w->state[row] == 0) {
        memcpy(cell, value, elem);
        if (w->noted) w->noted[row] = chunk_note(c, i);
        w->state[row] = 1;
        return;
    }
    if (w->state[row] == 1) keep(w, row, cell, w->noted ? w->noted[row] : 0);
    w->state[row] = 2;
    keep(w, row, value, chunk_note(c, i));
}

static void freeze_valid(ColumnWork *w) {
    TypeTag tag = (TypeTag)w->type->tag;
    if (tag != TY_INT && tag != TY_REAL && tag != TY_DURATION) return;
    bool all = true;
    for (uint32_t r = 0; r < w->rows; r++) {
        all = all && w->state[r];
        w->state[r] = w->state[r] != 0;
    }
    if (!all) freeze_section(w->z, SEC_VALID, w->kind, w->field, 1, w->rows, w->state);
}

static void freeze_scalar(ColumnWork *w) {
    Freeze *z = w->z;
    size_t bytes = (size_t)w->rows * w->log->elem;
    w->data = arena_zero(z->a, bytes);
    if (w->type->tag == TY_TRUTH) memset(w->data, UNKNOWN, bytes);
    if (w->log->noted) w->noted = arena_zero(z->a, (size_t)w->rows * sizeof *w->noted);
    w->state = arena_zero(z->a, w->rows);
    for (const LogChunk *c = w->log->first; c; c = c->next) {
        guard_work(z->a->guard, c->n);
        for (uint32_t i = 0; i < c->n; i++) place_scalar(w, c, i);
    }
    freeze_claims(w);
    freeze_section(z, SEC_COLUMN, w->kind, w->field, w->log->elem, w->rows, w->data);
    freeze_valid(w);
    freeze_noted(w, w->rows);
    z->columns[w->kind][w->field] = (FrozenColumn){w->data, NULL, w->rows};
}

// ---- all of them ----------------------------------------------------------------------------

static void freeze_ids(Freeze *z, uint32_t kind) {
    uint32_t rows = z->b->kinds[kind].count;
    if (!rows) return;
    uint32_t *ids = ARENA_ARRAY(z->a, uint32_t, rows);
    for (uint32_t r = 0; r < rows; r++) {
        guard_every(z->a->guard, r);
        ids[r] = z->text_id[built_entity(z->b, z->at_number[z->first[kind] + r])->id];
    }
    freeze_section(z, SEC_COLUMN, kind, FIELD_ID, sizeof *ids, rows, ids);
    z->columns[kind][FIELD_ID] = (FrozenColumn){ids, NULL, rows};
}

static void freeze_kind(Freeze *z, uint32_t kind) {
    const Kind *k = z->b->schema->kinds[kind];
    size_t bytes = k->nfields * sizeof(FrozenColumn);
    z->columns[kind] = arena_zero(z->a, bytes);
    freeze_ids(z, kind);
    for (uint32_t f = FIELD_SOURCE; f < k->ndeclared; f++) {
        ColumnWork w = {.z = z, .kind = kind, .field = f, .rows = z->b->kinds[kind].count};
        w.decl = &k->fields[f];
        w.type = field_element(w.decl);
        w.log = &z->b->kinds[kind].fields[f];
        if (!w.log->n) continue;
        if (w.decl->type->tag == TY_LIST)
            freeze_list(&w);
        else
            freeze_scalar(&w);
    }
}

// In order of entity and field; durations in the order of their claims.
static void order_claims(Freeze *z) {
    if (!z->nclaims) return;
    KeyRef *keys = ARENA_ARRAY(z->a, KeyRef, z->nclaims);
    Claim *claims = ARENA_ARRAY(z->a, Claim, z->nclaims);
    Duration *durations = ARENA_ARRAY(z->a, Duration, (size_t)z->ndurations + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < z->nclaims; i++)
        keys[i] = (KeyRef){(uint64_t)z->claims[i].entity << 32 | z->claims[i].field, i};
    sort_keys(z->a, keys, z->nclaims);
    for (uint32_t i = 0; i < z->nclaims; i++) {
        Claim *c = &claims[i];
        *c = z->claims[keys[i].ref];
        uint32_t kind = built_entity(z->b, z->at_number[c->entity])->kind;
        if (z->b->schema->kinds[kind]->fields[c->field].type->tag != TY_DURATION) continue;
        durations[n] = z->durations[c->value];
        c->value = n++;
    }
    z->claims = claims;
    z->durations = durations;
    z->ndurations = n;
}

void freeze_columns(Freeze *z) {
    for (uint32_t k = 0; k < z->b->schema->nkinds; k++) freeze_kind(z, k);
    order_claims(z);
    freeze_notes(z);
    if (z->nclaims) freeze_section(z, SEC_CLAIMS, 0, 0, sizeof *z->claims, z->nclaims, z->claims);
    if (z->ndurations)
        freeze_section(z, SEC_CLAIMS, 0, 1, sizeof(Duration), z->ndurations, z->durations);
}
