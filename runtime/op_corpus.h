// What the stages that measure words share (op_frequencies.c, op_collocates.c, op_keyness.c): all
// rows are counted, items put in order of a measure, and rows worked out as they are pulled.
#ifndef GAZ_OP_CORPUS_H
#define GAZ_OP_CORPUS_H

#include "runtime/corpus.h"
#include "runtime/measures.h"

typedef struct Counting Counting;
struct Counting {
    Op op;
    Corpus corpus;
    const uint32_t *order; // the items of the result, once all are counted
    uint32_t n, at;
    void (*count)(Counting *s);                                           // counts all rows
    double (*key)(Counting *s, uint32_t item);                            // NAN: not in the result
    void (*row)(Counting *s, uint32_t item, Vec *const *out, uint32_t i); // columns from 1 on
};

// An operator of size bytes that begins with a Counting; its three functions are set.
void *counting_new(Op *child, const Stage *st, size_t size, const char *name);
// Each batch of `from` in turn, with the frame of its rows.
void counting_drain(Counting *s, Op *from, void (*add)(Counting *s, Frame *f, Rows rows));

void put_count(Vec *v, uint32_t i, uint64_t n);
void put_measure(Vec *v, uint32_t i, double x); // rounded; missing where it is no number
// The columns of a stage's rows, n places of each.
Vec **new_columns(Run *r, const RowType *row, uint32_t n);
// The batch of these columns' n rows, which the operator has made. True.
bool rows_made(Op *op, Vec **columns, uint32_t n, Batch *out);

#endif
