// Sets of keys for grouping, distinct, and the set stages: a hash table over stored key columns.
// One key of four bytes (text, date, entity), the usual case, is compared by its number alone. One
// whole number, or two keys, that fit into 64 bits together, are first looked for among those met
// lately.
#include <string.h>

#include "runtime/cell.h"
#include "runtime/op.h"

#ifdef GZT_TINY
enum { KEYS_MIN = 2, LATELY_BITS = 1, LATELY_FROM = 1 };
#else
enum { KEYS_MIN = 64, LATELY_BITS = 10, LATELY_FROM = 256 }; // rows from which it pays
#endif
enum { LATELY_PLACES = 4 }; // in which one may stand, one behind the other

typedef struct Met {
    uint64_t packed;
    uint32_t number; // + 1, 0 free
} Met;

struct KeySet {
    Run *run;
    Arena *arena;
    Store **columns;
    uint32_t nkeys, n;
    bool narrow;      // one key of four bytes
    bool dates;       // … a date, compared by its canonical id
    bool lists;       // some key is a list, which may be long
    bool packs;       // packed keys are looked for in `lately`
    Met *lately;      // NULL until there are many rows
    uint32_t rows;    // that came before, until then
    uint32_t *table;  // number + 1, 0 free; never more than half full
    uint32_t *ids;    // narrow: the key of each table entry
    uint64_t *hashes; // else: the hash of each number's keys
    size_t cap_hashes;
    uint32_t mask;
};

KeySet *keys_new(Run *r, const Type *const *types, uint32_t n, Arena *arena) {
    KeySet *k = ARENA_NEW(arena, KeySet);
    k->run = r;
    k->arena = arena;
    k->nkeys = n;
    k->columns = ARENA_ARRAY(arena, Store *, n + 1);
    for (uint32_t i = 0; i < n; i++) k->columns[i] = store_new(arena, types[i]);
    k->narrow = n == 1 && vec_width(types[0]) == sizeof(uint32_t);
    k->dates = k->narrow && types[0]->tag == TY_DATE;
    k->packs = !k->narrow && n <= 2;
    for (uint32_t i = 0; i < n; i++) {
        k->lists |= types[i]->tag == TY_LIST;
        k->packs &= types[i]->tag == TY_INT || vec_width(types[i]) == sizeof(uint32_t);
    }
    k->mask = KEYS_MIN - 1;
    k->table = arena_zero(arena, KEYS_MIN * sizeof *k->table);
    if (k->narrow) k->ids = ARENA_ARRAY(arena, uint32_t, KEYS_MIN);
    return k;
}

uint32_t keys_count(const KeySet *k) { return k->n; }

const Vec *keys_column(const KeySet *k, uint32_t key) { return store_vec(k->columns[key]); }

static uint32_t spread(uint32_t id) {
    uint64_t h = (uint64_t)id * 0x9e3779b97f4a7c15u;
    return (uint32_t)(h >> 32);
}

enum { PIECE = 1 << 16 }; // places moved between two ticks

static void grow(KeySet *k) {
    uint32_t size = k->mask + 1, wide = size * 2;
    uint32_t *table = arena_zero(k->arena, (size_t)wide * sizeof *table);
    uint32_t *ids = k->narrow ? ARENA_ARRAY(k->arena, uint32_t, wide) : NULL;
    for (uint32_t i = 0; i < size; i++) {
        if (i % PIECE == 0) run_tick(k->run, 0);
        if (!k->table[i]) continue;
        uint32_t h = k->narrow ? spread(k->ids[i]) : (uint32_t)k->hashes[k->table[i] - 1];
        uint32_t at = h & (wide - 1);
        while (table[at]) at = (at + 1) & (wide - 1);
        table[at] = k->table[i];
        if (ids) ids[at] = k->ids[i];
    }
    k->table = table;
    k->ids = ids;
    k->mask = wide - 1;
}

static void add_keys(KeySet *k, const Vec *const *keys, uint32_t i) {
    for (uint32_t c = 0; c < k->nkeys; c++) store_append(k->columns[c], keys[c], (Rows){1, &i});
    k->n++;
}

