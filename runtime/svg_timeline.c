// Timelines as pictures: labels at the left, in two lines where they are long, and beside each what
// its rows span. Solid is certain, light is possible; a thin line with ends is one moment that lies
// between. See timeline.h and svg.c.
#include <math.h>

#include "runtime/html.h"
#include "runtime/svg_impl.h"
#include "runtime/timeline.h"

enum {
    ROW = 22,
    BAR = 10,   // height of what lasts
    DOT = 9,    // width of what is a point
    ARROW = 7,  // length of an open end
    CELL = 3,   // pixels within which two rows meet
    COLORS = 6, // and one for all others
    MOST_LINES = 500,
    REPEAT_AXIS = 16 // lines under which the axis stands again
};

// Okabe and Ito's colours, which can be told apart in print and by the colour-blind.
const char *const timeline_style =
    ".gz-k0{fill:#0072b2}.gz-k1{fill:#d55e00}.gz-k2{fill:#009e73}.gz-k3{fill:#cc79a7}"
    ".gz-k4{fill:#e69f00}.gz-k5{fill:#1f2328}.gz-k6{fill:#8a929b}.gz-p{fill-opacity:.32}"
    "@media screen and (prefers-color-scheme:dark){.gz-k0{fill:#56b4e9}.gz-k1{fill:#f0803c}"
    ".gz-k5{fill:#e6e9ed}.gz-p{fill-opacity:.42}}";

typedef struct Draw {
    Writer *w;
    Chart *c;
    Timeline *t;
    Ticks ticks;
    Lines lines;
    double left, right;
    uint32_t *color; // of each key
} Draw;

static double pixels(Str s) { return svg_text_width(s, SVG_FONT); }

static double x_of(const Draw *d, int64_t t) {
    double x = d->left + ticks_place(&d->ticks, t) * (d->right - d->left);
    return x < d->left ? d->left : x > d->right ? d->right : x;
}

// ---- shapes ---------------------------------------------------------------------------------

static const char *style(const Draw *d, uint32_t color, bool possible) {
    return str_printf(d->w->arena, "gz-k%u%s", color, possible ? " gz-p" : "").p;
}

static void box(Draw *d, uint32_t color, bool possible, double x1, double x2, double middle,
                double height) {
    if (x2 - x1 < 0.1) return;
    svg_rect(&d->w->out, style(d, color, possible), x1, middle - height / 2, x2 - x1, height);
}

static void dot(Draw *d, uint32_t color, bool possible, double x, double middle) {
    StrBuf *out = &d->w->out;
    buf_printf(out, "<circle class=\"%s\"", style(d, color, possible));
    svg_attribute(out, "cx", x);
    svg_attribute(out, "cy", middle);
    svg_attribute(out, "r", DOT / 2.0);
    buf_addc(out, "/>\n");
}

// A tip at the edge of the plot: it goes on.
static void arrow(Draw *d, uint32_t color, double x, double middle, int sign) {
    StrBuf *out = &d->w->out;
    buf_printf(out, "<path class=\"%s\" d=\"M", style(d, color, false));
    svg_number(out, x);
    buf_char(out, ' ');
    svg_number(out, middle - ARROW);
    buf_char(out, 'L');
    svg_number(out, x + sign * ARROW);
    buf_char(out, ' ');
    svg_number(out, middle);
    buf_char(out, 'L');
    svg_number(out, x);
    buf_char(out, ' ');
    svg_number(out, middle + ARROW);
    buf_addc(out, "z\"/>\n");
}

static void arrows(Draw *d, const DatePiece *p, uint32_t color, double middle) {
    if (!time_finite(p->es)) arrow(d, color, d->left + ARROW, middle, -1);
    if (!time_finite(p->le)) arrow(d, color, d->right - ARROW, middle, 1);
}

// A thin line with an upright at each end that is known.
static void range(Draw *d, uint32_t color, double x1, double x2, double middle, bool start,
                  bool end) {
    box(d, color, true, x1, x2, middle, BAR - 2);
    box(d, color, false, x1, x2, middle, 1.2);
    if (start) box(d, color, false, x1, x1 + 1.6, middle, BAR);
    if (end) box(d, color, false, x2 - 1.6, x2, middle, BAR);
}

