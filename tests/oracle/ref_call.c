// Functions of the library are not what is tested here: their kernels are called for one row.
#include <string.h>

#include "stdlib/functions.h"
#include "tests/oracle/ref.h"

static void put(Walk *r, Vec *v, uint32_t i, Cell c) {
    switch ((TypeTag)v->type->tag) {
    case TY_TEXT: v->d.u32[i] = c.none ? 0 : run_intern(r->run, c.v.text); break;
    case TY_DATE: v->d.u32[i] = c.none ? 0 : run_date_id(r->run, &c.v.date); break;
    case TY_ENTITY: v->d.u32[i] = c.none ? 0 : (uint32_t)c.v.i; break;
    case TY_TRUTH: v->d.truth[i] = (uint8_t)cell_truth(c); break;
    case TY_INT: v->d.i64[i] = c.none ? 0 : c.v.i; break;
    case TY_REAL: v->d.f64[i] = c.none ? 0 : c.v.r; break;
    case TY_DURATION: v->d.dur[i] = c.none ? (Duration){0} : c.v.dur; break;
    case TY_RECORD:
        for (uint32_t f = 0; f < v->type->nfields; f++)
            put(r, v->fields[f], i, c.none ? cell_none(v->type->fields[f].type) : c.v.items[f]);
        break;
    default: ref_give_up(r); // lists of lists are not generated
    }
    if (v->valid) v->valid[i] = !c.none;
}

static Vec *to_vec(Walk *r, const Type *t, Cell c) {
    Vec *v = vec_new(r->arena, t, 1, t->tag != TY_LIST);
    if (t->tag == TY_RECORD) v->valid = arena_zero(r->arena, 1);
    if (t->tag != TY_LIST) {
        put(r, v, 0, c);
        return v;
    }
    v->start[0] = 0;
    v->len[0] = v->nchild = c.n;
    v->child = vec_new(r->arena, t->elem, c.n, true);
    if (t->elem->tag == TY_RECORD) v->child->valid = arena_zero(r->arena, c.n + 1);
    for (uint32_t i = 0; i < c.n; i++) put(r, v->child, i, c.v.items[i]);
    return v;
}

static Cell from_vec(Walk *r, const Vec *v, uint32_t i) {
    Cell c = {.tag = v->type->tag}, none = cell_none(v->type);
    if (v->constant) i = 0;
    if (c.tag == TY_LIST) {
        Cell *items = ARENA_ARRAY(r->arena, Cell, v->len[i] + 1);
        for (uint32_t k = 0; k < v->len[i]; k++) items[k] = from_vec(r, v->child, v->start[i] + k);
        return cell_of_list(r->arena, items, v->len[i]);
    }
    c.none = v->valid && !v->valid[i];
    switch ((TypeTag)c.tag) {
    case TY_TEXT: return v->d.u32[i] ? cell_of_text(run_text(r->run, v->d.u32[i])) : none;
    case TY_DATE:
        c.none = v->d.u32[i] == 0;
        if (!c.none) c.v.date = run_date(r->run, v->d.u32[i]);
        break;
    case TY_ENTITY:
        c.none = v->d.u32[i] == 0;
        c.v.i = v->d.u32[i];
        break;
    case TY_TRUTH: return cell_of_truth((Truth)v->d.truth[i]);
    case TY_INT: c.v.i = v->d.i64[i]; break;
    case TY_REAL: c.v.r = v->d.f64[i]; break;
    case TY_DURATION: c.v.dur = v->d.dur[i]; break;
    case TY_RECORD:
        c.n = v->type->nfields;
        c.v.items = ARENA_ARRAY(r->arena, Cell, c.n);
        for (uint32_t f = 0; f < c.n; f++) c.v.items[f] = from_vec(r, v->fields[f], i);
        break;
    default: ref_give_up(r);
    }
    return c;
}

static const FnDef *definition(const FnSig *sig) {
    for (uint32_t i = 0; i < stdlib_functions.n; i++)
        if (strcmp(stdlib_functions.items[i]->sig.name, sig->name) == 0 &&
            strcmp(stdlib_functions.items[i]->sig.signature, sig->signature) == 0)
            return stdlib_functions.items[i];
    return NULL;
}

Cell ref_call(Walk *r, const Expr *e, const Cell *args) {
    const FnDef *fn = definition(e->fn);
    if (!fn) ref_give_up(r);
    const Vec **v = ARENA_ARRAY(r->arena, const Vec *, e->nargs + 1);
    for (uint32_t i = 0; i < e->nargs; i++) {
        v[i] = e->args[i] ? to_vec(r, e->args[i]->type, args[i]) : NULL;
        if (e->args[i] && args[i].none && !(fn->sig.flags & FN_RAW)) return cell_none(e->type);
    }
    Vec *out = vec_new(r->arena, e->type, 1, true);
    if (out->valid) out->valid[0] = 1;
    Call call = {.run = r->run, .expr = e, .nplaces = 1, .nargs = e->nargs};
    fn->kernel(&call, (Rows){1, NULL}, v, out);
    return from_vec(r, out, 0);
}
