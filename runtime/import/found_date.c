// Which of attribute and text tells the date; see found_date.h for the rules. In: both as they
// stand. Out: a Date and what was concluded. The attributes are put together in found_attribute.c.
#include "runtime/import/found_date.h"

#include <string.h>

#include "lang/date_impl.h"
#include "runtime/import/found_impl.h"

// ---- the text -----------------------------------------------------------------------------------

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Its words with one blank between them.
static Str collapsed(Arena *a, Str s) {
    s = found_trimmed(s);
    bool plain = true;
    for (uint32_t i = 0; i + 1 < s.n && plain; i++)
        plain = !is_blank(s.p[i]) || (s.p[i] == ' ' && !is_blank(s.p[i + 1]));
    if (plain) return s;
    char *p = arena_alloc(a, s.n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        bool blank = is_blank(s.p[i]);
        if (!blank || p[n - 1] != ' ') p[n++] = blank ? ' ' : s.p[i];
    }
    return (Str){p, n};
}

// Words for "nobody knows", folded and without blanks and marks.
static bool says_unknown(Arena *a, Str s) {
    static const char *const words[] = {
        "",        "od",        "oj",        "sd",      "sa",          "nd",      "ohnedatum",
        "undated", "undatiert", "unbekannt", "unknown", "ohnejahr",    "inconnu", "sansdate",
        "nodate",  "notknown",  "na",        "null",    "notrecorded", "ka",      "datumunbekannt",
        "бг",      "безгода",   "неизвестно"};
    if (s.n > 40 || utf8_invalid_at(s) != s.n) return false;
    Str f = str_fold(a, str_nfc(a, s));
    char bare[48];
    uint32_t n = 0;
    for (uint32_t i = 0; i < f.n && n < sizeof bare - 1; i++)
        if (!strchr(" .,;:?-()[]/", f.p[i])) bare[n++] = f.p[i];
    bare[n] = '\0';
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(bare, words[i]) == 0) return true;
    return false;
}

typedef struct Finder {
    Arena *a;
    DateHow how;
    unsigned calendar;
    Stated at;
    Date text, raw; // of the text: as its calendar has it, and as if that were the Gregorian
    bool text_read, raw_read;
    FoundDate *out;
} Finder;

static bool old_style(const Finder *f, Str s, Date *out) {
    return phrase_read(f->a, str_cat(f->a, s, STR(" O.S.")), f->how.lang, f->how.years, out);
}

static bool of_calendar(Finder *f, Str s) {
    DateError err;
    bool mine;
    Str named = str_printf(f->a, "%.*s %s", STR_FMT(s), calendar_name((Calendar)f->calendar));
    if (calendar_text(f->a, named, &f->text, &err, &mine)) return true;
    f->text = f->raw;
    return f->raw_read && f->raw.calendar == f->calendar;
}

static void read_text(Finder *f, Str s) {
    f->raw_read = phrase_read(f->a, s, f->how.lang, f->how.years, &f->raw);
    f->text = f->raw;
    f->text_read = f->raw_read && f->calendar != CALENDAR_OTHER;
    if (f->calendar == CAL_JULIAN) {
        bool day = f->raw_read && f->raw.calendar == CAL_GREGORIAN && f->raw.prec <= PREC_DAY;
        if (day && !old_style(f, s, &f->text)) f->text = f->raw;
    } else if (f->calendar > CAL_JULIAN && f->calendar < CALENDARS) {
        f->text_read = of_calendar(f, s);
    }
}

// ---- both ---------------------------------------------------------------------------------------

static bool same_time(const Date *a, const Date *b) { return a->es == b->es && a->le == b->le; }
static bool apart(const Date *a, const Date *b) { return a->le < b->es || b->le < a->es; }

static void take_text(Finder *f, uint32_t flags) {
    f->out->date = f->text;
    f->out->read = true;
    f->out->flags = (f->out->flags & ~(uint32_t)FOUND_COARSER) | FOUND_TEXT | flags;
}

