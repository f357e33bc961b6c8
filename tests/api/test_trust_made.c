// Every allocation fails, once and with all after it, while archives are made: of 20 files of facts
// and 20 of JSON Lines, faulty ones among them, opened again from bytes and from a file, by the
// builder's calls, saved and mapped, exported, and while values are bound and read. Memory is said
// to have run out if and only if an allocation failed; else a life ends as it does when none fails.
#define _POSIX_C_SOURCE 200809L
#include <unistd.h>

#include "tests/api/batch_host.h"

typedef struct Life {
    Heap heap;
    gzt_env *env;
    gzt_error err;
    const char *name, *text; // of the source
    gzt_status faulty;       // what is said of the source, where that is no failure of memory
    uint64_t said;           // bytes
} Life;

static int32_t count_bytes(void *user, const char *p, size_t n) {
    (void)p;
    ((Life *)user)->said += n;
    return 0;
}

// ---- what is done with an archive ------------------------------------------------------------

static void block_release(void *user, const void *bytes, size_t n) {
    (void)n;
    assert_ptr_equal(((Block *)user)->p, bytes);
    free(((Block *)user)->p);
}

static gzt_status asked(Life *l, gzt_archive *a) {
    gzt_session *s = NULL;
    gzt_status st = gzt_session_new(a, &s);
    const char *query = "people | where name ~ \"a*\" | select id, name, born, count(events)";
    if (st >= 0) st = gzt_query_json(s, query, SIZE_MAX, count_bytes, l, &l->err);
    gzt_session_free(s);
    return st;
}

// Written, opened again where it lies, and asked. Frees the archive.
static gzt_status again(Life *l, gzt_archive *a) {
    Block block = {0};
    gzt_archive *copy = NULL;
    gzt_status st = gzt_archive_write(a, block_sink, &block);
    if (st >= 0) {
        st = gzt_archive_open(l->env, block.p, block.n, block_release, &block, &copy, &l->err);
        if (st >= 0) st = asked(l, copy);
        gzt_archive_free(copy);
    } else {
        free(block.p);
    }
    gzt_archive_free(a);
    return st;
}

// ---- lives -----------------------------------------------------------------------------------

typedef gzt_status (*Lived)(Life *l);

static gzt_status of_facts(Life *l) {
    gzt_source source = {l->name, SIZE_MAX, l->text, SIZE_MAX};
    gzt_archive *a = NULL;
    gzt_status st = gzt_archive_build(l->env, &source, 1, &a, &l->err);
    if (st >= 0) return again(l, a);
    l->faulty = st;
    if (st != GZT_NOMEM) st = gzt_env_errors(l->env, count_bytes, l);
    if (st >= 0) st = gzt_env_errors_json(l->env, count_bytes, l);
    if (st >= 0) st = gzt_error_render(l->env, &l->err, &source, GZT_ERRORS_TEXT, count_bytes, l);
    return st;
}

static gzt_status of_a_file(Life *l) {
    gzt_archive *a = NULL;
    gzt_status st = gzt_archive_open_file(l->env, l->name, 0, &a, &l->err);
    if (st >= 0) return again(l, a);
    l->faulty = st;
    return st == GZT_NOMEM ? st : gzt_env_errors(l->env, count_bytes, l);
}

static gzt_status finished(Life *l, gzt_builder *b, gzt_status st) {
    gzt_archive *a = NULL;
    if (st >= 0) st = gzt_builder_errors(b, GZT_ERRORS_TEXT, count_bytes, l);
    if (st >= 0) st = gzt_builder_errors(b, GZT_ERRORS_JSON, count_bytes, l);
    if (st >= 0) st = gzt_builder_finish(b, &a, &l->err);
    gzt_builder_free(b);
    return st >= 0 ? again(l, a) : st;
}

static gzt_status of_records(Life *l) {
    gzt_source source = {l->name, SIZE_MAX, l->text, SIZE_MAX};
    gzt_builder *b = NULL;
    uint64_t left_out;
    gzt_status st = gzt_builder_new(l->env, &b);
    if (st >= 0) st = gzt_builder_jsonl(b, &source, 1, &left_out, &l->err);
    return finished(l, b, st);
}

