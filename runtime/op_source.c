// Where rows come from: all entities of a kind, some rows of it that an index found, the elements
// of a list, one value.
#include <string.h>

#include "runtime/op.h"

typedef struct Scan {
    Op op;
    const KindTable *kind;
    const uint32_t *rows; // within the kind, ascending; NULL: all
    uint32_t n, at;
    uint32_t most; // rows of the next batch: few at first, for who wants but some
} Scan;

#ifdef GZT_TINY
enum { FIRST_BATCH = 2 };
#else
enum { FIRST_BATCH = 64 };
#endif

static void one_slot(Run *r, Batch *out, const Vec *v, uint32_t n) {
    out->n = n;
    out->rows = (Rows){n, NULL};
    out->slots = ARENA_ARRAY(r->scratch, const Vec *, 1);
    out->slots[0] = v;
    out->nslots = 1;
}

// For tests: the same rows in the same order, but at other places of the batch.
static void shuffle(Run *r, Batch *out) {
    uint32_t n = out->n, *at = ARENA_ARRAY(r->scratch, uint32_t, n + 1),
             *from = ARENA_ARRAY(r->scratch, uint32_t, n + 1);
    uint32_t step = n > 2 && n % 7 ? 7 : 1;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t place = (uint32_t)(((uint64_t)i * step + 3) % n);
        at[i] = place;
        from[place] = i;
    }
    for (uint32_t s = 0; s < out->nslots; s++)
        out->slots[s] = vec_gather(r->scratch, out->slots[s], from, n);
    out->rows = (Rows){n, at};
}

static bool scan_next(Op *op, Batch *out) {
    Scan *s = (Scan *)op;
    Run *r = op->run;
    if (s->at >= s->n) return false;
    if (s->most > r->batch) s->most = r->batch;
    uint32_t n = s->n - s->at < s->most ? s->n - s->at : s->most;
    s->most *= 2;
    Vec *v = vec_new(r->scratch, &s->kind->kind->type, n, false);
    for (uint32_t i = 0; i < n; i++)
        v->d.u32[i] = s->kind->first + (s->rows ? s->rows[s->at + i] : s->at + i);
    v->sequence = !s->rows;
    one_slot(r, out, v, n);
    if (r->shuffle) shuffle(r, out);
    s->at += n;
    op->rows_out += n;
    run_tick(r, n);
    return true;
}

Op *op_scan(Run *r, const KindTable *k, Arena *arena) {
    Scan *s = op_new(r, sizeof *s, NULL, NULL, arena, "scan", scan_next);
    s->kind = k;
    s->n = k->count;
    s->most = FIRST_BATCH;
    s->op.total = s->n;
    s->op.detail = k->kind->collection;
    return &s->op;
}

Op *op_rows(Run *r, const KindTable *k, const uint32_t *rows, uint32_t n, Arena *arena) {
    Scan *s = (Scan *)op_scan(r, k, arena);
    s->op.name = "index";
    s->rows = rows;
    s->n = n;
    s->op.total = n;
    return &s->op;
}

// ---- how many -------------------------------------------------------------------------------

typedef struct Counted {
    Op op;
    uint64_t n;
    bool done;
} Counted;

static bool counted_next(Op *op, Batch *out) {
    Counted *c = (Counted *)op;
    if (c->done) return false;
    c->done = true;
    Vec *v = vec_new(op->run->scratch, &type_int, 1, false);
    v->d.i64[0] = (int64_t)c->n;
    one_slot(op->run, out, v, 1);
    op->rows_out = 1;
    return true;
}

Op *op_counted(Run *r, uint64_t n, Arena *arena) {
    Counted *c = op_new(r, sizeof *c, NULL, NULL, arena, "count all", counted_next);
    c->n = n;
    return &c->op;
}

// ---- lists and values -----------------------------------------------------------------------

typedef struct ListRows {
    Op op;
    const Pipe *pipe;
    const Vec *values; // the elements, from place 0 on
    uint32_t n, at;
    bool open;
} ListRows;

// The value where the pipeline stands, as a constant vector.
static const Vec *source_value(ListRows *l) {
    Run *r = l->op.run;
    const Expr *e = l->pipe->list;
    if (!l->op.outer) return eval(r, NULL, e, (Rows){1, NULL});
    uint32_t at = l->op.place;
    const Vec *v = eval(r, l->op.outer, e, (Rows){1, &at});
    return vec_constant(r->scratch, v, at);
}

static void open_list(ListRows *l) {
    Run *r = l->op.run;
    Arena *scratch = r->scratch;
    r->scratch = l->op.arena; // the elements are held until the end
    const Vec *v = source_value(l);
    l->values = v;
    l->n = 1;
    if (v->type->tag == TY_LIST && l->pipe->from == FROM_LIST)
        l->values = vec_flatten(r->scratch, v, (Rows){1, NULL}, NULL, &l->n);
    else if (l->pipe->from == FROM_LIST && vec_missing(v, 0))
        l->n = 0; // a missing entity is no row
    r->scratch = scratch;
    l->op.total = l->n;
    l->open = true;
}

static bool list_next(Op *op, Batch *out) {
    ListRows *l = (ListRows *)op;
    Run *r = op->run;
    if (!l->open) open_list(l);
    const RowType *row = &l->pipe->first;
    if (l->n == 0) return false;
    if (row->it || l->pipe->from == FROM_VALUE) {
        bool more = emit_stored(op, &l->values, 1, l->n, &l->at, out);
        if (more && r->shuffle) shuffle(r, out);
        return more;
    }
    const Vec **fields = ARENA_ARRAY(r->scratch, const Vec *, row->ncolumns + 1);
    for (uint32_t i = 0; i < row->ncolumns; i++) {
        Vec *v = arena_dup(r->scratch, l->values->fields[i], sizeof *v);
        v->constant |= l->values->constant;
        fields[i] = v;
    }
    return emit_stored(op, fields, row->ncolumns, l->n, &l->at, out);
}

Op *op_list(Run *r, const Pipe *p, Frame *outer, uint32_t place, Arena *arena) {
    ListRows *l = op_new(r, sizeof *l, NULL, NULL, arena, p->from == FROM_VALUE ? "value" : "list",
                         list_next);
    l->pipe = p;
    l->op.outer = outer;
    l->op.place = place;
    l->op.detail = p->list->words;
    return &l->op;
}
