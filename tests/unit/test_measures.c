// The measures of corpus linguistics against the worked examples of the publications that they
// come from.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "runtime/measures.h"

static void near(double found, double expected, double half_a_digit) {
    if (!(fabs(found - expected) <= half_a_digit)) fail_msg("%.6f is not %.6f", found, expected);
}

// ---- log-likelihood -------------------------------------------------------------------------

// Dunning (1993), p. 72, table of bigrams: -2 log lambda beside the four cells, of which the first
// is how often the words follow each other, the second and third how often one stands without the
// other.
static void ll_is_dunnings(void **state) {
    static const struct {
        double ll, both, first_only, second_only, neither;
    } rows[] = {{270.72, 110, 2442, 111, 29114}, {167.23, 10, 0, 3, 31764}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double both = rows[i].both, first = both + rows[i].first_only,
               second = both + rows[i].second_only;
        Together t = {both, first, second, first + rows[i].second_only + rows[i].neither};
        near(measure_ll(t), rows[i].ll, 0.005);
    }
}

static void ll_has_a_sign(void **state) {
    (void)state;
    near(measure_ll((Together){1, 10, 10, 100}), 0, 1e-9);
    assert_true(measure_ll((Together){0, 10, 10, 100}) < 0);
    assert_true(measure_ll((Together){2, 10, 10, 100}) > 0);
    assert_true(measure_ll((Together){0, 0, 0, 0}) == 0);
}

// ---- mutual information, t, logDice ---------------------------------------------------------

// Church and Hanks (1990), table 2: the association ratio of pairs with "doctor", from the counts
// of both and of each in 15 million words of the AP.
static void mi_is_that_of_church_and_hanks(void **state) {
    (void)state;
    near(measure_mi((Together){12, 111, 621, 15e6}), 11.3, 0.06);
    near(measure_mi((Together){8, 1105, 44, 15e6}), 11.3, 0.06);
    near(measure_mi((Together){30, 1105, 241, 15e6}), 10.7, 0.06);
}

// Manning and Schütze (1999), tables 5.6 and 5.14, of bigrams that occur twenty times: t and
// mutual information of each.
static void t_and_mi_are_those_of_the_textbook(void **state) {
    static const struct {
        double t, mi, first, second;
    } rows[] = {{4.4721, 18.38, 42, 20},      {4.4721, 17.98, 41, 27},
                {4.4720, 16.31, 30, 117},     {4.4720, 15.94, 77, 59},
                {4.4720, 15.19, 24, 320},     {2.3714, 1.09, 14907, 9017},
                {2.2446, 1.01, 13484, 10570}, {1.3685, 0.53, 14734, 13478},
                {1.2176, 0.46, 14093, 14776}, {0.8036, 0.29, 15019, 15629}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Together t = {20, rows[i].first, rows[i].second, 14307668};
        near(measure_t(t), rows[i].t, 0.0001);
        near(measure_mi(t), rows[i].mi, 0.0051);
    }
}

// Rychlý (2008): 14 is always together; 0 one in 16,000; a point more is twice as often, seven
// points a hundred times, whatever the size of the corpus.
static void logdice_has_rychlys_properties(void **state) {
    (void)state;
    near(measure_logdice(300, 300, 300), 14, 1e-9);
    near(measure_logdice(1, 16384, 16384), 0, 1e-9);
    double few = measure_logdice(3, 3000, 3000);
    near(measure_logdice(6, 3000, 3000) - few, 1, 1e-9);
    near(measure_logdice(300, 3000, 3000) - few, 7, 0.4);
    near(measure_logdice(8, 389, 230), 8.726204, 1e-6); // Sugiura's example for R
}

// ---- keyness --------------------------------------------------------------------------------

