// The themes, one table; see theme.h. Only the sixteen colours that every terminal lets its owner
// choose are used, so that a theme stays readable on any background of its kind: none that xterm's
// own colours make fainter than 4 : 1, so no green, cyan or yellow on light ones, no plain blue on
// dark ones.
#include "runtime/repl/theme.h"

#include <string.h>

#define BOLD  "\033[1m"
#define DIM   "\033[2m"
#define FAINT "\033[2;4m"
#define MATCH "\033[1;7m"

static const Theme themes[] = {
    {"dark",
     true,
     {
         [STYLE_PLAIN] = "",
         [STYLE_KEYWORD] = "\033[1;94m",
         [STYLE_FUNCTION] = "\033[36m",
         [STYLE_UNKNOWN] = FAINT,
         [STYLE_TEXT] = "\033[32m",
         [STYLE_NUMBER] = "\033[33m",
         [STYLE_DATE] = "\033[35m",
         [STYLE_ID] = "\033[96m",
         [STYLE_COMMENT] = DIM,
         [STYLE_OPERATOR] = DIM,
         [STYLE_BRACKET] = "",
         [STYLE_ERROR] = "\033[91m",
         [STYLE_MATCH] = MATCH,
         [STYLE_PROMPT] = BOLD,
         [STYLE_MORE] = DIM,
         [STYLE_GHOST] = DIM,
     }},
    {"light",
     true,
     {
         [STYLE_PLAIN] = "",
         [STYLE_KEYWORD] = "\033[1;34m",
         [STYLE_FUNCTION] = "\033[34m",
         [STYLE_UNKNOWN] = FAINT,
         [STYLE_TEXT] = "\033[35m",
         [STYLE_NUMBER] = "\033[31m",
         [STYLE_DATE] = "\033[1;31m",
         [STYLE_ID] = "\033[1;35m",
         [STYLE_COMMENT] = DIM,
         [STYLE_OPERATOR] = "",
         [STYLE_BRACKET] = "",
         [STYLE_ERROR] = "\033[1;4;31m",
         [STYLE_MATCH] = MATCH,
         [STYLE_PROMPT] = BOLD,
         [STYLE_MORE] = DIM,
         [STYLE_GHOST] = DIM,
     }},
    {"none", false, {"", "", "", "", "", "", "", "", "", "", "", "", "", "", "", ""}},
};

const Theme *theme_at(size_t i) { return i < sizeof themes / sizeof *themes ? &themes[i] : NULL; }

const Theme *theme_named(const char *name) {
    for (size_t i = 0; theme_at(i); i++)
        if (strcmp(theme_at(i)->name, name) == 0) return theme_at(i);
    return NULL;
}
