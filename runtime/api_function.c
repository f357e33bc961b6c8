// What a host adds to a session and keeps from it: functions and tables of its own (their calls:
// host.c), the values that pass in a call, and the authorizer. Must not know how calls are run.
#include <string.h>

#include "lang/check_sig.h"
#include "runtime/host.h"

bool session_busy(const gzt_session *s, gzt_error *err) {
    if (!s->busy) return false;
    error_misuse(err, "a callback must not enter the session that it was called from");
    return true;
}

// ---- arguments ------------------------------------------------------------------------------

static const Vec *argument(const gzt_call *c, uint32_t i) {
    return c && c->args && i < c->nargs ? c->args[i] : NULL;
}

// The argument where it has a value of the type, else NULL.
static const Vec *value_of(const gzt_call *c, uint32_t i, TypeTag tag) {
    const Vec *v = argument(c, i);
    return v && v->type->tag == tag && !vec_missing(v, c->place) ? v : NULL;
}

uint32_t gzt_args(const gzt_call *c) { return c ? c->nargs : 0; }

int32_t gzt_arg_type(const gzt_call *c, uint32_t i) {
    const Vec *v = argument(c, i);
    return v ? (int32_t)v->type->tag : GZT_NULL;
}

bool gzt_arg_missing(const gzt_call *c, uint32_t i) {
    const Vec *v = argument(c, i);
    return !v || vec_missing(v, c->place);
}

const char *gzt_arg_text(const gzt_call *c, uint32_t i, size_t *n) {
    bool there = argument(c, i) && c->texts[i].p;
    if (n) *n = there ? c->texts[i].n : 0;
    return there ? c->texts[i].p : "";
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
    const Vec *v = argument(c, i);
    return v && v->type->tag == TY_TRUTH ? v->d.truth[vec_place(v, c->place)] : UNKNOWN;
}

