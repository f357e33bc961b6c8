// Much work of one piece: rows that hold lists of thousands, one list of millions, a text of many
// megabytes, groups, charts and tables of a million rows. No stage, function, form of output or way
// of reading works for long without asking whether to go on. Measured by the thread's own work
// between two ticks (cpu_gap.h), so that a busy machine fails nothing.
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/gazette.h"
#include "tests/api/citizens.h"
#include "tests/api/cpu_gap.h"

enum { WORK_MS = 80, WHOLE_MS = 1000 };

// Each row its own list of all others, or the one list of all. Stopped after WORK_MS.
static const char *const queries[] = {
    "people as p | select l: people[id != p.id].name",
    "people as p | select l: people[id != p.id].name, n: p.name | sort n",
    "people as p | select l: people[id != p.id].name, n: p.name | sort n desc | take 3",
    "people as p | select l: people[id != p.id].name | expand l",
    "people as p | select l: people[id != p.id].name | as json",
    "people as p | select l: people[id != p.id].name | as csv",
    "people as p | select l: people[id != p.id].also",
    "people as p | select l: people.name | union (people | select l: people.name)",
    "people as p | select l: people.name | except (people | select l: people.name)",
    "people as p | select l: people.name | intersect (people | select l: people.name)",
    "people as p | with l: people.name | sort name",
    "people as p | with l: people.name | top 3 by name",
    "people as p | with l: people.name | expand archive.people as z | distinct z.name",
    "people as p | with l: people.name | expand archive.people as z | sort z.name",
    "people as p | with l: people | summarize n: distinct(l) by born",
    "people as p | with l: people | summarize n: l by born",
    "people as p | with l: people | where name in l.name",
    "people as p | with l: people | where any(l, name = p.id)",
    "people as p | with l: people | select x: count(l.name), y: min(l.name), z: max(l.born)",
    "people as p | where lower(name) in people[id != p.id].name",
    "people as p | where count(people[lower(name) = p.name]) > 1",
    "people as p | select l: people[fold(name) != p.name].born",
    "people as p | select l: sorted(people[id != p.id].name)",
    "people as p | select l: distinct(people[id != p.id].name)",
    "people as p | select l: join(people[id != p.id].name, \",\")",
    "people as p | select l: reverse(people[id != p.id].name)",
    "people as p | select l: median(range(1, length(p.name) * 2000))",
    "people as p | select l: (people | where id != p.id | sort name | select name)",
    "people as p | expand archive.people as z | take 2000000 | sort z.name",
    "people as p | expand archive.people as z | take 2000000 | sort length(z.name) desc",
    "people as p | expand archive.people as z | take 2000000 | distinct z, p",
    "people as p | expand archive.people as z | take 2000000 | summarize n: median(length(z.name))",
    "people as p | expand archive.people as z | take 2000000 | count by z.name, p.id",
    "range(1, 30000000) | sort it desc",
    "people | take 1 | select n: count(range(1, 20000000)[it % 7 = 3])",
    "people | take 1 | select n: sorted(range(1, 20000000))",
    "people | take 1 | select n: reverse(range(1, 20000000)) | as html",
    "people | take 1 | select n: max(range(1, 20000000)), m: mean(range(1, 20000000))",
    "people | take 1 | select n: last(range(1, 20000000)), m: median(range(1, 20000000))",
    "people | take 1 | select n: any(range(1, 20000000), it = 0)",
    "people | take 1 | select n: skip(range(1, 20000000), 5) | as list",
    "let a = range(1, 20000000)[it % 7 = 3]; people | where length(name) in a",
};
enum { QUERIES = sizeof queries / sizeof *queries };

#define LONG                                                                                       \
    "let l = join((people as p | expand archive.people as z | take 500000 | select z.name), \", "  \
    "\"); people | take 1 | select n: "
#define FOUND                                                                                      \
    "let l = join((people as p | expand archive.people as z | take 500000 | select z.name), \", "  \
    "\"); people | search \"citizens 7 \\\"of 9\\\"\" | take 1 | select n: "
#define MILLION "people as p | expand archive.people as z | take 1000000 | "

