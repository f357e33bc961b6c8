// Who and what elements refer to: ids with and without #, several of them, addresses, numbers of
// authority files; and relations. In: attributes; out: entities, or a complaint about an id that
// nothing has.
#include <string.h>

#include "runtime/import/tei_impl.h"

// ---- ids ------------------------------------------------------------------------------------

// An id that several kinds have is that of a person rather than of a place, and so on.
static Ref find_id(const Tei *x, uint32_t kind, Str id) {
    const uint32_t first[] = {x->kind.person, x->kind.place, x->kind.organisation, x->kind.event,
                              x->kind.publication};
    bool several = false;
    Ref r = id.n ? builder_find(x->b, kind, id, &several) : 0;
    for (size_t i = 0; several && !r && i < sizeof first / sizeof *first; i++)
        if (first[i] != KIND_ANY) r = builder_find(x->b, first[i], id, NULL);
    return r;
}

// As it is written among the addresses and numbers of entries.
static Ref find_alias(const Tei *x, uint32_t kind, Str name) {
    while (name.n && name.p[name.n - 1] == '/') name.n--;
    uint32_t i = tei_names_find(&x->aliases, name);
    if (!i) return 0;
    const TeiThing *t = &x->things[x->aliases.items[i].thing];
    return kind == KIND_ANY || kind == t->kind ? t->ref : 0;
}

// What comes behind the last of these characters.
static Str behind(Str s, char c) {
    for (uint32_t i = s.n; i > 0; i--)
        if (s.p[i - 1] == c) return (Str){s.p + i, s.n - i};
    return STR("");
}

static Ref resolve_as(Tei *x, uint32_t kind, Str ref) {
    Ref r = find_id(x, kind, tei_id(x->scratch, ref));
    if (!r) r = find_alias(x, kind, ref);
    if (!r) r = find_id(x, kind, tei_id(x->scratch, behind(ref, '#')));
    while (!r && ref.n && ref.p[ref.n - 1] == '/') ref.n--;
    if (!r) r = find_id(x, kind, tei_id(x->scratch, behind(ref, '/')));
    if (!r && !memchr(ref.p, '/', ref.n))
        r = find_id(x, kind, tei_id(x->scratch, behind(ref, ':')));
    return r;
}

Ref tei_resolve(Tei *x, uint32_t kind, Str ref) {
    if (x->looking || !ref.n) return 0;
    Ref r = resolve_as(x, kind, ref);
    return r || kind == KIND_ANY ? r : resolve_as(x, KIND_ANY, ref);
}

void tei_lost(Tei *x, const TeiNode *n, Str ref) {
    uint32_t before = x->lost.n, i = tei_names_add(x, &x->lost, ref, 0);
    x->dangling++;
    x->job->count->links++;
    if (x->lost.items[i].uses++ || before == x->lost.n) return;
    Str name = tei_id(x->scratch, ref);
    tei_complain(x, n, E0402, "<%.*s> leads to @%.*s, which is not there", STR_FMT(n->name),
                 STR_FMT(name.n ? name : ref));
}

Str tei_next_word(Str *s) {
    *s = tei_trim(*s);
    Str word = {s->p, 0};
    while (word.n < s->n && !tei_is_white(s->p[word.n])) word.n++;
    *s = (Str){s->p + word.n, s->n - word.n};
    return word;
}

// A key is one, blanks and all ("Crawford, Jack, 1847-1917"), or several ids.
static bool is_one_key(Tei *x, uint32_t kind, Str key) {
    if (tei_resolve(x, kind, key)) return true;
    for (Str rest = key, word; (word = tei_next_word(&rest)).n;)
        if (!tei_resolve(x, kind, word)) return true;
    return false;
}

uint32_t tei_each_ref(Tei *x, const TeiNode *n, uint32_t kind, TeiRefs *each, void *user) {
    Str ref = tei_attr(n, "ref"), key = tei_attr(n, "key");
    uint32_t many = 0;
    if (!ref.n && key.n && is_one_key(x, kind, key)) {
        each(user, tei_resolve(x, kind, key), key);
        return 1;
    }
    for (Str rest = ref.n ? ref : key, word; (word = tei_next_word(&rest)).n; many++)
        each(user, tei_resolve(x, kind, word), word);
    guard_work(x->a->guard, many);
    return many;
}

typedef struct First {
    Tei *x;
    const TeiNode *n;
    Ref found;
    Str lost;
} First;

static void take_first(void *user, Ref target, Str ref) {
    First *f = user;
    if (target && !f->found) f->found = target;
    if (!target && !f->lost.n) f->lost = ref;
}

