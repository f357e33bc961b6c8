// Ranking of a kind's entities for the stage search: BM25 over the columns that are searched, by
// the stems of their words. In: a query's words, the columns; out: rows that have any of them, with
// scores. No text is read but for what stands in quotes.
//
// The formula is BM25F (Robertson, Zaragoza, Taylor 2004; Zaragoza et al. 2004): over the columns c
//     tf = sum of weight(c) * times(c) / (1 - b + b * length(c) / mean length(c))
//     score = sum over the query's words of ln(1 + (N - df + 0.5) / (df + 0.5)) * tf * (k1 + 1) /
//     (k1 + tf)
// with k1 = 1.2, b = 0.75, weight 2 of titles and names, 1 of texts; N rows, df of them with the
// word.
#ifndef GAZ_WORD_SEARCH_H
#define GAZ_WORD_SEARCH_H

#include "runtime/run.h"

typedef struct Search {
    const KindTable *kind;
    const uint32_t *fields; // the columns
    uint32_t nfields;
    Str query;      // words; "words in quotes" as they stand, one after the other
    const Expr *at; // for errors
} Search;

typedef struct Ranking {
    const double *score;  // of each row of the kind; 0: none of the words
    const uint32_t *rows; // those that have one, ascending
    uint32_t n;
} Ranking;

// E0503 where the query has no word. Takes time in the occurrences of its words and, once, in rows.
void word_search(Run *r, const Search *s, Arena *arena, Ranking *out);

#endif
