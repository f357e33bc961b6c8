// Operators: the stages of a plan, each of which pulls batches from the one before it.
//
//     Op *op = plan_pipe(run, pipe, NULL, 0, arena);   (never run->keep: see query_once)
//     while (op_next(op, &batch)) …
//
// The contract. op_next fills in a batch whose rows may be none, and returns false at the end. A
// batch's vectors lie in run->scratch (or longer); who pulls marks the scratch arena before and
// releases it after it has used the batch. What an operator keeps between calls lies in op->arena,
// or in an arena of its own. Errors leave by the guard.
#ifndef GAZ_OP_H
#define GAZ_OP_H

#include "lang/stack.h"
#include "runtime/eval.h"

typedef struct Batch {
    uint32_t n; // places
    Rows rows;  // those that count, in the order of the result
    const Vec **slots;
    uint32_t nslots;
} Batch;

enum { OP_NOTES = 4 };
typedef struct Op Op;
struct Op {
    bool (*next)(Op *op, Batch *out);
    Op *child;
    Op *other; // union, except, intersect, keyness: the other side; else NULL
    Run *run;
    Arena *arena;
    const Stage *stage; // NULL for sources
    const char *name;   // for plans
    Str detail;
    Frame *outer; // the rows around the pipeline, and the one place in them that it stands at
    uint32_t place;
    uint64_t rows_out;
    uint64_t total;   // sources: the rows that they will give, where it is known
    uint64_t unknown; // where: rows whose condition is unknown …
    uint64_t missing; // … of these, those in which the field asked about is missing
    Str missing_field;
    uint64_t ties;       // top: rows cut off that tie with the last
    uint64_t empty;      // expand: rows without elements
    Str notes[OP_NOTES]; // whole sentences for below the result (op_note)
    uint32_t nnotes;
    uint64_t (*now_ns)(void *user); // where the time of each operator is asked for; else NULL
    void *now_user;
    uint64_t ns; // that it and those it pulls from have taken
};

bool op_next_timed(Op *op, Batch *out);

// Each stage pulls from within the one after it: thousands of them would exhaust the native stack.
static inline bool op_next(Op *op, Batch *out) {
    if (stack_exhausted(&op->run->stack_base)) guard_leave(op->run->guard, ST_LIMIT, "depth");
    return op->now_ns ? op_next_timed(op, out) : op->next(op, out);
}

// The plan of a checked pipeline. outer and place: where it reads outer rows (NULL at a statement's
// top). Operators lie in the arena.
Op *plan_pipe(Run *r, const Pipe *p, Frame *outer, uint32_t place, Arena *arena);
// One line an operator, source first, indented, the other side of set operators before them: for
// --plan.
void plan_print(StrBuf *out, const Op *op);
// The same with the rows that each has given so far and, where it was asked for, the time it took.
void plan_print_rows(StrBuf *out, const Op *op);
void plan_time(Op *op, uint64_t (*now_ns)(void *user), void *user); // asks for it

// ---- for operators --------------------------------------------------------------------------

// An operator of size bytes (its struct begins with an Op), its common members set.
void *op_new(Run *r, size_t size, Op *child, const Stage *st, Arena *arena, const char *name,
             bool (*next)(Op *, Batch *));
// The frame in which expressions of the stage are worked out for a batch.
Frame op_frame(const Op *op, const Batch *b);
// Takes a stored table out in batches: slots of n rows in all, from *at on; false at the end.
bool emit_stored(Op *op, const Vec *const *slots, uint32_t nslots, uint32_t n, uint32_t *at,
                 Batch *out);
// The number of take, skip, top: read where the pipeline stands; at least 0.
uint64_t op_count(const Op *op, const Expr *count);
Str op_text(const Op *op, const Expr *text); // likewise, of search; missing: ""
// Something to say below the result; more than OP_NOTES are not kept.
void op_note(Op *op, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

// Sources (op_source.c).
Op *op_scan(Run *r, const KindTable *k, Arena *arena);
Op *op_rows(Run *r, const KindTable *k, const uint32_t *rows, uint32_t n,
            Arena *arena);                        // rows of a kind
Op *op_counted(Run *r, uint64_t n, Arena *arena); // how many they are, without a row being touched
Op *op_list(Run *r, const Pipe *p, Frame *outer, uint32_t place, Arena *arena);
// Of a kind those that are found; most > 0: of them so many, the best first.
Op *op_search_all(Run *r, const Stage *st, uint32_t most, Arena *arena);
// Stages, each over its child.
// left: what is still to be asked of its condition (all of it, where no index was)
Op *op_where(Op *child, const Stage *st, const Expr *left);
Op *op_select(Op *child, const Stage *st);
Op *op_with(Op *child, const Stage *st);
Op *op_take(Op *child, const Stage *st);
Op *op_skip(Op *child, const Stage *st);
Op *op_expand(Op *child, const Stage *st);
Op *op_follow(Op *child, const Stage *st);
Op *op_count_rows(Op *child, const Stage *st);
Op *op_sort(Op *child, const Stage *st);
Op *op_top(Op *child, const Stage *st, const Expr *count, bool say_ties);
Op *op_group(Op *child, const Stage *st);
Op *op_distinct(Op *child, const Stage *st);
Op *op_set(Op *child, Op *other, const Stage *st);
Op *op_search(Op *child, const Stage *st);
Op *op_frequencies(Op *child, const Stage *st);
Op *op_collocates(Op *child, const Stage *st);
Op *op_keyness(Op *child, Op *other, const Stage *st);
Op *op_trend(Op *child, const Stage *st);
Op *op_vocabulary(Op *child, const Stage *st);

// ---- a set of keys (op_keys.c) --------------------------------------------------------------

// Distinct combinations of key values, numbered from 0 in order of first appearance. Two are one if
// they are written the same; missing is a value of its own.
typedef struct KeySet KeySet;
KeySet *keys_new(Run *r, const Type *const *types, uint32_t n, Arena *arena);
// The number of each row's keys, by place; new ones are added, where add is true, else UINT32_MAX.
void keys_find(KeySet *k, const Vec *const *keys, Rows rows, bool add, uint32_t *number);
uint32_t keys_count(const KeySet *k);
const Vec *keys_column(const KeySet *k, uint32_t key); // its values, by number

#endif
