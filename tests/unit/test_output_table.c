// Tables: the frame, alignment, display width, folding and cutting, colours. What is expected was
// drawn by hand.
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "tests/support/sheet.h"

static void is_table(uint32_t width, uint32_t max_rows, const char *want) {
    OutOptions o = {.format = STR("table"), .width = width, .max_rows = max_rows};
    same_text(sheet_write(&sheet, o, ST_OK), want);
}

static void is_typed(bool color, const char *want) {
    OutOptions o = {.format = STR("table"), .types = true, .color = color};
    same_text(sheet_write(&sheet, o, ST_OK), want);
}

static void as_in_the_manual(void **state) {
    (void)state;
    sheet_add(&sheet, "name", "text", &type_text, WORDS("Lenin", "Trotsky", "Stalin"));
    sheet_add(&sheet, "born", "moment", &type_date, WORDS("1870", "1879", "1879"));
    sheet_add(&sheet, "died", "moment", &type_date, WORDS("1924", "1940", "1953"));
    sheet_add(&sheet, "age", "duration", &type_duration,
              WORDS("1870 1924", "1879 1940", "1879 1953"));
    is_typed(false, "┌─────────┬────────┬────────┬─────────────┐\n"
                    "│ name    │ born   │ died   │ age         │\n"
                    "│ text    │ moment │ moment │ duration    │\n"
                    "├─────────┼────────┼────────┼─────────────┤\n"
                    "│ Lenin   │ 1870   │ 1924   │ 53–54 years │\n"
                    "│ Trotsky │ 1879   │ 1940   │ 60–61 years │\n"
                    "│ Stalin  │ 1879   │ 1953   │ 73–74 years │\n"
                    "└─────────┴────────┴────────┴─────────────┘\n");
}

static void every_type(void **state) {
    (void)state;
    Arena *a = &sheet.f.arena;
    sheet_add(&sheet, "t", "text", &type_text, WORDS("a\nb", "-"));
    sheet_add(&sheet, "n", "int", &type_int, WORDS("-5", "1917"));
    sheet_add(&sheet, "share", "real", &type_real, WORDS("0.25", "-"));
    sheet_add(&sheet, "sure", "truth", &type_truth, WORDS("no", "-"));
    sheet_add(&sheet, "at", "date", &type_date, WORDS("-0043", "1904/1907"));
    sheet_add(&sheet, "gap", "duration", &type_duration, WORDS("3 days", "270 minutes"));
    sheet_add(&sheet, "of", "person", &type_entity, WORDS("lenin", "unnamed"));
    sheet_add(&sheet, "who", "[person]", type_list(a, &type_entity), WORDS("lenin|unnamed", ""));
    sheet_add(&sheet, "years", "[int]", type_list(a, &type_int), WORDS("", "1905|1917"));
    is_table(0, 0,
             "┌──────┬──────┬───────┬─────────┬────────────┬────────────────────┬─────────┬"
             "────────────────┬────────────┐\n"
             "│ t    │    n │ share │ sure    │ at         │ gap                │ of      │"
             " who            │ years      │\n"
             "├──────┼──────┼───────┼─────────┼────────────┼────────────────────┼─────────┼"
             "────────────────┼────────────┤\n"
             "│ a\\nb │   -5 │  0.25 │ no      │ 44 BCE     │             3 days │ Lenin   │"
             " Lenin, unnamed │            │\n"
             "│ ∅    │ 1917 │     ∅ │ unknown │ 1904..1907 │ 4 hours 30 minutes │ unnamed │"
             "                │ 1905, 1917 │\n"
             "└──────┴──────┴───────┴─────────┴────────────┴────────────────────┴─────────┴"
             "────────────────┴────────────┘\n");
}

static void no_rows(void **state) {
    (void)state;
    sheet_add(&sheet, "name", "text", &type_text, WORDS("Lenin"));
    sheet_add(&sheet, "n", "int", &type_int, WORDS("1"));
    sheet.nrows = 0;
    is_table(0, 0,
             "┌──────┬───┐\n"
             "│ name │ n │\n"
             "├──────┼───┤\n"
             "└──────┴───┘\n");
    is_table(80, 2,
             "┌──────┬───┐\n"
             "│ name │ n │\n"
             "├──────┼───┤\n"
             "└──────┴───┘\n");
}

