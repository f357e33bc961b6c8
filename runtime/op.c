// Stages that keep, drop, widen or end rows as they stream by: where, select, with, take, skip,
// expand, follow, count. See op.h for the contract; sorting, grouping and sets have files of their
// own.
#include "runtime/op.h"

#include <string.h>

void *op_new(Run *r, size_t size, Op *child, const Stage *st, Arena *arena, const char *name,
             bool (*next)(Op *, Batch *)) {
    Op *op = arena_zero(arena, size);
    op->next = next;
    op->child = child;
    op->run = r;
    op->arena = arena;
    op->stage = st;
    op->name = name;
    if (child) {
        op->outer = child->outer;
        op->place = child->place;
    }
    return op;
}

static void *over(Op *child, const Stage *st, size_t size, const char *name,
                  bool (*next)(Op *, Batch *)) {
    return op_new(child->run, size, child, st, child->arena, name, next);
}

Frame op_frame(const Op *op, const Batch *b) {
    return (Frame){.n = b->n,
                   .slots = b->slots,
                   .nslots = b->nslots,
                   .outer = op->outer,
                   .up_place = op->place};
}

// A value that is read where the pipeline stands: in the frame around, at its one place.
static const Vec *op_value(const Op *op, const Expr *e) {
    Frame one = {.n = 1, .outer = op->outer, .up_place = op->place};
    if (!op->outer) return eval(op->run, &one, e, (Rows){1, NULL});
    uint32_t at = op->place;
    const Vec *v = eval(op->run, op->outer, e, (Rows){1, &at});
    return vec_constant(op->run->scratch, v, at);
}

uint64_t op_count(const Op *op, const Expr *count) {
    const Vec *v = op_value(op, count);
    if (vec_missing(v, 0))
        run_fail(op->run, E0507, count->source, count->span, "the number of rows is missing");
    int64_t n = v->d.i64[0];
    if (n < 0)
        run_fail(op->run, E0507, count->source, count->span,
                 "the number of rows is negative (%lld)", (long long)n);
    return (uint64_t)n;
}

Str op_text(const Op *op, const Expr *text) {
    const Vec *v = op_value(op, text);
    return vec_missing(v, 0) ? STR("") : run_text(op->run, v->d.u32[vec_place(v, 0)]);
}

void op_note(Op *op, const char *fmt, ...) {
    va_list ap;
    if (op->nnotes == OP_NOTES) return;
    va_start(ap, fmt);
    op->notes[op->nnotes++] = str_vprintf(op->arena, fmt, ap);
    va_end(ap);
}

bool emit_stored(Op *op, const Vec *const *slots, uint32_t nslots, uint32_t n, uint32_t *at,
                 Batch *out) {
    if (*at >= n) return false;
    Arena *a = op->run->scratch;
    uint32_t many = n - *at < op->run->batch ? n - *at : op->run->batch;
    out->n = many;
    out->rows = (Rows){many, NULL};
    out->slots = ARENA_ARRAY(a, const Vec *, nslots + 1);
    out->nslots = nslots;
    for (uint32_t s = 0; s < nslots; s++) out->slots[s] = vec_view(a, slots[s], *at);
    *at += many;
    op->rows_out += many;
    run_tick(op->run, many);
    return true;
}

// ---- where ----------------------------------------------------------------------------------

typedef struct Where {
    Op op;
    const Expr *left;  // of the condition: what the rows have not been asked yet
    const Expr *field; // the one field that the condition asks about, or NULL
} Where;

// Rows that are unknown and whose field is not given. (Not all that have none are unknown: `born is
// null or …`.)
static void count_missing(Where *w, Frame *f, Rows rows) {
    Run *r = w->op.run;
    const Vec *v = eval(r, f, w->field, rows);
    uint32_t *at = ARENA_ARRAY(r->scratch, uint32_t, rows.n + SELECT_SLACK), n = 0;
    ROWS_EACH(i, rows) {
        at[n] = i;
        n += vec_missing(v, i);
    }
    uint32_t *yes = ARENA_ARRAY(r->scratch, uint32_t, n + SELECT_SLACK);
    uint64_t by_zero = r->divisions_by_zero;
    r->left_still = true; // what the condition leaves out was counted the first time
    if (n) eval_select(r, f, w->left, (Rows){n, at}, yes, &w->op.missing);
    r->left_still = false;
    r->divisions_by_zero = by_zero;
}

