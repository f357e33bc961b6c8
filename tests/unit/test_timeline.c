// Timelines: round places on the axis, ticks that have room and miss nothing, names by number. What
// is expected was worked out by hand.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/timeline.h"
#include "tests/support/sheet.h"

static Date read(const char *text) {
    Date d;
    DateError err;
    if (!date_edtf(&sheet.f.arena, str_of(text), &d, &err)) fail_msg("%s: %s", text, err.message);
    return d;
}

static double cells(Str s) { return str_width(s); }

static void axis_is(const char *from, const char *to, double room, const char *want) {
    Ticks k = ticks_of(&sheet.f.arena, read(from).es, read(to).le + 1, room, 2, cells);
    StrBuf b;
    buf_init(&b, &sheet.f.arena);
    int64_t t;
    for (bool more = ticks_first(&k, &t); more; more = ticks_next(&k, &t)) {
        if (b.n) buf_char(&b, ' ');
        tick_label(&b, &k, t);
        if (!tick_begins(&k, t)) continue;
        buf_char(&b, '(');
        tick_context(&b, &k, t);
        buf_char(&b, ')');
    }
    same_text(buf_str(&b), want);
}

static void round_times(void **state) {
    (void)state;
    axis_is("1917-11-07", "1917-11-07", 60,
            "00:00(1917-11-07) 03:00 06:00 09:00 12:00 15:00 18:00 21:00");
    axis_is("1917-11-07T21:40", "1917-11-08T02:10", 72,
            "21:30 22:00 22:30 23:00 23:30 00:00(1917-11-08) 00:30 01:00 01:30 02:00");
    axis_is("1917-11-06", "1917-11-09", 40, "6 7 8 9");
    axis_is("1917-10-30", "1917-11-04", 24, "30 31 1(1917-11) 2 3 4");
    axis_is("1917-11-08", "1917-12-20", 40, "5(1917-11) 12 19 26 3(1917-12) 10 17");
    axis_is("1917", "1917", 64, "Jan(1917) Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec");
    axis_is("1916-07", "1918-02", 40, "Jul Oct Jan(1917) Apr Jul Oct Jan(1918)");
    axis_is("1870", "1953", 70, "1870 1880 1890 1900 1910 1920 1930 1940 1950");
    axis_is("1499", "1953", 40, "1500 1600 1700 1800 1900");
    axis_is("-0150", "0120", 60, "150 BCE 100 BCE 50 BCE 1 50 100");
}

// Whatever the reach, ticks go up, their labels do not touch, and some there are.
static void ticks_have_room(void **state) {
    (void)state;
    uint64_t seed = 7;
    for (int i = 0; i < 3000; i++) {
        seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        int64_t length = (int64_t)(seed >> (2 + seed % 60)) + 600, from = (int64_t)(seed >> 24);
        double room = 20 + (double)(seed >> 40 & 0xff);
        if (i % 2) from = -from;
        if (length > INT64_C(9000000000000000000)) continue;
        Ticks k = ticks_of(&sheet.f.arena, from, from + length, room, 2, cells);
        double end = -1;
        uint32_t n = 0;
        int64_t t;
        assert_true(k.from <= from && k.to >= from + length);
        for (bool more = ticks_first(&k, &t); more; more = ticks_next(&k, &t), n++) {
            StrBuf b;
            buf_init(&b, &sheet.f.arena);
            tick_label(&b, &k, t);
            double at = ticks_place(&k, t) * room;
            assert_true(at >= 0 && at <= room && n < 500);
            assert_true(end < 0 || at >= end + 0.5);
            end = at + str_width(buf_str(&b));
        }
        assert_in_range(n, length * 2 > k.to - k.from ? 0 : 1, 500);
    }
}

static void names_are_numbered(void **state) {
    Names n = {.arena = &sheet.f.arena};
    (void)state;
    for (uint32_t round = 0; round < 2; round++)
        for (uint32_t i = 0; i < 500; i++) {
            Str s = str_printf(&sheet.f.arena, "name %u", i);
            assert_int_equal(names_find(&n, s), i);
        }
    assert_int_equal(n.n, 500);
    assert_int_equal(names_find(&n, (Str){"", 0}), 500);
}

