// Cells one by one: for distinct, least and greatest, sorted lists. See cell.h.
#include "runtime/cell.h"

#include <string.h>

static uint64_t mixed(uint64_t h, uint64_t x) {
    h = (h ^ x) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 29;
}

// -0.0 and 0.0 are one value.
static uint64_t bits_of(double x) {
    uint64_t bits;
    x += 0.0;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static uint64_t duration_hash(Duration d) {
    uint64_t h = mixed((uint64_t)d.lo_s, (uint64_t)d.hi_s);
    return mixed(h, (uint64_t)(uint32_t)d.lo_m << 32 | (uint32_t)d.hi_m);
}

uint64_t cell_hash(const Run *r, const Vec *v, uint32_t i) {
    uint32_t p = vec_place(v, i);
    uint64_t h = 1;
    if (v->valid && !v->valid[p]) return 0;
    switch ((TypeTag)v->type->tag) {
    case TY_TEXT:
    case TY_ENTITY: return mixed(h, v->d.u32[p]);
    case TY_DATE: return mixed(h, v->d.u32[p] ? run_date_canon(r, v->d.u32[p]) : 0);
    case TY_INT: return mixed(h, (uint64_t)v->d.i64[p]);
    case TY_REAL: return mixed(h, bits_of(v->d.f64[p]));
    case TY_TRUTH: return mixed(h, v->d.truth[p]);
    case TY_DURATION: return mixed(h, duration_hash(v->d.dur[p]));
    case TY_LIST:
        for (uint32_t k = 0; k < v->len[p]; k++)
            h = mixed(h, cell_hash(r, v->child, v->start[p] + k));
        return h;
    case TY_RECORD:
        for (uint32_t f = 0; f < v->type->nfields; f++) h = mixed(h, cell_hash(r, v->fields[f], p));
        return h;
    case TY_NULL:
    case TYPE_TAGS: break;
    }
    return 0;
}

static bool same_lists(const Run *r, const Vec *v, uint32_t p, const Vec *w, uint32_t q) {
    if (v->len[p] != w->len[q]) return false;
    for (uint32_t k = 0; k < v->len[p]; k++)
        if (!cell_same(r, v->child, v->start[p] + k, w->child, w->start[q] + k)) return false;
    return true;
}

static bool same_records(const Run *r, const Vec *v, uint32_t p, const Vec *w, uint32_t q) {
    for (uint32_t f = 0; f < v->type->nfields; f++)
        if (!cell_same(r, v->fields[f], p, w->fields[f], q)) return false;
    return true;
}

static bool same_dates(const Run *r, uint32_t a, uint32_t b) {
    if (a == b) return true;
    return a && b && run_date_canon(r, a) == run_date_canon(r, b);
}

bool cell_same(const Run *r, const Vec *v, uint32_t i, const Vec *w, uint32_t j) {
    uint32_t p = vec_place(v, i), q = vec_place(w, j);
    bool there = !v->valid || v->valid[p];
    if (there != (!w->valid || w->valid[q])) return false;
    if (!there) return true;
    switch ((TypeTag)v->type->tag) {
    case TY_TEXT:
    case TY_ENTITY: return v->d.u32[p] == w->d.u32[q];
    case TY_DATE: return same_dates(r, v->d.u32[p], w->d.u32[q]);
    case TY_INT: return v->d.i64[p] == w->d.i64[q];
    case TY_REAL: return bits_of(v->d.f64[p]) == bits_of(w->d.f64[q]);
    case TY_TRUTH: return v->d.truth[p] == w->d.truth[q];
    case TY_DURATION: {
        Duration a = v->d.dur[p], b = w->d.dur[q];
        return a.lo_s == b.lo_s && a.hi_s == b.hi_s && a.lo_m == b.lo_m && a.hi_m == b.hi_m;
    }
    case TY_LIST: return same_lists(r, v, p, w, q);
    case TY_RECORD: return same_records(r, v, p, w, q);
    case TY_NULL:
    case TYPE_TAGS: break;
    }
    return true;
}

#define ORDER(a, b) (((a) > (b)) - ((a) < (b)))

int cell_order(const Run *r, const Vec *v, uint32_t i, const Vec *w, uint32_t j) {
    uint32_t p = vec_place(v, i), q = vec_place(w, j);
    bool none = vec_missing(v, i), other_none = vec_missing(w, j);
    if (none || other_none) return none - other_none;
    switch ((TypeTag)v->type->tag) {
    // run_text_order takes the run as it may have to fold; it changes nothing in it.
    case TY_TEXT: return run_text_order((Run *)(uintptr_t)r, v->d.u32[p], w->d.u32[q]);
    case TY_DATE: return run_date_order(r, v->d.u32[p], w->d.u32[q]);
    case TY_INT: return ORDER(v->d.i64[p], w->d.i64[q]);
    case TY_REAL: return ORDER(v->d.f64[p], w->d.f64[q]);
    case TY_TRUTH: return ORDER(v->d.truth[p], w->d.truth[q]);
    case TY_DURATION: return duration_order(v->d.dur[p], w->d.dur[q]);
    case TY_ENTITY:
    case TY_LIST:
    case TY_RECORD:
    case TY_NULL:
    case TYPE_TAGS: break;
    }
    return 0;
}

void cell_copy(Vec *out, uint32_t i, const Vec *v, uint32_t j) {
    uint32_t q = vec_place(v, j), width = vec_width(out->type);
    if (vec_missing(v, j)) {
        cell_set_missing(out, i);
        return;
    }
    if (width)
        memcpy((char *)out->d.any + (size_t)i * width, (char *)v->d.any + (size_t)q * width, width);
    if (out->valid) out->valid[i] = 1;
    if (out->type->tag == TY_LIST) {
        out->start[i] = v->start[q];
        out->len[i] = v->len[q];
    }
    if (out->type->tag == TY_RECORD)
        for (uint32_t f = 0; f < out->type->nfields; f++)
            cell_copy(out->fields[f], i, v->fields[f], q);
}

void cell_share(Vec *out, const Vec *v) {
    if (out->type->tag == TY_LIST) {
        out->child = v->child;
        out->nchild = v->nchild;
    }
    if (out->type->tag == TY_RECORD)
        for (uint32_t f = 0; f < out->type->nfields; f++) cell_share(out->fields[f], v->fields[f]);
}

void cell_set_missing(Vec *out, uint32_t i) {
    uint32_t width = vec_width(out->type);
    if (width) memset((char *)out->d.any + (size_t)i * width, 0, width);
    if (out->type->tag == TY_TRUTH) out->d.truth[i] = UNKNOWN;
    if (out->valid) out->valid[i] = 0;
    if (out->type->tag == TY_LIST) out->start[i] = out->len[i] = 0;
    if (out->type->tag == TY_RECORD)
        for (uint32_t f = 0; f < out->type->nfields; f++) cell_set_missing(out->fields[f], i);
}
