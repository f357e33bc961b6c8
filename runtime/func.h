// What a built-in function is: a row of a table (stdlib/*.c) with its signature, its help, an
// example that the tests run, and a kernel. The evaluator knows no particular function.
#ifndef GAZ_FUNC_H
#define GAZ_FUNC_H

#include "lang/catalog.h"
#include "runtime/run.h"

// A call as the kernel sees it: where to complain, and the settings that held where it was written.
typedef struct Call {
    Run *run;
    const Expr *expr; // expr->source, expr->span; expr->circa
    uint32_t nplaces; // places of the batch: what out's arrays hold
    uint32_t nargs;
} Call;

// Works out the rows' places of *out. args[i] is NULL where an optional argument is left out. out
// has its type, its arrays allocated (validity all 1 for int, real and duration; start and len for
// lists), values not set. Unless FN_RAW the rows hold only places where no argument is missing; the
// others are made missing afterwards (truth: unknown, list: empty). A list result sets child and
// nchild itself (vec_new in run->scratch). Arguments may be constant: read place vec_place(arg, i).
// A result that is the same for all rows of constant arguments is worked out once by the evaluator,
// which passes one row.
typedef void Kernel(const Call *c, Rows rows, const Vec *const *args, Vec *out);

// An aggregate works group by group: place i of v belongs to group gid[i] (gid NULL: all to group
// 0). The same code serves `summarize` (groups of rows) and lists (each list is a group: a
// segmented reduction). Missing values are skipped and counted in *skipped. State lies in
// run->keep.
typedef struct AggOps {
    void *(*open)(Run *run, const Type *arg); // arg NULL: count()
    void (*grow)(void *state,
                 uint32_t ngroups); // makes room for groups 0 … ngroups - 1, new ones empty
    void (*add)(void *state, const uint32_t *gid, const Vec *v, Rows rows, uint64_t *skipped);
    Vec *(*finish)(void *state, Arena *a, uint32_t ngroups, const Type *result, const Call *call);
} AggOps;

typedef struct FnDef {
    FnSig sig;
    Kernel *kernel;    // NULL for aggregates
    const AggOps *agg; // FN_AGGREGATE only
} FnDef;

typedef struct FnTable {
    const FnDef *const *items; // overloads are neighbours
    uint32_t n;
} FnTable;

// Reading arguments and failing, for kernels.
static inline Str arg_text(const Call *c, const Vec *v, uint32_t i) {
    return run_text(c->run, v->d.u32[vec_place(v, i)]);
}
static inline int64_t arg_int(const Vec *v, uint32_t i) { return v->d.i64[vec_place(v, i)]; }
static inline double arg_real(const Vec *v, uint32_t i) { return v->d.f64[vec_place(v, i)]; }
static inline Date arg_date(const Call *c, const Vec *v, uint32_t i) {
    return run_date_heard(c->run, v->d.u32[vec_place(v, i)]);
}
static inline Duration arg_duration(const Vec *v, uint32_t i) { return v->d.dur[vec_place(v, i)]; }
static inline void out_missing(Vec *out, uint32_t i) { // int, real and duration results
    out->valid[i] = 0;
}
#define CALL_FAIL(c, code, ...)                                                                    \
    run_fail((c)->run, (code), (c)->expr->source, (c)->expr->span, __VA_ARGS__)

#endif
