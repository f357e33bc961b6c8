// Units of time as stretches of seconds (the month, season, decade … around an instant) and steps
// of calendar months. In: instants and a calendar. Out: instants. Knows nothing of how dates are
// written.
#include "lang/date_impl.h"

Clock clock_of(Calendar c, int64_t t) {
    int64_t day = floor_div(t, DAY);
    int32_t s = (int32_t)(t - day * DAY);
    return (Clock){ymd_from_days(c, day), s / 3600, s / 60 % 60, s % 60};
}

int64_t year_first(Calendar c, int64_t y) { return days_from_ymd(c, y, 1, 1) * DAY; }

int32_t unit_months(Precision p) {
    static const int32_t months[] = {0, 0, 0, 0, 1, 3, 12, 120, 1200, 12000};
    return months[p];
}

int64_t unit_seconds(Precision p) {
    static const int64_t seconds[] = {1, 60, 3600, DAY, 0, 0, 0, 0, 0, 0};
    return seconds[p];
}

// First and last year of the decade, century or millennium of y, by the digits of the year.
static int64_t years_first(int64_t y, int64_t step) {
    if (y >= 0) return y / step * step;
    return y / step * step - (step - 1);
}

static int64_t years_last(int64_t y, int64_t step) {
    if (y >= 0) return y / step * step + (step - 1);
    int64_t last = y / step * step;
    return last == 0 ? -1 : last; // year 0 is written 0000, so it belongs to 000X, not to -000X
}

// Spring begins in March, and a winter is named after the year of its December.
static int64_t season_first(Calendar c, Ymd d, int32_t seasons) {
    int64_t count = floor_div(d.y * 12 + d.m - 3, 3) + seasons; // 0 is the spring of year 0
    int64_t month = count * 3 + 2;
    int64_t y = floor_div(month, 12);
    return days_from_ymd(c, y, (int32_t)(month - y * 12) + 1, 1) * DAY;
}

int64_t unit_first(Calendar c, int64_t t, Precision p) {
    int64_t len = unit_seconds(p);
    if (len != 0) return floor_div(t, len) * len;
    Ymd d = ymd_from_days(c, floor_div(t, DAY));
    if (p == PREC_MONTH || (p == PREC_SEASON && c > CAL_JULIAN))
        return days_from_ymd(c, d.y, d.m, 1) * DAY;
    if (p == PREC_SEASON) return season_first(c, d, 0);
    return year_first(c, years_first(d.y, unit_months(p) / 12));
}

int64_t unit_last(Calendar c, int64_t t, Precision p) {
    int64_t len = unit_seconds(p);
    if (len != 0) return floor_div(t, len) * len + (len - 1);
    Ymd d = ymd_from_days(c, floor_div(t, DAY));
    if (p == PREC_MONTH || (p == PREC_SEASON && c > CAL_JULIAN)) {
        int32_t last = days_in_month(c, d.y, d.m);
        return days_from_ymd(c, d.y, d.m, last) * DAY + (DAY - 1);
    }
    if (p == PREC_SEASON) return season_first(c, d, 1) - 1;
    return year_first(c, years_last(d.y, unit_months(p) / 12) + 1) - 1;
}

int64_t shift_months(Calendar c, int64_t t, int64_t months) {
    if (!is_finite(t) || months == 0) return t;
    c = month_calendar(c);
    int64_t day = floor_div(t, DAY);
    Ymd d = ymd_from_days(c, day);
    int64_t total = d.y * 12 + (d.m - 1);
    if (__builtin_add_overflow(total, months, &total))
        return months < 0 ? INSTANT_MIN : INSTANT_MAX;
    int64_t y = floor_div(total, 12);
    int32_t m = (int32_t)(total - y * 12) + 1;
    int32_t last = days_in_month(c, y, m);
    int64_t to = days_from_ymd(c, y, m, d.d < last ? d.d : last) * DAY + (t - day * DAY);
    return is_finite(to) ? to : months < 0 ? INSTANT_MIN : INSTANT_MAX;
}

static bool ends_month(Calendar c, int64_t t) {
    return floor_div(t + 1, DAY) * DAY == t + 1 && ymd_from_days(c, floor_div(t + 1, DAY)).d == 1;
}

int64_t shift_bound(Calendar c, int64_t t, Precision p, int64_t months, int64_t seconds) {
    if (!is_finite(t)) return t;
    c = month_calendar(c);
    if (months != 0 && p >= PREC_MONTH && ends_month(c, t))
        t = add_clamped(shift_months(c, t + 1, months), -1);
    else
        t = shift_months(c, t, months);
    return add_clamped(t, seconds);
}

// The coarsest precision up to p at which t is an edge. Decades and longer have four-digit years
// only; a time of day is written with its minutes unless it was stated without.
static Precision aligned(Calendar c, int64_t t, Precision p,
                         int64_t (*edge)(Calendar, int64_t, Precision)) {
    bool minutes = p > PREC_HOUR;
    if (p > PREC_YEAR && (t < year_first(c, -9999) || t >= year_first(c, 10000))) p = PREC_YEAR;
    while (edge(c, t, p) != t || (p == PREC_SEASON && c > CAL_JULIAN)) p--;
    return p == PREC_HOUR && minutes ? PREC_MINUTE : p;
}

void moment_rename(Date *d, Precision prec, Precision end_prec) {
    Calendar c = (Calendar)d->calendar;
    bool start = is_finite(d->es), end = is_finite(d->le);
    d->form = FORM_PLAIN;
    d->mask = d->end_mask = d->digits = d->end_digits = 0;
    d->set = NULL;
    d->flags &= (uint8_t) ~(DATE_OPEN_START | DATE_OPEN_END | DATE_UNKNOWN_START |
                            DATE_UNKNOWN_END | DATE_WITHIN);
    for (int p = (int)prec; start && end && p >= 0; p--) {
        p = (int)aligned(c, d->es, (Precision)p, unit_first);
        if (unit_last(c, d->es, (Precision)p) != d->le) continue;
        d->prec = d->end_prec = (uint8_t)p;
        return;
    }
    if (start) prec = aligned(c, d->es, prec, unit_first);
    if (end) end_prec = aligned(c, d->le, end_prec, unit_last);
    // 101 BCE to 2 BCE: that the one end is a century's too would only puzzle.
    bool long_units = prec > PREC_YEAR && end_prec > PREC_YEAR;
    if (start && end && !long_units && prec > PREC_YEAR) prec = PREC_YEAR;
    if (start && end && !long_units && end_prec > PREC_YEAR) end_prec = PREC_YEAR;
    d->prec = (uint8_t)(start ? prec : end_prec);
    d->end_prec = (uint8_t)(end ? end_prec : prec);
    d->flags |= (uint8_t)(DATE_WITHIN | (start ? 0 : DATE_OPEN_START) | (end ? 0 : DATE_OPEN_END));
}
