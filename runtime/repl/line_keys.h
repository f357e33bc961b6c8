// What keys do in a query of several lines: Enter, the arrows, Home and End, Tab. In: keys, through
// Readline's own bindings, so that a user's inputrc keeps its say. Out: Readline's buffer changed.
#ifndef GZT_REPL_LINE_KEYS_H
#define GZT_REPL_LINE_KEYS_H

#include "runtime/repl/line.h"

void keys_open(const Line_host *host);

#endif
