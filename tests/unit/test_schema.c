// Kinds, fields and inverse links from declarations: what is accepted, what is refused and where,
// and that declarations written out are read back as the same schema.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/fixture.h"

static const Kind *kind_of(const Fixture *f, const char *name) {
    uint32_t k = schema_kind(&f->schema, str_of(name));
    assert_int_not_equal(k, KIND_ANY);
    return f->schema.kinds[k];
}

// "[person]"; "<" before an inverse link, "!" after a field that takes moments only.
static const char *field_type(Fixture *f, const char *kind, const char *field) {
    const Kind *k = kind_of(f, kind);
    uint32_t i = kind_field(k, str_of(field));
    if (i == UINT32_MAX) return "none";
    Str name = type_name(&f->arena, &f->schema, k->fields[i].type);
    return str_printf(&f->arena, "%s%.*s%s", i >= k->ndeclared ? "<" : "", STR_FMT(name),
                      k->fields[i].moment ? "!" : "")
        .p;
}

static void core_kinds(void **state) {
    (void)state;
    Fixture f;
    fixture_init(&f);
    fixture_schema(&f, NULL);
    assert_string_equal(fixture_errors(&f), "");
    assert_int_equal(f.schema.nkinds, 11);
    assert_int_equal(schema_collection(&f.schema, STR("people")),
                     schema_kind(&f.schema, STR("person")));
    assert_int_equal(schema_collection(&f.schema, STR("person")), KIND_ANY);
    assert_string_equal(field_type(&f, "person", "id"), "text");
    assert_string_equal(field_type(&f, "person", "source"), "[passage]");
    assert_string_equal(field_type(&f, "person", "same"), "[entity]");
    assert_string_equal(field_type(&f, "person", "also"), "[text]");
    assert_string_equal(field_type(&f, "person", "born"), "moment!");
    assert_string_equal(field_type(&f, "event", "date"), "date");
    assert_string_equal(field_type(&f, "person", "events"), "<[event]");
    assert_string_equal(field_type(&f, "person", "passages"), "<[passage]");
    assert_string_equal(field_type(&f, "person", "mentioned_in"), "<[article]");
    assert_string_equal(field_type(&f, "relation", "mentions"), "<[mention]"); // of: entity
    assert_string_equal(field_type(&f, "passage", "mentions"), "<[mention]");  // shared
    assert_string_equal(field_type(&f, "place", "quotations"), "<[quotation]");
    assert_string_equal(field_type(&f, "person", "party"), "none");
    const Kind *place = kind_of(&f, "place");
    assert_string_equal(place->fields[place->hierarchy_field].name.p, "part_of");
    assert_true(str_is(place->fields[place->label_field].name, "name"));
    assert_true(
        str_is(kind_of(&f, "event")->fields[kind_of(&f, "event")->label_field].name, "title"));
    assert_int_equal(kind_of(&f, "mention")->label_field, FIELD_ID);
    fixture_free(&f);
}

static void extends(void **state) {
    (void)state;
    Fixture f;
    fixture_init(&f);
    fixture_schema(&f, "extend kind person { party: organisation inverse members, age: int }\n"
                       "kind ship as ships { name: text, crew: [person] inverse ships }\n");
    assert_string_equal(fixture_errors(&f), "");
    assert_string_equal(field_type(&f, "person", "party"), "organisation");
    assert_string_equal(field_type(&f, "organisation", "members"), "<[person]");
    assert_string_equal(field_type(&f, "person", "ships"), "<[ship]");
    assert_string_equal(field_type(&f, "person", "events"), "<[event]");
    assert_string_equal(field_type(&f, "ship", "relations"), "<[relation]");
    fixture_free(&f);
}

