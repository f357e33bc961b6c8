// What the files of found_date.h share; nobody else includes this.
#ifndef GAZ_FOUND_IMPL_H
#define GAZ_FOUND_IMPL_H

#include "runtime/import/found_date.h"

enum { CALENDAR_NONE = CALENDARS, CALENDAR_OTHER }; // not said; one that is not known here

// What the attributes say together.
typedef struct Stated {
    Date date;
    DateRole role; // the first that it was taken from
    bool read, unrecorded, stand_in;
    bool half;   // one of from and to alone
    Str written; // of `when`
} Stated;

Str found_trimmed(Str s);
unsigned found_calendar(Arena *a, const DateSource *s); // a Calendar or one of the two above
// 0000-00-00, 0000
bool found_no_figures(Str s);
void found_stated(Arena *a, const DateSource *s, unsigned calendar, FoundDate *out, Stated *st);

static inline bool found_covers(const Date *wide, const Date *narrow) {
    return wide->es <= narrow->es && narrow->le <= wide->le;
}
// Whether t is the first second of a unit, or of the last day or second of one.
bool found_first(const Date *d, int64_t t, Precision p);

#endif
