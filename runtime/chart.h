// Charts before they are drawn: bars with labels and amounts, an axis with round ticks, and what
// could not be drawn. In: rows given to a writer. Out: a Chart, which chart_text.c draws for a
// terminal and svg.c as a picture. The same rows give the same chart on every machine.
#ifndef GAZ_CHART_H
#define GAZ_CHART_H

#include "runtime/output_impl.h"

typedef struct Bar {
    Str label, value; // as a table shows them, controls escaped
    double lo, hi;    // what it amounts to; they differ where a duration has two bounds
    double at;        // of a sparkline: where it stands
    bool missing;     // it has no amount
} Bar;

// Ticks stand at multiples of step = mantissa (1, 2 or 5) * 10^exponent, in units of `unit`.
typedef struct Axis {
    int64_t from, to; // first and last tick, as multiples
    int32_t mantissa, exponent;
    double unit;           // what 1 of the axis stands for in the amounts: 1, or seconds
    const char *unit_name; // "years"; NULL for plain numbers
} Axis;

typedef enum ChartKind { CHART_BAR, CHART_HISTOGRAM, CHART_SPARKLINE, CHART_TIMELINE } ChartKind;

struct Chart {
    ChartKind kind;
    Arena *arena;
    Str title, x_name, y_name;
    Bar *bars;
    uint32_t n;
    size_t cap;
    double min, max;        // of all amounts; of bars with 0
    uint32_t amounts;       // bars that have one
    bool whole;             // amounts are whole numbers
    bool times;             // they are durations
    bool placed;            // bars of a sparkline stand at their `at`
    const Type *x_type;     // NULL: the order of the rows
    struct Sample *samples; // of a histogram, until it is made
    size_t cap_samples;
    struct Timeline *line; // of a timeline: what its bars, which have no amount, span
    Str *notes;            // what could not be drawn
    uint32_t nnotes;
    size_t cap_notes;
};

void chart_note(Chart *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
Bar *chart_add(Chart *c);

// A value of a histogram: bounds of a number or duration, or of the start of a date.
typedef struct Sample {
    union {
        double d;
        int64_t t;
    } lo, hi;
} Sample;
// Make bars of n samples: chart_bins.c, chart_dates.c.
void bins_of_amounts(Chart *c, const Sample *s, uint32_t n, uint32_t want);
void bins_of_dates(Chart *c, const Sample *s, uint32_t n, uint32_t want, Duration bin);
const char *chart_plural(uint64_t n); // "s", but for 1

// An axis over min … max with about `want` steps; whole: never parts of 1.
Axis axis_of(double min, double max, uint32_t want, bool whole);
Axis axis_of_times(double min, double max, uint32_t want, bool whole);
double axis_at(const Axis *a, int64_t tick);               // in the amounts' own unit
void axis_label(StrBuf *out, const Axis *a, int64_t tick); // "250", "0.5"
double axis_step(const Axis *a);                           // in the axis' unit
double axis_units(const Axis *a, double amount);           // amounts in steps

// Called when it has all its rows.
void chart_draw(Writer *w);
// Draw into w->out.
void chart_begin(Writer *w, ChartKind kind);
Str chart_shown(Writer *w, const Vec *v, uint32_t i); // as a table shows it
void chart_draw_text(Writer *w, const Chart *c);
// The beginning of s that takes at most `cells`, with … if that is not all of it.
Str chart_fitted(Writer *w, Str s, uint32_t cells, uint32_t *cut);
void chart_text_notes(Writer *w, const Chart *c, uint32_t cut, uint32_t hidden, const char *what);
void chart_draw_svg(Writer *w, const Chart *c, bool alone); // alone: a file of its own

#endif
