// How names sound: what the kernels of phonetic.c and soundex.c work out of one text. In: NFC; out:
// codes, in the arena. Their spellings are runtime/name.h's.
#ifndef GAZ_NAMES_H
#define GAZ_NAMES_H

#include "runtime/name.h"

// Kölner Phonetik (Postel 1969): a code for each word, with a blank between them.
Str cologne_code(Arena *a, Str s);

// Daitch-Mokotoff Soundex: the codes, each of six digits, in ascending order; returns how many.
typedef struct SoundexCode {
    char digits[6];
} SoundexCode;
uint32_t soundex_codes(Arena *a, Str s, SoundexCode **codes);

#endif
