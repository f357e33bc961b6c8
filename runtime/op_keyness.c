// keyness: what is more frequent in the rows than in those of another query, or less. An entity
// that is on both sides counts on the first alone, so that no word is compared with itself.
#include <math.h>

#include "runtime/op_corpus.h"

typedef struct Keyness {
    Counting by;
    uint64_t *seen; // entities of the first side; NULL: rows of both sides are never the same
    uint64_t both;
} Keyness;

static bool is_seen(const Keyness *x, uint32_t entity) {
    return x->seen[entity / 64] >> entity % 64 & 1;
}

static void add_first(Counting *s, Frame *f, Rows rows) {
    Keyness *x = (Keyness *)s;
    if (x->seen) ROWS_EACH(i, rows) {
            uint32_t entity = f->slots[0]->d.u32[vec_place(f->slots[0], i)];
            x->seen[entity / 64] |= UINT64_C(1) << entity % 64;
        }
    corpus_add(&s->corpus, 0, f, rows);
}

static void add_other(Counting *s, Frame *f, Rows rows) {
    Keyness *x = (Keyness *)s;
    uint32_t *at = ARENA_ARRAY(s->op.run->scratch, uint32_t, rows.n + 1), n = 0;
    if (x->seen) {
        ROWS_EACH(i, rows) {
            at[n] = i;
            n += !is_seen(x, f->slots[0]->d.u32[vec_place(f->slots[0], i)]);
        }
        x->both += rows.n - n;
        rows = (Rows){n, at};
    }
    corpus_add(&s->corpus, 1, f, rows);
}

static bool of_entities(const RowType *row) { return row->it && row->it->tag == TY_ENTITY; }

static void count_all(Counting *s) {
    Keyness *x = (Keyness *)s;
    const Stage *st = s->op.stage;
    Corpus *c = &s->corpus;
    if (of_entities(&st->in) && of_entities(&st->other->out))
        x->seen = arena_zero(s->op.arena,
                             ((size_t)s->op.run->archive->nentities / 64 + 1) * sizeof *x->seen);
    corpus_open(c, &s->op, 0, &st->in, st->exprs[0]);
    corpus_open(c, &s->op, 1, &st->other->out, st->exprs[1]);
    counting_drain(s, s->op.child, add_first);
    counting_drain(s, s->op.other, add_other);
    corpus_count(c, 0);
    corpus_count(c, 1);
    corpus_missing_note(c);
    if (x->both)
        op_note(&s->op, "%llu on both sides %s on the first alone", (unsigned long long)x->both,
                x->both == 1 ? "counts" : "count");
}

static Compared compared(const Counting *s, uint32_t number) {
    const Item *item = &s->corpus.items->items[number];
    return (Compared){(double)item->times[0], (double)s->corpus.side[0].words,
                      (double)item->times[1], (double)s->corpus.side[1].words};
}

static double more_often(Counting *s, uint32_t number) {
    Compared c = compared(s, number);
    return c.a + c.b > 0 ? measure_round(measure_keyness(c)) : NAN;
}

static void put_row(Counting *s, uint32_t number, Vec *const *out, uint32_t i) {
    Compared c = compared(s, number);
    put_count(out[1], i, s->corpus.items->items[number].times[0]);
    put_measure(out[2], i, 1000 * c.a / c.n);
    put_count(out[3], i, s->corpus.items->items[number].times[1]);
    put_measure(out[4], i, 1000 * c.b / c.m);
    put_measure(out[5], i, measure_keyness(c));
    put_measure(out[6], i, measure_log_ratio(c));
}

Op *op_keyness(Op *child, Op *other, const Stage *st) {
    Keyness *x = counting_new(child, st, sizeof *x, "keyness");
    x->by.op.other = other;
    x->by.count = count_all;
    x->by.key = more_often;
    x->by.row = put_row;
    return &x->by.op;
}
