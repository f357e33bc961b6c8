// Functions that a query defines: one checked body for each combination of argument types.
#include <string.h>

#include "lang/check_internal.h"
#include "lang/complete.h"

static const Type *declared_type(Chk *c, const Node *t) {
    static const struct {
        const char *name;
        const Type *type;
    } basics[] = {{"text", &type_text},         {"int", &type_int},      {"real", &type_real},
                  {"truth", &type_truth},       {"date", &type_date},    {"moment", &type_date},
                  {"duration", &type_duration}, {"entity", &type_entity}};
    const Type *found = NULL;
    for (size_t i = 0; i < sizeof basics / sizeof *basics; i++)
        if (str_is(t->text, basics[i].name)) found = basics[i].type;
    if (!found) {
        uint32_t kind = schema_kind(c->cat->schema, t->text);
        if (kind != KIND_ANY) found = &c->cat->schema->kinds[kind]->type;
    }
    if (!found) {
        Diag *d;
        chk_error(c, E0209, t, t->span, &d, "there is no type or kind '%.*s'", STR_FMT(t->text));
        Near near;
        near_init(&near, t->text);
        for (size_t i = 0; i < sizeof basics / sizeof *basics; i++)
            near_try(&near, str_of(basics[i].name));
        for (uint32_t i = 0; i < c->cat->schema->nkinds; i++)
            near_try(&near, c->cat->schema->kinds[i]->name);
        if (near.best.n) chk_note(c, d, "did you mean '%.*s'?", STR_FMT(near.best));
        return NULL;
    }
    return t->flags & NODE_LIST_TYPE ? type_list(c->arena, found) : found;
}

// f(a: int, b: text = "x"), as it is declared.
static Str signature(Chk *c, const FnDecl *fn) {
    StrBuf b;
    buf_init(&b, c->arena);
    buf_printf(&b, "%.*s(", STR_FMT(fn->name));
    for (const Node *p = fn->node->list; p; p = p->next) {
        Str words = source_words(fn->node->source, p->span);
        buf_printf(&b, "%.*s%s", STR_FMT(words), p->next ? ", " : "");
    }
    buf_char(&b, ')');
    return buf_str(&b);
}

// The argument for each parameter: by place, then by name, then the default. NULL after an error.
static const Node **match_args(Chk *c, const Node *n, const FnDecl *fn, bool first_given,
                               uint32_t *count) {
    const Node **out = ARENA_ARRAY(c->arena, const Node *, fn->node->count + 2u);
    uint32_t np = 0;
    for (const Node *p = fn->node->list; p; p = p->next) out[np++] = NULL;
    uint32_t i = first_given ? 1 : 0;
    bool ok = true;
    for (const Node *a = n->list; a; a = a->next) {
        uint32_t at = UINT32_MAX;
        if (a->text.n) {
            uint32_t k = 0;
            for (const Node *p = fn->node->list; p; p = p->next, k++)
                if (str_eq(p->text, a->text)) at = k;
        } else if (i < np) {
            at = i++;
        }
        if (at == UINT32_MAX || out[at] || (first_given && at == 0)) {
            Diag *d;
            chk_error(c, E0305, a, a->span, &d,
                      a->text.n ? "'%.*s' has no such argument to give"
                                : "'%.*s' takes fewer arguments",
                      STR_FMT(fn->name));
            chk_hint(c, d, "%.*s", STR_FMT(signature(c, fn)));
            ok = false;
            continue;
        }
        out[at] = a->a;
    }
    *count = np;
    return ok ? out : NULL;
}

// Checks one argument against its parameter's declared type.
static Expr *argument(Chk *c, Scope *s, const Node *value, const Node *param, FnDecl *fn) {
    const Type *want = param->b ? declared_type(c, param->b) : NULL;
    if (param->b && !want) return NULL;
    bool year = want && (want->tag == TY_DATE) && is_year_literal(c, s, value);
    Expr *e = year ? check_years(c, s, value) : check_expr(c, s, value);
    if (!e || !want) return e;
    Expr *k = convert(c, e, want);
    if (k) return k;
    if (want->tag == TY_ENTITY && e->type->tag == TY_ENTITY && e->type->kind == want->kind)
        return e;
    Diag *d;
    chk_error(c, E0305, value, value->span, &d, "'%.*s' wants %s for '%.*s', found %s",
              STR_FMT(fn->name), chk_type(c, want), STR_FMT(param->text), chk_found(c, e));
    return NULL;
}

