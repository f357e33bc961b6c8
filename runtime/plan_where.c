// The first condition of a kind's rows: which index finds them, and what is left to be asked of
// those that it finds. See plan.h.
#include "runtime/plan.h"

enum { CONJUNCTS_MAX = 16 };

static uint32_t conjuncts(const Expr *e, const Expr **out, uint32_t n) {
    if (e->tag == X_AND) {
        n = conjuncts(e->args[0], out, n);
        return conjuncts(e->args[1], out, n);
    }
    if (n < CONJUNCTS_MAX) out[n] = e;
    return n + 1;
}

typedef struct Choice {
    Run *run;
    const KindTable *k;
    Arena *arena;
    const Expr *parts[CONJUNCTS_MAX];
    uint64_t most[CONJUNCTS_MAX]; // about so many rows its index finds; NONE: it was asked
    uint32_t n;
    bool alone;
    Candidates best;
    const Expr *part; // that found them
} Choice;

#define NONE UINT64_MAX

static void look_up(Choice *c, uint32_t i) {
    Candidates found;
    c->most[i] = NONE;
    if (!index_candidates(c->run, c->k, c->parts[i], c->alone, c->arena, &found) ||
        found.count >= c->best.count)
        return;
    c->best = found;
    c->part = c->parts[i];
}

// First what costs nothing to look up, then what is thought to find the least, as long as it may
// find less than was found already.
static void look_up_parts(Choice *c) {
    for (;;) {
        uint32_t least = 0;
        for (uint32_t i = 1; i < c->n; i++)
            if (c->most[i] < c->most[least]) least = i;
        if (c->most[least] == NONE || c->most[least] > c->best.count) return;
        look_up(c, least);
    }
}

// A condition over index candidates must come out as it would for all rows: the parts before the
// chosen one must not be able to raise an error for the rows that the index leaves out.
static bool choose(Choice *c, const Expr *condition) {
    uint32_t n = conjuncts(condition, c->parts, 0);
    if (n > CONJUNCTS_MAX) return false;
    c->alone = n == 1;
    c->best.count = NONE;
    if (n > 1 && index_candidates(c->run, c->k, condition, true, c->arena, &c->best)) {
        c->part = condition;
        return true;
    }
    c->best.count = NONE;
    for (bool may_fail = false; c->n < n && !may_fail; c->n++) {
        const Expr *part = c->parts[c->n];
        c->most[c->n] = c->alone ? 0 : index_most(c->run, c->k, part);
        may_fail = part->can_fail;
    }
    look_up_parts(c);
    return c->part && (c->best.costly || c->best.count <= c->k->count / 4 + 8);
}

// The condition without one of its parts; NULL: nothing is left.
static const Expr *without(Arena *a, const Expr *e, const Expr *part) {
    if (e == part) return NULL;
    if (e->tag != X_AND) return e;
    const Expr *x = without(a, e->args[0], part), *y = without(a, e->args[1], part);
    if (!x || !y) return x ? x : y;
    if (x == e->args[0] && y == e->args[1]) return e;
    Expr *both = arena_dup(a, e, sizeof *both);
    both->args = ARENA_ARRAY(a, Expr *, 2);
    both->args[0] = (Expr *)(uintptr_t)x;
    both->args[1] = (Expr *)(uintptr_t)y;
    return both;
}

static void tell_unknown(Op *op, const Stage *st, const Candidates *found) {
    op->stage = st;
    if (!found->exact) return;
    op->unknown = found->unknown + found->missing;
    op->missing = found->missing;
    op->missing_field = found->field;
}

#ifdef GZT_TINY
enum { FEW = 1 };
#else
enum { FEW = 16 }; // rows whose texts may as well be read
#endif

// The rows found that patterns and links among the other parts leave; what is still to be asked of
// them.
static const Expr *narrow(Choice *c, const Expr *condition, const uint32_t **rows, uint32_t *n) {
    const Expr *left = c->best.decided ? without(c->arena, condition, c->part) : condition;
    for (uint32_t i = 0; i<c->n && * n> FEW; i++)
        if (c->parts[i] != c->part && (word_narrow(c->run, c->k, c->parts[i], c->arena, rows, n) ||
                                       link_narrow(c->run, c->k, c->parts[i], c->arena, rows, n)))
            left = without(c->arena, left, c->parts[i]);
    return left;
}

// Whether the next stage sorts by what the rows found are in order of already.
static bool sorted_by_index(const Choice *c, const Stage *st) {
    const Stage *sort = st->next;
    const Column *in_order = c->best.in_order_of;
    if (!in_order || !sort || sort->tag != P_SORT || sort->nexprs != 1 || sort->desc[0])
        return false;
    const Expr *key = sort->exprs[0];
    return key->tag == X_FIELD && key->args[0]->tag == X_SLOT && key->args[0]->depth == 0 &&
           key->args[0]->slot == 0 && archive_column(c->run->archive, c->k, key->field) == in_order;
}

// The rows as a source, or how many they are where nothing else is asked; *left: what is still to
// be asked of them, NULL: nothing.
static Op *found_rows(Choice *c, const Stage *st, bool counted, const Expr **left) {
    uint32_t n;
    const uint32_t *rows = index_rows(c->run, c->k, &c->best, c->arena, &n);
    *left = NULL;
    if (c->best.exact && counted) return op_counted(c->run, n, c->arena);
    if (!c->best.exact) *left = narrow(c, st->exprs[0], &rows, &n);
    return op_rows(c->run, c->k, rows, n, c->arena);
}

Op *where_through_index(Run *r, const KindTable *k, const Stage *st, Arena *arena,
                        const Stage **rest) {
    Choice c = {.run = r, .k = k, .arena = arena};
    const Expr *left = NULL;
    bool counted = st->next && st->next->tag == P_COUNT;
    bool sorted = false;
    Op *op = NULL;
    if (counted && word_count_rows(r, k, st->exprs[0], arena, &c.best))
        op = op_counted(r, c.best.count, arena);
    else if (choose(&c, st->exprs[0]))
        sorted = sorted_by_index(&c, st);
    else
        return NULL;
    if (sorted)
        op = op_rows(r, k, c.best.nranges ? c.best.ranges[0].rows : NULL, (uint32_t)c.best.count,
                     arena);
    else if (!op)
        op = found_rows(&c, st, counted, &left);
    *rest = sorted || (counted && c.best.exact) ? st->next->next : st->next;
    op->detail =
        str_printf(arena, "%.*s by %.*s", STR_FMT(k->kind->collection), STR_FMT(c.best.field));
    if (left) return op_where(op, st, left);
    tell_unknown(op, st, &c.best);
    return op;
}
