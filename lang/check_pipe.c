// Pipelines: what the rows of a source are, a stage's place in a pipeline, and one stage after the
// other. What each stage asks of its rows is check_stage.c's, columns are check_columns.c's.
#include "lang/check_stage.h"

// ---- sources --------------------------------------------------------------------------------

static Pipe *new_pipe(Chk *c, const Node *n, SourceTag from, const Type *it) {
    Pipe *p = ARENA_NEW(c->arena, Pipe);
    p->from = (uint8_t)from;
    p->first.it = it;
    p->source = n->source ? n->source : c->src;
    p->span = n->span;
    p->out = p->first;
    return p;
}

Pipe *pipe_of_kind(Chk *c, const Node *n, uint32_t kind) {
    Pipe *p = new_pipe(c, n, FROM_KIND, &c->cat->schema->kinds[kind]->type);
    p->kind = kind;
    return p;
}

// Rows of records are their fields as columns.
static void record_rows(Chk *c, Pipe *p, const Type *record) {
    RowColumn *cols = ARENA_ARRAY(c->arena, RowColumn, record->nfields + 1);
    for (uint32_t i = 0; i < record->nfields; i++)
        cols[i] =
            (RowColumn){record->fields[i].name, record->fields[i].type, {"", 0}, false, false};
    p->first.columns = cols;
    p->first.ncolumns = record->nfields;
    p->out = p->first;
}

static void value_row(Chk *c, Pipe *p, const Expr *e) {
    RowColumn *col = ARENA_NEW(c->arena, RowColumn);
    *col = (RowColumn){STR("value"), e->type, {"", 0}, false, false};
    p->first = (RowType){.columns = col, .ncolumns = 1};
    p->out = p->first;
}

Pipe *pipe_of_expr(Chk *c, const Node *n, Expr *e) {
    if (!e) return NULL;
    // a query that stands alone is itself, so that its columns, order and index look-ups live on
    if (e->tag == X_QUERY) return e->u.pipe;
    bool list = e->type->tag == TY_LIST, entity = e->type->tag == TY_ENTITY;
    Pipe *p = new_pipe(c, n, list || entity ? FROM_LIST : FROM_VALUE, NULL);
    p->list = e;
    if (e->tag == X_LET && e->u.let->expr && e->u.let->expr->tag == X_QUERY)
        p->first.searched = p->out.searched = e->u.let->expr->u.pipe->out.searched;
    p->outer = e->outer;
    p->can_fail = e->can_fail;
    const Type *elem = list ? e->type->elem : e->type;
    if (!list && !entity)
        value_row(c, p, e);
    else if (elem->tag == TY_RECORD)
        record_rows(c, p, elem);
    else
        p->first.it = p->out.it = elem->tag == TY_NULL ? &type_text : elem;
    return p;
}

// ---- a stage's place ------------------------------------------------------------------------

Stage *add_stage(Chk *c, Pipe *p, StageTag tag, const Node *n) {
    Stage *st = ARENA_NEW(c->arena, Stage);
    st->tag = (uint8_t)tag;
    st->span = n->span;
    st->at = n->at;
    st->source = n->source ? n->source : c->src;
    st->in = st->out = p->out;
    Stage **last = &p->stages;
    while (*last) last = &(*last)->next;
    *last = st;
    p->nstages++;
    return st;
}

void set_exprs(Pipe *p, Stage *st, Expr **exprs, uint32_t n) {
    st->exprs = exprs;
    st->nexprs = n;
    for (uint32_t i = 0; i < n; i++) {
        p->outer |= outer_of_inner(exprs[i]->outer);
        p->can_fail = p->can_fail || exprs[i]->can_fail;
    }
}

// What the query is as a list: entities, the values of its only column, or records.
const Type *pipe_row_type(Chk *c, const Pipe *p) {
    const RowType *r = &p->out;
    if (r->it) return r->it;
    if (r->ncolumns == 1) return r->columns[0].type;
    TypeField *fields = ARENA_ARRAY(c->arena, TypeField, r->ncolumns + 1);
    for (uint32_t i = 0; i < r->ncolumns; i++)
        fields[i] = (TypeField){r->columns[i].name, r->columns[i].type};
    return type_record(c->arena, fields, r->ncolumns);
}

// ---- any stage ------------------------------------------------------------------------------

static bool one_stage(Chk *c, Scope *s, Pipe **p, const Node *n, bool statement) {
    switch ((NodeTag)n->tag) {
    case S_WHERE: return stage_where(c, s, *p, n);
    case S_SELECT: return stage_select(c, s, *p, n);
    case S_WITH: return stage_with(c, s, *p, n);
    case S_SORT: return stage_sort(c, s, *p, n);
    case S_TAKE: return stage_take(c, s, *p, n, P_TAKE);
    case S_SKIP: return stage_take(c, s, *p, n, P_SKIP);
    case S_TOP: return stage_top(c, s, *p, n);
    case S_SUMMARIZE: return check_summarize(c, s, *p, n);
    case S_COUNT: return check_count(c, s, *p, n);
    case S_DISTINCT: return stage_distinct(c, s, *p, n);
    case S_FOLLOW: return stage_follow(c, s, *p, n);
    case S_EXPAND: return stage_expand(c, s, *p, n);
    case S_UNION: return stage_set(c, s, *p, n, P_UNION);
    case S_EXCEPT: return stage_set(c, s, *p, n, P_EXCEPT);
    case S_INTERSECT: return stage_set(c, s, *p, n, P_INTERSECT);
    case S_AS: return check_as(c, s, *p, n, statement);
    case S_SAVE: return check_save(c, s, *p, n, statement);
    case S_NAME: return stage_name(c, s, p, n);
    case S_WALK: return chk_later(c, n, n->at, "the stage 'walk' is"), false;
    case S_JOIN: return chk_later(c, n, n->at, "the stage 'join' is"), false;
    case S_SEARCH: return stage_search(c, s, *p, n);
    default: return false;
    }
}

// After a faulty stage of this sort the row is what it was: the next can still be checked.
static bool keeps_columns(int tag) {
    return tag == S_WHERE || tag == S_SORT || tag == S_TAKE || tag == S_SKIP || tag == S_TOP;
}

bool apply_stages(Chk *c, Scope *s, Pipe *p, const Node *stages, bool statement) {
    Pipe *at = p;
    uint32_t errors = c->diags->count;
    for (const Node *n = stages; n; n = n->next)
        if (!one_stage(c, s, &at, n, statement) && !keeps_columns(n->tag)) return false;
    if (at != p) *p = *at;
    return c->diags->count == errors;
}

Pipe *check_pipe(Chk *c, Scope *s, const Node *n, bool statement) {
    Pipe *p = pipe_of_expr(c, n->a, check_expr(c, s, n->a));
    if (!p) return NULL;
    if (n->text.n && reserved_column(c, n, n->text)) return NULL;
    if (n->text.n) {
        p->first.alias = n->text;
        if (p->stages) { // a bracketed query, named
            Stage *last = p->stages;
            while (last->next) last = last->next;
            last->out.alias = n->text;
        }
        p->out.alias = n->text;
    }
    p->span = n->span;
    if (statement) p->words = query_words(c, n);
    return apply_stages(c, s, p, n->list, statement) ? p : NULL;
}
