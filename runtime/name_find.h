// The texts of an archive that are similar to a name (name_similar), by the index of names: no
// other text is read.
#ifndef GAZ_NAME_FIND_H
#define GAZ_NAME_FIND_H

#include "runtime/run.h"

typedef struct FoundTexts {
    const uint32_t *ids; // ascending, each once; in the arena
    uint32_t n;
} FoundTexts;

// Of the texts that the index holds, those to which the run's text is similar, and the text itself.
// The archive must have such an index.
FoundTexts name_find(Run *r, uint32_t text, Arena *arena);

#endif
