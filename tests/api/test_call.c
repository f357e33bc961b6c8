// What passes between a query and the host's functions: arguments and answers of every type, lists,
// entities, values that are gone when the callback is, and every allocation failing meanwhile.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/gazette.h"

static const char facts[] =
    "person @ada { name: \"Ada\", born: 1815-12-10, died: 1852, also: [\"Countess\", \"A. A.\"] }\n"
    "person @mary { name: \"Mary\", born: 1780 }\n"
    "person @twin { name: \"Twin\" }\n"
    "place @twin { name: \"Twin Peaks\" }\n"
    "place @paris { name: \"Paris\" }\n"
    "event @salon { title: \"Salon\", date: 1840, place: @paris, people: [@ada, @mary] }\n";

typedef struct Host {
    gzt_env *env;
    gzt_archive *archive;
    gzt_session *session;
    long count, fail_at; // allocations; 0: none fails
    size_t live;
    bool failed;
    char out[4096];
    size_t n;
    gzt_value kept; // from a callback that has returned
} Host;

static void *resize(void *user, void *p, size_t old_n, size_t new_n) {
    Host *h = user;
    if (!new_n) {
        h->live -= old_n;
        free(p);
        return NULL;
    }
    if (++h->count == h->fail_at) {
        h->failed = true;
        return NULL;
    }
    void *q = realloc(p, new_n);
    if (q) h->live += new_n - old_n;
    return q;
}

static int32_t into_out(void *user, const char *p, size_t n) {
    Host *h = user;
    if (n >= sizeof h->out - h->n) return 1;
    memcpy(h->out + h->n, p, n);
    h->n += n;
    h->out[h->n] = 0;
    return 0;
}

// ---- functions ------------------------------------------------------------------------------

// Words of a text; an empty one has no value.
static gzt_status words(gzt_call *c, void *user) {
    (void)user;
    const char *p = gzt_arg_text(c, 0, NULL);
    for (;;) {
        size_t n = strcspn(p, " ");
        gzt_status st = n ? gzt_return_text(c, p, n) : gzt_return_missing(c);
        if (st < 0) return st;
        if (!p[n]) return GZT_OK;
        p += n + 1;
    }
}

static gzt_status ahead(gzt_call *c, void *user) { // 1 … n
    (void)user;
    for (int64_t i = 1; i <= gzt_arg_int(c, 0); i++) gzt_return_int(c, i);
    return GZT_OK;
}

static gzt_status aged(gzt_call *c, void *user) {
    (void)user;
    return gzt_return_duration(c, gzt_arg_text(c, 0, NULL), SIZE_MAX);
}

static gzt_status spans(gzt_call *c, void *user) {
    (void)user;
    gzt_return_duration(c, "5 years", SIZE_MAX);
    gzt_return_missing(c);
    return gzt_return_duration(c, "P1Y/P2Y", SIZE_MAX);
}

static gzt_status called(gzt_call *c, void *user) {
    (void)user;
    return gzt_return_entity(c, gzt_arg_text(c, 0, NULL), SIZE_MAX);
}

// Every element of a list of any type, or every field of a record, as its type and its words.
static gzt_status taken(gzt_call *c, void *user) {
    Host *h = user;
    gzt_value v = {.size = sizeof v}, e = {.size = sizeof e};
    if (gzt_arg_value(c, 1, &v) != GZT_MISUSE) return gzt_return_error(c, "too many", SIZE_MAX);
    if (gzt_arg_value(c, 0, &v) != GZT_OK) return gzt_return_error(c, "no value", SIZE_MAX);
    h->kept = v;
    char line[200];
    int n = snprintf(line, sizeof line, "%d %d", (int)v.type, v.missing);
    for (uint32_t i = 0; i < v.count; i++) {
        const char *name = "";
        size_t name_n = 0;
        gzt_status st = v.type == GZT_LIST ? gzt_value_element(&v, i, &e)
                                           : gzt_value_field(&v, i, &name, &name_n, &e);
        if (st != GZT_OK) return gzt_return_error(c, "no element", SIZE_MAX);
        n += snprintf(line + n, sizeof line - (size_t)n, " %.*s:%d:%.*s%s%lld", (int)name_n, name,
                      (int)e.type, (int)e.text_n, e.text ? e.text : "", e.written,
                      (long long)e.integer);
    }
    return gzt_return_text(c, line, SIZE_MAX);
}

