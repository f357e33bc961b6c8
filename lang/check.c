// Statements and definitions: what a text leaves behind (let, fn, param, set, use), what it runs
// (queries, asserts), and the last query that a line beginning with | continues.
#include "lang/check.h"

#include <string.h>

#include "lang/calendar.h"
#include "lang/check_internal.h"
#include "lang/complete.h"

Env *env_new(Arena *arena, const Catalog *catalog, Circa circa) {
    Env *env = ARENA_NEW(arena, Env);
    env->cat = catalog;
    env->set = settings_usual(circa);
    env->before = ARENA_NEW(arena, Env);
    return env;
}

const Param *env_param(const Env *env, uint32_t i) {
    uint32_t newer = 0; // than the one looked for; the list begins with the newest
    for (const Def *d = env->defs; d; d = d->older) newer += d->tag == DEF_PARAM;
    if (i >= newer) return NULL;
    newer -= i + 1;
    const Def *d = env->defs;
    while (d->tag != DEF_PARAM || newer--) d = d->older;
    return d->param;
}

// ---- definitions ----------------------------------------------------------------------------

static Def *define(Chk *c, int tag, const Node *n) {
    Def *d = ARENA_NEW(c->arena, Def);
    d->tag = (uint8_t)tag;
    d->name = n->text;
    d->older = c->defs;
    d->source = c->src;
    d->span = n->span;
    c->defs = d;
    c->env->defines = true;
    return d;
}

static bool reserved_name(Chk *c, const Node *n) {
    static const char *const reserved[] = {"it", "_", "archive", "id"};
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++) {
        if (!str_is(n->text, reserved[i])) continue;
        chk_error(c, E0206, n, n->at, NULL, "'%.*s' is reserved and cannot be given to anything",
                  STR_FMT(n->text));
        return true;
    }
    return false;
}

// Whether an earlier text of the session defined it: then this one defines it anew.
static bool from_before(const Chk *c, const Def *old) {
    for (const Def *d = c->base; d; d = d->older)
        if (d == old) return true;
    return false;
}

static bool may_define(Chk *c, const Node *n, int tag) {
    guard_work(c->arena->guard, 256); // it is looked for among all
    Str name = n->text;
    if (reserved_name(c, n)) return false;
    if (tag != DEF_FN && schema_collection(c->cat->schema, name) != KIND_ANY) {
        Diag *d;
        chk_error(c, E0206, n, n->at, &d, "'%.*s' is a collection of the archive", STR_FMT(name));
        chk_hint(c, d, "choose another name");
        return false;
    }
    const Def *old = find_def(c->defs, name, tag == DEF_FN ? DEF_FN : -1);
    if (!old || c->options.repl || from_before(c, old)) return true;
    Diag *d;
    chk_error(c, E0206, n, n->at, &d, "'%.*s' is defined already", STR_FMT(name));
    Place at = source_place(old->source, old->span.at);
    chk_note(c, d, "first at line %u", at.line);
    return false;
}

static bool literal_node(const Node *n) {
    switch (n->tag) {
    case N_INT:
    case N_REAL:
    case N_TEXT:
    case N_DATE:
    case N_DURATION:
    case N_TRUTH: return true;
    case N_NEG: return literal_node(n->a);
    case N_RANGE: return (!n->a || literal_node(n->a)) && (!n->b || literal_node(n->b));
    case N_LIST:
        for (const Node *k = n->list; k; k = k->next)
            if (!literal_node(k)) return false;
        return n->list != NULL;
    default: return false;
    }
}

static bool do_let(Chk *c, const Node *n) {
    if (!may_define(c, n, DEF_LET)) return false;
    Let *let = ARENA_NEW(c->arena, Let);
    let->name = n->text;
    let->circa = c->set.circa;
    let->source = c->src;
    let->span = n->span;
    const Node *value = bare_value(n->a);
    if (literal_node(value)) let->literal = value;
    bool range = value->tag == N_RANGE && let->literal;
    if (!range) { // a range of numbers has no type of its own; it is checked where it is used
        let->expr = check_expr(c, NULL, n->a);
    }
    // one with an error is known all the same, so that its uses are no further errors
    bool ok = let->expr || range;
    if (!ok) let->literal = NULL;
    let->number = c->env->numbers++;
    define(c, DEF_LET, n)->let = let;
    return ok;
}