static const char ships[] =
    "kind ship as ships { name: text, tons: int, length: real, afloat: truth, built: date,\n"
    "  age: duration, captain: person inverse commands, log: [int] }\n"
    "person @eriks { name: \"Eriks\" }\n";

static gzt_status of_calls(Life *l) {
    gzt_source facts = {"kinds.gzt", SIZE_MAX, ships, SIZE_MAX};
    gzt_builder *b = NULL;
    gzt_error *e = &l->err;
    gzt_ref ship = 0, eriks = 0;
    gzt_status st = gzt_builder_new(l->env, &b);
    if (st >= 0) st = gzt_builder_facts(b, &facts, 1, e);
    if (st >= 0) st = gzt_builder_find(b, "person", "eriks", &eriks, e);
    for (int i = 0; st >= 0 && i < 400; i++) {
        char text[40];
        snprintf(text, sizeof text, "Ship %d of the line", i);
        st = gzt_builder_entity(b, "ship", NULL, &ship, e);
        if (st >= 0) st = gzt_builder_text(b, ship, "name", text, SIZE_MAX, e);
        if (st >= 0) st = gzt_builder_int(b, ship, "tons", i, e);
        if (st >= 0) st = gzt_builder_real(b, ship, "length", i / 2.0, e);
        if (st >= 0) st = gzt_builder_truth(b, ship, "afloat", i % 3, e);
        snprintf(text, sizeof text, "1%03d", i);
        if (st >= 0) st = gzt_builder_date(b, ship, "built", text, SIZE_MAX, e);
        if (st >= 0) st = gzt_builder_duration(b, ship, "age", "5 years", SIZE_MAX, e);
        if (st >= 0) st = gzt_builder_link(b, ship, "captain", eriks, e);
        if (st >= 0) st = gzt_builder_int(b, ship, "log", i, e);
        if (st >= 0) st = gzt_builder_note(b, "low", "a guess", "log", NULL, 0, e);
    }
    if (st >= 0) st = gzt_builder_meta(b, "title", "Ships", SIZE_MAX, e);
    return finished(l, b, st);
}

// An archive, one that says other things of the same entities, then facts and records that do.
static gzt_status of_several(Life *l) {
    static const char *const texts[] = {
        "kind ship as ships { name: text, age: duration }\nship @s { name: \"S\", age: 3 days }\n"
        "passage @p { text: \"P\" }\nperson @a { name: \"Ada\", also: [\"A\"], born: 1815,"
        " source: @p }\nevent @e { date: 1840, people: [@a {role: \"speaks\"}] }\n",
        "kind ship as ships { name: text, age: duration, tons: int }\nship @s { age: 2 days }\n"
        "passage @q { text: \"Q\" }\nperson @a { also: [\"B\"], born: 1816, source: @q }\n"
        "event @e { after: @f }\nevent @f { date: 1839 }\nrelation { from: @a, type: \"x\" }\n"};
    gzt_source more[] = {
        {"c.gzt", SIZE_MAX, "article @x { text: \"[[@a]] spoke.\" }\nevent { people: [@\"A\"] }",
         SIZE_MAX},
        {"people.jsonl", SIZE_MAX, "{\"id\": \"a\", \"born\": \"1817\"}\n", SIZE_MAX}};
    gzt_builder *b = NULL;
    gzt_status st = gzt_builder_new(l->env, &b);
    for (int i = 0; i < 2 && st >= 0; i++) {
        gzt_source facts = {i ? "b.gzt" : "a.gzt", SIZE_MAX, texts[i], SIZE_MAX};
        gzt_archive *a = NULL;
        st = gzt_archive_build(l->env, &facts, 1, &a, &l->err);
        if (st >= 0) st = gzt_builder_archive(b, a, facts.name, &l->err);
        gzt_archive_free(a);
    }
    if (st >= 0) st = gzt_builder_load(b, more, 2, NULL, &l->err);
    return finished(l, b, st);
}

static const char typed[] =
    "param t: text\nparam i: int\nparam r: real\nparam b: truth\nparam d: date\n"
    "param n: duration\nparam z: int\n"
    "people | select name, t, i, r, b, d, n, z, also, rec: {a: born, l: [name, t]}";

