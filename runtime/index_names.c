// Conditions on names: `similar` of a field that is a name, or of any element of one, by the index
// of names. Which texts are similar is known exactly; the rows that hold them are those of the
// field's own index.
#include "runtime/index_impl.h"
#include "runtime/name_find.h"

// similar(X, "…") or the other way round: the value, and *of becomes X; else NULL.
static const Vec *asked_name(Run *r, const Expr *e, const Expr **of) {
    if (e->tag != X_CALL || !(e->fn->flags & FN_NAMES)) return NULL;
    const Vec *v = fixed_value(r, e->args[1]);
    *of = e->args[0];
    if (!v) {
        v = fixed_value(r, e->args[0]);
        *of = e->args[1];
    }
    return v && !vec_missing(v, 0) ? v : NULL;
}

// The element at hand.
static bool is_element(const Expr *e) { return e->tag == X_SLOT && e->depth == 0 && e->slot == 0; }

static bool any_missing(Run *r, const Column *c, const KindTable *k) {
    const uint32_t *values = c->data;
    uint32_t n = c->off ? c->off[k->count] : 0;
    bool missing = false;
    for (uint32_t i = 0; i < n; i++) {
        guard_every(r->guard, i);
        missing |= values[i] == 0;
    }
    return missing;
}

bool name_candidates(Run *r, const KindTable *k, const Expr *e, Candidates *out) {
    bool list = e->tag == X_ANY;
    const Expr *of;
    const Vec *v = asked_name(r, list ? e->args[1] : e, &of);
    if (!v || !r->archive->names.forms || (list && !is_element(of))) return false;
    const Expr *field = row_field(list ? e->args[0] : of);
    if (!field || (field->type->tag == TY_LIST) != list) return false;
    if (!archive_part(r->archive, PART_NAMES)) return false;
    const Column *c = archive_column(r->archive, k, field->field);
    if (!c->index.keys || (list && any_missing(r, c, k))) return false;
    FoundTexts found = name_find(r, v->d.u32[0], out->arena);
    for (uint32_t i = 0; i < found.n; i++) candidates_of_key(out, c->index, found.ids[i]);
    out->field = field->name;
    out->costly = true;
    if (list)
        out->exact = false;
    else
        candidates_missing(out, k, c);
    return true;
}
