// Vectors: gathering, flattening and growing against a plain reading of each cell, over every type,
// with rows listed and not, constant and not.
#include "tests/support/trial.h"

typedef struct Chance {
    uint64_t state;
} Chance;

static uint32_t chance(Chance *c, uint32_t below) {
    uint64_t z = c->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    return (uint32_t)((z ^ z >> 31) % below);
}

// A cell as text, read by place and nothing else.
static void write_cell(StrBuf *out, const Vec *v, uint32_t i) {
    uint32_t p = v->constant ? 0 : i;
    if (v->valid && !v->valid[p]) {
        buf_char(out, '-');
        return;
    }
    switch ((TypeTag)v->type->tag) {
    case TY_TEXT:
    case TY_DATE:
    case TY_ENTITY: buf_printf(out, "#%u", v->d.u32[p]); break;
    case TY_INT: buf_printf(out, "%lld", (long long)v->d.i64[p]); break;
    case TY_REAL: buf_printf(out, "%lldr", (long long)v->d.f64[p]); break;
    case TY_TRUTH: buf_printf(out, "t%u", v->d.truth[p]); break;
    case TY_DURATION:
        buf_printf(out, "%lld/%d", (long long)v->d.dur[p].lo_s, v->d.dur[p].hi_m);
        break;
    case TY_LIST:
        buf_char(out, '[');
        for (uint32_t k = 0; k < v->len[p]; k++) {
            if (k) buf_char(out, ' ');
            write_cell(out, v->child, v->start[p] + k);
        }
        buf_char(out, ']');
        break;
    case TY_RECORD:
        buf_char(out, '{');
        for (uint32_t f = 0; f < v->type->nfields; f++) {
            if (f) buf_char(out, ' ');
            write_cell(out, v->fields[f], p);
        }
        buf_char(out, '}');
        break;
    case TY_NULL:
    case TYPE_TAGS: buf_char(out, '0'); break;
    }
}

static Str cell(Arena *a, const Vec *v, uint32_t i) {
    StrBuf out;
    buf_init(&out, a);
    write_cell(&out, v, i);
    return buf_str(&out);
}

static void set_cells(Arena *a, Chance *c, Vec *v, uint32_t n);

static Vec *any_vec(Arena *a, Chance *c, const Type *t, uint32_t n) {
    Vec *v = vec_new(a, t, n, chance(c, 2));
    set_cells(a, c, v, n);
    return v;
}

static void set_lists(Arena *a, Chance *c, Vec *v, uint32_t n) {
    bool joined = chance(c, 2);
    uint32_t at = 0;
    v->nchild = n * 4 + 1;
    v->child = any_vec(a, c, v->type->elem, v->nchild);
    for (uint32_t i = 0; i < n; i++) {
        v->len[i] = chance(c, 4);
        v->start[i] = joined ? at : chance(c, v->nchild - v->len[i] + 1);
        at += v->len[i];
    }
}

static void set_cells(Arena *a, Chance *c, Vec *v, uint32_t n) {
    if (v->valid)
        for (uint32_t i = 0; i < n; i++) v->valid[i] = chance(c, 4) > 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t x = chance(c, 100);
        switch ((TypeTag)v->type->tag) {
        case TY_INT: v->d.i64[i] = (int64_t)x - 50; break;
        case TY_REAL: v->d.f64[i] = x; break;
        case TY_TRUTH: v->d.truth[i] = (uint8_t)(x % 3); break;
        case TY_DURATION: v->d.dur[i] = (Duration){x, 0, 0, (int32_t)x + 1}; break;
        case TY_TEXT:
        case TY_DATE:
        case TY_ENTITY: v->d.u32[i] = x; break;
        default: break;
        }
    }
    if (v->type->tag == TY_LIST) set_lists(a, c, v, n);
    if (v->type->tag == TY_RECORD)
        for (uint32_t f = 0; f < v->type->nfields; f++) set_cells(a, c, v->fields[f], n);
}

typedef struct Types {
    const Type *at[16];
    uint32_t n;
} Types;

static Types all_types(Arena *a) {
    Types t = {{&type_text, &type_int, &type_real, &type_truth, &type_date, &type_duration}, 6};
    TypeField *fields = ARENA_ARRAY(a, TypeField, 2);
    const Type *ints = type_list(a, &type_int);
    fields[0] = (TypeField){STR("n"), &type_int};
    fields[1] = (TypeField){STR("words"), type_list(a, &type_text)};
    t.at[t.n++] = ints;
    t.at[t.n++] = type_list(a, ints);
    t.at[t.n++] = type_record(a, fields, 2);
    t.at[t.n++] = type_list(a, t.at[8]);
    return t;
}

