// Environments and archives: built from facts in the language, shared by counting references.
#include <string.h>

#include "lang/parser.h"
#include "runtime/block_impl.h"
#include "runtime/env.h"
#include "runtime/session.h"
#include "runtime/import/sources.h"

uint32_t gzt_version_number(void) { return GZT_VERSION; }
const char *gzt_version_text(void) { return GZT_VERSION_TEXT; }

void *env_alloc(const gzt_env *e, size_t n) {
    void *p = e->alloc.resize(e->alloc.user, NULL, 0, n);
    return p ? memset(p, 0, n) : NULL;
}

void env_release(const gzt_env *e, void *p, size_t n) {
    if (p) e->alloc.resize(e->alloc.user, p, n, 0);
}

void gzt_env_cancel(gzt_env *env, gzt_cancel *c) {
    if (env) env->cancel = c;
}

bool env_cancelled(const gzt_env *e) {
    return e->cancel && atomic_load_explicit(&e->cancel->token.set, memory_order_relaxed);
}

void env_heed(const gzt_env *e, Guard *g) {
    if (env_cancelled(e)) guard_leave(g, ST_INTERRUPTED, NULL);
}

static void build_tick(void *env) { env_heed(env, &((gzt_env *)env)->errors_guard); }

void env_ref(gzt_env *e) { atomic_fetch_add(&e->refs, 1); }

gzt_status env_open(const gzt_alloc *alloc, const FnTable *functions, Str core, gzt_env **out) {
    if (!out) return GZT_MISUSE;
    *out = NULL;
    if (alloc && (alloc->size < sizeof *alloc || !alloc->resize)) return GZT_MISUSE;
    Alloc a = alloc ? (Alloc){alloc->user, alloc->resize} : alloc_system;
    gzt_env *e = a.resize(a.user, NULL, 0, sizeof *e);
    if (!e) return GZT_NOMEM;
    memset(e, 0, sizeof *e);
    e->alloc = a;
    atomic_init(&e->refs, 1);
    e->functions = functions;
    e->core = core;
    arena_init(&e->errors_arena, &e->alloc, NULL, &e->errors_guard);
    arena_init(&e->scratch, &e->alloc, NULL, &e->errors_guard);
    e->errors_guard.tick = build_tick;
    e->errors_guard.tick_user = e;
    *out = e;
    return GZT_OK;
}

void gzt_env_free(gzt_env *e) {
    if (!e || atomic_fetch_sub(&e->refs, 1) != 1) return;
    arena_free(&e->errors_arena);
    arena_free(&e->scratch);
    Alloc a = e->alloc;
    a.resize(a.user, e, sizeof *e, 0);
}

// ---- building -------------------------------------------------------------------------------

static Str name_of(const char *p, size_t n) {
    if (!p) return (Str){"", 0};
    if (n == SIZE_MAX) n = strlen(p);
    return (Str){p, (uint32_t)n};
}

enum { FACTS_MAX = 1 << 30 }; // bytes of one source of facts

Program *parse_facts(Arena *a, Str name, Str text, Diags *diags) {
    if (text.n > FACTS_MAX) {
        Diag *e = diag_error(diags, E0112, NULL, (Span){0, 0},
                             "the text \"%.*s\" is longer than 1 GiB", STR_FMT(name));
        diag_hint(diags, e, "take it apart");
        return NULL;
    }
    Source *src = source_new(a, name, text);
    uint32_t bad = source_invalid_at(src);
    if (bad < src->text.n) {
        Diag *e = diag_error(diags, E0108, src, (Span){bad, 1},
                             "this is not UTF-8: byte 0x%02x, at byte %u of the text",
                             (unsigned)(unsigned char)src->text.p[bad], (unsigned)bad);
        diag_hint(diags, e, "save the file as UTF-8");
        return NULL;
    }
    ParseLimits limits = {.text = FACTS_MAX, .height = NODE_HEIGHT_MAX, .nodes = UINT32_MAX};
    return parse(a, src, PARSE_FILE, limits, diags);
}

