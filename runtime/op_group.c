// summarize: rows are numbered by their group, every aggregate takes the whole batch at once with
// those numbers, and the items are worked out over the finished groups.
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
    const Vec **slots; // keys and finished aggregates, a place for each group
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

// Values of the rows, with the group of each by place.
static void add_values(GroupOp *g, GroupColumn *c, const Vec *v, Rows rows, const uint32_t *gid) {
    uint64_t skipped = 0;
    if (c->ops) {
        if (rows.n) c->ops->add(c->state, gid, v, rows, &skipped);
        run_left(g->op.run, c->agg->call, LEFT_SKIPPED, skipped);
        return;
    }
    uint32_t at = c->values->n;
    store_append(c->values, v, rows);
    c->group = arena_grow(g->op.arena, c->group, &c->cap, c->values->n, sizeof *c->group);
    ROWS_EACH(i, rows) c->group[at++] = gid ? gid[i] : 0;
}

// The elements of the rows' lists instead.
static void add_elements(GroupOp *g, GroupColumn *c, const Vec *list, Rows rows,
                         const uint32_t *gid) {
    Run *r = g->op.run;
    Pieces p = pieces_of(r->scratch, list, rows);
    while (pieces_next(&p)) {
        ArenaMark m = arena_mark(r->scratch);
        uint32_t *up, n;
        const Vec *v = vec_flatten(r->scratch, p.list, p.piece, &up, &n);
        if (gid)
            for (uint32_t k = 0; k < n; k++) up[k] = gid[up[k]];
        run_tick(r, n);
        add_values(g, c, v, (Rows){n, NULL}, gid ? up : NULL);
        arena_release(r->scratch, m);
    }
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
        const Vec *v = c->agg->arg ? eval(r, &f, c->agg->arg, b->rows) : NULL;
        if (c->ops) c->ops->grow(c->state, g->n);
        if (c->agg->joined)
            add_elements(g, c, v, b->rows, gid);
        else
            add_values(g, c, v, b->rows, gid);
    }
}

// The collected values laid out group by group (a counting sort keeps their order).
static Vec *lists_of(GroupOp *g, GroupColumn *c) {
    Run *r = g->op.run;
    Arena *a = g->op.arena;
    Vec *out = vec_new(a, c->agg->type, g->n, false);
    uint32_t total = c->values->n, *order = ARENA_ARRAY(a, uint32_t, total + 1), at = 0;
    for (uint32_t i = 0; i < g->n; i++) {
        run_work(r, 1);
        out->len[i] = 0;
    }
    for (uint32_t i = 0; i < total; i++) {
        run_work(r, 1);
        out->len[c->group[i]]++;
    }
    for (uint32_t i = 0; i < g->n; i++) {
        run_work(r, 1);
        out->start[i] = at;
        at += out->len[i];
    }
    uint32_t *next = arena_dup(a, out->start, g->n * sizeof *next);
    for (uint32_t i = 0; i < total; i++) {
        run_work(r, 1);
        order[next[c->group[i]]++] = i;
    }
    out->child = vec_gather(a, store_vec(c->values), order, total);
    out->nchild = total;
    return out;
}

static void finish(GroupOp *g) {
    Run *r = g->op.run;
    const Stage *st = g->op.stage;
    Arena *a = g->op.arena;
    g->slots = ARENA_ARRAY(a, const Vec *, st->nkeys + st->naggs + 1);
    for (uint32_t k = 0; k < st->nkeys; k++) g->slots[k] = keys_column(g->keys, k);
    for (uint32_t i = 0; i < st->naggs; i++) {
        GroupColumn *c = &g->columns[i];
        Call call = {r, c->agg->call, g->n, 1};
        if (c->ops) c->ops->grow(c->state, g->n);
        g->slots[st->nkeys + i] =
            c->ops ? c->ops->finish(c->state, a, g->n, c->agg->type, &call) : lists_of(g, c);
    }
}

// The next groups: their keys, and the items worked out in the frame of the groups.
static bool emit_groups(GroupOp *g, Batch *out) {
    Run *r = g->op.run;
    const Stage *st = g->op.stage;
    Batch groups;
    if (!emit_stored(&g->op, g->slots, st->nkeys + st->naggs, g->n, &g->at, &groups)) return false;
    Frame f = op_frame(&g->op, &groups);
    *out = groups;
    out->nslots = st->nexprs;
    out->slots = ARENA_ARRAY(r->scratch, const Vec *, st->nexprs + 1);
    for (uint32_t k = 0; k < st->nkeys; k++) out->slots[k] = groups.slots[k];
    for (uint32_t i = st->nkeys; i < st->nexprs; i++)
        out->slots[i] = eval(r, &f, st->exprs[i], groups.rows);
    return true;
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
    return emit_groups(g, out);
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
