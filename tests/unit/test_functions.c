// The table of built-in functions is sound, and the aggregates give the same answer whatever the
// order, the batches and the groups in which the values come. (The examples in the table are run by
// the spec runner.)
#include <stdio.h>

#include "stdlib/functions.h"
#include "tests/support/trial.h"

// --- the table --------------------------------------------------------------------------------

static bool known_type(Str s) {
    static const char *const names[] = {"text",     "int",    "real",   "truth", "date",
                                        "duration", "entity", "number", "any",   "T",
                                        "field",    "record", "person", "place", "organisation"};
    if (s.n && s.p[s.n - 1] == '?') s.n--;
    if (s.n > 2 && s.p[0] == '[' && s.p[s.n - 1] == ']') s = (Str){s.p + 1, s.n - 2};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(s, names[i])) return true;
    return false;
}

// {left: text, at: int}
static bool known_record(Str s) {
    if (s.n < 3 || s.p[0] != '{' || s.p[s.n - 1] != '}') return false;
    const char *p = s.p + 1, *end = s.p + s.n - 1;
    while (p < end) {
        const char *colon = memchr(p, ':', (size_t)(end - p));
        if (!colon || colon + 2 > end) return false;
        const char *comma = memchr(colon, ',', (size_t)(end - colon));
        if (!comma) comma = end;
        if (!known_type((Str){colon + 2, (uint32_t)(comma - colon - 2)})) return false;
        p = comma + 2;
    }
    return true;
}

static bool known_result(Str s) {
    if (s.n > 2 && s.p[0] == '[' && s.p[s.n - 1] == ']') s = (Str){s.p + 1, s.n - 2};
    return known_type(s) || known_record(s);
}

static void check_signature(const FnSig *sig) {
    const char *arrow = strstr(sig->signature, " -> ");
    if (!arrow) fail_msg("%s: no arrow", sig->name);
    if (!known_result(str_of(arrow + 4))) fail_msg("%s: result", sig->name);
    bool optional = false;
    for (const char *p = sig->signature; p < arrow;) {
        const char *end = p;
        while (end < arrow && *end != ',') end++;
        if (!known_type((Str){p, (uint32_t)(end - p)})) fail_msg("%s: %s", sig->name, p);
        if (optional && end[-1] != '?')
            fail_msg("%s: what may be left out is at the end", sig->name);
        optional = end[-1] == '?';
        p = end < arrow ? end + 2 : end;
    }
}

static void test_table(void **state) {
    (void)state;
    const FnTable *t = &stdlib_functions;
    assert_true(t->n > 90);
    for (uint32_t i = 0; i < t->n; i++) {
        const FnDef *f = t->items[i];
        const FnSig *sig = &f->sig;
        check_signature(sig);
        assert_true(*sig->help && *sig->example && *sig->result);
        size_t help = strlen(sig->help);
        if (help > 90 || sig->help[help - 1] == '.') fail_msg("%s: help", sig->name);
        if (!strstr(sig->example, sig->name)) fail_msg("%s: example", sig->name);
        bool aggregate = (sig->flags & FN_AGGREGATE) != 0;
        assert_true(aggregate ? f->agg && !f->kernel : f->kernel && !f->agg);
        for (uint32_t j = i + 2; j < t->n; j++) // overloads are neighbours
            if (strcmp(sig->name, t->items[j]->sig.name) == 0)
                assert_string_equal(sig->name, t->items[j - 1]->sig.name);
        for (uint32_t j = i + 1; j < t->n; j++)
            assert_false(strcmp(sig->name, t->items[j]->sig.name) == 0 &&
                         strcmp(sig->signature, t->items[j]->sig.signature) == 0);
    }
}

static const FnDef *function(const char *name, const char *signature) {
    for (uint32_t i = 0; i < stdlib_functions.n; i++) {
        const FnDef *f = stdlib_functions.items[i];
        if (strcmp(f->sig.name, name) == 0 && strcmp(f->sig.signature, signature) == 0) return f;
    }
    fail_msg("no %s: %s", name, signature);
    return NULL;
}

// --- aggregates -------------------------------------------------------------------------------

enum { MANY = 3000, GROUPS = 7 };

typedef struct Chance {
    uint64_t state;
} Chance;

static uint32_t chance(Chance *c, uint32_t below) {
    uint64_t z = c->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    return (uint32_t)((z ^ z >> 31) % below);
}

static void write_value(StrBuf *out, const Vec *v, uint32_t i) {
    char s[DATE_TEXT];
    if (v->type->tag == TY_LIST) {
        for (uint32_t k = 0; k < v->len[i]; k++) {
            write_value(out, v->child, v->start[i] + k);
            buf_char(out, ' ');
        }
    } else if (vec_missing(v, i)) {
        buf_char(out, '-');
    } else if (v->type->tag == TY_INT) {
        buf_printf(out, "%lld", (long long)v->d.i64[i]);
    } else if (v->type->tag == TY_REAL) {
        snprintf(s, sizeof s, "%a", v->d.f64[i]); // every bit of it
        buf_addc(out, s);
    } else if (v->type->tag == TY_DURATION) {
        buf_add(out, (Str){s, duration_write(v->d.dur[i], s)});
    } else {
        buf_printf(out, "#%u", v->d.u32[i]);
    }
}

