// What typed text means: whether it is complete, what its words are, what may come next. In: text,
// from line.h. Out: answers of the library and of the table of dot commands. Must not know
// Readline.
#ifndef GZT_REPL_TYPING_H
#define GZT_REPL_TYPING_H

#include "runtime/repl/app.h"
#include "runtime/repl/line.h"

Line_host typing_host(App *app);

#endif
