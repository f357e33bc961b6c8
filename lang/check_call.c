// Calls: the language's own forms (any, all, maybe, unknown, date of a literal) and built-in
// functions. Aggregates are check_aggregate.c's, functions of the query check_function.c's.
#include <string.h>

#include "lang/calendar.h"
#include "lang/check_sig.h"
#include "lang/stack.h"

// ---- functions of later versions ------------------------------------------------------------

const char *later_function(Str name) {
    static const char *const later[] = {"prev",       "next",   "row",        "rank",
                                        "running",    "whole",  "cite",       "path",
                                        "neighbours", "degree", "components", "centrality"};
    for (size_t i = 0; i < sizeof later / sizeof *later; i++)
        if (str_is(name, later[i])) return later[i];
    return NULL;
}

// What a function is called here that has another name in SQL or elsewhere.
static const char *name_here(Str name) {
    static const struct {
        const char *there, *here;
    } habits[] = {
        {"avg", "mean(...)"},
        {"average", "mean(...)"},
        {"len", "count(...) of a list, length(...) of a text"},
        {"size", "count(...) of a list, length(...) of a text"},
        {"levenshtein", "distance(a, b)"},
        {"edit_distance", "distance(a, b)"},
        {"jaro_winkler", "similarity(a, b)"},
        {"jaro_winkler_similarity", "similarity(a, b)"},
        {"soundex", "soundex_dm(name), or cologne(name) for German names"},
        {"metaphone", "soundex_dm(name), or cologne(name) for German names"},
        {"unaccent", "fold(text)"},
        {"transliterate", "latin(name), to compare names by"},
        {"score", "the column score, which search adds: articles | search \"fog\" | select score"},
        {"bm25", "the column score, which search adds: articles | search \"fog\" | select score"},
    };
    for (size_t i = 0; i < sizeof habits / sizeof *habits; i++)
        if (str_is(name, habits[i].there)) return habits[i].here;
    return NULL;
}

static Expr *unknown_function(Chk *c, const Node *n) {
    Diag *d;
    const char *stage = corpus_stage(n->text);
    if (stage) {
        chk_error(c, E0305, n, n->at, &d, "'%.*s' is a stage", STR_FMT(n->text));
        chk_hint(c, d, "articles | %s", stage);
        return NULL;
    }
    if (later_function(n->text))
        return chk_later(c, n, n->at,
                         str_printf(c->arena, "the function '%.*s' is", STR_FMT(n->text)).p);
    chk_error(c, E0203, n, n->at, &d, "there is no function '%.*s'", STR_FMT(n->text));
    Near near;
    near_init(&near, n->text);
    for (uint32_t i = 0; i < c->cat->nfunctions; i++)
        near_try(&near, str_of(c->cat->functions[i]->name));
    for (const Def *def = c->defs; def; def = def->older)
        if (def->tag == DEF_FN) near_try(&near, def->name);
    static const char *const forms[] = {"any", "all", "maybe", "unknown"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) near_try(&near, str_of(forms[i]));
    if (near.best.n) chk_note(c, d, "did you mean '%.*s'?", STR_FMT(near.best));
    if (!n->list && command_hint(c, d, n->text)) return NULL;
    const char *here = name_here(n->text);
    if (here) chk_hint(c, d, "%s", here);
    return NULL;
}

// ---- forms ----------------------------------------------------------------------------------

uint32_t arg_count(const Node *n) {
    uint32_t k = 0;
    for (const Node *a = n->list; a; a = a->next) k++;
    return k;
}

Expr *wrong_count(Chk *c, const Node *n, const char *usage) {
    Diag *d;
    chk_error(c, E0305, n, n->at, &d, "'%.*s' takes other arguments", STR_FMT(n->text));
    chk_hint(c, d, "%s", usage);
    return NULL;
}

bool no_labels(Chk *c, const Node *n) {
    for (const Node *a = n->list; a; a = a->next) {
        if (!a->text.n) continue;
        chk_error(c, E0305, n, a->at, NULL, "'%.*s' has no named arguments", STR_FMT(n->text));
        return false;
    }
    return true;
}