Ref tei_meant(Tei *x, const TeiNode *n, uint32_t kind) {
    static const char *const others[] = {"corresp", "sameAs", "target"};
    First f = {.x = x, .n = n};
    if (x->looking || !n) return 0;
    tei_each_ref(x, n, kind, take_first, &f);
    for (size_t i = 0; !f.found && i < sizeof others / sizeof *others; i++)
        f.found = tei_resolve(x, kind, tei_attr(n, others[i]));
    for (const TeiNode *c = n->first; !f.found && c; c = c->next) {
        if (c->el == EL_idno) f.found = tei_resolve(x, kind, tei_words(x->scratch, c));
        if (c->el == EL_persName || c->el == EL_placeName || c->el == EL_orgName)
            f.found = tei_meant(x, c, kind);
    }
    if (!f.found && f.lost.n && !x->in_head) tei_lost(x, n, f.lost);
    return f.found;
}

static void tell_lost(void *user, Ref target, Str ref) {
    const First *f = user;
    if (!target) tei_lost(f->x, f->n, ref);
}

uint64_t tei_count_refs(Tei *x, const TeiNode *top) {
    uint64_t many = 0;
    const char *sort;
    for (const TeiNode *n = x->looking ? NULL : top; n; n = tei_next(n, top)) {
        guard_work(x->a->guard, 1);
        if (n->el == EL_CHARS || !tei_is_name(n)) continue;
        First f = {.x = x, .n = n};
        many += tei_each_ref(x, n, tei_kind_of_name(x, n, &sort), tell_lost, &f);
    }
    return many;
}

// ---- what names name ------------------------------------------------------------------------

static uint32_t kind_of_sort(const Tei *x, Str s, const char **sort) {
    static const struct {
        const char *written, *sort;
    } sorts[] = {{"person", "person"},
                 {"place", "place"},
                 {"org", "organisation"},
                 {"organisation", "organisation"},
                 {"organization", "organisation"},
                 {"event", "event"},
                 {"work", "work"},
                 {"bibl", "work"},
                 {"title", "work"},
                 {"pers", "person"},
                 {"geog", "place"}};
    *sort = "";
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
        if (str_is(s, sorts[i].written)) *sort = sorts[i].sort;
    switch ((*sort)[0]) {
    case 'p': return (*sort)[1] == 'e' ? x->kind.person : x->kind.place;
    case 'o': return x->kind.organisation;
    case 'e': return x->kind.event;
    case 'w': return x->kind.publication;
    default: return KIND_ANY;
    }
}

bool tei_is_name(const TeiNode *n) {
    bool led = tei_attr(n, "ref").n || tei_attr(n, "key").n;
    switch ((TeiElement)n->el) {
    case EL_rs:
    case EL_persName:
    case EL_placeName:
    case EL_orgName:
    case EL_eventName:
    case EL_geogName:
    case EL_workName: return true;
    case EL_addrLine:
    case EL_author:
    case EL_editor:
    case EL_placeSender:
    case EL_placeAddressee:
    case EL_settlement:
    case EL_country:
    case EL_region:
    case EL_title:
    case EL_name:
    case EL_bibl:
    case EL_term:
    case EL_roleName: return led;
    default: return false;
    }
}

uint32_t tei_kind_of_name(const Tei *x, const TeiNode *n, const char **sort) {
    switch ((TeiElement)n->el) {
    case EL_persName: return kind_of_sort(x, STR("person"), sort);
    case EL_placeName:
    case EL_geogName:
    case EL_placeSender:
    case EL_placeAddressee:
    case EL_addrLine:
    case EL_settlement:
    case EL_country:
    case EL_region: return kind_of_sort(x, STR("place"), sort);
    case EL_author:
    case EL_editor: return kind_of_sort(x, STR("person"), sort);
    case EL_orgName: return kind_of_sort(x, STR("org"), sort);
    case EL_eventName: return kind_of_sort(x, STR("event"), sort);
    case EL_workName:
    case EL_bibl:
    case EL_title: return kind_of_sort(x, STR("work"), sort);
    default: return kind_of_sort(x, tei_attr(n, "type"), sort);
    }
}

// ---- relations ------------------------------------------------------------------------------

typedef struct Ends {
    Ref *items;
    size_t cap;
    uint32_t n;
} Ends;

