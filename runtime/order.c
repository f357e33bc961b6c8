// The network of order.h: circles, then earliest and latest bounds, then what contradicts itself.
#include "runtime/order.h"

#include <string.h>

#include "lang/date_impl.h"

// The two ends of an event. A side is what is worked out: the earliest bounds of all ends, or the
// latest.
enum { START, END, ENDS };
typedef enum Side { EARLIEST, LATEST } Side;

static uint32_t bound_of(Side side, uint32_t end) { return 2 * end + (uint32_t)side; }

// Links by one of their events: those of event e are at[off[e]] … at[off[e + 1] - 1].
typedef struct LinksOf {
    uint32_t *off, *at;
} LinksOf;

typedef struct Waiting { // an end whose bound was tightened
    int64_t t;
    uint32_t node; // event * ENDS + end
} Waiting;

typedef struct Work {
    OrderNet *net;
    Side side;
    LinksOf by_first, by_second;
    Waiting *heap;
    uint32_t nheap;
    size_t heap_cap;
    uint32_t *group; // of each event: the first event that hangs together with it
} Work;

// ---- links of an event ----------------------------------------------------------------------

static LinksOf links_by(const OrderNet *net, bool second) {
    Arena *a = net->arena;
    LinksOf l = {arena_zero(a, ((size_t)net->nevents + 2) * sizeof *l.off),
                 ARENA_ARRAY(a, uint32_t, net->nlinks)};
    uint32_t *next = l.off + 1; // shifted by one more: it ends as the table of starts
    for (uint32_t i = 0; i < net->nlinks; i++)
        next[(second ? net->links[i].second : net->links[i].first) + 1]++;
    for (uint32_t e = 0; e < net->nevents; e++) next[e + 1] += next[e];
    for (uint32_t i = 0; i < net->nlinks; i++)
        l.at[next[second ? net->links[i].second : net->links[i].first]++] = i;
    return l;
}

static uint32_t group_of(const Work *w, uint32_t e) {
    while (w->group[e] != e) e = w->group[e] = w->group[w->group[e]];
    return e;
}

static void group_events(Work *w) {
    const OrderNet *net = w->net;
    w->group = ARENA_ARRAY(net->arena, uint32_t, net->nevents);
    for (uint32_t e = 0; e < net->nevents; e++) w->group[e] = e;
    for (uint32_t i = 0; i < net->nlinks; i++) {
        uint32_t a = group_of(w, net->links[i].first), b = group_of(w, net->links[i].second);
        if (a < b)
            w->group[b] = a;
        else
            w->group[a] = b;
    }
    for (uint32_t e = 0; e < net->nevents; e++) w->group[e] = group_of(w, e);
}

static OrderConflict *add_conflict(OrderNet *net, uint32_t late, uint32_t early, uint32_t nsteps) {
    net->conflicts = arena_grow(net->arena, net->conflicts, &net->conflict_cap,
                                (size_t)net->nconflicts + 1, sizeof *net->conflicts);
    OrderConflict *c = &net->conflicts[net->nconflicts++];
    *c = (OrderConflict){late, early, ARENA_ARRAY(net->arena, OrderStep, nsteps), nsteps};
    return c;
}

// ---- circles --------------------------------------------------------------------------------

// How many links to events that are left each event comes after; 0 where it is in no circle.
static uint32_t *peel(const Work *w) {
    const OrderNet *net = w->net;
    uint32_t *after = arena_zero(net->arena, (size_t)net->nevents * sizeof *after);
    uint32_t *free = ARENA_ARRAY(net->arena, uint32_t, net->nevents), n = 0;
    for (uint32_t i = 0; i < net->nlinks; i++) after[net->links[i].second]++;
    for (uint32_t e = 0; e < net->nevents; e++)
        if (!after[e]) free[n++] = e;
    while (n) {
        uint32_t e = free[--n];
        for (uint32_t i = w->by_first.off[e]; i < w->by_first.off[e + 1]; i++) {
            uint32_t second = net->links[w->by_first.at[i]].second;
            if (--after[second] == 0) free[n++] = second;
        }
    }
    return after;
}

// The link from an event of a circle that e comes after; there is one.
static uint32_t link_back(const Work *w, const uint32_t *after, uint32_t e) {
    uint32_t i = w->by_second.off[e];
    while (!after[w->net->links[w->by_second.at[i]].first]) i++;
    return w->by_second.at[i];
}

