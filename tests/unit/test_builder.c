// From a builder to an open archive: values of every type, claims, links both ways, order, indexes;
// the same bytes for the same input; and blocks that are cut off or damaged, which must be refused
// or read without harm.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/block_impl.h"
#include "tests/support/fixture.h"

static const char ships[] =
    "kind ship as ships { name: text, tons: int, length: real, afloat: truth, built: date,\n"
    "  age: duration, captain: person inverse ships, crew: [person] inverse ships, log: [int] }\n";

static uint32_t field(const Fixture *f, Ref r, const char *name) {
    const Kind *k = f->schema.kinds[builder_kind_of(f->builder, r)];
    uint32_t i = kind_field(k, str_of(name));
    if (i == UINT32_MAX) fail_msg("no field %s", name);
    return i;
}

static Ref entity(Fixture *f, const char *kind, const char *id) {
    return builder_entity(f->builder, schema_kind(&f->schema, str_of(kind)), str_of(id));
}

static void text(Fixture *f, Ref r, const char *name, const char *value) {
    builder_text(f->builder, r, field(f, r, name), str_of(value), 0);
}

static void date(Fixture *f, Ref r, const char *name, const char *words) {
    Date d;
    DateError error;
    assert_true(date_text(&f->arena, str_of(words), &d, &error));
    builder_date(f->builder, r, field(f, r, name), &d, str_of(words), 0);
}

// The storm within two hours after the salvo and before the calm.
static void fill_events(Fixture *f, Ref log) {
    Builder *b = f->builder;
    Ref salvo = entity(f, "event", "salvo"), storm = entity(f, "event", "storm");
    Ref calm = entity(f, "event", "calm");
    Duration hours;
    assert_true(duration_of(2, U_HOUR, &hours));
    date(f, salvo, "date", "1917-11-07T21:45");
    date(f, calm, "date", "1917-11-07");
    uint32_t note = builder_annotation(b, STR("low"), STR(""), STR(""), &log, 1);
    builder_link(b, storm, field(f, storm, "after"), salvo, builder_reach(b, note, hours));
    builder_link(b, storm, field(f, storm, "before"), calm, 0);
}

// What bounds do not say: sets, open digits, significant digits.
static void fill_dates(Fixture *f, Ref x, Ref y) {
    date(f, x, "born", "[1871?,1873-05,1875..]");
    date(f, x, "died", "1950S2");
    date(f, y, "born", "187X-05-0X");
    date(f, y, "died", "[1871,1872]");
}

// Two ships, three people, a passage: something of everything.
static void fill(Fixture *f) {
    Builder *b = f->builder;
    Ref log = entity(f, "passage", "log-1"), log2 = entity(f, "passage", "log-2");
    Ref aurora = entity(f, "ship", "aurora"), other = entity(f, "ship", "Amur");
    Ref eriks = entity(f, "person", "eriks"), bel = entity(f, "person", "bel");
    Ref zed = entity(f, "person", "aurora"); // the id of a ship, too
    text(f, aurora, "name", "Aurora");
    text(f, other, "name", "amur");
    builder_int(b, aurora, field(f, aurora, "tons"), -6731, 0);
    builder_real(b, other, field(f, other, "length"), 126.8, 0);
    builder_truth(b, other, field(f, other, "afloat"), NO, 0);
    date(f, aurora, "built", "1900-05-11");
    date(f, other, "built", "1907?");
    Duration years;
    assert_true(duration_of(3, U_YEAR, &years));
    builder_duration(b, other, field(f, other, "age"), years, 0);
    uint32_t note = builder_annotation(b, STR("high"), STR(""), STR("first"), &log, 1);
    builder_link(b, aurora, field(f, aurora, "captain"), eriks, note);
    builder_link(b, aurora, field(f, aurora, "crew"), bel, 0);
    builder_link(b, aurora, field(f, aurora, "crew"), eriks, note);
    builder_link(b, other, field(f, other, "crew"), bel, 0);
    builder_link(b, aurora, FIELD_SOURCE, log2, 0);
    builder_link(b, aurora, FIELD_SOURCE, log2, 0);
    for (int i = 3; i > 0; i--) builder_int(b, aurora, field(f, aurora, "log"), i, 0);
    // claims: 1870 twice, once with a source; then 1871
    date(f, eriks, "born", "1870");
    date(f, eriks, "born", "1871");
    Date d = date_of_year(1870);
    builder_date(b, eriks, field(f, eriks, "born"), &d, STR("1870"), note);
    text(f, bel, "name", "Élise");
    text(f, zed, "name", "elise");
    text(f, eriks, "name", "Eriks");
    fill_dates(f, bel, zed);
    text(f, bel, "also", "Eriks");
    builder_meta(b, STR("title"), STR("Ships"));
    fill_events(f, log);
}

