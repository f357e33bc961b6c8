// Calendars of the moon: the Islamic one by its cycle of 30 years (civil, epoch 16 July 622) and
// the Hebrew one by the mean moon and its four postponements. In: years, months and days. Out: days
// since 1970-01-01. Formulas after E. M. Reingold and N. Dershowitz, Calendrical Calculations,
// chapters 7 and 8; months of the Hebrew year are counted from Tishri here.
#include "lang/calendar.h"
#include "lang/date_impl.h"

// ---- Islamic, civil -------------------------------------------------------------------------

#define ISLAMIC_EPOCH INT64_C(-492148) // 1 Muharram 1: 622-07-16 Julian

enum { ISLAMIC_MONTHS = 12, ISLAMIC_CYCLE = 30, ISLAMIC_CYCLE_DAYS = 10631 };

static int64_t islamic_days(int64_t y, int32_t m, int32_t d) {
    int64_t leaps = floor_div(3 + 11 * y, ISLAMIC_CYCLE);
    return ISLAMIC_EPOCH + 354 * (y - 1) + leaps + 29 * (m - 1) + m / 2 + d - 1;
}

static Ymd islamic_ymd(int64_t days) {
    int64_t n = days - ISLAMIC_EPOCH;
    int64_t y = floor_div(ISLAMIC_CYCLE * n + 10646, ISLAMIC_CYCLE_DAYS);
    int32_t prior = (int32_t)(days - islamic_days(y, 1, 1));
    int32_t m = (11 * prior + 330) / 325;
    return (Ymd){y, m, (int32_t)(days - islamic_days(y, m, 1)) + 1};
}

static int32_t islamic_months(int64_t y) {
    (void)y;
    return ISLAMIC_MONTHS;
}

static bool islamic_leap(int64_t y) {
    int64_t v = 14 + 11 * y;
    return v - floor_div(v, ISLAMIC_CYCLE) * ISLAMIC_CYCLE < 11;
}

static int32_t islamic_length(int64_t y, int32_t m) {
    return m % 2 == 1 || (m == ISLAMIC_MONTHS && islamic_leap(y)) ? 30 : 29;
}

const Reckoning islamic_reckoning = {islamic_days, islamic_ymd, islamic_length, islamic_months};

// ---- Hebrew ---------------------------------------------------------------------------------

#define HEBREW_EPOCH INT64_C(-2092590) // 1 Tishri 1: 7 October 3761 BCE, Julian

enum { PARTS_OF_DAY = 25920, MONTH_PARTS = 13753, FIRST_PARTS = 12084 }; // 1080 to the hour
enum { CYCLE_YEARS = 19, CYCLE_MONTHS = 235 };

bool hebrew_leap(int64_t y) {
    int64_t v = 7 * y + 1;
    return v - floor_div(v, CYCLE_YEARS) * CYCLE_YEARS < 7;
}

// Days from the epoch to the mean new moon of Tishri of the year, moved off Sunday, Wednesday and
// Friday (and to the next day where the moon comes too late).
static int64_t elapsed_days(int64_t y) {
    int64_t months = floor_div(CYCLE_MONTHS * y - (CYCLE_MONTHS - 1), CYCLE_YEARS);
    int64_t parts = FIRST_PARTS + MONTH_PARTS * months;
    int64_t day = 29 * months + floor_div(parts, PARTS_OF_DAY);
    int64_t v = 3 * (day + 1);
    return v - floor_div(v, 7) * 7 < 3 ? day + 1 : day;
}

// 1 Tishri, moved once more where a year would have an impossible length.
static int64_t new_year(int64_t y) {
    int64_t last = elapsed_days(y - 1), now = elapsed_days(y), next = elapsed_days(y + 1);
    int64_t delay = next - now == 356 ? 2 : now - last == 382 ? 1 : 0;
    return HEBREW_EPOCH + now + delay;
}

static int32_t hebrew_months(int64_t y) { return hebrew_leap(y) ? 13 : 12; }

static int32_t hebrew_length(int64_t y, int32_t m) {
    int64_t year = new_year(y + 1) - new_year(y);
    bool leap = hebrew_leap(y);
    if (m == 2) return year % 10 == 5 ? 30 : 29; // Heshvan is long in 355 and 385 days
    if (m == 3) return year % 10 == 3 ? 29 : 30; // Kislev is short in 353 and 383
    if (m == 6) return leap ? 30 : 29;           // Adar I is added with 30
    int32_t n = leap && m > 6 ? m - 1 : m;       // from there on in turns: Nisan is 7
    return n % 2 == 1 ? 30 : 29;
}

static int64_t hebrew_days(int64_t y, int32_t m, int32_t d) {
    int64_t days = new_year(y) + d - 1;
    for (int32_t i = 1; i < m; i++) days += hebrew_length(y, i);
    return days;
}

// A year has 35975351 / 98496 days in the mean.
static Ymd hebrew_ymd(int64_t days) {
    const int64_t over = 35975351, under = 98496;
    int64_t n = days - HEBREW_EPOCH;
    int64_t y = n / over * under + floor_div(n % over * under, over);
    while (new_year(y + 1) <= days) y++;
    int64_t rest = days - new_year(y);
    int32_t m = 1;
    for (int32_t length; rest >= (length = hebrew_length(y, m)); m++) rest -= length;
    return (Ymd){y, m, (int32_t)rest + 1};
}

const Reckoning hebrew_reckoning = {hebrew_days, hebrew_ymd, hebrew_length, hebrew_months};
