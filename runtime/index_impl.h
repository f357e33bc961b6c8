// What the files that look conditions up in indexes share; nobody else includes this.
#ifndef GAZ_INDEX_IMPL_H
#define GAZ_INDEX_IMPL_H

#include "runtime/plan.h"

// e as a field of the row itself, or NULL.
const Expr *row_field(const Expr *e);
// The value of an expression that is the same for all rows and cannot fail, or NULL.
const Vec *fixed_value(Run *r, const Expr *e);
void candidates_add(Candidates *out, const uint32_t *rows, uint32_t n, uint32_t base);
// The rows with keys lo … hi - 1, where there are some; those with one key.
void candidates_of_keys(Candidates *out, Index ix, uint32_t lo, uint32_t hi);
void candidates_of_key(Candidates *out, Index ix, uint32_t key);
// Rows whose scalar field is missing are unknown: counted where only this condition decides, else
// proposed.
void candidates_missing(Candidates *out, const KindTable *k, const Column *c);
// The rows of the kind that link to the entity through the field: the list on the other side. False
// where there is no such list.
bool rows_linked(const Archive *a, const KindTable *k, const Field *field, uint32_t entity,
                 IndexRange *out);
// A text below, above or between others; an entity within another (index_range.c).
bool range_candidates(Run *r, const KindTable *k, const Expr *e, Candidates *out);
bool below_candidates(Run *r, const KindTable *k, const Expr *e, Candidates *out);
// `similar` of names: by the index of names (index_names.c).
bool name_candidates(Run *r, const KindTable *k, const Expr *e, Candidates *out);
// Patterns over one column, joined by and, or, not: by the index of words (index_words.c).
bool word_candidates(Run *r, const KindTable *k, const Expr *e, Candidates *out);
// How many rows those have at most, about; false: it is no such condition.
bool word_most(Run *r, const KindTable *k, const Expr *e, uint64_t *most);
// `matches`: rows with a text that every find holds (index_scan.c).
bool scan_candidates(Run *r, const KindTable *k, const Expr *e, Candidates *out);

#endif
