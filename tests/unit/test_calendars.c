// The Islamic, Hebrew, republican, Ottoman and Swedish calendars against published values: the
// table of sample dates in Reingold and Dershowitz, "Calendrical Calculations" (appendix C), the
// first days of the republican years, dates that history books give in two calendars, a calendar
// leaf of 1911 that shows several of them; both ways over a million days; a walk that knows only
// lengths.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lang/calendar.h"

enum { RD_1970 = 719163 };

#if defined(__SANITIZE_ADDRESS__)
enum { WALK_STEP = 11 };
#else
enum { WALK_STEP = 1 };
#endif

static void same_day(Calendar c, int64_t days, int64_t y, int m, int d) {
    Ymd got = ymd_from_days(c, days);
    if (got.y == y && got.m == m && got.d == d && days_from_ymd(c, y, m, d) == days) return;
    fail_msg("%s, day %lld: %lld-%d-%d, not %lld-%d-%d; back %lld", calendar_name(c),
             (long long)days, (long long)got.y, got.m, got.d, (long long)y, m, d,
             (long long)days_from_ymd(c, y, m, d));
}

// Appendix C: fixed day; Islamic (arithmetic); Hebrew, whose months are counted from Nisan there.
static const struct {
    int fixed, iy, im, id, hy, hm, hd;
} samples[] = {
    {-214193, -1245, 12, 9, 3174, 5, 10}, {-61387, -813, 2, 23, 3593, 9, 25},
    {25469, -568, 4, 1, 3831, 7, 3},      {49217, -501, 4, 6, 3896, 7, 9},
    {171307, -157, 10, 17, 4230, 10, 18}, {210155, -47, 6, 3, 4336, 3, 4},
    {253427, 75, 7, 13, 4455, 8, 13},     {369740, 403, 10, 5, 4773, 2, 6},
    {400085, 489, 5, 22, 4856, 2, 23},    {434355, 586, 2, 7, 4950, 1, 7},
    {452605, 637, 8, 7, 5000, 13, 8},     {470160, 687, 2, 20, 5048, 1, 21},
    {473837, 697, 7, 7, 5058, 2, 7},      {507850, 793, 7, 1, 5151, 4, 1},
    {524156, 839, 7, 6, 5196, 11, 7},     {544676, 897, 6, 1, 5252, 1, 3},
    {567118, 960, 9, 30, 5314, 7, 1},     {569477, 967, 5, 27, 5320, 12, 27},
    {601716, 1058, 5, 18, 5408, 3, 20},   {613424, 1091, 6, 2, 5440, 4, 3},
    {626596, 1128, 8, 4, 5476, 5, 5},     {645554, 1182, 2, 3, 5528, 4, 4},
    {664224, 1234, 10, 10, 5579, 5, 11},  {671401, 1255, 1, 11, 5599, 1, 12},
    {694799, 1321, 1, 21, 5663, 1, 22},   {704424, 1348, 3, 19, 5689, 5, 19},
    {708842, 1360, 9, 8, 5702, 7, 8},     {709409, 1362, 4, 13, 5703, 1, 14},
    {709580, 1362, 10, 7, 5704, 7, 8},    {727274, 1412, 9, 13, 5752, 13, 12},
    {728714, 1416, 10, 5, 5756, 12, 5},   {744313, 1460, 10, 12, 5799, 8, 12},
    {764652, 1518, 3, 5, 5854, 5, 5},
};

static int from_tishri(int year, int month) {
    if (month >= 7) return month - 6;
    return month + (hebrew_leap(year) ? 7 : 6);
}

static void test_samples(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        int64_t days = samples[i].fixed - RD_1970;
        same_day(CAL_ISLAMIC, days, samples[i].iy, samples[i].im, samples[i].id);
        same_day(CAL_HEBREW, days, samples[i].hy, from_tishri(samples[i].hy, samples[i].hm),
                 samples[i].hd);
    }
}

