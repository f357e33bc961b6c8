// The two sides of an operator: checked, and what to say where they do not fit together.
#include "lang/check_op.h"

static bool is_date_like(const Expr *e) {
    return e->type->tag == TY_DATE || (e->type->tag == TY_LIST && e->type->elem->tag == TY_DATE);
}

// The right side of a comparison: words that are no names were perhaps meant as texts.
Expr *right_side(Chk *c, Scope *s, const Node *n) {
    uint32_t before = c->diags->count;
    Expr *e = check_expr(c, s, n);
    if (e || (n->tag != N_NAME && n->tag != N_LIST)) return e;
    for (uint32_t i = before; i < c->diags->count; i++) {
        Diag *d = &c->diags->items[i];
        if (d->hint.n || (d->code != E0201 && d->code != E0202)) continue;
        chk_hint(c, d, "a text stands in quotes: \"%.*s\"",
                 STR_FMT(source_words(d->source, d->span)));
    }
    return NULL;
}

// Both sides; a whole-number literal opposite a date is read as a year.
bool check_sides(Chk *c, Scope *s, const Node *n, Sides *out) {
    bool la = is_year_literal(c, s, n->a), lb = is_year_literal(c, s, n->b);
    Expr *a = la ? NULL : check_expr(c, s, n->a);
    Expr *b = lb ? NULL : right_side(c, s, n->b);
    if ((!la && !a) || (!lb && !b)) return false;
    if (la) a = b && is_date_like(b) ? check_years(c, s, n->a) : check_expr(c, s, n->a);
    if (lb) b = a && is_date_like(a) ? check_years(c, s, n->b) : check_expr(c, s, n->b);
    out->a = a;
    out->b = b;
    return a && b;
}

static void *differ(Chk *c, const Node *n, const char *what, const Expr *a, const Expr *b,
                    Diag **d) {
    return chk_error(c, E0301, n, n->at, d, "cannot %s %s with %s", what, chk_found(c, a),
                     chk_found(c, b));
}

// A query where one value is needed: the number of its rows where it ends with `| count`, else its
// first value.
static void query_hint(Chk *c, Diag *d, const Node *pipe) {
    const Node *last = pipe->list, *before = pipe->a;
    for (; last && last->next; last = last->next) before = last;
    Str words = chk_words(pipe);
    if (!last || last->tag != S_COUNT || last->a) {
        chk_hint(c, d, "first%.*s is its first value", STR_FMT(words));
        return;
    }
    Span all = {pipe->a->span.at, before->span.at + before->span.len - pipe->a->span.at};
    chk_hint(c, d, "count(%.*s)", STR_FMT(source_words(pipe->source, all)));
}

// The field that entities of the type are called by.
static Str label_of(Chk *c, const Type *entity) {
    if (entity->kind == KIND_ANY) return STR("name");
    const Kind *k = c->cat->schema->kinds[entity->kind];
    return k->fields[k->label_field].name;
}

// `people has "Lenin"`: a text among entities is the name of one, or is looked for among their
// names.
static void name_among(Chk *c, Diag *d, const Node *list, const Type *elem, const Node *value) {
    Str lw = chk_words(list), vw = chk_words(value), label = label_of(c, elem);
    if (value->tag == N_TEXT)
        chk_hint(c, d, "%.*s.%.*s has %.*s, or %.*s has @\"%.*s\"", STR_FMT(lw), STR_FMT(label),
                 STR_FMT(vw), STR_FMT(lw), STR_FMT(value->text));
    else
        chk_hint(c, d, "%.*s.%.*s has %.*s", STR_FMT(lw), STR_FMT(label), STR_FMT(vw));
}

// One side is a list: lists never turn into one value.
void *complain_of_list(Chk *c, const Node *n, const Sides *x) {
    bool left = x->a->type->tag == TY_LIST;
    const Node *list = left ? n->a : n->b, *other = left ? n->b : n->a;
    Diag *d;
    chk_error(c, E0303, n, list->span, &d, "cannot use '%s' on %s", word(n),
              chk_found(c, left ? x->a : x->b));
    Str lw = chk_words(list), ow = chk_words(other);
    const Type *elem = (left ? x->a : x->b)->type->elem, *value = (left ? x->b : x->a)->type;
    if (list->tag == N_PIPE && n->op >= OP_EQ && n->op <= OP_GE)
        query_hint(c, d, list);
    else if ((n->op == OP_EQ || n->op == OP_NE) && elem->tag == TY_ENTITY && value->tag == TY_TEXT)
        name_among(c, d, list, elem, other);
    else if (n->op == OP_EQ && left)
        chk_hint(c, d, "%.*s has %.*s, or any(%.*s, it = %.*s)", STR_FMT(lw), STR_FMT(ow),
                 STR_FMT(lw), STR_FMT(ow));
    else if (n->op == OP_EQ || n->op == OP_IN)
        chk_hint(c, d, left ? "any(%.*s, it in %.*s)" : "%.*s has %.*s", STR_FMT(lw), STR_FMT(ow));
    else if ((n->op == OP_TILDE || n->op == OP_MATCHES) && elem->tag == TY_ENTITY)
        chk_hint(c, d, "any(%.*s, %.*s %s %.*s)", STR_FMT(lw), STR_FMT(label_of(c, elem)), word(n),
                 STR_FMT(ow));
    else if (n->op >= OP_ADD && elem->tag == TY_ENTITY)
        chk_hint(c, d, "count(%.*s) makes a number of it", STR_FMT(lw));
    else if (n->op >= OP_ADD)
        chk_hint(c, d, "sum, min, max, first and the like make one value of it: max(%.*s)",
                 STR_FMT(lw));
    else
        chk_hint(c, d, "any(%.*s, it %s %.*s)", STR_FMT(lw), word(n), STR_FMT(ow));
    return NULL;
}

