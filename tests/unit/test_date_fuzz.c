// Any bytes as a date: no crash, no wrapped sum, well-formed bounds, an error within the text, and
// what is written reads back. Two ways to run it: as it stands, over texts mutated from good ones;
// or as a libFuzzer target that looks inside:
//   clang -std=c11 -I. -DDATE_LIBFUZZER -fsanitize=fuzzer,address,undefined -O1
//       tests/unit/test_date_fuzz.c build/inside.a -lutf8proc -lm
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef DATE_LIBFUZZER
#include <cmocka.h>
#endif

#include "lang/date.h"

static Arena arena; // for sets; emptied for every text
static Guard guard;

// What must hold, for whichever of the two.
static void require(bool holds, const char *what, const uint8_t *bytes, size_t n) {
    if (holds) return;
    fprintf(stderr, "%s: %.*s\n", what, (int)n, (const char *)bytes);
    abort();
}

static bool well_formed(const Date *d) {
    bool order = d->es <= d->ls && d->ee <= d->le && d->es <= d->ee && d->ls <= d->le;
    return order && (d->kind == DATE_SPAN || (d->es == d->ee && d->ls == d->le));
}

typedef uint32_t (*Write)(const Date *d, char out[DATE_TEXT]);

static bool texts_fit(const Date *d) {
    static const Write writers[] = {date_write, date_show, date_julian};
    for (size_t i = 0; i < 3; i++) {
        char out[DATE_TEXT];
        uint32_t n = writers[i](d, out);
        if (n != strlen(out)) return false;
    }
    return true;
}

// Widths from none to the ends of time, and the four ends of what comes of it.
static bool widening_holds(const Date *d, size_t n) {
    const Circa circa[] = {{.unit = true},
                           {.months = (int32_t)(n * 7)},
                           {.seconds = INT64_MAX / 3},
                           {.months = INT32_MAX, .seconds = INT64_MAX}};
    bool good = true;
    for (size_t i = 0; i < sizeof circa / sizeof *circa; i++) {
        Date w = date_widen(d, circa[i]), p = date_period(d);
        p = date_widen(&p, circa[i]);
        Date ends[] = {w, p, date_start(&w), date_end(&p), date_earliest(&p), date_latest(&w)};
        good = good && w.es <= d->es && w.le >= d->le && date_in(d, &w) != NO;
        for (size_t k = 0; k < 6; k++) good = good && well_formed(&ends[k]) && texts_fit(&ends[k]);
        int64_t v;
        for (int part = PART_YEAR; part <= PART_WEEKDAY; part++) date_part(&w, (DatePart)part, &v);
    }
    return good;
}

static bool sums_hold(const Date *d) {
    const Date others[] = {date_of_year(1917), date_of_year(-INT64_C(170000000)), date_start(d)};
    char out[DATE_TEXT];
    bool good = true;
    for (size_t i = 0; i < 3; i++) {
        Duration gap;
        Date sum;
        if (!duration_between(d, &others[i], &gap)) continue;
        good = good && duration_order(gap, gap) == 0;
        uint32_t length = duration_write(gap, out);
        good = good && length == strlen(out);
        length = duration_show(gap, out);
        good = good && length == strlen(out);
        for (int sign = -1; sign <= 1; sign += 2)
            if (date_plus(d, gap, sign, &sum)) good = good && well_formed(&sum) && texts_fit(&sum);
    }
    return good;
}

// What was written in EDTF is the same date again. (It has no Julian months, and beyond the year
// 9999 whole years only: there the bounds may be wider.)
static bool reads_back(const Date *d) {
    Date first = date_of_year(-9999), last = date_of_year(9999), back;
    DateError err;
    char out[DATE_TEXT];
    uint32_t n = date_write(d, out);
    Str all = d->set ? date_string(&arena, d, date_write) : (Str){out, n};
    if (!date_edtf(&arena, all, &back, &err)) return false;
    if ((d->es < first.es && date_has_start(d)) || (d->le > last.le && date_has_end(d)))
        return true;
    if (d->calendar == CAL_GREGORIAN)
        return date_same(d, &back) && date_hash(d) == date_hash(&back);
    return d->es == back.es && d->le == back.le;
}

