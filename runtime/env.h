// Opening an environment with a set of functions and a core schema. The standard ones are stdlib's,
// whose gzt_env_new calls this (the runtime knows no particular function).
#ifndef GAZ_ENV_H
#define GAZ_ENV_H

#include "runtime/func.h"
#include "runtime/gazette.h"

// functions and core must outlive the env.
gzt_status env_open(const gzt_alloc *alloc, const FnTable *functions, Str core, gzt_env **out);

// The functions that texts of the session may call, by number: those of the environment, the
// host's, and those that scripts defined. NULL beyond the last, or without memory for these.
const FnSig *session_function(gzt_session *s, uint32_t i);

#endif
