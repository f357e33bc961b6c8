// Charts for a terminal: bars in eighths of a cell, what is not certain of a duration as ░, a line
// of eight heights. Widths are cells of the terminal. See chart.h.
#include <math.h>

#include "runtime/timeline.h"

enum {
    USUAL_WIDTH = 80,
    LEAST_BAR = 10,  // cells of the longest bar, whatever is asked for
    LEAST_LABEL = 8, // cells to which labels may be cut
};

typedef struct Layout {
    uint32_t label, value; // cells of the widest
    uint32_t left, right;  // cells of bars before and after the line at 0
    bool digits;           // labels stand at the right
    double scale;          // cells for an amount of 1
    uint32_t cut;          // labels that were cut
} Layout;

static void fill(Writer *w, const char *what, uint64_t times) {
    while (times--) buf_addc(&w->out, what);
}

// ---- widths ---------------------------------------------------------------------------------

static uint32_t total_width(const Writer *w) {
    return w->options.width ? w->options.width : USUAL_WIDTH;
}

// Bars shown: all, or the first and last of so many.
static bool is_folded(const Writer *w, const Chart *c, uint32_t i) {
    uint32_t most = w->options.max_rows;
    return most && c->n > most && i >= most - most / 2 && i < c->n - most / 2;
}

static void share_bars(Layout *l, const Chart *c, uint32_t cells) {
    double half = c->max / 2 - c->min / 2;
    l->left = c->min < 0 && half > 0 ? (uint32_t)floor(cells * (-c->min / 2 / half) + 0.5) : 0;
    if (c->min < 0 && !l->left) l->left = 1;
    l->right = cells > l->left ? cells - l->left : 1;
    if (c->max <= 0) l->right = 0;
    double left = c->min < 0 ? l->left / -c->min : 0, right = c->max > 0 ? l->right / c->max : 0;
    l->scale = left > 0 && (right <= 0 || left < right) ? left : right;
}

static Layout layout_of(const Writer *w, const Chart *c) {
    Layout l = {.label = str_width(c->x_name)};
    l.digits = c->kind == CHART_HISTOGRAM || !c->x_type || type_is_number(c->x_type);
    for (uint32_t i = 0; i < c->n; i++) {
        guard_every(c->arena->guard, i);
        if (is_folded(w, c, i)) continue;
        uint32_t label = str_width_heard(c->bars[i].label, c->arena->guard);
        uint32_t value = str_width(c->bars[i].value);
        if (label > l.label) l.label = label;
        if (value > l.value) l.value = value;
    }
    uint32_t width = total_width(w), most = width * 2 / 5;
    if (most < LEAST_LABEL) most = LEAST_LABEL;
    if (l.label > most) l.label = most;
    uint32_t beside = l.label + 2 + 1 + l.value; // " │", the bar, a blank, the value
    if (c->min < 0) beside += l.value + 1;
    uint32_t cells = w->options.bar ? w->options.bar : width > beside ? width - beside : 0;
    if (cells < LEAST_BAR && !w->options.bar) cells = LEAST_BAR;
    share_bars(&l, c, cells);
    return l;
}

// ---- bars -----------------------------------------------------------------------------------

Str chart_fitted(Writer *w, Str s, uint32_t cells, uint32_t *cut) {
    if (str_width_heard(s, w->arena->guard) <= cells) return s;
    uint32_t at = 0, used = 0, cp;
    while (at < s.n) {
        uint32_t n = utf8_decode(s.p + at, s.p + s.n, &cp);
        if (!n) n = 1;
        used += str_width((Str){s.p + at, n});
        if (used + 1 > cells) break;
        at += n;
    }
    ++*cut;
    return str_cat(w->arena, (Str){s.p, at}, STR("…"));
}

static void draw_label(Writer *w, Layout *l, Str label, bool right) {
    Str s = chart_fitted(w, label, l->label, &l->cut);
    uint32_t pad = l->label - str_width(s);
    if (right) fill(w, " ", pad);
    buf_add(&w->out, s);
    if (!right) fill(w, " ", pad);
    buf_char(&w->out, ' ');
}

