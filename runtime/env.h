// Opening an environment with a set of functions and a core schema. The standard ones are stdlib's,
// whose gzt_env_new calls this (the runtime knows no particular function).
#ifndef GAZ_ENV_H
#define GAZ_ENV_H

#include "runtime/func.h"
#include "runtime/gazette.h"

// functions and core must outlive the env.
gzt_status env_open(const gzt_alloc *alloc, const FnTable *functions, Str core, gzt_env **out);

#endif
