// Texts: bytes, code points, normal form, folding, order, cells, likeness. The expected forms are
// those of the Unicode standard (UAX #15, CaseFolding.txt) and were not made with this code.
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "lang/str.h"

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

static void is_text(Str got, const char *want) {
    if (!str_is(got, want)) fail_msg("got \"%.*s\", not \"%s\"", STR_FMT(got), want);
}

static void test_bytes(void **state) {
    (void)state;
    assert_true(str_eq(STR(""), (Str){NULL, 0}));
    assert_true(str_eq(STR("abc"), str_of("abc")));
    assert_false(str_eq(STR("abc"), STR("abd")));
    assert_true(str_is(STR("where"), "where"));
    assert_false(str_is(STR("where"), "wher"));
    assert_int_equal(str_cmp(STR("a"), STR("b")), -1);
    assert_int_equal(str_cmp(STR("b"), STR("a")), 1);
    assert_int_equal(str_cmp(STR("ab"), STR("a")), 1);
    assert_int_equal(str_cmp(STR("é"), STR("z")), 1);
    assert_int_equal(str_cmp(STR("x"), STR("x")), 0);
    is_text(str_cat(&arena, STR("ab"), STR("cd")), "abcd");
    assert_int_equal(str_dup(&arena, STR("ab")).p[2], 0);
}

// A hash is part of stored ids: its values must never change.
static void test_hash(void **state) {
    (void)state;
    assert_true(str_hash(STR("lenin")) == str_hash(str_dup(&arena, STR("lenin"))));
    assert_true(str_hash(STR("lenin")) != str_hash(STR("lenim")));
    assert_true(str_hash(STR("a")) != str_hash(STR("a\0")));
    assert_true(str_hash(STR("")) != str_hash(STR("\0")));
    assert_true(str_hash(STR("relation from to")) == UINT64_C(0x5a9ec97e1ce5575a));
    uint32_t filled[1024] = {0}, empty = 0;
    for (uint32_t i = 0; i < 8192; i++)
        filled[str_hash(str_printf(&arena, "person-%u", i)) >> 54]++;
    for (uint32_t i = 0; i < 1024; i++) {
        assert_true(filled[i] < 30); // 8 are expected; chance exceeds 29 once in 10^8
        empty += filled[i] == 0;
    }
    assert_true(empty < 12);
}

static void test_printf_and_buf(void **state) {
    (void)state;
    is_text(str_printf(&arena, "%s %d", "Petrograd", 1917), "Petrograd 1917");
    char wide[700];
    memset(wide, 'x', sizeof wide);
    Str s = str_printf(&arena, "%.*s|", (int)sizeof wide, wide);
    assert_int_equal(s.n, sizeof wide + 1);
    assert_int_equal(s.p[700], '|');
    StrBuf b;
    buf_init(&b, &arena);
    is_text(buf_str(&b), "");
    for (int i = 0; i < 300; i++) buf_char(&b, 'a');
    buf_add(&b, STR("bc"));
    buf_addc(&b, "d");
    buf_printf(&b, "%d", 5);
    s = buf_str(&b);
    assert_int_equal(s.n, 304);
    assert_string_equal(s.p + 299, "abcd5");
}

static void test_utf8(void **state) {
    (void)state;
    static const char *const bad[] = {"\x80",
                                      "\xBF",
                                      "\xC0\x80",
                                      "\xC1\xBF",
                                      "\xC3",
                                      "\xC3(",
                                      "\xE0\x80\x80",
                                      "\xE0\x9F\xBF",
                                      "\xED\xA0\x80",
                                      "\xED\xBF\xBF",
                                      "\xE2\x82",
                                      "\xE2(\xA1",
                                      "\xF0\x80\x80\x80",
                                      "\xF0\x8F\xBF\xBF",
                                      "\xF4\x90\x80\x80",
                                      "\xF5\x80\x80\x80",
                                      "\xF0\x9F\x98",
                                      "\xFF"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Str s = str_printf(&arena, "Kyiv é %s", bad[i]);
        if (utf8_invalid_at(s) != 8) fail_msg("case %zu", i);
    }
    assert_int_equal(utf8_invalid_at(STR("a\0é€😀")), 10 + 1);
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        char bytes[4];
        uint32_t back = 0, n = utf8_encode(cp, bytes);
        bool surrogate = cp >= 0xD800 && cp <= 0xDFFF;
        assert_true(utf8_decode(bytes, bytes + n, &back) == n);
        assert_true(back == (surrogate ? 0xFFFD : cp));
        assert_true(n == 1 || utf8_decode(bytes, bytes + n - 1, &back) == 0);
    }
    assert_int_equal(utf8_count(STR("a é € 😀")), 7);
    assert_true(str_ascii(STR("only plain ASCII, longer than eight")));
    assert_false(str_ascii(STR("not only plain ASCII: é")));
}

