// A file of rows (CSV, TSV, JSON, JSON Lines) as a raw archive of its own: a schema whose kinds are
// the file's tables and whose fields are their columns, and a builder with a row in each entity.
// Nothing is known here of what a column means: that is said by a mapping (mapping.h), which is
// written or guessed (guess.h), and which is evaluated over the raw archive.
//
// CSV has one table. In JSON the records of the outermost list are the rows (a record that holds
// one list of records and no other stands for that list), or the records of the outermost
// dictionary ({"Q1": {…}, "Q2": {…}}), whose names are a column `key`, or key_id where they have
// that; a dictionary is a record of two or more records and nothing else, which have more than
// half of all their names as a rule, or are eight or more; a record within a record is flattened
// (bio.birthday); a list of records is a table of its own whose rows link to the one they were in;
// a list of plain values is a list. Types are those that all values of a column have: whole
// numbers (without leading zeros), numbers, truths, dates (found by rows_date), else text.
#ifndef GAZ_ROWS_H
#define GAZ_ROWS_H

#include "runtime/import/importer.h"

enum {
    ROWS_COLUMNS_MAX = 1000,  // of a table
    ROWS_VALUE_MAX = 64 << 20 // bytes of a value in CSV
};
#define ROWS_NONE UINT32_MAX // no table

typedef enum RowsType {
    ROWS_INT,
    ROWS_REAL,
    ROWS_TRUTH,
    ROWS_DATE,
    ROWS_TEXT,
    ROWS_TYPES
} RowsType;

typedef struct RowsColumn {
    Str name;         // its field in the raw kind: bio_birthday, start_date
    Str written;      // in the file: "bio.birthday", "start-date"; a mapping may name either
    uint32_t field;   // … of the raw kind
    RowsType type;    // of all values
    bool list;        // several of them
    bool key;         // every row has a value, and no two have the same
    bool nearly_key;  // … but for one in a hundred
    bool nearly_date; // nine of ten values are dates, yet it is text
    bool year;        // whole numbers, all from 1000 to 2100
    bool day_first;   // of dates such as 3/4/1917, as others of the column show
    bool month_first; // … or the other way round; neither: they are one of two days
    uint64_t filled;  // rows that have a value
} RowsColumn;

// Where a row stands: bytes of its table's text, and the line on which it begins.
typedef struct RowsPlace {
    uint64_t at;
    uint32_t n, line;
} RowsPlace;

typedef struct RowsTable {
    Str from;        // what `map … from "…"` calls it: "executive.json", "executive.json#terms"
    Str name;        // an identifier: executive, terms
    uint32_t kind;   // in the raw schema; row i is its entity i, in the order of the file
    uint32_t parent; // the table whose rows these were in, or ROWS_NONE
    uint32_t link;   // the field that leads there; its name is the singular of the parent's
    RowsColumn *columns;
    uint32_t ncolumns, nrows;
    RowsPlace *places; // of each row
} RowsTable;

typedef struct RowsFile {
    Str file; // its name, with folders
    Str base; // … without
    Schema *schema;
    Builder *b;
    RowsTable *tables; // a parent stands before its children
    uint32_t ntables;
    Str encoding;     // "UTF-8", or what the bytes were converted from
    const char *text; // the bytes that places are of: the file's, or what was made of them
    size_t text_n;
    char separator; // of CSV; 0: the file is JSON
} RowsFile;

// Whether the file is one of rows by its name: .csv .tsv .tab .json .jsonl .ndjson.
bool rows_holds(Str file);
// Whether the text is a dictionary of records, as a whole.
bool rows_hold_keyed(Arena *scratch, const ImportText *text);
// Reads the text; faulty records are told, counted and handed to how->reject. The raw archive lies
// in `arena`; so may texts: the job's texts must last as long. Never NULL; a file without any row
// has a table without rows, or none.
RowsFile *rows_read(const ImportJob *job, const ImportText *text, Arena *arena);

const RowsTable *rows_table(const RowsFile *x,
                            Str from); // with or without folders; NULL: there is none
const RowsColumn *rows_column(const RowsTable *t, Str written_or_name); // NULL: there is none
// Where the value of the column stands in its row: the row's place where that can't be told.
RowsPlace rows_value_place(const RowsFile *x, Arena *a, const RowsTable *t, uint32_t row,
                           const RowsColumn *c);

// The row as a source of its own, which knows where in the file it stands: for complaints.
Source *rows_source(const RowsFile *x, RowsPlace place, Arena *a);

// A date as registers have it: EDTF and what the language writes, 1873-00-00 (the year only), what
// found_date.h reads. ROWS_NOT_RECORDED: "0000-00-00" and the like. False: it is none.
typedef enum RowsDate { ROWS_NO_DATE, ROWS_NOT_RECORDED, ROWS_A_DATE } RowsDate;
// Where day and month might be either, other dates of the column tell, also where it is text (NULL:
// of no column).
RowsDate rows_date(Arena *a, const RowsColumn *c, Str text, Date *out);

#endif
