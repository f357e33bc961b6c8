// The words of a search as people type them. In: the text behind `search`, whatever it holds; out:
// its words and phrases, each once with how often it stands there. Nothing in such a text is an
// error: what is no word parts words, and a quotation mark without another is left out of account.
#ifndef GAZ_SEARCH_WORDS_H
#define GAZ_SEARCH_WORDS_H

#include "lang/str.h"

typedef struct SearchItem {
    Str words;      // a word, or a phrase of at most MATCH_WORDS_MAX words
    bool quoted;    // in "…": as it stands
    bool little;    // the, of, what and their like, beside other words
    uint32_t times; // how often it is asked for
} SearchItem;

typedef struct SearchItems {
    SearchItem *items;
    size_t cap;
    uint32_t n;
} SearchItems;

// language: whose little words they may be (stem.h); English, German, French and Russian are known.
SearchItems search_items(Arena *a, Str query, uint32_t language);

#endif
