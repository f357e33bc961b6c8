// Posting lists: what is written is read again, seeking finds what a walk finds, and damaged bytes
// are read to an end.
#include "runtime/postings.h"

#include "tests/support/trial.h"

enum { ROWS_MAX = 3000, PLACES_MAX = 9, LIMIT = 1000000 };

typedef struct Sample {
    uint32_t row[ROWS_MAX], n;
    uint32_t place[ROWS_MAX][PLACES_MAX], count[ROWS_MAX];
} Sample;

static uint32_t lengths[LIMIT]; // of the rows' texts

static uint64_t state;
static uint32_t chance(uint32_t below) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 33) % below;
}

static void make(Sample *s, uint32_t n, uint32_t gap) {
    uint32_t row = chance(gap);
    s->n = n;
    for (uint32_t i = 0; i < n; i++, row += 1 + chance(gap)) {
        uint32_t place = chance(300);
        s->row[i] = row;
        s->count[i] = 1 + chance(chance(4) ? 1 : PLACES_MAX);
        for (uint32_t k = 0; k < s->count[i]; k++, place += 1 + chance(200)) s->place[i][k] = place;
    }
}

typedef struct Written {
    PostingBytes bytes, places;
    Postings list;
} Written;

static Written write_sample(Arena *a, const Sample *s) {
    Written w = {.bytes = {.arena = a}, .places = {.arena = a}};
    PostingWriter out;
    // a list before it, so that nothing may count from the beginning of all bytes
    posting_begin(&out, &w.bytes, &w.places, NULL, 1);
    posting_row(&out, 7);
    posting_place(&out, 3);
    posting_end(&out);
    size_t at = w.bytes.n, places = w.places.n;
    posting_begin(&out, &w.bytes, &w.places, lengths, s->n);
    for (uint32_t i = 0; i < s->n; i++) {
        posting_row(&out, s->row[i]);
        for (uint32_t k = 0; k < s->count[i]; k++) posting_place(&out, s->place[i][k]);
    }
    posting_end(&out);
    w.bytes.p = arena_grow(a, w.bytes.p, &w.bytes.cap, w.bytes.n + POSTING_SLACK, 1);
    memset(w.bytes.p + w.bytes.n, 0, POSTING_SLACK);
    w.places.p = arena_grow(a, w.places.p, &w.places.cap, w.places.n + POSTING_SLACK, 1);
    memset(w.places.p + w.places.n, 0, POSTING_SLACK);
    w.list = (Postings){
        w.bytes.p + at, w.bytes.p + w.bytes.n, w.places.p + places, w.places.p + w.places.n, s->n,
        LIMIT};
    return w;
}

static void expect_row(const Sample *s, PostingCursor *c, uint32_t i) {
    assert_int_equal(c->row[c->i], s->row[i]);
    assert_int_equal(posting_counts(c)[c->i], s->count[i]);
    PostingPlaces places;
    posting_places(c, &places);
    for (uint32_t k = 0; k < s->count[i]; k++) {
        assert_true(posting_next_place(&places));
        assert_int_equal(places.at, s->place[i][k]);
    }
    assert_false(posting_next_place(&places));
}

static void walk(const Sample *s, const Postings *list) {
    PostingCursor c;
    uint32_t seen = 0;
    for (bool more = posting_open(&c, list); more; more = posting_next_block(&c))
        for (c.i = 0; c.i < c.n; c.i++) expect_row(s, &c, seen++);
    assert_int_equal(seen, s->n);
}

// What the table says of a block is true of its rows, and no more than that.
static void expect_bounds(const Sample *s, const Postings *list) {
    PostingCursor c;
    assert_true(posting_open(&c, list));
    for (uint32_t b = 0; b < posting_blocks(s->n) && s->n > POSTING_BLOCK; b++) {
        PostingBlock e = posting_entry(&c, b);
        uint32_t most = 0, end = (b + 1) * POSTING_BLOCK;
        double share = 0;
        for (uint32_t i = b * POSTING_BLOCK; i < s->n && i < end; i++) {
            if (s->count[i] > most) most = s->count[i];
            double here = (double)s->count[i] / lengths[s->row[i]];
            if (here > share) share = here;
        }
        assert_int_equal(e.most, most);
        assert_true(share * SHARE_ALL <= e.share && e.share < share * SHARE_ALL + 1);
    }
}

