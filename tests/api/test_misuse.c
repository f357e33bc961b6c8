// Every function of the header called with nothing in hand: refused with GZT_MISUSE, or 0, NULL and
// "" where it has no status; never a crash. A function that is not tried here fails the test.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/gazette.h"

#define REFUSED(call) assert_int_equal(call, GZT_MISUSE)
#define NONE(call)    assert_true(!(call))
#define EMPTY(call)   assert_string_equal(call, "")

static int32_t sink(void *user, const char *p, size_t n) {
    (void)user, (void)p, (void)n;
    return 0;
}

static gzt_status row(gzt_call *c, void *user) {
    (void)c, (void)user;
    return GZT_OK;
}

static gzt_error err;

// What is given out is cleared, and err says what happened.
static void refused(gzt_status st, const void *out) {
    assert_int_equal(st, GZT_MISUSE);
    assert_int_equal(err.status, GZT_MISUSE);
    assert_true(err.message[0]);
    assert_null(out);
    memset(&err, 0, sizeof err);
}

static void archives(void **state) {
    (void)state;
    gzt_env *env = NULL;
    gzt_archive *a = NULL;
    gzt_builder *b = NULL;
    gzt_cancel *c = NULL;
    gzt_alloc unset = {0};
    const char *name;
    REFUSED(gzt_env_new(NULL, NULL));
    REFUSED(gzt_env_new(&unset, &env));
    unset.size = sizeof unset;
    REFUSED(gzt_env_new(&unset, &env));
    gzt_env_free(NULL);
    refused(gzt_archive_build(NULL, NULL, 0, &a, &err), a);
    refused(gzt_archive_open(NULL, NULL, 0, NULL, NULL, &a, &err), a);
    refused(gzt_archive_open_file(NULL, NULL, 0, &a, &err), a);
    refused(gzt_archive_map_file(NULL, NULL, &a, &err), a);
    refused(gzt_archive_save(NULL, NULL, &err), NULL);
    refused(gzt_archive_verify(NULL, &err), NULL);
    NONE(gzt_archive_size(NULL));
    REFUSED(gzt_archive_write(NULL, sink, NULL));
    refused(gzt_archive_export(NULL, "gzt", NULL, &err), NULL);
    REFUSED(gzt_env_errors(NULL, sink, NULL));
    REFUSED(gzt_env_errors_json(NULL, sink, NULL));
    REFUSED(gzt_error_render(NULL, &err, NULL, GZT_ERRORS_TEXT, sink, NULL));
    NONE(gzt_archive_meta(NULL, "title"));
    NONE(gzt_archive_kind(NULL, 0, &name, NULL, NULL));
    NONE(gzt_archive_field(NULL, 0, 0, &name, NULL));
    gzt_archive_free(NULL);
    REFUSED(gzt_builder_new(NULL, &b));
    gzt_builder_free(NULL);
    REFUSED(gzt_cancel_new(NULL, &c));
    gzt_cancel_set(NULL);
    gzt_cancel_reset(NULL);
    gzt_cancel_free(NULL);
    gzt_env_cancel(NULL, NULL);
}

static void builders(void **state) {
    (void)state;
    gzt_ref ref = 0;
    gzt_archive *a = NULL;
    refused(gzt_builder_facts(NULL, NULL, 0, &err), NULL);
    refused(gzt_builder_jsonl(NULL, NULL, 0, NULL, &err), NULL);
    refused(gzt_builder_load(NULL, NULL, 0, NULL, &err), NULL);
    refused(gzt_builder_import(NULL, "csv", NULL, 0, NULL, &err), NULL);
    refused(gzt_builder_archive(NULL, NULL, NULL, &err), NULL);
    NONE(gzt_builder_finding(NULL, 0, NULL, NULL));
    gzt_builder_loader(NULL, NULL, NULL);
    EMPTY(gzt_builder_guessed(NULL));
    refused(gzt_builder_pages(NULL, NULL, 0, NULL, &err), NULL);
    REFUSED(gzt_builder_rejects(NULL, NULL, NULL));
    REFUSED(gzt_builder_strict(NULL, true));
    REFUSED(gzt_builder_progress(NULL, NULL, NULL));
    REFUSED(gzt_builder_records(NULL, NULL));
    refused(gzt_builder_meta(NULL, "title", "x", 1, &err), NULL);
    refused(gzt_builder_entity(NULL, "person", "ada", &ref, &err), NULL);
    refused(gzt_builder_find(NULL, "person", "ada", &ref, &err), NULL);
    refused(gzt_builder_text(NULL, 1, "name", "x", 1, &err), NULL);
    refused(gzt_builder_int(NULL, 1, "n", 1, &err), NULL);
    refused(gzt_builder_real(NULL, 1, "n", 1, &err), NULL);
    refused(gzt_builder_truth(NULL, 1, "n", 1, &err), NULL);
    refused(gzt_builder_date(NULL, 1, "born", "1900", 4, &err), NULL);
    refused(gzt_builder_duration(NULL, 1, "n", "1 day", 5, &err), NULL);
    refused(gzt_builder_link(NULL, 1, "n", 1, &err), NULL);
    refused(gzt_builder_note(NULL, "sure", NULL, NULL, NULL, 0, &err), NULL);
    refused(gzt_builder_within(NULL, "1 day", 5, &err), NULL);
    refused(gzt_builder_finish(NULL, &a, &err), a);
    REFUSED(gzt_builder_errors(NULL, GZT_ERRORS_TEXT, sink, NULL));
}

