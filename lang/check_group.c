// summarize and count. The items are checked in a frame of the group: its keys, then
// a slot for every outermost aggregate, whose argument is checked in the grouped rows.
#include <string.h>

#include "lang/check_internal.h"

// A name in a group: a key is its value, `it` the list of the group's rows, any other field the
// list of its values.
Expr *check_group_name(Chk *c, Scope *s, const Node *n) {
    Group *g = s->group;
    for (uint32_t i = 0; i < s->row->ncolumns; i++)
        if (str_eq(s->row->columns[i].name, n->text))
            return mk_slot(c, n, 0, i, s->row->columns[i].type);
    uint32_t before = c->diags->count;
    const Type *it = g->row_scope->row->it;
    bool field = str_is(n->text, "it") ||
                 (it && it->tag == TY_ENTITY && it->kind != KIND_ANY &&
                  kind_field(c->cat->schema->kinds[it->kind], n->text) != UINT32_MAX);
    for (uint32_t i = 0; i < g->row_scope->row->ncolumns; i++)
        field = field || str_eq(g->row_scope->row->columns[i].name, n->text);
    if (!field) return NULL; // a let, a param, a collection
    Expr *arg = check_name(c, g->row_scope, n);
    if (!arg || c->diags->count != before) return NULL;
    bool joined = arg->type->tag == TY_LIST;
    const Type *t = joined ? arg->type : type_list(c->arena, arg->type);
    Expr *slot = mk_slot(c, n, 0, g->nkeys + g->naggs, t);
    g->aggs = arena_grow(c->arena, g->aggs, &g->cap, g->naggs + 1, sizeof *g->aggs);
    g->aggs[g->naggs++] = (GroupAgg){NULL, arg, t, slot, joined};
    return slot;
}

static Str key_name(const Node *item) {
    if (item->text.n) return item->text;
    return item->a->tag == N_NAME ? item->a->text : chk_words(item->a);
}

static bool check_keys(Chk *c, Scope *rows, const Node *by, RowColumn *cols, Expr **exprs,
                       uint32_t *nkeys) {
    bool ok = true;
    uint32_t i = 0;
    for (const Node *k = by; k; k = k->next) {
        if (k->tag == N_STAR)
            return chk_error(c, E0313, k, k->span, NULL, "'*' cannot be a key"), false;
        Expr *e = check_expr(c, rows, k->a);
        if (e && e->type->tag == TY_NULL) e = convert(c, e, &type_text);
        if (!e || !key_type_ok(c, k->a, e, false)) {
            ok = false;
            continue;
        }
        if (reserved_column(c, k, key_name(k))) {
            ok = false;
            continue;
        }
        bool named = k->text.n || k->a->tag == N_NAME;
        RowColumn col = {key_name(k), e->type, named ? (Str){"", 0} : chk_words(k->a), false,
                         false};
        // a labelled key is also meant by the words it was written in
        if (k->text.n) col.words = chk_words(k->a);
        for (uint32_t j = 0; j < i; j++)
            if (str_eq(cols[j].name, col.name))
                ok = chk_error(c, E0206, k, k->span, NULL, "there are two keys '%.*s'",
                               STR_FMT(col.name)) != NULL;
        exprs[i] = e;
        cols[i++] = col;
    }
    *nkeys = i;
    return ok;
}

static uint32_t length_of(const Node *list) {
    uint32_t n = 0;
    for (; list; list = list->next) n++;
    return n;
}

static bool check_item(Chk *c, Scope *group, const Node *n, RowColumn *cols, uint32_t *ncols,
                       Expr **out) {
    if (n->tag == N_STAR)
        return chk_error(c, E0313, n, n->span, NULL, "'*' cannot be summarized"), false;
    Expr *e = check_expr(c, group, n->a);
    if (!e) return false;
    if (e->type->tag == TY_NULL) e = convert(c, e, &type_text);
    if (reserved_column(c, n, key_name(n))) return false;
    RowColumn col = {key_name(n), e->type,
                     n->text.n || n->a->tag == N_NAME ? (Str){"", 0} : chk_words(n->a), false,
                     false};
    for (uint32_t j = 0; j < *ncols; j++)
        if (str_eq(cols[j].name, col.name))
            return chk_error(c, E0206, n, n->span, NULL, "there are two columns '%.*s'",
                             STR_FMT(col.name)),
                   false;
    cols[(*ncols)++] = col;
    *out = e;
    return true;
}

