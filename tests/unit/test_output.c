// Whole results in the formats for programs: every type in each, quoting, streaming, a sink that
// fails. What is expected was written by hand; csv and JSON are read back by readers of this file's
// own that accept nothing beyond RFC 4180 and RFC 8259.
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "tests/support/sheet.h"

static void is_written(const char *format, const char *want) {
    same_text(sheet_format(&sheet, format), want);
}

// --- every type -------------------------------------------------------------------------------

static void add_record(void) {
    Arena *a = &sheet.f.arena;
    TypeField *fields = ARENA_ARRAY(a, TypeField, 2);
    fields[0] = (TypeField){STR("a"), &type_int};
    fields[1] = (TypeField){STR("b"), &type_text};
    Vec *v = vec_missing_of(a, type_record(a, fields, 2)), *there = vec_new(a, v->type, 2, false);
    there->valid = arena_zero(a, 2);
    there->valid[0] = 1;
    there->fields[0] = sheet_vec(&sheet, &type_int, 2, WORDS("1", "-"));
    there->fields[1] = sheet_vec(&sheet, &type_text, 2, WORDS("x|y", "-"));
    sheet_add_vec(&sheet, "pair", "{a: int, b: text}", there);
    sheet_add_vec(&sheet, "nothing", "null", vec_missing_of(a, &type_null));
}

static void add_every_type(void) {
    Arena *a = &sheet.f.arena;
    sheet_add(&sheet, "name", "text", &type_text, WORDS("Kerensky, A.", "-"));
    sheet_add(&sheet, "n", "int", &type_int, WORDS("12", "-"));
    sheet_add(&sheet, "share", "real", &type_real, WORDS("0.5", "-"));
    sheet_add(&sheet, "sure", "truth", &type_truth, WORDS("yes", "-"));
    sheet_add(&sheet, "born", "moment", &type_date, WORDS("-0043", "-"));
    sheet_add(&sheet, "age", "duration", &type_duration, WORDS("1870 1924", "-"));
    sheet_add(&sheet, "of", "entity", &type_entity, WORDS("lenin", "-"));
    sheet_add(&sheet, "who", "[person]", type_list(a, &type_entity), WORDS("lenin|unnamed", ""));
    sheet_add(&sheet, "also", "[text]", type_list(a, &type_text), WORDS("a|b, c", ""));
    add_record();
}

static void every_type(void **state) {
    (void)state;
    add_every_type();
    is_written("csv", "name,n,share,sure,born,age,of,who,also,pair,nothing\r\n"
                      "\"Kerensky, A.\",12,0.5,true,-0043,P53Y/P54Y,lenin,lenin; unnamed,"
                      "\"a; b, c\",\"a: 1, b: x|y\",\r\n"
                      ",,,,,,,,,,\r\n");
    is_written("tsv", "name\tn\tshare\tsure\tborn\tage\tof\twho\talso\tpair\tnothing\r\n"
                      "Kerensky, A.\t12\t0.5\ttrue\t-0043\tP53Y/P54Y\tlenin\tlenin; unnamed\t"
                      "a; b, c\ta: 1, b: x|y\t\r\n"
                      "\t\t\t\t\t\t\t\t\t\t\r\n");
    static const char first[] =
        "{\"name\":\"Kerensky, A.\",\"n\":12,\"share\":0.5,\"sure\":true,\"born\":\"-0043\","
        "\"age\":\"P53Y/P54Y\",\"of\":\"lenin\",\"who\":[\"lenin\",\"unnamed\"],"
        "\"also\":[\"a\",\"b, c\"],\"pair\":{\"a\":1,\"b\":\"x|y\"},\"nothing\":null}";
    static const char second[] = "{\"name\":null,\"n\":null,\"share\":null,\"sure\":null,"
                                 "\"born\":null,\"age\":null,\"of\":null,\"who\":[],\"also\":[],"
                                 "\"pair\":null,\"nothing\":null}";
    char want[1024];
    snprintf(want, sizeof want, "[%s,\n %s]\n", first, second);
    is_written("json", want);
    snprintf(want, sizeof want, "%s\n%s\n", first, second);
    is_written("jsonl", want);
    is_written("markdown",
               "| name | n | share | sure | born | age | of | who | also | pair | nothing |\n"
               "| --- | ---: | ---: | --- | --- | ---: | --- | --- | --- | --- | --- |\n"
               "| Kerensky, A. | 12 | 0.5 | yes | 44 BCE | 53–54 years | Lenin | Lenin, unnamed |"
               " a, b, c | a: 1, b: x\\|y | ∅ |\n"
               "| ∅ | ∅ | ∅ | unknown | ∅ | ∅ | ∅ |  |  | ∅ | ∅ |\n");
}