static int64_t after(int64_t last) { return last < INSTANT_MAX ? last + 1 : last; }

static void draw_moment(Draw *d, const DatePiece *p, uint32_t color, double middle) {
    bool start = time_finite(p->es), end = time_finite(p->le);
    double x1 = start ? x_of(d, p->es) : d->left + ARROW;
    double x2 = end ? x_of(d, after(p->le)) : d->right - ARROW;
    if (start && end && x2 - x1 < DOT) {
        dot(d, color, p->maybe, (x1 + x2) / 2, middle);
        d->t->choices |= p->maybe;
        return;
    }
    d->t->ranges = true;
    range(d, color, x1, x2, middle, start, end);
    arrows(d, p, color, middle);
}

static void draw_span(Draw *d, const DatePiece *p, uint32_t color, double middle) {
    bool start = time_finite(p->es), end = time_finite(p->le);
    bool core = p->ls <= p->ee && time_finite(p->ls) && time_finite(p->ee) && !p->maybe;
    double x1 = start ? x_of(d, p->es) : d->left + ARROW;
    double x2 = end ? x_of(d, after(p->le)) : d->right - ARROW;
    if (start && end && x2 - x1 < DOT / 2.0) {
        dot(d, color, p->maybe, (x1 + x2) / 2, middle);
        return;
    }
    if (core) {
        double from = x_of(d, p->ls), to = x_of(d, after(p->ee));
        box(d, color, true, x1, from, middle, BAR);
        box(d, color, false, from, to, middle, BAR);
        box(d, color, true, to, x2, middle, BAR);
        d->t->spans = true;
        d->t->doubts |= from - x1 >= 1 || x2 - to >= 1;
    } else {
        box(d, color, true, x1, x2, middle, BAR);
        d->t->doubts = true;
        if (start && time_finite(p->ls) && x_of(d, p->ls) - x1 < DOT) // began for certain
            box(d, color, false, x1, x1 + 2.5, middle, BAR);
        if (end && time_finite(p->ee) && x2 - x_of(d, p->ee) < DOT)
            box(d, color, false, x2 - 2.5, x2, middle, BAR);
    }
    arrows(d, p, color, middle);
}

static void draw_entry(Draw *d, uint32_t i, double middle) {
    const Entry *e = &d->t->entries[i];
    const Bar *b = &d->c->bars[i];
    uint32_t color = d->t->key_name.n ? d->color[e->key] : 0;
    StrBuf *out = &d->w->out;
    buf_addc(out, "<g><title>");
    markup_text(out, b->label);
    if (!str_eq(b->label, b->value)) {
        buf_addc(out, ": ");
        markup_text(out, b->value);
    }
    buf_addc(out, "</title>\n");
    for (uint32_t k = 0; k < e->n; k++) {
        const DatePiece *p = &d->t->pieces[e->first + k];
        if (p->moment)
            draw_moment(d, p, color, middle);
        else
            draw_span(d, p, color, middle);
    }
    buf_addc(out, "</g>\n");
}

// ---- colours --------------------------------------------------------------------------------

// The most frequent keys have colours of their own, in the order in which they came.
static void choose_colors(Draw *d) {
    uint32_t n = d->t->keys.n, most[COLORS + 1] = {0}, shown = 0; // most: the greatest, in order
    d->color = ARENA_ARRAY(d->w->arena, uint32_t, n + 1u);
    for (uint32_t k = 0; k < n; k++) {
        guard_every(d->w->arena->guard, k);
        uint32_t rows = d->t->key_rows[k], at = COLORS;
        if (rows <= most[COLORS]) continue;
        for (; at > 0 && most[at - 1] < rows; at--) most[at] = most[at - 1];
        most[at] = rows;
    }
    for (uint32_t k = 0; k < n; k++) {
        guard_every(d->w->arena->guard, k);
        d->color[k] = d->t->key_rows[k] > most[COLORS] && shown < COLORS ? shown++ : COLORS;
    }
}

