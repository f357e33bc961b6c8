// What the files that read rows share (rows*.c); nobody else includes this.
#ifndef GAZ_IMPORT_ROWS_IMPL_H
#define GAZ_IMPORT_ROWS_IMPL_H

#include "runtime/import/csv.h"
#include "runtime/import/found_date.h"
#include "runtime/import/rows.h"
#include "runtime/json.h"

// Hashes of a column's values, while no two are the same.
typedef struct Keys {
    uint64_t *slots; // 0: free
    size_t mask;
    uint64_t n, again; // again: values that were there
    bool over;         // too often for a key
} Keys;

enum { LOOK_DAY_FIRST = 1, LOOK_MONTH_FIRST = 2 };

// What the values of a column have been so far.
typedef struct Look {
    unsigned could; // 1 << RowsType: all of them are
    uint64_t values, filled, dates, marks;
    uint32_t row; // the last that had one, + 1
    bool list, settled, year;
    unsigned order; // LOOK_…: how days and months stand in dates that leave no doubt
    Keys keys;
} Look;

void look_init(Look *l);
// A value as it is written, of the row with this number.
void look_value(Look *l, Arena *work, Str value, uint32_t row);
RowsType look_type(const Look *l);
// A word that stands for nothing in a column of numbers, dates or truths: NA, null, -.
bool look_is_mark(Str value);
// rows_date; where day and month might be either, the language tells.
PhraseLang look_order(const RowsColumn *c); // how its dates are written
RowsDate look_read(Arena *a, Str text, PhraseLang lang, Date *out);
Str look_trimmed(Str value); // without blanks around it

// Dates that were read lately, by how they are written: columns have the same ones again and again.
enum { DATES_KEPT = 1 << 14 };
typedef struct KeptDate {
    Str text;      // in the file's text
    uint32_t date; // in the raw archive; 0: none is kept
    uint8_t lang;
} KeptDate;

// One file while it is read.
typedef struct Reading {
    const ImportJob *job;
    const ImportText *text; // as it was given
    RowsFile *rows;
    Arena *a;    // of the raw archive
    Arena *work; // given back when the file is read
    size_t tables_cap, taken_cap;
    struct Taken **taken;                // the names that each table has given
    KeptDate *dates;                     // by hash; NULL: none yet
    uint64_t marks, unrecorded, partial; // values taken as none, and dates with zeros
    bool stopped;
} Reading;

// A column that is being found, with what is known of it.
typedef struct Found {
    Str written;
    Look look;
} Found;

// A table in the raw schema: so many rows at most, these columns, whose names are made here.
// parent: ROWS_NONE or its index. When all are there, rows_declared makes the builder.
RowsTable *rows_add_table(Reading *x, Str from, Str name, uint32_t parent, uint32_t rows,
                          const Found *columns, uint32_t n);
void rows_declared(Reading *x);
Ref rows_begin(Reading *x, RowsTable *t, RowsPlace place); // a row
void rows_put(Reading *x, const RowsColumn *c, Ref row, Str value);

Str rows_identifier(Arena *a, Str written); // "Place of birth" becomes place_of_birth
Str rows_singular(Arena *a, Str name);      // visits becomes visit
Str rows_stem(Str base);                    // without its ending

// Complaints: between two places of rows->text, in the record that begins there.
Diag *rows_complain(Reading *x, RowsPlace record, uint64_t at, uint64_t end, ErrorCode code,
                    const char *fmt, ...) __attribute__((format(printf, 6, 7)));
void rows_reject(const Reading *x, RowsPlace record);

void rows_encoding(Reading *x, bool json); // rows->text in UTF-8 (rows_text.c)
void rows_csv_place(const RowsFile *x, Arena *a, RowsPlace *place, uint32_t column);
void rows_read_csv(Reading *x);
void rows_read_json(Reading *x);
bool rows_json_skip(Json *json); // past the value that has begun; false: it does not end
// Whether the record at the place is a dictionary of records, which are rows (rows_keyed.c).
bool rows_is_keyed(const Reading *x, uint64_t at, uint32_t line);

#endif
