// JSON Lines through the public call: which kind and field a record and its members go to, what is
// declared, what is left out and how that is told, links, passages, every allocation failing.
#include "tests/api/batch_host.h"

static void load(Making *l, const char *name, const char *text, uint64_t left_out) {
    gzt_source source = {name, SIZE_MAX, text, SIZE_MAX};
    gzt_status st = gzt_builder_jsonl(l->b, &source, 1, &l->left_out, &l->err);
    if (st < 0) fail_msg("%s", l->err.message);
    if (l->left_out != left_out) fail_msg("%d left out", (int)l->left_out);
}

// Rows stand on lines of their own, one blank in.
static const char *one_line(Text *t) {
    char *to = t->p;
    for (const char *p = t->p; *p; p++) {
        if (*p != '\n')
            *to++ = *p;
        else if (p[1] == ' ')
            p++;
    }
    *to = 0;
    return t->p;
}

// The answers of the archive that the builder makes: pairs of queries and answers, up to NULL.
static void answers(Making *l, const char *const *pairs) {
    gzt_archive *a;
    gzt_session *s = making_session(l, &a);
    for (; *pairs; pairs += 2) {
        static Text t;
        t.n = 0;
        gzt_status st = gzt_query_json(s, pairs[0], SIZE_MAX, text_sink, &t, &l->err);
        if (st < 0) fail_msg("%s: %s", pairs[0], l->err.message);
        assert_string_equal(one_line(&t), pairs[1]);
    }
    gzt_archive_free(a);
    gzt_session_free(s);
}

static const char ships[] =
    "kind ship as ships { name: text, tons: int, length: real, afloat: truth, built: date,\n"
    "  launched: moment, age: duration, captain: person inverse commands, log: [int] }\n"
    "person @eriks { name: \"Eriks\" }\n";

static void fields(void **state) {
    (void)state;
    Making l;
    making_open(&l, 0);
    gzt_source facts = {"kinds.gzt", SIZE_MAX, ships, SIZE_MAX};
    assert_int_equal(gzt_builder_facts(l.b, &facts, 1, &l.err), GZT_OK);
    load(&l, "data/ships.jsonl",
         "\xEF\xBB\xBF{\"id\": \"a\", \"name\": \"Auro\\u0072a\", \"tons\": -5, \"length\": 126, "
         "\"afloat\": true, \"built\": \"1897/1903\", \"launched\": 1900, \"age\": \"5 years\", "
         "\"captain\": \"eriks\", \"log\": [3, null, 2]}\r\n \r\n"
         "{\"id\": 7, \"log\": 1, \"captain\": null, \"length\": 1.5}",
         0);
    making_errors_are(&l, "");
    static const char *const pairs[] = {
        "ships | sort id desc | select id, name, tons, length, afloat, built, launched, age, "
        "captain, "
        "log",
        "[{\"id\":\"a\",\"name\":\"Aurora\",\"tons\":-5,\"length\":126.0,\"afloat\":true,"
        "\"built\":\"1897/1903\",\"launched\":\"1900\",\"age\":\"P5Y\",\"captain\":\"eriks\","
        "\"log\":[3,2]},"
        "{\"id\":\"7\",\"name\":null,\"tons\":null,\"length\":1.5,\"afloat\":null,\"built\":null,"
        "\"launched\":null,\"age\":null,\"captain\":null,\"log\":[1]}]",
        "@eriks.commands | select id", "[{\"id\":\"a\"}]", NULL};
    answers(&l, pairs);
    making_close(&l);
}