static void ship_archive(Fixture *f) {
    fixture_init(f);
    fixture_schema(f, ships);
    fill(f);
    fixture_freeze(f);
}

static void values(void **state) {
    (void)state;
    Fixture f;
    ship_archive(&f);
    uint32_t aurora = fixture_entity(&f, "ship", "aurora"),
             amur = fixture_entity(&f, "ship", "Amur");
    assert_string_equal(fixture_value(&f, aurora, "id"), "aurora");
    assert_string_equal(fixture_value(&f, aurora, "tons"), "-6731");
    assert_string_equal(fixture_value(&f, amur, "tons"), "-");
    assert_string_equal(fixture_value(&f, amur, "length"), "126.8");
    assert_string_equal(fixture_value(&f, aurora, "afloat"), "-");
    assert_string_equal(fixture_value(&f, amur, "afloat"), "false");
    assert_string_equal(fixture_value(&f, aurora, "built"), "1900-05-11");
    uint32_t bel = fixture_entity(&f, "person", "bel"),
             zed = fixture_entity(&f, "person", "aurora");
    assert_string_equal(fixture_value(&f, bel, "born"), "[1871?,1873-05,1875..]");
    assert_string_equal(fixture_value(&f, bel, "died"), "1950S2");
    assert_string_equal(fixture_value(&f, zed, "born"), "187X-05-0X");
    assert_string_equal(fixture_value(&f, zed, "died"), "[1871,1872]");
    assert_string_equal(fixture_value(&f, amur, "age"), "P3Y");
    assert_string_equal(fixture_value(&f, aurora, "captain"), "eriks {log-1|high||first}");
    assert_string_equal(fixture_value(&f, aurora, "crew"), "[bel, eriks {log-1|high||first}]");
    assert_string_equal(fixture_value(&f, aurora, "log"), "[3, 2, 1]");
    assert_string_equal(fixture_value(&f, amur, "log"), "[]");
    assert_string_equal(fixture_value(&f, aurora, "source"), "[log-2]"); // a set
    assert_string_equal(fixture_value(&f, aurora, "same"), "[]");
    assert_int_equal(f.archive->nentities, 10);
    assert_int_equal(f.archive->nmeta, 1);
    assert_true(str_is(archive_text(f.archive, f.archive->meta[1]), "Ships"));
    assert_true(str_is(archive_label(f.archive, amur), "amur"));
    assert_true(str_is(archive_label(f.archive, fixture_entity(&f, "passage", "log-1")), "log-1"));
    fixture_free(&f);
}

static void order_of_events(void **state) {
    (void)state;
    Fixture f;
    ship_archive(&f);
    const Archive *a = f.archive;
    uint32_t salvo = fixture_entity(&f, "event", "salvo");
    uint32_t storm = fixture_entity(&f, "event", "storm");
    uint32_t calm = fixture_entity(&f, "event", "calm");
    assert_string_equal(fixture_value(&f, storm, "after"), "[salvo {log-1|low|||PT2H}]");
    assert_string_equal(fixture_value(&f, salvo, "date"), "1917-11-07T21:45");
    assert_string_equal(fixture_value(&f, calm, "date"), "[1917-11-07T21:45..1917-11-07T23:59]");
    assert_string_equal(fixture_value(&f, storm, "date"),
                        "[1917-11-07T21:45..1917-11-07T23:45] "
                        "{log-1||inferred from the order of events|}");
    assert_int_equal(a->nbounds, 2);
    assert_null(archive_bounds(a, salvo));
    const EventBounds *b = archive_bounds(a, storm), *c = archive_bounds(a, calm);
    assert_int_equal(b->stated, 0);
    assert_int_equal(b->how[0], BOUND_AFTER);
    assert_int_equal(b->how[3], BOUND_WITHIN_AFTER);
    assert_int_equal(b->by[3], salvo);
    Date d = archive_date(a, c->stated);
    assert_int_equal(d.prec, PREC_DAY);
    assert_int_equal(c->by[0], storm);
    assert_int_equal(c->how[3], BOUND_OWN);
    fixture_free(&f);
}

