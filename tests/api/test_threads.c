// Many threads on one archive, each with a session of its own: the same bytes as one thread alone,
// cancels that hit only their session, host functions on every thread, and a stack of 256 KiB that
// holds whatever a text nests. Built with -fsanitize=thread by `make tsan`.
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bundled.h"
#include "runtime/gazette.h"
#include "tests/support/long_text.h"

enum { THREADS = 32, ROUNDS = 12 };
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { STACK = 16 << 20 }; // a sanitizer's frames are several times as wide
#elif defined(GZT_TINY)
enum { STACK = 1 << 20 }; // so are those of -O1
#else
enum { STACK = 256 << 10 };
#endif

static const char *const queries[] = {
    "people | where born < 1880 | sort born | select name, born",
    "events | where \"peace\" in title or date in 1917-11 | summarize n: count() by year(date)",
    "people | select n: count(events), name | sort n desc | take 5",
    "places | where name ~ \"P\" | select name, shown(name)",
    "events | expand people | distinct people | count",
    "people | top 3 by born | select upper(name), died - born",
    "people | union (people | where born < 1870) | count",
    "people | where nothing = 1",
    "archive.people | where name matches '^L.*n' | select tokens(name)"};
enum { QUERIES = sizeof queries / sizeof *queries };

static gzt_status shown(gzt_call *c, void *user) {
    (void)user;
    size_t n;
    const char *p = gzt_arg_text(c, 0, &n);
    return gzt_return_text(c, p, n);
}

typedef struct Shared {
    gzt_env *env;
    gzt_archive *archive;
    Text expected[QUERIES];
} Shared;

static gzt_session *new_session(gzt_archive *archive) {
    gzt_session *s = NULL;
    if (gzt_session_new(archive, &s) < 0) return NULL;
    if (gzt_register(s, "shown", "text -> text", 0, shown, NULL, NULL, NULL) < 0) return NULL;
    return s;
}

// The rows as JSON, or the errors as text.
static void answer(gzt_session *s, uint32_t i, Text *out) {
    gzt_error err;
    out->n = 0;
    if (gzt_query_json(s, queries[i], SIZE_MAX, into_text, out, &err) < 0)
        gzt_session_errors(s, GZT_ERRORS_TEXT, into_text, out);
}

typedef struct Worker {
    pthread_t thread;
    Shared *shared;
    uint32_t number, wrong;
} Worker;

static void *work(void *user) {
    Worker *w = user;
    Text out = {0};
    gzt_session *s = new_session(w->shared->archive);
    gzt_cancel *c = NULL;
    w->wrong = !s || gzt_cancel_new(w->shared->env, &c) < 0;
    if (s) gzt_session_cancel(s, c);
    for (uint32_t k = 0; k < ROUNDS * QUERIES && !w->wrong; k++) {
        uint32_t i = (k + w->number) % QUERIES;
        answer(s, i, &out);
        const Text *e = &w->shared->expected[i];
        w->wrong += out.n != e->n || memcmp(out.p, e->p, out.n) != 0;
        gzt_error err;
        gzt_cancel_set(c); // a set token stops the next query, whenever it was set
        w->wrong +=
            gzt_query_json(s, queries[0], SIZE_MAX, into_text, &out, &err) != GZT_INTERRUPTED;
        gzt_cancel_reset(c);
    }
    gzt_session_free(s);
    gzt_cancel_free(c);
    free(out.p);
    return NULL;
}

static int open_shared(void **state) {
    Shared *h = calloc(1, sizeof *h);
    gzt_source *sources = calloc(archive_file_count, sizeof *sources);
    if (!h || !sources || gzt_env_new(NULL, &h->env) < 0) return -1;
    for (size_t i = 0; i < archive_file_count; i++)
        sources[i] = (gzt_source){archive_files[i].name, SIZE_MAX,
                                  (const char *)archive_files[i].data, archive_files[i].size};
    gzt_error err;
    gzt_status st = gzt_archive_build(h->env, sources, archive_file_count, &h->archive, &err);
    free(sources);
    *state = h;
    return st < 0 ? -1 : 0;
}

static int close_shared(void **state) {
    Shared *h = *state;
    gzt_archive_free(h->archive);
    gzt_env_free(h->env);
    for (uint32_t i = 0; i < QUERIES; i++) free(h->expected[i].p);
    free(h);
    return 0;
}

