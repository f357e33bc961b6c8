// Cells, elements, fields of records and of entities as typed values. In: a place of a vector or of
// a column; out: a caller's gzt_value. Nothing is allocated and nothing converted but dates and
// durations, whose words stand in the value itself.
#include <string.h>

#include "lang/stack.h"
#include "runtime/host.h"

_Static_assert(sizeof((gzt_value *)0)->written == DATE_TEXT, "a date's words have room");
_Static_assert(GZT_TEXT == (int)TY_TEXT && GZT_RECORD == (int)TY_RECORD, "types agree");

// Where a value comes from: a result's row, the arguments of a host's function, or (run NULL) the
// archive through a session. The owner is one of the three.
typedef struct From {
    const gzt_archive *archive;
    const gzt_session *session;
    const Run *run;
    const void *owner;
    uint64_t serial;
} From;

// What inside[] and place[] hold. The owner is the result, or where the serial says so the host's
// function, or where it is 0 the session.
enum { IN_OWNER, IN_VALUES, IN_ARCHIVE };
enum { AT, SERIAL };
#define OF_HOST (UINT64_C(1) << 63)

// Tells one row of a result from every other; 0 where there is no row.
static uint64_t serial_of(const gzt_result *r) {
    if (!r->at || r->at > r->batch.rows.n) return 0;
    return r->rows - r->batch.rows.n + r->at;
}

static From from_result(const gzt_result *r) {
    const gzt_session *s = r->script->session;
    return (From){s->archive, s, &r->script->run, r, serial_of(r)};
}

static From from_host(const HostFn *h) {
    return (From){h->session->archive, h->session, h->run, h, OF_HOST | h->serial};
}

static From from_session(const gzt_session *s) { return (From){s->archive, s, NULL, s, 0}; }

// Hands the value out as far as the caller's struct goes.
static gzt_status give(gzt_value *out, const gzt_value *v) {
    size_t size = out->size, n = size < sizeof *v ? size : sizeof *v;
    memcpy(out, v, n);
    if (size > n) memset((char *)out + n, 0, size - n);
    out->size = size;
    return GZT_OK;
}

static bool sized(const gzt_value *v) { return v && v->size >= sizeof(gzt_value); }

// ---- one value ------------------------------------------------------------------------------

static void set_text(gzt_value *v, Str s) {
    v->text = s.p;
    v->text_n = s.n;
}

// The id stands for a label that the authorizer keeps closed.
static void set_entity(gzt_value *v, const From *f, uint32_t entity) {
    const Archive *a = f->archive->archive;
    uint32_t kind = archive_kind_of(a, entity), field = a->schema.kinds[kind]->label_field;
    bool open = catalog_may_read(&f->session->catalog, kind, field) == READ_OPEN;
    Str id = archive_id(a, entity), label = open ? archive_label(a, entity) : id;
    set_text(v, id);
    v->label = label.p;
    v->label_n = label.n;
    v->kind = f->archive->kinds[kind];
    v->place[AT] = entity;
}

static void set_date(gzt_value *v, const Date *d) {
    v->starts[0] = d->es;
    v->starts[1] = d->ls;
    v->ends[0] = d->ee;
    v->ends[1] = d->le;
    date_write(d, v->written);
}

static void set_duration(gzt_value *v, Duration d) {
    v->months[0] = d.lo_m;
    v->months[1] = d.hi_m;
    v->seconds[0] = d.lo_s;
    v->seconds[1] = d.hi_s;
    duration_write(d, v->written);
}

// Place p of an array of the type's cells, which is neither list nor record and there.
static void set_scalar(gzt_value *v, const From *f, const void *data, uint32_t p) {
    const Run *run = f->run;
    const Archive *a = f->archive->archive;
    Date d;
    uint32_t id = v->type == GZT_TEXT || v->type == GZT_DATE || v->type == GZT_ENTITY
                      ? ((const uint32_t *)data)[p]
                      : 0;
    switch (v->type) {
    case GZT_TEXT: set_text(v, run ? run_text(run, id) : archive_text(a, id)); break;
    case GZT_ENTITY: set_entity(v, f, id); break;
    case GZT_DATE:
        d = run ? run_date(run, id) : archive_date(a, id);
        set_date(v, &d);
        break;
    case GZT_INT:
        v->integer = ((const int64_t *)data)[p];
        v->real = (double)v->integer;
        break;
    case GZT_REAL: v->real = ((const double *)data)[p]; break;
    case GZT_TRUTH: v->truth = ((const uint8_t *)data)[p]; break;
    default: set_duration(v, ((const Duration *)data)[p]); break;
    }
}

