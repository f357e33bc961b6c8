// What the names of a file and its folders tell: a day, a page, what it may be called.
#ifndef GAZ_PAGE_PATH_H
#define GAZ_PAGE_PATH_H

#include "lang/date.h"

typedef struct PagePath {
    Str stem, day, page; // "" where it says nothing
    bool dated;          // the stem itself says the day
    Date date;
} PagePath;
PagePath page_path(Arena *a, Str name);
Str page_id(Arena *a, const PagePath *p); // letters, digits, _ and single hyphens

#endif
