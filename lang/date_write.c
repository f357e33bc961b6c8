// Dates as texts: canonical EDTF, the form that a table shows, and the Julian form. In: a date.
// Out: at most DATE_TEXT bytes, NUL-terminated. Must not know who reads them.
#include "lang/date_impl.h"

#include <string.h>

void out_char(Out *o, char c) {
    if (o->n < DATE_TEXT - 1) o->p[o->n++] = c;
}

void out_bytes(Out *o, const char *s, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) out_char(o, s[i]);
}

void out_text(Out *o, const char *s) { out_bytes(o, s, (uint32_t)strlen(s)); }

void out_number(Out *o, uint64_t v, uint32_t width) {
    char digits[20];
    uint32_t n = 0;
    do digits[n++] = (char)('0' + v % 10);
    while ((v /= 10) != 0);
    for (; width > n; width--) out_char(o, '0');
    while (n > 0) out_char(o, digits[--n]);
}

uint32_t out_end(Out *o) {
    o->p[o->n] = '\0';
    return o->n;
}

// How one end of a date is to be written.
typedef struct End {
    Calendar calendar;
    int64_t at; // an instant within the unit that is named
    Precision prec;
    uint8_t form, qual;
    bool zoned;
} End;

typedef enum Style { STYLE_EDTF, STYLE_TABLE, STYLE_JULIAN } Style;

static uint64_t magnitude(int64_t y) { return y < 0 ? (uint64_t)-y : (uint64_t)y; }

static void put_year(Out *o, int64_t y, Precision p) {
    uint64_t v = magnitude(y);
    uint32_t hidden = p == PREC_DECADE ? 1 : p == PREC_CENTURY ? 2 : p == PREC_MILLENNIUM ? 3 : 0;
    if (v > 9999) out_char(o, 'Y');
    if (y < 0) out_char(o, '-');
    static const uint64_t power[] = {1, 10, 100, 1000};
    out_number(o, v / power[hidden], 4 - hidden);
    for (uint32_t i = 0; i < hidden; i++) out_char(o, 'X');
}

static void put_time(Out *o, const Clock *c, Precision p, bool zoned) {
    if (p > PREC_HOUR) return;
    out_char(o, 'T');
    out_number(o, (uint64_t)c->hour, 2);
    if (p <= PREC_MINUTE) {
        out_char(o, ':');
        out_number(o, (uint64_t)c->minute, 2);
    }
    if (p == PREC_SECOND) {
        out_char(o, ':');
        out_number(o, (uint64_t)c->second, 2);
    }
    if (zoned) out_char(o, 'Z');
}

static void put_month_day(Out *o, const Clock *c, const End *e) {
    bool no_month = e->form == FORM_X_MONTH || e->form == FORM_X_MONTH_DAY;
    bool no_day = e->form == FORM_X_DAY || e->form == FORM_X_MONTH_DAY;
    if (no_month) {
        out_text(o, "-XX");
    } else if (e->prec == PREC_SEASON) {
        out_char(o, '-');
        out_number(o, (uint64_t)(c->day.m / 3 + 20), 2);
    } else if (e->prec <= PREC_MONTH) {
        out_char(o, '-');
        out_number(o, (uint64_t)c->day.m, 2);
    }
    if (no_day) {
        out_text(o, "-XX");
    } else if (e->prec <= PREC_DAY) {
        out_char(o, '-');
        out_number(o, (uint64_t)c->day.d, 2);
    }
}

static void put_qual(Out *o, uint8_t qual) {
    static const char sign[4] = {0, '?', '~', '%'};
    if (qual & 3) out_char(o, sign[qual & 3]);
}

// As a table shows it: "44 BCE", "0044-03-15 BCE", " OS", and the qualifiers in words.
static void put_shown(Out *o, const Clock *c, const End *e) {
    bool bce = c->day.y <= 0 && e->prec <= PREC_YEAR && e->prec != PREC_SEASON;
    if (e->qual & QUAL_APPROXIMATE) out_text(o, "c. ");
    if (calendar_put(o, e->calendar, e->at, e->prec)) {
        if (e->prec <= PREC_HOUR) out_char(o, ' ');
        put_time(o, c, e->prec, e->zoned);
        if (e->qual & QUAL_UNCERTAIN) out_char(o, '?');
        return;
    }
    if (bce && e->prec == PREC_YEAR && e->form == FORM_PLAIN)
        out_number(o, magnitude(c->day.y - 1), 1);
    else if (bce)
        out_number(o, magnitude(c->day.y - 1), 4);
    else
        put_year(o, c->day.y, e->prec);
    put_month_day(o, c, e);
    put_time(o, c, e->prec, e->zoned);
    if (bce) out_text(o, " BCE");
    if (e->calendar == CAL_JULIAN) out_text(o, " OS");
    if (e->qual & QUAL_UNCERTAIN) out_char(o, '?');
}

