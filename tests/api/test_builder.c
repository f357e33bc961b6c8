// The builder's public calls: what each refuses and says, facts and calls mixed, evidence, freezing
// and opening again, every order of freeing, every allocation failing.
#include "tests/api/batch_host.h"

static gzt_status facts(Making *m, const char *text) {
    gzt_source source = {"facts.gzt", SIZE_MAX, text, SIZE_MAX};
    return gzt_builder_facts(m->b, &source, 1, &m->err);
}

static gzt_ref entity(Making *m, const char *kind, const char *id) {
    gzt_ref r;
    if (gzt_builder_entity(m->b, kind, id, &r, &m->err) < 0) fail_msg("%s", m->err.message);
    return r;
}

static void says(const Making *m, const char *code, const char *message, const char *note) {
    assert_string_equal(m->err.message, message);
    assert_string_equal(m->err.code, code);
    assert_string_equal(m->err.note, note);
}

// The answer of the archive that the builder makes, after a trip through bytes.
static void answers(Making *m, const char *query, const char *expected) {
    gzt_archive *a;
    if (gzt_builder_finish(m->b, &a, &m->err) < 0) fail_msg("%s", m->err.message);
    gzt_session *s;
    assert_int_equal(gzt_session_new(a, &s), GZT_OK);
    static Text t;
    t.n = 0;
    gzt_status st = gzt_query_json(s, query, SIZE_MAX, text_sink, &t, &m->err);
    if (st < 0) fail_msg("%s", m->err.message);
    assert_string_equal(t.p, expected);
    gzt_archive_free(a); // the session keeps it
    gzt_session_free(s);
}

static const char ships[] =
    "kind ship as ships { name: text, tons: int, length: real, afloat: truth, built: date,\n"
    "  launched: moment, age: duration, captain: person inverse commands, log: [int],\n"
    "  crew: [person] inverse ships }\n";

static gzt_status fill(Making *m) {
    gzt_ref ship, p, log;
    gzt_builder *b = m->b;
    gzt_error *e = &m->err;
    gzt_status st = facts(m, ships);
    if (st >= 0) st = gzt_builder_entity(b, "ship", "a-1", &ship, e);
    if (st >= 0) st = gzt_builder_text(b, ship, "name", "Aurora\0x", 6, e);
    if (st >= 0) st = gzt_builder_int(b, ship, "tons", INT64_MIN, e);
    if (st >= 0) st = gzt_builder_int(b, ship, "length", 126, e);
    if (st >= 0) st = gzt_builder_truth(b, ship, "afloat", 0, e);
    if (st >= 0) st = gzt_builder_date(b, ship, "built", "1897/1903", SIZE_MAX, e);
    if (st >= 0) st = gzt_builder_date(b, ship, "launched", "1900-05-11", SIZE_MAX, e);
    if (st >= 0) st = gzt_builder_duration(b, ship, "age", "5 years", SIZE_MAX, e);
    for (int i = 3; st >= 0 && i > 0; i--) st = gzt_builder_int(b, ship, "log", i, e);
    if (st >= 0) st = facts(m, "person @eriks { name: \"Eriks\" }\nperson @bel { }\n");
    if (st >= 0) st = gzt_builder_find(b, NULL, "eriks", &p, e);
    if (st >= 0) st = gzt_builder_entity(b, "passage", "log-1", &log, e);
    if (st >= 0) st = gzt_builder_note(b, "high", "a note", "captain", &log, 1, e);
    if (st >= 0) st = gzt_builder_link(b, ship, "captain", p, e);
    if (st >= 0) st = gzt_builder_link(b, ship, "crew", p, e);
    if (st >= 0) st = gzt_builder_meta(b, "title", "Ships", SIZE_MAX, e);
    if (st >= 0) st = facts(m, "event @salvo { title: \"S\", date: 1917-11-07T21:45 }\n");
    if (st >= 0) st = gzt_builder_find(b, NULL, "salvo", &p, e);
    if (st >= 0) st = gzt_builder_entity(b, "event", "storm", &ship, e);
    if (st >= 0) st = gzt_builder_note(b, NULL, NULL, NULL, &log, 1, e);
    if (st >= 0) st = gzt_builder_within(b, "2 hours", SIZE_MAX, e);
    if (st >= 0) st = gzt_builder_link(b, ship, "after", p, e);
    return st;
}

