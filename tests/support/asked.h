// A fixture's archive and a run over it, for unit tests of what answers from an archive.
#ifndef GAZ_TESTS_ASKED_H
#define GAZ_TESTS_ASKED_H

#include "runtime/run.h"
#include "tests/support/fixture.h"

typedef struct Asked {
    Fixture f;
    Guard guard;
    Arena scratch, arena; // of the run; for answers
    Diags diags;
    Run run;
} Asked;

// Freezes what the fixture's builder has. In place: the run points into it.
static inline void asked_open(Asked *a) {
    fixture_freeze(&a->f);
    arena_init(&a->scratch, &alloc_system, NULL, &a->guard);
    arena_init(&a->arena, &alloc_system, NULL, &a->guard);
    diags_init(&a->diags, &a->arena);
    run_init(&a->run, a->f.archive, &alloc_system, NULL, &a->guard, &a->scratch);
    a->run.diags = &a->diags;
}

static inline void asked_close(Asked *a) {
    run_free(&a->run);
    arena_free(&a->scratch);
    arena_free(&a->arena);
    fixture_free(&a->f);
}

static inline void asked_forget(Asked *a) { // what was answered
    arena_reset(&a->arena);
    arena_reset(&a->scratch);
}

#endif
