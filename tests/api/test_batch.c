// Batches through the public header: rows as columns, compared with the library's own JSON however
// they are cut; types, nulls, lists, records, lifetimes, and every allocation failing.
#include "tests/api/batch_host.h"

// ---- a batch as JSON ------------------------------------------------------------------------

static void put_cell(Text *t, const gzt_batch *b, uint32_t column, uint32_t i);

static void put_words(Text *t, const gzt_batch *b, uint32_t column, uint32_t i) {
    const int32_t *offsets;
    const char *bytes;
    assert_int_equal(gzt_batch_text(b, column, &offsets, &bytes, NULL), GZT_OK);
    text_quoted(t, bytes + offsets[i], (size_t)(offsets[i + 1] - offsets[i]));
}

static void put_list(Text *t, const gzt_batch *b, uint32_t column, uint32_t i) {
    const int32_t *offsets;
    uint32_t child;
    assert_int_equal(gzt_batch_list(b, column, &offsets, &child), GZT_OK);
    assert_true(offsets[i + 1] >= offsets[i]);
    assert_true((uint32_t)offsets[i + 1] <= gzt_batch_length(b, child));
    text_add(t, "[");
    for (int32_t k = offsets[i]; k < offsets[i + 1]; k++) {
        if (k > offsets[i]) text_add(t, ",");
        put_cell(t, b, child, (uint32_t)k);
    }
    text_add(t, "]");
}

static void put_fields(Text *t, const gzt_batch *b, uint32_t first, uint32_t n, uint32_t i) {
    text_add(t, "{");
    for (uint32_t f = 0; f < n; f++) {
        const char *name = gzt_batch_name(b, first + f);
        if (f) text_add(t, ",");
        text_quoted(t, name, strlen(name));
        text_add(t, ":");
        put_cell(t, b, first + f, i);
    }
    text_add(t, "}");
}

static const uint8_t *validity_of(const gzt_batch *b, uint32_t column) {
    const uint8_t *v = NULL;
    uint32_t first, n;
    switch (gzt_batch_type(b, column)) {
    case GZT_INT: gzt_batch_int64(b, column, NULL, &v); break;
    case GZT_REAL: gzt_batch_double(b, column, NULL, &v); break;
    case GZT_TRUTH: gzt_batch_truth(b, column, NULL, &v); break;
    case GZT_RECORD: gzt_batch_record(b, column, &first, &n, &v); break;
    case GZT_LIST: break;
    default: gzt_batch_text(b, column, NULL, NULL, &v); break;
    }
    return v;
}

static void put_cell(Text *t, const gzt_batch *b, uint32_t column, uint32_t i) {
    const uint8_t *valid = validity_of(b, column), *bits;
    const int64_t *ints;
    const double *reals;
    uint32_t first, n;
    if (gzt_batch_type(b, column) == GZT_NULL || (valid && !bit(valid, i))) {
        text_add(t, "null");
        return;
    }
    switch (gzt_batch_type(b, column)) {
    case GZT_INT:
        gzt_batch_int64(b, column, &ints, NULL);
        text_int(t, ints[i]);
        break;
    case GZT_REAL:
        gzt_batch_double(b, column, &reals, NULL);
        text_real(t, reals[i]);
        break;
    case GZT_TRUTH:
        gzt_batch_truth(b, column, &bits, NULL);
        text_add(t, bit(bits, i) ? "true" : "false");
        break;
    case GZT_LIST: put_list(t, b, column, i); break;
    case GZT_RECORD:
        gzt_batch_record(b, column, &first, &n, NULL);
        put_fields(t, b, first, n, i);
        break;
    default: put_words(t, b, column, i); break;
    }
}

static void put_rows(Text *t, const gzt_batch *b) {
    for (uint32_t i = 0; i < gzt_batch_rows(b); i++) {
        text_add(t, t->n > 1 ? ",\n " : "");
        put_fields(t, b, 0, gzt_batch_columns(b), i);
    }
}

// All remaining rows, so many at a time.
static gzt_status fetch_all(Host *h, gzt_result *r, uint32_t max, Text *t) {
    gzt_batch *b;
    gzt_status st;
    t->n = 0;
    text_add(t, "[");
    while ((st = gzt_result_fetch(r, max, &b, &h->err)) == GZT_ROW) {
        assert_true(gzt_batch_rows(b) > 0 && (!max || gzt_batch_rows(b) <= max));
        put_rows(t, b);
        gzt_batch_free(b);
    }
    assert_null(b);
    text_add(t, "]\n");
    return st;
}

