// Whether each member of one set {…} may lie within one of another's in some world. A span holds
// whatever it may hold, at its longest, for all; but a moment is one second only, and all that it
// is to hold must have that one. In: sides. Out: whether there is such a world.
//
// Let the m moments of b be free within stretches, and the parts that need one be stretches too. Of
// m points in order, those from s to t are at least as many as the moments that must lie between s
// and t, and at least one where a part does; where that is so for all s and t, the points can be
// given to the moments (Hall's theorem, for stretches). These are lower bounds on differences of
// one rising count from 0 to m, so that they can be met if no row of stretches apart from each
// other asks for more than m. With masks the question is that of hitting sets: there it is tried.
#include "lang/date_relation.h"

// ---- counting -----------------------------------------------------------------------------------

typedef struct Count {
    Stretch room[DATE_SET_MAX]; // by their ends
    uint32_t rooms, starts, open;
    int64_t start[DATE_SET_MAX];     // of rooms, in order
    uint32_t with[DATE_SET_MAX];     // the most asked for up to here, if a stretch begins there
    int64_t at[2 * DATE_SET_MAX];    // ends that were passed,
    uint32_t most[2 * DATE_SET_MAX]; // and the most asked for up to them
    uint32_t passed, best;
} Count;

// The most asked for before t.
static uint32_t most_before(const Count *c, int64_t t) {
    uint32_t lo = 0, hi = c->passed;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (c->at[mid] < t)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo ? c->most[lo - 1] : 0;
}

static void pass(Count *c, Stretch s, bool room) {
    uint32_t asked = room ? 0 : most_before(c, s.from) + 1;
    for (; c->open < c->starts && c->start[c->open] <= s.to; c->open++)
        c->with[c->open] = most_before(c, c->start[c->open]);
    for (uint32_t i = 0; room && i < c->open && c->start[i] <= s.from; i++)
        if (++c->with[i] > asked) asked = c->with[i];
    if (asked > c->best) c->best = asked;
    c->at[c->passed] = s.to;
    c->most[c->passed++] = c->best;
}

static bool counted(Hits *h) {
    Count *c = arena_alloc(h->b->scratch, sizeof *c);
    c->rooms = c->starts = c->open = c->passed = c->best = 0;
    for (uint32_t j = 0; j < h->b->n; j++) {
        const Part *p = &h->b->part[j];
        if (p->moment && !p->masked) c->room[c->rooms++] = part_hull(p); // no mask serves anyone
    }
    for (uint32_t j = 0; j < c->rooms; j++) c->start[c->starts++] = c->room[j].from;
    times_sort(c->start, c->starts, sizeof *c->start, 0);
    times_sort(c->room, c->rooms, sizeof *c->room, offsetof(Stretch, to));
    times_sort(h->want, h->n, sizeof *h->want, offsetof(Stretch, to));
    for (uint32_t i = 0, j = 0; i < h->n || j < c->rooms;) {
        bool room = i == h->n || (j < c->rooms && c->room[j].to < h->want[i].to);
        pass(c, room ? c->room[j++] : h->want[i++], room);
    }
    return c->best <= c->rooms;
}

// ---- trying -------------------------------------------------------------------------------------

typedef struct Fit {
    const Hits *h;
    uint32_t n, tries;
    uint32_t at[MASKED_MAX]; // which of b's moments holds a part
} Fit;

// Part i and those before it that were put there too find one second of b's moment j.
static bool fits_at(const Fit *f, uint32_t i, uint32_t j) {
    CommonTimes all[1 + 2 * MASKED_MAX];
    Common c = {all, 0};
    int64_t second;
    common_add(&c, &f->h->b->part[j].s, 0);
    for (uint32_t k = 0; k <= i; k++) {
        const Part *p = &f->h->part[k];
        if (k < i && f->at[k] != j) continue;
        common_add(&c, &p->s, 0);
        if (!p->moment) common_add(&c, &p->e, 0);
    }
    return common_first(&c, INSTANT_MIN, &second);
}

static bool fit_from(Fit *f, uint32_t i) {
    if (i == f->n || ++f->tries > TRIES_MAX) return true;
    for (uint32_t j = 0; j < f->h->b->n; j++) {
        if (!f->h->b->part[j].moment || !fits_at(f, i, j)) continue;
        f->at[i] = j;
        if (fit_from(f, i + 1)) return true;
    }
    return false;
}

// ---- both ---------------------------------------------------------------------------------------

bool hits_add(Hits *h, const Part *p) {
    bool may = false;
    for (uint32_t j = 0; j < h->b->n; j++) {
        const Part *q = &h->b->part[j];
        if (!part_may(p, q, IS_IN)) continue;
        if (!q->moment) return true;
        may = true;
        h->masked = h->masked || q->masked;
    }
    Stretch core = part_core(p); // where it can be one second, from > to or the same
    h->masked = h->masked || p->masked;
    if (may && h->n < MASKED_MAX) h->part[h->n] = *p;
    if (may && h->n < DATE_SET_MAX) h->want[h->n++] = (Stretch){core.to, core.from};
    return may;
}

bool hits_fit(Hits *h) {
    if (h->n < 2) return true;
    if (!h->masked) return counted(h);
    Fit f = {.h = h, .n = h->n < MASKED_MAX ? h->n : MASKED_MAX};
    return fit_from(&f, 0);
}

bool members_may_lie_in(const Side *a, const Side *b) {
    Hits *h = hits_open(b);
    for (uint32_t i = 0; i < a->n; i++)
        if (!hits_add(h, &a->part[i])) return false;
    return hits_fit(h);
}
