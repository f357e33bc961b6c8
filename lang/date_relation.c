// The relations of any two dates, sets and masks among them: pieces of […] one by one, members of
// {…} together, written periods with gaps as regions of time (date_region.c). In: dates not yet
// widened. Out: truths. They are exact, but for many members with masks on both sides and for =
// between sets of many spans (date_relation.h): there an answer may be unknown that is not.
#include "lang/date_relation.h"

const char *const allen_names[ALLENS] = {
    "before",      "meets",    "overlaps",   "starts",        "during", "finishes", "equals",
    "finished by", "contains", "started by", "overlapped by", "met by", "after"};

// ---- one part on each side --------------------------------------------------------------------

static Date widened(const Part *p) {
    return (Date){.es = p->s.lo,
                  .ls = p->s.hi,
                  .ee = p->e.lo,
                  .le = p->e.hi,
                  .kind = p->moment ? DATE_MOMENT : DATE_SPAN};
}

static uint32_t relation_bits(DateRelation r) {
    static const uint32_t bits[] = {[REL_BEFORE] = IS_BEFORE,
                                    [REL_AFTER] = IS_AFTER,
                                    [REL_IN] = IS_IN,
                                    [REL_OVERLAPS] = IS_SHARED,
                                    [REL_EQUAL] = IS_EQUAL};
    return bits[r];
}

static Truth plain_truth(DateRelation r, const Date *a, const Date *b) {
    switch (r) {
    case REL_BEFORE: return date_before(a, b);
    case REL_AFTER: return date_after(a, b);
    case REL_IN: return date_in(a, b);
    default: return date_overlaps(a, b);
    }
}

static Truth part_truth(DateRelation r, const Side *a, const Side *b) {
    if (a->masked || b->masked || r == REL_EQUAL) return truth_of_sides(a, b, relation_bits(r));
    Date x = widened(a->part), y = widened(b->part);
    return plain_truth(r, &x, &y);
}

// ---- several members together -----------------------------------------------------------------

// The members of {…} that a date may lie in are its parts one by one; only parts of which all
// worlds share a second hold anything for certain.
static bool member_holds(const Side *b, Stretch s, int64_t *to) {
    bool found = false;
    for (uint32_t j = 0; j < b->n; j++) {
        Stretch core = part_core(&b->part[j]);
        if (core.from > s.from || core.to < s.to || (found && core.to <= *to)) continue;
        *to = core.to;
        found = true;
    }
    return found;
}

static bool part_surely_in(const Part *a, const Side *b) {
    Stretch all = part_hull(a), s;
    int64_t at = all.from, to = at;
    if (!a->moment) return member_holds(b, all, &to);
    while (times_first(&a->s, at, &at)) {
        s = (Stretch){at, at};
        if (!member_holds(b, s, &to)) return false;
        if (to >= all.to) return true;
        at = to + 1;
    }
    return true;
}

static Truth members_in(const Side *a, const Side *b) {
    if (!members_may_lie_in(a, b)) return NO;
    for (uint32_t i = 0; i < a->n; i++)
        if (!part_surely_in(&a->part[i], b)) return UNKNOWN;
    return YES;
}

bool part_may(const Part *a, const Part *b, uint32_t relation) {
    if (!a->masked && !b->masked) {
        Date x = widened(a), y = widened(b);
        if (relation == IS_IN) return date_in(&x, &y) != NO;
        if (relation == IS_EQUAL) return date_equal(&x, &y) != NO;
        if (relation == IS_SHARED) return date_overlaps(&x, &y) != NO;
    }
    Side x = {.part = a, .n = 1, .masked = a->masked}, y = {.part = b, .n = 1, .masked = b->masked};
    return allen_of_sides(&x, &y, relation, true) != 0;
}

static Truth members_share(const Side *a, const Side *b) {
    bool possible = false;
    for (uint32_t i = 0; i < a->n && !possible; i++)
        for (uint32_t j = 0; j < b->n && !possible; j++)
            possible = part_may(&a->part[i], &b->part[j], IS_SHARED);
    if (!possible) return NO;
    return members_may_miss(a, b) ? UNKNOWN : YES;
}

// No world but one.
static bool members_fixed(const Side *s) {
    for (uint32_t i = 0; i < s->n; i++) {
        const Part *p = &s->part[i];
        Stretch hull = part_hull(p), core = part_core(p);
        if (hull.from != core.from || hull.to != core.to) return false;
    }
    return true;
}

static Truth members_equal(const Side *a, const Side *b) {
    if (!members_may_equal(a, b)) return NO;
    return members_fixed(a) && members_fixed(b) ? YES : UNKNOWN;
}

