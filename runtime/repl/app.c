// What every command needs; see app.h.
#define _DEFAULT_SOURCE // clock_gettime
#include "runtime/repl/app.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "runtime/repl/bundle/frozen.h"
#include "runtime/repl/json.h"
#include "runtime/repl/save.h"
#include "runtime/repl/signals.h"

double app_clock(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static uint64_t limit_clock(void *user) {
    (void)user;
    return (uint64_t)app_clock();
}

// --- sentences
// ------------------------------------------------------------------------------------

void app_complain(App *app, const char *format, ...) {
    Buf text = {0}, line = {0};
    va_list args;
    va_start(args, format);
    buf_format_list(&text, format, args);
    va_end(args);
    if (app->options->json_errors) {
        gzt_error error = {.code = "E0801"};
        json_error(&line, &error, buf_text(&text));
        out_say(&app->err, "%s", buf_text(&line));
    } else {
        buf_format(&line, "error: %s\n", buf_text(&text));
        out_errors(&app->err, line.p, line.n);
    }
    buf_free(&text);
    buf_free(&line);
}

void app_note(App *app, const char *format, ...) {
    if (app->options->quiet) return;
    Buf text = {0};
    va_list args;
    va_start(args, format);
    buf_format_list(&text, format, args);
    va_end(args);
    out_say(&app->err, "%s\n", buf_text(&text));
    buf_free(&text);
}

// --- errors
// ---------------------------------------------------------------------------------------

// An error of which nothing but the struct is left, as when memory ran out.
static void bare_error(App *app, Buf *to, const gzt_error *error) {
    const char *message = *error->message ? error->message : gzt_status_name(error->status);
    if (app->options->json_errors) {
        json_error(to, error, message);
        return;
    }
    if (*error->file) buf_format(to, "%s:", error->file);
    if (error->line) buf_format(to, "%u:%u:", error->line, error->column);
    buf_format(to, "%serror: %s\n", to->n ? " " : "", message);
    if (*error->hint) buf_format(to, "hint: %s\n", error->hint);
}

static void write_errors(App *app, const Buf *text) {
    if (app->options->json_errors) {
        out_say(&app->err, "%s", buf_text(text));
    } else {
        out_errors(&app->err, buf_text(text), text->n);
    }
}

int app_errors(App *app, gzt_status status, const gzt_error *error) {
    Buf text = {0};
    int32_t form = app->options->json_errors ? GZT_ERRORS_JSON : GZT_ERRORS_TEXT;
    if (status == GZT_INTERRUPTED) {
        if (app->err.terminal) out_say(&app->err, "\n"); // the terminal has shown ^C
        app_complain(app, "interrupted");
        return EXIT_INTERRUPTED;
    }
    if (app->session) gzt_session_errors(app->session, form, buf_sink, &text);
    if (text.n == 0) bare_error(app, &text, error);
    if (app->use.why.n && form == GZT_ERRORS_TEXT)
        buf_format(&text, "hint: %s\n", buf_text(&app->use.why));
    buf_clear(&app->use.why);
    write_errors(app, &text);
    buf_free(&text);
    return EXIT_FAILED;
}

// --- archives
// -------------------------------------------------------------------------------------

static int archive_errors(App *app, const gzt_error *error) {
    Buf text = {0};
    bool json = app->options->json_errors;
    (json ? gzt_env_errors_json : gzt_env_errors)(app->env, buf_sink, &text);
    if (text.n == 0) bare_error(app, &text, error);
    write_errors(app, &text);
    buf_free(&text);
    return EXIT_ARCHIVE;
}

static int bad_param(App *app, const gzt_error *error) {
    app_complain(app, "%s", *error->message ? error->message : gzt_status_name(error->status));
    return EXIT_USAGE;
}

static int set_params(App *app, gzt_session *session) {
    const Options *o = app->options;
    for (size_t i = 0; i < o->param_n; i++) {
        gzt_error error = {0};
        char *name = o->params[i], *equals = strchr(name, '=');
        *equals = '\0';
        gzt_status status = gzt_param_set(session, name, equals + 1, &error);
        *equals = '=';
        if (status < 0) return bad_param(app, &error);
    }
    return EXIT_DONE;
}

static int make_session(App *app, gzt_archive *archive, gzt_session **out) {
    gzt_error error = {.status = gzt_session_new(archive, out)};
    if (error.status < 0) {
        app_complain(app, "no session: %s", gzt_status_name(error.status));
        return EXIT_FAILED;
    }
    gzt_session_clock(*out, limit_clock, NULL);
    gzt_session_saves(*out, !app->safe);
    gzt_session_loader(*out, use_load, &app->use);
    gzt_session_cancel(*out, app->cancel);
    return set_params(app, *out);
}

// The archive takes the place of the one that was open, with a session of its own. error says how
// opening it went.
static int put_archive(App *app, gzt_archive *archive, const gzt_error *error) {
    gzt_session *session = NULL;
    int status = error->status < 0 ? archive_errors(app, error) : EXIT_DONE;
    if (status == EXIT_DONE) status = make_session(app, archive, &session);
    if (status != EXIT_DONE) {
        gzt_session_free(session);
        gzt_archive_free(archive);
        return status;
    }
    gzt_session_free(app->session);
    gzt_archive_free(app->archive);
    app->session = session;
    app->archive = archive;
    return EXIT_DONE;
}

static int open_sources(App *app, const gzt_source *sources, size_t n) {
    gzt_error error = {0};
    gzt_archive *archive = NULL;
    error.status = gzt_archive_build(app->env, sources, n, &archive, &error);
    return put_archive(app, archive, &error);
}

// It lies in the program, frozen: nothing is parsed or built.
static int open_bundled(App *app) {
    gzt_error error = {0};
    gzt_archive *archive = NULL;
    error.status = gzt_archive_open(app->env, frozen_archive, frozen_archive_size, NULL, NULL,
                                    &archive, &error);
    return put_archive(app, archive, &error);
}

int app_new_session(App *app) {
    gzt_session *session = NULL;
    int status = make_session(app, app->archive, &session);
    gzt_session_free(app->session);
    app->session = session;
    return status;
}

int app_open_files(App *app, const Files *files) {
    if (files->n == 0) return open_bundled(app);
    gzt_source *sources = mem_grow(NULL, files->n, sizeof *sources);
    for (size_t i = 0; i < files->n; i++) {
        const File *file = &files->at[i];
        sources[i] = (gzt_source){file->name, SIZE_MAX, file->text, file->n};
    }
    int status = open_sources(app, sources, files->n);
    free(sources);
    return status;
}

int app_open(App *app, const char *const *paths, size_t n) {
    Files files = {0};
    Buf why = {0};
    bool good = true; // every path that can't be read is named at once
    for (size_t i = 0; i < n; i++) {
        buf_clear(&why);
        if (files_add(&files, paths[i], &why)) continue;
        app_complain(app, "%s", buf_text(&why));
        good = false;
    }
    int status = good ? app_open_files(app, &files) : EXIT_ARCHIVE;
    files_free(&files);
    buf_free(&why);
    return status;
}

// --- results
// --------------------------------------------------------------------------------------

static int write_failed(App *app) {
    int reason = app->out.error;
    app->closed = true;
    if (reason == EPIPE) return EXIT_DONE; // as with `| head`: the reader has seen enough
    app_complain(app, "cannot write the result: %s", strerror(reason));
    return EXIT_FAILED;
}

static int write_result(App *app, gzt_result *result, double start) {
    gzt_error error = {0};
    const char *name = gzt_result_save_name(result), *format;
    if (name) {
        int left = save_result(app, result, name);
        if (left == EXIT_DONE) app->after(app, result, app_clock() - start);
        return left;
    }
    app->write.width = out_width(&app->out);
    out_begin(&app->out, app->results++ > 0);
    format = gzt_result_format(result, &app->write);
    app->out.list = format && strcmp(format, "list") == 0;
    gzt_status status = gzt_result_write(result, &app->write, out_sink, &app->out, &error);
    if (!out_end(&app->out)) return write_failed(app);
    if (status < 0) return app_errors(app, status, &error);
    app->after(app, result, app_clock() - start);
    return EXIT_DONE;
}

static int run_script(App *app, gzt_script *script, double start) {
    for (;;) {
        gzt_error error = {0};
        gzt_result *result = NULL;
        gzt_status status = gzt_script_next(script, &result, &error);
        if (status == GZT_DONE) return EXIT_DONE;
        if (status < 0) return app_errors(app, status, &error);
        int left = write_result(app, result, start);
        gzt_result_free(result);
        if (left != EXIT_DONE || app->closed) return left;
        start = app_clock();
    }
}

int app_run(App *app, const gzt_source *source, int32_t mode) {
    gzt_error error = {0};
    gzt_script *script = NULL;
    double start = app_clock();
    gzt_status status = gzt_prepare(app->session, source, mode, &script, &error);
    if (status < 0) return app_errors(app, status, &error);
    int left = run_script(app, script, start);
    gzt_script_free(script);
    return left;
}

int app_dump(App *app, const gzt_source *source, int32_t stage) {
    gzt_error error = {0};
    out_begin(&app->out, app->results++ > 0);
    gzt_status status = gzt_dump(app->session, source, stage, out_sink, &app->out, &error);
    if (!out_end(&app->out)) return write_failed(app);
    return status < 0 ? app_errors(app, status, &error) : EXIT_DONE;
}

// Outside the loop notes stand on standard error, one a line.
static void say_notes(App *app, const gzt_result *result, double ms) {
    (void)ms;
    for (uint32_t i = 0; i < gzt_result_notes(result); i++)
        app_note(app, "note: %s", gzt_result_note(result, i));
}

// --- beginning and end
// ----------------------------------------------------------------------------

int app_start(App *app, const Options *options) {
    *app = (App){.options = options, .after = say_notes, .safe = options->safe};
    out_open(&app->out, stdout);
    out_open(&app->err, stderr);
    signal(SIGPIPE, SIG_IGN); // a write that fails says so
    app->write = (gzt_write_options){.size = sizeof app->write, .format = options->format};
    app->write.color = app->out.color;
    gzt_status status = gzt_env_new(NULL, &app->env);
    if (status >= 0) status = gzt_cancel_new(app->env, &app->cancel);
    if (status >= 0) return EXIT_DONE;
    app_complain(app, "cannot start: %s", gzt_status_name(status));
    return EXIT_FAILED;
}

void app_open_signals(App *app) { signals_start(app->cancel); }

void app_stop(App *app) {
    signals_stop();
    gzt_session_free(app->session);
    gzt_archive_free(app->archive);
    gzt_cancel_free(app->cancel);
    gzt_env_free(app->env);
    use_free(&app->use);
    out_close(&app->out);
    out_close(&app->err);
}
