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
#include "runtime/repl/nearest.h"
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
        if (app->place) buf_format(&line, "%s:%zu: ", app->place, app->place_line);
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
    for (size_t i = 0; i < app->param_n; i++) {
        gzt_error error = {0};
        char *name = app->params[i], *equals = strchr(name, '=');
        *equals = '\0';
        gzt_status status = gzt_param_set(session, name, equals + 1, &error);
        *equals = '=';
        if (status < 0) return bad_param(app, &error);
    }
    return EXIT_DONE;
}

static bool same_name(const char *a, const char *b) {
    size_t n = strcspn(a, "=");
    return n == strcspn(b, "=") && memcmp(a, b, n) == 0;
}

void app_param(App *app, const char *word) {
    size_t i = 0;
    while (i < app->param_n && !same_name(app->params[i], word)) i++;
    if (i == app->param_n) {
        app->params = mem_grow(app->params, i + 1, sizeof *app->params);
        app->params[app->param_n++] = NULL;
    }
    free(app->params[i]);
    app->params[i] = mem_text(word, strlen(word));
}

static void tell_progress(void *user, uint64_t steps, uint64_t done, uint64_t total) {
    progress_tell(user, app_clock(), steps, done, total);
}

static int make_session(App *app, gzt_archive *archive, gzt_session **out) {
    gzt_error error = {.status = gzt_session_new(archive, out)};
    if (error.status < 0) {
        app_complain(app, "no session: %s", gzt_status_name(error.status));
        return EXIT_FAILED;
    }
    gzt_session_clock(*out, limit_clock, NULL);
    gzt_session_saves(*out, !app->safe);
    if (!app->safe) gzt_session_loader(*out, use_load, &app->use);
    gzt_session_cancel(*out, app->cancel);
    if (app->progress.wanted)
        gzt_session_progress(*out, PROGRESS_EVERY, tell_progress, &app->progress);
    for (int32_t i = 0; i < GZT_LIMITS; i++)
        if (app->limits[i].set) gzt_limit_set(*out, i, app->limits[i].value);
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

static void builder_errors(App *app, gzt_builder *builder, const gzt_error *error) {
    Buf text = {0};
    int32_t form = app->options->json_errors ? GZT_ERRORS_JSON : GZT_ERRORS_TEXT;
    gzt_builder_errors(builder, form, buf_sink, &text);
    if (text.n == 0) bare_error(app, &text, error);
    write_errors(app, &text);
    buf_free(&text);
}

static void tell_load(void *user, uint64_t done, uint64_t total) {
    progress_tell_load(user, app_clock(), done, total);
}

static void say_number(App *app, uint64_t n, const char *one, const char *many) {
    if (n) app_note(app, n == 1 ? one : many, (unsigned long long)n);
}

static void keep_findings(App *app, gzt_builder *builder) {
    const char *what, *guessed = gzt_builder_guessed(builder);
    uint64_t many;
    buf_clear(&app->findings);
    buf_clear(&app->guessed);
    for (uint32_t i = 0; gzt_builder_finding(builder, i, &what, &many); i++) {
        if (many) buf_count(&app->findings, many);
        buf_format(&app->findings, "%s%s\n", many ? " " : "", what);
    }
    buf_put(&app->guessed, guessed);
}

// What does not fit is told and left out; the archive is opened without it.
static void say_records(App *app, gzt_builder *builder) {
    Buf text = {0};
    gzt_records r = {0};
    int32_t form = app->options->json_errors ? GZT_ERRORS_JSON : GZT_ERRORS_TEXT;
    gzt_builder_records(builder, &r);
    gzt_builder_errors(builder, form, buf_sink, &text);
    if (text.n) write_errors(app, &text);
    app->records = r;
    app->left_out = r.left_out + r.links + r.repaired;
    if (text.n && !app->left_out) app->left_out = 1;
    buf_free(&text);
    say_number(app, r.left_out, "%llu record was left out", "%llu records were left out");
    say_number(app, r.links, "%llu link to nothing was left out",
               "%llu links to nothing were left out");
    say_number(app, r.repaired, "in %llu text U+FFFD stands for what is no character",
               "in %llu texts U+FFFD stands for what is no character");
    if (app->left_out && app->options->rejects)
        app_note(app, "the records left out are in '%s'", app->options->rejects);
}

// Of all records none was sound: no query would find anything.
static bool is_refused(App *app) {
    bool refused = app->records.loaded == 0 && app->records.left_out > 0;
    if (refused) app_complain(app, "nothing could be read of what was to be opened");
    return refused;
}

// *told: what went wrong was said.
static gzt_status add_texts(App *app, gzt_builder *builder, const gzt_source *sources, size_t n,
                            bool *told, gzt_error *error) {
    Rejects rejects = {.folder = app->options->rejects};
    const char *format = app->import_format;
    if (rejects.folder) gzt_builder_rejects(builder, rejects_keep, &rejects);
    if (!app->safe) gzt_builder_loader(builder, use_load_table, &app->use);
    gzt_status status = format ? gzt_builder_import(builder, format, sources, n, NULL, error)
                               : gzt_builder_load(builder, sources, n, NULL, error);
    gzt_builder_rejects(builder, NULL, NULL);
    progress_hide(&app->progress);
    if (!rejects_close(&rejects)) {
        app_complain(app, "%s", buf_text(&rejects.why));
        *told = true;
        status = GZT_IO;
    } else if (status >= 0) {
        say_records(app, builder);
        *told = !format && is_refused(app);
        if (*told) status = GZT_DATA;
    }
    keep_findings(app, builder);
    if (status >= 0 && app->guessed.n && !format)
        app_note(app, "nothing says what some tables mean: a mapping was guessed, which "
                      "'gazette import' shows");
    rejects_free(&rejects);
    return status;
}

// Snapshots that are opened together with others.
typedef struct Snapshots {
    gzt_archive **at;
    const char **names;
    size_t n;
} Snapshots;

static gzt_status pour_snapshots(gzt_builder *builder, const Snapshots *old, gzt_error *error) {
    gzt_status status = GZT_OK;
    for (size_t i = 0; i < old->n && status >= 0; i++)
        status = gzt_builder_archive(builder, old->at[i], old->names[i], error);
    return status;
}

// The files' texts are given back before the archive is built: it takes as much room again.
static int build_data(App *app, gzt_builder *builder, const Snapshots *old, Files *files,
                      const gzt_source *sources) {
    gzt_error error = {0};
    gzt_archive *archive = NULL;
    bool told = false;
    gzt_status status = pour_snapshots(builder, old, &error);
    if (status >= 0 && files->n) status = add_texts(app, builder, sources, files->n, &told, &error);
    if (status >= 0) files_drop_texts(files);
    if (status >= 0) status = gzt_builder_finish(builder, &archive, &error);
    progress_end(&app->progress);
    if (told) return EXIT_ARCHIVE;
    if (status >= 0) return put_archive(app, archive, &error);
    builder_errors(app, builder, &error);
    return EXIT_ARCHIVE;
}

static int open_data(App *app, const Snapshots *old, Files *files, const gzt_source *sources) {
    gzt_builder *builder = NULL;
    gzt_status status = gzt_builder_new(app->env, &builder);
    if (status < 0) {
        app_complain(app, "no archive: %s", gzt_status_name(status));
        return EXIT_ARCHIVE;
    }
    gzt_builder_strict(builder, app->options->strict);
    progress_begin(&app->progress, app_clock());
    if (app->progress.wanted) gzt_builder_progress(builder, tell_load, &app->progress);
    int done = build_data(app, builder, old, files, sources);
    gzt_builder_free(builder);
    return done;
}

static int open_together(App *app, const Snapshots *old, Files *files) {
    app->left_out = 0;
    if (files->n + old->n == 0) return open_bundled(app);
    gzt_source *sources = mem_grow(NULL, files->n + 1, sizeof *sources);
    for (size_t i = 0; i < files->n; i++)
        sources[i] = (gzt_source){files->at[i].name, SIZE_MAX, files->at[i].text, files->at[i].n};
    int status = open_data(app, old, files, sources);
    free(sources);
    return status;
}

// Mapped: a query reads no more of it than it needs.
static int open_snapshot(App *app, const char *path) {
    gzt_error error = {0};
    gzt_archive *archive = NULL;
    app->left_out = 0;
    error.status = gzt_archive_map_file(app->env, path, &archive, &error);
    return put_archive(app, archive, &error);
}

int app_save(App *app, const char *path) {
    gzt_error error = {0};
    Buf size = {0};
    error.status = gzt_archive_save(app->archive, path, &error);
    if (error.status < 0) {
        app_complain(app, "%s", error.message);
        return error.status == GZT_INTERRUPTED ? EXIT_INTERRUPTED : EXIT_FAILED;
    }
    buf_count(&size, gzt_archive_size(app->archive));
    app_note(app, "saved as '%s', %s bytes", path, buf_text(&size));
    buf_free(&size);
    return EXIT_DONE;
}

static bool add_snapshot(App *app, Snapshots *old, const char *path) {
    gzt_error error = {0};
    gzt_archive *archive = NULL;
    error.status = gzt_archive_map_file(app->env, path, &archive, &error);
    if (error.status < 0) {
        archive_errors(app, &error);
        return false;
    }
    old->at = mem_grow(old->at, old->n + 1, sizeof(gzt_archive *));
    old->names = mem_grow(old->names, old->n + 1, sizeof(char *));
    old->names[old->n] = path;
    old->at[old->n++] = archive;
    return true;
}

static bool add_files(App *app, Files *files, const char *path) {
    Buf why = {0};
    bool good = files_add(files, path, &why);
    if (!good && strchr(path, '|')) buf_put(&why, "; a query stands behind -c");
    if (!good) app_complain(app, "%s", buf_text(&why));
    buf_free(&why);
    return good;
}

static void drop_snapshots(Snapshots *old) {
    for (size_t i = 0; i < old->n; i++) gzt_archive_free(old->at[i]);
    free(old->at);
    free(old->names);
}

int app_open_files(App *app, const char *into, Files *files) {
    Snapshots old = {0};
    int status = EXIT_ARCHIVE;
    if (!into || add_snapshot(app, &old, into)) status = open_together(app, &old, files);
    drop_snapshots(&old);
    return status;
}

int app_open(App *app, const char *const *paths, size_t n) {
    if (n == 1 && path_is_snapshot(paths[0])) return open_snapshot(app, paths[0]);
    Files files = {0};
    Snapshots old = {0};
    bool good = true; // every path that can't be read is named at once
    for (size_t i = 0; i < n; i++) {
        bool snapshot = path_is_snapshot(paths[i]);
        bool added =
            snapshot ? add_snapshot(app, &old, paths[i]) : add_files(app, &files, paths[i]);
        good = good && added;
    }
    int status = good ? open_together(app, &old, &files) : EXIT_ARCHIVE;
    drop_snapshots(&old);
    files_free(&files);
    return status;
}

// --- results
// --------------------------------------------------------------------------------------

static int write_failed(App *app) {
    int reason = app->to->error;
    if (app->to == &app->file) {
        app_to_file(app, NULL);
    } else {
        app->closed = true;
        if (reason == EPIPE) return EXIT_DONE; // as with `| head`: the reader has seen enough
    }
    app_complain(app, "cannot write the result: %s", strerror(reason));
    return EXIT_FAILED;
}

// The line of progress gives way, and does not come back between rows that a terminal shows.
static int32_t write_piece(void *user, const char *p, size_t n) {
    App *app = user;
    progress_hide(&app->progress);
    if (app->to->terminal) app->progress.begun = app_clock();
    return out_sink(app->to, p, n);
}

// A file gets everything, in the format that .mode or else its name asks for.
static gzt_write_options write_options(App *app) {
    gzt_write_options how = app->write;
    uint32_t wide = out_width(app->to);
    how.width = wide && app->width ? app->width : wide;
    if (app->keeps && app->to == &app->out) {
        how.whole = buf_sink;
        how.whole_user = &app->whole;
    }
    if (app->to != &app->file) return how;
    how.max_rows = 0;
    if (!how.format) how.format = app->file_format;
    return how;
}

static bool draws_lines(const char *format) {
    static const char *const formats[] = {"list", "kwic", "timeline"};
    bool does = false;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        does = does || strcmp(format, formats[i]) == 0;
    return does;
}

static int write_result(App *app, gzt_result *result, double start) {
    gzt_error error = {0};
    const char *name = gzt_result_save_name(result), *format;
    if (name) {
        int left = save_result(app, result, name);
        progress_end(&app->progress);
        if (left == EXIT_DONE) app->after(app, result, app_clock() - start);
        return left;
    }
    gzt_write_options how = write_options(app);
    buf_clear(&app->whole);
    out_begin(app->to, app->results++ > 0);
    format = gzt_result_format(result, &how);
    app->to->list = format && draws_lines(format);
    gzt_status status = gzt_result_write(result, &how, write_piece, app, &error);
    progress_end(&app->progress);
    bool good = out_end(app->to);
    if (out_page_gone(app->to)) return EXIT_DONE; // quit before the end
    if (!good) return write_failed(app);
    if (status < 0) {
        out_page_end(app->to);
        return app_errors(app, status, &error);
    }
    app->after(app, result, app_clock() - start);
    return EXIT_DONE;
}

static int write_paged(App *app, gzt_result *result, double start) {
    Pager pager;
    if (app->pages && !app->safe && app->to == &app->out && app->out.terminal)
        out_page_begin(&app->out, &pager);
    int status = write_result(app, result, start);
    out_page_end(&app->out);
    return status;
}

static int run_script(App *app, gzt_script *script, double start) {
    for (;;) {
        gzt_error error = {0};
        gzt_result *result = NULL;
        progress_begin(&app->progress, app_clock());
        gzt_status status = gzt_script_next(script, &result, &error);
        if (status != GZT_ROW) progress_end(&app->progress);
        if (status == GZT_DONE) return EXIT_DONE;
        if (status < 0) return app_errors(app, status, &error);
        int left = write_paged(app, result, start);
        gzt_result_free(result);
        if (left != EXIT_DONE || app->closed) return left;
        start = app_clock();
    }
}

// A value that no param takes is a slip of the pen.
static int check_params(App *app, const gzt_script *script) {
    for (size_t i = 0; i < app->param_n; i++) {
        char *name = mem_text(app->params[i], strcspn(app->params[i], "="));
        Nearest near = nearest_to(name);
        bool found = false;
        for (uint32_t p = 0; gzt_script_param(script, p) && !found; p++) {
            found = strcmp(gzt_script_param(script, p), name) == 0;
            nearest_try(&near, gzt_script_param(script, p));
        }
        if (!found)
            app_complain(app, "-p gives '%s', but no param is called so%s%s%s", name,
                         near.best ? "; did you mean '" : "", near.best ? near.best : "",
                         near.best ? "'?" : "");
        free(name);
        if (!found) return EXIT_USAGE;
    }
    return EXIT_DONE;
}

int app_run(App *app, const gzt_source *source, int32_t mode) {
    gzt_error error = {0};
    gzt_script *script = NULL;
    double start = app_clock();
    gzt_status status = gzt_prepare(app->session, source, mode, &script, &error);
    if (status < 0) return app_errors(app, status, &error);
    int left = mode == GZT_SCRIPT ? check_params(app, script) : EXIT_DONE;
    if (left == EXIT_DONE) left = run_script(app, script, start);
    gzt_script_free(script);
    return left;
}

int app_dump(App *app, const gzt_source *source, int32_t stage) {
    gzt_error error = {0};
    out_begin(app->to, app->results++ > 0);
    gzt_status status = gzt_dump(app->session, source, stage, out_sink, app->to, &error);
    if (!out_end(app->to)) return write_failed(app);
    return status < 0 ? app_errors(app, status, &error) : EXIT_DONE;
}

// Outside the loop notes stand on standard error, one a line.
static void say_notes(App *app, const gzt_result *result, double ms) {
    (void)ms;
    for (uint32_t i = 0; i < gzt_result_notes(result); i++)
        app_note(app, "note: %s", gzt_result_note(result, i));
}

// --- settings
// -------------------------------------------------------------------------------------

void app_safe(App *app) {
    app->safe = true;
    app_to_file(app, NULL);
    if (!app->session) return;
    gzt_session_saves(app->session, false);
    gzt_session_loader(app->session, NULL, NULL);
}

static void set_theme(App *app, const Theme *theme) {
    app->theme = theme;
    app->out.alarm = app->err.alarm = theme->codes[STYLE_ALARM];
    app->write.light = theme->light;
}

void app_theme(App *app, const Theme *theme) {
    set_theme(app, theme);
    buf_clear(&app->whole); // it has the colours of before
    app->out.color = app->out.terminal && theme->color;
    app->err.color = app->err.terminal && theme->color;
    app->write.color = app->to->color;
}

void app_to_file(App *app, FILE *file) {
    if (app->to == &app->file) {
        FILE *old = app->file.file;
        out_close(&app->file);
        if (fclose(old) != 0) app_complain(app, "cannot write the result: %s", strerror(errno));
    }
    app->to = file ? &app->file : &app->out;
    if (file) out_open(&app->file, file);
    app->write.color = app->to->color;
}

// --- beginning and end
// ----------------------------------------------------------------------------

int app_start(App *app, const Options *options) {
    *app = (App){.options = options, .after = say_notes, .to = &app->out};
    out_open(&app->out, stdout);
    out_open(&app->err, stderr);
    signal(SIGPIPE, SIG_IGN); // a write that fails says so
    app->write = (gzt_write_options){.size = sizeof app->write, .format = options->format};
    set_theme(app, theme_named("dark"));
    if (!app->out.color) app->theme = theme_named("none");
    app->write.color = app->out.color;
    for (size_t i = 0; i < options->param_n; i++) app_param(app, options->params[i]);
    progress_open(&app->progress, &app->err, !options->quiet);
    if (options->safe) app_safe(app);
    gzt_status status = gzt_env_new(NULL, &app->env);
    if (status >= 0) status = gzt_cancel_new(app->env, &app->cancel);
    gzt_env_cancel(app->env, app->cancel); // .open is heard too
    if (status >= 0) return EXIT_DONE;
    app_complain(app, "cannot start: %s", gzt_status_name(status));
    return EXIT_FAILED;
}

void app_open_signals(App *app) { signals_start(app->cancel); }

void app_stop(App *app) {
    signals_stop();
    app_to_file(app, NULL);
    gzt_session_free(app->session);
    gzt_archive_free(app->archive);
    gzt_env_cancel(app->env, NULL);
    gzt_cancel_free(app->cancel);
    gzt_env_free(app->env);
    use_free(&app->use);
    for (size_t i = 0; i < app->param_n; i++) free(app->params[i]);
    free(app->params);
    buf_free(&app->whole);
    buf_free(&app->findings);
    buf_free(&app->guessed);
    buf_free(&app->file_name);
    buf_free(&app->footer);
    out_close(&app->out);
    out_close(&app->err);
}
