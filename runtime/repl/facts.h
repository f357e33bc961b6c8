// Does a text hold facts, or is it a script? The two are opened in different ways, and a file need
// not say which it is. In: a text. Out: an answer that looks at the beginning of lines only.
#ifndef GZT_REPL_FACTS_H
#define GZT_REPL_FACTS_H

#include <stdbool.h>

bool holds_facts(const char *text);

#endif
