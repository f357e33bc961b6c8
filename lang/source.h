// A source text (query, script, facts): owned bytes, checked UTF-8, line table. Everything after
// this stage speaks of places as byte offsets; lines and columns are worked out only when a message
// is printed.
#ifndef GAZ_SOURCE_H
#define GAZ_SOURCE_H

#include "lang/str.h"

// Bytes [at, at + len) of a source.
typedef struct Span {
    uint32_t at, len;
} Span;

typedef struct Source {
    Str name;        // file name, or "" for a query typed or given as text
    Str text;        // NUL after the last byte, byte order mark removed; not normalised
    uint32_t *lines; // offset of each line's first byte
    uint32_t nlines;
    uint32_t lines_before;   // of the file, where the text is a part of it
    uint32_t columns_before; // … of the file's line in which the text begins
} Source;

typedef struct Place {
    uint32_t line, column; // from 1, in the file; column in code points
} Place;

Span span_union(Span a, Span b);
// Copies text into the arena and makes the line table. Invalid UTF-8 is reported by source_check.
Source *source_new(Arena *a, Str name, Str text);
// Offset of the first ill-formed byte, or text.n where all is well.
uint32_t source_invalid_at(const Source *s);
Place source_place(const Source *s, uint32_t at);
Str source_line(const Source *s, uint32_t line); // without its line end
Str source_words(const Source *s, Span span);

#endif
