// Lists: paths, filters, any and all, aggregates, membership. The lists of a batch are laid end to
// end and worked on as child batches of some thousand elements, so that no vector in between gets
// longer, however many elements there are; each element knows by `up` which row it came from.
#include <string.h>

#include "runtime/cell.h"
#include "runtime/eval.h"
#include "runtime/sort.h"

// The elements of the rows' lists as the places of a frame of their own; slot 0 is the element.
typedef struct Elements {
    Frame frame;
    const Vec *slots[2];
    Rows all;
    const Vec *list;
} Elements;

static void open_elements(Run *r, Frame *f, const Vec *list, Rows rows, Elements *out) {
    uint32_t *up, n;
    out->list = list;
    out->slots[0] = vec_flatten(r->scratch, list, rows, &up, &n);
    out->slots[1] = NULL;
    out->frame = (Frame){.n = n, .slots = out->slots, .nslots = 1, .outer = f, .up = up};
    out->all = (Rows){n, NULL};
    run_tick(r, n);
}

static Vec *list_result(Run *r, const Type *t, Frame *f) {
    return vec_new(r->scratch, t, f ? f->n : 1, false);
}

static uint64_t total_length(const Vec *list, Rows rows) {
    uint64_t n = 0;
    ROWS_EACH(i, rows) n += list->len[vec_place(list, i)];
    return n;
}

// Makes the lists of the rows from those of the argument.
typedef Vec *(*ListMaker)(Run *r, Frame *f, const Expr *e, const Vec *list, Rows rows);

// The lists of a piece go behind those of the pieces before.
static void add_lists(Vec *out, Store *all, Arena *work, const Vec *made, const Pieces *p) {
    uint32_t n, from = all->n;
    const Vec *elements = vec_flatten(work, made, p->piece, NULL, &n);
    store_append(all, elements, (Rows){n, NULL});
    ROWS_EACH(i, p->piece) {
        uint32_t len = made->len[vec_place(made, i)];
        if (!p->goes_on) {
            out->start[i] = from;
            out->len[i] = 0;
        }
        out->len[i] += len;
        from += len;
    }
}

// Piece by piece, so that no vector but the result is longer: each is made in an arena of its own
// and its elements are copied behind those of the one before.
static const Vec *made_lists(Run *r, Frame *f, const Expr *e, Rows rows, ListMaker make) {
    const Vec *list = eval(r, f, e->args[0], rows);
    if (total_length(list, rows) <= LIST_PIECE) return make(r, f, e, list, rows);
    Vec *out = list_result(r, e->type, f);
    Store *all = store_new(r->scratch, e->type->elem);
    Pieces p = pieces_of(r->scratch, list, rows);
    uint32_t level = r->arena_level++;
    Arena *scratch = r->scratch, *work = run_arena(r);
    while (pieces_next(&p)) {
        r->scratch = work;
        const Vec *made = make(r, f, e, p.list, p.piece);
        r->scratch = scratch;
        add_lists(out, all, work, made, &p);
        arena_reset(work);
    }
    r->arena_level = level;
    run_arenas_give(r, level + 1);
    out->child = (Vec *)store_vec(all);
    out->nchild = all->n;
    return out;
}

// ---- paths and filters ----------------------------------------------------------------------

// One value for each element: the lists keep their lengths.
static void map_values(Vec *out, const Elements *el, const Vec *inner, Rows rows) {
    uint32_t at = 0;
    ROWS_EACH(i, rows) {
        uint32_t len = el->list->len[vec_place(el->list, i)];
        out->start[i] = at;
        out->len[i] = len;
        at += len;
    }
    out->child = (Vec *)inner;
    out->nchild = el->frame.n;
}

