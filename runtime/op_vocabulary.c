// vocabulary: how many words the rows have and how many different ones, for each group of a key or
// for all. Since the longer a text is the more words come again, the plain ratio of types to tokens
// says little between texts of different lengths: `sttr` is the standardised one (Scott's WordSmith
// Tools): the mean of the ratios of each full thousand running words.
#include <math.h>

#include "runtime/op_corpus.h"

enum { CHUNK = 1000 };

typedef struct Vocabulary {
    Items *items; // `now` of each: 1 + the chunk in which it was met last
    uint64_t words, rows;
    uint32_t chunks, filled, fresh; // full chunks; words of the one at hand, and different ones
    double ratios;                  // sum over full chunks
} Vocabulary;

typedef struct Vocabularies {
    Op op;
    KeySet *keys; // NULL: one group
    Vocabulary *groups;
    size_t cap;
    uint32_t n, at;
    uint64_t missing;
    bool done;
} Vocabularies;

// ---- counting -------------------------------------------------------------------------------

static void add_text(Vocabulary *v, Str text) {
    uint32_t number;
    v->rows++;
    for (uint32_t at = 0; items_next_word(v->items, text, &at, &number); v->words++) {
        Item *item = &v->items->items[number];
        item->times[0]++;
        v->fresh += item->now != v->chunks + 1;
        item->now = v->chunks + 1;
        if (++v->filled < CHUNK) continue;
        v->ratios += (double)v->fresh / CHUNK;
        v->chunks++;
        v->filled = v->fresh = 0;
    }
}

static void grow_groups(Vocabularies *x, uint32_t n, const Type *text) {
    x->groups = arena_grow_zero(x->op.arena, x->groups, &x->cap, n, sizeof *x->groups);
    for (uint32_t i = x->n; i < n; i++)
        x->groups[i].items = items_new(x->op.run, x->op.arena, text);
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
        grow_groups(x, keys_count(x->keys), text->type);
    }
    ROWS_EACH(i, b->rows) {
        if (vec_missing(text, i))
            x->missing++;
        else
            add_text(&x->groups[group[i]], run_text(r, text->d.u32[vec_place(text, i)]));
    }
}

static void count_all(Vocabularies *x) {
    Run *r = x->op.run;
    x->done = true;
    if (!x->keys) grow_groups(x, 1, x->op.stage->exprs[0]->type);
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

static void put_group(Run *r, const Vocabulary *v, Vec *const *out, uint32_t i) {
    uint64_t once = 0;
    for (uint32_t k = 0; k < v->items->n; k++) once += v->items->items[k].times[0] == 1;
    run_work(r, v->items->n);
    put_count(out[0], i, v->words);
    put_count(out[1], i, v->items->n);
    put_measure(out[2], i, (double)v->items->n / (double)v->words);
    put_measure(out[3], i, v->ratios / v->chunks);
    put_count(out[4], i, once);
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
    for (uint32_t i = 0; i < n; i++) put_group(r, &x->groups[x->at + i], columns + keys, i);
    *out = (Batch){.n = n,
                   .rows = {n, NULL},
                   .slots = (const Vec **)(uintptr_t)columns,
                   .nslots = op->stage->out.ncolumns};
    x->at += n;
    op->rows_out += n;
    run_tick(r, n);
    return true;
}

Op *op_vocabulary(Op *child, const Stage *st) {
    Vocabularies *x =
        op_new(child->run, sizeof *x, child, st, child->arena, "vocabulary", vocabulary_next);
    x->op.detail = st->exprs[0]->words;
    if (st->nkeys) x->keys = keys_new(child->run, &st->exprs[1]->type, 1, child->arena);
    return &x->op;
}
