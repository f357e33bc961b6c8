// One run of a script: its memory, limits and cancel, the texts and dates that it makes, errors met
// while running, and what was left out. Everything below the public API and above the archive takes
// a Run.
#ifndef GAZ_RUN_H
#define GAZ_RUN_H

#include <stdatomic.h>

#include "lang/tree.h"
#include "runtime/vec.h"

typedef struct Limits {
    uint64_t text, depth, calls, rows, steps, memory, time_ms;
} Limits;

typedef struct Cancel {
    atomic_int set;
} Cancel;

// Texts made while running. Every distinct text has one id, whether it is the archive's (below
// archive->nstr) or made here (from there on), so equal texts are equal ids everywhere.
typedef struct TextTable {
    Str *items;
    size_t cap;
    uint32_t n;
    uint32_t *hash; // open addressing; size a power of two
    uint32_t mask;
} TextTable;

typedef struct DateTable {
    Date *items;
    uint32_t *canon;
    size_t cap, cap_canon;
    uint32_t n;
    uint32_t *hash;
    uint32_t mask;
} DateTable;

typedef struct Patterns Patterns; // pattern.h

enum { HIDDEN_LABEL = 1, HIDDEN_ALSO = 2 };

typedef enum LeftOut { LEFT_SKIPPED, LEFT_UNKNOWN } LeftOut; // missing values, unknown elements

typedef struct Left {
    const Expr *expr;
    LeftOut what;
    uint64_t n;
} Left;
typedef struct Run Run;
struct Run {
    const Archive *archive;
    Guard *guard;
    Arena keep;     // lives as long as the run: results, sorts, groups, made texts
    Arena *scratch; // of the batch at work; released by whoever pulled it
    Diags *diags;
    TextTable texts;
    DateTable dates;
    Limits limits;
    const Cancel *cancel;
    uint64_t (*now_ms)(void *user);
    void *clock_user;
    uint64_t started_ms, steps, rows_out;
    uint64_t work; // done since the last tick (run_work)
    void (*progress)(void *user, uint64_t steps, uint64_t done, uint64_t total); // NULL: none
    void *progress_user;
    uint64_t progress_every, progress_next; // in steps; UINT64_MAX: never
    const uint64_t *done, *total;           // of the source of the query at work, or NULL
    uint32_t batch;                         // rows a batch
    bool shuffle, no_index;
    const struct Suspect *suspect; // the operation at work that may fail, for naming the row
    Str (*blame)(struct Run *r);   // "@lenin", where an error can be laid to an entity
    const Expr *calling;           // the call of a user's function at work, or NULL
    const Source *statement;       // the text of the one at work, or NULL: for limits
    Span statement_at;
    bool quiet;              // an error only leaves: blame is trying row after row
    uint32_t culprit;        // 1 + the place that failed, where the operation knows it
    const uint8_t *nameless; // of each kind which names are not open (HIDDEN_…); NULL: all are
    uint32_t call_depth;
    uintptr_t stack_base; // where the first call found the native stack
    // caches by the numbers that the checker gave: constants, lets, params, queries without outer
    // rows
    Vec **cached;
    uint32_t ncached;
    uint64_t divisions_by_zero;
    Left *left; // what expressions left out, for the notes under a result; in an arena of its own
    uint32_t nleft;
    size_t cap_left;
    bool left_still; // a part is worked out again: what it leaves out is counted already
    Arena left_arena;
    struct RunArena *arenas;   // made by run_arena, freed with the run
    uint32_t arena_level;      // of nesting queries: what a level takes, it gives back at its end
    Patterns *patterns;        // compiled so far; NULL before the first
    const struct Names *names; // run_names.h; NULL before they are asked for
};

void run_init(Run *r, const Archive *a, const Alloc *alloc, Budget *budget, Guard *guard,
              Arena *scratch);
void run_free(Run *r);

// One more arena, for what must outlive a batch but not the run: a subquery's operators, an
// operator's held input. Freed with the run.
typedef struct RunArena {
    Arena arena;
    struct RunArena *next;
    uint32_t taken; // 0: free; else 1 + the level at which it was taken
} RunArena;
Arena *run_arena(Run *r);                     // a free one, or made anew
void run_arenas_give(Run *r, uint32_t level); // those taken at this level or deeper are free again

// Called once a batch by every loop over data: counts n steps, tests steps, time and cancel; leaves
// by the guard.
void run_tick(Run *r, uint64_t n);
// For work that cannot be left from within: whether a tick would leave.
bool run_is_over(Run *r);

// For work that is no step of its own: about n values were gone through. A tick once there are many
// thousands of them, so that however much a batch or a long list makes of it, a cancel is heard.
#ifdef GZT_TINY
enum { WORK_A_TICK = 64 };
#else
enum { WORK_A_TICK = 1 << 13 };
#endif
static inline bool run_worked(Run *r, uint64_t n) { // whether a tick is due
    r->work += n;
    return r->work >= WORK_A_TICK;
}
static inline void run_work(Run *r, uint64_t n) {
    if (run_worked(r, n)) run_tick(r, 0);
}
// At the beginning of each call of the host that goes on with the run: what the call before left
// half done is forgotten, and the guard's ticks are this run's.
void run_begin(Run *r, Guard *guard);
// An error met while running: reported at the place and left by the guard. Never returns.
_Noreturn void run_fail(Run *r, ErrorCode code, const Source *src, Span span, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

// The same with a hint, which may be "".
_Noreturn void run_fail_hint(Run *r, ErrorCode code, const Source *src, Span span, const char *hint,
                             const char *message);

// Adds n to what the expression left out (values that an aggregate skipped, elements whose
// condition was unknown).
void run_left(Run *r, const Expr *e, LeftOut what, uint64_t n);

// Texts. run_text gives the bytes of any id (missing: empty). run_intern makes an id; s must be
// valid UTF-8 and is normalised (NFC) and copied where it is new.
Str run_text(const Run *r, uint32_t id);
uint32_t run_intern(Run *r, Str s);
Str run_label(const Run *r, uint32_t entity);       // its label, or its id where that is not open
int run_text_order(Run *r, uint32_t a, uint32_t b); // both present
uint32_t run_text_bound(Run *r, uint32_t id);       // the archive's first text not before it

Date run_date(const Run *r, uint32_t id);
// For work that goes through the members of a set, which are up to a thousand: they count as work.
static inline Date run_date_heard(Run *r, uint32_t id) {
    enum { A_MEMBER = 8, A_MASK = 1 << 9 };
    Date d = run_date(r, id);
    if (date_has_pieces(&d)) run_work(r, d.set ? d.set->n * A_MEMBER : A_MASK);
    return d;
}
uint32_t run_date_id(Run *r, const Date *d);
uint32_t run_date_canon(const Run *r, uint32_t id);
int run_date_order(const Run *r, uint32_t a, uint32_t b);

#endif
