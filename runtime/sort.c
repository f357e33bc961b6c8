// The sorts of sort.h: radix passes over the bytes of the key that differ, insertion for short
// runs, and a bottom-up merge. In: arrays and scratch; it knows nothing of what the keys mean.
#include "runtime/sort.h"

#include <string.h>

enum { SHORT_RUN = 40, DIGITS = 8, RADIX = 256 };
enum { COUNTED = 1 << 16, MOVED = 1 << 16, MERGED = 1 << 14 }; // elements between two ticks

static void insertion_keys(KeyRef *a, uint32_t n) {
    for (uint32_t i = 1; i < n; i++) {
        KeyRef x = a[i];
        uint32_t j = i;
        for (; j > 0 && a[j - 1].key > x.key; j--) a[j] = a[j - 1];
        a[j] = x;
    }
}

// One pass: places the elements of `from` by one byte of their keys.
static void radix_pass(const KeyRef *from, KeyRef *to, uint32_t n, unsigned shift, uint32_t *counts,
                       Guard *g) {
    uint32_t at = 0;
    for (uint32_t d = 0; d < RADIX; d++) {
        uint32_t count = counts[d];
        counts[d] = at;
        at += count;
    }
    for (uint32_t i = 0; i < n;) {
        uint32_t end = n - i < MOVED ? n : i + MOVED;
        for (; i < end; i++) to[counts[from[i].key >> shift & 0xff]++] = from[i];
        guard_tick(g);
    }
}

// How often each byte stands at each place of the keys.
static void count_digits(const KeyRef *a, uint32_t n, uint32_t counts[DIGITS][RADIX], Guard *g) {
    for (uint32_t i = 0; i < n;) {
        uint32_t end = n - i < COUNTED ? n : i + COUNTED;
        for (; i < end; i++)
            for (unsigned d = 0; d < DIGITS; d++) counts[d][a[i].key >> (8 * d) & 0xff]++;
        guard_tick(g);
    }
}

void sort_keys(Arena *scratch, KeyRef *a, uint32_t n) {
    if (n <= SHORT_RUN) {
        insertion_keys(a, n);
        return;
    }
    Guard *g = scratch->guard;
    ArenaMark mark = arena_mark(scratch);
    uint32_t(*counts)[RADIX] = arena_zero(scratch, DIGITS * sizeof *counts);
    KeyRef *from = a, *to = ARENA_ARRAY(scratch, KeyRef, n);
    count_digits(a, n, counts, g);
    for (unsigned d = 0; d < DIGITS; d++) {
        if (counts[d][from[0].key >> (8 * d) & 0xff] == n) continue; // the same in all keys
        radix_pass(from, to, n, 8 * d, counts[d], g);
        KeyRef *swap = from;
        from = to;
        to = swap;
    }
    if (from != a) memcpy(a, from, n * sizeof *a);
    arena_release(scratch, mark);
}

typedef struct Sorting {
    SortCompare compare;
    const void *user;
    Guard *guard;
} Sorting;

static void insertion_refs(uint32_t *a, uint32_t n, SortCompare compare, const void *user) {
    for (uint32_t i = 1; i < n; i++) {
        uint32_t x = a[i], j = i;
        for (; j > 0 && compare(user, a[j - 1], x) > 0; j--) a[j] = a[j - 1];
        a[j] = x;
    }
}

static void merge(const uint32_t *a, uint32_t na, const uint32_t *b, uint32_t nb, uint32_t *out,
                  const Sorting *s) {
    SortCompare compare = s->compare;
    const void *user = s->user;
    uint32_t done = 0;
    while (na > 0 && nb > 0) {
        if (++done % MERGED == 0) guard_tick(s->guard);
        if (compare(user, *a, *b) <= 0) {
            *out++ = *a++;
            na--;
        } else {
            *out++ = *b++;
            nb--;
        }
    }
    if (na) memcpy(out, a, na * sizeof *a);
    if (nb) memcpy(out, b, nb * sizeof *b);
}

void sort_refs(uint32_t *a, uint32_t *tmp, uint32_t n, SortCompare compare, const void *user) {
    Guard deaf = {0};
    sort_refs_heard(a, tmp, n, compare, user, &deaf);
}

void sort_refs_heard(uint32_t *a, uint32_t *tmp, uint32_t n, SortCompare compare, const void *user,
                     Guard *g) {
    enum { RUN = 16 };
    Sorting s = {compare, user, g};
    for (uint32_t i = 0; i < n; i += RUN) {
        if (i % (MERGED / 4) == 0) guard_tick(g);
        insertion_refs(a + i, n - i < RUN ? n - i : RUN, compare, user);
    }
    uint32_t *from = a, *to = tmp;
    for (uint64_t width = RUN; width < n; width *= 2) {
        for (uint64_t i = 0; i < n; i += 2 * width) {
            uint32_t left = (uint32_t)(n - i < width ? n - i : width);
            uint64_t rest = n - i - left;
            uint32_t right = (uint32_t)(rest < width ? rest : width);
            merge(from + i, left, from + i + left, right, to + i, &s);
            if (i % MERGED == 0) guard_tick(g);
        }
        uint32_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != a && n) memcpy(a, from, n * sizeof *a);
}
