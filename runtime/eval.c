// The dispatcher of the evaluator and the nodes that are about control: slots, constants, and, or,
// if, calls. See eval.h for the contract, eval_list.c for lists, kernels.c for operators.
#include "runtime/eval.h"

#include <string.h>

#include "lang/stack.h"
#include "runtime/cell.h"

// ---- constants ------------------------------------------------------------------------------

static Vec *make_constant(Run *r, const Expr *e) {
    Arena *a = &r->keep;
    if (e->value.missing) return vec_missing_of(a, e->type);
    Vec *v = vec_new(a, e->type, 1, false);
    v->constant = true;
    switch (e->type->tag) {
    case TY_TEXT: v->d.u32[0] = run_intern(r, e->value.v.text); break;
    case TY_INT: v->d.i64[0] = e->value.v.i; break;
    case TY_REAL: v->d.f64[0] = e->value.v.r; break;
    case TY_TRUTH: v->d.truth[0] = (uint8_t)e->value.v.i; break;
    case TY_DATE: v->d.u32[0] = run_date_id(r, &e->value.v.date); break;
    case TY_DURATION: v->d.dur[0] = e->value.v.dur; break;
    case TY_ENTITY: v->d.u32[0] = (uint32_t)e->value.v.i; break;
    default: return vec_missing_of(a, e->type);
    }
    return v;
}

// Copies a constant vector into the run's own memory, so that it outlives the batch.
static Vec *keep_constant(Run *r, const Vec *v) {
    Store *s = store_new(&r->keep, v->type);
    store_append(s, v, (Rows){1, NULL});
    Vec *k = arena_dup(&r->keep, store_vec(s), sizeof *k);
    k->constant = true;
    return k;
}

OWN_FRAME static const Vec *eval_cached(Run *r, const Expr *e) {
    Vec **at = &r->cached[e->number];
    if (*at) return *at;
    // a let that stands on a let that stands on …
    if (stack_exhausted(&r->stack_base)) guard_leave(r->guard, ST_LIMIT, "depth");
    switch (e->tag) {
    case X_CONST: return *at = make_constant(r, e);
    case X_LET: return *at = keep_constant(r, eval(r, NULL, e->u.let->expr, (Rows){1, NULL}));
    default: break;
    }
    if (!e->u.param->init)
        run_fail(r, E0506, e->source, e->span,
                 "the param '%.*s' has no value: give one with -p %.*s=…",
                 STR_FMT(e->u.param->name), STR_FMT(e->u.param->name));
    const Vec *v = eval(r, NULL, e->u.param->init, (Rows){1, NULL});
    return *at = keep_constant(r, v);
}

const Vec *vec_constant(Arena *a, const Vec *v, uint32_t i) {
    uint32_t p = vec_place(v, i);
    Vec *out = vec_gather(a, v, &p, 1);
    out->constant = true;
    if (v->type->tag == TY_RECORD)
        for (uint32_t f = 0; f < v->type->nfields; f++) out->fields[f]->constant = true;
    return out;
}

// ---- slots ----------------------------------------------------------------------------------

OWN_FRAME static const Vec *eval_slot(Run *r, Frame *f, const Expr *e) {
    if (e->depth == 0) return f->slots[e->slot];
    const uint32_t *map = NULL;
    Frame *at = f;
    for (uint32_t d = 0; d < e->depth; d++) {
        if (!at->up) { // one place for all: so it is for every frame further in
            uint32_t place = at->up_place;
            at = at->outer;
            for (d++; d < e->depth; d++) {
                place = at->up ? at->up[place] : at->up_place;
                at = at->outer;
            }
            return vec_constant(r->scratch, at->slots[e->slot], place);
        }
        if (!map) {
            map = at->up;
        } else {
            uint32_t *m = ARENA_ARRAY(r->scratch, uint32_t, f->n);
            for (uint32_t i = 0; i < f->n; i++) m[i] = at->up[map[i]];
            map = m;
        }
        at = at->outer;
    }
    return vec_gather(r->scratch, at->slots[e->slot], map, f->n);
}

