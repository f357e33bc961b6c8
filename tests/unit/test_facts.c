// Facts into an archive: values of every type, evidence, claims, references, article texts with
// passages and mentions, facts without ids; and every way in which data can be wrong, each with its
// place, what was found and what was expected.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/facts.h"
#include "runtime/passages.h"
#include "runtime/words.h"
#include "tests/support/fixture.h"

static const char more[] =
    "extend kind person { height: int, weight: real, alive: truth, served: duration,\n"
    "  flags: [truth], years: [date], scores: [int] }\n";

static void load(Fixture *f, const char *text) {
    fixture_init(f);
    fixture_schema(f, more);
    assert_string_equal(fixture_errors(f), "");
    Program *p = fixture_parse(f, "facts.gzt", text);
    facts_load(f->builder, &f->schema, &p, 1, &f->arena, &f->diags);
}

static void archive(Fixture *f, const char *text) {
    load(f, text);
    fixture_freeze(f);
}

#define IS(kind, id, field, text)                                                                  \
    assert_string_equal(fixture_value(&f, fixture_entity(&f, kind, id), field), text)

static void values(void **state) {
    (void)state;
    Fixture f;
    archive(&f, "archive \"Some lives\" { language: \"en\", calendar: gregorian, circa: 5 years }\n"
                "person @lenin { name: \"Lenin\", also: [\"Vladimir Ilyich Ulyanov\", \"V. I.\"],\n"
                "  born: 1870, died: 1924-01-21, height: 165, weight: 70, alive: false,\n"
                "  served: 6 years, flags: [true, false], scores: [3, -1], fate: null,\n"
                "  years: [1905, 1917-11-07, 1905..1907] }\n"
                "person @x { height: -5, weight: -0.5, born: within(1904..1907), died: 44 BCE }\n"
                "event @war { date: 1914..1918, part_of: @age }\n"
                "event @age { title: \"An age\", date: 1789.. }\n"
                "event @old { date: date(\"1917-21\") }\n");
    IS("person", "lenin", "name", "Lenin");
    IS("person", "lenin", "also", "[Vladimir Ilyich Ulyanov, V. I.]");
    IS("person", "lenin", "born", "1870");
    IS("person", "lenin", "died", "1924-01-21");
    IS("person", "lenin", "height", "165");
    IS("person", "lenin", "weight", "70");
    IS("person", "lenin", "alive", "false");
    IS("person", "lenin", "served", "P6Y");
    IS("person", "lenin", "flags", "[true, false]");
    IS("person", "lenin", "scores", "[3, -1]");
    IS("person", "lenin", "years", "[1905, 1917-11-07, 1905/1907]");
    IS("person", "lenin", "fate", "-");
    IS("person", "x", "height", "-5");
    IS("person", "x", "weight", "-0.5");
    IS("person", "x", "born", "[1904..1907]");
    IS("person", "x", "died", "-0043");
    IS("person", "x", "alive", "-");
    IS("event", "war", "date", "1914/1918");
    IS("event", "war", "part_of", "age");
    IS("event", "age", "parts", "[war]");
    IS("event", "age", "date", "1789/..");
    IS("event", "old", "date", "1917-21");
    fixture_free(&f);
}

static void archive_members(void **state) {
    (void)state;
    Fixture f;
    archive(&f,
            "archive \"Some lives\" { language: \"en\", calendar: gregorian, circa: 5 years }\n");
    assert_int_equal(f.archive->nmeta, 4);
    assert_true(str_is(archive_text(f.archive, f.archive->meta[0]), "title"));
    assert_true(str_is(archive_text(f.archive, f.archive->meta[1]), "Some lives"));
    assert_true(str_is(archive_text(f.archive, f.archive->meta[5]), "gregorian"));
    assert_true(str_is(archive_text(f.archive, f.archive->meta[7]), "5 years"));
    fixture_free(&f);
}

