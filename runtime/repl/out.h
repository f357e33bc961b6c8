// Standard output and standard error as the command line sees them. In: results, sentences. Out:
// exact bytes into files and pipes; to a terminal the same text guarded (guard.h). Knows whether a
// terminal is there, how wide it is, and whether it wants colours; remembers the first failure.
#ifndef GZT_REPL_OUT_H
#define GZT_REPL_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "runtime/repl/buf.h"
#include "runtime/repl/pager.h"

typedef struct Out {
    FILE *file;
    bool terminal, color;
    const char *alarm; // switches on the colour of what went wrong, as the theme has it
    int error;         // errno of the first write that failed, 0 while all is well
    bool empty;        // nothing of this result was written yet
    bool separate;     // a blank line goes before it, unless it is JSON
    bool list;         // it is a list, kwic or a timeline, which do so too (set after out_begin)
    bool table;        // it is a table, whose writer escapes data and may set colours
    char held[16];     // the beginning of a character
    size_t held_n;
    Buf guarded;
    Pager *pager; // what is written goes through it; NULL: at once
} Out;

void out_open(Out *o, FILE *file);
void out_close(Out *o);
uint32_t out_width(const Out *o); // cells; 0 where no terminal is

// From begin to end all that is written may go through a pager.
void out_page_begin(Out *o, Pager *pager);
void out_page_end(Out *o);
bool out_page_gone(const Out *o); // its reader has seen enough: nothing more need be written

// A line that is there for a while, at the left edge; "" takes it away.
void out_status(Out *o, const char *text);

// One result: begin, the sink as often as it takes, end. False from end: it could not be written.
void out_begin(Out *o, bool separate);
int32_t out_sink(void *out, const char *p, size_t n);
bool out_end(Out *o);

// Own sentences, with names and texts from data in them: guarded, flushed.
void out_say(Out *o, const char *format, ...) __attribute__((format(printf, 2, 3)));
// A row of a list: the first text filled up to so many cells, then the second.
void out_row(Out *o, size_t cells, const char *first, const char *second);
// Framed errors of the library: guarded, coloured where colours are wanted.
void out_errors(Out *o, const char *text, size_t n);

enum { PAINT_BOLD, PAINT_DIM, PAINT_ALARM, PAINT_OFF };
const char *out_color(const Out *o, int paint); // "" where no colours are wanted
void out_dim(Out *o, const char *text);         // lines
// Lines in which no word is cut by the end of the window's.
void out_lines(Out *o, const char *text);
void out_paint(Out *o, int paint);

#endif
