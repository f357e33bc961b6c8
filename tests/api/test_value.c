// Typed values of cells, elements, records and entities; params bound by name; the plan with its
// rows; limits, profiles and the lock; errors framed. Each function also called wrongly, in every
// state, and with every allocation failing.
#include "tests/api/batch_host.h"

static gzt_value fresh(void) {
    gzt_value v;
    memset(&v, 0xAA, sizeof v);
    v.size = sizeof v;
    return v;
}

static gzt_script *script_of(Host *h, const char *text) {
    gzt_source source = {"", 0, text, SIZE_MAX};
    gzt_script *q;
    if (gzt_prepare(h->session, &source, GZT_SCRIPT, &q, &h->err) < 0)
        fail_msg("%s", h->err.message);
    return q;
}

static void is_text(const char *p, size_t n, const char *expected) {
    assert_int_equal(n, strlen(expected));
    assert_memory_equal(p, expected, n);
}

// ---- values ---------------------------------------------------------------------------------

static void scalars(void **state) {
    (void)state;
    Host h;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    gzt_result *r = host_result(&h, "people | sort id | select id, n: 7, half: 0.5, "
                                    "old: born < 1850, born, age: died - born, me: it, x: null");
    gzt_value v = fresh();
    assert_int_equal(gzt_result_step(r, NULL), GZT_ROW);
    assert_int_equal(gzt_cell_value(r, 0, &v), GZT_OK);
    assert_int_equal(v.size, sizeof v);
    assert_int_equal(v.type, GZT_TEXT);
    is_text(v.text, v.text_n, "ada");
    assert_int_equal(gzt_cell_value(r, 1, &v), GZT_OK);
    assert_int_equal(v.type, GZT_INT);
    assert_int_equal(v.integer, 7);
    assert_true(v.real == 7.0 && v.text == NULL);
    gzt_cell_value(r, 2, &v);
    assert_true(v.type == GZT_REAL && v.real == 0.5);
    gzt_cell_value(r, 3, &v);
    assert_true(v.type == GZT_TRUTH && v.truth == 1 && !v.missing);
    gzt_cell_value(r, 4, &v);
    assert_int_equal(v.type, GZT_DATE);
    assert_string_equal(v.written, "1815-12-10");
    assert_true(v.starts[0] == v.ends[0] && v.starts[1] == v.ends[1]);
    assert_int_equal(v.starts[1] - v.starts[0], 86399);
    assert_int_equal(v.starts[0], INT64_C(-4861728000));
    gzt_cell_value(r, 5, &v);
    assert_int_equal(v.type, GZT_DURATION);
    assert_int_equal(v.months[0], 36 * 12 + 11);
    assert_string_equal(v.written, "P36Y11M17D");
    gzt_cell_value(r, 6, &v);
    assert_int_equal(v.type, GZT_ENTITY);
    is_text(v.text, v.text_n, "ada");
    is_text(v.label, v.label_n, "Ada");
    assert_string_equal(v.kind, "person");
    gzt_cell_value(r, 7, &v);
    assert_true(v.missing && v.text == NULL);
    gzt_result_free(r);
    host_close(&h);
}

// A set that is longer than a value has room for: cut where it can be seen, whole as text and in
// JSON.
static void long_set(void **state) {
    enum { DATES = 200, EACH = 5 };
    char set[DATES * EACH + 2], query[sizeof set + 60], *p = set;
    (void)state;
    for (int i = 0; i < DATES; i++) p += sprintf(p, "%c%04d", i ? ',' : '[', 1000 + 2 * i);
    (void)strcpy(p, "]");
    (void)snprintf(query, sizeof query, "[1] | select d: date(\"%s\")", set);
    Host h;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    gzt_result *r = host_result(&h, query);
    gzt_value v = fresh();
    size_t n;
    assert_int_equal(gzt_result_step(r, NULL), GZT_ROW);
    assert_int_equal(gzt_cell_value(r, 0, &v), GZT_OK);
    size_t kept = strlen(v.written);
    assert_true(kept < sizeof v.written && strcmp(v.written + kept - 5, ",\xe2\x80\xa6]") == 0);
    assert_memory_equal(v.written, set, kept - 5);
    assert_string_equal(gzt_cell_text(r, 0, &n), set);
    assert_int_equal(n, strlen(set));
    gzt_result_free(r);
    host_close(&h);
}

