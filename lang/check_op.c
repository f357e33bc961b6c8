// Operators: which operation the types of both sides choose. Comparisons, matches and logic are
// here; check_in.c and check_arithmetic.c have the rest.
#include "lang/check_op.h"

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
Expr *op_equal(Chk *c, const Node *n, Expr *a, Expr *b) {
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
    if (x.a->type->tag == TY_LIST || x.b->type->tag == TY_LIST) return complain_of_list(c, n, &x);
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
    Expr *e = op_equal(c, n, x.a, x.b);
    if (!e) return complain_of_types(c, n, "compare", &x);
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
    if (x.a->type->tag == TY_LIST || x.b->type->tag == TY_LIST) return complain_of_list(c, n, &x);
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
    return complain_of_types(c, n, "compare", &x);
}

// before, after, overlaps
static Expr *check_time(Chk *c, const Node *n, Sides x) {
    if (x.a->type->tag == TY_LIST || x.b->type->tag == TY_LIST) return complain_of_list(c, n, &x);
    x.a = x.a->type->tag == TY_NULL ? convert(c, x.a, &type_date) : x.a;
    x.b = x.b->type->tag == TY_NULL ? convert(c, x.b, &type_date) : x.b;
    if (x.a->type->tag == TY_DATE && x.b->type->tag == TY_DATE) return date_order_op(c, n, x);
    Diag *d;
    chk_error(c, E0301, n, n->at, &d, "'%s' needs dates on both sides, found %s and %s", word(n),
              chk_found(c, x.a), chk_found(c, x.b));
    date_hints(c, d, n, &x);
    return NULL;
}

// ---- text -----------------------------------------------------------------------------------

static Expr *check_text_op(Chk *c, Scope *s, const Node *n) {
    Sides x = {check_expr(c, s, n->a), right_side(c, s, n->b)};
    if (!x.a || !x.b) return NULL;
    if (x.a->type->tag == TY_LIST || x.b->type->tag == TY_LIST) return complain_of_list(c, n, &x);
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
    if (!t) return complain_of_types(c, n, "replace", &x);
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
