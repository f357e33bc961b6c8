// See corpus.h.
#include "runtime/corpus.h"

#include "runtime/word_index.h"

// Reading a text costs about as much as this many rows of its words' lists.
enum { A_TEXT = 8 };

// ---- rows -----------------------------------------------------------------------------------

const Column *corpus_column(Run *r, const RowType *row, const Expr *e, const KindTable **kind) {
    bool own = e->tag == X_FIELD && e->type->tag == TY_TEXT && e->args[0]->tag == X_SLOT &&
               e->args[0]->depth == 0 && e->args[0]->slot == 0 && row->it;
    if (!own || r->no_index) return NULL;
    const KindTable *k = &r->archive->tables[row->it->kind];
    const Column *c = archive_column(r->archive, k, e->field);
    if (!c->words || !c->words->lengths) return NULL;
    *kind = k;
    return c;
}

void corpus_open(Corpus *c, Op *op, uint32_t side, const RowType *row, const Expr *counted) {
    CorpusSide *s = &c->side[side];
    const KindTable *kind;
    *s = (CorpusSide){.counted = counted, .least = UINT32_MAX, .once = true};
    c->op = op;
    if (!c->items) c->items = items_new(op->run, op->arena, counted->type);
    c->pairs.arena = op->arena;
    s->column = corpus_column(op->run, row, counted, &kind);
    if (!s->column) return;
    s->kind = kind;
    s->weight = arena_zero(op->arena, ((size_t)kind->count + 1) * sizeof *s->weight);
}

static void mark_rows(CorpusSide *s, const Vec *entity, Rows rows) {
    ROWS_EACH(i, rows) {
        uint32_t id = entity->d.u32[vec_place(entity, i)];
        if (!id) continue;
        uint32_t row = id - s->kind->first;
        if (s->weight[row]++) s->once = false;
    }
}

static void add_length(CorpusSide *s, uint32_t length, uint32_t times) {
    s->words += (uint64_t)length * times;
    if (length && length < s->least) s->least = length;
}

static void count_rows(Corpus *c, uint32_t side, const Vec *v, Rows rows) {
    CorpusSide *s = &c->side[side];
    bool text = v->type->tag == TY_TEXT;
    ROWS_EACH(i, rows) {
        if (text && vec_missing(v, i)) {
            s->missing++;
            continue;
        }
        uint32_t length = items_read_row(c->items, v, i);
        items_add_row(c->items, side, 1, length, c->keep ? &c->pairs : NULL);
        add_length(s, length, 1);
        s->rows++;
    }
}

void corpus_add(Corpus *c, uint32_t side, Frame *f, Rows rows) {
    CorpusSide *s = &c->side[side];
    if (!rows.n) return;
    if (s->kind)
        mark_rows(s, f->slots[0], rows);
    else
        count_rows(c, side, eval(c->op->run, f, s->counted, rows), rows);
}

// ---- by texts -------------------------------------------------------------------------------

static void count_texts(Corpus *c, uint32_t side) {
    CorpusSide *s = &c->side[side];
    const uint32_t *texts = s->column->data;
    for (uint32_t row = 0; row < s->kind->count; row++) {
        if (row % 4096 == 0) run_tick(c->op->run, 0);
        if (!s->weight[row] || !texts[row]) continue;
        uint32_t length = items_read_text(c->items, archive_text(c->op->run->archive, texts[row]));
        items_add_row(c->items, side, s->weight[row], length, NULL);
    }
}

// ---- by the index ---------------------------------------------------------------------------

// Of one word's list: how often it occurs in the marked rows, and in how many.
static void count_list(Corpus *c, uint32_t side, PostingCursor *at, uint32_t word) {
    const CorpusSide *s = &c->side[side];
    Arena *scratch = c->op->run->scratch;
    ArenaMark mark = arena_mark(scratch);
    Postings list = index_postings(s->column->words, word, s->kind->count, scratch);
    uint64_t times = 0, rows = 0;
    for (bool more = posting_open(at, &list); more; more = posting_next_block(at)) {
        const uint32_t *count = posting_counts(at);
        for (uint32_t i = 0; i < at->n; i++) {
            uint32_t weight = s->weight[at->row[i]];
            times += (uint64_t)count[i] * weight;
            rows += weight;
        }
        run_work(c->op->run, at->n);
    }
    arena_release(scratch, mark);
    if (!times) return;
    Str text = span_at(index_words(s->column->words), word);
    uint32_t number = items_word(c->items, text, true); // may move the items
    c->items->items[number].times[side] += times;
    c->items->items[number].rows[side] += (uint32_t)rows;
}

// all: every row is marked once, so that what the index says of a word is the answer.
static void count_lists(Corpus *c, uint32_t side, bool all) {
    const CorpusSide *s = &c->side[side];
    const WordIndex *ix = s->column->words;
    PostingCursor *at = ARENA_NEW(c->op->arena, PostingCursor);
    for (uint32_t w = 0; w < ix->n; w++) {
        run_work(c->op->run, 1);
        if (!all || ix->whole) {
            count_list(c, side, at, w);
            continue;
        }
        uint32_t number = items_word(c->items, span_at(index_words(ix), w), true);
        c->items->items[number].times[side] += ix->lists[w].times;
        c->items->items[number].rows[side] += ix->lists[w].rows;
    }
}

// ---- both -----------------------------------------------------------------------------------

// Rows, words and the shortest row; returns how many different rows are marked.
static uint32_t measure_rows(Corpus *c, CorpusSide *s) {
    const uint32_t *texts = s->column->data, *lengths = s->column->words->lengths;
    uint32_t marked = 0;
    for (uint32_t row = 0; row < s->kind->count; row++) {
        if (row % 4096 == 0) run_tick(c->op->run, 0);
        uint32_t weight = s->weight[row];
        if (!weight) continue;
        marked++;
        if (!texts[row]) {
            s->missing += weight;
            continue;
        }
        s->rows += weight;
        add_length(s, lengths[row], weight);
    }
    return marked;
}

void corpus_count(Corpus *c, uint32_t side) {
    CorpusSide *s = &c->side[side];
    if (!s->kind) return;
    uint32_t marked = measure_rows(c, s);
    s->listed = (uint64_t)marked * A_TEXT >= s->kind->count;
    if (!s->listed)
        count_texts(c, side);
    else
        count_lists(c, side, marked == s->kind->count && s->once && !s->column->words->whole);
}

void corpus_missing_note(const Corpus *c) {
    uint64_t n = c->side[0].missing + c->side[1].missing;
    if (n)
        op_note(c->op, "%llu %s no %.*s", (unsigned long long)n, n == 1 ? "has" : "have",
                STR_FMT(c->side[0].counted->words));
}
