// Freezing texts and dates: gives every distinct text and date its number in sort order. In: the
// builder's pools; out: the sections of the string and date tables and the maps to new numbers.
#include "runtime/freeze.h"

#include <string.h>

// ---- texts ----------------------------------------------------------------------------------
//
// Order is by folded form, then by code points. A key holds the next 7 bytes of the folded form
// and, in its last byte, how many of them are there (8: more follow); texts whose keys are the same
// are sorted again by the 7 bytes after, so that every byte is looked at once or twice.

enum { KEY_BYTES = 7, MORE = 8 };

typedef struct TextSort {
    const TextPool *pool;
    Arena *arena;
    uint32_t *fold_at; // of each text its folded form in `folded`; 0: ASCII, the text itself
    Str *folded;
    KeyRef *keys;
    uint32_t *refs, *ref_tmp;
} TextSort;

typedef struct Run {
    uint32_t at, n, depth;
} Run;

static unsigned char lower(char c) {
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static uint64_t text_key(Str s, uint32_t depth) {
    uint64_t key = 0;
    uint32_t left = s.n > depth ? s.n - depth : 0, n = left < KEY_BYTES ? left : KEY_BYTES;
    for (uint32_t i = 0; i < n; i++) key |= (uint64_t)lower(s.p[depth + i]) << (56 - 8 * i);
    return key | (left > KEY_BYTES ? MORE : n);
}

static Str bytes_of(const TextPool *p, uint32_t i) {
    const PoolText *t = pool_text(p, i);
    return (Str){t->p, t->n};
}

static int compare_bytes(const void *user, uint32_t x, uint32_t y) {
    const TextPool *p = user;
    return str_cmp(bytes_of(p, x), bytes_of(p, y));
}

// Texts of one folded form: by code points.
static void sort_variants(TextSort *t, KeyRef *keys, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) t->refs[i] = keys[i].ref;
    sort_refs_heard(t->refs, t->ref_tmp, n, compare_bytes, t->pool, t->arena->guard);
    for (uint32_t i = 0; i < n; i++) keys[i].ref = t->refs[i];
}

static Str folded_text(const TextSort *t, uint32_t i) {
    return t->fold_at[i] ? t->folded[t->fold_at[i]] : bytes_of(t->pool, i);
}

static void sort_texts(TextSort *t, uint32_t n) {
    size_t cap = 0;
    Run *runs = arena_grow(t->arena, NULL, &cap, 1, sizeof(Run));
    uint32_t nruns = 1;
    runs[0] = (Run){0, n, 0};
    while (nruns) {
        Run run = runs[--nruns];
        KeyRef *keys = t->keys + run.at;
        for (uint32_t i = 0; i < run.n; i++) {
            guard_work(t->arena->guard, 1);
            keys[i].key = text_key(folded_text(t, keys[i].ref), run.depth);
        }
        sort_keys(t->arena, keys, run.n);
        for (uint32_t i = 0, end; i < run.n; i = end) {
            for (end = i + 1; end < run.n && keys[end].key == keys[i].key;) end++;
            if (end - i == 1) continue;
            if ((keys[i].key & 0xff) == MORE) {
                runs = arena_grow(t->arena, runs, &cap, (size_t)nruns + 1, sizeof(Run));
                runs[nruns++] = (Run){run.at + i, end - i, run.depth + KEY_BYTES};
            } else {
                sort_variants(t, keys + i, end - i);
            }
        }
    }
}

static void order_texts(Freeze *z) {
    const TextPool *p = &z->b->texts;
    uint32_t n = p->n - 1;
    z->text_id = ARENA_ARRAY(z->a, uint32_t, p->n);
    z->text_at = ARENA_ARRAY(z->a, uint32_t, p->n);
    ArenaMark mark = arena_mark(z->a);
    TextSort t = {.pool = p, .arena = z->a};
    t.fold_at = arena_zero(z->a, p->n * sizeof *t.fold_at);
    t.keys = ARENA_ARRAY(z->a, KeyRef, p->n);
    t.refs = z->text_at; // free until the order is known
    t.ref_tmp = ARENA_ARRAY(z->a, uint32_t, p->n);
    size_t cap = 0;
    uint32_t nfolded = 1;
    for (uint32_t i = 0; i < n; i++) {
        Str s = bytes_of(p, i + 1);
        guard_every(z->a->guard, i);
        t.keys[i] = (KeyRef){0, i + 1};
        if (str_ascii(s)) continue;
        t.folded = arena_grow(z->a, t.folded, &cap, (size_t)nfolded + 1, sizeof(Str));
        t.folded[nfolded] = str_fold(z->a, s);
        t.fold_at[i + 1] = nfolded++;
    }
    sort_texts(&t, n);
    z->text_id[0] = z->text_at[0] = 0;
    for (uint32_t i = 0; i < n; i++) {
        guard_every(z->a->guard, i);
        z->text_at[i + 1] = t.keys[i].ref;
        z->text_id[t.keys[i].ref] = i + 1;
    }
    arena_release(z->a, mark);
}

