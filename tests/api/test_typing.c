// What a shell asks while a text is typed and while it runs: colours, params, progress. Each row of
// the colours: a text, and below every byte the letter of what it is.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/gazette.h"

static gzt_env *env;
static gzt_archive *archive;
static gzt_session *session;

static gzt_status no_rows(gzt_call *c, void *user, uint64_t at, uint32_t max, gzt_vector *columns,
                          uint32_t ncolumns, uint32_t *rows) {
    (void)c, (void)user, (void)at, (void)max, (void)columns, (void)ncolumns;
    *rows = 0;
    return GZT_OK;
}

static int setup(void **state) {
    (void)state;
    static const char facts[] = "person @ada { name: \"Ada\", born: 1815 }\n"
                                "person @ben { name: \"Ben\" }\nperson @cid { name: \"Cid\" }\n";
    gzt_source source = {"facts", SIZE_MAX, facts, SIZE_MAX};
    assert_int_equal(gzt_env_new(NULL, &env), GZT_OK);
    assert_int_equal(gzt_archive_build(env, &source, 1, &archive, NULL), GZT_OK);
    assert_int_equal(gzt_session_new(archive, &session), GZT_OK);
    return gzt_register_table(session, "orders", "total: int", no_rows, NULL, NULL, NULL);
}

static int teardown(void **state) {
    (void)state;
    gzt_session_free(session);
    gzt_archive_free(archive);
    gzt_env_free(env);
    return 0;
}

// ---- colours --------------------------------------------------------------------------------

typedef struct Shown {
    char letters[128];
    size_t end;
} Shown;

static void paint(void *user, size_t offset, size_t length, int32_t what) {
    static const char letters[] = "knfu\"1di#o(!";
    Shown *s = user;
    assert_true(offset >= s->end); // in order, none over another
    s->end = offset + length;
    assert_true(s->end < sizeof s->letters);
    memset(s->letters + offset, letters[what], length);
}

