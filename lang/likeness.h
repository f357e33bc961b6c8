// How like two texts are, as arrays of code points: an edit distance, and a similarity for names.
// What is to be left out of account (case, accents) the caller has folded away before.
#ifndef GAZ_LIKENESS_H
#define GAZ_LIKENESS_H

#include "lang/str.h"

typedef struct Letters {
    const uint32_t *at;
    uint32_t n;
} Letters;

// The guard hears of long texts; where it is NULL, nobody does.

// The code points of s, at most max of them; returns how many it has, or max + 1 if more.
uint32_t letters_of(Guard *g, Str s, uint32_t *at, uint32_t max);

// Damerau-Levenshtein distance in its restricted form (optimal string alignment): how many letters
// must be put in, left out, changed or swapped with their neighbour, none of them twice. `rows` is
// room for 3 * (y.n + 1) numbers.
uint32_t letters_distance(Guard *g, Letters x, Letters y, uint32_t *rows);

// Jaro-Winkler similarity, 0 (nothing in common) to 1 (equal): W. E. Winkler, "String Comparator
// Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model of Record Linkage", 1990; up to
// four equal letters at the beginning count, each a tenth of what is wanting. `taken` is room for
// x.n + y.n marks.
double letters_similarity(Guard *g, Letters x, Letters y, bool *taken);

// The same two for many texts beside one of at most LETTERS_FEW letters, a word of bits at a time;
// x has at most so many letters too.
enum { LETTERS_FEW = 64 };
typedef struct LetterMasks {
    uint64_t ascii[128]; // bit i: y has that letter at i
    uint32_t y[LETTERS_FEW], n;
} LetterMasks;
void letters_masks(LetterMasks *m, Letters y); // m was cleared, or masks of another text before
uint32_t letters_distance_few(const LetterMasks *m, Letters x);
double letters_similarity_few(const LetterMasks *m, Letters x); // of x and y, in this order

#endif
