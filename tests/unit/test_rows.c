// Files of rows as raw archives, and what is guessed of them: columns and their types, tables
// within tables, encodings, faulty records; real files where they are there.
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "runtime/import/guess.h"
#include "tests/support/fixture.h"

typedef struct Trial {
    Guard guard;
    Arena arena, scratch;
    Diags diags;
    ImportHow how;
    ImportCount count;
    ImportText text;
    ImportJob job;
    RowsFile *rows;
    StrBuf rejected;
} Trial;

static void keep(void *user, Str name, const char *p, size_t n) {
    Trial *t = user;
    (void)name;
    buf_add(&t->rejected, (Str){p, (uint32_t)n});
    buf_char(&t->rejected, '\n');
}

static void trial_read(Trial *t, const char *name, const char *p, size_t n) {
    memset(t, 0, sizeof *t);
    arena_init(&t->arena, &alloc_system, NULL, &t->guard);
    arena_init(&t->scratch, &alloc_system, NULL, &t->guard);
    if (setjmp(t->guard.at)) fail_msg("the guard was left");
    diags_init(&t->diags, &t->arena);
    buf_init(&t->rejected, &t->arena);
    t->how = (ImportHow){.reject = keep, .user = t};
    t->text = (ImportText){str_of(name), p, n};
    t->job = (ImportJob){.texts = &t->text, .n = 1, .how = &t->how, .count = &t->count};
    t->job.arena = &t->arena;
    t->job.scratch = &t->scratch;
    t->job.diags = &t->diags;
    t->rows = rows_read(&t->job, &t->text, &t->arena);
}

static void trial_free(Trial *t) {
    arena_free(&t->scratch);
    arena_free(&t->arena);
}

// All tables: "people.csv 2: name text, born date key; …".
static Str shape(Trial *t) {
    static const char *const types[ROWS_TYPES] = {"int", "real", "truth", "date", "text"};
    StrBuf out;
    buf_init(&out, &t->arena);
    for (uint32_t i = 0; i < t->rows->ntables; i++) {
        const RowsTable *table = &t->rows->tables[i];
        buf_printf(&out, "%s%.*s %u:", i ? "; " : "", STR_FMT(table->from), table->nrows);
        for (uint32_t k = 0; k < table->ncolumns; k++) {
            const RowsColumn *c = &table->columns[k];
            buf_printf(&out, " %.*s %s%s%s%s", STR_FMT(c->name), types[c->type],
                       c->list ? " list" : "", c->key ? " key" : "", c->year ? " year" : "");
            buf_addc(&out, k + 1 < table->ncolumns ? "," : "");
        }
    }
    return buf_str(&out);
}

static uint64_t found(const Trial *t, const char *what) {
    for (const ImportFinding *f = t->count.findings; f; f = f->next)
        if (strcmp(f->what, what) == 0) return f->many;
    return 0;
}

typedef struct Case {
    const char *name, *text, *shape;
} Case;

static void check(const Case *c) {
    Trial t;
    trial_read(&t, c->name, c->text, strlen(c->text));
    Str s = shape(&t);
    if (!str_is(s, c->shape)) fail_msg("%s\n  %.*s\n  %s", c->text, STR_FMT(s), c->shape);
    assert_int_equal(t.diags.count, 0);
    trial_free(&t);
}

#define CHECK_ALL(cases)                                                                           \
    for (size_t i = 0; i < sizeof(cases) / sizeof *(cases); i++) check(&(cases)[i])

// ---- columns --------------------------------------------------------------------------------

