// What indexes find against what a scan finds, notes included, of more rows than a small archive
// has: a random archive of events, random conditions of every kind that an index serves, joined at
// random. And keys of groups met again and again.
#define TEXT_ROOM (1 << 20)
#include "tests/api/batch_host.h"

enum { EVENTS = 6000, PLACES = 40, PEOPLE = 60, TRIALS = 600 };

static uint64_t state = 5;
static uint32_t chance(uint32_t below) {
    uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    return (uint32_t)((z ^ z >> 31) % below);
}

static gzt_error err;

static void put(gzt_status st) {
    if (st < 0) fail_msg("%s", err.message);
}

static void put_people(gzt_builder *b, gzt_ref *people) {
    char text[40];
    for (uint32_t i = 0; i < PEOPLE; i++) {
        sprintf(text, "p%u", i);
        put(gzt_builder_entity(b, "person", text, &people[i], &err));
    }
}

// A tree: each lies in an earlier one, or in none.
static void put_places(gzt_builder *b, gzt_ref *places) {
    char text[40];
    for (uint32_t i = 0; i < PLACES; i++) {
        sprintf(text, "l%u", i);
        put(gzt_builder_entity(b, "place", text, &places[i], &err));
        if (i && chance(5)) put(gzt_builder_link(b, places[i], "part_of", places[chance(i)], &err));
    }
}

static void put_date(gzt_builder *b, gzt_ref event) {
    static const char *const forms[] = {
        "%d", "%d-%02d", "%d-%02d-%02d", "%d-%02d-%02d", "%d-%02d-%02d/1930", "%d-%02d~", "%dX?"};
    char text[64];
    uint32_t form = chance(sizeof forms / sizeof *forms);
    int year = (int)(form == 6 ? 190 + chance(3) : 1895 + chance(30));
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    sprintf(text, forms[form], year, (int)(1 + chance(12)), (int)(1 + chance(28)));
#pragma GCC diagnostic pop
    put(gzt_builder_date(b, event, "date", text, SIZE_MAX, &err));
}

static void put_event(gzt_builder *b, uint32_t i, const gzt_ref *people, const gzt_ref *places) {
    static const char *const firsts[] = {"Émeute", "emeute", "Fire", "fire",
                                         "Strike", "Zug",    "Ärger"};
    char text[40];
    gzt_ref e;
    sprintf(text, "e%u", i);
    put(gzt_builder_entity(b, "event", text, &e, &err));
    sprintf(text, "%s %u", firsts[chance(7)], chance(3000));
    if (chance(20)) put(gzt_builder_text(b, e, "title", text, SIZE_MAX, &err));
    sprintf(text, "type %u", chance(1 + chance(60)));
    if (chance(15)) put(gzt_builder_text(b, e, "type", text, SIZE_MAX, &err));
    if (chance(12)) put_date(b, e);
    if (chance(10)) put(gzt_builder_link(b, e, "place", places[chance(PLACES)], &err));
    for (uint32_t n = chance(6); n; n--)
        put(gzt_builder_link(b, e, "people", people[chance(1 + chance(PEOPLE))], &err));
}

static gzt_archive *make_archive(gzt_env *env) {
    gzt_ref people[PEOPLE], places[PLACES];
    gzt_builder *b;
    gzt_archive *a;
    assert_int_equal(gzt_builder_new(env, &b), GZT_OK);
    put_people(b, people);
    put_places(b, places);
    for (uint32_t i = 0; i < EVENTS; i++) put_event(b, i, people, places);
    put(gzt_builder_finish(b, &a, &err));
    gzt_builder_free(b);
    return a;
}

// ---- queries --------------------------------------------------------------------------------

static int put_date_condition(char *to) {
    static const char *const relations[] = {"in", "overlaps", "before", "after", ">=", "<="};
    static const char *const forms[] = {"%s", "maybe(%s)", "unknown(%s)", "not %s"};
    char text[80];
    sprintf(text, "date %s %u..%u", relations[chance(6)], 1895 + chance(15), 1911 + chance(15));
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    return sprintf(to, forms[chance(4)], text);
#pragma GCC diagnostic pop
}

static int put_title_condition(char *to) {
    static const char *const texts[] = {"A", "emeute 2", "Fire", "fire 1000", "Strike 99", "Zz"};
    const char *x = texts[chance(6)], *y = texts[chance(6)];
    switch (chance(4)) {
    case 0: return sprintf(to, "title >= \"%s\" and title < \"%s\"", x, y);
    case 1: return sprintf(to, "\"%s\" < title and \"%s\" >= title", x, y);
    case 2: return sprintf(to, "title in \"%s\"..\"%s\"", x, y);
    default: return sprintf(to, "title <= \"%s\"", x);
    }
}

