// What the dot commands do: one function each, behind the table in dot.c. dot_show.c tells,
// dot_set.c sets, dot_file.c reaches files and programs. In: the words of the line. Out: false, and
// a sentence, where it could not be done.
#ifndef GZT_REPL_DOT_ACTS_H
#define GZT_REPL_DOT_ACTS_H

#include "runtime/repl/dot.h"

bool dot_wrong(Loop *loop, const char *message); // says it, and is false

Dot_act dot_kinds, dot_schema, dot_help, dot_doc, dot_examples, dot_explain, dot_dump, dot_last;
Dot_act dot_mode, dot_width, dot_timer, dot_pager, dot_theme, dot_params, dot_limits, dot_safe;
Dot_act dot_open, dot_save, dot_read, dot_once, dot_output, dot_edit, dot_watch;

#endif