static gzt_value value_new(const From *f, const Type *t) {
    gzt_value v = {.size = sizeof v, .type = (int32_t)t->tag, .truth = UNKNOWN};
    v.inside[IN_OWNER] = f->owner;
    v.inside[IN_ARCHIVE] = f->archive;
    v.place[SERIAL] = f->serial;
    return v;
}

static gzt_status give_cell(gzt_value *out, const From *f, const Vec *vec, uint32_t i) {
    gzt_value v = value_new(f, vec->type);
    uint32_t p = vec_place(vec, i);
    v.missing = cell_missing(f->run, vec, i);
    if (v.missing) return give(out, &v);
    switch ((TypeTag)vec->type->tag) {
    case TY_LIST:
        v.count = vec->len[p];
        v.inside[IN_VALUES] = vec;
        v.place[AT] = p;
        break;
    case TY_RECORD:
        v.count = vec->type->nfields;
        v.inside[IN_VALUES] = vec;
        v.place[AT] = p;
        break;
    default: set_scalar(&v, f, vec->d.any, p); break;
    }
    return give(out, &v);
}

gzt_status gzt_cell_value(const gzt_result *r, uint32_t column, gzt_value *out) {
    if (!r || !sized(out) || column >= r->ncolumns || !serial_of(r)) return GZT_MISUSE;
    From f = from_result(r);
    uint32_t i = r->batch.rows.at ? r->batch.rows.at[r->at - 1] : r->at - 1;
    return give_cell(out, &f, r->cells[column], i);
}

// ---- inside a value -------------------------------------------------------------------------

// Element p of a column's array, for values that come from the archive alone.
static gzt_status give_stored(gzt_value *out, const From *f, const Type *t, const Column *c,
                              uint32_t p) {
    gzt_value v = value_new(f, t);
    bool ids = t->tag == TY_TEXT || t->tag == TY_DATE || t->tag == TY_ENTITY;
    v.missing = !c->data || (ids && !((const uint32_t *)c->data)[p]) || (c->valid && !c->valid[p]);
    if (!v.missing) set_scalar(&v, f, c->data, p);
    if (t->tag == TY_TRUTH) v.missing = v.truth == UNKNOWN;
    return give(out, &v);
}

gzt_status gzt_arg_value(const gzt_call *c, uint32_t i, gzt_value *out) {
    if (!c || !c->args || i >= c->nargs || !sized(out)) return GZT_MISUSE;
    From f = from_host(c->fn);
    const Vec *v = host_argument(c, i);
    if (v) return give_cell(out, &f, v, c->place);
    gzt_value none = value_new(&f, &type_null);
    none.missing = true;
    return give(out, &none);
}

// False for a value that is not of the kind, or whose row is gone.
static bool holds(const gzt_value *v, int32_t type, From *f) {
    if (!sized(v) || v->type != type || !v->inside[IN_ARCHIVE]) return false;
    const void *owner = v->inside[IN_OWNER];
    uint64_t serial = v->place[SERIAL];
    *f = !serial ? from_session(owner) : serial & OF_HOST ? from_host(owner) : from_result(owner);
    return serial == f->serial && (!serial || f->run);
}

gzt_status gzt_value_element(const gzt_value *list, uint32_t i, gzt_value *out) {
    From f;
    if (!holds(list, GZT_LIST, &f) || !sized(out) || i >= list->count) return GZT_MISUSE;
    uint32_t p = (uint32_t)list->place[AT];
    if (!f.run) {
        const Column *c = list->inside[IN_VALUES];
        return give_stored(out, &f, c->field->type->elem, c, p + i);
    }
    const Vec *vec = list->inside[IN_VALUES];
    return give_cell(out, &f, vec->child, vec->start[p] + i);
}

gzt_status gzt_value_field(const gzt_value *record, uint32_t i, const char **name, size_t *name_n,
                           gzt_value *out) {
    From f;
    if (!holds(record, GZT_RECORD, &f) || !sized(out) || i >= record->count) return GZT_MISUSE;
    const Vec *vec = record->inside[IN_VALUES];
    if (name) *name = vec->type->fields[i].name.p;
    if (name_n) *name_n = vec->type->fields[i].name.n;
    return give_cell(out, &f, vec->fields[i], (uint32_t)record->place[AT]);
}

// ---- entities -------------------------------------------------------------------------------

static bool find_kind(gzt_session *s, const char *name, uint32_t *kind) {
    const Schema *schema = &s->archive->archive->schema;
    *kind = name ? schema_kind(schema, str_of(name)) : KIND_ANY;
    if (!name || *kind != KIND_ANY) return true;
    Diag *e = diag_error(&s->errors, E0209, NULL, (Span){0, 0}, "there is no kind '%s'", name);
    Near near;
    near_init(&near, str_of(name));
    for (uint32_t i = 0; i < schema->nkinds; i++) near_try(&near, schema->kinds[i]->name);
    if (near.best.n) diag_note(&s->errors, e, "did you mean '%.*s'?", STR_FMT(near.best));
    return false;
}

