// Fields that data brings and no kind has: declared as if somebody had written `extend kind`.
#ifndef GAZ_NEW_FIELD_H
#define GAZ_NEW_FIELD_H

#include "lang/schema.h"

// Declares a field of the type ("[text]") under the name, or one like it that can be written in
// the language and is free: "birth date" becomes birth_date, what is taken gets a _ behind it, what
// cannot be written at all is called by its number. Its index; UINT32_MAX: there is no room. The
// schema is to be finished afterwards.
uint32_t new_field(Schema *schema, Arena *a, Arena *scratch, uint32_t kind, Str wanted,
                   const char *type, unsigned number);

#endif
