// Calendar arithmetic: months and ages against published examples and against counting day by day;
// gaps against every world that two dates allow; shares and ratios; buckets against the calendar.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lang/duration.h"
#include "tests/support/scratch.h"

enum { DAY_SECONDS = 86400 };

static uint64_t seed = 20090101;

static uint32_t any(uint32_t n) { // 0 … n - 1
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(seed >> 33) % n;
}

static Date read(const char *text) {
    Date d;
    DateError err;
    if (!date_edtf(NULL, str_of(text), &d, &err)) fail_msg("%s: %s", text, err.message);
    return d;
}

static void is_date(const char *what, const Date *d, const char *want) {
    char got[DATE_TEXT];
    date_write(d, got);
    if (strcmp(got, want) != 0) fail_msg("%s: %s, want %s", what, got, want);
}

static void is_duration(const char *what, Duration d, const char *want) {
    char got[DATE_TEXT];
    duration_write(d, got);
    if (strcmp(got, want) != 0) fail_msg("%s: %s, want %s", what, got, want);
}

static Duration made(int64_t n, Unit unit) {
    Duration d;
    assert_true(duration_of(n, unit, &d));
    return d;
}

// --- published examples ----------------------------------------------------------------------

// js-joda's manual of Period; java.time's documentation of LocalDate.plusMonths, plusYears and
// plusWeeks and their opposites, and tutorials on them; Dart's tempo, LocalDate.plusPeriod (months
// first, then days).
static void test_months_of_others(void **state) {
    static const struct {
        const char *date;
        int64_t n;
        Unit unit;
        const char *want;
    } known[] = {
        {"2012-12-12", 1, U_MONTH, "2013-01-12"},
        {"2012-01-31", 1, U_MONTH, "2012-02-29"},
        {"2012-05-31T12:00", 1, U_MONTH, "2012-06-30T12:00"},
        {"2018-08-31", 1, U_MONTH, "2018-09-30"},
        {"2018-07-31", -1, U_MONTH, "2018-06-30"},
        {"2018-11-13", 5, U_MONTH, "2019-04-13"},
        {"2007-03-31", 1, U_MONTH, "2007-04-30"},
        {"2007-03-31", -1, U_MONTH, "2007-02-28"},
        {"2008-02-29", 1, U_YEAR, "2009-02-28"},
        {"2008-02-29", -1, U_YEAR, "2007-02-28"},
        {"2008-12-31", 1, U_WEEK, "2009-01-07"},
        {"2009-01-07", -1, U_WEEK, "2008-12-31"},
        {"2008-12-31", 1, U_DAY, "2009-01-01"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        Date d = read(known[i].date), got;
        assert_true(date_plus(&d, made(known[i].n, known[i].unit), 1, &got));
        is_date(known[i].date, &got, known[i].want);
    }
    Date d = read("2023-01-31"), got;
    Duration both;
    assert_true(duration_add(made(1, U_MONTH), made(1, U_DAY), &both));
    assert_true(date_plus(&d, both, 1, &got));
    is_date("2023-01-31 + 1 month 1 day", &got, "2023-03-01");
}

// Period.between: js-joda's manual, java.time's documentation and a tutorial on it (the 200th and
// the 300th day of 2017).
static void test_ages_of_others(void **state) {
    static const char *const known[][3] = {
        {"2012-06-30", "2012-08-31", "P2M1D"},
        {"2010-01-15", "2011-03-18", "P1Y2M3D"},
        {"2017-07-19", "2017-10-27", "P3M8D"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        Date from = read(known[i][0]), to = read(known[i][1]);
        Duration d;
        assert_true(duration_between(&to, &from, &d));
        is_duration(known[i][0], d, known[i][2]);
    }
}

// --- counting --------------------------------------------------------------------------------

typedef struct Day {
    int y, m, d;
} Day;

static int month_days(int y, int m) {
    bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    return m == 2 ? 28 + leap : m == 4 || m == 6 || m == 9 || m == 11 ? 30 : 31;
}

static Day next_day(Day a) {
    if (++a.d > month_days(a.y, a.m)) {
        a.d = 1;
        if (++a.m > 12) a.m = 1, a.y++;
    }
    return a;
}

static Day next_month(Day a) { // may be a day that the month has not
    if (++a.m > 12) a.m = 1, a.y++;
    return a;
}

static bool not_after(Day a, Day b) {
    return a.y != b.y ? a.y < b.y : a.m != b.m ? a.m < b.m : a.d <= b.d;
}

static bool same_day(Day a, Day b) { return not_after(a, b) && not_after(b, a); }

// As people count: how often the day of the month has come round, and the days since.
static void count(Day a, Day b, int *months, int *days) {
    *months = *days = 0;
    for (; not_after(next_month(a), b); a = next_month(a)) ++*months;
    if (a.d > month_days(a.y, a.m)) a.d = month_days(a.y, a.m);
    for (; !same_day(a, b); a = next_day(a)) ++*days;
}

static Date date_of(Day a) {
    char text[32];
    snprintf(text, sizeof text, "%04d-%02d-%02d", a.y, a.m, a.d);
    return read(text);
}

static Day any_day(void) {
    Day a = {1580 + (int)any(500), 1 + (int)any(12), 1};
    bool late = any(2) == 0; // the ends of months are where it is difficult
    a.d = late ? month_days(a.y, a.m) - (int)any(3) : 1 + (int)any((uint32_t)month_days(a.y, a.m));
    return a;
}

static void test_ages_by_counting(void **state) {
    (void)state;
    for (int i = 0; i < 2000; i++) {
        Day a = any_day(), b = any_day();
        if (i % 2) b = (Day){a.y + (int)any(2), b.m, 1 + (int)any(28)};
        if (!not_after(a, b)) continue;
        int months, days;
        count(a, b, &months, &days);
        Date from = date_of(a), to = date_of(b), back;
        Duration d, other;
        assert_true(duration_between(&to, &from, &d));
        assert_true(d.lo_m == d.hi_m && d.lo_s == d.hi_s);
        assert_int_equal(d.lo_m, months);
        assert_int_equal(d.lo_s, (int64_t)days * DAY_SECONDS);
        assert_true(date_plus(&from, d, 1, &back)); // and that much later it is that day
        assert_true(date_same(&back, &to));
        assert_true(duration_between(&from, &to, &other));
        assert_true(other.lo_m == -months && other.lo_s == -d.lo_s);
    }
}

// Born in some year or month, dead in another: the least and the greatest age over all days.
static void test_bounds_of_ages(void **state) {
    (void)state;
    for (int i = 0; i < 60; i++) {
        bool months = i % 2, day = i % 3 == 0;
        Day a = {1870 + (int)any(3), 1 + (int)any(12), 1}, b = {1874 + (int)any(9), 6, 1};
        char from[32], to[32];
        snprintf(from, sizeof from, months ? "%04d-%02d" : "%04d", a.y, a.m);
        snprintf(to, sizeof to, day ? "%04d-06-30" : months ? "%04d-06" : "%04d", b.y);
        int least = 1 << 20, most = 0, unit = months ? 1 : 12;
        for (Day x = {a.y, months ? a.m : 1, 1}; x.y == a.y && (!months || x.m == a.m);
             x = next_day(x))
            for (Day y = day ? (Day){b.y, 6, 30} : (Day){b.y, months ? 6 : 1, 1};
                 y.y == b.y && (!months || y.m == 6) && (!day || y.m == 6); y = next_day(y)) {
                int m = (y.y - x.y) * 12 + y.m - x.m - (y.d < x.d);
                if (m < least) least = m;
                if (m > most) most = m;
            }
        Date born = read(from), died = read(to);
        Duration age;
        assert_true(duration_between(&died, &born, &age));
        assert_int_equal(age.lo_m, least / unit * unit);
        assert_int_equal(age.hi_m, most / unit * unit);
        assert_true(age.lo_s == 0 && age.hi_s == 0);
    }
}

// --- gaps ------------------------------------------------------------------------------------

enum { AXIS = 5 };

typedef struct World {
    int64_t s, e;
} World;

static int64_t gap(World a, World b) {
    if (a.e < b.s) return b.s - a.e;
    return b.e < a.s ? a.s - b.e : 0;
}

static uint32_t worlds(const Date *d, World *out) {
    uint32_t n = 0;
    for (int64_t s = d->es; s <= d->ls; s++)
        for (int64_t e = d->ee; e <= d->le; e++)
            if (d->kind == DATE_MOMENT ? s == e : s <= e) out[n++] = (World){s, e};
    return n;
}

static uint32_t all_dates(Date *out) {
    uint32_t n = 0;
    for (int64_t es = 0; es < AXIS; es++)
        for (int64_t ls = es; ls < AXIS; ls++) {
            out[n++] = (Date){.es = es, .ls = ls, .ee = es, .le = ls};
            for (int64_t ee = es; ee < AXIS; ee++)
                for (int64_t le = ee > ls ? ee : ls; le < AXIS; le++)
                    out[n++] = (Date){.kind = DATE_SPAN, .es = es, .ls = ls, .ee = ee, .le = le};
        }
    return n;
}

static void test_gaps(void **state) {
    static Date dates[200];
    static World a[AXIS * AXIS], b[AXIS * AXIS];
    (void)state;
    uint32_t n = all_dates(dates);
    assert_in_range(n, 50, 200);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < n; k++) {
            uint32_t na = worlds(&dates[i], a), nb = worlds(&dates[k], b);
            int64_t least = INT64_MAX, most = 0;
            for (uint32_t x = 0; x < na; x++)
                for (uint32_t y = 0; y < nb; y++) {
                    int64_t g = gap(a[x], b[y]);
                    if (g < least) least = g;
                    if (g > most) most = g;
                }
            Duration d;
            assert_true(duration_gap(&scratch, &dates[i], &dates[k], &d));
            assert_true(d.lo_m == 0 && d.hi_m == 0);
            if (d.lo_s != least || d.hi_s != most)
                fail_msg("%u %u: %d to %d, want %d to %d", i, k, (int)d.lo_s, (int)d.hi_s,
                         (int)least, (int)most);
        }
}

// Two dates as one of them, or as both.
typedef struct Two {
    Date d;
    int64_t room[(sizeof(DateSet) + 2 * sizeof(Date)) / sizeof(int64_t)];
} Two;

static void make_two(Two *t, const Date *x, const Date *y, bool all) {
    DateSet *set = (DateSet *)(void *)t->room;
    set->n = 2;
    set->all = all;
    set->piece[0] = *x;
    set->piece[1] = *y;
    t->d = *x;
    t->d.set = set;
}

static void widen_to(int64_t *least, int64_t *most, int64_t g) {
    if (g < *least) *least = g;
    if (g > *most) *most = g;
}

// From one second to sets of two moments: in every world, the one piece or the nearest of both.
static void test_gaps_of_sets(void **state) {
    static Date dates[200];
    static World a[AXIS * AXIS], b[AXIS * AXIS];
    (void)state;
    uint32_t n = all_dates(dates);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < n; k += 3)
            for (int64_t t = 0; t < AXIS; t++) {
                Two one, both;
                Date second = {.es = t, .ls = t, .ee = t, .le = t};
                World w = {t, t};
                uint32_t na = worlds(&dates[i], a), nb = worlds(&dates[k], b);
                int64_t least[2] = {INT64_MAX, INT64_MAX}, most[2] = {0, 0};
                for (uint32_t x = 0; x < na; x++)
                    for (uint32_t y = 0; y < nb; y++) {
                        int64_t g = gap(a[x], w), h = gap(b[y], w);
                        widen_to(&least[0], &most[0], g);
                        widen_to(&least[0], &most[0], h);
                        widen_to(&least[1], &most[1], g < h ? g : h);
                    }
                make_two(&one, &dates[i], &dates[k], false);
                make_two(&both, &dates[i], &dates[k], true);
                for (int all = 0; all < 2; all++) {
                    Duration d;
                    assert_true(duration_gap(&scratch, all ? &both.d : &one.d, &second, &d));
                    assert_int_equal(d.lo_s, least[all]);
                    assert_int_equal(d.hi_s, most[all]);
                }
            }
}

