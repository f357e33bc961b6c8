// Reads one date: year, month or part of a year, day, time, and the qualifiers at each. In: a text
// from some place on. Out: the place behind the date and what it states, or the place and the
// reason why it is none. Ranges, sets and suffixes are read by its callers.
#include "lang/date_scan.h"

#include <stdio.h>

enum { YEAR, MONTH, DAY_OF_MONTH, PARTS };

// One date as its digits state it.
typedef struct Stated {
    int64_t y;
    int32_t m, d, hour, minute, second, offset;
    Precision prec;
    uint8_t form, parts; // how many of year, month and day are stated
    uint8_t mark[PARTS]; // QUAL_… at each
    uint8_t whole;       // QUAL_… after a time of day
    bool zoned, negative, long_year;
    uint32_t digits; // of FORM_DIGITS
    uint32_t mask;   // as Date.mask, of all digits read
    uint32_t open;   // how many of them are X
} Stated;

static uint32_t digits_ahead(const Scan *sc, uint32_t from) {
    uint32_t n = 0;
    while (is_digit(peek(sc, from + n))) n++;
    return n;
}

static int64_t number_ahead(const Scan *sc, uint32_t from, uint32_t n) {
    int64_t v = 0;
    for (uint32_t i = 0; i < n; i++) v = v * 10 + (peek(sc, from + i) - '0');
    return v;
}

// Exactly two digits at `from`, which name a `what`.
static bool two_digits(Scan *sc, uint32_t from, const char *what, int32_t *out) {
    uint32_t n = digits_ahead(sc, from);
    if (n == 0) return FAIL(sc, from, peek(sc, from) ? 1 : 0, "the %s is missing here", what);
    if (n != 2) return FAIL(sc, from, n, "the %s has two digits", what);
    *out = (int32_t)number_ahead(sc, from, 2);
    return true;
}

// ---- qualifiers -----------------------------------------------------------------------------

static uint8_t read_mark(Scan *sc) {
    char c = peek(sc, 0);
    uint8_t mark = c == '?'   ? QUAL_UNCERTAIN
                   : c == '~' ? QUAL_APPROXIMATE
                   : c == '%' ? QUAL_UNCERTAIN | QUAL_APPROXIMATE
                              : 0;
    if (mark) sc->at++;
    return mark;
}

// A mark before a part is of that part alone, one behind it of that part and all before it.
static void mark_before(Scan *sc, Stated *e, int part) {
    if (sc->edtf) e->mark[part] |= read_mark(sc);
}

static void mark_behind(Scan *sc, Stated *e, int part) {
    uint8_t mark = read_mark(sc);
    for (int i = 0; i <= part; i++) e->mark[i] |= mark;
}

// A mark at every stated part is one of the whole date.
static uint8_t packed_marks(const Stated *e) {
    uint8_t whole = e->mark[YEAR], out = e->whole;
    for (int i = 1; i < e->parts; i++) whole &= e->mark[i];
    out |= whole;
    for (int i = 0; i < e->parts; i++)
        out |= (uint8_t)((e->mark[i] & ~whole) << (QUAL_YEAR + 2 * i));
    return out;
}

// ---- the year -------------------------------------------------------------------------------

static bool too_far(Scan *sc, uint32_t from, uint32_t n) {
    return FAIL(sc, from, n, "time is counted to the year 290000000000 only");
}

// S2 behind a year: only its first two digits count.
static bool read_significant(Scan *sc, Stated *e) {
    uint32_t n = digits_ahead(sc, 1);
    int64_t magnitude = e->y < 0 ? -e->y : e->y;
    if (n == 0 || n > 2 || number_ahead(sc, 1, n) == 0 || peek(sc, 1) == '0')
        return FAIL(sc, 0, n + 1, "S says how many digits of the year count, from 1 on");
    int32_t count = (int32_t)number_ahead(sc, 1, n), given = digits_given(magnitude);
    if (count > given) return FAIL(sc, 0, n + 1, "the year has only %d digits", given);
    if (!digits_pack(magnitude, (uint32_t)count, &e->digits))
        return FAIL(sc, 0, n + 1, "too many digits follow those that count");
    int32_t open = given - count;
    e->prec = open >= 3 ? PREC_MILLENNIUM : (Precision)(PREC_YEAR + open);
    e->form = FORM_DIGITS;
    e->long_year = true; // what holds for years after Y: no month follows
    sc->at += n + 1;
    return true;
}