static void put_end(Out *o, const End *e, Style style) {
    // A calendar that did not reach so far has no name for it: then the Gregorian one.
    Clock c = clock_of(e->calendar > CAL_JULIAN ? CAL_GREGORIAN : e->calendar, e->at);
    if (style == STYLE_TABLE) {
        put_shown(o, &c, e);
        return;
    }
    put_year(o, c.day.y, e->prec);
    // EDTF has no months of years beyond four digits; there the year must do.
    if (style == STYLE_JULIAN || magnitude(c.day.y) <= 9999) {
        put_month_day(o, &c, e);
        put_time(o, &c, e->prec, e->zoned);
    }
    put_qual(o, e->qual);
    if (style == STYLE_JULIAN) out_text(o, " OS");
}

static End start_of(const Date *d) {
    return (End){(Calendar)d->calendar,     d->es,   (Precision)d->prec,
                 (uint8_t)(d->form & 0x0f), d->qual, (d->flags & DATE_ZONED) != 0};
}

static End end_of(const Date *d) {
    Precision p = (Precision)d->end_prec;
    int64_t at = is_finite(d->le) ? unit_first((Calendar)d->calendar, d->le, p) : d->le;
    return (End){(Calendar)d->calendar,   at,          p,
                 (uint8_t)(d->form >> 4), d->end_qual, (d->flags & DATE_ZONED_END) != 0};
}

// The end in another calendar. A unit longer than a day has no name there: its first or last day is
// written instead. True if it was so.
static bool translate(End *e, Calendar to, int64_t edge) {
    if (e->calendar == to) return false;
    bool coarse = e->prec > PREC_DAY;
    e->calendar = to;
    if (!coarse) return false;
    e->at = edge;
    e->prec = PREC_DAY;
    e->form = FORM_PLAIN;
    return true;
}

static void put_open(Out *o, const Date *d, bool end, Style style) {
    bool unknown = (d->flags & (end ? DATE_UNKNOWN_END : DATE_UNKNOWN_START)) != 0;
    if (style == STYLE_EDTF && d->kind == DATE_SPAN)
        out_text(o, unknown ? "" : "..");
    else if (style != STYLE_EDTF && unknown)
        out_char(o, '?');
}

static uint32_t write_date(const Date *d, char out[DATE_TEXT], Style style) {
    Out o = {out, 0};
    End a = start_of(d), b = end_of(d);
    bool open_a = !is_finite(d->es), open_b = !is_finite(d->le);
    bool pair = d->kind == DATE_SPAN || (d->flags & DATE_WITHIN) || open_a || open_b;
    if (style != STYLE_TABLE) {
        Calendar to = style == STYLE_JULIAN ? CAL_JULIAN : CAL_GREGORIAN;
        if (!open_a) pair |= translate(&a, to, d->es);
        if (!open_b) pair |= translate(&b, to, d->le);
    }
    if (!pair) {
        put_end(&o, &a, style);
        return out_end(&o);
    }
    bool brackets = d->kind == DATE_MOMENT;
    if (brackets) out_char(&o, '[');
    if (open_a)
        put_open(&o, d, false, style);
    else
        put_end(&o, &a, style);
    if (style == STYLE_EDTF && !brackets)
        out_char(&o, '/');
    else
        out_text(&o, "..");
    if (open_b)
        put_open(&o, d, true, style);
    else
        put_end(&o, &b, style);
    if (brackets) out_char(&o, ']');
    return out_end(&o);
}

uint32_t date_write(const Date *d, char out[DATE_TEXT]) { return write_date(d, out, STYLE_EDTF); }

uint32_t date_show(const Date *d, char out[DATE_TEXT]) { return write_date(d, out, STYLE_TABLE); }

uint32_t date_julian(const Date *d, char out[DATE_TEXT]) {
    return write_date(d, out, STYLE_JULIAN);
}

Str date_string(Arena *a, const Date *d, DateWriter *write) {
    char out[DATE_TEXT];
    return str_dup(a, (Str){out, write(d, out)});
}