static void one_archive(void **state) {
    Shared *h = *state;
    static Worker workers[THREADS];
    gzt_session *s = new_session(h->archive);
    assert_non_null(s);
    for (uint32_t i = 0; i < QUERIES; i++) {
        answer(s, i, &h->expected[i]);
        assert_true(h->expected[i].n > 2);
    }
    gzt_session_free(s);
    for (uint32_t i = 0; i < THREADS; i++) {
        workers[i] = (Worker){.shared = h, .number = i};
        assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
    }
    for (uint32_t i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(workers[i].thread, NULL), 0);
        assert_int_equal(workers[i].wrong, 0);
    }
    print_message("# %d threads, %d queries each, the same bytes\n", THREADS, ROUNDS * QUERIES);
}

// ---- a stack of 256 KiB ---------------------------------------------------------------------

static void repeat(Text *t, const char *p, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) into_text(t, p, strlen(p));
}

static void number(Text *t, const char *format, uint32_t a, uint32_t b) {
    char line[64];
    snprintf(line, sizeof line, format, a, b);
    repeat(t, line, 1);
}

// Texts that nest as deeply as they can in one way: n levels.
static void nested(Text *t, uint32_t how, uint32_t n) {
    t->n = 0;
    switch (how) {
    case 0: repeat(t, "(", n), repeat(t, "1", 1), repeat(t, ")", n); return;
    case 1: repeat(t, "- ", n), repeat(t, "1", 1); return;
    case 2: repeat(t, "[", n), repeat(t, "1", 1), repeat(t, "]", n); return;
    case 3: repeat(t, "if true then 1 else ", n), repeat(t, "1", 1); return;
    case 4: repeat(t, "1 + ", n), repeat(t, "1", 1); return;
    case 5: repeat(t, "abs(", n), repeat(t, "1", 1), repeat(t, ")", n); return;
    case 6: repeat(t, "people", 1), repeat(t, "[count(people", n), repeat(t, ") > 0]", n); return;
    case 7: repeat(t, "people", 1), repeat(t, " | where true", n); return;
    case 8: repeat(t, "people | union (", n), repeat(t, "people", 1), repeat(t, ")", n); return;
    case 9:
        repeat(t, "fn f(n: int): int = if n = 0 then 0 else 1 + f(n - 1)\nf(", 1);
        number(t, "%u", n, 0);
        repeat(t, ")", 1);
        return;
    case 11: // definitions upon definitions
        repeat(t, "let a0 = count(people)\n", 1);
        for (uint32_t i = 1; i <= n; i++) number(t, "let a%u = a%u + 1\n", i, i - 1);
        number(t, "a%u", n, 0);
        return;
    case 12:
        repeat(t, "fn f0(x) = x\n", 1);
        for (uint32_t i = 1; i <= n; i++) number(t, "fn f%u(x) = f%u(x) + 1\n", i, i - 1);
        number(t, "f%u(1)", n, 0);
        return;
    case 13:
        for (uint32_t i = 0; i < 90; i++) repeat(t, "people | union (", 1);
        repeat(t, "people", 1);
        for (uint32_t i = 0; i < 90; i++) repeat(t, " | where true", n / 20), repeat(t, ")", 1);
        return;
    default: repeat(t, "not ", n), repeat(t, "true", 1); return;
    }
}

static void *deep(void *user) {
    Worker *w = user;
    Text text = {0}, out = {0};
    for (uint32_t how = 0; how <= 13; how++) {
        for (uint32_t n = 10; n <= 20000; n = n < 2000 ? n + 90 : n * 10) {
            gzt_session *s = new_session(w->shared->archive);
            gzt_error err;
            if (!s) break;
            nested(&text, how, n);
            gzt_limit_set(s, GZT_LIMIT_STEPS, 200000);
            out.n = 0;
            gzt_status st = gzt_query_json(s, text.p, text.n, into_text, &out, &err);
            // it is answered, or refused in words
            if (st < 0 && (st == GZT_MISUSE || !err.message[0])) w->wrong++;
            gzt_session_free(s);
        }
    }
    free(text.p);
    free(out.p);
    return NULL;
}

static void small_stack(void **state) {
    pthread_attr_t attr;
    Worker w = {.shared = *state};
    assert_int_equal(pthread_attr_init(&attr), 0);
    assert_int_equal(pthread_attr_setstacksize(&attr, STACK), 0);
    assert_int_equal(pthread_create(&w.thread, &attr, deep, &w), 0);
    assert_int_equal(pthread_join(w.thread, NULL), 0);
    pthread_attr_destroy(&attr);
    assert_int_equal(w.wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(one_archive),
                                       cmocka_unit_test(small_stack)};
    return cmocka_run_group_tests(tests, open_shared, close_shared);
}
