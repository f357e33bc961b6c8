// DuckDB through its C interface, looked up in the shared library when the bench runs, so that
// nothing has to be installed to build it.
#include "tests/bench/duck.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

typedef int DuckState; // 0: success

typedef struct DuckResult { // its members are of no concern
    void *members[8];
} DuckResult;

struct Duck {
    void *library, *db, *connection, *appender;
    DuckState (*open)(const char *path, void **db);
    DuckState (*connect)(void *db, void **connection);
    DuckState (*query)(void *connection, const char *sql, DuckResult *out);
    int64_t (*value_int64)(DuckResult *r, uint64_t column, uint64_t row);
    void (*destroy_result)(DuckResult *r);
    DuckState (*appender_create)(void *connection, const char *schema, const char *table,
                                 void **appender);
    DuckState (*append_int64)(void *appender, int64_t v);
    DuckState (*append_null)(void *appender);
    DuckState (*appender_end_row)(void *appender);
    DuckState (*appender_destroy)(void **appender);
    void (*disconnect)(void **connection);
    void (*close)(void **db);
};

// A function of the library as a pointer of the right type: dlsym gives one to data.
static bool find(Duck *d, const char *name, void *to, size_t size) {
    void *at = dlsym(d->library, name);
    if (size == sizeof at) *(void **)to = at;
    return at != NULL;
}

#define FIND(member) find(d, "duckdb_" #member, &d->member, sizeof d->member)

static bool find_all(Duck *d) {
    return FIND(open) && FIND(connect) && FIND(query) && FIND(value_int64) &&
           FIND(destroy_result) && FIND(appender_create) && FIND(append_int64) &&
           FIND(append_null) && FIND(appender_end_row) && FIND(appender_destroy) &&
           FIND(disconnect) && FIND(close);
}

int64_t duck_number(Duck *d, const char *sql) {
    DuckResult r = {{0}};
    if (d->query(d->connection, sql, &r)) fail("DuckDB", sql);
    int64_t v = d->value_int64(&r, 0, 0);
    d->destroy_result(&r);
    return v;
}

static void append(Duck *d, int64_t v) {
    if (v == INT64_MIN ? d->append_null(d->appender) : d->append_int64(d->appender, v))
        fail("DuckDB", "refuses a value");
}

static void fill(Duck *d, const char *table, const World *w, uint32_t n, bool people) {
    if (d->appender_create(d->connection, NULL, table, &d->appender)) fail("DuckDB", table);
    for (uint32_t i = 0; i < n; i++) {
        append(d, i);
        append(d, people ? w->made[i].born : w->made[i].from);
        append(d, people ? w->made[i].died : w->made[i].to);
        d->appender_end_row(d->appender);
    }
    d->appender_destroy(&d->appender);
}

Duck *duck_open(const World *w) {
    const char *path = getenv("GZT_BENCH_DUCKDB");
    Duck *d = calloc(1, sizeof *d);
    d->library = path && *path ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
    if (!d->library || !find_all(d) || d->open(NULL, &d->db) || d->connect(d->db, &d->connection)) {
        printf("DuckDB is left out: GZT_BENCH_DUCKDB=/path/to/libduckdb.so names none\n");
        free(d);
        return NULL;
    }
    duck_number(d, "set threads = 1");
    duck_number(d, "create table p(id bigint, a bigint, b bigint)");
    duck_number(d, "create table e(id bigint, a bigint, b bigint)");
    fill(d, "p", w, w->people, true);
    fill(d, "e", w, w->events, false);
    duck_number(d, "create table people as select id, date '1970-01-01' + a::int as born, "
                   "date '1970-01-01' + b::int as died from p");
    duck_number(d, "create table events as select id, date '1970-01-01' + a::int as first, "
                   "date '1970-01-01' + b::int as last from e order by first");
    return d;
}

void duck_close(Duck *d) {
    if (!d) return;
    d->disconnect(&d->connection);
    d->close(&d->db);
    dlclose(d->library);
    free(d);
}