// A list for each element: joined end to end.
static void map_lists(Run *r, Vec *out, const Elements *el, const Vec *inner, Rows rows) {
    uint32_t n, at = 0, k = 0;
    out->child = vec_flatten(r->scratch, inner, el->all, NULL, &n);
    out->nchild = n;
    run_tick(r, n);
    ROWS_EACH(i, rows) {
        uint32_t len = el->list->len[vec_place(el->list, i)], from = at;
        for (uint32_t j = 0; j < len; j++, k++) at += inner->len[vec_place(inner, k)];
        out->start[i] = from;
        out->len[i] = at - from;
    }
}

static Vec *map_lists_of(Run *r, Frame *f, const Expr *e, const Vec *list, Rows rows) {
    Elements el;
    open_elements(r, f, list, rows, &el);
    const Vec *inner = eval(r, &el.frame, e->args[1], el.all);
    Vec *out = list_result(r, e->type, f);
    if (e->args[1]->type->tag == TY_LIST)
        map_lists(r, out, &el, inner, rows);
    else
        map_values(out, &el, inner, rows);
    return out;
}

const Vec *eval_map(Run *r, Frame *f, const Expr *e, Rows rows) {
    return made_lists(r, f, e, rows, map_lists_of);
}

static Vec *filter_lists(Run *r, Frame *f, const Expr *e, const Vec *list, Rows rows) {
    Elements el;
    open_elements(r, f, list, rows, &el);
    uint32_t *yes = ARENA_ARRAY(r->scratch, uint32_t, el.frame.n + SELECT_SLACK);
    uint64_t unknown = 0;
    uint32_t n = eval_select(r, &el.frame, e->args[1], el.all, yes, &unknown);
    run_left(r, e, LEFT_UNKNOWN, unknown);
    Vec *out = list_result(r, e->type, f);
    out->child = vec_gather(r->scratch, el.slots[0], yes, n);
    out->nchild = n;
    uint32_t k = 0, end = 0;
    ROWS_EACH(i, rows) {
        end += el.list->len[vec_place(el.list, i)];
        out->start[i] = k;
        while (k < n && yes[k] < end) k++;
        out->len[i] = k - out->start[i];
    }
    return out;
}

const Vec *eval_filter(Run *r, Frame *f, const Expr *e, Rows rows) {
    return made_lists(r, f, e, rows, filter_lists);
}

// ---- reductions -----------------------------------------------------------------------------

// Kleene over the elements: `any` is the greatest of no < unknown < yes (none: no), `all` the least
// (none: yes).
static void reduce_truth(Vec *out, const Elements *el, const Vec *t, const Pieces *p, bool any) {
    uint32_t k = 0;
    ROWS_EACH(i, p->piece) {
        uint32_t len = el->list->len[vec_place(el->list, i)];
        uint8_t strong = any ? YES : NO, weak = any ? NO : YES;
        uint8_t result = p->goes_on ? out->d.truth[i] : weak;
        for (uint32_t j = 0; j < len; j++, k++) {
            uint8_t x = t->d.truth[vec_place(t, k)];
            if (x == strong || result == strong)
                result = strong;
            else if (x == UNKNOWN)
                result = UNKNOWN;
        }
        out->d.truth[i] = result;
    }
}

// The test of each element, reduced. Beside the element it knows the row's value, unless that is
// NULL.
static const Vec *test_each(Run *r, Frame *f, const Expr *test, const Vec *list, const Vec *value,
                            Rows rows, bool any) {
    Vec *out = list_result(r, &type_truth, f);
    Pieces p = pieces_of(r->scratch, list, rows);
    while (pieces_next(&p)) {
        ArenaMark m = arena_mark(r->scratch);
        Elements el;
        open_elements(r, f, p.list, p.piece, &el);
        if (value) {
            el.slots[1] =
                value->constant ? value : vec_gather(r->scratch, value, el.frame.up, el.frame.n);
            el.frame.nslots = 2;
        }
        const Vec *t = eval(r, &el.frame, test, el.all);
        reduce_truth(out, &el, t, &p, any);
        arena_release(r->scratch, m);
    }
    return out;
}