// ---- truth ----------------------------------------------------------------------------------

// Places of the rows where the truth is not `done`; returns their number.
static Rows undecided(Run *r, const Vec *t, Rows rows, uint8_t done) {
    if (t->constant) return t->d.truth[0] == done ? (Rows){0, NULL} : rows;
    uint32_t *at = ARENA_ARRAY(r->scratch, uint32_t, rows.n + 1), n = 0;
    ROWS_EACH(i, rows) {
        at[n] = i;
        n += t->d.truth[i] != done;
    }
    return n == rows.n ? rows : (Rows){n, at};
}

// Kleene: `and` is the least, `or` the greatest of no < unknown < yes. The second part is worked
// out only where the first has not decided.
OWN_FRAME static const Vec *eval_logic(Run *r, Frame *f, const Expr *e, Rows rows) {
    bool and = e->tag == X_AND;
    const Vec *a = eval(r, f, e->args[0], rows);
    Rows rest = undecided(r, a, rows, and? NO : YES);
    if (!rest.n) return a;
    const Vec *b = eval(r, f, e->args[1], rest);
    Vec *out = vec_new(r->scratch, &type_truth, f ? f->n : 1, false);
    if (rest.n != rows.n) ROWS_EACH(i, rows) out->d.truth[i] = a->d.truth[vec_place(a, i)];
    ROWS_EACH(i, rest) {
        uint8_t x = a->d.truth[vec_place(a, i)], y = b->d.truth[vec_place(b, i)];
        uint8_t strong = and? NO : YES;
        out->d.truth[i] = y == strong ? strong : (x == UNKNOWN || y == UNKNOWN) ? UNKNOWN : y;
    }
    return out;
}

OWN_FRAME static const Vec *eval_truth_form(Run *r, Frame *f, const Expr *e, Rows rows) {
    static const uint8_t table[3][3] = {
        {YES, NO, UNKNOWN}, // not
        {NO, YES, YES},     // maybe
        {NO, NO, YES},      // unknown
    };
    const uint8_t *map = table[e->tag == X_NOT ? 0 : e->tag == X_MAYBE ? 1 : 2];
    const Vec *a = eval(r, f, e->args[0], rows);
    Vec *out = vec_new(r->scratch, &type_truth, a->constant ? 1 : f->n, false);
    out->constant = a->constant;
    if (a->constant) {
        out->d.truth[0] = map[a->d.truth[0]];
        return out;
    }
    ROWS_EACH(i, rows) out->d.truth[i] = map[a->d.truth[i]];
    return out;
}

OWN_FRAME static const Vec *eval_is_null(Run *r, Frame *f, const Expr *e, Rows rows) {
    const Vec *a = eval(r, f, e->args[0], rows);
    Vec *out = vec_new(r->scratch, &type_truth, a->constant ? 1 : f->n, false);
    out->constant = a->constant;
    if (a->constant) rows = (Rows){1, NULL};
    ROWS_EACH(i, rows) out->d.truth[i] = vec_missing(a, i) ? YES : NO;
    return out;
}

// ---- if, ?? ---------------------------------------------------------------------------------

OWN_FRAME static const Vec *eval_if(Run *r, Frame *f, const Expr *e, Rows rows) {
    const Vec *c = eval(r, f, e->args[0], rows);
    if (c->constant) {
        if (c->d.truth[0] == UNKNOWN) return vec_missing_of(r->scratch, e->type);
        return eval(r, f, e->args[c->d.truth[0] == YES ? 1 : 2], rows);
    }
    uint32_t n = f->n, nyes = 0, nno = 0;
    uint32_t *yes = ARENA_ARRAY(r->scratch, uint32_t, rows.n + 1),
             *no = ARENA_ARRAY(r->scratch, uint32_t, rows.n + 1);
    uint8_t *which = arena_zero(r->scratch, n + 1);
    ROWS_EACH(i, rows) {
        uint8_t t = c->d.truth[i];
        if (t == YES) yes[nyes++] = i, which[i] = 1;
        if (t == NO) no[nno++] = i, which[i] = 2;
    }
    if (nyes == rows.n) return eval(r, f, e->args[1], rows);
    if (nno == rows.n) return eval(r, f, e->args[2], rows);
    const Vec *x = nyes ? eval(r, f, e->args[1], (Rows){nyes, yes}) : NULL;
    const Vec *y = nno ? eval(r, f, e->args[2], (Rows){nno, no}) : NULL;
    return vec_choose(r->scratch, e->type, n, which, x, y);
}

