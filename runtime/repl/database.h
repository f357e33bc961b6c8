// An SQLite database made by a script of SQL that comes in pieces. In: a path, bytes. Out: the
// database, or a sentence that says what is wrong. The one file that knows SQLite. Must not know
// what the script says.
#ifndef GZT_REPL_DATABASE_H
#define GZT_REPL_DATABASE_H

#include <stdbool.h>
#include <stdint.h>

#include "runtime/repl/buf.h"

typedef struct Database {
    struct sqlite3 *handle;
    Buf waiting;    // the beginning of a statement
    size_t scanned; // so much of it was looked through
    char quote;     // that is open there, or 0
    Buf why;        // what went wrong first
} Database;

bool database_open(Database *d, const char *path); // of an empty file
// A gzt_sink: runs each statement once all of it is there. A statement ends with ; at the end of a
// line. Anything but 0: it failed, or Ctrl-C came.
int32_t database_write(void *database, const char *p, size_t n);
bool database_close(Database *d); // all statements were whole, and are in the file
void database_free(Database *d);

#endif
