// Planning: operators for a pipeline, and the rows that an index proposes for a condition.
#ifndef GAZ_PLAN_H
#define GAZ_PLAN_H

#include "runtime/op.h"

// The rows for which a kind's first condition is true, or candidates for it and what is still to be
// asked of them, by an index; NULL where none helps. *rest: the stages that remain.
Op *where_through_index(Run *r, const KindTable *k, const Stage *st, Arena *arena,
                        const Stage **rest);

// Rows that an index finds for a condition, as ranges of arrays of rows; the same row may occur
// twice. exact: these are the rows for which it is true, and the others are counted; else the rows
// for which it is true or unknown.
typedef struct IndexRange {
    const uint32_t *rows;
    uint32_t n, base; // row = rows[i] - base (links hold entities)
} IndexRange;

typedef struct Candidates {
    Arena *arena;
    IndexRange *ranges;
    size_t cap;
    uint32_t nranges;
    bool exact;
    bool decided; // not exact, but the condition is true for all of them and false for the others
    bool ordered; // there is one range at most, of rows that ascend
    const Column *in_order_of; // exact: there is one range at most, in order of this column
    bool costly;        // to ask a row costs more than to find it, so the index serves for many too
    uint64_t count;     // at most so many rows
    uint64_t unknown;   // exact: rows for which it is unknown …
    uint64_t missing;   // … because the field is not given
    const Column *gaps; // not exact: the column whose missing rows belong to the candidates too
    Str field;
} Candidates;

// Looks whether an index of the kind serves the condition. alone: it is the whole condition, so
// that exact rows will do.
bool index_candidates(Run *r, const KindTable *k, const Expr *cond, bool alone, Arena *arena,
                      Candidates *out);
// About so many rows the index would find, where looking them up costs something; else 0.
uint64_t index_most(Run *r, const KindTable *k, const Expr *cond);
// How many rows a condition is true for, by an index that need not read which; the rest of *out as
// by index_candidates of a whole condition.
bool word_count_rows(Run *r, const KindTable *k, const Expr *cond, Arena *arena, Candidates *out);
// Leaves of rows that ascend those for which a pattern is true, where an index tells, no text is
// missing, and it is false for all others; else false, and all of them are left.
bool word_narrow(Run *r, const KindTable *k, const Expr *cond, Arena *arena, const uint32_t **rows,
                 uint32_t *n);
// The same for `field has @x`, where the list on the other side tells.
bool link_narrow(Run *r, const KindTable *k, const Expr *cond, Arena *arena, const uint32_t **rows,
                 uint32_t *n);
// The rows, ascending, in which a call may find something (FN_FINDS): none but the first that has a
// text, so that what is wrong with the call is said, where no other has. False: no index knows.
bool word_finds(Run *r, const KindTable *k, const Expr *call, Arena *arena, const uint32_t **rows,
                uint32_t *n);
// The candidates as rows in archive order, each once.
const uint32_t *index_rows(Run *r, const KindTable *k, const Candidates *c, Arena *arena,
                           uint32_t *n);
// The first n rows by the column's order (desc: greatest first), ties in archive order. *ties: rows
// beyond that tie with the last.
const uint32_t *index_top(Run *r, const Column *c, uint32_t n, bool desc, uint64_t *ties,
                          Arena *arena);

#endif
