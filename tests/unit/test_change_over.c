// Places and their change of calendar against lists made by others, the beginnings of the year by
// counting, Easter against almanacs.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lang/change_over.h"
#include "lang/date_impl.h"

static Arena arena;
static Guard guard;

static const Locality *place(const char *name) {
    DateError err = {0};
    const Locality *p = locality_named(&arena, str_of(name), &err);
    if (!p) fail_msg("%s: %s", name, err.message);
    return p;
}

static bool local(const char *name, YearStyle s, int y, int m, int d, Date *out, DateError *err) {
    *err = (DateError){0};
    return locality_date(&arena, place(name), s, y, m, d, out, err);
}

// Last day of the old and first of the new calendar: C. Tøndering's Calendar FAQ (2.2.4), the
// tables of Debian's ncal and of DateTime::Calendar::Christian, for the Low Countries those of
// Kalcalc (grijsbaard.nl); Serbia by the law of 10 January 1919 (Službene novine, 28 January 1919).
static const struct {
    const char *name;
    int last[3], first[3];
} changes[] = {
    {"Rome", {1582, 10, 4}, {1582, 10, 15}},
    {"Spain", {1582, 10, 4}, {1582, 10, 15}},
    {"Portugal", {1582, 10, 4}, {1582, 10, 15}},
    {"Poland", {1582, 10, 4}, {1582, 10, 15}},
    {"France", {1582, 12, 9}, {1582, 12, 20}},
    {"Zeeland", {1582, 12, 14}, {1582, 12, 25}},
    {"Luxembourg", {1582, 12, 14}, {1582, 12, 25}},
    {"Flanders", {1582, 12, 21}, {1583, 1, 1}},
    {"Holland", {1583, 1, 1}, {1583, 1, 12}},
    {"Liège", {1583, 2, 10}, {1583, 2, 21}},
    {"Augsburg", {1583, 2, 13}, {1583, 2, 24}},
    {"Trier", {1583, 10, 4}, {1583, 10, 15}},
    {"Bavaria", {1583, 10, 5}, {1583, 10, 16}},
    {"Salzburg", {1583, 10, 5}, {1583, 10, 16}},
    {"Jülich", {1583, 11, 2}, {1583, 11, 13}},
    {"Cologne", {1583, 11, 3}, {1583, 11, 14}},
    {"Würzburg", {1583, 11, 4}, {1583, 11, 15}},
    {"Mainz", {1583, 11, 11}, {1583, 11, 22}},
    {"Baden", {1583, 11, 16}, {1583, 11, 27}},
    {"Münster", {1583, 11, 17}, {1583, 11, 28}},
    {"Styria", {1583, 12, 14}, {1583, 12, 25}},
    {"Bohemia", {1584, 1, 6}, {1584, 1, 17}},
    {"Lucerne", {1584, 1, 11}, {1584, 1, 22}},
    {"Silesia", {1584, 1, 12}, {1584, 1, 23}},
    {"Westphalia", {1584, 7, 1}, {1584, 7, 12}},
    {"Paderborn", {1585, 6, 16}, {1585, 6, 27}},
    {"Hungary", {1587, 10, 21}, {1587, 11, 1}},
    {"Transylvania", {1590, 12, 14}, {1590, 12, 25}},
    {"Prussia", {1610, 8, 22}, {1610, 9, 2}},
    {"Hildesheim", {1631, 3, 15}, {1631, 3, 26}},
    {"Valais", {1655, 2, 28}, {1655, 3, 11}},
    {"Minden", {1668, 2, 1}, {1668, 2, 12}},
    {"Strasbourg", {1682, 2, 5}, {1682, 2, 16}},
    {"Denmark", {1700, 2, 18}, {1700, 3, 1}},
    {"Norway", {1700, 2, 18}, {1700, 3, 1}},
    {"Hamburg", {1700, 2, 18}, {1700, 3, 1}},
    {"Gelderland", {1700, 6, 30}, {1700, 7, 12}},
    {"Iceland", {1700, 11, 16}, {1700, 11, 28}},
    {"Utrecht", {1700, 11, 30}, {1700, 12, 12}},
    {"Friesland", {1700, 12, 31}, {1701, 1, 12}},
    {"Groningen", {1700, 12, 31}, {1701, 1, 12}},
    {"Zürich", {1700, 12, 31}, {1701, 1, 12}},
    {"Geneva", {1700, 12, 31}, {1701, 1, 12}},
    {"Drenthe", {1701, 4, 30}, {1701, 5, 12}},
    {"Britain", {1752, 9, 2}, {1752, 9, 14}},
    {"American colonies", {1752, 9, 2}, {1752, 9, 14}},
    {"Sweden", {1753, 2, 17}, {1753, 3, 1}},
    {"Finland", {1753, 2, 17}, {1753, 3, 1}},
    {"Alaska", {1867, 10, 6}, {1867, 10, 18}},
    {"Bulgaria", {1916, 3, 31}, {1916, 4, 14}},
    {"Turkey", {1917, 2, 15}, {1917, 3, 1}},
    {"Russia", {1918, 1, 31}, {1918, 2, 14}},
    {"Estonia", {1918, 1, 31}, {1918, 2, 14}},
    {"Serbia", {1919, 1, 14}, {1919, 1, 28}},
    {"Romania", {1919, 3, 31}, {1919, 4, 14}},
    {"Greece", {1923, 2, 15}, {1923, 3, 1}},
};

