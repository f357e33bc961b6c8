// What dates mean beyond the relations: widening for doubt, ends and parts, sameness and order,
// durations. The expected values are those of the language's rules, of its worked examples, of
// well-known lives, of dateutil's relativedelta and java.time.Period; none was made by running this
// code.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lang/date.h"

static Date read(const char *text) {
    Date d;
    DateError err;
    Str s = {text, (uint32_t)strlen(text)};
    memset(&d, 0, sizeof d);
    if (!date_edtf(NULL, s, &d, &err) && !date_literal(s, &d, &err))
        fail_msg("%s: %s", text, err.message);
    return d;
}

static void check_text(const char *what, const Date *d, const char *want) {
    char out[DATE_TEXT];
    date_write(d, out);
    if (strcmp(out, want) != 0) fail_msg("%s is %s, not %s", what, out, want);
}

static const Circa unit = {.unit = true};

// The range from the earliest start to the latest end.
static void check_hull(const char *what, const Date *d, const char *from, const char *to) {
    Date a = read(from), b = read(to);
    if (d->es != a.es || d->le != b.le) {
        Date first = date_earliest(d), last = date_latest(d);
        char x[DATE_TEXT], y[DATE_TEXT];
        date_write(&first, x);
        date_write(&last, y);
        fail_msg("%s reaches from %s to %s, not from %s to %s", what, x, y, from, to);
    }
}