static const char *written(Fixture *f, const char *id) {
    uint32_t e = fixture_entity(f, "event", id);
    const KindTable *t = &f->archive->tables[archive_kind_of(f->archive, e)];
    const uint32_t *dates = t->columns[kind_field(t->kind, STR("date"))].data;
    Str s = archive_text(f->archive, f->archive->date_desc[dates[e - t->first]].written);
    return str_dup(&f->arena, s).p;
}

static void written_words(void **state) {
    (void)state;
    Fixture f;
    archive(&f, "event @a { date: 1917-10-25 OS }\nevent @b { date: 1917-11-07 }\n"
                "event @c { date: 1905..1907 }\nevent @d { date: within(1905..1907) }\n"
                "event @e { date: date(\"1917-11-07\") }\nevent @f { date: 44 BCE }\n");
    assert_string_equal(written(&f, "a"), "1917-10-25 OS");
    assert_string_equal(written(&f, "b"), ""); // as it is
    assert_string_equal(written(&f, "c"), "1905..1907");
    assert_string_equal(written(&f, "d"), "within(1905..1907)");
    assert_string_equal(written(&f, "e"), "");
    assert_string_equal(written(&f, "f"), "44 BCE");
    fixture_free(&f);
}

static void evidence(void **state) {
    (void)state;
    Fixture f;
    archive(
        &f,
        "passage @p { text: \"One two, three.\" }\npassage @q { page: \"2\", words: 7 }\n"
        "person @a { born: 1870 {source: @p, certainty: \"high\"}, born: 1871 {source: [@p, @q]},\n"
        "  born: 1870 {source: @q, note: \"again\"}, source: [@q], also: [\"A\" {note: \"n\"}, "
        "\"B\"] }\n"
        "person @b { name: \"B\", source: @p, also: [\"x\", \"y\" {source: @q}] {source: @p} }\n"
        "event @e { people: [@a {role: \"arrests\"}, @b] }\n");
    IS("person", "a", "born", "1870 {p q|high|again|}");
    assert_int_equal(f.archive->nclaims, 1);
    const Claim *c = &f.archive->claims[0];
    Date d = archive_date(f.archive, (uint32_t)c->value);
    assert_int_equal(d.es, date_of_year(1871).es);
    assert_int_equal(f.archive->notes[c->annotation].nsources, 2);
    IS("person", "a", "source", "[q]");
    IS("person", "a", "also", "[A {||n|}, B]");
    IS("person", "b", "source", "[p]");
    IS("person", "b", "also", "[x {p|||}, y {q|||}]");
    IS("event", "e", "people", "[a {|||arrests}, b]");
    IS("person", "a", "events", "[e]");
    IS("passage", "p", "words", "3");
    IS("passage", "q", "words", "7");
    fixture_free(&f);
}

static void references(void **state) {
    (void)state;
    Fixture f;
    archive(
        &f,
        "event @first { people: [@743, @person/743, @\"Vladimir Ilyich Ulyanov\"], place: @743 }\n"
        "person @743 { name: \"Nobody\" }\nplace @743 { name: \"Nowhere\", part_of: @world }\n"
        "place @world { name: \"World\" }\n"
        "person @lenin { name: \"Lenin\", also: [\"Vladimir Ilyich Ulyanov\"], same: [@person/743] "
        "}\n"
        "relation { from: @lenin, to: @place/743, type: \"exile\" }\n"
        "person @`tei:p.12` { name: \"Odd\" }\nevent @odd { people: [@`tei:p.12`] }\n");
    IS("event", "first", "people", "[743, 743, lenin]");
    IS("event", "first", "place", "743");
    IS("person", "743", "events", "[first]");
    IS("person", "lenin", "same", "[743]");
    IS("event", "odd", "people", "[tei:p.12]");
    const Archive *a = f.archive;
    const KindTable *relations = &a->tables[schema_kind(&a->schema, STR("relation"))];
    assert_int_equal(relations->count, 1);
    assert_string_equal(fixture_value(&f, relations->first, "from"), "lenin");
    assert_string_equal(fixture_value(&f, relations->first, "to"), "743");
    assert_int_equal(archive_kind_of(a, fixture_entity(&f, "place", "743")),
                     schema_kind(&a->schema, STR("place")));
    fixture_free(&f);
}

