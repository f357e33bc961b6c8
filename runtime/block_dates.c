// What an opened archive knows about its dates beyond the table: how far each block of them lasts,
// and for each value of a date column where it ends in the order of dates, so that two columns are
// compared by numbers alone. In: the table and the columns as they lie in the block. Out: arrays in
// the archive's arena.
#include "runtime/block_impl.h"

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

typedef struct Rank {
    uint32_t next, reach; // DateColumn
} Rank;

// The first date from `from` on that begins at t or later; near by more often than not.
static uint32_t begins_from(const Archive *a, uint32_t from, int64_t t) {
    const int64_t *es = a->date_t[0];
    uint32_t lo = from, step = 1, hi = from;
    while (hi < a->ndates && es[hi] < t) {
        lo = hi + 1;
        hi = a->ndates - hi > step ? hi + step : a->ndates;
        step *= 2;
    }
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (es[mid] < t)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static Rank *rank_dates(Archive *a) {
    Rank *ranks = ARENA_ARRAY(&a->arena, Rank, a->ndates);
    ranks[0] = (Rank){~DATE_SPECIAL, ~DATE_SPECIAL}; // missing: all is possible, nothing certain
    for (uint32_t i = 1, first = 1; i < a->ndates; i++) {
        const DateDesc *d = &a->date_desc[i];
        int64_t es = a->date_t[0][i], ls = a->date_t[1][i], le = a->date_t[3][i];
        uint32_t odd = d->qual | d->end_qual | d->more ? DATE_SPECIAL : 0;
        uint32_t span = d->kind == DATE_SPAN ? DATE_SPECIAL : 0;
        if (es != a->date_t[0][first]) first = i; // of those with this start
        ranks[i].next = (le == INSTANT_MAX ? a->ndates : begins_from(a, i, le + 1)) | odd | span;
        ranks[i].reach = (es == ls ? first : begins_from(a, i, ls)) | odd;
    }
    return ranks;
}

static bool is_date_column(const KindTable *k, uint32_t f) {
    return k->columns[f].field->type->tag == TY_DATE && k->columns[f].data && k->count;
}

void block_rank_dates(Archive *a) {
    uint32_t n = 0;
    if (a->ndates >= DATE_SPECIAL) return;
    for (uint32_t k = 0; k < a->schema.nkinds; k++)
        for (uint32_t f = 0; f < a->tables[k].kind->nfields; f++)
            n += is_date_column(&a->tables[k], f);
    a->date_columns = ARENA_ARRAY(&a->arena, DateColumn, n);
    for (uint32_t k = 0; k < a->schema.nkinds; k++) {
        const KindTable *t = &a->tables[k];
        for (uint32_t f = 0; f < t->kind->nfields; f++) {
            if (!is_date_column(t, f)) continue;
            DateColumn *c = &a->date_columns[a->ndate_columns++];
            c->ids = t->columns[f].data;
            c->n = t->count;
            c->next = ARENA_ARRAY(&a->arena, uint32_t, c->n);
            c->reach = ARENA_ARRAY(&a->arena, uint32_t, c->n);
        }
    }
    ArenaMark m = arena_mark(&a->arena);
    const Rank *ranks = rank_dates(a);
    for (uint32_t i = 0; i < n; i++) {
        const DateColumn *c = &a->date_columns[i];
        for (uint32_t r = 0; r < c->n; r++) {
            c->next[r] = ranks[c->ids[r]].next;
            c->reach[r] = ranks[c->ids[r]].reach;
        }
    }
    arena_release(&a->arena, m);
}
