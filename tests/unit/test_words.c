// The words of a text, read 64 bytes at a time: the same as those found one by one, whatever the
// text, wherever a word lies in it.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/words.h"

enum { LONGEST = 400 };

static uint64_t state = 11;
static uint32_t chance(uint32_t below) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 33) % below;
}

// Joints, their halves, longer characters and what is no UTF-8 among letters.
static const char *const parts[] = {"a",         "Zebra",    "0",
                                    "9z",        "@",        "[",
                                    "`",         "{",        "/",
                                    ":",         " ",        ".",
                                    "-",         "-\n",      "- \n",
                                    "-\nb",      "\n",       "\t",
                                    "é",         "\u00AD",   "\u00AC",
                                    "\u2010",    "\u00AD\n", "\u2010\n",
                                    "\u00AC\nx", "ж",        "\u0301",
                                    "\xC2",      "\x80",     "\xFF",
                                    "—",         "''",       "Antidisestablishment",
                                    "\x7F",      "\x01"};

static uint32_t random_text(char *out, bool plain) {
    uint32_t n = 0, most = chance(LONGEST);
    while (n < most) {
        const char *part = parts[chance(plain ? 18 : sizeof parts / sizeof *parts)];
        if (plain && chance(3)) part = "qwertyuiop";
        uint32_t size = (uint32_t)strlen(part);
        if (n + size > LONGEST) break;
        memcpy(out + n, part, size);
        n += size;
    }
    return n;
}

static void compare(const char *p, uint32_t n) {
    Str text = {p, n}, fast, slow;
    bool fast_ascii = false, slow_ascii = false;
    uint32_t at = 0;
    WordReader r;
    word_reader(&r, text);
    for (;;) {
        bool more = word_next(text, &at, &slow, &slow_ascii);
        assert_int_equal(word_read(&r, &fast, &fast_ascii), more);
        if (!more) break;
        assert_ptr_equal(fast.p, slow.p);
        assert_int_equal(fast.n, slow.n);
        assert_int_equal(fast_ascii, slow_ascii);
    }
    assert_false(word_read(&r, &fast, &fast_ascii)); // and stays at the end
}

// Words are passed in steps of any size, some of nothing, as many as begin before each.
static void compare_skips(const char *p, uint32_t n) {
    Str text = {p, n}, word = {p, 0};
    bool ascii, more = true;
    uint32_t at = 0, begins = 0;
    WordReader r;
    word_reader(&r, text);
    more = word_next(text, &at, &word, &ascii);
    for (uint32_t before = 0; before < n;) {
        uint32_t step = chance(2) ? chance(200) : chance(4), wanted = 0;
        before = n - before > step ? before + step : n;
        for (; more && (begins = (uint32_t)(word.p - p)) < before; wanted++)
            more = word_next(text, &at, &word, &ascii);
        assert_int_equal(word_skip(&r, before), wanted);
    }
    assert_false(more);
    assert_false(word_read(&r, &word, &ascii));
}

static void test_random(void **unused) {
    (void)unused;
    static char text[LONGEST];
    for (int i = 0; i < 20000; i++) {
        uint32_t n = random_text(text, i % 2);
        compare(text, n);
        compare_skips(text, n);
    }
}

// One word of every length at every place, with and without something behind it.
static void test_edges(void **unused) {
    (void)unused;
    static char text[LONGEST];
    for (uint32_t from = 0; from < 140; from++)
        for (uint32_t n = 1; n < 200; n += n < 3 || (n + from) % 64 < 3 ? 1 : 5)
            for (uint32_t behind = 0; behind < 3; behind++) {
                memset(text, ' ', sizeof text);
                memset(text + from, 'w', n);
                if (behind == 2) memcpy(text + from + n, "-\nx", 3);
                compare(text, from + n + (behind == 2 ? 3 : behind));
            }
}

// What each byte is to a word.
static void test_bytes(void **unused) {
    (void)unused;
    for (int c = 0; c < 256; c++) {
        char text[3] = {'a', (char)c, 'b'};
        compare(text, 3);
        compare(text + 1, 1);
        compare(text, 2);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_random), cmocka_unit_test(test_edges),
                                       cmocka_unit_test(test_bytes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
