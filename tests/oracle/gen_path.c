// Paths and literals: what a random expression ends in. A path is looked for by walking from a
// name at random and seeing what it leads to.
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "tests/oracle/gen.h"

void put(Gen *g, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(g->text + g->n, GEN_TEXT - g->n, fmt, ap);
    va_end(ap);
    if (n < 0 || g->n + (uint32_t)n >= GEN_TEXT) {
        g->full = true;
        g->n = 0;
        return;
    }
    g->n += (uint32_t)n;
}

// ---- types ----------------------------------------------------------------------------------

const Type *gen_kind(Gen *g, const char *name) {
    return &g->archive->schema.kinds[schema_kind(&g->archive->schema, str_of(name))]->type;
}

const Type *gen_any_kind(Gen *g) {
    static const char *const often[] = {"person", "event", "place", "person", "event"};
    if (!one_in(&g->chance, 4)) return gen_kind(g, often[chance(&g->chance, 5)]);
    return &g->archive->schema.kinds[chance(&g->chance, g->archive->schema.nkinds)]->type;
}

const Type *gen_scalar(Gen *g, bool sortable) {
    switch (chance(&g->chance, sortable ? 10 : 12)) {
    case 0:
    case 1: return &type_int;
    case 2: return &type_real;
    case 3:
    case 4: return &type_text;
    case 5: return &type_truth;
    case 6:
    case 7:
    case 8: return &type_date;
    case 9: return &type_duration;
    default: return gen_any_kind(g);
    }
}

// A record of two or three fields, one of them of the type `only`.
const Type *gen_record(Gen *g, const Type *only) {
    static const char *const names[] = {"ra", "rb", "rc"};
    TypeField *f = ARENA_ARRAY(g->arena, TypeField, 3);
    uint32_t n = 2 + chance(&g->chance, 2), at = chance(&g->chance, n);
    for (uint32_t i = 0; i < n; i++)
        f[i] = (TypeField){str_of(names[i]), only && i == at ? only : gen_scalar(g, false)};
    return type_record(g->arena, f, n);
}

// ---- paths ----------------------------------------------------------------------------------

typedef struct Path {
    char text[160];
    const Type *type;
} Path;

