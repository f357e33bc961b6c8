// Aggregates that keep the values themselves: first, last, distinct, median. In: values and the
// group of each, in the order of the rows; out: a value or a list for each group.
#include <math.h>
#include <string.h>

#include "runtime/cell.h"
#include "runtime/sort.h"
#include "stdlib/kernels.h"

// The values that were kept, the group of each, and how many groups there are room for.
typedef struct Kept {
    Run *run;
    Store *values;
    uint32_t *group; // NULL: all are of group 0
    size_t cap;
} Kept;

enum { PIECE = 1 << 16 }; // values gone through between two ticks

static void kept_open(Kept *k, Run *run, const Type *arg) {
    k->run = run;
    k->values = store_new(&run->keep, arg);
}

static void keep(Kept *k, const Vec *v, Rows rows, const uint32_t *gid) {
    uint32_t n = k->values->n;
    if (gid) {
        k->group =
            arena_grow(&k->run->keep, k->group, &k->cap, (size_t)n + rows.n, sizeof *k->group);
        for (uint32_t j = 0; j < rows.n; j++) k->group[n + j] = gid[rows.at ? rows.at[j] : j];
    }
    store_append(k->values, v, rows);
}

static uint32_t group_of(const Kept *k, uint32_t i) { return k->group ? k->group[i] : 0; }

// Places of the kept values group by group, each group's in the order in which they came; start[g]
// is where group g begins, start[ngroups] the end.
static uint32_t *by_group(Kept *k, Arena *a, uint32_t ngroups, uint32_t **start) {
    uint32_t n = k->values->n, *s = arena_zero(a, ((size_t)ngroups + 2) * sizeof *s);
    uint32_t *map = ARENA_ARRAY(a, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        if (i % PIECE == 0) run_tick(k->run, 0);
        s[group_of(k, i) + 2]++;
    }
    for (uint32_t g = 2; g < ngroups + 2; g++) {
        run_work(k->run, 1);
        s[g] += s[g - 1];
    }
    for (uint32_t i = 0; i < n; i++) {
        if (i % PIECE == 0) run_tick(k->run, 0);
        map[s[group_of(k, i) + 1]++] = i;
    }
    *start = s;
    return map;
}

// --- first and last ---------------------------------------------------------------------------

typedef struct Ends {
    Kept kept;
    bool last;
    uint32_t *index; // of each group's value in kept, + 1; 0: none yet
    size_t cap;
    uint32_t *place; // place + 1 in the rows at hand, 0 elsewhere
    size_t place_cap;
} Ends;

static void *ends_open(Run *run, const Type *arg, bool last) {
    Ends *s = ARENA_NEW(&run->keep, Ends);
    kept_open(&s->kept, run, arg);
    s->last = last;
    return s;
}

static void *first_open(Run *run, const Type *arg) { return ends_open(run, arg, false); }
static void *last_open(Run *run, const Type *arg) { return ends_open(run, arg, true); }

static void ends_grow(void *state, uint32_t n) {
    Ends *s = state;
    s->index = arena_grow_zero(&s->kept.run->keep, s->index, &s->cap, n, sizeof *s->index);
    s->place = arena_grow_zero(&s->kept.run->keep, s->place, &s->place_cap, n, sizeof *s->place);
}

static void ends_add(void *state, const uint32_t *gid, const Vec *v, Rows rows, uint64_t *skipped) {
    Ends *s = state;
    Arena *scratch = s->kept.run->scratch;
    ArenaMark mark = arena_mark(scratch);
    uint32_t *touched = ARENA_ARRAY(scratch, uint32_t, rows.n), n = 0;
    ROWS_EACH(i, rows) {
        uint32_t g = gid ? gid[i] : 0;
        if (vec_missing(v, i))
            ++*skipped;
        else if (s->last || (!s->index[g] && !s->place[g])) {
            if (!s->place[g]) touched[n++] = g;
            s->place[g] = i + 1;
        }
    }
    for (uint32_t k = 0; k < n; k++) {
        uint32_t g = touched[k], at = s->place[g] - 1;
        store_append(s->kept.values, v, (Rows){1, &at});
        s->index[g] = s->kept.values->n;
        s->place[g] = 0;
    }
    scratch_release(s->kept.run, mark);
}

static Vec *ends_finish(void *state, Arena *a, uint32_t ngroups, const Type *result,
                        const Call *call) {
    Ends *s = state;
    const Vec *values = store_vec(s->kept.values);
    Vec *out = vec_new(a, result, ngroups, true);
    cell_share(out, values);
    if (result->tag == TY_RECORD) out->valid = arena_zero(a, ngroups);
    for (uint32_t g = 0; g < ngroups; g++) {
        run_work(call->run, 1);
        if (s->index[g])
            cell_copy(out, g, values, s->index[g] - 1);
        else
            cell_set_missing(out, g);
    }
    return out;
}

