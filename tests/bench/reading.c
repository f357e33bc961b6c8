// The rows about reading dates: EDTF texts a second, against the C library's own reader of the one
// form that it knows. Both sides are added up, so that neither can be left out.
#define _GNU_SOURCE // strptime, timegm
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "lang/date.h"
#include "tests/bench/bench.h"

enum { TEXTS = 200000, GOAL_MILLION = 5 };

static double edtf_us(const char *const *texts, uint32_t n, int64_t *sum) {
    Str s[8];
    for (uint32_t i = 0; i < n; i++) s[i] = (Str){texts[i], (uint32_t)strlen(texts[i])};
    double start = now_us();
    for (uint32_t i = 0; i < TEXTS; i++) {
        Date d;
        DateError why;
        if (!date_edtf(NULL, s[i % n], &d, &why)) fail("reading dates", why.message);
        *sum += d.es;
    }
    return now_us() - start;
}

static double library_us(int64_t *sum) {
    double start = now_us();
    for (uint32_t i = 0; i < TEXTS; i++) {
        struct tm t;
        memset(&t, 0, sizeof t);
        if (!strptime("1917-11-08T02:10:30", "%Y-%m-%dT%H:%M:%S", &t)) fail("strptime", "refuses");
        *sum += timegm(&t);
    }
    return now_us() - start;
}

static bool contest(const char *name, const char *const *texts, uint32_t n, double goal) {
    double mine[TURNS], theirs[TURNS];
    int64_t sum = 0;
    for (int t = 0; t < TURNS; t++) {
        mine[t] = edtf_us(texts, n, &sum);
        theirs[t] = library_us(&sum);
    }
    double rate = TEXTS / median(mine, TURNS), other = TEXTS / median(theirs, TURNS);
    printf("%-36s %10.1f million a second  strptime, timegm %.1f (sum %lld)  %s\n", name, rate,
           other, (long long)(sum & 1), rate >= goal ? "met" : "MISSED");
    return rate >= goal;
}

int contest_reading(const char *only) {
    static const char *const common[] = {"1917", "1917-11", "1917-11-07", "1917-11-08T02:10"};
    static const char *const others[] = {"1917?", "1904/1907", "191X", "156X-12-25", "2001-34"};
    int missed = 0;
    if (only && !strstr("dates: read EDTF", only)) return 0;
    missed += !contest("dates: read EDTF, the common forms", common, 4, GOAL_MILLION);
    missed += !contest("dates: read EDTF, others", others, 5, GOAL_MILLION);
    return missed;
}
