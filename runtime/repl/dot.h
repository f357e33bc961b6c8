// The dot commands of the loop. In: a line such as `.schema person`, or as psql spells it
// (`\d person`). Out: what it shows or changes.
#ifndef GZT_REPL_DOT_H
#define GZT_REPL_DOT_H

#include "runtime/repl/loop.h"

bool dot_is(const char *line); // a dot or backslash, and a letter: no query begins so
bool dot_known(const char *word, size_t n);
bool dot_run(Loop *loop, const char *line); // false: it could not be done

typedef struct Dot_words {
    const char **at; // each ends in NUL
    size_t n;
    const char *all;  // the line behind the command, as it was typed
    const char *rest; // behind the first argument
} Dot_words;

typedef bool Dot_act(Loop *loop, const Dot_words *words);

enum {
    DOT_FREE = 1, // reaches beyond the session: files, programs; not with .safe
    DOT_LONG = 2  // may be longer than the window
};

// For .help: the commands one after the other, NULL beyond the last.
typedef struct Dot {
    const char *name, *args, *help;
    Dot_act *act;
    unsigned how;
} Dot;

const Dot *dot_at(size_t i);
const Dot *dot_named(const char *word, size_t n); // also as psql spells it; NULL: there is none
const char *dot_spelling(size_t i);               // psql's, one after the other
const char *dot_nearest(const char *name);        // NULL: none is near

const char *limit_name(int32_t i); // of .limits; NULL beyond the last

// What may stand at the cursor of such a line (dot_complete.c); the beginning of the word there.
struct Choices;
size_t dot_complete(App *app, struct Choices *choices, const char *line, size_t cursor);

#endif