bool gzt_arg_date(const gzt_call *c, uint32_t i, int64_t instants[4]) {
    const Vec *v = value_of(c, i, TY_DATE);
    memset(instants, 0, 4 * sizeof *instants);
    if (!v) return false;
    Date d = run_date(c->run, v->d.u32[vec_place(v, c->place)]);
    instants[0] = d.es, instants[1] = d.ls, instants[2] = d.ee, instants[3] = d.le;
    return true;
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

// Whether an answer of the type can be given here.
static bool takes(gzt_call *c, TypeTag tag) {
    if (!c || !c->out) return false;
    if (c->out->type->tag == tag) return true;
    refuse(c, "the answer has another type than the function declares");
    return false;
}

static gzt_status answered(gzt_call *c) {
    if (c->out->valid) c->out->valid[c->place] = 1;
    return GZT_OK;
}

// Texts and dates are made in the run's memory. Where that runs out the work must not leave across
// the host's callback: it comes back here, and the kernel leaves when the callback has returned.
static gzt_status put_made(gzt_call *c, Str s, TypeTag tag) {
    Run *r = c->run;
    ArenaMark mark = arena_mark(r->scratch);
    bool good = true;
    DateError why;
    Date d;
    Guard *outer = r->guard, *keep = r->keep.guard, *scratch = r->scratch->guard, local;
    r->guard = r->keep.guard = r->scratch->guard = &local;
    local.tick = NULL; // a cancel is heard when the callback has returned
    if (setjmp(local.at) == 0) {
        if (tag == TY_TEXT)
            c->out->d.u32[c->place] = run_intern(r, s);
        else if ((good = date_text(r->scratch, s, &d, &why)))
            c->out->d.u32[c->place] = run_date_id(r, &d);
        arena_release(r->scratch, mark);
    } else {
        c->lost = local.status;
        c->lost_what = local.what;
    }
    r->guard = outer;
    r->keep.guard = keep;
    r->scratch->guard = scratch;
    if (!good) return refuse(c, "the text is not a date");
    return c->lost == ST_OK ? GZT_OK : (gzt_status)c->lost;
}

gzt_status gzt_return_text(gzt_call *c, const char *p, size_t n) {
    if (!takes(c, TY_TEXT)) return GZT_MISUSE;
    if (!p) return gzt_return_missing(c);
    if (n == SIZE_MAX) n = strlen(p);
    Str s = {p, n > UINT32_MAX / 2 ? 0 : (uint32_t)n};
    if (n > UINT32_MAX / 2) return refuse(c, "the text is too long");
    if (utf8_invalid_at(s) < s.n) return refuse(c, "the text is not UTF-8");
    return put_made(c, s, TY_TEXT);
}

gzt_status gzt_return_date(gzt_call *c, const char *edtf, size_t n) {
    if (!takes(c, TY_DATE)) return GZT_MISUSE;
    if (!edtf) return gzt_return_missing(c);
    if (n == SIZE_MAX) n = strlen(edtf);
    if (n > UINT32_MAX / 2) return refuse(c, "the text is too long");
    Str s = {edtf, (uint32_t)n};
    if (utf8_invalid_at(s) < s.n) return refuse(c, "the text is not a date");
    return put_made(c, s, TY_DATE);
}

gzt_status gzt_return_int(gzt_call *c, int64_t value) {
    if (c && c->out && c->out->type->tag == TY_REAL) return gzt_return_real(c, (double)value);
    if (!takes(c, TY_INT)) return GZT_MISUSE;
    c->out->d.i64[c->place] = value;
    return answered(c);
}

gzt_status gzt_return_real(gzt_call *c, double value) {
    if (!takes(c, TY_REAL)) return GZT_MISUSE;
    if (value - value != 0) return refuse(c, "the number is not finite");
    c->out->d.f64[c->place] = value;
    return answered(c);
}

gzt_status gzt_return_truth(gzt_call *c, int32_t value) {
    if (!takes(c, TY_TRUTH)) return GZT_MISUSE;
    if (value < 0 || value > 2) return refuse(c, "a truth is 0, 1 or 2");
    c->out->d.truth[c->place] = (uint8_t)value;
    return GZT_OK;
}

gzt_status gzt_return_missing(gzt_call *c) {
    if (!c || !c->out) return GZT_MISUSE;
    if (c->out->valid) c->out->valid[c->place] = 0;
    if (c->out->type->tag == TY_TRUTH)
        c->out->d.truth[c->place] = UNKNOWN;
    else if (vec_width(c->out->type) == sizeof(uint32_t))
        c->out->d.u32[c->place] = 0;
    return GZT_OK;
}

// ---- registering ----------------------------------------------------------------------------

static gzt_status taken(gzt_session *s, gzt_error *err, ErrorCode code, const char *message,
                        const char *name) {
    (void)s;
    error_misuse(err, "");
    gzt_status st = (gzt_status)error_info[code].status;
    if (!err) return st;
    size_t n = strlen(message), room = sizeof err->message - n - 4, k = strlen(name);
    if (k > room) k = 0;
    err->status = st;
    memcpy(err->code, error_info[code].code, sizeof "E0000");
    memcpy(err->message, message, n + 1);
    if (k) {
        err->message[n] = ' ';
        err->message[n + 1] = '\'';
        memcpy(err->message + n + 2, name, k);
        memcpy(err->message + n + 2 + k, "'", 2);
    }
    return st;
}

// Whether the language reads the text as one name, or as a call of it.
static bool reads_as(gzt_session *s, const char *name, bool call) {
    Arena *a = &s->arena;
    Diags diags;
    diags_init(&diags, a);
    Str text = call ? str_printf(a, "%s(1)", name) : str_of(name);
    Source *src = source_new(a, STR(""), text);
    if (source_invalid_at(src) < src->text.n) return false;
    ParseLimits limits = {.text = 256, .height = 10, .nodes = 20};
    const Program *p = parse(a, src, PARSE_FILE, limits, &diags);
    if (!p || diags.count || !p->statements || p->statements->next) return false;
    const Node *n = p->statements->tag == T_QUERY ? p->statements->a->a : NULL;
    return n && n->tag == (call ? N_CALL : N_NAME) && str_is(n->text, name);
}

static bool is_form(Str name) {
    static const char *const forms[] = {"any", "all", "maybe", "unknown", "date", "it"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (str_is(name, forms[i])) return true;
    return later_function(name) != NULL;
}

static HostFn *new_host(gzt_session *s, const char *name, const char *signature, Kernel *kernel) {
    HostFn *h = ARENA_NEW(&s->arena, HostFn);
    h->def = (FnDef){.sig = {.name = str_dup(&s->arena, str_of(name)).p,
                             .signature = str_dup(&s->arena, str_of(signature)).p,
                             .help = "a function of the host",
                             .example = "",
                             .result = "",
                             .flags = FN_CAN_FAIL},
                     .kernel = kernel};
    h->session = s;
    return h;
}

static void add_host(gzt_session *s, HostFn *h, void *user, void (*destroy)(void *)) {
    h->user = user;
    h->destroy = destroy;
    h->older = s->host;
    s->host = h;
}

// Texts prepared so far keep the list that they were checked by.
static void add_signature(gzt_session *s, const FnSig *sig) {
    uint32_t n = s->catalog.nfunctions;
    const FnSig **all = ARENA_ARRAY(&s->arena, const FnSig *, n + 1);
    if (n) memcpy(all, s->catalog.functions, n * sizeof *all);
    all[n] = sig;
    s->catalog.functions = s->signatures = all;
    s->catalog.nfunctions = n + 1;
}

typedef struct Registering {
    gzt_session *s;
    const char *name, *signature;
    uint32_t flags;
    Kernel *kernel;
    HostFn *made;
} Registering;

static gzt_status register_function(Registering *g, gzt_error *err) {
    gzt_session *s = g->s;
    uint32_t many;
    const char *wrong = sig_wrong(s->catalog.schema, g->signature);
    if (wrong) return error_misuse(err, wrong);
    if (g->flags & ~(uint32_t)GZT_FN_MISSING) return error_misuse(err, "there is no such flag");
    if (strlen(g->name) > 100 || !reads_as(s, g->name, true) || is_form(str_of(g->name)))
        return taken(s, err, E0206, "no function can have the name", g->name);
    if (sig_find(&s->catalog, str_of(g->name), &many) != UINT32_MAX)
        return taken(s, err, E0206, "there is a function", g->name);
    g->made = new_host(s, g->name, g->signature, g->kernel);
    if (g->flags & GZT_FN_MISSING) g->made->def.sig.flags |= FN_RAW;
    return GZT_OK;
}

static size_t word_length(const char *p) {
    size_t n = 0;
    while (p[n] && p[n] != ':' && p[n] != ',' && p[n] != ' ') n++;
    return n;
}

// "id: text, total: int" as a record type; NULL if it is not that.
static const Type *columns_type(gzt_session *s, const char *p) {
    TypeField fields[64];
    uint32_t n = 0;
    for (;;) {
        while (*p == ' ') p++;
        size_t len = word_length(p);
        if (n == 64 || p[len] != ':' || len > 100) return NULL;
        Str name = str_dup(&s->arena, (Str){p, (uint32_t)len});
        if (!reads_as(s, name.p, false) || str_is(name, "it")) return NULL;
        for (uint32_t i = 0; i < n; i++)
            if (str_eq(fields[i].name, name)) return NULL;
        p += len + 1;
        while (*p == ' ') p++;
        len = word_length(p);
        const Type *t = sig_basic((Str){p, (uint32_t)len});
        if (!t || t->tag == TY_ENTITY || t->tag == TY_DURATION) return NULL;
        fields[n++] = (TypeField){name, t};
        p += len;
        while (*p == ' ') p++;
        if (!*p) break;
        if (*p++ != ',') return NULL;
    }
    return type_list(&s->arena,
                     type_record(&s->arena, arena_dup(&s->arena, fields, sizeof fields), n));
}

static gzt_status register_table(Registering *g, gzt_error *err) {
    gzt_session *s = g->s;
    const Type *type;
    Str name = str_of(g->name);
    if (strlen(g->name) > 100 || !reads_as(s, g->name, false) || str_is(name, "it"))
        return taken(s, err, E0206, "no table can have the name", g->name);
    if (schema_collection(s->catalog.schema, name) != KIND_ANY || session_table(s, name, &type))
        return taken(s, err, E0206, "there is a collection", g->name);
    type = columns_type(s, g->signature);
    if (!type)
        return error_misuse(err, "columns are written \"id: text, total: int\", of the types text, "
                                 "int, real, truth and date");
    g->made = new_host(s, g->name, g->signature, g->kernel);
    g->made->def.sig.flags |= FN_RAW;
    g->made->type = type;
    return GZT_OK;
}

// Checks, and makes g->made; nothing is registered where it fails.
static gzt_status try_register(Registering *g, gzt_error *err) {
    if (session_busy(g->s, err)) return GZT_MISUSE;
    session_begin(g->s);
    if (setjmp(g->s->guard.at)) return session_failed(g->s, err);
    bool table = g->kernel == host_table_kernel;
    gzt_status st = table ? register_table(g, err) : register_function(g, err);
    if (st == GZT_OK && !table) add_signature(g->s, &g->made->def.sig);
    return st;
}

static gzt_status missing_argument(gzt_error *err) {
    return error_misuse(err, "a session, a name, a signature and a function are needed");
}

gzt_status gzt_register(gzt_session *s, const char *name, const char *signature, uint32_t flags,
                        gzt_function_row fn, void *user, void (*destroy)(void *user),
                        gzt_error *err) {
    error_clear(err);
    Registering g = {s, name, signature, flags, host_row_kernel, NULL};
    gzt_status st = s && name && signature && fn ? try_register(&g, err) : missing_argument(err);
    if (st == GZT_OK) {
        g.made->row = fn;
        add_host(s, g.made, user, destroy);
    } else if (destroy) {
        destroy(user);
    }
    return st;
}

gzt_status gzt_register_batch(gzt_session *s, const char *name, const char *signature,
                              uint32_t flags, gzt_function_batch fn, void *user,
                              void (*destroy)(void *user), gzt_error *err) {
    error_clear(err);
    Registering g = {s, name, signature, flags, host_batch_kernel, NULL};
    gzt_status st = s && name && signature && fn ? try_register(&g, err) : missing_argument(err);
    if (st == GZT_OK) {
        g.made->batch = fn;
        add_host(s, g.made, user, destroy);
    } else if (destroy) {
        destroy(user);
    }
    return st;
}

gzt_status gzt_register_table(gzt_session *s, const char *name, const char *columns,
                              gzt_table_next next, void *user, void (*destroy)(void *user),
                              gzt_error *err) {
    error_clear(err);
    Registering g = {s, name, columns, 0, host_table_kernel, NULL};
    gzt_status st = s && name && columns && next ? try_register(&g, err) : missing_argument(err);
    if (st == GZT_OK) {
        g.made->next = next;
        add_host(s, g.made, user, destroy);
    } else if (destroy) {
        destroy(user);
    }
    return st;
}

const FnSig *session_table(void *user, Str name, const Type **type) {
    const gzt_session *s = user;
    for (const HostFn *h = s->host; h; h = h->older) {
        if (!h->type || !str_is(name, h->def.sig.name)) continue;
        *type = h->type;
        return &h->def.sig;
    }
    return NULL;
}

void session_hosts_free(gzt_session *s) {
    for (const HostFn *h = s->host; h; h = h->older)
        if (h->destroy) h->destroy(h->user);
    s->host = NULL;
}

// ---- the authorizer -------------------------------------------------------------------------

static Reading may_read(void *user, uint32_t kind, uint32_t field) {
    gzt_session *s = user;
    uint8_t *known = &s->readings[kind][field];
    if (*known) return (Reading)(*known - 1);
    const gzt_archive *a = s->archive;
    s->busy = true;
    int32_t answer = s->authorizer(s->authorizer_user, a->kinds[kind], a->fields[kind][field]);
    s->busy = false;
    Reading r = answer == GZT_FIELD_OPEN     ? READ_OPEN
                : answer == GZT_FIELD_HIDDEN ? READ_HIDDEN
                                             : READ_DENIED;
    *known = (uint8_t)(1 + r);
    return r;
}

// Nothing is known yet.
static bool forget_readings(gzt_session *s) {
    session_alone(s);
    if (setjmp(s->guard.at)) return false;
    const Schema *schema = s->catalog.schema;
    uint8_t **all = ARENA_ARRAY(&s->arena, uint8_t *, schema->nkinds + 1);
    for (uint32_t k = 0; k < schema->nkinds; k++)
        all[k] = arena_zero(&s->arena, schema->kinds[k]->nfields + 1);
    s->readings = all;
    return true;
}

gzt_status gzt_session_authorizer(gzt_session *s, gzt_authorizer fn, void *user) {
    if (!s || s->busy || s->asked) return GZT_MISUSE;
    if (!forget_readings(s)) return GZT_NOMEM;
    s->authorizer = fn;
    s->authorizer_user = user;
    s->catalog.may_read = fn ? may_read : NULL;
    return GZT_OK;
}

const uint8_t *session_nameless(gzt_session *s, Arena *a) {
    if (!s->authorizer) return NULL;
    const Schema *schema = s->catalog.schema;
    uint8_t *closed = arena_zero(a, schema->nkinds + 1);
    for (uint32_t k = 0; k < schema->nkinds; k++)
        closed[k] = catalog_may_read(&s->catalog, k, schema->kinds[k]->label_field) != READ_OPEN;
    return closed;
}
