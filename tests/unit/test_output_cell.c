// Single cells as text: every type in each form. What is expected was written by hand, from
// the table of formats and from RFC 8259.
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "tests/support/sheet.h"

typedef void CellWriter(StrBuf *out, const Run *run, const Vec *v, uint32_t i);

static Str written(CellWriter *cell, const Vec *v, uint32_t i) {
    StrBuf out;
    buf_init(&out, &sheet.f.arena);
    buf_addc(&out, "<"); // cells are appended
    cell(&out, &sheet.run, v, i);
    Str s = buf_str(&out);
    return (Str){s.p + 1, s.n - 1};
}

static void is_cell(const Vec *v, uint32_t i, const char *plain, const char *json,
                    const char *table) {
    same_text(written(cell_plain, v, i), plain);
    same_text(written(cell_json, v, i), json);
    same_text(written(cell_table, v, i), table);
    assert_int_equal(cell_missing(&sheet.run, v, i), strcmp(json, "null") == 0);
}

static void is_word(const Type *t, const char *word, const char *plain, const char *json,
                    const char *table) {
    const char *words[] = {"-", word}; // the second place, so that the place matters
    if (t->tag == TY_LIST) words[0] = "";
    is_cell(sheet_vec(&sheet, t, 2, words), 1, plain, json, table);
}

static void texts(void **state) {
    (void)state;
    const Type *t = &type_text;
    is_word(t, "Lenin", "Lenin", "\"Lenin\"", "Lenin");
    is_word(t, "-", "", "null", "∅");
    is_word(t, "Петроград", "Петроград", "\"Петроград\"", "Петроград");
    is_word(t, "a\nb\r\t\b\f", "a\nb\r\t\b\f", "\"a\\nb\\r\\t\\b\\f\"", "a\\nb\\r\\t\\x08\\x0c");
    is_word(t, "say \"hm\" \\ /", "say \"hm\" \\ /", "\"say \\\"hm\\\" \\\\ /\"",
            "say \"hm\" \\ /");
    is_word(t, "\x1b[2J\x7f\x01", "\x1b[2J\x7f\x01", "\"\\u001b[2J\\u007f\\u0001\"",
            "\\x1b[2J\\x7f\\x01");
    is_word(t, "x\xc2\x9by\u202ez", "x\xc2\x9by\u202ez", "\"x\\u009by\\u202ez\"",
            "x\\u{9b}y\\u{202e}z");
    is_word(t, "a\u2028b\ufeff", "a\u2028b\ufeff", "\"a\\u2028b\\ufeff\"", "a\\u{2028}b\\u{feff}");
    is_word(t, "😀", "😀", "\"😀\"", "😀");
    is_word(t, "\U000e0041", "\U000e0041", "\"\\udb40\\udc41\"", "\\u{e0041}");
}

static void numbers(void **state) {
    (void)state;
    is_word(&type_int, "0", "0", "0", "0");
    is_word(&type_int, "-1917", "-1917", "-1917", "-1917");
    is_word(&type_int, "9223372036854775807", "9223372036854775807", "9223372036854775807",
            "9223372036854775807");
    is_word(&type_int, "-9223372036854775808", "-9223372036854775808", "-9223372036854775808",
            "-9223372036854775808");
    is_word(&type_int, "-", "", "null", "∅");
    is_word(&type_real, "2", "2.0", "2.0", "2.0");
    is_word(&type_real, "0.1", "0.1", "0.1", "0.1");
    is_word(&type_real, "-0.30000000000000004", "-0.30000000000000004", "-0.30000000000000004",
            "-0.30000000000000004");
    is_word(&type_real, "1e300", "1e+300", "1e+300", "1e+300");
    is_word(&type_real, "-", "", "null", "∅");
}

static void truths(void **state) {
    (void)state;
    is_word(&type_truth, "yes", "true", "true", "yes");
    is_word(&type_truth, "no", "false", "false", "no");
    is_word(&type_truth, "-", "", "null", "unknown");
}

