// Columns and keys: the items of select and with, what they are called, and what rows can be sorted
// or grouped by. In: lists of items of the tree. Out: typed expressions and columns.
#include <string.h>

#include "lang/check_stage.h"

// ---- columns --------------------------------------------------------------------------------

static bool push_column(Chk *c, Columns *out, const Node *n, RowColumn col, Expr *e) {
    guard_work(c->arena->guard, 256);
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
Expr *typed(Chk *c, Expr *e) {
    return e && e->type->tag == TY_NULL ? convert(c, e, &type_text) : e;
}

bool check_items(Chk *c, Scope *rows, const Node *list, Columns *out) {
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

// Adds a column to the row, or redefines the one of its name; returns its slot.
uint32_t put_column(Chk *c, RowType *row, RowColumn col) {
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
    set_exprs(p, st, exprs, 1);
    st->target = ARENA_ARRAY(c->arena, uint32_t, 1);
    st->target[0] = row_slots(row);
    row->columns = copy;
    row->ncolumns++;
    p->hidden++;
    st->out = *row;
    return st->target[0];
}

// ---- keys -----------------------------------------------------------------------------------

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

bool check_keys(Chk *c, Scope *rows, const Node *list, bool flip, Expr ***exprs, bool **desc,
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
