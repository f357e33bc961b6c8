// What ranking is made of: the lists that have a word or phrase of a query (word_feeds.c), which
// are read to their end (word_search.c), or only for the best (word_best.c). Nobody else includes
// it.
#ifndef GAZ_WORD_SEARCH_IMPL_H
#define GAZ_WORD_SEARCH_IMPL_H

#include "runtime/search_words.h"
#include "runtime/word_index.h"
#include "runtime/word_search.h"

#define ANY_LANGUAGE UINT32_MAX

// A column that is looked through.
typedef struct Searched {
    const WordIndex *ix;
    double weight;
} Searched;

// Where a word or phrase is in a column: rows that ascend and how often, block by block of a list,
// or all at once.
typedef struct Feed {
    PostingCursor *list;         // NULL: these are all
    const uint32_t *row, *times; // of the block at hand; times: once feed_times was asked
    uint32_t n, i;
    uint32_t languages;
    const Searched *field;
} Feed;

typedef struct Ranker {
    Run *run;
    const Search *search;
    Arena *arena;
    uint32_t nrows;
    Searched *fields;
    uint32_t nfields;
    double mean; // weighted length of the rows
    Feed *feeds; // of the item at work
    size_t cap;
    uint32_t nfeeds;
    uint64_t most;            // rows that they give
    double still, each;       // of the formula: k1 (1 - b), and k1 b / mean
    const uint32_t *language; // texts: of each row, or NULL
    uint32_t otherwise;       // the language of rows that do not say it
    uint32_t last_tag, last_language;
} Ranker;

void ranker_begin(Ranker *k, Run *r, const Search *s, Arena *own, Arena *arena);
// The query's words; E0503 where there is none.
SearchItems ranker_items(Ranker *k, Arena *arena);
// k->feeds: all that has the item, the shortest first.
void ranker_feed(Ranker *k, const SearchItem *item);
// What a row of nothing but the item would score: asked * idf * (k1 + 1). df: rows that have it.
double ranker_worth(const Ranker *k, const SearchItem *item, uint32_t df);
static inline double ranker_length(const Ranker *k, uint32_t row) {
    double length = 0;
    for (uint32_t f = 0; f < k->nfields; f++)
        length += k->fields[f].weight * k->fields[f].ix->lengths[row];
    return length;
}
uint32_t ranker_language(Ranker *k, uint32_t row); // of its text (stem.h)
// Of an item that is worth so much, in a row that has it tf times and is so long.
static inline double ranker_score(const Ranker *k, double worth, double tf, double length) {
    return worth * tf / (tf + k->still + k->each * length);
}

bool feed_on(Ranker *k, Feed *f); // the next block, where this one is used up; false at the end
void feed_seek(Feed *f, uint32_t row); // to the first row that is not below it
const uint32_t *feed_times(Feed *f);   // of the block at hand
static inline uint64_t feed_rows(const Feed *f) { return f->list ? f->list->list.rows : f->n; }
// Is the row in a language that counts?
static inline bool feed_speaks(Ranker *k, const Feed *f, uint32_t row) {
    return f->languages == ANY_LANGUAGE || f->languages >> ranker_language(k, row) & 1;
}

#endif