OWN_FRAME static const Vec *eval_coalesce(Run *r, Frame *f, const Expr *e, Rows rows) {
    const Vec *a = eval(r, f, e->args[0], rows);
    if (a->constant) return vec_missing(a, 0) ? eval(r, f, e->args[1], rows) : a;
    uint32_t n = 0, *at = ARENA_ARRAY(r->scratch, uint32_t, rows.n + 1);
    uint8_t *which = arena_zero(r->scratch, f->n + 1);
    ROWS_EACH(i, rows) {
        bool none = vec_missing(a, i);
        which[i] = none ? 2 : 1;
        at[n] = i;
        n += none;
    }
    if (!n) return a;
    const Vec *b = eval(r, f, e->args[1], n == rows.n ? rows : (Rows){n, at});
    return vec_choose(r->scratch, e->type, f->n, which, a, b);
}

// ---- calls ----------------------------------------------------------------------------------

// Rows whose arguments are all there. The others are made missing in out.
// Whether a row's cell is missing: most often none is, and then no row need be looked at singly.
static bool some_missing(const Vec *v, Rows rows) {
    if (v->constant || vec_width(v->type) == 0) return true;
    uint32_t missing = 0;
    if (v->valid)
        ROWS_EACH(i, rows) missing |= !v->valid[i];
    else if (v->type->tag == TY_TRUTH)
        ROWS_EACH(i, rows) missing |= v->d.truth[i] == UNKNOWN;
    else if (vec_width(v->type) == sizeof(uint32_t))
        ROWS_EACH(i, rows) missing |= v->d.u32[i] == 0;
    return missing;
}

static Rows live_rows(Run *r, const Vec *const *args, uint32_t nargs, Rows rows, Vec *out) {
    bool may_miss = false;
    for (uint32_t k = 0; k < nargs; k++)
        may_miss =
            may_miss ||
            (args[k] && args[k]->type->tag != TY_LIST &&
             (args[k]->valid || vec_width(args[k]->type) == 4 || args[k]->type->tag == TY_TRUTH) &&
             some_missing(args[k], rows));
    if (!may_miss) return rows;
    uint32_t *at = ARENA_ARRAY(r->scratch, uint32_t, rows.n + 1), n = 0;
    uint32_t width = vec_width(out->type);
    ROWS_EACH(i, rows) {
        bool live = true;
        for (uint32_t k = 0; k < nargs && live; k++)
            live = !args[k] || args[k]->type->tag == TY_LIST || !vec_missing(args[k], i);
        at[n] = i;
        n += live;
        if (live) continue;
        if (width)
            memset((char *)out->d.any + (size_t)i * width, out->type->tag == TY_TRUTH ? UNKNOWN : 0,
                   width);
        if (out->valid) out->valid[i] = 0;
        if (out->len) out->start[i] = out->len[i] = 0;
    }
    return n == rows.n ? rows : (Rows){n, at};
}

// A kernel to run, and what is at work while it does. It lies in the scratch, and all that is
// needed behind the arguments is asked of it: an argument may nest as deeply as any expression, so
// what waits for it must be small.
struct Suspect {
    Run *run;
    const Expr *e;
    Frame *f;
    Rows rows;
    Vec *out;
    uint32_t n;
    const Vec *args[]; // those that were not given are NULL
};
enum { CALL_ARGS = 16, OP_ARGS = 3 };

const Expr *eval_at_work(const Run *r) { return r->suspect ? r->suspect->e : r->calling; }