static void test_types(void **state) {
    static const Case cases[] = {
        {"x.csv", "a,b,c\n1,2.5,x\n-2,3,y\n", "x.csv 2: a int key, b real key, c text key"},
        {"x.csv", "n\n007\n12\n", "x.csv 2: n text key"},
        {"x.csv", "n\n0\n10\n10\n", "x.csv 3: n int"},
        {"x.csv", "n\n99999999999999999999\n1\n", "x.csv 2: n real key"},
        {"x.csv", "t,u\ntrue,yes\nFALSE,no\n", "x.csv 2: t truth key, u truth key"},
        {"x.csv", "d\n1873-00-00\n0000-00-00\n1901-02\n", "x.csv 3: d date key"},
        {"x.csv", "d\n19??\n190?\n1912\n", "x.csv 3: d date key"},
        {"x.csv", "d\n12/31/1999\n03/04/1999\n", "x.csv 2: d date key"},
        {"x.csv", "d\n1901-02-30\n1901-02-03\n", "x.csv 2: d text key"},
        {"x.csv", "year\n1901\n1917\n1917\n", "x.csv 3: year int year"},
        {"x.csv", "n,d\nNA,1901-02-03\n5,-\n", "x.csv 2: n int, d date"},
        {"x.csv", "n\nNA\nUS\n", "x.csv 2: n text"},
        {"x.csv", "e,f\n,1\n,2\n", "x.csv 2: e text, f int key"},
        {"x.csv", "a b,A-B,Ab,\n1,2,3,4\n",
         "x.csv 1: a_b int key, a_b_2 int key, ab int key, "
         "c4 int key"},
        {"x.csv", "id,in,bornCity,2nd\nx,y,z,w\n",
         "x.csv 1: id_ text key, in_ text key, born_city text key, c2nd text key"},
    };
    (void)state;
    CHECK_ALL(cases);
}

static void test_header(void **state) {
    static const Case cases[] = {
        {"x.csv", "1,Ann\n2,Bob\n", "x.csv 2: c1 int key, c2 text key"},
        {"x.csv", "count,1990\nx,5\ny,6\n", "x.csv 2: count text key, c1990 int key"},
        {"x.csv", "Ann,Bob\nx,y\n", "x.csv 1: ann text key, bob text key"},
        {"x.csv", "name\n", "x.csv 0: name text"},
        {"x.csv", "", "x.csv 0:"},
        {"x.tsv", "a\tb, c\nx\ty\n", "x.tsv 1: a text key, b_c text key"},
    };
    (void)state;
    CHECK_ALL(cases);
}

static void test_ragged(void **state) {
    Trial t;
    (void)state;
    const char *text = "name,n\nshort\nlong,1,,\n,,\nmore,2,x\n\"open,3\nlast,4\n";
    trial_read(&t, "folder/x.csv", text, strlen(text));
    assert_true(str_is(shape(&t), "x.csv 3: name text key, n int"));
    assert_int_equal(found(&t, "rows with fewer values than columns"), 1);
    assert_int_equal(found(&t, "rows without any value, passed over"), 1);
    assert_int_equal(t.count.left_out, 2);
    assert_true(str_is(buf_str(&t.rejected), "more,2,x\n\"open,3\n"));
    StrBuf told;
    buf_init(&told, &t.arena);
    diags_render(&told, &t.diags);
    buf_char(&told, '\0');
    assert_non_null(strstr(told.p, "folder/x.csv:5:8: error: there are 2 columns, and this is "
                                   "value 3: \"x\""));
    assert_non_null(strstr(told.p, "folder/x.csv:6:1: error: the value of 'name' opens a quote"));
    trial_free(&t);
}

static void test_strict(void **state) {
    Trial t;
    (void)state;
    const char *text = "a,b\n1,2,3\n1,2,3\n";
    trial_read(&t, "x.csv", text, strlen(text));
    assert_int_equal(t.diags.count, 2);
    t.how.strict = true;
    diags_init(&t.diags, &t.arena);
    rows_read(&t.job, &t.text, &t.arena);
    assert_int_equal(t.diags.count, 1);
    trial_free(&t);
}

// ---- bytes ----------------------------------------------------------------------------------

static void check_encoding(const char *p, size_t n, const char *encoding, const char *value) {
    Trial t;
    trial_read(&t, "x.csv", p, n);
    assert_true(str_is(t.rows->encoding, encoding));
    const RowsTable *table = &t.rows->tables[0];
    assert_int_equal(table->nrows, 1);
    RowsPlace at = rows_value_place(t.rows, &t.arena, table, 0, &table->columns[0]);
    Str s = {t.rows->text + at.at, at.n};
    if (!str_is(s, value)) fail_msg("%.*s instead of %s", STR_FMT(s), value);
    trial_free(&t);
}