// The aggregate of all values (gid NULL) or of the groups, as text. In batches of the size, every
// batch with its rows listed or not.
static Str aggregate(Trial *t, const FnDef *f, const Type *result, const Vec *v, uint32_t n,
                     const uint32_t *gid, uint32_t size, bool listed, uint64_t *skipped) {
    uint32_t groups = gid ? GROUPS : 1, map[MANY], part[MANY], all[MANY];
    void *state = f->agg->open(&t->run, v->type);
    *skipped = 0;
    f->agg->grow(state, 1);
    f->agg->grow(state, groups);
    for (uint32_t from = 0; from < n; from += size) {
        uint32_t k = n - from < size ? n - from : size;
        for (uint32_t i = 0; i < k; i++) {
            map[i] = from + i;
            all[i] = i;
            part[i] = gid ? gid[from + i] : 0;
        }
        const Vec *batch = vec_gather(&t->scratch, v, map, k);
        f->agg->add(state, gid ? part : NULL, batch, (Rows){k, listed ? all : NULL}, skipped);
    }
    Expr e = {0};
    Call call = {&t->run, &e, groups, 1};
    const Vec *out = f->agg->finish(state, &t->scratch, groups, result, &call);
    StrBuf b;
    buf_init(&b, &t->arena);
    for (uint32_t g = 0; g < groups; g++) {
        write_value(&b, out, g);
        buf_char(&b, '|');
    }
    return buf_str(&b);
}

static Vec *any_values(Trial *t, Chance *c, const Type *type, uint32_t n, bool validity) {
    Vec *v = vec_new(&t->scratch, type, n, validity);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t x = chance(c, 1000);
        bool there = !validity || chance(c, 5) > 0;
        if (v->valid) v->valid[i] = there;
        if (type->tag == TY_INT)
            v->d.i64[i] = (int64_t)x * (x % 3 ? -1 : 1) * ((int64_t)1 << x % 40);
        else if (type->tag == TY_REAL)
            v->d.f64[i] = (x % 2 ? -0.1 : 0.1) * x;
        else if (type->tag == TY_DURATION)
            v->d.dur[i] = (Duration){x, x + 1, 0, 0};
        else
            v->d.u32[i] = there ? x % 50 + 1 : 0;
    }
    return v;
}

// The same values in another order; the groups go with them.
static const Vec *shuffled(Trial *t, Chance *c, const Vec *v, uint32_t *gid, uint32_t n) {
    uint32_t map[MANY], old[MANY];
    for (uint32_t i = 0; i < n; i++) map[i] = i;
    memcpy(old, gid, n * sizeof *gid);
    for (uint32_t i = n; i > 1; i--) {
        uint32_t j = chance(c, i), x = map[i - 1];
        map[i - 1] = map[j];
        map[j] = x;
    }
    for (uint32_t i = 0; i < n; i++) gid[i] = old[map[i]];
    return vec_gather(&t->scratch, v, map, n);
}

static const struct {
    const char *name, *signature;
    const Type *values, *result;
    bool ordered; // the order of the values matters
} aggregates[] = {
    {"count", "[any] -> int", &type_real, &type_int, false},
    {"count", "[any] -> int", &type_text, &type_int, false},
    {"sum", "[number] -> number", &type_int, &type_int, false},
    {"sum", "[number] -> number", &type_real, &type_real, false},
    {"sum", "[duration] -> duration", &type_duration, &type_duration, false},
    {"mean", "[number] -> real", &type_int, &type_real, false},
    {"mean", "[number] -> real", &type_real, &type_real, false},
    {"mean", "[duration] -> duration", &type_duration, &type_duration, false},
    {"median", "[number] -> real", &type_int, &type_real, false},
    {"median", "[number] -> real", &type_real, &type_real, false},
    {"median", "[duration] -> duration", &type_duration, &type_duration, false},
    {"min", "[number] -> number", &type_int, &type_int, false},
    {"max", "[number] -> number", &type_real, &type_real, false},
    {"min", "[duration] -> duration", &type_duration, &type_duration, false},
    {"max", "[text] -> text", &type_text, &type_text, false},
    {"first", "[T] -> T", &type_int, &type_int, true},
    {"last", "[T] -> T", &type_text, &type_text, true},
    {"distinct", "[T] -> [T]", &type_text, NULL, true},
    {"distinct", "[T] -> [T]", &type_real, NULL, true},
};

