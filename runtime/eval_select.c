// Selections: the rows for which a condition is true. In: truth vectors. Out: places, and how many
// rows are unknown.
#include <string.h>

#include "runtime/clones.h"
#include "runtime/eval.h"

// Places of the yes among 4 truths, by their mask.
static const uint32_t quad[16][4] = {{0},    {0},       {1},       {0, 1},      {2},    {0, 2},
                                     {1, 2}, {0, 1, 2}, {3},       {0, 3},      {1, 3}, {0, 1, 3},
                                     {2, 3}, {0, 2, 3}, {1, 2, 3}, {0, 1, 2, 3}};

// Places of the yes among n truths (0, 1, 2), eight at a time: their lowest bits gathered into a
// mask. yes has room for 8 more than it needs.
static uint32_t places_of_yes(const uint8_t *truth, uint32_t n, uint32_t *yes) {
    static const uint8_t ones[16] = {0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4};
    uint32_t out = 0, i = 0;
    for (; i + 8 <= n; i += 8) {
        uint64_t x;
        memcpy(&x, truth + i, sizeof x);
        x &= 0x0101010101010101u;
        if (!x) continue;
        uint32_t mask = (uint32_t)(x * 0x0102040810204080u >> 56);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        mask = 0;
        for (uint32_t k = 0; k < 8; k++) mask |= (uint32_t)(truth[i + k] & 1) << k;
#endif
        uint32_t lo = mask & 15, hi = mask >> 4;
        for (uint32_t k = 0; k < 4; k++) yes[out + k] = i + quad[lo][k];
        out += ones[lo];
        for (uint32_t k = 0; k < 4; k++) yes[out + k] = i + 4 + quad[hi][k];
        out += ones[hi];
    }
    for (; i < n; i++) {
        yes[out] = i;
        out += truth[i] == YES;
    }
    return out;
}

GAZ_CLONES static uint64_t count_unknown(const uint8_t *truth, uint32_t n) {
    uint64_t all = 0;
    for (uint32_t from = 0; from < n;
         from += 128) { // a byte holds the count of 128 rows for each lane
        uint32_t part = 0, to = n - from < 128 ? n : from + 128;
        for (uint32_t i = from; i < to; i++) part += truth[i] >> 1;
        all += part;
    }
    return all;
}

static uint32_t select_listed(const Vec *t, Rows rows, uint32_t *yes, uint64_t *unknown) {
    const uint8_t *truth = t->d.truth;
    uint32_t n = 0;
    uint64_t other = 0;
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t i = rows.at[k];
        yes[n] = i;
        n += truth[i] == YES;
        other += truth[i] >> 1;
    }
    *unknown += other;
    return n;
}

static uint32_t select_truth(const Vec *t, Rows rows, uint32_t *yes, uint64_t *unknown) {
    if (t->constant) {
        if (t->d.truth[0] == UNKNOWN) *unknown += rows.n;
        if (t->d.truth[0] != YES) return 0;
        uint32_t n = 0;
        ROWS_EACH(i, rows) yes[n++] = i;
        return n;
    }
    if (rows.at) return select_listed(t, rows, yes, unknown);
    *unknown += count_unknown(t->d.truth, rows.n);
    return places_of_yes(t->d.truth, rows.n, yes);
}

enum { CONJUNCTS_MAX = 64 };

// The parts of a and (b and c) …, in order; false where there are too many.
static bool conjuncts(const Expr *e, const Expr **parts, uint32_t *n) {
    if (e->tag == X_AND) return conjuncts(e->args[0], parts, n) && conjuncts(e->args[1], parts, n);
    if (*n == CONJUNCTS_MAX) return false;
    parts[(*n)++] = e;
    return true;
}

static uint64_t unknown_among(const Vec *t, Rows rows) {
    if (t->constant) return t->d.truth[0] == UNKNOWN ? rows.n : 0;
    if (!rows.at) return count_unknown(t->d.truth, rows.n);
    uint64_t n = 0;
    for (uint32_t k = 0; k < rows.n; k++) n += t->d.truth[rows.at[k]] >> 1;
    return n;
}

// a and b and …: each part is asked of the rows that the parts before it left, and no truth
// vector of the whole is made. A row for which a part is unknown stays, marked in doubt: a later
// part may still say no.
static uint32_t select_and(Run *r, Frame *f, const Expr *const *parts, uint32_t nparts, Rows rows,
                           uint32_t *yes, uint64_t *unknown) {
    uint8_t *doubt = NULL;
    for (uint32_t p = 0; p < nparts && rows.n; p++) {
        const Vec *t = eval(r, f, parts[p], rows);
        bool last = p + 1 == nparts && !doubt;
        uint32_t *left = last ? yes : ARENA_ARRAY(r->scratch, uint32_t, rows.n + SELECT_SLACK);
        uint64_t maybe = unknown_among(t, rows);
        if (last) return select_truth(t, rows, yes, unknown);
        uint32_t n = 0;
        if (!maybe) {
            n = select_truth(t, rows, left, &maybe);
        } else {
            if (!doubt) doubt = arena_zero(r->scratch, f->n);
            ROWS_EACH(i, rows) {
                uint8_t x = t->d.truth[vec_place(t, i)];
                left[n] = i;
                n += x != NO;
                doubt[i] |= x >> 1;
            }
        }
        if (n != rows.n) rows = (Rows){n, left};
    }
    uint32_t n = 0;
    ROWS_EACH(i, rows) {
        yes[n] = i;
        n += !doubt || !doubt[i];
    }
    *unknown += rows.n - n;
    return n;
}

uint32_t eval_select(Run *r, Frame *f, const Expr *cond, Rows rows, uint32_t *yes,
                     uint64_t *unknown) {
    const Expr *parts[CONJUNCTS_MAX];
    uint32_t n = 0;
    if (cond->tag == X_AND && cond->outer && conjuncts(cond, parts, &n))
        return select_and(r, f, parts, n, rows, yes, unknown);
    return select_truth(eval(r, f, cond, rows), rows, yes, unknown);
}
