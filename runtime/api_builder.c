// Building an archive from a host's own data: entities and values one by one (whole texts:
// api_load.c). In: the public calls; out: a frozen archive. Every value is checked against its
// field before the inner builder sees it, so that a refused call changes nothing.
#include <stdarg.h>
#include <string.h>

#include "runtime/api_build.h"
#include "runtime/order_build.h"

// ---- entering and failing -------------------------------------------------------------------

gzt_status build_refused(const gzt_builder *b, gzt_error *err) {
    return error_of_diags(err, &b->errors);
}

gzt_status build_end(gzt_builder *b, gzt_error *err) {
    if (b->errors.count)
        b->ended = error_of_diags(&b->ended_why, &b->errors);
    else
        b->ended = error_of_guard(&b->ended_why, &b->guard);
    if (err) *err = b->ended_why;
    return b->ended;
}

gzt_status build_enter(gzt_builder *b, gzt_error *err) {
    error_clear(err);
    if (!b) return error_misuse(err, "this needs a builder");
    if (b->ended != GZT_OK) {
        if (err) *err = b->ended_why;
        return b->ended;
    }
    arena_reset(&b->errors_arena);
    b->errors.count = b->errors.dropped = 0;
    b->guard.status = env_cancelled(b->env) ? ST_INTERRUPTED : ST_OK;
    return b->guard.status == ST_OK ? GZT_OK : build_end(b, err);
}

Diag *build_complain(gzt_builder *b, ErrorCode code, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    Str message = str_vprintf(&b->errors_arena, fmt, ap);
    va_end(ap);
    return diag_error(&b->errors, code, NULL, (Span){0, 0}, "%.*s", STR_FMT(message));
}

static void near_note(gzt_builder *b, Diag *e, const Near *near) {
    if (near->best.n) diag_note(&b->errors, e, "did you mean '%.*s'?", STR_FMT(near->best));
}

bool build_text(gzt_builder *b, const char *p, size_t n, Str *out) {
    *out = (Str){"", 0};
    if (!p) return true;
    if (n == SIZE_MAX) n = strlen(p);
    if (n > GIVEN_MOST) {
        build_complain(b, E0112, "a text is longer than 1 GiB");
        return false;
    }
    Str s = {p, (uint32_t)n};
    uint32_t bad = utf8_invalid_at(s);
    if (bad < s.n) {
        build_complain(b, E0108, "a text is not UTF-8 from byte %u on", bad);
        return false;
    }
    *out = str_ascii(s) ? s : str_nfc(&b->errors_arena, s);
    return true;
}

// ---- life -----------------------------------------------------------------------------------

static void open_builder(gzt_builder *b) {
    diags_init(&b->errors, &b->arena);
    b->errors.arena = &b->errors_arena;
    schema_init(&b->schema, &b->arena);
    Program *core = parse_facts(&b->arena, STR("core.gzt"), b->env->core, &b->errors);
    if (core) schema_declare(&b->schema, core, &b->errors);
    schema_finish(&b->schema, &b->errors);
    b->builder = builder_new(&b->arena, &b->schema);
}

static void builder_tick(void *builder) {
    gzt_builder *b = builder;
    env_heed(b->env, &b->guard);
    if (!b->progress) return;
    ImportCount c = b->loading ? sources_count(b->loading) : (ImportCount){0};
    b->progress(b->progress_user, c.done, c.total);
}

gzt_status gzt_builder_new(gzt_env *env, gzt_builder **out) {
    if (!env || !out) return GZT_MISUSE;
    *out = NULL;
    gzt_builder *b = env_alloc(env, sizeof *b);
    if (!b) return GZT_NOMEM;
    b->env = env;
    env_ref(env);
    arena_init(&b->arena, &env->alloc, NULL, &b->guard);
    arena_init(&b->errors_arena, &env->alloc, NULL, &b->guard);
    arena_init(&b->scratch, &env->alloc, NULL, &b->guard);
    if (setjmp(b->guard.at)) {
        gzt_builder_free(b);
        return GZT_NOMEM;
    }
    open_builder(b);
    b->guard.tick = builder_tick;
    b->guard.tick_user = b;
    *out = b;
    return GZT_OK;
}

