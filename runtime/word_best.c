// The best rows of a search, without reading all lists to their end: windows of rows and blocks of
// lists that can hold none of them are passed over. What comes out is what ranking all rows and
// keeping the best would give, to the last digit.
//
// Blocks say how good their rows can be (postings.h): for every window of rows the long lists of
// each item of the query have an upper bound. In the order of those, the lists of items that even
// together cannot lift a row above the worst of the best so far are not read: they are asked only
// about rows that others have brought near. Short lists are read in any case: those of titles,
// whose words are a large share of so few. (MaxScore: Turtle, Flood, Query Evaluation: Strategies
// and Optimizations, 1995; bounds by blocks: Ding, Suel, Faster Top-k Document Retrieval Using
// Block-Max Indexes, 2011.)
#include <math.h>
#include <string.h>

#include "runtime/word_search_impl.h"

#ifdef GZT_TINY
enum { WINDOW = 64 };
#else
enum { WINDOW = 2048 };
#endif
enum { LANES = 10 };     // a query of more items is ranked as a whole
enum { LONG_PART = 16 }; // a list is long if it has such a part of the longest

// An item of the query.
typedef struct Lane {
    Feed *feeds;     // the shortest list first
    uint32_t *block; // of each long list: the first that the window may reach
    uint32_t nfeeds, nshort;
    uint64_t rows; // of its long lists
    double worth;
    double bound; // no row of the window gets more by its long lists
    double *tf;   // of the window's rows, by the lists that are read; 0 between windows …
    bool touched; // … but where a list was read
} Lane;

typedef struct Best {
    double score; // as it is shown
    uint32_t row;
} Best;

typedef struct Bests {
    Ranker k;
    Lane *lanes;
    uint32_t nlanes;
    uint32_t order[LANES]; // lanes by their bounds
    uint32_t idle;         // so many of them have long lists that are only asked
    double idle_bound;     // all theirs
    double *sum;           // of the bounds of lanes that are read, by their bits, and the idle ones
    uint64_t *seen;        // rows of the window that the lists read have …
    uint16_t *by;          // … and the lanes that do by a long list
    Best *heap;            // the worst first
    uint32_t n, most;
} Bests;

// ---- the best so far ------------------------------------------------------------------------

static bool is_better(Best x, Best y) {
    return x.score != y.score ? x.score > y.score : x.row < y.row;
}

// Lets the one at i sink to its place.
static void sink(Best *heap, uint32_t n, uint32_t i) {
    for (uint32_t child; (child = 2 * i + 1) < n; i = child) {
        if (child + 1 < n && is_better(heap[child], heap[child + 1])) child++;
        if (!is_better(heap[i], heap[child])) return;
        Best worse = heap[child];
        heap[child] = heap[i];
        heap[i] = worse;
    }
}

// Rows that score no more than this need not be looked at: they come after those that there are.
static double bar_of(const Bests *x) { return x->n < x->most ? 0 : x->heap[0].score; }

static void keep(Bests *x, double score, uint32_t row) {
    Best b = {shown_score(score), row};
    if (x->n < x->most) {
        x->heap[x->n++] = b;
        if (x->n == x->most)
            for (uint32_t at = x->n / 2; at-- > 0;) sink(x->heap, x->n, at);
    } else if (is_better(b, x->heap[0])) {
        x->heap[0] = b;
        sink(x->heap, x->n, 0);
    }
}

static void take_best(Bests *x, Arena *arena, Ranking *out) {
    uint32_t *rows = ARENA_ARRAY(arena, uint32_t, (size_t)x->n + 1);
    double *scores = ARENA_ARRAY(arena, double, (size_t)x->n + 1);
    if (x->n < x->most)
        for (uint32_t at = x->n / 2; at-- > 0;) sink(x->heap, x->n, at);
    *out = (Ranking){rows, scores, x->n};
    for (uint32_t n = x->n; n > 0; n--) {
        rows[n - 1] = x->heap[0].row;
        scores[n - 1] = x->heap[0].score;
        x->heap[0] = x->heap[n - 1];
        sink(x->heap, n - 1, 0);
    }
}

// ---- bounds ---------------------------------------------------------------------------------

// tf / (tf + still + each * length) = 1 / (1 + still / tf + each * length / tf): the most that both
// tf and the words' share of the text can be bound it. Of the weighted text of several columns that
// share is at most the largest of their own.
typedef struct Bound {
    double tf, share;
    const Searched *field;
    double field_share; // of its forms together
} Bound;

