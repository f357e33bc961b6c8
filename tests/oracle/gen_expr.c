// Random expressions of a wanted type. Whatever is made of parts stands in brackets.
#include <stdio.h>
#include <string.h>

#include "tests/oracle/gen.h"

typedef struct Want { // what the writers of one expression share
    Gen *g;
    const GenRow *row;
    int depth; // of the parts
} Want;

static const Type *list_of(Gen *g, const Type *t) { return type_list(g->arena, t); }

static uint32_t pick(Want *w, uint32_t n) { return chance(&w->g->chance, n); }

static void expr(Want *w, const Type *t) { gen_expr(w->g, w->row, t, w->depth); }

// A template: %i int, %r real, %t text, %d date, %u duration, %c condition, %e entity of a kind;
// capitals: lists of them.
static const Type *letter(Gen *g, char c) {
    switch (c) {
    case 'i': return &type_int;
    case 'r': return &type_real;
    case 't': return &type_text;
    case 'd': return &type_date;
    case 'u': return &type_duration;
    case 'e': return gen_any_kind(g);
    case 'I': return list_of(g, &type_int);
    case 'R': return list_of(g, &type_real);
    case 'T': return list_of(g, &type_text);
    case 'D': return list_of(g, &type_date);
    case 'U': return list_of(g, &type_duration);
    default: return list_of(g, gen_any_kind(g));
    }
}

static void fill(Want *w, const char *pattern) {
    for (const char *p = pattern; *p; p++) {
        if (*p != '%')
            put(w->g, "%c", *p);
        else if (*++p == 'c')
            gen_condition(w->g, w->row, w->depth);
        else if (*p == '%')
            put(w->g, "%%");
        else
            expr(w, letter(w->g, *p));
    }
}

#define FILL(w, list) fill((w), (list)[pick((w), sizeof(list) / sizeof *(list))])

static GenRow inner_row(const GenRow *outer, const Type *it) {
    GenRow in = {.it = it, .outer = outer};
    return in;
}

// list, cond) with the condition read in each element
static void each(Want *w, const Type *elem) {
    expr(w, list_of(w->g, elem));
    put(w->g, ", ");
    GenRow in = inner_row(w->row, elem);
    gen_condition(w->g, &in, w->depth - 1);
    put(w->g, ")");
}

// max(list, what to take of each element)
static void of_each(Want *w, const Type *t) {
    static const char *const names[] = {"max", "min", "first", "last", "sum"};
    const Type *elem = gen_any_kind(w->g);
    put(w->g, "%s(", names[pick(w, t->tag == TY_INT ? 5 : 4)]);
    expr(w, list_of(w->g, elem));
    put(w->g, ", ");
    GenRow in = inner_row(w->row, elem);
    gen_expr(w->g, &in, t, w->depth - 1);
    put(w->g, ")");
}

static void subquery(Want *w, const Type *elem) {
    uint32_t starts[GEN_STAGES], n = 0;
    put(w->g, "(");
    gen_pipe(w->g, w->row, elem, w->depth, starts, &n);
    put(w->g, ")");
}

// ---- conditions -----------------------------------------------------------------------------

static void date_operand(Want *w) {
    if (w->g->years && pick(w, 4) == 0)
        put(w->g, pick(w, 2) ? "lyear" : "lyears");
    else if (pick(w, 3) == 0)
        put(w->g, "%u", 1900 + pick(w, 24));
    else if (pick(w, 3) == 0)
        gen_literal(w->g, &type_date);
    else
        expr(w, &type_date);
}

static void compare_dates(Want *w) {
    static const char *const ops[] = {"before", "after", "overlaps", "<",     ">",
                                      "<=",     ">=",    "in",       "not in"};
    put(w->g, "(");
    if (pick(w, 5) == 0) { // equality: of recorded dates only
        if (!gen_path(w->g, w->row, &type_date, true)) put(w->g, "start(1917-05)");
        put(w->g, pick(w, 2) ? " = " : " != ");
        if (!gen_path(w->g, w->row, &type_date, true)) put(w->g, "end(1917-05)");
    } else {
        if (!gen_path(w->g, w->row, &type_date, false)) gen_literal(w->g, &type_date);
        put(w->g, " %s ", ops[pick(w, 9)]);
        date_operand(w);
    }
    put(w->g, ")");
}

static void compare(Want *w) {
    static const char *const ops[] = {"=", "!=", "<", "<=", ">", ">="};
    const Type *t = gen_scalar(w->g, false), *other = t;
    if (t->tag == TY_DATE) {
        compare_dates(w);
        return;
    }
    if (type_is_number(t) && pick(w, 3) == 0) other = t->tag == TY_INT ? &type_real : &type_int;
    put(w->g, "(");
    expr(w, t);
    put(w->g, " %s ", ops[pick(w, t->tag == TY_ENTITY ? 2 : 6)]);
    expr(w, other);
    put(w->g, ")");
}

