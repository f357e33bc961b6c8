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
    int64_t at; // an instant within the unit that is named, its first of a part of a year
    Precision prec;
    uint8_t form, qual;
    bool zoned;
    uint32_t mask, digits;
} End;

typedef enum Style { STYLE_EDTF, STYLE_TABLE, STYLE_JULIAN } Style;

static uint64_t magnitude(int64_t y) { return y < 0 ? (uint64_t)-y : (uint64_t)y; }

// ---- qualifiers -----------------------------------------------------------------------------

enum { PARTS = 3, BOTH = QUAL_UNCERTAIN | QUAL_APPROXIMATE };

// Marks before and behind year, month and day. One that all parts from the year on have stands once
// behind the last of them, any other before its part.
typedef struct Marks {
    uint8_t before[PARTS], behind[PARTS];
} Marks;

static Marks marks_of(uint8_t qual, int parts) {
    Marks m = {{0}, {0}};
    for (int bit = 0; bit < 2; bit++) {
        uint8_t mark = bit ? QUAL_APPROXIMATE : QUAL_UNCERTAIN;
        bool leading = true;
        for (int i = 0; i < parts && i < PARTS; i++) {
            bool here = qual & mark || qual >> (QUAL_YEAR + 2 * i) & mark;
            bool next = i + 1 < parts && (qual & mark || qual >> (QUAL_YEAR + 2 * (i + 1)) & mark);
            if (leading && here && !next) m.behind[i] |= mark;
            if (!leading && here) m.before[i] |= mark;
            leading = leading && here;
        }
    }
    return m;
}

static void put_qual(Out *o, uint8_t mark) {
    static const char sign[] = {0, '?', '~', '%'};
    if (mark & BOTH) out_char(o, sign[mark & BOTH]);
}

// ---- one end --------------------------------------------------------------------------------

static void put_nibbles(Out *o, uint32_t mask, int from_top, int n) {
    for (int i = from_top; i < from_top + n; i++) {
        uint32_t digit = mask >> (28 - 4 * i) & 0xf;
        out_char(o, digit == MASK_X ? 'X' : (char)('0' + digit));
    }
}

