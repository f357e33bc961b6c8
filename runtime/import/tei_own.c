// Registers that Gazette wrote itself (runtime/export/tei.h): what they say beyond what TEI says by
// itself. In: elements; out: ids, fields by the types of notes, evidence. A file says in its header
// that it is such a one; of others only notes and states are taken whose type is a field's name.
#include <string.h>

#include "lang/number.h"
#include "runtime/import/tei_impl.h"

bool tei_is_own(const TeiNode *root) {
    const TeiNode *header = tei_find(root, EL_teiHeader);
    for (const TeiNode *n = header ? header->first : NULL; n; n = tei_next(n, header))
        if (n->el == EL_OTHER && str_is(n->name, "application"))
            return str_is(tei_attr(n, "ident"), "gazette");
    return false;
}

void tei_own_title(Tei *x, const TeiNode *root) {
    const TeiNode *stmt = tei_find(root, EL_titleStmt), *title = tei_child(stmt, EL_title);
    Str words = tei_words(x->scratch, title);
    if (words.n && !str_is(words, "Register")) builder_meta(x->b, STR("title"), words);
}

// ---- ids ------------------------------------------------------------------------------------

// What is no name in XML stands in @n, and xml:id is what references lead to.
Str tei_own_id(const Tei *x, const TeiNode *n) {
    Str number = x->own ? tei_attr(n, "n") : STR("");
    return number.n ? number : tei_attr(n, "xml:id");
}

void tei_own_alias(Tei *x, const TeiNode *n) {
    if (!x->own || !x->looking) return;
    Str ref = str_cat(x->scratch, STR("#"), tei_attr(n, "xml:id"));
    tei_names_add(x, &x->aliases, ref, (uint32_t)x->nthings - 1);
}

// ---- evidence -------------------------------------------------------------------------------

static int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static Str without_escapes(Arena *a, Str s) {
    StrBuf out;
    buf_init(&out, a);
    for (uint32_t i = 0; i < s.n; i++) {
        bool escape = s.p[i] == '%' && i + 2 < s.n && hex(s.p[i + 1]) >= 0 && hex(s.p[i + 2]) >= 0;
        buf_char(&out, escape ? (char)(hex(s.p[i + 1]) * 16 + hex(s.p[i + 2])) : s.p[i]);
        i += escape ? 2 : 0;
    }
    return buf_str(&out);
}

// What the document leads to and has not: passage:…, entity:issue/…. Where it is in no file that is
// read it has its id and nothing else, until the register is poured together with the text.
static Ref outside(Tei *x, Str pointer) {
    const char *colon = memchr(pointer.p, ':', pointer.n);
    if (!colon || x->looking) return 0;
    Str prefix = {pointer.p, (uint32_t)(colon - pointer.p)};
    Str id = {colon + 1, pointer.n - prefix.n - 1}, kind = prefix;
    const char *slash = str_is(prefix, "entity") ? memchr(id.p, '/', id.n) : NULL;
    if (slash) {
        kind = without_escapes(x->scratch, (Str){id.p, (uint32_t)(slash - id.p)});
        id = (Str){slash + 1, id.n - (uint32_t)(slash - id.p) - 1};
    }
    uint32_t of = slash || str_is(prefix, "passage") ? schema_kind(x->schema, kind) : KIND_ANY;
    if (of == KIND_ANY || !id.n) return 0;
    id = without_escapes(x->scratch, id);
    Ref r = builder_find(x->b, of, id, NULL);
    return r ? r : builder_entity(x->b, of, id);
}

typedef struct Sources {
    Ref *items;
    size_t cap;
    uint32_t n;
} Sources;

static Sources sources_of(Tei *x, const TeiNode *n) {
    Sources s = {0};
    if (!x->own || x->looking) return s;
    for (Str rest = tei_attr(n, "source"), word; (word = tei_next_word(&rest)).n;) {
        Ref r = outside(x, word);
        guard_work(x->a->guard, 4);
        if (!r) continue;
        s.items = arena_grow(x->scratch, s.items, &s.cap, (size_t)s.n + 1, sizeof(Ref));
        s.items[s.n++] = r;
    }
    return s;
}

uint32_t tei_said(Tei *x, const TeiNode *n) {
    if (!x->own || x->looking) return 0;
    bool entry = n->el == EL_event || n->el == EL_relation; // its source is that of all of it
    Sources s = {0};
    if (!entry || !tei_attr(n, "xml:id").n) s = sources_of(x, n);
    Str cert = tei_attr(n, "cert"), role = tei_is_name(n) ? tei_attr(n, "role") : STR("");
    if (!cert.n && !role.n && !s.n) return 0;
    return builder_annotation(x->b, cert, STR(""), role, s.items, s.n);
}

