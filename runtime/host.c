// Calls of the host's functions and tables: arguments out of vectors, the callback, its answer back
// into vectors, and only then its errors. See host.h.
#include "runtime/host.h"

#include <string.h>

#include "runtime/cell.h"

// ---- around a callback ----------------------------------------------------------------------

static gzt_call begin_call(const Call *c) {
    const HostFn *fn = (const HostFn *)(const void *)c->expr->fn;
    return (gzt_call){.run = c->run, .fn = fn, .nargs = c->nargs, .failed_row = UINT32_MAX};
}

// The text of a failed call, for people; what is no UTF-8 is not passed on.
static Str failure(const gzt_call *h) {
    Str s = str_of(h->message);
    return s.n && utf8_invalid_at(s) == s.n ? s : STR("the host reported an error");
}

// What the callback left to be done. place: of the row to blame, or UINT32_MAX.
static void end_call(const Call *c, const gzt_call *h, gzt_status st, uint32_t place) {
    Run *r = c->run;
    if (h->lost != ST_OK) guard_leave(r->guard, h->lost, h->lost_what);
    if (st == GZT_INTERRUPTED) guard_leave(r->guard, ST_INTERRUPTED, NULL);
    if (st == GZT_NOMEM) guard_leave(r->guard, ST_NOMEM, NULL);
    if (st >= 0 && !h->failed) return;
    Str message = failure(h);
    if (place == UINT32_MAX)
        r->suspect = NULL;
    else
        r->culprit = place + 1;
    CALL_FAIL(c, E0803, "%s: %.*s", h->fn->def.sig.name, STR_FMT(message));
}

// Dates, durations and entities as the language writes them, with a NUL behind.
static Str text_of(Run *r, const Vec *v, uint32_t i) {
    if (vec_missing(v, i)) return STR("");
    if (v->type->tag == TY_TEXT) return str_dup(r->scratch, run_text(r, v->d.u32[vec_place(v, i)]));
    StrBuf b;
    buf_init(&b, r->scratch);
    cell_plain(&b, r, v, i);
    return buf_str(&b);
}

static bool as_text(const Type *t) {
    return t->tag == TY_TEXT || t->tag == TY_DATE || t->tag == TY_DURATION || t->tag == TY_ENTITY;
}

// ---- row by row -----------------------------------------------------------------------------

void host_row_kernel(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    gzt_call h = begin_call(c);
    Run *r = c->run;
    h.args = args;
    h.out = out;
    ROWS_EACH(i, rows) {
        ArenaMark m = arena_mark(r->scratch);
        h.place = i;
        for (uint32_t k = 0; k < c->nargs; k++)
            if (args[k] && as_text(args[k]->type)) h.texts[k] = text_of(r, args[k], i);
        cell_set_missing(out, i);
        h.fn->session->busy = true;
        gzt_status st = h.fn->row(&h, h.fn->user);
        h.fn->session->busy = false;
        arena_release(r->scratch, m);
        end_call(c, &h, st, i);
        run_tick(r, 0);
    }
}

// ---- by batch -------------------------------------------------------------------------------

static int32_t tag_of(const Type *t) { return (int32_t)t->tag; }

// Arrays for n values of the type, all missing.
static gzt_vector new_vector(Run *r, const Type *t, uint32_t n) {
    gzt_vector v = {.size = sizeof v, .type = tag_of(t)};
    v.missing = arena_zero(r->scratch, n + 1);
    memset(v.missing, 1, n);
    if (t->tag == TY_INT || t->tag == TY_TRUTH) v.ints = arena_zero(r->scratch, (n + 1) * 8);
    if (t->tag == TY_REAL) v.reals = arena_zero(r->scratch, (n + 1) * 8);
    if (!as_text(t)) return v;
    v.texts = ARENA_ARRAY(r->scratch, const char *, n + 1);
    v.lengths = arena_zero(r->scratch, (n + 1) * sizeof *v.lengths);
    for (uint32_t k = 0; k < n; k++) v.texts[k] = "";
    return v;
}

static gzt_vector vector_of(Run *r, const Vec *v, Rows rows) {
    if (!v) return (gzt_vector){.size = sizeof(gzt_vector), .type = GZT_NULL};
    gzt_vector out = new_vector(r, v->type, rows.n);
    uint32_t k = 0;
    ROWS_EACH(i, rows) {
        uint32_t p = vec_place(v, i);
        out.missing[k] = vec_missing(v, i);
        if (v->type->tag == TY_TRUTH) out.ints[k] = v->d.truth[p];
        if (v->type->tag == TY_INT && !out.missing[k]) out.ints[k] = v->d.i64[p];
        if (v->type->tag == TY_REAL && !out.missing[k]) out.reals[k] = v->d.f64[p];
        if (out.texts) {
            Str s = text_of(r, v, i);
            out.texts[k] = s.p;
            out.lengths[k] = s.n;
        }
        k++;
    }
    return out;
}