static gzt_status bound(gzt_script *q, gzt_error *e) {
    gzt_status st = gzt_bind_text(q, "t", "words that no archive has", SIZE_MAX, e);
    if (st >= 0) st = gzt_bind_int(q, "i", 7, e);
    if (st >= 0) st = gzt_bind_real(q, "r", 0.5, e);
    if (st >= 0) st = gzt_bind_truth(q, "b", 1, e);
    if (st >= 0) st = gzt_bind_date(q, "d", "1917-10~", SIZE_MAX, e);
    if (st >= 0) st = gzt_bind_duration(q, "n", "3 days", SIZE_MAX, e);
    return st >= 0 ? gzt_bind_null(q, "z", e) : st;
}

// Fetched as columns, then streamed, then row by row.
static gzt_status read_thrice(gzt_script *q, gzt_error *e) {
    gzt_status st = GZT_OK;
    for (int how = 0; st >= 0 && how < 3; how++) {
        gzt_result *r = NULL;
        gzt_batch *batch = NULL;
        struct ArrowArrayStream stream;
        struct ArrowArray array;
        st = bound(q, e);
        if (st >= 0) st = gzt_script_next(q, &r, e);
        while (how == 0 && st >= 0 && (st = gzt_result_fetch(r, 2, &batch, e)) == GZT_ROW)
            gzt_batch_free(batch);
        if (how == 1 && st >= 0 && (st = gzt_result_arrow(r, &stream, e)) >= 0) {
            int code;
            while ((code = stream.get_next(&stream, &array)) == 0 && array.release)
                array.release(&array);
            if (code) st = code == 12 ? GZT_NOMEM : GZT_DATA; // ENOMEM
            stream.release(&stream);
        }
        while (how == 2 && st >= 0 && (st = gzt_result_step(r, e)) == GZT_ROW)
            for (uint32_t c = 0; c < gzt_result_columns(r); c++)
                if (!gzt_cell_text(r, c, NULL)) st = GZT_NOMEM;
        gzt_result_free(r);
        if (st >= 0) st = gzt_script_reset(q);
    }
    return st;
}

static gzt_status of_values(Life *l) {
    gzt_source facts = {"facts.gzt", SIZE_MAX, host_facts, SIZE_MAX};
    gzt_source source = {"", 0, typed, SIZE_MAX};
    gzt_archive *a = NULL;
    gzt_session *s = NULL;
    gzt_script *q = NULL;
    gzt_status st = gzt_archive_build(l->env, &facts, 1, &a, &l->err);
    if (st >= 0) st = gzt_session_new(a, &s);
    if (st >= 0) st = gzt_prepare(s, &source, GZT_SCRIPT, &q, &l->err);
    if (st >= 0) st = read_thrice(q, &l->err);
    gzt_script_free(q);
    gzt_session_free(s);
    gzt_archive_free(a);
    return st;
}

// ---- every allocation ------------------------------------------------------------------------

static long points;

static gzt_status lived(Lived live, Life *l, const char *name, const char *text, Heap heap) {
    *l = (Life){.heap = heap, .name = name, .text = text};
    gzt_alloc alloc = {sizeof alloc, &l->heap, heap_resize};
    gzt_status st = gzt_env_new(&alloc, &l->env);
    if (st >= 0) st = live(l);
    gzt_env_free(l->env);
    assert_int_equal(l->heap.blocks, 0);
    assert_int_equal(l->heap.bytes, 0);
    return st;
}

static void every_allocation(Lived live, const char *name, const char *text) {
    Life calm, l;
    gzt_status st = lived(live, &calm, name, text, (Heap){0});
    if (st < 0) fail_msg("%s: %s %s", name, gzt_status_name(st), calm.err.message);
    assert_true(calm.said > 0 || live == of_values);
    for (int ever = 0; ever < 2; ever++)
        for (size_t n = 1;; n++) {
            st = lived(live, &l, name, text, (Heap){.fail_at = n, .ever = ever});
            if ((st == GZT_NOMEM) != l.heap.failed)
                fail_msg("%s: allocation %zu: %s", name, n, gzt_status_name(st));
            if (!l.heap.failed) break;
            points++;
        }
    assert_int_equal(l.faulty, calm.faulty);
    assert_int_equal(l.said, calm.said);
}