static void builds(void **state) {
    (void)state;
    Making m;
    assert_int_equal(making_open(&m, 0), GZT_OK);
    if (fill(&m) < 0) fail_msg("%s", m.err.message);
    answers(&m,
            "ships | select id, name, tons, length, afloat, built, launched, age, log, "
            "captain: captain.name, crew: count(crew), back: captain.commands.name",
            "[{\"id\":\"a-1\",\"name\":\"Aurora\",\"tons\":-9223372036854775808,\"length\":126.0,"
            "\"afloat\":false,\"built\":\"1897/1903\",\"launched\":\"1900-05-11\",\"age\":\"P5Y\","
            "\"log\":[3,2,1],\"captain\":\"Eriks\",\"crew\":1,\"back\":[\"Aurora\"]}]\n");
    making_close(&m);
}

static void facts_and_calls_mix(void **state) {
    (void)state;
    Making m;
    assert_int_equal(making_open(&m, 0), GZT_OK);
    gzt_ref town = entity(&m, "place", "town"), own = entity(&m, "person", NULL);
    assert_int_equal(gzt_builder_text(m.b, town, "name", "Town", SIZE_MAX, NULL), GZT_OK);
    assert_int_equal(gzt_builder_text(m.b, own, "name", "N\xcc\x83", SIZE_MAX, NULL), GZT_OK);
    // facts may refer to what calls made, and declare kinds and fields when others have values
    assert_int_equal(facts(&m, "person @x { name: \"X\", birthplace: @town }\n"
                               "extend kind place { mayor: person inverse governs }\n"
                               "kind boat as boats { owner: person }\n"),
                     GZT_OK);
    gzt_ref x;
    assert_int_equal(gzt_builder_find(m.b, "person", "x", &x, NULL), GZT_OK);
    assert_int_equal(gzt_builder_link(m.b, town, "mayor", x, NULL), GZT_OK);
    assert_int_equal(gzt_builder_link(m.b, entity(&m, "boat", "b"), "owner", x, NULL), GZT_OK);
    assert_int_equal(gzt_builder_facts(m.b, NULL, 0, NULL), GZT_OK);
    answers(&m, "people | sort id | select id, name, at: birthplace.name, governs: governs.name",
            "[{\"id\":\"person-1\",\"name\":\"\xc3\x91\",\"at\":null,\"governs\":[]},\n"
            " {\"id\":\"x\",\"name\":\"X\",\"at\":\"Town\",\"governs\":[\"Town\"]}]\n");
    making_close(&m);
}

static void refuses_ids(void **state) {
    (void)state;
    Making m;
    assert_int_equal(making_open(&m, 0), GZT_OK);
    gzt_ref r = 99;
    entity(&m, "person", "ada");
    entity(&m, "place", "ada");
    gzt_builder *b = m.b;
    gzt_error *e = &m.err;
    assert_int_equal(gzt_builder_entity(b, "persom", "x", &r, e), GZT_NAME);
    says(&m, "E0209", "there is no kind 'persom'", "did you mean 'person'?");
    assert_int_equal(r, 0);
    gzt_builder_entity(b, "people", "x", &r, e);
    says(&m, "E0209", "there is no kind 'people'", "did you mean 'person'?");
    assert_int_equal(gzt_builder_entity(b, "person", "ada", &r, e), GZT_DATA);
    says(&m, "E0401", "the id @ada of this person is taken", "");
    assert_int_equal(gzt_builder_entity(b, "person", "a\nb", &r, e), GZT_SYNTAX);
    assert_int_equal(gzt_builder_entity(b, "person", "a`", &r, e), GZT_SYNTAX);
    assert_int_equal(gzt_builder_entity(b, "person", "\xff", &r, e), GZT_SYNTAX);
    assert_int_equal(gzt_builder_find(b, NULL, "ada", &r, e), GZT_NAME);
    says(&m, "E0208", "several entities are called @ada", "");
    gzt_builder_find(b, "person", "adda", &r, e);
    says(&m, "E0402", "there is no entity with the id @adda", "did you mean 'ada'?");
    making_close(&m);
}