static void put_year(Out *o, int64_t y, const End *e) {
    static const uint64_t power[] = {1, 10, 100, 1000};
    bool significant = e->form == FORM_DIGITS;
    uint32_t hidden = e->prec > PREC_YEAR && !significant ? (uint32_t)(e->prec - PREC_YEAR) : 0;
    uint64_t v = significant ? (uint64_t)digits_of(y, e->digits).estimate : magnitude(y);
    if (v > 9999) out_char(o, 'Y');
    if (y < 0) out_char(o, '-');
    if (e->mask) {
        put_nibbles(o, e->mask, 0, 4);
        return;
    }
    out_number(o, v / power[hidden], 4 - hidden);
    for (uint32_t i = 0; i < hidden; i++) out_char(o, 'X');
    if (!significant) return;
    out_char(o, 'S');
    out_number(o, e->digits & 0xf, 1);
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

// How many of year, month and day are written.
static int parts_of(const End *e) {
    static const int parts[] = {1, 2, 2, 3, 3}; // of each Grain
    return parts[grain_of(e->prec, e->form, e->mask)];
}

static void put_month(Out *o, const Clock *c, const End *e) {
    if (e->mask)
        put_nibbles(o, e->mask, 4, 2);
    else if (e->form == FORM_X_MONTH || e->form == FORM_X_MONTH_DAY)
        out_text(o, "XX");
    else if (e->prec == PREC_SEASON)
        out_number(o, (uint64_t)season_code(e->form, c->day.m), 2);
    else
        out_number(o, (uint64_t)c->day.m, 2);
}

static void put_day(Out *o, const Clock *c, const End *e) {
    if (e->mask)
        put_nibbles(o, e->mask, 6, 2);
    else if (e->form == FORM_X_DAY || e->form == FORM_X_MONTH_DAY)
        out_text(o, "XX");
    else
        out_number(o, (uint64_t)c->day.d, 2);
}

// Month, day and time, and the marks from behind the year on.
static void put_rest(Out *o, const Clock *c, const End *e, const Marks *m, int parts) {
    put_qual(o, m->behind[0]);
    if (parts > 1) {
        out_char(o, '-');
        put_qual(o, m->before[1]);
        put_month(o, c, e);
        put_qual(o, m->behind[1]);
    }
    if (parts > 2) {
        out_char(o, '-');
        put_qual(o, m->before[2]);
        put_day(o, c, e);
        if (e->prec == PREC_DAY || e->mask || e->form != FORM_PLAIN) put_qual(o, m->behind[2]);
    }
    if (parts == 1 || !e->mask) put_time(o, c, e->prec, e->zoned);
}

// As a table shows it: "44 BCE", "0044-03-15 BCE", " OS", and what is in doubt as a whole in words.
static void put_shown(Out *o, const Clock *c, const End *e) {
    bool named = !e->mask && e->form != FORM_DIGITS && e->prec <= PREC_YEAR;
    bool bce = c->day.y <= 0 && named && e->prec != PREC_SEASON;
    int parts = parts_of(e);
    Marks m = marks_of((uint8_t)(e->qual & ~BOTH), parts);
    if (e->qual & QUAL_APPROXIMATE) out_text(o, "c. ");
    if (!e->mask && calendar_put(o, e->calendar, e->at, e->prec)) {
        if (e->prec <= PREC_HOUR) out_char(o, ' ');
        put_time(o, c, e->prec, e->zoned);
        if (e->qual & QUAL_UNCERTAIN) out_char(o, '?');
        return;
    }
    put_qual(o, m.before[0]);
    if (bce)
        out_number(o, magnitude(c->day.y - 1), parts == 1 ? 1 : 4);
    else
        put_year(o, c->day.y, e);
    put_rest(o, c, e, &m, parts);
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
    // EDTF has no months of years beyond four digits; there the year must do.
    bool far = style == STYLE_EDTF && magnitude(c.day.y) > 9999;
    int parts = far ? 1 : parts_of(e);
    End year = *e;
    if (far && e->prec < PREC_YEAR) year.prec = PREC_YEAR;
    Marks m = marks_of(e->qual, parts);
    put_qual(o, m.before[0]);
    put_year(o, c.day.y, &year);
    put_rest(o, &c, &year, &m, parts);
    if (e->prec < PREC_DAY && !far) put_qual(o, e->qual);
    if (style == STYLE_JULIAN) out_text(o, " OS");
}

static End start_of(const Date *d) {
    return (End){(Calendar)d->calendar,
                 d->es,
                 (Precision)d->prec,
                 (uint8_t)(d->form & 0x0f),
                 d->qual,
                 (d->flags & DATE_ZONED) != 0,
                 d->mask,
                 d->digits};
}

static End end_of(const Date *d) {
    return (End){(Calendar)d->calendar,
                 is_finite(d->le) ? stated_first(d) : d->le,
                 (Precision)d->end_prec,
                 (uint8_t)(d->form >> 4),
                 d->end_qual,
                 (d->flags & DATE_ZONED_END) != 0,
                 d->end_mask,
                 d->end_digits};
}

// The end in a finer unit; at: an instant in that unit.
static void refine(End *e, Precision p, int64_t at) {
    e->at = at;
    e->prec = p;
    e->form = FORM_PLAIN;
    e->mask = e->digits = 0;
}

// The end in another calendar. A unit longer than a day has no name there: its first or last day is
// written instead. True if it was so.
static bool translate(End *e, Calendar to, int64_t edge) {
    if (e->calendar == to) return false;
    bool coarse = e->prec > PREC_DAY || e->mask;
    e->calendar = to;
    if (!coarse) return false;
    refine(e, PREC_DAY, edge);
    return true;
}

// ---- a date ---------------------------------------------------------------------------------

// Both ends of a range in brackets by the finer of their units, days at the most.
static void make_alike(End *a, End *b, const Date *d) {
    Precision p = a->prec < b->prec ? a->prec : b->prec;
    if (p > PREC_DAY) p = PREC_DAY;
    refine(a, p, d->es);
    refine(b, p, unit_first(b->calendar, d->le, p));
}

static void put_open(Out *o, const Date *d, bool end, Style style, bool member) {
    bool unknown = (d->flags & (end ? DATE_UNKNOWN_END : DATE_UNKNOWN_START)) != 0;
    if (member) return;
    if (style == STYLE_EDTF && d->kind == DATE_SPAN)
        out_text(o, unknown ? "" : "..");
    else if (style != STYLE_EDTF && unknown)
        out_char(o, '?');
}

// A date without a set; as a member of one, ranges are written with two dots and nothing around.
static uint32_t write_one(const Date *d, char out[DATE_TEXT], Style style, bool member) {
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
    bool brackets = d->kind == DATE_MOMENT && !member;
    if (style == STYLE_EDTF && (brackets || member) && !grains_agree(d)) make_alike(&a, &b, d);
    if (brackets) out_char(&o, '[');
    if (open_a)
        put_open(&o, d, false, style, member);
    else
        put_end(&o, &a, style);
    if (style == STYLE_EDTF && !brackets && !member)
        out_char(&o, '/');
    else
        out_text(&o, "..");
    if (open_b)
        put_open(&o, d, true, style, member);
    else
        put_end(&o, &b, style);
    if (brackets) out_char(&o, ']');
    return out_end(&o);
}

// ---- sets -----------------------------------------------------------------------------------

// The members as they are written: those with an open end come last, as EDTF wants it. *at counts
// from 0 to twice their number; NULL at the end.
static const Date *next_member(const DateSet *set, uint32_t *at) {
    while (*at < 2 * set->n) {
        const Date *d = &set->piece[*at % set->n];
        bool second_round = (*at)++ >= set->n;
        if ((d->le == INSTANT_MAX) == second_round) return d;
    }
    return NULL;
}

static uint32_t write_date(const Date *d, char out[DATE_TEXT], Style style) {
    static const char cut[] = "\xe2\x80\xa6"; // …
    if (!d->set) return write_one(d, out, style, false);
    const char *comma = style == STYLE_EDTF ? "," : ", ";
    const Date *member;
    Out o = {out, 0};
    out_char(&o, d->set->all ? '{' : '[');
    for (uint32_t i = 0, at = 0; (member = next_member(d->set, &at)) != NULL; i++) {
        char piece[DATE_TEXT];
        uint32_t n = write_one(member, piece, style, true);
        bool last = i + 1 == d->set->n;
        uint32_t left = DATE_TEXT - 1 - o.n, tail = last ? 1 : 2 + sizeof cut;
        if (n + 2 + tail > left) {
            out_text(&o, i ? comma : "");
            out_text(&o, cut);
            break;
        }
        if (i) out_text(&o, comma);
        out_bytes(&o, piece, n);
    }
    out_char(&o, d->set->all ? '}' : ']');
    return out_end(&o);
}

uint32_t date_write(const Date *d, char out[DATE_TEXT]) { return write_date(d, out, STYLE_EDTF); }

uint32_t date_show(const Date *d, char out[DATE_TEXT]) { return write_date(d, out, STYLE_TABLE); }

uint32_t date_julian(const Date *d, char out[DATE_TEXT]) {
    return write_date(d, out, STYLE_JULIAN);
}

Str date_string(Arena *a, const Date *d, DateWriter *write) {
    char piece[DATE_TEXT] = "";
    if (!d->set) {
        uint32_t n = write(d, piece);
        return str_dup(a, (Str){piece, n});
    }
    Style style = write == date_write  ? STYLE_EDTF
                  : write == date_show ? STYLE_TABLE
                                       : STYLE_JULIAN;
    const Date *member;
    StrBuf b;
    buf_init(&b, a);
    buf_char(&b, d->set->all ? '{' : '[');
    for (uint32_t at = 0; (member = next_member(d->set, &at)) != NULL;) {
        if (b.n > 1) buf_addc(&b, style == STYLE_EDTF ? "," : ", ");
        buf_add(&b, (Str){piece, write_one(member, piece, style, true)});
    }
    buf_char(&b, d->set->all ? '}' : ']');
    return buf_str(&b);
}
