// How much of the native stack the library takes, by painted stacks: at default limits, whatever
// nests in a text, in facts, in records and in patterns, asked in every way; at the deepest that is
// accepted, one deeper, and far beyond. Ordinary queries are measured by the spec runner.
#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "bundled.h"
#include "runtime/gazette.h"
#include "tests/support/long_text.h"
#include "tests/support/painted.h"

// What is promised is that a thread of 256 KiB is enough (-O1 takes more than -O2).
#ifdef GZT_TINY
enum { ROOM = 1 << 20, PROMISED = ROOM };
#else
enum { ROOM = 1 << 20, PROMISED = 192 << 10 };
#endif

static int32_t into_nothing(void *user, const char *p, size_t n) {
    (void)user, (void)p, (void)n;
    return 0;
}

// ---- texts that nest ------------------------------------------------------------------------

// before, n times open, middle, n times close, after; %u in them is the number of the repetition,
// and for a second time that of the one before.
typedef struct Nest {
    const char *before, *open, *middle, *close, *after;
} Nest;

static void say(Text *t, const char *words, uint32_t i) {
    char line[200];
    if (!words) return;
    int n = strstr(words, "%u") ? snprintf(line, sizeof line, words, i, i - 1, i - 1) : 0;
    into_text(t, n ? line : words, n ? (size_t)n : strlen(words));
}

static void nested(Text *t, const Nest *nest, uint32_t n) {
    t->n = 0;
    say(t, nest->before, n);
    for (uint32_t i = 1; i <= n; i++) say(t, nest->open, i);
    say(t, nest->middle, n);
    for (uint32_t i = 1; i <= n; i++) say(t, nest->close, i);
    say(t, nest->after, n);
}

