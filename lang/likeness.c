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

// Jaro's similarity raised by Winkler's for what both begin with.
static double winkler(Letters x, Letters y, uint32_t common, uint32_t swapped) {
    uint32_t prefix = 0;
    double n = common;
    double jaro = (n / x.n + n / y.n + (n - swapped) / n) / 3;
    while (prefix < PREFIX_MAX && prefix < x.n && prefix < y.n && x.at[prefix] == y.at[prefix])
        prefix++;
    return jaro + prefix * (1 - jaro) / 10;
}

double letters_similarity(Guard *g, Letters x, Letters y, bool *taken) {
    if (x.n == 0 && y.n == 0) return 1;
    clear(g, taken, (size_t)x.n + y.n);
    uint32_t common = find_common(g, x, y, taken, taken + x.n);
    if (common == 0) return 0;
    return winkler(x, y, common, out_of_order(g, x, y, taken, taken + x.n) / 2);
}

// --- words of bits ---------------------------------------------------------------------------

void letters_masks(LetterMasks *m, Letters y) {
    for (uint32_t i = 0; i < m->n; i++)
        if (m->y[i] < 128) m->ascii[m->y[i]] = 0;
    m->n = y.n;
    for (uint32_t i = 0; i < y.n; i++) {
        m->y[i] = y.at[i];
        if (y.at[i] < 128) m->ascii[y.at[i]] |= UINT64_C(1) << i;
    }
}

static uint64_t mask_of(const LetterMasks *m, uint32_t letter) {
    if (letter < 128) return m->ascii[letter];
    uint64_t mask = 0;
    for (uint32_t i = 0; i < m->n; i++) mask |= (uint64_t)(m->y[i] == letter) << i;
    return mask;
}

// H. Hyyrö, "A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances", Nordic
// Journal of Computing 10 (2003): a column of differences is two words, up and down.
uint32_t letters_distance_few(const LetterMasks *m, Letters x) {
    uint64_t up = UINT64_MAX, down = 0, diagonal = 0, before = 0;
    uint32_t n = m->n, distance = n;
    if (n == 0) return x.n;
    for (uint32_t i = 0; i < x.n; i++) {
        uint64_t equal = mask_of(m, x.at[i]);
        uint64_t swapped = ((~diagonal & equal) << 1) & before;
        diagonal = (((equal & up) + up) ^ up) | equal | down | swapped;
        uint64_t right = down | ~(diagonal | up), left = diagonal & up;
        distance += (uint32_t)(right >> (n - 1) & 1);
        distance -= (uint32_t)(left >> (n - 1) & 1);
        right = right << 1 | 1;
        up = left << 1 | ~(diagonal | right);
        down = right & diagonal;
        before = equal;
    }
    return distance;
}

// Bits from `from` to before `to`, which is at most 64.
static uint64_t bits_between(uint32_t from, uint32_t to) {
    uint64_t below = to < 64 ? (UINT64_C(1) << to) - 1 : UINT64_MAX;
    return from < to ? below >> from << from : 0;
}

// Each letter of x takes the first of y that is left within reach, as find_common does.
double letters_similarity_few(const LetterMasks *m, Letters x) {
    Letters y = {m->y, m->n};
    uint32_t longer = x.n > y.n ? x.n : y.n, reach = longer > 3 ? longer / 2 - 1 : 0;
    uint64_t in_x = 0, in_y = 0;
    uint32_t common = 0, wrong = 0;
    if (x.n == 0 && y.n == 0) return 1;
    for (uint32_t i = 0; i < x.n; i++) {
        uint64_t near = bits_between(i > reach ? i - reach : 0, min2(y.n, i + reach + 1));
        uint64_t left = mask_of(m, x.at[i]) & near & ~in_y;
        in_y |= left & (~left + 1);
        in_x |= (uint64_t)(left != 0) << i;
        common += left != 0;
    }
    if (common == 0) return 0;
    for (uint64_t a = in_x, b = in_y; a; a &= a - 1, b &= b - 1)
        wrong += x.at[__builtin_ctzll(a)] != y.at[__builtin_ctzll(b)];
    return winkler(x, y, common, wrong / 2);
}
