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
    Str id;    // of {#id}, or ""
    Str block; // {line: 73, …} or {#id, line: 73, …} at its head, or ""; not read here
    bool open; // the block has no end
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
// What s begins with: 0 where it is no block, else the byte behind { or {#id, where the block's
// members begin.
uint32_t passage_block(Str s);
uint32_t count_words(Str text);

#endif
