// Calls of the host's functions and tables: arguments out of vectors, the callback, its answer back
// into vectors, and only then its errors. See host.h->
#include "runtime/host.h"

#include <string.h>

#include "runtime/cell.h"

// ---- around a callback ----------------------------------------------------------------------

// out: where the answers go; lists take theirs element by element.
static gzt_call *begin_call(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    gzt_call *h = ARENA_NEW(c->run->scratch, gzt_call);
    *h = (gzt_call){.run = c->run,
                    .fn = (HostFn *)(uintptr_t)c->expr->fn,
                    .nargs = c->nargs,
                    .given = args,
                    .rows = rows,
                    .out = out,
                    .failed_row = UINT32_MAX};
    if (!out || out->type->tag != TY_LIST) return h;
    h->items = store_new(c->run->scratch, out->type->elem);
    h->lists = out;
    h->out = vec_new(c->run->scratch, out->type->elem, 1, true);
    ROWS_EACH(i, rows) out->start[i] = out->len[i] = 0;
    return h;
}

static void enter(gzt_call *h) {
    h->fn->session->busy = true;
    h->fn->run = h->run;
}

static void leave(gzt_call *h) {
    h->fn->session->busy = false;
    h->fn->run = NULL;
}

static void end_lists(const gzt_call *h) {
    if (!h->lists || !h->items->n) return;
    h->lists->child = (Vec *)store_vec(h->items);
    h->lists->nchild = h->items->n;
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

// ---- row by row -----------------------------------------------------------------------------

void host_row_kernel(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    gzt_call *h = begin_call(c, rows, args, out);
    Run *r = c->run;
    ROWS_EACH(i, rows) {
        ArenaMark m = arena_mark(r->scratch);
        host_row(h, i);
        if (!h->lists) {
            h->to = i;
            cell_set_missing(out, i);
        }
        enter(h);
        gzt_status st = h->fn->row(h, h->fn->user);
        leave(h);
        if (!h->lists) arena_release(r->scratch, m); // else the elements lie there
        end_call(c, h, st, i);
        run_tick(r, 0);
    }
    end_lists(h);
}

// ---- by batch -------------------------------------------------------------------------------

static bool as_text(const Type *t) {
    return !type_is_number(t) && t->tag != TY_TRUTH && t->tag != TY_NULL;
}

// Arrays for n values of the type, all missing.
static gzt_vector new_vector(Run *r, const Type *t, uint32_t n) {
    gzt_vector v = {.size = sizeof v, .type = (int32_t)t->tag};
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
        out.missing[k] = cell_missing(r, v, i);
        if (v->type->tag == TY_TRUTH) out.ints[k] = v->d.truth[p];
        if (v->type->tag == TY_INT && !out.missing[k]) out.ints[k] = v->d.i64[p];
        if (v->type->tag == TY_REAL && !out.missing[k]) out.reals[k] = v->d.f64[p];
        if (out.texts) {
            Str s = host_text(r, v, i);
            out.texts[k] = s.p;
            out.lengths[k] = s.n;
        }
        k++;
    }
    return out;
}

// Value k of what the host filled in, as place i of out; NULL, or why it cannot be.
static const char *take_value(Run *r, const gzt_vector *v, uint32_t k, Vec *out, uint32_t i) {
    Answer a = {.tag = (TypeTag)out->type->tag};
    if (v->missing[k]) a.tag = TY_NULL;
    if (v->ints) a.integer = v->ints[k];
    if (v->reals) a.real = v->reals[k];
    if (v->texts && a.tag != TY_NULL) {
        const char *p = v->texts[k] ? v->texts[k] : "";
        size_t n = v->lengths[k] == SIZE_MAX ? strlen(p) : v->lengths[k];
        if (n > GIVEN_MOST) return "the text is too long";
        a.words = (Str){p, (uint32_t)n};
    }
    return host_put(r, out, i, &a);
}

static void wrong_value(gzt_call *h, const char *why) {
    h->failed = true;
    memcpy(h->message, why, strlen(why) + 1);
}

// The values that the host filled in; the number of the row that is to blame, or UINT32_MAX.
static uint32_t take_values(gzt_call *h, const gzt_vector *result, Vec *out) {
    uint32_t k = 0;
    ROWS_EACH(i, h->rows) {
        const char *wrong = take_value(h->run, result, k, out, i);
        if (wrong) {
            wrong_value(h, wrong);
            return k;
        }
        k++;
    }
    return h->failed_row;
}

void host_batch_kernel(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    bool lists = out->type->tag == TY_LIST;
    gzt_call *h = begin_call(c, rows, args, lists ? out : NULL);
    Run *r = c->run;
    ArenaMark m = arena_mark(r->scratch);
    gzt_vector *in = ARENA_ARRAY(r->scratch, gzt_vector, HOST_ARGS),
               result = new_vector(r, out->type, rows.n);
    for (uint32_t k = 0; k < c->nargs; k++) in[k] = vector_of(r, args[k], rows);
    gzt_vector given = result; // whatever the host does to the struct, the arrays are these
    enter(h);
    gzt_status st = h->fn->batch(h, h->fn->user, rows.n, in, c->nargs, &given);
    leave(h);
    uint32_t row = h->failed_row, place = UINT32_MAX;
    if (!lists && st >= 0 && !h->failed && h->lost == ST_OK) row = take_values(h, &result, out);
    if (row < rows.n) place = rows.at ? rows.at[row] : row;
    if (!lists) arena_release(r->scratch, m); // else the elements lie there
    end_call(c, h, st, place);
    end_lists(h);
    run_tick(r, 0);
}

// ---- tables ---------------------------------------------------------------------------------

static const char *take_rows(Run *r, const gzt_vector *columns, uint32_t n, Store *s) {
    const Type *record = s->type;
    Vec *row = vec_new(r->scratch, record, n, true);
    if (row->valid) memset(row->valid, 1, n);
    for (uint32_t c = 0; c < record->nfields; c++)
        for (uint32_t k = 0; k < n; k++) {
            const char *wrong = take_value(r, &columns[c], k, row->fields[c], k);
            if (wrong) return wrong;
        }
    store_append(s, row, (Rows){n, NULL});
    return NULL;
}

// A table has no arguments, so this is asked for one place.
void host_table_kernel(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    (void)args;
    Run *r = c->run;
    const Type *record = out->type->elem;
    gzt_call *h = begin_call(c, rows, NULL, NULL);
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
        enter(h);
        gzt_status st = h->fn->next(h, h->fn->user, s->n, max, given, record->nfields, &n);
        leave(h);
        bool good = st >= 0 && !h->failed;
        const char *wrong = n > max ? "it gave more rows than were asked for" : NULL;
        if (good && !wrong) wrong = take_rows(r, columns, n, s);
        if (good && wrong) wrong_value(h, wrong);
        end_call(c, h, st, UINT32_MAX);
        run_tick(r, n);
    } while (n);
    ROWS_EACH(i, rows) {
        out->start[i] = 0;
        out->len[i] = s->n;
    }
    out->child = (Vec *)store_vec(s);
    out->nchild = s->n;
}