// Y170000002, Y-17E7
static bool read_long_year(Scan *sc, Stated *e) {
    enum { MOST_DIGITS = 12 };
    uint32_t from = peek(sc, 1) == '-' ? 2 : 1, n = digits_ahead(sc, from), end = from + n;
    bool power = n > 0 && peek(sc, end) == 'E';
    if (n < 5 && !power) return FAIL(sc, 0, end, "Y is for years of more than four digits");
    if (peek(sc, from) == '0') return FAIL(sc, from, n, "a year after Y does not begin with 0");
    int64_t y = n > MOST_DIGITS ? YEAR_LIMIT + 1 : number_ahead(sc, from, n);
    if (power) {
        uint32_t k = digits_ahead(sc, end + 1);
        if (k == 0 || peek(sc, end + 1) == '0')
            return FAIL(sc, end, k + 1, "after E stands a power of ten, from 1 on");
        int64_t zeros = k > 2 ? MOST_DIGITS + 1 : number_ahead(sc, end + 1, k);
        for (; zeros > 0 && y <= YEAR_LIMIT; zeros--) y *= 10;
        end += k + 1;
    }
    if (y > YEAR_LIMIT) return too_far(sc, from, end - from);
    e->y = from == 2 ? -y : y;
    e->long_year = true;
    sc->at += end;
    return peek(sc, 0) == 'S' ? read_significant(sc, e) : true;
}

// A number of any length is a year where BCE, OS or NS follows: 44 BCE.
static bool read_bare_year(Scan *sc, Stated *e, uint32_t n) {
    if (n > 12 || number_ahead(sc, 0, n) > YEAR_LIMIT) return too_far(sc, 0, n);
    e->y = number_ahead(sc, 0, n);
    sc->at += n;
    return true;
}

// 1671/2 before a month: the year began in March, so the later number is ours.
static bool read_dual_year(Scan *sc, Stated *e) {
    uint32_t n = digits_ahead(sc, 1);
    if (n != 1 && n != 2) return true;
    if (n == 2 && peek(sc, 3) != '-') return true; // reported as what follows a year
    int64_t second = number_ahead(sc, 1, n);
    if ((e->y + 1) % (n == 1 ? 10 : 100) != second)
        return FAIL(sc, 0, n + 1, "a dual year names two years that follow each other");
    if (peek(sc, n + 1) != '-') return FAIL(sc, 0, n + 1, "a dual year needs its month");
    e->y++;
    sc->at += n + 1;
    return true;
}

// n digits or X from `from` on go into the mask, which grows at its low end.
static void take_digits(const Scan *sc, Stated *e, uint32_t from, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        char c = peek(sc, from + i);
        e->mask = e->mask << 4 | (c == 'X' ? MASK_X : (uint32_t)(c - '0'));
        e->open += c == 'X';
    }
}

// Open digits at the end of a year need no mask: 191X is a decade.
static bool take_open_year(Scan *sc, Stated *e, uint32_t from) {
    static const int64_t power[] = {1, 10, 100, 1000};
    uint32_t known = digits_ahead(sc, from);
    if (!sc->edtf && known == 0) return FAIL(sc, from, 4, "a year needs its first digit");
    if (!sc->edtf && known + e->open != 4)
        return FAIL(sc, from, 4, "X stands for the last digits of a year");
    if (e->open && sc->bce)
        return FAIL(sc, from, 4, "X and BCE do not go together: write a range of years");
    uint32_t x = 4 - known > 3 ? 3 : 4 - known;
    e->prec = (Precision)(PREC_YEAR + x);
    e->y = number_ahead(sc, from, known) * power[x];
    return true;
}

