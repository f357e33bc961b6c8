// What a host can rely on: every allocation may fail in every call, memory stays under its cap by
// the allocator's own count and the system's, and each limit holds at one less, just so and one
// more.
#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "runtime/gazette.h"

static const char facts[] =
    "person @ada { name: \"Ada\", born: 1815-12-10, died: 1852 }\n"
    "person @mary { name: \"Mary\", born: 1780 }\n"
    "person @caro { name: \"Caroline\", died: 1848-01-09 }\n"
    "place @paris { name: \"Paris\" }\n"
    "event @salon { title: \"Salon\", date: 1840, place: @paris, people: [@ada, @mary] }\n";

// ---- an allocator that counts and fails on demand -------------------------------------------

typedef struct Counter {
    long count, fail_at; // fail_at < 0: that one and all after it
    size_t live, peak;
    bool failed;
} Counter;

static void *resize(void *user, void *p, size_t old_n, size_t new_n) {
    Counter *c = user;
    if (!new_n) {
        c->live -= old_n;
        free(p);
        return NULL;
    }
    c->count++;
    if (c->count == c->fail_at || (c->fail_at < 0 && c->count >= -c->fail_at)) {
        c->failed = true;
        return NULL;
    }
    void *q = realloc(p, new_n);
    if (!q) return NULL;
    c->live += new_n - old_n;
    if (c->live > c->peak) c->peak = c->live;
    return q;
}

static int32_t nowhere(void *user, const char *p, size_t n) {
    (void)p;
    *(size_t *)user += n;
    return 0;
}

static gzt_status shout(gzt_call *c, void *user) {
    (void)user;
    char text[80];
    size_t n;
    const char *p = gzt_arg_text(c, 0, &n);
    snprintf(text, sizeof text, "%s, %s!", p, p);
    return gzt_return_text(c, text, SIZE_MAX);
}

static gzt_status table(gzt_call *c, void *user, uint64_t at, uint32_t max, gzt_vector *columns,
                        uint32_t ncolumns, uint32_t *rows) {
    (void)c, (void)user, (void)ncolumns, (void)max;
    if (at) return GZT_OK;
    columns[0].texts[0] = "fresh words";
    columns[0].lengths[0] = SIZE_MAX;
    columns[0].missing[0] = 0;
    *rows = 1;
    return GZT_OK;
}

static int32_t open_all(void *user, const char *kind, const char *field) {
    (void)user, (void)kind, (void)field;
    return GZT_FIELD_OPEN;
}

// Whether the status says that memory ran out; others must be the expected one.
static bool out_of_memory(gzt_status st, gzt_status expected) {
    if (st == GZT_NOMEM) return true;
    if (st != expected)
        print_error("%s instead of %s\n", gzt_status_name(st), gzt_status_name(expected));
    assert_int_equal(st, expected);
    return false;
}

static bool ask(gzt_session *s, const char *query, gzt_status expected) {
    gzt_error err;
    size_t n = 0;
    if (out_of_memory(gzt_query_json(s, query, SIZE_MAX, nowhere, &n, &err), expected)) return true;
    return expected < 0 &&
           (out_of_memory(gzt_session_errors(s, GZT_ERRORS_TEXT, nowhere, &n), GZT_OK) ||
            out_of_memory(gzt_session_errors(s, GZT_ERRORS_JSON, nowhere, &n), GZT_OK));
}

static bool write_as(gzt_session *s, const char *format) {
    gzt_source source = {"", 0, "people | where born < 1900 | sort name", SIZE_MAX};
    gzt_write_options o = {.size = sizeof o, .format = format, .width = 60, .types = true};
    gzt_script *q = NULL;
    gzt_result *r = NULL;
    gzt_error err;
    size_t n = 0;
    bool out = out_of_memory(gzt_prepare(s, &source, GZT_REPL, &q, &err), GZT_OK) ||
               out_of_memory(gzt_script_next(q, &r, &err), GZT_ROW) ||
               out_of_memory(gzt_result_step(r, &err), GZT_ROW);
    for (uint32_t i = 0; !out && i < gzt_result_columns(r); i++) out = !gzt_cell_text(r, i, NULL);
    out = out || out_of_memory(gzt_result_write(r, &o, nowhere, &n, &err), GZT_OK) ||
          out_of_memory(gzt_result_explain(r, nowhere, &n), GZT_OK);
    gzt_result_free(r);
    gzt_script_free(q);
    return out;
}

static int32_t offered(void *user, const gzt_candidate *c) {
    *(size_t *)user += strlen(c->text);
    return 0;
}

