// Expressions but for names, operators and calls: literals, lists, records, conditions, filters,
// entities.
#include <string.h>

#include "lang/calendar.h"
#include "lang/check_internal.h"
#include "lang/stack.h"

enum { YEAR_MIN = 1, YEAR_MAX = 9999 };

// ---- what a node is expected to be ----------------------------------------------------------

Expr *check_value(Chk *c, Scope *s, const Node *n) {
    Expr *e = check_expr(c, s, n);
    if (!e || e->type->tag != TY_LIST) return e;
    Diag *d;
    chk_error(c, E0303, n, n->span, &d, "%s stands where one value is needed", chk_found(c, e));
    Str w = chk_words(n);
    chk_hint(c, d, "count(%.*s), first(%.*s) or any(%.*s, …) makes one value of it", STR_FMT(w),
             STR_FMT(w), STR_FMT(w));
    return NULL;
}

// What to write for a value that stands alone as a condition, or under a not.
static void condition_hint(Chk *c, Diag *d, const Node *n, const Expr *e, bool negated) {
    Str w = chk_words(n);
    const char *given = negated ? "is null" : "is not null";
    bool compared = e->type->tag == TY_TEXT || type_is_number(e->type);
    if (compared && n->tag != N_NAME && n->tag != N_FIELD)
        chk_hint(c, d, "compare it with something: %.*s = …", STR_FMT(w));
    else if (compared)
        chk_hint(c, d, "%.*s %s, or compare it with something: %.*s %s …", STR_FMT(w), given,
                 STR_FMT(w), negated ? "!=" : "=");
    else
        chk_hint(c, d, "to ask whether it is %s: %.*s %s", negated ? "missing" : "given",
                 STR_FMT(w), given);
}

static Expr *condition(Chk *c, Scope *s, const Node *n, bool negated) {
    Expr *e = check_value(c, s, n);
    if (!e) return NULL;
    if (e->type->tag == TY_NULL) return convert(c, e, &type_truth);
    if (e->type->tag == TY_TRUTH) return e;
    Diag *d;
    chk_error(c, E0306, n, n->span, &d, "a condition is needed, found %s", chk_found(c, e));
    condition_hint(c, d, n, e, negated);
    return NULL;
}

Expr *check_condition(Chk *c, Scope *s, const Node *n) { return condition(c, s, n, false); }

Expr *check_list(Chk *c, Scope *s, const Node *n) {
    Expr *e = check_expr(c, s, n);
    if (!e || e->type->tag == TY_LIST) return e;
    chk_error(c, E0304, n, n->span, NULL, "a list is needed, found %s", chk_found(c, e));
    return NULL;
}

Scope *scope_of_element(Chk *c, Scope *outer, const Type *elem) {
    RowType *row = ARENA_NEW(c->arena, RowType);
    row->it = elem;
    Scope *s = ARENA_NEW(c->arena, Scope);
    s->row = row;
    s->outer = outer;
    return s;
}

// ---- whole numbers that are years, where a date is expected ---------------------------------

static const Node *literal_let(Chk *c, Scope *s, const Node *n) {
    if (n->tag != N_NAME) return NULL;
    for (Scope *at = s; at; at = at->outer)
        for (const Binding *b = at->bound; b; b = b->next)
            if (str_eq(b->name, n->text)) return NULL;
    const Def *d = find_def(c->defs, n->text, -1);
    return d && d->tag == DEF_LET ? d->let->literal : NULL;
}

bool is_year_literal(Chk *c, Scope *s, const Node *n) {
    if (!n) return false;
    switch (n->tag) {
    case N_INT: return n->num.i >= YEAR_MIN && n->num.i <= YEAR_MAX;
    case N_RANGE:
        return (n->a || n->b) && (!n->a || is_year_literal(c, s, n->a)) &&
               (!n->b || is_year_literal(c, s, n->b));
    case N_LIST: {
        bool any = false; // null may stand among them
        for (const Node *k = n->list; k; k = k->next) {
            if (k->tag == N_NULL) continue;
            if (!is_year_literal(c, s, k)) return false;
            any = true;
        }
        return any;
    }
    case N_NAME: return literal_let(c, s, n) && is_year_literal(c, s, literal_let(c, s, n));
    default: return false;
    }
}