static bool where_next(Op *op, Batch *out) {
    Where *w = (Where *)op;
    if (!op_next(op->child, out)) return false;
    if (!out->rows.n) return true;
    Frame f = op_frame(op, out);
    uint32_t *yes = ARENA_ARRAY(op->run->scratch, uint32_t, out->rows.n + SELECT_SLACK);
    uint64_t unknown = 0;
    uint32_t n = eval_select(op->run, &f, w->left, out->rows, yes, &unknown);
    if (unknown && w->field) count_missing(w, &f, out->rows);
    op->unknown += unknown;
    if (n != out->rows.n) out->rows = (Rows){n, yes};
    op->rows_out += n;
    return true;
}

// The only scalar field of the row that the condition reads, if there is one.
static const Expr *only_field(const Expr *e, const Expr *found, bool *many) {
    if (e->tag == X_FIELD && e->args[0]->tag == X_SLOT && e->args[0]->depth == 0 &&
        e->type->tag != TY_LIST) {
        if (found && found->field != e->field) *many = true;
        return e;
    }
    if (e->tag == X_SLOT || e->tag == X_QUERY) *many = true;
    // what is worked out in each element reads the element, which is no field of the row
    bool each = e->tag == X_MAP || e->tag == X_FILTER || e->tag == X_ANY || e->tag == X_ALL;
    uint32_t nargs = each ? 1 : e->tag == X_IN_LIST ? 2 : e->nargs;
    if (nargs < e->nargs && (e->args[nargs]->outer & ~1u)) *many = true;
    for (uint32_t i = 0; i < nargs; i++)
        if (e->args[i]) found = only_field(e->args[i], found, many);
    return found;
}

Op *op_where(Op *child, const Stage *st, const Expr *left) {
    Where *w = over(child, st, sizeof *w, "where", where_next);
    w->left = left;
    bool many = false;
    const Expr *field = only_field(st->exprs[0], NULL, &many);
    if (field && !many) {
        w->field = field;
        w->op.missing_field = field->name;
    }
    w->op.detail = st->exprs[0]->words;
    return &w->op;
}

// ---- select, with ---------------------------------------------------------------------------

static bool select_next(Op *op, Batch *out) {
    Batch in;
    if (!op_next(op->child, &in)) return false;
    Frame f = op_frame(op, &in);
    const Stage *st = op->stage;
    out->n = in.n;
    out->rows = in.rows;
    out->nslots = st->nexprs;
    out->slots = ARENA_ARRAY(op->run->scratch, const Vec *, st->nexprs + 1);
    for (uint32_t i = 0; i < st->nexprs; i++)
        out->slots[i] = eval(op->run, &f, st->exprs[i], in.rows);
    op->rows_out += in.rows.n;
    return true;
}

Op *op_select(Op *child, const Stage *st) {
    return over(child, st, sizeof(Op), "select", select_next);
}

static bool with_next(Op *op, Batch *out) {
    Batch in;
    if (!op_next(op->child, &in)) return false;
    Frame f = op_frame(op, &in);
    const Stage *st = op->stage;
    *out = in;
    out->nslots = row_slots(&st->out);
    out->slots = ARENA_ARRAY(op->run->scratch, const Vec *, out->nslots + 1);
    memcpy(out->slots, in.slots, in.nslots * sizeof *in.slots);
    for (uint32_t i = 0; i < st->nexprs; i++)
        out->slots[st->target[i]] = eval(op->run, &f, st->exprs[i], in.rows);
    op->rows_out += in.rows.n;
    return true;
}

Op *op_with(Op *child, const Stage *st) { return over(child, st, sizeof(Op), "with", with_next); }

// ---- take, skip -----------------------------------------------------------------------------

typedef struct Limit {
    Op op;
    uint64_t left;
    bool known;
} Limit;

// Rows from..to of the listed ones.
static Rows cut(Run *r, Rows rows, uint32_t from, uint32_t to) {
    if (!rows.at && from == 0) return (Rows){to, NULL};
    uint32_t *at = ARENA_ARRAY(r->scratch, uint32_t, to - from + 1);
    for (uint32_t k = from; k < to; k++) at[k - from] = rows.at ? rows.at[k] : k;
    return (Rows){to - from, at};
}

