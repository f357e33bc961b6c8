// Ranking: stems of Snowball's own published examples, and scores of random texts in three
// languages against the formula worked out word by word from the texts.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/stem.h"
#include "runtime/match.h"
#include "runtime/word_search.h"
#include "runtime/words.h"
#include "tests/support/asked.h"

// ---- stems ----------------------------------------------------------------------------------

// From the pages of the algorithms at snowballstem.org.
static const struct {
    const char *language, *word, *stem;
} published[] = {
    {"en", "consistency", "consist"},
    {"en", "consisted", "consist"},
    {"en", "consolation", "consol"},
    {"en", "knightly", "knight"},
    {"en", "knackeries", "knackeri"},
    {"en-GB", "kneeling", "kneel"},
    {"de", "aufeinanderfolgenden", "aufeinanderfolg"},
    {"de-AT", "aufenthaltes", "aufenthalt"},
    {"fr", "continuellement", "continuel"},
    {"fr", "majestueuse", "majestu"},
    {"ru", "важная", "важн"},
    {"ru", "падение", "паден"},
};

static void test_published(void **unused) {
    (void)unused;
    for (size_t i = 0; i < sizeof published / sizeof *published; i++) {
        Str word = str_of(published[i].word), stem;
        char room[80];
        assert_true(stem_room(&word, 1) <= sizeof room);
        uint32_t language = stem_language(str_of(published[i].language));
        assert_true(language > 0 && language < STEM_LANGUAGES);
        assert_int_equal(stem_words(language, &word, 1, &stem, room), ST_OK);
        if (!str_is(stem, published[i].stem))
            fail_msg("%s: %.*s", published[i].word, STR_FMT(stem));
    }
    assert_int_equal(stem_language(STR("")), stem_language(STR("en")));
    static const char *const none[] = {"e", "eng", "xx", "english", "-en", "la"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(stem_language(str_of(none[i])), 0);
}

// ---- ranking --------------------------------------------------------------------------------

enum { ROWS = 300, FIELDS = 2 };

typedef struct World {
    Asked a;
    const KindTable *kind;
    uint32_t fields[FIELDS]; // title, text
} World;

static uint64_t state;
static uint32_t chance(uint32_t below) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 33) % below;
}

// Languages of which it is said so only change the ends of words, whatever the words.
static void test_beginnings(void **unused) {
    (void)unused;
    static const char *const some[] = {"en", "de", "fr", "ru", "es", "it", "pt",
                                       "sv", "da", "no", "fi", "hu", "ro"};
    static const char letters[] = "aeiouybcdghklmnrstszz'", cyrillic[] = "аеиоуябвгдйклмнрстшью";
    state = 9;
    for (size_t l = 0; l < sizeof some / sizeof *some; l++) {
        uint32_t language = stem_language(str_of(some[l]));
        assert_true(stem_keeps_beginning(language));
        for (int k = 0; k < 2000; k++) {
            char word[40], room[80];
            uint32_t n = 0;
            bool two = strcmp(some[l], "ru") == 0; // bytes of a letter
            for (uint32_t left = 1 + chance(12); left > 0; left--) {
                const char *from = two ? cyrillic + 2 * chance(21) : letters + chance(21);
                word[n++] = *from;
                if (two) word[n++] = from[1];
            }
            Str w = {word, n}, stem;
            assert_int_equal(stem_words(language, &w, 1, &stem, room), ST_OK);
            if (stem.n == 0 || stem.p[0] != word[0] || (two && stem.p[1] != word[1]))
                fail_msg("%s: %.*s becomes %.*s", some[l], STR_FMT(w), STR_FMT(stem));
        }
    }
    assert_true(stem_keeps_beginning(0));
    assert_false(stem_keeps_beginning(stem_language(STR("id"))));
}

static const char *const vocabulary[] = {
    "strike", "strikes", "Striking", "worker", "workers", "worked",  "palace", "Palaces",  "1917",
    "élève",  "élèves",  "Häuser",   "Haus",   "Hauses",  "marcher", "marche", "marchons", "die"};
static const char *const tags[] = {"en", "de", "fr", "la", ""};

static Str random_text(World *w, uint32_t most) {
    StrBuf b;
    buf_init(&b, &w->a.f.arena);
    for (uint32_t n = chance(most + 1); n > 0; n--) {
        buf_addc(&b, vocabulary[chance(sizeof vocabulary / sizeof *vocabulary)]);
        buf_addc(&b, chance(4) ? " " : ", ");
    }
    return buf_str(&b);
}