// ~ and ? widen each bound by one unit of the date's precision, % by two.
static void test_widen(void **state) {
    static const char *const known[][3] = {
        {"1917", "1917", "1917"},
        {"1917~", "1916", "1918"},
        {"1917?", "1916", "1918"},
        {"1917%", "1915", "1919"},
        {"1917-03~", "1917-02", "1917-04"}, // months of 28, 31 and 30 days
        {"1917-01?", "1916-12", "1917-02"},
        {"1917-03-01~", "1917-02-28", "1917-03-02"},
        {"1920-03-01%", "1920-02-28", "1920-03-03"}, // a leap year
        {"191X~", "190X", "192X"},
        {"19XX~", "18XX", "20XX"},
        {"1917-11-08T02:10~", "1917-11-08T02:09", "1917-11-08T02:11"},
        {"1917-21~", "1916-24", "1917-22"},
        {"0000~", "-0001", "0001"},
        {"1904~/1907", "1903", "1907"},
        {"1904/1907~", "1904", "1908"},
        {"[1904~..1907%]", "1903", "1909"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        Date d = read(known[i][0]), w = date_widen(&d, unit), e = date_exactly(NULL, &d);
        check_hull(known[i][0], &w, known[i][1], known[i][2]);
        e = date_widen(&e, unit);
        assert_true(e.es == d.es && e.le == d.le);
    }
}

// set circa = 5 years; 0 takes no notice of the qualifiers.
static void test_circa(void **state) {
    Circa five = {.months = 60}, none = {.unit = false}, days = {.seconds = 3 * 86400};
    (void)state;
    Date d = read("1917-02~"), w = date_widen(&d, five);
    check_hull("1917-02~", &w, "1912-02", "1922-02");
    w = date_widen(&d, days);
    check_hull("1917-02~", &w, "1917-01-29", "1917-03-03");
    w = date_widen(&d, none);
    check_hull("1917-02~", &w, "1917-02", "1917-02");
    assert_int_equal(w.qual, 0);
    d = read("1917-03");
    w = date_widen(&d, five);
    check_hull("1917-03", &w, "1917-03", "1917-03");
    // written: its edges become doubtful each by itself
    Date lit = read("1880~"), p = date_period(&lit);
    p = date_widen(&p, unit);
    Date early = read("1878"), near = read("1879-06"), inside = read("1880-06");
    assert_int_equal(date_before(&early, &p), YES);
    assert_int_equal(date_before(&near, &p), UNKNOWN);
    assert_int_equal(date_in(&inside, &p), UNKNOWN);
}

// A start held down by its end follows it outwards, but not past its own month.
static void test_widen_clamped(void **state) {
    (void)state;
    Date d = read("1917-05/1917-05-30~"), w = date_widen(&d, unit), may = read("1917-05");
    assert_true(w.le == may.le && w.ls == may.le);
    d = read("1917-05-02?/1917-05");
    w = date_widen(&d, unit);
    assert_true(w.es == may.es && w.ee == may.es);
    d = read("../1917~");
    w = date_widen(&d, unit);
    Date year = read("1918");
    assert_true(w.es == INSTANT_MIN && w.ls == year.le && w.le == year.le);
    Date far = date_of_year(INT64_C(290000000000));
    far.qual = far.end_qual = QUAL_UNCERTAIN;
    w = date_widen(&far, (Circa){.months = INT32_MAX, .seconds = INT64_MAX});
    assert_true(w.es < far.es && w.le == INSTANT_MAX);
}

// The period that a literal names, beside what an archive states.
static void test_written_and_recorded(void **state) {
    Date p1880, d;
    (void)state;
    Date lit = read("1880");
    p1880 = date_period(&lit);
    d = read("1880-05");
    assert_int_equal(date_before(&d, &p1880), NO);
    assert_int_equal(date_in(&d, &p1880), YES);
    assert_int_equal(date_after(&d, &p1880), NO);
    assert_int_equal(date_before(&lit, &p1880), NO); // a stored 1880
    assert_int_equal(date_before(&lit, &lit), UNKNOWN);
    assert_int_equal(date_equal(&lit, &lit), YES);
    d = read("1879-12-31");
    assert_int_equal(date_before(&d, &p1880), YES);
    d = read("188X");
    assert_int_equal(date_before(&d, &p1880), NO);
    assert_int_equal(date_in(&d, &p1880), UNKNOWN);
    Date later = read("1911/.."), open = read("1900/.."), from1900 = date_period(&open);
    assert_int_equal(date_in(&later, &from1900), YES);
    Date in1950 = read("1950");
    in1950 = date_period(&in1950);
    assert_int_equal(date_overlaps(&later, &in1950), UNKNOWN);
    Date os = read("1917-10-25 OS"), ns = read("1917-11-07");
    assert_true(date_same(&os, &ns) && date_hash(&os) == date_hash(&ns));
    assert_int_equal(date_equal(&os, &ns), YES);
    Date a = read("1917~"), b = read("1917"), c = read("1920");
    assert_int_equal(date_equal(&a, &b), UNKNOWN);
    assert_int_equal(date_equal(&b, &c), NO);
}

static void test_order(void **state) {
    // by earliest start, then latest end
    static const char *const ordered[] = {
        "../1900",   "44 BCE", "190X",      "1905",      "1917-11",          "1917",
        "1917?",     "1917~",  "1917/1917", "1917/1918", "1917-11-07T02:10", "1917-11-08",
        "1918-01/.."};
    static const size_t n = sizeof ordered / sizeof *ordered;
    (void)state;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < n; k++) {
            Date a = read(ordered[i]), b = read(ordered[k]);
            int order = date_order(&a, &b);
            assert_int_equal(order == 0, i == k);
            assert_int_equal(date_same(&a, &b), i == k);
            assert_int_equal(order > 0, date_order(&b, &a) < 0);
            bool placed = i == 4 || k == 4; // 1917-11 begins after 1917
            if (!placed && i < k && order >= 0) fail_msg("%s %s", ordered[i], ordered[k]);
        }
    }
    Date year = read("1917"), november = read("1917-11"), seventh = read("1917-11-07T02:10");
    assert_true(date_order(&year, &november) < 0 && date_order(&november, &seventh) < 0);
    // the same period stated otherwise; units matter only where something is widened by them
    Date a = read("1985-04-XX"), b = read("1985-04");
    assert_true(date_same(&a, &b) && date_hash(&a) == date_hash(&b));
    a = read("[1917-01-01?..1917-12-31?]");
    b = read("1917?");
    assert_false(date_same(&a, &b));
}

