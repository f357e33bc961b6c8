// Names as other languages write them, and how they sound: what the kernels of names.c and
// phonetic.c work out of one text. In: NFC; out: letters, or codes, in the arena.
#ifndef GAZ_NAMES_H
#define GAZ_NAMES_H

#include "lang/str.h"

// One code point as small letters of ASCII where its writing is known (Cyrillic, German, a few
// more), else folded; an apostrophe stands for every sign that only softens or parts.
void latin_letter(StrBuf *out, uint32_t cp);
// The whole text so, with the habits of English, German and French spelling brought together:
// equal or nearly equal for the spellings of one name. Not a transliteration to be printed.
Str latin_key(Arena *a, Str s);

// Kölner Phonetik (Postel 1969): a code for each word, with a blank between them.
Str cologne_code(Arena *a, Str s);

// Daitch-Mokotoff Soundex: the codes, each of six digits, in ascending order; returns how many.
typedef struct SoundexCode {
    char digits[6];
} SoundexCode;
uint32_t soundex_codes(Arena *a, Str s, SoundexCode **codes);

// A name as `similar` compares it.
enum { NAME_WORDS = 16, NAME_LETTERS = 64 };
typedef struct NameWord {
    uint32_t at[NAME_LETTERS], n;
    uint64_t set; // of its letters, by their last six bits
    bool numeral; // Roman: nearly the same is another
} NameWord;
typedef struct Name {
    NameWord words[NAME_WORDS];
    uint32_t n; // 0: no name
} Name;
void name_read(Arena *a, Str s, Name *name);
bool name_similar(const Name *x, const Name *y);

#endif
