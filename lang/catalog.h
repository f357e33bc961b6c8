// What the checker may ask about the world outside the text: the schema, the built-in functions'
// signatures, and whether an entity exists. Plain structs and a few questions; the checker never
// sees data.
#ifndef GAZ_CATALOG_H
#define GAZ_CATALOG_H

#include "lang/schema.h"

// A signature is text, e.g. "text, int, text? -> text":
//   text int real truth date duration entity   that type (an int fits real; a whole-number literal
//   fits date as a year) number   int or real: the result `number` is int only where every number
//   argument is any      any one value; T  any type, the same wherever T stands; [X] a list of X X?
//   may be left out (only at the end); args left out reach the kernel as NULL row:T    first
//   argument of an aggregate or list function whose second argument is read in each element each:X
//   an argument worked out in each element of the first argument (any, all, count with a condition
//   …); {a: X, b: X} (a result) a record; field, record: of the form claims alone (check_claims.c),
//   which no value fits
typedef struct FnSig {
    const char *name;
    const char *signature;
    const char *help;    // one line, for people
    const char *example; // an expression …
    const char *result;  // … and what it prints (checked by the tests)
    uint32_t flags;      // FN_…
} FnSig;

enum {
    FN_RAW = 1,      // sees missing arguments; else a missing argument makes the result missing
    FN_CAN_FAIL = 2, // may raise an error: never moved before an earlier condition
    FN_AGGREGATE =
        4, // takes a list apart: count, sum, … (runtime/agg.h); in summarize over the group's rows
    FN_NAMES = 8,     // true of texts that are equal, or similar names (runtime/name.h), and of no
                      // other
    FN_SEARCHED = 16, // stands behind `search`: two more arguments follow, its words and the
                      // language of the first, NULL where no field says it
    FN_FINDS = 32     // a list: of a text, the finds of a pattern of ~, the second argument
};

// What the host lets this session read of a field.
typedef enum Reading {
    READ_OPEN,
    READ_HIDDEN, // it reads as missing
    READ_DENIED  // to name it is an error
} Reading;

typedef struct Catalog {
    const Schema *schema;
    const FnSig *const *functions; // overloads are neighbours
    uint32_t nfunctions;
    void *user;
    // The entity with this id (kind KIND_ANY: any kind). 0 if there is none; *ambiguous: several,
    // named in *others.
    uint32_t (*find_id)(void *user, uint32_t kind, Str id, bool *ambiguous, Str *others);
    uint32_t (*find_name)(void *user, Str name, bool *ambiguous, Str *others);
    uint32_t (*kind_of)(void *user, uint32_t entity);
    // The nearest id of the kind (KIND_ANY: of any), or "".
    Str (*near_id)(void *user, uint32_t kind, Str id);
    bool (*meta)(void *user, Str name,
                 Str *out); // a member of the `archive` statement, such as language
    // A table of the host: a function without arguments that gives its rows, and the type of their
    // list. NULL (also for the question itself): there is none.
    const FnSig *(*table)(void *user, Str name, const Type **type);
    Reading (*may_read)(void *user, uint32_t kind, uint32_t field); // NULL: everything is open
} Catalog;

// Whoever reads a field of an entity asks this first. An inverse link is as open as the links that
// it mirrors.
Reading catalog_may_read(const Catalog *c, uint32_t kind, uint32_t field);

#endif
