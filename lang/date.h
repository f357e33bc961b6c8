// Dates as a source knows them: a hull of four instants, how precisely and in which calendar it was
// stated, and with what doubt. Pure arithmetic: no archive, no query, no clock.
//
// Time is counted in whole seconds of the proleptic Gregorian calendar, UTC, from
// 1970-01-01T00:00:00. A second is the atom: bounds are inclusive. A recorded date is either a
// MOMENT (start and end are the same unknown second between es = ee and ls = le) or a SPAN (it
// starts between es and ls and ends between ee and le, start <= end). `1917` in the archive is a
// moment somewhere within 1917; `1904..1907` a span; `within(1904..1907)` a moment between.
#ifndef GAZ_DATE_H
#define GAZ_DATE_H

#include "lang/str.h"

#define INSTANT_MIN INT64_MIN // before everything: an open or unknown start
#define INSTANT_MAX INT64_MAX // after everything

typedef enum Truth { NO = 0, YES = 1, UNKNOWN = 2 } Truth;

static inline Truth truth_not(Truth t) { return t == UNKNOWN ? UNKNOWN : (Truth)(1 - (int)t); }

typedef enum DateKind { DATE_MOMENT, DATE_SPAN } DateKind;

typedef enum Precision { // finest first
    PREC_SECOND,
    PREC_MINUTE,
    PREC_HOUR,
    PREC_DAY,
    PREC_MONTH,
    PREC_SEASON,
    PREC_YEAR,
    PREC_DECADE,
    PREC_CENTURY,
    PREC_MILLENNIUM
} Precision;

// The two that have literals (OS is Julian), and those of calendar.h; all but the Gregorian and the
// Julian are counted in days only: `+ 1 month` is a month of the Gregorian calendar there.
typedef enum Calendar {
    CAL_GREGORIAN,
    CAL_JULIAN,
    CAL_SWEDISH,
    CAL_REPUBLICAN,
    CAL_ISLAMIC,
    CAL_RUMI,
    CAL_HEBREW
} Calendar;
enum { CALENDARS = CAL_HEBREW + 1 };

// ? and ~ (% is both). The two lowest bits are of the date as a whole, the next pairs of its year,
// month and day alone: 2004-06~-11 is QUAL_APPROXIMATE << QUAL_YEAR | QUAL_APPROXIMATE <<
// QUAL_MONTH. A mark that stands at every stated part is of the whole, so each has one form.
enum { QUAL_UNCERTAIN = 1, QUAL_APPROXIMATE = 2 };
enum { QUAL_WHOLE = 0, QUAL_YEAR = 2, QUAL_MONTH = 4, QUAL_DAY = 6 }; // where the pairs lie

enum {                      // Date.flags
    DATE_OPEN_START = 1,    // ..1917: no start is stated
    DATE_OPEN_END = 2,      // 1917..: no end is stated
    DATE_WITHIN = 4,        // within(a..b): one moment between, EDTF [a..b]
    DATE_UNKNOWN_START = 8, // with DATE_OPEN_START: EDTF /1917 (unknown) rather than ../1917 (open)
    DATE_UNKNOWN_END = 16,
    DATE_ZONED = 32, // the start's time of day was stated with a zone; it is kept as UTC
    DATE_ZONED_END = 64,
    DATE_WHOLE = 128 // date_period of a date with a mask or a set: all of what it names
};

// How the digits of an end were written where bounds and precision do not tell: the low four bits
// of Date.form are for the start, the high four for the end. 1917-XX has the precision of 1917, as
// no more is known. Of PREC_SEASON the form says which part of a year it is: of FORM_PLAIN 21 to 24
// (spring begins in March), FORM_NORTH 25 to 28, FORM_SOUTH 29 to 32 (spring begins in September),
// FORM_QUARTER 33 to 36, FORM_THIRD 37 to 39 (four months), FORM_HALF 40 and 41. FORM_DIGITS is a
// year of which only the first digits count (1950S2): Date.digits says what was written.
enum {
    FORM_PLAIN = 0,
    FORM_X_DAY = 1,
    FORM_X_MONTH = 2,
    FORM_X_MONTH_DAY = 3,
    FORM_NORTH = 4,
    FORM_SOUTH = 5,
    FORM_QUARTER = 6,
    FORM_THIRD = 7,
    FORM_HALF = 8,
    FORM_DIGITS = 9,
    FORMS
};

// A date whose hull has gaps says more: a mask where digits are open (156X-12-25 is one of ten
// days), a set where several dates are named ([1667, 1670..1672] one of them, {1667, 1670} all).
//
// A mask is eight decimal digits YYYYMMDD in nibbles from the top, MASK_X where the digit is open
// and MASK_NONE where the part is not stated; the sign of the year is the hull's. 0: no mask. There
// is one wherever precision and form do not say it all: also of 1984-1X, whose hull has no gap. A
// month or day that is wholly open is in it too, unless FORM_X_… says so without a mask.
enum { MASK_X = 0xA, MASK_NONE = 0xF };

