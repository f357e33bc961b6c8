// Arenas over the host's allocator; see arena.h for the rules.
#include "lang/arena.h"

#include <stdlib.h>
#include <string.h>

#ifdef GZT_TINY
enum { CHUNK_MIN = 64, CHUNK_MAX = 256, PIECE = 128 };
#else
enum { CHUNK_MIN = 8 << 10, CHUNK_MAX = 4 << 20, PIECE = 1 << 20 }; // bytes between two ticks
#endif

struct Chunk {
    Chunk *next;
    size_t size; // of the data that follows
};

enum { CHUNK_HEAD = (sizeof(Chunk) + 15) & ~(size_t)15 };

static void *system_resize(void *user, void *p, size_t old_n, size_t new_n) {
    (void)user;
    (void)old_n;
    if (new_n == 0) {
        free(p);
        return NULL;
    }
    return realloc(p, new_n);
}

const Alloc alloc_system = {NULL, system_resize};

_Noreturn void guard_leave(Guard *g, Status status, const char *what) {
    g->status = status;
    g->what = what;
    longjmp(g->at, 1);
}

void arena_init(Arena *a, const Alloc *alloc, Budget *budget, Guard *guard) {
    *a = (Arena){.alloc = alloc, .budget = budget, .guard = guard};
}

static char *chunk_data(Chunk *c) { return (char *)c + CHUNK_HEAD; }

static void chunk_free(const Alloc *alloc, Chunk *c) {
    alloc->resize(alloc->user, c, CHUNK_HEAD + c->size, 0);
}

static void free_list(Arena *a, Chunk *c) {
    Budget *b = a->budget;
    while (c) {
        Chunk *next = c->next;
        size_t size = CHUNK_HEAD + c->size;
        if (b) b->used -= size;
        if (b && size <= b->pool_most - b->pooled) {
            c->next = b->pool;
            b->pool = c;
            b->pooled += size;
        } else {
            chunk_free(a->alloc, c);
        }
        c = next;
    }
}

void budget_drain(Budget *b, const Alloc *alloc) {
    while (b->pool) {
        Chunk *c = b->pool;
        b->pool = c->next;
        chunk_free(alloc, c);
    }
    b->pooled = 0;
}

// The smallest kept chunk with n bytes, or NULL.
static Chunk *from_pool(Budget *b, size_t n) {
    Chunk **best = NULL;
    for (Chunk **c = &b->pool; *c; c = &(*c)->next)
        if ((*c)->size >= n && (!best || (*c)->size < (*best)->size)) best = c;
    if (!best) return NULL;
    Chunk *found = *best;
    *best = found->next;
    b->pooled -= CHUNK_HEAD + found->size;
    return found;
}

// ---- lending --------------------------------------------------------------------------------

typedef struct Lent {
    struct Lent *next, **at; // at: what points here
    size_t n;                // bytes, with this head
    size_t spare;
} Lent;

static Lent *lend_more(Arena *a, Lent *old, size_t n) {
    Budget *b = a->budget;
    size_t had = old ? old->n : 0;
    if (b && b->cap && n > had && n - had > b->cap - (b->used < b->cap ? b->used : b->cap))
        return NULL;
    Lent *l = a->alloc->resize(a->alloc->user, old, had, n);
    if (!l) return NULL;
    if (b) {
        b->used = b->used - had + n;
        if (b->used > b->peak) b->peak = b->used;
    }
    if (!old) *l = (Lent){.next = a->lent, .at = &a->lent};
    l->n = n;
    *l->at = l;
    if (l->next) l->next->at = &l->next;
    return l;
}

static void take_back(Arena *a, Lent *l) {
    *l->at = l->next;
    if (l->next) l->next->at = l->at;
    if (a->budget) a->budget->used -= l->n;
    a->alloc->resize(a->alloc->user, l, l->n, 0);
}

void *arena_lend(void *arena, void *p, size_t old_n, size_t new_n) {
    Arena *a = arena;
    Lent *l = p ? (Lent *)p - 1 : NULL;
    (void)old_n;
    if (new_n == 0) {
        if (l) take_back(a, l);
        return NULL;
    }
    if (new_n > SIZE_MAX / 4) return NULL;
    l = lend_more(a, l, sizeof *l + new_n);
    return l ? l + 1 : NULL;
}

// ---- life -----------------------------------------------------------------------------------

void arena_free(Arena *a) {
    for (Arena *x = a->inner; x; x = x->next_inner) arena_free(x);
    while (a->lent) take_back(a, a->lent);
    a->inner = NULL;
    free_list(a, a->head);
    free_list(a, a->spare);
    a->head = a->spare = NULL;
    a->at = a->end = NULL;
}