static void open_world(World *w, const char *language, uint32_t languages) {
    memset(w, 0, sizeof *w);
    fixture_init(&w->a.f);
    fixture_schema(&w->a.f, "kind scrap as scraps { title: text, text: text, language: text }");
    uint32_t kind = schema_kind(&w->a.f.schema, STR("scrap"));
    const Kind *k = w->a.f.schema.kinds[kind];
    w->fields[0] = kind_field(k, STR("title"));
    w->fields[1] = kind_field(k, STR("text"));
    builder_meta(w->a.f.builder, STR("language"), str_of(language));
    for (uint32_t i = 0; i < ROWS; i++) {
        Ref r = builder_entity(w->a.f.builder, kind, STR(""));
        Str title = random_text(w, 3), text = random_text(w, 30),
            tag = str_of(tags[chance(languages)]);
        if (title.n) builder_text(w->a.f.builder, r, w->fields[0], title, 0);
        if (text.n) builder_text(w->a.f.builder, r, w->fields[1], text, 0);
        if (tag.n && languages > 1)
            builder_text(w->a.f.builder, r, kind_field(k, STR("language")), tag, 0);
    }
    asked_open(&w->a);
    w->kind = &w->a.f.archive->tables[kind];
}

static void close_world(World *w) { asked_close(&w->a); }

static Str cell(const World *w, const char *field, uint32_t row) {
    const Column *c = &w->kind->columns[kind_field(w->kind->kind, str_of(field))];
    uint32_t id = c->data ? ((const uint32_t *)c->data)[row] : 0;
    return id ? archive_text(w->a.f.archive, id) : STR("");
}

static Str plain_stem(World *w, uint32_t language, Str word) {
    Str small = stem_small(&w->a.arena, word), stem;
    char *room = arena_alloc(&w->a.arena, stem_room(&small, 1) + 1);
    if (!language) return str_fold(&w->a.arena, word);
    assert_int_equal(stem_words(language, &small, 1, &stem, room), ST_OK);
    return str_fold(&w->a.arena, stem);
}

static bool alike(World *w, uint32_t language, Str x, Str y) {
    return str_eq(str_fold(&w->a.arena, x), str_fold(&w->a.arena, y)) ||
           str_eq(plain_stem(w, language, x), plain_stem(w, language, y));
}

static uint32_t times_in(World *w, uint32_t language, Str text, Str word) {
    uint32_t n = 0;
    Str other;
    bool ascii;
    for (uint32_t at = 0; word_next(text, &at, &other, &ascii);)
        n += alike(w, language, word, other);
    return n;
}

static const RankSettings usual = {.k1 = 1.2, .b = 0.75, .title = 2, .text = 1};

typedef struct Plain {
    World *w;
    const char *otherwise; // the language of rows that do not say it
    RankSettings rank;
    double score[ROWS];
} Plain;

static double weighed(const Plain *p, double title, double text) {
    return p->rank.title * title + p->rank.text * text;
}

// The formula for what is in the rows so often, added to every row's score.
static void add_times(Plain *p, const double *tf, double asked) {
    double length[ROWS], df = 0, mean = 0;
    for (uint32_t i = 0; i < ROWS; i++) {
        length[i] =
            weighed(p, word_count(cell(p->w, "title", i)), word_count(cell(p->w, "text", i)));
        df += tf[i] > 0;
        mean += length[i] / ROWS;
    }
    double idf = log(1 + (ROWS - df + 0.5) / (df + 0.5));
    for (uint32_t i = 0; i < ROWS; i++) {
        double norm = 1 - p->rank.b + p->rank.b * length[i] / mean;
        if (tf[i] > 0)
            p->score[i] += asked * idf * tf[i] * (p->rank.k1 + 1) / (tf[i] + p->rank.k1 * norm);
    }
}

static void add_plainly(Plain *p, Str word, double asked) {
    double tf[ROWS];
    for (uint32_t i = 0; i < ROWS; i++) {
        Str tag = cell(p->w, "language", i);
        uint32_t language = stem_language(tag.n ? tag : str_of(p->otherwise));
        tf[i] = weighed(p, times_in(p->w, language, cell(p->w, "title", i), word),
                        times_in(p->w, language, cell(p->w, "text", i), word));
    }
    add_times(p, tf, asked);
}

static Search search_of(World *w, const char *query) {
    return (Search){w->kind, w->fields, FIELDS, usual, str_of(query), NULL};
}

static void compare_scores(Plain *p, const Search *s) {
    World *w = p->w;
    Ranking got;
    uint32_t found = 0;
    word_search(&w->a.run, s, &w->a.arena, &got);
    for (uint32_t i = 0; i < ROWS; i++) {
        double score = ranking_score(&got, i);
        if (fabs(score - p->score[i]) > 1e-9)
            fail_msg("%.*s, row %u: %.12f, not %.12f", STR_FMT(s->query), i, score, p->score[i]);
        if (p->score[i] > 0) assert_int_equal(got.rows[found++], i);
    }
    assert_int_equal(found, got.n);
    asked_forget(&w->a);
}

static void compare(World *w, const char *query, const char *otherwise, RankSettings rank) {
    Search s = search_of(w, query);
    Plain p = {.w = w, .otherwise = otherwise, .rank = s.rank = rank};
    Str word;
    bool ascii;
    for (uint32_t at = 0; word_next(s.query, &at, &word, &ascii);) add_plainly(&p, word, 1);
    compare_scores(&p, &s);
}

static const char *const queries[] = {"strike",        "worker strike", "Palace 1917", "élève",
                                      "eleves Hauses", "marchez",       "nobody",      "Haus haus"};

