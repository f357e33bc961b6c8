// Bins of numbers and durations: round steps from the least value to the greatest. A value with two
// bounds counts where both lie in one bin. See chart.h.
#include "runtime/chart.h"

#include <math.h>

#define EXACT 9e15 // whole numbers below are exact as doubles

// As many as the digits of n in twos, and one more (Sturges), between 5 and 20.
static uint32_t usual_bins(uint32_t n) {
    uint32_t bins = 1;
    for (uint32_t rest = n > 1 ? n - 1 : 0; rest; rest /= 2) bins++;
    return bins < 5 ? 5 : bins > 20 ? 20 : bins;
}

static void bounds(const Chart *c, const Sample *s, uint32_t n, double *min, double *max) {
    *min = s[0].lo.d;
    *max = s[0].hi.d;
    for (uint32_t i = 1; i < n; i++) {
        guard_every(c->arena->guard, i);
        if (s[i].lo.d < *min) *min = s[i].lo.d;
        if (s[i].hi.d > *max) *max = s[i].hi.d;
    }
}

// "10..19" of whole numbers, "0.5..1.0" of others, "50–54 years" of durations.
static Str bin_label(Chart *c, const Axis *a, int64_t bin, bool whole) {
    StrBuf b;
    buf_init(&b, c->arena);
    bool single = whole && a->exponent == 0 && a->mantissa == 1;
    axis_label(&b, a, bin);
    if (!single) {
        buf_addc(&b, a->unit_name ? "–" : "..");
        Axis one = *a;
        one.mantissa = 1;
        one.exponent = 0;
        double end = rint(axis_step(a) * (double)(bin + 1)); // the next bin begins
        if (whole && fabs(end) < EXACT)
            axis_label(&b, &one, (int64_t)end - 1);
        else
            axis_label(&b, a, bin + 1);
    }
    if (a->unit_name) {
        Str name = str_of(a->unit_name);
        if (single && bin == 1) name.n--; // "1 year"
        buf_char(&b, ' ');
        buf_add(&b, name);
    }
    return buf_str(&b);
}

static void make_bins(Chart *c, const Axis *a, int64_t from, int64_t to, bool whole) {
    for (int64_t k = from; k <= to; k++) {
        Bar *b = chart_add(c);
        b->label = bin_label(c, a, k, whole);
    }
}

void bins_of_amounts(Chart *c, const Sample *s, uint32_t n, uint32_t want) {
    if (!n) return;
    bool times = c->x_type->tag == TY_DURATION, whole = times || c->x_type->tag == TY_INT;
    double min, max;
    bounds(c, s, n, &min, &max);
    if (!want) want = usual_bins(n);
    Axis a = times ? axis_of_times(min, max, want, true) : axis_of(min, max, want, whole);
    int64_t from = (int64_t)floor(axis_units(&a, min)), to = (int64_t)floor(axis_units(&a, max));
    make_bins(c, &a, from, to, whole);
    uint32_t apart = 0;
    for (uint32_t i = 0; i < n; i++) {
        guard_every(c->arena->guard, i);
        int64_t k = (int64_t)floor(axis_units(&a, s[i].lo.d));
        if (k == (int64_t)floor(axis_units(&a, s[i].hi.d)))
            c->bars[k - from].lo += 1;
        else
            apart++;
    }
    if (apart)
        chart_note(c, "%u row%s may lie in more than one bin and %s not counted", apart,
                   chart_plural(apart), apart == 1 ? "is" : "are");
    if (!whole) chart_note(c, "a bin holds its lower end and not its upper");
}
