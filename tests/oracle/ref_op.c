// Operators on single values (rules.md §5). A missing operand makes the result missing.
#include <math.h>
#include <string.h>

#include "lang/duration.h"
#include "tests/oracle/ref.h"

// ---- equality and order ---------------------------------------------------------------------

// Whole and real numbers by their exact values.
static int compare_mixed(int64_t i, double x) {
    if (x >= 9223372036854775808.0) return -1;
    if (x < -9223372036854775808.0) return 1;
    double whole = floor(x);
    int64_t w = (int64_t)whole;
    if (i != w) return i < w ? -1 : 1;
    return x > whole ? -1 : 0;
}

static int compare(const Cell *a, const Cell *b) {
    if (a->tag == TY_INT && b->tag == TY_REAL) return compare_mixed(a->v.i, b->v.r);
    if (a->tag == TY_REAL && b->tag == TY_INT) return -compare_mixed(b->v.i, a->v.r);
    return cell_cmp(a, b);
}

static bool equal(const Cell *a, const Cell *b) {
    return a->tag == TY_TEXT ? str_eq(a->v.text, b->v.text) : compare(a, b) == 0;
}

static Cell yes_if(bool b) { return cell_of_truth(b ? YES : NO); }

// Within both ends, each of which may be open (tag TY_NULL) or missing.
static Cell in_range(const Cell *x) {
    Truth t = YES;
    for (int i = 1; i <= 2; i++) {
        if (x[i].tag == TY_NULL) continue;
        if (x[0].none || x[i].none) {
            if (t == YES) t = UNKNOWN;
            continue;
        }
        int c = compare(&x[0], &x[i]);
        if (i == 1 ? c < 0 : c > 0) t = NO;
    }
    return cell_of_truth(t);
}

static Cell below(Walk *r, const Expr *e, Cell a, Cell b) {
    const Kind *k = r->archive->tables[e->args[0]->type->kind].kind;
    uint32_t up = k->hierarchy_field;
    for (uint32_t steps = 0; !a.none && steps < 1000; steps++) {
        if (a.v.i == b.v.i) return yes_if(true);
        a = ref_field(r, a, k->fields[up].type, up);
    }
    return yes_if(false);
}

// ---- dates and durations --------------------------------------------------------------------

static Cell relation(Arena *scratch, const Expr *e, const Cell *x) {
    const Date *a = &x[0].v.date, *b = &x[1].v.date;
    switch ((ExprOp)e->op) {
    case XO_DATE_BEFORE: return cell_of_truth(date_relation(scratch, REL_BEFORE, a, b, e->circa));
    case XO_DATE_AFTER: return cell_of_truth(date_relation(scratch, REL_AFTER, a, b, e->circa));
    case XO_DATE_NOT_BEFORE:
        return cell_of_truth(truth_not(date_relation(scratch, REL_BEFORE, a, b, e->circa)));
    case XO_DATE_NOT_AFTER:
        return cell_of_truth(truth_not(date_relation(scratch, REL_AFTER, a, b, e->circa)));
    case XO_DATE_IN: return cell_of_truth(date_relation(scratch, REL_IN, a, b, e->circa));
    case XO_DATE_OVERLAPS:
        return cell_of_truth(date_relation(scratch, REL_OVERLAPS, a, b, e->circa));
    default: return cell_of_truth(date_relation(scratch, REL_EQUAL, a, b, e->circa));
    }
}

static Cell duration_relation(const Expr *e, Duration a, Duration b) {
    switch ((ExprOp)e->op) {
    case XO_DUR_LT: return cell_of_truth(duration_cmp(a, b, false));
    case XO_DUR_LE: return cell_of_truth(duration_cmp(a, b, true));
    case XO_DUR_GT: return cell_of_truth(duration_cmp(b, a, false));
    case XO_DUR_GE: return cell_of_truth(duration_cmp(b, a, true));
    default: return cell_of_truth(duration_equal(a, b));
    }
}