static void without_id(void **state) {
    (void)state;
    Fixture f, g;
    archive(&f, "passage @p { }\npassage @q { }\nperson @a { }\nperson @b { }\n"
                "relation { from: @a, type: \"friend\", to: @b, source: [@p] }\n"
                "relation { type: \"friend\", to: @b, from: @a, source: [@q, @p] }\n"
                "relation { from: @a, type: \"friend\" {source: @q}, to: @b }\n"
                "relation { from: @b, type: \"friend\", to: @a }\n");
    const KindTable *t = &f.archive->tables[schema_kind(&f.archive->schema, STR("relation"))];
    assert_int_equal(t->count, 3);
    assert_string_equal(fixture_value(&f, t->first, "source"), "[p, q]");
    Str id = archive_id(f.archive, t->first);
    assert_memory_equal(id.p, "relation-", 9);
    assert_int_equal(id.n, 9 + 16);
    // stable: the same fact in another archive, after others
    archive(&g, "person @b { }\nperson @a { }\nrelation { from: @b, to: @b }\n"
                "relation { from: @a, type: \"friend\", to: @b }\n");
    fixture_entity(&g, "relation", str_dup(&f.arena, id).p);
    fixture_free(&f);
    fixture_free(&g);
}

// ---- articles --------------------------------------------------------------------------------

static const char petrograd[] =
    "person @lenin { name: \"Lenin\" }\nperson @antonov { name: \"Antonov\" }\n"
    "place @palace { name: \"Winter Palace\" }\norganisation @mrc { name: \"Committee\" }\n"
    "event @rising { title: \"The rising\" }\n"
    "article @petrograd {\n"
    "  title: \"How\", people: [@antonov],\n"
    "  text: \"\"\"\n"
    "  First paragraph. [[@lenin|Lenin's]] views\n"
    "  were known, # even so.\n"
    "\n"
    "  == On the [[@rising|eve]] ==\n"
    "  Straight after. [[~@mrc|They]] met [[@lenin]] and [[@\"Antonov\"|him]].\n"
    "\n\n"
    "  {#oath} I swear by [[@palace|the Palace]]; \\[[@lenin|not]] and [[nothing]], [[@lenin|.\n"
    "\n"
    "  \\== no head ==\n"
    "\n"
    "  == {#end} The end ==\n"
    "  \"\"\",\n"
    "}\n";

static void article_text(void **state) {
    (void)state;
    Fixture f;
    archive(&f, petrograd);
    IS("article", "petrograd", "text",
       "First paragraph. Lenin's views\nwere known, # even so.\n\nOn the eve\n\n"
       "Straight after. They met Lenin and him.\n\n"
       "I swear by the Palace; [[@lenin|not]] and [[nothing]], [[@lenin|.\n\n== no head ==\n\nThe "
       "end");
    IS("passage", "petrograd-1", "text", "First paragraph. Lenin's views\nwere known, # even so.");
    IS("passage", "petrograd-1", "type", "paragraph");
    IS("passage", "petrograd-1", "number", "1");
    IS("passage", "petrograd-1", "line", "1");
    IS("passage", "petrograd-1", "words", "9");
    IS("passage", "petrograd-1", "article", "petrograd");
    IS("passage", "petrograd-2", "type", "crosshead");
    IS("passage", "petrograd-2", "text", "On the eve");
    IS("passage", "petrograd-2", "line", "4");
    IS("passage", "petrograd-3", "line", "5");
    IS("passage", "oath", "number", "4");
    IS("passage", "petrograd-5", "text", "== no head ==");
    IS("passage", "end", "type", "crosshead");
    IS("passage", "end", "number", "6");
    IS("article", "petrograd", "words", "33");
    IS("article", "petrograd", "passages",
       "[petrograd-1, petrograd-2, petrograd-3, oath, petrograd-5, end]");
    fixture_free(&f);
}

