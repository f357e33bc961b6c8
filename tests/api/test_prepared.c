// Texts that come again: their trees are kept by the session, and nobody can tell but by the time
// it takes. Whatever a check may ask is asked anew once it has changed, and memory does not grow.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/gazette.h"

static const char facts[] = "person @ada { name: \"Ada\", born: 1815 }\n"
                            "person @mary { name: \"Mary\", born: 1799~ }\n"
                            "person @caro { name: \"Caroline\", born: 1750 }\n";

typedef struct Host {
    gzt_env *env;
    gzt_archive *archive;
    gzt_session *session;
    int64_t live; // bytes
    const char *used;
} Host;

static void *counting(void *user, void *p, size_t old_n, size_t new_n) {
    Host *h = user;
    void *q = new_n ? realloc(p, new_n) : NULL;
    if (!new_n) free(p);
    if (q || !new_n) h->live += (int64_t)new_n - (int64_t)old_n;
    return q;
}

static int open_host(void **state) {
    Host *h = calloc(1, sizeof *h);
    gzt_source source = {"facts.gzt", SIZE_MAX, facts, SIZE_MAX};
    gzt_alloc alloc = {sizeof alloc, h, counting};
    gzt_error err;
    *state = h;
    if (!h || gzt_env_new(&alloc, &h->env) < 0) return -1;
    if (gzt_archive_build(h->env, &source, 1, &h->archive, &err) < 0) return -1;
    return gzt_session_new(h->archive, &h->session) < 0 ? -1 : 0;
}

static int close_host(void **state) {
    Host *h = *state;
    gzt_session_free(h->session);
    gzt_archive_free(h->archive);
    gzt_env_free(h->env);
    int64_t live = h->live;
    free(h);
    return live != 0;
}

static gzt_script *prepare(Host *h, const char *text) {
    gzt_source source = {"query", SIZE_MAX, text, SIZE_MAX};
    gzt_script *q = NULL;
    gzt_error err;
    assert_int_equal(gzt_prepare(h->session, &source, GZT_SCRIPT, &q, &err), GZT_OK);
    return q;
}

// The one number that the script gives.
static int64_t run(gzt_script *q) {
    gzt_result *r = NULL;
    gzt_error err;
    assert_int_equal(gzt_script_next(q, &r, &err), GZT_ROW);
    assert_int_equal(gzt_result_step(r, &err), GZT_ROW);
    int64_t n = gzt_cell_int(r, 0);
    gzt_result_free(r);
    return n;
}

static int64_t ask(Host *h, const char *text) {
    gzt_script *q = prepare(h, text);
    int64_t n = run(q);
    gzt_script_free(q);
    return n;
}

static gzt_status define(Host *h, const char *text) {
    gzt_source source = {"", 0, text, SIZE_MAX};
    gzt_script *q = NULL;
    gzt_error err;
    gzt_status st = gzt_prepare(h->session, &source, GZT_SCRIPT, &q, &err);
    gzt_script_free(q);
    return st;
}

static const char early[] = "people | where born before 1800 | count";

static void test_same_answer(void **state) {
    Host *h = *state;
    for (int i = 0; i < 3; i++) assert_int_equal(ask(h, early), 1);
    gzt_script *a = prepare(h, early), *b = prepare(h, early); // two of one text
    assert_int_equal(run(a), 1);
    assert_int_equal(run(b), 1);
    gzt_script_free(a);
    assert_int_equal(gzt_script_reset(b), GZT_OK);
    assert_int_equal(run(b), 1);
    gzt_script_free(b);
}

// However many texts there were, the session keeps some, and a MiB at most of what queries used.
static void test_memory(void **state) {
    Host *h = *state;
    int64_t after_many = 0;
    for (int round = 0; round < 40; round++) {
        for (int i = 0; i < 300; i++) {
            char text[64];
            snprintf(text, sizeof text, "people | take %d | count", i);
            assert_int_equal(ask(h, text), i < 3 ? i : 3);
        }
        if (!round) after_many = h->live;
    }
    assert_true(h->live <= after_many + (1 << 20));
}

