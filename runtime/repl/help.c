// What the loop can tell about itself and the language; see help.h. Functions and error codes come
// from the library, so that this file need not know any.
#include "runtime/repl/help.h"

#include <string.h>

#include "runtime/repl/complete.h"
#include "runtime/repl/dot.h"
#include "runtime/repl/nearest.h"

#define LENGTH(list) (sizeof(list) / sizeof *(list))

// --- stages
// ---------------------------------------------------------------------------------------

static const struct Stage {
    const char *name, *form, *help;
} stages[] = {
    {"where", "where CONDITION", "keeps the rows for which it is true (not false, not unknown)"},
    {"select", "select name, age: died - born", "these columns and no others"},
    {"with", "with age: died - born", "adds columns"},
    {"sort", "sort KEY [desc], …", "puts the rows in order; missing values come last"},
    {"take", "take N", "the first N rows"},
    {"skip", "skip N", "all but the first N rows"},
    {"top", "top N by KEY", "the N rows with the greatest keys"},
    {"summarize", "summarize n: count(), first: min(date) [by KEYS]", "one row for each group"},
    {"count", "count [by KEYS]", "how many; with by, how many of each, most frequent first"},
    {"distinct", "distinct [KEYS]", "no row twice"},
    {"follow", "follow PATH", "the entities at the end of a path: @lenin | follow events.place"},
    {"walk", "walk PATH [up to N]",
     "all that a path leads to, again and again (with a later version)"},
    {"expand", "expand LIST [as x]", "one row for each element of a list"},
    {"join", "join QUERY [as x] on CONDITION",
     "adds the matching row of another query (with a later version)"},
    {"union", "union QUERY", "the rows of both"},
    {"except", "except QUERY", "the rows that the other has not"},
    {"intersect", "intersect QUERY", "the rows that both have"},
    {"conflicts", "conflicts(FIELD)", "the rows of which facts state what cannot both be"},
    {"search", "search \"words\"", "what has any of the words, the best first, with a score"},
    {"frequencies", "frequencies(text)",
     "each word, how often, and how evenly spread (.help corpus)"},
    {"collocates", "collocates(text, \"soviet\", 5)", "the words that keep near a word"},
    {"keyness", "keyness(text, QUERY)", "the words that tell the rows from those of the query"},
    {"trend", "trend(text, \"soviet\", year(date))",
     "how often, beside what there is of each year"},
    {"vocabulary", "vocabulary(text [, KEY])", "how many words, and how many different ones"},
    {"as", "as FORMAT",
     "shows the result as table, list, csv, json, bar and so on (.help results)"},
    {"save", "save \"FILE\"", "writes the result to a file, as its ending says"},
};

static void say_stage(App *app, const struct Stage *stage) {
    enum { FORM_CELLS = 38 };
    Buf form = {0};
    buf_format(&form, "| %s", stage->form);
    out_row(&app->out, FORM_CELLS, buf_text(&form), stage->help);
    buf_free(&form);
}

// --- functions
// ------------------------------------------------------------------------------------

typedef struct Function {
    const char *name, *signature, *help, *example, *result;
} Function;

static bool function_at(const App *app, uint32_t i, Function *f) {
    return gzt_function(app->session, i, &f->name, &f->signature, &f->help, &f->example,
                        &f->result);
}

// `[any] -> int` of count is shown as `count([any]) -> int`.
static void add_form(Buf *to, const Function *f) {
    const char *arrow = strstr(f->signature, "-> ");
    size_t n = arrow ? (size_t)(arrow - f->signature) : strlen(f->signature);
    while (n && f->signature[n - 1] == ' ') n--;
    buf_format(to, "%s(%.*s) %s", f->name, (int)n, f->signature, arrow ? arrow : "");
}

static void say_function(App *app, const Function *f) {
    Buf form = {0};
    add_form(&form, f);
    out_paint(&app->out, PAINT_BOLD);
    out_say(&app->out, "%s", buf_text(&form));
    buf_free(&form);
    out_paint(&app->out, PAINT_OFF);
    out_say(&app->out, "\n    %s\n", f->help);
    if (f->example && *f->example)
        out_say(&app->out, "    %s  →  %s\n", f->example, f->result ? f->result : "");
}

