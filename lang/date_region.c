// Written periods with gaps (date("156X-12-25"), date("{1667, 1670}")): all seconds of the units
// that are named. Doubt moves both edges of each stretch; one that is shorter than its doubt may
// not be there at all. In: dates not yet widened. Out: truths of `in` and `overlaps`.
#include "lang/date_relation.h"
#include "lang/stack.h"

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
    bool certain = true;
    for (uint32_t i = 0; i < a->n; i++) {
        const Part *p = &a->part[i];
        if (!perhaps_in(p, outer)) return NO;
        certain = certain && surely_in(p, inner);
    }
    return certain ? YES : UNKNOWN;
}

static Stretch in_order(Stretch s) { return s.from <= s.to ? s : (Stretch){s.to, s.from}; }

// The seconds of s that no member of the line surely takes, at least.
static bool leaves_more(const Line *l, Stretch s, uint64_t than) {
    uint64_t rest = (uint64_t)s.to - (uint64_t)s.from;
    if (rest < UINT64_MAX) rest++;
    for (uint32_t i = 0; i < l->n; i++) {
        const Claim *c = &l->claim[i];
        int64_t from = c->from > s.from ? c->from : s.from, to = c->to < s.to ? c->to : s.to;
        if (!c->left || !c->all || from > to) continue;
        uint64_t taken = (uint64_t)to - (uint64_t)from;
        if (taken >= rest) return false;
        rest -= taken + 1;
    }
    return rest > than;
}

// The first second from t on where a member of the line may be.
static bool next_member(const Line *l, int64_t t, int64_t *out) {
    bool found = false;
    for (uint32_t i = 0; i < l->n + l->choices; i++) {
        Stretch s;
        if (i < l->n && !l->claim[i].left) continue;
        s = i < l->n ? (Stretch){l->claim[i].from, l->claim[i].to}
                     : part_hull(&l->choice[i - l->n].part);
        int64_t from = s.from > t ? s.from : t;
        if (s.to < t || (found && from >= *out)) continue;
        *out = from;
        found = true;
    }
    return found;
}

// The region beside the members of the line. A stretch to which they leave more seconds than they
// can take finds one whatever they do.
static void add_region(Line *l, const Region *inner) {
    uint64_t most = l->n + l->choices;
    int64_t at = INSTANT_MIN;
    Stretch x;
    for (uint32_t i = 0; i < l->choices; i++)
        if (!l->choice[i].part.moment) most = UINT64_MAX;
    while (!l->full && next_member(l, at, &at) && region_next(inner, at, &x)) {
        Stretch s = in_order(x);
        int64_t near = INSTANT_MIN;
        bool all = x.from <= x.to;
        if (next_member(l, s.from, &near) && near <= s.to && (all || !leaves_more(l, s, most)))
            line_add(l, (Claim){s.from, s.to, false, all});
        if (x.to == INSTANT_MAX) return;
        at = x.to + 1;
    }
}

// Jointly; a part that can keep out of all that the region may be is in nobody's way.
static bool side_misses(const Side *a, const Region *inner, const Region *outer) {
    Line *l = line_new(a->scratch);
    for (uint32_t i = 0; i < a->n; i++) {
        const Part *p = &a->part[i];
        if (!perhaps_misses(p, outer)) line_add_part(l, p, true);
    }
    add_region(l, inner);
    return line_divides(l);
}

static Truth side_shares_region(const Side *a, const Region *inner, const Region *outer) {
    bool possible = false, misses = true;
    for (uint32_t i = 0; i < a->n; i++) {
        const Part *p = &a->part[i];
        possible = possible || perhaps_shares(p, outer);
        misses = misses && perhaps_misses(p, inner);
    }
    if (misses && possible && a->n > 1) misses = side_misses(a, inner, outer);
    return truth_of(possible && !misses, possible);
}

// ---- a region in something ----------------------------------------------------------------------

static bool may_hold(const Side *b, const Part *p) {
    for (uint32_t j = 0; j < b->n; j++)
        if (part_may(p, &b->part[j], IS_IN)) return true;
    return false;
}

static bool surely_holds(const Side *b, Stretch s) {
    for (uint32_t j = 0; j < b->n; j++) {
        Stretch core = part_core(&b->part[j]);
        if (core.from <= s.from && s.to <= core.to) return true;
    }
    return false;
}

