// Whether two sets {…} may keep out of each other's way: no second of a member of the one is one of
// the other's. In: what either side wants of the line of time. Out: whether both can have it.
//
// A part of which all worlds share seconds has one of just these; any other has one of a single
// second, anywhere within a stretch. So each second is given to the left or to the right, in runs
// that take turns: none may hold all of a stretch of which the other side needs a second. Whether
// the line can be divided so up to a place, ending with either side, is known from the last places
// where it can be divided ending with the other: one pass. With masks, whose parts have many places
// to choose from, these are tried.
#include "lang/date_relation.h"

// ---- the line -----------------------------------------------------------------------------------

// Between two cuts nothing begins or ends. Of such a cell only the first half of it and the second
// matter, as every claim holds all of it or nothing; a cell of one second has the second half only.
typedef struct Cells {
    uint32_t n, n_claims;
    int64_t cut[2 * CLAIMS_MAX];          // where each begins
    int16_t taken[2][2 * CLAIMS_MAX + 1]; // changes of how often all of it is claimed, by side
    Claim claim[CLAIMS_MAX];              // by their ends
} Cells;

static uint32_t cell_of(const Cells *c, int64_t t) {
    uint32_t lo = 0, hi = c->n;
    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (c->cut[mid] <= t)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

static void cut_line(const Line *l, Cells *c) {
    uint32_t n = 0;
    c->n_claims = l->n;
    for (uint32_t i = 0; i < l->n; i++) {
        c->claim[i] = l->claim[i];
        c->cut[n++] = l->claim[i].from;
        if (l->claim[i].to < INSTANT_MAX) c->cut[n++] = l->claim[i].to + 1;
    }
    times_sort(c->claim, l->n, sizeof *c->claim, offsetof(Claim, to));
    times_sort(c->cut, n, sizeof *c->cut, 0);
    c->n = 0;
    for (uint32_t i = 0; i < n; i++)
        if (c->n == 0 || c->cut[c->n - 1] != c->cut[i]) c->cut[c->n++] = c->cut[i];
    for (uint32_t i = 0; i <= c->n; i++) c->taken[0][i] = c->taken[1][i] = 0;
    for (uint32_t i = 0; i < l->n; i++) {
        const Claim *one = &l->claim[i];
        if (!one->all) continue;
        c->taken[one->left][cell_of(c, one->from)]++;
        c->taken[one->left][cell_of(c, one->to) + 1]--;
    }
}

// Halves of cells are counted from 1, so that 0 is before the line begins.
static uint32_t half_from(const Cells *c, int64_t t) { return 2 * cell_of(c, t) + 1; }

typedef struct Pass {
    uint32_t last[2]; // the last half up to which the line divides, ending with that side
    uint32_t need[2]; // where the latest claim begins of those of that side that are over
    int taken[2];
    uint32_t over; // claims
} Pass;

static void claims_over(Pass *p, const Cells *c, uint32_t cell) {
    int64_t end = cell + 1 < c->n ? c->cut[cell + 1] - 1 : INSTANT_MAX;
    for (; p->over < c->n_claims && c->claim[p->over].to <= end; p->over++) {
        const Claim *one = &c->claim[p->over];
        uint32_t from = half_from(c, one->from);
        if (from > p->need[one->left]) p->need[one->left] = from;
    }
}

static bool half_divides(Pass *p, uint32_t half) {
    bool ends[2];
    for (int k = 0; k < 2; k++)
        if (p->taken[k]) p->need[k] = half;
    for (int k = 0; k < 2; k++) ends[k] = p->last[!k] >= p->need[!k];
    for (int k = 0; k < 2; k++)
        if (ends[k]) p->last[k] = half;
    return ends[0] || ends[1];
}

static bool claims_divide(const Line *l, Cells *c) {
    Pass p = {.over = 0};
    cut_line(l, c);
    for (uint32_t i = 0; i < c->n; i++) {
        for (int k = 0; k < 2; k++) p.taken[k] += c->taken[k][i];
        bool long_one = i + 1 < c->n ? c->cut[i] + 1 < c->cut[i + 1] : c->cut[i] < INSTANT_MAX;
        if (long_one && !half_divides(&p, 2 * i + 1)) return false;
        claims_over(&p, c, i);
        if (!half_divides(&p, 2 * i + 2)) return false;
    }
    return true;
}

// ---- masks --------------------------------------------------------------------------------------

typedef struct Trial {
    Line *line;
    Cells *cells;
    uint32_t tries;
} Trial;

static bool apart(Stretch a, Stretch b) { return a.to < b.from || b.to < a.from; }

// The next place of the part that begins at t or later: of a moment a stretch, of which it needs a
// second; of a span a world as short as can be.
static bool next_place(const Choice *c, int64_t t, Claim *out) {
    const Part *p = &c->part;
    Stretch s;
    *out = (Claim){.left = c->left, .all = !p->moment};
    if (p->moment) {
        if (!times_next(&p->s, t, &s)) return false;
        out->from = s.from > t ? s.from : t;
        out->to = s.to;
        return true;
    }
    if (!times_first(&p->s, t, &out->from) || !times_first(&p->e, out->from, &out->to))
        return false;
    times_last(&p->s, out->to, &out->from);
    return true;
}

// Nothing of the other side can come near; a block there is in the way.
static bool untouched(const Line *l, uint32_t next, const Claim *c, bool *blocked) {
    Stretch s = {c->from, c->to};
    bool free = true;
    *blocked = false;
    for (uint32_t i = 0; i < l->n; i++) {
        const Claim *o = &l->claim[i];
        if (o->left == c->left || apart(s, (Stretch){o->from, o->to})) continue;
        free = false;
        if (o->all && (c->all || (o->from <= c->from && c->to <= o->to))) *blocked = true;
    }
    for (uint32_t i = next; i < l->choices; i++)
        if (l->choice[i].left != c->left && !apart(s, part_hull(&l->choice[i].part))) free = false;
    return free;
}

static bool choices_divide(Trial *t, uint32_t next) {
    Line *l = t->line;
    Claim c;
    if (next == l->choices) return claims_divide(l, t->cells);
    int64_t at = INSTANT_MIN;
    while (next_place(&l->choice[next], at, &c)) {
        bool blocked, free = untouched(l, next + 1, &c, &blocked);
        if (++t->tries > TRIES_MAX) return true;
        if (free) return choices_divide(t, next + 1);
        line_add(l, c);
        if (l->full || (!blocked && choices_divide(t, next + 1))) return true;
        l->n--;
        if (c.to == INSTANT_MAX) break;
        at = (c.all ? c.from : c.to) + 1;
    }
    return false;
}

// ---- claims -------------------------------------------------------------------------------------

void line_add(Line *l, Claim c) {
    if (l->n < CLAIMS_MAX)
        l->claim[l->n++] = c;
    else
        l->full = true;
}

void line_add_part(Line *l, const Part *p, bool left) {
    Stretch core = part_core(p);
    if (core.from <= core.to)
        line_add(l, (Claim){core.from, core.to, left, true});
    else if (!p->masked)
        line_add(l, (Claim){core.to, core.from, left, false});
    else if (l->choices < MASKED_MAX)
        l->choice[l->choices++] = (Choice){*p, left};
    else
        l->full = true;
}

bool line_divides(const Line *l) {
    if (l->full) return true;
    Cells *cells = arena_alloc(l->scratch, sizeof *cells);
    if (l->choices == 0) return claims_divide(l, cells);
    Trial t = {arena_dup(l->scratch, l, sizeof *l), cells, 0};
    return choices_divide(&t, 0);
}

bool members_may_miss(const Side *a, const Side *b) {
    Line *l = line_new(a->scratch);
    for (uint32_t i = 0; i < a->n; i++) line_add_part(l, &a->part[i], true);
    for (uint32_t i = 0; i < b->n; i++) line_add_part(l, &b->part[i], false);
    return line_divides(l);
}