static Cell calendar(Walk *r, const Expr *e, const Cell *x) {
    Cell out = {.tag = e->type->tag};
    DateError err;
    bool ok = true, zero;
    switch ((ExprOp)e->op) {
    case XO_DATE_SUB: // an end that is open or unknown leaves the time between unknown
        out.none = !duration_between(&x[0].v.date, &x[1].v.date, &out.v.dur);
        break;
    case XO_DATE_ADD_DUR: ok = date_plus(&x[0].v.date, x[1].v.dur, 1, &out.v.date); break;
    case XO_DATE_SUB_DUR: ok = date_plus(&x[0].v.date, x[1].v.dur, -1, &out.v.date); break;
    case XO_DUR_ADD: ok = duration_add(x[0].v.dur, x[1].v.dur, &out.v.dur); break;
    case XO_DUR_SUB: ok = duration_sub(x[0].v.dur, x[1].v.dur, &out.v.dur); break;
    case XO_DUR_MUL: ok = duration_scale(x[0].v.dur, x[1].v.r, &out.v.dur); break;
    case XO_DUR_DIV:
        out.none = x[1].v.r == 0;
        ok = out.none || duration_divide(x[0].v.dur, x[1].v.r, &out.v.dur);
        break;
    case XO_DUR_RATIO: out.none = !duration_ratio(x[0].v.dur, x[1].v.dur, &out.v.r, &zero); break;
    case XO_DUR_NEG: ok = duration_scale(x[0].v.dur, -1, &out.v.dur); break;
    case XO_DATE_PERIOD: out.v.date = date_period(&x[0].v.date); break;
    default:
        ok = date_range(x[0].tag == TY_NULL ? NULL : &x[0].v.date,
                        x[1].tag == TY_NULL ? NULL : &x[1].v.date, &out.v.date, &err);
        break;
    }
    if (!ok) ref_fail(r);
    return out;
}

// ---- arithmetic -----------------------------------------------------------------------------

static Cell whole(Walk *r, const Expr *e, int64_t a, int64_t b) {
    Big x = a, y = b, v = 0;
    switch ((ExprOp)e->op) {
    case XO_ADD: v = x + y; break;
    case XO_SUB: v = x - y; break;
    case XO_MUL: v = x * y; break;
    case XO_NEG: v = -x; break;
    default:
        if (b == 0) return cell_none(e->type);
        v = x / y;
        if (x % y != 0 && (x < 0) != (y < 0)) v--;
        if (e->op == XO_MOD) v = x - v * y;
        break;
    }
    if (v > INT64_MAX || v < INT64_MIN) ref_fail(r);
    return cell_of_int((int64_t)v);
}

static Cell real(Walk *r, const Expr *e, double a, double b) {
    double v = 0;
    bool divides = e->op == XO_DIV || e->op == XO_IDIV || e->op == XO_MOD;
    if (divides && b == 0) return cell_none(e->type);
    switch ((ExprOp)e->op) {
    case XO_ADD: v = a + b; break;
    case XO_SUB: v = a - b; break;
    case XO_MUL: v = a * b; break;
    case XO_DIV: v = a / b; break;
    case XO_IDIV: v = floor(a / b); break;
    case XO_NEG: v = -a; break;
    default:
        v = fmod(a, b);
        if (v != 0 && (v < 0) != (b < 0)) v += b;
        break;
    }
    if (!isfinite(v)) ref_fail(r);
    return cell_of_real(v);
}

static Cell arithmetic(Walk *r, const Expr *e, const Cell *x) {
    bool one = e->nargs == 1;
    if (e->type->tag == TY_INT) return whole(r, e, x[0].v.i, one ? 0 : x[1].v.i);
    return real(r, e, x[0].v.r, one ? 0 : x[1].v.r);
}

// ---- text -----------------------------------------------------------------------------------