// A builder that nobody asked before for what contradicts itself.
static void impossible_order(void **state) {
    (void)state;
    Fixture f;
    unsigned char *bytes;
    uint64_t length;
    fixture_init(&f);
    fixture_schema(&f, NULL);
    Ref x = entity(&f, "event", "x");
    builder_link(f.builder, x, field(&f, x, "after"), x, 0);
    assert_int_equal(builder_freeze(f.builder, &alloc_system, &bytes, &length), ST_DATA);
    fixture_free(&f);
}

static void inverse_links(void **state) {
    (void)state;
    Fixture f;
    ship_archive(&f);
    // captain and crew share the name: each ship once, in the order of ships
    assert_string_equal(fixture_value(&f, fixture_entity(&f, "person", "eriks"), "ships"),
                        "[aurora]");
    assert_string_equal(fixture_value(&f, fixture_entity(&f, "person", "bel"), "ships"),
                        "[aurora, Amur]");
    assert_string_equal(fixture_value(&f, fixture_entity(&f, "person", "aurora"), "ships"), "[]");
    fixture_free(&f);
}

static void claims(void **state) {
    (void)state;
    Fixture f;
    ship_archive(&f);
    uint32_t eriks = fixture_entity(&f, "person", "eriks");
    // stated plainly and with a source: one claim with what both say
    assert_string_equal(fixture_value(&f, eriks, "born"), "1870 {log-1|high||first}");
    assert_int_equal(f.archive->nclaims, 1);
    const Claim *c = &f.archive->claims[0];
    Date d = archive_date(f.archive, (uint32_t)c->value);
    char words[DATE_TEXT];
    date_write(&d, words);
    assert_string_equal(words, "1871");
    assert_int_equal(c->entity, eriks);
    assert_int_equal(c->annotation, 0);
    fixture_free(&f);
}

static void order_and_lookups(void **state) {
    (void)state;
    Fixture f;
    ship_archive(&f);
    const Archive *a = f.archive;
    for (uint32_t i = 2; i < a->nstr; i++)
        assert_true(str_order(NULL, archive_text(a, i - 1), archive_text(a, i)) < 0);
    for (uint32_t i = 1; i < a->nstr; i++)
        assert_int_equal(archive_find_text(a, archive_text(a, i)), i);
    assert_int_equal(archive_find_text(a, STR("nobody")), 0);
    assert_int_equal(archive_find_text(a, STR("")), 0);
    uint32_t lo, hi;
    archive_find_folded(a, &f.arena, STR("ELISE"), &lo, &hi);
    assert_int_equal(hi - lo, 2);
    assert_true(str_is(archive_text(a, lo), "elise") && str_is(archive_text(a, lo + 1), "Élise"));
    archive_find_folded(a, &f.arena, STR("elis"), &lo, &hi);
    assert_int_equal(lo, hi);
    fixture_free(&f);
}

static void indexes(void **state) {
    (void)state;
    Fixture f;
    ship_archive(&f);
    const Archive *a = f.archive;
    // the index of names, with aliases in their own
    const KindTable *people = &a->tables[schema_kind(&a->schema, STR("person"))];
    Index names = people->columns[kind_field(people->kind, STR("name"))].index;
    Index also = people->columns[kind_field(people->kind, STR("also"))].index;
    assert_int_equal(names.n, 3);
    assert_int_equal(also.n, 1);
    uint32_t from, to, key = archive_find_text(a, STR("Eriks"));
    index_range(names, key, key, &from, &to);
    assert_int_equal(to - from, 1);
    assert_true(str_is(archive_id(a, people->first + names.rows[from]), "eriks"));
    index_range(names, 0, UINT32_MAX, &from, &to);
    assert_int_equal(to - from, 3);
    // dates: sorted, with the qualified ones listed
    const KindTable *t = &a->tables[schema_kind(&a->schema, STR("ship"))];
    const Column *built = &t->columns[kind_field(t->kind, STR("built"))];
    assert_int_equal(built->index.n, 2);
    assert_true(built->index.keys[0] < built->index.keys[1]);
    assert_int_equal(built->nqualified, 1);
    assert_int_equal(built->qualified[0], 1);
    // one id of two kinds: two neighbours in the index of ids
    key = archive_find_text(a, STR("aurora"));
    index_range(a->ids, key, key, &from, &to);
    assert_int_equal(to - from, 2);
    fixture_free(&f);
}