static void no_rows(void **state) {
    (void)state;
    add_every_type();
    sheet.nrows = 0;
    is_written("csv", "name,n,share,sure,born,age,of,who,also,pair,nothing\r\n");
    is_written("tsv", "name\tn\tshare\tsure\tborn\tage\tof\twho\talso\tpair\tnothing\r\n");
    is_written("json", "[]\n");
    is_written("jsonl", "");
    is_written("markdown",
               "| name | n | share | sure | born | age | of | who | also | pair | nothing |\n"
               "| --- | ---: | ---: | --- | --- | ---: | --- | --- | --- | --- | --- |\n");
}

// --- quoting ----------------------------------------------------------------------------------

static void add_signs(void) {
    sheet_add(&sheet, "a \"b\"", "text", &type_text,
              WORDS("say \"hm\"", "a\nb", "a\rb", " before", "after\t", "in side", "a;b'c|d", "-",
                    "\\t\t\\"));
    sheet_add(&sheet, "x,\ty", "text", &type_text,
              WORDS("1", "2", "3", "4", "5", "6", "7", "-", "9"));
}

static void quotes(void **state) {
    (void)state;
    add_signs();
    is_written("csv", "\"a \"\"b\"\"\",\"x,\ty\"\r\n"
                      "\"say \"\"hm\"\"\",1\r\n"
                      "\"a\nb\",2\r\n"
                      "\"a\rb\",3\r\n"
                      "\" before\",4\r\n"
                      "\"after\t\",5\r\n"
                      "in side,6\r\n"
                      "a;b'c|d,7\r\n"
                      ",\r\n"
                      "\\t\t\\,9\r\n");
    is_written("tsv", "\"a \"\"b\"\"\"\t\"x,\ty\"\r\n"
                      "\"say \"\"hm\"\"\"\t1\r\n"
                      "\"a\nb\"\t2\r\n"
                      "\"a\rb\"\t3\r\n"
                      "\" before\"\t4\r\n"
                      "\"after\t\"\t5\r\n"
                      "in side\t6\r\n"
                      "a;b'c|d\t7\r\n"
                      "\t\r\n"
                      "\"\\t\t\\\"\t9\r\n");
}

// None of the options is for a format that programs read.
static void options_are_for_tables(void **state) {
    (void)state;
    add_signs();
    OutOptions o = {STR("jsonl"), .color = true, .width = 5, .max_rows = 1, .types = true};
    same_text(sheet_write(&sheet, o, ST_OK),
              "{\"a \\\"b\\\"\":\"say \\\"hm\\\"\",\"x,\\ty\":\"1\"}\n"
              "{\"a \\\"b\\\"\":\"a\\nb\",\"x,\\ty\":\"2\"}\n"
              "{\"a \\\"b\\\"\":\"a\\rb\",\"x,\\ty\":\"3\"}\n"
              "{\"a \\\"b\\\"\":\" before\",\"x,\\ty\":\"4\"}\n"
              "{\"a \\\"b\\\"\":\"after\\t\",\"x,\\ty\":\"5\"}\n"
              "{\"a \\\"b\\\"\":\"in side\",\"x,\\ty\":\"6\"}\n"
              "{\"a \\\"b\\\"\":\"a;b'c|d\",\"x,\\ty\":\"7\"}\n"
              "{\"a \\\"b\\\"\":null,\"x,\\ty\":null}\n"
              "{\"a \\\"b\\\"\":\"\\\\t\\t\\\\\",\"x,\\ty\":\"9\"}\n");
}

