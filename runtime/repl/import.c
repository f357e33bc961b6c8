// The command `import FORMAT INPUT… -o OUT.gza`, or `--into OLD.gza`: what that holds and what is
// read become one, in its place. In: a format, files and folders, a file with maps.
// Out: a snapshot, whole or not at all; on standard error a report of what came in and what did
// not, and the mapping where one was guessed.

#include <stdlib.h>
#include <string.h>

#include "runtime/repl/beside.h"
#include "runtime/repl/commands.h"
#include "runtime/repl/nearest.h"

// --- what is read
// ---------------------------------------------------------------------------------

static bool find_format(App *app, const char *word, uint32_t *out) {
    const char *name, *other;
    Nearest near = nearest_to(word);
    for (uint32_t i = 0; gzt_import_format(i, &name, &other, NULL); i++) {
        *out = i;
        if (strcmp(name, word) == 0 || (other && strcmp(other, word) == 0)) return true;
        nearest_try(&near, name);
        if (other) nearest_try(&near, other);
    }
    Buf why = {0};
    buf_format(&why, "there is no format '%s' to import", word);
    if (near.best) buf_format(&why, "; did you mean '%s'?", near.best);
    if (!near.best) buf_put(&why, ": it is one of");
    for (uint32_t i = 0; !near.best && gzt_import_format(i, &name, &other, NULL); i++)
        buf_format(&why, "%s %s%s%s", i ? "," : "", name, other ? ", " : "", other ? other : "");
    app_complain(app, "%s", buf_text(&why));
    buf_free(&why);
    return false;
}

// Every path that can't be read is named at once.
static bool read_inputs(App *app, uint32_t format, Files *files) {
    const Options *o = app->options;
    Buf why = {0};
    bool good = true;
    for (size_t i = 1; i < o->word_n; i++) {
        buf_clear(&why);
        if (files_add_format(files, o->words[i], format, &why)) continue;
        app_complain(app, "%s", buf_text(&why));
        good = false;
    }
    buf_clear(&why);
    if (o->map && !files_add(files, o->map, &why)) {
        app_complain(app, "%s", buf_text(&why));
        good = false;
    }
    buf_free(&why);
    return good;
}

// --- what came of it
// ------------------------------------------------------------------------------

// The answer to a query that is one number; 0 where there is none.
static uint64_t ask(App *app, const char *query) {
    Buf text = {0};
    gzt_error error = {0};
    uint64_t n = 0;
    if (gzt_query_json(app->session, query, SIZE_MAX, buf_sink, &text, &error) >= 0) {
        const char *digits = strpbrk(buf_text(&text), "0123456789");
        if (digits) n = strtoull(digits, NULL, 10);
    }
    buf_free(&text);
    return n;
}

static bool has_field(App *app, uint32_t kind, const char *wanted) {
    const char *name, *type;
    for (uint32_t i = 0; gzt_archive_field(app->archive, kind, i, &name, &type); i++)
        if (strcmp(name, wanted) == 0 && strcmp(type, "date") == 0) return true;
    return false;
}

static void say_kind(App *app, uint32_t i, const char *collection, uint64_t count) {
    Buf line = {0}, query = {0};
    buf_format(&line, "%-14s ", collection);
    buf_count(&line, count);
    if (has_field(app, i, "date")) {
        buf_format(&query, "archive.`%s` | where date is null | count", collection);
        uint64_t undated = ask(app, buf_text(&query));
        buf_put(&line, " (");
        buf_count(&line, count - undated);
        buf_put(&line, " dated, ");
        buf_count(&line, undated);
        buf_put(&line, " undated)");
    }
    app_note(app, "%s", buf_text(&line));
    buf_free(&query);
    buf_free(&line);
}

static void say_report(App *app, size_t files) {
    const char *kind, *collection;
    uint64_t count;
    app_note(app, "%zu file%s read", files, files == 1 ? "" : "s");
    for (uint32_t i = 0; gzt_archive_kind(app->archive, i, &kind, &collection, &count); i++)
        if (count) say_kind(app, i, collection, count);
    for (const char *at = buf_text(&app->findings); *at;) {
        int n = (int)strcspn(at, "\n");
        app_note(app, "%.*s", n, at);
        at += n + (at[n] == '\n');
    }
}

static bool save_guess(App *app, const char *place) {
    Beside b = {0};
    bool good = beside_file(&b, place) && beside_write(&b, app->guessed.p, app->guessed.n) == 0 &&
                beside_put(&b);
    if (!good) app_complain(app, "cannot write '%s': %s", place, strerror(b.error));
    beside_drop(&b);
    return good;
}

// Shown, or saved where that was asked for.
static bool give_guess(App *app) {
    const char *place = app->options->save_map;
    if (!app->guessed.n) {
        if (place) app_note(app, "nothing was guessed: '%s' is not written", place);
        return true;
    }
    if (place) {
        if (!save_guess(app, place)) return false;
        app_note(app, "the mapping that was guessed is in '%s'; change it, and import with --map",
                 place);
        return true;
    }
    app_note(app, "guessed, since no map says it (--save-map FILE.gzt keeps it):\n\n%s",
             buf_text(&app->guessed));
    return true;
}

// Nothing of all that was read is likelier the wrong format or folder than meant: what stands in
// the place of the output stays.
static bool is_empty(App *app) {
    const char *kind, *collection;
    uint64_t count, all = 0;
    for (uint32_t i = 0; gzt_archive_kind(app->archive, i, &kind, &collection, &count); i++)
        all += count;
    if (all == 0)
        app_complain(app, "nothing was found to import: '%s' is not written", app->options->output);
    return all == 0;
}

int command_import(App *app) {
    const Options *o = app->options;
    Files files = {0};
    uint32_t format = 0;
    if (!find_format(app, o->words[0], &format)) return EXIT_USAGE;
    if (o->word_n < 2) {
        app_complain(app, "import needs files or folders: gazette import %s INPUT… -o OUT.gza",
                     o->words[0]);
        return EXIT_USAGE;
    }
    if (o->map && !path_ends(o->map, ".gzt")) {
        app_complain(app, "--map takes a file of maps, FILE.gzt, not '%s'", o->map);
        return EXIT_USAGE;
    }
    app->import_format = o->words[0];
    int status = EXIT_ARCHIVE;
    if (read_inputs(app, format, &files)) status = app_open_files(app, o->into, &files);
    app_open_signals(app);
    size_t n = files.n - (o->map != NULL && files.n > 0);
    files_free(&files);
    if (status != EXIT_DONE) return status;
    if (!give_guess(app)) return EXIT_FAILED;
    say_report(app, n);
    if (is_empty(app)) return EXIT_ARCHIVE;
    return app_save(app, o->output);
}