static void path_add(Path *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void path_add(Path *p, const char *fmt, ...) {
    size_t at = strlen(p->text);
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(p->text + at, sizeof p->text - at, fmt, ap);
    va_end(ap);
}

// A field of an entity of any kind must have one type in all kinds that have it.
static bool field_agrees(const Schema *s, const Field *f) {
    for (uint32_t k = 0; k < s->nkinds; k++) {
        uint32_t i = kind_field(s->kinds[k], f->name);
        if (i != UINT32_MAX && !type_same(s->kinds[k]->fields[i].type, f->type)) return false;
    }
    return true;
}

static const Field *random_field(Gen *g, const Type *entity) {
    const Schema *s = &g->archive->schema;
    bool any = entity->kind == KIND_ANY;
    const Kind *k = s->kinds[any ? chance(&g->chance, s->nkinds) : entity->kind];
    const Field *f = &k->fields[chance(&g->chance, k->nfields)];
    return any && !field_agrees(s, f) ? NULL : f;
}

static bool from_column(Gen *g, const GenRow *row, Path *p) {
    if (!row->ncolumns) return false;
    const GenColumn *c = &row->columns[chance(&g->chance, row->ncolumns)];
    path_add(p, "%s", c->name);
    p->type = c->type;
    return true;
}

// A field of a record that stands alone; a column never hides it.
static bool from_record(Gen *g, const GenRow *row, Path *p) {
    const TypeField *f = &row->it->fields[chance(&g->chance, row->it->nfields)];
    path_add(p, "%.*s", STR_FMT(f->name));
    p->type = f->type;
    return row->ncolumns == 0;
}

static bool from_field(Gen *g, const GenRow *row, Path *p) {
    if (row->it && row->it->tag == TY_RECORD) return from_record(g, row, p);
    if (!row->it || row->it->tag != TY_ENTITY) return from_column(g, row, p);
    const Field *f = random_field(g, row->it);
    if (!f) return false;
    path_add(p, "%.*s", STR_FMT(f->name));
    p->type = f->type;
    for (uint32_t i = 0; i < row->ncolumns; i++)
        if (strcmp(row->columns[i].name, p->text) == 0) p->type = row->columns[i].type;
    return true;
}

static bool from_alias(Gen *g, const GenRow *row, Path *p) {
    const GenRow *at = row;
    for (uint32_t up = chance(&g->chance, 4); up && at->outer; up--) at = at->outer;
    if (at->alias[0] && at->it && one_in(&g->chance, 2)) {
        path_add(p, "%s", at->alias);
        p->type = at->it;
        return true;
    }
    if (!at->ncolumns) return false;
    const GenColumn *c = &at->columns[chance(&g->chance, at->ncolumns)];
    if (!c->as_name) return false;
    path_add(p, "%s", c->name);
    p->type = c->type;
    return true;
}

static bool from_known(Gen *g, Path *p) {
    if (!g->nknown) return false;
    const GenName *k = &g->known[chance(&g->chance, g->nknown)];
    if (k->is_fn) return false;
    path_add(p, "%s", k->name);
    p->type = k->type;
    return true;
}

static bool begin(Gen *g, const GenRow *row, bool recorded, Path *p) {
    uint32_t pick = chance(&g->chance, 16);
    if (pick < 2) return !recorded && from_known(g, p);
    if (!row) return false;
    if (pick < 9) return from_field(g, row, p);
    if (pick < 12) return from_column(g, row, p);
    if (pick < 15) return from_alias(g, row, p);
    if (!row->it) return false;
    path_add(p, "it");
    p->type = row->it;
    return true;
}

static bool member(Gen *g, Path *p, const Type *record, bool list) {
    const TypeField *f = &record->fields[chance(&g->chance, record->nfields)];
    path_add(p, ".%.*s", STR_FMT(f->name));
    p->type = list && f->type->tag != TY_LIST ? type_list(g->arena, f->type) : f->type;
    return true;
}

static bool onwards(Gen *g, Path *p) {
    bool list = p->type->tag == TY_LIST;
    const Type *e = list ? p->type->elem : p->type;
    if (e->tag == TY_RECORD) return member(g, p, e, list);
    if (e->tag != TY_ENTITY) return false;
    const Field *f = random_field(g, e);
    if (!f) return false;
    path_add(p, ".%.*s", STR_FMT(f->name));
    bool wrap = list && f->type->tag != TY_LIST;
    p->type = wrap ? type_list(g->arena, f->type) : f->type;
    return true;
}

// recorded: no date that counts as written.
bool gen_path(Gen *g, const GenRow *row, const Type *want, bool recorded) {
    for (int tries = 0; tries < 40; tries++) {
        Path p = {.text = ""};
        if (!begin(g, row, recorded, &p)) continue;
        for (int steps = 0; steps < 3; steps++) {
            if (type_same(p.type, want) && !one_in(&g->chance, 5)) break;
            if (!onwards(g, &p)) break;
        }
        if (!type_same(p.type, want)) continue;
        put(g, "%s", p.text);
        return true;
    }
    return false;
}

// ---- literals -------------------------------------------------------------------------------

static void date_literal_text(Gen *g) {
    Chance *c = &g->chance;
    char pieces[GEN_PIECES];
    if (one_in(c, 6)) {
        gen_pieces(c, pieces);
        put(g, "date(\"%s\")", pieces);
        return;
    }
    uint32_t y = 1900 + chance(c, 24), m = 1 + chance(c, 12), d = 1 + chance(c, 28);
    switch (chance(c, 11)) {
    case 0: put(g, "%u-%02u-%02u", y, m, d); break;
    case 1: put(g, "%u-%02u-%02u OS", y, m, d); break;
    case 2: put(g, "date(\"%u\")", y); break;
    case 3: put(g, "19%uX", chance(c, 3)); break;
    case 4: put(g, "%u~", y); break;
    case 5: put(g, "%u-%02u?", y, m); break;
    case 6: put(g, "%u-%02u-%02uT%02u:10", y, m, d, chance(c, 24)); break;
    case 7: put(g, "(%u-%02u..%u-01)", y, m, y + 1 + chance(c, 5)); break;
    case 8: put(g, "within(%u-01..%u-06)", y, y + 1 + chance(c, 4)); break;
    default: put(g, "%u-%02u", y, m); break;
    }
}

static void entity_literal(Gen *g, const Type *t) {
    const Archive *a = g->archive;
    if (t->kind == KIND_ANY) t = gen_any_kind(g);
    const KindTable *k = &a->tables[t->kind];
    bool named = !str_is(k->kind->name, "relation") && !str_is(k->kind->name, "mention");
    if (!k->count || !named) {
        put(g, "first(archive.%.*s)", STR_FMT(k->kind->collection));
        return;
    }
    Str id = archive_id(a, k->first + chance(&g->chance, k->count));
    put(g, "@%.*s/%.*s", STR_FMT(k->kind->name), STR_FMT(id));
}

static void record_literal(Gen *g, const Type *t) {
    for (uint32_t i = 0; i < t->nfields; i++) {
        put(g, "%s%.*s: ", i ? ", " : "{", STR_FMT(t->fields[i].name));
        gen_literal(g, t->fields[i].type);
    }
    put(g, "}");
}

static void list_literal(Gen *g, const Type *t) {
    put(g, "[");
    for (uint32_t i = 1 + chance(&g->chance, 3); i; i--) {
        gen_literal(g, t->elem);
        if (one_in(&g->chance, 12)) put(g, ", null");
        if (i > 1) put(g, ", ");
    }
    put(g, "]");
}

void gen_literal(Gen *g, const Type *t) {
    static const char *const units[] = {"years", "months", "days", "hours"};
    Chance *c = &g->chance;
    switch ((TypeTag)t->tag) {
    case TY_TEXT:
        if (one_in(c, 12))
            put(g, "\"%c%u\"", "pela"[chance(c, 4)], chance(c, 9)); // an id
        else
            put(g, "\"%s\"", gen_words[chance(c, gen_nwords)]);
        break;
    case TY_INT:
        if (one_in(c, 6))
            put(g, "(-%u)", 1 + chance(c, 5));
        else if (one_in(c, 60))
            put(g, "4611686018427387904"); // twice as much is too large
        else
            put(g, "%u", chance(c, 9));
        break;
    case TY_REAL: put(g, "%u.%s", chance(c, 4), one_in(c, 2) ? "25" : "5"); break;
    case TY_TRUTH: put(g, one_in(c, 2) ? "true" : "false"); break;
    case TY_DATE: date_literal_text(g); break;
    case TY_DURATION: put(g, "%u %s", chance(c, 9), units[chance(c, 4)]); break;
    case TY_ENTITY: entity_literal(g, t); break;
    case TY_LIST: list_literal(g, t); break;
    case TY_RECORD: record_literal(g, t); break;
    default: put(g, "null"); break;
    }
}
