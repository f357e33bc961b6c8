// Dates of other calendars as texts: what is shown reads back as the same date, for random days of
// every calendar; the two styles of one day as editions give them; what is refused and why; names
// as people spell them. And random texts, which must only be refused or read.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lang/calendar.h"
#include "lang/date_impl.h"

static Arena arena;
static Guard guard;

static uint64_t seed = 0x9e3779b97f4a7c15u;

static uint64_t next_random(void) {
    seed ^= seed << 13;
    seed ^= seed >> 7;
    return seed ^= seed << 17;
}

static bool read(const char *s, Date *d, DateError *err, bool *mine) {
    return calendar_text(&arena, str_of(s), d, err, mine);
}

static void same_text(const Date *d, const char *expected) {
    char out[DATE_TEXT];
    date_show(d, out);
    assert_string_equal(out, expected);
}

// Days, months and years: shown, then read.
static void test_round_trip(void **state) {
    static const Precision units[] = {PREC_DAY, PREC_MONTH, PREC_YEAR};
    static const struct {
        Calendar c;
        int64_t from, days;
    } spans[] = {{CAL_SWEDISH, -98546, 4384},
                 {CAL_REPUBLICAN, -64748, 90000},
                 {CAL_ISLAMIC, -492148, 700000},
                 {CAL_RUMI, -47410, 31339},
                 {CAL_HEBREW, -2092590, 3000000}};
    (void)state;
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        for (int n = 0; n < 3000; n++) {
            int64_t day = spans[i].from + (int64_t)(next_random() % (uint64_t)spans[i].days);
            Ymd v = ymd_from_days(spans[i].c, day);
            Precision p = units[n % 3];
            Date d, back;
            DateError err = {0};
            bool mine;
            assert_true(calendar_date(spans[i].c, v.y, p <= PREC_MONTH ? v.m : 0,
                                      p == PREC_DAY ? v.d : 0, &d, &err));
            char text[DATE_TEXT];
            date_show(&d, text);
            if (!read(text, &back, &err, &mine)) fail_msg("%s: %s", text, err.message);
            if (date_order(&d, &back) != 0 || d.calendar != back.calendar || back.prec != p)
                fail_msg("%s is read as another date", text);
        }
    }
}

static const struct {
    const char *text, *shown, *edtf;
} good[] = {
    {"18 Brumaire 8 republican", "18 Brumaire 8 republican", "1799-11-09"},
    {"9 thermidor 2 republican", "9 Thermidor 2 republican", "1794-07-27"},
    {"1 Vendemiaire 1 republican", "1 Vendémiaire 1 republican", "1792-09-22"},
    {"6 jour complémentaire 3 republican", "6 jour complémentaire 3 republican", "1795-09-22"},
    {"2 sansculottides 1 republican", "2 jour complémentaire 1 republican", "1793-09-18"},
    {"16 Floréal 79 republican", "16 Floréal 79 republican", "1871-05-06"},
    {"Brumaire 8 republican", "Brumaire 8 republican", "[1799-10-23..1799-11-21]"},
    {"8 republican", "8 republican", "[1799-09-23..1800-09-22]"},
    {"20 Jumada al-Ula 857 islamic", "20 Jumada I 857 islamic", "1453-06-07"},
    {"1 Muharram 1 islamic", "1 Muharram 1 islamic", "0622-07-19"},
    {"1 Rabi' 2 1445 islamic", "1 Rabi II 1445 islamic", "2023-10-16"},
    {"31 Mart 1325 rumi", "31 Mart 1325 rumi", "1909-04-13"},
    {"11 Kânun-ı Evvel 1292 rumi", "11 Kânunuevvel 1292 rumi", "1876-12-23"},
    {"29 Teşrin-i Evvel 1339 rumi", "29 Teşrinievvel 1339 rumi", "1923-10-29"},
    {"1 Mayis 1300 rumi", "1 Mayıs 1300 rumi", "1884-05-13"},
    {"15 Nisan 5784 hebrew", "15 Nisan 5784 hebrew", "2024-04-23"},
    {"10 Tishrei 5734 hebrew", "10 Tishri 5734 hebrew", "1973-10-06"},
    {"14 Adar Sheni 5784 hebrew", "14 Adar II 5784 hebrew", "2024-03-24"},
    {"14 Adar 2 5784 hebrew", "14 Adar II 5784 hebrew", "2024-03-24"},
    {"1712-02-30 swedish", "1712-02-30 swedish", "1712-03-11"},
    {"18 Brumaire 8 republican?", "18 Brumaire 8 republican?", "1799-11-09?"},
    {"8 republican~", "c. 8 republican", "[1799-09-23~..1800-09-22~]"},
    // editions: the London Stage data base; Cheney, A Handbook of Dates; Foreign Relations, 1917
    {"10/21 February 1750/51", "1751-02-10 OS", "1751-02-21"},
    {"10/20 January 1665/66", "1666-01-10 OS", "1666-01-20"},
    {"12/23 October 1703", "1703-10-12 OS", "1703-10-23"},
    {"25 October/7 November 1917", "1917-10-25 OS", "1917-11-07"},
    {"30 January/9 February 1648/9", "1649-01-30 OS", "1649-02-09"},
    {"25 December 1642/4 January 1643", "1642-12-25 OS", "1643-01-04"},
    {"26 December/5 January 1642/43", "1642-12-26 OS", "1643-01-05"},
    {"10/21 Feb. 1750/1751", "1751-02-10 OS", "1751-02-21"},
};