static int put_condition(char *to) {
    switch (chance(7)) {
    case 0: return put_date_condition(to);
    case 1: return put_title_condition(to);
    case 2: return sprintf(to, "type = \"type %u\"", chance(70));
    case 3: return sprintf(to, "place in @l%u", chance(PLACES));
    case 4: return sprintf(to, "place = @l%u", chance(PLACES));
    case 5:
        return sprintf(to, "people has @p%u and people has @p%u", chance(PEOPLE), chance(PEOPLE));
    default: return sprintf(to, "people has @p%u", chance(PEOPLE));
    }
}

static void put_query(char *to) {
    static const char *const joins[] = {" and ", " or ", " and not "};
    static const char *const ends[] = {
        "select id, date, type",
        "count",
        "sort title | take 5 | select id, title",
        "sort title | select id",
        "summarize n: count() by year: year(date), type",
        "summarize n: count(), d: min(date) by month(date), place",
        "summarize n: count() by year(date) // 10",
        "sort date desc, title | take 7 | select id",
    };
    to += sprintf(to, "events | where ");
    to += put_condition(to);
    for (uint32_t more = chance(3); more; more--) {
        to += sprintf(to, "%s(", joins[chance(3)]);
        to += put_condition(to);
        to += sprintf(to, ")");
    }
    sprintf(to, " | %s", ends[chance(sizeof ends / sizeof *ends)]);
}

// Its rows and what is said below them, where there are rows.
static void ask(gzt_session *s, const char *query, bool index, Text *out) {
    gzt_source source = {"query", SIZE_MAX, query, SIZE_MAX};
    gzt_write_options as = {.size = sizeof as, .format = "jsonl"};
    gzt_script *q;
    gzt_result *r;
    out->n = 0;
    assert_int_equal(gzt_session_tune(s, GZT_TUNE_NO_INDEX, !index), GZT_OK);
    put(gzt_prepare(s, &source, GZT_SCRIPT, &q, &err));
    put(gzt_script_next(q, &r, &err));
    put(gzt_result_write(r, &as, text_sink, out, &err));
    for (uint32_t i = 0; out->n && i < gzt_result_notes(r); i++)
        text_add(out, gzt_result_note(r, i));
    gzt_result_free(r);
    gzt_script_free(q);
}

static void test_all_agree(void **unused) {
    static Text by_index, by_scan;
    static char query[1024];
    gzt_env *env;
    gzt_session *s;
    uint32_t found = 0;
    (void)unused;
    assert_int_equal(gzt_env_new(NULL, &env), GZT_OK);
    gzt_archive *a = make_archive(env);
    assert_int_equal(gzt_session_new(a, &s), GZT_OK);
    for (uint32_t i = 0; i < TRIALS; i++) {
        put_query(query);
        ask(s, query, true, &by_index);
        ask(s, query, false, &by_scan);
        if (by_index.n != by_scan.n || memcmp(by_index.p, by_scan.p, by_scan.n) != 0)
            fail_msg("%s:\n%.500s\nnot\n%.500s", query, by_index.p, by_scan.p);
        found += by_scan.n > 0;
    }
    assert_true(found > TRIALS / 2);
    gzt_session_free(s);
    gzt_archive_free(a);
    gzt_env_free(env);
}

// Of many rows those of one type are not looked for by reading all.
static void test_category(void **unused) {
    static Text plan;
    gzt_env *env;
    gzt_session *s;
    gzt_script *q;
    gzt_result *r;
    gzt_source source = {"query", SIZE_MAX, "events | where type = \"type 3\"", SIZE_MAX};
    (void)unused;
    assert_int_equal(gzt_env_new(NULL, &env), GZT_OK);
    gzt_archive *a = make_archive(env);
    assert_int_equal(gzt_session_new(a, &s), GZT_OK);
    put(gzt_prepare(s, &source, GZT_SCRIPT, &q, &err));
    put(gzt_script_next(q, &r, &err));
    put(gzt_result_explain(r, text_sink, &plan));
    assert_non_null(strstr(plan.p, "index events by type"));
    gzt_result_free(r);
    gzt_script_free(q);
    gzt_session_free(s);
    gzt_archive_free(a);
    gzt_env_free(env);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_agree),
        cmocka_unit_test(test_category),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
