// Frames of cells, and the difference between two of them; see screen.h. All motion is relative,
// since nobody tells where on the terminal the line began.
#define _XOPEN_SOURCE 700 // wcwidth
#include "runtime/repl/screen.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "runtime/repl/guard.h"

// --- a frame
// --------------------------------------------------------------------------------------

static void add_row(Frame *f) {
    if (f->row_n == f->row_cap) {
        f->row_cap = f->row_cap ? f->row_cap * 2 : 8;
        f->rows = mem_grow(f->rows, f->row_cap, sizeof *f->rows);
    }
    f->rows[f->row_n++] = (Row){.first = f->n};
}

static Row *last_row(Frame *f) { return &f->rows[f->row_n - 1]; }

static void add_cell(Screen *s, const char *p, size_t n, size_t width, Style style) {
    Frame *f = &s->next;
    if (last_row(f)->width + width > s->width) {
        last_row(f)->wraps = true;
        add_row(f);
    }
    if (f->n == f->cap) {
        f->cap = f->cap ? f->cap * 2 : 128;
        f->cells = mem_grow(f->cells, f->cap, sizeof *f->cells);
    }
    f->cells[f->n++] = (Cell){f->text.n, n, (unsigned char)width, (unsigned char)style};
    buf_add(&f->text, p, n);
    last_row(f)->n++;
    last_row(f)->width += width;
}

// What combines with the character before it belongs to its cell.
static void combine(Screen *s, const char *p, size_t n, Style style) {
    Frame *f = &s->next;
    if (last_row(f)->n == 0) add_cell(s, " ", 1, 1, style);
    buf_add(&f->text, p, n);
    f->cells[f->n - 1].n += n;
}

static wchar_t code_point(const char *p, size_t n) {
    unsigned char first = (unsigned char)p[0];
    uint32_t c = n == 1 ? first : first & (0xffu >> (n + 1));
    for (size_t i = 1; i < n; i++) c = c << 6 | ((unsigned char)p[i] & 0x3f);
    return (wchar_t)c;
}

static void put_character(Screen *s, const char *p, size_t n, Style style) {
    enum { TAB = 4 };
    Buf safe = {0};
    guard_text(&safe, p, n);
    if (*p == '\t') {
        for (int i = 0; i < TAB; i++) add_cell(s, " ", 1, 1, style);
    } else if (safe.n != n || memcmp(safe.p, p, n) != 0) {
        for (size_t i = 0; i < safe.n; i++) add_cell(s, safe.p + i, 1, 1, style);
    } else {
        int width = wcwidth(code_point(p, n));
        if (width == 0) {
            combine(s, p, n, style);
        } else {
            add_cell(s, p, n, width < 0 ? 1 : (size_t)width, style);
        }
    }
    buf_free(&safe);
}

void screen_put(Screen *s, const char *p, size_t n, Style style) {
    while (n > 0) {
        size_t length = 1;
        while (length < n && length < 4 && ((unsigned char)p[length] & 0xc0) == 0x80) length++;
        if (*p == '\n') {
            add_row(&s->next);
        } else {
            put_character(s, p, length, style);
        }
        p += length;
        n -= length;
    }
}

void screen_begin(Screen *s, size_t width, size_t height) {
    enum { LEAST = 4 }; // a wide character and an escape need some room
    Frame *f = &s->next;
    buf_clear(&f->text);
    f->n = f->row_n = 0;
    f->has_cursor = false;
    s->width = width < LEAST ? LEAST : width;
    s->height = height ? height : 1;
    add_row(f);
}

void screen_cursor(Screen *s) {
    s->next.cursor_row = s->next.row_n - 1;
    s->next.cursor_col = last_row(&s->next)->width;
    s->next.has_cursor = true;
}

// --- the terminal
// ---------------------------------------------------------------------------------

static void move_rows(Screen *s, size_t row) {
    if (row < s->row) buf_format(&s->out, "\033[%zuA", s->row - row);
    while (s->row < row) { // only a line end makes a row that is not there yet
        if (s->row + 1 < s->made) {
            size_t to = row < s->made ? row : s->made - 1;
            buf_format(&s->out, "\033[%zuB", to - s->row);
            s->row = to;
        } else {
            buf_put(&s->out, "\n");
            s->col = 0;
            s->row++;
            s->made = s->row + 1;
        }
    }
    s->row = row;
}

// A column of the width itself is where a terminal waits with the cursor after its last column.
static void move_to(Screen *s, size_t row, size_t col) {
    if (row != s->row) move_rows(s, row);
    if (col < s->col || s->col >= s->width) {
        if (col != s->col) buf_char(&s->out, '\r'), s->col = 0;
    }
    if (col > s->col) buf_format(&s->out, "\033[%zuC", col - s->col);
    s->col = col;
}

static void put_cells(Screen *s, const Row *row, size_t from) {
    const Frame *f = &s->next;
    const char *now = "";
    for (size_t i = from; i < row->n; i++) {
        const Cell *cell = &f->cells[row->first + i];
        const char *code = s->theme->codes[cell->style];
        if (strcmp(code, now) != 0) {
            if (*now) buf_put(&s->out, "\033[0m");
            buf_put(&s->out, code);
            now = code;
        }
        buf_add(&s->out, f->text.p + cell->at, cell->n);
        s->col += cell->width;
    }
    if (*now) buf_put(&s->out, "\033[0m");
}

