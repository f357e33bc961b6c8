// What the formats of other programs share: parts of a row by what they are (lang/show_row.h), rows
// that the format has no place for, entities and keys that are in the file already. The writers of
// these formats are in output_geojson.c, output_ical.c, output_cite.c, output_graph.c,
// output_tei.c.
#ifndef GAZ_OUTPUT_ROW_H
#define GAZ_OUTPUT_ROW_H

#include "lang/show_row.h"
#include "runtime/output_impl.h"

typedef struct RowLeft {
    const char *one, *many; // "row has no place"
    uint64_t n;
} RowLeft;

enum { ROW_LEFT_MAX = 4 };

struct RowState {
    StrBuf text; // of the part at hand
    StrBuf line; // what is put together before it is folded or escaped
    RowLeft left[ROW_LEFT_MAX];
    uint32_t nleft;
    uint8_t *seen; // bits by entity; NULL before the first
    uint64_t *keys;
    size_t mask; // slots of keys - 1
    size_t nkeys;
};

void row_begin(Writer *w);
// The part's vector, if the row has a value there; else NULL.
const Vec *row_part(const Writer *w, const Vec *const *columns, RowPart part, uint32_t i);
// Its words as a person reads them, the label of an entity; "" where there is none. They last until
// the next call.
Str row_words(Writer *w, const Vec *const *columns, RowPart part, uint32_t i);
Str row_cell_words(Writer *w, const Vec *v, uint32_t i);
bool row_date(const Writer *w, const Vec *const *columns, RowPart part, uint32_t i, Date *out);
bool row_number(const Writer *w, const Vec *const *columns, RowPart part, uint32_t i, double *out);
// Both within what the globe has: -90…90, -180…180.
bool row_point(const Writer *w, const Vec *const *columns, uint32_t i, double *lat, double *lon);
uint32_t row_entity(const Writer *w, const Vec *const *columns, uint32_t i); // 0: none

// A row that is not in the file, for this reason (literals).
void row_left(Writer *w, const char *one, const char *many);
// Whether the entity was asked about before.
bool row_again(Writer *w, uint32_t entity);
bool row_asked(const Writer *w, uint32_t entity); // the same, and remembers nothing
bool row_key_is_new(Writer *w, Str key);          // the first time that it is asked about
// The key, or it with a number behind it, so that none comes twice.
Str row_key(Writer *w, Str wanted);

// Names for machines, of ASCII letters, digits, dots, dashes and underlines; everything else as
// `escape` and two hexadecimal digits a byte, so that no two texts give the same.
void put_name(StrBuf *out, Str s, char escape);

// Parts of rows that all formats of literature have.
typedef struct RowPerson {
    Str family, given, particle; // "" where the name is not known to divide
    Str whole;
} RowPerson;
RowPerson row_person(Str name, bool person);

#endif
