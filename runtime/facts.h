// Facts written in the language into a builder: `archive`, `K @id {…}`, `K
// {…}`.
// Splits article texts into passages with their crossheads, ids and mentions. The whole input is
// read and every error reported at its line and column; after an error nothing may be frozen.
#ifndef GAZ_FACTS_H
#define GAZ_FACTS_H

#include "runtime/builder.h"

// Programs (files) together; kinds must already be in the builder's schema. Reports to diags.
void facts_load(Builder *b, const Schema *schema, Program *const *programs, uint32_t n,
                Arena *arena, Diags *diags);
// The same in two steps: all entities, then what is said of them. What else makes entities may come
// between, and be referred to.
typedef struct Facts Facts;
Facts *facts_entities(Builder *b, const Schema *schema, Program *const *programs, uint32_t n,
                      Arena *arena, Diags *diags);
void facts_values(Facts *x);

#endif