void freeze_texts(Freeze *z) {
    const TextPool *p = &z->b->texts;
    order_texts(z);
    uint64_t *off = ARENA_ARRAY(z->a, uint64_t, (size_t)p->n + 1), at = 0;
    uint32_t size = 4;
    while (size / 4 * 3 <= p->n) size *= 2;
    uint32_t *slots = arena_zero(z->a, (size_t)size * sizeof *slots);
    for (uint32_t i = 0; i < p->n; i++) {
        const PoolText *t = pool_text(p, z->text_at[i]);
        guard_every(z->a->guard, i);
        off[i] = at;
        at += t->n;
        if (i == 0) continue;
        uint32_t slot = t->hash & (size - 1);
        while (slots[slot]) slot = (slot + 1) & (size - 1);
        slots[slot] = i;
    }
    off[p->n] = at;
    freeze_section(z, SEC_STR_OFFSETS, 0, 0, sizeof *off, (uint64_t)p->n + 1, off);
    freeze_section(z, SEC_STR_BYTES, 0, 0, 1, at, NULL);
    freeze_section(z, SEC_STR_HASH, 0, 0, sizeof *slots, size, slots);
}

// ---- dates ----------------------------------------------------------------------------------

static int compare_dates(const void *user, uint32_t x, uint32_t y) {
    const Freeze *z = user;
    const PoolDate *a = &z->b->dates.items[x], *b = &z->b->dates.items[y];
    int order = date_exact_order(&a->date, &b->date);
    if (order) return order;
    uint32_t wa = z->text_id[a->written], wb = z->text_id[b->written];
    return (wa > wb) - (wa < wb);
}

static void order_dates(Freeze *z) {
    uint32_t n = z->b->dates.n;
    z->date_id = ARENA_ARRAY(z->a, uint32_t, n);
    z->date_at = ARENA_ARRAY(z->a, uint32_t, n);
    ArenaMark mark = arena_mark(z->a);
    uint32_t *tmp = ARENA_ARRAY(z->a, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) z->date_at[i] = i;
    sort_refs_heard(z->date_at + 1, tmp, n - 1, compare_dates, z, z->a->guard);
    for (uint32_t i = 0; i < n; i++) z->date_id[z->date_at[i]] = i;
    arena_release(z->a, mark);
}

// What few dates have lies apart: masks, significant digits, and sets one after the other.
typedef struct Rare {
    DateMore *more;
    unsigned char *sets;
    uint32_t n;
    size_t set_bytes, cap_more, cap_sets;
} Rare;

static uint32_t add_rare(Freeze *z, Rare *rare, const Date *d) {
    if (!(d->mask | d->end_mask | d->digits | d->end_digits) && !d->set) return 0;
    rare->more =
        arena_grow(z->a, rare->more, &rare->cap_more, (size_t)rare->n + 1, sizeof *rare->more);
    DateMore *m = &rare->more[rare->n];
    *m = (DateMore){d->mask, d->end_mask, d->digits, d->end_digits, NO_SET};
    if (d->set) {
        size_t size = date_set_size(d->set->n);
        m->set = rare->set_bytes;
        rare->sets = arena_grow(z->a, rare->sets, &rare->cap_sets, rare->set_bytes + size, 1);
        memcpy(rare->sets + rare->set_bytes, d->set, size);
        rare->set_bytes += size;
    }
    return ++rare->n;
}

static DateDesc describe(Freeze *z, Rare *rare, const PoolDate *d) {
    const Date *t = &d->date;
    return (DateDesc){t->kind,
                      t->prec,
                      t->end_prec,
                      t->qual,
                      t->end_qual,
                      t->calendar,
                      t->flags,
                      t->form,
                      z->text_id[d->written],
                      add_rare(z, rare, t)};
}

void freeze_dates(Freeze *z) {
    uint32_t n = z->b->dates.n;
    order_dates(z);
    int64_t *bounds[4];
    for (int i = 0; i < 4; i++) bounds[i] = ARENA_ARRAY(z->a, int64_t, n);
    DateDesc *desc = ARENA_ARRAY(z->a, DateDesc, n);
    uint32_t *canon = ARENA_ARRAY(z->a, uint32_t, n), *parts = ARENA_ARRAY(z->a, uint32_t, n);
    Rare rare = {0};
    for (uint32_t i = 0; i < n; i++) {
        const PoolDate *d = &z->b->dates.items[z->date_at[i]];
        guard_every(z->a->guard, i);
        bounds[0][i] = d->date.es;
        bounds[1][i] = d->date.ls;
        bounds[2][i] = d->date.ee;
        bounds[3][i] = d->date.le;
        desc[i] = describe(z, &rare, d);
        bool again = i > 1 && date_same(&z->b->dates.items[z->date_at[i - 1]].date, &d->date);
        canon[i] = again ? canon[i - 1] : i;
        parts[i] = i ? date_parts(&d->date) : 0;
    }
    for (uint32_t i = 0; i < 4; i++) {
        z->date_t[i] = bounds[i];
        freeze_section(z, SEC_DATE_T, 0, i, sizeof(int64_t), n, bounds[i]);
    }
    z->date_desc = desc;
    freeze_section(z, SEC_DATE_DESC, 0, 0, sizeof *desc, n, desc);
    freeze_section(z, SEC_DATE_CANON, 0, 0, sizeof *canon, n, canon);
    freeze_section(z, SEC_DATE_PARTS, 0, 0, sizeof *parts, n, parts);
    if (rare.n) freeze_section(z, SEC_DATE_MORE, 0, 0, sizeof *rare.more, rare.n, rare.more);
    if (rare.set_bytes) freeze_section(z, SEC_DATE_SETS, 0, 0, 1, rare.set_bytes, rare.sets);
}
