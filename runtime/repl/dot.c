// The dot commands of the loop, one row of the table each; see dot.h.
#include "runtime/repl/dot.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/repl/banner.h"
#include "runtime/repl/help.h"
#include "runtime/repl/nearest.h"

static bool wrong(Loop *loop, const char *message) {
    app_complain(loop->app, "%s", message);
    return false;
}

// --- what the archive holds
// -----------------------------------------------------------------------

static bool do_kinds(Loop *loop, const Dot_words *words) {
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

static bool do_schema(Loop *loop, const Dot_words *words) {
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

// --- how results are shown
// ------------------------------------------------------------------------

static bool do_mode(Loop *loop, const Dot_words *words) {
    App *app = loop->app;
    Buf why = {0};
    if (words->n == 0) {
        out_say(&app->out, "%s\n", app->write.format ? app->write.format : "table");
        return true;
    }
    const char *known = format_known(words->at[0], &why);
    if (!known) wrong(loop, buf_text(&why));
    buf_free(&why);
    // A table is what queries show that do not say `as`, so it must not overrule those that do.
    if (known) app->write.format = strcmp(known, "table") == 0 ? NULL : known;
    return known != NULL;
}

static bool do_timer(Loop *loop, const Dot_words *words) {
    App *app = loop->app;
    bool on = words->n && strcmp(words->at[0], "on") == 0;
    bool off = words->n && strcmp(words->at[0], "off") == 0;
    if (words->n && !on && !off) return wrong(loop, ".timer is on or off");
    if (words->n) app->timer = on;
    out_say(&app->out, "the time of a query is %sshown\n", app->timer ? "" : "not ");
    return true;
}

static bool do_dump(Loop *loop, const Dot_words *words) {
    int stage = words->n ? dump_stage(words->at[0]) : -1;
    if (stage < 0 || !*words->rest)
        return wrong(loop, "it is .dump STAGE QUERY, where STAGE is tokens, ast, types or plan");
    gzt_source source = {"", 0, words->rest, strlen(words->rest)};
    return app_dump(loop->app, &source, stage) == EXIT_DONE;
}

// --- files
// ----------------------------------------------------------------------------------------

static bool do_open(Loop *loop, const Dot_words *words) {
    App *app = loop->app;
    if (words->n == 0) return wrong(loop, ".open needs a file or folder");
    if (app_open(app, words->at, words->n) != EXIT_DONE) {
        app_note(app, "the archive that was open stays open");
        return false;
    }
    if (loop->interactive) banner_say(app);
    return true;
}

static bool do_read(Loop *loop, const Dot_words *words) {
    File file = {0};
    Buf why = {0};
    if (words->n != 1) return wrong(loop, ".read needs one file");
    bool good = file_read(words->at[0], SCRIPT_MOST, &file, &why);
    if (good) {
        gzt_source source = {file.name, SIZE_MAX, file.text, file.n};
        // as if it were typed, so that a script can be changed and read again
        good = app_run(loop->app, &source, GZT_REPL) == EXIT_DONE;
    } else {
        wrong(loop, buf_text(&why));
    }
    file_free(&file);
    buf_free(&why);
    return good;
}

// --- the rest
// -------------------------------------------------------------------------------------

static bool do_help(Loop *loop, const Dot_words *words) {
    if (words->n == 0) {
        help_overview(loop->app);
        return true;
    }
    return help_topic(loop->app, words->at[0]);
}

static bool do_examples(Loop *loop, const Dot_words *words) {
    (void)words;
    help_examples(loop->app);
    return true;
}

static bool do_quit(Loop *loop, const Dot_words *words) {
    (void)words;
    return loop->leave = true;
}

static const Dot table[] = {
    {".help", "[TOPIC]", "this list; or a stage, function, error code, dot command", do_help},
    {".examples", "", "queries to begin with, on this archive", do_examples},
    {".kinds", "", "what the archive holds, and how many of each", do_kinds},
    {".schema", "[KIND]", "the fields and links of a kind, or of all", do_schema},
    {".mode", "FORMAT", "show results as table, csv, tsv, json, jsonl or markdown", do_mode},
    {".timer", "on|off", "whether the time of a query is shown", do_timer},
    {".open", "FILE…", "open other archives; definitions are forgotten", do_open},
    {".read", "FILE", "run a script; its definitions stay", do_read},
    {".dump", "STAGE QUERY", "show the tokens, ast, types or plan of a query", do_dump},
    {".quit", "", "leave (also Ctrl-D)", do_quit},
};

const Dot *dot_at(size_t i) { return i < sizeof table / sizeof *table ? &table[i] : NULL; }

// --- lines
// ----------------------------------------------------------------------------------------

bool dot_is(const char *line) {
    line += strspn(line, " \t");
    return line[0] == '.' &&
           ((line[1] >= 'a' && line[1] <= 'z') || (line[1] >= 'A' && line[1] <= 'Z'));
}

// The next word of a line, cut out of it; quotes hold blanks together.
static char *next_word(char **line) {
    static const char blanks[] = " \t\n";
    char *word = *line + strspn(*line, blanks);
    if (!*word) return NULL;
    bool quoted = *word == '"' || *word == '\'';
    char quote[] = {*word, '\0'};
    if (quoted) word++;
    char *end = word + strcspn(word, quoted ? quote : blanks);
    *line = *end ? end + 1 : end;
    *end = '\0';
    return word;
}

static const Dot *find(const char *name) {
    for (size_t i = 0; dot_at(i); i++)
        if (strcmp(dot_at(i)->name, name) == 0) return dot_at(i);
    return NULL;
}

static bool unknown(Loop *loop, const char *name) {
    Nearest near = nearest_to(name);
    for (size_t i = 0; dot_at(i); i++) nearest_try(&near, dot_at(i)->name);
    if (near.best) {
        app_complain(loop->app, "there is no command '%s'; did you mean '%s'?", name, near.best);
    } else {
        app_complain(loop->app, "there is no command '%s'; .help lists them", name);
    }
    return false;
}

bool dot_run(Loop *loop, const char *line) {
    char *copy = mem_text(line, strlen(line)), *at = copy;
    char *name = next_word(&at), *word;
    const Dot *dot = find(name);
    Dot_words words = {0};
    Buf rest = {0};
    while (dot && (word = next_word(&at))) {
        if (words.n == 0) buf_put(&rest, at); // before the words after it are cut out
        words.at = mem_grow(words.at, words.n + 1, sizeof *words.at);
        words.at[words.n++] = word;
    }
    words.rest = buf_text(&rest);
    bool good = dot ? dot->act(loop, &words) : unknown(loop, name);
    free(words.at);
    buf_free(&rest);
    free(copy);
    return good;
}