#define BYTES(literal) literal, sizeof(literal) - 1

static void test_encodings(void **state) {
    (void)state;
    check_encoding(BYTES("name\nÉva\n"), "UTF-8", "Éva");
    check_encoding(BYTES("\xEF\xBB\xBFname\nÉva\n"), "UTF-8", "Éva");
    check_encoding(BYTES("name\n\xC9va \x80 \x93x\x94\n"), "Windows-1252", "Éva € “x”");
    check_encoding(BYTES("name\nÉÉ\xFF\n"), "UTF-8", "ÉÉ\xEF\xBF\xBD"); // one byte is broken
    check_encoding(BYTES("\xFF\xFEn\0a\0m\0e\0\n\0\xC9\0v\0a\0"), "UTF-16LE", "Éva");
    check_encoding(BYTES("\xFE\xFF\0n\0a\0m\0e\0\n\0\xC9\0v\0a"), "UTF-16BE", "Éva");
    check_encoding(BYTES("n\0a\0m\0e\0\n\0x\0"), "UTF-16LE", "x");
    check_encoding(BYTES("\0n\0a\0m\0e\0\n\0x"), "UTF-16BE", "x");
    check_encoding(BYTES("\xFE\xFF\0n\0a\0m\0e\0\n\xD8\x3D\xDE\x00"), "UTF-16BE",
                   "\xF0\x9F\x98\x80");
    check_encoding(BYTES("\xFE\xFF\0n\0a\0m\0e\0\n\xD8\x3D\0x"), "UTF-16BE", "\xEF\xBF\xBDx");
}

static void test_places(void **state) {
    Trial t;
    (void)state;
    const char *text = "a,b\n\"x\ny\",\"1\n2\"\nz,3\n";
    trial_read(&t, "x.csv", text, strlen(text));
    const RowsTable *table = rows_table(t.rows, STR("any/x.csv"));
    assert_non_null(table);
    assert_null(rows_table(t.rows, STR("y.csv")));
    const RowsColumn *b = rows_column(table, STR("b"));
    RowsPlace at = rows_value_place(t.rows, &t.arena, table, 0, b);
    assert_int_equal(at.line, 3);
    assert_memory_equal(text + at.at, "1\n2", 3);
    at = rows_value_place(t.rows, &t.arena, table, 1, b);
    assert_int_equal(at.line, 5);
    assert_memory_equal(text + at.at, "3", 1);
    trial_free(&t);
}

// ---- JSON -----------------------------------------------------------------------------------

static void test_json(void **state) {
    static const Case cases[] = {
        {"x.json", "[{\"a\": 1, \"b\": {\"c\": \"u\", \"d\": null}}, {\"a\": 2.5}]",
         "x.json 2: a real key, b_c text, b_d text"},
        {"x.jsonl", "{\"a\": \"1\"}\n\n{\"a\": 2}\n", "x.jsonl 2: a int key"},
        {"x.json", "{\"rows\": [{\"a\": true}]}", "x.json 1: a truth key"},
        {"x.json", "{\"count\": 1, \"rows\": [{\"a\": \"x\"}]}", "x.json 1: a text key"},
        {"x.json", "{\"name\": \"N\", \"works\": [{\"a\": \"x\"}]}",
         "x.json 1: name text key; x.json#works 1: a text key"},
        {"x.json", "{\"p\": [{\"a\": 1}], \"q\": [{\"b\": 1, \"r\": [{\"c\": 1}]}]}",
         "x.json#p 1: a int key; x.json#q 1: b int key; x.json#q.r 1: c int key"},
        {"x.json", "[{\"t\": [\"u\", \"v\"]}, {\"t\": \"w\"}]", "x.json 2: t text list"},
        {"x.json", "[{\"t\": [{\"u\": 1}, 5]}, {\"t\": {\"u\": 2}}, {\"t\": []}, {\"t\": [[]]}]",
         "x.json 4:; x.json#t 3: value int, u int"},
        {"x.json", "[{\"a\": [{\"b\": {\"c\": [{\"d\": 1}]}}]}]",
         "x.json 1:; x.json#a 1:; x.json#a.b.c 1: d int key"},
    };
    (void)state;
    CHECK_ALL(cases);
}