// 1 Vendémiaire of the years I to XIV, all in September (from 1792 on).
static void test_republican_years(void **state) {
    static const int first[] = {22, 22, 22, 23, 22, 22, 22, 23, 23, 23, 23, 24, 23, 23};
    (void)state;
    for (int y = 1; y <= 14; y++) {
        int64_t days = days_from_ymd(CAL_GREGORIAN, 1791 + y, 9, first[y - 1]);
        same_day(CAL_REPUBLICAN, days, y, 1, 1);
        bool sextile = y == 3 || y == 7 || y == 11;
        assert_int_equal(days_in_month(CAL_REPUBLICAN, y, 13), sextile ? 6 : 5);
        assert_int_equal(days_in_month(CAL_REPUBLICAN, y, 12), 30);
    }
}

static const struct {
    Calendar c;
    int y, m, d, gy, gm, gd;
    const char *what;
} events[] = {
    {CAL_REPUBLICAN, 1, 1, 1, 1792, 9, 22, "the republic"},
    {CAL_REPUBLICAN, 2, 3, 4, 1793, 11, 24, "the names of the months are decreed"},
    {CAL_REPUBLICAN, 2, 11, 9, 1794, 7, 27, "9 Thermidor: Robespierre falls"},
    {CAL_REPUBLICAN, 3, 13, 6, 1795, 9, 22, "the first sixth complementary day"},
    {CAL_REPUBLICAN, 4, 1, 13, 1795, 10, 5, "13 Vendémiaire"},
    {CAL_REPUBLICAN, 5, 12, 18, 1797, 9, 4, "18 Fructidor"},
    {CAL_REPUBLICAN, 8, 2, 18, 1799, 11, 9, "18 Brumaire"},
    {CAL_REPUBLICAN, 12, 8, 28, 1804, 5, 18, "28 Floréal: the empire"},
    {CAL_REPUBLICAN, 14, 4, 10, 1805, 12, 31, "its last day"},
    {CAL_REPUBLICAN, 79, 8, 16, 1871, 5, 6, "16 Floréal: the Commune dates so again"},
    {CAL_REPUBLICAN, 79, 9, 3, 1871, 5, 23, "3 Prairial: and no more"},
    {CAL_RUMI, 1256, 1, 1, 1840, 3, 13, "1 Mart: the first day of the calendar"},
    {CAL_RUMI, 1292, 10, 11, 1876, 12, 23, "11 Kânunuevvel 1292: the constitution"},
    {CAL_RUMI, 1324, 5, 10, 1908, 7, 23, "10 Temmuz: the revolution of 1908"},
    {CAL_RUMI, 1325, 1, 31, 1909, 4, 13, "the 31 March incident"},
    {CAL_RUMI, 1327, 2, 7, 1911, 4, 20, "7 Nisan: a calendar leaf of that day"},
    {CAL_RUMI, 1332, 12, 15, 1917, 2, 28, "15 Şubat: the last Julian day"},
    {CAL_RUMI, 1333, 1, 1, 1917, 3, 1, "1 Mart: the first Gregorian day"},
    {CAL_RUMI, 1333, 10, 31, 1917, 12, 31, "the last day of a year of ten months"},
    {CAL_RUMI, 1334, 1, 1, 1918, 1, 1, "1 Kânunusani begins the year now"},
    {CAL_RUMI, 1339, 10, 29, 1923, 10, 29, "29 Teşrinievvel: the republic of Turkey"},
    {CAL_RUMI, 1341, 12, 31, 1925, 12, 31, "31 Kânunuevvel: the last day"},
    {CAL_ISLAMIC, 1, 1, 1, 622, 7, 19, "1 Muharram 1: 16 July Julian"},
    {CAL_ISLAMIC, 857, 5, 20, 1453, 6, 7, "20 Jumada I: Constantinople falls (29 May Julian)"},
    {CAL_HEBREW, 1, 1, 1, -3760, 9, 7, "1 Tishri 1"},
    {CAL_HEBREW, 5671, 7, 22, 1911, 4, 20, "22 Nisan: the same leaf of 1911"},
    {CAL_HEBREW, 5708, 9, 5, 1948, 5, 14, "5 Iyar: independence of Israel"},
    {CAL_HEBREW, 5734, 1, 10, 1973, 10, 6, "Yom Kippur 1973"},
    {CAL_HEBREW, 5784, 6, 30, 2024, 3, 10, "30 Adar I"},
    {CAL_HEBREW, 5784, 7, 14, 2024, 3, 24, "Purim: 14 Adar II"},
    {CAL_SWEDISH, 1700, 2, 28, 1700, 3, 10, "the last Julian day of Sweden, for a while"},
    {CAL_SWEDISH, 1700, 3, 1, 1700, 3, 11, "29 February is left out"},
    {CAL_SWEDISH, 1709, 6, 28, 1709, 7, 8, "Poltava: 27 June Julian, 28 June in Sweden"},
    {CAL_SWEDISH, 1712, 2, 30, 1712, 3, 11, "30 February"},
    {CAL_SWEDISH, 1712, 3, 1, 1712, 3, 12, "Julian again"},
};

