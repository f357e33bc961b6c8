// Pours an archive into a builder (merge.h). Texts stay where they lie in the block; columns are
// taken as they are, a chunk of a log at a time, with every number looked up in a table: the
// archive's texts, dates, entities and annotations to the builder's, each made when it is first
// met, so that nothing comes along that no value needs.
#include "runtime/merge.h"

#include <string.h>

#include "runtime/block_impl.h"
#include "runtime/builder_impl.h"
#include "runtime/order_build.h"
#include "runtime/session.h"

typedef struct Pour {
    const Merge *m;
    Builder *b;
    const Archive *a;
    uint32_t *kind;               // of each of the archive's kinds, the builder's
    Ref *ref;                     // of each entity; 0 is none
    uint32_t *text, *date, *note; // of each, or 0 where it was not needed yet
} Pour;

// ---- kinds ----------------------------------------------------------------------------------

// The types of the field here and there, compared by their names.
static void compare_field(const Merge *m, uint32_t kind, uint32_t field, const Field *other) {
    const Kind *k = m->schema->kinds[kind];
    const Field *f = &k->fields[field];
    Str here = type_name(m->scratch, m->schema, f->type),
        there = type_name(m->scratch, &m->from->schema, other->type);
    if (str_eq(here, there)) return;
    const FieldDecl *d = schema_decl(m->schema, kind, field);
    Str where = d ? d->node->source->name : STR("core.gzt");
    Diag *e = diag_error(m->diags, E0404, NULL, (Span){0, 0},
                         "'%.*s' of %.*s is %.*s in %.*s and %.*s in %.*s", STR_FMT(f->name),
                         STR_FMT(k->name), STR_FMT(here), STR_FMT(where), STR_FMT(there),
                         STR_FMT(m->name));
    diag_hint(m->diags, e, "give the field one type, or two names, and make that archive again");
}

static void compare_kind(const Merge *m, const Kind *from) {
    uint32_t kind = schema_kind(m->schema, from->name);
    if (kind == KIND_ANY) return;
    const Kind *k = m->schema->kinds[kind];
    if (!str_eq(k->collection, from->collection))
        diag_error(m->diags, E0404, NULL, (Span){0, 0},
                   "the kind '%.*s' is called '%.*s' here and '%.*s' in %.*s", STR_FMT(k->name),
                   STR_FMT(k->collection), STR_FMT(from->collection), STR_FMT(m->name));
    for (uint32_t i = FIELD_DECLARED; i < from->ndeclared; i++) {
        uint32_t f = kind_field(k, from->fields[i].name);
        if (f < k->ndeclared) compare_field(m, kind, f, &from->fields[i]);
    }
}

static void declare_kinds(const Merge *m) {
    const Schema *from = &m->from->schema;
    for (uint32_t i = 0; i < from->nkinds; i++) compare_kind(m, from->kinds[i]);
    if (m->diags->count) return;
    StrBuf text;
    buf_init(&text, m->arena);
    schema_write_new(from, m->schema, &text);
    Program *p = parse_facts(m->arena, m->name, buf_str(&text), m->diags);
    if (!p) return;
    uint32_t before = m->schema->nkinds;
    schema_declare(m->schema, p, m->diags);
    schema_finish(m->schema, m->diags);
    for (uint32_t i = before; i < m->schema->nkinds; i++) m->schema->kinds[i]->poured = true;
    schema_may_repeat(m->schema);
    builder_schema_grown(m->b);
}

// ---- numbers of the archive as the builder's ------------------------------------------------

static uint32_t text_of(Pour *p, uint32_t id) {
    uint32_t *to = &p->text[id];
    if (!*to && id) {
        Str s = archive_text(p->a, id);
        guard_work(p->b->arena->guard, 1 + s.n / 256);
        *to = pool_lasting(p->b->arena, &p->b->texts, s);
    }
    return *to;
}

static uint32_t date_of(Pour *p, uint32_t id) {
    uint32_t *to = &p->date[id];
    if (!*to && id) {
        Date d = archive_date(p->a, id);
        *to = pool_dated(p->b, &d, text_of(p, p->a->date_desc[id].written));
    }
    return *to;
}

