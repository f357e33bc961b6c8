// What the loop can tell about itself and the language. In: a topic. Out: a few lines.
#ifndef GZT_REPL_HELP_H
#define GZT_REPL_HELP_H

#include "runtime/repl/app.h"

void help_overview(App *app);
bool help_topic(App *app, const char *topic); // false: there is no such topic
void help_examples(App *app);

#endif
