// A text of any length that what is written goes to, for tests that cannot say beforehand how long
// it will be. Its owner frees p.
#ifndef GAZ_TESTS_LONG_TEXT_H
#define GAZ_TESTS_LONG_TEXT_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct Text {
    char *p; // ends in a NUL that is not counted
    size_t n, cap;
} Text;

static inline int32_t into_text(void *user, const char *p, size_t n) { // a gzt_sink
    Text *t = user;
    if (t->n + n + 1 > t->cap) {
        t->cap = 2 * (t->n + n + 1);
        t->p = realloc(t->p, t->cap);
        if (!t->p) abort();
    }
    memcpy(t->p + t->n, p, n);
    t->n += n;
    t->p[t->n] = 0;
    return 0;
}

#endif
