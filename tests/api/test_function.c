// Functions, tables and rights that a host gives to a session, through the public header only.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/gazette.h"

static const char facts[] =
    "person @ada { name: \"Ada\", born: 1815-12-10, died: 1852 }\n"
    "person @mary { name: \"Mary\", born: 1780 }\n"
    "person @caro { name: \"Caroline\", died: 1848-01-09 }\n"
    "place @europe { name: \"Europe\" }\n"
    "place @paris { name: \"Paris\", part_of: @europe }\n"
    "event @salon { title: \"Salon\", date: 1840, place: @paris, people: [@ada, @mary] }\n";

typedef struct Host {
    gzt_env *env;
    gzt_archive *archive;
    gzt_session *session;
    gzt_error err;
    char out[4096]; // of the last query: JSON, or "CODE: message / note"
    size_t n;
    int destroyed, calls;
} Host;

static int32_t into_out(void *user, const char *p, size_t n) {
    Host *h = user;
    if (n >= sizeof h->out - h->n) return 1;
    memcpy(h->out + h->n, p, n);
    h->n += n;
    h->out[h->n] = 0;
    return 0;
}

static int open_host(void **state) {
    Host *h = calloc(1, sizeof *h);
    gzt_source source = {"facts.gzt", SIZE_MAX, facts, SIZE_MAX};
    *state = h;
    if (!h || gzt_env_new(NULL, &h->env) < 0) return -1;
    if (gzt_archive_build(h->env, &source, 1, &h->archive, &h->err) < 0) {
        print_error("%s\n", h->err.message);
        return -1;
    }
    return gzt_session_new(h->archive, &h->session) < 0 ? -1 : 0;
}

static int close_host(void **state) {
    Host *h = *state;
    gzt_session_free(h->session);
    gzt_archive_free(h->archive);
    gzt_env_free(h->env);
    free(h);
    return 0;
}

static gzt_status ask(Host *h, const char *query) {
    h->n = 0;
    h->out[0] = 0;
    gzt_status st = gzt_query_json(h->session, query, SIZE_MAX, into_out, h, &h->err);
    if (st >= 0) return st;
    h->n = 0;
    into_out(h, h->err.code, strlen(h->err.code));
    into_out(h, ": ", 2);
    into_out(h, h->err.message, strlen(h->err.message));
    if (h->err.note[0]) {
        into_out(h, " / ", 3);
        into_out(h, h->err.note, strlen(h->err.note));
    }
    return st;
}

// Asks and compares; blanks and line ends count for nothing.
static void expect(Host *h, const char *query, const char *expected) {
    char got[sizeof h->out];
    size_t n = 0;
    ask(h, query);
    for (const char *p = h->out; *p; p++)
        if (*p != '\n' && *p != '\r' && (*p != ' ' || h->out[0] == 'E')) got[n++] = *p;
    got[n] = 0;
    if (strcmp(got, expected) != 0) print_error("%s\n", query);
    assert_string_equal(got, expected);
}

static void destroy(void *user) { ((Host *)user)->destroyed++; }

// ---- functions ------------------------------------------------------------------------------

static gzt_status shout(gzt_call *c, void *user) {
    Host *h = user;
    char buffer[64];
    size_t n;
    const char *p = gzt_arg_text(c, 0, &n);
    h->calls++;
    assert_int_equal(strlen(p), n);
    for (size_t i = 0; i < n && i < sizeof buffer; i++)
        buffer[i] = p[i] >= 'a' && p[i] <= 'z' ? (char)(p[i] - 32) : p[i];
    int64_t times = gzt_arg_missing(c, 1) ? 1 : gzt_arg_int(c, 1);
    if (times == 0) return gzt_return_missing(c);
    if (times < 0) return gzt_return_error(c, "cannot shout backwards", SIZE_MAX);
    return gzt_return_text(c, buffer, n);
}

static void rows(void **state) {
    Host *h = *state;
    assert_int_equal(
        gzt_register(h->session, "shout", "text, int? -> text", 0, shout, h, destroy, &h->err),
        GZT_OK);
    expect(h, "people | select x: shout(name)",
           "[{\"x\":\"ADA\"},{\"x\":\"MARY\"},{\"x\":\"CAROLINE\"}]");
    expect(h, "people | where shout(name, 0) is null | count", "[{\"count\":3}]");
    expect(h,
           "fn twice(x: text): text = shout(x)\nlet a = shout(\"b\")\npeople | take 1 | select "
           "x: twice(name), a",
           "[{\"x\":\"ADA\",\"a\":\"B\"}]");
    h->calls = 0; // a missing argument is no call
    expect(h, "[\"a\", null] | select x: shout(it)", "[{\"x\":\"A\"},{\"x\":null}]");
    assert_int_equal(h->calls, 1);
    assert_int_equal(ask(h, "people | select x: shout(born)"), GZT_TYPE);
}

