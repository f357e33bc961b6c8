// Aggregates that keep a few numbers for each group: count, sum, mean, min, max. In: values and the
// group of each; out: one value a group. No answer depends on the order or the batches in which the
// values come: whole numbers and durations are summed in two halves that cannot overflow, reals
// with the rounding error of every step carried along.
#include <math.h>

#include "lang/duration.h"
#include "stdlib/kernels.h"

static bool is_plain(const Vec *v, Rows rows) { return !rows.at && !v->valid && !v->constant; }

// --- count ------------------------------------------------------------------------------------

typedef struct Counts {
    Run *run;
    uint64_t *n;
    size_t cap;
} Counts;

static void *count_open(Run *run, const Type *arg) {
    (void)arg;
    Counts *s = ARENA_NEW(&run->keep, Counts);
    s->run = run;
    return s;
}

static void count_grow(void *state, uint32_t ngroups) {
    Counts *s = state;
    s->n = arena_grow_zero(&s->run->keep, s->n, &s->cap, ngroups, sizeof *s->n);
}

static void count_rows(uint64_t *n, const uint32_t *gid, Rows rows) {
    if (!gid)
        n[0] += rows.n;
    else if (rows.at)
        for (uint32_t k = 0; k < rows.n; k++) n[gid[rows.at[k]]]++;
    else
        for (uint32_t k = 0; k < rows.n; k++) n[gid[k]]++;
}

// Of truths the true ones are counted, and only the unknown ones are skipped.
static void count_truths(uint64_t *n, const uint32_t *gid, const Vec *v, Rows rows,
                         uint64_t *skipped) {
    ROWS_EACH(i, rows) {
        uint8_t t = v->d.truth[vec_place(v, i)];
        n[gid ? gid[i] : 0] += t == YES;
        *skipped += t == UNKNOWN;
    }
}

static void count_add(void *state, const uint32_t *gid, const Vec *v, Rows rows,
                      uint64_t *skipped) {
    Counts *s = state;
    TypeTag tag = v ? (TypeTag)v->type->tag : TY_INT;
    bool validity = tag == TY_INT || tag == TY_REAL || tag == TY_DURATION || tag == TY_RECORD;
    if (!v || (validity && !v->valid)) {
        count_rows(s->n, gid, rows);
    } else if (tag == TY_TRUTH) {
        count_truths(s->n, gid, v, rows, skipped);
    } else {
        ROWS_EACH(i, rows) {
            bool none = vec_missing(v, i);
            s->n[gid ? gid[i] : 0] += !none;
            *skipped += none;
        }
    }
}

static Vec *count_finish(void *state, Arena *a, uint32_t ngroups, const Type *result,
                         const Call *call) {
    Counts *s = state;
    Vec *out = vec_new(a, result, ngroups, false);
    for (uint32_t g = 0; g < ngroups; g++) {
        run_work(call->run, 1);
        out->d.i64[g] = (int64_t)s->n[g];
    }
    return out;
}

const AggOps agg_count = {count_open, count_grow, count_add, count_finish};

// --- sum and mean -----------------------------------------------------------------------------

// A whole number of any size that a sum can have: high * 2^32 + low; 2^31 values can't overflow
// either half.
typedef struct Wide {
    int64_t high, low;
} Wide;

typedef struct IntSum {
    Wide sum;
    uint64_t n;
} IntSum;

// The sum is high + low, with low the errors made so far.
typedef struct RealSum {
    double high, low;
    uint64_t n;
} RealSum;

// The bounds each by itself, so that no sum in between has to be a duration.
typedef struct DurationSum {
    Wide seconds[2];
    int64_t months[2];
    uint64_t n;
} DurationSum;

typedef struct Sums {
    Run *run;
    TypeTag tag;
    IntSum *ints;
    RealSum *reals;
    DurationSum *durations;
    size_t cap;
} Sums;

static void *sum_open(Run *run, const Type *arg) {
    Sums *s = ARENA_NEW(&run->keep, Sums);
    s->run = run;
    s->tag = (TypeTag)arg->tag;
    return s;
}

static void sum_grow(void *state, uint32_t n) {
    Sums *s = state;
    if (s->tag == TY_INT)
        s->ints = arena_grow_zero(&s->run->keep, s->ints, &s->cap, n, sizeof *s->ints);
    else if (s->tag == TY_REAL)
        s->reals = arena_grow_zero(&s->run->keep, s->reals, &s->cap, n, sizeof *s->reals);
    else
        s->durations =
            arena_grow_zero(&s->run->keep, s->durations, &s->cap, n, sizeof *s->durations);
}

