// What every importer is: one row of the table of formats, and three steps that sources_load
// (sources.h) takes with all of them side by side, so that what one file holds may refer to what
// any other does. An importer reads texts that lie in memory; it keeps nothing after its last step.
#ifndef GAZ_IMPORTER_H
#define GAZ_IMPORTER_H

#include "runtime/builder.h"
#include "runtime/finding.h"

typedef struct ImportText {
    Str name; // of the file with its folders, for guesses and in messages
    const char *p;
    size_t n;
} ImportText;

typedef struct ImportHow {
    // Is given the bytes of each record that is left out, as they stand, in the order of the texts;
    // NULL: nobody is.
    void (*reject)(void *user, Str name, const char *p, size_t n);
    void *user;
    bool strict; // nothing is read beyond the first complaint
} ImportHow;

typedef Finding ImportFinding; // a line of the report

typedef struct ImportCount {
    uint64_t records, left_out; // those loaded, those not
    uint64_t links;             // that lead nowhere, and were left out of their records
    uint64_t repaired;          // texts of records loaded that held what is no character
    uint64_t replaced;          // … and how many pieces of them, by U+FFFD
    uint64_t done, total;       // bytes, as if the texts were read once
    ImportFinding *findings;    // in the order in which they were found first
} ImportCount;

typedef struct Mapping Mapping; // mapping.h

typedef struct ImportJob {
    Builder *b;
    Schema *schema;
    const ImportText *texts;
    size_t n;
    const ImportHow *how;
    ImportCount *count; // of this format
    Arena *arena;       // for what outlasts a step
    Arena *scratch;     // used and given back within one
    Diags *diags;       // complaints, each with its file and line
    Mapping *mapping;   // what files of rows mean
} ImportJob;

typedef struct Importer {
    const char *name;           // gazette import NAME
    const char *other;          // … which may be called this too, or NULL
    const char *const *endings; // of files that it is taken for, up to NULL: ".jsonl"; one without
                                // a dot in front is a whole name: "titles.csv"
    void *(*begin)(const ImportJob *job);
    void (*declare)(void *state);  // kinds and fields that the texts need and nobody has declared
    void (*entities)(void *state); // everything is looked through; what has an id is made
    void (*values)(void *state);   // fields are filled, links resolved
} Importer;

extern const Importer *const importers[]; // up to NULL
const Importer *importer_named(Str name);
const Importer *importer_of(Str file); // by the longest such ending; NULL: no importer's

// A new entity without an id of its own: its id is made of what is stated, so that the same is the
// same entity when it is read again. Those that are equal are one each.
Ref import_made(Builder *b, Arena *scratch, uint32_t kind, Str stated);

// Counts into the line of the report that says `what`, which lasts.
void import_found(const ImportJob *job, const char *what, uint64_t many);

#endif