static const Vec *any_all(Run *r, Frame *f, const Expr *e, Rows rows) {
    const Vec *list = eval(r, f, e->args[0], rows);
    return test_each(r, f, e->args[1], list, NULL, rows, e->tag == X_ANY);
}

static const FnDef *def_of(const Expr *e) {
    return (const FnDef *)(const void *)e->fn; // the signature is the row's first member
}

static const Vec *aggregate(Run *r, Frame *f, const Expr *e, Rows rows) {
    const AggOps *ops = def_of(e)->agg;
    const Vec *list = eval(r, f, e->args[0], rows);
    uint32_t groups = f ? f->n : 1;
    Pieces p = pieces_of(r->scratch, list, rows);
    ArenaMark m = arena_mark(&r->keep); // the state lies there, and is done with after this batch
    void *state = ops->open(r, e->args[0]->type->elem);
    ops->grow(state, groups);
    uint64_t skipped = 0;
    while (pieces_next(&p)) {
        ArenaMark part = arena_mark(r->scratch);
        uint32_t n, *up;
        const Vec *elems = vec_flatten(r->scratch, p.list, p.piece, &up, &n);
        run_tick(r, n);
        if (n) ops->add(state, up, elems, (Rows){n, NULL}, &skipped);
        arena_release(r->scratch, part);
    }
    run_left(r, e, LEFT_SKIPPED, skipped);
    Call call = {r, e, groups, 1};
    Vec *out = ops->finish(state, r->scratch, groups, e->type, &call);
    if (vec_width(e->type)) arena_release(&r->keep, m); // lists may share it
    return out;
}

// count of entities needs no element: a link that is stored is never missing.
static const Vec *count_of_links(Run *r, Frame *f, const Expr *e, Rows rows) {
    const Vec *list = eval(r, f, e->args[0], rows);
    Vec *out = vec_new(r->scratch, &type_int, f ? f->n : 1, false);
    ROWS_EACH(i, rows) out->d.i64[i] = list->len[vec_place(list, i)];
    return out;
}

// ---- in pieces ------------------------------------------------------------------------------

typedef const Vec *(*ListWork)(Run *r, Frame *f, const Expr *e, Rows rows);

// The list at the root of filters and paths, whose lengths tell how much work there is.
static const Expr *root_list(const Expr *e) {
    while (e->tag == X_FILTER || e->tag == X_MAP) e = e->args[0];
    return e;
}

// Work whose result is one value a row is cut so that the lists of no piece have more than
// LIST_PIECE elements, unless one row alone has more. Scratch memory is given back after each
// piece.
static const Vec *in_pieces(Run *r, Frame *f, const Expr *e, const Expr *list, Rows rows,
                            ListWork work) {
    const Expr *links = root_list(list);
    // the lengths of a link or a column cost nothing, nor do those of a list that is kept for the
    // run; all else would be worked out twice
    bool kept = links->outer == 0 && links->number;
    bool cheap = links->tag == X_FIELD || links->tag == X_SLOT || kept;
    if (rows.n == 1 || list->tag == X_MAP || !cheap) return work(r, f, e, rows);
    const Vec *root = eval(r, f, links, rows);
    if (total_length(root, rows) <= LIST_PIECE) return work(r, f, e, rows);
    Vec *out = vec_new(r->scratch, e->type, f->n, true);
    Pieces p = pieces_of(r->scratch, root, rows);
    while (pieces_next(&p)) {
        if (p.goes_on) continue; // the work sees the whole list of a row
        ArenaMark m = arena_mark(r->scratch);
        const Vec *v = work(r, f, e, p.piece);
        ROWS_EACH(i, p.piece) cell_copy(out, i, v, i);
        arena_release(r->scratch, m);
    }
    return out;
}

const Vec *eval_any_all(Run *r, Frame *f, const Expr *e, Rows rows) {
    return in_pieces(r, f, e, e->args[0], rows, any_all);
}

