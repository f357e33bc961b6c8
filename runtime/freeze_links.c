// Freezing what is derived from the columns: inverse links and indexes. In: the frozen columns;
// out: their sections. Everything is counted and placed, nothing is searched.
#include "runtime/freeze.h"

#include <string.h>

// ---- inverse links --------------------------------------------------------------------------

// Fields of one kind that share the name of their other side, and the entities they may lead to.
typedef struct InverseGroup {
    uint32_t kind, lo, hi; // targets are among entities lo … hi - 1
    uint32_t *fields;
    uint32_t nfields;
    Str name;
} InverseGroup;

static bool gather_group(const Freeze *z, const Kind *k, uint32_t f, InverseGroup *g) {
    g->name = k->fields[f].inverse;
    g->nfields = 0;
    g->lo = UINT32_MAX;
    g->hi = 0;
    for (uint32_t i = FIELD_DECLARED; i < k->ndeclared; i++) {
        const Field *field = &k->fields[i];
        if (!str_eq(field->inverse, g->name)) continue;
        if (i < f) return false; // the group was made at its first field
        if (!z->columns[k->type.kind][i].n) continue;
        uint32_t target = field_element(field)->kind;
        bool any = target == KIND_ANY;
        uint32_t lo = any ? 1 : z->first[target];
        uint32_t hi = any ? z->first[z->b->schema->nkinds] : z->first[target + 1];
        if (lo < g->lo) g->lo = lo;
        if (hi > g->hi) g->hi = hi;
        g->fields[g->nfields++] = i;
    }
    return g->nfields > 0;
}

typedef struct InverseWork {
    const InverseGroup *g;
    uint32_t *off;     // counts, then ends: by target - lo
    uint32_t *last;    // the source counted last for each target, + 1
    uint32_t *sources; // NULL while counting
} InverseWork;

// Sources come in ascending order, so a repeated one is the one that came last.
static void link_back(InverseWork *w, uint32_t target, uint32_t source) {
    if (target < w->g->lo || target >= w->g->hi) return;
    uint32_t i = target - w->g->lo;
    if (w->last[i] == source + 1) return;
    w->last[i] = source + 1;
    if (w->sources)
        w->sources[w->off[i]++] = source;
    else
        w->off[i + 1]++;
}

static void link_all(const Freeze *z, InverseWork *w) {
    const InverseGroup *g = w->g;
    uint32_t rows = z->b->kinds[g->kind].count, first = z->first[g->kind];
    memset(w->last, 0, (size_t)(g->hi - g->lo) * sizeof *w->last);
    for (uint32_t r = 0; r < rows; r++) {
        guard_every(z->a->guard, r);
        for (uint32_t f = 0; f < g->nfields; f++) {
            const FrozenColumn *c = &z->columns[g->kind][g->fields[f]];
            const uint32_t *links = c->data;
            uint32_t from = c->off ? c->off[r] : r, to = c->off ? c->off[r + 1] : r + 1;
            for (; from < to; from++) link_back(w, links[from], first + r);
        }
    }
}

// The part of the group's CSR that belongs to one kind of targets.
static void inverse_sections(Freeze *z, const InverseGroup *g, const uint32_t *off,
                             const uint32_t *sources) {
    for (uint32_t k = 0; k < z->b->schema->nkinds; k++) {
        const Kind *target = z->b->schema->kinds[k];
        uint32_t lo = z->first[k], hi = z->first[k + 1], f = kind_field(target, g->name);
        if (lo == hi || lo < g->lo || hi > g->hi || f < target->ndeclared || f == UINT32_MAX)
            continue;
        if (target->fields[f].from_kind != g->kind) continue;
        const uint32_t *from = off + (lo - g->lo);
        uint32_t rows = hi - lo, n = from[rows] - from[0];
        if (!n) continue;
        uint32_t *own = ARENA_ARRAY(z->a, uint32_t, (size_t)rows + 1);
        for (uint32_t r = 0; r <= rows; r++) own[r] = from[r] - from[0];
        freeze_section(z, SEC_COLUMN, k, f, sizeof *sources, n, sources + from[0]);
        freeze_section(z, SEC_OFFSETS, k, f, sizeof *own, (uint64_t)rows + 1, own);
    }
}

static void freeze_group(Freeze *z, const InverseGroup *g) {
    uint32_t n = g->hi - g->lo;
    InverseWork w = {g, arena_zero(z->a, ((size_t)n + 1) * sizeof *w.off),
                     ARENA_ARRAY(z->a, uint32_t, n), NULL};
    link_all(z, &w);
    for (uint32_t i = 0; i < n; i++) {
        if (w.off[i + 1] > UINT32_MAX - w.off[i]) guard_leave(z->a->guard, ST_LIMIT, "links");
        w.off[i + 1] += w.off[i];
    }
    w.sources = ARENA_ARRAY(z->a, uint32_t, w.off[n]);
    link_all(z, &w); // moves each start to its end, the next one's start
    memmove(w.off + 1, w.off, (size_t)n * sizeof *w.off);
    w.off[0] = 0;
    inverse_sections(z, g, w.off, w.sources);
}

void freeze_inverses(Freeze *z) {
    const Schema *s = z->b->schema;
    InverseGroup g = {.fields = ARENA_ARRAY(z->a, uint32_t, KIND_FIELDS_MAX)};
    for (uint32_t k = 0; k < s->nkinds; k++) {
        g.kind = k;
        if (!z->b->kinds[k].count) continue;
        for (uint32_t f = FIELD_DECLARED; f < s->kinds[k]->ndeclared; f++)
            if (s->kinds[k]->fields[f].inverse.n && gather_group(z, s->kinds[k], f, &g))
                freeze_group(z, &g);
    }
}