static void test_changes(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        const int *l = changes[i].last, *f = changes[i].first;
        int64_t first = days_from_ymd(CAL_GREGORIAN, f[0], f[1], f[2]);
        int64_t last = days_from_ymd(CAL_JULIAN, l[0], l[1], l[2]);
        Date d;
        DateError err;
        assert_int_equal(locality_changed(place(changes[i].name)), first);
        assert_true(local(changes[i].name, YEAR_JANUARY, l[0], l[1], l[2], &d, &err));
        assert_int_equal(d.es, last * DAY);
        assert_int_equal(d.calendar, CAL_JULIAN);
        assert_true(local(changes[i].name, YEAR_JANUARY, f[0], f[1], f[2], &d, &err));
        assert_int_equal(d.es, first * DAY);
        assert_int_equal(d.calendar, CAL_GREGORIAN);
        // Every name between the two is of no day there, and every other one of a day.
        Ymd g = ymd_from_days(CAL_GREGORIAN, first - 1);
        Ymd after = ymd_from_days(CAL_JULIAN, last + 1);
        assert_false(local(changes[i].name, YEAR_JANUARY, (int)g.y, g.m, g.d, &d, &err));
        assert_false(
            local(changes[i].name, YEAR_JANUARY, (int)after.y, after.m, after.d, &d, &err));
        assert_true(err.hint[0] != '\0');
    }
}

// Each day of four centuries and more: told, it is one of the days that are called so there.
static void test_every_day(void **state) {
    (void)state;
    for (uint32_t i = 0; i < change_over_count; i++) {
        const Locality *p = &change_over_places[i];
        if (p->other_before) continue;
        for (int64_t day = days_from_ymd(CAL_JULIAN, 1580, 1, 1); day < -16000; day += 3) {
            ArenaMark mark = arena_mark(&arena);
            Date d = {.es = day * DAY, .ee = day * DAY, .prec = PREC_DAY, .end_prec = PREC_DAY};
            d.ls = d.le = d.es + DAY - 1;
            Str s;
            Date back;
            DateError err = {0};
            assert_true(locality_tells(&arena, p, &d, &s));
            int y = 0, m = 0, of_month = 0;
            assert_int_equal(sscanf(s.p, "%d-%d-%d", &y, &m, &of_month), 3);
            if (!locality_date(&arena, p, YEAR_JANUARY, y, m, of_month, &back, &err))
                fail_msg("%.*s: %s", STR_FMT(s), err.message);
            bool found = back.es == d.es && back.le == d.le;
            for (uint32_t k = 0; back.set && k < back.set->n; k++)
                found |= back.set->piece[k].es == d.es && back.set->piece[k].le == d.le;
            if (!found) fail_msg("%s: %.*s is another day", p->names, STR_FMT(s));
            arena_release(&arena, mark);
        }
    }
}

static void test_sweden(void **state) {
    (void)state;
    Date d;
    DateError err;
    assert_true(local("Sweden", YEAR_JANUARY, 1712, 2, 30, &d, &err));
    assert_int_equal(d.es, days_from_ymd(CAL_GREGORIAN, 1712, 3, 11) * DAY);
    assert_false(local("Sweden", YEAR_JANUARY, 1700, 2, 29, &d, &err));
    assert_string_equal(err.message, "29 February 1700 never came in Sweden");
    assert_string_equal(err.hint, "28 February 1700 was followed by 1 March 1700");
    assert_true(local("Stockholm", YEAR_JANUARY, 1704, 2, 29, &d, &err));
    assert_int_equal(d.calendar, CAL_SWEDISH);
}

