// What the Tab key does. In: the text and the cursor. Out: what to put in the place of the word
// being typed, and where that leaves a choice, the choices as lines with type and help beside each.
// Must not know Readline.
#ifndef GZT_REPL_COMPLETE_H
#define GZT_REPL_COMPLETE_H

#include "runtime/repl/app.h"

typedef struct Completion {
    size_t start; // of the word, in bytes of the text
    Buf insert;   // replaces what stands between start and the cursor; the same where nothing is
                  // certain
    Buf list;     // the choices, "" where there is one or none
} Completion;

// width: cells of the terminal; rows: lines the list may take.
void complete_word(App *app, const char *text, size_t n, size_t cursor, size_t width, size_t rows,
                   Completion *out);
void completion_free(Completion *c);

#endif