// --- the difference
// -------------------------------------------------------------------------------

static bool same_cell(const Frame *a, const Cell *x, const Frame *b, const Cell *y) {
    return x->n == y->n && x->style == y->style &&
           memcmp(a->text.p + x->at, b->text.p + y->at, x->n) == 0;
}

static void show_row(Screen *s, size_t at, const Row *old, const Row *new) {
    const Frame *f = &s->next;
    size_t same = 0, col = 0, old_n = old ? old->n : 0;
    while (same < old_n && same < new->n) {
        const Cell *cell = &f->cells[new->first + same];
        if (!same_cell(&s->shown, &s->shown.cells[old->first + same], f, cell)) break;
        col += cell->width;
        same++;
    }
    bool full = s->col >= s->width && at == s->row + 1 && same == 0 && new->n > 0;
    if (same == new->n && same == old_n) return;
    if (full) { // the terminal goes on in the next row by itself, and knows it as the same line
        s->row = at;
        s->col = 0;
        if (s->made <= at) s->made = at + 1;
    } else {
        move_to(s, at, col);
    }
    put_cells(s, new, same);
    if (old && old->width > new->width) buf_put(&s->out, "\033[K");
}

// Behind the last column of a row a terminal has no place for the cursor: it stands in the row
// below where the line goes on there, and on the last column where it does not.
static void place_cursor(Screen *s) {
    Frame *f = &s->next;
    if (!f->has_cursor) screen_cursor(s);
    if (f->cursor_col < s->width) return;
    if (f->cursor_row == f->row_n - 1) {
        last_row(f)->wraps = true;
        add_row(f);
    }
    bool wraps = f->rows[f->cursor_row].wraps;
    if (wraps) f->cursor_row++;
    f->cursor_col = wraps ? 0 : s->width - 1;
}

// The window follows the cursor where the frame is higher than it.
static void choose_top(Screen *s, size_t cursor_row) {
    size_t rows = s->next.row_n;
    if (s->top + s->height > rows) s->top = rows > s->height ? rows - s->height : 0;
    if (cursor_row < s->top) s->top = cursor_row;
    if (cursor_row >= s->top + s->height) s->top = cursor_row - s->height + 1;
}

static size_t rows_shown(const Screen *s, const Frame *f, size_t top) {
    size_t rows = f->row_n > top ? f->row_n - top : 0;
    return rows < s->height ? rows : s->height;
}

static void flush(Screen *s) {
    fwrite(buf_text(&s->out), 1, s->out.n, s->file);
    fflush(s->file);
    buf_clear(&s->out);
}

void screen_show(Screen *s) {
    size_t old_top = s->top, old_rows = rows_shown(s, &s->shown, old_top);
    place_cursor(s);
    choose_top(s, s->next.cursor_row);
    size_t new_rows = rows_shown(s, &s->next, s->top);
    if (s->made == 0) s->made = 1;
    for (size_t i = 0; i < new_rows; i++)
        show_row(s, i, i < old_rows ? &s->shown.rows[old_top + i] : NULL,
                 &s->next.rows[s->top + i]);
    if (old_rows > new_rows) {
        move_to(s, new_rows, 0);
        buf_put(&s->out, "\033[J");
    }
    move_to(s, s->next.cursor_row - s->top, s->next.cursor_col);
    flush(s);
    Frame frame = s->shown;
    s->shown = s->next;
    s->next = frame;
}

void screen_below(Screen *s) {
    size_t rows = rows_shown(s, &s->shown, s->top);
    move_to(s, rows ? rows - 1 : 0, s->col);
    buf_put(&s->out, "\n");
    flush(s);
    screen_forget(s);
}

void screen_forget(Screen *s) {
    s->shown.n = s->shown.row_n = 0;
    s->top = s->made = s->row = s->col = 0;
}

// --- a new width
// ----------------------------------------------------------------------------------

// Where lines were laid out anew, how many rows above the cursor the frame begins follows from
// their length.
static size_t rows_above(const Screen *s, size_t wide) {
    size_t above = 0, line = 0;
    for (size_t i = 0; i < s->row; i++) {
        const Row *row = &s->shown.rows[s->top + i];
        line += row->width;
        if (row->wraps) continue;
        above += line ? (line - 1) / wide + 1 : 1;
        line = 0;
    }
    return above + (line + s->col) / wide;
}

void screen_resized(Screen *s, size_t wide, bool anew) {
    if (wide == 0 || wide == s->width || s->row >= rows_shown(s, &s->shown, s->top)) return;
    size_t above = anew ? rows_above(s, wide) : s->row;
    if (above) buf_format(&s->out, "\033[%zuA", above);
    buf_put(&s->out, "\r\033[J");
    flush(s);
    screen_forget(s);
}

void screen_free(Screen *s) {
    Frame *frames[] = {&s->shown, &s->next};
    for (size_t i = 0; i < 2; i++) {
        buf_free(&frames[i]->text);
        free(frames[i]->cells);
        free(frames[i]->rows);
        *frames[i] = (Frame){0};
    }
    buf_free(&s->out);
}
