// What an opened archive knows about its dates beyond the table: how far each block of them lasts,
// and for each value of a date column where its bounds lie in the order of instants, so that two
// columns are compared by numbers alone. In: the table and the columns as they lie in the block.
// Out: arrays in the archive's arena.
#include "runtime/block_impl.h"
#include "runtime/sort.h"

void block_index_dates(Archive *a) {
    uint32_t blocks = a->ndates / DATE_BLOCK + 1;
    a->date_block_end = ARENA_ARRAY(&a->arena, int64_t, blocks);
    for (uint32_t b = 0; b < blocks; b++) a->date_block_end[b] = INSTANT_MIN;
    for (uint32_t i = 1; i < a->ndates; i++) {
        int64_t *end = &a->date_block_end[i / DATE_BLOCK];
        if (a->date_t[3][i] > *end) *end = a->date_t[3][i];
    }
}

// ---- ranks ------------------------------------------------------------------------------------

enum { BOUNDS = 4 }; // es, ls, ee, le, as in Archive.date_t

typedef struct Rank {
    int32_t of[BOUNDS];
} Rank;

static bool is_plain(const DateDesc *d) { return !(d->qual | d->end_qual | d->more); }

// How many of a date's bounds differ: none is asked for where they are not enough.
static uint32_t own_bounds(const DateDesc *d) {
    if (!is_plain(d)) return 0;
    return d->kind == DATE_MOMENT ? 2 : BOUNDS;
}

static void list_instants(const Archive *a, KeyRef *out) {
    uint32_t n = 0;
    for (uint32_t i = 1; i < a->ndates; i++) {
        uint32_t bounds = own_bounds(&a->date_desc[i]);
        for (uint32_t k = 0; k < bounds; k++)
            out[n++] = (KeyRef){(uint64_t)a->date_t[k][i] ^ UINT64_C(1) << 63, i * BOUNDS + k};
    }
}

static const Rank *rank_dates(Archive *a) {
    Rank *ranks = ARENA_ARRAY(&a->arena, Rank, a->ndates);
    uint32_t n = 0;
    for (uint32_t i = 1; i < a->ndates; i++) n += own_bounds(&a->date_desc[i]);
    KeyRef *at = ARENA_ARRAY(&a->arena, KeyRef, n);
    list_instants(a, at);
    sort_keys(&a->arena, at, n);
    ranks[0] = (Rank){{0, DATE_NEVER, 0, DATE_NEVER}};
    for (uint32_t i = 1; i < a->ndates; i++)
        for (uint32_t k = 0; k < BOUNDS; k++) ranks[i].of[k] = DATE_SPECIAL;
    int32_t rank = 0;
    for (uint32_t i = 0; i < n; i++) {
        guard_every(a->arena.guard, i);
        rank += i == 0 || at[i].key != at[i - 1].key;
        ranks[at[i].ref / BOUNDS].of[at[i].ref % BOUNDS] = rank;
    }
    for (uint32_t i = 1; i < a->ndates; i++) {
        if (a->date_desc[i].kind != DATE_MOMENT) continue;
        ranks[i].of[2] = ranks[i].of[0];
        ranks[i].of[3] = ranks[i].of[1];
    }
    return ranks;
}

static bool is_date_column(const KindTable *k, uint32_t f) {
    return k->columns[f].field->type->tag == TY_DATE && k->columns[f].data && k->count;
}

static void open_column(Archive *a, const KindTable *t, const Column *from) {
    DateColumn *c = &a->date_columns[a->ndate_columns++];
    bool spans = false;
    c->ids = from->data;
    c->n = t->count;
    for (uint32_t r = 0; r < c->n && !spans; r++)
        spans = a->date_desc[c->ids[r]].kind != DATE_MOMENT && c->ids[r];
    c->es = ARENA_ARRAY(&a->arena, int32_t, c->n);
    c->ls = ARENA_ARRAY(&a->arena, int32_t, c->n);
    c->ee = spans ? ARENA_ARRAY(&a->arena, int32_t, c->n) : c->es;
    c->le = spans ? ARENA_ARRAY(&a->arena, int32_t, c->n) : c->ls;
    c->moment = ARENA_ARRAY(&a->arena, uint8_t, c->n);
}

static void rank_column(const Archive *a, const Rank *ranks, DateColumn *c) {
    for (uint32_t r = 0; r < c->n; r++) {
        const Rank *x = &ranks[c->ids[r]];
        guard_every(a->arena.guard, r);
        c->es[r] = x->of[0];
        c->ls[r] = x->of[1];
        c->ee[r] = x->of[2];
        c->le[r] = x->of[3];
        c->moment[r] = c->ids[r] && a->date_desc[c->ids[r]].kind == DATE_MOMENT;
    }
}

void block_rank_dates(Archive *a) {
    uint32_t n = 0;
    if (a->ndates >= DATE_NEVER / BOUNDS) return;
    for (uint32_t k = 0; k < a->schema.nkinds; k++)
        for (uint32_t f = 0; f < a->tables[k].kind->nfields; f++)
            n += is_date_column(&a->tables[k], f);
    a->date_columns = ARENA_ARRAY(&a->arena, DateColumn, n);
    for (uint32_t k = 0; k < a->schema.nkinds; k++) {
        const KindTable *t = &a->tables[k];
        for (uint32_t f = 0; f < t->kind->nfields; f++)
            if (is_date_column(t, f)) open_column(a, t, &t->columns[f]);
    }
    ArenaMark m = arena_mark(&a->arena);
    const Rank *ranks = rank_dates(a);
    for (uint32_t i = 0; i < n; i++) rank_column(a, ranks, &a->date_columns[i]);
    arena_release(&a->arena, m);
}
