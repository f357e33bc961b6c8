// The importer of files of rows, and the statements that say what they mean. See mapping.h. In:
// texts and statements; out: entities and their values, file by file, map by map, batch by batch.
#include "runtime/import/mapping.h"

#include <string.h>

#include "runtime/block_impl.h"
#include "runtime/import/guess.h"
#include "runtime/import/mapping_impl.h"
#include "runtime/session.h"

// ---- statements -----------------------------------------------------------------------------

Mapping *mapping_new(Arena *a, const FnTable *functions, const Cancel *cancel, bool optional) {
    Mapping *m = ARENA_NEW(a, Mapping);
    *m = (Mapping){.arena = a, .functions = functions, .cancel = cancel, .optional = optional};
    m->last = &m->first;
    m->signatures = ARENA_ARRAY(a, const FnSig *, (size_t)functions->n + 1);
    for (uint32_t i = 0; i < functions->n; i++) m->signatures[i] = &functions->items[i]->sig;
    buf_init(&m->guessed, a);
    return m;
}

void mapping_add(Mapping *m, const Program *p) {
    for (const Node *n = p->statements; n; n = n->next) {
        guard_work(m->arena->guard, 1);
        if (n->tag != T_MAP) continue;
        MapStatement *s = ARENA_NEW(m->arena, MapStatement);
        *s = (MapStatement){n, p, NULL};
        *m->last = s;
        m->last = &s->next;
    }
}

bool mapping_names(const Mapping *m, Str file) {
    for (const MapStatement *s = m->first; s; s = s->next)
        if (map_is_about(s->node, file)) return true;
    return false;
}

bool mapping_missing(Mapping *m, const ImportText *texts, size_t n, const Node **by, Str *file) {
    for (const MapStatement *s = m->first; s && !m->optional; s = s->next) {
        bool there = memchr(s->node->text2.p, '*', s->node->text2.n) != NULL;
        for (size_t i = 0; i < n && !there; i++) there = map_is_about(s->node, texts[i].name);
        if (there) continue;
        const char *hash = memchr(s->node->text2.p, '#', s->node->text2.n);
        *by = s->node;
        *file = s->node->text2;
        if (hash) file->n = (uint32_t)(hash - file->p);
        return true;
    }
    return false;
}

void mapping_not_there(Mapping *m, const Node *by, Diags *diags) {
    m->failed = true;
    Diag *d = diag_error(diags, E0801, by->source, map_file_span(by), "cannot read \"%.*s\"",
                         STR_FMT(by->text2));
    diag_hint(diags, d, "the file is named as it lies beside this one, or is given with it");
}

void mapping_unused(const Mapping *m, const ImportText *texts, size_t n, ImportFinding **list) {
    for (const MapStatement *s = m->first; s && m->optional; s = s->next) {
        bool there = false;
        for (size_t i = 0; i < n && !there; i++) there = map_is_about(s->node, texts[i].name);
        if (there) continue;
        Str why =
            str_printf(m->arena, "%.*s: the map of '%.*s' was not used: no such file was read",
                       STR_FMT(s->node->source->name), STR_FMT(s->node->text2));
        finding_add(list, m->arena, why.p, 0);
        guard_tick(m->arena->guard);
    }
}

bool mapping_failed(const Mapping *m) { return m->failed; }

Str mapping_guessed(const Mapping *m) {
    return m->guessed.n ? (Str){m->guessed.p, (uint32_t)m->guessed.n} : STR("");
}

// ---- declaring ------------------------------------------------------------------------------

static void *begin(const ImportJob *job) {
    MapState *x = ARENA_NEW(job->arena, MapState);
    *x = (MapState){.job = job, .mapping = job->mapping};
    x->files = ARENA_ARRAY(job->arena, MapFile *, job->n + 1);
    buf_init(&x->declared, job->arena);
    return x;
}

// What the file most likely means, as if somebody had written it beside.
static void guess(MapFile *f) {
    Mapping *m = f->state->mapping;
    Str text = guess_mapping(m->arena, f->rows, f->job->schema);
    if (!text.n) return;
    buf_printf(&m->guessed, "%s%.*s", m->guessed.n ? "\n" : "", STR_FMT(text));
    Str name = str_printf(m->arena, "the mapping guessed for %.*s", STR_FMT(f->rows->base));
    Program *p = parse_facts(m->arena, name, text, f->job->diags);
    if (!p) return;
    schema_declare(f->job->schema, p, f->job->diags);
    schema_finish(f->job->schema, f->job->diags);
    builder_schema_grown(f->job->b);
    mapping_add(m, p);
}