static void is_nfc(const char *from, const char *want) {
    is_text(str_nfc(&arena, str_of(from)), want);
}

// The examples of the Unicode Standard, version 15, tables 3-8 to 3-11; and texts that end too
// soon.
static void test_repair(void **state) {
    (void)state;
#define R "\xEF\xBF\xBD"
    static const struct {
        const char *bad, *good;
        uint32_t many, first;
    } cases[] = {{"Kyiv", "Kyiv", 0, 4},
                 {"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82"
                  "A",
                  R R R R R R R R "A", 8, 0},
                 {"\xED\xA0\x80\xED\xBF\xBF\xED\xAF"
                  "A",
                  R R R R R R R R "A", 8, 0},
                 {"\xF4\x91\x92\x93\xFF"
                  "A\x80\xBF"
                  "B",
                  R R R R R "A" R R "B", 7, 0},
                 {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF"
                  "A",
                  R R R R "A", 4, 0},
                 {"é\xE2\x82", "é" R, 1, 2},
                 {"\xF0\x9F\x98\xFF", R R, 2, 0}};
#undef R
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t many, first;
        Str s = utf8_repair(&arena, str_of(cases[i].bad), &many, &first);
        if (!str_is(s, cases[i].good)) fail_msg("case %zu: %.*s", i, STR_FMT(s));
        assert_int_equal(many, cases[i].many);
        assert_int_equal(first, cases[i].first);
    }
    assert_false(cp_is_small(0x110000) || cp_is_capital(0x110000));
    assert_true(cp_is_small(0x431) && cp_is_capital(0x411) && cp_is_capital(0x1C5));
    assert_false(cp_is_small('A') || cp_is_small('1') || cp_is_capital('a') || cp_is_small(0x4E00));
}

static void test_nfc(void **state) {
    (void)state;
    is_nfc("e\u0301", "\u00E9");
    is_nfc("Petrograd: e\u0301te\u0301", "Petrograd: \u00E9t\u00E9");
    is_nfc("\u212B", "\u00C5"); // angstrom sign
    is_nfc("\u1E69", "\u1E69");
    is_nfc("s\u0307\u0323", "\u1E69"); // marks in the wrong order
    is_nfc("\u1E0B\u0323", "\u1E0D\u0307");
    is_nfc("q\u0307\u0323", "q\u0323\u0307");
    is_nfc("\u0958", "\u0915\u093C");       // excluded from composition
    is_nfc("\u1112\u1161\u11AB", "\uD55C"); // Hangul
    is_nfc("\uD558\u11AB", "\uD55C");
    is_nfc("\uD29C\u11A7\u0301", "\uD29C\u11A7\u0301"); // a vowel that joins nothing
    is_nfc("\u1110\u1171\u11A7", "\uD280\u11A7");
    is_nfc("\uFB01", "\uFB01");       // compatibility forms stay
    is_nfc("\u0438\u0306", "\u0439"); // Cyrillic short i
    is_nfc("\u30AB\u3099", "\u30AC"); // kana
    is_nfc("a\u05AE\u0300\u0315b", "\u00E0\u05AE\u0315b");
    is_nfc("A\u030A\u2126\u0327x", "\u00C5\u03A9\u0327x");
    is_nfc("\u0344", "\u0308\u0301");
    is_nfc("\U0001D15E", "\U0001D157\U0001D165");
    is_nfc("", "");
    Str plain = STR("Ленин, Müller, 한국, 平成"), odd = STR("ﬁ ℓ \u093C");
    assert_ptr_equal(str_nfc(&arena, plain).p, plain.p);
    assert_ptr_equal(str_nfc(&arena, odd).p, odd.p);
}