static void refuses_values(void **state) {
    (void)state;
    Making m;
    assert_int_equal(making_open(&m, 0), GZT_OK);
    gzt_ref p = entity(&m, "person", "ada"), place = entity(&m, "place", "ada");
    gzt_builder *b = m.b;
    gzt_error *e = &m.err;
    gzt_builder_text(b, p, "nmae", "x", 1, e);
    says(&m, "E0202", "person has no field 'nmae'", "did you mean 'name'?");
    gzt_builder_text(b, p, "id", "x", 1, e);
    says(&m, "E0206", "the id is given to gzt_builder_entity", "");
    gzt_builder_link(b, p, "events", p, e);
    says(&m, "E0202", "'events' is not stated here: it follows from events", "");
    gzt_builder_int(b, p, "born", 1815, e);
    says(&m, "E0403", "'born' takes a date, not a whole number", "");
    assert_string_equal(e->hint, "gzt_builder_date");
    assert_int_equal(gzt_builder_date(b, p, "born", "1815-13", SIZE_MAX, e), GZT_DATA);
    gzt_builder_date(b, p, "born", "1815/1817", SIZE_MAX, e);
    says(&m, "E0403", "'born' is one moment, and this lasts", "");
    gzt_builder_link(b, p, "birthplace", p, e);
    says(&m, "E0403", "'birthplace' takes place, not person", "");
    gzt_builder_real(b, place, "lat", 1e308 * 10, e);
    says(&m, "E0403", "'lat' takes a finite number", "");
    assert_int_equal(gzt_builder_text(b, p, "name", "a\xc3", 2, e), GZT_SYNTAX);
    assert_int_equal(gzt_builder_text(b, p, "name", "a", SIZE_MAX - 1, e), GZT_SYNTAX);
    assert_int_equal(gzt_builder_text(b, p, "name", "a", UINT32_MAX, e), GZT_SYNTAX);
    assert_int_equal(gzt_builder_note(b, NULL, NULL, NULL, &p, 1, e), GZT_DATA);
    assert_int_equal(gzt_builder_text(b, p, "name", "Ada", SIZE_MAX, e), GZT_OK);
    answers(&m, "people | select id, name, born",
            "[{\"id\":\"ada\",\"name\":\"Ada\",\"born\":null}]\n"); // nothing of it stayed
    making_close(&m);
}

static void more_types(void **state) {
    (void)state;
    Making m;
    assert_int_equal(making_open(&m, 0), GZT_OK);
    assert_int_equal(facts(&m, ships), GZT_OK);
    gzt_ref s = entity(&m, "ship", "a"), p = entity(&m, "person", "p");
    gzt_builder_truth(m.b, s, "afloat", 3, &m.err);
    says(&m, "E0403", "'afloat' takes 0, 1 or 2 (unknown)", "");
    assert_int_equal(gzt_builder_truth(m.b, s, "afloat", 2, &m.err), GZT_OK);
    gzt_builder_duration(m.b, s, "age", "old", SIZE_MAX, &m.err);
    says(&m, "E0403", "'age' takes a duration", "");
    gzt_builder_real(m.b, s, "tons", 1.5, &m.err);
    says(&m, "E0403", "'tons' takes a whole number, not a number", "");
    gzt_ref other = entity(&m, "ship", "b");
    assert_int_equal(gzt_builder_text(m.b, other, "name", "", 0, &m.err), GZT_OK);
    assert_int_equal(gzt_builder_text(m.b, s, "name", "a\0b", 3, &m.err), GZT_OK);
    assert_int_equal(gzt_builder_text(m.b, s, "name", "claim", SIZE_MAX, &m.err), GZT_OK);
    assert_int_equal(gzt_builder_note(m.b, "", NULL, NULL, NULL, 0, &m.err), GZT_OK);
    assert_int_equal(gzt_builder_link(m.b, s, "captain", p, &m.err), GZT_OK);
    answers(&m, "ships | sort id | select name, afloat",
            "[{\"name\":\"a\\u0000b\",\"afloat\":null},\n"
            " {\"name\":\"\",\"afloat\":null}]\n");
    making_close(&m);
}