static void mentions(void **state) {
    (void)state;
    Fixture f;
    archive(&f, petrograd);
    IS("passage", "petrograd-3", "mentions", "[petrograd-3-m1, petrograd-3-m2, petrograd-3-m3]");
    IS("mention", "petrograd-3-m1", "of", "mrc");
    IS("mention", "petrograd-3-m1", "implied", "true");
    IS("mention", "petrograd-3-m1", "words", "They");
    IS("mention", "petrograd-3-m2", "words", "Lenin"); // shows the name
    IS("mention", "petrograd-3-m2", "implied", "false");
    IS("mention", "petrograd-3-m3", "of", "antonov");
    IS("mention", "petrograd-3-m3", "source", "[petrograd-3]");
    IS("passage", "petrograd-3", "people", "[lenin, antonov]");
    IS("passage", "petrograd-3", "organisations", "[mrc]");
    IS("passage", "oath", "places", "[palace]");
    IS("passage", "oath", "people", "[]");
    IS("passage", "petrograd-2", "events", "[rising]");
    IS("article", "petrograd", "people", "[antonov, lenin]"); // the given one first, each once
    IS("article", "petrograd", "places", "[palace]");
    IS("person", "lenin", "passages", "[petrograd-1, petrograd-3]");
    IS("person", "lenin", "mentions", "[petrograd-1-m1, petrograd-3-m2]");
    IS("person", "lenin", "mentioned_in", "[petrograd]");
    IS("organisation", "mrc", "mentioned_in", "[petrograd]");
    fixture_free(&f);
}

// Mentions stated as facts, as an importer would, count like those of a text.
static void stated_mentions(void **state) {
    (void)state;
    Fixture f;
    archive(&f,
            "article @a { title: \"A\", words: 5 }\npassage @p { article: @a, text: \"Of him\" }\n"
            "person @x { }\nmention { of: @x, passage: @p, words: \"him\" }\n");
    IS("passage", "p", "people", "[x]");
    IS("article", "a", "people", "[x]");
    IS("article", "a", "words", "5");
    IS("person", "x", "mentioned_in", "[a]");
    fixture_free(&f);
}

static void splits(void **state) {
    (void)state;
    Fixture f;
    fixture_init(&f);
    Passages p = passages_split(&f.arena, STR(""));
    assert_int_equal(p.count, 0);
    p = passages_split(&f.arena, STR(" \n\t\n"));
    assert_int_equal(p.count, 0);
    p = passages_split(&f.arena, STR("a\r\n \r\nb"));
    assert_int_equal(p.count, 2);
    assert_true(str_is(p.items[0].pieces[0].text, "a"));
    p = passages_split(&f.arena, STR("== ==\n\n==a==\n\n== x =="));
    assert_int_equal(p.count, 3);
    assert_false(p.items[0].crosshead || p.items[1].crosshead);
    assert_true(p.items[2].crosshead);
    p = passages_split(&f.arena, STR("{#a-b}\ntext {#no}\n\n{#-x} y\n\n\\{#z} y"));
    assert_int_equal(p.count, 3);
    assert_true(str_is(p.items[0].id, "a-b"));
    assert_true(str_is(p.items[0].pieces[0].text, "text {#no}"));
    assert_int_equal(p.items[1].id.n + p.items[2].id.n, 0);
    assert_true(str_is(p.items[2].pieces[0].text, "{#z} y"));
    p = passages_split(&f.arena, STR("[[@place/p-1|a [[@`x:y`|b]] [[@\"N\"]] [[~@z]]"));
    assert_int_equal(p.items[0].nmentions, 3);
    assert_true(str_is(p.items[0].pieces[0].text, "[[@place/p-1|a "));
    assert_true(str_is(p.items[0].pieces[1].id, "x:y"));
    assert_true(p.items[0].pieces[3].by_name && str_is(p.items[0].pieces[3].id, "N"));
    assert_true(p.items[0].pieces[5].implied);
    p = passages_split(&f.arena, STR("[[@place/p-1|a b]]"));
    assert_true(str_is(p.items[0].pieces[0].kind, "place") &&
                str_is(p.items[0].pieces[0].id, "p-1"));
    assert_int_equal(word_count(STR("It's 3.5 naïve-ish \xe2\x80\x94 ok")), 7);
    fixture_free(&f);
}

