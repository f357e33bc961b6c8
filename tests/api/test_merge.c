// Several archives as one, through the public calls: what is united, what stays apart, and what is
// read again without a trace. An archive of a step is made of facts first, then poured in.
#include "tests/api/batch_host.h"

typedef enum How { END, POUR, LOAD } How;

typedef struct Step {
    How how;
    const char *name, *text;
} Step;

static gzt_env *env;

static gzt_archive *made(const char *name, const char *text) {
    gzt_source source = {name, SIZE_MAX, text, SIZE_MAX};
    gzt_archive *a = NULL;
    gzt_error err;
    if (gzt_archive_build(env, &source, 1, &a, &err) < 0) fail_msg("%s", err.message);
    return a;
}

static gzt_status take(gzt_builder *b, const Step *s, gzt_error *err) {
    gzt_source source = {s->name, SIZE_MAX, s->text, SIZE_MAX};
    if (s->how == LOAD) return gzt_builder_load(b, &source, 1, NULL, err);
    gzt_archive *a = made(s->name, s->text);
    gzt_status st = gzt_builder_archive(b, a, s->name, err);
    gzt_archive_free(a); // the builder holds what it needs
    return st;
}

// What comes of the steps upon an archive (NULL: none), which is freed.
static gzt_archive *all_upon(gzt_archive *old, const Step *steps) {
    gzt_builder *b = NULL;
    gzt_archive *out = NULL;
    gzt_error err = {0};
    gzt_status st = gzt_builder_new(env, &b);
    if (st >= 0 && old) st = gzt_builder_archive(b, old, "OLD.gza", &err);
    for (; st >= 0 && steps->how != END; steps++) st = take(b, steps, &err);
    if (st >= 0) st = gzt_builder_finish(b, &out, &err);
    if (st < 0) fail_msg("%s", err.message);
    gzt_builder_free(b);
    gzt_archive_free(old);
    return out;
}

static void answer_is(gzt_archive *a, const char *query, const char *expected) {
    static Text text;
    gzt_session *s = NULL;
    gzt_error err;
    text.n = 0;
    assert_int_equal(gzt_session_new(a, &s), GZT_OK);
    if (gzt_query_json(s, query, SIZE_MAX, text_sink, &text, &err) < 0)
        fail_msg("%s: %s", query, err.message);
    assert_string_equal(text.p, expected);
    gzt_session_free(s);
}

static void answer(const Step *steps, const char *query, const char *expected) {
    gzt_archive *a = all_upon(NULL, steps);
    answer_is(a, query, expected);
    gzt_archive_free(a);
}

// Whether the steps change nothing of the archive. It stays the caller's.
static void unchanged(gzt_archive *a, const Step *steps) {
    Block before = {0}, after = {0};
    assert_int_equal(gzt_archive_write(a, block_sink, &before), GZT_OK);
    gzt_archive *copy = NULL;
    gzt_error err;
    assert_int_equal(gzt_archive_open(env, before.p, before.n, NULL, NULL, &copy, &err), GZT_OK);
    gzt_archive *again = all_upon(copy, steps);
    assert_int_equal(gzt_archive_write(again, block_sink, &after), GZT_OK);
    assert_int_equal(gzt_archive_verify(again, &err), GZT_OK);
    if (after.n != before.n) fail_msg("%zu bytes, then %zu", before.n, after.n);
    assert_memory_equal(before.p, after.p, after.n);
    gzt_archive_free(again);
    free(before.p);
    free(after.p);
}

static int open_env(void **state) {
    (void)state;
    return gzt_env_new(NULL, &env) == GZT_OK ? 0 : 1;
}

static int close_env(void **state) {
    (void)state;
    gzt_env_free(env);
    return 0;
}

// ---- claims ---------------------------------------------------------------------------------

#define CLAIMS                                                                                     \
    "people | expand claims(born) as c | select id, c.value, c.source, c.note, c.certainty"

