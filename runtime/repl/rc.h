// The user's own settings: dot commands and definitions that hold in every interactive loop. In:
// the rc file, where the XDG rules say. Out: what it says is done; errors with their place.
#ifndef GZT_REPL_RC_H
#define GZT_REPL_RC_H

#include "runtime/repl/loop.h"

void rc_run(Loop *loop);

#endif
