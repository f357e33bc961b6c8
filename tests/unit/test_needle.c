// Fixed texts found in others, beside a search byte by byte; the text that every find of a regular
// expression holds, and expressions that find the same whether or not one was looked for first.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/needle.h"
#include "runtime/regex.h"

static uint32_t seed = 1;

static uint32_t chance(uint32_t n) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % n;
}

static uint32_t by_hand(Str needle, Str text, uint32_t from) {
    for (uint32_t i = from; i + needle.n <= text.n; i++)
        if (memcmp(text.p + i, needle.p, needle.n) == 0) return i;
    return NOT_FOUND;
}

// Texts of few letters, so that both bytes often stand where the needle does not.
static void test_as_by_hand(void **state) {
    (void)state;
    char text[400], needle[12];
    uint32_t found = 0;
    for (uint32_t k = 0; k < 20000; k++) {
        uint32_t n = chance(sizeof text), m = 1 + chance(sizeof needle), kinds = 1 + chance(6);
        for (uint32_t i = 0; i < n; i++) text[i] = (char)('a' + chance(kinds));
        for (uint32_t i = 0; i < m; i++) needle[i] = (char)('a' + chance(kinds));
        uint32_t from = chance(n + 2);
        Needle wanted = needle_of((Str){needle, m});
        uint32_t at = by_hand(wanted.text, (Str){text, n}, from);
        assert_int_equal(needle_find(&wanted, (Str){text, n}, from), at);
        found += at != NOT_FOUND;
    }
    assert_in_range(found, 2000, 18000);
}

static void test_rare_bytes(void **state) {
    (void)state;
    Needle n = needle_of(STR("the quay"));
    assert_int_equal(n.text.p[n.first], 'q');
    n = needle_of(STR("zero\xc3\xa9"));
    assert_true(n.first == 4 && n.second == 5);
    n = needle_of(STR("a"));
    assert_true(n.first == 0 && n.second == 0);
}

static const struct {
    const char *pattern, *literal;
    bool whole, near;
} cases[] = {
    {"ght of the", "ght of the", true, true},
    {"over[a-z]+ing un[a-z]+ful", "ing un", false, true},
    {"No\\. (\\d+) of", "No. ", false, true},
    {"colou?r", "colo", false, true},
    {"ab+cde", "cde", false, true},
    {"a\\.b", "a.b", true, true},
    {"^abc$", "abc", false, true},
    {"[]x]yz", "yz", false, true},
    {"(?:a|b)cd", "cd", false, false},
    {"été*", "ét", false, true},
    {"x{0,2}yz", "yz", false, true},
    {"a[^b]cde", "cde", false, false},
    {"[ -z]bc", "bc", false, false},
    {"a.bc", "bc", false, false},
    {"\\w+ing a", "ing a", false, true},
    {"\\sbc", "bc", false, false},
    {"[\\s]bc", "bc", false, false},
    {"a *bcd", "bcd", false, false},
    {"abc|abd", "", false, false}, // one or the other
    {"(?i)abc", "", false, false}, // an option
    {"a(?=bc)", "", false, false},
    {"\\Qa.b\\E", "", false, false},
    {"\\x41bc", "", false, false},
    {"[\\Qa]\\E]bc", "", false, false},
    {"(*UTF)abc", "", false, false},
    {"(a(*ACCEPT)b)cd", "", false, false},
    {"a{b", "", false, false},
    {"(abc", "", false, false},
    {"", "", false, false},
};

static void test_literals(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char room[64];
        Literal l = regex_literal(str_of(cases[i].pattern), room);
        if (!str_is(l.text, cases[i].literal) || l.whole != cases[i].whole ||
            l.near != cases[i].near)
            fail_msg("%s: %.*s", cases[i].pattern, STR_FMT(l.text));
    }
}

// False: it is no expression.
static bool find(RegexMemory *memory, const char *before, Str pattern, Str text, RegexFind *out) {
    char all[64];
    size_t n = strlen(before);
    memcpy(all, before, n);
    memcpy(all + n, pattern.p, pattern.n);
    RegexError err;
    Regex *re = regex_compile(memory, (Str){all, (uint32_t)n + pattern.n}, &err);
    if (!re) return false;
    *out = (RegexFind){.at = UINT32_MAX};
    regex_find(re, text, 0, false, out);
    regex_free(re);
    return true;
}

// Random patterns of what expressions are made of. An option at the head, which means nothing,
// keeps a text from being looked for.
static void test_same_finds(void **state) {
    (void)state;
    static const char *const parts[] = {
        "a",  "b", "ab", " ", "?", "*",   "+",   "{2}", ".",   "\\",   "[ab", "]", "(a|", "(?:",
        "b)", ")", "|",  "^", "$", "\\b", "\\.", "[^",  "\\w", "{0,}", "\\Q", "é", "."};
    enum { PARTS = sizeof parts / sizeof *parts };
    RegexMemory memory = {.alloc = &alloc_system};
    uint32_t finds = 0;
    for (uint32_t k = 0; k < 30000; k++) {
        char pattern[48], text[40];
        uint32_t n = 0, m = chance(sizeof text);
        for (uint32_t i = 1 + chance(6); i > 0; i--) {
            const char *part = parts[chance(PARTS)];
            memcpy(pattern + n, part, strlen(part));
            n += (uint32_t)strlen(part);
        }
        for (uint32_t i = 0; i < m; i++) text[i] = "aab b."[chance(6)];
        RegexFind x, y;
        if (!find(&memory, "", (Str){pattern, n}, (Str){text, m}, &x)) continue;
        find(&memory, "(?=)", (Str){pattern, n}, (Str){text, m}, &y);
        if (x.at != y.at || x.len != y.len)
            fail_msg("%.*s in %.*s: at %u, at %u", (int)n, pattern, (int)m, text, x.at, y.at);
        finds += x.at != UINT32_MAX && x.len > 0;
    }
    assert_in_range(finds, 3000, 30000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_as_by_hand),
        cmocka_unit_test(test_rare_bytes),
        cmocka_unit_test(test_literals),
        cmocka_unit_test(test_same_finds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
