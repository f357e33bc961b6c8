// The best of a search against the ranking of all that it finds: random texts and titles in two
// languages, random queries and settings. Which rows, their order and their scores must be the
// same, whatever was passed over.
#define TEXT_ROOM (1 << 16)
#include "tests/api/batch_host.h"

enum { ARTICLES = 5000, TRIALS = 400 };

static uint64_t state = 11;
static uint32_t chance(uint32_t below) {
    uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    return (uint32_t)((z ^ z >> 31) % below);
}

// The later ones are the rarer: some are in every text, some in one of a thousand.
static const char *const words[] = {"the",     "sea",      "ship",  "ships",   "strike", "striking",
                                    "harbour", "harbours", "fog",   "light",   "lights", "council",
                                    "vote",    "voted",    "votes", "regatta", "gull",   "gulls"};
enum { WORDS = sizeof words / sizeof *words };

static const char *some_word(void) { return words[chance(1 + chance(1 + chance(WORDS)))]; }

static void put_words(char *to, uint32_t n) {
    *to = 0;
    for (uint32_t i = 0; i < n; i++) to += sprintf(to, "%s%s", i ? " " : "", some_word());
}

static gzt_archive *make_archive(gzt_env *env, bool german) {
    gzt_builder *b;
    gzt_archive *a;
    gzt_error err;
    char id[16], text[4096];
    assert_int_equal(gzt_builder_new(env, &b), GZT_OK);
    for (uint32_t i = 0; i < ARTICLES; i++) {
        gzt_ref r;
        sprintf(id, "a%u", i);
        assert_int_equal(gzt_builder_entity(b, "article", id, &r, &err), GZT_OK);
        put_words(text, chance(6));
        if (chance(9)) gzt_builder_text(b, r, "title", text, SIZE_MAX, &err);
        put_words(text, chance(chance(20) ? 60 : 400));
        if (chance(9)) gzt_builder_text(b, r, "text", text, SIZE_MAX, &err);
        if (german && chance(2)) gzt_builder_text(b, r, "language", "de", SIZE_MAX, &err);
    }
    assert_int_equal(gzt_builder_meta(b, "language", "en", SIZE_MAX, &err), GZT_OK);
    assert_int_equal(gzt_builder_finish(b, &a, &err), GZT_OK);
    gzt_builder_free(b);
    return a;
}

static void ask(gzt_session *s, const char *query, Text *out) {
    gzt_error err;
    out->n = 0;
    if (gzt_query_json(s, query, SIZE_MAX, text_sink, out, &err) < 0)
        fail_msg("%s: %s", query, err.message);
}

static void some_query(char *to) {
    uint32_t n = 1 + chance(chance(4) ? 3 : 14);
    *to = 0;
    for (uint32_t i = 0; i < n; i++) {
        const char *word = some_word();
        switch (chance(5)) {
        case 0: to += sprintf(to, "\\\"%s\\\" ", word); break;
        case 1: to += sprintf(to, "\\\"%s %s\\\" ", word, some_word()); break;
        default: to += sprintf(to, "%s ", word);
        }
    }
}

static void some_settings(gzt_session *s) {
    static const char *const settings[] = {"set search_k1 = 0",    "set search_k1 = 1.2",
                                           "set search_k1 = 3",    "set search_b = 0",
                                           "set search_b = 0.75",  "set search_b = 1",
                                           "set search_title = 0", "set search_title = 0.3",
                                           "set search_title = 2", "set search_text = 1"};
    Text none;
    ask(s, settings[chance(sizeof settings / sizeof *settings)], &none);
}

// What the plan calls a search that gives the best alone.
static void expect_top(gzt_session *s, const char *query) {
    gzt_source source = {"", 0, query, SIZE_MAX};
    gzt_error err;
    Text *plan = calloc(1, sizeof *plan);
    assert_non_null(plan);
    assert_int_equal(gzt_dump(s, &source, GZT_DUMP_PLAN, text_sink, plan, &err), GZT_OK);
    if (!strstr(plan->p, "search top")) fail_msg("not only the best: %s", plan->p);
    free(plan);
}

static void try_search(gzt_session *s, Text *all, Text *best) {
    static const uint32_t counts[] = {1, 2, 10, 40};
    char query[1024], words_asked[512];
    uint32_t most = counts[chance(4)];
    some_query(words_asked);
    // a condition that every row fits keeps the two stages apart
    snprintf(query, sizeof query,
             "articles | search \"%s\" | where score > 0 | take %u | select id, score", words_asked,
             most);
    ask(s, query, all);
    snprintf(query, sizeof query, "articles | search \"%s\" | take %u | select id, score",
             words_asked, most);
    ask(s, query, best);
    if (strcmp(all->p, best->p) != 0) fail_msg("%s\n%s\n%s", query, all->p, best->p);
    if (!chance(20)) expect_top(s, query);
}

static void try_archive(bool german) {
    gzt_env *env;
    gzt_session *s;
    assert_int_equal(gzt_env_new(NULL, &env), GZT_OK);
    gzt_archive *a = make_archive(env, german);
    Text *all = calloc(1, sizeof *all), *best = calloc(1, sizeof *best);
    assert_true(all && best);
    assert_int_equal(gzt_session_new(a, &s), GZT_OK);
    for (int i = 0; i < TRIALS; i++) {
        if (!chance(4)) some_settings(s);
        try_search(s, all, best);
    }
    gzt_session_free(s);
    free(all);
    free(best);
    gzt_archive_free(a);
    gzt_env_free(env);
}

static void one_language(void **unused) {
    (void)unused;
    try_archive(false);
}

static void two_languages(void **unused) {
    (void)unused;
    try_archive(true);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(one_language),
                                       cmocka_unit_test(two_languages)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