// Dictionaries of records: by their shape, at the top or in the outermost record.
static void test_json_keyed(void **state) {
    static const Case cases[] = {
        {"x.json", "{\"Q1\": {\"n\": \"a\"}, \"Q2\": {\"n\": \"b\"}}",
         "x.json 2: key text key, n text key"},
        {"x.json", "{\"7\": {\"n\": \"a\", \"m\": 1}, \"8\": {\"n\": \"a\"}}",
         "x.json 2: key int key, n text, m int"},
        {"x.json", "{\"Q1\": {\"key\": \"u\", \"key_id\": 1}, \"Q2\": {\"key\": \"u\"}}",
         "x.json 2: key_2_id text key, key text, key_id int"},
        {"x.json", "{\"Q1\": {\"n\": \"a\"}, \"Q1\": {\"n\": \"b\"}}",
         "x.json 2: key text, n text key"},
        // two records that have nothing in common, a single one, and one beside a text are members
        {"x.json",
         "{\"bio\": {\"born\": 1900, \"sex\": \"f\"}, \"home\": {\"town\": \"u\", \"no\": 3}}",
         "x.json 1: bio_born int key year, bio_sex text key, home_town text key, home_no int key"},
        {"x.json", "{\"Q1\": {\"n\": \"a\"}}", "x.json 1: q1_n text key"},
        {"x.json", "{\"v\": \"1\", \"a\": {\"n\": 1}, \"b\": {\"n\": 2}}",
         "x.json 1: v int key, a_n int key, b_n int key"},
        // many need nothing in common
        {"x.json",
         "{\"a\": {\"h\": 1}, \"b\": {\"i\": 1}, \"c\": {\"j\": 1}, \"d\": {\"k\": 1},"
         " \"e\": {}, \"f\": {\"l\": 1}, \"g\": {\"m\": 1}, \"h\": {\"n\": 1}}",
         "x.json 8: key text key, h int, i int, j int, k int, l int, m int, n int"},
        // members of the outermost record
        {"x.json",
         "{\"v\": 1, \"p\": {\"Q1\": {\"n\": 1}, \"Q2\": {\"n\": 2}}, \"q\": [{\"b\": 1}]}",
         "x.json#p 2: key text key, n int key; x.json#q 1: b int key"},
        {"x.json",
         "{\"p\": {\"1\": {\"n\": 1}, \"2\": {\"n\": 2}}, \"q\": {\"1\": {\"m\": 1}, \"2\": "
         "{\"m\": 2}}}",
         "x.json#p 2: key int key, n int key; x.json#q 2: key int key, m int key"},
        {"x.json", "{\"p\": {\"Q1\": {\"n\": 1}, \"Q2\": {\"n\": 2}}}",
         "x.json 2: key text key, n int key"},
        // a record that has a name is one, whatever it holds
        {"x.json", "{\"name\": \"N\", \"p\": {\"Q1\": {\"n\": 1}, \"Q2\": {\"n\": 2}}}",
         "x.json 1: name text key, p_q1_n int key, p_q2_n int key"},
    };
    (void)state;
    CHECK_ALL(cases);
}

