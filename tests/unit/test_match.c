// Patterns of `~`: a table of texts and answers, errors with their place, and random patterns
// against a matcher that is slow and obvious.
#include "runtime/match.h"
#include "runtime/words.h"

#include "tests/support/trial.h"

static bool found(Trial *t, const char *text, const char *pattern) {
    MatchError err;
    const Match *m = match_compile(&t->scratch, str_of(pattern), &err);
    if (!m) fail_msg("%s: %s", pattern, err.message);
    return match_found(m, &t->scratch, str_of(text));
}

static const struct {
    const char *text, *pattern;
    bool found;
} answers[] = {
    {"The Winter Palace was taken.", "winter palace", true},
    {"The Winter Palace was taken.", "winter", true},
    {"The Winter Palace was taken.", "palace winter", false},
    {"The Winter Palace was taken.", "wint", false},
    {"The Winter Palace was taken.", "winter taken", false},
    {"the winter\n\n  -- palace", "Winter, palace!", true},
    {"winter winter palace", "winter palace", true},
    {"", "winter", false},
    {"...", "winter", false},
    // case and accents aside, in any script
    {"L'ÉTÉ À PARIS", "l'ete a paris", true},
    {"l'ete a paris", "ÉTÉ", true},
    {"Straße", "STRASSE", true},
    {"Петроградский Совет", "петроградский совет", true},
    {"Володимир", "володимир", true},
    {"Ünïcödé", "unicode", true},
    // words are letters, marks and digits
    {"the 7th of November, 1917", "1917", true},
    {"19170", "1917", false},
    {"Lenin's views", "lenin", true},
    {"snake_case", "case", true},
    {"well-known", "well known", true},
    // a word may be divided behind its first letter, far from where a look for it begins
    {"all is little but alive, a l-\nighthouse", "lighthouse", true},
    {"all is little but alive, a L\u00ADIGHTHOUSE", "lighthouse", true},
    {"all is little but alive, a l\u00EDghthouse", "lighthouse", true},
    {"all is little but alive, a l ighthouse", "lighthouse", false},
    // wildcards
    {"General Kornilov's men", "kornil*", true},
    {"General Kornilov's men", "*nilov", true},
    {"General Kornilov's men", "k*v", true},
    {"General Kornilov's men", "k*x", false},
    {"women", "wom?n", true},
    {"woman", "wom?n", true},
    {"womn", "wom?n", false},
    {"woomen", "wom?n", false},
    {"soviet of deputies", "soviet * deputies", true},
    {"soviet deputies", "soviet * deputies", false},
    {"Zürich", "z?rich", true},
    {"aaab", "*a*b", true},
    {"Who goes there?", "who goes there?", true}, // a question mark at a word's end may be none
    {"theres", "there?", true},
    {"1931", "193?", true},
    {"qui est là ?", "qui est là ?", true},
    // one wrong letter
    {"Trotsky spoke", "trotzky~1", true},
    {"Trotsky spoke", "trotsky~1", true},
    {"Trotsky spoke", "trotzki~1", false},
    {"Trosky spoke", "trotsky~1", true},
    {"Trottsky spoke", "trotsky~1", true},
    {"Torts", "trots~1", true},
    {"Tortsy", "trotsk~1", false},
    {"Mueller", "müller~1", true},
    {"ab", "ba~1", true},
    {"a", "ab~1", true},
    {"жук", "жка~1", false},
    {"жук", "жку~1", true},
    {"Leon Trotsky spoke", "leon trotzky~1 spoke", true},
    // near
    {"Trotsky stood on the Aurora", "trotsky NEAR/4 aurora", true},
    {"Trotsky stood on the Aurora", "trotsky NEAR/3 aurora", false},
    {"the Aurora and then Trotsky", "trotsky NEAR/3 aurora", true},
    {"the Aurora and then Trotsky", "trotsky NEAR/2 aurora", false},
    {"red guards and the winter palace", "winter palace NEAR/3 red guards", true},
    {"red guards and the winter palace", "winter palace NEAR/2 red guards", false},
    {"red guards and the winter palace", "pal* NEAR/9 guard?", true},
    {"soviet", "soviet NEAR/5 soviet", false}, // one word is not near itself
    {"soviet soviet", "soviet NEAR/1 soviet", true},
    {"a b a", "a b NEAR/1 a", true},
    {"a b", "a b NEAR/1 b", false},
    // capitals may be words where all is in capitals, and small ones always
    {"war and peace", "WAR AND PEACE", true},
    {"near 5", "near 5", true},
};