void gzt_builder_free(gzt_builder *b) {
    if (!b) return;
    gzt_env *env = b->env;
    build_let_go(b);
    arena_free(&b->arena);
    arena_free(&b->errors_arena);
    arena_free(&b->scratch);
    env_release(env, b, sizeof *b);
    gzt_env_free(env);
}

gzt_status gzt_builder_errors(gzt_builder *b, int32_t form, gzt_sink sink, void *user) {
    if (!b || !sink) return GZT_MISUSE;
    return errors_write(b->env, &b->errors, form == GZT_ERRORS_JSON, sink, user);
}

// ---- the archive ----------------------------------------------------------------------------

gzt_status gzt_builder_meta(gzt_builder *b, const char *name, const char *text, size_t n,
                            gzt_error *err) {
    gzt_status st = build_enter(b, err);
    if (st < 0) return st;
    if (!name || !*name || !text) return error_misuse(err, "gzt_builder_meta needs name and text");
    if (setjmp(b->guard.at)) return build_end(b, err);
    Str what, value;
    if (!build_text(b, name, SIZE_MAX, &what) || !build_text(b, text, n, &value))
        return build_refused(b, err);
    builder_meta(b->builder, what, value);
    return GZT_OK;
}

// ---- entities -------------------------------------------------------------------------------

static bool find_kind(gzt_builder *b, const char *name, uint32_t *kind) {
    Str s = str_of(name);
    *kind = schema_kind(&b->schema, s);
    if (*kind != KIND_ANY) return true;
    Diag *e = build_complain(b, E0209, "there is no kind '%.*s'", STR_FMT(s));
    uint32_t many = schema_collection(&b->schema, s);
    Near near;
    near_init(&near, s);
    for (uint32_t i = 0; i < b->schema.nkinds; i++) near_try(&near, b->schema.kinds[i]->name);
    if (many != KIND_ANY) near.best = b->schema.kinds[many]->name;
    near_note(b, e, &near);
    return false;
}

// What `@id` or @`id` can name.
static bool id_fits(gzt_builder *b, Str id) {
    for (uint32_t i = 0; i < id.n; i++) {
        unsigned char c = (unsigned char)id.p[i];
        if (c >= 0x20 && c != 0x7F && c != '`') continue;
        build_complain(b, E0107, "an id holds no backtick and no control characters");
        return false;
    }
    return true;
}

static bool new_entity(gzt_builder *b, const char *kind_name, const char *id_text, gzt_ref *out) {
    uint32_t kind;
    Str id;
    if (!find_kind(b, kind_name, &kind) || !build_text(b, id_text, SIZE_MAX, &id) ||
        !id_fits(b, id))
        return false;
    *out = builder_entity(b->builder, kind, id);
    if (*out) return true;
    build_complain(b, E0401, "the id @%.*s of this %.*s is taken", STR_FMT(id),
                   STR_FMT(b->schema.kinds[kind]->name));
    return false;
}

gzt_status gzt_builder_entity(gzt_builder *b, const char *kind, const char *id, gzt_ref *out,
                              gzt_error *err) {
    if (out) *out = 0;
    gzt_status st = build_enter(b, err);
    if (st < 0) return st;
    if (!kind || !out) return error_misuse(err, "gzt_builder_entity needs a kind and out");
    if (setjmp(b->guard.at)) return build_end(b, err);
    return new_entity(b, kind, id, out) ? GZT_OK : build_refused(b, err);
}

