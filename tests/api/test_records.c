// Records beyond their lines, through the public calls: what is no character, files of one value,
// records left out and given back, stopping at the first, facts and records that refer to each
// other, progress.
#include "tests/support/loaded.h"

static const gzt_source *source(const char *name, const char *text) {
    static gzt_source one;
    one = (gzt_source){name, SIZE_MAX, text, SIZE_MAX};
    return &one;
}

static void load(Making *l, const char *name, const char *text, uint64_t left_out) {
    loaded(l, gzt_builder_load(l->b, source(name, text), 1, &l->left_out, &l->err), left_out);
}

static void records_are(const Making *l, uint64_t loaded, uint64_t left_out, uint64_t links,
                        uint64_t repaired) {
    gzt_records r;
    assert_int_equal(gzt_builder_records(l->b, &r), GZT_OK);
    assert_int_equal(r.loaded, loaded);
    assert_int_equal(r.left_out, left_out);
    assert_int_equal(r.links, links);
    assert_int_equal(r.repaired, repaired);
}

// ---- what is no character -------------------------------------------------------------------

static void repaired(void **state) {
    (void)state;
    Making l;
    making_open(&l, 0);
    load(&l, "people.jsonl",
         "{\"id\": 1, \"name\": \"\xC3\xA9\"}\n"
         "{\"id\": 2, \"name\": \"a\xFFz\\t\xE2\x82\", \"also\": [\"ok\", \"\xC3\"]}\n",
         0);
    making_errors_are(
        &l, "people.jsonl:2:21: error: 'name' has what is no character, at byte 44 of the file\n"
            " 2 │ {\"id\": 2, \"name\": \"a\\xffz\\t\\xe2\\x82\", \"also\": [\"ok\", \"\\xc3\"]}\n"
            "   │                     ^^^^ replaced by U+FFFD, 2 times\n"
            "people.jsonl:2:46: error: 'also' has what is no character, at byte 69 of the file\n"
            " 2 │ {\"id\": 2, \"name\": \"a\\xffz\\t\\xe2\\x82\", \"also\": [\"ok\", \"\\xc3\"]}\n"
            "   │                                                       ^^^^ replaced by "
            "U+FFFD, 1 time\n");
    records_are(&l, 2, 0, 0, 2);
    ANSWERS(
        &l, as_json_lines,
        {"people | where id = \"2\" | select name, also",
         "[{\"name\":\"a\xEF\xBF\xBDz\\t\xEF\xBF\xBD\",\"also\":[\"ok\",\"\xEF\xBF\xBD\"]}]\n"});
}

// Halves of pairs, names of members, records within records; the bytes of Windows-1251.
static void repaired_elsewhere(void **state) {
    (void)state;
    Making l;
    making_open(&l, 0);
    load(&l, "people.jsonl",
         "{\"id\": \"h\", \"name\": \"\\uD83D and \\uDE00, but \\uD83D\\uDE00\"}\n"
         "{\"id\": \"m\", \"na\xFFme\": 1}\n"
         "{\"id\": \"r\", \"papers\": {\"kind\": \"\xCF\xE0\xF1\"}}\n"
         "{\"id\": \"x\xFF\"}\n",
         0);
    records_are(&l, 4, 0, 0, 4);
    ANSWERS(&l, as_json_lines,
            {"people | sort id | select id, name, papers",
             "[{\"id\":\"h\",\"name\":\"\xEF\xBF\xBD and \xEF\xBF\xBD, but "
             "\xF0\x9F\x98\x80\",\"papers\":null},\n"
             " {\"id\":\"m\",\"name\":null,\"papers\":null},\n"
             " {\"id\":\"r\",\"name\":null,\"papers\":\"{\\\"kind\\\": "
             "\\\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\\\"}\"},\n"
             " {\"id\":\"x\xEF\xBF\xBD\",\"name\":null,\"papers\":null}]\n"});
}

// ---- one value ------------------------------------------------------------------------------

