// sort and top. Rows are stored, keys beside them; the order is made by stable sorts from the last
// key to the first, by 64-bit numbers wherever a key can be one. top keeps a few times N rows and
// cuts back.
#include <string.h>

#include "runtime/cell.h"
#include "runtime/op.h"
#include "runtime/sort.h"

typedef struct Table {
    Store **slots, **keys;
    uint32_t nslots, nkeys, n;
} Table;

static void table_open(Table *t, const Stage *st, Arena *a) {
    const RowType *row = &st->in;
    t->nslots = row_slots(row);
    t->nkeys = st->nexprs;
    t->n = 0;
    t->slots = ARENA_ARRAY(a, Store *, t->nslots + 1);
    t->keys = ARENA_ARRAY(a, Store *, t->nkeys + 1);
    for (uint32_t s = 0; s < t->nslots; s++)
        t->slots[s] =
            store_new(a, row->it && s == 0 ? row->it : row->columns[s - (row->it ? 1 : 0)].type);
    for (uint32_t k = 0; k < t->nkeys; k++) t->keys[k] = store_new(a, st->exprs[k]->type);
}

static void table_add(Table *t, const Batch *b, const Vec *const *keys, Rows rows) {
    for (uint32_t s = 0; s < t->nslots; s++) store_append(t->slots[s], b->slots[s], rows);
    for (uint32_t k = 0; k < t->nkeys; k++) store_append(t->keys[k], keys[k], rows);
    t->n += rows.n;
}

enum { PIECE = 1 << 16 }; // rows looked at between two ticks

// ---- keys as numbers ------------------------------------------------------------------------

static uint64_t order_real(double x) {
    uint64_t bits;
    x += 0.0; // one zero
    memcpy(&bits, &x, sizeof bits);
    return bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
}

// A number that orders as the cell does; false for types and values that have none (texts and dates
// made while running, durations).
static bool key_number(const Run *r, const Vec *v, uint32_t i, uint64_t *out) {
    uint32_t p = vec_place(v, i);
    if (v->valid && !v->valid[p]) { // what lies there is no value: all missing ones are alike
        *out = 0;
        return true;
    }
    switch ((TypeTag)v->type->tag) {
    case TY_TEXT: *out = v->d.u32[p]; return v->d.u32[p] < r->archive->nstr;
    case TY_DATE: {
        uint32_t id = v->d.u32[p];
        *out = id && id < r->archive->ndates ? r->archive->date_canon[id] : id;
        return id < r->archive->ndates;
    }
    case TY_INT: *out = (uint64_t)v->d.i64[p] ^ UINT64_C(1) << 63; return true;
    case TY_REAL: *out = order_real(v->d.f64[p]); return true;
    case TY_TRUTH: *out = v->d.truth[p]; return true;
    default: return false;
    }
}

static bool key_numbers(Run *r, const Vec *v, const uint32_t *order, uint32_t n, bool desc,
                        KeyRef *out) {
    for (uint32_t i = 0; i < n; i++) {
        if (i % PIECE == 0) run_tick(r, 0);
        if (!key_number(r, v, order[i], &out[i].key)) return false;
        if (desc) out[i].key = ~out[i].key;
        out[i].ref = order[i];
    }
    return true;
}

typedef struct Comparison {
    Run *run;
    const Vec *v;
    bool desc;
} Comparison;

static int compare_cells(const void *user, uint32_t x, uint32_t y) {
    const Comparison *c = user;
    bool nx = vec_missing(c->v, x), ny = vec_missing(c->v, y);
    if (nx || ny) return nx - ny;
    int o = cell_order(c->run, c->v, x, c->v, y);
    return c->desc ? -o : o;
}

// Missing and unknown last, either way; the others keep their order.
static void missing_last(Run *r, const Vec *v, uint32_t *order, uint32_t *tmp, uint32_t n) {
    uint32_t kept = 0, none = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (i % PIECE == 0) run_tick(r, 0);
        if (vec_missing(v, order[i]))
            tmp[none++] = order[i];
        else
            order[kept++] = order[i];
    }
    memcpy(order + kept, tmp, none * sizeof *tmp);
}