// The entities of an attribute that holds several; those that are not there are told.
static Ends ends_of(Tei *x, const TeiNode *n, const char *attr) {
    Ends e = {0};
    for (Str rest = tei_attr(n, attr), word; (word = tei_next_word(&rest)).n;) {
        Ref r = tei_resolve(x, KIND_ANY, word);
        if (!r && !x->looking) tei_lost(x, n, word);
        if (!r) continue;
        e.items = arena_grow(x->scratch, e.items, &e.cap, (size_t)e.n + 1, sizeof(Ref));
        e.items[e.n++] = r;
    }
    return e;
}

static Str relation_type(const TeiNode *n) {
    Str name = tei_attr(n, "name");
    if (!name.n) name = tei_attr(n, "ref");
    if (!name.n) name = tei_attr(n, "key");
    Str last = behind(name, '#');
    if (!last.n) last = behind(name, '/');
    if (last.n) name = last;
    return name.n ? name : tei_attr(n, "type");
}

// The statement that a relation stands in: its bibliography and note.
Str tei_evidence(Tei *x, const TeiNode *n) {
    const TeiNode *within = n->parent;
    while (within && within->el != EL_ab) within = within->parent;
    const TeiNode *bibl = within ? tei_find(within, EL_bibl) : tei_child(n, EL_bibl);
    Str words = bibl ? tei_words(x->scratch, bibl) : STR("");
    const TeiNode *ptr = bibl ? bibl->first : NULL;
    while (ptr && !tei_attr(ptr, "target").n) ptr = ptr->next;
    if (!ptr) return words;
    Str target = tei_attr(ptr, "target");
    return words.n ? str_printf(x->scratch, "%.*s (%.*s)", STR_FMT(words), STR_FMT(target))
                   : target;
}

// A relation's id is made of who is related, how, when, and the words that say so.
TeiThing tei_related(Tei *x, const TeiNode *n, Ref from, Str type, Ref to) {
    TeiThing t = {.kind = x->kind.relation};
    if (x->looking || t.kind == KIND_ANY) return t;
    const TeiNode *dated = tei_dated(n);
    Str when = dated ? tei_stated(x, dated) : STR(""), words = tei_words(x->scratch, n);
    Str ends[] = {from ? builder_id_of(x->b, from) : STR(""),
                  to ? builder_id_of(x->b, to) : STR("")};
    Str stated = str_printf(x->scratch, "%.*s\n%.*s\n%.*s\n%.*s\n%.*s", STR_FMT(ends[0]),
                            STR_FMT(type), STR_FMT(ends[1]), STR_FMT(when), STR_FMT(words));
    t.ref = import_made(x->b, x->scratch, t.kind, stated);
    return t;
}

static void put_relation(Tei *x, const TeiNode *n, Ref from, Ref to) {
    TeiThing t = tei_related(x, n, from, relation_type(n), to);
    const TeiNode *desc = tei_child(n, EL_desc);
    Str cert = tei_attr(n, "cert"), evidence = tei_evidence(x, n);
    tei_link(x, &t, "from", from, NULL, 0);
    tei_text(x, &t, "type", relation_type(n), 0);
    tei_link(x, &t, "to", to, NULL, 0);
    tei_text(x, &t, "certainty", cert, 0);
    if (desc) tei_text(x, &t, "note", tei_words(x->scratch, desc), 0);
    tei_text(x, &t, "evidence", evidence, 0);
    const TeiNode *dated = tei_dated(n);
    if (dated) tei_when(x, &t, "date", dated, STR(""));
    tei_origin(x, &t, n);
}

// One for each pair of ends: of an active and a passive, or of two mutual ones.
void tei_relation(Tei *x, const TeiNode *n) {
    enum { MOST = 1000 }; // of one element
    Ends active = ends_of(x, n, "active"), passive = ends_of(x, n, "passive"),
         mutual = ends_of(x, n, "mutual");
    uint32_t many = 0;
    for (uint32_t i = 0; i < active.n && many <= MOST; i++)
        for (uint32_t k = 0; k < passive.n && many <= MOST; k++, many++)
            put_relation(x, n, active.items[i], passive.items[k]);
    for (uint32_t i = 0; i < mutual.n && many <= MOST; i++)
        for (uint32_t k = i + 1; k < mutual.n && many <= MOST; k++, many++)
            put_relation(x, n, mutual.items[i], mutual.items[k]);
    for (uint32_t i = 0; !passive.n && i < active.n && many <= MOST; i++, many++)
        put_relation(x, n, active.items[i], 0);
    if (x->looking) put_relation(x, n, 0, 0); // for its fields
    if (many > MOST)
        tei_complain(x, n, E0409, "<relation> relates more than %d pairs; the first are loaded",
                     MOST);
}