static const char *const files[] = {
    "tests/spec/facts/one.gzt",         "tests/spec/facts/block.gzt",
    "tests/spec/archive.gzt",           "tests/spec/regress/doubtful.gzt",
    "tests/spec/regress/missing.gzt",   "tests/spec/evidence/evidence.gzt",
    "tests/spec/dates/year_begins.gzt", "tests/spec/dates/order-calendars.gzt",
    "tests/spec/dates/edtf.gzt",        "tests/spec/dates/pieces.gzt",
    "tests/spec/dates/calendars.gzt",   "tests/spec/dates/order.gzt",
    "tests/spec/language/helper.gzt",   "tests/error/facts/within.gzt",
    "tests/error/facts/broken.gzt",     "tests/error/facts/value.gzt",
    "tests/error/facts/declared.gzt",   "tests/error/facts/calendar.gzt",
    "tests/error/facts/cycle.gzt",      "tests/error/facts/order.gzt"};

static char *whole_file(const char *path) {
    FILE *f = fopen(path, "rb");
    if (!f) fail_msg("%s is not there", path);
    enum { MOST = 1 << 20 };
    char *text = malloc(MOST);
    if (!text) abort();
    size_t n = fread(text, 1, MOST - 1, f);
    text[n] = 0;
    fclose(f);
    return text;
}

static void facts_and_files(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *text = whole_file(files[i]);
        every_allocation(of_facts, files[i], text);
        every_allocation(of_a_file, files[i], NULL);
        free(text);
    }
    print_message("# facts: %ld points\n", points);
}

static const char *const records[][2] = {
    {"people.jsonl", "{\"id\": 1, \"name\": \"Ada\", \"born\": \"1815-12-10\"}\n"},
    {"people.jsonl", "{\"name\": \"A\\u0301\", \"aliases\": [\"B\", \"C\"], \"died\": 1852}\n"},
    {"people.jsonl", "{\"id\": 1, \"birthplace\": 3, \"same\": [1, 4]}\n"},
    {"people.jsonl", "{\"id\": 1, \"eye colour\": \"grey\"}\n{\"id\": 2, \"eye colour\": 7}\n"},
    {"people.jsonl", "{\"a\": 1, \"b\": 1.5, \"c\": true, \"d\": [1], \"e\": {\"f\": [{}]}}\n"},
    {"people.jsonl", "{\"id\": 1, \"born\": \"soon\"}\n{\"id\": 2, \"born\": \"1904/1907\"}\n"},
    {"people.jsonl", "{\"id\": 1\n[1]\n{} {}\n\n{\"id\": true}\n{\"id\": \"a`b\"}\n"},
    {"people.jsonl", "{\"id\": 1, \"name\": \"A\", \"name\": \"B\"}\n{\"id\": 1}\n{\"id\": 1}\n"},
    {"people.jsonl", "{\"id\": \"x\", \"note\": \"a\xFF\"}\n{\"name\": [\"Ada\"]}\n"},
    {"people.jsonl", ""},
    {"articles.jsonl", "{\"id\": 1, \"text\": \"One.\\n\\nTwo.\", \"date\": \"1917-10~\"}\n"},
    {"articles.jsonl", "{\"id\": 1, \"text\": \"One [[@x]] two.\\n\\n== Four ==\\r\\n\"}\n"},
    {"articles.jsonl", "{\"id\": 1}\n{\"id\": 2, \"part_of\": 1, \"people\": 3}\n"},
    {"articles.jsonl", "{\"id\": \"n\", \"title\": \"T\", \"authors\": [\"n\"], \"words\": 9}\n"},
    {"events.jsonl", "{\"id\": 1, \"start\": \"1900\", \"end\": \"1950\", \"kind\": \"strike\"}\n"},
    {"events.jsonl", "{\"start\": \"1900\", \"end\": \"1850\"}\n"},
    {"places.jsonl", "{\"id\": \"p\", \"name\": \"Paris\"}\n{\"id\": \"q\", \"in\": \"p\"}\n"},
    {"x.jsonl", "{\"kind\": \"person\", \"id\": 1}\n{\"kind\": \"place\", \"id\": 1}\n"},
    {"x.jsonl", "{\"kind\": \"ghost\"}\n{\"name\": \"x\"}\n"},
    {"x.jsonl", "{\"n\": [1,]}\n{\"kind\": \"person\", 1"},
};

