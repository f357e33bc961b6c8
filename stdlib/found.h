// Where the words of a search stand in texts, in all their forms: what snippet and highlight mark
// after `search`.
#ifndef GAZ_FOUND_H
#define GAZ_FOUND_H

#include "runtime/func.h"

// A stretch of a text, from byte `at` to before byte `end`.
typedef struct Stretch {
    uint32_t at, end;
} Stretch;

typedef struct Stretches {
    Stretch *items;
    size_t cap;
    uint32_t n;
} Stretches;

void stretch_add(const Call *c, Stretches *s, uint32_t at, uint32_t end);

uint32_t archive_language(const Call *c); // its number, for stems (stem.h)

// The words of one search, made ready for texts of one language (stem.h), in the run's scratch.
typedef struct FoundWords FoundWords;
FoundWords *found_words(const Call *c, Str query, uint32_t language);
// All stretches of the text that are a word or a phrase of it, in their order, apart.
void found_in(const Call *c, const FoundWords *w, Str text, Stretches *out);

#endif