Arena *arena_inner(Arena *outer) {
    Arena *a = arena_alloc(outer, sizeof *a);
    arena_init(a, outer->alloc, outer->budget, outer->guard);
    a->next_inner = outer->inner;
    outer->inner = a;
    return a;
}

void arena_inner_free(Arena *outer, Arena *inner) {
    Arena **x = &outer->inner;
    while (*x != inner) x = &(*x)->next_inner;
    *x = inner->next_inner;
    arena_free(inner);
}

ArenaMark arena_mark(const Arena *a) { return (ArenaMark){a->head, a->at}; }

void arena_release(Arena *a, ArenaMark m) {
    while (a->head != m.head) {
        Chunk *c = a->head;
        a->head = c->next;
        c->next = a->spare;
        a->spare = c;
    }
    a->at = m.at;
    a->end = a->head ? chunk_data(a->head) + a->head->size : NULL;
}

void arena_reset(Arena *a) { arena_release(a, (ArenaMark){NULL, NULL}); }

// The first spare chunk that is large enough, taken out of its list.
static Chunk *take_spare(Arena *a, size_t size) {
    for (Chunk **p = &a->spare; *p; p = &(*p)->next) {
        if ((*p)->size >= size) {
            Chunk *c = *p;
            *p = c->next;
            return c;
        }
    }
    return NULL;
}

static bool has_room(const Budget *b, uint64_t size) {
    return !b->cap || (b->used <= b->cap && size <= b->cap - b->used);
}

static Chunk *new_chunk(Arena *a, size_t size) {
    size_t n = a->head ? a->head->size * 2 : CHUNK_MIN;
    if (n > CHUNK_MAX) n = CHUNK_MAX;
    if (n < size) n = size;
    Budget *b = a->budget;
    Chunk *c = b ? from_pool(b, n) : NULL;
    if (c && !has_room(b, CHUNK_HEAD + c->size)) {
        chunk_free(a->alloc, c);
        c = NULL;
    }
    size_t total = CHUNK_HEAD + (c ? c->size : n);
    if (b && !has_room(b, total)) guard_leave(a->guard, ST_LIMIT, "memory");
    if (b && !has_room(b, total + b->pooled)) budget_drain(b, a->alloc);
    if (!c) c = a->alloc->resize(a->alloc->user, NULL, 0, total);
    if (!c) guard_leave(a->guard, ST_NOMEM, NULL);
    if (b) {
        b->used += total;
        if (b->used > b->peak) b->peak = b->used;
    }
    c->size = total - CHUNK_HEAD;
    return c;
}

void *arena_alloc_slow(Arena *a, size_t size) {
    size_t n = (size + 15u) & ~(size_t)15u;
    if (n < size || n > SIZE_MAX / 4) guard_leave(a->guard, ST_LIMIT, "memory");
    guard_tick(a->guard);
    Chunk *c = take_spare(a, n);
    if (!c) c = new_chunk(a, n);
    c->next = a->head;
    a->head = c;
    a->at = chunk_data(c) + n;
    a->end = chunk_data(c) + c->size;
    return chunk_data(c);
}

static void cleared(Arena *a, char *p, size_t size) {
    for (size_t at = 0; at < size; at += PIECE) {
        if (at) guard_tick(a->guard);
        memset(p + at, 0, size - at < PIECE ? size - at : PIECE);
    }
}

void *arena_zero(Arena *a, size_t size) {
    char *p = arena_alloc(a, size);
    cleared(a, p, size);
    return p;
}

void *arena_array(Arena *a, size_t n, size_t size) {
    if (size && n > SIZE_MAX / 4 / size) guard_leave(a->guard, ST_LIMIT, "memory");
    return arena_alloc(a, n * size);
}

void *arena_copy(Arena *a, void *to, const void *from, size_t size) {
    for (size_t at = 0; at < size; at += PIECE) {
        if (at) guard_tick(a->guard);
        memcpy((char *)to + at, (const char *)from + at, size - at < PIECE ? size - at : PIECE);
    }
    return to;
}

void *arena_dup(Arena *a, const void *p, size_t size) {
    return arena_copy(a, arena_alloc(a, size), p, size);
}

void *arena_grow(Arena *a, void *p, size_t *cap, size_t need, size_t size) {
    if (need <= *cap) return p;
    size_t n = *cap ? *cap * 2 : 8;
    if (n < need) n = need;
    char *q = arena_copy(a, arena_array(a, n, size), p, *cap * size);
    *cap = n;
    return q;
}

void *arena_grow_zero(Arena *a, void *p, size_t *cap, size_t need, size_t size) {
    size_t old = *cap;
    char *q = arena_grow(a, p, cap, need, size);
    if (*cap > old) cleared(a, q + old * size, (*cap - old) * size);
    return q;
}