static bool find_entity(gzt_builder *b, const char *kind_name, const char *id_text, gzt_ref *out) {
    uint32_t kind = KIND_ANY;
    Str id;
    bool ambiguous;
    if ((kind_name && !find_kind(b, kind_name, &kind)) || !build_text(b, id_text, SIZE_MAX, &id))
        return false;
    *out = builder_find(b->builder, kind, id, &ambiguous);
    if (*out) return true;
    if (ambiguous) {
        build_complain(b, E0208, "several entities are called @%.*s", STR_FMT(id));
        return false;
    }
    Diag *e = build_complain(b, E0402, "there is no entity with the id @%.*s", STR_FMT(id));
    Near near;
    near_init(&near, id);
    for (Ref r = 1, n = builder_entities(b->builder); r <= n; r++)
        if (kind == KIND_ANY || builder_kind_of(b->builder, r) == kind)
            near_try(&near, builder_id_of(b->builder, r));
    near_note(b, e, &near);
    return false;
}

gzt_status gzt_builder_find(gzt_builder *b, const char *kind, const char *id, gzt_ref *out,
                            gzt_error *err) {
    if (out) *out = 0;
    gzt_status st = build_enter(b, err);
    if (st < 0) return st;
    if (!id || !out) return error_misuse(err, "gzt_builder_find needs an id and out");
    if (setjmp(b->guard.at)) return build_end(b, err);
    return find_entity(b, kind, id, out) ? GZT_OK : build_refused(b, err);
}

// ---- evidence -------------------------------------------------------------------------------

static bool sources_fit(gzt_builder *b, const gzt_ref *sources, size_t n) {
    uint32_t passage = b->schema.passages->elem->kind;
    for (size_t i = 0; i < n; i++) {
        bool known = sources[i] && sources[i] <= builder_entities(b->builder);
        if (known && (passage == KIND_ANY || builder_kind_of(b->builder, sources[i]) == passage))
            continue;
        build_complain(b, E0403, "'source' takes a passage");
        return false;
    }
    return true;
}

gzt_status gzt_builder_note(gzt_builder *b, const char *certainty, const char *note,
                            const char *role, const gzt_ref *sources, size_t n, gzt_error *err) {
    gzt_status st = build_enter(b, err);
    if (st < 0) return st;
    if (n && !sources) return error_misuse(err, "gzt_builder_note needs sources");
    if (n > UINT32_MAX / 2) return error_misuse(err, "too many sources");
    if (setjmp(b->guard.at)) return build_end(b, err);
    Str texts[3];
    if (!build_text(b, certainty, SIZE_MAX, &texts[0]) ||
        !build_text(b, note, SIZE_MAX, &texts[1]) || !build_text(b, role, SIZE_MAX, &texts[2]) ||
        !sources_fit(b, sources, n))
        return build_refused(b, err);
    bool none = !n && !texts[0].n && !texts[1].n && !texts[2].n;
    b->note =
        none ? 0
             : builder_annotation(b->builder, texts[0], texts[1], texts[2], sources, (uint32_t)n);
    b->reaches = false;
    return GZT_OK;
}

gzt_status gzt_builder_within(gzt_builder *b, const char *text, size_t n, gzt_error *err) {
    gzt_status st = build_enter(b, err);
    if (st < 0) return st;
    if (!text) return error_misuse(err, "gzt_builder_within needs a duration");
    if (setjmp(b->guard.at)) return build_end(b, err);
    Str s;
    Duration d;
    if (!build_text(b, text, n, &s)) return build_refused(b, err);
    if (!duration_read(s, &d) || (d.lo_m <= 0 && d.lo_s <= 0)) {
        build_complain(b, E0403, "'within' takes a duration such as 2 hours");
        return build_refused(b, err);
    }
    b->note = builder_reach(b->builder, b->note, d);
    b->reaches = true;
    return GZT_OK;
}

// ---- values ---------------------------------------------------------------------------------

// A value on its way: what the host called, and where it goes.
typedef struct NewValue {
    TypeTag tag;
    const char *text; // texts, dates and durations
    size_t text_n;
    int64_t i; // whole numbers, truths
    double real;
    Ref target;
} NewValue;

typedef struct Target {
    Ref ref;
    uint32_t index;
    const Field *field;
    const Type *type; // of the field, or of a list's elements
} Target;

static const char *const type_words[TYPE_TAGS] = {
    [TY_TEXT] = "a text",         [TY_INT] = "a whole number", [TY_REAL] = "a number",
    [TY_TRUTH] = "true or false", [TY_DATE] = "a date",        [TY_DURATION] = "a duration",
    [TY_ENTITY] = "an entity"};