static void know(Limit *l) {
    if (l->known) return;
    l->left = op_count(&l->op, l->op.stage->count);
    l->known = true;
}

static bool take_next(Op *op, Batch *out) {
    Limit *l = (Limit *)op;
    know(l);
    if (!l->left || !op_next(op->child, out)) return false;
    if (out->rows.n > l->left) out->rows = cut(op->run, out->rows, 0, (uint32_t)l->left);
    l->left -= out->rows.n;
    op->rows_out += out->rows.n;
    return true;
}

Op *op_take(Op *child, const Stage *st) {
    return over(child, st, sizeof(Limit), "take", take_next);
}

static bool skip_next(Op *op, Batch *out) {
    Limit *l = (Limit *)op;
    know(l);
    if (!op_next(op->child, out)) return false;
    uint32_t drop = l->left < out->rows.n ? (uint32_t)l->left : out->rows.n;
    if (drop) out->rows = cut(op->run, out->rows, drop, out->rows.n);
    l->left -= drop;
    op->rows_out += out->rows.n;
    return true;
}

Op *op_skip(Op *child, const Stage *st) {
    return over(child, st, sizeof(Limit), "skip", skip_next);
}

// ---- expand ---------------------------------------------------------------------------------

// Holds a batch of its child while its elements go out in batches.
typedef struct Expand {
    Op op;
    Arena *held; // the child's batch and the lists
    Batch in;
    const Vec *list;
    uint32_t row, element; // the next element: of in.rows' row, its place in the list
    bool open;
} Expand;

static bool expand_pull(Expand *x) {
    Run *r = x->op.run;
    Arena *scratch = r->scratch;
    arena_reset(x->held);
    r->scratch = x->held;
    bool more = op_next(x->op.child, &x->in);
    if (more) {
        Frame f = op_frame(&x->op, &x->in);
        x->list = eval(r, &f, x->op.stage->exprs[0], x->in.rows);
        if (!x->in.rows.n) x->list = NULL;
    }
    r->scratch = scratch;
    x->row = x->element = 0;
    x->open = more;
    return more;
}

static bool expand_next(Op *op, Batch *out) {
    Expand *x = (Expand *)op;
    Run *r = op->run;
    if (!x->open && !expand_pull(x)) return false;
    uint32_t *up = ARENA_ARRAY(r->scratch, uint32_t, r->batch),
             *el = ARENA_ARRAY(r->scratch, uint32_t, r->batch), n = 0;
    while (n < r->batch && x->row < x->in.rows.n) {
        uint32_t i = x->in.rows.at ? x->in.rows.at[x->row] : x->row, p = vec_place(x->list, i);
        if (!x->list->len[p]) op->empty++;
        if (x->element >= x->list->len[p]) {
            x->row++;
            x->element = 0;
            continue;
        }
        up[n] = i;
        el[n++] = x->list->start[p] + x->element++;
    }
    if (x->row >= x->in.rows.n) x->open = false;
    out->n = n;
    out->rows = (Rows){n, NULL};
    out->nslots = row_slots(&op->stage->out);
    out->slots = ARENA_ARRAY(r->scratch, const Vec *, out->nslots + 1);
    uint32_t target = op->stage->target[0];
    for (uint32_t s = 0; s < x->in.nslots; s++)
        if (s != target) out->slots[s] = vec_gather(r->scratch, x->in.slots[s], up, n);
    out->slots[target] = n ? vec_gather(r->scratch, x->list->child, el, n)
                           : vec_missing_of(r->scratch, op->stage->exprs[0]->type->elem);
    op->rows_out += n;
    run_tick(r, n);
    // what is held may be replaced by the next pull, but only then: gathered lists point into it
    // until the batch is used
    return true;
}

Op *op_expand(Op *child, const Stage *st) {
    Expand *x = over(child, st, sizeof *x, "expand", expand_next);
    x->held = run_arena(child->run);
    x->op.detail = st->exprs[0]->words;
    return &x->op;
}

// ---- follow ---------------------------------------------------------------------------------

#ifdef GZT_TINY
enum { SET_SMALL = 4 };
#else
enum { SET_SMALL = 2048 }; // entities from which a bitmap pays
#endif

