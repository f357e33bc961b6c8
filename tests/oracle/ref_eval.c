// Expressions, one row at a time (rules.md §3 to §8).
#include <string.h>

#include "tests/oracle/ref.h"

_Noreturn void ref_fail(Walk *r) {
    r->failed = true;
    guard_leave(r->guard, ST_DATA, NULL);
}

_Noreturn void ref_give_up(Walk *r) {
    r->given_up = true;
    guard_leave(r->guard, ST_LIMIT, "oracle");
}

void ref_step(Walk *r) {
    if (++r->steps > REF_STEPS) ref_give_up(r);
}

// ---- fields ---------------------------------------------------------------------------------

// Element i of a column's array.
static Cell stored(Walk *r, const Column *c, const Type *t, uint32_t i) {
    const Archive *a = r->archive;
    Cell out = cell_none(t);
    if (c->valid && !c->valid[i]) return out;
    uint32_t id = 0;
    if (t->tag == TY_TEXT || t->tag == TY_DATE || t->tag == TY_ENTITY)
        id = ((const uint32_t *)c->data)[i];
    switch ((TypeTag)t->tag) {
    case TY_TEXT: return id ? cell_of_text(archive_text(a, id)) : out;
    case TY_DATE:
        out.none = !id;
        if (id) out.v.date = archive_date(a, id);
        return out;
    case TY_ENTITY:
        out.none = !id;
        out.v.i = id;
        return out;
    case TY_INT: return cell_of_int(((const int64_t *)c->data)[i]);
    case TY_REAL: return cell_of_real(((const double *)c->data)[i]);
    case TY_TRUTH: return cell_of_truth((Truth)((const uint8_t *)c->data)[i]);
    case TY_DURATION:
        out.none = false;
        out.v.dur = ((const Duration *)c->data)[i];
        return out;
    default: return out;
    }
}

Cell ref_field(Walk *r, Cell entity, const Type *t, uint32_t field) {
    if (entity.none) return cell_none(t);
    uint32_t kind = archive_kind_of(r->archive, (uint32_t)entity.v.i);
    const KindTable *k = &r->archive->tables[kind];
    const Column *c = &k->columns[field];
    uint32_t row = (uint32_t)entity.v.i - k->first;
    if (t->tag != TY_LIST) return c->data ? stored(r, c, t, row) : cell_none(t);
    if (!c->off) return cell_none(t);
    uint32_t from = c->off[row], n = c->off[row + 1] - from;
    Cell *items = ARENA_ARRAY(r->arena, Cell, n + 1);
    for (uint32_t i = 0; i < n; i++) items[i] = stored(r, c, t->elem, from + i);
    return cell_of_list(r->arena, items, n);
}

static Cell any_field(Walk *r, Cell entity, const Expr *e) {
    if (entity.none) return cell_none(e->type);
    uint32_t kind = archive_kind_of(r->archive, (uint32_t)entity.v.i);
    uint32_t f = kind_field(r->archive->tables[kind].kind, e->name);
    return f == UINT32_MAX ? cell_none(e->type) : ref_field(r, entity, e->type, f);
}

// ---- constants, truth -----------------------------------------------------------------------

static Cell constant(const Value *v, const Type *t) {
    Cell c = cell_none(t);
    if (v->missing || t->tag == TY_NULL) return c;
    c.none = false;
    switch ((TypeTag)t->tag) {
    case TY_TEXT: return cell_of_text(v->v.text);
    case TY_REAL: c.v.r = v->v.r; break;
    case TY_DATE: c.v.date = v->v.date; break;
    case TY_DURATION: c.v.dur = v->v.dur; break;
    default: c.v.i = v->v.i; break;
    }
    return c;
}

static Truth kleene(Truth a, Truth b, Truth winner) {
    if (a == winner || b == winner) return winner;
    return a == UNKNOWN || b == UNKNOWN ? UNKNOWN : truth_not(winner);
}

// and, or: the second part only where the first does not decide.
static Cell logic(Walk *r, const RefFrame *f, const Expr *e, Truth winner) {
    Truth a = cell_truth(ref_eval(r, f, e->args[0]));
    if (a == winner) return cell_of_truth(a);
    return cell_of_truth(kleene(a, cell_truth(ref_eval(r, f, e->args[1])), winner));
}

static Cell conditional(Walk *r, const RefFrame *f, const Expr *e) {
    Truth c = cell_truth(ref_eval(r, f, e->args[0]));
    if (c == UNKNOWN) return cell_none(e->type);
    return ref_eval(r, f, e->args[c == YES ? 1 : 2]);
}

static Cell coalesce(Walk *r, const RefFrame *f, const Expr *e) {
    Cell a = ref_eval(r, f, e->args[0]);
    return cell_given(a) ? a : ref_eval(r, f, e->args[1]);
}

// ---- lists ----------------------------------------------------------------------------------

typedef struct Items {
    Cell *at;
    uint32_t n;
    size_t cap;
} Items;

static void push(Walk *r, Items *l, Cell c) {
    l->at = arena_grow(r->arena, l->at, &l->cap, l->n + 1, sizeof *l->at);
    l->at[l->n++] = c;
}

static Cell map(Walk *r, const RefFrame *f, const Expr *e) {
    Cell list = ref_eval(r, f, e->args[0]);
    Items out = {0};
    for (uint32_t i = 0; i < list.n; i++) {
        RefFrame in = {&list.v.items[i], f};
        Cell c = ref_eval(r, &in, e->args[1]);
        if (c.tag != TY_LIST)
            push(r, &out, c);
        else
            for (uint32_t k = 0; k < c.n; k++) push(r, &out, c.v.items[k]);
    }
    return cell_of_list(r->arena, out.at, out.n);
}

