// The commands that do one thing and leave; see commands.h.
#include "runtime/repl/commands.h"

#include <string.h>

#include "runtime/repl/facts.h"

// --- one text
// -------------------------------------------------------------------------------------

// The text of -c has no name in messages; a script has its path.
static bool read_query(App *app, File *out) {
    const char *query = app->options->query;
    Buf why = {0};
    if (strcmp(query, "-") != 0) {
        *out = (File){NULL, mem_text(query, strlen(query)), strlen(query)};
        return true;
    }
    bool good = file_read("-", SCRIPT_MOST, out, &why);
    if (!good) app_complain(app, "%s", buf_text(&why));
    buf_free(&why);
    return good;
}

static bool read_script(App *app, const char *path, File *out) {
    Buf why = {0};
    bool good = file_read(path, SCRIPT_MOST, out, &why);
    if (!good) app_complain(app, "%s", buf_text(&why));
    buf_free(&why);
    return good;
}

static gzt_source source_of(const File *file) {
    return (gzt_source){file->name ? file->name : "", SIZE_MAX, file->text, file->n};
}

// The script comes first among the words, the archives after it; with -c all words are archives.
static int with_text(App *app, int (*act)(App *app, const gzt_source *source)) {
    const Options *o = app->options;
    size_t skip = o->query ? 0 : 1;
    File file = {0};
    if (!(o->query ? read_query(app, &file) : read_script(app, o->words[0], &file)))
        return EXIT_FAILED;
    int status = app_open(app, o->words + skip, o->word_n - skip);
    if (status == EXIT_DONE) {
        app_open_signals(app);
        gzt_source source = source_of(&file);
        status = act(app, &source);
    }
    file_free(&file);
    return status;
}

static int run_source(App *app, const gzt_source *source) {
    return app_run(app, source, GZT_SCRIPT);
}

int command_query(App *app) { return with_text(app, run_source); }

int command_run(App *app) { return with_text(app, run_source); }

static int dump_source(App *app, const gzt_source *source) {
    for (int32_t stage = GZT_DUMP_TOKENS; stage <= GZT_DUMP_PLAN; stage++) {
        if (!(app->options->dumps >> stage & 1u)) continue;
        int status = app_dump(app, source, stage);
        if (status != EXIT_DONE || app->closed) return status;
    }
    return EXIT_DONE;
}

int command_dump(App *app) { return with_text(app, dump_source); }

// --- check
// ----------------------------------------------------------------------------------------

// The files that hold facts are one archive, as they would be when opened; scripts are checked
// against it, or against the bundled one where no facts are given.
typedef struct Check {
    Files facts, scripts;
    bool unreadable;
} Check;

static void move_file(Files *to, File *file) {
    to->at = mem_grow(to->at, to->n + 1, sizeof *to->at);
    to->at[to->n++] = *file;
    *file = (File){0};
}

static void sort_out(App *app, Check *check) {
    const Options *o = app->options;
    Buf why = {0};
    for (size_t i = 0; i < o->word_n; i++) {
        Files found = {0};
        buf_clear(&why);
        if (!files_add(&found, o->words[i], &why)) {
            app_complain(app, "%s", buf_text(&why));
            check->unreadable = true;
        }
        for (size_t j = 0; j < found.n; j++) {
            File *file = &found.at[j];
            bool facts = !file_is_text(file) || holds_facts(file->text);
            move_file(facts ? &check->facts : &check->scripts, file);
        }
        files_free(&found);
    }
    buf_free(&why);
}

// In a session of its own: scripts do not see each other's definitions.
static bool check_script(App *app, const File *file) {
    if (app_new_session(app) != EXIT_DONE) return false;
    gzt_error error = {0};
    gzt_script *script = NULL;
    gzt_source source = source_of(file);
    gzt_status status = gzt_prepare(app->session, &source, GZT_SCRIPT, &script, &error);
    if (status < 0) app_errors(app, status, &error);
    gzt_script_free(script);
    return status >= 0;
}

static int check_all(App *app, Check *check) {
    if (app_open_files(app, NULL, &check->facts) != EXIT_DONE) return EXIT_FAILED;
    app_open_signals(app);
    bool good = !check->unreadable;
    for (size_t i = 0; i < check->scripts.n; i++)
        if (!check_script(app, &check->scripts.at[i])) good = false;
    if (!good || app->left_out) return EXIT_FAILED;
    size_t n = check->facts.n + check->scripts.n;
    app_note(app, "%zu file%s, no errors", n, n == 1 ? "" : "s");
    return EXIT_DONE;
}

int command_check(App *app) {
    Check check = {0};
    sort_out(app, &check);
    int status = check_all(app, &check);
    files_free(&check.facts);
    files_free(&check.scripts);
    return status;
}

// --- about the program
// ----------------------------------------------------------------------------

int command_help(App *app) {
    options_help(&app->out);
    return EXIT_DONE;
}

int command_version(App *app) {
    out_say(&app->out, "gazette %s\n", gzt_version_text());
    return EXIT_DONE;
}