static void blocks(void **state) {
    (void)state;
    Fixture f;
    fixture_init(&f);
    Passages p =
        passages_split(&f.arena, STR("{#a, b: '}'} c\n\n{b : `}` {d: 1}}\n\n{b: 1\n\n\\{b: 1} c"));
    assert_int_equal(p.count, 4);
    assert_true(str_is(p.items[0].block, "{#a, b: '}'}") && str_is(p.items[0].id, "a"));
    assert_true(str_is(p.items[1].block, "{b : `}` {d: 1}}") && p.items[1].npieces == 0);
    assert_true(p.items[2].open && p.items[3].block.n == 0);
    assert_true(str_is(p.items[3].pieces[0].text, "{b: 1} c"));
    assert_int_equal(passage_block(STR("{#a, b")), 4);
    assert_int_equal(passage_block(STR("{a: b")), 1);
    assert_int_equal(passage_block(STR("{#a} b: c")) + passage_block(STR("{a b: c}")), 0);
    fixture_free(&f);
}

// ---- what is wrong ---------------------------------------------------------------------------

typedef struct Wrong {
    const char *text, *error;
} Wrong;

static const Wrong wrong[] = {
    {"persn @a { }", "E0209 1:1 5 there is no kind 'persn' | did you mean 'person'? | "},
    {"people @a { }", "E0209 1:1 6 there is no kind 'people' | did you mean 'person'? | "},
    {"person @a { }\nperson @a { }",
     "E0401 2:8 2 the id @a of this person is taken | the first is at facts.gzt:1:1 | "},
    {"article @a { text: \"x\" }\npassage @a-1 { }",
     "E0401 2:9 4 the id @a-1 of this passage is taken | made from the text at facts.gzt:1:1 | "},
    {"person @a { nam: \"x\" }",
     "E0202 1:13 3 person has no field 'nam' | did you mean 'name'? | "},
    {"person @a { id: \"x\" }",
     "E0206 1:13 2 an id stands before the brackets |  | person @... { ... }"},
    {"person @a { events: [] }", "E0202 1:13 6 'events' is not stated here: it follows from events "
                                 "| state 'people' of the event | "},
    {"person @a { name: 3 }", "E0403 1:19 1 'name' takes a text, not a whole number | expected a "
                              "text | put it in quotes: \"3\""},
    {"person @a { fate: executed }", "E0403 1:19 8 'fate' takes a text, not a bare word | expected "
                                     "a text | put it in quotes: \"executed\""},
    {"person @a { height: \"tall\" }",
     "E0403 1:21 6 'height' takes a whole number, not a text | expected a whole number | "},
    {"person @a { height: 1.5 }",
     "E0403 1:21 3 'height' takes a whole number, not a number | expected a whole number | "},
    {"person @a { alive: \"no\" }",
     "E0403 1:20 4 'alive' takes true or false, not a text | expected true or false | "},
    {"person @a { served: 3 }", "E0403 1:21 1 'served' takes a duration, not a whole number | "
                                "expected a duration | with its unit: 3 days"},
    {"person @a { born: \"1870\" }",
     "E0403 1:19 6 'born' takes a moment, not a text | expected a moment | without quotes: 1870"},
    {"event @a { date: \"1917-21\" }",
     "E0403 1:18 9 'date' takes a date, not a text | expected a date | as EDTF: date(\"1917-21\")"},
    {"event @a { date: @b }",
     "E0403 1:18 2 'date' takes a date, not an entity | expected a date | "},
    {"person @a { born: 1870..1871 }",
     "E0403 1:19 10 'born' is one moment, and this lasts | expected a moment, found a span | "
     "some moment between: within(1870..1871)"},
    {"person @a { born: 12000 }",
     "E0403 1:19 5 a year is a number from 1 to 9999 |  | 44 BCE, or date(\"Y12000\")"},
    {"person @a { born: year(1870) }",
     "E0403 1:19 10 'born' takes a moment, not a calculation | expected a moment | "},
    {"person @a { birthplace: london }", "E0403 1:25 6 'birthplace' takes a place, not a bare word "
                                         "| expected a place | an id begins with @: @london"},
    {"person @a { birthplace: \"London\" }", "E0403 1:25 8 'birthplace' takes a place, not a text "
                                             "| expected a place | by its name: @\"London\""},
    {"person @a { also: \"x\" }", "E0403 1:19 3 'also' takes a list, not one value | expected a "
                                  "list, each element a text | [\"x\"]"},
    {"person @a { also: [\"x\", null] }",
     "E0403 1:25 4 'also' takes a text, not null | expected a text | "},
    {"person @a { name: [\"x\"] }",
     "E0403 1:19 5 'name' takes a text, not a list | expected a text | "},
    {"person @a { birthplace: @londn }\nplace @london { }",
     "E0402 1:25 6 there is no place @londn | did you mean @london? | "},
    {"person @a { birthplace: @a }",
     "E0403 1:25 2 @a is a person, not a place | 'birthplace' takes a place | "},
    {"person @a { birthplace: @event/x }\nevent @x { }",
     "E0403 1:25 8 @x is an event, not a place | 'birthplace' takes a place | "},
    {"person @a { birthplace: @plce/x }", "E0209 1:25 7 there is no kind 'plce' |  | "},
    {"person @1 { }\nplace @1 { }\nrelation @r { from: @1 }",
     "E0208 3:21 2 several entities are called @1 |  | name the kind: @person/1 or @place/1"},
    {"person @a { name: \"N\" }\nperson @b { also: [\"N\"] }\nevent @e { people: [@\"N\"] }",
     "E0208 3:21 4 several are called \"N\" |  | write @person/a or @person/b"},
    {"person @a { name: \"Lenin\" }\nevent @e { people: [@\"Lenim\"] }",
     "E0402 2:21 8 no person is called \"Lenim\" | did you mean @\"Lenin\"? | "},
    {"person @a { born: 1870 {sorce: @p} }",
     "E0202 1:25 5 the evidence of a value has no 'sorce' | did you mean 'source'? | "},
    {"person @a { born: 1870 {source: \"p\"} }",
     "E0403 1:33 3 'source' takes a passage, not a text | expected a passage | "},
    {"person @a { born: 1870 {note: \"a\", note: \"b\"} }",
     "E0206 1:36 4 'note' stands here twice |  | "},
    {"person @a { born: 1870 {certainty: high} }",
     "E0403 1:36 4 'certainty' takes a text, not a bare word | expected a text | "},
    {"place @a { part_of: @b }\nplace @b { part_of: @c }\nplace @c { part_of: @b }",
     "E0405 2:21 2 @b is part of itself | @b in @c in @b | "},
    {"place @a { part_of: @a }", "E0405 1:21 2 @a is part of itself | @a in @a | "},
    {"person @lenin { }\narticle @x { text: \"\"\"\n  Of [[@lenin|him]].\n\n  Of "
     "[[@lenim|him]].\n\"\"\" }",
     "E0402 5:8 6 there is no entity with the id @lenim | did you mean @lenin? | "},
    {"article @x { text: \"\"\"\n  Of [[@\"Nobody\"|him]].\n\"\"\" }",
     "E0402 2:9 7 no entity is called \"Nobody\" |  | "},
    {"event @e { date: date(\"1917-13\") }", "E0502 1:29 2"},
    {"event @e { date: 1918..1914 }", "E0403 1:18 10"},
    {"archive \"A\" { }\narchive \"B\" { }",
     "E0206 2:9 3 the archive is named already | the first is at facts.gzt:1:1 | "},
    {"archive \"A\" { circa: [1] }", "E0403 1:22 3"},
    {"archive \"A\" { calender: gregorian }",
     "E0210 1:15 8 an archive has no setting 'calender' | did you mean 'calendar'? | "
     "language, calendar, circa, year_begins and complete are what it knows"},
    {"archive \"A\" { calendar: hebrew }", "E0701 1:25 6"},
    {"archive \"A\" { year_begins: 25 }",
     "E0403 1:28 2 'year_begins' takes a text such as \"25 March\", not a whole number | "
     "expected a text such as \"25 March\" | "},
    {"archive \"A\" { year_begins: \"24 March\" }",
     "E0403 1:28 10 no year is known that begins with \"24 March\" |  | "
     "did you mean \"25 March\"?"},
    {"archive \"A\" { year_begins: \"Easter\" }\nevent @e { date: 1503-04-10 OS }",
     "E0403 2:18 13 no 10 April came in the year 1503, which began on Easter |  | "
     "it began on 16 April and ended before 7 April"},
};

