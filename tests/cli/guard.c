// What guards the terminal, on random bytes. In: nothing. Out: the first text that lets a control
// character through, or comes out differently when it arrives byte by byte; status 1 then.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/repl/guard.h"

enum { ROUNDS = 300000, LONGEST = 24 };

static size_t random_text(char *out) {
    static const char bytes[] = "\033[31;m\r\n\tab\x9b\xc2\xe2\x80\xae\x8f\xf0\x9f\x98\x80\x7f\x07";
    size_t n = (size_t)(rand() % LONGEST);
    for (size_t i = 0; i < n; i++) out[i] = bytes[(size_t)rand() % (sizeof bytes - 1)];
    return n;
}

// False: more is held back than can be.
static bool byte_by_byte(Buf *out, const char *p, size_t n, bool colors) {
    char held[GUARD_HELD + 1];
    size_t held_n = 0;
    for (size_t i = 0; i < n; i++) {
        held[held_n++] = p[i];
        size_t used = guard_piece(out, held, held_n, colors, false);
        held_n -= used;
        memmove(held, held + used, held_n);
        if (held_n > GUARD_HELD) return false;
    }
    guard_piece(out, held, held_n, colors, true);
    return true;
}

static bool quiet(const Buf *b) {
    const char *p = buf_text(b);
    for (size_t i = 0; i < b->n; i++) {
        unsigned char c = (unsigned char)p[i], next = (unsigned char)p[i + 1];
        if (c == '\r' && next != '\n') return false;
        if ((c < 0x20 && !strchr("\r\n\t", c)) || c == 0x7f) return false;
        if (c == 0xc2 && next >= 0x80 && next <= 0x9f) return false;
        if (c == 0xe2 && next == 0x80 && (unsigned char)p[i + 2] == 0xae) return false;
    }
    return true;
}

static bool one_round(bool colors) {
    char text[LONGEST];
    size_t n = random_text(text);
    Buf whole = {0}, pieces = {0};
    guard_piece(&whole, text, n, colors, true);
    bool good = byte_by_byte(&pieces, text, n, colors) && whole.n == pieces.n &&
                memcmp(buf_text(&whole), buf_text(&pieces), whole.n) == 0 &&
                (colors || quiet(&whole));
    if (!good)
        for (size_t i = 0; i < n; i++) printf("%02x ", (unsigned char)text[i]);
    buf_free(&whole);
    buf_free(&pieces);
    return good;
}

int main(void) {
    srand(1957);
    for (int i = 0; i < ROUNDS; i++)
        if (!one_round(i % 2 == 1)) return 1;
    return 0;
}
