// The table of formats; see importer.h.
#include <string.h>

#include "runtime/import/importer.h"
#include "runtime/import/jsonl.h"
#include "runtime/import/mapping.h"
#include "runtime/import/markdown.h"
#include "runtime/import/pages.h"
#include "runtime/import/tei.h"

// Those that need the names of what the others make come last.
const Importer *const importers[] = {&jsonl_importer,    &tei_importer,  &rows_importer,
                                     &markdown_importer, &text_importer, NULL};

const Importer *importer_named(Str name) {
    for (const Importer *const *i = importers; *i; i++)
        if (str_is(name, (*i)->name) || ((*i)->other && str_is(name, (*i)->other))) return *i;
    return NULL;
}

// Something must stand before an ending; what begins without a dot is all of the file's own name.
static bool ends(Str file, Str ending) {
    bool whole = ending.p[0] != '.';
    if (file.n < ending.n || (!whole && file.n == ending.n)) return false;
    uint32_t at = file.n - ending.n;
    if (whole && at && file.p[at - 1] != '/') return false;
    return memcmp(file.p + at, ending.p, ending.n) == 0;
}

const Importer *importer_of(Str file) {
    const Importer *best = NULL;
    uint32_t longest = 0;
    for (const Importer *const *i = importers; *i; i++)
        for (const char *const *e = (*i)->endings; *e; e++) {
            Str ending = str_of(*e);
            if (ending.n <= longest || !ends(file, ending)) continue;
            best = *i;
            longest = ending.n;
        }
    return best;
}

void import_found(const ImportJob *job, const char *what, uint64_t many) {
    finding_add(&job->count->findings, job->arena, what, many);
}

Ref import_made(Builder *b, Arena *scratch, uint32_t kind, Str stated) {
    Ref r = 0;
    for (uint32_t nth = 0; !r; nth++) {
        r = builder_entity(b, kind, builder_made_id(b, scratch, kind, stated, nth));
        guard_work(scratch->guard, 64);
    }
    return r;
}
