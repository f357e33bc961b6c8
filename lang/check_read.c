// What the host adds to a session and keeps from it: fields that are not open, and tables of its
// own. In: a kind and field, or a name; out: typed nodes, or an error in the user's words.
#include "lang/check_internal.h"

static Reading strictest(Reading a, Reading b) { return a > b ? a : b; }

Reading catalog_may_read(const Catalog *c, uint32_t kind, uint32_t field) {
    if (!c->may_read) return READ_OPEN;
    Reading r = c->may_read(c->user, kind, field);
    const Field *f = &c->schema->kinds[kind]->fields[field];
    if (!f->inverse_link || r == READ_DENIED) return r;
    const Kind *from = c->schema->kinds[f->from_kind];
    for (uint32_t i = 0; i < from->ndeclared; i++)
        if (str_eq(from->fields[i].inverse, f->name))
            r = strictest(r, c->may_read(c->user, f->from_kind, i));
    return r;
}

Expr *closed_field(Chk *c, const Node *n, uint32_t kind, uint32_t field, Reading r, Span at) {
    const Kind *k = c->cat->schema->kinds[kind];
    const Field *f = &k->fields[field];
    if (r == READ_DENIED)
        return chk_error(c, E0804, n, at, NULL, "the field '%.*s' of %.*s is not open to you",
                         STR_FMT(f->name), STR_FMT(k->name));
    Expr *e = mk_const(c, n, f->type);
    e->value.missing = true;
    return e;
}

Expr *host_table(Chk *c, const Node *n, Str name) {
    const Type *type = NULL;
    const FnSig *rows = c->cat->table ? c->cat->table(c->cat->user, name, &type) : NULL;
    if (!rows) return NULL;
    Expr *e = mk(c, X_CALL, type, n, 0);
    e->fn = rows;
    e->can_fail = true;
    e->number = c->env->numbers++; // it is read once in a run
    return e;
}
