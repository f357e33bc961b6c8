// gzt_env_new: an environment with the standard functions and the core kinds.
#include "runtime/env.h"
#include "stdlib/embedded.h"
#include "stdlib/functions.h"

#include <string.h>

gzt_status gzt_env_new(const gzt_alloc *alloc, gzt_env **out) {
    Str core = {"", 0};
    for (unsigned long i = 0; i < stdlib_file_count; i++)
        if (strstr(stdlib_files[i].name, "core.gzt"))
            core = (Str){(const char *)stdlib_files[i].data, (uint32_t)stdlib_files[i].size};
    return env_open(alloc, &stdlib_functions, core, out);
}

bool gzt_function(gzt_session *s, uint32_t i, const char **name, const char **signature,
                  const char **help, const char **example, const char **result) {
    const FnSig *sig = s                        ? session_function(s, i)
                       : i < stdlib_functions.n ? &stdlib_functions.items[i]->sig
                                                : NULL;
    if (!sig) return false;
    if (name) *name = sig->name;
    if (signature) *signature = sig->signature;
    if (help) *help = sig->help;
    if (example) *example = sig->example;
    if (result) *result = sig->result;
    return true;
}
