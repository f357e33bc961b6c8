// Ranking of a kind's entities for the stage search: BM25 over the columns that are searched, by
// the stems of their words. In: a query's words, the columns; out: rows that have any of them, with
// scores. No text is read.
//
// The formula is Okapi BM25 over weighted fields (Robertson, Zaragoza, Taylor: Simple BM25
// Extension to Multiple Weighted Fields, 2004): a row counts as one text in which each column
// stands as often as it weighs, so that with weights of 1 it is plain BM25 of title and text
// together.
//     tf = sum over the columns of weight * times        l = sum of weight * words of the column
//     score = sum over the words asked for of asked * ln(1 + (N - df + 0.5) / (df + 0.5))
//             * tf * (k1 + 1) / (tf + k1 * (1 - b + b * l / mean of l over all rows))
// N rows, df of them with the word; asked: how often it is asked for, a hundredth of that for a
// little word (search_words.h). k1, b and the weights are settings (lang/check_set.c).
#ifndef GAZ_WORD_SEARCH_H
#define GAZ_WORD_SEARCH_H

#include "runtime/run.h"

typedef struct Search {
    const KindTable *kind;
    const uint32_t *fields; // the columns
    uint32_t nfields;
    RankSettings rank;
    Str query;      // words; "words in quotes" as they stand, one after the other
    const Expr *at; // for errors
} Search;

typedef struct Ranking {
    const uint32_t *rows; // that have any of the words, ascending unless said otherwise
    const double *scores; // of each of them
    uint32_t n;
} Ranking;

// E0503 where the query has no word. Takes time and room in the occurrences of its words.
void word_search(Run *r, const Search *s, Arena *arena, Ranking *out);
double ranking_score(const Ranking *k, uint32_t row); // 0: it has none of the words
double shown_score(double score);                     // to the places that are shown and sorted by
// Only the `most` best by shown_score, those sorted by it, equal ones by row. Rows that can't be
// among them are passed over where the lists tell so.
void word_best(Run *r, const Search *s, uint32_t most, Arena *arena, Ranking *out);

#endif