static void writes_and_reads(void **state) {
    (void)state;
    Fixture f;
    fixture_init(&f);
    fixture_schema(&f, "kind `old ship` as `old ships` {\n"
                       "  `first trip`: [moment], `not`: truth, kind: [`old ship`] inverse `it "
                       "was`, by: duration\n"
                       "}\n");
    assert_string_equal(fixture_errors(&f), "");
    StrBuf first, second;
    buf_init(&first, &f.arena);
    schema_write(&f.schema, &first);
    buf_char(&first, '\0');
    Program *p = fixture_parse(&f, "again", buf_str(&first).p);
    assert_string_equal(fixture_errors(&f), "");
    Schema again;
    schema_init(&again, &f.arena);
    schema_declare(&again, p, &f.diags);
    schema_finish(&again, &f.diags);
    assert_string_equal(fixture_errors(&f), "");
    buf_init(&second, &f.arena);
    schema_write(&again, &second);
    buf_char(&second, '\0');
    assert_string_equal(buf_str(&first).p, buf_str(&second).p);
    assert_int_equal(again.nkinds, f.schema.nkinds);
    for (uint32_t k = 0; k < again.nkinds; k++) {
        const Kind *x = f.schema.kinds[k], *y = again.kinds[k];
        assert_int_equal(x->nfields, y->nfields);
        for (uint32_t i = 0; i < x->nfields; i++) {
            assert_true(str_eq(x->fields[i].name, y->fields[i].name));
            assert_true(type_same(x->fields[i].type, y->fields[i].type));
        }
    }
    fixture_free(&f);
}

typedef struct Refused {
    const char *text, *error;
} Refused;

static const Refused refused[] = {
    {"kind set as sets { }", "E0404 1:6 3 a kind cannot be called 'set' | the word begins a "
                             "statement, so its facts could not be written | "},
    {"kind it as its { }",
     "E0206 1:6 2 'it' cannot be the name of a kind | this word has a meaning of its own | "},
    {"kind date as dates { }", "E0206 1:6 4 'date' is the name of a type |  | "},
    {"kind person as persons { }", "E0206 1:6 6 the kind 'person' is declared already |  | to add "
                                   "fields: extend kind person { ... }"},
    {"kind man as people { }",
     "E0206 1:6 3 the collection 'people' is that of the kind person |  | "},
    {"kind ship as ships { id: text }",
     "E0206 1:22 2 'id' cannot be the name of a field | this word has a meaning of its own | "},
    {"kind ship as ships { source: text }",
     "E0206 1:22 6 ship has a field 'source' already | every kind has it without declaring it | "},
    {"kind ship as ships { name: text, name: int }",
     "E0206 1:34 4 ship has a field 'name' already |  | "},
    {"kind ship as ships { owner: persn }",
     "E0209 1:29 5 there is no type or kind 'persn' | did you mean 'person'? | "},
    {"kind ship as ships { crew: people }",
     "E0209 1:28 6 there is no type or kind 'people' | for several write [person] | "},
    {"extend kind persn { }",
     "E0209 1:13 5 there is no kind 'persn' to extend | did you mean 'person'? | "},
    {"kind ship as ships { name: text inverse x }",
     "E0404 1:22 4 only a link has an inverse | 'name' is no link to another entity | "},
    {"kind ship as ships { port: place hierarchical }",
     "E0404 1:22 4 a hierarchical field leads to its own kind |  | port: ship hierarchical"},
    {"kind ship as ships { crew: [person] inverse events }",
     "E0206 1:22 4 'events' of person is the other side of two kinds' fields | event gives it that "
     "name already | "
     "choose another name after 'inverse'"},
    {"kind ship as ships { crew: [person] inverse born }",
     "E0206 1:22 4 'born' of person means two things | a field, and the other side of 'crew' of "
     "ship | "},
    {"kind ship as ships { mentions: int }", "E0206 1:22 8 'mentions' of ship means two things | a "
                                             "field, and the other side of 'of' of mention | "},
    {"kind ship as ships { crew: [person] inverse id }",
     "E0206 1:22 4 'id' cannot be the name of an inverse link | this word has a meaning of its own "
     "| "},
};

static void refuses(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        Fixture f;
        fixture_init(&f);
        fixture_schema(&f, refused[i].text);
        assert_string_equal(fixture_error(&f, 0), refused[i].error);
        assert_int_equal(f.diags.count, 1);
        fixture_free(&f);
    }
}

static void bounded(void **state) {
    (void)state;
    Fixture f;
    fixture_init(&f);
    StrBuf text;
    buf_init(&text, &f.arena);
    for (int i = 0; i < 1100; i++)
        buf_printf(&text, "kind k%d as ks%d { a: entity inverse i%d }\n", i, i, i);
    buf_char(&text, '\0');
    fixture_schema(&f, buf_str(&text).p);
    assert_true(f.diags.count > 0);
    assert_int_equal(f.schema.nkinds, SCHEMA_KINDS_MAX);
    fixture_free(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(core_kinds), cmocka_unit_test(extends), cmocka_unit_test(writes_and_reads),
        cmocka_unit_test(refuses),    cmocka_unit_test(bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
