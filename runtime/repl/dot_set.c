// Dot commands that set how things are shown and run; see dot_acts.h. Each tells what is set then.
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/repl/dot_acts.h"
#include "runtime/repl/line.h"
#include "runtime/repl/nearest.h"

// What was set, but for the rc file, which greets nobody.
static void tell(App *app, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void tell(App *app, const char *format, ...) {
    Buf text = {0};
    va_list args;
    if (app->place) return;
    va_start(args, format);
    buf_format_list(&text, format, args);
    va_end(args);
    out_say(&app->out, "%s\n", buf_text(&text));
    buf_free(&text);
}

// --- how results are shown
// ------------------------------------------------------------------------

bool dot_mode(Loop *loop, const Dot_words *words) {
    App *app = loop->app;
    Buf why = {0};
    if (words->n == 0) {
        out_say(&app->out, "%s\n", app->write.format ? app->write.format : "table");
        return true;
    }
    const char *known = format_known(words->at[0], &why);
    if (!known) dot_wrong(loop, buf_text(&why));
    buf_free(&why);
    // A table is what queries show that do not say `as`, so it must not overrule those that do.
    if (known) app->write.format = strcmp(known, "table") == 0 ? NULL : known;
    return known != NULL;
}

// A whole number and nothing else, of at least 1.
static bool number(const char *word, uint64_t *out) {
    char *end;
    errno = 0;
    unsigned long long value = strtoull(word, &end, 10);
    *out = value;
    return errno == 0 && *end == '\0' && word[0] >= '0' && word[0] <= '9' && value > 0;
}

bool dot_width(Loop *loop, const Dot_words *words) {
    enum { LEAST = 20, MOST = 100000 };
    App *app = loop->app;
    uint64_t cells = 0;
    bool window = words->n && strcmp(words->at[0], "auto") == 0;
    if (words->n && !window && (!number(words->at[0], &cells) || cells < LEAST || cells > MOST))
        return dot_wrong(loop, ".width is a number of columns, at least 20, or auto");
    if (words->n) app->width = (uint32_t)cells;
    if (app->width) {
        tell(app, "tables are at most %u columns wide", (unsigned)app->width);
    } else {
        tell(app, "tables are as wide as the window");
    }
    return true;
}

// on, off, or nothing, which is the other of the two.
static bool set_switch(Loop *loop, const Dot_words *words, bool *value) {
    bool on = words->n && strcmp(words->at[0], "on") == 0;
    bool off = words->n && strcmp(words->at[0], "off") == 0;
    if (words->n && !on && !off) return dot_wrong(loop, "it is on or off");
    *value = words->n ? on : !*value;
    return true;
}

bool dot_timer(Loop *loop, const Dot_words *words) {
    App *app = loop->app;
    if (!set_switch(loop, words, &app->timer)) return false;
    tell(app, "the time of a query is %sshown", app->timer ? "" : "not ");
    return true;
}

bool dot_pager(Loop *loop, const Dot_words *words) {
    App *app = loop->app;
    if (!set_switch(loop, words, &app->pages)) return false;
    const char *command = pager_command();
    if (app->pages && !command) {
        tell(app, "there is no pager: PAGER names none, and less is not installed");
    } else {
        tell(app, "long results %sgo through a pager%s%s", app->pages ? "" : "do not ",
             app->pages ? ": " : "", app->pages ? command : "");
    }
    return true;
}

bool dot_theme(Loop *loop, const Dot_words *words) {
    App *app = loop->app;
    const Theme *theme = words->n ? theme_named(words->at[0]) : app->theme;
    if (!theme) return dot_wrong(loop, "the themes are dark, light and none");
    app_theme(app, theme);
    line_theme(theme);
    if (!words->n) out_say(&app->out, "%s\n", theme->name);
    return true;
}

// --- how queries are run
// --------------------------------------------------------------------------

static const char *given_value(const App *app, const char *name) {
    size_t n = strlen(name);
    for (size_t i = 0; i < app->param_n; i++)
        if (strncmp(app->params[i], name, n) == 0 && app->params[i][n] == '=')
            return app->params[i] + n + 1;
    return NULL;
}

static void show_params(App *app) {
    gzt_source nothing = {"", 0, "", 0};
    gzt_script *script = NULL;
    size_t shown = app->param_n;
    for (size_t i = 0; i < app->param_n; i++) out_say(&app->out, "%s\n", app->params[i]);
    if (gzt_prepare(app->session, &nothing, GZT_REPL, &script, NULL) < 0) return;
    for (uint32_t i = 0; gzt_script_param(script, i); i++) {
        const char *name = gzt_script_param(script, i);
        if (given_value(app, name)) continue;
        out_say(&app->out, "%s is not given: it is what its param says\n", name);
        shown++;
    }
    gzt_script_free(script);
    if (!shown) out_say(&app->out, "there are no params\n");
}

// A value that its param cannot take would stand in the way of every query: the one before it comes
// back then.
static bool set_param(App *app, const char *word) {
    gzt_source nothing = {"", 0, "", 0};
    size_t n = strcspn(word, "=");
    char *name = mem_text(word, n);
    const char *was = given_value(app, name);
    gzt_error error = {0};
    gzt_status set = gzt_param_set(app->session, name, word + n + 1, &error);
    bool good = set >= 0 && app_run(app, &nothing, GZT_REPL) == EXIT_DONE;
    if (set < 0) app_complain(app, "%s", error.message);
    if (!good) gzt_param_set(app->session, name, was, NULL);
    if (good) app_param(app, word);
    free(name);
    return good;
}

bool dot_params(Loop *loop, const Dot_words *words) {
    const char *equals = strchr(words->all, '=');
    if (words->n && (!equals || equals == words->all))
        return dot_wrong(loop, "it is .params NAME=VALUE");
    if (words->n) return set_param(loop->app, words->all);
    show_params(loop->app);
    return true;
}

static const char *const limit_names[GZT_LIMITS] = {
    [GZT_LIMIT_TEXT] = "text",   [GZT_LIMIT_DEPTH] = "depth", [GZT_LIMIT_CALLS] = "calls",
    [GZT_LIMIT_ROWS] = "rows",   [GZT_LIMIT_STEPS] = "steps", [GZT_LIMIT_MEMORY] = "memory",
    [GZT_LIMIT_TIME_MS] = "time"};

const char *limit_name(int32_t i) { return i < GZT_LIMITS ? limit_names[i] : NULL; }

static void show_limit(App *app, int32_t limit) {
    static const char *const units[GZT_LIMITS] = {[GZT_LIMIT_TEXT] = "bytes of a text",
                                                  [GZT_LIMIT_DEPTH] =
                                                      "levels of brackets and operators",
                                                  [GZT_LIMIT_CALLS] = "calls within calls",
                                                  [GZT_LIMIT_ROWS] = "rows of a result",
                                                  [GZT_LIMIT_STEPS] = "rows worked on, all told",
                                                  [GZT_LIMIT_MEMORY] = "bytes of memory",
                                                  [GZT_LIMIT_TIME_MS] = "milliseconds"};
    Buf value = {0};
    uint64_t most = gzt_limit(app->session, limit);
    if (most) buf_count(&value, most);
    out_say(&app->out, "  %-8s %15s  %s\n", limit_names[limit], most ? buf_text(&value) : "none",
            units[limit]);
    buf_free(&value);
}

static bool set_limit(Loop *loop, int32_t limit, const char *word) {
    App *app = loop->app;
    uint64_t value = 0, now = gzt_limit(app->session, limit);
    if (strcmp(word, "none") != 0 && !number(word, &value))
        return dot_wrong(loop, "a limit is a whole number, or none");
    if (app->safe && now && (!value || value > now))
        return dot_wrong(loop, "with .safe limits can only be lowered");
    if (gzt_limit_set(app->session, limit, value) < 0)
        return dot_wrong(loop, "this limit cannot be set so");
    app->limits[limit] = (Limit){true, value};
    if (!app->place) show_limit(app, limit);
    return true;
}

bool dot_limits(Loop *loop, const Dot_words *words) {
    Nearest near = nearest_to(words->n ? words->at[0] : "");
    for (int32_t i = 0; i < GZT_LIMITS; i++) {
        nearest_try(&near, limit_names[i]);
        if (!words->n) {
            show_limit(loop->app, i);
        } else if (strcmp(limit_names[i], words->at[0]) == 0) {
            if (words->n == 2) return set_limit(loop, i, words->at[1]);
            show_limit(loop->app, i);
            return true;
        }
    }
    if (words->n)
        app_complain(loop->app, "there is no limit '%s'%s%s%s", words->at[0],
                     near.best ? "; did you mean '" : "", near.best ? near.best : "",
                     near.best ? "'?" : "");
    return !words->n;
}

bool dot_safe(Loop *loop, const Dot_words *words) {
    (void)words;
    app_safe(loop->app);
    line_forget();
    tell(loop->app, "no files are read or written and no programs run from here on");
    return true;
}
