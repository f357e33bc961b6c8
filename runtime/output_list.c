// A result as a list: one field a line, names in one column, rows apart by an empty line, long
// texts in lines of the width asked for. In: rows. Out: each at once. See output.h.
#include "runtime/output_impl.h"

enum {
    GAP = 2,    // cells between name and value
    LEAST = 20, // cells a value has at least: else it stands below its name
    INDENT = 4  // … so far in
};

static void fill(Writer *w, uint32_t cells) {
    while (cells--) buf_char(&w->out, ' ');
}

static uint32_t name_width(Writer *w) {
    uint32_t widest = 0;
    for (uint32_t c = 0; c < w->n; c++) {
        uint32_t width = str_width(str_visible(w->arena, w->columns[c].name));
        if (width > widest) widest = width;
    }
    return widest;
}

// The end of the longest beginning of s from `at` on that takes `cells`: after a word where there
// is one, else within it.
static uint32_t wrapped_end(Str s, uint32_t at, uint32_t cells) {
    uint32_t used = 0, blank = 0, i = at, cp;
    while (i < s.n) {
        uint32_t n = utf8_decode(s.p + i, s.p + s.n, &cp);
        if (!n) n = 1;
        uint32_t width = str_width((Str){s.p + i, n});
        if (s.p[i] == ' ') blank = i;
        if (used + width > cells && i > at) return blank > at ? blank : i;
        used += width;
        i += n;
    }
    return i;
}

// One paragraph, the first line where the pen is, the others `left` cells in.
static void put_wrapped(Writer *w, Str s, uint32_t left, uint32_t cells) {
    uint32_t at = 0;
    do {
        uint32_t end = cells ? wrapped_end(s, at, cells) : s.n;
        if (at) fill(w, left);
        buf_add(&w->out, (Str){s.p + at, end - at});
        buf_char(&w->out, '\n');
        at = end;
        while (at < s.n && s.p[at] == ' ' && cells) at++;
    } while (at < s.n);
}

static void put_value(Writer *w, uint32_t left, uint32_t cells) {
    Str s = buf_from(&w->cell, 0);
    for (uint32_t from = 0, end; from <= s.n; from = end + 1) {
        end = line_end(s, from);
        ArenaMark mark = arena_mark(w->run->scratch);
        if (from) fill(w, end > from ? left : 0);
        put_wrapped(w, str_visible(w->run->scratch, (Str){s.p + from, end - from}), left, cells);
        if (w->arena != w->run->scratch) arena_release(w->run->scratch, mark);
    }
}

void list_row(Writer *w, const Vec *const *columns, uint32_t i) {
    uint32_t names = name_width(w), left = names + GAP, width = w->options.width;
    bool below = width && width < left + LEAST;
    if (below) left = INDENT;
    uint32_t cells = width ? (width > left + 1 ? width - left : 1) : 0;
    if (w->rows) buf_char(&w->out, '\n');
    for (uint32_t c = 0; c < w->n; c++) {
        Str name = str_visible(w->arena, w->columns[c].name);
        buf_add(&w->out, name);
        buf_clear(&w->cell);
        cell_words(&w->cell, w->run, columns[c], i);
        if (below && w->cell.n) buf_char(&w->out, '\n');
        if (w->cell.n) fill(w, below ? left : left - str_width(name));
        bool dim = w->options.color && cell_missing(w->run, columns[c], i);
        if (dim) {
            buf_addc(&w->out, "\033[2m");
            buf_add(&w->out, buf_from(&w->cell, 0));
            buf_addc(&w->out, "\033[0m\n");
        } else {
            put_value(w, left, cells);
        }
    }
}
