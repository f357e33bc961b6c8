// The measures of words against the obvious way to count them: random texts of few words, of which
// some are asked for, few or many or all, so that they are counted by texts and by lists alike.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/gazette.h"

enum { ARTICLES = 60, WORDS_MOST = 30, VOCABULARY = 12, ROOM = 1 << 14, SEEDS = 30 };

typedef struct Corpus {
    uint64_t state;
    uint8_t words[ARTICLES][WORDS_MOST]; // numbers of letters
    int n[ARTICLES];
    int leader[ARTICLES]; // its section is asked for
    char facts[1 << 15], got[ROOM], expected[ROOM];
    size_t ngot;
} Corpus;

static uint32_t chance(Corpus *c, uint32_t below) {
    uint64_t z = c->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    return (uint32_t)((z ^ z >> 31) % below);
}

// One in `few` is a leader. Words are the rarer the later they are in the alphabet.
static void make(Corpus *c, uint32_t few) {
    char *at = c->facts;
    for (int i = 0; i < ARTICLES; i++) {
        c->n[i] = (int)chance(c, WORDS_MOST + 1);
        c->leader[i] = chance(c, few) == 0;
        at += sprintf(at, "article @a%d { section: \"%s\", text: \"", i,
                      c->leader[i] ? "Leader" : "News");
        for (int k = 0; k < c->n[i]; k++) {
            c->words[i][k] = (uint8_t)chance(c, 1 + chance(c, VOCABULARY));
            at += sprintf(at, "%s%c", k ? " " : "", (chance(c, 9) ? 'a' : 'A') + c->words[i][k]);
        }
        at += sprintf(at, "\" }\n");
    }
}

// Without blanks and line ends, which are none of the answer.
static int32_t into_got(void *user, const char *p, size_t n) {
    Corpus *c = user;
    for (size_t i = 0; i < n; i++) {
        if (p[i] == '\n' || p[i] == ' ') continue;
        if (c->ngot + 1 >= sizeof c->got) return -1;
        c->got[c->ngot++] = p[i];
    }
    c->got[c->ngot] = 0;
    return 0;
}

// The answer is what was written into c->expected, row by row.
static void ask(Corpus *c, gzt_session *s, const char *query) {
    gzt_error err = {0};
    size_t n = strlen(c->expected);
    c->ngot = 0;
    if (gzt_query_json(s, query, SIZE_MAX, into_got, c, &err) < 0)
        fail_msg("%s: %s", query, err.message);
    memcpy(n ? c->expected + n - 1 : c->expected, "]", 2); // in place of the last comma
    if (strcmp(c->got + 1, c->expected) != 0)
        fail_msg("%s:\n%s instead of\n[%s", query, c->got, c->expected);
    c->expected[0] = 0;
}

static void expect(Corpus *c, const char *fmt, ...) {
    size_t n = strlen(c->expected);
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(c->expected + n, sizeof c->expected - n, fmt, ap);
    va_end(ap);
}

// ---- the obvious ways -----------------------------------------------------------------------

typedef struct Tally {
    int times[VOCABULARY], rows[VOCABULARY];
} Tally;

// Of leaders (1), of the others (0), or of all (2).
static Tally tally(const Corpus *c, int which) {
    Tally t = {{0}, {0}};
    for (int i = 0; i < ARTICLES; i++) {
        int here[VOCABULARY] = {0};
        if (which != 2 && c->leader[i] != which) continue;
        for (int k = 0; k < c->n[i]; k++) here[c->words[i][k]]++;
        for (int w = 0; w < VOCABULARY; w++) {
            t.times[w] += here[w];
            t.rows[w] += here[w] > 0;
        }
    }
    return t;
}

static void frequencies(Corpus *c, gzt_session *s, int which, const char *query) {
    Tally t = tally(c, which);
    for (int most = ARTICLES * WORDS_MOST; most > 0; most--)
        for (int w = 0; w < VOCABULARY; w++)
            if (t.times[w] == most)
                expect(c, "{\"word\":\"%c\",\"count\":%d,\"articles\":%d},", 'a' + w, most,
                       t.rows[w]);
    ask(c, s, query);
}

