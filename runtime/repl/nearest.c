// Edits are counted as typists make them: one letter more, less or other, or two swapped.
#include "runtime/repl/nearest.h"

#include <string.h>

enum { LONGEST = 32 }; // longer words are no option, command or function

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

static size_t edits(const char *a, size_t a_n, const char *b, size_t b_n) {
    size_t rows[3][LONGEST + 1];
    for (size_t j = 0; j <= b_n; j++) rows[0][j] = j;
    for (size_t i = 1; i <= a_n; i++) {
        size_t *now = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= b_n; j++) {
            size_t other = a[i - 1] == b[j - 1] ? 0 : 1;
            now[j] = least(above[j - 1] + other, least(above[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = least(now[j], before[j - 2] + 1);
        }
    }
    return rows[a_n % 3][b_n];
}

Nearest nearest_to(const char *word) {
    size_t n = strlen(word);
    return (Nearest){word, NULL, n > LONGEST ? 0 : n / 3 + 1};
}

void nearest_try(Nearest *n, const char *candidate) {
    size_t a_n = strlen(n->word), b_n = strlen(candidate);
    if (a_n > LONGEST || b_n > LONGEST) return;
    size_t distance = edits(n->word, a_n, candidate, b_n);
    if (distance >= n->distance || distance >= b_n) return;
    n->distance = distance;
    n->best = candidate;
}