static gzt_status shown(gzt_call *c, void *user) {
    (void)user;
    return gzt_return_text(c, gzt_arg_text(c, 0, NULL), SIZE_MAX);
}

static gzt_status wrong(gzt_call *c, void *user) {
    (void)user;
    gzt_return_text(c, "fine", SIZE_MAX);
    assert_int_equal(gzt_call_row(c, 0), GZT_MISUSE); // it is not called by batch
    assert_int_equal(gzt_return_int(c, 1), GZT_MISUSE);
    return GZT_OK;
}

// Rows backwards, and the first one twice.
static gzt_status halves(gzt_call *c, void *user, uint32_t n, const gzt_vector *args,
                         uint32_t nargs, gzt_vector *result) {
    (void)user;
    assert_int_equal(nargs, 1);
    assert_int_equal(result->type, GZT_LIST);
    assert_int_equal(gzt_return_text(c, "nowhere", SIZE_MAX), GZT_MISUSE);
    assert_int_equal(gzt_call_row(c, n), GZT_MISUSE);
    for (uint32_t k = n + 1; k--;) {
        uint32_t row = k == n ? 0 : k;
        gzt_status st = gzt_call_row(c, row);
        if (st < 0) return st;
        size_t length = 0;
        const char *p = gzt_arg_text(c, 0, &length);
        if (length < 3) continue;
        assert_string_equal(p, args[0].texts[row]);
        gzt_return_text(c, p, length / 2);
        gzt_return_text(c, p + length / 2, length - length / 2);
    }
    return GZT_OK;
}

static gzt_status named(gzt_call *c, void *user, uint32_t n, const gzt_vector *args, uint32_t nargs,
                        gzt_vector *result) {
    (void)c, (void)user, (void)nargs;
    for (uint32_t i = 0; i < n; i++) {
        result->missing[i] = args[0].missing[i];
        result->texts[i] = args[0].texts[i];
        result->lengths[i] = args[0].lengths[i];
    }
    return GZT_OK;
}

static gzt_status trips(gzt_call *c, void *user, uint64_t at, uint32_t max, gzt_vector *columns,
                        uint32_t ncolumns, uint32_t *rows) {
    (void)c, (void)user, (void)max;
    assert_int_equal(ncolumns, 3);
    if (at) return GZT_OK;
    static const char *const row[] = {"ada", "place/twin", "2 days"};
    for (uint32_t k = 0; k < 3; k++) {
        columns[k].texts[0] = row[k];
        columns[k].lengths[0] = SIZE_MAX;
        columns[k].missing[0] = 0;
    }
    *rows = 1;
    return GZT_OK;
}

static const struct {
    const char *name, *signature;
    gzt_function_row row;
    gzt_function_batch batch;
    uint32_t flags;
} functions[] = {{"words", "text -> [text]", words, NULL, 0},
                 {"ahead", "int -> [int]", ahead, NULL, 0},
                 {"aged", "any -> duration", aged, NULL, 0},
                 {"spans", "-> [duration]", spans, NULL, 0},
                 {"whoever", "text -> entity", called, NULL, 0},
                 {"somebody", "text -> person", called, NULL, 0},
                 {"company", "text -> [person]", called, NULL, 0},
                 {"taken", "any -> text", taken, NULL, GZT_FN_MISSING},
                 {"taken_list", "[any] -> text", taken, NULL, 0},
                 {"taken_numbers", "[number] -> text", taken, NULL, 0},
                 {"shown", "any -> text", shown, NULL, 0},
                 {"shown_list", "[any] -> text", shown, NULL, 0},
                 {"of_person", "person -> text", shown, NULL, 0},
                 {"wrong", "-> [text]", wrong, NULL, 0},
                 {"halves", "text -> [text]", NULL, halves, 0},
                 {"named", "text -> person", NULL, named, 0},
                 {"lasting", "duration -> duration", NULL, named, 0},
                 {"counted", "[text] -> text", NULL, named, 0}};

