// What unit tests of the schema, the builder and the facts share: an arena with its guard, parsed
// texts, the core kinds, and an archive made of facts.
#ifndef GAZ_TESTS_FIXTURE_H
#define GAZ_TESTS_FIXTURE_H

#include "runtime/builder.h"

typedef struct Fixture {
    Guard guard;
    Arena arena;
    Diags diags;
    Schema schema;
    Builder *builder;
    unsigned char *bytes; // the frozen block
    uint64_t length;
    Archive *archive;
} Fixture;

void fixture_init(Fixture *f);
void fixture_free(Fixture *f);
Program *fixture_parse(Fixture *f, const char *name, const char *text);
// The core kinds and those of `more` (may be NULL), finished; the builder is made.
void fixture_schema(Fixture *f, const char *more);
// The builder frozen and opened again; fails the test where either goes wrong.
void fixture_freeze(Fixture *f);
// All diagnostics as they are shown, one after the other.
const char *fixture_errors(Fixture *f);
// The i-th diagnostic as "CODE LINE:COLUMN LENGTH message | note | hint".
const char *fixture_error(Fixture *f, uint32_t i);

// An entity of the archive by kind and id, and its values as text (see fixture.c).
uint32_t fixture_entity(const Fixture *f, const char *kind, const char *id);
const char *fixture_value(Fixture *f, uint32_t entity, const char *field);

#endif