typedef struct Build {
    gzt_env *env;
    const gzt_source *sources;
    size_t n;
    Arena *arena, *scratch;
    Diags *diags;
} Build;

static SourceText *source_texts(const Build *b) {
    SourceText *texts = ARENA_ARRAY(b->arena, SourceText, b->n + 1);
    for (size_t i = 0; i < b->n; i++) {
        const gzt_source *s = &b->sources[i];
        Str name = name_of(s->name, s->name_n);
        size_t n = !s->text ? 0 : s->text_n == SIZE_MAX ? strlen(s->text) : s->text_n;
        texts[i] = (SourceText){name, s->text ? s->text : "", n, importer_of(name), false};
    }
    return texts;
}

// There is nobody to ask about records that do not fit: the first of them is an error.
static bool build_block(Build *b) {
    Schema schema;
    schema_init(&schema, b->arena);
    Program *core = parse_facts(b->arena, STR("core.gzt"), b->env->core, b->diags);
    if (!core) return false;
    schema_declare(&schema, core, b->diags);
    schema_finish(&schema, b->diags);
    Builder *builder = builder_new(b->arena, &schema);
    Sources x = {.b = builder, .schema = &schema, .texts = source_texts(b), .n = b->n};
    x.how.strict = true;
    x.functions = b->env->functions;
    x.cancel = b->env->cancel ? &b->env->cancel->token : NULL;
    x.arena = b->arena;
    x.scratch = b->scratch;
    x.diags = b->diags;
    if (!sources_load(&x) || b->diags->count) return false;
    return builder_freeze(builder, &b->env->alloc, &b->env->frozen.bytes, &b->env->frozen.length) ==
           ST_OK;
}

// C texts of everything that gzt_archive_kind and its like hand out.
static void make_names(gzt_archive *a) {
    Arena *m = &a->names_arena;
    const Schema *s = &a->archive->schema;
    a->kinds = ARENA_ARRAY(m, const char *, s->nkinds + 1);
    a->collections = ARENA_ARRAY(m, const char *, s->nkinds + 1);
    a->fields = ARENA_ARRAY(m, const char **, s->nkinds + 1);
    a->types = ARENA_ARRAY(m, const char **, s->nkinds + 1);
    for (uint32_t k = 0; k < s->nkinds; k++) {
        const Kind *kind = s->kinds[k];
        a->kinds[k] = str_dup(m, kind->name).p;
        a->collections[k] = str_dup(m, kind->collection).p;
        a->fields[k] = ARENA_ARRAY(m, const char *, kind->nfields + 1);
        a->types[k] = ARENA_ARRAY(m, const char *, kind->nfields + 1);
        for (uint32_t f = 0; f < kind->nfields; f++) {
            a->fields[k][f] = str_dup(m, kind->fields[f].name).p;
            a->types[k][f] = str_dup(m, type_name(m, s, kind->fields[f].type)).p;
        }
    }
    a->meta = ARENA_ARRAY(m, const char *, 2 * a->archive->nmeta + 1);
    for (uint32_t i = 0; i < 2 * a->archive->nmeta; i++)
        a->meta[i] = str_dup(m, archive_text(a->archive, a->archive->meta[i])).p;
}

void archive_ref(gzt_archive *a) { atomic_fetch_add(&a->refs, 1); }

void archive_unref(gzt_archive *a) {
    if (!a || atomic_fetch_sub(&a->refs, 1) != 1) return;
    gzt_env *env = a->env;
    if (a->archive) archive_close(a->archive);
    arena_free(&a->names_arena);
    if (a->own) env_release(env, (void *)(uintptr_t)a->bytes, a->length);
    if (a->release) a->release(a->release_user, a->bytes, a->length);
    env_release(env, a, sizeof *a);
    gzt_env_free(env);
}

void gzt_archive_free(gzt_archive *a) { archive_unref(a); }

static gzt_archive *archive_new(gzt_env *env, const unsigned char *bytes, uint64_t length) {
    gzt_archive *a = env_alloc(env, sizeof *a);
    if (!a) return NULL;
    a->env = env;
    env_ref(env);
    atomic_init(&a->refs, 1);
    a->bytes = bytes;
    a->length = length;
    arena_init(&a->names_arena, &env->alloc, NULL, &a->names_guard);
    return a;
}