// The kind by the record, links forward and between texts, names that others use.
static void links(void **state) {
    (void)state;
    Making l;
    making_open(&l, 0);
    gzt_source sources[] = {
        {"all.jsonl", SIZE_MAX,
         "{\"kind\": \"event\", \"id\": 1, \"name\": \"Salon\", \"start\": \"1840-05\", "
         "\"end\": \"1841~\", \"participants\": [1, 2], \"place\": 1}\n"
         "{\"type\": \"events\", \"id\": 2, \"title\": \"Walk\", \"start\": 1850, \"end\": null}\n"
         "{\"id\": 3, \"type\": \"walk\", \"kind\": \"event\", \"end\": \"1860\"}\n",
         SIZE_MAX},
        {"person.jsonl", SIZE_MAX,
         "{\"id\": 1, \"name\": \"Ada\", \"aliases\": [\"A\", \"Countess\"], \"born_place\": 1}\n"
         "{\"id\": 2, \"name\": \"Bob\"}",
         SIZE_MAX},
        {"places.jsonl", SIZE_MAX, "{\"id\": 1, \"title\": \"London\"}", SIZE_MAX}};
    assert_int_equal(gzt_builder_jsonl(l.b, sources, 3, NULL, &l.err), GZT_OK);
    static const char *const pairs[] = {
        "events | sort id | select title, type, date, people, place.name",
        "[{\"title\":\"Salon\",\"type\":null,\"date\":\"1840-05/1841~\",\"people\":[\"1\",\"2\"],"
        "\"place.name\":\"London\"},"
        "{\"title\":\"Walk\",\"type\":null,\"date\":\"1850\",\"people\":[],\"place.name\":null},"
        "{\"title\":null,\"type\":\"walk\",\"date\":\"../1860\",\"people\":[],"
        "\"place.name\":null}]",
        "people | where birthplace = @\"London\" | select name, also, events",
        "[{\"name\":\"Ada\",\"also\":[\"A\",\"Countess\"],\"events\":[\"1\"]}]", NULL};
    answers(&l, pairs);
    making_close(&l);
}

static void unknown_members(void **state) {
    (void)state;
    Making l;
    making_open(&l, 0);
    load(
        &l, "people.jsonl",
        "{\"n\": 1, \"x\": 1, \"b\": true, \"t\": \"a\", \"m\": 1, \"l\": [1], \"nothing\": null}\n"
        "{\"n\": 2, \"x\": 2.5, \"b\": null, \"t\": \"b\", \"m\": \"c\", \"l\": 2, "
        "\"eye colour\": \"grey\", \"it\": 1, \"events\": \"many\", \"2nd\": [], "
        "\"deep\": {\"a\": [1, {\"b\": 2}]}}",
        0);
    static const char *const pairs[] = {
        "people | select n, x, b, t, m, l, eye_colour, it_, events_, f_2nd, deep | sort n",
        "[{\"n\":1,\"x\":1.0,\"b\":true,\"t\":\"a\",\"m\":\"1\",\"l\":[1],\"eye_colour\":null,"
        "\"it_\":null,\"events_\":null,\"f_2nd\":[],\"deep\":null},"
        "{\"n\":2,\"x\":2.5,\"b\":null,\"t\":\"b\",\"m\":\"c\",\"l\":[2],\"eye_colour\":\"grey\","
        "\"it_\":1,\"events_\":\"many\",\"f_2nd\":[],\"deep\":\"{\\\"a\\\": [1, {\\\"b\\\": "
        "2}]}\"}]",
        NULL};
    answers(&l, pairs);
    making_close(&l);
}

static void passages(void **state) {
    (void)state;
    Making l;
    making_open(&l, 0);
    load(&l, "articles.jsonl",
         "{\"id\": \"n\", \"text\": \"One [[@x]] two.\\nThree.\\n \\n\\n  == Four ==\\r\\n\"}\n"
         "{\"id\": \"m\", \"text\": \"\", \"words\": 9}\n{\"id\": \"o\", \"words\": 9, "
         "\"text\": \"One two\"}",
         0);
    static const char *const pairs[] = {
        "articles | select id, words | sort id",
        "[{\"id\":\"m\",\"words\":9},{\"id\":\"n\",\"words\":5},{\"id\":\"o\",\"words\":9}]",
        "passages | select id, article, type, number, line, text, words | sort id",
        "[{\"id\":\"n-1\",\"article\":\"n\",\"type\":\"paragraph\",\"number\":1,\"line\":1,"
        "\"text\":\"One [[@x]] two.\\nThree.\",\"words\":4},"
        "{\"id\":\"n-2\",\"article\":\"n\",\"type\":\"paragraph\",\"number\":2,\"line\":5,"
        "\"text\":\"== Four ==\",\"words\":1},"
        "{\"id\":\"o-1\",\"article\":\"o\",\"type\":\"paragraph\",\"number\":1,\"line\":1,"
        "\"text\":\"One two\",\"words\":2}]",
        NULL};
    answers(&l, pairs);
    making_close(&l);
}

