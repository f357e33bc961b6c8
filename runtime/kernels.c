// Operators on one value each: plain loops over arrays. In: argument vectors and the rows; out: the
// rows' places of the result. Missing values give a missing result (truth: unknown); dates and
// durations compare in three values.
#include <math.h>
#include <string.h>

#include "lang/duration.h"
#include "runtime/clones.h"
#include "runtime/eval.h"
#include "runtime/pattern.h"

// Runs BODY for each row with the arguments' places: p of a, q of b. Dense rows without constants,
// or with a constant right side, get a loop of their own that the compiler can vectorise.
#define LOOP2(rows, a, b, BODY)                                                                    \
    do {                                                                                           \
        if (!(rows).at && !(a)->constant && !(b)->constant) {                                      \
            for (uint32_t i = 0; i < (rows).n; i++) {                                              \
                uint32_t p = i, q = i;                                                             \
                BODY;                                                                              \
            }                                                                                      \
        } else if (!(rows).at && !(a)->constant) {                                                 \
            for (uint32_t i = 0; i < (rows).n; i++) {                                              \
                uint32_t p = i;                                                                    \
                const uint32_t q = 0;                                                              \
                BODY;                                                                              \
            }                                                                                      \
        } else {                                                                                   \
            uint32_t ka = !(a)->constant, kb = !(b)->constant;                                     \
            for (uint32_t k = 0; k < (rows).n; k++) {                                              \
                uint32_t i = (rows).at ? (rows).at[k] : k, p = i * ka, q = i * kb;                 \
                BODY;                                                                              \
            }                                                                                      \
        }                                                                                          \
    } while (0)

static bool there(const Vec *v, uint32_t p) { return !v->valid || v->valid[p]; }

// Unknown where a number of one side is missing.
static void unknown_where_missing(Vec *out, const Vec *a, const Vec *b, Rows rows) {
    if (!a->valid && !b->valid) return;
    uint8_t *o = out->d.truth;
    LOOP2(rows, a, b, if (!there(a, p) || !there(b, q)) o[i] = UNKNOWN);
}

// Validity of a result of two arguments; NULL where nothing is missing.
static void valid_of_both(Run *r, Vec *out, const Vec *a, const Vec *b, Rows rows, uint32_t n) {
    if (!a->valid && !b->valid) return;
    uint8_t *v = out->valid = arena_alloc(r->scratch, n);
    LOOP2(rows, a, b, v[i] = there(a, p) && there(b, q));
}

static void need_valid(Run *r, Vec *out, uint32_t n) {
    if (out->valid) return;
    out->valid = arena_alloc(r->scratch, n);
    memset(out->valid, 1, n);
}

// ---- comparisons ----------------------------------------------------------------------------

#define COMPARE(X, Y)                                                                              \
    switch (op) {                                                                                  \
    case XO_EQ: LOOP2(rows, a, b, o[i] = (X) == (Y)); break;                                       \
    case XO_LT: LOOP2(rows, a, b, o[i] = (X) < (Y)); break;                                        \
    case XO_LE: LOOP2(rows, a, b, o[i] = (X) <= (Y)); break;                                       \
    case XO_GT: LOOP2(rows, a, b, o[i] = (X) > (Y)); break;                                        \
    default: LOOP2(rows, a, b, o[i] = (X) >= (Y)); break;                                          \
    }

// int against double, exactly: -1, 0 or 1. A double beyond int64 decides by its sign; else its
// whole part and what is left of it.
static int compare_mixed(int64_t x, double y) {
    if (y >= 9223372036854775808.0) return -1;
    if (y < -9223372036854775808.0) return 1;
    int64_t whole = (int64_t)y; // towards zero
    if (x != whole) return x < whole ? -1 : 1;
    double rest = y - (double)whole;
    return rest > 0 ? -1 : rest < 0 ? 1 : 0;
}

