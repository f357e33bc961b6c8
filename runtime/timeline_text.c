// Timelines for a terminal: labels at the left, a line of cells for each row or for several rows of
// one label that do not meet. What is certain is drawn heavy, what is possible broken; where no
// colours can be shown, letters tell what gives them. See timeline.h.
#include <math.h>
#include <string.h>

#include "runtime/timeline.h"

enum {
    USUAL_PLOT = 64, // cells where no width is asked for: labels are then not cut
    LEAST_PLOT = 20,
    LEAST_LABEL = 8,
    MOST_LABEL = 100,
    REPEAT_AXIS = 24, // lines under which the axis stands again
    COLORS = 6,
    LETTERS = 52
};

typedef enum Mark { // what is put later stays where it is higher
    M_NONE,
    M_GRID,
    M_MAYBE,
    M_OPENS,
    M_CLOSES,
    M_CORE,
    M_CHOICE,
    M_POINT,
    M_FROM_EVER,
    M_FOR_EVER,
    MARKS
} Mark;

static const char *const marks[MARKS] = {" ", "┊", "╌", "├", "┤", "━", "○", "●", "◀", "▶"};

typedef struct Cell {
    uint8_t mark, color;
    char letter;
} Cell;

typedef struct Draw {
    Writer *w;
    const Chart *c;
    Timeline *t;
    Ticks ticks;
    uint32_t label, cells, cut;
    Lines lines;
    Cell *canvas; // cells of line after line
    bool letters;
} Draw;

static void fill(Writer *w, const char *what, uint64_t times) {
    while (times--) buf_addc(&w->out, what);
}

// ---- one line -------------------------------------------------------------------------------

static uint32_t cell_of(const Draw *d, int64_t at) { return ticks_cell(&d->ticks, d->cells, at); }

static void reach(const Draw *d, const DatePiece *p, uint32_t *lo, uint32_t *hi) {
    piece_cells(&d->ticks, d->cells, p, lo, hi);
}

static void put(Cell *cells, uint32_t from, uint32_t to, Mark mark, uint32_t key) {
    for (uint32_t i = from; i <= to; i++) {
        if (cells[i].mark > mark) continue;
        cells[i].mark = (uint8_t)mark;
        cells[i].color = (uint8_t)(key < COLORS ? key : COLORS);
    }
}

static void put_moment(const Draw *d, Cell *cells, const DatePiece *p, uint32_t key) {
    uint32_t lo, hi;
    reach(d, p, &lo, &hi);
    if (lo == hi && time_finite(p->es) && time_finite(p->le)) {
        put(cells, lo, lo, p->maybe ? M_CHOICE : M_POINT, key);
        d->t->choices |= p->maybe;
        return;
    }
    put(cells, lo, hi, M_MAYBE, key);
    put(cells, lo, lo, time_finite(p->es) ? M_OPENS : M_FROM_EVER, key);
    put(cells, hi, hi, time_finite(p->le) ? M_CLOSES : M_FOR_EVER, key);
    d->t->ranges = true;
}

// An end that is known to the cell but beyond which nothing is certain.
static void put_end(const Draw *d, Cell *cells, int64_t from, int64_t to, uint32_t key) {
    if (!time_finite(from) || !time_finite(to) || cell_of(d, from) != cell_of(d, to)) return;
    put(cells, cell_of(d, from), cell_of(d, from), M_POINT, key);
}

static void put_span(const Draw *d, Cell *cells, const DatePiece *p, uint32_t key) {
    uint32_t lo, hi;
    bool core = p->ls <= p->ee && time_finite(p->ls) && time_finite(p->ee) && !p->maybe;
    reach(d, p, &lo, &hi);
    if (lo == hi && time_finite(p->es) && time_finite(p->le)) {
        put(cells, lo, lo, p->maybe ? M_CHOICE : M_POINT, key);
        return;
    }
    put(cells, lo, hi, M_MAYBE, key);
    if (core) {
        uint32_t from = cell_of(d, p->ls), to = cell_of(d, p->ee);
        put(cells, from, to, M_CORE, key);
        d->t->spans = true;
        d->t->doubts |= lo < from || to < hi;
    } else {
        put_end(d, cells, p->es, p->ls, key);
        put_end(d, cells, p->ee, p->le, key);
        d->t->doubts = true;
    }
    if (!time_finite(p->es)) put(cells, lo, lo, M_FROM_EVER, key);
    if (!time_finite(p->le)) put(cells, hi, hi, M_FOR_EVER, key);
}

