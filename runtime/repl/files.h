// Files, since the library reads none. In: paths as typed. Out: their texts, folders as the sorted
// .gzt and .jsonl files in them, or a sentence that says what is wrong. Must not know what the
// texts say.
#ifndef GZT_REPL_FILES_H
#define GZT_REPL_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "runtime/repl/buf.h"

enum { SCRIPT_MOST = 16 << 20, FACTS_MOST = 1 << 30 }; // bytes of one file; data has no limit

typedef struct File {
    char *name; // as messages show it
    char *text; // followed by a NUL that is not counted
    size_t n;
} File;

typedef struct Files {
    File *at;
    size_t n, cap;
} Files;

// Reads one file, or standard input where the path is "-". False: `why` is the sentence.
bool file_read(const char *path, size_t most, File *out, Buf *why);
void file_free(File *f);

// Adds a file, or the .gzt and .jsonl files of a folder (not of folders in it, and not its scripts:
// those that begin with "#!").
bool files_add(Files *files, const char *path, Buf *why);
void files_free(Files *files);

bool file_is_data(const File *f); // JSON Lines
bool path_ends(const char *path, const char *ending);

#endif
