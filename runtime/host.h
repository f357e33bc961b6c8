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
    const Run *run;  // while a callback of this function is at work, else NULL
    uint64_t serial; // of the row at hand: tells the values of one from those of every other
} HostFn;

struct gzt_call {
    Run *run;
    HostFn *fn;
    uint32_t nargs;
    const Vec *const *given, *const
                                 *args; // args: those of the row at hand, NULL where there is none
    Rows rows;                          // of a call by batch
    uint32_t place;                     // of the row at hand
    Str texts[HOST_ARGS];               // made when they are asked for
    Vec *out;                           // an answer goes to its place `to`; NULL: to no place
    uint32_t to;
    Vec *lists; // of list results: out is one element, that goes to the end of the items
    Store *items;
    Status lost; // what ended an answer: memory or its limit
    const char *lost_what;
    bool failed;
    uint32_t failed_row; // UINT32_MAX: none in particular
    char message[256];
};

// What a host gives as a value: `tag` is TY_NULL (none), TY_INT, TY_REAL, TY_TRUTH or, for all that
// is written in words, the type of the place it goes to.
typedef struct Answer {
    TypeTag tag;
    Str words;
    int64_t integer;
    double real;
    const char *wrong;
} Answer;

// Place i of v becomes the answer; NULL, or why it cannot.
const char *host_put(Run *r, Vec *v, uint32_t i, const Answer *a);
// Place i of v as gzt_arg_text gives it, in run->scratch.
Str host_text(Run *r, const Vec *v, uint32_t i);
// Argument i of the row at hand, or NULL.
const Vec *host_argument(const gzt_call *c, uint32_t i);
// Answers and arguments are from now on those of this place.
void host_row(gzt_call *c, uint32_t place);

Kernel host_row_kernel, host_batch_kernel, host_table_kernel;

#endif
