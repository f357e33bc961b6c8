// What was noticed while much was read or written, counted: the lines of a report.
#ifndef GAZ_FINDING_H
#define GAZ_FINDING_H

#include "lang/arena.h"

typedef struct Finding {
    const char *what; // "dates known to the year only"; it lasts
    uint64_t many;    // 0: `what` is a whole sentence, of which there is nothing to count
    struct Finding *next;
} Finding;

// Counts into the line that says `what`; lines stand in the order in which they were found first.
void finding_add(Finding **list, Arena *a, const char *what, uint64_t many);

#endif