static void test_json_keyed_faults(void **state) {
    Trial t;
    (void)state;
    const char *text = "{\"Q1\": {\"n\": \"a\"}, \"Q2\": {\"n\": \"b\"}, \"Q3\": 4}";
    trial_read(&t, "people.json", text, strlen(text));
    assert_true(str_is(shape(&t), "people.json 1: q1_n text key, q2_n text key, q3 int key"));
    trial_free(&t);
    text = "{\"Q1\": {\"n\": \"a\"}, \"Q2\": {\"n\": \"b\"}, \"Q3\": {]}";
    trial_read(&t, "people.json", text, strlen(text));
    assert_true(str_is(shape(&t), "people.json 2: key text key, n text key"));
    assert_int_equal(t.diags.count, 1);
    assert_true(str_is(buf_str(&t.rejected), ", \"Q3\": {]}\n"));
    assert_string_equal(t.count.findings->what,
                        "records under names, which are their column 'key'");
    assert_int_equal(t.count.findings->many, 2);
    trial_free(&t);
}

static void test_json_links(void **state) {
    Trial t;
    (void)state;
    const char *text =
        "[{\"n\": \"a\", \"terms\": [{\"k\": 1}, {\"k\": 2}]}, {\"terms\": {\"k\": 3}}]";
    trial_read(&t, "people.json", text, strlen(text));
    const RowsTable *terms = rows_table(t.rows, STR("people.json#terms"));
    assert_non_null(terms);
    assert_int_equal(terms->nrows, 3);
    assert_int_equal(terms->parent, 0);
    const Field *link = &t.rows->schema->kinds[terms->kind]->fields[terms->link];
    assert_true(str_is(link->name, "person"));
    assert_true(str_is(link->inverse, "terms"));
    assert_memory_equal(text + terms->places[1].at, "{\"k\": 2}", terms->places[1].n);
    assert_non_null(rows_column(&t.rows->tables[0], STR("n")));
    trial_free(&t);
}

static void test_json_faults(void **state) {
    Trial t;
    (void)state;
    const char *lines = "{\"a\": 1}\n{\"a\": 2,}\n[3]\n{\"a\": 4}\n";
    trial_read(&t, "x.jsonl", lines, strlen(lines));
    assert_true(str_is(shape(&t), "x.jsonl 2: a int key"));
    assert_int_equal(t.diags.count, 2);
    assert_int_equal(t.count.left_out, 2);
    assert_true(str_is(buf_str(&t.rejected), "{\"a\": 2,}\n[3]\n"));
    trial_free(&t);
    const char *whole = "[{\"a\": 1}, 7, {\"a\": }, {\"a\": 3}]";
    trial_read(&t, "x.json", whole, strlen(whole));
    assert_true(str_is(shape(&t), "x.json 1: a int key"));
    assert_int_equal(t.diags.count, 2);
    assert_true(str_is(buf_str(&t.rejected), "7\n, {\"a\": }, {\"a\": 3}]\n"));
    trial_free(&t);
}

// ---- dates ----------------------------------------------------------------------------------

static void test_dates(void **state) {
    static const struct {
        const char *text, *date; // "": not recorded; NULL: none
    } cases[] = {{"1873-00-00", "1873"},
                 {"1873-04-00", "1873-04"},
                 {"0000-00-00", ""},
                 {" ", ""},
                 {"0000-00-05", NULL},
                 {"1873-04-31", NULL},
                 {"19??", "19XX"},
                 {"190?", "190X"},
                 {" 1901-02-03 ", "1901-02-03"},
                 {"current", NULL},
                 {"1904/1907", "1904/1907"}};
    Guard guard = {.status = ST_OK};
    Arena arena;
    (void)state;
    arena_init(&arena, &alloc_system, NULL, &guard);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Date d;
        RowsDate what = rows_date(&arena, NULL, str_of(cases[i].text), &d);
        RowsDate expected = !cases[i].date    ? ROWS_NO_DATE
                            : !*cases[i].date ? ROWS_NOT_RECORDED
                                              : ROWS_A_DATE;
        if (what != expected) fail_msg("%s", cases[i].text);
        if (what != ROWS_A_DATE) continue;
        Str s = date_string(&arena, &d, date_write);
        if (!str_is(s, cases[i].date)) fail_msg("%s: %.*s", cases[i].text, STR_FMT(s));
    }
    arena_free(&arena);
}

