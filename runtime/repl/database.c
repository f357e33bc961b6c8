// An SQLite database made by a script; see database.h.
#include "runtime/repl/database.h"

#include <sqlite3.h>

#include "runtime/repl/signals.h"

enum { EVERY = 10000 }; // instructions of SQLite between two looks at the signals

static bool failed(Database *d) {
    if (!d->why.n) buf_put(&d->why, sqlite3_errmsg(d->handle));
    return false;
}

static int stopped(void *user) {
    (void)user;
    return signals_interrupted() || signals_ending();
}

// Nobody else has the file, and it is thrown away where anything fails: no journal is needed.
bool database_open(Database *d, const char *path) {
    static const char settings[] = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                                   "PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -65536;";
    *d = (Database){0};
    if (sqlite3_open_v2(path, &d->handle, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        return failed(d);
    sqlite3_progress_handler(d->handle, EVERY, stopped, NULL);
    return sqlite3_exec(d->handle, settings, NULL, NULL, NULL) == SQLITE_OK || failed(d);
}

// Bytes of the statement that waits, with its end, or 0: it is not there yet. Quotes within quotes
// are doubled, which closes and opens them again.
static size_t statement_end(Database *d) {
    for (; d->scanned + 1 < d->waiting.n; d->scanned++) {
        char c = d->waiting.p[d->scanned];
        if (d->quote) {
            if (c == d->quote) d->quote = 0;
        } else if (c == '\'' || c == '"') {
            d->quote = c;
        } else if (c == ';' && d->waiting.p[d->scanned + 1] == '\n') {
            return d->scanned + 2;
        }
    }
    return 0;
}

static bool run(Database *d, const char *sql, size_t n) {
    sqlite3_stmt *statement = NULL;
    int status = sqlite3_prepare_v2(d->handle, sql, (int)n, &statement, NULL);
    while (status == SQLITE_OK && (status = sqlite3_step(statement)) == SQLITE_ROW)
        status = SQLITE_OK;
    bool good = status == SQLITE_DONE || failed(d);
    sqlite3_finalize(statement);
    return good;
}

int32_t database_write(void *database, const char *p, size_t n) {
    Database *d = database;
    buf_add(&d->waiting, p, n);
    size_t from = 0, end;
    while ((end = statement_end(d)) > 0) {
        if (!run(d, d->waiting.p + from, end - from)) return 1;
        from = d->scanned = end;
    }
    if (from) {
        Buf rest = {0};
        buf_add(&rest, d->waiting.p + from, d->waiting.n - from);
        buf_free(&d->waiting);
        d->waiting = rest;
        d->scanned -= from;
    }
    return 0;
}

bool database_close(Database *d) {
    if (d->waiting.n) buf_put(&d->why, "the script ends within a statement");
    if (sqlite3_close(d->handle) != SQLITE_OK) return failed(d);
    d->handle = NULL;
    return !d->why.n;
}

void database_free(Database *d) {
    sqlite3_close(d->handle);
    buf_free(&d->waiting);
    buf_free(&d->why);
}