// The rows' numbers in order of the keys. Lies in a.
static uint32_t *table_order(Run *r, Table *t, const bool *desc, Arena *a) {
    uint32_t n = t->n, *order = ARENA_ARRAY(a, uint32_t, n + 1);
    for (uint32_t i = 0; i < n; i++) order[i] = i;
    ArenaMark m = arena_mark(r->scratch);
    KeyRef *keys = ARENA_ARRAY(r->scratch, KeyRef, n + 1);
    uint32_t *refs = ARENA_ARRAY(r->scratch, uint32_t, n + 1);
    for (uint32_t k = t->nkeys; k-- > 0;) {
        const Vec *v = store_vec(t->keys[k]);
        run_tick(r, n);
        if (key_numbers(r, v, order, n, desc[k], keys)) {
            sort_keys(r->scratch, keys, n);
            for (uint32_t i = 0; i < n; i++) order[i] = keys[i].ref;
            missing_last(r, v, order, refs, n);
        } else {
            Comparison c = {r, v, desc[k]};
            sort_refs_heard(order, refs, n, compare_cells, &c, r->guard);
        }
    }
    if (a != r->scratch) arena_release(r->scratch, m);
    return order;
}

// ---- sort -----------------------------------------------------------------------------------

typedef struct Sort {
    Op op;
    Table table;
    const uint32_t *order;
    uint32_t at;
    // top
    bool say_ties;
    const Expr *count;
    uint64_t limit;
} Sort;

static const Vec **stage_keys(Op *op, const Batch *b) {
    Frame f = op_frame(op, b);
    const Vec **keys = ARENA_ARRAY(op->run->scratch, const Vec *, op->stage->nexprs + 1);
    for (uint32_t k = 0; k < op->stage->nexprs; k++)
        keys[k] = eval(op->run, &f, op->stage->exprs[k], b->rows);
    return keys;
}

static void sort_all(Sort *s) {
    Run *r = s->op.run;
    for (;;) {
        ArenaMark m = arena_mark(r->scratch);
        Batch in;
        bool more = op_next(s->op.child, &in);
        if (more && in.rows.n) table_add(&s->table, &in, stage_keys(&s->op, &in), in.rows);
        arena_release(r->scratch, m);
        if (!more) break;
    }
    s->order = table_order(r, &s->table, s->op.stage->desc, s->op.arena);
}

static bool emit_ordered(Sort *s, Batch *out) {
    Run *r = s->op.run;
    if (s->at >= s->table.n) return false;
    uint32_t n = s->table.n - s->at < r->batch ? s->table.n - s->at : r->batch;
    out->n = n;
    out->rows = (Rows){n, NULL};
    out->nslots = s->table.nslots;
    out->slots = ARENA_ARRAY(r->scratch, const Vec *, out->nslots + 1);
    for (uint32_t k = 0; k < out->nslots; k++)
        out->slots[k] = vec_gather(r->scratch, store_vec(s->table.slots[k]), s->order + s->at, n);
    s->at += n;
    s->op.rows_out += n;
    run_tick(r, n);
    return true;
}

static bool sort_next(Op *op, Batch *out) {
    Sort *s = (Sort *)op;
    if (!s->order) sort_all(s);
    return emit_ordered(s, out);
}

Op *op_sort(Op *child, const Stage *st) {
    Sort *s = op_new(child->run, sizeof *s, child, st, child->arena, "sort", sort_next);
    table_open(&s->table, st, child->arena);
    s->op.detail = st->exprs[0]->words;
    return &s->op;
}

// ---- top ------------------------------------------------------------------------------------

// The first key alone says that a row comes after the N-th so far: most rows end here, unstored.
typedef struct Bound {
    bool set;
    uint64_t last; // key_number of the N-th row, turned for desc
} Bound;

static Rows within_bound(Op *op, const Bound *b, const Vec *key, Rows rows) {
    if (!b->set) return rows;
    Run *r = op->run;
    bool desc = op->stage->desc[0];
    uint32_t *at = ARENA_ARRAY(r->scratch, uint32_t, rows.n + 1), n = 0;
    ROWS_EACH(i, rows) {
        uint64_t x;
        bool number = key_number(r, key, i, &x);
        at[n] = i;
        n += !number || (!vec_missing(key, i) && (desc ? ~x : x) <= b->last);
    }
    return (Rows){n, at};
}