bool help_function(App *app, const char *name) {
    Nearest near = nearest_to(name);
    Function f;
    bool found = false;
    for (uint32_t i = 0; function_at(app, i, &f); i++) {
        nearest_try(&near, f.name);
        if (strcmp(f.name, name) != 0) continue;
        say_function(app, &f);
        found = true;
    }
    if (found) return true;
    if (near.best)
        app_complain(app, "there is no function '%s'; did you mean '%s'?", name, near.best);
    else
        app_complain(app,
                     "there is no function '%s'; .help functions lists them, .help %s may help",
                     name, name);
    return false;
}

// --- topics
// ---------------------------------------------------------------------------------------

static bool topic_stages(App *app, const char *topic) {
    if (strcmp(topic, "stages") != 0) return false;
    for (size_t i = 0; i < LENGTH(stages); i++) say_stage(app, &stages[i]);
    return true;
}

static bool topic_functions(App *app, const char *topic) {
    enum { FORM_CELLS = 38 };
    Function f;
    if (strcmp(topic, "functions") != 0) return false;
    for (uint32_t i = 0; function_at(app, i, &f); i++) {
        Buf form = {0};
        add_form(&form, &f);
        out_row(&app->out, FORM_CELLS, buf_text(&form), f.help);
        buf_free(&form);
    }
    return true;
}

static bool topic_text(App *app, const char *topic) {
    for (size_t i = 0; topic_at(i); i++) {
        if (strcmp(topic_at(i)->name, topic) != 0) continue;
        out_say(&app->out, "%s", topic_at(i)->text);
        return true;
    }
    return false;
}

// In either case: .help e0202.
static bool topic_code(App *app, const char *topic) {
    char code[8] = "";
    for (size_t i = 0; topic[i] && i + 1 < sizeof code; i++)
        code[i] = topic[i] == 'e' ? 'E' : topic[i];
    const char *text = strlen(topic) < sizeof code ? gzt_explain_code(code) : NULL;
    if (text) out_say(&app->out, "%s: %s\n", code, text);
    return text != NULL;
}

static bool topic_dot(App *app, const char *topic) {
    for (size_t i = 0; dot_at(i); i++) {
        const Dot *dot = dot_at(i);
        if (strcmp(dot->name, topic) != 0 && strcmp(dot->name + 1, topic) != 0) continue;
        out_say(&app->out, "%s %s\n    %s\n", dot->name, dot->args, dot->help);
        return true;
    }
    return false;
}

// A name may be that of a stage and of functions: count, distinct.
static bool topic_name(App *app, const char *topic) {
    bool found = false;
    Function f;
    for (size_t i = 0; i < LENGTH(stages); i++) {
        if (strcmp(stages[i].name, topic) != 0) continue;
        say_stage(app, &stages[i]);
        found = true;
    }
    for (uint32_t i = 0; function_at(app, i, &f); i++) {
        if (strcmp(f.name, topic) != 0) continue;
        say_function(app, &f);
        found = true;
    }
    return found;
}

static bool part_of_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Whether the line has it as a word of its own, also between marks: ~, ->.
static bool line_has(const char *line, size_t n, const char *word) {
    size_t k = strlen(word);
    for (size_t i = 0; i + k <= n; i++) {
        if (memcmp(line + i, word, k) != 0) continue;
        bool begun = i > 0 && part_of_word(line[i - 1]) && part_of_word(word[0]);
        bool goes_on = i + k < n && part_of_word(line[i + k]) && part_of_word(word[k - 1]);
        if (!begun && !goes_on) return true;
    }
    return false;
}