GAZ_CLONES static void compare_numbers(ExprOp op, Rows rows, const Vec *a, const Vec *b, Vec *out) {
    uint8_t *o = out->d.truth;
    bool ia = a->type->tag == TY_INT, ib = b->type->tag == TY_INT;
    if (ia && ib) {
        const int64_t *restrict x = a->d.i64, *restrict y = b->d.i64;
        COMPARE(x[p], y[q])
    } else if (!ia && !ib) {
        const double *restrict x = a->d.f64, *restrict y = b->d.f64;
        COMPARE(x[p], y[q])
    } else if (ia) {
        const int64_t *x = a->d.i64;
        const double *y = b->d.f64;
        COMPARE(compare_mixed(x[p], y[q]), 0)
    } else {
        const double *x = a->d.f64;
        const int64_t *y = b->d.i64;
        COMPARE(0, compare_mixed(y[q], x[p]))
    }
    unknown_where_missing(out, a, b, rows);
}

// text and entity: equal ids are equal values, whether the archive's or made here.
GAZ_CLONES static void equal_ids(Rows rows, const Vec *a, const Vec *b, uint8_t *o) {
    const uint32_t *restrict x = a->d.u32, *restrict y = b->d.u32;
    LOOP2(rows, a, b, o[i] = (uint8_t)(((x[p] == 0) | (y[q] == 0)) ? UNKNOWN : x[p] == y[q]));
}

static bool holds(ExprOp op, int order) {
    switch (op) {
    case XO_EQ: return order == 0;
    case XO_LT: return order < 0;
    case XO_LE: return order <= 0;
    case XO_GT: return order > 0;
    default: return order >= 0;
    }
}

// One text beside all: where it would stand among the archive's is found once.
static void order_beside(Run *r, ExprOp op, Rows rows, const Vec *a, uint32_t y, uint8_t *o) {
    uint32_t own = r->archive->nstr, bound = run_text_bound(r, y);
    ROWS_EACH(i, rows) {
        uint32_t x = a->d.u32[i];
        int order = x >= own ? run_text_order(r, x, y) : x < bound ? -1 : x > y || y >= own;
        o[i] = (uint8_t)(x ? holds(op, order) : UNKNOWN);
    }
}

static void order_texts(Run *r, ExprOp op, Rows rows, const Vec *a, const Vec *b, uint8_t *o) {
    const uint32_t *x = a->d.u32, *y = b->d.u32;
    if (b->constant && !a->constant && y[0] && rows.n > 1) {
        order_beside(r, op, rows, a, y[0], o);
        return;
    }
    LOOP2(rows, a, b,
          o[i] = (uint8_t)(!x[p] || !y[q] ? UNKNOWN : holds(op, run_text_order(r, x[p], y[q]))));
}

static void compare_truths(ExprOp op, Rows rows, const Vec *a, const Vec *b, uint8_t *o) {
    const uint8_t *x = a->d.truth, *y = b->d.truth;
    LOOP2(rows, a, b,
          o[i] = (uint8_t)(x[p] == UNKNOWN || y[q] == UNKNOWN ? UNKNOWN : holds(op, x[p] - y[q])));
}

static void compare(Run *r, const Expr *e, Rows rows, const Vec *a, const Vec *b, Vec *out) {
    ExprOp op = (ExprOp)e->op;
    switch (a->type->tag) {
    case TY_INT:
    case TY_REAL: compare_numbers(op, rows, a, b, out); return;
    case TY_TRUTH: compare_truths(op, rows, a, b, out->d.truth); return;
    case TY_TEXT:
        if (op != XO_EQ) {
            order_texts(r, op, rows, a, b, out->d.truth);
            return;
        }
        equal_ids(rows, a, b, out->d.truth);
        return;
    default: equal_ids(rows, a, b, out->d.truth); return;
    }
}

// ---- ranges and hierarchies -----------------------------------------------------------------

static void in_range(Run *r, Rows rows, uint32_t n, const Vec *v, const Vec *lo, const Vec *hi,
                     Vec *out) {
    Vec low = {.type = &type_truth}, high = {.type = &type_truth};
    uint8_t *o = out->d.truth;
    low.d.truth = arena_alloc(r->scratch, n);
    high.d.truth = arena_alloc(r->scratch, n);
    Expr ge = {.op = XO_GE}, le = {.op = XO_LE};
    if (lo) compare(r, &ge, rows, v, lo, &low);
    if (hi) compare(r, &le, rows, v, hi, &high);
    ROWS_EACH(i, rows) {
        uint8_t x = lo ? low.d.truth[i] : (uint8_t)YES, y = hi ? high.d.truth[i] : (uint8_t)YES;
        if (!lo && !hi) x = vec_missing(v, i) ? UNKNOWN : YES;
        o[i] = (uint8_t)(x == NO || y == NO ? NO : x == UNKNOWN || y == UNKNOWN ? UNKNOWN : YES);
    }
}

