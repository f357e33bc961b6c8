// Rows to timelines: the date of each as pieces, its label and what gives its colour; at the end
// the reach of the axis, and what has no date. See timeline.h.
#include "runtime/timeline.h"

#include <string.h>

enum {
    FIRST_NAMES = 64,
    UNDATED_NAMES = 3, // that are told
    MARGIN = 16,       // a row without end goes on for that part of the axis
    LEAST = 600        // seconds of an axis
};

// ---- names ----------------------------------------------------------------------------------

static void hash_names(Names *n) {
    uint32_t size = n->mask ? (n->mask + 1) * 2 : FIRST_NAMES;
    n->hash = arena_zero(n->arena, size * sizeof *n->hash);
    n->mask = size - 1;
    for (uint32_t i = 0; i < n->n; i++) {
        guard_every(n->arena->guard, i);
        uint32_t at = (uint32_t)str_hash_heard(n->items[i], n->arena->guard) & n->mask;
        while (n->hash[at]) at = (at + 1) & n->mask;
        n->hash[at] = i + 1;
    }
}

uint32_t names_find(Names *n, Str s) {
    if (n->n * 2 >= n->mask) hash_names(n);
    uint32_t at = (uint32_t)str_hash_heard(s, n->arena->guard) & n->mask;
    for (; n->hash[at]; at = (at + 1) & n->mask)
        if (str_eq(n->items[n->hash[at] - 1], s)) return n->hash[at] - 1;
    n->items = arena_grow(n->arena, n->items, &n->cap, n->n + 1, sizeof *n->items);
    n->items[n->n++] = s;
    n->hash[at] = n->n;
    return n->n - 1;
}

// ---- rows -----------------------------------------------------------------------------------

void timeline_begin(Writer *w) {
    chart_begin(w, CHART_TIMELINE);
    Chart *c = w->chart;
    Timeline *t = c->line = ARENA_NEW(w->arena, Timeline);
    t->names.arena = t->keys.arena = w->arena;
    uint32_t date = w->n - 1 - w->options.keyed;
    c->x_name = c->y_name = str_visible(w->arena, w->columns[date].name);
    if (date) c->x_name = str_visible(w->arena, w->columns[0].name);
    if (w->options.keyed) t->key_name = str_visible(w->arena, w->columns[w->n - 1].name);
}

static Str label_of(Writer *w, const Vec *const *columns, uint32_t i, uint32_t date) {
    Str label = date ? chart_shown(w, columns[0], i) : chart_shown(w, columns[date], i);
    for (uint32_t k = 1; k < date; k++) {
        label = str_cat(w->arena, label, STR(" · "));
        label = str_cat(w->arena, label, chart_shown(w, columns[k], i));
    }
    return label;
}

static void reach(Timeline *t, int64_t from, int64_t to) {
    if (!t->bounded || from < t->from) t->from = from;
    if (!t->bounded || to > t->to) t->to = to;
    t->bounded = true;
}

// False if the piece has no bound at all.
static bool reach_piece(Timeline *t, const DatePiece *p) {
    const int64_t at[] = {p->es, p->ls, p->ee, p->le};
    bool any = false;
    for (uint32_t i = 0; i < 4; i++) {
        if (!time_finite(at[i])) continue;
        reach(t, at[i], at[i]);
        any = true;
    }
    if (!any) return false;
    t->open_start |= !time_finite(p->es);
    t->open_end |= !time_finite(p->le);
    return true;
}

static void leave_out(Writer *w, Str label) {
    Timeline *t = w->chart->line;
    if (t->undated++ >= UNDATED_NAMES || !label.n) return;
    if (t->undated_names.n) t->undated_names = str_cat(w->arena, t->undated_names, STR(", "));
    t->undated_names = str_cat(w->arena, t->undated_names, label);
}

static bool add_pieces(Writer *w, const Vec *v, uint32_t i, Entry *e) {
    Timeline *t = w->chart->line;
    if (cell_missing(w->run, v, i)) return false;
    Date d = run_date(w->run, v->d.u32[vec_place(v, i)]);
    bool cut, any = false;
    t->pieces = arena_grow(w->arena, t->pieces, &t->cap_pieces, t->npieces + TIMELINE_PIECES,
                           sizeof *t->pieces);
    DatePiece *pieces = t->pieces + t->npieces;
    uint32_t n = date_pieces(&d, w->options.circa, pieces, TIMELINE_PIECES, &cut);
    if (cut) { // too many to tell apart: somewhere between
        n = 1;
        pieces[0] = (DatePiece){d.es, d.ls, d.ee, d.le, d.kind == DATE_MOMENT, true};
    }
    for (uint32_t k = 0; k < n; k++) any |= reach_piece(t, &pieces[k]);
    if (!any) return false;
    e->first = t->npieces;
    e->n = n;
    t->npieces += n;
    return true;
}

void timeline_row(Writer *w, const Vec *const *columns, uint32_t i) {
    Chart *c = w->chart;
    Timeline *t = c->line;
    uint32_t date = w->n - 1 - w->options.keyed;
    Entry e = {0};
    Str label = label_of(w, columns, i, date);
    if (!add_pieces(w, columns[date], i, &e)) {
        leave_out(w, date ? label : (Str){"", 0});
        return;
    }
    e.name = names_find(&t->names, label);
    if (t->key_name.n) {
        e.key = names_find(&t->keys, chart_shown(w, columns[w->n - 1], i));
        size_t before = t->cap_keys;
        t->key_rows =
            arena_grow(w->arena, t->key_rows, &t->cap_keys, t->keys.n, sizeof *t->key_rows);
        for (size_t k = before; k < t->cap_keys; k++) t->key_rows[k] = 0;
        t->key_rows[e.key]++;
    }
    t->entries = arena_grow(w->arena, t->entries, &t->cap, c->n + 1u, sizeof *t->entries);
    t->entries[c->n] = e;
    Bar *b = chart_add(c);
    b->label = label;
    b->value = chart_shown(w, columns[date], i);
}

// ---- the end --------------------------------------------------------------------------------

static void close_axis(Timeline *t) {
    if (t->to < INSTANT_MAX) t->to++;
    double length = (double)t->to - (double)t->from;
    if (length < LEAST && t->from < INSTANT_MAX - 2 * LEAST) {
        Bucket around = {0, LEAST};
        t->from = bucket_first(around, bucket_number(around, t->from));
        while (t->to < t->from + LEAST || t->to % LEAST) t->to++;
        length = (double)(t->to - t->from);
    }
    int64_t more = (int64_t)(length / MARGIN) + 1, at;
    if (t->open_start && !__builtin_sub_overflow(t->from, more, &at)) t->from = at;
    if (t->open_end && !__builtin_add_overflow(t->to, more, &at)) t->to = at;
}

void timeline_end(Writer *w) {
    Chart *c = w->chart;
    Timeline *t = c->line;
    if (c->n) close_axis(t);
    if (t->undated) {
        bool more = t->undated > UNDATED_NAMES;
        chart_note(c, "%u row%s without %.*s%s%.*s%s", t->undated, chart_plural(t->undated),
                   STR_FMT(c->y_name), t->undated_names.n ? ": " : "", STR_FMT(t->undated_names),
                   more && t->undated_names.n ? ", …" : "");
    }
    chart_draw(w);
}
