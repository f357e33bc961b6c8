// Durations: the time between two dates as ages are counted, sums, comparison and
// their texts. In: dates and durations. Out: durations, dates moved by them, truths. Every sum is
// checked; what does not fit is refused, never wrapped. Knows no archive and no query.
#include "lang/date_impl.h"
#include "lang/duration.h"
#include "lang/number.h"

#include <math.h>

// One bound: whole calendar months and a time.
typedef struct Bound {
    int64_t s;
    int32_t m;
} Bound;

static Bound lower(Duration d) { return (Bound){d.lo_s, d.lo_m}; }

static Bound upper(Duration d) { return (Bound){d.hi_s, d.hi_m}; }

// The length for comparing; a month has 30.436875 days. Ends at the limits of int64.
static int64_t length_of(Bound b) {
    int64_t sum;
    if (__builtin_add_overflow(b.m * MONTH_SECONDS, b.s, &sum))
        return b.s < 0 ? INT64_MIN : INT64_MAX;
    return sum;
}

static int compare(Bound x, Bound y) {
    int64_t a = length_of(x), b = length_of(y);
    return (a > b) - (a < b);
}

// Two bounds in their order: as months differ in length, the longer count may be the shorter time.
static Duration ordered(Bound a, Bound b) {
    if (compare(a, b) > 0) return (Duration){b.s, a.s, b.m, a.m};
    return (Duration){a.s, b.s, a.m, b.m};
}

bool duration_of(int64_t n, Unit unit, Duration *out) {
    static const int64_t factor[] = {1, 60, 3600, DAY, 7 * DAY, 1, 12};
    int64_t v;
    if (__builtin_mul_overflow(n, factor[unit], &v)) return false;
    Bound b = {v, 0};
    if (unit >= U_MONTH) {
        if (v > INT32_MAX || v < -INT32_MAX) return false;
        b = (Bound){0, (int32_t)v};
    }
    *out = ordered(b, b);
    return true;
}

// ---- between two dates ----------------------------------------------------------------------

// From `from` to `to` >= from: whole months, by the day of the month, and the time that is left.
static bool count_up(Calendar c, int64_t from, int64_t to, Bound *out) {
    Ymd a = ymd_from_days(c, floor_div(from, DAY)), b = ymd_from_days(c, floor_div(to, DAY));
    int64_t time_a = from - floor_div(from, DAY) * DAY, time_b = to - floor_div(to, DAY) * DAY;
    int64_t months = (b.y - a.y) * 12 + (b.m - a.m);
    bool full = b.d > a.d || (b.d == a.d && time_b >= time_a);
    if (!full) months--;
    if (months > INT32_MAX) return false;
    *out = (Bound){to - shift_months(c, from, months), (int32_t)months};
    return true;
}

// The time from `from` to `to`, cut to whole units of p.
static bool count(Calendar c, int64_t from, int64_t to, Precision p, Bound *out) {
    bool back = to < from;
    if (!count_up(c, back ? to : from, back ? from : to, out)) return false;
    if (p >= PREC_MONTH) {
        out->s = 0;
        out->m -= out->m % (p == PREC_SEASON ? 1 : unit_months(p));
    } else {
        out->s -= out->s % unit_seconds(p);
    }
    if (back) *out = (Bound){-out->s, -out->m};
    return true;
}

// The last first instant that the start may be: of the last day where whole days or more are in
// doubt, of the last minute where minutes are.
static int64_t last_start(const Date *d) {
    Precision p = (Precision)(d->kind == DATE_MOMENT ? d->end_prec : d->prec);
    int64_t t = unit_first((Calendar)d->calendar, d->ls, p < PREC_DAY ? p : PREC_DAY);
    return t < d->es ? d->es : t;
}

static Precision start_precision(const Date *d) {
    return (Precision)(d->kind == DATE_MOMENT && d->end_prec > d->prec ? d->end_prec : d->prec);
}

bool duration_between(const Date *a, const Date *b, Duration *out) {
    if (!is_finite(a->es) || !is_finite(a->ls) || !is_finite(b->es) || !is_finite(b->ls))
        return false;
    Calendar c = a->calendar == b->calendar ? month_calendar((Calendar)a->calendar) : CAL_GREGORIAN;
    Precision p = start_precision(a), q = start_precision(b);
    Bound lo, hi;
    int64_t last_a = last_start(a), last_b = last_start(b);
    if (q > p) p = q;
    if (last_a == a->es && last_b == b->es) p = PREC_SECOND; // both exact: nothing is cut
    if (!count(c, last_b, a->es, p, &lo)) return false;
    if (!count(c, b->es, last_a, p, &hi)) return false;
    *out = ordered(lo, hi);
    return true;
}

