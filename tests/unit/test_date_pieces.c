// Sets of dates against the plain reading of what they mean. A world of […] is a world of one of
// its pieces; a world of {…} is one of each, all there together. Every world of either side is
// listed and every relation asked of every pair: true if it holds in all, false if in none. All
// pairs of small sets on a short axis, random ones on a longer; sets whose members are in each
// other's way, few of them by all worlds and rows of hundreds by what follows from their making;
// written periods with gaps; doubt.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lang/date.h"
#include "tests/support/scratch.h"

#if defined(__SANITIZE_ADDRESS__)
enum { STRIDE = 101, ROUNDS = 2000 };
#else
enum { STRIDE = 11, ROUNDS = 20000 };
#endif

enum { SHORT_AXIS = 3, LONG_AXIS = 6, PARTS = 5, WORLDS = 9000, PIECES = 3, CROWD = 5 };

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
    int64_t room[(sizeof(DateSet) + CROWD * sizeof(Date)) / sizeof(int64_t)];
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

// Each part is the same in all of them.
static bool one_world(const Worlds *w) {
    for (size_t i = 1; i < w->n; i++)
        for (int k = 0; k < w->w[i].n; k++)
            if (w->w[i].s[k] != w->w[0].s[k] || w->w[i].e[k] != w->w[0].e[k]) return false;
    return true;
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
    static Worlds parts[CROWD];
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
    int n = snprintf(out, cap, "%s[%lld %lld %lld %lld]%s", d->kind == DATE_SPAN ? "span" : "at",
                     (long long)d->es, (long long)d->ls, (long long)d->ee, (long long)d->le,
                     d->qual ? "?" : "");
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

static const char *const names[] = {"before", "after", "in", "overlaps", "="};

static void compare(const Date *a, const Date *b, const Worlds *aw, const Worlds *bw, Circa c) {
    for (int r = REL_BEFORE; r <= REL_EQUAL; r++) {
        Truth want = read_worlds((DateRelation)r, aw, bw);
        // by definition true only of what states the same, or can be no other
        if (r == REL_EQUAL && want == YES && !(one_world(aw) && one_world(bw))) want = UNKNOWN;
        if (r == REL_EQUAL && date_same(a, b) && !(a->qual | a->end_qual)) want = YES;
        if (r == REL_EQUAL && want == YES && (a->qual | a->end_qual | b->qual | b->end_qual))
            want = UNKNOWN;
        expect(names[r], (uint32_t)relate((DateRelation)r, a, b, c), (uint32_t)want, a, b);
    }
    expect("allen", allen(a, b, c), read_allen(aw, bw), a, b);
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
        seen[relate(REL_IN, &a.d, &b.d, exact)]++;
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
            expect("of a period", (uint32_t)relate((DateRelation)r, &a.d, &p, exact),
                   (uint32_t)read_worlds((DateRelation)r, &aw, &bw), &a.d, &b.d);
            expect("by a period", (uint32_t)relate((DateRelation)r, &p, &a.d, exact),
                   (uint32_t)read_worlds((DateRelation)r, &bw, &aw), &b.d, &a.d);
        }
    }
}

// ---- written and doubtful -----------------------------------------------------------------------

enum { MARGIN = 2, REGION_AXIS = LONG_AXIS + 2 * MARGIN };

// All seconds that the region has in some world, as bits: each piece with its edges moved, united.
static void add_worlds(const DateSet *set, uint32_t i, int width, uint32_t bits, bool *seen) {
    if (i == set->n) {
        seen[bits] = true;
        return;
    }
    const Date *p = &set->piece[i];
    int w = p->qual ? width : 0, from = (int)p->es + MARGIN, to = (int)p->le + MARGIN;
    for (int s = from - w; s <= from + w; s++)
        for (int e = to - w; e <= to + w; e++)
            if (s <= e) add_worlds(set, i + 1, width, bits | ((2u << e) - (1u << s)), seen);
}

static void list_region(const DateSet *set, int width, Worlds *out) {
    static bool seen[1 << REGION_AXIS];
    memset(seen, 0, sizeof seen);
    add_worlds(set, 0, width, 0, seen);
    out->n = 0;
    for (uint32_t bits = 0; bits < 1u << REGION_AXIS; bits++) {
        World w = {0};
        for (int t = 0; seen[bits] && t < REGION_AXIS; t++) {
            if (!(bits >> t & 1)) continue;
            if (t == 0 || !(bits >> (t - 1) & 1)) w.s[w.n++] = t - MARGIN;
            w.e[w.n - 1] = t - MARGIN;
        }
        if (seen[bits]) push(out, w);
    }
}

