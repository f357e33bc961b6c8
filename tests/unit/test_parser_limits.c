// What no text may do: nest without bound, grow without bound, be read in a way that breaks a tree.
// Then soup: texts of random words, and the tables' texts with bytes changed, read to the end with
// whole trees.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/parsed.h"

enum { SOUPS = 20000, SOUP_MAX = 2000, TABLE_MAX = 1 << 18 };

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

static uint32_t next_random(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    return (uint32_t)((z ^ z >> 27) >> 16);
}

// before, n times part, after
static Str repeated(Arena *a, const char *before, const char *part, uint32_t n, const char *after) {
    StrBuf b;
    buf_init(&b, a);
    buf_addc(&b, before);
    for (uint32_t i = 0; i < n; i++) buf_addc(&b, part);
    buf_addc(&b, after);
    return buf_str(&b);
}

static void read_repeated(const char *before, const char *part, uint32_t n, const char *after) {
    Parsed text;
    parsed_init(&text);
    if (setjmp(text.guard.at) || setjmp(p.guard.at)) fail_msg("left by the guard");
    Str s = repeated(&text.arena, before, part, n, after);
    parsed_read(&p, s.p, s.n, PARSE_FILE);
    parsed_check(&p);
    parsed_free(&text);
}

// ---- depth ----------------------------------------------------------------------------------

static void test_deep(void **state) {
    (void)state;
    static const struct {
        const char *before, *part, *after;
    } rows[] = {
        {"", "(", "x"},
        {"", "[", ""},
        {"", "{a: ", "1"},
        {"", "not ", "x"},
        {"", "- ", "x"},
        {"x", " + y", ""},
        {"x", ".y", ""},
        {"x", "[y", ""},
        {"x", "[y]", ""},
        {"", "f(", ""},
        {"", "if ", "x"},
        {"x", " and y", ""},
        {"", "if a then b else ", "c"},
        {"", "(x | where ", ""},
        {"person @a { x: ", "[", ""},
        {"x", " ?? y", ""},
        {"", "{a: 1 {b: ", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (uint32_t n = 1; n < 2000; n += n < 270 ? 1 : 500) {
            read_repeated(rows[i].before, rows[i].part, n, rows[i].after);
            bool deep = p.diags.count && p.diags.items[0].code == E0111;
            if (n > 300 && !deep) fail_msg("%s nests %u deep", rows[i].part, (unsigned)n);
            if (n < 30 && deep) fail_msg("%s is refused at %u", rows[i].part, (unsigned)n);
        }
    }
}

// Brackets close again as deep as they opened, at every depth that is accepted.
static void test_deep_whole(void **state) {
    (void)state;
    Parsed text;
    parsed_init(&text);
    if (setjmp(text.guard.at) || setjmp(p.guard.at)) fail_msg("left by the guard");
    volatile uint32_t deepest = 0;
    for (volatile uint32_t n = 1; n < 300; n++) {
        Str open = repeated(&text.arena, "", "(", n, "x");
        Str s = repeated(&text.arena, open.p, ")", n, "");
        open.n = n + 1;
        s = str_cat(&text.arena, open, (Str){s.p + s.n - n, n});
        parsed_read(&p, s.p, s.n, PARSE_FILE);
        if (!p.diags.count)
            deepest = n;
        else
            assert_int_equal(p.diags.items[0].code, E0111);
    }
    assert_in_range(deepest, 200, 256);
    parsed_free(&text);
}

static void test_long(void **state) {
    (void)state;
    read_repeated("[1", ", 2", 100000, "]");
    assert_int_equal(p.diags.count, 0);
    read_repeated("people", " | where x", 100000, "");
    assert_int_equal(p.diags.count, 0);
    read_repeated("", "people\n", 100000, "");
    assert_int_equal(p.diags.count, 0);
    assert_int_equal(p.program->count, 100000);
    read_repeated("people", "\n# note\n", 200000, "| where x");
    assert_string_equal(parsed_line(&p), "(pipe people (where x))");
    read_repeated("people where x", "\n# note\n", 200000, "y z");
    assert_int_equal(p.diags.count, 2);
    read_repeated("", "a b\n", 1000, "");
    assert_int_equal(p.diags.count, DIAG_MAX);
    assert_int_equal(p.diags.dropped, 1000 - DIAG_MAX);
}

static void test_limits(void **state) {
    (void)state;
    static const struct {
        const char *text;
        ParseLimits limits;
        int code; // -1: none
    } rows[] = {
        {"people | where x", {16, 0, 0}, -1},
        {"people | where x", {15, 0, 0}, E0112},
        {"a + b + c", {0, 3, 0}, E0111},
        {"a + b", {0, 5, 0}, -1},
        {"a + b", {0, 0, 5}, -1},
        {"a + b", {0, 0, 4}, E0112},
        {"x = \"\xff\"", {0, 0, 0}, E0108},
    };
    if (setjmp(p.guard.at)) fail_msg("left by the guard");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        diags_init(&p.diags, &p.arena);
        Source *src = source_new(&p.arena, STR(""), str_of(rows[i].text));
        parse(&p.arena, src, PARSE_FILE, rows[i].limits, &p.diags);
        int code = p.diags.count ? (int)p.diags.items[0].code : -1;
        if (code != rows[i].code) fail_msg("%s: %d", rows[i].text, code);
    }
}

