// distinct, union, except, intersect: rows kept by whether their keys were seen. Entities are
// compared by number, records by all their columns.
#include <string.h>

#include "runtime/op.h"

typedef struct SetOp {
    Op op;
    KeySet *mine;   // what has gone out
    KeySet *theirs; // except, intersect: all of the other side
    uint32_t nkeys;
    bool drained, second;
} SetOp;

static const Type *slot_type(const RowType *row, uint32_t slot) {
    if (row->it) return slot == 0 ? row->it : row->columns[slot - 1].type;
    return row->columns[slot].type;
}

// The rows whose keys are new to the set.
static Rows new_rows(Run *r, KeySet *set, const Vec *const *keys, uint32_t n, Rows rows) {
    uint32_t *number = ARENA_ARRAY(r->scratch, uint32_t, n + 1),
             *at = ARENA_ARRAY(r->scratch, uint32_t, rows.n + 1);
    uint32_t many = 0;
    ROWS_EACH(i, rows) {
        uint32_t before = keys_count(set);
        keys_find(set, keys, (Rows){1, &i}, true, number);
        at[many] = i;
        many += keys_count(set) != before;
    }
    return (Rows){many, at};
}

// ---- distinct -------------------------------------------------------------------------------

static bool distinct_next(Op *op, Batch *out) {
    SetOp *d = (SetOp *)op;
    if (!op_next(op->child, out)) return false;
    if (!out->rows.n) return true;
    const Stage *st = op->stage;
    const Vec *const *keys = out->slots;
    if (st->nexprs) {
        Frame f = op_frame(op, out);
        const Vec **k = ARENA_ARRAY(op->run->scratch, const Vec *, st->nexprs);
        for (uint32_t i = 0; i < st->nexprs; i++) k[i] = eval(op->run, &f, st->exprs[i], out->rows);
        keys = k;
    }
    out->rows = new_rows(op->run, d->mine, keys, out->n, out->rows);
    op->rows_out += out->rows.n;
    return true;
}

Op *op_distinct(Op *child, const Stage *st) {
    SetOp *d = op_new(child->run, sizeof *d, child, st, child->arena, "distinct", distinct_next);
    d->nkeys = st->nexprs ? st->nexprs : row_slots(&st->in);
    const Type **types = ARENA_ARRAY(child->arena, const Type *, d->nkeys + 1);
    for (uint32_t i = 0; i < d->nkeys; i++)
        types[i] = st->nexprs ? st->exprs[i]->type : slot_type(&st->in, i);
    d->mine = keys_new(child->run, types, d->nkeys, child->arena);
    return &d->op;
}

// ---- union, except, intersect ---------------------------------------------------------------

// Slots of the other side in the order of mine.
static const Vec **other_keys(const SetOp *s, const Batch *b) {
    const Vec **keys = ARENA_ARRAY(s->op.run->scratch, const Vec *, s->nkeys + 1);
    const Stage *st = s->op.stage;
    for (uint32_t i = 0; i < s->nkeys; i++) keys[i] = b->slots[st->in.it ? i : st->target[i]];
    return keys;
}

static void drain_other(SetOp *s) {
    Run *r = s->op.run;
    for (;;) {
        ArenaMark m = arena_mark(r->scratch);
        Batch in;
        bool more = op_next(s->op.other, &in);
        if (more && in.rows.n) {
            uint32_t *number = ARENA_ARRAY(r->scratch, uint32_t, in.n + 1);
            keys_find(s->theirs, other_keys(s, &in), in.rows, true, number);
        }
        arena_release(r->scratch, m);
        if (!more) break;
    }
    s->drained = true;
}

// except and intersect: rows of the left by whether the other side has them.
static bool filter_next(Op *op, Batch *out) {
    SetOp *s = (SetOp *)op;
    Run *r = op->run;
    if (!s->drained) drain_other(s);
    if (!op_next(op->child, out)) return false;
    if (!out->rows.n) return true;
    uint32_t *number = ARENA_ARRAY(r->scratch, uint32_t, out->n + 1),
             *at = ARENA_ARRAY(r->scratch, uint32_t, out->rows.n);
    uint32_t n = 0;
    bool want = op->stage->tag == P_INTERSECT;
    keys_find(s->theirs, out->slots, out->rows, false, number);
    ROWS_EACH(i, out->rows) {
        at[n] = i;
        n += (number[i] != UINT32_MAX) == want;
    }
    out->rows = new_rows(r, s->mine, out->slots, out->n, (Rows){n, at});
    op->rows_out += out->rows.n;
    return true;
}

static bool union_next(Op *op, Batch *out) {
    SetOp *s = (SetOp *)op;
    if (!s->second) {
        if (op_next(op->child, out)) {
            if (op->stage->in.it) out->nslots = 1;
            out->rows = new_rows(op->run, s->mine, out->slots, out->n, out->rows);
            op->rows_out += out->rows.n;
            return true;
        }
        s->second = true;
    }
    if (!op_next(s->op.other, out)) return false;
    out->slots = other_keys(s, out);
    out->nslots = s->nkeys;
    out->rows = new_rows(op->run, s->mine, out->slots, out->n, out->rows);
    op->rows_out += out->rows.n;
    return true;
}

Op *op_set(Op *child, Op *other, const Stage *st) {
    bool both = st->tag == P_UNION;
    const char *name = both ? "union" : st->tag == P_EXCEPT ? "except" : "intersect";
    SetOp *s = op_new(child->run, sizeof *s, child, st, child->arena, name,
                      both ? union_next : filter_next);
    s->op.other = other;
    s->nkeys = st->in.it ? 1 : st->in.ncolumns;
    const Type **types = ARENA_ARRAY(child->arena, const Type *, s->nkeys + 1);
    for (uint32_t i = 0; i < s->nkeys; i++) types[i] = slot_type(&st->in, i);
    s->mine = keys_new(child->run, types, s->nkeys, child->arena);
    if (!both) s->theirs = keys_new(child->run, types, s->nkeys, child->arena);
    return &s->op;
}
