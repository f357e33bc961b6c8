// Records that an archive was opened without, kept in files of their own, so that they can be
// mended and read again. In: a folder, records as they stand. Out: in the folder a file for each
// file that had such records, under its name (of JSON a file of JSON Lines). No file is ever
// overwritten.
#ifndef GZT_REPL_REJECTS_H
#define GZT_REPL_REJECTS_H

#include <stdbool.h>
#include <stdio.h>

#include "runtime/repl/buf.h"

typedef struct RejectFile {
    char *name; // of the file that had them
    FILE *file;
} RejectFile;

typedef struct Rejects {
    const char *folder;
    RejectFile *at;
    size_t n, cap;
    Buf why; // the first thing that went wrong, or nothing
} Rejects;

// For gzt_builder_rejects, with a Rejects.
void rejects_keep(void *rejects, const char *name, size_t name_n, const char *record, size_t n);
// False: some are not there, and r->why is the sentence.
bool rejects_close(Rejects *r);
void rejects_free(Rejects *r);

#endif
