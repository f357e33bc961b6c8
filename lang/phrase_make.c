// From the words of one date to the Date. In: an Item. Out: a date, composed as EDTF (or as the
// language writes the Julian calendar) and read by the one reader of dates there is.
#include <stdio.h>
#include <string.h>

#include "lang/calendar.h"
#include "lang/date_impl.h"
#include "lang/phrase_impl.h"

bool phrase_text(const Phrase *p, const char *text, bool old, Date *out) {
    char full[80];
    DateError err;
    (void)snprintf(full, sizeof full, "%s%s", text, old ? " OS" : "");
    return date_read_plain(p->arena, str_of(full), !old, out, &err);
}

bool phrase_within(const Date *a, const Date *b, Date *out) {
    DateError err;
    if (a && b && date_same(a, b)) {
        *out = *a;
        return true;
    }
    if (!date_range(a, b, out, &err)) return false;
    *out = date_within(out);
    return true;
}

// A unit of time as its numbers say it; month, day 0 and hour, minute -1 are not stated. The year
// is astronomical: 0 is 1 BCE.
typedef struct Point {
    int64_t year;
    int32_t month, day, hour, minute;
    uint8_t open, qual;
    bool old;
} Point;

static const char *qual_sign(uint8_t qual) {
    static const char *const sign[] = {"", "?", "~", "%"};
    return sign[qual & 3];
}

static bool point_date(const Phrase *p, const Point *u, Date *out) {
    static const char x[] = "XXX";
    static const int64_t power[] = {1, 10, 100, 1000};
    char text[64];
    bool bce = u->year < 0 || (u->year == 0 && u->open == 0 && u->old);
    int64_t y = u->year < 0 ? -u->year : u->year;
    if (u->old && bce) y = 1 - u->year;
    int n;
    if (y > 9999 && (u->month || u->old)) return false;
    const char *sign = u->year < 0 && !u->old ? "-" : "";
    if (y > 9999)
        n = snprintf(text, sizeof text, "Y%s%lld", sign, (long long)y);
    else
        n = snprintf(text, sizeof text, "%s%0*lld%.*s", sign, 4 - u->open,
                     (long long)(y / power[u->open]), u->open, x);
    size_t at = (size_t)n, left = sizeof text;
    if (u->month) at += (size_t)snprintf(text + at, left - at, "-%02d", u->month);
    if (u->day) at += (size_t)snprintf(text + at, left - at, "-%02d", u->day);
    if (u->hour >= 0) at += (size_t)snprintf(text + at, left - at, "T%02d", u->hour);
    if (u->minute >= 0) at += (size_t)snprintf(text + at, left - at, ":%02d", u->minute);
    (void)snprintf(text + at, left - at, "%s%s", qual_sign(u->qual), u->old && bce ? " BCE" : "");
    return phrase_text(p, text, u->old, out);
}

static bool points_within(const Phrase *p, const Point *lo, const Point *hi, Date *out) {
    Date a, b;
    return point_date(p, lo, &a) && point_date(p, hi, &b) && phrase_within(&a, &b, out);
}

static Calendar calendar_of(const Point *u) { return u->old ? CAL_JULIAN : CAL_GREGORIAN; }

static Point day_later(const Point *u, int days) {
    Point next = *u;
    Calendar c = calendar_of(u);
    Ymd day = ymd_from_days(c, days_from_ymd(c, u->year, u->month, u->day) + days);
    next.year = day.y;
    next.month = day.m;
    next.day = day.d;
    return next;
}

// ---- parts of years, centuries, months ----------------------------------------------------------

typedef struct Share {
    int32_t from, to;
} Share;

// The part that is said, of a unit of n pieces numbered from 0: thirds for early, mid and late.
static Share share_of(const Item *it, int32_t n) {
    int32_t k = it->part ? it->part : it->nth, of = it->part ? 3 : it->of;
    return (Share){n * (k - 1) / of, n * k / of - 1};
}

// Years of a century from its 0th year on. A plain half or quarter covers both ways of counting.
static Share century_share(const Item *it) {
    static const Share thirds[] = {{1, 33}, {34, 66}, {67, 100}};
    if (it->part) return thirds[it->part - 1];
    Share s = share_of(it, 100);
    return (Share){s.from, s.to + 1};
}