static void test_refused(void **state) {
    (void)state;
    Date d;
    DateError err = {0};
    assert_null(locality_named(&arena, STR("Swden"), &err));
    assert_string_equal(err.hint, "did you mean \"Sweden\"?");
    assert_null(locality_named(&arena, STR(""), &err));
    assert_non_null(locality_named(&arena, STR("zurich"), &err));
    assert_false(local("Britain", YEAR_JANUARY, 1752, 2, 31, &d, &err));
    assert_false(local("Britain", YEAR_JANUARY, 1752, 0, 1, &d, &err));
    assert_false(local("Britain", YEAR_JANUARY, 10000, 1, 1, &d, &err));
    assert_false(local("Japan", YEAR_JANUARY, 1870, 1, 1, &d, &err));
    assert_true(local("Japan", YEAR_JANUARY, 1873, 1, 1, &d, &err));
}

// ---- where the year begins --------------------------------------------------------------------

static const struct {
    YearStyle s;
    int y, m, d, ours; // our year
    const char *what;
} dated[] = {
    {YEAR_ANNUNCIATION, 1602, 3, 24, 1603, "Elizabeth I dies"},
    {YEAR_ANNUNCIATION, 1648, 1, 30, 1649, "Charles I is beheaded"},
    {YEAR_ANNUNCIATION, 1648, 3, 25, 1648, "the first day of the year"},
    {YEAR_ANNUNCIATION, 1663, 2, 29, 1664, "a leap day"},
    {YEAR_PISA, 1411, 3, 25, 1410, "the first day of 1411 at Pisa"},
    {YEAR_PISA, 1411, 3, 24, 1411, "its last"},
    {YEAR_CHRISTMAS, 801, 12, 25, 800, "Charlemagne is crowned, in the Frankish annals of 801"},
    {YEAR_SEPTEMBER, 1700, 9, 1, 1699, "the year 7208 of Russia begins"},
    {YEAR_SEPTEMBER, 1699, 12, 19, 1698, "of the year 7207"},
    {YEAR_MARCH, 1500, 2, 28, 1501, "more veneto"},
    {YEAR_MARCH, 1500, 3, 1, 1500, "the first day at Venice"},
    {YEAR_EASTER, 1515, 1, 1, 1516, "Francis I: 1 January before Easter"},
};

static void test_styles(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof dated / sizeof *dated; i++) {
        Date d;
        DateError err = {0};
        Ymd given = {dated[i].y, dated[i].m, dated[i].d};
        if (!year_date(&arena, CAL_JULIAN, dated[i].s, given, &d, &err))
            fail_msg("%s: %s", dated[i].what, err.message);
        int64_t day = days_from_ymd(CAL_JULIAN, dated[i].ours, given.m, given.d);
        if (d.es != day * DAY || d.set) fail_msg("%s", dated[i].what);
    }
}

// Between Easter and Easter some days come twice in a year and some not at all.
static void test_easter_years(void **state) {
    (void)state;
    Date d;
    DateError err = {0};
    assert_true(year_date(&arena, CAL_JULIAN, YEAR_EASTER, (Ymd){1502, 4, 10}, &d, &err));
    assert_non_null(d.set); // 10 April 1502 in France (H. Grotefend): 1502 or 1503
    assert_int_equal(d.set->piece[0].es, days_from_ymd(CAL_JULIAN, 1502, 4, 10) * DAY);
    assert_int_equal(d.set->piece[1].es, days_from_ymd(CAL_JULIAN, 1503, 4, 10) * DAY);
    assert_false(year_date(&arena, CAL_JULIAN, YEAR_EASTER, (Ymd){1503, 4, 10}, &d, &err));
    assert_string_equal(err.message, "no 10 April came in the year 1503, which began on Easter");
    assert_string_equal(err.hint, "it began on 16 April and ended before 7 April");
}

// Every day has one year in each style, and is among the days that this year and its name mean.
static void test_styles_by_counting(void **state) {
    (void)state;
    for (int s = YEAR_JANUARY; s <= YEAR_PISA; s++) {
        int64_t y = 1190, day = days_from_ymd(CAL_JULIAN, y, 12, 28);
        Stretch year[2], found[2];
        for (int n = 0; n < 150000; n++, day++) {
            while (year_stretches(CAL_JULIAN, (YearStyle)s, y, 0, 0, year) && year[0].last < day)
                y++;
            assert_true(year[0].first <= day && day <= year[0].last);
            Ymd v = ymd_from_days(CAL_JULIAN, day);
            uint32_t k = year_stretches(CAL_JULIAN, (YearStyle)s, y, v.m, v.d, found);
            bool among = false;
            for (uint32_t i = 0; i < k; i++) among |= found[i].first == day && found[i].last == day;
            assert_true(among && k <= (s == YEAR_EASTER ? 2u : 1u));
            k = year_stretches(CAL_JULIAN, (YearStyle)s, y, v.m, 0, found);
            among = false;
            for (uint32_t i = 0; i < k; i++) among |= found[i].first <= day && day <= found[i].last;
            assert_true(among);
        }
    }
}