static void no_cell(void **state) {
    (void)state;
    Host h;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    gzt_result *r = host_result(&h, "people | sort id | select id, old: born < 1850, born");
    gzt_value v = fresh();
    assert_int_equal(gzt_cell_value(r, 0, &v), GZT_MISUSE); // no row yet
    gzt_result_step(r, NULL);
    assert_int_equal(gzt_cell_value(r, 3, &v), GZT_MISUSE);
    assert_int_equal(gzt_cell_value(r, UINT32_MAX, &v), GZT_MISUSE);
    assert_int_equal(gzt_cell_value(NULL, 0, &v), GZT_MISUSE);
    assert_int_equal(gzt_cell_value(r, 0, NULL), GZT_MISUSE);
    v.size = 8;
    assert_int_equal(gzt_cell_value(r, 0, &v), GZT_MISUSE);
    v.size = sizeof v;
    gzt_result_step(r, NULL);
    gzt_result_step(r, NULL); // cid: born is not recorded
    gzt_cell_value(r, 1, &v);
    assert_true(v.type == GZT_TRUTH && v.truth == 2 && v.missing);
    gzt_cell_value(r, 2, &v);
    assert_true(v.missing && v.starts[0] == 0 && v.written[0] == 0);
    while (gzt_result_step(r, NULL) == GZT_ROW) continue;
    assert_int_equal(gzt_cell_value(r, 0, &v), GZT_MISUSE); // no row any more
    gzt_result_free(r);
    host_close(&h);
}

// A host compiled against a later header gets the rest of its struct cleared.
static void larger_struct(void **state) {
    (void)state;
    Host h;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    struct {
        gzt_value v;
        char later[16];
    } big;
    memset(&big, 0xAA, sizeof big);
    big.v.size = sizeof big;
    assert_int_equal(gzt_entity(h.session, NULL, "ada", &big.v, NULL), GZT_OK);
    assert_int_equal(big.v.size, sizeof big);
    for (size_t i = 0; i < sizeof big.later; i++) assert_int_equal(big.later[i], 0);
    host_close(&h);
}

static void lists_and_records(void **state) {
    (void)state;
    Host h;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    gzt_result *r = host_result(&h, "people | sort id | select also, nested: (events | select "
                                    "title, people)");
    gzt_value list = fresh(), v = fresh(), old;
    assert_int_equal(gzt_result_step(r, NULL), GZT_ROW);
    gzt_cell_value(r, 0, &list);
    assert_true(list.type == GZT_LIST && list.count == 0 && !list.missing);
    assert_int_equal(gzt_value_element(&list, 0, &v), GZT_MISUSE);
    gzt_cell_value(r, 1, &list);
    assert_int_equal(list.count, 2);
    old = list;
    assert_int_equal(gzt_value_element(&list, 0, &v), GZT_OK);
    assert_true(v.type == GZT_RECORD && v.count == 2);
    assert_int_equal(gzt_value_field(&v, 1, NULL, NULL, &list), GZT_OK);
    assert_true(list.type == GZT_LIST && list.count == 2);
    assert_int_equal(gzt_value_element(&list, 1, &v), GZT_OK);
    is_text(v.text, v.text_n, "ben");
    assert_int_equal(gzt_value_field(&v, 0, NULL, NULL, &v), GZT_MISUSE); // no record
    assert_int_equal(gzt_value_element(&v, 0, &v), GZT_MISUSE);           // no list
    assert_int_equal(gzt_value_field(&list, 0, NULL, NULL, &v), GZT_MISUSE);
    assert_int_equal(gzt_value_element(NULL, 0, &v), GZT_MISUSE);
    assert_int_equal(gzt_value_element(&list, 0, NULL), GZT_MISUSE);
    assert_int_equal(gzt_value_element(&list, UINT32_MAX, &v), GZT_MISUSE);
    gzt_result_step(r, NULL);
    assert_int_equal(gzt_value_element(&old, 0, &v), GZT_MISUSE); // of the row before
    gzt_result_free(r);
    host_close(&h);
}