// Cells of a terminal are counted, not bytes or characters; é here is e and a combining accent
// where NFC has no single letter for it (x and an accent).
static void display_width(void **state) {
    (void)state;
    sheet_add(&sheet, "名", "text", &type_text,
              WORDS("Ленин", "東京", "x\u0301y", "😀", "naïve", "\x1b[1m"));
    is_table(0, 0,
             "┌─────────┐\n"
             "│ 名      │\n"
             "├─────────┤\n"
             "│ Ленин   │\n"
             "│ 東京    │\n"
             "│ x\u0301y      │\n"
             "│ 😀      │\n"
             "│ naïve   │\n"
             "│ \\x1b[1m │\n"
             "└─────────┘\n");
}

static void names_drive_nothing(void **state) {
    (void)state;
    sheet_add(&sheet, "a\x1b]0;b", "c\x07", &type_text, WORDS("x"));
    is_typed(false, "┌───────────┐\n"
                    "│ a\\x1b]0;b │\n"
                    "│ c\\x07     │\n"
                    "├───────────┤\n"
                    "│ x         │\n"
                    "└───────────┘\n");
}

// --- rows -------------------------------------------------------------------------------------

static void add_numbers(uint32_t n) {
    Vec *v = vec_new(&sheet.f.arena, &type_int, n, false);
    for (uint32_t i = 0; i < n; i++) v->d.i64[i] = i + 1;
    sheet_add_vec(&sheet, "n", "int", v);
    sheet.nrows = n;
}

static void folded_rows(void **state) {
    (void)state;
    add_numbers(100);
    sheet_add_vec(&sheet, "none", "null", vec_missing_of(&sheet.f.arena, &type_null));
    is_table(0, 4,
             "┌─────┬──────┐\n"
             "│   n │ none │\n"
             "├─────┼──────┤\n"
             "│   1 │ ∅    │\n"
             "│   2 │ ∅    │\n"
             "│   ⋮ │ ⋮    │\n"
             "│  99 │ ∅    │\n"
             "│ 100 │ ∅    │\n"
             "└─────┴──────┘\n"
             "96 rows hidden\n");
    is_table(0, 1,
             "┌───┬──────┐\n"
             "│ n │ none │\n"
             "├───┼──────┤\n"
             "│ 1 │ ∅    │\n"
             "│ ⋮ │ ⋮    │\n"
             "└───┴──────┘\n"
             "99 rows hidden\n");
}

static void few_folded_rows(void **state) {
    (void)state;
    add_numbers(4);
    sheet_add_vec(&sheet, "none", "null", vec_missing_of(&sheet.f.arena, &type_null));
    is_table(0, 3,
             "┌───┬──────┐\n"
             "│ n │ none │\n"
             "├───┼──────┤\n"
             "│ 1 │ ∅    │\n"
             "│ 2 │ ∅    │\n"
             "│ ⋮ │ ⋮    │\n"
             "│ 4 │ ∅    │\n"
             "└───┴──────┘\n"
             "1 row hidden\n");
    is_table(0, 4,
             "┌───┬──────┐\n"
             "│ n │ none │\n"
             "├───┼──────┤\n"
             "│ 1 │ ∅    │\n"
             "│ 2 │ ∅    │\n"
             "│ 3 │ ∅    │\n"
             "│ 4 │ ∅    │\n"
             "└───┴──────┘\n");
}

// Whatever the numbers, the first and the last rows are those of the result.
static void any_number_of_rows(void **state) {
    (void)state;
    for (uint32_t rows = 0; rows < 30; rows++)
        for (uint32_t max = 1; max < 32; max++) {
            StrBuf want;
            buf_init(&want, &sheet.f.arena);
            uint32_t top = (max + 1) / 2, bottom = max / 2;
            for (uint32_t i = 1; i <= rows; i++) {
                if (rows <= max || i <= top || i > rows - bottom)
                    buf_printf(&want, "│ %2u │\n", i);
                else if (i == top + 1)
                    buf_addc(&want, "│  ⋮ │\n");
            }
            sheet.n = 0;
            add_numbers(rows);
            sheet.columns[0].name = STR("no");
            OutOptions o = {.format = STR("table"), .max_rows = max};
            sheet.batch = 1 + max % 3;
            Str got = sheet_write(&sheet, o, ST_OK);
            const char *from = strstr(got.p, "┤\n"), *to = strstr(got.p, "└");
            assert_true(from && to);
            from += strlen("┤\n");
            same_text((Str){from, (uint32_t)(to - from)}, buf_str(&want).p);
        }
}

