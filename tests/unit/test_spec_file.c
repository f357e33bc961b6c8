// The spec runner's own reading and writing of cases: a runner that misreads them proves nothing.
#define _POSIX_C_SOURCE 200809L // mkstemp
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/spec_file.c"

static char path[] = "/tmp/gazette-case-XXXXXX";

static void write_file(const char *text) {
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(text, 1, strlen(text), stream), strlen(text));
    assert_int_equal(fclose(stream), 0);
}

static const char two_cases[] = "## a comment\n"
                                "%format csv\n"
                                "%set limit rows 10\n"
                                "\n"
                                "# first\n"
                                "%format json\n"
                                "people\n"
                                "\n"
                                "| count  # a comment stays\n"
                                "----\n"
                                "a\n"
                                "\\\n"
                                "\\\\\n"
                                "  b\n"
                                "\n"
                                "# second\n"
                                "1\n"
                                "----\n"
                                "\n"
                                "stray\n";

static void reads_cases(void **state) {
    (void)state;
    Spec_file file;
    write_file(two_cases);
    assert_true(spec_file_read(&file, path));
    assert_int_equal(file.count, 2);
    assert_int_equal(file.problem_line, 20);
    assert_string_equal(file.cases[0].name, "first");
    assert_int_equal(file.cases[0].line, 5);
    assert_string_equal(file.cases[0].query, "people\n\n| count  # a comment stays\n");
    assert_string_equal(file.cases[0].expected, "a\n\n\\\n  b\n");
    assert_string_equal(case_directive(&file.cases[0], "format"), "json");
    assert_string_equal(case_directive(&file.cases[1], "format"), "csv");
    assert_string_equal(case_directive(&file.cases[1], "set"), "limit rows 10");
    assert_null(case_directive(&file.cases[1], "archive"));
    assert_string_equal(file.cases[1].expected, "");
    spec_file_free(&file);
}

// What is accepted is what the next run reads, whatever the reply holds.
static void accepts_replies(void **state) {
    (void)state;
    static const char odd[] = "one\n\n\\\n\\\\\n# not a name\nlast";
    char first[sizeof odd], *replies[2] = {first, NULL};
    Spec_file file;
    memcpy(first, odd, sizeof odd);
    write_file(two_cases);
    assert_true(spec_file_read(&file, path));
    assert_true(spec_file_accept(&file, replies));
    spec_file_free(&file);
    assert_true(spec_file_read(&file, path));
    assert_int_equal(file.count, 2);
    assert_string_equal(file.cases[0].expected, "one\n\n\\\n\\\\\n# not a name\nlast\n");
    assert_string_equal(file.cases[1].expected, "");
    assert_string_equal(file.cases[1].query, "1\n");
    spec_file_free(&file);
}

static void reads_blocks(void **state) {
    (void)state;
    Spec_file file;
    write_file("Text\n    is not indented code\n\n    let a = 1\n\n    a | count\n\nMore.\n\n"
               "    # one\n    people\n    | count\n\n    # two\n    events\n");
    assert_true(spec_file_markdown(&file, path));
    assert_int_equal(file.count, 3);
    assert_string_equal(file.cases[0].query, "let a = 1\n\na | count");
    assert_int_equal(file.cases[0].line, 4);
    assert_string_equal(file.cases[1].query, "# one\npeople\n| count");
    assert_string_equal(file.cases[2].query, "# two\nevents");
    assert_string_equal(file.cases[2].name, "# two");
    spec_file_free(&file);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_cases),
        cmocka_unit_test(accepts_replies),
        cmocka_unit_test(reads_blocks),
    };
    int made = mkstemp(path);
    if (made < 0 || close(made) != 0) return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return unlink(path) != 0 || failed != 0;
}
