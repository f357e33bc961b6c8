// What the parser's unit tests share: a text parsed and told in one line, its tree with brackets
// where the structure is, or its errors with places. Small forms: names, numbers and texts as
// themselves, all else as (tag … children).
#ifndef GAZ_TESTS_PARSED_H
#define GAZ_TESTS_PARSED_H

#include "lang/parser.h"

typedef struct Parsed {
    Guard guard;
    Arena arena;
    Diags diags;
    const Source *source;
    Program *program;
} Parsed;

void parsed_init(Parsed *p);
void parsed_free(Parsed *p);
void parsed_read(Parsed *p, const char *text, uint32_t length, ParseMode mode);
// The statements, separated by "; ", or where there are errors "E0101 at+length" for each of them.
const char *parsed_line(Parsed *p);
// Calls fail_msg unless every node's place lies in its text and its height is within the limit.
void parsed_check(Parsed *p);

#endif