static const Nest queries[] = {
    {NULL, "(", "1", ")", NULL},
    {NULL, "- ", "1", NULL, NULL},
    {NULL, "not ", "true", NULL, NULL},
    {NULL, "[", "1", "]", NULL},
    {NULL, "if true then 1 else ", "1", NULL, NULL},
    {NULL, "if ", "true", " then true else false", NULL},
    {NULL, "1 + ", "1", NULL, NULL},
    {"1", NULL, NULL, " + 1", NULL},
    {NULL, "1 + (", "1", ")", NULL},
    {"people | where born", NULL, NULL, " + 1 day", " > 1900"},
    {"people | where ", "name = \"a\" or ", "born < 1900", NULL, NULL},
    {"people | where ", "(name = \"a\" or ", "born < 1900", ")", NULL},
    {"people | where ", "not (name ~ \"a\" and ", "born in 1900", ")", NULL},
    {"people | select x: ", "(name ?? ", "name", ")", NULL},
    {NULL, "abs(", "1", ")", NULL},
    {NULL, "max([", "1", "])", NULL},
    {NULL, "lower(", "\"A\"", ")", NULL},
    {"\"x\"", NULL, NULL, " + \"x\"", NULL},
    {NULL, "{a: ", "1", "}", NULL},
    {"people", "[count(people", NULL, ") > 0]", NULL},
    {"people", NULL, NULL, " | where true", NULL},
    {"people", NULL, NULL, " | sort name | take 5", NULL},
    {"people", NULL, NULL, " | with x%u: 1", NULL},
    {"people", NULL, NULL, " | summarize n: count() | where n > 0", NULL},
    {NULL, "people | union (", "people", ")", NULL},
    {"people", NULL, NULL, " | union (people)", NULL},
    {"people", NULL, NULL, " | union (people | where true | take 3)", NULL},
    {"people | where any(events, ", "any(people, any(events, ", "true", "))", ")"},
    {"[1]", NULL, NULL, " | select x: it", NULL},
    {"let a0 = count(people)\n", "let a%u = a%u + 1\n", "a%u", NULL, NULL},
    {"let a0 = people\n", "let a%u = a%u | where true\n", "a%u", NULL, NULL},
    {"fn f0(x) = x\n", "fn f%u(x) = f%u(x) + 1\n", "f%u(1)", NULL, NULL},
    {"fn f0(x) = x\n", "fn f%u(x) = f%u(x) + f%u(x)\n", "f%u(1)", NULL, NULL},
    {"fn f(n: int): int = if n = 0 then 0 else 1 + f(n - 1)\nf(%u)", NULL, NULL, NULL, NULL},
    {"fn f(n: int): int = if n = 0 then 0 else f(n - 1)\nf(%u)", NULL, NULL, NULL, NULL},
    {"fn f(n: int): [int] = if n = 0 then [0] else f(n - 1) | select x: it + 1\nf(%u)", NULL, NULL,
     NULL, NULL},
    {"fn f(n: int): int = if n = 0 then 0 else count(people | where f(n - 1) > 0)\nf(%u)", NULL,
     NULL, NULL, NULL},
    {"fn f(n: int): int = if n = 0 then 0 else ", "abs(", "f(n - 1)", ")", "\nf(%u)"},
    {"fn f(n: int): int = if n = 0 then 0 else f(n - 1) + ", "(", "1", ")", "\nf(999)"},
    {"fn f(n: int): int = if n < 2 then n else f(n - 1) + f(n - 2)\n"
     "people | take 9 | select x: f(%u + year(born) * 0)",
     NULL, NULL, NULL, NULL},
    {"fn f(n: int): int = if n = 0 then count(people", "[count(people", NULL, ") > 0]",
     ") else 1 + f(n - 1)\nf(999)"},
    {"fn f(n: int): int = if n = 0 then count(people | where name matches \"", "(", "a", ")",
     "\") else 1 + f(n - 1)\nf(999)"},
    {NULL, "people | where ", "true", NULL, NULL},
    {NULL, "\"", NULL, NULL, NULL},
    {NULL, "{", "[", "(", NULL},
    {"people | where name matches \"", "(", "a", ")", "\""},
    {"people | where name matches \"", "(a", NULL, ")*", "\""},
    {"people | where name matches \"", "(?:a|", "b", ")", "\""},
    {"people | where name matches \"", "[[:alpha:]]?", NULL, NULL, "\""},
    {"people | where name ~ \"", "a* ", NULL, NULL, "\""},
    {"people | where name ~ \"", "(", "a", ")", "\""},
    {"people | where born in date(\"{", "1900,", "1901", NULL, "}\")"},
    {"people | where born in date(\"[", "[", "1901", "]", "]\")"},
    {"people | where born in ", "within(", "1901", ")", NULL},
    {"people | where born in [", "19XX, ", "1901", NULL, "]"},
    {"date(\"{", "190X-01-0X,", "1901", NULL, "}\") overlaps date(\"{190X-01-0X,180X,170X}\")"},
};
enum { QUERIES = sizeof queries / sizeof *queries };

static const Nest facts[] = {
    {"person @a { name: \"A\", also: ", "[", "\"x\"", "]", " }"},
    {"person @a { name: \"A\", born: ", "within(", "1900", ")", " }"},
    {"person @a { name: \"A\", born: ", "(", "1900", ")", " }"},
    {"person @a ", "{ name: ", "1", " }", NULL},
    {"kind ship as ships { a: ", "[", "int", "]", " }"},
    {"kind ship as ships { a: int }\nship @a { a: ", "1 + ", "1", NULL, " }"},
    {"kind ship as ships { a: int }\nship @a { a: ", "- ", "1", NULL, " }"},
    {"person @a { name: \"A\", born: {", "1900, ", "1901", NULL, "} }"},
    {"place @p0 { name: \"A\" }\n", "place @p%u { name: \"A\", part_of: @p%u }\n", NULL, NULL,
     NULL},
    {"person @p0 { name: \"A\" }\n", "person @p%u { name: \"A\", same: @p%u }\n", NULL, NULL, NULL},
    {"event @e0 { title: \"A\", date: 1900 }\n",
     "event @e%u { title: \"A\", date: 19XX, after: @e%u }\n", NULL, NULL, NULL},
};
enum { FACTS = sizeof facts / sizeof *facts };

static const Nest records[] = {
    {"{\"kind\": \"person\", \"id\": 1, \"name\": ", "[", "\"x\"", "]", "}"},
    {"{\"kind\": \"person\", \"id\": 1, \"more\": ", "{\"a\": ", "\"x\"", "}", "}"},
    {"{\"kind\": \"person\", \"id\": 1, \"more\": ", "[", NULL, NULL, NULL},
    {"{\"kind\": \"person\", \"id\": 1, \"born\": \"{", "1900,", "1901", NULL, "}\"}"},
};
enum { RECORDS = sizeof records / sizeof *records };

