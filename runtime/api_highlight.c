// Colours while a text is typed: gzt_highlight over lang/highlight.h.
#include <string.h>

#include "lang/highlight.h"
#include "runtime/session.h"

static const int32_t spans[] = {
    [PAINT_KEYWORD] = GZT_SPAN_KEYWORD,   [PAINT_NAME] = GZT_SPAN_NAME,
    [PAINT_FUNCTION] = GZT_SPAN_FUNCTION, [PAINT_UNKNOWN] = GZT_SPAN_UNKNOWN,
    [PAINT_TEXT] = GZT_SPAN_TEXT,         [PAINT_NUMBER] = GZT_SPAN_NUMBER,
    [PAINT_DATE] = GZT_SPAN_DATE,         [PAINT_ID] = GZT_SPAN_ID,
    [PAINT_COMMENT] = GZT_SPAN_COMMENT,   [PAINT_OPERATOR] = GZT_SPAN_OPERATOR,
    [PAINT_BRACKET] = GZT_SPAN_BRACKET,   [PAINT_ERROR] = GZT_SPAN_ERROR,
};

// Looking for the nearest id takes long in a large archive, and nobody reads the hint.
static Str no_near_id(void *user, uint32_t kind, Str id) {
    (void)user, (void)kind, (void)id;
    return (Str){"", 0};
}

static void tell(const Painted *painted, uint32_t n, gzt_span_sink sink, void *user) {
    for (uint32_t i = 0; i < n; i++)
        sink(user, painted[i].span.at, painted[i].span.len, spans[painted[i].paint]);
}

static gzt_status paint(gzt_session *s, Str text, bool repl, gzt_span_sink sink, void *user) {
    Str (*near_id)(void *, uint32_t, Str) = s->catalog.near_id;
    Arena a;
    arena_init(&a, &s->archive->env->alloc, NULL, &s->guard);
    s->catalog.near_id = no_near_id;
    session_alone(s);
    if (setjmp(s->guard.at)) {
        s->catalog.near_id = near_id;
        env_take_back(s->env);
        arena_free(&a);
        return GZT_NOMEM;
    }
    ParseLimits limits = {text.n, (uint32_t)s->limits.depth, UINT32_MAX};
    const Source *src = source_new(&a, (Str){"", 0}, text);
    Painted *painted = NULL;
    uint32_t n = 0;
    if (source_invalid_at(src) == src->text.n)
        n = highlight(s->env, &s->catalog, &a, src, limits, repl, &painted);
    s->catalog.near_id = near_id;
    tell(painted, n, sink, user);
    arena_free(&a);
    return GZT_OK;
}

gzt_status gzt_highlight(gzt_session *s, const char *text, size_t n, int32_t mode,
                         gzt_span_sink sink, void *user) {
    if (!s || !text || !sink || session_busy(s, NULL)) return GZT_MISUSE;
    if (n == SIZE_MAX) n = strlen(text);
    if ((s->limits.text && n > s->limits.text) || n > GIVEN_MOST) return GZT_OK;
    return paint(s, (Str){text, (uint32_t)n}, mode == GZT_REPL, sink, user);
}
