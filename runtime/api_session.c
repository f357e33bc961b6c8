// Sessions: definitions that stay, limits, cancel tokens, what the checker may ask of the archive,
// and the errors of the last call.
#include <string.h>

#include "lang/calendar.h"
#include "runtime/eval.h"
#include "runtime/session.h"

// ---- what the checker asks ------------------------------------------------------------------

static void name_others(gzt_session *s, const uint32_t *found, uint32_t n, Str *out) {
    const Archive *a = s->archive->archive;
    StrBuf b;
    buf_init(&b, &s->errors_arena);
    for (uint32_t i = 0; i < n && i < 5; i++) {
        Str kind = a->schema.kinds[archive_kind_of(a, found[i])]->name;
        Str id = archive_id(a, found[i]);
        buf_printf(&b, "%s@%.*s/%.*s", i ? ", " : "", STR_FMT(kind), STR_FMT(id));
    }
    if (n > 5) buf_printf(&b, " and %u more", n - 5);
    *out = buf_str(&b);
}

static uint32_t one_of(gzt_session *s, const uint32_t *found, uint32_t n, bool *ambiguous,
                       Str *others) {
    *ambiguous = n > 1;
    if (n > 1) name_others(s, found, n, others);
    return n == 1 ? found[0] : 0;
}

static uint32_t find_id(void *user, uint32_t kind, Str id, bool *ambiguous, Str *others) {
    gzt_session *s = user;
    const Archive *a = s->archive->archive;
    *ambiguous = false;
    uint32_t found[32], n = archive_with_id(a, kind, id, found, 32);
    return one_of(s, found, n, ambiguous, others);
}

static uint32_t add_named(const Archive *a, const KindTable *k, uint32_t field, uint32_t text,
                          uint32_t *found, uint32_t n) {
    Index ix = archive_column(a, k, field)->index;
    uint32_t from, to;
    index_range(ix, text, text, &from, &to);
    for (uint32_t i = from; i < to && n < 32; i++) {
        uint32_t entity = k->first + ix.rows[i];
        bool there = false;
        for (uint32_t j = 0; j < n; j++) there = there || found[j] == entity;
        if (!there) found[n++] = entity;
    }
    return n;
}

// By name, title or another name, as written.
static uint32_t find_name(void *user, Str name, bool *ambiguous, Str *others) {
    gzt_session *s = user;
    const Archive *a = s->archive->archive;
    *ambiguous = false;
    uint32_t text = archive_find_text(a, name), n = 0, found[32];
    if (!text) return 0;
    static const char *const names[] = {"name", "also", "title"};
    for (uint32_t k = 0; k < a->schema.nkinds; k++) {
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            uint32_t field = kind_field(a->schema.kinds[k], str_of(names[i]));
            if (field == UINT32_MAX || catalog_may_read(&s->catalog, k, field) != READ_OPEN)
                continue;
            n = add_named(a, &a->tables[k], field, text, found, n);
        }
    }
    return one_of(s, found, n, ambiguous, others);
}

static uint32_t kind_of(void *user, uint32_t entity) {
    gzt_session *s = user;
    return archive_kind_of(s->archive->archive, entity);
}

enum { NEAR_IDS = 200000 }; // ids looked through for a suggestion

// Of one kind, what goes on where the id ends is nearest: @petrograd-city for @petrograd.
static Str near_id(void *user, uint32_t kind, Str id) {
    gzt_session *s = user;
    const Archive *a = s->archive->archive;
    Near near;
    near_init(&near, id);
    for (uint32_t i = 0; i < a->ids.n && i < NEAR_IDS; i++) {
        Str other = archive_text(a, a->ids.keys[i]);
        if (kind != KIND_ANY && archive_kind_of(a, a->ids.rows[i]) != kind) continue;
        if (kind != KIND_ANY && other.n > id.n && memcmp(other.p, id.p, id.n) == 0) return other;
        near_try(&near, other);
    }
    return near.best;
}

static bool meta(void *user, Str name, Str *out) {
    const gzt_session *s = user;
    return archive_meta(s->archive->archive, name, out);
}

// ---- life -----------------------------------------------------------------------------------

enum { BATCH_DEFAULT = 1024 };

