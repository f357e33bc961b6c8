// What freeze_terms.c collects of a column's words, freeze_words.c turns into lists and
// freeze_stems.c into stems; nobody else includes this.
#ifndef GAZ_FREEZE_WORDS_H
#define GAZ_FREEZE_WORDS_H

#include "runtime/block_impl.h"
#include "runtime/freeze.h"
#include "runtime/words.h"

typedef struct Piece Piece;
struct Piece {
    Piece *next;
    uint32_t n; // bytes used
    unsigned char bytes[];
};

// A word in two numbers: its bytes where they are at most 16, else a hash and a length that no
// bytes of UTF-8 are.
typedef struct TermKey {
    uint64_t lo, hi;
} TermKey;

typedef struct Term {
    Str word;  // folded
    Str small; // with small letters, accents kept, where it is not of ASCII
    Piece *first, *last;
} Term;

// What changes with every place lies together.
typedef struct TermStream {
    unsigned char *at, *end; // room in the last piece
    uint32_t row, place;     // said last; row + 1, 0 none
    uint32_t rows;
    uint32_t languages; // a bit for each (stem.h) of the texts that it occurs in
} TermStream;

// A word of a text on its way to its term.
typedef struct TextWord {
    TermKey key;
    uint64_t hash;
    Str word;  // as written
    bool slow; // not of ASCII or too long: its key is still to be made
    bool ascii;
} TextWord;

enum {
    TEXT_WORDS = 64
}; // are looked up together, so that what they need is on its way from memory

typedef struct Words {
    Arena *a;
    Arena *pieces; // of the streams: the largest part, and the first to be given back
    TermKey *keys; // of each term, as all that follows
    Term *terms;
    TermStream *streams;
    size_t keys_cap, terms_cap, streams_cap;
    uint32_t n;
    uint64_t *slots; // open addressing: the high half of a hash, number of the term + 1
    uint32_t mask;
    uint64_t bytes, room; // of all words; of all pieces, at least what the places will need
    WordReader reader;
    TextWord next[TEXT_WORDS];
    uint32_t found[TEXT_WORDS]; // their terms
} Words;

Words *words_new(Arena *a);
// Takes the words of a row's text in; rows ascend. Returns how many there are.
uint32_t words_of_text(Words *w, Str text, uint32_t row, uint32_t language);
// No text follows.
void words_end(Words *w);
// Gives the streams back.
void words_forget(Words *w);

// What is left of a column that has an index.
typedef struct ColumnWords {
    Words *words; // NULL: it has none
    const uint32_t *order, *lengths;
} ColumnWords;

// The words of passages, where articles hold nothing else: false, and nothing done, if they are not
// so.
bool freeze_parts(Freeze *z, const PartFields *f, const ColumnWords *of);
uint32_t freeze_language(const Freeze *z); // of texts that do not say it (stem.h)

// The stems of a column's words: order says which term is the how-manieth word.
void freeze_stems(Freeze *z, const Words *w, const uint32_t *order, uint32_t kind, uint32_t field);

#endif
