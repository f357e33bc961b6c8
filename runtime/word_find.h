// The rows of a text column that a pattern of `~` fits, by the column's index of words: no text is
// read. In: an index (its bytes may be damaged), a pattern; out: rows, ascending. Rows without a
// text are not among them.
#ifndef GAZ_WORD_FIND_H
#define GAZ_WORD_FIND_H

#include "runtime/match.h"
#include "runtime/run.h"

typedef struct FoundRows {
    const uint32_t *rows; // in the arena
    uint32_t n;
    bool exact; // else some of them may not fit: the texts must be asked
} FoundRows;

// Of rows that ascend, those that a pattern of words that are written out fits; false: it is none.
bool word_sift(Run *r, const WordIndex *ix, uint32_t nrows, const Match *m, Arena *arena,
               const FoundRows *among, FoundRows *out);
// False where the index is no help: every word would do. nrows: of the column.
bool word_find(Run *r, const WordIndex *ix, uint32_t nrows, const Match *m, Arena *arena,
               FoundRows *out);
// The same of a phrase of two or more words as they are written (match_phrase), with how often each
// row has it, as match_count counts.
void word_count_phrase(Run *r, const WordIndex *ix, uint32_t nrows, const Match *m, Arena *arena,
                       FoundRows *out, const uint32_t **times);
// How many rows it fits at most, by the rarest of its words that is written out; and how many,
// where that is known without reading a list.
uint64_t word_rows_most(const WordIndex *ix, uint32_t nrows, const Match *m);
bool word_rows_exactly(const WordIndex *ix, uint32_t nrows, const Match *m, uint32_t *n);

#endif
