// What tables and JSON mean, through the public calls: maps, their errors, links by row, id and
// name, rows about one entity, guesses, what does not fit, every allocation failing.
#include "tests/support/loaded.h"

static void columns(void **state) {
    (void)state;
    Making l;
    static const char *const texts[] = {
        "data/people.csv",
        "id,first,last,Date of birth,height,party\n"
        "a,Ada,Lovelace,1815-12-10,1.7,Whig\nb,Charles,Babbage,1791,,\n",
        "facts.gzt",
        "fn whole(a: text, b: text) = a + \" \" + b\n"
        "map person from \"people.csv\" {\n"
        "  id: id, name: whole(first, last), role: if party = \"Whig\" then [\"whig\"] else [],\n"
        "  born: `Date of birth` {certainty: if height > 1 then \"high\" else \"low\"},\n"
        "  height: height,\n}\n"
        "event @tea { people: [@a] }\n",
        NULL};
    open_texts(&l, texts);
    assert_string_equal(gzt_builder_guessed(l.b), "");
    assert_int_equal(finding(&l, "fields declared for what no kind had"), 1);
    ANSWERS(&l, as_jsonl,
            {"people | select id, name, role, born, height, sure: claims(born).certainty, "
             "count(events)",
             "{\"id\":\"a\",\"name\":\"Ada Lovelace\",\"role\":[\"whig\"],\"born\":\"1815-12-10\","
             "\"height\":1.7,\"sure\":[\"high\"],\"count(events)\":1}\n"
             "{\"id\":\"b\",\"name\":\"Charles Babbage\",\"role\":[],\"born\":\"1791\","
             "\"height\":null,\"sure\":[null],\"count(events)\":0}\n"});
}

// A row is what is made of it; a text an id, a name, or somebody who is made.
static void links(void **state) {
    (void)state;
    Making l;
    static const char *const texts[] = {
        "x.json",
        "[{\"id\": {\"code\": \"w\"}, \"name\": {\"first\": \"George\"}, \"town\": \"Rome\","
        "  \"terms\": [{\"from\": \"1789\", \"in\": \"paris\"}, {\"from\": 1793}]},\n"
        " {\"id\": {\"code\": \"j\"}, \"name\": {\"first\": \"John\"}, \"town\": \"Paris\","
        "  \"terms\": []}]",
        "facts.gzt",
        "kind term as terms { holder: person inverse terms, date: date, place: place }\n"
        "place @paris { name: \"Paris\" }\n"
        "map person from \"x.json\" { id: id.code, name: name.first, birthplace: town,\n"
        "  role: if any(terms, `from` = 1793) then [\"twice\"] else [] }\n"
        "map term from \"x.json#terms\" { holder: x, date: `from`, place: `in` }\n",
        NULL};
    open_texts(&l, texts);
    assert_int_equal(finding(&l, "entities made of their names alone"), 1);
    ANSWERS(
        &l, as_jsonl,
        {"people | select id, name, birthplace, role, terms.date, count(terms)",
         "{\"id\":\"w\",\"name\":\"George\",\"birthplace\":\"rome\",\"role\":[\"twice\"],"
         "\"terms.date\":[\"1789\",\"1793\"],\"count(terms)\":2}\n"
         "{\"id\":\"j\",\"name\":\"John\",\"birthplace\":\"paris\",\"role\":[],\"terms.date\":[],"
         "\"count(terms)\":0}\n"},
        {"places | select id, name",
         "{\"id\":\"paris\",\"name\":\"Paris\"}\n{\"id\":\"rome\",\"name\":\"Rome\"}\n"},
        {"terms | where place = @paris | count", "{\"count\":1}\n"});
}

// Rows with one id are one entity; what differs is a claim, what is the same is said once.
static void again(void **state) {
    (void)state;
    Making l;
    static const char *const texts[] = {
        "a.csv", "who,born,alias\nada,1815,A\nada,1815,B\nada,1816,A\n,1700,C\n", "m.gzt",
        "map person from \"a*.csv\" { id: who, born: born, also: alias }\n", NULL};
    open_texts(&l, texts);
    assert_int_equal(finding(&l, "rows about an entity that was there already"), 2);
    assert_int_equal(finding(&l, "rows without an id, of which nothing was made"), 1);
    ANSWERS(
        &l, as_jsonl,
        {"people | select id, born, also, c: claims(born).value",
         "{\"id\":\"ada\",\"born\":\"1815\",\"also\":[\"A\",\"B\"],\"c\":[\"1815\",\"1816\"]}\n"});
}

