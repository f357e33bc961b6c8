// What the files of the date module share and nobody else includes: units of a calendar as
// stretches of seconds, shifting by months, and a small bounded writer.
#ifndef GAZ_DATE_IMPL_H
#define GAZ_DATE_IMPL_H

#include "lang/date.h"

#define DAY        INT64_C(86400)
#define YEAR_LIMIT INT64_C(290000000000) // the furthest year that can be stated
#define TIME_LIMIT                                                                                 \
    INT64_C(9200000000000000000)       // instants beyond count as infinite (year 291.5e9),
                                       // so that rounding to a unit never overflows
#define MONTH_SECONDS INT64_C(2629746) // 30.436875 days, a twelfth of the mean Gregorian year

static inline int64_t floor_div(int64_t a, int64_t b) {
    int64_t q = a / b;
    return q - ((a % b != 0) & ((a ^ b) < 0));
}

static inline bool is_finite(int64_t t) { return t >= -TIME_LIMIT && t <= TIME_LIMIT; }

// Sums that end at infinity rather than wrap; infinity stays where it is.
static inline int64_t add_clamped(int64_t t, int64_t by) {
    int64_t sum;
    if (!is_finite(t)) return t;
    if (__builtin_add_overflow(t, by, &sum) || !is_finite(sum))
        return by < 0 ? INSTANT_MIN : INSTANT_MAX;
    return sum;
}

// An instant taken apart in a calendar. t must be finite.
typedef struct Clock {
    Ymd day;
    int32_t hour, minute, second;
} Clock;
Clock clock_of(Calendar c, int64_t t);

// First and last second of the unit of that precision in which the finite instant t lies.
// Decades and longer are those of EDTF: -004X is -0049 to -0040.
int64_t unit_first(Calendar c, int64_t t, Precision p);
int64_t unit_last(Calendar c, int64_t t, Precision p);
int64_t year_first(Calendar c, int64_t y); // first second of a year within YEAR_LIMIT
int32_t unit_months(Precision p);          // 0 for units shorter than a month
int64_t unit_seconds(Precision p);         // 0 for units of months

// Months and years are added by the Gregorian calendar where the date's own has no twelve months.
static inline Calendar month_calendar(Calendar c) { return c > CAL_JULIAN ? CAL_GREGORIAN : c; }

// t some calendar months on; the day is cut to the length of the month. Clamped like add_clamped.
int64_t shift_months(Calendar c, int64_t t, int64_t months);
// The same for a bound of a date of precision p: a last second of a month stays one.
int64_t shift_bound(Calendar c, int64_t t, Precision p, int64_t months, int64_t seconds);

// Makes precision, form and flags of a moment fit its bounds again, so that what is written says
// them exactly: as the coarsest single unit not coarser than prec, else as [a..b].
void moment_rename(Date *d, Precision prec, Precision end_prec);

// ---- forms (date_forms.c) -------------------------------------------------------------------

bool mask_two_fits(uint32_t two, int32_t value); // two nibbles of a mask, a number below 100
// The first or last day that fits a mask; false if no day does.
bool mask_edge(uint32_t mask, bool negative, bool last, Ymd *out);
int32_t mask_part(uint32_t mask, bool day); // the month or day of all of its dates, or 0

// What an end states: a year, a month, a part of a year, a day, or a time to some unit.
typedef enum Grain { GRAIN_YEAR, GRAIN_MONTH, GRAIN_SEASON, GRAIN_DAY, GRAIN_TIME } Grain;
Grain grain_of(Precision p, uint8_t form, uint32_t mask);
// EDTF has ranges in brackets only from like to like: 1904..1907, not 1904..1907-05.
bool grains_agree(const Date *range);

// The codes 21 to 41: which part of a year (FORM_…) and the month it begins with, and back.
bool season_of(int32_t code, uint8_t *form, int32_t *month);
int32_t season_code(uint8_t form, int32_t month);
int32_t season_months(uint8_t form); // how long it is

// A year of which the first `count` digits count, and its magnitude, as Date.digits has it; false
// where the estimate is too long for that.
bool digits_pack(int64_t magnitude, uint32_t count, uint32_t *out);
int32_t digits_given(int64_t magnitude); // how many digits a year has
typedef struct Digits {                  // magnitudes of years
    int64_t least, most, estimate;
} Digits;
Digits digits_of(int64_t year, uint32_t digits); // year: any that it allows

// The last second that what is stated of the start allows, and the first of the end, whatever the
// other end leaves of it.
int64_t stated_last(const Date *d);
int64_t stated_first(const Date *d);

// duration_gap of what the four instants say alone. (date_duration.c)
bool gap_of_bounds(const Date *a, const Date *b, Duration *out);

// ---- sets (date_set.c) ----------------------------------------------------------------------

// A set with room for n pieces, cleared; and the date that its pieces make once they are filled in:
// sorts them and drops repeated ones.
DateSet *date_set_new(Arena *a, uint32_t n, bool all);
Date date_set_finish(DateSet *set);

extern const char *const date_month_names[13]; // from 1 on

// A text being written into a buffer of DATE_TEXT bytes; what does not fit is left out.
typedef struct Out {
    char *p;
    uint32_t n;
} Out;
void out_char(Out *o, char c);
void out_text(Out *o, const char *s);
void out_bytes(Out *o, const char *s, uint32_t n);
void out_number(Out *o, uint64_t v, uint32_t width); // zeros on the left up to width
uint32_t out_end(Out *o);                            // ends it with a NUL; returns the length

// A day, month or year of another calendar than the Gregorian and the Julian, as it is shown: "18
// Brumaire 8 republican", "1712-02-30 swedish"; at: an instant in it. False, nothing written, where
// the calendar does not hold it. (calendar_text.c)
bool calendar_put(Out *o, Calendar c, int64_t at, Precision p);

void date_fail(DateError *err, uint32_t at, uint32_t len, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
// date_edtf or date_literal without the search for a hint; and only whether one of them reads it.
bool date_read_plain(Arena *a, Str s, bool edtf, Date *out, DateError *err);
bool date_read_quick(Str s, Date *out); // the commonest, both ways; false: ask the others
bool date_readable(Str s, bool edtf);
// Looks for what the writer of a text that is no date may have meant; fills err->hint.
void date_suggest(Str s, bool edtf, DateError *err);

#endif
