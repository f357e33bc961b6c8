// Reading and writing dates. The good EDTF texts of levels 0 and 1 are the examples of the Library
// of Congress specification (loc.gov/standards/datetime, 4 February 2019) with the bounds that it
// describes; literals, errors and hints are those that the language's rules name.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lang/date.h"
#include "tests/support/instant.h"

static Str str(const char *text) { return (Str){text, (uint32_t)strlen(text)}; }

static void check_bounds(const char *text, const Date *d, const char *const bound[4]) {
    int64_t got[4] = {d->es, d->ls, d->ee, d->le};
    for (int i = 0; i < 4; i++) {
        int64_t want = instant(bound[i], i % 2 == 1);
        if (got[i] != want)
            fail_msg("%s: bound %d is %lld, not %lld", text, i, (long long)got[i], (long long)want);
    }
}

typedef struct Good {
    const char *text;
    const char *write, *show; // NULL: as text
    const char *from, *to;    // earliest start, latest end
} Good;

static void check_good(const Good *g, bool edtf) {
    Date d;
    DateError err;
    char out[DATE_TEXT];
    if (!(edtf ? date_edtf(NULL, str(g->text), &d, &err) : date_literal(str(g->text), &d, &err)))
        fail_msg("%s: %s", g->text, err.message);
    const char *bound[4] = {g->from, g->to, g->from, g->to};
    if (d.kind == DATE_MOMENT) check_bounds(g->text, &d, bound);
    assert_int_equal(d.es, instant(g->from, false));
    assert_int_equal(d.le, instant(g->to, true));
    uint32_t n = date_write(&d, out);
    assert_int_equal(n, strlen(out));
    assert_string_equal(out, g->write ? g->write : g->text);
    n = date_show(&d, out);
    assert_int_equal(n, strlen(out));
    assert_string_equal(out, g->show ? g->show : g->text);
}