// The forms that an index may answer: a field of the row against a constant.
// similar(name, "…"), or of any of several names: what the index of names is asked.
static void similar_name(Want *w) {
    bool several = pick(w, 2) == 0;
    const Type *t = several ? list_of(w->g, &type_text) : &type_text;
    put(w->g, several ? "any(" : "similar(");
    if (!gen_path(w->g, w->row, t, false)) gen_literal(w->g, t);
    put(w->g, several ? ", similar(it, " : ", ");
    gen_literal(w->g, &type_text);
    put(w->g, several ? "))" : ")");
}

static void field_against_constant(Want *w) {
    static const char *const ops[] = {"=", "!=", "<", "<=", ">", ">="};
    const Type *t = gen_scalar(w->g, false);
    if (t->tag == TY_DATE) {
        compare_dates(w);
        return;
    }
    if (t->tag == TY_TEXT && pick(w, 4) == 0) {
        similar_name(w);
        return;
    }
    const Type *it = w->row ? w->row->it : NULL;
    if (it && it->tag == TY_ENTITY && pick(w, 8) == 0) {
        put(w->g, "(id = \"%c%u\")", "pela"[pick(w, 4)], pick(w, 9));
        return;
    }
    put(w->g, "(");
    if (pick(w, 5) == 0 && gen_path(w->g, w->row, list_of(w->g, t), false)) {
        put(w->g, " has ");
        gen_literal(w->g, t);
        put(w->g, ")");
        return;
    }
    if (!gen_path(w->g, w->row, t, false)) gen_literal(w->g, t);
    if (pick(w, 3) == 0) {
        put(w->g, pick(w, 4) ? " in " : " not in ");
        gen_literal(w->g, list_of(w->g, t));
    } else {
        put(w->g, " %s ", ops[t->tag == TY_ENTITY ? 0 : pick(w, 6)]);
        gen_literal(w->g, t);
    }
    put(w->g, ")");
}

static void ranges(Want *w) {
    static const char *const forms[] = {"(%i in 1..4)",
                                        "(%i in (%i)..(%i))",
                                        "(%r in 0.5..2)",
                                        "(%r in ..(%i))",
                                        "(%t in \"b\"..)",
                                        "(%t in \"A\"..\"lz\")",
                                        "(%i not in 2..)",
                                        "(%d in 1905..1912)",
                                        "(%d in 1908..)",
                                        "(%d in ..1911-06)",
                                        "(%d in [1905, 1911..1914])",
                                        "(%d not in 1900..1915)",
                                        "(%d in (%d)..)",
                                        "(%d in ..(%d))",
                                        "(%d in (%d)..(%d))",
                                        "(%t in (%t)..(%t))",
                                        "(4 in (%i)..)",
                                        "(%d overlaps 1904-06..1909)",
                                        "(%d in within(%d))",
                                        "(%i in 1900..1915)"};
    FILL(w, forms);
}

static void membership(Want *w) {
    const Type *t = gen_scalar(w->g, false);
    put(w->g, "(");
    if (pick(w, 3) == 0) { // has: dates recorded on both sides
        const Type *l = list_of(w->g, t);
        if (t->tag == TY_DATE) {
            if (!gen_path(w->g, w->row, l, true)) put(w->g, "archive.people.born");
            put(w->g, " has ");
            if (!gen_path(w->g, w->row, t, true)) put(w->g, "start(1917-05)");
        } else {
            expr(w, l);
            put(w->g, " has ");
            expr(w, t);
        }
    } else {
        expr(w, t);
        put(w->g, pick(w, 4) ? " in " : " not in ");
        if (pick(w, 3) == 0 && w->depth > 0)
            subquery(w, t);
        else
            expr(w, list_of(w->g, t));
    }
    put(w->g, ")");
}

static void is_null(Want *w) {
    const Type *t = gen_scalar(w->g, false);
    put(w->g, "(");
    expr(w, pick(w, 4) ? t : list_of(w->g, t));
    put(w->g, pick(w, 2) ? " is null)" : " is not null)");
}

static void place_below(Want *w) {
    const Type *t = gen_kind(w->g, pick(w, 3) ? "place" : "event");
    put(w->g, "(");
    expr(w, t);
    put(w->g, pick(w, 4) ? " in " : " not in ");
    expr(w, t);
    put(w->g, ")");
}

