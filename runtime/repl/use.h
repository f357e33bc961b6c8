// What `use "NAME"` loads. In: the name, and the file that uses it. Out: the text of the file,
// looked for beside the using file, then in the working folder. Keeps what was loaded, so that a
// used file may use others beside itself. Must not know what the texts say.
#ifndef GZT_REPL_USE_H
#define GZT_REPL_USE_H

#include "runtime/gazette.h"
#include "runtime/repl/files.h"

typedef struct Use {
    Files loaded; // name: the path it was found at
    char **names; // what `use` called each of them
    Buf why;      // what the last failure was, for a hint; empty if it did not fail
} Use;

gzt_status use_load(void *use, const char *name, const char *from, const char **text, size_t *n);
// The same for a file that a map names: exactly so, and of any size.
gzt_status use_load_table(void *use, const char *name, const char *from, const char **text,
                          size_t *n);
void use_free(Use *u);

#endif
