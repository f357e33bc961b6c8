// Functions and tables that the host provides, as the evaluator sees them: built-in functions whose
// kernel calls back. In: registered names (api_function.c); out: vectors. Nothing leaves across a
// callback: what it asks is recorded in the call and acted on when it has returned.
#ifndef GAZ_HOST_H
#define GAZ_HOST_H

#include "runtime/func.h"
#include "runtime/session.h"

enum { HOST_ARGS = 8 };

typedef struct HostFn {
    FnDef def; // first: an expression's fn points here
    gzt_session *session;
    gzt_function_row row;
    gzt_function_batch batch;
    gzt_table_next next;
    void *user;
    void (*destroy)(void *user);
    const Type *type; // of a table: the list of its rows
    struct HostFn *older;
} HostFn;

struct gzt_call {
    Run *run;
    const HostFn *fn;
    uint32_t nargs;
    const Vec *const *args; // at place, for functions called row by row
    uint32_t place, rows;
    Str texts[HOST_ARGS];
    Vec *out;    // its place gets the answer
    Status lost; // what ended an answer: memory or its limit
    const char *lost_what;
    bool failed;
    uint32_t failed_row; // UINT32_MAX: none in particular
    char message[256];
};

Kernel host_row_kernel, host_batch_kernel, host_table_kernel;

#endif