// Value k of what the host filled in, as place i of out; false: it is not one of the type.
static bool take_value(Run *r, const gzt_vector *v, uint32_t k, Vec *out, uint32_t i) {
    if (v->missing[k]) {
        cell_set_missing(out, i);
        return true;
    }
    if (out->valid) out->valid[i] = 1;
    const char *p = v->texts ? v->texts[k] : "";
    size_t n = v->texts && v->lengths[k] == SIZE_MAX ? strlen(p) : v->texts ? v->lengths[k] : 0;
    if (n > UINT32_MAX / 2) return false;
    Str s = {p, (uint32_t)n};
    DateError err;
    Date d;
    switch (out->type->tag) {
    case TY_INT: out->d.i64[i] = v->ints[k]; return true;
    case TY_REAL: out->d.f64[i] = v->reals[k]; return v->reals[k] - v->reals[k] == 0;
    case TY_TRUTH: out->d.truth[i] = (uint8_t)v->ints[k]; return v->ints[k] >= 0 && v->ints[k] <= 2;
    case TY_TEXT:
        if (utf8_invalid_at(s) < s.n) return false;
        out->d.u32[i] = run_intern(r, s);
        return true;
    default:
        if (utf8_invalid_at(s) < s.n || !date_text(r->scratch, s, &d, &err)) return false;
        out->d.u32[i] = run_date_id(r, &d);
        return true;
    }
}

static void wrong_value(gzt_call *h) {
    h->failed = true;
    memcpy(h->message, "a value is not of its type", sizeof "a value is not of its type");
}

void host_batch_kernel(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    gzt_call h = begin_call(c);
    Run *r = c->run;
    h.rows = rows.n;
    ArenaMark m = arena_mark(r->scratch);
    gzt_vector in[HOST_ARGS], result = new_vector(r, out->type, rows.n);
    for (uint32_t k = 0; k < c->nargs; k++) in[k] = vector_of(r, args[k], rows);
    gzt_vector given = result; // whatever the host does to the struct, the arrays are these
    h.fn->session->busy = true;
    gzt_status st = h.fn->batch(&h, h.fn->user, rows.n, in, c->nargs, &given);
    h.fn->session->busy = false;
    uint32_t k = 0, row = h.failed_row, place = UINT32_MAX;
    if (st >= 0 && !h.failed && h.lost == ST_OK) {
        ROWS_EACH(i, rows) {
            if (!h.failed && !take_value(r, &result, k, out, i)) {
                wrong_value(&h);
                row = k;
            }
            k++;
        }
    }
    if (row < rows.n) place = rows.at ? rows.at[row] : row;
    arena_release(r->scratch, m);
    end_call(c, &h, st, place);
    run_tick(r, 0);
}

// ---- tables ---------------------------------------------------------------------------------

static bool take_rows(Run *r, const gzt_vector *columns, uint32_t n, Store *s) {
    const Type *record = s->type;
    Vec *row = vec_new(r->scratch, record, n, true);
    if (row->valid) memset(row->valid, 1, n);
    for (uint32_t c = 0; c < record->nfields; c++)
        for (uint32_t k = 0; k < n; k++)
            if (!take_value(r, &columns[c], k, row->fields[c], k)) return false;
    store_append(s, row, (Rows){n, NULL});
    return true;
}

// A table has no arguments, so this is asked for one place.
void host_table_kernel(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    (void)args;
    Run *r = c->run;
    const Type *record = out->type->elem;
    gzt_call h = begin_call(c);
    Store *s = store_new(r->scratch, record);
    uint32_t max = r->batch, n = 0;
    gzt_vector *columns = ARENA_ARRAY(r->scratch, gzt_vector, record->nfields),
               *given = ARENA_ARRAY(r->scratch, gzt_vector, record->nfields);
    for (uint32_t k = 0; k < record->nfields; k++)
        columns[k] = new_vector(r, record->fields[k].type, max);
    do {
        memcpy(given, columns, record->nfields * sizeof *columns);
        for (uint32_t k = 0; k < record->nfields; k++) memset(columns[k].missing, 1, max);
        n = 0;
        h.fn->session->busy = true;
        gzt_status st = h.fn->next(&h, h.fn->user, s->n, max, given, record->nfields, &n);
        h.fn->session->busy = false;
        if (st >= 0 && !h.failed && (n > max || !take_rows(r, columns, n, s))) wrong_value(&h);
        end_call(c, &h, st, UINT32_MAX);
        run_tick(r, n);
    } while (n);
    ROWS_EACH(i, rows) {
        out->start[i] = 0;
        out->len[i] = s->n;
    }
    out->child = (Vec *)store_vec(s);
    out->nchild = s->n;
}
