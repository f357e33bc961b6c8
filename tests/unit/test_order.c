// The network of runtime/order.c: against all shortest paths on small random networks (the method
// of Dechter, Meiri and Pearl, by Floyd and Warshall), hand-made cases, and long chains.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/order.h"

typedef struct Net {
    Guard guard;
    Arena arena;
    OrderNet net;
} Net;

static void net_open(Net *n, uint32_t events, uint32_t links) {
    n->guard = (Guard){.status = ST_OK};
    arena_init(&n->arena, &alloc_system, NULL, &n->guard);
    n->net = (OrderNet){.arena = &n->arena, .nevents = events};
    n->net.events = arena_zero(&n->arena, (size_t)events * sizeof(OrderEvent));
    n->net.links = arena_zero(&n->arena, ((size_t)links + 1) * sizeof(OrderLink));
    for (uint32_t e = 0; e < events; e++)
        n->net.events[e] =
            (OrderEvent){{INSTANT_MIN, INSTANT_MAX, INSTANT_MIN, INSTANT_MAX}, true, {{0}}, {0}};
}

static void moment(Net *n, uint32_t e, int64_t lo, int64_t hi) {
    int64_t t[BOUNDS] = {lo, hi, lo, hi};
    memcpy(n->net.events[e].t, t, sizeof t);
}

static void span(Net *n, uint32_t e, int64_t es, int64_t ls, int64_t ee, int64_t le) {
    int64_t t[BOUNDS] = {es, ls, ee, le};
    memcpy(n->net.events[e].t, t, sizeof t);
    n->net.events[e].moment = false;
}

static OrderLink *after(Net *n, uint32_t first, uint32_t second) {
    OrderLink *l = &n->net.links[n->net.nlinks++];
    *l = (OrderLink){.first = first, .second = second};
    return l;
}

static void within(Net *n, uint32_t first, uint32_t second, int64_t seconds) {
    OrderLink *l = after(n, first, second);
    l->reaches = true;
    l->reach_s = seconds;
}

// ---- the oracle -----------------------------------------------------------------------------

enum { EVENTS = 6, NODES = 2 * EVENTS + 1, FAR = 1000000 };

// A distance and how many of its steps are strict: of two equal ones that with more is shorter.
typedef struct Far {
    int64_t d;
    int32_t strict;
} Far;

static bool shorter(Far a, Far b) { return a.d != b.d ? a.d < b.d : a.strict > b.strict; }

static void edge(Far m[NODES][NODES], uint32_t from, uint32_t to, int64_t d, int32_t strict) {
    Far f = {d, strict};
    if (shorter(f, m[from][to])) m[from][to] = f;
}

// t(to) - t(from) <= d. Node 0 is the origin, then the start and end of each event.
static void fill(Far m[NODES][NODES], const OrderNet *net) {
    for (uint32_t i = 0; i < NODES; i++)
        for (uint32_t j = 0; j < NODES; j++) m[i][j] = (Far){i == j ? 0 : FAR, 0};
    for (uint32_t e = 0; e < net->nevents; e++) {
        const OrderEvent *v = &net->events[e];
        uint32_t start = 1 + 2 * e, end = start + 1;
        if (v->t[BOUND_LS] != INSTANT_MAX) edge(m, 0, start, v->t[BOUND_LS], 0);
        if (v->t[BOUND_LE] != INSTANT_MAX) edge(m, 0, end, v->t[BOUND_LE], 0);
        if (v->t[BOUND_ES] != INSTANT_MIN) edge(m, start, 0, -v->t[BOUND_ES], 0);
        if (v->t[BOUND_EE] != INSTANT_MIN) edge(m, end, 0, -v->t[BOUND_EE], 0);
        edge(m, end, start, 0, 0);
        if (v->moment) edge(m, start, end, 0, 0);
    }
    for (uint32_t i = 0; i < net->nlinks; i++) {
        const OrderLink *l = &net->links[i];
        uint32_t end = 2 + 2 * l->first, start = 1 + 2 * l->second;
        edge(m, start, end, 0, 1);
        if (l->reaches) edge(m, end, start, l->reach_s, 0);
    }
}

static bool all_paths(Far m[NODES][NODES]) { // false: a circle shorter than nothing
    for (uint32_t k = 0; k < NODES; k++)
        for (uint32_t i = 0; i < NODES; i++)
            for (uint32_t j = 0; j < NODES; j++) {
                if (m[i][k].d >= FAR || m[k][j].d >= FAR) continue;
                Far f = {m[i][k].d + m[k][j].d, m[i][k].strict + m[k][j].strict};
                if (f.strict > 1) f.strict = 1;
                if (shorter(f, m[i][j])) m[i][j] = f;
                if (m[i][i].d < 0 || (m[i][i].d == 0 && m[i][i].strict)) return false;
            }
    return true;
}