static void painted(void *user, size_t offset, size_t length, int32_t what) {
    (void)offset, (void)what;
    *(size_t *)user += length;
}

// What an editor asks for.
static bool typing(gzt_session *s) {
    static const char text[] = "people | where name = \"A\" and died > 1900 | sel";
    size_t n = 0, start;
    gzt_error err;
    gzt_value v = {.size = sizeof v};
    return out_of_memory(
               gzt_complete(s, text, SIZE_MAX, sizeof text - 1, GZT_REPL, &start, offered, &n),
               GZT_OK) ||
           out_of_memory(gzt_complete(s, "@ad", SIZE_MAX, 3, GZT_REPL, &start, offered, &n),
                         GZT_OK) ||
           out_of_memory(gzt_highlight(s, text, SIZE_MAX, GZT_REPL, painted, &n), GZT_OK) ||
           out_of_memory(gzt_entity(s, NULL, "ada", &v, &err), GZT_OK) ||
           out_of_memory(gzt_entity_field(s, &v, "born", &v, &err), GZT_OK);
}

static bool use_session(gzt_session *s) {
    static const char *const formats[] = {"table",    "csv",  "tsv",   "json", "jsonl",
                                          "markdown", "html", "latex", "list", "page",
                                          "graphml",  "dot",  "tei"};
    gzt_error err;
    char awaited[40];
    size_t n = 0;
    gzt_source source = {"x", 1, "people | where name ~ \"a\"", SIZE_MAX};
    bool out =
        out_of_memory(gzt_session_authorizer(s, open_all, NULL), GZT_OK) ||
        out_of_memory(gzt_register(s, "shout", "text -> text", 0, shout, NULL, NULL, &err),
                      GZT_OK) ||
        out_of_memory(gzt_register_table(s, "words", "w: text", table, NULL, NULL, &err), GZT_OK) ||
        out_of_memory(gzt_param_set(s, "p", "1800", &err), GZT_OK) ||
        ask(s, "param p: date = 1900\npeople | where born < p | select shout(name)", GZT_OK) ||
        ask(s, "words | where w ~ \"fresh\" | select x: upper(w)", GZT_OK) ||
        ask(s, "people | select x: nothing", GZT_NAME) ||
        ask(s, "people | where name < 3 and", GZT_SYNTAX) ||
        ask(s, "people | summarize n: count(), l: distinct(name) by year(born)", GZT_OK) ||
        ask(s, "people | select int(name)", GZT_DATA) ||
        ask(s, "people | where name matches '(' ", GZT_DATA) ||
        ask(s, "assert 1 = 2, \"no\"", GZT_ASSERT);
    for (int32_t i = GZT_DUMP_TOKENS; !out && i <= GZT_DUMP_PLAN; i++)
        out = out_of_memory(gzt_dump(s, &source, i, nowhere, &n, &err), GZT_OK);
    for (size_t i = 0; !out && i < sizeof formats / sizeof *formats; i++)
        out = write_as(s, formats[i]);
    return out || typing(s) ||
           out_of_memory(gzt_check_input(s, "people | where (", SIZE_MAX, awaited, 40), GZT_DONE);
}

// Everything from the environment on; whether some call said that there was no memory.
static bool whole_life(Counter *c) {
    gzt_alloc alloc = {sizeof alloc, c, resize};
    gzt_source source = {"facts.gzt", SIZE_MAX, facts, SIZE_MAX};
    gzt_env *env = NULL;
    gzt_archive *archive = NULL;
    gzt_session *s = NULL;
    gzt_cancel *cancel = NULL;
    gzt_error err;
    bool out = out_of_memory(gzt_env_new(&alloc, &env), GZT_OK) ||
               out_of_memory(gzt_archive_build(env, &source, 1, &archive, &err), GZT_OK) ||
               out_of_memory(gzt_session_new(archive, &s), GZT_OK) ||
               out_of_memory(gzt_cancel_new(env, &cancel), GZT_OK);
    if (!out) gzt_session_cancel(s, cancel);
    out = out || use_session(s);
    gzt_env_free(env); // in an order that is not that of making
    gzt_archive_free(archive);
    gzt_cancel_free(cancel);
    gzt_session_free(s);
    return out;
}

static void every_allocation_fails(void **state) {
    (void)state;
    long points = 0;
    for (int persistent = 0; persistent < 2; persistent++)
        for (long n = 1;; n++) {
            Counter c = {.fail_at = persistent ? -n : n};
            bool out = whole_life(&c);
            if (out != c.failed || c.live) print_error("allocation %ld\n", n);
            assert_int_equal(out, c.failed); // told if and only if it was so
            assert_int_equal(c.live, 0);
            points++;
            if (!c.failed) break;
        }
    print_message("# %ld points\n", points);
}

