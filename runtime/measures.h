// The measures of corpus linguistics, as formulas over counts: pure arithmetic that knows no run,
// no text and no row. Each is the one of the publication that it names; tests/unit/test_measures.c
// holds the worked examples of those publications.
#ifndef GAZ_MEASURES_H
#define GAZ_MEASURES_H

// How often two things were counted, of `all` chances: `both` together, `first` and `second` each
// by itself, those together included. As Evert (2008, "Corpora and collocations") draws it:
// O11 = both, R1 = first, C1 = second, N = all.
typedef struct Together {
    double both, first, second, all;
} Together;

// How often together if they had nothing to do with each other: first * second / all.
double measure_expected(Together t);
// Log-likelihood (Dunning 1993, "Accurate methods for the statistics of surprise and coincidence"):
// twice the sum over the four cells of observed * ln(observed / expected). Negative where they are
// together less often than expected.
double measure_ll(Together t);
// Mutual information of the pair (Church and Hanks 1990, "Word association norms, mutual
// information, and lexicography"): log2(both / expected).
double measure_mi(Together t);
// t-score (Church, Gale, Hanks, Hindle 1991, "Using statistics in lexical analysis"):
// (both - expected) / sqrt(both).
double measure_t(Together t);
// logDice (Rychlý 2008, "A lexicographer-friendly association score"):
// 14 + log2(2 * both / (first + second)); at most 14, which is always together.
double measure_logdice(double both, double first, double second);

// A thing counted in two corpora: a times among n, b times among m.
typedef struct Compared {
    double a, n, b, m;
} Compared;

// Log-likelihood of two frequencies (Rayson and Garside 2000, "Comparing corpora using frequency
// profiling"): 2 * (a ln(a / E1) + b ln(b / E2)), E1 = n (a + b) / (n + m), E2 = m (a + b) /
// (n + m). Negative where it is rarer in the first.
double measure_keyness(Compared c);
// Log ratio (Hardie 2014, "Log Ratio: an informal introduction"): log2((a / n) / (b / m)), a count
// of none taken as half a one. 1 is twice as frequent, 2 four times.
double measure_log_ratio(Compared c);

// Deviation of proportions (Gries 2008, "Dispersions and adjusted frequencies in corpora"): half
// the sum over the parts of |its share of the finds - its share of the words|; 0 is evenly spread.
// Part by part, for those that have the thing; what the others contribute follows from the sums.
// Whole numbers are summed, so that the order of parts does not matter.
typedef struct Spread {
    double times, words;  // in all parts: finds of the thing, and words
    double away, covered; // so far: the sum of |times here * words - words here * times|; words
} Spread;
static inline void measure_part(Spread *s, double times, double words, double parts) {
    double away = times * s->words - words * s->times;
    s->away += parts * (away < 0 ? -away : away);
    s->covered += parts * words;
}
double measure_dp(const Spread *s);
// The same on a scale to 1 (Lijffijt and Gries 2012): dp / (1 - share of the smallest part).
double measure_dp_norm(double dp, double smallest, double words);

// Rounded to the four places that are shown and sorted by: beyond them machines may differ.
double measure_round(double x);

#endif