static void test_any_order(void **state) {
    (void)state;
    static const uint32_t sizes[] = {1, 7, 1024, MANY};
    Chance c = {5};
    for (size_t i = 0; i < sizeof aggregates / sizeof *aggregates; i++) {
        for (uint32_t round = 0; round < 4; round++) {
            Trial t;
            trial_open(&t);
            for (uint32_t k = 0; k < 50; k++) {
                char s[8];
                run_intern(&t.run,
                           (Str){s, (uint32_t)snprintf(s, sizeof s, "%c%u", 'a' + k % 5, k)});
            }
            const FnDef *f = function(aggregates[i].name, aggregates[i].signature);
            const Type *result = aggregates[i].result;
            if (!result) result = type_list(&t.arena, aggregates[i].values);
            const Vec *v = any_values(&t, &c, aggregates[i].values, MANY, round % 2);
            uint32_t gid[MANY];
            uint64_t skipped, first_skipped;
            for (uint32_t k = 0; k < MANY; k++) gid[k] = chance(&c, GROUPS - 1); // one stays empty
            const uint32_t *groups = round / 2 ? gid : NULL;
            Str want = aggregate(&t, f, result, v, MANY, groups, MANY, false, &first_skipped);
            for (uint32_t k = 0; k < 8; k++) {
                if (k == 4 && !aggregates[i].ordered) v = shuffled(&t, &c, v, gid, MANY);
                Str got =
                    aggregate(&t, f, result, v, MANY, groups, sizes[k % 4], k % 3 == 1, &skipped);
                if (!str_eq(got, want))
                    fail_msg("%s: %.*s is not %.*s", f->sig.name, STR_FMT(got), STR_FMT(want));
                assert_int_equal(skipped, first_skipped);
            }
            trial_close(&t);
        }
    }
}

static Str of_ints(Trial *t, const char *name, const char *signature, const Type *result,
                   const int64_t *values, uint32_t n) {
    uint64_t skipped;
    Vec *v = vec_new(&t->scratch, &type_int, n, false);
    memcpy(v->d.i64, values, n * sizeof *values);
    return aggregate(t, function(name, signature), result, v, n, NULL, n ? n : 1, false, &skipped);
}

static void test_sums(void **state) {
    (void)state;
    static const char *const sum = "[number] -> number", *const mean = "[number] -> real";
    Trial t;
    trial_open(&t);
    // halfway beyond 64 bits, and back
    int64_t far[] = {INT64_MAX, INT64_MAX, INT64_MIN, INT64_MIN, 2, INT64_MAX};
    assert_true(str_is(of_ints(&t, "sum", sum, &type_int, far, 6), "9223372036854775807|"));
    assert_true(str_is(of_ints(&t, "sum", sum, &type_int, far, 1), "9223372036854775807|"));
    TRIAL_FAILS(&t, E0501, of_ints(&t, "sum", sum, &type_int, far, 2));
    far[0] = INT64_MIN;
    far[1] = -1;
    TRIAL_FAILS(&t, E0501, of_ints(&t, "sum", sum, &type_int, far, 2));
    assert_true(str_is(of_ints(&t, "sum", sum, &type_int, far, 0), "0|"));
    assert_true(str_is(of_ints(&t, "mean", mean, &type_real, far, 0), "-|"));
    assert_true(str_is(of_ints(&t, "min", sum, &type_int, far, 0), "-|"));
    int64_t even[] = {4, 1, 3, 2};
    assert_true(str_is(of_ints(&t, "median", mean, &type_real, even, 4), "0x1.4p+1|"));
    assert_true(str_is(of_ints(&t, "median", mean, &type_real, even, 3), "0x1.8p+1|"));
    trial_close(&t);
}

// Ten times 0.1 and what cancels out: sums are rounded once, at the end.
static void test_exact_reals(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    const FnDef *f = function("sum", "[number] -> number");
    uint64_t skipped;
    Vec *v = vec_new(&t.scratch, &type_real, 11, false);
    for (int i = 0; i < 10; i++) v->d.f64[i] = 0.1;
    assert_true(str_is(aggregate(&t, f, &type_real, v, 10, NULL, 10, false, &skipped), "0x1p+0|"));
    double far[] = {1e16, 1, -1e16, 1, 1e100, 1, -1e100};
    memcpy(v->d.f64, far, sizeof far);
    assert_true(str_is(aggregate(&t, f, &type_real, v, 4, NULL, 4, false, &skipped), "0x1p+1|"));
    v->d.f64[0] = v->d.f64[1] = 1.7e308;
    TRIAL_FAILS(&t, E0501, aggregate(&t, f, &type_real, v, 2, NULL, 2, false, &skipped));
    trial_close(&t);
}

static void test_count_of_truths(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    uint64_t skipped;
    Vec *v = vec_new(&t.scratch, &type_truth, 6, false);
    for (uint8_t i = 0; i < 6; i++) v->d.truth[i] = i % 3; // no yes unknown no yes unknown
    const FnDef *f = function("count", "[any] -> int");
    assert_true(str_is(aggregate(&t, f, &type_int, v, 6, NULL, 2, true, &skipped), "2|"));
    assert_int_equal(skipped, 2);
    trial_close(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_any_order),
        cmocka_unit_test(test_sums),
        cmocka_unit_test(test_exact_reals),
        cmocka_unit_test(test_count_of_truths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
