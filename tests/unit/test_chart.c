// Charts: round ticks, labels of ticks, bins at their edges, rows in any order and batch. What is
// expected was worked out by hand.
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "runtime/chart.h"
#include "tests/support/sheet.h"

// --- axes -------------------------------------------------------------------------------------

static void ticks_are(Axis a, const char *want) {
    StrBuf b;
    buf_init(&b, &sheet.f.arena);
    for (int64_t t = a.from; t <= a.to; t++) {
        if (t > a.from) buf_char(&b, ' ');
        axis_label(&b, &a, t);
    }
    if (a.unit_name) buf_printf(&b, " %s", a.unit_name);
    same_text(buf_str(&b), want);
}

static void round_ticks(void **state) {
    (void)state;
    ticks_are(axis_of(0, 21, 5, true), "0 5 10 15 20 25");
    ticks_are(axis_of(0, 1, 5, true), "0 1");
    ticks_are(axis_of(0, 1, 5, false), "0.0 0.2 0.4 0.6 0.8 1.0");
    ticks_are(axis_of(-7, 12, 5, true), "-10 -5 0 5 10 15");
    ticks_are(axis_of(-0.03, 0.001, 3, false), "-0.04 -0.02 0.00 0.02");
    ticks_are(axis_of(0, 0, 5, true), "0 1");
    ticks_are(axis_of(7, 7, 5, true), "7 8");
    ticks_are(axis_of(0, 123456, 5, true), "0 50000 100000 150000");
    ticks_are(axis_of(0, 4e12, 4, false), "0 1e12 2e12 3e12 4e12");
    ticks_are(axis_of(0, 3e-9, 3, false), "0.000000000 0.000000001 0.000000002 0.000000003");
}

static void extreme_ticks(void **state) {
    (void)state;
    const double ends[][2] = {{-9.2e18, 9.2e18}, {9.1e18, 9.2e18}, {9.2e18, 9.2e18}, {0, 1.7e308},
                              {0, 5e-324},       {-1e-300, 1e300}, {1e17, 1e17 + 16}};
    for (uint32_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        Axis a = axis_of(ends[i][0], ends[i][1], 5, i % 2);
        assert_true(a.to > a.from && a.to - a.from < 20);
        assert_true(axis_units(&a, ends[i][0]) >= (double)a.from);
        assert_true(axis_units(&a, ends[i][1]) <= (double)a.to);
    }
}

static void ticks_of_time(void **state) {
    (void)state;
    const double year = 31556952;
    ticks_are(axis_of_times(0, 60 * year, 5, false), "0 20 40 60 years");
    ticks_are(axis_of_times(0, 3 * 3600, 3, false), "0 1 2 3 hours");
    ticks_are(axis_of_times(0, 90, 5, false), "0 20 40 60 80 100 seconds");
    ticks_are(axis_of_times(0, year, 4, true), "0 5 10 15 months");
}

// Every whole tick lies where it says: no step is lost to rounding.
static void ticks_meet_their_amounts(void **state) {
    (void)state;
    for (uint32_t want = 1; want <= 20; want++) {
        Axis a = axis_of(0, 1, want, false);
        for (int64_t t = a.from; t <= a.to; t++)
            assert_true(axis_units(&a, axis_at(&a, t)) == (double)t);
    }
}

// --- charts -----------------------------------------------------------------------------------

static void is_chart(OutOptions o, const char *want) {
    same_text(sheet_write(&sheet, o, ST_OK), want);
}

// 0.3 / 0.1 is less than 3 as a double; a value on an edge belongs to the bin it begins.
static void edges(void **state) {
    (void)state;
    sheet_add(&sheet, "v", "real", &type_real, WORDS("0.1", "0.2", "0.3", "0.6", "0.7", "0.9"));
    is_chart((OutOptions){.format = STR("histogram"), .bar = 5, .bins = 10},
             "       v │count\n"
             "0.1..0.2 │█████ 1\n"
             "0.2..0.3 │█████ 1\n"
             "0.3..0.4 │█████ 1\n"
             "0.4..0.5 │0\n"
             "0.5..0.6 │0\n"
             "0.6..0.7 │█████ 1\n"
             "0.7..0.8 │█████ 1\n"
             "0.8..0.9 │0\n"
             "0.9..1.0 │█████ 1\n"
             "a bin holds its lower end and not its upper\n");
}

static void whole_numbers_at_the_ends(void **state) {
    (void)state;
    sheet_add(&sheet, "n", "int", &type_int,
              WORDS("-9223372036854775808", "9223372036854775807", "0"));
    Str got = sheet_write(&sheet, (OutOptions){.format = STR("histogram"), .bar = 4}, ST_OK);
    uint32_t lines = 0;
    for (uint32_t i = 0; i < got.n; i++) lines += got.p[i] == '\n';
    assert_in_range(lines, 4, 12);
    sheet.n = 0;
    sheet_add(&sheet, "x", "real", &type_real, WORDS("-1e308", "1e308", "1e-300"));
    const char *const all[] = {"histogram", "bar", "sparkline"};
    for (uint32_t f = 0; f < 3; f++)
        for (uint32_t t = 0; t < 3; t++) {
            OutOptions o = {.format = str_of(all[f]), .target = (OutTarget)t};
            assert_true(sheet_write(&sheet, o, ST_OK).n > 0);
        }
}

