// frequencies: what is counted of the rows, how often for each thousand, in how many rows, and how
// evenly over them.
#include <math.h>

#include "runtime/op_corpus.h"

typedef struct Frequencies {
    Counting by;
    const double *dp;
} Frequencies;

static void add_rows(Counting *s, Frame *f, Rows rows) { corpus_add(&s->corpus, 0, f, rows); }

static void count_all(Counting *s) {
    Frequencies *x = (Frequencies *)s;
    const Stage *st = s->op.stage;
    corpus_open(&s->corpus, &s->op, 0, &st->in, st->exprs[0]);
    s->corpus.keep = true;
    counting_drain(s, s->op.child, add_rows);
    corpus_count(&s->corpus, 0);
    x->dp = corpus_dp(&s->corpus);
    corpus_missing_note(&s->corpus);
}

static double often(Counting *s, uint32_t item) {
    uint64_t times = s->corpus.items->items[item].times[0];
    return times ? (double)times : NAN;
}

static void put_row(Counting *s, uint32_t number, Vec *const *out, uint32_t i) {
    const Item *item = &s->corpus.items->items[number];
    const CorpusSide *side = &s->corpus.side[0];
    double words = (double)side->words, dp = ((const Frequencies *)s)->dp[number];
    put_count(out[1], i, item->times[0]);
    put_measure(out[2], i, 1000 * (double)item->times[0] / words);
    put_count(out[3], i, item->rows[0]);
    put_measure(out[4], i, dp);
    put_measure(out[5], i, measure_dp_norm(dp, side->least, words));
}

Op *op_frequencies(Op *child, const Stage *st) {
    Frequencies *x = counting_new(child, st, sizeof *x, "frequencies");
    x->by.count = count_all;
    x->by.key = often;
    x->by.row = put_row;
    return &x->by.op;
}
