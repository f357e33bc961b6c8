// A cancel from another thread ends a query at its next tick, wherever it stands: in every built-in
// function, operator, stage, form of output and way of reading a result. A function, operator word,
// stage or format that the library offers and that has no row here fails the test.
//
// No time is asserted that a busy machine could lengthen. The query calls the other thread from
// within a tick, after some milliseconds of its own work, and goes on; the other sets the token,
// and the query must end with GZT_INTERRUPTED at its next tick. How long it may work without one is
// measured by cpu_gap.h.
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/gazette.h"
#include "tests/api/citizens.h"
#include "tests/api/cpu_gap.h"
#include "tests/api/trust_rows.h"

enum { MOST_MS = 16 };

// ---- the other thread -----------------------------------------------------------------------

typedef struct Canceller {
    gzt_cancel *cancel;
    Cpu_gap gap;  // of the query's thread
    double after; // milliseconds of work, until the query calls
    pthread_mutex_t lock;
    pthread_cond_t called;
    bool call;
    atomic_bool set;
    unsigned long late; // readings of the clock after the token was set
} Canceller;

static void *cancel_when_called(void *user) {
    Canceller *c = user;
    pthread_mutex_lock(&c->lock);
    while (!c->call) pthread_cond_wait(&c->called, &c->lock);
    pthread_mutex_unlock(&c->lock);
    gzt_cancel_set(c->cancel);
    atomic_store(&c->set, true);
    return NULL;
}

static void call(Canceller *c) {
    pthread_mutex_lock(&c->lock);
    c->call = true;
    pthread_cond_signal(&c->called);
    pthread_mutex_unlock(&c->lock);
}

// The session's clock, which each tick reads.
static uint64_t count_tick(void *user) {
    Canceller *c = user;
    cpu_gap_note(&c->gap);
    c->late += atomic_load(&c->set);
    if (!c->call && c->gap.last - c->gap.start >= c->after) call(c);
    return 1;
}

// ---- ways to read a result ------------------------------------------------------------------

typedef gzt_status (*Reading)(gzt_session *s, const char *query, gzt_error *err);

static gzt_status open_query(gzt_session *s, const char *query, gzt_script **q, gzt_result **r,
                             gzt_error *err) {
    gzt_source source = {"", 0, query, SIZE_MAX};
    *q = NULL;
    *r = NULL;
    gzt_status st = gzt_prepare(s, &source, GZT_SCRIPT, q, err);
    return st < 0 ? st : gzt_script_next(*q, r, err);
}

static gzt_status close_query(gzt_script *q, gzt_result *r, gzt_status st) {
    gzt_result_free(r);
    gzt_script_free(q);
    return st;
}

static gzt_status by_write(gzt_session *s, const char *query, gzt_error *err) {
    gzt_script *q;
    gzt_result *r;
    gzt_status st = open_query(s, query, &q, &r, err);
    if (st >= 0) st = gzt_result_write(r, NULL, nowhere, NULL, err);
    return close_query(q, r, st);
}

static gzt_status by_page(gzt_session *s, const char *query, gzt_error *err) {
    gzt_script *q;
    gzt_result *r;
    gzt_write_options o = {.size = sizeof o, .format = "page"};
    gzt_status st = open_query(s, query, &q, &r, err);
    if (st >= 0) st = gzt_result_write(r, &o, nowhere, NULL, err);
    return close_query(q, r, st);
}

static gzt_status by_step(gzt_session *s, const char *query, gzt_error *err) {
    gzt_script *q;
    gzt_result *r;
    gzt_status st = open_query(s, query, &q, &r, err);
    while (st >= 0 && (st = gzt_result_step(r, err)) == GZT_ROW) continue;
    return close_query(q, r, st);
}

static gzt_status by_batch(gzt_session *s, const char *query, gzt_error *err) {
    gzt_script *q;
    gzt_result *r;
    gzt_batch *b;
    gzt_status st = open_query(s, query, &q, &r, err);
    while (st >= 0 && (st = gzt_result_fetch(r, 100000, &b, err)) == GZT_ROW) gzt_batch_free(b);
    return close_query(q, r, st);
}

static gzt_status by_arrow(gzt_session *s, const char *query, gzt_error *err) {
    gzt_script *q;
    gzt_result *r;
    struct ArrowArrayStream stream;
    struct ArrowArray array;
    gzt_status st = open_query(s, query, &q, &r, err);
    if (st >= 0) st = gzt_result_arrow(r, &stream, err);
    if (st < 0) return close_query(q, r, st);
    int code;
    while ((code = stream.get_next(&stream, &array)) == 0 && array.release) array.release(&array);
    st = code == EINTR ? GZT_INTERRUPTED : GZT_DONE;
    stream.release(&stream);
    return close_query(q, r, st);
}

