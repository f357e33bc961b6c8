// The two lines that greet; see banner.h.
#include "runtime/repl/banner.h"

#include <string.h>

typedef struct Kind {
    const char *kind, *collection;
    uint64_t count;
} Kind;

static bool kind_at(const App *app, uint32_t i, Kind *out) {
    return gzt_archive_kind(app->archive, i, &out->kind, &out->collection, &out->count);
}

static bool kind_named(const App *app, const char *kind, Kind *out) {
    for (uint32_t i = 0; kind_at(app, i, out); i++)
        if (strcmp(out->kind, kind) == 0) return true;
    return false;
}

// An archive of a single issue is called as the issue is: `The Newsletter, Vol. 1 No. 27 (1957)`.
static bool issue_title(App *app, Buf *to) {
    static const char query[] = "issues | where title is not null | select title, date";
    gzt_source source = {"", 0, query, sizeof query - 1};
    gzt_script *script = NULL;
    gzt_result *result = NULL;
    bool found = gzt_prepare(app->session, &source, GZT_SCRIPT, &script, NULL) >= 0 &&
                 gzt_script_next(script, &result, NULL) == GZT_ROW &&
                 gzt_result_step(result, NULL) == GZT_ROW;
    if (found) {
        buf_put(to, gzt_cell_text(result, 0, NULL));
        if (!gzt_cell_missing(result, 1)) buf_format(to, " (%s)", gzt_cell_text(result, 1, NULL));
    }
    gzt_result_free(result);
    gzt_script_free(script);
    return found;
}

static void add_title(App *app, Buf *to) {
    Kind issues;
    const char *title = gzt_archive_meta(app->archive, "title");
    if (kind_named(app, "issue", &issues) && issues.count == 1 && issue_title(app, to)) return;
    buf_put(to, title && *title ? title : "an archive without a title");
}

void banner_count(Buf *to, uint64_t count, const char *kind, const char *collection) {
    buf_count(to, count);
    buf_format(to, " %s", count == 1 ? kind : collection);
}

// What most archives are about comes first, then whatever there is.
static void add_counts(const App *app, Buf *to) {
    static const char *const usual[] = {"article", "person", "event"};
    enum { USUAL = sizeof usual / sizeof *usual };
    Kind kind;
    size_t shown = 0;
    for (size_t i = 0; i < USUAL; i++) {
        if (!kind_named(app, usual[i], &kind) || kind.count == 0) continue;
        if (shown++) buf_put(to, " · ");
        banner_count(to, kind.count, kind.kind, kind.collection);
    }
    if (shown) return;
    for (uint32_t i = 0; shown < USUAL && kind_at(app, i, &kind); i++) {
        if (kind.count == 0) continue;
        if (shown++) buf_put(to, " · ");
        banner_count(to, kind.count, kind.kind, kind.collection);
    }
    if (!shown) buf_put(to, "no facts");
}

void banner_say(App *app) {
    Buf text = {0};
    uint32_t version = gzt_version_number();
    buf_format(&text, "Gazette %u.%u · ", version >> 16 & 0xff, version >> 8 & 0xff);
    add_title(app, &text);
    out_paint(&app->out, PAINT_BOLD);
    out_say(&app->out, "%s", buf_text(&text));
    out_paint(&app->out, PAINT_OFF);
    buf_clear(&text);
    add_counts(app, &text);
    buf_put(&text, " · .help for help, .examples for ideas");
    out_say(&app->out, "\n");
    out_lines(&app->out, buf_text(&text));
    out_say(&app->out, "\n\n");
    buf_free(&text);
}
