// The kernels of claims(FIELD) and conflicts(FIELD): each value that the facts state of a field,
// with its certainty, note, role and sources; and whether two of them exclude each other. In:
// entities, and the field in the call; out: lists of records, or truths. Where a value has no
// source of its own, its entity's counts.
#include <string.h>

#include "runtime/block.h"
#include "stdlib/kernels.h"

enum { CLAIMS_A_TICK = 64 };

// One value of a field: where it lies, and what is noted of it.
typedef struct Stated {
    const void *value;
    uint32_t entity, note;
} Stated;

typedef struct Claims {
    const Call *call;
    const Archive *archive;
    const KindTable *kind;
    uint32_t field;
    Stated *at;
    uint32_t n;
    size_t cap;
} Claims;

static void add(Claims *x, const void *value, uint32_t entity, uint32_t note) {
    x->at = arena_grow(x->call->run->scratch, x->at, &x->cap, (size_t)x->n + 1, sizeof *x->at);
    x->at[x->n++] = (Stated){value, entity, note};
    if (x->n % CLAIMS_A_TICK == 0) run_tick(x->call->run, 1);
}

static const void *cell_at(const Column *c, const Type *t, uint32_t i) {
    return (const char *)c->data + (size_t)i * vec_width(t);
}

static bool is_there(const Column *c, const Type *t, uint32_t row) {
    switch ((TypeTag)t->tag) {
    case TY_TEXT:
    case TY_DATE:
    case TY_ENTITY: return ((const uint32_t *)c->data)[row] != 0;
    case TY_TRUTH: return ((const uint8_t *)c->data)[row] != UNKNOWN;
    default: return !c->valid || c->valid[row];
    }
}

// The value that queries see. Of a date that the order of events made narrower: the stated one.
static void add_first(Claims *x, const Column *c, uint32_t entity) {
    const Type *t = c->field->type;
    uint32_t row = entity - x->kind->first, note = c->noted ? c->noted[row] : 0;
    const EventBounds *b = archive_bounds(x->archive, entity);
    if (b && t->tag == TY_DATE && str_is(c->field->name, "date")) {
        if (b->stated) add(x, &b->stated, entity, note);
    } else if (c->data && is_there(c, t, row)) {
        add(x, cell_at(c, t, row), entity, note);
    }
}

// A claim's value as a column would hold it; claims lie in order of entity and field.
static void add_further(Claims *x, const Type *t, uint32_t entity) {
    const Archive *a = x->archive;
    uint32_t n = a->nclaims && archive_part(a, PART_CLAIMS) ? a->nclaims : 0, lo = 0, hi = n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        const Claim *c = &a->claims[mid];
        if (c->entity < entity || (c->entity == entity && c->field < x->field))
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < n; lo++) {
        const Claim *c = &a->claims[lo];
        if (c->entity != entity || c->field != x->field) return;
        if (t->tag == TY_DURATION) {
            add(x, &a->claim_durations[c->value], entity, c->annotation);
            continue;
        }
        char *cell = arena_array(x->call->run->scratch, 1, sizeof c->value);
        uint32_t id = (uint32_t)c->value;
        uint8_t truth = (uint8_t)c->value;
        const void *from = &c->value;
        if (vec_width(t) == sizeof id) from = &id;
        if (vec_width(t) == sizeof truth) from = &truth;
        memcpy(cell, from, vec_width(t));
        add(x, cell, entity, c->annotation);
    }
}

static void add_elements(Claims *x, const Column *c, uint32_t entity) {
    uint32_t row = entity - x->kind->first;
    if (!c->off) return;
    for (uint32_t i = c->off[row]; i < c->off[row + 1]; i++)
        add(x, cell_at(c, c->field->type->elem, i), entity, c->noted ? c->noted[i] : 0);
}

// ---- what is noted of them -------------------------------------------------------------------

static void fill_values(const Claims *x, Vec *out) {
    uint32_t width = vec_width(out->type);
    for (uint32_t i = 0; i < x->n; i++)
        memcpy((char *)out->d.any + (size_t)i * width, x->at[i].value, width);
}

typedef struct Sources {
    const uint32_t *at;
    uint32_t n;
} Sources;