static void test_literals(void **state) {
    static const Good good[] = {
        {"1917", NULL, NULL, "1917", "1917"},
        {"1917-11", NULL, NULL, "1917-11", "1917-11"},
        {"1917-11-07", NULL, NULL, "1917-11-07", "1917-11-07"},
        {"1917-11-08T02:10", NULL, NULL, "1917-11-08T02:10:00", "1917-11-08T02:10:59"},
        {"1917-11-08T02:10:05", NULL, NULL, "1917-11-08T02:10:05", "1917-11-08T02:10:05"},
        {"191X", NULL, NULL, "1910", "1919"},
        {"19XX", NULL, NULL, "1900", "1999"},
        {"1917-11?", NULL, NULL, "1917-11", "1917-11"},
        {"1917~", NULL, "c. 1917", "1917", "1917"},
        {"1917%", NULL, "c. 1917?", "1917", "1917"},
        {"191X~", NULL, "c. 191X", "1910", "1919"},
        {"1917-10-25 OS", "1917-11-07", NULL, "1917-11-07", "1917-11-07"},
        {"1917-10-25  OS", "1917-11-07", "1917-10-25 OS", "1917-11-07", "1917-11-07"},
        {"1917-10-26T02:10 OS", "1917-11-08T02:10", NULL, "1917-11-08T02:10:00",
         "1917-11-08T02:10:59"},
        {"1917-11-07 NS", "1917-11-07", "1917-11-07", "1917-11-07", "1917-11-07"},
        {"44 BCE", "-0043", NULL, "-0043", "-0043"},
        {"0044-03 BCE", "-0043-03", NULL, "-0043-03", "-0043-03"},
        {"0044-03-15 BCE OS", "-0043-03-13", NULL, "-0043-03-13", "-0043-03-13"},
        {"1 BCE", "0000", NULL, "0000", "0000"},
        {"12000 BCE", "Y-11999", NULL, "-11999", "-11999"},
        {"988 OS", "[0988-01-06..0989-01-05]", "0988 OS", "0988-01-06", "0989-01-05"},
        {"1900-02-29 OS", "1900-03-13", NULL, "1900-03-13", "1900-03-13"}, // leap in Russia
        {"1671/2-02-06", "1672-02-06", "1672-02-06", "1672-02-06", "1672-02-06"},
        {"1699/00-02-06", "1700-02-06", "1700-02-06", "1700-02-06", "1700-02-06"},
        {"1648/9-01-30 OS", "1649-02-09", "1649-01-30 OS", "1649-02-09", "1649-02-09"},
        {"1671/2-03-24", "1672-03-24", "1672-03-24", "1672-03-24", "1672-03-24"},
        {"1671/2-02", "1672-02", "1672-02", "1672-02", "1672-02"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) check_good(&good[i], false);
}

static const Good edtf_good[] = {
    // level 0
    {"1985-04-12", NULL, NULL, "1985-04-12", "1985-04-12"},
    {"1985-04", NULL, NULL, "1985-04", "1985-04"},
    {"1985", NULL, NULL, "1985", "1985"},
    {"1985-04-12T23:20:30", NULL, NULL, "1985-04-12T23:20:30", "1985-04-12T23:20:30"},
    {"1985-04-12T23:20:30Z", NULL, NULL, "1985-04-12T23:20:30", "1985-04-12T23:20:30"},
    {"1985-04-12T23:20:30-04", "1985-04-13T03:20:30Z", "1985-04-13T03:20:30Z",
     "1985-04-13T03:20:30", "1985-04-13T03:20:30"},
    {"1985-04-12T23:20:30+04:30", "1985-04-12T18:50:30Z", "1985-04-12T18:50:30Z",
     "1985-04-12T18:50:30", "1985-04-12T18:50:30"},
    {"1964/2008", NULL, "1964..2008", "1964", "2008"},
    {"2004-06/2006-08", NULL, "2004-06..2006-08", "2004-06", "2006-08"},
    {"2004-02-01/2005-02-08", NULL, "2004-02-01..2005-02-08", "2004-02-01", "2005-02-08"},
    {"2004-02-01/2005-02", NULL, "2004-02-01..2005-02", "2004-02-01", "2005-02"},
    {"2004-02-01/2005", NULL, "2004-02-01..2005", "2004-02-01", "2005"},
    {"2005/2006-02", NULL, "2005..2006-02", "2005", "2006-02"},
    // level 1
    {"Y170000002", NULL, NULL, "170000002", "170000002"},
    {"Y-170000002", NULL, "170000003 BCE", "-170000002", "-170000002"},
    {"2001-21", NULL, NULL, "2001-03", "2001-05"},
    {"2001-22", NULL, NULL, "2001-06", "2001-08"},
    {"2001-23", NULL, NULL, "2001-09", "2001-11"},
    {"2001-24", NULL, NULL, "2001-12", "2002-02"}, // ours: the winter that begins in 2001
    {"1984?", NULL, NULL, "1984", "1984"},
    {"2004-06~", NULL, "c. 2004-06", "2004-06", "2004-06"},
    {"2004-06-11%", NULL, "c. 2004-06-11?", "2004-06-11", "2004-06-11"},
    {"201X", NULL, NULL, "2010", "2019"},
    {"20XX", NULL, NULL, "2000", "2099"},
    {"2004-XX", NULL, NULL, "2004", "2004"},
    {"1985-04-XX", NULL, NULL, "1985-04", "1985-04"},
    {"1985-XX-XX", NULL, NULL, "1985", "1985"},
    {"1985-04-12/..", NULL, "1985-04-12..", "1985-04-12", "+"},
    {"1985-04/..", NULL, "1985-04..", "1985-04", "+"},
    {"1985/..", NULL, "1985..", "1985", "+"},
    {"../1985-04-12", NULL, "..1985-04-12", "-", "1985-04-12"},
    {"../1985-04", NULL, "..1985-04", "-", "1985-04"},
    {"../1985", NULL, "..1985", "-", "1985"},
    {"1985-04-12/", NULL, "1985-04-12..?", "1985-04-12", "+"},
    {"1985-04/", NULL, "1985-04..?", "1985-04", "+"},
    {"1985/", NULL, "1985..?", "1985", "+"},
    {"/1985-04-12", NULL, "?..1985-04-12", "-", "1985-04-12"},
    {"/1985-04", NULL, "?..1985-04", "-", "1985-04"},
    {"/1985", NULL, "?..1985", "-", "1985"},
    {"-1985", NULL, "1986 BCE", "-1985", "-1985"},
    {"1984~/2004-06", NULL, "c. 1984..2004-06", "1984", "2004-06"},
    {"1984?/2004%", NULL, "1984?..c. 2004?", "1984", "2004"},
    // of level 2: one of a range, and unspecified days in intervals
    {"[..1760-12-03]", NULL, NULL, "-", "1760-12-03"},
    {"[1760-12..]", NULL, NULL, "1760-12", "+"},
    {"[1904..1907]", NULL, NULL, "1904", "1907"},
    {"[1917-11-08T02:00..1917-11-08T05:30]", NULL, NULL, "1917-11-08T02:00:00",
     "1917-11-08T05:30:59"},
    {"2004-06-XX/2004-07-03", NULL, "2004-06-XX..2004-07-03", "2004-06", "2004-07-03"},
    // digits that are not known count by the digits: -004X is -0049 to -0040
    {"-004X", NULL, NULL, "-0049", "-0040"},
    {"-01XX", NULL, NULL, "-0199", "-0100"},
    {"000X", NULL, NULL, "0000", "0009"},
    {"0000", NULL, "1 BCE", "0000", "0000"},
    {"-0043-03-15", NULL, "0044-03-15 BCE", "-0043-03-15", "-0043-03-15"},
};

static void test_edtf(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof edtf_good / sizeof *edtf_good; i++)
        check_good(&edtf_good[i], true);
}