static void builder_finds(void **state) {
    (void)state;
    Fixture f;
    fixture_init(&f);
    fixture_schema(&f, ships);
    Builder *b = f.builder;
    uint32_t ship = schema_kind(&f.schema, STR("ship")),
             person = schema_kind(&f.schema, STR("person"));
    Ref x = builder_entity(b, ship, STR("x")), y = builder_entity(b, person, STR("x"));
    bool ambiguous;
    assert_int_equal(builder_find(b, ship, STR("x"), &ambiguous), x);
    assert_int_equal(builder_find(b, person, STR("x"), NULL), y);
    assert_int_equal(builder_find(b, KIND_ANY, STR("x"), &ambiguous), 0);
    assert_true(ambiguous);
    assert_int_equal(builder_find(b, KIND_ANY, STR("y"), &ambiguous), 0);
    assert_false(ambiguous);
    assert_int_equal(builder_entity(b, ship, STR("x")), 0); // taken
    Ref own = builder_entity(b, ship, STR(""));
    assert_true(str_is(builder_id_of(b, own), "ship-2"));
    assert_int_equal(builder_count(b, ship), 2);
    // a value that does not fit its field
    builder_int(b, x, kind_field(f.schema.kinds[ship], STR("name")), 3, 0);
    assert_int_equal(builder_freeze(b, &alloc_system, &f.bytes, &f.length), ST_MISUSE);
    fixture_free(&f);
}

static void same_bytes(void **state) {
    (void)state;
    Fixture f, g;
    ship_archive(&f);
    ship_archive(&g);
    assert_int_equal(f.length, g.length);
    assert_memory_equal(f.bytes, g.bytes, f.length);
    // and what is read back from the block is the schema it was made of
    assert_int_equal(f.archive->schema.nkinds, f.schema.nkinds);
    fixture_free(&f);
    fixture_free(&g);
}

static void nothing(void **state) {
    (void)state;
    Fixture f;
    fixture_init(&f);
    schema_init(&f.schema, &f.arena);
    schema_finish(&f.schema, &f.diags);
    f.builder = builder_new(&f.arena, &f.schema);
    fixture_freeze(&f);
    assert_int_equal(f.archive->nentities, 0);
    assert_int_equal(archive_find_text(f.archive, STR("x")), 0);
    assert_int_equal(archive_id(f.archive, 1).n, 0);
    fixture_free(&f);
}

// Many texts with long common beginnings, many entities, claims by the hundred: the sorts' long
// ways.
static void many(void **state) {
    (void)state;
    Fixture f;
    fixture_init(&f);
    fixture_schema(&f, ships);
    Builder *b = f.builder;
    uint32_t person = schema_kind(&f.schema, STR("person"));
    Ref first = 0;
    for (uint32_t i = 0; i < 3000; i++) {
        uint32_t n = i * 7919 % 3000;
        Ref r = builder_entity(b, person, str_printf(&f.arena, "p-%u", n));
        if (!first) first = r;
        Str name = str_printf(&f.arena, "%s of the same long beginning %u",
                              n % 2 ? "A name" : "a NAME", n / 2);
        builder_text(b, r, kind_field(f.schema.kinds[person], STR("name")), name, 0);
    }
    for (int64_t i = 0; i < 500; i++) {
        Date d = date_of_year(1000 + i % 250);
        builder_date(b, first, kind_field(f.schema.kinds[person], STR("born")), &d, STR(""), 0);
    }
    fixture_freeze(&f);
    for (uint32_t i = 2; i < f.archive->nstr; i++)
        assert_true(str_order(NULL, archive_text(f.archive, i - 1), archive_text(f.archive, i)) <
                    0);
    assert_int_equal(f.archive->nclaims, 249);
    assert_string_equal(fixture_value(&f, fixture_entity(&f, "person", "p-0"), "born"), "1000");
    fixture_free(&f);
}

// ---- damage ----------------------------------------------------------------------------------