// ---- the tests ------------------------------------------------------------------------------

static void test_however_cut(void **state) {
    (void)state;
    static const uint32_t sizes[] = {1, 2, 3, 1024}, fetched[] = {0, 1, 2, 3, UINT32_MAX};
    Host h;
    Text want = {.n = 0}, got;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    host_json(&h, host_query, &want);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        for (size_t k = 0; k < sizeof fetched / sizeof *fetched; k++) {
            gzt_session_tune(h.session, GZT_TUNE_BATCH, sizes[i]);
            gzt_session_tune(h.session, GZT_TUNE_SHUFFLE, k & 1);
            gzt_result *r = host_result(&h, host_query);
            assert_int_equal(fetch_all(&h, r, fetched[k], &got), GZT_DONE);
            assert_string_equal(got.p, want.p);
            assert_int_equal(gzt_result_rows(r), 4);
            gzt_result_free(r);
        }
    }
    host_close(&h);
}

static void test_columns(void **state) {
    (void)state;
    static const struct {
        const char *name, *type;
        int32_t tag;
        uint32_t missing;
    } want[] = {{"id", "text", GZT_TEXT, 0},          {"name", "text", GZT_TEXT, 1},
                {"born", "moment", GZT_DATE, 1},      {"n", "int", GZT_INT, 0},
                {"half", "real", GZT_REAL, 0},        {"old", "truth", GZT_TRUTH, 1},
                {"age", "duration", GZT_DURATION, 3}, {"me", "person", GZT_ENTITY, 0},
                {"who", "[person]", GZT_LIST, 0},     {"titles", "[text]", GZT_LIST, 0}};
    Host h;
    gzt_batch *b;
    uint32_t child;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    gzt_result *r = host_result(&h, host_query);
    assert_int_equal(gzt_result_fetch(r, 0, &b, &h.err), GZT_ROW);
    assert_int_equal(gzt_batch_rows(b), 4);
    assert_int_equal(gzt_batch_columns(b), gzt_result_columns(r));
    for (uint32_t i = 0; i < sizeof want / sizeof *want; i++) {
        assert_string_equal(gzt_batch_name(b, i), want[i].name);
        assert_string_equal(gzt_batch_type_name(b, i), want[i].type);
        assert_int_equal(gzt_batch_type(b, i), want[i].tag);
        assert_int_equal(gzt_batch_missing(b, i), want[i].missing);
        assert_int_equal(gzt_batch_length(b, i), 4);
    }
    assert_int_equal(gzt_batch_list(b, 8, NULL, &child), GZT_OK);
    assert_int_equal(gzt_batch_length(b, child), 5); // ada ben ada, ada ben
    assert_string_equal(gzt_batch_name(b, child), "item");
    assert_string_equal(gzt_batch_type_name(b, child), "person");
    gzt_batch_free(b);
    gzt_result_free(r);
    host_close(&h);
}

static void test_instants(void **state) {
    (void)state;
    Host h;
    gzt_batch *b;
    const int64_t *at;
    const int64_t day = 86400, born = -56270 * day; // 10 December 1815
    assert_int_equal(host_open(&h, 0), GZT_OK);
    gzt_result *r = host_result(&h, "people | sort id | select born");
    assert_int_equal(gzt_result_fetch(r, 0, &b, &h.err), GZT_ROW);
    assert_int_equal(gzt_batch_instants(b, 0, &at), GZT_OK);
    assert_true(at[0] == born && at[1] == born + day - 1);
    assert_true(at[2] == at[0] && at[3] == at[1]);
    assert_true(at[8] == 0 && at[9] == 0 && at[10] == 0 && at[11] == 0); // cid: missing
    gzt_batch_free(b);
    gzt_result_free(r);
    r = host_result(&h, "events | select date, end: 1904-01-01..");
    assert_int_equal(gzt_result_fetch(r, 0, &b, &h.err), GZT_ROW);
    assert_int_equal(gzt_batch_instants(b, 1, &at), GZT_OK);
    assert_true(at[3] == INT64_MAX && at[0] < at[3]);
    gzt_batch_free(b);
    gzt_result_free(r);
    host_close(&h);
}

