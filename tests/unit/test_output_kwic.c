// The concordance: only the keyword is in colour and data never is; whatever the window and the
// texts, no line is wider and all keywords begin in the same cell.
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "tests/support/sheet.h"

static void colours(void **state) {
    (void)state;
    sheet_add(&sheet, "left", "text", &type_text, WORDS("to the", "\x1b[1m"));
    sheet_add(&sheet, "word", "text", &type_text, WORDS("Soviets", "\x1b[2J"));
    sheet_add(&sheet, "right", "text", &type_text, WORDS("! And", "-"));
    OutOptions o = {.format = STR("kwic"), .color = true};
    same_text(sheet_write(&sheet, o, ST_OK), " to the \033[1mSoviets\033[0m! And\n"
                                             "\\x1b[1m \033[1m\\x1b[2J\033[0m ∅\n");
}

// As a host may ask for of any result.
static void three_columns_are_needed(void **state) {
    (void)state;
    OutColumn columns[] = {{STR("a"), &type_text, STR("")}, {STR("b"), &type_text, STR("")}};
    OutOptions o = {.format = STR("kwic")};
    assert_null(writer_new(&sheet.run.keep, &sheet.run, columns, 2, o, NULL, NULL));
}

enum { ROWS = 40, LETTERS = 30 };

static uint32_t chance(uint32_t below) {
    static uint64_t seed = 11;
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % below;
}

// Letters of one cell, of two and of none, and '#' where the keyword begins.
static const char *any_words(uint32_t most, bool keyword) {
    static const char *const letters[] = {"a", "é", "q\u0301", "語", " "};
    StrBuf b;
    buf_init(&b, &sheet.f.arena);
    if (keyword) buf_char(&b, '#');
    for (uint32_t n = chance(most); n > 0; n--) buf_addc(&b, letters[chance(5)]);
    buf_char(&b, '\0');
    return buf_str(&b).p;
}

static void lines_are_aligned(Str out, uint32_t width) {
    uint32_t keyword = UINT32_MAX, lines = 0;
    for (const char *p = out.p, *end = out.p + out.n; p < end; lines++) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        assert_non_null(stop);
        const char *at = memchr(p, '#', (size_t)(stop - p));
        assert_non_null(at);
        uint32_t cells = str_width((Str){p, (uint32_t)(at - p)});
        if (keyword == UINT32_MAX) keyword = cells;
        assert_int_equal(cells, keyword);
        if (width) assert_true(str_width((Str){p, (uint32_t)(stop - p)}) <= width);
        p = stop + 1;
    }
    assert_int_equal(lines, ROWS);
}

static void any_window(void **state) {
    (void)state;
    const char *columns[5][ROWS + 1] = {{NULL}};
    static const char *const names[] = {"a", "n", "left", "word", "right"};
    for (uint32_t c = 0; c < 5; c++) {
        for (uint32_t i = 0; i < ROWS; i++)
            columns[c][i] = c == 1 ? (i % 2 ? "7" : "1917") : any_words(LETTERS, c == 3);
        sheet_add(&sheet, names[c], "", c == 1 ? &type_int : &type_text, columns[c]);
    }
    lines_are_aligned(sheet_format(&sheet, "kwic"), 0);
    for (uint32_t width = 32; width < 160; width++) {
        OutOptions o = {.format = STR("kwic"), .width = width};
        lines_are_aligned(sheet_write(&sheet, o, ST_OK), width);
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_sheet, close_sheet)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(colours),
        TEST(three_columns_are_needed),
        TEST(any_window),
    };
    return cmocka_run_group_tests_name("output_kwic", tests, NULL, NULL);
}
