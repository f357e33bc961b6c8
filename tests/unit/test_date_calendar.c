// Calendars against published values: the table of sample dates in Reingold and Dershowitz,
// "Calendrical Calculations" (appendix C), dates that history books give in both styles, Julian day
// numbers, and a day-by-day walk that knows only the lengths of months.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lang/date.h"

#if defined(__SANITIZE_ADDRESS__)
enum { YEARS = 900 };
#else
enum { YEARS = 6000 };
#endif

static void same_day(Calendar c, int64_t days, int64_t y, int m, int d) {
    Ymd got = ymd_from_days(c, days);
    if (got.y == y && got.m == m && got.d == d && days_from_ymd(c, y, m, d) == days) return;
    fail_msg("day %lld: %lld-%d-%d, not %lld-%d-%d; back %lld", (long long)days, (long long)got.y,
             got.m, got.d, (long long)y, m, d, (long long)days_from_ymd(c, y, m, d));
}

// R.D. (fixed day), weekday (0 is Sunday there), Gregorian, Julian. Their Julian years have no 0;
// ours do, so -587 there is -586 here.
static const struct {
    int fixed, weekday, gy, gm, gd, jy, jm, jd;
} samples[] = {
    {-214193, 0, -586, 7, 24, -586, 7, 30}, {-61387, 3, -168, 12, 5, -168, 12, 8},
    {25469, 3, 70, 9, 24, 70, 9, 26},       {49217, 0, 135, 10, 2, 135, 10, 3},
    {171307, 3, 470, 1, 8, 470, 1, 7},      {210155, 1, 576, 5, 20, 576, 5, 18},
    {253427, 6, 694, 11, 10, 694, 11, 7},   {369740, 0, 1013, 4, 25, 1013, 4, 19},
    {400085, 0, 1096, 5, 24, 1096, 5, 18},  {434355, 5, 1190, 3, 23, 1190, 3, 16},
    {452605, 6, 1240, 3, 10, 1240, 3, 3},   {470160, 5, 1288, 4, 2, 1288, 3, 26},
    {473837, 0, 1298, 4, 27, 1298, 4, 20},  {507850, 0, 1391, 6, 12, 1391, 6, 4},
    {524156, 3, 1436, 2, 3, 1436, 1, 25},   {544676, 6, 1492, 4, 9, 1492, 3, 31},
    {567118, 6, 1553, 9, 19, 1553, 9, 9},   {569477, 6, 1560, 3, 5, 1560, 2, 24},
    {601716, 3, 1648, 6, 10, 1648, 5, 31},  {613424, 0, 1680, 6, 30, 1680, 6, 20},
    {626596, 5, 1716, 7, 24, 1716, 7, 13},  {645554, 0, 1768, 6, 19, 1768, 6, 8},
    {664224, 1, 1819, 8, 2, 1819, 7, 21},   {671401, 3, 1839, 3, 27, 1839, 3, 15},
    {694799, 0, 1903, 4, 19, 1903, 4, 6},   {704424, 0, 1929, 8, 25, 1929, 8, 12},
    {708842, 1, 1941, 9, 29, 1941, 9, 16},  {709409, 1, 1943, 4, 19, 1943, 4, 6},
    {709580, 4, 1943, 10, 7, 1943, 9, 24},  {727274, 2, 1992, 3, 17, 1992, 3, 4},
    {728714, 0, 1996, 2, 25, 1996, 2, 12},  {744313, 3, 2038, 11, 10, 2038, 10, 28},
    {764652, 0, 2094, 7, 18, 2094, 7, 5},
};

static Date day(Calendar c, int64_t y, int32_t m, int32_t d) {
    int64_t t = days_from_ymd(c, y, m, d) * 86400, last = t + 86399;
    return (Date){.es = t,
                  .ls = last,
                  .ee = t,
                  .le = last,
                  .prec = PREC_DAY,
                  .end_prec = PREC_DAY,
                  .calendar = (uint8_t)c};
}

static int weekday(Date d) {
    int64_t w = -1;
    assert_true(date_part(&d, PART_WEEKDAY, &w));
    return (int)w;
}

static void test_samples(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        int64_t days = samples[i].fixed - 719163; // R.D. 719163 is 1970-01-01
        same_day(CAL_GREGORIAN, days, samples[i].gy, samples[i].gm, samples[i].gd);
        same_day(CAL_JULIAN, days, samples[i].jy, samples[i].jm, samples[i].jd);
        Date d = day(CAL_GREGORIAN, samples[i].gy, samples[i].gm, samples[i].gd);
        assert_int_equal(weekday(d), (samples[i].weekday + 6) % 7);
    }
}

