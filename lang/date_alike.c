// Whether two sets {…} may have the same members in some world. In: sides. Out: whether there is
// such a world.
//
// To choose one stretch for several parts is to pierce rectangles (their starts by their ends) with
// few points, for which no quick way is known; so it is tried. Parts that may not be alike,
// directly or by way of others, do not touch each other: groups of them are tried one by one, and
// those of real dates are small.
#include "lang/date_relation.h"

enum { GROUP_MAX = 16 }; // of either side

// A group: its parts of either side.
typedef struct Same {
    const Side *side[2];
    uint32_t tries, n[2];
    uint32_t part[2][GROUP_MAX];
    uint32_t class_of[2][GROUP_MAX]; // the number of b's part whose stretch it has
    CommonTimes starts[2 * GROUP_MAX], ends[2 * GROUP_MAX], points[4 * GROUP_MAX];
} Same;

static const Part *same_part(const Same *s, int side, uint32_t i) {
    return &s->side[side]->part[s->part[side][i]];
}

// All that are to have the stretch of b's part j, itself among them, have one they can all have.
static bool class_possible(Same *s, uint32_t j, const uint32_t upto[2]) {
    Common start = {s->starts, 0}, end = {s->ends, 0}, point = {s->points, 0};
    bool moment = false;
    int64_t first, last;
    for (int k = 0; k < 2; k++) {
        uint32_t most = k && upto[k] <= j ? j + 1 : upto[k];
        for (uint32_t i = 0; i < most; i++) {
            if (i >= upto[k] && i != j) continue;
            if (s->class_of[k][i] != j && !(k && i == j)) continue;
            const Part *p = same_part(s, k, i);
            moment |= p->moment;
            common_add(&start, &p->s, 0);
            common_add(&end, p->moment ? &p->s : &p->e, 0);
        }
    }
    if (!moment)
        return common_first(&start, INSTANT_MIN, &first) && common_first(&end, first, &last);
    for (uint32_t i = 0; i < start.n; i++) {
        common_add(&point, start.set[i].t, 0);
        if (end.set[i].t != start.set[i].t) common_add(&point, end.set[i].t, 0);
    }
    return common_first(&point, INSTANT_MIN, &first);
}

static bool class_used(const Same *s, uint32_t j) {
    for (uint32_t k = 0; k < s->n[0]; k++)
        if (s->class_of[0][k] == j) return true;
    return false;
}

// Every part of a has the stretch of one of b's; every part of b that is left has that of another.
static bool same_from(Same *s, int side, uint32_t i) {
    uint32_t upto[2];
    if (++s->tries > TRIES_MAX) return true;
    if (side == 0 && i == s->n[0]) return same_from(s, 1, 0);
    if (i == s->n[side]) return true;
    upto[0] = side ? s->n[0] : i + 1;
    upto[1] = side ? i + 1 : 0;
    if (side == 1 && class_used(s, i)) {
        s->class_of[1][i] = i;
        return same_from(s, 1, i + 1);
    }
    for (uint32_t j = 0; j < s->n[1]; j++) {
        if (side == 1 && !class_used(s, j)) continue;
        s->class_of[side][i] = j;
        if (class_possible(s, j, upto) && same_from(s, side, i + 1)) return true;
    }
    return false;
}

// Takes into the group all that may be the same as its part `i` of a side; what is taken is marked.
static bool gather_like(Same *s, int side, uint32_t i, bool *taken) {
    const Part *p = same_part(s, side, i);
    const Side *other = s->side[!side];
    for (uint32_t k = 0; k < other->n; k++) {
        if (taken[k] || !part_may(p, &other->part[k], IS_EQUAL)) continue;
        taken[k] = true;
        if (s->n[!side] == GROUP_MAX) return false;
        s->part[!side][s->n[!side]++] = k;
    }
    return true;
}

// The group around one part; false: too large to be tried.
static bool gather(Same *s, int side, uint32_t part, bool *taken[2]) {
    uint32_t done[2] = {0, 0};
    s->n[0] = s->n[1] = s->tries = 0;
    s->part[side][s->n[side]++] = part;
    taken[side][part] = true;
    while (done[0] < s->n[0] || done[1] < s->n[1])
        for (int k = 0; k < 2; k++)
            while (done[k] < s->n[k])
                if (!gather_like(s, k, done[k]++, taken[!k])) return false;
    return true;
}

// Each part of either side may be the same as one of the other's.
static bool each_may(const Side *a, const Side *b) {
    for (uint32_t i = 0; i < a->n; i++) {
        const Part *p = &a->part[i];
        bool some = false;
        for (uint32_t j = 0; j < b->n && !some; j++) some = part_may(p, &b->part[j], IS_EQUAL);
        if (!some) return false;
    }
    return true;
}

bool members_may_equal(const Side *a, const Side *b) {
    bool *taken[2] = {arena_zero(a->scratch, a->n), arena_zero(a->scratch, b->n)};
    Same *s = ARENA_NEW(a->scratch, Same);
    s->side[0] = a;
    s->side[1] = b;
    if (!each_may(a, b) || !each_may(b, a)) return false;
    if (!members_may_lie_in(a, b) || !members_may_lie_in(b, a)) return false;
    for (int k = 0; k < 2; k++)
        for (uint32_t i = 0; i < s->side[k]->n; i++) {
            if (taken[k][i]) continue;
            if (!gather(s, k, i, taken)) return true;
            if (!same_from(s, 0, 0)) return false;
        }
    return true;
}
