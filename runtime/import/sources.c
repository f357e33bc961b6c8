// See sources.h. Every step of facts has its step of each other format beside it.
#include "runtime/import/sources.h"

#include "runtime/facts.h"
#include "runtime/import/jsonl.h"
#include "runtime/import/pages.h"
#include "runtime/import/rows.h"
#include "runtime/session.h"

struct Importing {
    const Importer *by;
    void *state;
    ImportJob job;
    ImportCount count;
};

static uint64_t complaints(const Sources *x) {
    return x->diags->count + (uint64_t)x->diags->dropped;
}

static uint32_t declare_kinds(Sources *x, Program **programs) {
    uint32_t many = 0;
    for (size_t i = 0; i < x->n; i++) {
        const SourceText *t = &x->texts[i];
        if (t->by) continue;
        if (t->n > UINT32_MAX / 2) {
            diag_error(x->diags, E0112, NULL, (Span){0, 0},
                       "the text \"%.*s\" is longer than 2 GiB", STR_FMT(t->name));
            continue;
        }
        Program *p = parse_facts(x->arena, t->name, (Str){t->p, (uint32_t)t->n}, x->diags);
        if (!p) continue;
        programs[many++] = p;
        schema_declare(x->schema, p, x->diags);
    }
    schema_finish(x->schema, x->diags);
    builder_schema_grown(x->b);
    return many;
}

// ---- what texts hold ------------------------------------------------------------------------

static bool ends(Str name, const char *with) {
    Str e = str_of(with);
    return name.n > e.n && str_is((Str){name.p + name.n - e.n, e.n}, with);
}

static bool is_csv(Str name) { return ends(name, ".csv"); }

// Records of JSON of which nothing says what they are, dictionaries of records, and what a map
// names, are rows; so is a table of papers without pages.
static const Importer *holds(const Sources *x, const SourceText *t, bool pages) {
    if (t->settled) return t->by;
    if (t->by == &text_importer && is_csv(t->name) && !pages) return &rows_importer;
    if (t->by != &jsonl_importer) return t->by;
    if (mapping_names(x->mapping, t->name)) return &rows_importer;
    ImportText text = {t->name, t->p, t->n};
    if (ends(t->name, ".json") && rows_hold_keyed(x->scratch, &text)) return &rows_importer;
    return jsonl_knows(x->schema, x->scratch, &text) ? t->by : &rows_importer;
}

// Files that maps name and nobody has given are read beside.
static void add_missing(Sources *x, SourceText **texts, size_t *cap) {
    const Node *by;
    Str file;
    for (;;) {
        ImportText *names = ARENA_ARRAY(x->scratch, ImportText, x->n + 1);
        for (size_t i = 0; i < x->n; i++) names[i] = (ImportText){.name = (*texts)[i].name};
        if (!mapping_missing(x->mapping, names, x->n, &by, &file)) return;
        SourceText found;
        if (!x->load || !x->load(x->load_user, file, by->source->name, &found)) {
            mapping_not_there(x->mapping, by, x->diags);
            return;
        }
        found.by = &rows_importer;
        *texts = arena_grow(x->arena, *texts, cap, x->n + 1, sizeof **texts);
        (*texts)[x->n++] = found;
    }
}

// A table of papers that a map names is rows as well.
static void add_mapped_papers(Sources *x, SourceText **texts, size_t *cap) {
    for (size_t i = 0, n = x->n; i < n; i++) {
        const SourceText t = (*texts)[i];
        if (t.settled || t.by != &text_importer || !is_csv(t.name)) continue;
        if (!mapping_names(x->mapping, t.name)) continue;
        *texts = arena_grow(x->arena, *texts, cap, x->n + 1, sizeof **texts);
        (*texts)[x->n] = t;
        (*texts)[x->n++].by = &rows_importer;
    }
}

static void settle_texts(Sources *x, Program *const *programs, uint32_t n) {
    size_t cap = 0;
    bool pages = false;
    x->mapping = mapping_new(x->arena, x->functions, x->cancel, x->maps_optional);
    for (uint32_t i = 0; i < n; i++) mapping_add(x->mapping, programs[i]);
    SourceText *texts = arena_grow(x->arena, NULL, &cap, x->n + 1, sizeof *texts);
    for (size_t i = 0; i < x->n; i++) {
        texts[i] = x->texts[i];
        pages = pages || (texts[i].by == &text_importer && !is_csv(texts[i].name));
    }
    for (size_t i = 0; i < x->n; i++) texts[i].by = holds(x, &texts[i], pages);
    add_mapped_papers(x, &texts, &cap);
    add_missing(x, &texts, &cap);
    arena_reset(x->scratch);
    x->texts = texts;
}

