// The relations of dates against the plain reading of what they mean: every world that two dates
// allow is listed (a moment: one second within its bounds; a span: a start and an end within
// theirs, the start not after the end), and a relation is true if it holds in all, false if in
// none, else unknown. Exhaustive over a small axis, random over a large one, and again after
// widening.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lang/date.h"

#if defined(__SANITIZE_ADDRESS__)
enum { AXIS = 6, PAIRS = 400 };
#else
enum { AXIS = 8, PAIRS = 4000 };
#endif

enum { MANY_DATES = 600, MANY_WORLDS = 2000 };

typedef struct World {
    int64_t s, e;
} World;

typedef struct Worlds {
    size_t n;
    World w[MANY_WORLDS];
} Worlds;

typedef bool (*Holds)(World a, World b);

static bool ends_before(World a, World b) { return a.e < b.s; }

static bool begins_after(World a, World b) { return a.s > b.e; }

static bool lies_in(World a, World p) { return p.s <= a.s && a.e <= p.e; }

static bool shares(World a, World b) {
    int64_t s = a.s > b.s ? a.s : b.s, e = a.e < b.e ? a.e : b.e;
    return s <= e;
}

static bool is_equal(World a, World b) { return a.s == b.s && a.e == b.e; }

static Truth read_worlds(const Worlds *a, const Worlds *b, Holds holds) {
    bool in_one = false, in_all = true;
    for (size_t i = 0; i < a->n; i++) {
        for (size_t k = 0; k < b->n; k++) {
            bool h = holds(a->w[i], b->w[k]);
            in_one |= h;
            in_all &= h;
        }
        if (in_one && !in_all) return UNKNOWN;
    }
    return in_all ? YES : in_one ? UNKNOWN : NO;
}

// The worlds of d whose instants are among the n given ones.
static void list_worlds(const Date *d, const int64_t *t, size_t n, Worlds *out) {
    out->n = 0;
    for (size_t i = 0; i < n; i++) {
        if (t[i] < d->es || t[i] > d->ls) continue;
        for (size_t k = 0; k < n; k++) {
            if (d->kind == DATE_MOMENT ? k != i : t[k] < t[i] || t[k] < d->ee || t[k] > d->le)
                continue;
            assert_true(out->n < MANY_WORLDS);
            out->w[out->n++] = (World){t[i], t[k]};
        }
    }
    assert_true(out->n > 0);
}

// Every moment and every span with bounds on the axis 0 … AXIS - 1.
static size_t list_dates(Date *out) {
    size_t n = 0;
    for (int es = 0; es < AXIS; es++) {
        for (int le = es; le < AXIS; le++) {
            out[n++] = (Date){.es = es, .ls = le, .ee = es, .le = le, .kind = DATE_MOMENT};
            for (int ls = es; ls <= le; ls++)
                for (int ee = es; ee <= le; ee++)
                    out[n++] = (Date){.es = es, .ls = ls, .ee = ee, .le = le, .kind = DATE_SPAN};
        }
    }
    assert_true(n <= MANY_DATES);
    return n;
}

static bool stated_alike(const Date *a, const Date *b) {
    return a->kind == b->kind && a->es == b->es && a->ls == b->ls && a->ee == b->ee &&
           a->le == b->le;
}

static void expect(const char *what, Truth got, Truth want, const Date *a, const Date *b) {
    if (got == want) return;
    fail_msg("%s: %d, not %d, of kind %d [%lld %lld %lld %lld] and kind %d [%lld %lld %lld %lld]",
             what, (int)got, (int)want, a->kind, (long long)a->es, (long long)a->ls,
             (long long)a->ee, (long long)a->le, b->kind, (long long)b->es, (long long)b->ls,
             (long long)b->ee, (long long)b->le);
}

static void compare(const Date *a, const Date *b, const Worlds *aw, const Worlds *bw) {
    Truth equal = read_worlds(aw, bw, is_equal);
    expect("before", date_before(a, b), read_worlds(aw, bw, ends_before), a, b);
    expect("after", date_after(a, b), read_worlds(aw, bw, begins_after), a, b);
    expect("in", date_in(a, b), read_worlds(aw, bw, lies_in), a, b);
    expect("overlaps", date_overlaps(a, b), read_worlds(aw, bw, shares), a, b);
    bool doubt = (a->qual | a->end_qual | b->qual | b->end_qual) != 0;
    if (doubt && equal == YES) equal = UNKNOWN;
    if (!doubt && stated_alike(a, b)) equal = YES;
    expect("=", date_equal(a, b), equal, a, b);
}

