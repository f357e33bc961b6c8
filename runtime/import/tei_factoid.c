// Factoids: what a source says of somebody (ab type="factoid" with a list and a bibliography). In:
// such a statement; out: values of whom it speaks, each with the source beside it. Those of whom
// it speaks are often in no register, but addresses; they become entities with that address.
#include <string.h>

#include "runtime/import/tei_impl.h"

static uint32_t kind_of(const Tei *x, const TeiNode *n, TeiElement *name) {
    switch ((TeiElement)n->el) {
    case EL_person: *name = EL_persName; return x->kind.person;
    case EL_place: *name = EL_placeName; return x->kind.place;
    case EL_org: *name = EL_orgName; return x->kind.organisation;
    default: return KIND_ANY;
    }
}

static Str ref_of(const TeiNode *n, TeiElement name) {
    Str ref = tei_attr(n, "ref");
    for (const TeiNode *c = n->first; !ref.n && c; c = c->next)
        if (c->el == name) ref = tei_attr(c, "ref").n ? tei_attr(c, "ref") : tei_attr(c, "key");
    for (uint32_t i = 0; i < ref.n; i++)
        if (tei_is_white(ref.p[i])) ref.n = i; // the first of several
    return ref;
}

// The last piece of an address.
static Str id_of_address(Tei *x, Str ref) {
    while (ref.n && ref.p[ref.n - 1] == '/') ref.n--;
    uint32_t from = ref.n;
    while (from > 0 && ref.p[from - 1] != '/' && ref.p[from - 1] != '#') from--;
    return tei_id(x->scratch, (Str){ref.p + from, ref.n - from});
}

void tei_make_stated(Tei *x) {
    for (uint32_t i = 1; i <= x->stated.n; i++) {
        TeiAlias *s = &x->stated.items[i];
        if (tei_resolve(x, s->thing, s->name)) continue;
        Ref r = builder_entity(x->b, s->thing, id_of_address(x, s->name));
        TeiThing t = {.kind = s->thing, .ref = r};
        if (!r) continue;
        s->uses = r;
        if (memchr(s->name.p, ':', s->name.n)) tei_texts(x, &t, "ids", s->name, 0);
        x->job->count->records++;
        arena_reset(x->scratch);
        guard_every(x->a->guard, i);
    }
}

// Whether it was made for factoids: then they say its name, too; the first that comes does.
static bool needs_name(Tei *x, Str ref, Ref r) {
    uint32_t i = tei_names_find(&x->stated, ref);
    if (!i || !r || x->stated.items[i].uses != r) return false;
    x->stated.items[i].uses = 0;
    return true;
}

void tei_factoid(Tei *x, const TeiNode *n) {
    for (const TeiNode *c = n->first; c; c = tei_next(c, n)) {
        TeiElement name = EL_OTHER;
        uint32_t kind = c->el == EL_CHARS ? KIND_ANY : kind_of(x, c, &name);
        if (kind == KIND_ANY || tei_attr(c, "xml:id").n || tei_within(c, EL_event)) continue;
        Str ref = ref_of(c, name);
        if (!ref.n) continue;
        if (x->looking) tei_names_add(x, &x->stated, ref, kind);
        TeiThing t = {.kind = kind, .ref = tei_resolve(x, kind, ref), .shared = true};
        if (!x->looking && !t.ref) tei_lost(x, c, ref);
        if (x->looking || t.ref) tei_fill(x, &t, c, x->looking || needs_name(x, ref, t.ref));
        if (x->looking) tei_texts(x, &t, "ids", STR("?"), 0);
    }
}

typedef struct Involved {
    Tei *x;
    const TeiThing *event;
    const TeiNode *node;
} Involved;

static void involve(void *user, Ref target, Str ref) {
    const Involved *v = user;
    Tei *x = v->x;
    if (!target && ref.n) tei_lost(x, v->node, ref);
    if (!target) return;
    uint32_t kind = builder_kind_of(x->b, target);
    uint32_t note =
        x->own ? tei_said(x, v->node)
               : tei_note(x, tei_attr(v->node, "cert"), STR(""), tei_attr(v->node, "role"));
    if (kind == x->kind.person) tei_link(x, v->event, "people", target, NULL, note);
    if (kind == x->kind.place) tei_link(x, v->event, "place", target, NULL, note);
    if (kind == x->kind.organisation) tei_link(x, v->event, "organisations", target, NULL, note);
}

void tei_involved(Tei *x, const TeiThing *t, const TeiNode *n) {
    const char *sort;
    for (const TeiNode *c = x->looking ? NULL : n->first; c; c = tei_next(c, n)) {
        if (c->el == EL_CHARS || !tei_is_name(c)) continue;
        Involved v = {x, t, c};
        tei_each_ref(x, c, tei_kind_of_name(x, c, &sort), involve, &v);
    }
}