// Some places of n, ascending, or all of them.
static Rows any_rows(Arena *a, Chance *c, uint32_t n) {
    if (chance(c, 3) == 0) return (Rows){n, NULL};
    uint32_t *at = ARENA_ARRAY(a, uint32_t, n), k = 0, keep = chance(c, 4) + 1;
    for (uint32_t i = 0; i < n; i++)
        if (chance(c, 4) < keep) at[k++] = i;
    return (Rows){k, at};
}

static Vec *as_constant(Arena *a, const Vec *v) {
    Vec *out = arena_dup(a, v, sizeof *v);
    out->constant = true;
    return out;
}

static void assert_cells(Arena *a, const Vec *v, uint32_t i, const Vec *w, uint32_t j) {
    Str x = cell(a, v, i), y = cell(a, w, j);
    if (!str_eq(x, y)) fail_msg("%.*s is not %.*s", STR_FMT(x), STR_FMT(y));
}

// --- tests ------------------------------------------------------------------------------------

static void test_gather(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    Chance c = {1};
    Types types = all_types(&t.arena);
    for (uint32_t round = 0; round < 400; round++) {
        uint32_t n = chance(&c, 50) + 1, m = chance(&c, 60), map[60];
        const Vec *v = any_vec(&t.scratch, &c, types.at[round % types.n], n);
        if (chance(&c, 5) == 0) v = as_constant(&t.scratch, v);
        for (uint32_t j = 0; j < m; j++) map[j] = chance(&c, n);
        const Vec *out = vec_gather(&t.scratch, v, map, m);
        assert_int_equal(out->constant, v->constant);
        for (uint32_t j = 0; j < m; j++) assert_cells(&t.scratch, out, j, v, map[j]);
        out = vec_gather(&t.scratch, v, NULL, n);
        for (uint32_t j = 0; j < n; j++) assert_cells(&t.scratch, out, j, v, j);
        assert_true(v->constant || !v->d.any || out->d.any != v->d.any);
        arena_reset(&t.scratch);
    }
    trial_close(&t);
}

static void test_sequence_is_lost(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    Vec *v = vec_new(&t.scratch, &type_entity, 3, false);
    uint32_t map[] = {2, 0};
    for (uint32_t i = 0; i < 3; i++) v->d.u32[i] = 7 + i;
    v->sequence = true;
    assert_true(vec_gather(&t.scratch, v, NULL, 3)->sequence);
    assert_false(vec_gather(&t.scratch, v, map, 2)->sequence);
    trial_close(&t);
}

static void test_flatten(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    Chance c = {2};
    Types types = all_types(&t.arena);
    uint32_t copied = 0, shared = 0;
    for (uint32_t round = 0; round < 600; round++) {
        uint32_t n = chance(&c, 30) + 1, total, *up, k = 0;
        const Type *list_type = type_list(&t.scratch, types.at[round % types.n]);
        const Vec *list = any_vec(&t.scratch, &c, list_type, n);
        if (chance(&c, 6) == 0) list = as_constant(&t.scratch, list);
        Rows rows = any_rows(&t.scratch, &c, n);
        const Vec *flat = vec_flatten(&t.scratch, list, rows, &up, &total);
        ROWS_EACH(i, rows) {
            uint32_t p = vec_place(list, i);
            for (uint32_t j = 0; j < list->len[p]; j++, k++) {
                assert_int_equal(up[k], i);
                assert_cells(&t.scratch, flat, k, list->child, list->start[p] + j);
            }
        }
        assert_int_equal(k, total);
        if (total && list_type->elem->tag == TY_INT) {
            const int64_t *from = list->child->d.i64, *to = from + list->nchild;
            if (flat->d.i64 >= from && flat->d.i64 < to)
                shared++;
            else
                copied++;
        }
        arena_reset(&t.scratch);
    }
    assert_true(shared > 5 && copied > 5); // both ways were taken
    trial_close(&t);
}

