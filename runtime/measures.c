// See measures.h.
#include "runtime/measures.h"

#include <math.h>

// Observed * ln(observed / expected), which goes to 0 with the observed.
static double surprise(double observed, double expected) {
    return observed > 0 && expected > 0 ? observed * log(observed / expected) : 0;
}

// A sum of surprises is never below 0 but for the last digits.
static double likelihood(double sum, double observed, double expected) {
    double ll = sum > 0 ? 2 * sum : 0;
    return observed < expected ? -ll : ll;
}

double measure_expected(Together t) { return t.all > 0 ? t.first * t.second / t.all : 0; }

double measure_ll(Together t) {
    double e = measure_expected(t), not_first = t.all - t.first, not_second = t.all - t.second;
    if (t.all <= 0) return 0;
    double sum = surprise(t.both, e) + surprise(t.first - t.both, t.first * not_second / t.all) +
                 surprise(t.second - t.both, not_first * t.second / t.all) +
                 surprise(t.all - t.first - t.second + t.both, not_first * not_second / t.all);
    return likelihood(sum, t.both, e);
}

double measure_mi(Together t) { return log2(t.both / measure_expected(t)); }

double measure_t(Together t) { return (t.both - measure_expected(t)) / sqrt(t.both); }

double measure_logdice(double both, double first, double second) {
    return 14 + log2(2 * both / (first + second));
}

double measure_keyness(Compared c) {
    double all = c.n + c.m;
    if (all <= 0) return 0;
    double e1 = c.n * (c.a + c.b) / all, e2 = c.m * (c.a + c.b) / all;
    return likelihood(surprise(c.a, e1) + surprise(c.b, e2), c.a, e1);
}

double measure_log_ratio(Compared c) {
    double a = c.a > 0 ? c.a : 0.5, b = c.b > 0 ? c.b : 0.5;
    return log2((a / c.n) / (b / c.m));
}

double measure_dp(const Spread *s) {
    double rest = s->times * (s->words - s->covered);
    return (s->away + rest) / (2 * s->times * s->words);
}

double measure_dp_norm(double dp, double smallest, double words) {
    return dp / (1 - smallest / words);
}

double measure_round(double x) {
    enum { PLACES = 10000 };
    // so far out there are no such places, and the product would not be exact
    return fabs(x) < 1e11 ? round(x * PLACES) / PLACES : x;
}
