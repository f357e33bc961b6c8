// The table with a frame. In: rows of cells; out, at the end: lines that fit the width asked for.
// Widths are known only once every row was seen, so the cells are kept as text: all of them, or
// where only some rows are shown, the first and the latest. What does not fit is folded (columns of
// which no shown row has a value, then those in the middle, …; rows, ⋮) or cut (…), and a line
// under the table says so. See output.h.
#include <string.h>

#include "runtime/output_impl.h"

#include "lang/number.h"

enum {
    LEAST = 12, // cells to which a column may be narrowed before columns are folded
    BESIDE = 3, // cells a column takes beside its text: a blank on each side and a line
    FOLDED = 1  // width of the column that stands for folded ones
};

typedef struct Cell {
    size_t at;
    uint32_t n, width;
    bool dim;
} Cell;

// Rows of cells, one after the other, and their text.
typedef struct Page {
    StrBuf text;
    Cell *cells;
    size_t cap, ncells;
} Page;

// Rows [from, to) of a page.
typedef struct Part {
    const Page *page;
    size_t from, to;
} Part;

struct Table {
    Page whole; // all rows, where they are wanted once more
    bool is_whole;
    Page head;             // names, and types if they are shown
    Page first, latest[2]; // rows at the top; rows at the bottom, the older and newer pages taking
    uint32_t newer;        // turns: latest[newer] is being filled
    uint64_t first_max, latest_max;
    uint32_t *kept, nkept;     // the columns that have a value, or all
    uint32_t *natural, *least; // of each column: its width, and to what it may be narrowed
    uint32_t *columns;         // those shown, from left to right; FOLD for the folded ones
    uint32_t *widths;          // of each of those
    uint32_t ncolumns;
    uint64_t cut; // cells that were cut
};

#define FOLD UINT32_MAX

// --- keeping cells ----------------------------------------------------------------------------

// The longest beginning of s that takes at most width cells, in bytes.
static uint32_t prefix(const Writer *w, Str s, uint32_t width) {
    uint32_t at = 0, used = 0, cp;
    for (uint32_t i = 1; at < s.n; i++) {
        guard_every(w->arena->guard, i);
        uint32_t n = utf8_decode(s.p + at, s.p + s.n, &cp);
        if (!n) n = 1;
        used += str_width((Str){s.p + at, n});
        if (used > width) break;
        at += n;
    }
    return at;
}

// What was appended to the page's text from `at` on becomes its next cell. More than the whole
// table may take is not kept: such a cell will be cut in any case.
static void page_add(const Writer *w, Page *page, size_t at, bool dim, uint32_t limit) {
    Str s = buf_from(&page->text, at);
    uint32_t width = str_width_heard(s, w->arena->guard);
    if (limit && width > limit) {
        s.n = prefix(w, s, limit);
        width = limit + 1;
        page->text.n = at + s.n;
    }
    page->cells =
        arena_grow(w->arena, page->cells, &page->cap, page->ncells + 1, sizeof *page->cells);
    page->cells[page->ncells++] = (Cell){at, s.n, width, dim};
}

static void page_clear(Page *page) {
    buf_clear(&page->text);
    page->ncells = 0;
}

static void head_row(Writer *w, bool types) {
    Page *head = &w->table->head;
    for (uint32_t c = 0; c < w->n; c++) {
        size_t at = head->text.n;
        Str s = types ? w->columns[c].type_name : w->columns[c].name;
        buf_add(&head->text, str_visible(w->arena, s));
        page_add(w, head, at, types, w->options.whole ? 0 : w->options.width);
    }
}

void table_begin(Writer *w) {
    Table *t = w->table = ARENA_NEW(w->arena, Table);
    Page *pages[] = {&t->whole, &t->head, &t->first, &t->latest[0], &t->latest[1]};
    t->is_whole = w->options.whole != NULL;
    for (uint32_t i = 0; i < sizeof pages / sizeof *pages; i++) buf_init(&pages[i]->text, w->arena);
    uint32_t max = w->options.max_rows;
    t->first_max = max ? max - max / 2 : UINT64_MAX;
    t->latest_max = max / 2;
    head_row(w, false);
    if (w->options.types) head_row(w, true);
}

