// Output that may be longer than the window. In: bytes for the terminal, as they come. Out: the
// same on the terminal where they fit, else through a pager. Must not know what they say.
#ifndef GZT_REPL_PAGER_H
#define GZT_REPL_PAGER_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

#include "runtime/repl/buf.h"

typedef struct Pager {
    size_t width, height; // of the window
    Buf held;             // not written yet
    int pipe;             // to the program, once it runs
    pid_t child;          // 0: it does not run yet
    bool gone;            // the reader has seen enough
} Pager;

// NULL: there is none, or none is wanted (PAGER is empty or cat).
const char *pager_command(void);
void pager_begin(Pager *p, size_t width, size_t height);
bool pager_write(Pager *p, const char *text, size_t n); // false: nothing more is wanted
void pager_end(Pager *p, FILE *terminal);

#endif
