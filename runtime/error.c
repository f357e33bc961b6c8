// Errors as the host sees them: statuses, the caller's gzt_error filled in from the first
// diagnostic or from what ended the work.
#include <string.h>

#include "runtime/session.h"

_Static_assert(GZT_OK == (int)ST_OK && GZT_ROW == (int)ST_ROW && GZT_DONE == (int)ST_DONE,
               "statuses agree");
_Static_assert(GZT_SYNTAX == (int)ST_SYNTAX && GZT_NAME == (int)ST_NAME && GZT_TYPE == (int)ST_TYPE,
               "statuses agree");
_Static_assert(GZT_DATA == (int)ST_DATA && GZT_LIMIT == (int)ST_LIMIT, "statuses agree");
_Static_assert(GZT_INTERRUPTED == (int)ST_INTERRUPTED && GZT_NOMEM == (int)ST_NOMEM,
               "statuses agree");
_Static_assert(GZT_IO == (int)ST_IO && GZT_MISUSE == (int)ST_MISUSE && GZT_ASSERT == (int)ST_ASSERT,
               "statuses agree");

const char *gzt_status_name(gzt_status s) {
    static const char *const good[] = {"GZT_OK", "GZT_ROW", "GZT_DONE"};
    static const char *const bad[] = {"GZT_SYNTAX", "GZT_NAME",        "GZT_TYPE",  "GZT_DATA",
                                      "GZT_LIMIT",  "GZT_INTERRUPTED", "GZT_NOMEM", "GZT_IO",
                                      "GZT_MISUSE", "GZT_ASSERT"};
    if (s >= 0 && s <= GZT_DONE) return good[s];
    if (s < 0 && s >= GZT_ASSERT) return bad[-s - 1];
    return "unknown status";
}

const char *gzt_explain_code(const char *code) {
    for (int i = 0; code && i < ERROR_CODES; i++)
        if (strcmp(error_info[i].code, code) == 0) return error_info[i].explanation;
    return NULL;
}

gzt_status error_clear(gzt_error *err) {
    if (!err) return GZT_OK; // only what tells that there is none: this runs for every row
    err->status = GZT_OK;
    err->line = err->column = err->offset = err->length = 0;
    err->code[0] = err->file[0] = err->message[0] = err->note[0] = err->hint[0] = 0;
    return GZT_OK;
}

// Cut at a whole character.
static void put(char *to, size_t cap, Str s) {
    uint32_t n = s.n < cap ? s.n : (uint32_t)cap - 1;
    while (n && n < s.n && ((unsigned char)s.p[n] & 0xc0) == 0x80) n--;
    if (n) memcpy(to, s.p, n);
    to[n] = 0;
}

static gzt_status plain_error(gzt_error *err, gzt_status status, const char *code,
                              const char *message) {
    if (!err) return status;
    error_clear(err);
    err->status = status;
    put(err->code, sizeof err->code, str_of(code));
    put(err->message, sizeof err->message, str_of(message));
    return status;
}

gzt_status error_misuse(gzt_error *err, const char *message) {
    return plain_error(err, GZT_MISUSE, "E0802", message);
}

gzt_status error_damaged(gzt_error *err, const char *message) {
    return plain_error(err, GZT_DATA, "E0406", message);
}

void error_place(gzt_error *err, const Source *source, Span span) {
    Place p = source_place(source, span.at);
    err->line = p.line;
    err->column = p.column;
    err->offset = span.at;
    err->length = span.len;
    put(err->file, sizeof err->file, source->name);
}

gzt_status error_of_diags(gzt_error *err, const Diags *d) {
    const Diag *first = &d->items[0];
    gzt_status status = (gzt_status)error_info[first->code].status;
    if (!err) return status;
    error_clear(err);
    err->status = status;
    put(err->code, sizeof err->code, str_of(error_info[first->code].code));
    put(err->message, sizeof err->message, first->message);
    put(err->note, sizeof err->note, first->note);
    put(err->hint, sizeof err->hint, first->hint);
    if (first->source) error_place(err, first->source, first->span);
    return status;
}

static const struct {
    const char *what, *message, *hint;
} limit_texts[] = {
    {"memory", "the memory limit is reached", "ask for less at a time, or raise the limit"},
    {"steps", "the limit of steps is reached", "narrow the query, or raise the limit"},
    {"time", "the time limit is reached", "narrow the query, or raise the limit"},
    {"rows", "the result has more rows than the limit allows",
     "add | take 100, or raise the limit"},
    {"depth", "too many stages or definitions lie within each other",
     "keep a part in a let of its own, or leave stages out"},
    {"calls", "functions call each other too deeply",
     "a function that calls itself needs an end: if … then … else"},
};

gzt_status error_of_guard(gzt_error *err, const Guard *g) {
    if (g->status == ST_NOMEM)
        return plain_error(err, GZT_NOMEM, "E0603", "there is no memory left");
    if (g->status == ST_INTERRUPTED)
        return plain_error(err, GZT_INTERRUPTED, "E0602", "interrupted");
    for (size_t i = 0; g->what && i < sizeof limit_texts / sizeof *limit_texts; i++) {
        if (strcmp(limit_texts[i].what, g->what) != 0) continue;
        plain_error(err, GZT_LIMIT, "E0601", limit_texts[i].message);
        if (err) put(err->hint, sizeof err->hint, str_of(limit_texts[i].hint));
        return GZT_LIMIT;
    }
    if (g->status == ST_DATA && !g->what) {
        plain_error(err, GZT_DATA, "E0406", "the archive is damaged");
        if (err) put(err->hint, sizeof err->hint, str_of("make it once more from its sources"));
        return GZT_DATA;
    }
    return plain_error(err, (gzt_status)g->status, "E0601",
                       g->what ? g->what : "the query was ended");
}
