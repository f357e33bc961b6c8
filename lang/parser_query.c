// What a prompt asks of the parser: is the input complete, and what may stand at the cursor. Both
// are answered by the same reading and the same dry runs as everything else.
#include "grammar.h"
#include "lang/parser_state.h"

InputState parse_check(Arena *a, const Source *src, ParseLimits limits, Str *awaited) {
    Diags diags;
    diags_init(&diags, a);
    Reader *r = reader_new(a, src, PARSE_REPL, limits, &diags);
    reader_run(r, limits);
    *awaited = r->incomplete ? r->awaited : STR("");
    if (r->incomplete) return INPUT_INCOMPLETE;
    return diags.count ? INPUT_ERROR : INPUT_COMPLETE;
}

static uint32_t accepted(const Reader *r, int *kinds, uint32_t cap, bool joining) {
    uint32_t n = 0;
    for (int kind = 1; kind < gaz_kinds() && n < cap; kind++) {
        if (joining && kind != TK_PIPE && kind != TK_AND && kind != TK_OR) continue;
        if (reader_accepts(r, kind)) kinds[n++] = kind;
    }
    return n;
}

uint32_t parse_expected(Arena *a, const Source *src, uint32_t at, int *kinds, uint32_t cap) {
    Diags diags;
    diags_init(&diags, a);
    ParseLimits none = {0, 0, 0};
    if (at > src->text.n) at = src->text.n;
    const Source *before = source_new(a, src->name, (Str){src->text.p, at});
    Reader *r = reader_new(a, before, PARSE_FILE, none, &diags);
    r->prefix = true;
    reader_run(r, none);
    if (r->lost) return 0;
    if (!r->line_over) return accepted(r, kinds, cap, false);
    // A new line either goes on with | and or, or begins a statement.
    uint32_t n = accepted(r, kinds, cap, true);
    const Source *empty = source_new(a, src->name, STR(""));
    r = reader_new(a, empty, PARSE_FILE, none, &diags);
    return n + accepted(r, kinds + n, cap - n, false);
}
