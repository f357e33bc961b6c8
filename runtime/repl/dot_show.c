// Dot commands that tell: about the archive, the language, a query; see dot_acts.h.
#include <string.h>

#include "runtime/repl/dot_acts.h"
#include "runtime/repl/help.h"
#include "runtime/repl/nearest.h"

// --- what the archive holds
// -----------------------------------------------------------------------

bool dot_kinds(Loop *loop, const Dot_words *words) {
    App *app = loop->app;
    const char *kind, *collection;
    uint64_t count;
    (void)words;
    for (uint32_t i = 0; gzt_archive_kind(app->archive, i, &kind, &collection, &count); i++) {
        Buf number = {0};
        buf_count(&number, count);
        out_say(&app->out, "%12s %s\n", buf_text(&number), count == 1 ? kind : collection);
        buf_free(&number);
    }
    return true;
}

static void show_kind(App *app, uint32_t i) {
    const char *kind, *collection, *field, *type;
    uint64_t count;
    gzt_archive_kind(app->archive, i, &kind, &collection, &count);
    out_paint(&app->out, PAINT_BOLD);
    out_say(&app->out, "%s as %s", kind, collection);
    out_paint(&app->out, PAINT_OFF);
    out_say(&app->out, "\n");
    for (uint32_t f = 0; gzt_archive_field(app->archive, i, f, &field, &type); f++)
        out_say(&app->out, "    %-18s %s\n", field, type);
}

bool dot_schema(Loop *loop, const Dot_words *words) {
    App *app = loop->app;
    const char *wanted = words->n ? words->at[0] : NULL, *kind, *collection;
    Nearest near = nearest_to(wanted ? wanted : "");
    bool found = false;
    for (uint32_t i = 0; gzt_archive_kind(app->archive, i, &kind, &collection, NULL); i++) {
        bool match = !wanted || strcmp(kind, wanted) == 0 || strcmp(collection, wanted) == 0;
        if (match) show_kind(app, i);
        found |= match;
        nearest_try(&near, kind);
        nearest_try(&near, collection);
    }
    if (found || !wanted) return true;
    app_complain(app,
                 near.best ? "there is no kind '%s'; did you mean '%s'?" : "there is no kind '%s'",
                 wanted, near.best);
    return false;
}

// --- the language
// ---------------------------------------------------------------------------------

bool dot_help(Loop *loop, const Dot_words *words) {
    if (words->n) return help_topic(loop->app, words->all);
    help_overview(loop->app);
    return true;
}

bool dot_doc(Loop *loop, const Dot_words *words) {
    if (words->n != 1) return dot_wrong(loop, ".doc needs the name of a function");
    return help_function(loop->app, words->at[0]);
}

bool dot_examples(Loop *loop, const Dot_words *words) {
    (void)words;
    help_examples(loop->app);
    return true;
}

// --- a query
// --------------------------------------------------------------------------------------

static bool dump(Loop *loop, int32_t stage, const char *query) {
    gzt_source source = {"", 0, query, strlen(query)};
    return app_dump(loop->app, &source, stage) == EXIT_DONE;
}

bool dot_explain(Loop *loop, const Dot_words *words) {
    const char *query = words->n ? words->all : buf_text(&loop->last);
    if (!*query) return dot_wrong(loop, ".explain needs a query, or one that was run before");
    return dump(loop, GZT_DUMP_PLAN, query);
}

bool dot_dump(Loop *loop, const Dot_words *words) {
    int stage = words->n ? dump_stage(words->at[0]) : -1;
    if (stage < 0 || !*words->rest)
        return dot_wrong(loop,
                         "it is .dump STAGE QUERY, where STAGE is tokens, ast, types or plan");
    return dump(loop, stage, words->rest);
}

static void show_kept(App *app) {
    Pager pager;
    if (app->pages && !app->safe) out_page_begin(&app->out, &pager);
    out_begin(&app->out, false);
    out_sink(&app->out, app->whole.p, app->whole.n);
    out_end(&app->out);
    out_dim(&app->out, buf_text(&app->footer));
    out_page_end(&app->out);
}

// The last result, whole: every row, and every column as wide as it is. One that was too large to
// be kept is worked out again.
bool dot_last(Loop *loop, const Dot_words *words) {
    App *app = loop->app;
    uint32_t rows = app->write.max_rows, width = app->width;
    (void)words;
    if (!loop->last.n) return dot_wrong(loop, "there is no result yet");
    if (app->whole.n) {
        show_kept(app);
        return true;
    }
    app->write.max_rows = 0;
    app->width = UINT32_MAX;
    loop_run(loop, "", "_", 1);
    app->write.max_rows = rows;
    app->width = width;
    return loop->status == EXIT_DONE;
}