static gzt_status register_all(Host *h, gzt_error *err) {
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        gzt_status st =
            functions[i].row
                ? gzt_register(h->session, functions[i].name, functions[i].signature,
                               functions[i].flags, functions[i].row, h, NULL, err)
                : gzt_register_batch(h->session, functions[i].name, functions[i].signature,
                                     functions[i].flags, functions[i].batch, h, NULL, err);
        if (st < 0) return st;
    }
    return gzt_register_table(h->session, "trips", "who: person, to: entity, took: duration", trips,
                              h, NULL, err);
}

static void close_all(Host *h) {
    gzt_session_free(h->session);
    gzt_archive_free(h->archive);
    gzt_env_free(h->env);
    h->session = NULL;
    h->archive = NULL;
    h->env = NULL;
}

static gzt_status open_all(Host *h, gzt_error *err) {
    gzt_alloc alloc = {sizeof alloc, h, resize};
    gzt_source source = {"facts.gzt", SIZE_MAX, facts, SIZE_MAX};
    gzt_status st = gzt_env_new(&alloc, &h->env);
    if (st >= 0) st = gzt_archive_build(h->env, &source, 1, &h->archive, err);
    if (st >= 0) st = gzt_session_new(h->archive, &h->session);
    return st >= 0 ? register_all(h, err) : st;
}

static int open_host(void **state) {
    Host *h = calloc(1, sizeof *h);
    gzt_error err = {0};
    *state = h;
    if (h && open_all(h, &err) >= 0) return 0;
    print_error("%s\n", err.message);
    return -1;
}

static int close_host(void **state) {
    Host *h = *state;
    close_all(h);
    assert_int_equal(h->live, 0);
    free(h);
    return 0;
}

static gzt_status ask(Host *h, const char *query) {
    gzt_error err = {0};
    h->n = 0;
    h->out[0] = 0;
    gzt_status st = gzt_query_json(h->session, query, SIZE_MAX, into_out, h, &err);
    if (st >= 0) return st;
    h->n = (size_t)snprintf(h->out, sizeof h->out, "%s: %s", err.code, err.message);
    return st;
}

