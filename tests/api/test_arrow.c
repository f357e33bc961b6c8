// Results as Arrow's C data and C stream interfaces, walked by hand as a consumer would: types,
// values, children moved out and released alone, errors, lifetimes, every allocation failing.
#include <errno.h>

#include "tests/api/batch_host.h"

// ---- arrays as JSON -------------------------------------------------------------------------

static void put_fields(Text *t, const struct ArrowSchema *s, const struct ArrowArray *a, int64_t i);

// What every consumer may rely on.
static void check_node(const struct ArrowSchema *s, const struct ArrowArray *a) {
    int64_t buffers = strcmp(s->format, "n") == 0    ? 0
                      : strcmp(s->format, "u") == 0  ? 3
                      : strcmp(s->format, "+s") == 0 ? 1
                                                     : 2;
    assert_int_equal(a->n_buffers, buffers);
    assert_int_equal(a->n_children, s->n_children);
    assert_int_equal(a->offset, 0);
    assert_true(!a->dictionary && !s->dictionary && s->release && a->release && s->name);
    if (buffers == 0) assert_int_equal(a->null_count, a->length);
    if (buffers > 1) assert_non_null(a->buffers[1]);
    if (buffers > 2) assert_non_null(a->buffers[2]);
    int64_t missing = 0;
    for (int64_t i = 0; buffers && a->buffers[0] && i < a->length; i++)
        missing += !bit(a->buffers[0], i);
    if (buffers) assert_int_equal(missing, a->null_count);
}

static void put_list(Text *t, const struct ArrowSchema *s, const struct ArrowArray *a, int64_t i);

static void put_value(Text *t, const struct ArrowSchema *s, const struct ArrowArray *a, int64_t i) {
    check_node(s, a);
    assert_true(i < a->length);
    const char *f = s->format;
    if (*f == 'n' || (a->buffers[0] && !bit(a->buffers[0], i))) {
        text_add(t, "null");
    } else if (*f == 'l') {
        text_int(t, ((const int64_t *)a->buffers[1])[i]);
    } else if (*f == 'g') {
        text_real(t, ((const double *)a->buffers[1])[i]);
    } else if (*f == 'b') {
        text_add(t, bit(a->buffers[1], i) ? "true" : "false");
    } else if (*f == 'u') {
        const int32_t *offsets = a->buffers[1];
        text_quoted(t, (const char *)a->buffers[2] + offsets[i],
                    (size_t)(offsets[i + 1] - offsets[i]));
    } else if (strcmp(f, "+l") == 0) {
        put_list(t, s, a, i);
    } else {
        assert_string_equal(f, "+s");
        put_fields(t, s, a, i);
    }
}

static void put_list(Text *t, const struct ArrowSchema *s, const struct ArrowArray *a, int64_t i) {
    const int32_t *offsets = a->buffers[1];
    assert_int_equal(a->n_children, 1);
    text_add(t, "[");
    for (int32_t k = offsets[i]; k < offsets[i + 1]; k++) {
        if (k > offsets[i]) text_add(t, ",");
        put_value(t, s->children[0], a->children[0], k);
    }
    text_add(t, "]");
}

static void put_fields(Text *t, const struct ArrowSchema *s, const struct ArrowArray *a,
                       int64_t i) {
    text_add(t, "{");
    for (int64_t f = 0; f < s->n_children; f++) {
        const char *name = s->children[f]->name;
        if (f) text_add(t, ",");
        text_quoted(t, name, strlen(name));
        text_add(t, ":");
        put_value(t, s->children[f], a->children[f], i);
    }
    text_add(t, "}");
}

static void put_rows(Text *t, const struct ArrowSchema *s, const struct ArrowArray *a) {
    for (int64_t i = 0; i < a->length; i++) {
        text_add(t, t->n > 1 ? ",\n " : "");
        put_fields(t, s, a, i);
    }
}

// The whole stream; 0 or its error.
static int read_stream(struct ArrowArrayStream *stream, Text *t) {
    struct ArrowSchema schema;
    struct ArrowArray array;
    t->n = 0;
    text_add(t, "[");
    int code = stream->get_schema(stream, &schema);
    if (code) return code;
    while ((code = stream->get_next(stream, &array)) == 0 && array.release) {
        put_rows(t, &schema, &array);
        array.release(&array);
        assert_null(array.release);
    }
    schema.release(&schema);
    assert_null(schema.release);
    text_add(t, "]\n");
    return code;
}

// ---- the tests ------------------------------------------------------------------------------