static void put_key(Draw *d, double *x, double *y, uint32_t color, Str s) {
    double width = pixels(s) + 16;
    if (*x + width > SVG_WIDTH - SVG_MARGIN && *x > SVG_MARGIN) {
        *x = SVG_MARGIN;
        *y += SVG_LINE + 3;
    }
    box(d, color, false, *x, *x + BAR, *y - 4.5, BAR);
    svg_text(&d->w->out, "gz-t", *x + 15, *y, ANCHOR_START, s);
    *x += width + 14;
}

static double draw_keys(Draw *d, double y) {
    if (!d->t->key_name.n) return y;
    double x = SVG_MARGIN;
    y += SVG_FONT;
    svg_text(&d->w->out, "gz-m", x, y, ANCHOR_START, d->t->key_name);
    x += pixels(d->t->key_name) + 14;
    uint32_t others = 0;
    for (uint32_t k = 0; k < d->t->keys.n; k++) {
        if (d->color[k] < COLORS)
            put_key(d, &x, &y, d->color[k], d->t->keys.items[k]);
        else
            others++;
    }
    if (others) put_key(d, &x, &y, COLORS, str_printf(d->w->arena, "%u others", others));
    return y + 12;
}

// ---- the axis -------------------------------------------------------------------------------

static void draw_ticks(Draw *d, double y) {
    int64_t t;
    StrBuf b;
    for (bool more = ticks_first(&d->ticks, &t); more; more = ticks_next(&d->ticks, &t)) {
        double x = x_of(d, t);
        buf_init(&b, d->w->arena);
        tick_label(&b, &d->ticks, t);
        double half = pixels(buf_str(&b)) / 2;
        if (x + half > SVG_WIDTH - 2) x = SVG_WIDTH - 2 - half;
        svg_text(&d->w->out, "gz-m", x, y, ANCHOR_MIDDLE, buf_str(&b));
    }
}

// The name over the labels ends a little before them, or sooner where the first year needs room.
static void draw_name(Draw *d, double y) {
    int64_t t;
    StrBuf b;
    double end = d->left - 28;
    if (ticks_first(&d->ticks, &t)) {
        buf_init(&b, d->w->arena);
        tick_label(&b, &d->ticks, t);
        double free = x_of(d, t) - pixels(buf_str(&b)) / 2 - 8;
        if (free < end) end = free;
    }
    svg_text(&d->w->out, "gz-m", end, y, ANCHOR_END, d->c->x_name);
}

// Days above hours, months above days, years above months.
static void draw_context(Draw *d, double y) {
    int64_t t;
    StrBuf b;
    double free = 0;
    if (d->ticks.level == TICK_YEAR) return;
    for (bool more = ticks_first(&d->ticks, &t), first = true; more;
         more = ticks_next(&d->ticks, &t), first = false) {
        int64_t at = first ? d->ticks.from : t;
        if (!first && !tick_begins(&d->ticks, t)) continue;
        buf_init(&b, d->w->arena);
        tick_context(&b, &d->ticks, at);
        double x = x_of(d, at), width = pixels(buf_str(&b));
        if (x < free || x + width > SVG_WIDTH - 2) continue;
        svg_text(&d->w->out, "gz-t", x, y, ANCHOR_START, buf_str(&b));
        free = x + width + 12;
    }
}

static void draw_grid(Draw *d, double top, double bottom) {
    int64_t t;
    svg_line(&d->w->out, "gz-a", d->left, top, d->left, bottom);
    for (bool more = ticks_first(&d->ticks, &t); more; more = ticks_next(&d->ticks, &t)) {
        double x = x_of(d, t);
        bool strong = d->ticks.level != TICK_YEAR && tick_begins(&d->ticks, t);
        if (x > d->left) svg_line(&d->w->out, strong ? "gz-a" : "gz-g", x, top, x, bottom);
    }
}

// ---- the picture ----------------------------------------------------------------------------

static void draw_label(Draw *d, const SvgLabel *l, double middle) {
    for (uint32_t k = 0; k < l->n; k++)
        svg_text(&d->w->out, "gz-t", d->left - 10, middle + 4.5 + (k - (l->n - 1) / 2.0) * SVG_LINE,
                 ANCHOR_END, l->lines[k]);
}

