// Where the year begins: 25 March, Easter, 1 September … In: a year, month and day as they were
// counted there, in the Gregorian or the Julian calendar. Out: the days that were called so, as a
// date of years that begin on 1 January; or the reason why there was none. And Easter itself.
// Easter after E. M. Reingold and N. Dershowitz, Calendrical Calculations, chapter 9.
#include <stdio.h>

#include "lang/calendar.h"
#include "lang/date_impl.h"
#include "lang/diag.h"

// ---- Easter ---------------------------------------------------------------------------------

enum { MOON_YEARS = 19, MOON_DAYS = 30 };

static int64_t modulo(int64_t v, int64_t by) { return v - floor_div(v, by) * by; }

int64_t easter_day(Calendar c, int64_t y) {
    int64_t golden = modulo(y, MOON_YEARS), century = floor_div(y, 100) + 1;
    int64_t epact = 14 + 11 * golden;
    if (c == CAL_GREGORIAN) epact += floor_div(5 + 8 * century, 25) - floor_div(3 * century, 4);
    epact = modulo(epact, MOON_DAYS);
    if (c == CAL_GREGORIAN && (epact == 0 || (epact == 1 && golden > 10))) epact++;
    int64_t moon = days_from_ymd(c, y, 4, 19) - epact;
    return moon + 7 - modulo(moon + 4, 7); // the Sunday after it; 1970-01-01 was a Thursday
}

// ---- names ----------------------------------------------------------------------------------

static const char *const style_names[YEAR_STYLES] = {"1 January|Circumcision",
                                                     "1 March|Venice",
                                                     "25 March|Lady Day|Annunciation|Florence",
                                                     "Easter",
                                                     "1 September|Byzantium",
                                                     "25 December|Christmas|Nativity",
                                                     "25 March Pisa|Pisa"};

static Str style_name(YearStyle s) {
    const char *names = style_names[s];
    return calendar_next_name(&names);
}

static const char *names_of_style(uint32_t s) { return style_names[s]; }

bool year_style_named(Arena *a, Str name, YearStyle *out, DateError *err) {
    Near near;
    int32_t s = calendar_row_named(a, name, YEAR_STYLES, names_of_style, &near);
    *out = s < 0 ? YEAR_JANUARY : (YearStyle)s;
    if (s >= 0) return true;
    date_fail(err, 0, name.n, "no year is known that begins with \"%.*s\"",
              name.n < 40 ? (int)name.n : 40, name.p);
    calendar_hint_near(err, &near,
                       "1 January, 1 March, 25 March, Easter; before ours: 1 September, "
                       "25 December, 25 March Pisa");
    return false;
}

// ---- years ----------------------------------------------------------------------------------

static int64_t year_first_day(Calendar c, YearStyle s, int64_t y) {
    switch (s) {
    case YEAR_JANUARY: break;
    case YEAR_MARCH: return days_from_ymd(c, y, 3, 1);
    case YEAR_ANNUNCIATION: return days_from_ymd(c, y, 3, 25);
    case YEAR_EASTER: return easter_day(c, y);
    case YEAR_SEPTEMBER: return days_from_ymd(c, y - 1, 9, 1);
    case YEAR_CHRISTMAS: return days_from_ymd(c, y - 1, 12, 25);
    case YEAR_PISA: return days_from_ymd(c, y - 1, 3, 25);
    }
    return days_from_ymd(c, y, 1, 1);
}

uint32_t year_stretches(Calendar c, YearStyle s, int64_t y, int32_t m, int32_t d, Stretch out[2]) {
    int64_t first = year_first_day(c, s, y), last = year_first_day(c, s, y + 1) - 1;
    uint32_t n = 0;
    if (m == 0) {
        out[0] = (Stretch){first, last};
        return 1;
    }
    for (int64_t i = y - 1; i <= y + 1 && n < 2; i++) {
        int32_t length = days_in_month(c, i, m);
        if (d > length) continue;
        int64_t from = days_from_ymd(c, i, m, d == 0 ? 1 : d);
        int64_t to = d == 0 ? from + length - 1 : from;
        if (from < first) from = first;
        if (to > last) to = last;
        if (from <= to) out[n++] = (Stretch){from, to};
    }
    return n;
}