enum { BELOW_TOLD = 8 }; // entities of the kind for each row asked about

// Equal or somewhere below, by the chain as recorded. Chains have no cycles (the builder refuses
// them), but in a file that means harm: none is followed for longer than there are entities.
static void below(Run *r, const Expr *e, Rows rows, const Vec *a, const Vec *b, uint8_t *o) {
    const KindTable *k = &r->archive->tables[e->args[0]->type->kind];
    const uint32_t *parent = archive_column(r->archive, k, k->kind->hierarchy_field)->data;
    uint8_t *told = NULL; // where one is asked about by many: what was found, 1 more
    if (b->constant && k->count / BELOW_TOLD < rows.n) told = arena_zero(r->scratch, k->count + 1);
    ROWS_EACH(i, rows) {
        uint32_t x = a->d.u32[vec_place(a, i)], y = b->d.u32[vec_place(b, i)];
        uint8_t *is = told && x ? &told[x - k->first] : NULL;
        if (!x || !y) {
            o[i] = UNKNOWN;
            continue;
        }
        if (is && *is) {
            o[i] = *is - 1;
            continue;
        }
        for (uint32_t left = k->count; x && x != y; left--)
            x = parent && left ? parent[x - k->first] : 0;
        o[i] = x == y;
        if (is) *is = o[i] + 1;
    }
}

// ---- numbers --------------------------------------------------------------------------------

static _Noreturn void overflow(Run *r, const Expr *e) {
    run_fail(r, E0501, e->source, e->span, "the result of '%.*s' is too large", STR_FMT(e->words));
}

static int64_t int_op(Run *r, const Expr *e, int64_t x, int64_t y) {
    int64_t z;
    switch (e->op) {
    case XO_ADD:
        if (__builtin_add_overflow(x, y, &z)) overflow(r, e);
        return z;
    case XO_SUB:
        if (__builtin_sub_overflow(x, y, &z)) overflow(r, e);
        return z;
    case XO_MUL:
        if (__builtin_mul_overflow(x, y, &z)) overflow(r, e);
        return z;
    case XO_IDIV: // rounds down
        if (y == -1) {
            if (x == INT64_MIN) overflow(r, e);
            return -x;
        }
        return x / y - (x % y != 0 && (x % y < 0) != (y < 0));
    default: // the divisor's sign
        if (y == -1) return 0;
        z = x % y;
        return z && (z < 0) != (y < 0) ? z + y : z;
    }
}

static void int_arithmetic(Run *r, const Expr *e, Rows rows, const Vec *a, const Vec *b, Vec *out,
                           uint32_t n) {
    bool divides = e->op == XO_IDIV || e->op == XO_MOD;
    valid_of_both(r, out, a, b, rows, n);
    if (divides) need_valid(r, out, n);
    const int64_t *x = a->d.i64, *y = b->d.i64;
    int64_t *o = out->d.i64;
    uint8_t *valid = out->valid;
    LOOP2(rows, a, b, {
        if (valid && !valid[i]) {
            o[i] = 0;
        } else if (divides && y[q] == 0) {
            r->divisions_by_zero++;
            valid[i] = 0;
            o[i] = 0;
        } else {
            o[i] = int_op(r, e, x[p], y[q]);
        }
    });
}

static double real_op(const Expr *e, double x, double y) {
    switch (e->op) {
    case XO_ADD: return x + y;
    case XO_SUB: return x - y;
    case XO_MUL: return x * y;
    case XO_DIV: return x / y;
    case XO_IDIV: return floor(x / y);
    default: {
        double z = fmod(x, y);
        return z != 0 && (z < 0) != (y < 0) ? z + y : z;
    }
    }
}

static void real_arithmetic(Run *r, const Expr *e, Rows rows, const Vec *a, const Vec *b, Vec *out,
                            uint32_t n) {
    bool divides = e->op == XO_DIV || e->op == XO_IDIV || e->op == XO_MOD;
    valid_of_both(r, out, a, b, rows, n);
    if (divides) need_valid(r, out, n);
    const double *x = a->d.f64, *y = b->d.f64;
    double *o = out->d.f64;
    uint8_t *valid = out->valid;
    LOOP2(rows, a, b, {
        o[i] = 0;
        if (!valid || valid[i]) {
            if (divides && y[q] == 0) {
                r->divisions_by_zero++;
                valid[i] = 0;
            } else {
                o[i] = real_op(e, x[p], y[q]);
                if (!isfinite(o[i])) overflow(r, e);
            }
        }
    });
}

