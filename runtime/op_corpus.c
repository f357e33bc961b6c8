// See op_corpus.h.
#include "runtime/op_corpus.h"

#include <math.h>

void put_count(Vec *v, uint32_t i, uint64_t n) {
    v->d.i64[i] = (int64_t)n;
    v->valid[i] = 1;
}

void put_measure(Vec *v, uint32_t i, double x) {
    v->valid[i] = isfinite(x) != 0;
    v->d.f64[i] = v->valid[i] ? measure_round(x) : 0;
}

Vec **new_columns(Run *r, const RowType *row, uint32_t n) {
    Vec **out = ARENA_ARRAY(r->scratch, Vec *, row->ncolumns + 1);
    for (uint32_t c = 0; c < row->ncolumns; c++) {
        const Type *t = row->columns[c].type;
        out[c] = vec_new(r->scratch, t, n, type_is_number(t));
    }
    return out;
}

void counting_drain(Counting *s, Op *from, void (*add)(Counting *, Frame *, Rows)) {
    Run *r = s->op.run;
    for (;;) {
        ArenaMark m = arena_mark(r->scratch);
        Batch in;
        bool more = op_next(from, &in);
        if (more && in.rows.n) {
            Frame f = op_frame(from, &in);
            add(s, &f, in.rows);
        }
        arena_release(r->scratch, m);
        if (!more) return;
        run_tick(r, 0);
    }
}

bool rows_made(Op *op, Vec **columns, uint32_t n, Batch *out) {
    *out = (Batch){.n = n,
                   .rows = {n, NULL},
                   .slots = (const Vec **)(uintptr_t)columns,
                   .nslots = op->stage->out.ncolumns};
    op->rows_out += n;
    run_tick(op->run, n);
    return true;
}

static void put_in_order(Counting *s) {
    Items *items = s->corpus.items;
    double *key = ARENA_ARRAY(s->op.arena, double, (size_t)items->n + 1);
    for (uint32_t i = 0; i < items->n; i++) {
        run_work(s->op.run, 1);
        key[i] = s->key(s, i);
    }
    s->order = items_order(items, key, &s->n);
}

static bool counting_next(Op *op, Batch *out) {
    Counting *s = (Counting *)op;
    Run *r = op->run;
    if (!s->order) {
        s->count(s);
        put_in_order(s);
    }
    uint32_t n = s->n - s->at < r->batch ? s->n - s->at : r->batch;
    if (!n) return false;
    Vec **columns = new_columns(r, &op->stage->out, n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t item = s->order[s->at + i];
        columns[0]->d.u32[i] = items_value(s->corpus.items, item);
        s->row(s, item, columns, i);
    }
    s->at += n;
    return rows_made(op, columns, n, out);
}

void *counting_new(Op *child, const Stage *st, size_t size, const char *name) {
    Counting *s = op_new(child->run, size, child, st, child->arena, name, counting_next);
    s->op.detail = st->exprs[0]->words;
    return s;
}
