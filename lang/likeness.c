// How like two texts are. In: code points; out: a distance or a similarity. Takes no memory: the
// caller gives the room. Must not know what is compared, or for what.
#include "lang/likeness.h"

#include <string.h>

enum {
    NEAR_MAX = 44, // code points of a text that str_distance compares
    PREFIX_MAX = 4 // letters at the beginning that make two names more similar
};

static uint32_t min2(uint32_t a, uint32_t b) { return a < b ? a : b; }

static void heard(Guard *g, uint64_t i) {
    if (g) guard_every(g, i);
}

uint32_t letters_of(Guard *g, Str s, uint32_t *at, uint32_t max) {
    uint32_t n = 0;
    for (const char *p = s.p, *end = p + s.n; p < end; n++) {
        if (n == max) return max + 1;
        heard(g, n + 1u);
        uint32_t used = utf8_decode(p, end, &at[n]);
        if (!used) at[n] = 0xFFFD;
        p += used ? used : 1;
    }
    return n;
}

// --- distance --------------------------------------------------------------------------------

uint32_t letters_distance(Guard *g, Letters a, Letters b, uint32_t *rows) {
    const uint32_t *x = a.at, *y = b.at, m = b.n;
    uint32_t *before = rows, *last = before + m + 1, *row = last + m + 1;
    for (uint32_t j = 0; j <= m; j++) {
        heard(g, j + 1u);
        last[j] = j;
    }
    for (uint32_t i = 1; i <= a.n; i++) {
        heard(g, i);
        row[0] = i;
        for (uint32_t j = 1; j <= m; j++) {
            heard(g, j);
            uint32_t d = last[j - 1] + (x[i - 1] != y[j - 1]);
            d = min2(d, min2(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
                d = min2(d, before[j - 2] + 1);
            row[j] = d;
        }
        uint32_t *spare = before;
        before = last;
        last = row;
        row = spare;
    }
    return last[m];
}

uint32_t str_distance(Str a, Str b, uint32_t max) {
    uint32_t x[NEAR_MAX], y[NEAR_MAX], rows[3 * (NEAR_MAX + 1)];
    uint32_t n = letters_of(NULL, a, x, NEAR_MAX), m = letters_of(NULL, b, y, NEAR_MAX);
    if (str_eq(a, b)) return 0;
    if (n > NEAR_MAX || m > NEAR_MAX) return max + 1;
    if ((n > m ? n - m : m - n) > max) return max + 1;
    return min2(letters_distance(NULL, (Letters){x, n}, (Letters){y, m}, rows), max + 1);
}

// --- similarity ------------------------------------------------------------------------------

// Marks the letters that both have, no farther from each other than `reach`; returns how many.
static uint32_t find_common(Guard *g, Letters x, Letters y, bool *in_x, bool *in_y) {
    uint32_t longer = x.n > y.n ? x.n : y.n, reach = longer > 3 ? longer / 2 - 1 : 0, n = 0;
    uint64_t work = 1;
    for (uint32_t i = 0; i < x.n; i++) {
        uint32_t j = i > reach ? i - reach : 0, end = min2(y.n, i + reach + 1);
        heard(g, work++);
        for (; j < end && (in_y[j] || x.at[i] != y.at[j]); j++) heard(g, work++);
        if (j >= end) continue;
        in_x[i] = in_y[j] = true;
        n++;
    }
    return n;
}

// How many of the common letters stand in another order.
static uint32_t out_of_order(Guard *g, Letters x, Letters y, const bool *in_x, const bool *in_y) {
    uint32_t n = 0;
    for (uint32_t i = 0, j = 0; i < x.n; i++) {
        heard(g, i + 1);
        if (!in_x[i]) continue;
        for (; !in_y[j]; j++) heard(g, j + 1);
        n += x.at[i] != y.at[j++];
    }
    return n;
}

static void clear(Guard *g, bool *at, size_t n) {
    enum { PIECE = 1 << 20 };
    for (; n > PIECE; at += PIECE, n -= PIECE) {
        memset(at, 0, PIECE);
        if (g) guard_tick(g);
    }
    memset(at, 0, n);
}

double letters_similarity(Guard *g, Letters x, Letters y, bool *taken) {
    if (x.n == 0 && y.n == 0) return 1;
    clear(g, taken, (size_t)x.n + y.n);
    uint32_t common = find_common(g, x, y, taken, taken + x.n), prefix = 0;
    if (common == 0) return 0;
    uint32_t swapped = out_of_order(g, x, y, taken, taken + x.n) / 2;
    double n = common;
    double jaro = (n / x.n + n / y.n + (n - swapped) / n) / 3;
    while (prefix < PREFIX_MAX && prefix < x.n && prefix < y.n && x.at[prefix] == y.at[prefix])
        prefix++;
    return jaro + prefix * (1 - jaro) / 10;
}