static const Node *default_node(const Node *n) { return n->a ? bare_value(n->a) : NULL; }

static const Type *param_type(const Node *t) {
    static const struct {
        const char *name;
        const Type *type;
    } types[] = {{"text", &type_text},        {"int", &type_int},   {"real", &type_real},
                 {"truth", &type_truth},      {"date", &type_date}, {"moment", &type_date},
                 {"duration", &type_duration}};
    if (t->flags & NODE_LIST_TYPE) return NULL;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_is(t->text, types[i].name)) return types[i].type;
    return NULL;
}

static Expr *param_default(Chk *c, const Node *n, const Node *init, const Type *type) {
    bool year = type->tag == TY_DATE && is_year_literal(c, NULL, init);
    Expr *e = year ? check_years(c, NULL, init) : check_value(c, NULL, init);
    Expr *fits = e ? convert(c, e, type) : NULL;
    if (e && !fits)
        chk_error(c, E0302, init, init->span, NULL, "the default of '%.*s' is to be %s, found %s",
                  STR_FMT(n->text), chk_type(c, type), chk_found(c, e));
    return fits;
}

// One with an error is known all the same, so that its uses are no further errors.
static bool do_param(Chk *c, const Node *n) {
    if (!may_define(c, n, DEF_PARAM)) return false;
    Param *p = ARENA_NEW(c->arena, Param);
    p->name = n->text;
    p->source = c->src;
    p->span = n->span;
    p->type = param_type(n->b);
    if (!p->type)
        chk_error(c, E0302, n->b, n->b->span, NULL,
                  "a param is a text, int, real, truth, date or duration");
    const Node *init = default_node(n);
    if (p->type && init) p->init = param_default(c, n, init, p->type);
    bool ok = p->type && (!init || p->init);
    if (!p->type) p->type = &type_null;
    p->number = c->env->numbers++;
    define(c, DEF_PARAM, n)->param = p;
    return ok;
}

static void declare_fn(Chk *c, const Node *n) {
    if (!may_define(c, n, DEF_FN)) return;
    static const char *const forms[] = {"any", "all", "maybe", "unknown", "count", "date"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (!str_is(n->text, forms[i])) continue;
        chk_error(c, E0206, n, n->at, NULL,
                  "'%.*s' is the language's own and cannot be defined anew", STR_FMT(n->text));
        return;
    }
    FnDecl *fn = ARENA_NEW(c->arena, FnDecl);
    fn->name = n->text;
    fn->node = n;
    fn->set = c->set;
    define(c, DEF_FN, n)->fn = fn;
}

// The functions of a file see each other and the lets above them; a body whose types are all stated
// is checked at once.
static bool do_fn(Chk *c, const Node *n) {
    const Def *d = find_def(c->defs, n->text, DEF_FN);
    if (!d || d->fn->node != n) return false;
    d->fn->seen = c->defs;
    d->fn->set = c->set;
    bool typed = true;
    for (const Node *p = n->list; p; p = p->next) {
        typed = typed && p->b;
        if (reserved_name(c, p)) return false;
        for (const Node *q = n->list; q != p; q = q->next)
            if (str_eq(p->text, q->text))
                return chk_error(c, E0206, p, p->span, NULL, "there are two parameters '%.*s'",
                                 STR_FMT(p->text)),
                       false;
    }
    if (!typed) return true;
    return check_declared(c, d->fn);
}

// ---- statements -----------------------------------------------------------------------------

typedef struct Out {
    Checked *checked;
    Statement **last;
} Out;

static Statement *add_statement(Chk *c, Out *out, StatementTag tag, const Node *n) {
    Statement *st = ARENA_NEW(c->arena, Statement);
    st->tag = (uint8_t)tag;
    st->source = c->src;
    st->span = n->span;
    *out->last = st;
    out->last = &st->next;
    return st;
}

// The query without `as` and `save`, for a later line that begins with |.
static const Node *without_output(Chk *c, const Node *pipe) {
    Node *copy = arena_dup(c->arena, pipe, sizeof *pipe);
    Node **at = &copy->list;
    for (const Node *k = pipe->list; k && k->tag != S_AS && k->tag != S_SAVE;
         k = k->next, at = &(*at)->next)
        *at = arena_dup(c->arena, k, sizeof *k);
    *at = NULL;
    return copy;
}