static void take_attribute(Finder *f, uint32_t flags) {
    f->out->date = f->at.date;
    f->out->read = true;
    f->out->flags |= FOUND_ATTRIBUTE | flags;
}

static void disagree(Finder *f) {
    take_attribute(f, FOUND_DISAGREE);
    f->out->other = f->text;
    f->out->other_read = true;
}

static bool is_point(const Stated *at) {
    if (at->role == ROLE_WHEN) return true;
    return at->role == ROLE_NOT_BEFORE && !(at->date.flags & DATE_WITHIN);
}

// The same stretch: the text tells of doubt and of alternatives, the attribute whether it lasted.
static void same(Finder *f) {
    const Date *t = &f->text;
    if (f->at.role == ROLE_WHEN || t->set || t->kind == f->at.date.kind) {
        bool more = t->qual || t->end_qual || t->set;
        take_text(f, more ? FOUND_COARSER : 0);
        return;
    }
    take_attribute(f, 0);
    f->out->date.qual |= (uint8_t)(t->qual & (QUAL_UNCERTAIN | QUAL_APPROXIMATE));
    f->out->date.end_qual |= (uint8_t)(t->end_qual & (QUAL_UNCERTAIN | QUAL_APPROXIMATE));
}

// 1883-01-01 to 1885-01-01 beside 1883–1885: first or last days of the text's units.
static bool ends_of(const Date *at, const Date *text) {
    int64_t last = unit_first((Calendar)at->calendar, at->le, PREC_DAY);
    bool begins = found_first(at, at->es, (Precision)text->prec);
    bool ends = found_first(at, last, (Precision)text->end_prec) ||
                unit_last((Calendar)at->calendar, at->le, (Precision)text->end_prec) == at->le;
    return begins && ends;
}

// from="1911-10-15" beside "15. 10. 1911"; to="1885-01-01" beside 1885.
static bool half_is(const Finder *f) {
    const Date *at = &f->at.date, *t = &f->text;
    if (!f->at.half || t->kind != DATE_MOMENT) return false;
    int64_t edge = date_has_start(at) ? at->es : at->le;
    return is_finite(edge) && t->es <= edge && edge <= t->le;
}

// nach 1929 beside when="1929-01-01": the text's unit next to where it begins.
static bool next_to(const Date *at, const Date *t) {
    Calendar c = (Calendar)t->calendar;
    bool after = t->es != INSTANT_MIN && t->le == INSTANT_MAX;
    bool before = t->es == INSTANT_MIN && t->le != INSTANT_MAX;
    if (!is_finite(at->es) || !is_finite(at->le)) return false;
    if (after) return unit_last(c, at->es, (Precision)t->prec) + 1 == t->es;
    return before && unit_first(c, at->le, (Precision)t->end_prec) - 1 == t->le;
}

static bool open_alike(const Date *a, const Date *b) {
    return date_has_start(a) == date_has_start(b) && date_has_end(a) == date_has_end(b) &&
           !(date_has_start(a) && date_has_end(a));
}

// Whether the text, read as Julian, is the attribute's day.
static bool julian_twin(Finder *f) {
    Date old;
    if (f->calendar != CALENDAR_NONE || f->raw.calendar != CAL_GREGORIAN) return false;
    if (f->raw.prec > PREC_DAY || !apart(&f->at.date, &f->raw)) return false;
    if (!old_style(f, f->out->written, &old) || !same_time(&old, &f->at.date)) return false;
    f->text = old;
    return true;
}