static void run_piece(Run *r, const struct Suspect *s, Rows rows) {
    if (s->e->tag == X_OP) {
        kernel_op(r, s->e, rows, s->n, s->args, s->out);
        return;
    }
    const FnDef *fn =
        (const FnDef *)(const void *)s->e->fn; // the signature is the row's first member
    Call call = {r, s->e, s->n, s->e->nargs};
    fn->kernel(&call, rows, s->args, s->out);
}

#ifdef GZT_TINY
enum { CALL_PIECE = 4 };
#else
enum { CALL_PIECE = 4096 }; // rows between two ticks
#endif

// The elements of long lists may be many more than a batch has rows. A list made by a kernel has
// its elements behind those of the row before, and an operator makes the validity of all its rows:
// such a kernel sees all rows at once.
static void run_kernel(Run *r, const struct Suspect *s, Rows rows) {
    uint32_t most = CALL_PIECE;
    if (rows.n <= most || s->e->tag == X_OP || s->out->type->tag == TY_LIST) {
        run_piece(r, s, rows);
        return;
    }
    uint32_t *at = rows.at ? NULL : ARENA_ARRAY(r->scratch, uint32_t, most);
    for (uint32_t from = 0; from < rows.n; from += most) {
        uint32_t n = rows.n - from < most ? rows.n - from : most;
        for (uint32_t k = 0; at && k < n; k++) at[k] = from + k;
        run_piece(r, s, (Rows){n, at ? at : rows.at + from});
        run_tick(r, 0);
    }
}

// The entity of the row: slot 0 of its frame or of one around it.
static uint32_t entity_of(const Frame *f, uint32_t i) {
    while (f) {
        const Vec *it = f->nslots ? f->slots[0] : NULL;
        if (it && it->type->tag == TY_ENTITY) return it->d.u32[vec_place(it, i)];
        i = f->up ? f->up[i] : f->up_place;
        f = f->outer;
    }
    return 0;
}

static Str blamed(Run *r, const struct Suspect *s, uint32_t place) {
    uint32_t entity = place == UINT32_MAX ? 0 : entity_of(s->f, place);
    if (!entity) return (Str){"", 0};
    return str_printf(r->diags->arena, "@%.*s", STR_FMT(archive_id(r->archive, entity)));
}

// Tries the failed operation row by row until it fails again: that row's entity is to blame. The
// second setjmp of the library; nothing but the kernel runs under it.
Str eval_blame(Run *r) {
    const struct Suspect *s = r->suspect;
    uint32_t known = r->culprit;
    r->culprit = 0;
    if (known) return blamed(r, s, known - 1);
    Guard *outer = r->guard, local;
    local.tick = NULL;
    volatile uint32_t k = 0, found = UINT32_MAX;
    r->suspect = NULL;
    r->guard = &local;
    r->quiet = true;
    if (setjmp(local.at) == 0) {
        for (; k < s->rows.n; k++) {
            uint32_t i = s->rows.at ? s->rows.at[k] : k;
            run_kernel(r, s, (Rows){1, &i});
        }
    } else {
        found = s->rows.at ? s->rows.at[k] : k;
    }
    r->quiet = false;
    r->guard = outer;
    return blamed(r, s, found);
}

static Vec *call_result(Run *r, const Type *t, uint32_t n) {
    Vec *out = vec_new(r->scratch, t, n, true);
    if (out->valid) memset(out->valid, 1, n);
    if (t->tag == TY_LIST) out->child = vec_new(r->scratch, t->elem, 0, false);
    return out;
}

static inline struct Suspect *with_args(Run *r, Frame *f, const Expr *e, Rows rows, uint32_t room) {
    struct Suspect *s = arena_zero(r->scratch, sizeof *s + room * sizeof *s->args);
    s->run = r;
    s->e = e;
    s->f = f;
    s->rows = rows;
    s->n = f ? f->n : 1;
    for (uint32_t k = 0; k < s->e->nargs; k++)
        if (s->e->args[k]) s->args[k] = eval(s->run, s->f, s->e->args[k], s->rows);
    return s;
}