static void add_circle(const Work *w, const uint32_t *after, uint32_t in) {
    OrderNet *net = w->net;
    uint32_t n = 0, e = in;
    do {
        e = net->links[link_back(w, after, e)].first;
        n++;
    } while (e != in);
    OrderConflict *c = add_conflict(net, NO_LINK, NO_LINK, n);
    while (n--) {
        uint32_t link = link_back(w, after, e);
        c->steps[n] = (OrderStep){link, false};
        e = net->links[link].first;
    }
}

// Going back from an event that was left over meets one twice: that is in a circle.
static void find_circles(const Work *w, bool *broken) {
    const OrderNet *net = w->net;
    uint32_t *after = peel(w);
    uint32_t *walk = arena_zero(net->arena, (size_t)net->nevents * sizeof *walk);
    for (uint32_t start = 0; start < net->nevents; start++) {
        if (!after[start] || broken[w->group[start]]) continue;
        uint32_t e = start;
        while (!walk[e]) {
            walk[e] = 1;
            e = net->links[link_back(w, after, e)].first;
        }
        broken[w->group[start]] = true;
        add_circle(w, after, e);
    }
}

// ---- bounds ---------------------------------------------------------------------------------

static bool tighter(Side side, int64_t t, int64_t than) {
    return side == EARLIEST ? t > than : t < than;
}

static bool sooner(const Work *w, const Waiting *a, const Waiting *b) {
    return a->t != b->t ? tighter(w->side, a->t, b->t) : a->node < b->node;
}

static void push(Work *w, Waiting x) {
    w->heap = arena_grow(w->net->arena, w->heap, &w->heap_cap, (size_t)w->nheap + 1, sizeof x);
    uint32_t i = w->nheap++;
    for (uint32_t up; i > 0 && sooner(w, &x, &w->heap[up = (i - 1) / 2]); i = up)
        w->heap[i] = w->heap[up];
    w->heap[i] = x;
}

static Waiting pop(Work *w) {
    Waiting top = w->heap[0], x = w->heap[--w->nheap];
    uint32_t i = 0;
    for (uint32_t down; (down = 2 * i + 1) < w->nheap; i = down) {
        if (down + 1 < w->nheap && sooner(w, &w->heap[down + 1], &w->heap[down])) down++;
        if (!sooner(w, &w->heap[down], &x)) break;
        w->heap[i] = w->heap[down];
    }
    w->heap[i] = x;
    return top;
}

static void tighten(Work *w, uint32_t to, uint32_t end, int64_t t, OrderWhy why) {
    OrderEvent *e = &w->net->events[to];
    uint32_t bound = bound_of(w->side, end);
    if (!tighter(w->side, t, e->t[bound])) return;
    e->t[bound] = t;
    e->why[bound] = why;
    e->steps[bound] = w->net->events[why.event].steps[why.bound] + (why.link == NO_LINK ? 0 : 1);
    push(w, (Waiting){t, to * ENDS + end});
}

// The latest t + reach, or the earliest time that reaches t: a month before the 31st of March is
// the 1st of March if February has no such day.
static int64_t reached(const OrderLink *l, Side side, int64_t t) {
    if (side == LATEST) return add_clamped(shift_months(CAL_GREGORIAN, t, l->reach_m), l->reach_s);
    int64_t end = add_clamped(t, -l->reach_s);
    int64_t back = shift_months(CAL_GREGORIAN, end, -(int64_t)l->reach_m);
    if (is_finite(back) && shift_months(CAL_GREGORIAN, back, l->reach_m) < end)
        back = unit_last(CAL_GREGORIAN, back, PREC_MONTH) + 1;
    return back;
}

// Earliest bounds go on from start to end and along the links, latest ones the other way; against
// that, the same end of a moment and the reach of a link. START and END change roles.
static void spread(Work *w, Waiting x) {
    const OrderNet *net = w->net;
    uint32_t from = x.node / ENDS, end = x.node % ENDS;
    uint32_t entry = w->side == EARLIEST ? START : END, bound = bound_of(w->side, end);
    if (net->events[from].t[bound] != x.t) return; // tightened again since
    OrderWhy why = {from, NO_LINK, (uint8_t)bound, false};
    if (end == entry || net->events[from].moment) tighten(w, from, 1 - end, x.t, why);
    bool along = end != entry, first = (w->side == EARLIEST) == along;
    const LinksOf *links = first ? &w->by_first : &w->by_second;
    for (uint32_t i = links->off[from]; i < links->off[from + 1]; i++) {
        const OrderLink *l = &net->links[links->at[i]];
        why.link = links->at[i];
        why.reach = !along;
        uint32_t to = first ? l->second : l->first;
        if (along)
            tighten(w, to, entry, x.t, why);
        else if (l->reaches)
            tighten(w, to, 1 - entry, reached(l, w->side, x.t), why);
    }
}

