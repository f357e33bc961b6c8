// The dry run against the real parser: over random prefixes, for every token kind, what the dry run
// says is what feeding the token does. Then the prompt's questions, which rest on it: what may
// stand here, is the input complete.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "grammar.h"
#include "lang/ast_build.h"
#include "tests/support/parsed.h"

enum { PREFIXES = 3000, LONGEST = 40 };

static uint32_t next_random(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    return (uint32_t)((z ^ z >> 27) >> 16);
}

// Each kind once in a text, so that every token has words that its constructor can read.
static const char sample[] =
    "x 3 2.5 \"a\" \"\"\"b\"\"\" 1917-11 @id @\"n\" true false null day word";

typedef struct Feeder {
    Parsed text;
    Parse parse;
    void *parser;
    uint64_t random;
    uint32_t pairs; // of prefix and token, compared so far
} Feeder;

static Token token_of(int kind) {
    static const struct {
        int kind;
        uint32_t at, len;
    } places[] = {{TK_ID, 0, 1},     {TK_INT, 2, 1},       {TK_FLOAT, 4, 3},
                  {TK_STRING, 8, 3}, {TK_TEXT, 12, 7},     {TK_DATE, 20, 7},
                  {TK_REF, 28, 3},   {TK_REF_NAME, 32, 4}, {TK_UNIT, 53, 3}};
    Token t = {kind, {57, 4}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (places[i].kind == kind) t.span = (Span){places[i].at, places[i].len};
    return t;
}

static void begin(Feeder *f) {
    f->parse.failed = false;
    f->parse.statement = NULL;
    GazInit(f->parser, &f->parse);
}

// Does the parser take the token? It refuses in %syntax_error; a constructor's complaint is an
// error in the list and no refusal.
static bool takes(Feeder *f, int kind) {
    uint32_t errors = f->text.diags.count + f->text.diags.dropped;
    f->parse.failed = false;
    Gaz(f->parser, kind, token_of(kind));
    return !f->parse.failed || f->text.diags.count + f->text.diags.dropped > errors;
}

static uint32_t kinds_taken(Feeder *f, const int *prefix, uint32_t n, int *kinds) {
    uint32_t count = 0;
    for (int kind = 0; kind < gaz_kinds(); kind++) {
        begin(f);
        for (uint32_t i = 0; i < n; i++) Gaz(f->parser, prefix[i], token_of(prefix[i]));
        Would would = gaz_would(f->parser, kind);
        if (would == WOULD_OVERFLOW) continue;
        bool taken = takes(f, kind);
        if (taken != (would != WOULD_NOT)) fail_msg("kind %d after %u tokens", kind, (unsigned)n);
        if (would == WOULD_AS_NAME && GazFallback(kind) != TK_ID) fail_msg("%d is no name", kind);
        if (taken && kind) kinds[count++] = kind;
        f->pairs++;
    }
    return count;
}

static void walk(Feeder *f) {
    int prefix[LONGEST], kinds[256];
    parsed_read(&f->text, sample, sizeof sample - 1, PARSE_FILE);
    f->parse = (Parse){.arena = &f->text.arena,
                       .source = f->text.source,
                       .diags = &f->text.diags,
                       .limits = {UINT32_MAX, NODE_HEIGHT_MAX, UINT32_MAX}};
    f->parser = arena_alloc(&f->text.arena, gaz_size());
    for (uint32_t n = 0; n < LONGEST; n++) {
        uint32_t count = kinds_taken(f, prefix, n, kinds);
        if (!count) return;
        prefix[n] = kinds[next_random(&f->random) % count];
    }
}

static void test_dry_run(void **state) {
    (void)state;
    static Feeder f = {.random = 7};
    parsed_init(&f.text);
    if (setjmp(f.text.guard.at)) fail_msg("left by the guard");
    for (int i = 0; i < PREFIXES / LONGEST; i++) walk(&f);
    parsed_free(&f.text);
    assert_true(f.pairs > 50000);
}

// ---- what may stand here --------------------------------------------------------------------

// The names of the kinds at the cursor ("^" in the text), in order.
static Str expected_at(Parsed *p, const char *marked) {
    int kinds[256];
    const char *cursor = strchr(marked, '^');
    assert_non_null(cursor);
    Str before = {marked, (uint32_t)(cursor - marked)};
    arena_reset(&p->arena);
    const Source *src =
        source_new(&p->arena, STR(""), str_cat(&p->arena, before, str_of(cursor + 1)));
    uint32_t n = parse_expected(&p->arena, src, before.n, kinds, 256);
    StrBuf b;
    buf_init(&b, &p->arena);
    for (uint32_t i = 0; i < n; i++) buf_printf(&b, "%s%s", i ? " " : "", token_name(kinds[i]));
    return buf_str(&b);
}

static void test_expected(void **state) {
    (void)state;
    static const struct {
        const char *text, *expected;
    } rows[] = {
        {"let x^", "'='"},
        {"let x ^ = 3", "'='"},
        {"people | top 3 by x desc^", "the end of the line ',' '|'"},
        {"kind person ^", "'as'"},
        {"kind p as ps { a: text ^", "'inverse' 'hierarchical' '}' ','"},
        {"people | walk x up ^", "'to'"},
        {"person @a {^}", "a name '}'"},
        {"a.^", "a name"},
        {"use ^\npeople", "a text"},
        {"fn f(a: ^", "a name '['"},
        {"x is ^", "'not' 'null'"},
        {"x is not ^", "'null'"},
        {"f(x) b c^", ""},
        {"\"open^", ""},
        {"a b\nuse ^", "a text"},
    };
    Parsed p;
    parsed_init(&p);
    if (setjmp(p.guard.at)) fail_msg("left by the guard");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str got = expected_at(&p, rows[i].text);
        if (!str_is(got, rows[i].expected))
            fail_msg("%s: %.*s, not %s", rows[i].text, STR_FMT(got), rows[i].expected);
    }
    parsed_free(&p);
}