// Looks into the block; the archive is given up where that fails.
static gzt_status archive_finish(gzt_archive *a, Diags *diags, gzt_archive **out, gzt_error *err) {
    Work w;
    work_begin(&w, a->env);
    Status st = archive_open(&a->env->alloc, a->bytes, a->length, &w.guard, &a->archive, diags);
    if (st == ST_OK && setjmp(a->names_guard.at)) st = a->names_guard.status;
    if (st == ST_OK) make_names(a);
    if (st == ST_OK) {
        *out = a;
        return GZT_OK;
    }
    archive_unref(a);
    if (diags->count) return error_of_diags(err, diags);
    return error_of_guard(err, &(Guard){.status = st});
}

void frozen_drop(const gzt_env *env, Frozen *f) {
    env_release(env, f->bytes, f->length);
    *f = (Frozen){0};
}

gzt_status archive_from_frozen(gzt_env *env, Frozen *f, Diags *diags, gzt_archive **out,
                               gzt_error *err) {
    Frozen block = *f;
    *f = (Frozen){0};
    return archive_from_bytes(env, block.bytes, block.length, diags, out, err);
}

// Takes over the bytes, whatever comes of it.
gzt_status archive_from_bytes(gzt_env *env, const unsigned char *bytes, uint64_t length,
                              Diags *diags, gzt_archive **out, gzt_error *err) {
    gzt_archive *a = archive_new(env, bytes, length);
    if (!a) {
        env_release(env, (void *)(uintptr_t)bytes, length);
        return error_of_guard(err, &(Guard){.status = ST_NOMEM});
    }
    a->own = true;
    return archive_finish(a, diags, out, err);
}

gzt_status gzt_archive_open(gzt_env *env, const void *bytes, size_t n,
                            void (*release)(void *user, const void *bytes, size_t n), void *user,
                            gzt_archive **out, gzt_error *err) {
    error_clear(err);
    if (!env || !bytes || !out)
        return error_misuse(err, "gzt_archive_open needs an env, bytes and out");
    *out = NULL;
    arena_reset(&env->errors_arena);
    env->errors = (Diags){0};
    gzt_archive *a = archive_new(env, bytes, n);
    if (a) {
        a->release = release;
        a->release_user = user;
    } else if (release) {
        release(user, bytes, n);
    }
    if (!a) return error_of_guard(err, &(Guard){.status = ST_NOMEM});
    if (setjmp(env->errors_guard.at)) {
        archive_unref(a);
        return error_of_guard(err, &env->errors_guard);
    }
    diags_init(&env->errors, &env->errors_arena);
    return archive_finish(a, &env->errors, out, err);
}

// ---- as bytes -------------------------------------------------------------------------------

static void work_tick(void *work) {
    Work *w = work;
    env_heed(w->env, &w->guard);
}

void work_begin(Work *w, const gzt_env *env) {
    *w = (Work){.env = env, .guard = {.tick = work_tick, .tick_user = w}};
    arena_init(&w->arena, &env->alloc, NULL, &w->guard);
}

gzt_status work_ended(Work *w, gzt_error *err) {
    arena_free(&w->arena);
    return error_of_guard(err, &w->guard);
}

static bool write_bytes(const unsigned char *p, uint64_t n, gzt_sink sink, void *user) {
    enum { PIECE = 1 << 16 };
    for (uint64_t at = 0; at < n; at += PIECE) {
        uint64_t take = n - at < PIECE ? n - at : PIECE;
        if (sink(user, (const char *)p + at, (size_t)take)) return false;
    }
    return true;
}

gzt_status gzt_archive_write(const gzt_archive *a, gzt_sink sink, void *user) {
    if (!a || !sink) return GZT_MISUSE;
    Work w;
    work_begin(&w, a->env);
    if (setjmp(w.guard.at)) return work_ended(&w, NULL);
    uint64_t n;
    const unsigned char *head = block_sealed_head(&w.arena, a->bytes, &n);
    bool good =
        write_bytes(head, n, sink, user) && write_bytes(a->bytes + n, a->length - n, sink, user);
    arena_free(&w.arena);
    return good ? GZT_OK : GZT_IO;
}

