// What the benchmark's files share: one made archive in Gazette and in SQLite, a clock, and the
// contests.
#ifndef TESTS_BENCH_H
#define TESTS_BENCH_H

#include <sqlite3.h>

#include "runtime/session.h"

typedef struct World {
    uint32_t people, events;
    gzt_env *env;
    gzt_archive *archive;
    gzt_session *session;
    sqlite3 *db;
} World;

void world_make(World *w, uint32_t people, uint32_t events);
void world_free(World *w);

double now_us(void); // microseconds of a monotonic clock

#endif
