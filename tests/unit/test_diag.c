// Sources and diagnostics: places, the frame to the character, JSON, the nearest name.
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "lang/diag.h"

static Guard guard;
static Arena arena;

static int open_arena(void **state) {
    (void)state;
    arena_init(&arena, &alloc_system, NULL, &guard);
    return 0;
}

static int close_arena(void **state) {
    (void)state;
    arena_free(&arena);
    return 0;
}

static void test_source(void **state) {
    (void)state;
    Source *s = source_new(&arena, STR("a.gzt"), STR("\xEF\xBB\xBFone\r\nt\u00E9 o\n\nend"));
    assert_int_equal(s->text.n, 15);
    assert_int_equal(s->text.p[15], 0);
    assert_int_equal(s->nlines, 4);
    assert_true(str_is(source_line(s, 1), "one"));
    assert_true(str_is(source_line(s, 2), "t\u00E9 o"));
    assert_true(str_is(source_line(s, 3), ""));
    assert_true(str_is(source_line(s, 4), "end"));
    assert_true(str_is(source_line(s, 5), ""));
    Place p = source_place(s, 9); // the o after é
    assert_true(p.line == 2 && p.column == 4);
    p = source_place(s, 4); // the end of line 1
    assert_true(p.line == 1 && p.column == 5);
    p = source_place(s, 15);
    assert_true(p.line == 4 && p.column == 4);
    p = source_place(s, 999);
    assert_true(p.line == 4 && p.column == 4);
    assert_true(str_is(source_words(s, (Span){12, 2}), "en"));
    assert_true(str_is(source_words(s, (Span){12, 99}), "end"));
    assert_int_equal(source_words(s, (Span){99, 2}).n, 0);
    assert_int_equal(source_invalid_at(s), 15);
    assert_int_equal(source_invalid_at(source_new(&arena, STR(""), STR("ab\xFFz"))), 2);
    Span u = span_union((Span){8, 4}, (Span){3, 2});
    assert_true(u.at == 3 && u.len == 9);
    s = source_new(&arena, STR(""), STR(""));
    p = source_place(s, 0);
    assert_true(s->nlines == 1 && p.line == 1 && p.column == 1);
}

static Str rendered(const char *name, Str text, Span span, const char *note, const char *hint) {
    Diag d = {E0202,        source_new(&arena, str_of(name), text),
              span,         STR("no field 'nmae' on person"),
              str_of(note), str_of(hint),
              NULL};
    StrBuf b;
    buf_init(&b, &arena);
    diag_render(&b, &d);
    return buf_str(&b);
}

static void is_frame(const char *name, const char *text, Span span, const char *note,
                     const char *hint, const char *want) {
    assert_string_equal(rendered(name, str_of(text), span, note, hint).p, want);
}

static void test_frame(void **state) {
    (void)state;
    is_frame("", "people | where nmae = \"Lenin\"", (Span){15, 4}, "did you mean 'name'?", "",
             "error: no field 'nmae' on person\n"
             " 1 │ people | where nmae = \"Lenin\"\n"
             "   │                ^^^^ did you mean 'name'?\n");
    is_frame("q.gzt", "# a\n\n\n\n\n\n\n\n\npeople\n| take x", (Span){26, 1}, "", "write a number",
             "q.gzt:11:8: error: no field 'nmae' on person\n"
             " 11 │ | take x\n"
             "    │        ^\n"
             "hint: write a number\n");
}

