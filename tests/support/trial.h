// A run over an archive without facts, for unit tests of what stands on one: vectors, kernels,
// patterns. Errors that leave by the guard are caught with TRIAL_LEAVES and TRIAL_FAILS.
#ifndef GAZ_TESTS_TRIAL_H
#define GAZ_TESTS_TRIAL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/run.h"

typedef struct Trial {
    Archive archive;
    atomic_uchar seen[PARTS];
    atomic_bool damaged;
    Budget budget;
    Guard guard;
    Arena arena, scratch;
    Diags diags;
    Run run;
} Trial;

// In place: the arenas and the run point into it.
static inline void trial_open(Trial *t) {
    static const uint64_t no_text[2] = {0, 0};
    memset(t, 0, sizeof *t);
    t->archive.nstr = t->archive.ndates = 1;
    t->archive.str_off = no_text;
    t->archive.str_bytes = "";
    t->archive.seen = t->seen;
    t->archive.damaged = &t->damaged;
    for (uint32_t part = 0; part < PARTS; part++) t->seen[part] = SOUND;
    arena_init(&t->arena, &alloc_system, NULL, &t->guard);
    arena_init(&t->scratch, &alloc_system, &t->budget, &t->guard);
    diags_init(&t->diags, &t->arena);
    run_init(&t->run, &t->archive, &alloc_system, &t->budget, &t->guard, &t->scratch);
    t->run.diags = &t->diags;
}

// What was taken is given back, byte for byte.
static inline void trial_close(Trial *t) {
    run_free(&t->run);
    arena_free(&t->scratch);
    assert_true(t->budget.used == 0);
    arena_free(&t->arena);
}

// Runs the statement, which must leave by the guard with this status.
#define TRIAL_LEAVES(t, expected, statement)                                                       \
    do {                                                                                           \
        if (setjmp((t)->guard.at) == 0) {                                                          \
            statement;                                                                             \
            fail_msg("%s", "did not leave by the guard");                                          \
        }                                                                                          \
        assert_int_equal((t)->guard.status, expected);                                             \
    } while (0)

// Runs the statement, which must report this error and leave.
#define TRIAL_FAILS(t, expected, statement)                                                        \
    do {                                                                                           \
        uint32_t before_ = (t)->diags.count;                                                       \
        TRIAL_LEAVES(t, error_info[expected].status, statement);                                   \
        assert_int_equal((t)->diags.count, before_ + 1);                                           \
        assert_string_equal(error_info[(t)->diags.items[before_].code].code,                       \
                            error_info[expected].code);                                            \
    } while (0)

#endif