static bool read_year(Scan *sc, Stated *e) {
    if (sc->edtf && peek(sc, 0) == 'Y') return read_long_year(sc, e);
    e->negative = sc->edtf && peek(sc, 0) == '-';
    uint32_t from = e->negative ? 1 : 0, n = digits_ahead(sc, from), all = n;
    if (sc->suffix && n > 0 && n != 4 && from + n == sc->s.n - sc->at)
        return read_bare_year(sc, e, n);
    while (is_digit(peek(sc, from + all)) || peek(sc, from + all) == 'X') all++;
    if (all == 0) return FAIL(sc, from, peek(sc, from) ? 1 : 0, "a date begins with its year");
    if (all != 4) return FAIL(sc, from, all, "a year has four digits");
    take_digits(sc, e, from, 4);
    if (e->open == 0) {
        e->y = number_ahead(sc, from, 4);
        if (e->negative && e->y == 0) return FAIL(sc, 0, 5, "the year 0 has no sign");
    } else if (!take_open_year(sc, e, from)) {
        return false;
    }
    if (e->negative) e->y = e->y == 0 ? -1 : -e->y;
    sc->at += from + 4;
    if (sc->edtf && e->open == 0 && peek(sc, 0) == 'S') return read_significant(sc, e);
    if (!sc->edtf && e->open && peek(sc, 0) == '-')
        return FAIL(sc, 0, 1, "a month can't follow a year of which digits are unknown");
    if (!sc->edtf && e->open == 0 && peek(sc, 0) == '/') return read_dual_year(sc, e);
    return true;
}

// ---- month and day --------------------------------------------------------------------------

static bool read_season(Scan *sc, Stated *e, int32_t code) {
    if (!sc->edtf) {
        (void)FAIL(sc, 0, 2, "there is no month %d", code);
        (void)snprintf(sc->err->hint, sizeof sc->err->hint,
                       "for a season write date(\"%04d-%02d\")", (int)(e->y % 10000), code);
        return false;
    }
    if (e->open) return FAIL(sc, 0, 2, "X and a part of a year (%d) do not go together", code);
    (void)season_of(code, &e->form, &e->m);
    e->prec = PREC_SEASON;
    sc->at += 2;
    return true;
}

// Two digits or X; literals know XX only.
static bool open_digits(Scan *sc, Stated *e, const char *what) {
    char a = peek(sc, 0), b = peek(sc, 1), c = peek(sc, 2);
    bool two = (a == 'X' || is_digit(a)) && (b == 'X' || is_digit(b));
    if (!two || is_digit(c) || c == 'X') return FAIL(sc, 0, 1, "the %s has two digits", what);
    if (!sc->edtf && a != b) return FAIL(sc, 0, 2, "the %s is known or it is XX", what);
    take_digits(sc, e, 0, 2);
    return true;
}

static bool has_x(const Scan *sc) { return peek(sc, 0) == 'X' || peek(sc, 1) == 'X'; }

// Which numbers from 1 to most the two digits may be.
static bool any_fits(uint32_t two, int32_t most) {
    for (int32_t i = 1; i <= most; i++)
        if (mask_two_fits(two, i)) return true;
    return false;
}

// The two digits of a month or a day, behind its hyphen; with X where some number up to most fits.
static bool read_digits(Scan *sc, Stated *e, int part, int32_t most, int32_t *out) {
    static const char *const names[PARTS] = {[MONTH] = "month", [DAY_OF_MONTH] = "day"};
    sc->at++;
    mark_before(sc, e, part);
    e->parts = (uint8_t)(part + 1);
    if (!has_x(sc)) return two_digits(sc, 0, names[part], out);
    if (!open_digits(sc, e, names[part])) return false;
    if (any_fits(e->mask & 0xff, most)) return true;
    return FAIL(sc, 0, 2, "there is no %s %c%c", names[part], peek(sc, 0), peek(sc, 1));
}