void date_hints(Chk *c, Diag *d, const Node *n, const Sides *x) {
    const Expr *other = x->a->type->tag == TY_DATE ? x->b : x->a;
    const Node *node = x->a->type->tag == TY_DATE ? n->b : n->a;
    if (other->type->tag == TY_TEXT)
        chk_hint(c, d, "a date is written without quotes, or date(%.*s)", STR_FMT(chk_words(node)));
    else if (other->type->tag == TY_INT)
        chk_hint(c, d, "date(%.*s) makes a year of it", STR_FMT(chk_words(node)));
}

// The id of another kind's entity: that of the wanted kind is often called alike.
static void other_kind(Chk *c, Diag *d, const Node *ref, uint32_t wanted) {
    if (ref->tag != N_REF || wanted == KIND_ANY) return;
    const Kind *k = c->cat->schema->kinds[wanted];
    Str near = c->cat->near_id(c->cat->user, wanted, ref->text);
    if (near.n)
        chk_note(c, d, "did you mean @%.*s?", STR_FMT(near));
    else
        chk_hint(c, d, "the ids of this kind: %.*s | select id", STR_FMT(k->collection));
}

static void entity_hints(Chk *c, Diag *d, const Node *n, const Sides *x) {
    bool left = x->a->type->tag == TY_ENTITY;
    const Node *e = left ? n->a : n->b, *t = left ? n->b : n->a;
    if (x->a->type->tag == x->b->type->tag) {
        bool ref = n->a->tag == N_REF;
        other_kind(c, d, ref ? n->a : n->b, (ref ? x->b : x->a)->type->kind);
        return;
    }
    if ((left ? x->b : x->a)->type->tag != TY_TEXT) return;
    Str ew = chk_words(e), tw = chk_words(t);
    if (t->tag == N_TEXT)
        chk_hint(c, d, "%.*s.name %s %.*s, or %.*s %s @\"%.*s\"", STR_FMT(ew), word(n), STR_FMT(tw),
                 STR_FMT(ew), word(n), STR_FMT(t->text));
    else
        chk_hint(c, d, "%.*s.name %s %.*s", STR_FMT(ew), word(n), STR_FMT(tw));
}

void *complain_not_in(Chk *c, const Node *n, const Sides *x, bool has) {
    Diag *d;
    chk_error(c, E0301, n, n->at, &d, "cannot look for %s in %s", chk_found(c, x->a),
              chk_found(c, x->b));
    const Type *a = x->a->type, *b = x->b->type;
    bool list = b->tag == TY_LIST;
    const Node *value = has ? n->b : n->a, *in = has ? n->a : n->b;
    if (list && b->elem->tag == TY_ENTITY && a->tag == TY_TEXT)
        name_among(c, d, in, b->elem, value);
    else if (list && b->elem->tag == TY_ENTITY && a->tag == TY_ENTITY)
        other_kind(c, d, value, b->elem->kind);
    else if (list && b->elem->tag == TY_TEXT && a->tag == TY_ENTITY)
        chk_hint(c, d, "%.*s has label(%.*s)", STR_FMT(chk_words(in)), STR_FMT(chk_words(value)));
    else if (!list && (a->tag == TY_DATE || b->tag == TY_DATE))
        date_hints(c, d, n, x);
    else if (!list && (a->tag == TY_ENTITY || b->tag == TY_ENTITY))
        entity_hints(c, d, n, x);
    return NULL;
}

void *complain_of_types(Chk *c, const Node *n, const char *what, const Sides *x) {
    Diag *d;
    differ(c, n, what, x->a, x->b, &d);
    if (x->a->type->tag == TY_DATE || x->b->type->tag == TY_DATE) date_hints(c, d, n, x);
    if (x->a->type->tag == TY_ENTITY || x->b->type->tag == TY_ENTITY) entity_hints(c, d, n, x);
    TypeTag a = (TypeTag)x->a->type->tag, b = (TypeTag)x->b->type->tag;
    if ((a == TY_DURATION && b == TY_INT) || (a == TY_INT && b == TY_DURATION))
        chk_hint(c, d, "a duration is written with its unit: %.*s years",
                 STR_FMT(chk_words(a == TY_INT ? n->a : n->b)));
    return NULL;
}