OWN_FRAME static const Vec *run_call(struct Suspect *s) {
    Run *r = s->run;
    Rows live = s->rows;
    s->out = call_result(r, s->e->type, s->n);
    if (!(s->e->fn->flags & FN_RAW)) live = live_rows(r, s->args, s->e->nargs, live, s->out);
    s->rows = live;
    if (!live.n) return s->out;
    r->suspect = s;
    run_kernel(r, s, live);
    r->suspect = NULL;
    return s->out;
}

OWN_FRAME static const Vec *eval_call(Run *r, Frame *f, const Expr *e, Rows rows) {
    return run_call(with_args(r, f, e, rows, CALL_ARGS));
}

OWN_FRAME static const Vec *run_op(struct Suspect *s) {
    Run *r = s->run;
    s->out = vec_new(r->scratch, s->e->type, s->n, false);
    r->suspect = s;
    run_kernel(r, s, s->rows);
    r->suspect = NULL;
    return s->out;
}

OWN_FRAME static const Vec *eval_op(Run *r, Frame *f, const Expr *e, Rows rows) {
    return run_op(with_args(r, f, e, rows, OP_ARGS));
}

// A call of a user's function that waits for its body: in the scratch, as above.
typedef struct UserCall {
    Run *run;
    const Expr *e, *outer;
    Rows rows;
    Vec *out; // of a list NULL: lists share what they were made of
    ArenaMark mark;
    Frame body;
} UserCall;

OWN_FRAME static void check_depth(Run *r) {
    if ((r->limits.calls && r->call_depth >= r->limits.calls) || stack_exhausted(&r->stack_base))
        guard_leave(r->guard, ST_LIMIT, "calls");
}

OWN_FRAME static UserCall *call_begin(Run *r, Frame *f, const Expr *e, Rows rows) {
    UserCall *c = ARENA_NEW(r->scratch, UserCall);
    *c = (UserCall){.run = r, .e = e, .outer = r->calling, .rows = rows};
    r->calling = e;
    check_depth(r);
    run_tick(r, rows.n);
    r->call_depth++;
    c->body.n = f ? f->n : 1;
    c->body.nslots = e->nargs;
    if (vec_width(e->type)) c->out = vec_new(r->scratch, e->type, c->body.n, true);
    c->mark = arena_mark(r->scratch);
    c->body.slots = ARENA_ARRAY(r->scratch, const Vec *, e->nargs + 1);
    for (uint32_t k = 0; k < e->nargs; k++) c->body.slots[k] = eval(r, f, e->args[k], rows);
    return c;
}

OWN_FRAME static const Vec *call_end(UserCall *c, const Vec *v) {
    if (c->out) {
        Rows rows = c->rows;
        ROWS_EACH(i, rows) cell_copy(c->out, i, v, i);
        arena_release(c->run->scratch, c->mark);
        v = c->out;
    }
    c->run->call_depth--;
    c->run->calling = c->outer;
    return v;
}

// What a call worked with is given back at its end, so that a recursion takes memory by its depth,
// not by its calls.
OWN_FRAME static const Vec *eval_user(Run *r, Frame *f, const Expr *e, Rows rows) {
    UserCall *c = call_begin(r, f, e, rows);
    return call_end(c, eval(c->run, &c->body, c->e->u.user->body, c->rows));
}

OWN_FRAME static const Vec *eval_record(Run *r, Frame *f, const Expr *e, Rows rows) {
    Vec *out = ARENA_NEW(r->scratch, Vec);
    out->type = e->type;
    out->fields = ARENA_ARRAY(r->scratch, Vec *, e->nargs + 1);
    for (uint32_t k = 0; k < e->nargs; k++) out->fields[k] = (Vec *)eval(r, f, e->args[k], rows);
    return out;
}

OWN_FRAME static const Vec *eval_member(Run *r, Frame *f, const Expr *e, Rows rows) {
    const Vec *rec = eval(r, f, e->args[0], rows);
    const Vec *v = rec->fields[e->slot];
    if (!rec->constant || v->constant) return v;
    Vec *k = arena_dup(r->scratch, v, sizeof *v);
    k->constant = true;
    return k;
}

// ---- the walk -------------------------------------------------------------------------------