static void put_letter(const Draw *d, Cell *cells, const DatePiece *p, uint32_t key) {
    uint32_t lo, hi;
    reach(d, p, &lo, &hi);
    uint32_t at = lo + (hi - lo) / 2;
    if (key < LETTERS) cells[at].letter = (char)(key < 26 ? 'a' + (int)key : 'A' + (int)key - 26);
}

static void put_entry(const Draw *d, Cell *cells, const Entry *e) {
    for (uint32_t i = 0; i < e->n; i++) {
        const DatePiece *p = &d->t->pieces[e->first + i];
        if (p->moment)
            put_moment(d, cells, p, e->key);
        else
            put_span(d, cells, p, e->key);
        if (d->letters) put_letter(d, cells, p, e->key);
    }
}

// ---- colours --------------------------------------------------------------------------------

// Every terminal lets its owner choose these: the ones that are seen on a ground of its kind.
static const char *paint_of(const Draw *d, uint32_t color) {
    static const char *const dark[COLORS + 1] = {"\033[36m", "\033[33m", "\033[32m", "\033[95m",
                                                 "\033[94m", "\033[91m", "\033[90m"};
    static const char *const light[COLORS + 1] = {"\033[34m", "\033[31m", "\033[35m", "\033[30m",
                                                  "\033[94m", "\033[91m", "\033[90m"};
    return (d->w->options.light ? light : dark)[color];
}

static bool painted(const Draw *d) { return d->w->options.color; }

#define DIM    "\033[2m"
#define NORMAL "\033[0m"

static void put_dim(Draw *d, const char *s) {
    if (painted(d)) buf_addc(&d->w->out, DIM);
    buf_addc(&d->w->out, s);
    if (painted(d)) buf_addc(&d->w->out, NORMAL);
}

static void draw_cells(Draw *d, const Cell *cells) {
    StrBuf *out = &d->w->out;
    uint32_t end = d->cells;
    while (end && cells[end - 1].mark == M_NONE) end--;
    int paint = -1; // what is painted now: a colour, COLORS + 1 for the grid, -1 for nothing
    for (uint32_t i = 0; i < end; i++) {
        int want = cells[i].mark == M_NONE   ? -1
                   : cells[i].mark == M_GRID ? COLORS + 1
                                             : cells[i].color;
        if (painted(d) && want != paint) {
            if (paint >= 0) buf_addc(out, NORMAL);
            if (want >= 0) buf_addc(out, want > COLORS ? DIM : paint_of(d, (uint32_t)want));
            paint = want;
        }
        if (cells[i].letter)
            buf_char(out, cells[i].letter);
        else
            buf_addc(out, marks[cells[i].mark]);
    }
    if (painted(d) && paint >= 0) buf_addc(out, NORMAL);
}

// ---- the axis -------------------------------------------------------------------------------

static void draw_label(Draw *d, Str label) {
    Str s = chart_fitted(d->w, label, d->label, &d->cut);
    buf_add(&d->w->out, s);
    fill(d->w, " ", d->label - str_width(s) + 1);
}