// ---- limits ---------------------------------------------------------------------------------

typedef struct Host {
    Counter counter;
    gzt_env *env;
    gzt_archive *archive;
    gzt_session *session;
} Host;

static int open_host(void **state) {
    Host *h = calloc(1, sizeof *h);
    gzt_alloc alloc = {sizeof alloc, &h->counter, resize};
    gzt_source source = {"facts.gzt", SIZE_MAX, facts, SIZE_MAX};
    gzt_error err;
    *state = h;
    return gzt_env_new(&alloc, &h->env) < 0 ||
                   gzt_archive_build(h->env, &source, 1, &h->archive, &err) < 0 ||
                   gzt_session_new(h->archive, &h->session) < 0
               ? -1
               : 0;
}

static int close_host(void **state) {
    Host *h = *state;
    gzt_session_free(h->session);
    gzt_archive_free(h->archive);
    gzt_env_free(h->env);
    assert_int_equal(h->counter.live, 0);
    free(h);
    return 0;
}

static gzt_status under(Host *h, int32_t limit, uint64_t value, const char *query) {
    gzt_error err = {0};
    size_t n = 0;
    uint64_t old = gzt_limit(h->session, limit);
    assert_int_equal(gzt_limit_set(h->session, limit, value), GZT_OK);
    gzt_status st = gzt_query_json(h->session, query, SIZE_MAX, nowhere, &n, &err);
    assert_int_equal(gzt_limit_set(h->session, limit, old), GZT_OK);
    return st;
}

// A clock that goes on by a millisecond whenever it is asked.
static uint64_t asked_ms(void *user) {
    uint64_t *ms = user;
    return ++*ms;
}

// A session of its own for each try: what one keeps for its next query counts as memory.
static void renew(Host *h) {
    static uint64_t clock;
    gzt_session_free(h->session);
    h->session = NULL;
    assert_int_equal(gzt_session_new(h->archive, &h->session), GZT_OK);
    gzt_session_clock(h->session, asked_ms, &clock);
    gzt_session_tune(h->session, GZT_TUNE_BATCH, 2);
}

static gzt_status tried(Host *h, int32_t limit, uint64_t value, const char *query) {
    renew(h);
    return under(h, limit, value, query);
}

// The least value under which the query runs: one less fails, one more does not.
static void holds(Host *h, int32_t limit, uint64_t n, const char *query, gzt_status status) {
    assert_int_equal(tried(h, limit, n - 1, query), status);
    assert_int_equal(tried(h, limit, n, query), GZT_OK);
    assert_int_equal(tried(h, limit, n + 1, query), GZT_OK);
}

#define CALLS_ITSELF "fn f(n: int): int = if n = 0 then 0 else f(n - 1)\nf(5)"
#define CALLS_LONG   "fn f(n: int): int = if n = 0 then 0 else f(n - 1)\nf(300)"
#define SORTS        "people | where name > \"a\" | sort name"
#define HOLDS        "range(1, 20000) | sort it desc | count"

// Every limit of the header. least 0: it is searched for.
static const struct {
    uint64_t least;
    const char *query;
    gzt_status status;
    const char *says, *at; // the message; where the text under the carets begins
} limit_rows[GZT_LIMITS] = {
    [GZT_LIMIT_TEXT] = {6, "people", GZT_SYNTAX, "the text is longer than the limit of 5 bytes",
                        ""},
    [GZT_LIMIT_DEPTH] = {0, "((((1 + 2))))", GZT_SYNTAX, "nested too deeply", "("},
    [GZT_LIMIT_CALLS] = {6, CALLS_ITSELF, GZT_LIMIT, "functions call each other too deeply",
                         "f(n - 1)"},
    [GZT_LIMIT_ROWS] = {3, "people", GZT_LIMIT, "the result has more rows", "people"},
    [GZT_LIMIT_STEPS] = {0, SORTS, GZT_LIMIT, "the limit of steps is reached", SORTS},
    [GZT_LIMIT_MEMORY] = {0, HOLDS, GZT_LIMIT, "the memory limit is reached", HOLDS},
    [GZT_LIMIT_TIME_MS] = {0, CALLS_LONG, GZT_LIMIT, "the time limit is reached", "f(n - 1)"},
};

// The least value under which the query runs; more of a limit never ends it earlier.
static uint64_t least_of(Host *h, int32_t limit) {
    uint64_t low = 0, high = 1 << 24; // fails, holds
    while (high - low > 1) {
        uint64_t middle = low + (high - low) / 2;
        if (tried(h, limit, middle, limit_rows[limit].query) == GZT_OK)
            high = middle;
        else
            low = middle;
    }
    return high;
}

