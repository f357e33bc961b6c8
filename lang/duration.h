// More arithmetic of time: shares and ratios of durations, the gap between two dates, and buckets,
// the equal stretches of the calendar (months, weeks, quarters of an hour …) that dates are counted
// in. In: dates and durations. Out: the same. Knows no archive, no query and no clock.
#ifndef GAZ_DURATION_H
#define GAZ_DURATION_H

#include "lang/date.h"

// k must not be 0. False where the result does not fit.
bool duration_divide(Duration a, double k, Duration *out);
// The same of a lower and an upper bound that may be longer than a duration can be.
bool duration_share(const double months[2], const double seconds[2], double k, Duration *out);
// How often b fits into a, a month as 30.436875 days beside a time; false where the bounds of one
// of them differ. *zero: b is no time at all.
bool duration_ratio(Duration a, Duration b, double *out, bool *zero);
// From the end of the earlier to the start of the later, as `-` counts; at least 0, and 0 where
// they share a moment; beside a set {…} from or to its nearest member. False where an end that
// matters is open or unknown. The arena's guard is asked at each member of a set. (date_gap.c)
bool duration_gap(Arena *scratch, const Date *a, const Date *b, Duration *out);

// Each lasts so many months, or else so many seconds (the other is 0). Months are counted from
// January of the year 0, so that years, decades and centuries begin where they are named; whole
// weeks from a Monday, all else from midnight of 1970-01-01. Gregorian throughout, as dates are
// compared.
typedef struct Bucket {
    int64_t months, seconds;
} Bucket;

// False unless the duration is positive, exact, and of whole months or a time but not both.
bool bucket_of(Duration d, Bucket *out);
int64_t bucket_number(Bucket b, int64_t t); // that a finite instant lies in
// First second of bucket n; INSTANT_MIN or INSTANT_MAX beyond the range of time.
int64_t bucket_first(Bucket b, int64_t n);
// The bucket as a date of that length: 1917-11, 191X, [1917-10..1917-12]. False where the date may
// touch two of them, has an open end, or the bucket reaches beyond time.
bool bucket_date(Bucket b, const Date *d, Date *out);

#endif
