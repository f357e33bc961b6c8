// From what a builder has collected to the network of order.h, and from its contradictions to
// errors. A kind has an order if it has a field `date` and links `after` or `before` to entities of
// its own kind, as the core kind event does. In: a builder's logs; out: the network solved, or
// errors whose places the caller finds (the builder knows none).
//
// How dates enter: as the hull of what is stated, in the worlds that a query would read them in. A
// date with a qualifier binds the others by its widened bounds (the archive's `circa`), an event
// without a date is a moment, of claims the first counts.
#ifndef GAZ_ORDER_BUILD_H
#define GAZ_ORDER_BUILD_H

#include "runtime/builder.h"
#include "runtime/order.h"

#define NO_ORDER UINT32_MAX

typedef struct OrderFields {
    uint32_t date, after, before; // NO_ORDER where the kind has no such link
} OrderFields;

// Whether the kind has an order.
bool order_fields(const Schema *s, uint32_t kind, OrderFields *out);
// Whether `within` may stand at the values of this field.
bool order_is_link(const Schema *s, uint32_t kind, uint32_t field);

// How a link was stated: by the second event (after) or by the first (before).
typedef struct OrderSaid {
    uint32_t note; // its annotation
    bool before;
} OrderSaid;

typedef struct Ordered {
    OrderNet net;
    uint32_t kind;
    OrderFields fields;
    Ref *ref;        // of each event
    uint32_t *date;  // of each event, in the builder's pool; 0: none
    OrderSaid *said; // of each link
} Ordered;

// False where no entity of the kind says anything of its order; else the network, solved.
bool order_collect(const Builder *b, uint32_t kind, Arena *a, Ordered *out);

// Where something was stated: the node of the value, or NULL where it was not in facts at hand.
typedef struct OrderPlaces {
    void *user;
    const Node *(*date)(void *user, Ref event, Str field);
    const Node *(*link)(void *user, Ref event, Str field, Ref target);
} OrderPlaces;

// Reports every contradiction in the order of events (E0407); places may be NULL. Returns whether
// there was any.
bool order_complain(const Builder *b, Diags *diags, const OrderPlaces *places);

// "after @a", "before @b", "within 2 hours after @a", "no more than 2 hours before @b".
void order_phrase(StrBuf *out, BoundHow how, Str id, const Duration *within);

#endif