#define EDITION(open, close)                                                                       \
    { "<TEI><text><body>", open, "x", close, "</body></text></TEI>" }
static const Nest editions[] = {
    EDITION("<p>", "</p>"), EDITION("<rs type=\"person\">", "</rs>"),
    EDITION("<p><note>", "</note></p>"), EDITION("<row><cell>", "</cell></row>"),
    EDITION("<listPlace><place xml:id=\"p%u\">", "</place></listPlace>")};
enum { EDITIONS = sizeof editions / sizeof *editions };

// ---- what is done with a text ---------------------------------------------------------------

typedef struct Asked {
    gzt_env *env;
    gzt_archive *archive;
    Text text;
    gzt_status status; // of the answer
} Asked;

static int32_t next_candidate(void *user, const gzt_candidate *c) {
    (void)user, (void)c;
    return 0;
}

static void no_span(void *user, size_t at, size_t n, int32_t what) {
    (void)user, (void)at, (void)n, (void)what;
}

static void write_all(gzt_session *s, const gzt_source *source, const char *format) {
    gzt_script *q = NULL;
    gzt_result *r;
    gzt_error err;
    if (gzt_prepare(s, source, GZT_REPL, &q, &err) >= 0)
        while (gzt_script_next(q, &r, &err) == GZT_ROW) {
            gzt_write_options o = {.size = sizeof o, .format = format};
            gzt_result_write(r, &o, into_nothing, NULL, &err);
            gzt_result_explain(r, into_nothing, NULL);
            gzt_result_free(r);
        }
    gzt_script_free(q);
}

static gzt_session *new_session(const Asked *a) {
    gzt_session *s = NULL;
    if (gzt_session_new(a->archive, &s) < 0) abort();
    gzt_limit_set(s, GZT_LIMIT_STEPS, 200000);
    return s;
}

// Only the answer.
static void answer(void *user) {
    Asked *a = user;
    gzt_error err;
    gzt_session *s = new_session(a);
    a->status = gzt_query_json(s, a->text.p, a->text.n, into_nothing, NULL, &err);
    gzt_session_free(s);
}

// Everything that can be asked about a text.
static void ask_all(void *user) {
    Asked *a = user;
    gzt_source source = {"text.gzt", SIZE_MAX, a->text.p, a->text.n};
    gzt_error err;
    gzt_session *s = new_session(a);
    const char *format;
    answer(user);
    for (int32_t what = GZT_DUMP_TOKENS; what <= GZT_DUMP_PLAN; what++) {
        gzt_dump(s, &source, what, into_nothing, NULL, &err);
        gzt_session_errors(s, GZT_ERRORS_TEXT, into_nothing, NULL);
        gzt_session_errors(s, GZT_ERRORS_JSON, into_nothing, NULL);
        gzt_error_render(a->env, &err, &source, GZT_ERRORS_TEXT, into_nothing, NULL);
    }
    gzt_highlight(s, a->text.p, a->text.n, GZT_REPL, no_span, NULL);
    gzt_check_input(s, a->text.p, a->text.n, NULL, 0);
    for (size_t i = 1, start; i <= 2; i++)
        gzt_complete(s, a->text.p, a->text.n, i * a->text.n / 2, GZT_REPL, &start, next_candidate,
                     NULL);
    for (uint32_t i = 0; gzt_format(i, &format, NULL); i++) write_all(s, &source, format);
    gzt_session_free(s);
}