static void same_bounds(Far m[NODES][NODES], const OrderNet *net) {
    for (uint32_t e = 0; e < net->nevents; e++)
        for (uint32_t end = 0; end < 2; end++) {
            uint32_t node = 1 + 2 * e + end;
            int64_t lo = m[node][0].d >= FAR ? INSTANT_MIN : -m[node][0].d;
            int64_t hi = m[0][node].d >= FAR ? INSTANT_MAX : m[0][node].d;
            assert_int_equal(net->events[e].t[2 * end], lo);
            assert_int_equal(net->events[e].t[2 * end + 1], hi);
        }
}

// ---- random networks ------------------------------------------------------------------------

static uint32_t roll(uint64_t *seed, uint32_t n) {
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33) % n;
}

static void random_event(Net *n, uint64_t *seed, uint32_t e) {
    int64_t a = roll(seed, 40), b = a + roll(seed, 12), c = b + roll(seed, 6);
    uint32_t what = roll(seed, 6);
    if (what == 0) span(n, e, a, b, b, c);
    if (what == 1) span(n, e, a, a, a, INSTANT_MAX);
    if (what == 2) moment(n, e, a, a);
    if (what == 3) moment(n, e, a, b);
    if (what == 4) moment(n, e, a, INSTANT_MAX);
}

static void random_net(Net *n, uint64_t *seed) {
    net_open(n, EVENTS, 2 * EVENTS);
    for (uint32_t e = 0; e < EVENTS; e++) random_event(n, seed, e);
    uint32_t order[EVENTS], links = roll(seed, 2 * EVENTS);
    for (uint32_t i = 0; i < EVENTS; i++) order[i] = i;
    for (uint32_t i = EVENTS - 1; i > 0; i--) {
        uint32_t j = roll(seed, i + 1), swap = order[i];
        order[i] = order[j];
        order[j] = swap;
    }
    bool any = roll(seed, 3) == 0; // also circles
    while (n->net.nlinks < links) {
        uint32_t i = roll(seed, EVENTS), j = roll(seed, EVENTS);
        if (!any && i == j) continue;
        if (!any && i > j) continue;
        if (roll(seed, 2))
            within(n, order[i], order[j], 1 + roll(seed, 20));
        else
            after(n, order[i], order[j]);
    }
}

// A conflict is a chain of links that hang together and cannot all hold with the two dates.
static void real_conflict(const OrderNet *net, const OrderEvent *given, const OrderConflict *c) {
    Far m[NODES][NODES];
    OrderLink links[2 * EVENTS];
    OrderEvent events[EVENTS];
    assert_true(c->nsteps >= 1 && c->nsteps <= 2 * EVENTS);
    for (uint32_t e = 0; e < EVENTS; e++) {
        bool dated = e == c->late || e == c->early;
        events[e] = (OrderEvent){
            {INSTANT_MIN, INSTANT_MAX, INSTANT_MIN, INSTANT_MAX}, given[e].moment, {{0}}, {0}};
        if (dated) memcpy(events[e].t, given[e].t, sizeof events[e].t);
    }
    for (uint32_t i = 0; i < c->nsteps; i++) {
        links[i] = net->links[c->steps[i].link];
        if (!c->steps[i].reach) links[i].reaches = false;
    }
    fill(m, &(OrderNet){.events = events, .nevents = EVENTS, .links = links, .nlinks = c->nsteps});
    assert_false(all_paths(m));
}

static void test_random(void **state) {
    (void)state;
    uint64_t seed = 4;
    uint32_t sane = 0, wrong = 0, tightened = 0;
    for (uint32_t round = 0; round < 6000; round++) {
        Net n;
        Far m[NODES][NODES];
        OrderEvent given[EVENTS];
        random_net(&n, &seed);
        memcpy(given, n.net.events, sizeof given);
        fill(m, &n.net);
        bool holds = all_paths(m);
        order_solve(&n.net);
        assert_int_equal(n.net.nconflicts == 0, holds);
        if (holds) same_bounds(m, &n.net);
        for (uint32_t i = 0; i < n.net.nconflicts; i++)
            real_conflict(&n.net, given, &n.net.conflicts[i]);
        sane += holds;
        wrong += !holds;
        for (uint32_t e = 0; e < EVENTS; e++)
            tightened += holds && memcmp(given[e].t, n.net.events[e].t, sizeof given[e].t) != 0;
        arena_free(&n.arena);
    }
    assert_true(sane > 1000 && wrong > 1000 && tightened > 1000);
}

// ---- by hand --------------------------------------------------------------------------------

static void test_why(void **state) {
    (void)state;
    Net n; // 1 within 10 after 0, 2 after 1, and 3, a span, after 2
    net_open(&n, 4, 3);
    moment(&n, 0, 100, 150);
    span(&n, 3, 0, 500, 400, 900);
    within(&n, 0, 1, 10);
    after(&n, 1, 2);
    after(&n, 2, 3);
    order_solve(&n.net);
    assert_int_equal(n.net.nconflicts, 0);
    const OrderEvent *e = n.net.events;
    assert_int_equal(e[1].t[BOUND_ES], 100);
    assert_int_equal(e[1].t[BOUND_LS], 160);
    assert_true(e[1].why[BOUND_LS].reach && e[1].why[BOUND_LS].event == 0);
    assert_int_equal(e[2].t[BOUND_LE], 500);
    assert_int_equal(e[2].why[BOUND_LE].event, 3);
    assert_int_equal(e[3].t[BOUND_ES], 100);
    assert_int_equal(e[3].steps[BOUND_ES], 3);
    assert_int_equal(e[3].t[BOUND_EE], 400);
    assert_int_equal(e[3].why[BOUND_EE].event, NO_LINK);
    arena_free(&n.arena);
}

