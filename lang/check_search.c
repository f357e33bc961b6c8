// The stage search: which fields of the rows it looks through, the column `score` that it adds, and
// the sort that goes with it.
#include "lang/check_stage.h"

enum { SEARCHED = 3 };
static const char *const searched[SEARCHED] = {"title", "name", "text"};

// The searched fields that the session may read; *all: how many the kind has. One that is hidden
// holds nothing to find; to look through one that is denied is to name it.
static bool open_fields(Chk *c, const Node *n, uint32_t kind, uint32_t *fields, uint32_t *open,
                        uint32_t *all) {
    const Kind *k = c->cat->schema->kinds[kind];
    *open = *all = 0;
    for (size_t i = 0; i < SEARCHED; i++) {
        uint32_t f = kind_field(k, str_of(searched[i]));
        if (f >= k->ndeclared || k->fields[f].type->tag != TY_TEXT) continue;
        ++*all;
        Reading r = catalog_may_read(c->cat, kind, f);
        if (r == READ_DENIED) return closed_field(c, n, kind, f, r, n->at), false;
        if (r == READ_OPEN) fields[(*open)++] = f;
    }
    return true;
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

// A weight of 0 says that a field is not looked through; of all of them there is nothing left.
static bool any_weighs(Chk *c, const Node *n, const Kind *k, const uint32_t *fields,
                       uint32_t many) {
    const char *off = "";
    for (uint32_t i = 0; i < many; i++) {
        bool text = str_is(k->fields[fields[i]].name, "text");
        if ((text ? c->set.rank.text : c->set.rank.title) > 0) return true;
        off = text ? "search_text" : "search_title";
    }
    if (!many) return true; // hidden, all of them: there is nothing to find
    Diag *d;
    chk_error(c, E0310, n, n->at, &d, "%s is 0, so that nothing of %.*s is searched", off,
              STR_FMT(k->collection));
    chk_hint(c, d, "set %s = 1", off);
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
    uint32_t fields, all, *target = ARENA_ARRAY(c->arena, uint32_t, 1 + SEARCHED);
    if (!open_fields(c, n, it->kind, target + 1, &fields, &all)) return false;
    const Kind *kind = c->cat->schema->kinds[it->kind];
    if (!all) return no_text(c, n, kind);
    if (!any_weighs(c, n, kind, target + 1, fields)) return false;
    Stage *st = add_stage(c, p, P_SEARCH, n);
    st->count = words;
    st->rank = c->set.rank;
    st->target = target;
    st->nkeys = fields;
    target[0] = put_column(c, &p->out, (RowColumn){.name = STR("score"), .type = &type_real});
    p->out.searched = words->outer ? NULL : words;
    st->out = p->out;
    p->outer |= words->outer;
    p->can_fail = true; // a search without a word
    sort_by_score(c, p, n, target[0]);
    return true;
}
