// Three calendars that states made: the Swedish one of 1700 to 1712, the French republican one and
// the Ottoman fiscal one (Rumi). In: years, months and days. Out: days since 1970-01-01.
//
// Swedish: 29 February 1700 was left out, so it ran a day before the Julian until 30 February 1712.
// Republican: from 22 September 1792; years III, VII and XI had a sixth complementary day, as the
// equinox of Paris required. From 20 on Romme's rule (Reingold and Dershowitz, chapter 16), which
// the Commune's dates of May 1871 (16 Floréal 79) agree with.
// Rumi: Julian months from 1 March, the year 584 less; 15 Şubat 1332 was followed by 1 Mart 1333
// (1 March 1917, Gregorian), and that year ended with December: from 1334 on it began on 1 January
// (F. R. Unat, Hicrî tarihleri milâdî tarihe çevirme kılavuzu).
#include "lang/calendar.h"
#include "lang/date_impl.h"

// ---- Swedish --------------------------------------------------------------------------------

#define SWEDISH_FIRST INT64_C(-98546) // 1 March 1700 there: 11 March New Style
#define SWEDISH_LAST  INT64_C(-94163) // 30 February 1712 there: 11 March New Style

// Before 1 March 1700 and after 30 February 1712 it is the Julian one.
static int64_t swedish_days(int64_t y, int32_t m, int32_t d) {
    int64_t months = y < 1600 || y > 1800 ? 0 : y * 12 + m;
    bool ahead = months >= 1700 * 12 + 3 && months <= 1712 * 12 + 2;
    return days_from_ymd(CAL_JULIAN, y, m, d) - (ahead ? 1 : 0);
}

static Ymd swedish_ymd(int64_t days) {
    if (days < SWEDISH_FIRST || days > SWEDISH_LAST) return ymd_from_days(CAL_JULIAN, days);
    if (days == SWEDISH_LAST) return (Ymd){1712, 2, 30};
    return ymd_from_days(CAL_JULIAN, days + 1);
}

static int32_t swedish_length(int64_t y, int32_t m) {
    if (m == 2 && y == 1700) return 28;
    if (m == 2 && y == 1712) return 30;
    return days_in_month(CAL_JULIAN, y, m);
}

static int32_t twelve_months(int64_t y) {
    (void)y;
    return 12;
}

const Reckoning swedish_reckoning = {swedish_days, swedish_ymd, swedish_length, twelve_months};

// ---- French republican ----------------------------------------------------------------------

#define REPUBLICAN_EPOCH INT64_C(-64748) // 1 Vendémiaire 1: 22 September 1792

enum { REPUBLICAN_MONTHS = 13, ROMME_FROM = 17 };

// Leap days before the year: 3, 7, 11 and 15 as the equinox fell; then as in the Gregorian years.
static int64_t republican_leaps(int64_t y) {
    int64_t p = y - 1;
    if (y < ROMME_FROM) return floor_div(y, 4);
    return p / 4 - p / 100 + p / 400;
}

static int64_t republican_days(int64_t y, int32_t m, int32_t d) {
    return REPUBLICAN_EPOCH + 365 * (y - 1) + republican_leaps(y) + 30 * (m - 1) + d - 1;
}

static Ymd republican_ymd(int64_t days) {
    int64_t n = days - REPUBLICAN_EPOCH, y = floor_div(n, 366) + 1;
    if (n > 366) y = n / 146097 * 400 + n % 146097 / 366;
    if (n < 0) y = floor_div(4 * n, 1461);
    while (republican_days(y + 1, 1, 1) <= days) y++;
    int32_t rest = (int32_t)(days - republican_days(y, 1, 1));
    return (Ymd){y, rest / 30 + 1, rest % 30 + 1};
}

static int32_t republican_length(int64_t y, int32_t m) {
    if (m < REPUBLICAN_MONTHS) return 30;
    return 5 + (int32_t)(republican_leaps(y + 1) - republican_leaps(y));
}

static int32_t republican_months(int64_t y) {
    (void)y;
    return REPUBLICAN_MONTHS;
}

const Reckoning republican_reckoning = {republican_days, republican_ymd, republican_length,
                                        republican_months};

// ---- Ottoman fiscal (Rumi) ------------------------------------------------------------------

#define RUMI_REFORM INT64_C(-19299) // 1 Mart 1333: 1 March 1917

enum { RUMI_SHORT = 1333, RUMI_SHORT_MONTHS = 10, RUMI_YEARS = 584, RUMI_LAST_DAY = 15 };

static int64_t rumi_days(int64_t y, int32_t m, int32_t d) {
    if (y > RUMI_SHORT) return days_from_ymd(CAL_GREGORIAN, y + RUMI_YEARS, m, d);
    Calendar c = y == RUMI_SHORT ? CAL_GREGORIAN : CAL_JULIAN;
    if (m > RUMI_SHORT_MONTHS) return days_from_ymd(c, y + RUMI_YEARS + 1, m - 10, d);
    return days_from_ymd(c, y + RUMI_YEARS, m + 2, d);
}

static Ymd rumi_ymd(int64_t days) {
    bool new_style = days >= RUMI_REFORM;
    Ymd d = ymd_from_days(new_style ? CAL_GREGORIAN : CAL_JULIAN, days);
    int64_t y = d.y - RUMI_YEARS;
    if (y > RUMI_SHORT) return (Ymd){y, d.m, d.d};
    if (d.m > 2) return (Ymd){y, d.m - 2, d.d};
    return (Ymd){y - 1, d.m + 10, d.d};
}

static int32_t rumi_months(int64_t y) { return y == RUMI_SHORT ? RUMI_SHORT_MONTHS : 12; }

static int32_t rumi_length(int64_t y, int32_t m) {
    if (y > RUMI_SHORT) return days_in_month(CAL_GREGORIAN, y + RUMI_YEARS, m);
    if (y == RUMI_SHORT - 1 && m == 12) return RUMI_LAST_DAY;
    if (m > RUMI_SHORT_MONTHS) return days_in_month(CAL_JULIAN, y + RUMI_YEARS + 1, m - 10);
    return days_in_month(CAL_JULIAN, y + RUMI_YEARS, m + 2);
}

const Reckoning rumi_reckoning = {rumi_days, rumi_ymd, rumi_length, rumi_months};
