// summarize: rows are numbered by their group, every aggregate takes the whole batch at once with
// those numbers, and the items are worked out over the finished groups.
#include <string.h>

#include "runtime/op.h"

// One aggregate, or (fn NULL) the list of a field's values in the group.
typedef struct GroupColumn {
    const GroupAgg *agg;
    const AggOps *ops;
    void *state;
    Store *values;   // fn NULL: all values, in order of arrival …
    uint32_t *group; // … and the group of each
    size_t cap;
} GroupColumn;

typedef struct GroupOp {
    Op op;
    KeySet *keys; // NULL without `by`
    GroupColumn *columns;
    const Vec **slots; // the finished columns
    uint32_t n, at;
    bool done;
} GroupOp;

static void open_columns(GroupOp *g) {
    const Stage *st = g->op.stage;
    g->columns = arena_zero(g->op.arena, (st->naggs + 1) * sizeof *g->columns);
    for (uint32_t i = 0; i < st->naggs; i++) {
        GroupColumn *c = &g->columns[i];
        c->agg = &st->aggs[i];
        const Type *t = c->agg->arg ? c->agg->arg->type : NULL;
        if (c->agg->joined) t = t->elem;
        if (c->agg->fn) {
            c->ops = ((const FnDef *)(const void *)c->agg->fn)->agg;
            c->state = c->ops->open(g->op.run, t);
        } else {
            c->values = store_new(g->op.arena, t);
        }
    }
}

// Values of the rows, or the elements of their lists, with the group of each by place.
typedef struct Fed {
    const Vec *v;
    Rows rows;
    const uint32_t *gid;
} Fed;

static Fed feed(GroupOp *g, Frame *f, const GroupColumn *c, Rows rows, const uint32_t *gid) {
    Run *r = g->op.run;
    Fed fed = {NULL, rows, gid};
    if (!c->agg->arg) return fed;
    fed.v = eval(r, f, c->agg->arg, rows);
    if (!c->agg->joined) return fed;
    uint32_t *up, n;
    fed.v = vec_flatten(r->scratch, fed.v, rows, &up, &n);
    if (gid)
        for (uint32_t k = 0; k < n; k++) up[k] = gid[up[k]];
    fed.gid = gid ? up : NULL;
    fed.rows = (Rows){n, NULL};
    run_tick(r, n);
    return fed;
}

static void collect(GroupOp *g, GroupColumn *c, const Fed *fed) {
    uint32_t at = c->values->n;
    store_append(c->values, fed->v, fed->rows);
    c->group = arena_grow(g->op.arena, c->group, &c->cap, c->values->n, sizeof *c->group);
    ROWS_EACH(i, fed->rows) c->group[at++] = fed->gid ? fed->gid[i] : 0;
}

static void add_batch(GroupOp *g, const Batch *b) {
    Run *r = g->op.run;
    const Stage *st = g->op.stage;
    Frame f = op_frame(&g->op, b);
    uint32_t *gid = NULL;
    if (g->keys) {
        const Vec **keys = ARENA_ARRAY(r->scratch, const Vec *, st->nkeys + 1);
        for (uint32_t k = 0; k < st->nkeys; k++) keys[k] = eval(r, &f, st->exprs[k], b->rows);
        gid = ARENA_ARRAY(r->scratch, uint32_t, b->n + 1);
        keys_find(g->keys, keys, b->rows, true, gid);
        g->n = keys_count(g->keys);
    }
    for (uint32_t i = 0; i < st->naggs; i++) {
        GroupColumn *c = &g->columns[i];
        Fed fed = feed(g, &f, c, b->rows, gid);
        if (!c->ops) {
            collect(g, c, &fed);
            continue;
        }
        c->ops->grow(c->state, g->n);
        uint64_t skipped = 0;
        if (fed.rows.n) c->ops->add(c->state, fed.gid, fed.v, fed.rows, &skipped);
        run_left(r, c->agg->call, LEFT_SKIPPED, skipped);
    }
}

// The collected values laid out group by group (a counting sort keeps their order).
static Vec *lists_of(GroupOp *g, GroupColumn *c) {
    Arena *a = g->op.arena;
    Vec *out = vec_new(a, c->agg->type, g->n, false);
    memset(out->len, 0, g->n * sizeof *out->len);
    uint32_t total = c->values->n, *order = ARENA_ARRAY(a, uint32_t, total + 1), at = 0;
    for (uint32_t i = 0; i < total; i++) out->len[c->group[i]]++;
    for (uint32_t i = 0; i < g->n; i++) {
        out->start[i] = at;
        at += out->len[i];
    }
    uint32_t *next = arena_dup(a, out->start, g->n * sizeof *next);
    for (uint32_t i = 0; i < total; i++) order[next[c->group[i]]++] = i;
    out->child = vec_gather(a, store_vec(c->values), order, total);
    out->nchild = total;
    return out;
}

// The items, worked out in the frame of the groups.
static void finish(GroupOp *g) {
    Run *r = g->op.run;
    const Stage *st = g->op.stage;
    Arena *a = g->op.arena;
    const Vec **inner = ARENA_ARRAY(a, const Vec *, st->nkeys + st->naggs + 1);
    for (uint32_t k = 0; k < st->nkeys; k++) inner[k] = keys_column(g->keys, k);
    for (uint32_t i = 0; i < st->naggs; i++) {
        GroupColumn *c = &g->columns[i];
        Call call = {r, c->agg->call, g->n, 1};
        if (c->ops) c->ops->grow(c->state, g->n);
        inner[st->nkeys + i] =
            c->ops ? c->ops->finish(c->state, a, g->n, c->agg->type, &call) : lists_of(g, c);
    }
    g->slots = ARENA_ARRAY(a, const Vec *, st->nexprs + 1);
    Frame f = {.n = g->n,
               .slots = inner,
               .nslots = st->nkeys + st->naggs,
               .outer = g->op.outer,
               .up_place = g->op.place};
    Arena *scratch = r->scratch;
    r->scratch = a; // the results are held until they have gone out
    for (uint32_t k = 0; k < st->nkeys; k++) g->slots[k] = inner[k];
    for (uint32_t i = st->nkeys; i < st->nexprs; i++)
        g->slots[i] = eval(r, &f, st->exprs[i], (Rows){g->n, NULL});
    r->scratch = scratch;
}

static bool group_next(Op *op, Batch *out) {
    GroupOp *g = (GroupOp *)op;
    Run *r = op->run;
    if (!g->done) {
        for (;;) {
            ArenaMark m = arena_mark(r->scratch);
            Batch in;
            bool more = op_next(op->child, &in);
            if (more && in.rows.n) add_batch(g, &in);
            arena_release(r->scratch, m);
            if (!more) break;
        }
        g->done = true;
        if (g->n) finish(g);
    }
    return emit_stored(op, g->slots, op->stage->nexprs, g->n, &g->at, out);
}

Op *op_group(Op *child, const Stage *st) {
    GroupOp *g = op_new(child->run, sizeof *g, child, st, child->arena, "group", group_next);
    if (st->nkeys) {
        const Type **types = ARENA_ARRAY(child->arena, const Type *, st->nkeys);
        for (uint32_t k = 0; k < st->nkeys; k++) types[k] = st->exprs[k]->type;
        g->keys = keys_new(child->run, types, st->nkeys, child->arena);
        g->op.detail = st->exprs[0]->words;
    } else {
        g->n = 1; // without `by` there is one group, even of no rows
    }
    open_columns(g);
    return &g->op;
}
