// Values for the params of one script, by name. In: typed values, checked against the param at
// once; out: constants in the run's cache when it starts. They come before what gzt_param_set gave
// the session.
#include <string.h>

#include "runtime/session.h"

struct Bound {
    Bound *next;
    Str name;
    TypeTag tag; // TY_NULL: no value
    char *text;  // room of its own: a text bound again and again takes no more
    size_t cap;
    uint32_t text_n;
    int64_t i; // whole numbers, truths
    double real;
    Duration duration;
};

static const char *const words[TYPE_TAGS] = {
    [TY_TEXT] = "a text",         [TY_INT] = "a whole number", [TY_REAL] = "a number",
    [TY_TRUTH] = "true or false", [TY_DATE] = "a date",        [TY_DURATION] = "a duration"};

static const Param *find_param(gzt_session *s, Str name) {
    const Param *p, *found = NULL;
    Near near;
    near_init(&near, name);
    for (uint32_t i = 0; (p = env_param(s->env, i)) != NULL; i++) {
        near_try(&near, p->name);
        if (str_eq(p->name, name)) found = p;
    }
    if (found) return found;
    Diag *e = diag_error(&s->errors, E0201, NULL, (Span){0, 0}, "there is no param '%.*s'",
                         STR_FMT(name));
    if (near.best.n) diag_note(&s->errors, e, "did you mean '%.*s'?", STR_FMT(near.best));
    return NULL;
}

static bool fits(const Param *p, TypeTag tag) {
    return tag == TY_NULL || tag == p->type->tag || (tag == TY_INT && p->type->tag == TY_REAL);
}

static Bound *bound_for(gzt_script *q, Str name) {
    Bound *b = q->bound;
    while (b && !str_eq(b->name, name)) b = b->next;
    if (b) return b;
    b = ARENA_NEW(&q->bound_arena, Bound);
    b->name = str_dup(&q->bound_arena, name);
    b->next = q->bound;
    return q->bound = b;
}

// Dates and durations are read, texts looked at, before anything is kept.
static bool read_value(gzt_session *s, Str name, Bound *v, Str text) {
    DateError why = {0};
    Date d;
    if (utf8_invalid_at(text) < text.n) {
        diag_error(&s->errors, E0108, NULL, (Span){0, 0}, "the value of '%.*s' is not UTF-8",
                   STR_FMT(name));
    } else if (v->tag == TY_DATE && !date_text(&s->errors_arena, text, &d, &why)) {
        Diag *e = diag_error(&s->errors, E0502, NULL, (Span){0, 0}, "%s", why.message);
        if (why.hint[0]) diag_hint(&s->errors, e, "%s", why.hint);
    } else if (v->tag == TY_DURATION && !duration_read(text, &v->duration)) {
        diag_error(&s->errors, E0507, NULL, (Span){0, 0},
                   "the value of '%.*s' is not a duration such as \"5 years\"", STR_FMT(name));
    } else if (v->tag == TY_REAL && !(v->real - v->real == 0)) {
        diag_error(&s->errors, E0507, NULL, (Span){0, 0}, "the value of '%.*s' is not finite",
                   STR_FMT(name));
    } else if (v->tag == TY_TRUTH && v->i != NO && v->i != YES && v->i != UNKNOWN) {
        diag_error(&s->errors, E0507, NULL, (Span){0, 0},
                   "the value of '%.*s' is not 0, 1 or 2 (unknown)", STR_FMT(name));
    } else {
        return true;
    }
    return false;
}

static bool keep(gzt_script *q, Str name, Bound *v, Str text) {
    gzt_session *s = q->session;
    const Param *p = find_param(s, name);
    if (!p) return false;
    if (!fits(p, v->tag)) {
        diag_error(&s->errors, E0302, NULL, (Span){0, 0}, "the param '%.*s' takes %s, not %s",
                   STR_FMT(name), words[p->type->tag], words[v->tag]);
        return false;
    }
    if (!read_value(s, name, v, text)) return false;
    Bound *b = bound_for(q, name);
    if (text.n > b->cap)
        b->text = arena_grow(&q->bound_arena, b->text, &b->cap, text.n, sizeof *b->text);
    if (text.n) memcpy(b->text, text.p, text.n);
    *b = (Bound){b->next, b->name, v->tag, b->text, b->cap, text.n, v->i, v->real, v->duration};
    return true;
}

