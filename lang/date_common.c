// What two datings of one thing both allow. In: two dates as they are stated and how far doubt
// reaches. Out: one date, or none. Two moments: the seconds that may be both; a moment and a span:
// the seconds of the one within what the other may take up; two spans, and sets {…} as the spans
// they reach over: a start and an end that both may have.
#include "lang/date_relation.h"

typedef struct Found {
    Arena *arena;
    Date *piece;
    size_t cap;
    uint32_t n;
    bool full;
    int64_t first, last; // of all that was found
    Precision prec;      // the coarsest that may be written
    uint8_t calendar;
} Found;

// At its edges a range is told in years or, where they cut one, in months or finer.
static Precision edge(int64_t t, bool end, uint8_t calendar) {
    Calendar c = (Calendar)calendar;
    if (!is_finite(t)) return PREC_YEAR;
    int64_t year = end ? unit_last(c, t, PREC_YEAR) : unit_first(c, t, PREC_YEAR);
    return year == t ? PREC_YEAR : PREC_MONTH;
}

static Date named(Stretch s, Precision p, uint8_t calendar) {
    Date d = {.es = s.from, .ls = s.to, .ee = s.from, .le = s.to, .calendar = calendar};
    moment_rename(&d, p, p);
    if (d.flags & DATE_WITHIN)
        moment_rename(&d, edge(s.from, false, calendar), edge(s.to, true, calendar));
    return d;
}

static void find(Found *f, Stretch s) {
    if (s.from < f->first) f->first = s.from;
    if (s.to > f->last) f->last = s.to;
    if (f->n == DATE_SET_MAX) {
        f->full = true;
        return;
    }
    f->piece = arena_grow(f->arena, f->piece, &f->cap, (size_t)f->n + 1, sizeof *f->piece);
    f->piece[f->n++] = named(s, f->prec, f->calendar);
}

// Stretches of seconds in both.
static void find_shared(Found *f, const Times *a, const Times *b) {
    Stretch x, y;
    int64_t at = INSTANT_MIN;
    while (times_next(a, at, &x) && times_next(b, at, &y)) {
        int64_t from = x.from > y.from ? x.from : y.from, to = x.to < y.to ? x.to : y.to;
        if (from < at) from = at;
        if (from <= to) find(f, (Stretch){from, to});
        if (to == INSTANT_MAX) return;
        at = to + 1;
    }
}

// A moment of all that was found: one stretch, one of several, or from the first to the last where
// they are too many.
static Date one_of(const Found *f) {
    if (f->n == 1) return f->piece[0];
    if (f->full) { return named((Stretch){f->first, f->last}, f->prec, f->calendar); }
    DateSet *set = date_set_new(f->arena, f->n, false);
    for (uint32_t i = 0; i < f->n; i++) set->piece[i] = f->piece[i];
    return date_set_finish(set);
}

static Found found_new(Arena *a, const Date *x, const Date *y) {
    Found f = {.arena = a, .first = INSTANT_MAX, .last = INSTANT_MIN};
    f.prec = (Precision)(x->prec > y->prec ? x->prec : y->prec);
    if (f.prec < PREC_DAY) f.prec = PREC_DAY;
    f.calendar = x->calendar == y->calendar ? x->calendar : CAL_GREGORIAN;
    return f;
}

// Where a moment may lie that is dated as the part, and where a span may.
static Times extent(const Part *p) {
    Stretch hull = part_hull(p);
    return p->moment ? p->s : times_between(hull.from, hull.to);
}

static Stretch ends(const Times *t) {
    Stretch s = {INSTANT_MAX, INSTANT_MIN};
    times_first(t, INSTANT_MIN, &s.from);
    times_last(t, INSTANT_MAX, &s.to);
    return s;
}

static Stretch shared(const Times *a, const Times *b) {
    Stretch x = ends(a), y = ends(b);
    return (Stretch){x.from > y.from ? x.from : y.from, x.to < y.to ? x.to : y.to};
}

// A start and an end that both may have, bound by bound.
static bool common_span(const Part *x, const Part *y, const Found *f, Date *out) {
    Stretch s = shared(&x->s, &y->s), e = shared(&x->e, &y->e);
    if (s.to > e.to) s.to = e.to;
    if (e.from < s.from) e.from = s.from;
    if (s.from > s.to || e.from > e.to) return false;
    Date start = named(s, f->prec, f->calendar), end = named(e, f->prec, f->calendar);
    bool open_start = s.from == INSTANT_MIN && s.to == INSTANT_MAX;
    bool open_end = e.from == INSTANT_MIN && e.to == INSTANT_MAX;
    DateError err;
    return date_range(open_start ? NULL : &start, open_end ? NULL : &end, out, &err);
}

// {…} from its first member to its last.
static Part part_side(const Date *d, uint32_t choice, Circa c) {
    Side s;
    side_make(&s, d, choice, c);
    if (s.n == 1) return s.kept[0];
    Date hull = date_around(d, c);
    hull.kind = DATE_SPAN;
    hull.set = NULL;
    hull.qual = hull.end_qual = 0;
    return part_of(&hull, c);
}

// A date that states no more than the other allows stays as it was written.
static bool allowed(const Date *a, const Date *b, Circa c) {
    if ((a->qual | a->end_qual) || a->kind != DATE_MOMENT || (a->set && a->set->all)) return false;
    Part x = part_side(b, 0, c);
    Times around = extent(&x);
    Stretch s;
    if (side_choices(b) > 1) return false;
    for (uint32_t i = 0; i < side_choices(a); i++) {
        Part p = part_side(a, i, c);
        if (x.masked || !times_next(&around, part_hull(&p).from, &s)) return false;
        if (s.from > part_hull(&p).from || s.to < part_hull(&p).to) return false;
    }
    return true;
}

bool date_common(Arena *arena, const Date *a, const Date *b, Circa c, Date *out) {
    bool same = date_same(a, b) || allowed(a, b, c);
    if (same || allowed(b, a, c)) {
        *out = same ? *a : *b;
        return true;
    }
    Found f = found_new(arena, a, b);
    for (uint32_t i = 0; i < side_choices(a); i++) {
        Part p = part_side(a, i, c);
        for (uint32_t j = 0; j < side_choices(b); j++) {
            Part q = part_side(b, j, c);
            if (!p.moment && !q.moment) return common_span(&p, &q, &f, out);
            Times s = extent(&p), t = extent(&q);
            find_shared(&f, &s, &t);
        }
    }
    if (f.n) *out = one_of(&f);
    return f.n != 0;
}

// The start or end where a mask tells the seconds that it may be: those that the other end leaves.
Date date_edge(Arena *a, const Date *d, bool end) {
    Date plain = end ? date_end(d) : date_start(d);
    uint32_t mask = end ? d->end_mask : d->mask;
    if (d->kind == DATE_MOMENT || !mask || plain.mask || d->set || (d->qual | d->end_qual))
        return plain;
    Times t = times_of_mask(d, end, (Width){0, 0}), may = times_between(plain.es, plain.ls);
    Found f = found_new(a, &plain, &plain);
    find_shared(&f, &t, &may);
    return f.n ? one_of(&f) : plain;
}