static void test_colours(void **state) {
    (void)state;
    static const struct {
        const char *text, *wanted;
    } rows[] = {
        {"people | where born < 1880 # x", "nnnnnn o kkkkk nnnn o 1111 ###"},
        {"@ada | follow events.place", "iiii o kkkkkk nnnnnnonnnnn"},
        {"@adda | take 1", "uuuuu o kkkk 1"},
        {"people | where nmae = \"x\"", "nnnnnn o kkkkk uuuu o \"\"\""},
        {"people | where title = \"x\"", "nnnnnn o kkkkk uuuuu o \"\"\""}, // no field of a person
        {"people | where title = \"x", "nnnnnn o kkkkk nnnnn o \"\""}, // not finished: of some kind
        {"people | where nmae =", "nnnnnn o kkkkk uuuu o"},
        {"people | select age: died - born | sort age",
         "nnnnnn o kkkkkk nnno nnnn o nnnn o kkkk nnn"},
        {"count(people) + 1.5", "fffff(nnnnnn( o 111"},
        {"let x = [1]; x | where it in 1905..1907", "kkk n o (1(o n o kkkkk nn kk 1111oo1111"},
        {"events | where date in 1917-11", "nnnnnn o kkkkk nnnn kk ddddddd"},
        {"fn f(a, b: int) = a + b + c +", "kk n(no no nnn( o n o n o u o"},
        {"people | where x && y", "nnnnnn o kkkkk u !! u"},
        {"people as p | select p.name", "nnnnnn kk n o kkkkkk nonnnn"},
        {"orders | where total >", "nnnnnn o kkkkk uuuuu o"}, // not finished: of no kind
        {"orders | where total > 1", "nnnnnn o kkkkk nnnnn o 1"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Shown s = {.end = 0};
        memset(s.letters, ' ', sizeof s.letters);
        assert_int_equal(gzt_highlight(session, rows[i].text, SIZE_MAX, GZT_REPL, paint, &s),
                         GZT_OK);
        s.letters[strlen(rows[i].text)] = '\0';
        char wanted[128];
        snprintf(wanted, sizeof wanted, "%-*s", (int)strlen(rows[i].text), rows[i].wanted);
        if (strlen(rows[i].text) && strcmp(s.letters, wanted) != 0)
            fail_msg("%s\n%s\n%s (wanted)", rows[i].text, s.letters, wanted);
    }
}

// Every beginning of a text, and bytes that are no text, leave the session as it was.
static void test_every_beginning(void **state) {
    (void)state;
    static const char text[] = "fn g(n: int) = n + 1; let l = people | where name ~ \"a\" and g(1) "
                               "> 0 | select { a: 1 }, x: [1, 2], `y` \"\"\" @\"Ada\" \xff\xc3";
    Shown s;
    for (size_t n = 0; n < sizeof text; n++) {
        s.end = 0;
        assert_int_equal(gzt_highlight(session, text, n, GZT_REPL, paint, &s), GZT_OK);
    }
    gzt_source uses = {"", 0, "g(1)", SIZE_MAX};
    gzt_script *script = NULL;
    assert_int_equal(gzt_prepare(session, &uses, GZT_REPL, &script, NULL), GZT_NAME);
    assert_int_equal(gzt_highlight(NULL, "x", 1, GZT_REPL, paint, &s), GZT_MISUSE);
    assert_int_equal(gzt_highlight(session, NULL, 1, GZT_REPL, paint, &s), GZT_MISUSE);
    assert_int_equal(gzt_highlight(session, "x", 1, GZT_REPL, NULL, &s), GZT_MISUSE);
}

// ---- params and progress --------------------------------------------------------------------

static void test_params(void **state) {
    (void)state;
    gzt_source source = {"", 0, "param year: int = 1917\nparam who: text = \"Ada\"\n[year]",
                         SIZE_MAX};
    gzt_script *script = NULL;
    assert_int_equal(gzt_prepare(session, &source, GZT_SCRIPT, &script, NULL), GZT_OK);
    bool year = false, who = false;
    uint32_t n = 0;
    for (const char *name; (name = gzt_script_param(script, n)) != NULL; n++) {
        year |= strcmp(name, "year") == 0;
        who |= strcmp(name, "who") == 0;
    }
    assert_true(year && who && n == 2);
    assert_null(gzt_script_param(NULL, 0));
    gzt_script_free(script);
}

typedef struct Steps {
    uint64_t steps, done, total;
    int calls;
} Steps;

static void count_steps(void *user, uint64_t steps, uint64_t done, uint64_t total) {
    Steps *s = user;
    assert_true(steps >= s->steps);
    assert_true(total == 0 || done <= total);
    *s = (Steps){steps, done, total, s->calls + 1};
}

static void run_all(const char *text) {
    gzt_source source = {"", 0, text, SIZE_MAX};
    gzt_script *script = NULL;
    gzt_result *result = NULL;
    assert_int_equal(gzt_prepare(session, &source, GZT_SCRIPT, &script, NULL), GZT_OK);
    assert_int_equal(gzt_script_next(script, &result, NULL), GZT_ROW);
    while (gzt_result_step(result, NULL) == GZT_ROW) {}
    gzt_result_free(result);
    gzt_script_free(script);
}

static void test_progress(void **state) {
    (void)state;
    Steps s = {0};
    assert_int_equal(gzt_session_tune(session, GZT_TUNE_BATCH, 1), GZT_OK);
    assert_int_equal(gzt_session_progress(session, 1, count_steps, &s), GZT_OK);
    run_all("people | where lower(name) ~ \"*d*\" | sort name");
    assert_int_equal(s.total, 3);
    assert_int_equal(s.done, 3);
    assert_true(s.calls >= 3);
    s = (Steps){0};
    gzt_session_progress(session, 1000000, count_steps, &s);
    run_all("people");
    assert_int_equal(s.calls, 0); // not so many steps
    gzt_session_progress(session, 0, NULL, NULL);
    run_all("people");
    assert_int_equal(s.calls, 0);
    assert_int_equal(gzt_session_progress(NULL, 1, count_steps, &s), GZT_MISUSE);
}

// What ran last is no more, or was stopped: what is asked while typing does not ask it.
static void test_after_a_run(void **state) {
    (void)state;
    gzt_source source = {"", SIZE_MAX, "people | where born > 1800", SIZE_MAX};
    gzt_cancel *cancel = NULL;
    assert_int_equal(gzt_cancel_new(env, &cancel), GZT_OK);
    gzt_session_cancel(session, cancel);
    for (int freed = 0; freed < 2; freed++) {
        gzt_script *q = NULL;
        gzt_result *r = NULL;
        Shown shown = {{0}, 0};
        gzt_cancel_reset(cancel);
        assert_int_equal(gzt_prepare(session, &source, GZT_SCRIPT, &q, NULL), GZT_OK);
        assert_int_equal(gzt_script_next(q, &r, NULL), GZT_ROW);
        gzt_cancel_set(cancel);
        if (freed) {
            gzt_result_free(r);
            gzt_script_free(q);
        }
        assert_int_equal(gzt_check_input(session, "people", SIZE_MAX, NULL, 0), GZT_OK);
        assert_int_equal(gzt_highlight(session, "people", SIZE_MAX, GZT_REPL, paint, &shown),
                         GZT_OK);
        if (!freed) {
            gzt_result_free(r);
            gzt_script_free(q);
        }
    }
    gzt_session_cancel(session, NULL);
    gzt_cancel_free(cancel);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_colours), cmocka_unit_test(test_every_beginning),
        cmocka_unit_test(test_params), cmocka_unit_test(test_progress),
        cmocka_unit_test(test_after_a_run)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
