// trend: how often a pattern is found in each period (or in each group of another key), beside what
// it is to be measured by: the words, rows and issues there are of it. Where these change sharply
// from one period to the next, or periods are not covered at all, rows and notes say so.
#include <math.h>
#include <string.h>

#include "runtime/cell.h"
#include "runtime/op_corpus.h"
#include "runtime/pattern.h"
#include "runtime/sort.h"
#include "runtime/word_find.h"
#include "runtime/words.h"

typedef struct Period {
    uint64_t count, words, rows, issues;
} Period;

typedef struct Trend {
    Op op;
    const KindTable *kind; // of texts with an index; else NULL
    const Column *column;
    const uint64_t *found; // rows of the kind that may have the pattern; NULL: any
    KeySet *keys;          // NULL: one group
    KeySet *issues;        // of group and issue; NULL: rows have none
    Period *periods;
    size_t cap;
    uint32_t n, at;
    uint64_t missing;
    const uint32_t *order;
    uint32_t *coverage; // texts: what is to be said of each period; NULL: keys are no periods
} Trend;

// ---- counting -------------------------------------------------------------------------------

static void find_rows(Trend *x, uint32_t pattern) {
    const Stage *st = x->op.stage;
    Run *r = x->op.run;
    FoundRows found;
    const Match *m = pattern_words(r, st->count, pattern); // says what is wrong with it
    x->column = corpus_column(r, &st->in, st->exprs[0], &x->kind);
    if (!x->column) return;
    if (!word_find(r, x->column->words, x->kind->count, m, x->op.arena, &found)) return;
    uint64_t *bits = arena_zero(x->op.arena, ((size_t)x->kind->count / 64 + 1) * sizeof *bits);
    for (uint32_t i = 0; i < found.n; i++) {
        guard_every(r->guard, i);
        bits[found.rows[i] / 64] |= UINT64_C(1) << found.rows[i] % 64;
    }
    x->found = bits;
}

static void count_text(Trend *x, Period *p, uint32_t text, uint32_t entity, uint32_t pattern) {
    Run *r = x->op.run;
    Str s = run_text(r, text);
    uint32_t row = x->kind ? entity - x->kind->first : 0;
    p->rows++;
    p->words += x->kind ? x->column->words->lengths[row] : word_count(s);
    if (!x->kind) run_tick(r, s.n / 1024);
    if (x->found && !(x->found[row / 64] >> row % 64 & 1)) return;
    p->count += match_count(pattern_words(r, x->op.stage->count, pattern), r->scratch, s);
    run_tick(r, s.n / 1024);
}

// The group of each row, by place.
static uint32_t *groups_of(Trend *x, Frame *f, Rows rows) {
    const Stage *st = x->op.stage;
    uint32_t *group = arena_zero(x->op.run->scratch, ((size_t)f->n + 1) * sizeof *group);
    if (x->keys) {
        const Vec *key = eval(x->op.run, f, st->exprs[1], rows);
        keys_find(x->keys, &key, rows, true, group);
        x->n = keys_count(x->keys);
    }
    x->periods = arena_grow_zero(x->op.arena, x->periods, &x->cap, x->n, sizeof *x->periods);
    return group;
}

// Each issue counts once in a group.
static void count_issues(Trend *x, Frame *f, Rows rows, const uint32_t *group) {
    const Stage *st = x->op.stage;
    Run *r = x->op.run;
    if (!x->issues) return;
    Vec *number = vec_new(r->scratch, &type_int, f->n, false);
    const Vec *issue = eval(r, f, st->exprs[st->nkeys + 1], rows);
    uint32_t *at = ARENA_ARRAY(r->scratch, uint32_t, rows.n + 1), n = 0;
    ROWS_EACH(i, rows) {
        number->d.i64[i] = group[i];
        at[n] = i;
        n += !vec_missing(issue, i);
    }
    const Vec *keys[] = {number, issue};
    uint32_t *place = ARENA_ARRAY(r->scratch, uint32_t, f->n + 1), known = keys_count(x->issues);
    keys_find(x->issues, keys, (Rows){n, at}, true, place);
    const Vec *of = keys_column(x->issues, 0);
    for (uint32_t k = known; k < keys_count(x->issues); k++) x->periods[of->d.i64[k]].issues++;
}

