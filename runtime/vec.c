// Vectors: making, gathering, flattening, growing. In: vectors of a batch; out: vectors in an
// arena. Must not know expressions, the archive or the run. Two kinds of copy: vec_gather shares
// the elements of lists with its source (it lives as long as they do), store_append copies
// everything.
//
// A record has no cell of its own. It may carry validity bytes as numbers do (first() of no records
// is a missing record); vec_new never makes them, vec_missing_of does, gathering keeps them.
#include "runtime/vec.h"

#include <string.h>

uint32_t vec_width(const Type *t) {
    switch ((TypeTag)t->tag) {
    case TY_TEXT:
    case TY_DATE:
    case TY_ENTITY: return sizeof(uint32_t);
    case TY_INT: return sizeof(int64_t);
    case TY_REAL: return sizeof(double);
    case TY_TRUTH: return sizeof(uint8_t);
    case TY_DURATION: return sizeof(Duration);
    case TY_NULL:
    case TY_LIST:
    case TY_RECORD:
    case TYPE_TAGS: break;
    }
    return 0;
}

// Types whose missing values are told by validity bytes rather than by a value of their own.
static bool has_validity(const Type *t) {
    return t->tag == TY_INT || t->tag == TY_REAL || t->tag == TY_DURATION || t->tag == TY_RECORD;
}

bool vec_missing(const Vec *v, uint32_t i) {
    uint32_t p = vec_place(v, i);
    switch ((TypeTag)v->type->tag) {
    case TY_TEXT:
    case TY_DATE:
    case TY_ENTITY: return v->d.u32[p] == 0;
    case TY_TRUTH: return v->d.truth[p] == UNKNOWN;
    case TY_INT:
    case TY_REAL:
    case TY_DURATION:
    case TY_RECORD: return v->valid && !v->valid[p];
    case TY_LIST: return v->len[p] == 0;
    case TY_NULL:
    case TYPE_TAGS: break;
    }
    return true;
}

// --- making -----------------------------------------------------------------------------------

Vec *vec_new(Arena *a, const Type *t, uint32_t n, bool validity) {
    Vec *v = ARENA_NEW(a, Vec);
    v->type = t;
    uint32_t width = vec_width(t);
    if (width) v->d.any = arena_array(a, n, width);
    if (width && validity && has_validity(t)) v->valid = arena_zero(a, n);
    if (t->tag == TY_LIST) {
        v->start = ARENA_ARRAY(a, uint32_t, n);
        v->len = ARENA_ARRAY(a, uint32_t, n);
    }
    if (t->tag == TY_RECORD) {
        v->fields = ARENA_ARRAY(a, Vec *, t->nfields);
        for (uint32_t f = 0; f < t->nfields; f++)
            v->fields[f] = vec_new(a, t->fields[f].type, n, validity);
    }
    return v;
}

Vec *vec_missing_of(Arena *a, const Type *t) {
    Vec *v = vec_new(a, t, 1, true);
    v->constant = true;
    uint32_t width = vec_width(t);
    if (width) memset(v->d.any, 0, width);
    if (t->tag == TY_TRUTH) v->d.truth[0] = UNKNOWN;
    if (t->tag == TY_LIST) {
        v->start[0] = v->len[0] = 0;
        v->child = vec_new(a, t->elem, 0, false);
    }
    if (t->tag == TY_RECORD) {
        v->valid = arena_zero(a, 1);
        for (uint32_t f = 0; f < t->nfields; f++)
            v->fields[f] = vec_missing_of(a, t->fields[f].type);
    }
    return v;
}

// --- gathering --------------------------------------------------------------------------------

#define GATHER(T, to, from, map, n)                                                                \
    do {                                                                                           \
        T *restrict to_ = (T *)(to);                                                               \
        const T *from_ = (const T *)(from);                                                        \
        for (uint32_t j_ = 0; j_ < (n); j_++) to_[j_] = from_[(map)[j_]];                          \
    } while (0)

#ifdef GZT_TINY
enum { PIECE = 4 };
#else
enum { PIECE = 1 << 16 }; // elements copied between two ticks
#endif