static void no_rows(void **state) {
    (void)state;
    sheet_add(&sheet, "at", "date", &type_date, WORDS("1917"));
    sheet_add(&sheet, "n", "int", &type_int, WORDS("1"));
    sheet.nrows = 0;
    const char *const all[] = {"bar", "sparkline", "histogram"};
    for (uint32_t f = 0; f < 3; f++)
        for (uint32_t t = 0; t < 3; t++) {
            if (f == 2) sheet.n = 1;
            OutOptions o = {.format = str_of(all[f]), .target = (OutTarget)t};
            assert_true(sheet_write(&sheet, o, ST_OK).n > 0);
        }
}

// Marks in the order of their places, equal places in that of the rows.
static void order_of_places(void **state) {
    (void)state;
    sheet_add(&sheet, "at", "date", &type_date,
              WORDS("1919", "1917", "-", "1918", "1917", "../1900"));
    sheet_add(&sheet, "n", "int", &type_int, WORDS("8", "1", "5", "7", "2", "5"));
    is_chart((OutOptions){.format = STR("sparkline")}, "1917 ▁▂▇█ 1919  n: 1 to 8\n"
                                                       "2 rows without at\n");
}

static void batches_change_nothing(void **state) {
    (void)state;
    enum { ROWS = 1500 };
    Vec *numbers = vec_new(&sheet.f.arena, &type_int, ROWS, false);
    Vec *amounts = vec_new(&sheet.f.arena, &type_int, ROWS, false);
    for (uint32_t i = 0; i < ROWS; i++) {
        numbers->d.i64[i] = (int64_t)(i * 7919 % ROWS);
        amounts->d.i64[i] = (int64_t)i * i % 977 - 300;
    }
    sheet_add_vec(&sheet, "at", "int", numbers);
    sheet_add_vec(&sheet, "n", "int", amounts);
    sheet.nrows = ROWS;
    const char *const all[] = {"bar", "sparkline", "histogram"};
    for (uint32_t f = 0; f < 3; f++)
        for (uint32_t t = 0; t < 3; t++) {
            if (f == 2) sheet.n = 1;
            OutOptions o = {.format = str_of(all[f]), .target = (OutTarget)t};
            sheet.batch = 0;
            Str whole = sheet_write(&sheet, o, ST_OK);
            for (sheet.batch = 1; sheet.batch < ROWS; sheet.batch *= 13)
                assert_true(str_eq(sheet_write(&sheet, o, ST_OK), whole));
            sheet.n = 2;
        }
}

// Nothing of a text is markup, and what XML cannot hold is replaced.
static void pictures_are_safe(void **state) {
    (void)state;
    sheet_add(&sheet, "<x>&\"", "text", &type_text,
              WORDS("</text><script>", "\x1b]0;a\x07", "\xef\xbf\xbe"));
    sheet_add(&sheet, "n'", "int", &type_int, WORDS("1", "2", "3"));
    OutOptions o = {.format = STR("bar"), .target = OUT_SVG, .title = STR("<&>")};
    Str got = str_dup(&sheet.f.arena, sheet_write(&sheet, o, ST_OK));
    assert_null(strstr(got.p, "<script"));
    assert_null(strstr(got.p, "\x1b"));
    assert_null(strstr(got.p, "\xef\xbf\xbe"));
    assert_non_null(strstr(got.p, "&lt;/text&gt;&lt;script&gt;"));
    assert_non_null(strstr(got.p, "<title>&lt;&amp;&gt;</title>"));
    assert_non_null(strstr(got.p, "\\x1b]0;a\\x07"));
}

static void a_refused_piece_ends_it(void **state) {
    (void)state;
    sheet_add(&sheet, "n", "int", &type_int, WORDS("1", "2", "3"));
    for (uint32_t t = 0; t < 3; t++) {
        sheet.fail_at = 1;
        sheet_write(&sheet, (OutOptions){.format = STR("bar"), .target = (OutTarget)t}, ST_IO);
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_sheet, close_sheet)

int main(void) {
    const struct CMUnitTest tests[] = {TEST(round_ticks),
                                       TEST(extreme_ticks),
                                       TEST(ticks_of_time),
                                       TEST(edges),
                                       TEST(ticks_meet_their_amounts),
                                       TEST(whole_numbers_at_the_ends),
                                       TEST(no_rows),
                                       TEST(order_of_places),
                                       TEST(batches_change_nothing),
                                       TEST(pictures_are_safe),
                                       TEST(a_refused_piece_ends_it)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