// Carets are counted in cells: a tab is blanks, a wide character two, a mark none.
static void test_frame_cells(void **state) {
    (void)state;
    is_frame("", "\tx y", (Span){3, 1}, "", "",
             "error: no field 'nmae' on person\n 1 │     x y\n   │       ^\n");
    is_frame("", "ab\tx", (Span){3, 1}, "", "",
             "error: no field 'nmae' on person\n 1 │ ab  x\n   │     ^\n");
    is_frame("", "\"\u5E73\u6210\" x", (Span){1, 6}, "", "",
             "error: no field 'nmae' on person\n 1 │ \"\u5E73\u6210\" x\n   │  ^^^^\n");
    is_frame("", "\"e\u0301\" xy", (Span){6, 2}, "", "",
             "error: no field 'nmae' on person\n 1 │ \"e\u0301\" xy\n   │     ^^\n");
    is_frame("", "\x1b x\u202E", (Span){2, 1}, "", "",
             "error: no field 'nmae' on person\n 1 │ \\x1b x\\u{202e}\n   │      ^\n");
    is_frame("", "a \xFF", (Span){2, 1}, "", "",
             "error: no field 'nmae' on person\n 1 │ a \\xff\n   │   ^^^^\n");
}

static void test_frame_ends(void **state) {
    (void)state;
    is_frame("", "people |", (Span){8, 0}, "a stage", "",
             "error: no field 'nmae' on person\n 1 │ people |\n   │         ^ a stage\n");
    is_frame("f", "people |  \n\n", (Span){12, 0}, "", "",
             "f:1:9: error: no field 'nmae' on person\n 1 │ people |  \n   │         ^\n");
    is_frame("", "", (Span){0, 0}, "", "", "error: no field 'nmae' on person\n 1 │ \n   │ ^\n");
    is_frame("", "\n", (Span){1, 0}, "", "", "error: no field 'nmae' on person\n 1 │ \n   │ ^\n");
    is_frame("", "a (b\r\n c) d", (Span){2, 7}, "", "", // lines after the first are not shown
             "error: no field 'nmae' on person\n 1 │ a (b\n   │   ^^\n");
    is_frame("", "ab", (Span){7, 9}, "", "",
             "error: no field 'nmae' on person\n 1 │ ab\n   │   ^\n");
}

static Str line_of(Str all, int n) {
    const char *p = all.p;
    while (n-- > 0) p = strchr(p, '\n') + 1;
    return (Str){p, (uint32_t)(strchr(p, '\n') - p)};
}

// Finds the words over the carets of a long line, wherever it was cut.
static void is_cut(Str text, Span span, const char *words, bool before, bool after) {
    Str all = rendered("", text, span, "", "");
    Str line = line_of(all, 1), carets = line_of(all, 2);
    assert_true(str_width(line) <= 106 && str_width(carets) <= 106);
    const char *first = strchr(carets.p, '^');
    uint32_t cell = str_width((Str){carets.p, (uint32_t)(first - carets.p)});
    uint32_t count = (uint32_t)(carets.p + carets.n - first), at = 0, cp;
    while (str_width((Str){line.p, at}) < cell)
        at += utf8_decode(line.p + at, line.p + line.n, &cp);
    Str found = {line.p + at, (uint32_t)strlen(words)};
    assert_true(str_is(found, words));
    assert_int_equal(str_width(found), count);
    Str body = {line.p + strlen(" 1 │ "), line.n - (uint32_t)strlen(" 1 │ ")};
    assert_true((memcmp(body.p, "…", 3) == 0) == before);
    assert_true((memcmp(body.p + body.n - 3, "…", 3) == 0) == after);
}

static void test_frame_long(void **state) {
    (void)state;
    char text[1001];
    memset(text, '.', 1000);
    text[1000] = 0;
    static const uint32_t places[] = {0, 20, 60, 99, 100, 500, 930, 996};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        memset(text, '.', 1000);
        memcpy(text + places[i], "nmae", 4);
        is_cut(str_of(text), (Span){places[i], 4}, "nmae", places[i] > 33, places[i] < 933);
    }
    StrBuf b; // wide characters across the cut
    buf_init(&b, &arena);
    for (int i = 0; i < 200; i++) buf_addc(&b, i == 100 ? "x\u5E73\u6210" : "\u5E73\u0301");
    is_cut(buf_str(&b), (Span){501, 6}, "\u5E73\u6210", true, true);
    memset(text, '.', 1000); // a span longer than the window: carets to its edge
    Str carets = line_of(rendered("", str_of(text), (Span){0, 1000}, "", ""), 2);
    assert_int_equal(str_width(carets), 5 + 100);
    Str end = line_of(rendered("", str_of(text), (Span){1000, 0}, "", ""), 2);
    assert_int_equal(str_width(end), 5 + 100);
}

