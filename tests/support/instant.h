// Instants as tests write them.
#ifndef GAZ_TESTS_INSTANT_H
#define GAZ_TESTS_INSTANT_H

#include <stdio.h>
#include <string.h>

#include "lang/date.h"

// "-0043-03-15T00:00:00" in the Gregorian calendar; "-" and "+" are the ends of time. `last` takes
// what is missing as its last: "1917-02" is then the last second of the month.
static inline int64_t instant(const char *text, bool last) {
    if (strcmp(text, "-") == 0) return INSTANT_MIN;
    if (strcmp(text, "+") == 0) return INSTANT_MAX;
    bool negative = text[0] == '-';
    long long y = 0;
    int m = last ? 12 : 1, d = 0, hour = last ? 23 : 0, minute = last ? 59 : 0,
        second = last ? 59 : 0;
    sscanf(text + negative, "%lld-%d-%dT%d:%d:%d", &y, &m, &d, &hour, &minute, &second);
    if (negative) y = -y;
    if (d == 0) d = last ? days_in_month(CAL_GREGORIAN, y, m) : 1;
    return days_from_ymd(CAL_GREGORIAN, y, m, d) * 86400 + hour * 3600 + minute * 60 + second;
}

#endif