static void decide(Finder *f) {
    const Date *at = &f->at.date, *t = &f->text;
    bool point = is_point(&f->at);
    if (same_time(at, t))
        same(f);
    else if (f->calendar > CAL_GREGORIAN && f->calendar < CALENDARS && f->raw_read &&
             same_time(at, &f->raw))
        take_text(f, FOUND_UNCONVERTED);
    else if (julian_twin(f))
        take_text(f, FOUND_OLD_STYLE);
    else if (f->at.stand_in)
        take_text(f, FOUND_STAND_IN);
    else if (half_is(f))
        take_text(f, FOUND_FINER);
    else if (found_covers(at, t) && (point || open_alike(at, t)))
        take_text(f, FOUND_FINER);
    else if (found_covers(t, at) && (point || (at->kind == t->kind && ends_of(at, t))))
        take_text(f, FOUND_COARSER);
    else if (point && next_to(at, t))
        take_text(f, FOUND_COARSER);
    else if (found_covers(at, t) || found_covers(t, at))
        take_attribute(f, 0);
    else
        disagree(f);
}

// ---- what is told -------------------------------------------------------------------------------

enum { REFORM = 1583 };

static void conclude(Finder *f, const DateSource *s, Str text) {
    FoundDate *out = f->out;
    bool unknown = text.n && !f->text_read && (says_unknown(f->a, text) || found_no_figures(text));
    if (f->text_read && f->at.read)
        decide(f);
    else if (f->at.read && !(f->at.stand_in))
        take_attribute(f, 0);
    else if (f->text_read)
        take_text(f, 0);
    if (text.n && !f->text_read && !unknown) out->flags |= FOUND_BAD_TEXT;
    if (!out->read && (unknown || f->at.unrecorded || f->at.stand_in))
        out->flags |= FOUND_UNRECORDED;
    if (!out->read && !text.n && !date_source_stated(s)) out->flags |= FOUND_EMPTY;
}

static void mark_early(const Finder *f) {
    FoundDate *out = f->out;
    if (!out->read || f->calendar != CALENDAR_NONE || out->date.calendar != CAL_GREGORIAN) return;
    if (out->date.prec > PREC_DAY || !is_finite(out->date.es)) return;
    if (out->date.es < days_from_ymd(CAL_GREGORIAN, REFORM, 1, 1) * DAY) out->flags |= FOUND_EARLY;
}

bool found_date(Arena *a, const DateSource *s, DateHow how, FoundDate *out) {
    Finder *f = ARENA_NEW(a, Finder);
    *f = (Finder){.a = a, .how = how, .out = out};
    *out = (FoundDate){.written = collapsed(a, s->text)};
    f->calendar = found_calendar(a, s);
    found_stated(a, s, f->calendar, out, &f->at);
    if (out->written.n) read_text(f, out->written);
    conclude(f, s, out->written);
    mark_early(f);
    if (!out->written.n) out->written = found_trimmed(f->at.written);
    Str cert = found_trimmed(s->cert);
    if (utf8_invalid_at(cert) == cert.n && !str_is(cert, "high"))
        out->certainty = str_fold(a, str_nfc(a, cert));
    return out->read;
}

bool found_date_text(Arena *a, Str text, DateHow how, FoundDate *out) {
    DateSource s = {.text = text};
    return found_date(a, &s, how, out);
}

static const char *const sayings[FOUND_FLAGS] = {
    [0] = NULL,
    [1] = NULL,
    [2] = "dates taken from the words, which say less than the attribute",
    [3] = "dates taken from the words, which say more than the attribute",
    [4] = "dates taken from the words, as the attribute is a stand-in (0001-01-01)",
    [5] = "dates whose attribute and words disagree",
    [6] = "dates whose attributes contradict each other",
    [7] = "attributes of dates that can't be read",
    [8] = "dates in words that can't be read",
    [9] = "empty dates",
    [10] = "dates said to be unknown",
    [11] = "dates of another calendar, not converted in their attribute",
    [12] = "dates in words that are Old Style, as their attribute shows",
    [13] = "days before 1583 without a calendar, taken as Gregorian",
    [14] = "years before our era in attributes, counted without a year 0",
};

void found_date_report(const ImportJob *job, uint32_t flags) {
    for (int i = 0; i < FOUND_FLAGS; i++)
        if ((flags >> i & 1) && sayings[i]) import_found(job, sayings[i], 1);
}
