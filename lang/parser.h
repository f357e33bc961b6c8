// Source text to syntax tree: runs the lexer, decides where statements end, drives the generated
// grammar, and asks it by a dry run what it would have accepted. One mechanism
// gives error messages, completion and "is this input complete?".
#ifndef GAZ_PARSER_H
#define GAZ_PARSER_H

#include "lang/ast.h"

typedef enum ParseMode {
    PARSE_FILE, // statements of a script or facts; a line may not begin with | at top level
    PARSE_REPL  // a leading | continues the last query (T_CONTINUE); stop at the first error
} ParseMode;

typedef struct ParseLimits {
    uint32_t text;   // bytes
    uint32_t height; // of the tree
    uint32_t nodes;
} ParseLimits;

// Reads the whole text. Every error goes to diags, one a statement. Never fails otherwise.
Program *parse(Arena *a, const Source *src, ParseMode mode, ParseLimits limits, Diags *diags);

// Reads the members of a block { … } inside a text, as those of a fact (parser.c): one reader for
// all of an archive. The block's brace is at `open`, its members begin at `from`; they end within
// the source. NULL after an error.
struct Reader;
struct Reader *members_reader(Arena *a, Diags *diags);
const Node *members_read(struct Reader *r, const Source *src, Span open, uint32_t from);

typedef enum InputState { INPUT_COMPLETE, INPUT_INCOMPLETE, INPUT_ERROR } InputState;

// What a prompt needs after a line: is it complete, and if not, what is awaited ("')' to close '('
// at line 1").
InputState parse_check(Arena *a, const Source *src, ParseLimits limits, Str *awaited);

// The token kinds that may stand at the offset, given everything before it. Writes at most cap
// kinds, returns how many there are. Qualifying only as a plain name through %fallback does not
// count.
uint32_t parse_expected(Arena *a, const Source *src, uint32_t at, int *kinds, uint32_t cap);

// Dumps for --tokens and --ast (indented, one node a line, stable).
void print_tokens(StrBuf *out, const Source *src);
void print_ast(StrBuf *out, const Program *p);

#endif
