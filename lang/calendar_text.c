// Dates of other calendars as texts, and the two styles of one day. In: a date and a calendar, or a
// text such as "18 Brumaire 8 republican" or "10/21 February 1750/51". Out: a text, or a date that
// keeps its calendar. Knows no EDTF: date_read.c asks here for what it cannot read.
#include <stdio.h>
#include <string.h>

#include "lang/calendar.h"
#include "lang/date_impl.h"

// ---- writing --------------------------------------------------------------------------------

bool calendar_put(Out *o, Calendar c, int64_t at, Precision p) {
    int64_t days = floor_div(at, DAY);
    if (c <= CAL_JULIAN || !calendar_holds(c, days)) return false;
    Ymd d = ymd_from_days(c, days);
    if (c == CAL_SWEDISH) {
        out_number(o, (uint64_t)d.y, 4);
        if (p <= PREC_SEASON) out_char(o, '-');
        if (p <= PREC_SEASON) out_number(o, (uint64_t)d.m, 2);
        if (p <= PREC_DAY) out_char(o, '-');
        if (p <= PREC_DAY) out_number(o, (uint64_t)d.d, 2);
    } else {
        Str month = month_name(c, d.y, d.m);
        if (p <= PREC_DAY) out_number(o, (uint64_t)d.d, 1);
        if (p <= PREC_DAY) out_char(o, ' ');
        if (p <= PREC_SEASON) out_bytes(o, month.p, month.n);
        if (p <= PREC_SEASON) out_char(o, ' ');
        out_number(o, (uint64_t)d.y, 1);
    }
    out_char(o, ' ');
    out_text(o, calendar_name(c));
    return true;
}

// A part in doubt has no part there to stand at: the whole is.
static uint8_t of_the_whole(uint8_t qual) {
    return (
        uint8_t)((qual >> QUAL_WHOLE | qual >> QUAL_YEAR | qual >> QUAL_MONTH | qual >> QUAL_DAY) &
                 (QUAL_UNCERTAIN | QUAL_APPROXIMATE));
}

static Date retold(const Date *d, Calendar c) {
    Date r = *d;
    if (d->calendar == c) return r;
    r.calendar = (uint8_t)c;
    r.qual = of_the_whole(d->qual);
    r.end_qual = of_the_whole(d->end_qual);
    r.mask = r.end_mask = r.digits = r.end_digits = 0;
    r.form = FORM_PLAIN;
    bool coarse = d->prec > PREC_DAY || d->end_prec > PREC_DAY || d->mask != 0 || d->digits != 0;
    if (r.prec > PREC_DAY) r.prec = PREC_DAY;
    if (r.end_prec > PREC_DAY) r.end_prec = PREC_DAY;
    if (d->kind == DATE_MOMENT && coarse) r.flags |= DATE_WITHIN;
    return r;
}

Date date_retell(Arena *a, const Date *d, Calendar c) {
    if (!d->set) return retold(d, c);
    DateSet *set = date_set_new(a, d->set->n, d->set->all != 0);
    for (uint32_t i = 0; i < d->set->n; i++) set->piece[i] = retold(&d->set->piece[i], c);
    return date_set_finish(set);
}

bool date_in_calendar(Arena *a, const Date *d, Calendar c, Str *out) {
    bool held = !is_finite(d->es) || calendar_holds(c, floor_div(d->es, DAY));
    held = held && (!is_finite(d->le) || calendar_holds(c, floor_div(d->le, DAY)));
    if (!held) return false;
    Date r = date_retell(a, d, c);
    *out = date_string(a, &r,
                       c == CAL_GREGORIAN ? date_write
                       : c == CAL_JULIAN  ? date_julian
                                          : date_show);
    return true;
}

// ---- reading --------------------------------------------------------------------------------

typedef struct Words {
    Arena *arena;
    Str s;
    uint32_t at;
    DateError *err;
} Words;

#define FAIL(w, from, ...) (date_fail((w)->err, (from), (w)->at - (from), __VA_ARGS__), false)

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static void skip_blanks(Words *w) {
    while (w->at < w->s.n && w->s.p[w->at] == ' ') w->at++;
}

// A number of at most four digits.
static bool take_number(Words *w, int64_t *out) {
    skip_blanks(w);
    uint32_t n = 0;
    int64_t v = 0;
    while (n < 5 && w->at + n < w->s.n && is_digit(w->s.p[w->at + n]))
        v = v * 10 + (w->s.p[w->at + n++] - '0');
    if (n == 0 || n > 4) return false;
    w->at += n;
    *out = v;
    return true;
}

static bool take_slash(Words *w) {
    skip_blanks(w);
    if (w->at >= w->s.n || w->s.p[w->at] != '/') return false;
    w->at++;
    return true;
}