// Both claims, the first preferred, each with where it came from.
static void claims_differ(void **state) {
    (void)state;
    const Step steps[] = {{POUR, "letters.gza", "person @a { name: \"Ada\", born: 1815 }"},
                          {POUR, "x/diary.gza", "person @a { name: \"Ada\", born: 1816 }"},
                          {END, NULL, NULL}};
    answer(steps, CLAIMS,
           "[{\"id\":\"a\",\"c.value\":\"1815\",\"c.source\":[],\"c.note\":\"from letters.gza\","
           "\"c.certainty\":null},\n"
           " {\"id\":\"a\",\"c.value\":\"1816\",\"c.source\":[],\"c.note\":\"from diary.gza\","
           "\"c.certainty\":null}]\n");
    answer(steps, "people | conflicts(born) | select id, name, born",
           "[{\"id\":\"a\",\"name\":\"Ada\",\"born\":\"1815\"}]\n");
    answer(steps, "people | expand claims(name) as c | select c.value, c.note",
           "[{\"c.value\":\"Ada\",\"c.note\":null}]\n");
}

// The same value of both, with the sources of both.
static void sources_unite(void **state) {
    (void)state;
    const Step steps[] = {
        {POUR, "a.gza", "passage @p { text: \"P\" }; person @a { born: 1815 {source: @p} }"},
        {POUR, "b.gza",
         "passage @q { text: \"Q\" }; person @a { born: 1815 {source: @q, certainty: \"high\"} }"},
        {END, NULL, NULL}};
    answer(steps, CLAIMS,
           "[{\"id\":\"a\",\"c.value\":\"1815\",\"c.source\":[\"p\",\"q\"],\"c.note\":null,"
           "\"c.certainty\":\"high\"}]\n");
}

// What an entity's sources evidence is what its own archive says of it, and no more.
static void sources_stay_apart(void **state) {
    (void)state;
    const Step steps[] = {
        {POUR, "a.gza",
         "passage @p { text: \"P\" }; person @a { source: @p, born: 1815, gender: \"female\","
         " died: 1852 }"},
        {POUR, "b.gza",
         "passage @q { text: \"Q\" }; person @a { source: @q, born: 1816, gender: \"female\" }"},
        {LOAD, "c.gzt", "person @a { fate: \"died\" }"},
        {END, NULL, NULL}};
    answer(steps, CLAIMS,
           "[{\"id\":\"a\",\"c.value\":\"1815\",\"c.source\":[\"p\"],\"c.note\":null,"
           "\"c.certainty\":null},\n"
           " {\"id\":\"a\",\"c.value\":\"1816\",\"c.source\":[\"q\"],\"c.note\":null,"
           "\"c.certainty\":null}]\n");
    answer(steps, "people | expand claims(gender) as g | select g.source, source",
           "[{\"g.source\":[\"p\",\"q\"],\"source\":[\"p\",\"q\"]}]\n");
    answer(steps, "people | expand claims(died) as g | select g.source",
           "[{\"g.source\":[\"p\"]}]\n");
    answer(steps, "people | expand claims(fate) as f | select f.note",
           "[{\"f.note\":\"from "
           "c.gzt\"}]\n");
}

// Claims of one archive stay in their order, and nothing is noted of where they are from while no
// other archive disagrees.
static void claims_of_one(void **state) {
    (void)state;
    const Step steps[] = {{POUR, "a.gza", "person @a { born: 1815, born: 1817 }"},
                          {POUR, "b.gza", "person @a { born: 1817, name: \"Ada\" }"},
                          {END, NULL, NULL}};
    answer(steps, "people | expand claims(born) as c | select c.value, c.note, name",
           "[{\"c.value\":\"1815\",\"c.note\":null,\"name\":\"Ada\"},\n"
           " {\"c.value\":\"1817\",\"c.note\":null,\"name\":\"Ada\"}]\n");
}

