// The part of a terminal where a line is typed. In: texts with a style each, and where the cursor
// is. Out: the fewest bytes that turn what stands there into that. Knows cells, rows and the
// window, also one that has changed its width; must not know what the texts mean, nor Readline.
#ifndef GZT_REPL_SCREEN_H
#define GZT_REPL_SCREEN_H

#include <stdbool.h>
#include <stdio.h>

#include "runtime/repl/buf.h"
#include "runtime/repl/theme.h"

typedef struct Cell {
    size_t at, n; // bytes of the frame's text: a character with what combines with it
    unsigned char width, style;
} Cell;

typedef struct Row {
    size_t first, n; // cells
    size_t width;    // columns in use
    bool wraps;      // the next row is the same line
} Row;

typedef struct Frame {
    Buf text;
    Cell *cells;
    size_t n, cap;
    Row *rows;
    size_t row_n, row_cap;
    size_t cursor_row, cursor_col;
    bool has_cursor;
} Frame;

typedef struct Screen {
    FILE *file;
    const Theme *theme;
    size_t width, height;
    Frame shown, next;
    size_t top;      // first row of the frame that the window shows, where it is too long
    size_t made;     // rows that the terminal has got so far
    size_t row, col; // of the cursor, in rows that the window shows
    Buf out;
} Screen;

// A frame is begun, filled from left to right, and shown. Controls are drawn as escapes, \n begins
// a row. A cursor that was not set stands at the end.
void screen_begin(Screen *s, size_t width, size_t height);
void screen_put(Screen *s, const char *p, size_t n, Style style);
void screen_cursor(Screen *s);
void screen_show(Screen *s);

void screen_below(Screen *s);  // to the left edge of the row below all that is shown
void screen_forget(Screen *s); // what is shown stays; the next frame begins here
// Takes away what the old width left. anew: the terminal has laid out its lines anew.
void screen_resized(Screen *s, size_t wide, bool anew);
void screen_free(Screen *s);

#endif