static void test_settings(void **state) {
    Host *h = *state;
    assert_int_equal(ask(h, early), 1);
    assert_int_equal(define(h, "set circa = 0 days"), GZT_OK); // now 1799~ is before 1800
    assert_int_equal(ask(h, early), 2);
    static const char both[] = "set circa = 0 days\npeople | where born before 1800 | count";
    assert_int_equal(ask(h, both), 2);
    assert_int_equal(define(h, "set circa = 1 year"), GZT_OK);
    assert_int_equal(ask(h, early), 1);
    assert_int_equal(ask(h, both), 2);
}

static void test_definitions(void **state) {
    Host *h = *state;
    assert_int_equal(define(h, "many"), GZT_NAME);
    assert_int_equal(define(h, "many"), GZT_NAME);
    assert_int_equal(define(h, "let many = count(people)"), GZT_OK);
    assert_int_equal(ask(h, "many"), 3);
    assert_int_equal(ask(h, "many"), 3);
}

static gzt_status one_more(gzt_call *c, void *user) {
    (void)user;
    return gzt_return_int(c, gzt_arg_int(c, 0) + 1);
}

static void test_functions(void **state) {
    Host *h = *state;
    assert_int_equal(define(h, "[1] | select n: one_more(it)"), GZT_NAME);
    gzt_error err;
    assert_int_equal(
        gzt_register(h->session, "one_more", "int -> int", 0, one_more, NULL, NULL, &err), GZT_OK);
    assert_int_equal(ask(h, "[1] | select n: one_more(it)"), 2);
}

static void test_limits(void **state) {
    Host *h = *state;
    assert_int_equal(ask(h, early), 1);
    assert_int_equal(gzt_limit_set(h->session, GZT_LIMIT_TEXT, 10), GZT_OK);
    assert_int_equal(define(h, early), GZT_SYNTAX); // too long, and said so
}

// Values are bound to a script, not to its text.
static void test_bound(void **state) {
    Host *h = *state;
    static const char text[] = "param n: int = 1\n[n] | select m: it";
    gzt_source source = {"query", SIZE_MAX, text, SIZE_MAX};
    gzt_script *q = NULL;
    gzt_error err;
    assert_int_equal(gzt_prepare(h->session, &source, GZT_SCRIPT, &q, &err), GZT_OK);
    gzt_script_free(q);
    assert_int_equal(ask(h, "[n] | select m: it"), 1);
    q = prepare(h, "[n] | select m: it");
    assert_int_equal(gzt_bind_int(q, "n", 7, &err), GZT_OK);
    assert_int_equal(run(q), 7);
    gzt_script_free(q);
    assert_int_equal(ask(h, "[n] | select m: it"), 1);
}

static gzt_status load(void *user, const char *name, const char *from, const char **text,
                       size_t *n) {
    Host *h = user;
    (void)name, (void)from;
    *text = h->used;
    *n = strlen(h->used);
    return GZT_OK;
}

// What a text uses may be another the next time.
static void test_used(void **state) {
    Host *h = *state;
    gzt_session_loader(h->session, load, h);
    h->used = "assert true";
    assert_int_equal(define(h, "use \"it\""), GZT_OK);
    h->used = "assert nobody";
    assert_int_equal(define(h, "use \"it\""), GZT_NAME);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_same_answer, open_host, close_host),
        cmocka_unit_test_setup_teardown(test_memory, open_host, close_host),
        cmocka_unit_test_setup_teardown(test_settings, open_host, close_host),
        cmocka_unit_test_setup_teardown(test_definitions, open_host, close_host),
        cmocka_unit_test_setup_teardown(test_functions, open_host, close_host),
        cmocka_unit_test_setup_teardown(test_limits, open_host, close_host),
        cmocka_unit_test_setup_teardown(test_bound, open_host, close_host),
        cmocka_unit_test_setup_teardown(test_used, open_host, close_host),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