void tei_own_sources(Tei *x, const TeiThing *t, const TeiNode *n) {
    Sources s = sources_of(x, n);
    for (uint32_t i = 0; t->ref && i < s.n; i++)
        builder_link(x->b, t->ref, FIELD_SOURCE, s.items[i], 0);
}

// ---- notes by their types -------------------------------------------------------------------

static uint32_t field_called(const Tei *x, uint32_t kind, Str name) {
    if (kind == KIND_ANY) return NO_FIELD;
    uint32_t f = kind_field(x->schema->kinds[kind], name);
    return f != FIELD_ID && f < x->schema->kinds[kind]->ndeclared ? f : NO_FIELD;
}

bool tei_typed(Tei *x, const TeiThing *t, const TeiNode *n, const TeiNode *words) {
    Str type = tei_attr(n, "type"), said = tei_words(x->scratch, words);
    uint32_t f = field_called(x, t->kind, type);
    if (!type.n || t->kind == KIND_ANY || (!x->own && f == NO_FIELD)) return false;
    const char *name = str_dup(x->scratch, type).p;
    const Type *as = f == NO_FIELD ? NULL : x->schema->kinds[t->kind]->fields[f].type;
    if (as && as->tag == TY_LIST) as = as->elem;
    double real;
    switch (as ? (TypeTag)as->tag : TY_TEXT) {
    case TY_TEXT: tei_texts(x, t, name, said, tei_said(x, n)); return true;
    case TY_DATE: tei_when(x, t, name, n, said); return true;
    case TY_REAL:
        if (number_parse_real(said, &real)) tei_real(x, t, name, real);
        return true;
    case TY_ENTITY:
        if (!x->own) return false;
        for (const TeiNode *c = n->first; c; c = c->next)
            if (c->el == EL_name)
                tei_link(x, t, name, tei_meant(x, c, as->kind), NULL, tei_said(x, c));
        return true;
    default: return false;
    }
}

// The type that is no word, and so stands in a note.
bool tei_has_type_note(const Tei *x, const TeiNode *n, TeiElement el) {
    for (const TeiNode *c = x->own ? n->first : NULL; c; c = c->next)
        if (c->el == el && str_is(tei_attr(c, "type"), "type")) return true;
    return false;
}

// ---- relations ------------------------------------------------------------------------------

// A relation without an id is a link between entries, by the name of its field.
static void put_own_link(Tei *x, const TeiNode *n) {
    Str name = tei_attr(n, "name");
    uint32_t known = tei_names_find(&x->aliases, tei_attr(n, "active"));
    if (!known || !name.n) return;
    const TeiThing *from = &x->things[x->aliases.items[known].thing];
    Ref to = tei_resolve(x, KIND_ANY, tei_attr(n, "passive"));
    if (!to && !x->looking) tei_lost(x, n, tei_attr(n, "passive"));
    tei_link(x, from, str_dup(x->scratch, name).p, to, "[entity]", tei_said(x, n));
}

static Ref end_of(Tei *x, const TeiNode *n, const char *attribute) {
    Ref r = outside(x, tei_attr(n, attribute));
    if (!r) r = tei_resolve(x, KIND_ANY, tei_attr(n, attribute));
    if (!r && !x->looking) tei_lost(x, n, tei_attr(n, attribute));
    return r;
}

void tei_own_relation(Tei *x, const TeiNode *n) {
    if (!tei_attr(n, "xml:id").n) {
        put_own_link(x, n);
        return;
    }
    const TeiNode *desc = tei_child(n, EL_desc);
    TeiThing t = tei_thing(x, x->kind.relation, tei_id(x->scratch, tei_own_id(x, n)));
    tei_own_alias(x, n);
    tei_link(x, &t, "from", end_of(x, n, "active"), NULL, 0);
    tei_link(x, &t, "to", end_of(x, n, "passive"), NULL, 0);
    Str name = tei_attr(n, "name");
    bool noted = desc && tei_has_type_note(x, desc, EL_desc);
    if (!noted && !str_is(name, "relation")) tei_text(x, &t, "type", name, 0);
    for (const TeiNode *c = desc ? desc->first : NULL; c; c = c->next)
        if (c->el == EL_desc) tei_typed(x, &t, c, c);
    if (tei_is_dated(n)) tei_when(x, &t, "date", n, STR(" "));
    tei_own_sources(x, &t, n);
}
