// The rows about words in texts: made texts of 200 words drawn as words of a language are, few
// often and most of them seldom; conditions with `~` against SQLite's FTS5, each in its own best
// way. Answers are compared first.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/bench/bench.h"

enum { WORDS = 200, VOCABULARY = 30000 };

typedef struct TextContest {
    const char *name, *pattern, *fts;
    uint32_t burst;
    bool ranked; // the ten best
} TextContest;

// Words are called by their rank: w0 is the commonest.
static const TextContest contests[] = {
    {"texts: a rare word", "wzzq", "wzzq", 200, false},
    {"texts: a common word", "wk", "wk", 20, false},
    {"texts: two words in a row", "wb wd", "\"wb wd\"", 5, false},
    {"texts: three words in a row", "wa wc wb", "\"wa wc wb\"", 5, false},
    {"texts: near", "wba NEAR/3 wcc", "NEAR(wba wcc, 2)", 5, false},
    {"texts: words that begin alike", "wcb*", "wcb*", 5, false},
    {"texts: ten best, a rare word", "wzzq", "wzzq", 20, true},
    {"texts: ten best, two words", "wba wcc", "wba OR wcc", 5, true},
    {"texts: ten best, a common word", "wk", "wk", 5, true},
};

static uint64_t state;
static double chance(void) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (double)(state >> 11) / 9007199254740992.0;
}

// The rank in letters, so that it is one word: 0 a, 25 z, 26 ba.
static size_t name_word(uint32_t rank, char *out) {
    char digits[8];
    size_t n = 0, len = 1;
    do digits[n++] = (char)('a' + rank % 26);
    while ((rank /= 26) != 0);
    out[0] = 'w';
    while (n) out[len++] = digits[--n];
    return len;
}

// Rank r with a chance of about 1 / (r + 1) (Zipf's law).
static uint32_t any_rank(void) {
    uint32_t rank = (uint32_t)exp(chance() * log(VOCABULARY + 1)) - 1;
    return rank < VOCABULARY ? rank : VOCABULARY - 1;
}

static size_t make_text(char *out) {
    size_t n = 0;
    for (uint32_t i = 0; i < WORDS; i++) {
        if (i) out[n++] = ' ';
        n += name_word(any_rank(), out + n);
    }
    return n;
}

typedef struct Texts {
    gzt_env *env;
    gzt_archive *archive;
    World w;             // of these only: the session and SQLite
    double mine, theirs; // microseconds that each took to index the texts
    uint64_t bytes;      // of the texts
} Texts;

static void must(const char *what, bool is) {
    if (!is) fail("texts", what);
}

static void open_both(Texts *t, gzt_builder **b, sqlite3_stmt **insert) {
    gzt_source kinds = {"", 0, "kind scrap as scraps { text: text }", SIZE_MAX};
    must("builder", gzt_env_new(NULL, &t->env) == GZT_OK && gzt_builder_new(t->env, b) == GZT_OK &&
                        gzt_builder_facts(*b, &kinds, 1, NULL) == GZT_OK);
    must("SQLite", sqlite3_open(":memory:", &t->w.db) == SQLITE_OK &&
                       sqlite3_exec(t->w.db, "create virtual table scraps using fts5(text); begin",
                                    NULL, NULL, NULL) == SQLITE_OK &&
                       sqlite3_prepare_v2(t->w.db, "insert into scraps(text) values (?)", -1,
                                          insert, NULL) == SQLITE_OK);
}

static void make(Texts *t, uint32_t texts) {
    static char text[WORDS * 8];
    gzt_builder *b;
    sqlite3_stmt *insert;
    open_both(t, &b, &insert);
    for (uint32_t i = 0; i < texts; i++) {
        gzt_ref ref;
        size_t n = make_text(text);
        double start = now_us();
        must("facts", gzt_builder_entity(b, "scrap", "", &ref, NULL) == GZT_OK &&
                          gzt_builder_text(b, ref, "text", text, n, NULL) == GZT_OK);
        double middle = now_us();
        sqlite3_bind_text(insert, 1, text, (int)n, SQLITE_STATIC);
        must("insert", sqlite3_step(insert) == SQLITE_DONE);
        sqlite3_reset(insert);
        t->theirs += now_us() - middle;
        t->mine += middle - start;
        t->bytes += n;
    }
    double start = now_us();
    must("finish", gzt_builder_finish(b, &t->archive, NULL) == GZT_OK &&
                       gzt_session_new(t->archive, &t->w.session) == GZT_OK);
    double middle = now_us();
    sqlite3_finalize(insert);
    sqlite3_exec(t->w.db, "commit; insert into scraps(scraps) values ('optimize')", NULL, NULL,
                 NULL);
    t->theirs += now_us() - middle;
    t->mine += middle - start;
    gzt_builder_free(b);
}

