// See items.h. Rows that are to be gone through again are kept in bytes: numbers of frequent items
// are low, since those come first, so that a pair takes two or three.
#include "runtime/items.h"

#include <math.h>
#include <string.h>

#include "runtime/sort.h"
#include "runtime/words.h"

#ifdef GZT_TINY
enum { SLOTS_MIN = 4 };
#else
enum { SLOTS_MIN = 64 };
#endif
enum { PIECE = 1 << 16 }; // items moved between two ticks

Items *items_new(Run *r, Arena *arena, const Type *t) {
    Items *x = ARENA_NEW(arena, Items);
    x->run = r;
    x->arena = arena;
    x->words = t->tag == TY_TEXT;
    x->texts = t->tag == TY_LIST && t->elem->tag == TY_TEXT;
    x->mask = SLOTS_MIN - 1;
    x->slots = arena_zero(arena, SLOTS_MIN * sizeof *x->slots);
    return x;
}

// ---- numbers --------------------------------------------------------------------------------

static void put_slot(Items *x, uint32_t number) {
    uint32_t at = (uint32_t)x->items[number].hash & x->mask;
    while (x->slots[at]) at = (at + 1) & x->mask;
    x->slots[at] = number + 1;
}

static void grow_slots(Items *x) {
    x->mask = x->mask * 2 + 1;
    x->slots = arena_zero(x->arena, ((size_t)x->mask + 1) * sizeof *x->slots);
    for (uint32_t i = 0; i < x->n; i++) {
        if (i % PIECE == 0) run_tick(x->run, 0);
        put_slot(x, i);
    }
}

static Item *new_item(Items *x, uint64_t hash) {
    if (x->n >= x->mask / 2) grow_slots(x);
    if (x->n == UINT32_MAX / 2) guard_leave(x->run->guard, ST_LIMIT, "memory");
    x->items = arena_grow(x->arena, x->items, &x->cap, (size_t)x->n + 1, sizeof *x->items);
    Item *item = &x->items[x->n];
    *item = (Item){.word = {"", 0}, .hash = hash};
    put_slot(x, x->n++);
    return item;
}

static bool find_word(const Items *x, Str folded, uint64_t hash, uint32_t *number) {
    for (uint32_t at = (uint32_t)hash & x->mask; x->slots[at]; at = (at + 1) & x->mask) {
        const Item *item = &x->items[ *number = x->slots[at] - 1];
        if (item->hash == hash && str_eq(item->word, folded)) return true;
    }
    return false;
}

bool items_find_word(const Items *x, Str folded, uint32_t *number) {
    return find_word(x, folded, str_hash(folded), number);
}

uint32_t items_word(Items *x, Str folded, bool lasting) {
    uint64_t hash = str_hash(folded);
    uint32_t number;
    if (find_word(x, folded, hash, &number)) return number;
    Item *item = new_item(x, hash);
    item->word = lasting ? folded : str_dup(x->arena, folded);
    return x->n - 1;
}

uint32_t items_id(Items *x, uint32_t id) {
    uint64_t hash = ((uint64_t)id * 0x9e3779b97f4a7c15u) >> 32;
    for (uint32_t at = (uint32_t)hash & x->mask; x->slots[at]; at = (at + 1) & x->mask)
        if (x->items[x->slots[at] - 1].id == id) return x->slots[at] - 1;
    new_item(x, hash)->id = id;
    return x->n - 1;
}

uint32_t items_written(Items *x, Str word, bool ascii) {
    char small[WORD_SMALL];
    Arena *scratch = x->run->scratch;
    ArenaMark mark = arena_mark(scratch);
    uint32_t number = items_word(x, word_fold(scratch, word, ascii, small), false);
    arena_release(scratch, mark);
    return number;
}

bool items_next_word(Items *x, Str text, uint32_t *at, uint32_t *number) {
    Str word;
    bool ascii;
    if (!word_next(text, at, &word, &ascii)) return false;
    run_work(x->run, 1);
    *number = items_written(x, word, ascii);
    return true;
}

// ---- rows -----------------------------------------------------------------------------------

static void touch(Items *x, uint32_t number) {
    if (x->items[number].now++) return;
    x->touched = arena_grow(x->arena, x->touched, &x->cap_touched, (size_t)x->ntouched + 1,
                            sizeof *x->touched);
    x->touched[x->ntouched++] = number;
}

uint32_t items_read_text(Items *x, Str text) {
    uint32_t n = 0, number;
    for (uint32_t at = 0; items_next_word(x, text, &at, &number); n++) touch(x, number);
    return n;
}

static uint32_t read_elements(Items *x, const Vec *list, uint32_t i) {
    uint32_t p = vec_place(list, i), n = 0;
    for (uint32_t k = 0; k < list->len[p]; k++) {
        run_work(x->run, 1);
        uint32_t id = list->child->d.u32[vec_place(list->child, list->start[p] + k)];
        if (!id) continue;
        touch(x, items_id(x, id));
        n++;
    }
    return n;
}

