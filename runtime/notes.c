// What a result left out, in words: rows that are only possible, missing values, ties, what never
// occurs, and the stage that emptied it. Made once, when all rows were read.
#include <string.h>

#include "runtime/session.h"

// Texts of the archive and of the query never drive a terminal: one line, controls as escapes.
static void add_note(gzt_result *r, Str s) {
    s = str_visible(&r->scratch, s);
    r->notes = arena_grow(&r->keep, r->notes, &r->cap_notes, r->nnotes + 1, sizeof *r->notes);
    r->notes[r->nnotes++] = str_dup(&r->keep, s).p;
}

#define NOTE(r, ...) add_note((r), str_printf(&(r)->keep, __VA_ARGS__))

static const char *plural(uint64_t n, const char *one, const char *many) {
    return n == 1 ? one : many;
}

// ---- unknown rows ---------------------------------------------------------------------------

static void unknown_notes(gzt_result *r, const Op *op) {
    uint64_t possible = op->unknown - op->missing;
    if (possible)
        NOTE(r, "%llu more %s possible (maybe)", (unsigned long long)possible,
             plural(possible, "is", "are"));
    if (op->missing)
        NOTE(r, "%llu more %s possible: %.*s not recorded", (unsigned long long)op->missing,
             plural(op->missing, "is", "are"), STR_FMT(op->missing_field));
}

// Words that were written over several lines, with a blank for each break.
static Str on_one_line(Arena *a, Str s) {
    StrBuf out;
    buf_init(&out, a);
    for (uint32_t i = 0; i < s.n; i++) {
        buf_char(&out, s.p[i] == '\n' ? ' ' : s.p[i]);
        if (s.p[i] == '\n')
            while (i + 1 < s.n && (unsigned char)s.p[i + 1] <= ' ') i++;
    }
    return buf_str(&out);
}

static void op_notes(gzt_result *r, const Op *op) {
    if (op->unknown) unknown_notes(r, op);
    if (op->ties)
        NOTE(r, "%llu more %s with the last", (unsigned long long)op->ties,
             plural(op->ties, "ties", "tie"));
    if (op->empty)
        NOTE(r, "%llu %s no %.*s to expand", (unsigned long long)op->empty,
             plural(op->empty, "row has", "rows have"),
             STR_FMT(on_one_line(&r->scratch, op->detail)));
    for (uint32_t i = 0; i < op->nnotes; i++) add_note(r, on_one_line(&r->scratch, op->notes[i]));
}

// The stages from the source on, each after the side that it takes in.
static void chain_notes(gzt_result *r, const Op *last) {
    uint32_t n = 0;
    for (const Op *op = last; op; op = op->child) n++;
    const Op **chain = ARENA_ARRAY(&r->scratch, const Op *, n + 1);
    n = 0;
    for (const Op *op = last; op; op = op->child) chain[n++] = op;
    for (uint32_t i = n; i-- > 0;) {
        if (chain[i]->other) chain_notes(r, chain[i]->other);
        op_notes(r, chain[i]);
    }
}

static bool left_before(const Left *a, const Left *b) {
    Span x = a->expr->span, y = b->expr->span;
    if (x.at != y.at) return x.at < y.at;
    return x.len != y.len ? x.len < y.len : a->what < b->what;
}

// In the order of the query, whichever was worked out first. (An insertion sort: they are few.)
static const Left *left_in_order(gzt_result *r, const Run *run) {
    Left *left = ARENA_ARRAY(&r->scratch, Left, run->nleft + 1);
    for (uint32_t i = 0; i < run->nleft; i++) {
        uint32_t k = i;
        for (; k > 0 && left_before(&run->left[i], &left[k - 1]); k--) left[k] = left[k - 1];
        left[k] = run->left[i];
    }
    return left;
}

static void run_notes(gzt_result *r) {
    const Run *run = &r->script->run;
    const Left *left = left_in_order(r, run);
    for (uint32_t i = 0; i < run->nleft; i++) {
        const Left *l = &left[i];
        unsigned long long n = (unsigned long long)l->n;
        Str words = on_one_line(&r->scratch, l->expr->words);
        if (l->what == LEFT_SKIPPED)
            NOTE(r, "%.*s leaves out %llu missing %s", STR_FMT(words), n,
                 plural(l->n, "value", "values"));
        else
            NOTE(r, "%.*s leaves out %llu that %s possible", STR_FMT(words), n,
                 plural(l->n, "is", "are"));
    }
    if (run->divisions_by_zero)
        NOTE(r, "%llu %s by zero gave nothing", (unsigned long long)run->divisions_by_zero,
             plural(run->divisions_by_zero, "division", "divisions"));
}