static void bound_by(Bound *b, const Feed *f, double most, double share) {
    if (b->field != f->field) b->field_share = 0;
    b->field = f->field;
    b->field_share += share;
    b->tf += f->field->weight * most;
    if (b->field_share > b->share) b->share = b->field_share;
}

// By the table of blocks. *at: the first block that is not before the window.
static void bound_blocks(const Feed *f, uint32_t base, uint32_t *at, Bound *b) {
    uint32_t blocks = posting_blocks(f->list->list.rows), most = 0, share = 0;
    while (*at < blocks && posting_entry(f->list, *at).last < base) ++*at;
    for (uint32_t i = *at; i < blocks; i++) {
        PostingBlock e = posting_entry(f->list, i);
        if (e.most > most) most = e.most;
        if (e.share > share) share = e.share;
        if (e.last - base >= WINDOW - 1) break; // the next begins behind it
    }
    if (most)
        bound_by(b, f, most < MOST_MANY ? (double)most : (double)INFINITY,
                 (double)share / SHARE_ALL);
}

static bool has_table(const Feed *f) { return f->list && posting_blocks(f->list->list.rows) > 1; }

static void bound_lane(Bests *x, Lane *l, uint32_t base) {
    enum { LITTLE_ABOVE = 1 << 20 }; // a part of it: more than rounding may take away
    Bound b = {0};
    for (uint32_t i = l->nshort; i < l->nfeeds; i++)
        bound_blocks(&l->feeds[i], base, &l->block[i], &b);
    l->bound = b.tf > 0 ? l->worth / (1 + x->k.still / b.tf + x->k.each / b.share) : 0;
    l->bound += l->bound / LITTLE_ABOVE;
}

// A lane whose lists are not much longer than those that are read is read as well: what it has then
// needs not be asked for row by row.
static void wake_lanes(Bests *x) {
    enum { DEAR = 2 }; // asking about a row takes as long as reading so many
    uint64_t rows = 0;
    for (uint32_t i = x->idle; i < x->nlanes; i++) rows += x->lanes[x->order[i]].rows;
    for (uint32_t i = x->idle; i-- > 0;) {
        uint32_t lane = x->order[i];
        if (x->lanes[lane].rows >= DEAR * rows) continue;
        rows += x->lanes[lane].rows;
        x->idle--;
        for (uint32_t at = i; at < x->idle; at++) x->order[at] = x->order[at + 1];
        x->order[x->idle] = lane;
    }
    x->idle_bound = 0;
    for (uint32_t i = 0; i < x->idle; i++) x->idle_bound += x->lanes[x->order[i]].bound;
}

// Which lanes' long lists are read in the window, and which are only asked.
static void plan_window(Bests *x, uint32_t base) {
    double bar = bar_of(x);
    for (uint32_t i = 0; i < x->nlanes; i++) {
        uint32_t at = i;
        bound_lane(x, &x->lanes[i], base);
        for (; at > 0 && x->lanes[x->order[at - 1]].bound > x->lanes[i].bound; at--)
            x->order[at] = x->order[at - 1];
        x->order[at] = i;
    }
    x->idle_bound = 0;
    for (x->idle = 0; x->idle < x->nlanes; x->idle++) {
        double next = x->idle_bound + x->lanes[x->order[x->idle]].bound;
        if (next > bar) break;
        x->idle_bound = next;
    }
    wake_lanes(x);
    x->sum[0] = x->idle_bound;
    for (uint32_t m = 1; m < 1u << x->nlanes; m++)
        x->sum[m] = x->sum[m & (m - 1)] + x->lanes[__builtin_ctz(m)].bound;
}

// ---- windows --------------------------------------------------------------------------------

enum { BY_SHORT = 1 << 15 };
_Static_assert(LANES < 15, "a bit for each lane, and one more");

// by: the lane's bit, or BY_SHORT.
static void read_feed(Bests *x, Lane *l, Feed *f, uint32_t base, uint32_t by) {
    feed_seek(f, base);
    l->touched = l->touched || (f->i < f->n && f->row[f->i] - base < WINDOW);
    while (feed_on(&x->k, f)) {
        const uint32_t *times = feed_times(f);
        for (; f->i < f->n && f->row[f->i] - base < WINDOW; f->i++) {
            uint32_t row = f->row[f->i], at = row - base;
            if (!feed_speaks(&x->k, f, row)) continue;
            l->tf[at] += f->field->weight * times[f->i];
            x->seen[at / 64] |= UINT64_C(1) << at % 64;
            x->by[at] |= (uint16_t)by;
        }
        if (f->i < f->n) return;
    }
}

