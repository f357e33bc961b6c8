// For each value of a date column, where its bounds lie in the order of all instants, so that two
// columns are compared by numbers alone (DateColumn in block.h); and how far each block of dates
// lasts. In: the table of dates and the columns as they will lie in the block. Out: sections.
#include "runtime/freeze.h"
#include "runtime/sort.h"

void freeze_ends(Freeze *z) {
    uint32_t n = z->b->dates.n, blocks = n / DATE_BLOCK + 1;
    int64_t *ends = ARENA_ARRAY(z->a, int64_t, blocks);
    for (uint32_t b = 0; b < blocks; b++) ends[b] = INSTANT_MIN;
    for (uint32_t i = 1; i < n; i++) {
        int64_t *end = &ends[i / DATE_BLOCK];
        if (z->date_t[3][i] > *end) *end = z->date_t[3][i];
    }
    freeze_section(z, SEC_DATE_ENDS, 0, 0, sizeof *ends, blocks, ends);
}

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

static void list_instants(const Freeze *z, KeyRef *out) {
    uint32_t n = 0;
    for (uint32_t i = 1; i < z->b->dates.n; i++) {
        uint32_t bounds = own_bounds(&z->date_desc[i]);
        for (uint32_t k = 0; k < bounds; k++)
            out[n++] = (KeyRef){(uint64_t)z->date_t[k][i] ^ UINT64_C(1) << 63, i * BOUNDS + k};
    }
}

static const Rank *rank_dates(Freeze *z) {
    uint32_t ndates = z->b->dates.n, n = 0;
    Rank *ranks = ARENA_ARRAY(z->a, Rank, ndates);
    for (uint32_t i = 1; i < ndates; i++) n += own_bounds(&z->date_desc[i]);
    KeyRef *at = ARENA_ARRAY(z->a, KeyRef, n);
    list_instants(z, at);
    sort_keys(z->a, at, n);
    ranks[0] = (Rank){{0, DATE_NEVER, 0, DATE_NEVER}};
    for (uint32_t i = 1; i < ndates; i++)
        for (uint32_t k = 0; k < BOUNDS; k++) ranks[i].of[k] = DATE_SPECIAL;
    int32_t rank = 0;
    for (uint32_t i = 0; i < n; i++) {
        guard_every(z->a->guard, i);
        rank += i == 0 || at[i].key != at[i - 1].key;
        ranks[at[i].ref / BOUNDS].of[at[i].ref % BOUNDS] = rank;
    }
    for (uint32_t i = 1; i < ndates; i++) {
        if (z->date_desc[i].kind != DATE_MOMENT) continue;
        ranks[i].of[2] = ranks[i].of[0];
        ranks[i].of[3] = ranks[i].of[1];
    }
    return ranks;
}

// One bound of every row after the other; of a column of moments, those of the start.
static void rank_column(Freeze *z, const Rank *ranks, uint32_t kind, uint32_t field) {
    const uint32_t *ids = z->columns[kind][field].data;
    uint32_t n = z->columns[kind][field].n, bounds = 2;
    uint8_t *moments = ARENA_ARRAY(z->a, uint8_t, n);
    for (uint32_t r = 0; r < n; r++) {
        guard_every(z->a->guard, r);
        moments[r] = ids[r] && z->date_desc[ids[r]].kind == DATE_MOMENT;
        if (ids[r] && !moments[r]) bounds = BOUNDS;
    }
    int32_t *out = ARENA_ARRAY(z->a, int32_t, (size_t)n * bounds);
    for (uint32_t k = 0; k < bounds; k++) {
        for (uint32_t r = 0; r < n; r++) {
            guard_every(z->a->guard, r);
            out[(size_t)k * n + r] = ranks[ids[r]].of[k];
        }
    }
    freeze_section(z, SEC_DATE_RANKS, kind, field, sizeof *out, (uint64_t)n * bounds, out);
    freeze_section(z, SEC_DATE_MOMENTS, kind, field, 1, n, moments);
}

void freeze_ranks(Freeze *z) {
    const Schema *s = z->b->schema;
    const Rank *ranks = NULL;
    if (z->b->dates.n >= DATE_NEVER / BOUNDS) return;
    for (uint32_t k = 0; k < s->nkinds; k++)
        for (uint32_t f = 0; f < s->kinds[k]->ndeclared; f++) {
            if (s->kinds[k]->fields[f].type->tag != TY_DATE || !z->columns[k][f].n) continue;
            if (!ranks) ranks = rank_dates(z);
            rank_column(z, ranks, k, f);
        }
}
