// A small terminal; see vt.h. It fails loudly on an escape that it does not know.
#include "tests/cli/vt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void vt_open(Vt *vt, int columns, int height) {
    *vt = (Vt){.columns = columns, .height = height, .n = 1};
    vt->rows = calloc(VT_ROWS_MOST, sizeof *vt->rows);
    if (!vt->rows) exit(2);
}

static int top(const Vt *vt) { return vt->n > vt->height ? vt->n - vt->height : 0; }

// --- writing
// --------------------------------------------------------------------------------------

static void down(Vt *vt) {
    vt->row++;
    if (vt->row < vt->n) return;
    if (vt->n == VT_ROWS_MOST) exit(2);
    memset(&vt->rows[vt->n++], 0, sizeof *vt->rows);
}

static void put(Vt *vt, uint32_t code) {
    if (vt->waits) {
        vt->rows[vt->row].wraps = true;
        down(vt);
        vt->column = 0;
        vt->waits = false;
    }
    vt->rows[vt->row].cells[vt->column] = code;
    if (vt->column + 1 < vt->columns) {
        vt->column++;
    } else {
        vt->waits = true;
    }
}

static void erase(Vt *vt, int row, int from) {
    memset(vt->rows[row].cells + from, 0, (size_t)(VT_COLUMNS_MOST - from) * sizeof(uint32_t));
    vt->rows[row].wraps = false;
}

static int at_most(int n, int most) { return n < most ? n : most; }
static int at_least(int n, int least) { return n > least ? n : least; }

static void erase_below(Vt *vt) {
    erase(vt, vt->row, vt->column);
    for (int i = vt->row + 1; i < vt->n; i++) erase(vt, i, 0);
}

static void escape(Vt *vt, char final) {
    int number = atoi(vt->escape), count = number ? number : 1;
    bool private = vt->escape[0] == '?';
    vt->waits = vt->waits && (final == 'm' || private);
    switch (final) {
    case 'A': vt->row = at_least(vt->row - count, top(vt)); break;
    case 'B': vt->row = at_most(vt->row + count, vt->n - 1); break;
    case 'C': vt->column = at_most(vt->column + count, vt->columns - 1); break;
    case 'D': vt->column = at_least(vt->column - count, 0); break;
    case 'H': vt->row = top(vt), vt->column = 0; break;
    case 'K': erase(vt, vt->row, vt->column); break;
    case 'J':
        if (number == 2) {
            for (int i = top(vt); i < vt->n; i++) erase(vt, i, 0);
        } else {
            erase_below(vt);
        }
        break;
    case 'm': break;
    case 'h':
    case 'l':
        if (private) break; // fall through
    default: printf("# an escape that the test terminal does not know: %s%c\n", vt->escape, final);
    }
}

static void control(Vt *vt, unsigned char c) {
    if (c == '\r') vt->column = 0, vt->waits = false;
    if (c == '\n') {
        vt->rows[vt->row].wraps = false;
        down(vt);
        vt->waits = false;
    }
    if (c == '\b') vt->column = at_least(vt->column - 1, 0), vt->waits = false;
    if (c == 0x1b) vt->state = 1, vt->escape_n = 0, memset(vt->escape, 0, sizeof vt->escape);
}

static void utf8(Vt *vt, unsigned char c) {
    if (c < 0x80) {
        put(vt, c);
    } else if (c >= 0xc0) {
        vt->code_left = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
        vt->code = c & (0x3fu >> vt->code_left);
    } else if (vt->code_left > 0) {
        vt->code = vt->code << 6 | (c & 0x3f);
        if (--vt->code_left == 0) put(vt, vt->code);
    }
}

void vt_feed(Vt *vt, const char *p, size_t n) {
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        if (vt->state == 1) {
            vt->state = c == '[' ? 2 : 0;
        } else if (vt->state == 2 && c >= 0x40) {
            escape(vt, (char)c);
            vt->state = 0;
        } else if (vt->state == 2) {
            if (vt->escape_n + 1 < (int)sizeof vt->escape) vt->escape[vt->escape_n++] = (char)c;
        } else if (c < 0x20) {
            control(vt, c);
        } else {
            utf8(vt, c);
        }
    }
}

// --- another width
// --------------------------------------------------------------------------------

static int used(const Vt_row *row) {
    int n = VT_COLUMNS_MOST;
    while (n > 0 && row->cells[n - 1] == 0) n--;
    return n;
}

static void add_row(Vt *to) {
    if (to->n == VT_ROWS_MOST) exit(2);
    memset(&to->rows[to->n++], 0, sizeof *to->rows);
}

// One line, from row `first` on, goes to the new rows. Returns the row after it.
static int copy_line(const Vt *vt, int first, Vt *to) {
    int column = 0, row = first;
    add_row(to);
    for (;; row++) {
        const Vt_row *old = &vt->rows[row];
        int n = old->wraps ? vt->columns : used(old);
        for (int i = 0; i < n || (row == vt->row && i <= vt->column); i++) {
            if (column == to->columns) {
                if (i >= n) break;
                to->rows[to->n - 1].wraps = true;
                add_row(to);
                column = 0;
            }
            if (row == vt->row && i == vt->column) to->row = to->n - 1, to->column = column;
            to->rows[to->n - 1].cells[column++] = i < n ? old->cells[i] : 0;
        }
        if (row == vt->row && vt->column >= n && column == to->columns)
            to->row = to->n - 1, to->column = to->columns - 1;
        if (!old->wraps || row + 1 >= vt->n) return row + 1;
    }
}

void vt_resize(Vt *vt, int columns) {
    Vt to = *vt;
    to.columns = columns;
    to.n = 0;
    to.waits = false;
    to.rows = calloc(VT_ROWS_MOST, sizeof *to.rows);
    if (!to.rows) exit(2);
    for (int row = 0; row < vt->n;) row = copy_line(vt, row, &to);
    free(vt->rows);
    *vt = to;
}

void vt_cut(Vt *vt, int columns) {
    vt->columns = columns;
    vt->column = at_most(vt->column, columns - 1);
    vt->waits = false;
    for (int i = 0; i < vt->n; i++) {
        if (columns < VT_COLUMNS_MOST)
            memset(vt->rows[i].cells + columns, 0,
                   (size_t)(VT_COLUMNS_MOST - columns) * sizeof(uint32_t));
        vt->rows[i].wraps = false;
    }
}

// --- looking
// --------------------------------------------------------------------------------------

bool vt_row(const Vt *vt, int row, char *out, size_t cap) {
    if (row >= vt->n) return false;
    const Vt_row *r = &vt->rows[row];
    int n = used(r);
    while (n > 0 && (r->cells[n - 1] == ' ' || r->cells[n - 1] == 0)) n--;
    size_t at = 0;
    for (int i = 0; i < n && at + 5 < cap; i++) {
        uint32_t c = r->cells[i] ? r->cells[i] : ' ';
        if (c < 0x80) {
            out[at++] = (char)c;
        } else if (c < 0x800) {
            out[at++] = (char)(0xc0 | c >> 6);
            out[at++] = (char)(0x80 | (c & 0x3f));
        } else {
            if (c >= 0x10000) out[at++] = (char)(0xf0 | c >> 18);
            out[at++] = (char)(c >= 0x10000 ? 0x80 | (c >> 12 & 0x3f) : 0xe0 | c >> 12);
            out[at++] = (char)(0x80 | (c >> 6 & 0x3f));
            out[at++] = (char)(0x80 | (c & 0x3f));
        }
    }
    out[at] = '\0';
    return true;
}
