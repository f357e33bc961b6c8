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
    uint32_t *group;
    size_t cap;
} Kept;

static void kept_open(Kept *k, Run *run, const Type *arg) {
    k->run = run;
    k->values = store_new(&run->keep, arg);
}

static void keep(Kept *k, const Vec *v, Rows rows, const uint32_t *gid) {
    uint32_t n = k->values->n;
    k->group = arena_grow(&k->run->keep, k->group, &k->cap, (size_t)n + rows.n, sizeof *k->group);
    for (uint32_t j = 0; j < rows.n; j++) {
        uint32_t place = rows.at ? rows.at[j] : j;
        k->group[n + j] = gid ? gid[place] : 0;
    }
    store_append(k->values, v, rows);
}

// The rows in ascending order, whatever the order in which they are given.
static Rows ascending(Arena *a, Rows rows) {
    bool sorted = true;
    uint32_t most = 0;
    for (uint32_t k = 0; rows.at && k < rows.n; k++) {
        sorted = sorted && (k == 0 || rows.at[k] > rows.at[k - 1]);
        if (rows.at[k] > most) most = rows.at[k];
    }
    if (sorted) return rows;
    uint8_t *there = arena_zero(a, (size_t)most + 1);
    for (uint32_t k = 0; k < rows.n; k++) there[rows.at[k]] = 1;
    uint32_t *at = ARENA_ARRAY(a, uint32_t, rows.n), n = 0;
    for (uint32_t i = 0; i <= most; i++)
        if (there[i]) at[n++] = i;
    return (Rows){n, at};
}

// Places of the kept values group by group, each group's in the order in which they came; start[g]
// is where group g begins, start[ngroups] the end.
static uint32_t *by_group(Kept *k, Arena *a, uint32_t ngroups, uint32_t **start) {
    uint32_t n = k->values->n, *s = arena_zero(a, ((size_t)ngroups + 2) * sizeof *s);
    uint32_t *map = ARENA_ARRAY(a, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) s[k->group[i] + 2]++;
    for (uint32_t g = 2; g < ngroups + 2; g++) s[g] += s[g - 1];
    for (uint32_t i = 0; i < n; i++) map[s[k->group[i] + 1]++] = i;
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

static void *cleared(Run *r, void *p, size_t *cap, uint32_t n, size_t size) {
    size_t old = *cap;
    char *q = arena_grow(&r->keep, p, cap, n, size);
    if (*cap > old) memset(q + old * size, 0, (*cap - old) * size);
    return q;
}

static void ends_grow(void *state, uint32_t n) {
    Ends *s = state;
    s->index = cleared(s->kept.run, s->index, &s->cap, n, sizeof *s->index);
    s->place = cleared(s->kept.run, s->place, &s->place_cap, n, sizeof *s->place);
}

static void ends_add(void *state, const uint32_t *gid, const Vec *v, Rows rows, uint64_t *skipped) {
    Ends *s = state;
    Arena *scratch = s->kept.run->scratch;
    ArenaMark mark = arena_mark(scratch);
    rows = ascending(scratch, rows);
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
    (void)call;
    Ends *s = state;
    const Vec *values = store_vec(s->kept.values);
    Vec *out = vec_new(a, result, ngroups, true);
    cell_share(out, values);
    if (result->tag == TY_RECORD) out->valid = arena_zero(a, ngroups);
    for (uint32_t g = 0; g < ngroups; g++) {
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
    for (uint32_t i = 0; i < s->kept.values->n; i++) put(s, i);
}

static bool has(const Set *s, const Vec *v, uint32_t i, uint32_t g, uint64_t hash) {
    for (uint32_t at = (uint32_t)hash & s->mask; s->table[at]; at = (at + 1) & s->mask) {
        uint32_t k = s->table[at] - 1;
        if (s->hashes[k] == hash && s->kept.group[k] == g &&
            cell_same(s->kept.run, v, i, &s->kept.values->vec, k))
            return true;
    }
    return false;
}

static void set_add(void *state, const uint32_t *gid, const Vec *v, Rows rows, uint64_t *skipped) {
    Set *s = state;
    Run *r = s->kept.run;
    ArenaMark mark = arena_mark(r->scratch);
    rows = ascending(r->scratch, rows);
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
    (void)call;
    Set *s = state;
    Vec *out = vec_new(a, result, ngroups, false);
    uint32_t *start, *map = by_group(&s->kept, a, ngroups, &start);
    for (uint32_t g = 0; g < ngroups; g++) {
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

// Places of a group's values at[0 … n), sorted by value.
static void sort_group(Kept *s, Arena *a, uint32_t *at, uint32_t n) {
    const Vec *v = store_vec(s->values);
    ArenaMark mark = arena_mark(a);
    run_tick(s->run, n);
    if (v->type->tag == TY_DURATION) {
        sort_refs(at, ARENA_ARRAY(a, uint32_t, n), n, by_length, v);
    } else {
        KeyRef *keys = ARENA_ARRAY(a, KeyRef, n), *spare = ARENA_ARRAY(a, KeyRef, n);
        for (uint32_t k = 0; k < n; k++) keys[k] = (KeyRef){key_of(v, at[k]), at[k]};
        sort_keys(keys, spare, n);
        for (uint32_t k = 0; k < n; k++) at[k] = keys[k].ref;
    }
    arena_release(a, mark);
}

static double number_at(const Vec *v, uint32_t i) {
    return v->type->tag == TY_INT ? (double)v->d.i64[i] : v->d.f64[i];
}

static double between(double x, double y) {
    double sum = x + y;
    return isfinite(sum) ? sum / 2 : x / 2 + y / 2;
}

static void set_middle(const Vec *v, uint32_t x, uint32_t y, Vec *out, uint32_t g,
                       const Call *call) {
    if (v->type->tag != TY_DURATION) {
        out->d.f64[g] = between(number_at(v, x), number_at(v, y));
        return;
    }
    Duration *d = &out->d.dur[g];
    *d = v->d.dur[x];
    if (x != y && (!duration_add(*d, v->d.dur[y], d) || !duration_scale(*d, 0.5, d)))
        CALL_FAIL(call, E0501, "the median is too large for a duration");
}

// Of an even number of values the mean of the two in the middle.
static Vec *median_finish(void *state, Arena *a, uint32_t ngroups, const Type *result,
                          const Call *call) {
    Kept *s = state;
    Vec *out = vec_new(a, result, ngroups, true);
    uint32_t *start, *map = by_group(s, a, ngroups, &start);
    for (uint32_t g = 0; g < ngroups; g++) {
        uint32_t n = start[g + 1] - start[g], *at = map + start[g];
        if (!n) continue;
        sort_group(s, a, at, n);
        set_middle(store_vec(s->values), at[(n - 1) / 2], at[n / 2], out, g, call);
        out->valid[g] = 1;
    }
    return out;
}

const AggOps agg_median = {median_open, set_grow, median_add, median_finish};
