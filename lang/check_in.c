// `in` and `has`: within a range, a period, a place or a list.
#include "lang/check_op.h"

static bool hierarchical(Chk *c, const Type *t) {
    return t->tag == TY_ENTITY && t->kind != KIND_ANY &&
           c->cat->schema->kinds[t->kind]->hierarchy_field;
}

// x in e of one value each: dates within, places below, else equality. NULL where neither applies.
static Expr *in_one(Chk *c, const Node *n, Expr *a, Expr *b) {
    if (a->type->tag == TY_DATE && b->type->tag == TY_DATE)
        return mk_op(c, XO_DATE_IN, &type_truth, n, as_period(c, a), as_period(c, b));
    if (a->type->tag == TY_ENTITY && b->type->tag == TY_ENTITY && a->type->kind == b->type->kind &&
        hierarchical(c, a->type)) {
        uint32_t kind = a->type->kind, up = c->cat->schema->kinds[kind]->hierarchy_field;
        Reading r = catalog_may_read(c->cat, kind, up);
        if (r == READ_OPEN) return mk_op(c, XO_BELOW, &type_truth, n, a, b);
        if (r == READ_DENIED) closed_field(c, n, kind, up, r, n->at); // else nothing lies below
    }
    return op_equal(c, n, a, b);
}

// Some element of list passes the test against value (Kleene over the elements).
static Expr *in_list(Chk *c, const Node *n, Expr *value, Expr *list, bool has, const Sides *x) {
    Expr *elem = mk_slot(c, n, 0, 0, list->type->elem), *it = mk_slot(c, n, 0, 1, value->type);
    elem->written = list->written;
    it->written = value->written;
    if (has && (list->written || value->written) && value->type->tag == TY_DATE) {
        Diag *d;
        chk_error(c, E0307, n, n->at, &d,
                  "a date written in a query is a whole period: 'has' does not apply");
        chk_hint(c, d, "any(%.*s, it in %.*s)", STR_FMT(chk_words(n->a)), STR_FMT(chk_words(n->b)));
        return NULL;
    }
    if (list->type->elem->tag == TY_NULL) elem = convert(c, elem, value->type);
    if (value->type->tag == TY_NULL) it = convert(c, it, list->type->elem);
    Expr *test = has ? op_equal(c, n, elem, it) : in_one(c, n, it, elem);
    if (!test) return complain_not_in(c, n, x, has);
    Expr *e = mk(c, X_IN_LIST, &type_truth, n, 3);
    e->args[0] = value;
    e->args[1] = list;
    e->args[2] = test;
    e->number = c->env->numbers++;
    mk_done(e);
    return e;
}

// x in a..b of numbers or texts.
static Expr *in_range(Chk *c, Scope *s, const Node *n, Expr *a) {
    const Node *r = n->b;
    Expr *lo = r->a ? check_value(c, s, r->a) : NULL, *hi = r->b ? check_value(c, s, r->b) : NULL;
    if ((r->a && !lo) || (r->b && !hi)) return NULL;
    Expr *ends[2] = {lo, hi};
    for (int i = 0; i < 2; i++) {
        if (!ends[i]) continue;
        bool ok = type_is_number(a->type)
                      ? type_is_number(ends[i]->type)
                      : a->type->tag == TY_TEXT && ends[i]->type->tag == TY_TEXT;
        Sides x = {a, ends[i]};
        if (!ok) return complain_of_types(c, n, "compare", &x);
    }
    Expr *e = mk(c, X_OP, &type_truth, n, 3);
    e->op = XO_IN_RANGE;
    e->args[0] = a;
    e->args[1] = lo;
    e->args[2] = hi;
    mk_done(e);
    return e;
}

// A let of only a literal stands for it (so `x in r` works with let r = 1..5).
static const Node *behind_let(Chk *c, const Node *n) {
    if (n->tag != N_NAME) return n;
    const Def *d = find_def(c->defs, n->text, -1);
    return d && d->tag == DEF_LET && d->let->literal ? d->let->literal : n;
}

static Expr *check_in_range(Chk *c, Scope *s, const Node *n, const Node *range) {
    Node in = *n;
    in.b = (Node *)range;
    Expr *a = check_expr(c, s, n->a);
    if (!a) return NULL;
    if (a->type->tag == TY_LIST) {
        Sides x = {a, a};
        return complain_of_list(c, n, &x);
    }
    if (a->type->tag == TY_INT || a->type->tag == TY_REAL || a->type->tag == TY_TEXT)
        return in_range(c, s, &in, a);
    return NULL;
}

// A whole number in a range: is it one of numbers? Decided by an end that is no literal.
static bool range_of_numbers(Chk *c, Scope *s, const Node *range) {
    if (is_year_literal(c, s, range)) return true;
    bool a = range->a && !is_year_literal(c, s, range->a);
    Expr *end = check_value(c, s, a ? range->a : range->b);
    return end && type_is_number(end->type);
}

