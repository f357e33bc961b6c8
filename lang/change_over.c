// Dates as a place counted them. In: a place of the table, a date in the calendar of its day. Out:
// the date meant, a text, or the reason why there was no such day.
#include <stdio.h>
#include <string.h>

#include "lang/change_over.h"
#include "lang/date_impl.h"
#include "lang/diag.h"

static Str first_name(const char *names) { return calendar_next_name(&names); }

static const char *names_of_place(uint32_t i) { return change_over_places[i].names; }

const Locality *locality_named(Arena *a, Str name, DateError *err) {
    Near near;
    int32_t i = calendar_row_named(a, name, change_over_count, names_of_place, &near);
    if (i >= 0) return &change_over_places[i];
    date_fail(err, 0, name.n, "it is not known when \"%.*s\" changed its calendar",
              name.n < 40 ? (int)name.n : 40, name.p);
    calendar_hint_near(err, &near,
                       "it may be that of a country, province or city: Britain, Zürich, Holland");
    return NULL;
}

// ---- phases ---------------------------------------------------------------------------------

// A stretch of days in which one calendar was counted; phase 0 lies before the first change.
typedef struct Phase {
    int64_t first, last;
    Calendar calendar;
} Phase;

static int64_t change_day(const Change *c) {
    return days_from_ymd(c->calendar, c->first / 10000, c->first / 100 % 100, c->first % 100);
}

static uint32_t phases_of(const Locality *p, Phase out[CHANGES + 1]) {
    uint32_t n = 0;
    out[n++] = (Phase){INT64_MIN, INT64_MAX, CAL_JULIAN};
    for (uint32_t i = 0; i < CHANGES && p->change[i].first != 0; i++) {
        int64_t day = change_day(&p->change[i]);
        out[n - 1].last = day - (p->day_twice ? 0 : 1);
        out[n++] = (Phase){day, INT64_MAX, p->change[i].calendar};
    }
    return n;
}

int64_t locality_changed(const Locality *p) {
    Phase phases[CHANGES + 1] = {{0}};
    return phases[phases_of(p, phases) - 1].first;
}

// ---- from the place -------------------------------------------------------------------------

typedef struct Named { // what was asked for
    int64_t y;
    int32_t m, d;
} Named;

static bool unknown_before(const Locality *p, DateError *err) {
    Ymd first = ymd_from_days(CAL_GREGORIAN, locality_changed(p));
    Str name = first_name(p->names);
    date_fail(err, 0, 0, "%.*s used a calendar of the moon before %04d-%02d-%02d, unknown here",
              STR_FMT(name), (int)first.y, first.m, first.d);
    return false;
}

// The stretches of the phase that were called so.
static uint32_t in_phase(const Phase *ph, YearStyle s, Named q, Stretch out[2]) {
    Stretch found[2];
    YearStyle style = ph->calendar == CAL_JULIAN ? s : YEAR_JANUARY;
    uint32_t n = year_stretches(ph->calendar, style, q.y, q.m, q.d, found), kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (found[i].first < ph->first) found[i].first = ph->first;
        if (found[i].last > ph->last) found[i].last = ph->last;
        if (found[i].first <= found[i].last) out[kept++] = found[i];
    }
    return kept;
}

// No such day: the change at which it was left out, or else a month that is not so long.
static bool never_came(const Locality *p, const Phase *ph, uint32_t n, Named q, DateError *err) {
    Str name = first_name(p->names);
    date_fail(err, 0, 0, "%d %s %lld never came in %.*s", q.d, date_month_names[q.m],
              (long long)q.y, STR_FMT(name));
    for (uint32_t i = 1; i < n; i++) {
        Ymd first = ymd_from_days(ph[i].calendar, ph[i].first);
        Ymd last = ymd_from_days(ph[i - 1].calendar, ph[i - 1].last);
        if (last.y != q.y && first.y != q.y) continue;
        (void)snprintf(err->hint, sizeof err->hint, "%d %s %lld was followed by %d %s %lld", last.d,
                       date_month_names[last.m], (long long)last.y, first.d,
                       date_month_names[first.m], (long long)first.y);
    }
    return false;
}

static bool fits(Named q, DateError *err) {
    static const int8_t longest[13] = {0, 31, 30, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (q.y < -9999 || q.y > 9999) {
        date_fail(err, 0, 0, "the year lies outside -9999 to 9999");
    } else if (q.m < 0 || q.m > 12 || (q.m == 0 && q.d != 0)) {
        date_fail(err, 0, 0, "there is no month %d", q.m);
    } else if (q.d < 0 || (q.d > 0 && q.d > longest[q.m])) {
        date_fail(err, 0, 0, "there is no %d %s", q.d, date_month_names[q.m]);
    } else {
        return true;
    }
    return false;
}

bool locality_date(Arena *a, const Locality *p, YearStyle s, int64_t y, int32_t m, int32_t d,
                   Date *out, DateError *err) {
    Named q = {y, m, d};
    Phase ph[CHANGES + 1];
    Stretch all[2 * (CHANGES + 1)];
    Calendar calendar = CAL_GREGORIAN;
    uint32_t n = 0, phases = phases_of(p, ph), told = 0;
    if (!fits(q, err)) return false;
    for (uint32_t i = 0; i < phases; i++) {
        Stretch found[2];
        uint32_t k = in_phase(&ph[i], s, q, found);
        if (k > 0 && i == 0 && p->other_before) return unknown_before(p, err);
        for (uint32_t j = 0; j < k; j++) {
            // A month or year of the change goes on in the new calendar.
            if (n > 0 && found[j].first <= all[n - 1].last + 1)
                all[n - 1].last = found[j].last;
            else
                all[n++] = found[j];
        }
        if (k > 0) calendar = told++ == 0 ? ph[i].calendar : CAL_GREGORIAN;
    }
    if (n == 0) return never_came(p, ph, phases, q, err);
    Precision prec = d != 0 ? PREC_DAY : m != 0 ? PREC_MONTH : PREC_YEAR;
    *out = stretches_date(a, all, n, calendar, prec, 0);
    return true;
}

// ---- to the place ---------------------------------------------------------------------------

static const Phase *phase_at(const Phase *ph, uint32_t n, int64_t day) {
    while (n > 1 && ph[n - 1].first > day) n--;
    return &ph[n - 1];
}

bool locality_tells(Arena *a, const Locality *p, const Date *d, Str *out) {
    Phase ph[CHANGES + 1];
    uint32_t n = phases_of(p, ph);
    const Phase *from = phase_at(ph, n, is_finite(d->es) ? floor_div(d->es, DAY) : INT64_MIN);
    const Phase *to = phase_at(ph, n, is_finite(d->le) ? floor_div(d->le, DAY) : INT64_MAX);
    if (p->other_before && from == ph) return false;
    if (from->calendar == to->calendar) return date_in_calendar(a, d, from->calendar, out);
    // It reaches over a change: its first and its last moment, each as it was counted.
    Date first = date_earliest(d), last = date_latest(d);
    Str x = STR(""), y = STR("");
    if (is_finite(d->es) && !date_in_calendar(a, &first, from->calendar, &x)) return false;
    if (is_finite(d->le) && !date_in_calendar(a, &last, to->calendar, &y)) return false;
    bool moment = d->kind == DATE_MOMENT;
    *out = str_printf(a, "%s%.*s..%.*s%s", moment ? "[" : "", STR_FMT(x), STR_FMT(y),
                      moment ? "]" : "");
    return true;
}