// How long the index took beside SQLite's, and how large it is beside the texts.
static int judge_index(const Texts *t, uint32_t texts) {
    enum { AT_LEAST = 2 };
    double times = t->theirs / t->mine;
    double size = (double)(gzt_archive_size(t->archive) - t->bytes) / (double)t->bytes;
    printf("%-36s %10.1f s   SQLite %10.1f s   %6.1f x  of %d  (%u texts)  %s\n", "texts: indexed",
           t->mine / 1e6, t->theirs / 1e6, times, AT_LEAST, texts,
           times >= AT_LEAST ? "met" : "MISSED");
    printf("%-36s %10.2f of the texts, of 1 at most  %s\n", "texts: size of the index", size,
           size <= 1 ? "met" : "MISSED");
    return (times < AT_LEAST) + (size > 1);
}

// The number that one side counts, and the query that is timed.
typedef struct Sides {
    char query[200], sql[200];
} Sides;

static uint64_t counted(Texts *t, const Sides *s) {
    sqlite3_stmt *st;
    must(s->sql, sqlite3_prepare_v2(t->w.db, s->sql, -1, &st, NULL) == SQLITE_OK);
    gzt_script *q = prepare(&t->w, s->query);
    Answer x = run_gazette(q), y = run_sqlite(st);
    if (x.sum != y.sum || x.sum == 0) fail(s->query, "the answers differ, or nothing is found");
    gzt_script_free(q);
    sqlite3_finalize(st);
    return x.sum;
}

static bool race(Texts *t, const TextContest *c, const Sides *s, uint64_t found) {
    sqlite3_stmt *st;
    must(s->sql, sqlite3_prepare_v2(t->w.db, s->sql, -1, &st, NULL) == SQLITE_OK);
    gzt_script *q = prepare(&t->w, s->query);
    double mine[TURNS], theirs[TURNS];
    for (int i = 0; i < TURNS; i++) {
        double start = now_us();
        for (uint32_t k = 0; k < c->burst; k++) run_gazette(q);
        double middle = now_us();
        for (uint32_t k = 0; k < c->burst; k++) run_sqlite(st);
        mine[i] = (middle - start) / c->burst;
        theirs[i] = (now_us() - middle) / c->burst;
    }
    gzt_script_free(q);
    sqlite3_finalize(st);
    double m = median(mine, TURNS), other = median(theirs, TURNS);
    printf("%-36s %10.1f us  SQLite %10.1f us  %6.1f x  (%llu of them)  %s\n", c->name, m, other,
           other / m, (unsigned long long)found, m <= other ? "met" : "MISSED");
    return m <= other;
}

static bool contest(Texts *t, const TextContest *c) {
    Sides count, ten;
    snprintf(count.query, sizeof count.query,
             c->ranked ? "scraps | search \"%s\" | summarize n: count()"
                       : "scraps | where text ~ \"%s\" | summarize n: count()",
             c->pattern);
    snprintf(count.sql, sizeof count.sql, "select count(*) from scraps where scraps match '%s'",
             c->fts);
    uint64_t found = counted(t, &count);
    if (!c->ranked) return race(t, c, &count, found);
    snprintf(ten.query, sizeof ten.query, "scraps | search \"%s\" | take 10 | select id, score",
             c->pattern);
    snprintf(ten.sql, sizeof ten.sql,
             "select rowid, rank from scraps where scraps match '%s' order by rank limit 10",
             c->fts);
    return race(t, c, &ten, found);
}

int contest_texts(uint32_t texts, const char *only) {
    enum { N = sizeof contests / sizeof *contests };
    bool any = false;
    int missed = 0;
    for (size_t i = 0; i < N; i++) any = any || strstr(contests[i].name, only);
    if (!any) return 0;
    Texts t = {0};
    make(&t, texts);
    missed += judge_index(&t, texts);
    for (size_t i = 0; i < N; i++)
        if (strstr(contests[i].name, only)) missed += !contest(&t, &contests[i]);
    gzt_session_free(t.w.session);
    gzt_archive_free(t.archive);
    gzt_env_free(t.env);
    sqlite3_close(t.w.db);
    return missed;
}