// Whichever comes first is preferred; the claims are the same.
static void either_way(void **state) {
    (void)state;
    const Step one[] = {{POUR, "a.gza", "person @a { born: 1815, role: [\"x\", \"y\"] }"},
                        {POUR, "b.gza", "person @a { born: 1816, role: [\"y\", \"z\"] }"},
                        {END, NULL, NULL}};
    const Step other[] = {one[1], one[0], {END, NULL, NULL}};
    const char *query = "people | expand claims(born) as c | sort c.value | select c.value, c.note";
    const char *both = "[{\"c.value\":\"1815\",\"c.note\":\"from a.gza\"},\n"
                       " {\"c.value\":\"1816\",\"c.note\":\"from b.gza\"}]\n";
    answer(one, query, both);
    answer(other, query, both);
    answer(one, "people | select born, role",
           "[{\"born\":\"1815\",\"role\":[\"x\",\"y\",\"z\"]}]\n");
    answer(other, "people | select born, role",
           "[{\"born\":\"1816\",\"role\":[\"y\",\"z\",\"x\"]}]\n");
}

// Every type has claims; durations lie apart.
static void every_type(void **state) {
    (void)state;
    const char *kind = "kind ship as ships { t: text, i: int, r: real, b: truth, d: date, "
                       "n: duration, e: entity, l: [int], ts: [truth] }\n";
    char one[600], other[600];
    snprintf(one, sizeof one,
             "%sship @s { t: \"x\", i: 1, r: 0.5, b: true, d: 1900 BCE, n: 3 days, e: @s,"
             " l: [1, 1, 2], ts: [true, false] }\nship @none {}",
             kind);
    snprintf(other, sizeof other,
             "%sship @s { t: \"\", i: -1, r: -0.5, b: false, d: 1900..1910, n: 2 months, e: @u,"
             " l: [2, 3, 3], ts: [true] }\nship @u { n: 1 day, n: 2 days, n: 2 days }",
             kind);
    const Step steps[] = {{POUR, "a.gza", one}, {POUR, "b.gza", other}, {END, NULL, NULL}};
    answer(steps,
           "ships | where id = \"s\" | select claims(t).value, claims(i).value, claims(r).value, "
           "claims(b).value, claims(d).value, claims(n).value, claims(e).value, l, ts",
           "[{\"claims(t).value\":[\"x\",\"\"],\"claims(i).value\":[1,-1],"
           "\"claims(r).value\":[0.5,-0.5],\"claims(b).value\":[true,false],"
           "\"claims(d).value\":[\"-1899\",\"1900/1910\"],\"claims(n).value\":[\"P3D\",\"P2M\"],"
           "\"claims(e).value\":[\"s\",\"u\"],\"l\":[1,1,2,3,3],\"ts\":[true,false]}]\n");
    gzt_archive *a = all_upon(NULL, steps);
    unchanged(a, steps);
    unchanged(a, (Step[]){steps[1], steps[0], {END, NULL, NULL}});
    gzt_archive_free(a);
}

// ---- dates ----------------------------------------------------------------------------------

// As they were written, in their calendars; the same day in two calendars is two statements that do
// not exclude each other.
static void calendars(void **state) {
    (void)state;
    const Step steps[] = {
        {POUR, "a.gza", "event @e { title: \"Palace\", date: 1917-10-25 OS }"},
        {POUR, "b.gza", "event @e { title: \"Palace\", date: 1917-11-07 }"},
        {POUR, "c.gza", "event @f { title: \"Feast\", date: date(\"18 Brumaire 8 republican\") }"},
        {END, NULL, NULL}};
    answer(steps, "events | select title, date, julian(date), w: claims(date).value, written(date)",
           "[{\"title\":\"Palace\",\"date\":\"1917-11-07\",\"julian(date)\":\"1917-10-25 OS\","
           "\"w\":[\"1917-11-07\",\"1917-11-07\"],\"written(date)\":\"1917-10-25 OS\"},\n"
           " {\"title\":\"Feast\",\"date\":\"1799-11-09\",\"julian(date)\":\"1799-10-29 OS\","
           "\"w\":[\"1799-11-09\"],\"written(date)\":\"18 Brumaire 8 republican\"}]\n");
    answer(steps, "events | conflicts(date) | count", "[{\"count\":0}]\n");
}