static void test_ends(void **state) {
    static const char *const known[][5] = {
        // date, earliest, latest, start, end
        {"1917", "1917-01-01", "1917-12-31", "1917", "1917"},
        {"1917-11-08T02:10", "1917-11-08T02:10:00", "1917-11-08T02:10:59", "1917-11-08T02:10",
         "1917-11-08T02:10"},
        {"1904/1907-05?", "1904-01-01", "1907-05-31", "1904", "1907-05?"},
        {"[1904..1907]", "1904-01-01", "1907-12-31", "[1904..1907]", "[1904..1907]"},
        {"1917-05/1917-05-10", "1917-05-01", "1917-05-10", "[1917-05-01..1917-05-10]",
         "1917-05-10"},
        {"1911/..", "1911-01-01", NULL, "1911", "[1911..]"},
        {"../1911", NULL, "1911-12-31", "[..1911]", "1911"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        Date d = read(known[i][0]);
        Date ends[] = {date_earliest(&d), date_latest(&d), date_start(&d), date_end(&d)};
        for (int k = 0; k < 4; k++)
            if (known[i][k + 1]) check_text(known[i][0], &ends[k], known[i][k + 1]);
        if (!known[i][1]) assert_true(ends[0].es == INSTANT_MIN && ends[0].le == INSTANT_MIN);
        if (!known[i][2]) assert_true(ends[1].es == INSTANT_MAX && ends[1].le == INSTANT_MAX);
    }
}

enum { NONE = -999999 };

// The number that is kept beside a date says the same, or that the date must be asked.
static void check_parts(const char *text, const Date *d) {
    static const uint32_t shift[] = {PARTS_YEAR, PARTS_MONTH, PARTS_DAY};
    static const uint32_t mask[] = {PARTS_YEAR_MASK, PARTS_MONTH_MASK, PARTS_DAY_MASK};
    uint32_t parts = date_parts(d);
    for (int p = PART_YEAR; p <= PART_DAY && parts; p++) {
        int64_t v, kept = parts >> shift[p] & mask[p];
        bool known = date_part(d, (DatePart)p, &v);
        if (p == PART_YEAR) v += PARTS_BIAS;
        if (known != (kept != 0) || (known && kept != v))
            fail_msg("%s: part %d is kept as %d", text, p, (int)kept);
    }
    int64_t year;
    bool near = !date_part(d, PART_YEAR, &year) || (year > -PARTS_BIAS && year < PARTS_BIAS);
    assert_int_equal(parts != 0, near);
}

static void test_parts(void **state) {
    static const struct {
        const char *text;
        int part[9]; // in the order of DatePart
    } known[] = {
        {"1917", {1917, NONE, NONE, NONE, NONE, NONE, 20, 1910, NONE}},
        {"1917~", {1917, NONE, NONE, NONE, NONE, NONE, 20, 1910, NONE}},
        {"1917-11-07", {1917, 11, 7, NONE, NONE, NONE, 20, 1910, 2}}, // a Wednesday
        {"1917-11-08T02:10", {1917, 11, 8, 2, 10, NONE, 20, 1910, 3}},
        {"1917-11-08T02:10:05", {1917, 11, 8, 2, 10, 5, 20, 1910, 3}},
        {"1917-10-25 OS", {1917, 11, 7, NONE, NONE, NONE, 20, 1910, 2}}, // as 1917-11-07
        {"44 BCE", {-43, NONE, NONE, NONE, NONE, NONE, -1, -50, NONE}},
        {"1900", {1900, NONE, NONE, NONE, NONE, NONE, 19, 1900, NONE}},
        {"100 BCE", {-99, NONE, NONE, NONE, NONE, NONE, -1, -100, NONE}},
        {"101 BCE", {-100, NONE, NONE, NONE, NONE, NONE, -2, -100, NONE}},
        {"191X", {NONE, NONE, NONE, NONE, NONE, NONE, 20, 1910, NONE}},
        {"19XX", {NONE, NONE, NONE, NONE, NONE, NONE, 20, NONE, NONE}},
        {"2001-24", {2001, NONE, NONE, NONE, NONE, NONE, 21, 2000, NONE}},
        {"1985-04-XX", {1985, 4, NONE, NONE, NONE, NONE, 20, 1980, NONE}},
        {"1904/1907", {NONE, NONE, NONE, NONE, NONE, NONE, 20, 1900, NONE}},
        {"1917-11-06/1917-11-08", {1917, 11, NONE, NONE, NONE, NONE, 20, 1910, NONE}},
        {"1911/..", {NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE}},
        {"-0004-02-29", {-4, 2, 29, NONE, NONE, NONE, -1, -10, 3}}, // as 1996-02-29
        {"-9999", {-9999, NONE, NONE, NONE, NONE, NONE, -100, -10000, NONE}},
        {"Y16384", {16384, NONE, NONE, NONE, NONE, NONE, 164, 16380, NONE}},
        {"Y-16384", {-16384, NONE, NONE, NONE, NONE, NONE, -164, -16390, NONE}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        Date d = read(known[i].text);
        for (int p = 0; p < 9; p++) {
            int64_t v;
            if (!date_part(&d, (DatePart)p, &v)) v = NONE;
            if (v != known[i].part[p])
                fail_msg("%s: part %d is %d, not %d", known[i].text, p, (int)v, known[i].part[p]);
        }
        check_parts(known[i].text, &d);
    }
}

static void test_within_and_range(void **state) {
    Date a = read("1904"), b = read("1907"), d, w;
    DateError err;
    (void)state;
    assert_true(date_range(&a, &b, &d, &err));
    check_text("1904..1907", &d, "1904/1907");
    w = date_within(&d);
    check_text("within(1904..1907)", &w, "[1904..1907]");
    w = date_within(&a);
    check_text("within(1904)", &w, "1904");
    assert_true(date_range(&a, NULL, &d, &err));
    check_text("1904..", &d, "1904/..");
    assert_true(date_range(NULL, &b, &d, &err));
    check_text("..1907", &d, "../1907");
    assert_false(date_range(&b, &a, &d, &err));
    assert_string_equal(err.message, "1907..1904 ends before it begins");
    a = read("1917-10 OS"); // from the 14th of October
    b = read("1918-02");
    assert_true(date_range(&a, &b, &d, &err));
    check_text("1917-10 OS..1918-02", &d, "1917-10-14/1918-02");
    assert_true(d.es == a.es && d.ls == a.ls && d.le == b.le);
    assert_true(date_range(&a, &a, &d, &err));
    char shown[DATE_TEXT];
    date_show(&d, shown);
    assert_string_equal(shown, "1917-10 OS..1917-10 OS");
    d = date_of_year(1917);
    check_text("1917", &d, "1917");
    d = date_of_year(INT64_MIN);
    assert_true(d.es < d.le);
}

// ---- durations
// -----------------------------------------------------------------------------------

static void check_duration(const char *what, Duration d, const char *iso, const char *shown) {
    char out[DATE_TEXT];
    uint32_t n = duration_write(d, out);
    if (n != strlen(out) || strcmp(out, iso) != 0) fail_msg("%s is %s, not %s", what, out, iso);
    n = duration_show(d, out);
    if (n != strlen(out) || strcmp(out, shown) != 0) fail_msg("%s is %s, not %s", what, out, shown);
}

static void test_between(void **state) {
    static const char *const known[][4] = {
        {"1924", "1870", "P53Y/P54Y", "53–54 years"}, // cut to whole years
        {"1940", "1879", "P60Y/P61Y", "60–61 years"},
        {"1953", "1879", "P73Y/P74Y", "73–74 years"},
        {"1870", "1924", "-P54Y/-P53Y", "-54 to -53 years"},
        {"1924-01-21", "1870-04-22", "P53Y8M30D", "53 years 8 months 30 days"}, // Lenin
        {"2001-04-10", "1957-06-13", "P43Y9M28D",
         "43 years 9 months 28 days"}, // dateutil, also below
        {"1917-03-01", "1917-01-31", "P1M1D", "1 month 1 day"},
        {"1917-02-28", "1917-01-31", "P28D", "28 days"}, // Period: a month ends on its day
        {"1924-01-21", "1870-04", "P53Y8M/P53Y9M", "53 years 8 months–53 years 9 months"},
        {"1924", "1870-04-22", "P53Y/P54Y", "53–54 years"},
        {"1917-11-08T02:10", "1917-11-07T21:40", "PT4H30M", "4 hours 30 minutes"},
        {"1917-11-08T02:10", "1917-11-07", "P1DT2H10M", "1 day 2 hours 10 minutes"},
        {"1917-11-07", "1917-11-08T02:10", "-P1DT2H10M", "-1 day 2 hours 10 minutes"},
        {"1917-11-08", "1917-11-06", "P2D", "2 days"},
        {"1917-11-08", "1917-11-07", "P1D", "1 day"},
        {"1918-02-14", "1918-01-31 OS", "P1D", "1 day"},              // Russia's change of calendar
        {"1917-11-07/1917-11-09", "1917-11-06/1918", "P1D", "1 day"}, // from start to start
        {"1905-02-28", "1904-02-29", "P11M30D", "11 months 30 days"}, // no birthday yet
        {"1905-03-01", "1904-02-29", "P1Y1D", "1 year 1 day"},
        {"[1917-11-06..1917-11-08]", "1917-11-05", "P1D/P3D", "1–3 days"},
        {"1871", "1870", "P0D/P1Y", "0–1 years"},
        {"1917-11-07", "1917-11-07", "P0D", "0 days"},
        {"0001", "1 BCE", "P0D/P1Y", "0–1 years"}, // no year lies between
        {"190X", "187X", "P20Y/P30Y", "20–30 years"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        Date a = read(known[i][0]), b = read(known[i][1]);
        Duration d;
        assert_true(duration_between(&a, &b, &d));
        check_duration(known[i][0], d, known[i][2], known[i][3]);
    }
    Date open = read("../1911"), year = read("1917"), far = date_of_year(-INT64_C(200000000000));
    Duration d;
    assert_false(duration_between(&year, &open, &d));
    assert_false(duration_between(&year, &far, &d)); // more months than are counted
}

static void test_of(void **state) {
    static const struct {
        int64_t n;
        Unit unit;
        const char *iso, *shown;
    } known[] = {
        {3, U_DAY, "P3D", "3 days"},
        {2, U_MONTH, "P2M", "2 months"},
        {1, U_YEAR, "P1Y", "1 year"},
        {2, U_WEEK, "P14D", "14 days"},
        {90, U_MINUTE, "PT1H30M", "1 hour 30 minutes"},
        {18, U_MONTH, "P1Y6M", "1 year 6 months"},
        {1, U_SECOND, "PT1S", "1 second"},
        {-3, U_DAY, "-P3D", "-3 days"},
        {25, U_HOUR, "P1DT1H", "1 day 1 hour"},
        {0, U_YEAR, "P0D", "0 days"},
    };
    Duration d;
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        assert_true(duration_of(known[i].n, known[i].unit, &d));
        check_duration(known[i].shown, d, known[i].iso, known[i].shown);
    }
    assert_false(duration_of(INT64_MAX, U_MINUTE, &d));
    assert_false(duration_of(INT32_MAX, U_YEAR, &d));
    assert_false(duration_of(INT64_MIN, U_DAY, &d));
}

static void test_sums(void **state) {
    Duration d, e = {0, 0, 0, 0};
    (void)state;
    assert_true(duration_of(1, U_MONTH, &d));
    assert_true(duration_of(3, U_DAY, &e));
    assert_true(duration_sub(d, e, &d));
    check_duration("1 month - 3 days", d, "P1M-3D", "1 month less 3 days");
    assert_true(duration_add(d, e, &d));
    check_duration("1 month", d, "P1M", "1 month");
    assert_true(duration_scale(d, 1.5, &e)); // half of 30.436875 days
    check_duration("1.5 months", e, "P1M15DT5H14M33S",
                   "1 month 15 days 5 hours 14 minutes 33 seconds");
    assert_true(duration_scale(d, -12, &e));
    check_duration("-12 months", e, "-P1Y", "-1 year");
    assert_false(duration_scale(d, 1e300, &e));
    Duration most = {INT64_MAX, INT64_MAX, INT32_MAX, INT32_MAX};
    assert_false(duration_add(most, d, &e));
    assert_true(duration_order(most, d) > 0);
    Duration widest = {-INT64_MAX, INT64_MAX, -INT32_MAX, INT32_MAX};
    char out[DATE_TEXT];
    assert_true(duration_show(widest, out) < DATE_TEXT - 1 && strstr(out, "seconds to 1"));
}

static Duration span(int64_t lo, int64_t hi, Unit u) {
    Duration a, b;
    assert_true(duration_of(lo, u, &a) && duration_of(hi, u, &b));
    return (Duration){a.lo_s, b.hi_s, a.lo_m, b.hi_m};
}

static void test_compare(void **state) {
    Duration age = span(53, 54, U_YEAR), fifty = span(50, 50, U_YEAR), exact = span(53, 53, U_YEAR);
    Duration month = span(1, 1, U_MONTH);
    (void)state;
    assert_int_equal(duration_cmp(fifty, age, false), YES); // died - born > 50 years
    assert_int_equal(duration_cmp(exact, age, false), UNKNOWN);
    assert_int_equal(duration_cmp(exact, age, true), YES);
    assert_int_equal(duration_cmp(age, exact, true), UNKNOWN);
    assert_int_equal(duration_cmp(age, fifty, true), NO);
    assert_int_equal(duration_equal(age, exact), UNKNOWN);
    assert_int_equal(duration_equal(age, fifty), NO);
    assert_int_equal(duration_equal(exact, span(636, 636, U_MONTH)), YES);
    assert_int_equal(duration_cmp(span(30, 30, U_DAY), month, false), YES); // 30.436875 days
    assert_int_equal(duration_cmp(month, span(31, 31, U_DAY), false), YES);
    assert_true(duration_order(exact, age) < 0 && duration_order(age, exact) > 0);
    assert_int_equal(duration_order(age, age), 0);
    assert_true(duration_seconds(month, false) == 30.436875 * 86400);
    assert_true(duration_seconds(age, true) == 54 * 12 * 30.436875 * 86400);
}

static const struct {
    const char *date;
    int64_t lo, hi;
    Unit unit;
    int sign;
    const char *want;
} sums[] = {
    {"1917-11-07", 3, 3, U_DAY, 1, "1917-11-10"},
    {"1917-11-07", 3, 3, U_DAY, -1, "1917-11-04"},
    {"1917-11-08T02:10", 4, 4, U_HOUR, -1, "1917-11-07T22:10"},
    {"1917-01-31", 1, 1, U_MONTH, 1, "1917-02-28"}, // cut to the length of the month
    {"1920-02-29", 1, 1, U_YEAR, 1, "1921-02-28"},
    {"1917-02-28", 1, 1, U_MONTH, 1, "1917-03-28"},
    {"1917-02", 1, 1, U_MONTH, 1, "1917-03"}, // a month stays a month
    {"1917", 2, 2, U_YEAR, 1, "1919"},
    {"1917", 1, 1, U_YEAR, -1, "1916"},
    {"1917?", 1, 1, U_YEAR, 1, "1918?"},
    {"1 BCE", 1, 1, U_YEAR, 1, "0001"},
    {"191X", 10, 10, U_YEAR, 1, "192X"},
    {"1870", 53, 54, U_YEAR, 1, "[1923..1924]"},
    {"1924", 53, 54, U_YEAR, -1, "[1870..1871]"},
    {"1917", 3, 3, U_DAY, 1, "[1917-01-04..1918-01-03]"},
    {"1904/1907", 1, 1, U_YEAR, 1, "1905/1908"},
    {"1904/..", 1, 1, U_YEAR, 1, "1905/.."},
    {"1917-11-07", 2, 2, U_HOUR, 1, "[1917-11-07T02:00..1917-11-08T01:59]"},
    {"1917-10-25 OS", 1, 1, U_MONTH, 1, "1917-12-08"}, // the 25th of November, Old Style
};

static void test_plus(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
        Date d = read(sums[i].date), out;
        assert_true(date_plus(&d, span(sums[i].lo, sums[i].hi, sums[i].unit), sums[i].sign, &out));
        check_text(sums[i].date, &out, sums[i].want);
    }
    Date d = read("1917"), out;
    assert_false(date_plus(&d, (Duration){INT64_MAX, INT64_MAX, 0, 0}, 1, &out));
    assert_false(date_plus(&d, (Duration){INT64_MIN, INT64_MIN, 0, 0}, -1, &out));
    Date far = date_of_year(INT64_C(290000000000));
    assert_false(date_plus(&far, (Duration){0, 0, INT32_MAX, INT32_MAX}, 1, &out) &&
                 date_plus(&out, (Duration){INT64_MAX, INT64_MAX, 0, 0}, 1, &out));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_widen),         cmocka_unit_test(test_circa),
        cmocka_unit_test(test_widen_clamped), cmocka_unit_test(test_written_and_recorded),
        cmocka_unit_test(test_order),         cmocka_unit_test(test_ends),
        cmocka_unit_test(test_parts),         cmocka_unit_test(test_within_and_range),
        cmocka_unit_test(test_between),       cmocka_unit_test(test_of),
        cmocka_unit_test(test_sums),          cmocka_unit_test(test_compare),
        cmocka_unit_test(test_plus),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
