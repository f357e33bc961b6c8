// The rows about dates: conditions answered from the index, two columns compared row by row, and
// the kernel behind that alone. Answers are compared first. SQLite and DuckDB hold days, where they
// have no doubt to weigh; each answers in its own best way.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/eval.h"
#include "tests/bench/duck.h"

typedef struct DateContest {
    const char *name, *query;
    const char *sql;  // of SQLite
    const char *duck; // of DuckDB: the number of rows
    double goal_us;   // at most so long; 0: none
    double pairs;     // at least so many million pairs a second; 0: none
    uint32_t burst;
} DateContest;

static const DateContest contests[] = {
    {"dates: range of 1,000 events", "events | where date in 1850-01-01..1850-02-23 | select id",
     "select id from events where date between -43829 and -43776", NULL, 200, 0, 50},
    {"dates: 1,000 events overlap",
     "events | where lasted overlaps 1850-01-01..1850-02-19 | "
     "select id",
     "select id from events where first <= -43780 and last >= -43829",
     "select count(*) from events where first <= date '1850-02-19' and last >= date '1850-01-01'",
     200, 0, 20},
    {"dates: two columns compared", "people | where died before born | summarize n: count()",
     "select count(*) from people where died < born",
     "select count(*) from people where died < born", 0, 500, 3},
};

static int64_t sqlite_count(sqlite3_stmt *st) {
    Answer a = run_sqlite(st);
    return a.rows == 1 && sqlite3_column_count(st) == 1 && a.sum ? (int64_t)a.sum : (int64_t)a.rows;
}

static bool judge(const DateContest *c, const World *w, double mine, double sqlite, double duck) {
    double rate = w->people / mine;
    bool met = (c->goal_us == 0 || mine <= c->goal_us) && (c->pairs == 0 || rate >= c->pairs);
    printf("%-36s %10.1f us  SQLite %10.1f us", c->name, mine, sqlite);
    if (duck > 0) printf("  DuckDB %10.1f us", duck);
    if (c->pairs > 0) printf("  %.0f million pairs a second", rate);
    printf("  %s\n", met ? "met" : "MISSED");
    return met;
}

static bool contest(World *w, Duck *d, const DateContest *c) {
    sqlite3_stmt *st;
    if (sqlite3_prepare_v2(w->db, c->sql, -1, &st, NULL) != SQLITE_OK) fail(c->name, c->sql);
    gzt_script *q = prepare(w, c->query);
    Answer x = run_gazette(q);
    int64_t want = sqlite_count(st), got = (int64_t)(c->pairs > 0 ? x.sum : x.rows);
    if (got != want || (d && c->duck && duck_number(d, c->duck) != want))
        fail(c->name, "the answers differ");
    double mine[TURNS], theirs[TURNS], ducks[TURNS] = {0};
    for (int t = 0; t < TURNS; t++) {
        double a = now_us();
        for (uint32_t i = 0; i < c->burst; i++) run_gazette(q);
        double b = now_us();
        for (uint32_t i = 0; i < c->burst; i++) run_sqlite(st);
        double e = now_us();
        for (uint32_t i = 0; d && c->duck && i < c->burst; i++) duck_number(d, c->duck);
        double f = now_us();
        mine[t] = (b - a) / c->burst;
        theirs[t] = (e - b) / c->burst;
        ducks[t] = d && c->duck ? (f - e) / c->burst : 0;
    }
    gzt_script_free(q);
    sqlite3_finalize(st);
    return judge(c, w, median(mine, TURNS), median(theirs, TURNS), median(ducks, TURNS));
}

// The comparisons alone, in batches as the evaluator makes them, without what comes before and
// after.
typedef struct Alone {
    const char *name, *kind, *left, *right;
    ExprOp op;
} Alone;

static const Alone alone[] = {
    {"dates: before, the comparison alone", "person", "died", "born", XO_DATE_BEFORE},
    {"dates: overlaps, alone", "person", "died", "born", XO_DATE_OVERLAPS},
    {"dates: a moment in a span, alone", "event", "date", "lasted", XO_DATE_IN},
};

static const uint32_t *column_of(const KindTable *k, const char *field) {
    return k->columns[kind_field(k->kind, str_of(field))].data;
}

static bool kernel_alone(World *w, const Alone *row) {
    const Archive *a = w->archive->archive;
    const KindTable *k = &a->tables[schema_kind(&a->schema, str_of(row->kind))];
    const uint32_t *left = column_of(k, row->left), *right = column_of(k, row->right);
    enum { BATCH = 2048 };
    uint8_t out[BATCH];
    Run run = {.archive = a};
    Expr compare = {.tag = X_OP, .op = (uint8_t)row->op, .circa = {.unit = true}};
    double times[TURNS];
    for (int t = 0; t < TURNS; t++) {
        double start = now_us();
        for (uint32_t from = 0; from < k->count; from += BATCH) {
            uint32_t n = k->count - from < BATCH ? k->count - from : BATCH;
            Vec x = {.type = &type_date}, y = {.type = &type_date};
            x.d.any = (void *)(uintptr_t)(left + from);
            y.d.any = (void *)(uintptr_t)(right + from);
            kernel_dates(&run, &compare, (Rows){n, NULL}, &x, &y, out);
        }
        times[t] = now_us() - start;
    }
    double us = median(times, TURNS), rate = k->count / us;
    printf("%-36s %10.1f us  %.0f million pairs a second  %s\n", row->name, us, rate,
           rate >= 500 ? "met" : "MISSED");
    return rate >= 500;
}

int contest_dates(World *w, const char *only) {
    enum { CONTESTS = sizeof contests / sizeof *contests, ALONE = sizeof alone / sizeof *alone };
    bool any = false;
    for (size_t i = 0; i < CONTESTS; i++) any = any || strstr(contests[i].name, only);
    int missed = 0;
    Duck *d = any ? duck_open(w) : NULL;
    for (size_t i = 0; i < CONTESTS; i++)
        if (strstr(contests[i].name, only)) missed += !contest(w, d, &contests[i]);
    for (size_t i = 0; i < ALONE; i++)
        if (strstr(alone[i].name, only)) missed += !kernel_alone(w, &alone[i]);
    duck_close(d);
    return missed;
}
