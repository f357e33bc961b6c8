// The dot commands of the loop, one row of the table each; see dot.h. What they do is in
// dot_show.c, dot_set.c and dot_file.c.
#include "runtime/repl/dot.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/repl/dot_acts.h"
#include "runtime/repl/nearest.h"

bool dot_wrong(Loop *loop, const char *message) {
    app_complain(loop->app, "%s", message);
    return false;
}

static bool dot_quit(Loop *loop, const Dot_words *words) {
    (void)words;
    return loop->leave = true;
}

static bool dot_later(Loop *loop, const Dot_words *words) {
    (void)words;
    return dot_wrong(loop, "this comes with a later version of Gazette");
}

static const Dot table[] = {
    {".help", "[TOPIC]", "this list; a stage, function, error code, topic", dot_help, DOT_LONG},
    {".doc", "FUNCTION", "what a function does, with an example", dot_doc, 0},
    {".examples", "", "queries to begin with, on this archive", dot_examples, DOT_LONG},
    {".kinds", "", "what the archive holds, and how many of each", dot_kinds, DOT_LONG},
    {".schema", "[KIND]", "the fields and links of a kind, or of all", dot_schema, DOT_LONG},
    {".mode", "FORMAT", "show results as table, list, csv, json, bar and so on", dot_mode, 0},
    {".width", "[N|auto]", "how wide tables may be", dot_width, 0},
    {".timer", "on|off", "whether the time of a query is shown", dot_timer, 0},
    {".pager", "on|off", "whether long results go through a pager", dot_pager, 0},
    {".theme", "[NAME]", "colours: dark, light or none", dot_theme, 0},
    {".last", "", "the last result again, every row and column of it", dot_last, 0},
    {".explain", "[QUERY]", "runs a query (or the last again): the steps, their rows and times",
     dot_explain, 0},
    {".dump", "STAGE QUERY", "show the tokens, ast, types or plan of a query", dot_dump, 0},
    {".params", "[NAME=VALUE]", "the values of params; sets one", dot_params, 0},
    {".limits", "[NAME VALUE]", "what a query may take; sets a limit", dot_limits, 0},
    {".edit", "", "the last query in your editor ($EDITOR), then runs it", dot_edit, DOT_FREE},
    {".watch", "[SECONDS]", "runs the last query again and again", dot_watch, 0},
    {".open", "FILE…", "open other archives; definitions are forgotten", dot_open, DOT_FREE},
    {".read", "FILE", "run a script; its definitions stay", dot_read, DOT_FREE},
    {".once", "FILE", "the next result goes to a file", dot_once, DOT_FREE},
    {".output", "[FILE]", "results go to a file; without one, here again", dot_output, DOT_FREE},
    {".safe", "", "no files and no programs from here on; it stays so", dot_safe, 0},
    {".save", "FILE", "keep the archive as a snapshot, FILE.gza", dot_save, DOT_FREE},
    {".why", "ROW", "the passages behind a row (with a later version)", dot_later, 0},
    {".cite", "", "the sources of a result (with a later version)", dot_later, 0},
    {".quit", "", "leave (also Ctrl-D)", dot_quit, 0},
};

const Dot *dot_at(size_t i) { return i < sizeof table / sizeof *table ? &table[i] : NULL; }

// As psql spells them; `alone` where they stand without an argument.
static const struct Spelling {
    const char *word, *with, *alone;
} spellings[] = {
    {"\\d", ".schema", ".kinds"},     {"\\dt", ".kinds", ".kinds"},
    {"\\timing", ".timer", ".timer"}, {"\\e", ".edit", ".edit"},
    {"\\watch", ".watch", ".watch"},  {"\\q", ".quit", ".quit"},
    {"\\?", ".help", ".help"},        {"\\h", ".help", ".help"},
    {"\\o", ".output", ".output"},    {"\\i", ".read", ".read"},
    {"\\set", ".params", ".params"},  {"\\pset", ".mode", ".mode"},
    {"\\c", ".open", ".open"},        {"\\l", ".kinds", ".kinds"},
    {".exit", ".quit", ".quit"},      {".tables", ".kinds", ".kinds"},
    {".functions", ".doc", ".help"},
};