static void any_all(Want *w) {
    put(w->g, pick(w, 2) ? "any(" : "all(");
    each(w, pick(w, 3) ? gen_any_kind(w->g) : gen_scalar(w->g, false));
}

static bool call_known(Want *w, const Type *t) {
    Gen *g = w->g;
    for (int tries = 0; tries < 6 && g->nknown; tries++) {
        const GenName *k = &g->known[pick(w, g->nknown)];
        if (!k->is_fn || (k->type && !type_same(k->type, t))) continue;
        put(g, "%s(", k->name);
        for (uint32_t i = 0; i < k->nargs; i++) {
            const Type *a = k->args[i] ? k->args[i] : t;
            bool small = a->tag == TY_INT && k->nargs == 1; // recursion
            put(g, i ? ", " : "");
            put(g, small ? "(" : "");
            expr(w, a);
            put(g, small ? " %% 6)" : "");
        }
        put(g, ")");
        return true;
    }
    return false;
}

void gen_condition(Gen *g, const GenRow *row, int depth) {
    static const char *const forms[] = {"(%c and %c)",         "(%c or %c)",
                                        "(%c and %c)",         "(not %c)",
                                        "maybe(%c)",           "unknown(%c)",
                                        "(%c ?? %c)",          "(%c = %c)",
                                        "(count(%E) > %i)",    "(if %c then %c else %c)",
                                        "(%u < %u)",           "(%u >= %u)",
                                        "(%u = %u)",           "starts_with(%t, \"z\")",
                                        "(%t ~ \"aurora\")",   "(%t matches '^l')",
                                        "(%t matches 'r.$')",  "(%t matches \"ri\")",
                                        "(%t ~ \"red gua*\")", "contains(%t, \"e\")",
                                        "(%E is null)",        "(not unknown(%c))",
                                        "(%c or unknown(%c))"};
    Want w = {g, row, depth - 1};
    if (depth <= 0) {
        if (pick(&w, 5) == 0 && gen_path(g, row, &type_truth, false)) return;
        field_against_constant(&w);
        return;
    }
    switch (pick(&w, 16)) {
    case 0:
    case 1: compare(&w); return;
    case 2:
    case 3: field_against_constant(&w); return;
    case 4: ranges(&w); return;
    case 5: membership(&w); return;
    case 6: is_null(&w); return;
    case 7: place_below(&w); return;
    case 8:
    case 9: any_all(&w); return;
    case 10:
        if (call_known(&w, &type_truth)) return;
        compare_dates(&w);
        return;
    case 11: compare_dates(&w); return;
    default: FILL(&w, forms); return;
    }
}

// ---- values ---------------------------------------------------------------------------------

static void whole(Want *w) {
    static const char *const forms[] = {
        "count(%E)", "count(%D)", "count(%T)", "year(%d)",   "month(%d)",  "length(%t)",
        "(%i + %i)", "(%i - %i)", "(%i * %i)", "(%i // %i)", "(%i %% %i)", "(-%i)",
        "sum(%I)",   "min(%I)",   "max(%I)",   "first(%I)",  "years(%u)",  "days(%d, %d)",
        "hour(%d)",  "round(%r)", "last(%I)",  "decade(%d)", "nth(%I, %i)"};
    if (pick(w, 4)) {
        FILL(w, forms);
        return;
    }
    if (pick(w, 2)) {
        of_each(w, &type_int);
        return;
    }
    put(w->g, "count(");
    each(w, gen_any_kind(w->g));
}

static void real(Want *w) {
    static const char *const forms[] = {"(%i / %i)",  "(%r + %r)",  "(%r * %i)", "(%r - %i)",
                                        "mean(%I)",   "(%r / %r)",  "sum(%R)",   "max(%R)",
                                        "median(%I)", "(-%r)",      "mean(%R)",  "abs(%r)",
                                        "(%r // %i)", "(%r %% 1.5)"};
    FILL(w, forms);
}

static void text(Want *w) {
    static const char *const forms[] = {"(%t + %t)",
                                        "lower(%t)",
                                        "fold(%t)",
                                        "label(%e)",
                                        "kind(%e)",
                                        "text(%i)",
                                        "weekday(%d)",
                                        "edtf(%d)",
                                        "first(%T)",
                                        "min(%T)",
                                        "join(%T, \"+\")",
                                        "max(%T)",
                                        "substring(%t, 2, 2)",
                                        "precision(%d)",
                                        "julian(%d)",
                                        "upper(%t)",
                                        "text(%c)"};
    FILL(w, forms);
}