// Two sets of as many dates as a set can have.
#define YEARS(from, to)                                                                            \
    "date(\"{\" + join((range(" from ", " to ") | select text(it)), \",\") + \"}\")"
#define SETS "let a = " YEARS("1001", "2000") "; let b = " YEARS("2001", "3000") "; "

// Gone through to the end, or nearly: what is long comes late.
static const char *const whole[] = {
    LONG "upper(l) | select m: length(n)",
    LONG "fold(l + \"é\") | select m: substring(n, -10, 5)",
    LONG "count(tokens(l)), m: count(split(l, \", \"))",
    LONG "replace(l, \"C\", \"X\") | select m: trim(n) = n",
    LONG "count(kwic(l, \"citizen\"))",
    LONG "count(recognise(l))",
    LONG "count(ngrams(l, 2))",
    LONG "latin(l) | select m: length(n)",
    LONG "cologne(l), m: soundex_dm(l), o: similar(l, \"Citizen\")",
    LONG "distance(l, \"Citizen 1 of 2\"), m: similarity(l, \"Citizen 1 of 2\")",
    LONG "distance(l, l + \"x\")",
    LONG "similarity(l, l + \"x\")",
    LONG "length(highlight(l, \"citizen\")), m: snippet(l, \"citizen NEAR/3 of\")",
    LONG "length(stem(l)), m: length(backwards(l))",
    FOUND "length(highlight(l)), m: snippet(l), k: count(kwic(l))",
    LONG "count_of(l, \"citizen\"), m: l ~ \"nobody\", o: contains(l, \"xx\")",
    LONG "l < l + \"x\", m: min([l + \"y\", l + \"x\"]) = l",
    LONG "replace(l, \" \", \"_\") matches '\\w+\\s'",
    LONG "l | as table",
    LONG "l | as csv",
    LONG "l | as json",
    LONG "l | as markdown",
    LONG "l | as html",
    LONG "l | as latex",
    LONG "l | as list",
    LONG "l, y: 1 | as bar",
    LONG "l, y: born | as timeline",
    LONG "l, y: born | as timeline | save \"x.svg\"",
    LONG "l, lat: 1, lon: 2 | as geojson",
    LONG "l, title: l, date: date(1917) | as ical",
    LONG "l, title: l, author: l | as bibtex",
    LONG "l, title: l, author: l | as csl",
    LONG "l, from: l, to: l | as graphml",
    LONG "l, from: l, to: l | as dot",
    MILLION "summarize n: first(p.id) by a: z.name + p.id | where n = \"\"",
    MILLION "summarize n: max(p.id) by a: z.name + p.id | where n = \"\"",
    MILLION "select i: p.id, a: z.name + p.id | summarize n: i by a | where n is null",
    MILLION "select a: z.name, b: z.died - z.born | as bar",
    MILLION "select b: z.born | as histogram",
    MILLION "select b: length(z.name) | as histogram",
    MILLION "select b: length(z.name) | as sparkline",
    MILLION "select a: z.name, b: z.born | as timeline",
    MILLION "select a: z.name, b: z.born | as timeline | save \"x.svg\"",
    MILLION "select a: z.name, lat: 1, lon: 2 | as geojson",
    MILLION "select title: z.name, author: z, date: z.born | as csl",
    MILLION "select title: z.name, author: z, date: z.born | as bibtex",
    MILLION "select title: z.name, date: z.born | as ical",
    MILLION "select from: z, to: p | as graphml",
    MILLION "select z | as dot",
    MILLION "select z | as tei",
    MILLION "select a: z.name | as table",
    MILLION "select a: z.name | as latex",
    MILLION "select a: z.name | save \"x.html\"",
    "range(1, 3000000) | summarize n: sorted(it) | as table",
    SETS "people | take 1 | select n: gap(a, b)",
    SETS "people | take 1 | select n: allen(a, b), m: common(a, b)",
};
enum { WHOLE = sizeof whole / sizeof *whole };

// Read in batches and as an Arrow stream.
static const char *const fetched[] = {
    "people | take 1 | select n: range(1, 5000000)",
    "people as p | select l: people[id != p.id].name",
    "people as p | select l: people[id != p.id], p.name, r: {b: p.born, a: p.also}",
    LONG "l",
};
enum { FETCHED = sizeof fetched / sizeof *fetched };