// ADD(sum, p) for each value there is, at place p of v, and the sum of its group. Without groups
// the one sum stays in registers meanwhile; without gaps the loop asks for nothing.
#define SUM_EACH(T, sums, gid, v, rows, skipped, ADD)                                              \
    do {                                                                                           \
        if (!(gid)) {                                                                              \
            T one_ = *(sums);                                                                      \
            GIVEN_EACH(i_, p_, v, rows, skipped, ADD(&one_, p_));                                  \
            *(sums) = one_;                                                                        \
        } else if (is_plain(v, rows)) {                                                            \
            for (uint32_t i_ = 0; i_ < (rows).n; i_++) ADD(&(sums)[(gid)[i_]], i_);                \
        } else {                                                                                   \
            GIVEN_EACH(i_, p_, v, rows, skipped, ADD(&(sums)[(gid)[i_]], p_));                     \
        }                                                                                          \
    } while (0)

// DO for each row i whose cell, at place p, has a value; the others are counted.
#define GIVEN_EACH(i, p, v, rows, skipped, DO)                                                     \
    do {                                                                                           \
        const uint8_t *valid_ = (v)->valid;                                                        \
        if (!valid_) {                                                                             \
            ROWS_EACH(i, rows) {                                                                   \
                uint32_t p = vec_place(v, i);                                                      \
                DO;                                                                                \
            }                                                                                      \
        } else {                                                                                   \
            ROWS_EACH(i, rows) {                                                                   \
                uint32_t p = vec_place(v, i);                                                      \
                if (valid_[p])                                                                     \
                    DO;                                                                            \
                else                                                                               \
                    ++*(skipped);                                                                  \
            }                                                                                      \
        }                                                                                          \
    } while (0)

static inline void add_wide(Wide *s, int64_t v) {
    s->high += v >> 32;
    s->low += (int64_t)((uint64_t)v & 0xffffffffu);
}

static inline void add_int(IntSum *s, int64_t v) {
    add_wide(&s->sum, v);
    s->n++;
}

enum { BLOCK = 1024 };

// Values below 2^52 in size, which almost all are, sum up without overflow over a block.
static void add_int_block(IntSum *s, const int64_t *v, uint32_t n) {
    int64_t sum = 0;
    uint64_t size = 0;
    for (uint32_t i = 0; i < n; i++) {
        sum = (int64_t)((uint64_t)sum + (uint64_t)v[i]);
        size |= (uint64_t)v[i] + ((uint64_t)1 << 52);
    }
    if (size >> 53 == 0) {
        add_int(s, sum);
        s->n += n - 1;
        return;
    }
    for (uint32_t i = 0; i < n; i++) add_int(s, v[i]);
}

static void add_ints(IntSum *s, const uint32_t *gid, const Vec *v, Rows rows, uint64_t *skipped) {
    if (is_plain(v, rows) && !gid) {
        for (uint32_t i = 0; i < rows.n; i += BLOCK)
            add_int_block(s, v->d.i64 + i, rows.n - i < BLOCK ? rows.n - i : BLOCK);
        return;
    }
#define ADD(sum, p) add_int(sum, v->d.i64[p])
    SUM_EACH(IntSum, s, gid, v, rows, skipped, ADD);
#undef ADD
}

// Adds x to *high and the exact error of that step to *low (Knuth's two-sum).
static inline void two_sum(double *high, double *low, double x) {
    double sum = *high + x, part = sum - *high;
    *low += (*high - (sum - part)) + (x - part);
    *high = sum;
}

static inline void add_real(RealSum *s, double x) {
    two_sum(&s->high, &s->low, x);
    s->n++;
}

// Four sums at a time, for the processor to work on together.
static void add_reals_plain(RealSum *s, const double *v, uint32_t n) {
    double high[4] = {0}, low[4] = {0};
    uint32_t i = 0;
    for (; i + 4 <= n; i += 4)
        for (uint32_t k = 0; k < 4; k++) two_sum(&high[k], &low[k], v[i + k]);
    for (uint32_t k = 0; k < 4; k++) {
        two_sum(&s->high, &s->low, high[k]);
        s->low += low[k];
    }
    s->n += i;
    for (; i < n; i++) add_real(s, v[i]);
}

static void add_reals(RealSum *s, const uint32_t *gid, const Vec *v, Rows rows, uint64_t *skipped) {
    if (is_plain(v, rows) && !gid) {
        add_reals_plain(s, v->d.f64, rows.n);
        return;
    }
#define ADD(sum, p) add_real(sum, v->d.f64[p])
    SUM_EACH(RealSum, s, gid, v, rows, skipped, ADD);
#undef ADD
}

static inline void add_duration(DurationSum *s, Duration d) {
    add_wide(&s->seconds[0], d.lo_s);
    add_wide(&s->seconds[1], d.hi_s);
    s->months[0] += d.lo_m;
    s->months[1] += d.hi_m;
    s->n++;
}