const AggOps agg_first = {first_open, ends_grow, ends_add, ends_finish};
const AggOps agg_last = {last_open, ends_grow, ends_add, ends_finish};

// --- distinct ---------------------------------------------------------------------------------

typedef struct Set {
    Kept kept;
    uint64_t *hashes; // of each kept value and its group
    size_t hash_cap;
    uint32_t *table; // value + 1, 0 free; a power of two of places, at most half taken
    uint32_t mask;
} Set;

static void *set_open(Run *run, const Type *arg) {
    Set *s = ARENA_NEW(&run->keep, Set);
    kept_open(&s->kept, run, arg);
    return s;
}

static void set_grow(void *state, uint32_t ngroups) {
    (void)state;
    (void)ngroups;
}

static void put(Set *s, uint32_t item) {
    uint32_t at = (uint32_t)s->hashes[item] & s->mask;
    while (s->table[at]) at = (at + 1) & s->mask;
    s->table[at] = item + 1;
}

static void grow_table(Set *s) {
    Run *r = s->kept.run;
    uint64_t size = s->mask ? ((uint64_t)s->mask + 1) * 2 : 64;
    if (size > UINT32_MAX / 2) guard_leave(r->guard, ST_LIMIT, "memory");
    s->mask = (uint32_t)size - 1;
    s->table = arena_zero(&r->keep, (size_t)size * sizeof *s->table);
    for (uint32_t i = 0; i < s->kept.values->n; i++) {
        if (i % PIECE == 0) run_tick(r, 0);
        put(s, i);
    }
}

static bool has(const Set *s, const Vec *v, uint32_t i, uint32_t g, uint64_t hash) {
    for (uint32_t at = (uint32_t)hash & s->mask; s->table[at]; at = (at + 1) & s->mask) {
        uint32_t k = s->table[at] - 1;
        if (s->hashes[k] == hash && group_of(&s->kept, k) == g &&
            cell_same(s->kept.run, v, i, &s->kept.values->vec, k))
            return true;
    }
    return false;
}

static void set_add(void *state, const uint32_t *gid, const Vec *v, Rows rows, uint64_t *skipped) {
    Set *s = state;
    Run *r = s->kept.run;
    ArenaMark mark = arena_mark(r->scratch);
    ROWS_EACH(i, rows) {
        if (vec_missing(v, i)) {
            ++*skipped;
            continue;
        }
        uint32_t g = gid ? gid[i] : 0, n = s->kept.values->n;
        uint64_t hash = (cell_hash(r, v, i) ^ g) * 0x9e3779b97f4a7c15u;
        hash ^= hash >> 32;
        if (n >= s->mask / 2) grow_table(s);
        if (has(s, v, i, g, hash)) continue;
        s->hashes = arena_grow(&r->keep, s->hashes, &s->hash_cap, (size_t)n + 1, sizeof *s->hashes);
        s->hashes[n] = hash;
        keep(&s->kept, v, (Rows){1, &i}, gid);
        put(s, n);
    }
    scratch_release(r, mark);
}

static Vec *set_finish(void *state, Arena *a, uint32_t ngroups, const Type *result,
                       const Call *call) {
    Set *s = state;
    Vec *out = vec_new(a, result, ngroups, false);
    uint32_t *start, *map = by_group(&s->kept, a, ngroups, &start);
    for (uint32_t g = 0; g < ngroups; g++) {
        run_work(call->run, 1);
        out->start[g] = start[g];
        out->len[g] = start[g + 1] - start[g];
    }
    out->nchild = s->kept.values->n;
    out->child = vec_gather(a, store_vec(s->kept.values), map, out->nchild);
    return out;
}

const AggOps agg_distinct = {set_open, set_grow, set_add, set_finish};

// --- median -----------------------------------------------------------------------------------

static void *median_open(Run *run, const Type *arg) {
    Kept *s = ARENA_NEW(&run->keep, Kept);
    kept_open(s, run, arg);
    return s;
}

static void median_add(void *state, const uint32_t *gid, const Vec *v, Rows rows,
                       uint64_t *skipped) {
    Kept *s = state;
    if (!v->valid) {
        keep(s, v, rows, gid);
        return;
    }
    Arena *scratch = s->run->scratch;
    ArenaMark mark = arena_mark(scratch);
    uint32_t *at = ARENA_ARRAY(scratch, uint32_t, rows.n), n = 0;
    ROWS_EACH(i, rows) {
        if (vec_missing(v, i))
            ++*skipped;
        else
            at[n++] = i;
    }
    keep(s, v, (Rows){n, at}, gid);
    scratch_release(s->run, mark);
}

