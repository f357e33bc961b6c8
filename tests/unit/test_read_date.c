// Dates as people write them: a table of texts and what they must be read as (read_date.tsv, which
// names where they come from), and what must hold of every text.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lang/phrase_impl.h"
#include "tests/support/table.h"

// A date of another calendar as a table shows it, else EDTF.
static size_t put_plain(const Date *d, char *out) {
    return d->calendar != CAL_GREGORIAN && d->kind == DATE_MOMENT ? date_show(d, out)
                                                                  : date_write(d, out);
}

static void put(const Date *d, char out[2000]) {
    size_t n = 0;
    if (!d->set) {
        put_plain(d, out);
        return;
    }
    out[n++] = d->set->all ? '{' : '[';
    for (uint32_t i = 0; i < d->set->n; i++) {
        if (i > 0) out[n++] = ',';
        n += put_plain(&d->set->piece[i], out + n);
    }
    out[n++] = d->set->all ? '}' : ']';
    out[n] = '\0';
}

static bool reads(Box *b, const char *text, const char *code, char out[2000]) {
    Date d;
    if (!phrase_read(&b->arena, str_of(text), phrase_lang(str_of(code)), NULL, &d)) return false;
    assert_true(d.es <= d.ls && d.ee <= d.le && d.es <= d.ee && d.ls <= d.le);
    put(&d, out);
    return true;
}

static int check_line(Box *b, char *line) {
    char got[2000], *expected, *code;
    expected = strchr(line, '\t');
    assert_non_null(expected);
    *expected++ = '\0';
    code = strchr(expected, '\t');
    if (code) *code++ = '\0';
    bool read = reads(b, line, code ? code : "", got);
    if (!read) strcpy(got, "-");
    if (strcmp(got, expected) == 0) return 0;
    print_error("%s (%s): %s, not %s\n", line, code ? code : "", got, expected);
    return 1;
}

static void test_table(void **state) {
    (void)state;
    check_table("tests/unit/read_date.tsv", check_line, 400);
}

// Every alternative of the table is written as texts are compared: folded, with the new letters of
// Russian, single blanks between its words. Otherwise it could never be found.
static void test_words_are_folded(void **state) {
    Box b;
    (void)state;
    open_box(&b);
    for (uint32_t i = 0; i < phrase_nwords; i++) {
        Str s = str_of(phrase_words[i].words), folded = str_fold(&b.arena, str_nfc(&b.arena, s));
        if (!str_eq(s, folded)) fail_msg("%s", s.p);
        assert_null(strstr(s.p, "  "));
        assert_null(strstr(s.p, "||"));
        assert_true(s.n > 0 && s.p[s.n - 1] != '|' && s.p[0] != '|');
    }
    arena_free(&b.arena);
}

static void test_languages(void **state) {
    (void)state;
    assert_int_equal(phrase_lang(STR("de")), PHRASE_DE);
    assert_int_equal(phrase_lang(STR("de-AT")), PHRASE_DE);
    assert_int_equal(phrase_lang(STR("EN-us")), PHRASE_EN_US);
    assert_int_equal(phrase_lang(STR("en_GB")), PHRASE_EN_GB);
    assert_int_equal(phrase_lang(STR("en-CA")), PHRASE_EN);
    assert_int_equal(phrase_lang(STR("ru")), PHRASE_RU);
    assert_int_equal(phrase_lang(STR("den")), PHRASE_ANY);
    assert_int_equal(phrase_lang(STR("it")), PHRASE_ANY);
    assert_int_equal(phrase_lang(STR("")), PHRASE_ANY);
}