static void lists(void **state) {
    (void)state;
    Making l;
    making_open(&l, 0);
    load(&l, "all/people.json",
         "\xEF\xBB\xBF[\n  {\n    \"id\": 1,\n    \"name\": \"Ada\"\n  }, {\"id\": 2}, 7,\n"
         "  {\n    \"id\": 3,\n    \"born\": \"soon\"\n  }\n]\n",
         2);
    making_errors_are(
        &l, "all/people.json:5:17: error: the list holds records\n"
            " 5 │   }, {\"id\": 2}, 7\n   │                 ^\n"
            "hint: {\"id\": 1, \"name\": \"Ada\"}\n"
            "all/people.json:8:13: error: 'born' takes a date: a date begins with its year\n"
            " 8 │     \"born\": \"soon\"\n   │             ^^^^^^\n");
    load(&l, "person.json", "{\"id\": 4, \"same\": [1]}", 0);
    load(&l, "people.json", "[]", 0);
    records_are(&l, 3, 2, 0, 0);
    ANSWERS(&l, as_json_lines,
            {"people | sort id | select id, name, same",
             "[{\"id\":\"1\",\"name\":\"Ada\",\"same\":[]},\n {\"id\":\"2\",\"name\":null,"
             "\"same\":[]},\n {\"id\":\"4\",\"name\":null,\"same\":[\"1\"]}]\n"});
}

static void broken_lists(void **state) {
    (void)state;
    static const char *const texts[] = {"[{\"id\": 1}, {\"id\": 2]",
                                        "[{\"id\": 1},",
                                        "[{\"id\": 1}",
                                        "[{\"id\": 1}] {}",
                                        "[{\"id\": 1} {}]",
                                        "",
                                        "{\"id\": 1} 2"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Making l;
        making_open(&l, 0);
        load(&l, "people.json", texts[i], 1);
        records_are(&l, *texts[i] != 0, 1, 0, 0); // what stands before the fault is loaded
        making_close(&l);
    }
}

// ---- left out -------------------------------------------------------------------------------

static void keep(void *user, const char *name, size_t name_n, const char *p, size_t n) {
    Text *t = user;
    text_sink(t, name, name_n);
    text_sink(t, "> ", 2);
    text_sink(t, p, n);
    text_sink(t, "\n", 1);
}

static void rejects(void **state) {
    (void)state;
    Making l;
    making_open(&l, 0);
    static Text kept;
    kept.n = 0;
    gzt_source sources[] = {
        {"people.jsonl", SIZE_MAX,
         "{\"id\": 1, \"born\": \"soon\"}\r\n{\"id\": 2}\n{\"id\": 2}\n{\"id\":\n", SIZE_MAX},
        {"places.json", SIZE_MAX, "[{\"id\": true}, {\"id\": 1}, {\"id\": 2,]", SIZE_MAX}};
    assert_int_equal(gzt_builder_rejects(l.b, keep, &kept), GZT_OK);
    assert_int_equal(gzt_builder_load(l.b, sources, 2, &l.left_out, &l.err), GZT_OK);
    assert_int_equal(l.left_out, 5);
    assert_string_equal(kept.p, "people.jsonl> {\"id\": 1, \"born\": \"soon\"}\r\n"
                                "people.jsonl> {\"id\": 2}\npeople.jsonl> {\"id\":\n"
                                "places.json> {\"id\": true}\nplaces.json> , {\"id\": 2,]\n");
    making_close(&l);
}

static void strict(void **state) {
    (void)state;
    static const char *const texts[] = {"{\"id\": 1, \"name\": \"\xFF\"}\n{\"id\":}",
                                        "{\"id\":}\n{\"id\":}\n", "{\"id\": 1}\n{\"id\": 1}",
                                        "{\"id\": 1, \"same\": 2}\n{\"id\": 3, \"same\": 4}"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Making l;
        gzt_archive *a = NULL;
        making_open(&l, 0);
        assert_int_equal(gzt_builder_strict(l.b, true), GZT_OK);
        assert_true(gzt_builder_load(l.b, source("people.jsonl", texts[i]), 1, NULL, &l.err) < 0);
        static Text t;
        t.n = 0;
        gzt_builder_errors(l.b, GZT_ERRORS_JSON, text_sink, &t);
        assert_ptr_equal(strchr(t.p, '\n'), strrchr(t.p, '\n')); // one, and no other
        assert_true(gzt_builder_finish(l.b, &a, &l.err) < 0);    // it was the end
        making_close(&l);
    }
}

// ---- together -------------------------------------------------------------------------------

