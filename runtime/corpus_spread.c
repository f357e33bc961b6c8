// How evenly each item is spread over the rows of a corpus, which are its parts: rows are gone
// through a second time, now that the sums are known, from where they are at hand: the index's
// lists, the texts, or what was kept of them. See corpus.h, measures.h.
#include <math.h>

#include "runtime/corpus.h"
#include "runtime/measures.h"
#include "runtime/word_index.h"

typedef struct Spreading {
    Corpus *c;
    const CorpusSide *s;
    Spread *of; // by number
} Spreading;

static void add_part(Spreading *x, uint32_t number, uint64_t times, uint32_t length,
                     uint32_t weight) {
    measure_part(&x->of[number], (double)times, length, weight);
}

static void read_pairs(Spreading *x) {
    ItemPairs p = items_pairs(&x->c->pairs);
    uint32_t number, times;
    while (items_next_row(&p)) {
        run_work(x->c->op->run, p.left);
        while (items_next_pair(&p, &number, &times)) add_part(x, number, times, p.length, 1);
    }
}

static void read_texts(Spreading *x) {
    Items *items = x->c->items;
    const Archive *a = x->c->op->run->archive;
    const uint32_t *texts = x->s->column->data;
    for (uint32_t row = 0; row < x->s->kind->count; row++) {
        if (row % 4096 == 0) run_tick(x->c->op->run, 0);
        if (!x->s->weight[row] || !texts[row]) continue;
        uint32_t length = items_read_text(items, archive_text(a, texts[row]));
        for (uint32_t k = 0; k < items->ntouched; k++) {
            Item *item = &items->items[items->touched[k]];
            add_part(x, items->touched[k], item->now, length, x->s->weight[row]);
            item->now = 0;
        }
        items->ntouched = 0;
    }
}

static void read_list(Spreading *x, PostingCursor *at, uint32_t word, uint32_t number) {
    const WordIndex *ix = x->s->column->words;
    Arena *scratch = x->c->op->run->scratch;
    ArenaMark mark = arena_mark(scratch);
    Postings list = index_postings(ix, word, x->s->kind->count, scratch);
    for (bool more = posting_open(at, &list); more; more = posting_next_block(at)) {
        const uint32_t *count = posting_counts(at);
        for (uint32_t i = 0; i < at->n; i++) {
            uint32_t row = at->row[i], weight = x->s->weight[row];
            if (weight) add_part(x, number, count[i], ix->lengths[row], weight);
        }
        run_work(x->c->op->run, at->n);
    }
    arena_release(scratch, mark);
}

static void read_lists(Spreading *x) {
    const WordIndex *ix = x->s->column->words;
    PostingCursor *at = ARENA_NEW(x->c->op->arena, PostingCursor);
    for (uint32_t w = 0; w < ix->n; w++) {
        run_work(x->c->op->run, 1);
        uint32_t number;
        if (items_find_word(x->c->items, span_at(index_words(ix), w), &number))
            read_list(x, at, w, number);
    }
}

double *corpus_dp(Corpus *c) {
    Arena *a = c->op->arena;
    const CorpusSide *s = &c->side[0];
    Spreading x = {c, s, ARENA_ARRAY(a, Spread, (size_t)c->items->n + 1)};
    double *dp = ARENA_ARRAY(a, double, (size_t)c->items->n + 1);
    for (uint32_t i = 0; i < c->items->n; i++)
        x.of[i] = (Spread){.times = (double)c->items->items[i].times[0], .words = (double)s->words};
    if (!s->kind)
        read_pairs(&x);
    else if (s->listed)
        read_lists(&x);
    else
        read_texts(&x);
    for (uint32_t i = 0; i < c->items->n; i++) {
        run_work(c->op->run, 1);
        bool spreads = x.of[i].times > 0 && s->least < s->words; // over one part nothing does
        dp[i] = spreads ? measure_dp(&x.of[i]) : NAN;
    }
    return dp;
}