typedef struct DateSet DateSet;

// Always es <= ls, ee <= le, es <= ee, ls <= le; all relations rely on it.
typedef struct Date {
    int64_t es, ls, ee, le;      // earliest and latest start, earliest and latest end
    uint8_t kind;                // DateKind
    uint8_t prec, end_prec;      // Precision of the start and of the end as stated
    uint8_t qual, end_qual;      // QUAL_… of the start and of the end
    uint8_t calendar;            // Calendar it was stated in
    uint8_t flags;               // DATE_…
    uint8_t form;                // FORM_… of the start, and of the end << 4
    uint32_t mask, end_mask;     // of the start and of the end; of a moment both the same
    uint32_t digits, end_digits; // of FORM_DIGITS (date_digits.c), else 0
    const DateSet *set;          // NULL: none. The hull is that of all its pieces; no mask then
} Date;

// Neither a piece nor a set points anywhere, so that both can be copied into a block. Immutable;
// lives as long as the arena or the archive that a Date with it came from. Pieces are sorted by
// date_order, no two are the same, and there are at least two; only an all-set may be of one
// piece, a range ({1670..1672}, {..1984}). One of several is DATE_MOMENT with DATE_WITHIN, its
// ranges too; all of several is DATE_SPAN from the first to the last, its ranges are spans.
enum { DATE_SET_MAX = 1000 }; // pieces
struct DateSet {
    uint32_t n;
    uint32_t all; // 1 {…}: every piece holds; 0 […]: one of them, not known which
    Date piece[]; // without sets of their own
};
size_t date_set_size(uint32_t n); // bytes of a set of n pieces
const DateSet *date_set_copy(Arena *a, const DateSet *set);

// Why a text is not a date: the place in it and a sentence for people.
typedef struct DateError {
    uint32_t at, len; // bytes within the text
    char message[120];
    char hint[120]; // "" if there is none
} DateError;

// ---- reading and writing ----------------------------------------------------------------

// A date lexeme of the language (four digits, then - / ? ~ % or a mark): 1917 1917-11 1917-11-07
// 1917-11-08T02:10 191X 1917-11? 1917~ 1917% "1917-10-25 OS" "44 BCE" 1671/2-02-06. Ranges are
// built by date_range.
bool date_literal(Str s, Date *out, DateError *err);
// The year y (astronomical count: 0 is 1 BCE) as a date; y within -9999…9999 or beyond as far as
// seconds reach.
Date date_of_year(int64_t y);
// EDTF (ISO 8601-2:2019) of levels 0 to 2. A set is made in the arena; where that is NULL a text
// with one is refused.
bool date_edtf(Arena *a, Str s, Date *out, DateError *err);
// date("…"): EDTF, or else as the language writes it (44 BCE, 1917-10-25 OS) or shows it (18
// Brumaire 8 republican), or both styles of one day (10/21 February 1750/51; see calendar.h).
bool date_text(Arena *a, Str s, Date *out, DateError *err);
// Whether date_text reads it, without looking for what else may have been meant.
bool date_is_text(Arena *a, Str s);
// How the language writes the date that s begins with in words (7 November 1917), for a hint: its
// length in s, or 0 if there is none.
enum { DATE_TEXT = 192 };
uint32_t date_spoken(Str s, char out[DATE_TEXT]);
// a..b, a.. (b NULL) and ..b (a NULL) as the archive means it: a span from the one to the other.
// False with a message where it ends before it begins, or where an end is a set.
bool date_range(const Date *a, const Date *b, Date *out, DateError *err);
// within(range): one moment between the range's earliest start and latest end.
Date date_within(const Date *range);
// A date as the language writes it without quotes: 1917-10-25 OS, 1904..1907, within(1904..).
bool date_unquoted(Str s, Date *out);
// EDTF in canonical form (days of the Julian calendar as Gregorian ones, its months and years as
// [first day..last day]; beyond the year 9999 years only); at most DATE_TEXT bytes, NUL-terminated;
// returns the length. Of a set that is longer only as many members as fit, then "…": whoever must
// have all of it calls date_string.
uint32_t date_write(const Date *d, char out[DATE_TEXT]);
// As a table shows it: EDTF, but "44 BCE" for BCE years, "c. 1917", "1917?", "1904..1907".
uint32_t date_show(const Date *d, char out[DATE_TEXT]);
// julian(d): "1917-10-25 OS", with the precision of d (times of day kept); years as in EDTF.
uint32_t date_julian(const Date *d, char out[DATE_TEXT]);
// Any of the three in full, however long.
typedef uint32_t DateWriter(const Date *d, char out[DATE_TEXT]);
Str date_string(Arena *a, const Date *d, DateWriter *write);