// The lines of all topics that tell of the word; first what shows its use, four blanks in.
static size_t say_lines(App *app, const char *word, bool uses) {
    enum { LINES_MOST = 12 };
    size_t shown = 0;
    for (size_t i = 0; *word && topic_at(i); i++) {
        bool named = false;
        for (const char *line = topic_at(i)->text; *line;) {
            size_t n = strcspn(line, "\n");
            bool use = strspn(line, " ") == 4;
            if (line_has(line, n, word) && use == uses && shown < LINES_MOST) {
                if (!named) out_say(&app->out, "of .help %s:\n", topic_at(i)->name);
                named = true;
                shown++;
                out_say(&app->out, "%.*s\n", (int)n, line);
            }
            line += n + (line[n] == '\n');
        }
    }
    return shown;
}

// Words that are no function and no stage, such as has, overlaps, ~.
static bool topic_lines(App *app, const char *word) {
    return say_lines(app, word, true) || say_lines(app, word, false);
}

static bool no_topic(App *app, const char *topic) {
    Nearest near = nearest_to(topic);
    Function f;
    nearest_try(&near, "stages");
    nearest_try(&near, "functions");
    for (size_t i = 0; topic_at(i); i++) nearest_try(&near, topic_at(i)->name);
    for (size_t i = 0; i < LENGTH(stages); i++) nearest_try(&near, stages[i].name);
    for (size_t i = 0; dot_at(i); i++) nearest_try(&near, dot_at(i)->name + (*topic != '.'));
    for (uint32_t i = 0; function_at(app, i, &f); i++) nearest_try(&near, f.name);
    if (near.best) {
        app_complain(app, "there is no help on '%s'; did you mean '%s'?", topic, near.best);
    } else {
        app_complain(app, "there is no help on '%s'; .help lists what there is", topic);
    }
    return false;
}

// A topic before the command of the same name: `.help dates`, `.help keys`.
bool help_topic(App *app, const char *topic) {
    static bool (*const kinds[])(App *, const char *) = {
        topic_stages, topic_functions, topic_text, topic_code, topic_name, topic_dot, topic_lines};
    for (size_t i = 0; i < LENGTH(kinds); i++)
        if (kinds[i](app, topic)) return true;
    return no_topic(app, topic);
}

void help_words(const App *app, Choices *choices, const char *word, size_t n) {
    Function f;
    for (size_t i = 0; topic_at(i); i++)
        choice_try(choices, word, n, topic_at(i)->name, "", "topic", topic_at(i)->about);
    choice_try(choices, word, n, "stages", "", "topic", "all stages");
    choice_try(choices, word, n, "functions", "", "topic", "all functions");
    for (size_t i = 0; i < LENGTH(stages); i++)
        choice_try(choices, word, n, stages[i].name, "", "stage", stages[i].help);
    for (size_t i = 0; n && dot_at(i); i++)
        choice_try(choices, word, n, dot_at(i)->name, "", "command", dot_at(i)->help);
    for (uint32_t i = 0; n && function_at(app, i, &f); i++)
        choice_try(choices, word, n, f.name, "", "function", f.help);
}

void help_overview(App *app) {
    enum { FORM_CELLS = 22, NAME_CELLS = 12 };
    out_say(&app->out, "%s",
            "A query is a source and stages:  people | where born < 1880 | select name, born\n"
            "Enter runs it when it is complete. A line that begins with | goes on with the last "
            "query;\n_ is the last result. Ctrl-C clears the line or stops a query, Ctrl-D "
            "leaves.\n\n");
    for (size_t i = 0; dot_at(i); i++) {
        const Dot *dot = dot_at(i);
        Buf form = {0};
        buf_format(&form, "%s %s", dot->name, dot->args);
        out_row(&app->out, FORM_CELLS, buf_text(&form), dot->help);
        buf_free(&form);
    }
    out_say(&app->out, "\nTopics of .help:\n");
    for (size_t i = 0; topic_at(i); i++)
        out_row(&app->out, NAME_CELLS, topic_at(i)->name, topic_at(i)->about);
    out_row(&app->out, NAME_CELLS, "stages", "all stages; .help where: one of them");
    out_row(&app->out, NAME_CELLS, "functions", "all functions; .help count: one of them");
    out_row(&app->out, NAME_CELLS, "E0202", "what the code of an error means");
}
