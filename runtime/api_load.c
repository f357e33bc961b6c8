// Whole texts into a builder of the host's: facts and whatever there is an importer for. In: the
// public calls; out: what they hold in the inner builder, or complaints.
#include <string.h>

#include "runtime/api_build.h"

// How it is decided what a text holds: by its name, or all of one format (NULL: facts).
typedef struct Holds {
    bool as_named, settled;
    const Importer *by;
} Holds;

static bool is_facts(Str name) {
    return name.n > 4 && str_is((Str){name.p + name.n - 4, 4}, ".gzt");
}

// Complains about names that cannot be read.
static SourceText *read_sources(gzt_builder *b, const gzt_source *sources, size_t n, Holds holds) {
    SourceText *texts = ARENA_ARRAY(&b->arena, SourceText, n + 1);
    for (size_t i = 0; i < n; i++) {
        Str name;
        bool good = build_text(b, sources[i].name, sources[i].name_n, &name);
        size_t text_n = sources[i].text ? sources[i].text_n : 0;
        if (text_n == SIZE_MAX) text_n = strlen(sources[i].text);
        name = str_dup(&b->arena, name);
        bool facts = !holds.settled && is_facts(name);
        const Importer *by = facts ? NULL : holds.as_named ? importer_of(name) : holds.by;
        if (good)
            texts[i] = (SourceText){name, sources[i].text ? sources[i].text : "", text_n, by,
                                    holds.settled};
    }
    return texts;
}

static void pass_reject(void *builder, Str name, const char *p, size_t n) {
    gzt_builder *b = builder;
    if (b->reject) b->reject(b->reject_user, name.p, name.n, p, n);
}

static bool load_beside(void *builder, Str name, Str from, SourceText *out) {
    gzt_builder *b = builder;
    const char *text = NULL;
    size_t n = 0;
    const char *file = str_dup(&b->arena, name).p;
    if (b->loader(b->loader_user, file, str_dup(&b->arena, from).p, &text, &n) != GZT_OK)
        return false;
    if (n == SIZE_MAX) n = strlen(text);
    *out = (SourceText){.name = str_of(file), .p = text, .n = n, .settled = true};
    return true;
}

// All guesses so far are one text.
static void add_guessed(gzt_builder *b, Str text) {
    if (!text.n) return;
    if (!b->guessed.arena) buf_init(&b->guessed, &b->arena);
    buf_printf(&b->guessed, "%s%.*s", b->guessed.n ? "\n" : "", STR_FMT(text));
    buf_str(&b->guessed); // a NUL behind it
}

static void add_counts(gzt_builder *b, const ImportCount *c) {
    b->records.loaded += c->records;
    b->records.left_out += c->left_out;
    b->records.links += c->links;
    b->records.repaired += c->repaired;
}

// False: nothing more can be built. *counted: of this load.
static bool load_sources(gzt_builder *b, const gzt_source *sources, size_t n, Holds holds,
                         ImportCount *counted) {
    SourceText *texts = read_sources(b, sources, n, holds);
    if (b->errors.count) return holds.by != NULL;
    b->named = true;
    Sources *x = ARENA_NEW(&b->arena, Sources);
    *x = (Sources){.b = b->builder, .schema = &b->schema, .texts = texts, .n = n};
    x->how = (ImportHow){pass_reject, b, b->strict};
    x->functions = b->env->functions;
    x->cancel = b->env->cancel ? &b->env->cancel->token : NULL;
    x->maps_optional = !holds.as_named;
    x->load = b->loader ? load_beside : NULL;
    x->load_user = b;
    x->arena = &b->arena;
    x->scratch = &b->scratch;
    x->diags = &b->errors;
    b->loading = x;
    builder_begin(b->builder, n == 1 ? texts[0].name : STR(""));
    bool good = sources_load(x);
    b->loading = NULL;
    arena_free(&b->scratch);
    add_guessed(b, mapping_guessed(x->mapping));
    if (!x->nat_work) return good;
    *counted = sources_count(x);
    add_counts(b, counted);
    sources_findings(x, &b->findings, &b->arena);
    return good && !(b->strict && b->errors.count);
}

static gzt_status load(gzt_builder *b, const gzt_source *sources, size_t n, Holds holds,
                       ImportCount *counted, gzt_error *err) {
    if (setjmp(b->guard.at)) {
        b->errors.count = 0; // what ended it is what matters
        b->loading = NULL;
        return build_end(b, err);
    }
    b->named = false;
    if (!load_sources(b, sources, n, holds, counted)) return build_end(b, err);
    return b->named ? GZT_OK : build_refused(b, err);
}

// The public calls that load; who: the call's name.
static gzt_status enter_and_load(gzt_builder *b, const gzt_source *sources, size_t n, Holds holds,
                                 ImportCount *counted, const char *who, gzt_error *err) {
    gzt_status st = build_enter(b, err);
    if (st < 0) return st;
    if (!sources && n) return error_misuse(err, who);
    return load(b, sources, n, holds, counted, err);
}