static void pieces_of_dates(void **state) {
    static const struct {
        const char *date;
        uint32_t n;
        bool maybe, moment;
    } known[] = {{"1917", 1, false, true},       {"1904/1907", 1, false, false},
                 {"156X-12-25", 10, true, true}, {"1917-XX-07", 12, true, true},
                 {"[1906,1908]", 2, true, true}, {"{1906,1908}", 2, false, true}};
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        DatePiece p[TIMELINE_PIECES];
        bool cut;
        Date d = read(known[i].date);
        uint32_t n = date_pieces(&d, (Circa){.unit = true}, p, TIMELINE_PIECES, &cut);
        if (n != known[i].n) fail_msg("%s has %u pieces", known[i].date, n);
        assert_false(cut);
        for (uint32_t k = 0; k < n; k++) {
            assert_int_equal(p[k].maybe, known[i].maybe);
            assert_int_equal(p[k].moment, known[i].moment);
            assert_true(p[k].es <= p[k].ls && p[k].es >= d.es && p[k].le <= d.le);
        }
    }
    DatePiece few[3];
    bool cut;
    Date d = read("156X-12-25");
    assert_int_equal(date_pieces(&d, (Circa){.unit = true}, few, 3, &cut), 3);
    assert_true(cut);
}

// The same picture however the rows come; every target; nothing to draw.
static void batches_and_targets(void **state) {
    (void)state;
    const char *const titles[] = {"a", "b", "a", "c", "-", NULL};
    const char *const dates[] = {"1917", "1904/1907", "1919", "../1910", "-", NULL};
    const char *const keys[] = {"x", "y", "x", "z", "y", NULL};
    sheet_add(&sheet, "title", "text", &type_text, titles);
    sheet_add(&sheet, "date", "date", &type_date, dates);
    sheet_add(&sheet, "key", "text", &type_text, keys);
    for (uint32_t t = 0; t < 3; t++) {
        OutOptions o = {.format = STR("timeline"), .target = (OutTarget)t, .keyed = true};
        sheet.batch = 0;
        Str all = str_dup(&sheet.f.arena, sheet_write(&sheet, o, ST_OK));
        sheet.batch = 1;
        Str one = sheet_write(&sheet, o, ST_OK);
        assert_true(all.n > 100 && str_eq(all, one));
    }
    sheet.nrows = 0;
    for (uint32_t t = 0; t < 3; t++) {
        OutOptions o = {.format = STR("timeline"), .target = (OutTarget)t, .keyed = true};
        sheet_write(&sheet, o, ST_OK);
    }
    OutOptions wrong = {.format = STR("timeline")}; // the last column is no date
    assert_null(writer_new(&sheet.f.arena, &sheet.run, sheet.columns, 3, wrong, NULL, NULL));
}

// In colours nothing but the colours is added.
static void colours(void **state) {
    (void)state;
    const char *const titles[] = {"a", "b", NULL}, *const dates[] = {"1917", "1919", NULL};
    sheet_add(&sheet, "title", "text", &type_text, titles);
    sheet_add(&sheet, "date", "date", &type_date, dates);
    OutOptions o = {.format = STR("timeline")};
    Str plain = str_dup(&sheet.f.arena, sheet_write(&sheet, o, ST_OK));
    o.color = true;
    Str painted = sheet_write(&sheet, o, ST_OK);
    StrBuf bare;
    buf_init(&bare, &sheet.f.arena);
    for (uint32_t i = 0; i < painted.n; i++) {
        if (painted.p[i] == '\033')
            while (painted.p[i] != 'm') i++;
        else
            buf_char(&bare, painted.p[i]);
    }
    assert_true(painted.n > plain.n);
    assert_true(str_eq(buf_str(&bare), plain));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_sheet, close_sheet)

int main(void) {
    const struct CMUnitTest tests[] = {TEST(round_times),         TEST(ticks_have_room),
                                       TEST(names_are_numbered),  TEST(pieces_of_dates),
                                       TEST(batches_and_targets), TEST(colours)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
