// A text that grows. In: bytes, texts, printf formats. Out: one text that ends in NUL. Being the
// command line's only way to memory, it also says what happens when there is none: a sentence on
// standard error and exit status 1. Must not know what the text is for.
#ifndef GZT_REPL_BUF_H
#define GZT_REPL_BUF_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Buf {
    char *p; // NULL while nothing was added
    size_t n, cap;
} Buf;

size_t text_cells(const char *text);                    // what it takes on a terminal
void text_cut(Buf *to, const char *text, size_t cells); // at most so many, the last an ellipsis

void *mem_grow(void *p, size_t count, size_t size); // never returns NULL; count 0 counts as 1
char *mem_text(const char *p, size_t n);            // a copy that ends in NUL

void buf_add(Buf *b, const char *p, size_t n);
void buf_put(Buf *b, const char *text);
void buf_char(Buf *b, char c);
void buf_format(Buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_format_list(Buf *b, const char *format, va_list args);
void buf_pad(Buf *b, const char *text, size_t cells); // the text, filled up with blanks
void buf_count(Buf *b, uint64_t count);               // with commas: 1,234,567
const char *buf_text(const Buf *b);                   // "" while nothing was added
void buf_clear(Buf *b);                               // keeps the memory
void buf_free(Buf *b);
int32_t buf_sink(void *buf, const char *p, size_t n); // a gzt_sink that collects

#endif