// Labels at their cells, those that have no room left out; false if there is none.
static bool axis_line(Draw *d, StrBuf *line, bool context) {
    int64_t t;
    uint32_t used = 0;
    StrBuf one;
    bool first = true;
    for (bool more = ticks_first(&d->ticks, &t); more; more = ticks_next(&d->ticks, &t)) {
        int64_t at = t;
        if (context && first) at = d->ticks.from; // what the axis begins in
        if (context && !first && !tick_begins(&d->ticks, t)) continue;
        buf_init(&one, d->w->arena);
        if (context)
            tick_context(&one, &d->ticks, at);
        else
            tick_label(&one, &d->ticks, at);
        uint32_t cell = cell_of(d, at), width = str_width(buf_str(&one));
        bool again = context && first && t != at && tick_begins(&d->ticks, t);
        first = false;
        if (cell < used + (used > 0) || cell + width > d->cells + 4) continue;
        if (again && cell_of(d, t) <= cell + width) { // the next one tells more
            at = t;
            one.n = 0;
            tick_context(&one, &d->ticks, at);
            cell = cell_of(d, at);
            width = str_width(buf_str(&one));
        }
        while (used < cell) buf_char(line, ' '), used++;
        buf_add(line, buf_str(&one));
        used += width;
    }
    return used > 0;
}

static void draw_axis(Draw *d, bool bottom) {
    StrBuf upper, lower;
    buf_init(&upper, d->w->arena);
    buf_init(&lower, d->w->arena);
    bool two = axis_line(d, &upper, true);
    axis_line(d, &lower, false);
    for (int i = 0; i < 2; i++) {
        bool context = bottom == (i == 1);
        if (context && !two) continue;
        draw_label(d, context || bottom ? (Str){"", 0} : d->c->x_name);
        buf_addc(&d->w->out, "│");
        buf_add(&d->w->out, buf_str(context ? &upper : &lower));
        buf_char(&d->w->out, '\n');
    }
}

static Cell *line_cells(const Draw *d, uint32_t line) {
    return d->canvas + (size_t)line * d->cells;
}

static void draw_canvas(Draw *d) {
    d->lines = timeline_lines(d->c, &d->ticks, d->cells);
    d->canvas = arena_zero(d->w->arena, (size_t)d->lines.n * d->cells * sizeof *d->canvas);
    for (uint32_t i = 0; i < d->c->n; i++) {
        guard_every(d->c->arena->guard, i);
        put_entry(d, line_cells(d, d->lines.of[i]), &d->t->entries[i]);
    }
}

static void put_grid(Draw *d) {
    int64_t t;
    for (bool more = ticks_first(&d->ticks, &t); more; more = ticks_next(&d->ticks, &t)) {
        uint32_t cell = cell_of(d, t);
        for (uint32_t i = 0; cell && i < d->lines.n; i++) {
            guard_every(d->c->arena->guard, i);
            put(line_cells(d, i), cell, cell, M_GRID, 0);
        }
    }
}

// ---- around the lines -----------------------------------------------------------------------

static double cells_wide(Str s) { return str_width(s); }

static Draw layout_of(Writer *w, Chart *c) {
    Draw d = {.w = w, .c = c, .t = c->line, .label = str_width(c->x_name)};
    for (uint32_t i = 0; i < c->n; i++) {
        guard_every(c->arena->guard, i);
        uint32_t width = str_width_heard(c->bars[i].label, c->arena->guard);
        if (width > d.label) d.label = width;
    }
    uint32_t width = w->options.width, most = width ? width * 9 / 20 : MOST_LABEL;
    if (most < LEAST_LABEL) most = LEAST_LABEL;
    if (d.label > most) d.label = most;
    uint32_t room = width > d.label + 2 ? width - d.label - 2 : 0;
    if (!width) room = USUAL_PLOT;
    if (w->options.bar) room = w->options.bar;
    if (room < LEAST_PLOT && !w->options.bar) room = LEAST_PLOT;
    d.ticks = ticks_of(w->arena, d.t->from, d.t->to, room, 2, cells_wide);
    d.cells = room;
    if (d.ticks.whole && d.ticks.step.seconds) { // as many cells from tick to tick
        int64_t steps = (d.ticks.to - d.ticks.from) / d.ticks.step.seconds;
        d.cells = room / (uint32_t)steps * (uint32_t)steps;
    }
    d.letters = d.t->key_name.n && (!w->options.color || d.t->keys.n > COLORS);
    return d;
}

