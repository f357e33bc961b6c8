// Pipelines, a whole table a stage (rules.md §4, §6, §7).
#include <string.h>

#include "tests/oracle/ref.h"

// A row with room for one more cell than it has, so that every stage can copy it whole.
static Cell *new_row(Walk *r, uint32_t width) {
    return arena_zero(r->arena, (width + 1) * sizeof(Cell));
}

Cell ref_rows_list(Walk *r, const RowType *row, const Table *t) {
    Cell *items = ARENA_ARRAY(r->arena, Cell, t->n + 1);
    for (uint32_t i = 0; i < t->n; i++) {
        if (row->it || row->ncolumns == 1) {
            items[i] = t->rows[i][0];
            continue;
        }
        items[i] = cell_of_list(r->arena, t->rows[i], row->ncolumns);
        items[i].tag = TY_RECORD;
    }
    return cell_of_list(r->arena, items, t->n);
}

// ---- sources --------------------------------------------------------------------------------

static void add_element(Walk *r, Table *t, const RowType *row, Cell c) {
    Cell *cells = new_row(r, t->width);
    if (row->it) {
        cells[0] = c;
    } else {
        for (uint32_t i = 0; i < row->ncolumns; i++)
            cells[i] = c.none ? cell_none(row->columns[i].type) : c.v.items[i];
    }
    table_add(r, t, cells);
}

static Table source(Walk *r, const RefFrame *outer, const Pipe *p) {
    Table t = {.width = row_slots(&p->first)};
    if (p->from == FROM_KIND) {
        const KindTable *k = &r->archive->tables[p->kind];
        for (uint32_t i = 0; i < k->count; i++) {
            Cell c = {.tag = TY_ENTITY, .v.i = k->first + i};
            add_element(r, &t, &p->first, c);
        }
        return t;
    }
    Cell c = ref_eval(r, outer, p->list);
    if (p->from == FROM_VALUE) {
        Cell *row = new_row(r, 1);
        row[0] = c;
        table_add(r, &t, row);
    } else if (c.tag == TY_LIST) {
        for (uint32_t i = 0; i < c.n; i++) add_element(r, &t, &p->first, c.v.items[i]);
    } else if (!c.none) {
        add_element(r, &t, &p->first, c);
    }
    return t;
}

// ---- rows kept ------------------------------------------------------------------------------

static Table where(Walk *r, const RefFrame *outer, const Stage *st, Table in) {
    Table out = {.width = in.width};
    r->where_lost = 0;
    for (uint32_t i = 0; i < in.n; i++) {
        RefFrame f = {in.rows[i], outer};
        Truth t = cell_truth(ref_eval(r, &f, st->exprs[0]));
        if (t == YES) table_add(r, &out, in.rows[i]);
        r->where_lost += t == UNKNOWN;
    }
    return out;
}

static Table take(Walk *r, const RefFrame *outer, const Stage *st, Table in, bool skip) {
    Cell c = ref_eval(r, outer, st->count);
    if (c.none || c.v.i < 0) ref_fail(r);
    uint64_t n = (uint64_t)c.v.i;
    Table out = {.width = in.width};
    for (uint32_t i = 0; i < in.n; i++)
        if (skip ? i >= n : i < n) table_add(r, &out, in.rows[i]);
    return out;
}

typedef struct Keyed {
    Cell *row, *keys;
} Keyed;

static int keys_order(const Stage *st, const Cell *x, const Cell *y) {
    for (uint32_t k = 0; k < st->nexprs; k++) {
        if (x[k].none || y[k].none) {
            if (x[k].none != y[k].none) return x[k].none ? 1 : -1;
            continue;
        }
        int c = cell_cmp(&x[k], &y[k]);
        if (c) return st->desc[k] ? -c : c;
    }
    return 0;
}

static Cell *values(Walk *r, const RefFrame *outer, Cell *row, Expr *const *exprs, uint32_t n) {
    RefFrame f = {row, outer};
    Cell *out = new_row(r, n);
    for (uint32_t k = 0; k < n; k++) out[k] = ref_eval(r, &f, exprs[k]);
    return out;
}

static Table sort(Walk *r, const RefFrame *outer, const Stage *st, Table in) {
    Keyed *rows = ARENA_ARRAY(r->arena, Keyed, in.n + 1);
    for (uint32_t i = 0; i < in.n; i++) {
        Keyed x = {in.rows[i], values(r, outer, in.rows[i], st->exprs, st->nexprs)};
        uint32_t k = i;
        for (; k && keys_order(st, rows[k - 1].keys, x.keys) > 0; k--) rows[k] = rows[k - 1];
        rows[k] = x;
        ref_step(r);
    }
    Table out = {.width = in.width};
    for (uint32_t i = 0; i < in.n; i++) table_add(r, &out, rows[i].row);
    return out;
}