static void records(void **state) {
    (void)state;
    Host h;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    gzt_result *r = host_result(&h, "people | sort id | select also, rec: {a: name, b: {c: born}}");
    gzt_value list = fresh(), v = fresh();
    assert_int_equal(gzt_result_step(r, NULL), GZT_ROW);
    const char *name;
    size_t n;
    gzt_value rec = fresh();
    gzt_cell_value(r, 1, &rec);
    assert_true(rec.type == GZT_RECORD && rec.count == 2);
    assert_int_equal(gzt_value_field(&rec, 0, &name, &n, &v), GZT_OK);
    is_text(name, n, "a");
    is_text(v.text, v.text_n, "Ada");
    assert_int_equal(gzt_value_field(&rec, 1, &name, &n, &v), GZT_OK);
    assert_int_equal(gzt_value_field(&v, 0, &name, &n, &v), GZT_OK);
    is_text(name, n, "c");
    assert_string_equal(v.written, "1815-12-10");
    assert_int_equal(gzt_value_field(&rec, 2, &name, &n, &v), GZT_MISUSE);
    assert_int_equal(gzt_value_field(NULL, 0, &name, &n, &v), GZT_MISUSE);
    gzt_result_step(r, NULL);
    assert_int_equal(gzt_value_field(&rec, 0, &name, &n, &v), GZT_MISUSE); // of the row before
    gzt_result_step(r, NULL);
    gzt_cell_value(r, 0, &list);
    assert_int_equal(list.count, 2);
    assert_int_equal(gzt_value_element(&list, 1, &v), GZT_OK);
    is_text(v.text, v.text_n, "El Cid");
    gzt_result_free(r);
    host_close(&h);
}

static void entities(void **state) {
    (void)state;
    Host h;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    gzt_session *s = h.session;
    gzt_value ada = fresh(), v = fresh();
    assert_int_equal(gzt_entity(s, "person", "ada", &ada, &h.err), GZT_OK);
    is_text(ada.label, ada.label_n, "Ada");
    assert_int_equal(gzt_entity_field(s, &ada, "died", &v, &h.err), GZT_OK);
    assert_string_equal(v.written, "1852-11-27");
    assert_int_equal(gzt_entity_field(s, &ada, "id", &v, &h.err), GZT_OK);
    is_text(v.text, v.text_n, "ada");
    assert_int_equal(gzt_entity_field(s, &ada, "fate", &v, &h.err), GZT_OK);
    assert_true(v.missing && v.type == GZT_TEXT);
    assert_int_equal(gzt_entity_field(s, &ada, "role", &v, &h.err), GZT_OK);
    assert_true(!v.missing && v.count == 0 && v.type == GZT_LIST);
    gzt_value events = fresh(), people = fresh();
    assert_int_equal(gzt_entity_field(s, &ada, "events", &events, &h.err), GZT_OK);
    assert_int_equal(events.count, 2);
    assert_int_equal(gzt_value_element(&events, 0, &v), GZT_OK);
    assert_string_equal(v.kind, "event");
    assert_int_equal(gzt_entity_field(s, &v, "people", &people, &h.err), GZT_OK);
    assert_int_equal(people.count, 2);
    gzt_value_element(&people, 1, &v);
    is_text(v.label, v.label_n, "B\xc3\xa9n");
    gzt_entity_field(s, &v, "born", &v, &h.err);
    assert_string_equal(v.written, "1870~");
    assert_int_equal(gzt_value_element(&people, 2, &v), GZT_MISUSE);
    host_close(&h);
}

