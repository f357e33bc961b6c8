// Axes with round ticks: steps of 1, 2 or 5 times a power of ten, in numbers or in units of time.
// Powers of ten are multiplied out, never asked of the mathematics library, so that a chart is the
// same everywhere.
#include "runtime/chart.h"

#include <float.h>
#include <math.h>

#include "lang/number.h"

enum { GREATEST = 308 }; // power of ten that a double can be

static double power_of_ten(int32_t n) { // exact up to 22
    double p = 1;
    for (; n > 0; n--) p *= 10;
    return p;
}

static double scaled(double v, int32_t exponent) {
    return exponent < 0 ? v / power_of_ten(-exponent) : v * power_of_ten(exponent);
}

// q, or the whole number that rounding has kept it from being.
static double settled(double q) {
    double r = rint(q);
    return fabs(q - r) < 1e-9 * (fabs(r) + 1) ? r : q;
}

double axis_step(const Axis *a) { return scaled((double)a->mantissa, a->exponent); }

double axis_at(const Axis *a, int64_t tick) {
    return scaled((double)(tick * a->mantissa), a->exponent) * a->unit;
}

double axis_units(const Axis *a, double amount) {
    double v = amount / a->unit;
    if (a->exponent < 0)
        v *= power_of_ten(-a->exponent);
    else
        v /= power_of_ten(a->exponent);
    return settled(v / a->mantissa);
}

// The least step of which `want` reach over the span.
static void choose_step(Axis *a, double span, uint32_t want, bool whole) {
    static const int32_t steps[] = {1, 2, 5};
    a->mantissa = 1;
    a->exponent = whole ? 0 : -20;
    double need = span / (want ? want : 1);
    for (; a->exponent < GREATEST; a->exponent++)
        for (uint32_t i = 0; i < 3; i++) {
            a->mantissa = steps[i];
            if (axis_step(a) >= need * (1 - 1e-12)) return;
        }
    a->mantissa = 1;
}

static Axis axis_in(double min, double max, uint32_t want, bool whole, double unit,
                    const char *name) {
    Axis a = {.unit = unit, .unit_name = name};
    double span = max > min ? max / unit - min / unit : 0;
    if (span > DBL_MAX) span = DBL_MAX;
    if (span <= 0) {
        a.mantissa = 1;
        a.exponent = 0;
        double most = fabs(max / unit);
        while (scaled(1, a.exponent) * 1e9 < most) a.exponent++; // so that ticks can be counted
    } else {
        choose_step(&a, span, want, whole);
        while (fabs(axis_units(&a, min)) > 1e15 || fabs(axis_units(&a, max)) > 1e15) a.exponent++;
    }
    a.from = (int64_t)floor(axis_units(&a, min));
    a.to = (int64_t)ceil(axis_units(&a, max));
    if (a.to == a.from) a.to++;
    return a;
}

Axis axis_of(double min, double max, uint32_t want, bool whole) {
    return axis_in(min, max, want, whole, 1, NULL);
}

// The largest unit of which there are at least two.
Axis axis_of_times(double min, double max, uint32_t want, bool whole) {
    static const struct {
        double seconds;
        const char *name;
    } units[] = {{31556952, "years"}, {2629746, "months"}, {86400, "days"},
                 {3600, "hours"},     {60, "minutes"},     {1, "seconds"}};
    double most = fabs(min) > fabs(max) ? fabs(min) : fabs(max);
    uint32_t u = 0;
    while (u < 5 && most < 2 * units[u].seconds) u++;
    return axis_in(min, max, want, whole, units[u].seconds, units[u].name);
}

static void put_decimals(StrBuf *out, uint64_t v, int32_t decimals) {
    char text[NUMBER_TEXT];
    uint32_t n = number_write_int((int64_t)v, text);
    Str s = {text, n};
    uint32_t d = (uint32_t)decimals;
    if (n <= d) {
        buf_addc(out, "0.");
        for (uint32_t i = n; i < d; i++) buf_char(out, '0');
    } else {
        buf_add(out, (Str){s.p, n - d});
        buf_char(out, '.');
        s = (Str){s.p + n - d, d};
    }
    buf_add(out, s);
}

void axis_label(StrBuf *out, const Axis *a, int64_t tick) {
    char text[NUMBER_TEXT];
    int64_t v = tick * a->mantissa;
    if (v < 0) buf_char(out, '-');
    uint64_t size = v < 0 ? (uint64_t)-v : (uint64_t)v;
    if (a->exponent < 0) {
        put_decimals(out, size, -a->exponent);
        return;
    }
    buf_add(out, (Str){text, number_write_int((int64_t)size, text)});
    if (!size) return;
    if (a->exponent > 9) {
        buf_printf(out, "e%d", a->exponent);
        return;
    }
    for (int32_t i = 0; i < a->exponent; i++) buf_char(out, '0');
}