static gzt_status by_json(gzt_session *s, const char *query, gzt_error *err) {
    return gzt_query_json(s, query, SIZE_MAX, nowhere, NULL, err);
}

// ---- one cancel -----------------------------------------------------------------------------

// Runs the query and cancels it from another thread after so many milliseconds of work; it must
// end for that. Returns the most work of its thread between two ticks.
static double cancelled_at(Host *h, Reading reading, const char *query, double after) {
    gzt_session *s = NULL;
    gzt_error err = {0};
    pthread_t thread;
    Canceller c = {.cancel = h->cancel, .after = after};
    pthread_mutex_init(&c.lock, NULL);
    pthread_cond_init(&c.called, NULL);
    assert_int_equal(gzt_session_new(h->archive, &s), GZT_OK);
    gzt_session_cancel(s, h->cancel);
    gzt_cancel_reset(h->cancel);
    gzt_session_saves(s, true);
    gzt_limits_profile(s, GZT_TRUSTED);
    gzt_limit_set(s, GZT_LIMIT_MEMORY, UINT64_C(2) << 30);
    assert_int_equal(pthread_create(&thread, NULL, cancel_when_called, &c), 0);
    cpu_gap_listen(&c.gap, s, count_tick, &c);
    gzt_status st = reading(s, query, &err);
    cpu_gap_note(&c.gap);
    bool called = c.call;
    if (!called) call(&c);
    pthread_join(thread, NULL);
    gzt_session_free(s);
    if (st != GZT_INTERRUPTED || !called)
        print_error("%s: %s after %lu ticks %s\n", query, gzt_status_name(st), c.gap.ticks,
                    err.message);
    assert_true(called);
    assert_int_equal(st, GZT_INTERRUPTED);
    // the one that was under way, and the clock's reading where a run begins, which is none
    assert_true(c.late <= 2);
    pthread_cond_destroy(&c.called);
    pthread_mutex_destroy(&c.lock);
    h->n++;
    return c.gap.worst;
}

static void cancelled(Host *h, Reading reading, const char *query) {
    double best = 1e9;
    for (int t = 0; t < GAP_TRIES && best > GAP_MS; t++) {
        h->random = h->random * 1103515245u + 12345u;
        double worst = cancelled_at(h, reading, query, (h->random >> 16) % MOST_MS);
        if (worst < best) best = worst;
    }
    if (best > GAP_MS) print_error("%s: %.0f ms without a tick\n", query, best);
    assert_true(best <= GAP_MS);
    if (best <= h->gap) return;
    h->gap = best;
    snprintf(h->where, sizeof h->where, "%s", query);
}

static void tell(Host *h, const char *what) {
    print_message("# %s: %u cancels, at most %.1f ms of work between two ticks, in %s\n", what,
                  h->n, h->gap, h->where);
    h->gap = 0;
    h->n = 0;
}

// ---- no row is missing ----------------------------------------------------------------------

static void every_function_has_a_row(void **state) {
    (void)state;
    const char *name, *signature, *help, *example, *result;
    bool all = true;
    for (uint32_t i = 0; gzt_function(NULL, i, &name, &signature, &help, &example, &result); i++) {
        const char *other;
        uint32_t overloads = 0, rows = 0;
        if (strncmp(help, "a stage", 7) == 0) continue; // its row is among the stages
        for (uint32_t k = 0; gzt_function(NULL, k, &other, &signature, &help, &example, &result);
             k++)
            overloads += strcmp(name, other) == 0;
        for (uint32_t k = 0; k < ROWS; k++) rows += strcmp(name, table[k].name) == 0;
        if (rows >= overloads) continue;
        all = false;
        print_error("%s: %u signatures, %u rows\n", name, overloads, rows);
    }
    assert_true(all);
}

typedef struct Offered {
    const char *what; // of the candidates that are looked at
    const Row *rows;
    uint32_t n, seen, missing;
} Offered;

static int32_t has_row(void *user, const gzt_candidate *c) {
    static const char *const values[] = {"true", "false", "null"};
    Offered *o = user;
    if (strcmp(c->what, o->what) != 0) return 0;
    for (uint32_t i = 0; i < sizeof values / sizeof *values; i++)
        if (strcmp(c->text, values[i]) == 0) return 0;
    o->seen++;
    for (uint32_t i = 0; i < o->n; i++)
        if (strcmp(c->text, o->rows[i].name) == 0) return 0;
    print_error("%s %s has no row\n", c->what, c->text);
    o->missing++;
    return 0;
}

// What may stand at the end of the text is what completion offers there.
static void all_offered(Host *h, const char *text, Offered o) {
    gzt_session *s = NULL;
    size_t start;
    assert_int_equal(gzt_session_new(h->archive, &s), GZT_OK);
    gzt_complete(s, text, SIZE_MAX, strlen(text), GZT_SCRIPT, &start, has_row, &o);
    gzt_session_free(s);
    assert_true(o.seen > 4);
    assert_int_equal(o.missing, 0);
}