// ---- texts that never occur -----------------------------------------------------------------

static uint64_t count_text(const KindTable *k, const Column *c, uint32_t id) {
    if (c->index.keys) {
        uint32_t from, to;
        index_range(c->index, id, id, &from, &to);
        return to - from;
    }
    const uint32_t *values = c->data;
    uint32_t n = c->off ? c->off[k->count] : k->count;
    uint64_t found = 0;
    for (uint32_t i = 0; values && i < n; i++) found += values[i] == id;
    return found;
}

// A text that no entity of the kind has in the field, compared with it: says so, and which spelling
// there is.
static void never_note(gzt_result *r, const Expr *field, const Expr *value) {
    const Archive *a = r->script->run.archive;
    const KindTable *k = &a->tables[field->args[0]->type->kind];
    const Column *c = archive_column(a, k, field->field);
    Str word = value->value.v.text;
    uint32_t id = archive_find_text(a, word), lo, hi;
    // without an index, looking for it shall cost no more than the query did
    if (id && !c->index.keys && r->script->run.steps < k->count) return;
    if (id && count_text(k, c, id)) return;
    Str near = {"", 0};
    uint64_t many = 0;
    archive_find_folded(a, &r->scratch, word, &lo, &hi);
    for (uint32_t i = lo; i < hi && !many; i++) {
        many = count_text(k, c, i);
        if (many) near = archive_text(a, i);
    }
    Str name = field->name;
    if (many)
        NOTE(r, "no %.*s is \"%.*s\"; %llu %s \"%.*s\" (%.*s ~ \"%.*s\" ignores case)",
             STR_FMT(name), STR_FMT(word), (unsigned long long)many, plural(many, "is", "are"),
             STR_FMT(near), STR_FMT(name), STR_FMT(word));
    else
        NOTE(r, "no %.*s is \"%.*s\"", STR_FMT(name), STR_FMT(word));
}

static bool text_constant(const Expr *e) {
    return e->tag == X_CONST && e->type->tag == TY_TEXT && !e->value.missing;
}

static void never_in(gzt_result *r, const Expr *e) {
    if (!e) return;
    if (e->tag == X_OP && e->op == XO_EQ) {
        const Expr *a = e->args[0], *b = e->args[1];
        if (a->tag == X_FIELD && text_constant(b)) never_note(r, a, b);
        if (b->tag == X_FIELD && text_constant(a)) never_note(r, b, a);
    }
    if (e->tag == X_IN_LIST) {
        if (e->args[1]->tag == X_FIELD && text_constant(e->args[0]))
            never_note(r, e->args[1], e->args[0]);
        if (e->args[0]->tag == X_FIELD && e->args[1]->tag == X_LIST)
            for (uint32_t i = 0; i < e->args[1]->nargs; i++)
                if (text_constant(e->args[1]->args[i]))
                    never_note(r, e->args[0], e->args[1]->args[i]);
        return;
    }
    for (uint32_t i = 0; i < e->nargs; i++) never_in(r, e->args[i]);
}

// ---- all of them ----------------------------------------------------------------------------

// take 0 asks nothing of the stages before it.
static bool takes_none(const Stage *st) {
    return st && st->tag == P_TAKE && st->count->tag == X_CONST && st->count->value.v.i == 0;
}

// Was there anything before the stage? An index that proposes nothing stands for a whole
// collection.
static bool gave_rows(const Op *child) {
    return !child || child->rows_out || (!child->child && !strcmp(child->name, "index"));
}

// Of an empty result: the first stage, from the source on, that left nothing of what it was given.
static void emptied_note(gzt_result *r) {
    const Op *stage = NULL;
    for (const Op *op = r->op; op && !op->rows_out; op = op->child)
        if (op->stage && (gave_rows(op->child) || takes_none(op->stage))) stage = op;
    if (!stage) return;
    Str words = source_words(stage->stage->source, stage->stage->span);
    NOTE(r, "nothing is left after: %.*s", STR_FMT(on_one_line(&r->scratch, words)));
}

void result_notes(gzt_result *r) {
    chain_notes(r, r->op);
    run_notes(r);
    for (const Stage *st = r->pipe->stages; st; st = st->next)
        if (st->tag == P_WHERE) never_in(r, st->exprs[0]);
    if (!r->rows) emptied_note(r);
}

void result_left(gzt_result *r, uint64_t n, const char *why) {
    NOTE(r, "%llu %s, and %s left out", (unsigned long long)n, why, plural(n, "is", "are"));
}
