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
#if defined(__SANITIZE_ADDRESS__) || !defined(__OPTIMIZE__)
#define GAZ_WIDE_FRAMES
#endif

// Below the 1 MiB that hosts may count on; frames are several times as wide under a sanitizer.
#ifdef GAZ_WIDE_FRAMES
enum { STACK_MAX = 6 << 20 };
#else
enum { STACK_MAX = 900 << 10 };
#endif

// Whether the stack has grown beyond the limit since *base was noted; notes it where it is 0.
static inline bool stack_exhausted(uintptr_t *base) {
    char here;
    uintptr_t at = (uintptr_t)&here;
    if (!*base) *base = at;
    return (*base > at ? *base - at : at - *base) > STACK_MAX;
}

#endif
