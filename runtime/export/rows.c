// Whole archives in the formats of other programs: the writers that results have (output_row.h),
// driven kind by kind, in batches of rows.
#include "runtime/eval.h"
#include "runtime/export/formats.h"
#include "runtime/output_row.h"

enum { BATCH = 256 };

typedef struct Going {
    ExportJob *job;
    const RowFormat *format;
    const char *kinds; // "place event"; NULL: all that are no parts of others
    Run *run;
    Catalog catalog;
    OutColumn *columns;
    uint32_t n;
    size_t cap;
    uint32_t part[ROW_PARTS], nparts; // of each of the first columns
    Writer *writer;
} Going;

// Whether the format has entries of the kind, and where in these its parts are.
static bool takes(const Going *g, uint32_t kind, RowPlace places[ROW_PARTS]) {
    static const char parts[] = "passage mention";
    Str name = g->catalog.schema->kinds[kind]->name;
    const char *all = g->kinds ? g->kinds : parts;
    bool named = false;
    for (const char *at = all; *at;) {
        uint32_t n = 0;
        while (at[n] && at[n] != ' ') n++;
        named = named || str_eq((Str){at, n}, name);
        at += n + (at[n] == ' ');
    }
    if (named != (g->kinds != NULL)) return false;
    if (!row_parts_of_kind(g->format, &g->catalog, kind, places)) return false;
    return places[ROW_ENTITY].slot != UINT32_MAX; // edges are no nodes
}

// ---- columns --------------------------------------------------------------------------------

static uint32_t column_called(const Going *g, Str name) {
    for (uint32_t i = g->nparts; i < g->n; i++)
        if (str_eq(g->columns[i].name, name)) return i;
    return UINT32_MAX;
}

static void add_column(Going *g, Str name, const Type *t) {
    Arena *a = g->job->arena;
    g->columns = arena_grow(a, g->columns, &g->cap, g->n + 1, sizeof *g->columns);
    g->columns[g->n++] = (OutColumn){name, t, {"", 0}};
}

// Of a graph links are edges.
static void add_fields(Going *g, const Kind *k) {
    bool graph = g->format->or_needs != 0;
    for (uint32_t f = 0; f < k->ndeclared; f++) {
        Str name = k->fields[f].name;
        if (f == FIELD_SOURCE || f == FIELD_SAME || str_is(name, "text") || str_is(name, "note"))
            continue;
        const Type *t = k->fields[f].type;
        if (graph && (t->tag == TY_LIST ? t->elem : t)->tag == TY_ENTITY) continue;
        uint32_t c = column_called(g, name);
        if (c == UINT32_MAX)
            add_column(g, name, t);
        else if (!type_same(g->columns[c].type, t))
            g->columns[c].type = &type_text; // kinds differ about it
    }
}

static void make_columns(Going *g, uint32_t parts[ROW_PARTS]) {
    RowPlace *places = ARENA_ARRAY(g->job->arena, RowPlace, ROW_PARTS);
    for (uint32_t i = 0; i < ROW_PARTS; i++) {
        parts[i] = UINT32_MAX;
        if (!(g->format->parts >> i & 1) || i == ROW_FROM || i == ROW_TO) continue;
        parts[i] = g->nparts;
        g->part[g->nparts++] = i;
        add_column(g, (Str){"", 0}, &type_text);
    }
    for (uint32_t k = 0; g->format->rest && k < g->catalog.schema->nkinds; k++)
        if (takes(g, k, places)) add_fields(g, g->catalog.schema->kinds[k]);
}

// ---- rows -----------------------------------------------------------------------------------

static const Vec *follow(Going *g, const RowPlace *p, const Vec *it, Rows rows) {
    const KindTable *tables = g->job->archive->tables;
    if (p->slot == UINT32_MAX) return vec_missing_of(g->run->scratch, &type_text);
    const Vec *v = it;
    if (p->field != UINT32_MAX)
        v = field_values(g->run, &tables[v->type->kind], p->field, v, rows.n, rows);
    if (p->then != UINT32_MAX)
        v = field_values(g->run, &tables[v->type->kind], p->then, v, rows.n, rows);
    return v;
}

static void put_batch(Going *g, const KindTable *k, const RowPlace *places, uint32_t first,
                      uint32_t n) {
    Arena *scratch = g->run->scratch;
    Rows rows = {n, NULL};
    const Vec **columns = ARENA_ARRAY(scratch, const Vec *, g->n + 1);
    Vec *it = vec_new(scratch, &k->kind->type, n, false);
    it->sequence = true;
    for (uint32_t i = 0; i < n; i++) it->d.u32[i] = first + i;
    for (uint32_t c = 0; c < g->n; c++) {
        RowPlace p = {0, UINT32_MAX, UINT32_MAX};
        if (c < g->nparts) {
            p = places[g->part[c]];
        } else {
            p.field = kind_field(k->kind, g->columns[c].name);
            if (p.field >= k->kind->ndeclared) p.slot = UINT32_MAX;
        }
        columns[c] = follow(g, &p, it, rows);
    }
    writer_rows(g->writer, columns, rows);
    arena_reset(scratch);
    g->job->done += n;
    export_next(g->job);
}

