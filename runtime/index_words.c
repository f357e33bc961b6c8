// Conditions on the words of texts: `~` over one column, and what `and`, `or` and `not` make of
// several, decided on sets of rows without a text being read. A row without a text is unknown
// whatever the combination, since every part of it is.
#include <string.h>

#include "runtime/index_impl.h"
#include "runtime/word_find.h"

typedef struct Combination {
    Run *run;
    const KindTable *k;
    const Expr *field; // the column that the parts seen so far ask about
    Arena *arena;
} Combination;

static uint32_t bit_words(const Combination *c) { return c->k->count / 64 + 1; }

static bool is_pattern(const Expr *e) { return e->tag == X_OP && e->op == XO_TILDE; }

static bool is_joined(const Expr *e) {
    return e->tag == X_AND || e->tag == X_OR || e->tag == X_NOT;
}

static const Column *column_of(const Combination *c) {
    return archive_column(c->run->archive, c->k, c->field->field);
}

static const WordIndex *words_of(const Combination *c) { return column_of(c)->words; }

// Whether it is nothing but patterns over one column, which becomes c->field. Looked at first, so
// that no list is read in vain.
static bool of_one_column(Combination *c, const Expr *e) {
    if (is_joined(e))
        return of_one_column(c, e->args[0]) && (e->tag == X_NOT || of_one_column(c, e->args[1]));
    const Expr *field = is_pattern(e) ? row_field(e->args[0]) : NULL;
    if (!field || field->type->tag != TY_TEXT || (c->field && c->field->field != field->field))
        return false;
    c->field = field;
    return words_of(c) != NULL;
}

// Of an expression whose words are of c->field; NULL: not known, or none.
static const Match *pattern_of(const Combination *c, const Expr *e) {
    const Vec *v = fixed_value(c->run, e->args[1]);
    if (!v || vec_missing(v, 0)) return NULL;
    MatchError err;
    return match_compile(c->arena, run_text(c->run, v->d.u32[0]), &err);
}

// The rows that a pattern fits. False: the index is no help. A pattern that is none is left to the
// rows that it would be tried on.
static bool pattern_rows(Combination *c, const Expr *e, FoundRows *found) {
    const Match *m = pattern_of(c, e);
    const WordIndex *words = words_of(c);
    return m && word_find(c->run, words, c->k->count, m, c->arena, found);
}

// Rows that have a text.
static uint64_t *given_bits(const Combination *c) {
    uint64_t *bits = arena_zero(c->arena, bit_words(c) * sizeof *bits);
    const uint32_t *texts = column_of(c)->data;
    uint32_t n = c->k->count;
    if (words_of(c)->missing) {
        for (uint32_t i = 0; i < n; i++) bits[i / 64] |= (uint64_t)(texts[i] != 0) << i % 64;
    } else {
        memset(bits, 0xff, n / 64 * sizeof *bits);
        bits[n / 64] = (UINT64_C(1) << n % 64) - 1;
    }
    return bits;
}

// The rows for which the combination is true; NULL where they are not known exactly.
static uint64_t *true_bits(Combination *c, const Expr *e) {
    FoundRows found;
    if (is_pattern(e)) {
        if (!pattern_rows(c, e, &found) || !found.exact) return NULL;
        uint64_t *bits = arena_zero(c->arena, bit_words(c) * sizeof *bits);
        for (uint32_t i = 0; i < found.n; i++)
            bits[found.rows[i] / 64] |= UINT64_C(1) << found.rows[i] % 64;
        return bits;
    }
    uint64_t *x = true_bits(c, e->args[0]);
    uint64_t *y = x && e->tag != X_NOT ? true_bits(c, e->args[1]) : x ? given_bits(c) : NULL;
    if (!y) return NULL;
    for (uint32_t i = 0; i < bit_words(c); i++)
        x[i] = e->tag == X_AND ? x[i] & y[i] : e->tag == X_OR ? x[i] | y[i] : y[i] & ~x[i];
    return x;
}

static uint32_t *rows_of_bits(const Combination *c, const uint64_t *bits, uint32_t *n) {
    uint32_t *rows = NULL;
    size_t cap = 0;
    *n = 0;
    for (uint32_t i = 0; i < bit_words(c); i++) {
        if (!bits[i]) continue;
        rows = arena_grow(c->arena, rows, &cap, (size_t)*n + 64, sizeof *rows);
        for (uint64_t b = bits[i]; b; b &= b - 1)
            rows[(*n)++] = i * 64 + (uint32_t)__builtin_ctzll(b);
    }
    return rows;
}