// An order that two archives state together tightens the dates of both.
static void order_across(void **state) {
    (void)state;
    const Step steps[] = {
        {POUR, "a.gza",
         "event @a { date: 1905 }; event @b { after: @a }\n"
         "event @c { after: @b, date: 1907 }"},
        {POUR, "b.gza", "event @b { before: [@d {within: 2 days}] }; event @d { date: 1905-06 }"},
        {END, NULL, NULL}};
    gzt_archive *a = all_upon(NULL, steps);
    answer_is(a, "@b | select earliest(date), latest(date)",
              "[{\"earliest(date)\":\"1905-05-30\",\"latest(date)\":\"1905-06-30\"}]\n");
    unchanged(a, steps);
    unchanged(a, (Step[]){{LOAD, "b.gzt", steps[1].text}, {END, NULL, NULL}});
    gzt_archive_free(a);
}

// ---- lists and links ------------------------------------------------------------------------

static void lists(void **state) {
    (void)state;
    const Step steps[] = {
        {POUR, "a.gza",
         "person @p {}; person @q {}; event @e { people: [@p {role: \"speaks\"}, @q] }"},
        {POUR, "b.gza",
         "person @p {}; person @q {}; person @r {}\n"
         "event @e { people: [@r, @p, @q {role: \"listens\"}, @q {role: \"leaves\"}] }"},
        {END, NULL, NULL}};
    answer(steps, "events | expand claims(people) as c | select c.value, c.role",
           "[{\"c.value\":\"p\",\"c.role\":\"speaks\"},\n"
           " {\"c.value\":\"r\",\"c.role\":null},\n"
           " {\"c.value\":\"q\",\"c.role\":\"listens\"},\n"
           " {\"c.value\":\"q\",\"c.role\":\"leaves\"}]\n");
    answer(steps, "people | select id, count(events)",
           "[{\"id\":\"p\",\"count(events)\":1},\n {\"id\":\"q\",\"count(events)\":1},\n"
           " {\"id\":\"r\",\"count(events)\":1}]\n");
}

// `same` links and never merges: also where two archives say it of ids that both have.
static void same_never_merges(void **state) {
    (void)state;
    const Step steps[] = {{POUR, "a.gza", "person @trotsky { name: \"Trotsky\", died: 1940 }"},
                          {POUR, "b.gza", "person @bronstein { name: \"Bronstein\" }"},
                          {LOAD, "links.gzt",
                           "person @trotsky { same: [@bronstein] }\n"
                           "person @third { same: [@bronstein, @trotsky, @bronstein] }"},
                          {END, NULL, NULL}};
    answer(
        steps, "people | select id, name, died, same",
        "[{\"id\":\"trotsky\",\"name\":\"Trotsky\",\"died\":\"1940\",\"same\":[\"bronstein\"]},\n"
        " {\"id\":\"bronstein\",\"name\":\"Bronstein\",\"died\":null,\"same\":[]},\n"
        " {\"id\":\"third\",\"name\":null,\"died\":null,\"same\":[\"bronstein\",\"trotsky\"]}]"
        "\n");
}

// The same id of two kinds is two entities.
static void kinds_apart(void **state) {
    (void)state;
    const Step steps[] = {{POUR, "a.gza", "person @x { name: \"X\" }"},
                          {POUR, "b.gza", "place @x { name: \"Y\" }; event @e { place: @x }"},
                          {END, NULL, NULL}};
    answer(steps, "people | select name; places | select name; events | select place.name",
           "[{\"name\":\"X\"}]\n[{\"name\":\"Y\"}]\n[{\"place.name\":\"Y\"}]\n");
}