// Short stretches, so that doubt is longer than some.
static bool some_region(uint64_t *seed, int width, Made *out, Worlds *worlds) {
    Date some[PIECES];
    uint32_t many = 2 + dice(seed, PIECES - 1);
    for (uint32_t i = 0; i < many; i++) {
        int64_t from = dice(seed, LONG_AXIS), to = from + dice(seed, 3);
        if (to >= LONG_AXIS) to = from;
        some[i] = (Date){.es = from, .ls = to, .ee = from, .le = to};
        if (dice(seed, 2)) some[i].qual = some[i].end_qual = QUAL_UNCERTAIN;
    }
    make_set(out, some, many, dice(seed, 2));
    if (!out->d.set) return false;
    list_region(out->d.set, width, worlds);
    return true;
}

static void test_doubtful_regions(void **state) {
    static Date pieces[400];
    static Worlds aw, bw, cw;
    size_t np = list_pieces(pieces, LONG_AXIS);
    uint64_t seed = 1905;
    (void)state;
    for (int i = 0; i < ROUNDS / 10; i++) {
        Made a, b, c;
        int width = 1 + (int)dice(&seed, 2);
        Circa circa = {.seconds = width};
        if (!some_region(&seed, width, &b, &bw) || !some_region(&seed, width, &c, &cw)) continue;
        do some_set(&seed, pieces, np, &a);
        while (a.d.le - a.d.es > 3 && a.d.set && a.d.set->n > 2);
        list_worlds(&a.d, &aw);
        Date p = date_period(&b.d), q = date_period(&c.d);
        for (int r = REL_BEFORE; r <= REL_OVERLAPS; r++) {
            DateRelation rel = (DateRelation)r;
            expect(names[r], (uint32_t)relate(rel, &a.d, &p, circa),
                   (uint32_t)read_worlds(rel, &aw, &bw), &a.d, &b.d);
            expect(names[r], (uint32_t)relate(rel, &p, &a.d, circa),
                   (uint32_t)read_worlds(rel, &bw, &aw), &b.d, &a.d);
            expect(names[r], (uint32_t)relate(rel, &p, &q, circa),
                   (uint32_t)read_worlds(rel, &bw, &cw), &b.d, &c.d);
        }
    }
}

// ---- what both datings allow --------------------------------------------------------------------

typedef struct Pairs { // of a first start and a last end
    bool seen[LONG_AXIS][LONG_AXIS];
} Pairs;

static bool is_moment(const Date *d) { return d->kind == DATE_MOMENT; }

static bool is_all(const Date *d) { return d->set && d->set->all; }

// The seconds of the moment that a world of the other takes up.
static void pair_second(const World *a, const Worlds *b, Pairs *out) {
    int t = a->s[0];
    for (size_t k = 0; k < b->n; k++)
        for (int i = 0; i < b->w[k].n; i++)
            if (b->w[k].s[i] <= t && t <= b->w[k].e[i]) out->seen[t][t] = true;
}

static bool reaches(const Worlds *w, int s, int e) {
    for (size_t k = 0; k < w->n; k++)
        if (low(&w->w[k]) == s && high(&w->w[k]) == e) return true;
    return false;
}

static void read_common(const Made *a, const Made *b, const Worlds *aw, const Worlds *bw,
                        Pairs *out) {
    memset(out, 0, sizeof *out);
    bool alike = is_all(&a->d) && is_all(&b->d);
    if (alike && read_worlds(REL_EQUAL, aw, bw) == NO) return;
    for (size_t i = 0; i < aw->n && is_moment(&a->d); i++) pair_second(&aw->w[i], bw, out);
    for (size_t i = 0; i < bw->n && is_moment(&b->d); i++) pair_second(&bw->w[i], aw, out);
    for (int s = 0; s < LONG_AXIS && !is_moment(&a->d) && !is_moment(&b->d); s++)
        for (int e = s; e < LONG_AXIS; e++)
            out->seen[s][e] = reaches(aw, s, e) && reaches(bw, s, e);
}