typedef gzt_status (*Reading)(gzt_result *r, gzt_error *err);

static gzt_status by_write(gzt_result *r, gzt_error *err) {
    return gzt_result_write(r, NULL, nowhere, NULL, err);
}

static gzt_status by_batch(gzt_result *r, gzt_error *err) {
    gzt_batch *b;
    gzt_status st;
    while ((st = gzt_result_fetch(r, 0, &b, err)) == GZT_ROW) gzt_batch_free(b);
    return st;
}

static gzt_status by_arrow(gzt_result *r, gzt_error *err) {
    struct ArrowArrayStream stream;
    struct ArrowArray array;
    gzt_status st = gzt_result_arrow(r, &stream, err);
    if (st < 0) return st;
    int code;
    while ((code = stream.get_next(&stream, &array)) == 0 && array.release) array.release(&array);
    stream.release(&stream);
    return code == 0 ? GZT_DONE : code == EINTR ? GZT_INTERRUPTED : GZT_DATA;
}

// The longest stretch without a tick, from the beginning to the end of the query, which is
// cancelled after so much work.
static double longest(Host *h, const char *query, Reading reading, double after) {
    gzt_session *s = NULL;
    gzt_script *q = NULL;
    gzt_result *r = NULL;
    gzt_error err = {0};
    gzt_source source = {"", 0, query, SIZE_MAX};
    Cpu_gap gap = {.stop_after = after, .cancel = h->cancel};
    assert_int_equal(gzt_session_new(h->archive, &s), GZT_OK);
    gzt_cancel_reset(h->cancel);
    gzt_session_cancel(s, h->cancel);
    gzt_session_saves(s, true);
    gzt_limits_profile(s, GZT_TRUSTED);
    gzt_limit_set(s, GZT_LIMIT_MEMORY, UINT64_C(3) << 30);
    cpu_gap_start(&gap, s);
    gzt_status st = gzt_prepare(s, &source, GZT_SCRIPT, &q, &err);
    if (st >= 0) st = gzt_script_next(q, &r, &err);
    if (st >= 0) st = reading(r, &err);
    cpu_gap_note(&gap);
    gzt_result_free(r);
    gzt_script_free(q);
    gzt_session_free(s);
    if (st < 0 && st != GZT_INTERRUPTED) print_error("%s: %s\n", query, err.message);
    assert_true(st >= 0 || st == GZT_INTERRUPTED);
    assert_true(gap.ticks > 2);
    return gap.worst;
}

typedef struct Worst {
    double gap;
    const char *where;
} Worst;

static void heard(Host *h, const char *query, Reading reading, double after, Worst *w) {
    double best = longest(h, query, reading, after);
    for (int t = 1; t < GAP_TRIES && best > GAP_MS; t++) {
        double again = longest(h, query, reading, after);
        if (again < best) best = again;
    }
    if (best > GAP_MS) print_error("%s: %.0f ms without a tick\n", query, best);
    assert_true(best <= GAP_MS);
    if (best > w->gap) *w = (Worst){best, query};
}

static void tell(const Worst *w) {
    print_message("# most work between two ticks: %.1f ms in %s\n", w->gap, w->where);
}

static void lists_are_heard(void **state) {
    Worst w = {0, ""};
    for (uint32_t i = 0; i < QUERIES; i++) heard(*state, queries[i], by_write, WORK_MS, &w);
    tell(&w);
}

static void long_texts_and_many_rows_are_heard(void **state) {
    Worst w = {0, ""};
    for (uint32_t i = 0; i < WHOLE; i++) heard(*state, whole[i], by_write, WHOLE_MS, &w);
    tell(&w);
}

static void batches_are_heard(void **state) {
    Worst w = {0, ""};
    for (uint32_t i = 0; i < FETCHED; i++) {
        heard(*state, fetched[i], by_batch, WORK_MS, &w);
        heard(*state, fetched[i], by_arrow, WORK_MS, &w);
    }
    tell(&w);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(lists_are_heard),
                                       cmocka_unit_test(long_texts_and_many_rows_are_heard),
                                       cmocka_unit_test(batches_are_heard)};
    return cmocka_run_group_tests(tests, open_host, close_host);
}
