// Sets of dates against the plain reading of what they mean. A world of […] is a world of one of
// its pieces; a world of {…} is one of each, all there together. Every world of either side is
// listed and every relation asked of every pair: true if it holds in all, false if in none. All
// pairs of small sets on a short axis, random ones on a longer; written periods with gaps; doubt.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lang/date.h"

#if defined(__SANITIZE_ADDRESS__)
enum { STRIDE = 101, ROUNDS = 2000 };
#else
enum { STRIDE = 11, ROUNDS = 20000 };
#endif

enum { SHORT_AXIS = 3, LONG_AXIS = 6, PARTS = 3, WORLDS = 9000, PIECES = 3 };

typedef struct World {
    int n, s[PARTS], e[PARTS];
} World;

typedef struct Worlds {
    size_t n;
    World w[WORLDS];
} Worlds;

// A date with room for its set.
typedef struct Made {
    Date d;
    int64_t room[(sizeof(DateSet) + PIECES * sizeof(Date)) / sizeof(int64_t)];
} Made;

// ---- the plain reading ------------------------------------------------------------------------

static int low(const World *w) {
    int s = w->s[0];
    for (int i = 1; i < w->n; i++) s = w->s[i] < s ? w->s[i] : s;
    return s;
}

static int high(const World *w) {
    int e = w->e[0];
    for (int i = 1; i < w->n; i++) e = w->e[i] > e ? w->e[i] : e;
    return e;
}

static bool same_part_in(const World *w, int s, int e) {
    for (int i = 0; i < w->n; i++)
        if (w->s[i] == s && w->e[i] == e) return true;
    return false;
}

static bool all_in(const World *a, const World *b) {
    for (int i = 0; i < a->n; i++) {
        bool held = false;
        for (int k = 0; k < b->n; k++) held |= b->s[k] <= a->s[i] && a->e[i] <= b->e[k];
        if (!held) return false;
    }
    return true;
}

static bool share(const World *a, const World *b) {
    for (int i = 0; i < a->n; i++)
        for (int k = 0; k < b->n; k++)
            if (a->s[i] <= b->e[k] && b->s[k] <= a->e[i]) return true;
    return false;
}

static bool same_parts(const World *a, const World *b) {
    for (int i = 0; i < a->n; i++)
        if (!same_part_in(b, a->s[i], a->e[i])) return false;
    for (int i = 0; i < b->n; i++)
        if (!same_part_in(a, b->s[i], b->e[i])) return false;
    return true;
}

static bool holds(DateRelation r, const World *a, const World *b) {
    switch (r) {
    case REL_BEFORE: return high(a) < low(b);
    case REL_AFTER: return low(a) > high(b);
    case REL_IN: return all_in(a, b);
    case REL_OVERLAPS: return share(a, b);
    default: return same_parts(a, b);
    }
}

// As Allen has them, one by one.
static Allen allen_between(int s, int e, int t, int f) {
    if (e + 1 < t) return ALLEN_BEFORE;
    if (e + 1 == t) return ALLEN_MEETS;
    if (f + 1 < s) return ALLEN_AFTER;
    if (f + 1 == s) return ALLEN_MET_BY;
    if (s == t) return e == f ? ALLEN_EQUALS : e < f ? ALLEN_STARTS : ALLEN_STARTED_BY;
    if (e == f) return s > t ? ALLEN_FINISHES : ALLEN_FINISHED_BY;
    if (s > t) return e < f ? ALLEN_DURING : ALLEN_OVERLAPPED_BY;
    return e < f ? ALLEN_OVERLAPS : ALLEN_CONTAINS;
}

static Truth read_worlds(DateRelation r, const Worlds *a, const Worlds *b) {
    bool in_one = false, in_all = true;
    for (size_t i = 0; i < a->n; i++) {
        for (size_t k = 0; k < b->n; k++) {
            bool h = holds(r, &a->w[i], &b->w[k]);
            in_one |= h;
            in_all &= h;
        }
        if (in_one && !in_all) return UNKNOWN;
    }
    return in_all ? YES : in_one ? UNKNOWN : NO;
}