static Date moved_to(const Date *d, const int64_t *axis) {
    Date m = *d;
    m.es = axis[d->es];
    m.ls = axis[d->ls];
    m.ee = axis[d->ee];
    m.le = axis[d->le];
    return m;
}

// All pairs; the second time on an axis with the ends of time and long gaps, where the order, and
// so every answer, is the same.
static void test_all_pairs(void **state) {
    static const int64_t plain[] = {0, 1, 2, 3, 4, 5, 6, 7};
    static const int64_t wide[] = {INSTANT_MIN,
                                   -INT64_C(9100000000000000000),
                                   -1,
                                   0,
                                   1,
                                   INT64_C(9100000000000000000),
                                   INSTANT_MAX - 1,
                                   INSTANT_MAX};
    static Date dates[MANY_DATES];
    static Worlds worlds[MANY_DATES];
    (void)state;
    size_t n = list_dates(dates);
    for (size_t i = 0; i < n; i++) list_worlds(&dates[i], plain, AXIS, &worlds[i]);
    for (size_t i = 0; i < n; i++) {
        Date far_a = moved_to(&dates[i], wide), doubtful = dates[i];
        doubtful.qual = QUAL_UNCERTAIN;
        for (size_t k = 0; k < n; k++) {
            Date far_b = moved_to(&dates[k], wide);
            compare(&dates[i], &dates[k], &worlds[i], &worlds[k]);
            compare(&far_a, &far_b, &worlds[i], &worlds[k]);
            compare(&doubtful, &dates[k], &worlds[i], &worlds[k]);
        }
    }
}

// A written period has one world, from its first second to its last, and the operators <= and >=
// are the negations of "after" and "before".
static void test_periods(void **state) {
    static const int64_t axis[] = {0, 1, 2, 3, 4, 5, 6, 7};
    static Date dates[MANY_DATES];
    Worlds aw, bw;
    (void)state;
    size_t n = list_dates(dates);
    for (size_t i = 0; i < n; i++) {
        Date p = date_period(&dates[i]);
        Worlds whole = {1, {{dates[i].es, dates[i].le}}};
        list_worlds(&p, axis, AXIS, &bw);
        assert_true(bw.n == 1 && is_equal(bw.w[0], whole.w[0]));
        for (size_t k = 0; k < n; k += 7) {
            list_worlds(&dates[k], axis, AXIS, &aw);
            expect("before a period", date_before(&dates[k], &p),
                   read_worlds(&aw, &whole, ends_before), &dates[k], &p);
            expect("in a period", date_in(&dates[k], &p), read_worlds(&aw, &whole, lies_in),
                   &dates[k], &p);
            expect("overlaps a period", date_overlaps(&dates[k], &p),
                   read_worlds(&aw, &whole, shares), &dates[k], &p);
            assert_int_equal(date_after(&dates[k], &p), date_before(&p, &dates[k]));
        }
    }
}

// ---- random dates on a long axis
// -----------------------------------------------------------------

