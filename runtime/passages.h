// The text of an article split into passages, crossheads and mentions. Knows marks
// and lines only: no ids are looked up here.
#ifndef GAZ_PASSAGES_H
#define GAZ_PASSAGES_H

#include "lang/str.h"

// A stretch of plain text, or a mention.
typedef struct Piece {
    Str text;     // plain: the text; a mention: its words, "" where it shows the name
    Str kind, id; // a mention: @kind/id, or the name of @"name"
    bool mention, implied, by_name;
} Piece;

typedef struct Passage {
    Str id; // of {#id}, or ""
    bool crosshead;
    uint32_t line; // within the text, from 1
    Piece *pieces; // the texts are parts of the whole text
    uint32_t npieces, nmentions;
} Passage;

typedef struct Passages {
    Passage *items;
    uint32_t count;
} Passages;

Passages passages_split(Arena *a, Str text);
uint32_t count_words(Str text);

#endif
