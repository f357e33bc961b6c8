// The index of words against the texts themselves: random patterns over random texts must find the
// rows that a reading of every text finds; and so for an index whose bytes are damaged, without
// harm.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/block_impl.h"
#include "runtime/match.h"
#include "runtime/word_find.h"
#include "runtime/words.h"
#include "tests/support/asked.h"

typedef struct World {
    Asked a;
    const KindTable *notes;
    const Column *text;
} World;

static uint64_t state;
static uint32_t chance(uint32_t below) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 33) % below;
}

static const char *const letters[] = {"a", "b", "c", "B", "é", "ж", "E"};

static void add_word(StrBuf *b, bool wild) {
    for (uint32_t i = 1 + chance(3); i > 0; i--) {
        if (wild && chance(3) == 0)
            buf_char(b, chance(2) ? '*' : '?');
        else
            buf_addc(b, letters[chance(chance(3) ? 3 : 7)]);
    }
}

// Some of them are divided, or look so.
static void add_text(StrBuf *b, uint32_t words) {
    static const char *const between[] = {" — ",   "-\n",  "\u00AD", "\u00AD\n ",
                                          "-\n\n", " \n ", "¬\r\n",  "‐\n\t"};
    for (; words > 0; words--) {
        add_word(b, false);
        buf_addc(b, chance(5) ? " " : between[chance(8)]);
    }
}

// Mostly texts of a few words, some long ones, some rows without a text.
static void open_world(World *w, uint32_t rows, uint32_t longest) {
    memset(w, 0, sizeof *w);
    fixture_init(&w->a.f);
    fixture_schema(&w->a.f, "kind scrap as scraps { text: text }");
    uint32_t kind = schema_kind(&w->a.f.schema, STR("scrap"));
    uint32_t field = kind_field(w->a.f.schema.kinds[kind], STR("text"));
    for (uint32_t i = 0; i < rows; i++) {
        StrBuf text;
        buf_init(&text, &w->a.f.arena);
        Ref r = builder_entity(w->a.f.builder, kind, STR(""));
        if (chance(8)) add_text(&text, 1 + chance(chance(40) ? 12 : longest));
        Str s = buf_str(&text);
        if (s.n) builder_text(w->a.f.builder, r, field, s, 0);
    }
    asked_open(&w->a);
    w->notes = &w->a.f.archive->tables[kind];
    w->text = &w->notes->columns[field];
}

// Articles of some passages each, in order and with nothing between; spoilt: a word of one article
// is in no passage.
static void open_passages(World *w, uint32_t articles, uint32_t most, bool spoilt) {
    memset(w, 0, sizeof *w);
    fixture_init(&w->a.f);
    fixture_schema(&w->a.f, "");
    Builder *b = w->a.f.builder;
    PartFields p;
    assert_true(block_parts(&w->a.f.schema, &p));
    for (uint32_t i = 0; i < articles; i++) {
        StrBuf whole;
        buf_init(&whole, &w->a.f.arena);
        Ref article = builder_entity(b, p.whole_kind, STR(""));
        for (uint32_t n = most == 1 ? 1 : chance(most + 1); n > 0; n--) {
            StrBuf part;
            buf_init(&part, &w->a.f.arena);
            add_word(&part, false);
            if (chance(4)) add_text(&part, chance(20));
            Str s = buf_str(&part);
            while (s.p[s.n - 1] == ' ') s.n--;
            Ref r = builder_entity(b, p.kind, STR(""));
            builder_link(b, r, p.whole, article, 0);
            builder_text(b, r, p.text, s, 0);
            if (whole.n) buf_addc(&whole, chance(2) ? "\n\n" : "\n \n\n");
            buf_add(&whole, s);
        }
        if (spoilt && i == articles / 2) buf_addc(&whole, "\n\nb");
        Str s = buf_str(&whole);
        if (s.n) builder_text(b, article, p.whole_text, s, 0);
    }
    asked_open(&w->a);
    w->notes = &w->a.f.archive->tables[p.kind];
    w->text = &w->notes->columns[p.text];
}

static void close_world(World *w) { asked_close(&w->a); }

static Str random_pattern(World *w) {
    StrBuf b;
    buf_init(&b, &w->a.arena);
    uint32_t words = 1 + chance(3), near = chance(4) == 0 && words > 1 ? 1 + chance(words - 1) : 0;
    for (uint32_t i = 0; i < words; i++) {
        if (near && i == near) buf_printf(&b, "NEAR/%u ", 1 + chance(4));
        bool wrong = chance(6) == 0;
        if (!wrong && chance(9) == 0)
            buf_char(&b, '*');
        else
            add_word(&b, !wrong && chance(3) == 0);
        buf_addc(&b, wrong ? "~1 " : " ");
    }
    return buf_str(&b);
}