static void test_answers(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        if (found(&t, answers[i].text, answers[i].pattern) != answers[i].found)
            fail_msg("\"%s\" ~ \"%s\"", answers[i].text, answers[i].pattern);
    trial_close(&t);
}

static void test_far(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    StrBuf b;
    for (uint32_t gap = 1; gap < 300; gap++) {
        buf_init(&b, &t.scratch);
        buf_addc(&b, "aurora");
        for (uint32_t i = 1; i < gap; i++) buf_addc(&b, " word");
        buf_addc(&b, " trotsky");
        buf_char(&b, '\0');
        const char *text = buf_str(&b).p;
        for (uint32_t near = gap > 2 ? gap - 2 : 1; near < gap + 2; near++) {
            const char *p = str_printf(&t.scratch, "trotsky NEAR/%u Aurora", near).p;
            assert_int_equal(found(&t, text, p), near >= gap);
        }
    }
    trial_close(&t);
}

static uint32_t count(Trial *t, const char *text, const char *pattern) {
    MatchError err;
    return match_count(match_compile(&t->scratch, str_of(pattern), &err), &t->scratch,
                       str_of(text));
}

static void test_count(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    assert_int_equal(count(&t, "Soviets and soviet power, soviet!", "soviet*"), 3);
    assert_int_equal(count(&t, "a a a a a", "a a"), 2); // no word counts twice
    assert_int_equal(count(&t, "a b x b a b", "a NEAR/1 b"), 2);
    assert_int_equal(count(&t, "", "a"), 0);
    trial_close(&t);
}

// The text with its finds in brackets.
static const char *marked(Trial *t, const char *text, const char *pattern) {
    MatchError err;
    MatchScan scan;
    MatchFind f;
    StrBuf out;
    uint32_t from = 0, n = 0;
    buf_init(&out, &t->scratch);
    match_begin(&scan, match_compile(&t->scratch, str_of(pattern), &err), &t->scratch,
                str_of(text));
    for (; match_next(&scan, &f); from = f.at + f.len, n++) {
        buf_add(&out, (Str){text + from, f.at - from});
        buf_printf(&out, "[%.*s]", STR_FMT(((Str){text + f.at, f.len})));
    }
    assert_int_equal(n, count(t, text, pattern));
    buf_addc(&out, text + from);
    buf_char(&out, '\0');
    return buf_str(&out).p;
}

static const struct {
    const char *pattern, *marked;
} finds[] = {
    {"soviet*", "[Soviets] and [soviet] power, [soviet]!"},
    {"winter palace", "Winter, the [Winter -- Palace], palace"},
    {"été", "L'[ÉTÉ], l'[ete] ¿"},
    {"a a", "[a a] [a a] a"},
    {"soviet * deputies", "a soviet; [Soviet of Deputies]."},
    {"trotzky~1", "[Trotsky], [Trotzky] and Troski"},
    {"red guards NEAR/3 palace", "red [red guards at the palace], palace"},
    {"palace NEAR/3 red guards", "red [red guards at the palace], palace"},
    {"a NEAR/1 b", "[a b] x [b a] b"},
    {"x", "none"},
};

static void test_finds(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    for (size_t i = 0; i < sizeof finds / sizeof *finds; i++) {
        char text[128];
        size_t n = 0;
        for (const char *p = finds[i].marked; *p; p++)
            if (*p != '[' && *p != ']') text[n++] = *p;
        text[n] = '\0';
        assert_string_equal(marked(&t, text, finds[i].pattern), finds[i].marked);
    }
    trial_close(&t);
}