// To many readers an empty line is no row at all.
static void lone_empty_cells(void **state) {
    (void)state;
    sheet_add(&sheet, "a", "text", &type_text, WORDS("-", "x", "-"));
    is_written("csv", "a\r\n\"\"\r\nx\r\n\"\"\r\n");
    is_written("tsv", "a\r\n\"\"\r\nx\r\n\"\"\r\n");
}

static void markdown_means_nothing(void **state) {
    (void)state;
    sheet_add(&sheet, "a|b", "text", &type_text,
              WORDS("*x* _y_ `z` [l](u) <b> &amp; ~~s~~ $m$", "one\ntwo\n", "a\\|b\\", "\x1b[2J"));
    is_written("markdown",
               "| a\\|b |\n"
               "| --- |\n"
               "| \\*x\\* \\_y\\_ \\`z\\` \\[l\\](u) \\<b> \\&amp; \\~\\~s\\~\\~ \\$m\\$ |\n"
               "| one<br>two<br> |\n"
               "| a\\\\\\|b\\\\ |\n"
               "| \\\\x1b\\[2J |\n");
}

// --- streaming --------------------------------------------------------------------------------

static void formats_by_name(void **state) {
    (void)state;
    const char *const wrong[] = {"", "CSV", "csv ", "tabl", "tables", "HTML"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        OutOptions o = {.format = str_of(wrong[i])};
        assert_null(writer_new(&sheet.run.keep, &sheet.run, NULL, 0, o, NULL, NULL));
    }
    const char *const right[] = {"table",     "csv",      "tsv",     "json", "jsonl",  "markdown",
                                 "html",      "latex",    "list",    "kwic", "bar",    "histogram",
                                 "sparkline", "timeline", "geojson", "ical", "bibtex", "csl",
                                 "graphml",   "dot",      "tei"};
    enum { RIGHT = sizeof right / sizeof *right };
    for (size_t i = 0; i < RIGHT; i++) assert_string_equal(writer_formats[i], right[i]);
    assert_null(writer_formats[RIGHT]);
}

// A chart is drawn of what it can draw: the last column.
static void charts_by_type(void **state) {
    (void)state;
    const Type *const types[] = {&type_text, &type_int, &type_date, &type_duration, &type_truth};
    const bool drawn[][5] = {{false, true, false, true, false}, {false, true, true, true, false}};
    for (uint32_t i = 0; i < 5; i++) {
        OutColumn column = {STR("a"), types[i], STR("")};
        OutOptions bar = {.format = STR("bar")}, bins = {.format = STR("histogram")};
        Arena *a = &sheet.run.keep;
        assert_int_equal(writer_new(a, &sheet.run, &column, 1, bar, NULL, NULL) != NULL,
                         drawn[0][i]);
        assert_int_equal(writer_new(a, &sheet.run, &column, 1, bins, NULL, NULL) != NULL,
                         drawn[1][i]);
    }
}

enum { WHOLE = 9 }; // formats that show all columns: the first of writer_formats

static void add_many(uint32_t n) {
    Vec *numbers = vec_new(&sheet.f.arena, &type_int, n, false);
    Vec *texts = vec_new(&sheet.f.arena, &type_text, n, false);
    const uint32_t words[] = {run_intern(&sheet.run, STR("a \"quoted\" word, and more")), 0,
                              run_intern(&sheet.run, STR("plain"))};
    for (uint32_t i = 0; i < n; i++) {
        numbers->d.i64[i] = (int64_t)i * i;
        texts->d.u32[i] = words[i % 3];
    }
    sheet_add_vec(&sheet, "n", "int", numbers);
    sheet_add_vec(&sheet, "word", "text", texts);
    sheet.nrows = n;
}

static void batches_change_nothing(void **state) {
    (void)state;
    add_many(2000);
    for (uint32_t f = 0; f < WHOLE; f++) {
        sheet.batch = 0;
        Str whole = sheet_format(&sheet, writer_formats[f]);
        assert_true(whole.n > 30000);
        for (sheet.batch = 1; sheet.batch < 2000; sheet.batch *= 7)
            assert_true(str_eq(sheet_format(&sheet, writer_formats[f]), whole));
    }
}