static void lines(void **state) {
    (void)state;
    points = 0;
    for (size_t i = 0; i < sizeof records / sizeof *records; i++)
        every_allocation(of_records, records[i][0], records[i][1]);
    print_message("# JSON Lines: %ld points\n", points);
}

// Saved, mapped, verified and asked; the file is the one before, or the new one.
static gzt_status of_a_snapshot(Life *l) {
    static const char facts[] = "person @ada { name: \"Ada\", born: 1815 }\n";
    gzt_source source = {"facts", SIZE_MAX, facts, SIZE_MAX};
    gzt_archive *a = NULL, *mapped = NULL;
    gzt_status st = gzt_archive_build(l->env, &source, 1, &a, &l->err);
    if (st >= 0) st = gzt_archive_save(a, l->name, &l->err);
    gzt_archive_free(a);
    if (st >= 0) st = gzt_archive_map_file(l->env, l->name, &mapped, &l->err);
    if (st >= 0) st = gzt_archive_verify(mapped, &l->err);
    if (st >= 0) st = asked(l, mapped);
    gzt_archive_free(mapped);
    return st;
}

static void snapshots(void **state) {
    (void)state;
    char path[] = "/tmp/gazette-made-XXXXXX", beside[sizeof path + 8];
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    points = 0;
    every_allocation(of_a_snapshot, path, NULL);
    snprintf(beside, sizeof beside, "%s.saving", path);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(unlink(beside), -1); // nothing is left behind
    print_message("# snapshots: %ld points\n", points);
}

static int32_t open_nothing(void *user, const char *name) {
    ((Life *)user)->said += strlen(name);
    return 0;
}

static int32_t close_nothing(void *user) {
    (void)user;
    return 0;
}

// The life's name is that of the format.
static gzt_status of_an_export(Life *l) {
    gzt_source source = {"facts", SIZE_MAX, l->text, SIZE_MAX};
    gzt_archive *a = NULL;
    gzt_export to = {.size = sizeof to,
                     .user = l,
                     .open = open_nothing,
                     .write = count_bytes,
                     .close = close_nothing};
    gzt_status st = gzt_archive_build(l->env, &source, 1, &a, &l->err);
    if (st >= 0) st = gzt_archive_export(a, l->name, &to, &l->err);
    gzt_archive_free(a);
    return st;
}

static void exports(void **state) {
    (void)state;
    static const char facts[] =
        "place @p { name: \"P\", lat: 1.5, lon: 2.0 }\n"
        "person @ada { name: \"Ada L\", born: 1815~ {certainty: \"low\"}, birthplace: @p }\n"
        "event @e { title: \"E\", date: within(1900..1901), place: @p, people: [@ada] }\n"
        "publication @b { name: \"B\", author: [@ada], date: 1850 }\n"
        "article @a { title: \"A\", author: [@ada], publication: @b, date: 1850-01-02 }\n"
        "relation { from: @ada, type: \"knows\", to: @ada, date: 1840.. }\n";
    points = 0;
    const char *format;
    for (uint32_t i = 0; gzt_export_format(i, &format, NULL, NULL, NULL); i++)
        every_allocation(of_an_export, format, facts);
    print_message("# exports: %ld points\n", points);
}

static void calls(void **state) {
    (void)state;
    points = 0;
    every_allocation(of_several, "several archives", NULL);
    every_allocation(of_calls, "calls", NULL);
    every_allocation(of_values, "values", NULL);
    print_message("# calls: %ld points\n", points);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(facts_and_files), cmocka_unit_test(lines),
                                       cmocka_unit_test(calls), cmocka_unit_test(snapshots),
                                       cmocka_unit_test(exports)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
