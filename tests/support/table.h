// Cases in a file, a line each: what stands behind # or is empty is none.
#ifndef GAZ_TESTS_TABLE_H
#define GAZ_TESTS_TABLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lang/str.h"

typedef struct Box {
    Guard guard;
    Arena arena; // reset before each line
} Box;

static inline void open_box(Box *b) {
    memset(b, 0, sizeof *b);
    arena_init(&b->arena, &alloc_system, NULL, &b->guard);
}

// Every line must pass, and more than `least` must be there. check may write into its line; it
// returns how much is wrong, and says what.
static inline void check_table(const char *path, int (*check)(Box *b, char *line), int least) {
    FILE *f = fopen(path, "r");
    char line[1000];
    int wrong = 0, n = 0;
    Box b;
    open_box(&b);
    assert_non_null(f);
    while (fgets(line, sizeof line, f)) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '#' || line[0] == '\0') continue;
        wrong += check(&b, line);
        n++;
        arena_reset(&b.arena);
    }
    fclose(f);
    arena_free(&b.arena);
    assert_int_equal(wrong, 0);
    assert_true(n > least);
}

#endif