// Adds the grouping stage: nkeys keys in exprs, items after them.
static Stage *group_stage(Chk *c, Pipe *p, const Node *n, const Group *g, Expr **exprs,
                          uint32_t nkeys, uint32_t nexprs, const RowColumn *cols, uint32_t ncols) {
    Stage *st = add_stage(c, p, P_SUMMARIZE, n);
    st->exprs = exprs;
    st->nexprs = nexprs;
    st->nkeys = nkeys;
    st->aggs = g->aggs;
    st->naggs = g->naggs;
    for (uint32_t i = 0; i < nexprs; i++) {
        p->outer |= outer_of_inner(exprs[i]->outer);
        p->can_fail = p->can_fail || exprs[i]->can_fail;
    }
    for (uint32_t i = 0; i < g->naggs; i++) {
        if (!g->aggs[i].arg) continue;
        p->outer |= outer_of_inner(g->aggs[i].arg->outer);
        p->can_fail = true;
    }
    st->out = (RowType){.columns = cols, .ncolumns = ncols};
    p->out = st->out;
    return st;
}

bool check_summarize(Chk *c, Scope *s, Pipe *p, const Node *n) {
    uint32_t max = length_of(n->list) + (n->a ? length_of(n->a->list) : 0);
    RowColumn *cols = ARENA_ARRAY(c->arena, RowColumn, max + 1);
    Expr **exprs = ARENA_ARRAY(c->arena, Expr *, max + 1);
    RowType in = p->out;
    RowType *copy = arena_dup(c->arena, &in, sizeof in);
    Scope rows = {.row = copy, .outer = s};
    uint32_t nkeys = 0;
    if (n->a && !check_keys(c, &rows, n->a->list, cols, exprs, &nkeys)) return false;
    RowType keys = {.columns = arena_dup(c->arena, cols, (max + 1) * sizeof *cols),
                    .ncolumns = nkeys};
    Group g = {.row_scope = &rows, .nkeys = nkeys};
    Scope group = {.row = &keys, .group = &g, .outer = s};
    uint32_t ncols = nkeys, nexprs = nkeys;
    bool ok = true;
    for (const Node *k = n->list; k; k = k->next) {
        bool one = check_item(c, &group, k, cols, &ncols, &exprs[nexprs]);
        if (one) nexprs++;
        ok = ok && one;
    }
    if (!ok) return false;
    group_stage(c, p, n, &g, exprs, nkeys, nexprs, cols, ncols);
    return true;
}

// count: one row. count by K: a group's size, the most frequent first.
bool check_count(Chk *c, Scope *s, Pipe *p, const Node *n) {
    uint32_t nkeys = 0, max = n->a ? length_of(n->a->list) : 0;
    RowColumn *cols = ARENA_ARRAY(c->arena, RowColumn, max + 1);
    if (!n->a) {
        cols[0] = (RowColumn){STR("count"), &type_int, {"", 0}, false, false};
        Stage *st = add_stage(c, p, P_COUNT, n);
        st->out = (RowType){.columns = cols, .ncolumns = 1};
        p->out = st->out;
        return true;
    }
    Expr **exprs = ARENA_ARRAY(c->arena, Expr *, max + 1);
    RowType *in = arena_dup(c->arena, &p->out, sizeof p->out);
    Scope rows = {.row = in, .outer = s};
    if (!check_keys(c, &rows, n->a->list, cols, exprs, &nkeys)) return false;
    uint32_t many;
    const FnSig *count = NULL;
    for (uint32_t i = 0; i < c->cat->nfunctions && !count; i++)
        if (str_is(STR("count"), c->cat->functions[i]->name)) count = c->cat->functions[i];
    (void)many;
    Group g = {.nkeys = nkeys};
    g.aggs = ARENA_NEW(c->arena, GroupAgg);
    Expr *slot = mk_slot(c, n, 0, nkeys, &type_int);
    g.aggs[0] = (GroupAgg){count, NULL, &type_int, slot, false};
    g.naggs = 1;
    for (uint32_t i = 0; i < nkeys; i++)
        if (str_is(cols[i].name, "count"))
            return chk_error(c, E0206, n, n->span, NULL, "there are two columns 'count'"), false;
    cols[nkeys] = (RowColumn){STR("count"), &type_int, {"", 0}, false, false};
    exprs[nkeys] = slot;
    group_stage(c, p, n, &g, exprs, nkeys, nkeys + 1, cols, nkeys + 1);
    Stage *sort = add_stage(c, p, P_SORT, n);
    sort->exprs = ARENA_ARRAY(c->arena, Expr *, 1);
    sort->exprs[0] = mk_slot(c, n, 0, nkeys, &type_int);
    sort->nexprs = 1;
    sort->desc = ARENA_ARRAY(c->arena, bool, 1);
    sort->desc[0] = true;
    sort->out.ordered = p->out.ordered = true;
    return true;
}