// ---- texts ----------------------------------------------------------------------------------

static void texts(void **state) {
    (void)state;
    const Step steps[] = {
        {POUR, "a.gza",
         "person @ada { name: \"Ada\" }\n"
         "article @n { title: \"News\", text: \"[[@ada|Ada]] met Bob.\\n\\nThen she went.\" }"},
        {LOAD, "b.gzt",
         "article @n { title: \"News\", text: \"[[@ada]] met Bob.\\n\\nThen they went.\\n\\n"
         "By @ night.\" }"},
        {END, NULL, NULL}};
    answer(steps, "articles | select title, claims(text).value, people, count(passages)",
           "[{\"title\":\"News\",\"claims(text).value\":[\"Ada met Bob.\\n\\nThen she went.\","
           "\"Ada met Bob.\\n\\nThen they went.\\n\\nBy @ night.\"],\"people\":[\"ada\"],"
           "\"count(passages)\":3}]\n");
    answer(steps, "passages | select id, claims(text).value, claims(text).note",
           "[{\"id\":\"n-1\",\"claims(text).value\":[\"Ada met Bob.\"],\"claims(text).note\":[null]"
           "},\n"
           " {\"id\":\"n-2\",\"claims(text).value\":[\"Then she went.\",\"Then they went.\"],"
           "\"claims(text).note\":[\"from a.gza\",\"from b.gzt\"]},\n"
           " {\"id\":\"n-3\",\"claims(text).value\":[\"By @ night.\"],"
           "\"claims(text).note\":[null]}]\n");
    answer(steps, "passages | where text ~ \"night\" | select id", "[{\"id\":\"n-3\"}]\n");
    answer(steps, "mentions | select id, of, words",
           "[{\"id\":\"n-1-m1\",\"of\":\"ada\","
           "\"words\":\"Ada\"}]\n");
}

// A name, and an entity without an id, of what was poured in.
static void names_of_old(void **state) {
    (void)state;
    const Step steps[] = {
        {POUR, "a.gza",
         "person @ada { name: \"Ada\", also: [\"Countess\"] }; relation { type: \"x\" }"},
        {LOAD, "b.gzt",
         "person @ada { fate: \"died\" }; event { people: [@\"Countess\"] }\n"
         "relation { type: \"x\" }; relation { type: \"y\" }"},
        {END, NULL, NULL}};
    answer(steps, "events | select people; relations | count",
           "[{\"people\":[\"ada\"]}]\n[{\"count\":2}]\n");
}

// ---- nothing changes ------------------------------------------------------------------------

static const char much[] =
    "archive \"Much\" { language: \"en\", circa: 3 years }\n"
    "kind ship as ships { name: text, tons: int, length: real, sunk: truth, launched: date,\n"
    "  served: duration, captain: person inverse commands, flags: [text], crew: [person] }\n"
    "extend kind person { party: organisation }\n"
    "organisation @o { name: \"Party\" }\n"
    "person @a { name: \"Ada of Spain\", also: [\"A\", \"Countess\"], born: 1815-12-10, party: "
    "@o,\n"
    "  source: [@x-1, @x-2] }\n"
    "person @b { name: \"Bob\", born: 191X {certainty: \"low\"}, born: 1912~, born: 191X,\n"
    "  died: within(1904..1907) {source: @x-2, note: \"guess\"}, same: [@a] }\n"
    "ship @s { name: \"Aurora\", tons: 6731, length: 19.5, sunk: false, launched: 1900-05-11 OS,\n"
    "  served: 90 days, served: 3 months, captain: @a, flags: [\"x\", \"y\", \"x\"], crew: [@a, "
    "@b] }\n"
    "ship @t { name: \"Zarya\", tons: -1, launched: 44 BCE, captain: @b, served: 2 days,\n"
    "  served: 5 days {certainty: \"low\"}, served: 1 year }\n"
    "place @w { name: \"World\" }; place @l { name: \"Land\", part_of: @w }\n"
    "event @e { title: \"Salon\", date: 1840, people: [@a {role: \"speaks\"}, @b], place: @l }\n"
    "event @f { title: \"Walk\", after: [@e {within: 2 hours, source: @x-1}], before: @g }\n"
    "event @g { title: \"End\", date: 1842..1843, people: [@b {certainty: \"\"}] }\n"
    "article @x { title: \"News\", text: \"\"\"\n  {line: 7, page: \"2\"} [[@a]] met "
    "[[~@b|Bob]].\n\n"
    "  == Later ==\n\n  {#oath} Then she went.\n  \"\"\" }\n"
    "quotation { gist: \"Go\", speaker: @a, about: [@e, @l] }\n"
    "relation { from: @a, type: \"knows\", to: @b, source: @oath }\n";

