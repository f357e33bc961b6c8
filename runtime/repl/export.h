// The formats of the command `export`: those of the library, and an SQLite database, which is made
// of the library's SQL. In: a number. Out: a format.
#ifndef GZT_REPL_EXPORT_H
#define GZT_REPL_EXPORT_H

#include <stdbool.h>
#include <stdint.h>

typedef struct Format {
    const char *name, *ending, *doc;
    bool folder, database;
} Format;

bool export_format(uint32_t i, Format *f); // false beyond the last

#endif