static void dates(void **state) {
    (void)state;
    const Type *t = &type_date;
    is_word(t, "1917", "1917", "\"1917\"", "1917");
    is_word(t, "1917-11-08T02:10", "1917-11-08T02:10", "\"1917-11-08T02:10\"", "1917-11-08T02:10");
    is_word(t, "-0043", "-0043", "\"-0043\"", "44 BCE");
    is_word(t, "1917~", "1917~", "\"1917~\"", "c. 1917");
    is_word(t, "1917-11?", "1917-11?", "\"1917-11?\"", "1917-11?");
    is_word(t, "191X", "191X", "\"191X\"", "191X");
    is_word(t, "1904/1907", "1904/1907", "\"1904/1907\"", "1904..1907");
    is_word(t, "1911/..", "1911/..", "\"1911/..\"", "1911..");
    is_word(t, "[1904..1907]", "[1904..1907]", "\"[1904..1907]\"", "[1904..1907]");
    is_word(t, "-", "", "null", "∅");
}

static void durations(void **state) {
    (void)state;
    const Type *t = &type_duration;
    is_word(t, "3 days", "P3D", "\"P3D\"", "3 days");
    is_word(t, "1 year", "P1Y", "\"P1Y\"", "1 year");
    is_word(t, "270 minutes", "PT4H30M", "\"PT4H30M\"", "4 hours 30 minutes");
    is_word(t, "1870 1924", "P53Y/P54Y", "\"P53Y/P54Y\"", "53–54 years");
    is_word(t, "-", "", "null", "∅");
}

static void entities(void **state) {
    (void)state;
    is_word(&type_entity, "lenin", "lenin", "\"lenin\"", "Lenin");
    is_word(&type_entity, "smolny", "smolny", "\"smolny\"", "Smolny, the");
    is_word(&type_entity, "unnamed", "unnamed", "\"unnamed\"", "unnamed");
    is_word(&type_entity, "-", "", "null", "∅");
}

static void lists(void **state) {
    (void)state;
    Arena *a = &sheet.f.arena;
    is_word(type_list(a, &type_text), "a|b c", "a; b c", "[\"a\",\"b c\"]", "a, b c");
    is_word(type_list(a, &type_text), "", "", "[]", "");
    is_word(type_list(a, &type_text), "a|-|b", "a; ; b", "[\"a\",null,\"b\"]", "a, ∅, b");
    is_word(type_list(a, &type_text), "a\x1b", "a\x1b", "[\"a\\u001b\"]", "a\\x1b");
    is_word(type_list(a, &type_int), "1|-2", "1; -2", "[1,-2]", "1, -2");
    is_word(type_list(a, &type_real), "4", "4.0", "[4.0]", "4.0");
    is_word(type_list(a, &type_truth), "yes|no|-", "true; false; ", "[true,false,null]",
            "yes, no, unknown");
    is_word(type_list(a, &type_date), "1917|-0043", "1917; -0043", "[\"1917\",\"-0043\"]",
            "1917, 44 BCE");
    is_word(type_list(a, &type_duration), "2 months", "P2M", "[\"P2M\"]", "2 months");
    is_word(type_list(a, &type_entity), "lenin|unnamed", "lenin; unnamed",
            "[\"lenin\",\"unnamed\"]", "Lenin, unnamed");
}

// {year: int, where: [text]}; two records, the second with nothing in it.
static Vec *records(void) {
    Arena *a = &sheet.f.arena;
    TypeField *fields = ARENA_ARRAY(a, TypeField, 2);
    fields[0] = (TypeField){STR("year"), &type_int};
    fields[1] = (TypeField){STR("in \"x\""), type_list(a, &type_text)};
    Vec *v = vec_new(a, type_record(a, fields, 2), 2, false);
    const char *const years[] = {"1917", "-"}, *const places[] = {"Minsk|Lvov", ""};
    v->fields[0] = sheet_vec(&sheet, fields[0].type, 2, years);
    v->fields[1] = sheet_vec(&sheet, fields[1].type, 2, places);
    return v;
}