// ---- meaning in comparisons -----------------------------------------------------------------

// How far ? and ~ widen a bound. unit: one unit of the date's own precision (two for %); else this
// duration (months and seconds); zero takes no notice of qualifiers. With it goes the other setting
// of dates, where the year of an Old Style date begins (a YearStyle of calendar.h).
typedef struct Circa {
    bool unit;
    uint8_t year_begins;
    int32_t months;
    int64_t seconds;
} Circa;

// The bounds widened for its qualifiers (unchanged where it has none; zero takes the qualifiers
// off). A written date is widened after date_period, so that its edges become doubtful, not merely
// wider.
Date date_widen(const Date *d, Circa c);
// A date written in a query as the whole period it names: starts exactly at es, ends exactly at le.
// Qualifiers stay for date_widen. Where it has gaps: all units that the mask or the set names
// (DATE_WHOLE).
Date date_period(const Date *d);
// d without qualifiers, those of a set's pieces too: exactly(d).
Date date_exactly(Arena *a, const Date *d);

// Three-valued relations over every world the (already widened) bounds allow. A written period is
// passed as date_period made it, so one function serves recorded and written dates alike.
// Exact: YES if so in every world, NO if in none. The conditions are on the extremes of each bound;
// as the worlds of two dates are independent, an extreme of the one meets any extreme of the other.
static inline Truth truth_of(bool certain, bool possible) { // certain implies possible
    return (Truth)(2 * (int)possible - (int)certain);
}

// a ends before b begins.
static inline Truth date_before(const Date *a, const Date *b) {
    return truth_of(a->le < b->es, a->ee < b->ls);
}

// a begins after b ends.
static inline Truth date_after(const Date *a, const Date *b) {
    return truth_of(b->le < a->es, b->ee < a->ls);
}

// All of a lies within p. A moment p can only hold an a that may last no longer than a second.
static inline Truth date_in(const Date *a, const Date *p) {
    bool certain = (p->ls <= a->es) & (a->le <= p->ee);
    bool room = (p->kind != DATE_MOMENT) | (a->ee <= a->ls);
    return truth_of(certain, (p->es <= a->ls) & (a->ee <= p->le) & room);
}

// They share a second.
static inline Truth date_overlaps(const Date *a, const Date *b) {
    return truth_of((a->ls <= b->ee) & (b->ls <= a->ee), (a->es <= b->le) & (b->es <= a->le));
}

// Recorded dates: YES if both state the same, unqualified; NO if they can't be the same period;
// else UNKNOWN.
Truth date_equal(const Date *a, const Date *b);

// Allen's relations of two stretches of seconds, in such an order that a relation r read from the
// other side is ALLENS - 1 - r. A second is the atom: one stretch meets the next where that begins
// with the following second; a moment lasts one second.
typedef enum Allen {
    ALLEN_BEFORE, // there is a second between
    ALLEN_MEETS,
    ALLEN_OVERLAPS,
    ALLEN_STARTS,
    ALLEN_DURING,
    ALLEN_FINISHES,
    ALLEN_EQUALS,
    ALLEN_FINISHED_BY,
    ALLEN_CONTAINS,
    ALLEN_STARTED_BY,
    ALLEN_OVERLAPPED_BY,
    ALLEN_MET_BY,
    ALLEN_AFTER,
    ALLENS
} Allen;
extern const char *const allen_names[ALLENS]; // "before" … "after"

typedef enum DateRelation { REL_BEFORE, REL_AFTER, REL_IN, REL_OVERLAPS, REL_EQUAL } DateRelation;

// A mask or a set: the hull does not say all, and the functions above are not to be asked.
static inline bool date_has_pieces(const Date *d) {
    return ((d->mask | d->end_mask) != 0) | (d->set != NULL);
}
// The relation of any two dates, not yet widened. A set in { } is there with all its members: in:
// each of them lies within one of the other's; overlaps: one shares a second with one; before and
// after: all of them; equal: the same stretches.
Truth date_relation(Arena *scratch, DateRelation r, const Date *a, const Date *b, Circa c);
// Widened, without pieces: no world of the date has a start or an end outside of these bounds.
Date date_around(const Date *d, Circa c);
// What both datings of one thing allow (date_common.c says how); false: they can't both be right.
bool date_common(Arena *arena, const Date *a, const Date *b, Circa c, Date *out);
// Bit r is set where relation r holds in some world, of the stretches from first start to last end.
uint32_t date_allen(Arena *scratch, const Date *a, const Date *b, Circa c);