static bool do_query(Chk *c, const Node *pipe, const Node *n, Out *out) {
    Pipe *p = check_pipe(c, NULL, pipe, true);
    if (!p) return false;
    add_statement(c, out, DO_QUERY, n)->query = p;
    if (c->options.repl) {
        c->env->last = without_output(c, pipe);
        c->env->last_defs = c->defs;
        c->env->last_set = c->set;
        c->env->defines = true;
    }
    return true;
}

// The last query's pipeline followed by more stages.
static const Node *continued(Chk *c, const Node *last, const Node *stages) {
    Node *copy = (Node *)without_output(c, last);
    Node **at = &copy->list;
    while (*at) at = &(*at)->next;
    *at = (Node *)stages;
    return copy;
}

static bool do_continue(Chk *c, const Node *n, Out *out) {
    if (!c->options.repl || !c->env->last) {
        Diag *d;
        chk_error(c, E0313, n, n->span, &d, "there is no query to continue");
        chk_hint(c, d, "begin with a collection, such as people | …");
        return false;
    }
    const Def *defs = c->defs;
    Settings set = c->set;
    c->defs = c->env->last_defs;
    c->set = c->env->last_set;
    bool ok = do_query(c, continued(c, c->env->last, n->list), n, out);
    c->defs = defs;
    c->set = set;
    return ok;
}

static Expr *check_message(Chk *c, const Node *n) {
    Expr *e = check_expr(c, NULL, n), *text = e ? convert(c, e, &type_text) : NULL;
    if (!e || text) return text;
    Diag *d;
    chk_error(c, E0302, n, n->span, &d, "the message of an assertion is a text, found %s",
              chk_found(c, e));
    if (e->type->tag == TY_LIST)
        chk_hint(c, d, "\"missing: \" + join(%.*s, \", \")", STR_FMT(chk_words(n)));
    return NULL;
}

static bool do_assert(Chk *c, const Node *n, Out *out) {
    Expr *e = check_condition(c, NULL, n->a), *message = n->b ? check_message(c, n->b) : NULL;
    if (!e || (n->b && !message)) return false;
    Statement *st = add_statement(c, out, DO_ASSERT, n->a);
    st->condition = e;
    st->message = message;
    return true;
}

static bool check_statements(Chk *c, const Program *p, Out *out, bool used);

// A text is used once, by however many ways it is named: twice the same, or in a circle.
static bool used_already(Chk *c, const Source *src) {
    for (const Used *u = c->used; u; u = u->next)
        if (str_eq(u->source->text, src->text)) return true;
    Used *u = ARENA_NEW(c->arena, Used);
    *u = (Used){src, c->used};
    c->used = u;
    return false;
}

static bool do_use(Chk *c, const Node *n, Out *out) {
    if (!c->options.use)
        return chk_error(c, E0801, n, n->span, NULL, "files cannot be used here"), false;
    if (c->uses >= 16)
        return chk_error(c, E0111, n, n->span, NULL, "files use each other too deeply here"), false;
    uint32_t errors = c->diags->count;
    Program *p = c->options.use(c->options.use_user, n->text, c->src, n->span);
    if (!p) {
        if (c->diags->count == errors)
            chk_error(c, E0801, n, n->span, NULL, "cannot read \"%.*s\"", STR_FMT(n->text));
        return false;
    }
    if (c->diags->count != errors) return false;
    if (used_already(c, p->source)) return true;
    const Source *src = c->src;
    bool repl = c->options.repl;
    c->uses++;
    c->options.repl = false;
    bool ok = check_statements(c, p, out, true);
    c->options.repl = repl;
    c->uses--;
    c->src = src;
    return ok;
}

// Said once, however many facts the text holds.
static bool misplaced_fact(Chk *c, const Node *n, bool used) {
    if (used) return chk_later(c, n, n->span, "facts in a used file are"), false;
    static const char message[] =
        "facts and kinds belong in a file of their own, not among queries";
    for (uint32_t i = 0; i < c->diags->count; i++)
        if (str_is(c->diags->items[i].message, message)) return false;
    Str file = n->source->name.n ? n->source->name : STR("FILE");
    Diag *d;
    chk_error(c, E0313, n, n->span, &d, "%s", message);
    chk_hint(c, d, "open them as an archive: gazette %.*s, or .open %.*s", STR_FMT(file),
             STR_FMT(file));
    return false;
}