// Eighths of a cell for an amount that is not 0: at least one, that it may be seen.
static uint32_t eighths(const Layout *l, double amount) {
    if (amount <= 0) return 0;
    double e = floor(amount * l->scale * 8 + 0.5);
    return e < 1 ? 1 : (uint32_t)e;
}

static uint32_t draw_right(Writer *w, const Layout *l, double lo, double hi) {
    static const char *const parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    uint32_t e = eighths(l, lo), cells = e / 8;
    fill(w, "█", cells);
    if (e % 8) buf_addc(&w->out, parts[e % 8]), cells++;
    uint32_t end = (eighths(l, hi) + 7) / 8;
    if (hi <= lo || end <= cells) return cells;
    fill(w, "░", end - cells);
    return end;
}

// From the line at 0 leftwards there are only halves.
static void draw_left(Writer *w, const Layout *l, const Bar *b) {
    uint32_t near = b->hi < 0 ? eighths(l, -b->hi) : 0, far = eighths(l, -b->lo);
    uint32_t solid = near / 8, half = near % 8 >= 4, end = (far + 7) / 8;
    if (near && !solid && !half) half = 1;
    if (end < solid + half) end = solid + half;
    if (b->lo == b->hi) end = solid + half;
    uint32_t room = l->left + l->value + 1, used = end + str_width(b->value) + 1;
    fill(w, " ", room > used ? room - used : 0);
    buf_add(&w->out, b->value);
    buf_char(&w->out, ' ');
    fill(w, "░", end - solid - half);
    if (half) buf_addc(&w->out, "▐");
    fill(w, "█", solid);
}

static void draw_bar(Writer *w, Layout *l, const Chart *c, const Bar *b) {
    draw_label(w, l, b->label, l->digits);
    bool left = !b->missing && b->lo < 0;
    if (left)
        draw_left(w, l, b);
    else if (c->min < 0)
        fill(w, " ", l->left + l->value + 1);
    buf_addc(&w->out, "│");
    uint32_t cells = 0;
    if (!b->missing) cells = draw_right(w, l, b->lo, b->hi);
    if (!left) {
        if (cells) buf_char(&w->out, ' ');
        buf_add(&w->out, b->value);
    }
    buf_char(&w->out, '\n');
}

static void draw_head(Writer *w, Layout *l, const Chart *c) {
    if (c->title.n) {
        buf_add(&w->out, c->title);
        buf_addc(&w->out, "\n");
    }
    draw_label(w, l, c->x_name, l->digits);
    if (c->min < 0) fill(w, " ", l->left + l->value + 1);
    buf_addc(&w->out, "│");
    buf_add(&w->out, c->y_name);
    buf_char(&w->out, '\n');
}

void chart_text_notes(Writer *w, const Chart *c, uint32_t cut, uint32_t hidden, const char *what) {
    bool said = false;
    for (uint32_t i = 0; i < c->nnotes; i++) {
        if (said) buf_addc(&w->out, " · ");
        buf_add(&w->out, c->notes[i]);
        said = true;
    }
    if (hidden) {
        buf_printf(&w->out, "%s%u %s%s hidden", said ? " · " : "", hidden, what,
                   chart_plural(hidden));
        said = true;
    }
    if (cut) {
        buf_printf(&w->out, "%s%u label%s cut", said ? " · " : "", cut, chart_plural(cut));
        said = true;
    }
    if (said) buf_char(&w->out, '\n');
}

static void draw_bars(Writer *w, const Chart *c) {
    Layout l = layout_of(w, c);
    draw_head(w, &l, c);
    uint32_t hidden = 0;
    for (uint32_t i = 0; i < c->n && !w->failed; i++) {
        if (is_folded(w, c, i)) {
            if (!hidden++) {
                draw_label(w, &l, STR("⋮"), l.digits);
                if (c->min < 0) fill(w, " ", l.left + l.value + 1);
                buf_addc(&w->out, "│⋮\n");
            }
            continue;
        }
        draw_bar(w, &l, c, &c->bars[i]);
        writer_flush(w, false);
    }
    chart_text_notes(w, c, l.cut, hidden, "bar");
}

// ---- sparklines -----------------------------------------------------------------------------

