// What typed text means; see typing.h.
#include "runtime/repl/typing.h"

#include <string.h>

#include "runtime/repl/complete.h"
#include "runtime/repl/dot.h"

// --- complete or not
// ------------------------------------------------------------------------------

static bool unfinished(void *user, const char *text, size_t n, Buf *awaited) {
    App *app = user;
    char what[128] = "";
    if (strspn(text, " \t\r\n") >= n || dot_is(text)) return false;
    if (gzt_check_input(app->session, text, n, what, sizeof what) != GZT_DONE) return false;
    buf_put(awaited, what);
    return true;
}

// --- colours
// --------------------------------------------------------------------------------------

static void paint_span(void *user, size_t offset, size_t length, int32_t what) {
    static const unsigned char table[] = {
        [GZT_SPAN_KEYWORD] = STYLE_KEYWORD,   [GZT_SPAN_NAME] = STYLE_PLAIN,
        [GZT_SPAN_FUNCTION] = STYLE_FUNCTION, [GZT_SPAN_UNKNOWN] = STYLE_UNKNOWN,
        [GZT_SPAN_TEXT] = STYLE_TEXT,         [GZT_SPAN_NUMBER] = STYLE_NUMBER,
        [GZT_SPAN_DATE] = STYLE_DATE,         [GZT_SPAN_ID] = STYLE_ID,
        [GZT_SPAN_COMMENT] = STYLE_COMMENT,   [GZT_SPAN_OPERATOR] = STYLE_OPERATOR,
        [GZT_SPAN_BRACKET] = STYLE_BRACKET,   [GZT_SPAN_ERROR] = STYLE_ERROR,
    };
    bool known = what >= 0 && (size_t)what < sizeof table; // a later library may know more
    memset((unsigned char *)user + offset, known ? table[what] : STYLE_PLAIN, length);
}

static void paint(void *user, const char *text, size_t n, unsigned char *styles) {
    App *app = user;
    if (!app->theme->color) return;
    if (!dot_is(text)) {
        gzt_highlight(app->session, text, n, GZT_REPL, paint_span, styles);
        return;
    }
    size_t begin = strspn(text, " \t"), length = strcspn(text + begin, " \t\n");
    memset(styles + begin, dot_known(text + begin, length) ? STYLE_KEYWORD : STYLE_UNKNOWN, length);
}

// --- completion
// -----------------------------------------------------------------------------------

// The name of a dot command, while it is typed.
static void complete_dot(App *app, const char *word, size_t n, Buf *insert, Buf *choices) {
    const char *only = NULL;
    size_t found = 0, common = 0;
    for (size_t i = 0; dot_at(i); i++) {
        const Dot *dot = dot_at(i);
        if (strncmp(dot->name, word, n) != 0) continue;
        size_t same = 0;
        while (only && only[same] && only[same] == dot->name[same]) same++;
        common = found == 0 ? strlen(dot->name) : same < common ? same : common;
        if (found++ == 0) only = dot->name;
        buf_put(choices, "  ");
        buf_pad(choices, dot->name, 10);
        buf_format(choices, "%s  %s%s\n", out_color(&app->out, PAINT_DIM), dot->help,
                   out_color(&app->out, PAINT_OFF));
    }
    buf_add(insert, found ? only : word, found ? common : n);
    if (found == 1) buf_char(insert, ' ');
    if (found <= 1) buf_clear(choices);
}

static void complete(void *user, const char *text, size_t n, size_t cursor, size_t *start,
                     Buf *insert, Buf *choices) {
    App *app = user;
    size_t begin = strspn(text, " \t");
    if (dot_is(text) || text[begin] == '.') {
        bool name = cursor >= begin && strcspn(text + begin, " \t\n") >= cursor - begin;
        *start = name ? begin : cursor;
        if (name) complete_dot(app, text + begin, cursor - begin, insert, choices);
        return;
    }
    enum { ROWS = 20 };
    Completion found;
    complete_word(app, text, n, cursor, out_width(&app->out), ROWS, &found);
    *start = found.start;
    buf_put(insert, buf_text(&found.insert));
    buf_put(choices, buf_text(&found.list));
    completion_free(&found);
}

Line_host typing_host(App *app) { return (Line_host){app, unfinished, paint, complete}; }