static bool years_part(const Phrase *p, const Item *it, Point u, int64_t base, Date *out) {
    static const Share decade[] = {{0, 3}, {4, 6}, {7, 9}};
    Share s;
    if (it->thousand) {
        s = share_of(it, 1000);
        s.to++;
        if (it->part || it->era == 1) s.from++;
    } else if (u.open == 1) {
        if (!it->part && it->of != 2) return false;
        s = it->part ? decade[it->part - 1] : share_of(it, 10);
    } else {
        s = century_share(it);
        if (it->era == 1 && s.from == 0) s.from = 1;
    }
    Point lo = u, hi = u;
    lo.open = hi.open = 0;
    lo.year = base + s.from;
    hi.year = base + s.to;
    return points_within(p, &lo, &hi, out);
}

static bool months_part(const Phrase *p, const Item *it, const Point *u, Date *out) {
    Point lo = *u, hi = *u;
    Share s = share_of(it, 12);
    lo.month = s.from + 1;
    hi.month = s.to + 1;
    return points_within(p, &lo, &hi, out);
}

static bool season_part(const Phrase *p, const Item *it, const Point *u, Date *out) {
    if (!it->part || it->season < 21) return false;
    Point month = *u;
    int32_t m = (it->season - 20) * 3 + it->part - 1;
    month.year += m > 12;
    month.month = m > 12 ? m - 12 : m;
    return point_date(p, &month, out);
}

static bool days_part(const Phrase *p, const Item *it, const Point *u, Date *out) {
    Point lo = *u, hi = *u;
    int32_t n = days_in_month(calendar_of(u), u->year, u->month);
    if (it->part || it->of == 3) {
        int32_t k = it->part ? it->part : it->nth;
        lo.day = 10 * k - 9;
        hi.day = k == 3 ? n : 10 * k;
    } else if (it->of == 2) {
        lo.day = it->nth == 1 ? 1 : 15;
        hi.day = it->nth == 1 ? 15 : n;
    } else {
        return false;
    }
    return points_within(p, &lo, &hi, out);
}

static bool part_date(const Phrase *p, const Item *it, Point u, Date *out) {
    if (it->part && it->nth) return false;
    if (it->part) u.qual |= QUAL_APPROXIMATE;
    if (it->century || it->thousand) {
        int64_t n = it->century ? it->century : it->thousand, size = it->century ? 100 : 1000;
        int64_t base = (it->era == 1 ? -n : n - 1) * size;
        return years_part(p, it, u, base, out);
    }
    if (u.open && it->era == 1) return false;
    if (u.open) return u.open < 3 && years_part(p, it, u, u.year, out);
    if (it->season) return season_part(p, it, &u, out);
    return u.month ? days_part(p, it, &u, out) : months_part(p, it, &u, out);
}

// ---- hours --------------------------------------------------------------------------------------

static bool night(const Phrase *p, const Point *day, Date *out) {
    Point lo = *day, hi = day_later(day, 1);
    lo.hour = 18;
    hi.hour = 5;
    return points_within(p, &lo, &hi, out);
}

static bool daypart_date(const Phrase *p, int16_t part, Point u, Date *out) {
    u.qual |= QUAL_APPROXIMATE;
    if (part == NIGHT) return night(p, &u, out);
    Point hi = part == NIGHT_TO ? day_later(&u, -1) : u;
    if (part == NIGHT_TO) return night(p, &hi, out);
    u.hour = part / 100;
    hi.hour = part % 100 - 1;
    return points_within(p, &u, &hi, out);
}

static bool time_date(const Phrase *p, const Item *it, Point u, Date *out) {
    int hour = it->hour, part = it->daypart;
    bool late = part == 1218 || part == 1724 || (part == NIGHT && hour > 6);
    if (late && hour < 12) hour += 12;
    if (hour > 23) return false;
    u.hour = hour;
    u.minute = it->minute;
    return point_date(p, &u, out);
}

// ---- feasts -------------------------------------------------------------------------------------

enum { GREGORIAN_FROM = 1583, ENGLAND_FROM = 1753, GERMANY_FROM = 1776 };