static void errors_name_the_row(void **state) {
    Host *h = *state;
    gzt_register(h->session, "shout", "text, int? -> text", 0, shout, h, destroy, &h->err);
    h->calls = 0;
    expect(h, "people | select x: shout(name, if name = \"Mary\" then 0 - 1 else 1)",
           "E0803: shout: cannot shout backwards / for @mary");
    assert_int_equal(h->calls, 2); // not asked again to find the row
    assert_int_equal(h->err.status, GZT_DATA);
    assert_int_equal(h->err.column, 20);
    expect(h, "people | select x: shout(name) | take 1", "[{\"x\":\"ADA\"}]");
}

static gzt_status echo(gzt_call *c, void *user) {
    int64_t at[4];
    (void)user;
    switch (gzt_arg_type(c, 0)) {
    case GZT_DATE:
        assert_true(gzt_arg_date(c, 0, at));
        return gzt_return_date(c, gzt_arg_text(c, 0, NULL), SIZE_MAX);
    default: return gzt_return_text(c, "not a date", SIZE_MAX);
    }
}

static gzt_status half(gzt_call *c, void *user) {
    (void)user;
    return gzt_return_real(c, gzt_arg_real(c, 0) / 2);
}

static gzt_status negate(gzt_call *c, void *user) {
    (void)user;
    int32_t t = gzt_arg_truth(c, 0);
    return gzt_return_truth(c, t == 2 ? 2 : 1 - t);
}

static gzt_status who(gzt_call *c, void *user) {
    (void)user;
    if (gzt_arg_missing(c, 0)) return gzt_return_text(c, "nobody", SIZE_MAX);
    return gzt_return_text(c, gzt_arg_text(c, 0, NULL), SIZE_MAX);
}

static void types(void **state) {
    Host *h = *state;
    gzt_session *s = h->session;
    assert_int_equal(gzt_register(s, "echo", "any -> date", 0, echo, h, NULL, &h->err), GZT_OK);
    assert_int_equal(gzt_register(s, "half", "number -> real", 0, half, h, NULL, &h->err), GZT_OK);
    assert_int_equal(
        gzt_register(s, "negate", "truth -> truth", GZT_FN_MISSING, negate, h, NULL, &h->err),
        GZT_OK);
    assert_int_equal(
        gzt_register(s, "who", "entity -> text", GZT_FN_MISSING, who, h, NULL, &h->err), GZT_OK);
    expect(h, "people | select x: echo(born)",
           "[{\"x\":\"1815-12-10\"},{\"x\":\"1780\"},{\"x\":null}]");
    expect(h, "people | where echo(born) < 1800 | select id", "[{\"id\":\"mary\"}]");
    expect(h, "people | select x: echo(name)",
           "E0803: echo: the answer has another type than the function declares / for @ada");
    expect(h, "[3, 4] | select x: half(it)", "[{\"x\":1.5},{\"x\":2.0}]");
    expect(h, "half(5)", "[{\"value\":2.5}]");
    expect(h, "people | select x: negate(born < 1800)",
           "[{\"x\":true},{\"x\":false},{\"x\":null}]");
    expect(h, "events | select x: who(place)", "[{\"x\":\"paris\"}]");
    expect(h, "places | select x: who(part_of)", "[{\"x\":\"nobody\"},{\"x\":\"europe\"}]");
}