// The first phrase of a find lies further back than a machine word has bits.
static void test_far_finds(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    StrBuf b;
    buf_init(&b, &t.scratch);
    buf_addc(&b, "[the aurora");
    for (uint32_t i = 1; i < MATCH_NEAR_MAX; i++) buf_addc(&b, " word");
    buf_addc(&b, " leon trotsky] aurora the leon");
    buf_char(&b, '\0');
    const char *want = buf_str(&b).p;
    char *text = arena_array(&t.scratch, b.n, 1);
    size_t n = 0;
    for (const char *p = want; *p; p++)
        if (*p != '[' && *p != ']') text[n++] = *p;
    text[n] = '\0';
    assert_string_equal(marked(&t, text, "leon trotsky NEAR/1000 the aurora"), want);
    assert_string_equal(marked(&t, text, "leon trotsky NEAR/999 the aurora"), text);
    trial_close(&t);
}

static void test_words(void **state) {
    (void)state;
    static const char text[] = "¿L'été, 1917 \xff_x?";
    static const char *const want[] = {"L", "été", "1917", "x"};
    uint32_t at = 0, n = 0;
    bool ascii;
    for (Str word; word_next(str_of(text), &at, &word, &ascii); n++)
        if (!str_is(word, want[n])) fail_msg("%.*s is not %s", STR_FMT(word), want[n]);
    assert_int_equal(n, 4);
    assert_int_equal(at, strlen(text));
    assert_int_equal(word_count(str_of(text)), 4);
}

static const struct {
    const char *pattern;
    uint32_t at, len;
    const char *words;
} errors[] = {
    {"", 0, 0, "no word"},
    {"...", 0, 3, "no word"},
    {"?", 0, 1, "no word"},
    {"fog AND dock", 4, 3, "AND, OR and NOT"},
    {"fog OR dock", 4, 2, "AND, OR and NOT"},
    {"fog|dock", 3, 1, "|"},
    {"trotzky~2", 7, 2, "only ~1"},
    {"trotzky~", 7, 1, "only ~1"},
    {"trotz*~1", 0, 8, "not both"},
    {"a NEAR b", 2, 4, "NEAR needs a number"},
    {"a NEAR/0 b", 2, 6, "NEAR needs a number"},
    {"a NEAR/1001 b", 2, 9, "NEAR needs a number"},
    {"a NEAR/99999999999 b", 2, 14, "NEAR needs a number"},
    {"NEAR/5 b", 0, 6, "word before"},
    {"a NEAR/5", 2, 6, "word after"},
    {"a NEAR/5 b NEAR/5 c", 11, 6, "one NEAR"},
};

static void test_errors(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        MatchError err;
        assert_null(match_compile(&t.scratch, str_of(errors[i].pattern), &err));
        if (!strstr(err.message, errors[i].words))
            fail_msg("%s: %s", errors[i].pattern, err.message);
        if (err.at != errors[i].at || err.len != errors[i].len)
            fail_msg("%s: at %u, %u bytes", errors[i].pattern, err.at, err.len);
    }
    trial_close(&t);
}

static void test_limits(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    MatchError err;
    char s[MATCH_BYTES_MAX + 2];
    memset(s, 'a', sizeof s);
    assert_non_null(match_compile(&t.scratch, (Str){s, MATCH_WORD_MAX}, &err));
    assert_null(match_compile(&t.scratch, (Str){s, MATCH_WORD_MAX + 1}, &err));
    memset(s, '.', sizeof s);
    for (uint32_t i = 0; i < MATCH_WORDS_MAX; i++) s[i * 2] = 'a';
    assert_non_null(match_compile(&t.scratch, (Str){s, MATCH_BYTES_MAX}, &err));
    assert_null(match_compile(&t.scratch, (Str){s, MATCH_BYTES_MAX + 1}, &err));
    s[MATCH_WORDS_MAX * 2] = 'a';
    assert_null(match_compile(&t.scratch, (Str){s, MATCH_BYTES_MAX}, &err));
    trial_close(&t);
}

// --- against the obvious ------------------------------------------------------------------------

enum { LETTERS = 3, WORDS = 12 };

typedef struct Chance {
    uint64_t state;
} Chance;

static uint32_t chance(Chance *c, uint32_t below) {
    uint64_t z = c->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    return (uint32_t)((z ^ z >> 31) % below);
}

// Whether the pattern's word from p on fits w, tried every way.
static bool glob(const char *p, const char *w) {
    if (!*p) return !*w;
    if (*p == '*') return glob(p + 1, w) || (*w && glob(p, w + 1));
    if (*p == '?' && !*w) return glob(p + 1, w); // at the end of the word only
    return *w && (*p == '?' || *p == *w) && glob(p + 1, w + 1);
}

