// Stems of words, by Snowball (libstemmer): the forms of a word in one language share one. In:
// words with small letters, accents as they are; out: their stems, folded. The library's memory is
// taken and given back within one call, in which no arena is asked, so nothing that leaves can leak
// it.
#ifndef GAZ_STEM_H
#define GAZ_STEM_H

#include "lang/str.h"

// The number of a language by its tag ("en", "de-AT"), below STEM_LANGUAGES; 0 where no stemmer is
// known for it. An empty tag is English: what does not say its language counts so.
enum { STEM_LANGUAGES = 29 }; // a bit for each fits 32
uint32_t stem_language(Str tag);

// Whether all words of the language begin as their stems do: it only changes ends.
bool stem_keeps_beginning(uint32_t language);

// Room that the stems of these words may need.
size_t stem_room(const Str *words, uint32_t n);
// The stems of n words of a language (1 …), in `room` bytes. ST_NOMEM: there is no memory.
Status stem_words(uint32_t language, const Str *words, uint32_t n, Str *stems, char *room);

// The word with small letters, its accents kept: what stem_words takes. s itself where nothing
// changes.
Str stem_small(Arena *a, Str word);

#endif
