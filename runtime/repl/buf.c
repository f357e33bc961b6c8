// A text that grows, by doubling; see buf.h.
#define _XOPEN_SOURCE 700 // wcwidth
#include "runtime/repl/buf.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

static void no_memory(void) {
    fputs("gazette: no memory left\n", stderr);
    exit(1);
}

void *mem_grow(void *p, size_t count, size_t size) {
    if (count == 0) count = 1;
    if (count > SIZE_MAX / size) no_memory();
    void *grown = realloc(p, count * size);
    if (!grown) no_memory();
    return grown;
}

char *mem_text(const char *p, size_t n) {
    char *text = mem_grow(NULL, n + 1, 1);
    if (n) memcpy(text, p, n);
    text[n] = '\0';
    return text;
}

static void reserve(Buf *b, size_t more) {
    if (more >= SIZE_MAX / 2 - b->n) no_memory();
    size_t wanted = b->n + more + 1;
    if (wanted <= b->cap) return;
    size_t cap = b->cap ? b->cap : 64;
    while (cap < wanted) cap *= 2;
    b->p = mem_grow(b->p, cap, 1);
    b->cap = cap;
}

void buf_add(Buf *b, const char *p, size_t n) {
    reserve(b, n);
    if (n) memcpy(b->p + b->n, p, n);
    b->n += n;
    b->p[b->n] = '\0';
}

void buf_put(Buf *b, const char *text) { buf_add(b, text, strlen(text)); }

void buf_char(Buf *b, char c) { buf_add(b, &c, 1); }

void buf_format_list(Buf *b, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    if (n > 0) {
        reserve(b, (size_t)n);
        vsnprintf(b->p + b->n, (size_t)n + 1, format, again);
        b->n += (size_t)n;
    }
    va_end(again);
}

void buf_format(Buf *b, const char *format, ...) {
    va_list args;
    va_start(args, format);
    buf_format_list(b, format, args);
    va_end(args);
}

// Bytes of the character that begins here, and the cells it takes where the locale knows it.
static size_t character(const char *p, size_t *cells) {
    uint32_t first = (unsigned char)*p, length = first < 0xc0 ? 1 : first < 0xe0 ? 2 : 3;
    size_t n = 1;
    if (first >= 0xf0) length = 4;
    uint32_t c = length == 1 ? first : first & (0xffu >> (length + 1));
    for (; n < length && ((unsigned char)p[n] & 0xc0) == 0x80; n++)
        c = c << 6 | ((unsigned char)p[n] & 0x3f);
    int wide = n == length && first != 0 ? wcwidth((wchar_t)c) : -1;
    *cells = wide < 0 ? 1 : (size_t)wide;
    return n;
}

size_t text_cells(const char *text) {
    size_t n = 0, cells;
    while (*text) {
        text += character(text, &cells);
        n += cells;
    }
    return n;
}

void text_cut(Buf *to, const char *text, size_t cells) {
    size_t n = 0, used = 0, wide;
    bool whole = text_cells(text) <= cells;
    while (text[n]) {
        size_t length = character(text + n, &wide);
        if (!whole && used + wide + 1 > cells) break;
        n += length;
        used += wide;
    }
    buf_add(to, text, n);
    if (!whole && cells) buf_put(to, "…");
}

void buf_pad(Buf *b, const char *text, size_t cells) {
    buf_put(b, text);
    for (size_t n = text_cells(text); n < cells; n++) buf_char(b, ' ');
}

void buf_count(Buf *b, uint64_t count) {
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%llu", (unsigned long long)count);
    for (int i = 0; i < n; i++) {
        if (i && (n - i) % 3 == 0) buf_char(b, ',');
        buf_char(b, digits[i]);
    }
}

const char *buf_text(const Buf *b) { return b->p ? b->p : ""; }

void buf_clear(Buf *b) {
    b->n = 0;
    if (b->p) b->p[0] = '\0';
}

void buf_free(Buf *b) {
    free(b->p);
    *b = (Buf){0};
}

int32_t buf_sink(void *buf, const char *p, size_t n) {
    buf_add(buf, p, n);
    return 0;
}