// What stands before the next digit or slash, without the blanks around it.
static Str take_words(Words *w) {
    skip_blanks(w);
    uint32_t from = w->at;
    while (w->at < w->s.n && !is_digit(w->s.p[w->at]) && w->s.p[w->at] != '/') w->at++;
    Str s = {w->s.p + from, w->at - from};
    while (s.n && s.p[s.n - 1] == ' ') s.n--;
    return s;
}

// ---- 18 Brumaire 8 republican ---------------------------------------------------------------

static uint8_t take_mark(Str *s) {
    char last = s->n ? s->p[s->n - 1] : '\0';
    uint8_t qual = last == '?'   ? QUAL_UNCERTAIN
                   : last == '~' ? QUAL_APPROXIMATE
                   : last == '%' ? QUAL_UNCERTAIN | QUAL_APPROXIMATE
                                 : 0;
    if (qual) s->n--;
    return qual;
}

// Takes the name of a calendar off the end.
static bool take_calendar(Str *s, Calendar *c) {
    uint32_t from = s->n;
    while (from > 0 && s->p[from - 1] != ' ') from--;
    if (!calendar_is((Str){s->p + from, s->n - from}, c) || *c <= CAL_JULIAN) return false;
    while (from > 0 && s->p[from - 1] == ' ') from--;
    s->n = from;
    return true;
}

typedef struct Parts {
    int64_t y;
    int32_t m, d;
} Parts;

// 1712-02-30, 1712-02, 1712
static bool numbers(Words *w, Parts *p) {
    int64_t m = 0, d = 0;
    if (!take_number(w, &p->y)) return FAIL(w, 0, "the year is missing here");
    for (int i = 0; i < 2 && w->at < w->s.n && w->s.p[w->at] == '-'; i++) {
        w->at++;
        if (!take_number(w, i == 0 ? &m : &d)) return FAIL(w, 0, "a number is missing here");
        if ((i == 0 ? m : d) == 0) return FAIL(w, 0, "there is no month or day 0");
    }
    p->m = (int32_t)m;
    p->d = (int32_t)d;
    if (w->at == w->s.n) return true;
    uint32_t from = w->at;
    w->at = w->s.n;
    return FAIL(w, from, "the date is complete before this");
}

// 18 Brumaire 8, Brumaire 8, 8: a number before the month is a day. Names such as "Rabi 2" end in a
// digit, so the year is what stands last.
static bool named(Words *w, Calendar c, Parts *p) {
    uint32_t end = w->s.n, from = end;
    while (from > 0 && is_digit(w->s.p[from - 1])) from--;
    Words year = {w->arena, {w->s.p + from, end - from}, 0, w->err};
    if (!take_number(&year, &p->y))
        return FAIL(w, 0, "a date ends with its year, of 1 to 4 digits");
    w->s.n = from;
    int64_t d = 0;
    if (take_number(w, &d) && d == 0) return FAIL(w, 0, "there is no day 0");
    p->d = (int32_t)d;
    skip_blanks(w);
    Str month = {w->s.p + w->at, w->s.n - w->at};
    while (month.n && month.p[month.n - 1] == ' ') month.n--;
    if (month.n == 0) return d == 0 || FAIL(w, 0, "the month is missing between day and year");
    if (month_named(w->arena, c, p->y, month, &p->m, w->err)) return true;
    w->err->at = w->at;
    return false;
}

static bool read_named(Words *w, Calendar c, uint8_t qual, Date *out) {
    Parts p = {0};
    uint32_t whole = w->s.n;
    bool made = (c == CAL_SWEDISH ? numbers(w, &p) : named(w, c, &p)) &&
                calendar_date(c, p.y, p.m, p.d, out, w->err);
    if (!made) {
        if (w->err->len == 0) w->err->len = whole; // it is the whole that does not fit
        return false;
    }
    out->qual = out->end_qual = qual;
    return true;
}

// ---- 10/21 February 1750/51 -----------------------------------------------------------------

// Both names of one day: d[0] Old Style, d[1] New Style; months 0 and years -1 where not stated.
typedef struct Double {
    int64_t day[2], year[2];
    Str month[2];
    bool dual; // 1750/51: year[1] follows year[0]
} Double;

static bool dual_year(Words *w, Double *d) {
    int64_t second;
    uint32_t from = w->at;
    if (!take_slash(w)) return true;
    if (!take_number(w, &second)) return FAIL(w, from, "the second year is missing here");
    uint32_t n = w->at - from - 1;
    int64_t next = d->year[1] + 1;
    if (second != (n == 4 ? next : n == 2 ? next % 100 : next % 10))
        return FAIL(w, from, "a dual year names two years that follow each other");
    d->year[0] = next - 1;
    d->year[1] = next;
    d->dual = true;
    return true;
}