// Bytes of arenas that went which the next query takes up, instead of asking the host for memory
// that the system clears page by page. None where a sanitizer is to see what is used when it is
// gone.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GAZ_NO_POOL
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(GZT_TINY)
#define GAZ_NO_POOL
#endif
#ifdef GAZ_NO_POOL
enum { POOL_MOST = 0 };
#else
enum { POOL_MOST = 1 << 20 };
#endif

// `circa: 5 years` of the archive's statement; without it one unit of a date's own precision.
// `year_begins: "25 March"` of the same.
static Circa circa_of(gzt_session *s) {
    Str value;
    Duration d;
    DateError ignored;
    YearStyle style = YEAR_JANUARY;
    if (meta(s, STR("year_begins"), &value) &&
        !year_style_named(&s->arena, value, &style, &ignored))
        style = YEAR_JANUARY; // a snapshot may say anything
    Circa c = {.year_begins = (uint8_t)style};
    if (!meta(s, STR("circa"), &value)) {
        c.unit = true;
    } else if (duration_read(value, &d)) { // else 0
        c.months = d.lo_m;
        c.seconds = d.lo_s;
    }
    return c;
}

static void open_session(gzt_session *s) {
    const FnTable *f = s->archive->env->functions;
    s->signatures = ARENA_ARRAY(&s->arena, const FnSig *, f->n + 1);
    for (uint32_t i = 0; i < f->n; i++) s->signatures[i] = &f->items[i]->sig;
    s->catalog = (Catalog){.schema = &s->archive->archive->schema,
                           .functions = s->signatures,
                           .nfunctions = f->n,
                           .user = s,
                           .find_id = find_id,
                           .find_name = find_name,
                           .kind_of = kind_of,
                           .near_id = near_id,
                           .meta = meta,
                           .table = session_table};
    s->env = env_new(&s->arena, &s->catalog, circa_of(s));
    diags_init(&s->errors, &s->arena);
    s->errors.arena = &s->errors_arena; // for their words; the list itself is there from the start
}

gzt_status gzt_session_new(gzt_archive *a, gzt_session **out) {
    if (!a || !out) return GZT_MISUSE;
    *out = NULL;
    gzt_session *s = env_alloc(a->env, sizeof *s);
    if (!s) return GZT_NOMEM;
    atomic_init(&s->refs, 1);
    s->archive = a;
    archive_ref(a);
    s->limits = (Limits){.text = 1 << 20,
                         .depth = NODE_HEIGHT_MAX,
                         .calls = 1000,
                         .rows = 1000000,
                         .steps = 1000000000,
                         .memory = UINT64_C(1) << 30,
                         .time_ms = 60000};
    s->budget.cap = s->limits.memory;
    s->budget.pool_most = POOL_MOST;
    s->batch = BATCH_DEFAULT;
    arena_init(&s->arena, &a->env->alloc, NULL, &s->guard);
    arena_init(&s->errors_arena, &a->env->alloc, NULL, &s->guard);
    arena_init(&s->defined_arena, &a->env->alloc, NULL, &s->defined_guard);
    if (setjmp(s->guard.at)) {
        gzt_session_free(s);
        return GZT_NOMEM;
    }
    open_session(s);
    *out = s;
    return GZT_OK;
}

void kept_free(gzt_session *s, Kept *k) {
    if (!k) return;
    arena_free(&k->arena);
    env_release(s->archive->env, k, sizeof *k);
}

static void forget_failed(gzt_session *s) {
    while (s->failed) {
        Kept *k = s->failed;
        s->failed = k->next;
        kept_free(s, k);
    }
}

void session_ref(gzt_session *s) { atomic_fetch_add(&s->refs, 1); }

void gzt_session_free(gzt_session *s) {
    if (!s || atomic_fetch_sub(&s->refs, 1) != 1) return;
    gzt_archive *a = s->archive;
    session_hosts_free(s);
    prepared_forget(s);
    forget_failed(s);
    while (s->kept) {
        Kept *k = s->kept;
        s->kept = k->next;
        kept_free(s, k);
    }
    gzt_cancel_free(s->cancel);
    arena_free(&s->arena);
    arena_free(&s->errors_arena);
    arena_free(&s->defined_arena);
    budget_drain(&s->budget, &a->env->alloc);
    env_release(a->env, s, sizeof *s);
    archive_unref(a);
}

