// The values of an archive as they were stated: of each field of each entity the first value and
// its claims, or a list's elements, each with its annotation. A date that an order of events
// tightened is the one that was stated before that.
#ifndef GAZ_EXPORT_VALUES_H
#define GAZ_EXPORT_VALUES_H

#include "runtime/export/exporter.h"

typedef struct Stated {
    const Type *type;  // of the value, or of the list's elements
    uint32_t id;       // text, date, entity
    int64_t integer;   // int; truth (Truth)
    double real;       // real
    Duration duration; // duration
    uint32_t note;     // its annotation, 0: none
} Stated;

typedef struct StatedList {
    const Archive *archive;
    const Column *column;
    const Type *type;
    uint32_t at, end;           // elements still to come
    uint32_t claim, last_claim; // and claims
    uint32_t entity, field;
    bool list;
} StatedList;

// field is one of those that are stored: below kind->ndeclared (inverse links follow from these).
StatedList values_of(const ExportJob *job, const KindTable *k, uint32_t field, uint32_t row);
bool values_next(StatedList *v, Stated *out);

static inline const Annotation *value_note(const ExportJob *job, uint32_t note) {
    const Archive *a = job->archive;
    return note && archive_part(a, PART_NOTES) && note < a->nnotes ? &a->notes[note] : NULL;
}

// The words in which a date was written, where these are not its canonical form; else "".
Str value_written(const ExportJob *job, uint32_t date);
// A date as EDTF, a duration as ISO 8601, numbers, truths, texts, ids: as csv holds them.
void value_plain(ExportJob *job, const Stated *v);
// The name of a file for a kind's entities: its collection, made harmless, and an ending.
const char *kind_file(ExportJob *job, const KindTable *k, const char *ending);

#endif
