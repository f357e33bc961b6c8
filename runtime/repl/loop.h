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
} Loop;

int command_loop(App *app);

#endif