// A bound that nothing asks for may be infinite.
static Date exact_at(Date d, int64_t t) {
    if (!is_finite(d.es) || !is_finite(d.ls)) d.es = d.ls = d.ee = d.le = t;
    return d;
}

// From the earliest end of a to the latest start of b, where a may be before b at all.
static bool take_longest(const Date *a, const Date *b, Bound *most) {
    Date end = date_end(a), start = date_start(b);
    Duration d;
    if (a->ee >= b->ls) return true;
    end = exact_at(end, end.es);
    start = exact_at(start, start.ls);
    if (!duration_between(&start, &end, &d)) return false;
    if (compare(upper(d), *most) > 0) *most = upper(d);
    return true;
}

bool gap_of_bounds(const Date *a, const Date *b, Duration *out) {
    *out = (Duration){0};
    Truth shared = date_overlaps(a, b);
    if (shared == YES) return true;
    if (shared == NO) { // the one lies wholly before the other
        const Date *first = a->le < b->es ? a : b, *second = first == a ? b : a;
        Date end = date_end(first), start = date_start(second);
        return duration_between(&start, &end, out);
    }
    Bound none = {0, 0}, most = none;
    if (!take_longest(a, b, &most) || !take_longest(b, a, &most)) return false;
    *out = ordered(none, most);
    return true;
}

// ---- sums -----------------------------------------------------------------------------------

static bool negated(Bound b, Bound *out) {
    return !__builtin_sub_overflow((int64_t)0, b.s, &out->s) &&
           !__builtin_sub_overflow((int32_t)0, b.m, &out->m);
}

static bool added(Bound a, Bound b, Bound *out) {
    return !__builtin_add_overflow(a.s, b.s, &out->s) && !__builtin_add_overflow(a.m, b.m, &out->m);
}

bool duration_add(Duration a, Duration b, Duration *out) {
    Bound lo, hi;
    if (!added(lower(a), lower(b), &lo) || !added(upper(a), upper(b), &hi)) return false;
    *out = ordered(lo, hi);
    return true;
}

bool duration_sub(Duration a, Duration b, Duration *out) {
    Bound lo, hi;
    if (!negated(upper(b), &lo) || !negated(lower(b), &hi)) return false;
    return duration_add(a, ordered(lo, hi), out);
}

// So many months and seconds, where a part of a month is a part of 30.436875 days.
static bool settled(double months, double seconds, Bound *out) {
    double whole = trunc(months);
    seconds = round(seconds + (months - whole) * (double)MONTH_SECONDS);
    if (!(fabs(whole) <= INT32_MAX && fabs(seconds) < 9.2e18)) return false; // NaN fails too
    *out = (Bound){(int64_t)seconds, (int32_t)whole};
    return true;
}

bool duration_scale(Duration a, double k, Duration *out) {
    Bound lo, hi;
    if (!settled(a.lo_m * k, (double)a.lo_s * k, &lo)) return false;
    if (!settled(a.hi_m * k, (double)a.hi_s * k, &hi)) return false;
    *out = ordered(lo, hi);
    return true;
}

// Not scaled by 1 / k, which is rounded: 49 months are divided by 49 into one month exactly.
bool duration_share(const double months[2], const double seconds[2], double k, Duration *out) {
    Bound lo, hi;
    if (!settled(months[0] / k, seconds[0] / k, &lo)) return false;
    if (!settled(months[1] / k, seconds[1] / k, &hi)) return false;
    *out = ordered(lo, hi);
    return true;
}

bool duration_divide(Duration a, double k, Duration *out) {
    const double months[2] = {a.lo_m, a.hi_m}, seconds[2] = {(double)a.lo_s, (double)a.hi_s};
    return duration_share(months, seconds, k, out);
}

static bool is_exact(Duration d) { return d.lo_m == d.hi_m && d.lo_s == d.hi_s; }

bool duration_ratio(Duration a, Duration b, double *out, bool *zero) {
    double length = duration_seconds(b, false);
    *zero = is_exact(b) && length == 0;
    if (*zero || !is_exact(a) || !is_exact(b)) return false;
    *out =
        a.lo_s == 0 && b.lo_s == 0 ? (double)a.lo_m / b.lo_m : duration_seconds(a, false) / length;
    return true;
}

static bool moved(Calendar c, int64_t t, Precision p, Bound by, int64_t *out) {
    if (!is_finite(t)) {
        *out = t;
        return true;
    }
    *out = shift_bound(c, t, p, by.m, by.s);
    return is_finite(*out);
}

