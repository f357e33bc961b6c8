// Errors for tools, as JSON; see json.h.
#include "runtime/repl/json.h"

void json_text(Buf *to, const char *text) {
    buf_char(to, '"');
    for (const char *p = text; *p; p++) {
        if ((unsigned char)*p < 0x20) {
            buf_format(to, "\\u%04x", (unsigned)*p);
            continue;
        }
        if (*p == '"' || *p == '\\') buf_char(to, '\\');
        buf_char(to, *p);
    }
    buf_char(to, '"');
}

static void member(Buf *to, const char *name, const char *text) {
    buf_format(to, "\"%s\":", name);
    json_text(to, text);
    buf_char(to, ',');
}

void json_error(Buf *to, const gzt_error *error, const char *message) {
    buf_char(to, '{');
    member(to, "code", error->code);
    member(to, "message", message);
    member(to, "note", error->note);
    member(to, "hint", error->hint);
    member(to, "file", error->file);
    buf_format(to, "\"line\":%u,\"column\":%u,\"offset\":%u,\"length\":%u}\n",
               (unsigned)error->line, (unsigned)error->column, (unsigned)error->offset,
               (unsigned)error->length);
}
