// What a date names, piece by piece, for those who draw it: one stretch as a rule, several where it
// has a mask (156X-12-25) or is a set. In: a date, and how far doubt reaches. Out: bounds.
#ifndef GAZ_DATE_PIECES_H
#define GAZ_DATE_PIECES_H

#include "lang/date.h"

typedef struct DatePiece {
    int64_t es, ls, ee, le;
    bool moment; // start and end are one second within es … le; else it lasts
    bool maybe;  // one of several pieces of which one is meant
} DatePiece;

// At most cap of them, from the earliest on; *cut: there are more.
uint32_t date_pieces(const Date *d, Circa circa, DatePiece *out, uint32_t cap, bool *cut);

#endif
