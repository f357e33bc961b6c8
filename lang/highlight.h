// What each word of a text is, for colours while it is typed. In: a text, finished or not, and what
// the session has defined. Out: spans in order, none over another; blanks and plain commas have
// none. Knows words and names, not colours.
#ifndef GAZ_HIGHLIGHT_H
#define GAZ_HIGHLIGHT_H

#include "lang/check.h"

typedef enum Paint {
    PAINT_KEYWORD,
    PAINT_NAME,
    PAINT_FUNCTION,
    PAINT_UNKNOWN, // a name or id that means nothing here
    PAINT_TEXT,
    PAINT_NUMBER,
    PAINT_DATE,
    PAINT_ID,
    PAINT_COMMENT,
    PAINT_OPERATOR,
    PAINT_BRACKET,
    PAINT_ERROR // what no text of the language may hold
} Paint;

typedef struct Painted {
    Span span;
    Paint paint;
} Painted;

// The spans lie in the arena. repl: a leading | continues the last query. env is left as it is.
uint32_t highlight(Env *env, const Catalog *cat, Arena *arena, const Source *src,
                   ParseLimits limits, bool repl, Painted **out);

#endif