static int32_t candidate(void *user, const gzt_candidate *c) {
    (void)user, (void)c;
    return 0;
}

static void span(void *user, size_t offset, size_t length, int32_t what) {
    (void)user, (void)offset, (void)length, (void)what;
}

static void sessions(void **state) {
    (void)state;
    gzt_session *s = NULL;
    gzt_script *q = NULL;
    gzt_source source = {"", 0, "1", 1};
    gzt_value v = {.size = sizeof v};
    char awaited[8];
    size_t start;
    REFUSED(gzt_session_new(NULL, &s));
    gzt_session_free(NULL);
    NONE(gzt_limit(NULL, GZT_LIMIT_ROWS));
    REFUSED(gzt_limit_set(NULL, GZT_LIMIT_ROWS, 1));
    REFUSED(gzt_limits_profile(NULL, GZT_SAFE));
    REFUSED(gzt_limits_lock(NULL));
    gzt_session_clock(NULL, NULL, NULL);
    gzt_session_loader(NULL, NULL, NULL);
    gzt_session_cancel(NULL, NULL);
    refused(gzt_param_set(NULL, "a", "b", &err), NULL);
    REFUSED(gzt_session_tune(NULL, GZT_TUNE_BATCH, 1));
    REFUSED(gzt_session_progress(NULL, 1, NULL, NULL));
    REFUSED(gzt_session_saves(NULL, true));
    REFUSED(gzt_session_errors(NULL, GZT_ERRORS_TEXT, sink, NULL));
    REFUSED(gzt_session_authorizer(NULL, NULL, NULL));
    refused(gzt_prepare(NULL, &source, GZT_SCRIPT, &q, &err), q);
    REFUSED(gzt_check_input(NULL, "a", 1, awaited, sizeof awaited));
    REFUSED(gzt_highlight(NULL, "a", 1, GZT_SCRIPT, span, NULL));
    REFUSED(gzt_complete(NULL, "a", 1, 1, GZT_SCRIPT, &start, candidate, NULL));
    refused(gzt_dump(NULL, &source, GZT_DUMP_AST, sink, NULL, &err), NULL);
    refused(gzt_query_json(NULL, "1", 1, sink, NULL, &err), NULL);
    refused(gzt_entity(NULL, NULL, "ada", &v, &err), NULL);
    refused(gzt_entity_field(NULL, &v, "name", &v, &err), NULL);
    refused(gzt_register(NULL, "f", "-> int", 0, row, NULL, NULL, &err), NULL);
    refused(gzt_register_batch(NULL, "f", "-> int", 0, NULL, NULL, NULL, &err), NULL);
    refused(gzt_register_table(NULL, "f", "a: int", NULL, NULL, NULL, &err), NULL);
    refused(gzt_register_help(NULL, "f", "counts", NULL, NULL, &err), NULL);
}

static void scripts(void **state) {
    (void)state;
    gzt_result *r = NULL;
    refused(gzt_bind_text(NULL, "a", "b", 1, &err), NULL);
    refused(gzt_bind_int(NULL, "a", 1, &err), NULL);
    refused(gzt_bind_real(NULL, "a", 1, &err), NULL);
    refused(gzt_bind_truth(NULL, "a", 1, &err), NULL);
    refused(gzt_bind_date(NULL, "a", "1900", 4, &err), NULL);
    refused(gzt_bind_duration(NULL, "a", "1 day", 5, &err), NULL);
    refused(gzt_bind_null(NULL, "a", &err), NULL);
    refused(gzt_script_next(NULL, &r, &err), r);
    NONE(gzt_script_param(NULL, 0));
    REFUSED(gzt_script_reset(NULL));
    gzt_script_free(NULL);
}

