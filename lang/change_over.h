// When a place changed from the Julian to the Gregorian calendar. In: the name of a country or city
// and a date as it was counted there, or a date and the place. Out: the date meant, or how people
// there would have written it. Knows nothing of queries; the table is change_over_table.c.
#ifndef GAZ_CHANGE_OVER_H
#define GAZ_CHANGE_OVER_H

#include "lang/calendar.h"

// From which day on (yyyymmdd in that calendar itself) which calendar.
typedef struct Change {
    int32_t first;
    Calendar calendar;
} Change;

enum { CHANGES = 4 };

typedef struct Locality {
    const char *names;      // "Sweden|Finland|Stockholm": the first is the one to show
    Change change[CHANGES]; // in order; after the last: first 0
    bool other_before;      // another calendar than the Julian was used before
    bool day_twice;         // the day of the change was counted in both (Alaska)
} Locality;
extern const Locality change_over_places[];
extern const uint32_t change_over_count;

const Locality *locality_named(Arena *a, Str name,
                               DateError *err); // NULL: none, and the nearest name
// The day from which the calendar that stayed was counted.
int64_t locality_changed(const Locality *p);
// What y-m-d (d 0: a month, m 0: a year) meant there: Old Style before the change, where the year
// began as the style says. Of two that were called so (Groningen, 1594) one. False with the reason,
// the last and the first day, where none was.
bool locality_date(Arena *a, const Locality *p, YearStyle s, int64_t y, int32_t m, int32_t d,
                   Date *out, DateError *err);
// d as it was written there; false where that is not known.
bool locality_tells(Arena *a, const Locality *p, const Date *d, Str *out);

#endif