// Each query and its answer: JSON, or the error.
static const struct {
    const char *query, *answer;
} asked[] = {
    {"people | select x: words(name)", "[{\"x\":[\"Ada\"]},{\"x\":[\"Mary\"]},{\"x\":[\"Twin\"]}]"},
    {"words(\"to be  or\")",
     "[{\"value\":\"to\"},{\"value\":\"be\"},{\"value\":null},{\"value\":\"or\"}]"},
    {"count(words(\"a b c\"))", "[{\"value\":3}]"},
    {"words(null)", "[]"},
    {"ahead(0)", "[]"},
    {"people | select n: sum(ahead(length(name)))", "[{\"n\":6},{\"n\":10},{\"n\":10}]"},
    {"people | expand ahead(length(name)) as k | summarize n: count(), s: sum(k)",
     "[{\"n\":11,\"s\":26}]"},
    {"people | where born > 1 | select x: aged(died - born)",
     "[{\"x\":\"P36Y/P37Y\"},{\"x\":null}]"},
    {"people | where aged(died - born) > 30 years | select id", "[{\"id\":\"ada\"}]"},
    {"aged(\"1 week\") = 7 days", "[{\"value\":true}]"},
    {"aged(\"a while\")", "E0803: aged: the text is not a duration"},
    {"spans()", "[{\"value\":\"P5Y\"},{\"value\":null},{\"value\":\"P1Y/P2Y\"}]"},
    {"whoever(\"paris\")", "[{\"entity\":\"paris\"}]"},
    {"whoever(\"twin\")", "E0803: whoever: there is no entity with the id"},
    {"whoever(\"place/twin\")", "[{\"entity\":\"twin\"}]"},
    {"somebody(\"twin\").name", "[{\"value\":\"Twin\"}]"},
    {"somebody(\"place/twin\").name", "E0803: somebody: there is no entity with the id"},
    {"somebody(\"nokind/twin\").name", "E0803: somebody: there is no entity with the id"},
    {"company(\"ada\").born", "[{\"value\":\"1815-12-10\"}]"},
    {"people | take 1 | select x: taken(name)", "[{\"x\":\"1 0\"}]"},
    {"people | select x: taken(died)", "[{\"x\":\"5 0\"},{\"x\":\"5 1\"},{\"x\":\"5 1\"}]"},
    {"people | take 1 | select x: taken_list(also)", "[{\"x\":\"8 0 :1:Countess0 :1:A. A.0\"}]"},
    {"people | where id = \"mary\" | select x: taken_list(also)", "[{\"x\":\"8 0\"}]"},
    {"events | select x: taken_list(people)", "[{\"x\":\"8 0 :7:ada0 :7:mary0\"}]"},
    {"taken_numbers([3, 4])", "[{\"value\":\"8 0 :2:3 :2:4\"}]"},
    {"taken_list([1840-05, 1841])", "[{\"value\":\"8 0 :5:1840-050 :5:18410\"}]"},
    {"people | take 1 | with n: 7 | select x: taken(first([{name: name, n: n}]))",
     "[{\"x\":\"9 0 name:1:Ada0 n:2:7\"}]"},
    {"shown(3 days)", "[{\"value\":\"P3D\"}]"},
    {"shown(null)", "[{\"value\":null}]"},
    {"people | select x: shown(if born > 1800 then died else null)",
     "[{\"x\":\"1852\"},{\"x\":null},{\"x\":null}]"},
    {"shown(2.5)", "[{\"value\":\"2.5\"}]"},
    {"shown_list([@ada, @mary])", "[{\"value\":\"[\\\"ada\\\",\\\"mary\\\"]\"}]"},
    {"people | take 1 | select x: of_person(it)", "[{\"x\":\"ada\"}]"},
    {"places | take 1 | select x: of_person(it)", "E0305: 'of_person' does not take (place)"},
    {"wrong()", "E0803: wrong: the answer has another type than the function declares"},
    {"people | select x: halves(name)",
     "[{\"x\":[\"A\",\"da\"]},{\"x\":[\"Ma\",\"ry\"]},{\"x\":[\"Tw\",\"in\"]}]"},
    {"people | where born > 1 | select x: halves(id)",
     "[{\"x\":[\"a\",\"da\"]},{\"x\":[\"ma\",\"ry\"]}]"},
    {"halves(\"ab\")", "[]"},
    {"people | select x: named(id).name", "[{\"x\":\"Ada\"},{\"x\":\"Mary\"},{\"x\":\"Twin\"}]"},
    {"people | select x: named(name)", "E0803: named: there is no entity with the id"},
    {"people | take 2 | select x: lasting(died - born)", "[{\"x\":\"P36Y/P37Y\"},{\"x\":null}]"},
    {"trips | select who.name, to, took",
     "[{\"who.name\":\"Ada\",\"to\":\"twin\",\"took\":\"P2D\"}]"},
    {"fn size(t: text): int = count(words(t))\nsize(\"to be\")", "[{\"value\":2}]"},
    {"trips | where took > 1 day and who in people | count", "[{\"count\":1}]"},
};

