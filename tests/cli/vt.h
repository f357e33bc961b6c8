// A terminal as far as a line editor needs one, so that tests can look at what a person would see.
// In: bytes. Out: rows of text. Lines are laid out anew when the width changes, as terminals do.
#ifndef GZT_TEST_VT_H
#define GZT_TEST_VT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { VT_COLUMNS_MOST = 300, VT_ROWS_MOST = 8000 };

typedef struct Vt_row {
    uint32_t cells[VT_COLUMNS_MOST]; // 0: nothing was ever written there
    bool wraps;                      // the next row is the same line
} Vt_row;

typedef struct Vt {
    int columns, height;
    int row, column; // of the cursor; rows count from the first that was ever there
    bool waits;      // after the last column: the next character begins a new row
    int n;           // rows there are
    Vt_row *rows;
    int state; // of an escape
    char escape[32];
    int escape_n;
    uint32_t code; // of a character that is not complete
    int code_left;
} Vt;

void vt_open(Vt *vt, int columns, int height);
void vt_feed(Vt *vt, const char *p, size_t n);
void vt_resize(Vt *vt, int columns);
void vt_cut(Vt *vt, int columns); // as terminals do that cut their lines
// The row as UTF-8 without blanks at its end; false beyond the last.
bool vt_row(const Vt *vt, int row, char *out, size_t cap);

#endif