// How many are known to the day: of those that could be one of two, others of the column tell.
static void test_order(void **state) {
    static const struct {
        const char *text;
        bool day_first, month_first;
        RowsType type;
    } cases[] = {{"d\n12/31/1999\n03/04/1999\n", false, true, ROWS_DATE},
                 {"d\n31/12/1999\n03/04/1999\n", true, false, ROWS_DATE},
                 {"d\n01/02/1999\n03/04/1999\n", false, false, ROWS_DATE},
                 {"d\n12/31/1999\n31/12/1999\n", false, false, ROWS_DATE},
                 {"d\n12/31/1999\n03/04/1999\n2/30/1900\nfoo\n", false, true, ROWS_TEXT},
                 {"d\nfoo\n31/12/1999\n", true, false, ROWS_TEXT}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Trial t;
        trial_read(&t, "x.csv", cases[i].text, strlen(cases[i].text));
        const RowsColumn *c = &t.rows->tables[0].columns[0];
        assert_int_equal(c->type, cases[i].type);
        assert_int_equal(c->day_first, cases[i].day_first);
        assert_int_equal(c->month_first, cases[i].month_first);
        trial_free(&t);
    }
}

static void test_dates_told(void **state) {
    Trial t;
    (void)state;
    const char *text = "d\n1873-00-00\n0000-00-00\n-\n1901-02-00\n1901-02-03\n";
    trial_read(&t, "x.csv", text, strlen(text));
    assert_int_equal(found(&t, "dates such as 1873-00-00, taken as the year or the month"), 2);
    assert_int_equal(found(&t, "dates such as 0000-00-00, taken as not recorded"), 1);
    assert_int_equal(
        found(&t, "values such as NA or - among numbers or dates, taken as not recorded"), 1);
    trial_free(&t);
}

// ---- guesses --------------------------------------------------------------------------------

// The mapping that is guessed, which must be one in the language.
static Str guessed(Trial *t, Fixture *f) {
    fixture_init(f);
    fixture_schema(f, NULL);
    Str text = guess_mapping(&t->arena, t->rows, &f->schema);
    Str copy = str_dup(&f->arena, text);
    Program *p = fixture_parse(f, "guess", copy.p);
    if (p) schema_declare(&f->schema, p, &f->diags);
    schema_finish(&f->schema, &f->diags);
    if (f->diags.count) fail_msg("%s\n%s", copy.p, fixture_errors(f));
    return copy;
}