OWN_FRAME static const Vec *eval_own_field(Run *r, Frame *f, const Expr *e, Rows rows) {
    return eval_field(r, eval(r, f, e->args[0], rows), e, f ? f->n : 1, rows);
}

OWN_FRAME static const Vec *eval_some_field(Run *r, Frame *f, const Expr *e, Rows rows) {
    return eval_any_field(r, eval(r, f, e->args[0], rows), e, f ? f->n : 1, rows);
}

// Nothing but jumps: no frame.
static const Vec *eval_tag(Run *r, Frame *f, const Expr *e, Rows rows) {
    switch ((ExprTag)e->tag) {
    case X_SLOT: return eval_slot(r, f, e);
    case X_FIELD: return eval_own_field(r, f, e, rows);
    case X_ANYFIELD: return eval_some_field(r, f, e, rows);
    case X_CALL: return eval_call(r, f, e, rows);
    case X_OP: return eval_op(r, f, e, rows);
    case X_AND:
    case X_OR: return eval_logic(r, f, e, rows);
    case X_NOT:
    case X_MAYBE:
    case X_UNKNOWN: return eval_truth_form(r, f, e, rows);
    case X_IS_NULL: return eval_is_null(r, f, e, rows);
    case X_COALESCE: return eval_coalesce(r, f, e, rows);
    case X_IF: return eval_if(r, f, e, rows);
    case X_MAP: return eval_map(r, f, e, rows);
    case X_FILTER: return eval_filter(r, f, e, rows);
    case X_ANY:
    case X_ALL: return eval_any_all(r, f, e, rows);
    case X_AGG: return eval_agg(r, f, e, rows);
    case X_IN_LIST: return eval_in_list(r, f, e, rows);
    case X_QUERY: return eval_query(r, f, e, rows);
    case X_LIST: return eval_list(r, f, e, rows);
    case X_RECORD: return eval_record(r, f, e, rows);
    case X_MEMBER: return eval_member(r, f, e, rows);
    case X_USER: return eval_user(r, f, e, rows);
    case X_CONST:
    case X_PARAM:
    case X_LET: return eval_cached(r, e);
    case EXPR_TAGS: break;
    }
    return vec_missing_of(r->scratch, e->type);
}

OWN_FRAME static const Vec *eval_ticked(Run *r, Frame *f, const Expr *e, Rows rows) {
    run_tick(r, 0);
    return eval_tag(r, f, e, rows);
}

static const Vec *eval_node(Run *r, Frame *f, const Expr *e, Rows rows) {
    return run_worked(r, rows.n) ? eval_ticked(r, f, e, rows) : eval_tag(r, f, e, rows);
}

// An expression that reads no row is worked out for one place and stands for all.
OWN_FRAME static const Vec *eval_once(Run *r, const Expr *e) {
    bool keep = e->number && e->tag != X_QUERY && e->tag != X_IN_LIST; // these two see to it
    if (keep && r->cached[e->number]) return r->cached[e->number];
    const Vec *slots[1] = {NULL};
    Frame one = {.n = 1, .slots = slots};
    const Vec *v = eval_node(r, &one, e, (Rows){1, NULL});
    if (keep && !r->cached[e->number]) r->cached[e->number] = keep_constant(r, v);
    if (keep) return r->cached[e->number];
    if (v->constant) return v;
    Vec *k = arena_dup(r->scratch, v, sizeof *v);
    k->constant = true;
    k->sequence = false;
    return k;
}

const Vec *eval(Run *r, Frame *f, const Expr *e, Rows rows) {
    if (!rows.n) return vec_missing_of(r->scratch, e->type);
    if (e->tag == X_CONST) {
        const Vec *v = r->cached[e->number];
        return v ? v : eval_cached(r, e);
    }
    const Vec *v = e->outer == 0 ? eval_once(r, e) : eval_node(r, f, e, rows);
#ifdef GZT_VERIFY
    const char *why;
    if (!vec_verify(v, v->constant ? (Rows){1, NULL} : rows, v->constant ? 1 : f->n, &why))
        run_fail(r, E0802, e->source, e->span, "internal: %s", why);
#endif
    return v;
}