// any(xs, cond), all(xs, cond); with one argument a list of truths.
OWN_FRAME static Expr *check_any_all(Chk *c, Scope *s, const Node *n, ExprTag tag) {
    uint32_t count = arg_count(n);
    if (count < 1 || count > 2)
        return wrong_count(c, n,
                           tag == X_ANY ? "any(people, born < 1880)" : "all(people, born < 1880)");
    Expr *list = check_list(c, s, n->list->a);
    if (!list) return NULL;
    if (list->type->elem->tag == TY_NULL) { // of nothing: any is false, all is true
        Expr *k = mk_const(c, n, &type_truth);
        k->value.v.i = tag == X_ALL;
        return k;
    }
    Expr *cond;
    if (count == 2) {
        cond = check_condition(c, scope_of_element(c, s, list->type->elem), n->list->next->a);
    } else {
        if (list->type->elem->tag != TY_TRUTH)
            return wrong_count(
                c, n, tag == X_ANY ? "any(people, born < 1880)" : "all(people, born < 1880)");
        cond = mk_slot(c, n, 0, 0, &type_truth);
    }
    if (!cond) return NULL;
    Expr *e = mk(c, tag, &type_truth, n, 2);
    e->args[0] = list;
    e->args[1] = cond;
    mk_done(e);
    return e;
}

OWN_FRAME static Expr *check_truth_form(Chk *c, Scope *s, const Node *n, ExprTag tag) {
    if (arg_count(n) != 1)
        return wrong_count(c, n, tag == X_MAYBE ? "maybe(died < 1930)" : "unknown(died < 1930)");
    Expr *a = check_condition(c, s, n->list->a);
    if (!a) return NULL;
    Expr *e = mk(c, tag, &type_truth, n, 1);
    e->args[0] = a;
    mk_done(e);
    return e;
}

// date("1917-11"): read now, so that an error points into the text, and it counts as written.
static Expr *check_date_literal(Chk *c, const Node *n) {
    const Node *lit = n->list->a;
    Expr *e = mk_const(c, n, &type_date);
    DateError err = {0};
    Date *date = &e->value.v.date;
    YearStyle style = (YearStyle)c->set.circa.year_begins;
    if (!date_text(c->arena, lit->text, date, &err) ||
        !year_restyle_written(c->arena, lit->text, style, date, &err)) {
        Span at = lit->span;
        if (at.len == lit->text.n + 2) // a plain text without escapes: point into it
            at = (Span){at.at + 1 + err.at, err.len ? err.len : 1};
        Diag *d;
        chk_error(c, E0502, lit, at, &d, "%s", err.message);
        if (err.hint[0]) chk_hint(c, d, "%s", err.hint);
        return NULL;
    }
    e->written = true;
    return e;
}

// ---- built-in functions ---------------------------------------------------------------------

static void no_overload(Chk *c, const Node *n, uint32_t first, uint32_t many, Expr **args,
                        uint32_t count) {
    StrBuf b;
    buf_init(&b, c->arena);
    for (uint32_t i = 0; i < count; i++) {
        if (i) buf_addc(&b, ", ");
        buf_addc(&b, chk_type(c, args[i]->type));
    }
    Diag *d;
    chk_error(c, E0305, n, n->at, &d,
              count ? "'%.*s' does not take (%.*s)" : "'%.*s' needs a value", STR_FMT(n->text),
              STR_FMT(buf_str(&b)));
    buf_init(&b, c->arena);
    for (uint32_t i = 0; i < many; i++) {
        const char *takes = c->cat->functions[first + i]->signature, *arrow = strstr(takes, " ->");
        int length = arrow ? (int)(arrow - takes) : (int)strlen(takes);
        buf_printf(&b, "%s%.*s(%.*s)", i ? " or " : "", STR_FMT(n->text), length, takes);
    }
    chk_note(c, d, "%.*s", STR_FMT(buf_str(&b)));
    for (uint32_t i = 0; i < count; i++)
        if (args[i]->type->tag == TY_LIST)
            chk_hint(
                c, d,
                "lists never turn into one value by themselves: any(…, …), first(…) or expand");
}

static Expr **check_args(Chk *c, Scope *s, const Node *n, const FnSig *sig, uint32_t count) {
    Expr **args = ARENA_ARRAY(c->arena, Expr *, count + 1);
    bool ok = true;
    uint32_t i = 0;
    for (const Node *a = n->list; a; a = a->next, i++) {
        bool year = sig && sig_takes_date(sig, i) && is_year_literal(c, s, a->a);
        args[i] = year ? check_years(c, s, a->a) : check_expr(c, s, a->a);
        ok = ok && args[i];
    }
    return ok ? args : NULL;
}

// ---- after `search` --------------------------------------------------------------------------

