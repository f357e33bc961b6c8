// Numbers against outside truth: published hard cases, and the C library's strtod and printf.
#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "lang/number.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SLOW
#endif
#endif
#if defined(SLOW) || defined(__SANITIZE_ADDRESS__)
enum { MANY = 50000 };
#else
enum { MANY = 1000000 };
#endif

static uint64_t next_random(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static double double_of(uint64_t bits) {
    double v;
    memcpy(&v, &bits, sizeof v);
    return v;
}

static bool same_bits(double a, double b) { return memcmp(&a, &b, sizeof a) == 0; }

static void reads_as_strtod(const char *text) {
    double got = 0, want = strtod(text, NULL);
    if (!number_parse_real(str_of(text), &got) || !same_bits(got, want))
        fail_msg("%s: %a, not %a", text, got, want);
}

static void test_int(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t value;
    } good[] = {{"0", 0},
                {"-0", 0},
                {"7", 7},
                {"-12", -12},
                {"007", 7},
                {"9223372036854775807", INT64_MAX},
                {"-9223372036854775808", INT64_MIN}};
    static const char *const bad[] = {"",
                                      "-",
                                      "+1",
                                      " 1",
                                      "1 ",
                                      "1.0",
                                      "x",
                                      "--1",
                                      "1_000",
                                      "9223372036854775808",
                                      "-9223372036854775809",
                                      "99999999999999999999"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        int64_t v = 99;
        assert_true(number_parse_int(str_of(good[i].text), &v));
        assert_true(v == good[i].value);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int64_t v;
        assert_false(number_parse_int(str_of(bad[i]), &v));
    }
}

static void test_int_written(void **state) {
    (void)state;
    static const int64_t values[] = {0, 1, -1, 10, -1957, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char out[NUMBER_TEXT], want[NUMBER_TEXT];
        snprintf(want, sizeof want, "%lld", (long long)values[i]);
        assert_int_equal(number_write_int(values[i], out), strlen(want));
        assert_string_equal(out, want);
    }
}

static void test_real_malformed(void **state) {
    (void)state;
    static const char *const bad[] = {"",
                                      "-",
                                      ".",
                                      ".5",
                                      "5.",
                                      "1e",
                                      "1e+",
                                      "+1",
                                      "1,5",
                                      "0x1",
                                      "inf",
                                      "nan",
                                      "1.5.2",
                                      "1e5.0",
                                      " 1.0",
                                      "1.0 ",
                                      "1e309",
                                      "-1e309",
                                      "1e99999999999999999999",
                                      "1.7976931348623159e308"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        double v;
        if (number_parse_real(str_of(bad[i]), &v)) fail_msg("accepted %s", bad[i]);
    }
}

static void test_real_hard(void **state) {
    (void)state;
    static const char *const hard[] = {
        "0",
        "-0",
        "0.0e999999999999",
        "1",
        "5e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "1e-400",
        "2.2250738585072014e-308",
        "2.2250738585072011e-308",
        "2.2250738585072012e-308",
        "1.7976931348623157e308",
        "1.7976931348623158e308",
        "9007199254740993",
        "9007199254740992.99999999999999999999",
        "9007199254740993.00000000001",
        "1e23",
        "8.41e21",
        "9.5e-3",
        "6929495644600919.5",
        "3.2378839133029012895883524125015e-17",
        "0.500000000000000166533453693773481063544750213623046875",
        "1e-22",
        "1e22",
        "123456789E-3",
        "0.00000000000000000000000000000000000000000000000000000000000000000000000000000000001",
        "1000000000000000000000000000000000000000000000000000000000000000000000000000000000000.0"};
    for (size_t i = 0; i < sizeof hard / sizeof *hard; i++) reads_as_strtod(hard[i]);
    double v;
    assert_true(number_parse_real(STR("9007199254740993"), &v) && v == 0x1p53);
    assert_true(number_parse_real(STR("5e-324"), &v) && v == 0x1p-1074);
    assert_true(number_parse_real(STR("2.2250738585072011e-308"), &v));
    assert_true(v == 0x0.fffffffffffffp-1022);
    assert_true(number_parse_real(STR("-0"), &v) && v == 0 && signbit(v));
}