// The REPL stops at the first error; a file may not begin with |.
static void test_modes(void **state) {
    (void)state;
    if (setjmp(p.guard.at)) fail_msg("left by the guard");
    parsed_read(&p, "a b\nc d", 7, PARSE_REPL);
    assert_int_equal(p.diags.count, 1);
    parsed_read(&p, "| take 3 | count", 16, PARSE_REPL);
    assert_string_equal(parsed_line(&p), "(continue (take 3) (count))");
    parsed_read(&p, "| take 3", 8, PARSE_FILE);
    assert_string_equal(parsed_line(&p), "E0109 0+1");
}

// ---- soup -----------------------------------------------------------------------------------

static const char *const words[] = {
    "people",
    "where",
    "select",
    "x",
    "y",
    "name",
    "born",
    "and",
    "or",
    "not",
    "in",
    "is",
    "null",
    "if",
    "then",
    "else",
    "true",
    "by",
    "as",
    "sort",
    "desc",
    "take",
    "count",
    "join",
    "on",
    "let",
    "fn",
    "kind",
    "extend",
    "archive",
    "map",
    "from",
    "use",
    "set",
    "param",
    "assert",
    "3",
    "2.5",
    "1917",
    "1917-11",
    "\"a\"",
    "'b'",
    "\"\"\"c\n d\"\"\"",
    "@id",
    "@\"n\"",
    "`q`",
    "days",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    ";",
    "|",
    "=",
    "!=",
    "<",
    "..",
    ".",
    "+",
    "-",
    "*",
    "/",
    "??",
    "~",
    "has",
    "before",
    "\n",
    "\n\n",
    " ",
    "# c\n",
    "person @a {",
    "a: 1,",
    "f(",
    "| where",
    "\xc3\xa9",
    "\xe2\x80\x93",
    "&&",
    "\"",
    "@",
    "`",
    "12ab",
    "\\",
};

static void read_soup(const char *text, uint32_t n, uint64_t *random) {
    ParseMode mode = next_random(random) % 2 ? PARSE_FILE : PARSE_REPL;
    parsed_read(&p, text, n, mode);
    parsed_check(&p);
    StrBuf out;
    buf_init(&out, &p.arena);
    print_ast(&out, p.program);
    print_tokens(&out, p.source);
    for (uint32_t i = 0; i < p.diags.count; i++) diag_render(&out, &p.diags.items[i]);
    int kinds[128];
    parse_expected(&p.arena, p.source, n ? next_random(random) % n : 0, kinds, 128);
    Str awaited;
    ParseLimits none = {0, 0, 0};
    InputState s = parse_check(&p.arena, p.source, none, &awaited);
    if (s == INPUT_INCOMPLETE && !awaited.n) fail_msg("nothing is awaited");
    if (mode == PARSE_REPL && (s == INPUT_COMPLETE) != (p.diags.count == 0))
        fail_msg("complete, but with errors: %.*s", (int)n, text);
}

static void make_soup(char *text, uint32_t *n, uint64_t *random) {
    uint32_t count = next_random(random) % 60;
    *n = 0;
    while (count--) {
        const char *word = words[next_random(random) % (sizeof words / sizeof *words)];
        *n += (uint32_t)snprintf(text + *n, SOUP_MAX - *n, "%s%s", word,
                                 next_random(random) % 3 ? " " : "");
    }
}

static void test_soup(void **state) {
    (void)state;
    static char text[SOUP_MAX];
    static uint64_t random = 11;
    if (setjmp(p.guard.at)) fail_msg("left by the guard");
    for (volatile int i = 0; i < SOUPS; i++) {
        uint32_t n;
        make_soup(text, &n, &random);
        read_soup(text, n, &random);
    }
}

// Rows of the tables, with a byte changed, left out or doubled.
static void test_mutations(void **state) {
    (void)state;
    static char table[TABLE_MAX], text[SOUP_MAX];
    static uint64_t random = 5;
    FILE *file = fopen("tests/unit/parser_trees.tsv", "rb");
    if (!file) fail_msg("tests run at the top of the tree");
    size_t size = fread(table, 1, sizeof table - 1, file);
    fclose(file);
    if (setjmp(p.guard.at)) fail_msg("left by the guard");
    static const char bytes[] = "()[]{}|,:;.\"'`@#-=~ \nx1\\";
    for (char *volatile line = table; line < table + size; line = strchr(line, '\n') + 1) {
        uint32_t n = (uint32_t)strcspn(line, "\t\n");
        for (volatile int i = 0; i < 20 && n && n < SOUP_MAX - 2; i++) {
            memcpy(text, line, n);
            uint32_t at = next_random(&random) % n, how = next_random(&random) % 3;
            if (how == 0) text[at] = bytes[next_random(&random) % (sizeof bytes - 1)];
            if (how == 1) memmove(text + at, text + at + 1, n - at - 1);
            if (how == 2) text[n] = bytes[next_random(&random) % (sizeof bytes - 1)];
            read_soup(text, n - (how == 1) + (how == 2), &random);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_deep),      cmocka_unit_test(test_deep_whole),
        cmocka_unit_test(test_long),      cmocka_unit_test(test_limits),
        cmocka_unit_test(test_modes),     cmocka_unit_test(test_soup),
        cmocka_unit_test(test_mutations),
    };
    return cmocka_run_group_tests_name("limits", tests, begin, end);
}