uint64_t gzt_archive_size(const gzt_archive *a) { return a ? a->length : 0; }

gzt_status gzt_archive_verify(const gzt_archive *a, gzt_error *err) {
    error_clear(err);
    if (!a) return error_misuse(err, "gzt_archive_verify needs an archive");
    Work w;
    work_begin(&w, a->env);
    if (setjmp(w.guard.at)) return work_ended(&w, err);
    bool good = block_unharmed(a->bytes, &w.guard) && archive_sound(a->archive, &w.guard);
    arena_free(&w.arena);
    if (good) return GZT_OK;
    return error_damaged(err, "the archive is damaged: what it holds is not what was saved");
}

// Everything of a build lies in the env's errors arena: diagnostics point into the sources, which
// therefore stay until the next build when there are errors.
gzt_status gzt_archive_build(gzt_env *env, const gzt_source *sources, size_t n, gzt_archive **out,
                             gzt_error *err) {
    error_clear(err);
    if (!env || !out || (n && !sources))
        return error_misuse(err, "gzt_archive_build needs an env, sources and out");
    *out = NULL;
    for (size_t i = 0; i < n; i++)
        if (sources[i].name && sources[i].name_n != SIZE_MAX && sources[i].name_n > GIVEN_MOST)
            return error_misuse(err, "a name is longer than 1 GiB");
    Build b = {.env = env, .sources = sources, .n = n, .diags = &env->errors};
    b.arena = &env->errors_arena;
    b.scratch = &env->scratch;
    arena_reset(b.arena);
    env->errors = (Diags){0};
    if (setjmp(env->errors_guard.at)) {
        frozen_drop(env, &env->frozen);
        arena_free(&env->errors_arena);
        arena_free(&env->scratch);
        env->errors = (Diags){0};
        return error_of_guard(err, &env->errors_guard);
    }
    diags_init(&env->errors, b.arena);
    bool built = build_block(&b);
    arena_free(&env->scratch);
    if (env->errors.count) {
        diags_sort(&env->errors);
        return error_of_diags(err, &env->errors);
    }
    if (!built) return error_of_guard(err, &(Guard){.status = ST_NOMEM});
    gzt_status st = archive_from_frozen(env, &env->frozen, &env->errors, out, err);
    if (st == GZT_OK) {
        arena_free(b.arena);
        env->errors = (Diags){0};
    }
    return st;
}

gzt_status gzt_env_errors(gzt_env *env, gzt_sink sink, void *user) {
    return env && sink ? errors_write(env, &env->errors, false, sink, user) : GZT_MISUSE;
}

gzt_status gzt_env_errors_json(gzt_env *env, gzt_sink sink, void *user) {
    return env && sink ? errors_write(env, &env->errors, true, sink, user) : GZT_MISUSE;
}

// ---- asking ---------------------------------------------------------------------------------

const char *gzt_archive_meta(const gzt_archive *a, const char *name) {
    for (uint32_t i = 0; a && name && i < a->archive->nmeta; i++)
        if (strcmp(a->meta[2 * i], name) == 0) return a->meta[2 * i + 1];
    return NULL;
}

bool gzt_archive_kind(const gzt_archive *a, uint32_t i, const char **kind, const char **collection,
                      uint64_t *count) {
    if (!a || i >= a->archive->schema.nkinds) return false;
    if (kind) *kind = a->kinds[i];
    if (collection) *collection = a->collections[i];
    if (count) *count = a->archive->tables[i].count;
    return true;
}

bool gzt_archive_field(const gzt_archive *a, uint32_t kind, uint32_t i, const char **name,
                       const char **type) {
    if (!a || kind >= a->archive->schema.nkinds || i >= a->archive->schema.kinds[kind]->nfields)
        return false;
    if (name) *name = a->fields[kind][i];
    if (type) *type = a->types[kind][i];
    return true;
}
