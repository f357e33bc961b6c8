// Which rows an index proposes for a range of texts, and for what lies below an entity: the rows
// of neighbouring keys, and those that link to any of the entities of a branch.
#include "runtime/index_impl.h"

// ---- ranges of texts ------------------------------------------------------------------------

// Texts are in order of their ids; a text that the archive does not have stands before the id
// that run_text_bound gives.
typedef struct TextSpan {
    const Expr *field;
    uint32_t lo, hi; // ids lo … hi - 1
} TextSpan;

static bool text_id(Run *r, const Expr *e, uint32_t *id) {
    const Vec *v = e ? fixed_value(r, e) : NULL;
    if (!v || v->type->tag != TY_TEXT || vec_missing(v, 0)) return false;
    *id = v->d.u32[0];
    return true;
}

static uint32_t after_text(Run *r, uint32_t id) {
    return run_text_bound(r, id) + (id < r->archive->nstr);
}

static bool compared_span(Run *r, const Expr *e, TextSpan *out) {
    bool turned = !row_field(e->args[0]);
    uint32_t id;
    out->field = row_field(e->args[turned]);
    if (!out->field || !text_id(r, e->args[!turned], &id)) return false;
    ExprOp op = (ExprOp)e->op;
    bool below = turned ? op == XO_GT || op == XO_GE : op == XO_LT || op == XO_LE;
    bool with = op == XO_LE || op == XO_GE;
    if (below)
        out->hi = with ? after_text(r, id) : run_text_bound(r, id);
    else
        out->lo = with ? run_text_bound(r, id) : after_text(r, id);
    return true;
}

static bool range_span(Run *r, const Expr *e, TextSpan *out) {
    uint32_t id;
    out->field = row_field(e->args[0]);
    if (!out->field || (!e->args[1] && !e->args[2])) return false;
    if (e->args[1] && !text_id(r, e->args[1], &id)) return false;
    if (e->args[1]) out->lo = run_text_bound(r, id);
    if (e->args[2] && !text_id(r, e->args[2], &id)) return false;
    if (e->args[2]) out->hi = after_text(r, id);
    return true;
}

static bool text_span(Run *r, const Expr *e, TextSpan *out) {
    *out = (TextSpan){NULL, 1, r->archive->nstr};
    if (e->tag == X_AND) {
        TextSpan other;
        if (!text_span(r, e->args[0], out) || !text_span(r, e->args[1], &other)) return false;
        if (other.lo > out->lo) out->lo = other.lo;
        if (other.hi < out->hi) out->hi = other.hi;
        return out->field->field == other.field->field;
    }
    if (e->tag != X_OP) return false;
    bool found = e->op == XO_IN_RANGE ? range_span(r, e, out)
                 : e->op >= XO_LT && e->op <= XO_GE && e->args[0]->type->tag == TY_TEXT
                     ? compared_span(r, e, out)
                     : false;
    return found && out->field->type->tag == TY_TEXT;
}

bool range_candidates(Run *r, const KindTable *k, const Expr *e, Candidates *out) {
    TextSpan s;
    if (!text_span(r, e, &s)) return false;
    const Column *c = archive_column(r->archive, k, s.field->field);
    if (!c->index.keys) return false;
    out->field = s.field->name;
    if (s.lo < s.hi) candidates_of_keys(out, c->index, s.lo, s.hi);
    if (out->exact) out->in_order_of = c;
    candidates_missing(out, k, c);
    return true;
}

// ---- below ----------------------------------------------------------------------------------

// The entity and all below it. Chains have no cycles, but in a file that means harm: no more are
// listed than there are.
static uint32_t branch_of(Run *r, const KindTable *k, uint32_t entity, uint32_t **out) {
    const Field *up = &k->kind->fields[k->kind->hierarchy_field];
    uint32_t *at = *out = ARENA_ARRAY(r->scratch, uint32_t, k->count + 1), n = 0;
    at[n++] = entity;
    for (uint32_t i = 0; i < n; i++) {
        IndexRange below;
        if (!rows_linked(r->archive, k, up, at[i], &below)) return 0;
        for (uint32_t j = 0; j < below.n && n < k->count; j++) at[n++] = below.rows[j];
        guard_every(r->guard, i);
    }
    return n;
}

static uint32_t count_missing(Run *r, const KindTable *k, const Column *c) {
    const uint32_t *values = c->data;
    uint32_t n = 0;
    for (uint32_t from = 0; from < k->count; from += GUARD_EVERY) {
        uint32_t to = k->count - from < GUARD_EVERY ? k->count : from + GUARD_EVERY;
        for (uint32_t i = from; i < to; i++) n += values[i] == 0;
        guard_tick(r->guard);
    }
    return n;
}

bool below_candidates(Run *r, const KindTable *k, const Expr *e, Candidates *out) {
    const Expr *field = row_field(e->args[0]);
    const Vec *v = field ? fixed_value(r, e->args[1]) : NULL;
    if (!v || vec_missing(v, 0)) return false;
    const Column *c = archive_column(r->archive, k, field->field);
    uint32_t *branch, top = v->d.u32[0];
    if (!c->data) return false;
    const KindTable *places = &r->archive->tables[archive_kind_of(r->archive, top)];
    uint32_t n = branch_of(r, places, top, &branch);
    for (uint32_t i = 0; i < n; i++) {
        IndexRange found;
        if (!rows_linked(r->archive, k, c->field, branch[i], &found)) return false;
        candidates_add(out, found.rows, found.n, found.base);
    }
    out->field = field->name;
    if (out->exact)
        out->missing = count_missing(r, k, c);
    else
        out->gaps = c; // rows without the link are unknown
    return n > 0;
}