static bool check_bytes(const uint8_t *bytes, size_t n) {
    bool one = false;
    if (!arena.alloc) arena_init(&arena, &alloc_system, NULL, &guard);
    arena_reset(&arena);
    for (int edtf = 0; edtf < 2; edtf++) {
        Date d;
        DateError err;
        char *text = malloc(n ? n : 1); // exact, so that a sanitizer sees a step beyond the end
        memset(&err, 'x', sizeof err);
        require(text != NULL, "memory", bytes, 0);
        if (n) memcpy(text, bytes, n);
        bool good = (edtf ? date_edtf(&arena, (Str){text, (uint32_t)n}, &d, &err)
                          : date_literal((Str){text, (uint32_t)n}, &d, &err));
        free(text);
        if (!good) {
            require(err.at <= n && err.len <= n - err.at, "error outside", bytes, n);
            require(memchr(err.message, 0, sizeof err.message) && err.message[0], "message", bytes,
                    n);
            require(memchr(err.hint, 0, sizeof err.hint) != NULL, "hint", bytes, n);
            continue;
        }
        one = true;
        require(well_formed(&d), "bounds", bytes, n);
        require(reads_back(&d), "reads back", bytes, n);
        require(texts_fit(&d), "texts", bytes, n);
        require(widening_holds(&d, n), "widening", bytes, n);
        require(sums_hold(&d), "sums", bytes, n);
    }
    return one;
}

#ifdef DATE_LIBFUZZER

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
    check_bytes(bytes, n);
    return 0;
}

#else

#if defined(__SANITIZE_ADDRESS__)
enum { MANY = 30000 };
#else
enum { MANY = 200000 };
#endif

static uint64_t next_random(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

// One byte changed, taken out or put in.
static size_t mutate(char *text, size_t n, uint64_t *seed) {
    static const char bytes[] = "0123456789-/.?~%XYTZ:[]{}, OSBCEN+\xc3\xa9";
    size_t at = next_random(seed) % (n + 1);
    char c = bytes[next_random(seed) % sizeof bytes]; // the NUL too
    uint64_t how = next_random(seed) % 3;
    if (how == 0 && at < n) text[at] = c;
    if (how == 1 && at < n) memmove(text + at, text + at + 1, n-- - at);
    if (how != 2 || n >= 60) return n;
    memmove(text + at + 1, text + at, n + 1 - at);
    text[at] = c;
    return n + 1;
}

static const char *const seeds[] = {
    "1917-11-07",
    "1917-11-08T02:10",
    "191X",
    "1917-10-25 OS",
    "44 BCE",
    "1671/2-02-06",
    "1904/1907",
    "[1904..1907]",
    "1985-XX-XX",
    "Y-170000002",
    "2001-24",
    "../1985-04-12%",
    "0044-03-15 BCE",
    "1985/",
    "1917-11-07T24:00",
    "1985-04-12T23:20:30+04:30",
    "Y-220000000000~",
    "Y290000000000/..",
    "[1667,1668,1670..1672]",
    "{1960?,1961-12..}",
    "?2004-06-~11",
    "156X-12-25/15XX-12-XX",
    "-1XXX-0X",
    "2001-39/2002-30",
    "Y-17101E4S3",
    "1950S2",
};

static void test_mutants(void **state) {
    uint64_t seed = 1;
    int good = 0;
    (void)state;
    for (int i = 0; i < MANY; i++) {
        char text[64];
        const char *from = seeds[next_random(&seed) % (sizeof seeds / sizeof *seeds)];
        size_t n = strlen(from);
        memcpy(text, from, n + 1);
        for (uint64_t k = next_random(&seed) % 4; k > 0; k--) n = mutate(text, n, &seed);
        good += check_bytes((const uint8_t *)text, n);
    }
    assert_true(good > MANY / 10 && good < MANY / 10 * 9);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_mutants)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#endif
