// Results: the rows of one query, pulled batch by batch; as cells for programs, or written whole in
// a format.
#include <string.h>

#include "runtime/result_show.h"
#include "runtime/session.h"

// ---- columns --------------------------------------------------------------------------------

void result_add_column(gzt_result *r, Str name, const Type *t, uint32_t slot, uint32_t field,
                       bool in_table) {
    ShownColumn *c = &r->columns[r->nall++];
    c->out =
        (OutColumn){name, t, type_name(&r->keep, &r->script->session->archive->archive->schema, t)};
    c->slot = slot;
    c->field = field;
    c->then = UINT32_MAX;
    c->in_table = in_table;
    c->name = str_dup(&r->keep, name).p;
    c->type_name = str_dup(&r->keep, c->out.type_name).p;
}

static bool shadowed(const gzt_result *r, Str name) {
    const RowType *row = &r->pipe->out;
    for (uint32_t i = 0; i < row->ncolumns - r->pipe->hidden; i++)
        if (str_eq(row->columns[i].name, name)) return true;
    return false;
}

// A collection alone shows its id and declared fields; the long ones (text, note) and source, same
// not in a table.
static void entity_columns(gzt_result *r, const RowType *row) {
    if (row->it->kind == KIND_ANY) {
        result_add_column(r, STR("entity"), row->it, 0, UINT32_MAX, true);
        return;
    }
    const Catalog *catalog = &r->script->session->catalog;
    const Kind *k = catalog->schema->kinds[row->it->kind];
    for (uint32_t f = 0; f < k->ndeclared; f++) {
        Str name = k->fields[f].name;
        if (shadowed(r, name)) continue;
        if (catalog_may_read(catalog, row->it->kind, f) != READ_OPEN) continue;
        bool table =
            f != FIELD_SOURCE && f != FIELD_SAME && !str_is(name, "text") && !str_is(name, "note");
        result_add_column(r, name, k->fields[f].type, 0, f, table);
    }
}

static void make_columns(gzt_result *r) {
    const RowType *row = &r->pipe->out;
    uint32_t max = row->ncolumns + 1;
    if (row->it && row->it->tag == TY_ENTITY && row->it->kind != KIND_ANY)
        max += r->script->session->archive->archive->schema.kinds[row->it->kind]->ndeclared;
    r->columns = ARENA_ARRAY(&r->keep, ShownColumn, max);
    if (row->it && row->it->tag == TY_ENTITY)
        entity_columns(r, row);
    else if (row->it)
        result_add_column(r, STR("value"), row->it, 0, UINT32_MAX, true);
    for (uint32_t i = 0; i < row->ncolumns - r->pipe->hidden; i++)
        result_add_column(r, row->columns[i].name, row->columns[i].type, row_column_slot(row, i),
                          UINT32_MAX, true);
    r->ncolumns = r->nall;
    r->cells = arena_zero(&r->keep, (r->ncolumns + 1) * sizeof *r->cells);
}

// What progress is measured by: the rows of the source, which every stage waits for.
static void watch_source(gzt_result *r) {
    const Op *source = r->op;
    while (source->child) source = source->child;
    r->script->run.done = &source->rows_out;
    r->script->run.total = &source->total;
}

gzt_result *result_new(gzt_script *q, const Pipe *pipe) {
    const gzt_env *env = q->session->archive->env;
    gzt_result *r = env_alloc(env, sizeof *r);
    if (!r) return NULL;
    r->script = q;
    atomic_init(&r->refs, 1);
    script_ref(q);
    r->pipe = pipe;
    q->pending = r; // freed by the script should the guard be left before it is handed out
    arena_init(&r->keep, &env->alloc, &q->session->budget, &q->session->guard);
    arena_init(&r->scratch, &env->alloc, &q->session->budget, &q->session->guard);
    arena_init(&r->written, &env->alloc, &q->session->budget, &q->session->guard);
    buf_init(&r->text, &r->keep);
    make_columns(r);
    q->run.scratch = &r->scratch;
    q->run.left_still = false;
    q->run.nleft = 0; // each result tells what it left out itself
    q->run.divisions_by_zero = 0;
    q->run.steps = 0;
    if (q->run.progress) q->run.progress_next = q->run.progress_every;
    r->op = plan_pipe(&q->run, pipe, NULL, 0, &r->keep);
    watch_source(r);
    q->pending = NULL;
    return r;
}

