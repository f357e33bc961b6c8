// Planning: operators for a pipeline, and the rows that an index proposes for a condition.
#ifndef GAZ_PLAN_H
#define GAZ_PLAN_H

#include "runtime/op.h"

// Rows of a kind among which every row lies for which a condition is true or unknown. Positions of an index in
// ranges, single rows besides; the same row may occur twice.
enum { RANGES_MAX = 64 };

typedef struct IndexRange {
    const uint32_t *rows;
    uint32_t n, base;  // row = rows[i] - base (links hold entities)
} IndexRange;

typedef struct Candidates {
    IndexRange ranges[RANGES_MAX];
    uint32_t nranges;
    uint64_t count;      // at most so many rows
    uint32_t unknown;    // rows left out although unknown: the field is missing there (only if allowed)
    const Column *gaps;  // else: the column whose missing rows belong to the candidates too
    Str field;
} Candidates;

// Looks whether an index of the kind serves the condition. may_skip_missing: rows in which the field is missing
// need not be proposed, only counted.
bool index_candidates(Run *r, const KindTable *k, const Expr *cond, bool may_skip_missing, Candidates *out);
// The candidates as rows in archive order, each once.
const uint32_t *index_rows(Run *r, const KindTable *k, const Candidates *c, Arena *arena, uint32_t *n);
// The first n rows by the column's order (desc: greatest first), ties in archive order. *ties: rows beyond that tie
// with the last.
const uint32_t *index_top(Run *r, const Column *c, uint32_t n, bool desc, uint64_t *ties, Arena *arena);

#endif
