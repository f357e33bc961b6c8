// Operators: which operation the types of both sides choose, and what to type instead where they do
// not fit.
#include <string.h>

#include "lang/check_internal.h"

typedef struct Sides {
    Expr *a, *b;
} Sides;

static bool is_date_like(const Expr *e) {
    return e->type->tag == TY_DATE || (e->type->tag == TY_LIST && e->type->elem->tag == TY_DATE);
}

// The right side of a comparison: words that are no names were perhaps meant as texts.
static Expr *right_side(Chk *c, Scope *s, const Node *n) {
    uint32_t before = c->diags->count;
    Expr *e = check_expr(c, s, n);
    if (e || (n->tag != N_NAME && n->tag != N_LIST)) return e;
    for (uint32_t i = before; i < c->diags->count; i++) {
        Diag *d = &c->diags->items[i];
        if (d->hint.n || (d->code != E0201 && d->code != E0202)) continue;
        chk_hint(c, d, "a text stands in quotes: \"%.*s\"",
                 STR_FMT(source_words(d->source, d->span)));
    }
    return NULL;
}

// Both sides; a whole-number literal opposite a date is read as a year.
static bool check_sides(Chk *c, Scope *s, const Node *n, Sides *out) {
    bool la = is_year_literal(c, s, n->a), lb = is_year_literal(c, s, n->b);
    Expr *a = la ? NULL : check_expr(c, s, n->a);
    Expr *b = lb ? NULL : right_side(c, s, n->b);
    if ((!la && !a) || (!lb && !b)) return false;
    if (la) a = b && is_date_like(b) ? check_years(c, s, n->a) : check_expr(c, s, n->a);
    if (lb) b = a && is_date_like(a) ? check_years(c, s, n->b) : check_expr(c, s, n->b);
    out->a = a;
    out->b = b;
    return a && b;
}

static void *differ(Chk *c, const Node *n, const char *what, const Expr *a, const Expr *b,
                    Diag **d) {
    return chk_error(c, E0301, n, n->at, d, "cannot %s %s with %s", what, chk_found(c, a),
                     chk_found(c, b));
}

static const char *word(const Node *n) { return binary_op_words[n->op]; }

// A query where one value is needed: the number of its rows where it ends with `| count`, else its
// first value.
static void query_hint(Chk *c, Diag *d, const Node *pipe) {
    const Node *last = pipe->list, *before = pipe->a;
    for (; last && last->next; last = last->next) before = last;
    Str words = chk_words(pipe);
    if (!last || last->tag != S_COUNT || last->a) {
        chk_hint(c, d, "first%.*s is its first value", STR_FMT(words));
        return;
    }
    Span all = {pipe->a->span.at, before->span.at + before->span.len - pipe->a->span.at};
    chk_hint(c, d, "count(%.*s)", STR_FMT(source_words(pipe->source, all)));
}

// The field that entities of the type are called by.
static Str label_of(Chk *c, const Type *entity) {
    if (entity->kind == KIND_ANY) return STR("name");
    const Kind *k = c->cat->schema->kinds[entity->kind];
    return k->fields[k->label_field].name;
}

// `people has "Lenin"`: a text among entities is the name of one, or is looked for among their
// names.
static void name_among(Chk *c, Diag *d, const Node *list, const Type *elem, const Node *value) {
    Str lw = chk_words(list), vw = chk_words(value), label = label_of(c, elem);
    if (value->tag == N_TEXT)
        chk_hint(c, d, "%.*s.%.*s has %.*s, or %.*s has @\"%.*s\"", STR_FMT(lw), STR_FMT(label),
                 STR_FMT(vw), STR_FMT(lw), STR_FMT(value->text));
    else
        chk_hint(c, d, "%.*s.%.*s has %.*s", STR_FMT(lw), STR_FMT(label), STR_FMT(vw));
}