static bool read_month(Scan *sc, Stated *e) {
    if (!read_digits(sc, e, MONTH, 12, &e->m)) return false;
    if (!has_x(sc)) {
        if (e->m >= 21 && e->m <= 41) return read_season(sc, e, e->m);
        if (e->m < 1 || e->m > 12) return FAIL(sc, 0, 2, "there is no month %d", e->m);
        take_digits(sc, e, 0, 2);
        if (!e->open) e->prec = PREC_MONTH;
    }
    sc->at += 2;
    return true;
}

static bool day_fits(Scan *sc, const Stated *e) {
    Ymd edge;
    int64_t y = sc->bce ? 1 - e->y : e->y;
    if (e->open == 0 && e->d <= 28) return true;
    int32_t last = days_in_month(sc->calendar, y, e->m);
    if (e->open == 0 && e->d > last)
        return FAIL(sc, 0, 2, "%s %lld%s has %d days", date_month_names[e->m], (long long)e->y,
                    sc->bce ? " BCE" : "", last);
    if (e->open == 0 || mask_edge(e->mask, e->negative, false, &edge)) return true;
    bool month = mask_part(e->mask | 0xff, false) == e->m; // it is known
    if (month && e->m != 2) return FAIL(sc, 0, 2, "%s has %d days", date_month_names[e->m], last);
    return FAIL(sc, 0, 2,
                month ? "no February of such a year has this day" : "no such month has this day");
}

static bool read_day(Scan *sc, Stated *e) {
    if (!read_digits(sc, e, DAY_OF_MONTH, 31, &e->d)) return false;
    if (!has_x(sc)) {
        if (e->d == 0) return FAIL(sc, 0, 2, "there is no day 0");
        if (e->d > 31 && e->open) return FAIL(sc, 0, 2, "there is no day %d", e->d);
        if (!sc->edtf && e->open)
            return FAIL(sc, 0, 2, "a day can't follow a month that is unknown");
        take_digits(sc, e, 0, 2);
        if (!e->open) e->prec = PREC_DAY;
    }
    if (!day_fits(sc, e)) return false;
    sc->at += 2;
    return true;
}

// ---- time of day ----------------------------------------------------------------------------

// Civil zones lie within fourteen hours.
static bool read_zone(Scan *sc, Stated *e) {
    enum { MOST = 14 * 60 };
    char sign = peek(sc, 0);
    if (sign == 'Z') {
        e->zoned = true;
        sc->at++;
        return true;
    }
    if (sign != '+' && sign != '-') return true;
    int32_t hours, minutes = 0;
    if (!two_digits(sc, 1, "hour of a zone", &hours)) return false;
    bool full = peek(sc, 3) == ':';
    if (full && !two_digits(sc, 4, "minute of a zone", &minutes)) return false;
    if (minutes > 59 || hours * 60 + minutes > MOST)
        return FAIL(sc, 0, full ? 6 : 3, "there is no such zone");
    if (sign == '-' && hours == 0 && minutes == 0)
        return FAIL(sc, 0, full ? 6 : 3, "the zone of no difference is written Z or +00:00");
    e->zoned = true;
    e->offset = (hours * 60 + minutes) * (sign == '-' ? -60 : 60);
    sc->at += full ? 6 : 3;
    return true;
}

// The end of a day may be written 24:00:00, which is the first second of the next.
static bool ends_day(const Scan *sc) {
    static const char text[] = "T24:00:00";
    enum { SECONDS = 6 };
    for (uint32_t i = 0; text[i]; i++)
        if (peek(sc, i) != text[i]) return sc->edtf && i == SECONDS && peek(sc, i) != ':';
    return sc->edtf;
}