bool date_same(const Date *a, const Date *b); // same stated period and qualifiers (calendar aside)
uint64_t date_hash(const Date *d);            // equal for dates that are date_same
int date_order(const Date *a,
               const Date *b); // earliest start, latest end, then the rest; 0 only if date_same
// The same, and 0 only if nothing tells the two apart, not even calendar and form.
int date_exact_order(const Date *a, const Date *b);

// ---- parts ----------------------------------------------------------------------------------

// earliest(d), latest(d): the moment of the first or last second it may touch, exact to the second,
// or to the day where that bound falls on a day's edge; without qualifiers. Where there is no such
// end (date_has_start, date_has_end) the answer is missing; the date returned is then infinite.
// start(d), end(d): the moment in which it starts or ends.
static inline bool date_has_start(const Date *d) { return d->es != INSTANT_MIN; }
static inline bool date_has_end(const Date *d) { return d->le != INSTANT_MAX; }
Date date_earliest(const Date *d);
Date date_latest(const Date *d);
Date date_start(const Date *d);
Date date_end(const Date *d);
Date date_edge(Arena *a, const Date *d, bool end); // the same, masks cut by the other end as sets

typedef enum DatePart {
    PART_YEAR,
    PART_MONTH,
    PART_DAY,
    PART_HOUR,
    PART_MINUTE,
    PART_SECOND,
    PART_CENTURY,
    PART_DECADE,
    PART_WEEKDAY /* 0 Monday … 6 Sunday */
} DatePart;
// A part that the date determines (qualifiers aside); false where it does not. Always of the
// Gregorian calendar, in which dates are compared: dates that are the same have the same parts, and
// the Old Style ones are read off date_julian. Century: 1901 to 2000 is 20, as is 19XX; 100 to 1
// BCE is -1. Decade: the first year of ten by rounding down.
bool date_part(const Date *d, DatePart part, int64_t *out);
// What date_part says of year, month and day, in one number for whoever keeps it beside a date;
// 0: the date must be asked. An undetermined part is 0 in it, and the year stands PARTS_BIAS
// higher.
enum { PARTS_DAY = 0, PARTS_MONTH = 5, PARTS_YEAR = 9, PARTS_BIAS = 1 << 14 }; // where each begins
enum { PARTS_DAY_MASK = 31, PARTS_MONTH_MASK = 15, PARTS_YEAR_MASK = 2 * PARTS_BIAS - 1 };
uint32_t date_parts(const Date *d);
extern const char *const date_weekday_names[7]; // "Monday" …
extern const char *const precision_names[];     // "second" … "millennium"

// ---- durations ------------------------------------------------------------------------------

// Between lo and hi; each bound is whole calendar months plus seconds.
typedef struct Duration {
    int64_t lo_s, hi_s;
    int32_t lo_m, hi_m;
} Duration;

typedef enum Unit { U_SECOND, U_MINUTE, U_HOUR, U_DAY, U_WEEK, U_MONTH, U_YEAR } Unit;

bool duration_of(int64_t n, Unit unit, Duration *out);
bool duration_read(Str s, Duration *out); // "5 years" as the language writes it, or ISO 8601
// From b's start to a's start (a - b): in whole years, months, days and time, as an age is counted.
bool duration_between(const Date *a, const Date *b, Duration *out);
bool duration_add(Duration a, Duration b, Duration *out);
bool duration_sub(Duration a, Duration b, Duration *out);
bool duration_scale(Duration a, double k, Duration *out);
bool date_plus(const Date *d, Duration by, int sign, Date *out); // false beyond the range of time
Truth duration_cmp(Duration a, Duration b, bool or_equal);       // a < b (a <= b)
Truth duration_equal(Duration a, Duration b);
int duration_order(Duration a, Duration b);               // by lower, then upper bound
double duration_seconds(Duration a, bool upper);          // a month as 30.436875 days
uint32_t duration_write(Duration d, char out[DATE_TEXT]); // ISO 8601: PT4H30M, P53Y/P54Y
uint32_t duration_show(Duration d, char out[DATE_TEXT]);  // "53–54 years", "4 hours 30 minutes"

// ---- calendar arithmetic (days from 1970-01-01) ---------------------------------------------
// Algorithms: E. M. Reingold, N. Dershowitz, Calendrical Calculations.
typedef struct Ymd {
    int64_t y;
    int32_t m, d;
} Ymd;
int64_t days_from_ymd(Calendar c, int64_t y, int32_t m, int32_t d);
Ymd ymd_from_days(Calendar c, int64_t days);
int32_t days_in_month(Calendar c, int64_t y, int32_t m);

#endif
