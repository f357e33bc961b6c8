// Scripts: a text parsed and checked once, then run statement by statement.
#include <string.h>

#include "runtime/session.h"

static Str given_text(const char *p, size_t n, bool *ok) {
    if (!p) return (Str){"", 0};
    if (n == SIZE_MAX) n = strlen(p);
    *ok = *ok && n <= GIVEN_MOST;
    return (Str){p, *ok ? (uint32_t)n : 0};
}

void script_ref(gzt_script *q) { atomic_fetch_add(&q->refs, 1); }

void gzt_script_free(gzt_script *q) {
    if (!q || atomic_fetch_sub(&q->refs, 1) != 1) return;
    gzt_session *s = q->session;
    if (q->started) run_free(&q->run);
    arena_free(&q->scratch);
    arena_free(&q->bound_arena);
    if (q->owned &&
        (s->errors.count || s->ended_in)) { // the errors of the last call may point into its text
        q->memory->next = s->failed;
        s->failed = q->memory;
    } else if (q->owned && !prepared_keep(q)) {
        kept_free(s, q->memory);
    }
    env_release(s->archive->env, q, sizeof *q);
    gzt_session_free(s);
}

// ---- preparing ------------------------------------------------------------------------------

static ParseLimits parse_limits(const gzt_session *s) {
    return (ParseLimits){.text = (uint32_t)(s->limits.text && s->limits.text < UINT32_MAX / 2
                                                ? s->limits.text
                                                : UINT32_MAX / 2),
                         .height = (uint32_t)s->limits.depth,
                         .nodes = UINT32_MAX};
}

static Program *read_text(gzt_session *s, Arena *a, Str name, Str text, ParseMode mode) {
    if (s->limits.text && text.n > s->limits.text) {
        Str within = {text.p, (uint32_t)s->limits.text};
        while (within.n && ((unsigned char)text.p[within.n] & 0xc0) == 0x80) within.n--;
        const Source *cut = source_new(a, name, within); // up to the place that is beyond
        if (source_invalid_at(cut) < within.n) cut = NULL;
        Diag *e = diag_error(&s->errors, E0112, cut, (Span){within.n, 0},
                             "the text is longer than the limit of %llu bytes",
                             (unsigned long long)s->limits.text);
        diag_hint(&s->errors, e, "take it apart, or raise the limit");
        return NULL;
    }
    Source *src = source_new(a, name, text);
    uint32_t bad = source_invalid_at(src);
    if (bad < src->text.n) {
        Diag *e = diag_error(&s->errors, E0108, src, (Span){bad, 1},
                             "this is not UTF-8: byte 0x%02x, at byte %u of the text",
                             (unsigned)(unsigned char)src->text.p[bad], (unsigned)bad);
        diag_hint(&s->errors, e, "save the file as UTF-8");
        return NULL;
    }
    return parse(a, src, mode, parse_limits(s), &s->errors);
}

typedef struct Using {
    gzt_session *session;
    Arena *arena;
    bool used; // the loader was asked
} Using;

// What `use "name"` gets: the host's loader is asked, never a file opened here.
static Program *load_used(void *user, Str name, const Source *from, Span at) {
    Using *u = user;
    gzt_session *s = u->session;
    const char *text = NULL;
    size_t n = 0;
    char *c = (char *)str_dup(u->arena, name).p, *f = (char *)str_dup(u->arena, from->name).p;
    u->used = true;
    s->busy = true; // the loader is the host's
    bool loaded = strlen(c) == name.n && s->load(s->load_user, c, f, &text, &n) == GZT_OK;
    s->busy = false;
    if (!loaded) {
        diag_error(&s->errors, E0801, from, at, "cannot read \"%.*s\"", STR_FMT(name));
        return NULL;
    }
    bool ok = true;
    Str given = given_text(text, n, &ok);
    if (!ok) guard_leave(&s->guard, ST_LIMIT, "text");
    return read_text(s, u->arena, name, given, PARSE_FILE);
}

// A statement that could not be read may have defined the names that others miss.
static void drop_name_errors(Diags *d, uint32_t from) {
    uint32_t kept = from;
    for (uint32_t i = from; i < d->count; i++)
        if (error_info[d->items[i].code].status != ST_NAME) d->items[kept++] = d->items[i];
    d->count = kept;
}

static const char **name_params(const Env *env, Arena *a) {
    uint32_t n = 0;
    while (env_param(env, n)) n++;
    const char **names = ARENA_ARRAY(a, const char *, n + 1);
    for (uint32_t i = 0; i < n; i++) names[i] = str_dup(a, env_param(env, i)->name).p;
    names[n] = NULL;
    return names;
}

