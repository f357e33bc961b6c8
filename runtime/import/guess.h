// What a file of rows most likely means, as a mapping in the language: declarations of the kinds
// and fields that the schema lacks, and a `map` for each table. It is shown, can be saved, edited
// and given back with --map; nothing else is done with a file that nobody has written a mapping
// for.
#ifndef GAZ_GUESS_H
#define GAZ_GUESS_H

#include "runtime/import/rows.h"

// The mapping of all tables of the file. The schema is the target's, with all that was declared for
// files before. Every column has its place in it: in a field of the kind, or in one that is
// declared. A comment before each map says what the guess rests on. The text lies in `a`.
Str guess_mapping(Arena *a, const RowsFile *rows, const Schema *target);

#endif
