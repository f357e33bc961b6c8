// Written periods with gaps (date("156X-12-25"), date("{1667, 1670}")): all seconds of the units
// that are named. Doubt moves both edges of each stretch; one that is shorter than its doubt may
// not be there at all. In: dates not yet widened. Out: truths of `in` and `overlaps`.
#include "lang/date_relation.h"

// The region as large as it may be (outer), or (inner) from the latest start to the earliest end of
// each stretch: where doubt is longer than the stretch, from > to, and some second between the two
// belongs to it.
typedef struct Region {
    const Date *piece;
    uint32_t n;
    bool inner;
    Circa circa;
} Region;

static Region region_of(const Date *d, bool inner, Circa c) {
    return (Region){d->set ? d->set->piece : d, d->set ? d->set->n : 1, inner, c};
}

static Times piece_times(const Region *r, uint32_t i) {
    const Date *d = &r->piece[i];
    if (d->mask && d->kind == DATE_MOMENT) {
        Width w = date_width(r->circa, d->qual, (Precision)d->prec);
        if (r->inner) w = (Width){-w.months, -w.seconds};
        return times_of_mask(d, false, w);
    }
    Date p = *d;
    p.mask = p.end_mask = 0;
    p = date_period(&p);
    p = date_widen(&p, r->circa);
    return r->inner ? times_between(p.ls, p.ee) : times_between(p.es, p.le);
}

// A mask that stands alone keeps what it names also where date_period made a span of it.
static Times region_times(const Region *r, uint32_t i) {
    Date d = r->piece[i];
    if (d.flags & DATE_WHOLE && d.mask == d.end_mask) d.kind = DATE_MOMENT;
    Region one = {&d, 1, r->inner, r->circa};
    return piece_times(&one, 0);
}

static bool region_next(const Region *r, int64_t at, Stretch *out) {
    bool found = false, more = true;
    Stretch s;
    for (uint32_t i = 0; i < r->n; i++) {
        Times t = region_times(r, i);
        if (!times_next(&t, at, &s) || (found && s.from >= out->from)) continue;
        *out = s;
        found = true;
    }
    while (found && more) {
        more = false;
        for (uint32_t i = 0; i < r->n && out->to != INSTANT_MAX; i++) {
            Times t = region_times(r, i);
            if (!times_next(&t, out->to + 1, &s) || s.from > out->to + 1) continue;
            out->to = s.to;
            more = true;
        }
    }
    return found;
}

// ---- a part and a region ------------------------------------------------------------------------

static bool within_one(const Region *r, Stretch s) {
    Stretch x;
    return region_next(r, s.from, &x) && x.from <= s.from && s.to <= x.to;
}

static bool surely_in(const Part *p, const Region *inner) {
    Stretch hull = part_hull(p), x;
    if (!p->moment) return within_one(inner, hull);
    int64_t at = INSTANT_MIN;
    while (times_first(&p->s, at, &at)) {
        if (!region_next(inner, at, &x) || x.from > at) return false;
        if (x.to >= hull.to) return true;
        at = x.to + 1;
    }
    return true;
}

static bool perhaps_in(const Part *p, const Region *outer) {
    int64_t at = INSTANT_MIN, e;
    Stretch x;
    while (times_first(&p->s, at, &at) && region_next(outer, at, &x)) {
        if (x.from > at) {
            at = x.from;
            continue;
        }
        if (p->moment) return true;
        if (!times_first(&p->e, at, &e)) return false;
        if (e <= x.to) return true;
        if (x.to == INSTANT_MAX) return false;
        at = x.to + 1;
    }
    return false;
}

static bool perhaps_shares(const Part *p, const Region *outer) {
    Stretch hull = part_hull(p), x;
    if (p->moment) return perhaps_in(p, outer);
    return region_next(outer, hull.from, &x) && x.from <= hull.to;
}

static bool perhaps_misses(const Part *p, const Region *inner) {
    int64_t at = INSTANT_MIN, e;
    Stretch x;
    while (times_first(&p->s, at, &at)) {
        e = at;
        if (!p->moment && !times_first(&p->e, at, &e)) return false;
        if (!region_next(inner, at, &x) || x.from > e) return true;
        if (x.to == INSTANT_MAX) return false;
        at = x.to + 1;
    }
    return false;
}

static Truth side_in_region(const Side *a, const Region *inner, const Region *outer) {
    Part room;
    bool certain = true;
    for (uint32_t i = 0; i < a->n; i++) {
        const Part *p = side_part(a, i, &room);
        if (!perhaps_in(p, outer)) return NO;
        certain = certain && surely_in(p, inner);
    }
    return certain ? YES : UNKNOWN;
}

