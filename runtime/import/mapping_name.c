// Entities by what a text says: the id of one, else its name, else one is made that has it
// (mapping.h). In: kinds and texts; out: entities of the builder, whoever put them there.
#include <string.h>

#include "runtime/builder_impl.h"
#include "runtime/import/mapping_impl.h"

static uint32_t *slot_of(const MapState *x, uint32_t kind, Str name) {
    uint32_t i = (uint32_t)(str_hash(name) + kind) & x->name_mask;
    for (; x->name_slots[i]; i = (i + 1) & x->name_mask) {
        const NamedEntry *e = &x->names[x->name_slots[i]];
        if (e->kind == kind && str_eq(e->name, name)) break;
    }
    return &x->name_slots[i];
}

static void grow_names(MapState *x) {
    x->name_mask = x->name_mask ? x->name_mask * 2 + 1 : 255;
    x->name_slots = arena_zero(x->job->arena, ((size_t)x->name_mask + 1) * sizeof(uint32_t));
    for (uint32_t i = 1; i <= x->nnames; i++) {
        guard_every(x->job->arena->guard, i);
        *slot_of(x, x->names[i].kind, x->names[i].name) = i;
    }
}

// The first of a name is meant.
static void know(MapState *x, uint32_t kind, Str name, Ref r) {
    if (x->nnames >= x->name_mask / 2) grow_names(x);
    uint32_t *slot = slot_of(x, kind, name);
    if (*slot) return;
    x->names =
        arena_grow(x->job->arena, x->names, &x->names_cap, (size_t)x->nnames + 2, sizeof *x->names);
    x->names[++x->nnames] = (NamedEntry){.kind = kind, .name = name, .ref = r};
    *slot = x->nnames;
}

static uint32_t label_field(const MapState *x, uint32_t kind) {
    const Kind *k = x->job->schema->kinds[kind];
    bool text = k->label_field != FIELD_ID && k->fields[k->label_field].type->tag == TY_TEXT;
    return text ? k->label_field : NO_FIELD;
}

// All that the builder has of the kind so far.
static void know_kind(MapState *x, uint32_t kind, uint32_t field) {
    const Builder *b = x->job->b;
    uint32_t n = b->kinds[kind].count;
    Ref *refs = arena_zero(x->job->arena, ((size_t)n + 1) * sizeof *refs);
    for (Ref r = 1; r <= b->nentities; r++) {
        guard_every(x->job->arena->guard, r);
        const BuiltEntity *e = built_entity(b, r);
        if (e->kind == kind) refs[e->row] = r;
    }
    const Log *log = field < b->kinds[kind].nfields ? &b->kinds[kind].fields[field] : NULL;
    for (const LogChunk *c = log ? log->first : NULL; c; c = c->next)
        for (uint32_t i = 0; i < c->n; i++) {
            uint32_t text;
            memcpy(&text, c->values + (size_t)i * sizeof text, sizeof text);
            const PoolText *t = pool_text(&b->texts, text);
            guard_work(x->job->arena->guard, 1);
            know(x, kind, (Str){t->p, t->n}, refs[c->rows[i]]);
        }
}

// "Saint-Dié (Vosges)" has the id saint-die-vosges.
static Str id_of_name(MapState *x, Str name) {
    Str folded = str_fold(x->job->scratch, name);
    StrBuf out;
    uint32_t cp, n;
    bool gap = false;
    buf_init(&out, x->job->scratch);
    for (uint32_t i = 0; i < folded.n && out.n < 100; i += n) {
        n = utf8_decode(folded.p + i, folded.p + folded.n, &cp);
        if (!n) break;
        bool letter = cp_is_word(cp);
        if (letter && gap && out.n) buf_char(&out, '-');
        if (letter) buf_add(&out, (Str){folded.p + i, n});
        gap = !letter;
    }
    return buf_str(&out);
}

static Ref make_named(MapState *x, uint32_t kind, uint32_t field, Str name) {
    Builder *b = x->job->b;
    Str id = id_of_name(x, name);
    Str own = id; // nobody else's, who is called otherwise
    for (uint32_t n = 2; n < 1000 && id.n && builder_find(b, kind, own, NULL); n++)
        own = str_printf(x->job->scratch, "%.*s-%u", STR_FMT(id), n);
    Ref r = id.n && !builder_find(b, kind, own, NULL) ? builder_entity(b, kind, own)
                                                      : import_made(b, x->job->scratch, kind, name);
    builder_text(b, r, field, name, 0);
    import_found(x->job, "entities made of their names alone", 1);
    know(x, kind, str_dup(x->job->arena, name), r);
    return r;
}

Ref map_named(MapState *x, uint32_t kind, Str name) {
    Ref r = builder_find(x->job->b, kind, name, NULL);
    if (r || kind == KIND_ANY) return r;
    uint32_t field = label_field(x, kind);
    if (field == NO_FIELD) return 0;
    x->named_kinds = arena_grow_zero(x->job->arena, x->named_kinds, &x->named_cap, (size_t)kind + 1,
                                     sizeof *x->named_kinds);
    if (!x->named_kinds[kind]) know_kind(x, kind, field);
    x->named_kinds[kind] = 1;
    uint32_t found = x->nnames ? *slot_of(x, kind, name) : 0;
    if (found) return x->names[found].ref;
    ArenaMark mark = arena_mark(x->job->scratch);
    r = make_named(x, kind, field, name);
    arena_release(x->job->scratch, mark);
    return r;
}
