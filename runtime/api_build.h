// A builder as the host holds it, and what its calls share (api_builder.c, api_load.c,
// api_merge.c).
#ifndef GAZ_API_BUILD_H
#define GAZ_API_BUILD_H

#include "runtime/session.h"
#include "runtime/import/sources.h"

typedef struct Poured {
    gzt_archive *archive;
    struct Poured *next;
} Poured;

struct gzt_builder {
    gzt_env *env;
    Guard guard;
    Arena arena, errors_arena, scratch;
    Diags errors; // of the last call
    Schema schema;
    Builder *builder;
    uint32_t note;       // the evidence of the next value; 0 is none
    bool reaches;        // … says how far an order reaches
    gzt_records records; // loaded and left out so far
    ImportFinding *findings;
    StrBuf guessed; // mappings
    gzt_loader loader;
    void *loader_user;
    Sources *loading; // at the moment, or NULL
    bool named;       // the names of its texts could be read
    bool strict;
    void (*reject)(void *user, const char *name, size_t name_n, const char *record, size_t n);
    void *reject_user;
    void (*progress)(void *user, uint64_t done, uint64_t total);
    void *progress_user;
    gzt_status ended;    // why nothing more can be built, or GZT_OK
    gzt_error ended_why; // … and what the call said that ended it
    Frozen frozen;       // while it is written
    Poured *poured;      // archives that texts lie in; each is held
};

// GZT_OK, or why the call cannot begin.
gzt_status build_enter(gzt_builder *b, gzt_error *err);
// What the call has complained about; building can go on.
gzt_status build_refused(const gzt_builder *b, gzt_error *err);
// What was built so far cannot be trusted, or is gone: every later call says why.
gzt_status build_end(gzt_builder *b, gzt_error *err);
void build_let_go(gzt_builder *b); // of the archives that were poured in
Diag *build_complain(gzt_builder *b, ErrorCode code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
// A text of the host's, checked and in NFC; false after an error. It lives until the next call.
bool build_text(gzt_builder *b, const char *p, size_t n, Str *out);

#endif