// Without an id a row has one that follows from its bytes.
static void own_ids(void **state) {
    (void)state;
    static Text ids[2];
    for (int i = 0; i < 2; i++) {
        Making l;
        making_open(&l, 0);
        static const char *const texts[2][5] = {
            {"a.csv", "n\nx\ny\nx\n", "m.gzt", "map person from \"a.csv\" { name: n }", NULL},
            {"a.csv", "n\nx\n", "m.gzt", "map person from \"a.csv\" { name: n }", NULL}};
        gzt_archive *a;
        assert_int_equal(load_texts(&l, texts[i]), GZT_OK);
        gzt_session *s = making_session(&l, &a);
        ids[i].n = 0;
        gzt_query_json(s, "people | where name = \"x\" | select id", SIZE_MAX, text_sink, &ids[i],
                       &l.err);
        ids[i].p[ids[i].n] = 0;
        gzt_archive_free(a);
        gzt_session_free(s);
        making_close(&l);
    }
    assert_string_equal(ids[0].p, ids[1].p);
    assert_non_null(strstr(ids[0].p, "person-"));
}

static void misfits(void **state) {
    (void)state;
    Making l;
    making_open(&l, 0);
    static const char *const texts[] = {
        "a.csv", "name,born,n,rise\nAda,soon,x,2\nBob,0000-00-00,3,1\nEva,1904/1907,,0\n", "m.gzt",
        "kind thing as things { name: text, born: moment, n: int, of: passage, d: date }\n"
        "map thing from \"a.csv\" { name: name, born: born, n: n, of: \"nobody\", d: date(born) }",
        NULL};
    assert_int_equal(load_texts(&l, texts), GZT_OK);
    assert_int_equal(l.left_out, 3); // links
    assert_int_equal(finding(&l, "dates that say they are not recorded"), 1);
    assert_int_equal(finding(&l, "values left out, since they do not fit"), 5);
    ANSWERS(&l, as_jsonl,
            {"things | select name, born, n, d",
             "{\"name\":\"Ada\",\"born\":null,\"n\":null,\"d\":null}\n"
             "{\"name\":\"Bob\",\"born\":null,\"n\":3,\"d\":null}\n"
             "{\"name\":\"Eva\",\"born\":null,\"n\":null,\"d\":\"1904/1907\"}\n"});
}

static void faulty_map(const char *map, const char *errors) {
    Making l;
    making_open(&l, 0);
    const char *texts[] = {"a.json", "[{\"n\": 1, \"kids\": [{\"age\": 2}]}]", "m.gzt", map, NULL};
    assert_true(load_texts(&l, texts) < 0);
    making_errors_are(&l, errors);
    making_close(&l);
}

static void errors(void **state) {
    (void)state;
    faulty_map("map person from \"a.json\" { name: nn }",
               "m.gzt:1:34: error: no field 'nn' on a.json\n"
               " 1 │ map person from \"a.json\" { name: nn }\n"
               "   │                                  ^^ did you mean 'n'?\n");
    faulty_map("map persn from \"a.json\" { name: n }",
               "m.gzt:1:5: error: there is no kind 'persn'\n"
               " 1 │ map persn from \"a.json\" { name: n }\n"
               "   │     ^^^^^ did you mean 'person'?\n");
    faulty_map("map person from \"a.json#kid\" { name: age }",
               "m.gzt:1:17: error: there are no rows \"a.json#kid\"\n"
               " 1 │ map person from \"a.json#kid\" { name: age }\n"
               "   │                 ^^^^^^^^^^^^\n"
               "hint: there are \"a.json\", \"a.json#kids\"\n");
    faulty_map("map person from \"a.json\" { name: kids.age }",
               "m.gzt:1:34: error: 'name' of person is text, and this is [int]\n"
               " 1 │ map person from \"a.json\" { name: kids.age }\n"
               "   │                                  ^^^^^^^^\n"
               "hint: one of them: first(kids.age)\n");
    faulty_map("map person from \"a.json\" { same: kids, events: n }",
               "m.gzt:1:34: error: 'same' of person is [entity], and this is a list of rows of "
               "\"a.json#kids\"\n"
               " 1 │ map person from \"a.json\" { same: kids, events: n }\n"
               "   │                                  ^^^^\n"
               "hint: a map of its own says what these rows are\n"
               "m.gzt:1:40: error: 'events' is not stated here: it follows from events\n"
               " 1 │ map person from \"a.json\" { same: kids, events: n }\n"
               "   │                                        ^^^^^^\n");
}