static void every_stage_and_operator_has_a_row(void **state) {
    all_offered(*state, "people | ", (Offered){"stage", stages, STAGES, 0, 0});
    all_offered(*state, "people | as ", (Offered){"format", formats, FORMATS, 0, 0});
    all_offered(*state, "people | where ", (Offered){"word", operators, OPERATORS, 0, 0});
    all_offered(*state, "people | where name ", (Offered){"word", operators, OPERATORS, 0, 0});
}

// ---- every row ------------------------------------------------------------------------------

static void functions(void **state) {
    Host *h = *state;
    char query[512];
    for (uint32_t i = 0; i < ROWS; i++) {
        snprintf(query, sizeof query,
                 "people as p | where count(people, (%s) is null or name = p.name) > 7",
                 table[i].expr);
        cancelled(h, by_write, query);
    }
    tell(h, "functions");
}

static void rows_of(Host *h, const Row *rows, uint32_t n, const char *between) {
    char query[512];
    for (uint32_t i = 0; i < n; i++) {
        snprintf(query, sizeof query, "people as p | expand archive.people as z | %s%s", between,
                 rows[i].expr);
        cancelled(h, by_write, query);
    }
}

static void stages_and_operators(void **state) {
    Host *h = *state;
    rows_of(h, stages, STAGES, "");
    tell(h, "stages");
    rows_of(h, operators, OPERATORS, "where ");
    tell(h, "operators");
    rows_of(h, formats, FORMATS, "");
    tell(h, "formats");
}

static void every_way_of_reading(void **state) {
    static const Reading readings[] = {by_write, by_page, by_step, by_batch, by_arrow, by_json};
    static const char *const queries[] = {
        "people as p | expand archive.people as z",
        "people as p | expand archive.people as z | select z.name, l: z.also, r: {a: z.born}",
        "people as p | expand archive.people as z | where z.name = \"x\"",
        "(people as p | expand archive.people as z | select z.name)"};
    Host *h = *state;
    for (uint32_t i = 0; i < sizeof readings / sizeof *readings; i++)
        for (uint32_t k = 0; k < sizeof queries / sizeof *queries; k++)
            cancelled(h, readings[i], queries[k]);
    tell(h, "ways of reading");
}

// ---- preparing ------------------------------------------------------------------------------

// Sets the token at the tick `after`, counted in ticks here.
static uint64_t cancel_at_tick(void *user) {
    Canceller *c = user;
    cpu_gap_note(&c->gap);
    if (c->gap.ticks >= (unsigned long)c->after) gzt_cancel_set(c->cancel);
    return 1;
}

static char *long_text(void) {
    enum { LETS = 3000 };
    char *text = malloc(LETS * 200), *at = text;
    if (!text) return NULL;
    for (int i = 0; i < LETS; i++)
        at += sprintf(at, "let l%d = %d + twice(%d)\nfn f%d(n: int) = twice(n) + l%d\n", i, i, i, i,
                      i);
    at += sprintf(at, "people | where born < 1000");
    for (int i = 0; i < LETS; i++) at += sprintf(at, " | where f%d(length(name)) < 1", i);
    return text;
}

static gzt_status prepared(gzt_session *s, const char *text, gzt_error *err) {
    gzt_source source = {"", 0, text, SIZE_MAX};
    gzt_script *q = NULL;
    gzt_status st = gzt_prepare(s, &source, GZT_REPL, &q, err);
    gzt_script_free(q);
    return st;
}

// How many rows the query has that goes on with the last one; -1 if it cannot.
static int64_t count_of_last(gzt_session *s) {
    gzt_source source = {"", 0, "| count", SIZE_MAX};
    gzt_script *q = NULL;
    gzt_result *r = NULL;
    gzt_status st = gzt_prepare(s, &source, GZT_REPL, &q, NULL);
    if (st >= 0) st = gzt_script_next(q, &r, NULL);
    if (st >= 0) st = gzt_result_step(r, NULL);
    int64_t n = st == GZT_ROW ? gzt_cell_int(r, 0) : -1;
    close_query(q, r, st);
    return n;
}

static gzt_session *session_of(Host *h) {
    gzt_session *s = NULL;
    assert_int_equal(gzt_session_new(h->archive, &s), GZT_OK);
    gzt_session_cancel(s, h->cancel);
    gzt_cancel_reset(h->cancel);
    gzt_limits_profile(s, GZT_TRUSTED);
    assert_int_equal(prepared(s, "fn twice(n) = n * 2\npeople | take 7", NULL), GZT_OK);
    return s;
}

