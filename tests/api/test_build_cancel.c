// A token that is set while an archive is built ends the building, wherever that stands: the token
// is set at one allocation after the other. Nothing is leaked, and the env can build again.
#include "tests/api/batch_host.h"

enum { PEOPLE = 300, SHOWN = 140 };

typedef struct Setter {
    Heap heap;
    gzt_cancel *cancel;
    size_t set_at; // the number of the allocation that sets the token; 0: none
} Setter;

static void *setting_resize(void *user, void *p, size_t old_n, size_t new_n) {
    Setter *s = user;
    void *out = heap_resize(&s->heap, p, old_n, new_n);
    if (new_n && s->heap.calls == s->set_at) gzt_cancel_set(s->cancel);
    return out;
}

static char text[PEOPLE * SHOWN], records[PEOPLE * SHOWN];

static void write_facts(void) {
    size_t n = 0, r = 0;
    for (int i = 0; i < PEOPLE; i++) {
        n += (size_t)snprintf(text + n, sizeof text - n,
                              "person @p%d { name: \"Name %d\", born: 18%02d }\n"
                              "event @e%d { date: 19%02d, people: [@p%d] }\n",
                              i, i, i % 100, i, i % 100, i * 7 % PEOPLE);
        r += (size_t)snprintf(records + r, sizeof records - r,
                              "{\"id\": %d, \"name\": \"N%d\", \"born\": 18%02d, \"n\": [%d], "
                              "\"same\": %d, \"escaped\": \"\\u0041%d\"}\n",
                              i, i, i % 100, i, i * 7 % PEOPLE, i);
    }
}

static gzt_status build_at_once(gzt_env *env, gzt_archive **out, gzt_error *err) {
    gzt_source facts = {"facts.gzt", SIZE_MAX, text, SIZE_MAX};
    return gzt_archive_build(env, &facts, 1, out, err);
}

static gzt_builder *begin(gzt_env *env) {
    gzt_builder *b = NULL;
    assert_int_equal(gzt_builder_new(env, &b), GZT_OK);
    return b;
}

static gzt_status end(gzt_builder *b, gzt_status st, gzt_archive **out, gzt_error *err) {
    *out = NULL;
    if (st >= 0) st = gzt_builder_finish(b, out, err);
    if (st < 0) assert_int_equal(gzt_builder_finish(b, out, NULL), st); // it stays ended
    gzt_builder_free(b);
    return st;
}

static gzt_status build_of_files(gzt_env *env, const gzt_source *files, size_t n, gzt_archive **out,
                                 gzt_error *err) {
    gzt_builder *b = begin(env);
    return end(b, gzt_builder_load(b, files, n, NULL, err), out, err);
}

static gzt_status build_by_builder(gzt_env *env, gzt_archive **out, gzt_error *err) {
    gzt_source facts = {"facts.gzt", SIZE_MAX, text, SIZE_MAX};
    gzt_builder *b = begin(env);
    return end(b, gzt_builder_facts(b, &facts, 1, err), out, err);
}

static gzt_status build_of_records(gzt_env *env, gzt_archive **out, gzt_error *err) {
    gzt_source source = {"people.jsonl", SIZE_MAX, records, SIZE_MAX};
    gzt_builder *b = begin(env);
    return end(b, gzt_builder_jsonl(b, &source, 1, NULL, err), out, err);
}

static char page[PEOPLE * SHOWN];

static void write_page(void) {
    size_t n = 0;
    for (int i = 0; i < PEOPLE; i++)
        n += (size_t)snprintf(
            page + n, sizeof page - n,
            "HEADING %d\n\nON DAY %d Name %d and Name %d met in the har-\nbour, as "
            "they had met there for years.\n\n",
            i, i, i, i * 7 % PEOPLE);
}

static gzt_status build_of_pages(gzt_env *env, gzt_archive **out, gzt_error *err) {
    gzt_source facts = {"facts.gzt", SIZE_MAX, text, SIZE_MAX};
    gzt_source source = {"page.txt", SIZE_MAX, page, SIZE_MAX};
    gzt_builder *b = begin(env);
    gzt_status st = gzt_builder_facts(b, &facts, 1, err);
    if (st >= 0) st = gzt_builder_pages(b, &source, 1, NULL, err);
    return end(b, st, out, err);
}

static char edition[PEOPLE * SHOWN * 2];

static void write_edition(void) {
    size_t n = (size_t)snprintf(edition, sizeof edition, "<TEI><text><body><listPerson>");
    for (int i = 0; i < PEOPLE; i++)
        n += (size_t)snprintf(edition + n, sizeof edition - n,
                              "<person xml:id=\"p%d\"><persName>Name %d</persName></person>", i, i);
    n += (size_t)snprintf(edition + n, sizeof edition - n, "</listPerson>");
    for (int i = 0; i < PEOPLE; i++)
        n += (size_t)snprintf(edition + n, sizeof edition - n, "<p><rs ref=\"#p%d\">He</rs>.</p>",
                              i);
    (void)snprintf(edition + n, sizeof edition - n, "</body></text></TEI>");
}

static gzt_status build_of_edition(gzt_env *env, gzt_archive **out, gzt_error *err) {
    gzt_source source = {"e.xml", SIZE_MAX, edition, SIZE_MAX};
    return build_of_files(env, &source, 1, out, err);
}