bool date_plus(const Date *d, Duration by, int sign, Date *out) {
    Calendar c = (Calendar)d->calendar;
    Precision p = (Precision)d->prec, q = (Precision)d->end_prec;
    Bound lo = lower(by), hi = upper(by);
    Date r = *d;
    if (sign < 0 && !(negated(upper(by), &lo) && negated(lower(by), &hi))) return false;
    Precision ls_p = d->kind == DATE_MOMENT ? q : p, ee_p = d->kind == DATE_MOMENT ? p : q;
    if (!moved(c, d->es, p, lo, &r.es) || !moved(c, d->ls, ls_p, hi, &r.ls)) return false;
    if (!moved(c, d->ee, ee_p, lo, &r.ee) || !moved(c, d->le, q, hi, &r.le)) return false;
    if (r.ls < r.es) r.ls = r.es;
    if (r.le < r.ee) r.le = r.ee;
    if (r.es == d->es && r.ls == d->ls && r.ee == d->ee && r.le == d->le) {
        *out = *d;
        return true;
    }
    // Of a date with gaps the whole hull moves: what is open in its digits is not so any more.
    r.mask = r.end_mask = r.digits = r.end_digits = 0;
    r.set = NULL;
    r.form = FORM_PLAIN;
    if (r.kind == DATE_MOMENT) {
        r.ee = r.es;
        r.le = r.ls;
        moment_rename(&r, p, q);
    } else {
        Date start = date_start(&r), end = date_end(&r);
        r.prec = start.prec;
        r.end_prec = end.end_prec;
    }
    *out = r;
    return true;
}

// ---- comparison -----------------------------------------------------------------------------

Truth duration_cmp(Duration a, Duration b, bool or_equal) {
    int most = compare(upper(a), lower(b)), least = compare(lower(a), upper(b));
    bool certain = or_equal ? most <= 0 : most < 0;
    bool possible = or_equal ? least <= 0 : least < 0;
    return truth_of(certain, possible);
}

Truth duration_equal(Duration a, Duration b) {
    bool possible = compare(lower(a), upper(b)) <= 0 && compare(lower(b), upper(a)) <= 0;
    bool exact = compare(lower(a), upper(a)) == 0 && compare(lower(b), upper(b)) == 0;
    return truth_of(possible && exact, possible);
}

int duration_order(Duration a, Duration b) {
    int c = compare(lower(a), lower(b));
    if (c == 0) c = compare(upper(a), upper(b));
    if (c == 0) c = (a.lo_m > b.lo_m) - (a.lo_m < b.lo_m);
    return c != 0 ? c : (a.hi_m > b.hi_m) - (a.hi_m < b.hi_m);
}

double duration_seconds(Duration a, bool upper_bound) {
    Bound b = upper_bound ? upper(a) : lower(a);
    return (double)b.m * (double)MONTH_SECONDS + (double)b.s;
}

// ---- texts ----------------------------------------------------------------------------------

// A bound as counts of years, months, days, hours, minutes, seconds, without signs.
typedef struct Counts {
    uint64_t n[6];
    bool negative, mixed; // all of it; or the months and the time have different signs
    uint32_t used, last;  // how many counts are not 0, and the last of them
} Counts;

static Counts counts_of(Bound b) {
    Counts c = {.negative = b.m < 0 || (b.m == 0 && b.s < 0)};
    uint64_t m = b.m < 0 ? 0 - (uint64_t)b.m : (uint64_t)b.m;
    uint64_t s = b.s < 0 ? 0 - (uint64_t)b.s : (uint64_t)b.s;
    c.mixed = b.m != 0 && b.s != 0 && (b.m < 0) != (b.s < 0);
    const uint64_t n[6] = {m / 12, m % 12, s / 86400, s / 3600 % 24, s / 60 % 60, s % 60};
    for (uint32_t i = 0; i < 6; i++) {
        c.n[i] = n[i];
        if (n[i] == 0) continue;
        c.used++;
        c.last = i;
    }
    return c;
}

static void put_iso(Out *o, const Counts *c) {
    static const char letter[] = "YMDHMS";
    if (c->negative && !c->mixed) out_char(o, '-');
    out_char(o, 'P');
    if (c->used == 0) out_text(o, "0D");
    bool time = false;
    for (uint32_t i = 0; i < 6; i++) {
        if (c->n[i] == 0) continue;
        if (i >= 3 && !time) out_char(o, 'T');
        time |= i >= 3;
        if (c->mixed && c->negative == (i < 2)) out_char(o, '-');
        out_number(o, c->n[i], 1);
        out_char(o, letter[i]);
    }
}

uint32_t duration_write(Duration d, char out[DATE_TEXT]) {
    Out o = {out, 0};
    Counts a = counts_of(lower(d)), b = counts_of(upper(d));
    put_iso(&o, &a);
    if (d.lo_m != d.hi_m || d.lo_s != d.hi_s) {
        out_char(&o, '/');
        put_iso(&o, &b);
    }
    return out_end(&o);
}