static double middle(const Bar *b) { return b->lo / 2 + b->hi / 2; }

// The mean of the bars from … to - 1 that have an amount; false if none has.
static bool mean_of(const Chart *c, uint32_t from, uint32_t to, double *out) {
    uint32_t n = 0;
    *out = 0;
    for (uint32_t i = from; i < to; i++) {
        guard_every(c->arena->guard, i);
        if (c->bars[i].missing) continue;
        n++; // added so, no sum can overflow
        *out += middle(&c->bars[i]) / n - *out / n;
    }
    return n > 0;
}

static void draw_mark(Writer *w, double v, double min, double max) {
    static const char *const marks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    double span = max / 2 - min / 2; // halves, as the whole may overflow
    uint32_t k = span > 0 ? (uint32_t)floor((v / 2 - min / 2) / span * 7 + 0.5) : 3;
    buf_addc(&w->out, marks[k > 7 ? 7 : k]);
}

static const Bar *extreme(const Chart *c, bool greatest) {
    const Bar *found = NULL;
    for (uint32_t i = 0; i < c->n; i++) {
        guard_every(c->arena->guard, i);
        const Bar *b = &c->bars[i];
        if (b->missing) continue;
        if (!found || (greatest ? b->hi > found->hi : b->lo < found->lo)) found = b;
    }
    return found;
}

// "  n: 1 to 42", behind the line.
static Str scale_of(const Chart *c) {
    const Bar *least = extreme(c, false), *most = extreme(c, true);
    if (!least) return str_printf(c->arena, "  %.*s: ∅", STR_FMT(c->y_name));
    if (str_eq(least->value, most->value))
        return str_printf(c->arena, "  %.*s: %.*s", STR_FMT(c->y_name), STR_FMT(least->value));
    return str_printf(c->arena, "  %.*s: %.*s to %.*s", STR_FMT(c->y_name), STR_FMT(least->value),
                      STR_FMT(most->value));
}

// Marks for so many cells, of equally many rows each.
static uint32_t draw_marks(Writer *w, const Chart *c, uint32_t cells) {
    uint32_t each = c->n > cells ? (c->n + cells - 1) / cells : 1;
    double min = INFINITY, max = -INFINITY, v;
    for (uint32_t i = 0; i < c->n; i += each) {
        if (!mean_of(c, i, i + each < c->n ? i + each : c->n, &v)) continue;
        if (v < min) min = v;
        if (v > max) max = v;
    }
    for (uint32_t i = 0; i < c->n; i += each) {
        if (mean_of(c, i, i + each < c->n ? i + each : c->n, &v))
            draw_mark(w, v, min, max);
        else
            buf_char(&w->out, ' ');
    }
    return each;
}

static void draw_line(Writer *w, Chart *c) {
    Str first = c->n && c->placed ? c->bars[0].label : STR("");
    Str last = c->n && c->placed ? c->bars[c->n - 1].label : STR("");
    if (c->title.n) {
        buf_add(&w->out, c->title);
        buf_char(&w->out, '\n');
    }
    Str scale = scale_of(c);
    uint32_t width = total_width(w), beside = str_width(first) + str_width(last) + 2;
    beside += str_width(scale);
    uint32_t cells = width > beside ? width - beside : 0;
    if (w->options.bar) cells = w->options.bar;
    if (cells < LEAST_BAR && !w->options.bar) cells = LEAST_BAR;
    buf_add(&w->out, first);
    if (first.n) buf_char(&w->out, ' ');
    uint32_t each = draw_marks(w, c, cells);
    if (last.n) buf_char(&w->out, ' ');
    buf_add(&w->out, last);
    buf_add(&w->out, scale);
    buf_char(&w->out, '\n');
    if (each > 1) chart_note(c, "each mark is the mean of %u rows", each);
    chart_text_notes(w, c, 0, 0, "bar");
}

void chart_draw_text(Writer *w, const Chart *c) {
    if (c->kind == CHART_TIMELINE)
        timeline_draw_text(w, w->chart);
    else if (c->kind == CHART_SPARKLINE)
        draw_line(w, w->chart);
    else
        draw_bars(w, c);
}
