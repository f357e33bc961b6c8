// Numbers to text and back, exactly. In: digits or a value; out: the nearest value, or the fewest
// digits that read back. Knows no locale and no printf; a small number of 32-bit limbs does what
// 64 bits cannot, and its size is bounded whatever is read.
#include "lang/number.h"

#include <float.h>
#include <string.h>

#include "lang/stack.h"

enum {
    // Digits that can decide a rounding: a halfway point of doubles has at most 767. What comes
    // after them counts only as "a little more".
    DIGITS_MAX = 800,
    LIMBS = 96,     // 3,072 bits; the largest need is 5^1128 (2,620 bits) and two limbs of shift
    GAP_LIMBS = 38, // 1,216 bits; the largest need is 56 bits * 10^325
    EXP_LEAST = -1074
};

// --- a natural number, low limb first, no zero limb on top -----------------------------------

typedef struct Big {
    uint32_t *limb; // the owner's, enough for all that will be
    uint32_t n;
} Big;

static void big_set(Big *b, uint64_t v) {
    b->n = 0;
    for (; v; v >>= 32) b->limb[b->n++] = (uint32_t)v;
}

static void big_copy(Big *to, const Big *from) {
    to->n = from->n;
    memcpy(to->limb, from->limb, from->n * sizeof *from->limb);
}

