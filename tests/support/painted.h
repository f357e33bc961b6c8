// How deep a thread's stack went: it is painted before the thread begins, and what of the paint is
// gone afterwards is counted. The page below it is nobody's, so that going deeper ends the process.
// Included before any header of the system.
#ifndef GAZ_TESTS_PAINTED_H
#define GAZ_TESTS_PAINTED_H

#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define PAINTED_NOTHING // their frames are several times as wide: no figure means anything, 0 is
                        // told
#endif

enum { PAINT = 0xA5, PAINTED_PAGE = 4096 };

typedef struct Painted {
    void (*work)(void *user);
    void *user;
    const unsigned char *begin; // where the work's frame is
} Painted;

static inline void *painted_begin(void *user) {
    Painted *p = user;
    p->begin = __builtin_frame_address(0);
    p->work(p->user);
    return NULL;
}

// Runs the work in a thread of so many bytes of stack. Returns how many of them it used, SIZE_MAX
// where no thread could be started.
static inline size_t painted_run(size_t size, void (*work)(void *), void *user) {
#ifdef PAINTED_NOTHING
    work(user);
    return 0;
#endif
    Painted p = {work, user, NULL};
    pthread_attr_t attr;
    pthread_t thread;
    void *room;
    if (posix_memalign(&room, PAINTED_PAGE, size + PAINTED_PAGE)) return SIZE_MAX;
    const unsigned char *at = (unsigned char *)room + PAINTED_PAGE;
    memset(room, PAINT, size + PAINTED_PAGE);
    int bad = mprotect(room, PAINTED_PAGE, PROT_NONE) | pthread_attr_init(&attr);
    bad |= pthread_attr_setstack(&attr, (char *)room + PAINTED_PAGE, size);
    bad = bad || pthread_create(&thread, &attr, painted_begin, &p) || pthread_join(thread, NULL);
    pthread_attr_destroy(&attr);
    while (!bad && at < p.begin && *at == PAINT) at++;
    mprotect(room, PAINTED_PAGE, PROT_READ | PROT_WRITE);
    free(room);
    return bad ? SIZE_MAX : (size_t)(p.begin - at);
}

#endif