typedef struct Follow {
    Op op;
    KeySet *few;
    uint64_t *seen; // a bit for every entity, once there are many
} Follow;

static void to_bitmap(Follow *w) {
    uint32_t words = w->op.run->archive->nentities / 64 + 1;
    w->seen = arena_zero(w->op.arena, words * sizeof *w->seen);
    const Vec *v = keys_column(w->few, 0);
    for (uint32_t i = 0; i < keys_count(w->few); i++)
        w->seen[v->d.u32[i] / 64] |= UINT64_C(1) << v->d.u32[i] % 64;
}

// Writes those not yet seen to out; returns how many.
static uint32_t new_entities(Follow *w, const Vec *v, uint32_t n, uint32_t *out) {
    Run *r = w->op.run;
    uint32_t many = 0;
    if (!w->seen && keys_count(w->few) + n < SET_SMALL) {
        uint32_t *number = ARENA_ARRAY(r->scratch, uint32_t, n + 1), before = keys_count(w->few);
        uint32_t *there = ARENA_ARRAY(r->scratch, uint32_t, n + 1), nthere = 0;
        for (uint32_t i = 0; i < n; i++) {
            there[nthere] = i;
            nthere += v->d.u32[vec_place(v, i)] != 0;
        }
        keys_find(w->few, &v, (Rows){nthere, there}, true, number);
        const Vec *all = keys_column(w->few, 0);
        for (uint32_t k = before; k < keys_count(w->few); k++) out[many++] = all->d.u32[k];
        return many;
    }
    if (!w->seen) to_bitmap(w);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t e = v->d.u32[vec_place(v, i)];
        uint64_t bit = UINT64_C(1) << e % 64;
        out[many] = e;
        many += e && !(w->seen[e / 64] & bit);
        w->seen[e / 64] |= bit;
    }
    return many;
}

static bool follow_next(Op *op, Batch *out) {
    Follow *w = (Follow *)op;
    Run *r = op->run;
    Batch in;
    if (!op_next(op->child, &in)) return false;
    Frame f = op_frame(op, &in);
    const Vec *v = eval(r, &f, op->stage->exprs[0], in.rows);
    uint32_t n = in.rows.n;
    if (op->stage->exprs[0]->type->tag == TY_LIST)
        v = vec_flatten(r->scratch, v, in.rows, NULL, &n);
    else if (in.rows.at)
        v = vec_gather(r->scratch, v, in.rows.at, n);
    Vec *found = vec_new(r->scratch, op->stage->out.it, n, false);
    out->n = n ? new_entities(w, v, n, found->d.u32) : 0;
    out->rows = (Rows){out->n, NULL};
    out->slots = ARENA_ARRAY(r->scratch, const Vec *, 1);
    out->slots[0] = found;
    out->nslots = 1;
    op->rows_out += out->n;
    run_tick(r, n);
    return true;
}

Op *op_follow(Op *child, const Stage *st) {
    Follow *w = over(child, st, sizeof *w, "follow", follow_next);
    w->few = keys_new(child->run, &st->out.it, 1, child->arena);
    w->op.detail = st->exprs[0]->words;
    return &w->op;
}

// ---- count ----------------------------------------------------------------------------------

typedef struct CountRows {
    Op op;
    bool done;
} CountRows;

static bool count_next(Op *op, Batch *out) {
    CountRows *c = (CountRows *)op;
    if (c->done) return false;
    c->done = true;
    int64_t n = 0;
    for (;;) {
        ArenaMark m = arena_mark(op->run->scratch);
        Batch in;
        bool more = op_next(op->child, &in);
        if (more) n += in.rows.n;
        arena_release(op->run->scratch, m);
        if (!more) break;
    }
    Vec *v = vec_new(op->run->scratch, &type_int, 1, false);
    v->d.i64[0] = n;
    out->n = 1;
    out->rows = (Rows){1, NULL};
    out->slots = ARENA_ARRAY(op->run->scratch, const Vec *, 1);
    out->slots[0] = v;
    out->nslots = 1;
    op->rows_out = 1;
    return true;
}

Op *op_count_rows(Op *child, const Stage *st) {
    return over(child, st, sizeof(CountRows), "count", count_next);
}
