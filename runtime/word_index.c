// Looking things up in an index of words. See word_index.h.
#include "runtime/word_index.h"

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

Postings index_postings(const WordIndex *ix, uint32_t word, uint32_t nrows) {
    const WordList *l = &ix->lists[word];
    return (Postings){.bytes = ix->postings + l->at,
                      .end = ix->postings + ix->npostings - POSTING_SLACK,
                      .places = ix->places + l->places,
                      .places_end = ix->places + ix->nplaces,
                      .rows = l->rows,
                      .limit = nrows};
}
