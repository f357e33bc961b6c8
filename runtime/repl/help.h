// What the loop can tell about itself and the language: an overview, a topic, examples that the
// open archive can answer. In: a word. Out: text on standard output.
#ifndef GZT_REPL_HELP_H
#define GZT_REPL_HELP_H

#include "runtime/repl/app.h"

void help_overview(App *app);
bool help_topic(App *app, const char *topic); // false: there is none, and was said so
bool help_function(App *app, const char *name);
void help_examples(App *app);

// The words that .help takes and that begin so, into a list of choices (complete.h).
struct Choices;
void help_words(const App *app, struct Choices *choices, const char *word, size_t n);

// Texts about the language (help_topics.c), one after the other; NULL beyond the last.
typedef struct Topic {
    const char *name, *about, *text;
} Topic;
const Topic *topic_at(size_t i);

#endif