static gzt_status bind_value(gzt_script *q, Str name, Bound v, Str text, gzt_error *err) {
    gzt_session *s = q->session;
    if (session_busy(s, err)) return GZT_MISUSE;
    session_begin(s);
    if (setjmp(s->guard.at)) return session_failed(s, err);
    return keep(q, name, &v, text) ? GZT_OK : session_failed(s, err);
}

static gzt_status bind(gzt_script *q, const char *name, Bound v, const char *text, size_t n,
                       gzt_error *err) {
    error_clear(err);
    bool worded = v.tag == TY_TEXT || v.tag == TY_DATE || v.tag == TY_DURATION;
    if (!q || !name || (worded && !text))
        return error_misuse(err, "binding needs a script, a name and a value");
    if (worded && n == SIZE_MAX) n = strlen(text);
    if (n > GIVEN_MOST) return error_misuse(err, "a text is longer than 1 GiB");
    return bind_value(q, str_of(name), v, (Str){worded ? text : "", (uint32_t)n}, err);
}

gzt_status gzt_bind_text(gzt_script *q, const char *name, const char *text, size_t n,
                         gzt_error *err) {
    return bind(q, name, (Bound){.tag = TY_TEXT}, text, n, err);
}

gzt_status gzt_bind_int(gzt_script *q, const char *name, int64_t value, gzt_error *err) {
    return bind(q, name, (Bound){.tag = TY_INT, .i = value}, NULL, 0, err);
}

gzt_status gzt_bind_real(gzt_script *q, const char *name, double value, gzt_error *err) {
    return bind(q, name, (Bound){.tag = TY_REAL, .real = value}, NULL, 0, err);
}

gzt_status gzt_bind_truth(gzt_script *q, const char *name, int32_t value, gzt_error *err) {
    return bind(q, name, (Bound){.tag = TY_TRUTH, .i = value}, NULL, 0, err);
}

gzt_status gzt_bind_date(gzt_script *q, const char *name, const char *text, size_t n,
                         gzt_error *err) {
    return bind(q, name, (Bound){.tag = TY_DATE}, text, n, err);
}

gzt_status gzt_bind_duration(gzt_script *q, const char *name, const char *text, size_t n,
                             gzt_error *err) {
    return bind(q, name, (Bound){.tag = TY_DURATION}, text, n, err);
}

gzt_status gzt_bind_null(gzt_script *q, const char *name, gzt_error *err) {
    return bind(q, name, (Bound){.tag = TY_NULL}, NULL, 0, err);
}

// ---- when a run starts ----------------------------------------------------------------------

// A date is kept by its words, which were looked at when it was bound: a set lies in an arena.
static const Date *read_again(Run *r, const Bound *b) {
    Date *d = ARENA_NEW(r->scratch, Date);
    DateError why;
    (void)date_text(r->scratch, (Str){b->text, b->text_n}, d, &why);
    return d;
}

// The constant that the run reads.
static Vec *constant(Run *r, const Param *p, const Bound *b) {
    if (b->tag == TY_NULL) return vec_missing_of(&r->keep, p->type);
    Vec *v = vec_new(&r->keep, p->type, 1, false);
    v->constant = true;
    switch ((TypeTag)p->type->tag) {
    case TY_TEXT: v->d.u32[0] = run_intern(r, (Str){b->text ? b->text : "", b->text_n}); break;
    case TY_INT: v->d.i64[0] = b->i; break;
    case TY_REAL: v->d.f64[0] = b->tag == TY_INT ? (double)b->i : b->real; break;
    case TY_TRUTH: v->d.truth[0] = (uint8_t)b->i; break;
    case TY_DATE: v->d.u32[0] = run_date_id(r, read_again(r, b)); break;
    default: v->d.dur[0] = b->duration; break;
    }
    return v;
}

void script_bound(gzt_script *q) {
    Run *r = &q->run;
    const Param *p;
    for (uint32_t i = 0; q->bound && (p = env_param(q->session->env, i)) != NULL; i++) {
        const Bound *b = q->bound;
        while (b && !str_eq(b->name, p->name)) b = b->next;
        if (b && p->number < r->ncached && fits(p, b->tag))
            r->cached[p->number] = constant(r, p, b);
    }
}
