// Notes in Markdown through the public call: kinds, ids, titles, front matter in YAML and TOML and
// its types, passages, links and mentions, tags, what is left out and how that is told, every
// allocation failing.
#include "tests/support/loaded.h"

static void check(const char *const *notes, const Ask *asks) {
    Making l;
    open_texts(&l, notes);
    answers(&l, as_json, asks);
}

static const char ada[] = "---\naliases: [Ada, \"Countess of Lovelace\"]\n"
                          "born: 10 December 1815\ndied: 1852-11-27\ntags: mathematics, poetry\n"
                          "gnd: 118638157\nplate: \"007\"\nseen: 2024-05-01\nheight: 1.6\n"
                          "known: true\nnothing: ~\ngeo: {lat: 51.5, at: [1, 2]}\n"
                          "met: [\"[[Charles Babbage]]\"]\n---\n"
                          "She knew [[Charles Babbage|Babbage]] and the [[Engine]].\n";
static const char babbage[] = "+++\nborn = 1791-12-26 # Boxing Day\n"
                              "note = \"A \\\"calculating\\\" man\\u0021\"\n[seat]\n"
                              "house = 'Dorset Street'\nrooms = [9, 11]\n+++\n"
                              "Friend of [Ada](Ada%20Lovelace.md#life).\n";

// Kinds by folder, fields by name, others declared with the type of their values, TOML as YAML.
static void fields(void **state) {
    (void)state;
    static const char *const notes[] = {"notes/people/Ada Lovelace.md",
                                        ada,
                                        "notes/people/Charles Babbage.md",
                                        babbage,
                                        "notes/Engine.md",
                                        "Brass.\n",
                                        NULL};
    static const Ask asks[] = {
        {"people | sort id | select id, name, also, born, died, tags, gnd, plate, seen, height, "
         "known, geo_lat, geo_at, met",
         "[{\"id\":\"ada-lovelace\",\"name\":\"Ada Lovelace\","
         "\"also\":[\"Ada\",\"Countess of Lovelace\"],\"born\":\"1815-12-10\","
         "\"died\":\"1852-11-27\",\"tags\":[\"mathematics\",\"poetry\"],\"gnd\":118638157,"
         "\"plate\":\"007\",\"seen\":\"2024-05-01\",\"height\":1.6,\"known\":true,"
         "\"geo_lat\":51.5,\"geo_at\":[1,2],\"met\":[\"charles-babbage\"]},"
         "{\"id\":\"charles-babbage\",\"name\":\"Charles Babbage\",\"also\":[],"
         "\"born\":\"1791-12-26\",\"died\":null,\"tags\":[],\"gnd\":null,\"plate\":null,"
         "\"seen\":null,\"height\":null,\"known\":null,\"geo_lat\":null,\"geo_at\":[],"
         "\"met\":[]}]"},
        {"@charles-babbage | select note, seat_house, seat_rooms, text, links.id",
         "[{\"note\":\"A \\\"calculating\\\" man!\",\"seat_house\":\"Dorset Street\","
         "\"seat_rooms\":[9,11],\"text\":\"Friend of Ada.\",\"links.id\":[\"ada-lovelace\"]}]"},
        {"@ada-lovelace | select text, links.id",
         "[{\"text\":\"She knew Babbage and the Engine.\","
         "\"links.id\":[\"charles-babbage\",\"engine\"]}]"},
        {NULL, NULL}};
    check(notes, asks);
}

static const char essay[] =
    "---\ntitle: The Engine\ndate: um 1837\nauthor: Ada Lovelace\ntype: essay\n---\n"
    "# On the engine\n\n"
    "It names [[Ada]] and\n[[people/Ada Lovelace#Youth|the countess]], &amp; more. #notes/first\n\n"
    "- one item with [her](../people/Ada%20Lovelace.md)\n- two *items*\n\n"
    "> A quotation of #3 words.\n\n"
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n"
    "![pic](x.png) See [site](https://example.org). <b>So</b>\n\n"
    "```\ncode [[Ada]] #no\n```\n";

