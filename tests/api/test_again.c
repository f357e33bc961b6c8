// Files read into an archive that has them already: nothing changes, byte for byte; a file that has
// changed makes claims beside those that were, each with what it comes from, and takes nothing
// away. Editions, notes, tables and JSON, with maps and without. (Facts, JSON Lines and pages:
// test_merge.c.)
#include "tests/support/loaded.h"

// Opens a builder with what the block holds (of no bytes: nothing) and the files.
static void read_upon(Making *m, const Block *old, const gzt_source *files, size_t n) {
    gzt_archive *a = NULL;
    making_open(m, 0);
    gzt_status st = GZT_OK;
    if (old->n) st = gzt_archive_open(m->env, old->p, old->n, NULL, NULL, &a, &m->err);
    if (st >= 0 && a) st = gzt_builder_archive(m->b, a, "old.gza", &m->err);
    gzt_archive_free(a);
    if (st >= 0) st = gzt_builder_load(m->b, files, n, &m->left_out, &m->err);
    if (st < 0) fail_msg("%s", m->err.message);
}

static Block made_upon(const Block *old, const gzt_source *files, size_t n) {
    Making m;
    Block out = {0};
    gzt_archive *a = NULL;
    read_upon(&m, old, files, n);
    if (gzt_builder_finish(m.b, &a, &m.err) < 0) fail_msg("%s", m.err.message);
    assert_int_equal(gzt_archive_verify(a, &m.err), GZT_OK);
    assert_int_equal(gzt_archive_write(a, block_sink, &out), GZT_OK);
    gzt_archive_free(a);
    making_close(&m);
    return out;
}

static void unchanged(const Block *old, const gzt_source *files, size_t n) {
    Block again = made_upon(old, files, n);
    if (again.n != old->n) fail_msg("%s: %zu bytes, then %zu", files[0].name, old->n, again.n);
    assert_memory_equal(old->p, again.p, old->n);
    free(again.p);
}

// Pairs of names and texts, up to NULL.
static size_t sources_of(gzt_source *to, const char *const *texts) {
    size_t n = 0;
    for (; *texts; texts += 2) {
        assert_true(n < TEXTS_MOST);
        to[n++] = (gzt_source){texts[0], SIZE_MAX, texts[1], SIZE_MAX};
    }
    return n;
}

// Reads `first` twice, then `second` twice; neither changes anything the second time, nor does
// `first` after both. Then asks the archive of both.
static void reads(const char *const *first, const char *const *second, const Ask *asks) {
    gzt_source files[TEXTS_MOST], others[TEXTS_MOST];
    size_t n = sources_of(files, first), nothers = sources_of(others, second);
    Making m;
    Block none = {0}, one = made_upon(&none, files, n);
    unchanged(&one, files, n);
    Block both = made_upon(&one, others, nothers);
    unchanged(&both, others, nothers);
    unchanged(&both, files, n);
    read_upon(&m, &both, others, nothers);
    answers(&m, as_json, asks);
    free(one.p);
    free(both.p);
}
#define READS(first, second, ...) reads(first, second, (const Ask[]){__VA_ARGS__, {NULL, NULL}})

// ---- editions -------------------------------------------------------------------------------

#define HEAD(title)                                                                                \
    "<teiHeader><fileDesc><titleStmt><title>" title "</title></titleStmt>"                         \
    "</fileDesc></teiHeader>"
#define REGISTER(born, role, more)                                                                 \
    "<TEI><text><body><listPerson><person xml:id=\"ann\"><persName>Ann</persName>"                 \
    "<birth when=\"" born "\"/>"                                                                   \
    "<occupation from=\"1900\" to=\"1903\">" role "</occupation></person>" more "<listRelation>"   \
    "<relation name=\"knows\" active=\"#ann\" passive=\"#w\" when=\"1901\"/></listRelation>"       \
    "</listPerson><listPlace><place xml:id=\"w\"><placeName>Wien</placeName></place></listPlace>"  \
    "</body></text></TEI>"

