// What literals and names are worth, and where nodes are: each value against what the rules say it
// is, each place against the words it must cover.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lang/ast_build.h"
#include "tests/support/parsed.h"

static Parsed p;

static int begin(void **state) {
    (void)state;
    parsed_init(&p);
    return 0;
}

static int end(void **state) {
    (void)state;
    parsed_free(&p);
    return 0;
}

// The first statement's expression, which must be free of errors.
static const Node *expression(const char *text) {
    parsed_read(&p, text, (uint32_t)strlen(text), PARSE_FILE);
    if (p.diags.count) fail_msg("%s: %.*s", text, STR_FMT(p.diags.items[0].message));
    parsed_check(&p);
    return p.program->statements->a->a;
}

static const struct {
    const char *source, *value;
} texts[] = {
    {"\"\"", ""},
    {"\"a\\n\\t\\\"\\\\b\"", "a\n\t\"\\b"},
    {"\"\\u{41}\\u{e9}\\u{2014}\\u{1F600}\"", "A\u00e9\u2014\U0001F600"},
    {"\"a\tb\"", "a\tb"},
    {"'C:\\new\\'", "C:\\new\\"},
    {"'\\d+'", "\\d+"},
    {"\"e\u0301\"", "\u00e9"}, // NFC
    {"'e\\u{301}'", "e\\u{301}"},
    {"\"e\\u{301}\"", "\u00e9"}, // an escape takes part in it
    {"\"\"\"one line\"\"\"", "one line"},
    {"\"\"\"  kept  \"\"\"", "  kept  "},
    {"\"\"\"\n\"\"\"", ""},
    {"\"\"\"\n\n\"\"\"", ""},
    {"\"\"\"\n\n\n\"\"\"", "\n"},
    {"\"\"\"\nabc\n\"\"\"", "abc"},
    {"\"\"\"\nabc\"\"\"", "abc"},
    {"\"\"\"\n  a\n  b\n  \"\"\"", "a\nb"},
    {"\"\"\"\n  a\n    b\n\n  c\n\"\"\"", "a\n  b\n\nc"},
    {"\"\"\"\n    a\n  b\n      \"\"\"", "  a\nb"},
    {"\"\"\"\n  a\n \n  b\n\"\"\"", "a\n\nb"},
    {"\"\"\"\n  a\n      \n  b\n\"\"\"", "a\n    \nb"},
    {"\"\"\"\n\ta\n\t\tb\n\"\"\"", "a\n\tb"},
    {"\"\"\"\n\ta\n  b\n\"\"\"", "\ta\n  b"}, // no common indent
    {"\"\"\"first\n   second\n     third\"\"\"", "first\nsecond\n  third"},
    {"\"\"\"  \n  a\n\"\"\"", "a"},
    {"\"\"\"\r\n  a\r\n  b\r\n\"\"\"", "a\nb"}, // the same text from every system
    {"\"\"\"\n a \\n \"q\" # {#id}\n\"\"\"", "a \\n \"q\" # {#id}"},
    {"\"\"\"\n  a\n\n\n\"\"\"", "a\n\n"},
};

static void test_texts(void **state) {
    (void)state;
    if (setjmp(p.guard.at)) fail_msg("left by the guard");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const Node *n = expression(texts[i].source);
        assert_int_equal(n->tag, N_TEXT);
        if (!str_is(n->text, texts[i].value))
            fail_msg("%s: [%.*s], not [%s]", texts[i].source, STR_FMT(n->text), texts[i].value);
    }
}

static void test_names(void **state) {
    (void)state;
    static const struct {
        const char *source;
        NodeTag tag;
        const char *kind, *value;
    } rows[] = {
        {"`first page`", N_NAME, "", "first page"},
        {"e\u0301te\u0301", N_NAME, "", "\u00e9t\u00e9"},
        {"`e\u0301`", N_NAME, "", "\u00e9"},
        {"@a-1", N_REF, "", "a-1"},
        {"@743", N_REF, "", "743"},
        {"@person/743", N_REF, "person", "743"},
        {"@person/`a/b c`", N_REF, "person", "a/b c"},
        {"@`tei:p.12`", N_REF, "", "tei:p.12"},
        {"@`a/b`", N_REF, "", "a/b"},
        {"@e\u0301", N_REF, "", "\u00e9"},
        {"@\"Ann \\\"B\\\"\"", N_REF_NAME, "", "Ann \"B\""},
        {"@'Ann'", N_REF_NAME, "", "Ann"},
    };
    if (setjmp(p.guard.at)) fail_msg("left by the guard");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const Node *n = expression(rows[i].source);
        assert_int_equal(n->tag, rows[i].tag);
        if (!str_is(n->text, rows[i].value) || !str_is(n->kind_name, rows[i].kind))
            fail_msg("%s: %.*s/%.*s", rows[i].source, STR_FMT(n->kind_name), STR_FMT(n->text));
    }
}