// The next word of s from *at on, folded; false at the end. A star counts as part of a pattern's.
static bool next_word(Arena *a, Str s, uint32_t *at, bool star, Str *word) {
    uint32_t from = UINT32_MAX, i = *at, cp = 0;
    while (i < s.n) {
        uint32_t used = utf8_decode(s.p + i, s.p + s.n, &cp);
        bool in = cp_is_word(cp) || (star && cp == '*');
        if (in && from == UINT32_MAX) from = i;
        if (!in && from != UINT32_MAX) break;
        i += used;
    }
    *at = i;
    if (from == UINT32_MAX) return false;
    *word = str_fold(a, (Str){s.p + from, i - from});
    return true;
}

static bool word_fits(Str pattern, Str word) {
    if (pattern.p[pattern.n - 1] != '*') return str_eq(pattern, word);
    return word.n >= pattern.n - 1 && memcmp(word.p, pattern.p, pattern.n - 1) == 0;
}

// text ~ phrase, where a word of the phrase may end in a star.
static bool phrase_in(Arena *a, Str text, Str pattern) {
    for (uint32_t start = 0;;) {
        uint32_t t = start, p = 0;
        Str word, want;
        bool fits = true;
        while (fits && next_word(a, pattern, &p, true, &want))
            fits = next_word(a, text, &t, false, &word) && word_fits(want, word);
        if (fits) return true;
        if (!next_word(a, text, &start, false, &word)) return false;
    }
}

// ---- all
// text matches a regular expression made of letters and dots between ^ and $.
static bool finds(Str text, Str re) {
    bool begin = re.n && re.p[0] == '^', end = re.n && re.p[re.n - 1] == '$';
    if (begin) re.p++, re.n--;
    if (end) re.n--;
    for (uint32_t at = 0; at <= text.n; at++) {
        uint32_t k = 0, i = at, cp;
        while (k < re.n && i < text.n) {
            uint32_t used = utf8_decode(text.p + i, text.p + text.n, &cp);
            if (!used || (re.p[k] != '.' && cp != (uint32_t)re.p[k])) break;
            i += used;
            k++;
        }
        if (k == re.n && (!begin || at == 0) && (!end || i == text.n)) return true;
    }
    return false;
}

// -------------------------------------------------------------------------------------------

static Cell texts_and_order(Walk *r, const Expr *e, const Cell *x) {
    switch ((ExprOp)e->op) {
    case XO_EQ: return yes_if(equal(&x[0], &x[1]));
    case XO_NE: return yes_if(!equal(&x[0], &x[1]));
    case XO_LT: return yes_if(compare(&x[0], &x[1]) < 0);
    case XO_LE: return yes_if(compare(&x[0], &x[1]) <= 0);
    case XO_GT: return yes_if(compare(&x[0], &x[1]) > 0);
    case XO_GE: return yes_if(compare(&x[0], &x[1]) >= 0);
    case XO_BELOW: return below(r, e, x[0], x[1]);
    case XO_CONCAT:
        return cell_of_text(str_nfc(r->arena, str_cat(r->arena, x[0].v.text, x[1].v.text)));
    case XO_INT_TO_REAL: return cell_of_real((double)x[0].v.i);
    case XO_TILDE: return yes_if(phrase_in(r->arena, x[0].v.text, x[1].v.text));
    case XO_MATCHES: return yes_if(finds(x[0].v.text, x[1].v.text));
    default: ref_give_up(r);
    }
}

Cell ref_op(Walk *r, const Expr *e, const Cell *x) {
    if (e->op == XO_IN_RANGE) return in_range(x);
    for (uint32_t i = 0; i < e->nargs; i++)
        if (x[i].none && x[i].tag != TY_NULL) return cell_none(e->type);
    if (e->op >= XO_DATE_BEFORE && e->op <= XO_DATE_EQ) return relation(r->arena, e, x);
    if (e->op >= XO_DUR_LT && e->op <= XO_DUR_EQ)
        return duration_relation(e, x[0].v.dur, x[1].v.dur);
    if (e->op >= XO_ADD && e->op <= XO_NEG) return arithmetic(r, e, x);
    if ((e->op >= XO_DATE_SUB && e->op <= XO_DUR_NEG) || e->op == XO_DATE_PERIOD ||
        e->op == XO_DATE_RANGE)
        return calendar(r, e, x);
    return texts_and_order(r, e, x);
}