static void more_errors(void **state) {
    (void)state;
    faulty_map("map person from \"a.json\" { name: n, new: kids }",
               "m.gzt:1:42: error: no field can be declared for 'new', which is a list of rows of "
               "\"a.json#kids\"\n"
               " 1 │ map person from \"a.json\" { name: n, new: kids }\n"
               "   │                                          ^^^^\n"
               "hint: a map of its own says what these rows are\n");
    faulty_map("map person from \"a.json\" { born: 3 days }",
               "m.gzt:1:34: error: 'born' of person is moment, and this is duration\n"
               " 1 │ map person from \"a.json\" { born: 3 days }\n"
               "   │                                  ^^^^^^\n");
    faulty_map("map person from \"a.json\" { name: n {source: n} }",
               "m.gzt:1:37: error: 'source' is no evidence that a map can state\n"
               " 1 │ map person from \"a.json\" { name: n {source: n} }\n"
               "   │                                     ^^^^^^\n"
               "hint: certainty, note and role are what it knows\n");
    faulty_map("map person from \"a.json\" { }\nmap person from \"b.json\" { name: n }",
               "m.gzt:2:17: error: cannot read \"b.json\"\n"
               " 2 │ map person from \"b.json\" { name: n }\n"
               "   │                 ^^^^^^^^\n"
               "hint: the file is named as it lies beside this one, or is given with it\n");
}

static gzt_status lend(void *user, const char *name, const char *from, const char **text,
                       size_t *n) {
    ++*(int *)user;
    assert_string_equal(from, "in/m.gzt");
    if (strcmp(name, "t/b.csv") != 0) return GZT_IO;
    *text = "n\nEva\n";
    *n = SIZE_MAX;
    return GZT_OK;
}

static void loader(void **state) {
    (void)state;
    Making l;
    int asked = 0;
    making_open(&l, 0);
    gzt_builder_loader(l.b, lend, &asked);
    static const char *const texts[] = {
        "in/m.gzt", "map person from \"t/b.csv\" { name: n, note: \"from b\" }", NULL};
    assert_int_equal(load_texts(&l, texts), GZT_OK);
    assert_int_equal(asked, 1);
    ANSWERS(&l, as_jsonl,
            {"people | select name, note", "{\"name\":\"Eva\",\"note\":\"from b\"}\n"});
}

// What is guessed is a mapping like any other; a format given counts for all but facts.
static void guesses(void **state) {
    (void)state;
    Making l, m;
    static char map[4096];
    static const char table[] = "id,name,born\na,Ada,1815\n";
    gzt_source source = {"noname", SIZE_MAX, table, SIZE_MAX};
    making_open(&l, 0);
    assert_int_equal(gzt_builder_import(l.b, "csv", &source, 1, NULL, &l.err), GZT_OK);
    snprintf(map, sizeof map, "%s", gzt_builder_guessed(l.b));
    assert_non_null(strstr(map, "map person from \"noname\""));
    static const Ask asks[] = {
        {"people | select name, born", "{\"name\":\"Ada\",\"born\":\"1815\"}\n"}, {NULL, NULL}};
    answers(&l, as_jsonl, asks);
    gzt_source both[] = {source, {"m.gzt", SIZE_MAX, map, SIZE_MAX}};
    making_open(&m, 0);
    assert_int_equal(gzt_builder_import(m.b, "tsv", both, 2, NULL, &m.err), GZT_OK);
    assert_string_equal(gzt_builder_guessed(m.b), "");
    answers(&m, as_jsonl, asks);
    making_open(&m, 0);
    assert_int_equal(gzt_builder_import(m.b, "cvs", both, 2, NULL, &m.err), GZT_NAME);
    making_errors_are(&m, "error: there is no format 'cvs' to import\n"
                          "note: did you mean 'csv'?\n"
                          "hint: there are jsonl, tei, csv, markdown, text\n");
    making_close(&m);
}

static gzt_status load_maps(Making *l) {
    static const char *const texts[] = {
        "a.json",
        "[{\"id\": 1, \"t\": \"One.\\n\\nTwo.\", \"at\": \"Rome\", \"d\": \"soon\","
        " \"of\": [{\"w\": 1}]}, {\"id\": 1, \"t\": \"x\"}]",
        "b.csv",
        "name,born\nAda,1815\n",
        "m.gzt",
        "let k = \"a\"\nmap article from \"a.json\" { id: id, text: t, place: at, date: date(d),\n"
        "  note: k + t {note: t} }\nmap event from \"a.json#of\" { title: text(w) }",
        NULL};
    return load_texts(l, texts);
}

static void every_allocation_fails(void **state) {
    (void)state;
    load_without_memory(load_maps, 0, 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns),     cmocka_unit_test(links),
        cmocka_unit_test(again),       cmocka_unit_test(own_ids),
        cmocka_unit_test(misfits),     cmocka_unit_test(errors),
        cmocka_unit_test(more_errors), cmocka_unit_test(loader),
        cmocka_unit_test(guesses),     cmocka_unit_test(every_allocation_fails)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