static void test_events(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        same_day(events[i].c,
                 days_from_ymd(CAL_GREGORIAN, events[i].gy, events[i].gm, events[i].gd),
                 events[i].y, events[i].m, events[i].d);
}

// Every day is the one after the day before: the next of its month, or the first of the next.
static void test_walk(void **state) {
    (void)state;
    for (Calendar c = CAL_SWEDISH; c <= CAL_HEBREW; c++) {
        for (int64_t from = -1000000; from < 1000000; from += 100000 * WALK_STEP) {
            Ymd last = ymd_from_days(c, from);
            for (int64_t day = from + 1; day < from + 100000; day++) {
                Ymd d = ymd_from_days(c, day);
                bool same = d.y == last.y && d.m == last.m && d.d == last.d + 1;
                bool next = d.d == 1 && last.d == days_in_month(c, last.y, last.m) &&
                            (d.y == last.y ? d.m == last.m + 1
                                           : d.y == last.y + 1 && d.m == 1 &&
                                                 last.m == months_in_year(c, last.y));
                if (same == next || days_from_ymd(c, d.y, d.m, d.d) != day)
                    fail_msg("%s: %lld-%d-%d after %lld-%d-%d", calendar_name(c), (long long)d.y,
                             d.m, d.d, (long long)last.y, last.m, last.d);
                last = d;
            }
        }
    }
}

// As far as time is counted, and beyond it without harm.
static void test_far(void **state) {
    (void)state;
    for (Calendar c = CAL_SWEDISH; c <= CAL_HEBREW; c++) {
        for (int64_t day = 1; day < INT64_C(100000000000000); day = day * 3 + 1) {
            for (int sign = -1; sign <= 1; sign += 2) {
                Ymd d = ymd_from_days(c, sign * day);
                assert_true(d.d >= 1 && d.d <= days_in_month(c, d.y, d.m));
                assert_int_equal(days_from_ymd(c, d.y, d.m, d.d), sign * day);
            }
        }
        (void)ymd_from_days(c, INT64_MAX);
        (void)ymd_from_days(c, INT64_MIN);
        (void)days_from_ymd(c, INT64_MAX, 12, 29);
        (void)days_from_ymd(c, INT64_MIN, 1, 1);
    }
}

// 1 Tishri never falls on Sunday, Wednesday or Friday; years have one of six lengths; Passover
// begins 163 days before the next new year.
static void test_hebrew_rules(void **state) {
    (void)state;
    for (int64_t y = 1; y < 8000; y++) {
        int64_t first = days_from_ymd(CAL_HEBREW, y, 1, 1);
        int64_t length = days_from_ymd(CAL_HEBREW, y + 1, 1, 1) - first;
        int64_t weekday = (first % 7 + 7 + 3) % 7; // 0 is Monday
        assert_true(weekday != 6 && weekday != 2 && weekday != 4);
        if (hebrew_leap(y))
            assert_true(length >= 383 && length <= 385);
        else
            assert_true(length >= 353 && length <= 355);
        int nisan = hebrew_leap(y) ? 8 : 7;
        assert_int_equal(first + length - days_from_ymd(CAL_HEBREW, y, nisan, 15), 163);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_samples), cmocka_unit_test(test_republican_years),
        cmocka_unit_test(test_events),  cmocka_unit_test(test_walk),
        cmocka_unit_test(test_far),     cmocka_unit_test(test_hebrew_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