static void results(void **state) {
    (void)state;
    gzt_batch *b = NULL;
    gzt_value v = {.size = sizeof v};
    struct ArrowArrayStream stream = {0};
    NONE(gzt_result_columns(NULL));
    NONE(gzt_result_name(NULL, 0));
    NONE(gzt_result_type(NULL, 0));
    NONE(gzt_result_type_name(NULL, 0));
    refused(gzt_result_step(NULL, &err), NULL);
    assert_true(gzt_cell_missing(NULL, 0));
    NONE(gzt_cell_int(NULL, 0));
    NONE(gzt_cell_real(NULL, 0) != 0);
    EMPTY(gzt_cell_text(NULL, 0, NULL));
    REFUSED(gzt_cell_value(NULL, 0, &v));
    REFUSED(gzt_value_element(NULL, 0, &v));
    REFUSED(gzt_value_element(&v, 0, &v));
    REFUSED(gzt_value_field(NULL, 0, NULL, NULL, &v));
    NONE(gzt_result_notes(NULL));
    NONE(gzt_result_note(NULL, 0));
    NONE(gzt_result_rows(NULL));
    REFUSED(gzt_result_explain(NULL, sink, NULL));
    REFUSED(gzt_result_time(NULL, NULL, NULL));
    refused(gzt_result_write(NULL, NULL, sink, NULL, &err), NULL);
    NONE(gzt_result_save_name(NULL));
    NONE(gzt_result_format(NULL, NULL));
    refused(gzt_result_fetch(NULL, 0, &b, &err), b);
    refused(gzt_result_arrow(NULL, &stream, &err), (void *)(uintptr_t)stream.release);
    stream.release = NULL;
    refused(gzt_batches_arrow(NULL, NULL, 0, &stream, &err), (void *)(uintptr_t)stream.release);
    gzt_result_free(NULL);
}

static void batches(void **state) {
    (void)state;
    const int64_t *ints = NULL;
    const double *reals = NULL;
    const uint8_t *bits = NULL;
    const int32_t *offsets = NULL;
    const char *bytes = NULL;
    uint32_t n = 0, first = 0;
    NONE(gzt_batch_ref(NULL));
    gzt_batch_free(NULL);
    NONE(gzt_batch_rows(NULL));
    NONE(gzt_batch_columns(NULL));
    NONE(gzt_batch_length(NULL, 0));
    NONE(gzt_batch_name(NULL, 0));
    NONE(gzt_batch_type(NULL, 0));
    NONE(gzt_batch_type_name(NULL, 0));
    NONE(gzt_batch_missing(NULL, 0));
    REFUSED(gzt_batch_int64(NULL, 0, &ints, NULL));
    REFUSED(gzt_batch_double(NULL, 0, &reals, NULL));
    REFUSED(gzt_batch_truth(NULL, 0, &bits, NULL));
    REFUSED(gzt_batch_text(NULL, 0, &offsets, &bytes, NULL));
    REFUSED(gzt_batch_instants(NULL, 0, &ints));
    REFUSED(gzt_batch_list(NULL, 0, &offsets, &n));
    REFUSED(gzt_batch_record(NULL, 0, &first, &n, NULL));
    refused(gzt_batch_arrow(NULL, NULL, NULL, &err), NULL);
}

static void calls(void **state) {
    (void)state;
    int64_t at[4];
    gzt_value v = {.size = sizeof v};
    NONE(gzt_args(NULL));
    NONE(gzt_arg_type(NULL, 0));
    assert_true(gzt_arg_missing(NULL, 0));
    EMPTY(gzt_arg_text(NULL, 0, NULL));
    NONE(gzt_arg_int(NULL, 0));
    NONE(gzt_arg_real(NULL, 0) != 0);
    assert_int_equal(gzt_arg_truth(NULL, 0), 2);
    NONE(gzt_arg_date(NULL, 0, at));
    REFUSED(gzt_arg_value(NULL, 0, &v));
    REFUSED(gzt_call_row(NULL, 0));
    REFUSED(gzt_return_text(NULL, "a", 1));
    REFUSED(gzt_return_int(NULL, 1));
    REFUSED(gzt_return_real(NULL, 1));
    REFUSED(gzt_return_truth(NULL, 1));
    REFUSED(gzt_return_date(NULL, "1900", 4));
    REFUSED(gzt_return_duration(NULL, "P1Y", 3));
    REFUSED(gzt_return_entity(NULL, "ada", 3));
    REFUSED(gzt_return_missing(NULL));
    REFUSED(gzt_return_error(NULL, "no", 2));
    REFUSED(gzt_return_error_row(NULL, 0, "no", 2));
}