static void add_durations(DurationSum *s, const uint32_t *gid, const Vec *v, Rows rows,
                          uint64_t *skipped) {
#define ADD(sum, p) add_duration(sum, v->d.dur[p])
    SUM_EACH(DurationSum, s, gid, v, rows, skipped, ADD);
#undef ADD
}

static void sum_add(void *state, const uint32_t *gid, const Vec *v, Rows rows, uint64_t *skipped) {
    Sums *s = state;
    if (s->tag == TY_INT)
        add_ints(s->ints, gid, v, rows, skipped);
    else if (s->tag == TY_REAL)
        add_reals(s->reals, gid, v, rows, skipped);
    else
        add_durations(s->durations, gid, v, rows, skipped);
}

// False where it is no int64.
static bool narrow(Wide w, int64_t *out) {
    int64_t high = w.high + (w.low >> 32);
    *out = (int64_t)((uint64_t)high << 32 | ((uint64_t)w.low & 0xffffffffu));
    return high <= INT32_MAX && high >= INT32_MIN;
}

static double approximate(Wide w) {
    int64_t high = w.high + (w.low >> 32);
    return (double)high * 4294967296.0 + (double)((uint64_t)w.low & 0xffffffffu);
}

static int64_t total_int(const IntSum *s, const Call *call) {
    int64_t sum;
    if (!narrow(s->sum, &sum)) CALL_FAIL(call, E0501, "the sum is too large for a whole number");
    return sum;
}

static double total_real(const RealSum *s, const Call *call) {
    double sum = s->high + s->low;
    if (!isfinite(sum)) CALL_FAIL(call, E0501, "the sum is too large for a number");
    return sum;
}

static bool duration_of_sum(const DurationSum *s, Duration *out) {
    int64_t seconds[2];
    for (uint32_t k = 0; k < 2; k++)
        if (!narrow(s->seconds[k], &seconds[k]) || s->months[k] > INT32_MAX ||
            s->months[k] < INT32_MIN)
            return false;
    Duration sum = {seconds[0], seconds[1], (int32_t)s->months[0], (int32_t)s->months[1]};
    return duration_add((Duration){0}, sum, out); // its bounds in order
}

static Duration total_duration(const DurationSum *s, const Call *call) {
    Duration sum;
    if (!duration_of_sum(s, &sum)) CALL_FAIL(call, E0501, "the sum is too large for a duration");
    return sum;
}

static Vec *sum_finish(void *state, Arena *a, uint32_t ngroups, const Type *result,
                       const Call *call) {
    Sums *s = state;
    Vec *out = vec_new(a, result, ngroups, false);
    for (uint32_t g = 0; g < ngroups; g++) {
        run_work(call->run, 1);
        if (s->tag == TY_INT)
            out->d.i64[g] = total_int(&s->ints[g], call);
        else if (s->tag == TY_REAL)
            out->d.f64[g] = total_real(&s->reals[g], call);
        else
            out->d.dur[g] = total_duration(&s->durations[g], call);
    }
    return out;
}

const AggOps agg_sum = {sum_open, sum_grow, sum_add, sum_finish};

// A mean lies between the values, whatever their sum.
static Duration mean_duration(const DurationSum *s, const Call *call) {
    Duration mean = {0};
    if (!s->n) return mean;
    const double months[2] = {(double)s->months[0], (double)s->months[1]};
    const double seconds[2] = {approximate(s->seconds[0]), approximate(s->seconds[1])};
    if (!duration_share(months, seconds, (double)s->n, &mean))
        CALL_FAIL(call, E0501, "the mean is too large for a duration");
    return mean;
}

static Vec *mean_finish(void *state, Arena *a, uint32_t ngroups, const Type *result,
                        const Call *call) {
    Sums *s = state;
    Vec *out = vec_new(a, result, ngroups, true);
    for (uint32_t g = 0; g < ngroups; g++) {
        uint64_t n;
        run_work(call->run, 1);
        if (s->tag == TY_DURATION) {
            n = s->durations[g].n;
            out->d.dur[g] = mean_duration(&s->durations[g], call);
        } else {
            n = s->tag == TY_INT ? s->ints[g].n : s->reals[g].n;
            double sum =
                s->tag == TY_INT ? approximate(s->ints[g].sum) : total_real(&s->reals[g], call);
            out->d.f64[g] = n ? sum / (double)n : 0;
        }
        out->valid[g] = n > 0;
    }
    return out;
}

const AggOps agg_mean = {sum_open, sum_grow, sum_add, mean_finish};

// --- min and max ------------------------------------------------------------------------------