// What a reading of all texts finds; whether the index said the same, or more where it may.
static void compare(World *w, Str pattern, const Match *m, uint32_t *hits, uint32_t *exact) {
    FoundRows found;
    if (!word_find(&w->a.run, w->text->words, w->notes->count, m, &w->a.arena, &found)) return;
    const uint32_t *texts = w->text->data;
    uint32_t at = 0, before = *hits, exactly;
    for (uint32_t row = 0; row < w->notes->count; row++) {
        bool said = at < found.n && found.rows[at] == row;
        bool is =
            texts[row] && match_found(m, &w->a.scratch, archive_text(w->a.f.archive, texts[row]));
        if (is != said && (is || found.exact))
            fail_msg("row %u of %.*s: %d, found %d", row, STR_FMT(pattern), is, said);
        at += said;
        *hits += is;
    }
    assert_int_equal(at, found.n); // ascending, none twice
    if (word_rows_exactly(w->text->words, w->notes->count, m, &exactly))
        assert_int_equal(exactly, *hits - before);
    assert_true(word_rows_most(w->text->words, w->notes->count, m) >= *hits - before);
    *exact += found.exact;
}

static void search(World *w, uint32_t rounds, uint32_t *hits, uint32_t *exact) {
    for (uint32_t i = 0; i < rounds; i++) {
        MatchError err;
        Str pattern = random_pattern(w);
        const Match *m = match_compile(&w->a.arena, pattern, &err);
        if (m) compare(w, pattern, m, hits, exact);
        asked_forget(&w->a);
    }
}

static void test_against_texts(void **unused) {
    (void)unused;
    static const uint32_t rows[] = {1, 3, 130, 700};
    uint32_t hits = 0, exact = 0;
    for (uint32_t i = 0; i < 4; i++) {
        World w;
        state = 100 + i;
        open_world(&w, rows[i], 400);
        if (w.text->words) search(&w, 1500, &hits, &exact);
        close_world(&w);
    }
    assert_true(hits > 10000);
    assert_true(exact > 1500); // most patterns are decided by places
}

static const WordIndex *words_of_articles(const World *w) {
    PartFields p;
    assert_true(block_parts(&w->a.f.archive->schema, &p));
    return w->a.f.archive->tables[p.whole_kind].columns[p.whole_text].words;
}

// Passages are found by the words of their articles, and as if they had an index of their own.
static void test_passages(void **unused) {
    (void)unused;
    uint32_t hits = 0, exact = 0;
    for (uint32_t most = 1; most <= 5; most += 2)
        for (int spoilt = 0; spoilt < 2; spoilt++) {
            World w;
            state = 40 + most;
            open_passages(&w, 300, most, spoilt);
            const WordIndex *ix = w.text->words, *whole = words_of_articles(&w);
            assert_int_equal(ix->lists == whole->lists, !spoilt);
            assert_int_equal(ix->whole != NULL, !spoilt && most > 1);
            const uint32_t *texts = w.text->data;
            for (uint32_t i = 0; i < w.notes->count; i++)
                assert_int_equal(ix->lengths[i], word_count(archive_text(w.a.f.archive, texts[i])));
            search(&w, 700, &hits, &exact);
            close_world(&w);
        }
    assert_true(hits > 10000);
    assert_true(exact > 1500);
}

static void test_missing(void **unused) {
    (void)unused;
    World w;
    state = 5;
    open_world(&w, 300, 20);
    const uint32_t *texts = w.text->data;
    uint32_t missing = 0;
    for (uint32_t i = 0; i < w.notes->count; i++) missing += texts[i] == 0;
    assert_true(missing > 0);
    assert_int_equal(w.text->words->missing, missing);
    close_world(&w);
}

// The lists are read where they are used, so whatever they hold must be borne.
static void damage(World *w) {
    WordIndex *ix = (WordIndex *)w->text->words;
    unsigned char *bytes = (unsigned char *)ix->postings, *places = (unsigned char *)ix->places;
    for (uint32_t i = 0; i < 3000; i++) {
        bool in_lists = chance(3) != 0;
        unsigned char *p = in_lists ? bytes + chance((uint32_t)ix->npostings)
                                    : places + chance((uint32_t)ix->nplaces);
        unsigned char was = *p;
        MatchError err;
        FoundRows found;
        *p = (unsigned char)chance(256);
        const Match *m = match_compile(&w->a.arena, random_pattern(w), &err);
        if (m && word_find(&w->a.run, ix, w->notes->count, m, &w->a.arena, &found))
            for (uint32_t k = 0; k < found.n; k++) assert_true(found.rows[k] < w->notes->count);
        *p = was;
        asked_forget(&w->a);
    }
}

static void test_damage(void **unused) {
    (void)unused;
    for (int passages = 0; passages < 2; passages++) {
        World w;
        state = 9;
        if (passages)
            open_passages(&w, 300, 4, false);
        else
            open_world(&w, 700, 100);
        damage(&w);
        close_world(&w);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_against_texts), cmocka_unit_test(test_passages),
        cmocka_unit_test(test_missing), cmocka_unit_test(test_damage)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