void result_ref(gzt_result *r) { atomic_fetch_add(&r->refs, 1); }

void gzt_result_free(gzt_result *r) {
    if (!r || atomic_fetch_sub(&r->refs, 1) != 1) return;
    gzt_script *q = r->script;
    q->run.done = q->run.total = NULL; // they may be this one's
    arena_free(&r->keep);
    arena_free(&r->scratch);
    arena_free(&r->written);
    env_release(q->session->archive->env, r, sizeof *r);
    gzt_script_free(q);
}

uint32_t gzt_result_columns(const gzt_result *r) { return r ? r->ncolumns : 0; }

const char *gzt_result_name(const gzt_result *r, uint32_t c) {
    return r && c < r->ncolumns ? r->columns[c].name : NULL;
}

int32_t gzt_result_type(const gzt_result *r, uint32_t c) {
    return r && c < r->ncolumns ? (int32_t)r->columns[c].out.type->tag : GZT_NULL;
}

const char *gzt_result_type_name(const gzt_result *r, uint32_t c) {
    return r && c < r->ncolumns ? r->columns[c].type_name : NULL;
}

// ---- rows -----------------------------------------------------------------------------------

static void begin(gzt_result *r) {
    Run *run = &r->script->run;
    run_begin(run, &r->script->session->guard);
    run->statement = r->pipe->source;
    run->statement_at = r->pipe->span;
}

// Pulls until a batch has rows; false at the end. Vectors of the batch before are gone.
static bool pull(gzt_result *r) {
    Run *run = &r->script->run;
    run->scratch = &r->scratch;
    begin(r);
    memset(r->cells, 0, r->nall * sizeof *r->cells);
    do {
        arena_reset(&r->scratch);
        if (!op_next(r->op, &r->batch)) {
            r->ended = true;
            r->batch = (Batch){0};
            result_notes(r);
            run_tick(run, 0); // a last word where the archive was found damaged
            return false;
        }
    } while (!r->batch.rows.n);
    run_tick(run, 0);
    r->rows += r->batch.rows.n;
    if (run->limits.rows && r->rows > run->limits.rows) guard_leave(run->guard, ST_LIMIT, "rows");
    return true;
}

const Vec *result_column(gzt_result *r, uint32_t c) {
    if (r->cells[c]) return r->cells[c];
    Run *run = &r->script->run;
    const ShownColumn *k = &r->columns[c];
    const Vec *v = r->batch.slots[k->slot];
    run->scratch = &r->scratch;
    const KindTable *tables = run->archive->tables;
    uint32_t n = r->batch.n;
    if (k->field != UINT32_MAX)
        v = field_values(run, &tables[v->type->kind], k->field, v, n, r->batch.rows);
    if (k->then != UINT32_MAX)
        v = field_values(run, &tables[v->type->kind], k->then, v, n, r->batch.rows);
    return r->cells[c] = v;
}

gzt_status result_failed(gzt_result *r, gzt_error *err) {
    r->ended = true;
    r->batch = (Batch){0};
    return session_failed(r->script->session, err);
}

gzt_status gzt_result_step(gzt_result *r, gzt_error *err) {
    if (!r) return error_misuse(err, "gzt_result_step needs a result");
    if (r->at < r->batch.rows.n) {
        if (err) err->status = GZT_OK;
        r->at++;
        return GZT_ROW;
    }
    error_clear(err);
    if (r->ended) return GZT_DONE;
    if (session_busy(r->script->session, err)) return GZT_MISUSE;
    session_begin(r->script->session);
    if (setjmp(r->script->session->guard.at)) return result_failed(r, err);
    r->at = 0;
    if (!pull(r)) return GZT_DONE;
    for (uint32_t c = 0; c < r->ncolumns; c++) result_column(r, c);
    r->at = 1;
    return GZT_ROW;
}

