// The rows of a stage as a corpus: whose words or elements are counted, on one side or on two. In:
// batches of rows and the expression that is counted; out: items (items.h) with how often each
// occurs. Where the rows are entities and what is counted is their own text with an index, rows are
// only marked as they come, and counted at the end: by the index's lists where they are many, by
// their texts where they are few. Everything else is counted as it comes.
#ifndef GAZ_CORPUS_H
#define GAZ_CORPUS_H

#include "runtime/items.h"
#include "runtime/op.h"

enum { CORPUS_SIDES = 2 };

typedef struct CorpusSide {
    const Expr *counted;
    const KindTable *kind; // NULL: counted as it comes
    const Column *column;
    uint32_t *weight; // how often each row of the kind has come
    uint64_t rows;    // that have a text, or are counted by elements
    uint64_t words;   // words or elements in them
    uint64_t missing; // rows without a text
    uint32_t least;   // words of the shortest of the rows that have any
    bool once;        // no row has come twice
    bool listed;      // counted by the index's lists
} CorpusSide;

typedef struct Corpus {
    Op *op;
    Items *items;
    CorpusSide side[CORPUS_SIDES];
    bool keep;          // rows are gone through again: they are kept in …
    PostingBytes pairs; // … (of side 0)
} Corpus;

// A side's rows: `row` is what they are, of which the expression is counted.
void corpus_open(Corpus *c, Op *op, uint32_t side, const RowType *row, const Expr *counted);
// Rows of a batch, which the frame is of.
void corpus_add(Corpus *c, uint32_t side, Frame *f, Rows rows);
// Counts what was only marked.
void corpus_count(Corpus *c, uint32_t side);
// How unevenly each item of side 0 is spread over the rows (Gries' DP), by number; NAN where it is
// none. corpus_count comes before, and c->keep was set from the first row on.
double *corpus_dp(Corpus *c);

// Says below the result how many rows had no text.
void corpus_missing_note(const Corpus *c);

// The index's column that an expression of a stage's rows reads, or NULL.
const Column *corpus_column(Run *r, const RowType *row, const Expr *e, const KindTable **kind);

#endif
