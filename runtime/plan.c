// From a checked pipeline to operators: where an index gives the rows, where a sort need not sort,
// and otherwise one operator a stage. What an index leaves out is counted as a scan would.
#include "runtime/plan.h"

#include <string.h>

// ---- sort | take over an index --------------------------------------------------------------

enum { TOP_MOST = 65536 }; // rows of which the best are kept instead of all sorted

static const Expr *plain_field(const Expr *e) {
    return e->tag == X_FIELD && e->args[0]->tag == X_SLOT && e->args[0]->depth == 0 &&
                   e->args[0]->slot == 0
               ? e
               : NULL;
}

static bool small_constant(const Expr *count, uint64_t *n) {
    if (count->tag != X_CONST || count->value.missing || count->value.v.i < 0) return false;
    *n = (uint64_t)count->value.v.i;
    return true;
}

// The first or last rows of an index in place of sorting all: single key, no condition before.
static Op *top_through_index(Run *r, const KindTable *k, const Stage *st, const Expr *count,
                             bool say_ties, Arena *arena) {
    uint64_t n;
    if (st->nexprs != 1 || !plain_field(st->exprs[0]) || !small_constant(count, &n)) return NULL;
    const Column *c = archive_column(r->archive, k, st->exprs[0]->field);
    if (!c->index.keys || c->field->type->tag == TY_LIST || n > c->index.n || n > TOP_MOST)
        return NULL;
    uint64_t ties = 0;
    const uint32_t *rows = index_top(r, c, (uint32_t)n, st->desc[0], &ties, arena);
    Op *op = op_rows(r, k, rows, (uint32_t)n, arena);
    op->name = "index top";
    op->stage = st;
    op->ties = say_ties ? ties : 0;
    op->detail = str_printf(arena, "%.*s by %.*s", STR_FMT(k->kind->collection),
                            STR_FMT(st->exprs[0]->name));
    return op;
}

// ---- stages ---------------------------------------------------------------------------------

static Op *other_side(const Op *child, const Stage *st, Arena *arena) {
    return plan_pipe(child->run, st->other, child->outer, child->place, arena);
}

static Op *stage_op(Op *child, const Stage *st, Arena *arena) {
    switch ((StageTag)st->tag) {
    case P_WHERE: return op_where(child, st, st->exprs[0]);
    case P_SELECT: return op_select(child, st);
    case P_WITH: return op_with(child, st);
    case P_SORT: return op_sort(child, st);
    case P_TAKE: return op_take(child, st);
    case P_SKIP: return op_skip(child, st);
    case P_TOP: return op_top(child, st, st->count, true);
    case P_SUMMARIZE: return op_group(child, st);
    case P_COUNT: return op_count_rows(child, st);
    case P_DISTINCT: return op_distinct(child, st);
    case P_FOLLOW: return op_follow(child, st);
    case P_EXPAND: return op_expand(child, st);
    case P_SEARCH: return op_search(child, st);
    case P_FREQUENCIES: return op_frequencies(child, st);
    case P_COLLOCATES: return op_collocates(child, st);
    case P_KEYNESS: return op_keyness(child, other_side(child, st, arena), st);
    case P_TREND: return op_trend(child, st);
    case P_VOCABULARY: return op_vocabulary(child, st);
    case P_UNION:
    case P_EXCEPT:
    case P_INTERSECT: return op_set(child, other_side(child, st, arena), st);
    case STAGE_TAGS: break;
    }
    return child;
}

// The count of a whole collection touches no row.
static bool counts_all(const Pipe *p) {
    return p->from == FROM_KIND && p->stages && p->stages->tag == P_COUNT;
}

// Behind a search stands its sort: of one of which so many are taken, only those are kept.
static Op *search_all(Run *r, const Stage *st, Arena *arena, const Stage **rest) {
    const Stage *take = st->next->next;
    uint64_t n = 0;
    bool top = take && take->tag == P_TAKE && small_constant(take->count, &n) && n <= TOP_MOST;
    *rest = top && n ? take->next : st->next;
    return op_search_all(r, st, top ? (uint32_t)n : 0, arena);
}

