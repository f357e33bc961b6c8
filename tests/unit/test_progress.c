// The line of progress: told after a second of what runs, never of what has not begun or is over.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/repl/progress.h"

// The terminal: the line that stands on it.
static char line[200];

void out_status(Out *o, const char *text) {
    (void)o;
    strncpy(line, text, sizeof line - 1);
}

uint32_t out_width(const Out *o) { return o->terminal ? sizeof line : 0; }

static void told_after_a_second(void **state) {
    (void)state;
    Out out = {.terminal = true};
    Progress p = {.out = &out, .wanted = true};
    line[0] = 0;
    progress_begin(&p, 5000);
    progress_tell(&p, 5900, 90, 9, 100);
    assert_string_equal(line, "");
    progress_tell(&p, 7000, 100, 10, 100);
    assert_string_equal(line, "10 % · 10 of 100 rows · 5 a second · 18 s left");
    progress_hide(&p);
    assert_string_equal(line, "");
    progress_tell(&p, 9000, 200, 20, 100);
    assert_string_equal(line, "20 % · 20 of 100 rows · 5 a second · 16 s left");
    progress_end(&p);
    assert_string_equal(line, "");
}

// Such as a query that a command asks for itself, long after the last one of the user.
static void nothing_of_what_does_not_run(void **state) {
    (void)state;
    Out out = {.terminal = true};
    Progress p = {.out = &out, .wanted = true};
    line[0] = 0;
    progress_tell(&p, 90000, 100, 10, 100);
    assert_string_equal(line, "");
    progress_begin(&p, 90000);
    progress_end(&p);
    progress_tell(&p, 190000, 100, 10, 100);
    progress_tell_load(&p, 190000, 1000000, 3000000);
    assert_string_equal(line, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(told_after_a_second),
        cmocka_unit_test(nothing_of_what_does_not_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