static void says_where(Host *h, int32_t limit, uint64_t value) {
    gzt_error err = {0};
    size_t n = 0;
    const char *query = limit_rows[limit].query, *at = limit_rows[limit].at;
    renew(h);
    uint64_t old = gzt_limit(h->session, limit);
    gzt_limit_set(h->session, limit, value);
    gzt_query_json(h->session, query, SIZE_MAX, nowhere, &n, &err);
    gzt_limit_set(h->session, limit, old);
    assert_int_equal(err.status, limit_rows[limit].status);
    if (!strstr(err.message, limit_rows[limit].says)) print_error("%s\n", err.message);
    assert_non_null(strstr(err.message, limit_rows[limit].says));
    assert_true(*err.hint);
    assert_true(err.line > 0);
    assert_true(strlen(query) >= (size_t)err.offset + err.length);
    if (strncmp(query + err.offset, at, strlen(at)) != 0) print_error("%s\n", query + err.offset);
    assert_memory_equal(query + err.offset, at, strlen(at));
}

// While a text is only prepared no statement is at work, whatever ran before.
static void says_nowhere(Host *h) {
    gzt_error err = {0};
    size_t n = 0;
    renew(h);
    assert_int_equal(gzt_query_json(h->session, SORTS, SIZE_MAX, nowhere, &n, &err), GZT_OK);
    gzt_limit_set(h->session, GZT_LIMIT_MEMORY, 1);
    assert_int_equal(gzt_query_json(h->session, SORTS, SIZE_MAX, nowhere, &n, &err), GZT_LIMIT);
    assert_int_equal(err.line, 0);
    assert_int_equal(gzt_session_errors(h->session, GZT_ERRORS_TEXT, nowhere, &n), GZT_OK);
}

static void limits(void **state) {
    Host *h = *state;
    says_nowhere(h);
    for (int32_t i = 0; i < GZT_LIMITS; i++) {
        assert_non_null(limit_rows[i].query); // a new limit needs a row
        uint64_t least = limit_rows[i].least ? limit_rows[i].least : least_of(h, i);
        assert_in_range(least, 2, 1 << 23);
        holds(h, i, least, limit_rows[i].query, limit_rows[i].status);
        says_where(h, i, i == GZT_LIMIT_TIME_MS ? least / 2 : least - 1);
    }
}

// ---- the progress callback ------------------------------------------------------------------

typedef struct Intruder {
    gzt_session *session;
    gzt_status query, limit;
    char message[256];
    uint32_t times;
} Intruder;

static void comes_back(void *user, uint64_t steps, uint64_t done, uint64_t total) {
    (void)steps, (void)done, (void)total;
    Intruder *in = user;
    gzt_error err = {0};
    size_t n = 0;
    in->query = gzt_query_json(in->session, "people", SIZE_MAX, nowhere, &n, &err);
    in->limit = gzt_limit_set(in->session, GZT_LIMIT_ROWS, 7);
    memcpy(in->message, err.message, sizeof in->message);
    in->times++;
}

static void progress_does_not_enter(void **state) {
    Host *h = *state;
    Intruder in = {.session = h->session};
    assert_int_equal(gzt_session_progress(h->session, 1, comes_back, &in), GZT_OK);
    assert_int_equal(under(h, GZT_LIMIT_ROWS, 10, SORTS), GZT_OK);
    assert_true(in.times > 0);
    assert_int_equal(in.query, GZT_MISUSE);
    assert_int_equal(in.limit, GZT_MISUSE);
    assert_string_equal(in.message,
                        "a callback must not enter the session that it was called from");
    gzt_session_progress(h->session, 0, NULL, NULL);
    assert_int_equal(under(h, GZT_LIMIT_ROWS, 10, SORTS), GZT_OK);
}

// ---- memory ---------------------------------------------------------------------------------

#define TWICE "fn f(n: int, t: text): text = if n = 0 then t else f(n - 1, t + t)\n"

