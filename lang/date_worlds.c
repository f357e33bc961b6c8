// Parts of dates and Allen's relations between them. Every one of the thirteen is a chain of starts
// and ends in ascending order, so that taking the earliest second that will do, one after the
// other, finds a world if there is one. In: dates and widths. Out: parts, bits.
#include "lang/date_worlds.h"

// ---- parts ------------------------------------------------------------------------------------

Part part_of(const Date *d, Circa c) {
    Part p = {.moment = d->kind == DATE_MOMENT, .masked = (d->mask | d->end_mask) != 0};
    if (!p.masked) {
        Date w = date_widen(d, c);
        p.s = times_between(w.es, w.ls);
        p.e = times_between(w.ee, w.le);
        return p;
    }
    Date plain = *d;
    plain.mask = plain.end_mask = 0;
    plain = date_widen(&plain, c);
    p.s = times_between(plain.es, plain.ls);
    p.e = times_between(plain.ee, plain.le);
    if (d->mask) p.s = times_of_mask(d, false, date_width(c, d->qual, (Precision)d->prec));
    if (p.moment)
        p.e = p.s;
    else if (d->end_mask)
        p.e = times_of_mask(d, true, date_width(c, d->end_qual, (Precision)d->end_prec));
    return p;
}

static int64_t first_second(const Times *t) {
    int64_t at = INSTANT_MAX;
    times_first(t, INSTANT_MIN, &at);
    return at;
}

static int64_t last_second(const Times *t) {
    int64_t at = INSTANT_MIN;
    times_last(t, INSTANT_MAX, &at);
    return at;
}

Stretch part_hull(const Part *p) { return (Stretch){first_second(&p->s), last_second(&p->e)}; }

Stretch part_core(const Part *p) {
    Stretch c = {INSTANT_MAX, INSTANT_MIN};
    times_last(&p->s, last_second(&p->e), &c.from);
    times_first(&p->e, first_second(&p->s), &c.to);
    return c;
}

// From the first start to the last end of a written period's pieces, each with its own doubt.
static Date whole_hull(const Date *d, Circa c) {
    Date hull = *d;
    hull.mask = hull.end_mask = 0;
    hull.set = NULL;
    hull.flags &= (uint8_t)~DATE_WHOLE;
    if (!d->set) return date_widen(&hull, c);
    for (uint32_t i = 0; i < d->set->n; i++) {
        Date p = d->set->piece[i];
        p.mask = p.end_mask = 0;
        p.set = NULL;
        p = date_period(&p);
        p = date_widen(&p, c);
        if (i == 0 || p.es < hull.es) hull.es = p.es;
        if (i == 0 || p.ls < hull.ls) hull.ls = p.ls;
        if (i == 0 || p.ee > hull.ee) hull.ee = p.ee;
        if (i == 0 || p.le > hull.le) hull.le = p.le;
    }
    return hull;
}

static const Part *side_parts(Side *s, const DateSet *set, Circa c) {
    Part *part = ARENA_ARRAY(s->scratch, Part, set->n);
    s->masked = false;
    for (uint32_t i = 0; i < set->n; i++) {
        part[i] = part_of(&set->piece[i], c);
        s->masked |= part[i].masked;
    }
    s->n = set->n;
    return part;
}

void side_make(Side *s, Arena *scratch, const Date *d, uint32_t choice, Circa c) {
    s->scratch = scratch;
    if (d->flags & DATE_WHOLE) {
        Date hull = whole_hull(d, c);
        hull.qual = hull.end_qual = 0;
        s->one = part_of(&hull, c);
    } else if (d->set && d->set->all) {
        s->part = side_parts(s, d->set, c);
        return;
    } else {
        s->one = part_of(d->set ? &d->set->piece[choice] : d, c);
    }
    s->part = &s->one;
    s->n = 1;
    s->masked = s->one.masked;
}

// ---- seconds in all of several sets -----------------------------------------------------------

