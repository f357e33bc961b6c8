// Formats of other programs, which know places, dates, titles, and not columns: what in a row is
// which of these. In: a format and the rows of a checked pipeline, or a kind. Out: where each part
// stands. Knows no data.
#ifndef GAZ_SHOW_ROW_H
#define GAZ_SHOW_ROW_H

#include "lang/catalog.h"
#include "lang/show.h"

typedef enum RowPart {
    ROW_ENTITY, // what the row is about
    ROW_FROM,   // the two ends of an edge
    ROW_TO,
    ROW_LAT,
    ROW_LON,
    ROW_TITLE,
    ROW_TYPE,
    ROW_DATE,
    ROW_PLACE,
    ROW_NOTE,
    ROW_AUTHOR,
    ROW_EDITOR,
    ROW_PUBLICATION, // in which it appeared
    ROW_IN_ISSUE,    // the publication of its issue
    ROW_ISSUE_DATE,
    ROW_VOLUME,
    ROW_NUMBER,
    ROW_PAGE,
    ROW_LANGUAGE,
    ROW_PARTS
} RowPart;

typedef struct RowFormat {
    const char *name;
    uint32_t parts;      // bits 1 << RowPart: what the format has a place for
    uint32_t needs;      // … and cannot do without
    uint32_t or_needs;   // … or without these; 0: there is no other way
    bool rest;           // all other columns are written too
    const char *missing; // "'as geojson' needs …", for errors
    const char *hint;
} RowFormat;

const RowFormat *row_format(Str name); // NULL: not one of these

// A part is a column, or a field of an entity in a column, or a field of what that field leads to.
typedef struct RowPlace {
    uint32_t slot;        // UINT32_MAX: the rows have no such part
    uint32_t field, then; // UINT32_MAX: none
} RowPlace;

// False where something needed is nowhere. Fields that the catalog does not let be read are none.
bool row_parts(const RowFormat *f, const Pipe *p, const Catalog *c, RowPlace out[ROW_PARTS]);
// The same of the entities of a kind; slot is 0 throughout.
bool row_parts_of_kind(const RowFormat *f, const Catalog *c, uint32_t kind,
                       RowPlace out[ROW_PARTS]);

#endif
