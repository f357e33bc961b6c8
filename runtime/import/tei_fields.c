// Values into fields of things. In: what was read, and the name of a field; out: calls of the
// builder, or, in the first reading, a list of the fields that must be declared.
#include "runtime/import/new_field.h"
#include "runtime/import/tei_impl.h"

// ---- which field ----------------------------------------------------------------------------

uint32_t tei_core(const Tei *x, uint32_t kind, const char *field, TypeTag tag) {
    if (kind == KIND_ANY) return NO_FIELD;
    const Kind *k = x->schema->kinds[kind];
    uint32_t f = kind_field(k, str_of(field));
    if (f == FIELD_ID || f >= k->ndeclared) return NO_FIELD;
    const Type *t = k->fields[f].type;
    return (t->tag == TY_LIST ? t->elem->tag : t->tag) == tag ? f : NO_FIELD;
}

static uint32_t field_of(Tei *x, uint32_t kind, const char *name, TypeTag tag, const char *type) {
    uint32_t f = tei_core(x, kind, name, tag);
    if (f != NO_FIELD || kind == KIND_ANY) return f;
    for (size_t i = 0; i < x->nfields; i++)
        if (x->fields[i].kind == kind && str_is(x->fields[i].name, name)) {
            guard_work(x->a->guard, (uint32_t)i);
            return x->looking ? NO_FIELD : x->fields[i].index;
        }
    if (!x->looking || !type) return NO_FIELD;
    enum { MOST = 400 }; // different ones, of all kinds
    if (x->nfields == MOST) return NO_FIELD;
    x->fields = arena_grow(x->a, x->fields, &x->fields_cap, x->nfields + 1, sizeof *x->fields);
    Str wanted = str_dup(x->a, str_of(name));
    x->fields[x->nfields++] = (TeiField){kind, NO_FIELD, wanted, type};
    return NO_FIELD;
}

static uint32_t field_declared(Tei *x, const TeiField *f, unsigned number) {
    return new_field(x->schema, x->a, x->scratch, f->kind, f->name, f->type, number);
}

static void find_text_fields(Tei *x) {
    TeiTextFields *f = &x->in_text;
    uint32_t p = x->kind.passage, m = x->kind.mention;
    f->article = tei_core(x, p, "article", TY_ENTITY);
    f->type = tei_core(x, p, "type", TY_TEXT);
    f->number = tei_core(x, p, "number", TY_INT);
    f->page = tei_core(x, p, "page", TY_TEXT);
    f->line = tei_core(x, p, "line", TY_INT);
    f->text = tei_core(x, p, "text", TY_TEXT);
    f->words = tei_core(x, p, "words", TY_INT);
    f->of = tei_core(x, m, "of", TY_ENTITY);
    f->passage = tei_core(x, m, "passage", TY_ENTITY);
    f->surface = tei_core(x, m, "words", TY_TEXT);
    f->implied = tei_core(x, m, "implied", TY_TRUTH);
    f->certainty = tei_core(x, m, "certainty", TY_TEXT);
    f->ref = field_of(x, m, "ref", TY_TEXT, NULL);
    f->sort = field_of(x, m, "type", TY_TEXT, NULL);
}

void tei_declare(Tei *x) {
    for (size_t i = 0; i < x->nfields; i++) {
        x->fields[i].index = field_declared(x, &x->fields[i], (unsigned)i + 1);
        arena_reset(x->scratch);
        guard_tick(x->a->guard);
    }
    schema_finish(x->schema, x->diags);
    builder_schema_grown(x->b);
    x->looking = false;
    find_text_fields(x);
}

// ---- what several elements say of one entity ------------------------------------------------

static uint64_t *said_slot(const Tei *x, uint64_t hash) {
    uint32_t i = (uint32_t)(hash ^ hash >> 32) & x->said_mask;
    while (x->said[i] && x->said[i] != hash) i = (i + 1) & x->said_mask;
    return &x->said[i];
}

static void grow_said(Tei *x) {
    const uint64_t *old = x->said;
    uint32_t n = x->said_mask ? x->said_mask + 1 : 0;
    x->said_mask = n ? n * 2 - 1 : 255;
    x->said = arena_zero(x->a, ((size_t)x->said_mask + 1) * sizeof *x->said);
    for (uint32_t i = 0; i < n; i++)
        if (old[i]) *said_slot(x, old[i]) = old[i];
}

// Whether the value is new of the entity; of one that a single element becomes all are.
static bool is_new(Tei *x, const TeiThing *t, uint32_t field, Str value) {
    if (!t->shared) return true;
    if (x->nsaid >= x->said_mask / 2) grow_said(x);
    uint64_t hash = str_hash(value) * 31 + ((uint64_t)t->ref << 20) + field + 1;
    uint64_t *slot = said_slot(x, hash ? hash : 1);
    if (*slot) return false;
    *slot = hash ? hash : 1;
    x->nsaid++;
    return true;
}

// ---- values ---------------------------------------------------------------------------------