static const struct {
    const char *name, *text, *mapping;
} guesses[] = {
    {"legislators.csv", "last_name,first_name,birthday,party,key\nB,A,1901,x,k\nD,C,1902-03,,l\n",
     "# legislators.csv: people, as it has 'first_name' and 'last_name'\n"
     "map person from \"legislators.csv\" {\n"
     "  id: key,\n  name: first_name + \" \" + last_name,\n  born: birthday,\n  party: party\n}\n"},
    {"x.csv", "first,last,empty\nA,B,\n,C,\nD,,\n",
     "# x.csv: people, as it has 'first' and 'last'\n# no row has a value of empty\n"
     "map person from \"x.csv\" {\n"
     "  name: first + \" \" + last ?? first ?? last\n}\n"},
    {"composers.tsv", "id\tname\tborn\tbirth place\n1\tA\t1685\tE\n2\tB\t1756\tS\n",
     "# composers.tsv: people, as it has 'name' and 'born'\n"
     "map person from \"composers.tsv\" {\n  id: \"composer-\" + text(id),\n  name: name,\n"
     "  born: born,\n  birthplace: birth_place\n}\n"},
    {"people.json", "{\"Q1\": {\"name\": \"A\"}, \"Q2\": {\"name\": \"B\", \"key\": 1}}",
     "# people.json: people, as its name says so\nmap person from \"people.json\" {\n"
     "  id: key_id,\n  name: name,\n  key: key\n}\n"},
    {"towns.csv", "name,latitude,lng,pop\nA,1.5,2,10\n",
     "# towns.csv: places, as its name says so\nmap place from \"towns.csv\" {\n  name: name,\n"
     "  lat: latitude,\n  lon: lng,\n  pop: pop\n}\n"},
    {"x.csv", "headline,body,pub_date,author,page\nA,B,1901-02-03,C,4\n",
     "# x.csv: articles, as it has 'headline' and 'body'\nmap article from \"x.csv\" {\n"
     "  title: headline,\n  text: body,\n  date: pub_date,\n  author: author,\n"
     "  page: text(page)\n}\n"},
    {"visits.csv",
     "start-date,end-date,visitor,description\n1874-12-12,1874-12-23,K,x\n"
     "1875-01-02,,L,y\n",
     "# visits.csv: events, as it has 'start-date' and 'description'\n"
     "map event from \"visits.csv\" {\n  note: description,\n"
     "  date: (start_date..end_date) ?? start_date,\n  title: visitor,\n  type: \"visit\"\n}\n"},
    {"ships.csv", "name,tons,launched,in\nA,10,1901-02,yes\n",
     "# ships.csv: ships, a new kind\n"
     "kind ship as ships {\n  name: text,\n  tons: int,\n  launched: date,\n  in_: truth\n}\n"
     "map ship from \"ships.csv\" {\n  name: name,\n  tons: tons,\n  launched: launched,\n"
     "  in_: in_\n}\n"},
    {"map.csv", "a\nx\n",
     "# map.csv: map_rows, a new kind\nkind map_row as map_rows {\n  a: text\n}\n"
     "map map_row from \"map.csv\" {\n  a: a\n}\n"},
    {"executive.json",
     "[{\"name\": {\"first\": \"A\", \"last\": \"B\"}, \"terms\": [{\"start\": "
     "\"1789-04-30\", \"end\": \"1793-03-04\", \"how\": \"x\"}]}]",
     "# executive.json: people, as it has 'name.first' and 'name.last'\n"
     "map person from \"executive.json\" {\n  name: name_first + \" \" + name_last\n}\n"
     "# executive.json#terms: terms, a new kind\n"
     "kind term as terms {\n  executive: person inverse terms,\n  date: date,\n  how: text\n}\n"
     "map term from \"executive.json#terms\" {\n  executive: executive,\n  date: start..end,\n"
     "  how: how\n}\n"},
    {"issues.csv", "volume,number,colour\n1,2,red\n",
     "# issues.csv: issues, as its name says so\nmap issue from \"issues.csv\" {\n"
     "  volume: volume,\n  number: number,\n  colour: colour\n}\n"},
    {"leute.csv", "Nr;Name;Vorname;geboren;gestorben;Ort\n1;H;A;12.3.1880;1950;W\n2;M;K;1890;x;G\n",
     "# leute.csv: people, as its name says so\nmap person from \"leute.csv\" {\n"
     "  name: Vorname + \" \" + Name,\n  born: geboren,\n  died: gestorben,\n  nr: Nr,\n"
     "  ort: Ort\n}\n"},
    {"x.csv", "Name;Geburtsdatum;Sterbedatum\nH;12.3.1880;1950\n",
     "# x.csv: people, as it has 'Name' and 'Geburtsdatum'\nmap person from \"x.csv\" {\n"
     "  name: Name,\n  born: Geburtsdatum,\n  died: Sterbedatum\n}\n"},
    {"x.csv", "nom;prénom;né;mort;lieu de naissance\nD;M;1880;1950;P\n",
     "# x.csv: people, as it has 'prénom' and 'nom'\nmap person from \"x.csv\" {\n"
     "  name: `prénom` + \" \" + nom,\n  born: `né`,\n  died: mort,\n"
     "  birthplace: lieu_de_naissance\n}\n"},
    {"x.csv", "Titel;Datum;Ort;Text\nA;3.4.1901;W;b\n",
     "# x.csv: articles, as it has 'Titel' and 'Text'\nmap article from \"x.csv\" {\n"
     "  title: Titel,\n  text: Text,\n  date: Datum,\n  place: Ort\n}\n"},
    {"x.csv", "Ort;Breite;Länge\nW;48.2;16.3\n",
     "# x.csv: places, as it has 'Breite' and 'Länge'\nmap place from \"x.csv\" {\n"
     "  name: Ort,\n  lat: Breite,\n  lon: `länge`\n}\n"},
    {"waage.csv", "farbe\nrot\n",
     "# waage.csv: waage, a new kind\nkind waage_row as waage {\n  farbe: text\n}\n"
     "map waage_row from \"waage.csv\" {\n  farbe: farbe\n}\n"},
    {"nothing.csv", "", ""},
};