static void solve_side(Work *w, Side side) {
    const OrderNet *net = w->net;
    w->side = side;
    int64_t none = side == EARLIEST ? INSTANT_MIN : INSTANT_MAX;
    for (uint32_t e = 0; e < net->nevents; e++)
        for (uint32_t end = START; end < ENDS; end++) {
            int64_t t = net->events[e].t[bound_of(side, end)];
            if (t != none) push(w, (Waiting){t, e * ENDS + end});
        }
    while (w->nheap) spread(w, pop(w));
}

// ---- contradictions -------------------------------------------------------------------------

// Where two bounds that exclude each other meet: at one end of an event, or at both ends of a link.
typedef struct Clash {
    uint32_t late, early; // events
    uint8_t late_bound, early_bound;
    uint32_t link;  // between them, or NO_LINK
    uint32_t steps; // of both ways together
    bool strict;    // the two are equal
} Clash;

static void consider(const Work *w, Clash *best, Clash c) {
    const OrderEvent *events = w->net->events;
    c.steps = events[c.late].steps[c.late_bound] + events[c.early].steps[c.early_bound] +
              (c.link != NO_LINK);
    int64_t late = events[c.late].t[c.late_bound], early = events[c.early].t[c.early_bound];
    c.strict = late == early;
    Clash *b = &best[w->group[c.late]];
    if (late < early || (c.strict && c.link == NO_LINK) || late == INSTANT_MIN) return;
    if (b->steps && (b->strict != c.strict ? c.strict : b->steps <= c.steps)) return;
    *b = c;
}

static void find_clashes(const Work *w, Clash *best) {
    const OrderNet *net = w->net;
    for (uint32_t e = 0; e < net->nevents; e++)
        for (uint8_t i = 0; i < BOUNDS; i += 2)
            consider(w, best, (Clash){e, e, i, (uint8_t)(i + 1), NO_LINK, 0, false});
    for (uint32_t i = 0; i < net->nlinks; i++)
        consider(
            w, best,
            (Clash){net->links[i].first, net->links[i].second, BOUND_EE, BOUND_LS, i, 0, false});
}

// The links that a bound follows from, the last one first; returns the event whose date it is.
static uint32_t trace(const OrderNet *net, uint32_t event, uint32_t bound, OrderStep *out) {
    for (;;) {
        const OrderWhy *why = &net->events[event].why[bound];
        if (why->event == NO_LINK) return event;
        if (why->link != NO_LINK) *out++ = (OrderStep){why->link, why->reach};
        event = why->event;
        bound = why->bound;
    }
}

static void add_clash(OrderNet *net, const Clash *c) {
    uint32_t up = net->events[c->late].steps[c->late_bound];
    OrderConflict *o = add_conflict(net, 0, 0, c->steps);
    o->late = trace(net, c->late, c->late_bound, o->steps);
    for (uint32_t i = 0; i < up / 2; i++) {
        OrderStep s = o->steps[i];
        o->steps[i] = o->steps[up - 1 - i];
        o->steps[up - 1 - i] = s;
    }
    if (c->link != NO_LINK) o->steps[up++] = (OrderStep){c->link, false};
    o->early = trace(net, c->early, c->early_bound, o->steps + up);
}

void order_solve(OrderNet *net) {
    Work w = {.net = net};
    bool *broken = arena_zero(net->arena, net->nevents);
    w.by_first = links_by(net, false);
    w.by_second = links_by(net, true);
    group_events(&w);
    for (uint32_t e = 0; e < net->nevents; e++)
        for (uint32_t i = 0; i < BOUNDS; i++) {
            net->events[e].why[i] = (OrderWhy){NO_LINK, NO_LINK, 0, false};
            net->events[e].steps[i] = 0;
        }
    find_circles(&w, broken);
    solve_side(&w, EARLIEST);
    solve_side(&w, LATEST);
    Clash *best = arena_zero(net->arena, (size_t)net->nevents * sizeof *best);
    find_clashes(&w, best);
    for (uint32_t e = 0; e < net->nevents; e++)
        if (best[e].steps && !broken[e]) add_clash(net, &best[e]);
}
