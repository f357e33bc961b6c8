// Patterns of `text ~ "…"`: words in a row, case and accents aside. In: a pattern, texts in NFC;
// out: is it there, how often, and where. Must not know runs or vectors; pattern.h keeps compiled
// patterns for them.
//
//     winter palace            the phrase: these words, one after the other
//     kornil*  wom?n           * any letters or none, ? one (at the end of a word: one or none)
//     soviet * deputies        * alone: any word
//     trotzky~1                one letter wrong, missing, too many, or two swapped
//     trotsky NEAR/5 aurora    either before the other, at most 5 words on (NEAR/1: neighbours)
//
// A word is a run of letters, marks and digits, in one piece or divided by the end of a line
// (words.h); everything between words is left out of account.
#ifndef GAZ_MATCH_H
#define GAZ_MATCH_H

#include "lang/str.h"

enum {
    MATCH_BYTES_MAX = 4096, // of a pattern
    MATCH_WORDS_MAX = 32,   // of one phrase
    MATCH_WORD_MAX = 128,   // bytes of one word of a pattern
    MATCH_NEAR_MAX = 1000
};

typedef struct Match Match;

// Why a pattern is none: the place in it, and sentences for people.
typedef struct MatchError {
    uint32_t at, len;
    char message[120];
    char hint[120]; // "" if there is none
} MatchError;

// The pattern made ready, in the arena; NULL with *err filled in where it is wrong.
const Match *match_compile(Arena *a, Str pattern, MatchError *err);
// The first MATCH_WORDS_MAX words of a text, of which there is one, as a phrase: nothing in it is a
// sign.
const Match *match_phrase(Arena *a, Str words);
// scratch: words with capitals or accents beyond ASCII are folded there, one at a time, and given
// back.
bool match_found(const Match *m, Arena *scratch, Str text);
// How often, finds that share a word counted once.
uint32_t match_count(const Match *m, Arena *scratch, Str text);

// One find: from the first letter of its first word to the last of its last one. A find of NEAR
// takes both phrases and what is between them.
typedef struct MatchFind {
    uint32_t at, len; // bytes of the text
} MatchFind;

// On its way through one text. For the caller only a place to keep it.
typedef struct MatchScan {
    const Match *match;
    Arena *scratch;
    Str text;
    uint32_t at, seen; // bytes gone through, words looked at
} MatchScan;

// Find after find, as match_count counts them: begin, then next until it is false.
void match_begin(MatchScan *s, const Match *m, Arena *scratch, Str text);
bool match_next(MatchScan *s, MatchFind *out);

#endif
