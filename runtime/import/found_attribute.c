// The attributes of a date as one Date. In: up to five in three spellings, and a calendar. Out:
// what they say together, and flags on what is odd. The text beside them is found_date.c's.
#include <string.h>

#include "lang/date_impl.h"
#include "runtime/import/found_impl.h"

static const char *const role_names[DATE_ROLES] = {"when", "from", "to", "notBefore", "notAfter"};
static const char *const spelling_names[DATE_SPELLINGS] = {"", "-iso", "-custom"};

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

Str found_trimmed(Str s) {
    while (s.n && is_blank(s.p[0])) s.p++, s.n--;
    while (s.n && is_blank(s.p[s.n - 1])) s.n--;
    return s;
}

// ---- names --------------------------------------------------------------------------------------

static Str *place_of(DateSource *s, Str name) {
    struct {
        const char *name;
        Str *at;
    } other[] = {{"calendar", &s->calendar},
                 {"datingMethod", &s->dating_method},
                 {"cert", &s->cert},
                 {"precision", &s->precision}};
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        if (str_is(name, other[i].name)) return other[i].at;
    for (int r = 0; r < DATE_ROLES; r++) {
        if (!str_begins(name, role_names[r])) continue;
        uint32_t n = (uint32_t)strlen(role_names[r]);
        for (int k = 0; k < DATE_SPELLINGS; k++)
            if (str_is((Str){name.p + n, name.n - n}, spelling_names[k])) return &s->at[k][r];
    }
    return NULL;
}

bool date_source_set(DateSource *s, Str name, Str value) {
    Str *at = place_of(s, name);
    if (at) *at = found_trimmed(value);
    return at != NULL;
}

bool date_source_stated(const DateSource *s) {
    for (int k = 0; k < DATE_SPELLINGS; k++)
        for (int r = 0; r < DATE_ROLES; r++)
            if (s->at[k][r].n) return true;
    return false;
}

// What projects call their calendars: a part of the name, folded.
static const struct {
    const char *part;
    uint8_t calendar;
} calendar_parts[] = {
    {"gregorian", CAL_GREGORIAN}, {"julian", CAL_JULIAN},      {"old style", CAL_JULIAN},
    {"islam", CAL_ISLAMIC},       {"hijr", CAL_ISLAMIC},       {"hegira", CAL_ISLAMIC},
    {"ottoman", CAL_RUMI},        {"rumi", CAL_RUMI},          {"hebrew", CAL_HEBREW},
    {"jewish", CAL_HEBREW},       {"republ", CAL_REPUBLICAN},  {"revolution", CAL_REPUBLICAN},
    {"swedish", CAL_SWEDISH},     {"new style", CAL_GREGORIAN}};

static bool has(Str s, const char *part) {
    uint32_t n = (uint32_t)strlen(part);
    for (uint32_t i = 0; i + n <= s.n; i++)
        if (memcmp(s.p + i, part, n) == 0) return true;
    return false;
}

static unsigned calendar_called(Arena *a, Str name) {
    if (name.n == 0) return CALENDAR_NONE;
    Str folded = utf8_invalid_at(name) == name.n ? str_fold(a, str_nfc(a, name)) : name;
    for (size_t i = 0; i < sizeof calendar_parts / sizeof *calendar_parts; i++)
        if (has(folded, calendar_parts[i].part)) return calendar_parts[i].calendar;
    return CALENDAR_OTHER;
}

unsigned found_calendar(Arena *a, const DateSource *s) {
    unsigned c = calendar_called(a, s->calendar);
    return c == CALENDAR_NONE ? calendar_called(a, s->dating_method) : c;
}

// ---- one value ----------------------------------------------------------------------------------

bool found_no_figures(Str s) {
    if (s.n < 4 || memcmp(s.p, "0000", 4) != 0) return false;
    for (uint32_t i = 4; i < s.n; i++)
        if (s.p[i] != '0' && s.p[i] != '-') return false;
    return true;
}

// -0044-03-15, counted without a year 0, as EDTF has it: -0043-03-15.
static Str with_year_zero(Arena *a, Str v) {
    int64_t year = 0;
    uint32_t n = 1;
    for (; n < v.n && is_digit(v.p[n]) && n < 10; n++) year = year * 10 + (v.p[n] - '0');
    Str rest = {v.p + n, v.n - n};
    if (n < 5 || year == 0 || year > 9999) return v;
    return str_printf(a, "%s%04lld%.*s", year > 1 ? "-" : "", (long long)(year - 1), STR_FMT(rest));
}

