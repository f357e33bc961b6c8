// Pipelines: sources, stages, and what a row is after each.
#include <string.h>

#include "lang/check_internal.h"

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
    p->first = (RowType){.columns = cols, .ncolumns = record->nfields};
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

// ---- one stage's place and rows -------------------------------------------------------------

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

static void set_exprs(Chk *c, Pipe *p, Stage *st, Expr **exprs, uint32_t n) {
    st->exprs = exprs;
    st->nexprs = n;
    (void)c;
    for (uint32_t i = 0; i < n; i++) {
        p->outer |= outer_of_inner(exprs[i]->outer);
        p->can_fail = p->can_fail || exprs[i]->can_fail;
    }
}

static Scope rows_scope(Scope *outer, const RowType *row) {
    return (Scope){.row = row, .outer = outer};
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

bool key_type_ok(Chk *c, const Node *n, const Expr *e, bool sorting) {
    Diag *d;
    if (e->type->tag == TY_LIST) {
        chk_error(c, E0308, n, n->span, &d, "%s cannot be a key", chk_found(c, e));
        chk_hint(c, d, "expand %.*s first, or use count(%.*s)", STR_FMT(chk_words(n)),
                 STR_FMT(chk_words(n)));
        return false;
    }
    if (e->type->tag == TY_RECORD || (sorting && e->type->tag == TY_ENTITY)) {
        chk_error(c, E0312, n, n->span, &d, "%s has no order", chk_found(c, e));
        if (e->type->tag == TY_ENTITY)
            chk_hint(c, d, "sort by one of its fields: %.*s.name", STR_FMT(chk_words(n)));
        return false;
    }
    return true;
}

// ---- columns --------------------------------------------------------------------------------

typedef struct Columns {
    RowColumn *items;
    Expr **exprs;
    uint32_t n;
    size_t cap, cap_e;
} Columns;

static bool push_column(Chk *c, Columns *out, const Node *n, RowColumn col, Expr *e) {
    for (uint32_t i = 0; i < out->n; i++) {
        if (!str_eq(out->items[i].name, col.name)) continue;
        Diag *d;
        chk_error(c, E0206, n, n->span, &d, "there are two columns '%.*s'", STR_FMT(col.name));
        chk_hint(c, d, "give one of them a name: other: %.*s",
                 STR_FMT(chk_words(n->tag == N_ITEM ? n->a : n)));
        return false;
    }
    out->items = arena_grow(c->arena, out->items, &out->cap, out->n + 1, sizeof *out->items);
    out->exprs = arena_grow(c->arena, out->exprs, &out->cap_e, out->n + 1, sizeof *out->exprs);
    out->exprs[out->n] = e;
    out->items[out->n++] = col;
    return true;
}

static bool has_column(const Columns *out, Str name) {
    for (uint32_t i = 0; i < out->n; i++)
        if (str_eq(out->items[i].name, name)) return true;
    return false;
}

// What an expression is called that has no name: its words, in one line with single blanks.
static Str label_words(Chk *c, const Node *n) {
    if (n->tag == N_NAME) return n->text;
    Str w = chk_words(n);
    StrBuf b;
    buf_init(&b, c->arena);
    bool gap = false;
    for (uint32_t i = 0; i < w.n; i++) {
        bool blank = (unsigned char)w.p[i] <= ' ';
        if (blank) {
            gap = true;
            continue;
        }
        if (gap) buf_char(&b, ' ');
        gap = false;
        buf_char(&b, w.p[i]);
    }
    return buf_str(&b);
}

static Str label_of(Chk *c, const Node *item) {
    return item->text.n ? item->text : label_words(c, item->a);
}

bool reserved_column(Chk *c, const Node *n, Str name) {
    bool id = str_is(name, "id") && n->text.n; // unnamed, it is the entity's own
    if (!id && !str_is(name, "it") && !str_is(name, "_") && !str_is(name, "archive")) return false;
    Diag *d;
    chk_error(c, E0206, n, n->at, &d, "'%.*s' is reserved and cannot name a column", STR_FMT(name));
    if (!n->text.n) chk_hint(c, d, "give it a name: value: %.*s", STR_FMT(name));
    return true;
}

// `*`: the columns of the row; of an entity what a collection alone shows.
static bool push_star(Chk *c, Columns *out, const RowType *row, const Node *n) {
    if (row->it && row->it->tag == TY_ENTITY && row->it->kind != KIND_ANY) {
        const Kind *k = c->cat->schema->kinds[row->it->kind];
        for (uint32_t f = 0; f < k->ndeclared; f++) {
            Str name = k->fields[f].name;
            if (f == FIELD_SOURCE || f == FIELD_SAME || str_is(name, "text") ||
                str_is(name, "note"))
                continue;
            if (has_column(out, name)) continue;
            if (catalog_may_read(c->cat, row->it->kind, f) != READ_OPEN) continue;
            Expr *e = field_of(c, n, mk_slot(c, n, 0, 0, row->it), name, n->span);
            if (!push_column(c, out, n, (RowColumn){name, e->type, {"", 0}, false, false}, e))
                return false;
        }
    } else if (row->it) {
        Expr *e = mk_slot(c, n, 0, 0, row->it);
        if (!push_column(c, out, n, (RowColumn){STR("it"), row->it, {"", 0}, false, false}, e))
            return false;
    }
    for (uint32_t i = 0; i < row->ncolumns; i++) {
        if (has_column(out, row->columns[i].name)) continue;
        Expr *e = mk_slot(c, n, 0, row_column_slot(row, i), row->columns[i].type);
        if (!push_column(c, out, n, row->columns[i], e)) return false;
    }
    return true;
}

// A bare year, text or the like as a column is fine; null needs a type.
static Expr *typed(Chk *c, Expr *e) {
    return e && e->type->tag == TY_NULL ? convert(c, e, &type_text) : e;
}

static bool check_items(Chk *c, Scope *rows, const Node *list, Columns *out) {
    bool ok = true;
    for (const Node *n = list; n; n = n->next) {
        if (n->tag == N_STAR) {
            ok = push_star(c, out, rows->row, n) && ok;
            continue;
        }
        Expr *e = typed(c, check_expr(c, rows, n->a));
        Str name = label_of(c, n);
        if (!e || reserved_column(c, n, name)) {
            ok = false;
            continue;
        }
        RowColumn col = {name, e->type,
                         n->text.n || n->a->tag == N_NAME ? (Str){"", 0} : chk_words(n->a), false,
                         false};
        ok = push_column(c, out, n, col, e) && ok;
    }
    return ok;
}

// ---- stages ---------------------------------------------------------------------------------

static bool stage_where(Chk *c, Scope *s, Pipe *p, const Node *n) {
    Scope rows = rows_scope(s, &p->out);
    Expr **e = ARENA_ARRAY(c->arena, Expr *, 1);
    e[0] = check_condition(c, &rows, n->a);
    if (!e[0]) return false;
    set_exprs(c, p, add_stage(c, p, P_WHERE, n), e, 1);
    return true;
}

static bool stage_select(Chk *c, Scope *s, Pipe *p, const Node *n) {
    Scope rows = rows_scope(s, &p->out);
    Columns cols = {0};
    if (!check_items(c, &rows, n->list, &cols)) return false;
    Stage *st = add_stage(c, p, P_SELECT, n);
    set_exprs(c, p, st, cols.exprs, cols.n);
    st->out = (RowType){.columns = cols.items, .ncolumns = cols.n, .ordered = p->out.ordered};
    p->out = st->out;
    return true;
}

// Adds a column to the row, or redefines the one of its name; returns its slot.
static uint32_t put_column(Chk *c, RowType *row, RowColumn col) {
    for (uint32_t i = 0; i < row->ncolumns; i++) {
        if (!str_eq(row->columns[i].name, col.name)) continue;
        RowColumn *copy = arena_dup(c->arena, row->columns, row->ncolumns * sizeof col);
        copy[i] = col;
        row->columns = copy;
        return row_column_slot(row, i);
    }
    RowColumn *copy = ARENA_ARRAY(c->arena, RowColumn, row->ncolumns + 1);
    if (row->ncolumns) memcpy(copy, row->columns, row->ncolumns * sizeof col);
    copy[row->ncolumns] = col;
    row->columns = copy;
    return row_column_slot(row, row->ncolumns++);
}

// Beside all others, whatever it is called.
uint32_t hidden_column(Chk *c, Pipe *p, const Node *n, Expr *e) {
    RowType *row = &p->out;
    RowColumn *copy = ARENA_ARRAY(c->arena, RowColumn, row->ncolumns + 1);
    if (row->ncolumns) memcpy(copy, row->columns, row->ncolumns * sizeof *copy);
    copy[row->ncolumns] = (RowColumn){.name = label_words(c, n), .type = e->type};
    Stage *st = add_stage(c, p, P_WITH, n);
    Expr **exprs = ARENA_ARRAY(c->arena, Expr *, 1);
    exprs[0] = e;
    set_exprs(c, p, st, exprs, 1);
    st->target = ARENA_ARRAY(c->arena, uint32_t, 1);
    st->target[0] = row_slots(row);
    row->columns = copy;
    row->ncolumns++;
    p->hidden++;
    st->out = *row;
    return st->target[0];
}

static bool stage_with(Chk *c, Scope *s, Pipe *p, const Node *n) {
    if (n->a) return chk_later(c, n, n->at, "windows (with … by …) are") != NULL;
    Scope rows = rows_scope(s, &p->out);
    Columns cols = {0};
    for (const Node *k = n->list; k; k = k->next)
        if (k->tag == N_STAR)
            return chk_error(c, E0313, k, k->span, NULL,
                             "with keeps all columns anyway: leave '*' out") != NULL;
    if (!check_items(c, &rows, n->list, &cols)) return false;
    Stage *st = add_stage(c, p, P_WITH, n);
    set_exprs(c, p, st, cols.exprs, cols.n);
    st->target = ARENA_ARRAY(c->arena, uint32_t, cols.n + 1);
    for (uint32_t i = 0; i < cols.n; i++) st->target[i] = put_column(c, &p->out, cols.items[i]);
    st->out = p->out;
    return true;
}

static bool check_keys(Chk *c, Scope *rows, const Node *list, bool flip, Expr ***exprs, bool **desc,
                       uint32_t *n) {
    uint32_t count = 0;
    for (const Node *k = list; k; k = k->next) count++;
    Expr **e = ARENA_ARRAY(c->arena, Expr *, count + 1);
    bool *d = ARENA_ARRAY(c->arena, bool, count + 1);
    bool ok = true;
    uint32_t i = 0;
    for (const Node *k = list; k; k = k->next, i++) {
        e[i] = typed(c, check_expr(c, rows, k->a));
        // top gives the greatest first unless asc is written
        d[i] = flip ? !(k->flags & NODE_ASC) : (k->flags & NODE_DESC) != 0;
        ok = e[i] && key_type_ok(c, k->a, e[i], true) && ok;
    }
    *exprs = e;
    *desc = d;
    *n = count;
    return ok;
}

static bool stage_sort(Chk *c, Scope *s, Pipe *p, const Node *n) {
    Scope rows = rows_scope(s, &p->out);
    Expr **e;
    bool *desc;
    uint32_t count;
    if (!check_keys(c, &rows, n->list, false, &e, &desc, &count)) return false;
    Stage *st = add_stage(c, p, P_SORT, n);
    set_exprs(c, p, st, e, count);
    st->desc = desc;
    st->out.ordered = p->out.ordered = true;
    return true;
}

// The number of take, skip and top: read where the pipeline stands, not in its rows.
static Expr *check_number(Chk *c, Scope *s, const Node *n, const char *stage) {
    Expr *e = check_value(c, s, n);
    if (!e) return NULL;
    Diag *d;
    if (e->type->tag != TY_INT) {
        chk_error(c, E0302, n, n->span, &d, "%s needs a whole number, found %s", stage,
                  chk_found(c, e));
        return NULL;
    }
    if (e->tag == X_OP && e->op == XO_NEG && e->args[0]->tag == X_CONST)
        return chk_error(c, E0507, n, n->span, &d, "%s needs a number that is not negative", stage);
    return e;
}

static bool stage_take(Chk *c, Scope *s, Pipe *p, const Node *n, StageTag tag) {
    Expr *e = check_number(c, s, n->a, tag == P_TAKE ? "take" : "skip");
    if (!e) return false;
    Stage *st = add_stage(c, p, tag, n);
    st->count = e;
    p->outer |= e->outer;
    p->can_fail = p->can_fail || e->can_fail;
    return true;
}

static bool stage_top(Chk *c, Scope *s, Pipe *p, const Node *n) {
    Scope rows = rows_scope(s, &p->out);
    Expr *count = check_number(c, s, n->a, "top");
    Expr **e;
    bool *desc;
    uint32_t k;
    if (!check_keys(c, &rows, n->list, true, &e, &desc, &k) || !count) return false;
    Stage *st = add_stage(c, p, P_TOP, n);
    set_exprs(c, p, st, e, k);
    st->desc = desc;
    st->count = count;
    p->outer |= count->outer;
    st->out.ordered = p->out.ordered = true;
    return true;
}

static bool stage_distinct(Chk *c, Scope *s, Pipe *p, const Node *n) {
    Scope rows = rows_scope(s, &p->out);
    uint32_t count = 0;
    for (const Node *k = n->list; k; k = k->next) count++;
    Expr **e = ARENA_ARRAY(c->arena, Expr *, count + 1);
    bool ok = true;
    uint32_t i = 0;
    for (const Node *k = n->list; k; k = k->next, i++) {
        e[i] = typed(c, check_expr(c, &rows, k->tag == N_ITEM ? k->a : k));
        ok = e[i] && key_type_ok(c, k->tag == N_ITEM ? k->a : k, e[i], false) && ok;
    }
    if (!ok) return false;
    if (!count && !p->out.it) { // the whole row
        for (uint32_t k = 0; k < p->out.ncolumns; k++)
            if (p->out.columns[k].type->tag == TY_LIST)
                return chk_error(c, E0308, n, n->span, NULL,
                                 "the column '%.*s' is a list and cannot be compared: expand it "
                                 "first, or name the columns to compare",
                                 STR_FMT(p->out.columns[k].name)) != NULL;
    }
    set_exprs(c, p, add_stage(c, p, P_DISTINCT, n), e, count);
    return true;
}

static bool stage_follow(Chk *c, Scope *s, Pipe *p, const Node *n) {
    Diag *d;
    if (!p->out.it || p->out.it->tag != TY_ENTITY) {
        chk_error(c, E0310, n, n->at, &d,
                  "follow starts from entities, and the rows here are records");
        chk_hint(c, d, "put follow before select, or use: expand %.*s", STR_FMT(chk_words(n->a)));
        return false;
    }
    Scope rows = rows_scope(s, &p->out);
    Expr **e = ARENA_ARRAY(c->arena, Expr *, 1);
    e[0] = check_expr(c, &rows, n->a);
    if (!e[0]) return false;
    const Type *t = e[0]->type->tag == TY_LIST ? e[0]->type->elem : e[0]->type;
    if (t->tag != TY_ENTITY) {
        chk_error(c, E0310, n, n->a->span, &d,
                  "follow needs a path that ends at entities, found %s", chk_found(c, e[0]));
        chk_hint(c, d, "expand %.*s, or select %.*s", STR_FMT(chk_words(n->a)),
                 STR_FMT(chk_words(n->a)));
        return false;
    }
    Stage *st = add_stage(c, p, P_FOLLOW, n);
    set_exprs(c, p, st, e, 1);
    st->out = (RowType){.it = t};
    p->out = st->out;
    return true;
}

static bool stage_expand(Chk *c, Scope *s, Pipe *p, const Node *n) {
    Scope rows = rows_scope(s, &p->out);
    Expr **e = ARENA_ARRAY(c->arena, Expr *, 1);
    e[0] = check_expr(c, &rows, n->a);
    if (!e[0]) return false;
    Diag *d;
    if (e[0]->type->tag != TY_LIST) {
        chk_error(c, E0304, n, n->a->span, &d,
                  "expand makes a row of each element of a list, found %s", chk_found(c, e[0]));
        return false;
    }
    Str name = n->text;
    if (!name.n && n->a->tag != N_NAME) {
        chk_error(c, E0310, n, n->a->span, &d, "what each element is called is missing");
        chk_hint(c, d, "expand %.*s as x", STR_FMT(chk_words(n->a)));
        return false;
    }
    if (reserved_column(c, n, name)) return false;
    RowColumn col = {name.n ? name : n->a->text, e[0]->type->elem, {"", 0}, name.n > 0, false};
    Stage *st = add_stage(c, p, P_EXPAND, n);
    set_exprs(c, p, st, e, 1);
    st->target = ARENA_ARRAY(c->arena, uint32_t, 1);
    st->target[0] = put_column(c, &p->out, col);
    st->out = p->out;
    return true;
}

// Columns of other in the order of mine; false where they do not agree.
static bool same_columns(const RowType *mine, const RowType *other, uint32_t *map) {
    if (mine->ncolumns != other->ncolumns) return false;
    for (uint32_t i = 0; i < mine->ncolumns; i++) {
        map[i] = UINT32_MAX;
        for (uint32_t j = 0; j < other->ncolumns; j++)
            if (str_eq(mine->columns[i].name, other->columns[j].name) &&
                type_same(mine->columns[i].type, other->columns[j].type))
                map[i] = j;
        if (map[i] == UINT32_MAX) return false;
    }
    return true;
}

// union, except, intersect: sets of entities (by id) or of records (columns by name, same types).
static bool stage_set(Chk *c, Scope *s, Pipe *p, const Node *n, StageTag tag) {
    Expr *e = check_expr(c, s, n->a);
    Pipe *q = pipe_of_expr(c, n->a, e);
    if (!q) return false;
    bool entities =
        p->out.it && q->out.it && p->out.it->tag == TY_ENTITY && q->out.it->tag == TY_ENTITY;
    Stage *st = add_stage(c, p, tag, n);
    st->other = q;
    p->outer |= q->outer;
    p->can_fail = p->can_fail || q->can_fail;
    if (entities) {
        if (tag == P_UNION && !type_same(p->out.it, q->out.it)) p->out.it = &type_entity;
        if (tag == P_UNION) p->out = (RowType){.it = p->out.it};
        st->out = p->out;
        return true;
    }
    st->target = ARENA_ARRAY(c->arena, uint32_t, p->out.ncolumns + 1);
    bool values = p->out.it && q->out.it && type_same(p->out.it, q->out.it) && !p->out.ncolumns &&
                  !q->out.ncolumns;
    if (!values && (p->out.it || q->out.it || !same_columns(&p->out, &q->out, st->target))) {
        Diag *d;
        chk_error(c, E0310, n, n->span, &d,
                  "the rows of both sides must have the same columns of the same types");
        chk_hint(c, d, "select the same columns on both sides");
        return false;
    }
    return true;
}

// ---- names as stages ------------------------------------------------------------------------

static bool field_as_stage(const Pipe *p, const Schema *s, Str name) {
    for (uint32_t i = 0; i < p->out.ncolumns; i++)
        if (str_eq(p->out.columns[i].name, name)) return true;
    const Type *it = p->out.it;
    return it && it->tag == TY_ENTITY && it->kind != KIND_ANY &&
           kind_field(s->kinds[it->kind], name) != UINT32_MAX;
}

// What other languages call a stage, and what to write here.
static const char *stage_habit(Str word) {
    static const struct {
        const char *word, *hint;
    } habits[] = {{"filter", "where …"},
                  {"limit", "take 10"},
                  {"head", "take 10"},
                  {"order", "sort name"},
                  {"group", "summarize n: count() by …"},
                  {"groupby", "summarize n: count() by …"},
                  {"map", "select …"},
                  {"offset", "skip 10"},
                  {"aggregate", "summarize …"},
                  {"extend", "with …"},
                  {"mutate", "with …"},
                  {"project", "select …"},
                  {"having", "where …"},
                  {"unique", "distinct"},
                  {"tail", "sort … desc | take 10"},
                  {"sum", "summarize total: sum(…)"}};
    for (size_t i = 0; i < sizeof habits / sizeof *habits; i++)
        if (str_is(word, habits[i].word)) return habits[i].hint;
    return NULL;
}

static Str near_stage(Chk *c, Str word) {
    static const char *const stages[] = {"where",  "select",    "with",      "sort",  "take",
                                         "skip",   "top",       "summarize", "count", "distinct",
                                         "follow", "walk",      "expand",    "join",  "union",
                                         "except", "intersect", "search",    "as",    "save"};
    Near near;
    near_init(&near, word);
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) near_try(&near, str_of(stages[i]));
    for (const Def *def = c->defs; def; def = def->older)
        if (def->tag == DEF_FN) near_try(&near, def->name);
    return near.best;
}

