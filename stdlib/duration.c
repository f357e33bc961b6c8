// Kernels of durations. A duration has two bounds; a count of whole units is known only where both
// give the same, and is missing elsewhere: years(shortest(d)) asks for one of them.
#include <math.h>

#include "lang/duration.h"
#include "stdlib/kernels.h"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400, MONTH = 2629746 }; // a month as 30.436875 days

// Whole units from zero, so that -18 months are -1 year.
static double units(Duration d, bool upper, double unit) {
    return trunc(duration_seconds(d, upper) / unit);
}

static void whole_units(Rows rows, const Vec *x, Vec *out, double unit) {
    ROWS_EACH(i, rows) {
        Duration d = arg_duration(x, i);
        double lo = units(d, false, unit), hi = units(d, true, unit);
        bool known = lo == hi && fabs(lo) < 9e18;
        if (unit < MONTH && (d.lo_m || d.hi_m)) known = false; // a month has 28 to 31 days
        out->d.i64[i] = known ? (int64_t)lo : 0;
        if (!known) out_missing(out, i);
    }
}

#define UNITS(name, unit)                                                                          \
    void name(const Call *c, Rows rows, const Vec *const *args, Vec *out) {                        \
        (void)c;                                                                                   \
        whole_units(rows, args[0], out, unit);                                                     \
    }

UNITS(span_years, 12.0 * MONTH)
UNITS(span_months, (double)MONTH)
UNITS(span_days, (double)DAY)
UNITS(span_hours, (double)HOUR)
UNITS(span_minutes, (double)MINUTE)
UNITS(span_seconds, 1.0)

static bool day_of(Date d, int64_t *day) {
    if (d.es == INSTANT_MIN || d.ls == INSTANT_MAX) return false;
    int64_t first = d.es / DAY - (d.es % DAY < 0), last = d.ls / DAY - (d.ls % DAY < 0);
    *day = first;
    return first == last;
}

// From the day on which the one starts to the day on which the other does.
void span_days_between(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        int64_t from = 0, to = 0;
        bool known = day_of(arg_date(c, args[0], i), &from) && day_of(arg_date(c, args[1], i), &to);
        out->d.i64[i] = to - from;
        if (!known) out_missing(out, i);
    }
}

void span_gap(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        Date a = arg_date(c, args[0], i), b = arg_date(c, args[1], i);
        if (duration_gap(c->run->scratch, &a, &b, &out->d.dur[i])) continue;
        out->d.dur[i] = (Duration){0};
        out_missing(out, i);
    }
}

void span_shortest(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    (void)c;
    ROWS_EACH(i, rows) {
        Duration d = arg_duration(args[0], i);
        out->d.dur[i] = (Duration){d.lo_s, d.lo_s, d.lo_m, d.lo_m};
    }
}

void span_longest(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    (void)c;
    ROWS_EACH(i, rows) {
        Duration d = arg_duration(args[0], i);
        out->d.dur[i] = (Duration){d.hi_s, d.hi_s, d.hi_m, d.hi_m};
    }
}
