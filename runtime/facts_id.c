// Ids of facts that have none: the kind and a hash of what they state, so that the id is stable and
// two facts that state the same are one. In: a statement; out: its id and the text it was made of.
#include <string.h>

#include "runtime/facts_impl.h"
#include "runtime/sort.h"

enum { DEPTH = 6 }; // list, annotated, member, list, annotated, value: facts go no deeper

static void add_words(StrBuf *out, const Node *n) {
    Str words = source_words(n->source, n->span);
    for (uint32_t i = 0; i < words.n; i++)
        if (words.p[i] != ' ' && words.p[i] != '\n' && words.p[i] != '\t' && words.p[i] != '\r')
            buf_char(out, words.p[i]);
}

static void add_members(StrBuf *out, const Node *list, int depth);

static void add_canonical(StrBuf *out, const Node *n, int depth) {
    if (n->tag == N_TEXT || n->tag == N_REF_NAME) {
        buf_printf(out, "%c%u:", n->tag == N_TEXT ? 't' : 'n', n->text.n);
        buf_add(out, n->text);
    } else if (n->tag == N_REF) {
        buf_printf(out, "@%.*s/%.*s", STR_FMT(n->kind_name), STR_FMT(n->text));
    } else if (n->tag == N_LIST && depth) {
        buf_char(out, '[');
        for (const Node *e = n->list; e; e = e->next) {
            add_canonical(out, e, depth - 1);
            buf_char(out, ',');
        }
        buf_char(out, ']');
    } else if (n->tag == N_ANNOTATED && depth) {
        add_canonical(out, n->a, depth - 1);
        add_members(out, n->list, depth - 1);
    } else {
        add_words(out, n);
    }
}

typedef struct Members {
    const Node **items;
} Members;

static int compare_members(const void *user, uint32_t i, uint32_t j) {
    const Members *m = user;
    return str_cmp(m->items[i]->text, m->items[j]->text);
}

// In the order of their names, without sources: whoever says so, it is the same fact.
static void add_members(StrBuf *out, const Node *list, int depth) {
    uint32_t n = 0;
    for (const Node *m = list; m; m = m->next) n++;
    Members members = {ARENA_ARRAY(out->arena, const Node *, n)};
    uint32_t *order = ARENA_ARRAY(out->arena, uint32_t, n);
    uint32_t *tmp = ARENA_ARRAY(out->arena, uint32_t, n), at = 0;
    for (const Node *m = list; m; m = m->next, at++) {
        members.items[at] = m;
        order[at] = at;
    }
    sort_refs(order, tmp, n, compare_members, &members);
    buf_char(out, '{');
    for (uint32_t i = 0; i < n; i++) {
        const Node *m = members.items[order[i]];
        if (str_is(m->text, "source") || m->a->tag == N_NULL) continue;
        buf_add(out, m->text);
        buf_char(out, ':');
        add_canonical(out, m->a, depth);
        buf_char(out, ',');
    }
    buf_char(out, '}');
}

Str facts_own_id(Facts *x, const Node *n, uint32_t kind, Str *canonical, Ref *same) {
    StrBuf out;
    buf_init(&out, x->a);
    Str name = x->schema->kinds[kind]->name;
    buf_add(&out, name);
    add_members(&out, n->list, DEPTH);
    *canonical = buf_str(&out);
    for (uint32_t nth = 0;; nth++) {
        Str id = builder_made_id(x->b, x->a, kind, *canonical, nth);
        Ref there = builder_find(x->b, kind, id, NULL);
        if (!there || !builder_is_stated(x->b, there)) return id;
        if (str_eq(facts_about(x, there)->canonical, *canonical)) {
            *same = there;
            return id;
        }
    }
}
