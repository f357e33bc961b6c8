// Worlds of two sets {…} at once, looked for by trying: their members are free of each other, but
// one second chosen for a member must serve, or avoid, several of the other side. In: sides. Out:
// whether there is such a world. Real sets are settled without any choice; the search is bounded.
#include "lang/date_relation.h"

enum { MEMBERS_MAX = 12, TRIES_MAX = 20000 };

// ---- each within one of the other's -------------------------------------------------------------

typedef struct Fit {
    const Side *b;
    uint32_t n, tries;
    Part part[MEMBERS_MAX];   // those that only a moment of b can hold
    uint32_t at[MEMBERS_MAX]; // which
} Fit;

// Part i and those before it that were put there too find one second of b's moment j.
static bool fits_at(Fit *f, uint32_t i, uint32_t j) {
    Part room;
    Common c = {.n = 0};
    int64_t second;
    common_add(&c, &side_part(f->b, j, &room)->s, 0);
    for (uint32_t k = 0; k <= i; k++) {
        if (k < i && f->at[k] != j) continue;
        common_add(&c, &f->part[k].s, 0);
        if (!f->part[k].moment) common_add(&c, &f->part[k].e, 0);
    }
    return common_first(&c, INSTANT_MIN, &second);
}

static bool fit_from(Fit *f, uint32_t i) {
    Part room;
    if (i == f->n || ++f->tries > TRIES_MAX) return true;
    for (uint32_t j = 0; j < f->b->n; j++) {
        if (!side_part(f->b, j, &room)->moment || !fits_at(f, i, j)) continue;
        f->at[i] = j;
        if (fit_from(f, i + 1)) return true;
    }
    return false;
}

bool members_may_lie_in(const Side *a, const Side *b) {
    Part rooms[2];
    Fit f = {.b = b, .n = 0};
    for (uint32_t i = 0; i < a->n; i++) {
        const Part *p = side_part(a, i, &rooms[0]);
        bool may = false, free = false; // in a span: whatever the others do
        for (uint32_t j = 0; j < b->n && !free; j++) {
            const Part *q = side_part(b, j, &rooms[1]);
            if (!part_may(p, q, IS_IN)) continue;
            may = true;
            free = !q->moment;
        }
        if (!may) return false;
        if (!free && f.n < MEMBERS_MAX) f.part[f.n++] = *p;
    }
    return fit_from(&f, 0);
}

// ---- no second shared ---------------------------------------------------------------------------

typedef struct Placed {
    Stretch s;
    bool left; // of a
} Placed;

typedef struct Miss {
    uint32_t n, placed, tries;
    Part part[2 * MEMBERS_MAX]; // those that can be in several places
    bool left[2 * MEMBERS_MAX];
    Placed put[2 * MEMBERS_MAX];
} Miss;

static bool collides(const Miss *m, bool left, Stretch s, int64_t *to) {
    for (uint32_t i = 0; i < m->placed; i++) {
        const Placed *p = &m->put[i];
        if (p->left == left || p->s.to < s.from || s.to < p->s.from) continue;
        *to = p->s.to;
        return true;
    }
    return false;
}

// The first world of the part, as short as it can be, that begins at t or later and is not in the
// way of what was put.
static bool place_from(const Miss *m, const Part *p, bool left, int64_t t, Stretch *out) {
    int64_t to;
    while (times_first(&p->s, t, &out->from)) {
        out->to = out->from;
        if (!p->moment && !times_first(&p->e, out->from, &out->to)) return false;
        if (!p->moment) times_last(&p->s, out->to, &out->from);
        if (!collides(m, left, *out, &to)) return true;
        if (to == INSTANT_MAX) return false;
        t = to + 1;
    }
    return false;
}

// Each of the others can take away one place: a part with more places than there are others to come
// is no worry.
static bool miss_from(Miss *m, uint32_t i) {
    if (i == m->n || ++m->tries > TRIES_MAX) return true;
    Stretch s[MEMBERS_MAX + 1];
    uint32_t others = 0, found = 0;
    for (uint32_t k = i + 1; k < m->n; k++) others += m->left[k] != m->left[i];
    int64_t t = INSTANT_MIN;
    while (found <= others && place_from(m, &m->part[i], m->left[i], t, &s[found])) {
        t = s[found++].to;
        if (t == INSTANT_MAX) break;
        t++;
    }
    if (found > others) return miss_from(m, i + 1);
    for (uint32_t k = 0; k < found; k++) {
        m->put[m->placed++] = (Placed){s[k], m->left[i]};
        bool done = miss_from(m, i + 1);
        m->placed--;
        if (done) return true;
    }
    return false;
}

