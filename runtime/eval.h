// The evaluator: a walk over the typed tree in which each visit of a node works out its value for
// all rows of a batch. One evaluator serves conditions, columns, list filters, aggregates and
// function bodies.
#ifndef GAZ_EVAL_H
#define GAZ_EVAL_H

#include "runtime/func.h"

// The rows that an expression is worked out for: vectors by slot, and how they hang on the rows
// around them.
typedef struct Frame Frame;
struct Frame {
    uint32_t n; // places
    const Vec **slots;
    uint32_t nslots;
    Frame *outer;       // the rows around (a list filter's, a correlated query's), or NULL
    const uint32_t *up; // place in outer of each place; NULL: up_place for all
    uint32_t up_place;
};

// The value of e for the rows; only their places are set (a constant vector: its one). Lives in
// run->scratch, or longer. Errors leave by the guard.
const Vec *eval(Run *r, Frame *f, const Expr *e, Rows rows);

// The rows for which the condition is true, written to yes (room for rows.n + SELECT_SLACK);
// returns how many. *unknown grows by those for which it is unknown.
enum { SELECT_SLACK = 8 };
uint32_t eval_select(Run *r, Frame *f, const Expr *cond, Rows rows, uint32_t *yes,
                     uint64_t *unknown);

// The expression that a limit of calls or time met at work; NULL where that is not known.
const Expr *eval_at_work(const Run *r);

// For Run.blame: which entity's row makes the operation at work fail ("@lenin"), or "".
Str eval_blame(Run *r);

// ---- the parts (eval_field.c, eval_list.c, kernels.c, op.c); called by eval only ------------

const Vec *eval_field(Run *r, const Vec *base, const Expr *e, uint32_t n, Rows rows);
const Vec *eval_any_field(Run *r, const Vec *base, const Expr *e, uint32_t n, Rows rows);
// The field of one kind for entities; what eval_field does, for planners and indexes.
const Vec *field_values(Run *r, const KindTable *k, uint32_t field, const Vec *base, uint32_t n,
                        Rows rows);

const Vec *eval_map(Run *r, Frame *f, const Expr *e, Rows rows);
const Vec *eval_filter(Run *r, Frame *f, const Expr *e, Rows rows);
const Vec *eval_any_all(Run *r, Frame *f, const Expr *e, Rows rows);
const Vec *eval_agg(Run *r, Frame *f, const Expr *e, Rows rows);
const Vec *eval_in_list(Run *r, Frame *f, const Expr *e, Rows rows);
const Vec *eval_list(Run *r, Frame *f, const Expr *e, Rows rows);

// n: places of out
void kernel_op(Run *r, const Expr *e, Rows rows, uint32_t n, const Vec *const *args, Vec *out);
// The comparisons of dates among them (kernels_date.c).
void kernel_dates(Run *r, const Expr *e, Rows rows, const Vec *a, const Vec *b, uint8_t *out);

// The rows of a query as a list: once for a query that reads no outer row, else row by row.
const Vec *eval_query(Run *r, Frame *f, const Expr *e, Rows rows);

// Place i of the vector as a constant vector.
const Vec *vec_constant(Arena *a, const Vec *v, uint32_t i);
// One vector that has a's places where which[i] is 1, b's where it is 2, and is missing elsewhere.
const Vec *vec_choose(Arena *a, const Type *t, uint32_t n, const uint8_t *which, const Vec *x,
                      const Vec *y);

#endif