static void refused(void **state) {
    Host *h = *state;
    static const struct {
        const char *name, *signature;
        gzt_status status;
    } bad[] = {{"count", "text -> int", GZT_NAME},
               {"any", "text -> int", GZT_NAME},
               {"and", "text -> int", GZT_NAME},
               {"lower", "text -> text", GZT_NAME},
               {"two words", "text -> int", GZT_NAME},
               {"f(1) | g", "text -> int", GZT_NAME},
               {"", "text -> int", GZT_NAME},
               {"1a", "text -> int", GZT_NAME},
               {"f", "text", GZT_MISUSE},
               {"f", "text -> [[int]]", GZT_MISUSE},
               {"f", "txt -> int", GZT_MISUSE},
               {"f", "text?, int -> int", GZT_MISUSE},
               {"f", "[txt] -> int", GZT_MISUSE},
               {"f", "text -> any", GZT_MISUSE},
               {"f", "int,int,int,int,int,int,int,int,int -> int", GZT_MISUSE}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        h->destroyed = 0;
        gzt_status st =
            gzt_register(h->session, bad[i].name, bad[i].signature, 0, shout, h, destroy, &h->err);
        if (st != bad[i].status) print_error("%s %s\n", bad[i].name, bad[i].signature);
        assert_int_equal(st, bad[i].status);
        assert_int_equal(h->err.status, st);
        assert_true(h->err.message[0] != 0);
        assert_int_equal(h->destroyed, 1);
    }
}

static void taken(void **state) {
    Host *h = *state;
    assert_int_equal(gzt_register(h->session, "f", "-> int", 0, shout, h, destroy, &h->err),
                     GZT_OK);
    assert_int_equal(gzt_register(h->session, "f", "-> int", 0, shout, h, destroy, &h->err),
                     GZT_NAME);
    assert_int_equal(gzt_register(h->session, "g", "-> int", 8, shout, h, NULL, &h->err),
                     GZT_MISUSE);
    assert_int_equal(gzt_register(NULL, "g", "-> int", 0, shout, h, NULL, &h->err), GZT_MISUSE);
    assert_int_equal(gzt_register(h->session, "g", "-> int", 0, NULL, h, NULL, &h->err),
                     GZT_MISUSE);
    h->destroyed = 0;
    gzt_session_free(h->session);
    h->session = NULL;
    assert_int_equal(h->destroyed, 1);
}

// ---- callbacks stay outside -----------------------------------------------------------------

static gzt_status enter(gzt_call *c, void *user) {
    Host *h = user;
    gzt_script *q = NULL;
    gzt_error err;
    gzt_source source = {"", 0, "people", SIZE_MAX};
    gzt_session *s = h->session;
    assert_int_equal(gzt_prepare(s, &source, GZT_SCRIPT, &q, &err), GZT_MISUSE);
    assert_null(q);
    assert_int_equal(gzt_query_json(s, "people", SIZE_MAX, into_out, h, &err), GZT_MISUSE);
    assert_int_equal(gzt_register(s, "inner", "-> int", 0, enter, h, NULL, &err), GZT_MISUSE);
    assert_int_equal(gzt_param_set(s, "a", "b", &err), GZT_MISUSE);
    assert_int_equal(gzt_limit_set(s, GZT_LIMIT_ROWS, 1), GZT_MISUSE);
    assert_int_equal(gzt_limits_profile(s, GZT_SAFE), GZT_MISUSE);
    assert_int_equal(gzt_session_tune(s, GZT_TUNE_BATCH, 1), GZT_MISUSE);
    assert_int_equal(gzt_check_input(s, "a", 1, NULL, 0), GZT_MISUSE);
    assert_int_equal(gzt_dump(s, &source, GZT_DUMP_AST, into_out, h, &err), GZT_MISUSE);
    assert_int_equal(gzt_session_authorizer(s, NULL, NULL), GZT_MISUSE);
    h->calls++;
    return gzt_return_int(c, 1);
}

static void no_entry(void **state) {
    Host *h = *state;
    gzt_register(h->session, "enter", "-> int", 0, enter, h, NULL, &h->err);
    h->calls = 0;
    expect(h, "enter()", "[{\"value\":1}]");
    assert_true(h->calls > 0);
    expect(h, "count(people)", "[{\"value\":3}]");
}

static gzt_status stop(gzt_call *c, void *user) {
    (void)c;
    return *(gzt_status *)user;
}

static void statuses(void **state) {
    Host *h = *state;
    gzt_status answer = GZT_INTERRUPTED;
    gzt_register(h->session, "stop", "-> int", 0, stop, &answer, NULL, &h->err);
    assert_int_equal(ask(h, "stop()"), GZT_INTERRUPTED);
    answer = GZT_NOMEM;
    assert_int_equal(ask(h, "stop()"), GZT_NOMEM);
    answer = GZT_IO;
    expect(h, "stop()", "E0803: stop: the host reported an error");
    answer = GZT_OK;
    expect(h, "stop()", "[{\"value\":null}]");
}

static gzt_status wrong(gzt_call *c, void *user) {
    (void)user;
    static const char bad[] = {(char)0xff, 0};
    assert_int_equal(gzt_return_text(c, bad, 1), GZT_MISUSE);
    return GZT_OK;
}

