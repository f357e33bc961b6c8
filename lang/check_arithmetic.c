// + - * / // %: numbers, texts, dates and durations.
#include <string.h>

#include "lang/check_op.h"

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
    if (a == TY_DURATION && type_is_number(x.b->type) && n->op == OP_DIV)
        return mk_op(c, XO_DUR_DIV, &type_duration, n, x.a, convert(c, x.b, &type_real));
    if (a == TY_DURATION && b == TY_DURATION && n->op == OP_DIV)
        return mk_op(c, XO_DUR_RATIO, &type_real, n, x.a, x.b);
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

Expr *check_arithmetic(Chk *c, Scope *s, const Node *n) {
    Sides x;
    Expr *a = check_expr(c, s, n->a), *b = check_expr(c, s, n->b);
    if (!a || !b) return NULL;
    year_operands(c, s, n, &a, &b);
    x = (Sides){a, b};
    if (!a || !b) return NULL;
    if (a->type->tag == TY_LIST || b->type->tag == TY_LIST) return complain_of_list(c, n, &x);
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
