// Tokens: what the lexer hands to the grammar. Kinds are the TK_… constants of the generated
// grammar.h plus the few below that the parser drops or turns into errors. A token is a kind and a
// place; the words stay in the source.
#ifndef GAZ_TOKEN_H
#define GAZ_TOKEN_H

#include "lang/source.h"

typedef struct Token {
    int kind;
    Span span;
} Token;

enum { // never fed to the grammar
    TOK_END_OF_TEXT = 0,
    TOK_NEWLINE = 1000,
    TOK_SPACE, // blanks and comments
    TOK_ERROR  // reported by the lexer through Diags
};

// How a person would call the kind: "'|'", "a name", "a number"; for fixed words the word itself in
// quotes.
const char *token_name(int kind);
// For folding an expected set: "an operator", "a value", "a stage such as where or select", …;
// NULL
// if it stands alone.
const char *token_category(int kind);
extern const char *const token_stages; // the most used ones, for a hint
int token_kinds(void);                 // kinds run from 1 to token_kinds() - 1

#endif
