// Names, and issues, that a builder has so far, read from its logs. See import_page_impl.h.
#include <string.h>

#include "runtime/builder_impl.h"
#include "runtime/import/pages_impl.h"
#include "runtime/sort.h"

static uint32_t stored(const Builder *b, uint32_t kind, const char *name, TypeTag tag) {
    const Kind *k = b->schema->kinds[kind];
    uint32_t f = kind_field(k, str_of(name));
    if (f >= k->ndeclared || f >= b->kinds[kind].nfields) return NO_FIELD;
    return field_element(&k->fields[f])->tag == tag ? f : NO_FIELD;
}

// The entities of a kind by their row.
static Ref *rows_of(const Builder *b, Arena *a, uint32_t kind) {
    Ref *refs = arena_zero(a, ((size_t)b->kinds[kind].count + 1) * sizeof *refs);
    for (Ref r = 1; r <= b->nentities; r++) {
        guard_every(a->guard, r);
        const BuiltEntity *e = built_entity(b, r);
        if (e->kind == kind) refs[e->row] = r;
    }
    return refs;
}

// Values of one field, one after the other.
typedef struct Values {
    const LogChunk *chunk;
    uint32_t i;
} Values;

static Values values_of(const Builder *b, uint32_t kind, uint32_t field) {
    return (Values){field == NO_FIELD ? NULL : b->kinds[kind].fields[field].first, 0};
}

static bool next_value(Values *v, uint32_t *row, const unsigned char **value, uint32_t size) {
    while (v->chunk && v->i == v->chunk->n) *v = (Values){v->chunk->next, 0};
    if (!v->chunk) return false;
    *row = v->chunk->rows[v->i];
    *value = v->chunk->values + (size_t)v->i++ * size;
    return true;
}