// Whether rows x and y (of the table) have the same keys.
static bool ties(const Run *r, const Table *t, uint32_t x, uint32_t y) {
    for (uint32_t k = 0; k < t->nkeys; k++) {
        const Vec *v = store_vec(t->keys[k]);
        if (!cell_same(r, v, x, v, y)) return false;
    }
    return true;
}

// Sorts what is there and keeps the first N in a fresh table.
static void cut_back(Sort *s, Arena *into, Bound *bound) {
    Run *r = s->op.run;
    ArenaMark m = arena_mark(r->scratch);
    uint32_t *order = table_order(r, &s->table, s->op.stage->desc, r->scratch);
    uint32_t n = s->table.n < s->limit ? s->table.n : (uint32_t)s->limit;
    uint64_t cut = 0;
    for (uint32_t i = n; n && i < s->table.n && ties(r, &s->table, order[n - 1], order[i]); i++)
        cut++;
    // ties cut before stay ties only if the last row (then at place N - 1) had the keys that it has
    // now
    bool same = s->op.ties && n == s->limit && ties(r, &s->table, n - 1, order[n - 1]);
    s->op.ties = cut + (same ? s->op.ties : 0);
    Table kept;
    table_open(&kept, s->op.stage, into);
    for (uint32_t k = 0; k < kept.nslots; k++)
        store_append(kept.slots[k], store_vec(s->table.slots[k]), (Rows){n, order});
    for (uint32_t k = 0; k < kept.nkeys; k++)
        store_append(kept.keys[k], store_vec(s->table.keys[k]), (Rows){n, order});
    kept.n = n;
    s->table = kept;
    bound->set = false;
    if (n == s->limit && n) {
        const Vec *v = store_vec(kept.keys[0]);
        uint64_t x;
        bound->set = key_number(r, v, n - 1, &x) && !vec_missing(v, n - 1);
        bound->last = s->op.stage->desc[0] ? ~x : x;
    }
    arena_release(r->scratch, m);
}

#ifdef GZT_TINY
enum { TOP_SLACK = 2 };
#else
enum { TOP_SLACK = 4096 }; // rows gathered beyond N before cutting back
#endif

static void top_all(Sort *s) {
    Run *r = s->op.run;
    Arena *halves[2] = {run_arena(r), run_arena(r)};
    int half = 0;
    Bound bound = {false, 0};
    s->limit = op_count(&s->op, s->count);
    table_open(&s->table, s->op.stage, halves[half]);
    for (;;) {
        ArenaMark m = arena_mark(r->scratch);
        Batch in;
        bool more = op_next(s->op.child, &in);
        if (more && in.rows.n) {
            const Vec **keys = stage_keys(&s->op, &in);
            Rows rows = within_bound(&s->op, &bound, keys[0], in.rows);
            if (rows.n) table_add(&s->table, &in, keys, rows);
        }
        arena_release(r->scratch, m);
        bool full = s->table.n > s->limit + (s->limit < TOP_SLACK ? TOP_SLACK : s->limit);
        if (more && !full) continue;
        cut_back(s, halves[1 - half], &bound);
        arena_reset(halves[half]);
        half = 1 - half;
        if (!more) break;
    }
    uint32_t *order = ARENA_ARRAY(s->op.arena, uint32_t, s->table.n + 1);
    for (uint32_t i = 0; i < s->table.n; i++) order[i] = i;
    s->order = order;
    if (!s->say_ties) s->op.ties = 0;
}

static bool top_next(Op *op, Batch *out) {
    Sort *s = (Sort *)op;
    if (!s->order) top_all(s);
    return emit_ordered(s, out);
}

Op *op_top(Op *child, const Stage *st, const Expr *count, bool say_ties) {
    Sort *s = op_new(child->run, sizeof *s, child, st, child->arena, "top", top_next);
    s->count = count;
    s->say_ties = say_ties;
    s->op.detail = st->exprs[0]->words;
    return &s->op;
}