// Days of March and February as seconds since the first of January, 1970.
static int64_t day(int32_t m, int32_t d) {
    return days_from_ymd(CAL_GREGORIAN, 1970, m, d) * 86400;
}

static void test_months(void **state) {
    (void)state;
    static const struct {
        int32_t m, d, to_m, to_d; // one month later at the latest
    } later[] = {{1, 31, 2, 28}, {1, 15, 2, 15}, {2, 28, 3, 28}};
    static const struct {
        int32_t m, d, from_m, from_d; // no earlier, if this is to be reached
    } back[] = {{3, 31, 3, 1}, {3, 28, 2, 28}, {2, 28, 1, 28}};
    for (uint32_t i = 0; i < 3; i++) {
        Net n;
        net_open(&n, 3, 2);
        moment(&n, 0, day(later[i].m, later[i].d), day(later[i].m, later[i].d));
        after(&n, 0, 1)->reaches = true;
        n.net.links[0].reach_m = 1;
        order_solve(&n.net);
        assert_int_equal(n.net.events[1].t[BOUND_LS], day(later[i].to_m, later[i].to_d));
        arena_free(&n.arena);
        net_open(&n, 2, 1);
        moment(&n, 1, day(back[i].m, back[i].d), day(back[i].m, back[i].d));
        after(&n, 0, 1)->reaches = true;
        n.net.links[0].reach_m = 1;
        order_solve(&n.net);
        assert_int_equal(n.net.events[0].t[BOUND_EE], day(back[i].from_m, back[i].from_d));
        arena_free(&n.arena);
    }
}

static void test_circles(void **state) {
    (void)state;
    Net n; // 0 after itself; 1, 2 and 3 in a circle that 4 hangs on
    net_open(&n, 5, 5);
    after(&n, 0, 0);
    after(&n, 1, 2);
    after(&n, 2, 3);
    after(&n, 3, 1);
    after(&n, 3, 4);
    order_solve(&n.net);
    assert_int_equal(n.net.nconflicts, 2);
    assert_int_equal(n.net.conflicts[0].nsteps, 1);
    assert_int_equal(n.net.conflicts[1].nsteps, 3);
    assert_int_equal(n.net.conflicts[1].late, NO_LINK);
    arena_free(&n.arena);
}

static void test_far(void **state) {
    (void)state;
    Net n; // bounds at the end of time stay there
    net_open(&n, 3, 2);
    moment(&n, 0, INT64_C(9200000000000000000), INT64_C(9200000000000000000));
    within(&n, 0, 1, 1000);
    within(&n, 2, 0, INT64_MAX);
    order_solve(&n.net);
    assert_int_equal(n.net.nconflicts, 0);
    assert_int_equal(n.net.events[1].t[BOUND_LS], INSTANT_MAX);
    assert_int_equal(n.net.events[2].t[BOUND_LE], INT64_C(9200000000000000000));
    arena_free(&n.arena);
}

// ---- long chains ----------------------------------------------------------------------------

enum { CHAIN = 100000 };

// Each event after the one before it, made from the end or the beginning, the bounds such that
// every one is tightened by all that follow.
static void chain(bool backwards, bool circle) {
    Net n;
    net_open(&n, CHAIN, CHAIN);
    for (uint32_t i = 0; i + 1 < CHAIN; i++)
        backwards ? after(&n, CHAIN - 2 - i, CHAIN - 1 - i) : after(&n, i, i + 1);
    for (uint32_t i = 0; i < CHAIN; i++) moment(&n, i, -(int64_t)i, 2 * CHAIN - (int64_t)i);
    if (circle) after(&n, CHAIN - 1, 0);
    order_solve(&n.net);
    assert_int_equal(n.net.nconflicts, circle);
    if (circle) {
        assert_int_equal(n.net.conflicts[0].nsteps, CHAIN);
    } else {
        assert_int_equal(n.net.events[CHAIN - 1].t[BOUND_ES], 0);
        assert_int_equal(n.net.events[CHAIN - 1].steps[BOUND_ES], CHAIN - 1);
        assert_int_equal(n.net.events[0].t[BOUND_LE], CHAIN + 1);
    }
    arena_free(&n.arena);
}

static void test_chains(void **state) {
    (void)state;
    chain(false, false);
    chain(true, false);
    chain(false, true);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random),  cmocka_unit_test(test_why), cmocka_unit_test(test_months),
        cmocka_unit_test(test_circles), cmocka_unit_test(test_far), cmocka_unit_test(test_chains),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