// Not a piece for every row, nor all in one; a refused piece is the last.
static void pieces(void **state) {
    (void)state;
    add_many(4096);
    for (uint32_t round = 0; round < 2; round++)
        sheet_add_vec(&sheet, "again", "text", sheet.vecs[1]);
    for (uint32_t f = 0; f < WHOLE; f++) {
        sheet.fail_at = 0;
        Str whole = sheet_format(&sheet, writer_formats[f]);
        uint32_t all = sheet.pieces;
        assert_true(all >= 2 && whole.n / all >= 16);
        for (sheet.fail_at = 1; sheet.fail_at <= all; sheet.fail_at += all - 1) {
            OutOptions o = {.format = str_of(writer_formats[f])};
            Str part = sheet_write(&sheet, o, ST_IO);
            assert_true(part.n < whole.n && memcmp(part.p, whole.p, part.n) == 0);
            assert_int_equal(sheet.pieces, sheet.fail_at);
        }
    }
}

// --- read back --------------------------------------------------------------------------------

static uint64_t seed = 1957;

static uint32_t chance(uint32_t n) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % n;
}

static uint32_t some_text(void) {
    static const char signs[] = "ab,\"\n\r \t;\\|{}[]:x\x1bn";
    char text[12];
    uint32_t n = chance(8);
    for (uint32_t i = 0; i < n; i++) text[i] = signs[chance(sizeof signs - 1)];
    return n ? run_intern(&sheet.run, (Str){text, n}) : 0;
}

enum { ROWS = 500, COLUMNS = 3 };

static void add_chance(void) {
    for (uint32_t c = 0; c < COLUMNS; c++) {
        Vec *v = vec_new(&sheet.f.arena, &type_text, ROWS, false);
        for (uint32_t i = 0; i < ROWS; i++) v->d.u32[i] = some_text();
        sheet_add_vec(&sheet, c == 0 ? "a" : c == 1 ? "b" : "c", "text", v);
    }
    sheet.nrows = ROWS;
}

static Str text_at(uint32_t row, uint32_t column) {
    return run_text(&sheet.run, sheet.vecs[column]->d.u32[row]);
}

// One field of RFC 4180 at *p, which moves to the sign after it.
static Str read_field(const char **p, const char *end, char separator, char out[64]) {
    uint32_t n = 0;
    bool quoted = *p < end && **p == '"';
    if (quoted) ++*p;
    for (; *p < end; ++*p) {
        if (quoted && **p == '"') {
            if (*p + 1 == end || (*p)[1] != '"') break;
            ++*p;
        } else if (!quoted && (**p == separator || **p == '\r')) {
            break;
        }
        assert_true(quoted || (**p != '"' && **p != '\n'));
        out[n++] = **p;
        assert_true(n < 64);
    }
    if (quoted) assert_true(*p < end && *(*p)++ == '"');
    return (Str){out, n};
}

static void reads_back(const char *format, char separator) {
    add_chance();
    Str s = sheet_format(&sheet, format);
    const char *p = s.p + 7, *end = s.p + s.n; // after "a,b,c" and the line's end
    char out[64];
    for (uint32_t r = 0; r < ROWS; r++)
        for (uint32_t c = 0; c < COLUMNS; c++) {
            assert_true(str_eq(read_field(&p, end, separator, out), text_at(r, c)));
            assert_true(p < end && *p == (c + 1 < COLUMNS ? separator : '\r'));
            if (*p++ == '\r') assert_int_equal(*p++, '\n');
        }
    assert_ptr_equal(p, end);
}

static void csv_reads_back(void **state) {
    (void)state;
    reads_back("csv", ',');
}

static void tsv_reads_back(void **state) {
    (void)state;
    reads_back("tsv", '\t');
}

// A reader of JSON that follows RFC 8259 to the letter and only says whether it is well formed.
static void blanks(const char **p) {
    while (**p == ' ' || **p == '\n' || **p == '\r' || **p == '\t') ++*p;
}