static void add_row(Writer *w, Page *page, const Vec *const *columns, uint32_t i, uint32_t limit) {
    for (uint32_t c = 0; c < w->n; c++) {
        size_t at = page->text.n;
        cell_table(&page->text, w->run, columns[c], i);
        page_add(w, page, at, cell_missing(w->run, columns[c], i), limit);
    }
}

static void keep_whole(Writer *w, const Vec *const *columns, uint32_t i) {
    enum { ROWS = 10000, BYTES = 8 << 20, CELLS = BYTES / sizeof(Cell) };
    Table *t = w->table;
    t->is_whole = w->rows < ROWS && t->whole.text.n < BYTES && t->whole.ncells < CELLS;
    if (t->is_whole) add_row(w, &t->whole, columns, i, 0);
}

void table_row(Writer *w, const Vec *const *columns, uint32_t i) {
    Table *t = w->table;
    Page *page = &t->first;
    if (t->is_whole) keep_whole(w, columns, i);
    if (w->rows >= t->first_max) {
        if (!t->latest_max) return;
        if (t->latest[t->newer].ncells == t->latest_max * w->n) {
            t->newer = !t->newer;
            page_clear(&t->latest[t->newer]);
        }
        page = &t->latest[t->newer];
    }
    add_row(w, page, columns, i, w->options.width);
}

// The rows to show, and how many between the first of them and the rest are folded.
static uint64_t parts_of(const Writer *w, Part parts[3]) {
    const Table *t = w->table;
    uint64_t top = w->rows < t->first_max ? w->rows : t->first_max, rest = w->rows - top;
    uint64_t bottom = rest < t->latest_max ? rest : t->latest_max;
    const Page *newer = &t->latest[t->newer], *older = &t->latest[!t->newer];
    size_t in_newer = w->n ? newer->ncells / w->n : 0;
    if (in_newer > bottom) in_newer = (size_t)bottom;
    size_t full = (size_t)t->latest_max, in_older = (size_t)bottom - in_newer;
    parts[0] = (Part){&t->first, 0, (size_t)top};
    parts[1] = (Part){older, full - in_older, full};
    parts[2] = (Part){newer, 0, in_newer};
    return rest - bottom;
}

// --- widths -----------------------------------------------------------------------------------

static void widen(const Writer *w, uint32_t *widths, Part part) {
    for (size_t r = part.from, n = w->n; r < part.to; r++) {
        guard_every(w->arena->guard, r);
        for (uint32_t c = 0; c < n; c++) {
            uint32_t width = part.page->cells[r * n + c].width;
            if (width > widths[c]) widths[c] = width;
        }
    }
}

// How wide each column is, and how far it may be narrowed: a number that is cut would be another
// number, so those stay as wide as they are.
static void measure(Writer *w, Part head, const Part parts[3]) {
    Table *t = w->table;
    t->natural = arena_zero(w->arena, w->n * sizeof *t->natural);
    t->least = arena_zero(w->arena, w->n * sizeof *t->least);
    for (uint32_t p = 0; p < 3; p++) widen(w, t->natural, parts[p]);
    for (uint32_t c = 0; c < w->n; c++)
        t->least[c] = type_is_number(w->columns[c].type) ? t->natural[c] : 0;
    widen(w, t->natural, head);
    for (uint32_t c = 0; c < w->n; c++) {
        uint32_t least = t->natural[c] < LEAST ? t->natural[c] : LEAST;
        if (least > t->least[c]) t->least[c] = least;
    }
}

static uint32_t room_for(const Writer *w, uint32_t k);

