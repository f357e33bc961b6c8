// Single cells of vectors: sameness, order and copies. Sameness is of
// what is written (two dates of one stated period are one, missing is a value of its own),
// never three-valued.
#ifndef GAZ_CELL_H
#define GAZ_CELL_H

#include "runtime/run.h"

// i and j are places of the batch; constant vectors are read at their only one.
uint64_t cell_hash(const Run *r, const Vec *v, uint32_t i);
// The types of v and w are the same.
bool cell_same(const Run *r, const Vec *v, uint32_t i, const Vec *w, uint32_t j);
// Missing and unknown last; false before true. Not for entities, lists and records (which count as
// equal).
int cell_order(const Run *r, const Vec *v, uint32_t i, const Vec *w, uint32_t j);
// Place i of out becomes the value of place j of v, which is of the same type. Lists share v's
// elements: cell_share, once, before the first copy.
void cell_copy(Vec *out, uint32_t i, const Vec *v, uint32_t j);
void cell_share(Vec *out, const Vec *v);
void cell_set_missing(Vec *out, uint32_t i);

#endif
