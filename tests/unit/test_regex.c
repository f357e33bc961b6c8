// Regular expressions: finds, errors inside the literal, evil patterns stopped, memory given back
// whatever allocation fails; and the run's cache of patterns.
#include "runtime/pattern.h"

#include <stdio.h>

#include "tests/support/trial.h"

static RegexMemory memory_of(Trial *t) {
    return (RegexMemory){.alloc = &alloc_system, .budget = &t->budget};
}

static RegexFind find(Trial *t, const char *text, const char *pattern) {
    RegexMemory memory = memory_of(t);
    RegexError err;
    RegexFind f = {UINT32_MAX, 0, UINT32_MAX, 0};
    Regex *re = regex_compile(&memory, str_of(pattern), &err);
    if (!re) fail_msg("%s: %s", pattern, err.message);
    regex_find(re, str_of(text), 0, false, &f);
    regex_free(re);
    return f;
}

static void test_finds(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    RegexFind f = find(&t, "on the 7th of November, 1917", "\\d{4}");
    assert_true(f.at == 24 && f.len == 4 && f.group_at == UINT32_MAX);
    f = find(&t, "No. 27", "No\\. (\\d+)");
    assert_true(f.at == 0 && f.len == 6 && f.group_at == 4 && f.group_len == 2);
    assert_true(find(&t, "Aurora", "aurora").at == UINT32_MAX); // case counts
    assert_true(find(&t, "Aurora", "(?i)aurora").at == 0);
    assert_true(find(&t, "l'été", "\\bété\\b").at == 2); // letters are letters in any script
    assert_true(find(&t, "Петроград", "^\\w{9}$").at == 0);
    assert_true(find(&t, "a\nb", "^b").at == UINT32_MAX); // ^ is the text's beginning
    assert_true(find(&t, "", "^$").at == 0);
    trial_close(&t);
}

static const struct {
    const char *pattern, *words; // some words of PCRE2 itself are left open
} errors[] = {
    {"a(b", "( is not closed"}, {"ab)", ") closes nothing"},
    {"[a", "[ is not closed"},  {"*a", "nothing stands"},
    {"a{3,1}", "wrong order"},  {"\\", "ends in a \\"},
    {"(?<n>a)(?<n>b)", ""},     {"\\C", ""},
};

static void test_errors(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    RegexMemory memory = memory_of(&t);
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        RegexError err;
        assert_null(regex_compile(&memory, str_of(errors[i].pattern), &err));
        assert_false(err.no_memory);
        assert_true(err.message[0] != '\0');
        if (!strstr(err.message, errors[i].words))
            fail_msg("%s: %s", errors[i].pattern, err.message);
        assert_true(err.at <= strlen(errors[i].pattern));
    }
    char nested[2 * REGEX_NEST_LIMIT + 8];
    memset(nested, '(', REGEX_NEST_LIMIT + 1);
    memset(nested + REGEX_NEST_LIMIT + 1, ')', REGEX_NEST_LIMIT + 1);
    RegexError err;
    assert_null(regex_compile(&memory, (Str){nested, 2 * REGEX_NEST_LIMIT + 2}, &err));
    assert_non_null(strstr(err.message, "nested"));
    char longest[REGEX_BYTES_MAX + 1];
    memset(longest, 'a', sizeof longest);
    Regex *re = regex_compile(&memory, (Str){longest, REGEX_BYTES_MAX}, &err);
    assert_non_null(re);
    regex_free(re);
    assert_null(regex_compile(&memory, (Str){longest, REGEX_BYTES_MAX + 1}, &err));
    assert_non_null(strstr(err.message, "too long"));
    trial_close(&t);
}

static void test_evil(void **state) {
    (void)state;
    static const char *const evil[] = {"(a+)+$", "(a|aa)+$", "(a*)*b", "(.*a){20}$",
                                       "^(a?){30}a{30}b"};
    Trial t;
    trial_open(&t);
    RegexMemory memory = memory_of(&t);
    char text[5000];
    memset(text, 'a', sizeof text);
    text[sizeof text - 1] = '!';
    uint32_t costly = 0;
    for (size_t i = 0; i < sizeof evil / sizeof *evil; i++) {
        RegexError err;
        RegexFind f;
        Regex *re = regex_compile(&memory, str_of(evil[i]), &err);
        RegexResult r = regex_find(re, (Str){text, sizeof text}, 0, false, &f);
        assert_true(r == REGEX_NONE || r == REGEX_COSTLY);
        costly += r == REGEX_COSTLY;
        regex_free(re);
    }
    assert_true(costly >= 3);
    trial_close(&t);
}

typedef struct Asked {
    uint32_t times, stop_at;
} Asked;

static bool ask(void *user) {
    Asked *a = user;
    return ++a->times == a->stop_at;
}

// Each attempt goes on to the end of the text: the square of its length, if nobody were asked. What
// must stand before everything in a pattern, and what only looks like it, changes nothing.
static void test_long_search_is_heard(void **state) {
    (void)state;
    static const char *const slow[] = {
        "\\w+\\s",  "a++[bc]", "(*UCP)[a-z]+\\d", "(*F)|\\w+\\s", "(*ANYCRLF)(*UTF)\\w+[;:]",
        "b|\\w+\\s"};
    static char text[200000];
    memset(text, 'a', sizeof text);
    for (size_t i = 0; i < sizeof slow / sizeof *slow; i++) {
        Trial t;
        trial_open(&t);
        Asked asked = {.stop_at = 3};
        RegexMemory memory = memory_of(&t);
        memory.stop = ask;
        memory.stop_user = &asked;
        RegexError err;
        RegexFind f;
        Regex *re = regex_compile(&memory, str_of(slow[i]), &err);
        if (!re) fail_msg("%s: %s", slow[i], err.message);
        assert_int_equal(regex_find(re, (Str){text, sizeof text}, 0, false, &f), REGEX_STOPPED);
        assert_int_equal(asked.times, 3);
        regex_free(re);
        trial_close(&t);
    }
}