static bool has_value(const Writer *w, uint32_t c, Part part) {
    for (size_t r = part.from; r < part.to; r++) {
        guard_every(w->arena->guard, r);
        const Cell *cell = &part.page->cells[r * w->n + c];
        if (!cell->dim && cell->n) return true; // an empty list takes no room
    }
    return false;
}

// Where the table is too wide, columns without any value give way first.
static void choose_kept(Writer *w, const Part parts[3]) {
    Table *t = w->table;
    uint64_t all = 0;
    t->kept = ARENA_ARRAY(w->arena, uint32_t, (size_t)w->n + 1);
    for (uint32_t c = 0; c < w->n; c++) {
        all += t->natural[c];
        t->kept[t->nkept++] = c;
    }
    if (!w->options.width || !w->rows || all <= room_for(w, w->n)) return;
    uint32_t n = 0;
    for (uint32_t c = 0; c < w->n; c++) {
        bool value = false;
        for (uint32_t p = 0; p < 3 && !value; p++) value = has_value(w, c, parts[p]);
        if (value) t->kept[n++] = c;
    }
    if (n) t->nkept = n;
}

// The width of a column where none may take more than `most` without need.
static uint32_t width_at(const Table *t, uint32_t c, uint32_t most) {
    uint32_t natural = t->natural[c], least = t->least[c];
    return natural < most ? natural : least > most ? least : most;
}

// What k of the kept columns from both ends take, lines aside; the first of them at the left.
static uint64_t sum_at(const Writer *w, uint32_t k, uint32_t most) {
    const Table *t = w->table;
    uint64_t sum = 0;
    for (uint32_t i = 0; i < t->nkept; i++)
        if (i < k - k / 2 || i >= t->nkept - k / 2) sum += width_at(t, t->kept[i], most);
    return sum;
}

// Cells that are left for text where k of the columns are shown.
static uint32_t room_for(const Writer *w, uint32_t k) {
    uint64_t beside = (uint64_t)BESIDE * k + 1 + (k < w->table->nkept ? BESIDE + FOLDED : 0);
    return w->options.width > beside ? (uint32_t)(w->options.width - beside) : 0;
}

// The most that a column may take so that they fit: narrow columns stay as they are, wide ones
// share what is left.
static uint32_t most_that_fits(const Writer *w, uint32_t k, uint32_t room) {
    uint32_t lo = 1, hi = room > 1 ? room : 1;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo + 1) / 2;
        if (sum_at(w, k, mid) <= room)
            lo = mid;
        else
            hi = mid - 1;
    }
    return lo;
}

static void show_column(Table *t, uint32_t c, uint32_t width) {
    t->columns[t->ncolumns] = c;
    t->widths[t->ncolumns++] = width;
}

// As many columns as fit at their least width, from both ends; at least the first.
static void choose_columns(Writer *w) {
    Table *t = w->table;
    uint32_t n = t->nkept, k = n, most = UINT32_MAX, spare = 0;
    if (w->options.width && sum_at(w, k, UINT32_MAX) > room_for(w, k)) {
        while (k > 1 && sum_at(w, k, 1) > room_for(w, k)) k--;
        uint32_t room = room_for(w, k), *first = &t->least[t->kept[0]];
        if (k == 1 && *first > room) *first = room ? room : 1; // a very narrow table
        most = most_that_fits(w, k, room);
        uint64_t used = sum_at(w, k, most);
        spare = used < room ? (uint32_t)(room - used) : 0;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (i == k - k / 2 && k < n) {
            show_column(t, FOLD, FOLDED);
            i = n - k / 2;
            if (i == n) break;
        }
        uint32_t c = t->kept[i], width = width_at(t, c, most);
        if (width < t->natural[c] && spare) width++, spare--;
        show_column(t, c, width);
    }
}

// --- drawing ----------------------------------------------------------------------------------

static void fill(Writer *w, const char *what, uint64_t times) {
    while (times--) buf_addc(&w->out, what);
}

