// What the files behind date_relation share: written periods as regions, and whether there is a
// world of all members of two sets {…}. Nobody else includes it.
#ifndef GAZ_DATE_RELATION_H
#define GAZ_DATE_RELATION_H

#include "lang/date_worlds.h"

// Some world of the two parts has one of the relations.
bool part_may(const Part *a, const Part *b, uint32_t relation);

// in and overlaps where one of the two is a written period with gaps (DATE_WHOLE).
Truth region_truth(Arena *scratch, DateRelation r, const Date *a, const Date *b, Circa c);

// Members with masks that are tried one by one, of either side together, before an answer is left
// open. Without masks there is no limit.
enum { MASKED_MAX = 12, TRIES_MAX = 20000 };

// ---- each within one of the other's (date_within.c) ---------------------------------------------

// Parts that only a moment of b can hold: each must find one of b's moments at one of its seconds.
typedef struct Hits {
    const Side *b;
    uint32_t n;
    bool masked;
    Stretch want[DATE_SET_MAX];
    Part part[MASKED_MAX];
} Hits;

static inline Hits *hits_open(const Side *b) {
    Hits *h = arena_alloc(b->scratch, sizeof *h);
    h->b = b;
    h->n = 0;
    h->masked = false;
    return h;
}
// Whether some part of b may hold p at all; one that no span can hold is counted.
bool hits_add(Hits *h, const Part *p);
// Whether b's moments can serve all that were added at once. False is certain; true is, too, but
// for masks beyond MASKED_MAX and stretches beyond DATE_SET_MAX.
bool hits_fit(Hits *h);

// Whether there is a world in which each part of a lies within one of b's.
bool members_may_lie_in(const Side *a, const Side *b);

// ---- no second shared (date_miss.c) -------------------------------------------------------------

// All seconds from the one to the other belong to this side, or at least one of them does.
typedef struct Claim {
    int64_t from, to;
    bool left, all;
} Claim;

typedef struct Choice { // a part with a mask: one of many places
    Part part;
    bool left;
} Choice;

enum { CLAIMS_MAX = 5 * DATE_SET_MAX / 2 };

// The seconds that two sides want for themselves.
typedef struct Line {
    Arena *scratch;
    uint32_t n, choices;
    bool full; // something found no room: what is possible is not known
    Claim claim[CLAIMS_MAX];
    Choice choice[MASKED_MAX];
} Line;

static inline Line *line_new(Arena *scratch) {
    Line *l = arena_alloc(scratch, sizeof *l);
    l->scratch = scratch;
    l->n = l->choices = 0;
    l->full = false;
    return l;
}
void line_add(Line *l, Claim c);
void line_add_part(Line *l, const Part *p, bool left);
// Whether every claim can be met: exact unless it is full, or there are too many ways to lay parts
// with masks; then true.
bool line_divides(const Line *l);

// Whether there is a world in which no part of a shares a second with one of b's.
bool members_may_miss(const Side *a, const Side *b);

// ---- the same parts (date_alike.c) --------------------------------------------------------------

// Whether there is a world in which both have the same parts. False is certain; true is a guess
// where many of them may be alike, more than a group of date_alike.c holds.
bool members_may_equal(const Side *a, const Side *b);

#endif
