// The stages, each one function: what it asks of the row before it, and what the row is after it.
#include "lang/check_stage.h"

bool stage_where(Chk *c, Scope *s, Pipe *p, const Node *n) {
    Scope rows = rows_scope(s, &p->out);
    Expr **e = ARENA_ARRAY(c->arena, Expr *, 1);
    e[0] = check_condition(c, &rows, n->a);
    if (!e[0]) return false;
    set_exprs(p, add_stage(c, p, P_WHERE, n), e, 1);
    return true;
}

bool stage_select(Chk *c, Scope *s, Pipe *p, const Node *n) {
    Scope rows = rows_scope(s, &p->out);
    Columns cols = {0};
    if (!check_items(c, &rows, n->list, &cols)) return false;
    Stage *st = add_stage(c, p, P_SELECT, n);
    set_exprs(p, st, cols.exprs, cols.n);
    st->out = (RowType){.columns = cols.items,
                        .ncolumns = cols.n,
                        .ordered = p->out.ordered,
                        .searched = p->out.searched};
    p->out = st->out;
    return true;
}

bool stage_with(Chk *c, Scope *s, Pipe *p, const Node *n) {
    if (n->a) return chk_later(c, n, n->at, "windows (with … by …) are"), false;
    Scope rows = rows_scope(s, &p->out);
    Columns cols = {0};
    for (const Node *k = n->list; k; k = k->next)
        if (k->tag == N_STAR)
            return chk_error(c, E0313, k, k->span, NULL,
                             "with keeps all columns anyway: leave '*' out"),
                   false;
    if (!check_items(c, &rows, n->list, &cols)) return false;
    Stage *st = add_stage(c, p, P_WITH, n);
    set_exprs(p, st, cols.exprs, cols.n);
    st->target = ARENA_ARRAY(c->arena, uint32_t, cols.n + 1);
    for (uint32_t i = 0; i < cols.n; i++) st->target[i] = put_column(c, &p->out, cols.items[i]);
    st->out = p->out;
    return true;
}

bool stage_sort(Chk *c, Scope *s, Pipe *p, const Node *n) {
    Scope rows = rows_scope(s, &p->out);
    Expr **e;
    bool *desc;
    uint32_t count;
    if (!check_keys(c, &rows, n->list, false, &e, &desc, &count)) return false;
    Stage *st = add_stage(c, p, P_SORT, n);
    set_exprs(p, st, e, count);
    st->desc = desc;
    st->out.ordered = p->out.ordered = true;
    return true;
}

// The number of take, skip and top: read where the pipeline stands, not in its rows.
static Expr *check_number(Chk *c, Scope *s, const Node *n, const char *stage) {
    Expr *e = check_value(c, s, n);
    if (!e) return NULL;
    Diag *d;
    if (e->type->tag != TY_INT) {
        chk_error(c, E0302, n, n->span, &d, "%s needs a whole number, found %s", stage,
                  chk_found(c, e));
        return NULL;
    }
    if (e->tag == X_OP && e->op == XO_NEG && e->args[0]->tag == X_CONST)
        return chk_error(c, E0507, n, n->span, &d, "%s needs a number that is not negative", stage);
    return e;
}

bool stage_take(Chk *c, Scope *s, Pipe *p, const Node *n, StageTag tag) {
    Expr *e = check_number(c, s, n->a, tag == P_TAKE ? "take" : "skip");
    if (!e) return false;
    Stage *st = add_stage(c, p, tag, n);
    st->count = e;
    p->outer |= e->outer;
    p->can_fail = p->can_fail || e->can_fail;
    return true;
}

bool stage_top(Chk *c, Scope *s, Pipe *p, const Node *n) {
    Scope rows = rows_scope(s, &p->out);
    Expr *count = check_number(c, s, n->a, "top");
    Expr **e;
    bool *desc;
    uint32_t k;
    if (!check_keys(c, &rows, n->list, true, &e, &desc, &k) || !count) return false;
    Stage *st = add_stage(c, p, P_TOP, n);
    set_exprs(p, st, e, k);
    st->desc = desc;
    st->count = count;
    p->outer |= count->outer;
    st->out.ordered = p->out.ordered = true;
    return true;
}

bool stage_distinct(Chk *c, Scope *s, Pipe *p, const Node *n) {
    Scope rows = rows_scope(s, &p->out);
    uint32_t count = 0;
    for (const Node *k = n->list; k; k = k->next) count++;
    Expr **e = ARENA_ARRAY(c->arena, Expr *, count + 1);
    bool ok = true;
    uint32_t i = 0;
    for (const Node *k = n->list; k; k = k->next, i++) {
        e[i] = typed(c, check_expr(c, &rows, k->tag == N_ITEM ? k->a : k));
        ok = e[i] && key_type_ok(c, k->tag == N_ITEM ? k->a : k, e[i], false) && ok;
    }
    if (!ok) return false;
    if (!count && !p->out.it) { // the whole row
        for (uint32_t k = 0; k < p->out.ncolumns; k++)
            if (p->out.columns[k].type->tag == TY_LIST)
                return chk_error(c, E0308, n, n->span, NULL,
                                 "the column '%.*s' is a list and cannot be compared: expand it "
                                 "first, or name the columns to compare",
                                 STR_FMT(p->out.columns[k].name)),
                       false;
    }
    set_exprs(p, add_stage(c, p, P_DISTINCT, n), e, count);
    return true;
}