// The four bounds of what lasts, and of what happened between.
static void test_spans(void **state) {
    static const struct {
        const char *text;
        DateKind kind;
        const char *bound[4];
    } known[] = {
        {"1904/1907", DATE_SPAN, {"1904", "1904", "1907", "1907"}},
        {"[1904..1907]", DATE_MOMENT, {"1904", "1907", "1904", "1907"}},
        {"1911/..", DATE_SPAN, {"1911", "1911", "1911", "+"}},
        {"../1911", DATE_SPAN, {"-", "1911", "1911", "1911"}},
        // the end cannot lie before the start, nor the start after the end
        {"1917-05/1917-05-10", DATE_SPAN, {"1917-05", "1917-05-10", "1917-05-10", "1917-05-10"}},
        {"1917-05-10/1917-05", DATE_SPAN, {"1917-05-10", "1917-05-10", "1917-05-10", "1917-05"}},
        {"1917/1917", DATE_SPAN, {"1917", "1917", "1917", "1917"}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        Date d;
        DateError err;
        assert_true(date_edtf(NULL, str(known[i].text), &d, &err));
        assert_int_equal(d.kind, known[i].kind);
        check_bounds(known[i].text, &d, known[i].bound);
    }
}

typedef struct Bad {
    const char *text;
    uint32_t at, len;
    const char *message, *hint; // parts of them; "" : none
} Bad;

static void check_bad(const Bad *b, bool edtf) {
    Date d;
    DateError err;
    memset(&err, 0, sizeof err);
    if ((edtf ? date_edtf(NULL, str(b->text), &d, &err) : date_literal(str(b->text), &d, &err)))
        fail_msg("%s is read", b->text);
    if (err.at != b->at || err.len != b->len || !strstr(err.message, b->message) ||
        (b->hint[0] ? !strstr(err.hint, b->hint) : err.hint[0]))
        fail_msg("%s: %u+%u '%s' hint '%s'", b->text, err.at, err.len, err.message, err.hint);
}

static const Bad literal_bad[] = {
    {"1917-1", 5, 1, "the month has two digits", "write 1917-01, or 1917 - 1 to calculate"},
    {"1917-1-5", 5, 1, "two digits", "write 1917-01-05"},
    {"1905/1907", 4, 1, "a range is written with two dots", "write 1905..1907"},
    {"1905-1907", 5, 4, "the month has two digits", "write 1905..1907"},
    {"7/11/1917", 0, 1, "a year has four digits", "write 1917-11-07"},
    {"11/7/1917", 0, 2, "a year", "1917-07-11 for 11 July, or 1917-11-07 for 7 November"},
    {"7.11.1917", 0, 1, "a year has four digits", "write 1917-11-07"},
    {"11/25/1917", 0, 2, "a year has four digits", "write 1917-11-25"},
    {"880-05-01", 0, 3, "a year has four digits", "write 0880-05-01"},
    {"1917-13", 5, 2, "there is no month 13", "write 1917 - 13 to calculate"},
    {"1917-00", 5, 2, "there is no month 0", "1917 - 00"},
    {"1917-02-30", 8, 2, "February 1917 has 28 days", ""},
    {"1900-02-29", 8, 2, "February 1900 has 28 days", ""},
    {"1917-11-31", 8, 2, "November 1917 has 30 days", ""},
    {"1917-11-00", 8, 2, "no day 0", ""},
    {"1917-11-07T24:00", 11, 2, "no hour 24", "date(\"1917-11-07T24:00\")"},
    {"1917-11-07T12:60", 14, 2, "no minute 60", ""},
    {"1917-11-07T2:10", 11, 1, "the hour has two digits", "write 1917-11-07T02:10"},
    {"1917-21", 5, 2, "no month 21", "date(\"1917-21\")"},
    {"1917-", 5, 0, "the month is missing", "to calculate"},
    {"1917%4", 5, 1, "complete before", "write 1917 % 4 to calculate"},
    {"1917/4", 4, 2, "dual year", "1917 / 4 to calculate"},
    {"1905/6", 4, 2, "a dual year needs its month", "write 1905/6-02"},
    {"1671/3-02", 4, 2, "follow each other", "1671-03-02"},
    {"1671/2-04-01", 0, 12, "before 25 March", ""},
    {"1671/2-03-25", 0, 12, "before 25 March", ""},
    {"44 BC", 3, 2, "BC is not used", "write BCE"},
    {"1917 AD", 5, 2, "AD is not used", "leave it out"},
    {"0 BCE", 0, 1, "no year 0 BCE", ""},
    {"0000-03-15 BCE", 0, 4, "no year 0 BCE", ""},
    {"004X BCE", 0, 4, "X and BCE", ""},
    {"1917 OS BCE", 8, 3, "BCE, then OS or NS", ""},
    {"1917 OS NS", 8, 2, "each once", ""},
    {"1917~?", 5, 1, "complete before", "write 1917%"},
    {"191?", 0, 3, "four digits", "write 191X"},
    {"191x", 0, 3, "four digits", "write 191X"},
    {"191X-05", 4, 1, "digits are unknown", "date(\"191X-05\")"},
    {"X917", 0, 4, "first digit", "date(\"X917\")"},
    {"1X17", 0, 4, "last digits", "date(\"1X17\")"},
    {"1917-1X", 5, 2, "known or it is XX", "date(\"1917-1X\")"},
    {"1917?-11", 5, 1, "at the end of the date", "date(\"1917?-11\")"},
    {"1950S2", 4, 2, "complete before", "date(\"1950S2\")"},
    {"1917-11-07-08", 10, 3, "complete before", ""},
    {"", 0, 0, "begins with its year", ""},
};

static void test_bad_literals(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof literal_bad / sizeof *literal_bad; i++)
        check_bad(&literal_bad[i], false);
}