bool common_first(const Common *c, int64_t from, int64_t *out) {
    int64_t x = from;
    for (uint32_t i = 1; i < c->n; i++)
        if (c->set[i].later == c->set[0].later && times_exclude(c->set[0].t, c->set[i].t))
            return false;
    for (uint32_t same = 0, i = 0; same < c->n; i = i + 1 == c->n ? 0 : i + 1, same++) {
        int64_t by = c->set[i].later, at = x, found;
        if (by && __builtin_add_overflow(x, by, &at)) return false;
        if (!times_first(c->set[i].t, at, &found)) return false;
        if (found == at) continue;
        x = found - by;
        same = 0; // itself counts again at the end of this turn
    }
    *out = x;
    return true;
}

// ---- chains -----------------------------------------------------------------------------------

enum { S1 = 1, E1 = 2, S2 = 4, E2 = 8, STEPS = 4 };

// Starts and ends that are one second, so many seconds at least after those of the step before.
typedef struct Step {
    uint8_t ends, gap;
} Step;

// Where a meets b, all of b is counted one second earlier, so that its start is a's end.
static const struct Chain {
    uint8_t n, shift;
    Step step[STEPS];
} chains[] = {
    [ALLEN_BEFORE] = {4, 0, {{S1, 0}, {E1, 0}, {S2, 2}, {E2, 0}}},
    [ALLEN_MEETS] = {3, 1, {{S1, 0}, {E1 | S2, 0}, {E2, 0}}},
    [ALLEN_OVERLAPS] = {4, 0, {{S1, 0}, {S2, 1}, {E1, 0}, {E2, 1}}},
    [ALLEN_STARTS] = {3, 0, {{S1 | S2, 0}, {E1, 0}, {E2, 1}}},
    [ALLEN_DURING] = {4, 0, {{S2, 0}, {S1, 1}, {E1, 0}, {E2, 1}}},
    [ALLEN_FINISHES] = {3, 0, {{S2, 0}, {S1, 1}, {E1 | E2, 0}}},
    [ALLEN_EQUALS] = {2, 0, {{S1 | S2, 0}, {E1 | E2, 0}}},
};

// One side within a chain: the part that begins first, the part that ends last, and the side they
// are of.
typedef struct Ends {
    const Side *side;
    const Part *first, *last;
    bool moment; // they are one part, and that is a moment
    int64_t shift;
    int64_t least_end; // once the start is known
} Ends;

// The earliest second by which all parts of the side may have ended if none begins before t.
static bool all_ended(const Ends *x, int64_t t, int64_t *out) {
    int64_t most = INSTANT_MIN;
    for (uint32_t i = 0; i < x->side->n; i++) {
        const Part *p = &x->side->part[i];
        int64_t s, e;
        if (!times_first(&p->s, t, &s)) return false;
        e = s;
        if (!p->moment && !times_first(&p->e, s, &e)) return false;
        if (e > most) most = e;
    }
    *out = most;
    return true;
}

// Start and end of a moment stand in one step; false where the chain keeps them apart.
static bool join_moment(Step *step, uint8_t *n, uint8_t start, uint8_t end) {
    uint8_t from = 0, to = 0;
    while (!(step[from].ends & start)) from++;
    while (!(step[to].ends & end)) to++;
    for (uint8_t i = (uint8_t)(from + 1); i <= to; i++) {
        if (step[i].gap) return false;
        step[from].ends |= step[i].ends;
    }
    for (uint8_t i = (uint8_t)(to + 1); i < *n; i++) step[from + i - to] = step[i];
    *n = (uint8_t)(*n - (to - from));
    return true;
}