// x in [1..3, 7]: in one of the ranges, or equal to one of the others.
static Expr *check_in_ranges(Chk *c, Scope *s, const Node *n, const Node *list) {
    Expr *any = NULL;
    for (const Node *k = list->list; k; k = k->next) {
        Node one = *n;
        one.op = k->tag == N_RANGE ? OP_IN : OP_EQ;
        one.b = (Node *)k;
        Expr *e = check_binary(c, s, arena_dup(c->arena, &one, sizeof one));
        if (!e) return NULL;
        if (!any) {
            any = e;
            continue;
        }
        Expr * or = mk(c, X_OR, &type_truth, n, 2);
        or->args[0] = any;
        or->args[1] = e;
        mk_done(or);
        any = or ;
    }
    return any;
}

// Whether a list holds ranges that are none of dates.
static bool holds_ranges(Chk *c, Scope *s, const Node *value, const Node *list) {
    bool ranges = false;
    if (list->tag != N_LIST) return false;
    for (const Node *k = list->list; k; k = k->next) ranges = ranges || k->tag == N_RANGE;
    if (!ranges) return false;
    if (is_year_literal(c, s, value)) return true;
    uint32_t before = c->diags->count;
    Expr *a = check_expr(c, s, value);
    return c->diags->count == before && a && (type_is_number(a->type) || a->type->tag == TY_TEXT);
}

Expr *check_in(Chk *c, Scope *s, const Node *n) {
    const Node *range = behind_let(c, n->b);
    if (holds_ranges(c, s, n->a, range)) return check_in_ranges(c, s, n, range);
    if (range->tag == N_RANGE) {
        uint32_t before = c->diags->count;
        if (!is_year_literal(c, s, n->a) || range_of_numbers(c, s, range)) {
            Expr *e = check_in_range(c, s, n, range);
            if (e || c->diags->count != before) return e;
        } else if (c->diags->count != before) {
            return NULL;
        }
    }
    Sides x;
    if (!check_sides(c, s, n, &x)) return NULL;
    if (x.a->type->tag == TY_LIST) return complain_of_list(c, n, &x);
    if (x.b->type->tag == TY_LIST) return in_list(c, n, x.a, x.b, false, &x);
    if (x.a->type->tag == TY_DATE || x.b->type->tag == TY_DATE || hierarchical(c, x.b->type)) {
        if (x.a->type->tag == TY_NULL) x.a = convert(c, x.a, x.b->type);
        Expr *e = in_one(c, n, x.a, x.b);
        return e ? e : complain_not_in(c, n, &x, false);
    }
    Diag *d;
    if (x.a->type->tag == TY_TEXT && x.b->type->tag == TY_TEXT) {
        chk_error(c, E0301, n, n->at, &d, "'in' looks into a range or a list, not into a text");
        Str aw = chk_words(n->a), bw = chk_words(n->b);
        if (n->b->tag == N_TEXT && n->a->tag != N_TEXT)
            chk_hint(c, d, "%.*s = %.*s, or %.*s ~ %.*s for words in it", STR_FMT(aw), STR_FMT(bw),
                     STR_FMT(aw), STR_FMT(bw));
        else
            chk_hint(c, d, "%.*s ~ %.*s", STR_FMT(bw), STR_FMT(aw));
        return NULL;
    }
    chk_error(c, E0304, n, n->b->span, &d, "'in' looks into a range, a list or a query, found %s",
              chk_found(c, x.b));
    if (x.a->type->tag == TY_ENTITY && x.b->type->tag == TY_TEXT)
        chk_hint(c, d, "%.*s in @%.*s", STR_FMT(chk_words(n->a)), STR_FMT(chk_words(n->b)));
    return NULL;
}

Expr *check_has(Chk *c, Scope *s, const Node *n) {
    Sides x;
    if (!check_sides(c, s, n, &x)) return NULL;
    Diag *d;
    if (x.a->type->tag != TY_LIST) {
        chk_error(c, E0304, n, n->a->span, &d, "'has' needs a list on its left, found %s",
                  chk_found(c, x.a));
        if (x.a->type->tag == TY_TEXT)
            chk_hint(c, d, "%.*s ~ %.*s", STR_FMT(chk_words(n->a)), STR_FMT(chk_words(n->b)));
        else if (x.a->type->tag == TY_ENTITY && n->b->tag == N_TEXT)
            chk_hint(c, d, "%.*s = @\"%.*s\"", STR_FMT(chk_words(n->a)), STR_FMT(n->b->text));
        else
            chk_hint(c, d, "%.*s = %.*s", STR_FMT(chk_words(n->a)), STR_FMT(chk_words(n->b)));
        return NULL;
    }
    if (x.b->type->tag == TY_LIST) {
        chk_error(c, E0303, n, n->b->span, &d, "'has' looks for one value, found %s",
                  chk_found(c, x.b));
        chk_hint(c, d, "any(%.*s, it in %.*s)", STR_FMT(chk_words(n->a)), STR_FMT(chk_words(n->b)));
        return NULL;
    }
    Sides swapped = {x.b, x.a};
    return in_list(c, n, x.b, x.a, true, &swapped);
}