static void keyness(Corpus *c, gzt_session *s) {
    Tally a = tally(c, 1), b = tally(c, 0);
    for (int w = 0; w < VOCABULARY; w++)
        if (a.times[w] + b.times[w])
            expect(c, "{\"word\":\"%c\",\"count\":%d,\"other\":%d},", 'a' + w, a.times[w],
                   b.times[w]);
    ask(c, s,
        "articles | where section = \"Leader\" | keyness(text, articles) | sort word"
        " | select word, count, other");
}

// Beside "c", in leaders: each word is looked at for itself.
static void collocates(Corpus *c, gzt_session *s, int window) {
    int together[VOCABULARY] = {0};
    Tally t = tally(c, 1);
    char query[200];
    for (int i = 0; i < ARTICLES; i++)
        for (int k = 0; c->leader[i] && k < c->n[i]; k++) {
            int near = 0;
            for (int j = k - window; j <= k + window; j++)
                near |= j >= 0 && j < c->n[i] && c->words[i][j] == 2;
            if (c->words[i][k] != 2) together[c->words[i][k]] += near;
        }
    for (int w = 0; w < VOCABULARY; w++)
        if (together[w])
            expect(c, "{\"word\":\"%c\",\"together\":%d,\"count\":%d},", 'a' + w, together[w],
                   t.times[w]);
    snprintf(query, sizeof query,
             "articles | where section = \"Leader\" | collocates(text, \"c\", %d) | sort word"
             " | select word, together, count",
             window);
    ask(c, s, query);
}

// "a b" is found where it begins, in finds that share no word.
static void trend(Corpus *c, gzt_session *s) {
    for (int which = 1; which >= 0; which--) {
        int count = 0, words = 0, articles = 0;
        for (int i = 0; i < ARTICLES; i++) {
            if (c->leader[i] != which) continue;
            articles++;
            words += c->n[i];
            for (int k = 0; k + 1 < c->n[i]; k++)
                count += c->words[i][k] == 0 && c->words[i][k + 1] == 1;
        }
        if (articles)
            expect(c, "{\"section\":\"%s\",\"count\":%d,\"words\":%d,\"articles\":%d},",
                   which ? "Leader" : "News", count, words, articles);
    }
    ask(c, s, "articles | trend(text, \"a b\", section) | select section, count, words, articles");
}

static void counted_as_by_hand(void **state) {
    static const uint32_t few[] = {20, 2, 1};
    Corpus *c = *state;
    gzt_env *env;
    assert_int_equal(gzt_env_new(NULL, &env), GZT_OK);
    for (uint32_t seed = 0; seed < SEEDS; seed++) {
        gzt_archive *archive = NULL;
        gzt_session *s;
        gzt_error err = {0};
        c->state = seed;
        make(c, few[seed % 3]);
        gzt_source source = {"facts.gzt", SIZE_MAX, c->facts, SIZE_MAX};
        if (gzt_archive_build(env, &source, 1, &archive, &err) < 0) fail_msg("%s", err.message);
        assert_int_equal(gzt_session_new(archive, &s), GZT_OK);
        frequencies(c, s, 1,
                    "articles | where section = \"Leader\" | frequencies(text)"
                    " | select word, count, articles");
        frequencies(c, s, 2, "articles | frequencies(text) | select word, count, articles");
        frequencies(
            c, s, 2,
            "articles | frequencies(tokens(lower(text))) | select word: value, count, articles");
        keyness(c, s);
        collocates(c, s, 1);
        collocates(c, s, 4);
        trend(c, s);
        gzt_session_free(s);
        gzt_archive_free(archive);
    }
    gzt_env_free(env);
}

static int open_corpus(void **state) { return (*state = calloc(1, sizeof(Corpus))) ? 0 : -1; }

static int close_corpus(void **state) {
    free(*state);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(counted_as_by_hand, open_corpus, close_corpus)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
