// An arena for what comparisons of dates take on their way; of a test that nobody stops.
#ifndef GAZ_TESTS_SCRATCH_H
#define GAZ_TESTS_SCRATCH_H

#include "lang/date.h"

static Guard scratch_guard;
static Arena scratch = {.alloc = &alloc_system, .guard = &scratch_guard};

static inline Truth relate(DateRelation r, const Date *a, const Date *b, Circa c) {
    return date_relation(&scratch, r, a, b, c);
}

static inline uint32_t allen(const Date *a, const Date *b, Circa c) {
    return date_allen(&scratch, a, b, c);
}

static inline int free_scratch(void **state) { // cmocka's, behind the last test
    (void)state;
    arena_free(&scratch);
    return 0;
}

#endif
