// A cancel from another thread is heard at once, wherever the query stands: in every stage, every
// form of output and every built-in function (one without a row in the table fails the test). The
// greatest delay is printed; what fails is much work of the thread between two ticks, or a hang.
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "runtime/gazette.h"
#include "tests/api/cpu_gap.h"

enum { PEOPLE = 20000, HANG_MS = 10000 };

typedef struct Row {
    const char *name, *expr; // of `it`, a person
} Row;

// One row for each signature at least; each reads the person, so that it is worked out for all.
static const Row table[] = {
    {"count", "count(also)"},
    {"sum", "sum([length(name), 2])"},
    {"sum", "sum([died - born])"},
    {"mean", "mean([length(name), 2])"},
    {"mean", "mean([died - born])"},
    {"median", "median([length(name), 2])"},
    {"median", "median([died - born, 3 days])"},
    {"min", "min([length(name), 2])"},
    {"min", "min([name, \"a\"])"},
    {"min", "min([born, died])"},
    {"min", "min([died - born])"},
    {"max", "max([length(name), 2])"},
    {"max", "max([name, \"a\"])"},
    {"max", "max([born, died])"},
    {"max", "max([died - born])"},
    {"first", "first(also)"},
    {"last", "last(also)"},
    {"distinct", "count(distinct(also))"},
    {"abs", "abs(length(name))"},
    {"sign", "sign(length(name))"},
    {"round", "round(length(name) / 3)"},
    {"round", "round(length(name) / 3, 1)"},
    {"floor", "floor(length(name) / 3)"},
    {"ceil", "ceil(length(name) / 3)"},
    {"sqrt", "sqrt(length(name))"},
    {"exp", "exp(0 - length(name))"},
    {"ln", "ln(length(name))"},
    {"log10", "log10(length(name))"},
    {"pow", "pow(length(name), 2)"},
    {"int", "int(length(name) / 3)"},
    {"int", "int(substring(id, 2))"},
    {"real", "real(length(name))"},
    {"real", "real(substring(id, 2))"},
    {"is_number", "is_number(name)"},
    {"length", "length(name)"},
    {"length", "length(born)"},
    {"lower", "lower(name)"},
    {"upper", "upper(name)"},
    {"fold", "fold(name)"},
    {"trim", "trim(name)"},
    {"starts_with", "starts_with(name, \"x\")"},
    {"ends_with", "ends_with(name, \"x\")"},
    {"contains", "contains(name, \"xyz\")"},
    {"replace", "replace(name, \"a\", \"b\")"},
    {"substring", "substring(name, 2, 3)"},
    {"split", "count(split(name, \" \"))"},
    {"join", "join(also, \", \")"},
    {"tokens", "count(tokens(name))"},
    {"extract", "count(extract(name, '[0-9]+'))"},
    {"count_of", "count_of(name, \"citizen\")"},
    {"text", "text(length(name))"},
    {"text", "text(length(name) / 3)"},
    {"text", "text(name = \"x\")"},
    {"text", "text(born)"},
    {"text", "text(died - born)"},
    {"label", "label(it)"},
    {"kind", "kind(it)"},
    {"bounds", "count(bounds(it))"},
    {"stated", "stated(it)"},
    {"reverse", "count(reverse(also))"},
    {"take", "count(take(also, 2))"},
    {"skip", "count(skip(also, 1))"},
    {"nth", "nth(also, 2)"},
    {"sorted", "count(sorted([length(name), 2]))"},
    {"sorted", "count(sorted(also))"},
    {"sorted", "count(sorted([born, died]))"},
    {"range", "count(range(1, length(name)))"},
    {"date", "date(\"191\" + substring(id, 2, 1))"},
    {"date", "date(length(name) + 1800)"},
    {"date", "date(length(name) + 1800, 2)"},
    {"is_date", "is_date(name)"},
    {"year", "year(born)"},
    {"month", "month(born)"},
    {"day", "day(born)"},
    {"hour", "hour(born)"},
    {"minute", "minute(born)"},
    {"second", "second(born)"},
    {"weekday", "weekday(born)"},
    {"decade", "decade(born)"},
    {"century", "century(born)"},
    {"precision", "precision(born)"},
    {"edtf", "edtf(born)"},
    {"julian", "julian(born)"},
    {"written", "written(born)"},
    {"earliest", "earliest(born)"},
    {"latest", "latest(born)"},
    {"start", "start(born)"},
    {"end", "end(born)"},
    {"exactly", "exactly(born)"},
    {"within", "within(born)"},
    {"years", "years(died - born)"},
    {"months", "months(died - born)"},
    {"days", "days(died - born)"},
    {"days", "days(born, died)"},
    {"hours", "hours(died - born)"},
    {"minutes", "minutes(died - born)"},
    {"seconds", "seconds(died - born)"},
    {"shortest", "shortest(died - born)"},
    {"longest", "longest(died - born)"},
    {"allen", "count(allen(born, died))"},
    {"common", "common(born, died)"},
    {"gap", "gap(born, died)"},
    {"bucket", "bucket(born, 1 month)"},
    {"calendar", "calendar(born)"},
    {"in_calendar", "in_calendar(born, \"hebrew\")"},
    {"calendar_date", "calendar_date(\"islamic\", 1200 + length(name), 3)"},
    {"calendar_date", "calendar_date(\"republican\", length(name), \"Thermidor\", 9)"},
    {"local_date", "local_date(\"Britain\", 1700 + length(name), 2)"},
    {"in_place", "in_place(born, \"Sweden\")"},
    {"change_over", "change_over(if name = \"x\" then \"Spain\" else \"Russia\")"},
    {"year_begins",
     "year_begins(1648-02-12 OS, if name = \"x\" then \"Easter\" else \"25 March\")"},
    {"easter", "easter(\"julian\", 1800 + length(name))"},
    {"julian_day", "julian_day(born)"},
    {"from_julian_day", "from_julian_day(2400001 + length(name))"},
    {"read_date", "read_date(\"um 18\" + substring(id, 2, 2))"}};