// A number whose order as an unsigned one is that of the value.
static uint64_t key_of(const Vec *v, uint32_t i) {
    if (v->type->tag == TY_INT) return (uint64_t)v->d.i64[i] ^ (uint64_t)1 << 63;
    double x = v->d.f64[i] + 0.0;
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
}

static int by_length(const void *user, uint32_t x, uint32_t y) {
    const Vec *v = user;
    return duration_order(v->d.dur[x], v->d.dur[y]);
}

// The key of rank k, byte by byte from the highest: always n steps and a little more, whatever the
// keys.
static uint64_t key_of_rank(Arena *a, uint64_t *keys, uint32_t n, uint32_t k) {
    enum { BYTES = 256 };
    Guard *g = a->guard;
    uint32_t *counts = ARENA_ARRAY(a, uint32_t, BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) {
        uint32_t left = 0, digit = 0;
        memset(counts, 0, BYTES * sizeof *counts);
        for (uint32_t i = 0; i < n; i++) {
            if (i % PIECE == 0) guard_tick(g);
            counts[keys[i] >> shift & 0xff]++;
        }
        while (k >= counts[digit]) k -= counts[digit++];
        for (uint32_t i = 0; i < n; i++) {
            if (i % PIECE == 0) guard_tick(g);
            if ((keys[i] >> shift & 0xff) == digit) keys[left++] = keys[i];
        }
        n = left;
    }
    return keys[0];
}

static double number_of(const Type *t, uint64_t key) {
    if (t->tag == TY_INT) return (double)(int64_t)(key ^ (uint64_t)1 << 63);
    uint64_t bits = key >> 63 ? key ^ (uint64_t)1 << 63 : ~key;
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static double between(double x, double y) {
    double sum = x + y;
    return isfinite(sum) ? sum / 2 : x / 2 + y / 2;
}

// The number in the middle of the values at the places at[0 … n).
static double middle_number(Kept *s, Arena *a, const uint32_t *at, uint32_t n) {
    const Vec *v = store_vec(s->values);
    ArenaMark mark = arena_mark(a);
    uint64_t *keys = ARENA_ARRAY(a, uint64_t, n);
    for (uint32_t k = 0; k < n; k++) {
        if (k % PIECE == 0) run_tick(s->run, 0);
        keys[k] = key_of(v, at[k]);
    }
    uint64_t low = key_of_rank(a, keys, n, (n - 1) / 2), high = UINT64_MAX;
    uint32_t upto = 0; // values up to the lower one
    for (uint32_t k = 0; k < n; k++) {
        if (k % PIECE == 0) run_tick(s->run, 0);
        uint64_t key = key_of(v, at[k]);
        upto += key <= low;
        if (key > low && key < high) high = key;
    }
    arena_release(a, mark);
    if (upto > n / 2) high = low;
    return between(number_of(v->type, low), number_of(v->type, high));
}

static Duration middle_duration(Kept *s, Arena *a, uint32_t *at, uint32_t n, const Call *call) {
    const Vec *v = store_vec(s->values);
    ArenaMark mark = arena_mark(a);
    sort_refs_heard(at, ARENA_ARRAY(a, uint32_t, n), n, by_length, v, s->run->guard);
    arena_release(a, mark);
    Duration low = v->d.dur[at[(n - 1) / 2]], high = v->d.dur[at[n / 2]], sum;
    if (n % 2) return low;
    if (!duration_add(low, high, &sum) || !duration_scale(sum, 0.5, &sum))
        CALL_FAIL(call, E0501, "the median is too large for a duration");
    return sum;
}

// Of an even number of values the mean of the two in the middle.
static Vec *median_finish(void *state, Arena *a, uint32_t ngroups, const Type *result,
                          const Call *call) {
    Kept *s = state;
    Vec *out = vec_new(a, result, ngroups, true);
    uint32_t *start, *map = by_group(s, a, ngroups, &start);
    for (uint32_t g = 0; g < ngroups; g++) {
        uint32_t n = start[g + 1] - start[g], *at = map + start[g];
        run_work(s->run, 1);
        if (!n) continue;
        run_tick(s->run, n);
        if (result->tag == TY_DURATION)
            out->d.dur[g] = middle_duration(s, a, at, n, call);
        else
            out->d.f64[g] = middle_number(s, a, at, n);
        out->valid[g] = 1;
    }
    return out;
}

const AggOps agg_median = {median_open, set_grow, median_add, median_finish};