// The stream keeps alive all that it needs, and the last one out gives everything back.
static void test_stream(void **state) {
    (void)state;
    Host h;
    Text want = {.n = 0}, got;
    struct ArrowArrayStream stream;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    host_json(&h, host_query, &want);
    gzt_session_tune(h.session, GZT_TUNE_BATCH, 2);
    gzt_result *r = host_result(&h, host_query);
    assert_int_equal(gzt_result_arrow(r, &stream, &h.err), GZT_OK);
    gzt_result_free(r);
    gzt_session_free(h.session);
    gzt_archive_free(h.archive);
    gzt_env_free(h.env);
    assert_int_equal(read_stream(&stream, &got), 0);
    assert_string_equal(got.p, want.p);
    assert_null(stream.get_last_error(&stream));
    stream.release(&stream);
    assert_null(stream.release);
    assert_int_equal(h.heap.blocks, 0);
}

static void check_field(const struct ArrowSchema *s, const char *format, const char *name,
                        const char *type) {
    static const char key[] = "gazette.type";
    int32_t pairs, key_n, n;
    assert_string_equal(s->format, format);
    assert_string_equal(s->name, name);
    assert_int_equal(s->flags, ARROW_FLAG_NULLABLE);
    const char *m = s->metadata;
    memcpy(&pairs, m, 4);
    memcpy(&key_n, m + 4, 4);
    assert_int_equal(pairs, 1);
    assert_int_equal(key_n, strlen(key));
    assert_memory_equal(m + 8, key, strlen(key));
    memcpy(&n, m + 8 + key_n, 4);
    assert_int_equal(n, strlen(type));
    assert_memory_equal(m + 12 + key_n, type, strlen(type));
}

// An empty result has a schema too; it does not need the stream any more.
static void test_schema(void **state) {
    (void)state;
    Host h;
    struct ArrowArrayStream stream;
    struct ArrowSchema s;
    struct ArrowArray a;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    gzt_result *r = host_result(&h, "people | where born > 2000 | select id, born, "
                                    "rec: {a: [1.5], b: it}, none: [null], age: died - born");
    assert_int_equal(gzt_result_arrow(r, &stream, &h.err), GZT_OK);
    gzt_result_free(r);
    assert_int_equal(stream.get_schema(&stream, &s), 0);
    assert_int_equal(stream.get_next(&stream, &a), 0);
    assert_null(a.release);
    stream.release(&stream);
    gzt_session_free(h.session);
    gzt_archive_free(h.archive);
    gzt_env_free(h.env);
    assert_string_equal(s.format, "+s");
    assert_int_equal(s.n_children, 5);
    check_field(s.children[0], "u", "id", "text");
    check_field(s.children[1], "u", "born", "moment");
    check_field(s.children[2]->children[0], "+l", "a", "[real]");
    check_field(s.children[2]->children[0]->children[0], "g", "item", "real");
    check_field(s.children[2]->children[1], "u", "b", "person");
    check_field(s.children[4], "u", "age", "duration");
    assert_string_equal(s.children[3]->children[0]->format, "n");
    s.release(&s);
    assert_int_equal(h.heap.blocks, 0);
}

// A consumer may move a child out by copying its struct, and keep it when the parent is gone.
static void test_child_moved_out(void **state) {
    (void)state;
    Host h;
    gzt_batch *b;
    struct ArrowSchema s, s_child;
    struct ArrowArray a, a_child;
    Text t = {.n = 0};
    assert_int_equal(host_open(&h, 0), GZT_OK);
    gzt_result *r = host_result(&h, "people | sort id | select id, who: events.people");
    assert_int_equal(gzt_result_fetch(r, 0, &b, &h.err), GZT_ROW);
    assert_int_equal(gzt_batch_arrow(b, &s, &a, &h.err), GZT_OK);
    gzt_batch_free(b);
    gzt_result_free(r);
    s_child = *s.children[1];
    a_child = *a.children[1];
    s.children[1]->release = NULL;
    a.children[1]->release = NULL;
    s.release(&s);
    a.release(&a);
    put_value(&t, &s_child, &a_child, 1);
    assert_string_equal(t.p, "[\"ada\",\"ben\"]");
    assert_string_equal(s_child.name, "who");
    s_child.release(&s_child);
    a_child.release(&a_child);
    host_close(&h);
}