static void test_wrong_type(void **state) {
    (void)state;
    Host h;
    gzt_batch *b;
    const int64_t *ints = (const int64_t *)1;
    const double *reals;
    const uint8_t *bits, *validity;
    const int32_t *offsets;
    const char *bytes;
    uint32_t first, n;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    gzt_result *r = host_result(&h, "people | select name");
    assert_int_equal(gzt_result_fetch(r, 0, &b, NULL), GZT_ROW);
    assert_int_equal(gzt_batch_int64(b, 0, &ints, &validity), GZT_MISUSE);
    assert_true(!ints && !validity);
    assert_int_equal(gzt_batch_double(b, 0, &reals, NULL), GZT_MISUSE);
    assert_int_equal(gzt_batch_truth(b, 0, &bits, NULL), GZT_MISUSE);
    assert_int_equal(gzt_batch_instants(b, 0, &ints), GZT_MISUSE);
    assert_int_equal(gzt_batch_list(b, 0, &offsets, &first), GZT_MISUSE);
    assert_int_equal(gzt_batch_record(b, 0, &first, &n, NULL), GZT_MISUSE);
    assert_int_equal(gzt_batch_text(b, 1, &offsets, &bytes, NULL), GZT_MISUSE); // no such column
    assert_true(!offsets && !bytes);
    assert_null(gzt_batch_name(b, 1));
    assert_int_equal(gzt_batch_rows(NULL) + gzt_batch_columns(NULL), 0);
    assert_int_equal(gzt_batch_text(NULL, 0, NULL, NULL, NULL), GZT_MISUSE);
    assert_int_equal(gzt_result_fetch(NULL, 0, &b, NULL), GZT_MISUSE);
    assert_int_equal(gzt_result_fetch(r, 0, NULL, NULL), GZT_MISUSE);
    gzt_batch_free(b);
    gzt_batch_free(NULL);
    gzt_result_free(r);
    host_close(&h);
}

// Rows that were stepped through are not fetched again, and what is left can be written.
static void test_with_steps(void **state) {
    (void)state;
    for (uint32_t size = 1; size < 6; size++) {
        Host h;
        gzt_batch *b;
        Text t = {.n = 0};
        assert_int_equal(host_open(&h, 0), GZT_OK);
        gzt_session_tune(h.session, GZT_TUNE_BATCH, size);
        gzt_result *r = host_result(&h, "people | sort id | select id");
        assert_int_equal(gzt_result_step(r, NULL), GZT_ROW);
        assert_int_equal(gzt_result_fetch(r, 1, &b, NULL), GZT_ROW);
        put_rows(&t, b);
        assert_string_equal(t.p, "{\"id\":\"ben\"}");
        gzt_batch_free(b);
        assert_int_equal(gzt_result_step(r, NULL), GZT_ROW);
        assert_string_equal(gzt_cell_text(r, 0, NULL), "cid");
        gzt_write_options o = {.size = sizeof o, .format = "jsonl"};
        t.n = 0;
        assert_int_equal(gzt_result_write(r, &o, text_sink, &t, NULL), GZT_OK);
        assert_string_equal(t.p, "{\"id\":\"dan\"}\n");
        assert_int_equal(gzt_result_fetch(r, 1, &b, NULL), GZT_DONE);
        assert_null(b);
        gzt_result_free(r);
        host_close(&h);
    }
}

static void test_outlives(void **state) {
    (void)state;
    Host h;
    Text want = {.n = 0}, got = {.n = 0};
    gzt_batch *b;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    host_json(&h, host_query, &want);
    gzt_result *r = host_result(&h, host_query);
    assert_int_equal(gzt_result_fetch(r, 0, &b, NULL), GZT_ROW);
    gzt_result_free(r);
    gzt_session_free(h.session);
    gzt_archive_free(h.archive);
    gzt_env_free(h.env);
    assert_ptr_equal(gzt_batch_ref(b), b);
    gzt_batch_free(b);
    text_add(&got, "[");
    put_rows(&got, b);
    text_add(&got, "]\n");
    assert_string_equal(got.p, want.p);
    gzt_batch_free(b);
    assert_int_equal(h.heap.blocks, 0);
}