static const char *const type_calls[TYPE_TAGS] = {
    [TY_TEXT] = "text", [TY_INT] = "int",           [TY_REAL] = "real",  [TY_TRUTH] = "truth",
    [TY_DATE] = "date", [TY_DURATION] = "duration", [TY_ENTITY] = "link"};

static bool find_target(gzt_builder *b, Ref ref, const char *name, Target *t) {
    const Kind *k = b->schema.kinds[builder_kind_of(b->builder, ref)];
    Str s = str_of(name);
    uint32_t f = kind_field(k, s);
    if (f != UINT32_MAX && f != FIELD_ID && f < k->ndeclared) {
        const Type *type = k->fields[f].type;
        *t = (Target){ref, f, &k->fields[f], type->tag == TY_LIST ? type->elem : type};
        return true;
    }
    if (f == FIELD_ID) {
        build_complain(b, E0206, "the id is given to gzt_builder_entity");
    } else if (f != UINT32_MAX) {
        const Kind *from = b->schema.kinds[k->fields[f].from_kind];
        build_complain(b, E0202, "'%.*s' is not stated here: it follows from %.*s", STR_FMT(s),
                       STR_FMT(from->collection));
    } else {
        Diag *e =
            build_complain(b, E0202, "%.*s has no field '%.*s'", STR_FMT(k->name), STR_FMT(s));
        Near near;
        near_init(&near, s);
        for (uint32_t i = FIELD_SOURCE; i < k->ndeclared; i++) near_try(&near, k->fields[i].name);
        near_note(b, e, &near);
    }
    return false;
}

static bool wrong_type(gzt_builder *b, const Target *t, const NewValue *v) {
    TypeTag want = (TypeTag)t->type->tag;
    Diag *e = build_complain(b, E0403, "'%.*s' takes %s, not %s", STR_FMT(t->field->name),
                             type_words[want], type_words[v->tag]);
    diag_hint(&b->errors, e, "gzt_builder_%s", type_calls[want]);
    return false;
}

static bool put_text(gzt_builder *b, const Target *t, const NewValue *v) {
    Str s;
    if (!build_text(b, v->text, v->text_n, &s)) return false;
    builder_text(b->builder, t->ref, t->index, s, b->note);
    return true;
}

static bool put_number(gzt_builder *b, const Target *t, const NewValue *v) {
    if (t->type->tag == TY_INT) {
        builder_int(b->builder, t->ref, t->index, v->i, b->note);
        return true;
    }
    double real = v->tag == TY_INT ? (double)v->i : v->real;
    if (!(real - real == 0)) {
        build_complain(b, E0403, "'%.*s' takes a finite number", STR_FMT(t->field->name));
        return false;
    }
    builder_real(b->builder, t->ref, t->index, real, b->note);
    return true;
}

static bool put_truth(gzt_builder *b, const Target *t, const NewValue *v) {
    if (v->i != NO && v->i != YES && v->i != UNKNOWN) {
        build_complain(b, E0403, "'%.*s' takes 0, 1 or 2 (unknown)", STR_FMT(t->field->name));
        return false;
    }
    builder_truth(b->builder, t->ref, t->index, (Truth)v->i, b->note);
    return true;
}

static bool put_date(gzt_builder *b, const Target *t, const NewValue *v) {
    Str s;
    Date d;
    DateError why = {0};
    if (!build_text(b, v->text, v->text_n, &s)) return false;
    if (!date_text(&b->errors_arena, s, &d, &why)) {
        Diag *e = build_complain(b, E0502, "%s", why.message);
        if (why.hint[0]) diag_hint(&b->errors, e, "%s", why.hint);
        return false;
    }
    if (t->field->moment && d.kind != DATE_MOMENT) {
        Diag *e = build_complain(b, E0403, "'%.*s' is one moment, and this lasts",
                                 STR_FMT(t->field->name));
        diag_hint(&b->errors, e, "some moment between, in EDTF: [1904..1907]");
        return false;
    }
    builder_date(b->builder, t->ref, t->index, &d, s, b->note);
    return true;
}

