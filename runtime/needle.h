// Looks for a fixed text within others, byte by byte as it stands, as fast as they can be read. In:
// a needle of at least one byte, texts; out: where it begins.
#ifndef GAZ_NEEDLE_H
#define GAZ_NEEDLE_H

#include "lang/str.h"

// Two of its bytes, the rarest of English, are looked for first.
typedef struct Needle {
    Str text;
    uint32_t first, second; // which bytes: first < second, but for a single one
} Needle;

#define NOT_FOUND UINT32_MAX

Needle needle_of(Str text); // the text is not copied
// Where it begins in the text at or behind byte `from`, or NOT_FOUND.
uint32_t needle_find(const Needle *n, Str text, uint32_t from);

// The longest text that every find of a regular expression (PCRE2, without options but UTF) holds.
typedef struct Literal {
    Str text;   // empty where there is none, or none that is certain
    bool whole; // the expression is that text and nothing else
    bool near;  // no blank stands before it in a find
} Literal;

// Its text goes into out, which has room for pattern.n bytes.
Literal regex_literal(Str pattern, char *out);

#endif
