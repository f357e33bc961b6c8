// Several archives as one: a frozen archive is poured into a builder, before, between or after
// whatever else is read into it. Entities of one kind and id are one. In: an open archive, which
// must last as long as the builder; out: its kinds, entities and values in the builder, as if they
// had been read from the texts that it was made of, or complaints that name what does not go
// together. What becomes of values that are stated twice, settle.c says.
//
// What follows from facts is not poured in but made again: inverse links, indexes, and dates that
// the order of events tightened.
#ifndef GAZ_MERGE_H
#define GAZ_MERGE_H

#include "runtime/builder.h"

typedef struct Merge {
    Builder *b;
    Schema *schema; // the builder's
    const Archive *from;
    Str name;               // of the archive, in messages and beside claims
    Arena *arena, *scratch; // for what lasts as long as the builder, and for the work
    Diags *diags;
} Merge;

// False: it is damaged, or its kinds do not go with those that are there; nothing may be frozen.
bool merge_archive(const Merge *m);

#endif
