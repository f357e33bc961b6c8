// The JSON reader: the cases of JSONTestSuite (json_suite.tsv), each whole and in pieces; its
// events, places and errors; and random changes of good texts, which must give the same events
// however they are cut.
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "runtime/json.h"

typedef struct Trial {
    Guard guard;
    Arena arena, told_arena;
    Json json;
} Trial;

static void trial_init(Trial *t, uint32_t depth) {
    memset(t, 0, sizeof *t);
    arena_init(&t->arena, &alloc_system, NULL, &t->guard);
    arena_init(&t->told_arena, &alloc_system, NULL, &t->guard);
    if (setjmp(t->guard.at)) fail_msg("the guard was left");
    json_init(&t->json, &t->arena, depth);
}

static void trial_free(Trial *t) {
    arena_free(&t->arena);
    arena_free(&t->told_arena);
}

// One event in words: "@2 int 1", "@1 name! a" where the name is there again.
static void tell(StrBuf *out, const JsonEvent *e) {
    static const char *const names[] = {"null", "truth", "int", "real", "text", "name", "[",
                                        "]",    "{",     "}",   "end",  "more", "bad"};
    buf_printf(out, "@%llu %s%s ", (unsigned long long)e->at, names[e->tag], e->again ? "!" : "");
    if (e->tag == JSON_TRUTH) buf_printf(out, "%d", (int)e->i);
    if (e->tag == JSON_INT) buf_printf(out, "%lld", (long long)e->i);
    if (e->tag == JSON_REAL) buf_add(out, e->text);
    if (e->tag == JSON_TEXT || e->tag == JSON_NAME) buf_add(out, e->text);
    buf_char(out, '\n');
}

static void tell_error(StrBuf *out, const JsonError *e) {
    buf_printf(out, "%llu %u:%u %s | %s", (unsigned long long)e->at, e->line, e->column, e->message,
               e->expected);
}

// All events of a text that comes in pieces of so many bytes, each in memory of its own; the last
// line is "end" or the error.
static const char *events(Trial *t, const char *p, size_t n, size_t piece) {
    StrBuf out;
    buf_init(&out, &t->told_arena);
    json_start(&t->json, 0, 1);
    char *held = NULL;
    size_t at = 0;
    for (JsonTag tag = JSON_MORE;;) {
        if (tag == JSON_MORE) {
            size_t take = n - at < piece ? n - at : piece;
            free(held);
            held = malloc(take ? take : 1);
            assert_non_null(held);
            memcpy(held, p + at, take);
            at += take;
            json_feed(&t->json, held, take, at == n);
        }
        tag = json_next(&t->json);
        if (tag == JSON_END || tag == JSON_BAD) break;
        if (tag != JSON_MORE) tell(&out, &t->json.event);
        if (tag == JSON_MORE) assert_true(at < n);
    }
    if (t->json.event.tag == JSON_BAD)
        tell_error(&out, &t->json.error);
    else
        buf_addc(&out, "end");
    free(held);
    buf_char(&out, 0);
    return out.p;
}

static const char *whole(Trial *t, const char *text) {
    size_t n = strlen(text);
    return events(t, text, n, n ? n : 1);
}

// ---- JSONTestSuite --------------------------------------------------------------------------

static size_t unescaped(char *text) {
    char *to = text;
    for (const char *p = text; *p; p++) {
        unsigned byte;
        if (*p == '%' && sscanf(p + 1, "%2X", &byte) == 1) {
            *to++ = (char)byte;
            p += 2;
        } else {
            *to++ = *p;
        }
    }
    return (size_t)(to - text);
}

static void suite_case(Trial *t, const char *name, const char *text, size_t n, bool read) {
    const char *all = events(t, text, n, n ? n : 1);
    if ((t->json.event.tag == JSON_END) != read) fail_msg("%s: %s", name, all);
    for (size_t piece = 1; piece < 8; piece++) assert_string_equal(events(t, text, n, piece), all);
    arena_reset(&t->told_arena);
}

static void test_suite(void **state) {
    (void)state;
    Trial t;
    trial_init(&t, JSON_DEPTH);
    FILE *file = fopen("tests/unit/json_suite.tsv", "r");
    assert_non_null(file);
    char line[4096];
    int count[3] = {0};
    while (fgets(line, sizeof line, file)) {
        if (line[0] == '#') continue;
        line[strcspn(line, "\n")] = 0;
        char *text = strchr(line, '\t');
        assert_non_null(text);
        *text++ = 0;
        char *does = strchr(text, '\t');
        if (does) *does++ = 0;
        assert_true((line[0] == 'i') == (does != NULL));
        count[line[0] == 'y' ? 0 : line[0] == 'n' ? 1 : 2]++;
        suite_case(&t, line, text, unescaped(text), (does ? *does : line[0]) == 'y');
    }
    fclose(file);
    assert_int_equal(count[0], 95);
    assert_int_equal(count[1], 186);
    assert_int_equal(count[2], 35);
    trial_free(&t);
}