static bool step_first(const Step *step, Ends x[2], int64_t from, int64_t *out) {
    CommonTimes both_ends[4];
    Common c = {both_ends, 0};
    for (int k = 0; k < 2; k++) {
        uint8_t start = k ? S2 : S1, end = k ? E2 : E1;
        if (step->ends & start) common_add(&c, &x[k].first->s, x[k].shift);
        if (!(step->ends & end) || (x[k].moment && (step->ends & start))) continue;
        common_add(&c, x[k].last->moment ? &x[k].last->s : &x[k].last->e, x[k].shift);
        if (from < x[k].least_end - x[k].shift) from = x[k].least_end - x[k].shift;
    }
    for (;;) { // a moment of several parts: the others must fit into the one second
        bool again = false;
        if (!common_first(&c, from, out)) return false;
        for (int k = 0; k < 2; k++) {
            int64_t end, at = *out;
            uint8_t both = k ? S2 | E2 : S1 | E1;
            if ((step->ends & both) != both || x[k].side->n == 1) continue;
            if (__builtin_add_overflow(at, x[k].shift, &at) || !all_ended(&x[k], at, &end))
                return false;
            if (end <= at) continue;
            from = end - x[k].shift;
            again = true;
        }
        if (!again) return true;
    }
}

static bool chain_possible(Allen r, Ends x[2]) {
    Step step[STEPS];
    uint8_t n = chains[r].n;
    int64_t at = INSTANT_MIN;
    for (uint8_t i = 0; i < n; i++) step[i] = chains[r].step[i];
    if (x[0].moment && !join_moment(step, &n, S1, E1)) return false;
    if (x[1].moment && !join_moment(step, &n, S2, E2)) return false;
    x[0].shift = 0;
    x[1].shift = chains[r].shift;
    x[0].least_end = x[1].least_end = INSTANT_MIN + 1;
    for (uint8_t i = 0; i < n; i++) {
        if (step[i].gap && __builtin_add_overflow(at, step[i].gap, &at)) return false;
        if (!step_first(&step[i], x, at, &at)) return false;
        for (int k = 0; k < 2; k++) {
            int64_t start;
            if (!(step[i].ends & (k ? S2 : S1)) || step[i].ends & (k ? E2 : E1)) continue;
            if (__builtin_add_overflow(at, x[k].shift, &start)) return false;
            if (!all_ended(&x[k], start, &x[k].least_end)) return false;
        }
    }
    return true;
}

// ---- sides ------------------------------------------------------------------------------------

enum { PAIRS_MAX = 4096 };

typedef struct Search {
    const Side *a, *b;
    uint32_t wanted, found, tried;
    bool any;
} Search;

static void try_ends(Search *s, const Ends *a, const Ends *b) {
    s->tried++;
    for (int r = 0; r < ALLENS; r++) {
        bool turned = r > ALLEN_EQUALS;
        Ends x[2] = {turned ? *b : *a, turned ? *a : *b};
        if (!(s->wanted & ~s->found & ALLEN_BIT(r))) continue;
        if (!chain_possible((Allen)(turned ? ALLENS - 1 - r : r), x)) continue;
        s->found |= ALLEN_BIT(r);
        if (s->any) return;
    }
}

static bool search_done(const Search *s) {
    return s->found == s->wanted || (s->any && s->found) || s->tried > PAIRS_MAX;
}

// The next pair of parts of which the one may begin first and the other may end last.
static bool next_ends(const Side *s, uint32_t *i, uint32_t *k, Ends *out) {
    for (; *i < s->n; (*i)++, *k = 0) {
        int64_t end;
        out->side = s;
        out->first = &s->part[*i];
        if (!all_ended(out, first_second(&out->first->s), &end)) continue;
        while (*k < s->n) {
            out->last = &s->part[*k];
            out->moment = *i == *k && out->first->moment;
            (*k)++;
            if (part_hull(out->last).to >= end) return true;
        }
    }
    return false;
}

static uint32_t allen_of_pair(const Side *a, const Side *b, uint32_t wanted, bool any) {
    Search s = {.a = a, .b = b, .wanted = wanted, .any = any};
    Ends x = {0}, y = {0};
    uint32_t i = 0, k = 0;
    while (!search_done(&s) && next_ends(a, &i, &k, &x)) {
        uint32_t j = 0, l = 0;
        while (!search_done(&s) && next_ends(b, &j, &l, &y)) try_ends(&s, &x, &y);
    }
    // so many parts in each other's way: what was not looked at may be
    return s.tried > PAIRS_MAX ? wanted : s.found;
}

// ---- members without masks as one part ----------------------------------------------------------