// The short way must agree with the long one: U+1F600 in front sends the piece along the latter.
static void test_nfc_ways_agree(void **state) {
    (void)state;
    for (uint32_t cp = 1; cp < 0x10000; cp++) {
        if (cp >= 0xD800 && cp <= 0xDFFF) continue;
        ArenaMark mark = arena_mark(&arena);
        char bytes[4];
        Str one = {bytes, utf8_encode(cp, bytes)};
        Str alone = str_nfc(&arena, str_cat(&arena, STR("e"), one));
        Str text = str_cat(&arena, STR("\U0001F600"), str_cat(&arena, alone, STR("\u0301")));
        Str once = str_nfc(&arena, text), twice = str_nfc(&arena, once);
        assert_ptr_equal(once.p, twice.p);
        Str pair = str_cat(&arena, one, STR("\u0301"));
        Str front = str_nfc(&arena, str_cat(&arena, STR("\U0001F600"), pair));
        Str bare = str_nfc(&arena, pair);
        assert_true(str_eq((Str){front.p + 4, front.n - 4}, bare));
        arena_release(&arena, mark);
    }
}

// A run of 200,000 marks in the wrong order: sorting it must not take quadratic time.
static void test_nfc_long_run(void **state) {
    (void)state;
    StrBuf b;
    buf_init(&b, &arena);
    buf_char(&b, 'q');
    for (int i = 0; i < 100000; i++) buf_addc(&b, "\u0301\u0323");
    Str s = str_nfc(&arena, buf_str(&b));
    assert_int_equal(s.n, 400001);
    assert_memory_equal(s.p, "q\u0323\u0323", 5);
    assert_memory_equal(s.p + 400001 - 4, "\u0301\u0301", 4);
}

static void is_fold(const char *from, const char *want) {
    is_text(str_fold(&arena, str_of(from)), want);
}

static void test_fold(void **state) {
    (void)state;
    is_fold("Lenin", "lenin");
    is_fold("M\u00FCller", "muller");
    is_fold("STRASSE", "strasse");
    is_fold("Stra\u00DFe", "strasse");
    is_fold("\u0141\u00F3d\u017A", "\u0142odz");
    is_fold("\u041B\u0415\u041D\u0418\u041D", "\u043B\u0435\u043D\u0438\u043D");
    is_fold("\u0130", "i");
    is_fold("\u039F\u0394\u03A5\u03A3", "\u03BF\u03B4\u03C5\u03C3");
    is_fold("\u03C2", "\u03C3");                   // final sigma
    is_fold("\u1FB4", "\u03B1\u03B9");             // alpha with tonos and iota below
    is_fold("\u0627\u064E\u0628", "\u0627\u0628"); // Arabic with a vowel point
    is_fold("\u0915\u093F", "\u0915\u093F");       // a vowel sign makes another syllable
    is_fold("\u30AC", "\u30AB\u3099");             // and voicing another sound
    is_fold("\uFF21", "\uFF41");                   // wide letters stay wide
    is_fold("e\u0301", "e");
    is_fold("", "");
    Str plain = STR("plain 123");
    assert_ptr_equal(str_fold(&arena, plain).p, plain.p);
}

static void test_fold_is_stable(void **state) {
    (void)state;
    for (uint32_t cp = 1; cp <= 0x1FFFF; cp++) {
        ArenaMark mark = arena_mark(&arena);
        char bytes[4];
        Str one = {bytes, utf8_encode(cp, bytes)};
        Str once = str_fold(&arena, one), twice = str_fold(&arena, once);
        if (!str_eq(once, twice)) fail_msg("U+%04X", cp);
        assert_true(str_eq(once, str_fold(&arena, str_nfc(&arena, one))));
        arena_release(&arena, mark);
    }
}

