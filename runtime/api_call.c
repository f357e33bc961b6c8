// The values that pass in a call of the host's function: arguments out of the row at hand, answers
// into its place. Must not know how calls are run (host.c).
#include <string.h>

#include "runtime/cell.h"
#include "runtime/host.h"

// Texts, lists and dates are made in the run's memory. Where that runs out the work must not leave
// across the host's callback: it comes back here, and the kernel leaves when the callback has
// returned. Until then nothing more is made, as what broke off is half done.
static void inside(gzt_call *c, void (*work)(gzt_call *c, void *of), void *of) {
    Run *r = c->run;
    if (c->lost != ST_OK) return;
    Guard *outer = r->guard, *keep = r->keep.guard, *scratch = r->scratch->guard, local;
    r->guard = r->keep.guard = r->scratch->guard = &local;
    local.tick = NULL; // a cancel is heard when the callback has returned
    if (setjmp(local.at) == 0) {
        work(c, of);
    } else {
        c->lost = local.status;
        c->lost_what = local.what;
    }
    r->guard = outer;
    r->keep.guard = keep;
    r->scratch->guard = scratch;
}

// ---- arguments ------------------------------------------------------------------------------

const Vec *host_argument(const gzt_call *c, uint32_t i) {
    return c && c->args && i < c->nargs ? c->args[i] : NULL;
}

// The argument where it has a value of the type, else NULL.
static const Vec *value_of(const gzt_call *c, uint32_t i, TypeTag tag) {
    const Vec *v = host_argument(c, i);
    return v && v->type->tag == tag && !vec_missing(v, c->place) ? v : NULL;
}

uint32_t gzt_args(const gzt_call *c) { return c ? c->nargs : 0; }

int32_t gzt_arg_type(const gzt_call *c, uint32_t i) {
    const Vec *v = host_argument(c, i);
    return v ? (int32_t)v->type->tag : GZT_NULL;
}

bool gzt_arg_missing(const gzt_call *c, uint32_t i) {
    const Vec *v = host_argument(c, i);
    return !v || cell_missing(c->run, v, c->place);
}

Str host_text(Run *r, const Vec *v, uint32_t i) {
    if (cell_missing(r, v, i)) return STR("");
    StrBuf b;
    buf_init(&b, r->scratch);
    if (v->type->tag == TY_LIST || v->type->tag == TY_RECORD)
        cell_json(&b, r, v, i);
    else
        cell_plain(&b, r, v, i);
    return buf_str(&b);
}

static void make_text(gzt_call *c, void *of) {
    uint32_t i = *(uint32_t *)of;
    c->texts[i] = host_text(c->run, c->args[i], c->place);
}

const char *gzt_arg_text(gzt_call *c, uint32_t i, size_t *n) {
    if (n) *n = 0;
    if (gzt_arg_missing(c, i)) return "";
    if (!c->texts[i].p) inside(c, make_text, &i);
    if (!c->texts[i].p) return "";
    if (n) *n = c->texts[i].n;
    return c->texts[i].p;
}

int64_t gzt_arg_int(const gzt_call *c, uint32_t i) {
    const Vec *v = value_of(c, i, TY_INT);
    return v ? arg_int(v, c->place) : 0;
}

double gzt_arg_real(const gzt_call *c, uint32_t i) {
    const Vec *v = value_of(c, i, TY_REAL);
    return v ? arg_real(v, c->place) : (double)gzt_arg_int(c, i);
}

int32_t gzt_arg_truth(const gzt_call *c, uint32_t i) {
    const Vec *v = value_of(c, i, TY_TRUTH);
    return v ? v->d.truth[vec_place(v, c->place)] : UNKNOWN;
}

bool gzt_arg_date(const gzt_call *c, uint32_t i, int64_t instants[4]) {
    const Vec *v = value_of(c, i, TY_DATE);
    memset(instants, 0, 4 * sizeof *instants);
    if (!v) return false;
    Date d = run_date(c->run, v->d.u32[vec_place(v, c->place)]);
    instants[0] = d.es, instants[1] = d.ls, instants[2] = d.ee, instants[3] = d.le;
    return true;
}

// ---- the row at hand ------------------------------------------------------------------------

void host_row(gzt_call *c, uint32_t place) {
    c->fn->serial++;
    c->place = place;
    c->args = c->given;
    memset(c->texts, 0, sizeof c->texts);
    if (!c->lists) return;
    c->lists->start[place] = c->items->n;
    c->lists->len[place] = 0;
}

gzt_status gzt_call_row(gzt_call *c, uint32_t row) {
    if (!c || !c->fn->batch || row >= c->rows.n) return GZT_MISUSE;
    host_row(c, c->rows.at ? c->rows.at[row] : row);
    return GZT_OK;
}

// ---- answers --------------------------------------------------------------------------------

static gzt_status put_error(gzt_call *c, uint32_t row, const char *message, size_t n) {
    if (!c) return GZT_MISUSE;
    if (!message) n = 0;
    if (n == SIZE_MAX) n = strlen(message);
    if (n > sizeof c->message - 1) {
        n = sizeof c->message - 1;
        while (n && ((unsigned char)message[n] & 0xc0) == 0x80) n--;
    }
    if (n) memcpy(c->message, message, n);
    c->message[n] = 0;
    c->failed = true;
    c->failed_row = row;
    return GZT_OK;
}

