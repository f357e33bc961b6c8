// Batches: rows of a result copied out as columns in Arrow's memory layout, with whatever names and
// types they need, so that a batch outlives what it came from. In: vectors of the evaluator, while
// the session's guard is set; out: buffers of the host's allocator. Private to batch.c, api_batch.c
// and arrow.c.
#ifndef GAZ_BATCH_H
#define GAZ_BATCH_H

#include "runtime/session.h"

typedef struct Buffer {
    unsigned char *p;
    size_t n, cap; // bytes
} Buffer;

// A column of the result, the elements of a list or a field of a record.
typedef struct BatchColumn {
    const char *name, *type_name;
    const char *metadata; // of Arrow's schema: gazette.type
    TypeTag tag;
    uint32_t first, nchildren; // columns of the elements or fields
    uint32_t length, missing;  // cells
    Buffer validity, offsets, data, instants;
} BatchColumn;

struct gzt_batch {
    gzt_env *env;
    atomic_uint refs;
    Arena arena;   // columns, names, types
    Budget budget; // of this batch alone: the session may be gone when it is given back
    Guard *guard;  // while it is being filled
    Run *run;      // the same
    bool instants; // those of dates are wanted
    uint32_t rows, ntop, ncolumns;
    BatchColumn *columns;
};

// An empty batch with the result's columns; NULL, or leaving by the session's guard with the batch
// in r->making, when there is no memory.
gzt_batch *batch_new(gzt_result *r, bool instants);
// The cells of the rows behind those that the column has.
void batch_append(gzt_batch *b, uint32_t column, const Vec *v, Rows rows);
void batch_ref(gzt_batch *b);

// gzt_result_fetch, with or without the instants of dates.
gzt_status batch_fetch(gzt_result *r, uint32_t max_rows, bool instants, gzt_batch **out,
                       gzt_error *err);

// A batch without rows, for what its columns are. Takes nothing from the result.
gzt_status batch_shape(gzt_result *r, gzt_batch **out, gzt_error *err);

// Where a buffer begins; a place to read zeros from where it is empty.
const void *buffer_start(const Buffer *f);

#endif