Expr *check_years(Chk *c, Scope *s, const Node *n) {
    bool before = c->years;
    c->years = true;
    Expr *e = check_expr(c, s, n);
    c->years = before;
    return e;
}

// ---- literals -------------------------------------------------------------------------------

static Expr *check_int(Chk *c, const Node *n) {
    if (c->years && n->num.i >= YEAR_MIN && n->num.i <= YEAR_MAX) {
        Expr *e = mk_const(c, n, &type_date);
        e->value.v.date = date_of_year(n->num.i);
        e->written = true;
        return e;
    }
    Expr *e = mk_const(c, n, &type_int);
    e->value.v.i = n->num.i;
    return e;
}

// An Old Style date in the years of `set year_begins`.
static Expr *check_date(Chk *c, const Node *n) {
    Expr *e = mk_const(c, n, &type_date);
    DateError err = {0};
    Diag *d;
    e->value.v.date = n->num.date;
    e->written = true;
    if (year_restyle_written(c->arena, chk_words(n), (YearStyle)c->set.circa.year_begins,
                             &e->value.v.date, &err))
        return e;
    chk_error(c, E0502, n, n->span, &d, "%s", err.message);
    if (err.hint[0]) chk_hint(c, d, "%s", err.hint);
    return NULL;
}

OWN_FRAME static Expr *check_literal(Chk *c, const Node *n) {
    Expr *e;
    switch (n->tag) {
    case N_INT: return check_int(c, n);
    case N_REAL:
        e = mk_const(c, n, &type_real);
        e->value.v.r = n->num.r;
        return e;
    case N_TEXT:
        e = mk_const(c, n, &type_text);
        e->value.v.text = n->text;
        return e;
    case N_DATE: return check_date(c, n);
    case N_DURATION:
        e = mk_const(c, n, &type_duration);
        if (!duration_of(n->num.i, (Unit)n->unit, &e->value.v.dur))
            return chk_error(c, E0104, n, n->span, NULL, "this duration is too long");
        return e;
    case N_TRUTH:
        e = mk_const(c, n, &type_truth);
        e->value.v.i = n->num.i;
        return e;
    default:
        e = mk_const(c, n, &type_null);
        e->value.missing = true;
        return e;
    }
}

// ---- entities -------------------------------------------------------------------------------

static Expr *entity_const(Chk *c, const Node *n, uint32_t entity) {
    uint32_t kind = c->cat->kind_of(c->cat->user, entity);
    Expr *e = mk_const(c, n, &c->cat->schema->kinds[kind]->type);
    e->value.v.i = entity;
    return e;
}

static Expr *unknown_kind(Chk *c, const Node *n) {
    Diag *d;
    chk_error(c, E0209, n, n->span, &d, "there is no kind '%.*s'", STR_FMT(n->kind_name));
    Near near;
    near_init(&near, n->kind_name);
    for (uint32_t i = 0; i < c->cat->schema->nkinds; i++)
        near_try(&near, c->cat->schema->kinds[i]->name);
    if (near.best.n) chk_note(c, d, "did you mean '%.*s'?", STR_FMT(near.best));
    return NULL;
}

OWN_FRAME static Expr *check_ref(Chk *c, const Node *n) {
    uint32_t kind = KIND_ANY;
    Diag *d;
    if (n->kind_name.n) {
        kind = schema_kind(c->cat->schema, n->kind_name);
        if (kind == KIND_ANY) return unknown_kind(c, n);
    }
    bool ambiguous = false;
    Str others = {"", 0};
    uint32_t entity = n->tag == N_REF
                          ? c->cat->find_id(c->cat->user, kind, n->text, &ambiguous, &others)
                          : c->cat->find_name(c->cat->user, n->text, &ambiguous, &others);
    if (ambiguous) {
        chk_error(c, E0208, n, n->span, &d, "'%.*s' could be several: %.*s", STR_FMT(n->text),
                  STR_FMT(others));
        return NULL;
    }
    if (entity) return entity_const(c, n, entity);
    if (n->tag == N_REF_NAME) {
        chk_error(c, E0207, n, n->span, &d, "nothing in the archive is called \"%.*s\"",
                  STR_FMT(n->text));
        if (n->text.n && n->text.n <= 40 && !memchr(n->text.p, '"', n->text.n))
            chk_hint(c, d, "to look for a part of a name: people | where name ~ \"%.*s\"",
                     STR_FMT(n->text));
        return NULL;
    }
    chk_error(c, E0207, n, n->span, &d, "there is no %.*s @%.*s",
              STR_FMT(kind == KIND_ANY ? STR("entity") : n->kind_name), STR_FMT(n->text));
    Str near = c->cat->near_id(c->cat->user, kind, n->text);
    if (near.n) chk_note(c, d, "did you mean @%.*s?", STR_FMT(near));
    return NULL;
}