// One side is a list: lists never turn into one value.
static void *list_side(Chk *c, const Node *n, const Sides *x) {
    bool left = x->a->type->tag == TY_LIST;
    const Node *list = left ? n->a : n->b, *other = left ? n->b : n->a;
    Diag *d;
    chk_error(c, E0303, n, list->span, &d, "cannot use '%s' on %s", word(n),
              chk_found(c, left ? x->a : x->b));
    Str lw = chk_words(list), ow = chk_words(other);
    const Type *elem = (left ? x->a : x->b)->type->elem, *value = (left ? x->b : x->a)->type;
    if (list->tag == N_PIPE && n->op >= OP_EQ && n->op <= OP_GE)
        query_hint(c, d, list);
    else if ((n->op == OP_EQ || n->op == OP_NE) && elem->tag == TY_ENTITY && value->tag == TY_TEXT)
        name_among(c, d, list, elem, other);
    else if (n->op == OP_EQ && left)
        chk_hint(c, d, "%.*s has %.*s, or any(%.*s, it = %.*s)", STR_FMT(lw), STR_FMT(ow),
                 STR_FMT(lw), STR_FMT(ow));
    else if (n->op == OP_EQ || n->op == OP_IN)
        chk_hint(c, d, left ? "any(%.*s, it in %.*s)" : "%.*s has %.*s", STR_FMT(lw), STR_FMT(ow));
    else if ((n->op == OP_TILDE || n->op == OP_MATCHES) && elem->tag == TY_ENTITY)
        chk_hint(c, d, "any(%.*s, %.*s %s %.*s)", STR_FMT(lw), STR_FMT(label_of(c, elem)), word(n),
                 STR_FMT(ow));
    else if (n->op >= OP_ADD && elem->tag == TY_ENTITY)
        chk_hint(c, d, "count(%.*s) makes a number of it", STR_FMT(lw));
    else if (n->op >= OP_ADD)
        chk_hint(c, d, "sum, min, max, first and the like make one value of it: max(%.*s)",
                 STR_FMT(lw));
    else
        chk_hint(c, d, "any(%.*s, it %s %.*s)", STR_FMT(lw), word(n), STR_FMT(ow));
    return NULL;
}

static void date_hints(Chk *c, Diag *d, const Node *n, const Sides *x) {
    const Expr *other = x->a->type->tag == TY_DATE ? x->b : x->a;
    const Node *node = x->a->type->tag == TY_DATE ? n->b : n->a;
    if (other->type->tag == TY_TEXT)
        chk_hint(c, d, "a date is written without quotes, or date(%.*s)", STR_FMT(chk_words(node)));
    else if (other->type->tag == TY_INT)
        chk_hint(c, d, "date(%.*s) makes a year of it", STR_FMT(chk_words(node)));
}

static void entity_hints(Chk *c, Diag *d, const Node *n, const Sides *x) {
    bool left = x->a->type->tag == TY_ENTITY;
    const Node *e = left ? n->a : n->b, *t = left ? n->b : n->a;
    if ((left ? x->b : x->a)->type->tag != TY_TEXT) return;
    Str ew = chk_words(e), tw = chk_words(t);
    if (t->tag == N_TEXT)
        chk_hint(c, d, "%.*s.name %s %.*s, or %.*s %s @\"%.*s\"", STR_FMT(ew), word(n), STR_FMT(tw),
                 STR_FMT(ew), word(n), STR_FMT(t->text));
    else
        chk_hint(c, d, "%.*s.name %s %.*s", STR_FMT(ew), word(n), STR_FMT(tw));
}

static void *not_in(Chk *c, const Node *n, const Sides *x, bool has) {
    Diag *d;
    chk_error(c, E0301, n, n->at, &d, "cannot look for %s in %s", chk_found(c, x->a),
              chk_found(c, x->b));
    const Type *a = x->a->type, *b = x->b->type;
    bool list = b->tag == TY_LIST;
    const Node *value = has ? n->b : n->a, *in = has ? n->a : n->b;
    if (list && b->elem->tag == TY_ENTITY && a->tag == TY_TEXT)
        name_among(c, d, in, b->elem, value);
    else if (list && b->elem->tag == TY_TEXT && a->tag == TY_ENTITY)
        chk_hint(c, d, "%.*s has label(%.*s)", STR_FMT(chk_words(in)), STR_FMT(chk_words(value)));
    else if (!list && (a->tag == TY_DATE || b->tag == TY_DATE))
        date_hints(c, d, n, x);
    else if (!list && (a->tag == TY_ENTITY || b->tag == TY_ENTITY))
        entity_hints(c, d, n, x);
    return NULL;
}

