// The dot commands of the loop. In: a line such as `.schema person`. Out: what it shows or changes.
#ifndef GZT_REPL_DOT_H
#define GZT_REPL_DOT_H

#include "runtime/repl/loop.h"

bool dot_is(const char *line);              // a dot and a letter: no query begins so
bool dot_run(Loop *loop, const char *line); // false: it could not be done

// For .help: the commands one after the other, NULL beyond the last.
typedef struct Dot_words {
    const char **at; // each ends in NUL
    size_t n;
    const char *rest; // the line from the second argument on, as it was typed
} Dot_words;

typedef struct Dot {
    const char *name, *args, *help;
    bool (*act)(Loop *loop, const Dot_words *words);
} Dot;

const Dot *dot_at(size_t i);

#endif
