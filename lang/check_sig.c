// Signatures of built-in functions (catalog.h): which overload the arguments choose, conversions,
// result type.
#include <string.h>

#include "lang/check_sig.h"

typedef struct Param1 {
    Str type;
    bool optional;
} Param1;

static Str trim(Str s) {
    while (s.n && s.p[0] == ' ') s.p++, s.n--;
    while (s.n && s.p[s.n - 1] == ' ') s.n--;
    return s;
}

// The next parameter of "a, b? -> r" at *at; false at the arrow.
static bool next_param(const char **at, Param1 *out) {
    const char *p = *at;
    while (*p == ' ' || *p == ',') p++;
    if (!*p || (p[0] == '-' && p[1] == '>')) return false;
    const char *from = p;
    while (*p && *p != ',' && !(p[0] == '-' && p[1] == '>')) p++;
    *at = p;
    Str s = trim((Str){from, (uint32_t)(p - from)});
    out->optional = s.n && s.p[s.n - 1] == '?';
    if (out->optional) s.n--;
    out->type = s;
    return true;
}

static Str result_of(const FnSig *sig) {
    const char *arrow = strstr(sig->signature, "->");
    return trim(str_of(arrow ? arrow + 2 : "any"));
}

static const Type *sig_basic(Str s) {
    static const struct {
        const char *name;
        const Type *type;
    } types[] = {{"text", &type_text},    {"int", &type_int},   {"real", &type_real},
                 {"truth", &type_truth},  {"date", &type_date}, {"duration", &type_duration},
                 {"entity", &type_entity}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_is(s, types[i].name)) return types[i].type;
    return NULL;
}

const Type *sig_type(const Schema *schema, Str s) {
    const Type *t = sig_basic(s);
    if (t) return t;
    uint32_t kind = schema_kind(schema, s);
    return kind == KIND_ANY ? NULL : &schema->kinds[kind]->type;
}

// The type that an argument becomes for the parameter; NULL if it does not fit.
static const Type *fits(Chk *c, Str p, const Type *arg, const Type **var) {
    if (p.n > 2 && p.p[0] == '[') {
        if (arg->tag == TY_NULL) return NULL;
        if (arg->tag != TY_LIST) return NULL;
        const Type *elem = fits(c, (Str){p.p + 1, p.n - 2}, arg->elem, var);
        return !elem ? NULL : elem == arg->elem ? arg : type_list(c->arena, elem);
    }
    if (arg->tag == TY_LIST) return NULL;
    if (str_is(p, "any")) return arg;
    if (str_is(p, "number"))
        return type_is_number(arg) ? arg : arg->tag == TY_NULL ? &type_int : NULL;
    if (str_is(p, "T")) {
        const Type *t = *var ? unify(*var, arg) : arg;
        if (t) *var = t;
        return t;
    }
    const Type *want = sig_type(c->cat->schema, p);
    if (!want) return NULL;
    if (arg->tag == TY_ENTITY && want->tag == TY_ENTITY)
        return want->kind == KIND_ANY || want->kind == arg->kind ? arg : NULL;
    if (arg->tag == TY_NULL || arg->tag == want->tag) return want;
    return want->tag == TY_REAL && arg->tag == TY_INT ? want : NULL;
}

static Str cut(Str *rest, char at) {
    const char *p = memchr(rest->p, at, rest->n);
    Str head = {rest->p, p ? (uint32_t)(p - rest->p) : rest->n};
    uint32_t used = p ? head.n + 1 : head.n;
    *rest = (Str){rest->p + used, rest->n - used};
    return trim(head);
}

static const Type *result_type(Chk *c, Str r, const Type *var, bool real);

// {left: text, at: int, people: [person]}: a record.
static const Type *record_result(Chk *c, Str fields) {
    TypeField *f = ARENA_ARRAY(c->arena, TypeField, SIG_ARGS);
    uint32_t n = 0;
    while (fields.n && n < SIG_ARGS) {
        Str field = cut(&fields, ','), name = cut(&field, ':');
        f[n++] = (TypeField){name, result_type(c, trim(field), NULL, false)};
    }
    return type_record(c->arena, f, n);
}

