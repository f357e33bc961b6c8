// Files, since the library reads none. In: paths as typed. Out: their texts, folders as the sorted
// files in them, or a sentence that says what is wrong. Must not know what the
// texts say.
#ifndef GZT_REPL_FILES_H
#define GZT_REPL_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

// Adds a file, or those of a folder: where there are .gzt files, these and .jsonl files (not those
// of folders in it, and not its scripts: those that begin with "#!"). Of a folder without .gzt all
// files that can be read, as their names say, and those of folders in it; but for README.md.
bool files_add(Files *files, const char *path, Buf *why);
// The same of one format, numbered as by gzt_import_format: of folders the files that it is for, a
// file whatever its name.
bool files_add_format(Files *files, const char *path, uint32_t format, Buf *why);
void files_drop_texts(Files *files); // the names stay
void files_free(Files *files);

// Whether it holds facts or a script, not data of some format, as its name says.
bool file_is_text(const File *f);
bool path_ends(const char *path, const char *ending);
bool path_is_snapshot(const char *path); // by its ending, or by how it begins

#endif