// ---- lists, records, ranges -----------------------------------------------------------------

static const Node *element(Chk *c, const Node *n) {
    if (n->tag != N_ANNOTATED) return n;
    chk_error(c, E0313, n, n->span, NULL, "notes in braces belong to facts, not to queries");
    return n->a;
}

static bool is_date_literal(const Node *n) {
    if (!n) return false;
    return n->tag == N_DATE ||
           (n->tag == N_RANGE && (is_date_literal(n->a) || is_date_literal(n->b)));
}

// Beside a date, a whole number in a list is a year: [1870, 1879-10].
static bool dates_in(const Node *list) {
    for (const Node *k = list; k; k = k->next)
        if (is_date_literal(k)) return true;
    return false;
}

// Records go together field by field, so that one may lack what another has: {n: 1}, {n: null}.
static const Type *unify_rows(Chk *c, const Type *a, const Type *b) {
    const Type *t = unify(a, b);
    if (t || a->tag != TY_RECORD || b->tag != TY_RECORD || a->nfields != b->nfields) return t;
    TypeField *f = ARENA_ARRAY(c->arena, TypeField, a->nfields);
    for (uint32_t i = 0; i < a->nfields; i++) {
        f[i].name = a->fields[i].name;
        f[i].type = unify(a->fields[i].type, b->fields[i].type);
        if (!str_eq(f[i].name, b->fields[i].name) || !f[i].type) return NULL;
    }
    return type_record(c->arena, f, a->nfields);
}

static bool other_type(Chk *c, const Node *n, const Expr *item, const Type *t) {
    chk_error(c, E0301, n, n->span, NULL, "a list holds values of one type: found %s after %s",
              chk_found(c, item), chk_type(c, t));
    return false;
}

OWN_FRAME static Expr *check_list_literal(Chk *c, Scope *s, const Node *n) {
    uint32_t count = 0;
    for (const Node *k = n->list; k; k = k->next) count++;
    Expr **items = ARENA_ARRAY(c->arena, Expr *, count + 1);
    const Type *t = &type_null;
    bool ok = true, written = count > 0, dates = dates_in(n->list);
    uint32_t i = 0;
    for (const Node *k = n->list; k; k = k->next, i++) {
        items[i] = dates && is_year_literal(c, s, k) ? check_years(c, s, k)
                                                     : check_value(c, s, element(c, k));
        if (!items[i]) {
            ok = false;
            continue;
        }
        const Type *u = unify_rows(c, t, items[i]->type);
        if (u)
            t = u;
        else
            ok = other_type(c, k, items[i], t);
        written = written && (items[i]->written || items[i]->type->tag == TY_NULL);
    }
    if (!ok) return NULL;
    Expr *e = mk(c, X_LIST, type_list(c->arena, t), n, count);
    i = 0;
    for (const Node *k = n->list; k; k = k->next, i++) {
        e->args[i] = convert(c, items[i], t);
        if (!e->args[i]) return other_type(c, k, items[i], t), NULL;
    }
    e->written = written;
    mk_done(e);
    return e;
}

OWN_FRAME static Expr *check_record(Chk *c, Scope *s, const Node *n) {
    uint32_t count = 0;
    for (const Node *k = n->list; k; k = k->next) count++;
    TypeField *fields = ARENA_ARRAY(c->arena, TypeField, count + 1);
    Expr **items = ARENA_ARRAY(c->arena, Expr *, count + 1);
    bool ok = true;
    uint32_t i = 0;
    for (const Node *k = n->list; k; k = k->next, i++) {
        items[i] = check_expr(c, s, element(c, k->a));
        ok = ok && items[i];
        fields[i] = (TypeField){k->text, items[i] ? items[i]->type : &type_null};
        for (uint32_t j = 0; j < i; j++) {
            if (!str_eq(fields[j].name, k->text)) continue;
            chk_error(c, E0206, k, k->at, NULL, "'%.*s' is given twice", STR_FMT(k->text));
            ok = false;
        }
    }
    if (!ok) return NULL;
    Expr *e = mk(c, X_RECORD, type_record(c->arena, fields, count), n, count);
    for (i = 0; i < count; i++) e->args[i] = items[i];
    mk_done(e);
    return e;
}

