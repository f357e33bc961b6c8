// Reading an index of words (block.h): its spans in order of bytes, and the list of a word. Whoever
// asks it, for a pattern (word_find.c) or for a rank (word_search.c), reads it by these.
#ifndef GAZ_WORD_INDEX_H
#define GAZ_WORD_INDEX_H

#include "runtime/block.h"
#include "runtime/postings.h"

// Texts one behind the other in order of bytes: an index's words, or its stems.
typedef struct Spans {
    const char *bytes;
    const uint32_t *off; // n + 1
    uint32_t n;
} Spans;

static inline Spans index_words(const WordIndex *ix) { return (Spans){ix->bytes, ix->off, ix->n}; }
static inline Spans index_stems(const WordIndex *ix) {
    return (Spans){ix->stem_bytes, ix->stem_off, ix->nstems};
}
static inline Str span_at(Spans s, uint32_t i) {
    return (Str){s.bytes + s.off[i], s.off[i + 1] - s.off[i]};
}
uint32_t span_from(Spans s, Str text);           // the first that is not before the text, or n
bool span_find(Spans s, Str text, uint32_t *at); // the one that is the text

// In how many rows the word is, at most: of parts more than there are.
static inline uint32_t index_rows_most(const WordIndex *ix, uint32_t word) {
    return ix->whole ? ix->lists[word].times : ix->lists[word].rows;
}
// The list of a word in the column, which has nrows rows. That of parts is made in the arena.
Postings index_postings(const WordIndex *ix, uint32_t word, uint32_t nrows, Arena *a);

#endif
