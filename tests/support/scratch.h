// An arena for what comparisons of dates take on their way; of a test that nobody stops.
#ifndef GAZ_TESTS_SCRATCH_H
#define GAZ_TESTS_SCRATCH_H

#include "lang/arena.h"

static Guard scratch_guard;
static Arena scratch = {.alloc = &alloc_system, .guard = &scratch_guard};

static inline int free_scratch(void **state) { // cmocka's, behind the last test
    (void)state;
    arena_free(&scratch);
    return 0;
}

#endif