static bool unknown_stage(Chk *c, const Pipe *p, const Node *n) {
    Diag *d;
    if (str_is(n->text, "conflicts"))
        return chk_later(c, n, n->at, "the stage 'conflicts' is") != NULL;
    chk_error(c, E0204, n, n->at, &d, "there is no stage '%.*s'", STR_FMT(n->text));
    const char *habit = stage_habit(n->text);
    Str near = near_stage(c, n->text);
    if (habit)
        chk_hint(c, d, "%s", habit);
    else if (field_as_stage(p, c->cat->schema, n->text))
        chk_hint(c, d, "select %.*s", STR_FMT(n->text));
    else if (near.n)
        chk_note(c, d, "did you mean '%.*s'?", STR_FMT(near));
    return false;
}

// Replaces the pipe by what the function makes of its rows.
static bool stage_name(Chk *c, Scope *s, Pipe **p, const Node *n) {
    const FnDecl *fn = find_fn(c, n->text);
    if (!fn) return unknown_stage(c, *p, n);
    Pipe *q = apply_function(c, s, *p, n, (FnDecl *)fn);
    if (!q) return false;
    *p = q;
    return true;
}

static bool rebinds_first(const FnDecl *fn) {
    const Node *body = fn->node->a, *param = fn->node->list;
    return param && !param->b && body->tag == N_PIPE && !body->text.n && body->a->tag == N_NAME &&
           str_eq(body->a->text, param->text);
}

