// Stable sorts: by a 64-bit key in linear time, by a comparison in n log n. They ask a guard now
// and then whether to go on: that of the arena, or in those that end in _heard the one given.
#ifndef GAZ_SORT_H
#define GAZ_SORT_H

#include "lang/arena.h"

typedef struct KeyRef {
    uint64_t key;
    uint32_t ref;
} KeyRef;

// Ascending by key; equal keys keep their order.
void sort_keys(Arena *scratch, KeyRef *a, uint32_t n);

typedef int (*SortCompare)(const void *user, uint32_t x, uint32_t y);
// Ascending by compare; equal elements keep their order. tmp holds n.
void sort_refs_heard(uint32_t *a, uint32_t *tmp, uint32_t n, SortCompare compare, const void *user,
                     Guard *g);
void sort_refs(uint32_t *a, uint32_t *tmp, uint32_t n, SortCompare compare, const void *user);

#endif
