// Completion: what may stand at a cursor, on the bundled archive. Each row: the text before the
// cursor, a candidate that must be among the first ten ("!x": must not be there), and what it is.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "bundled.h"
#include "runtime/gazette.h"

static gzt_env *env;
static gzt_archive *archive;
static gzt_session *session;

static int setup(void **state) {
    (void)state;
    gzt_source sources[64];
    size_t n = 0;
    for (; n < archive_file_count && n < 64; n++)
        sources[n] = (gzt_source){archive_files[n].name, SIZE_MAX,
                                  (const char *)archive_files[n].data, archive_files[n].size};
    gzt_error err;
    assert_int_equal(gzt_env_new(NULL, &env), GZT_OK);
    assert_int_equal(gzt_archive_build(env, sources, n, &archive, &err), GZT_OK);
    return gzt_session_new(archive, &session) == GZT_OK ? 0 : -1;
}

static int teardown(void **state) {
    (void)state;
    gzt_session_free(session);
    gzt_archive_free(archive);
    gzt_env_free(env);
    return 0;
}

typedef struct Seen {
    const char *text;
    int n, at; // at: place of the candidate looked for, -1 if it was not there
    char as[16];
} Seen;

static int32_t look_at(void *user, const gzt_candidate *c) {
    Seen *s = user;
    assert_int_equal(c->size, sizeof *c);
    assert_non_null(c->type);
    assert_non_null(c->help);
    if (s->at < 0 && strcmp(c->text, s->text) == 0) {
        s->at = s->n;
        snprintf(s->as, sizeof s->as, "%s", c->what);
    }
    s->n++;
    return 0;
}

static Seen complete(const char *text, const char *wanted) {
    Seen s = {.text = wanted, .at = -1};
    size_t start;
    assert_int_equal(
        gzt_complete(session, text, SIZE_MAX, strlen(text), GZT_REPL, &start, look_at, &s), GZT_OK);
    assert_true(start <= strlen(text));
    return s;
}

typedef struct Row {
    const char *text, *wanted, *what;
} Row;

static const Row rows[] = {
    {"", "people", "collection"},
    {"pe", "people", "collection"},
    {"le", "let", "statement"},
    {"people |", "where", "stage"},
    {"people | su", "summarize", "stage"},
    {"people | where bo", "born", "field"},
    {"people | where born ", "before", "word"},
    {"people | sort born d", "desc", "word"},
    {"people | select n: name | where ", "n", "column"},
    {"people | select n: name | where na", "!name", ""},
    {"people | where fate = \"ex", "executed", "value"},
    {"people | where role has \"le", "leader", "value"},
    {"people | where fate in [\"executed\", \"a", "assassinated", "value"},
    {"events | where place.name = \"Winter", "Winter Palace", "value"},
    {"events | select place.na", "name", "field"},
    {"events | where any(people, bo", "born", "field"},
    {"events | where any(people, ti", "!title", ""},
    {"people[bo", "born", "field"},
    {"events | select count(people | where na", "name", "field"},
    {"people | expand events as e | select e.ti", "title", "field"},
    {"@lenin.bo", "born", "field"},
    {"@lenin", "lenin", "id"},
    {"@\"Vladimir", "Vladimir Ilyich Ulyanov", "name"},
    {"people | as js", "jsonl", "format"},
    {"people | as bar(", "width", "option"},
    {"people | as bar(", "!bins", ""},
    {"people | as histogram(x: born, ", "bins", "option"},
    {"people | as histogram(x: bo", "born", "field"},
    {"people | as html(ti", "title", "option"},
    {"people | as csv(", "!title", ""},
    {"people | sa", "save", "stage"},
    {"articles | fre", "frequencies", "stage"},
    {"articles | co", "collocates", "stage"},
    {"articles | frequencies(te", "text", "field"},
    {"articles | trend(text, \"soviet\", iss", "issue", "field"},
    {"articles | keyness(text, (passages | where ar", "article", "field"},
    {"articles | frequencies(text) | where per", "per_thousand", "column"},
    {"articles | trend(text, \"soviet\", y: year(date)) | sort cov", "coverage", "column"},
    {"set ", "circa", "setting"},
    {"set c", "circa", "setting"},
    {"set search_t", "search_title", "setting"},
    {"set circa = ", "!circa", ""},
    {"people | where fate = ", "\"executed\"", "value"},
    {"people | where fate in [\"executed\", ", "\"assassinated\"", "value"},
    {"people | where fate = \"executed\", ", "!\"executed\"", ""},
    {"people | where name = ", "!\"Lenin\"", ""},
    {"people | where born < ", "!\"executed\"", ""},
    {"articles | where issue = ", "@no27", "id"},
    {"events | where any(people, fate = ", "\"executed\"", "value"},
    {"@lev", "trotsky", "id"}, // by another form of the name
    {"count(@lev", "trotsky", "id"},
    {"events | where place = @p", "petrograd-city", "id"}, // what may stand there comes first
    {"events | where people has @l", "lenins-brother", "id"},
    {"events | where place = @\"P", "Peter-Paul fortress", "name"},
    {"@\"Lev", "Lev Davidovich Bronstein", "name"},
    {"low", "lower", "function"},
    {"let x = people | where na", "name", "field"},
    {"people | where x and na", "name", "field"},
    {"people # na", "!name", ""},
    {"\"na", "!name", ""},
    {"people | where name = \"Lenin\" \n | sel", "select", "stage"},
};

