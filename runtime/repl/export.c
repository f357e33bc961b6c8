// The command `export FORMAT ARCHIVE… -o OUT`. In: an archive and the name of a format. Out: a file
// or a folder, whole or not at all, and a note on what the format has no place for.
#define _DEFAULT_SOURCE // S_ISREG
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "runtime/repl/beside.h"
#include "runtime/repl/commands.h"
#include "runtime/repl/database.h"
#include "runtime/repl/export.h"
#include "runtime/repl/nearest.h"
#include "runtime/repl/signals.h"

typedef struct Export {
    App *app;
    Format format;
    const char *place;
    Beside beside;
    Database database;
} Export;

// --- which format
// ---------------------------------------------------------------------------------

bool export_format(uint32_t i, Format *f) {
    *f = (Format){0};
    if (gzt_export_format(i, &f->name, &f->ending, &f->doc, &f->folder)) return true;
    if (i > 0 && !gzt_export_format(i - 1, NULL, NULL, NULL, NULL)) return false;
    *f = (Format){.name = "sqlite", .ending = ".sqlite", .database = true};
    f->doc = "an SQLite database with indexes, full-text search and foreign keys";
    return true;
}

static bool find_format(App *app, const char *name, Format *out) {
    Nearest near = nearest_to(name);
    for (uint32_t i = 0; export_format(i, out); i++) {
        if (strcmp(out->name, name) == 0) return true;
        nearest_try(&near, out->name);
    }
    Buf why = {0};
    buf_format(&why, "there is no format '%s' to export", name);
    if (near.best) buf_format(&why, "; did you mean '%s'?", near.best);
    if (!near.best) buf_put(&why, ": it is one of");
    for (uint32_t i = 0; !near.best && export_format(i, out); i++)
        buf_format(&why, "%s %s", i ? "," : "", out->name);
    app_complain(app, "%s", buf_text(&why));
    buf_free(&why);
    return false;
}

// --- where to
// -------------------------------------------------------------------------------------

static bool has_ending(const Format *f, const char *place) {
    if (path_ends(place, f->ending)) return true;
    return f->database && (path_ends(place, ".db") || path_ends(place, ".sqlite3"));
}

// What is there already is replaced only where it looks like an earlier export.
static bool may_write(App *app, const Format *f, const char *place) {
    struct stat st;
    if (stat(place, &st) != 0) return true;
    if (f->folder && !S_ISDIR(st.st_mode))
        app_complain(app, "'%s' is there already, and no folder", place);
    else if (f->folder && !folder_is_of(place, f->ending))
        app_complain(app, "the folder '%s' holds more than files that end in %s: choose another",
                     place, f->ending);
    else if (!f->folder && !S_ISREG(st.st_mode))
        app_complain(app, "'%s' is there already, and no file", place);
    else if (!f->folder && !has_ending(f, place))
        app_complain(app, "'%s' is there already, and does not end in %s: choose another name",
                     place, f->ending);
    else
        return true;
    return false;
}

static int32_t open_one(void *user, const char *name) {
    Export *x = user;
    if (!x->format.folder) return 0;
    return beside_open(&x->beside, name) ? 0 : x->beside.error;
}

static int32_t write_piece(void *user, const char *p, size_t n) {
    Export *x = user;
    return x->format.database ? database_write(&x->database, p, n) : beside_write(&x->beside, p, n);
}

static int32_t close_one(void *user) {
    Export *x = user;
    return !x->format.folder || beside_close(&x->beside) ? 0 : x->beside.error;
}

static void tell(void *user, uint64_t done, uint64_t total) {
    Export *x = user;
    progress_tell(&x->app->progress, app_clock(), done, done, total);
}

static void note_finding(void *user, const char *what, uint64_t many) {
    Export *x = user;
    Buf count = {0};
    progress_hide(&x->app->progress);
    buf_count(&count, many);
    app_note(x->app, "%s %s", buf_text(&count), what);
    buf_free(&count);
}

// --- the command
// ----------------------------------------------------------------------------------

static int cannot_write(const Export *x) {
    app_complain(x->app, "cannot write '%s': %s", x->place, strerror(x->beside.error));
    return EXIT_FAILED;
}

static int database_failed(Export *x) {
    if (signals_interrupted()) {
        app_complain(x->app, "interrupted");
        return EXIT_INTERRUPTED;
    }
    app_complain(x->app, "cannot write '%s': %s", x->place, buf_text(&x->database.why));
    return EXIT_FAILED;
}

static int write_all(Export *x) {
    gzt_error error = {0};
    const char *format = x->format.database ? "sql" : x->format.name;
    gzt_export to = {sizeof to, x, open_one, write_piece, close_one, NULL, note_finding};
    if (x->app->progress.wanted) to.progress = tell;
    progress_begin(&x->app->progress, app_clock());
    gzt_status status = gzt_archive_export(x->app->archive, format, &to, &error);
    progress_end(&x->app->progress);
    if (x->beside.error) return cannot_write(x);
    if (x->database.why.n) return database_failed(x);
    if (status >= 0) return EXIT_DONE;
    app_complain(x->app, "%s", error.message);
    if (status == GZT_INTERRUPTED) return EXIT_INTERRUPTED;
    return status == GZT_DATA ? EXIT_ARCHIVE : EXIT_FAILED;
}

static int write_database(Export *x) {
    bool begun = database_open(&x->database, buf_text(&x->beside.beside));
    int status = begun ? write_all(x) : database_failed(x);
    if (status == EXIT_DONE && !database_close(&x->database)) status = database_failed(x);
    database_free(&x->database);
    return status;
}

static int export_to(Export *x) {
    bool begun =
        x->format.folder ? beside_folder(&x->beside, x->place) : beside_file(&x->beside, x->place);
    if (!begun) return cannot_write(x);
    int status = x->format.database ? write_database(x) : write_all(x);
    if (status == EXIT_DONE && !beside_put(&x->beside)) status = cannot_write(x);
    if (status == EXIT_DONE) app_note(x->app, "exported to '%s'", x->place);
    beside_drop(&x->beside);
    return status;
}

int command_export(App *app) {
    const Options *o = app->options;
    Export x = {.app = app, .place = o->output};
    if (!find_format(app, o->words[0], &x.format) || !may_write(app, &x.format, x.place))
        return EXIT_USAGE;
    int status = app_open(app, o->words + 1, o->word_n - 1);
    app_open_signals(app);
    return status == EXIT_DONE ? export_to(&x) : status;
}