static Truth sides_truth(DateRelation r, const Side *a, const Side *b) {
    if (a->n == 1 && b->n == 1) return part_truth(r, a, b);
    switch (r) {
    case REL_IN: return members_in(a, b);
    case REL_OVERLAPS: return members_share(a, b);
    case REL_EQUAL: return members_equal(a, b);
    default: return truth_of_sides(a, b, relation_bits(r));
    }
}

// ---- choices ----------------------------------------------------------------------------------

// […]: true if so whichever piece it is, false if with none.
static Truth choices_truth(Arena *scratch, DateRelation r, const Date *a, const Date *b, Circa c) {
    uint32_t n = side_choices(a), m = side_choices(b);
    Truth all = UNKNOWN;
    Side x, y;
    for (uint32_t i = 0; i < n; i++) {
        side_make(&x, scratch, a, i, c);
        for (uint32_t j = 0; j < m; j++) {
            side_make(&y, scratch, b, j, c);
            Truth one = sides_truth(r, &x, &y);
            if (one == UNKNOWN || ((i || j) && one != all)) return UNKNOWN;
            all = one;
        }
    }
    return all;
}

static bool states_same(const Date *a, const Date *b) {
    bool same = a->es == b->es && a->ls == b->ls && a->ee == b->ee && a->le == b->le &&
                a->kind == b->kind && a->mask == b->mask && a->end_mask == b->end_mask;
    if (!same || !a->set || !b->set) return same && !a->set == !b->set;
    if (a->set->n != b->set->n || a->set->all != b->set->all) return false;
    for (uint32_t i = 0; i < a->set->n; i++)
        if (!states_same(&a->set->piece[i], &b->set->piece[i])) return false;
    return true;
}

static Truth equal_truth(Arena *scratch, const Date *a, const Date *b, Circa c) {
    bool heeded = c.unit || c.months || c.seconds;
    bool doubt = heeded && (a->qual | a->end_qual | b->qual | b->end_qual) != 0;
    if (!doubt && states_same(a, b)) return YES;
    Truth t = choices_truth(scratch, REL_EQUAL, a, b, c);
    return doubt && t == YES ? UNKNOWN : t;
}

static Truth any_truth(Arena *scratch, DateRelation r, const Date *a, const Date *b, Circa c) {
    bool whole = ((a->flags | b->flags) & DATE_WHOLE) != 0;
    if (r == REL_EQUAL) return equal_truth(scratch, a, b, c);
    if (whole && (r == REL_IN || r == REL_OVERLAPS)) return region_truth(scratch, r, a, b, c);
    return choices_truth(scratch, r, a, b, c);
}

Truth date_relation(Arena *scratch, DateRelation r, const Date *a, const Date *b, Circa c) {
    ArenaMark mark = arena_mark(scratch);
    Truth is = any_truth(scratch, r, a, b, c);
    arena_release(scratch, mark);
    return is;
}

uint32_t date_allen(Arena *scratch, const Date *a, const Date *b, Circa c) {
    ArenaMark mark = arena_mark(scratch);
    uint32_t n = side_choices(a), m = side_choices(b), found = 0;
    Side x, y;
    for (uint32_t i = 0; i < n && found != ALLEN_ALL; i++) {
        side_make(&x, scratch, a, i, c);
        for (uint32_t j = 0; j < m && found != ALLEN_ALL; j++) {
            side_make(&y, scratch, b, j, c);
            found |= allen_of_sides(&x, &y, ALLEN_ALL & ~found, false);
        }
    }
    arena_release(scratch, mark);
    return found;
}

static Date part_around(const Date *d, bool whole, Circa c) {
    Date p = whole ? date_period(d) : *d;
    p.flags &= (uint8_t)~DATE_WHOLE;
    if (whole) p.mask = p.end_mask = 0;
    Part part = part_of(&p, c);
    if (!part.masked) return date_widen(&p, c);
    Stretch s = part_hull(&part), core = part_core(&part);
    p.es = s.from;
    p.ls = core.from;
    p.ee = core.to;
    p.le = s.to;
    p.mask = p.end_mask = 0;
    return p;
}

Date date_around(const Date *d, Circa c) {
    bool whole = (d->flags & DATE_WHOLE) != 0;
    if (!d->set) return part_around(d, whole, c);
    Date all = part_around(&d->set->piece[0], whole, c);
    for (uint32_t i = 1; i < d->set->n; i++) {
        Date p = part_around(&d->set->piece[i], whole, c);
        if (p.es < all.es) all.es = p.es;
        if (p.ls > all.ls) all.ls = p.ls;
        if (p.ee < all.ee) all.ee = p.ee;
        if (p.le > all.le) all.le = p.le;
    }
    return all;
}
