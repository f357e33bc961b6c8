// What an opened archive knows about its dates beyond the table: how far each block of them lasts,
// and where in the order of dates each of them ends, so that columns are compared by numbers alone.
// In: the table as it lies in the block, not yet checked. Out: arrays in the archive's arena.
#include "runtime/block_impl.h"

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

static void rank_dates(Archive *a) {
    uint32_t *next = ARENA_ARRAY(&a->arena, uint32_t, a->ndates);
    uint32_t *reach = ARENA_ARRAY(&a->arena, uint32_t, a->ndates);
    next[0] = reach[0] = ~DATE_SPECIAL; // missing: possible with all, certain with none
    for (uint32_t i = 1, first = 1; i < a->ndates; i++) {
        const DateDesc *d = &a->date_desc[i];
        int64_t es = a->date_t[0][i], ls = a->date_t[1][i], le = a->date_t[3][i];
        uint32_t odd = d->qual | d->end_qual | d->more ? DATE_SPECIAL : 0;
        next[i] = le == INSTANT_MAX ? a->ndates : begins_from(a, i, le + 1);
        if (es != a->date_t[0][first]) first = i; // of those with this start
        reach[i] = es == ls ? first : begins_from(a, i, ls);
        next[i] |= odd | (d->kind == DATE_SPAN ? DATE_SPECIAL : 0);
        reach[i] |= odd;
    }
    a->date_next = next;
    a->date_reach = reach;
}

void block_index_dates(Archive *a) {
    uint32_t blocks = a->ndates / DATE_BLOCK + 1;
    a->date_block_end = ARENA_ARRAY(&a->arena, int64_t, blocks);
    for (uint32_t b = 0; b < blocks; b++) a->date_block_end[b] = INSTANT_MIN;
    for (uint32_t i = 1; i < a->ndates; i++) {
        int64_t *end = &a->date_block_end[i / DATE_BLOCK];
        if (a->date_t[3][i] > *end) *end = a->date_t[3][i];
    }
    if (a->ndates < DATE_SPECIAL) rank_dates(a);
}
