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

// Where the file's name begins in `save "…` and `use "…`, if the cursor stands in one; else
// SIZE_MAX.
static size_t file_begins(const char *text, size_t cursor) {
    static const char *const words[] = {"save", "use"};
    size_t start = cursor;
    while (start > 0 && !strchr("\"'\n", text[start - 1])) start--;
    if (start == 0 || text[start - 1] == '\n') return SIZE_MAX;
    size_t end = start - 1;
    while (end > 0 && strchr(" \t", text[end - 1])) end--;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        if (end < n || memcmp(text + end - n, words[i], n) != 0) continue;
        if (end == n || strchr(" \t\n|", text[end - n - 1])) return start;
    }
    return SIZE_MAX;
}

static size_t choose(App *app, Choices *choices, const char *text, size_t n, size_t cursor) {
    size_t begin = strspn(text, " \t"), file = file_begins(text, cursor);
    bool dot = text[begin] == '.' || text[begin] == '\\';
    if (dot && cursor >= begin) return dot_complete(app, choices, text, cursor);
    if (file == SIZE_MAX || app->safe) return choices_query(choices, app, text, n, cursor);
    char quote[] = {text[file - 1], '\0'};
    choices_files(choices, text + file, cursor - file, quote);
    return file;
}

static void complete(void *user, const char *text, size_t n, size_t cursor, size_t *start,
                     Buf *insert, Buf *choices) {
    enum { ROWS = 20 };
    App *app = user;
    Completion found = {0};
    Choices *all = choices_new();
    *start = choose(app, all, text, n, cursor);
    complete_word(app, all, text + *start, cursor - *start, ROWS, &found);
    choices_free(all);
    buf_put(insert, buf_text(&found.insert));
    buf_put(choices, buf_text(&found.list));
    completion_free(&found);
}

Line_host typing_host(App *app) { return (Line_host){app, unfinished, paint, complete}; }
