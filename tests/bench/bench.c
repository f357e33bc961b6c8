// Gazette against SQLite in memory, in one run: the same questions on the same rows, prepared
// statements on both sides, turn by turn, medians. Prints ratios and whether each goal is met;
// answers are compared first, since a fast wrong answer wins nothing. Usage: bench [people and
// events, default 1000000] [part of a name: only these]
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/bench/bench.h"

typedef struct Contest {
    const char *name, *query, *sql;
    double goal;    // at least so many times as fast as SQLite; 0: a time instead
    double goal_us; // at most so long
    uint32_t burst; // runs a turn, for short ones
} Contest;

static const Contest contests[] = {
    {"filter and aggregate over columns",
     "people | where score > 500 and height < 1.8 | summarize n: count(), s: sum(score)",
     "select count(*), sum(score) from people where score > 500 and height < 1.8", 5, 0, 1},
    {"group by a text field", "people | summarize n: count(), s: sum(score) by fate | sort fate",
     "select fate, count(*), sum(score) from people group by fate order by fate", 5, 0, 1},
    {"date range of some 10,000 rows",
     "events | where date in 1850-01-01..1851-06-20 | select title",
     "select title from events where date between ?1 and ?2", 5, 0, 1},
    {"top 10 of an unindexed sort", "people | sort height desc | take 10 | select name, height",
     "select name, height from people order by height desc limit 10", 5, 0, 1},
    {"two hops for all people", "people | summarize n: sum(count(events.people))",
     "select count(*) from takes_part a join takes_part b on a.event = b.event", 5, 0, 1},
    {"look-up by name", "people | where name = \"Person 4242 of %u\" | select name, born",
     "select name, born from people where name = ?1", 0, 3, 200},
    {"two hops from one person", "@p4242 | follow events.people | select id",
     "select distinct b.person from takes_part a join takes_part b on a.event = b.event where "
     "a.person = 4242",
     0, 3, 200},
    {"top 10 by an index", "events | sort date | take 10 | select title, date",
     "select title, date from events order by date limit 10", 0, 3, 200},
};

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double median(double *t, int n) {
    qsort(t, (size_t)n, sizeof *t, by_value);
    return t[n / 2];
}

void fail(const char *what, const char *why) {
    fprintf(stderr, "bench: %s: %s\n", what, why);
    exit(1);
}

gzt_script *prepare(World *w, const char *query) {
    gzt_source src = {"", 0, query, SIZE_MAX};
    gzt_script *q;
    gzt_error err;
    if (gzt_prepare(w->session, &src, GZT_SCRIPT, &q, &err) != GZT_OK) fail(query, err.message);
    return q;
}

Answer run_gazette(gzt_script *q) {
    Answer a = {0, 0};
    gzt_error err;
    gzt_result *r;
    gzt_script_reset(q);
    if (gzt_script_next(q, &r, &err) != GZT_ROW) fail("run", err.message);
    uint32_t columns = gzt_result_columns(r);
    gzt_status st;
    while ((st = gzt_result_step(r, &err)) == GZT_ROW) {
        a.rows++;
        for (uint32_t c = 0; c < columns; c++) a.sum += (uint64_t)gzt_cell_int(r, c);
    }
    if (st != GZT_DONE) fail("run", err.message);
    gzt_result_free(r);
    return a;
}

Answer run_sqlite(sqlite3_stmt *st) {
    Answer a = {0, 0};
    int columns = sqlite3_column_count(st);
    while (sqlite3_step(st) == SQLITE_ROW) {
        a.rows++;
        for (int c = 0; c < columns; c++)
            if (sqlite3_column_type(st, c) == SQLITE_INTEGER)
                a.sum += (uint64_t)sqlite3_column_int64(st, c);
    }
    sqlite3_reset(st);
    return a;
}