// ---- indexes --------------------------------------------------------------------------------

// Pairs of key and row, in the order of rows.
typedef struct Pairs {
    Arena *scratch;
    KeyRef *items;
    uint32_t n;
    uint32_t *keys, *rows; // sorted
} Pairs;

static Pairs pairs_new(Arena *a, uint32_t cap) {
    Pairs p = {.scratch = a, .n = 0};
    p.keys = ARENA_ARRAY(a, uint32_t, cap);
    p.rows = ARENA_ARRAY(a, uint32_t, cap);
    return p;
}

// Sorts by key; the same pair twice is one.
static void pairs_sort(Pairs *p) {
    sort_keys(p->scratch, p->items, p->n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        uint32_t key = (uint32_t)p->items[i].key, row = p->items[i].ref;
        guard_every(p->scratch->guard, i);
        if (n && p->keys[n - 1] == key && p->rows[n - 1] == row) continue;
        p->keys[n] = key;
        p->rows[n++] = row;
    }
    p->n = n;
}

static void freeze_index(Freeze *z, uint32_t kind, uint32_t field) {
    const FrozenColumn *c = &z->columns[kind][field];
    Pairs p = pairs_new(z->a, c->n);
    ArenaMark mark = arena_mark(z->a);
    p.items = ARENA_ARRAY(z->a, KeyRef, c->n);
    const uint32_t *values = c->data;
    for (uint32_t r = 0; r < z->b->kinds[kind].count; r++) {
        uint32_t from = c->off ? c->off[r] : r, to = c->off ? c->off[r + 1] : r + 1;
        guard_every(z->a->guard, r);
        for (; from < to; from++)
            if (values[from]) p.items[p.n++] = (KeyRef){values[from], r};
    }
    pairs_sort(&p);
    arena_release(z->a, mark);
    freeze_section(z, SEC_INDEX_KEYS, kind, field, sizeof *p.keys, p.n, p.keys);
    freeze_section(z, SEC_INDEX_ROWS, kind, field, sizeof *p.rows, p.n, p.rows);
}

static void freeze_qualified(Freeze *z, uint32_t kind, uint32_t field) {
    const FrozenColumn *c = &z->columns[kind][field];
    const uint32_t *values = c->data;
    uint32_t *rows = ARENA_ARRAY(z->a, uint32_t, c->n), n = 0;
    for (uint32_t r = 0; r < c->n; r++) {
        const Date *d = &z->b->dates.items[z->date_at[values[r]]].date;
        guard_every(z->a->guard, r);
        if (values[r] && (d->qual || d->end_qual)) rows[n++] = r;
    }
    if (n) freeze_section(z, SEC_DATE_QUALIFIED, kind, field, sizeof *rows, n, rows);
}

static void freeze_id_index(Freeze *z) {
    uint32_t n = z->b->nentities;
    Pairs p = pairs_new(z->a, n);
    ArenaMark mark = arena_mark(z->a);
    p.items = ARENA_ARRAY(z->a, KeyRef, n);
    for (p.n = 0; p.n < n; p.n++) {
        uint32_t id = built_entity(z->b, z->at_number[p.n + 1])->id;
        guard_every(z->a->guard, p.n);
        p.items[p.n] = (KeyRef){z->text_id[id], p.n + 1};
    }
    pairs_sort(&p);
    arena_release(z->a, mark);
    freeze_section(z, SEC_IDS_KEYS, 0, 0, sizeof *p.keys, p.n, p.keys);
    freeze_section(z, SEC_IDS_ROWS, 0, 0, sizeof *p.rows, p.n, p.rows);
}

bool freeze_is_named(const Field *f) {
    return field_element(f)->tag == TY_TEXT &&
           (str_is(f->name, "name") || str_is(f->name, "title") || str_is(f->name, "also"));
}

// A column of few texts that come again and again, such as sections or types: of many rows those
// with one of them are found without looking at the others.
enum { CATEGORY_ROWS = 4096, CATEGORIES = 1024 };

static bool is_category(Freeze *z, uint32_t kind, uint32_t field) {
    const FrozenColumn *c = &z->columns[kind][field];
    if (z->b->schema->kinds[kind]->fields[field].type->tag != TY_TEXT || c->n < CATEGORY_ROWS)
        return false;
    const uint32_t *values = c->data;
    ArenaMark mark = arena_mark(z->a);
    uint64_t *met = arena_zero(z->a, (z->b->texts.n / 64 + 1) * sizeof *met);
    uint32_t many = 0;
    for (uint32_t r = 0; r < c->n && many <= CATEGORIES; r++) {
        uint64_t bit = UINT64_C(1) << values[r] % 64, *word = &met[values[r] / 64];
        many += !(*word & bit);
        *word |= bit;
        guard_every(z->a->guard, r);
    }
    arena_release(z->a, mark);
    return many > 1 && many <= CATEGORIES;
}

void freeze_indexes(Freeze *z) {
    const Schema *s = z->b->schema;
    for (uint32_t k = 0; k < s->nkinds; k++) {
        for (uint32_t f = FIELD_DECLARED; f < s->kinds[k]->ndeclared; f++) {
            const Field *field = &s->kinds[k]->fields[f];
            bool date = field->type->tag == TY_DATE;
            if (!z->columns[k][f].n || (!date && !freeze_is_named(field) && !is_category(z, k, f)))
                continue;
            freeze_index(z, k, f);
            if (date) freeze_qualified(z, k, f);
        }
    }
    freeze_id_index(z);
}
