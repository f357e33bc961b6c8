// The days of Christian feasts. In: a feast, a year of a calendar. Out: a day number. Knows no
// words.
#include "lang/calendar.h"
#include "lang/phrase_impl.h"

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
    return easter_day(c, year) + moving[f];
}