gzt_status gzt_builder_facts(gzt_builder *b, const gzt_source *sources, size_t n, gzt_error *err) {
    ImportCount counted;
    return enter_and_load(b, sources, n, (Holds){false, true, NULL}, &counted,
                          "gzt_builder_facts needs sources", err);
}

gzt_status gzt_builder_jsonl(gzt_builder *b, const gzt_source *sources, size_t n,
                             uint64_t *left_out, gzt_error *err) {
    ImportCount counted = {0};
    Holds holds = {false, true, importer_named(STR("jsonl"))};
    gzt_status st =
        enter_and_load(b, sources, n, holds, &counted, "gzt_builder_jsonl needs sources", err);
    if (left_out) *left_out = counted.left_out + counted.links;
    return st;
}

gzt_status gzt_builder_load(gzt_builder *b, const gzt_source *sources, size_t n, uint64_t *left_out,
                            gzt_error *err) {
    ImportCount counted = {0};
    gzt_status st = enter_and_load(b, sources, n, (Holds){true, false, NULL}, &counted,
                                   "gzt_builder_load needs sources", err);
    if (left_out) *left_out = counted.left_out + counted.links;
    return st;
}

static gzt_status no_format(gzt_builder *b, Str format, gzt_error *err) {
    if (setjmp(b->guard.at)) return build_end(b, err);
    Diag *d = build_complain(b, E0211, "there is no format '%.*s' to import", STR_FMT(format));
    Near near;
    StrBuf all;
    near_init(&near, format);
    buf_init(&all, &b->errors_arena);
    for (uint32_t i = 0; importers[i]; i++) {
        near_try(&near, str_of(importers[i]->name));
        buf_printf(&all, "%s%s", i ? ", " : "", importers[i]->name);
    }
    if (near.best.n) diag_note(&b->errors, d, "did you mean '%.*s'?", STR_FMT(near.best));
    diag_hint(&b->errors, d, "there are %.*s", STR_FMT(buf_str(&all)));
    return build_refused(b, err);
}

gzt_status gzt_builder_import(gzt_builder *b, const char *format, const gzt_source *sources,
                              size_t n, uint64_t *left_out, gzt_error *err) {
    ImportCount counted = {0};
    if (left_out) *left_out = 0;
    gzt_status st = build_enter(b, err);
    if (st < 0) return st;
    if (!format || (!sources && n))
        return error_misuse(err, "gzt_builder_import needs a format and sources");
    Holds holds = {false, false, importer_named(str_of(format))};
    if (!holds.by) return no_format(b, str_of(format), err);
    st = load(b, sources, n, holds, &counted, err);
    if (left_out) *left_out = counted.left_out + counted.links;
    return st;
}

bool gzt_import_format(uint32_t i, const char **name, const char **other,
                       const char *const **endings) {
    uint32_t n = 0;
    while (n < i && importers[n]) n++;
    if (!importers[n]) return false;
    if (name) *name = importers[n]->name;
    if (other) *other = importers[n]->other;
    if (endings) *endings = importers[n]->endings;
    return true;
}

void gzt_builder_loader(gzt_builder *b, gzt_loader loader, void *user) {
    if (!b) return;
    b->loader = loader;
    b->loader_user = user;
}

const char *gzt_builder_guessed(const gzt_builder *b) {
    return b && b->guessed.n ? b->guessed.p : "";
}

gzt_status gzt_builder_pages(gzt_builder *b, const gzt_source *sources, size_t n,
                             uint64_t *replaced, gzt_error *err) {
    ImportCount counted = {0};
    Holds holds = {false, true, importer_named(STR("text"))};
    gzt_status st =
        enter_and_load(b, sources, n, holds, &counted, "gzt_builder_pages needs sources", err);
    if (replaced) *replaced = counted.replaced;
    return st;
}

gzt_status gzt_builder_rejects(gzt_builder *b,
                               void (*reject)(void *user, const char *name, size_t name_n,
                                              const char *record, size_t n),
                               void *user) {
    if (!b) return GZT_MISUSE;
    b->reject = reject;
    b->reject_user = user;
    return GZT_OK;
}

gzt_status gzt_builder_strict(gzt_builder *b, bool strict) {
    if (!b) return GZT_MISUSE;
    b->strict = strict;
    return GZT_OK;
}

gzt_status gzt_builder_progress(gzt_builder *b,
                                void (*progress)(void *user, uint64_t done, uint64_t total),
                                void *user) {
    if (!b) return GZT_MISUSE;
    b->progress = progress;
    b->progress_user = user;
    return GZT_OK;
}

gzt_status gzt_builder_records(const gzt_builder *b, gzt_records *out) {
    if (!b || !out) return GZT_MISUSE;
    *out = b->records;
    return GZT_OK;
}

bool gzt_builder_finding(const gzt_builder *b, uint32_t i, const char **what, uint64_t *many) {
    const ImportFinding *f = b ? b->findings : NULL;
    while (f && i) f = f->next, i--;
    if (!f) return false;
    if (what) *what = f->what;
    if (many) *many = f->many;
    return true;
}