static const Type *result_type(Chk *c, Str r, const Type *var, bool real) {
    if (r.n > 2 && r.p[0] == '{') return record_result(c, (Str){r.p + 1, r.n - 2});
    if (r.n > 2 && r.p[0] == '[') {
        const Type *elem = result_type(c, (Str){r.p + 1, r.n - 2}, var, real);
        return type_list(c->arena, elem);
    }
    if (str_is(r, "number")) return real ? &type_real : &type_int;
    if (str_is(r, "T") || str_is(r, "any")) return var ? var : &type_text;
    const Type *t = sig_type(c->cat->schema, r);
    return t ? t : &type_text;
}

bool sig_match(Chk *c, const FnSig *sig, const Type *const *args, uint32_t n, SigMatch *out) {
    const char *at = sig->signature;
    const Type *var = NULL;
    bool real = false;
    uint32_t i = 0;
    Param1 p;
    while (next_param(&at, &p)) {
        if (i >= SIG_ARGS) return false;
        if (i >= n) {
            if (!p.optional) return false;
            out->types[i++] = NULL;
            continue;
        }
        const Type *t = fits(c, p.type, args[i], &var);
        if (!t) return false;
        if (strstr(sig->signature, "number") && memchr(p.type.p, 'n', p.type.n) &&
            (str_is(p.type, "number") || str_is(p.type, "[number]"))) {
            const Type *e = t->tag == TY_LIST ? t->elem : t;
            real = real || e->tag == TY_REAL;
        }
        out->types[i++] = t;
    }
    if (i < n) return false;
    out->n = i;
    out->result = result_type(c, result_of(sig), var, real);
    // number arguments go together: all real where one is
    if (real) {
        at = sig->signature;
        for (i = 0; next_param(&at, &p); i++)
            if (str_is(p.type, "number") && out->types[i]) out->types[i] = &type_real;
    }
    return true;
}

uint32_t sig_find(const Catalog *cat, Str name, uint32_t *n) {
    *n = 0;
    for (uint32_t i = 0; i < cat->nfunctions; i++) {
        if (!str_is(name, cat->functions[i]->name)) continue;
        uint32_t k = i;
        while (k < cat->nfunctions && str_is(name, cat->functions[k]->name)) k++;
        *n = k - i;
        return i;
    }
    return UINT32_MAX;
}

bool sig_takes_date(const FnSig *sig, uint32_t arg) {
    const char *at = sig->signature;
    Param1 p;
    for (uint32_t i = 0; next_param(&at, &p); i++)
        if (i == arg) return str_is(p.type, "date");
    return false;
}

// X of [X], else the text itself.
static Str inside(Str s) {
    bool list = s.n > 2 && s.p[0] == '[' && s.p[s.n - 1] == ']';
    return list ? trim((Str){s.p + 1, s.n - 2}) : s;
}

const char *sig_wrong(const Schema *schema, const char *signature) {
    const char *arrow = strstr(signature, "->"), *at = signature;
    if (!arrow || strstr(arrow + 2, "->")) return "a signature is written: text, int? -> truth";
    if (!sig_type(schema, inside(result_of(&(FnSig){.signature = signature}))))
        return "a host function gives a text, int, real, truth, date, duration, entity, a kind "
               "such as person, or a list of one, such as [text]";
    uint32_t n = 0;
    bool optional = false;
    for (Param1 p; next_param(&at, &p); n++) {
        Str type = inside(p.type);
        if (!sig_type(schema, type) && !str_is(type, "number") && !str_is(type, "any"))
            return "a host function takes text, int, real, truth, date, duration, entity, number, "
                   "any, a kind such as person, and lists such as [text]";
        if (optional && !p.optional) return "only the last arguments can be left out";
        optional = p.optional;
    }
    return n > SIG_ARGS ? "a host function takes at most 8 arguments" : NULL;
}
