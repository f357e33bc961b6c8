// A run: one id for one text whether the archive's or made, the same for dates, limits at their
// edges, errors that carry their place.
#include "tests/support/fixture.h"
#include "tests/support/trial.h"

#include <stdio.h>

static Date date(const char *words) {
    Date d;
    DateError err;
    if (!date_literal(str_of(words), &d, &err)) fail_msg("%s: %s", words, err.message);
    return d;
}

static void test_texts(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    Run *r = &t.run;
    uint32_t aurora = run_intern(r, STR("Aurora")), ete = run_intern(r, STR("\xc3\xa9t\xc3\xa9"));
    assert_int_equal(aurora, 1); // the archive holds none, so made texts begin behind "missing"
    assert_int_equal(run_intern(r, STR("Aurora")), aurora);
    assert_int_not_equal(run_intern(r, STR("aurora")), aurora);
    assert_int_equal(run_intern(r, STR("e\xcc\x81te\xcc\x81")), ete); // e + accent is é
    assert_true(str_is(run_text(r, ete), "\xc3\xa9t\xc3\xa9"));
    assert_true(run_text(r, 0).n == 0);
    uint32_t empty = run_intern(r, STR(""));
    assert_true(empty > 0 && run_intern(r, STR("")) == empty); // empty is not missing
    assert_true(run_text_order(r, ete, run_intern(r, STR("Etf"))) < 0);
    assert_true(run_text_order(r, aurora, run_intern(r, STR("aurora"))) < 0);
    assert_true(run_text_order(r, ete, ete) == 0);
    trial_close(&t);
}

static void test_many_texts(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    enum { MANY = 20000 };
    char s[32];
    for (uint32_t i = 0; i < MANY; i++)
        assert_int_equal(run_intern(&t.run, (Str){s, (uint32_t)sprintf(s, "text %u", i)}), i + 1);
    for (uint32_t i = 0; i < MANY; i++)
        assert_int_equal(run_intern(&t.run, (Str){s, (uint32_t)sprintf(s, "text %u", i)}), i + 1);
    trial_close(&t);
}

static void test_dates(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    Run *r = &t.run;
    Date d = date("1917-11-07"), os = date("1917-10-25 OS"), later = date("1917-11-08");
    uint32_t a = run_date_id(r, &d), b = run_date_id(r, &os), c = run_date_id(r, &later);
    assert_int_equal(a, 1);
    assert_int_equal(run_date_id(r, &d), a);
    assert_int_equal(run_date_id(r, &os), b);
    assert_int_not_equal(a, b); // written in another calendar
    assert_int_equal(run_date_canon(r, a), run_date_canon(r, b));
    assert_int_not_equal(run_date_canon(r, a), run_date_canon(r, c));
    assert_true(run_date_order(r, a, c) < 0 && run_date_order(r, c, b) > 0);
    assert_true(run_date_order(r, a, b) == 0);
    Date back = run_date(r, b);
    assert_int_equal(back.calendar, CAL_JULIAN);
    assert_true(back.es == os.es && back.le == os.le);
    for (int32_t y = 1; y < 3000; y++) {
        Date year = date_of_year(y);
        assert_int_equal(run_date_id(r, &year), (uint32_t)y + 3);
    }
    trial_close(&t);
}

// Over an archive: what it holds keeps its number, and what is made fits in between in order.
static void test_with_archive(void **state) {
    (void)state;
    Fixture f;
    fixture_init(&f);
    fixture_schema(&f, NULL);
    uint32_t kind = schema_kind(&f.schema, STR("person"));
    Ref p = builder_entity(f.builder, kind, STR("lenin"));
    Date born = date("1870-04-22");
    builder_text(f.builder, p, kind_field(f.schema.kinds[kind], STR("name")), STR("Lenin"), 0);
    builder_date(f.builder, p, kind_field(f.schema.kinds[kind], STR("born")), &born, STR(""), 0);
    fixture_freeze(&f);
    Run run;
    Arena scratch;
    arena_init(&scratch, &alloc_system, NULL, &f.guard);
    run_init(&run, f.archive, &alloc_system, NULL, &f.guard, &scratch);
    uint32_t lenin = run_intern(&run, STR("Lenin")), made = run_intern(&run, STR("Lenim"));
    assert_true(lenin > 0 && lenin < f.archive->nstr);
    assert_int_equal(made, f.archive->nstr);
    assert_true(run_text_order(&run, made, lenin) < 0);
    uint32_t stored = 1, again = run_date_id(&run, &born);
    assert_int_equal(f.archive->ndates, 2);
    assert_int_equal(again, f.archive->ndates);
    assert_int_equal(run_date_canon(&run, again), run_date_canon(&run, stored));
    assert_int_equal(run_date_order(&run, again, stored), 0);
    Date other = date("1870-04-23");
    uint32_t new = run_date_id(&run, &other);
    assert_int_equal(run_date_canon(&run, new), new);
    assert_true(run_date_order(&run, stored, new) < 0);
    run_free(&run);
    arena_free(&scratch);
    fixture_free(&f);
}

static uint64_t clock_of(void *user) { return *(uint64_t *)user; }

static void test_limits(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    Run *r = &t.run;
    r->limits.steps = 100;
    run_tick(r, 99);
    run_tick(r, 1); // 100 are allowed
    TRIAL_LEAVES(&t, ST_LIMIT, run_tick(r, 1));
    assert_string_equal(t.guard.what, "steps");
    r->limits.steps = 0; // none
    run_tick(r, UINT32_MAX);
    uint64_t now = 1000;
    r->now_ms = clock_of;
    r->clock_user = &now;
    r->started_ms = 1000;
    r->limits.time_ms = 50;
    now = 1050;
    run_tick(r, 0);
    now = 1051;
    TRIAL_LEAVES(&t, ST_LIMIT, run_tick(r, 0));
    assert_string_equal(t.guard.what, "time");
    r->now_ms = NULL;
    run_tick(r, 0);
    Cancel cancel = {0};
    r->cancel = &cancel;
    run_tick(r, 0);
    atomic_store(&cancel.set, 1);
    TRIAL_LEAVES(&t, ST_INTERRUPTED, run_tick(r, 0));
    TRIAL_LEAVES(&t, ST_INTERRUPTED, run_tick(r, 0)); // it stays set
    trial_close(&t);
}

static void test_memory_limit(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    t.budget.cap = 1 << 20;
    char s[1000];
    memset(s, 'x', sizeof s);
    TRIAL_LEAVES(&t, ST_LIMIT, {
        for (uint32_t i = 0; i < 2000; i++) {
            snprintf(s, 10, "%09u", i);
            s[9] = 'x';
            run_intern(&t.run, (Str){s, sizeof s});
        }
    });
    assert_string_equal(t.guard.what, "memory");
    assert_true(t.budget.peak <= t.budget.cap);
    trial_close(&t);
}

static void test_errors(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    const Source *src = source_new(&t.arena, STR("q"), STR("people | where x"));
    TRIAL_FAILS(&t, E0501, run_fail(&t.run, E0501, src, (Span){9, 5}, "%s and %d%%", "text", 7));
    assert_true(str_is(t.diags.items[0].message, "text and 7%"));
    assert_int_equal(t.diags.items[0].span.at, 9);
    assert_int_equal(t.guard.status, ST_DATA);
    trial_close(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),  cmocka_unit_test(test_many_texts),
        cmocka_unit_test(test_dates),  cmocka_unit_test(test_with_archive),
        cmocka_unit_test(test_limits), cmocka_unit_test(test_memory_limit),
        cmocka_unit_test(test_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
