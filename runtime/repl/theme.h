// Colours by what is shown, not by name. In: a theme's name. Out: for each style the codes that
// switch it on, "" where the theme leaves it plain. Must not know what is coloured.
#ifndef GZT_REPL_THEME_H
#define GZT_REPL_THEME_H

#include <stdbool.h>
#include <stddef.h>

typedef enum Style {
    STYLE_PLAIN,
    STYLE_KEYWORD,
    STYLE_FUNCTION,
    STYLE_UNKNOWN,
    STYLE_TEXT,
    STYLE_NUMBER,
    STYLE_DATE,
    STYLE_ID,
    STYLE_COMMENT,
    STYLE_OPERATOR,
    STYLE_BRACKET,
    STYLE_ERROR,
    STYLE_ALARM, // of messages: what went wrong, and the carets
    STYLE_MATCH, // the bracket at the cursor and its partner
    STYLE_PROMPT,
    STYLE_MORE,  // the mark before a line that goes on
    STYLE_GHOST, // what is not typed yet
    STYLES
} Style;

typedef struct Theme {
    const char *name;
    bool color, light;
    const char *codes[STYLES];
} Theme;

const Theme *theme_at(size_t i); // NULL beyond the last; the first is the usual one
const Theme *theme_named(const char *name);

#endif
