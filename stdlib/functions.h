// The built-in functions: one table put together from the tables of this folder's files.
#ifndef GAZ_FUNCTIONS_H
#define GAZ_FUNCTIONS_H

#include "runtime/func.h"

extern const FnTable stdlib_functions;

#endif
