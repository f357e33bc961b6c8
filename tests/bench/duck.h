// DuckDB as a peer, if its library is found: a program that the bench does not need to have.
#ifndef TESTS_BENCH_DUCK_H
#define TESTS_BENCH_DUCK_H

#include "tests/bench/bench.h"

typedef struct Duck Duck;

// An in-memory database with the tables people(born, died) and events(id, first, last) of dates, on
// one thread; NULL with a notice where the variable GZT_BENCH_DUCKDB names no library
// (libduckdb.so;
// ../shared/peers/setup.sh fetches one).
Duck *duck_open(const World *w);
void duck_close(Duck *d);
// Runs the query and reads the one whole number it gives.
int64_t duck_number(Duck *d, const char *sql);

#endif