static void *no_match(Chk *c, const Node *n, const char *what, const Sides *x) {
    Diag *d;
    differ(c, n, what, x->a, x->b, &d);
    if (x->a->type->tag == TY_DATE || x->b->type->tag == TY_DATE) date_hints(c, d, n, x);
    if (x->a->type->tag == TY_ENTITY || x->b->type->tag == TY_ENTITY) entity_hints(c, d, n, x);
    TypeTag a = (TypeTag)x->a->type->tag, b = (TypeTag)x->b->type->tag;
    if ((a == TY_DURATION && b == TY_INT) || (a == TY_INT && b == TY_DURATION))
        chk_hint(c, d, "a duration is written with its unit: %.*s years",
                 STR_FMT(chk_words(a == TY_INT ? n->a : n->b)));
    return NULL;
}

static Expr *negate(Chk *c, const Node *n, Expr *e) {
    if (!e) return NULL;
    Expr *not = mk(c, X_NOT, &type_truth, n, 1);
    not ->args[0] = e;
    mk_done(not );
    return not ;
}

static bool null_side(Chk *c, const Node *n, const Sides *x) {
    bool left = x->a->type->tag == TY_NULL;
    if (!left && x->b->type->tag != TY_NULL) return false;
    Diag *d;
    chk_error(c, E0301, n, n->span, &d,
              "nothing is equal to null: a comparison with it is always unknown");
    chk_hint(c, d, "%.*s %s", STR_FMT(chk_words(left ? n->b : n->a)),
             n->op == OP_NE ? "is not null" : "is null");
    return true;
}

// ---- equality -------------------------------------------------------------------------------

// a = b of values whose types are already known to go together; NULL if they do not.
static Expr *equal(Chk *c, const Node *n, Expr *a, Expr *b) {
    const Type *t = unify(a->type, b->type);
    if (!t || t->tag == TY_LIST || t->tag == TY_RECORD) return NULL;
    if (t->tag == TY_DATE) return mk_op(c, XO_DATE_EQ, &type_truth, n, a, b);
    if (t->tag == TY_DURATION) return mk_op(c, XO_DUR_EQ, &type_truth, n, a, b);
    if (t->tag == TY_ENTITY && a->type->kind != b->type->kind && a->type->kind != KIND_ANY &&
        b->type->kind != KIND_ANY)
        return NULL;
    return mk_op(c, XO_EQ, &type_truth, n, a, b);
}

static Expr *check_equal(Chk *c, const Node *n, Sides x) {
    if (null_side(c, n, &x)) return NULL;
    if (x.a->type->tag == TY_LIST || x.b->type->tag == TY_LIST) return list_side(c, n, &x);
    if (x.a->type->tag == TY_DATE && x.b->type->tag == TY_DATE && (x.a->written || x.b->written)) {
        Diag *d;
        bool left = x.a->written;
        chk_error(c, E0307, n, n->at, &d,
                  "a date written in a query is a whole period: '%s' does not apply", word(n));
        const char *in = n->op == OP_NE ? "not in" : "in";
        chk_hint(c, d, "%.*s %s %.*s", STR_FMT(chk_words(left ? n->b : n->a)), in,
                 STR_FMT(chk_words(left ? n->a : n->b)));
        return NULL;
    }
    Expr *e = equal(c, n, x.a, x.b);
    if (!e) return no_match(c, n, "compare", &x);
    return n->op == OP_NE ? negate(c, n, e) : e;
}

// ---- order ----------------------------------------------------------------------------------

static Expr *date_order_op(Chk *c, const Node *n, Sides x) {
    Expr *a = as_period(c, x.a), *b = as_period(c, x.b);
    ExprOp op;
    switch (n->op) {
    case OP_LT:
    case OP_BEFORE: op = XO_DATE_BEFORE; break;
    case OP_GT:
    case OP_AFTER: op = XO_DATE_AFTER; break;
    case OP_LE: op = XO_DATE_NOT_AFTER; break;
    case OP_GE: op = XO_DATE_NOT_BEFORE; break;
    default: op = XO_DATE_OVERLAPS; break;
    }
    return mk_op(c, op, &type_truth, n, a, b);
}