static void no_entity(void **state) {
    (void)state;
    Host h;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    gzt_session *s = h.session;
    gzt_value ada = fresh(), v = fresh(), events = fresh();
    assert_int_equal(gzt_entity(s, "person", "ada", &ada, &h.err), GZT_OK);
    assert_int_equal(gzt_entity_field(s, &ada, "events", &events, &h.err), GZT_OK);
    Host other;
    assert_int_equal(host_open(&other, 0), GZT_OK);
    assert_int_equal(gzt_entity(s, "persn", "ada", &v, &h.err), GZT_NAME);
    assert_string_equal(h.err.note, "did you mean 'person'?");
    assert_int_equal(gzt_entity(s, NULL, "adda", &v, &h.err), GZT_NAME);
    assert_string_equal(h.err.note, "did you mean @ada?");
    assert_int_equal(gzt_entity(s, "event", "ada", &v, &h.err), GZT_NAME);
    assert_int_equal(gzt_entity_field(s, &ada, "borm", &v, &h.err), GZT_NAME);
    assert_string_equal(h.err.message, "person has no field 'borm'");
    assert_string_equal(h.err.note, "did you mean 'born'?");
    assert_int_equal(gzt_entity(NULL, NULL, "ada", &v, &h.err), GZT_MISUSE);
    assert_int_equal(gzt_entity(s, NULL, NULL, &v, &h.err), GZT_MISUSE);
    assert_int_equal(gzt_entity(s, NULL, "ada", NULL, &h.err), GZT_MISUSE);
    assert_int_equal(gzt_entity_field(s, NULL, "born", &v, NULL), GZT_MISUSE);
    assert_int_equal(gzt_entity_field(s, &ada, NULL, &v, NULL), GZT_MISUSE);
    assert_int_equal(gzt_entity_field(s, &events, "born", &v, NULL), GZT_MISUSE);
    assert_int_equal(gzt_entity_field(other.session, &ada, "born", &v, NULL), GZT_MISUSE);
    host_close(&other);
    host_close(&h);
}

// ---- params ---------------------------------------------------------------------------------

static const char params[] =
    "param t: text = \"?\"\nparam n: int = 0\nparam x: real = 0\nparam b: truth = false\n"
    "param d: date = 1800\nparam l: duration = 1 days\n"
    "people | take 1 | select t: t, n: n, x: x, b: b, d: d, l: l";

static void answers(gzt_script *q, const char *expected) {
    gzt_result *r;
    gzt_error err;
    static Text t;
    t.n = 0;
    if (gzt_script_next(q, &r, &err) != GZT_ROW) fail_msg("%s", err.message);
    gzt_write_options o = {.size = sizeof o, .format = "json"};
    assert_int_equal(gzt_result_write(r, &o, text_sink, &t, NULL), GZT_OK);
    assert_string_equal(t.p, expected);
    gzt_result_free(r);
    assert_int_equal(gzt_script_reset(q), GZT_OK);
}

