// Which line of a timeline each row stands in: rows of one label share lines as long as they do not
// meet. In: rows, an axis cut into cells. Out: lines in the order in which they are drawn. See
// timeline.h.
#include "runtime/timeline.h"

#include <math.h>

enum { SHARED = 16 }; // lines of one label among which a row looks for a place

typedef struct Line {
    uint32_t next;  // 1 + the next line of the same label; 0: none
    uint8_t *taken; // cells
} Line;

typedef struct Making {
    const Chart *c;
    const Ticks *ticks;
    uint32_t cells;
    Line *lines;
    size_t cap, cap_first;
    uint32_t *first, *last; // of each name, 1 + its first and last line
    Lines out;
} Making;

uint32_t ticks_cell(const Ticks *k, uint32_t cells, int64_t t) {
    double x = floor(ticks_place(k, t) * cells);
    return x < 0 ? 0 : x >= cells ? cells - 1 : (uint32_t)x;
}

void piece_cells(const Ticks *k, uint32_t cells, const DatePiece *p, uint32_t *lo, uint32_t *hi) {
    *lo = time_finite(p->es) ? ticks_cell(k, cells, p->es) : 0;
    *hi = time_finite(p->le) ? ticks_cell(k, cells, p->le) : cells - 1;
}

// Whether the cells of the entry, and one on each side, are free; or takes them.
static bool visit(const Making *m, uint8_t *taken, const Entry *e, bool take) {
    for (uint32_t i = 0; i < e->n; i++) {
        uint32_t lo, hi;
        piece_cells(m->ticks, m->cells, &m->c->line->pieces[e->first + i], &lo, &hi);
        if (!take && lo) lo--;
        for (uint32_t k = lo; k <= hi + !take && k < m->cells; k++) {
            if (!take && taken[k]) return false;
            if (take) taken[k] = 1;
        }
    }
    return true;
}

static uint32_t new_line(Making *m, uint32_t entry, uint32_t name) {
    Arena *a = m->c->arena;
    m->lines = arena_grow(a, m->lines, &m->cap, m->out.n + 1u, sizeof *m->lines);
    m->out.first = arena_grow(a, m->out.first, &m->cap_first, m->out.n + 1u, sizeof(uint32_t));
    m->lines[m->out.n] = (Line){.taken = arena_zero(a, m->cells)};
    m->out.first[m->out.n] = entry;
    uint32_t at = ++m->out.n;
    if (m->first[name])
        m->lines[m->last[name] - 1].next = at;
    else
        m->first[name] = at;
    m->last[name] = at;
    return at;
}

static uint32_t line_for(Making *m, uint32_t entry) {
    const Entry *e = &m->c->line->entries[entry];
    uint32_t at = m->first[e->name];
    for (uint32_t tried = 0; at && tried < SHARED; at = m->lines[at - 1].next, tried++)
        if (visit(m, m->lines[at - 1].taken, e, false)) return at;
    return new_line(m, entry, e->name);
}

Lines timeline_lines(const Chart *c, const Ticks *k, uint32_t cells) {
    const Timeline *t = c->line;
    Making m = {.c = c, .ticks = k, .cells = cells};
    m.first = arena_zero(c->arena, (t->names.n + 1u) * sizeof *m.first);
    m.last = arena_zero(c->arena, (t->names.n + 1u) * sizeof *m.last);
    m.out.of = ARENA_ARRAY(c->arena, uint32_t, c->n + 1u);
    for (uint32_t i = 0; i < c->n; i++) {
        guard_every(c->arena->guard, i);
        uint32_t at = line_for(&m, i);
        visit(&m, m.lines[at - 1].taken, &t->entries[i], true);
        m.out.of[i] = at - 1;
    }
    m.out.order = ARENA_ARRAY(c->arena, uint32_t, m.out.n + 1u);
    uint32_t n = 0;
    for (uint32_t i = 0; i < m.out.n; i++) {
        guard_every(c->arena->guard, i);
        uint32_t name = t->entries[m.out.first[i]].name;
        if (m.first[name] != i + 1) continue;
        for (uint32_t at = i + 1; at; at = m.lines[at - 1].next) m.out.order[n++] = at - 1;
    }
    return m.out;
}

bool line_is_head(const Chart *c, const Lines *l, uint32_t place) {
    if (place == 0) return true;
    const Entry *e = c->line->entries;
    return e[l->first[l->order[place]]].name != e[l->first[l->order[place - 1]]].name;
}
