// What the files behind date_relation share: written periods as regions, and the searches for a
// world of all members of two sets {…}. Nobody else includes it.
#ifndef GAZ_DATE_RELATION_H
#define GAZ_DATE_RELATION_H

#include "lang/date_worlds.h"

// Some world of the two parts has one of the relations.
bool part_may(const Part *a, const Part *b, uint32_t relation);

// in and overlaps where one of the two is a written period with gaps (DATE_WHOLE).
Truth region_truth(DateRelation r, const Date *a, const Date *b, Circa c);

// Whether there is a world in which each part of a lies within one of b's, no part of a shares a
// second with one of b's, or both have the same parts. False is certain; true is a guess where the
// sets are too large to be searched.
bool members_may_lie_in(const Side *a, const Side *b);
bool members_may_miss(const Side *a, const Side *b);
bool members_may_equal(const Side *a, const Side *b);

#endif