// A concordance reads only the texts that have a find; the other rows have nothing to expand.
static Op *finds_through_index(Run *r, const KindTable *k, const Stage *st, Arena *arena) {
    const uint32_t *rows;
    uint32_t n;
    if (!word_finds(r, k, st->exprs[0], arena, &rows, &n)) return NULL;
    Op *op = op_rows(r, k, rows, n, arena);
    op->detail = str_printf(arena, "%.*s by %.*s", STR_FMT(k->kind->collection),
                            STR_FMT(st->exprs[0]->args[0]->name));
    op = op_expand(op, st);
    op->empty = k->count - n;
    return op;
}

static Op *source_op(Run *r, const Pipe *p, Frame *outer, uint32_t place, Arena *arena,
                     const Stage **rest) {
    *rest = p->stages;
    if (p->from != FROM_KIND) return op_list(r, p, outer, place, arena);
    const KindTable *k = &r->archive->tables[p->kind];
    const Stage *st = p->stages;
    Op *op = NULL;
    if (counts_all(p)) {
        op = op_counted(r, k->count, arena);
        op->stage = st;
        op->detail = k->kind->collection;
        *rest = st->next;
    } else if (st && !r->no_index) {
        bool sorted = st->tag == P_SORT && st->next && st->next->tag == P_TAKE;
        if (st->tag == P_TOP) op = top_through_index(r, k, st, st->count, true, arena);
        if (sorted) op = top_through_index(r, k, st, st->next->count, false, arena);
        if (op) *rest = sorted ? st->next->next : st->next;
        if (st->tag == P_WHERE) op = where_through_index(r, k, st, arena, rest);
        if (st->tag == P_EXPAND && (op = finds_through_index(r, k, st, arena))) *rest = st->next;
        if (st->tag == P_SEARCH) op = search_all(r, st, arena, rest);
    }
    if (!op) {
        op = op_scan(r, k, arena);
        *rest = p->stages;
    }
    op->outer = outer;
    op->place = place;
    return op;
}

Op *plan_pipe(Run *r, const Pipe *p, Frame *outer, uint32_t place, Arena *arena) {
    const Stage *st;
    Op *op = source_op(r, p, outer, place, arena, &st);
    for (; st; st = st->next) {
        uint64_t n;
        if (st->tag == P_SORT && st->next && st->next->tag == P_TAKE &&
            small_constant(st->next->count, &n) && n <= TOP_MOST) {
            op = op_top(op, st, st->next->count, false); // sort | take: a bounded heap's work
            st = st->next;
            continue;
        }
        op = stage_op(op, st, arena);
    }
    return op;
}

enum { CHAIN_MAX = 256 };

static uint32_t chain_of(const Op *op, const Op **chain) {
    uint32_t n = 0;
    for (; op && n < CHAIN_MAX; op = op->child) chain[n++] = op;
    return n;
}

static void print_op(StrBuf *out, const Op *op, uint32_t indent) {
    for (uint32_t k = 0; k < indent; k++) buf_addc(out, "  ");
    buf_addc(out, op->name);
    if (op->detail.n) buf_printf(out, " %.*s", STR_FMT(op->detail));
}

// What an operator took beside those that it pulls from.
static void print_time(StrBuf *out, const Op *op) {
    uint64_t below = (op->child ? op->child->ns : 0) + (op->other ? op->other->ns : 0);
    uint64_t us = op->ns > below ? (op->ns - below) / 1000 : 0;
    if (us < 1000) {
        buf_printf(out, ", %llu µs", (unsigned long long)us);
    } else {
        buf_printf(out, ", %llu.%llu ms", (unsigned long long)(us / 1000),
                   (unsigned long long)(us % 1000 / 100));
    }
}

static void print_rows(StrBuf *out, const Op *op) {
    buf_printf(out, " (%llu row%s", (unsigned long long)op->rows_out, op->rows_out == 1 ? "" : "s");
    if (op->total > op->rows_out) buf_printf(out, " of %llu", (unsigned long long)op->total);
    if (op->unknown) buf_printf(out, ", unknown for %llu", (unsigned long long)op->unknown);
    if (op->now_ns) print_time(out, op);
    buf_char(out, ')');
}

static void print_plan(StrBuf *out, const Op *op, uint32_t indent, bool rows) {
    const Op **chain = ARENA_ARRAY(out->arena, const Op *, CHAIN_MAX);
    uint32_t n = chain_of(op, chain);
    for (uint32_t i = n; i-- > 0;) {
        uint32_t at = indent + n - 1 - i;
        if (chain[i]->other && at < CHAIN_MAX) print_plan(out, chain[i]->other, at + 1, rows);
        print_op(out, chain[i], at);
        if (rows) print_rows(out, chain[i]);
        buf_char(out, '\n');
    }
}