// A faulty line between good ones: it is told, and they are there.
static void fault(const char *line, const char *error) {
    Making l;
    making_open(&l, 0);
    static char text[400], expected[200];
    snprintf(text, sizeof text,
             "{\"id\": \"ada\", \"name\": \"Ada\"}\n\n\n\n\n%s\n{\"id\": \"bob\"}", line);
    load(&l, "x/people.jsonl", text, 1);
    static Text said;
    said.n = 0;
    gzt_builder_errors(l.b, GZT_ERRORS_TEXT, text_sink, &said);
    snprintf(expected, sizeof expected, "x/people.jsonl:%s", error);
    if (strncmp(said.p, expected, strlen(expected)) != 0) fail_msg("%s", said.p);
    static const char *const pairs[] = {"people | select id | sort id",
                                        "[{\"id\":\"ada\"},{\"id\":\"bob\"}]", NULL};
    answers(&l, pairs);
    making_close(&l);
}

static void faults(void **state) {
    (void)state;
    static const struct {
        const char *line, *error;
    } cases[] = {
        {"{\"id\": 1", "6:9: error: the text ends too early"},
        {"[1]", "6:1: error: a line holds one record"},
        {"{} {}", "6:4: error: this cannot stand here"},
        {"{\"born\": \"soon\"}", "6:10: error: 'born' takes a date: "},
        {"{\"born\": \"1904/1907\"}", "6:10: error: 'born' is one moment, and this lasts"},
        {"{\"born\": true}", "6:10: error: 'born' takes a date in EDTF or a year, not a truth"},
        {"{\"name\": [\"Ada\"]}", "6:10: error: 'name' takes a text, not a list"},
        {"{\"birthplace\": 1.5}",
         "6:16: error: 'birthplace' takes the id of an entity, not a number"},
        {"{\"birthplace\": {\"id\": 1}}",
         "6:16: error: 'birthplace' takes the id of an entity, not a record"},
        {"{\"name\": \"A\", \"name\": \"B\"}", "6:15: error: 'name' stands here twice"},
        {"{\"id\": true}", "6:8: error: 'id' takes a text or a whole number, not a truth"},
        {"{\"id\": \"a`b\"}", "6:8: error: an id holds no backtick and no control characters"},
        {"{\"id\": \"ada\"}", "6:1: error: the id @ada of this person is taken"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) fault(cases[i].line, cases[i].error);
}

static void told(void **state) {
    (void)state;
    Making l;
    making_open(&l, 0);
    load(&l, "notes.jsonl", "{\"kind\": \"ghost\"}\n{\"name\": \"x\"}\n", 2);
    making_errors_are(&l,
                      "notes.jsonl:1:10: error: there is no kind 'ghost'\n"
                      " 1 │ {\"kind\": \"ghost\"}\n   │          ^^^^^^^\n"
                      "hint: declare it in a .gzt file beside: kind ghost as ... { ... }\n"
                      "notes.jsonl:2:1: error: nothing says what kind of entity this is\n"
                      " 2 │ {\"name\": \"x\"}\n   │ ^^^^^^^^^^^^^\n"
                      "hint: name the file people.jsonl, or say it: {\"kind\": \"person\", ...}\n");
    load(&l, "x.jsonl", "{\"n\": [1,]}\n{\"kind\": \"person\", 1", 2); // each is told once
    making_errors_are(&l, "x.jsonl:1:10: error: no comma stands before the closing bracket\n"
                          " 1 │ {\"n\": [1,]}\n   │          ^ expected a value\n"
                          "x.jsonl:2:20: error: this cannot stand here\n"
                          " 2 │ {\"kind\": \"person\", 1\n"
                          "   │                    ^ expected a name in double quotes\n");
    load(&l, "people.jsonl", "{\"id\": 1, \"birthplace\": 3, \"same\": [1, 4]}\n", 2);
    making_errors_are(&l, "people.jsonl:1:25: error: 'birthplace' leads to @3, which is not there\n"
                          " 1 │ {\"id\": 1, \"birthplace\": 3, \"same\": [1, 4]}\n"
                          "   │                         ^\n"
                          "people.jsonl:1:40: error: 'same' leads to @4, which is not there\n"
                          " 1 │ {\"id\": 1, \"birthplace\": 3, \"same\": [1, 4]}\n"
                          "   │                                        ^\n");
    load(&l, "events.jsonl", "\n{\"start\": \"1900\", \"end\": \"1850\"}", 1);
    gzt_source bad = {"p\xFF.jsonl", SIZE_MAX, "{}", SIZE_MAX};
    assert_int_equal(gzt_builder_jsonl(l.b, &bad, 1, &l.left_out, &l.err), GZT_SYNTAX);
    assert_int_equal(gzt_builder_jsonl(l.b, NULL, 1, NULL, &l.err), GZT_MISUSE);
    assert_int_equal(gzt_builder_jsonl(l.b, NULL, 0, NULL, &l.err), GZT_OK);
    static const char *const pairs[] = {"count(people)", "[{\"value\":1}]", "count(events)",
                                        "[{\"value\":0}]", NULL};
    answers(&l, pairs);
    making_close(&l);
}

// More errors than are kept: the rest is counted.
static void many(void **state) {
    (void)state;
    enum { LINES = 3000 };
    static char text[LINES * 16 + 1];
    size_t n = 0;
    for (int i = 0; i < LINES; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "{\"id\": %s}\n", i % 3 ? "true" : "null");
    Making l;
    making_open(&l, 0);
    load(&l, "people.jsonl", text, LINES / 3 * 2);
    static const char *const pairs[] = {"count(people)", "[{\"value\":1000}]", NULL};
    answers(&l, pairs);
    making_close(&l);
}

// More members than a kind may have fields, and than are kept in mind: the record has no room.
static void wide(void **state) {
    (void)state;
    static const int widths[] = {900, 1100, 5000};
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        static char text[5000 * 16 + 80];
        size_t n = (size_t)snprintf(text, sizeof text, "{\"id\": 1");
        for (int m = 0; m < widths[i]; m++)
            n += (size_t)snprintf(text + n, sizeof text - n, ",\"m%d\":%d", m, m);
        snprintf(text + n, sizeof text - n, "}\n{\"id\": 2, \"m899\": 7}");
        Making l;
        making_open(&l, 0);
        load(&l, "people.jsonl", text, widths[i] > 1000);
        bool fits = widths[i] < 1000;
        const char *const pairs[] = {"people | where m899 > 0 | select id, m899 | sort id",
                                     fits
                                         ? "[{\"id\":\"1\",\"m899\":899},{\"id\":\"2\",\"m899\":7}]"
                                         : "[{\"id\":\"2\",\"m899\":7}]",
                                     NULL};
        answers(&l, pairs);
        making_close(&l);
    }
}

