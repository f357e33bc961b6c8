// What a pattern of `~` is once it is read: for those who look for it in a text (match.c) or in an
// index of words (word_find.c); nobody else includes this.
#ifndef GAZ_MATCH_IMPL_H
#define GAZ_MATCH_IMPL_H

#include "runtime/match.h"

typedef enum WordKind { WORD_PLAIN, WORD_GLOB, WORD_ONE_WRONG } WordKind;

typedef struct Word {
    uint8_t kind; // WordKind
    Str folded;   // of a glob with its * and ?
} Word;

typedef struct Phrase {
    Word words[MATCH_WORDS_MAX];
    uint32_t n;
} Phrase;

struct Match {
    Phrase a, b;
    uint32_t near; // 0: only a
};

bool match_word_fits(const Word *w, Str folded); // a word of a text, folded

#endif