static void same_bytes(void **state) {
    (void)state;
    gzt_archive *a = made("much.gzt", much);
    const Step again[] = {{POUR, "much.gza", much}, {END, NULL, NULL}};
    const Step facts[] = {{LOAD, "much.gzt", much}, {LOAD, "much.gzt", much}, {END, NULL, NULL}};
    unchanged(a, again + 1);
    unchanged(a, again);
    unchanged(a, facts);
    gzt_archive_free(a);
}

static void records_again(void **state) {
    (void)state;
    const Step one[] = {
        {LOAD, "people.jsonl",
         "{\"id\": \"a\", \"name\": \"Ada\", \"born\": \"1815\", \"shoe\": 36}\n"
         "{\"name\": \"Bob\", \"born\": 1870}\n{\"name\": \"Bob\", \"born\": 1870}\n"},
        {END, NULL, NULL}};
    const Step other[] = {
        {LOAD, "x/2024.people.jsonl",
         "{\"kind\": \"person\", \"id\": \"a\", \"name\": \"Ada\", \"born\": \"1816\"}\n"},
        {END, NULL, NULL}};
    gzt_archive *a = all_upon(NULL, one);
    unchanged(a, one);
    a = all_upon(a, other);
    unchanged(a, one);
    unchanged(a, other);
    answer_is(a, "@a | select claims(born).value, claims(born).note, shoe",
              "[{\"claims(born).value\":[\"1815\",\"1816\"],\"claims(born).note\":"
              "[\"from OLD.gza\",\"from 2024.people.jsonl\"],\"shoe\":36}]\n");
    answer_is(a, "people | count", "[{\"count\":3}]\n");
    gzt_archive_free(a);
}

static void pages_again(void **state) {
    (void)state;
    const Step page[] = {{LOAD, "folder/1917-11-08.txt",
                          "THE DAILY POST\n\nPETROGRAD, THURSDAY\n\nThe palace is taken.\n"
                          "Lenin spoke to the crowd.\n\nThe bridges are raised.\n"},
                         {END, NULL, NULL}};
    gzt_archive *a = all_upon(made("people.gzt", "person @lenin { name: \"Lenin\" }"), page);
    answer_is(a, "passages | where people has @lenin | count", "[{\"count\":1}]\n");
    unchanged(a, page);
    gzt_archive_free(a);
}

// ---- what does not go together --------------------------------------------------------------

static void refused(const Step *steps, gzt_status status, const char *message) {
    gzt_builder *b = NULL;
    gzt_archive *out = NULL;
    gzt_error err = {0}, again;
    assert_int_equal(gzt_builder_new(env, &b), GZT_OK);
    gzt_status st = GZT_OK;
    for (; st >= 0 && steps->how != END; steps++) st = take(b, steps, &err);
    if (st >= 0) st = gzt_builder_finish(b, &out, &err);
    assert_int_equal(st, status);
    assert_string_equal(err.message, message);
    assert_int_equal(gzt_builder_finish(b, &out, &again), status); // it stays ended
    assert_string_equal(again.message, message);
    gzt_builder_free(b);
}

