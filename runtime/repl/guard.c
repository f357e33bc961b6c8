// Text from data must never drive the terminal; see guard.h. Tab and line ends pass, and a carriage
// return only before a line end, as CSV writes it.
#include "runtime/repl/guard.h"

#include <stdint.h>
#include <string.h>

typedef struct Unit {
    size_t n;      // bytes that belong together; 0: more of them must come
    bool passes;   // may be shown as it is
    uint32_t sign; // the character, where it is one
} Unit;

// The same characters as in the library's tables, so that what those pass is passed here.
static bool passes(uint32_t c) {
    static const struct {
        uint32_t first, last;
    } forbidden[] = {
        {0x7f, 0x9f},     // delete, C1 controls
        {0x61c, 0x61c},   // Arabic letter mark
        {0x200e, 0x200f}, // left-to-right and right-to-left marks
        {0x2028, 0x202e}, // line and paragraph separators, embeddings, overrides
        {0x2066, 0x2069}, // isolates
    };
    if (c < 0x20) return c == '\n' || c == '\t';
    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++)
        if (c >= forbidden[i].first && c <= forbidden[i].last) return false;
    return true;
}

static Unit many_bytes(const unsigned char *p, size_t n, bool last) {
    size_t length = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;
    Unit bad = {1, false, p[0]};
    if (p[0] < 0xc2 || p[0] > 0xf4) return bad;
    uint32_t c = p[0] & (0xffu >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        if (i == n) return last ? bad : (Unit){0, false, 0};
        if ((p[i] & 0xc0) != 0x80) return bad;
        c = c << 6 | (p[i] & 0x3f);
    }
    return (Unit){length, passes(c), c};
}

// ESC [ digits and semicolons m
static Unit color(const unsigned char *p, size_t n, bool last) {
    size_t i = 1;
    for (; i < n && i < GUARD_HELD; i++) {
        if (i > 1 && p[i] == 'm') return (Unit){i + 1, true, 0};
        if (i == 1 ? p[i] != '[' : !strchr("0123456789;", p[i])) return (Unit){1, false, p[0]};
    }
    return i == n && n < GUARD_HELD && !last ? (Unit){0, false, 0} : (Unit){1, false, p[0]};
}

static Unit next_unit(const unsigned char *p, size_t n, bool colors, bool last) {
    if (p[0] >= 0x80) return many_bytes(p, n, last);
    if (p[0] == 0x1b && colors) return color(p, n, last);
    if (p[0] == '\r' && n == 1 && !last) return (Unit){0, false, 0};
    if (p[0] == '\r' && n > 1 && p[1] == '\n') return (Unit){2, true, 0};
    return (Unit){1, passes(p[0]), p[0]};
}

size_t guard_piece(Buf *to, const char *p, size_t n, bool colors, bool last) {
    size_t used = 0, plain = 0; // plain: bytes before `used` not yet copied
    while (used < n) {
        Unit unit = next_unit((const unsigned char *)p + used, n - used, colors, last);
        if (unit.n == 0) break;
        if (unit.passes) {
            plain += unit.n;
        } else {
            buf_add(to, p + used - plain, plain);
            plain = 0;
            bool byte = unit.n == 1; // also one that is no UTF-8
            buf_format(to, byte ? "\\x%02x" : "\\u{%02x}", (unsigned)unit.sign);
        }
        used += unit.n;
    }
    buf_add(to, p + used - plain, plain);
    return used;
}

void guard_text(Buf *to, const char *p, size_t n) { guard_piece(to, p, n, false, true); }