static const char *const unit_names[] = {"year", "month", "day", "hour", "minute", "second"};

static void put_unit(Out *o, uint64_t n, uint32_t unit) {
    out_char(o, ' ');
    out_text(o, unit_names[unit]);
    if (n != 1) out_char(o, 's');
}

static void put_words(Out *o, const Counts *c) {
    const char *between = "";
    bool crossed = false;
    if (c->used == 0) out_text(o, "0 days");
    if (c->used != 0 && c->negative) out_char(o, '-');
    for (uint32_t i = 0; i < 6; i++) {
        if (c->n[i] == 0) continue;
        if (c->mixed && i >= 2 && !crossed) { // from the months to a time of the other sign
            between = c->negative ? " plus " : " less ";
            crossed = true;
        }
        out_text(o, between);
        out_number(o, c->n[i], 1);
        put_unit(o, c->n[i], i);
        between = " ";
    }
}

uint32_t duration_show(Duration d, char out[DATE_TEXT]) {
    Out o = {out, 0};
    Counts a = counts_of(lower(d)), b = counts_of(upper(d));
    bool one_unit = a.used <= 1 && b.used <= 1 && (a.used == 0 || b.used == 0 || a.last == b.last);
    const char *dash = a.negative || b.negative ? " to " : "–";
    if (d.lo_m == d.hi_m && d.lo_s == d.hi_s) {
        put_words(&o, &a);
    } else if (one_unit) {
        uint32_t unit = a.used ? a.last : b.last;
        if (a.negative) out_char(&o, '-');
        out_number(&o, a.n[unit], 1);
        out_text(&o, dash);
        if (b.negative) out_char(&o, '-');
        out_number(&o, b.n[unit], 1);
        put_unit(&o, 2, unit); // of two numbers: 0–1 years
    } else {
        put_words(&o, &a);
        out_text(&o, dash);
        put_words(&o, &b);
    }
    return out_end(&o);
}

// One bound, "P5Y6M" or "-PT4H": counts from the longest unit to the shortest, up to a slash.
static bool iso_bound(Str s, uint32_t *at, Duration *out) {
    static const char letters[] = "SMHDWMY"; // by unit
    uint32_t i = *at, from;
    bool minus = i < s.n && s.p[i] == '-', time = false;
    i += minus;
    if (i == s.n || s.p[i++] != 'P') return false;
    *out = (Duration){0, 0, 0, 0};
    int last = U_YEAR + 1;
    while (i < s.n && s.p[i] != '/') {
        if (!time && s.p[i] == 'T') {
            time = true;
            last = U_DAY;
            i++;
        }
        for (from = i; i < s.n && (s.p[i] == '-' || (s.p[i] >= '0' && s.p[i] <= '9'));) i++;
        int64_t n;
        if (i == s.n || !number_parse_int((Str){s.p + from, i - from}, &n) || n == INT64_MIN)
            return false;
        int u = last - 1;
        while (u >= 0 && (letters[u] != s.p[i] || (u < U_DAY) != time)) u--;
        Duration one;
        if (u < 0 || !duration_of(minus ? -n : n, (Unit)u, &one)) return false;
        if (!duration_add(*out, one, out)) return false;
        last = u;
        i++;
    }
    *at = i;
    return last <= U_YEAR && !(last == U_DAY && time);
}

// "P5Y", or "P53Y/P54Y" of two bounds, as duration_write writes it.
static bool duration_read_iso(Str s, Duration *out) {
    Duration end;
    uint32_t i = 0;
    if (!iso_bound(s, &i, out)) return false;
    if (i == s.n) return true;
    i++;
    if (!iso_bound(s, &i, &end) || i < s.n || compare(lower(*out), lower(end)) > 0) return false;
    *out = ordered(lower(*out), lower(end));
    return true;
}

bool duration_read(Str s, Duration *out) {
    static const char *const words[] = {"second", "minute", "hour", "day", "week", "month", "year"};
    if (duration_read_iso(s, out)) return true;
    uint32_t i = 0;
    while (i < s.n && (s.p[i] == '-' || (s.p[i] >= '0' && s.p[i] <= '9'))) i++;
    int64_t n;
    if (!number_parse_int((Str){s.p, i}, &n)) return false;
    while (i < s.n && s.p[i] == ' ') i++;
    Str word = {s.p + i, s.n - i};
    if (word.n > 1 && word.p[word.n - 1] == 's') word.n--;
    for (int u = U_SECOND; u <= U_YEAR; u++)
        if (str_is(word, words[u])) return duration_of(n, (Unit)u, out);
    return false;
}