static void schemas(void **state) {
    (void)state;
    refused((Step[]){{POUR, "a.gza", "kind ship as ships { tons: int, crew: [person] }"},
                     {POUR, "b.gza", "kind ship as ships { tons: text, crew: [person] }"},
                     {END, NULL, NULL}},
            GZT_DATA, "'tons' of ship is int in a.gza and text in b.gza");
    refused((Step[]){{LOAD, "a.gzt", "extend kind person { height: date }"},
                     {POUR, "b.gza", "extend kind person { height: moment }"},
                     {END, NULL, NULL}},
            GZT_DATA, "'height' of person is date in a.gzt and moment in b.gza");
    refused((Step[]){{POUR, "a.gza", "kind ship as ships { tons: int }"},
                     {POUR, "b.gza", "kind ship as vessels { tons: int }"},
                     {END, NULL, NULL}},
            GZT_DATA, "the kind 'ship' is called 'ships' here and 'vessels' in b.gza");
    refused((Step[]){{POUR, "a.gza", "kind ship as vessels { tons: int }"},
                     {POUR, "b.gza", "kind boat as vessels { tons: int }"},
                     {END, NULL, NULL}},
            GZT_NAME, "the collection 'vessels' is that of the kind ship");
    refused((Step[]){{POUR, "a.gza", "kind ship as ships { tons: int }"},
                     {LOAD, "b.gzt", "kind ship as ships { tons: [int] }"},
                     {END, NULL, NULL}},
            GZT_DATA, "'tons' of ship has another type already");
    refused((Step[]){{POUR, "a.gza", "kind ship as ships { tons: int }"},
                     {LOAD, "b.gzt", "kind ship as boats { tons: int }"},
                     {END, NULL, NULL}},
            GZT_NAME, "the kind 'ship' is declared already");
    answer((Step[]){{POUR, "a.gza", "kind ship as ships { tons: int }; ship @s { tons: 1 }"},
                    {POUR, "b.gza",
                     "kind port as ports { ships: [ship] inverse calls }\n"
                     "kind ship as ships { flag: text }; ship @s { flag: \"x\" }\n"
                     "port @p { ships: [@s] }"},
                    {END, NULL, NULL}},
           "ships | select tons, flag, calls", "[{\"tons\":1,\"flag\":\"x\",\"calls\":[\"p\"]}]\n");
}

static void contradictions(void **state) {
    (void)state;
    refused((Step[]){{POUR, "a.gza", "place @a { part_of: @b }; place @b {}"},
                     {POUR, "b.gza", "place @b { part_of: @a }; place @a {}"},
                     {END, NULL, NULL}},
            GZT_DATA, "@a is part of itself");
    refused((Step[]){{POUR, "a.gza", "event @a { after: @b }; event @b {}"},
                     {POUR, "b.gza", "event @b { after: @a }; event @a {}"},
                     {END, NULL, NULL}},
            GZT_DATA, "these events come after each other in a circle");
    refused((Step[]){{POUR, "a.gza", "person @a {}"},
                     {LOAD, "b.gzt", "person @a {}; person @a {}"},
                     {END, NULL, NULL}},
            GZT_DATA, "the id @a of this person is taken");
    gzt_error err;
    gzt_builder *b = NULL;
    assert_int_equal(gzt_builder_new(env, &b), GZT_OK);
    assert_int_equal(gzt_builder_archive(b, NULL, "x", &err), GZT_MISUSE);
    assert_int_equal(gzt_builder_archive(NULL, NULL, "x", &err), GZT_MISUSE);
    gzt_builder_free(b);
}

