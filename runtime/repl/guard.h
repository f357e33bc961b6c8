// Text from data must never drive the terminal. In: any bytes. Out: the same text with every
// character that could move the cursor, change colours or turn the writing direction shown as an
// escape (\x1b, \u{202e}). Must not know where the text goes.
#ifndef GZT_REPL_GUARD_H
#define GZT_REPL_GUARD_H

#include <stdbool.h>
#include <stddef.h>

#include "runtime/repl/buf.h"

// Adds the guarded text to `to` and returns how many bytes of p were used: the rest (at most
// GUARD_HELD bytes) is the beginning of a character that the next piece must complete. With
// `colors`, the colours that a table sets are let through. `last`: nothing more comes.
enum { GUARD_HELD = 15 };
size_t guard_piece(Buf *to, const char *p, size_t n, bool colors, bool last);

// A whole text at once.
void guard_text(Buf *to, const char *p, size_t n);

#endif
