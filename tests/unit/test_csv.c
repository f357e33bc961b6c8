// The reader of separated values: the cases of csv-spectrum (github.com/max-mapper/csv-spectrum),
// the rules of RFC 4180 section 2, and what people write instead.
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "runtime/import/csv.h"

typedef struct Case {
    const char *name, *text, *records; // fields as [a|b], "!" before a faulty record
} Case;

typedef struct Trial {
    Guard guard;
    Arena arena;
} Trial;

static void trial_init(Trial *t) {
    memset(t, 0, sizeof *t);
    arena_init(&t->arena, &alloc_system, NULL, &t->guard);
    if (setjmp(t->guard.at)) fail_msg("the guard was left");
}

static Str read_all(Trial *t, const char *text, size_t n, char separator, Csv *x) {
    StrBuf out;
    buf_init(&out, &t->arena);
    csv_init(x, &t->arena, text, n, separator, 4);
    while (csv_next(x)) {
        buf_addc(&out, x->fault == CSV_OPEN ? "!" : x->fault == CSV_MANY ? "+" : "");
        for (uint32_t i = 0; i < x->nfields; i++) {
            buf_addc(&out, i ? "|" : "[");
            buf_add(&out, csv_value(&x->fields[i], &t->arena));
        }
        buf_addc(&out, x->nfields ? "]" : "[]");
    }
    return buf_str(&out);
}

static void check(const Case *c, char separator) {
    Trial t;
    Csv x;
    trial_init(&t);
    Str found = read_all(&t, c->text, strlen(c->text), separator, &x);
    if (!str_is(found, c->records))
        fail_msg("%s: %.*s instead of %s", c->name, STR_FMT(found), c->records);
    arena_free(&t.arena);
}

#define CHECK_ALL(cases, separator)                                                                \
    for (size_t i = 0; i < sizeof(cases) / sizeof *(cases); i++) check(&(cases)[i], separator)

static void test_spectrum(void **state) {
    static const Case cases[] = {
        {"comma_in_quotes", "first,last,city,zip\nJohn,Doe,\"Anytown, WW\",08123",
         "[first|last|city|zip][John|Doe|Anytown, WW|08123]"},
        {"empty", "a,b,c\n1,\"\",\"\"\n2,3,4", "[a|b|c][1||][2|3|4]"},
        {"empty_crlf", "a,b,c\r\n1,\"\",\"\"\r\n2,3,4", "[a|b|c][1||][2|3|4]"},
        {"escaped_quotes", "a,b\n1,\"ha \"\"ha\"\" ha\"\n3,4", "[a|b][1|ha \"ha\" ha][3|4]"},
        {"json", "key,val\n1,\"{\"\"type\"\": \"\"Point\"\", \"\"at\"\": [102.0, 0.5]}\"\n",
         "[key|val][1|{\"type\": \"Point\", \"at\": [102.0, 0.5]}]"},
        {"newlines", "a,b,c\n1,2,3\n\"Once upon \na time\",5,6\n7,8,9",
         "[a|b|c][1|2|3][Once upon \na time|5|6][7|8|9]"},
        {"newlines_crlf", "a,b,c\r\n1,2,3\r\n\"Once upon \r\na time\",5,6\r\n7,8,9",
         "[a|b|c][1|2|3][Once upon \r\na time|5|6][7|8|9]"},
        {"newlines_cr", "a,b,c\r1,2,3\r\"Once upon \ra time\",5,6\r7,8,9",
         "[a|b|c][1|2|3][Once upon \ra time|5|6][7|8|9]"},
        {"quotes_and_newlines", "a,b\n1,\"ha \n\"\"ha\"\" \nha\"\n3,4",
         "[a|b][1|ha \n\"ha\" \nha][3|4]"},
        {"simple", "a,b,c\n1,2,3", "[a|b|c][1|2|3]"},
        {"simple_crlf", "a,b,c\r\n1,2,3\r\n", "[a|b|c][1|2|3]"},
        {"utf8", "a,b,c\n4,5,\xCA\xA4", "[a|b|c][4|5|\xCA\xA4]"},
        {"null", "a,b,c\n1,,2\n3,\"NULL\",4\n5,NULL,6\n", "[a|b|c][1||2][3|NULL|4][5|NULL|6]"},
    };
    (void)state;
    CHECK_ALL(cases, ',');
}