static void bound(void **state) {
    (void)state;
    Host h;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    assert_int_equal(gzt_param_set(h.session, "t", "session", NULL), GZT_OK);
    gzt_script *q = script_of(&h, params);
    gzt_error *e = &h.err;
    answers(q,
            "[{\"t\":\"session\",\"n\":0,\"x\":0.0,\"b\":false,\"d\":\"1800\",\"l\":\"P1D\"}]\n");
    assert_int_equal(gzt_bind_text(q, "t", "a\0b\xc3\xa9", 5, e), GZT_OK);
    assert_int_equal(gzt_bind_int(q, "n", INT64_MIN, e), GZT_OK);
    assert_int_equal(gzt_bind_real(q, "x", 0.5, e), GZT_OK);
    assert_int_equal(gzt_bind_truth(q, "b", 1, e), GZT_OK);
    assert_int_equal(gzt_bind_date(q, "d", "1917-10~", SIZE_MAX, e), GZT_OK);
    assert_int_equal(gzt_bind_duration(q, "l", "5 years", SIZE_MAX, e), GZT_OK);
    const char all[] = "[{\"t\":\"a\\u0000b\xc3\xa9\",\"n\":-9223372036854775808,\"x\":0.5,"
                       "\"b\":true,\"d\":\"1917-10~\",\"l\":\"P5Y\"}]\n";
    answers(q, all);
    answers(q, all); // they stay
    gzt_bind_text(q, "t", "", 0, e);
    gzt_bind_int(q, "x", 2, e);
    gzt_bind_truth(q, "b", 2, e);
    gzt_bind_null(q, "n", e);
    gzt_bind_null(q, "d", e);
    gzt_bind_null(q, "l", e);
    answers(q, "[{\"t\":\"\",\"n\":null,\"x\":2.0,\"b\":null,\"d\":null,\"l\":null}]\n");
    gzt_script *second = script_of(&h, "people | take 1 | select t: t"); // only the first's
    answers(second, "[{\"t\":\"session\"}]\n");
    gzt_script_free(second);
    gzt_script_free(q);
    host_close(&h);
}

static void bound_wrongly(void **state) {
    (void)state;
    Host h;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    gzt_script *q = script_of(&h, params);
    gzt_error *e = &h.err;
    assert_int_equal(gzt_bind_int(q, "tt", 1, e), GZT_NAME);
    assert_string_equal(e->message, "there is no param 'tt'");
    assert_int_equal(gzt_bind_int(q, "t", 1, e), GZT_TYPE);
    assert_string_equal(e->message, "the param 't' takes a text, not a whole number");
    assert_int_equal(gzt_bind_real(q, "n", 1, e), GZT_TYPE);
    assert_int_equal(gzt_bind_text(q, "d", "1917", 4, e), GZT_TYPE);
    assert_int_equal(gzt_bind_date(q, "d", "1917-99", SIZE_MAX, e), GZT_DATA);
    assert_int_equal(gzt_bind_duration(q, "l", "long", SIZE_MAX, e), GZT_DATA);
    assert_int_equal(gzt_bind_real(q, "x", 1e308 * 10, e), GZT_DATA);
    assert_int_equal(gzt_bind_truth(q, "b", 3, e), GZT_DATA);
    assert_int_equal(gzt_bind_truth(q, "b", -1, e), GZT_DATA);
    assert_int_equal(gzt_bind_text(q, "t", "\xff", 1, e), GZT_SYNTAX);
    assert_int_equal(gzt_bind_text(q, "t", "x", SIZE_MAX - 1, e), GZT_MISUSE);
    assert_int_equal(gzt_bind_text(q, "t", NULL, 0, e), GZT_MISUSE);
    assert_int_equal(gzt_bind_text(q, NULL, "x", 1, e), GZT_MISUSE);
    assert_int_equal(gzt_bind_int(NULL, "n", 1, e), GZT_MISUSE);
    assert_int_equal(gzt_bind_null(NULL, "n", NULL), GZT_MISUSE);
    answers(q, "[{\"t\":\"?\",\"n\":0,\"x\":0.0,\"b\":false,\"d\":\"1800\",\"l\":\"P1D\"}]\n");
    gzt_result *r; // while it runs: for the next run
    assert_int_equal(gzt_script_next(q, &r, e), GZT_ROW);
    assert_int_equal(gzt_bind_int(q, "n", 5, e), GZT_OK);
    assert_int_equal(gzt_result_step(r, e), GZT_ROW);
    assert_int_equal(gzt_cell_int(r, 1), 0);
    gzt_script_free(q);
    gzt_result_free(r);
    host_close(&h);
}

// ---- limits ---------------------------------------------------------------------------------

static gzt_status run(Host *h, const char *text) {
    static Text t;
    t.n = 0;
    return gzt_query_json(h->session, text, SIZE_MAX, text_sink, &t, &h->err);
}