static uint32_t read_allen(const Worlds *a, const Worlds *b) {
    uint32_t seen = 0;
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < b->n; k++)
            seen |=
                1u << allen_between(low(&a->w[i]), high(&a->w[i]), low(&b->w[k]), high(&b->w[k]));
    return seen;
}

static void push(Worlds *out, World w) {
    assert_true(out->n < WORLDS);
    out->w[out->n++] = w;
}

static void list_part(const Date *d, Worlds *out) {
    for (int64_t s = d->es; s <= d->ls; s++)
        for (int64_t e = d->ee; e <= d->le; e++)
            if (d->kind == DATE_MOMENT ? s == e : s <= e) push(out, (World){1, {(int)s}, {(int)e}});
}

static void list_worlds(const Date *d, Worlds *out) {
    static Worlds parts[PIECES];
    out->n = 0;
    if (!d->set) {
        list_part(d, out);
        return;
    }
    push(out, (World){0});
    for (uint32_t p = 0; p < d->set->n && d->set->all; p++) {
        size_t before = out->n;
        parts[p].n = 0;
        list_part(&d->set->piece[p], &parts[p]);
        for (size_t k = 1; k < parts[p].n; k++)
            for (size_t i = 0; i < before; i++) push(out, out->w[i]);
        for (size_t i = 0; i < out->n; i++) {
            const World *one = &parts[p].w[i / before];
            World *w = &out->w[i];
            w->s[w->n] = one->s[0];
            w->e[w->n++] = one->e[0];
        }
    }
    if (d->set->all) return;
    out->n = 0;
    for (uint32_t p = 0; p < d->set->n; p++) list_part(&d->set->piece[p], out);
}

// ---- dates --------------------------------------------------------------------------------------

static void describe(char *out, size_t cap, const Date *d) {
    int n = snprintf(out, cap, "%s[%lld %lld %lld %lld]", d->kind == DATE_SPAN ? "span" : "at",
                     (long long)d->es, (long long)d->ls, (long long)d->ee, (long long)d->le);
    if (!d->set) return;
    n += snprintf(out + n, cap - (size_t)n, d->set->all ? " {" : " [");
    for (uint32_t i = 0; i < d->set->n; i++) {
        describe(out + n, cap - (size_t)n, &d->set->piece[i]);
        n += (int)strlen(out + n);
    }
}

static int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }
static int64_t most(int64_t a, int64_t b) { return a > b ? a : b; }

// Pieces as date_set_finish would leave them: sorted, each once; the hull around them.
static void make_set(Made *m, const Date *pieces, uint32_t n, bool all) {
    DateSet *set = (DateSet *)(void *)m->room;
    memset(m, 0, sizeof *m);
    set->all = all;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t to = set->n;
        bool known = false;
        for (uint32_t k = 0; k < set->n; k++) known |= date_same(&set->piece[k], &pieces[i]);
        if (known) continue;
        for (; to > 0 && date_order(&pieces[i], &set->piece[to - 1]) < 0; to--)
            set->piece[to] = set->piece[to - 1];
        set->piece[to] = pieces[i];
        set->n++;
    }
    m->d = set->piece[0];
    if (set->n == 1) return;
    for (uint32_t i = 1; i < set->n; i++) {
        const Date *p = &set->piece[i];
        m->d.ls = all ? least(m->d.ls, p->ls) : most(m->d.ls, p->ls);
        m->d.ee = all ? most(m->d.ee, p->ee) : least(m->d.ee, p->ee);
        m->d.le = most(m->d.le, p->le);
        m->d.qual |= p->qual;
        m->d.end_qual |= p->end_qual;
    }
    m->d.kind = all ? DATE_SPAN : DATE_MOMENT;
    m->d.set = set;
}