// What the long lists of an idle lane add.
static double ask_lane(Bests *x, Lane *l, uint32_t row, double tf) {
    for (uint32_t i = l->nshort; i < l->nfeeds; i++) {
        Feed *f = &l->feeds[i];
        feed_seek(f, row);
        if (f->i < f->n && f->row[f->i] == row && feed_speaks(&x->k, f, row))
            tf += f->field->weight * feed_times(f)[f->i];
    }
    return tf;
}

// A row that a list has which is read: asks the others, while it can still become one of the best.
// (What an idle lane gives it by all lists is at most what it gives by the short ones and by the
// long ones, each alone.)
static void judge(Bests *x, uint32_t base, uint32_t at) {
    double length = ranker_length(&x->k, base + at), tf[LANES], part[LANES], sum = 0;
    double bar = bar_of(x), open = x->idle_bound;
    for (uint32_t i = 0; i < x->nlanes; i++) {
        Lane *l = &x->lanes[i];
        tf[i] = l->tf[at];
        part[i] = tf[i] > 0 ? ranker_score(&x->k, l->worth, tf[i], length) : 0;
        sum += part[i];
    }
    for (uint32_t i = x->idle; i-- > 0;) {
        if (sum + open + (sum + open) * 1e-9 <= bar) return;
        uint32_t lane = x->order[i];
        Lane *l = &x->lanes[lane];
        if (l->bound <= 0) break; // nor have those before it
        double all = ask_lane(x, l, base + at, tf[lane]);
        double now = all > 0 ? ranker_score(&x->k, l->worth, all, length) : 0;
        sum += now - part[lane];
        part[lane] = now;
        open -= l->bound;
    }
    double score = 0; // in the order of the query, as word_search adds them
    for (uint32_t i = 0; i < x->nlanes; i++) score += part[i];
    if (score > bar) keep(x, score, base + at);
}

static void read_window(Bests *x, uint32_t base) {
    for (uint32_t i = 0; i < x->nlanes; i++) {
        Lane *l = &x->lanes[x->order[i]];
        uint32_t n = i < x->idle ? l->nshort : l->nfeeds;
        for (uint32_t f = 0; f < n; f++)
            read_feed(x, l, &l->feeds[f], base, f < l->nshort ? BY_SHORT : 1u << x->order[i]);
    }
    for (uint32_t w = 0; w < WINDOW / 64; w++) {
        for (uint64_t b = x->seen[w]; b; b &= b - 1) {
            uint32_t at = w * 64 + (uint32_t)__builtin_ctzll(b), by = x->by[at];
            x->by[at] = 0;
            if (by & BY_SHORT || x->sum[by] > bar_of(x)) judge(x, base, at);
        }
        x->seen[w] = 0;
    }
    for (uint32_t i = 0; i < x->nlanes; i++) {
        Lane *l = &x->lanes[i];
        if (l->touched) memset(l->tf, 0, WINDOW * sizeof *l->tf);
        l->touched = false;
    }
}

// ---- items ----------------------------------------------------------------------------------

static void begin_anew(Feed *f) {
    f->i = 0;
    if (!f->list) return;
    Postings list = f->list->list;
    posting_open(f->list, &list);
    f->n = f->list->n;
}

// How many of the rows whose bit is set the list has, of which no more is read than they need.
static uint64_t count_in_both(const Bests *x, const uint64_t *has, Feed *longest) {
    uint64_t in_both = 0;
    for (uint32_t w = 0; w <= x->k.nrows / 64; w++)
        for (uint64_t b = has[w]; b; b &= b - 1) {
            uint32_t row = w * 64 + (uint32_t)__builtin_ctzll(b);
            feed_seek(longest, row);
            in_both += longest->i < longest->n && longest->row[longest->i] == row;
        }
    return in_both;
}