// No row; no column but rows.
static void test_empty(void **state) {
    (void)state;
    Host h;
    gzt_batch *b;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    gzt_result *r = host_result(&h, "people | where born > 2000 | select id");
    assert_int_equal(gzt_result_fetch(r, 0, &b, &h.err), GZT_DONE);
    assert_null(b);
    assert_int_equal(h.err.status, GZT_OK);
    gzt_result_free(r);
    r = host_result(&h, "people | where id = \"cid\" | select t: events.title");
    const int32_t *offsets;
    const char *bytes;
    uint32_t child;
    assert_int_equal(gzt_result_fetch(r, 0, &b, &h.err), GZT_ROW);
    gzt_batch_list(b, 0, &offsets, &child);
    assert_true(offsets[0] == 0 && offsets[1] == 0 && gzt_batch_length(b, child) == 0);
    assert_int_equal(gzt_batch_text(b, child, &offsets, &bytes, NULL), GZT_OK);
    assert_true(offsets[0] == 0 && bytes);
    gzt_batch_free(b);
    gzt_result_free(r);
    host_close(&h);
}

static void test_limits_and_cancel(void **state) {
    (void)state;
    Host h;
    gzt_batch *b;
    gzt_cancel *c;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    gzt_limit_set(h.session, GZT_LIMIT_ROWS, 3);
    gzt_result *r = host_result(&h, "people | select id");
    assert_int_equal(gzt_result_fetch(r, 0, &b, &h.err), GZT_LIMIT);
    assert_null(b);
    assert_string_equal(h.err.code, "E0601");
    assert_int_equal(gzt_result_fetch(r, 0, &b, &h.err), GZT_DONE);
    gzt_result_free(r);
    gzt_limit_set(h.session, GZT_LIMIT_ROWS, 0);
    r = host_result(&h, "people | select id");
    assert_int_equal(gzt_cancel_new(h.env, &c), GZT_OK);
    gzt_result_free(r);
    gzt_session_cancel(h.session, c);
    r = host_result(&h, "people | select id");
    gzt_cancel_set(c);
    assert_int_equal(gzt_result_fetch(r, 0, &b, &h.err), GZT_INTERRUPTED);
    assert_null(b);
    gzt_result_free(r);
    gzt_cancel_free(c);
    host_close(&h);
}

static gzt_result *entered; // by a callback of its own session

static gzt_status enter(gzt_call *c, void *user) {
    (void)user;
    gzt_batch *b = (gzt_batch *)1;
    struct ArrowArrayStream stream;
    assert_int_equal(gzt_result_fetch(entered, 0, &b, NULL), GZT_MISUSE);
    assert_null(b);
    assert_int_equal(gzt_result_arrow(entered, &stream, NULL), GZT_MISUSE);
    assert_null(stream.release);
    return gzt_return_int(c, 7);
}

static void test_within_a_callback(void **state) {
    (void)state;
    Host h;
    Text got;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    gzt_status st = gzt_register(h.session, "enter", "text -> int", 0, enter, NULL, NULL, &h.err);
    assert_int_equal(st, GZT_OK);
    entered = host_result(&h, "people | take 1 | select n: enter(id)");
    assert_int_equal(fetch_all(&h, entered, 0, &got), GZT_DONE);
    assert_string_equal(got.p, "[{\"n\":7}]\n");
    gzt_result_free(entered);
    host_close(&h);
}

// GZT_NOMEM if and only if an allocation failed; nothing is left; and whatever comes out is right.
static void test_no_memory(void **state) {
    (void)state;
    Text want = {.n = 0}, got;
    Host h;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    host_json(&h, host_query, &want);
    host_close(&h);
    bool failed = true;
    for (size_t at = 1; failed; at++) {
        gzt_result *r = NULL;
        gzt_status st = host_open(&h, at);
        if (st >= 0) st = host_ask(&h, host_query, &r);
        if (st >= 0) st = fetch_all(&h, r, 2, &got);
        failed = h.heap.failed;
        assert_int_equal(st, failed ? GZT_NOMEM : GZT_DONE);
        if (!failed) assert_string_equal(got.p, want.p);
        gzt_result_free(r);
        host_close(&h);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_however_cut),
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_instants),
        cmocka_unit_test(test_wrong_type),
        cmocka_unit_test(test_with_steps),
        cmocka_unit_test(test_outlives),
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_limits_and_cancel),
        cmocka_unit_test(test_within_a_callback),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
