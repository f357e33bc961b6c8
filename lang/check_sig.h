// Calls of built-in functions: arguments matched against signatures, and what the files of calls
// share.
#ifndef GAZ_CHECK_SIG_H
#define GAZ_CHECK_SIG_H

#include "lang/check_internal.h"

enum { SIG_ARGS = 8 };

typedef struct SigMatch {
    const Type *types[SIG_ARGS]; // what each argument is converted to; NULL where it is left out
    uint32_t n;
    const Type *result;
} SigMatch;

bool sig_match(Chk *c, const FnSig *sig, const Type *const *args, uint32_t n, SigMatch *out);
// Index of the first overload and how many there are; UINT32_MAX if there is no such function.
uint32_t sig_find(const Catalog *cat, Str name, uint32_t *n);
// What is wrong with a signature that a host gave ("text, int? -> truth"), or NULL.
const char *sig_wrong(const Schema *schema, const char *signature);
// The type that a signature calls so, also a kind of entity ("person"); NULL for variables and
// lists.
const Type *sig_type(const Schema *schema, Str name);
bool sig_takes_date(const FnSig *sig, uint32_t arg);

// ---- calls: check_call.c, check_aggregate.c -------------------------------------------------
uint32_t arg_count(const Node *call);
Expr *wrong_count(Chk *c, const Node *call, const char *usage); // reports it; NULL
bool no_labels(Chk *c, const Node *call);                       // false: one was reported
Expr *check_list_aggregate(Chk *c, Scope *s, const Node *call);

#endif
