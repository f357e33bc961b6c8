// JSON Lines through the public call: which kind and field a record and its members go to, what is
// declared, what is left out and how that is told, links, passages, every allocation failing.
#include "tests/support/loaded.h"

static void load(Making *l, const char *name, const char *text, uint64_t left_out) {
    gzt_source source = {name, SIZE_MAX, text, SIZE_MAX};
    loaded(l, gzt_builder_jsonl(l->b, &source, 1, &l->left_out, &l->err), left_out);
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
    ANSWERS(
        &l, as_json,
        {"ships | sort id desc | select id, name, tons, length, afloat, built, launched, age, "
         "captain, "
         "log",
         "[{\"id\":\"a\",\"name\":\"Aurora\",\"tons\":-5,\"length\":126.0,\"afloat\":true,"
         "\"built\":\"1897/1903\",\"launched\":\"1900\",\"age\":\"P5Y\",\"captain\":\"eriks\","
         "\"log\":[3,2]},"
         "{\"id\":\"7\",\"name\":null,\"tons\":null,\"length\":1.5,\"afloat\":null,\"built\":null,"
         "\"launched\":null,\"age\":null,\"captain\":null,\"log\":[1]}]"},
        {"@eriks.commands | select id", "[{\"id\":\"a\"}]"});
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
    ANSWERS(
        &l, as_json,
        {"events | sort id | select title, type, date, people, place.name",
         "[{\"title\":\"Salon\",\"type\":null,\"date\":\"1840-05/1841~\",\"people\":[\"1\",\"2\"],"
         "\"place.name\":\"London\"},"
         "{\"title\":\"Walk\",\"type\":null,\"date\":\"1850\",\"people\":[],\"place.name\":null},"
         "{\"title\":null,\"type\":\"walk\",\"date\":\"../1860\",\"people\":[],"
         "\"place.name\":null}]"},
        {"people | where birthplace = @\"London\" | select name, also, events",
         "[{\"name\":\"Ada\",\"also\":[\"A\",\"Countess\"],\"events\":[\"1\"]}]"});
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
    ANSWERS(
        &l, as_json,
        {"people | select n, x, b, t, m, l, eye_colour, it_, events_, f_2nd, deep | sort n",
         "[{\"n\":1,\"x\":1.0,\"b\":true,\"t\":\"a\",\"m\":\"1\",\"l\":[1],\"eye_colour\":null,"
         "\"it_\":null,\"events_\":null,\"f_2nd\":[],\"deep\":null},"
         "{\"n\":2,\"x\":2.5,\"b\":null,\"t\":\"b\",\"m\":\"c\",\"l\":[2],\"eye_colour\":\"grey\","
         "\"it_\":1,\"events_\":\"many\",\"f_2nd\":[],\"deep\":\"{\\\"a\\\": [1, {\\\"b\\\": "
         "2}]}\"}]"});
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
    ANSWERS(&l, as_json,
            {"articles | select id, words | sort id",
             "[{\"id\":\"m\",\"words\":9},{\"id\":\"n\",\"words\":5},{\"id\":\"o\",\"words\":9}]"},
            {"passages | select id, article, type, number, line, text, words | sort id",
             "[{\"id\":\"n-1\",\"article\":\"n\",\"type\":\"paragraph\",\"number\":1,\"line\":1,"
             "\"text\":\"One [[@x]] two.\\nThree.\",\"words\":4},"
             "{\"id\":\"n-2\",\"article\":\"n\",\"type\":\"paragraph\",\"number\":2,\"line\":5,"
             "\"text\":\"== Four ==\",\"words\":1},"
             "{\"id\":\"o-1\",\"article\":\"o\",\"type\":\"paragraph\",\"number\":1,\"line\":1,"
             "\"text\":\"One two\",\"words\":2}]"});
}

// A faulty line between good ones: it is told, and they are there.
static void fault(const char *line, const char *error) {
    Making l;
    making_open(&l, 0);
    static char text[400];
    snprintf(text, sizeof text,
             "{\"id\": \"ada\", \"name\": \"Ada\"}\n\n\n\n\n%s\n{\"id\": \"bob\"}", line);
    load(&l, "x/people.jsonl", text, 1);
    errors_begin(&l, "x/people.jsonl", error);
    ANSWERS(&l, as_json, {"people | select id | sort id", "[{\"id\":\"ada\"},{\"id\":\"bob\"}]"});
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
    ANSWERS(&l, as_json, {"count(people)", "[{\"value\":1}]"},
            {"count(events)", "[{\"value\":0}]"});
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
    ANSWERS(&l, as_json, {"count(people)", "[{\"value\":1000}]"});
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
        ANSWERS(&l, as_json,
                {"people | where m899 > 0 | select id, m899 | sort id",
                 fits ? "[{\"id\":\"1\",\"m899\":899},{\"id\":\"2\",\"m899\":7}]"
                      : "[{\"id\":\"2\",\"m899\":7}]"});
    }
}

static gzt_status load_three(Making *l) {
    gzt_source source = {
        "articles.jsonl", SIZE_MAX,
        "{\"id\": 1, \"text\": \"One.\\n\\nTwo.\", \"date\": \"1917-10~\", \"new\": [1]}\n"
        "{\"id\": 1}\n{\"id\": 2, \"part_of\": 1, \"people\": 3, \"deep\": {\"a\": 1}}\n",
        SIZE_MAX};
    gzt_status st = gzt_builder_jsonl(l->b, &source, 1, &l->left_out, &l->err);
    if (st >= 0) assert_int_equal(l->left_out, 2);
    return st;
}

static void every_allocation_fails(void **state) {
    (void)state;
    load_without_memory(load_three, 0, 10);
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