static bool put_duration(gzt_builder *b, const Target *t, const NewValue *v) {
    Str s;
    Duration d;
    if (!build_text(b, v->text, v->text_n, &s)) return false;
    if (!duration_read(s, &d)) {
        Diag *e = build_complain(b, E0403, "'%.*s' takes a duration", STR_FMT(t->field->name));
        diag_hint(&b->errors, e, "such as \"5 years\" or \"90 minutes\"");
        return false;
    }
    builder_duration(b->builder, t->ref, t->index, d, b->note);
    return true;
}

static bool put_link(gzt_builder *b, const Target *t, const NewValue *v) {
    uint32_t kind = t->type->kind, is = builder_kind_of(b->builder, v->target);
    if (kind != KIND_ANY && kind != is) {
        build_complain(b, E0403, "'%.*s' takes %.*s, not %.*s", STR_FMT(t->field->name),
                       STR_FMT(b->schema.kinds[kind]->name), STR_FMT(b->schema.kinds[is]->name));
        return false;
    }
    builder_link(b->builder, t->ref, t->index, v->target, b->note);
    return true;
}

static bool put_value(gzt_builder *b, const Target *t, const NewValue *v) {
    bool number = v->tag == TY_INT && t->type->tag == TY_REAL; // a whole number is a number
    if (v->tag != t->type->tag && !number) return wrong_type(b, t, v);
    switch (v->tag) {
    case TY_TEXT: return put_text(b, t, v);
    case TY_INT:
    case TY_REAL: return put_number(b, t, v);
    case TY_TRUTH: return put_truth(b, t, v);
    case TY_DATE: return put_date(b, t, v);
    case TY_DURATION: return put_duration(b, t, v);
    default: return put_link(b, t, v);
    }
}

static bool reach_fits(gzt_builder *b, const Target *t) {
    if (!b->reaches || order_is_link(&b->schema, builder_kind_of(b->builder, t->ref), t->index))
        return true;
    build_complain(b, E0202, "'within' says how far 'after' and 'before' reach, nothing else");
    return false;
}

static gzt_status add_value(gzt_builder *b, gzt_ref ref, const char *field, const NewValue *v,
                            gzt_error *err) {
    gzt_status st = build_enter(b, err);
    if (st < 0) return st;
    if (!field) return error_misuse(err, "a value needs the name of its field");
    uint32_t n = builder_entities(b->builder);
    if (!ref || ref > n || v->target > n || (v->tag == TY_ENTITY && !v->target))
        return error_misuse(err, "there is no such gzt_ref in this builder");
    bool worded = v->tag == TY_TEXT || v->tag == TY_DATE || v->tag == TY_DURATION;
    if (worded && !v->text) return error_misuse(err, "a value needs its text");
    if (setjmp(b->guard.at)) return build_end(b, err);
    Target t;
    if (!find_target(b, ref, field, &t) || !reach_fits(b, &t) || !put_value(b, &t, v))
        return build_refused(b, err);
    b->note = 0;
    b->reaches = false;
    return GZT_OK;
}

gzt_status gzt_builder_text(gzt_builder *b, gzt_ref ref, const char *field, const char *text,
                            size_t n, gzt_error *err) {
    return add_value(b, ref, field, &(NewValue){.tag = TY_TEXT, .text = text, .text_n = n}, err);
}

gzt_status gzt_builder_int(gzt_builder *b, gzt_ref ref, const char *field, int64_t value,
                           gzt_error *err) {
    return add_value(b, ref, field, &(NewValue){.tag = TY_INT, .i = value}, err);
}

gzt_status gzt_builder_real(gzt_builder *b, gzt_ref ref, const char *field, double value,
                            gzt_error *err) {
    return add_value(b, ref, field, &(NewValue){.tag = TY_REAL, .real = value}, err);
}

