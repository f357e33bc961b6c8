// The themes, one table; see theme.h. Only the sixteen colours that every terminal lets its owner
// choose are used, so that a theme stays readable on any background of its kind: none whose
// contrast with xterm's own colours is below 4.5 : 1 (tests/unit/test_theme.c counts), so no green,
// cyan or yellow on light ones, no blue or plain magenta and red on dark ones.
#include "runtime/repl/theme.h"

#include <string.h>

#define BOLD  "\033[1m"
#define DIM   "\033[2m"
#define FAINT "\033[2;4m"
#define MATCH "\033[1;7m"

static const Theme themes[] = {
    {"dark",
     true,
     false,
     {
         [STYLE_PLAIN] = "",
         [STYLE_KEYWORD] = "\033[1;96m",
         [STYLE_FUNCTION] = "\033[36m",
         [STYLE_UNKNOWN] = FAINT,
         [STYLE_TEXT] = "\033[32m",
         [STYLE_NUMBER] = "\033[33m",
         [STYLE_DATE] = "\033[95m",
         [STYLE_ID] = "\033[93m",
         [STYLE_COMMENT] = DIM,
         [STYLE_OPERATOR] = DIM,
         [STYLE_BRACKET] = "",
         [STYLE_ERROR] = "\033[91m",
         [STYLE_ALARM] = "\033[1;91m",
         [STYLE_MATCH] = MATCH,
         [STYLE_PROMPT] = BOLD,
         [STYLE_MORE] = DIM,
         [STYLE_GHOST] = DIM,
     }},
    {"light",
     true,
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
         [STYLE_ALARM] = "\033[1;31m",
         [STYLE_MATCH] = MATCH,
         [STYLE_PROMPT] = BOLD,
         [STYLE_MORE] = DIM,
         [STYLE_GHOST] = DIM,
     }},
    {"none", false, false, {"", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", ""}},
};

const Theme *theme_at(size_t i) { return i < sizeof themes / sizeof *themes ? &themes[i] : NULL; }

const Theme *theme_named(const char *name) {
    for (size_t i = 0; theme_at(i); i++)
        if (strcmp(theme_at(i)->name, name) == 0) return theme_at(i);
    return NULL;
}