// A word of a list that is broken into lines as wide as the chart.
static void put_word(Draw *d, uint32_t *used, uint32_t width) {
    uint32_t most = d->label + 2 + d->cells;
    bool breaks = *used && *used + 3 + width > most;
    if (*used) buf_addc(&d->w->out, breaks ? "\n  " : " · ");
    *used = (breaks ? 2 : *used + 3) + width;
}

static void draw_keys(Draw *d) {
    StrBuf *out = &d->w->out;
    uint32_t used = 0;
    for (uint32_t k = 0; k < d->t->keys.n && k < LETTERS; k++) {
        Str key = d->t->keys.items[k];
        if (!k) {
            buf_add(out, d->t->key_name);
            buf_addc(out, ": ");
            used = str_width(d->t->key_name) + 1 + str_width(key);
        } else {
            put_word(d, &used, 2 + str_width(key));
        }
        if (painted(d)) buf_addc(out, paint_of(d, k < COLORS ? k : COLORS));
        if (d->letters)
            buf_char(out, (char)(k < 26 ? 'a' + (int)k : 'A' + (int)k - 26));
        else
            buf_addc(out, marks[M_CORE]);
        if (painted(d)) buf_addc(out, NORMAL);
        buf_char(out, ' ');
        buf_add(out, key);
    }
    if (d->t->keys.n > LETTERS) buf_printf(out, " and %u more", d->t->keys.n - LETTERS);
    buf_char(out, '\n');
}

// What the shapes say, of those that occur.
static void draw_shapes(Draw *d) {
    static const char *const said[] = {"├╌┤ one moment between", "━ lasts", "╌ may last",
                                       "○ one of several"};
    const bool seen[] = {d->t->ranges, d->t->spans, d->t->doubts, d->t->choices};
    bool any = d->t->ranges || d->t->doubts || d->t->choices, first = true;
    for (uint32_t i = 0; any && i < sizeof seen / sizeof *seen; i++) {
        if (!seen[i]) continue;
        if (!first) put_dim(d, " · ");
        put_dim(d, said[i]);
        first = false;
    }
    if (any) buf_char(&d->w->out, '\n');
}

static uint32_t draw_lines(Draw *d) {
    uint32_t n = d->lines.n, most = d->w->options.max_rows, hidden = 0;
    for (uint32_t i = 0; i < n && !d->w->failed; i++) {
        uint32_t line = d->lines.order[i];
        if (most && n > most && i >= most - most / 2 && i < n - most / 2) {
            if (hidden++) continue;
            draw_label(d, STR("⋮"));
            buf_addc(&d->w->out, "│⋮\n");
            continue;
        }
        bool head = line_is_head(d->c, &d->lines, i) || hidden == i;
        Str label = d->c->bars[d->lines.first[line]].label;
        draw_label(d, head ? label : (Str){"", 0});
        buf_addc(&d->w->out, "│");
        draw_cells(d, line_cells(d, line));
        buf_char(&d->w->out, '\n');
        writer_flush(d->w, false);
    }
    return hidden;
}

void timeline_draw_text(Writer *w, Chart *c) {
    if (c->title.n) {
        buf_add(&w->out, c->title);
        buf_char(&w->out, '\n');
    }
    if (!c->n) {
        chart_text_notes(w, c, 0, 0, "line");
        return;
    }
    Draw d = layout_of(w, c);
    draw_canvas(&d);
    put_grid(&d);
    draw_axis(&d, false);
    uint32_t hidden = draw_lines(&d);
    if (d.lines.n - hidden > REPEAT_AXIS) draw_axis(&d, true);
    if (d.t->key_name.n) draw_keys(&d);
    draw_shapes(&d);
    chart_text_notes(w, c, d.cut, hidden, "line");
}