static uint64_t next_random(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

// Instants that often coincide or touch.
static int64_t some_instant(uint64_t *seed) {
    static const int64_t centre[] = {INSTANT_MIN, -4000000000, -1649000000, 0, 86399, INSTANT_MAX};
    int64_t c = centre[next_random(seed) % 6];
    if (c == INSTANT_MIN || c == INSTANT_MAX) return c;
    return c + (int64_t)(next_random(seed) % 5) * (next_random(seed) % 2 ? 1 : 1000000);
}

static void sort2(int64_t *a, int64_t *b) {
    int64_t t = *a;
    if (*a <= *b) return;
    *a = *b;
    *b = t;
}

static Date some_date(uint64_t *seed) {
    Date d = {.kind = DATE_SPAN};
    d.es = some_instant(seed);
    d.ls = some_instant(seed);
    d.ee = some_instant(seed);
    d.le = some_instant(seed);
    sort2(&d.es, &d.ls);
    sort2(&d.ee, &d.le);
    if (next_random(seed) % 2 == 0) {
        d.kind = DATE_MOMENT;
        d.ee = d.es;
        d.le = d.ls;
    }
    if (d.ls > d.le) d.ls = d.le;
    if (d.es > d.ls) d.es = d.ls;
    if (d.ee < d.es) d.ee = d.es;
    return d;
}

// The instants that can matter to a pair: each bound and its neighbours on both sides. The
// relations depend on order only, so that every order two worlds can have is found among these.
static size_t critical(const Date *a, const Date *b, int64_t *t) {
    const int64_t bounds[] = {a->es, a->ls, a->ee, a->le, b->es, b->ls, b->ee, b->le};
    size_t n = 0;
    for (size_t i = 0; i < 8; i++) {
        for (int64_t by = -1; by <= 1; by++) {
            if ((bounds[i] == INSTANT_MIN && by < 0) || (bounds[i] == INSTANT_MAX && by > 0))
                continue;
            int64_t v = bounds[i] + by;
            bool known = false;
            for (size_t k = 0; k < n; k++) known |= t[k] == v;
            if (!known) t[n++] = v;
        }
    }
    return n;
}

static void test_random_pairs(void **state) {
    static Worlds aw, bw;
    uint64_t seed = 1917;
    int seen[3] = {0};
    (void)state;
    for (int i = 0; i < PAIRS; i++) {
        int64_t t[24];
        Date a = some_date(&seed), b = some_date(&seed);
        size_t n = critical(&a, &b, t);
        list_worlds(&a, t, n, &aw);
        list_worlds(&b, t, n, &bw);
        compare(&a, &b, &aw, &bw);
        seen[date_in(&a, &b)]++;
    }
    assert_true(seen[NO] > 0 && seen[YES] > 0 && seen[UNKNOWN] > 0);
}

// ---- widening
// ------------------------------------------------------------------------------------

// What a qualified date means under `set circa = width seconds`: each bound of a qualified end may
// be off by the width; the worlds are the starts and ends within those ranges, in order.
static void list_widened(const Date *d, int64_t width, Worlds *out) {
    int64_t s = d->qual ? width : 0, e = d->end_qual ? width : 0;
    out->n = 0;
    for (int64_t start = d->es - s; start <= d->ls + (d->kind == DATE_MOMENT ? e : s); start++) {
        for (int64_t end = d->ee - e; end <= d->le + e; end++) {
            bool fits = d->kind == DATE_MOMENT ? end == start : start <= end;
            if (d->kind == DATE_MOMENT && end < d->es - s) continue;
            if (fits) out->w[out->n++] = (World){start, end};
        }
    }
    assert_true(out->n > 0 && out->n < MANY_WORLDS);
}

static void test_widened(void **state) {
    static Date dates[MANY_DATES];
    static Worlds aw, bw;
    static const int64_t axis[] = {0, 1, 2, 3, 4, 5, 6, 7};
    (void)state;
    size_t n = list_dates(dates);
    for (size_t i = 0; i < n; i++) {
        for (int quals = 1; quals < 4; quals++) {
            Date a = dates[i];
            a.qual = quals & 1 ? QUAL_APPROXIMATE : 0;
            a.end_qual = quals & 2 ? QUAL_UNCERTAIN : 0;
            if (a.kind == DATE_MOMENT) a.qual = a.end_qual = QUAL_UNCERTAIN;
            for (int64_t width = 1; width <= 2; width++) {
                // one second each way as the unit of its precision, or as stated by a setting
                Circa unit = {.unit = true}, set = {.seconds = width};
                Date w = date_widen(&a, width == 1 ? unit : set);
                list_widened(&a, width, &aw);
                for (size_t k = 0; k < n; k += 5) {
                    list_worlds(&dates[k], axis, AXIS, &bw);
                    compare(&w, &dates[k], &aw, &bw);
                }
            }
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_pairs),
        cmocka_unit_test(test_periods),
        cmocka_unit_test(test_random_pairs),
        cmocka_unit_test(test_widened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
