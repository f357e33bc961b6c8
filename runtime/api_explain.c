// What a host shows to people beside the rows: how a query was carried out, and one error, framed.
// In: a result, an error; out: text through the host's sink.
#include <string.h>

#include "runtime/session.h"

gzt_status text_give(const gzt_env *env, Teller *make, const void *of, gzt_sink sink, void *user) {
    Guard g = {0};
    Arena a;
    arena_init(&a, &env->alloc, NULL, &g);
    if (setjmp(g.at)) {
        arena_free(&a);
        return GZT_NOMEM;
    }
    StrBuf out;
    buf_init(&out, &a);
    make(&out, of);
    int32_t stop = out.n ? sink(user, out.p, out.n) : 0;
    arena_free(&a);
    return stop ? GZT_IO : GZT_OK;
}

gzt_status gzt_result_time(gzt_result *r, uint64_t (*now_ns)(void *user), void *user) {
    if (!r || !now_ns || r->rows) return GZT_MISUSE;
    plan_time(r->op, now_ns, user);
    return GZT_OK;
}

static void tell_plan(StrBuf *out, const void *of) { plan_print_rows(out, of); }

gzt_status gzt_result_explain(gzt_result *r, gzt_sink sink, void *user) {
    if (!r || !sink) return GZT_MISUSE;
    return text_give(r->script->session->archive->env, tell_plan, r->op, sink, user);
}

// The error as a diagnostic again; without the text it was found in, it has no place to show.
static Diag diag_of(const gzt_error *e, Arena *a, const gzt_source *source) {
    Diag d = {.code = E0802,
              .message = str_of(e->message),
              .note = str_of(e->note),
              .hint = str_of(e->hint)};
    for (int i = 0; i < ERROR_CODES; i++)
        if (strcmp(error_info[i].code, e->code) == 0) d.code = (ErrorCode)i;
    if (!source || !source->text || !e->line) return d;
    size_t n = source->text_n == SIZE_MAX ? strlen(source->text) : source->text_n;
    if (n > GIVEN_MOST) return d;
    d.source = source_new(a, str_of(e->file), (Str){source->text, (uint32_t)n});
    uint32_t length = d.source->text.n;
    d.span.at = e->offset < length ? e->offset : length;
    d.span.len = e->length < length - d.span.at ? e->length : length - d.span.at;
    return d;
}

typedef struct Framed {
    const gzt_error *error;
    const gzt_source *source;
    int32_t form;
} Framed;

static void tell_error(StrBuf *out, const void *of) {
    const Framed *f = of;
    const gzt_error *e = f->error;
    Diag d = diag_of(e, out->arena, f->source);
    if (f->form == GZT_ERRORS_JSON) {
        diag_render_json(out, &d);
        buf_char(out, '\n');
        return;
    }
    if (!d.source && e->line) {
        if (e->file[0]) buf_printf(out, "%s:", e->file);
        buf_printf(out, "%u:%u: ", e->line, e->column);
    }
    diag_render(out, &d);
}

gzt_status gzt_error_render(gzt_env *env, const gzt_error *e, const gzt_source *source,
                            int32_t form, gzt_sink sink, void *user) {
    if (!env || !e || !sink) return GZT_MISUSE;
    if (e->status >= 0) return GZT_OK;
    return text_give(env, tell_error, &(Framed){e, source, form}, sink, user);
}

static void tell_all(StrBuf *out, const void *of) { diags_render(out, of); }

static void tell_all_json(StrBuf *out, const void *of) {
    const Diags *d = of;
    for (uint32_t i = 0; i < d->count; i++) {
        diag_render_json(out, &d->items[i]);
        buf_char(out, '\n');
    }
}

gzt_status errors_write(const gzt_env *env, const Diags *d, bool json, gzt_sink sink, void *user) {
    return text_give(env, json ? tell_all_json : tell_all, d, sink, user);
}
