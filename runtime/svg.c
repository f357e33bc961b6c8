// Charts as pictures, and the picture of bars. In: a chart. Out: one <svg>, for a file of its own
// or within a page: no scripts, no fonts from elsewhere, colours that can be told apart and that
// follow a dark screen but not the printer. The same chart gives the same bytes everywhere.
#include <math.h>

#include "runtime/html.h"
#include "runtime/svg_impl.h"

enum {
    MOST_BARS = 500,
    ROW = 22,       // from bar to bar
    BAR = 14,       // height of a bar
    NOTE_LINE = 16, // of a note
    NOTE_FONT = 11,
    TITLE_FONT = 17
};

#define BLUE      "#0072b2" /* of Okabe and Ito's colours */
#define LIGHTBLUE "#56b4e9"

const char *const chart_style =
    ".gz-bg{fill:#fff}.gz-t{fill:#1f2328}.gz-m{fill:#57606a}.gz-g{stroke:#d8dde3}"
    ".gz-a{stroke:#57606a}.gz-b{fill:" BLUE "}.gz-u{fill:" BLUE ";fill-opacity:.35}"
    ".gz-l{stroke:" BLUE ";stroke-width:2;fill:none;stroke-linejoin:round}"
    "@media screen and (prefers-color-scheme:dark){.gz-bg{fill:#16191d}.gz-t{fill:#e6e9ed}"
    ".gz-m{fill:#9aa4af}.gz-g{stroke:#333a42}.gz-a{stroke:#9aa4af}.gz-b{fill:" LIGHTBLUE "}"
    ".gz-u{fill:" LIGHTBLUE "}.gz-l{stroke:" LIGHTBLUE "}}";

// ---- elements -------------------------------------------------------------------------------

// Hundredths of the font's size, as sans-serif faces have them.
static uint32_t sign_width(uint32_t cp, uint32_t cells) {
    if (cells == 0) return 0;
    if (cells == 2) return 100;
    if (cp >= '0' && cp <= '9') return 58;
    if (cp >= 'A' && cp <= 'Z') return cp == 'M' || cp == 'W' ? 88 : cp == 'I' ? 30 : 69;
    switch (cp) {
    case 'i':
    case 'j':
    case 'l':
    case '.':
    case ',':
    case ':':
    case ';':
    case '\'':
    case '|':
    case '!':
    case ' ': return 29;
    case 'f':
    case 't':
    case 'r':
    case '(':
    case ')':
    case '[':
    case ']':
    case '-': return 38;
    case 'm':
    case 'w':
    case '@':
    case '%': return 86;
    default: return 58;
    }
}

double svg_text_width(Str s, double font) {
    enum { MOST = 1000000 }; // wider than any picture: by how much does not matter
    uint32_t sum = 0, cp;
    for (uint32_t at = 0; at < s.n && sum < MOST;) {
        uint32_t n = utf8_decode(s.p + at, s.p + s.n, &cp);
        if (!n) n = 1, cp = '?';
        sum += sign_width(cp, str_width((Str){s.p + at, n}));
        at += n;
    }
    return sum * font / 92; // some faces are wider than most
}

void svg_number(StrBuf *out, double v) {
    int64_t tenths = (int64_t)floor(v * 10 + 0.5);
    if (tenths < 0) {
        buf_char(out, '-');
        tenths = -tenths;
    }
    buf_printf(out, "%lld", (long long)(tenths / 10));
    if (tenths % 10) buf_printf(out, ".%lld", (long long)(tenths % 10));
}

void svg_attribute(StrBuf *out, const char *name, double v) {
    buf_printf(out, " %s=\"", name);
    svg_number(out, v);
    buf_char(out, '"');
}

