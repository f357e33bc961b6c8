// How long it is from the one date to the other, sets and masks among them. In: two dates, as they
// are stated. Out: a duration. In a world with several members of a set {…} it is counted between
// the two that lie nearest to each other.
#include "lang/date_times.h"
#include "lang/duration.h"

// ---- bounds ---------------------------------------------------------------------------------

static Duration bound_of(Duration d, bool upper) {
    return upper ? (Duration){d.hi_s, d.hi_s, d.hi_m, d.hi_m}
                 : (Duration){d.lo_s, d.lo_s, d.lo_m, d.lo_m};
}

static void put_bound(Duration *d, Duration from, bool upper) {
    if (upper) {
        d->hi_s = from.hi_s;
        d->hi_m = from.hi_m;
    } else {
        d->lo_s = from.lo_s;
        d->lo_m = from.lo_m;
    }
}

// Takes over the bound of the one that is less, or greater.
static void take_bound(Duration *d, Duration other, bool upper, bool greater) {
    int c = duration_order(bound_of(other, upper), bound_of(*d, upper));
    if (greater ? c > 0 : c < 0) put_bound(d, other, upper);
}

// ---- masks ----------------------------------------------------------------------------------

static bool masked_moment(const Date *d) { return d->kind == DATE_MOMENT && d->mask; }

static Times times_of(const Date *d) {
    return masked_moment(d) ? times_of_mask(d, false, (Width){0, 0}) : times_between(d->es, d->le);
}

static Date unit_of(const Date *d, Stretch s) {
    Date u = *d;
    if (!masked_moment(d)) return u;
    u.es = u.ee = s.from;
    u.ls = u.le = s.to;
    u.mask = u.end_mask = 0;
    return u;
}

typedef struct Near {
    Stretch a, b;
    int64_t apart; // seconds
} Near;

static void take_nearer(Near *n, Stretch a, Stretch b) {
    int64_t apart = a.to < b.from ? b.from - a.to : a.from - b.to;
    if (apart < n->apart) *n = (Near){a, b, apart};
}

// The years of a calendar repeat after 400; of a mask they are fewer stretches than this.
enum { STRETCHES_MAX = 80000 };

// Of two that never share a second; the first has a mask.
static Near nearest(const Times *a, const Times *b) {
    Near n = {.apart = INSTANT_MAX};
    Stretch x, y;
    if (b->level == TIMES_PLAIN) {
        y = (Stretch){b->lo, b->hi};
        if (times_back(a, y.from, &x)) take_nearer(&n, x, y);
        if (times_next(a, y.to, &x)) take_nearer(&n, x, y);
        return n;
    }
    int64_t at = INSTANT_MIN;
    for (uint32_t i = 0; i < STRETCHES_MAX && times_next(a, at, &x); i++, at = x.to + 1) {
        if (times_back(b, x.from, &y)) take_nearer(&n, x, y);
        if (times_next(b, x.to, &y)) take_nearer(&n, x, y);
    }
    return n;
}

// Between the first and the last of their units it is the longest.
static bool longest(const Date *a, const Date *b, Duration *out) {
    Times x = times_of(a), y = times_of(b);
    Stretch s, t;
    for (int i = 0; i < 4; i++) {
        Duration d;
        if (i & 1 ? !times_back(&x, INSTANT_MAX, &s) : !times_next(&x, INSTANT_MIN, &s))
            return false;
        if (i & 2 ? !times_back(&y, INSTANT_MAX, &t) : !times_next(&y, INSTANT_MIN, &t))
            return false;
        Date u = unit_of(a, s), v = unit_of(b, t);
        if (!gap_of_bounds(&u, &v, &d)) return false;
        if (i == 0) *out = d;
        take_bound(out, d, true, true);
    }
    return true;
}

// A mask at one end of a span only moves its bounds.
static bool gap_of_pair(Arena *scratch, const Date *a, const Date *b, Duration *out) {
    if (!masked_moment(a) && !masked_moment(b)) return gap_of_bounds(a, b, out);
    if (!masked_moment(a)) return gap_of_pair(scratch, b, a, out);
    if (!longest(a, b, out)) return false;
    Duration least = {0};
    if (date_relation(scratch, REL_OVERLAPS, a, b, (Circa){0}) == NO) {
        Times x = times_of(a), y = times_of(b);
        Near n = nearest(&x, &y);
        Date u = unit_of(a, n.a), v = unit_of(b, n.b);
        if (n.apart == INSTANT_MAX || !gap_of_bounds(&u, &v, &least)) return false;
    }
    put_bound(out, least, false);
    return true;
}

// ---- sets -----------------------------------------------------------------------------------

static const Date *member(const Date *d, uint32_t i) { return d->set ? &d->set->piece[i] : d; }

static uint32_t members(const Date *d) { return d->set ? d->set->n : 1; }

static bool all_of(const Date *d) { return d->set && d->set->all; }

// Of one piece of [..] the longest counts, of all members of {..} the shortest.
static bool gap_to(Arena *scratch, const Date *a, const Date *b, Duration *out) {
    for (uint32_t i = 0; i < members(b); i++) {
        Duration d;
        if (!gap_of_pair(scratch, a, member(b, i), &d)) return false;
        if (i == 0) *out = d;
        take_bound(out, d, false, false);
        take_bound(out, d, true, !all_of(b));
    }
    return true;
}

// Whichever piece it is, all members are there: these are the inner ones. Where both bounds of a
// member depend on where the other date lies, it may be less than this says at most.
bool duration_gap(Arena *scratch, const Date *a, const Date *b, Duration *out) {
    if (all_of(a) && !all_of(b)) return duration_gap(scratch, b, a, out);
    for (uint32_t i = 0; i < members(a); i++) {
        Duration d;
        if (i) guard_tick(scratch->guard);
        if (!gap_to(scratch, member(a, i), b, &d)) return false;
        if (i == 0) *out = d;
        take_bound(out, d, false, false);
        take_bound(out, d, true, !all_of(a));
    }
    return true;
}
