// Links seen from the other side, made anew from the fields that have the inverse: each entity that
// links here once, in archive order.
#include "tests/oracle/trial.h"

typedef struct Looking {
    Walk walk;
    Arena arena;
    Guard guard;
} Looking;

static bool holds(Cell value, uint32_t entity) {
    if (value.tag != TY_LIST) return !value.none && value.v.i == entity;
    for (uint32_t i = 0; i < value.n; i++)
        if (holds(value.v.items[i], entity)) return true;
    return false;
}

// Does the source link to the entity by a field whose other side has the name?
static bool links(Walk *w, const KindTable *k, uint32_t source, Str name, uint32_t entity) {
    Cell from = {.tag = TY_ENTITY, .v.i = source};
    for (uint32_t f = FIELD_DECLARED; f < k->kind->ndeclared; f++) {
        const Field *field = &k->kind->fields[f];
        if (str_eq(field->inverse, name) && holds(ref_field(w, from, field->type, f), entity))
            return true;
    }
    return false;
}

static bool mirrored(Walk *w, uint32_t entity, const Field *field, uint32_t f) {
    const KindTable *from = &w->archive->tables[field->from_kind];
    Cell target = {.tag = TY_ENTITY, .v.i = entity};
    Cell got = ref_field(w, target, field->type, f);
    uint32_t n = 0;
    for (uint32_t s = from->first; s < from->first + from->count; s++) {
        if (!links(w, from, s, field->name, entity)) continue;
        if (n == got.n || got.v.items[n].v.i != s) return false;
        n++;
    }
    return n == got.n;
}

static const char *search(Walk *w) {
    for (uint32_t k = 0; k < w->archive->schema.nkinds; k++) {
        const KindTable *t = &w->archive->tables[k];
        for (uint32_t f = t->kind->ndeclared; f < t->kind->nfields; f++)
            for (uint32_t e = t->first; e < t->first + t->count; e++)
                if (!mirrored(w, e, &t->kind->fields[f], f))
                    return str_dup(w->arena, t->kind->fields[f].name).p;
    }
    return NULL;
}

const char *wrong_link(const Archive *a) {
    static Looking l;
    arena_free(&l.arena); // of the search before, whose answer lies in it
    arena_init(&l.arena, &alloc_system, NULL, &l.guard);
    l.walk = (Walk){.archive = a, .arena = &l.arena, .guard = &l.guard};
    return setjmp(l.guard.at) ? "(no memory)" : search(&l.walk);
}