static Expr *check_order(Chk *c, const Node *n, Sides x) {
    if (x.a->type->tag == TY_LIST || x.b->type->tag == TY_LIST) return list_side(c, n, &x);
    if (null_side(c, n, &x)) return NULL;
    TypeTag a = (TypeTag)x.a->type->tag, b = (TypeTag)x.b->type->tag;
    if (a == TY_DATE && b == TY_DATE) return date_order_op(c, n, x);
    ExprOp op = (ExprOp)(XO_LT + (n->op - OP_LT));
    if (a == TY_DURATION && b == TY_DURATION)
        return mk_op(c, (ExprOp)(XO_DUR_LT + (n->op - OP_LT)), &type_truth, n, x.a, x.b);
    if (type_is_number(x.a->type) && type_is_number(x.b->type))
        return mk_op(c, op, &type_truth, n, x.a, x.b);
    if (a == b && (a == TY_TEXT || a == TY_TRUTH)) return mk_op(c, op, &type_truth, n, x.a, x.b);
    if (a == b && a == TY_ENTITY) {
        Diag *d;
        chk_error(c, E0312, n, n->at, &d, "entities have no order");
        chk_hint(c, d, "compare one of their fields, such as name or date");
        return NULL;
    }
    return no_match(c, n, "compare", &x);
}

// before, after, overlaps
static Expr *check_time(Chk *c, const Node *n, Sides x) {
    if (x.a->type->tag == TY_LIST || x.b->type->tag == TY_LIST) return list_side(c, n, &x);
    x.a = x.a->type->tag == TY_NULL ? convert(c, x.a, &type_date) : x.a;
    x.b = x.b->type->tag == TY_NULL ? convert(c, x.b, &type_date) : x.b;
    if (x.a->type->tag == TY_DATE && x.b->type->tag == TY_DATE) return date_order_op(c, n, x);
    Diag *d;
    chk_error(c, E0301, n, n->at, &d, "'%s' needs dates on both sides, found %s and %s", word(n),
              chk_found(c, x.a), chk_found(c, x.b));
    date_hints(c, d, n, &x);
    return NULL;
}

// ---- in, has --------------------------------------------------------------------------------

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
    return equal(c, n, a, b);
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
    Expr *test = has ? equal(c, n, elem, it) : in_one(c, n, it, elem);
    if (!test) return not_in(c, n, x, has);
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
        if (!ok) return no_match(c, n, "compare", &x);
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
        return list_side(c, n, &x);
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

