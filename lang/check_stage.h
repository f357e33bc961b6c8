// What the files that check pipelines share: check_pipe.c, check_stage.c, check_columns.c and
// check_apply.c.
#ifndef GAZ_CHECK_STAGE_H
#define GAZ_CHECK_STAGE_H

#include "lang/check_internal.h"

typedef struct Columns {
    RowColumn *items;
    Expr **exprs;
    uint32_t n;
    size_t cap, cap_e;
} Columns;

// The frame in which the expressions of a stage stand: a row of what came before it.
static inline Scope rows_scope(Scope *outer, const RowType *row) {
    return (Scope){.row = row, .outer = outer};
}

// The stage's expressions; what they read of outer rows, and that they can fail, is the pipeline's.
void set_exprs(Pipe *p, Stage *st, Expr **exprs, uint32_t n);

// ---- columns and keys: check_columns.c ------------------------------------------------------
// NULL needs a type, where it stands for a column.
Expr *typed(Chk *c, Expr *e);
// The items of select or with. False: errors were reported.
bool check_items(Chk *c, Scope *rows, const Node *list, Columns *out);
// Adds a column to the row, or redefines the one of its name; returns its slot.
uint32_t put_column(Chk *c, RowType *row, RowColumn col);
// The keys of sort, and of top (flip: the greatest come first unless asc is written).
bool check_keys(Chk *c, Scope *rows, const Node *list, bool flip, Expr ***exprs, bool **desc,
                uint32_t *n);

// ---- stages: check_stage.c, check_apply.c ---------------------------------------------------
bool stage_where(Chk *c, Scope *s, Pipe *p, const Node *n);
bool stage_select(Chk *c, Scope *s, Pipe *p, const Node *n);
bool stage_with(Chk *c, Scope *s, Pipe *p, const Node *n);
bool stage_sort(Chk *c, Scope *s, Pipe *p, const Node *n);
bool stage_take(Chk *c, Scope *s, Pipe *p, const Node *n, StageTag tag); // and skip
bool stage_top(Chk *c, Scope *s, Pipe *p, const Node *n);
bool stage_distinct(Chk *c, Scope *s, Pipe *p, const Node *n);
bool stage_follow(Chk *c, Scope *s, Pipe *p, const Node *n);
bool stage_expand(Chk *c, Scope *s, Pipe *p, const Node *n);
bool stage_set(Chk *c, Scope *s, Pipe *p, const Node *n, StageTag tag);
bool stage_search(Chk *c, Scope *s, Pipe *p, const Node *n);
bool stage_conflicts(Chk *c, Scope *s, Pipe *p, const Node *n);   // check_claims.c
bool stage_frequencies(Chk *c, Scope *s, Pipe *p, const Node *n); // check_corpus.c
bool stage_collocates(Chk *c, Scope *s, Pipe *p, const Node *n);
bool stage_keyness(Chk *c, Scope *s, Pipe *p, const Node *n);
bool stage_trend(Chk *c, Scope *s, Pipe *p, const Node *n);
bool stage_vocabulary(Chk *c, Scope *s, Pipe *p, const Node *n);
// Replaces the pipe by what the function makes of its rows.
bool stage_name(Chk *c, Scope *s, Pipe **p, const Node *n);

#endif
