// search: the rows that have any of the words, with their scores as a column. The stage is followed
// by one that sorts by it. Scores of all entities of the kind are worked out at the first batch; as
// the first stage of a kind it is a source of its own and gives only the rows that have a score, or
// the best of them, sorted.
#include <string.h>

#include "runtime/op.h"
#include "runtime/word_search.h"

typedef struct Searching {
    Op op;
    const KindTable *kind;
    Ranking ranking;
    bool ranked;
    uint32_t at;   // of a source: the next row
    uint32_t most; // of a source: 0, or only so many, the best first
} Searching;

// ---- the stage ------------------------------------------------------------------------------

static void rank_once(Searching *s) {
    const Stage *st = s->op.stage;
    if (s->ranked) return;
    Search search = {.kind = s->kind,
                     .fields = st->target + 1,
                     .nfields = st->nkeys,
                     .rank = st->rank,
                     .query = op_text(&s->op, st->count),
                     .at = st->count};
    if (s->most)
        word_best(s->op.run, &search, s->most, s->op.arena, &s->ranking);
    else
        word_search(s->op.run, &search, s->op.arena, &s->ranking);
    s->ranked = true;
    s->op.total = s->ranking.n;
}

static void put_score(const Op *op, const Vec *score, const Vec *const *slots, uint32_t nslots,
                      Batch *out) {
    out->nslots = row_slots(&op->stage->out);
    out->slots = ARENA_ARRAY(op->run->scratch, const Vec *, out->nslots + 1);
    memcpy(out->slots, slots, nslots * sizeof *slots);
    out->slots[op->stage->target[0]] = score;
}

static bool search_next(Op *op, Batch *out) {
    Searching *s = (Searching *)op;
    Batch in;
    rank_once(s);
    if (!op_next(op->child, &in)) return false;
    Run *r = op->run;
    Vec *score = vec_new(r->scratch, &type_real, in.n, false);
    uint32_t *at = ARENA_ARRAY(r->scratch, uint32_t, in.rows.n + 1), n = 0;
    ROWS_EACH(i, in.rows) {
        uint32_t entity = in.slots[0]->d.u32[vec_place(in.slots[0], i)];
        score->d.f64[i] =
            entity ? shown_score(ranking_score(&s->ranking, entity - s->kind->first)) : 0;
        at[n] = i;
        n += score->d.f64[i] > 0;
    }
    *out = in;
    out->rows = (Rows){n, at};
    put_score(op, score, in.slots, in.nslots, out);
    op->rows_out += n;
    return true;
}

static bool source_next(Op *op, Batch *out) {
    Searching *s = (Searching *)op;
    rank_once(s);
    uint32_t left = s->ranking.n - s->at, n = left < op->run->batch ? left : op->run->batch;
    if (!n) return false;
    Vec *entity = vec_new(op->run->scratch, s->op.stage->in.it, n, false),
        *score = vec_new(op->run->scratch, &type_real, n, false);
    for (uint32_t i = 0; i < n; i++) {
        entity->d.u32[i] = s->kind->first + s->ranking.rows[s->at + i];
        score->d.f64[i] = shown_score(s->ranking.scores[s->at + i]);
    }
    const Vec *slots[] = {entity};
    *out = (Batch){.n = n, .rows = {n, NULL}};
    put_score(op, score, slots, 1, out);
    s->at += n;
    op->rows_out += n;
    run_tick(op->run, n);
    return true;
}

static Op *new_search(Run *r, Op *child, const Stage *st, Arena *arena,
                      bool (*next)(Op *, Batch *)) {
    Searching *s = op_new(r, sizeof *s, child, st, arena, "search", next);
    s->kind = &r->archive->tables[st->in.it->kind];
    s->op.detail = st->count->words;
    return &s->op;
}

Op *op_search(Op *child, const Stage *st) {
    return new_search(child->run, child, st, child->arena, search_next);
}

Op *op_search_all(Run *r, const Stage *st, uint32_t most, Arena *arena) {
    Op *op = new_search(r, NULL, st, arena, source_next);
    ((Searching *)op)->most = most;
    if (most) op->name = "search top";
    return op;
}
