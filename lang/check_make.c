// The checker's tools: typed nodes with what follows from their parts (which frames they read,
// whether they can fail), and complaints in the user's words.
#include <string.h>

#include "lang/check_internal.h"
#include "lang/number.h"
#include "lang/stack.h"

void *chk_error(Chk *c, ErrorCode code, const Node *n, Span span, Diag **out, const char *fmt,
                ...) {
    char text[512];
    va_list ap;
    va_start(ap, fmt);
    Str s = str_vprintf(c->arena, fmt, ap);
    va_end(ap);
    uint32_t len = s.n < sizeof text - 1 ? s.n : (uint32_t)sizeof text - 1;
    memcpy(text, s.p, len);
    text[len] = 0;
    Diag *d = diag_error(c->diags, code, n && n->source ? n->source : c->src, span, "%s", text);
    if (out) *out = d;
    return NULL;
}

void chk_hint(Chk *c, Diag *d, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    Str s = str_vprintf(c->arena, fmt, ap);
    va_end(ap);
    diag_hint(c->diags, d, "%.*s", STR_FMT(s));
}

void chk_note(Chk *c, Diag *d, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    Str s = str_vprintf(c->arena, fmt, ap);
    va_end(ap);
    diag_note(c->diags, d, "%.*s", STR_FMT(s));
}

bool chk_too_deep(Chk *c, const Node *n) {
    if (!stack_exhausted(c->stack)) return false;
    chk_error(c, E0111, n, n->span, NULL, "functions call each other too deeply here");
    return true;
}

void *chk_later(Chk *c, const Node *n, Span span, const char *what) {
    return chk_error(c, E0701, n, span, NULL, "%s not in this version yet", what);
}

const char *chk_type(Chk *c, const Type *t) {
    return str_dup(c->arena, type_name(c->arena, c->cat->schema, t)).p;
}

static bool vowel(char ch) { return ch && strchr("aeiou", ch) != NULL; }

// "a text (\"May\")", "an int (3)", "a list of person": type and, for a constant, its value as
// written.
const char *chk_found(Chk *c, const Expr *e) {
    const char *name = chk_type(c, e->type);
    if (e->type->tag == TY_NULL) return "null";
    if (e->type->tag == TY_LIST) return str_printf(c->arena, "a list %s", name).p;
    const char *article = vowel(name[0]) ? "an" : "a";
    if (e->tag == X_CONST && e->words.n && e->words.n <= 40)
        return str_printf(c->arena, "%s %s (%.*s)", article, name, STR_FMT(e->words)).p;
    return str_printf(c->arena, "%s %s", article, name).p;
}

// As written; runs of blanks and newlines become one blank.
Str chk_words(const Node *n) {
    if (!n->source) return n->text;
    Str s = source_words(n->source, n->span);
    while (s.n && (unsigned char)s.p[s.n - 1] <= ' ') s.n--;
    return s;
}

static bool blank(char ch) { return ch == ' ' || ch == '\t' || ch == '\n' || ch == '\r'; }

bool words_same(Str a, Str b) {
    uint32_t i = 0, j = 0;
    for (;;) {
        while (i < a.n && blank(a.p[i])) i++;
        while (j < b.n && blank(b.p[j])) j++;
        if (i == a.n || j == b.n) return i == a.n && j == b.n;
        if (a.p[i++] != b.p[j++]) return false;
    }
}

// Those that go through lists: worked out once for the run where they read no row.
static bool is_costly(ExprTag tag) {
    return tag == X_AGG || tag == X_ANY || tag == X_ALL || tag == X_FILTER || tag == X_MAP ||
           tag == X_USER;
}

Expr *mk(Chk *c, ExprTag tag, const Type *type, const Node *n, uint32_t nargs) {
    guard_work(c->arena->guard, 256); // names are looked for among many
    Expr *e = ARENA_NEW(c->arena, Expr);
    e->tag = (uint8_t)tag;
    e->type = type;
    e->source = n->source ? n->source : c->src;
    e->span = n->span;
    e->words = chk_words(n);
    e->circa = c->set.circa;
    e->nargs = nargs;
    if (is_costly(tag)) e->number = c->env->numbers++;
    if (nargs) {
        e->args = ARENA_ARRAY(c->arena, Expr *, nargs);
        memset(e->args, 0, nargs * sizeof(Expr *));
    }
    return e;
}

uint32_t outer_of_inner(uint32_t inner) { return (inner >> 1) | (inner & 0x80000000u); }

// Which arguments are worked out in a frame of their own.
static bool inner_arg(const Expr *e, uint32_t i) {
    switch (e->tag) {
    case X_MAP:
    case X_FILTER:
    case X_ANY:
    case X_ALL: return i == 1;
    case X_IN_LIST: return i == 2;
    default: return false;
    }
}

void mk_done(Expr *e) {
    for (uint32_t i = 0; i < e->nargs; i++) {
        const Expr *a = e->args[i];
        if (!a) continue;
        e->outer |= inner_arg(e, i) ? outer_of_inner(a->outer) : a->outer;
        e->can_fail = e->can_fail || a->can_fail;
        if (a->height >= e->height) e->height = (uint16_t)(a->height + 1);
    }
}