static bool may_stand(Parsed *p, const char *text, int kind) {
    Str all = expected_at(p, text);
    const char *name = token_name(kind);
    size_t n = strlen(name);
    for (uint32_t i = 0; i + n <= all.n; i++)
        if (memcmp(all.p + i, name, n) == 0) return true;
    return false;
}

// A word that could only be a plain name is not offered; after a newline | goes on and let begins.
static void test_expected_words(void **state) {
    (void)state;
    Parsed p;
    parsed_init(&p);
    if (setjmp(p.guard.at)) fail_msg("left by the guard");
    assert_true(may_stand(&p, "people | ^", TK_WHERE));
    assert_false(may_stand(&p, "people | ^", TK_HAS));
    assert_false(may_stand(&p, "people | where ^", TK_WHERE));
    assert_true(may_stand(&p, "people | where ^", TK_ID));
    assert_true(may_stand(&p, "people | where x ^", TK_HAS));
    assert_true(may_stand(&p, "people | where x^ = 3", TK_EQ));
    assert_true(may_stand(&p, "people\n^", TK_PIPE));
    assert_true(may_stand(&p, "people\n^", TK_LET));
    assert_false(may_stand(&p, "people\n^", TK_EQ));
    assert_false(may_stand(&p, "(people\n^", TK_LET));
    assert_true(may_stand(&p, "3 ^", TK_UNIT));
    assert_true(may_stand(&p, "^", TK_FN));
    assert_false(may_stand(&p, "fn f() = ^", TK_FN));
    parsed_free(&p);
}

// ---- is it complete? ------------------------------------------------------------------------

static const struct {
    const char *text;
    InputState state;
    const char *awaited;
} inputs[] = {
    {"", INPUT_COMPLETE, ""},
    {"# note", INPUT_COMPLETE, ""},
    {"people", INPUT_COMPLETE, ""},
    {"people\n", INPUT_COMPLETE, ""},
    {"| where x", INPUT_COMPLETE, ""},
    {"let d = 1917..", INPUT_COMPLETE, ""},
    {"people | sort ends", INPUT_COMPLETE, ""},
    {"people |", INPUT_INCOMPLETE, "a stage such as where or select"},
    {"people |\n", INPUT_INCOMPLETE, "a stage such as where or select"},
    {"people | where (x", INPUT_INCOMPLETE, "')' to close '(' of line 1"},
    {"a\nb\n[1,\n", INPUT_INCOMPLETE, "']' to close '[' of line 3"},
    {"person @a {\n name: \"x\",", INPUT_INCOMPLETE, "'}' to close '{' of line 1"},
    {"people | search", INPUT_INCOMPLETE, "as in: search \"bread strike\""},
    {"people | take", INPUT_INCOMPLETE, "as in: take 10"},
    {"if a", INPUT_INCOMPLETE, "an operator or 'then'"},
    {"a and", INPUT_INCOMPLETE, "a value"},
    {"let x =", INPUT_INCOMPLETE, "a value"},
    {"let x = \"\"\"abc\n", INPUT_INCOMPLETE, "the closing \"\"\""},
    {"\"\"\"", INPUT_INCOMPLETE, "the closing \"\"\""},
    {"\"abc", INPUT_ERROR, ""},
    {"people | where a b", INPUT_ERROR, ""},
    {"a b\npeople |", INPUT_ERROR, ""},
    {"1917-1 +", INPUT_ERROR, ""},
    {"a)", INPUT_ERROR, ""},
};

static void test_check(void **state) {
    (void)state;
    Parsed p;
    parsed_init(&p);
    if (setjmp(p.guard.at)) fail_msg("left by the guard");
    ParseLimits none = {0, 0, 0};
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        arena_reset(&p.arena);
        const Source *src = source_new(&p.arena, STR(""), str_of(inputs[i].text));
        Str awaited = STR("?");
        InputState got = parse_check(&p.arena, src, none, &awaited);
        if (got != inputs[i].state || !str_is(awaited, inputs[i].awaited))
            fail_msg("%s: %d, awaits %.*s", inputs[i].text, (int)got, STR_FMT(awaited));
    }
    parsed_free(&p);
}

// ---- names of tokens ------------------------------------------------------------------------

static void test_token_names(void **state) {
    (void)state;
    assert_int_equal(token_kinds(), gaz_kinds());
    for (int kind = 0; kind < token_kinds(); kind++) {
        const char *name = token_name(kind);
        if (!name[0] || name[0] == '?') fail_msg("token kind %d has no name", kind);
    }
    for (int tag = 0; tag < NODE_TAGS; tag++)
        if (!node_tag_name((NodeTag)tag)) fail_msg("node tag %d has no name", tag);
    assert_string_equal(token_category(TK_WHERE), "a stage such as where or select");
    assert_string_equal(token_category(TK_INT), "a value");
    assert_null(token_category(TK_PIPE));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dry_run),        cmocka_unit_test(test_expected),
        cmocka_unit_test(test_expected_words), cmocka_unit_test(test_check),
        cmocka_unit_test(test_token_names),
    };
    return cmocka_run_group_tests_name("dry run", tests, NULL, NULL);
}