static void without_handle(void **state) {
    (void)state;
    const char *name, *signature, *help, *example, *result;
    assert_string_equal(gzt_status_name(12345), "unknown status");
    NONE(gzt_explain_code(NULL));
    NONE(gzt_explain_code("E9999"));
    assert_non_null(gzt_explain_code("E0202"));
    NONE(gzt_format(UINT32_MAX, &name, NULL));
    NONE(gzt_import_format(UINT32_MAX, &name, NULL, NULL));
    NONE(gzt_export_format(UINT32_MAX, &name, NULL, NULL, NULL));
    assert_true(gzt_format(0, &name, &help));
    assert_string_equal(name, "table");
    EMPTY(help);
    NONE(gzt_function(NULL, UINT32_MAX, &name, &signature, &help, &example, &result));
    assert_int_equal(gzt_version_number(), GZT_VERSION);
    assert_non_null(gzt_version_text());
}

// ---- lengths that can't be true -------------------------------------------------------------

// A text of 16 bytes that is said to be longer than any can be: refused before a byte beyond is
// read (a sanitizer would see it).
static char *small;
static const size_t too_long[] = {INT32_MAX - (size_t)1, INT32_MAX,
                                  INT32_MAX + (size_t)1, UINT32_MAX,
                                  ((size_t)1 << 32) + 1, SIZE_MAX - 1};

static int32_t count_bytes(void *user, const char *p, size_t n) {
    (void)p;
    *(size_t *)user += n;
    return 0;
}

static void long_sources(gzt_env *env, gzt_session *s, size_t n) {
    gzt_archive *a = NULL;
    gzt_builder *b = NULL;
    gzt_script *q = NULL;
    gzt_source text = {"", 0, small, n}, name = {small, n, "", 0};
    assert_true(gzt_archive_build(env, &text, 1, &a, &err) < 0);
    assert_true(gzt_archive_build(env, &name, 1, &a, &err) < 0);
    assert_null(a);
    assert_true(gzt_prepare(s, &text, GZT_SCRIPT, &q, &err) < 0);
    assert_true(gzt_prepare(s, &text, GZT_REPL, &q, &err) < 0);
    assert_true(gzt_prepare(s, &name, GZT_SCRIPT, &q, &err) < 0);
    assert_null(q);
    for (int32_t what = GZT_DUMP_TOKENS; what <= GZT_DUMP_PLAN; what++)
        assert_true(gzt_dump(s, &text, what, sink, NULL, &err) < 0);
    for (int i = 0; i < 2; i++) {
        const gzt_source *bad = i ? &name : &text;
        assert_int_equal(gzt_builder_new(env, &b), GZT_OK);
        assert_true(gzt_builder_facts(b, bad, 1, &err) < 0);
        gzt_builder_free(b);
        assert_int_equal(gzt_builder_new(env, &b), GZT_OK);
        size_t told = 0; // a page that can't be read is left out, and told
        gzt_status st = gzt_builder_pages(b, bad, 1, NULL, &err);
        assert_int_equal(gzt_builder_errors(b, GZT_ERRORS_TEXT, count_bytes, &told), GZT_OK);
        assert_true(st < 0 || told);
        gzt_builder_free(b);
    }
}

static void long_values(gzt_env *env, size_t n) {
    gzt_builder *b = NULL;
    gzt_ref ada = 0;
    assert_int_equal(gzt_builder_new(env, &b), GZT_OK);
    assert_int_equal(gzt_builder_entity(b, "person", "ada", &ada, &err), GZT_OK);
    assert_true(gzt_builder_text(b, ada, "name", small, n, &err) < 0);
    assert_true(gzt_builder_date(b, ada, "born", small, n, &err) < 0);
    assert_true(gzt_builder_duration(b, ada, "name", small, n, &err) < 0);
    assert_true(gzt_builder_meta(b, "title", small, n, &err) < 0);
    assert_true(gzt_builder_within(b, small, n, &err) < 0);
    gzt_builder_free(b);
}

static void span_found(void *user, size_t at, size_t length, int32_t what) {
    (void)user, (void)at, (void)length, (void)what;
    fail_msg("what is too long was coloured");
}

