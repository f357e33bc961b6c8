// One input: a query of one line or several, or a dot command. In: a prompt, and a host that knows
// what the text means. Out: the text that was typed, edited and remembered by Readline where a
// terminal is, read plainly and line by line elsewhere. Must not know what the texts mean.
#ifndef GZT_REPL_LINE_H
#define GZT_REPL_LINE_H

#include <stdbool.h>

#include "runtime/repl/buf.h"
#include "runtime/repl/theme.h"

typedef enum Got { GOT_LINE, GOT_END, GOT_INTERRUPT } Got;

// What the lines are typed for.
typedef struct Line_host {
    void *user;
    // Is more needed before this can be run? Then `awaited` says what.
    bool (*unfinished)(void *user, const char *text, size_t n, Buf *awaited);
    // The Style of each byte; they are all STYLE_PLAIN before.
    void (*paint)(void *user, const char *text, size_t n, unsigned char *styles);
    // What to put in the place of the bytes from *start to the cursor, and the choices, if there
    // are several, as lines that may be shown as they are.
    void (*complete)(void *user, const char *text, size_t n, size_t cursor, size_t *start,
                     Buf *insert, Buf *choices);
} Line_host;

// `edit`: input and output are terminals. `remember`: a history is read from where the XDG rules
// say, and kept there.
void line_open(bool edit, bool remember, const Line_host *host);
void line_theme(const Theme *theme);
// Does line_read give whole inputs, so that only unfinished ones that were meant so come out?
bool line_whole(void);
Got line_read(const char *prompt, Buf *line);
void line_remember(const char *entry); // one entry, which may have several lines
void line_forget(void);                // nothing is kept in a file from here on
void line_close(void);

#endif