uint32_t items_read_row(Items *x, const Vec *v, uint32_t i) {
    if (v->type->tag == TY_LIST) return read_elements(x, v, i);
    uint32_t id = v->d.u32[vec_place(v, i)];
    if (x->words) return items_read_text(x, run_text(x->run, id));
    if (id) touch(x, items_id(x, id));
    return id != 0;
}

static void put_varint(PostingBytes *b, uint32_t v) {
    unsigned char *p = posting_room(b, 5), *from = p;
    for (; v >= 0x80; v >>= 7) *p++ = (unsigned char)(v | 0x80);
    *p++ = (unsigned char)v;
    b->n -= 5 - (size_t)(p - from);
}

void items_add_row(Items *x, uint32_t side, uint32_t times, uint32_t length, PostingBytes *pairs) {
    if (pairs) {
        put_varint(pairs, length);
        put_varint(pairs, x->ntouched);
    }
    for (uint32_t k = 0; k < x->ntouched; k++) {
        Item *item = &x->items[x->touched[k]];
        if (pairs) {
            put_varint(pairs, x->touched[k]);
            put_varint(pairs, item->now);
        }
        item->times[side] += (uint64_t)item->now * times;
        item->rows[side] += times;
        item->now = 0;
    }
    run_work(x->run, x->ntouched);
    x->ntouched = 0;
}

// ---- rows again -----------------------------------------------------------------------------

ItemPairs items_pairs(const PostingBytes *pairs) {
    return (ItemPairs){.at = pairs->p, .end = pairs->p + pairs->n};
}

static uint32_t take_varint(ItemPairs *p) {
    uint32_t v = 0;
    for (uint32_t shift = 0;; shift += 7) {
        v |= (uint32_t)(*p->at & 0x7f) << shift;
        if (!(*p->at++ & 0x80)) return v;
    }
}

bool items_next_row(ItemPairs *p) {
    if (p->at == p->end) return false;
    p->length = take_varint(p);
    p->left = take_varint(p);
    return true;
}

bool items_next_pair(ItemPairs *p, uint32_t *number, uint32_t *times) {
    if (!p->left) return false;
    p->left--;
    *number = take_varint(p);
    *times = take_varint(p);
    return true;
}

// ---- order ----------------------------------------------------------------------------------

static int compare_items(const void *user, uint32_t i, uint32_t j) {
    const Items *x = user;
    const Item *a = &x->items[i], *b = &x->items[j];
    if (x->words) return str_cmp(a->word, b->word);
    if (x->texts) return run_text_order(x->run, a->id, b->id);
    return a->id < b->id ? -1 : a->id > b->id;
}

static uint64_t greatest_first(double key) {
    uint64_t bits;
    key += 0.0; // one zero
    memcpy(&bits, &key, sizeof bits);
    return ~(bits >> 63 ? ~bits : bits | UINT64_C(1) << 63);
}

// A number that orders as compare_items does, or is the same.
static uint64_t first_letters(const Items *x, uint32_t i) {
    const Item *item = &x->items[i];
    uint64_t key = 0;
    if (x->texts) return str_fold_prefix(run_text(x->run, item->id));
    if (!x->words) return item->id;
    for (uint32_t k = 0; k < 8; k++)
        key = key << 8 | (k < item->word.n ? (unsigned char)item->word.p[k] : 0);
    return key;
}

// In the order of words: by their first letters in linear time, then those that share them.
static void sort_by_words(Items *x, KeyRef *keys, uint32_t n) {
    Arena *a = x->arena;
    uint32_t *refs = ARENA_ARRAY(a, uint32_t, n), *tmp = ARENA_ARRAY(a, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        if (i % PIECE == 0) run_tick(x->run, 0);
        keys[i].key = first_letters(x, keys[i].ref);
    }
    sort_keys(a, keys, n);
    for (uint32_t i = 0, end; i < n; i = end) {
        for (end = i; end < n && keys[end].key == keys[i].key; end++) refs[end] = keys[end].ref;
        if (end - i < 2) continue;
        sort_refs_heard(refs + i, tmp, end - i, compare_items, x, x->run->guard);
        for (uint32_t k = i; k < end; k++) keys[k].ref = refs[k];
    }
}

uint32_t *items_order(Items *x, const double *key, uint32_t *n) {
    Arena *a = x->arena;
    uint32_t *order = ARENA_ARRAY(a, uint32_t, x->n), many = 0;
    ArenaMark mark = arena_mark(a);
    KeyRef *keys = ARENA_ARRAY(a, KeyRef, x->n);
    for (uint32_t i = 0; i < x->n; i++) {
        if (i % PIECE == 0) run_tick(x->run, 0);
        if (!isnan(key[i])) keys[many++].ref = i;
    }
    sort_by_words(x, keys, many);
    for (uint32_t i = 0; i < many; i++) {
        if (i % PIECE == 0) run_tick(x->run, 0);
        keys[i].key = greatest_first(key[keys[i].ref]);
    }
    sort_keys(a, keys, many);
    for (uint32_t i = 0; i < many; i++) order[i] = keys[i].ref;
    arena_release(a, mark);
    *n = many;
    return order;
}

uint32_t items_value(Items *x, uint32_t number) {
    const Item *item = &x->items[number];
    return x->words ? run_intern(x->run, item->word) : item->id;
}
