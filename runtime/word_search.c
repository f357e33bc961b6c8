// BM25 over posting lists, of all rows that have any of the words. See word_search.h.
#include "runtime/word_search_impl.h"

// The rows that have what is asked for, and their tf.
typedef struct Hits {
    uint32_t *row;
    double *tf;
    uint32_t n, i;
    double worth;
} Hits;

typedef struct Ranks {
    Ranker k;
    double *window; // sums of WINDOW rows from some row on, all 0 between uses …
    uint64_t *seen; // … and which of them have one
    Hits *hits;     // of the items that are not in all
    uint32_t nhits;
    uint64_t held; // how many those are
    double *all;   // of each row, once they are more than rows; else NULL
} Ranks;

#ifdef GZT_TINY
enum { WINDOW = 64 };
#else
enum { WINDOW = 4096 };
#endif

// ---- hits ------------------------------------------------------------------------------------

// Adds what the feed has of the rows from base on, up to a window's length.
static void feed_window(Ranks *x, Feed *f, uint32_t base) {
    while (feed_on(&x->k, f)) {
        const uint32_t *times = feed_times(f);
        for (; f->i < f->n && f->row[f->i] - base < WINDOW; f->i++) {
            uint32_t row = f->row[f->i], at = row - base;
            if (!feed_speaks(&x->k, f, row)) continue;
            x->window[at] += f->field->weight * times[f->i];
            x->seen[at / 64] |= UINT64_C(1) << at % 64;
        }
        if (f->i < f->n) return;
    }
}

// The first row of all feeds that are not at their end; UINT32_MAX: they are.
static uint32_t first_of_feeds(Ranks *x) {
    Ranker *k = &x->k;
    uint32_t first = UINT32_MAX;
    for (uint32_t i = 0; i < k->nfeeds; i++) {
        Feed *f = &k->feeds[i];
        if (feed_on(k, f) && f->row[f->i] < first) first = f->row[f->i];
    }
    return first;
}

static void take_window(Ranks *x, uint32_t base, uint32_t *rows, double *sums, uint32_t *n) {
    for (uint32_t w = 0; w < WINDOW / 64; w++) {
        for (uint64_t b = x->seen[w]; b; b &= b - 1) {
            uint32_t at = w * 64 + (uint32_t)__builtin_ctzll(b);
            rows[*n] = base + at;
            sums[(*n)++] = x->window[at];
            x->window[at] = 0;
        }
        x->seen[w] = 0;
    }
}

static Hits hits_of_feeds(Ranks *x) {
    Ranker *k = &x->k;
    size_t most = k->most < k->nrows ? (size_t)k->most : k->nrows;
    Hits h = {.row = ARENA_ARRAY(k->arena, uint32_t, most + 1),
              .tf = ARENA_ARRAY(k->arena, double, most + 1)};
    for (uint32_t base; (base = first_of_feeds(x)) != UINT32_MAX;) {
        for (uint32_t i = 0; i < k->nfeeds; i++) feed_window(x, &k->feeds[i], base);
        take_window(x, base, h.row, h.tf, &h.n);
    }
    return h;
}

static Hits hits_of_item(Ranks *x, const SearchItem *item) {
    ranker_feed(&x->k, item);
    Hits h = hits_of_feeds(x);
    h.worth = ranker_worth(&x->k, item, h.n);
    return h;
}

// ---- scores ---------------------------------------------------------------------------------

static double score_of(const Ranker *k, const Hits *h, uint32_t i) {
    return ranker_score(k, h->worth, h->tf[i], ranker_length(k, h->row[i]));
}

// Adds what the item is worth to the rows from base on, up to a window's length.
static void score_window(Ranks *x, Hits *h, uint32_t base) {
    uint32_t i = h->i;
    for (; i < h->n && h->row[i] - base < WINDOW; i++) {
        uint32_t at = h->row[i] - base;
        x->window[at] += score_of(&x->k, h, i);
        x->seen[at / 64] |= UINT64_C(1) << at % 64;
    }
    run_tick(x->k.run, (i - h->i) / 128);
    h->i = i;
}

static void score_windows(Ranks *x, Arena *arena, Ranking *out) {
    Hits *hits = x->hits;
    size_t most = x->held < x->k.nrows ? (size_t)x->held : x->k.nrows;
    uint32_t *rows = ARENA_ARRAY(arena, uint32_t, most + 1);
    double *scores = ARENA_ARRAY(arena, double, most + 1);
    for (;;) {
        uint32_t base = UINT32_MAX;
        for (uint32_t i = 0; i < x->nhits; i++)
            if (hits[i].i < hits[i].n && hits[i].row[hits[i].i] < base)
                base = hits[i].row[hits[i].i];
        if (base == UINT32_MAX) break;
        for (uint32_t i = 0; i < x->nhits; i++) score_window(x, &hits[i], base);
        take_window(x, base, rows, scores, &out->n);
    }
    out->rows = rows;
    out->scores = scores;
}

// ---- long texts -----------------------------------------------------------------------------

// A page that somebody asks with has hundreds of words, and each may be in all rows: beyond as many
// hits as there are rows, those that are held go into one sum for each row.
static void fold(Ranks *x, Arena *arena) {
    if (!x->all) x->all = arena_zero(arena, ((size_t)x->k.nrows + 1) * sizeof *x->all);
    for (uint32_t n = 0; n < x->nhits; n++) {
        const Hits *h = &x->hits[n];
        for (uint32_t i = 0; i < h->n; i++) {
            if (i % 4096 == 0) run_tick(x->k.run, 32);
            x->all[h->row[i]] += score_of(&x->k, h, i);
        }
    }
    arena_reset(x->k.arena);
    x->k.feeds = NULL;
    x->k.cap = 0;
    x->nhits = 0;
    x->held = 0;
}

static void take_all(Ranks *x, Arena *arena, Ranking *out) {
    uint32_t *rows = ARENA_ARRAY(arena, uint32_t, (size_t)x->k.nrows + 1), n = 0;
    for (uint32_t row = 0; row < x->k.nrows; row++) {
        guard_every(x->k.run->guard, row);
        if (x->all[row] <= 0) continue;
        x->all[n] = x->all[row];
        rows[n++] = row;
    }
    *out = (Ranking){rows, x->all, n};
}

static void rank_items(Ranks *x, Arena *arena, Ranking *out) {
    SearchItems query = ranker_items(&x->k, arena);
    x->hits = ARENA_ARRAY(arena, Hits, query.n);
    for (uint32_t i = 0; i < query.n; i++) {
        Hits h = hits_of_item(x, &query.items[i]);
        x->held += h.n;
        x->hits[x->nhits++] = h;
        if (x->held > x->k.nrows && i + 1 < query.n) fold(x, arena);
    }
    if (!x->all) {
        score_windows(x, arena, out);
        return;
    }
    fold(x, arena);
    take_all(x, arena, out);
}

void word_search(Run *r, const Search *s, Arena *arena, Ranking *out) {
    uint32_t level = r->arena_level++;
    Ranks x = {0};
    ranker_begin(&x.k, r, s, run_arena(r), arena);
    x.window = arena_zero(arena, WINDOW * sizeof *x.window);
    x.seen = arena_zero(arena, WINDOW / 64 * sizeof *x.seen);
    *out = (Ranking){.n = 0};
    rank_items(&x, arena, out);
    r->arena_level = level;
    run_arenas_give(r, level + 1);
}

double ranking_score(const Ranking *k, uint32_t row) {
    uint32_t lo = 0, hi = k->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (k->rows[mid] < row)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < k->n && k->rows[lo] == row ? k->scores[lo] : 0;
}
