// Calendar arithmetic: a day of a calendar to and from the number of days since 1970-01-01, for any
// year that seconds can reach, years counted astronomically (0 is 1 BCE). The Gregorian and the
// Julian calendar are here, the others in calendar_civil.c and calendar_lunar.c.
// Knows nothing of dates as sources state them.
// Formulas after E. M. Reingold and N. Dershowitz, Calendrical Calculations, chapters 2 and 3.
#include "lang/calendar.h"
#include "lang/date_impl.h"

// Day 0 of the reckoning below is 0001-01-01 Gregorian.
#define DAYS_TO_1970 719162
#define JULIAN_SHIFT (-2)                  // 0001-01-01 Julian on that reckoning
#define YEAR_CLAMP   INT64_C(292000000000) // its seconds still fit into an int64
#define DAY_LIMIT    (INT64_MAX / DAY - 1)

// NULL for the two calendars of this file.
static const Reckoning *reckoning(Calendar c) {
    switch (c) {
    case CAL_SWEDISH: return &swedish_reckoning;
    case CAL_REPUBLICAN: return &republican_reckoning;
    case CAL_ISLAMIC: return &islamic_reckoning;
    case CAL_RUMI: return &rumi_reckoning;
    case CAL_HEBREW: return &hebrew_reckoning;
    case CAL_GREGORIAN:
    case CAL_JULIAN: break;
    }
    return NULL;
}

int32_t months_in_year(Calendar c, int64_t y) {
    const Reckoning *r = reckoning(c);
    return r ? r->months(y) : 12;
}

static bool leap_year(Calendar c, int64_t y) {
    if (y % 4 != 0) return false;
    return c == CAL_JULIAN || y % 100 != 0 || y % 400 == 0;
}

int32_t days_in_month(Calendar c, int64_t y, int32_t m) {
    static const int8_t length[13] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (c > CAL_JULIAN) return m < 1 || m > months_in_year(c, y) ? 0 : reckoning(c)->length(y, m);
    if (m < 1 || m > 12) return 0;
    return m == 2 && leap_year(c, y) ? 29 : length[m];
}

// Days from the epoch of the reckoning to 1 January of the year y.
static int64_t year_start(Calendar c, int64_t y) {
    int64_t p = y - 1;
    int64_t days = 365 * p + floor_div(p, 4);
    if (c == CAL_JULIAN) return days + JULIAN_SHIFT;
    return days - floor_div(p, 100) + floor_div(p, 400);
}

static int64_t days_of(Calendar c, int64_t y, int32_t m, int32_t d) {
    // Months of 30.58 days as if February had 30; from March on that is put right.
    int64_t before = (367 * m - 362) / 12;
    if (m > 2) before -= leap_year(c, y) ? 1 : 2;
    return year_start(c, y) + before + d - 1 - DAYS_TO_1970;
}

int64_t days_from_ymd(Calendar c, int64_t y, int32_t m, int32_t d) {
    if (y > YEAR_CLAMP) y = YEAR_CLAMP;
    if (y < -YEAR_CLAMP) y = -YEAR_CLAMP;
    if (c > CAL_JULIAN) return reckoning(c)->days(y, m, d);
    return days_of(c, y, m, d);
}

static int64_t gregorian_year(int64_t n) {
    int64_t n400 = floor_div(n, 146097);
    int64_t rest = n - n400 * 146097;
    int64_t n100 = rest / 36524;
    rest -= n100 * 36524;
    int64_t n4 = rest / 1461;
    rest -= n4 * 1461;
    int64_t n1 = rest / 365;
    int64_t y = 400 * n400 + 100 * n100 + 4 * n4 + n1;
    return n100 == 4 || n1 == 4 ? y : y + 1; // the last day of a leap cycle belongs to its year
}

// Of the Gregorian years near enough for 32 bits, without a division that is not by a constant:
// years begin in March, a century and the year in it are read off one product each. After C. Neri
// and L. Schneider, Euclidean affine functions and their application to calendar algorithms (2023).
#define NEAR_CYCLES 82 // of 400 years, so that what is divided is positive
#define NEAR_DAYS   INT64_C(10000000)

static Ymd near_ymd(int32_t days) {
    uint32_t n = (uint32_t)(days + 719468 + 146097 * NEAR_CYCLES); // since 1 March of a year 0
    uint32_t of_century = 4 * n + 3, century = of_century / 146097;
    uint32_t of_year = of_century % 146097 / 4 * 4 + 3;
    uint64_t product = UINT64_C(2939745) * of_year; // 2^32 / 1461 days of four years
    uint32_t year = (uint32_t)(product >> 32), day = (uint32_t)product / 2939745 / 4;
    uint32_t month = 2141 * day + 197913; // from 3 on, in the high 16 bits
    bool next = day >= 306;               // January and February belong to the next year
    int64_t y = (int64_t)(100 * century + year) - 400 * NEAR_CYCLES + next;
    int32_t m = (int32_t)(month >> 16) - (next ? 12 : 0);
    return (Ymd){y, m, (int32_t)((month & 0xffff) / 2141) + 1};
}

Ymd ymd_from_days(Calendar c, int64_t days) {
    if (c == CAL_GREGORIAN && days > -NEAR_DAYS && days < NEAR_DAYS) return near_ymd((int32_t)days);
    if (days > DAY_LIMIT) days = DAY_LIMIT;
    if (days < -DAY_LIMIT) days = -DAY_LIMIT;
    if (c > CAL_JULIAN) return reckoning(c)->ymd(days);
    int64_t n = days + DAYS_TO_1970;
    int64_t y =
        c == CAL_JULIAN ? floor_div(4 * (n - JULIAN_SHIFT) + 1464, 1461) : gregorian_year(n);
    bool leap = leap_year(c, y);
    int32_t prior = (int32_t)(n - year_start(c, y));
    int32_t march = leap ? 60 : 59;
    int32_t correction = prior < march ? 0 : leap ? 1 : 2;
    int32_t m = (12 * (prior + correction) + 373) / 367;
    int32_t d = (int32_t)(days - days_of(c, y, m, 1)) + 1;
    return (Ymd){y, m, d};
}