// A year of two digits is the one of the stretch that ends so; where two do or none, it is not
// read.
static void test_short_years(void **state) {
    static const struct {
        const char *text, *years, *expected;
    } cases[] = {
        {"9. 5. 97", "1890/1931", "1897-05-09"},
        {"9. 5. 97", "1797/1896", "1797-05-09"},
        {"9. 5. 97", "1797/1897", NULL},
        {"9. 5. 97", "1900/1931", NULL},
        {"9. 5. 97", "1897", "1897-05-09"},
        {"9. 5. 97", "../1931", NULL},
        {"3/4 16", "1916", "[1916-03-04,1916-04-03]"},
        {"26/12 98", "1890/1931", "1898-12-26"},
        {"26/12/98", "1890/1931", "1898-12-26"},
        {"14. III. 02", "1890/1931", "1902-03-14"},
        {"[9. 5. 00?]", "1890/1931", "1900-05-09?"},
        {"7.–9. 11. 17", "1890/1931", "1917-11-07/1917-11-09"},
        {"1861–67", "1890/1931", "1861/1867"},
        {"44 BC", "1890/1931", "-0043"},
        {"4./5. 11. 1917", "1890/1931", "[1917-11-04..1917-11-05]"},
    };
    Box b;
    (void)state;
    open_box(&b);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Date years, d;
        DateError err;
        char got[2000];
        assert_true(date_edtf(&b.arena, str_of(cases[i].years), &years, &err));
        bool read = phrase_read(&b.arena, str_of(cases[i].text), PHRASE_ANY, &years, &d);
        if (read != (cases[i].expected != NULL)) fail_msg("%s", cases[i].text);
        if (!read) continue;
        put(&d, got);
        assert_string_equal(got, cases[i].expected);
    }
    arena_free(&b.arena);
}

// What is too long, no UTF-8 or no date is none, and says so without reading beyond its end.
static void test_limits(void **state) {
    char text[PHRASE_MAX + 2];
    Date d;
    Box b;
    (void)state;
    open_box(&b);
    memset(text, ' ', sizeof text);
    memcpy(text, "1917", 4);
    assert_true(phrase_read(&b.arena, (Str){text, PHRASE_MAX}, PHRASE_ANY, NULL, &d));
    assert_false(phrase_read(&b.arena, (Str){text, PHRASE_MAX + 1}, PHRASE_ANY, NULL, &d));
    assert_false(phrase_read(&b.arena, STR(""), PHRASE_ANY, NULL, &d));
    assert_false(phrase_read(&b.arena, STR("   "), PHRASE_ANY, NULL, &d));
    assert_false(phrase_read(&b.arena, STR("1917\xff"), PHRASE_ANY, NULL, &d));
    assert_false(phrase_read(&b.arena, STR("um \xd0"), PHRASE_ANY, NULL, &d));
    for (uint32_t i = 0; i < PHRASE_MAX; i++) text[i] = "1/"[i % 2];
    assert_false(phrase_read(&b.arena, (Str){text, PHRASE_MAX}, PHRASE_ANY, NULL, &d));
    arena_free(&b.arena);
}

// A day of a month in numbers and in the words of four languages is that day, for every day.
static void test_every_day(void **state) {
    static const char *const form[] = {"%d. %d. %d", "%d.%d.%d", "%d %d %d"};
    static const char *const name[][12] = {
        {"January", "February", "March", "April", "May", "June", "July", "August", "September",
         "October", "November", "December"},
        {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
         "Oktober", "November", "Dezember"},
        {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
         "octobre", "novembre", "décembre"},
        {"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
         "октября", "ноября", "декабря"},
    };
    char text[64], want[16], got[2000];
    Box b;
    (void)state;
    open_box(&b);
    for (int64_t day = days_from_ymd(CAL_GREGORIAN, 1916, 1, 1), k = 0; k < 731; k++, day++) {
        Ymd d = ymd_from_days(CAL_GREGORIAN, day);
        snprintf(want, sizeof want, "%04d-%02d-%02d", (int)d.y, d.m, d.d);
        for (size_t f = 0; f < 3; f++) {
            snprintf(text, sizeof text, form[f], d.d, d.m, (int)d.y);
            assert_true(reads(&b, text, "de", got));
            assert_string_equal(got, want);
        }
        for (size_t l = 0; l < 4; l++) {
            snprintf(text, sizeof text, "%d%s %s %d", d.d, l == 1 ? "." : "", name[l][d.m - 1],
                     (int)d.y);
            assert_true(reads(&b, text, "", got));
            assert_string_equal(got, want);
        }
        arena_reset(&b.arena);
    }
    arena_free(&b.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),       cmocka_unit_test(test_languages),
        cmocka_unit_test(test_short_years), cmocka_unit_test(test_words_are_folded),
        cmocka_unit_test(test_limits),      cmocka_unit_test(test_every_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