// Of moments all seconds, of spans the bounds.
static bool says(const Pairs *want, const Date *d) {
    int es = LONG_AXIS, ls = -1, ee = LONG_AXIS, le = -1;
    Worlds w;
    Pairs got = {{{false}}};
    list_worlds(d, &w);
    for (size_t i = 0; i < w.n; i++) got.seen[low(&w.w[i])][high(&w.w[i])] = true;
    if (is_moment(d)) return memcmp(&got, want, sizeof got) == 0;
    for (int s = 0; s < LONG_AXIS; s++)
        for (int e = s; e < LONG_AXIS; e++) {
            if (!want->seen[s][e]) continue;
            es = s < es ? s : es;
            ls = s > ls ? s : ls;
            ee = e < ee ? e : ee;
            le = e > le ? e : le;
        }
    return d->es == es && d->ls == ls && d->ee == ee && d->le == le;
}

static void check_common(Arena *arena, const Made *a, const Made *b, int *found) {
    static Worlds aw, bw;
    static const Pairs none;
    Pairs want;
    Date both;
    list_worlds(&a->d, &aw);
    list_worlds(&b->d, &bw);
    read_common(a, b, &aw, &bw, &want);
    bool some = memcmp(&want, &none, sizeof want) != 0;
    *found += some;
    expect("common", date_common(arena, &a->d, &b->d, exact, &both), some, &a->d, &b->d);
    if (some && !date_same(&a->d, &b->d)) expect("of common", says(&want, &both), 1, &a->d, &b->d);
}

// As dates are read: the pieces of […] are moments. Few worlds.
static bool fit_for_common(const Date *d) {
    for (uint32_t i = 0; d->set && !d->set->all && i < d->set->n; i++)
        if (!is_moment(&d->set->piece[i])) return false;
    return d->le - d->es <= 3 || !d->set || d->set->n <= 2;
}

static void test_common(void **state) {
    static Date pieces[400];
    size_t np = list_pieces(pieces, LONG_AXIS);
    uint64_t seed = 1918;
    int found = 0;
    Guard guard = {.status = ST_OK};
    Arena arena;
    (void)state;
    arena_init(&arena, &alloc_system, NULL, &guard);
    if (setjmp(guard.at)) fail_msg("no memory");
    for (int i = 0; i < ROUNDS / 10; i++) {
        ArenaMark m = arena_mark(&arena);
        Made made[2];
        for (int k = 0; k < 2; k++) {
            do some_set(&seed, pieces, np, &made[k]);
            while (!fit_for_common(&made[k].d));
        }
        check_common(&arena, &made[0], &made[1], &found);
        arena_release(&arena, m);
    }
    arena_free(&arena);
    assert_in_range(found, ROUNDS / 100, ROUNDS / 10 - 1);
}

// ---- crowds -------------------------------------------------------------------------------------

// Few worlds each, many members, little room.
static uint32_t some_crowd(uint64_t *seed, const Date *pieces, size_t n, Made *out) {
    Date some[CROWD];
    uint32_t many = 1 + dice(seed, CROWD);
    bool moments = dice(seed, 3) != 0;
    for (uint32_t i = 0; i < many; i++) do
            some[i] = pieces[dice(seed, (uint32_t)n)];
        while (moments && some[i].kind != DATE_MOMENT && dice(seed, 4));
    make_set(out, some, many, true);
    return many;
}

static void test_crowds(void **state) {
    static Date pieces[400];
    static Worlds aw, bw;
    size_t np = 0, n = list_pieces(pieces, LONG_AXIS - 1);
    uint64_t seed = 1930;
    uint32_t seen[REL_EQUAL + 1][3] = {{0}};
    (void)state;
    for (size_t i = 0; i < n; i++) { // parts with few worlds
        Date d = pieces[i];
        int64_t worlds =
            d.kind == DATE_MOMENT ? d.ls - d.es + 1 : (d.ls - d.es + 1) * (d.le - d.ee + 1);
        if (worlds <= 3) pieces[np++] = d;
    }
    for (int i = 0; i < ROUNDS / 2; i++) {
        Made a, b;
        some_crowd(&seed, pieces, np, &a);
        some_crowd(&seed, pieces, np, &b);
        list_worlds(&a.d, &aw);
        list_worlds(&b.d, &bw);
        compare(&a.d, &b.d, &aw, &bw, exact);
        for (int r = REL_BEFORE; r <= REL_EQUAL; r++)
            seen[r][relate((DateRelation)r, &a.d, &b.d, exact)]++;
    }
    for (int r = REL_IN; r <= REL_OVERLAPS; r++)
        assert_true(seen[r][NO] && seen[r][YES] && seen[r][UNKNOWN]);
}

// ---- long rows ----------------------------------------------------------------------------------

enum { LONG_ROW = 400 };

typedef struct Row {
    Date d;
    int64_t room[(sizeof(DateSet) + (LONG_ROW + 2) * sizeof(Date)) / sizeof(int64_t)];
} Row;