// The first start and the last end of members without masks. Any first start from es to ls and any
// last end from ee to le are there in some world, the one not behind the other, but where a single
// moment would have to be both: one that may be earlier than any other's start (next_es) and later
// than any other's end (next_le).
typedef struct Merged {
    int64_t es, ls, ee, le, next_es, next_le;
    bool moment_first;       // the part of es is a moment
    uint32_t first, last, n; // which that is, and that of le
} Merged;

static void merge_part(Merged *m, const Part *p, uint32_t i) {
    int64_t es = p->s.lo, le = p->e.hi;
    bool first = m->n == 0 || es < m->es, last = m->n == 0 || le > m->le;
    if (first) {
        m->next_es = m->n ? m->es : INSTANT_MAX;
        m->es = es;
        m->first = i;
        m->moment_first = p->moment;
    } else if (es < m->next_es) {
        m->next_es = es;
    }
    if (last) {
        m->next_le = m->n ? m->le : INSTANT_MIN;
        m->le = le;
        m->last = i;
    } else if (le > m->next_le) {
        m->next_le = le;
    }
    if (m->n == 0 || p->s.hi < m->ls) m->ls = p->s.hi;
    if (m->n == 0 || p->e.lo > m->ee) m->ee = p->e.lo;
    m->n++;
}

static Part merged_part(int64_t es, int64_t ls, int64_t ee, int64_t le) {
    return (Part){.s = times_between(es, ls), .e = times_between(ee, le)};
}

static uint32_t merged_parts(const Merged *m, Part out[REACHES]) {
    uint32_t n = 0;
    bool both = m->first == m->last && m->moment_first;
    if (!both) {
        out[0] = merged_part(m->es, m->ls, m->ee, m->le);
        return 1;
    }
    if (m->next_es <= m->ls) out[n++] = merged_part(m->next_es, m->ls, m->ee, m->le);
    if (m->next_le >= m->ee) out[n++] = merged_part(m->es, m->ls, m->ee, m->next_le);
    return n;
}

uint32_t side_reach(const Side *s, Part out[REACHES]) {
    Merged m = {.n = 0};
    for (uint32_t i = 0; i < s->n; i++) {
        Part p = s->part[i];
        if (p.masked) {
            Stretch hull = part_hull(&p), core = part_core(&p);
            p.s = times_between(hull.from, core.from);
            p.e = times_between(core.to, hull.to);
        }
        merge_part(&m, &p, i);
    }
    if (s->n > 1) return merged_parts(&m, out);
    out[0] = s->part[0];
    return 1;
}

// The same side with its members without masks as one part; as it is where that gains nothing.
static uint32_t merge_side(const Side *s, Side out[REACHES]) {
    Merged m = {.n = 0};
    Part merged[REACHES];
    out[0] = *s;
    for (uint32_t i = 0; i < s->n; i++)
        if (!s->part[i].masked) merge_part(&m, &s->part[i], i);
    if (m.n < 2) return 1;
    uint32_t n = merged_parts(&m, merged);
    for (uint32_t k = 0; k < n; k++) {
        Part *part = ARENA_ARRAY(s->scratch, Part, s->n - m.n + 1);
        uint32_t rest = 0;
        part[rest++] = merged[k];
        for (uint32_t i = 0; i < s->n; i++)
            if (s->part[i].masked) part[rest++] = s->part[i];
        out[k] = (Side){.scratch = s->scratch, .part = part, .n = rest};
    }
    return n;
}

uint32_t allen_of_sides(const Side *a, const Side *b, uint32_t wanted, bool any) {
    Side x[REACHES], y[REACHES];
    if (a->n == 1 && b->n == 1) return allen_of_pair(a, b, wanted, any);
    ArenaMark mark = arena_mark(a->scratch);
    uint32_t n = merge_side(a, x), m = merge_side(b, y), found = 0;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < m && !(any && found) && found != wanted; k++)
            found |= allen_of_pair(&x[i], &y[k], wanted & ~found, any);
    arena_release(a->scratch, mark);
    return found;
}
