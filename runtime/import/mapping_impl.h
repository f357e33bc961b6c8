// What the files of mapping.h share (mapping*.c); nobody else includes this.
#ifndef GAZ_MAPPING_IMPL_H
#define GAZ_MAPPING_IMPL_H

#include "lang/check.h"
#include "runtime/eval.h"
#include "runtime/import/mapping.h"
#include "runtime/import/rows.h"

#define NO_FIELD UINT32_MAX
enum { YEAR_MOST = 9999 }; // whole numbers that are years

typedef struct MapStatement {
    const Node *node; // T_MAP
    const Program *program;
    struct MapStatement *next;
} MapStatement;

struct Mapping {
    Arena *arena;
    const FnTable *functions;
    const FnSig **signatures;
    const Cancel *cancel;
    bool optional, failed;
    MapStatement *first, **last;
    StrBuf guessed;
};

// One `field: EXPR`.
typedef struct MapColumn {
    const Node *member;
    const Node *value; // without evidence
    uint32_t field;    // of the target kind, or FIELD_ID
    const Field *of;
    const Type *type; // of the field, or of a list's elements
    Expr *expr;
    const RowsColumn *column; // whose value expr is, as it stands; NULL: it is worked out
    Expr *evidence[3];        // certainty, note, role
} MapColumn;

typedef struct MapFile MapFile;

// A statement and a table.
typedef struct Map {
    MapFile *file;
    const MapStatement *by;
    const RowsTable *table;
    uint32_t kind; // target
    MapColumn *columns;
    uint32_t ncolumns;
    Expr *id;          // NULL: none is stated
    Ref *made;         // by row; 0: nothing
    uint8_t *rejected; // by row: it was handed out; NULL: none was
} Map;

// Told of somebody who has a name: by kind and name.
typedef struct NamedEntry {
    uint32_t kind, next;
    Str name;
    Ref ref;
} NamedEntry;

// All files of an import.
typedef struct MapState {
    const ImportJob *job;
    Mapping *mapping;
    MapFile **files;
    uint32_t nfiles;
    bool stopped;    // at the first complaint, as is asked for
    StrBuf declared; // the fields that no kind had: "person.party, …"
    // entities that several rows add to, and what they have: no value twice
    uint8_t *shared; // by Ref
    size_t shared_cap;
    uint64_t *seen;
    size_t seen_mask, nseen;
    // names of kinds, once they were asked for
    NamedEntry *names; // 1 …
    size_t names_cap;
    uint32_t nnames, *name_slots, name_mask;
    uint8_t *named_kinds;
    size_t named_cap;
} MapState;

struct MapFile {
    MapState *state;
    const ImportJob *job;
    RowsFile *rows;
    Map *maps;
    size_t maps_cap;
    uint32_t nmaps;
    Env *env;         // of the check: of all texts, since a run has one cache
    uint32_t numbers; // … of so many places
    Arena *own;       // the raw archive, and all that is worked out over it
    Alloc lend;       // own, as an allocator
    Guard guard;      // of what is worked out: an error in a value ends no more than that value
    Arena scratch;    // the same
    Diags caught;
    Archive *archive;
    uint32_t *texts, *dates; // of each of the archive's its number in the builder; 0: none yet
    uint32_t *years;         // … of each year from -YEAR_MOST to YEAR_MOST
    Run run;
};

// mapping_check.c: finds the statements of the file's tables and checks them. False: there is one
// whose values have no types, which is told.
Span map_file_span(const Node *map); // where it names its file
bool map_is_about(const Node *map, Str file);
bool map_check(MapFile *f);
void map_fields(MapFile *f); // … declares fields that are new, and judges all types
Map *map_of_table(MapFile *f, uint32_t raw_kind, uint32_t target); // NULL: there is none

// mapping_run.c
void map_open(MapFile *f);
void map_close(MapFile *f);
// Values of an expression for n rows from `from` on; those it cannot be worked out for are missing,
// and told. In scratch of the file.
const Vec *map_values(Map *m, const MapColumn *c, const Expr *e, uint32_t from, uint32_t n);
// Complains about the value of the column (NULL: the row).
Diag *map_complain(Map *m, const MapColumn *c, uint32_t row, ErrorCode code, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));
void map_reject(Map *m, uint32_t row); // hands the row out as it stands, once

// mapping_value.c: place i of v, which is for the row's entity.
void map_put(Map *m, const MapColumn *c, const Vec *v, uint32_t i, uint32_t row, uint32_t note);
Str map_text(MapFile *f, const Vec *v, uint32_t i); // how a value is written
bool map_fits(const Type *field, const Type *value);

// mapping_name.c: the entity of the kind that has the id, or the name; made where there is none.
Ref map_named(MapState *x, uint32_t kind, Str name);

#endif
