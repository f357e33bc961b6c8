// Fields that data brings and no kind has: declared as if somebody had written `extend kind`.
#ifndef GAZ_NEW_FIELD_H
#define GAZ_NEW_FIELD_H

#include "lang/schema.h"

// What the values of a field are, each a bit.
enum {
    IS_INT = 1,
    IS_REAL = 2,
    IS_TRUTH = 4,
    IS_TEXT = 8,
    IS_DATE = 16,
    IS_LINK = 32, // to whatever kind
    IS_LIST = 64  // somewhere several
};
// The type that holds them all ("int"), but for their being lists.
const char *new_field_type(unsigned seen);

// Declares a field of the type ("[text]") under the name, or one like it that can be written in
// the language and is free: "birth date" becomes birth_date, what is taken gets a _ behind it, what
// cannot be written at all is called by its number. Its index; UINT32_MAX: there is no room. The
// schema is to be finished afterwards.
uint32_t new_field(Schema *schema, Arena *a, Arena *scratch, uint32_t kind, Str wanted,
                   const char *type, unsigned number);

#endif
