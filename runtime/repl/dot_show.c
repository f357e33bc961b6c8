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

static uint64_t nanoseconds(void *user) {
    (void)user;
    return (uint64_t)(app_clock() * 1e6);
}

// Reads the result to its end without showing it, then tells how that went.
static int explain_result(App *app, gzt_result *result) {
    gzt_error error = {0};
    gzt_status status;
    Buf text = {0};
    gzt_result_time(result, nanoseconds, NULL);
    progress_begin(&app->progress, app_clock());
    while ((status = gzt_result_step(result, &error)) == GZT_ROW) continue;
    progress_end(&app->progress);
    if (status < 0) return app_errors(app, status, &error);
    status = gzt_result_explain(result, buf_sink, &text);
    out_say(&app->out, "%s", buf_text(&text));
    buf_free(&text);
    return status < 0 ? EXIT_FAILED : EXIT_DONE;
}

static int explain(App *app, const char *query) {
    gzt_source source = {"", SIZE_MAX, query, strlen(query)};
    gzt_script *script = NULL;
    gzt_result *result = NULL;
    gzt_error error = {0};
    bool goes_on = strchr("|_", query[strspn(query, " \t\n")]) != NULL; // with the last query
    gzt_status status =
        gzt_prepare(app->session, &source, goes_on ? GZT_REPL : GZT_SCRIPT, &script, &error);
    int left = status < 0 ? app_errors(app, status, &error) : EXIT_DONE;
    while (left == EXIT_DONE) {
        progress_begin(&app->progress, app_clock());
        status = gzt_script_next(script, &result, &error);
        progress_end(&app->progress);
        if (status == GZT_DONE) break;
        left = status < 0 ? app_errors(app, status, &error) : explain_result(app, result);
        if (status >= 0) gzt_result_free(result);
    }
    gzt_script_free(script);
    return left;
}

bool dot_explain(Loop *loop, const Dot_words *words) {
    const char *query = words->n ? words->all : buf_text(&loop->last);
    if (!*query) return dot_wrong(loop, ".explain needs a query, or one that was run before");
    return explain(loop->app, query) == EXIT_DONE;
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
