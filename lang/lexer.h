// Text to tokens. One token at a time, a pure function of the source and a position: nothing is
// remembered, so any part of a text can be read again. Tokens are kinds and places; values are
// worked out later (text_literal.c, ast.c). Knows the words of the language, not its grammar.
#ifndef GAZ_LEXER_H
#define GAZ_LEXER_H

#include "lang/diag.h"
#include "lang/token.h"

// The token that begins at byte `at` (at most the length of the text). Blanks, comments and
// newlines are tokens too; TOK_END_OF_TEXT has length 0. A mistake gives TOK_ERROR over the bytes
// that were read and, unless diags is NULL, one error with its hint.
Token lex_next(const Source *src, uint32_t at, Diags *diags);

// The mistakes, each with its message and hint (lexer_errors.c). Called by lex_next only.
typedef enum LexMistake {
    LEX_OPEN_TEXT,  // no closing quote on the line
    LEX_OPEN_LONG,  // no closing """ at all
    LEX_OPEN_NAME,  // no closing backquote on the line
    LEX_EMPTY_NAME, // ``
    LEX_NUMBER,     // 12abc, 5years
    LEX_DAY_FIRST,  // 7/11/1917, 7.11.1917
    LEX_SHORT_YEAR, // 880-05-01
    LEX_ERA,        // 44 BC, 1917 AD
    LEX_ID,         // @a--b, @
    LEX_DOTS,       // ...
    LEX_FOREIGN     // && || <> and other operators of other languages
} LexMistake;
void lex_mistake(Diags *d, const Source *src, Span span, LexMistake mistake);
// A character that the language does not use, at byte `at`.
void lex_character(Diags *d, const Source *src, uint32_t at);

#endif