// What Rayson's calculator (ucrel.lancs.ac.uk/llwizard.html) gave for words of one
// corpus beside another, and for words that the other has not (the examples of the makers of CLiC).
static void keyness_is_raysons(void **state) {
    static const struct {
        double ll, a, n, b, m;
    } rows[] = {{534.64, 540, 116000, 7525, 5451382}, {183.53, 227, 116000, 3635, 5451382},
                {20.50, 29, 116000, 504, 5451382},    {437.88, 431, 116000, 5892, 5451382},
                {0.32, 16, 116000, 650, 5451382},     {4180.78, 540, 116000, 0, 5451382},
                {33.57, 7, 10000, 0, 100000},         {0, 10, 150, 10, 150}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        near(measure_keyness((Compared){rows[i].a, rows[i].n, rows[i].b, rows[i].m}), rows[i].ll,
             0.00501);
    assert_true(measure_keyness((Compared){10, 1000, 30, 1000}) < 0);
    assert_true(measure_keyness((Compared){3, 10, 0, 0}) == 0);
}

// Hardie (2014): as frequent is 0, each point doubles; none is taken as half a find.
static void log_ratio_is_hardies(void **state) {
    (void)state;
    near(measure_log_ratio((Compared){1, 1e6, 1, 1e6}), 0, 1e-9);
    near(measure_log_ratio((Compared){2, 1e6, 1, 1e6}), 1, 1e-9);
    near(measure_log_ratio((Compared){4, 1e6, 1, 1e6}), 2, 1e-9);
    near(measure_log_ratio((Compared){1024, 1e6, 1, 1e6}), 10, 1e-9);
    near(measure_log_ratio((Compared){1, 1e6, 8, 1e6}), -3, 1e-9);
    near(measure_log_ratio((Compared){8, 1e6, 0, 1e6}), 4, 1e-9);
}

// ---- dispersion -----------------------------------------------------------------------------

static Spread spread(const double *times, const double *words, size_t n) {
    Spread s = {0, 0, 0, 0};
    for (size_t i = 0; i < n; i++) {
        s.times += times[i];
        s.words += words[i];
    }
    for (size_t i = 0; i < n; i++)
        if (times[i] > 0) measure_part(&s, times[i], words[i], 1);
    return s;
}

// Gries (2020), "Analyzing dispersion": a corpus of five parts with 9, 10, 10, 10 and 11 words, in
// which "a" occurs 1, 2, 3, 4 and 5 times: DP is 0.18, normalised 0.22.
static void dp_is_that_of_gries(void **state) {
    static const double a[] = {1, 2, 3, 4, 5}, words[] = {9, 10, 10, 10, 11};
    (void)state;
    Spread s = spread(a, words, 5);
    near(measure_dp(&s), 0.18, 1e-9);
    near(measure_dp_norm(0.18, 9, 50), 0.22, 0.005);
}

// Lijffijt and Gries (2012), p. 148: [2, 1, 0] in three parts of one size is 0.5 on the scale to 1.
// In proportion it is 0; all in the smallest part is 1.
static void dp_reaches_from_0_to_1(void **state) {
    static const double same[] = {10, 10, 10}, some[] = {2, 1, 0}, even[] = {3, 3, 3};
    static const double parts[] = {10, 20, 70}, smallest[] = {5, 0, 0};
    (void)state;
    Spread s = spread(some, same, 3);
    near(measure_dp_norm(measure_dp(&s), 10, 30), 0.5, 1e-9);
    s = spread(even, same, 3);
    near(measure_dp(&s), 0, 1e-9);
    s = spread(smallest, parts, 3);
    near(measure_dp(&s), 0.9, 1e-9);
    near(measure_dp_norm(measure_dp(&s), 10, 100), 1, 1e-9);
}

static void rounding_is_to_four_places(void **state) {
    (void)state;
    near(measure_round(1.00004), 1, 1e-12);
    near(measure_round(-1.00006), -1.0001, 1e-12);
    assert_true(measure_round(3e15) == 3e15);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(ll_is_dunnings),
                                       cmocka_unit_test(ll_has_a_sign),
                                       cmocka_unit_test(mi_is_that_of_church_and_hanks),
                                       cmocka_unit_test(t_and_mi_are_those_of_the_textbook),
                                       cmocka_unit_test(logdice_has_rychlys_properties),
                                       cmocka_unit_test(keyness_is_raysons),
                                       cmocka_unit_test(log_ratio_is_hardies),
                                       cmocka_unit_test(dp_is_that_of_gries),
                                       cmocka_unit_test(dp_reaches_from_0_to_1),
                                       cmocka_unit_test(rounding_is_to_four_places)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