static void test_order(void **state) {
    (void)state;
    static const char *const rising[] = {"",
                                         "\t",
                                         "1917",
                                         "Abbott",
                                         "abbott",
                                         "\u00C1bbott",
                                         "Abbotts",
                                         "e",
                                         "\u00C9",
                                         "\u00E9",
                                         "E\u0301a",
                                         "Eb",
                                         "M\u00FCller",
                                         "Mullers",
                                         "Strasse",
                                         "Stra\u00DFe",
                                         "Z",
                                         "z",
                                         "\u0141",
                                         "\u041B\u0435\u043D\u0438\u043D"};
    const size_t n = sizeof rising / sizeof *rising;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            Str x = str_of(rising[i]), y = str_of(rising[j]);
            int want = (i > j) - (i < j);
            if (str_order(NULL, x, y) != want) fail_msg("%s, %s", rising[i], rising[j]);
            int folded = str_cmp(str_fold(&arena, x), str_fold(&arena, y));
            assert_true(folded == 0 || folded == want);
            uint64_t a = str_fold_prefix(x), b = str_fold_prefix(y);
            assert_true(a == b || (a > b) - (a < b) == want);
        }
    }
    assert_true(str_fold_prefix(STR("Ab")) == UINT64_C(0x6162000000000000));
    assert_true(str_fold_prefix(STR("\u00C4bcdefghij")) == UINT64_C(0x6162636465666768));
    assert_true(str_fold_prefix(STR("")) == 0);
}

static void test_terminal(void **state) {
    (void)state;
    Str plain = STR("Caf\u00E9 \u5E73\u6210 \\n");
    assert_ptr_equal(str_visible(&arena, plain).p, plain.p);
    is_text(str_visible(&arena, STR("a\nb\r\t\x1b[31m\x7F")), "a\\nb\\r\\t\\x1b[31m\\x7f");
    is_text(str_visible(&arena, STR("\0")), "\\x00");
    Str turns = STR("\xC2\x9B"
                    "1m \u202Etxt\u202C \u2066\u2069\u200E\u200F\u061C");
    is_text(str_visible(&arena, turns),
            "\\u{9b}1m \\u{202e}txt\\u{202c} \\u{2066}\\u{2069}\\u{200e}\\u{200f}\\u{061c}");
    is_text(str_visible(&arena, STR("\uFEFFa\uFFF9\U000E0041\U000E007F")),
            "\\u{feff}a\\u{fff9}\\u{e0041}\\u{e007f}");
    is_text(str_visible(&arena, STR("bad \xFF\xC3 end")), "bad \\xff\\xc3 end");
    assert_int_equal(str_width(STR("Lenin")), 5);
    assert_int_equal(str_width(STR("e\u0301")), 1);
    assert_int_equal(str_width(STR("\u5E73\u6210")), 4);
    assert_int_equal(str_width(STR("\U0001F600")), 2);
    assert_int_equal(str_width(STR("\u200D")), 0);
    for (uint32_t cp = 0; cp < 0x3000; cp++) { // what is escaped is as wide as its escape
        ArenaMark mark = arena_mark(&arena);
        char bytes[4];
        Str one = {bytes, utf8_encode(cp, bytes)}, shown = str_visible(&arena, one);
        assert_true(shown.p == one.p || str_width(one) == shown.n);
        arena_release(&arena, mark);
    }
}

static uint32_t hostile_text(uint64_t *chance, uint32_t pieces_wanted, char *bytes) {
    static const char *const pieces[] = {"\x1b[2J",      "\x1b]0;t\x07",
                                         "\xC2\x9B",     "\xC2\x85",
                                         "\xE2\x80\xAE", "\xE2\x81\xA6",
                                         "\x7F",         "\r",
                                         "\n",           "\x9B",
                                         "\xC2",         "Lenin",
                                         "\xD0\x9B",     "\xF3\xA0\x81\x81",
                                         "\xE2\x80\x8F", "\\"};
    uint32_t n = 0;
    for (; pieces_wanted > 0; pieces_wanted--) {
        *chance = *chance * 6364136223846793005u + 1442695040888963407u;
        uint32_t x = (uint32_t)(*chance >> 33);
        if (x % 4 == 0) {
            bytes[n++] = (char)(x >> 8);
            continue;
        }
        const char *piece = pieces[(x >> 8) % (sizeof pieces / sizeof *pieces)];
        memcpy(bytes + n, piece, strlen(piece));
        n += (uint32_t)strlen(piece);
    }
    return n;
}