typedef struct Best {
    union {
        int64_t i;
        double r;
        uint32_t id;
        Duration d;
    } v;
    bool there;
} Best;

typedef struct Bests {
    Run *run;
    TypeTag tag;
    int sign; // 1: the greatest, -1: the least
    Best *at;
    size_t cap;
} Bests;

static void *best_open(Run *run, const Type *arg, int sign) {
    Bests *s = ARENA_NEW(&run->keep, Bests);
    s->run = run;
    s->tag = (TypeTag)arg->tag;
    s->sign = sign;
    return s;
}

static void *min_open(Run *run, const Type *arg) { return best_open(run, arg, -1); }
static void *max_open(Run *run, const Type *arg) { return best_open(run, arg, 1); }

static void best_grow(void *state, uint32_t n) {
    Bests *s = state;
    s->at = arena_grow_zero(&s->run->keep, s->at, &s->cap, n, sizeof *s->at);
}

static void offer_int(Best *b, int64_t x, int sign) {
    if (!b->there || (sign > 0 ? x > b->v.i : x < b->v.i)) b->v.i = x;
    b->there = true;
}

static void offer_real(Best *b, double x, int sign) {
    if (!b->there || (sign > 0 ? x > b->v.r : x < b->v.r)) b->v.r = x;
    b->there = true;
}

// Dates of two calendars may order alike and still be two: the one with the lower id is taken, so
// that the answer does not depend on which came first.
static void offer_id(Bests *s, Best *b, uint32_t id) {
    int o = 1;
    if (b->there && s->tag == TY_DATE) o = run_date_order(s->run, id, b->v.id) * s->sign;
    if (b->there && s->tag == TY_TEXT) o = run_text_order(s->run, id, b->v.id) * s->sign;
    if (o > 0 || (o == 0 && id < b->v.id)) b->v.id = id;
    b->there = true;
}

static void offer(Bests *s, Best *b, const Vec *v, uint32_t p) {
    switch (s->tag) {
    case TY_INT: offer_int(b, v->d.i64[p], s->sign); break;
    case TY_REAL: offer_real(b, v->d.f64[p] + 0.0, s->sign); break;
    case TY_DURATION:
        if (!b->there || duration_order(v->d.dur[p], b->v.d) * s->sign > 0) b->v.d = v->d.dur[p];
        b->there = true;
        break;
    default: offer_id(s, b, v->d.u32[p]); break;
    }
}

static void best_ints(Best *b, const int64_t *v, uint32_t n, int sign) {
    int64_t best = v[0];
    if (sign > 0)
        for (uint32_t i = 1; i < n; i++) best = v[i] > best ? v[i] : best;
    else
        for (uint32_t i = 1; i < n; i++) best = v[i] < best ? v[i] : best;
    offer_int(b, best, sign);
}

static void best_reals(Best *b, const double *v, uint32_t n, int sign) {
    double best = v[0];
    if (sign > 0)
        for (uint32_t i = 1; i < n; i++) best = v[i] > best ? v[i] : best;
    else
        for (uint32_t i = 1; i < n; i++) best = v[i] < best ? v[i] : best;
    offer_real(b, best + 0.0, sign);
}

static void best_add(void *state, const uint32_t *gid, const Vec *v, Rows rows, uint64_t *skipped) {
    Bests *s = state;
    bool fast = is_plain(v, rows) && !gid && rows.n;
    if (fast && s->tag == TY_INT) {
        best_ints(s->at, v->d.i64, rows.n, s->sign);
    } else if (fast && s->tag == TY_REAL) {
        best_reals(s->at, v->d.f64, rows.n, s->sign);
    } else {
        ROWS_EACH(i, rows) {
            if (vec_missing(v, i))
                ++*skipped;
            else
                offer(s, &s->at[gid ? gid[i] : 0], v, vec_place(v, i));
        }
    }
}

static Vec *best_finish(void *state, Arena *a, uint32_t ngroups, const Type *result,
                        const Call *call) {
    Bests *s = state;
    Vec *out = vec_new(a, result, ngroups, true);
    for (uint32_t g = 0; g < ngroups; g++) {
        run_work(call->run, 1);
        const Best *b = &s->at[g];
        switch (s->tag) {
        case TY_INT: out->d.i64[g] = b->v.i; break;
        case TY_REAL: out->d.f64[g] = b->v.r; break;
        case TY_DURATION: out->d.dur[g] = b->v.d; break;
        default: out->d.u32[g] = b->there ? b->v.id : 0; break;
        }
        if (out->valid) out->valid[g] = b->there;
    }
    return out;
}

const AggOps agg_min = {min_open, best_grow, best_add, best_finish};
const AggOps agg_max = {max_open, best_grow, best_add, best_finish};