static void any_word(Chance *c, char *out, bool wild) {
    uint32_t n = chance(c, 4) + 1;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t x = chance(c, wild ? LETTERS + 2 : LETTERS);
        *out++ = x < LETTERS ? (char)('a' + x) : x == LETTERS ? '*' : '?';
    }
    *out = '\0';
}

static bool only_marks(const char *s) { return strspn(s, "?") == strlen(s); }

// The words with the finds in brackets: each begins at the first word where it can.
static const char *obvious(Trial *t, char (*words)[8], uint32_t n, char (*parts)[8], uint32_t m) {
    StrBuf out;
    buf_init(&out, &t->scratch);
    for (uint32_t i = 0, open = 0; i < n; i++) {
        bool hit = !open && i + m <= n;
        for (uint32_t k = 0; k < m; k++) hit = hit && glob(parts[k], words[i + k]);
        if (hit) open = m;
        buf_printf(&out, "%s%s%s ", hit ? "[" : "", words[i], open == 1 ? "]" : "");
        if (open) open--;
    }
    buf_char(&out, '\0');
    return buf_str(&out).p;
}

static void test_against_the_obvious(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    Chance c = {7};
    uint32_t hits = 0;
    for (uint32_t round = 0; round < 20000; round++) {
        char words[WORDS][8], parts[3][8];
        uint32_t n = chance(&c, WORDS) + 1, m = chance(&c, 3) + 1;
        StrBuf text, pattern;
        buf_init(&text, &t.scratch);
        buf_init(&pattern, &t.scratch);
        for (uint32_t i = 0; i < n; i++) {
            any_word(&c, words[i], false);
            buf_addc(&text, words[i]);
            buf_char(&text, ' ');
        }
        for (uint32_t i = 0; i < m; i++) {
            do any_word(&c, parts[i], chance(&c, 2));
            while (only_marks(parts[i]));
            buf_addc(&pattern, parts[i]);
            buf_char(&pattern, ' ');
        }
        buf_char(&text, '\0');
        buf_char(&pattern, '\0');
        const char *want = obvious(&t, words, n, parts, m);
        bool hit = strchr(want, '[') != NULL;
        if (found(&t, buf_str(&text).p, buf_str(&pattern).p) != hit)
            fail_msg("\"%s\" ~ \"%s\"", buf_str(&text).p, buf_str(&pattern).p);
        assert_string_equal(marked(&t, buf_str(&text).p, buf_str(&pattern).p), want);
        hits += hit;
        arena_reset(&t.scratch);
    }
    assert_true(hits > 1000);
    trial_close(&t);
}

// ~1 is the distance that str_distance counts.
static void test_one_wrong(void **state) {
    (void)state;
    Trial t;
    trial_open(&t);
    Chance c = {11};
    static const char *const letters[] = {"a", "b", "é", "ж", "e"};
    for (uint32_t round = 0; round < 20000; round++) {
        StrBuf b[2];
        for (uint32_t k = 0; k < 2; k++) {
            buf_init(&b[k], &t.scratch);
            for (uint32_t i = chance(&c, 4) + 1; i > 0; i--)
                buf_addc(&b[k], letters[chance(&c, 5)]);
        }
        Str x = str_fold(&t.scratch, buf_str(&b[0])), y = str_fold(&t.scratch, buf_str(&b[1]));
        bool want = str_distance(x, y, 1) <= 1;
        buf_char(&b[0], '\0');
        buf_addc(&b[1], "~1");
        buf_char(&b[1], '\0');
        if (found(&t, buf_str(&b[0]).p, buf_str(&b[1]).p) != want)
            fail_msg("\"%s\" ~ \"%s\"", buf_str(&b[0]).p, buf_str(&b[1]).p);
        arena_reset(&t.scratch);
    }
    trial_close(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers),   cmocka_unit_test(test_far),
        cmocka_unit_test(test_count),     cmocka_unit_test(test_finds),
        cmocka_unit_test(test_far_finds), cmocka_unit_test(test_words),
        cmocka_unit_test(test_errors),    cmocka_unit_test(test_limits),
        cmocka_unit_test(test_one_wrong), cmocka_unit_test(test_against_the_obvious),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
