// Texts of facts and of other formats together into a builder: what they make may refer to each
// other. Which is which, their names tell, or whoever loads them.
#ifndef GAZ_SOURCES_H
#define GAZ_SOURCES_H

#include "runtime/import/mapping.h"

typedef struct SourceText {
    Str name;
    const char *p;
    size_t n;
    const Importer *by; // NULL: it holds facts
    bool settled;       // whatever is in it
} SourceText;

typedef struct Importing Importing; // a format at work

typedef struct Sources {
    Builder *b;
    Schema *schema;
    const SourceText *texts;
    size_t n;
    ImportHow how; // for all that are no facts
    const FnTable *functions;
    const Cancel *cancel;
    bool maps_optional; // of files that are not there
    // The text of a file that a map names, beside the file of the map; NULL: none is read. False:
    // it cannot be read.
    bool (*load)(void *user, Str name, Str from, SourceText *out);
    void *load_user;
    Arena *arena, *scratch;
    Diags *diags;
    Importing *at_work; // once the texts of a format are being read, else NULL
    uint32_t nat_work;
    uint64_t told; // complaints before
    Mapping *mapping;
} Sources;

// Kinds of all texts first, then the entities, then what is said of them. False: the facts are
// faulty, and nothing may be frozen. Complaints about other texts alone are none of those.
bool sources_load(Sources *x);

// What all formats have counted so far; findings apart, which are added to a list.
ImportCount sources_count(const Sources *x);
void sources_findings(const Sources *x, ImportFinding **list, Arena *a);

#endif