// 19171107 as 1917-11-07
static Str with_hyphens(Arena *a, Str v) {
    for (uint32_t i = 0; i < v.n; i++)
        if (!is_digit(v.p[i])) return v;
    return v.n == 8 ? str_printf(a, "%.4s-%.2s-%.2s", v.p, v.p + 4, v.p + 6) : v;
}

// 1331-03-23 of a calendar that EDTF does not know.
static bool figures_of(Calendar c, Str v, Date *out) {
    int64_t part[3] = {0, 0, 0};
    uint32_t n = 0, digits = 0;
    DateError err;
    for (uint32_t i = 0; i <= v.n; i++) {
        if (i < v.n && is_digit(v.p[i])) {
            if (++digits > 4) return false;
            part[n] = part[n] * 10 + (v.p[i] - '0');
            continue;
        }
        if (digits == 0 || (i < v.n && (v.p[i] != '-' || n == 2))) return false;
        n++;
        digits = 0;
    }
    if (n == 3 && (part[1] == 0 || part[2] == 0)) return false;
    return calendar_date(c, part[0], (int32_t)part[1], (int32_t)part[2], out, &err);
}

static bool read_value(Arena *a, Str v, DateSpelling k, unsigned calendar, Date *out,
                       uint32_t *flags) {
    DateError err;
    if (k == SPELT_CUSTOM && calendar < CALENDARS && calendar != CAL_GREGORIAN)
        return figures_of((Calendar)calendar, v, out);
    if (k == SPELT_CUSTOM && calendar == CALENDAR_OTHER) return false;
    Str text = v;
    if (k == SPELT_ISO) text = with_hyphens(a, v);
    if (k == SPELT_PLAIN && v.p[0] == '-') text = with_year_zero(a, v);
    if (text.p != v.p && k == SPELT_PLAIN) *flags |= FOUND_BEFORE_ERA;
    return date_read_plain(a, text, true, out, &err) || phrase_read(a, text, PHRASE_ANY, NULL, out);
}

bool found_first(const Date *d, int64_t t, Precision p) {
    return is_finite(t) && unit_first((Calendar)d->calendar, t, p) == t;
}

// ---- one role -----------------------------------------------------------------------------------

typedef struct Attributes {
    Arena *a;
    const DateSource *s;
    unsigned calendar;
    FoundDate *out;
    Stated *st;
    bool stated[DATE_ROLES];
    Date date[DATE_ROLES];
} Attributes;

static bool read_spelling(Attributes *x, DateRole r, DateSpelling k, Date *out) {
    Str v = found_trimmed(x->s->at[k][r]);
    if (v.n == 0) return false;
    if (found_no_figures(v)) {
        x->st->unrecorded = true;
        return false;
    }
    if (read_value(x->a, v, k, x->calendar, out, &x->out->flags)) return true;
    x->out->flags |= FOUND_BAD_ATTRIBUTE;
    return false;
}

static void read_role(Attributes *x, DateRole r) {
    Date *d = &x->date[r], custom;
    bool plain = read_spelling(x, r, SPELT_PLAIN, d) || read_spelling(x, r, SPELT_ISO, d);
    x->stated[r] = plain;
    if (x->calendar < CALENDARS && x->calendar != CAL_GREGORIAN && plain) return;
    if (!x->s->at[SPELT_CUSTOM][r].n) return;
    if (!plain) {
        x->stated[r] = read_spelling(x, r, SPELT_CUSTOM, d);
        return;
    }
    uint32_t ignored = 0; // what projects put there need not be a date
    if (!read_value(x->a, found_trimmed(x->s->at[SPELT_CUSTOM][r]), SPELT_CUSTOM, x->calendar,
                    &custom, &ignored))
        return;
    bool less = found_covers(&custom, d) && (custom.es < d->es || d->le < custom.le);
    if (!less || custom.es != d->es) return;
    *d = custom;
    x->out->flags |= FOUND_COARSER;
}

// ---- all of them --------------------------------------------------------------------------------