// Without line ends and what indents the line behind them.
static void join_lines(char *text) {
    char *to = text;
    for (const char *p = text; *p; p++) {
        if (*p != '\n')
            *to++ = *p;
        else
            while (p[1] == ' ') p++;
    }
    *to = 0;
}

static void answers(void **state) {
    Host *h = *state;
    int differ = 0;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        ask(h, asked[i].query);
        join_lines(h->out);
        if (strcmp(h->out, asked[i].answer) == 0) continue;
        print_error("%s\n    %s\nnot %s\n", asked[i].query, h->out, asked[i].answer);
        differ++;
    }
    assert_int_equal(differ, 0);
}

// The same answers where each batch has one row.
static void answers_row_by_row(void **state) {
    Host *h = *state;
    assert_int_equal(gzt_session_tune(h->session, GZT_TUNE_BATCH, 1), GZT_OK);
    answers(state);
}

static void values_end_with_the_call(void **state) {
    Host *h = *state;
    gzt_value e = {.size = sizeof e};
    assert_int_equal(ask(h, "taken_list([1, 2])"), GZT_OK);
    assert_int_equal(h->kept.count, 2);
    assert_int_equal(gzt_value_element(&h->kept, 0, &e), GZT_MISUSE);
}

static void signatures(void **state) {
    Host *h = *state;
    static const char *const good[] = {"[person], [number]? -> truth", "person? -> place",
                                       "-> [ date ]"};
    static const char *const bad[] = {"[[text]] -> int", "text -> [[int]]", "text -> []",
                                      "text -> persons", "nobody -> int",   "text -> [any]"};
    gzt_error err;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        char name[] = {'g', (char)('a' + i), 0};
        assert_int_equal(gzt_register(h->session, name, good[i], 0, words, h, NULL, &err), GZT_OK);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        gzt_status st = gzt_register(h->session, "bad", bad[i], 0, words, h, NULL, &err);
        if (st != GZT_MISUSE) print_error("%s\n", bad[i]);
        assert_int_equal(st, GZT_MISUSE);
        assert_non_null(strstr(err.message, "such as"));
    }
}

// ---- the list of functions ------------------------------------------------------------------

typedef struct Listed {
    uint32_t n, all;
    char text[2000];
} Listed;

// Those that the language does not have.
static Listed listed(gzt_session *s) {
    Listed l = {0};
    const char *name, *signature, *help, *example, *result;
    size_t at = 0;
    while (gzt_function(NULL, l.n, NULL, NULL, NULL, NULL, NULL)) l.n++;
    for (l.all = l.n; gzt_function(s, l.all, &name, &signature, &help, &example, &result); l.all++)
        at += (size_t)snprintf(l.text + at, sizeof l.text - at, "%s(%s) %s%s\n", name, signature,
                               help, example);
    return l;
}

static void functions_are_listed(void **state) {
    Host *h = *state;
    Listed own = listed(h->session);
    assert_int_equal(own.all - own.n, sizeof functions / sizeof *functions);
    assert_non_null(strstr(own.text, "words(text -> [text]) a function of the host\n"));
    ask(h, "fn double(n: int,\n  by): int =\n  n * by\nlet x = 1\nfn nothing() = 1 + 2\n1");
    ask(h, "fn wrong(n: int) = nowhere\n1");
    Listed more = listed(h->session);
    assert_int_equal(more.all, own.all + 2);
    assert_non_null(strstr(more.text, "double(n: int, by -> int) = n * by\n"));
    assert_non_null(strstr(more.text, "nothing() = 1 + 2\n"));
}

static int32_t note_help(void *user, const gzt_candidate *c) {
    Listed *l = user;
    size_t at = strlen(l->text), room = sizeof l->text - at;
    return snprintf(l->text + at, room, "%s: %s\n", c->text, c->help) >= (int)room;
}