void plan_print(StrBuf *out, const Op *op) { print_plan(out, op, 0, false); }

void plan_print_rows(StrBuf *out, const Op *op) { print_plan(out, op, 0, true); }

void plan_time(Op *op, uint64_t (*now_ns)(void *user), void *user) {
    for (; op; op = op->child) {
        if (op->other) plan_time(op->other, now_ns, user);
        op->now_ns = now_ns;
        op->now_user = user;
    }
}

bool op_next_timed(Op *op, Batch *out) {
    uint64_t start = op->now_ns(op->now_user);
    bool more = op->next(op, out);
    op->ns += op->now_ns(op->now_user) - start;
    return more;
}

// ---- queries as values ----------------------------------------------------------------------

// Appends one value for each row of the query: the entity or plain value, the only column's value,
// or a record.
static void append_rows(Store *s, const Pipe *p, const Batch *b) {
    if (p->out.it || p->out.ncolumns == 1) {
        store_append(s, b->slots[0], b->rows);
        return;
    }
    Vec record = {.type = s->type, .fields = (Vec **)(uintptr_t)b->slots};
    store_append(s, &record, b->rows);
}

// What the conditions of an inner query left open: said under the result as that of filters is.
static void note_unknown(Run *r, const Op *op) {
    for (; op; op = op->child) {
        if (op->other) note_unknown(r, op->other);
        if (op->unknown) run_left(r, op->stage->exprs[0], LEFT_UNKNOWN, op->unknown);
    }
}

static void drain(Run *r, const Pipe *p, Frame *f, uint32_t place, Arena *arena, Store *s) {
    Op *op = plan_pipe(r, p, f, place, arena);
    for (;;) {
        ArenaMark m = arena_mark(r->scratch);
        Batch b;
        bool more = op_next(op, &b);
        if (more && b.rows.n) append_rows(s, p, &b);
        arena_release(r->scratch, m);
        if (!more) break;
    }
    note_unknown(r, op);
}

// The operators get an arena of their own: what they hold while they work is released by marks,
// between which the run keeps texts that it makes.
static const Vec *query_once(Run *r, const Expr *e) {
    Vec **at = &r->cached[e->number];
    if (*at) return *at;
    uint32_t level = r->arena_level++;
    Store *s = store_new(&r->keep, e->type->elem);
    drain(r, e->u.pipe, NULL, 0, run_arena(r), s);
    r->arena_level = level;
    run_arenas_give(r, level + 1);
    Vec *v = vec_new(&r->keep, e->type, 1, false);
    v->constant = true;
    v->start[0] = 0;
    v->len[0] = v->nchild = s->n;
    v->child = (Vec *)store_vec(s);
    return *at = v;
}

// Row by row: each in the place of the frame around it. What a row's operators keep is given back
// after it.
static const Vec *query_each(Run *r, Frame *f, const Expr *e, Rows rows) {
    Vec *out = vec_new(r->scratch, e->type, f->n, false);
    uint32_t level = r->arena_level++;
    Arena *work = run_arena(r), *held = run_arena(r), *scratch = r->scratch;
    Store *s = store_new(scratch, e->type->elem);
    ROWS_EACH(i, rows) {
        run_tick(r, 1);
        r->arena_level = level + 2;
        r->scratch = work;
        Store *mine = store_new(held, e->type->elem);
        drain(r, e->u.pipe, f, i, held, mine);
        r->scratch = scratch;
        out->start[i] = s->n;
        out->len[i] = mine->n;
        store_append(s, store_vec(mine), (Rows){mine->n, NULL});
        run_arenas_give(r, level + 2);
        arena_reset(work);
        arena_reset(held);
    }
    r->arena_level = level;
    run_arenas_give(r, level + 1);
    out->child = (Vec *)store_vec(s);
    out->nchild = s->n;
    return out;
}

const Vec *eval_query(Run *r, Frame *f, const Expr *e, Rows rows) {
    return e->outer == 0 ? query_once(r, e) : query_each(r, f, e, rows);
}
