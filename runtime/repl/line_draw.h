// What Readline's buffer looks like: colours, the mark of lines that go on, faint words that are
// not typed yet. In: Readline's buffer and prompt. Out: a frame on the screen (screen.h). Stands in
// the place of Readline's own redisplay, which knows neither colours nor lines.
#ifndef GZT_REPL_LINE_DRAW_H
#define GZT_REPL_LINE_DRAW_H

#include "runtime/repl/line.h"

void draw_open(const Line_host *host);
void draw_theme(const Theme *theme);
void draw_close(void);

void draw_line(void);               // a rl_redisplay_function
void draw_done(const char *mark);   // for good, and goes below it; mark: "^C" behind it
void draw_lines(const char *lines); // these below it, and itself again below them
void draw_resized(size_t width);    // before Readline hears of it
void draw_again(void);              // the cursor stands at the left edge of an empty row

// What the suggestion would add to the buffer, or NULL while none is shown.
const char *draw_suggestion(void);
// The last of several lines is blank, and the cursor is in it.
bool draw_blank_end(void);

#endif