static void test_good(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        Date d;
        DateError err = {0};
        bool mine;
        if (!read(good[i].text, &d, &err, &mine)) fail_msg("%s: %s", good[i].text, err.message);
        same_text(&d, good[i].shown);
        char out[DATE_TEXT];
        date_write(&d, out);
        assert_string_equal(out, good[i].edtf);
    }
}

static const struct {
    const char *text, *message, *hint;
} bad[] = {
    {"18 Brumare 8 republican", "there is no month \"Brumare\" in the republican calendar",
     "did you mean \"Brumaire\"?"},
    {"31 Brumaire 8 republican", "Brumaire 8 has 30 days in the republican calendar", ""},
    {"0 Brumaire 8 republican", "there is no day 0", ""},
    {"18 Brumaire republican", "a date ends with its year, of 1 to 4 digits", ""},
    {"18 8 republican", "the month is missing between day and year", ""},
    {"18 Brumaire 0 republican", "the republican calendar has years from 1 to 9999, not 0", ""},
    {"6 jour complémentaire 8 republican",
     "jour complémentaire 8 has 5 days in the republican calendar", ""},
    {"1 Adar I 5783 hebrew", "the hebrew year 5783 has no month Adar I",
     "Adar I and Adar II are of leap years: write Adar"},
    {"30 Tevet 5784 hebrew", "Tevet 5784 has 29 days in the hebrew calendar", ""},
    {"16 Şubat 1332 rumi", "Şubat 1332 has 15 days in the rumi calendar", ""},
    {"1 Mart 1342 rumi", "the rumi calendar has years from 1256 to 1341, not 1342", ""},
    {"1712-02-31 swedish", "February 1712 has 30 days in the swedish calendar", ""},
    {"18 Brumaire 8", "the calendar of this date is not named", "write 18 Brumaire 8 republican"},
    {"2 Nisan 1325", "the calendar of this date is not named",
     "write 2 Nisan 1325 rumi or 2 Nisan 1325 hebrew"},
    {"1712-02-30-1 swedish", "the date is complete before this", ""},
    {"10/20 February 1750/51", "10 February Old Style was 21 February New Style", ""},
    {"25 October/8 November 1917", "25 October Old Style was 7 November New Style", ""},
    {"10/21 February 1750/52", "a dual year names two years that follow each other", ""},
    {"10/20 May 1650/51", "a dual year is for days before 25 March, with which the year began", ""},
    {"30/40 February 1650", "February 1650 has 28 days", ""},
    {"10/20 Brumaire 1650", "there is no month \"Brumaire\" in the gregorian calendar",
     "its months are January to December"},
};

static void test_bad(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Date d;
        DateError err = {0};
        bool mine = false;
        if (read(bad[i].text, &d, &err, &mine)) fail_msg("%s is read", bad[i].text);
        assert_true(mine);
        assert_string_equal(err.message, bad[i].message);
        assert_string_equal(err.hint, bad[i].hint);
        assert_true(err.at + err.len <= strlen(bad[i].text));
    }
}

// What is left to others.
static void test_not_mine(void **state) {
    static const char *const texts[] = {"",
                                        "1917",
                                        "1917-10-25 OS",
                                        "7/11/1917",
                                        "1671/2-02",
                                        "7 November 1917",
                                        "julian",
                                        "republicans",
                                        "1905/1907",
                                        "1917 julian",
                                        "4./5. Jh. v. u. Z."};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Date d;
        DateError err = {0};
        bool mine = true;
        assert_false(read(texts[i], &d, &err, &mine));
        if (mine) fail_msg("\"%s\" is not of this kind", texts[i]);
    }
}

// Pieces of right texts put together anyhow, and bytes: read or refused, the place within the text.
static void test_random(void **state) {
    static const char *const pieces[] = {
        "18",       "0",      "1712-02-30", "-",          "/",       " ",     "Brumaire",
        "Adar",     "hebrew", "rumi",       "8",          "5784",    "?",     "Adar I",
        "I",        "2",      "swedish",    "republican", "islamic", "99999", "é",
        "\xc5\x9e", "ubat",   "February",   "Feb.",       "1750/51", "~"};
    (void)state;
    for (int n = 0; n < 200000; n++) {
        char text[256] = "";
        for (uint64_t k = next_random() % 8; k > 0; k--) {
            strcat(text, pieces[next_random() % (sizeof pieces / sizeof *pieces)]);
            if (next_random() % 3) strcat(text, " ");
        }
        ArenaMark mark = arena_mark(&arena);
        Date d;
        DateError err = {0};
        bool mine;
        if (read(text, &d, &err, &mine))
            assert_true(d.es <= d.le && d.calendar != CAL_GREGORIAN);
        else if (mine && (err.message[0] == '\0' || err.at + err.len > strlen(text)))
            fail_msg("%s: %s", text, err.message);
        arena_release(&arena, mark);
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
        cmocka_unit_test(test_round_trip), cmocka_unit_test(test_good),
        cmocka_unit_test(test_bad),        cmocka_unit_test(test_not_mine),
        cmocka_unit_test(test_random),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
