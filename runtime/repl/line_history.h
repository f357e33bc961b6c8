// What was typed before: Readline's history and the file it is kept in. In: entries, which may have
// several lines. Out: the latest, and the latest that begins as a text does.
#ifndef GZT_REPL_LINE_HISTORY_H
#define GZT_REPL_LINE_HISTORY_H

#include <stdbool.h>
#include <stddef.h>

void history_open(bool keep);
void history_add(const char *entry);
void history_keep_none(void); // the file is left as it is
const char *history_latest(size_t back);
// What follows `text` in the latest entry that begins with it, or NULL.
const char *history_rest(const char *text, size_t n);
void history_close(void);

#endif
