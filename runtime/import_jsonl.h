// JSON Lines into a builder: each line is one record, and each record an entity. What a file holds
// is told by its name (people.jsonl) or by the records' own `kind` or `type`; members fill the
// fields of their name; those that the kind does not know are declared as new fields. A record
// that is faulty is reported and left out, the rest is loaded.
#ifndef GAZ_IMPORT_JSONL_H
#define GAZ_IMPORT_JSONL_H

#include "runtime/builder.h"

typedef struct JsonlText {
    Str name; // of the file, for its kind and in messages
    const char *p;
    size_t n;
} JsonlText;

typedef struct JsonlCount {
    uint64_t records, left_out; // those loaded, those not
    uint64_t links;             // that lead nowhere, and were left out of their records
} JsonlCount;

// The texts may refer to each other and to what the builder holds. What is made stays in `arena`;
// `scratch` is used and given back. Complaints go to diags, each with its line.
JsonlCount jsonl_load(Builder *b, Schema *schema, const JsonlText *texts, size_t n, Arena *arena,
                      Arena *scratch, Diags *diags);

#endif
