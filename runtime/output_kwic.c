// A result as a concordance: a line for each row, with the keywords below one another. In: rows
// whose last three columns are left, word and right; out, at the end, when all widths are known:
// the other columns, each as wide as its longest cell but together at most a third of the width
// asked for, and the context cut (…) so that the keyword stands in the middle of what is left. See
// output.h.
#include <string.h>

#include "lang/show.h"
#include "runtime/output_impl.h"

enum {
    GAP = 2,        // cells behind each of the other columns
    LEAST_META = 4, // cells that one of them has at least
    LEAST = 20      // cells for left, word and right together, however narrow the window
};

typedef struct Piece {
    Str text;
    uint32_t width;
} Piece;

typedef struct Concordance {
    Piece *pieces; // row by row
    size_t cap, n;
    uint32_t *widest; // of each column
} Concordance;

void kwic_begin(Writer *w) {
    w->lines = ARENA_NEW(w->arena, Concordance);
    w->lines->widest = arena_zero(w->arena, w->n * sizeof(uint32_t));
}

// The context ends in a blank where the window counts characters.
static Str trimmed(Str s) {
    while (s.n && s.p[0] == ' ') s = (Str){s.p + 1, s.n - 1};
    while (s.n && s.p[s.n - 1] == ' ') s.n--;
    return s;
}

void kwic_row(Writer *w, const Vec *const *columns, uint32_t i) {
    Concordance *c = w->lines;
    for (uint32_t k = 0; k < w->n; k++) {
        buf_clear(&w->cell);
        cell_words(&w->cell, w->run, columns[k], i);
        Str s = k < w->n - SHOW_PARTS ? buf_from(&w->cell, 0) : trimmed(buf_from(&w->cell, 0));
        Piece p = {.text = str_dup(w->arena, str_visible(w->arena, s))};
        p.width = str_width_heard(p.text, w->arena->guard);
        if (p.width > c->widest[k]) c->widest[k] = p.width;
        c->pieces = arena_grow(w->arena, c->pieces, &c->cap, c->n + 1, sizeof *c->pieces);
        c->pieces[c->n++] = p;
    }
}

// ---- cells -----------------------------------------------------------------------------------

static void fill(Writer *w, uint32_t cells) {
    while (cells--) buf_char(&w->out, ' ');
}

// Bytes of the longest beginning that takes at most so many cells.
static uint32_t beginning(Str s, uint32_t cells) {
    uint32_t at = 0, used = 0, cp;
    while (at < s.n) {
        uint32_t n = utf8_decode(s.p + at, s.p + s.n, &cp);
        if (!n) n = 1;
        used += str_width((Str){s.p + at, n});
        if (used > cells) break;
        at += n;
    }
    return at;
}

// Where the longest end begins that takes at most so many cells; a mark stays with its letter.
static uint32_t ending(Str s, uint32_t cells) {
    uint32_t at = s.n, used = 0, from = s.n;
    while (at > 0) {
        uint32_t end = at--;
        while (at > 0 && ((unsigned char)s.p[at] & 0xC0u) == 0x80) at--;
        uint32_t width = str_width((Str){s.p + at, end - at});
        used += width;
        if (used > cells) break;
        if (width) from = at;
    }
    return from;
}

// The text in at most so many cells; how many it takes.
static uint32_t put_cut(Writer *w, const Piece *p, uint32_t cells) {
    if (p->width <= cells) {
        buf_add(&w->out, p->text);
        return p->width;
    }
    if (!cells) return 0;
    Str kept = {p->text.p, beginning(p->text, cells - 1)};
    buf_add(&w->out, kept);
    buf_addc(&w->out, "…");
    return str_width(kept) + 1;
}

static void put_left(Writer *w, const Piece *p, uint32_t cells) {
    Str kept = p->text;
    uint32_t width = p->width;
    bool cut = width > cells && cells > 0;
    if (width > cells) {
        uint32_t from = ending(kept, cut ? cells - 1 : 0);
        kept = (Str){kept.p + from, kept.n - from};
        width = str_width(kept) + cut;
    }
    fill(w, cells - width);
    if (cut) buf_addc(&w->out, "…");
    buf_add(&w->out, kept);
}

// ---- lines -----------------------------------------------------------------------------------

typedef struct Room {
    uint32_t others; // for each of the other columns, at most
    uint32_t left;   // as many cells for each line
    uint32_t all;    // for left, word and right with a blank between them; UINT32_MAX: no end
} Room;

static Room share(const Writer *w) {
    const Concordance *c = w->lines;
    uint32_t others = w->n - SHOW_PARTS, width = w->options.width;
    uint32_t left = c->widest[others], word = c->widest[others + 1];
    if (!width) return (Room){UINT32_MAX, left, UINT32_MAX};
    Room r = {.others = others ? width / 3 / others : 0};
    r.others = r.others > LEAST_META + GAP ? r.others - GAP : LEAST_META;
    uint32_t used = 0;
    for (uint32_t k = 0; k < others; k++)
        used += (c->widest[k] < r.others ? c->widest[k] : r.others) + GAP;
    r.all = width > used + LEAST ? width - used : LEAST;
    if (word > r.all / 3) word = r.all / 3;
    r.left = (r.all - word - 2) / 2;
    if (left < r.left) r.left = left;
    return r;
}

static void put_other(Writer *w, const Piece *p, uint32_t k, uint32_t most) {
    uint32_t widest = w->lines->widest[k];
    if (widest > most) widest = most;
    uint32_t spare = p->width < widest ? widest - p->width : 0;
    bool right = stands_right(w->columns[k].type);
    if (right) fill(w, spare);
    uint32_t used = put_cut(w, p, widest);
    fill(w, (right ? 0 : widest - used) + GAP);
}

// What follows a word without a blank.
static bool is_closing(const Piece *p) { return p->text.n && strchr(".,;:!?)]'", p->text.p[0]); }

// The first piece is the word.
static void put_right(Writer *w, const Piece *p, uint32_t cells) {
    if (w->options.color) buf_addc(&w->out, "\033[1m");
    uint32_t used = put_cut(w, &p[0], cells);
    if (w->options.color) buf_addc(&w->out, "\033[0m");
    if (!p[1].width || cells - used < 2) return;
    if (!is_closing(&p[1])) {
        buf_char(&w->out, ' ');
        used++;
    }
    put_cut(w, &p[1], cells - used);
}

static void put_line(Writer *w, const Piece *p, Room room) {
    uint32_t others = w->n - SHOW_PARTS;
    for (uint32_t k = 0; k < others; k++) put_other(w, &p[k], k, room.others);
    put_left(w, &p[others], room.left);
    if (room.left) buf_char(&w->out, ' ');
    put_right(w, &p[others + 1], room.all == UINT32_MAX ? room.all : room.all - room.left - 1);
    buf_char(&w->out, '\n');
}

void kwic_end(Writer *w) {
    const Concordance *c = w->lines;
    Room room = share(w);
    for (size_t i = 0; i < c->n && !w->failed; i += w->n) {
        put_line(w, c->pieces + i, room);
        writer_flush(w, false);
    }
}