static void editions(void **state) {
    (void)state;
    static const char *const first[] = {
        "register.xml",
        REGISTER("1870", "writer", "<person xml:id=\"bob\"><persName>Bob</persName></person>"),
        "letters/L1.xml",
        "<TEI xml:id=\"L1\">" HEAD(
            "A letter") "<text><body><p>Dear <persName ref=\"#ann\">A."
                        "</persName> of <placeName "
                        "ref=\"#w\">Wien</placeName>,</p><p>Yours</p></body></text></TEI>",
        "other/L1.xml",
        "<TEI xml:id=\"L1\">" HEAD("Another") "<text><body><p>To whom</p></body></text></TEI>",
        NULL};
    static const char *const second[] = {"new.xml", REGISTER("1871", "writer", ""), NULL};
    READS(first, second,
          {"people | select id, born, claims(born).value, claims(born).note",
           "[{\"id\":\"ann\",\"born\":\"1870\",\"claims(born).value\":[\"1870\",\"1871\"],"
           "\"claims(born).note\":[\"from old.gza\",\"from new.xml\"]},"
           "{\"id\":\"bob\",\"born\":null,\"claims(born).value\":[],\"claims(born).note\":[]}]"},
          {"relations | sort type | select type, date, from",
           "[{\"type\":\"knows\",\"date\":\"1901\",\"from\":\"ann\"},"
           "{\"type\":\"occupation\",\"date\":\"1900/1903\",\"from\":\"ann\"}]"},
          {"articles | select id, title, count(passages)",
           "[{\"id\":\"L1\",\"title\":\"A letter\",\"count(passages)\":2},"
           "{\"id\":\"L1-2\",\"title\":\"Another\",\"count(passages)\":1}]"});
}

// ---- notes ----------------------------------------------------------------------------------

static void notes(void **state) {
    (void)state;
    static const char *const first[] = {"notes/people/Ada.md",
                                        "---\nborn: 1815\nmet: \"[[Charles]]\"\n---\nHers.\n",
                                        "notes/a/Same.md",
                                        "She, [[Ada]], and [[Nobody]] said it.\n",
                                        "notes/b/Same.md",
                                        "The second of this name.\n",
                                        "notes/c/b/Same.md",
                                        "The third.\n",
                                        NULL};
    static const char *const second[] = {"notes/people/Ada.md", "---\nborn: 1816\n---\nHers.\n",
                                         NULL};
    READS(first, second,
          {"people | where id = \"ada\" | select born, claims(born).value, claims(born).note",
           "[{\"born\":\"1815\",\"claims(born).value\":[\"1815\",\"1816\"],"
           "\"claims(born).note\":[\"from old.gza\",\"from Ada.md\"]}]"},
          {"articles | count", "[{\"count\":3}]"},
          {"mentions | select words, of", "[{\"words\":\"Ada\",\"of\":\"ada\"},"
                                          "{\"words\":\"Nobody\",\"of\":null}]"});
}

// ---- tables ---------------------------------------------------------------------------------

#define SHIPS(tons) "id,hull,tons,year\n1,Aurora," tons ",1900\n2,Zarya,12,1901\n"

static void guessed(void **state) {
    (void)state;
    static const char *const first[] = {
        "x/ships.csv", SHIPS("6731"), "x/people.csv",
        "name,born,town,events\nAda,1815,London,tea\nBob,1870,Paris,\nBob,1870,Paris,\n", NULL};
    static const char *const second[] = {
        "y/ships.csv", "id,hull,tons,year\n1,Aurora,6732,1900\n3,Maria,9,1903\n", NULL};
    READS(first, second,
          {"ships | select id, hull, tons, date, claims(tons).value, claims(tons).note",
           "[{\"id\":\"1\",\"hull\":\"Aurora\",\"tons\":6731,\"date\":\"1900\","
           "\"claims(tons).value\":[6731,6732],"
           "\"claims(tons).note\":[\"from old.gza\",\"from ships.csv\"]},"
           "{\"id\":\"2\",\"hull\":\"Zarya\",\"tons\":12,\"date\":\"1901\","
           "\"claims(tons).value\":[12],\"claims(tons).note\":[null]},"
           "{\"id\":\"3\",\"hull\":\"Maria\",\"tons\":9,\"date\":\"1903\","
           "\"claims(tons).value\":[9],\"claims(tons).note\":[null]}]"},
          {"people | count", "[{\"count\":2}]"});
}