static Expr *check_in(Chk *c, Scope *s, const Node *n) {
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
    if (x.a->type->tag == TY_LIST) return list_side(c, n, &x);
    if (x.b->type->tag == TY_LIST) return in_list(c, n, x.a, x.b, false, &x);
    if (x.a->type->tag == TY_DATE || x.b->type->tag == TY_DATE || hierarchical(c, x.b->type)) {
        if (x.a->type->tag == TY_NULL) x.a = convert(c, x.a, x.b->type);
        Expr *e = in_one(c, n, x.a, x.b);
        return e ? e : not_in(c, n, &x, false);
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

static Expr *check_has(Chk *c, Scope *s, const Node *n) {
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

// ---- text -----------------------------------------------------------------------------------

static Expr *check_text_op(Chk *c, Scope *s, const Node *n) {
    Sides x = {check_expr(c, s, n->a), right_side(c, s, n->b)};
    if (!x.a || !x.b) return NULL;
    if (x.a->type->tag == TY_LIST || x.b->type->tag == TY_LIST) return list_side(c, n, &x);
    x.a = x.a->type->tag == TY_NULL ? convert(c, x.a, &type_text) : x.a;
    x.b = x.b->type->tag == TY_NULL ? convert(c, x.b, &type_text) : x.b;
    if (x.a->type->tag == TY_TEXT && x.b->type->tag == TY_TEXT)
        return mk_op(c, n->op == OP_TILDE ? XO_TILDE : XO_MATCHES, &type_truth, n, x.a, x.b);
    Diag *d;
    chk_error(c, E0301, n, n->at, &d, "'%s' looks for a text in a text, found %s and %s", word(n),
              chk_found(c, x.a), chk_found(c, x.b));
    if (x.a->type->tag == TY_ENTITY)
        chk_hint(c, d, "%.*s.name %s %.*s", STR_FMT(chk_words(n->a)), word(n),
                 STR_FMT(chk_words(n->b)));
    return NULL;
}

// ---- arithmetic -----------------------------------------------------------------------------

static Expr *numbers(Chk *c, const Node *n, Sides x) {
    static const ExprOp ops[] = {[OP_ADD] = XO_ADD, [OP_SUB] = XO_SUB,   [OP_MUL] = XO_MUL,
                                 [OP_DIV] = XO_DIV, [OP_IDIV] = XO_IDIV, [OP_MOD] = XO_MOD};
    bool real = n->op == OP_DIV || x.a->type->tag == TY_REAL || x.b->type->tag == TY_REAL;
    const Type *t = real ? &type_real : &type_int;
    return mk_op(c, ops[n->op], t, n, convert(c, x.a, t), convert(c, x.b, t));
}

static Expr *durations(Chk *c, const Node *n, Sides x) {
    TypeTag a = (TypeTag)x.a->type->tag, b = (TypeTag)x.b->type->tag;
    if (a == TY_DATE && b == TY_DATE && n->op == OP_SUB)
        return mk_op(c, XO_DATE_SUB, &type_duration, n, x.a, x.b);
    if (a == TY_DATE && b == TY_DURATION && (n->op == OP_ADD || n->op == OP_SUB))
        return mk_op(c, n->op == OP_ADD ? XO_DATE_ADD_DUR : XO_DATE_SUB_DUR, &type_date, n, x.a,
                     x.b);
    if (a == TY_DURATION && b == TY_DATE && n->op == OP_ADD)
        return mk_op(c, XO_DATE_ADD_DUR, &type_date, n, x.b, x.a);
    if (a == TY_DURATION && b == TY_DURATION && (n->op == OP_ADD || n->op == OP_SUB))
        return mk_op(c, n->op == OP_ADD ? XO_DUR_ADD : XO_DUR_SUB, &type_duration, n, x.a, x.b);
    if (a == TY_DURATION && type_is_number(x.b->type) && n->op == OP_MUL)
        return mk_op(c, XO_DUR_MUL, &type_duration, n, x.a, convert(c, x.b, &type_real));
    if (type_is_number(x.a->type) && b == TY_DURATION && n->op == OP_MUL)
        return mk_op(c, XO_DUR_MUL, &type_duration, n, x.b, convert(c, x.a, &type_real));
    return NULL;
}

// A number beside a duration or a date, with the unit that the other side suggests: 4 days.
static void unit_hint(Chk *c, Diag *d, const Node *number, const Node *other) {
    static const char *const units[] = {"seconds", "minutes", "hours", "days",
                                        "weeks",   "months",  "years"};
    Unit unit = other->tag == N_DURATION ? (Unit)other->unit : U_DAY;
    if (other->tag == N_DATE && other->num.date.prec == PREC_YEAR) unit = U_YEAR;
    if (other->tag == N_DATE && other->num.date.prec == PREC_MONTH) unit = U_MONTH;
    Str w = chk_words(number);
    if (number->tag == N_INT)
        chk_hint(c, d, "%.*s %s", STR_FMT(w), units[unit]);
    else
        chk_hint(c, d, "%.*s * 1 %.*s", STR_FMT(w), (int)strlen(units[unit]) - 1, units[unit]);
}

static void arithmetic_hints(Chk *c, Diag *d, const Node *n, const Sides *x) {
    TypeTag a = (TypeTag)x->a->type->tag, b = (TypeTag)x->b->type->tag;
    if (n->op == OP_ADD && (a == TY_TEXT || b == TY_TEXT)) {
        const Node *other = a == TY_TEXT ? n->b : n->a;
        chk_hint(c, d, "nothing turns into text by itself: text(%.*s)", STR_FMT(chk_words(other)));
    } else if (a == TY_TEXT || b == TY_TEXT) {
        const Node *text = a == TY_TEXT ? n->a : n->b;
        chk_hint(c, d, "texts are joined with +; int(%.*s) reads a number from one",
                 STR_FMT(chk_words(text)));
    } else if ((n->op == OP_ADD || n->op == OP_SUB) && (a == TY_DATE || a == TY_DURATION) &&
               b == TY_INT) {
        unit_hint(c, d, n->b, n->a);
    } else if ((n->op == OP_ADD || n->op == OP_SUB) && a == TY_INT &&
               (b == TY_DURATION || (b == TY_DATE && n->op == OP_ADD))) {
        unit_hint(c, d, n->a, n->b);
    } else if (a == TY_DATE && b == TY_DATE) {
        chk_hint(c, d, "only '-' works between dates: it gives the time between them");
    }
}

// Four digits beside a date or duration mean a year rather than a number of something.
static bool plain_year(const Node *n) { return n->tag != N_INT || n->num.i >= 1000; }

// A whole-number literal that can only be a year: 1924 - born, died - 1900, 1917 + 1 year.
static void year_operands(Chk *c, Scope *s, const Node *n, Expr **a, Expr **b) {
    bool minus = n->op == OP_SUB, sum = minus || n->op == OP_ADD;
    if (!sum || !*a || !*b) return;
    TypeTag l = (TypeTag)(*a)->type->tag, r = (TypeTag)(*b)->type->tag;
    bool left = l == TY_INT && is_year_literal(c, s, n->a);
    bool right = r == TY_INT && is_year_literal(c, s, n->b);
    if (left && ((minus && r == TY_DATE) || (r == TY_DURATION && plain_year(n->a))))
        *a = check_years(c, s, n->a);
    if (right && minus && l == TY_DATE && plain_year(n->b)) *b = check_years(c, s, n->b);
}

static Expr *check_arithmetic(Chk *c, Scope *s, const Node *n) {
    Sides x;
    Expr *a = check_expr(c, s, n->a), *b = check_expr(c, s, n->b);
    if (!a || !b) return NULL;
    year_operands(c, s, n, &a, &b);
    x = (Sides){a, b};
    if (!a || !b) return NULL;
    if (a->type->tag == TY_LIST || b->type->tag == TY_LIST) return list_side(c, n, &x);
    if (a->type->tag == TY_NULL) a = x.a = convert(c, a, b->type);
    if (b->type->tag == TY_NULL) b = x.b = convert(c, b, a->type);
    if (a->type->tag == TY_NULL) return a;
    if (type_is_number(a->type) && type_is_number(b->type)) return numbers(c, n, x);
    if (n->op == OP_ADD && a->type->tag == TY_TEXT && b->type->tag == TY_TEXT)
        return mk_op(c, XO_CONCAT, &type_text, n, a, b);
    Expr *e = durations(c, n, x);
    if (e) return e;
    Diag *d;
    chk_error(c, E0301, n, n->at, &d, "'%s' does not work with %s and %s", word(n), chk_found(c, a),
              chk_found(c, b));
    arithmetic_hints(c, d, n, &x);
    return NULL;
}

// ---- and, or, ?? ----------------------------------------------------------------------------

static Expr *check_logic(Chk *c, Scope *s, const Node *n) {
    Expr *a = check_condition(c, s, n->a), *b = check_condition(c, s, n->b);
    if (!a || !b) return NULL;
    Expr *e = mk(c, n->op == OP_AND ? X_AND : X_OR, &type_truth, n, 2);
    e->args[0] = a;
    e->args[1] = b;
    mk_done(e);
    return e;
}

static Expr *check_coalesce(Chk *c, Scope *s, const Node *n) {
    Sides x;
    if (!check_sides(c, s, n, &x)) return NULL;
    const Type *t = unify(x.a->type, x.b->type);
    if (!t) return no_match(c, n, "replace", &x);
    Expr *e = mk(c, X_COALESCE, t, n, 2);
    e->args[0] = convert(c, x.a, t);
    e->args[1] = convert(c, x.b, t);
    mk_done(e);
    return e;
}

Expr *check_binary(Chk *c, Scope *s, const Node *n) {
    switch ((BinaryOp)n->op) {
    case OP_AND:
    case OP_OR: return check_logic(c, s, n);
    case OP_COALESCE: return check_coalesce(c, s, n);
    case OP_IN: return check_in(c, s, n);
    case OP_NOT_IN: return negate(c, n, check_in(c, s, n));
    case OP_HAS: return check_has(c, s, n);
    case OP_TILDE:
    case OP_MATCHES: return check_text_op(c, s, n);
    case OP_ADD:
    case OP_SUB:
    case OP_MUL:
    case OP_DIV:
    case OP_IDIV:
    case OP_MOD: return check_arithmetic(c, s, n);
    default: break;
    }
    Sides x;
    bool time = n->op == OP_BEFORE || n->op == OP_AFTER || n->op == OP_OVERLAPS;
    if (time && is_year_literal(c, s, n->a) && is_year_literal(c, s, n->b)) {
        x = (Sides){check_years(c, s, n->a), check_years(c, s, n->b)};
        return x.a && x.b ? check_time(c, n, x) : NULL;
    }
    if (!check_sides(c, s, n, &x)) return NULL;
    switch ((BinaryOp)n->op) {
    case OP_EQ:
    case OP_NE: return check_equal(c, n, x);
    case OP_BEFORE:
    case OP_AFTER:
    case OP_OVERLAPS: return check_time(c, n, x);
    default: return check_order(c, n, x);
    }
}
