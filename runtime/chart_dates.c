// Bins of dates: hours, days, months, years or decades of the calendar, the finest in which most
// dates are certain and that do not get too many. A date counts where its start lies in one bin for
// certain; the others are said. See chart.h.
#include <string.h>

#include "lang/duration.h"
#include "runtime/chart.h"

enum { USUAL_BINS = 24, MOST_BINS = 400 };
#define DAY  INT64_C(86400)
#define HOUR 3600

static int64_t floor_by(int64_t a, int64_t b) {
    int64_t q = a / b;
    return q - (a % b != 0 && (a < 0) != (b < 0));
}

// Open starts are the least or greatest instants there are.
static bool bounded(const Sample *s) { return s->lo.t != INSTANT_MIN && s->hi.t != INSTANT_MAX; }
static bool certain(Bucket step, const Sample *s) {
    return bounded(s) && bucket_number(step, s->lo.t) == bucket_number(step, s->hi.t);
}

typedef struct Reach {
    int64_t from, to; // bins
    uint32_t certain;
} Reach;

static Reach reach_of(const Chart *c, Bucket step, const Sample *s, uint32_t n) {
    Reach r = {0};
    for (uint32_t i = 0; i < n; i++) {
        guard_every(c->arena->guard, i);
        if (!certain(step, &s[i])) continue;
        int64_t k = bucket_number(step, s[i].lo.t);
        if (!r.certain || k < r.from) r.from = k;
        if (!r.certain || k > r.to) r.to = k;
        r.certain++;
    }
    return r;
}

static bool too_many(Reach r, uint32_t most) { return r.certain && r.to - r.from >= most; }

static Bucket choose_step(const Chart *c, const Sample *s, uint32_t n, uint32_t want) {
    static const Bucket steps[] = {{0, 3600}, {0, DAY}, {1, 0}, {12, 0}, {120, 0}, {1200, 0}};
    enum { STEPS = sizeof steps / sizeof *steps };
    Bucket step = steps[0];
    for (uint32_t i = 0; i < STEPS; i++) {
        step = steps[i];
        Reach r = reach_of(c, step, s, n);
        if (!too_many(r, want) && r.certain * 2 >= n) return step;
    }
    while (too_many(reach_of(c, step, s, n), MOST_BINS)) step.months *= 10;
    return step;
}

// ---- labels ---------------------------------------------------------------------------------

static void put_year(StrBuf *b, int64_t y) {
    if (y > 0)
        buf_printf(b, "%04lld", (long long)y);
    else
        buf_printf(b, "%lld BCE", (long long)(1 - y));
}

static void put_month(StrBuf *b, int64_t month) { // counted from January of the year 0
    int64_t y = floor_by(month, 12);
    if (y > 0)
        buf_printf(b, "%04lld-%02d", (long long)y, (int)(month - y * 12) + 1);
    else
        buf_printf(b, "%04lld-%02d BCE", (long long)(1 - y), (int)(month - y * 12) + 1);
}

static void put_months(StrBuf *b, int64_t first, int64_t months) {
    bool years = months % 12 == 0 && first % 12 == 0;
    if (years) {
        put_year(b, floor_by(first, 12));
        if (months == 12) return;
        buf_addc(b, "..");
        put_year(b, floor_by(first + months, 12) - 1);
        return;
    }
    put_month(b, first);
    if (months == 1) return;
    buf_addc(b, "..");
    put_month(b, first + months - 1);
}

static void put_day(StrBuf *b, int64_t day) {
    Ymd d = ymd_from_days(CAL_GREGORIAN, day);
    put_month(b, d.y * 12 + d.m - 1);
    if (d.y <= 0) b->n -= 4; // before " BCE"
    buf_printf(b, "-%02d%s", d.d, d.y <= 0 ? " BCE" : "");
}

static void put_time(StrBuf *b, int64_t t) {
    int64_t day = floor_by(t, DAY), s = t - day * DAY;
    put_day(b, day);
    buf_printf(b, "T%02d:%02d", (int)(s / 3600), (int)(s / 60 % 60));
    if (s % 60) buf_printf(b, ":%02d", (int)(s % 60));
}

static Str bin_label(Chart *c, Bucket s, int64_t bin) {
    StrBuf b;
    buf_init(&b, c->arena);
    int64_t first = s.months ? 0 : bucket_first(s, bin);
    if (s.months) {
        put_months(&b, bin * s.months, s.months);
    } else if (s.seconds % DAY == 0) {
        put_day(&b, floor_by(first, DAY));
        if (s.seconds > DAY) {
            buf_addc(&b, "..");
            put_day(&b, floor_by(first + s.seconds, DAY) - 1);
        }
    } else {
        put_time(&b, first);
    }
    return buf_str(&b);
}

static Str step_name(Chart *c, Bucket s) {
    char words[DATE_TEXT];
    switch (s.months) {
    case 1: return STR("month");
    case 12: return STR("year");
    case 120: return STR("decade");
    case 1200: return STR("century");
    default: break;
    }
    if (s.seconds == DAY) return STR("day");
    if (s.seconds == HOUR) return STR("hour");
    if (s.seconds == 7 * DAY) return STR("week");
    Duration d = {s.seconds, s.seconds, (int32_t)s.months, (int32_t)s.months};
    return str_dup(c->arena, (Str){words, duration_show(d, words)}); // 15 minutes, 5 years
}

// ---- the bins -------------------------------------------------------------------------------

void bins_of_dates(Chart *c, const Sample *s, uint32_t n, uint32_t want, Duration bin) {
    Bucket step = {bin.lo_m, bin.lo_s};
    if (step.months || step.seconds) {
        if (too_many(reach_of(c, step, s, n), MOST_BINS)) {
            step = choose_step(c, s, n, USUAL_BINS);
            chart_note(c, "more than %d bins: one for each %.*s instead", MOST_BINS,
                       STR_FMT(step_name(c, step)));
        }
    } else {
        step = choose_step(c, s, n, want ? want : USUAL_BINS);
    }
    Reach r = reach_of(c, step, s, n);
    for (int64_t k = r.from; r.certain && k <= r.to; k++) {
        Bar *b = chart_add(c);
        b->label = bin_label(c, step, k);
    }
    for (uint32_t i = 0; i < n; i++) {
        guard_every(c->arena->guard, i);
        if (certain(step, &s[i])) c->bars[bucket_number(step, s[i].lo.t) - r.from].lo += 1;
    }
    uint32_t doubtful = n - r.certain;
    Str name = step_name(c, step);
    if (doubtful)
        chart_note(c, "%u row%s not certain to %s%.*s and not counted", doubtful,
                   chart_plural(doubtful), memchr(name.p, ' ', name.n) ? "" : "the ",
                   STR_FMT(name));
}
