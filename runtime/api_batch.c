// The public side of batches: fetching the next rows of a result, and the columns of a batch. In: a
// result; out: pointers into buffers that do not change. How they are filled is batch.c's.
#include "runtime/batch.h"

#ifdef GZT_TINY
enum { ROWS_THAT_SUIT = 5 };
#else
enum { ROWS_THAT_SUIT = 16 * 1024 };
#endif

// ---- fetching -------------------------------------------------------------------------------

static void fill(gzt_result *r, gzt_batch *b, uint32_t max) {
    while (b->rows < max) {
        Rows rows = result_take(r, max - b->rows);
        if (!rows.n) return;
        for (uint32_t c = 0; c < b->ntop; c++) batch_append(b, c, result_column(r, c), rows);
        b->rows += rows.n;
    }
}

static gzt_status fetch_failed(gzt_result *r, gzt_error *err) {
    gzt_batch *half = r->making;
    r->making = NULL;
    gzt_batch_free(half);
    return result_failed(r, err);
}

gzt_status batch_fetch(gzt_result *r, uint32_t max_rows, bool instants, gzt_batch **out,
                       gzt_error *err) {
    gzt_session *s = r->script->session;
    *out = NULL;
    if (r->ended) return GZT_DONE;
    if (session_busy(s, err)) return GZT_MISUSE;
    session_begin(s);
    if (setjmp(s->guard.at)) return fetch_failed(r, err);
    gzt_batch *b = batch_new(r, instants);
    if (!b) {
        s->guard.status = ST_NOMEM;
        return fetch_failed(r, err);
    }
    fill(r, b, max_rows ? max_rows : ROWS_THAT_SUIT);
    r->making = NULL;
    b->guard = NULL;
    b->run = NULL;
    if (!b->rows) {
        gzt_batch_free(b);
        return GZT_DONE;
    }
    *out = b;
    return GZT_ROW;
}

gzt_status batch_shape(gzt_result *r, gzt_batch **out, gzt_error *err) {
    gzt_session *s = r->script->session;
    *out = NULL;
    if (session_busy(s, err)) return GZT_MISUSE;
    session_begin(s);
    if (setjmp(s->guard.at)) { // before *out was set
        gzt_batch_free(r->making);
        r->making = NULL;
        return session_failed(s, err);
    }
    *out = batch_new(r, false);
    if (!*out) {
        s->guard.status = ST_NOMEM;
        return session_failed(s, err);
    }
    r->making = NULL;
    return GZT_OK;
}

gzt_status gzt_result_fetch(gzt_result *r, uint32_t max_rows, gzt_batch **out, gzt_error *err) {
    error_clear(err);
    if (!r || !out) return error_misuse(err, "gzt_result_fetch needs a result and out");
    return batch_fetch(r, max_rows, true, out, err);
}

gzt_batch *gzt_batch_ref(gzt_batch *b) {
    if (b) batch_ref(b);
    return b;
}

// ---- columns --------------------------------------------------------------------------------

static const BatchColumn *column_of(const gzt_batch *b, uint32_t column) {
    return b && column < b->ncolumns ? &b->columns[column] : NULL;
}

uint32_t gzt_batch_rows(const gzt_batch *b) { return b ? b->rows : 0; }
uint32_t gzt_batch_columns(const gzt_batch *b) { return b ? b->ntop : 0; }

uint32_t gzt_batch_length(const gzt_batch *b, uint32_t column) {
    const BatchColumn *c = column_of(b, column);
    return c ? c->length : 0;
}

const char *gzt_batch_name(const gzt_batch *b, uint32_t column) {
    const BatchColumn *c = column_of(b, column);
    return c ? c->name : NULL;
}

int32_t gzt_batch_type(const gzt_batch *b, uint32_t column) {
    const BatchColumn *c = column_of(b, column);
    return c ? (int32_t)c->tag : GZT_NULL;
}

const char *gzt_batch_type_name(const gzt_batch *b, uint32_t column) {
    const BatchColumn *c = column_of(b, column);
    return c ? c->type_name : NULL;
}

uint32_t gzt_batch_missing(const gzt_batch *b, uint32_t column) {
    const BatchColumn *c = column_of(b, column);
    return c ? c->missing : 0;
}

// ---- cells ----------------------------------------------------------------------------------

static const uint8_t *validity_of(const BatchColumn *c) {
    return c && c->missing ? c->validity.p : NULL;
}

// The column if it is of the type, and its validity.
static const BatchColumn *typed(const gzt_batch *b, uint32_t column, TypeTag tag,
                                const uint8_t **validity) {
    const BatchColumn *c = column_of(b, column);
    if (c && c->tag != tag) c = NULL;
    if (validity) *validity = validity_of(c);
    return c;
}

static const void *data_of(const BatchColumn *c) { return c ? buffer_start(&c->data) : NULL; }

gzt_status gzt_batch_int64(const gzt_batch *b, uint32_t column, const int64_t **values,
                           const uint8_t **validity) {
    const BatchColumn *c = typed(b, column, TY_INT, validity);
    if (values) *values = data_of(c);
    return c ? GZT_OK : GZT_MISUSE;
}

gzt_status gzt_batch_double(const gzt_batch *b, uint32_t column, const double **values,
                            const uint8_t **validity) {
    const BatchColumn *c = typed(b, column, TY_REAL, validity);
    if (values) *values = data_of(c);
    return c ? GZT_OK : GZT_MISUSE;
}

gzt_status gzt_batch_truth(const gzt_batch *b, uint32_t column, const uint8_t **values,
                           const uint8_t **validity) {
    const BatchColumn *c = typed(b, column, TY_TRUTH, validity);
    if (values) *values = data_of(c);
    return c ? GZT_OK : GZT_MISUSE;
}

static bool is_worded(TypeTag t) {
    return t == TY_TEXT || t == TY_DATE || t == TY_DURATION || t == TY_ENTITY;
}

gzt_status gzt_batch_text(const gzt_batch *b, uint32_t column, const int32_t **offsets,
                          const char **bytes, const uint8_t **validity) {
    const BatchColumn *c = column_of(b, column);
    if (c && !is_worded(c->tag)) c = NULL;
    if (offsets) *offsets = c ? buffer_start(&c->offsets) : NULL;
    if (bytes) *bytes = data_of(c);
    if (validity) *validity = validity_of(c);
    return c ? GZT_OK : GZT_MISUSE;
}

gzt_status gzt_batch_instants(const gzt_batch *b, uint32_t column, const int64_t **instants) {
    const BatchColumn *c = typed(b, column, TY_DATE, NULL);
    if (instants) *instants = c ? buffer_start(&c->instants) : NULL;
    return c ? GZT_OK : GZT_MISUSE;
}

gzt_status gzt_batch_list(const gzt_batch *b, uint32_t column, const int32_t **offsets,
                          uint32_t *child) {
    const BatchColumn *c = typed(b, column, TY_LIST, NULL);
    if (offsets) *offsets = c ? buffer_start(&c->offsets) : NULL;
    if (child) *child = c ? c->first : 0;
    return c ? GZT_OK : GZT_MISUSE;
}

gzt_status gzt_batch_record(const gzt_batch *b, uint32_t column, uint32_t *first, uint32_t *n,
                            const uint8_t **validity) {
    const BatchColumn *c = typed(b, column, TY_RECORD, validity);
    if (first) *first = c ? c->first : 0;
    if (n) *n = c ? c->nchildren : 0;
    return c ? GZT_OK : GZT_MISUSE;
}