Expr *mk_op(Chk *c, ExprOp op, const Type *type, const Node *n, Expr *a, Expr *b) {
    Expr *e = mk(c, X_OP, type, n, b ? 2 : 1);
    e->op = (uint8_t)op;
    e->args[0] = a;
    if (b) e->args[1] = b;
    switch (op) {
    case XO_ADD:
    case XO_SUB:
    case XO_MUL:
    case XO_DIV:
    case XO_IDIV:
    case XO_MOD:
    case XO_NEG:
    case XO_DATE_ADD_DUR:
    case XO_DATE_SUB_DUR:
    case XO_DUR_ADD:
    case XO_DUR_SUB:
    case XO_DUR_MUL:
    case XO_DUR_DIV:
    case XO_DUR_RATIO:
    case XO_DATE_RANGE:
    case XO_MATCHES:
    case XO_TILDE:
    case XO_DATE_SUB:
    case XO_DUR_NEG: e->can_fail = true; break;
    default: break;
    }
    mk_done(e);
    return e;
}

Expr *mk_slot(Chk *c, const Node *n, uint32_t depth, uint32_t slot, const Type *type) {
    Expr *e = mk(c, X_SLOT, type, n, 0);
    e->depth = depth;
    e->slot = slot;
    e->outer = depth < 31 ? 1u << depth : 0x80000000u;
    return e;
}

Expr *mk_const(Chk *c, const Node *n, const Type *type) {
    Expr *e = mk(c, X_CONST, type, n, 0);
    e->value.type = type;
    e->number = c->env->numbers++;
    return e;
}

Expr *mk_map(Chk *c, const Node *n, Expr *list, Expr *inner) {
    const Type *t = inner->type->tag == TY_LIST ? inner->type : type_list(c->arena, inner->type);
    Expr *e = mk(c, X_MAP, t, n, 2);
    e->args[0] = list;
    e->args[1] = inner;
    mk_done(e);
    return e;
}

Expr *mk_query(Chk *c, const Node *n, Pipe *pipe) {
    Expr *e = mk(c, X_QUERY, type_list(c->arena, pipe_row_type(c, pipe)), n, 0);
    e->u.pipe = pipe;
    e->outer = pipe->outer;
    e->can_fail = pipe->can_fail;
    e->number = c->env->numbers++;
    return e;
}

const Type *unify(const Type *a, const Type *b) {
    if (a->tag == TY_NULL) return b;
    if (b->tag == TY_NULL || type_same(a, b)) return a;
    if (type_is_number(a) && type_is_number(b)) return &type_real;
    if (a->tag == TY_ENTITY && b->tag == TY_ENTITY) return &type_entity;
    if (a->tag == TY_LIST && b->tag == TY_LIST) {
        if (a->elem->tag == TY_NULL) return b;
        if (b->elem->tag == TY_NULL) return a;
    }
    return NULL;
}

static Expr *convert_record(Chk *c, const Node *at, const Expr *e, const Type *to) {
    if (to->nfields != e->nargs) return NULL;
    Expr *r = mk(c, X_RECORD, to, at, e->nargs);
    for (uint32_t i = 0; i < e->nargs; i++) {
        if (!str_eq(e->type->fields[i].name, to->fields[i].name)) return NULL;
        r->args[i] = convert(c, e->args[i], to->fields[i].type);
        if (!r->args[i]) return NULL;
    }
    mk_done(r);
    return r;
}

Expr *convert(Chk *c, Expr *e, const Type *to) {
    if (!e || type_same(e->type, to)) return e;
    Node at = {.source = e->source, .span = e->span};
    if (e->type->tag == TY_NULL) {
        Expr *k = mk_const(c, &at, to);
        k->value.missing = true;
        return k;
    }
    if (e->type->tag == TY_INT && to->tag == TY_REAL)
        return mk_op(c, XO_INT_TO_REAL, &type_real, &at, e, NULL);
    if (e->type->tag == TY_ENTITY && to->tag == TY_ENTITY && to->kind == KIND_ANY) return e;
    if (e->tag == X_RECORD && to->tag == TY_RECORD) return convert_record(c, &at, e, to);
    if (e->type->tag == TY_LIST && to->tag == TY_LIST) {
        if (e->type->elem->tag == TY_NULL) {
            Expr *k = mk_const(c, &at, to);
            k->value.missing = true;
            return k;
        }
        if (e->type->elem->tag == TY_INT && to->elem->tag == TY_REAL) {
            Expr *it = mk_slot(c, &at, 0, 0, &type_int);
            return mk_map(c, &at, e, mk_op(c, XO_INT_TO_REAL, &type_real, &at, it, NULL));
        }
        if (e->type->elem->tag == TY_ENTITY && to->elem->tag == TY_ENTITY &&
            to->elem->kind == KIND_ANY)
            return e;
    }
    return NULL;
}

Expr *as_period(Chk *c, Expr *e) {
    if (!e || !e->written) return e;
    Node at = {.source = e->source, .span = e->span};
    if (e->type->tag == TY_LIST) { // of written dates: each is a period
        Expr *it = mk_slot(c, &at, 0, 0, &type_date);
        return mk_map(c, &at, e, mk_op(c, XO_DATE_PERIOD, &type_date, &at, it, NULL));
    }
    if (e->tag == X_CONST) {
        Expr *k = mk_const(c, &at, &type_date);
        k->value = e->value;
        if (!k->value.missing) k->value.v.date = date_period(&e->value.v.date);
        k->words = e->words;
        return k;
    }
    return mk_op(c, XO_DATE_PERIOD, &type_date, &at, e, NULL);
}
