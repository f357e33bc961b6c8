// Reads dates: the literals of the language and EDTF (ISO 8601-2:2019) of levels
// 0 and 1 with [a..b], a/b and open ends. In: a text. Out: a Date, or the place and the reason why
// it is none. What may have been meant instead is looked for in date_hint.c.
#include "lang/date_impl.h"

#include <stdio.h>
#include <string.h>

typedef struct Scan {
    Str s;
    uint32_t at;
    bool edtf;
    bool bce;    // literals: years are counted backwards
    bool suffix; // literals: BCE, OS or NS follows, so a bare number is a year
    Calendar calendar;
    DateError *err;
} Scan;

// One end as its digits state it.
typedef struct Stated {
    int64_t y;
    int32_t m, d, hour, minute, second, offset;
    Precision prec;
    uint8_t form, qual;
    bool zoned;
} Stated;

void date_fail(DateError *err, uint32_t at, uint32_t len, const char *fmt, ...) {
    va_list ap;
    err->at = at;
    err->len = len;
    err->hint[0] = '\0';
    va_start(ap, fmt);
    (void)vsnprintf(err->message, sizeof err->message, fmt, ap);
    va_end(ap);
}

static char peek(const Scan *sc, uint32_t ahead) {
    return ahead < sc->s.n - sc->at ? sc->s.p[sc->at + ahead] : '\0';
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

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

#define FAIL(sc, from, len, ...)                                                                   \
    (date_fail((sc)->err, (sc)->at + (from), (len), __VA_ARGS__), false)

// Exactly two digits at `from`, which name a `what`.
static bool two_digits(Scan *sc, uint32_t from, const char *what, int32_t *out) {
    uint32_t n = digits_ahead(sc, from);
    if (n == 0) return FAIL(sc, from, peek(sc, from) ? 1 : 0, "the %s is missing here", what);
    if (n != 2) return FAIL(sc, from, n, "the %s has two digits", what);
    *out = (int32_t)number_ahead(sc, from, 2);
    return true;
}

static bool two_x(const Scan *sc, uint32_t from) {
    return peek(sc, from) == 'X' && peek(sc, from + 1) == 'X';
}

// ---- the year -------------------------------------------------------------------------------

static bool read_long_year(Scan *sc, Stated *e) {
    bool negative = peek(sc, 1) == '-';
    uint32_t from = negative ? 2 : 1, n = digits_ahead(sc, from);
    if (n < 5) return FAIL(sc, 0, from + n, "Y is for years of more than four digits");
    if (peek(sc, from) == '0') return FAIL(sc, from, n, "a year after Y does not begin with 0");
    if (n > 12 || number_ahead(sc, from, n) > YEAR_LIMIT)
        return FAIL(sc, from, n, "time is counted to the year 290000000000 only");
    if (peek(sc, from + n) == 'E' || peek(sc, from + n) == 'S')
        return FAIL(sc, from + n, 1, "exponents and significant digits can't be read");
    e->y = number_ahead(sc, from, n);
    if (negative) e->y = -e->y;
    sc->at += from + n;
    return true;
}

// A number of any length is a year where BCE, OS or NS follows: 44 BCE.
static bool read_bare_year(Scan *sc, Stated *e, uint32_t n) {
    if (n > 12 || number_ahead(sc, 0, n) > YEAR_LIMIT)
        return FAIL(sc, 0, n, "time is counted to the year 290000000000 only");
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

static bool read_year(Scan *sc, Stated *e) {
    if (sc->edtf && peek(sc, 0) == 'Y') return read_long_year(sc, e);
    bool negative = sc->edtf && peek(sc, 0) == '-';
    uint32_t from = negative ? 1 : 0, n = digits_ahead(sc, from), x = 0;
    while (n + x < 4 && peek(sc, from + n + x) == 'X') x++;
    if (sc->suffix && n > 0 && n != 4 && from + n == sc->s.n - sc->at)
        return read_bare_year(sc, e, n);
    if (n == 0 && x == 4) return FAIL(sc, from, 4, "a year needs its first digit");
    if (n == 0) return FAIL(sc, from, peek(sc, from) ? 1 : 0, "a date begins with its year");
    if (n + x != 4) return FAIL(sc, from, n + x, "a year has four digits");
    if (x > 0 && sc->bce)
        return FAIL(sc, from, 4, "X and BCE do not go together: write a range of years");
    static const Precision masked[] = {PREC_YEAR, PREC_DECADE, PREC_CENTURY, PREC_MILLENNIUM};
    static const int64_t power[] = {1, 10, 100, 1000};
    e->prec = masked[x];
    e->y = number_ahead(sc, from, n) * power[x];
    if (negative && e->y == 0 && x == 0) return FAIL(sc, 0, 5, "the year 0 has no sign");
    if (negative) e->y = e->y == 0 ? -1 : -e->y;
    sc->at += from + 4;
    if (peek(sc, 0) == 'X' || is_digit(peek(sc, 0)))
        return FAIL(sc, 0, 1, "a year has four digits");
    if (x > 0 && peek(sc, 0) == '-')
        return FAIL(sc, 0, 1, "a month can't follow a year of which digits are unknown");
    if (!sc->edtf && x == 0 && peek(sc, 0) == '/') return read_dual_year(sc, e);
    return true;
}

// ---- month, day, time -----------------------------------------------------------------------

static bool read_season(Scan *sc, Stated *e) {
    if (e->m > 24) return FAIL(sc, 1, 2, "%d is no month, and of seasons 21 to 24 are read", e->m);
    if (peek(sc, 3) == '-') return FAIL(sc, 3, 1, "a season has no days");
    if (!sc->edtf) {
        (void)FAIL(sc, 1, 2, "there is no month %d", e->m);
        (void)snprintf(sc->err->hint, sizeof sc->err->hint,
                       "for a season write date(\"%04d-%02d\")", (int)(e->y % 10000), e->m);
        return false;
    }
    e->prec = PREC_SEASON;
    e->m = (e->m - 20) * 3;
    sc->at += 3;
    return true;
}

static bool read_month(Scan *sc, Stated *e) {
    if (two_x(sc, 1)) {
        bool days = peek(sc, 3) == '-';
        if (days && !two_x(sc, 4))
            return FAIL(sc, 3, 1, "a day can't follow a month that is unknown");
        e->form = days ? FORM_X_MONTH_DAY : FORM_X_MONTH;
        sc->at += days ? 6 : 3;
        return true;
    }
    if (!two_digits(sc, 1, "month", &e->m)) return false;
    if (e->m >= 21 && e->m <= 41) return read_season(sc, e);
    if (e->m < 1 || e->m > 12) return FAIL(sc, 1, 2, "there is no month %d", e->m);
    e->prec = PREC_MONTH;
    sc->at += 3;
    return true;
}

static bool read_day(Scan *sc, Stated *e) {
    if (two_x(sc, 1)) {
        e->form = FORM_X_DAY;
        sc->at += 3;
        return true;
    }
    if (!two_digits(sc, 1, "day", &e->d)) return false;
    int64_t y = sc->bce ? 1 - e->y : e->y;
    int32_t last = days_in_month(sc->calendar, y, e->m);
    if (e->d == 0) return FAIL(sc, 1, 2, "there is no day 0");
    if (e->d > last)
        return FAIL(sc, 1, 2, "%s %lld%s has %d days", date_month_names[e->m], (long long)e->y,
                    sc->bce ? " BCE" : "", last);
    e->prec = PREC_DAY;
    sc->at += 3;
    return true;
}

static bool read_zone(Scan *sc, Stated *e) {
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
    if (hours > 23 || minutes > 59) return FAIL(sc, 0, full ? 6 : 3, "there is no such zone");
    if (sign == '-' && hours == 0 && minutes == 0)
        return FAIL(sc, 0, full ? 6 : 3, "the zone of no difference is written Z or +00:00");
    e->zoned = true;
    e->offset = (hours * 60 + minutes) * (sign == '-' ? -60 : 60);
    sc->at += full ? 6 : 3;
    return true;
}

static bool read_time(Scan *sc, Stated *e) {
    if (!two_digits(sc, 1, "hour", &e->hour)) return false;
    if (e->hour > 23) return FAIL(sc, 1, 2, "there is no hour %d", e->hour);
    sc->at += 3;
    e->prec = PREC_HOUR;
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
    }
    uint32_t zone = sc->at;
    if (!read_zone(sc, e)) return false;
    if (!e->zoned || e->prec != PREC_HOUR) return true;
    date_fail(sc->err, zone, sc->at - zone, "a time with a zone needs its minutes");
    return false;
}

static void read_qual(Scan *sc, Stated *e) {
    char c = peek(sc, 0);
    e->qual = c == '?'   ? QUAL_UNCERTAIN
              : c == '~' ? QUAL_APPROXIMATE
              : c == '%' ? QUAL_UNCERTAIN | QUAL_APPROXIMATE
                         : 0;
    if (e->qual) sc->at++;
}

// ---- one date -------------------------------------------------------------------------------

static bool dual_month_fits(Scan *sc, uint32_t from, const Stated *e, bool dual) {
    if (!dual || e->m < 3 || (e->m == 3 && e->d < 25)) return true;
    date_fail(sc->err, from, sc->at - from,
              "a dual year is for days before 25 March, with which the year began");
    return false;
}

static Date make_moment(const Scan *sc, const Stated *e) {
    Calendar c = sc->calendar;
    int64_t y = sc->bce ? 1 - e->y : e->y;
    Date d = {.prec = (uint8_t)e->prec, .end_prec = (uint8_t)e->prec, .calendar = (uint8_t)c};
    int64_t t = days_from_ymd(c, y, e->m, e->d) * DAY;
    t += e->hour * 3600 + e->minute * 60 + e->second - e->offset;
    // t is the first second of its unit already, save for the decades and longer.
    int64_t len = unit_seconds(e->prec);
    if (e->prec == PREC_MONTH) len = days_in_month(c, y, e->m) * DAY;
    d.es = d.ee = e->prec > PREC_YEAR ? unit_first(c, t, e->prec) : t;
    d.ls = d.le = len != 0 ? t + len - 1 : unit_last(c, t, e->prec);
    d.qual = d.end_qual = e->qual;
    d.form = (uint8_t)(e->form | e->form << 4);
    if (e->zoned) d.flags = DATE_ZONED | DATE_ZONED_END;
    return d;
}

static bool read_moment(Scan *sc, Date *out) {
    Stated e = {.m = 1, .d = 1, .prec = PREC_YEAR};
    uint32_t from = sc->at;
    bool long_year = peek(sc, 0) == 'Y';
    if (!read_year(sc, &e)) return false;
    if (sc->bce && e.y == 0) {
        date_fail(sc->err, from, sc->at - from, "there is no year 0 BCE: 1 follows 1 BCE");
        return false;
    }
    bool dual = !sc->edtf && sc->at > from + 5 && sc->s.p[from + 4] == '/';
    if (peek(sc, 0) == '-' && !long_year && !read_month(sc, &e)) return false;
    if (peek(sc, 0) == '-' && e.prec == PREC_MONTH && !read_day(sc, &e)) return false;
    if (peek(sc, 0) == 'T' && e.prec == PREC_DAY && !read_time(sc, &e)) return false;
    if (!dual_month_fits(sc, from, &e, dual)) return false;
    read_qual(sc, &e);
    if (e.qual && peek(sc, 0) == '-')
        return FAIL(sc, 0, 1, "a qualifier stands at the end of the date");
    *out = make_moment(sc, &e);
    return true;
}

static bool at_end(Scan *sc) {
    if (sc->at == sc->s.n) return true;
    if (!sc->edtf && peek(sc, 0) == '/') return FAIL(sc, 0, 1, "a range is written with two dots");
    if (sc->edtf && peek(sc, 0) == '.' && peek(sc, 1) == '.')
        return FAIL(sc, 0, 2, "EDTF joins two dates with a /");
    return FAIL(sc, 0, sc->s.n - sc->at, "the date is complete before this");
}

// ---- literals -------------------------------------------------------------------------------

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

static bool word_is(Str w, const char *lit) {
    return strlen(lit) == w.n && memcmp(w.p, lit, w.n) == 0;
}

static bool take_suffix(Scan *sc, Str w, bool *styled) {
    uint32_t at = (uint32_t)(w.p - sc->s.p);
    if (word_is(w, "BCE") && !sc->bce && !*styled) {
        sc->bce = true;
    } else if ((word_is(w, "OS") || word_is(w, "NS")) && !*styled) {
        *styled = true;
        sc->calendar = w.p[0] == 'O' ? CAL_JULIAN : CAL_GREGORIAN;
    } else if (word_is(w, "BC") || word_is(w, "AD") || word_is(w, "CE")) {
        date_fail(sc->err, at, w.n, "%.2s is not used here", w.p);
        (void)snprintf(sc->err->hint, sizeof sc->err->hint,
                       w.p[0] == 'B' ? "write BCE" : "leave it out");
        return false;
    } else {
        date_fail(sc->err, at, w.n, "after a date can stand BCE, then OS or NS, each once");
        return false;
    }
    sc->suffix = true;
    return true;
}

static bool read_suffixes(Scan *sc) {
    uint32_t i = 0, core;
    bool styled = false;
    while (i < sc->s.n && !is_blank(sc->s.p[i])) i++;
    core = i;
    while (i < sc->s.n) {
        while (i < sc->s.n && is_blank(sc->s.p[i])) i++;
        uint32_t from = i;
        while (i < sc->s.n && !is_blank(sc->s.p[i])) i++;
        if (i > from && !take_suffix(sc, (Str){sc->s.p + from, i - from}, &styled)) return false;
    }
    sc->s.n = core;
    return true;
}

static bool read_literal(Str s, Date *out, DateError *err) {
    Scan sc = {.s = s, .err = err};
    if (!read_suffixes(&sc)) return false;
    return read_moment(&sc, out) && at_end(&sc);
}

// ---- EDTF -----------------------------------------------------------------------------------

static bool dots(const Scan *sc) { return peek(sc, 0) == '.' && peek(sc, 1) == '.'; }

// Joins two ends; the error of an end before its start points at the end.
static bool join(Scan *sc, const Date *a, const Date *b, uint32_t b_at, uint32_t b_len, Date *out) {
    if (date_range(a, b, out, sc->err)) return true;
    sc->err->at = b_at;
    sc->err->len = b_len;
    return false;
}

// [a..b], [a..], [..b], [a]
static bool read_within(Scan *sc, Date *out) {
    Date a, b;
    sc->at++;
    bool has_a = !dots(sc), has_b = false;
    if (has_a && !read_moment(sc, &a)) return false;
    bool ranged = dots(sc);
    if (ranged) sc->at += 2;
    uint32_t b_at = sc->at;
    if (ranged && peek(sc, 0) != ']') {
        if (!read_moment(sc, &b)) return false;
        has_b = true;
    }
    uint32_t b_len = sc->at - b_at;
    if (peek(sc, 0) == ',')
        return FAIL(sc, 0, 1, "a list of dates can't be read; [first..last] is one between");
    if (peek(sc, 0) != ']') return FAIL(sc, 0, peek(sc, 0) ? 1 : 0, "a ] is missing here");
    sc->at++;
    if (!has_a && !has_b) return FAIL(sc, 0, 0, "a date is missing between the brackets");
    if (!at_end(sc)) return false;
    if (!ranged) {
        *out = a;
        return true;
    }
    if (!join(sc, has_a ? &a : NULL, has_b ? &b : NULL, b_at, b_len, out)) return false;
    *out = date_within(out);
    return true;
}

// One end of an interval: a date, ".." for open, nothing for unknown.
static bool read_interval_end(Scan *sc, Date *out, bool *stated, bool *unknown) {
    *stated = *unknown = false;
    if (dots(sc)) {
        sc->at += 2;
        return true;
    }
    if (sc->at == sc->s.n || peek(sc, 0) == '/') {
        *unknown = true;
        return true;
    }
    *stated = true;
    return read_moment(sc, out);
}

static bool read_edtf(Str s, Date *out, DateError *err) {
    Scan sc = {.s = s, .edtf = true, .err = err};
    Date a, b;
    bool has_a, has_b, unknown_a, unknown_b;
    if (s.n == 0) return FAIL(&sc, 0, 0, "an empty text is not a date");
    if (s.p[0] == '[') return read_within(&sc, out);
    if (s.p[0] == '{') return FAIL(&sc, 0, 1, "a set of dates in { } can't be read");
    if (s.p[0] == '?' || s.p[0] == '~' || s.p[0] == '%')
        return FAIL(&sc, 0, 1, "a qualifier stands at the end of the date");
    if (!read_interval_end(&sc, &a, &has_a, &unknown_a)) return false;
    if (has_a && sc.at == s.n) {
        *out = a;
        return true;
    }
    if (peek(&sc, 0) != '/') return at_end(&sc) ? FAIL(&sc, 0, 0, "a / is missing here") : false;
    sc.at++;
    uint32_t b_at = sc.at;
    if (!read_interval_end(&sc, &b, &has_b, &unknown_b)) return false;
    if (!at_end(&sc)) return false;
    if (!has_a && !has_b) {
        date_fail(err, 0, s.n, "an interval needs at least one of its ends");
        return false;
    }
    if (!join(&sc, has_a ? &a : NULL, has_b ? &b : NULL, b_at, sc.at - b_at, out)) return false;
    if (unknown_a) out->flags |= DATE_UNKNOWN_START;
    if (unknown_b) out->flags |= DATE_UNKNOWN_END;
    return true;
}

bool date_read_plain(Arena *a, Str s, bool edtf, Date *out, DateError *err) {
    (void)a;
    return edtf ? read_edtf(s, out, err) : read_literal(s, out, err);
}

bool date_literal(Str s, Date *out, DateError *err) {
    if (read_literal(s, out, err)) return true;
    if (err->hint[0] == '\0') date_suggest(s, false, err);
    return false;
}

bool date_edtf(Arena *a, Str s, Date *out, DateError *err) {
    (void)a;
    if (read_edtf(s, out, err)) return true;
    if (err->hint[0] == '\0') date_suggest(s, true, err);
    return false;
}

bool date_text(Arena *a, Str s, Date *out, DateError *err) {
    DateError other = {0};
    if (date_edtf(a, s, out, err) || date_literal(s, out, &other)) return true;
    if (other.at > err->at && s.p[0] >= '0' && s.p[0] <= '9') *err = other; // followed further
    char words[DATE_TEXT];
    if (s.n && date_spoken(s, words) == s.n) {
        date_fail(err, 0, s.n, "a date is written in numbers, its year first");
        (void)snprintf(err->hint, sizeof err->hint, "write %.100s", words);
    }
    return false;
}
