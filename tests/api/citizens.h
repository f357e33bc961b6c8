// The host of the cancel tests: an archive of 20,000 people, and a token. Nothing of it is copied,
// so that millions of rows come from crossing people with people.
#ifndef TESTS_API_CITIZENS_H
#define TESTS_API_CITIZENS_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "runtime/gazette.h"

enum { PEOPLE = 20000 };

typedef struct Host {
    gzt_env *env;
    gzt_archive *archive;
    gzt_cancel *cancel;
    uint32_t random;
    double gap; // the most work between two ticks (cpu_gap.h)
    uint32_t n;
    char where[512];
} Host;

static inline int open_host(void **state) {
    Host *h = calloc(1, sizeof *h);
    char *facts = malloc(PEOPLE * 200), *at = facts;
    *state = h;
    if (!h || !facts) return -1;
    for (int i = 0; i < PEOPLE; i++)
        at += sprintf(at,
                      "person @p%d { name: \"Citizen %d of %d\", also: [\"C%d\", \"D%d\"], born: "
                      "%d-0%d-11, died: %d }\n",
                      i, i, i % 97, i, i % 50, 1800 + i % 60, 1 + i % 9, 1870 + i % 40);
    gzt_source source = {"facts.gzt", SIZE_MAX, facts, (size_t)(at - facts)};
    gzt_error err = {0};
    gzt_status st = gzt_env_new(NULL, &h->env);
    if (st >= 0) st = gzt_archive_build(h->env, &source, 1, &h->archive, &err);
    if (st >= 0) st = gzt_cancel_new(h->env, &h->cancel);
    if (st < 0) print_error("%s\n", err.message);
    free(facts);
    return st < 0 ? -1 : 0;
}

static inline int close_host(void **state) {
    Host *h = *state;
    gzt_cancel_free(h->cancel);
    gzt_archive_free(h->archive);
    gzt_env_free(h->env);
    free(h);
    return 0;
}

static inline int32_t nowhere(void *user, const char *p, size_t n) {
    (void)user, (void)p, (void)n;
    return 0;
}

#endif