// What the shapes say, of those that occur.
static double draw_shapes(Draw *d, double y) {
    double x = SVG_MARGIN, middle = y + 10;
    StrBuf *out = &d->w->out;
    const Timeline *t = d->t;
    const struct {
        bool seen;
        Str words;
    } said[] = {{t->ranges, STR("one moment between")},
                {t->spans && t->doubts, STR("lasts")},
                {t->doubts, STR("may last")},
                {t->choices, STR("one of several")}};
    for (uint32_t i = 0; i < 4; i++) {
        if (!said[i].seen) continue;
        if (i == 0) range(d, COLORS, x, x + 24, middle, true, true);
        if (i == 1 || i == 2) box(d, COLORS, i == 2, x, x + 24, middle, BAR);
        if (i == 3) dot(d, COLORS, true, x + 12, middle);
        svg_text(out, "gz-m gz-n", x + 30, middle + 4, ANCHOR_START, said[i].words);
        x += 30 + svg_text_width(said[i].words, SVG_FONT - 2) + 18;
    }
    return x > SVG_MARGIN ? y + 18 : y;
}

static void draw_rows(Draw *d, const SvgLabel *labels, const double *middles) {
    for (uint32_t i = 0; i < d->lines.n && i < MOST_LINES; i++)
        if (line_is_head(d->c, &d->lines, i)) draw_label(d, &labels[i], middles[i]);
    uint32_t *place = ARENA_ARRAY(d->w->arena, uint32_t, d->lines.n + 1u);
    for (uint32_t i = 0; i < d->lines.n; i++) {
        guard_every(d->w->arena->guard, i);
        place[d->lines.order[i]] = i;
    }
    for (uint32_t i = 0; i < d->c->n; i++) {
        guard_every(d->w->arena->guard, i);
        uint32_t at = place[d->lines.of[i]];
        if (at < MOST_LINES) draw_entry(d, i, middles[at]);
    }
}

static double widest_label(const Chart *c) {
    double widest = pixels(c->x_name) + 18;
    for (uint32_t i = 0; i < c->n && widest < SVG_LABELS; i++) {
        guard_every(c->arena->guard, i);
        double width = pixels(c->bars[i].label);
        if (width > widest) widest = width;
    }
    return widest < SVG_LABELS ? widest : SVG_LABELS;
}

double svg_timeline(Writer *w, Chart *c, double y) {
    Draw d = {.w = w, .c = c, .t = c->line};
    if (!c->n) return y;
    d.left = SVG_MARGIN + widest_label(c) + 10;
    d.right = SVG_WIDTH - SVG_MARGIN;
    d.ticks = ticks_of(w->arena, d.t->from, d.t->to, d.right - d.left, 14, pixels);
    d.lines = timeline_lines(c, &d.ticks, (uint32_t)((d.right - d.left) / CELL));
    if (d.lines.n > MOST_LINES) chart_note(c, "the first %d of %u lines", MOST_LINES, d.lines.n);
    if (d.t->key_name.n) choose_colors(&d);
    y = draw_keys(&d, y);
    uint32_t n = d.lines.n < MOST_LINES ? d.lines.n : MOST_LINES;
    SvgLabel *labels = ARENA_ARRAY(w->arena, SvgLabel, n + 1u);
    double *middles = ARENA_ARRAY(w->arena, double, n + 1u);
    bool two = d.ticks.level != TICK_YEAR;
    if (two) draw_context(&d, y += 14);
    draw_name(&d, y + 16);
    draw_ticks(&d, y += 16);
    double top = y += 6;
    for (uint32_t i = 0; i < n; i++) {
        labels[i] = svg_label(w->arena, c->bars[d.lines.first[d.lines.order[i]]].label, SVG_LABELS);
        bool lines = line_is_head(c, &d.lines, i);
        double row = ROW + (lines ? labels[i].n - 1 : 0) * SVG_LINE;
        middles[i] = y + row / 2;
        y += row;
    }
    draw_grid(&d, top, y);
    draw_rows(&d, labels, middles);
    if (n > REPEAT_AXIS) {
        draw_ticks(&d, y += 16);
        if (two) draw_context(&d, y += 15);
    }
    return draw_shapes(&d, y + 4);
}
