// Random queries over random archives, answered by the engine in five ways and by a reference that
// walks the checked tree row by row. In: [seed] [queries] [-v]. Out: what differs, made small; the
// last line is `N passed, N failed`.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/oracle/trial.h"

enum { QUERIES_AN_ARCHIVE = 30, SHOWN_MOST = 10 };

typedef struct Tally {
    uint32_t of[TOO_LONG + 1], shown, refusals;
    bool verbose;
} Tally;

static void show_difference(Trial *t, uint64_t seed) {
    printf("--- seed %llu differs\n%s\n%s\n", (unsigned long long)seed, t->facts.p, t->query.p);
    printf("reference:\n%s", t->reference.p);
    for (int w = 0; w < WAYS; w++)
        if (w == 0 || strcmp(t->answers[w].p, t->answers[0].p) ||
            strcmp(t->notes[w].p, t->notes[0].p))
            printf("%s:\n%s%s", way_names[w], t->answers[w].p, t->notes[w].p);
    printf("\n");
}

static void one_query(Trial *t, Gen *g, Parts *facts, uint64_t seed, Tally *tally) {
    Query q = {0};
    gen_query(g, &q);
    if (!g->full) {
        Verdict v = trial_query(t, &q);
        tally->of[v]++;
        if (v == DIFFERED && tally->shown++ < SHOWN_MOST) {
            trial_shrink(t, facts, &q);
            show_difference(t, seed);
        }
        if (v == REFUSED && tally->verbose) printf("refused: %s\n%s\n", t->message, t->query.p);
        if (v == TOO_LONG && tally->verbose) printf("too long: %s\n%s\n", t->message, t->query.p);
        if (v == FAILED && tally->verbose) printf("failed: %s\n%s\n", t->message, t->query.p);
    }
    query_free(&q);
}

static void one_partition(Trial *t, Gen *g, uint64_t seed, Tally *tally) {
    Query q = {0};
    Str collection;
    char condition[GEN_TEXT];
    gen_partition(g, &q, &collection, condition, sizeof condition);
    if (!g->full) {
        Verdict v = trial_partition(t, &q, collection, condition);
        tally->of[v]++;
        if (v == DIFFERED && tally->shown++ < SHOWN_MOST)
            printf("--- seed %llu: %s\n%s\n%s\n", (unsigned long long)seed, t->message, t->facts.p,
                   t->query.p);
        if (v == REFUSED && tally->verbose) printf("refused: %s\n%s\n", t->message, t->query.p);
    }
    query_free(&q);
}

// The seed of an archive gives all its queries too.
static void one_archive(uint64_t seed, uint32_t queries, Tally *tally) {
    static Gen g;
    Trial t;
    Parts facts = {0};
    Guard guard = {.status = ST_OK};
    Arena arena;
    trial_open(&t);
    arena_init(&arena, &alloc_system, NULL, &guard);
    if (setjmp(guard.at)) exit(3);
    memset(&g, 0, sizeof g);
    g.chance.state = seed;
    g.arena = &arena;
    gen_archive(&g.chance, &facts);
    if (!trial_facts(&t, &facts)) {
        printf("--- seed %llu: the facts: %s\n%s\n", (unsigned long long)seed, t.message,
               t.facts.p);
        tally->of[DIFFERED]++;
    } else {
        for (uint32_t i = 0; i < queries; i++) {
            uint64_t state = g.chance.state;
            g.archive = t.archive->archive;
            if (i % 6 == 5)
                one_partition(&t, &g, seed, tally);
            else
                one_query(&t, &g, &facts, seed, tally);
            g.chance.state = state + 1000003;
            if (tally->shown) break; // the facts may have been made fewer
        }
    }
    parts_free(&facts);
    trial_close(&t);
    arena_free(&arena);
}

int main(int argc, char **argv) {
    uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 1917;
    uint32_t count = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 30000;
    Tally all = {0};
    bool verbose = argc > 3;
    for (uint32_t done = 0; done < count; done += QUERIES_AN_ARCHIVE) {
        uint32_t n = count - done < QUERIES_AN_ARCHIVE ? count - done : QUERIES_AN_ARCHIVE;
        Tally tally = {.verbose = verbose};
        one_archive(seed + done / QUERIES_AN_ARCHIVE * 7919, n, &tally);
        for (int v = 0; v <= TOO_LONG; v++) all.of[v] += tally.of[v];
        fflush(stdout);
        if (all.of[DIFFERED] >= SHOWN_MOST) break;
    }
    uint32_t good = all.of[AGREED] + all.of[FAILED];
    printf("seed %llu: %u agreed, %u with errors, %u refused, %u too long, %u differed\n",
           (unsigned long long)seed, all.of[AGREED], all.of[FAILED], all.of[REFUSED],
           all.of[TOO_LONG], all.of[DIFFERED]);
    uint32_t failed = all.of[DIFFERED] + (all.of[REFUSED] > count / 20);
    printf("%u passed, %u failed\n", good, failed);
    return failed ? 1 : 0;
}
