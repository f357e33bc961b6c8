// claims(p.born), claims(e.people): what the facts say of a field, value by value and with its
// evidence; conflicts(born), the stage that keeps the rows whose claims exclude each other. In: the
// field as it is written, since its value alone does not know where it came from; out: a call that
// gives a list of records, or a truth.
#include "lang/check_sig.h"
#include "lang/check_stage.h"

static Expr *no_field(Chk *c, const Node *n) {
    Diag *d;
    chk_error(c, E0305, n, n->at, &d, "'%.*s' is asked of a field of one entity", STR_FMT(n->text));
    if (str_is(n->text, "claims"))
        chk_hint(c, d,
                 "claims(born) of a row, claims(@lenin.born); of a list of entities, expand first");
    else
        chk_hint(c, d, "people | conflicts(born)");
    return NULL;
}

// A link seen from the other side has no facts of its own.
static Expr *no_inverse(Chk *c, const Node *n, const Kind *to, const Field *f) {
    const Kind *from = c->cat->schema->kinds[f->from_kind];
    Diag *d;
    chk_error(c, E0305, n, n->at, &d,
              "no fact states '%.*s': it is a link seen from the other side", STR_FMT(f->name));
    for (uint32_t i = 0; i < from->ndeclared; i++) {
        const Field *other = &from->fields[i];
        const Type *t = other->type->tag == TY_LIST ? other->type->elem : other->type;
        if (!str_eq(other->inverse, f->name) || !type_same(t, &to->type)) continue;
        chk_hint(c, d, "%.*s | expand claims(%.*s) as c | where c.value = …",
                 STR_FMT(from->collection), STR_FMT(other->name));
        break;
    }
    return NULL;
}

// {value, role, certainty, note, source}: only a link has a role, and sources need to be open.
static const Type *claim_type(Chk *c, const Type *t, const Type *source) {
    bool list = t->tag == TY_LIST;
    uint32_t n = 0;
    TypeField *f = ARENA_ARRAY(c->arena, TypeField, 5);
    f[n++] = (TypeField){STR("value"), list ? t->elem : t};
    if (list) f[n++] = (TypeField){STR("role"), &type_text};
    f[n++] = (TypeField){STR("certainty"), &type_text};
    f[n++] = (TypeField){STR("note"), &type_text};
    if (source) f[n++] = (TypeField){STR("source"), source};
    return type_list(c->arena, type_record(c->arena, f, n));
}

// A field that is hidden from the session states nothing.
static bool is_hidden(const Node *arg, const Expr *e) {
    return (arg->tag == N_NAME || arg->tag == N_FIELD) && e->tag == X_CONST && e->value.missing;
}

// The field that the only argument names: an X_FIELD, or the missing value of a hidden one.
static Expr *named_field(Chk *c, Scope *s, const Node *n) {
    const Node *arg = n->list;
    if (!arg || arg->next || arg->text.n) return no_field(c, n);
    Expr *field = check_expr(c, s, arg->a);
    if (!field) return NULL;
    if (is_hidden(arg->a, field)) return field;
    if (field->tag != X_FIELD) return no_field(c, n);
    const Kind *k = c->cat->schema->kinds[field->args[0]->type->kind];
    const Field *f = &k->fields[field->field];
    return f->inverse_link ? no_inverse(c, n, k, f) : field;
}

static Expr *call_on_field(Chk *c, const Node *n, const Expr *field, const Type *result) {
    uint32_t many;
    Expr *e = mk(c, X_CALL, result, n, 1);
    e->args[0] = field->args[0];
    e->field = field->field;
    e->fn = c->cat->functions[sig_find(c->cat, n->text, &many)];
    mk_done(e);
    return e;
}

Expr *check_claims(Chk *c, Scope *s, const Node *n) {
    Expr *field = named_field(c, s, n);
    if (!field) return NULL;
    if (field->tag == X_CONST) {
        Expr *none = mk_const(c, n, claim_type(c, field->type, NULL));
        none->value.missing = true;
        return none;
    }
    uint32_t kind = field->args[0]->type->kind;
    const Kind *k = c->cat->schema->kinds[kind];
    bool open = catalog_may_read(c->cat, kind, FIELD_SOURCE) == READ_OPEN;
    const Type *source = open ? k->fields[FIELD_SOURCE].type : NULL;
    return call_on_field(c, n, field, claim_type(c, field->type, source));
}

bool stage_conflicts(Chk *c, Scope *s, Pipe *p, const Node *n) {
    Scope rows = rows_scope(s, &p->out);
    Expr **e = ARENA_ARRAY(c->arena, Expr *, 1), *field = named_field(c, &rows, n);
    if (!field) return false;
    if (field->type->tag == TY_LIST) {
        chk_error(c, E0305, n, n->list->a->span, NULL,
                  "the values of a list do not exclude each other");
        return false;
    }
    e[0] = field->tag == X_CONST ? mk_const(c, n, &type_truth)
                                 : call_on_field(c, n, field, &type_truth);
    set_exprs(p, add_stage(c, p, P_WHERE, n), e, 1);
    return true;
}

Expr *conflicts_is_stage(Chk *c, const Node *n) {
    Diag *d;
    chk_error(c, E0305, n, n->at, &d, "'conflicts' is a stage");
    chk_hint(c, d, "people | conflicts(born)");
    return NULL;
}