static void count_batch(Trend *x, const Batch *b, uint32_t pattern) {
    Run *r = x->op.run;
    Frame f = op_frame(&x->op, b);
    const Vec *text = eval(r, &f, x->op.stage->exprs[0], b->rows);
    uint32_t *at = ARENA_ARRAY(r->scratch, uint32_t, b->rows.n + 1), n = 0;
    ROWS_EACH(i, b->rows) {
        at[n] = i;
        n += !vec_missing(text, i);
    }
    Rows rows = {n, at};
    x->missing += b->rows.n - n;
    const uint32_t *group = groups_of(x, &f, rows);
    ROWS_EACH(i, rows) {
        uint32_t entity = x->kind ? b->slots[0]->d.u32[vec_place(b->slots[0], i)] : 0;
        count_text(x, &x->periods[group[i]], text->d.u32[vec_place(text, i)], entity, pattern);
    }
    count_issues(x, &f, rows, group);
}

static void count_all(Trend *x) {
    Run *r = x->op.run;
    uint32_t pattern = run_intern(r, op_text(&x->op, x->op.stage->count));
    find_rows(x, pattern);
    for (;;) {
        ArenaMark m = arena_mark(r->scratch);
        Batch in;
        bool more = op_next(x->op.child, &in);
        if (more && in.rows.n) count_batch(x, &in, pattern);
        arena_release(r->scratch, m);
        if (!more) break;
    }
    x->periods = arena_grow_zero(x->op.arena, x->periods, &x->cap, x->n, sizeof *x->periods);
}

// ---- coverage -------------------------------------------------------------------------------

typedef struct Comparison {
    Run *run;
    const Vec *key;
} Comparison;

static int compare_periods(const void *user, uint32_t i, uint32_t j) {
    const Comparison *c = user;
    bool a = vec_missing(c->key, i), b = vec_missing(c->key, j);
    return a || b ? a - b : cell_order(c->run, c->key, i, c->key, j);
}

// How far two neighbouring periods are apart, from start to start; NAN where that says nothing.
static double step(Run *r, const Vec *key, uint32_t i, uint32_t j) {
    if (vec_missing(key, i) || vec_missing(key, j)) return NAN;
    if (key->type->tag == TY_INT) return (double)key->d.i64[j] - (double)key->d.i64[i];
    if (key->type->tag != TY_DATE) return NAN;
    return (double)run_date(r, key->d.u32[j]).es - (double)run_date(r, key->d.u32[i]).es;
}

static Str key_words(Trend *x, const Vec *key, uint32_t i) {
    Arena *a = x->op.arena;
    if (key->type->tag == TY_INT) return str_printf(a, "%lld", (long long)key->d.i64[i]);
    Date d = run_date(x->op.run, key->d.u32[i]);
    return date_string(a, &d, date_show);
}

enum { SHARP = 2, NAMED = 3 };

// Lists "1905 to 1908, 1911 to 1913 and 4 more".
typedef struct Told {
    StrBuf words;
    uint32_t n;
} Told;

static void tell(Trend *x, Told *t, const Vec *key, uint32_t i, uint32_t j, const char *between) {
    if (!t->n++) buf_init(&t->words, x->op.arena);
    if (t->n > NAMED) return;
    if (t->n > 1) buf_addc(&t->words, ", ");
    buf_add(&t->words, key_words(x, key, i));
    buf_addc(&t->words, between);
    buf_add(&t->words, key_words(x, key, j));
}

static void say(Trend *x, Told *t, const char *what) {
    if (!t->n) return;
    if (t->n > NAMED) buf_printf(&t->words, " and %u more", t->n - NAMED);
    op_note(&x->op, "%s %.*s", what, STR_FMT(buf_str(&t->words)));
}

static bool is_period(const Type *t) { return t->tag == TY_INT || t->tag == TY_DATE; }

// The least step between periods: where one is nearly twice as long, a period has no rows.
static double least_step(Trend *x, const Vec *key) {
    double least = INFINITY;
    for (uint32_t k = 1; k < x->n; k++) {
        double s = step(x->op.run, key, x->order[k - 1], x->order[k]);
        if (s > 0 && s < least) least = s;
        run_work(x->op.run, 1);
    }
    return least;
}

