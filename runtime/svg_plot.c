// Pictures with amounts upwards: the columns of a histogram, the line of a sparkline. See svg.c.
#include <math.h>

#include "runtime/svg_impl.h"

enum {
    HEIGHT = 240,    // of the plot
    GAP = 12,        // pixels between labels
    MOST_DOTS = 60,  // marks of a line that are shown as dots
    MOST_VALUES = 30 // columns over which their count stands
};

typedef struct Plot {
    Axis axis;
    double left, right, top, bottom;
} Plot;

static double y_of(const Plot *p, double amount) {
    double steps = (double)(p->axis.to - p->axis.from);
    return p->bottom -
           (axis_units(&p->axis, amount) - (double)p->axis.from) * (p->bottom - p->top) / steps;
}

// The plot with its ticks at the left, drawn; its head says what is counted.
static Plot open_plot(Writer *w, const Chart *c, double y, double above) {
    Plot p = {.axis = svg_axis(c, 5), .top = y + 26 + above, .bottom = y + 26 + above + HEIGHT};
    double widest = 0;
    for (int64_t t = p.axis.from; t <= p.axis.to; t++) {
        double width = svg_text_width(svg_tick(w->arena, &p.axis, t), SVG_FONT);
        if (width > widest) widest = width;
    }
    p.left = SVG_MARGIN + widest + 8;
    p.right = SVG_WIDTH - SVG_MARGIN;
    svg_text(&w->out, "gz-m", SVG_MARGIN, y + 12, ANCHOR_START, svg_axis_name(c, &p.axis));
    for (int64_t t = p.axis.from; t <= p.axis.to; t++) {
        double at = y_of(&p, axis_at(&p.axis, t));
        svg_line(&w->out, t == p.axis.from ? "gz-a" : "gz-g", p.left, at, p.right, at);
        svg_text(&w->out, "gz-m", p.left - 8, at + 4.5, ANCHOR_END, svg_tick(w->arena, &p.axis, t));
    }
    return p;
}

static double close_plot(Writer *w, const Chart *c, const Plot *p) {
    svg_text(&w->out, "gz-m", (p->left + p->right) / 2, p->bottom + 36, ANCHOR_MIDDLE, c->x_name);
    return p->bottom + (c->x_name.n ? 44 : 24);
}

// ---- columns --------------------------------------------------------------------------------

// Every how many columns have room for a label.
static uint32_t label_every(const Chart *c, double column) {
    double widest = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        guard_every(c->arena->guard, i);
        double width = svg_text_width(c->bars[i].label, SVG_FONT);
        if (width > widest) widest = width;
    }
    return (uint32_t)ceil((widest + GAP) / column);
}

double svg_columns(Writer *w, const Chart *c, double y) {
    Plot p = open_plot(w, c, y, 14); // the counts stand above
    double column = (p.right - p.left) / (c->n ? c->n : 1);
    double gap = column > 12 ? 2 : column > 4 ? 1 : 0;
    uint32_t every = c->n ? label_every(c, column) : 1;
    double taken = 0; // a label at the edge is moved, and may meet its neighbour
    for (uint32_t i = 0; i < c->n; i++) {
        const Bar *b = &c->bars[i];
        double x = p.left + i * column, top = y_of(&p, b->hi);
        if (b->hi > 0) svg_rect(&w->out, "gz-b", x + gap / 2, top, column - gap, p.bottom - top);
        bool fits = svg_text_width(b->value, SVG_FONT) < column;
        if (c->n <= MOST_VALUES && fits && b->hi > 0)
            svg_text(&w->out, "gz-t", x + column / 2, top - 5, ANCHOR_MIDDLE, b->value);
        if (i % every == 0 && (every == 1 || i + every <= c->n || i == 0)) {
            double width = svg_text_width(b->label, SVG_FONT), at = x + column / 2;
            if (at + width / 2 > p.right) at = p.right - width / 2;
            if (at - width / 2 < SVG_MARGIN) at = SVG_MARGIN + width / 2;
            if (at - width / 2 < taken) continue;
            taken = at + width / 2 + GAP;
            svg_text(&w->out, "gz-m", at, p.bottom + 17, ANCHOR_MIDDLE, b->label);
        }
    }
    return close_plot(w, c, &p);
}

// ---- a line ---------------------------------------------------------------------------------

static double x_of(const Chart *c, const Plot *p, uint32_t i) {
    double from = c->bars[0].at, to = c->bars[c->n - 1].at;
    if (to / 2 - from / 2 <= 0) return (p->left + p->right) / 2;
    return p->left + 4 +
           (c->bars[i].at / 2 - from / 2) / (to / 2 - from / 2) * (p->right - p->left - 8);
}

static void draw_path(Writer *w, const Chart *c, const Plot *p) {
    bool down = false;
    buf_addc(&w->out, "<path class=\"gz-l\" d=\"");
    for (uint32_t i = 0; i < c->n; i++) {
        guard_every(c->arena->guard, i);
        const Bar *b = &c->bars[i];
        if (!b->missing) {
            buf_addc(&w->out, down ? "L" : "M");
            svg_number(&w->out, x_of(c, p, i));
            buf_char(&w->out, ' ');
            svg_number(&w->out, y_of(p, b->lo / 2 + b->hi / 2));
        }
        down = !b->missing;
    }
    buf_addc(&w->out, "\"/>\n");
}

static void draw_dots(Writer *w, const Chart *c, const Plot *p) {
    for (uint32_t i = 0; i < c->n; i++) {
        guard_every(c->arena->guard, i);
        const Bar *b = &c->bars[i];
        if (b->missing) continue;
        double x = x_of(c, p, i), y = y_of(p, b->lo / 2 + b->hi / 2);
        if (b->hi > b->lo)
            svg_rect(&w->out, "gz-u", x - 2, y_of(p, b->hi), 4, y_of(p, b->lo) - y_of(p, b->hi));
        buf_addc(&w->out, "<circle class=\"gz-b\" r=\"3\" cx=\"");
        svg_number(&w->out, x);
        buf_addc(&w->out, "\" cy=\"");
        svg_number(&w->out, y);
        buf_addc(&w->out, "\"/>\n");
    }
}

// Labels from left to right where there is room; the last always.
static void draw_labels(Writer *w, const Chart *c, const Plot *p) {
    double last = svg_text_width(c->bars[c->n - 1].label, SVG_FONT), taken = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        guard_every(c->arena->guard, i);
        Str s = c->bars[i].label;
        double width = svg_text_width(s, SVG_FONT), x = x_of(c, p, i);
        if (x - width / 2 < SVG_MARGIN) x = SVG_MARGIN + width / 2;
        if (x + width / 2 > p->right) x = p->right - width / 2;
        bool end = i + 1 == c->n, room = x + width / 2 + GAP <= p->right - last;
        if (!end && (!room || (i && x - width / 2 < taken))) continue;
        svg_text(&w->out, "gz-m", x, p->bottom + 17, ANCHOR_MIDDLE, s);
        taken = x + width / 2 + GAP;
    }
}

double svg_curve(Writer *w, const Chart *c, double y) {
    Plot p = open_plot(w, c, y, 0);
    if (c->n) {
        draw_path(w, c, &p);
        if (c->n <= MOST_DOTS) draw_dots(w, c, &p);
        if (c->placed) draw_labels(w, c, &p);
    }
    return close_plot(w, c, &p);
}