static bool settle(Miss *m, const Side *side, bool left) {
    Part room;
    int64_t to;
    for (uint32_t i = 0; i < side->n; i++) {
        const Part *p = side_part(side, i, &room);
        Stretch core = part_core(p);
        if (core.from > core.to) {
            m->part[m->n] = *p;
            m->left[m->n++] = left;
        } else if (collides(m, left, core, &to)) {
            return false;
        } else {
            m->put[m->placed++] = (Placed){core, left};
        }
    }
    return true;
}

bool members_may_miss(const Side *a, const Side *b) {
    Part rooms[2];
    for (uint32_t i = 0; i < a->n; i++)
        for (uint32_t j = 0; j < b->n; j++)
            if (!part_may(side_part(a, i, &rooms[0]), side_part(b, j, &rooms[1]),
                          ALLEN_ALL & ~IS_SHARED))
                return false;
    if (a->n > MEMBERS_MAX || b->n > MEMBERS_MAX) return true;
    Miss m = {.n = 0};
    return settle(&m, a, true) && settle(&m, b, false) && miss_from(&m, 0);
}

// ---- the same parts -----------------------------------------------------------------------------

typedef struct Same {
    const Side *side[2];
    uint32_t tries;
    uint32_t class_of[2][MEMBERS_MAX]; // the number of b's part whose stretch it has
} Same;

// All that are to have the stretch of b's part j, itself among them, have one they can all have.
static bool class_possible(const Same *s, uint32_t j, uint32_t upto[2]) {
    Part rooms[2][MEMBERS_MAX];
    Common start = {.n = 0}, end = {.n = 0}, point = {.n = 0};
    bool moment = false;
    int64_t first, last;
    for (int k = 0; k < 2; k++) {
        uint32_t most = k && upto[k] <= j ? j + 1 : upto[k];
        for (uint32_t i = 0; i < most; i++) {
            if (i >= upto[k] && i != j) continue;
            if (s->class_of[k][i] != j && !(k && i == j)) continue;
            const Part *p = side_part(s->side[k], i, &rooms[k][i]);
            moment |= p->moment;
            common_add(&start, &p->s, 0);
            common_add(&end, p->moment ? &p->s : &p->e, 0);
        }
    }
    if (!moment)
        return common_first(&start, INSTANT_MIN, &first) && common_first(&end, first, &last);
    for (uint32_t i = 0; i < start.n; i++) {
        common_add(&point, start.t[i], 0);
        if (end.t[i] != start.t[i]) common_add(&point, end.t[i], 0);
    }
    return common_first(&point, INSTANT_MIN, &first);
}

static bool class_used(const Same *s, uint32_t j) {
    for (uint32_t k = 0; k < s->side[0]->n; k++)
        if (s->class_of[0][k] == j) return true;
    return false;
}

// Every part of a has the stretch of one of b's; every part of b that is left has that of another.
static bool same_from(Same *s, int side, uint32_t i) {
    uint32_t n = s->side[side]->n, upto[2];
    if (++s->tries > TRIES_MAX) return true;
    if (side == 0 && i == n) return same_from(s, 1, 0);
    if (i == n) return true;
    upto[0] = side ? s->side[0]->n : i + 1;
    upto[1] = side ? i + 1 : 0;
    if (side == 1 && class_used(s, i)) {
        s->class_of[1][i] = i;
        return same_from(s, 1, i + 1);
    }
    for (uint32_t j = 0; j < s->side[1]->n; j++) {
        if (side == 1 && !class_used(s, j)) continue;
        s->class_of[side][i] = j;
        if (class_possible(s, j, upto) && same_from(s, side, i + 1)) return true;
    }
    return false;
}

bool members_may_equal(const Side *a, const Side *b) {
    Part rooms[2];
    for (int turn = 0; turn < 2; turn++) {
        const Side *x = turn ? b : a, *y = turn ? a : b;
        for (uint32_t i = 0; i < x->n; i++) {
            const Part *p = side_part(x, i, &rooms[0]);
            bool some = false;
            for (uint32_t j = 0; j < y->n && !some; j++)
                some = part_may(p, side_part(y, j, &rooms[1]), IS_EQUAL);
            if (!some) return false;
        }
    }
    Same s = {.side = {a, b}};
    if (a->n + b->n > MEMBERS_MAX) return true;
    return same_from(&s, 0, 0);
}