Rows result_take(gzt_result *r, uint32_t max) {
    begin(r);
    if (r->at >= r->batch.rows.n) {
        r->at = 0;
        if (r->ended || !pull(r)) return (Rows){0, NULL};
    }
    Rows rows = r->batch.rows;
    uint32_t from = r->at, n = rows.n - from < max ? rows.n - from : max;
    r->at += n;
    if (rows.at) return (Rows){n, rows.at + from};
    if (!from) return (Rows){n, NULL};
    uint32_t *at = ARENA_ARRAY(&r->scratch, uint32_t, n);
    for (uint32_t k = 0; k < n; k++) at[k] = from + k;
    return (Rows){n, at};
}

// The vector of a column and the place of the row at hand; NULL where there is no row.
static const Vec *cell(const gzt_result *r, uint32_t c, uint32_t *place) {
    if (!r || c >= r->ncolumns || !r->at || r->at > r->batch.rows.n) return NULL;
    *place = r->batch.rows.at ? r->batch.rows.at[r->at - 1] : r->at - 1;
    return r->cells[c];
}

bool gzt_cell_missing(const gzt_result *r, uint32_t c) {
    uint32_t i;
    const Vec *v = cell(r, c, &i);
    return !v || cell_missing(&r->script->run, v, i);
}

int64_t gzt_cell_int(const gzt_result *r, uint32_t c) {
    uint32_t i;
    const Vec *v = cell(r, c, &i);
    if (!v) return 0;
    uint32_t p = vec_place(v, i);
    if (v->type->tag == TY_INT) return !v->valid || v->valid[p] ? v->d.i64[p] : 0;
    return v->type->tag == TY_TRUTH ? v->d.truth[p] : 0;
}

double gzt_cell_real(const gzt_result *r, uint32_t c) {
    uint32_t i;
    const Vec *v = cell(r, c, &i);
    if (!v || vec_missing(v, i)) return 0;
    if (v->type->tag == TY_REAL) return v->d.f64[vec_place(v, i)];
    return v->type->tag == TY_INT ? (double)v->d.i64[vec_place(v, i)] : 0;
}

const char *gzt_cell_text(gzt_result *r, uint32_t c, size_t *n) {
    uint32_t i;
    if (n) *n = 0;
    const Vec *v = cell(r, c, &i);
    if (!v || r->script->session->busy) return "";
    session_alone(r->script->session);
    if (setjmp(r->script->session->guard.at)) return NULL;
    buf_clear(&r->text);
    if (v->type->tag == TY_LIST || v->type->tag == TY_RECORD)
        cell_json(&r->text, &r->script->run, v, i);
    else
        cell_plain(&r->text, &r->script->run, v, i);
    Str s = buf_str(&r->text);
    if (n) *n = s.n;
    return s.p;
}

uint32_t gzt_result_notes(const gzt_result *r) { return r ? r->nnotes : 0; }
const char *gzt_result_note(const gzt_result *r, uint32_t i) {
    return r && i < r->nnotes ? r->notes[i] : NULL;
}
uint64_t gzt_result_rows(const gzt_result *r) { return r ? r->rows : 0; }

// ---- writing --------------------------------------------------------------------------------

typedef struct Writing {
    gzt_result *r;
    uint32_t *shown; // columns that the format shows
    uint32_t n;
    Writer *writer;
    gzt_sink sink; // the host's
    void *user;
} Writing;

// A long table hears a cancel between the pieces it hands out.
static int32_t tick_sink(void *user, const char *p, size_t n) {
    Writing *w = user;
    gzt_session *s = w->r->script->session;
    run_tick(&w->r->script->run, 0);
    s->busy = true; // the sink is the host's
    int32_t stop = w->sink(w->user, p, n);
    s->busy = false;
    return stop;
}

static void open_writer(Writing *w, const gzt_write_options *o, const Wanted *wanted) {
    gzt_result *r = w->r;
    uint32_t from = 0, to = r->ncolumns;
    OutOptions oo = result_options(r, o, wanted);
    if (wanted->picks) {
        from = result_add_roles(r, &wanted->roles);
        to = r->nall;
    }
    w->shown = ARENA_ARRAY(&r->written, uint32_t, (size_t)to - from + ROW_PARTS);
    if (wanted->row) w->n = result_add_parts(r, wanted, &oo, w->shown);
    bool table = wanted->row || str_is(wanted->format, "table");
    if (wanted->row && !wanted->row->rest) from = to; // no more than the parts
    for (uint32_t c = from; c < to; c++) {
        if (table && !r->columns[c].in_table) continue;
        if (!result_is_part(r, w->shown, &oo, c)) w->shown[w->n++] = c;
    }
    OutColumn *columns = ARENA_ARRAY(&r->written, OutColumn, w->n + 1);
    for (uint32_t i = 0; i < w->n; i++) columns[i] = r->columns[w->shown[i]].out;
    w->writer = writer_new(&r->written, &r->script->run, columns, w->n, oo, tick_sink, w);
}

