// When two dates state the same, their total order and their hash. In: dates with their sets. Out:
// numbers. Three-valued comparison is elsewhere (date.h): nothing here asks what may be.
#include "lang/date_impl.h"

#include <string.h>

static int order2(int64_t x, int64_t y) { return (x > y) - (x < y); }

static int order_instants(const Date *a, const Date *b) {
    int c = order2(a->es, b->es);
    if (c == 0) c = order2(a->le, b->le);
    if (c == 0) c = order2(a->ls, b->ls);
    return c != 0 ? c : order2(a->ee, b->ee);
}

static int order_sets(const DateSet *a, const DateSet *b, int order(const Date *, const Date *)) {
    if (!a || !b) return (a != NULL) - (b != NULL);
    int c = order2(a->all, b->all);
    if (c == 0) c = order2(a->n, b->n);
    for (uint32_t i = 0; c == 0 && i < a->n; i++) c = order(&a->piece[i], &b->piece[i]);
    return c;
}

// The precision is part of what is stated where a qualifier is counted in its units.
static int order_doubt(const Date *a, const Date *b) {
    int c = order2(a->qual, b->qual);
    if (c == 0) c = order2(a->end_qual, b->end_qual);
    if (c != 0 || (a->qual | a->end_qual) == 0) return c;
    c = order2(a->prec, b->prec);
    return c != 0 ? c : order2(a->end_prec, b->end_prec);
}

int date_order(const Date *a, const Date *b) {
    int c = order_instants(a, b);
    if (c == 0) c = order2(a->kind, b->kind);
    if (c == 0) c = order_doubt(a, b);
    if (c == 0) c = order2(a->mask, b->mask);
    if (c == 0) c = order2(a->end_mask, b->end_mask);
    if (c == 0) c = order2(a->digits, b->digits);
    if (c == 0) c = order2(a->end_digits, b->end_digits);
    return c != 0 ? c : order_sets(a->set, b->set, date_order);
}

_Static_assert(offsetof(Date, set) == 56 && sizeof(Date) == 64, "no padding is compared");

int date_exact_order(const Date *a, const Date *b) {
    enum { FROM = offsetof(Date, kind), BYTES = offsetof(Date, set) - FROM };
    int c = date_order(a, b);
    if (c == 0) c = memcmp((const char *)a + FROM, (const char *)b + FROM, BYTES);
    return c != 0 ? c : order_sets(a->set, b->set, date_exact_order);
}

bool date_same(const Date *a, const Date *b) { return date_order(a, b) == 0; }

static uint64_t mix(uint64_t h, uint64_t v) {
    h = (h ^ v) * UINT64_C(0x9e3779b97f4a7c15);
    return h ^ (h >> 29);
}

static uint64_t hash_one(uint64_t h, const Date *d) {
    h = mix(h, (uint64_t)d->es);
    h = mix(h, (uint64_t)d->ls);
    h = mix(h, (uint64_t)d->ee);
    h = mix(h, (uint64_t)d->le);
    h = mix(h, d->mask | (uint64_t)d->end_mask << 32);
    h = mix(h, d->digits | (uint64_t)d->end_digits << 32);
    return mix(h, (uint64_t)(d->kind | d->qual << 8 | d->end_qual << 16));
}

uint64_t date_hash(const Date *d) {
    uint64_t h = hash_one(UINT64_C(0x2545f4914f6cdd1d), d);
    for (uint32_t i = 0; d->set && i < d->set->n; i++)
        h = hash_one(h + d->set->all, &d->set->piece[i]);
    return h;
}