// Opens a copy and, if that succeeds, looks at every value; the answers may be wrong, the memory
// not.
static bool survives(const unsigned char *bytes, uint64_t length) {
    Fixture f;
    fixture_init(&f);
    f.length = length;
    f.bytes =
        alloc_system.resize(NULL, NULL, 0, (size_t)length + 1); // exact for the sanitizer below
    f.bytes = alloc_system.resize(NULL, f.bytes, (size_t)length + 1, length ? (size_t)length : 1);
    memcpy(f.bytes, bytes, (size_t)length);
    Status status = archive_open(&alloc_system, f.bytes, length, &(Guard){0}, &f.archive, &f.diags);
    assert_true(status == ST_OK || f.diags.count == 1);
    if (status == ST_OK) {
        const Archive *a = f.archive;
        uint32_t lo, hi;
        archive_find_folded(a, &f.arena, STR("elise"), &lo, &hi);
        archive_find_text(a, STR("Aurora"));
        for (uint32_t e = 1; e <= a->nentities; e++) {
            const Kind *k = a->tables[archive_kind_of(a, e)].kind;
            for (uint32_t i = 0; i < k->nfields; i++)
                fixture_value(&f, e, str_dup(&f.arena, k->fields[i].name).p);
            archive_label(a, e);
            archive_bounds(a, e);
        }
    }
    fixture_free(&f);
    return status == ST_OK;
}

static void repair(unsigned char *bytes) {
    BlockHeader head;
    memcpy(&head, bytes, sizeof head);
    block_seal_head(bytes, &head);
}

static void cut_off(void **state) {
    (void)state;
    Fixture f;
    ship_archive(&f);
    for (uint64_t n = 0; n < f.length; n++) assert_false(survives(f.bytes, n));
    assert_true(survives(f.bytes, f.length));
    // cut off, with a header that says so and a right checksum
    for (uint64_t n = sizeof(BlockHeader); n < f.length; n += 7) {
        unsigned char *copy = malloc((size_t)f.length);
        memcpy(copy, f.bytes, (size_t)f.length);
        ((BlockHeader *)(void *)copy)->length = n;
        repair(copy);
        assert_false(survives(copy, n));
        free(copy);
    }
    fixture_free(&f);
}

static void damaged(void **state) {
    (void)state;
    Fixture f;
    ship_archive(&f);
    BlockHeader head;
    memcpy(&head, f.bytes, sizeof head);
    uint64_t covered = sizeof head + head.nsections * sizeof(Section);
    static const unsigned char masks[] = {0x01, 0x80, 0xff};
    uint32_t opened = 0;
    for (uint64_t at = 0; at < f.length; at++) {
        for (size_t m = 0; m < sizeof masks; m++) {
            f.bytes[at] ^= masks[m];
            bool ok = survives(f.bytes, f.length);
            if (at < covered) assert_false(ok);
            opened += ok;
            if (at >= sizeof head && at < covered) { // once more, by one who mends the checksum
                unsigned char kept[sizeof head];
                memcpy(kept, f.bytes, sizeof kept);
                repair(f.bytes);
                survives(f.bytes, f.length);
                memcpy(f.bytes, kept, sizeof kept);
            }
            f.bytes[at] ^= masks[m];
        }
    }
    assert_true(opened > 0); // a changed letter is still a text
    assert_true(survives(f.bytes, f.length));
    fixture_free(&f);
}

// ---- no memory -------------------------------------------------------------------------------

typedef struct Failing {
    long left; // allocations until the one that fails
    long live;
} Failing;

static void *failing_resize(void *user, void *p, size_t old_n, size_t new_n) {
    Failing *f = user;
    if (new_n && f->left-- == 0) return NULL;
    f->live += (new_n && !p) - (p && !new_n);
    return alloc_system.resize(NULL, p, old_n, new_n);
}

static void without_memory(void **state) {
    (void)state;
    Fixture f;
    ship_archive(&f);
    Failing failing = {0, 0};
    Alloc alloc = {&failing, failing_resize};
    long failures = 0;
    for (Status status = ST_NOMEM; status != ST_OK; failures++) {
        Archive *a;
        failing.left = failures;
        diags_init(&f.diags, &f.arena);
        status = archive_open(&alloc, f.bytes, f.length, &(Guard){0}, &a, &f.diags);
        assert_true(status == ST_OK || status == ST_NOMEM);
        assert_true((a != NULL) == (status == ST_OK));
        assert_int_equal(f.diags.count, 0); // words would need memory too
        archive_close(a);
        assert_int_equal(failing.live, 0);
    }
    assert_true(failures > 3);
    fixture_free(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values),
        cmocka_unit_test(inverse_links),
        cmocka_unit_test(order_of_events),
        cmocka_unit_test(impossible_order),
        cmocka_unit_test(claims),
        cmocka_unit_test(order_and_lookups),
        cmocka_unit_test(indexes),
        cmocka_unit_test(builder_finds),
        cmocka_unit_test(same_bytes),
        cmocka_unit_test(nothing),
        cmocka_unit_test(many),
        cmocka_unit_test(cut_off),
        cmocka_unit_test(damaged),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
