// What the builder holds so far, as importers ask for it: names of entities, the archive's
// language.
#ifndef GAZ_GIVEN_NAMES_H
#define GAZ_GIVEN_NAMES_H

#include "runtime/builder.h"

// Every name (not other names) of the kind's entities.
typedef void NameEach(void *user, Str name, Ref r);
void builder_each_name(const Builder *b, Arena *scratch, uint32_t kind, NameEach *each, void *user);
Str builder_language(const Builder *b); // what the archive's statement says, or ""

#endif
