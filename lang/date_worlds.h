// What a date may be, taken apart for the files that compare dates: a world of it is one start and
// one end, or one of each for all members of {…}. In: dates, not yet widened. Out: parts whose
// starts and ends are sets of seconds, and which of Allen's relations some world allows.
#ifndef GAZ_DATE_WORLDS_H
#define GAZ_DATE_WORLDS_H

#include "lang/date_times.h"

typedef struct Part {
    bool moment; // start and end are the same second; then e is s
    bool masked;
    Times s, e;
} Part;

// A date without sets, widened. Its start and its end are independent but for start <= end.
Part part_of(const Date *d, Circa c);
// The earliest start and the latest end; the latest start and the earliest end that a world has.
Stretch part_hull(const Part *p);
Stretch part_core(const Part *p); // from > to: no second belongs to every world

// One side of a comparison: a date, one piece of a set […], or all pieces of a set {…} together. Of
// a whole period only the ends matter.
typedef struct Side {
    Arena *scratch; // for what the comparison needs besides
    const Part *part;
    uint32_t n;
    bool masked; // some part is
    Part one;    // where there is one
} Side;

static inline uint32_t side_choices(const Date *d) {
    return d->set && !d->set->all && !(d->flags & DATE_WHOLE) ? d->set->n : 1;
}
// Points into itself: not to be copied on.
void side_make(Side *s, Arena *scratch, const Date *d, uint32_t choice, Circa c);

// The first start and the last end of all its parts, as one part or either of two: exact, but of
// masks only the bounds.
enum { REACHES = 2 };
uint32_t side_reach(const Side *s, Part out[REACHES]);

#define ALLEN_BIT(r) (UINT32_C(1) << (r))
enum {
    ALLEN_ALL = (1 << ALLENS) - 1,
    IS_BEFORE = ALLEN_BIT(ALLEN_BEFORE) | ALLEN_BIT(ALLEN_MEETS),
    IS_AFTER = ALLEN_BIT(ALLEN_AFTER) | ALLEN_BIT(ALLEN_MET_BY),
    IS_IN = ALLEN_BIT(ALLEN_STARTS) | ALLEN_BIT(ALLEN_DURING) | ALLEN_BIT(ALLEN_FINISHES) |
            ALLEN_BIT(ALLEN_EQUALS),
    IS_SHARED = ALLEN_ALL & ~(IS_BEFORE | IS_AFTER),
    IS_EQUAL = ALLEN_BIT(ALLEN_EQUALS)
};

// Those of the wanted relations that hold in some world, of the whole stretch from the first start
// to the last end on either side. any: as soon as one is found, only that one.
uint32_t allen_of_sides(const Side *a, const Side *b, uint32_t wanted, bool any);

static inline Truth truth_of_sides(const Side *a, const Side *b, uint32_t relation) {
    if (!allen_of_sides(a, b, relation, true)) return NO;
    return allen_of_sides(a, b, ALLEN_ALL & ~relation, true) ? UNKNOWN : YES;
}

// Seconds that lie in all of some sets.
typedef struct CommonTimes {
    const Times *t;
    int64_t later; // the set lies so many seconds later
} CommonTimes;
typedef struct Common {
    CommonTimes *set; // the caller's, with room for all that are added
    uint32_t n;
} Common;
static inline void common_add(Common *c, const Times *t, int64_t later) {
    c->set[c->n++] = (CommonTimes){t, later};
}
bool common_first(const Common *c, int64_t from, int64_t *out);

#endif