static Str text_at(const Pour *p, uint32_t id) { return archive_text(p->a, id); }

static uint32_t note_of(Pour *p, uint32_t id) {
    uint32_t *to = &p->note[id];
    if (*to || !id) return *to;
    ArenaMark mark = arena_mark(p->m->scratch);
    const Annotation *n = &p->a->notes[id];
    Ref *sources = ARENA_ARRAY(p->m->scratch, Ref, (size_t)n->nsources + 1);
    for (uint32_t i = 0; i < n->nsources; i++)
        sources[i] = p->ref[p->a->note_sources[n->first_source + i]];
    *to = builder_annotation(p->b, text_at(p, n->certainty), text_at(p, n->note),
                             text_at(p, n->role), sources, n->nsources);
    if (n->within) builder_reach(p->b, *to, p->a->note_reaches[n->within]);
    arena_release(p->m->scratch, mark);
    return *to;
}

// ---- entities -------------------------------------------------------------------------------

// False where an entity has no id, or two of a kind have the same.
static bool pour_entities(Pour *p) {
    for (uint32_t k = 0; k < p->a->schema.nkinds; k++) {
        const KindTable *t = &p->a->tables[k];
        const uint32_t *ids = archive_column(p->a, t, FIELD_ID)->data;
        if (t->count && !ids) return false;
        for (uint32_t row = 0; row < t->count; row++) {
            if (!archive_text(p->a, ids[row]).n) return false;
            Ref r = builder_stated(p->b, p->kind[k], text_of(p, ids[row]));
            if (!r) return false;
            p->ref[t->first + row] = r;
        }
    }
    return true;
}

// ---- columns --------------------------------------------------------------------------------

typedef struct PourColumn {
    Pour *p;
    const KindTable *table;
    const Column *column;
    const Type *type; // of an element
    Log *log;
    bool ordered; // the date of events that may have an order
} PourColumn;

// What was stated, where the order of events has tightened it.
static uint32_t stated_date(const PourColumn *c, uint32_t entity, uint32_t date) {
    const EventBounds *tightened = c->ordered ? archive_bounds(c->p->a, entity) : NULL;
    return tightened ? tightened->stated : date;
}

// The value as the builder's log holds it; false where there is none.
static bool convert(const PourColumn *c, uint32_t row, uint32_t i, unsigned char *out) {
    Pour *p = c->p;
    const Column *from = c->column;
    uint32_t elem = c->log->elem, v;
    bool list = from->off != NULL;
    const unsigned char *cell = (const unsigned char *)from->data + (size_t)i * elem;
    if (elem != sizeof v) {
        memcpy(out, cell, elem);
        return list ||
               (c->type->tag == TY_TRUTH ? *cell != UNKNOWN : !from->valid || from->valid[i]);
    }
    memcpy(&v, cell, sizeof v);
    if (c->type->tag == TY_TEXT) v = text_of(p, v);
    if (c->type->tag == TY_DATE) v = date_of(p, stated_date(c, c->table->first + row, v));
    if (c->type->tag == TY_ENTITY) v = p->ref[v];
    memcpy(out, &v, sizeof v);
    return list || v;
}

static void put(const PourColumn *c, uint32_t row, uint32_t i, uint32_t note) {
    Builder *b = c->p->b;
    unsigned char value[sizeof(Duration)];
    if (!convert(c, row, i, value)) return;
    LogChunk *to = log_room(b, c->log);
    chunk_put_note(b, c->log, to, note_of(c->p, note));
    to->rows[to->n] = built_entity(b, c->p->ref[c->table->first + row])->row;
    memcpy(to->values + (size_t)to->n * c->log->elem, value, c->log->elem);
    log_counts(b, c->log, 1);
}

static void pour_column(const PourColumn *c) {
    const uint32_t *off = c->column->off, *noted = c->column->noted;
    for (uint32_t row = 0; row < c->table->count; row++) {
        uint32_t from = off ? off[row] : row, to = off ? off[row + 1] : row + 1;
        guard_every(c->p->b->arena->guard, row);
        for (uint32_t i = from; i < to; i++) put(c, row, i, noted ? noted[i] : 0);
    }
}

