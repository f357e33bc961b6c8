// What the files of the writers share, and nobody else: the writer's state, the way to the sink,
// cells before they are escaped.
#ifndef GAZ_OUTPUT_IMPL_H
#define GAZ_OUTPUT_IMPL_H

#include "runtime/output.h"

typedef struct Table Table;

// How one format begins, writes a row, and ends. Each appends to w->out.
typedef struct Format {
    void (*begin)(Writer *w);
    void (*row)(Writer *w, const Vec *const *columns, uint32_t i);
    void (*end)(Writer *w);
} Format;

struct Writer {
    Arena *arena;
    const Run *run;
    const OutColumn *columns;
    uint32_t n;
    OutOptions options;
    Sink sink;
    void *user;
    const Format *format;
    StrBuf out;    // not yet given to the sink
    StrBuf cell;   // one cell before it is quoted
    uint64_t rows; // so far
    bool failed;   // the sink wants no more
    Table *table;  // of the table only
};

// Gives what is written to the sink once there is enough of it (all: in any case).
void writer_flush(Writer *w, bool all);
// As a table shows it, controls not yet escaped.
void cell_words(StrBuf *out, const Run *run, const Vec *v, uint32_t i);
// What out holds from the byte `at` on.
Str buf_from(const StrBuf *out, size_t at);

// Cells that stand at the right edge of their column, so that digits stand below digits.
static inline bool stands_right(const Type *t) {
    return type_is_number(t) || t->tag == TY_DURATION;
}

// output_table.c
void table_begin(Writer *w);
void table_row(Writer *w, const Vec *const *columns, uint32_t i);
void table_end(Writer *w);

#endif
