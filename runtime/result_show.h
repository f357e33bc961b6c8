// What a result is to be written as: what the host asks for, else what the query says with `as` and
// `save`. In: a result and the host's options. Out: format, columns and options for a writer.
#ifndef GAZ_RESULT_SHOW_H
#define GAZ_RESULT_SHOW_H

#include "lang/show_row.h"
#include "runtime/session.h"

typedef struct Wanted {
    Str format;
    OutTarget target;
    const ShowFormat *picks;    // NULL: all columns are shown
    ShowRoles roles;            // … else these are drawn
    const RowFormat *row;       // a format of other programs, or NULL …
    RowPlace places[ROW_PARTS]; // … and where what it knows stands
} Wanted;

// NULL, or a sentence about what cannot be written.
const char *result_wanted(const gzt_result *r, const gzt_write_options *o, Wanted *out);
// Puts the columns that a chart or concordance shows behind all others; the first of them.
uint32_t result_add_roles(gzt_result *r, const ShowRoles *roles);
// Puts the parts of rows that the format knows behind all other columns, and their numbers into
// shown; how many.
uint32_t result_add_parts(gzt_result *r, const Wanted *wanted, OutOptions *o, uint32_t *shown);
// Whether one of these parts holds all that the column does.
bool result_is_part(const gzt_result *r, const uint32_t *shown, const OutOptions *o,
                    uint32_t column);
OutOptions result_options(const gzt_result *r, const gzt_write_options *o, const Wanted *wanted);
// result.c: one more column, where there is room for it.
void result_add_column(gzt_result *r, Str name, const Type *t, uint32_t slot, uint32_t field,
                       bool in_table);

#endif