// ---- formats --------------------------------------------------------------------------------

// All texts of a format; false where it has none.
static bool gather(Sources *x, const Importer *by, Importing *to) {
    ImportText *texts = NULL;
    size_t cap = 0, n = 0;
    *to = (Importing){.by = by};
    for (size_t i = 0; i < x->n; i++) {
        const SourceText *t = &x->texts[i];
        if (t->by != by) continue;
        texts = arena_grow(x->arena, texts, &cap, n + 1, sizeof *texts);
        texts[n++] = (ImportText){t->name, t->p, t->n};
        to->count.total += t->n;
    }
    to->job = (ImportJob){.b = x->b, .schema = x->schema, .texts = texts, .n = n, .how = &x->how};
    to->job.count = &to->count;
    to->job.arena = x->arena;
    to->job.scratch = x->scratch;
    to->job.diags = x->diags;
    to->job.mapping = x->mapping;
    return n > 0;
}

static void begin_formats(Sources *x) {
    uint32_t most = 0;
    while (importers[most]) most++;
    x->at_work = ARENA_ARRAY(x->arena, Importing, most + 1);
    x->nat_work = 0;
    for (uint32_t i = 0; i < most; i++)
        if (gather(x, importers[i], &x->at_work[x->nat_work])) x->nat_work++;
    for (uint32_t i = 0; i < x->nat_work; i++)
        x->at_work[i].state = x->at_work[i].by->begin(&x->at_work[i].job);
}

typedef enum Step { DECLARE, ENTITIES, VALUES } Step;

// Of all formats, one after the other; how often they complained.
static uint64_t take(Sources *x, Step step) {
    uint64_t before = complaints(x);
    for (uint32_t i = 0; i < x->nat_work; i++) {
        Importing *f = &x->at_work[i];
        if (x->how.strict && complaints(x) > x->told) break;
        void (*const steps[])(void *state) = {f->by->declare, f->by->entities, f->by->values};
        steps[step](f->state);
    }
    return complaints(x) - before;
}

bool sources_load(Sources *x) {
    Program **programs = ARENA_ARRAY(x->arena, Program *, x->n + 1);
    uint64_t told = x->told = complaints(x), tolerated;
    uint32_t n = declare_kinds(x, programs);
    settle_texts(x, programs, n);
    begin_formats(x);
    if (x->nat_work && complaints(x) > told) return false; // references to them can't be judged
    tolerated = take(x, DECLARE);
    Facts *facts = facts_entities(x->b, x->schema, programs, n, x->arena, x->diags);
    if (mapping_failed(x->mapping)) { // nor here
        diags_sort(x->diags);
        return false;
    }
    tolerated += take(x, ENTITIES);
    facts_values(facts);
    if (complaints(x) - told > tolerated) {
        diags_sort(x->diags);
        return false;
    }
    take(x, VALUES);
    return true;
}

// ---- counts ---------------------------------------------------------------------------------

ImportCount sources_count(const Sources *x) {
    ImportCount all = {0};
    for (uint32_t i = 0; i < x->nat_work; i++) {
        const ImportCount *c = &x->at_work[i].count;
        all.records += c->records;
        all.left_out += c->left_out;
        all.links += c->links;
        all.repaired += c->repaired;
        all.replaced += c->replaced;
        all.done += c->done;
        all.total += c->total;
    }
    return all;
}

void sources_findings(const Sources *x, ImportFinding **list, Arena *a) {
    for (uint32_t i = 0; i < x->nat_work; i++)
        for (const ImportFinding *f = x->at_work[i].count.findings; f; f = f->next)
            finding_add(list, a, f->what, f->many);
    ImportText *names = ARENA_ARRAY(x->arena, ImportText, x->n + 1);
    for (size_t i = 0; i < x->n; i++) names[i] = (ImportText){.name = x->texts[i].name};
    mapping_unused(x->mapping, names, x->n, list);
}