// --- columns ----------------------------------------------------------------------------------

static void cut_cells(void **state) {
    (void)state;
    sheet_add(&sheet, "born", "moment", &type_date, WORDS("1870", "1879"));
    sheet_add(&sheet, "a long name", "text", &type_text,
              WORDS("Vladimir Ilyich Ulyanov", "Bronstein"));
    sheet_add(&sheet, "n", "int", &type_int, WORDS("123456789012345", "7"));
    is_table(46, 0,
             "┌──────┬───────────────────┬─────────────────┐\n"
             "│ born │ a long name       │               n │\n"
             "├──────┼───────────────────┼─────────────────┤\n"
             "│ 1870 │ Vladimir Ilyich … │ 123456789012345 │\n"
             "│ 1879 │ Bronstein         │               7 │\n"
             "└──────┴───────────────────┴─────────────────┘\n"
             "1 cell cut\n");
    is_table(52, 0,
             "┌──────┬─────────────────────────┬─────────────────┐\n"
             "│ born │ a long name             │               n │\n"
             "├──────┼─────────────────────────┼─────────────────┤\n"
             "│ 1870 │ Vladimir Ilyich Ulyanov │ 123456789012345 │\n"
             "│ 1879 │ Bronstein               │               7 │\n"
             "└──────┴─────────────────────────┴─────────────────┘\n");
}

static void folded_columns(void **state) {
    (void)state;
    sheet_add(&sheet, "first", "text", &type_text, WORDS("Vladimir Ilyich Ulyanov"));
    sheet_add(&sheet, "second", "text", &type_text, WORDS("was born in Simbirsk"));
    sheet_add(&sheet, "third", "int", &type_int, WORDS("1234567890123"));
    sheet_add(&sheet, "fourth", "date", &type_date, WORDS("1917-11-07"));
    is_table(50, 0,
             "┌───────────────┬───────────────┬───┬────────────┐\n"
             "│ first         │ second        │ … │ fourth     │\n"
             "├───────────────┼───────────────┼───┼────────────┤\n"
             "│ Vladimir Ily… │ was born in … │ … │ 1917-11-07 │\n"
             "└───────────────┴───────────────┴───┴────────────┘\n"
             "1 column hidden: third · 2 cells cut\n");
    is_table(36, 0,
             "┌─────────────────┬───┬────────────┐\n"
             "│ first           │ … │ fourth     │\n"
             "├─────────────────┼───┼────────────┤\n"
             "│ Vladimir Ilyic… │ … │ 1917-11-07 │\n"
             "└─────────────────┴───┴────────────┘\n"
             "2 columns hidden: second, third · 1 cell\n"
             "cut\n");
    is_table(20, 0,
             "┌──────────────┬───┐\n"
             "│ first        │ … │\n"
             "├──────────────┼───┤\n"
             "│ Vladimir Il… │ … │\n"
             "└──────────────┴───┘\n"
             "3 columns hidden: second, third, fourth\n"
             "· 1 cell cut\n");
    is_table(1, 0,
             "┌───┬───┐\n"
             "│ … │ … │\n"
             "├───┼───┤\n"
             "│ … │ … │\n"
             "└───┴───┘\n"
             "3 columns hidden: second, third, fourth\n"
             "· 1 cell cut\n");
}

static void wide_characters_cut(void **state) {
    (void)state;
    sheet_add(&sheet, "a", "text", &type_text,
              WORDS("東京東京", "x\u0301x\u0301x\u0301x\u0301x", "東京x"));
    is_table(9, 0,
             "┌───────┐\n"
             "│ a     │\n"
             "├───────┤\n"
             "│ 東京… │\n"
             "│ x\u0301x\u0301x\u0301x\u0301x │\n"
             "│ 東京x │\n"
             "└───────┘\n"
             "1 cell cut\n");
    is_table(8, 0,
             "┌──────┐\n"
             "│ a    │\n"
             "├──────┤\n"
             "│ 東…  │\n"
             "│ x\u0301x\u0301x\u0301… │\n"
             "│ 東…  │\n"
             "└──────┘\n"
             "3 cells cut\n");
}