static void draw_edge(Writer *w, const char *left, const char *middle, const char *right) {
    const Table *t = w->table;
    buf_addc(&w->out, left);
    for (uint32_t k = 0; k < t->ncolumns; k++) {
        if (k) buf_addc(&w->out, middle);
        fill(w, "─", (uint64_t)t->widths[k] + 2);
    }
    buf_addc(&w->out, right);
    buf_char(&w->out, '\n');
}

// Paint is a terminal's code, or "" for none.
static void draw_text(Writer *w, Str s, uint32_t taken, uint32_t width, bool right,
                      const char *paint) {
    bool painted = w->options.color && *paint;
    buf_char(&w->out, ' ');
    if (right) fill(w, " ", width - taken);
    if (painted) buf_addc(&w->out, paint);
    buf_add(&w->out, s);
    if (painted) buf_addc(&w->out, "\033[0m");
    if (!right) fill(w, " ", width - taken);
    buf_addc(&w->out, " │");
}

#define DIM  "\033[2m"
#define BOLD "\033[1m"

static void draw_cell(Writer *w, const Page *page, const Cell *cell, uint32_t width, bool right,
                      const char *paint) {
    Str s = {cell->n ? page->text.p + cell->at : "", cell->n};
    if (cell->width <= width) {
        draw_text(w, s, cell->width, width, right, paint);
        return;
    }
    s.n = prefix(w, s, width - 1);
    buf_clear(&w->cell);
    buf_add(&w->cell, s);
    buf_addc(&w->cell, "…");
    s = buf_from(&w->cell, 0);
    draw_text(w, s, str_width_heard(s, w->arena->guard), width, right, paint);
    if (page != &w->table->head) w->table->cut++;
}

// Durations stand at the right as numbers do, but what stands above them are words.
static bool right_of(const Writer *w, const Page *page, uint32_t c) {
    const Type *type = w->columns[c].type;
    return page == &w->table->head ? type_is_number(type) : stands_right(type);
}

static void draw_row(Writer *w, const Page *page, size_t row) {
    const Table *t = w->table;
    buf_addc(&w->out, "│");
    for (uint32_t k = 0; k < t->ncolumns; k++) {
        uint32_t c = t->columns[k];
        if (c == FOLD) {
            draw_text(w, STR("…"), 1, t->widths[k], false, DIM);
            continue;
        }
        const Cell *cell = &page->cells[row * w->n + c];
        bool name = page == &t->head && !cell->dim;
        draw_cell(w, page, cell, t->widths[k], right_of(w, page, c),
                  name        ? BOLD
                  : cell->dim ? DIM
                              : "");
    }
    buf_char(&w->out, '\n');
}

static void draw_part(Writer *w, Part part) {
    for (size_t row = part.from; row < part.to && !w->failed; row++) {
        draw_row(w, part.page, row);
        writer_flush(w, false);
    }
}

static void draw_fold(Writer *w) {
    const Table *t = w->table;
    buf_addc(&w->out, "│");
    for (uint32_t k = 0; k < t->ncolumns; k++) {
        bool right = t->columns[k] != FOLD && stands_right(w->columns[t->columns[k]].type);
        draw_text(w, STR("⋮"), 1, t->widths[k], right, DIM);
    }
    buf_char(&w->out, '\n');
}

// "2 rows", after a dot where something was said before.
static void say_count(Writer *w, bool *said, uint64_t n, const char *what, const char *how) {
    char number[NUMBER_TEXT];
    if (*said) buf_addc(&w->out, " · ");
    *said = true;
    buf_add(&w->out, (Str){number, number_write_int((int64_t)n, number)});
    buf_char(&w->out, ' ');
    buf_addc(&w->out, what);
    if (n != 1) buf_char(&w->out, 's');
    buf_char(&w->out, ' ');
    buf_addc(&w->out, how);
}

static bool is_among(const uint32_t *columns, uint32_t n, uint32_t c) {
    for (uint32_t i = 0; i < n; i++)
        if (columns[i] == c) return true;
    return false;
}