enum { ROWS = sizeof table / sizeof *table };

// Long after `people as p | expand archive.people as z`: 4e8 rows.
static const char *const stages[] = {"where z.name = \"x\"",
                                     "where z.name ~ \"nobody\"",
                                     "where z.name matches 'x.*y$'",
                                     "where z.born < 1700",
                                     "select a: z.name + \"x\" | where a = \"\"",
                                     "with a: z.born | where a < 1000",
                                     "sort z.name",
                                     "sort z.born desc | take 3",
                                     "take 300000000 | where z.id = \"x\"",
                                     "skip 300000000",
                                     "top 3 by z.name",
                                     "summarize n: count(), m: max(z.name) by z.born",
                                     "summarize n: median(length(z.name))",
                                     "count",
                                     "count by z.name",
                                     "select n: z.name | distinct",
                                     "distinct z.name",
                                     "expand z.also as a | where a = \"\"",
                                     "select z | union (people | select z: it)",
                                     "select z | except (people | select z: it)",
                                     "select z | intersect (people | select z: it)",
                                     "where z in people",
                                     "where any(people, id = z.name)",
                                     "where count(z.also[it = \"a\"]) > 7",
                                     "where count(people | where name = z.name) > 7",
                                     "select x: (people | where name = z.name | count)",
                                     "as csv",
                                     "as tsv",
                                     "as json",
                                     "as jsonl",
                                     "as markdown",
                                     "as table"};
enum { STAGES = sizeof stages / sizeof *stages };

typedef struct Host {
    gzt_env *env;
    gzt_archive *archive;
    gzt_cancel *cancel;
    uint32_t random;
    double worst, total, gap; // gap: the most work between two ticks (cpu_gap.h)
    uint32_t n;
    char where[512];
} Host;

static double now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int open_host(void **state) {
    Host *h = calloc(1, sizeof *h);
    char *facts = malloc(PEOPLE * 200), *at = facts;
    *state = h;
    if (!h || !facts) return -1;
    for (int i = 0; i < PEOPLE; i++)
        at += sprintf(at,
                      "person @p%d { name: \"Citizen %d of %d\", also: [\"C%d\", \"D%d\"], born: "
                      "%d-0%d-11, died: %d }\n",
                      i, i, i % 97, i, i % 50, 1800 + i % 60, 1 + i % 9, 1870 + i % 40);
    gzt_source source = {"facts.gzt", SIZE_MAX, facts, (size_t)(at - facts)};
    gzt_error err = {0};
    gzt_status st = gzt_env_new(NULL, &h->env);
    if (st >= 0) st = gzt_archive_build(h->env, &source, 1, &h->archive, &err);
    if (st >= 0) st = gzt_cancel_new(h->env, &h->cancel);
    if (st < 0) print_error("%s\n", err.message);
    free(facts);
    return st < 0 ? -1 : 0;
}

static int close_host(void **state) {
    Host *h = *state;
    gzt_cancel_free(h->cancel);
    gzt_archive_free(h->archive);
    gzt_env_free(h->env);
    free(h);
    return 0;
}

static int32_t nowhere(void *user, const char *p, size_t n) {
    (void)user, (void)p, (void)n;
    return 0;
}