static bool check_statement(Chk *c, const Node *n, Out *out, bool used) {
    switch ((NodeTag)n->tag) {
    case T_QUERY: {
        const Node *pipe = n->a;
        if (used)
            return chk_error(c, E0313, n, n->span, NULL,
                             "a used file holds definitions, not queries"),
                   false;
        if (c->options.repl && c->env->last && pipe->a->tag == N_NAME && str_is(pipe->a->text, "_"))
            pipe = continued(c, c->env->last, pipe->list);
        return do_query(c, pipe, n, out);
    }
    case T_CONTINUE: return do_continue(c, n, out);
    case T_GAZETTE:
        if (n->num.i == 1) return true;
        return chk_error(c, E0313, n, n->span, NULL, "this is Gazette language version 1"), false;
    case T_LET: return do_let(c, n);
    case T_FN: return do_fn(c, n);
    case T_PARAM: return do_param(c, n);
    case T_USE: return do_use(c, n, out);
    case T_SET: return check_set(c, n);
    case T_ASSERT: return do_assert(c, n, out);
    case T_EXPECT: return chk_later(c, n, n->span, "expect is"), false;
    default: return misplaced_fact(c, n, used);
    }
}

static bool check_statements(Chk *c, const Program *p, Out *out, bool used) {
    bool ok = true;
    c->src = p->source;
    for (const Node *n = p->statements; n; n = n->next)
        if (n->tag == T_FN) declare_fn(c, n);
    for (const Def *d = c->defs; d; d = d->older)
        if (d->tag == DEF_FN && !d->fn->seen) d->fn->seen = c->defs; // until its own line is read
    for (const Node *n = p->statements; n; n = n->next) {
        c->src = p->source;
        ok = check_statement(c, n, out, used) && ok;
    }
    return ok;
}

// Bodies that were checked for a text with errors are taken back.
static void forget_added(Env *env) {
    for (Instance *k = env->added; k; k = k->added) {
        Instance **at = &k->decl->instances;
        while (*at && *at != k) at = &(*at)->next;
        if (*at) *at = k->next;
    }
    env->added = NULL;
}

void env_settle(Env *env) {
    env->open = false;
    env->added = NULL;
}

void env_take_back(Env *env) {
    if (!env->open) return;
    forget_added(env);
    *env = *env->before;
}

Checked *check_program(Env *env, Arena *arena, const Program *p, CheckOptions options, Diags *diags,
                       bool *defines) {
    env->added = NULL;
    *env->before = *env;
    env->open = true;
    env->defines = false;
    if (!env->numbers) env->numbers = 1; // 0: no place in the run's cache
    uintptr_t stack = 0;
    Chk c = {.stack = &stack,
             .env = env,
             .cat = env->cat,
             .arena = arena,
             .diags = diags,
             .options = options,
             .src = p->source,
             .defs = env->defs,
             .base = env->defs,
             .set = env->set};
    Checked *checked = ARENA_NEW(arena, Checked);
    Out out = {checked, &checked->statements};
    used_already(&c, p->source);
    uint32_t errors = diags->count;
    bool ok = check_statements(&c, p, &out, false) && diags->count == errors && !options.only_look;
    *defines = env->defines;
    if (!ok) {
        env_take_back(env);
        return NULL;
    }
    env->defs = c.defs;
    env->set = c.set;
    checked->numbers = env->numbers;
    return checked;
}

const Pipe *check_look(Env *env, Arena *arena, const Program *p, bool repl, Diags *diags) {
    bool defines;
    Checked *c = check_program(env, arena, p, (CheckOptions){.repl = repl}, diags, &defines);
    env_take_back(env); // what it checked of the session's functions lies in an arena that goes
    return c && c->statements && c->statements->tag == DO_QUERY ? c->statements->query : NULL;
}

bool env_definition(const Env *env, uint32_t i, Str *name, const char **what) {
    const Def *d = env->defs;
    while (d && i--) d = d->older;
    if (!d) return false;
    *name = d->name;
    *what = d->tag == DEF_LET ? "let" : d->tag == DEF_PARAM ? "param" : "function";
    return true;
}
