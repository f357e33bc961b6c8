// Kernels of numbers. In: int and real vectors; out: the same, or an error where a result would
// leave the range (E0501) or an argument has no result (E0507): no NaN and no infinity ever gets
// out.
#include <math.h>

#include "lang/number.h"
#include "stdlib/kernels.h"

// A text of the archive for a message: cut, controls shown as escapes.
Str shown(const Call *c, Str s) {
    enum { MOST = 60 };
    Str cut = s;
    if (cut.n > MOST) {
        cut.n = MOST;
        while (cut.n && ((unsigned char)s.p[cut.n] & 0xC0u) == 0x80) cut.n--;
    }
    Str v = str_visible(c->run->scratch, cut);
    return cut.n < s.n ? str_cat(c->run->scratch, v, STR("…")) : v;
}

static bool is_real(const Vec *v) { return v->type->tag == TY_REAL; }

// The values of a kernel's rows that cannot be had.
static double finite(const Call *c, double x) {
    if (!isfinite(x)) CALL_FAIL(c, E0501, "the result is too large for a number");
    return x;
}

static int64_t whole(const Call *c, double x) {
    if (!(x >= -9223372036854775808.0 && x < 9223372036854775808.0))
        CALL_FAIL(c, E0501, "the result is too large for a whole number");
    return (int64_t)x;
}

void num_abs(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    const Vec *x = args[0];
    if (is_real(x)) {
        ROWS_EACH(i, rows) out->d.f64[i] = fabs(arg_real(x, i));
        return;
    }
    ROWS_EACH(i, rows) {
        int64_t v = arg_int(x, i);
        if (v == INT64_MIN) CALL_FAIL(c, E0501, "the result is too large for a whole number");
        out->d.i64[i] = v < 0 ? -v : v;
    }
}

void num_sign(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    (void)c;
    const Vec *x = args[0];
    ROWS_EACH(i, rows) {
        if (is_real(x))
            out->d.i64[i] = (arg_real(x, i) > 0) - (arg_real(x, i) < 0);
        else
            out->d.i64[i] = (arg_int(x, i) > 0) - (arg_int(x, i) < 0);
    }
}

// --- rounding ---------------------------------------------------------------------------------

typedef double Rounding(double x);

static void round_with(const Call *c, Rows rows, const Vec *x, Vec *out, Rounding *f) {
    ROWS_EACH(i, rows)
    out->d.i64[i] = is_real(x) ? whole(c, f(arg_real(x, i))) : arg_int(x, i);
}

void num_floor(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    round_with(c, rows, args[0], out, floor);
}

void num_ceil(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    round_with(c, rows, args[0], out, ceil);
}

void num_round(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    round_with(c, rows, args[0], out, round);
}

void num_int(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    round_with(c, rows, args[0], out, trunc);
}

static double round_real(double x, int64_t digits) {
    if (digits > 300) return x;
    if (digits < -300) return 0;
    double p = pow(10, (double)(digits < 0 ? -digits : digits));
    double y = digits < 0 ? x / p : x * p;
    if (!(fabs(y) < 4503599627370496.0)) return x; // no digits that far behind the point
    y = round(y);
    return digits < 0 ? y * p : y / p;
}

static int64_t round_int(const Call *c, int64_t v, int64_t digits) {
    if (digits >= 0) return v;
    if (digits < -19) return 0;
    uint64_t p = 1, a = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    for (; digits < 0; digits++) p *= 10; // 10^19 still fits
    uint64_t rest = a % p, down = a - rest, up = p - rest;
    uint64_t r = rest < up ? down : down + p; // at most 10^19
    if (r > INT64_MAX) CALL_FAIL(c, E0501, "the result is too large for a whole number");
    return v < 0 ? -(int64_t)r : (int64_t)r;
}

void num_round_to(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    const Vec *x = args[0];
    ROWS_EACH(i, rows) {
        int64_t digits = arg_int(args[1], i);
        if (is_real(x))
            out->d.f64[i] = finite(c, round_real(arg_real(x, i), digits));
        else
            out->d.i64[i] = round_int(c, arg_int(x, i), digits);
    }
}

// --- powers -----------------------------------------------------------------------------------

void num_sqrt(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        double x = arg_real(args[0], i);
        if (x < 0) CALL_FAIL(c, E0507, "a negative number has no square root");
        out->d.f64[i] = sqrt(x);
    }
}

void num_exp(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) out->d.f64[i] = finite(c, exp(arg_real(args[0], i)));
}

static double above_zero(const Call *c, double x) {
    if (!(x > 0)) CALL_FAIL(c, E0507, "only a number greater than 0 has a logarithm");
    return x;
}

void num_ln(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) out->d.f64[i] = log(above_zero(c, arg_real(args[0], i)));
}

void num_log10(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) out->d.f64[i] = log10(above_zero(c, arg_real(args[0], i)));
}

void num_pow(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        double x = arg_real(args[0], i), y = arg_real(args[1], i);
        if (x == 0 && y < 0) CALL_FAIL(c, E0507, "0 has no negative power");
        if (x < 0 && y != floor(y)) CALL_FAIL(c, E0507, "a negative number has whole powers only");
        out->d.f64[i] = finite(c, pow(x, y));
    }
}

// --- conversions ------------------------------------------------------------------------------

void num_real(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    (void)c;
    const Vec *x = args[0];
    ROWS_EACH(i, rows) out->d.f64[i] = is_real(x) ? arg_real(x, i) : (double)arg_int(x, i);
}

void num_real_of_text(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        Str s = arg_text(c, args[0], i);
        if (number_parse_real(s, &out->d.f64[i])) continue;
        CALL_FAIL(c, E0507, "\"%.*s\" is not a number (is_number asks first)",
                  STR_FMT(shown(c, s)));
    }
}

void num_int_of_text(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        Str s = arg_text(c, args[0], i);
        if (number_parse_int(s, &out->d.i64[i])) continue;
        CALL_FAIL(c, E0507, "\"%.*s\" is not a whole number", STR_FMT(shown(c, s)));
    }
}

void num_is_number(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    double x;
    ROWS_EACH(i, rows) out->d.truth[i] = number_parse_real(arg_text(c, args[0], i), &x);
}
