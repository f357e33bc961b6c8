// What tests of the writers share: columns made of words, and what a writer makes of them.
#ifndef GAZ_TESTS_SHEET_H
#define GAZ_TESTS_SHEET_H

#include "runtime/output.h"
#include "tests/support/fixture.h"

enum { SHEET_COLUMNS = 32 };

// An archive with person @lenin "Lenin", person @unnamed and place @smolny "Smolny, the", and a
// result of some columns.
typedef struct Sheet {
    Fixture f;
    Arena scratch;
    Run run;
    OutColumn columns[SHEET_COLUMNS];
    const Vec *vecs[SHEET_COLUMNS];
    uint32_t n, nrows;
    uint32_t batch;   // rows given to the writer at once; 0: all
    uint32_t fail_at; // the sink refuses its piece of this number, from 1; 0: none
    uint32_t pieces;  // what the sink was given
} Sheet;

void sheet_open(Sheet *s);
void sheet_close(Sheet *s);
// One cell a word: "-" is missing; dates in EDTF, truths "yes" and "no", entities by id, durations
// as "N unit" or as dates "FROM TO"; the elements of a list stand between bars, "" has none.
Vec *sheet_vec(Sheet *s, const Type *t, uint32_t n, const char *const *words);
// A column of the sheet; its rows are those of the words up to a NULL.
void sheet_add(Sheet *s, const char *name, const char *type_name, const Type *t,
               const char *const *words);
void sheet_add_vec(Sheet *s, const char *name, const char *type_name, const Vec *v);
// All that the writer gives to its sink. Fails the test unless writer_end returns `want`.
Str sheet_write(Sheet *s, OutOptions options, Status want);
Str sheet_format(Sheet *s, const char *format);

// For tests that use one sheet at a time: cmocka's set-up and tear-down of it.
extern Sheet sheet;
int open_sheet(void **state);
int close_sheet(void **state);
#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

// Both as text; where they differ, both are printed.
void same_text(Str got, const char *want);

#endif
