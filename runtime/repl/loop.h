// The interactive loop. In: lines. Out: what each query and dot command shows, until .quit, Ctrl-D
// or the end of the input.
#ifndef GZT_REPL_LOOP_H
#define GZT_REPL_LOOP_H

#include "runtime/repl/app.h"

typedef struct Loop {
    App *app;
    bool interactive; // both ends are terminals
    bool leave;
    int status; // of the last input
    Buf last;   // the last query that gave a result, with all that it went on with
    Buf typed;  // what was typed after it, without a result
    bool once;  // the next result only goes to the file
} Loop;

int command_loop(App *app);

// A query or dot command, as if it were typed. name: of the file it stands in, "" if it was typed.
void loop_run(Loop *loop, const char *name, const char *text, size_t n);
void loop_query(Loop *loop, const char *text); // and what it was is kept for .edit and others
#endif
