// Rows to charts: labels and amounts are kept as they come, and once all are there the chart is
// made and drawn where it is wanted. See chart.h.
#include "runtime/chart.h"

#include <string.h>

#include "runtime/html.h"

const char *chart_plural(uint64_t n) { return n == 1 ? "" : "s"; }

void chart_note(Chart *c, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    Str s = str_vprintf(c->arena, fmt, ap);
    va_end(ap);
    c->notes = arena_grow(c->arena, c->notes, &c->cap_notes, c->nnotes + 1, sizeof *c->notes);
    c->notes[c->nnotes++] = s;
}

Bar *chart_add(Chart *c) {
    c->bars = arena_grow(c->arena, c->bars, &c->cap, (size_t)c->n + 1, sizeof *c->bars);
    Bar *b = &c->bars[c->n++];
    memset(b, 0, sizeof *b);
    return b;
}

// ---- what every chart begins with -----------------------------------------------------------

void chart_begin(Writer *w, ChartKind kind) {
    Chart *c = w->chart = ARENA_NEW(w->arena, Chart);
    c->kind = kind;
    c->arena = w->arena;
    c->title = str_visible(w->arena, w->options.title);
    const OutColumn *y = &w->columns[w->n - 1];
    c->y_name = str_visible(w->arena, y->name);
    c->whole = y->type->tag == TY_INT;
    c->times = y->type->tag == TY_DURATION;
    for (uint32_t i = 0; i + 1 < w->n; i++) {
        if (i) c->x_name = str_cat(w->arena, c->x_name, STR(" · "));
        c->x_name = str_cat(w->arena, c->x_name, str_visible(w->arena, w->columns[i].name));
        c->x_type = w->columns[0].type;
    }
}

void bar_begin(Writer *w) { chart_begin(w, CHART_BAR); }
void sparkline_begin(Writer *w) { chart_begin(w, CHART_SPARKLINE); }
void histogram_begin(Writer *w) {
    chart_begin(w, CHART_HISTOGRAM);
    w->chart->x_name = w->chart->y_name;
    w->chart->x_type = w->columns[0].type;
    w->chart->y_name = STR("count");
}

Str chart_shown(Writer *w, const Vec *v, uint32_t i) {
    buf_clear(&w->cell);
    cell_table(&w->cell, w->run, v, i);
    return str_dup(w->arena, buf_from(&w->cell, 0));
}

static void amount(const Vec *v, uint32_t i, double *lo, double *hi) {
    uint32_t p = vec_place(v, i);
    if (v->type->tag == TY_DURATION) {
        *lo = duration_seconds(v->d.dur[p], false);
        *hi = duration_seconds(v->d.dur[p], true);
    } else {
        *lo = *hi = v->type->tag == TY_INT ? (double)v->d.i64[p] : v->d.f64[p];
    }
}

// ---- bars and lines -------------------------------------------------------------------------

static Str label_of(Writer *w, const Vec *const *columns, uint32_t i) {
    Str label = {"", 0};
    if (w->n == 1) return str_printf(w->arena, "%llu", (unsigned long long)w->rows + 1);
    for (uint32_t k = 0; k + 1 < w->n; k++) {
        if (k) label = str_cat(w->arena, label, STR(" · "));
        label = str_cat(w->arena, label, chart_shown(w, columns[k], i));
    }
    return label;
}

static void add_amount(Writer *w, Bar *b, const Vec *v, uint32_t i) {
    Chart *c = w->chart;
    b->missing = cell_missing(w->run, v, i);
    b->value = chart_shown(w, v, i);
    if (b->missing) return;
    amount(v, i, &b->lo, &b->hi);
    bool first = !c->amounts++ && c->kind == CHART_SPARKLINE;
    if (first || b->lo < c->min) c->min = b->lo;
    if (first || b->hi > c->max) c->max = b->hi;
}

void bar_row(Writer *w, const Vec *const *columns, uint32_t i) {
    Bar *b = chart_add(w->chart);
    b->label = label_of(w, columns, i);
    add_amount(w, b, columns[w->n - 1], i);
}

// Where a mark of a line stands: false where its date has no beginning, or is missing.
static bool place_of(Writer *w, const Vec *v, uint32_t i, double *at) {
    double hi;
    if (cell_missing(w->run, v, i)) return false;
    if (v->type->tag != TY_DATE) {
        amount(v, i, at, &hi);
        return true;
    }
    Date d = run_date(w->run, v->d.u32[vec_place(v, i)]);
    *at = (double)d.es;
    return date_has_start(&d);
}