static bool check_text(gzt_script *q, const gzt_source *source, int32_t mode) {
    gzt_session *s = q->session;
    Arena *a = &q->memory->arena;
    s->asked = true;
    bool ok = true, defines = false;
    Str name = given_text(source->name, source->name_n, &ok),
        text = given_text(source->text, source->text_n, &ok);
    if (!ok) guard_leave(&s->guard, ST_LIMIT, "text");
    ParseMode pm = mode == GZT_REPL ? PARSE_REPL : PARSE_FILE;
    q->program = read_text(s, a, name, text, pm);
    if (!q->program) return false;
    Using using = {s, a, false};
    Using *kept = arena_dup(a, &using, sizeof using);
    CheckOptions o = {.repl = mode == GZT_REPL,
                      .save = s->saves,
                      .only_look = s->errors.count > 0,
                      .use = s->load ? load_used : NULL,
                      .use_user = kept};
    uint32_t unread = s->errors.count;
    q->checked = check_program(s->env, a, q->program, o, &s->errors, &defines);
    if (unread) drop_name_errors(&s->errors, unread);
    if (!q->checked) return false;
    q->next = q->checked->statements;
    q->params = name_params(s->env, a);
    env_settle(s->env);
    if (defines) { // what it defined lies in its memory: the session keeps it
        q->memory->next = s->kept;
        s->kept = q->memory;
        q->owned = false;
        s->epoch++;
    } else if (mode == GZT_SCRIPT && !kept->used) {
        prepared_name(q, name, text);
    }
    return true;
}

// With the memory that a text was checked in before, or with its own.
static gzt_script *script_new(gzt_session *s, Kept *checked) {
    const gzt_env *env = s->archive->env;
    gzt_script *q = env_alloc(env, sizeof *q);
    Kept *k = checked ? checked : env_alloc(env, sizeof *k);
    if (!q || !k) {
        env_release(env, q, sizeof *q);
        if (!checked) env_release(env, k, sizeof *k);
        return NULL;
    }
    if (!checked) arena_init(&k->arena, &env->alloc, &s->budget, &s->guard);
    atomic_init(&q->refs, 1);
    q->session = s;
    session_ref(s);
    q->memory = k;
    q->owned = true;
    arena_init(&q->scratch, &env->alloc, &s->budget, &s->guard);
    arena_init(&q->bound_arena, &env->alloc, &s->budget, &s->guard);
    return q;
}

// A script of a text that was checked before; NULL: it was not, or there is no memory, which the
// caller will find, too.
static gzt_script *prepared_before(gzt_session *s, const gzt_source *source) {
    Prepared p;
    bool ok = true;
    Str name = given_text(source->name, source->name_n, &ok),
        text = given_text(source->text, source->text_n, &ok);
    if (!ok || !prepared_take(s, name, text, &p)) return NULL;
    gzt_script *q = script_new(s, p.memory);
    if (!q) {
        kept_free(s, p.memory);
        return NULL;
    }
    q->prepared = p;
    q->checked = p.checked;
    q->params = p.params;
    q->next = q->checked->statements;
    return q;
}

// The text stays with the session until its next call, since the errors point into it.
static gzt_status prepare_failed(gzt_session *s, gzt_script *q, gzt_error *err) {
    session_alone(s);
    env_take_back(s->env);
    if (q->owned) {
        q->owned = false;
        s->failed = q->memory;
    }
    diags_sort(&s->errors);
    gzt_status st = session_failed(s, err);
    gzt_script_free(q);
    return st;
}

static gzt_status prepare_anew(gzt_session *s, const gzt_source *source, int32_t mode,
                               gzt_script **out, gzt_error *err) {
    gzt_script *q = script_new(s, NULL);
    if (!q) {
        s->guard.status = ST_NOMEM;
        return session_failed(s, err);
    }
    if (setjmp(s->guard.at)) return prepare_failed(s, q, err);
    session_listen(s);
    if (!check_text(q, source, mode)) return prepare_failed(s, q, err);
    session_alone(s);
    *out = q;
    return GZT_OK;
}

gzt_status gzt_prepare(gzt_session *s, const gzt_source *source, int32_t mode, gzt_script **out,
                       gzt_error *err) {
    error_clear(err);
    if (!s || !source || !out)
        return error_misuse(err, "gzt_prepare needs a session, a source and out");
    *out = NULL;
    if (session_busy(s, err)) return GZT_MISUSE;
    session_begin(s);
    if (mode == GZT_SCRIPT) *out = prepared_before(s, source);
    return *out ? GZT_OK : prepare_anew(s, source, mode, out, err);
}

// ---- running --------------------------------------------------------------------------------

static _Noreturn void bad_param(Run *r, const Param *p, Str value, const char *what) {
    run_fail(r, E0507, p->source, p->span, "the value \"%.*s\" given for '%.*s' is not %s",
             STR_FMT(value), STR_FMT(p->name), what);
}

