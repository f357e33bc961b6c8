// What the files that check operators share.
#ifndef GAZ_CHECK_OP_H
#define GAZ_CHECK_OP_H

#include "lang/check_internal.h"

typedef struct Sides {
    Expr *a, *b;
} Sides;

static inline const char *word(const Node *n) { return binary_op_words[n->op]; }

// ---- both sides: check_operands.c -----------------------------------------------------------
// A whole-number literal opposite a date is read as a year. False: an error was reported.
bool check_sides(Chk *c, Scope *s, const Node *n, Sides *out);
// The right side alone: words that are no names were perhaps meant as texts.
Expr *right_side(Chk *c, Scope *s, const Node *n);
// Complaints with what to type instead; all return NULL.
void *complain_of_list(Chk *c, const Node *n, const Sides *x); // a list where one value is needed
void *complain_not_in(Chk *c, const Node *n, const Sides *x, bool has);
void *complain_of_types(Chk *c, const Node *n, const char *what, const Sides *x); // "compare"
void date_hints(Chk *c, Diag *d, const Node *n, const Sides *x); // what makes a date of the other

// ---- operators ------------------------------------------------------------------------------
Expr *op_equal(Chk *c, const Node *n, Expr *a, Expr *b); // NULL: nothing can be equal so
Expr *check_in(Chk *c, Scope *s, const Node *n);
Expr *check_has(Chk *c, Scope *s, const Node *n);
Expr *check_arithmetic(Chk *c, Scope *s, const Node *n);

#endif