bool stage_follow(Chk *c, Scope *s, Pipe *p, const Node *n) {
    Diag *d;
    if (!p->out.it || p->out.it->tag != TY_ENTITY) {
        chk_error(c, E0310, n, n->at, &d,
                  "follow starts from entities, and the rows here are records");
        chk_hint(c, d, "put follow before select, or use: expand %.*s", STR_FMT(chk_words(n->a)));
        return false;
    }
    Scope rows = rows_scope(s, &p->out);
    Expr **e = ARENA_ARRAY(c->arena, Expr *, 1);
    e[0] = check_expr(c, &rows, n->a);
    if (!e[0]) return false;
    const Type *t = e[0]->type->tag == TY_LIST ? e[0]->type->elem : e[0]->type;
    if (t->tag != TY_ENTITY) {
        chk_error(c, E0310, n, n->a->span, &d,
                  "follow needs a path that ends at entities, found %s", chk_found(c, e[0]));
        chk_hint(c, d, "expand %.*s, or select %.*s", STR_FMT(chk_words(n->a)),
                 STR_FMT(chk_words(n->a)));
        return false;
    }
    Stage *st = add_stage(c, p, P_FOLLOW, n);
    set_exprs(p, st, e, 1);
    st->out = (RowType){.it = t};
    p->out = st->out;
    return true;
}

bool stage_expand(Chk *c, Scope *s, Pipe *p, const Node *n) {
    Scope rows = rows_scope(s, &p->out);
    Expr **e = ARENA_ARRAY(c->arena, Expr *, 1);
    e[0] = check_expr(c, &rows, n->a);
    if (!e[0]) return false;
    Diag *d;
    if (e[0]->type->tag != TY_LIST) {
        chk_error(c, E0304, n, n->a->span, &d,
                  "expand makes a row of each element of a list, found %s", chk_found(c, e[0]));
        return false;
    }
    Str name = n->text;
    if (!name.n && n->a->tag != N_NAME) {
        chk_error(c, E0310, n, n->a->span, &d, "what each element is called is missing");
        chk_hint(c, d, "expand %.*s as x", STR_FMT(chk_words(n->a)));
        return false;
    }
    if (reserved_column(c, n, name)) return false;
    RowColumn col = {name.n ? name : n->a->text, e[0]->type->elem, {"", 0}, name.n > 0, false};
    Stage *st = add_stage(c, p, P_EXPAND, n);
    set_exprs(p, st, e, 1);
    st->target = ARENA_ARRAY(c->arena, uint32_t, 1);
    st->target[0] = put_column(c, &p->out, col);
    st->out = p->out;
    return true;
}

// Columns of other in the order of mine; false where they do not agree.
static bool same_columns(const RowType *mine, const RowType *other, uint32_t *map) {
    if (mine->ncolumns != other->ncolumns) return false;
    for (uint32_t i = 0; i < mine->ncolumns; i++) {
        map[i] = UINT32_MAX;
        for (uint32_t j = 0; j < other->ncolumns; j++)
            if (str_eq(mine->columns[i].name, other->columns[j].name) &&
                type_same(mine->columns[i].type, other->columns[j].type))
                map[i] = j;
        if (map[i] == UINT32_MAX) return false;
    }
    return true;
}

// union, except, intersect: sets of entities (by id) or of records (columns by name, same types).
bool stage_set(Chk *c, Scope *s, Pipe *p, const Node *n, StageTag tag) {
    Expr *e = check_expr(c, s, n->a);
    Pipe *q = pipe_of_expr(c, n->a, e);
    if (!q) return false;
    bool entities =
        p->out.it && q->out.it && p->out.it->tag == TY_ENTITY && q->out.it->tag == TY_ENTITY;
    Stage *st = add_stage(c, p, tag, n);
    st->other = q;
    p->outer |= q->outer;
    p->can_fail = p->can_fail || q->can_fail;
    if (entities) {
        if (tag == P_UNION && !type_same(p->out.it, q->out.it)) p->out.it = &type_entity;
        if (tag == P_UNION) p->out = (RowType){.it = p->out.it};
        st->out = p->out;
        return true;
    }
    st->target = ARENA_ARRAY(c->arena, uint32_t, p->out.ncolumns + 1);
    bool values = p->out.it && q->out.it && type_same(p->out.it, q->out.it) && !p->out.ncolumns &&
                  !q->out.ncolumns;
    if (!values && (p->out.it || q->out.it || !same_columns(&p->out, &q->out, st->target))) {
        Diag *d;
        chk_error(c, E0310, n, n->span, &d,
                  "the rows of both sides must have the same columns of the same types");
        chk_hint(c, d, "select the same columns on both sides");
        return false;
    }
    return true;
}