// Old and New Style as commonly given; the weekday where it is part of the story.
static const struct {
    int jy, jm, jd, gy, gm, gd;
    const char *weekday, *what;
} styles[] = {
    {-43, 3, 15, -43, 3, 13, "", "the Ides of March, 44 BCE"},
    {1066, 10, 14, 1066, 10, 20, "Saturday", "Hastings"},
    {1453, 5, 29, 1453, 6, 7, "Tuesday", "the fall of Constantinople"},
    {1492, 10, 12, 1492, 10, 21, "Friday", "Columbus lands"},
    {1582, 10, 4, 1582, 10, 14, "Thursday", "the last Julian day in Rome"},
    {1582, 10, 5, 1582, 10, 15, "Friday", "the first Gregorian day in Rome"},
    {1616, 4, 23, 1616, 5, 3, "Tuesday", "Shakespeare dies"},
    {1642, 12, 25, 1643, 1, 4, "Sunday", "Newton is born"},
    {1649, 1, 30, 1649, 2, 9, "Tuesday", "Charles I is beheaded"},
    {1732, 2, 11, 1732, 2, 22, "Friday", "Washington is born"},
    {1752, 9, 2, 1752, 9, 13, "Wednesday", "the last Julian day in Britain"},
    {1752, 9, 3, 1752, 9, 14, "Thursday", "the first Gregorian day in Britain"},
    {1870, 4, 10, 1870, 4, 22, "", "Lenin is born"},
    {1905, 1, 9, 1905, 1, 22, "Sunday", "Bloody Sunday in Petersburg"},
    {1917, 2, 23, 1917, 3, 8, "Thursday", "the February Revolution begins"},
    {1917, 10, 25, 1917, 11, 7, "Wednesday", "the October Revolution"},
    {1918, 1, 31, 1918, 2, 13, "Wednesday", "the last Julian day in Russia"},
    {1918, 2, 1, 1918, 2, 14, "Thursday", "the first Gregorian day in Russia"},
};

static void test_styles(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
        int64_t days = days_from_ymd(CAL_JULIAN, styles[i].jy, styles[i].jm, styles[i].jd);
        same_day(CAL_GREGORIAN, days, styles[i].gy, styles[i].gm, styles[i].gd);
        same_day(CAL_JULIAN, days, styles[i].jy, styles[i].jm, styles[i].jd);
        if (!styles[i].weekday[0]) continue;
        int w = weekday(day(CAL_JULIAN, styles[i].jy, styles[i].jm, styles[i].jd));
        assert_string_equal(date_weekday_names[w], styles[i].weekday);
    }
}

// Julian day numbers at noon; 2440587.5 is the midnight at which 1970 begins.
static void test_julian_days(void **state) {
    static const struct {
        int64_t number;
        Calendar c;
        int y, m, d;
    } known[] = {
        {0, CAL_JULIAN, -4712, 1, 1},           {0, CAL_GREGORIAN, -4713, 11, 24},
        {2299160, CAL_JULIAN, 1582, 10, 4},     {2299161, CAL_GREGORIAN, 1582, 10, 15},
        {2400001, CAL_GREGORIAN, 1858, 11, 17}, // modified Julian day 0
        {2415021, CAL_GREGORIAN, 1900, 1, 1},   {2440588, CAL_GREGORIAN, 1970, 1, 1},
        {2451545, CAL_GREGORIAN, 2000, 1, 1},   {1721424, CAL_JULIAN, 1, 1, 1},
        {1721426, CAL_GREGORIAN, 1, 1, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        same_day(known[i].c, known[i].number - 2440588, known[i].y, known[i].m, known[i].d);
}

static int month_length(Calendar c, int64_t y, int m) {
    if (m == 4 || m == 6 || m == 9 || m == 11) return 30;
    if (m != 2) return 31;
    if (c == CAL_GREGORIAN && y % 100 == 0) return y % 400 == 0 ? 29 : 28;
    return y % 4 == 0 ? 29 : 28;
}

// From a known day every following one, through the year 0 and all kinds of leap years.
static void walk(Calendar c, int64_t days, int64_t y) {
    for (int64_t end = y + YEARS; y < end; y++) {
        for (int m = 1; m <= 12; m++) {
            int length = month_length(c, y, m);
            assert_int_equal(days_in_month(c, y, m), length);
            for (int d = 1; d <= length; d++) same_day(c, days++, y, m, d);
        }
    }
}

static void test_walk(void **state) {
    (void)state;
    walk(CAL_JULIAN, -2440588 + 0, -4712); // Julian day 0
    // Fifteen cycles of 400 years before 1970 began, so that the walk runs through the year 0.
    walk(CAL_GREGORIAN, -INT64_C(15) * 146097, 1970 - 6000);
    walk(CAL_GREGORIAN, -INT64_C(5) * 146097, 1970 - 2000);
}

// Far years: a cycle of 400 (Gregorian) or 4 (Julian) years has a whole number of days.
static void test_far(void **state) {
    (void)state;
    for (int64_t k = 1; k < INT64_C(700000000); k = k * 7 + 3) {
        same_day(CAL_GREGORIAN, k * 146097, 1970 + 400 * k, 1, 1);
        same_day(CAL_GREGORIAN, -k * 146097 - 1, 1969 - 400 * k, 12, 31);
        same_day(CAL_JULIAN, k * 1461 + 13, 1970 + 4 * k, 1, 1);
        same_day(CAL_JULIAN, -k * 1461 + 13, 1970 - 4 * k, 1, 1);
    }
    // What cannot be reached ends at the limit rather than wrapping.
    assert_true(days_from_ymd(CAL_GREGORIAN, INT64_MAX, 1, 1) > 0);
    assert_true(days_from_ymd(CAL_JULIAN, INT64_MIN, 12, 31) < 0);
    assert_true(ymd_from_days(CAL_GREGORIAN, INT64_MAX).y > INT64_C(290000000000));
    assert_true(ymd_from_days(CAL_JULIAN, INT64_MIN).y < -INT64_C(290000000000));
    assert_int_equal(days_in_month(CAL_GREGORIAN, 1900, 13), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_samples),     cmocka_unit_test(test_styles),
        cmocka_unit_test(test_julian_days), cmocka_unit_test(test_walk),
        cmocka_unit_test(test_far),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
