// What the files that draw pictures share: a pen that writes elements, lengths in pixels, widths of
// texts as they can be estimated without the font.
#ifndef GAZ_SVG_IMPL_H
#define GAZ_SVG_IMPL_H

#include "runtime/chart.h"

enum {
    SVG_WIDTH = 720,
    SVG_MARGIN = 16,
    SVG_FONT = 13,    // of labels; notes are smaller, the title is larger
    SVG_LABELS = 250, // that labels may take
    SVG_LINE = 15     // from line to line of a label
};

typedef enum Anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END } Anchor;

// A label in one line or two.
typedef struct SvgLabel {
    Str lines[2];
    uint32_t n;
    double width;
} SvgLabel;
SvgLabel svg_label(Arena *a, Str s, double room);

double svg_text_width(Str s, double font);
void svg_attribute(StrBuf *out, const char *name, double v);
void svg_number(StrBuf *out, double v); // to a tenth of a pixel
// Text with its baseline at y.
void svg_text(StrBuf *out, const char *style, double x, double y, Anchor anchor, Str s);
void svg_rect(StrBuf *out, const char *style, double x, double y, double width, double height);
void svg_line(StrBuf *out, const char *style, double x1, double y1, double x2, double y2);
// The axis for the chart's amounts, "age (years)" for it.
Axis svg_axis(const Chart *c, uint32_t want);
Str svg_axis_name(const Chart *c, const Axis *a);
Str svg_tick(Arena *arena, const Axis *a, int64_t tick);

// Each draws from y downwards and returns where it ends.
double svg_columns(Writer *w, const Chart *c, double y);
double svg_curve(Writer *w, const Chart *c, double y);
double svg_timeline(Writer *w, Chart *c, double y);

extern const char *const timeline_style; // its colours

#endif