// The two cases that are too long for a table, and the depth that is just allowed.
static void test_depth(void **state) {
    (void)state;
    enum { MANY = 100000 };
    char *text = malloc(6 * MANY);
    assert_non_null(text);
    Trial t;
    trial_init(&t, JSON_DEPTH);
    memset(text, '[', MANY);
    assert_non_null(strstr(events(&t, text, MANY, MANY), "512 1:513 nested too deeply"));
    for (int i = 0; i < MANY; i++) memcpy(text + 5 * i, "[{\"\":", 5);
    assert_non_null(strstr(events(&t, text, 5 * MANY, 7), "1280 1:1281 nested too deeply"));
    memset(text, '[', JSON_DEPTH);
    memset(text + JSON_DEPTH, ']', JSON_DEPTH);
    events(&t, text, 2 * JSON_DEPTH, MANY);
    assert_int_equal(t.json.event.tag, JSON_END);
    trial_free(&t);
    trial_init(&t, MANY + 1);
    memset(text, '[', MANY);
    assert_non_null(strstr(events(&t, text, MANY, MANY), "the text ends too early"));
    trial_free(&t);
    free(text);
}

// ---- events and errors ----------------------------------------------------------------------

static void test_events(void **state) {
    (void)state;
    Trial t;
    trial_init(&t, JSON_DEPTH);
    assert_string_equal(whole(&t, "{\"a\": [1, -2.5e1, \"x\\u00e9\\n\"],\n \"b\": {\"a\": true}, "
                                  "\"a\": null}"),
                        "@0 { \n@1 name a\n@6 [ \n@7 int 1\n@10 real -2.5e1\n@18 text x\xC3\xA9\n\n"
                        "@29 ] \n@33 name b\n@38 { \n@39 name a\n@44 truth 1\n@48 } \n@51 name! a\n"
                        "@56 null \n@60 } \nend");
    assert_string_equal(whole(&t, "9223372036854775807"), "@0 int 9223372036854775807\nend");
    assert_string_equal(whole(&t, "-9223372036854775808"), "@0 int -9223372036854775808\nend");
    assert_string_equal(whole(&t, "\xEF\xBB\xBF 7"), "@4 int 7\nend");
    trial_free(&t);
}

static void test_real_values(void **state) {
    (void)state;
    static const char *const texts[] = {
        "0.1", "-2.5e1", "9223372036854775808", "1e-400", "1.7976931348623157e308", "5e-324"};
    Trial t;
    trial_init(&t, JSON_DEPTH);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        json_start(&t.json, 0, 1);
        json_feed(&t.json, texts[i], strlen(texts[i]), true);
        assert_int_equal(json_next(&t.json), JSON_REAL);
        double want = strtod(texts[i], NULL);
        assert_memory_equal(&t.json.event.r, &want, sizeof want);
    }
    trial_free(&t);
}

static void test_errors(void **state) {
    (void)state;
    static const struct {
        const char *text, *error;
    } cases[] = {
        {"[1,\n 2 3]", "7 2:4 this cannot stand here | ',' or ']'"},
        {"{\"\xC3\xA9\": \"\xE2\x82\xAC\", x",
         "14 1:12 this cannot stand here | a name in double quotes"},
        {"[1,]", "3 1:4 no comma stands before the closing bracket | a value"},
        {"{\"a\" 1}", "5 1:6 this cannot stand here | ':'"},
        {"{'a': 1}", "1 1:2 a text stands in double quotes | a name in double quotes or '}'"},
        {"[\"\xC3\xA9\xFF\"]", "4 1:4 this is not UTF-8 | "},
        {"[\"\xC3\xA9\\x\"]",
         "4 1:4 there is no such escape | one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX"},
        {"[\"\\u12G4\"]", "2 1:3 four hexadecimal digits stand behind \\u | \\uXXXX"},
        {"[\"\\uD83D\"]",
         "2 1:3 half of a surrogate pair is no character | \\uD83D\\uDE00 and the like"},
        {"[1e999]", "1 1:2 the number is too large | at most 1.7976931348623157e308"},
        {"[01]", "2 1:3 the number is not complete, or written otherwise than in JSON | a digit"},
        {"[\"a", "3 1:4 the text in quotes has no end | '\"'"},
        {"[\"a\tb\"]", "3 1:4 a control character in a text | it written \\uXXXX"},
        {"[NaN]", "1 1:2 this cannot stand here | a value or ']'"},
        {"[nil]", "1 1:2 this is no value of JSON | true, false, null or a text in quotes"},
        {"1 // one", "2 1:3 JSON has no comments | the end of the text"},
        {"[1, 2", "5 1:6 the text ends too early | ',' or ']'"},
        {"", "0 1:1 the text ends too early | a value"},
    };
    Trial t;
    trial_init(&t, JSON_DEPTH);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *told = whole(&t, cases[i].text), *last = strrchr(told, '\n');
        assert_string_equal(last ? last + 1 : told, cases[i].error);
        assert_int_equal(json_next(&t.json), JSON_BAD); // and again
    }
    trial_free(&t);
}