static bool same_cells(const Cell *x, const Cell *y, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if (!cell_one(&x[i], &y[i])) return false;
    return true;
}

// Index of the keys in the list of n, or n.
static uint32_t find(Cell **list, uint32_t n, const Cell *keys, uint32_t nkeys) {
    uint32_t i = 0;
    while (i < n && !same_cells(list[i], keys, nkeys)) i++;
    return i;
}

static Table distinct(Walk *r, const RefFrame *outer, const Stage *st, Table in) {
    Table out = {.width = in.width};
    Cell **seen = ARENA_ARRAY(r->arena, Cell *, in.n + 1);
    uint32_t nkeys = st->nexprs ? st->nexprs : in.width;
    for (uint32_t i = 0; i < in.n; i++) {
        Cell *keys = in.rows[i];
        if (st->nexprs) keys = values(r, outer, in.rows[i], st->exprs, st->nexprs);
        if (find(seen, out.n, keys, nkeys) < out.n) continue;
        seen[out.n] = keys;
        table_add(r, &out, in.rows[i]);
    }
    return out;
}

// ---- new columns ----------------------------------------------------------------------------

static Table select_columns(Walk *r, const RefFrame *outer, const Stage *st, Table in) {
    Table out = {.width = st->nexprs};
    for (uint32_t i = 0; i < in.n; i++)
        table_add(r, &out, values(r, outer, in.rows[i], st->exprs, st->nexprs));
    return out;
}

static Table with(Walk *r, const RefFrame *outer, const Stage *st, Table in) {
    Table out = {.width = row_slots(&st->out)};
    for (uint32_t i = 0; i < in.n; i++) {
        Cell *row = new_row(r, out.width);
        memcpy(row, in.rows[i], in.width * sizeof *row);
        Cell *v = values(r, outer, in.rows[i], st->exprs, st->nexprs);
        for (uint32_t k = 0; k < st->nexprs; k++) row[st->target[k]] = v[k];
        table_add(r, &out, row);
    }
    return out;
}

static Table expand(Walk *r, const RefFrame *outer, const Stage *st, Table in) {
    Table out = {.width = row_slots(&st->out)};
    for (uint32_t i = 0; i < in.n; i++) {
        Cell list = *values(r, outer, in.rows[i], st->exprs, 1);
        for (uint32_t k = 0; k < list.n; k++) {
            Cell *row = new_row(r, out.width);
            memcpy(row, in.rows[i], in.width * sizeof *row);
            row[st->target[0]] = list.v.items[k];
            table_add(r, &out, row);
        }
    }
    return out;
}

static void arrive(Walk *r, Table *out, Cell c) {
    if (c.none || find(out->rows, out->n, &c, 1) < out->n) return;
    Cell row[2] = {c};
    table_add(r, out, row);
}

static Table follow(Walk *r, const RefFrame *outer, const Stage *st, Table in) {
    Table out = {.width = 1};
    for (uint32_t i = 0; i < in.n; i++) {
        Cell c = *values(r, outer, in.rows[i], st->exprs, 1);
        if (c.tag != TY_LIST) arrive(r, &out, c);
        for (uint32_t k = 0; c.tag == TY_LIST && k < c.n; k++) arrive(r, &out, c.v.items[k]);
    }
    return out;
}

// ---- groups ---------------------------------------------------------------------------------

static Cell group_value(Walk *r, const RefFrame *outer, const GroupAgg *a, const Table *rows) {
    if (!a->arg) return ref_aggregate(r, "count", NULL, NULL, rows->n, a->type);
    Table all = {.width = 1};
    for (uint32_t i = 0; i < rows->n; i++) {
        RefFrame f = {rows->rows[i], outer};
        Cell one[2] = {ref_eval(r, &f, a->arg)};
        if (!a->joined) table_add(r, &all, one);
        for (uint32_t k = 0; a->joined && k < one[0].n; k++) {
            Cell element[2] = {one[0].v.items[k]};
            table_add(r, &all, element);
        }
    }
    Cell *items = ARENA_ARRAY(r->arena, Cell, all.n + 1);
    for (uint32_t i = 0; i < all.n; i++) items[i] = all.rows[i][0];
    if (!a->fn) return cell_of_list(r->arena, items, all.n);
    const Type *t = a->joined ? a->arg->type->elem : a->arg->type;
    return ref_aggregate(r, a->fn->name, t, items, all.n, a->type);
}

