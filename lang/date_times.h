// Which seconds an end of a date may lie in: one interval, or the units that a mask allows
// (XXXX-12-25: a day in each of 10,000 years), each perhaps widened for doubt. Asked for the next
// stretch from an instant on, never listed. Shared by the files that compare dates.
#ifndef GAZ_DATE_TIMES_H
#define GAZ_DATE_TIMES_H

#include "lang/date_impl.h"

// How far doubt moves an edge: outwards, or inwards where negative.
typedef struct Width {
    int64_t months, seconds;
} Width;

typedef struct Stretch {
    int64_t from, to; // inclusive
} Stretch;

typedef enum TimesLevel { TIMES_PLAIN, TIMES_YEARS, TIMES_MONTHS, TIMES_DAYS } TimesLevel;

typedef struct Times {
    int64_t lo, hi;  // TIMES_PLAIN: all from lo to hi
    Width width;     // of units
    uint32_t days;   // bit d: day d of a month may be; at TIMES_DAYS
    uint16_t months; // bit m
    uint16_t year;   // four digits in nibbles, MASK_X where open
    uint8_t level;   // TimesLevel: what a unit is
    uint8_t calendar, prec;
    bool bce; // the digits count years before 0
} Times;

Width date_width(Circa c, uint8_t qual, Precision p);

Times times_between(int64_t lo, int64_t hi);
// The units of the mask of the date's start or end.
Times times_of_mask(const Date *of, bool end, Width width);

// The first stretch that ends at or after t; the last that begins at or before t. They are as long
// as they can be; with a negative width, from > to where less than nothing is left.
bool times_next(const Times *t, int64_t at, Stretch *out);
bool times_back(const Times *t, int64_t at, Stretch *out);

// Two masks whose digits have no day in common: known without looking for one.
bool times_exclude(const Times *a, const Times *b);

// The first of its seconds at or after t, the last at or before.
static inline bool times_first(const Times *t, int64_t at, int64_t *out) {
    Stretch s;
    if (!times_next(t, at, &s)) return false;
    *out = s.from > at ? s.from : at;
    return true;
}

static inline bool times_last(const Times *t, int64_t at, int64_t *out) {
    Stretch s;
    if (!times_back(t, at, &s)) return false;
    *out = s.to < at ? s.to : at;
    return true;
}

// Sorts n structures of so many bytes (SORTED_MAX at most) by the instant that lies `key` bytes
// within each; in place, equal ones in any order.
enum { SORTED_MAX = 64 };
void times_sort(void *items, uint32_t n, size_t size, size_t key);

#endif
