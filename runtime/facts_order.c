// Where facts say the order of events: finds the value that a contradiction is about, so that it is
// shown with its line. In: an event and what is said of it; out: the node, if these facts hold it.
// Only asked after an error, so it looks through all facts.
#include "runtime/facts_impl.h"
#include "runtime/order_build.h"

static const Node *plain(const Node *n) { return n->tag == N_ANNOTATED ? n->a : n; }

static const Node *stated_date(void *user, Ref event, Str field) {
    const Facts *x = user;
    for (uint32_t i = 0; i < x->nfacts; i++)
        for (const Node *m = x->facts[i].ref == event ? x->facts[i].node->list : NULL; m;
             m = m->next)
            if (str_eq(m->text, field) && plain(m->a)->tag != N_NULL) return plain(m->a);
    return NULL;
}

static bool leads_to(Facts *x, const Node *n, uint32_t kind, Ref target) {
    if (n->tag != N_REF && n->tag != N_REF_NAME) return false;
    Use use = {n->source, n->span, {"", 0}};
    Ref r = n->tag == N_REF ? facts_resolve(x, kind, n->kind_name, n->text, &use)
                            : facts_resolve_name(x, kind, n->text, &use);
    return r == target;
}

static const Node *link_in(Facts *x, const Node *value, uint32_t kind, Ref target) {
    const Node *v = plain(value);
    if (v->tag != N_LIST) return leads_to(x, v, kind, target) ? v : NULL;
    for (const Node *e = v->list; e; e = e->next)
        if (leads_to(x, plain(e), kind, target)) return plain(e);
    return NULL;
}

static const Node *stated_link(void *user, Ref event, Str field, Ref target) {
    Facts *x = user;
    for (uint32_t i = 0; i < x->nfacts; i++) {
        const Fact *f = &x->facts[i];
        for (const Node *m = f->ref == event ? f->node->list : NULL; m; m = m->next) {
            const Node *found = str_eq(m->text, field) ? link_in(x, m->a, f->kind, target) : NULL;
            if (found) return found;
        }
    }
    return NULL;
}

void facts_order(Facts *x) {
    OrderPlaces places = {x, stated_date, stated_link};
    order_complain(x->b, x->diags, &places);
}