// Nothing of a message may drive the terminal or add lines to the frame.
static void test_frame_is_safe(void **state) {
    (void)state;
    Str s = rendered("evil\n\x1b.gzt", STR("x"), (Span){0, 1}, "a\nb", "c\x07");
    assert_string_equal(s.p, "evil\\n\\x1b.gzt:1:1: error: no field 'nmae' on person\n"
                             " 1 │ x\n   │ ^ a\\nb\nhint: c\\x07\n");
    Diag d = {E0603, NULL, {0, 0}, STR("out of memory"), STR(""), STR("raise the limit"), NULL};
    StrBuf b;
    buf_init(&b, &arena);
    diag_render(&b, &d);
    assert_string_equal(buf_str(&b).p, "error: out of memory\nhint: raise the limit\n");
}

static void test_places(void **state) {
    (void)state;
    Diags d;
    diags_init(&d, &arena);
    Source *s = source_new(&arena, STR("f.gzt"), STR("ab\ncd\n"));
    Diag *e = diag_error(&d, E0407, s, (Span){0, 1}, "what");
    diag_note(&d, e, "first");
    diag_place(&d, e, s, (Span){4, 1}, "second %d", 2);
    diag_place(&d, e, NULL, (Span){0, 0}, "third");
    diag_hint(&d, e, "hint");
    StrBuf b;
    buf_init(&b, &arena);
    diags_render(&b, &d);
    assert_string_equal(buf_str(&b).p, "f.gzt:1:1: error: what\n 1 │ ab\n   │ ^ first\n"
                                       "f.gzt:2:2: note: second 2\n 2 │ cd\n   │  ^\n"
                                       "note: third\nhint: hint\n");
}

static void test_json(void **state) {
    (void)state;
    Diag d = {E0202,       source_new(&arena, STR("a\"b\\.gzt"), STR("\n\u00E9 x")),
              {4, 1},      STR("tab\t \x1b \u202E \xFF \u00E9"),
              STR("note"), STR(""),
              NULL};
    StrBuf b;
    buf_init(&b, &arena);
    diag_render_json(&b, &d);
    assert_string_equal(buf_str(&b).p,
                        "{\"code\":\"E0202\","
                        "\"message\":\"tab\\u0009 \\u001b \\u202e \\ufffd \u00E9\","
                        "\"note\":\"note\",\"hint\":\"\",\"file\":\"a\\\"b\\\\.gzt\",\"line\":2,"
                        "\"column\":3,\"offset\":4,\"length\":1}");
    d.places = &(DiagPlace){d.source, {1, 2}, STR("there"), NULL};
    buf_init(&b, &arena);
    diag_render_json(&b, &d);
    assert_non_null(strstr(
        buf_str(&b).p, "\"length\":1,\"places\":[{\"words\":\"there\",\"file\":\"a\\\"b\\\\.gzt\","
                       "\"line\":2,\"column\":1,\"offset\":1,\"length\":2}]}"));
    d.source = NULL;
    d.places = NULL;
    buf_init(&b, &arena);
    diag_render_json(&b, &d);
    assert_non_null(strstr(buf_str(&b).p, "\"file\":\"\",\"line\":0,\"column\":0,\"offset\":0,"));
}

