// What a host adds to a session and keeps from it: functions and tables of its own (their calls:
// host.c; the values that pass in one: api_call.c), and the authorizer. Must not know how calls are
// run.
#include <string.h>

#include "lang/check_sig.h"
#include "lang/complete.h"
#include "runtime/env.h"
#include "runtime/host.h"

bool session_busy(const gzt_session *s, gzt_error *err) {
    if (!s->busy) return false;
    error_misuse(err, "a callback must not enter the session that it was called from");
    return true;
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
                             .help = kernel == host_table_kernel ? "a table of the host"
                                                                 : "a function of the host",
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
    s->epoch++;
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
    enum { COLUMNS_MAX = 64 };
    TypeField *fields = ARENA_ARRAY(&s->arena, TypeField, COLUMNS_MAX);
    uint32_t n = 0;
    for (;;) {
        while (*p == ' ') p++;
        size_t len = word_length(p);
        if (n == COLUMNS_MAX || p[len] != ':' || len > 100) return NULL;
        Str name = str_dup(&s->arena, (Str){p, (uint32_t)len});
        if (!reads_as(s, name.p, false) || str_is(name, "it")) return NULL;
        for (uint32_t i = 0; i < n; i++)
            if (str_eq(fields[i].name, name)) return NULL;
        p += len + 1;
        while (*p == ' ') p++;
        len = word_length(p);
        const Type *t = sig_type(s->catalog.schema, (Str){p, (uint32_t)len});
        if (!t) return NULL;
        fields[n++] = (TypeField){name, t};
        p += len;
        while (*p == ' ') p++;
        if (!*p) break;
        if (*p++ != ',') return NULL;
    }
    return type_list(&s->arena, type_record(&s->arena, fields, n));
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
                                 "int, real, truth, date, duration, entity and kinds");
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

gzt_status gzt_register_help(gzt_session *s, const char *name, const char *help,
                             const char *example, const char *result, gzt_error *err) {
    error_clear(err);
    if (!s || !name || !help) return error_misuse(err, "a session, a name and a help are needed");
    if (session_busy(s, err)) return GZT_MISUSE;
    session_begin(s);
    if (setjmp(s->guard.at)) return session_failed(s, err);
    Str known[] = {str_of(help), str_of(example ? example : ""), str_of(result ? result : "")};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (utf8_invalid_at(known[i]) < known[i].n)
            return error_misuse(err, "a help and an example are UTF-8");
        known[i] = str_dup(&s->arena, known[i]);
    }
    bool found = false;
    for (HostFn *h = s->host; h; h = h->older) {
        if (strcmp(h->def.sig.name, name) != 0) continue;
        h->def.sig.help = known[0].p;
        h->def.sig.example = known[1].p;
        h->def.sig.result = known[2].p;
        found = true;
    }
    return found ? GZT_OK : taken(s, err, E0203, "the host has registered nothing called", name);
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

// ---- the list of functions ------------------------------------------------------------------

// Read anew whenever the list is begun: texts define functions meanwhile.
static bool list_defined(gzt_session *s) {
    s->ndefined = 0;
    arena_reset(&s->defined_arena);
    if (setjmp(s->defined_guard.at)) return false;
    Arena *a = &s->defined_arena;
    FnSig sig, *all = NULL;
    size_t cap = 0;
    uint32_t n = 0;
    for (; env_function(s->env, n, a, &sig); n++) {
        all = arena_grow(a, all, &cap, (size_t)n + 1, sizeof *all);
        all[n] = sig;
    }
    s->defined = all;
    s->ndefined = n;
    return true;
}

const FnSig *session_function(gzt_session *s, uint32_t i) {
    uint32_t n = s->catalog.nfunctions;
    if (i < n) return s->catalog.functions[i];
    if (s->busy || (i == n && !list_defined(s))) return NULL;
    return i - n < s->ndefined ? &s->defined[i - n] : NULL;
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
    s->epoch++;
    s->authorizer_user = user;
    s->catalog.may_read = fn ? may_read : NULL;
    return GZT_OK;
}

const uint8_t *session_nameless(gzt_session *s, Arena *a) {
    if (!s->authorizer) return NULL;
    const Schema *schema = s->catalog.schema;
    uint8_t *closed = arena_zero(a, schema->nkinds + 1);
    for (uint32_t k = 0; k < schema->nkinds; k++) {
        const Kind *kind = schema->kinds[k];
        uint32_t also = kind_field(kind, STR("also"));
        bool open = also == UINT32_MAX || catalog_may_read(&s->catalog, k, also) == READ_OPEN;
        if (!open) closed[k] |= HIDDEN_ALSO;
        if (catalog_may_read(&s->catalog, k, kind->label_field) != READ_OPEN)
            closed[k] |= HIDDEN_LABEL;
    }
    return closed;
}