void sparkline_row(Writer *w, const Vec *const *columns, uint32_t i) {
    Chart *c = w->chart;
    double at = (double)w->rows;
    if (w->n > 1 && !place_of(w, columns[0], i, &at)) {
        c->placed = true;
        c->cap_samples++; // counts those left out; a line has no samples
        return;
    }
    c->placed = w->n > 1;
    Bar *b = chart_add(c);
    b->at = at;
    b->label = label_of(w, columns, i);
    add_amount(w, b, columns[w->n - 1], i);
}

// By place, stable: merge runs of doubling length.
static void sort_bars(Chart *c) {
    Bar *from = c->bars, *to = ARENA_ARRAY(c->arena, Bar, (size_t)c->n + 1);
    for (size_t run = 1; run < c->n; run *= 2) {
        for (size_t lo = 0; lo < c->n; lo += 2 * run) {
            size_t mid = lo + run < c->n ? lo + run : c->n;
            size_t hi = lo + 2 * run < c->n ? lo + 2 * run : c->n, i = lo, j = mid;
            for (size_t k = lo; k < hi; k++) {
                guard_every(c->arena->guard, k);
                to[k] = i < mid && (j >= hi || from[i].at <= from[j].at) ? from[i++] : from[j++];
            }
        }
        Bar *swap = from;
        from = to;
        to = swap;
    }
    c->bars = from;
}

// ---- the end --------------------------------------------------------------------------------

static void say_missing(Chart *c, Str name) {
    uint32_t missing = c->n - c->amounts;
    if (missing)
        chart_note(c, "%u row%s without %.*s", missing, chart_plural(missing), STR_FMT(name));
}

void chart_draw(Writer *w) {
    OutTarget target = w->options.target;
    if (target == OUT_PLAIN)
        chart_draw_text(w, w->chart);
    else if (target == OUT_SVG)
        chart_draw_svg(w, w->chart, true);
    else
        page_of_chart(w, w->chart);
}

void bar_end(Writer *w) {
    say_missing(w->chart, w->chart->y_name);
    chart_draw(w);
}

void sparkline_end(Writer *w) {
    Chart *c = w->chart;
    sort_bars(c);
    say_missing(c, c->y_name);
    if (c->cap_samples)
        chart_note(c, "%zu row%s without %.*s", c->cap_samples, chart_plural(c->cap_samples),
                   STR_FMT(c->x_name));
    chart_draw(w);
}

// ---- histograms -----------------------------------------------------------------------------

void histogram_row(Writer *w, const Vec *const *columns, uint32_t i) {
    Chart *c = w->chart;
    const Vec *v = columns[0];
    if (cell_missing(w->run, v, i)) return;
    c->samples =
        arena_grow(c->arena, c->samples, &c->cap_samples, c->amounts + 1u, sizeof *c->samples);
    Sample *s = &c->samples[c->amounts++];
    if (v->type->tag == TY_DATE) {
        Date d = run_date(w->run, v->d.u32[vec_place(v, i)]);
        s->lo.t = d.es;
        s->hi.t = d.ls;
    } else {
        amount(v, i, &s->lo.d, &s->hi.d);
    }
}

void histogram_end(Writer *w) {
    Chart *c = w->chart;
    const OutOptions *o = &w->options;
    uint32_t n = c->amounts;
    c->amounts = 0;
    if (c->x_type->tag == TY_DATE)
        bins_of_dates(c, c->samples, n, o->bins, o->bin);
    else
        bins_of_amounts(c, c->samples, n, o->bins);
    uint64_t missing = w->rows - n;
    if (missing)
        chart_note(c, "%llu row%s without %.*s", (unsigned long long)missing, chart_plural(missing),
                   STR_FMT(c->x_name));
    c->whole = true;
    c->times = false;
    c->amounts = c->n;
    for (uint32_t i = 0; i < c->n; i++) {
        guard_every(c->arena->guard, i);
        Bar *b = &c->bars[i];
        b->value = str_printf(c->arena, "%lld", (long long)b->lo);
        b->hi = b->lo;
        if (b->hi > c->max) c->max = b->hi;
    }
    chart_draw(w);
}