static void expect(const char *what, uint32_t got, uint32_t want, const Date *a, const Date *b) {
    char x[600], y[600];
    if (got == want) return;
    describe(x, sizeof x, a);
    describe(y, sizeof y, b);
    fail_msg("%s: %x, not %x, of %s and %s", what, got, want, x, y);
}

static void compare(const Date *a, const Date *b, const Worlds *aw, const Worlds *bw, Circa c) {
    static const char *const names[] = {"before", "after", "in", "overlaps", "="};
    for (int r = REL_BEFORE; r <= REL_EQUAL; r++) {
        Truth want = read_worlds((DateRelation)r, aw, bw);
        // by definition true only of what states the same, or can be no other
        if (r == REL_EQUAL && want == YES && (aw->n > 1 || bw->n > 1)) want = UNKNOWN;
        if (r == REL_EQUAL && date_same(a, b) && !(a->qual | a->end_qual)) want = YES;
        if (r == REL_EQUAL && want == YES && (a->qual | a->end_qual | b->qual | b->end_qual))
            want = UNKNOWN;
        expect(names[r], (uint32_t)date_relation((DateRelation)r, a, b, c), (uint32_t)want, a, b);
    }
    expect("allen", date_allen(a, b, c), read_allen(aw, bw), a, b);
}

// Every moment and every span on an axis.
static size_t list_pieces(Date *out, int axis) {
    size_t n = 0;
    for (int es = 0; es < axis; es++) {
        for (int le = es; le < axis; le++) {
            out[n++] = (Date){.es = es, .ls = le, .ee = es, .le = le, .kind = DATE_MOMENT};
            for (int ls = es; ls <= le; ls++)
                for (int ee = es; ee <= le; ee++)
                    out[n++] = (Date){.es = es, .ls = ls, .ee = ee, .le = le, .kind = DATE_SPAN};
        }
    }
    return n;
}

static const Circa exact = {0};

// Every date and every set of two on a short axis against every other, and those of three in turn.
static void test_small_sets(void **state) {
    static Date pieces[64];
    static Made made[6000];
    static Worlds aw, bw;
    size_t np = list_pieces(pieces, SHORT_AXIS), n = 0;
    (void)state;
    for (size_t i = 0; i < np; i++)
        for (size_t k = 0; k <= i; k++)
            for (int all = 0; all < 2; all++)
                make_set(&made[n++], (Date[]){pieces[i], pieces[k]}, 2, all);
    size_t pairs = n;
    for (size_t i = 0; i < np; i++)
        for (size_t k = 0; k < i; k++)
            for (size_t j = 0; j < k; j++)
                make_set(&made[n++], (Date[]){pieces[i], pieces[k], pieces[j]}, 3, true);
    assert_true(n <= 6000);
    for (size_t i = 0; i < n; i++) {
        list_worlds(&made[i].d, &aw);
        for (size_t k = i % STRIDE; k < (i < pairs ? pairs : n); k += i < pairs ? STRIDE : 401) {
            list_worlds(&made[k].d, &bw);
            compare(&made[i].d, &made[k].d, &aw, &bw, exact);
        }
    }
}

// ---- random -------------------------------------------------------------------------------------

static uint32_t dice(uint64_t *seed, uint32_t n) {
    uint64_t z = *seed += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (uint32_t)((z ^ z >> 31) % n);
}

static void some_set(uint64_t *seed, const Date *pieces, size_t n, Made *out) {
    Date some[PIECES];
    uint32_t many = 1 + dice(seed, PIECES);
    for (uint32_t i = 0; i < many; i++) some[i] = pieces[dice(seed, (uint32_t)n)];
    make_set(out, some, many, dice(seed, 2));
}

