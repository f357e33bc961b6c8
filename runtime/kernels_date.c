// Comparisons of dates, three-valued. In: vectors of date ids and the rows; out: truths. Where both
// sides are columns of the archive, the order of ids stands for that of dates, and a loop over
// plain numbers decides almost all rows.
#include "runtime/clones.h"
#include "runtime/eval.h"

typedef struct Pair {
    Run *run;
    DateRelation relation;
    bool negated;
    Circa circa;
} Pair;

// The bounds widened for qualifiers as `set circa` says; false for a date with a mask or a set, of
// which bounds are not enough.
static inline bool bounds(const Pair *p, uint32_t id, Date *d) {
    const Archive *a = p->run->archive;
    if (id < a->ndates) {
        const DateDesc *desc = &a->date_desc[id];
        if (!(desc->qual | desc->end_qual | desc->more)) {
            d->es = a->date_t[0][id];
            d->ls = a->date_t[1][id];
            d->ee = a->date_t[2][id];
            d->le = a->date_t[3][id];
            d->kind = desc->kind;
            d->qual = d->end_qual = 0; // date_equal asks
            return true;
        }
    }
    *d = run_date(p->run, id);
    if (date_has_pieces(d)) return false;
    if (d->qual | d->end_qual) *d = date_widen(d, p->circa);
    return true;
}

static Truth pieces_truth(const Pair *p, uint32_t x, uint32_t y) {
    Date a = run_date_heard(p->run, x), b = run_date_heard(p->run, y);
    return date_relation(p->run->scratch, p->relation, &a, &b, p->circa);
}

static uint8_t signed_truth(const Pair *p, Truth t) {
    return (uint8_t)(p->negated ? truth_not(t) : t);
}

static uint8_t pair_truth(const Pair *p, uint32_t x, uint32_t y) {
    Date a, b;
    if (!x || !y) return UNKNOWN;
    bool plain = bounds(p, x, &a);
    plain = bounds(p, y, &b) && plain;
    if (!plain) return signed_truth(p, pieces_truth(p, x, y));
    switch (p->relation) {
    case REL_BEFORE: return signed_truth(p, date_before(&a, &b));
    case REL_AFTER: return signed_truth(p, date_after(&a, &b));
    case REL_IN: return signed_truth(p, date_in(&a, &b));
    case REL_OVERLAPS: return signed_truth(p, date_overlaps(&a, &b));
    default: return signed_truth(p, date_equal(&a, &b));
    }
}

// ---- two columns ------------------------------------------------------------------------------

// A stretch of a column of the archive, by where its bounds lie.
typedef struct Cells {
    const int32_t *es, *ls, *ee, *le;
    const uint8_t *moment;
} Cells;

static bool cells_of(const Archive *a, const Vec *v, uint32_t n, Cells *out) {
    uintptr_t at = (uintptr_t)v->d.u32;
    for (uint32_t i = 0; i < a->ndate_columns && !v->constant; i++) {
        const DateColumn *c = &a->date_columns[i];
        uintptr_t from = (uintptr_t)c->ids, row = (at - from) / sizeof *c->ids;
        if (at < from || row >= c->n || c->n - row < n) continue;
        *out = (Cells){c->es + row, c->ls + row, c->ee + row, c->le + row, c->moment + row};
        return true;
    }
    return false;
}

// The conditions are those of date_before, date_overlaps and date_in, on places instead of
// instants. Less than 0 if some pair must be looked at again.
GAZ_CLONES static int32_t cells_before(Cells a, Cells b, uint32_t n, uint8_t *restrict o) {
    const int32_t *restrict ee = a.ee, *restrict le = a.le;
    const int32_t *restrict es = b.es, *restrict ls = b.ls;
    int32_t special = 0;
    for (uint32_t i = 0; i < n; i++) {
        special |= ee[i] | ls[i];
        o[i] = (uint8_t)(2 * (ee[i] < ls[i]) - (le[i] < es[i]));
    }
    return special;
}

GAZ_CLONES static int32_t cells_overlap(Cells a, Cells b, uint32_t n, uint8_t *restrict o) {
    int32_t special = 0;
    for (uint32_t i = 0; i < n; i++) {
        special |= a.es[i] | b.es[i];
        int32_t certain = (a.ls[i] <= b.ee[i]) & (b.ls[i] <= a.ee[i]);
        o[i] = (uint8_t)(2 * ((a.es[i] <= b.le[i]) & (b.es[i] <= a.le[i])) - certain);
    }
    return special;
}

GAZ_CLONES static int32_t cells_in(Cells a, Cells b, uint32_t n, uint8_t *restrict o) {
    int32_t special = 0;
    for (uint32_t i = 0; i < n; i++) {
        special |= a.es[i] | b.es[i];
        int32_t certain = (b.ls[i] <= a.es[i]) & (a.le[i] <= b.ee[i]);
        int32_t room = !b.moment[i] | (a.ee[i] <= a.ls[i]);
        o[i] = (uint8_t)(2 * ((b.es[i] <= a.ls[i]) & (a.ee[i] <= b.le[i]) & room) - certain);
    }
    return special;
}