// Lists of one name in two records are two kinds, also when those kinds are there.
static void guessed_lists(void **state) {
    (void)state;
    static const char *const first[] = {"sellers.json",
                                        "[{\"surname\": \"A\", \"firstname\": \"O\", \"items\": "
                                        "[{\"id\": 1, \"x\": 2}], \"b\": {\"items\": [{\"id\": 1,"
                                        " \"y\": \"q\"}]}},\n {\"surname\": \"B\", \"firstname\": "
                                        "\"P\", \"items\": [{\"id\": 2, \"x\": 2}],"
                                        " \"b\": {\"items\": [{\"id\": 2, \"y\": \"r\"}]}}]",
                                        "date.csv", "id,when\n1,x\n2,y\n", NULL};
    static const char *const second[] = {"date.csv", "id,when\n1,z\n", NULL};
    READS(first, second,
          {"people | select name, items.x, items_.y",
           "[{\"name\":\"O A\",\"items.x\":[2],\"items_.y\":[\"q\"]},"
           "{\"name\":\"P B\",\"items.x\":[2],\"items_.y\":[\"r\"]}]"},
          {"date_rows | select id, when, claims(when).value",
           "[{\"id\":\"1\",\"when\":\"x\",\"claims(when).value\":[\"x\",\"z\"]},"
           "{\"id\":\"2\",\"when\":\"y\",\"claims(when).value\":[\"y\"]}]"});
}

// A file that is called as the kind that was guessed from it holds rows as before.
static void guessed_records(void **state) {
    (void)state;
    static const char *const first[] = {
        "crates.json",
        "[{\"id\": 1, \"year\": 1900, \"in\": [{\"what\": \"tea\"}]},"
        " {\"id\": 2, \"year\": 1901, \"in\": []}]",
        "boxes.jsonl", "{\"id\": \"b\", \"year\": 1900}\n{\"id\": \"c\", \"year\": 1901}\n", NULL};
    static const char *const second[] = {"crates.json", "[{\"id\": 2, \"year\": 1905, \"in\": []}]",
                                         NULL};
    READS(first, second,
          {"crates | select id, date, claims(date).value",
           "[{\"id\":\"1\",\"date\":\"1900\",\"claims(date).value\":[\"1900\"]},"
           "{\"id\":\"2\",\"date\":\"1901\",\"claims(date).value\":[\"1901\",\"1905\"]}]"},
          {"boxes | count", "[{\"count\":2}]"});
}

#define MAP                                                                                        \
    "kind term as terms { holder: person inverse terms, date: date, place: place }\n"              \
    "map person from \"x.json\" { id: id, name: name, birthplace: town {certainty: \"low\"} }\n"   \
    "map term from \"x.json#terms\" { holder: x, date: `from`, place: `in` }\n"

// A place of a name is not that of its id which is called otherwise.
static void mapped(void **state) {
    (void)state;
    static const char *const first[] = {
        "x.json",
        "[{\"id\": \"w\", \"name\": \"George\", \"town\": \"Rome\","
        " \"terms\": [{\"from\": \"1789\", \"in\": \"Paris\"}]},\n"
        " {\"id\": \"j\", \"name\": \"John\", \"town\": \"Paris\", \"terms\": []}]",
        "facts.gzt", "place @paris { name: \"Paris, Texas\" }\n" MAP, NULL};
    static const char *const second[] = {
        "x.json",
        "[{\"id\": \"w\", \"name\": \"George W.\", \"town\": \"Rome\","
        " \"terms\": [{\"from\": \"1790\", \"in\": \"Paris\"}]}]",
        "map.gzt", MAP, NULL};
    READS(first, second,
          {"people | select id, claims(name).value, claims(name).note, birthplace, terms.date",
           "[{\"id\":\"w\",\"claims(name).value\":[\"George\",\"George W.\"],"
           "\"claims(name).note\":[\"from old.gza\",\"from x.json\"],\"birthplace\":\"rome\","
           "\"terms.date\":[\"1789\",\"1790\"]},"
           "{\"id\":\"j\",\"claims(name).value\":[\"John\"],\"claims(name).note\":[null],"
           "\"birthplace\":\"paris-2\",\"terms.date\":[]}]"},
          {"places | select id, name", "[{\"id\":\"paris\",\"name\":\"Paris, Texas\"},"
                                       "{\"id\":\"rome\",\"name\":\"Rome\"},"
                                       "{\"id\":\"paris-2\",\"name\":\"Paris\"}]"});
}