static void test_gaps_of_dates(void **state) {
    static const char *const known[][3] = {
        {"1917-11-07", "1917-11-10", "P3D"}, {"1917-11-10", "1917-11-07", "P3D"},
        {"1917-11-07", "1917-11-07", "P0D"}, {"1914-07-28/1918-11-11", "1919-06-28", "P7M17D"},
        {"1914/1918", "1920", "P1Y/P2Y"},    {"1914/1918", "1916", "P0D"},
        {"1914/..", "1916", "P0D/P2Y"}, // it may have ended at once
        {"/1910", "1900", "P0D/P10Y"},       {"1914-08/1918-11", "1918-12/1920", "P0D/P1M"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        Date a = read(known[i][0]), b = read(known[i][1]);
        Duration d;
        assert_true(duration_gap(&scratch, &a, &b, &d));
        is_duration(known[i][0], d, known[i][2]);
    }
    Date open = read("1914/.."), before = read("1900"), unknown = read("[..1910]");
    Duration d;
    assert_true(duration_gap(&scratch, &open, &before, &d));
    is_duration("1900 to 1914", d, "P13Y/P14Y");
    assert_false(duration_gap(&scratch, &unknown, &before, &d)); // nobody knows how long ago
}

// --- shares and ratios -----------------------------------------------------------------------

static void test_shares(void **state) {
    (void)state;
    for (int32_t n = 1; n <= 400; n++)
        for (int32_t each = 1; each <= 20; each += 3) {
            Duration all = {INT64_C(86400) * n * each, INT64_C(90000) * n * each, n * each,
                            n * (each + 1)};
            Duration one;
            assert_true(duration_divide(all, n, &one));
            assert_true(one.lo_m == each && one.hi_m == each + 1);
            assert_true(one.lo_s == INT64_C(86400) * each && one.hi_s == INT64_C(90000) * each);
        }
    Duration d;
    assert_true(duration_divide(made(3, U_DAY), -2, &d));
    is_duration("3 days / -2", d, "-P1DT12H");
    assert_true(duration_divide((Duration){0, 0, 12, 24}, -1, &d)); // the bounds change places
    is_duration("1 to 2 years / -1", d, "-P2Y/-P1Y");
    assert_false(duration_divide(made(1, U_DAY), 1e-300, &d));
}

static void test_ratios(void **state) {
    double r;
    bool zero;
    (void)state;
    assert_true(duration_ratio(made(36, U_HOUR), made(1, U_DAY), &r, &zero) && r == 1.5);
    assert_true(duration_ratio(made(53, U_YEAR), made(1, U_YEAR), &r, &zero) && r == 53);
    assert_true(duration_ratio(made(1, U_YEAR), made(1, U_DAY), &r, &zero) && r == 365.2425);
    assert_true(duration_ratio(made(-1, U_WEEK), made(1, U_DAY), &r, &zero) && r == -7 && !zero);
    assert_false(duration_ratio(made(1, U_DAY), made(0, U_DAY), &r, &zero));
    assert_true(zero);
    assert_false(duration_ratio((Duration){0, 0, 1, 2}, made(1, U_MONTH), &r, &zero));
    assert_false(zero);
}

// --- buckets ---------------------------------------------------------------------------------

static Bucket bucket(int64_t n, Unit unit) {
    Bucket b;
    assert_true(bucket_of(made(n, unit), &b));
    return b;
}

static void test_names_of_buckets(void **state) {
    static const struct {
        const char *date;
        int64_t n;
        Unit unit;
        const char *want; // NULL: the date may touch two
    } known[] = {
        {"1917-11-07T21:40", 15, U_MINUTE, "[1917-11-07T21:30..1917-11-07T21:44]"},
        {"1917-11-07T21:40", 1, U_HOUR, "1917-11-07T21"},
        {"1917-11-07T21:40", 6, U_HOUR, "[1917-11-07T18:00..1917-11-07T23:59]"},
        {"1917-11-07T21:40", 1, U_DAY, "1917-11-07"},
        {"1917-11-07", 1, U_HOUR, NULL},
        {"1917-11-07", 1, U_WEEK, "[1917-11-05..1917-11-11]"},
        {"1917-11", 1, U_WEEK, NULL},
        {"1917-11-07", 1, U_MONTH, "1917-11"},
        {"1917-11-07", 3, U_MONTH, "[1917-10..1917-12]"},
        {"1917-11", 1, U_YEAR, "1917"},
        {"1917", 5, U_YEAR, "[1915..1919]"},
        {"1917", 10, U_YEAR, "191X"},
        {"1917", 100, U_YEAR, "19XX"},
        {"1917~", 1, U_YEAR, "1917"},
        {"1917-12/1918-01", 1, U_YEAR, NULL},
        {"1917-10/1917-12", 1, U_YEAR, "1917"},
        {"1917/..", 100, U_YEAR, NULL},
        {"-0043-03-15", 1, U_YEAR, "-0043"},
        // weeks of ISO 8601: 2009-W01 begins on 29 December 2008, 2009-W53 ends on 3 January 2010
        {"2009-01-01", 1, U_WEEK, "[2008-12-29..2009-01-04]"},
        {"2010-01-03", 1, U_WEEK, "[2009-12-28..2010-01-03]"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        Date d = read(known[i].date), got;
        bool there = bucket_date(bucket(known[i].n, known[i].unit), &d, &got);
        assert_int_equal(there, known[i].want != NULL);
        if (there) is_date(known[i].date, &got, known[i].want);
    }
}

// Every second lies in one bucket, they follow each other, and begin where the calendar does.
static void test_buckets_cover(void **state) {
    static const struct {
        int64_t n;
        Unit unit;
    } kinds[] = {{7, U_SECOND}, {15, U_MINUTE}, {1, U_HOUR},  {1, U_DAY},   {10, U_DAY},
                 {1, U_WEEK},   {2, U_WEEK},    {1, U_MONTH}, {3, U_MONTH}, {5, U_YEAR}};
    (void)state;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        Bucket b = bucket(kinds[k].n, kinds[k].unit);
        for (int i = 0; i < 500; i++) {
            int64_t t = ((int64_t)any(1u << 31) - (1 << 30)) * 300 + any(300);
            int64_t n = bucket_number(b, t), first = bucket_first(b, n);
            assert_true(first <= t && t < bucket_first(b, n + 1));
            assert_int_equal(bucket_number(b, first), n);
            assert_int_equal(bucket_number(b, first - 1), n - 1);
            if (kinds[k].unit < U_MONTH) continue;
            Ymd day = ymd_from_days(CAL_GREGORIAN, first / DAY_SECONDS - (first % DAY_SECONDS < 0));
            assert_true(day.d == 1 && first % DAY_SECONDS == 0);
            assert_true(kinds[k].unit == U_YEAR ? day.m == 1 && day.y % 5 == 0
                                                : (day.m - 1) % kinds[k].n == 0);
        }
    }
}

static void test_no_buckets(void **state) {
    Bucket b;
    Duration mixed = {86400, 86400, 1, 1}, vague = {0, 0, 1, 2};
    (void)state;
    assert_false(bucket_of(made(0, U_DAY), &b));
    assert_false(bucket_of(made(-1, U_DAY), &b));
    assert_false(bucket_of(mixed, &b));
    assert_false(bucket_of(vague, &b));
    Date far = date_of_year(INT64_C(290000000000)), got;
    assert_false(bucket_date((Bucket){INT32_MAX, 0}, &far, &got)); // would end beyond time
    assert_true(bucket_first((Bucket){INT32_MAX, 0}, INT64_MAX) == INSTANT_MAX);
    assert_true(bucket_first((Bucket){0, INT64_MAX}, -5) == INSTANT_MIN);
}

// --- texts -----------------------------------------------------------------------------------

static void test_read(void **state) {
    static const struct {
        const char *text, *want; // NULL: it is none
    } known[] = {{"5 years", "P5Y"},   {"1 day", "P1D"},       {"-3 hours", "-PT3H"},
                 {"P5Y", "P5Y"},       {"-P1Y2M", "-P1Y2M"},   {"P2W", "P14D"},
                 {"PT90M", "PT1H30M"}, {"P1MT1M", "P1MT1M"},   {"P53Y/P54Y", "P53Y/P54Y"},
                 {"P0D", "P0D"},       {"P1Y-2D", "P1Y-2D"},   {"", NULL},
                 {"P", NULL},          {"PT", NULL},           {"P1DT", NULL},
                 {"P1", NULL},         {"P1H", NULL},          {"PT1D", NULL},
                 {"P1D1Y", NULL},      {"P1Y1Y", NULL},        {"P1Y/", NULL},
                 {"P2Y/P1Y", NULL},    {"P1Y/P2Y/P3Y", NULL},  {"P1.5Y", NULL},
                 {"P--1Y", NULL},      {"P9999999999Y", NULL}, {"5 fortnights", NULL},
                 {"p5y", NULL}};
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        Duration d;
        if (duration_read(str_of(known[i].text), &d) != (known[i].want != NULL))
            fail_msg("%s", known[i].text);
        if (known[i].want) is_duration(known[i].text, d, known[i].want);
    }
}