static void at_the_edge(void **state) {
    (void)state;
    Host h;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    for (uint64_t rows = 3; rows <= 5; rows++) { // there are 4 people
        gzt_limit_set(h.session, GZT_LIMIT_ROWS, rows);
        assert_int_equal(run(&h, "people"), rows < 4 ? GZT_LIMIT : GZT_OK);
    }
    for (uint64_t text = 5; text <= 7; text++) {
        gzt_limit_set(h.session, GZT_LIMIT_TEXT, text);
        assert_int_equal(run(&h, "people"), text < 6 ? GZT_SYNTAX : GZT_OK);
    }
    gzt_limit_set(h.session, GZT_LIMIT_TEXT, 0);
    uint64_t least = 1; // of steps that the query needs
    while (gzt_limit_set(h.session, GZT_LIMIT_STEPS, least), run(&h, "people") == GZT_LIMIT)
        least++;
    assert_true(least > 1);
    for (uint64_t steps = least - 1; steps <= least + 1; steps++) {
        gzt_limit_set(h.session, GZT_LIMIT_STEPS, steps);
        assert_int_equal(run(&h, "people"), steps < least ? GZT_LIMIT : GZT_OK);
    }
    host_close(&h);
}

static void profiles(void **state) {
    (void)state;
    Host h;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    gzt_session *s = h.session;
    uint64_t begin[GZT_LIMITS];
    for (int i = 0; i < GZT_LIMITS; i++) begin[i] = gzt_limit(s, i);
    assert_int_equal(gzt_limits_profile(NULL, GZT_SAFE), GZT_MISUSE);
    assert_int_equal(gzt_limits_profile(s, GZT_SAFE - 1), GZT_MISUSE);
    assert_int_equal(gzt_limits_profile(s, GZT_TRUSTED + 1), GZT_MISUSE);
    assert_int_equal(gzt_limits_profile(s, GZT_TRUSTED), GZT_OK);
    assert_int_equal(gzt_limit(s, GZT_LIMIT_ROWS), 0);
    assert_int_equal(gzt_limits_profile(s, GZT_DEFAULT), GZT_OK);
    for (int i = 0; i < GZT_LIMITS; i++) assert_int_equal(gzt_limit(s, i), begin[i]);
    assert_int_equal(gzt_limits_profile(s, GZT_SAFE), GZT_OK);
    assert_int_equal(gzt_limit(s, GZT_LIMIT_TEXT), 65536);
    assert_int_equal(gzt_limit(s, GZT_LIMIT_MEMORY), 64 << 20);
    assert_int_equal(run(&h, "people"), GZT_OK);
    host_close(&h);
}

static void locked(void **state) {
    (void)state;
    Host h;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    gzt_session *s = h.session;
    assert_int_equal(gzt_limits_lock(NULL), GZT_MISUSE);
    gzt_limit_set(s, GZT_LIMIT_ROWS, 0);
    assert_int_equal(gzt_limits_lock(s), GZT_OK);
    assert_int_equal(gzt_limit_set(s, GZT_LIMIT_ROWS, 5), GZT_OK); // from none
    for (uint64_t rows = 5; rows > 2; rows--) {
        assert_int_equal(gzt_limit_set(s, GZT_LIMIT_ROWS, rows + 1), GZT_MISUSE);
        assert_int_equal(gzt_limit_set(s, GZT_LIMIT_ROWS, 0), GZT_MISUSE);
        assert_int_equal(gzt_limit_set(s, GZT_LIMIT_ROWS, rows), GZT_OK);
        assert_int_equal(gzt_limit_set(s, GZT_LIMIT_ROWS, rows - 1), GZT_OK);
    }
    assert_int_equal(gzt_limits_profile(s, GZT_TRUSTED), GZT_MISUSE);
    assert_int_equal(gzt_limits_profile(s, GZT_SAFE), GZT_MISUSE); // rows would go up
    assert_int_equal(gzt_limit(s, GZT_LIMIT_ROWS), 2);
    assert_int_equal(gzt_limit(s, GZT_LIMIT_TEXT), 1 << 20); // nothing changed
    assert_int_equal(gzt_limit_set(s, GZT_LIMITS, 0), GZT_MISUSE);
    assert_int_equal(run(&h, "people"), GZT_LIMIT);
    host_close(&h);
}