static void negate_truths(uint8_t *o, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) o[i] ^= (uint8_t)((o[i] >> 1) ^ 1); // unknown stays
}

static int32_t cells_compare(DateRelation r, Cells a, Cells b, uint32_t n, uint8_t *o) {
    switch (r) {
    case REL_BEFORE: return cells_before(a, b, n, o);
    case REL_AFTER: return cells_before(b, a, n, o);
    case REL_OVERLAPS: return cells_overlap(a, b, n, o);
    default: return cells_in(a, b, n, o);
    }
}

static bool columns_compare(const Pair *p, Rows rows, const Vec *a, const Vec *b, uint8_t *o) {
    const Archive *ar = p->run->archive;
    Cells x, y;
    if (rows.at || p->relation == REL_EQUAL) return false;
    if (!cells_of(ar, a, rows.n, &x) || !cells_of(ar, b, rows.n, &y)) return false;
    int32_t special = cells_compare(p->relation, x, y, rows.n, o);
    if (p->negated) negate_truths(o, rows.n);
    for (uint32_t i = 0; special < 0 && i < rows.n; i++)
        if ((x.es[i] | y.es[i]) < 0) o[i] = pair_truth(p, a->d.u32[i], b->d.u32[i]);
    return true;
}

// ---- any two vectors --------------------------------------------------------------------------

// A date lies in five places (block.h), and neighbouring rows have dates far apart: those that are
// compared soon are fetched meanwhile.
static void fetch_ahead(const Archive *a, const uint32_t *ids, Rows rows, uint32_t k) {
    enum { AHEAD = 8 };
    if (rows.n < AHEAD || k >= rows.n - AHEAD) return;
    uint32_t id = ids[rows.at ? rows.at[k + AHEAD] : k + AHEAD];
    if (id >= a->ndates) return;
    __builtin_prefetch(&a->date_desc[id]);
    for (int i = 0; i < 4; i++) __builtin_prefetch(&a->date_t[i][id]);
}

// One side is the same date for all rows: its bounds are found once.
static void beside_constant(const Pair *p, Rows rows, const Vec *a, uint32_t y, uint8_t *o) {
    Date b, l;
    if (!y || !bounds(p, y, &b) || p->relation == REL_EQUAL) {
        ROWS_EACH(i, rows) o[i] = pair_truth(p, a->d.u32[i], y);
        return;
    }
#define EACH_DATE(RELATION)                                                                        \
    ROWS_EACH(i, rows) {                                                                           \
        uint32_t x = a->d.u32[i];                                                                  \
        fetch_ahead(p->run->archive, a->d.u32, rows, i_k);                                         \
        if (!x)                                                                                    \
            o[i] = UNKNOWN;                                                                        \
        else if (bounds(p, x, &l))                                                                 \
            o[i] = signed_truth(p, RELATION(&l, &b));                                              \
        else                                                                                       \
            o[i] = signed_truth(p, pieces_truth(p, x, y));                                         \
    }                                                                                              \
    break
    switch (p->relation) {
    case REL_BEFORE: EACH_DATE(date_before);
    case REL_AFTER: EACH_DATE(date_after);
    case REL_IN: EACH_DATE(date_in);
    default: EACH_DATE(date_overlaps);
    }
#undef EACH_DATE
}

static Pair pair_of(Run *r, const Expr *e) {
    Pair p = {r, REL_EQUAL, e->op == XO_DATE_NOT_BEFORE || e->op == XO_DATE_NOT_AFTER, e->circa};
    switch ((ExprOp)e->op) {
    case XO_DATE_BEFORE:
    case XO_DATE_NOT_BEFORE: p.relation = REL_BEFORE; break;
    case XO_DATE_AFTER:
    case XO_DATE_NOT_AFTER: p.relation = REL_AFTER; break;
    case XO_DATE_IN: p.relation = REL_IN; break;
    case XO_DATE_OVERLAPS: p.relation = REL_OVERLAPS; break;
    default: break; // XO_DATE_EQ
    }
    return p;
}

void kernel_dates(Run *r, const Expr *e, Rows rows, const Vec *a, const Vec *b, uint8_t *o) {
    Pair p = pair_of(r, e);
    if (columns_compare(&p, rows, a, b, o)) return;
    if (b->constant && !a->constant) {
        beside_constant(&p, rows, a, b->d.u32[0], o);
        return;
    }
    ROWS_EACH(i, rows) o[i] = pair_truth(&p, a->d.u32[vec_place(a, i)], b->d.u32[vec_place(b, i)]);
}
