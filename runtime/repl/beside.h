// Files and folders that come into being whole or not at all: written beside their place, then put
// there. In: a path and bytes. Out: the file, or the reason why not (errno). Must not know what is
// written.
#ifndef GZT_REPL_BESIDE_H
#define GZT_REPL_BESIDE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "runtime/repl/buf.h"

typedef struct Beside {
    const char *place; // where it is to be
    Buf beside;        // where it is written
    FILE *file;        // the one at hand, or NULL
    bool folder;
    int error; // errno of the first thing that failed
} Beside;

bool beside_file(Beside *b, const char *place);   // begins; a file of that name that nobody has
bool beside_folder(Beside *b, const char *place); // …, or a folder
bool beside_open(Beside *b, const char *name);    // a file in the folder
int32_t beside_write(void *beside, const char *p, size_t n); // a gzt_sink: 0, or the error
bool beside_close(Beside *b);                                // the file at hand
bool beside_put(Beside *b);  // closes it, and puts all in its place: what was there is gone
void beside_drop(Beside *b); // takes away what was not put, and frees

// Whether the folder holds nothing but files whose names end so, and _archive.gzt, which some
// exports have beside them: it may be replaced.
bool folder_is_of(const char *path, const char *ending);

#endif