static bool json_string(const char **p) {
    if (*(*p)++ != '"') return false;
    for (; **p != '"'; ++*p) {
        if ((unsigned char)**p < 0x20) return false;
        if (**p != '\\') continue;
        ++*p;
        if (**p == 'u') {
            for (int i = 0; i < 4; i++)
                if (!strchr("0123456789abcdefABCDEF", *++*p) || !**p) return false;
        } else if (!**p || !strchr("\"\\/bfnrt", **p)) {
            return false;
        }
    }
    ++*p;
    return true;
}

static bool digits(const char **p) {
    if (**p < '0' || **p > '9') return false;
    while (**p >= '0' && **p <= '9') ++*p;
    return true;
}

static bool json_number(const char **p) {
    if (**p == '-') ++*p;
    if (**p == '0')
        ++*p;
    else if (!digits(p))
        return false;
    if (**p == '.' && (++*p, !digits(p))) return false;
    if (**p != 'e' && **p != 'E') return true;
    ++*p;
    if (**p == '+' || **p == '-') ++*p;
    return digits(p);
}

static bool json_value(const char **p);

static bool json_members(const char **p, char close, bool keys) {
    ++*p;
    blanks(p);
    if (**p == close) return ++*p, true;
    for (;;) {
        blanks(p);
        if (keys) {
            if (!json_string(p)) return false;
            blanks(p);
            if (*(*p)++ != ':') return false;
        }
        if (!json_value(p)) return false;
        if (**p == close) return ++*p, true;
        if (*(*p)++ != ',') return false;
    }
}

static bool json_value(const char **p) {
    static const char *const words[] = {"true", "false", "null"};
    bool good = false;
    blanks(p);
    if (**p == '{') {
        good = json_members(p, '}', true);
    } else if (**p == '[') {
        good = json_members(p, ']', false);
    } else if (**p == '"') {
        good = json_string(p);
    } else if (**p == '-' || (**p >= '0' && **p <= '9')) {
        good = json_number(p);
    } else {
        for (int i = 0; i < 3 && !good; i++)
            if (strncmp(*p, words[i], strlen(words[i])) == 0) good = true, *p += strlen(words[i]);
    }
    blanks(p);
    return good;
}

static bool is_json(Str s) {
    const char *p = s.p;
    return json_value(&p) && p == s.p + s.n;
}

static void json_is_well_formed(void **state) {
    (void)state;
    const char *const wrong[] = {"",         "[1,]",      "[01]",         "[1.]",  "{\"a\":}",
                                 "[\"\n\"]", "[1 2]",     "[nul]",        "{a:1}", "[+1]",
                                 "[.5]",     "[\"\\x\"]", "[1] 2",        "[-]",   "{\"a\" 1}",
                                 "[1e]",     "[\"a",      "[\"\\u12g4\"]"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(is_json(str_of(wrong[i])));
    assert_true(is_json(STR(" [0, -1.5e+3, {\"a\": [true, null]}, \"\\u00e9\\n\"] \n")));
    add_chance();
    add_many(ROWS);
    Vec *reals = vec_new(&sheet.f.arena, &type_real, ROWS, false);
    for (uint32_t i = 0; i < ROWS; i++)
        reals->d.f64[i] =
            ((double)chance(1u << 30) - 5e8) / (1 + chance(99)) * (i % 2 ? 1e-290 : 1e280);
    sheet_add_vec(&sheet, "real", "real", reals);
    assert_true(is_json(sheet_format(&sheet, "json")));
    Str lines = sheet_format(&sheet, "jsonl");
    uint32_t n = 0;
    for (const char *p = lines.p, *end = p + lines.n; p < end; n++) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        assert_non_null(stop);
        assert_true(is_json(str_dup(&sheet.f.arena, (Str){p, (uint32_t)(stop - p)})));
        p = stop + 1;
    }
    assert_int_equal(n, ROWS);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_sheet, close_sheet)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(every_type),
        TEST(no_rows),
        TEST(quotes),
        TEST(options_are_for_tables),
        TEST(lone_empty_cells),
        TEST(markdown_means_nothing),
        TEST(formats_by_name),
        TEST(charts_by_type),
        TEST(batches_change_nothing),
        TEST(pieces),
        TEST(csv_reads_back),
        TEST(tsv_reads_back),
        TEST(json_is_well_formed),
    };
    return cmocka_run_group_tests_name("output", tests, NULL, NULL);
}
