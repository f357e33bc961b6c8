// Records of JSON into a builder: each line of a file is one (JSON Lines), or each element of the
// list that a file whose name ends in .json holds; and each record becomes an entity. What a file
// holds is told by its name (people.jsonl) or by the records' own `kind` or `type`; members fill
// the fields of their name; those that the kind does not know are declared as new fields. A record
// that is faulty is reported and left out, the rest is loaded. What is no character in a text is
// reported and replaced by U+FFFD.
#ifndef GAZ_IMPORT_JSONL_H
#define GAZ_IMPORT_JSONL_H

#include "runtime/builder.h"

typedef struct JsonlText {
    Str name; // of the file, for its kind and in messages
    const char *p;
    size_t n;
} JsonlText;

typedef struct JsonlHow {
    // Is given the bytes of each record that is left out, as they stand, in the order of the texts;
    // NULL: nobody is.
    void (*reject)(void *user, Str name, const char *p, size_t n);
    void *user;
    bool strict; // nothing is read beyond the first complaint
} JsonlHow;

typedef struct JsonlCount {
    uint64_t records, left_out; // those loaded, those not
    uint64_t links;             // that lead nowhere, and were left out of their records
    uint64_t repaired;          // texts of records loaded that held what is no character
    uint64_t done, total;       // bytes, as if the texts were read once
} JsonlCount;

typedef struct Import Import;

// Three steps, one after the other: fields are declared for what no kind knows; every record is
// checked and its entity made; the entities are filled. What else is loaded may come between them,
// so that it can be linked to and from. The texts and `how` must last as long. What is made stays
// in `arena`; `scratch` is used and given back. Complaints go to diags, each with its line.
Import *jsonl_new(Builder *b, Schema *schema, const JsonlText *texts, size_t n, const JsonlHow *how,
                  Arena *arena, Arena *scratch, Diags *diags);
void jsonl_declare(Import *x);
void jsonl_check(Import *x);
void jsonl_fill(Import *x);
const JsonlCount *jsonl_count(const Import *x);

#endif