static Table summarize(Walk *r, const RefFrame *outer, const Stage *st, Table in) {
    Table keys = {.width = st->nkeys}, out = {.width = st->nexprs};
    Table *groups = arena_zero(r->arena, (in.n + 1) * sizeof *groups);
    if (!st->nkeys) table_add(r, &keys, new_row(r, 0));
    for (uint32_t i = 0; i < in.n; i++) {
        Cell *k = values(r, outer, in.rows[i], st->exprs, st->nkeys);
        uint32_t g = find(keys.rows, keys.n, k, st->nkeys);
        if (g == keys.n) table_add(r, &keys, k);
        groups[g].width = in.width;
        table_add(r, &groups[g], in.rows[i]);
    }
    for (uint32_t g = 0; g < keys.n; g++) {
        Cell *slots = new_row(r, st->nkeys + st->naggs), *row = new_row(r, st->nexprs);
        memcpy(slots, keys.rows[g], st->nkeys * sizeof *slots);
        memcpy(row, slots, st->nkeys * sizeof *slots);
        for (uint32_t a = 0; a < st->naggs; a++)
            slots[st->nkeys + a] = group_value(r, outer, &st->aggs[a], &groups[g]);
        RefFrame f = {slots, outer};
        for (uint32_t k = st->nkeys; k < st->nexprs; k++) row[k] = ref_eval(r, &f, st->exprs[k]);
        table_add(r, &out, row);
    }
    return out;
}

static Table count_rows(Walk *r, Table in) {
    Table out = {.width = 1};
    Cell row[2] = {cell_of_int(in.n)};
    table_add(r, &out, row);
    return out;
}

// ---- sets -----------------------------------------------------------------------------------

// Entities are one by their id, values and records by all that they hold.
static Table set(Walk *r, const RefFrame *outer, const Stage *st, Table in) {
    Table other = ref_pipe(r, outer, st->other), out = {.width = row_slots(&st->out)};
    bool it = st->in.it != NULL;
    uint32_t nkeys = it ? 1 : st->in.ncolumns;
    Cell **right = ARENA_ARRAY(r->arena, Cell *, other.n + 1);
    for (uint32_t i = 0; i < other.n; i++) {
        right[i] = new_row(r, nkeys);
        for (uint32_t k = 0; k < nkeys; k++) right[i][k] = other.rows[i][it ? k : st->target[k]];
    }
    for (uint32_t i = 0; i < in.n; i++) {
        bool both = find(right, other.n, in.rows[i], nkeys) < other.n;
        bool wanted = st->tag == P_UNION || both == (st->tag == P_INTERSECT);
        if (wanted && find(out.rows, out.n, in.rows[i], nkeys) == out.n)
            table_add(r, &out, in.rows[i]);
    }
    for (uint32_t i = 0; st->tag == P_UNION && i < other.n; i++)
        if (find(out.rows, out.n, right[i], nkeys) == out.n) table_add(r, &out, right[i]);
    return out;
}

static Table stage(Walk *r, const RefFrame *outer, const Stage *st, Table in) {
    switch ((StageTag)st->tag) {
    case P_WHERE: return where(r, outer, st, in);
    case P_SELECT: return select_columns(r, outer, st, in);
    case P_WITH: return with(r, outer, st, in);
    case P_SORT: return sort(r, outer, st, in);
    case P_TAKE: return take(r, outer, st, in, false);
    case P_SKIP: return take(r, outer, st, in, true);
    case P_TOP: return take(r, outer, st, sort(r, outer, st, in), false);
    case P_SUMMARIZE: return summarize(r, outer, st, in);
    case P_COUNT: return count_rows(r, in);
    case P_DISTINCT: return distinct(r, outer, st, in);
    case P_FOLLOW: return follow(r, outer, st, in);
    case P_EXPAND: return expand(r, outer, st, in);
    case P_UNION:
    case P_EXCEPT:
    case P_INTERSECT: return set(r, outer, st, in);
    default: ref_give_up(r);
    }
}

Table ref_pipe(Walk *r, const RefFrame *outer, const Pipe *p) {
    Table t = source(r, outer, p);
    for (const Stage *st = p->stages; st; st = st->next) t = stage(r, outer, st, t);
    return t;
}