// ---- looking back ---------------------------------------------------------------------------

static uint64_t ticks(void *user) {
    static uint64_t now;
    (void)user;
    return now += 1000000;
}

// The first batch is enough for who takes one or two of four rows; in the tiny build it is of two.
#ifdef GZT_TINY
#define SCANNED "2 rows of 4"
#define UNSURE  ""
#else
#define SCANNED "4 rows"
#define UNSURE  ", unknown for 1"
#endif

static void explained(void **state) {
    (void)state;
    Host h;
    static Text t;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    gzt_session_tune(h.session, GZT_TUNE_NO_INDEX, 1);
    gzt_result *r = host_result(&h, "people | where born < 1850 | take 1");
    t.n = 0;
    assert_int_equal(gzt_result_explain(r, text_sink, &t), GZT_OK);
    assert_non_null(strstr(t.p, "scan people (0 rows of 4)"));
    while (gzt_result_step(r, NULL) == GZT_ROW) continue;
    t.n = 0;
    assert_int_equal(gzt_result_explain(r, text_sink, &t), GZT_OK);
    assert_non_null(strstr(t.p, "scan people (" SCANNED ")\n"));
    assert_non_null(strstr(t.p, "where born < 1850 (1 row" UNSURE ")\n"));
    assert_non_null(strstr(t.p, "take (1 row)\n"));
    gzt_result_free(r);
    r = host_result(&h, "people | union (people | take 2)");
    while (gzt_result_step(r, NULL) == GZT_ROW) continue;
    t.n = 0;
    assert_int_equal(gzt_result_explain(r, text_sink, &t), GZT_OK);
    assert_non_null(strstr(t.p, "take (2 rows)\n"));
    assert_int_equal(gzt_result_time(r, ticks, NULL), GZT_MISUSE); // it has given rows
    gzt_result_free(r);
    r = host_result(&h, "people | take 2");
    assert_int_equal(gzt_result_time(r, ticks, NULL), GZT_OK);
    while (gzt_result_step(r, NULL) == GZT_ROW) continue;
    t.n = 0;
    assert_int_equal(gzt_result_explain(r, text_sink, &t), GZT_OK);
    assert_non_null(strstr(t.p, "scan people (" SCANNED ", 1.0 ms)\n"));
    assert_int_equal(gzt_result_explain(NULL, text_sink, &t), GZT_MISUSE);
    assert_int_equal(gzt_result_explain(r, NULL, &t), GZT_MISUSE);
    gzt_result_free(r);
    host_close(&h);
}