static void open_file(MapState *x, const ImportText *text) {
    const ImportJob *job = x->job;
    MapFile *f = ARENA_NEW(job->arena, MapFile);
    *f = (MapFile){.state = x, .job = job, .own = arena_inner(job->arena)};
    f->rows = rows_read(job, text, f->own);
    job->count->done += text->n / 3;
    x->files[x->nfiles++] = f;
    if (!f->rows->ntables) return;
    uint32_t before = job->diags->count;
    if (!mapping_names(x->mapping, f->rows->base)) guess(f);
    if (job->diags->count > before) x->mapping->failed = true;
    if (map_check(f)) map_fields(f);
}

static void declare(void *state) {
    MapState *x = state;
    for (size_t i = 0; i < x->job->n && !x->stopped; i++) {
        uint64_t before = x->job->diags->count + (uint64_t)x->job->diags->dropped;
        open_file(x, &x->job->texts[i]);
        bool told = x->job->diags->count + (uint64_t)x->job->diags->dropped > before;
        x->stopped = told && x->job->how->strict;
    }
    if (!x->declared.n) return;
    Str fields = str_printf(x->job->arena, "declared: %.*s", (int)x->declared.n, x->declared.p);
    import_found(x->job, fields.p, 0);
}

// ---- entities -------------------------------------------------------------------------------