static void test_rules(void **state) {
    static const Case cases[] = {
        {"nothing", "", ""},
        {"line ends alone", "\n\r\n\r", ""},
        {"the last line end may lack (rule 2)", "aaa,bbb\r\nzzz,yyy", "[aaa|bbb][zzz|yyy]"},
        {"spaces are part of a field (rule 4)", " a , b\t", "[ a | b\t]"},
        {"a comma at the end (rule 4)", "a,\nb,", "[a|][b|]"},
        {"quotes around each (rule 5)", "\"aaa\",\"bbb\"", "[aaa|bbb]"},
        {"a quote is doubled (rule 7)", "\"b\"\"bb\"", "[b\"bb]"},
        {"only quotes", "\"\",\"\"\"\"", "[|\"]"},
        {"blank lines", "a\n  \n\nb", "[a][b]"},
    };
    (void)state;
    CHECK_ALL(cases, ',');
}

static void test_habits(void **state) {
    static const Case cases[] = {
        {"blanks around quotes", "a, \"b, c\" ,d", "[a|b, c|d]"},
        {"quotes within words", "5\" disk,x", "[5\" disk|x]"},
        {"quotes not doubled", "\"He said \"hello\" to me\",x\n1,2",
         "[He said \"hello\" to me|x][1|2]"},
        {"a quote not closed", "a,b\n1,\"x\n3,4", "[a|b]![1][3|4]"},
        {"a quote not closed, others further down", "1,\"x\n2,\"y\"\n3,\"z\"", "![1][2|y][3|z]"},
        {"in the last line", "1,2\n3,\"", "[1|2]![3]"},
        {"too many", "1,2,3,4,5\n6", "+[1|2|3|4][6]"},
    };
    (void)state;
    CHECK_ALL(cases, ',');
    static const Case tabs[] = {{"tabs", "a\tb\n\t\n", "[a|b][|]"},
                                {"quotes and tabs", "\"a\tb\"\t c", "[a\tb| c]"}};
    CHECK_ALL(tabs, '\t');
}

static void test_places(void **state) {
    Trial t;
    Csv x;
    (void)state;
    trial_init(&t);
    const char *text = "a,b\r\n\"1\n2\",x\r\n\n3,y\r4,\"z\n5,6";
    static const uint64_t lines[] = {1, 2, 5, 6, 7};
    static const size_t at[] = {0, 5, 15, 19, 24};
    csv_init(&x, &t.arena, text, strlen(text), ',', 4);
    for (size_t i = 0; i < 5; i++) {
        assert_true(csv_next(&x));
        assert_int_equal(x.line, lines[i]);
        assert_ptr_equal(x.at, text + at[i]);
    }
    assert_int_equal(x.n, 3);
    assert_false(csv_next(&x));
    arena_free(&t.arena);
}

static void test_stray(void **state) {
    Trial t;
    Csv x;
    (void)state;
    trial_init(&t);
    const char *text = "\"say \"yes\" or \"no\"\",1";
    Str found = read_all(&t, text, strlen(text), ',', &x);
    assert_true(str_is(found, "[say \"yes\" or \"no\"|1]"));
    assert_int_equal(x.stray, 4);
    arena_free(&t.arena);
}

static void test_separator(void **state) {
    static const struct {
        const char *text;
        char found;
        size_t skip;
    } cases[] = {
        {"a,b\n1,2\n", ',', 0},
        {"a;b\n1,5;2,5\n3,5;4,5\n", ';', 0},
        {"a\tb\tc\nx, y\tz\t1\n", '\t', 0},
        {"a|b\nx|y\n", '|', 0},
        {"name;remark\nA;one, two\nB;three\n", ';', 0},
        {"name,\"a;b\"\nA,\"c;d;e\"\n", ',', 0},
        {"sep=;\na;b\n", ';', 6},
        {"sep=|\r\na|b\r\n", '|', 7},
        {"alone\nx\ny\n", ',', 0},
        {"", ',', 0},
    };
    Trial t;
    (void)state;
    trial_init(&t);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t skip = 99;
        char found = csv_separator(&t.arena, cases[i].text, strlen(cases[i].text), &skip);
        if (found != cases[i].found) fail_msg("%s: '%c'", cases[i].text, found);
        assert_int_equal(skip, cases[i].skip);
    }
    arena_free(&t.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spectrum), cmocka_unit_test(test_rules),
        cmocka_unit_test(test_habits),   cmocka_unit_test(test_places),
        cmocka_unit_test(test_stray),    cmocka_unit_test(test_separator),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