static void misuse(void **state) {
    (void)state;
    Making m;
    gzt_builder *none = (gzt_builder *)&m;
    gzt_ref r;
    assert_int_equal(gzt_builder_new(NULL, &none), GZT_MISUSE);
    assert_int_equal(making_open(&m, 0), GZT_OK);
    assert_int_equal(gzt_builder_new(m.env, NULL), GZT_MISUSE);
    gzt_ref p = entity(&m, "person", "p");
    gzt_error *e = &m.err;
    assert_int_equal(gzt_builder_facts(NULL, NULL, 0, e), GZT_MISUSE);
    assert_int_equal(gzt_builder_facts(m.b, NULL, 1, e), GZT_MISUSE);
    assert_int_equal(gzt_builder_entity(NULL, "person", "x", &r, e), GZT_MISUSE);
    assert_int_equal(gzt_builder_entity(m.b, NULL, "x", &r, e), GZT_MISUSE);
    assert_int_equal(gzt_builder_entity(m.b, "person", "x", NULL, e), GZT_MISUSE);
    assert_int_equal(gzt_builder_find(m.b, NULL, NULL, &r, e), GZT_MISUSE);
    assert_int_equal(gzt_builder_find(m.b, NULL, "p", NULL, e), GZT_MISUSE);
    assert_int_equal(gzt_builder_text(NULL, p, "name", "x", 1, e), GZT_MISUSE);
    assert_int_equal(gzt_builder_text(m.b, 0, "name", "x", 1, e), GZT_MISUSE);
    assert_int_equal(gzt_builder_text(m.b, p + 1, "name", "x", 1, e), GZT_MISUSE);
    assert_int_equal(gzt_builder_text(m.b, p, NULL, "x", 1, e), GZT_MISUSE);
    assert_int_equal(gzt_builder_text(m.b, p, "name", NULL, 0, e), GZT_MISUSE);
    assert_int_equal(gzt_builder_link(m.b, p, "same", 0, e), GZT_MISUSE);
    assert_int_equal(gzt_builder_link(m.b, p, "same", UINT32_MAX, e), GZT_MISUSE);
    assert_int_equal(gzt_builder_meta(m.b, "", "x", 1, e), GZT_MISUSE);
    assert_int_equal(gzt_builder_note(m.b, NULL, NULL, NULL, NULL, 1, e), GZT_MISUSE);
    assert_int_equal(gzt_builder_errors(NULL, 0, text_sink, NULL), GZT_MISUSE);
    assert_int_equal(gzt_builder_errors(m.b, 0, NULL, NULL), GZT_MISUSE);
    making_close(&m);
    gzt_builder_free(NULL);
}

static void finished(void **state) {
    (void)state;
    Making m;
    gzt_archive *a = (gzt_archive *)&m;
    gzt_ref r;
    assert_int_equal(making_open(&m, 0), GZT_OK);
    gzt_error *e = &m.err;
    assert_int_equal(gzt_builder_finish(m.b, NULL, e), GZT_MISUSE);
    assert_int_equal(gzt_builder_finish(NULL, &a, e), GZT_MISUSE);
    assert_null(a);
    assert_int_equal(gzt_builder_finish(m.b, &a, e), GZT_OK);
    // finished: everything is refused, nothing crashes
    assert_int_equal(gzt_builder_entity(m.b, "person", "x", &r, e), GZT_MISUSE);
    says(&m, "E0802", "this builder is finished", "");
    assert_int_equal(gzt_builder_facts(m.b, NULL, 0, NULL), GZT_MISUSE);
    assert_int_equal(gzt_builder_errors(m.b, GZT_ERRORS_JSON, text_sink, NULL), GZT_OK);
    gzt_archive *second;
    assert_int_equal(gzt_builder_finish(m.b, &second, NULL), GZT_MISUSE);
    assert_null(second);
    gzt_env_free(m.env); // parents first
    m.env = NULL;
    gzt_archive_free(a);
    making_close(&m);
}

static void faulty_facts_end_it(void **state) {
    (void)state;
    Making m;
    assert_int_equal(making_open(&m, 0), GZT_OK);
    assert_int_equal(facts(&m, "person @a { nmae: \"x\" }\nperson @b { born: \"x\" }\n"), GZT_NAME);
    says(&m, "E0202", "person has no field 'nmae'", "did you mean 'name'?");
    assert_int_equal(m.err.line, 1);
    gzt_ref r;
    assert_int_equal(gzt_builder_entity(m.b, "person", "x", &r, &m.err), GZT_NAME);
    static Text t;
    t.n = 0;
    assert_int_equal(gzt_builder_errors(m.b, GZT_ERRORS_TEXT, text_sink, &t), GZT_OK);
    assert_non_null(strstr(t.p, "facts.gzt:1:13: error: person has no field 'nmae'"));
    assert_non_null(strstr(t.p, "facts.gzt:2:"));
    gzt_archive *a;
    assert_int_equal(gzt_builder_finish(m.b, &a, &m.err), GZT_NAME);
    assert_null(a);
    making_close(&m);
}

