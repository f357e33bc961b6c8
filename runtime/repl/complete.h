// What the Tab key does. In: the text and the cursor. Out: what to put in the place of the word
// being typed, and where that leaves a choice, the choices as lines with type and help beside each.
// Must not know Readline.
#ifndef GZT_REPL_COMPLETE_H
#define GZT_REPL_COMPLETE_H

#include "runtime/repl/app.h"

typedef struct Completion {
    Buf insert; // replaces the word; the same where nothing is certain
    Buf list;   // the choices, "" where there is one or none
} Completion;

// Candidates, from wherever they come: a list that begins as zeros.
typedef struct Choices Choices;
Choices *choices_new(void);
void choices_free(Choices *c);
// tail: what follows the text where it is the only one, as a blank after a word. Nothing is added
// twice.
void choice_add(Choices *c, const char *text, const char *tail, const char *type, const char *help);
// Only if the text begins so.
void choice_try(Choices *c, const char *word, size_t n, const char *text, const char *tail,
                const char *type, const char *help);
// The files and folders that a path of n bytes may become; `quote` is what ends their name.
void choices_files(Choices *c, const char *path, size_t n, const char *quote);
// What may stand at the cursor in a query; the beginning of the word there.
size_t choices_query(Choices *c, App *app, const char *text, size_t n, size_t cursor);

// The word of n bytes is to be completed: what to insert, and the list, of at most so many rows.
void complete_word(App *app, const Choices *c, const char *word, size_t n, size_t rows,
                   Completion *out);
void completion_free(Completion *c);

#endif