typedef struct Canceller {
    gzt_cancel *cancel;
    long wait_us;
    double at;
} Canceller;

static void *cancel_later(void *user) {
    Canceller *c = user;
    struct timespec t = {0, c->wait_us * 1000};
    nanosleep(&t, NULL);
    c->at = now_ms();
    gzt_cancel_set(c->cancel);
    return NULL;
}

static gzt_status run_all(gzt_session *s, const char *query, gzt_error *err) {
    gzt_source source = {"", 0, query, SIZE_MAX};
    gzt_script *q = NULL;
    gzt_result *r = NULL;
    gzt_status st = gzt_prepare(s, &source, GZT_SCRIPT, &q, err);
    if (st >= 0) st = gzt_script_next(q, &r, err);
    if (st >= 0) st = gzt_result_write(r, NULL, nowhere, NULL, err);
    gzt_result_free(r);
    gzt_script_free(q);
    return st;
}

// Runs the query, cancels it at a moment of chance, and notes how long it then took to end. Returns
// the most of the thread's own time between two ticks.
static double cancelled_once(Host *h, const char *query) {
    gzt_session *s = NULL;
    gzt_error err = {0};
    pthread_t thread;
    h->random = h->random * 1103515245u + 12345u;
    Canceller c = {h->cancel, 500 + (long)(h->random >> 16) % 6000, 0};
    assert_int_equal(gzt_session_new(h->archive, &s), GZT_OK);
    gzt_session_cancel(s, h->cancel);
    gzt_cancel_reset(h->cancel);
    gzt_limit_set(s, GZT_LIMIT_ROWS, 0);
    Cpu_gap gap = {0};
    cpu_gap_start(&gap, s);
    assert_int_equal(pthread_create(&thread, NULL, cancel_later, &c), 0);
    gzt_status st = run_all(s, query, &err);
    double end = now_ms();
    cpu_gap_note(&gap);
    pthread_join(thread, NULL);
    gzt_session_free(s);
    if (st != GZT_INTERRUPTED) print_error("%s: %d %s\n", query, st, err.message);
    assert_int_equal(st, GZT_INTERRUPTED);
    double late = end - c.at;
    if (late > HANG_MS) print_error("%s: %.0f ms\n", query, late);
    assert_true(late < HANG_MS);
    h->total += late;
    h->n++;
    if (late > h->worst) {
        h->worst = late;
        snprintf(h->where, sizeof h->where, "%s", query);
    }
    return gap.worst;
}

static void cancelled(Host *h, const char *query) {
    double best = cancelled_once(h, query);
    for (int t = 1; t < GAP_TRIES && best > GAP_MS; t++) {
        double again = cancelled_once(h, query);
        if (again < best) best = again;
    }
    if (best > GAP_MS) print_error("%s: %.0f ms without a tick\n", query, best);
    assert_true(best <= GAP_MS);
    if (best > h->gap) h->gap = best;
}

static void tell(Host *h, const char *what) {
    print_message("# %s: %u cancels, mean %.2f ms, most %.2f ms in %s; at most %.1f ms of work "
                  "between two ticks\n",
                  what, h->n, h->total / h->n, h->worst, h->where, h->gap);
    h->total = h->worst = h->gap = 0;
    h->n = 0;
}

static void every_function_has_a_row(void **state) {
    (void)state;
    const char *name, *signature, *help, *example, *result;
    bool all = true;
    for (uint32_t i = 0; gzt_function(NULL, i, &name, &signature, &help, &example, &result); i++) {
        const char *other;
        uint32_t overloads = 0, rows = 0;
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

static void functions(void **state) {
    Host *h = *state;
    char query[512];
    for (uint32_t i = 0; i < ROWS; i++) {
        snprintf(query, sizeof query,
                 "people as p | where count(people, (%s) is null or name = p.name) > 7",
                 table[i].expr);
        cancelled(h, query);
    }
    tell(h, "functions");
}

static void operators(void **state) {
    Host *h = *state;
    char query[512];
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < STAGES; i++) {
            snprintf(query, sizeof query, "people as p | expand archive.people as z | %s",
                     stages[i]);
            cancelled(h, query);
        }
    tell(h, "stages and formats");
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
        assert_int_equal(run_all(s, "people | take 1", &err), GZT_INTERRUPTED);
        gzt_cancel_reset(h->cancel);
        assert_int_equal(run_all(s, "people | take 1", &err), GZT_OK);
    }
    gzt_session_free(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_function_has_a_row),
                                       cmocka_unit_test(functions), cmocka_unit_test(operators),
                                       cmocka_unit_test(sticky)};
    return cmocka_run_group_tests(tests, open_host, close_host);
}
