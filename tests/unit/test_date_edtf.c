// Cases from outside (edtf.tsv), and texts made by the grammar: all that is read is written so that
// it reads again as the same date.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lang/date.h"
#include "tests/support/instant.h"

// ---- how they are held against the reader -----------------------------------------------------

static Arena arena;
static Guard guard;

static Str str(const char *text) { return (Str){text, (uint32_t)strlen(text)}; }

static void reads_again(const char *text, const Date *d) {
    Date again;
    DateError err;
    Str s = date_string(&arena, d, date_write);
    if (!date_edtf(&arena, s, &again, &err)) fail_msg("%s: %.*s is not read", text, STR_FMT(s));
    if (date_exact_order(d, &again) != 0 || date_hash(d) != date_hash(&again))
        fail_msg("%s: %.*s is another date", text, STR_FMT(s));
    if (!str_eq(s, date_string(&arena, &again, date_write)))
        fail_msg("%s: %.*s is not canonical", text, STR_FMT(s));
}

static void check_good(Str text, const char *from, const char *to) {
    Date d;
    DateError err;
    if (!date_edtf(&arena, text, &d, &err)) fail_msg("%.*s: %s", STR_FMT(text), err.message);
    if (to && (d.es != instant(from, false) || d.le != instant(to, true)))
        fail_msg("%.*s: from %lld to %lld", STR_FMT(text), (long long)d.es, (long long)d.le);
    reads_again(text.p, &d);
}

static void check_bad(Str text) {
    Date d;
    DateError err = {0};
    if (date_text(&arena, text, &d, &err)) fail_msg("%.*s is read", STR_FMT(text));
    if (!err.message[0] || err.at > text.n || err.len > text.n - err.at)
        fail_msg("%.*s: %u+%u '%s'", STR_FMT(text), err.at, err.len, err.message);
}

// text, from, to; or text and a word.
static void check_line(char *line) {
    char *from = strchr(line, '\t'), *to;
    if (!from) fail_msg("no tab: %s", line);
    *from++ = '\0';
    to = strchr(from, '\t');
    if (to) *to++ = '\0';
    if (strcmp(from, "invalid") == 0)
        check_bad(str(line));
    else
        check_good(str(line), from, to);
}

static void test_outside_cases(void **state) {
    enum { CASES = 600 };
    char line[400];
    int n = 0;
    FILE *file = fopen("tests/unit/edtf.tsv", "r");
    (void)state;
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        size_t length = strlen(line);
        if (length && line[length - 1] == '\n') line[length - 1] = '\0';
        if (!line[0] || line[0] == '#') continue;
        check_line(line);
        n++;
    }
    fclose(file);
    if (n < CASES) fail_msg("%d cases only", n); // none of them was lost
}

// ---- every date of a grammar ------------------------------------------------------------------