static void records_and_nesting(void **state) {
    (void)state;
    Arena *a = &sheet.f.arena;
    Vec *v = records();
    is_cell(v, 0, "year: 1917, in \"x\": [Minsk; Lvov]",
            "{\"year\":1917,\"in \\\"x\\\"\":[\"Minsk\",\"Lvov\"]}",
            "year: 1917, in \"x\": [Minsk, Lvov]");
    is_cell(v, 1, "year: , in \"x\": []", "{\"year\":null,\"in \\\"x\\\"\":[]}",
            "year: ∅, in \"x\": []");
    Vec *list = vec_new(a, type_list(a, v->type), 1, false);
    list->start[0] = 0;
    list->len[0] = list->nchild = 2;
    list->child = v;
    is_cell(list, 0, "{year: 1917, in \"x\": [Minsk; Lvov]}; {year: , in \"x\": []}",
            "[{\"year\":1917,\"in \\\"x\\\"\":[\"Minsk\",\"Lvov\"]},"
            "{\"year\":null,\"in \\\"x\\\"\":[]}]",
            "{year: 1917, in \"x\": [Minsk, Lvov]}, {year: ∅, in \"x\": []}");
    is_cell(vec_missing_of(a, v->type), 5, "", "null", "∅");
    is_cell(vec_missing_of(a, list->type), 5, "", "[]", "");
    is_cell(vec_missing_of(a, &type_null), 5, "", "null", "∅");
}

static void constants(void **state) {
    (void)state;
    const char *const word[] = {"1917"};
    Vec *v = sheet_vec(&sheet, &type_date, 1, word);
    v->constant = true;
    is_cell(v, 1000, "1917", "\"1917\"", "1917");
}

// An escape is made on the side: the batch's arena is as before, and out may lie in it.
static void escapes_leave_nothing(void **state) {
    (void)state;
    const char *const word[] = {"a\x1b"};
    Vec *v = sheet_vec(&sheet, &type_text, 1, word);
    arena_alloc(&sheet.scratch, 16);
    ArenaMark before = arena_mark(&sheet.scratch);
    same_text(written(cell_table, v, 0), "a\\x1b");
    ArenaMark after = arena_mark(&sheet.scratch);
    assert_ptr_equal(before.at, after.at);
    StrBuf out;
    buf_init(&out, &sheet.scratch);
    for (int i = 0; i < 1000; i++) cell_table(&out, &sheet.run, v, 0);
    Str all = buf_str(&out);
    assert_int_equal(all.n, 5000);
    for (uint32_t i = 0; i < all.n; i++) assert_int_equal(all.p[i], "a\\x1b"[i % 5]);
}

// A text whose bytes are no UTF-8 cannot be in an archive; JSON holds even so.
static void bad_bytes(void **state) {
    (void)state;
    StrBuf out;
    buf_init(&out, &sheet.f.arena);
    json_text(&out, STR("a\xff\xc3"));
    same_text(buf_str(&out), "\"a\\ufffd\\ufffd\"");
}

// --- texts of chance --------------------------------------------------------------------------

static uint64_t seed = 1917;

static uint32_t chance(uint32_t n) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % n;
}

static uint32_t some_character(void) {
    static const uint32_t ends[] = {0x20, 0x80, 0xA0, 0x700, 0x2100, 0xD800};
    if (chance(8) == 0) return 0x2000 + chance(0x70);
    if (chance(16) == 0) return 0xE000 + chance(0x10FFFF - 0xE000 + 1);
    return 1 + chance(ends[chance(6)] - 1);
}