// ---- settings -------------------------------------------------------------------------------

static uint64_t *limit_of(Limits *l, int32_t limit) {
    switch (limit) {
    case GZT_LIMIT_TEXT: return &l->text;
    case GZT_LIMIT_DEPTH: return &l->depth;
    case GZT_LIMIT_CALLS: return &l->calls;
    case GZT_LIMIT_ROWS: return &l->rows;
    case GZT_LIMIT_STEPS: return &l->steps;
    case GZT_LIMIT_MEMORY: return &l->memory;
    case GZT_LIMIT_TIME_MS: return &l->time_ms;
    default: return NULL;
    }
}

uint64_t gzt_limit(const gzt_session *s, int32_t limit) {
    if (!s) return 0;
    Limits copy = s->limits;
    const uint64_t *p = limit_of(&copy, limit);
    return p ? *p : 0;
}

gzt_status gzt_limit_set(gzt_session *s, int32_t limit, uint64_t value) {
    uint64_t *p = s && !s->busy ? limit_of(&s->limits, limit) : NULL;
    if (!p) return GZT_MISUSE;
    if (limit == GZT_LIMIT_DEPTH && (!value || value > NODE_HEIGHT_MAX)) value = NODE_HEIGHT_MAX;
    if (limit == GZT_LIMIT_CALLS && (!value || value > 1000)) value = 1000;
    if (s->locked && limit_above(value, *p)) return GZT_MISUSE;
    *p = value;
    s->budget.cap = s->limits.memory;
    prepared_forget(s);
    return GZT_OK;
}

void gzt_session_clock(gzt_session *s, uint64_t (*now_ms)(void *user), void *user) {
    if (!s) return;
    s->now_ms = now_ms;
    s->clock_user = user;
}

gzt_status gzt_session_saves(gzt_session *s, bool allowed) {
    if (!s) return GZT_MISUSE;
    s->saves = allowed;
    s->epoch++;
    return GZT_OK;
}

void gzt_session_loader(gzt_session *s, gzt_loader load, void *user) {
    if (!s) return;
    s->load = load;
    s->epoch++;
    s->load_user = user;
}

gzt_status gzt_session_tune(gzt_session *s, int32_t what, uint64_t value) {
    if (!s || s->busy) return GZT_MISUSE;
    switch (what) {
    case GZT_TUNE_BATCH:
        if (value < 1 || value > 65536) return GZT_MISUSE;
        s->batch = (uint32_t)value;
        return GZT_OK;
    case GZT_TUNE_SHUFFLE: s->shuffle = value != 0; return GZT_OK;
    case GZT_TUNE_NO_INDEX: s->no_index = value != 0; return GZT_OK;
    default: return GZT_MISUSE;
    }
}

gzt_status gzt_param_set(gzt_session *s, const char *name, const char *value, gzt_error *err) {
    error_clear(err);
    if (!s || !name) return error_misuse(err, "gzt_param_set needs a session and a name");
    if (session_busy(s, err)) return GZT_MISUSE;
    session_begin(s);
    if (setjmp(s->guard.at)) return session_failed(s, err);
    Str v = str_of(value ? value : "");
    if (utf8_invalid_at(v) < v.n) return error_misuse(err, "the value of a param must be UTF-8");
    Given **at = &s->given;
    while (*at && !str_is((*at)->name, name)) at = &(*at)->next;
    Given *g = *at;
    if (!value) {
        if (g) *at = g->next;
        return GZT_OK;
    }
    if (!g) {
        g = ARENA_NEW(&s->arena, Given);
        g->name = str_dup(&s->arena, str_of(name));
        g->next = s->given;
        s->given = g;
    }
    g->value = str_dup(&s->arena, v);
    return GZT_OK;
}

gzt_status gzt_session_progress(gzt_session *s, uint64_t every, gzt_progress fn, void *user) {
    if (!s) return GZT_MISUSE;
    s->progress = every ? fn : NULL;
    s->progress_every = every;
    s->progress_user = user;
    return GZT_OK;
}

// ---- cancel ---------------------------------------------------------------------------------