static Sources sources_of(const Claims *x, const Stated *s) {
    const Annotation *note = &x->archive->notes[s->note];
    if (note->nsources)
        return (Sources){x->archive->note_sources + note->first_source, note->nsources};
    uint32_t row = s->entity - x->kind->first;
    const Column *c = archive_column(x->archive, x->kind, FIELD_SOURCE);
    if (!c->off) return (Sources){NULL, 0};
    return (Sources){(const uint32_t *)c->data + c->off[row], c->off[row + 1] - c->off[row]};
}

static void fill_sources(const Claims *x, Vec *out) {
    Arena *a = x->call->run->scratch;
    uint32_t total = 0;
    for (uint32_t i = 0; i < x->n; i++) {
        Sources s = sources_of(x, &x->at[i]);
        if (s.n > UINT32_MAX / 2 - total) guard_leave(x->call->run->guard, ST_LIMIT, "memory");
        out->start[i] = total;
        out->len[i] = s.n;
        total += s.n;
    }
    out->child = vec_new(a, out->type->elem, total, false);
    out->nchild = total;
    for (uint32_t i = 0; i < x->n; i++) {
        Sources s = sources_of(x, &x->at[i]);
        if (s.n) memcpy(out->child->d.u32 + out->start[i], s.at, (size_t)s.n * sizeof *s.at);
    }
}

static void fill(const Claims *x, Str name, Vec *out) {
    if (str_is(name, "value")) {
        fill_values(x, out);
    } else if (str_is(name, "source")) {
        fill_sources(x, out);
    } else {
        for (uint32_t i = 0; i < x->n; i++) {
            const Annotation *n = &x->archive->notes[x->at[i].note];
            out->d.u32[i] = str_is(name, "role")        ? n->role
                            : str_is(name, "certainty") ? n->certainty
                                                        : n->note;
        }
    }
}

static Claims claims_of(const Call *c) {
    const Archive *a = c->run->archive;
    return (Claims){.call = c,
                    .archive = a,
                    .field = c->expr->field,
                    .kind = &a->tables[c->expr->args[0]->type->kind]};
}

static const Column *column_of(const Claims *x) {
    return archive_column(x->archive, x->kind, x->field);
}

static void add_claims(Claims *x, uint32_t entity) {
    const Column *column = column_of(x);
    const Type *t = column->field->type;
    if (t->tag == TY_LIST) {
        add_elements(x, column, entity);
    } else {
        add_first(x, column, entity);
        add_further(x, t, entity);
    }
}

void evidence_claims(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    const Type *record = out->type->elem;
    Claims x = claims_of(c);
    ROWS_EACH(i, rows) {
        out->start[i] = x.n;
        add_claims(&x, args[0]->d.u32[vec_place(args[0], i)]);
        out->len[i] = x.n - out->start[i];
    }
    out->child = vec_new(c->run->scratch, record, x.n, false);
    out->nchild = x.n;
    for (uint32_t f = 0; f < record->nfields; f++)
        fill(&x, record->fields[f].name, out->child->fields[f]);
}

// ---- conflicts -------------------------------------------------------------------------------

// Dates exclude each other where no time fits both, other values where they differ.
static bool exclude(const Claims *x, const Type *t, const void *a, const void *b) {
    if (t->tag != TY_DATE) return memcmp(a, b, vec_width(t)) != 0;
    Run *r = x->call->run;
    ArenaMark m = arena_mark(r->scratch);
    Date one = archive_date(x->archive, *(const uint32_t *)a), both;
    Date other = archive_date(x->archive, *(const uint32_t *)b);
    bool common = date_common(r->scratch, &one, &other, x->call->expr->circa, &both);
    arena_release(r->scratch, m);
    return !common;
}

static bool any_exclude(const Claims *x) {
    const Type *t = column_of(x)->field->type;
    for (uint32_t i = 1; i < x->n; i++)
        for (uint32_t k = 0; k < i; k++) {
            run_tick(x->call->run, 1);
            if (exclude(x, t, x->at[i].value, x->at[k].value)) return true;
        }
    return false;
}

void evidence_conflicts(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    Claims x = claims_of(c);
    ROWS_EACH(i, rows) {
        x.n = 0;
        add_claims(&x, args[0]->d.u32[vec_place(args[0], i)]);
        out->d.truth[i] = any_exclude(&x) ? YES : NO;
    }
}