static uint32_t number_at(const unsigned char *p) {
    uint32_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

static int64_t int_at(const unsigned char *p) {
    int64_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

static Str text_at(const Builder *b, const unsigned char *p) {
    const PoolText *t = pool_text(&b->texts, number_at(p));
    return (Str){t->p, t->n};
}

// ---- names ----------------------------------------------------------------------------------

typedef struct Given {
    Str name;
    NameSort sort;
} Given;

typedef struct AllGiven {
    Arena *a;
    KeyRef *keys; // the entity, and which of the names
    Given *names;
    size_t keys_cap, names_cap;
    uint32_t n;
} AllGiven;

static void collect(AllGiven *all, const Builder *b, uint32_t kind, const char *field,
                    const Ref *refs, NameSort sort) {
    Values v = values_of(b, kind, stored(b, kind, field, TY_TEXT));
    uint32_t row;
    const unsigned char *value;
    while (next_value(&v, &row, &value, sizeof(uint32_t))) {
        guard_work(all->a->guard, 1);
        size_t need = (size_t)all->n + 1;
        all->keys = arena_grow(all->a, all->keys, &all->keys_cap, need, sizeof *all->keys);
        all->names = arena_grow(all->a, all->names, &all->names_cap, need, sizeof *all->names);
        all->keys[all->n] = (KeyRef){refs[row], all->n};
        all->names[all->n++] = (Given){text_at(b, value), sort};
    }
}

Names *builder_names(Builder *b, Arena *a, Arena *scratch) {
    static const char *const kinds[] = {"person", "place", "organisation"};
    AllGiven all = {.a = a};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        uint32_t kind = schema_kind(b->schema, str_of(kinds[i]));
        if (kind == KIND_ANY) continue;
        const Ref *refs = rows_of(b, a, kind);
        collect(&all, b, kind, "name", refs, i ? NAME_PLAIN : NAME_OF_PERSON);
        collect(&all, b, kind, "also", refs, i ? NAME_PLAIN : NAME_OTHER_OF_PERSON);
    }
    if (all.n) sort_keys(a, all.keys, all.n);
    Names *names = names_new(a, scratch);
    for (uint32_t i = 0; i < all.n; i++) {
        const Given *g = &all.names[all.keys[i].ref];
        names_add(names, g->name, (uint32_t)all.keys[i].key, g->sort);
    }
    return names;
}

void builder_each_name(const Builder *b, Arena *scratch, uint32_t kind, NameEach *each,
                       void *user) {
    if (kind == KIND_ANY) return;
    Values v = values_of(b, kind, stored(b, kind, "name", TY_TEXT));
    const Ref *refs = rows_of(b, scratch, kind);
    uint32_t row;
    const unsigned char *value;
    while (next_value(&v, &row, &value, sizeof(uint32_t))) each(user, text_at(b, value), refs[row]);
}

Str builder_language(const Builder *b) {
    Str language;
    return builder_meta_of(b, STR("language"), &language) ? language : STR("");
}

// ---- issues ---------------------------------------------------------------------------------

struct Issues {
    Arena *arena;
    Issue *at; // 1 …
    size_t cap;
    uint32_t n, mask, *slots;
};

static uint32_t issue_slot(const Issues *t, Ref publication, int64_t number) {
    uint64_t h = ((uint64_t)publication << 32 ^ (uint64_t)number) * 0x9e3779b97f4a7c15u;
    return (uint32_t)(h >> 33) & t->mask;
}

static void place(Issues *t, uint32_t i) {
    uint32_t at = issue_slot(t, t->at[i].publication, t->at[i].number);
    while (t->slots[at]) at = (at + 1) & t->mask;
    t->slots[at] = i;
}

void issues_add(Issues *t, Issue issue) {
    if (!issue.number) return;
    t->at = arena_grow(t->arena, t->at, &t->cap, (size_t)t->n + 2, sizeof *t->at);
    t->at[++t->n] = issue;
    if (t->n < t->mask / 2) {
        place(t, t->n);
        return;
    }
    t->mask = t->mask ? t->mask * 2 + 1 : 63;
    t->slots = arena_zero(t->arena, ((size_t)t->mask + 1) * sizeof *t->slots);
    for (uint32_t i = 1; i <= t->n; i++) place(t, i);
}

Ref issues_find(const Issues *t, const Issue *like) {
    uint32_t at = t->n ? issue_slot(t, like->publication, like->number) : 0;
    for (; t->n && t->slots[at]; at = (at + 1) & t->mask) {
        const Issue *x = &t->at[t->slots[at]];
        bool volume = !x->volume || !like->volume || x->volume == like->volume;
        if (volume && x->publication == like->publication && x->number == like->number)
            return x->ref;
    }
    return 0;
}

static void read_ints(const Builder *b, uint32_t kind, const char *field, int64_t *to) {
    Values v = values_of(b, kind, stored(b, kind, field, TY_INT));
    uint32_t row;
    const unsigned char *value;
    while (next_value(&v, &row, &value, sizeof(int64_t)))
        if (!to[row]) to[row] = int_at(value);
}

Issues *builder_issues(const Builder *b, Arena *a) {
    Issues *t = ARENA_NEW(a, Issues);
    uint32_t kind = schema_kind(b->schema, STR("issue")), row;
    t->arena = a;
    if (kind == KIND_ANY) return t;
    size_t n = (size_t)b->kinds[kind].count + 1;
    const Ref *refs = rows_of(b, a, kind);
    int64_t *volumes = arena_zero(a, n * sizeof *volumes);
    int64_t *numbers = arena_zero(a, n * sizeof *numbers);
    read_ints(b, kind, "volume", volumes);
    read_ints(b, kind, "number", numbers);
    Values v = values_of(b, kind, stored(b, kind, "publication", TY_ENTITY));
    const unsigned char *value;
    while (next_value(&v, &row, &value, sizeof(uint32_t)))
        issues_add(t, (Issue){refs[row], number_at(value), volumes[row], numbers[row]});
    return t;
}
