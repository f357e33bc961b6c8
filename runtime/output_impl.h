// What the files of the writers share, and nobody else: the writer's state, the way to the sink,
// cells before they are escaped.
#ifndef GAZ_OUTPUT_IMPL_H
#define GAZ_OUTPUT_IMPL_H

#include "runtime/output.h"

typedef struct Table Table;
typedef struct Chart Chart;
typedef struct RowState RowState;

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
    StrBuf out;       // not yet given to the sink
    StrBuf cell;      // one cell before it is quoted
    uint64_t rows;    // so far
    uint64_t written; // of these, where a format leaves some out
    bool failed;      // the sink wants no more
    Table *table;     // of the table only
    Chart *chart;     // of charts only
    struct Latex *latex;
    struct Concordance *lines; // of kwic only
    struct RowState *row;      // of formats of other programs (output_row.h)
    struct Graph *graph;
    struct Tei *tei;
    const char *const *notes;
    uint32_t nnotes;
};

// Gives what is written to the sink once there is enough of it (all: in any case).
void writer_flush(Writer *w, bool all);
// As a table shows it, controls not yet escaped.
void cell_words(StrBuf *out, const Run *run, const Vec *v, uint32_t i);
// The end of the line of s that begins at `from`: where its \n stands, or s.n.
uint32_t line_end(Str s, uint32_t from);
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

// output_kwic.c
void kwic_begin(Writer *w);
void kwic_row(Writer *w, const Vec *const *columns, uint32_t i);
void kwic_end(Writer *w);

// output_list.c, output_latex.c, html.c, chart.c
void list_row(Writer *w, const Vec *const *columns, uint32_t i);
void latex_begin(Writer *w);
void latex_row(Writer *w, const Vec *const *columns, uint32_t i);
void latex_end(Writer *w);
void html_begin(Writer *w);
void html_row(Writer *w, const Vec *const *columns, uint32_t i);
void html_end(Writer *w);
void fields_begin(Writer *w); // a list as a page
void fields_row(Writer *w, const Vec *const *columns, uint32_t i);
void fields_end(Writer *w);
void bar_begin(Writer *w);
void bar_row(Writer *w, const Vec *const *columns, uint32_t i);
void bar_end(Writer *w);
void histogram_begin(Writer *w);
void histogram_row(Writer *w, const Vec *const *columns, uint32_t i);
void histogram_end(Writer *w);
void sparkline_begin(Writer *w);
void sparkline_row(Writer *w, const Vec *const *columns, uint32_t i);
void sparkline_end(Writer *w);
void timeline_begin(Writer *w);
void timeline_row(Writer *w, const Vec *const *columns, uint32_t i);
void timeline_end(Writer *w);

// formats of other programs (output_row.h)
void geojson_begin(Writer *w);
void geojson_row(Writer *w, const Vec *const *columns, uint32_t i);
void geojson_end(Writer *w);
void ical_begin(Writer *w);
void ical_row(Writer *w, const Vec *const *columns, uint32_t i);
void ical_end(Writer *w);
void bibtex_row(Writer *w, const Vec *const *columns, uint32_t i);
void csl_begin(Writer *w);
void csl_row(Writer *w, const Vec *const *columns, uint32_t i);
void csl_end(Writer *w);
void graphml_begin(Writer *w);
void graphml_row(Writer *w, const Vec *const *columns, uint32_t i);
void graphml_end(Writer *w);
void dot_begin(Writer *w);
void dot_row(Writer *w, const Vec *const *columns, uint32_t i);
void dot_end(Writer *w);
void tei_begin(Writer *w);
void tei_row(Writer *w, const Vec *const *columns, uint32_t i);
void tei_end(Writer *w);

#endif