static void gather_piece(void *to, const void *from, uint32_t width, const uint32_t *map,
                         uint32_t n) {
    if (!map) {
        memcpy(to, from, (size_t)n * width);
        return;
    }
    switch (width) {
    case 1: GATHER(uint8_t, to, from, map, n); break;
    case 4: GATHER(uint32_t, to, from, map, n); break;
    case 8: GATHER(uint64_t, to, from, map, n); break;
    default: GATHER(Duration, to, from, map, n); break;
    }
}

// Cells map[0 … n) (map NULL: the first n) of an array of the width, one after the other.
static void gather_cells(Guard *g, void *to, const void *from, uint32_t width, const uint32_t *map,
                         uint32_t n) {
    for (size_t at = 0; at < n; at += PIECE) {
        if (at) guard_tick(g);
        gather_piece((char *)to + at * width, map ? from : (const char *)from + at * width, width,
                     map ? map + at : NULL, n - at < PIECE ? n - (uint32_t)at : PIECE);
    }
}

Vec *vec_gather(Arena *a, const Vec *v, const uint32_t *map, uint32_t n) {
    Vec *out = arena_dup(a, v, sizeof *v);
    if (v->constant) return out;
    if (map) out->sequence = false;
    uint32_t width = vec_width(v->type);
    if (width) {
        out->d.any = arena_array(a, n, width);
        gather_cells(a->guard, out->d.any, v->d.any, width, map, n);
    }
    if (v->valid) {
        out->valid = arena_alloc(a, n);
        gather_cells(a->guard, out->valid, v->valid, 1, map, n);
    }
    if (v->type->tag == TY_LIST) {
        out->start = ARENA_ARRAY(a, uint32_t, n);
        out->len = ARENA_ARRAY(a, uint32_t, n);
        gather_cells(a->guard, out->start, v->start, sizeof *out->start, map, n);
        gather_cells(a->guard, out->len, v->len, sizeof *out->len, map, n);
    }
    if (v->type->tag == TY_RECORD) {
        out->fields = ARENA_ARRAY(a, Vec *, v->type->nfields);
        for (uint32_t f = 0; f < v->type->nfields; f++)
            out->fields[f] = vec_gather(a, v->fields[f], map, n);
    }
    return out;
}

Vec *vec_view(Arena *a, const Vec *v, uint32_t from) {
    Vec *out = arena_dup(a, v, sizeof *v);
    if (v->constant || from == 0) return out;
    uint32_t width = vec_width(v->type);
    if (width) out->d.any = (char *)v->d.any + (size_t)from * width;
    if (v->valid) out->valid = v->valid + from;
    if (v->type->tag == TY_LIST) {
        out->start = v->start + from;
        out->len = v->len + from;
    }
    if (v->type->tag == TY_RECORD) {
        out->fields = ARENA_ARRAY(a, Vec *, v->type->nfields);
        for (uint32_t f = 0; f < v->type->nfields; f++)
            out->fields[f] = vec_view(a, v->fields[f], from);
    }
    return out;
}

// How many elements the lists hold, where they begin, and whether each begins where the one before
// it ended.
typedef struct Extent {
    uint32_t from, n;
    bool joined;
} Extent;

static Extent extent_of(Arena *a, const Vec *list, Rows rows) {
    Extent e = {0, 0, true};
    uint64_t n = 0;
    ROWS_EACH(i, rows) {
        uint32_t p = vec_place(list, i), len = list->len[p];
        if (!len) continue;
        if (n == 0)
            e.from = list->start[p];
        else if (list->start[p] != e.from + n)
            e.joined = false;
        n += len;
    }
    if (n > UINT32_MAX / 2) guard_leave(a->guard, ST_LIMIT, "memory");
    e.n = (uint32_t)n;
    return e;
}

// A tick whenever about PIECE elements were done.
static void after(Arena *a, uint32_t *done, uint32_t n) {
    *done += n;
    if (*done < PIECE) return;
    *done = 0;
    guard_tick(a->guard);
}