static void seek(const Sample *s, const Postings *list, uint32_t stride) {
    PostingCursor c;
    uint32_t row = 0, i = 0;
    assert_true(posting_open(&c, list));
    for (; row <= s->row[s->n - 1] + 1; row += 1 + chance(stride)) {
        while (i < s->n && s->row[i] < row) i++;
        assert_int_equal(posting_seek(&c, row), i < s->n);
        if (i < s->n) expect_row(s, &c, i);
    }
}

static void test_round_trip(void **unused) {
    (void)unused;
    static const uint32_t sizes[] = {1, 2, 3, 4, 5, 127, 128, 129, 256, 257, 1000, ROWS_MAX};
    static const uint32_t gaps[] = {1, 2, 40, 300};
    Trial t;
    trial_open(&t);
    Sample *s = ARENA_NEW(&t.arena, Sample);
    for (uint32_t i = 0; i < LIMIT; i++) lengths[i] = PLACES_MAX + chance(chance(3) ? 6000 : 60);
    for (uint32_t i = 0; i < 12; i++)
        for (uint32_t g = 0; g < 4; g++) {
            state = i * 4 + g;
            make(s, sizes[i], gaps[g]);
            Written w = write_sample(&t.arena, s);
            walk(s, &w.list);
            expect_bounds(s, &w.list);
            seek(s, &w.list, 1);
            seek(s, &w.list, 50 * gaps[g]);
        }
    trial_close(&t);
}

static void test_none(void **unused) {
    (void)unused;
    static const unsigned char slack[POSTING_SLACK];
    PostingCursor c;
    Postings none = {slack, slack, slack, slack, 0, LIMIT};
    assert_false(posting_open(&c, &none));
    assert_false(posting_next_block(&c));
    assert_false(posting_seek(&c, 0));
}

// Rows ascend and lie below the limit whatever the bytes say.
static void read_all(const Postings *list) {
    PostingCursor c;
    uint32_t blocks = 0;
    uint64_t next = 0;
    for (bool more = posting_open(&c, list); more; more = posting_next_block(&c)) {
        for (c.i = 0; c.i < c.n; c.i++) {
            assert_true(c.row[c.i] < list->limit);
            assert_true(c.i == 0 || c.row[c.i] >= next);
            next = (uint64_t)c.row[c.i] + 1;
            PostingPlaces places;
            posting_places(&c, &places);
            for (uint64_t at = 0; posting_next_place(&places); at = (uint64_t)places.at + 1)
                assert_true(places.at >= at);
        }
        assert_true(++blocks <= posting_blocks(list->rows));
    }
    if (posting_open(&c, list))
        for (uint32_t row = 0; posting_seek(&c, row); row = c.row[c.i] + 1 + chance(900))
            assert_true(c.row[c.i] >= row && c.row[c.i] < list->limit);
}

static void test_damage(void **unused) {
    (void)unused;
    Trial t;
    trial_open(&t);
    Sample *s = ARENA_NEW(&t.arena, Sample);
    state = 1957;
    make(s, 700, 20);
    Written w = write_sample(&t.arena, s);
    for (uint32_t i = 0; i < 20000; i++) {
        PostingBytes *b = chance(4) ? &w.bytes : &w.places;
        unsigned char *p = b->p + chance((uint32_t)b->n), was = *p;
        *p = (unsigned char)(*p ^ 1u << chance(8));
        read_all(&w.list);
        *p = was;
    }
    for (uint32_t cut = 0; cut < 400; cut++) { // the end comes too early
        Postings list = w.list;
        list.end = list.bytes + cut;
        read_all(&list);
    }
    walk(s, &w.list);
    trial_close(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_round_trip),
                                       cmocka_unit_test(test_none), cmocka_unit_test(test_damage)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