gzt_status gzt_return_error(gzt_call *c, const char *message, size_t n) {
    return put_error(c, UINT32_MAX, message, n);
}

gzt_status gzt_return_error_row(gzt_call *c, uint32_t row, const char *message, size_t n) {
    return put_error(c, row, message, n);
}

static gzt_status refuse(gzt_call *c, const char *message) {
    put_error(c, UINT32_MAX, message, SIZE_MAX);
    return GZT_MISUSE;
}

// The only entity of the type with the id, "lenin" or "person/lenin"; 0 where there is none.
static uint32_t entity_called(const Archive *a, const Type *t, Str id) {
    const char *slash = id.n ? memchr(id.p, '/', id.n) : NULL;
    uint32_t kind = t->kind, found[2];
    if (slash) {
        uint32_t n = (uint32_t)(slash - id.p), named = schema_kind(&a->schema, (Str){id.p, n});
        if (named == KIND_ANY || (kind != KIND_ANY && kind != named)) return 0;
        kind = named;
        id = (Str){slash + 1, id.n - n - 1};
    }
    return archive_with_id(a, kind, id, found, 2) == 1 ? found[0] : 0;
}

static const char *put_words(Run *r, Vec *v, uint32_t i, Str s) {
    DateError why;
    Date d;
    if (utf8_invalid_at(s) < s.n) return "the text is not UTF-8";
    switch ((TypeTag)v->type->tag) {
    case TY_TEXT: v->d.u32[i] = run_intern(r, s); return NULL;
    case TY_DATE:
        if (!date_text(r->scratch, s, &d, &why)) return "the text is not a date";
        v->d.u32[i] = run_date_id(r, &d);
        return NULL;
    case TY_DURATION: return duration_read(s, &v->d.dur[i]) ? NULL : "the text is not a duration";
    default:
        v->d.u32[i] = entity_called(r->archive, v->type, s);
        return v->d.u32[i] ? NULL : "there is no entity with the id";
    }
}

const char *host_put(Run *r, Vec *v, uint32_t i, const Answer *a) {
    const char *wrong = NULL;
    cell_set_missing(v, i);
    if (a->tag == TY_NULL) return NULL;
    double real = a->tag == TY_INT ? (double)a->integer : a->real;
    switch ((TypeTag)v->type->tag) {
    case TY_INT: v->d.i64[i] = a->integer; break;
    case TY_REAL:
        if (real - real != 0) return "the number is not finite";
        v->d.f64[i] = real;
        break;
    case TY_TRUTH:
        if (a->integer < NO || a->integer > UNKNOWN) return "a truth is 0, 1 or 2";
        v->d.truth[i] = (uint8_t)a->integer;
        break;
    default: wrong = put_words(r, v, i, a->words); break;
    }
    if (v->valid && !wrong) v->valid[i] = 1;
    return wrong;
}

static void put_answer(gzt_call *c, void *of) {
    Answer *a = of;
    ArenaMark mark = arena_mark(c->run->scratch);
    a->wrong = host_put(c->run, c->out, c->to, a);
    arena_release(c->run->scratch, mark);
    if (a->wrong || !c->items) return;
    store_append(c->items, c->out, (Rows){1, NULL});
    c->lists->len[c->place]++;
}

static gzt_status answer(gzt_call *c, Answer a) {
    if (!c || !c->out || !c->args) return GZT_MISUSE;
    TypeTag want = (TypeTag)c->out->type->tag;
    if (a.tag != TY_NULL && a.tag != want && !(a.tag == TY_INT && want == TY_REAL))
        return refuse(c, "the answer has another type than the function declares");
    inside(c, put_answer, &a);
    if (c->lost != ST_OK) return (gzt_status)c->lost;
    return a.wrong ? refuse(c, a.wrong) : GZT_OK;
}

static gzt_status answer_words(gzt_call *c, TypeTag tag, const char *p, size_t n) {
    if (!p) return gzt_return_missing(c);
    if (n == SIZE_MAX) n = strlen(p);
    if (c && n > GIVEN_MOST) return refuse(c, "the text is too long");
    return answer(c, (Answer){.tag = tag, .words = {p, (uint32_t)n}});
}

gzt_status gzt_return_text(gzt_call *c, const char *p, size_t n) {
    return answer_words(c, TY_TEXT, p, n);
}

gzt_status gzt_return_date(gzt_call *c, const char *p, size_t n) {
    return answer_words(c, TY_DATE, p, n);
}

gzt_status gzt_return_duration(gzt_call *c, const char *p, size_t n) {
    return answer_words(c, TY_DURATION, p, n);
}

gzt_status gzt_return_entity(gzt_call *c, const char *id, size_t n) {
    return answer_words(c, TY_ENTITY, id, n);
}

gzt_status gzt_return_int(gzt_call *c, int64_t value) {
    return answer(c, (Answer){.tag = TY_INT, .integer = value});
}

gzt_status gzt_return_real(gzt_call *c, double value) {
    return answer(c, (Answer){.tag = TY_REAL, .real = value});
}

gzt_status gzt_return_truth(gzt_call *c, int32_t value) {
    return answer(c, (Answer){.tag = TY_TRUTH, .integer = value});
}

gzt_status gzt_return_missing(gzt_call *c) { return answer(c, (Answer){.tag = TY_NULL}); }