static bool read_minutes(Scan *sc, Stated *e) {
    if (peek(sc, 0) == ':') {
        if (!two_digits(sc, 1, "minute", &e->minute)) return false;
        if (e->minute > 59) return FAIL(sc, 1, 2, "there is no minute %d", e->minute);
        sc->at += 3;
        e->prec = PREC_MINUTE;
    }
    if (e->prec == PREC_MINUTE && peek(sc, 0) == ':') {
        if (!two_digits(sc, 1, "second", &e->second)) return false;
        if (e->second > 59) return FAIL(sc, 1, 2, "there is no second %d", e->second);
        sc->at += 3;
        e->prec = PREC_SECOND;
        if (peek(sc, 0) == '.' && is_digit(peek(sc, 1)))
            return FAIL(sc, 0, 1 + digits_ahead(sc, 1), "time is kept in whole seconds");
    }
    return true;
}

static bool read_time(Scan *sc, Stated *e) {
    if (e->open) return FAIL(sc, 0, 1, "a time of day needs a day that is known");
    if ((e->mark[YEAR] | e->mark[MONTH] | e->mark[DAY_OF_MONTH]) != 0)
        return FAIL(sc, 0, 1, "with a time of day, the qualifier stands at the end");
    bool midnight = ends_day(sc);
    if (!two_digits(sc, 1, "hour", &e->hour)) return false;
    if (e->hour > 23 && !midnight) return FAIL(sc, 1, 2, "there is no hour %d", e->hour);
    sc->at += 3;
    e->prec = PREC_HOUR;
    if (!read_minutes(sc, e)) return false;
    uint32_t zone = sc->at;
    if (!read_zone(sc, e)) return false;
    e->whole = read_mark(sc);
    if (!e->zoned || e->prec != PREC_HOUR) return true;
    date_fail(sc->err, zone, sc->at - zone, "a time with a zone needs its minutes");
    return false;
}

// ---- the whole ------------------------------------------------------------------------------

static bool dual_month_fits(Scan *sc, uint32_t from, const Stated *e, bool dual) {
    if (!dual || e->m < 3 || (e->m == 3 && e->d < 25)) return true;
    date_fail(sc->err, from, sc->at - from,
              "a dual year is for days before 25 March, with which the year began");
    return false;
}

// The forms that precision and FORM_X_… say without a mask. True where one does.
static bool form_says(Stated *e) {
    uint32_t year_open = 0;
    for (uint32_t i = 0; i < 4; i++)
        year_open += (e->mask >> (4 * (i + 2 * (e->parts - 1u))) & 0xf) == MASK_X;
    bool first_known = (e->mask >> 12 & 0xf) != MASK_X; // else X9XX would pass for a millennium
    if (e->parts == 1) return first_known && e->open == (uint32_t)(e->prec - PREC_YEAR);
    if (year_open) return false;
    uint32_t low = e->mask & 0xff, two = (uint32_t)(MASK_X << 4 | MASK_X);
    if (e->parts == 2 && low == two) e->form = FORM_X_MONTH;
    if (e->parts == 3 && (e->mask & 0xffff) == (two << 8 | two)) e->form = FORM_X_MONTH_DAY;
    if (e->parts == 3 && low == two && e->open == 2) e->form = FORM_X_DAY;
    return e->form != FORM_PLAIN;
}

// The finest part that is known gives the precision; of a year its open last digits.
static void apply_mask(Stated *e, Date *d) {
    enum { NONE = MASK_NONE << 4 | MASK_NONE };
    uint32_t mask = e->mask;
    for (int i = e->parts; i < PARTS; i++) mask = mask << 8 | NONE;
    bool month = (mask & 0xf000) <= 0x9000 && (mask & 0xf00) <= 0x900;
    bool day = (mask & 0xf0) <= 0x90 && (mask & 0xf) <= 9;
    int x = 0;
    while (x < PREC_MILLENNIUM - PREC_YEAR && (mask >> (16 + 4 * x) & 0xf) == MASK_X) x++;
    Precision p = day ? PREC_DAY : month ? PREC_MONTH : (Precision)(PREC_YEAR + x);
    Ymd first = {0, 1, 1}, last = {0, 1, 1};
    (void)mask_edge(mask, e->negative, false, &first);
    (void)mask_edge(mask, e->negative, true, &last);
    d->es = d->ee = days_from_ymd(CAL_GREGORIAN, first.y, first.m, first.d) * DAY;
    d->ls = d->le = days_from_ymd(CAL_GREGORIAN, last.y, last.m, last.d) * DAY + (DAY - 1);
    d->mask = d->end_mask = mask;
    d->prec = d->end_prec = (uint8_t)p;
}