gzt_status gzt_builder_truth(gzt_builder *b, gzt_ref ref, const char *field, int32_t value,
                             gzt_error *err) {
    return add_value(b, ref, field, &(NewValue){.tag = TY_TRUTH, .i = value}, err);
}

gzt_status gzt_builder_date(gzt_builder *b, gzt_ref ref, const char *field, const char *text,
                            size_t n, gzt_error *err) {
    return add_value(b, ref, field, &(NewValue){.tag = TY_DATE, .text = text, .text_n = n}, err);
}

gzt_status gzt_builder_duration(gzt_builder *b, gzt_ref ref, const char *field, const char *text,
                                size_t n, gzt_error *err) {
    return add_value(b, ref, field, &(NewValue){.tag = TY_DURATION, .text = text, .text_n = n},
                     err);
}

gzt_status gzt_builder_link(gzt_builder *b, gzt_ref ref, const char *field, gzt_ref target,
                            gzt_error *err) {
    return add_value(b, ref, field, &(NewValue){.tag = TY_ENTITY, .target = target}, err);
}

// ---- finishing ------------------------------------------------------------------------------

// An entity of the kind that is part of itself along its hierarchy, or 0: each chain is followed
// until it meets a row seen before; on the same walk, that is a cycle.
static uint32_t cyclic_entity(const Archive *archive, const KindTable *k, Arena *a) {
    const uint32_t *up = archive_column(archive, k, k->kind->hierarchy_field)->data;
    if (!k->kind->hierarchy_field || !up ||
        k->kind->fields[k->kind->hierarchy_field].type->kind != k->kind->type.kind)
        return 0;
    uint32_t *walk = arena_zero(a, ((size_t)k->count + 1) * sizeof *walk);
    for (uint32_t start = 0; start < k->count; start++) {
        uint32_t at = start;
        guard_every(a->guard, start);
        while (at < k->count && !walk[at]) {
            walk[at] = start + 1;
            at = up[at] ? up[at] - k->first : UINT32_MAX;
        }
        if (at < k->count && walk[at] == start + 1 && up[at]) return k->first + at;
    }
    return 0;
}

static bool hierarchies_end(gzt_builder *b, const Archive *a) {
    for (uint32_t i = 0; i < a->schema.nkinds; i++) {
        uint32_t entity = cyclic_entity(a, &a->tables[i], &b->arena);
        if (!entity) continue;
        Str id = archive_id(a, entity);
        build_complain(b, E0405, "@%.*s is part of itself", STR_FMT(id));
        return false;
    }
    return true;
}

static gzt_status freeze(gzt_builder *b, gzt_archive **out, gzt_error *err) {
    if (order_complain(b->builder, &b->errors, NULL)) return build_end(b, err);
    Status st = builder_freeze(b->builder, &b->env->alloc, &b->frozen.bytes, &b->frozen.length);
    if (st != ST_OK) {
        b->guard.status = st;
        return build_end(b, err);
    }
    gzt_status status = archive_from_frozen(b->env, &b->frozen, &b->errors, out, err);
    if (status < 0 && !b->errors.count) b->guard.status = (Status)status;
    return status < 0 ? build_end(b, err) : GZT_OK;
}

gzt_status gzt_builder_finish(gzt_builder *b, gzt_archive **out, gzt_error *err) {
    if (out) *out = NULL;
    gzt_status st = build_enter(b, err);
    if (st < 0) return st;
    if (!out) return error_misuse(err, "gzt_builder_finish needs out");
    if (setjmp(b->guard.at)) {
        frozen_drop(b->env, &b->frozen);
        gzt_archive_free(*out);
        *out = NULL;
        return build_end(b, err);
    }
    st = freeze(b, out, err);
    if (st < 0) return st;
    if (!hierarchies_end(b, (*out)->archive)) {
        gzt_archive_free(*out);
        *out = NULL;
        return build_end(b, err);
    }
    b->ended = error_misuse(&b->ended_why, "this builder is finished");
    build_let_go(b);
    arena_free(&b->arena); // errors.items lies in it: there are none any more
    b->errors = (Diags){0};
    return GZT_OK;
}
