// vocabulary: how many words the rows have and how many different ones, for each group of a key or
// for all. Since the longer a text is the more words come again, the plain ratio of types to tokens
// says little between texts of different lengths: `sttr` is the standardised one (Scott's WordSmith
// Tools): the mean of the ratios of each full thousand running words.
#include <math.h>

#include "runtime/op_corpus.h"

enum { CHUNK = 1000 };

typedef struct Vocabulary {
    uint64_t words, rows;
    uint32_t types, once;
    uint32_t chunks, filled, fresh; // full chunks; words of the one at hand, and different ones
    double ratios;                  // sum over full chunks
} Vocabulary;

// An item of a group.
typedef struct Met {
    uint32_t item, group; // item + 1; 0: free
    uint32_t times;       // 2: that or more
    uint32_t chunk;       // in which it was met last
} Met;

typedef struct Vocabularies {
    Op op;
    KeySet *keys; // NULL: one group
    Items *items;
    Met *met; // open addressing
    uint32_t mask, nmet;
    Vocabulary *groups;
    size_t cap;
    uint32_t n, at;
    uint64_t missing;
    bool done;
} Vocabularies;

#ifdef GZT_TINY
enum { MET_MIN = 4 };
#else
enum { MET_MIN = 1024 };
#endif
enum { PIECE = 1 << 16 }; // moved between two ticks

// ---- items of groups ------------------------------------------------------------------------

static Met *place_of(const Vocabularies *x, uint32_t item, uint32_t group) {
    uint64_t h = ((uint64_t)group << 32 | item) * 0x9e3779b97f4a7c15u;
    for (uint32_t at = (uint32_t)(h >> 32) & x->mask;; at = (at + 1) & x->mask) {
        Met *m = &x->met[at];
        if (!m->item || (m->item == item && m->group == group)) return m;
    }
}

static void grow_met(Vocabularies *x) {
    const Met *old = x->met;
    uint32_t size = old ? x->mask + 1 : 0;
    if (size > UINT32_MAX / 4) guard_leave(x->op.run->guard, ST_LIMIT, "memory");
    x->mask = old ? x->mask * 2 + 1 : MET_MIN - 1;
    x->met = arena_zero(x->op.arena, ((size_t)x->mask + 1) * sizeof *x->met);
    for (uint32_t i = 0; i < size; i++) {
        if (i % PIECE == 0) run_tick(x->op.run, 0);
        if (old[i].item) *place_of(x, old[i].item, old[i].group) = old[i];
    }
}

static Met *meet(Vocabularies *x, uint32_t number, uint32_t group) {
    if (!x->met || x->nmet > x->mask / 2) grow_met(x);
    Met *m = place_of(x, number + 1, group);
    if (m->item) return m;
    *m = (Met){.item = number + 1, .group = group, .chunk = UINT32_MAX};
    x->nmet++;
    return m;
}

// ---- counting -------------------------------------------------------------------------------

static void add_text(Vocabularies *x, uint32_t group, Str text) {
    Vocabulary *v = &x->groups[group];
    uint32_t number;
    v->rows++;
    for (uint32_t at = 0; items_next_word(x->items, text, &at, &number); v->words++) {
        Met *m = meet(x, number, group);
        v->types += m->times == 0;
        v->once += m->times == 0;
        v->once -= m->times == 1;
        m->times += m->times < 2;
        v->fresh += m->chunk != v->chunks;
        m->chunk = v->chunks;
        if (++v->filled < CHUNK) continue;
        v->ratios += (double)v->fresh / CHUNK;
        v->chunks++;
        v->filled = v->fresh = 0;
    }
}

static void grow_groups(Vocabularies *x, uint32_t n) {
    x->groups = arena_grow_zero(x->op.arena, x->groups, &x->cap, n, sizeof *x->groups);
    x->n = n;
}

static void count_batch(Vocabularies *x, const Batch *b) {
    Run *r = x->op.run;
    const Stage *st = x->op.stage;
    Frame f = op_frame(&x->op, b);
    const Vec *text = eval(r, &f, st->exprs[0], b->rows);
    uint32_t *group = arena_zero(r->scratch, ((size_t)b->n + 1) * sizeof *group);
    if (x->keys) {
        const Vec *key = eval(r, &f, st->exprs[1], b->rows);
        keys_find(x->keys, &key, b->rows, true, group);
        grow_groups(x, keys_count(x->keys));
    }
    ROWS_EACH(i, b->rows) {
        if (vec_missing(text, i))
            x->missing++;
        else
            add_text(x, group[i], run_text(r, text->d.u32[vec_place(text, i)]));
    }
}

static void count_all(Vocabularies *x) {
    Run *r = x->op.run;
    x->done = true;
    x->items = items_new(r, x->op.arena, x->op.stage->exprs[0]->type);
    if (!x->keys) grow_groups(x, 1);
    for (;;) {
        ArenaMark m = arena_mark(r->scratch);
        Batch in;
        bool more = op_next(x->op.child, &in);
        if (more && in.rows.n) count_batch(x, &in);
        arena_release(r->scratch, m);
        if (!more) break;
    }
    if (x->missing)
        op_note(&x->op, "%llu %s no %.*s", (unsigned long long)x->missing,
                x->missing == 1 ? "has" : "have", STR_FMT(x->op.stage->exprs[0]->words));
}

// ---- rows -----------------------------------------------------------------------------------

static void put_group(const Vocabulary *v, Vec *const *out, uint32_t i) {
    put_count(out[0], i, v->words);
    put_count(out[1], i, v->types);
    put_measure(out[2], i, (double)v->types / (double)v->words);
    put_measure(out[3], i, v->ratios / v->chunks);
    put_count(out[4], i, v->once);
    put_count(out[5], i, v->rows);
}

static bool vocabulary_next(Op *op, Batch *out) {
    Vocabularies *x = (Vocabularies *)op;
    Run *r = op->run;
    if (!x->done) count_all(x);
    uint32_t n = x->n - x->at < r->batch ? x->n - x->at : r->batch, keys = x->keys != NULL;
    if (!n) return false;
    Vec **columns = new_columns(r, &op->stage->out, n);
    uint32_t *order = ARENA_ARRAY(r->scratch, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) order[i] = x->at + i;
    if (keys) columns[0] = vec_gather(r->scratch, keys_column(x->keys, 0), order, n);
    for (uint32_t i = 0; i < n; i++) put_group(&x->groups[x->at + i], columns + keys, i);
    x->at += n;
    return rows_made(op, columns, n, out);
}

Op *op_vocabulary(Op *child, const Stage *st) {
    Vocabularies *x =
        op_new(child->run, sizeof *x, child, st, child->arena, "vocabulary", vocabulary_next);
    x->op.detail = st->exprs[0]->words;
    if (st->nkeys) x->keys = keys_new(child->run, &st->exprs[1]->type, 1, child->arena);
    return &x->op;
}