static const Bad edtf_bad[] = {
    {"", 0, 0, "empty", ""},
    {"1905..1907", 4, 2, "joins two dates with a /", "write 1905/1907"},
    {"2004-06/2003", 8, 4, "2004-06..2003 ends before it begins", ""},
    {"[1907..1904]", 7, 4, "ends before it begins", ""},
    {"44 BCE", 0, 2, "four digits", ""},
    {"1917-10-25 OS", 10, 3, "complete before", ""},
    {"1917-13", 5, 2, "no month 13", ""},
    {"1985-02-30", 8, 2, "February 1985 has 28 days", ""},
    {"-0000", 0, 5, "year 0 has no sign", ""},
    {"Y1985", 0, 5, "more than four digits", ""},
    {"Y300000000000", 1, 12, "counted to the year", ""},
    {"c. 1917", 0, 1, "begins with its year", "write 1917~"},
    {"um 1870", 0, 1, "begins with its year", "write 1870~"},
    {"19171107", 0, 8, "four digits", "write 1917-11-07"},
    {"7. 11. 1917", 0, 1, "four digits", "write 1917-11-07"},
    {"1917-11-08 2:10", 10, 5, "complete before", "write 1917-11-08T02:10"},
    {"1985/open", 5, 1, "begins with its year", "write 1985/.."},
    {"unknown/2006", 0, 1, "begins with its year", "write /2006"},
    {"198u", 0, 3, "four digits", "write 198X"},
    {"19??", 0, 2, "four digits", "write 19XX"},
    {" 1917", 0, 1, "begins with its year", "write 1917"},
    {"1985-04-12T23:20:30-00:00", 19, 6, "no difference", ""},
    {"1985-04-12T23:20:30+24:00", 19, 6, "no such zone", ""},
    {"/", 0, 1, "at least one of its ends", ""},
    {"1985/1986/1987", 9, 5, "complete before", ""},
    {"[1904", 5, 0, "a ] is missing", ""},
    {"[]", 1, 1, "a date is missing", ""},
    {"[..]", 3, 0, "a date is missing", ""},
    {"[1667,1668]", 6, 4, "can't be used here", ""}, // without an arena for it
    {"[1667, 1668]", 6, 1, "no blanks", "write [1667,1668]"},
    {"{1960 ,1961}", 5, 1, "no blanks", "write {1960,1961}"},
    {"[1667,]", 6, 1, "a date is missing", ""},
    {"[,1667]", 1, 1, "a date is missing", ""},
    {"[1667}", 5, 1, "a ] is missing", ""},
    {"[1904..,1910]", 7, 1, "only the last", ""},
    {"[1904,..1910]", 6, 2, "only the first", ""},
    {"[1904/1907]", 5, 1, "two dots", ""},
    {"2004??", 5, 1, "complete before", ""},
    {"1999-3X", 5, 2, "no month 3X", ""},
    {"1999-XX-32", 8, 2, "no day 32", ""},
    {"1999-XX-4X", 8, 2, "no day 4X", ""},
    {"1999-02-3X", 8, 2, "no February of such a year", ""},
    {"19X1-02-29", 8, 2, "no February of such a year", ""},
    {"156X-09-31", 8, 2, "September has 30 days", ""},
    {"198X-21", 5, 2, "X and a part of a year", ""},
    {"156X-12-25T10", 10, 1, "a day that is known", ""},
    {"2004?-06-11T10:00", 11, 1, "qualifier stands at the end", ""},
    {"2004-06-11T10:00:00.5", 19, 2, "whole seconds", ""},
    {"2004-06-11T24:00:01", 11, 2, "no hour 24", ""},
    {"2004-06-11T10:00:00+14:01", 19, 6, "no such zone", ""},
    {"Y17E", 3, 1, "a power of ten", ""},
    {"Y17E0", 3, 2, "a power of ten", ""},
    {"Y9E99", 1, 4, "counted to the year", ""},
    {"Y17E7-12", 5, 1, "no month follows", ""},
    {"1950S0", 4, 2, "how many digits", ""},
    {"1950S5", 4, 2, "only 4 digits", ""},
    {"Y123456789012S1", 13, 2, "too many digits", ""},
    {"1950S2-06", 6, 1, "no month follows", ""},
    {"2001-21-05", 7, 1, "a season has no days", ""},
    {"2001-42", 5, 2, "no month 42", ""},
    {"Februar 1955", 0, 1, "begins with its year", "write 1955-02"},
    {"7 November 1917", 0, 1, "four digits", "write 1917-11-07"},
    {"le 1er mai 1917", 0, 1, "begins with its year", "write 1917-05-01"},
    {"November 7th, 1917", 0, 1, "begins with its year", "write 1917-11-07"},
    {"31 February 1917", 0, 2, "four digits", ""},
};

static void test_bad_edtf(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof edtf_bad / sizeof *edtf_bad; i++) check_bad(&edtf_bad[i], true);
}

// Julian texts: days and finer are converted, longer units have no name there.
static void test_julian(void **state) {
    static const char *const known[][2] = {
        {"1917-11-07", "1917-10-25 OS"},
        {"1917-11-08T02:10", "1917-10-26T02:10 OS"},
        {"-0043-03-13", "-0043-03-15 OS"},
        {"1732-02-22?", "1732-02-11? OS"},
        {"1917-11-06/1917-11-08", "1917-10-24 OS..1917-10-26 OS"},
        {"1917-11-07/..", "1917-10-25 OS.."},
        {"1917-11", "[1917-10-19 OS..1917-11-17 OS]"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        Date d;
        DateError err;
        char out[DATE_TEXT];
        assert_true(date_edtf(NULL, str(known[i][0]), &d, &err));
        date_julian(&d, out);
        assert_string_equal(out, known[i][1]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_literals), cmocka_unit_test(test_edtf),
        cmocka_unit_test(test_spans),    cmocka_unit_test(test_bad_literals),
        cmocka_unit_test(test_bad_edtf), cmocka_unit_test(test_julian),

    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