// How many rows have any of the feeds' words. The feeds are read, and begun anew.
static uint32_t count_rows(Bests *x, Feed *feeds, uint32_t n) {
    Ranker *k = &x->k;
    uint64_t others = 0, count = 0;
    bool plain = true;
    for (uint32_t i = 0; i < n; i++) {
        plain = plain && feeds[i].languages == ANY_LANGUAGE;
        if (i + 1 < n) others += feed_rows(&feeds[i]);
    }
    bool few = plain && others < feed_rows(&feeds[n - 1]) / 8;
    if (n == 1 && plain) return (uint32_t)feed_rows(feeds);
    uint64_t *has = arena_zero(k->arena, ((size_t)k->nrows / 64 + 1) * sizeof *has);
    for (uint32_t i = 0; i + few < n; i++)
        for (Feed *f = &feeds[i]; feed_on(k, f); f->i++)
            if (feed_speaks(k, f, f->row[f->i])) {
                uint64_t *at = &has[f->row[f->i] / 64], bit = UINT64_C(1) << f->row[f->i] % 64;
                count += !(*at & bit);
                *at |= bit;
            }
    if (few) count += feed_rows(&feeds[n - 1]) - count_in_both(x, has, &feeds[n - 1]);
    for (uint32_t i = 0; i < n; i++) begin_anew(&feeds[i]);
    return (uint32_t)count;
}

static void open_lane(Bests *x, const SearchItem *item, Lane *l) {
    Ranker *k = &x->k;
    ranker_feed(k, item);
    l->feeds = k->feeds;
    l->nfeeds = k->nfeeds;
    l->block = arena_zero(k->arena, ((size_t)l->nfeeds + 1) * sizeof *l->block);
    l->tf = arena_zero(k->arena, WINDOW * sizeof *l->tf);
    l->worth = ranker_worth(k, item, l->nfeeds ? count_rows(x, l->feeds, l->nfeeds) : 0);
}

static void open_lanes(Bests *x, const SearchItems *query) {
    uint64_t longest = 0;
    x->nlanes = query->n;
    x->lanes = arena_zero(x->k.arena, query->n * sizeof *x->lanes);
    for (uint32_t i = 0; i < query->n; i++) {
        Lane *l = &x->lanes[i];
        open_lane(x, &query->items[i], l);
        uint64_t rows = l->nfeeds ? feed_rows(&l->feeds[l->nfeeds - 1]) : 0;
        if (rows > longest) longest = rows;
    }
    for (uint32_t i = 0; i < x->nlanes; i++) {
        Lane *l = &x->lanes[i];
        while (l->nshort < l->nfeeds && (!has_table(&l->feeds[l->nshort]) ||
                                         feed_rows(&l->feeds[l->nshort]) < longest / LONG_PART))
            l->nshort++;
        for (uint32_t f = l->nshort; f < l->nfeeds; f++) l->rows += feed_rows(&l->feeds[f]);
    }
}

static void read_windows(Bests *x, const SearchItems *query) {
    open_lanes(x, query);
    x->seen = arena_zero(x->k.arena, WINDOW / 64 * sizeof *x->seen);
    x->by = arena_zero(x->k.arena, WINDOW * sizeof *x->by);
    x->sum = ARENA_ARRAY(x->k.arena, double, 1u << x->nlanes);
    for (uint64_t at = 0; at < x->k.nrows; at += WINDOW) {
        uint32_t base = (uint32_t)at;
        run_tick(x->k.run, 1);
        plan_window(x, base);
        read_window(x, base);
    }
}

static void rank_all(Bests *x, Arena *arena) {
    Ranking all;
    word_search(x->k.run, x->k.search, arena, &all);
    for (uint32_t i = 0; i < all.n; i++) {
        guard_every(x->k.run->guard, i);
        if (all.scores[i] > bar_of(x)) keep(x, all.scores[i], all.rows[i]);
    }
}

void word_best(Run *r, const Search *s, uint32_t most, Arena *arena, Ranking *out) {
    uint32_t level = r->arena_level++;
    Bests x = {.most = most < s->kind->count ? most : s->kind->count};
    ranker_begin(&x.k, r, s, run_arena(r), arena);
    SearchItems query = ranker_items(&x.k, arena);
    x.heap = ARENA_ARRAY(arena, Best, (size_t)x.most + 1);
    if (query.n <= LANES)
        read_windows(&x, &query);
    else
        rank_all(&x, arena);
    take_best(&x, arena, out);
    r->arena_level = level;
    run_arenas_give(r, level + 1);
}