static void framed(void **state) {
    (void)state;
    Host h;
    static Text t;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    gzt_source source = {"q.gzt", SIZE_MAX, "people | where borm < 1850", SIZE_MAX};
    gzt_script *q;
    assert_int_equal(gzt_prepare(h.session, &source, GZT_SCRIPT, &q, &h.err), GZT_NAME);
    static Text all;
    t.n = all.n = 0;
    assert_int_equal(gzt_session_errors(h.session, GZT_ERRORS_TEXT, text_sink, &all), GZT_OK);
    assert_int_equal(gzt_error_render(h.env, &h.err, &source, GZT_ERRORS_TEXT, text_sink, &t),
                     GZT_OK);
    assert_string_equal(t.p, all.p); // as the session would
    t.n = all.n = 0;
    gzt_session_errors(h.session, GZT_ERRORS_JSON, text_sink, &all);
    gzt_error_render(h.env, &h.err, &source, GZT_ERRORS_JSON, text_sink, &t);
    assert_string_equal(t.p, all.p);
    t.n = 0;
    gzt_error_render(h.env, &h.err, NULL, GZT_ERRORS_TEXT, text_sink, &t);
    assert_non_null(strstr(t.p, "q.gzt:1:16: error: "));
    source.text = "x"; // not the text it came from: no harm
    t.n = 0;
    assert_int_equal(gzt_error_render(h.env, &h.err, &source, GZT_ERRORS_TEXT, text_sink, &t),
                     GZT_OK);
    assert_int_equal(gzt_error_render(NULL, &h.err, NULL, 0, text_sink, &t), GZT_MISUSE);
    assert_int_equal(gzt_error_render(h.env, NULL, NULL, 0, text_sink, &t), GZT_MISUSE);
    assert_int_equal(gzt_error_render(h.env, &h.err, NULL, 0, NULL, &t), GZT_MISUSE);
    gzt_error none = {0};
    t.n = 0;
    assert_int_equal(gzt_error_render(h.env, &none, NULL, 0, text_sink, &t), GZT_OK);
    assert_int_equal(t.n, 0);
    host_close(&h);
}

// ---- no memory ------------------------------------------------------------------------------

static gzt_status everything(Host *h, gzt_script **q, gzt_result **r) {
    static Text t;
    t.n = 0;
    gzt_error *e = &h->err;
    gzt_source source = {"", 0, params, SIZE_MAX};
    gzt_value v = fresh();
    gzt_status st = gzt_prepare(h->session, &source, GZT_SCRIPT, q, e);
    if (st >= 0) st = gzt_bind_text(*q, "t", "a text that is a little longer", SIZE_MAX, e);
    if (st >= 0) st = gzt_bind_date(*q, "d", "1917~", SIZE_MAX, e);
    if (st >= 0) st = gzt_bind_null(*q, "n", e);
    if (st >= 0) st = gzt_script_next(*q, r, e);
    if (st >= 0) st = gzt_result_step(*r, e);
    if (st >= 0) st = gzt_cell_value(*r, 4, &v);
    if (st >= 0) st = gzt_result_explain(*r, text_sink, &t);
    if (st >= 0) st = gzt_entity(h->session, "person", "ada", &v, e);
    if (st >= 0) st = gzt_entity_field(h->session, &v, "events", &v, e);
    if (st < 0) return st;
    gzt_error wrong = {.status = GZT_NAME, .message = "wrong"};
    return gzt_error_render(h->env, &wrong, &source, GZT_ERRORS_TEXT, text_sink, &t);
}

static void every_allocation_fails(void **state) {
    (void)state;
    size_t fail_at = 1;
    for (bool failed = true; failed; fail_at++) {
        Host h;
        gzt_script *q = NULL;
        gzt_result *r = NULL;
        gzt_status st = host_open(&h, fail_at);
        if (st >= 0) st = everything(&h, &q, &r);
        failed = h.heap.failed;
        if (failed)
            assert_int_equal(st, GZT_NOMEM);
        else
            assert_true(st >= 0);
        // in either order
        if (fail_at & 1) gzt_script_free(q);
        gzt_result_free(r);
        if (!(fail_at & 1)) gzt_script_free(q);
        host_close(&h);
    }
    assert_true(fail_at > 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scalars),
        cmocka_unit_test(long_set),
        cmocka_unit_test(no_cell),
        cmocka_unit_test(larger_struct),
        cmocka_unit_test(lists_and_records),
        cmocka_unit_test(records),
        cmocka_unit_test(entities),
        cmocka_unit_test(no_entity),
        cmocka_unit_test(bound),
        cmocka_unit_test(bound_wrongly),
        cmocka_unit_test(at_the_edge),
        cmocka_unit_test(profiles),
        cmocka_unit_test(locked),
        cmocka_unit_test(explained),
        cmocka_unit_test(framed),
        cmocka_unit_test(every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