static void bind(World *w, sqlite3_stmt *st, const Contest *c, char *name, size_t cap) {
    if (strstr(c->sql, "between")) {
        sqlite3_bind_int64(st, 1, days_from_ymd(CAL_GREGORIAN, 1850, 1, 1));
        sqlite3_bind_int64(st, 2, days_from_ymd(CAL_GREGORIAN, 1851, 6, 20));
        return;
    }
    if (!strstr(c->sql, "?1")) return;
    sqlite3_stmt *one;
    sqlite3_prepare_v2(w->db, "select name from people where id = 4242", -1, &one, NULL);
    sqlite3_step(one);
    snprintf(name, cap, "%s", (const char *)sqlite3_column_text(one, 0));
    sqlite3_finalize(one);
    sqlite3_bind_text(st, 1, name, -1, SQLITE_TRANSIENT);
}

static bool contest(World *w, const Contest *c) {
    char name[64] = "", query[512];
    sqlite3_stmt *st;
    if (sqlite3_prepare_v2(w->db, c->sql, -1, &st, NULL) != SQLITE_OK)
        fail(c->sql, sqlite3_errmsg(w->db));
    bind(w, st, c, name, sizeof name);
    unsigned number = 0;
    if (name[0]) sscanf(name, "Person 4242 of %u", &number);
    snprintf(query, sizeof query, "%s", c->query);
    char *at = strstr(query, "%u");
    if (at) {
        char tail[256];
        snprintf(tail, sizeof tail, "%s", at + 2);
        snprintf(at, sizeof query - (size_t)(at - query), "%u%s", number, tail);
    }
    gzt_script *q = prepare(w, query);
    Answer x = run_gazette(q), y = run_sqlite(st);
    bool dates = strstr(c->query, "date") != NULL || strstr(c->query, "born") != NULL ||
                 strstr(c->query, "select id") != NULL;
    if (x.rows != y.rows || (!dates && x.sum != y.sum)) fail(c->name, "the answers differ");
    double mine[TURNS], theirs[TURNS];
    for (int t = 0; t < TURNS; t++) {
        double a = now_us();
        for (uint32_t i = 0; i < c->burst; i++) run_gazette(q);
        double b = now_us();
        for (uint32_t i = 0; i < c->burst; i++) run_sqlite(st);
        double e = now_us();
        mine[t] = (b - a) / c->burst;
        theirs[t] = (e - b) / c->burst;
    }
    double m = median(mine, TURNS), s = median(theirs, TURNS);
    bool met = c->goal > 0 ? s / m >= c->goal : m <= c->goal_us;
    printf("%-36s %10.1f us  SQLite %10.1f us  %6.1f x  %s\n", c->name, m, s, s / m,
           met ? "met" : "MISSED");
    gzt_script_free(q);
    sqlite3_finalize(st);
    return met;
}

// ---- against a plain loop -------------------------------------------------------------------

static bool scan(World *w) {
    const Archive *a = w->archive->archive;
    uint32_t kind = schema_kind(&a->schema, STR("person"));
    const KindTable *k = &a->tables[kind];
    const int64_t *score = k->columns[kind_field(k->kind, STR("score"))].data;
    gzt_script *q = prepare(w, "people | where score > 500 | summarize s: sum(score)");
    double mine[TURNS], loop[TURNS];
    volatile int64_t total = 0;
    for (int t = 0; t < TURNS; t++) {
        double x = now_us();
        Answer got = run_gazette(q);
        double y = now_us();
        int64_t sum = 0;
        for (uint32_t i = 0; i < k->count; i++)
            if (score[i] > 500) sum += score[i];
        total = sum;
        double z = now_us();
        if (got.sum != (uint64_t)total) fail("scan", "the answers differ");
        mine[t] = y - x;
        loop[t] = z - y;
    }
    double m = median(mine, TURNS), l = median(loop, TURNS);
    printf("%-36s %10.1f us  C loop %10.1f us  %6.2f of it  %s\n", "scan: where score > 500, sum",
           m, l, m / l, m / l <= 2 ? "met" : "MISSED");
    gzt_script_free(q);
    return m / l <= 2;
}