static Status write_batch(Writing *w, Rows rows) {
    gzt_result *r = w->r;
    const Vec **v = ARENA_ARRAY(&r->scratch, const Vec *, w->n + 1);
    for (uint32_t i = 0; i < w->n; i++) v[i] = result_column(r, w->shown[i]);
    return writer_rows(w->writer, v, rows);
}

enum { ROWS_A_TICK = 256, LISTS_A_TICK = 8 };

// A cell may be a list of any length, so rows that have such go a few at a time.
static Status write_pieces(Writing *w, Rows rows) {
    uint32_t most = ROWS_A_TICK, *at = ARENA_ARRAY(&w->r->scratch, uint32_t, ROWS_A_TICK);
    for (uint32_t c = 0; c < w->n; c++)
        if (w->r->columns[w->shown[c]].out.type->tag == TY_LIST) most = LISTS_A_TICK;
    Status st = ST_OK;
    for (uint32_t from = 0; st == ST_OK && from < rows.n; from += most) {
        uint32_t n = rows.n - from < most ? rows.n - from : most;
        for (uint32_t k = 0; k < n; k++) at[k] = rows.at ? rows.at[from + k] : from + k;
        st = write_batch(w, (Rows){n, at});
        run_tick(&w->r->script->run, 0);
    }
    return st;
}

static Status write_rows(Writing *w) {
    Status st = ST_OK;
    Rows rows;
    while (st == ST_OK && (rows = result_take(w->r, UINT32_MAX)).n) st = write_pieces(w, rows);
    if (st != ST_OK) return st;
    writer_notes(w->writer, w->r->notes, w->r->nnotes);
    st = writer_end(w->writer);
    uint64_t n;
    const char *why;
    for (uint32_t i = 0; writer_left(w->writer, i, &n, &why); i++) result_left(w->r, n, why);
    return st;
}

gzt_status gzt_result_write(gzt_result *r, const gzt_write_options *o, gzt_sink sink, void *user,
                            gzt_error *err) {
    error_clear(err);
    if (!r || !sink) return error_misuse(err, "gzt_result_write needs a result and a sink");
    Wanted wanted;
    const char *why = result_wanted(r, o, &wanted);
    if (why) return error_misuse(err, why);
    gzt_session *s = r->script->session;
    if (session_busy(s, err)) return GZT_MISUSE;
    session_begin(s);
    Writing w = {.r = r, .sink = sink, .user = user};
    if (setjmp(s->guard.at)) return result_failed(r, err);
    arena_reset(&r->written);
    begin(r); // the writer may be heard before the first row
    open_writer(&w, o, &wanted);
    Status st = write_rows(&w);
    if (st == ST_OK) return GZT_OK;
    error_misuse(err, "the output could not be written");
    if (err) err->status = GZT_IO;
    return GZT_IO;
}

gzt_status gzt_query_json(gzt_session *s, const char *text, size_t n, gzt_sink sink, void *user,
                          gzt_error *err) {
    gzt_source source = {"", 0, text, n};
    gzt_script *q;
    bool saves = s && s->saves;
    if (s) s->saves = false; // this call has no file to write
    gzt_status st = gzt_prepare(s, &source, GZT_SCRIPT, &q, err);
    if (s) s->saves = saves;
    if (st < 0) return st;
    gzt_result *r;
    gzt_write_options o = {.size = sizeof o, .format = "json"};
    while ((st = gzt_script_next(q, &r, err)) == GZT_ROW) {
        st = gzt_result_write(r, &o, sink, user, err);
        gzt_result_free(r);
        if (st < 0) break;
    }
    gzt_script_free(q);
    return st < 0 ? st : GZT_OK;
}