void svg_text(StrBuf *out, const char *style, double x, double y, Anchor anchor, Str s) {
    static const char *const anchors[] = {"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
    buf_printf(out, "<text class=\"%s\"", style);
    svg_attribute(out, "x", x);
    svg_attribute(out, "y", y);
    buf_printf(out, "%s>", anchors[anchor]);
    markup_text(out, s);
    buf_addc(out, "</text>\n");
}

void svg_rect(StrBuf *out, const char *style, double x, double y, double width, double height) {
    buf_printf(out, "<rect class=\"%s\"", style);
    svg_attribute(out, "x", x);
    svg_attribute(out, "y", y);
    svg_attribute(out, "width", width);
    svg_attribute(out, "height", height);
    buf_addc(out, "/>\n");
}

void svg_line(StrBuf *out, const char *style, double x1, double y1, double x2, double y2) {
    buf_printf(out, "<line class=\"%s\"", style);
    svg_attribute(out, "x1", x1);
    svg_attribute(out, "y1", y1);
    svg_attribute(out, "x2", x2);
    svg_attribute(out, "y2", y2);
    buf_addc(out, "/>\n");
}

Axis svg_axis(const Chart *c, uint32_t want) {
    return c->times ? axis_of_times(c->min, c->max, want, false)
                    : axis_of(c->min, c->max, want, c->whole);
}

Str svg_axis_name(const Chart *c, const Axis *a) {
    if (!a->unit_name) return c->y_name;
    return str_printf(c->arena, "%.*s (%s)", STR_FMT(c->y_name), a->unit_name);
}

Str svg_tick(Arena *arena, const Axis *a, int64_t tick) {
    StrBuf b;
    buf_init(&b, arena);
    axis_label(&b, a, tick);
    return buf_str(&b);
}

// ---- labels in two lines --------------------------------------------------------------------

// The end of the longest beginning of s that is no wider, after a word if there is one.
static uint32_t part_that_fits(Str s, double font, double width) {
    uint32_t blank = 0, at = 0, cp;
    while (at < s.n) {
        uint32_t n = utf8_decode(s.p + at, s.p + s.n, &cp);
        if (!n) n = 1;
        if (s.p[at] == ' ' && at) blank = at;
        if (at && svg_text_width((Str){s.p, at + n}, font) > width) return blank ? blank : at;
        at += n;
    }
    return at;
}

SvgLabel svg_label(Arena *a, Str s, double room) {
    SvgLabel l = {.n = 1, .lines = {s}};
    uint32_t end = part_that_fits(s, SVG_FONT, room);
    if (end < s.n) {
        uint32_t next = end;
        while (next < s.n && s.p[next] == ' ') next++;
        Str rest = {s.p + next, s.n - next};
        l.lines[0].n = end;
        uint32_t kept = part_that_fits(rest, SVG_FONT, room);
        l.lines[1] =
            kept == rest.n
                ? rest
                : str_cat(a, (Str){rest.p, part_that_fits(rest, SVG_FONT, room - SVG_FONT)},
                          STR("…"));
        l.n = 2;
    }
    for (uint32_t i = 0; i < l.n; i++) {
        double width = svg_text_width(l.lines[i], SVG_FONT);
        if (width > l.width) l.width = width;
    }
    return l;
}

// ---- bars -----------------------------------------------------------------------------------

typedef struct Plot {
    Axis axis;
    double left, right, scale; // pixels of the first and last tick; pixels for one step
    double top, bottom;
} Plot;

static double x_of(const Plot *p, double amount) {
    return p->left + (axis_units(&p->axis, amount) - (double)p->axis.from) * p->scale;
}

static void draw_grid(Writer *w, const Plot *p) {
    for (int64_t t = p->axis.from; t <= p->axis.to; t++) {
        double x = p->left + (double)(t - p->axis.from) * p->scale;
        svg_line(&w->out, t ? "gz-g" : "gz-a", x, p->top, x, p->bottom);
        svg_text(&w->out, "gz-m", x, p->bottom + 16, ANCHOR_MIDDLE,
                 svg_tick(w->arena, &p->axis, t));
    }
}

static void draw_bar(Writer *w, const Plot *p, const Bar *b, double middle) {
    double y = middle - BAR / 2.0, baseline = middle + 4.5;
    if (b->missing) {
        svg_text(&w->out, "gz-m", x_of(p, 0) + 6, baseline, ANCHOR_START, b->value);
        return;
    }
    double zero = x_of(p, 0), lo = x_of(p, b->lo), hi = x_of(p, b->hi);
    bool left = b->lo < 0;
    double near = left ? (b->hi < 0 ? hi : zero) : lo;
    double far = left ? lo : hi;
    if (near > zero) svg_rect(&w->out, "gz-b", zero, y, near - zero, BAR);
    if (near < zero) svg_rect(&w->out, "gz-b", near, y, zero - near, BAR);
    if (far > near) svg_rect(&w->out, "gz-u", near, y, far - near, BAR);
    if (far < near) svg_rect(&w->out, "gz-u", far, y, near - far, BAR);
    if (left)
        svg_text(&w->out, "gz-t", lo - 6, baseline, ANCHOR_END, b->value);
    else
        svg_text(&w->out, "gz-t", hi + 6, baseline, ANCHOR_START, b->value);
}

static double widest_value(const Chart *c, uint32_t n) {
    double widest = 0;
    for (uint32_t i = 0; i < n; i++) {
        double width = svg_text_width(c->bars[i].value, SVG_FONT);
        if (width > widest) widest = width;
    }
    return widest;
}

static double draw_bars(Writer *w, const Chart *c, double y) {
    uint32_t n = c->n < MOST_BARS ? c->n : MOST_BARS;
    SvgLabel *labels = ARENA_ARRAY(w->arena, SvgLabel, (size_t)n + 1);
    double label = svg_text_width(c->x_name, SVG_FONT), height = 0;
    for (uint32_t i = 0; i < n; i++) {
        labels[i] = svg_label(w->arena, c->bars[i].label, SVG_LABELS);
        if (labels[i].width > label) label = labels[i].width;
        height += ROW + (labels[i].n - 1) * SVG_LINE;
    }
    if (label > SVG_LABELS) label = SVG_LABELS;
    Plot p = {.axis = svg_axis(c, 5), .top = y + 24, .bottom = y + 24 + height + 4};
    double value = widest_value(c, n) + 6, start = SVG_MARGIN + label + (label > 0 ? 10 : 0);
    p.left = start + (c->min < 0 ? value : 6);
    p.right = SVG_WIDTH - SVG_MARGIN - value;
    double units = axis_units(&p.axis, c->max) - (double)p.axis.from;
    if (c->max > 0)
        p.axis.to = p.axis.from + (int64_t)floor(units); // no tick beyond the bars
    else
        units = (double)(p.axis.to - p.axis.from);
    p.scale = (p.right - p.left) / units;
    svg_text(&w->out, "gz-m", start - 10, y + 14, ANCHOR_END, c->x_name);
    svg_text(&w->out, "gz-m", p.left, y + 14, ANCHOR_START, svg_axis_name(c, &p.axis));
    draw_grid(w, &p);
    double at = p.top + 2;
    for (uint32_t i = 0; i < n; i++) {
        double row = ROW + (labels[i].n - 1) * SVG_LINE, middle = at + row / 2;
        for (uint32_t k = 0; k < labels[i].n; k++)
            svg_text(&w->out, "gz-t", start - 10,
                     middle + 4.5 + (k - (labels[i].n - 1) / 2.0) * SVG_LINE, ANCHOR_END,
                     labels[i].lines[k]);
        draw_bar(w, &p, &c->bars[i], middle);
        at += row;
    }
    return p.bottom + 24;
}

// ---- the picture ----------------------------------------------------------------------------

static void draw_note(Writer *w, double *y, Str s) {
    for (uint32_t end; s.n; s = (Str){s.p + end, s.n - end}) {
        while (s.n && *s.p == ' ') s.p++, s.n--;
        end = part_that_fits(s, NOTE_FONT, SVG_WIDTH - 2 * SVG_MARGIN);
        *y += NOTE_LINE;
        svg_text(&w->out, "gz-m gz-n", SVG_MARGIN, *y, ANCHOR_START, (Str){s.p, end});
    }
}

// What is not in the picture: what could not be drawn, and where the picture is all there is, what
// the query left out.
static void draw_notes(Writer *w, const Chart *c, bool alone, double *y) {
    for (uint32_t i = 0; i < c->nnotes; i++) draw_note(w, y, c->notes[i]);
    for (uint32_t i = 0; alone && i < w->nnotes; i++)
        draw_note(w, y, str_visible(w->arena, str_of(w->notes[i])));
}

// What a reader who cannot see it is told: the title, or what is drawn.
static void put_title(Writer *w, const Chart *c) {
    buf_addc(&w->out, "<title>");
    if (c->title.n) {
        markup_text(&w->out, c->title);
    } else {
        markup_text(&w->out, c->y_name);
        if (c->x_name.n && !str_eq(c->x_name, c->y_name)) {
            buf_addc(&w->out, " by ");
            markup_text(&w->out, c->x_name);
        }
    }
    buf_addc(&w->out, "</title>\n");
}

static void put_open(Writer *w, const Chart *c, bool alone, double height) {
    enum { TALL = 1200 }; // pixels, of which one printed page shows no more in readable size
    StrBuf *out = &w->out;
    if (alone) buf_addc(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    const char *kind = !alone && height > TALL ? "gz tall" : "gz";
    buf_printf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"%s\" role=\"img\"", kind);
    buf_printf(out, " width=\"%d\"", SVG_WIDTH);
    svg_attribute(out, "height", height);
    buf_printf(out, " viewBox=\"0 0 %d ", SVG_WIDTH);
    svg_number(out, height);
    buf_printf(out, "\" font-family=\"system-ui,'Segoe UI',Roboto,Helvetica,Arial,sans-serif\"");
    buf_printf(out, " font-size=\"%d\">\n", SVG_FONT);
    put_title(w, c);
    if (c->kind == CHART_TIMELINE) buf_printf(out, "<style>%s</style>\n", timeline_style);
    if (!alone) return;
    buf_printf(out, "<style>%s.gz-n{font-size:%dpx}.gz-h{font-size:%dpx;font-weight:600}</style>\n",
               chart_style, NOTE_FONT, TITLE_FONT);
    svg_rect(out, "gz-bg", 0, 0, SVG_WIDTH, height);
}

void chart_draw_svg(Writer *w, const Chart *chart, bool alone) {
    Chart copy = *chart, *c = &copy;
    StrBuf out = w->out; // the height comes before what it depends on
    buf_init(&w->out, w->arena);
    double y = SVG_MARGIN;
    if (c->title.n && alone) {
        svg_text(&w->out, "gz-t gz-h", SVG_MARGIN, y + TITLE_FONT - 3, ANCHOR_START, c->title);
        y += TITLE_FONT + 11;
    }
    if (c->kind == CHART_BAR && c->n > MOST_BARS)
        chart_note(c, "the first %d of %u bars", MOST_BARS, c->n);
    switch (c->kind) {
    case CHART_BAR: y = draw_bars(w, c, y); break;
    case CHART_HISTOGRAM: y = svg_columns(w, c, y); break;
    case CHART_SPARKLINE: y = svg_curve(w, c, y); break;
    case CHART_TIMELINE: y = svg_timeline(w, c, y); break;
    }
    draw_notes(w, c, alone, &y);
    StrBuf body = w->out;
    w->out = out;
    put_open(w, c, alone, y + SVG_MARGIN - 4);
    buf_add(&w->out, buf_from(&body, 0));
    buf_addc(&w->out, "</svg>\n");
}
