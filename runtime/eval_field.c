// Fields of entities: columns read in place where the entities follow each other, gathered
// otherwise.
#include <string.h>

#include "runtime/eval.h"

// The elements of a list column as one vector (made once for a use; it only points into the block).
static Vec *elements(Run *r, const Column *c, const Type *elem, uint32_t n) {
    Vec *v = ARENA_NEW(r->scratch, Vec);
    v->type = elem;
    v->d.any = (void *)(uintptr_t)c->data;
    (void)n;
    return v;
}

#define FIELD_GATHER(T, out, data, ents, first, rows, base)                                        \
    do {                                                                                           \
        T *o_ = (T *)(out);                                                                        \
        const T *d_ = (const T *)(data);                                                           \
        ROWS_EACH(i, rows) {                                                                       \
            uint32_t ent_ = (ents)[vec_place(base, i)];                                            \
            if (ent_) o_[i] = d_[ent_ - (first)];                                                  \
        }                                                                                          \
    } while (0)

static void gather_values(Vec *out, const Column *c, const Vec *base, uint32_t first, Rows rows) {
    const uint32_t *ents = base->d.u32;
    switch (out->type->tag) {
    case TY_TEXT:
    case TY_DATE:
    case TY_ENTITY:
        ROWS_EACH(i, rows) {
            uint32_t ent = ents[vec_place(base, i)];
            out->d.u32[i] = ent ? ((const uint32_t *)c->data)[ent - first] : 0;
        }
        return;
    case TY_TRUTH:
        ROWS_EACH(i, rows) {
            uint32_t ent = ents[vec_place(base, i)];
            out->d.truth[i] = ent ? ((const uint8_t *)c->data)[ent - first] : UNKNOWN;
        }
        return;
    case TY_INT: FIELD_GATHER(int64_t, out->d.i64, c->data, ents, first, rows, base); break;
    case TY_REAL: FIELD_GATHER(double, out->d.f64, c->data, ents, first, rows, base); break;
    case TY_DURATION: FIELD_GATHER(Duration, out->d.dur, c->data, ents, first, rows, base); break;
    default: return;
    }
    ROWS_EACH(i, rows) {
        uint32_t ent = ents[vec_place(base, i)];
        out->valid[i] = ent && (!c->valid || c->valid[ent - first]);
    }
}

// Entities one after the other: the column itself, from the first on.
static const Vec *slice(Run *r, const Column *c, const Type *t, uint32_t at) {
    Vec *v = ARENA_NEW(r->scratch, Vec);
    v->type = t;
    v->d.any = (char *)(uintptr_t)c->data + (size_t)at * vec_width(t);
    if (c->valid) v->valid = (uint8_t *)(uintptr_t)c->valid + at;
    return v;
}

static const Vec *list_values(Run *r, const KindTable *k, const Column *c, const Type *t,
                              const Vec *base, uint32_t n, Rows rows) {
    Vec *v = ARENA_NEW(r->scratch, Vec);
    v->type = t;
    v->constant = base->constant;
    v->nchild = c->off[k->count];
    v->child = elements(r, c, t->elem, v->nchild);
    if (c->valid) v->child->valid = (uint8_t *)(uintptr_t)c->valid;
    uint32_t places = base->constant ? 1 : n;
    v->len = ARENA_ARRAY(r->scratch, uint32_t, places + 1);
    if (base->sequence) {
        const uint32_t *off = c->off + (base->d.u32[0] - k->first);
        v->start = (uint32_t *)(uintptr_t)off;
        if (rows.at)
            ROWS_EACH(i, rows) v->len[i] = off[i + 1] - off[i];
        else
            for (uint32_t i = 0; i < rows.n; i++) v->len[i] = off[i + 1] - off[i];
        return v;
    }
    v->start = ARENA_ARRAY(r->scratch, uint32_t, places + 1);
    if (base->constant) rows = (Rows){1, NULL};
    ROWS_EACH(i, rows) {
        uint32_t ent = base->d.u32[i];
        v->start[i] = ent ? c->off[ent - k->first] : 0;
        v->len[i] = ent ? c->off[ent - k->first + 1] - v->start[i] : 0;
    }
    return v;
}

const Vec *field_values(Run *r, const KindTable *k, uint32_t field, const Vec *base, uint32_t n,
                        Rows rows) {
    const Column *c = archive_column(r->archive, k, field);
    const Type *t = k->kind->fields[field].type;
    bool list = t->tag == TY_LIST;
    if (list ? !c->off : !c->data) return vec_missing_of(r->scratch, t);
    if (list) return list_values(r, k, c, t, base, n, rows);
    if (base->sequence) return slice(r, c, t, base->d.u32[0] - k->first);
    if (base->constant) {
        Vec *v = vec_new(r->scratch, t, 1, true);
        v->constant = true;
        gather_values(v, c, base, k->first, (Rows){1, NULL});
        return v;
    }
    Vec *v = vec_new(r->scratch, t, n, true);
    gather_values(v, c, base, k->first, rows);
    return v;
}

const Vec *eval_field(Run *r, const Vec *base, const Expr *e, uint32_t n, Rows rows) {
    const Type *t = e->args[0]->type;
    return field_values(r, &r->archive->tables[t->kind], e->field, base, n, rows);
}

// Entities of several kinds: kind by kind, each for its own rows.
const Vec *eval_any_field(Run *r, const Vec *base, const Expr *e, uint32_t n, Rows rows) {
    const Archive *a = r->archive;
    Str hidden = e->value.v.text;
    if (base->constant) rows = (Rows){1, NULL};
    uint32_t places = base->constant ? 1 : n;
    Store *s = store_new(r->scratch, e->type); // values in the order of rows
    const Vec *missing = vec_missing_of(r->scratch, e->type);
    uint32_t *place = ARENA_ARRAY(r->scratch, uint32_t, places + 1), k = 0;
    memset(place, 0, places * sizeof *place);
    ROWS_EACH(i, rows) {
        uint32_t ent = base->d.u32[i];
        uint32_t kind = ent ? archive_kind_of(a, ent) : KIND_ANY;
        bool open = kind < KIND_ANY && (kind >= hidden.n || !hidden.p[kind]);
        uint32_t field = open ? kind_field(a->tables[kind].kind, e->name) : UINT32_MAX;
        const Vec *v = missing;
        if (field != UINT32_MAX)
            v = field_values(r, &a->tables[kind], field, vec_constant(r->scratch, base, i), 1,
                             (Rows){1, NULL});
        store_append(s, v, (Rows){1, NULL});
        place[i] = k++;
    }
    Vec *out = vec_gather(r->scratch, store_vec(s), place, places);
    out->constant = base->constant;
    return out;
}
