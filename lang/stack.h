// How much of the native stack a recursion has taken, so that no input can exhaust a thread's
// stack. Addresses of locals are compared as numbers: rough, but all that is needed.
#ifndef GAZ_STACK_H
#define GAZ_STACK_H

#include <stdbool.h>
#include <stdint.h>

// Kept out of its caller, so that a recursion pays only for the frames of what it goes through.
#define OWN_FRAME __attribute__((noinline))

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GAZ_WIDE_FRAMES
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(__OPTIMIZE__)
#define GAZ_WIDE_FRAMES
#endif

// What recursions may take of the 256 KiB that hosts may count on: the rest is for what they call
// at their deepest. Frames are several times as wide where nothing is optimised.
#ifdef GAZ_WIDE_FRAMES
enum { STACK_MAX = 6 << 20 };
#elif defined(GZT_TINY)
enum { STACK_MAX = 900 << 10 };
#else
enum { STACK_MAX = 160 << 10 };
#endif

// Whether less than `room` bytes are left of what may be taken since *base was noted; notes it
// where it is 0.
static inline bool stack_short_of(uintptr_t *base, uint32_t room) {
    char here;
    uintptr_t at = (uintptr_t)&here;
    if (!*base) *base = at;
    return (*base > at ? *base - at : at - *base) > STACK_MAX - room;
}

static inline bool stack_exhausted(uintptr_t *base) { return stack_short_of(base, 0); }

#endif
