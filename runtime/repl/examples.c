// Queries to begin with, for .examples: those of a list that the open archive can answer, and where
// these are few, others made of its own kinds. See help.h.
#include <string.h>

#include "runtime/repl/help.h"

#define LENGTH(list) (sizeof(list) / sizeof *(list))

static const struct Example {
    const char *about, *query;
} examples[] = {
    {"who was born before 1880",
     "people | where born < 1880 | select name, born, died | sort born"},
    {"how people ended", "people | where fate is not null | count by fate"},
    {"who lived longest",
     "people | with age: died - born | where age is not null | top 5 by age | select name, age"},
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

enum { ENOUGH = 4, GENERIC_MOST = 8 };

static void say(App *app, const char *about, const char *query) {
    out_paint(&app->out, PAINT_DIM);
    out_say(&app->out, "  # %s", about);
    out_paint(&app->out, PAINT_OFF);
    out_say(&app->out, "\n  %s\n", query);
}

// Has the query an answer here? In a very large archive it may not take long to find out.
static bool fits(App *app, const char *query) {
    enum { STEPS = 2000000 };
    gzt_source source = {"", 0, query, strlen(query)};
    gzt_script *script = NULL;
    gzt_result *result = NULL;
    uint64_t steps = gzt_limit(app->session, GZT_LIMIT_STEPS);
    gzt_limit_set(app->session, GZT_LIMIT_STEPS, STEPS);
    bool good = gzt_prepare(app->session, &source, GZT_SCRIPT, &script, NULL) >= 0 &&
                gzt_script_next(script, &result, NULL) == GZT_ROW &&
                gzt_result_step(result, NULL) == GZT_ROW;
    gzt_result_free(result);
    gzt_script_free(script);
    gzt_limit_set(app->session, GZT_LIMIT_STEPS, steps);
    return good;
}

// --- of the archive's own kinds
// -------------------------------------------------------------------

typedef struct Kind {
    const char *collection, *label, *date, *text; // names of fields, or NULL
} Kind;

static bool is_date(const char *type) {
    return strcmp(type, "date") == 0 || strcmp(type, "moment") == 0;
}

static void look_at_fields(const App *app, uint32_t kind, Kind *out) {
    const char *name, *type;
    for (uint32_t i = 0; gzt_archive_field(app->archive, kind, i, &name, &type); i++) {
        bool label = strcmp(name, "name") == 0 || strcmp(name, "title") == 0;
        bool text = strcmp(type, "text") == 0 && strcmp(name, "id") != 0;
        if (label) out->label = name;
        if (!out->date && is_date(type)) out->date = name;
        if (!out->text && text && !label && strcmp(name, "note") != 0) out->text = name;
    }
}

static size_t try_query(App *app, const char *about, const char *query) {
    if (!fits(app, query)) return 0;
    say(app, about, query);
    return 1;
}

static size_t of_kind(App *app, const Kind *k) {
    Buf query = {0}, about = {0};
    size_t said = 0;
    const char *label = k->label ? k->label : "id";
    buf_format(&about, "some of the %s", k->collection);
    buf_format(&query, "%s | select %s%s%s | take 5", k->collection, label, k->date ? ", " : "",
               k->date ? k->date : "");
    said += try_query(app, buf_text(&about), buf_text(&query));
    if (k->text) {
        buf_clear(&query), buf_clear(&about);
        buf_format(&about, "the %s by %s", k->collection, k->text);
        buf_format(&query, "%s | where %s is not null | count by %s", k->collection, k->text,
                   k->text);
        said += try_query(app, buf_text(&about), buf_text(&query));
    }
    if (k->date) {
        buf_clear(&query), buf_clear(&about);
        buf_format(&about, "the first of the %s", k->collection);
        buf_format(&query, "%s | where %s is not null | sort %s | take 5 | select %s, %s",
                   k->collection, k->date, k->date, k->date, label);
        said += try_query(app, buf_text(&about), buf_text(&query));
    }
    buf_free(&query);
    buf_free(&about);
    return said;
}

static size_t say_generic(App *app) {
    const char *name, *collection;
    uint64_t count;
    size_t said = 0;
    for (uint32_t i = 0; gzt_archive_kind(app->archive, i, &name, &collection, &count); i++) {
        Kind kind = {.collection = collection};
        if (count == 0 || said >= GENERIC_MOST) continue;
        look_at_fields(app, i, &kind);
        said += of_kind(app, &kind);
    }
    return said;
}

void help_examples(App *app) {
    size_t said = 0;
    for (size_t i = 0; i < LENGTH(examples); i++)
        said += try_query(app, examples[i].about, examples[i].query);
    if (said < ENOUGH) said += say_generic(app);
    if (!said) out_say(&app->out, "  the archive holds no facts to ask about\n");
}