static void apply_digits(const Stated *e, Date *d) {
    Digits g = digits_of(e->y, e->digits);
    d->es = d->ee = year_first(CAL_GREGORIAN, e->y < 0 ? -g.most : g.least);
    d->ls = d->le = year_first(CAL_GREGORIAN, (e->y < 0 ? -g.least : g.most) + 1) - 1;
    d->digits = d->end_digits = e->digits;
}

static Date make_moment(const Scan *sc, Stated *e) {
    Calendar c = sc->calendar;
    int64_t y = sc->bce ? 1 - e->y : e->y;
    Date d = {.prec = (uint8_t)e->prec, .end_prec = (uint8_t)e->prec, .calendar = (uint8_t)c};
    d.qual = d.end_qual = packed_marks(e);
    if (e->open && !form_says(e)) {
        apply_mask(e, &d);
        return d;
    }
    d.form = (uint8_t)(e->form | e->form << 4);
    if (e->form == FORM_DIGITS) {
        apply_digits(e, &d);
        return d;
    }
    int64_t t = days_from_ymd(c, y, e->m, e->d) * DAY;
    t += e->hour * 3600 + e->minute * 60 + e->second - e->offset;
    // t is the first second of its unit already, save for the decades and longer.
    int64_t len = unit_seconds(e->prec);
    if (e->prec == PREC_MONTH) len = days_in_month(c, y, e->m) * DAY;
    if (e->prec == PREC_SEASON) len = shift_months(c, t, season_months(e->form)) - t;
    d.es = d.ee = e->prec > PREC_YEAR ? unit_first(c, t, e->prec) : t;
    d.ls = d.le = len != 0 ? t + len - 1 : unit_last(c, t, e->prec);
    if (e->zoned) d.flags = DATE_ZONED | DATE_ZONED_END;
    return d;
}

// Month, day and time, as far as they are there.
static bool read_rest(Scan *sc, Stated *e) {
    if (peek(sc, 0) != '-') return true;
    if (e->long_year) return FAIL(sc, 0, 1, "no month follows such a year");
    if (!sc->edtf && e->mark[YEAR])
        return FAIL(sc, 0, 1, "a qualifier stands at the end of the date");
    if (!read_month(sc, e)) return false;
    mark_behind(sc, e, MONTH);
    if (peek(sc, 0) == '-') {
        if (e->prec == PREC_SEASON) return FAIL(sc, 0, 1, "a season has no days");
        if (!sc->edtf && e->mark[MONTH])
            return FAIL(sc, 0, 1, "a qualifier stands at the end of the date");
        if (!read_day(sc, e)) return false;
        mark_behind(sc, e, DAY_OF_MONTH);
        if (peek(sc, 0) == 'T' && !read_time(sc, e)) return false;
    }
    return true;
}

bool date_read_one(Scan *sc, Date *out) {
    Stated e = {.m = 1, .d = 1, .prec = PREC_YEAR, .parts = 1};
    uint32_t from = sc->at;
    mark_before(sc, &e, YEAR);
    if (!read_year(sc, &e)) return false;
    if (sc->bce && e.y == 0) {
        date_fail(sc->err, from, sc->at - from, "there is no year 0 BCE: 1 follows 1 BCE");
        return false;
    }
    bool dual = !sc->edtf && sc->at > from + 5 && sc->s.p[from + 4] == '/';
    mark_behind(sc, &e, YEAR);
    if (!read_rest(sc, &e)) return false;
    if (!dual_month_fits(sc, from, &e, dual)) return false;
    *out = make_moment(sc, &e);
    return true;
}
