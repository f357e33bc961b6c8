// Errors for tools: one JSON object a line. In: an error of the library, or a sentence of our own.
// Out: the same members as the library's own JSON errors have.
#ifndef GZT_REPL_JSON_H
#define GZT_REPL_JSON_H

#include "runtime/gazette.h"
#include "runtime/repl/buf.h"

void json_text(Buf *to, const char *text);
void json_error(Buf *to, const gzt_error *error, const char *message);

#endif
