// See sources.h. Every step of facts has its step of records beside it.
#include "runtime/import/sources.h"

#include "runtime/facts.h"
#include "runtime/session.h"

bool source_holds_records(Str name) {
    static const char *const endings[] = {".jsonl", ".json"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        Str e = str_of(endings[i]);
        if (name.n > e.n && str_eq((Str){name.p + name.n - e.n, e.n}, e)) return true;
    }
    return false;
}

static uint64_t complaints(const Sources *x) {
    return x->diags->count + (uint64_t)x->diags->dropped;
}

static uint32_t declare_kinds(Sources *x, Program **programs) {
    uint32_t many = 0;
    for (size_t i = 0; i < x->n; i++) {
        const SourceText *t = &x->texts[i];
        if (t->records) continue;
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

// NULL: there are none.
static Import *records_of(Sources *x) {
    JsonlText *texts = ARENA_ARRAY(x->arena, JsonlText, x->n + 1);
    size_t many = 0;
    for (size_t i = 0; i < x->n; i++) {
        const SourceText *t = &x->texts[i];
        if (t->records) texts[many++] = (JsonlText){t->name, t->p, t->n};
    }
    return many ? jsonl_new(x->b, x->schema, texts, many, &x->how, x->arena, x->scratch, x->diags)
                : NULL;
}

bool sources_load(Sources *x) {
    Program **programs = ARENA_ARRAY(x->arena, Program *, x->n + 1);
    uint64_t told = complaints(x), about_records;
    uint32_t n = declare_kinds(x, programs);
    Import *records = records_of(x);
    if (records && complaints(x) > told) return false; // references to them could not be judged
    x->import = records;
    about_records = complaints(x);
    if (records) jsonl_declare(records);
    about_records = complaints(x) - about_records;
    Facts *facts = facts_entities(x->b, x->schema, programs, n, x->arena, x->diags);
    uint64_t before = complaints(x);
    if (records) jsonl_check(records);
    about_records += complaints(x) - before;
    facts_values(facts);
    if (complaints(x) - told > about_records) {
        diags_sort(x->diags);
        return false;
    }
    if (records) jsonl_fill(records);
    return true;
}