// A number is never cut for its name's sake, and a long name does not make it wide.
static void names_are_cut_first(void **state) {
    (void)state;
    sheet_add(&sheet, "count(people | where born < 1880)", "int", &type_int, WORDS("46"));
    sheet_add(&sheet, "x", "text", &type_text, WORDS("y"));
    is_table(30, 0,
             "┌────────────────────────┬───┐\n"
             "│ count(people | where … │ x │\n"
             "├────────────────────────┼───┤\n"
             "│                     46 │ y │\n"
             "└────────────────────────┴───┘\n");
}

// The width of a line in cells of a terminal, frame included.
static void any_width_fits(void **state) {
    (void)state;
    Arena *a = &sheet.f.arena;
    for (uint32_t c = 0; c < 12; c++) {
        char words[2][64];
        for (uint32_t k = 0; k < 2; k++) {
            memset(words[k], 'a' + (int)c, sizeof words[k]);
            words[k][(c * 7 + k * 13) % 40 + 1] = 0;
        }
        const Type *t = c % 4 == 3 ? &type_int : &type_text;
        const char *name = str_printf(a, "column %u", c).p;
        if (t == &type_int)
            sheet_add(&sheet, name, "int", t, WORDS("1", "1234567"));
        else
            sheet_add(&sheet, name, "text", t, WORDS(words[0], words[1]));
    }
    for (uint32_t width = 20; width < 300; width++) {
        OutOptions o = {.format = STR("table"), .width = width, .types = true};
        Str s = sheet_write(&sheet, o, ST_OK);
        const char *line = s.p;
        uint32_t first = 0;
        for (uint32_t n = 0; n < 7; n++) {
            const char *stop = strchr(line, '\n');
            uint32_t taken = str_width((Str){line, (uint32_t)(stop - line)});
            if (n == 0) first = taken;
            assert_int_equal(taken, first);
            line = stop + 1;
        }
        assert_true(first <= width);
        bool hidden = strstr(line, "hidden") != NULL, cut = strstr(line, " cut") != NULL;
        assert_int_equal(strstr(s.p, "│ … │") != NULL, hidden);
        if (hidden || cut) assert_true(first > width - 16);
    }
}

static void colours(void **state) {
    (void)state;
    sheet_add(&sheet, "name", "text", &type_text, WORDS("∅", "-"));
    sheet_add(&sheet, "n", "int", &type_int, WORDS("-", "1"));
    sheet_add(&sheet, "is", "truth", &type_truth, WORDS("-", "yes"));
    is_typed(true, "┌──────┬─────┬─────────┐\n"
                   "│ \033[1mname\033[0m │   \033[1mn\033[0m │ \033[1mis\033[0m      │\n"
                   "│ \033[2mtext\033[0m │ \033[2mint\033[0m │ \033[2mtruth\033[0m   │\n"
                   "├──────┼─────┼─────────┤\n"
                   "│ ∅    │   \033[2m∅\033[0m │ \033[2munknown\033[0m │\n"
                   "│ \033[2m∅\033[0m    │   1 │ yes     │\n"
                   "└──────┴─────┴─────────┘\n");
}

// A thousand times the rows shown take no more memory than a few of them.
static void folded_rows_are_forgotten(void **state) {
    (void)state;
    char text[4001];
    memset(text, 'x', 4000);
    text[0] = '\n';
    text[4000] = 0;
    const char *const words[] = {text};
    Vec *v = sheet_vec(&sheet, &type_text, 1, words);
    v->constant = true;
    sheet_add_vec(&sheet, "text", "text", v);
    Budget budget = {0};
    sheet.run.keep.budget = sheet.scratch.budget = &budget;
    sheet.nrows = 20000;
    sheet.batch = 1000;
    OutOptions o = {.format = STR("table"), .width = 80, .max_rows = 10};
    Str s = sheet_write(&sheet, o, ST_OK);
    assert_non_null(strstr(s.p, "19990 rows hidden · 10 cells cut\n"));
    assert_true(budget.peak < 1u << 20);
    sheet.run.keep.budget = sheet.scratch.budget = NULL;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_sheet, close_sheet)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(as_in_the_manual),
        TEST(every_type),
        TEST(no_rows),
        TEST(display_width),
        TEST(names_drive_nothing),
        TEST(folded_rows),
        TEST(few_folded_rows),
        TEST(any_number_of_rows),
        TEST(cut_cells),
        TEST(folded_columns),
        TEST(wide_characters_cut),
        TEST(names_are_cut_first),
        TEST(any_width_fits),
        TEST(colours),
        TEST(folded_rows_are_forgotten),
    };
    return cmocka_run_group_tests_name("output_table", tests, NULL, NULL);
}