// A table may come into an archive whose entities have the names that it makes.
static void named_before(void **state) {
    (void)state;
    static const char *const first[] = {
        "facts.gzt", "place @paris { name: \"Paris, Texas\" }; place @rom { name: \"Rome\" }",
        NULL};
    static const char *const second[] = {
        "x.csv", "id,name,town\nw,George,Rome\nj,John,Paris\n", "map.gzt",
        "map person from \"x.csv\" { id: id, name: name, birthplace: town }", NULL};
    READS(first, second,
          {"people | select birthplace.name", "[{\"birthplace.name\":\"Rome\"},"
                                              "{\"birthplace.name\":\"Paris\"}]"},
          {"places | select id, claims(name).value",
           "[{\"id\":\"paris\",\"claims(name).value\":[\"Paris, Texas\"]},"
           "{\"id\":\"rom\",\"claims(name).value\":[\"Rome\"]},"
           "{\"id\":\"paris-2\",\"claims(name).value\":[\"Paris\"]}]"});
}

// ---- one id twice ---------------------------------------------------------------------------

// Rows and entries of one id are one entity, with both claims, which is told; so is a note that has
// the id of another, and which is left out.
static void twice(void **state) {
    (void)state;
    Making m;
    making_open(&m, 0);
    static const char *const map[] = {
        "map.gzt", "map person from \"a.csv\" { id: id, name: name, born: text(born) }", "a.csv",
        "id,name,born\na,Ada,1815\na,Ada,1816\n", NULL};
    loaded(&m, load_texts(&m, map), 0);
    assert_int_equal(finding(&m, "rows about an entity that was there already"), 1);
    ANSWERS(&m, as_json,
            {"people | select name, born, claims(name).value, claims(born).value",
             "[{\"name\":\"Ada\",\"born\":\"1815\",\"claims(name).value\":[\"Ada\"],"
             "\"claims(born).value\":[\"1815\",\"1816\"]}]"});
    static const char *const edition[] = {
        "a.xml",
        REGISTER("1870", "writer",
                 "<person xml:id=\"ann\"><persName>Anna</persName>"
                 "<birth when=\"1871\"/></person>"),
        NULL};
    making_open(&m, 0);
    loaded(&m, load_texts(&m, edition), 0);
    assert_int_equal(finding(&m, "entries whose id had an entry already"), 1);
    ANSWERS(&m, as_json,
            {"people | select name, claims(name).value, claims(born).value",
             "[{\"name\":\"Ann\",\"claims(name).value\":[\"Ann\",\"Anna\"],"
             "\"claims(born).value\":[\"1870\",\"1871\"]}]"});
    static const char *const two[] = {"people/A.md", "---\nid: a\n---\n", "people/B.md",
                                      "---\nid: a\n---\n", NULL};
    making_open(&m, 0);
    loaded(&m, load_texts(&m, two), 1);
    errors_begin(&m, "people/B.md", "1:1: error: the id @a of this person is taken");
    ANSWERS(&m, as_json, {"people | select id, name", "[{\"id\":\"a\",\"name\":\"A\"}]"});
}

// ---- real data ------------------------------------------------------------------------------

static void real_data(void **state) {
    (void)state;
    static const char *const folders[][2] = {
        {"../shared/corpora/emt-register", ".xml"},
        {"../shared/corpora/bahr-schnitzler/letters", ".xml"},
        {"../shared/corpora/nobel-laureates", ".json"},
        {"../shared/corpora/history-at-state", ".csv"},
    };
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        Folder f;
        if (!folder_open(&f, folders[i][0], folders[i][1])) continue;
        Block none = {0}, one = made_upon(&none, f.files, f.n);
        unchanged(&one, f.files, f.n);
        free(one.p);
        folder_close(&f);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(editions),        cmocka_unit_test(notes),
        cmocka_unit_test(guessed),         cmocka_unit_test(guessed_lists),
        cmocka_unit_test(guessed_records), cmocka_unit_test(mapped),
        cmocka_unit_test(named_before),    cmocka_unit_test(twice),
        cmocka_unit_test(real_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