static void every_allocation_fails(void **state) {
    (void)state;
    gzt_source source = {
        "articles.jsonl", SIZE_MAX,
        "{\"id\": 1, \"text\": \"One.\\n\\nTwo.\", \"date\": \"1917-10~\", \"new\": [1]}\n"
        "{\"id\": 1}\n{\"id\": 2, \"part_of\": 1, \"people\": 3, \"deep\": {\"a\": 1}}\n",
        SIZE_MAX};
    size_t fail_at = 1;
    for (bool failed = true; failed; fail_at++) {
        Making l;
        gzt_archive *a = NULL;
        gzt_status st = making_open(&l, fail_at);
        if (st >= 0) st = gzt_builder_jsonl(l.b, &source, 1, &l.left_out, &l.err);
        if (st >= 0) assert_int_equal(l.left_out, 2);
        if (st >= 0) st = gzt_builder_finish(l.b, &a, &l.err);
        failed = l.heap.failed;
        assert_int_equal(st, failed ? GZT_NOMEM : GZT_OK);
        gzt_archive_free(a);
        making_close(&l);
    }
    assert_true(fail_at > 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(fields),
                                       cmocka_unit_test(links),
                                       cmocka_unit_test(unknown_members),
                                       cmocka_unit_test(passages),
                                       cmocka_unit_test(faults),
                                       cmocka_unit_test(told),
                                       cmocka_unit_test(many),
                                       cmocka_unit_test(wide),
                                       cmocka_unit_test(every_allocation_fails)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