static gzt_status infinite(gzt_call *c, void *user) {
    (void)user;
    double zero = gzt_arg_real(c, 9);
    return gzt_return_real(c, 1 / zero);
}

static gzt_status no_date(gzt_call *c, void *user) {
    (void)user;
    return gzt_return_date(c, "yesterday", SIZE_MAX);
}

static void wrong_answers(void **state) {
    Host *h = *state;
    gzt_register(h->session, "wrong", "-> text", 0, wrong, NULL, NULL, &h->err);
    gzt_register(h->session, "infinite", "-> real", 0, infinite, NULL, NULL, &h->err);
    gzt_register(h->session, "no_date", "-> date", 0, no_date, NULL, NULL, &h->err);
    expect(h, "wrong()", "E0803: wrong: the text is not UTF-8");
    expect(h, "infinite()", "E0803: infinite: the number is not finite");
    expect(h, "no_date()", "E0803: no_date: the text is not a date");
}

// ---- by batch -------------------------------------------------------------------------------

static gzt_status ages(gzt_call *c, void *user, uint32_t n, const gzt_vector *args, uint32_t nargs,
                       gzt_vector *result) {
    Host *h = user;
    h->calls++;
    assert_int_equal(nargs, 2);
    assert_int_equal(args[0].type, GZT_TEXT);
    for (uint32_t i = 0; i < n; i++) {
        if (args[0].missing[i]) continue;
        if (args[1].type == GZT_INT && args[1].ints[i] == (int64_t)args[0].lengths[i])
            return gzt_return_error_row(c, i, "that long", SIZE_MAX);
        result->ints[i] = (int64_t)args[0].lengths[i];
        result->missing[i] = 0;
    }
    return GZT_OK;
}

static gzt_status names(gzt_call *c, void *user, uint32_t n, const gzt_vector *args, uint32_t nargs,
                        gzt_vector *result) {
    (void)c, (void)user, (void)nargs;
    for (uint32_t i = 0; i < n; i++) {
        result->texts[i] = args[0].missing[i] ? "none" : args[0].texts[i];
        result->lengths[i] = SIZE_MAX;
        result->missing[i] = 0;
    }
    return GZT_OK;
}

#ifdef GZT_TINY
enum { BATCHES = 2 }; // of the three people: one of two, and the rest
#else
enum { BATCHES = 1 };
#endif

static void batches(void **state) {
    Host *h = *state;
    gzt_session *s = h->session;
    assert_int_equal(
        gzt_register_batch(s, "size_of", "text, int? -> int", 0, ages, h, destroy, &h->err),
        GZT_OK);
    assert_int_equal(
        gzt_register_batch(s, "dated", "date -> text", GZT_FN_MISSING, names, h, NULL, &h->err),
        GZT_OK);
    h->calls = 0;
    expect(h, "people | select n: size_of(name)", "[{\"n\":3},{\"n\":4},{\"n\":8}]");
    assert_int_equal(h->calls, BATCHES);
    expect(h, "people | where size_of(name) > 3 | select n: size_of(id)", "[{\"n\":4},{\"n\":4}]");
    expect(h, "people | select d: dated(born)",
           "[{\"d\":\"1815-12-10\"},{\"d\":\"1780\"},{\"d\":\"none\"}]");
    expect(h, "people | select n: size_of(name, 4)", "E0803: size_of: that long / for @mary");
    assert_int_equal(gzt_session_tune(s, GZT_TUNE_BATCH, 1), GZT_OK);
    h->calls = 0;
    expect(h, "people | summarize n: sum(size_of(name))", "[{\"n\":15}]");
    assert_int_equal(h->calls, 3);
}

// ---- tables ---------------------------------------------------------------------------------

static gzt_status orders(gzt_call *c, void *user, uint64_t at, uint32_t max, gzt_vector *columns,
                         uint32_t ncolumns, uint32_t *n) {
    static const char *const whose[] = {"ada", "mary", "ada", "nobody", "caro"};
    Host *h = user;
    h->calls++;
    assert_int_equal(ncolumns, 3);
    assert_true(max > 0);
    if (at == 4 && h->destroyed < 0) return gzt_return_error(c, "the line is dead", SIZE_MAX);
    for (*n = 0; *n < max && *n < 2 && at + *n < 5; ++*n) {
        uint64_t row = at + *n;
        columns[0].texts[*n] = whose[row];
        columns[0].lengths[*n] = SIZE_MAX;
        columns[0].missing[*n] = 0;
        columns[1].ints[*n] = (int64_t)(10 * row);
        columns[1].missing[*n] = row == 3;
        columns[2].texts[*n] = "1840-05";
        columns[2].lengths[*n] = 4 + 3 * (row > 2);
        columns[2].missing[*n] = 0;
    }
    return GZT_OK;
}