// The given text read by the param's type.
static Vec *param_value(Run *r, const Param *p, Str value) {
    Vec *v = vec_new(&r->keep, p->type, 1, false);
    v->constant = true;
    DateError err;
    Date d;
    switch (p->type->tag) {
    case TY_TEXT: v->d.u32[0] = run_intern(r, value); break;
    case TY_INT:
        if (!number_parse_int(value, &v->d.i64[0])) bad_param(r, p, value, "a whole number");
        break;
    case TY_REAL:
        if (!number_parse_real(value, &v->d.f64[0])) bad_param(r, p, value, "a number");
        break;
    case TY_TRUTH:
        if (!str_is(value, "true") && !str_is(value, "false"))
            bad_param(r, p, value, "true or false");
        v->d.truth[0] = str_is(value, "true");
        break;
    case TY_DATE:
        if (!date_text(r->scratch, value, &d, &err)) bad_param(r, p, value, "a date");
        v->d.u32[0] = run_date_id(r, &d);
        break;
    default:
        if (!duration_read(value, &v->d.dur[0]))
            bad_param(r, p, value, "a duration such as \"5 years\"");
        break;
    }
    return v;
}

// The callback is the host's, and must not come back into the session.
static void tell_progress(void *user, uint64_t steps, uint64_t done, uint64_t total) {
    gzt_session *s = user;
    s->busy = true;
    if (s->progress) s->progress(s->progress_user, steps, done, total);
    s->busy = false;
}

static void start_run(gzt_script *q) {
    gzt_session *s = q->session;
    Run *r = &q->run;
    if (q->started) run_free(r);
    run_init(r, s->archive->archive, &s->archive->env->alloc, &s->budget, &s->guard, &q->scratch);
    q->started = true;
    arena_reset(&q->scratch);
    r->diags = &s->errors;
    r->limits = s->limits;
    r->cancel = s->cancel ? &s->cancel->token : NULL;
    r->now_ms = s->now_ms;
    r->clock_user = s->clock_user;
    r->started_ms = s->now_ms ? s->now_ms(s->clock_user) : 0;
    r->progress = s->progress ? tell_progress : NULL;
    r->progress_user = s;
    r->progress_every = s->progress_every;
    r->progress_next = s->progress ? s->progress_every : UINT64_MAX;
    r->nameless = session_nameless(s, &r->keep);
    r->batch = s->batch;
    r->blame = eval_blame;
    r->shuffle = s->shuffle;
    r->no_index = s->no_index;
    r->ncached = q->checked->numbers;
    r->cached = arena_zero(&r->keep, (r->ncached + 1) * sizeof *r->cached);
    const Param *p;
    for (uint32_t i = 0; s->given && (p = env_param(s->env, i)) != NULL; i++) {
        const Given *g = s->given;
        while (g && !str_eq(g->name, p->name)) g = g->next;
        if (g && p->number < r->ncached) r->cached[p->number] = param_value(r, p, g->value);
    }
    script_bound(q);
    run_tick(r, 0);
}

// What the message says, which may tell from the data what is wrong; "" where that is missing.
static Str assert_message(Run *r, const Statement *st) {
    if (!st->message) return STR("");
    const Vec *v = eval(r, NULL, st->message, (Rows){1, NULL});
    return run_text(r, v->d.u32[0]);
}

static void run_assert(gzt_script *q, const Statement *st) {
    Run *r = &q->run;
    ArenaMark m = arena_mark(r->scratch);
    const Vec *v = eval(r, NULL, st->condition, (Rows){1, NULL});
    uint8_t t = v->d.truth[0];
    arena_release(r->scratch, m);
    if (t == YES) return;
    const char *how = t == UNKNOWN ? "unknown" : "false";
    Str message = assert_message(r, st);
    if (!message.n) run_fail(r, E0504, st->source, st->span, "the assertion is %s", how);
    Diag *d = diag_error(r->diags, E0504, st->source, st->span, "%.*s", STR_FMT(message));
    diag_note(r->diags, d, "it is %s", how);
    guard_leave(r->guard, ST_ASSERT, NULL);
}

gzt_status gzt_script_next(gzt_script *q, gzt_result **out, gzt_error *err) {
    error_clear(err);
    if (!q || !out) return error_misuse(err, "gzt_script_next needs a script and out");
    *out = NULL;
    gzt_session *s = q->session;
    if (session_busy(s, err)) return GZT_MISUSE;
    session_begin(s);
    if (setjmp(s->guard.at)) {
        q->next = NULL;
        gzt_result *half = q->pending;
        q->pending = NULL;
        gzt_result_free(half);
        return session_failed(s, err);
    }
    if (!q->started) start_run(q);
    run_begin(&q->run, &s->guard);
    q->run.scratch = &q->scratch;
    while (q->next) {
        const Statement *st = q->next;
        q->run.statement = st->source;
        q->run.statement_at = st->span;
        if (st->tag == DO_QUERY) {
            *out = result_new(q, st->query);
            if (!*out) guard_leave(&s->guard, ST_NOMEM, NULL);
            q->next = st->next;
            return GZT_ROW;
        }
        run_assert(q, st);
        q->next = st->next;
    }
    return GZT_DONE;
}