static bool fold_range(Chk *c, const Node *n, Expr *a, Expr *b, Expr *into) {
    DateError err;
    if (date_range(a ? &a->value.v.date : NULL, b ? &b->value.v.date : NULL, &into->value.v.date,
                   &err))
        return true;
    Diag *d;
    chk_error(c, E0105, n, n->span, &d, "%s", err.message);
    if (err.hint[0]) chk_hint(c, d, "%s", err.hint);
    return false;
}

// a..b of dates. Ranges of numbers and texts stand only after `in` (check_op.c).
static Expr *misplaced_range(Chk *c, const Node *n, const char *what) {
    Diag *d;
    chk_error(c, E0313, n, n->span, &d, "a range of %s stands only after 'in'", what);
    chk_hint(c, d, "x in %.*s", STR_FMT(chk_words(n)));
    return NULL;
}

OWN_FRAME static Expr *check_range(Chk *c, Scope *s, const Node *n) {
    bool la = n->a && is_year_literal(c, s, n->a), lb = n->b && is_year_literal(c, s, n->b);
    Expr *a = n->a ? (la ? check_years(c, s, n->a) : check_value(c, s, n->a)) : NULL;
    Expr *b = n->b ? (lb ? check_years(c, s, n->b) : check_value(c, s, n->b)) : NULL;
    if ((n->a && !a) || (n->b && !b)) return NULL;
    bool dates = (!a || a->type->tag == TY_DATE) && (!b || b->type->tag == TY_DATE);
    if (!dates || (!c->years && (!a || la) && (!b || lb)))
        return misplaced_range(c, n, dates ? "whole numbers" : chk_type(c, a ? a->type : b->type));
    bool constant = (!a || a->tag == X_CONST) && (!b || b->tag == X_CONST);
    Expr *e;
    if (constant) {
        e = mk_const(c, n, &type_date);
        if (!fold_range(c, n, a, b, e)) return NULL;
    } else {
        e = mk(c, X_OP, &type_date, n, 2);
        e->op = XO_DATE_RANGE;
        e->args[0] = a;
        e->args[1] = b;
        e->can_fail = true;
        mk_done(e);
    }
    e->written = (!a || a->written) && (!b || b->written);
    return e;
}

// ---- the rest -------------------------------------------------------------------------------

OWN_FRAME static Expr *check_filter(Chk *c, Scope *s, const Node *n) {
    Expr *list = check_expr(c, s, n->a);
    if (!list) return NULL;
    Diag *d;
    if (list->type->tag != TY_LIST) {
        chk_error(c, E0304, n, n->a->span, &d, "[…] filters a list, found %s", chk_found(c, list));
        return NULL;
    }
    if (n->b->tag == N_INT) {
        chk_error(c, E0306, n, n->b->span, &d, "[…] holds a condition, not a position");
        if (n->b->num.i <= 1)
            chk_hint(c, d, "first(%.*s)", STR_FMT(chk_words(n->a)));
        else
            chk_hint(c, d, "%.*s | skip %d | take 1", STR_FMT(chk_words(n->a)),
                     (int)(n->b->num.i - 1));
        return NULL;
    }
    if (list->type->elem->tag == TY_NULL) return list; // nothing to filter
    Expr *cond = check_condition(c, scope_of_element(c, s, list->type->elem), n->b);
    if (!cond) return NULL;
    Expr *e = mk(c, X_FILTER, list->type, n, 2);
    e->args[0] = list;
    e->args[1] = cond;
    mk_done(e);
    return e;
}

OWN_FRAME static Expr *check_if(Chk *c, Scope *s, const Node *n) {
    Expr *cond = check_condition(c, s, n->a);
    bool ly = is_year_literal(c, s, n->b), ry = is_year_literal(c, s, n->c);
    Expr *a = check_expr(c, s, n->b), *b = check_expr(c, s, n->c);
    if (!cond || !a || !b) return NULL;
    if (a->type->tag == TY_DATE && ry) b = check_years(c, s, n->c);
    if (b->type->tag == TY_DATE && ly) a = check_years(c, s, n->b);
    const Type *t = unify(a->type, b->type);
    if (!t)
        return chk_error(c, E0301, n, n->c->span, NULL, "then gives %s, else gives %s",
                         chk_found(c, a), chk_found(c, b));
    Expr *e = mk(c, X_IF, t, n, 3);
    e->args[0] = cond;
    e->args[1] = convert(c, a, t);
    e->args[2] = convert(c, b, t);
    mk_done(e);
    return e;
}