static PourColumn column_of(Pour *p, uint32_t kind, uint32_t field) {
    const KindTable *t = &p->a->tables[kind];
    PourColumn c = {.p = p, .table = t, .column = archive_column(p->a, t, field)};
    OrderFields order;
    uint32_t own = p->kind[kind];
    uint32_t f = kind_field(p->b->schema->kinds[own], t->kind->fields[field].name);
    c.type = field_element(&t->kind->fields[field]);
    c.log = &p->b->kinds[own].fields[f];
    c.ordered = order_fields(&p->a->schema, kind, &order) && order.date == field;
    return c;
}

static void pour_columns(Pour *p) {
    for (uint32_t k = 0; k < p->a->schema.nkinds; k++)
        for (uint32_t f = FIELD_SOURCE; f < p->a->schema.kinds[k]->ndeclared; f++) {
            PourColumn c = column_of(p, k, f);
            if (c.column->data) pour_column(&c);
        }
}

// ---- claims ---------------------------------------------------------------------------------

// A claim as a column of one row, which is poured as any other.
static bool pour_claim(Pour *p, const Claim *claim) {
    uint32_t kind = archive_kind_of(p->a, claim->entity), id = (uint32_t)claim->value;
    if (claim->field < FIELD_SOURCE) return false;
    PourColumn c = column_of(p, kind, claim->field);
    uint8_t truth = (uint8_t)claim->value;
    Column one = {.field = c.column->field, .data = &claim->value};
    if (c.log->elem == sizeof id) one.data = &id;
    if (c.log->elem == sizeof truth) one.data = &truth;
    if (c.type->tag == TY_DURATION) one.data = &p->a->claim_durations[claim->value];
    c.column = &one;
    c.ordered = false;
    put(&c, claim->entity - c.table->first, 0, claim->annotation);
    return true;
}

static bool pour_claims(Pour *p) {
    for (uint32_t i = 0; i < p->a->nclaims; i++) {
        guard_work(p->b->arena->guard, 4);
        if (!pour_claim(p, &p->a->claims[i])) return false;
    }
    return true;
}

// ---- all of it ------------------------------------------------------------------------------

static bool reaches_fit(const Archive *a) {
    bool all = true;
    for (uint32_t i = 1; i < a->nnotes && all; i++) {
        const Duration *d = a->notes[i].within ? &a->note_reaches[a->notes[i].within] : NULL;
        all = !d || d->hi_m > 0 || d->hi_s > 0;
    }
    return all;
}

static bool pour(const Merge *m) {
    const Archive *a = m->from;
    Pour p = {.m = m, .b = m->b, .a = a};
    p.kind = ARENA_ARRAY(m->scratch, uint32_t, (size_t)a->schema.nkinds + 1);
    for (uint32_t k = 0; k < a->schema.nkinds; k++)
        p.kind[k] = schema_kind(m->schema, a->schema.kinds[k]->name);
    p.ref = arena_zero(m->scratch, ((size_t)a->nentities + 1) * sizeof *p.ref);
    p.text = arena_zero(m->scratch, ((size_t)a->nstr + 1) * sizeof *p.text);
    p.date = arena_zero(m->scratch, ((size_t)a->ndates + 1) * sizeof *p.date);
    p.note = arena_zero(m->scratch, ((size_t)a->nnotes + 1) * sizeof *p.note);
    for (uint32_t i = 0; i < a->nmeta; i++)
        builder_meta(m->b, text_at(&p, a->meta[2 * i]), text_at(&p, a->meta[2 * i + 1]));
    if (!reaches_fit(a) || !pour_entities(&p)) return false;
    pour_columns(&p);
    return pour_claims(&p);
}

bool merge_archive(const Merge *m) {
    m->b->poured = true;
    builder_begin(m->b, m->name);
    bool good = archive_sound(m->from, m->b->arena->guard);
    if (good) declare_kinds(m);
    if (m->diags->count) return false;
    good = good && pour(m);
    builder_begin(m->b, STR(""));
    if (!good)
        diag_error(m->diags, E0406, NULL, (Span){0, 0}, "the archive %.*s is damaged",
                   STR_FMT(m->name));
    return good;
}
