// One vector made of two, place by place, as `if` and `??` choose.
#include <string.h>

#include "runtime/eval.h"

static void copy_choice(Vec *out, uint32_t n, const uint8_t *which, uint8_t mine, const Vec *v) {
    uint32_t width = vec_width(out->type);
    for (uint32_t i = 0; i < n; i++) {
        if (which[i] != mine) continue;
        uint32_t p = vec_place(v, i);
        if (width)
            memcpy((char *)out->d.any + (size_t)i * width,
                   (const char *)v->d.any + (size_t)p * width, width);
        if (out->valid) out->valid[i] = v->valid ? v->valid[p] : 1;
        if (out->type->tag == TY_LIST) {
            out->start[i] = v->start[p];
            out->len[i] = v->len[p];
        }
    }
}

static const Vec *choose_record(Arena *a, const Type *t, uint32_t n, const uint8_t *which,
                                const Vec *x, const Vec *y) {
    Vec *out = vec_new(a, t, n, false);
    out->valid = arena_zero(a, n);
    for (uint32_t i = 0; i < n; i++) {
        const Vec *from = which[i] == 1 ? x : which[i] == 2 ? y : NULL;
        out->valid[i] = from && !vec_missing(from, i);
    }
    for (uint32_t k = 0; k < t->nfields; k++) {
        Vec fx, fy;
        if (x) fx = *x->fields[k], fx.constant |= x->constant;
        if (y) fy = *y->fields[k], fy.constant |= y->constant;
        out->fields[k] =
            (Vec *)vec_choose(a, t->fields[k].type, n, which, x ? &fx : NULL, y ? &fy : NULL);
    }
    return out;
}

// Elements of both sides behind each other; y's lists then begin further on.
static void join_children(Arena *a, Vec *out, uint32_t n, const uint8_t *which, const Vec *x,
                          const Vec *y) {
    Store *s = store_new(a, out->type->elem);
    if (x) store_append(s, x->child, (Rows){x->nchild, NULL});
    uint32_t shift = s->n;
    if (y) store_append(s, y->child, (Rows){y->nchild, NULL});
    for (uint32_t i = 0; i < n; i++)
        if (which[i] == 2) out->start[i] += shift;
    out->child = (Vec *)store_vec(s);
    out->nchild = s->n;
}

const Vec *vec_choose(Arena *a, const Type *t, uint32_t n, const uint8_t *which, const Vec *x,
                      const Vec *y) {
    if (t->tag == TY_RECORD) return choose_record(a, t, n, which, x, y);
    Vec *out = vec_new(a, t, n, true);
    uint32_t width = vec_width(t);
    if (width) memset(out->d.any, t->tag == TY_TRUTH ? UNKNOWN : 0, (size_t)n * width);
    if (t->tag == TY_LIST) memset(out->len, 0, n * sizeof *out->len);
    if (x) copy_choice(out, n, which, 1, x);
    if (y) copy_choice(out, n, which, 2, y);
    if (t->tag == TY_LIST) join_children(a, out, n, which, x, y);
    return out;
}
