// Reads dates: the literals of the language and EDTF (ISO 8601-2:2019, levels 0 to 2). In: a text.
// Out: a Date, or the place and the reason why it is none. Single dates are read in date_parts.c,
// sets in date_read_set.c; what may have been meant instead is looked for in date_hint.c.
#include "lang/date_scan.h"

#include <stdio.h>
#include <string.h>

#include "lang/calendar.h"

void date_fail(DateError *err, uint32_t at, uint32_t len, const char *fmt, ...) {
    va_list ap;
    err->at = at;
    err->len = len;
    err->hint[0] = '\0';
    va_start(ap, fmt);
    (void)vsnprintf(err->message, sizeof err->message, fmt, ap);
    va_end(ap);
}

bool date_read_end(Scan *sc) {
    if (sc->at == sc->s.n) return true;
    if (!sc->edtf && peek(sc, 0) == '/') return FAIL(sc, 0, 1, "a range is written with two dots");
    if (sc->edtf && scan_dots(sc)) return FAIL(sc, 0, 2, "EDTF joins two dates with a /");
    return FAIL(sc, 0, sc->s.n - sc->at, "the date is complete before this");
}

bool date_read_range(Scan *sc, const Date *a, const Date *b, uint32_t b_at, Date *out) {
    if (date_range(a, b, out, sc->err)) return true;
    sc->err->at = b_at;
    sc->err->len = sc->at - b_at;
    return false;
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
    if (sc->s.n > 0 && is_blank(sc->s.p[sc->s.n - 1])) { // nothing was left to say
        date_fail(sc->err, core, sc->s.n - core, "the date is complete before this");
        return false;
    }
    sc->s.n = core;
    return true;
}

static bool read_literal(Str s, Date *out, DateError *err) {
    if (date_read_quick(s, out)) return true;
    Scan sc = {.s = s, .err = err};
    if (!read_suffixes(&sc)) return false;
    return date_read_one(&sc, out) && date_read_end(&sc);
}

// ---- EDTF -----------------------------------------------------------------------------------

// One end of an interval: a date, ".." for open, nothing for unknown.
typedef struct IntervalEnd {
    Date date;
    bool stated, unknown;
} IntervalEnd;

static bool read_interval_end(Scan *sc, IntervalEnd *e) {
    e->stated = e->unknown = false;
    if (scan_dots(sc)) {
        sc->at += 2;
        return true;
    }
    if (sc->at == sc->s.n || peek(sc, 0) == '/') {
        e->unknown = true;
        return true;
    }
    e->stated = true;
    return date_read_one(sc, &e->date);
}

static bool read_interval(Scan *sc, Date *out) {
    IntervalEnd a, b;
    if (!read_interval_end(sc, &a)) return false;
    if (a.stated && sc->at == sc->s.n) {
        *out = a.date;
        return true;
    }
    if (peek(sc, 0) != '/')
        return date_read_end(sc) ? FAIL(sc, 0, 0, "a / is missing here") : false;
    sc->at++;
    uint32_t b_at = sc->at;
    if (!read_interval_end(sc, &b) || !date_read_end(sc)) return false;
    if (a.unknown && b.unknown) {
        date_fail(sc->err, 0, sc->s.n, "an interval says something of at least one of its ends");
        return false;
    }
    const Date *from = a.stated ? &a.date : NULL, *to = b.stated ? &b.date : NULL;
    if (!date_read_range(sc, from, to, b_at, out)) return false;
    if (a.unknown) out->flags |= DATE_UNKNOWN_START;
    if (b.unknown) out->flags |= DATE_UNKNOWN_END;
    return true;
}

static bool read_any(Scan *sc, Date *out) {
    if (sc->s.n == 0) return FAIL(sc, 0, 0, "an empty text is not a date");
    if (sc->s.p[0] == '[' || sc->s.p[0] == '{') return date_read_set(sc, out);
    return read_interval(sc, out);
}

static bool read_edtf(Arena *a, Str s, Date *out, DateError *err) {
    if (date_read_quick(s, out)) return true;
    Scan sc = {.s = s, .edtf = true, .arena = a, .err = err};
    return read_any(&sc, out);
}

bool date_read_plain(Arena *a, Str s, bool edtf, Date *out, DateError *err) {
    return edtf ? read_edtf(a, s, out, err) : read_literal(s, out, err);
}

bool date_readable(Str s, bool edtf) {
    Date d;
    DateError ignored;
    Scan sc = {.s = s, .edtf = true, .check = true, .err = &ignored};
    return edtf ? read_any(&sc, &d) : read_literal(s, &d, &ignored);
}

bool date_literal(Str s, Date *out, DateError *err) {
    if (read_literal(s, out, err)) return true;
    if (err->hint[0] == '\0') date_suggest(s, false, err);
    if (err->hint[0] == '\0' && s.n < sizeof err->hint / 2 && date_readable(s, true))
        (void)snprintf(err->hint, sizeof err->hint, "write date(\"%.*s\")", STR_FMT(s));
    return false;
}

bool date_edtf(Arena *a, Str s, Date *out, DateError *err) {
    if (read_edtf(a, s, out, err)) return true;
    if (err->hint[0] == '\0') date_suggest(s, true, err);
    return false;
}

// Most texts are no dates: those have none of the signs that every date has one of.
static bool like_a_date(Str s) {
    for (uint32_t i = 0; i < s.n; i++)
        if (is_digit(s.p[i]) || s.p[i] == 'X' || s.p[i] == '.') return true;
    return false;
}

bool date_is_text(Arena *a, Str s) {
    if (!like_a_date(s)) return false;
    Date d;
    DateError ignored;
    bool calendar;
    return read_edtf(a, s, &d, &ignored) || read_literal(s, &d, &ignored) ||
           calendar_text(a, s, &d, &ignored, &calendar);
}

bool date_text(Arena *a, Str s, Date *out, DateError *err) {
    DateError other = {0};
    if (date_edtf(a, s, out, err) || date_literal(s, out, &other)) return true;
    if (other.at > err->at && s.p[0] >= '0' && s.p[0] <= '9') *err = other; // followed further
    bool calendar;
    if (a && calendar_text(a, s, out, &other, &calendar)) return true;
    if (a && calendar) *err = other;
    char words[DATE_TEXT];
    if (s.n && date_spoken(s, words) == s.n) {
        date_fail(err, 0, s.n, "a date is written in numbers, its year first");
        (void)snprintf(err->hint, sizeof err->hint, "write %.100s", words);
    }
    return false;
}