static void refuses(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Fixture f;
        load(&f, wrong[i].text);
        const char *error = fixture_error(&f, 0);
        // the words of dates' own errors are tested with dates
        if (strchr(wrong[i].error, '|'))
            assert_string_equal(error, wrong[i].error);
        else if (strncmp(error, wrong[i].error, strlen(wrong[i].error)) != 0)
            fail_msg("%s\nis not\n%s", error, wrong[i].error);
        assert_int_equal(f.diags.count, 1);
        fixture_free(&f);
    }
}

static void all_at_once(void **state) {
    (void)state;
    Fixture f;
    load(&f, "person @a { nam: 1, born: \"x\", birthplace: @z }\nperson @a { height: \"\" }\nthing "
             "@t { }\n");
    assert_int_equal(f.diags.count, 6);
    assert_memory_equal(fixture_error(&f, 0), "E0202 1:13", 10); // in order of place
    assert_memory_equal(fixture_error(&f, 1), "E0403 1:27", 10);
    assert_memory_equal(fixture_error(&f, 2), "E0402 1:44", 10);
    assert_memory_equal(fixture_error(&f, 3), "E0401 2:8 ", 10);
    assert_memory_equal(fixture_error(&f, 4), "E0403 2:21", 10);
    assert_memory_equal(fixture_error(&f, 5), "E0209 3:1 ", 10);
    fixture_free(&f);
}