static uint64_t next_random(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static uint32_t below(uint64_t *seed, uint32_t n) { return (uint32_t)(next_random(seed) % n); }

static size_t put_mark(char *p, uint64_t *seed) {
    uint32_t k = below(seed, 8);
    if (k > 2) return 0;
    *p = "?~%"[k];
    return 1;
}

static size_t put_digits(char *p, uint64_t *seed, uint32_t v, size_t n) {
    char digits[16];
    (void)snprintf(digits, sizeof digits, "%04u", v);
    memcpy(p, digits + 4 - n, n);
    for (size_t i = 0; i < n; i++)
        if (below(seed, 6) == 0) p[i] = 'X';
    return n;
}

// A date with marks and open digits anywhere; now and then one that does not exist.
static size_t make_one(char *p, uint64_t *seed) {
    size_t n = 0;
    if (below(seed, 12) == 0)
        return (size_t)sprintf(p, "Y%s%uE%u%s", below(seed, 2) ? "-" : "", 1 + below(seed, 99999),
                               1 + below(seed, 6), below(seed, 2) ? "S1" : "");
    if (below(seed, 12) == 0)
        return (size_t)sprintf(p, "%s%04uS%u", below(seed, 2) ? "-" : "", 1000 + below(seed, 9000),
                               1 + below(seed, 4));
    n += put_mark(p + n, seed);
    if (below(seed, 6) == 0) p[n++] = '-';
    n += put_digits(p + n, seed, below(seed, 10000), 4);
    n += put_mark(p + n, seed);
    if (below(seed, 4) == 0) return n;
    p[n++] = '-';
    n += put_mark(p + n, seed);
    n += put_digits(p + n, seed, below(seed, 5) ? 1 + below(seed, 12) : 21 + below(seed, 21), 2);
    n += put_mark(p + n, seed);
    if (below(seed, 3) == 0) return n;
    p[n++] = '-';
    n += put_mark(p + n, seed);
    n += put_digits(p + n, seed, 1 + below(seed, 31), 2);
    n += put_mark(p + n, seed);
    if (below(seed, 8)) return n;
    return n + (size_t)sprintf(p + n, "T%02u:%02u:%02u%s", below(seed, 24), below(seed, 60),
                               below(seed, 60), below(seed, 2) ? "Z" : "+05:30");
}

static size_t make_text(char *p, uint64_t *seed) {
    uint32_t kind = below(seed, 5), n = 1 + below(seed, 5);
    size_t at = 0;
    if (kind < 2) return make_one(p, seed);
    if (kind == 2) {
        at += below(seed, 5) ? make_one(p, seed) : (size_t)sprintf(p, "%s", "..");
        p[at++] = '/';
        return at + (below(seed, 5) ? make_one(p + at, seed) : (size_t)sprintf(p + at, "%s", ".."));
    }
    p[at++] = kind == 3 ? '[' : '{';
    if (below(seed, 6) == 0) at += (size_t)sprintf(p + at, "..");
    for (uint32_t i = 0; i < n; i++) {
        if (i) p[at++] = ',';
        at += make_one(p + at, seed);
        if (below(seed, 4)) continue;
        at += (size_t)sprintf(p + at, "..");
        if (i + 1 < n || below(seed, 2)) at += make_one(p + at, seed);
    }
    p[at++] = kind == 3 ? ']' : '}';
    return at;
}

static bool same_bounds(const Date *a, const Date *b) {
    return a->es == b->es && a->ls == b->ls && a->ee == b->ee && a->le == b->le;
}

// What is read is well formed and is the same date when it was written and read again.
static void test_made_texts(void **state) {
    enum { MANY = 60000, LONGEST = 400 };
    uint64_t seed = 2019;
    uint32_t read = 0;
    (void)state;
    for (int i = 0; i < MANY; i++) {
        char text[LONGEST];
        Date d, plain;
        DateError err;
        size_t n = make_text(text, &seed);
        text[n] = '\0';
        if (i % 1000 == 0) arena_reset(&arena);
        if (!date_edtf(&arena, (Str){text, (uint32_t)n}, &d, &err)) continue;
        read++;
        if (d.es > d.ls || d.ee > d.le || d.es > d.ee || d.ls > d.le) fail_msg("%s: bounds", text);
        bool far = d.es < date_of_year(-9999).es || d.le > date_of_year(9999).le;
        if (!far || d.set == NULL) reads_again(text, &d);
        plain = date_exactly(&arena, &d);
        if (plain.qual | plain.end_qual) fail_msg("%s: exactly", text);
        if (!d.set && !same_bounds(&plain, &d)) fail_msg("%s: exactly moves it", text);
    }
    assert_true(read > MANY / 5);
}

// A long set is written in full, and where there is only so much room, its cut is seen.
static void test_long_sets(void **state) {
    static char text[8 * DATE_SET_MAX + 16];
    Date d;
    DateError err;
    char room[DATE_TEXT];
    (void)state;
    for (uint32_t n = 200; n <= DATE_SET_MAX + 1; n += DATE_SET_MAX - 199) {
        size_t at = 0;
        for (uint32_t i = 0; i < n; i++)
            at += (size_t)sprintf(text + at, "%s%04u", i ? "," : "[", 2 * i);
        text[at++] = ']';
        bool fits = date_edtf(&arena, (Str){text, (uint32_t)at}, &d, &err);
        assert_int_equal(fits, n <= DATE_SET_MAX);
        if (!fits) {
            assert_non_null(strstr(err.message, "at most 1000 dates"));
            continue;
        }
        assert_int_equal(d.set->n, n);
        Str whole = date_string(&arena, &d, date_write);
        assert_true(str_eq(whole, (Str){text, (uint32_t)at}));
        uint32_t cut = date_write(&d, room);
        assert_true(cut < DATE_TEXT && strstr(room, ",\xe2\x80\xa6]") != NULL);
        assert_memory_equal(room, text, cut - 5);
    }
}

// The short way and the long way read the same: of every day of a cycle, with its month and year.
static void test_quick(void **state) {
    (void)state;
    for (int64_t day = days_from_ymd(CAL_GREGORIAN, 1599, 1, 1);
         day < days_from_ymd(CAL_GREGORIAN, 2001, 1, 1); day++) {
        char text[40];
        Date d;
        DateError err;
        Ymd t = ymd_from_days(CAL_GREGORIAN, day);
        int n = snprintf(text, sizeof text, "%04d-%02d-%02dT10:20:30Z", (int)t.y, t.m, t.d);
        assert_true(date_edtf(NULL, (Str){text, (uint32_t)n}, &d, &err));
        assert_int_equal(d.es, day * 86400 + 10 * 3600 + 20 * 60 + 30);
        assert_true(date_edtf(NULL, (Str){text, 10}, &d, &err));
        assert_true(d.es == day * 86400 && d.le == day * 86400 + 86399);
        if (t.d > 1) continue;
        assert_true(date_edtf(NULL, (Str){text, 7}, &d, &err));
        int32_t length = days_in_month(CAL_GREGORIAN, t.y, t.m);
        assert_true(d.es == day * 86400 && d.le == (day + length) * 86400 - 1);
        if (t.m > 1) continue;
        assert_true(date_edtf(NULL, (Str){text, 4}, &d, &err));
        assert_true(d.es == day * 86400 && date_same(&d, &(Date[]){date_of_year(t.y)}[0]));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_outside_cases),
        cmocka_unit_test(test_made_texts),
        cmocka_unit_test(test_long_sets),
        cmocka_unit_test(test_quick),
    };
    arena_init(&arena, &alloc_system, NULL, &guard);
    if (setjmp(guard.at)) return EXIT_FAILURE; // out of memory
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&arena);
    return failed;
}