static void together(void **state) {
    (void)state;
    Making l;
    making_open(&l, 0);
    gzt_source sources[] = {
        {"events.jsonl", SIZE_MAX, "{\"id\": \"tea\", \"people\": [\"ada\", \"bob\"], \"deck\": 3}",
         SIZE_MAX},
        {"facts.gzt", SIZE_MAX,
         "extend kind event { deck: int }\nkind crew as crews { of: event, chief: person }\n"
         "person @ada { name: \"Ada\", same: [@bob] }\ncrew @c { of: @tea, chief: @bob }\n",
         SIZE_MAX},
        {"people.jsonl", SIZE_MAX, "{\"id\": \"bob\", \"name\": \"Bob\"}", SIZE_MAX}};
    loaded(&l, gzt_builder_load(l.b, sources, 3, &l.left_out, &l.err), 0);
    ANSWERS(
        &l, as_json_lines,
        {"crews | select deck: of.deck, who: of.people.name, chief: chief.name, twin: @ada.same",
         "[{\"deck\":3,\"who\":[\"Ada\",\"Bob\"],\"chief\":\"Bob\",\"twin\":[\"bob\"]}]\n"});
}

// Faulty facts are told, and nothing else that may follow from it.
static void faulty_facts(void **state) {
    (void)state;
    gzt_source sources[] = {{"facts.gzt", SIZE_MAX, "person @ada { name: 1 }", SIZE_MAX},
                            {"people.jsonl", SIZE_MAX, "{\"id\": 1, \"same\": 9}", SIZE_MAX}};
    Making l;
    making_open(&l, 0);
    assert_int_equal(gzt_builder_load(l.b, sources, 2, NULL, &l.err), GZT_DATA);
    making_close(&l);
    sources[0].text = "person @ada { name: }";
    sources[1].text = "{\"id\":}";
    making_open(&l, 0);
    assert_int_equal(gzt_builder_load(l.b, sources, 2, NULL, &l.err), GZT_SYNTAX);
    assert_string_equal(l.err.file, "facts.gzt");
    making_close(&l);
}

// Without a builder there is nobody to be told of records: the first that does not fit is an error.
static void archives(void **state) {
    (void)state;
    gzt_env *env = NULL;
    gzt_archive *a = NULL;
    gzt_error err;
    assert_int_equal(gzt_env_new(NULL, &env), GZT_OK);
    assert_int_equal(
        gzt_archive_build(env, source("people.jsonl", "{\"id\": 1}\n{\"id\": 2}"), 1, &a, &err),
        GZT_OK);
    assert_non_null(a);
    gzt_archive_free(a);
    assert_int_equal(
        gzt_archive_build(env, source("people.json", "[{\"id\": 1}, {\"id\": 1}]"), 1, &a, &err),
        GZT_DATA);
    assert_null(a);
    gzt_env_free(env);
}

// ---- progress -------------------------------------------------------------------------------

typedef struct Seen {
    uint64_t calls, last, total, ends;
} Seen;

static void note_progress(void *user, uint64_t done, uint64_t total) {
    Seen *s = user;
    s->calls++;
    if (!total) {
        s->ends += s->total > 0;
        return;
    }
    assert_true(done >= s->last && done <= total);
    s->last = done;
    s->total = total;
}

static void progress(void **state) {
    (void)state;
    enum { LINES = 20000 };
    static char text[LINES * 40 + 1];
    size_t n = 0;
    for (int i = 0; i < LINES; i++)
        n +=
            (size_t)snprintf(text + n, sizeof text - n, "{\"id\": %d, \"name\": \"n %d\"}\n", i, i);
    Making l;
    Seen seen = {0};
    gzt_archive *a = NULL;
    making_open(&l, 0);
    assert_int_equal(gzt_builder_progress(l.b, note_progress, &seen), GZT_OK);
    load(&l, "people.jsonl", text, 0);
    assert_int_equal(seen.total, n);
    assert_true(seen.last > seen.total / 4 * 3);
    assert_int_equal(gzt_builder_finish(l.b, &a, &l.err), GZT_OK);
    assert_true(seen.ends > 0); // indexing has no measure
    gzt_archive_free(a);
    making_close(&l);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(repaired), cmocka_unit_test(repaired_elsewhere),
        cmocka_unit_test(lists),    cmocka_unit_test(broken_lists),
        cmocka_unit_test(rejects),  cmocka_unit_test(strict),
        cmocka_unit_test(together), cmocka_unit_test(faulty_facts),
        cmocka_unit_test(archives), cmocka_unit_test(progress)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