uint32_t tei_note(Tei *x, Str certainty, Str note, Str role) {
    if (x->looking) return 0;
    if (!(certainty.n || note.n || role.n)) return x->evidence;
    return builder_annotation(x->b, certainty, note, role, NULL, 0);
}

void tei_texts(Tei *x, const TeiThing *t, const char *field, Str value, uint32_t note) {
    if (!value.n) return;
    uint32_t f = field_of(x, t->kind, field, TY_TEXT, "[text]");
    if (f != NO_FIELD && t->ref && is_new(x, t, f, value))
        builder_text(x->b, t->ref, f, value, note ? note : x->evidence);
}

void tei_text(Tei *x, const TeiThing *t, const char *field, Str value, uint32_t note) {
    if (!value.n) return;
    uint32_t f = field_of(x, t->kind, field, TY_TEXT, "text");
    if (f != NO_FIELD && t->ref && is_new(x, t, f, value))
        builder_text(x->b, t->ref, f, value, note ? note : x->evidence);
}

void tei_int(Tei *x, const TeiThing *t, const char *field, int64_t value) {
    uint32_t f = field_of(x, t->kind, field, TY_INT, "int");
    Str said = {(const char *)&value, sizeof value};
    if (f != NO_FIELD && t->ref && is_new(x, t, f, said))
        builder_int(x->b, t->ref, f, value, x->evidence);
}

void tei_real(Tei *x, const TeiThing *t, const char *field, double value) {
    uint32_t f = field_of(x, t->kind, field, TY_REAL, "real");
    Str said = {(const char *)&value, sizeof value};
    if (f != NO_FIELD && t->ref && is_new(x, t, f, said))
        builder_real(x->b, t->ref, f, value, x->evidence);
}

void tei_link(Tei *x, const TeiThing *t, const char *field, Ref target, const char *type,
              uint32_t note) {
    uint32_t f = field_of(x, t->kind, field, TY_ENTITY, type);
    if (f == NO_FIELD || !t->ref || !target) return;
    const Field *at = &x->schema->kinds[t->kind]->fields[f];
    uint32_t to = at->type->tag == TY_LIST ? at->type->elem->kind : at->type->kind;
    Str said = {(const char *)&target, sizeof target};
    if (to != KIND_ANY && to != builder_kind_of(x->b, target)) return;
    if (at->hierarchical && target == t->ref) return;
    if (is_new(x, t, f, said)) builder_link(x->b, t->ref, f, target, note ? note : x->evidence);
}

// Where text and attributes do not say the same, the attributes are kept beside.
static uint32_t date_note(Tei *x, const TeiNode *dated, const FoundDate *d) {
    enum { DIFFER = FOUND_COARSER | FOUND_FINER | FOUND_STAND_IN | FOUND_DISAGREE | FOUND_SEVERAL };
    if (x->own) return tei_said(x, dated);
    Str stated = d->flags & DIFFER ? tei_stated(x, dated) : STR("");
    return tei_note(x, d->certainty, stated, STR(""));
}

// What is said of a time and is no date is kept as it stands.
static void put_unread(Tei *x, const TeiThing *t, const char *field, const TeiNode *dated,
                       const FoundDate *d) {
    const char *other = str_printf(x->scratch, "%s_text", field).p;
    if (d->flags & FOUND_BAD_TEXT)
        tei_texts(x, t, other, d->written, 0);
    else if (d->flags & FOUND_BAD_ATTRIBUTE)
        tei_texts(x, t, other, tei_stated(x, dated), 0);
}

bool tei_when(Tei *x, const TeiThing *t, const char *field, const TeiNode *dated, Str text) {
    uint32_t f = field_of(x, t->kind, field, TY_DATE, "date");
    FoundDate d;
    if (!text.n && dated) text = tei_words(x->scratch, dated);
    bool read = tei_date(x, dated, text, &d);
    if (d.flags & FOUND_BAD_ATTRIBUTE && !x->looking)
        tei_complain(x, dated, E0403, "'%s' takes a date, not %.*s", field,
                     STR_FMT(tei_stated(x, dated)));
    if (!read) {
        put_unread(x, t, field, dated, &d);
        return false;
    }
    if (f == NO_FIELD || !t->ref) return true;
    bool moment = x->schema->kinds[t->kind]->fields[f].moment;
    if (moment && d.date.kind != DATE_MOMENT) d.date = date_within(&d.date);
    if (moment && d.other.kind != DATE_MOMENT) d.other_read = false;
    if (!is_new(x, t, f, d.written)) return true;
    builder_date(x->b, t->ref, f, &d.date, d.written, date_note(x, dated, &d));
    if (d.other_read) builder_date(x->b, t->ref, f, &d.other, d.written, 0);
    return true;
}

void tei_origin(Tei *x, const TeiThing *t, const TeiNode *n) {
    if (x->own) return; // it says where its entries came from
    tei_text(x, t, "origin", str_printf(x->scratch, "%.*s:%u", STR_FMT(x->text->name), n->line), 0);
}