// What would be slow if anything were quadratic: it takes a moment only.
static void long_inputs(void **state) {
    (void)state;
    Fixture f;
    fixture_init(&f);
    StrBuf text;
    buf_init(&text, &f.arena);
    buf_addc(&text, "place @p0 { }\narticle @long { text: \"\"\"\n");
    for (int i = 0; i < 20000; i++) buf_addc(&text, "[[@p0|a [[ [[@\"x {#a} \\[[ ");
    buf_addc(&text, "\n\"\"\" }\n");
    for (int i = 1; i < 20000; i++) buf_printf(&text, "place @p%d { part_of: @p%d }\n", i, i - 1);
    for (int i = 0; i < 20000; i++) buf_printf(&text, "relation { from: @p%d, type: \"t\" }\n", i);
    buf_addc(&text, "person @a {");
    for (int i = 0; i < 20000; i++) buf_printf(&text, " born: %d {source: @long-1},", 1 + i % 3000);
    buf_addc(&text, " }\nperson @b {");
    for (int i = 0; i < 20000; i++) buf_addc(&text, " nam: 1,");
    buf_addc(&text, " }\n");
    buf_char(&text, '\0');
    fixture_schema(&f, NULL);
    Program *p = fixture_parse(&f, "long.gzt", buf_str(&text).p);
    facts_load(f.builder, &f.schema, &p, 1, &f.arena, &f.diags);
    assert_int_equal(f.diags.count, DIAG_MAX);
    assert_int_equal(f.diags.dropped, 20000 - DIAG_MAX);
    assert_int_equal(builder_freeze(f.builder, &alloc_system, &f.bytes, &f.length), ST_OK);
    fixture_free(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values),          cmocka_unit_test(archive_members),
        cmocka_unit_test(written_words),   cmocka_unit_test(evidence),
        cmocka_unit_test(references),      cmocka_unit_test(without_id),
        cmocka_unit_test(article_text),    cmocka_unit_test(mentions),
        cmocka_unit_test(stated_mentions), cmocka_unit_test(splits),
        cmocka_unit_test(blocks),          cmocka_unit_test(refuses),
        cmocka_unit_test(all_at_once),     cmocka_unit_test(long_inputs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
