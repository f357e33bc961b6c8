// collocates: what stands near the finds of a pattern, or in the rows for which a condition is
// true, more often than chance would have it.
//
// Of a pattern, in words: the finds' own words are left out of account; of all others, `both` are
// those of an item that stand within the window of some find, `first` all words that do, `second`
// all of the item, `all` all words (Evert 2008, surface cooccurrence: each word counts once,
// however many windows it is in). Of a condition, in rows: those that have the item and for which
// it is true; those for which it is true; those that have the item; all rows.
#include <math.h>
#include <string.h>

#include "runtime/op_corpus.h"
#include "runtime/pattern.h"
#include "runtime/word_find.h"
#include "runtime/words.h"

enum { ALL = 0, NEAR = 1, FOUND = 2 }; // sides of an item's times
enum { WINDOW = 5, WINDOW_MOST = 1000 };

// A word of the text at hand.
typedef struct Placed {
    Str word;
    uint32_t end; // the byte behind it
    bool ascii;
    uint8_t how; // ALL, NEAR or FOUND
} Placed;

typedef struct Collocates {
    Counting by;
    const Match *match; // NULL: by a condition
    uint32_t window;
    uint64_t finds, near, found; // finds; words in windows, and in finds
    Placed *placed;
    size_t cap;
    uint32_t n;
} Collocates;

// ---- one text -------------------------------------------------------------------------------

static void read_words(Collocates *x, Str text) {
    Placed w = {.how = ALL};
    x->n = 0;
    while (word_next(text, &w.end, &w.word, &w.ascii)) {
        x->placed =
            arena_grow(x->by.op.arena, x->placed, &x->cap, (size_t)x->n + 1, sizeof *x->placed);
        x->placed[x->n++] = w;
        run_work(x->by.op.run, 1);
    }
}

static void mark_near(Collocates *x, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++)
        if (x->placed[i].how == ALL) x->placed[i].how = NEAR;
}

// Marks the words of each find and those around it; returns how many finds there are.
static uint32_t mark_finds(Collocates *x, Str text) {
    MatchScan scan;
    MatchFind f;
    uint32_t finds = 0, first = 0, last;
    match_begin(&scan, x->match, x->by.op.run->scratch, text);
    for (; match_next(&scan, &f); finds++) {
        while (first < x->n && x->placed[first].end <= f.at) first++;
        for (last = first; last < x->n && x->placed[last].end <= f.at + f.len; last++)
            x->placed[last].how = FOUND;
        mark_near(x, first > x->window ? first - x->window : 0, first);
        mark_near(x, last, x->n - last > x->window ? last + x->window : x->n);
        run_work(x->by.op.run, 2 * x->window);
    }
    return finds;
}

// What stands near its finds, `times` over; all: its words are not counted yet.
static void look_at(Collocates *x, Str text, uint32_t times, bool all) {
    Run *r = x->by.op.run;
    Items *items = x->by.corpus.items;
    if (!all && !match_found(x->match, r->scratch, text)) return;
    read_words(x, text);
    x->finds += (uint64_t)mark_finds(x, text) * times;
    for (uint32_t i = 0; i < x->n; i++) {
        const Placed *w = &x->placed[i];
        if (!all && w->how == ALL) continue;
        uint32_t number = items_written(items, w->word, w->ascii); // may move the items
        Item *item = &items->items[number];
        if (all) item->times[ALL] += times;
        if (w->how != ALL) item->times[w->how] += times;
        x->near += w->how == NEAR ? times : 0;
        x->found += w->how == FOUND ? times : 0;
    }
    if (all) x->by.corpus.side[0].words += (uint64_t)x->n * times;
    run_work(r, x->n);
}

// ---- by a pattern ---------------------------------------------------------------------------

static void add_texts(Counting *s, Frame *f, Rows rows) {
    Collocates *x = (Collocates *)s;
    CorpusSide *side = &s->corpus.side[0];
    if (side->kind) {
        corpus_add(&s->corpus, 0, f, rows);
        return;
    }
    const Vec *v = eval(s->op.run, f, side->counted, rows);
    ROWS_EACH(i, rows) {
        if (vec_missing(v, i))
            side->missing++;
        else
            look_at(x, run_text(s->op.run, v->d.u32[vec_place(v, i)]), 1, true);
    }
}

// Of marked rows only those are read that the index says have the pattern.
static void look_at_found(Collocates *x) {
    CorpusSide *side = &x->by.corpus.side[0];
    Run *r = x->by.op.run;
    const uint32_t *texts = side->column->data;
    FoundRows found;
    bool known =
        word_find(r, side->column->words, side->kind->count, x->match, x->by.op.arena, &found);
    uint32_t n = known ? found.n : side->kind->count;
    for (uint32_t i = 0; i < n; i++) {
        run_work(r, 1);
        uint32_t row = known ? found.rows[i] : i;
        if (side->weight[row] && texts[row])
            look_at(x, archive_text(r->archive, texts[row]), side->weight[row], false);
    }
}