static void test_places(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool absent = rows[i].wanted[0] == '!';
        Seen s = complete(rows[i].text, rows[i].wanted + absent);
        bool first = s.at >= 0 && s.at <= 9 && strcmp(s.as, rows[i].what) == 0;
        if (absent ? s.at >= 0 : !first)
            fail_msg("%s: %s at %d of %d as %s", rows[i].text, rows[i].wanted, s.at, s.n, s.as);
    }
}

static void test_continues(void **state) {
    (void)state;
    gzt_source src = {"", 0, "people | where born < 1880", SIZE_MAX};
    gzt_script *q;
    gzt_error err;
    assert_int_equal(gzt_prepare(session, &src, GZT_REPL, &q, &err), GZT_OK);
    gzt_script_free(q);
    assert_int_equal(complete("| select na", "name").at, 0);
    assert_int_equal(complete("| sel", "select").at, 0);
}

// A long query with the cursor at each of its bytes: always an answer.
static void test_every_cursor(void **state) {
    (void)state;
    static const char text[] =
        "let x = people | where role has \"leader\" and any(events, date in 1917..1918 and place = "
        "@petrograd-city) | summarize n: count(), a: mean(died - born) by fate\n"
        "x | sort n desc | take 3 | as json # done";
    for (size_t cursor = 0; cursor < sizeof text; cursor++) {
        Seen s = {.text = "", .at = -1};
        size_t start;
        assert_int_equal(
            gzt_complete(session, text, sizeof text - 1, cursor, GZT_SCRIPT, &start, look_at, &s),
            GZT_OK);
        assert_true(start <= cursor);
    }
}

static int32_t stop_at_once(void *user, const gzt_candidate *c) {
    (void)c;
    ++*(int *)user;
    return 1;
}

static void test_misuse(void **state) {
    (void)state;
    size_t at;
    int n = 0;
    assert_int_equal(gzt_complete(NULL, "x", 1, 1, GZT_REPL, &at, stop_at_once, &n), GZT_MISUSE);
    assert_int_equal(gzt_complete(session, NULL, 0, 0, GZT_REPL, &at, stop_at_once, &n),
                     GZT_MISUSE);
    assert_int_equal(gzt_complete(session, "x", 1, 1, GZT_REPL, &at, NULL, &n), GZT_MISUSE);
    assert_int_equal(gzt_complete(session, "p", 1, 9, GZT_REPL, &at, stop_at_once, &n), GZT_OK);
    assert_int_equal(n, 0);
    assert_int_equal(gzt_complete(session, "p", 1, 1, GZT_REPL, &at, stop_at_once, &n), GZT_OK);
    assert_int_equal(n, 1); // the sink said stop
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places), cmocka_unit_test(test_continues),
        cmocka_unit_test(test_every_cursor), cmocka_unit_test(test_misuse)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