// Facts, records or an edition, as the name says: built, written, opened, looked at, asked, freed.
static void build(void *user) {
    Asked *a = user;
    bool jsonl = a->text.p[0] == '{';
    const char *name = jsonl ? "all.jsonl" : a->text.p[0] == '<' ? "all.xml" : "facts.gzt";
    gzt_source source = {name, SIZE_MAX, a->text.p, a->text.n};
    gzt_builder *b = NULL;
    gzt_archive *made = NULL, *again = NULL;
    gzt_error err;
    Text block = {0};
    uint64_t left_out = 0;
    if (gzt_builder_new(a->env, &b) < 0) abort();
    a->status = gzt_builder_load(b, &source, 1, &left_out, &err);
    gzt_builder_errors(b, GZT_ERRORS_TEXT, into_nothing, NULL);
    gzt_builder_errors(b, GZT_ERRORS_JSON, into_nothing, NULL);
    if (gzt_builder_finish(b, &made, &err) >= 0) {
        gzt_archive_write(made, into_text, &block);
        if (gzt_archive_open(a->env, block.p, block.n, NULL, NULL, &again, &err) >= 0)
            gzt_archive_verify(again, &err);
    }
    if (left_out) a->status = GZT_SYNTAX;
    gzt_builder_free(b);
    gzt_archive_free(again);
    gzt_archive_free(made);
    free(block.p);
}

// ---- the deepest ----------------------------------------------------------------------------

enum { DEEPEST = 2000 };

static bool accepted(Asked *a, const Nest *nest, uint32_t n, void (*ask)(void *)) {
    nested(&a->text, nest, n);
    if (painted_run(ROOM, ask, a) == SIZE_MAX) fail_msg("no thread");
    return a->status >= 0;
}

// The greatest n up to DEEPEST that is accepted, 0 where not even 1 is.
static uint32_t deepest(Asked *a, const Nest *nest, void (*ask)(void *)) {
    uint32_t lo = 0, hi = DEEPEST;
    if (!accepted(a, nest, 1, ask)) return 0;
    if (accepted(a, nest, DEEPEST, ask)) return DEEPEST;
    for (lo = 1; hi - lo > 1;) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (accepted(a, nest, mid, ask))
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

// The most that a nest takes, and at how many levels.
static size_t measure(Asked *a, const Nest *nest, void (*probe)(void *), void (*ask)(void *)) {
    uint32_t last = deepest(a, nest, probe), at = 0;
    uint32_t tried[] = {last, last + 1, DEEPEST};
    size_t most = 0;
    for (size_t i = 0; i < sizeof tried / sizeof *tried; i++) {
        nested(&a->text, nest, tried[i]);
        size_t used = painted_run(ROOM, i < 2 ? ask : probe, a);
        if (used == SIZE_MAX) fail_msg("no thread");
        if (used > most) at = tried[i];
        if (used > most) most = used;
    }
    nested(&a->text, nest, 2);
    print_message("# %7zu bytes at %5u of %5u: %.*s\n", most, at, last,
                  (int)strcspn(a->text.p, "\n"), a->text.p);
    return most;
}

static int open_archive(void **state) {
    Asked *a = calloc(1, sizeof *a);
    gzt_source *sources = calloc(archive_file_count, sizeof *sources);
    gzt_error err;
    if (!a || !sources || gzt_env_new(NULL, &a->env) < 0) return -1;
    for (size_t i = 0; i < archive_file_count; i++)
        sources[i] = (gzt_source){archive_files[i].name, SIZE_MAX,
                                  (const char *)archive_files[i].data, archive_files[i].size};
    gzt_status st = gzt_archive_build(a->env, sources, archive_file_count, &a->archive, &err);
    free(sources);
    *state = a;
    return st < 0 ? -1 : 0;
}

static int close_archive(void **state) {
    Asked *a = *state;
    gzt_archive_free(a->archive);
    gzt_env_free(a->env);
    free(a->text.p);
    free(a);
    return 0;
}

static void test_queries(void **state) {
#ifdef PAINTED_NOTHING
    skip();
#endif
    for (size_t i = 0; i < QUERIES; i++)
        assert_true(measure(*state, &queries[i], answer, ask_all) <= PROMISED);
}

static void test_facts(void **state) {
#ifdef PAINTED_NOTHING
    skip();
#endif
    for (size_t i = 0; i < FACTS; i++)
        assert_true(measure(*state, &facts[i], build, build) <= PROMISED);
    for (size_t i = 0; i < RECORDS; i++)
        assert_true(measure(*state, &records[i], build, build) <= PROMISED);
    for (size_t i = 0; i < EDITIONS; i++)
        assert_true(measure(*state, &editions[i], build, build) <= PROMISED);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_queries),
                                       cmocka_unit_test(test_facts)};
    return cmocka_run_group_tests(tests, open_archive, close_archive);
}
