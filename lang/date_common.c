// What two datings of one thing both allow. In: two dates as they are stated and how far doubt
// reaches. Out: one date, or none. Two moments: the seconds that may be both; a moment and a span,
// or a set {…}: the seconds of the one within what the other, or a member of it, may take up; two
// spans, and beside spans a set {…} as the span it reaches over: a start and an end that both may
// have. Two sets {…} that can't have the same members allow nothing together.
#include "lang/date_relation.h"
#include "lang/stack.h"

typedef struct Found {
    Arena *arena;
    Stretch *s;
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
    f->s = arena_grow(f->arena, f->s, &f->cap, (size_t)f->n + 1, sizeof *f->s);
    f->s[f->n++] = s;
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

// Members and pieces may share seconds: each is told once.
static void unite(Found *f) {
    uint32_t n = 0;
    times_sort(f->s, f->n, sizeof *f->s, offsetof(Stretch, from));
    for (uint32_t i = 0; i < f->n; i++) {
        if (n == 0 || f->s[n - 1].to < f->s[i].from)
            f->s[n++] = f->s[i];
        else if (f->s[n - 1].to < f->s[i].to)
            f->s[n - 1].to = f->s[i].to;
    }
    f->n = n;
}

// A moment of all that was found: one stretch, one of several, or from the first to the last where
// they are too many.
static Date one_of(Found *f) {
    if (f->full) return named((Stretch){f->first, f->last}, f->prec, f->calendar);
    unite(f);
    if (f->n == 1) return named(f->s[0], f->prec, f->calendar);
    DateSet *set = date_set_new(f->arena, f->n, false);
    for (uint32_t i = 0; i < f->n; i++) set->piece[i] = named(f->s[i], f->prec, f->calendar);
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

// ---- spans --------------------------------------------------------------------------------------

// The last second up to t that is in both.
static bool last_shared(const Times *a, const Times *b, int64_t t, int64_t *out) {
    int64_t x = t, y;
    do {
        if (!times_last(a, x, &y) || !times_last(b, y, &x)) return false;
    } while (x != y);
    *out = x;
    return true;
}

static bool first_shared(const Times *a, const Times *b, int64_t t, int64_t *out) {
    int64_t x = t, y;
    do {
        if (!times_first(a, x, &y) || !times_first(b, y, &x)) return false;
    } while (x != y);
    *out = x;
    return true;
}

// An end that the one states with a mask stays so where the other allows all of it.
static Date named_end(const Found *f, Stretch s, const Date *const of[2], const Part part[2],
                      bool end) {
    for (int i = 0; i < 2; i++) {
        const Times *t = end ? &part[i].e : &part[i].s, *other = end ? &part[!i].e : &part[!i].s;
        Date d = end ? date_end(of[i]) : date_start(of[i]);
        bool plain = other->level == TIMES_PLAIN && t->level != TIMES_PLAIN;
        if (plain && d.mask && !d.qual && !d.end_qual && d.es == s.from && d.le == s.to) return d;
    }
    return named(s, f->prec, f->calendar);
}

// Where starts and ends may be, over all ways to read the two.
typedef struct Ends {
    Stretch s, e;
    Part part[2]; // of one such way
} Ends;

static Stretch both_of(Stretch a, Stretch b) {
    return (Stretch){a.from < b.from ? a.from : b.from, a.to > b.to ? a.to : b.to};
}

// A start and an end that both may have, the one not behind the other.
static bool add_ends(Ends *x, const Part *a, const Part *b) {
    Stretch s, e;
    if (!first_shared(&a->s, &b->s, INSTANT_MIN, &s.from)) return false;
    if (!last_shared(&a->e, &b->e, INSTANT_MAX, &e.to) || s.from > e.to) return false;
    if (!last_shared(&a->s, &b->s, e.to, &s.to)) return false;
    if (!first_shared(&a->e, &b->e, s.from, &e.from)) return false;
    x->s = both_of(x->s, s);
    x->e = both_of(x->e, e);
    x->part[0] = *a;
    x->part[1] = *b;
    return true;
}

// Beside a span {…} is all from its first member to its last.
OWN_FRAME static bool common_span(const Date *a, const Date *b, Circa c, const Found *f,
                                  Date *out) {
    const Date *const of[2] = {a, b};
    Ends x = {.s = {INSTANT_MAX, INSTANT_MIN}, .e = {INSTANT_MAX, INSTANT_MIN}};
    Side *sides = ARENA_ARRAY(f->arena, Side, 2);
    Part *p = ARENA_ARRAY(f->arena, Part, REACHES), *q = ARENA_ARRAY(f->arena, Part, REACHES);
    bool some = false;
    for (int k = 0; k < 2; k++) side_make(&sides[k], f->arena, of[k], 0, c);
    uint32_t n = side_reach(&sides[0], p), m = side_reach(&sides[1], q);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < m; k++) some = add_ends(&x, &p[i], &q[k]) || some;
    if (!some) return false;
    Date start = named_end(f, x.s, of, x.part, false), end = named_end(f, x.e, of, x.part, true);
    bool open_start = x.s.from == INSTANT_MIN && x.s.to == INSTANT_MAX;
    bool open_end = x.e.from == INSTANT_MIN && x.e.to == INSTANT_MAX;
    DateError err;
    return date_range(open_start ? NULL : &start, open_end ? NULL : &end, out, &err);
}

// ---- moments ------------------------------------------------------------------------------------

// The pieces of […] and the members of {…}, one by one.
static uint32_t part_count(const Date *d) { return d->set ? d->set->n : 1; }

static Part part_at(const Date *d, uint32_t i, Circa c) {
    return part_of(d->set ? &d->set->piece[i] : d, c);
}

static bool within_some(const Part *p, const Date *b, Circa c) {
    Stretch hull = part_hull(p), s;
    for (uint32_t i = 0; i < part_count(b); i++) {
        Part q = part_at(b, i, c);
        Times around = extent(&q);
        if (!q.masked && times_next(&around, hull.from, &s) && s.from <= hull.from &&
            hull.to <= s.to)
            return true;
    }
    return false;
}

// A date that states no more than the other allows stays as it was written.
static bool allowed(const Date *a, const Date *b, Circa c) {
    if ((a->qual | a->end_qual) || a->kind != DATE_MOMENT) return false;
    for (uint32_t i = 0; i < part_count(a); i++) {
        Part p = part_at(a, i, c);
        if (!within_some(&p, b, c)) return false;
    }
    return true;
}

static bool is_all_set(const Date *d) { return d->set && d->set->all; }

bool date_common(Arena *arena, const Date *a, const Date *b, Circa c, Date *out) {
    bool same = date_same(a, b) || allowed(a, b, c);
    if (same || allowed(b, a, c)) {
        *out = same ? *a : *b;
        return true;
    }
    if (is_all_set(a) && is_all_set(b) && date_relation(arena, REL_EQUAL, a, b, c) == NO)
        return false;
    Found f = found_new(arena, a, b);
    if (a->kind != DATE_MOMENT && b->kind != DATE_MOMENT) return common_span(a, b, c, &f, out);
    for (uint32_t i = 0; i < part_count(a); i++) {
        Part p = part_at(a, i, c);
        for (uint32_t j = 0; j < part_count(b); j++) {
            Part q = part_at(b, j, c);
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