static void test_random_sets(void **state) {
    static Date pieces[400];
    static Worlds aw, bw;
    size_t np = 0, n = list_pieces(pieces, LONG_AXIS);
    uint64_t seed = 1917;
    uint32_t seen[3] = {0};
    (void)state;
    for (size_t i = 0; i < n; i++) { // parts with few worlds
        Date d = pieces[i];
        if (d.ls - d.es < 3 && d.le - d.ee < 3) pieces[np++] = d;
    }
    for (int i = 0; i < ROUNDS; i++) {
        Made a, b;
        some_set(&seed, pieces, np, &a);
        some_set(&seed, pieces, np, &b);
        list_worlds(&a.d, &aw);
        list_worlds(&b.d, &bw);
        compare(&a.d, &b.d, &aw, &bw, exact);
        seen[date_relation(REL_IN, &a.d, &b.d, exact)]++;
    }
    assert_true(seen[NO] && seen[YES] && seen[UNKNOWN]);
}

// Doubt widens each piece by itself.
static void test_doubtful_sets(void **state) {
    static Date pieces[400];
    static Worlds aw, bw;
    size_t np = list_pieces(pieces, SHORT_AXIS);
    uint64_t seed = 1956;
    Circa one = {.seconds = 1};
    (void)state;
    for (int i = 0; i < ROUNDS / 10; i++) {
        Made a, b, wide;
        Date some[2], widened[2];
        bool all = dice(&seed, 2);
        for (int k = 0; k < 2; k++) {
            some[k] = pieces[dice(&seed, (uint32_t)np)];
            if (dice(&seed, 2)) some[k].qual = some[k].end_qual = QUAL_UNCERTAIN;
            widened[k] = date_widen(&some[k], one);
            widened[k].qual = widened[k].end_qual = 0;
        }
        make_set(&a, some, 2, all);
        make_set(&wide, widened, 2, all);
        some_set(&seed, pieces, np, &b);
        list_worlds(&wide.d, &aw);
        list_worlds(&b.d, &bw);
        if (a.d.set && !wide.d.set) continue; // two that only doubt told apart
        compare(&a.d, &b.d, &aw, &bw, one);
    }
}

// A written set is all of what it names: one fixed part for each stretch without a gap.
static void test_written_sets(void **state) {
    static Date pieces[400];
    static Worlds aw, bw;
    size_t np = list_pieces(pieces, LONG_AXIS);
    uint64_t seed = 1936;
    (void)state;
    for (int i = 0; i < ROUNDS / 4; i++) {
        Made a, b;
        bool named[LONG_AXIS + 1] = {false};
        some_set(&seed, pieces, np, &b);
        if (!b.d.set) continue;
        for (uint32_t k = 0; k < b.d.set->n; k++)
            for (int64_t t = b.d.set->piece[k].es; t <= b.d.set->piece[k].le; t++) named[t] = true;
        World w = {0};
        for (int t = 0; t < LONG_AXIS; t++) {
            if (!named[t]) continue;
            if (t == 0 || !named[t - 1]) w.s[w.n++] = t;
            w.e[w.n - 1] = t;
        }
        bw.n = 0;
        push(&bw, w);
        Date p = date_period(&b.d);
        do some_set(&seed, pieces, np, &a);
        while (a.d.le - a.d.es > 3 && a.d.set && a.d.set->n > 2);
        list_worlds(&a.d, &aw);
        for (int r = REL_BEFORE; r <= REL_OVERLAPS; r++) {
            expect("of a period", (uint32_t)date_relation((DateRelation)r, &a.d, &p, exact),
                   (uint32_t)read_worlds((DateRelation)r, &aw, &bw), &a.d, &b.d);
            expect("by a period", (uint32_t)date_relation((DateRelation)r, &p, &a.d, exact),
                   (uint32_t)read_worlds((DateRelation)r, &bw, &aw), &b.d, &a.d);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small_sets),
        cmocka_unit_test(test_random_sets),
        cmocka_unit_test(test_doubtful_sets),
        cmocka_unit_test(test_written_sets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
