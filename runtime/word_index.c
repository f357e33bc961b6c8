// Looking things up in an index of words. See word_index.h.
#include "runtime/word_index.h"

#include <string.h>

uint32_t span_from(Spans s, Str text) {
    uint32_t lo = 0, hi = s.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (str_cmp(span_at(s, mid), text) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

bool span_find(Spans s, Str text, uint32_t *at) {
    *at = span_from(s, text);
    return *at < s.n && str_eq(span_at(s, *at), text);
}

static Postings stored_postings(const WordIndex *ix, uint32_t word, uint32_t nrows) {
    const WordList *l = &ix->lists[word];
    return (Postings){.bytes = ix->postings + l->at,
                      .end = ix->postings + ix->npostings - POSTING_SLACK,
                      .places = ix->places + l->places,
                      .places_end = ix->places + ix->nplaces - POSTING_SLACK,
                      .rows = l->rows,
                      .limit = nrows};
}

// ---- parts ----------------------------------------------------------------------------------

// The part at hand while the places of a list are passed, row by row of the wholes.
typedef struct Parts {
    const WordIndex *ix;
    Guard *guard;
    uint32_t n;        // parts
    uint32_t at, next; // of the whole at hand: the part at hand, behind the last
    uint64_t begin;    // the first place of part `at`
} Parts;

// The first part from `at` on whose whole is not before: doubling steps, then halving.
static uint32_t part_from(const Parts *p, uint32_t at, uint64_t whole) {
    uint32_t step = 1, lo = at, hi = at;
    while (hi < p->n && p->ix->whole[hi] < whole) {
        lo = hi + 1;
        hi = p->n - hi > step ? hi + step : p->n;
        step = step < p->n ? step * 2 : step;
    }
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (p->ix->whole[mid] < whole)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static void enter_whole(Parts *p, uint32_t row) {
    uint64_t whole = (uint64_t)p->ix->first_whole + row;
    p->at = part_from(p, p->next, whole);
    p->next = part_from(p, p->at, whole + 1);
    p->begin = 0;
}

// Moves to the part that has the place; false: the lengths and the places do not agree.
static bool reach_place(Parts *p, uint32_t place) {
    while (p->at < p->next && place - p->begin >= p->ix->lengths[p->at])
        p->begin += p->ix->lengths[p->at++];
    return p->at < p->next;
}

// Passes the list, and writes it as one of the parts where there is a writer. Returns how many
// parts have the word.
static uint32_t pass_parts(Parts p, PostingCursor *c, const Postings *wholes, PostingWriter *out) {
    uint32_t rows = 0, last = UINT32_MAX;
    for (bool more = posting_open(c, wholes); more; more = posting_next_block(c)) {
        for (c->i = 0; c->i < c->n; c->i++) {
            PostingPlaces s;
            posting_places(c, &s);
            enter_whole(&p, c->row[c->i]);
            while (posting_next_place(&s) && reach_place(&p, s.at)) {
                if (p.at != last) {
                    rows++;
                    if (out) posting_row(out, p.at);
                }
                last = p.at;
                if (out) posting_place(out, s.at - (uint32_t)p.begin);
            }
        }
        guard_tick(p.guard);
    }
    return rows;
}

Postings index_postings(const WordIndex *ix, uint32_t word, uint32_t nrows, Arena *a) {
    if (!ix->whole) return stored_postings(ix, word, nrows);
    Postings wholes = stored_postings(ix, word, ix->nwholes);
    Parts p = {.ix = ix, .guard = a->guard, .n = nrows};
    PostingCursor *c = ARENA_NEW(a, PostingCursor);
    PostingWriter *out = ARENA_NEW(a, PostingWriter);
    PostingBytes bytes = {.arena = a}, places = {.arena = a};
    uint32_t rows = pass_parts(p, c, &wholes, NULL);
    posting_begin(out, &bytes, &places, ix->lengths, rows);
    pass_parts(p, c, &wholes, out);
    posting_end(out);
    size_t n = bytes.n, nplaces = places.n;
    memset(posting_room(&bytes, POSTING_SLACK), 0, POSTING_SLACK);
    memset(posting_room(&places, POSTING_SLACK), 0, POSTING_SLACK);
    return (Postings){bytes.p, bytes.p + n, places.p, places.p + nplaces, rows, nrows};
}