static void test_one_language(void **unused) {
    (void)unused;
    World w;
    state = 3;
    open_world(&w, "en", 1);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        compare(&w, queries[i], "en", usual);
    close_world(&w);
}

static void test_languages(void **unused) {
    (void)unused;
    for (int round = 0; round < 2; round++) {
        World w;
        state = 77 + (uint64_t)round;
        open_world(&w, round ? "fr" : "", 5);
        for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
            compare(&w, queries[i], round ? "fr" : "", usual);
        close_world(&w);
    }
}

// Settings, also those with which a column is not looked through.
static void test_settings(void **unused) {
    (void)unused;
    static const RankSettings ranks[] = {
        {1.2, 0.75, 1, 1}, {0, 0, 1, 1}, {2, 1, 0.5, 3}, {0.9, 0.4, 0, 1}, {1.2, 0.75, 7, 0}};
    World w;
    state = 21;
    open_world(&w, "en", 1);
    for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++)
        for (size_t q = 0; q < sizeof queries / sizeof *queries; q++)
            compare(&w, queries[q], "en", ranks[i]);
    close_world(&w);
}

// A text that is long to ask with: more finds than there are rows, several times over.
static void test_long_text(void **unused) {
    (void)unused;
    World w;
    state = 15;
    open_world(&w, "fr", 5);
    compare(&w,
            "strike worker palace 1917 élève häuser marche strikes workers Palaces nobody eleves "
            "marcher haus Hauses marchons striking worked",
            "fr", usual);
    close_world(&w);
}

// Beside other words a little word of the archive's language counts a hundredth, alone as any
// other.
static void test_little_words(void **unused) {
    (void)unused;
    World w;
    state = 4;
    open_world(&w, "de", 1);
    compare(&w, "die", "de", usual);
    Search s = search_of(&w, "die die strike");
    Plain p = {.w = &w, .otherwise = "de", .rank = usual};
    add_plainly(&p, STR("die"), 0.02);
    add_plainly(&p, STR("strike"), 1);
    compare_scores(&p, &s);
    close_world(&w);
    open_world(&w, "en", 1);
    compare(&w, "die strike", "en", usual);
    close_world(&w);
}

static void add_phrase(Plain *p, const char *phrase) {
    double tf[ROWS];
    MatchError err;
    const Match *m = match_compile(&p->w->a.arena, str_of(phrase), &err);
    for (uint32_t i = 0; i < ROWS; i++)
        tf[i] = weighed(p, match_count(m, &p->w->a.scratch, cell(p->w, "title", i)),
                        match_count(m, &p->w->a.scratch, cell(p->w, "text", i)));
    add_times(p, tf, 1);
}

// A phrase counts as often as it stands there, and its words alone do not; signs of patterns are
// none. Finds share no word, as with count_of.
static void test_phrase(void **unused) {
    (void)unused;
    static const struct {
        const char *asked, *phrase;
        bool found;
    } cases[] = {{"\"palace worker\"", "palace worker", true},
                 {"\"strike strike\"", "strike strike", true},
                 {"\"haus Hauses häuser\"", "haus hauses hauser", true},
                 {"\"Strike.\"", "strike", true},
                 {"\"*palace|worker~1\"", "palace worker 1", false},
                 {"\"palace near worker\"", "palace near worker", false}};
    World w;
    state = 11;
    open_world(&w, "en", 1);
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        Search s = search_of(&w, cases[k].asked);
        Plain p = {.w = &w, .otherwise = "en", .rank = usual};
        uint32_t found = 0;
        add_phrase(&p, cases[k].phrase);
        compare_scores(&p, &s);
        for (uint32_t i = 0; i < ROWS; i++) found += p.score[i] > 0;
        assert_int_equal(found > 0, cases[k].found);
    }
    close_world(&w);
}

// The first byte of each stem says its language, so a column with a stem of no bytes is not used.
static void test_empty_stem(void **unused) {
    (void)unused;
    World w;
    state = 5;
    open_world(&w, "en", 1);
    const WordIndex *ix = w.kind->columns[w.fields[1]].words;
    uint32_t *off = (uint32_t *)(uintptr_t)ix->stem_off; // in the fixture's own bytes
    Archive *again = NULL;
    off[ix->nstems - 1] = off[ix->nstems];
    assert_int_equal(
        archive_open(&alloc_system, w.a.f.bytes, w.a.f.length, &(Guard){0}, &again, &w.a.diags),
        ST_OK);
    const KindTable *kind = &again->tables[w.kind - w.a.f.archive->tables];
    assert_null(archive_column(again, kind, w.fields[1])->words);
    assert_true(archive_damaged(again));
    archive_close(again);
    close_world(&w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published),    cmocka_unit_test(test_beginnings),
        cmocka_unit_test(test_one_language), cmocka_unit_test(test_languages),
        cmocka_unit_test(test_settings),     cmocka_unit_test(test_long_text),
        cmocka_unit_test(test_little_words), cmocka_unit_test(test_phrase),
        cmocka_unit_test(test_empty_stem)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