static void test_written(void **state) {
    (void)state;
    Date d, same;
    DateError err = {0};
    assert_true(date_literal(STR("1648-02-12 OS"), &d, &err));
    same = d;
    assert_true(year_restyle_written(&arena, STR("1648-02-12 OS"), YEAR_ANNUNCIATION, &d, &err));
    assert_int_equal(d.es, days_from_ymd(CAL_JULIAN, 1649, 2, 12) * DAY);
    d = same;
    assert_true(year_restyle_written(&arena, STR("1648/9-02-12 OS"), YEAR_ANNUNCIATION, &d, &err));
    assert_int_equal(d.es, same.es); // says itself what it means
    assert_true(date_literal(STR("1648-02-12"), &d, &err));
    same = d;
    assert_true(year_restyle_written(&arena, STR("1648-02-12"), YEAR_ANNUNCIATION, &d, &err));
    assert_int_equal(d.es, same.es); // New Style
}

// ---- Easter -----------------------------------------------------------------------------------

static const struct {
    Calendar c;
    int y, m, d; // in that calendar
} easters[] = {
    {CAL_GREGORIAN, 1583, 4, 10}, {CAL_GREGORIAN, 1598, 3, 22}, {CAL_GREGORIAN, 1666, 4, 25},
    {CAL_GREGORIAN, 1761, 3, 22}, {CAL_GREGORIAN, 1818, 3, 22}, {CAL_GREGORIAN, 1886, 4, 25},
    {CAL_GREGORIAN, 1913, 3, 23}, {CAL_GREGORIAN, 1916, 4, 23}, {CAL_GREGORIAN, 1943, 4, 25},
    {CAL_GREGORIAN, 1954, 4, 18}, {CAL_GREGORIAN, 1961, 4, 2},  {CAL_GREGORIAN, 1981, 4, 19},
    {CAL_GREGORIAN, 2000, 4, 23}, {CAL_GREGORIAN, 2008, 3, 23}, {CAL_GREGORIAN, 2024, 3, 31},
    {CAL_GREGORIAN, 2038, 4, 25}, {CAL_GREGORIAN, 2285, 3, 22}, {CAL_JULIAN, 326, 4, 3},
    {CAL_JULIAN, 604, 3, 22},     {CAL_JULIAN, 672, 4, 25},     {CAL_JULIAN, 1204, 4, 25},
    {CAL_JULIAN, 1502, 3, 27},    {CAL_JULIAN, 1503, 4, 16},    {CAL_JULIAN, 1917, 4, 2},
    {CAL_JULIAN, 2000, 4, 17},    {CAL_JULIAN, 2010, 3, 22},    {CAL_JULIAN, 2021, 4, 19},
};

static void test_easter(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof easters / sizeof *easters; i++) {
        Ymd got = ymd_from_days(easters[i].c, easter_day(easters[i].c, easters[i].y));
        if (got.y != easters[i].y || got.m != easters[i].m || got.d != easters[i].d)
            fail_msg("Easter %d: %d-%d", easters[i].y, got.m, got.d);
    }
    for (int y = -500; y < 3000; y++) { // a Sunday from 22 March to 25 April
        for (Calendar c = CAL_GREGORIAN; c <= CAL_JULIAN; c++) {
            int64_t day = easter_day(c, y);
            assert_int_equal((day % 7 + 7) % 7, 3);
            assert_true(day >= days_from_ymd(c, y, 3, 22) && day <= days_from_ymd(c, y, 4, 25));
        }
    }
}

static int open_arena(void **state) {
    (void)state;
    arena_init(&arena, &alloc_system, NULL, &guard);
    return 0;
}

static int close_arena(void **state) {
    (void)state;
    arena_free(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_changes),
        cmocka_unit_test(test_every_day),
        cmocka_unit_test(test_sweden),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_styles),
        cmocka_unit_test(test_easter_years),
        cmocka_unit_test(test_styles_by_counting),
        cmocka_unit_test(test_written),
        cmocka_unit_test(test_easter),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
