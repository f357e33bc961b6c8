// What stands behind the public handles: environment, archive, session, script, result. Private to
// runtime/api*.c and runtime/result.c.
#ifndef GAZ_SESSION_H
#define GAZ_SESSION_H

#include "lang/check.h"
#include "runtime/builder.h"
#include "runtime/gazette.h"
#include "runtime/output.h"
#include "lang/number.h"
#include "runtime/plan.h"

// A block that is being written: freed where that is cancelled.
typedef struct Frozen {
    unsigned char *bytes; // from the env's allocator, or NULL
    uint64_t length;
} Frozen;

struct gzt_env {
    Alloc alloc;
    atomic_uint refs;
    const FnTable *functions;
    Str core;           // the core kinds, as source text
    gzt_cancel *cancel; // heard while an archive is built; the host's, NULL: none
    Arena errors_arena; // what the last archive build complained about
    Arena scratch;      // of a build
    Guard errors_guard; // of both
    Diags errors;
    Frozen frozen; // while gzt_archive_build writes it
};

struct gzt_archive {
    gzt_env *env;
    atomic_uint refs;
    const unsigned char *bytes;
    uint64_t length;
    void (*release)(void *user, const void *bytes, size_t n); // NULL: nobody's, or the env's own
    void *release_user;
    bool own; // bytes came from the env's allocator
    Archive *archive;
    Arena names_arena; // C texts handed out: made when the archive is built, never after
    Guard names_guard;
    const char ***types; // of each kind's fields
    const char ***fields;
    const char **kinds, **collections;
    const char **meta; // pairs
};

struct gzt_cancel {
    gzt_env *env;
    atomic_uint refs;
    Cancel token;
};

// An arena that may outlive the script that made it, because definitions lie in it.
typedef struct Kept {
    Arena arena;
    struct Kept *next;
} Kept;

typedef struct Given { // a value for a param
    Str name, value;
    struct Given *next;
} Given;

// A text that is ready to be run (prepared.c).
typedef struct Prepared {
    uint64_t hash;
    uint32_t epoch; // of the session, when it was checked
    Str name, text;
    Kept *memory; // in which all of it lies; NULL: there is none
    Checked *checked;
    const char **params;
} Prepared;

enum { PREPARED = 16 };

struct gzt_session {
    gzt_archive *archive;
    atomic_uint refs;
    Budget budget;
    Guard guard;  // of whatever call is at work: a session serves one thread at a time
    Arena arena;  // catalog, environment, given values: as long as the session
    Kept *kept;   // texts that definitions came from
    Kept *failed; // texts that the errors of the last failed call may point into
    Prepared prepared[PREPARED]; // by hash
    uint32_t epoch;              // how often what a check may ask was changed
    Catalog catalog;
    const FnSig **signatures;
    Env *env;
    Given *given;
    Limits limits;
    bool locked; // limits only go down
    gzt_cancel *cancel;
    uint64_t (*now_ms)(void *);
    void *clock_user;
    uint64_t began_ms; // when the text at work began to be prepared
    gzt_loader load;
    void *load_user;
    gzt_progress progress;
    void *progress_user;
    uint64_t progress_every;
    struct HostFn *host; // functions and tables of the host (host.h)
    Arena defined_arena; // session_function: those that scripts defined, as they were listed last
    Guard defined_guard;
    FnSig *defined;
    uint32_t ndefined;
    gzt_authorizer authorizer;
    void *authorizer_user;
    uint8_t **readings; // by kind and field: 1 + Reading, 0 where not asked yet
    bool asked;         // a text was checked: what it may read is settled
    bool busy;          // a callback of the host is at work: nothing may enter the session
    uint32_t batch;
    bool shuffle, no_index;
    bool saves; // results may be saved in files: the host does it
    Arena errors_arena;
    Diags errors;
    gzt_error
        ended_copy; // what ended the last call, where it was no diagnostic (a limit, no memory)
    const gzt_error *ended;
    const Source *ended_in; // the place that it has, or NULL
    Span ended_at;
};

typedef struct Bound Bound; // api_bind.c

struct gzt_script {
    gzt_session *session;
    atomic_uint refs;
    Kept *memory; // its text, tree and checked tree
    bool owned;   // memory is the script's own, not the session's
    Bound *bound; // values for its params
    Arena bound_arena;
    Program *program;
    Checked *checked;
    Prepared prepared;   // what the session may keep of it
    const char **params; // names that values may be given for, and NULL
    const Statement *next;
    bool started;
    Run run;
    Arena scratch;
    gzt_result *pending; // being made: freed if that fails
};

typedef struct ShownColumn {
    OutColumn out;
    uint32_t slot;  // of the pipeline's rows …
    uint32_t field; // … or a field of the entity there (UINT32_MAX: the slot itself) …
    uint32_t then;  // … or a field of what that leads to
    bool in_table;  // shown in tables too
    const char *name, *type_name;
} ShownColumn;

