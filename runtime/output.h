// Results as text for people and programs: cells, and whole tables in each format. Writers receive
// batches of vectors and push bytes into a sink; they know nothing of queries. The same values give
// the same bytes on every machine and in every locale.
#ifndef GAZ_OUTPUT_H
#define GAZ_OUTPUT_H

#include "lang/show_row.h"
#include "runtime/run.h"

typedef struct OutColumn {
    Str name;
    const Type *type;
    Str type_name; // as a table shows it: "moment", "[person]"
} OutColumn;

// One cell, appended to out. Missing: nothing (plain), `null` (JSON), `∅` (table; an unknown
// truth
// is `unknown`). Plain is what csv and tsv hold before they quote: EDTF, ISO 8601, ids, lists
// joined by `; `. A table shows labels, "44 BCE", "yes", lists joined by `, `, controls escaped.
// Lists and records within lists and records stand in brackets.
void cell_plain(StrBuf *out, const Run *run, const Vec *v, uint32_t i);
void cell_json(StrBuf *out, const Run *run, const Vec *v, uint32_t i);
void cell_table(StrBuf *out, const Run *run, const Vec *v, uint32_t i);
// null in JSON: also an unknown truth, never a list.
bool cell_missing(const Run *run, const Vec *v, uint32_t i);
// "…" with everything escaped that JSON asks for or that could drive a terminal.
void json_text(StrBuf *out, Str s);

// 0 to go on; anything else stops the writing.
typedef int32_t (*Sink)(void *user, const char *p, size_t n);

typedef enum OutTarget {
    OUT_PLAIN, // the format as it is
    OUT_SVG,   // a chart as a picture
    OUT_PAGE   // html, list or a chart as a page of its own
} OutTarget;

typedef struct OutOptions {
    Str format;               // one of writer_formats
    uint32_t width;           // cells a table may take; 0: as many as it needs
    uint32_t max_rows;        // rows a table shows, the middle folded and said; 0: all
    bool types, color, light; // light: of colours, the ground
    Sink whole; // gets a table once more, with nothing folded or cut, if it is not very large
    void *whole_user;
    OutTarget target;
    Str title, query, archive; // above a page, a chart or a table for print; "" for none
    // charts, whose last column is what is drawn and those before it the labels (a histogram has
    // one column)
    uint32_t bar, bins; // cells of the longest bar, bins wished for; 0: as it fits
    Duration bin;       // of a histogram of dates; all 0: as it fits
    // timelines, whose last column is the date, or, if keyed, the one before it: the last then
    // gives the colour
    bool keyed;
    Circa circa; // how far dates in doubt reach
    // formats of other programs: the first columns are parts of rows, and where each part stands
    uint32_t parts[ROW_PARTS], nparts; // nparts or more: nowhere
    const Catalog *catalog;            // which fields of entities may be read
    bool archive_whole;                // every entity of the archive comes that has a place
} OutOptions;

typedef struct Writer Writer;
// NULL if there is no such format. The writer lives in the arena; what options and columns point
// to must live as long. Values are read while writer_rows runs, never later.
Writer *writer_new(Arena *a, const Run *run, const OutColumn *columns, uint32_t n,
                   OutOptions options, Sink sink, void *user);
Status writer_rows(Writer *w, const Vec *const *columns, Rows rows); // ST_OK or ST_IO
// What was left out, for a page to say; before writer_end.
void writer_notes(Writer *w, const char *const *notes, uint32_t n);
Status writer_end(Writer *w);
// Rows that the format had no place for, reason by reason; false beyond the last. After writer_end.
bool writer_left(const Writer *w, uint32_t i, uint64_t *n, const char **why);
extern const char *const writer_formats[]; // names, NULL at the end

#endif
