// The stage search: which fields of the rows it looks through, the column `score` that it adds, and
// the sort that goes with it.
#include "lang/check_stage.h"

// Title, name and text, as far as the session may read them. Returns how many.
static uint32_t searched_fields(Chk *c, uint32_t kind, uint32_t *fields) {
    const Kind *k = c->cat->schema->kinds[kind];
    static const char *const names[] = {"title", "name", "text"};
    uint32_t n = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        uint32_t f = kind_field(k, str_of(names[i]));
        if (f < k->ndeclared && k->fields[f].type->tag == TY_TEXT &&
            catalog_may_read(c->cat, kind, f) == READ_OPEN)
            fields[n++] = f;
    }
    return n;
}

static bool no_entities(Chk *c, const Node *n) {
    Diag *d;
    chk_error(c, E0310, n, n->at, &d, "search looks through entities, and the rows here are not");
    chk_hint(c, d, "put search before select: articles | search \"winter palace\" | select title");
    return false;
}

static bool no_text(Chk *c, const Node *n, const Kind *k) {
    chk_error(c, E0310, n, n->at, NULL, "%.*s have no title, name or text to search",
              STR_FMT(k->collection));
    return false;
}

static Expr *search_words(Chk *c, Scope *s, const Node *n) {
    Expr *e = check_value(c, s, n);
    if (!e || e->type->tag == TY_TEXT) return e;
    chk_error(c, E0302, n, n->span, NULL, "search needs its words as a text, found %s",
              chk_found(c, e));
    return NULL;
}

// Best first; rows of one score keep the archive's order.
static void sort_by_score(Chk *c, Pipe *p, const Node *n, uint32_t slot) {
    Expr **key = ARENA_ARRAY(c->arena, Expr *, 1);
    bool *desc = ARENA_ARRAY(c->arena, bool, 1);
    key[0] = mk_slot(c, n, 0, slot, &type_real);
    key[0]->words = STR("score");
    desc[0] = true;
    Stage *st = add_stage(c, p, P_SORT, n);
    set_exprs(p, st, key, 1);
    st->desc = desc;
    st->out.ordered = p->out.ordered = true;
}

bool stage_search(Chk *c, Scope *s, Pipe *p, const Node *n) {
    const Type *it = p->out.it;
    if (!it || it->tag != TY_ENTITY || it->kind == KIND_ANY) return no_entities(c, n);
    Expr *words = search_words(c, s, n->a);
    if (!words) return false;
    uint32_t *target = ARENA_ARRAY(c->arena, uint32_t, 4),
             fields = searched_fields(c, it->kind, target + 1);
    if (!fields) return no_text(c, n, c->cat->schema->kinds[it->kind]);
    Stage *st = add_stage(c, p, P_SEARCH, n);
    st->count = words;
    st->target = target;
    st->nkeys = fields;
    target[0] = put_column(c, &p->out, (RowColumn){.name = STR("score"), .type = &type_real});
    st->out = p->out;
    p->outer |= words->outer;
    p->can_fail = true; // a search without a word
    sort_by_score(c, p, n, target[0]);
    return true;
}