static void help_is_told(void **state) {
    Host *h = *state;
    gzt_session *s = h->session;
    gzt_error err;
    size_t start;
    char passing[] = "the words of a text";
    assert_int_equal(gzt_register_help(s, "words", passing, " words(\"a b\")", NULL, &err), GZT_OK);
    assert_int_equal(gzt_register_help(s, "trips", "who went where", NULL, NULL, NULL), GZT_OK);
    memset(passing, 'x', sizeof passing - 1); // it was copied
    assert_non_null(
        strstr(listed(s).text, "words(text -> [text]) the words of a text words(\"a b\")\n"));
    Listed l = {0};
    assert_int_equal(gzt_complete(s, "trips", 5, 5, GZT_REPL, &start, note_help, &l), GZT_OK);
    assert_non_null(strstr(l.text, "trips: who went where\n"));
    assert_int_equal(gzt_complete(s, "wor", 3, 3, GZT_REPL, &start, note_help, &l), GZT_OK);
    assert_non_null(strstr(l.text, "words: the words of a text\n"));
    assert_int_equal(gzt_register_help(s, "upper", "x", NULL, NULL, &err), GZT_NAME);
    assert_string_equal(err.message, "the host has registered nothing called 'upper'");
    assert_int_equal(gzt_register_help(s, "words", "\xff", NULL, NULL, &err), GZT_MISUSE);
    assert_int_equal(gzt_register_help(s, "words", NULL, NULL, NULL, &err), GZT_MISUSE);
}

static int32_t note(void *user, const gzt_candidate *c) {
    Listed *l = user;
    size_t at = strlen(l->text), room = sizeof l->text - at;
    l->n++;
    return snprintf(l->text + at, room, "%s %s %s\n", c->text, c->what, c->type) >= (int)room;
}

static void completion_offers_them(void **state) {
    Host *h = *state;
    Listed l = {0};
    size_t start;
    ask(h, "fn trip_length(t: duration, n: int = 1): int = 3\n1");
    assert_int_equal(gzt_complete(h->session, "tri", 3, 3, GZT_REPL, &start, note, &l), GZT_OK);
    assert_non_null(strstr(l.text, "trips collection [{who: person, to: entity, took: duration}]"));
    assert_non_null(strstr(l.text, "trip_length function t: duration, n: int = 1 -> int\n"));
    l = (Listed){0};
    assert_int_equal(
        gzt_complete(h->session, "trips | where w", 15, 15, GZT_REPL, &start, note, &l), GZT_OK);
    assert_non_null(strstr(l.text, "who column person\n"));
    assert_non_null(strstr(l.text, "words function text -> [text]\n"));
}

// ---- without memory -------------------------------------------------------------------------

// Everything once; false where some call said that there was no memory.
static bool whole_life(Host *h) {
    gzt_error err = {0};
    gzt_status st = open_all(h, &err);
    for (size_t i = 0; st != GZT_NOMEM && i < sizeof asked / sizeof *asked; i++)
        st = ask(h, asked[i].query);
    Listed l = st != GZT_NOMEM ? listed(h->session) : (Listed){0};
    bool well = st != GZT_NOMEM && l.all == l.n + sizeof functions / sizeof *functions + 1;
    close_all(h);
    return well;
}

static void every_allocation_fails(void **state) {
    (void)state;
    long n = 1;
    for (;; n++) {
        Host *h = calloc(1, sizeof *h);
        assert_non_null(h);
        h->fail_at = n;
        bool well = whole_life(h), failed = h->failed;
        if (well == failed || h->live) print_error("allocation %ld\n", n);
        assert_int_equal(well, !failed);
        assert_int_equal(h->live, 0);
        free(h);
        if (!failed) break;
    }
    assert_true(n > 100);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_host, close_host)

int main(void) {
    const struct CMUnitTest tests[] = {TEST(answers),
                                       TEST(answers_row_by_row),
                                       TEST(values_end_with_the_call),
                                       TEST(signatures),
                                       TEST(functions_are_listed),
                                       TEST(help_is_told),
                                       TEST(completion_offers_them),
                                       cmocka_unit_test(every_allocation_fails)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