Date stretch_date(const Stretch *s, Calendar c, Precision p) {
    Date d = {.prec = (uint8_t)p, .end_prec = (uint8_t)p, .calendar = (uint8_t)c};
    d.es = d.ee = s->first * DAY;
    d.ls = d.le = s->last * DAY + (DAY - 1);
    moment_rename(&d, p, p);
    return d;
}

static bool none_came(Calendar c, YearStyle s, int64_t y, int32_t m, int32_t d, DateError *err) {
    Str name = style_name(s);
    date_fail(err, 0, 0, "no %d %s came in the year %lld, which began on %.*s", d,
              date_month_names[m], (long long)y, STR_FMT(name));
    if (s == YEAR_EASTER) {
        Ymd a = ymd_from_days(c, easter_day(c, y)), b = ymd_from_days(c, easter_day(c, y + 1));
        (void)snprintf(err->hint, sizeof err->hint, "it began on %d %s and ended before %d %s", a.d,
                       date_month_names[a.m], b.d, date_month_names[b.m]);
    }
    return false;
}

Date stretches_date(Arena *a, const Stretch *s, uint32_t n, Calendar c, Precision p, uint8_t qual) {
    DateSet *set = n > 1 ? date_set_new(a, n, false) : NULL;
    Date d = {0};
    for (uint32_t i = 0; i < n; i++) {
        d = stretch_date(&s[i], c, p);
        d.qual = d.end_qual = qual;
        if (set) set->piece[i] = d;
    }
    return set ? date_set_finish(set) : d;
}

bool year_date(Arena *a, Calendar c, YearStyle s, Ymd dated, Date *out, DateError *err) {
    Stretch found[2];
    uint32_t n = year_stretches(c, s, dated.y, dated.m, dated.d, found);
    if (n == 0) return none_came(c, s, dated.y, dated.m, dated.d, err);
    Precision p = dated.d != 0 ? PREC_DAY : dated.m != 0 ? PREC_MONTH : PREC_YEAR;
    *out = stretches_date(a, found, n, c, p, 0);
    return true;
}

bool year_restyle(Arena *a, const Date *d, YearStyle s, Date *out, DateError *err) {
    Calendar c = (Calendar)d->calendar;
    Precision p = (Precision)d->prec;
    bool plain = d->kind == DATE_MOMENT && !(d->flags & DATE_WITHIN) && !d->set && d->mask == 0 &&
                 d->form == FORM_PLAIN && c <= CAL_JULIAN && p <= PREC_YEAR && p != PREC_SEASON;
    if (!plain) {
        date_fail(err, 0, 0, "only a day, a month or a year can be counted so");
        return false;
    }
    int64_t at = floor_div(d->es, DAY);
    Ymd day = ymd_from_days(c, at);
    Precision unit = p < PREC_DAY ? PREC_DAY : p;
    int32_t m = unit <= PREC_MONTH ? day.m : 0, of_month = unit == PREC_DAY ? day.d : 0;
    Stretch found[2];
    uint32_t n = year_stretches(c, s, day.y, m, of_month, found);
    if (n == 0) return none_came(c, s, day.y, m, of_month, err);
    if (p >= PREC_DAY) {
        *out = stretches_date(a, found, n, c, p, d->qual);
        return true;
    }
    if (n == 2) {
        date_fail(err, 0, 0, "this day came twice in that year");
        return false;
    }
    *out = *d;
    int64_t by = (found[0].first - at) * DAY;
    out->es += by, out->ls += by, out->ee += by, out->le += by;
    return true;
}

bool year_restyle_written(Arena *a, Str words, YearStyle s, Date *d, DateError *err) {
    if (s == YEAR_JANUARY || d->calendar != CAL_JULIAN) return true;
    for (uint32_t i = 0; i < words.n; i++)
        if (words.p[i] == '/') return true;
    return year_restyle(a, d, s, d, err);
}
