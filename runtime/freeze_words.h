// What freeze_words.c collects of a column and freeze_stems.c reads; nobody else includes this.
#ifndef GAZ_FREEZE_WORDS_H
#define GAZ_FREEZE_WORDS_H

#include "runtime/freeze.h"

typedef struct Piece Piece;
struct Piece {
    Piece *next;
    uint32_t n; // bytes used
    unsigned char bytes[];
};

typedef struct Term {
    Str word;           // folded
    Str small;          // with small letters, accents kept, where it is not of ASCII
    uint32_t languages; // a bit for each (stem.h) of the texts that it occurs in
    uint64_t hash;
    uint32_t row, place; // said last; row + 1, 0 none
    uint32_t rows, times;
    unsigned char *at, *end; // room in the last piece
    Piece *first, *last;
} Term;

typedef struct Words {
    Arena *a;
    Term *terms;
    size_t cap;
    uint32_t n;
    uint32_t *slots, mask;  // open addressing: number of the term + 1
    uint64_t bytes, places; // of all words; of all streams, at least what the places will need
} Words;

// The stems of a column's words: order says which term is the how-manieth word.
void freeze_stems(Freeze *z, const Words *w, const uint32_t *order, uint32_t kind, uint32_t field);

#endif
