// Whole texts into a builder of the host's: facts, records, pages. In: the public calls; out: what
// they hold in the inner builder, or complaints.
#include <string.h>

#include "runtime/api_build.h"
#include "runtime/import/pages.h"

// ---- facts and records ----------------------------------------------------------------------

typedef enum Holds { ALL_FACTS, ALL_RECORDS, AS_NAMED } Holds;

// Complains about names that cannot be read.
static SourceText *read_sources(gzt_builder *b, const gzt_source *sources, size_t n, Holds holds) {
    SourceText *texts = ARENA_ARRAY(&b->arena, SourceText, n + 1);
    for (size_t i = 0; i < n; i++) {
        Str name;
        bool good = build_text(b, sources[i].name, sources[i].name_n, &name);
        size_t text_n = sources[i].text ? sources[i].text_n : 0;
        if (text_n == SIZE_MAX) text_n = strlen(sources[i].text);
        name = str_dup(&b->arena, name);
        bool records = holds == AS_NAMED ? source_holds_records(name) : holds == ALL_RECORDS;
        if (good)
            texts[i] = (SourceText){name, sources[i].text ? sources[i].text : "", text_n, records};
    }
    return texts;
}

static void pass_reject(void *builder, Str name, const char *p, size_t n) {
    gzt_builder *b = builder;
    if (b->reject) b->reject(b->reject_user, name.p, name.n, p, n);
}

static void add_counts(gzt_builder *b, const JsonlCount *c) {
    b->records.loaded += c->records;
    b->records.left_out += c->left_out;
    b->records.links += c->links;
    b->records.repaired += c->repaired;
}

// False: nothing more can be built. *left_out: records and links.
static bool load_sources(gzt_builder *b, const gzt_source *sources, size_t n, Holds holds,
                         uint64_t *left_out) {
    SourceText *texts = read_sources(b, sources, n, holds);
    if (b->errors.count) return holds == ALL_RECORDS;
    b->named = true;
    Sources *x = ARENA_NEW(&b->arena, Sources);
    *x = (Sources){.b = b->builder, .schema = &b->schema, .texts = texts, .n = n};
    x->how = (JsonlHow){pass_reject, b, b->strict};
    x->arena = &b->arena;
    x->scratch = &b->scratch;
    x->diags = &b->errors;
    b->loading = x;
    bool good = sources_load(x);
    b->loading = NULL;
    arena_free(&b->scratch);
    if (!x->import) return good;
    const JsonlCount *c = jsonl_count(x->import);
    add_counts(b, c);
    if (left_out) *left_out = c->left_out + c->links;
    return good && !(b->strict && b->errors.count);
}

static gzt_status load(gzt_builder *b, const gzt_source *sources, size_t n, Holds holds,
                       uint64_t *left_out, gzt_error *err) {
    if (setjmp(b->guard.at)) {
        b->errors.count = 0; // what ended it is what matters
        b->loading = NULL;
        return build_end(b, err);
    }
    b->named = false;
    if (!load_sources(b, sources, n, holds, left_out)) return build_end(b, err);
    return b->named ? GZT_OK : build_refused(b, err);
}

gzt_status gzt_builder_facts(gzt_builder *b, const gzt_source *sources, size_t n, gzt_error *err) {
    gzt_status st = build_enter(b, err);
    if (st < 0) return st;
    if (!sources && n) return error_misuse(err, "gzt_builder_facts needs sources");
    return load(b, sources, n, ALL_FACTS, NULL, err);
}

gzt_status gzt_builder_jsonl(gzt_builder *b, const gzt_source *sources, size_t n,
                             uint64_t *left_out, gzt_error *err) {
    if (left_out) *left_out = 0;
    gzt_status st = build_enter(b, err);
    if (st < 0) return st;
    if (!sources && n) return error_misuse(err, "gzt_builder_jsonl needs sources");
    return load(b, sources, n, ALL_RECORDS, left_out, err);
}

gzt_status gzt_builder_load(gzt_builder *b, const gzt_source *sources, size_t n, uint64_t *left_out,
                            gzt_error *err) {
    if (left_out) *left_out = 0;
    gzt_status st = build_enter(b, err);
    if (st < 0) return st;
    if (!sources && n) return error_misuse(err, "gzt_builder_load needs sources");
    return load(b, sources, n, AS_NAMED, left_out, err);
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

// ---- pages ----------------------------------------------------------------------------------

static uint64_t load_pages(gzt_builder *b, const gzt_source *sources, size_t n) {
    PageSource *pages = ARENA_ARRAY(&b->arena, PageSource, n + 1);
    for (size_t i = 0; i < n; i++) {
        Str name;
        size_t text_n = sources[i].text ? sources[i].text_n : 0;
        if (!build_text(b, sources[i].name, sources[i].name_n, &name)) continue;
        if (text_n == SIZE_MAX) text_n = strlen(sources[i].text);
        if (text_n > UINT32_MAX / 4)
            build_complain(b, E0112, "the text \"%.*s\" is longer than 1 GiB", STR_FMT(name));
        else
            pages[i] = (PageSource){name, sources[i].text ? sources[i].text : "", (uint32_t)text_n};
    }
    if (b->errors.count) return 0;
    return pages_load(b->builder, &b->schema, pages, n, &b->arena, &b->scratch, &b->errors);
}

gzt_status gzt_builder_pages(gzt_builder *b, const gzt_source *sources, size_t n,
                             uint64_t *replaced, gzt_error *err) {
    if (replaced) *replaced = 0;
    gzt_status st = build_enter(b, err);
    if (st < 0) return st;
    if (!sources && n) return error_misuse(err, "gzt_builder_pages needs sources");
    if (setjmp(b->guard.at)) {
        b->errors.count = 0; // what ended it is what matters
        return build_end(b, err);
    }
    uint64_t many = load_pages(b, sources, n);
    arena_free(&b->scratch);
    if (b->errors.count && !many) return build_refused(b, err);
    if (replaced) *replaced = many;
    return GZT_OK;
}
