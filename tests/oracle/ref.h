// The reference: what a checked query means, worked out row by row with boxed values, as directly
// from the rules as can be. In: a checked tree and an archive. Out: a table of cells, or an error.
// It shares no code with the evaluator, the operators, the planner, the indexes or the aggregates;
// from below it uses the archive's accessors, the relations of dates, texts and numbers.
#ifndef GAZ_TESTS_REF_H
#define GAZ_TESTS_REF_H

#include "runtime/run.h"

__extension__ typedef __int128 Big; // sums and products of whole numbers, exactly

// One value. A missing one has `none` set (an unknown truth too); a list never has.
typedef struct Cell Cell;
struct Cell {
    uint8_t tag; // TypeTag
    bool none;
    uint32_t n; // elements of a list, fields of a record
    union {
        int64_t i; // int, truth (0, 1), entity
        double r;
        Str text;
        Date date;
        Duration dur;
        Cell *items;
    } v;
};

typedef struct Table {
    Cell **rows; // each of `width` cells
    uint32_t n, width;
    size_t cap;
} Table;

// The values of the slots that an expression can see, and those around them.
typedef struct RefFrame {
    const Cell *slots;
    const struct RefFrame *outer;
} RefFrame;

enum { REF_STEPS = 1500000 };

typedef struct Walk {
    const Archive *archive;
    Arena *arena;
    Guard *guard;
    Run *run;       // only to call functions of the library that are not tested here
    uint64_t steps; // nodes visited: a query beyond REF_STEPS is not compared
    uint32_t calls;
    bool given_up;
    bool failed;         // an error of the query, not of the oracle
    uint64_t where_lost; // rows of the last where of a statement whose condition is unknown
} Walk;

_Noreturn void ref_fail(Walk *r);    // the query has an error: leaves by the guard
_Noreturn void ref_give_up(Walk *r); // too much work
void ref_step(Walk *r);

Cell ref_eval(Walk *r, const RefFrame *f, const Expr *e);
Table ref_pipe(Walk *r, const RefFrame *outer, const Pipe *p);
Cell ref_field(Walk *r, Cell entity, const Type *t, uint32_t field);
Cell ref_op(Walk *r, const Expr *e, const Cell *args); // args beyond nargs or left out: tag TY_NULL
Cell ref_call(Walk *r, const Expr *e, const Cell *args);
// An aggregate over values; type: of one value, NULL for count().
Cell ref_aggregate(Walk *r, const char *name, const Type *type, const Cell *items, uint32_t n,
                   const Type *result);
// What a pipeline's rows are as a list.
Cell ref_rows_list(Walk *r, const RowType *row, const Table *t);

// ---- cells (cell.c) -------------------------------------------------------------------------
Cell cell_none(const Type *t); // of a list: the empty one
Cell cell_of_truth(Truth t);
Truth cell_truth(Cell c);
Cell cell_of_int(int64_t i);
Cell cell_of_real(double x);
Cell cell_of_text(Str s);
Cell cell_of_list(Arena *a, const Cell *items, uint32_t n);
bool cell_given(Cell c);                     // neither missing nor an empty list
bool cell_one(const Cell *x, const Cell *y); // one and the same (K2): as written, missing is one
int cell_cmp(const Cell *x, const Cell *y);  // of values that are there, by rules.md §10
void cell_write(StrBuf *out, const Archive *a, const Type *t, Cell c); // JSON
void table_add(Walk *r, Table *t, const Cell *row);

#endif