// Has the text the shape of a day in both styles? What it states goes into d; the dual year is
// left.
static bool double_shape(Words *w, Double *d) {
    *d = (Double){.year = {-1, -1}};
    if (!take_number(w, &d->day[0])) return false;
    d->month[0] = take_words(w);
    if (d->month[0].n) (void)take_number(w, &d->year[0]);
    if (!take_slash(w) || !take_number(w, &d->day[1])) return false;
    d->month[1] = take_words(w);
    return d->month[1].n > 0 && is_letter(d->month[1].p[0]) && take_number(w, &d->year[1]);
}

// An English month in full or from three letters on.
static bool english_month(Words *w, Str name, int32_t *m) {
    Str f = str_fold(w->arena, name);
    if (f.n && f.p[f.n - 1] == '.') f.n--;
    for (int32_t i = 1; i <= 12 && f.n >= 3; i++) {
        Str full = str_fold(w->arena, str_of(date_month_names[i]));
        if (f.n > full.n || memcmp(f.p, full.p, f.n) != 0) continue;
        *m = i;
        return true;
    }
    return month_named(w->arena, CAL_GREGORIAN, 1, name, m, w->err);
}

static bool disagree(Words *w, const Double *d, int32_t m, int64_t y) {
    int32_t length = days_in_month(CAL_JULIAN, y, m);
    w->at = w->s.n;
    if (d->day[0] < 1 || d->day[0] > length)
        return FAIL(w, 0, "%s %lld has %d days", date_month_names[m], (long long)y, length);
    Ymd g = ymd_from_days(CAL_GREGORIAN, days_from_ymd(CAL_JULIAN, y, m, (int32_t)d->day[0]));
    return FAIL(w, 0, "%lld %s Old Style was %d %s New Style", (long long)d->day[0],
                date_month_names[m], g.d, date_month_names[g.m]);
}

static bool read_double(Words *w, Double *d, Date *out) {
    int32_t m[2];
    if (!dual_year(w, d)) return false;
    skip_blanks(w);
    if (w->at < w->s.n) {
        uint32_t from = w->at;
        w->at = w->s.n;
        return FAIL(w, from, "the date is complete before this");
    }
    if (!english_month(w, d->month[1], &m[1])) return false;
    m[0] = m[1];
    if (d->month[0].n && !english_month(w, d->month[0], &m[0])) return false;
    // Of a dual year the second is ours; only the last days of December are in the first.
    int64_t y = d->year[1];
    if (d->dual && m[0] == 12 && m[1] == 1) y = d->year[0];
    if (!d->dual && d->year[0] >= 0) y = d->year[0];
    if (d->dual && (m[0] > 3 || (m[0] == 3 && d->day[0] >= 25)) && m[0] != 12)
        return FAIL(w, 0, "a dual year is for days before 25 March, with which the year began");
    bool exists = d->day[0] >= 1 && d->day[0] <= days_in_month(CAL_JULIAN, y, m[0]) &&
                  d->day[1] >= 1 && d->day[1] <= days_in_month(CAL_GREGORIAN, d->year[1], m[1]);
    if (!exists || days_from_ymd(CAL_JULIAN, y, m[0], (int32_t)d->day[0]) !=
                       days_from_ymd(CAL_GREGORIAN, d->year[1], m[1], (int32_t)d->day[1]))
        return disagree(w, d, m[0], y);
    return calendar_date(CAL_JULIAN, y, m[0], (int32_t)d->day[0], out, w->err);
}

// 18 Brumaire 8: which calendar it may be of is said, not guessed.
static bool unnamed(Words *w) {
    DateError failed = {0};
    Out hint = {.p = (char[DATE_TEXT]){0}};
    uint32_t found = 0;
    for (Calendar c = CAL_REPUBLICAN; c <= CAL_HEBREW; c++) {
        Words words = {w->arena, w->s, 0, &failed};
        Parts p = {0};
        Date d;
        bool fits =
            named(&words, c, &p) && p.m != 0 && calendar_date(c, p.y, p.m, p.d, &d, &failed);
        if (!fits) continue;
        out_text(&hint, found++ == 0 ? "write " : " or ");
        (void)calendar_put(&hint, c, d.es, (Precision)d.prec);
    }
    if (found == 0) return false;
    date_fail(w->err, 0, w->s.n, "the calendar of this date is not named");
    (void)snprintf(w->err->hint, sizeof w->err->hint, "%.*s", (int)hint.n, hint.p);
    return true;
}

bool calendar_text(Arena *a, Str s, Date *out, DateError *err, bool *mine) {
    Calendar c;
    Double d;
    Str rest = s;
    *mine = true;
    *err = (DateError){0};
    uint8_t qual = take_mark(&rest);
    Words w = {a, rest, 0, err};
    if (take_calendar(&w.s, &c)) return read_named(&w, c, qual, out);
    w.s = s;
    if (double_shape(&w, &d)) return read_double(&w, &d, out);
    w.at = 0;
    *mine = unnamed(&w);
    return false;
}
