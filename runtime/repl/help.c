// What the loop can tell about itself and the language; see help.h. Functions and error codes come
// from the library, so that this file need not know any.
#include "runtime/repl/help.h"

#include <string.h>

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
     "all that can be reached by going along a path again and again"},
    {"expand", "expand LIST [as x]", "one row for each element of a list"},
    {"join", "join QUERY [as x] on CONDITION",
     "adds the matching row of another query as a column"},
    {"union", "union QUERY", "the rows of both"},
    {"except", "except QUERY", "the rows that the other has not"},
    {"intersect", "intersect QUERY", "the rows that both have"},
    {"search", "search \"words\"", "full text, best first"},
    {"as", "as FORMAT", "shows the result as table, csv, tsv, json, jsonl or markdown"},
};

static void say_stage(App *app, const struct Stage *stage) {
    Buf form = {0};
    buf_format(&form, "| %s", stage->form);
    out_row(&app->out, 52, buf_text(&form), stage->help);
    buf_free(&form);
}

// --- functions
// ------------------------------------------------------------------------------------

typedef struct Function {
    const char *name, *signature, *help, *example, *result;
} Function;

static bool function_at(uint32_t i, Function *f) {
    return gzt_function(i, &f->name, &f->signature, &f->help, &f->example, &f->result);
}

// `[any] -> int` of count is shown as `count([any]) -> int`.
static void add_form(Buf *to, const Function *f) {
    const char *arrow = strstr(f->signature, " -> ");
    size_t n = arrow ? (size_t)(arrow - f->signature) : strlen(f->signature);
    buf_format(to, "%s(%.*s)%s", f->name, (int)n, f->signature, arrow ? arrow : "");
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

// --- topics
// ---------------------------------------------------------------------------------------

static bool topic_stages(App *app, const char *topic) {
    if (strcmp(topic, "stages") != 0) return false;
    for (size_t i = 0; i < LENGTH(stages); i++) say_stage(app, &stages[i]);
    return true;
}

static bool topic_functions(App *app, const char *topic) {
    Function f;
    if (strcmp(topic, "functions") != 0) return false;
    for (uint32_t i = 0; function_at(i, &f); i++) {
        Buf form = {0};
        add_form(&form, &f);
        out_row(&app->out, 40, buf_text(&form), f.help);
        buf_free(&form);
    }
    return true;
}

static bool topic_code(App *app, const char *topic) {
    const char *text = gzt_explain_code(topic);
    if (text) out_say(&app->out, "%s: %s\n", topic, text);
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
    for (uint32_t i = 0; function_at(i, &f); i++) {
        if (strcmp(f.name, topic) != 0) continue;
        say_function(app, &f);
        found = true;
    }
    return found;
}

static bool no_topic(App *app, const char *topic) {
    Nearest near = nearest_to(topic);
    Function f;
    for (size_t i = 0; i < LENGTH(stages); i++) nearest_try(&near, stages[i].name);
    for (size_t i = 0; dot_at(i); i++) nearest_try(&near, dot_at(i)->name);
    for (uint32_t i = 0; function_at(i, &f); i++) nearest_try(&near, f.name);
    if (near.best) {
        app_complain(app, "there is no help on '%s'; did you mean '%s'?", topic, near.best);
    } else {
        app_complain(app, "there is no help on '%s'; .help lists what there is", topic);
    }
    return false;
}

bool help_topic(App *app, const char *topic) {
    static bool (*const kinds[])(App *, const char *) = {topic_stages, topic_functions, topic_code,
                                                         topic_name, topic_dot};
    for (size_t i = 0; i < LENGTH(kinds); i++)
        if (kinds[i](app, topic)) return true;
    return no_topic(app, topic);
}

void help_overview(App *app) {
    out_say(&app->out, "%s",
            "A query is a source and stages:  people | where born < 1880 | select name, born\n"
            "Enter runs it when it is complete. A line that begins with | goes on with the last "
            "query;\n_ is the last result. Ctrl-C clears the line or stops a query, Ctrl-D "
            "leaves.\n\n");
    for (size_t i = 0; dot_at(i); i++) {
        const Dot *dot = dot_at(i);
        Buf form = {0};
        buf_format(&form, "%s %s", dot->name, dot->args);
        out_row(&app->out, 20, buf_text(&form), dot->help);
        buf_free(&form);
    }
    out_say(&app->out, "%s",
            "\nTopics of .help: stages, functions, the name of one (.help where, .help "
            "count), a code (.help E0202)\n");
}

// --- examples
// -------------------------------------------------------------------------------------

static const struct Example {
    const char *about, *query;
} examples[] = {
    {"who was born before 1880",
     "people | where born < 1880 | select name, born, died | sort born"},
    {"how people ended", "people | where fate is not null | count by fate"},
    {"who lived longest", "people | with age: died - born | top 5 by age | select name, age"},
    {"how a year began",
     "events | where date in 1917 | sort date | take 10 | select date, title, place.name"},
    {"one day, hour by hour", "events | where date in 1917-11-07 | sort date | select date, title"},
    {"where most happened", "events | where place is not null | count by place.name | take 5"},
    {"who took part most often", "events | expand people as p | count by p.name | take 5"},
    {"what may have happened before a day, but need not have",
     "events | where unknown(date before 1917-11-07) | select date, title"},
    {"where one person was", "@lenin | follow events.place | select name, type"},
    {"what each article is about", "articles | select title, type, people: count(people)"},
};

// Only what this archive understands is shown: each query is checked, not run.
static bool fits(App *app, const struct Example *example) {
    gzt_source source = {"", 0, example->query, strlen(example->query)};
    gzt_script *script = NULL;
    bool good = gzt_prepare(app->session, &source, GZT_SCRIPT, &script, NULL) >= 0;
    gzt_script_free(script);
    return good;
}

void help_examples(App *app) {
    for (size_t i = 0; i < LENGTH(examples); i++) {
        if (!fits(app, &examples[i])) continue;
        out_paint(&app->out, PAINT_DIM);
        out_say(&app->out, "  # %s", examples[i].about);
        out_paint(&app->out, PAINT_OFF);
        out_say(&app->out, "\n  %s\n", examples[i].query);
    }
}