// Whatever bit is wrong: refused, or poured in as something that is sound; never a crash.
static void damaged(void **state) {
    (void)state;
    gzt_archive *whole = made("much.gzt", much);
    Block block = {0};
    uint32_t refusals = 0, opened = 0;
    assert_int_equal(gzt_archive_write(whole, block_sink, &block), GZT_OK);
    gzt_archive_free(whole);
    for (size_t at = 2000; at < block.n; at += 13) {
        gzt_archive *a = NULL, *out = NULL;
        gzt_builder *b = NULL;
        gzt_error err = {0};
        block.p[at] ^= (unsigned char)(1u << at % 8);
        if (gzt_archive_open(env, block.p, block.n, NULL, NULL, &a, &err) >= 0) {
            opened++;
            assert_int_equal(gzt_builder_new(env, &b), GZT_OK);
            gzt_status st = gzt_builder_archive(b, a, "damaged.gza", &err);
            if (st < 0) refusals++;
            if (st >= 0) st = gzt_builder_finish(b, &out, &err);
            if (st < 0 && st != GZT_DATA && st != GZT_NAME && st != GZT_SYNTAX)
                fail_msg("byte %zu: %s", at, err.message);
            if (out && gzt_archive_verify(out, &err) < 0) fail_msg("byte %zu: %s", at, err.message);
        }
        gzt_archive_free(out);
        gzt_builder_free(b);
        gzt_archive_free(a);
        block.p[at] ^= (unsigned char)(1u << at % 8);
    }
    assert_true(refusals > 20 && opened > refusals);
    free(block.p);
}

// Calls state entities again too, each once.
static void by_calls(void **state) {
    (void)state;
    gzt_archive *a = made("a.gzt", "archive \"First\" {}; person @a { name: \"Ada\" }"),
                *out = NULL;
    gzt_builder *b = NULL;
    gzt_error err;
    gzt_ref r = 0, other = 0;
    assert_int_equal(gzt_builder_new(env, &b), GZT_OK);
    assert_int_equal(gzt_builder_archive(b, a, NULL, &err), GZT_OK);
    gzt_archive_free(a);
    assert_int_equal(gzt_builder_entity(b, "person", "a", &r, &err), GZT_OK);
    assert_int_equal(gzt_builder_entity(b, "person", "a", &other, &err), GZT_DATA);
    assert_int_equal(gzt_builder_find(b, NULL, "a", &other, &err), GZT_OK);
    assert_int_equal(r, other);
    assert_int_equal(gzt_builder_text(b, r, "name", "Ada L.", SIZE_MAX, &err), GZT_OK);
    assert_int_equal(gzt_builder_meta(b, "title", "Second", SIZE_MAX, &err), GZT_OK);
    assert_int_equal(gzt_builder_finish(b, &out, &err), GZT_OK);
    gzt_builder_free(b);
    assert_string_equal(gzt_archive_meta(out, "title"), "First");
    answer_is(out, "people | select claims(name).value, claims(name).note",
              "[{\"claims(name).value\":[\"Ada\",\"Ada L.\"],"
              "\"claims(name).note\":[\"from an archive\",null]}]\n");
    gzt_archive_free(out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(claims_differ),
        cmocka_unit_test(sources_unite),
        cmocka_unit_test(sources_stay_apart),
        cmocka_unit_test(claims_of_one),
        cmocka_unit_test(either_way),
        cmocka_unit_test(every_type),
        cmocka_unit_test(calendars),
        cmocka_unit_test(order_across),
        cmocka_unit_test(lists),
        cmocka_unit_test(same_never_merges),
        cmocka_unit_test(kinds_apart),
        cmocka_unit_test(texts),
        cmocka_unit_test(names_of_old),
        cmocka_unit_test(same_bytes),
        cmocka_unit_test(records_again),
        cmocka_unit_test(pages_again),
        cmocka_unit_test(schemas),
        cmocka_unit_test(contradictions),
        cmocka_unit_test(by_calls),
        cmocka_unit_test(damaged),
    };
    return cmocka_run_group_tests(tests, open_env, close_env);
}