static void put_kind(Going *g, const KindTable *k, const RowPlace *places) {
    for (uint32_t at = 0; at < k->count; at += BATCH) {
        uint32_t n = k->count - at < BATCH ? k->count - at : BATCH;
        put_batch(g, k, places, k->first + at, n);
    }
}

// ---- the whole ------------------------------------------------------------------------------

static int32_t into_job(void *user, const char *p, size_t n) {
    ExportJob *job = user;
    buf_add(&job->out, (Str){p, (uint32_t)n});
    export_next(job);
    return 0;
}

static void begin(Going *g) {
    ExportJob *job = g->job;
    const Archive *a = job->archive;
    OutOptions o = {.format = str_of(g->format->name), .archive_whole = true};
    g->run = ARENA_NEW(job->arena, Run);
    run_init(g->run, a, job->arena->alloc, job->arena->budget, job->arena->guard,
             arena_inner(job->arena));
    g->catalog.schema = &a->schema;
    archive_meta(a, STR("title"), &o.archive);
    make_columns(g, o.parts);
    o.nparts = g->nparts;
    o.catalog = &g->catalog;
    g->writer = writer_new(job->arena, g->run, g->columns, g->n, o, into_job, job);
}

static void left_out(ExportJob *job, Str why, uint64_t n) {
    const char *what =
        str_printf(job->arena, "%.*s, and %s left out", STR_FMT(why), n == 1 ? "is" : "are").p;
    export_found(job, what, n);
}

// Of a graph, what has two ends is an edge.
static void tell_kind(Going *g, uint32_t kind, const RowPlace *places) {
    const KindTable *k = &g->job->archive->tables[kind];
    bool graph = g->format->or_needs != 0;
    if (graph && places[ROW_FROM].slot != UINT32_MAX && places[ROW_TO].slot != UINT32_MAX) return;
    bool one = k->count == 1;
    Str name = one ? k->kind->name : k->kind->collection;
    left_out(
        g->job,
        str_printf(g->job->arena, "%.*s %s no place in it", STR_FMT(name), one ? "has" : "have"),
        k->count);
}

static void put_kinds(Going *g) {
    const Archive *a = g->job->archive;
    RowPlace *places = ARENA_ARRAY(g->job->arena, RowPlace, ROW_PARTS);
    for (uint32_t k = 0; k < a->schema.nkinds; k++) {
        if (!a->tables[k].count) continue;
        for (uint32_t i = 0; i < ROW_PARTS; i++) places[i].slot = UINT32_MAX;
        if (takes(g, k, places))
            put_kind(g, &a->tables[k], places);
        else
            tell_kind(g, k, places);
    }
}

static void write_rows(ExportJob *job, const char *format, const char *kinds) {
    Going *g = ARENA_NEW(job->arena, Going);
    g->job = job;
    g->format = row_format(str_of(format));
    g->kinds = kinds;
    export_open(job, NULL);
    begin(g);
    put_kinds(g);
    writer_end(g->writer);
    uint64_t n;
    const char *why;
    for (uint32_t i = 0; writer_left(g->writer, i, &n, &why); i++) left_out(job, str_of(why), n);
    export_close(job);
}

static void write_geojson(ExportJob *job) { write_rows(job, "geojson", "place event"); }
static void write_ical(ExportJob *job) { write_rows(job, "ical", "event"); }
static void write_bibtex(ExportJob *job) { write_rows(job, "bibtex", "article publication"); }
static void write_csl(ExportJob *job) { write_rows(job, "csl", "article publication"); }
static void write_graphml(ExportJob *job) { write_rows(job, "graphml", NULL); }
static void write_dot(ExportJob *job) { write_rows(job, "dot", NULL); }
static void write_tei(ExportJob *job) { write_rows(job, "tei", NULL); }

const Exporter geojson_exporter = {"geojson", ".geojson",
                                   "places and events that have coordinates, as points", false,
                                   write_geojson};
const Exporter ical_exporter = {"ical", ".ics", "events, for calendars", false, write_ical};
const Exporter bibtex_exporter = {"bibtex", ".bib", "articles and publications, for BibTeX", false,
                                  write_bibtex};
const Exporter csl_exporter = {"csl", ".csl.json",
                               "articles and publications, as CSL-JSON (Zotero, pandoc)", false,
                               write_csl};
const Exporter graphml_exporter = {
    "graphml", ".graphml", "entities and the links among them, as GraphML", false, write_graphml};
const Exporter dot_exporter = {"dot", ".dot", "entities and the links among them, for Graphviz",
                               false, write_dot};
const Exporter tei_exporter = {
    "tei", ".xml", "a register in TEI: people, places, organisations, events …", false, write_tei};
