// Aggregates over a list of values (rules.md A1): plain loops over what is not missing.
#include <math.h>
#include <string.h>

#include "lang/duration.h"
#include "tests/oracle/ref.h"

typedef struct Given { // the values that are there, in order
    Cell *at;
    uint32_t n;
} Given;

static Given given(Walk *r, const Cell *items, uint32_t n) {
    Given g = {ARENA_ARRAY(r->arena, Cell, n + 1), 0};
    for (uint32_t i = 0; i < n; i++)
        if (!items[i].none) g.at[g.n++] = items[i];
    return g;
}

static Cell count(Given g, const Type *type) {
    int64_t n = 0;
    for (uint32_t i = 0; i < g.n; i++) n += type->tag != TY_TRUTH || g.at[i].v.i;
    return cell_of_int(n);
}

static Duration sum_durations(Walk *r, Given g) {
    Duration sum = {0};
    for (uint32_t i = 0; i < g.n; i++)
        if (!duration_add(sum, g.at[i].v.dur, &sum)) ref_fail(r);
    return sum;
}

static long double sum_reals(Given g) {
    long double sum = 0;
    for (uint32_t i = 0; i < g.n; i++)
        sum += g.at[i].tag == TY_INT ? (long double)g.at[i].v.i : (long double)g.at[i].v.r;
    return sum;
}

static Cell sum(Walk *r, Given g, const Type *type) {
    if (type->tag == TY_DURATION) return (Cell){.tag = TY_DURATION, .v.dur = sum_durations(r, g)};
    if (type->tag == TY_REAL) {
        double x = (double)sum_reals(g);
        if (!isfinite(x)) ref_fail(r);
        return cell_of_real(x);
    }
    Big total = 0;
    for (uint32_t i = 0; i < g.n; i++) total += g.at[i].v.i;
    if (total > INT64_MAX || total < INT64_MIN) ref_fail(r);
    return cell_of_int((int64_t)total);
}

static Cell mean(Walk *r, Given g, const Type *type, const Type *result) {
    if (!g.n) return cell_none(result);
    if (type->tag != TY_DURATION) return cell_of_real((double)sum_reals(g) / (double)g.n);
    Duration d = sum_durations(r, g);
    if (!duration_divide(d, (double)g.n, &d)) ref_fail(r);
    return (Cell){.tag = TY_DURATION, .v.dur = d};
}

static Cell extreme(Given g, const Type *result, int sign) {
    if (!g.n) return cell_none(result);
    Cell best = g.at[0];
    for (uint32_t i = 1; i < g.n; i++)
        if (cell_cmp(&g.at[i], &best) * sign > 0) best = g.at[i];
    if (best.tag == TY_REAL) best.v.r += 0.0; // one zero
    return best;
}

static Cell median(Walk *r, Given g, const Type *type, const Type *result) {
    if (!g.n) return cell_none(result);
    for (uint32_t i = 1; i < g.n; i++)
        for (uint32_t k = i; k && cell_cmp(&g.at[k - 1], &g.at[k]) > 0; k--) {
            Cell swap = g.at[k];
            g.at[k] = g.at[k - 1];
            g.at[k - 1] = swap;
        }
    Cell *x = &g.at[(g.n - 1) / 2], *y = &g.at[g.n / 2];
    if (type->tag == TY_DURATION) {
        Cell c = *x;
        if (g.n % 2) return c;
        if (!duration_add(x->v.dur, y->v.dur, &c.v.dur) || !duration_scale(c.v.dur, 0.5, &c.v.dur))
            ref_fail(r);
        return c;
    }
    double a = type->tag == TY_INT ? (double)x->v.i : x->v.r;
    double b = type->tag == TY_INT ? (double)y->v.i : y->v.r;
    return cell_of_real((a + b) / 2 + 0.0);
}

static Cell distinct(Walk *r, Given g) {
    Given out = {ARENA_ARRAY(r->arena, Cell, g.n + 1), 0};
    for (uint32_t i = 0; i < g.n; i++) {
        uint32_t k = 0;
        while (k < out.n && !cell_one(&out.at[k], &g.at[i])) k++;
        if (k == out.n) out.at[out.n++] = g.at[i];
    }
    return cell_of_list(r->arena, out.at, out.n);
}

Cell ref_aggregate(Walk *r, const char *name, const Type *type, const Cell *items, uint32_t n,
                   const Type *result) {
    if (!type) return cell_of_int(n); // count()
    Given g = given(r, items, n);
    if (strcmp(name, "count") == 0) return count(g, type);
    if (strcmp(name, "sum") == 0) return sum(r, g, type);
    if (strcmp(name, "mean") == 0) return mean(r, g, type, result);
    if (strcmp(name, "min") == 0) return extreme(g, result, -1);
    if (strcmp(name, "max") == 0) return extreme(g, result, 1);
    if (strcmp(name, "median") == 0) return median(r, g, type, result);
    if (strcmp(name, "distinct") == 0) return distinct(r, g);
    if (strcmp(name, "first") == 0) return g.n ? g.at[0] : cell_none(result);
    if (strcmp(name, "last") == 0) return g.n ? g.at[g.n - 1] : cell_none(result);
    ref_give_up(r);
}