gzt_status gzt_script_reset(gzt_script *q) {
    if (!q || q->session->busy) return GZT_MISUSE;
    if (atomic_load(&q->refs) != 1) return GZT_MISUSE; // a result still reads from the run
    q->next = q->checked->statements;
    if (q->started) run_free(&q->run);
    q->started = false;
    return GZT_OK;
}

const char *gzt_script_param(const gzt_script *q, uint32_t i) {
    for (uint32_t at = 0; q && q->params[at]; at++)
        if (at == i) return q->params[at];
    return NULL;
}

// ---- typing and looking inside --------------------------------------------------------------

gzt_status gzt_check_input(gzt_session *s, const char *text, size_t n, char *awaited, size_t cap) {
    if (awaited && cap) awaited[0] = 0;
    if (!s || !text || s->busy) return GZT_MISUSE;
    Arena a;
    bool ok = true;
    Str waits = {"", 0}, given = given_text(text, n, &ok);
    if (!ok || (s->limits.text && given.n > s->limits.text)) return GZT_SYNTAX;
    arena_init(&a, &s->archive->env->alloc, NULL, &s->guard);
    session_alone(s);
    if (setjmp(s->guard.at)) {
        arena_free(&a);
        return GZT_NOMEM;
    }
    Source *src = source_new(&a, (Str){"", 0}, given);
    InputState state = source_invalid_at(src) == src->text.n
                           ? parse_check(&a, src, parse_limits(s), &waits)
                           : INPUT_ERROR;
    if (awaited && cap && waits.n) {
        size_t len = waits.n < cap ? waits.n : cap - 1;
        memcpy(awaited, waits.p, len);
        awaited[len] = 0;
    }
    arena_free(&a);
    return state == INPUT_COMPLETE ? GZT_OK : state == INPUT_INCOMPLETE ? GZT_DONE : GZT_SYNTAX;
}

static void dump_plans(gzt_script *q, StrBuf *out) {
    start_run(q);
    for (const Statement *st = q->checked->statements; st; st = st->next) {
        if (st->tag != DO_QUERY) continue;
        if (out->n) buf_char(out, '\n');
        plan_print(out, plan_pipe(&q->run, st->query, NULL, 0, &q->run.keep));
    }
}

static bool dump(gzt_script *q, const gzt_source *source, int32_t what, StrBuf *out) {
    gzt_session *s = q->session;
    if (what == GZT_DUMP_TYPES || what == GZT_DUMP_PLAN) {
        if (!check_text(q, source, GZT_SCRIPT)) return false;
        if (what == GZT_DUMP_TYPES)
            print_types(out, &s->catalog, q->checked);
        else
            dump_plans(q, out);
        return true;
    }
    bool ok = true;
    Str text = given_text(source->text, source->text_n, &ok),
        name = given_text(source->name, source->name_n, &ok);
    if (!ok) guard_leave(&s->guard, ST_LIMIT, "text");
    if (what == GZT_DUMP_TOKENS) {
        print_tokens(out, source_new(&q->memory->arena, name, text));
        return true;
    }
    q->program = read_text(s, &q->memory->arena, name, text, PARSE_FILE);
    if (!q->program || s->errors.count) return false;
    print_ast(out, q->program);
    return true;
}

gzt_status gzt_dump(gzt_session *s, const gzt_source *source, int32_t what, gzt_sink sink,
                    void *user, gzt_error *err) {
    error_clear(err);
    if (!s || !source || !sink)
        return error_misuse(err, "gzt_dump needs a session, a source and a sink");
    if (session_busy(s, err)) return GZT_MISUSE;
    session_begin(s);
    gzt_script *q = script_new(s, NULL);
    if (!q) {
        s->guard.status = ST_NOMEM;
        return session_failed(s, err);
    }
    if (setjmp(s->guard.at)) return prepare_failed(s, q, err);
    session_listen(s);
    StrBuf out;
    buf_init(&out, &q->scratch);
    if (!dump(q, source, what, &out)) return prepare_failed(s, q, err);
    session_alone(s);
    int32_t stop = out.n ? sink(user, out.p, out.n) : 0;
    gzt_script_free(q);
    return stop ? GZT_IO : GZT_OK;
}
