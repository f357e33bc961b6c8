// Buckets: equal stretches of the calendar, and the one that holds a date. See duration.h.
#include "lang/date_impl.h"
#include "lang/duration.h"

enum { WEEK_DAYS = 7, MONDAY = -3 }; // 1970-01-01 was a Thursday

bool bucket_of(Duration d, Bucket *out) {
    *out = (Bucket){d.lo_m, d.lo_s};
    bool exact = d.lo_m == d.hi_m && d.lo_s == d.hi_s;
    return exact && d.lo_m >= 0 && d.lo_s >= 0 && (d.lo_m > 0) != (d.lo_s > 0);
}

static int64_t origin(Bucket b) { return b.seconds % (WEEK_DAYS * DAY) == 0 ? MONDAY * DAY : 0; }

int64_t bucket_number(Bucket b, int64_t t) {
    if (!b.months) return floor_div(t - origin(b), b.seconds);
    Ymd d = ymd_from_days(CAL_GREGORIAN, floor_div(t, DAY));
    return floor_div(d.y * 12 + d.m - 1, b.months);
}

int64_t bucket_first(Bucket b, int64_t n) {
    int64_t at;
    bool over = __builtin_mul_overflow(n, b.months ? b.months : b.seconds, &at);
    if (!over && !b.months) over = __builtin_add_overflow(at, origin(b), &at);
    int64_t y = floor_div(at, 12);
    if (!over && b.months) {
        over = y > YEAR_LIMIT || y < -YEAR_LIMIT;
        if (!over) at = days_from_ymd(CAL_GREGORIAN, y, (int32_t)(at - y * 12) + 1, 1) * DAY;
    }
    if (over || !is_finite(at)) return n < 0 ? INSTANT_MIN : INSTANT_MAX;
    return at;
}

// In what a bucket is written: the coarsest unit of which it holds a whole number. Hours only where
// it is one, as 06:00 to 11:59 tells more plainly how far it reaches than 06 to 11.
static Precision named(Bucket b) {
    static const struct {
        int64_t months, seconds;
        Precision p;
    } names[] = {{0, 60, PREC_MINUTE},   {0, 3600, PREC_HOUR}, {0, DAY, PREC_DAY},
                 {1, 0, PREC_MONTH},     {12, 0, PREC_YEAR},   {120, 0, PREC_DECADE},
                 {1200, 0, PREC_CENTURY}};
    Precision p = PREC_SECOND;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        bool whole = b.months ? names[i].months && b.months % names[i].months == 0
                              : names[i].seconds && b.seconds % names[i].seconds == 0;
        if (whole) p = names[i].p;
    }
    return p == PREC_HOUR && b.seconds != unit_seconds(PREC_HOUR) ? PREC_MINUTE : p;
}

bool bucket_date(Bucket b, const Date *d, Date *out) {
    if (!is_finite(d->es) || !is_finite(d->le)) return false;
    int64_t n = bucket_number(b, d->es);
    if (n != bucket_number(b, d->le)) return false;
    int64_t first = bucket_first(b, n), next = bucket_first(b, n + 1);
    if (first == INSTANT_MIN || next == INSTANT_MAX) return false;
    *out = (Date){.es = first, .ee = first, .ls = next - 1, .le = next - 1};
    Precision p = named(b);
    moment_rename(out, p, p);
    return true;
}
