// The two lines that greet: what is open and how much of it there is. In: an open archive.
#ifndef GZT_REPL_BANNER_H
#define GZT_REPL_BANNER_H

#include "runtime/repl/app.h"

void banner_say(App *app);

// `1 person`, `1,234 people`
void banner_count(Buf *to, uint64_t count, const char *kind, const char *collection);

#endif