// --- names
// ----------------------------------------------------------------------------------------

bool dot_is(const char *line) {
    line += strspn(line, " \t");
    char next = line[0] ? line[1] : '\0';
    bool letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
    return (line[0] == '.' && letter) || (line[0] == '\\' && (letter || next == '?'));
}

static const Dot *find(const char *name) {
    for (size_t i = 0; dot_at(i); i++)
        if (strcmp(dot_at(i)->name, name) == 0) return dot_at(i);
    return NULL;
}

static const char *respell(const char *name, bool alone) {
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        if (strcmp(spellings[i].word, name) == 0)
            return alone ? spellings[i].alone : spellings[i].with;
    return name;
}

bool dot_known(const char *word, size_t n) {
    char *name = mem_text(word, n);
    bool known = find(respell(name, true)) != NULL;
    free(name);
    return known;
}

const Dot *dot_named(const char *word, size_t n) {
    char *name = mem_text(word, n);
    const Dot *dot = find(respell(name, false));
    free(name);
    return dot;
}

const char *dot_spelling(size_t i) {
    return i < sizeof spellings / sizeof *spellings ? spellings[i].word : NULL;
}

const char *dot_nearest(const char *name) {
    Nearest near = nearest_to(name);
    for (size_t i = 0; dot_at(i); i++) {
        const char *candidate = dot_at(i)->name;
        if (strlen(name) > 1 && strncmp(candidate, name, strlen(name)) == 0) return candidate;
        nearest_try(&near, candidate);
    }
    return near.best;
}

static bool unknown(Loop *loop, const char *name) {
    char *dotted = mem_text(name, strlen(name));
    *dotted = '.'; // a backslash is meant so
    const char *best = dot_nearest(dotted);
    if (best) {
        app_complain(loop->app, "there is no command '%s'; did you mean '%s'?", name, best);
    } else {
        app_complain(loop->app, "there is no command '%s'; .help lists them", name);
    }
    free(dotted);
    return false;
}

// --- lines
// ----------------------------------------------------------------------------------------

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

static void trimmed(Buf *to, const char *text) {
    text += strspn(text, " \t\n");
    size_t n = strlen(text);
    while (n && strchr(" \t\n", text[n - 1])) n--;
    buf_add(to, text, n);
}

static bool act(Loop *loop, const Dot *dot, const Dot_words *words) {
    App *app = loop->app;
    Pager pager;
    if (app->safe && (dot->how & DOT_FREE)) {
        app_complain(app, "%s does not work with .safe", dot->name);
        return false;
    }
    if (app->pages && !app->safe && (dot->how & DOT_LONG) && loop->interactive)
        out_page_begin(&app->out, &pager);
    bool good = dot->act(loop, words);
    out_page_end(&app->out);
    return good;
}

bool dot_run(Loop *loop, const char *line) {
    char *copy = mem_text(line, strlen(line)), *at = copy, *word;
    const char *name = next_word(&at);
    Buf all = {0}, rest = {0};
    trimmed(&all, at);
    const Dot *dot = find(respell(name, all.n == 0));
    Dot_words words = {.all = buf_text(&all)};
    while (dot && (word = next_word(&at))) {
        if (words.n == 0) trimmed(&rest, at); // before the words after it are cut out
        words.at = mem_grow(words.at, words.n + 1, sizeof *words.at);
        words.at[words.n++] = word;
    }
    words.rest = buf_text(&rest);
    bool good = dot ? act(loop, dot, &words) : unknown(loop, name);
    free(words.at);
    buf_free(&all);
    buf_free(&rest);
    free(copy);
    return good;
}