static void negate(Run *r, const Expr *e, Rows rows, const Vec *a, Vec *out) {
    out->valid = a->valid;
    out->constant = a->constant;
    if (a->constant) rows = (Rows){1, NULL};
    ROWS_EACH(i, rows) {
        if (!there(a, i)) continue;
        if (out->type->tag == TY_REAL) {
            out->d.f64[i] = -a->d.f64[i];
        } else {
            if (a->d.i64[i] == INT64_MIN) overflow(r, e);
            out->d.i64[i] = -a->d.i64[i];
        }
    }
}

static void int_to_real(Rows rows, const Vec *a, Vec *out) {
    out->valid = a->valid;
    out->constant = a->constant;
    if (a->constant) rows = (Rows){1, NULL};
    ROWS_EACH(i, rows) out->d.f64[i] = (double)a->d.i64[i];
}

static void arithmetic(Run *r, const Expr *e, Rows rows, const Vec *a, const Vec *b, Vec *out,
                       uint32_t n) {
    if (out->type->tag == TY_INT)
        int_arithmetic(r, e, rows, a, b, out, n);
    else
        real_arithmetic(r, e, rows, a, b, out, n);
}

// ---- texts ----------------------------------------------------------------------------------

static void concat(Run *r, Rows rows, const Vec *a, const Vec *b, Vec *out) {
    ROWS_EACH(i, rows) {
        uint32_t x = a->d.u32[vec_place(a, i)], y = b->d.u32[vec_place(b, i)];
        out->d.u32[i] = 0;
        if (!x || !y) continue;
        ArenaMark m = arena_mark(r->scratch);
        out->d.u32[i] = run_intern(r, str_cat(r->scratch, run_text(r, x), run_text(r, y)));
        arena_release(r->scratch, m);
    }
}

// Texts lie in the order of texts, so that those of neighbouring rows are far apart: what will be
// read soon is fetched meanwhile.
static void fetch_ahead(const Run *r, const Vec *texts, Rows rows, uint32_t k) {
    enum { LINE = 64, MOST = 32 * LINE, NEXT = 2, LATER = 6 };
    const Archive *a = r->archive;
    if (texts->constant || rows.n < LATER || k >= rows.n - LATER) return;
    uint32_t next = rows.at ? rows.at[k + NEXT] : k + NEXT,
             later = rows.at ? rows.at[k + LATER] : k + LATER;
    next = texts->d.u32[vec_place(texts, next)];
    later = texts->d.u32[vec_place(texts, later)];
    if (later < a->nstr) __builtin_prefetch(&a->str_off[later]);
    Str text = next < a->nstr ? archive_text(a, next) : STR("");
    uint32_t n = text.n < MOST ? text.n : MOST;
    for (uint32_t i = 0; i < n; i += LINE) __builtin_prefetch(text.p + i);
}

static void find_pattern(Run *r, const Expr *e, Rows rows, const Vec *a, const Vec *b, uint8_t *o) {
    const Expr *at = e->args[1];
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t i = rows.at ? rows.at[k] : k;
        fetch_ahead(r, a, rows, k);
        uint32_t text = a->d.u32[vec_place(a, i)], pattern = b->d.u32[vec_place(b, i)];
        if (!text || !pattern)
            o[i] = UNKNOWN;
        else
            o[i] = e->op == XO_TILDE ? pattern_tilde(r, at, pattern, text)
                                     : pattern_matches(r, at, pattern, text);
    }
}

// ---- dates ----------------------------------------------------------------------------------

static void periods(Run *r, Rows rows, const Vec *a, Vec *out) {
    ROWS_EACH(i, rows) {
        uint32_t x = a->d.u32[vec_place(a, i)];
        out->d.u32[i] = 0;
        if (!x) continue;
        Date d = run_date_heard(r, x);
        d = date_period(&d);
        out->d.u32[i] = run_date_id(r, &d);
    }
}