static uint32_t find_entity(gzt_session *s, const char *kind_name, Str id) {
    uint32_t kind;
    bool ambiguous;
    Str others = {"", 0};
    if (!find_kind(s, kind_name, &kind)) return 0;
    uint32_t entity = s->catalog.find_id(s, kind, id, &ambiguous, &others);
    if (entity) return entity;
    if (ambiguous) {
        Diag *e = diag_error(&s->errors, E0208, NULL, (Span){0, 0},
                             "several entities are called @%.*s", STR_FMT(id));
        diag_note(&s->errors, e, "%.*s", STR_FMT(others));
        return 0;
    }
    Diag *e = diag_error(&s->errors, E0207, NULL, (Span){0, 0},
                         "there is no entity with the id @%.*s", STR_FMT(id));
    Str near = s->catalog.near_id(s, KIND_ANY, id);
    if (near.n) diag_note(&s->errors, e, "did you mean @%.*s?", STR_FMT(near));
    return 0;
}

gzt_status gzt_entity(gzt_session *s, const char *kind, const char *id, gzt_value *out,
                      gzt_error *err) {
    error_clear(err);
    if (!s || !id || !sized(out))
        return error_misuse(err, "gzt_entity needs a session, id and out");
    if (session_busy(s, err)) return GZT_MISUSE;
    session_begin(s);
    if (setjmp(s->guard.at)) return session_failed(s, err);
    uint32_t entity = find_entity(s, kind, str_of(id));
    if (!entity) return session_failed(s, err);
    From f = from_session(s);
    gzt_value v = value_new(&f, &type_entity);
    set_entity(&v, &f, entity);
    return give(out, &v);
}

static bool find_field(gzt_session *s, uint32_t kind, const char *name, uint32_t *field) {
    const Kind *k = s->archive->archive->schema.kinds[kind];
    *field = kind_field(k, str_of(name));
    if (*field != UINT32_MAX) return true;
    Diag *e = diag_error(&s->errors, E0202, NULL, (Span){0, 0}, "%.*s has no field '%s'",
                         STR_FMT(k->name), name);
    Near near;
    near_init(&near, str_of(name));
    for (uint32_t i = 0; i < k->nfields; i++) near_try(&near, k->fields[i].name);
    if (near.best.n) diag_note(&s->errors, e, "did you mean '%.*s'?", STR_FMT(near.best));
    return false;
}

OWN_FRAME static gzt_status give_field(gzt_session *s, uint32_t entity, uint32_t field,
                                       gzt_value *out) {
    const Archive *a = s->archive->archive;
    const KindTable *k = &a->tables[archive_kind_of(a, entity)];
    const Column *c = archive_column(a, k, field);
    From f = from_session(s);
    if (c->field->type->tag != TY_LIST)
        return give_stored(out, &f, c->field->type, c, entity - k->first);
    gzt_value v = value_new(&f, c->field->type);
    if (c->off) {
        v.place[AT] = c->off[entity - k->first];
        v.count = c->off[entity - k->first + 1] - c->off[entity - k->first];
        v.inside[IN_VALUES] = c;
    }
    return give(out, &v);
}

OWN_FRAME static gzt_status give_nothing(gzt_session *s, const Type *t, gzt_value *out) {
    From f = from_session(s);
    gzt_value v = value_new(&f, t);
    v.missing = v.type != GZT_LIST;
    return give(out, &v);
}

gzt_status gzt_entity_field(gzt_session *s, const gzt_value *entity, const char *field,
                            gzt_value *out, gzt_error *err) {
    error_clear(err);
    if (!s || !field || !sized(out) || !sized(entity) || entity->missing ||
        entity->type != GZT_ENTITY || entity->inside[IN_ARCHIVE] != s->archive)
        return error_misuse(err, "gzt_entity_field needs an entity of the session's archive");
    if (session_busy(s, err)) return GZT_MISUSE;
    session_begin(s);
    if (setjmp(s->guard.at)) return session_failed(s, err);
    uint32_t number = (uint32_t)entity->place[AT], index;
    uint32_t kind = archive_kind_of(s->archive->archive, number);
    if (!find_field(s, kind, field, &index)) return session_failed(s, err);
    Reading reading = catalog_may_read(&s->catalog, kind, index);
    if (reading == READ_DENIED) {
        diag_error(&s->errors, E0804, NULL, (Span){0, 0}, "the field '%s' is not open to you",
                   field);
        return session_failed(s, err);
    }
    if (reading == READ_HIDDEN)
        return give_nothing(s, s->archive->archive->schema.kinds[kind]->fields[index].type, out);
    return give_field(s, number, index, out);
}