static Truth side_shares_region(const Side *a, const Region *inner, const Region *outer) {
    Part room;
    bool possible = false, misses = true;
    for (uint32_t i = 0; i < a->n; i++) {
        const Part *p = side_part(a, i, &room);
        possible = possible || perhaps_shares(p, outer);
        misses = misses && perhaps_misses(p, inner);
    }
    return truth_of(possible && !misses, possible);
}

// ---- a region in something ----------------------------------------------------------------------

static bool may_hold(const Side *b, Stretch s) {
    Part room;
    for (uint32_t j = 0; j < b->n; j++) {
        Part p = {.s = times_between(s.from, s.from), .e = times_between(s.to, s.to)};
        if (s.from > s.to) p.s = p.e = times_between(s.to, s.from);
        if (part_may(&p, side_part(b, j, &room), IS_IN)) return true;
    }
    return false;
}

static bool surely_holds(const Side *b, Stretch s) {
    Part room;
    for (uint32_t j = 0; j < b->n; j++) {
        Stretch core = part_core(side_part(b, j, &room));
        if (core.from <= s.from && s.to <= core.to) return true;
    }
    return false;
}

enum { SECONDS_MAX = 8 };

// One moment holds one second only: the stretches of a second are fitted to b together.
static bool may_hold_all(const Region *inner, const Side *b) {
    Date second[SECONDS_MAX];
    Side seconds = {.piece = second, .circa = inner->circa};
    Stretch s;
    for (int64_t at = INSTANT_MIN; region_next(inner, at, &s); at = s.to + 1) {
        if (!may_hold(b, s)) return false;
        if (s.from == s.to && seconds.n < SECONDS_MAX) {
            Date d = {.es = s.from, .ls = s.from, .ee = s.to, .le = s.to};
            if (seconds.n < SIDE_KEPT) seconds.kept[seconds.n] = part_of(&d, inner->circa);
            second[seconds.n++] = d;
        }
        if (s.to == INSTANT_MAX) break;
    }
    return members_may_lie_in(&seconds, b);
}

static Truth region_in_side(const Date *a, const Side *b, Circa c) {
    Region inner = region_of(a, true, c), outer = region_of(a, false, c);
    bool certain = true;
    Stretch s;
    Side hull;
    side_make(&hull, a, 0, c);
    if (b->n == 1) return truth_of_sides(&hull, b, IS_IN);
    if (!may_hold_all(&inner, b)) return NO;
    for (int64_t at = INSTANT_MIN; certain && region_next(&outer, at, &s); at = s.to + 1) {
        certain = surely_holds(b, s);
        if (s.to == INSTANT_MAX) break;
    }
    return certain ? YES : UNKNOWN;
}

static bool all_within(const Region *a, const Region *b) {
    Stretch s, x;
    for (int64_t at = INSTANT_MIN; region_next(a, at, &s); at = s.to + 1) {
        bool some = s.from > s.to && region_next(b, s.to, &x) && x.from <= s.from;
        if (!some && !within_one(b, s)) return false;
        if (s.to == INSTANT_MAX) break;
    }
    return true;
}

static bool regions_share(const Region *a, const Region *b) {
    int64_t at = INSTANT_MIN;
    Stretch x, y;
    while (region_next(a, at, &x) && region_next(b, x.from, &y)) {
        if (y.from <= x.to) return true;
        at = y.from;
    }
    return false;
}

static Truth regions_truth(DateRelation r, const Date *a, const Date *b, Circa c) {
    Region ai = region_of(a, true, c), ao = region_of(a, false, c);
    Region bi = region_of(b, true, c), bo = region_of(b, false, c);
    if (r == REL_IN) return truth_of(all_within(&ao, &bi), all_within(&ai, &bo));
    return truth_of(regions_share(&ai, &bi), regions_share(&ao, &bo));
}

static Truth one_choice(DateRelation r, const Date *a, const Date *b, const Side *side, Circa c) {
    const Date *whole = a->flags & DATE_WHOLE ? a : b;
    Region inner = region_of(whole, true, c), outer = region_of(whole, false, c);
    if (r == REL_OVERLAPS) return side_shares_region(side, &inner, &outer);
    return whole == b ? side_in_region(side, &inner, &outer) : region_in_side(a, side, c);
}

Truth region_truth(DateRelation r, const Date *a, const Date *b, Circa c) {
    if (a->flags & b->flags & DATE_WHOLE) return regions_truth(r, a, b, c);
    const Date *other = a->flags & DATE_WHOLE ? b : a;
    Truth all = UNKNOWN;
    Side side;
    for (uint32_t i = 0; i < side_choices(other); i++) {
        side_make(&side, other, i, c);
        Truth one = one_choice(r, a, b, &side, c);
        if (one == UNKNOWN || (i && one != all)) return UNKNOWN;
        all = one;
    }
    return all;
}
