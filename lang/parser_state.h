// What parser.c, parser_query.c, parser_errors.c and the habits share: where reading stands within
// a statement. Nobody else includes this.
#ifndef GAZ_PARSER_STATE_H
#define GAZ_PARSER_STATE_H

#include "lang/ast_build.h"

enum { LEVELS = 257 }; // brackets open at once: each takes a place of the parser's stack of 256

// One bracket depth; level 0 is the statement itself.
typedef struct Level {
    Token open;     // the bracket; kind 0 at level 0
    Token stage;    // the word of the latest stage, or kind 0
    uint32_t items; // where the latest item of a list or stage begins
} Level;

typedef struct Reader {
    Parse parse;
    void *grammar; // the generated parser
    ParseMode mode;
    uint32_t at;        // the next byte to read
    uint32_t count;     // tokens of this statement so far
    Token first;        // of this statement
    Token before, last; // the latest two that were accepted
    uint32_t depth;
    Level levels[LEVELS];
    NodeList statements;
    bool stop;       // no more is to be read
    bool lost;       // an error was not followed by another statement
    bool incomplete; // the text ended inside a statement
    Str awaited;     // and what would have had to follow
    bool prefix;     // the end of the text is a cursor: nothing ends there
    bool line_over;  // the cursor stands on a new line, under what could be a whole statement
} Reader;

Reader *reader_new(Arena *a, const Source *src, ParseMode mode, ParseLimits limits, Diags *diags);
bool reader_step(Reader *r);                    // one token; false at the end of the text
void reader_run(Reader *r, ParseLimits limits); // all of them

static inline uint32_t token_end(Token t) { return t.span.at + t.span.len; }

static inline bool reader_accepts(const Reader *r, int kind) {
    return gaz_would(r->grammar, kind) == WOULD;
}

bool reader_may_name(int kind); // a name, or a word that can be one
// The token after byte `at`, blanks and comments (and newlines) skipped; no error is reported.
Token reader_peek(const Reader *r, uint32_t at, bool newlines);
Str reader_words(const Reader *r, Token t);

// What may stand here, in words: "an operator, '|' or the end of the line" (parser_errors.c).
Str expected_words(const Reader *r);
void report_refused(Reader *r, Token found);
void report_unfinished(Reader *r); // and sets awaited
void report_misplaced(Reader *r, Token found);

#endif