static void date_ranges(Run *r, const Expr *e, Rows rows, const Vec *a, const Vec *b, Vec *out) {
    ROWS_EACH(i, rows) {
        uint32_t x = a ? a->d.u32[vec_place(a, i)] : 0, y = b ? b->d.u32[vec_place(b, i)] : 0;
        out->d.u32[i] = 0;
        if ((a && !x) || (b && !y)) continue;
        Date from, to, d;
        DateError err;
        if (x) from = run_date_heard(r, x);
        if (y) to = run_date_heard(r, y);
        if (!date_range(x ? &from : NULL, y ? &to : NULL, &d, &err))
            run_fail(r, E0502, e->source, e->span, "%s", err.message);
        out->d.u32[i] = run_date_id(r, &d);
    }
}

static _Noreturn void beyond_time(Run *r, const Expr *e) {
    run_fail(r, E0505, e->source, e->span, "'%.*s' leaves the range of dates", STR_FMT(e->words));
}

static void date_moves(Run *r, const Expr *e, Rows rows, const Vec *a, const Vec *b, Vec *out) {
    int sign = e->op == XO_DATE_ADD_DUR ? 1 : -1;
    ROWS_EACH(i, rows) {
        uint32_t x = a->d.u32[vec_place(a, i)], q = vec_place(b, i);
        out->d.u32[i] = 0;
        if (!x || !there(b, q)) continue;
        Date d = run_date_heard(r, x), moved;
        if (!date_plus(&d, b->d.dur[q], sign, &moved)) beyond_time(r, e);
        out->d.u32[i] = run_date_id(r, &moved);
    }
}

// ---- durations ------------------------------------------------------------------------------

static void between(Run *r, const Expr *e, Rows rows, const Vec *a, const Vec *b, Vec *out,
                    uint32_t n) {
    need_valid(r, out, n);
    ROWS_EACH(i, rows) {
        uint32_t x = a->d.u32[vec_place(a, i)], y = b->d.u32[vec_place(b, i)];
        out->valid[i] = x && y;
        out->d.dur[i] = (Duration){0};
        if (!x || !y) continue;
        Date l = run_date_heard(r, x), m = run_date_heard(r, y);
        // an end that is open or unknown leaves the time between unknown
        out->valid[i] = duration_between(&l, &m, &out->d.dur[i]);
    }
    (void)e;
}

static void duration_arithmetic(Run *r, const Expr *e, Rows rows, const Vec *a, const Vec *b,
                                Vec *out, uint32_t n) {
    valid_of_both(r, out, a, b, rows, n);
    ROWS_EACH(i, rows) {
        uint32_t p = vec_place(a, i), q = vec_place(b, i);
        out->d.dur[i] = (Duration){0};
        if (!there(a, p) || !there(b, q)) continue;
        bool ok = e->op == XO_DUR_ADD   ? duration_add(a->d.dur[p], b->d.dur[q], &out->d.dur[i])
                  : e->op == XO_DUR_SUB ? duration_sub(a->d.dur[p], b->d.dur[q], &out->d.dur[i])
                                        : duration_scale(a->d.dur[p], b->d.f64[q], &out->d.dur[i]);
        if (!ok) overflow(r, e);
    }
}

// By zero there is nothing, which is counted.
static void divide_durations(Run *r, const Expr *e, Rows rows, const Vec *a, const Vec *b, Vec *out,
                             uint32_t n) {
    valid_of_both(r, out, a, b, rows, n);
    need_valid(r, out, n);
    ROWS_EACH(i, rows) {
        uint32_t p = vec_place(a, i), q = vec_place(b, i);
        out->d.dur[i] = (Duration){0};
        if (!out->valid[i]) continue;
        if (b->d.f64[q] == 0) {
            r->divisions_by_zero++;
            out->valid[i] = 0;
        } else if (!duration_divide(a->d.dur[p], b->d.f64[q], &out->d.dur[i])) {
            overflow(r, e);
        }
    }
}

// Missing where the bounds of either differ: no one number is right.
static void ratios(Run *r, Rows rows, const Vec *a, const Vec *b, Vec *out, uint32_t n) {
    valid_of_both(r, out, a, b, rows, n);
    need_valid(r, out, n);
    ROWS_EACH(i, rows) {
        uint32_t p = vec_place(a, i), q = vec_place(b, i);
        bool zero = false;
        out->d.f64[i] = 0;
        if (!out->valid[i]) continue;
        out->valid[i] = duration_ratio(a->d.dur[p], b->d.dur[q], &out->d.f64[i], &zero);
        r->divisions_by_zero += zero;
    }
}