static void test_guesses(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof guesses / sizeof *guesses; i++) {
        Trial t;
        Fixture f;
        trial_read(&t, guesses[i].name, guesses[i].text, strlen(guesses[i].text));
        Str m = guessed(&t, &f);
        if (!str_is(m, guesses[i].mapping)) fail_msg("%.*s\n%s", STR_FMT(m), guesses[i].mapping);
        fixture_free(&f);
        trial_free(&t);
    }
}

// ---- real files -----------------------------------------------------------------------------

static const struct {
    const char *path;
    const char *tables;  // "from rows; …"
    const char *mapping; // a part of it
} real[] = {
    {"congress-legislators/legislators-historical.csv", "legislators-historical.csv 12230",
     "map person from"},
    {"congress-legislators/executive.json", "executive.json 80; executive.json#terms 131",
     "executive: person inverse terms"},
    {"nobel-laureates/laureates.json",
     "laureates.json 968; laureates.json#prizes 975; laureates.json#prizes.affiliations 789",
     "birthplace: bornCity"},
    {"history-at-state/visits.csv", "visits.csv 3264", "date: start_date..end_date"},
    {"history-at-state/president-travels.jsonl", "president-travels.jsonl 832",
     "date: start_date..end_date"},
    {"chronam-1916-01/titles.csv", "titles.csv 89", "map publication from"},
};

// The bytes of a file, the caller's to free; NULL: it is not there.
static char *bytes_of(const char *path, size_t *n) {
    char name[200];
    (void)snprintf(name, sizeof name, "../shared/corpora/%s", path);
    FILE *f = fopen(name, "rb");
    if (!f) return NULL;
    size_t room = 1 << 21;
    char *p = malloc(room);
    assert_non_null(p);
    *n = fread(p, 1, room, f);
    assert_true(*n < room);
    (void)fclose(f);
    return p;
}

static void check_real(size_t i, const char *p, size_t n) {
    Trial t;
    Fixture f;
    StrBuf tables;
    trial_read(&t, real[i].path, p, n);
    assert_int_equal(t.diags.count, 0);
    assert_int_equal(t.count.left_out, 0);
    buf_init(&tables, &t.arena);
    for (uint32_t k = 0; k < t.rows->ntables; k++)
        buf_printf(&tables, "%s%.*s %u", k ? "; " : "", STR_FMT(t.rows->tables[k].from),
                   t.rows->tables[k].nrows);
    if (!str_is(buf_str(&tables), real[i].tables)) fail_msg("%.*s", STR_FMT(buf_str(&tables)));
    Str m = guessed(&t, &f);
    assert_non_null(strstr(m.p, real[i].mapping));
    fixture_free(&f);
    trial_free(&t);
}

static void test_real(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof real / sizeof *real; i++) {
        size_t n = 0;
        char *p = bytes_of(real[i].path, &n);
        if (!p) {
            print_message("skipped: ../shared/corpora/%s is not there\n", real[i].path);
            continue;
        }
        check_real(i, p, n);
        free(p);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_types),
        cmocka_unit_test(test_header),
        cmocka_unit_test(test_ragged),
        cmocka_unit_test(test_strict),
        cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_json_keyed),
        cmocka_unit_test(test_json_keyed_faults),
        cmocka_unit_test(test_json_links),
        cmocka_unit_test(test_json_faults),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_dates_told),
        cmocka_unit_test(test_guesses),
        cmocka_unit_test(test_real),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
