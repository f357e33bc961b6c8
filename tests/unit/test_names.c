// Names: a table of texts and what must come of them (names.tsv, which says where its cases are
// from), and what must hold of every text.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lang/likeness.h"
#include "stdlib/names.h"
#include "tests/support/table.h"

enum { LONGEST = 200 };

static Letters folded(Box *b, Str s, uint32_t at[LONGEST]) {
    return (Letters){at, letters_of(&b->guard, str_fold(&b->arena, s), at, LONGEST)};
}

static Str distance(Box *b, Str s, Str t) {
    uint32_t x[LONGEST], y[LONGEST], rows[3 * (LONGEST + 1)];
    uint32_t d = letters_distance(&b->guard, folded(b, s, x), folded(b, t, y), rows);
    return str_printf(&b->arena, "%u", d);
}

static Str similarity(Box *b, Str s, Str t) {
    uint32_t x[LONGEST], y[LONGEST];
    bool taken[2 * LONGEST];
    double d = letters_similarity(&b->guard, folded(b, s, x), folded(b, t, y), taken);
    return str_printf(&b->arena, "%.3f", d);
}

static Str similar(Box *b, Str s, Str t) {
    Name x, y;
    name_read(&b->arena, s, &x);
    name_read(&b->arena, t, &y);
    return name_similar(&x, &y) ? STR("yes") : STR("no");
}

static Str soundex(Box *b, Str s) {
    StrBuf out;
    SoundexCode *codes;
    uint32_t n = soundex_codes(&b->arena, s, &codes);
    buf_init(&out, &b->arena);
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0) buf_char(&out, ' ');
        buf_add(&out, (Str){codes[i].digits, sizeof codes[i].digits});
    }
    return buf_str(&out);
}

// Of two texts both ways round must give the same.
static Str both_ways(Box *b, Str (*f)(Box *, Str, Str), Str s) {
    const char *bar = memchr(s.p, '|', s.n);
    assert_non_null(bar);
    Str x = {s.p, (uint32_t)(bar - s.p)}, y = {bar + 1, s.n - x.n - 1}, got = f(b, x, y);
    assert_true(str_eq(f(b, y, x), got));
    return got;
}

static Str work_out(Box *b, const char *what, Str s) {
    if (strcmp(what, "distance") == 0) return both_ways(b, distance, s);
    if (strcmp(what, "similarity") == 0) return both_ways(b, similarity, s);
    if (strcmp(what, "similar") == 0) return both_ways(b, similar, s);
    if (strcmp(what, "latin") == 0) return latin_key(&b->arena, s);
    if (strcmp(what, "cologne") == 0) return cologne_code(&b->arena, s);
    assert_string_equal(what, "soundex");
    return soundex(b, s);
}

static int check_line(Box *b, char *line) {
    char *text = strchr(line, '\t');
    assert_non_null(text);
    *text++ = '\0';
    char *expected = strchr(text, '\t');
    assert_non_null(expected);
    *expected++ = '\0';
    Str got = work_out(b, line, str_of(text));
    if (str_is(got, expected)) return 0;
    print_error("%s of %s: %.*s, not %s\n", line, text, STR_FMT(got), expected);
    return 1;
}

static void test_table(void **state) {
    (void)state;
    check_table("tests/unit/names.tsv", check_line, 230);
}

// --- any text ---------------------------------------------------------------------------------

typedef struct Chance {
    uint64_t state;
} Chance;

static uint32_t chance(Chance *c, uint32_t below) {
    uint64_t z = c->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    return (uint32_t)((z ^ z >> 31) % below);
}

// Of the letters that the tables speak of, and a few that they don't.
static Str any_name(Box *b, Chance *c, uint32_t most) {
    static const char *const parts[] = {"a", "e", "i", "o", "u", "y", "j", "c", "h", "s", "t",
                                        "z", "k", "m", "n", "r", "x", "w", "f", "p", " ", "'",
                                        "-", "ь", "я", "щ", "ä", "ß", "ą", "ţ", "é", "Ж", "1"};
    StrBuf out;
    buf_init(&out, &b->arena);
    for (uint32_t n = chance(c, most); n > 0; n--)
        buf_addc(&out, parts[chance(c, sizeof parts / sizeof *parts)]);
    return buf_str(&out);
}

