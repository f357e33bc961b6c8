// Calls: the language's own forms (any, all, maybe, unknown, date of a literal), aggregates over
// lists, built-in functions and user functions (one checked body for each combination of argument
// types).
#include <string.h>

#include "lang/check_sig.h"

// ---- functions of later versions ------------------------------------------------------------

const char *later_function(Str name) {
    static const char *const later[] = {
        "prev",       "next",   "row",    "rank",       "running", "whole",      "allen",
        "common",     "bucket", "bounds", "read_date",  "kwic",    "snippet",    "count_of",
        "collocates", "ngrams", "stem",   "similar",    "keyness", "highlight",  "score",
        "cite",       "claims", "path",   "neighbours", "degree",  "components", "centrality"};
    for (size_t i = 0; i < sizeof later / sizeof *later; i++)
        if (str_is(name, later[i])) return later[i];
    return NULL;
}

static Expr *unknown_function(Chk *c, const Node *n) {
    Diag *d;
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
    if (str_is(n->text, "avg") || str_is(n->text, "average")) chk_hint(c, d, "mean(...)");
    if (str_is(n->text, "len") || str_is(n->text, "size"))
        chk_hint(c, d, "count(...) of a list, length(...) of a text");
    return NULL;
}

// ---- forms ----------------------------------------------------------------------------------

static uint32_t arg_count(const Node *n) {
    uint32_t k = 0;
    for (const Node *a = n->list; a; a = a->next) k++;
    return k;
}

static Expr *wrong_count(Chk *c, const Node *n, const char *usage) {
    Diag *d;
    chk_error(c, E0305, n, n->at, &d, "'%.*s' takes other arguments", STR_FMT(n->text));
    chk_hint(c, d, "%s", usage);
    return NULL;
}

static bool no_labels(Chk *c, const Node *n) {
    for (const Node *a = n->list; a; a = a->next) {
        if (!a->text.n) continue;
        chk_error(c, E0305, n, a->at, NULL, "'%.*s' has no named arguments", STR_FMT(n->text));
        return false;
    }
    return true;
}