OWN_FRAME static Expr *check_is_null(Chk *c, Scope *s, const Node *n) {
    Expr *a = check_expr(c, s, n->a);
    if (!a) return NULL;
    Expr *e = mk(c, X_IS_NULL, &type_truth, n, 1);
    e->args[0] = a;
    mk_done(e);
    if (!(n->flags & NODE_NOT)) return e;
    Expr *not = mk(c, X_NOT, &type_truth, n, 1);
    not ->args[0] = e;
    mk_done(not );
    return not ;
}

OWN_FRAME static Expr *check_not(Chk *c, Scope *s, const Node *n) {
    Expr *a = condition(c, s, n->a, true);
    if (!a) return NULL;
    Expr *e = mk(c, X_NOT, &type_truth, n, 1);
    e->args[0] = a;
    mk_done(e);
    return e;
}

OWN_FRAME static Expr *check_neg(Chk *c, Scope *s, const Node *n) {
    Expr *a = check_value(c, s, n->a);
    if (!a) return NULL;
    if (a->type->tag == TY_NULL) return a;
    if (type_is_number(a->type)) return mk_op(c, XO_NEG, a->type, n, a, NULL);
    if (a->type->tag == TY_DURATION) return mk_op(c, XO_DUR_NEG, a->type, n, a, NULL);
    return chk_error(c, E0302, n, n->span, NULL, "'-' needs a number, found %s", chk_found(c, a));
}

OWN_FRAME static Expr *check_query(Chk *c, Scope *s, const Node *n) {
    if (!n->list && !n->text.n) return check_expr(c, s, n->a); // plain brackets
    Pipe *p = check_pipe(c, s, n, false);
    return p ? mk_query(c, n, p) : NULL;
}

// Nothing but jumps: no frame.
static Expr *check_tag(Chk *c, Scope *s, const Node *n) {
    if (chk_too_deep(c, n)) return NULL;
    if (n->tag != N_NAME) {
        Expr *e = column_by_words(c, s, n);
        if (e) return e;
    }
    switch ((NodeTag)n->tag) {
    case N_INT:
    case N_REAL:
    case N_TEXT:
    case N_DATE:
    case N_DURATION:
    case N_TRUTH:
    case N_NULL: return check_literal(c, n);
    case N_REF:
    case N_REF_NAME: return check_ref(c, n);
    case N_NAME: return check_name(c, s, n);
    case N_ARCHIVE:
        return chk_error(c, E0302, n, n->span, NULL,
                         "'archive' is not a value: write archive.people");
    case N_CALL: return check_call(c, s, n);
    case N_FIELD: return check_field(c, s, n);
    case N_FILTER: return check_filter(c, s, n);
    case N_PIPE: return check_query(c, s, n);
    case N_LIST: return check_list_literal(c, s, n);
    case N_RECORD: return check_record(c, s, n);
    case N_IF: return check_if(c, s, n);
    case N_NOT: return check_not(c, s, n);
    case N_NEG: return check_neg(c, s, n);
    case N_BINARY: return check_binary(c, s, n);
    case N_IS_NULL: return check_is_null(c, s, n);
    case N_RANGE: return check_range(c, s, n);
    case N_ANNOTATED: return check_expr(c, s, element(c, n));
    case N_STAR:
        return chk_error(c, E0313, n, n->span, NULL,
                         "'*' means all columns and stands only in select");
    default: return chk_error(c, E0313, n, n->span, NULL, "this cannot stand here");
    }
}

Expr *check_expr(Chk *c, Scope *s, const Node *n) {
    Expr *e = check_tag(c, s, n);
    if (!e || e->type->height <= TYPE_HEIGHT_MAX) return e;
    return chk_error(c, E0111, n, n->span, NULL,
                     "records or lists within each other, more than %d deep", (int)TYPE_HEIGHT_MAX);
}