const Vec *eval_agg(Run *r, Frame *f, const Expr *e, Rows rows) {
    const Expr *list = e->args[0], *links = list;
    while (links->tag == X_FILTER) links = links->args[0];
    if (links->tag == X_FIELD && list->type->elem->tag == TY_ENTITY &&
        str_is(STR("count"), e->fn->name))
        return in_pieces(r, f, e, list, rows, count_of_links);
    if (e->type->tag == TY_LIST || e->type->tag == TY_RECORD) return aggregate(r, f, e, rows);
    return in_pieces(r, f, e, list, rows, aggregate);
}

// ---- membership -----------------------------------------------------------------------------

static int order_ids(const void *user, uint32_t x, uint32_t y) {
    (void)user;
    return (x > y) - (x < y);
}

// Ids of a constant list in order, without the missing ones: made once for the run. A missing
// element leaves its mark as the first id being 0.
static const Vec *id_set(Run *r, const Expr *e, const Vec *list) {
    Vec **at = &r->cached[e->number];
    if (*at) return *at;
    uint32_t n = list->len[0];
    Vec *set = vec_new(&r->keep, list->type->elem, n + 1, false);
    for (uint32_t k = 0; k < n; k++) {
        if (k % LIST_PIECE == 0) run_tick(r, 0);
        set->d.u32[k] = list->child->d.u32[vec_place(list->child, list->start[0] + k)];
    }
    uint32_t *tmp = ARENA_ARRAY(r->scratch, uint32_t, n + 1);
    sort_refs_heard(set->d.u32, tmp, n, order_ids, NULL, r->guard);
    set->nchild = n; // how many
    return *at = set;
}

static bool holds(const uint32_t *ids, uint32_t n, uint32_t id) {
    uint32_t lo = 0, hi = n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (ids[mid] < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < n && ids[lo] == id;
}

// text or entity in a list that is the same for all rows.
static const Vec *in_id_set(Run *r, Frame *f, const Expr *e, const Vec *value, const Vec *list,
                            Rows rows) {
    const Vec *set = id_set(r, e, list);
    uint32_t n = set->nchild;
    bool gap = n && set->d.u32[0] == 0;
    Vec *out = list_result(r, &type_truth, f);
    ROWS_EACH(i, rows) {
        uint32_t id = value->d.u32[vec_place(value, i)];
        uint8_t none = gap || (!id && n) ? UNKNOWN : NO;
        out->d.truth[i] = id && holds(set->d.u32, n, id) ? YES : none;
    }
    return out;
}

static const Vec *in_list(Run *r, Frame *f, const Expr *e, Rows rows) {
    const Vec *value = eval(r, f, e->args[0], rows), *list = eval(r, f, e->args[1], rows);
    const Expr *test = e->args[2];
    bool ids = vec_width(value->type) == sizeof(uint32_t) && test->tag == X_OP &&
               test->op == XO_EQ && list->type->elem->tag == value->type->tag;
    if (ids && list->constant && e->args[1]->outer == 0)
        return in_id_set(r, f, e, value, list, rows);
    return test_each(r, f, test, list, value, rows, true);
}

const Vec *eval_in_list(Run *r, Frame *f, const Expr *e, Rows rows) {
    return in_pieces(r, f, e, e->args[1], rows, in_list);
}

// ---- list literals --------------------------------------------------------------------------

const Vec *eval_list(Run *r, Frame *f, const Expr *e, Rows rows) {
    Vec *out = list_result(r, e->type, f);
    Store *s = store_new(r->scratch, e->type->elem);
    const Vec **items = ARENA_ARRAY(r->scratch, const Vec *, e->nargs + 1);
    for (uint32_t k = 0; k < e->nargs; k++) items[k] = eval(r, f, e->args[k], rows);
    ROWS_EACH(i, rows) {
        out->start[i] = s->n;
        out->len[i] = e->nargs;
        for (uint32_t k = 0; k < e->nargs; k++) store_append(s, items[k], (Rows){1, &i});
        run_work(r, e->nargs);
    }
    out->child = (Vec *)store_vec(s);
    out->nchild = s->n;
    return out;
}