// "2 columns hidden: a, b", of those that are kept and not shown, or of those that are not kept.
static void say_hidden(Writer *w, bool *said, bool kept, const char *what, const char *how) {
    const Table *t = w->table;
    uint32_t n = kept ? t->nkept : w->n - t->nkept;
    for (uint32_t k = 0; kept && k < t->ncolumns; k++) n -= t->columns[k] != FOLD;
    if (n == 0) return;
    say_count(w, said, n, what, how);
    bool first = true;
    for (uint32_t c = 0; c < w->n; c++) {
        if (is_among(t->kept, t->nkept, c) != kept) continue;
        if (kept && is_among(t->columns, t->ncolumns, c)) continue;
        if (!first) buf_addc(&w->out, ", ");
        buf_add(&w->out, str_visible(w->arena, w->columns[c].name));
        first = false;
    }
}

// What was written from there on, in lines no wider than the table may be, but for the narrowest.
static void wrap(Writer *w, size_t from) {
    enum { NARROWEST = 40 };
    uint32_t most = w->options.width < NARROWEST ? NARROWEST : w->options.width;
    Str s = str_dup(w->arena, (Str){w->out.p + from, (uint32_t)(w->out.n - from)});
    uint32_t cells = 0;
    w->out.n = from;
    for (uint32_t at = 0; at < s.n;) {
        const char *blank = memchr(s.p + at + 1, ' ', s.n - at - 1);
        Str word = {s.p + at, blank ? (uint32_t)(blank - s.p) - at : s.n - at};
        at += word.n;
        uint32_t wide = str_width(word);
        if (cells && cells + wide > most && word.p[0] == ' ') {
            buf_char(&w->out, '\n');
            word = (Str){word.p + 1, word.n - 1};
            wide--;
            cells = 0;
        }
        buf_add(&w->out, word);
        cells += wide;
    }
}

static void say_folded(Writer *w, uint64_t rows) {
    bool said = false;
    size_t from = w->out.n;
    if (rows) say_count(w, &said, rows, "row", "hidden");
    say_hidden(w, &said, true, "column", "hidden: ");
    say_hidden(w, &said, false, "empty column", "hidden: ");
    if (w->table->cut) say_count(w, &said, w->table->cut, "cell", "cut");
    if (said && w->options.width) wrap(w, from);
    if (said) buf_char(&w->out, '\n');
}

// folded: rows that are left out behind the first part.
static void draw_table(Writer *w, const Part parts[3], uint64_t folded) {
    Table *t = w->table;
    Part head = {&t->head, 0, w->options.types ? 2 : 1};
    t->nkept = t->ncolumns = 0;
    t->cut = 0;
    t->columns = ARENA_ARRAY(w->arena, uint32_t, (size_t)w->n + 1);
    t->widths = ARENA_ARRAY(w->arena, uint32_t, (size_t)w->n + 1);
    measure(w, head, parts);
    choose_kept(w, parts);
    choose_columns(w);
    draw_edge(w, "┌", "┬", "┐");
    draw_part(w, head);
    draw_edge(w, "├", "┼", "┤");
    draw_part(w, parts[0]);
    if (folded) draw_fold(w);
    draw_part(w, parts[1]);
    draw_part(w, parts[2]);
    draw_edge(w, "└", "┴", "┘");
    say_folded(w, folded);
    writer_flush(w, true);
}

void table_end(Writer *w) {
    Table *t = w->table;
    Part parts[3];
    uint64_t folded = parts_of(w, parts);
    draw_table(w, parts, folded);
    if (!t->is_whole || w->failed) return;
    Part whole[3] = {{&t->whole, 0, (size_t)w->rows}, {&t->whole, 0, 0}, {&t->whole, 0, 0}};
    w->options.width = 0;
    w->sink = w->options.whole;
    w->user = w->options.whole_user;
    draw_table(w, whole, 0);
}