// Some time between a (or NULL) and b (or NULL); one day, month or year where it is that.
static bool within(const Date *a, const Date *b, Date *out) {
    DateError err;
    if (!date_range(a, b, out, &err)) return false;
    *out = date_within(out);
    if (!a || !b || a->set || b->set || (a->qual | b->end_qual)) return true;
    if (out->calendar > CAL_JULIAN) return true;
    Date one = *out;
    moment_rename(&one, PREC_YEAR, PREC_YEAR);
    if (!(one.flags & DATE_WITHIN) && one.prec != PREC_SEASON) *out = one;
    return true;
}

static bool lasted(const Date *a, const Date *b, Date *out) {
    DateError err;
    if (a && b && date_same(a, b) && a->prec <= PREC_DAY) {
        *out = *a;
        return true;
    }
    if (!date_range(a, b, out, &err)) return false;
    if (!a) out->flags |= DATE_UNKNOWN_START;
    if (!b) out->flags |= DATE_UNKNOWN_END;
    return true;
}

// One of two ends, alone, that says nothing of the end that it is of: from-custom="until 1293".
// What it says is all that is known.
static const Date *says_other_end(const Date *a, const Date *b) {
    if (a && !b) return date_has_start(a) ? NULL : a;
    return b && !a && !date_has_end(b) ? b : NULL;
}

// Takes what the roles first and first + 1 say together. from with notAfter, and to with notBefore,
// lasted, and where they end is uncertain.
static bool join(Attributes *x, DateRole first, Date *out) {
    const Date *a = x->stated[first] ? &x->date[first] : NULL;
    const Date *b = x->stated[first + 1] ? &x->date[first + 1] : NULL;
    const Date *other = says_other_end(a, b);
    if (other) {
        *out = *other;
        return date_has_start(out) || date_has_end(out);
    }
    if (a && b && !date_has_start(a) && !date_has_end(b)) return false; // nothing of either end
    if (first == ROLE_NOT_BEFORE) return within(a, b, out);
    Date end;
    if (a && !b && x->stated[ROLE_NOT_AFTER]) {
        end = x->date[ROLE_NOT_AFTER];
        end.qual = end.end_qual = QUAL_UNCERTAIN;
        b = &end;
    } else if (b && !a && x->stated[ROLE_NOT_BEFORE]) {
        end = x->date[ROLE_NOT_BEFORE];
        end.qual = end.end_qual = QUAL_UNCERTAIN;
        a = &end;
    }
    x->st->half = !a || !b;
    return lasted(a, b, out);
}

static bool apart(const Date *a, const Date *b) { return a->le < b->es || b->le < a->es; }

static void take(Attributes *x, DateRole first, const Date *d) {
    if (x->st->read) {
        if (apart(&x->st->date, d)) x->out->flags |= FOUND_SEVERAL;
        return;
    }
    x->st->date = *d;
    x->st->role = first;
    x->st->read = true;
}

// 0001-01-01 and 9999-12-31
static bool is_stand_in(const Date *d) {
    int64_t day = DAY - 1, first = days_from_ymd(CAL_GREGORIAN, 1, 1, 1) * DAY,
            last = days_from_ymd(CAL_GREGORIAN, 9999, 12, 31) * DAY;
    return (d->es == first && d->le == first + day) || (d->es == last && d->le == last + day);
}

void found_stated(Arena *a, const DateSource *s, unsigned calendar, FoundDate *out, Stated *st) {
    Attributes x = {.a = a, .s = s, .calendar = calendar, .out = out, .st = st};
    Date d;
    for (int r = 0; r < DATE_ROLES; r++) read_role(&x, (DateRole)r);
    if (x.stated[ROLE_WHEN]) take(&x, ROLE_WHEN, &x.date[ROLE_WHEN]);
    for (DateRole r = ROLE_FROM; r <= ROLE_NOT_BEFORE; r += 2) {
        if (!x.stated[r] && !x.stated[r + 1]) continue;
        if (join(&x, r, &d))
            take(&x, r, &d);
        else
            out->flags |= FOUND_BAD_ATTRIBUTE;
    }
    if (!st->read) return;
    st->stand_in = st->role == ROLE_WHEN && is_stand_in(&st->date);
    for (int k = 0; k < DATE_SPELLINGS && st->role == ROLE_WHEN && !st->written.n; k++)
        st->written = s->at[k][ROLE_WHEN];
    if (str_is(s->precision, "low") || str_is(s->precision, "medium")) {
        st->date.qual |= QUAL_APPROXIMATE;
        st->date.end_qual |= QUAL_APPROXIMATE;
    }
}