// A text that begins within its file.
static void test_places(void **state) {
    (void)state;
    Trial t;
    trial_init(&t, JSON_DEPTH);
    json_start(&t.json, 1000, 7);
    json_feed(&t.json, "\xEF\xBB\xBF[", 4, true); // a mark is one at the beginning of a file only
    assert_int_equal(json_next(&t.json), JSON_BAD);
    assert_int_equal(t.json.error.at, 1000);
    assert_int_equal(t.json.error.line, 7);
    json_start(&t.json, 1000, 7);
    json_feed(&t.json, "[\n]]", 4, true);
    while (json_next(&t.json) != JSON_BAD) continue;
    assert_int_equal(t.json.error.at, 1003);
    assert_int_equal(t.json.error.line, 8);
    assert_int_equal(t.json.error.column, 2);
    trial_free(&t);
}

// Many names in nested records: each is found again in its own record only.
static void test_names(void **state) {
    (void)state;
    enum { MANY = 5000 };
    Trial t;
    trial_init(&t, JSON_DEPTH);
    StrBuf text;
    buf_init(&text, &t.told_arena);
    for (int round = 0; round < 2; round++) {
        buf_addc(&text, round ? "}," : "[{");
        if (round) buf_addc(&text, "{");
        for (int i = 0; i < MANY; i++)
            buf_printf(&text, "\"k%d\":{\"k%d\":1,\"k%d\":2},", i, i, i + 1);
        buf_addc(&text, "\"k17\":0");
    }
    buf_addc(&text, "}]");
    json_start(&t.json, 0, 1);
    json_feed(&t.json, text.p, text.n, true);
    int again = 0, names = 0;
    for (JsonTag tag; (tag = json_next(&t.json)) != JSON_END;) {
        assert_int_not_equal(tag, JSON_BAD);
        if (tag != JSON_NAME) continue;
        names++;
        if (!t.json.event.again) continue;
        again++;
        assert_true(str_is(t.json.event.text, "k17"));
    }
    assert_int_equal(names, 2 * (3 * MANY + 1));
    assert_int_equal(again, 2);
    trial_free(&t);
}

// ---- random texts ---------------------------------------------------------------------------

static uint64_t next_random(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    return (z ^ z >> 27) >> 11;
}

static void test_pieces(void **state) {
    (void)state;
    static const char good[] =
        "{\"id\": 12, \"name\": \"Zo\xC3\xAB \\\"B\\\" \\ud83d\\ude00\", \"n\": "
        "[1, -2.5e+3, true, false, null, {}, []],\n \"name\": \"twice\"}";
    static const char bytes[] = "\"\\{}[]:,0123456789.eE+-truefalsn u\n\t\xC3\xA9\xFF";
    Trial t;
    trial_init(&t, 8);
    uint64_t seed = 1;
    for (int round = 0; round < 4000; round++) {
        char text[sizeof good];
        memcpy(text, good, sizeof good);
        size_t n = sizeof good - 1;
        for (uint64_t changes = next_random(&seed) % 4; changes > 0; changes--)
            text[next_random(&seed) % n] = bytes[next_random(&seed) % (sizeof bytes - 1)];
        if (next_random(&seed) % 4 == 0) n = next_random(&seed) % n + 1;
        const char *all = events(&t, text, n, n);
        for (size_t piece = 1; piece < 30; piece = 2 * piece + 1)
            assert_string_equal(events(&t, text, n, piece), all);
        arena_reset(&t.told_arena);
    }
    trial_free(&t);
}

// Memory runs out at each allocation in turn: the guard is left, and nothing is lost.
typedef struct Memory {
    long left, live;
} Memory;

static void *scarce(void *user, void *p, size_t old_n, size_t new_n) {
    Memory *m = user;
    (void)old_n;
    if (!new_n) {
        m->live -= p != NULL;
        free(p);
        return NULL;
    }
    if (m->left-- == 0) return NULL;
    void *q = realloc(p, new_n);
    m->live += q && !p;
    return q;
}

static void test_memory(void **state) {
    (void)state;
    static const char text[] =
        "{\"a\\n\": [[[[\"b\\u0041\"]]]], \"c\": {\"d\": \"eeeeeeeeeeeee\"}}";
    volatile bool done = false;
    for (volatile long at = 0; !done; at++) {
        Memory memory = {at, 0};
        Alloc alloc = {&memory, scarce};
        Guard guard = {0};
        Arena arena;
        Json json;
        arena_init(&arena, &alloc, NULL, &guard);
        if (!setjmp(guard.at)) {
            json_init(&json, &arena, JSON_DEPTH);
            json_start(&json, 0, 1);
            JsonTag tag = JSON_MORE;
            for (size_t i = 0; tag != JSON_END; tag = json_next(&json))
                if (tag == JSON_MORE) json_feed(&json, text + i, 1, i + 2 == sizeof text), i++;
            done = true;
        } else {
            assert_int_equal(guard.status, ST_NOMEM);
        }
        arena_free(&arena);
        assert_int_equal(memory.live, 0);
        assert_true(at < 1000);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_suite),  cmocka_unit_test(test_depth),
        cmocka_unit_test(test_events), cmocka_unit_test(test_real_values),
        cmocka_unit_test(test_errors), cmocka_unit_test(test_places),
        cmocka_unit_test(test_names),  cmocka_unit_test(test_pieces),
        cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
