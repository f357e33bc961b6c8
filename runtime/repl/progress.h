// The line that tells how far a long query is, or an archive that is read. In: steps
// and rows, or bytes, from the library, while it runs.
// Out: after a second a line on standard error, gone again before anything else is written. Must
// not know the query.
#ifndef GZT_REPL_PROGRESS_H
#define GZT_REPL_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "runtime/repl/out.h"

typedef struct Progress {
    Out *out;
    double begun, shown_at;      // milliseconds
    bool wanted, shown, running; // only what has begun and not ended is told
} Progress;

enum { PROGRESS_EVERY = 10000 }; // steps between two looks at the clock

void progress_open(Progress *p, Out *out, bool wanted);
void progress_begin(Progress *p, double now);
void progress_tell(Progress *p, double now, uint64_t steps, uint64_t done, uint64_t total);
void progress_hide(Progress *p); // for what is written meanwhile
void progress_end(Progress *p);

// The same while an archive is read: bytes; both 0 where there is no measure.
void progress_tell_load(Progress *p, double now, uint64_t done, uint64_t total);

// The line itself: "42 % · 4,200 of 10,000 rows · 2,100 a second · 3 s left".
void progress_text(Buf *to, double ms, uint64_t steps, uint64_t done, uint64_t total);
// "42 % · 630 of 1,500 MB · 95 MB a second · 9 s left", or "putting it in order · 12 s".
void progress_load_text(Buf *to, double ms, uint64_t done, uint64_t total);

#endif