static Instance *find_instance(FnDecl *fn, Expr **args, uint32_t n) {
    for (Instance *k = fn->instances; k; k = k->next) {
        bool same = k->fn.nparams == n;
        for (uint32_t i = 0; same && i < n; i++)
            same =
                type_same(k->fn.params[i], args[i]->type) && k->fn.written[i] == args[i]->written;
        if (same) return k;
    }
    return NULL;
}

static bool states_all_types(const FnDecl *fn) {
    for (const Node *p = fn->node->list; p; p = p->next)
        if (!p->b) return false;
    return fn->node->b != NULL;
}

static bool check_body(Chk *c, FnDecl *fn, Instance *k, const Node *call) {
    RowColumn *cols = ARENA_ARRAY(c->arena, RowColumn, k->fn.nparams + 1);
    uint32_t i = 0;
    for (const Node *p = fn->node->list; p; p = p->next, i++)
        cols[i] = (RowColumn){.name = p->text,
                              .type = k->fn.params[i],
                              .words = {"", 0},
                              .written = k->fn.written[i]};
    RowType *row = ARENA_NEW(c->arena, RowType);
    row->columns = cols;
    row->ncolumns = k->fn.nparams;
    Scope scope = {.row = row, .params = true};
    Chk in = *c;
    in.defs = fn->seen;
    in.set = fn->set;
    in.src = fn->node->source;
    in.years = false;
    uint32_t errors = c->diags->count;
    Expr *body = check_expr(&in, &scope, fn->node->a);
    const Type *want = fn->node->b ? declared_type(&in, fn->node->b) : NULL;
    if (body && want) {
        Expr *e = convert(&in, body, want);
        if (!e)
            chk_error(&in, E0302, fn->node->a, fn->node->a->span, NULL,
                      "'%.*s' is to give %s, but gives %s", STR_FMT(fn->name), chk_type(&in, want),
                      chk_found(&in, body));
        body = e;
    }
    if (!body && call != fn->node && c->diags->count > errors) {
        Diag *d = &c->diags->items[c->diags->count - 1];
        Place at = source_place(call->source, call->span.at);
        chk_hint(c, d, "%.*s%scalled as %.*s at line %u", STR_FMT(d->hint), d->hint.n ? "; " : "",
                 STR_FMT(chk_words(call)), at.line);
    }
    k->fn.body = body;
    if (body) k->fn.result = body->type;
    return body != NULL;
}

static Instance *instance_of(Chk *c, FnDecl *fn, Expr **args, uint32_t n, const Node *call) {
    Instance *k = find_instance(fn, args, n);
    if (k) {
        if (!k->busy && !k->fn.body) return NULL; // its errors are reported already
        if (k->busy && !states_all_types(fn))
            return chk_error(
                c, E0311, call, call->at, NULL,
                "'%.*s' calls itself, so it must state the types of its parameters and its result",
                STR_FMT(fn->name));
        return k;
    }
    k = ARENA_NEW(c->arena, Instance);
    k->fn.name = fn->name;
    k->fn.nparams = n;
    k->fn.params = ARENA_ARRAY(c->arena, const Type *, n + 1);
    k->fn.written = ARENA_ARRAY(c->arena, bool, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        k->fn.params[i] = args[i]->type;
        k->fn.written[i] = args[i]->written;
    }
    k->fn.span = fn->node->span;
    k->fn.result = fn->node->b ? declared_type(c, fn->node->b) : &type_null;
    if (!k->fn.result) return NULL;
    k->decl = fn;
    k->next = fn->instances;
    fn->instances = k;
    k->added = c->env->added;
    c->env->added = k;
    c->env->defines = true;
    k->busy = true;
    bool ok = check_body(c, fn, k, call);
    k->busy = false;
    return ok ? k : NULL;
}