Vec *vec_flatten(Arena *a, const Vec *list, Rows rows, uint32_t **up, uint32_t *n) {
    Extent e = extent_of(a, list, rows);
    *n = e.n;
    if (up) {
        uint32_t *to = *up = ARENA_ARRAY(a, uint32_t, e.n), done = 0;
        ROWS_EACH(i, rows) {
            uint32_t len = list->len[vec_place(list, i)];
            for (uint32_t k = 0; k < len; k++) *to++ = i;
            after(a, &done, len);
        }
    }
    if (!e.n) return vec_new(a, list->type->elem, 0, false);
    if (e.joined) return vec_view(a, list->child, e.from);
    uint32_t *map = ARENA_ARRAY(a, uint32_t, e.n), *to = map, done = 0;
    ROWS_EACH(i, rows) {
        uint32_t p = vec_place(list, i), at = list->start[p], len = list->len[p];
        for (uint32_t k = 0; k < len; k++) *to++ = at + k;
        after(a, &done, len);
    }
    return vec_gather(a, list->child, map, e.n);
}

// --- growing ----------------------------------------------------------------------------------

Store *store_new(Arena *a, const Type *t) {
    Store *s = ARENA_NEW(a, Store);
    s->arena = a;
    s->type = s->vec.type = t;
    if (t->tag == TY_LIST) {
        s->child = store_new(a, t->elem);
        s->vec.child = &s->child->vec;
    }
    if (t->tag == TY_RECORD) {
        s->fields = ARENA_ARRAY(a, Store *, t->nfields);
        s->vec.fields = ARENA_ARRAY(a, Vec *, t->nfields);
        for (uint32_t f = 0; f < t->nfields; f++) {
            s->fields[f] = store_new(a, t->fields[f].type);
            s->vec.fields[f] = &s->fields[f]->vec;
        }
    }
    return s;
}

// The rows' cells of an array, one after the other: n times the first where the vector is constant.
static void append_cells(Arena *a, void *to, const void *from, uint32_t width, bool constant,
                         Rows rows) {
    if (!constant) {
        gather_cells(a->guard, to, from, width, rows.at, rows.n);
        return;
    }
    if (width == 1) {
        memset(to, *(const unsigned char *)from, rows.n);
        return;
    }
    for (uint32_t j = 0; j < rows.n; j++) memcpy((char *)to + (size_t)j * width, from, width);
}

static void append_validity(Store *s, const Vec *v, Rows rows) {
    if (!v->valid && !s->vec.valid) return;
    bool first = !s->vec.valid;
    s->vec.valid = arena_grow(s->arena, s->vec.valid, &s->cap_valid, (size_t)s->n + rows.n, 1);
    if (first) memset(s->vec.valid, 1, s->n);
    if (v->valid)
        append_cells(s->arena, s->vec.valid + s->n, v->valid, 1, v->constant, rows);
    else
        memset(s->vec.valid + s->n, 1, rows.n);
}

// Elements of the rows' lists, a few at a time by their places, so that the arena holds nothing but
// the store.
static void append_elements(Store *s, const Vec *v, Rows rows) {
    uint32_t at[128], n = 0, done = 0;
    ROWS_EACH(i, rows) {
        uint32_t p = vec_place(v, i), from = v->start[p], len = v->len[p];
        for (uint32_t k = 0; k < len; k++) {
            at[n++] = from + k;
            if (n < sizeof at / sizeof *at) continue;
            store_append(s, v->child, (Rows){n, at});
            after(s->arena, &done, n);
            n = 0;
        }
    }
    store_append(s, v->child, (Rows){n, at});
}

enum { VIEW_MIN = 256 }; // elements from which a view of them is worth its place in the arena

// The elements of the rows' lists go behind those that the child holds already. A constant list is
// stored once and every row points to it.
static void append_lists(Store *s, const Vec *v, Rows rows) {
    size_t cap = s->cap, need = (size_t)s->n + rows.n;
    s->vec.start = arena_grow(s->arena, s->vec.start, &cap, need, sizeof *s->vec.start);
    s->vec.len = arena_grow(s->arena, s->vec.len, &s->cap, need, sizeof *s->vec.len);
    uint32_t *start = s->vec.start + s->n, *len = s->vec.len + s->n, at = s->child->n, j = 0;
    ROWS_EACH(i, rows) {
        uint32_t p = vec_place(v, i);
        start[j] = at;
        len[j++] = v->len[p];
        if (!v->constant) at += v->len[p];
    }
    Rows lists = v->constant ? (Rows){1, NULL} : rows;
    Extent e = extent_of(s->arena, v, lists);
    if (e.joined && e.n >= VIEW_MIN)
        store_append(s->child, vec_view(s->arena, v->child, e.from), (Rows){e.n, NULL});
    else if (e.n)
        append_elements(s->child, v, lists);
    s->vec.nchild = s->child->n;
}