// any(xs, cond), all(xs, cond); with one argument a list of truths.
static Expr *check_any_all(Chk *c, Scope *s, const Node *n, ExprTag tag) {
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

static Expr *check_truth_form(Chk *c, Scope *s, const Node *n, ExprTag tag) {
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
    if (!date_text(c->arena, lit->text, &e->value.v.date, &err)) {
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

// ---- aggregates over a list -----------------------------------------------------------------

static Expr *not_a_list(Chk *c, Scope *s, const Node *n, const Expr *arg) {
    Diag *d;
    chk_error(c, E0304, n, n->list->a->span, &d, "'%.*s' takes a list, found %s", STR_FMT(n->text),
              chk_found(c, arg));
    const Type *it = s && s->row ? s->row->it : NULL;
    Str w = chk_words(n->list->a);
    if (it && it->tag == TY_ENTITY && it->kind != KIND_ANY) {
        Str coll = c->cat->schema->kinds[it->kind]->collection;
        chk_hint(c, d, "of all %.*s: summarize %.*s(%.*s), or %.*s(archive.%.*s.%.*s)",
                 STR_FMT(coll), STR_FMT(n->text), STR_FMT(w), STR_FMT(n->text), STR_FMT(coll),
                 STR_FMT(w));
    }
    return NULL;
}

// The second argument of an aggregate is read in each element: a condition filters for count, an
// expression maps.
static Expr *each_argument(Chk *c, Scope *s, const Node *n, Expr *list) {
    const Node *arg = n->list->next->a;
    Expr *inner = check_expr(c, scope_of_element(c, s, list->type->elem), arg);
    if (!inner) return NULL;
    if (str_is(n->text, "count") && inner->type->tag == TY_TRUTH) {
        Expr *e = mk(c, X_FILTER, list->type, n, 2);
        e->args[0] = list;
        e->args[1] = inner;
        mk_done(e);
        return e;
    }
    return mk_map(c, n, list, inner);
}

static const FnSig *pick_aggregate(Chk *c, const Node *n, const Type *list, SigMatch *m) {
    uint32_t many, first = sig_find(c->cat, n->text, &many);
    for (uint32_t i = 0; i < many; i++) {
        const FnSig *sig = c->cat->functions[first + i];
        if ((sig->flags & FN_AGGREGATE) && sig_match(c, sig, &list, 1, m)) return sig;
    }
    return NULL;
}

// An aggregate that is not for such elements: those that are, and how to make others of them.
static Expr *not_for_elements(Chk *c, const Node *n, const Expr *arg, const Type *list) {
    Diag *d;
    const Node *at = n->list->a;
    chk_error(c, E0305, n, at->span, &d, "'%.*s' does not work on %s", STR_FMT(n->text),
              chk_found(c, arg));
    StrBuf names;
    buf_init(&names, c->arena);
    const char *last = "";
    for (uint32_t i = 0; i < c->cat->nfunctions; i++) {
        const FnSig *sig = c->cat->functions[i];
        SigMatch m;
        if (!(sig->flags & FN_AGGREGATE) || !sig_match(c, sig, &list, 1, &m)) continue;
        if (strcmp(sig->name, last) == 0) continue;
        last = sig->name;
        buf_printf(&names, "%s%s", names.n ? ", " : "", last);
    }
    const Type *elem = list->elem;
    chk_note(c, d, "of a list [%s] there are: %.*s", chk_type(c, elem), STR_FMT(buf_str(&names)));
    Str w = chk_words(at);
    const char *each = elem->tag == TY_DATE     ? "of the years: %.*s(%.*s, year(it))"
                       : elem->tag == TY_TEXT   ? "of the lengths: %.*s(%.*s, length(it))"
                       : elem->tag == TY_ENTITY ? "say what to take of each: %.*s(%.*s, …)"
                                                : NULL;
    if (each && arg->type->tag == TY_LIST) chk_hint(c, d, each, STR_FMT(n->text), STR_FMT(w));
    if (elem->tag == TY_DATE && arg->type->tag != TY_LIST)
        chk_hint(c, d, "of the years: %.*s(year(%.*s))", STR_FMT(n->text), STR_FMT(w));
    return NULL;
}

static Expr *check_list_aggregate(Chk *c, Scope *s, const Node *n) {
    uint32_t count = arg_count(n);
    Diag *d;
    if (count == 0) {
        if (!str_is(n->text, "count")) return wrong_count(c, n, "an aggregate takes a list");
        chk_error(c, E0309, n, n->span, &d,
                  "count() counts the rows of a group and stands only in summarize");
        chk_hint(c, d, "… | summarize n: count() by … | where n > …");
        return NULL;
    }
    if (count > 2 || !no_labels(c, n))
        return count > 2 ? wrong_count(c, n, "a list, and what to take of each element") : NULL;
    Expr *list = check_expr(c, s, n->list->a);
    if (!list) return NULL;
    if (list->type->tag != TY_LIST) return not_a_list(c, s, n, list);
    if (count == 2 && !(list = each_argument(c, s, n, list))) return NULL;
    if (list->type->elem->tag == TY_NULL) list = convert(c, list, type_list(c->arena, &type_int));
    SigMatch m;
    const FnSig *sig = pick_aggregate(c, n, list->type, &m);
    if (!sig) return not_for_elements(c, n, list, list->type);
    Expr *e = mk(c, X_AGG, m.result, n, 1);
    e->fn = sig;
    e->args[0] = list;
    e->can_fail = true;
    mk_done(e);
    return e;
}

Expr *check_group_agg(Chk *c, Scope *s, const Node *n) {
    Group *g = s->group;
    uint32_t count = arg_count(n);
    if (count > 2 || !no_labels(c, n))
        return count > 2 ? wrong_count(c, n, "an aggregate takes what to work out for each row")
                         : NULL;
    Expr *arg = NULL;
    if (count == 2) {
        Expr *list = check_list(c, g->row_scope, n->list->a);
        arg = list ? each_argument(c, g->row_scope, n, list) : NULL;
        if (!arg) return NULL;
    } else if (count == 1) {
        arg = check_expr(c, g->row_scope, n->list->a);
        if (!arg) return NULL;
        if (arg->type->tag == TY_NULL) arg = convert(c, arg, &type_int);
    } else if (!str_is(n->text, "count")) {
        return wrong_count(c, n, "an aggregate takes what to work out for each row");
    }
    const Type *list = &type_truth;
    if (arg) list = arg->type->tag == TY_LIST ? arg->type : type_list(c->arena, arg->type);
    SigMatch m = {.result = &type_int};
    const Type *any = type_list(c->arena, &type_int);
    const FnSig *sig = pick_aggregate(c, n, arg ? list : any, &m);
    if (!sig)
        return not_for_elements(c, n, arg ? arg : mk_const(c, n, &type_int), arg ? list : any);
    Expr *slot = mk_slot(c, n, 0, g->nkeys + g->naggs, m.result);
    g->aggs = arena_grow(c->arena, g->aggs, &g->cap, g->naggs + 1, sizeof *g->aggs);
    g->aggs[g->naggs++] = (GroupAgg){sig, arg, m.result, slot, arg && arg->type->tag == TY_LIST};
    return slot;
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

static Expr *check_builtin(Chk *c, Scope *s, const Node *n, uint32_t first, uint32_t many) {
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
        return e;
    }
    no_overload(c, n, first, many, args, count);
    return NULL;
}

// ---- user functions -------------------------------------------------------------------------

static const Type *declared_type(Chk *c, const Node *t) {
    static const struct {
        const char *name;
        const Type *type;
    } basics[] = {{"text", &type_text},         {"int", &type_int},      {"real", &type_real},
                  {"truth", &type_truth},       {"date", &type_date},    {"moment", &type_date},
                  {"duration", &type_duration}, {"entity", &type_entity}};
    const Type *found = NULL;
    for (size_t i = 0; i < sizeof basics / sizeof *basics; i++)
        if (str_is(t->text, basics[i].name)) found = basics[i].type;
    if (!found) {
        uint32_t kind = schema_kind(c->cat->schema, t->text);
        if (kind != KIND_ANY) found = &c->cat->schema->kinds[kind]->type;
    }
    if (!found) {
        Diag *d;
        chk_error(c, E0209, t, t->span, &d, "there is no type or kind '%.*s'", STR_FMT(t->text));
        Near near;
        near_init(&near, t->text);
        for (size_t i = 0; i < sizeof basics / sizeof *basics; i++)
            near_try(&near, str_of(basics[i].name));
        for (uint32_t i = 0; i < c->cat->schema->nkinds; i++)
            near_try(&near, c->cat->schema->kinds[i]->name);
        if (near.best.n) chk_note(c, d, "did you mean '%.*s'?", STR_FMT(near.best));
        return NULL;
    }
    return t->flags & NODE_LIST_TYPE ? type_list(c->arena, found) : found;
}

// f(a: int, b: text = "x"), as it is declared.
static Str signature(Chk *c, const FnDecl *fn) {
    StrBuf b;
    buf_init(&b, c->arena);
    buf_printf(&b, "%.*s(", STR_FMT(fn->name));
    for (const Node *p = fn->node->list; p; p = p->next) {
        Str words = source_words(fn->node->source, p->span);
        buf_printf(&b, "%.*s%s", STR_FMT(words), p->next ? ", " : "");
    }
    buf_char(&b, ')');
    return buf_str(&b);
}

// The argument for each parameter: by place, then by name, then the default. NULL after an error.
static const Node **match_args(Chk *c, const Node *n, const FnDecl *fn, bool first_given,
                               uint32_t *count) {
    const Node **out = ARENA_ARRAY(c->arena, const Node *, fn->node->count + 2u);
    uint32_t np = 0;
    for (const Node *p = fn->node->list; p; p = p->next) out[np++] = NULL;
    uint32_t i = first_given ? 1 : 0;
    bool ok = true;
    for (const Node *a = n->list; a; a = a->next) {
        uint32_t at = UINT32_MAX;
        if (a->text.n) {
            uint32_t k = 0;
            for (const Node *p = fn->node->list; p; p = p->next, k++)
                if (str_eq(p->text, a->text)) at = k;
        } else if (i < np) {
            at = i++;
        }
        if (at == UINT32_MAX || out[at] || (first_given && at == 0)) {
            Diag *d;
            chk_error(c, E0305, a, a->span, &d,
                      a->text.n ? "'%.*s' has no such argument to give"
                                : "'%.*s' takes fewer arguments",
                      STR_FMT(fn->name));
            chk_hint(c, d, "%.*s", STR_FMT(signature(c, fn)));
            ok = false;
            continue;
        }
        out[at] = a->a;
    }
    *count = np;
    return ok ? out : NULL;
}

// Checks one argument against its parameter's declared type.
static Expr *argument(Chk *c, Scope *s, const Node *value, const Node *param, FnDecl *fn) {
    const Type *want = param->b ? declared_type(c, param->b) : NULL;
    if (param->b && !want) return NULL;
    bool year = want && (want->tag == TY_DATE) && is_year_literal(c, s, value);
    Expr *e = year ? check_years(c, s, value) : check_expr(c, s, value);
    if (!e || !want) return e;
    Expr *k = convert(c, e, want);
    if (k) return k;
    if (want->tag == TY_ENTITY && e->type->tag == TY_ENTITY && e->type->kind == want->kind)
        return e;
    Diag *d;
    chk_error(c, E0305, value, value->span, &d, "'%.*s' wants %s for '%.*s', found %s",
              STR_FMT(fn->name), chk_type(c, want), STR_FMT(param->text), chk_found(c, e));
    return NULL;
}

static Instance *find_instance(FnDecl *fn, Expr **args, uint32_t n) {
    for (Instance *k = fn->instances; k; k = k->next) {
        bool same = k->fn.nparams == n;
        for (uint32_t i = 0; same && i < n; i++)
            same =
                type_same(k->fn.params[i], args[i]->type) && k->fn.written[i] == args[i]->written;
        if (same) return k;
    }
    return NULL;
}

static bool states_all_types(const FnDecl *fn) {
    for (const Node *p = fn->node->list; p; p = p->next)
        if (!p->b) return false;
    return fn->node->b != NULL;
}

static bool check_body(Chk *c, FnDecl *fn, Instance *k, const Node *call) {
    RowColumn *cols = ARENA_ARRAY(c->arena, RowColumn, k->fn.nparams + 1);
    uint32_t i = 0;
    for (const Node *p = fn->node->list; p; p = p->next, i++)
        cols[i] = (RowColumn){.name = p->text,
                              .type = k->fn.params[i],
                              .words = {"", 0},
                              .written = k->fn.written[i]};
    RowType *row = ARENA_NEW(c->arena, RowType);
    row->columns = cols;
    row->ncolumns = k->fn.nparams;
    Scope scope = {.row = row, .params = true};
    Chk in = *c;
    in.defs = fn->seen;
    in.circa = fn->circa;
    in.src = fn->node->source;
    in.years = false;
    uint32_t errors = c->diags->count;
    Expr *body = check_expr(&in, &scope, fn->node->a);
    const Type *want = fn->node->b ? declared_type(&in, fn->node->b) : NULL;
    if (body && want) {
        Expr *e = convert(&in, body, want);
        if (!e)
            chk_error(&in, E0302, fn->node->a, fn->node->a->span, NULL,
                      "'%.*s' is to give %s, but gives %s", STR_FMT(fn->name), chk_type(&in, want),
                      chk_found(&in, body));
        body = e;
    }
    if (!body && call != fn->node && c->diags->count > errors) {
        Diag *d = &c->diags->items[c->diags->count - 1];
        Place at = source_place(call->source, call->span.at);
        chk_hint(c, d, "%.*s%scalled as %.*s at line %u", STR_FMT(d->hint), d->hint.n ? "; " : "",
                 STR_FMT(chk_words(call)), at.line);
    }
    k->fn.body = body;
    if (body) k->fn.result = body->type;
    return body != NULL;
}

static Instance *instance_of(Chk *c, FnDecl *fn, Expr **args, uint32_t n, const Node *call) {
    Instance *k = find_instance(fn, args, n);
    if (k) {
        if (!k->busy && !k->fn.body) return NULL; // its errors are reported already
        if (k->busy && !states_all_types(fn))
            return chk_error(
                c, E0311, call, call->at, NULL,
                "'%.*s' calls itself, so it must state the types of its parameters and its result",
                STR_FMT(fn->name));
        return k;
    }
    k = ARENA_NEW(c->arena, Instance);
    k->fn.name = fn->name;
    k->fn.nparams = n;
    k->fn.params = ARENA_ARRAY(c->arena, const Type *, n + 1);
    k->fn.written = ARENA_ARRAY(c->arena, bool, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        k->fn.params[i] = args[i]->type;
        k->fn.written[i] = args[i]->written;
    }
    k->fn.span = fn->node->span;
    k->fn.result = fn->node->b ? declared_type(c, fn->node->b) : &type_null;
    if (!k->fn.result) return NULL;
    k->decl = fn;
    k->next = fn->instances;
    fn->instances = k;
    k->added = c->env->added;
    c->env->added = k;
    c->env->defines = true;
    k->busy = true;
    bool ok = check_body(c, fn, k, call);
    k->busy = false;
    return ok ? k : NULL;
}

// A function whose parameters all have types is checked where it is declared, called or not.
bool check_declared(Chk *c, FnDecl *fn) {
    uint32_t n = 0;
    for (const Node *p = fn->node->list; p; p = p->next) n++;
    Expr **args = ARENA_ARRAY(c->arena, Expr *, n + 1);
    uint32_t i = 0;
    for (const Node *p = fn->node->list; p; p = p->next, i++) {
        const Type *t = declared_type(c, p->b);
        if (!t) return false;
        args[i] = ARENA_NEW(c->arena, Expr);
        args[i]->type = t;
        if (p->a && !argument(c, NULL, p->a, p, fn)) return false;
    }
    return instance_of(c, fn, args, n, fn->node) != NULL;
}

Expr *call_function(Chk *c, Scope *s, const Node *n, FnDecl *fn, Expr *first) {
    uint32_t count;
    const Node **nodes = match_args(c, n, fn, first != NULL, &count);
    if (!nodes) return NULL;
    Expr **args = ARENA_ARRAY(c->arena, Expr *, count + 1);
    bool ok = true;
    uint32_t i = 0;
    for (const Node *p = fn->node->list; p; p = p->next, i++) {
        if (i == 0 && first) {
            args[i] = first;
            continue;
        }
        const Node *value = nodes[i] ? nodes[i] : p->a;
        if (!value) {
            Diag *d;
            chk_error(c, E0305, n, n->at, &d, "'%.*s' needs a value for '%.*s'", STR_FMT(fn->name),
                      STR_FMT(p->text));
            return NULL;
        }
        args[i] = argument(c, nodes[i] ? s : NULL, value, p, fn);
        if (args[i] && args[i]->type->tag == TY_NULL) args[i] = convert(c, args[i], &type_text);
        ok = ok && args[i];
    }
    if (!ok) return NULL;
    Instance *k = instance_of(c, fn, args, count, n);
    if (!k) return NULL;
    Expr *e = mk(c, X_USER, k->fn.result, n, count);
    for (i = 0; i < count; i++) e->args[i] = args[i];
    e->u.user = &k->fn;
    e->can_fail = true;
    mk_done(e);
    return e;
}

Expr *check_call(Chk *c, Scope *s, const Node *n) {
    const FnDecl *fn = find_fn(c, n->text);
    if (fn) return call_function(c, s, n, (FnDecl *)fn, NULL);
    if (str_is(n->text, "any")) return check_any_all(c, s, n, X_ANY);
    if (str_is(n->text, "all")) return check_any_all(c, s, n, X_ALL);
    if (str_is(n->text, "maybe")) return check_truth_form(c, s, n, X_MAYBE);
    if (str_is(n->text, "unknown")) return check_truth_form(c, s, n, X_UNKNOWN);
    uint32_t many, first = sig_find(c->cat, n->text, &many);
    if (first == UINT32_MAX) return unknown_function(c, n);
    if (c->cat->functions[first]->flags & FN_AGGREGATE)
        return s && s->group ? check_group_agg(c, s, n) : check_list_aggregate(c, s, n);
    return check_builtin(c, s, n, first, many);
}