static bool feast_in(const Phrase *p, const Item *it, Calendar c, int64_t year, uint8_t qual,
                     Date *out) {
    Ymd day = ymd_from_days(c, feast_days((Feast)it->feast, c, year));
    Point u = {.year = day.y, .month = day.m, .day = day.d, .hour = -1, .minute = -1, .qual = qual};
    u.old = c == CAL_JULIAN;
    return point_date(p, &u, out);
}

static bool feast_date(const Phrase *p, const Item *it, const Point *u, Date *out) {
    bool moves = it->feast > FEAST_FIXED,
         english = p->lang == PHRASE_EN || p->lang == PHRASE_EN_US || p->lang == PHRASE_EN_GB;
    int64_t year = u->year;
    if (it->next_year && moves) return false;
    if (it->next_year && it->feast == FEAST_NEW_YEAR) year = it->next_year;
    bool julian = u->old || p->lang == PHRASE_RU || (moves && year < GREGORIAN_FROM);
    if (it->style == 2) julian = false;
    if (julian || !moves || it->style == 2)
        return feast_in(p, it, julian ? CAL_JULIAN : CAL_GREGORIAN, year, u->qual, out);
    Date both[2];
    if (!feast_in(p, it, CAL_GREGORIAN, year, u->qual, &both[0])) return false;
    *out = both[0];
    if (year >= (english ? ENGLAND_FROM : GERMANY_FROM) || p->lang == PHRASE_FR) return true;
    if (!feast_in(p, it, CAL_JULIAN, year, u->qual, &both[1])) return false;
    return both[0].es == both[1].es || phrase_set(p, both, 2, false, out);
}

// ---- the whole item -----------------------------------------------------------------------------

static bool century_date(const Phrase *p, const Item *it, Date *out) {
    char text[16];
    if (it->thousand > 9 || it->century > 99) return false;
    const char *sign = it->era == 1 ? "-" : "", *qual = qual_sign(it->qual);
    if (it->century)
        (void)snprintf(text, sizeof text, "%s%02dXX%s", sign, it->century - 1, qual);
    else
        (void)snprintf(text, sizeof text, "%s%dXXX%s", sign, it->thousand - 1, qual);
    return phrase_text(p, text, false, out);
}

// A weekday that does not fit leaves a doubt.
static void check_weekday(const Item *it, Date *d) {
    int64_t day = floor_div(d->es, DAY) + 3; // 1970-01-01 was a Thursday
    if (!it->weekday || d->prec > PREC_DAY) return;
    if (day - floor_div(day, 7) * 7 + 1 == it->weekday) return;
    d->qual |= QUAL_UNCERTAIN;
    d->end_qual |= QUAL_UNCERTAIN;
}

static bool swapped(const Phrase *p, const Point *u, Date *out) {
    Point other = *u;
    other.month = u->day;
    other.day = u->month;
    Date both[2];
    return point_date(p, u, &both[0]) && point_date(p, &other, &both[1]) &&
           phrase_set(p, both, 2, false, out);
}

// The parts that must not be there, or not together.
static bool sensible(const Item *it) {
    bool dated = it->month || it->day;
    if (it->tens || (it->day && !it->month) || it->day > 31) return false;
    if ((it->season || it->feast) && (dated || it->daypart || it->hour >= 0)) return false;
    if (it->century + it->thousand && (it->digits || dated || it->season || it->feast))
        return false;
    if (it->digits && it->year == 0) return false;
    if (it->digits < 3 && it->digits > 0 && !it->era && !it->open) return false;
    if (it->digits > 4 && !it->era) return false; // more likely two numbers run together
    if (it->open && (it->season || it->feast)) return false;
    if (it->open > 1 && it->era == 1) return false;
    if ((it->daypart || it->hour >= 0 || it->swap) && !it->day) return false;
    if (it->feast && (it->part || it->nth)) return false;
    return true;
}

static bool point_of(const Item *it, Point *u) {
    *u = (Point){.year = it->year, .month = it->month, .day = it->day, .hour = -1, .minute = -1};
    u->open = it->open;
    u->qual = it->qual;
    u->old = it->style == 1;
    if (it->digits == 2 && it->open == 2) u->year *= 100;
    if (it->digits == 1 && it->open == 3) u->year *= 1000;
    if (it->digits == 3 && it->open == 1) {
        bool doubt = it->era != 0; // 384? v. Chr.
        u->open = doubt ? 0 : 1;
        if (doubt)
            u->qual |= QUAL_UNCERTAIN;
        else
            u->year *= 10;
    }
    if (it->era == 1) u->year = 1 - u->year;
    if (it->next_year && it->month) {
        if (it->month > 3 || (it->month == 3 && (it->day == 0 || it->day >= 25))) return false;
        u->year = it->next_year;
    }
    return true;
}