gzt_status gzt_cancel_new(gzt_env *env, gzt_cancel **out) {
    if (!env || !out) return GZT_MISUSE;
    gzt_cancel *c = *out = env_alloc(env, sizeof *c);
    if (!c) return GZT_NOMEM;
    c->env = env;
    env_ref(env);
    atomic_init(&c->refs, 1);
    atomic_init(&c->token.set, 0);
    return GZT_OK;
}

void gzt_cancel_free(gzt_cancel *c) {
    if (!c || atomic_fetch_sub(&c->refs, 1) != 1) return;
    gzt_env *env = c->env;
    env_release(env, c, sizeof *c);
    gzt_env_free(env);
}

void gzt_cancel_set(gzt_cancel *c) {
    if (c) atomic_store(&c->token.set, 1);
}

void gzt_cancel_reset(gzt_cancel *c) {
    if (c) atomic_store(&c->token.set, 0);
}

void gzt_session_cancel(gzt_session *s, gzt_cancel *c) {
    if (!s) return;
    if (c) atomic_fetch_add(&c->refs, 1);
    gzt_cancel_free(s->cancel);
    s->cancel = c;
}

// ---- errors of the last call ----------------------------------------------------------------

void session_begin(gzt_session *s) {
    forget_failed(s);
    arena_reset(&s->errors_arena);
    s->errors.count = s->errors.dropped = 0;
    s->ended = NULL;
    s->ended_in = NULL;
    s->guard.status = ST_OK;
    s->guard.tick = NULL; // until a run listens
}

static void tick_of_session(void *user) {
    gzt_session *s = user;
    if (s->cancel && atomic_load_explicit(&s->cancel->token.set, memory_order_relaxed))
        guard_leave(&s->guard, ST_INTERRUPTED, NULL);
    if (s->limits.time_ms && s->now_ms &&
        s->now_ms(s->clock_user) - s->began_ms > s->limits.time_ms)
        guard_leave(&s->guard, ST_LIMIT, "time");
}

void session_listen(gzt_session *s) {
    s->began_ms = s->now_ms && s->limits.time_ms ? s->now_ms(s->clock_user) : 0;
    s->guard.tick_user = s;
    s->guard.tick = tick_of_session;
}

// Where calls lie too deep, or what took the time; else the statement. (Where in it steps or memory
// end depends on how many rows a batch has.) None while no run is at work.
static void place_of_limit(gzt_session *s) {
    const char *what = s->guard.what;
    if (s->guard.status != ST_LIMIT || !what) return;
    if (!s->guard.tick || s->guard.tick == tick_of_session) return;
    const Run *run = s->guard.tick_user;
    bool exact = strcmp(what, "calls") == 0 || strcmp(what, "time") == 0;
    const Expr *e = exact ? eval_at_work(run) : NULL;
    s->ended_in = e && e->source ? e->source : run->statement;
    s->ended_at = e && e->source ? e->span : run->statement_at;
    if (s->ended_in) error_place(&s->ended_copy, s->ended_in, s->ended_at);
}

gzt_status session_failed(gzt_session *s, gzt_error *err) {
    Status st = s->guard.status;
    bool limit = st == ST_NOMEM || st == ST_LIMIT || st == ST_INTERRUPTED;
    if (s->errors.count && !limit) return error_of_diags(err, &s->errors);
    gzt_status status = error_of_guard(&s->ended_copy, &s->guard);
    s->ended = &s->ended_copy;
    place_of_limit(s);
    if (err) *err = s->ended_copy;
    return status;
}

gzt_status gzt_session_errors(gzt_session *s, int32_t form, gzt_sink sink, void *user) {
    if (!s || !sink) return GZT_MISUSE;
    const gzt_env *env = s->archive->env;
    const gzt_error *e = s->ended;
    bool json = form != GZT_ERRORS_TEXT;
    if (!e) return errors_write(env, &s->errors, json, sink, user);
    Diag d = {.code = e->status == GZT_NOMEM         ? E0603
                      : e->status == GZT_INTERRUPTED ? E0602
                                                     : E0601,
              .source = s->ended_in,
              .span = s->ended_at,
              .message = str_of(e->message),
              .note = {"", 0},
              .hint = str_of(e->hint)};
    return errors_write(env, &(Diags){.items = &d, .count = 1}, json, sink, user);
}