// An article's parts are passages with their lines, its links mentions; names lead to people.
static void passages(void **state) {
    (void)state;
    static const char *const notes[] = {"people/Ada Lovelace.md", "---\nalias: Ada\n---\n",
                                        "essays/x.md", essay, NULL};
    static const Ask asks[] = {
        {"articles | select id, title, type, date, author, people, tags, words",
         "[{\"id\":\"x\",\"title\":\"The Engine\",\"type\":\"essay\",\"date\":\"1837~\","
         "\"author\":[\"ada-lovelace\"],\"people\":[\"ada-lovelace\"],\"tags\":[\"notes/first\"],"
         "\"words\":33}]"},
        {"passages | sort number | select id, type, line, text, people",
         "[{\"id\":\"x-1\",\"type\":\"crosshead\",\"line\":7,\"text\":\"On the engine\","
         "\"people\":[]},"
         "{\"id\":\"x-2\",\"type\":\"paragraph\",\"line\":9,"
         "\"text\":\"It names Ada and the countess, & more. #notes/first\","
         "\"people\":[\"ada-lovelace\"]},"
         "{\"id\":\"x-3\",\"type\":\"item\",\"line\":12,\"text\":\"one item with her\","
         "\"people\":[\"ada-lovelace\"]},"
         "{\"id\":\"x-4\",\"type\":\"item\",\"line\":13,\"text\":\"two items\",\"people\":[]},"
         "{\"id\":\"x-5\",\"type\":\"quotation\",\"line\":15,"
         "\"text\":\"A quotation of #3 words.\",\"people\":[]},"
         "{\"id\":\"x-6\",\"type\":\"row\",\"line\":17,\"text\":\"a | b\",\"people\":[]},"
         "{\"id\":\"x-7\",\"type\":\"row\",\"line\":19,\"text\":\"1 | 2\",\"people\":[]},"
         "{\"id\":\"x-8\",\"type\":\"paragraph\",\"line\":21,\"text\":\"See site. So\","
         "\"people\":[]},"
         "{\"id\":\"x-9\",\"type\":\"code\",\"line\":24,\"text\":\"code [[Ada]] #no\","
         "\"people\":[]}]"},
        {"mentions | sort id | select id, of, words, implied",
         "[{\"id\":\"x-2-m1\",\"of\":\"ada-lovelace\",\"words\":\"Ada\",\"implied\":false},"
         "{\"id\":\"x-2-m2\",\"of\":\"ada-lovelace\",\"words\":\"the countess\","
         "\"implied\":false},"
         "{\"id\":\"x-3-m1\",\"of\":\"ada-lovelace\",\"words\":\"her\",\"implied\":false}]"},
        {NULL, NULL}};
    check(notes, asks);
}

// What notes are called, and which of several a link means.
static void names(void **state) {
    (void)state;
    static const char *const notes[] = {
        "a/Index.md",
        "# The first\n\n[[Note]] [there](../b/Note.md) [[b/Note]] [[Second one]]",
        "a/Note.md",
        "---\nid: note-of-a\nkind: ghost\n---\nx",
        "b/Note.md",
        "x\n",
        "b/thing/index.md",
        "---\ntitle: Second one\nkind: event\n---\n",
        "c/Note.md",
        "x\n",
        NULL};
    static const Ask asks[] = {
        {"articles | sort id | select id, title, type",
         "[{\"id\":\"c-note\",\"title\":\"Note\",\"type\":null},"
         "{\"id\":\"index\",\"title\":\"The first\",\"type\":null},"
         "{\"id\":\"note\",\"title\":\"Note\",\"type\":null},"
         "{\"id\":\"note-of-a\",\"title\":\"Note\",\"type\":\"ghost\"}]"},
        {"mentions | sort id | select of.id, words",
         "[{\"of.id\":\"note-of-a\",\"words\":\"Note\"},{\"of.id\":\"note\",\"words\":\"there\"},"
         "{\"of.id\":\"note\",\"words\":\"b/Note\"},{\"of.id\":\"thing\",\"words\":\"Second "
         "one\"}]"},
        {NULL, NULL}};
    check(notes, asks);
}

// Notes link to what other formats hold, and the other way. [[Robert]] without quotes is YAML's
// list in a list.
static void together(void **state) {
    (void)state;
    static const char *const notes[] = {
        "x.gzt",
        "place @london { name: \"London\" }",
        "people.jsonl",
        "{\"id\": \"bob\", \"name\": \"Robert\", \"birthplace\": \"paris\"}",
        "places/Paris.md",
        "",
        "n.md",
        "---\nplace: London\nauthor: [[[Robert]], Nobody Else]\n---\n[[bob]] in [[London]]",
        NULL};
    static const Ask asks[] = {
        {"articles | select place, author.name, people, places",
         "[{\"place\":\"london\",\"author.name\":[\"Robert\",\"Nobody Else\"],\"people\":[\"bob\"],"
         "\"places\":[\"london\"]}]"},
        {"@bob.birthplace.name", "[{\"value\":\"Paris\"}]"},
        {NULL, NULL}};
    check(notes, asks);
}

// A faulty note between good ones: it is told with its line, and they are there.
static void fault(const char *text, const char *error, uint64_t left_out) {
    Making l;
    const char *const notes[] = {"a.md", "x", "n/bad.md", text, "b.md", "y", NULL};
    making_open(&l, 0);
    loaded(&l, load_texts(&l, notes), left_out);
    errors_begin(&l, "n/bad.md", error);
    ANSWERS(&l, as_json, {"count(articles | where id = \"a\" or id = \"b\")", "[{\"value\":2}]"});
}

