// What the files of page.h share; nobody else includes this.
#ifndef GAZ_PAGE_IMPL_H
#define GAZ_PAGE_IMPL_H

#include "runtime/import/page.h"

typedef enum Shape {
    SHAPE_TEXT,
    SHAPE_HEAD,
    SHAPE_SMALL_HEAD,
    SHAPE_BYLINE,
    SHAPE_CAPTION,
    SHAPE_NOTE
} Shape;

// Lines between empty ones. Numbers of other blocks are 1 + theirs, 0 is none.
typedef struct Block {
    Str text; // with its line ends
    uint32_t line, nlines, nwords;
    Shape shape;
    bool open, low, opening; // ends without a stop, begins small, begins in capitals
    uint32_t next, before;   // the block that goes on with it; that it goes on with
    uint32_t inset;          // the block within which it is set
} Block;

typedef struct Blocks {
    Block *at;
    size_t cap;
    uint32_t n, nlines; // lines that are not empty
} Blocks;

Blocks blocks_read(Arena *a, Str text);
Blocks blocks_split(Arena *a, const Blocks *b);
bool is_caption(const Block *b);
uint32_t page_signs(Str s); // "By …" and somebody with a capital: the length of that, or 0
void blocks_shape(Blocks *b, const PageContext *c);
static inline bool is_head(const Block *b) {
    return b->shape == SHAPE_HEAD || b->shape == SHAPE_SMALL_HEAD || b->shape == SHAPE_BYLINE;
}

// The next line of a text without blanks around it; false at the end.
bool page_line(Str text, uint32_t *at, Str *line);
// Adds a line to what stands already: with a blank, or without the hyphen that divides a word.
void page_join(StrBuf *out, Str line, const PageWords *words);
Str page_plain(Arena *a, Str text); // without marks of emphasis

Imprint imprint_read(Arena *a, const Blocks *b, const PageContext *c);
PagePiece *page_piece(Arena *a, Page *p, PieceType type);
void page_part(Arena *a, PagePiece *piece, PartType type, Str text, uint32_t line);
void page_raw(Arena *a, Page *p, Str text, const PageContext *c);

bool begins_small(Str s);  // behind quotation marks, brackets and asterisks
bool ends_open(Str s);     // no stop, before such marks
bool is_capitals(Str s);   // letters, and no small one
bool is_quoted_end(Str s); // the last character closes a quotation

#endif