// A body that is a pipeline over its first parameter is checked in place: the rows stream through
// its stages and keep their columns and order. The other arguments must read no row; else the rows
// become a list.
static Pipe *in_place(Chk *c, Scope *s, Pipe *p, const Node *n, FnDecl *fn) {
    Binding *bound = NULL;
    const Node *arg = n->list;
    for (const Node *q = fn->node->list->next; q; q = q->next) {
        const Node *value = arg ? arg->a : q->a;
        if (!value || (arg && arg->text.n)) return NULL;
        uint32_t before = c->diags->count;
        Expr *e = check_expr(c, arg ? s : NULL, value);
        if (!e || e->outer || c->diags->count != before || q->b) return NULL;
        Binding *b = ARENA_NEW(c->arena, Binding);
        *b = (Binding){q->text, e, bound};
        bound = b;
        arg = arg ? arg->next : NULL;
    }
    if (arg) return NULL;
    Scope scope = {.bound = bound};
    Chk in = *c;
    in.defs = fn->seen;
    in.circa = fn->circa;
    in.src = fn->node->source;
    if (chk_too_deep(c, n)) return NULL;
    if (!apply_stages(&in, &scope, p, fn->node->a->list, false)) return NULL;
    return p;
}

Pipe *apply_function(Chk *c, Scope *s, Pipe *p, const Node *n, FnDecl *fn) {
    if (!fn->node->list)
        return chk_error(c, E0305, n, n->at, NULL, "'%.*s' takes no rows, so it cannot be a stage",
                         STR_FMT(fn->name));
    if (rebinds_first(fn)) {
        Pipe *copy = arena_dup(c->arena, p, sizeof *p);
        Stage **at = &copy->stages;
        for (Stage *st = p->stages; st; st = st->next, at = &(*at)->next)
            *at = arena_dup(c->arena, st, sizeof *st);
        *at = NULL;
        uint32_t before = c->diags->count;
        Pipe *q = in_place(c, s, copy, n, fn);
        if (q) return q;
        if (c->diags->count != before) return NULL;
    }
    // a copy: the caller's pipeline goes on to be that of the call
    Expr *rows = mk_query(c, n, arena_dup(c->arena, p, sizeof *p));
    return pipe_of_expr(c, n, call_function(c, s, n, fn, rows));
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
    case S_WALK: return chk_later(c, n, n->at, "the stage 'walk' is") != NULL;
    case S_JOIN: return chk_later(c, n, n->at, "the stage 'join' is") != NULL;
    case S_SEARCH: return chk_later(c, n, n->at, "the stage 'search' is") != NULL;
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
