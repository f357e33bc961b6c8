// What may stand in a line that begins with a dot: the commands, and behind each what it takes. In:
// the line and the cursor. Out: choices. See dot.h.
#include <string.h>

#include "runtime/repl/complete.h"
#include "runtime/repl/dot.h"
#include "runtime/repl/help.h"

// The word at the cursor, as a place in the line.
typedef struct Place {
    App *app;
    Choices *choices;
    const char *line;
    size_t cursor, rest; // rest: where what stands behind the command begins
    size_t start;        // of the word; may be moved
} Place;

static void try(const Place *p, const char *text, const char *tail, const char *type,
                const char *help) {
    choice_try(p->choices, p->line + p->start, p->cursor - p->start, text, tail, type, help);
}

static bool is_first(const Place *p) { return p->start == p->rest; }

// --- what a command takes
// -------------------------------------------------------------------------

typedef void Takes(Place *p);

static void switches(Place *p) {
    try(p, "on", "", "", "");
    try(p, "off", "", "", "");
}

static void topics(Place *p) {
    help_words(p->app, p->choices, p->line + p->start, p->cursor - p->start);
}

static void functions(Place *p) {
    const char *name, *signature, *help, *example, *result;
    for (uint32_t i = 0;
         gzt_function(p->app->session, i, &name, &signature, &help, &example, &result); i++)
        try(p, name, "", signature, help);
}

static void kinds(Place *p) {
    const char *kind, *collection;
    for (uint32_t i = 0; gzt_archive_kind(p->app->archive, i, &kind, &collection, NULL); i++)
        try(p, kind, "", "kind", collection);
}

static void formats(Place *p) {
    for (uint32_t i = 0; format_at(i); i++) try(p, format_at(i), "", "format", "");
}

static void widths(Place *p) { try(p, "auto", "", "", "as wide as the window"); }

static void themes(Place *p) {
    for (size_t i = 0; theme_at(i); i++) try(p, theme_at(i)->name, "", "theme", "");
}

static void limits(Place *p) {
    for (int32_t i = 0; limit_name(i) && is_first(p); i++) try(p, limit_name(i), " ", "limit", "");
}

static void params(Place *p) {
    gzt_source nothing = {"", 0, "", 0};
    gzt_script *script = NULL;
    if (gzt_prepare(p->app->session, &nothing, GZT_REPL, &script, NULL) < 0) return;
    for (uint32_t i = 0; gzt_script_param(script, i); i++)
        try(p, gzt_script_param(script, i), "=", "param", "");
    gzt_script_free(script);
}

// The line behind the command is a path, also one with blanks or in quotes.
static void files(Place *p) {
    bool quoted = p->line[p->rest] == '"' || p->line[p->rest] == '\'';
    char quote[] = {quoted ? p->line[p->rest] : '\0', '\0'};
    p->start = p->rest + quoted;
    if (p->start <= p->cursor)
        choices_files(p->choices, p->line + p->start, p->cursor - p->start, quote);
}

static void query(Place *p) {
    const char *text = p->line + p->rest;
    p->start = p->rest + choices_query(p->choices, p->app, text, strlen(text), p->cursor - p->rest);
}

static void dumps(Place *p) {
    if (is_first(p)) {
        for (int i = 0; dump_name(i); i++) try(p, dump_name(i), " ", "stage", "");
        return;
    }
    p->rest += strcspn(p->line + p->rest, " \t\n");
    p->rest += strspn(p->line + p->rest, " \t\n");
    query(p);
}

static const struct {
    const char *name;
    Takes *takes;
} table[] = {
    {".help", topics},   {".doc", functions},  {".schema", kinds},   {".mode", formats},
    {".width", widths},  {".timer", switches}, {".pager", switches}, {".theme", themes},
    {".explain", query}, {".dump", dumps},     {".params", params},  {".limits", limits},
    {".open", files},    {".read", files},     {".once", files},     {".output", files},
    {".save", files},
};

// --- both
// -----------------------------------------------------------------------------------------

static void commands(const Place *p) {
    for (size_t i = 0; dot_at(i); i++)
        try(p, dot_at(i)->name, *dot_at(i)->args ? " " : "", dot_at(i)->args, dot_at(i)->help);
    for (size_t i = 0; p->line[p->start] == '\\' && dot_spelling(i); i++) {
        const Dot *dot = dot_named(dot_spelling(i), strlen(dot_spelling(i)));
        try(p, dot_spelling(i), "", dot->name, dot->help);
    }
}

size_t dot_complete(App *app, Choices *choices, const char *line, size_t cursor) {
    size_t begin = strspn(line, " \t"), end = begin + strcspn(line + begin, " \t\n");
    Place p = {app, choices, line, cursor, cursor, begin};
    if (cursor <= end) {
        commands(&p);
        return p.start;
    }
    const Dot *dot = dot_named(line + begin, end - begin);
    p.rest = end + strspn(line + end, " \t\n");
    if (p.rest > cursor) p.rest = cursor;
    p.start = cursor;
    while (p.start > p.rest && !strchr(" \t\n", line[p.start - 1])) p.start--;
    for (size_t i = 0; dot && i < sizeof table / sizeof *table; i++)
        if (strcmp(table[i].name, dot->name) == 0) table[i].takes(&p);
    return p.start;
}