// A function whose parameters all have types is checked where it is declared, called or not.
bool check_declared(Chk *c, FnDecl *fn) {
    uint32_t n = 0;
    for (const Node *p = fn->node->list; p; p = p->next) n++;
    Expr **args = ARENA_ARRAY(c->arena, Expr *, n + 1);
    uint32_t i = 0;
    for (const Node *p = fn->node->list; p; p = p->next, i++) {
        const Type *t = declared_type(c, p->b);
        if (!t) return false;
        args[i] = ARENA_NEW(c->arena, Expr);
        args[i]->type = t;
        if (p->a && !argument(c, NULL, p->a, p, fn)) return false;
    }
    return instance_of(c, fn, args, n, fn->node) != NULL;
}

Expr *call_function(Chk *c, Scope *s, const Node *n, FnDecl *fn, Expr *first) {
    uint32_t count;
    const Node **nodes = match_args(c, n, fn, first != NULL, &count);
    if (!nodes) return NULL;
    Expr **args = ARENA_ARRAY(c->arena, Expr *, count + 1);
    bool ok = true;
    uint32_t i = 0;
    for (const Node *p = fn->node->list; p; p = p->next, i++) {
        if (i == 0 && first) {
            args[i] = first;
            continue;
        }
        const Node *value = nodes[i] ? nodes[i] : p->a;
        if (!value) {
            Diag *d;
            chk_error(c, E0305, n, n->at, &d, "'%.*s' needs a value for '%.*s'", STR_FMT(fn->name),
                      STR_FMT(p->text));
            return NULL;
        }
        args[i] = argument(c, nodes[i] ? s : NULL, value, p, fn);
        if (args[i] && args[i]->type->tag == TY_NULL) args[i] = convert(c, args[i], &type_text);
        ok = ok && args[i];
    }
    if (!ok) return NULL;
    Instance *k = instance_of(c, fn, args, count, n);
    if (!k) return NULL;
    Expr *e = mk(c, X_USER, k->fn.result, n, count);
    for (i = 0; i < count; i++) e->args[i] = args[i];
    e->u.user = &k->fn;
    e->can_fail = true;
    mk_done(e);
    return e;
}

// ---- what there is --------------------------------------------------------------------------

// A piece of a definition on one line, cut where it is long.
static void add_written(StrBuf *out, const Source *src, Span span, uint32_t most) {
    size_t from = out->n;
    for (uint32_t i = span.at; i < span.at + span.len; i++) {
        char c = src->text.p[i];
        bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        bool starts = ((unsigned char)c & 0xc0) != 0x80;
        if (starts && out->n - from >= most) {
            buf_addc(out, " …");
            return;
        }
        if (blank && out->n > from && out->p[out->n - 1] == ' ') continue;
        buf_char(out, blank ? ' ' : c);
    }
}

static const char *signature_written(Arena *a, const Node *n) {
    StrBuf out;
    buf_init(&out, a);
    for (const Node *p = n->list; p; p = p->next) {
        if (p != n->list) buf_addc(&out, ", ");
        add_written(&out, n->source, p->span, UINT32_MAX);
    }
    if (n->b) {
        buf_addc(&out, n->list ? " -> " : "-> ");
        add_written(&out, n->source, n->b->span, UINT32_MAX);
    }
    return buf_str(&out).p;
}

bool env_function(const Env *env, uint32_t i, Arena *a, FnSig *out) {
    enum { SHOWN = 60 };
    const Def *d = env->defs;
    for (; d; d = d->older)
        if (d->tag == DEF_FN && find_def(env->defs, d->name, DEF_FN) == d && !i--) break;
    if (!d) return false;
    StrBuf help;
    buf_init(&help, a);
    buf_addc(&help, "= ");
    add_written(&help, d->fn->node->source, d->fn->node->a->span, SHOWN);
    *out = (FnSig){.name = str_dup(a, d->name).p,
                   .signature = signature_written(a, d->fn->node),
                   .help = buf_str(&help).p,
                   .example = "",
                   .result = ""};
    return true;
}