static bool drives_terminal(uint32_t cp) {
    bool control = cp < 0x20 || (cp >= 0x7F && cp < 0xA0);
    bool turning = (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
    return control || turning || cp == 0x200E || cp == 0x200F || cp == 0x61C;
}

// Nothing in a million random texts, most of it meant to drive a terminal, comes out as it is.
static void test_hostile(void **state) {
    (void)state;
    uint64_t chance = 1917;
    uint32_t escaped = 0;
    for (uint32_t round = 0; round < 1000000; round++) {
        ArenaMark mark = arena_mark(&arena);
        char bytes[64];
        uint32_t n = hostile_text(&chance, 1 + round % 8, bytes);
        Str shown = str_visible(&arena, (Str){bytes, n});
        escaped += shown.p != bytes;
        assert_int_equal(utf8_invalid_at(shown), shown.n);
        for (uint32_t at = 0, cp; at < shown.n;) {
            at += utf8_decode(shown.p + at, shown.p + shown.n, &cp);
            if (drives_terminal(cp)) fail_msg("U+%04X in round %u", cp, round);
        }
        arena_release(&arena, mark);
    }
    assert_true(escaped > 500000);
}

static void test_word_characters(void **state) {
    (void)state;
    static const uint32_t in[] = {'a', 'Z', '0', '9', 0xE9, 0x301, 0x41B, 0x5E73, 0x660, 0x2163};
    static const uint32_t out[] = {'_',    ' ',    '-',     '\'',     '@',       '[',
                                   '`',    '{',    '/',     ':',      0xA0,      0xB2,
                                   0x2014, 0x2019, 0x1F600, 0x110000, 0xFFFFFFFF};
    for (size_t i = 0; i < sizeof in / sizeof *in; i++) assert_true(cp_is_word(in[i]));
    for (size_t i = 0; i < sizeof out / sizeof *out; i++) assert_false(cp_is_word(out[i]));
    assert_int_equal(cp_lower('A'), 'a');
    assert_int_equal(cp_lower(0x41B), 0x43B);
    assert_int_equal(cp_lower('['), '[');
}

static void test_distance(void **state) {
    (void)state;
    assert_int_equal(str_distance(STR("name"), STR("name"), 3), 0);
    assert_int_equal(str_distance(STR("nmae"), STR("name"), 3), 1);
    assert_int_equal(str_distance(STR("whree"), STR("where"), 3), 1);
    assert_int_equal(str_distance(STR("kitten"), STR("sitting"), 3), 3);
    assert_int_equal(str_distance(STR("kitten"), STR("sitting"), 2), 3);
    assert_int_equal(str_distance(STR("ca"), STR("abc"), 5), 3);
    assert_int_equal(str_distance(STR(""), STR("abc"), 5), 3);
    assert_int_equal(str_distance(STR("M\u00FCller"), STR("Muller"), 5), 1);
    assert_int_equal(str_distance(STR("abcdefgh"), STR("a"), 2), 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes),          cmocka_unit_test(test_hash),
        cmocka_unit_test(test_printf_and_buf), cmocka_unit_test(test_utf8),
        cmocka_unit_test(test_repair),         cmocka_unit_test(test_nfc),
        cmocka_unit_test(test_nfc_ways_agree), cmocka_unit_test(test_nfc_long_run),
        cmocka_unit_test(test_fold),           cmocka_unit_test(test_fold_is_stable),
        cmocka_unit_test(test_order),          cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_terminal),       cmocka_unit_test(test_word_characters),
        cmocka_unit_test(test_distance)};
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
