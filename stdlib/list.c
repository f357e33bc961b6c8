// Kernels of lists. They see empty lists (FN_RAW): an empty list is not a missing one. Where
// elements only change places the result shares them with the argument.
#include "runtime/cell.h"
#include "runtime/sort.h"
#include "stdlib/kernels.h"

static uint32_t total_of(Rows rows, const Vec *list) {
    uint64_t n = 0;
    ROWS_EACH(i, rows) n += list->len[vec_place(list, i)];
    return n > UINT32_MAX / 2 ? UINT32_MAX / 2 : (uint32_t)n;
}

// Room for the places of all elements, and the result's lists laid out in it one after the other.
static uint32_t *lay_out(const Call *c, Rows rows, const Vec *list, Vec *out) {
    uint32_t n = total_of(rows, list), at = 0;
    uint32_t *map = ARENA_ARRAY(c->run->scratch, uint32_t, n);
    ROWS_EACH(i, rows) {
        out->start[i] = at;
        out->len[i] = list->len[vec_place(list, i)];
        if (out->len[i] > n - at) guard_leave(c->run->guard, ST_LIMIT, "memory");
        at += out->len[i];
    }
    out->nchild = n;
    return map;
}

void list_reverse(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    const Vec *list = args[0];
    uint32_t *map = lay_out(c, rows, list, out);
    ROWS_EACH(i, rows) {
        uint32_t first = list->start[vec_place(list, i)], n = out->len[i];
        for (uint32_t k = 0; k < n; k++) {
            guard_every(c->run->guard, k);
            map[out->start[i] + k] = first + n - 1 - k;
        }
        run_tick(c->run, n / 16);
    }
    out->child = vec_gather(c->run->scratch, list->child, map, out->nchild);
}

typedef struct Order {
    const Run *run;
    const Vec *elements;
} Order;

static int compare(const void *user, uint32_t x, uint32_t y) {
    const Order *o = user;
    return cell_order(o->run, o->elements, x, o->elements, y);
}

void list_sorted(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    const Vec *list = args[0];
    uint32_t *map = lay_out(c, rows, list, out);
    uint32_t *spare = ARENA_ARRAY(c->run->scratch, uint32_t, out->nchild);
    Order order = {c->run, list->child};
    ROWS_EACH(i, rows) {
        uint32_t first = list->start[vec_place(list, i)], *at = map + out->start[i];
        for (uint32_t k = 0; k < out->len[i]; k++) {
            guard_every(c->run->guard, k);
            at[k] = first + k;
        }
        run_tick(c->run, out->len[i] / 16);
        sort_refs_heard(at, spare, out->len[i], compare, &order, c->run->guard);
    }
    out->child = vec_gather(c->run->scratch, list->child, map, out->nchild);
}

// How many elements the argument asks for.
static uint32_t wanted(const Call *c, const Vec *n, uint32_t i) {
    if (vec_missing(n, i)) return 0;
    int64_t v = arg_int(n, i);
    if (v < 0) CALL_FAIL(c, E0507, "a list has no negative number of elements");
    return v > UINT32_MAX ? UINT32_MAX : (uint32_t)v;
}

void list_take(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        uint32_t p = vec_place(args[0], i), n = wanted(c, args[1], i), len = args[0]->len[p];
        out->start[i] = args[0]->start[p];
        out->len[i] = len < n ? len : n;
    }
    out->child = args[0]->child;
    out->nchild = args[0]->nchild;
}

void list_skip(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        uint32_t p = vec_place(args[0], i), n = wanted(c, args[1], i), len = args[0]->len[p];
        bool none = vec_missing(args[1], i);
        out->start[i] = args[0]->start[p] + (n < len ? n : len);
        out->len[i] = none || n > len ? 0 : len - n;
    }
    out->child = args[0]->child;
    out->nchild = args[0]->nchild;
}

// nth(xs, 1) is the first element, nth(xs, -1) the last.
void list_nth(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    const Vec *list = args[0];
    cell_share(out, list->child);
    ROWS_EACH(i, rows) {
        uint32_t p = vec_place(list, i);
        int64_t len = list->len[p], n = vec_missing(args[1], i) ? len + 1 : arg_int(args[1], i);
        if (n == 0) CALL_FAIL(c, E0507, "elements are counted from 1 (or from -1, the last)");
        if (n < 0 && n >= -len) n += len + 1;
        if (n < 1 || n > len)
            cell_set_missing(out, i);
        else
            cell_copy(out, i, list->child, list->start[p] + (uint32_t)(n - 1));
    }
}

static uint64_t range_length(const Vec *const *args, uint32_t i) {
    int64_t a = arg_int(args[0], i), b = arg_int(args[1], i);
    return a > b ? 0 : (uint64_t)b - (uint64_t)a + 1;
}

void list_range(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    uint64_t total = 0;
    ROWS_EACH(i, rows) {
        uint64_t n = range_length(args, i);
        if (n == 0 && arg_int(args[0], i) <= arg_int(args[1], i)) n = UINT64_MAX; // 2^64
        if (n > UINT32_MAX / 2 - total) CALL_FAIL(c, E0507, "the range is too long for a list");
        out->start[i] = (uint32_t)total;
        out->len[i] = (uint32_t)n;
        total += n;
        run_tick(c->run, n / 16);
    }
    out->child = vec_new(c->run->scratch, out->type->elem, (uint32_t)total, false);
    out->nchild = (uint32_t)total;
    ROWS_EACH(i, rows) {
        int64_t *to = out->child->d.i64 + out->start[i], from = arg_int(args[0], i);
        for (uint32_t k = 0; k < out->len[i]; k++) {
            guard_every(c->run->guard, k);
            to[k] = from + k;
        }
    }
}