static void say_coverage(Trend *x, const Vec *key) {
    static const double nearly_twice = 1.9;
    Run *r = x->op.run;
    double least = least_step(x, key);
    Told gaps = {.n = 0}, changes = {.n = 0};
    for (uint32_t k = 1; k < x->n; k++) {
        uint32_t i = x->order[k - 1], j = x->order[k];
        double s = step(r, key, i, j), a = (double)x->periods[i].words,
               b = (double)x->periods[j].words;
        bool gap = s >= nearly_twice * least, less = b * SHARP < a, more = a * SHARP < b;
        run_work(r, 1);
        if (isnan(s)) continue;
        if (gap) tell(x, &gaps, key, i, j, " and ");
        if (less || more) tell(x, &changes, key, i, j, " to ");
        const char *words = gap && less   ? "a gap before, less than half the words"
                            : gap && more ? "a gap before, more than twice the words"
                            : gap         ? "a gap before"
                            : less        ? "less than half the words"
                            : more        ? "more than twice the words"
                                          : "";
        if (*words) x->coverage[j] = run_intern(r, str_of(words));
    }
    say(x, &gaps, "the coverage has gaps, between");
    say(x, &changes, "the coverage changes sharply (twice or half the words), from");
}

static void put_in_order(Trend *x) {
    Arena *a = x->op.arena;
    uint32_t *order = ARENA_ARRAY(a, uint32_t, (size_t)x->n + 1),
             *tmp = ARENA_ARRAY(a, uint32_t, (size_t)x->n + 1);
    for (uint32_t i = 0; i < x->n; i++) order[i] = i;
    x->order = order;
    if (!x->keys) return;
    Comparison c = {x->op.run, keys_column(x->keys, 0)};
    sort_refs_heard(order, tmp, x->n, compare_periods, &c, x->op.run->guard);
    if (!is_period(c.key->type)) return;
    x->coverage = arena_zero(a, ((size_t)x->n + 1) * sizeof *x->coverage);
    say_coverage(x, c.key);
}

// ---- rows -----------------------------------------------------------------------------------

static void put_period(const Trend *x, uint32_t p, Vec *const *out, uint32_t i) {
    const Period *d = &x->periods[p];
    double n = (double)d->count;
    put_measure(out[0], i, 1000 * n / (double)d->words);
    put_count(out[1], i, d->count);
    put_count(out[2], i, d->words);
    put_count(out[3], i, d->rows);
    put_measure(out[4], i, n / (double)d->rows);
    out += 5;
    if (x->issues) {
        put_count(out[0], i, d->issues);
        put_measure(out[1], i, n / (double)d->issues);
        out += 2;
    }
    if (x->coverage) out[0]->d.u32[i] = x->coverage[p];
}

static bool trend_next(Op *op, Batch *out) {
    Trend *x = (Trend *)op;
    Run *r = op->run;
    if (!x->order) {
        count_all(x);
        put_in_order(x);
        if (x->missing)
            op_note(op, "%llu %s no %.*s", (unsigned long long)x->missing,
                    x->missing == 1 ? "has" : "have", STR_FMT(op->stage->exprs[0]->words));
    }
    uint32_t n = x->n - x->at < r->batch ? x->n - x->at : r->batch, keys = x->keys != NULL;
    if (!n) return false;
    Vec **columns = new_columns(r, &op->stage->out, n);
    if (keys) columns[0] = vec_gather(r->scratch, keys_column(x->keys, 0), x->order + x->at, n);
    for (uint32_t i = 0; i < n; i++) put_period(x, x->order[x->at + i], columns + keys, i);
    x->at += n;
    return rows_made(op, columns, n, out);
}

Op *op_trend(Op *child, const Stage *st) {
    Trend *x = op_new(child->run, sizeof *x, child, st, child->arena, "trend", trend_next);
    x->op.detail = st->exprs[0]->words;
    x->n = 1;
    if (st->nkeys) {
        x->keys = keys_new(child->run, &st->exprs[1]->type, 1, child->arena);
        x->n = 0;
    }
    if (st->nexprs > st->nkeys + 1) {
        const Type *types[] = {&type_int, st->exprs[st->nkeys + 1]->type};
        x->issues = keys_new(child->run, types, 2, child->arena);
    }
    return &x->op;
}