static void long_typing(gzt_session *s, size_t n) {
    size_t start;
    char awaited[8];
    assert_int_equal(gzt_check_input(s, small, n, awaited, sizeof awaited), GZT_SYNTAX);
    assert_int_equal(gzt_highlight(s, small, n, GZT_SCRIPT, span_found, NULL), GZT_OK);
    assert_int_equal(gzt_complete(s, small, n, 3, GZT_SCRIPT, &start, candidate, NULL), GZT_OK);
    assert_true(gzt_query_json(s, small, n, sink, NULL, &err) < 0);
}

static void long_params(gzt_session *s, size_t n) {
    gzt_script *q = NULL;
    const char text[] = "param t: text\nparam d: date\nparam l: duration\n[1]";
    gzt_source source = {"", 0, text, SIZE_MAX};
    assert_int_equal(gzt_prepare(s, &source, GZT_SCRIPT, &q, &err), GZT_OK);
    assert_true(gzt_bind_text(q, "t", small, n, &err) < 0);
    assert_true(gzt_bind_date(q, "d", small, n, &err) < 0);
    assert_true(gzt_bind_duration(q, "l", small, n, &err) < 0);
    gzt_script_free(q);
}

static gzt_status answers_long(gzt_call *c, void *user) {
    size_t n = *(const size_t *)user;
    REFUSED(gzt_return_text(c, small, n));
    return GZT_OK;
}

static gzt_status loads_long(void *user, const char *name, const char *from, const char **text,
                             size_t *n) {
    (void)name, (void)from;
    *text = small;
    *n = *(const size_t *)user;
    return GZT_OK;
}

static void lengths(void **state) {
    (void)state;
    gzt_env *env = NULL;
    gzt_archive *a = NULL;
    gzt_session *s = NULL;
    small = malloc(16);
    assert_non_null(small);
    memcpy(small, "1               ", 16);
    assert_int_equal(gzt_env_new(NULL, &env), GZT_OK);
    assert_int_equal(gzt_archive_build(env, NULL, 0, &a, &err), GZT_OK);
    for (size_t i = 0; i < sizeof too_long / sizeof *too_long; i++) {
        size_t n = too_long[i];
        assert_int_equal(gzt_session_new(a, &s), GZT_OK);
        assert_int_equal(gzt_register(s, "said", "-> text", 0, answers_long, &n, NULL, &err),
                         GZT_OK);
        assert_true(gzt_query_json(s, "said()", SIZE_MAX, sink, NULL, &err) < 0);
        gzt_session_loader(s, loads_long, &n);
        assert_true(gzt_query_json(s, "use \"a\"", SIZE_MAX, sink, NULL, &err) < 0);
        long_sources(env, s, n);
        long_values(env, n);
        long_typing(s, n);
        long_params(s, n);
        gzt_session_free(s);
    }
    gzt_archive_free(a);
    gzt_env_free(env);
    free(small);
}

// ---- the list above is whole ----------------------------------------------------------------

static char *whole_file(const char *path) {
    FILE *f = fopen(path, "rb");
    if (!f) fail_msg("%s cannot be read", path);
    char *text = calloc(1, 1 << 18);
    assert_non_null(text);
    assert_in_range(fread(text, 1, (1 << 18) - 1, f), 1, (1 << 18) - 2);
    fclose(f);
    return text;
}

// Every name that stands between GZT_API and a bracket in the header stands in this file with one.
static void every_function_is_tried(void **state) {
    (void)state;
    char *header = whole_file("runtime/gazette.h"), *here = whole_file("tests/api/test_misuse.c");
    uint32_t n = 0;
    for (const char *p = header; (p = strstr(p, "\nGZT_API ")) != NULL; n++) {
        const char *open = strchr(++p, '('), *from = open;
        while (from[-1] == '_' || (from[-1] >= 'a' && from[-1] <= 'z') ||
               (from[-1] >= '0' && from[-1] <= '9'))
            from--;
        char name[64] = "";
        memcpy(name, from, (size_t)(open - from) + 1);
        if (!strstr(here, name)) fail_msg("%s) is not tried", name);
    }
    assert_in_range(n, 120, 1000);
    free(header);
    free(here);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(archives), cmocka_unit_test(builders),
        cmocka_unit_test(sessions), cmocka_unit_test(scripts),
        cmocka_unit_test(results),  cmocka_unit_test(batches),
        cmocka_unit_test(calls),    cmocka_unit_test(without_handle),
        cmocka_unit_test(lengths),  cmocka_unit_test(every_function_is_tried)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