static bool combination_rows(Combination *c, const Expr *e, FoundRows *found) {
    if (!of_one_column(c, e)) return false;
    if (is_pattern(e)) return pattern_rows(c, e, found);
    const uint64_t *bits = true_bits(c, e);
    if (!bits) return false;
    found->rows = rows_of_bits(c, bits, &found->n);
    found->exact = true;
    return true;
}

bool word_candidates(Run *r, const KindTable *k, const Expr *e, Candidates *out) {
    Combination c = {r, k, NULL, out->arena};
    FoundRows found;
    if (!combination_rows(&c, e, &found)) return false;
    const Column *column = column_of(&c);
    out->field = c.field->name;
    out->costly = out->ordered = true;
    out->decided = found.exact && !column->words->missing;
    out->exact = out->exact && found.exact;
    candidates_add(out, found.rows, found.n, 0);
    if (out->exact) {
        out->missing = column->words->missing;
    } else if (column->words->missing) {
        out->gaps = column;
        out->count += column->words->missing;
    }
    return true;
}

bool word_narrow(Run *r, const KindTable *k, const Expr *e, Arena *arena, const uint32_t **rows,
                 uint32_t *n) {
    Combination c = {r, k, NULL, arena};
    if (!is_pattern(e) || !of_one_column(&c, e)) return false;
    const WordIndex *words = words_of(&c);
    const Match *m = pattern_of(&c, e);
    FoundRows among = {*rows, *n, true}, found;
    if (!m || words->missing || !word_sift(r, words, k->count, m, arena, &among, &found))
        return false;
    *rows = found.rows;
    *n = found.n;
    return found.exact;
}

// The first row with a text, if there is one.
static void first_given(Combination *c, FoundRows *out) {
    const uint32_t *texts = c->k->columns[c->field->field].data;
    uint32_t *row = ARENA_NEW(c->arena, uint32_t);
    while (*row < c->k->count && !texts[*row]) guard_every(c->run->guard, ++*row);
    *out = (FoundRows){row, *row < c->k->count, false};
}

bool word_finds(Run *r, const KindTable *k, const Expr *call, Arena *arena, const uint32_t **rows,
                uint32_t *n) {
    if (call->tag != X_CALL || !(call->fn->flags & FN_FINDS)) return false;
    Combination c = {r, k, row_field(call->args[0]), arena};
    FoundRows found;
    if (!c.field || !k->columns[c.field->field].words || !pattern_rows(&c, call, &found))
        return false;
    if (!found.n) first_given(&c, &found);
    *rows = found.rows;
    *n = found.n;
    return true;
}

// ---- how many -------------------------------------------------------------------------------

// By the rarest of its words that is written out.
static uint64_t pattern_most(Combination *c, const Expr *e) {
    const Match *m = pattern_of(c, e);
    return m ? word_rows_most(words_of(c), c->k->count, m) : c->k->count;
}

static uint64_t rows_most(Combination *c, const Expr *e) {
    if (is_pattern(e)) return pattern_most(c, e);
    if (e->tag == X_NOT) return c->k->count;
    uint64_t x = rows_most(c, e->args[0]), y = rows_most(c, e->args[1]);
    if (e->tag == X_OR) return x + y;
    return x < y ? x : y;
}

bool word_most(Run *r, const KindTable *k, const Expr *e, uint64_t *most) {
    Combination c = {r, k, NULL, r->scratch};
    if (!of_one_column(&c, e)) return false;
    *most = rows_most(&c, e);
    return true;
}

bool word_count_rows(Run *r, const KindTable *k, const Expr *e, Arena *arena, Candidates *out) {
    Combination c = {r, k, NULL, arena};
    if (!is_pattern(e) || !of_one_column(&c, e)) return false;
    const WordIndex *words = words_of(&c);
    const Match *m = pattern_of(&c, e);
    uint32_t n;
    if (!m || !word_rows_exactly(words, k->count, m, &n)) return false;
    *out = (Candidates){.arena = arena, .exact = true, .count = n, .field = c.field->name};
    out->missing = words->missing;
    return true;
}