static void append_fields(Store *s, const Vec *v, Rows rows) {
    for (uint32_t f = 0; f < s->type->nfields; f++) {
        Vec field = *v->fields[f];
        field.constant |= v->constant;
        store_append(s->fields[f], &field, rows);
    }
}

void store_append(Store *s, const Vec *v, Rows rows) {
    if (!rows.n) return;
    if (rows.n > UINT32_MAX / 2 - s->n) guard_leave(s->arena->guard, ST_LIMIT, "memory");
    if (v->type->tag == TY_NULL && s->type->tag != TY_NULL) v = vec_missing_of(s->arena, s->type);
    uint32_t width = vec_width(s->type);
    if (width) {
        s->vec.d.any = arena_grow(s->arena, s->vec.d.any, &s->cap, (size_t)s->n + rows.n, width);
        append_cells(s->arena, (char *)s->vec.d.any + (size_t)s->n * width, v->d.any, width,
                     v->constant, rows);
    }
    append_validity(s, v, rows);
    if (s->type->tag == TY_LIST) append_lists(s, v, rows);
    if (s->type->tag == TY_RECORD) append_fields(s, v, rows);
    s->n += rows.n;
}

const Vec *store_vec(Store *s) { return &s->vec; }

// --- checking ---------------------------------------------------------------------------------

static const char *verify(const Vec *v, Rows rows, uint32_t nplaces);

static const char *verify_lists(const Vec *v, Rows rows) {
    if (!v->start || !v->len) return "a list vector without places";
    if (!v->child) return "a list vector without elements";
    if (v->child->type->tag != TY_NULL && v->child->type->tag != v->type->elem->tag)
        return "elements of another type than the list's";
    ROWS_EACH(i, rows) {
        uint32_t p = vec_place(v, i);
        if (v->len[p] && (uint64_t)v->start[p] + v->len[p] > v->nchild)
            return "a list that reaches beyond the elements";
    }
    ROWS_EACH(i, rows) {
        uint32_t p = vec_place(v, i), first = v->start[p];
        for (uint32_t k = 0; k < v->len[p]; k++) {
            uint32_t at = first + k;
            const char *why = verify(v->child, (Rows){1, &at}, v->nchild);
            if (why) return why;
        }
    }
    return NULL;
}

static const char *verify_fields(const Vec *v, Rows rows, uint32_t nplaces) {
    if (v->type->nfields && !v->fields) return "a record vector without fields";
    for (uint32_t f = 0; f < v->type->nfields; f++) {
        const char *why = verify(v->fields[f], rows, nplaces);
        if (why) return why;
    }
    return NULL;
}

static const char *verify(const Vec *v, Rows rows, uint32_t nplaces) {
    if (!v || !v->type) return "a vector without a type";
    if (v->constant) {
        rows = (Rows){rows.n ? 1 : 0, NULL};
        nplaces = 1;
    }
    if (rows.n && vec_width(v->type) && !v->d.any) return "a vector without cells";
    ROWS_EACH(i, rows) {
        if (i >= nplaces) return "a row beyond the batch";
        if (v->valid && v->valid[i] > 1) return "a validity that is neither 0 nor 1";
        if (v->type->tag == TY_TRUTH && v->d.truth[i] > UNKNOWN) return "a truth beyond unknown";
        if (v->sequence && v->d.u32[i] != v->d.u32[0] + i) return "a sequence with a gap";
    }
    if (v->type->tag == TY_LIST) return verify_lists(v, rows);
    if (v->type->tag == TY_RECORD) return verify_fields(v, rows, nplaces);
    return NULL;
}

bool vec_verify(const Vec *v, Rows rows, uint32_t nplaces, const char **why) {
    const char *w = verify(v, rows, nplaces);
    if (why) *why = w;
    return !w;
}
