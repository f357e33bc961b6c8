// The steps of freezing a builder, shared by freeze*.c; nobody else includes this.
//
// Each step lays out arrays in the builder's arena and adds them as sections; the last one copies
// them into the block. All sizes are known before the block is allocated, so that no exit by the
// arena's guard can leak it.
#ifndef GAZ_FREEZE_H
#define GAZ_FREEZE_H

#include "runtime/builder_impl.h"
#include "runtime/sort.h"

typedef struct PlannedSection {
    Section head;
    const void *data; // NULL: SEC_STR_BYTES, written text by text
} PlannedSection;

typedef struct FrozenColumn {
    const void *data;    // as in the block
    const uint32_t *off; // list fields
    uint32_t n;          // elements
} FrozenColumn;

typedef struct Freeze {
    Builder *b;
    Arena *a;
    PlannedSection *sections;
    uint32_t nsections;
    size_t section_cap;
    uint32_t *first;          // of each kind, and the end
    Ref *at_number;           // entity number -> Ref
    uint32_t *text_id;        // pool text -> text id
    uint32_t *text_at;        // text id -> pool text
    uint32_t *date_id;        // pool date -> date id
    uint32_t *date_at;        // date id -> pool date
    const int64_t *date_t[4]; // as in the block
    const DateDesc *date_desc;
    FrozenColumn **columns; // kind, field
    Claim *claims;
    uint32_t nclaims;
    size_t claim_cap;
    Duration *durations; // of claims
    uint32_t ndurations;
    size_t duration_cap;
    EventBounds *bounds; // `stated` by the pool until dates are numbered
    int64_t *bound_t;
    uint32_t nbounds;
    size_t bound_cap, bound_t_cap;
    uint32_t *stamp, epoch; // by Ref or number: for making sets
} Freeze;

void freeze_section(Freeze *z, SectionType type, uint32_t kind, uint32_t field, uint32_t elem,
                    uint64_t count, const void *data);
static inline uint32_t freeze_number(const Freeze *z, Ref r) {
    const BuiltEntity *e = built_entity(z->b, r);
    return r ? z->first[e->kind] + e->row : 0;
}

static inline Str freeze_text(const Freeze *z, uint32_t id) {
    const PoolText *t = pool_text(&z->b->texts, z->text_at[id]);
    return (Str){t->p, t->n};
}

// Whether the annotation says anything; one that does not is none.
static inline bool freeze_says(const Freeze *z, uint32_t note) {
    const Annotation *n = &z->b->notes[note];
    return n->certainty || n->note || n->role || n->within || n->nsources;
}

bool freeze_order(Freeze *z);   // tightens dates; false where an order contradicts itself
void freeze_texts(Freeze *z);   // order, bytes, hash
void freeze_dates(Freeze *z);   // order, instants, descriptors, canon
void freeze_ends(Freeze *z);    // how long each block of dates lasts
void freeze_columns(Freeze *z); // every declared field, claims, annotations
void freeze_notes(Freeze *z);   // annotations, and their numbers in columns and claims
void freeze_bounds(Freeze *z);  // what tightened dates follow from
void freeze_inverses(Freeze *z);
void freeze_ranks(Freeze *z);         // dates of columns as places in the order of instants
void freeze_indexes(Freeze *z);       // names, dates, ids
void freeze_words(Freeze *z);         // of every text column
void freeze_names(Freeze *z);         // the words of names
bool freeze_is_named(const Field *f); // its texts are names, and indexed as such

#endif