static Part fixed_part(int64_t from, int64_t to) {
    return (Part){.s = times_between(from, from), .e = times_between(to, to)};
}

// Some second of the stretch. One that touches what is there anyhow makes one stretch with it,
// which only a span of b can hold. before: the last of these.
OWN_FRAME static bool may_hold_some(Hits *h, const Region *inner, Stretch before, Stretch s) {
    Stretch after;
    Part joined, rest = {.moment = true};
    if (before.to < s.from && before.to + 1 == s.from) {
        joined = fixed_part(before.from, s.from++);
        if (may_hold(h->b, &joined)) return true;
    }
    if (s.to < INSTANT_MAX && region_next(inner, s.to + 1, &after) && after.from == s.to + 1) {
        joined = fixed_part(s.to--, after.to);
        if (may_hold(h->b, &joined)) return true;
    }
    rest.s = rest.e = times_between(s.from, s.to);
    return s.from <= s.to && hits_add(h, &rest);
}

// Each stretch as small as it may be; a moment of b holds one second only. Exact but where two of
// less than a stretch have one second each to go to, and these touch.
static bool may_hold_all(const Region *inner, const Side *b) {
    Hits *h = hits_open(b);
    Stretch s, before = {INSTANT_MAX, INSTANT_MAX};
    for (int64_t at = INSTANT_MIN; region_next(inner, at, &s); at = s.to + 1) {
        if (s.from > s.to) {
            if (!may_hold_some(h, inner, before, in_order(s))) return false;
        } else {
            Part p = fixed_part(s.from, s.to);
            if (!hits_add(h, &p)) return false;
            before = s;
        }
        if (s.to == INSTANT_MAX) break;
    }
    return hits_fit(h);
}

static Truth region_in_side(const Date *a, const Side *b, Circa c) {
    Region inner = region_of(a, true, c), outer = region_of(a, false, c);
    bool certain = true;
    Stretch s;
    Side hull;
    side_make(&hull, b->scratch, a, 0, c);
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

// Jointly, as side_misses.
static bool regions_miss(Arena *scratch, const Region *ai, const Region *bi, const Region *bo) {
    Line *l = line_new(scratch);
    Stretch x, y;
    for (int64_t at = INSTANT_MIN; !l->full && region_next(ai, at, &x); at = x.to + 1) {
        Stretch s = in_order(x);
        bool all = x.from <= x.to, near = region_next(bo, s.from, &y) && y.from <= s.to;
        bool inside = near && y.from <= s.from && s.to <= y.to;
        if (all ? near : inside) line_add(l, (Claim){s.from, s.to, true, all});
        if (x.to == INSTANT_MAX) break;
    }
    add_region(l, bi);
    return line_divides(l);
}

OWN_FRAME static Truth regions_truth(Arena *scratch, DateRelation r, const Date *a, const Date *b,
                                     Circa c) {
    Region ai = region_of(a, true, c), ao = region_of(a, false, c);
    Region bi = region_of(b, true, c), bo = region_of(b, false, c);
    if (r == REL_IN) return truth_of(all_within(&ao, &bi), all_within(&ai, &bo));
    if (regions_share(&ai, &bi)) return YES;
    if (!regions_share(&ao, &bo)) return NO;
    return regions_miss(scratch, &ai, &bi, &bo) ? UNKNOWN : YES;
}

static Truth one_choice(DateRelation r, const Date *a, const Date *b, const Side *side, Circa c) {
    const Date *whole = a->flags & DATE_WHOLE ? a : b;
    Region inner = region_of(whole, true, c), outer = region_of(whole, false, c);
    if (r == REL_OVERLAPS) return side_shares_region(side, &inner, &outer);
    return whole == b ? side_in_region(side, &inner, &outer) : region_in_side(a, side, c);
}

Truth region_truth(Arena *scratch, DateRelation r, const Date *a, const Date *b, Circa c) {
    if (a->flags & b->flags & DATE_WHOLE) return regions_truth(scratch, r, a, b, c);
    const Date *other = a->flags & DATE_WHOLE ? b : a;
    Truth all = UNKNOWN;
    Side side;
    for (uint32_t i = 0; i < side_choices(other); i++) {
        side_make(&side, scratch, other, i, c);
        Truth one = one_choice(r, a, b, &side, c);
        if (one == UNKNOWN || (i && one != all)) return UNKNOWN;
        all = one;
    }
    return all;
}
