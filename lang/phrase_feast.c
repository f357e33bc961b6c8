// The days of Christian feasts. In: a feast, a year of a calendar. Out: a day number. Easter by the
// arithmetic of the tables of the golden number and the epact (Reingold and Dershowitz, Calendrical
// Calculations, "Ecclesiastical Calendars"), Julian or Gregorian.
#include "lang/date_impl.h"
#include "lang/phrase_impl.h"

int64_t easter_days(Calendar c, int64_t year) {
    int64_t golden = year - floor_div(year, 19) * 19, century = floor_div(year, 100) + 1;
    int64_t epact = 14 + 11 * golden;
    if (c == CAL_GREGORIAN) epact += -floor_div(3 * century, 4) + floor_div(5 + 8 * century, 25);
    epact -= floor_div(epact, 30) * 30;
    if (c == CAL_GREGORIAN && (epact == 0 || (epact == 1 && golden > 10))) epact++;
    int64_t moon = days_from_ymd(c, year, 4, 19) - epact;    // the full moon of the tables
    int64_t weekday = moon + 3 - floor_div(moon + 3, 7) * 7; // 0 Monday: 1970-01-01 was a Thursday
    return moon + 7 - (weekday + 1) % 7;                     // the Sunday after it
}

int64_t feast_days(Feast f, Calendar c, int64_t year) {
    static const struct {
        uint8_t month, day;
    } fixed[] = {
        [FEAST_CHRISTMAS] = {12, 25}, [FEAST_CHRISTMAS_EVE] = {12, 24},
        [FEAST_NEW_YEAR] = {1, 1},    [FEAST_NEW_YEARS_EVE] = {12, 31},
        [FEAST_EPIPHANY] = {1, 6},    [FEAST_CANDLEMAS] = {2, 2},
        [FEAST_LADY_DAY] = {3, 25},   [FEAST_MIDSUMMER] = {6, 24},
        [FEAST_LAMMAS] = {8, 1},      [FEAST_MICHAELMAS] = {9, 29},
        [FEAST_ALL_SAINTS] = {11, 1}, [FEAST_MARTINMAS] = {11, 11},
    };
    static const int8_t moving[] = {
        [FEAST_EASTER] = 0,          [FEAST_GOOD_FRIDAY] = -2,    [FEAST_EASTER_MONDAY] = 1,
        [FEAST_ASCENSION] = 39,      [FEAST_PENTECOST] = 49,      [FEAST_WHIT_MONDAY] = 50,
        [FEAST_CORPUS_CHRISTI] = 60, [FEAST_ASH_WEDNESDAY] = -46, [FEAST_PALM_SUNDAY] = -7,
    };
    if (f <= FEAST_FIXED) return days_from_ymd(c, year, fixed[f].month, fixed[f].day);
    return easter_days(c, year) + moving[f];
}
