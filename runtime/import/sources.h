// Texts of facts and of records together into a builder: what they make may refer to each other.
// Which is which, their names tell: records are in files whose names end in .jsonl or .json.
#ifndef GAZ_SOURCES_H
#define GAZ_SOURCES_H

#include "runtime/import/jsonl.h"

typedef struct SourceText {
    Str name;
    const char *p;
    size_t n;
    bool records;
} SourceText;

bool source_holds_records(Str name);

typedef struct Sources {
    Builder *b;
    Schema *schema;
    const SourceText *texts;
    size_t n;
    JsonlHow how; // for records
    Arena *arena, *scratch;
    Diags *diags;
    Import *import; // once records are being read, for their count; else NULL
} Sources;

// Kinds of all texts first, then the entities, then what is said of them. False: the facts are
// faulty, and nothing may be frozen. Complaints about records alone are none of those.
bool sources_load(Sources *x);

#endif