static Expr *words_searched(Chk *c, Scope *s, const Node *n) {
    for (; s; s = s->outer)
        if (s->row && s->row->searched) return s->row->searched;
    Diag *d;
    chk_error(c, E0305, n, n->at, &d,
              "'%.*s' needs a pattern, or rows in which words were searched", STR_FMT(n->text));
    chk_hint(c, d, "%.*s(text, \"soviet*\"), or: articles | search \"soviets\" | select %.*s(text)",
             STR_FMT(n->text), STR_FMT(n->text));
    return NULL;
}

// Of a field the language that its entity states.
static Expr *language_of(Chk *c, const Node *n, const Expr *text) {
    if (text->tag != X_FIELD || text->args[0]->type->kind == KIND_ANY) return NULL;
    uint32_t kind = text->args[0]->type->kind;
    const Kind *k = c->cat->schema->kinds[kind];
    uint32_t f = kind_field(k, STR("language"));
    if (f >= k->ndeclared || k->fields[f].type->tag != TY_TEXT) return NULL;
    if (catalog_may_read(c->cat, kind, f) != READ_OPEN) return NULL;
    return field_of(c, n, text->args[0], STR("language"), n->at);
}

// The call with what its kernel gets behind the arguments that are written.
static Expr *with_search(Chk *c, Scope *s, const Node *n, Expr *call) {
    Expr *e = mk(c, X_CALL, call->type, n, call->nargs + 2);
    for (uint32_t i = 0; i < call->nargs; i++) e->args[i] = call->args[i];
    e->args[call->nargs] = words_searched(c, s, n);
    if (!e->args[call->nargs]) return NULL;
    e->args[call->nargs + 1] = language_of(c, n, call->args[0]);
    e->fn = call->fn;
    e->can_fail = call->can_fail;
    mk_done(e);
    return e;
}

OWN_FRAME static Expr *check_builtin(Chk *c, Scope *s, const Node *n, uint32_t first,
                                     uint32_t many) {
    uint32_t count = arg_count(n);
    if (!no_labels(c, n)) return NULL;
    if (str_is(n->text, "date") && count == 1 && n->list->a->tag == N_TEXT)
        return check_date_literal(c, n);
    // a whole number where every overload wants a date is a year
    bool dates = true;
    for (uint32_t i = 0; i < many; i++)
        dates = dates && sig_takes_date(c->cat->functions[first + i], 0);
    Expr **args = check_args(c, s, n, dates ? c->cat->functions[first] : NULL, count);
    if (!args) return NULL;
    const Type *types[SIG_ARGS];
    for (uint32_t i = 0; i < count && i < SIG_ARGS; i++) types[i] = args[i]->type;
    for (uint32_t i = 0; i < many && count <= SIG_ARGS; i++) {
        const FnSig *sig = c->cat->functions[first + i];
        SigMatch m;
        if (!sig_match(c, sig, types, count, &m)) continue;
        Expr *e = mk(c, X_CALL, m.result, n, m.n);
        e->fn = sig;
        for (uint32_t k = 0; k < m.n; k++) {
            if (k >= count) continue;
            const Type *want = m.types[k]->tag == TY_NULL ? &type_text : m.types[k];
            e->args[k] = convert(c, args[k], want);
        }
        e->can_fail = (sig->flags & FN_CAN_FAIL) != 0;
        mk_done(e);
        return sig->flags & FN_SEARCHED ? with_search(c, s, n, e) : e;
    }
    no_overload(c, n, first, many, args, count);
    return NULL;
}

// ---- any call --------------------------------------------------------------------------------

Expr *check_call(Chk *c, Scope *s, const Node *n) {
    const FnDecl *fn = find_fn(c, n->text);
    if (fn) return call_function(c, s, n, (FnDecl *)fn, NULL);
    if (str_is(n->text, "any")) return check_any_all(c, s, n, X_ANY);
    if (str_is(n->text, "all")) return check_any_all(c, s, n, X_ALL);
    if (str_is(n->text, "maybe")) return check_truth_form(c, s, n, X_MAYBE);
    if (str_is(n->text, "unknown")) return check_truth_form(c, s, n, X_UNKNOWN);
    uint32_t many, first = sig_find(c->cat, n->text, &many);
    if (first == UINT32_MAX) return unknown_function(c, n);
    if (str_is(n->text, "claims")) return check_claims(c, s, n);
    if (str_is(n->text, "conflicts")) return conflicts_is_stage(c, n);
    if (c->cat->functions[first]->flags & FN_AGGREGATE)
        return s && s->group ? check_group_agg(c, s, n) : check_list_aggregate(c, s, n);
    return check_builtin(c, s, n, first, many);
}