static void date(Want *w) {
    static const char *const forms[] = {
        "start(%d)",      "end(%d)",   "earliest(%d)", "latest(%d)", "exactly(%d)", "(%d + 3 days)",
        "(%d - 2 years)", "(%d + %u)", "min(%D)",      "max(%D)",    "first(%D)"};
    if (pick(w, 8))
        FILL(w, forms);
    else
        of_each(w, &type_date);
}

static void duration(Want *w) {
    static const char *const forms[] = {
        "(%d - %d)", "(%d - %d)",  "(%u + %u)", "(%u - %u)",  "(%u * %i)", "(-%u)",    "sum(%U)",
        "max(%U)",   "length(%d)", "mean(%U)",  "median(%U)", "min(%U)",   "(%u / %i)"};
    FILL(w, forms);
}

static void entity(Want *w, const Type *t) {
    put(w->g, pick(w, 2) ? "first(" : "last(");
    expr(w, list_of(w->g, t));
    put(w->g, ")");
}

static void list(Want *w, const Type *t) {
    static const char *const calls[] = {"distinct(", "reverse(", "distinct(", "sorted("};
    const Type *e = t->elem;
    bool sortable = type_is_number(e) || e->tag == TY_TEXT || e->tag == TY_DATE;
    switch (pick(w, 8)) {
    case 0:
    case 1: subquery(w, e); return;
    case 2:
        if (e->tag == TY_RECORD) break;
        put(w->g, "%s", calls[pick(w, sortable ? 4 : 3)]);
        expr(w, t);
        put(w->g, ")");
        return;
    case 3:
        put(w->g, pick(w, 2) ? "take(" : "skip(");
        expr(w, t);
        put(w->g, ", %u)", pick(w, 4));
        return;
    case 4:
        put(w->g, "[");
        expr(w, e);
        put(w->g, ", ");
        expr(w, e);
        put(w->g, "]");
        return;
    default: break;
    }
    put(w->g, "(");
    expr(w, t);
    put(w->g, ")[");
    GenRow in = inner_row(w->row, e);
    gen_condition(w->g, &in, w->depth);
    put(w->g, "]");
}

static void record(Want *w, const Type *t) {
    if (pick(w, 3) == 0) {
        put(w->g, pick(w, 2) ? "first(" : "last(");
        expr(w, list_of(w->g, t));
        put(w->g, ")");
        return;
    }
    for (uint32_t i = 0; i < t->nfields; i++) {
        put(w->g, "%s%.*s: ", i ? ", " : "{", STR_FMT(t->fields[i].name));
        expr(w, t->fields[i].type);
    }
    put(w->g, "}");
}

// The member of a record.
static void unwrapped(Want *w, const Type *t) {
    const Type *r = gen_record(w->g, t);
    put(w->g, "(");
    expr(w, r);
    put(w->g, ").");
    for (uint32_t i = 0; i < r->nfields; i++) {
        if (!type_same(r->fields[i].type, t)) continue;
        put(w->g, "%.*s", STR_FMT(r->fields[i].name));
        return;
    }
}

static void choice(Want *w, const Type *t) {
    put(w->g, "(");
    if (pick(w, 2) && t->tag != TY_LIST) {
        expr(w, t);
        put(w->g, " ?? ");
        expr(w, t);
    } else {
        put(w->g, "if ");
        gen_condition(w->g, w->row, w->depth);
        put(w->g, " then ");
        expr(w, t);
        put(w->g, " else ");
        if (pick(w, 8))
            expr(w, t);
        else
            put(w->g, t->tag == TY_LIST ? "[]" : "null");
    }
    put(w->g, ")");
}

void gen_expr(Gen *g, const GenRow *row, const Type *t, int depth) {
    Want w = {g, row, depth - 1};
    if (depth <= 0 || one_in(&g->chance, 3)) {
        if (one_in(&g->chance, 6) || !gen_path(g, row, t, false)) gen_literal(g, t);
        return;
    }
    if (one_in(&g->chance, 7)) {
        choice(&w, t);
        return;
    }
    if (one_in(&g->chance, 6) && t->tag != TY_RECORD && call_known(&w, t)) return;
    if (one_in(&g->chance, 16) && t->tag != TY_LIST && t->tag != TY_RECORD) {
        unwrapped(&w, t);
        return;
    }
    switch ((TypeTag)t->tag) {
    case TY_INT: whole(&w); return;
    case TY_REAL: real(&w); return;
    case TY_TEXT: text(&w); return;
    case TY_TRUTH: gen_condition(g, row, depth); return;
    case TY_DATE: date(&w); return;
    case TY_DURATION: duration(&w); return;
    case TY_ENTITY: entity(&w, t); return;
    case TY_RECORD: record(&w, t); return;
    default: list(&w, t); return;
    }
}
