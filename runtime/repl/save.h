// Results that a query saves: `… | save "file"`. In: a result and the name it gives. Out: the file,
// whole or not at all: it is written beside its place and then put there.
#ifndef GZT_REPL_SAVE_H
#define GZT_REPL_SAVE_H

#include "runtime/repl/app.h"

int save_result(App *app, gzt_result *result, const char *name); // EXIT_DONE, or what went wrong

#endif