static void faults(void **state) {
    (void)state;
    static const struct {
        const char *text, *error;
        uint64_t left_out;
    } cases[] = {
        {"---\nkind: person\na: b: c\n---\n",
         "3:1: error: the front matter can't be read: mapping values are not allowed", 1},
        {"---\na: &x 1\nb: *x\n---\n",
         "3:1: error: the front matter can't be read: aliases such as *name are not read", 1},
        {"---\n- a\n---\n", "2:1: error: the front matter can't be read: it holds keys", 1},
        {"---\na: [[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]\n---\n",
         "2:1: error: the front matter can't be read: what is nested more than 16", 1},
        {"---\n[a]: 1\n---\n", "2:1: error: the front matter can't be read: a key is a word", 1},
        {"+++\na = 1\nb\n+++\n",
         "3:1: error: the front matter can't be read: a line is a key and its value", 1},
        {"+++\na = \"\"\"\n+++\n", "2:1: error: the front matter can't be read: texts of several",
         1},
        {"+++\na = \"x\n+++\n", "2:1: error: the front matter can't be read: the quotation mark",
         1},
        {"+++\na = {b = 1}\n+++\n",
         "2:1: error: the front matter can't be read: a table within a line", 1},
        {"---\nid: a`b\n---\n", "1:1: error: an id holds no backtick", 1},
        {"---\nid: a\n---\n", "1:1: error: the id @a of this article is taken", 1},
        {"---\ndate: some day\n---\n", "2:1: error: 'date' takes a date, not \"some day\"", 0},
        {"---\nwords: many\n---\n", "2:1: error: 'words' takes a whole number, not \"many\"", 0},
        {"---\na: 1\n---\n\nSee\n[[Nobody]].\n",
         "6:1: error: the link to 'Nobody' leads to nothing", 1},
        {"See [x](a%FFb.md).\n", "1:1: error: the link to 'a%FFb.md' leads to nothing", 1},
        {"\xFF\n", "1:1: error: the note has what is no UTF-8", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        fault(cases[i].text, cases[i].error, cases[i].left_out);
}

// Not front matter, not dates: as they stand.
static void plain(void **state) {
    (void)state;
    static const char *const notes[] = {"a.md", "---\nno end\n",
                                        "b.md", "",
                                        "c.md", "\xEF\xBB\xBF---\r\ndate: o. D.\r\n---\r\nx\r\n",
                                        "d.md", "Text\n---\na: b\n",
                                        NULL};
    static const Ask asks[] = {
        {"articles | sort id | select id, date, text, words",
         "[{\"id\":\"a\",\"date\":null,\"text\":\"no end\",\"words\":2},"
         "{\"id\":\"b\",\"date\":null,\"text\":\"\",\"words\":0},"
         "{\"id\":\"c\",\"date\":null,\"text\":\"x\",\"words\":1},"
         "{\"id\":\"d\",\"date\":null,\"text\":\"Text\\n\\na: b\",\"words\":3}]"},
        {NULL, NULL}};
    check(notes, asks);
}

// A table whose rows name few of its many columns must not cost columns times rows.
static void wide_table(void **state) {
    (void)state;
    enum { COLUMNS = 4000, ROWS = 20000 };
    static char text[COLUMNS * 5 + ROWS * 2 + 10];
    char *p = text;
    for (int i = 0; i < COLUMNS; i++) *p++ = '|', *p++ = 'x';
    *p++ = '\n';
    for (int i = 0; i < COLUMNS; i++) *p++ = '|', *p++ = '-', *p++ = '-';
    *p++ = '\n';
    for (int i = 0; i < ROWS; i++) *p++ = '|', *p++ = '\n';
    *p = '\0';
    const char *const notes[] = {"a.md", text, NULL};
    Making l;
    making_open(&l, 0);
    loaded(&l, load_texts(&l, notes), 0);
    ANSWERS(&l, as_json, {"count(articles)", "[{\"value\":1}]"});
}

static gzt_status load_all(Making *l) {
    static const char *const notes[] = {"people/Ada Lovelace.md",
                                        ada,
                                        "people/Charles Babbage.md",
                                        babbage,
                                        "x/y.md",
                                        essay,
                                        "x/z.md",
                                        "---\na: b: c\n---\n",
                                        NULL};
    gzt_status st = load_texts(l, notes);
    if (st >= 0) assert_true(l->left_out > 0);
    return st;
}

static void every_allocation_fails(void **state) {
    (void)state;
    load_without_memory(load_all, 0, 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields),     cmocka_unit_test(passages),
        cmocka_unit_test(names),      cmocka_unit_test(together),
        cmocka_unit_test(faults),     cmocka_unit_test(plain),
        cmocka_unit_test(wide_table), cmocka_unit_test(every_allocation_fails)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
