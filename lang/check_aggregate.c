// Aggregates: over a list that stands in an expression, and over the rows of a group.
#include <string.h>

#include "lang/check_sig.h"

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

Expr *check_list_aggregate(Chk *c, Scope *s, const Node *n) {
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

// count(distinct(x)): the different ones of the whole group, not of each row.
static bool is_of_distinct(const Node *n) {
    const Node *arg = n->list ? n->list->a : NULL;
    return arg && !n->list->next && arg->tag == N_CALL && str_is(arg->text, "distinct") &&
           arg_count(arg) == 1;
}

Expr *check_group_agg(Chk *c, Scope *s, const Node *n) {
    Group *g = s->group;
    uint32_t count = arg_count(n);
    if (is_of_distinct(n)) return check_list_aggregate(c, s, n);
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