// What is written is read as the same two bounds.
static void test_read_again(void **state) {
    (void)state;
    for (int i = 0; i < 20000; i++) {
        Duration d, again;
        int32_t m = (int32_t)any(4000) - 2000;
        int64_t s = (int64_t)any(40000000) - 20000000;
        if (any(3) == 0) m = 0;
        if (any(3) == 0) s = 0;
        d = (Duration){s, s, m, m};
        if (any(2)) d.hi_m += (int32_t)any(30), d.hi_s += any(90000);
        char text[DATE_TEXT];
        duration_write(d, text);
        if (!duration_read(str_of(text), &again)) fail_msg("%s", text);
        if (d.lo_s != again.lo_s || d.hi_s != again.hi_s || d.lo_m != again.lo_m ||
            d.hi_m != again.hi_m)
            fail_msg("%s", text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_months_of_others),
        cmocka_unit_test(test_ages_of_others),
        cmocka_unit_test(test_ages_by_counting),
        cmocka_unit_test(test_bounds_of_ages),
        cmocka_unit_test(test_gaps),
        cmocka_unit_test(test_gaps_of_sets),
        cmocka_unit_test(test_gaps_of_dates),
        cmocka_unit_test(test_shares),
        cmocka_unit_test(test_ratios),
        cmocka_unit_test(test_names_of_buckets),
        cmocka_unit_test(test_buckets_cover),
        cmocka_unit_test(test_no_buckets),
        cmocka_unit_test(test_read),
        cmocka_unit_test(test_read_again),
    };
    return cmocka_run_group_tests(tests, NULL, free_scratch);
}
