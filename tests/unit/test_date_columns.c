// Two date columns of an archive compared row by row must say what the dates say one by one:
// moments and spans, missing ones, doubt, masks and sets beside each other, the same in every
// order, for all comparisons and their negations; columns of one kind and mixed ones.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "runtime/eval.h"
#include "tests/support/fixture.h"

static const char *const moments[] = {"",
                                      "1900",
                                      "1917",
                                      "1917-11",
                                      "1917-11-07",
                                      "1917-11-08",
                                      "1917-12-31",
                                      "1917-11-07T00:00:00",
                                      "[1916..1918]",
                                      "[..1917]",
                                      "[1917..]",
                                      "1917-11-07T23:59:59"};
static const char *const others[] = {"1904/1907",
                                     "1917-11-07/1917-11-08",
                                     "1917/..",
                                     "../1917",
                                     "1917-11/1918",
                                     "1917/1917",
                                     "1917-11-07T00:00:00/1917-11-07T00:00:00",
                                     "1917-01-01/1917-12-31",
                                     "1916/1919",
                                     "1917-12-31/1918-01-01",
                                     "1917~",
                                     "1917?/1919",
                                     "191X-11-07",
                                     "[1917,1919]",
                                     "{1917,1919}",
                                     "1917-11-07/.."};

enum { MOMENTS = sizeof moments / sizeof *moments, OTHERS = sizeof others / sizeof *others };
enum { DATES = MOMENTS + OTHERS, COLUMNS = 4 };

static const char *text_of(uint32_t i) { return i < MOMENTS ? moments[i] : others[i - MOMENTS]; }

// Columns w, x: moments only; y, z: anything. Rows: every pair of two that may stand there.
static uint32_t value_of(uint32_t column, uint32_t row) {
    uint32_t n = column < 2 ? MOMENTS : DATES;
    return column % 2 ? row / n % n : row % n;
}

enum { ROWS = DATES * DATES };

static void fill(Fixture *f) {
    static const char *const names[COLUMNS] = {"w", "x", "y", "z"};
    uint32_t kind = schema_kind(&f->schema, STR("pair"));
    DateError err;
    for (uint32_t i = 0; i < ROWS; i++) {
        char id[16];
        snprintf(id, sizeof id, "p%u", i);
        Ref e = builder_entity(f->builder, kind, str_of(id));
        for (uint32_t k = 0; k < COLUMNS; k++) {
            Str text = str_of(text_of(value_of(k, i)));
            Date d;
            if (text.n == 0) continue;
            assert_true(date_edtf(&f->arena, text, &d, &err));
            builder_date(f->builder, e, kind_field(f->schema.kinds[kind], str_of(names[k])), &d,
                         (Str){"", 0}, 0);
        }
    }
    fixture_freeze(f);
}

static const struct {
    ExprOp op;
    DateRelation relation;
    bool negated;
} operators[] = {
    {XO_DATE_BEFORE, REL_BEFORE, false},     {XO_DATE_NOT_BEFORE, REL_BEFORE, true},
    {XO_DATE_AFTER, REL_AFTER, false},       {XO_DATE_NOT_AFTER, REL_AFTER, true},
    {XO_DATE_OVERLAPS, REL_OVERLAPS, false}, {XO_DATE_IN, REL_IN, false},
};

static Truth one_by_one(const Run *run, DateRelation r, bool negated, uint32_t x, uint32_t y,
                        Circa c) {
    if (!x || !y) return UNKNOWN;
    Date a = run_date(run, x), b = run_date(run, y);
    Truth t = date_relation(run->scratch, r, &a, &b, c);
    return negated ? truth_not(t) : t;
}

static void compare_columns(Run *run, const KindTable *k, const uint32_t *field, uint32_t left,
                            uint32_t right, size_t op) {
    static uint8_t out[ROWS];
    const uint32_t *a = k->columns[field[left]].data, *b = k->columns[field[right]].data;
    Expr e = {.tag = X_OP, .op = (uint8_t)operators[op].op, .circa = {.unit = true}};
    uint32_t from = 3; // a piece of the columns, as the evaluator gives it
    Vec x = {.type = &type_date}, y = {.type = &type_date};
    x.d.any = (void *)(uintptr_t)(a + from);
    y.d.any = (void *)(uintptr_t)(b + from);
    kernel_dates(run, &e, (Rows){k->count - from, NULL}, &x, &y, out);
    for (uint32_t i = from; i < k->count; i++) {
        Truth want =
            one_by_one(run, operators[op].relation, operators[op].negated, a[i], b[i], e.circa);
        if (out[i - from] != want)
            fail_msg("operator %zu of %s and %s: %d, not %d", op, text_of(value_of(left, i)),
                     text_of(value_of(right, i)), out[i - from], want);
    }
}

static void test_columns(void **state) {
    Fixture f;
    (void)state;
    fixture_init(&f);
    if (setjmp(f.guard.at)) fail_msg("no memory");
    fixture_schema(&f, "kind pair as pairs { w: date, x: date, y: date, z: date }");
    fill(&f);
    const KindTable *k = &f.archive->tables[schema_kind(&f.archive->schema, STR("pair"))];
    Run run = {.archive = f.archive, .scratch = &f.arena, .progress_next = UINT64_MAX};
    assert_int_equal(k->count, ROWS);
    uint32_t at[COLUMNS];
    for (uint32_t i = 0; i < COLUMNS; i++) at[i] = kind_field(k->kind, (Str){&"wxyz"[i], 1});
    for (size_t op = 0; op < sizeof operators / sizeof *operators; op++)
        for (uint32_t i = 0; i < COLUMNS; i++)
            for (uint32_t j = 0; j < COLUMNS; j++) compare_columns(&run, k, at, i, j, op);
    fixture_free(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_columns)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