// b = b * by + add
static void big_mul(Big *b, uint32_t by, uint32_t add) {
    uint64_t carry = add;
    for (uint32_t i = 0; i < b->n; i++) {
        carry += (uint64_t)b->limb[i] * by;
        b->limb[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry) b->limb[b->n++] = (uint32_t)carry;
}

static void big_mul_pow5(Big *b, uint32_t e) {
    for (; e >= 13; e -= 13) big_mul(b, 1220703125u, 0);
    uint32_t rest = 1;
    while (e--) rest *= 5;
    if (rest > 1) big_mul(b, rest, 0);
}

static void big_shift(Big *b, uint32_t bits) {
    uint32_t whole = bits / 32, part = bits % 32;
    if (b->n == 0 || bits == 0) return;
    if (part) big_mul(b, (uint32_t)1 << part, 0);
    if (!whole) return;
    memmove(b->limb + whole, b->limb, b->n * sizeof *b->limb);
    memset(b->limb, 0, whole * sizeof *b->limb);
    b->n += whole;
}

static int big_cmp(const Big *a, const Big *b) {
    if (a->n != b->n) return a->n < b->n ? -1 : 1;
    for (uint32_t i = a->n; i-- > 0;)
        if (a->limb[i] != b->limb[i]) return a->limb[i] < b->limb[i] ? -1 : 1;
    return 0;
}

// a = a - b, where a >= b
static void big_sub(Big *a, const Big *b) {
    uint32_t borrow = 0;
    for (uint32_t i = 0; i < a->n && (i < b->n || borrow); i++) {
        uint64_t take = (i < b->n ? (uint64_t)b->limb[i] : 0) + borrow;
        borrow = a->limb[i] < take;
        a->limb[i] = (uint32_t)(a->limb[i] - take);
    }
    while (a->n && a->limb[a->n - 1] == 0) a->n--;
}

static void big_add(Big *a, const Big *b) {
    uint64_t carry = 0;
    for (uint32_t i = 0; i < b->n || carry; i++) {
        if (i == a->n) a->limb[a->n++] = 0;
        carry += (uint64_t)a->limb[i] + (i < b->n ? b->limb[i] : 0);
        a->limb[i] = (uint32_t)carry;
        carry >>= 32;
    }
}

static int big_bits(const Big *b) {
    if (b->n == 0) return 0;
    int bits = (int)(b->n - 1) * 32;
    for (uint32_t top = b->limb[b->n - 1]; top; top >>= 1) bits++;
    return bits;
}

// --- reading ---------------------------------------------------------------------------------

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool number_parse_int(Str s, int64_t *out) {
    uint32_t i = s.n > 0 && s.p[0] == '-';
    const bool negative = i > 0;
    const uint64_t most = (uint64_t)INT64_MAX + negative;
    uint64_t v = 0;
    if (i == s.n) return false;
    for (; i < s.n; i++) {
        if (!is_digit(s.p[i])) return false;
        uint64_t d = (uint64_t)(s.p[i] - '0');
        if (v > (most - d) / 10) return false;
        v = v * 10 + d;
    }
    *out = negative ? -(int64_t)(v - (v > 0)) - (v > 0) : (int64_t)v;
    return true;
}

// What is written: digits (without leading zeros) times ten to exp.
typedef struct Decimal {
    char digits[DIGITS_MAX + 1];
    uint32_t n;
    int64_t exp;
    bool negative;
} Decimal;

static void take_digit(Decimal *d, char c, bool fraction) {
    if (d->n == 0 && c == '0') {
        d->exp -= fraction;
    } else if (d->n < DIGITS_MAX) {
        d->digits[d->n++] = c;
        d->exp -= fraction;
    } else {
        // A digit that is not zero lies beyond: one more 1 stands for all of these.
        if (c != '0' && d->n == DIGITS_MAX) d->digits[d->n++] = '1', d->exp--;
        d->exp += !fraction;
    }
}

static bool scan_exponent(Str s, uint32_t i, Decimal *d) {
    bool less = i < s.n && s.p[i] == '-';
    if (i < s.n && (s.p[i] == '-' || s.p[i] == '+')) i++;
    if (i == s.n) return false;
    int64_t e = 0;
    for (; i < s.n; i++) {
        if (!is_digit(s.p[i])) return false;
        if (e < INT64_C(100000000000)) e = e * 10 + (s.p[i] - '0'); // enough for any text
    }
    d->exp += less ? -e : e;
    return true;
}

static bool scan_decimal(Str s, Decimal *d) {
    d->n = 0;
    d->exp = 0;
    d->negative = s.n > 0 && s.p[0] == '-';
    uint32_t i = d->negative, from = i;
    for (; i < s.n && is_digit(s.p[i]); i++) take_digit(d, s.p[i], false);
    if (i == from) return false;
    if (i < s.n && s.p[i] == '.') {
        from = ++i;
        for (; i < s.n && is_digit(s.p[i]); i++) take_digit(d, s.p[i], true);
        if (i == from) return false;
    }
    for (; d->n && d->digits[d->n - 1] == '0'; d->n--) d->exp++;
    if (i == s.n) return true;
    return (s.p[i] == 'e' || s.p[i] == 'E') && scan_exponent(s, i + 1, d);
}

// The powers of ten that a double holds exactly.
static const double tens[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                              1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                              1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

// Few digits and a small power of ten: both are exact doubles, so one operation rounds once.
static bool read_quickly(const Decimal *d, double *out) {
    if (FLT_EVAL_METHOD != 0 || d->n > 15 || d->exp < -22 || d->exp > 22) return false;
    uint64_t v = 0;
    for (uint32_t i = 0; i < d->n; i++) v = v * 10 + (uint64_t)(d->digits[i] - '0');
    *out = d->exp < 0 ? (double)v / tens[-d->exp] : (double)v * tens[d->exp];
    return true;
}

// The first bits of num / den (at least 1, below 2), then rounding by what remains: to the
// nearest, halves to even. num is used up.
static uint64_t divide_bits(Big *num, const Big *den, int bits) {
    uint64_t m = 0;
    for (; bits > 0; bits--) {
        bool one = big_cmp(num, den) >= 0;
        if (one) big_sub(num, den);
        m = m << 1 | one;
        big_mul(num, 2, 0);
    }
    int half = big_cmp(num, den);
    return m + (half > 0 || (half == 0 && (m & 1)));
}

// The bits of the double nearest to digits * 10^exp, infinity included. The value is
// (num / den) * 2^exp with the powers of five in num or den.
OWN_FRAME static uint64_t read_exactly(const Decimal *d) {
    uint32_t room[2][LIMBS];
    Big num = {room[0], 0}, den = {room[1], 0};
    big_set(&den, 1);
    for (uint32_t i = 0; i < d->n; i++) big_mul(&num, 10, (uint32_t)(d->digits[i] - '0'));
    big_mul_pow5(d->exp < 0 ? &den : &num, (uint32_t)(d->exp < 0 ? -d->exp : d->exp));
    int shift = big_bits(&num) - big_bits(&den);
    if (shift > 0) big_shift(&den, (uint32_t)shift);
    if (shift < 0) big_shift(&num, (uint32_t)-shift);
    if (big_cmp(&num, &den) < 0) {
        big_mul(&num, 2, 0);
        shift--;
    }
    int exp2 = shift + (int)d->exp;
    if (exp2 > 1023) return (uint64_t)0x7FF << 52;
    int bits = exp2 >= -1022 ? 53 : exp2 - EXP_LEAST + 1;
    if (bits < 0) return 0;
    uint64_t m = divide_bits(&num, &den, bits);
    return exp2 >= -1022 ? ((uint64_t)(exp2 + 1022) << 52) + m : m;
}

bool number_parse_real(Str s, double *out) {
    Decimal d;
    if (!scan_decimal(s, &d)) return false;
    double v = 0;
    int64_t point = d.exp + d.n; // the value is below 10^point and not below a tenth of it
    if (d.n && point > -324) {
        if (point > 309) return false;
        if (!read_quickly(&d, &v)) {
            uint64_t bits = read_exactly(&d);
            if (bits >> 52 == 0x7FF) return false;
            memcpy(&v, &bits, sizeof v);
        }
    }
    *out = d.negative ? -v : v;
    return true;
}

// --- writing ---------------------------------------------------------------------------------

uint32_t number_write_int(int64_t v, char out[NUMBER_TEXT]) {
    char back[NUMBER_TEXT];
    uint32_t n = 0, length = 0;
    uint64_t left = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    do back[n++] = (char)('0' + left % 10);
    while (left /= 10);
    if (v < 0) out[length++] = '-';
    while (n) out[length++] = back[--n];
    out[length] = 0;
    return length;
}

// The value and the distances to its neighbours' halfway points, all as parts of unit: value =
// rest / unit. What lies strictly within (with the ends, if even) reads back to the value.
typedef struct Gap {
    Big rest, unit, below, above, sum;
    bool even;
    uint32_t room[5][GAP_LIMBS];
} Gap;

// Takes a value (not zero) apart into a Gap; returns the exponent of its highest bit.
static int gap_of(Gap *g, uint64_t bits) {
    int exp = (int)(bits >> 52 & 0x7FF);
    uint64_t m = bits & (((uint64_t)1 << 52) - 1);
    bool narrow = m == 0 && exp > 1; // the neighbour below is only half as far away
    if (exp)
        m |= (uint64_t)1 << 52;
    else
        exp = 1;
    exp -= 1075; // value = m * 2^exp
    for (Big *b[] = {&g->rest, &g->unit, &g->below, &g->above, &g->sum}, **at = b; at < b + 5; at++)
        (*at)->limb = g->room[at - b];
    g->even = !(m & 1);
    uint32_t up = exp > 0 ? (uint32_t)exp : 0, down = exp < 0 ? (uint32_t)-exp : 0;
    big_set(&g->rest, m);
    big_shift(&g->rest, up + 1 + narrow);
    big_set(&g->unit, 1);
    big_shift(&g->unit, down + 1 + narrow);
    big_set(&g->below, 1);
    big_shift(&g->below, up);
    big_set(&g->above, 1);
    big_shift(&g->above, up + narrow);
    while (m >>= 1) exp++;
    return exp;
}

static void gap_mul(Gap *g, uint32_t by) {
    big_mul(&g->rest, by, 0);
    big_mul(&g->below, by, 0);
    big_mul(&g->above, by, 0);
}

// rest + above against unit: is the next digit up still within the gap?
static bool reaches_up(Gap *g) {
    big_copy(&g->sum, &g->rest);
    big_add(&g->sum, &g->above);
    int c = big_cmp(&g->sum, &g->unit);
    return c > 0 || (c == 0 && g->even);
}

static bool reaches_down(const Gap *g) {
    int c = big_cmp(&g->rest, &g->below);
    return c < 0 || (c == 0 && g->even);
}

// Scales the gap so that rest / unit begins with the first digit; returns its power of ten.
static int gap_scale(Gap *g, int exp2) {
    // Rounded down, so it is the right power or one too low.
    int power = (int)((int64_t)exp2 * 78913 - (exp2 < 0 ? (1 << 18) - 1 : 0)) / (1 << 18);
    if (power >= 0) {
        big_mul_pow5(&g->unit, (uint32_t)power);
        big_shift(&g->unit, (uint32_t)power);
    } else {
        for (Big *b[] = {&g->rest, &g->below, &g->above, NULL}, **at = b; *at; at++) {
            big_mul_pow5(*at, (uint32_t)-power);
            big_shift(*at, (uint32_t)-power);
        }
    }
    big_mul(&g->unit, 10, 0);
    if (reaches_up(g)) return power + 1;
    gap_mul(g, 10);
    return power;
}

// The fewest digits within the gap, of these the nearest (Steele and White; Burger and Dybvig).
static uint32_t shortest(uint64_t bits, char digits[20], int *power) {
    Gap g;
    int exp2 = gap_of(&g, bits);
    *power = gap_scale(&g, exp2);
    for (uint32_t n = 0;; gap_mul(&g, 10)) {
        char d = '0';
        for (; big_cmp(&g.rest, &g.unit) >= 0; d++) big_sub(&g.rest, &g.unit);
        bool down = reaches_down(&g), up = reaches_up(&g);
        if (down && up) {
            big_mul(&g.rest, 2, 0);
            up = big_cmp(&g.rest, &g.unit) >= 0;
        }
        digits[n++] = (char)(d + up);
        if (down || up) return n;
    }
}

// A value with at most 15 digits and few of them behind the point: a whole number over a power of
// ten. Different decimals of 15 digits are different doubles, so if it reads back it is the one.
static uint32_t short_quickly(double v, char digits[20], int *power) {
    if (FLT_EVAL_METHOD != 0 || v >= 1e15 || v < 1e-3) return 0;
    for (int k = 0; k <= 6; k++) {
        double scaled = v * tens[k] + 0.5;
        if (scaled >= 1e15) return 0;
        int64_t whole = (int64_t)scaled;
        if ((double)whole / tens[k] != v) continue;
        char text[NUMBER_TEXT];
        uint32_t n = number_write_int(whole, text);
        *power = (int)n - 1 - k;
        while (n > 1 && text[n - 1] == '0') n--;
        memcpy(digits, text, n);
        return n;
    }
    return 0;
}

static uint32_t put(char *out, uint32_t at, const char *digits, uint32_t n) {
    memcpy(out + at, digits, n);
    return at + n;
}

static uint32_t put_zeros(char *out, uint32_t at, int n) {
    for (; n > 0; n--) out[at++] = '0';
    return at;
}

// Digits with a point before the tenth-to-the-power place: 123.4, 0.00123, 120.0.
static uint32_t put_plain(char *out, uint32_t at, const char *digits, uint32_t n, int power) {
    if (power < 0) {
        at = put_zeros(out, at, 1);
        out[at++] = '.';
        at = put_zeros(out, at, -power - 1);
        return put(out, at, digits, n);
    }
    uint32_t whole = (uint32_t)power + 1;
    if (n <= whole) {
        at = put_zeros(out, put(out, at, digits, n), (int)(whole - n));
        out[at++] = '.';
        return put_zeros(out, at, 1);
    }
    at = put(out, at, digits, whole);
    out[at++] = '.';
    return put(out, at, digits + whole, n - whole);
}

static uint32_t put_scientific(char *out, uint32_t at, const char *digits, uint32_t n, int power) {
    char exponent[NUMBER_TEXT];
    out[at++] = digits[0];
    if (n > 1) {
        out[at++] = '.';
        at = put(out, at, digits + 1, n - 1);
    }
    out[at++] = 'e';
    out[at++] = power < 0 ? '-' : '+';
    uint32_t length = number_write_int(power < 0 ? -power : power, exponent);
    return put(out, at, exponent, length);
}

uint32_t number_write_real(double v, char out[NUMBER_TEXT]) {
    uint64_t bits;
    memcpy(&bits, &v, sizeof bits);
    uint32_t at = 0, n = 1;
    char digits[20] = "0";
    int power = 0;
    if (bits >> 63) out[at++] = '-';
    bits &= UINT64_MAX >> 1;
    if (bits) n = short_quickly(v < 0 ? -v : v, digits, &power);
    if (!n) n = shortest(bits, digits, &power);
    at = power < -5 || power > 15 ? put_scientific(out, at, digits, n, power)
                                  : put_plain(out, at, digits, n, power);
    out[at] = 0;
    return at;
}
