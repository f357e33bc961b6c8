// What the benchmark's files share: one made archive in Gazette and in SQLite, a clock, and the
// contests. DuckDB joins in the rows about dates where GZT_BENCH_DUCKDB names its library.
#ifndef TESTS_BENCH_H
#define TESTS_BENCH_H

#include <sqlite3.h>

#include "runtime/session.h"

typedef struct MadeDates MadeDates;

typedef struct World {
    uint32_t people, events;
    MadeDates *made; // of person i and event i
    gzt_env *env;
    gzt_archive *archive;
    gzt_session *session;
    sqlite3 *db;
} World;

void world_make(World *w, uint32_t people, uint32_t events);
void world_free(World *w);

double now_us(void); // microseconds of a monotonic clock

// Rows and a sum over the cells that both sides can agree on (integers and lengths of texts).
typedef struct Answer {
    uint64_t rows, sum;
} Answer;

enum { TURNS = 9 };
_Noreturn void fail(const char *what, const char *why);
double median(double *t, int n);
gzt_script *prepare(World *w, const char *query);
Answer run_gazette(gzt_script *q);
Answer run_sqlite(sqlite3_stmt *st);

// The rows about dates (dates.c), those whose name has `only` in it: how many goals were missed.
int contest_dates(World *w, const char *only);
int contest_reading(const char *only); // of dates from texts (reading.c)
int contest_loading(const char *only); // of facts (loading.c)
// The rows about words in so many made texts (texts.c).
int contest_texts(uint32_t texts, const char *only);

// What a made person and event have, in the order of their making; the same for all sides.
struct MadeDates {
    int64_t born, died; // days; died INT64_MIN: not known
    int64_t from, to;   // of an event that lasts
};

#endif
