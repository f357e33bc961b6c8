// The raw archive of a file, frozen in memory, and expressions worked out over its rows, a batch at
// a time. An error in a value costs that value only: the batch is worked out again row by row, and
// each faulty one is told at its place in the file.
#include <stdarg.h>
#include <string.h>

#include "runtime/import/mapping_impl.h"

enum { CALLS_MOST = 1000 }; // as deep as a session's, unless it says otherwise

// ---- opening --------------------------------------------------------------------------------

static void tick_outside(void *file) {
    MapFile *f = file;
    guard_tick(f->job->arena->guard);
}

static void leave_as(MapFile *f, Status st, const char *what) {
    if (st != ST_OK) guard_leave(f->job->arena->guard, st, what);
}

void map_open(MapFile *f) {
    unsigned char *bytes;
    uint64_t length;
    f->lend = (Alloc){f->own, arena_lend};
    arena_init(&f->scratch, &f->lend, NULL, f->job->arena->guard);
    diags_init(&f->caught, f->own);
    builder_without_indexes(f->rows->b);
    leave_as(f, builder_freeze(f->rows->b, &f->lend, &bytes, &length), NULL);
    f->guard.tick = tick_outside;
    f->guard.tick_user = f;
    Status st = archive_open(&f->lend, bytes, length, &f->guard, &f->archive, &f->caught);
    leave_as(f, st, NULL);
    f->texts = arena_zero(f->own, ((size_t)f->archive->nstr + 1) * sizeof *f->texts);
    f->dates = arena_zero(f->own, ((size_t)f->archive->ndates + 1) * sizeof *f->dates);
    f->years = arena_zero(f->own, (2 * YEAR_MOST + 1) * sizeof *f->years);
    Run *r = &f->run;
    run_init(r, f->archive, &f->lend, NULL, &f->guard, &f->scratch);
    r->diags = &f->caught;
    r->cancel = f->state->mapping->cancel;
    r->limits.calls = CALLS_MOST;
    r->ncached = f->numbers;
    r->cached = arena_zero(f->own, ((size_t)f->numbers + 1) * sizeof *r->cached);
}

void map_close(MapFile *f) {
    run_free(&f->run);
    archive_close(f->archive);
    arena_inner_free(f->job->arena, f->own);
}

// ---- complaints -----------------------------------------------------------------------------

Diag *map_complain(Map *m, const MapColumn *c, uint32_t row, ErrorCode code, const char *fmt, ...) {
    MapFile *f = m->file;
    Diags *diags = f->job->diags;
    const RowsColumn *column = c ? c->column : NULL;
    RowsPlace whole = m->table->places[row];
    const Source *source = NULL;
    Span span = {0, whole.n < UINT32_MAX / 2 ? whole.n : 1};
    va_list ap;
    f->state->stopped = f->state->stopped || f->job->how->strict;
    va_start(ap, fmt);
    Str message = str_vprintf(diags->arena, fmt, ap);
    va_end(ap);
    if (diags->count < DIAG_MAX) {
        source = rows_source(f->rows, whole, diags->arena);
        if (column) {
            RowsPlace at = rows_value_place(f->rows, diags->arena, m->table, row, column);
            if (at.at > whole.at) span = (Span){(uint32_t)(at.at - whole.at), at.n};
        }
    }
    return diag_error(diags, code, source, span, "%.*s", STR_FMT(message));
}

void map_reject(Map *m, uint32_t row) {
    const ImportHow *how = m->file->job->how;
    RowsPlace p = m->table->places[row];
    if (!m->rejected) m->rejected = arena_zero(m->file->own, (size_t)m->table->nrows + 1);
    if (how->reject && !m->rejected[row])
        how->reject(how->user, m->file->rows->file, m->file->rows->text + p.at, p.n);
    m->rejected[row] = 1;
}

// ---- values ---------------------------------------------------------------------------------

// Where memory of the file's scratch leaves to: within an expression to where it is caught.
static void guard_with(MapFile *f, Guard *g) { f->scratch.guard = g; }

// NULL: an error in a value, which is in f->caught.
static const Vec *try_eval(MapFile *f, Frame *frame, const Expr *e, Rows rows) {
    Guard *outside = f->job->arena->guard;
    f->caught.count = f->caught.dropped = 0;
    run_begin(&f->run, &f->guard);
    f->run.arena_level = 0;
    f->guard.tick = tick_outside;
    f->guard.tick_user = f;
    guard_with(f, &f->guard);
    if (setjmp(f->guard.at) == 0) {
        const Vec *v = eval(&f->run, frame, e, rows);
        guard_with(f, outside);
        return v;
    }
    guard_with(f, outside);
    if (!f->caught.count) guard_leave(outside, f->guard.status, f->guard.what);
    run_arenas_give(&f->run, 0);
    return NULL;
}

static void tell_failure(Map *m, const MapColumn *c, uint32_t row) {
    const Diag *why = &m->file->caught.items[0];
    Diag *d = map_complain(m, c, row, why->code, "'%.*s': %.*s", STR_FMT(c->member->text),
                           STR_FMT(why->message));
    if (why->hint.n) diag_hint(m->file->job->diags, d, "%.*s", STR_FMT(why->hint));
    import_found(m->file->job, "values left out, since they do not fit", 1);
    map_reject(m, row);
}

static const Vec *row_by_row(Map *m, const MapColumn *c, const Expr *e, Frame *frame,
                             uint32_t from) {
    MapFile *f = m->file;
    Store *store = store_new(&f->scratch, e->type);
    const Vec *missing = vec_missing_of(&f->scratch, e->type);
    for (uint32_t i = 0; i < frame->n; i++) {
        const Vec *v = try_eval(f, frame, e, (Rows){1, &i});
        if (v)
            store_append(store, v, (Rows){1, v->constant ? NULL : &i});
        else
            store_append(store, missing, (Rows){1, NULL});
        if (!v) tell_failure(m, c, from + i);
    }
    return store_vec(store);
}

const Vec *map_values(Map *m, const MapColumn *c, const Expr *e, uint32_t from, uint32_t n) {
    MapFile *f = m->file;
    const KindTable *k = &f->archive->tables[m->table->kind];
    Vec *it = vec_new(&f->scratch, &k->kind->type, n, false);
    for (uint32_t i = 0; i < n; i++) it->d.u32[i] = k->first + from + i;
    it->sequence = true;
    const Vec *slots[1] = {it};
    Frame frame = {.n = n, .slots = slots, .nslots = 1};
    const Vec *v = try_eval(f, &frame, e, (Rows){n, NULL});
    return v ? v : row_by_row(m, c, e, &frame, from);
}