// Exactly between two doubles, and a hair to either side: written with all its digits.
static void test_real_halfway(void **state) {
    (void)state;
    uint64_t seed = 1917;
    for (int i = 0; i < MANY / 500; i++) {
        double low = double_of(next_random(&seed) & 0x7FEFFFFFFFFFFFFFu);
        if (i % 4 == 0) low = double_of(next_random(&seed) >> 12); // subnormal
        // A long double holds the middle exactly where it has more bits than a double.
        long double middle = ((long double)low + (long double)nextafter(low, INFINITY)) / 2;
        char text[1200];
        int n = snprintf(text, sizeof text - 8, "%.1100Le", middle);
        char *e = strchr(text, 'e');
        assert_true(n > 0 && e);
        reads_as_strtod(text);
        e[-1] = '1';
        reads_as_strtod(text);
    }
}

static void test_real_random(void **state) {
    (void)state;
    uint64_t seed = 1957;
    for (int i = 0; i < MANY; i++) {
        double v = double_of(next_random(&seed));
        if (!isfinite(v)) continue;
        char text[64];
        snprintf(text, sizeof text, "%.*e", 14 + i % 6, v);
        if (isfinite(strtod(text, NULL))) reads_as_strtod(text);
    }
}

static void test_real_written(void **state) {
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0.0, "0.0"},
                 {-0.0, "-0.0"},
                 {2.0, "2.0"},
                 {-3.5, "-3.5"},
                 {0.1, "0.1"},
                 {120.0, "120.0"},
                 {1.0 / 3, "0.3333333333333333"},
                 {1e15, "1000000000000000.0"},
                 {1e16, "1e+16"},
                 {9007199254740993.0, "9007199254740992.0"},
                 {0.00001, "0.00001"},
                 {0.000001, "1e-6"},
                 {1e300, "1e+300"},
                 {1e23, "1e+23"},
                 {8.41e21, "8.41e+21"},
                 {5e-324, "5e-324"},
                 {2.2250738585072014e-308, "2.2250738585072014e-308"},
                 {0.3, "0.3"},
                 {9.5367431640625e-7, "9.5367431640625e-7"},
                 {0.1 + 0.2, "0.30000000000000004"},
                 {1.7976931348623157e308, "1.7976931348623157e+308"},
                 {12345.678, "12345.678"},
                 {299792458.0, "299792458.0"},
                 {9.999999999999998e22, "9.999999999999997e+22"},
                 {5.684341886080802e-14, "5.684341886080802e-14"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[NUMBER_TEXT];
        assert_int_equal(number_write_real(cases[i].value, out), strlen(cases[i].text));
        assert_string_equal(out, cases[i].text);
    }
}

static int count_digits(const char *text) {
    int n = 0, zeros = 0;
    for (; *text && *text != 'e'; text++) {
        if (*text < '0' || *text > '9' || (*text == '0' && n == 0)) continue;
        n++;
        zeros = *text == '0' ? zeros + 1 : 0;
    }
    return n - zeros;
}

// What is written reads back with strtod, and one digit less (rounded by printf) does not. At a
// power of two the nearest shorter decimal may miss where its neighbour hits: those are left out.
static void check_written(double v) {
    char out[NUMBER_TEXT], less[64];
    uint32_t n = number_write_real(v, out);
    assert_int_equal(n, strlen(out));
    if (!same_bits(strtod(out, NULL), v)) fail_msg("%a written as %s", v, out);
    uint64_t bits;
    memcpy(&bits, &v, sizeof bits);
    int digits = count_digits(out);
    if (digits < 2 || (bits & 0xFFFFFFFFFFFFFu) == 0) return;
    snprintf(less, sizeof less, "%.*e", digits - 2, v);
    if (same_bits(strtod(less, NULL), v)) fail_msg("%s is shorter than %s", less, out);
}

static void test_real_written_random(void **state) {
    (void)state;
    uint64_t seed = 1920;
    for (int i = 0; i < MANY / 5; i++) {
        uint64_t r = next_random(&seed);
        double v = double_of(r);
        if (i % 4 == 1) v = (double)(r >> 40) / 1000;
        if (i % 4 == 2) v = (double)(int64_t)r * 0x1p-60;
        if (isfinite(v)) check_written(v);
    }
    for (int e = -1074; e < 1024; e++) check_written(ldexp(1, e));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_int),
                                       cmocka_unit_test(test_int_written),
                                       cmocka_unit_test(test_real_malformed),
                                       cmocka_unit_test(test_real_hard),
                                       cmocka_unit_test(test_real_halfway),
                                       cmocka_unit_test(test_real_random),
                                       cmocka_unit_test(test_real_written),
                                       cmocka_unit_test(test_real_written_random)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