struct gzt_result {
    gzt_script *script;
    atomic_uint refs; // the host's, and those of Arrow streams
    const Pipe *pipe;
    Arena keep, scratch; // columns, notes; the batch at hand
    Arena written; // what a writer held: given back with the result, so that a cancel is not kept
                   // waiting for that
    Op *op;
    ShownColumn *columns;
    uint32_t ncolumns, nall; // those that everybody sees; with those that only a chart draws
    Batch batch;
    const Vec **cells; // of the batch at hand, worked out when asked for
    uint32_t at;       // the row at hand is batch.rows[at - 1]
    bool ended;
    uint64_t rows;
    const char **notes;
    uint32_t nnotes;
    size_t cap_notes;
    StrBuf text;       // of the last gzt_cell_text
    gzt_batch *making; // being filled: freed if that fails
};

// What is said to be longer is refused before a byte of it is read: a length of that size that a
// host gives is most likely a mistake in its sums.
#define GIVEN_MOST ((size_t)1 << 30)

// ---- shared helpers -------------------------------------------------------------------------

void env_ref(gzt_env *e);
void archive_ref(gzt_archive *a);
void archive_unref(gzt_archive *a);
void session_ref(gzt_session *s);
void script_ref(gzt_script *q);

void *env_alloc(const gzt_env *e, size_t n); // cleared; NULL if there is no memory
void env_release(const gzt_env *e, void *p, size_t n);
bool env_cancelled(const gzt_env *e);
void env_heed(const gzt_env *e, Guard *g); // leaves by the guard where the env's token is set
// Memory of one call on an archive that any thread may make: begun, then `if (setjmp(w.guard.at))
// return work_ended(&w, err)`; the arena is freed at the end.
typedef struct Work {
    const gzt_env *env;
    Arena arena;
    Guard guard;
} Work;
void work_begin(Work *w, const gzt_env *env);
gzt_status work_ended(Work *w, gzt_error *err);

void frozen_drop(const gzt_env *env, Frozen *f);
// An archive over a frozen block; takes over the bytes, whatever comes of it.
gzt_status archive_from_frozen(gzt_env *env, Frozen *f, Diags *diags, gzt_archive **out,
                               gzt_error *err);
gzt_status archive_from_bytes(gzt_env *env, const unsigned char *bytes, uint64_t length,
                              Diags *diags, gzt_archive **out, gzt_error *err);

// One text of facts: NULL, or a diagnostic, where it cannot be read.
Program *parse_facts(Arena *a, Str name, Str text, Diags *diags);
// Hands out what `make` says of something, in one piece if it is anything; made in an arena of its
// own, so that it can be asked for whatever state the handle is in.
typedef void Teller(StrBuf *out, const void *of);
gzt_status text_give(const gzt_env *env, Teller *make, const void *of, gzt_sink sink, void *user);
// All of them, framed or as JSON objects one a line.
gzt_status errors_write(const gzt_env *env, const Diags *d, bool json, gzt_sink sink, void *user);

// Fills in err (may be NULL) and returns its status.
gzt_status error_clear(gzt_error *err);
gzt_status error_misuse(gzt_error *err, const char *message);
gzt_status error_damaged(gzt_error *err, const char *message);
gzt_status error_of_diags(gzt_error *err, const Diags *d);
void error_place(gzt_error *err, const Source *source, Span span);
gzt_status error_of_guard(gzt_error *err, const Guard *g);
// After the session's guard was left, or errors were reported: the first diagnostic if there is
// one, else what the guard says; recorded in the session.
gzt_status session_failed(gzt_session *s, gzt_error *err);
void kept_free(gzt_session *s, Kept *k);
// The text as it was checked before, if nothing changed since; it is the caller's then.
bool prepared_take(gzt_session *s, Str name, Str text, Prepared *out);
void prepared_name(gzt_script *q, Str name, Str text); // its script was checked, under this name
bool prepared_keep(gzt_script *q); // of a script that is freed; false: its memory is still its own
void prepared_forget(gzt_session *s);
const FnSig *session_table(void *user, Str name, const Type **type); // for the catalog
const uint8_t *session_nameless(gzt_session *s, Arena *a);           // for Run.nameless
void session_hosts_free(gzt_session *s);
// Refuses to enter a session from within a callback.
bool session_busy(const gzt_session *s, gzt_error *err);
void session_begin(gzt_session *s); // forgets the errors of the call before
// While a text is prepared the session itself listens, for cancel and time; behind setjmp, up to
// session_alone.
void session_listen(gzt_session *s);
// For calls that work for no run and keep those errors: what ran last does not listen.
static inline void session_alone(gzt_session *s) { s->guard.tick = NULL; }

// A result of the script's running query; NULL, or leaving by the session's guard, when there is
// no memory.
gzt_result *result_new(gzt_script *q, const Pipe *pipe);
void result_ref(gzt_result *r);
void result_notes(gzt_result *r); // notes.c
// Rows that a format had no place for: "2 rows have no place, and are left out".
void result_left(gzt_result *r, uint64_t n, const char *why);
void script_bound(gzt_script *q);         // api_bind.c: the values bound to its params, for a run
bool limit_above(uint64_t a, uint64_t b); // 0 is none, and above all
// The next rows, at most max of them, as places of the batch at hand; none at the end. Pulls where
// that batch is used up, so the guard must be set.
Rows result_take(gzt_result *r, uint32_t max);
const Vec *result_column(gzt_result *r, uint32_t column); // of the batch at hand
// After the guard was left: the result has ended.
gzt_status result_failed(gzt_result *r, gzt_error *err);

#endif
