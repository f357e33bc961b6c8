// Names in any spelling: one form for what several languages and scripts write, and whether two may
// be one. In: texts in NFC; out: small letters for comparing, truths. The index of names
// (freeze_names.c, name_find.c) and the functions of the library agree by it.
#ifndef GAZ_NAME_H
#define GAZ_NAME_H

#include "lang/str.h"

// One code point as small letters of ASCII where its writing is known (Cyrillic, German, a few
// more), else folded; an apostrophe stands for every sign that only softens or parts.
void latin_letter(StrBuf *out, uint32_t cp);
// The whole text so, with the habits of English, German and French spelling brought together:
// equal or nearly equal for the spellings of one name. Not a transliteration to be printed.
Str latin_key(Arena *a, Str s);

// A name as `similar` compares it.
enum { NAME_WORDS = 16, NAME_LETTERS = 64, NAME_BYTES = NAME_WORDS * NAME_LETTERS * 4 };
typedef struct NameWord {
    uint32_t at[NAME_LETTERS], n;
    uint64_t set; // of its letters, by their last six bits
    bool numeral; // Roman: nearly the same is another
} NameWord;
typedef struct Name {
    NameWord words[NAME_WORDS];
    uint32_t n; // 0: no name
} Name;
// The words of the name; none where there are too many of them, or too long ones.
void name_read(Arena *a, Str s, Name *name);
bool name_similar(const Name *x, const Name *y);

// A word by itself, as latin_key writes it. False: it is too long.
bool name_word_read(Str s, NameWord *w);
// Two words that may be one: short ones must be equal, from four letters on one letter may differ,
// from eight on two, and what they share must make up most of both, above all at the beginning. A
// single letter is an initial.
bool name_words_fit(const NameWord *x, const NameWord *y);
uint32_t name_bits(uint64_t set); // how many are set
enum { NAME_WRONG = 2 };          // by so many letters the lengths of two such words differ at most

#endif