static const Match *pattern_of(Collocates *x) {
    Run *r = x->by.op.run;
    const Expr *e = x->by.op.stage->count;
    Str pattern = str_dup(x->by.op.arena, op_text(&x->by.op, e));
    MatchError err;
    pattern_words(r, e, run_intern(r, pattern)); // says what is wrong with it
    return match_compile(x->by.op.arena, pattern, &err);
}

static uint32_t window_of(const Collocates *x) {
    const Expr *e = x->by.op.stage->width;
    if (!e) return WINDOW;
    uint64_t n = op_count(&x->by.op, e);
    if (n < 1 || n > WINDOW_MOST)
        run_fail(x->by.op.run, E0507, e->source, e->span,
                 "'collocates' looks at 1 to %d words on either side", WINDOW_MOST);
    return (uint32_t)n;
}

static void count_near(Counting *s) {
    Collocates *x = (Collocates *)s;
    const Stage *st = s->op.stage;
    x->window = window_of(x);
    x->match = pattern_of(x);
    corpus_open(&s->corpus, &s->op, 0, &st->in, st->exprs[0]);
    counting_drain(s, s->op.child, add_texts);
    if (s->corpus.side[0].kind) {
        corpus_count(&s->corpus, 0);
        look_at_found(x);
    }
    corpus_missing_note(&s->corpus);
}

static Together near(const Counting *s, uint32_t number) {
    const Collocates *x = (const Collocates *)s;
    const Item *item = &s->corpus.items->items[number];
    return (Together){.both = (double)item->times[NEAR],
                      .first = (double)x->near,
                      .second = (double)(item->times[ALL] - item->times[FOUND]),
                      .all = (double)(s->corpus.side[0].words - x->found)};
}

// ---- by a condition -------------------------------------------------------------------------

static void add_either(Counting *s, Frame *f, Rows rows) {
    Run *r = s->op.run;
    uint32_t *yes = ARENA_ARRAY(r->scratch, uint32_t, rows.n + SELECT_SLACK),
             *no = ARENA_ARRAY(r->scratch, uint32_t, rows.n + 1), many = 0;
    uint8_t *is = arena_zero(r->scratch, (size_t)f->n + 1);
    uint32_t n = eval_select(r, f, s->op.stage->exprs[1], rows, yes, &s->op.unknown);
    for (uint32_t k = 0; k < n; k++) is[yes[k]] = 1;
    ROWS_EACH(i, rows) {
        no[many] = i;
        many += !is[i];
    }
    corpus_add(&s->corpus, 0, f, (Rows){n, yes});
    corpus_add(&s->corpus, 1, f, (Rows){many, no});
}

static void count_either(Counting *s) {
    const Stage *st = s->op.stage;
    corpus_open(&s->corpus, &s->op, 0, &st->in, st->exprs[0]);
    corpus_open(&s->corpus, &s->op, 1, &st->in, st->exprs[0]);
    counting_drain(s, s->op.child, add_either);
    corpus_count(&s->corpus, 0);
    corpus_count(&s->corpus, 1);
    corpus_missing_note(&s->corpus);
}

static Together beside(const Counting *s, uint32_t number) {
    const Item *item = &s->corpus.items->items[number];
    double both = item->rows[0], first = (double)s->corpus.side[0].rows;
    return (Together){both, first, both + item->rows[1], first + (double)s->corpus.side[1].rows};
}

// ---- rows -----------------------------------------------------------------------------------

static Together together(const Counting *s, uint32_t number) {
    return ((const Collocates *)s)->match ? near(s, number) : beside(s, number);
}

static double closest(Counting *s, uint32_t number) {
    Together t = together(s, number);
    return t.both > 0 ? measure_round(measure_ll(t)) : NAN;
}

// logDice is of finds and items: of the words near one find it takes one.
static double logdice(const Counting *s, Together t) {
    double finds = (double)((const Collocates *)s)->finds;
    if (!((const Collocates *)s)->match) return measure_logdice(t.both, t.first, t.second);
    return measure_logdice(t.both < finds ? t.both : finds, finds, t.second);
}

static void put_row(Counting *s, uint32_t number, Vec *const *out, uint32_t i) {
    Together t = together(s, number);
    put_count(out[1], i, (uint64_t)t.both);
    put_count(out[2], i, (uint64_t)t.second);
    put_measure(out[3], i, measure_expected(t));
    put_measure(out[4], i, measure_ll(t));
    put_measure(out[5], i, measure_mi(t));
    put_measure(out[6], i, measure_t(t));
    put_measure(out[7], i, logdice(s, t));
}

Op *op_collocates(Op *child, const Stage *st) {
    Collocates *x = counting_new(child, st, sizeof *x, "collocates");
    x->by.count = st->count ? count_near : count_either;
    x->by.key = closest;
    x->by.row = put_row;
    return &x->by.op;
}
