// Memory: one allocator given by the host, arenas on top of it.
//
// An arena hands out memory by moving a pointer and gives everything back at once (or back to a
// mark). Nothing is freed singly, so no error path can leak. An arena never returns NULL: where
// memory or the limit runs out it leaves by its guard (a longjmp to the one setjmp of the public
// entry, which exists for memory, limits and cancel only). Code between the setjmp and here must
// therefore own nothing outside arenas.
#ifndef GAZ_ARENA_H
#define GAZ_ARENA_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lang/status.h"

// Resizes p from old_n to new_n bytes; new_n 0 frees; NULL means that there is no memory.
typedef struct Alloc {
    void *user;
    void *(*resize)(void *user, void *p, size_t old_n, size_t new_n);
} Alloc;

// Where to go when memory, a limit or a cancel ends the work. The words are static texts.
typedef struct Guard {
    jmp_buf at;
    Status status;
    const char *what;         // for ST_LIMIT: the limit's name
    void (*tick)(void *user); // asked now and then by long work, and may leave; NULL: by nobody
    void *tick_user;
    uint32_t work; // since the last tick of guard_work
} Guard;

_Noreturn void guard_leave(Guard *g, Status status, const char *what);

// For work that knows no run: arenas call it for every chunk, copies after every so many elements.
static inline void guard_tick(Guard *g) {
    if (g->tick) g->tick(g->tick_user);
}

// In a loop whose every pass does little: a tick at each 4,096th.
enum { GUARD_EVERY = 1 << 12 };
static inline void guard_every(Guard *g, uint64_t i) {
    if (i % GUARD_EVERY == 0) guard_tick(g);
}

// Where there is no count: so much more was done, a tick when GUARD_EVERY is reached.
static inline void guard_work(Guard *g, uint32_t n) {
    if ((g->work += n) < GUARD_EVERY) return;
    g->work = 0;
    guard_tick(g);
}

typedef struct Chunk Chunk;

// Bytes in use and the most that may be, shared by all arenas of one owner (a session, a builder).
// An owner whose arenas come and go may keep some chunks of those that went (`pooled` bytes, of
// `pool_most`): they are not in use, and given back as soon as the rest needs the room.
typedef struct Budget {
    uint64_t used, peak, cap; // cap 0: none
    Chunk *pool;
    uint64_t pooled, pool_most;
} Budget;
// Gives the kept chunks back; the owner does so at its end.
void budget_drain(Budget *b, const Alloc *alloc);

typedef struct Arena Arena;
struct Arena {
    const Alloc *alloc;
    Budget *budget; // may be NULL
    Guard *guard;
    Chunk *head;  // chunks in use, the latest first
    Chunk *spare; // chunks kept after a release, for the next use
    char *at, *end;
    Arena *inner, *next_inner; // arenas that end with this one
    struct Lent *lent;         // what arena_lend gave and has not been given back
};

typedef struct ArenaMark {
    Chunk *head;
    char *at;
} ArenaMark;

void arena_init(Arena *a, const Alloc *alloc, Budget *budget, Guard *guard);
void arena_free(Arena *a);  // gives every chunk back to the allocator
void arena_reset(Arena *a); // forgets everything, keeps the chunks for reuse
ArenaMark arena_mark(const Arena *a);
void arena_release(Arena *a, ArenaMark m); // forgets what came after the mark

// An arena for what is given back before the outer one is, to the allocator: nothing leaks where a
// guard leaves meanwhile. The outer one must not be released beyond where it was made.
Arena *arena_inner(Arena *outer);
void arena_inner_free(Arena *outer, Arena *inner);

// The arena as an allocator (user: the arena) for what frees singly, such as arenas under another
// guard: all that is not given back ends with the arena. NULL where there is no memory.
void *arena_lend(void *arena, void *p, size_t old_n, size_t new_n);

void *arena_alloc_slow(Arena *a, size_t size);

// size bytes aligned to 16, not cleared.
static inline void *arena_alloc(Arena *a, size_t size) {
    size_t n = (size + 15u) & ~(size_t)15u;
    // >= sends a size of 0 to where a chunk is made: an empty arena has no place to point to
    // to
    if (n < size || n >= (size_t)(a->end - a->at)) return arena_alloc_slow(a, size);
    void *p = a->at;
    a->at += n;
    return p;
}

void *arena_zero(Arena *a, size_t size);               // cleared
void *arena_array(Arena *a, size_t n, size_t size);    // n * size, checked for overflow
void *arena_dup(Arena *a, const void *p, size_t size); // a copy
void *arena_copy(Arena *a, void *to, const void *from, size_t size); // memcpy that hears a cancel
// Grows an array from *cap to hold at least need elements of size (doubling); returns the place.
void *arena_grow(Arena *a, void *p, size_t *cap, size_t need, size_t size);
// The same; new elements are cleared.
void *arena_grow_zero(Arena *a, void *p, size_t *cap, size_t need, size_t size);

#define ARENA_NEW(a, T)      ((T *)arena_zero((a), sizeof(T)))
#define ARENA_ARRAY(a, T, n) ((T *)arena_array((a), (n), sizeof(T)))

// The C library's realloc and free as an Alloc. The only place in the library that calls them.
extern const Alloc alloc_system;

#endif