// An error ends the stream and stays: a consumer must never take it for the end.
static void test_errors(void **state) {
    (void)state;
    Host h;
    struct ArrowArrayStream stream;
    struct ArrowArray a;
    gzt_cancel *c;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    gzt_result *r = host_result(&h, "people | select year: int(id)");
    assert_int_equal(gzt_result_arrow(r, &stream, &h.err), GZT_OK);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(stream.get_next(&stream, &a), EINVAL);
        assert_null(a.release);
        assert_non_null(stream.get_last_error(&stream));
        assert_non_null(strstr(stream.get_last_error(&stream), "number"));
    }
    stream.release(&stream);
    gzt_result_free(r);
    assert_int_equal(gzt_cancel_new(h.env, &c), GZT_OK);
    gzt_session_cancel(h.session, c);
    r = host_result(&h, "people | select id");
    assert_int_equal(gzt_result_arrow(r, &stream, &h.err), GZT_OK);
    gzt_cancel_set(c);
    assert_int_equal(stream.get_next(&stream, &a), EINTR);
    assert_string_equal(stream.get_last_error(&stream), "interrupted");
    stream.release(&stream);
    gzt_result_free(r);
    gzt_cancel_free(c);
    assert_int_equal(gzt_result_arrow(NULL, &stream, &h.err), GZT_MISUSE);
    assert_null(stream.release);
    assert_int_equal(gzt_batch_arrow(NULL, NULL, &a, &h.err), GZT_MISUSE);
    assert_null(a.release);
    host_close(&h);
}

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
        struct ArrowArrayStream stream = {.release = NULL};
        int code = 0;
        gzt_status st = host_open(&h, at);
        if (st >= 0) st = host_ask(&h, host_query, &r);
        if (st >= 0) st = gzt_result_arrow(r, &stream, &h.err);
        if (st >= 0) {
            code = read_stream(&stream, &got);
            if (code)
                assert_string_equal(stream.get_last_error(&stream), "there is no memory left");
            stream.release(&stream);
        }
        failed = h.heap.failed;
        assert_int_equal(st < 0 ? st : code ? GZT_NOMEM : GZT_OK, failed ? GZT_NOMEM : GZT_OK);
        assert_true(st < 0 || code == 0 || code == ENOMEM);
        assert_true(st >= 0 || !stream.release);
        if (!failed) assert_string_equal(got.p, want.p);
        gzt_result_free(r);
        host_close(&h);
    }
}

enum { BATCHES = 8 };

// The batches of host_query, two rows each, as a stream; the batches are given back here.
static gzt_status batches_open(Host *h, struct ArrowArrayStream *stream) {
    gzt_result *r;
    gzt_batch *batches[BATCHES];
    size_t n = 0;
    gzt_status st = host_ask(h, host_query, &r);
    while (st == GZT_OK || st == GZT_ROW) {
        st = gzt_result_fetch(r, 2, &batches[n], &h->err);
        if (st == GZT_ROW) n++;
    }
    if (st >= 0) st = gzt_batches_arrow(r, batches, n, stream, &h->err);
    for (size_t i = 0; i < n; i++) gzt_batch_free(batches[i]);
    gzt_result_free(r);
    return st;
}

// Nothing that the batches came from is needed any more; what is not read is given back.
static void test_batches(void **state) {
    (void)state;
    Text want = {.n = 0}, got;
    for (int read = 0; read < 2; read++) {
        Host h;
        struct ArrowArrayStream stream;
        struct ArrowArray a;
        assert_int_equal(host_open(&h, 0), GZT_OK);
        host_json(&h, host_query, &want);
        assert_int_equal(batches_open(&h, &stream), GZT_OK);
        gzt_session_free(h.session);
        gzt_archive_free(h.archive);
        gzt_env_free(h.env);
        if (read) {
            assert_int_equal(read_stream(&stream, &got), 0);
            assert_string_equal(got.p, want.p);
            assert_int_equal(stream.get_next(&stream, &a), 0);
            assert_null(a.release);
        }
        stream.release(&stream);
        assert_int_equal(h.heap.blocks, 0);
    }
}

static void test_no_batches(void **state) {
    (void)state;
    Host h;
    struct ArrowArrayStream stream;
    struct ArrowSchema s;
    struct ArrowArray a;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    gzt_result *r = host_result(&h, "people | select id");
    assert_int_equal(gzt_batches_arrow(r, NULL, 0, &stream, &h.err), GZT_OK);
    assert_int_equal(stream.get_schema(&stream, &s), 0);
    check_field(s.children[0], "u", "id", "text");
    s.release(&s);
    assert_int_equal(stream.get_next(&stream, &a), 0);
    assert_null(a.release);
    stream.release(&stream);
    assert_int_equal(gzt_batches_arrow(r, NULL, 1, &stream, &h.err), GZT_MISUSE);
    assert_int_equal(gzt_batches_arrow(NULL, NULL, 0, &stream, &h.err), GZT_MISUSE);
    assert_null(stream.release);
    gzt_result_free(r);
    host_close(&h);
}

static void test_batches_no_memory(void **state) {
    (void)state;
    bool failed = true;
    for (size_t at = 1; failed; at++) {
        Host h;
        Text got;
        struct ArrowArrayStream stream = {.release = NULL};
        gzt_status st = host_open(&h, at);
        if (st >= 0) st = batches_open(&h, &stream);
        if (st >= 0) {
            if (read_stream(&stream, &got)) st = GZT_NOMEM;
            stream.release(&stream);
        }
        failed = h.heap.failed;
        assert_int_equal(st, failed ? GZT_NOMEM : GZT_OK);
        host_close(&h);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stream),          cmocka_unit_test(test_schema),
        cmocka_unit_test(test_child_moved_out), cmocka_unit_test(test_errors),
        cmocka_unit_test(test_no_memory),       cmocka_unit_test(test_batches),
        cmocka_unit_test(test_no_batches),      cmocka_unit_test(test_batches_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