static Cell filter(Walk *r, const RefFrame *f, const Expr *e) {
    Cell list = ref_eval(r, f, e->args[0]);
    Items out = {0};
    for (uint32_t i = 0; i < list.n; i++) {
        RefFrame in = {&list.v.items[i], f};
        if (cell_truth(ref_eval(r, &in, e->args[1])) == YES) push(r, &out, list.v.items[i]);
    }
    return cell_of_list(r->arena, out.at, out.n);
}

static Cell any_all(Walk *r, const RefFrame *f, const Expr *e) {
    Truth winner = e->tag == X_ANY ? YES : NO, t = truth_not(winner);
    Cell list = ref_eval(r, f, e->args[0]);
    for (uint32_t i = 0; i < list.n; i++) {
        RefFrame in = {&list.v.items[i], f};
        t = kleene(t, cell_truth(ref_eval(r, &in, e->args[1])), winner);
    }
    return cell_of_truth(t);
}

static Cell in_list(Walk *r, const RefFrame *f, const Expr *e) {
    Cell value = ref_eval(r, f, e->args[0]), list = ref_eval(r, f, e->args[1]);
    Truth t = NO;
    for (uint32_t i = 0; i < list.n; i++) {
        Cell slots[2] = {list.v.items[i], value};
        RefFrame in = {slots, f};
        t = kleene(t, cell_truth(ref_eval(r, &in, e->args[2])), YES);
    }
    return cell_of_truth(t);
}

static Cell all_args(Walk *r, const RefFrame *f, const Expr *e, uint8_t tag) {
    Cell *items = ARENA_ARRAY(r->arena, Cell, e->nargs + 1);
    for (uint32_t i = 0; i < e->nargs; i++)
        items[i] = e->args[i] ? ref_eval(r, f, e->args[i]) : (Cell){.tag = TY_NULL, .none = true};
    Cell c = {.tag = tag, .n = e->nargs};
    c.v.items = items;
    return c;
}

static Cell list_aggregate(Walk *r, const RefFrame *f, const Expr *e) {
    Cell list = ref_eval(r, f, e->args[0]);
    return ref_aggregate(r, e->fn->name, e->args[0]->type->elem, list.v.items, list.n, e->type);
}

// ---- definitions, queries -------------------------------------------------------------------

static Cell call_user(Walk *r, const RefFrame *f, const Expr *e) {
    Cell args = all_args(r, f, e, TY_RECORD);
    if (++r->calls > 60) ref_give_up(r);
    RefFrame in = {args.v.items, NULL};
    Cell c = ref_eval(r, &in, e->u.user->body);
    r->calls--;
    return c;
}

static Cell query(Walk *r, const RefFrame *f, const Expr *e) {
    Table t = ref_pipe(r, f, e->u.pipe);
    return ref_rows_list(r, &e->u.pipe->out, &t);
}

static Cell param(Walk *r, const Expr *e) {
    const Param *p = e->u.param;
    Cell c = p->init ? ref_eval(r, NULL, p->init) : cell_none(p->type);
    return c;
}

static Cell slot(const RefFrame *f, const Expr *e) {
    for (uint32_t d = e->depth; d; d--) f = f->outer;
    return f->slots[e->slot];
}

static Cell member(Walk *r, const RefFrame *f, const Expr *e) {
    Cell c = ref_eval(r, f, e->args[0]);
    return c.none ? cell_none(e->type) : c.v.items[e->slot];
}

Cell ref_eval(Walk *r, const RefFrame *f, const Expr *e) {
    Truth t;
    ref_step(r);
    switch ((ExprTag)e->tag) {
    case X_CONST: return constant(&e->value, e->type);
    case X_SLOT: return slot(f, e);
    case X_FIELD: return ref_field(r, ref_eval(r, f, e->args[0]), e->type, e->field);
    case X_ANYFIELD: return any_field(r, ref_eval(r, f, e->args[0]), e);
    case X_CALL: return ref_call(r, e, all_args(r, f, e, TY_RECORD).v.items);
    case X_OP: return ref_op(r, e, all_args(r, f, e, TY_RECORD).v.items);
    case X_AND: return logic(r, f, e, NO);
    case X_OR: return logic(r, f, e, YES);
    case X_COALESCE: return coalesce(r, f, e);
    case X_NOT: return cell_of_truth(truth_not(cell_truth(ref_eval(r, f, e->args[0]))));
    case X_MAYBE:
        t = cell_truth(ref_eval(r, f, e->args[0]));
        return cell_of_truth(t == NO ? NO : YES);
    case X_UNKNOWN:
        t = cell_truth(ref_eval(r, f, e->args[0]));
        return cell_of_truth(t == UNKNOWN ? YES : NO);
    case X_IS_NULL: return cell_of_truth(cell_given(ref_eval(r, f, e->args[0])) ? NO : YES);
    case X_IF: return conditional(r, f, e);
    case X_MAP: return map(r, f, e);
    case X_FILTER: return filter(r, f, e);
    case X_ANY:
    case X_ALL: return any_all(r, f, e);
    case X_AGG: return list_aggregate(r, f, e);
    case X_IN_LIST: return in_list(r, f, e);
    case X_QUERY: return query(r, f, e);
    case X_LIST: return all_args(r, f, e, TY_LIST);
    case X_RECORD: return all_args(r, f, e, TY_RECORD);
    case X_MEMBER: return member(r, f, e);
    case X_PARAM: return param(r, e);
    case X_LET: return ref_eval(r, NULL, e->u.let->expr);
    case X_USER: return call_user(r, f, e);
    case EXPR_TAGS: break;
    }
    return cell_none(e->type);
}