static bool planning(World *w) {
    char text[2048] = "people | where name != \"nobody at all\" and ";
    while (strlen(text) < 960)
        strcat(text, "(score > 500 and height < 1.8 or born before 1850) and ");
    strcat(text, "score >= 0 | select name, born, age: 1900 - 1800 | sort name | take 10");
    double t[101];
    gzt_source src = {"", 0, text, SIZE_MAX};
    for (int i = 0; i < 101; i++) {
        gzt_error err;
        gzt_script *q;
        double a = now_us();
        if (gzt_prepare(w->session, &src, GZT_SCRIPT, &q, &err) != GZT_OK) fail(text, err.message);
        t[i] = now_us() - a;
        gzt_script_free(q);
    }
    double m = median(t, 101);
    printf("%-36s %10.1f us  (%zu bytes)  %s\n", "lexing to checked query", m, strlen(text),
           m <= 100 ? "met" : "MISSED");
    return m <= 100;
}

// What Tab takes, at its slowest: ids, names by any form, values of a field, words.
static int32_t take(void *user, const gzt_candidate *c) {
    *(size_t *)user += strlen(c->text);
    return 0;
}

static bool completion(World *w) {
    static const char *const texts[] = {"@p",
                                        "@p4242",
                                        "@zz",
                                        "@\"Person 4",
                                        "@\"e",
                                        "people | where name = \"Person 99",
                                        "people | where fate = \"",
                                        "people | where fate = ",
                                        "events | where type = \"s",
                                        "events | where any(people, name = \"P",
                                        "people | where bo",
                                        "people | s",
                                        ""};
    enum { TEXTS = sizeof texts / sizeof *texts };
    double worst = 0;
    size_t slowest = 0, start, taken = 0;
    for (size_t i = 0; i < TEXTS; i++) {
        double t[TURNS];
        for (int k = 0; k < TURNS; k++) {
            double a = now_us();
            if (gzt_complete(w->session, texts[i], SIZE_MAX, strlen(texts[i]), GZT_REPL, &start,
                             take, &taken) != GZT_OK)
                fail("completion", texts[i]);
            t[k] = now_us() - a;
        }
        double m = median(t, TURNS);
        if (m > worst) worst = m, slowest = i;
    }
    printf("%-36s %10.1f us  (%s)  %s\n", "completion, the slowest place", worst, texts[slowest],
           worst <= 20000 ? "met" : "MISSED");
    return worst <= 20000;
}

// Milliseconds are the machine's here: what an empty program takes is measured in turn and printed
// beside it.
static bool starting(void) {
    enum { TIMES = 21 };
    double mine[TIMES], empty[TIMES];
    for (int i = 0; i < TIMES; i++) {
        double a = now_us();
        if (system(
                "exec build/gazette -c 'people | where born < 1880 | select name' >/dev/null 2>&1"))
            fail("starting", "build/gazette failed");
        double b = now_us();
        if (system("exec /bin/true >/dev/null 2>&1")) fail("starting", "no shell");
        mine[i] = b - a;
        empty[i] = now_us() - b;
    }
    double m = median(mine, TIMES), e = median(empty, TIMES);
    printf("%-36s %10.1f us  /bin/true %8.1f us  %s\n", "gazette -c, start to answer", m, e,
           m <= 10000       ? "met"
           : m - e <= 10000 ? "met beyond an empty program"
                            : "MISSED");
    return m - e <= 10000;
}

int main(int argc, char **argv) {
    uint32_t n = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 1000000;
    World w = {0};
    world_make(&w, n, n);
    int missed = 0;
    const char *only = argc > 2 ? argv[2] : "";
    for (size_t i = 0; i < sizeof contests / sizeof *contests; i++)
        if (strstr(contests[i].name, only)) missed += !contest(&w, &contests[i]);
    missed += contest_dates(&w, only);
    missed += contest_reading(only);
    missed += contest_loading(only);
    missed += contest_texts(n / 10, only);
    if (strstr("scan", only)) missed += !scan(&w);
    if (strstr("planning", only)) missed += !planning(&w);
    if (strstr("completion", only)) missed += !completion(&w);
    if (strstr("starting", only)) missed += !starting();
    world_free(&w);
    printf("\n%s\n", missed ? "some goals were missed" : "all goals met");
    return 0;
}