// --- failing memory ---------------------------------------------------------------------------

typedef struct Failing {
    long count, fail_at, live;
} Failing;

static void *failing(void *user, void *p, size_t old_n, size_t new_n) {
    Failing *f = user;
    if (new_n == 0) {
        if (p) f->live--;
        return alloc_system.resize(NULL, p, old_n, 0);
    }
    if (++f->count == f->fail_at) return NULL;
    if (!p) f->live++;
    return alloc_system.resize(NULL, p, old_n, new_n);
}

static void test_failing_memory(void **state) {
    (void)state;
    for (long at = 1;; at++) {
        Failing f = {.fail_at = at};
        Alloc alloc = {&f, failing};
        RegexMemory memory = {.alloc = &alloc};
        RegexError err;
        RegexFind find_;
        Regex *re = regex_compile(&memory, STR("(a|b)*c(?=d)"), &err);
        RegexResult r = REGEX_NO_MEMORY;
        if (re)
            r = regex_find(re, STR("xxababcd"), 0, false, &find_);
        else
            assert_true(err.no_memory);
        regex_free(re);
        assert_int_equal(f.live, 0);
        if (r == REGEX_FOUND) {
            assert_true(at > 3 && f.count < at);
            return;
        }
        assert_int_equal(r, REGEX_NO_MEMORY);
    }
}

static void test_budget(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    RegexMemory memory = memory_of(&t);
    RegexError err;
    t.budget.cap = t.budget.used + 100;
    assert_null(regex_compile(&memory, STR("a+"), &err));
    assert_true(err.no_memory && memory.over);
    trial_close(&t);
}

// --- patterns of a run --------------------------------------------------------------------------

// An expression that stands in the source as 'PATTERN' or "PATTERN".
static Expr literal(Trial *t, const char *source, uint32_t at, uint32_t len) {
    Expr e = {.tag = X_CONST, .type = &type_text, .span = {at, len}};
    e.source = source_new(&t->arena, STR(""), str_of(source));
    return e;
}

static void test_places(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    Expr e = literal(&t, "text matches '(ab'", 13, 5);
    uint32_t pattern = run_intern(&t.run, STR("(ab"));
    TRIAL_FAILS(&t, E0503, pattern_regex(&t.run, &e, pattern));
    assert_int_equal(t.diags.items[0].span.at, 17); // the closing quote: here the ) is missing
    assert_int_equal(t.diags.items[0].span.len, 1);
    e = literal(&t, "text ~ \"fog AND dock\"", 7, 14);
    pattern = run_intern(&t.run, STR("fog AND dock"));
    TRIAL_FAILS(&t, E0503, pattern_words(&t.run, &e, pattern));
    assert_int_equal(t.diags.items[1].span.at, 12);
    assert_int_equal(t.diags.items[1].span.len, 3);
    assert_true(t.diags.items[1].hint.n > 0);
    e.tag = X_SLOT; // from the data: all of the expression
    TRIAL_FAILS(&t, E0503, pattern_words(&t.run, &e, pattern));
    assert_int_equal(t.diags.items[2].span.at, 7);
    assert_int_equal(t.diags.items[2].span.len, 14);
    trial_close(&t);
}

static void test_cache(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    Run *r = &t.run;
    Expr e = literal(&t, "", 0, 0);
    uint32_t text = run_intern(r, STR("number 700 of many")),
             p = run_intern(r, STR("number 7\\d+"));
    Regex *first = pattern_regex(r, &e, p);
    assert_ptr_equal(pattern_regex(r, &e, p), first);
    uint64_t used = 0;
    for (uint32_t i = 0; i < 2000; i++) { // more patterns than are kept
        char s[32];
        int n = snprintf(s, sizeof s, "number %u", i);
        uint32_t id = run_intern(r, (Str){s, (uint32_t)n});
        assert_int_equal(pattern_matches(r, &e, id, text), i == 7 || i == 70 || i == 700);
        assert_int_equal(pattern_tilde(r, &e, id, text), i == 700);
        if (i == 999) used = t.budget.used;
    }
    assert_true(t.budget.used < used + (1 << 17)); // what is no longer needed was given back
    assert_true(pattern_matches(r, &e, p, text));
    trial_close(&t);
}

static void test_costly(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    Run *r = &t.run;
    Expr e = literal(&t, "", 0, 0);
    char s[4000];
    memset(s, 'a', sizeof s);
    s[sizeof s - 1] = '!';
    uint32_t text = run_intern(r, (Str){s, sizeof s}), p = run_intern(r, STR("(a+)+$"));
    TRIAL_LEAVES(&t, ST_DATA, pattern_matches(r, &e, p, text)); // it has been said
    assert_int_equal(t.diags.items[t.diags.count - 1].code, E0601);
    r->limits.steps = 1;
    TRIAL_LEAVES(&t, ST_LIMIT, pattern_matches(r, &e, run_intern(r, STR("b")), text));
    TRIAL_LEAVES(&t, ST_LIMIT, pattern_tilde(r, &e, run_intern(r, STR("b")), text));
    trial_close(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finds),          cmocka_unit_test(test_errors),
        cmocka_unit_test(test_evil),           cmocka_unit_test(test_long_search_is_heard),
        cmocka_unit_test(test_failing_memory), cmocka_unit_test(test_budget),
        cmocka_unit_test(test_places),         cmocka_unit_test(test_cache),
        cmocka_unit_test(test_costly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