static DateSet *row_set(Row *r) { return (DateSet *)(void *)r->room; }

static void row_add(Row *r, int64_t from, int64_t to) {
    DateSet *set = row_set(r);
    set->piece[set->n++] = (Date){.es = from, .ls = to, .ee = from, .le = to};
}

static void row_end(Row *r) {
    DateSet *set = row_set(r);
    set->all = 1;
    r->d = set->piece[0];
    r->d.kind = DATE_SPAN;
    r->d.ee = set->piece[set->n - 1].ee;
    r->d.le = set->piece[set->n - 1].le;
    r->d.set = set;
}

// Each member of either side leaves the next of the other one second only, from the first on; the
// last of them has none if the second after it is taken.
static void test_row_of_hedges(void **state) {
    static Row left, right, shut;
    (void)state;
    row_add(&left, 0, 0);
    for (int64_t t = 0; t < LONG_ROW; t++) row_add(t % 2 ? &left : &right, t, t + 1);
    shut = right;
    row_add(&shut, LONG_ROW, LONG_ROW);
    row_end(&left);
    row_end(&right);
    row_end(&shut);
    assert_int_equal(relate(REL_OVERLAPS, &left.d, &right.d, exact), UNKNOWN);
    assert_int_equal(relate(REL_OVERLAPS, &left.d, &shut.d, exact), YES);
    assert_int_equal(relate(REL_OVERLAPS, &shut.d, &left.d, exact), YES);
}

// So many seconds, and as many moments that may hold one, or one fewer: all may be within the
// same long stretch, or each shares one second with the next.
static void test_rows_of_holes(void **state) {
    static Row pegs, holes, few, wide, narrow;
    (void)state;
    for (int64_t t = 0; t < LONG_ROW; t++) {
        row_add(&pegs, t, t);
        row_add(&holes, t, t + 1);
        if (t) row_add(&few, t - 1, t);
        row_add(&wide, t - LONG_ROW, t + LONG_ROW);
        if (t) row_add(&narrow, t - LONG_ROW, t + LONG_ROW);
    }
    Row *all[] = {&pegs, &holes, &few, &wide, &narrow};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) row_end(all[i]);
    assert_int_equal(relate(REL_IN, &pegs.d, &pegs.d, exact), YES);
    assert_int_equal(relate(REL_IN, &pegs.d, &holes.d, exact), UNKNOWN);
    assert_int_equal(relate(REL_IN, &pegs.d, &few.d, exact), NO);
    assert_int_equal(relate(REL_IN, &pegs.d, &wide.d, exact), UNKNOWN);
    assert_int_equal(relate(REL_IN, &pegs.d, &narrow.d, exact), NO);
    assert_int_equal(relate(REL_EQUAL, &pegs.d, &few.d, exact), NO);
}

// From the first start to the last end, whichever members these are of.
static void test_rows_in_order(void **state) {
    static Row first, then, late;
    (void)state;
    for (int64_t t = 0; t <= LONG_ROW; t++) {
        row_add(&first, t, LONG_ROW);
        row_add(&then, LONG_ROW, LONG_ROW + 1 + t);
        row_add(&late, LONG_ROW + 1, LONG_ROW + 1 + t);
    }
    Row *all[] = {&first, &then, &late};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) row_end(all[i]);
    assert_int_equal(relate(REL_BEFORE, &first.d, &late.d, exact), YES);
    assert_int_equal(relate(REL_BEFORE, &first.d, &then.d, exact), UNKNOWN);
    assert_int_equal(relate(REL_AFTER, &first.d, &then.d, exact), NO);
    assert_int_equal(allen(&first.d, &late.d, exact), 1u << ALLEN_MEETS);
    assert_int_equal(allen(&first.d, &then.d, exact), 1u << ALLEN_MEETS | 1u << ALLEN_OVERLAPS |
                                                          1u << ALLEN_FINISHED_BY |
                                                          1u << ALLEN_STARTS | 1u << ALLEN_EQUALS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_doubtful_regions), cmocka_unit_test(test_common),
        cmocka_unit_test(test_crowds),           cmocka_unit_test(test_row_of_hedges),
        cmocka_unit_test(test_rows_of_holes),    cmocka_unit_test(test_rows_in_order),
        cmocka_unit_test(test_small_sets),       cmocka_unit_test(test_random_sets),
        cmocka_unit_test(test_doubtful_sets),    cmocka_unit_test(test_written_sets),
    };
    return cmocka_run_group_tests(tests, NULL, free_scratch);
}
