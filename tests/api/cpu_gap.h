// How long a query works without being heard: its clock, which every tick reads, measures the
// processor's time of the thread since the tick before. A busy machine does not lengthen that.
#ifndef TESTS_API_CPU_GAP_H
#define TESTS_API_CPU_GAP_H
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE // clock_gettime
#endif

#include <time.h>

#include "runtime/gazette.h"

// The promise is 20 ms. What is measured is less than what a user waits for: the thread's own work
// from one tick to the next, without what another program took of the processor meanwhile, and
// without giving memory back after the end (some 40 ms for each GiB, in gzt_result_free and
// gzt_script_free). Sanitizers make all work slower, many times over in places.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { GAP_MS = 100 };
#else
enum { GAP_MS = 20 };
#endif
enum { GAP_TRIES = 5 }; // the best of so many counts

typedef struct Cpu_gap {
    double last, start, worst; // milliseconds
    unsigned long ticks;
    double stop_after; // 0: never
    gzt_cancel *cancel;
} Cpu_gap;

static inline double cpu_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static inline void cpu_gap_note(Cpu_gap *g) {
    double now = cpu_ms();
    if (now - g->last > g->worst) g->worst = now - g->last;
    g->last = now;
    g->ticks++;
    if (g->stop_after > 0 && now - g->start > g->stop_after) gzt_cancel_set(g->cancel);
}

static inline uint64_t cpu_gap_clock(void *user) {
    cpu_gap_note(user);
    return 1; // the time limit itself is never reached
}

// Measures from now on by this clock of the session, which has to call cpu_gap_note.
static inline void cpu_gap_listen(Cpu_gap *g, gzt_session *s, uint64_t (*clock)(void *),
                                  void *user) {
    g->last = g->start = cpu_ms();
    g->worst = 0;
    g->ticks = 0;
    gzt_limit_set(s, GZT_LIMIT_TIME_MS, UINT64_MAX);
    gzt_session_clock(s, clock, user);
}

static inline void cpu_gap_start(Cpu_gap *g, gzt_session *s) {
    cpu_gap_listen(g, s, cpu_gap_clock, g);
}

#endif
