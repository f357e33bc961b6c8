// How a result may be shown: the formats of `as`, their options, the endings of `save`, and which
// columns a chart draws. In: a checked pipeline. Out: slots of its rows. Knows no data.
#ifndef GAZ_SHOW_H
#define GAZ_SHOW_H

#include "lang/tree.h"

enum { // options of a format, as bits
    OPT_X = 1,
    OPT_Y = 2,
    OPT_BINS = 4,
    OPT_WIDTH = 8,
    OPT_TITLE = 16,
    OPT_DATE = 32,
    OPT_LABEL = 64,
    OPT_COLOR = 128,
    OPT_COLUMN = OPT_X | OPT_Y | OPT_DATE | OPT_LABEL | OPT_COLOR // those that are columns
};

typedef struct ShowFormat {
    const char *name;
    uint32_t options;  // OPT_…
    const char *usage; // of the options, for hints
    bool chart;        // draws columns
    bool picks;        // shows some columns only: charts and kwic
} ShowFormat;

extern const ShowFormat show_formats[];  // the last has no name
extern const char *const show_later[];   // formats of a later version; NULL at the end
const ShowFormat *show_format(Str name); // NULL if there is none

// What the ending of a file's name stands for ("svg", "page", "csv", "text" …), or NULL. "svg" is
// of charts only; "page" and "text" take the format that `as` names.
const char *show_ending(Str file);
extern const char *const show_endings; // all of them, for hints

enum {
    SHOW_KEYS = 8, // columns that may be joined into one label, or beside a concordance
    SHOW_PARTS = 3 // of a concordance
};
extern const char *const show_parts[]; // their names

// The columns that a chart or a concordance shows, as slots of the pipeline's rows.
typedef struct ShowRoles {
    // several: the keys of a group; none: the order of the rows. Of a concordance all columns, the
    // three parts last
    uint32_t x[SHOW_KEYS], nx;
    uint32_t y;     // UINT32_MAX: none (a histogram counts); the date of a timeline
    uint32_t color; // of a timeline; UINT32_MAX: none
} ShowRoles;

// False if no column fits; *missing says what is looked for ("a number or duration").
bool show_roles(const ShowFormat *f, const Pipe *p, ShowRoles *out, const char **missing);
// Whether values of the type can be drawn so; what is expected otherwise.
bool show_fits(const ShowFormat *f, uint32_t option, const Type *t, const char **expected);
const Type *show_slot_type(const RowType *row, uint32_t slot);

#endif
