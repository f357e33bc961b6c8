// Calendars: which there are, how their years and months are made and called, and dates made from
// their parts. In: years, months and days as people counted them; names. Out: days since
// 1970-01-01, dates, texts. Knows nothing of places (change_over.h) and of queries.
//
// Days run from midnight to midnight: a day that began at sunset (Hebrew, Islamic) is the one that
// holds its daylight. Months are counted in the order of the year, so Tishri is 1 in the Hebrew
// one, and Adar II 7 where there are two. The republican years are those of the decree until 14
// and go on by Romme's rule; the Swedish one is the Julian save for 1700-03-01 to 1712-02-30.
//
// Arithmetic after E. M. Reingold, N. Dershowitz, Calendrical Calculations, chapters 2, 3, 6, 7, 8
// and 16.
#ifndef GAZ_CALENDAR_H
#define GAZ_CALENDAR_H

#include "lang/date.h"

const char *calendar_name(Calendar c); // "gregorian", "hebrew" …
// The calendar of this name; else false with a message that names the nearest.
bool calendar_named(Arena *a, Str name, Calendar *out, DateError *err);
bool calendar_is(Str name, Calendar *out);
// Was (or could) this day have been dated in this calendar? Not before its first year; the Ottoman
// one ended with 1925.
bool calendar_holds(Calendar c, int64_t days);

int32_t months_in_year(Calendar c, int64_t y);
Str month_name(Calendar c, int64_t y, int32_t m); // m within the year
// The month of this name (case, accents, hyphens and blanks aside) in that year.
bool month_named(Arena *a, Calendar c, int64_t y, Str name, int32_t *m, DateError *err);
// Whether a month's number is sure: the Hebrew ones are counted from Nisan or from Tishri, the
// Ottoman ones from March or from January.
bool months_have_numbers(Calendar c);

// The date of a year (m and d 0), of a month (d 0) or of a day, which keeps its calendar; false
// with the reason where there is no such year, month or day. Years of the Gregorian, Julian and
// Swedish calendar are astronomical (0 is 1 BCE).
bool calendar_date(Calendar c, int64_t y, int32_t m, int32_t d, Date *out, DateError *err);

// d told in the calendar c: the same moments, each end that is longer than a day as its first and
// last day. A mask becomes the stretch that it lies in.
Date date_retell(Arena *a, const Date *d, Calendar c);
// d as the calendar c writes it: "18 Brumaire 8 republican", "1917-10-25 OS", "1917-11-07". False
// where a day of it lies outside of what the calendar holds.
bool date_in_calendar(Arena *a, const Date *d, Calendar c, Str *out);

// What date("…") reads besides EDTF and literals: "18 Brumaire 8 republican" as it is shown, and
// the two styles of one day, "10/21 February 1750/51", "25 October/7 November 1917", kept as Old
// Style. *mine: the text is of this kind, so an error tells what is wrong with it.
bool calendar_text(Arena *a, Str s, Date *out, DateError *err, bool *mine);

// Easter Sunday of a Julian or Gregorian year, in days.
int64_t easter_day(Calendar c, int64_t y);

// On which day the year was counted up where it was not on 1 January: some time after ours began
// (24 March 1648 was followed by 25 March 1649), or before it (Pisa was a year ahead of Florence).
typedef enum YearStyle {
    YEAR_JANUARY,
    YEAR_MARCH,        // 1 March: Venice
    YEAR_ANNUNCIATION, // 25 March: England, Florence
    YEAR_EASTER,       // France until 1564
    YEAR_SEPTEMBER,    // 1 September before: Byzantium, Russia
    YEAR_CHRISTMAS,    // 25 December before
    YEAR_PISA          // 25 March before
} YearStyle;
enum { YEAR_STYLES = YEAR_PISA + 1 };
// "25 March", "Lady Day" … as `set year_begins` takes it.
bool year_style_named(Arena *a, Str name, YearStyle *out, DateError *err);
// The days that were dated y-m-d where the year began so: none, one, or between two Easters two.
// d 0: the stretches that were that month (two where the year began in the midst of it), m 0: the
// year. first and last are days.
typedef struct Stretch {
    int64_t first, last;
} Stretch;
uint32_t year_stretches(Calendar c, YearStyle s, int64_t y, int32_t m, int32_t d, Stretch out[2]);
// The date that d (a day, month or year of the Gregorian or Julian calendar, or a time of day)
// meant where the year began so; of two stretches one, it is not known which. False with the
// reason where no such date came.
bool year_restyle(Arena *a, const Date *d, YearStyle s, Date *out, DateError *err);
// What a source or query wrote: restyled if it is Old Style and its year is not a dual one, which
// says itself what it means.
bool year_restyle_written(Arena *a, Str words, YearStyle s, Date *d, DateError *err);

// The date that was dated so where the year began as the style says.
bool year_date(Arena *a, Calendar c, YearStyle s, Ymd dated, Date *out, DateError *err);
// One stretch of days as a date: a day, month or year where it is one, else [first..last]; several
// as a set of which one is meant.
Date stretch_date(const Stretch *s, Calendar c, Precision p);
Date stretches_date(Arena *a, const Stretch *s, uint32_t n, Calendar c, Precision p, uint8_t qual);

// Takes the first of several names, "Tishri|Tishrei".
Str calendar_next_name(const char **names);
// Which of n rows, each of several such names, the text names, whatever its case and accents; -1
// and the nearest name where it is none of them.
typedef const char *RowNames(uint32_t row);
struct Near;
int32_t calendar_row_named(Arena *a, Str name, uint32_t n, RowNames *names, struct Near *near);
// The hint that asks for the nearest name, or what else to say where none is near.
void calendar_hint_near(DateError *err, const struct Near *near, const char *else_say);

// For calendar.c: the calendars of calendar_civil.c and calendar_lunar.c. Total: any year and day.
typedef struct Reckoning {
    int64_t (*days)(int64_t y, int32_t m, int32_t d);
    Ymd (*ymd)(int64_t days);
    int32_t (*length)(int64_t y, int32_t m); // of a month
    int32_t (*months)(int64_t y);
} Reckoning;
extern const Reckoning swedish_reckoning, republican_reckoning, rumi_reckoning, islamic_reckoning,
    hebrew_reckoning;
bool hebrew_leap(int64_t y);

#endif