static void preparing_is_heard(void **state) {
    Host *h = *state;
    char *text = long_text();
    double best = 1e9;
    assert_non_null(text);
    for (int t = 0; t < GAP_TRIES && best > GAP_MS; t++) {
        Cpu_gap gap = {0};
        gzt_session *s = session_of(h);
        cpu_gap_start(&gap, s);
        assert_int_equal(prepared(s, text, NULL), GZT_OK);
        cpu_gap_note(&gap);
        gzt_session_free(s);
        if (gap.worst < best) best = gap.worst;
    }
    assert_true(best <= GAP_MS);
    print_message("# preparing: at most %.1f ms of work between two ticks\n", best);
    free(text);
}

// A text that takes long to read and check is cancelled at every so many ticks of that: nothing of
// it is left behind, the query before it can be continued, and its names are free.
static void preparing_leaves_nothing(void **state) {
    Host *h = *state;
    char *text = long_text();
    gzt_session *s = session_of(h);
    assert_non_null(text);
    unsigned long ticks = 1;
    for (;; ticks += 1 + ticks / 4) {
        Canceller c = {.cancel = h->cancel, .after = (double)ticks};
        cpu_gap_listen(&c.gap, s, cancel_at_tick, &c);
        gzt_status st = prepared(s, text, NULL);
        gzt_session_clock(s, NULL, NULL);
        gzt_cancel_reset(h->cancel);
        if (st == GZT_OK) break;
        assert_int_equal(st, GZT_INTERRUPTED);
        assert_int_equal(count_of_last(s), 7);
        assert_int_equal(prepared(s, "l1", NULL), GZT_NAME);
        assert_int_equal(prepared(s, "twice(4)", NULL), GZT_OK);
        assert_int_equal(prepared(s, "people | take 7", NULL), GZT_OK);
    }
    assert_true(ticks > 50);
    assert_int_equal(prepared(s, "l1", NULL), GZT_OK);
    gzt_session_free(s);
    free(text);
}

// A token that is set before anything is asked stops whatever is asked next.
static void sticky(void **state) {
    Host *h = *state;
    gzt_session *s = NULL;
    gzt_error err;
    assert_int_equal(gzt_session_new(h->archive, &s), GZT_OK);
    gzt_session_cancel(s, h->cancel);
    for (int i = 0; i < 500; i++) {
        gzt_cancel_set(h->cancel);
        assert_int_equal(by_write(s, "people | take 1", &err), GZT_INTERRUPTED);
        gzt_cancel_reset(h->cancel);
        assert_int_equal(by_write(s, "people | take 1", &err), GZT_OK);
    }
    gzt_session_free(s);
}

// ---- a token set while a query begins -------------------------------------------------------

enum { RACES = 10000 };

typedef struct Race {
    gzt_cancel *cancel;
    atomic_uint wanted, done; // rounds
} Race;

static void *cancel_each_round(void *user) {
    Race *r = user;
    uint32_t chance = 1;
    for (unsigned round = 1; round <= RACES; round++) {
        while (atomic_load(&r->wanted) < round) sched_yield();
        chance = chance * 1103515245u + 12345u;
        unsigned moment = chance >> 16 & 0xfff;
        for (atomic_uint spin = 0; atomic_load(&spin) < moment;) atomic_fetch_add(&spin, 1);
        gzt_cancel_set(r->cancel);
        atomic_store(&r->done, round);
    }
    return NULL;
}

// Wherever it meets preparing, beginning and the first rows, it ends the query that would not end.
static void raced(void **state) {
    Host *h = *state;
    gzt_session *s = NULL;
    pthread_t thread;
    Race r = {.cancel = h->cancel};
    assert_int_equal(gzt_session_new(h->archive, &s), GZT_OK);
    gzt_session_cancel(s, h->cancel);
    gzt_limits_profile(s, GZT_TRUSTED);
    assert_int_equal(pthread_create(&thread, NULL, cancel_each_round, &r), 0);
    for (unsigned round = 1; round <= RACES; round++) {
        gzt_cancel_reset(h->cancel);
        atomic_store(&r.wanted, round);
        gzt_status st = by_step(
            s, "people as p | expand archive.people as z | where z.id = p.name | select p.id",
            NULL);
        while (atomic_load(&r.done) < round) sched_yield();
        assert_int_equal(st, GZT_INTERRUPTED);
    }
    assert_int_equal(pthread_join(thread, NULL), 0);
    gzt_cancel_reset(h->cancel);
    gzt_session_free(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_function_has_a_row),
        cmocka_unit_test(every_stage_and_operator_has_a_row),
        cmocka_unit_test(functions),
        cmocka_unit_test(stages_and_operators),
        cmocka_unit_test(every_way_of_reading),
        cmocka_unit_test(preparing_is_heard),
        cmocka_unit_test(preparing_leaves_nothing),
        cmocka_unit_test(sticky),
        cmocka_unit_test(raced),
    };
    return cmocka_run_group_tests(tests, open_host, close_host);
}