static uint32_t find_id(KeySet *k, const Vec *const *keys, uint32_t i, bool add) {
    uint32_t id = keys[0]->d.u32[vec_place(keys[0], i)];
    if (k->dates && id) id = run_date_canon(k->run, id);
    uint32_t at = spread(id) & k->mask;
    while (k->table[at]) {
        if (k->ids[at] == id) return k->table[at] - 1;
        at = (at + 1) & k->mask;
    }
    if (!add) return UINT32_MAX;
    add_keys(k, keys, i);
    k->table[at] = k->n;
    k->ids[at] = id;
    if (k->n > k->mask / 2) grow(k);
    return k->n - 1;
}

static bool same_keys(const KeySet *k, const Vec *const *keys, uint32_t i, uint32_t number) {
    for (uint32_t c = 0; c < k->nkeys; c++)
        if (!cell_same(k->run, keys[c], i, store_vec(k->columns[c]), number)) return false;
    return true;
}

static uint32_t find_wide(KeySet *k, const Vec *const *keys, uint32_t i, bool add) {
    uint64_t h = 0;
    if (k->lists) run_tick(k->run, 0);
    for (uint32_t c = 0; c < k->nkeys; c++)
        h = h * 0x9e3779b97f4a7c15u + cell_hash(k->run, keys[c], i);
    h ^= h >> 32;
    uint32_t at = (uint32_t)h & k->mask;
    while (k->table[at]) {
        uint32_t number = k->table[at] - 1;
        if (k->hashes[number] == h && same_keys(k, keys, i, number)) return number;
        at = (at + 1) & k->mask;
    }
    if (!add) return UINT32_MAX;
    k->hashes =
        arena_grow(k->arena, k->hashes, &k->cap_hashes, (size_t)k->n + 1, sizeof *k->hashes);
    k->hashes[k->n] = h;
    add_keys(k, keys, i);
    k->table[at] = k->n;
    if (k->n > k->mask / 2) grow(k);
    return k->n - 1;
}

// Adds a key to what the rows, by their order, have packed so far; odd: it does not fit, or there
// is none.
static void pack(const Vec *v, Rows rows, bool alone, uint64_t *packed, uint8_t *odd) {
    if (v->type->tag != TY_INT) {
        ROWS_EACH(i, rows) packed[i_k] = packed[i_k] << 32 | v->d.u32[vec_place(v, i)];
        return;
    }
    ROWS_EACH(i, rows) {
        uint32_t p = vec_place(v, i);
        int64_t x = v->d.i64[p];
        odd[i_k] |= (v->valid && !v->valid[p]) || (!alone && x != (int32_t)x);
        packed[i_k] = alone ? (uint64_t)x : packed[i_k] << 32 | (uint32_t)x;
    }
}

static void find_packed(KeySet *k, const Vec *const *keys, Rows rows, bool add, uint32_t *number) {
    Arena *scratch = k->run->scratch;
    ArenaMark m = arena_mark(scratch);
    uint64_t *packed = arena_zero(scratch, rows.n * sizeof *packed);
    uint8_t *odd = arena_zero(scratch, rows.n);
    for (uint32_t c = 0; c < k->nkeys; c++) pack(keys[c], rows, k->nkeys == 1, packed, odd);
    ROWS_EACH(i, rows) {
        Met *met = &k->lately[packed[i_k] * 0x9e3779b97f4a7c15u >> (64 - LATELY_BITS)];
        uint32_t at = 0;
        while (at + 1 < LATELY_PLACES && met[at].number && met[at].packed != packed[i_k]) at++;
        if (met[at].number && met[at].packed == packed[i_k] && !odd[i_k]) {
            number[i] = met[at].number - 1;
            continue;
        }
        number[i] = find_wide(k, keys, i, add);
        if (number[i] != UINT32_MAX && !odd[i_k]) met[at] = (Met){packed[i_k], number[i] + 1};
    }
    if (scratch != k->arena) arena_release(scratch, m);
}

void keys_find(KeySet *k, const Vec *const *keys, Rows rows, bool add, uint32_t *number) {
    if (k->narrow) {
        ROWS_EACH(i, rows) number[i] = find_id(k, keys, i, add);
        return;
    }
    if (k->packs && !k->lately && (k->rows += rows.n) >= LATELY_FROM)
        k->lately = arena_zero(k->arena, sizeof(Met[(1 << LATELY_BITS) + LATELY_PLACES]));
    if (k->lately) {
        find_packed(k, keys, rows, add, number);
        return;
    }
    ROWS_EACH(i, rows) number[i] = find_wide(k, keys, i, add);
}