static void tables(void **state) {
    Host *h = *state;
    gzt_session *s = h->session;
    assert_int_equal(gzt_register_table(s, "orders", "whose: text, total: int, at: date", orders, h,
                                        destroy, &h->err),
                     GZT_OK);
    expect(
        h, "orders | where total > 5",
        "[{\"whose\":\"mary\",\"total\":10,\"at\":\"1840\"},{\"whose\":\"ada\",\"total\":20,\"at\":"
        "\"1840\"},{\"whose\":\"caro\",\"total\":40,\"at\":\"1840-05\"}]");
    expect(h, "orders | summarize n: count(), t: sum(total) by whose | sort whose | take 1",
           "[{\"whose\":\"ada\",\"n\":2,\"t\":20}]");
    h->calls = 0;
    expect(h, "people as p | select id, n: count(orders[whose = p.id])",
           "[{\"id\":\"ada\",\"n\":2},{\"id\":\"mary\",\"n\":1},{\"id\":\"caro\",\"n\":1}]");
    assert_int_equal(h->calls, 4); // 2 + 2 + 1 + 0 rows, once for the run
    expect(h, "count(orders)", "[{\"value\":5}]");
    expect(h, "orders | where at in 1840-05 | count", "[{\"count\":2}]");
    expect(h, "orders | select nothing", "E0201: no column 'nothing' here");
    expect(h, "let mine = orders | where whose = \"ada\"\nmine | union mine | count",
           "[{\"count\":2}]");
    h->destroyed = -1;
    expect(h, "orders | count", "E0803: orders: the line is dead");
    h->destroyed = 0;
    assert_int_equal(gzt_register_table(s, "orders", "a: int", orders, h, destroy, &h->err),
                     GZT_NAME);
    assert_int_equal(gzt_register_table(s, "people", "a: int", orders, h, destroy, &h->err),
                     GZT_NAME);
    assert_int_equal(gzt_register_table(s, "if", "a: int", orders, h, destroy, &h->err), GZT_NAME);
    static const char *const bad[] = {"",        "a",  "a: [int]", "a: int,", "a: int, a: int",
                                      "it: int", "a:", ": int",    "a int"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(gzt_register_table(s, "t", bad[i], orders, h, destroy, &h->err),
                         GZT_MISUSE);
    assert_int_equal(h->destroyed, 3 + (int)(sizeof bad / sizeof *bad));
}

// ---- rights ---------------------------------------------------------------------------------

typedef struct Rights {
    const char *hidden, *denied; // "person.born "…
    int asked;
} Rights;

static int32_t rights_of(void *user, const char *kind, const char *field) {
    Rights *r = user;
    char name[128] = "";
    r->asked++;
    strcat(strcat(strcat(strcat(name, kind), "."), field), " ");
    if (r->hidden && strstr(r->hidden, name)) return GZT_FIELD_HIDDEN;
    if (r->denied && strstr(r->denied, name)) return GZT_FIELD_DENIED;
    return GZT_FIELD_OPEN;
}

static void hidden(void **state) {
    Host *h = *state;
    Rights r = {"person.name event.people place.part_of ", "person.born ", 0};
    assert_int_equal(gzt_session_authorizer(h->session, rights_of, &r), GZT_OK);
    expect(h, "people | select id, name",
           "[{\"id\":\"ada\",\"name\":null},{\"id\":\"mary\",\"name\":null},"
           "{\"id\":\"caro\",\"name\":null}]");
    expect(h, "people | where name = \"Ada\" | count", "[{\"count\":0}]");
    expect(h, "people | where name ~ \"a\" | count", "[{\"count\":0}]");
    expect(h, "people | search \"ada\" | count", "[{\"count\":0}]");
    expect(h, "events | select n: count(people)", "[{\"n\":0}]");
    expect(h, "events | expand people | count", "[{\"count\":0}]");
    expect(h, "events | select n: count(claims(people))", "[{\"n\":0}]");
    expect(h, "claims(@ada.born)", "E0804: the field 'born' of person is not open to you");
    expect(h, "people | select n: count(events)",
           "[{\"n\":0},{\"n\":0},{\"n\":0}]"); // the other side
    expect(h, "places | where it in @europe | select id", "[{\"id\":\"europe\"}]");
    expect(h, "places | select label(it)",
           "[{\"label(it)\":\"Europe\"},{\"label(it)\":\"Paris\"}]");
    expect(h, "people | select l: label(it)",
           "[{\"l\":\"ada\"},{\"l\":\"mary\"},{\"l\":\"caro\"}]");
    expect(h, "@\"Ada\".id", "E0207: nothing in the archive is called \"Ada\"");
    expect(h,
           "fn f(p: person): text = p.name\nlet all = people.name\n"
           "people | take 1 | select x: f(it), n: count(all)",
           "[{\"x\":null,\"n\":0}]");
    expect(h, "first([@ada, @paris]).name", "[{\"value\":null}]");
    expect(h, "last([@ada, @paris]).name", "[{\"value\":\"Paris\"}]");
}

// What is not open is not counted either, and issues that are not are no denominator.
static void not_measured(void **state) {
    Host *h = *state;
    Rights r = {"event.title event.people article.issue ", "event.note ", 0};
    assert_int_equal(gzt_session_authorizer(h->session, rights_of, &r), GZT_OK);
    expect(h, "events | frequencies(title)", "[]");
    expect(h, "events | frequencies(people)", "[]");
    expect(h, "events | keyness(title, events)", "[]");
    expect(h, "events | collocates(title, \"salon\")", "[]");
    expect(h, "events | collocates(people, date before 1900)", "[]");
    expect(h, "events | vocabulary(title) | select words", "[{\"words\":0}]");
    expect(h, "articles | trend(text, \"salon\")",
           "[{\"per_thousand\":null,\"count\":0,\"words\":0,\"articles\":0,\"per_article\":null}]");
    expect(h, "events | frequencies(note)", "E0804: the field 'note' of event is not open to you");
    expect(h, "people | keyness(name, (events | select name: note))",
           "E0804: the field 'note' of event is not open to you");
}

// With person.born closed.
static const char *const closed[] = {"people | select born",
                                     "people | where born < 1800",
                                     "people | sort born | select id",
                                     "people.born",
                                     "@ada.born",
                                     "people | select it.born",
                                     "let x = people.born\n1",
                                     "fn f(p: person): date = p.born\n1",
                                     "people | summarize n: count() by born",
                                     "people | summarize a: min(born)",
                                     "people | top 1 by born",
                                     "people | distinct born",
                                     "people | union (people | where born < 1)",
                                     "people | where any(people, born < 1800)",
                                     "count(people, born < 1800)",
                                     "people[born < 1800]",
                                     "people | select x: count([it].born)"};

static void denied(void **state) {
    Host *h = *state;
    Rights r = {NULL, "person.born event.people place.part_of event.title ", 0};
    assert_int_equal(gzt_session_authorizer(h->session, rights_of, &r), GZT_OK);
    expect(h, "events | search \"x\"", "E0804: the field 'title' of event is not open to you");
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
        expect(h, closed[i], "E0804: the field 'born' of person is not open to you");
    expect(h, "events | follow people", "E0804: the field 'people' of event is not open to you");
    expect(h, "people | select n: count(events)",
           "E0804: the field 'events' of person is not open to you");
    expect(h, "places | where it in @europe",
           "E0804: the field 'part_of' of place is not open to you");
    ask(h, "people | select *");
    assert_null(strstr(h->out, "born"));
    assert_non_null(strstr(h->out, "1852"));
    ask(h, "people");
    assert_null(strstr(h->out, "born"));
    assert_non_null(strstr(h->out, "died"));
    int asked = r.asked;
    ask(h, "people | select name, died");
    ask(h, "people");
    assert_int_equal(r.asked, asked); // once for each field
    assert_int_equal(gzt_session_authorizer(h->session, NULL, NULL), GZT_MISUSE); // too late
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_host, close_host)

int main(void) {
    const struct CMUnitTest tests[] = {TEST(rows),     TEST(errors_name_the_row),
                                       TEST(types),    TEST(refused),
                                       TEST(taken),    TEST(no_entry),
                                       TEST(statuses), TEST(wrong_answers),
                                       TEST(batches),  TEST(tables),
                                       TEST(hidden),   TEST(not_measured),
                                       TEST(denied)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
