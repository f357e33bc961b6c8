// The nearest right word. In: the word that was written, then every right one. Out: the right word
// that a slip of the fingers most likely meant, or NULL. Must not know what the words name.
#ifndef GZT_REPL_NEAREST_H
#define GZT_REPL_NEAREST_H

#include <stddef.h>

typedef struct Nearest {
    const char *word;
    const char *best; // NULL: none is near enough
    size_t distance;  // of the best, or one more than is near enough
} Nearest;

Nearest nearest_to(const char *word);
void nearest_try(Nearest *n, const char *candidate);

#endif