static void test_collecting(void **state) {
    (void)state;
    Diags d;
    diags_init(&d, &arena);
    Source *s = source_new(&arena, STR("s"), STR("0123456789"));
    Source *t = source_new(&arena, STR("t"), STR(""));
    diag_error(&d, E0101, s, (Span){7, 1}, "at %d", 7);
    diag_error(&d, E0102, t, (Span){0, 0}, "other");
    Diag *e = diag_error(&d, E0103, s, (Span){2, 1}, "first of two at %d", 2);
    diag_note(&d, e, "note %s", "x");
    diag_hint(&d, e, "hint %s", "y");
    diag_error(&d, E0104, s, (Span){2, 5}, "second of two");
    diags_sort(&d);
    assert_int_equal(d.count, 4);
    assert_true(str_is(d.items[0].message, "first of two at 2"));
    assert_true(str_is(d.items[0].note, "note x"));
    assert_true(str_is(d.items[0].hint, "hint y"));
    assert_true(str_is(d.items[1].message, "second of two"));
    assert_true(str_is(d.items[2].message, "at 7"));
    assert_true(str_is(d.items[3].message, "other"));
    for (uint32_t i = 4; i < DIAG_MAX + 5; i++) {
        e = diag_error(&d, E0101, s, (Span){i, 1}, "more");
        diag_note(&d, e, "note");
        diag_hint(&d, e, "hint");
        assert_non_null(e);
    }
    assert_int_equal(d.count, DIAG_MAX);
    assert_int_equal(d.dropped, 5);
}

static void test_error_table(void **state) {
    (void)state;
    for (int i = 0; i < ERROR_CODES; i++) {
        const ErrorInfo *info = &error_info[i];
        assert_int_equal(strlen(info->code), 5);
        assert_true(info->status < 0 && *info->name && *info->explanation);
        assert_true(i == 0 || strcmp(error_info[i - 1].code, info->code) < 0);
    }
    assert_string_equal(error_info[E0202].code, "E0202");
    assert_int_equal(error_info[E0202].status, ST_NAME);
}

// candidates: separated by blanks; tried forwards and backwards, which must not matter.
static void is_near(const char *word, const char *candidates, const char *want) {
    Str list[16];
    int n = 0;
    for (const char *p = candidates; *p; p += *p == ' ') {
        size_t length = strcspn(p, " ");
        list[n++] = (Str){p, (uint32_t)length};
        p += length;
    }
    for (int backwards = 0; backwards < 2; backwards++) {
        Near near;
        near_init(&near, str_of(word));
        for (int i = 0; i < n; i++) near_try(&near, list[backwards ? n - 1 - i : i]);
        if (!str_is(near.best, want))
            fail_msg("%s: '%.*s', not '%s'", word, STR_FMT(near.best), want);
    }
}

static void test_near(void **state) {
    (void)state;
    is_near("nmae", "born name died", "name");
    is_near("whree", "where when while", "where");
    is_near("NAME", "game name", "name");
    is_near("Born", "Borm born", "born");
    is_near("name", "name", "");
    is_near("name", "name nams", "nams");
    is_near("xy", "born name", "");
    is_near("x", "y z", "");
    is_near("X", "y x", "x");
    is_near("nbme", "name nome nume", "name"); // all alike: the first by bytes
    is_near("abcd", "abce bbcd", "abce");      // the longer common beginning
    is_near("nmea", "born name", "");          // two mistakes in four letters
    is_near("sumarise", "summarize sum", "summarize");
    is_near("organsatoin", "organisation person", "organisation");
    is_near("desc", "description date", "description");
    is_near("coun", "country count", "count");
    is_near("", "a", "");
    is_near("\u00C9tat", "\u00E9tat", "\u00E9tat");
    is_near("a_name_that_is_far_too_long_to_be_a_misspelling_of_anything_at_all", "a", "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_source),      cmocka_unit_test(test_frame),
        cmocka_unit_test(test_frame_cells), cmocka_unit_test(test_frame_ends),
        cmocka_unit_test(test_frame_long),  cmocka_unit_test(test_frame_is_safe),
        cmocka_unit_test(test_json),        cmocka_unit_test(test_places),
        cmocka_unit_test(test_collecting),  cmocka_unit_test(test_error_table),
        cmocka_unit_test(test_near)};
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