static void no_place_lies_in_itself(void **state) {
    (void)state;
    Making m;
    assert_int_equal(making_open(&m, 0), GZT_OK);
    gzt_ref a = entity(&m, "place", "a"), b = entity(&m, "place", "b");
    assert_int_equal(gzt_builder_link(m.b, a, "part_of", b, NULL), GZT_OK);
    assert_int_equal(gzt_builder_link(m.b, b, "part_of", a, NULL), GZT_OK);
    gzt_archive *archive;
    assert_int_equal(gzt_builder_finish(m.b, &archive, &m.err), GZT_DATA);
    assert_null(archive);
    says(&m, "E0405", "@a is part of itself", "");
    making_close(&m);
}

static void order_tightens(void **state) {
    (void)state;
    Making m;
    assert_int_equal(making_open(&m, 0), GZT_OK);
    if (fill(&m) < 0) fail_msg("%s", m.err.message);
    answers(&m, "@storm | select date, written: written(date), stated: stated(it)",
            "[{\"date\":\"[1917-11-07T21:45..1917-11-07T23:45]\","
            "\"written\":\"within 2 hours after @salvo\",\"stated\":null}]\n");
    making_close(&m);
}

// An order of a kind of the host's own; what contradicts itself is refused with all its facts.
static void impossible_order(void **state) {
    (void)state;
    Making m;
    gzt_archive *archive = (gzt_archive *)&m;
    assert_int_equal(making_open(&m, 0), GZT_OK);
    assert_int_equal(facts(&m, "kind note as notes { date: date, after: [note] }"), GZT_OK);
    gzt_ref a = entity(&m, "note", "a"), b = entity(&m, "note", "b");
    gzt_builder_date(m.b, a, "date", "1917-11", SIZE_MAX, &m.err);
    gzt_builder_date(m.b, b, "date", "1917-10", SIZE_MAX, &m.err);
    gzt_builder_within(m.b, "no time", SIZE_MAX, &m.err);
    says(&m, "E0403", "'within' takes a duration such as 2 hours", "");
    gzt_builder_within(m.b, "0 days", SIZE_MAX, &m.err);
    says(&m, "E0403", "'within' takes a duration such as 2 hours", "");
    assert_int_equal(gzt_builder_within(m.b, NULL, 0, &m.err), GZT_MISUSE);
    assert_int_equal(gzt_builder_within(m.b, "1 day", SIZE_MAX, &m.err), GZT_OK);
    gzt_builder_link(m.b, b, "same", a, &m.err);
    says(&m, "E0202", "'within' says how far 'after' and 'before' reach, nothing else", "");
    assert_int_equal(gzt_builder_link(m.b, b, "after", a, &m.err), GZT_OK);
    assert_int_equal(gzt_builder_link(m.b, b, "same", a, &m.err), GZT_OK);
    assert_int_equal(gzt_builder_finish(m.b, &archive, &m.err), GZT_DATA);
    assert_null(archive);
    says(&m, "E0407", "the order of these events does not fit their dates", "@a is dated 1917-11");
    static Text text;
    text.n = 0;
    assert_int_equal(gzt_builder_errors(m.b, GZT_ERRORS_TEXT, text_sink, &text), GZT_OK);
    assert_string_equal(text.p, "error: the order of these events does not fit their dates\n"
                                "note: @a is dated 1917-11\nnote: @b is after @a\n"
                                "note: @b is dated 1917-10\n");
    making_close(&m);
}

static void every_allocation_fails(void **state) {
    (void)state;
    size_t fail_at = 1;
    for (bool failed = true; failed; fail_at++) {
        Making m;
        gzt_archive *a = NULL;
        gzt_status st = making_open(&m, fail_at);
        if (st >= 0) st = fill(&m);
        if (st >= 0) st = gzt_builder_finish(m.b, &a, &m.err);
        failed = m.heap.failed;
        assert_int_equal(st, failed ? GZT_NOMEM : GZT_OK);
        if (st < 0) assert_null(a);
        if (st < 0 && m.b) assert_int_equal(gzt_builder_finish(m.b, &a, NULL), GZT_NOMEM);
        gzt_archive_free(a);
        making_close(&m);
    }
    assert_true(fail_at > 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(builds),
        cmocka_unit_test(facts_and_calls_mix),
        cmocka_unit_test(refuses_ids),
        cmocka_unit_test(refuses_values),
        cmocka_unit_test(more_types),
        cmocka_unit_test(misuse),
        cmocka_unit_test(finished),
        cmocka_unit_test(faulty_facts_end_it),
        cmocka_unit_test(no_place_lies_in_itself),
        cmocka_unit_test(order_tightens),
        cmocka_unit_test(impossible_order),
        cmocka_unit_test(every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