static const char *const greedy[] = {
    "range(1, 100000000)",
    "count(range(1, 10000000))",
    "people | select x: range(1, 9000000)",
    TWICE "length(f(60, \"ab\"))",
    TWICE "count(split(f(25, \"a b \"), \" \"))",
    TWICE "count(tokens(f(25, \"ab cd \")))",
    TWICE "length(replace(f(22, \"ab\"), \"a\", \"0123456789\"))",
    TWICE "f(24, \"é\") matches '(é|e)*x'",
    TWICE "length(upper(f(25, \"ß\")))",
    TWICE "[{a: f(24, \"ab\")}] | as table",
    TWICE "[{a: f(24, \"a<b\")}] | as html",
    "range(1, 3000000) | sort it desc",
    "range(1, 3000000) | distinct it",
    "range(1, 3000000) | summarize n: count() by it",
    "range(1, 3000000) | summarize n: it",
    "sorted(range(1, 3000000))",
    "reverse(distinct(range(1, 3000000)))",
    "range(1, 3000) | expand range(1, it) as b | sort b",
    "range(1, 3000) | expand range(1, it) as b | distinct b, it",
    "join(range(1, 900000)[text(it) = \"\"], \"\")",
    "join((range(1, 3000000) | select text(it)), \",\")",
    "range(1, 3000000) | select t: text(it) | distinct t",
    "range(1, 3000000) | select t: text(it) | sort t | as json",
    "range(1, 3000000) | select t: {a: it, b: [it, it]} | sort t.a",
    "range(1, 900000) | union (range(1, 900000)) | count",
    "range(1, 3000000) | except (range(2, 3000000)) | count",
    "range(1, 3000000) | as bar",
    "range(1, 3000000) | as table",
    "range(1, 3000000) | as latex"};
enum { GREEDY = sizeof greedy / sizeof *greedy };

// What the process holds or held at most ("VmRSS:", "VmHWM:"), in bytes.
static uint64_t resident(const char *what) {
    FILE *f = fopen("/proc/self/status", "r");
    char line[128];
    unsigned long kib = 0;
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, what, strlen(what)) == 0) kib = strtoul(line + strlen(what), NULL, 10);
    if (f) fclose(f);
    return (uint64_t)kib << 10;
}

typedef struct Held {
    uint64_t counted, grown; // by the allocator's count; of the process
    gzt_status status;
} Held;

// In a process of its own, whose memory nothing else uses, and which has answered before.
static Held held_alone(Host *h, uint64_t cap, const char *query) {
    int pipes[2];
    Held held = {0};
    assert_int_equal(pipe(pipes), 0);
    pid_t child = fork();
    if (child == 0) {
        renew(h);
        under(h, GZT_LIMIT_MEMORY, 1 << 20, query);
        size_t before = h->counter.live;
        uint64_t resting = resident("VmRSS:");
        h->counter.peak = before;
        held.status = under(h, GZT_LIMIT_MEMORY, cap, query);
        held.counted = h->counter.peak - before;
        held.grown = resident("VmHWM:") - resting;
        bool good = under(h, GZT_LIMIT_MEMORY, 0, "count(people)") == GZT_OK &&
                    write(pipes[1], &held, sizeof held) == sizeof held;
        _exit(!good);
    }
    int state = 1;
    assert_int_equal(waitpid(child, &state, 0), child);
    assert_int_equal(state, 0);
    assert_int_equal(read(pipes[0], &held, sizeof held), sizeof held);
    close(pipes[0]);
    close(pipes[1]);
    return held;
}

// What a query takes from the allocator never goes beyond the cap, and what the process takes from
// the system beyond a tenth more, whatever the query.
static void memory_cap(void **state) {
    Host *h = *state;
    uint32_t stopped = 0;
    for (uint64_t cap = 16 << 20; cap <= 64 << 20; cap *= 4) {
        Held most = {0};
        for (size_t i = 0; i < GREEDY; i++) {
            Held held = held_alone(h, cap, greedy[i]);
            bool fits = held.counted <= cap;
#ifndef __SANITIZE_ADDRESS__ // which keeps what was freed
            fits = fits && held.grown <= cap + cap / 10 + (1 << 20);
#endif
            stopped += held.status == GZT_LIMIT;
            if (!fits)
                print_error("%s: %s, %llu counted, %llu resident\n", greedy[i],
                            gzt_status_name(held.status), (unsigned long long)held.counted,
                            (unsigned long long)held.grown);
            if (held.counted > most.counted) most.counted = held.counted;
            if (held.grown > most.grown) most.grown = held.grown;
            assert_true(fits);
        }
        print_message("# cap of %llu KiB: at most %llu counted, %llu resident\n",
                      (unsigned long long)cap >> 10, (unsigned long long)most.counted >> 10,
                      (unsigned long long)most.grown >> 10);
    }
    print_message("# %u queries stopped by the cap\n", stopped);
    assert_true(stopped > GREEDY); // under one cap or both
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_allocation_fails),
        cmocka_unit_test_setup_teardown(limits, open_host, close_host),
        cmocka_unit_test_setup_teardown(progress_does_not_enter, open_host, close_host),
        cmocka_unit_test_setup_teardown(memory_cap, open_host, close_host)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