static void negate_durations(Run *r, const Expr *e, Rows rows, const Vec *a, Vec *out) {
    out->valid = a->valid;
    out->constant = a->constant;
    if (a->constant) rows = (Rows){1, NULL};
    ROWS_EACH(i, rows) {
        if (!there(a, i)) continue;
        if (!duration_scale(a->d.dur[i], -1, &out->d.dur[i])) overflow(r, e);
    }
}

static Truth compare_duration(ExprOp op, Duration x, Duration y) {
    switch (op) {
    case XO_DUR_LT: return duration_cmp(x, y, false);
    case XO_DUR_LE: return duration_cmp(x, y, true);
    case XO_DUR_GT: return duration_cmp(y, x, false);
    case XO_DUR_GE: return duration_cmp(y, x, true);
    default: return duration_equal(x, y);
    }
}

static void compare_durations(const Expr *e, Rows rows, const Vec *a, const Vec *b, uint8_t *o) {
    ROWS_EACH(i, rows) {
        uint32_t p = vec_place(a, i), q = vec_place(b, i);
        o[i] = UNKNOWN;
        if (there(a, p) && there(b, q))
            o[i] = (uint8_t)compare_duration((ExprOp)e->op, a->d.dur[p], b->d.dur[q]);
    }
}

// ---- the table ------------------------------------------------------------------------------

void kernel_op(Run *r, const Expr *e, Rows rows, uint32_t n, const Vec *const *args, Vec *out) {
    const Vec *a = args[0], *b = args[1];
    if (out->type->tag == TY_TRUTH && a->constant && (!b || b->constant) &&
        !(args[2] && !args[2]->constant)) {
        out->constant = true; // the same for all rows
        rows = (Rows){1, NULL};
        n = 1;
    }
    switch ((ExprOp)e->op) {
    case XO_EQ:
    case XO_NE:
    case XO_LT:
    case XO_LE:
    case XO_GT:
    case XO_GE: compare(r, e, rows, a, b, out); return;
    case XO_DATE_BEFORE:
    case XO_DATE_AFTER:
    case XO_DATE_NOT_BEFORE:
    case XO_DATE_NOT_AFTER:
    case XO_DATE_IN:
    case XO_DATE_OVERLAPS:
    case XO_DATE_EQ: kernel_dates(r, e, rows, a, b, out->d.truth); return;
    case XO_DUR_LT:
    case XO_DUR_LE:
    case XO_DUR_GT:
    case XO_DUR_GE:
    case XO_DUR_EQ: compare_durations(e, rows, a, b, out->d.truth); return;
    case XO_IN_RANGE: in_range(r, rows, n, a, b, args[2], out); return;
    case XO_BELOW: below(r, e, rows, a, b, out->d.truth); return;
    case XO_ADD:
    case XO_SUB:
    case XO_MUL:
    case XO_DIV:
    case XO_IDIV:
    case XO_MOD: arithmetic(r, e, rows, a, b, out, n); return;
    case XO_NEG: negate(r, e, rows, a, out); return;
    case XO_CONCAT: concat(r, rows, a, b, out); return;
    case XO_DATE_SUB: between(r, e, rows, a, b, out, n); return;
    case XO_DATE_ADD_DUR:
    case XO_DATE_SUB_DUR: date_moves(r, e, rows, a, b, out); return;
    case XO_DUR_ADD:
    case XO_DUR_SUB:
    case XO_DUR_MUL: duration_arithmetic(r, e, rows, a, b, out, n); return;
    case XO_DUR_DIV: divide_durations(r, e, rows, a, b, out, n); return;
    case XO_DUR_RATIO: ratios(r, rows, a, b, out, n); return;
    case XO_DUR_NEG: negate_durations(r, e, rows, a, out); return;
    case XO_INT_TO_REAL: int_to_real(rows, a, out); return;
    case XO_DATE_PERIOD: periods(r, rows, a, out); return;
    case XO_DATE_RANGE: date_ranges(r, e, rows, a, b, out); return;
    case XO_TILDE:
    case XO_MATCHES: find_pattern(r, e, rows, a, b, out->d.truth); return;
    case EXPR_OPS: return;
    }
}