static bool decade_before(const Phrase *p, const Point *u, Date *out) { // 340s BC: 349 to 340
    Point lo = *u, hi = *u;
    lo.open = hi.open = 0;
    lo.year = u->year - 9;
    return points_within(p, &lo, &hi, out);
}

static bool republican_date(const Item *it, Date *out) {
    DateError err;
    bool more = it->season || it->part || it->nth || it->daypart || it->hour >= 0 || it->style;
    if (!it->digits || it->open || it->era || more || it->unknown_day || it->unknown_month)
        return false;
    if (!calendar_date(CAL_REPUBLICAN, it->year, it->month, it->day, out, &err)) return false;
    out->qual = out->end_qual = it->qual;
    return true;
}

// The one year of the stretch that ends in these two digits: 97 is 1897 from 1890 to 1931.
static bool full_year(const Phrase *p, Item *it) {
    int64_t year = p->first_year + ((it->year - p->first_year) % 100 + 100) % 100;
    if (p->first_year > p->last_year || year > p->last_year || year + 100 <= p->last_year)
        return false;
    it->year = year;
    it->digits = 4;
    return true;
}

bool phrase_date(const Phrase *p, const Item *stated, Date *out) {
    Point u;
    Item item = *stated, *it = &item;
    if (it->digits == 2 && !it->era && !it->open && !full_year(p, it)) return false;
    if (it->republican) return republican_date(it, out);
    if (!it->any || !sensible(it) || !point_of(it, &u)) return false;
    if (!it->digits && !it->century && !it->thousand) return false;
    if (it->day && it->part == 1 && !it->daypart) // Montag früh
        return daypart_date(p, 512, u, out);
    if (it->day && it->hour < 0 && it->daypart) return daypart_date(p, it->daypart, u, out);
    if (it->day && it->hour >= 0) return time_date(p, it, u, out);
    if (it->day && (it->part || it->nth)) return false;
    if (it->part || it->nth) return part_date(p, it, u, out);
    if (it->feast) return feast_date(p, it, &u, out);
    if (it->century || it->thousand) return century_date(p, it, out);
    if (u.open && it->era == 1) return decade_before(p, &u, out);
    if (it->season) {
        if (u.old) return false;
        u.month = it->season;
    }
    if (it->swap) return swapped(p, &u, out);
    if (!point_date(p, &u, out)) return false;
    check_weekday(it, out);
    return true;
}

// ---- several dates ------------------------------------------------------------------------------

bool phrase_edge(const Phrase *p, const Date *d, bool last, bool beyond, Date *out) {
    int64_t t = last ? d->le : d->es;
    Precision prec = (Precision)(last ? d->end_prec : d->prec);
    if (!is_finite(t) || prec < PREC_DAY) return false;
    if (beyond) t += last ? 1 : -1;
    if (d->calendar > CAL_JULIAN) prec = PREC_DAY; // its months and years are none of ours
    Ymd day =
        ymd_from_days(d->calendar == CAL_JULIAN ? CAL_JULIAN : CAL_GREGORIAN, floor_div(t, DAY));
    Point u = {.year = day.y, .month = day.m, .day = day.d, .hour = -1, .minute = -1};
    u.qual = last ? d->end_qual : d->qual;
    u.old = d->calendar == CAL_JULIAN;
    if (prec > PREC_DAY) u.day = 0;
    if (prec >= PREC_YEAR) u.month = 0;
    return point_date(p, &u, out);
}

bool phrase_set(const Phrase *p, const Date *d, uint32_t n, bool all, Date *out) {
    DateSet *set = date_set_new(p->arena, n, all);
    for (uint32_t i = 0; i < n; i++) {
        if (d[i].set) return false;
        set->piece[i] = d[i];
    }
    *out = date_set_finish(set);
    return true;
}
