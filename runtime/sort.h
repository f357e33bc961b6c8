// Stable sorts: by a 64-bit key in linear time, by a comparison in n log n. Scratch is the
// caller's, so nothing here allocates. Those that end in _heard ask a guard now and then whether to
// go on.
#ifndef GAZ_SORT_H
#define GAZ_SORT_H

#include "lang/arena.h"

typedef struct KeyRef {
    uint64_t key;
    uint32_t ref;
} KeyRef;

// Ascending by key; equal keys keep their order. tmp holds n.
void sort_keys_heard(KeyRef *a, KeyRef *tmp, uint32_t n, Guard *g);
void sort_keys(KeyRef *a, KeyRef *tmp, uint32_t n);

typedef int (*SortCompare)(const void *user, uint32_t x, uint32_t y);
// Ascending by compare; equal elements keep their order. tmp holds n.
void sort_refs_heard(uint32_t *a, uint32_t *tmp, uint32_t n, SortCompare compare, const void *user,
                     Guard *g);
void sort_refs(uint32_t *a, uint32_t *tmp, uint32_t n, SortCompare compare, const void *user);

#endif