static Str some_text(char bytes[256]) {
    uint32_t n = 0;
    for (uint32_t left = chance(40); left; left--) n += utf8_encode(some_character(), bytes + n);
    return (Str){bytes, n};
}

// Reads \uXXXX at p.
static uint32_t unit_at(const char *p) {
    uint32_t v = 0;
    assert_int_equal(p[0], '\\');
    assert_int_equal(p[1], 'u');
    for (int i = 2; i < 6; i++) {
        const char *digit = strchr("0123456789abcdef", p[i]);
        assert_true(digit && *digit);
        v = v * 16 + (uint32_t)(digit - "0123456789abcdef");
    }
    return v;
}

// What a JSON string says. Fails the test where RFC 8259 does not allow it.
static Str unquoted(Str s, char bytes[512]) {
    static const char named[] = "\"\"\\\\//b\bf\fn\nr\rt\t";
    uint32_t n = 0, i = 1;
    assert_true(s.n >= 2 && s.p[0] == '"' && s.p[s.n - 1] == '"');
    while (i < s.n - 1) {
        assert_true((unsigned char)s.p[i] >= 0x20 && s.p[i] != '"');
        if (s.p[i] != '\\') {
            bytes[n++] = s.p[i++];
            continue;
        }
        if (s.p[i + 1] == 'u') {
            uint32_t cp = unit_at(s.p + i);
            i += 6;
            assert_false(cp >= 0xDC00 && cp <= 0xDFFF);
            if (cp >= 0xD800 && cp <= 0xDBFF) {
                uint32_t low = unit_at(s.p + i);
                assert_true(low >= 0xDC00 && low <= 0xDFFF);
                cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
                i += 6;
            }
            n += utf8_encode(cp, bytes + n);
            continue;
        }
        const char *e = named;
        while (*e && *e != s.p[i + 1]) e += 2;
        assert_true(*e != 0);
        bytes[n++] = e[1];
        i += 2;
    }
    return (Str){bytes, n};
}

static void drives_nothing(Str s) {
    uint32_t cp = 0;
    for (const char *p = s.p, *end = s.p + s.n; p < end;) {
        uint32_t n = utf8_decode(p, end, &cp);
        assert_true(n > 0);
        assert_false(cp < 0x20 || (cp >= 0x7F && cp <= 0x9F));
        assert_false(cp == 0x61C || (cp >= 0x2028 && cp <= 0x202E));
        assert_false((cp >= 0x2066 && cp <= 0x2069) || cp == 0x200E || cp == 0x200F);
        p += n;
    }
}

static void any_text(void **state) {
    (void)state;
    char bytes[256], back[512];
    ArenaMark mark = arena_mark(&sheet.f.arena);
    for (uint32_t k = 0; k < 100000; k++) {
        StrBuf out;
        Str s = some_text(bytes);
        buf_init(&out, &sheet.f.arena);
        json_text(&out, s);
        drives_nothing(buf_str(&out));
        assert_true(str_eq(unquoted(buf_str(&out), back), s));
        arena_release(&sheet.f.arena, mark);
    }
    for (uint32_t k = 0; k < 20000; k++) {
        Vec *v = vec_new(&sheet.f.arena, &type_text, 1, false);
        v->d.u32[0] = run_intern(&sheet.run, some_text(bytes));
        drives_nothing(written(cell_table, v, 0));
        arena_release(&sheet.f.arena, mark);
        arena_reset(&sheet.scratch);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts),     cmocka_unit_test(numbers),
        cmocka_unit_test(truths),    cmocka_unit_test(dates),
        cmocka_unit_test(durations), cmocka_unit_test(entities),
        cmocka_unit_test(lists),     cmocka_unit_test(records_and_nesting),
        cmocka_unit_test(constants), cmocka_unit_test(escapes_leave_nothing),
        cmocka_unit_test(bad_bytes), cmocka_unit_test(any_text),
    };
    return cmocka_run_group_tests_name("output_cell", tests, open_sheet, close_sheet);
}
