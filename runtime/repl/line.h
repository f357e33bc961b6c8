// One line of input. In: a prompt. Out: the line that was typed, edited and remembered by Readline
// where a terminal is, read plainly elsewhere. The only file that knows Readline. Must not know
// what the lines mean.
#ifndef GZT_REPL_LINE_H
#define GZT_REPL_LINE_H

#include <stdbool.h>

#include "runtime/repl/buf.h"

typedef enum Got { GOT_LINE, GOT_END, GOT_INTERRUPT } Got;

// `edit`: input and output are terminals. The history is read from where the XDG rules say.
void line_open(bool edit);
// The prompt's colour (an SGR code or "") does not count for its width.
Got line_read(const char *prompt, const char *color, Buf *line);
void line_remember(const char *entry); // one entry, which may have several lines
void line_close(void);

#endif