static char note[PEOPLE * SHOWN];

static void write_note(void) {
    size_t n = (size_t)snprintf(note, sizeof note, "---\ndate: um 1917\nkeys:\n");
    for (int i = 0; i < PEOPLE; i++)
        n += (size_t)snprintf(note + n, sizeof note - n, " - key %d\n", i);
    n += (size_t)snprintf(note + n, sizeof note - n, "---\n");
    for (int i = 0; i < PEOPLE; i++)
        n +=
            (size_t)snprintf(note + n, sizeof note - n, "On day %d [[Name %d|he]] came.\n\n", i, i);
}

static gzt_status build_of_notes(gzt_env *env, gzt_archive **out, gzt_error *err) {
    gzt_source both[] = {{"facts.gzt", SIZE_MAX, text, SIZE_MAX},
                         {"n.md", SIZE_MAX, note, SIZE_MAX}};
    return build_of_files(env, both, 2, out, err);
}

static char table[PEOPLE * SHOWN];

static void write_table(void) {
    size_t n = (size_t)snprintf(table, sizeof table, "id,name,born,of,town\n");
    for (int i = 0; i < PEOPLE; i++)
        n += (size_t)snprintf(table + n, sizeof table - n, "%d,Name %d,%s,%d,Town %d\n", i % 200, i,
                              i % 50 ? "1700" : "soon", i * 7 % PEOPLE, i % 40);
}

static gzt_status build_of_table(gzt_env *env, gzt_archive **out, gzt_error *err) {
    static const char map[] =
        "fn deep(n: int): int = if n < 1 then 0 else deep(n - 1)\n"
        "map person from \"t.csv\" { id: id, name: name + text(deep(9)), born: date(born),\n"
        "  birthplace: town, same: of, role: if name matches \"[3-7]$\" then [town] else [] }\n";
    gzt_source both[] = {{"t.csv", SIZE_MAX, table, SIZE_MAX}, {"m.gzt", SIZE_MAX, map, SIZE_MAX}};
    return build_of_files(env, both, 2, out, err);
}

typedef gzt_status (*Build)(gzt_env *env, gzt_archive **out, gzt_error *err);

static size_t build_cancelled(Setter *s, Build build) {
    memset(s, 0, sizeof *s);
    gzt_alloc alloc = {sizeof alloc, s, setting_resize};
    gzt_env *env;
    assert_int_equal(gzt_env_new(&alloc, &env), GZT_OK);
    assert_int_equal(gzt_cancel_new(env, &s->cancel), GZT_OK);
    gzt_env_cancel(env, s->cancel);
    size_t cancelled = 0, before = s->heap.calls;
    gzt_status st = GZT_INTERRUPTED;
    for (size_t i = 1; st != GZT_OK; i += 1 + i / 16) { // until it was set too late
        gzt_archive *a;
        gzt_error err;
        s->set_at = s->heap.calls + i;
        st = build(env, &a, &err);
        assert_int_equal(err.status, st);
        if (st != GZT_OK) {
            assert_int_equal(st, GZT_INTERRUPTED);
            assert_null(a);
            cancelled++;
            gzt_cancel_reset(s->cancel);
        } else if (s->heap.calls >= s->set_at) {
            st = GZT_INTERRUPTED; // set where nobody asks any more: on to the next
            gzt_cancel_reset(s->cancel);
        }
        gzt_archive_free(a);
    }
    assert_true(s->heap.calls > before);
    gzt_env_cancel(env, NULL);
    gzt_cancel_set(s->cancel); // nobody's any more
    gzt_archive *a;
    assert_int_equal(build(env, &a, NULL), GZT_OK);
    gzt_archive_free(a);
    gzt_cancel_free(s->cancel);
    gzt_env_free(env);
    assert_int_equal(s->heap.blocks, 0);
    assert_int_equal(s->heap.bytes, 0);
    print_message("cancelled at %zu places\n", cancelled);
    return cancelled;
}

static void sources(void **state) {
    (void)state;
    Setter s;
    assert_true(build_cancelled(&s, build_at_once) > 5);
}

static void builders(void **state) {
    (void)state;
    Setter s;
    assert_true(build_cancelled(&s, build_by_builder) > 5);
}

static void lines(void **state) {
    (void)state;
    Setter s;
    assert_true(build_cancelled(&s, build_of_records) > 5);
}

static void pages(void **state) {
    (void)state;
    Setter s;
    assert_true(build_cancelled(&s, build_of_pages) > 5);
}

static void editions(void **state) {
    (void)state;
    Setter s;
    assert_true(build_cancelled(&s, build_of_edition) > 5);
}

static void notes(void **state) {
    (void)state;
    Setter s;
    assert_true(build_cancelled(&s, build_of_notes) > 5);
}

static void tables(void **state) {
    (void)state;
    Setter s;
    assert_true(build_cancelled(&s, build_of_table) > 5);
}

int main(void) {
    write_table();
    write_note();
    write_facts();
    write_page();
    write_edition();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sources), cmocka_unit_test(builders), cmocka_unit_test(lines),
        cmocka_unit_test(pages),   cmocka_unit_test(editions), cmocka_unit_test(notes),
        cmocka_unit_test(tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