static void check_codes(Box *b, Str s) {
    SoundexCode *codes;
    uint32_t n = soundex_codes(&b->arena, s, &codes);
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < 6; k++) assert_in_range(codes[i].digits[k], '0', '9');
        if (i > 0) assert_true(memcmp(codes[i - 1].digits, codes[i].digits, 6) < 0);
    }
    Str code = cologne_code(&b->arena, s);
    for (uint32_t i = 1; i < code.n; i++) {
        assert_true(code.p[i] == ' ' || (code.p[i] >= '0' && code.p[i] <= '8'));
        if (code.p[i] == '0') assert_int_equal(code.p[i - 1], ' ');
    }
}

// A word of bits at a time must come out as letter by letter does.
static void check_few(Box *b, LetterMasks *masks, Str s, Str t) {
    uint32_t x[LETTERS_FEW], y[LETTERS_FEW], *rows = ARENA_ARRAY(&b->arena, uint32_t, 3 * 65);
    bool *taken = ARENA_ARRAY(&b->arena, bool, 2 * LETTERS_FEW);
    Letters a = {x, letters_of(NULL, s, x, LETTERS_FEW)}, c = {y, 0};
    c.n = letters_of(NULL, t, y, LETTERS_FEW);
    if (a.n > LETTERS_FEW || c.n > LETTERS_FEW) return;
    letters_masks(masks, c);
    assert_int_equal(letters_distance_few(masks, a), letters_distance(NULL, a, c, rows));
    double is = letters_similarity_few(masks, a), should = letters_similarity(NULL, a, c, taken);
    assert_memory_equal(&is, &should, sizeof is);
}

static void test_few(void **state) {
    static LetterMasks masks;
    Chance c = {3};
    Box b;
    (void)state;
    open_box(&b);
    for (int i = 0; i < 60000; i++) {
        uint32_t most = i % 3 == 0 ? 8 : i % 3 == 1 ? 20 : 66;
        Str x = any_name(&b, &c, most), y = any_name(&b, &c, most);
        check_few(&b, &masks, x, chance(&c, 9) ? y : x);
        arena_reset(&b.arena);
    }
    static const char longest[] =
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl";
    static const char other[] = "bacdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijlk";
    assert_int_equal(sizeof longest - 1, LETTERS_FEW);
    check_few(&b, &masks, str_of(longest), str_of(other));
    check_few(&b, &masks, str_of(longest), str_of(longest));
    check_few(&b, &masks, STR(""), str_of(longest));
    check_few(&b, &masks, str_of(longest), STR(""));
    arena_free(&b.arena);
}

static void test_any(void **state) {
    Chance c = {7};
    Box b;
    (void)state;
    open_box(&b);
    for (int i = 0; i < 20000; i++) {
        Str x = any_name(&b, &c, 20), y = any_name(&b, &c, 20);
        check_codes(&b, x);
        assert_int_equal(utf8_invalid_at(latin_key(&b.arena, x)), latin_key(&b.arena, x).n);
        assert_true(str_eq(similar(&b, x, y), similar(&b, y, x)));
        assert_true(str_eq(distance(&b, x, y), distance(&b, y, x)));
        assert_true(str_eq(similarity(&b, x, y), similarity(&b, y, x)));
        arena_reset(&b.arena);
    }
    arena_free(&b.arena);
}

// Far more letters, words and ways to code them than any name has.
static void test_long(void **state) {
    Box b;
    StrBuf all;
    (void)state;
    open_box(&b);
    buf_init(&all, &b.arena);
    for (int i = 0; i < 100000; i++) buf_addc(&all, "cjck ");
    Str s = buf_str(&all);
    Name name;
    SoundexCode *codes;
    name_read(&b.arena, s, &name);
    assert_int_equal(name.n, 0);
    assert_true(soundex_codes(&b.arena, s, &codes) > 4);
    assert_int_equal(latin_key(&b.arena, s).n, 400000);
    assert_int_equal(cologne_code(&b.arena, s).n, 299999);
    arena_free(&b.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_few),
        cmocka_unit_test(test_any),
        cmocka_unit_test(test_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