// The row of the table that begins last before the place.
static uint32_t row_around(const RowsTable *t, uint64_t at) {
    uint32_t lo = 0, hi = t->nrows;
    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (t->places[mid].at <= at)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

// Of the bytes of the row, and of how all those begin that it is in: the same row is the same
// entity.
static Str id_of_row(const Map *m, uint32_t row) {
    enum { BEGINNING = 4096 }; // not all: a record may hold a million others
    const RowsFile *r = m->file->rows;
    const RowsPlace *p = &m->table->places[row];
    uint64_t h = block_checksum(r->text + p->at, p->n);
    for (uint32_t in = m->table->parent; in != ROWS_NONE; in = r->tables[in].parent) {
        const RowsTable *t = &r->tables[in];
        p = &t->places[row_around(t, p->at)];
        h = h * 31 + block_checksum(r->text + p->at, p->n < BEGINNING ? p->n : BEGINNING) + p->n;
    }
    Str kind = m->file->job->schema->kinds[m->kind]->name;
    return str_printf(&m->file->scratch, "%.*s-%08x%08x", STR_FMT(kind), (unsigned)(h >> 32),
                      (unsigned)h);
}

static void share(MapState *x, Ref r) {
    x->shared =
        arena_grow_zero(x->job->arena, x->shared, &x->shared_cap, (size_t)r + 1, sizeof *x->shared);
    x->shared[r] = 1;
}

static void make_entity(Map *m, uint32_t row, Str id) {
    MapState *x = m->file->state;
    for (uint32_t i = 0; i < id.n; i++) {
        unsigned char c = (unsigned char)id.p[i];
        if (c >= 0x20 && c != 0x7F && c != '`') continue;
        map_complain(m, NULL, row, E0107, "an id holds no backtick and no control characters");
        x->job->count->left_out++;
        map_reject(m, row);
        return;
    }
    Ref r = builder_entity(x->job->b, m->kind, id);
    if (!r) {
        r = builder_find(x->job->b, m->kind, id, NULL);
        share(x, r);
        import_found(x->job, "rows about an entity that was there already", 1);
    }
    m->made[row] = r;
    x->job->count->records++;
}

static const MapColumn *id_column(const Map *m) {
    for (uint32_t i = 0; i < m->ncolumns; i++)
        if (m->columns[i].field == FIELD_ID) return &m->columns[i];
    return NULL;
}

#ifdef GZT_TINY
enum { BATCH = 4 };
#else
enum { BATCH = 1024 };
#endif

static void make_batch(Map *m, const MapColumn *id, uint32_t from, uint32_t n) {
    MapFile *f = m->file;
    const Vec *v = id ? map_values(m, id, id->expr, from, n) : NULL;
    for (uint32_t i = 0; i < n && !f->state->stopped; i++) {
        uint32_t at = v ? vec_place(v, i) : 0;
        if (v && (v->type->tag == TY_NULL || vec_missing(v, at)))
            import_found(f->job, "rows without an id, of which nothing was made", 1);
        else
            make_entity(m, from + i, v ? map_text(f, v, at) : id_of_row(m, from + i));
    }
    arena_reset(&f->scratch);
    guard_tick(f->job->arena->guard);
}

static void make_entities(Map *m) {
    const MapColumn *id = id_column(m);
    m->made = arena_zero(m->file->own, ((size_t)m->table->nrows + 1) * sizeof *m->made);
    for (uint32_t from = 0; from < m->table->nrows && !m->file->state->stopped; from += BATCH) {
        uint32_t left = m->table->nrows - from;
        make_batch(m, id, from, left < BATCH ? left : BATCH);
    }
}

static void entities(void *state) {
    MapState *x = state;
    for (uint32_t i = 0; i < x->nfiles && !x->stopped && !x->mapping->failed; i++) {
        MapFile *f = x->files[i];
        if (!f->nmaps) continue;
        map_open(f);
        for (uint32_t k = 0; k < f->nmaps; k++) make_entities(&f->maps[k]);
        x->job->count->done += x->job->texts[i].n / 3;
    }
}

// ---- values ---------------------------------------------------------------------------------

// Evidence of a batch, and the last that was noted.
typedef struct Notes {
    const Vec *values[3]; // NULL: none
    Str last[3];
    uint32_t note;
} Notes;

static void read_notes(Map *m, const MapColumn *c, uint32_t from, uint32_t n, Notes *notes) {
    *notes = (Notes){.note = 0};
    for (int k = 0; k < 3; k++)
        if (c->evidence[k] && c->evidence[k]->type->tag == TY_TEXT)
            notes->values[k] = map_values(m, c, c->evidence[k], from, n);
}

static uint32_t note_of(Map *m, Notes *notes, uint32_t i) {
    bool any = false, same = true;
    Str now[3];
    for (int k = 0; k < 3; k++) {
        const Vec *v = notes->values[k];
        now[k] = v ? map_text(m->file, v, vec_place(v, i)) : STR("");
        any = any || now[k].n;
        same = same && str_eq(now[k], notes->last[k]);
    }
    if (!any) return 0;
    if (!same || !notes->note)
        notes->note = builder_annotation(m->file->job->b, now[0], now[1], now[2], NULL, 0);
    memcpy(notes->last, now, sizeof now);
    return notes->note;
}

static void fill_batch(Map *m, const MapColumn *c, uint32_t from, uint32_t n) {
    Notes notes;
    MapFile *f = m->file;
    const Vec *v = map_values(m, c, c->expr, from, n);
    read_notes(m, c, from, n, &notes);
    for (uint32_t i = 0; i < n && !f->state->stopped; i++)
        if (m->made[from + i]) map_put(m, c, v, i, from + i, note_of(m, &notes, i));
    arena_reset(&f->scratch);
    guard_tick(f->job->arena->guard);
}

// Names first: a text may mean whoever has it.
static void fill_map(Map *m, bool names) {
    const Kind *k = m->file->job->schema->kinds[m->kind];
    for (uint32_t i = 0; i < m->ncolumns; i++) {
        const MapColumn *c = &m->columns[i];
        if (c->field == FIELD_ID || (c->field == k->label_field) != names) continue;
        for (uint32_t from = 0; from < m->table->nrows && !m->file->state->stopped; from += BATCH) {
            uint32_t left = m->table->nrows - from;
            fill_batch(m, c, from, left < BATCH ? left : BATCH);
        }
    }
}

static void values(void *state) {
    MapState *x = state;
    if (x->mapping->failed) return;
    for (int names = 1; names >= 0; names--)
        for (uint32_t i = 0; i < x->nfiles && !x->stopped; i++)
            for (uint32_t k = 0; k < x->files[i]->nmaps; k++) {
                if (k == 0) builder_from(x->job->b, x->job->texts[i].name);
                fill_map(&x->files[i]->maps[k], names);
            }
    for (uint32_t i = 0; i < x->nfiles; i++) {
        if (x->files[i]->nmaps) map_close(x->files[i]);
        x->job->count->done += x->job->texts[i].n - x->job->texts[i].n / 3 * 2;
    }
}

static const char *const endings[] = {".csv", ".tsv", ".tab", ".ndjson", NULL};

const Importer rows_importer = {.name = "csv",
                                .other = "tsv",
                                .endings = endings,
                                .begin = begin,
                                .declare = declare,
                                .entities = entities,
                                .values = values};