static void test_store(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    Chance c = {3};
    Types types = all_types(&t.arena);
    for (uint32_t round = 0; round < 200; round++) {
        const Type *type = types.at[round % types.n];
        Store *s = store_new(&t.run.keep, type);
        Str want[2000];
        uint32_t n = 0;
        for (uint32_t batch = 0; batch < 8; batch++) {
            uint32_t places = chance(&c, 100) + 1;
            Vec *v = any_vec(&t.scratch, &c, type, places);
            if (chance(&c, 4) == 0) v = as_constant(&t.scratch, v);
            Rows rows = any_rows(&t.scratch, &c, places);
            ROWS_EACH(i, rows) want[n++] = cell(&t.arena, v, i);
            store_append(s, v, rows);
            arena_reset(&t.scratch); // the store must hold copies only
        }
        const Vec *all = store_vec(s);
        const char *why = NULL;
        assert_int_equal(s->n, n);
        if (!vec_verify(all, (Rows){n, NULL}, n, &why)) fail_msg("%s", why);
        for (uint32_t i = 0; i < n; i++) {
            Str got = cell(&t.scratch, all, i);
            if (!str_eq(got, want[i])) fail_msg("%.*s is not %.*s", STR_FMT(got), STR_FMT(want[i]));
        }
    }
    trial_close(&t);
}

static void test_store_of_constant_list(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    const Type *type = type_list(&t.arena, &type_int);
    Vec *v = vec_new(&t.scratch, type, 1, false);
    v->child = vec_new(&t.scratch, &type_int, 1000, false);
    for (int i = 0; i < 1000; i++) v->child->d.i64[i] = i;
    v->nchild = 1000;
    v->start[0] = 0;
    v->len[0] = 1000;
    v->constant = true;
    Store *s = store_new(&t.run.keep, type);
    store_append(s, v, (Rows){500, NULL});
    assert_int_equal(store_vec(s)->nchild, 1000); // once, not 500 times
    assert_int_equal(store_vec(s)->child->d.i64[999], 999);
    trial_close(&t);
}

static void test_missing(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    Types types = all_types(&t.arena);
    for (uint32_t i = 0; i < types.n; i++) {
        const Vec *none = vec_missing_of(&t.scratch, types.at[i]);
        assert_true(vec_missing(none, 0) && vec_missing(none, 41));
        Store *s = store_new(&t.run.keep, types.at[i]);
        store_append(s, none, (Rows){3, NULL});
        store_append(s, vec_missing_of(&t.scratch, &type_null), (Rows){2, NULL});
        for (uint32_t k = 0; k < 5; k++) assert_true(vec_missing(store_vec(s), k));
    }
    Vec *truth = vec_new(&t.scratch, &type_truth, 3, false);
    for (uint8_t i = 0; i < 3; i++) truth->d.truth[i] = i;
    assert_false(vec_missing(truth, NO) || vec_missing(truth, YES));
    assert_true(vec_missing(truth, UNKNOWN));
    trial_close(&t);
}

static void refused(const Vec *v, Rows rows, uint32_t places, const char *words) {
    const char *why = NULL;
    assert_false(vec_verify(v, rows, places, &why));
    assert_non_null(why);
    if (!strstr(why, words)) fail_msg("\"%s\" does not speak of \"%s\"", why, words);
}

static void test_verify(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    Vec *truth = vec_new(&t.scratch, &type_truth, 2, false);
    uint32_t beyond[] = {0, 2};
    truth->d.truth[0] = YES;
    truth->d.truth[1] = 3;
    assert_true(vec_verify(truth, (Rows){1, NULL}, 2, NULL));
    refused(truth, (Rows){2, NULL}, 2, "truth");
    refused(truth, (Rows){2, beyond}, 2, "beyond the batch");
    truth->d.truth[1] = NO;
    Vec *list = vec_new(&t.scratch, type_list(&t.scratch, &type_truth), 1, false);
    refused(list, (Rows){1, NULL}, 1, "without elements");
    list->child = truth;
    list->nchild = 2;
    list->start[0] = 1;
    list->len[0] = 2;
    refused(list, (Rows){1, NULL}, 1, "beyond the elements");
    list->len[0] = 1;
    assert_true(vec_verify(list, (Rows){1, NULL}, 1, NULL));
    truth->d.truth[1] = 9;
    refused(list, (Rows){1, NULL}, 1, "truth");
    trial_close(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gather),  cmocka_unit_test(test_sequence_is_lost),
        cmocka_unit_test(test_flatten), cmocka_unit_test(test_store),
        cmocka_unit_test(test_missing), cmocka_unit_test(test_store_of_constant_list),
        cmocka_unit_test(test_verify),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