static void test_numbers(void **state) {
    (void)state;
    if (setjmp(p.guard.at)) fail_msg("left by the guard");
    assert_true(expression("0")->num.i == 0);
    assert_true(expression("007")->num.i == 7);
    assert_true(expression("9223372036854775807")->num.i == INT64_MAX);
    assert_true(expression("2.5")->num.r == 2.5);
    assert_true(expression("1e-2")->num.r == 0.01);
    assert_int_equal(expression("1e2")->tag, N_REAL);
    static const char *const units[] = {"second", "minute", "hour", "day", "week", "month", "year"};
    for (int u = U_SECOND; u <= U_YEAR; u++) {
        char text[20];
        for (int many = 0; many < 2; many++) {
            snprintf(text, sizeof text, "12 %s%s", units[u], many ? "s" : "");
            const Node *n = expression(text);
            assert_int_equal(n->tag, N_DURATION);
            assert_int_equal(n->unit, u);
            assert_true(n->num.i == 12);
        }
    }
    Date d;
    DateError error;
    assert_true(date_literal(STR("1917-10-25 OS"), &d, &error));
    assert_true(date_same(&expression("1917-10-25 OS")->num.date, &d));
}

// ---- places ------------------------------------------------------------------------------------

static bool covers(const Node *n, const char *whole, const char *at) {
    return str_is(source_words(p.source, n->span), whole) &&
           str_is(source_words(p.source, n->at), at);
}

static void test_places(void **state) {
    (void)state;
    static const struct {
        const char *text, *whole, *at;
    } rows[] = {
        {"a  +  b", "a  +  b", "+"},
        {"(a + b) * c", "(a + b) * c", "*"},
        {" ( a + b ) ", "( a + b )", "+"},
        {"a not  in b", "a not  in b", "not  in"},
        {"f(a, b)", "f(a, b)", "f"},
        {"a.b . c", "a.b . c", "c"},
        {"a[b < 1]", "a[b < 1]", "b < 1"},
        {"a..b", "a..b", ".."},
        {"a..", "a..", ".."},
        {"..b", "..b", ".."},
        {"a is  not null", "a is  not null", "is  not null"},
        {"if a then b else c.d", "if a then b else c.d", "if"},
        {"not a", "not a", "not"},
        {"- a", "- a", "-"},
        {"[ 1, 2, ]", "[ 1, 2, ]", "[ 1, 2, ]"},
        {"{ a: 1 }", "{ a: 1 }", "{ a: 1 }"},
        {"3  days", "3  days", "3  days"},
        {"\"a\" # note", "\"a\"", "\"a\""},
    };
    if (setjmp(p.guard.at)) fail_msg("left by the guard");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const Node *n = expression(rows[i].text);
        if (!covers(n, rows[i].whole, rows[i].at))
            fail_msg("%s: %.*s at %.*s", rows[i].text, STR_FMT(source_words(p.source, n->span)),
                     STR_FMT(source_words(p.source, n->at)));
    }
}

static void test_places_of_stages(void **state) {
    (void)state;
    static const struct {
        const char *text, *whole, *at;
    } rows[] = {
        {"x | where  a ", "where  a", "where"},
        {"x | select a, b: c", "select a, b: c", "select"},
        {"x | with a by b, c", "with a by b, c", "with"},
        {"x | sort a desc", "sort a desc", "sort"},
        {"x | top 3 by a asc", "top 3 by a asc", "top"},
        {"x | count by a", "count by a", "count"},
        {"x | distinct", "distinct", "distinct"},
        {"x | expand a as b", "expand a as b", "expand"},
        {"x | left join y as z on a", "left join y as z on a", "left"},
        {"x | walk a up to 3", "walk a up to 3", "walk"},
        {"x | as csv(a: 1)", "as csv(a: 1)", "csv"},
        {"x | f ( 1 )", "f ( 1 )", "f"},
    };
    if (setjmp(p.guard.at)) fail_msg("left by the guard");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        expression(rows[i].text);
        const Node *n = p.program->statements->a->list;
        if (!covers(n, rows[i].whole, rows[i].at))
            fail_msg("%s: %.*s at %.*s", rows[i].text, STR_FMT(source_words(p.source, n->span)),
                     STR_FMT(source_words(p.source, n->at)));
    }
}

static void test_places_of_statements(void **state) {
    (void)state;
    static const struct {
        const char *text, *at;
    } rows[] = {
        {"let x = 3", "x"},
        {"fn f(a) = a", "f"},
        {"param x: int = 3", "x"},
        {"use \"a\"", "\"a\""},
        {"set x = 3", "x"},
        {"assert a > b, \"m\"", "a > b"},
        {"kind p as ps { a: b }", "p"},
        {"extend kind p { a: b }", "p"},
        {"archive \"a\" { b: 1 }", "\"a\""},
        {"map p from \"f\" { a: b }", "p"},
        {"person @a { b: 1 }", "person"},
        {"relation { b: 1 }", "relation"},
        {"x | count", "x | count"},
    };
    if (setjmp(p.guard.at)) fail_msg("left by the guard");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        parsed_read(&p, rows[i].text, (uint32_t)strlen(rows[i].text), PARSE_FILE);
        assert_int_equal(p.diags.count, 0);
        if (!covers(p.program->statements, rows[i].text, rows[i].at)) fail_msg("%s", rows[i].text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_places_of_stages),
        cmocka_unit_test(test_places_of_statements),
    };
    return cmocka_run_group_tests_name("values", tests, begin, end);
}
