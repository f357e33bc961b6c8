// Texts as bytes: comparing, hashing, copying, formatting, growing. In: UTF-8 or any bytes; out:
// the same, in an arena. Must not know what a code point is: that is utf8.c.
#include "lang/str.h"

#include <stdio.h>
#include <string.h>

// A length that a Str can hold; texts beyond 4 GiB count as a use of memory that is not allowed.
static uint32_t length_of(Arena *a, size_t n) {
    if (n >= UINT32_MAX) guard_leave(a->guard, ST_LIMIT, "memory");
    return (uint32_t)n;
}

Str str_of(const char *c) { return (Str){c, (uint32_t)strlen(c)}; }

bool str_eq(Str a, Str b) { return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0); }

bool str_is(Str a, const char *lit) { return str_eq(a, str_of(lit)); }

int str_cmp(Str a, Str b) {
    uint32_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;
    if (c) return c < 0 ? -1 : 1;
    return (a.n > b.n) - (a.n < b.n);
}

bool str_begins(Str s, const char *with) {
    size_t n = strlen(with);
    return s.n >= n && memcmp(s.p, with, n) == 0;
}

// Read low byte first, so that a hash that is stored is the same on every machine.
static uint64_t load_le(const char *p, uint32_t n) {
    uint64_t w = 0;
    for (uint32_t i = 0; i < n; i++) w |= (uint64_t)(unsigned char)p[i] << (8 * i);
    return w;
}

static const uint64_t odd = 0x9e3779b97f4a7c15u;

// Each step is a bijection of the state, so two texts of one length that differ in a single word
// never collide.
static uint64_t hash_words(uint64_t h, const char *p, uint32_t n) {
    for (uint32_t i = 0; n - i >= 8; i += 8) {
        h = (h ^ load_le(p + i, 8)) * odd;
        h ^= h >> 29;
    }
    return h;
}

// What is left of s, and every bit spread over the whole result.
static uint64_t hash_end(uint64_t h, Str s) {
    uint32_t rest = s.n % 8;
    if (rest) h = (h ^ load_le(s.p + (s.n - rest), rest)) * odd;
    h ^= h >> 32;
    h *= 0xd6e8feb86659fd93u;
    return h ^ h >> 32;
}

uint64_t str_hash(Str s) { return hash_end(hash_words((s.n + 1u) * odd, s.p, s.n), s); }

uint64_t str_hash_heard(Str s, Guard *g) {
    enum { HEARD = 1 << 20 }; // bytes between two ticks
    uint64_t h = (s.n + 1u) * odd;
    uint32_t at = 0;
    for (; s.n - at > HEARD; at += HEARD) {
        h = hash_words(h, s.p + at, HEARD);
        guard_tick(g);
    }
    return hash_end(hash_words(h, s.p + at, s.n - at), s);
}

Str str_dup(Arena *a, Str s) {
    char *p = arena_alloc(a, (size_t)s.n + 1);
    arena_copy(a, p, s.p, s.n);
    p[s.n] = 0;
    return (Str){p, s.n};
}

Str str_cat(Arena *a, Str x, Str y) {
    size_t n = (size_t)x.n + y.n;
    uint32_t checked = length_of(a, n);
    char *p = arena_alloc(a, n + 1);
    arena_copy(a, p, x.p, x.n);
    arena_copy(a, p + x.n, y.p, y.n);
    p[n] = 0;
    return (Str){p, checked};
}

Str str_vprintf(Arena *a, const char *fmt, va_list ap) {
    va_list again;
    va_copy(again, ap);
    char few[256];
    int n = vsnprintf(few, sizeof few, fmt, ap);
    Str s = {few, n > 0 ? (uint32_t)n : 0};
    if (s.n >= sizeof few) {
        char *p = arena_alloc(a, (size_t)s.n + 1);
        vsnprintf(p, (size_t)s.n + 1, fmt, again);
        s.p = p;
    } else {
        s = str_dup(a, s);
    }
    va_end(again);
    return s;
}

Str str_printf(Arena *a, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    Str s = str_vprintf(a, fmt, ap);
    va_end(ap);
    return s;
}

enum { PIECE = 1 << 16 }; // bytes written between two ticks

void buf_init(StrBuf *b, Arena *a) { *b = (StrBuf){.arena = a}; }

void buf_clear(StrBuf *b) {
    b->n = 0;
    b->cap = b->room < PIECE ? b->room : PIECE;
}

static void more_room(StrBuf *b, size_t need) {
    guard_tick(b->arena->guard);
    b->p = arena_grow(b->arena, b->p, &b->room, need, 1);
    b->cap = b->room - need < PIECE ? b->room : need + PIECE;
}

// One byte more than asked for, so that buf_str can end the text with a NUL.
static inline void make_room(StrBuf *b, size_t more) {
    if (b->n + more >= b->cap) more_room(b, b->n + more + 1);
}

void buf_add(StrBuf *b, Str s) {
    make_room(b, s.n);
    if (s.n <= PIECE)
        memcpy(b->p + b->n, s.n ? s.p : "", s.n);
    else
        arena_copy(b->arena, b->p + b->n, s.p, s.n);
    b->n += s.n;
}

void buf_addc(StrBuf *b, const char *c) { buf_add(b, str_of(c)); }

void buf_char(StrBuf *b, char c) {
    make_room(b, 1);
    b->p[b->n++] = c;
}

// Nothing is left in the arena but the text itself: writers call this for every row.
void buf_printf(StrBuf *b, const char *fmt, ...) {
    char few[256];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(few, sizeof few, fmt, ap);
    va_end(ap);
    if (n < (int)sizeof few) {
        buf_add(b, (Str){few, n > 0 ? (uint32_t)n : 0});
        return;
    }
    make_room(b, (size_t)n);
    va_start(ap, fmt);
    vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
    va_end(ap);
    b->n += (size_t)n;
}

Str buf_str(StrBuf *b) {
    make_room(b, 0);
    b->p[b->n] = 0;
    return (Str){b->p, length_of(b->arena, b->n)};
}
