// Source texts: owning the bytes, finding the lines. In: any bytes; out: the same with a NUL after
// them and the offsets of their lines. Must not know the language: a line is what "\n" ends.
#include "lang/source.h"

#include <string.h>

Span span_union(Span a, Span b) {
    uint32_t at = a.at < b.at ? a.at : b.at;
    uint32_t a_end = a.at + a.len, b_end = b.at + b.len;
    return (Span){at, (a_end > b_end ? a_end : b_end) - at};
}

static void find_lines(Arena *a, Source *s) {
    uint32_t n = 1;
    for (uint32_t i = 0; i < s->text.n; i++) n += s->text.p[i] == '\n';
    s->lines = ARENA_ARRAY(a, uint32_t, n);
    s->lines[0] = 0;
    s->nlines = 1;
    for (uint32_t i = 0; i < s->text.n; i++)
        if (s->text.p[i] == '\n') s->lines[s->nlines++] = i + 1;
}

Source *source_new(Arena *a, Str name, Str text) {
    Source *s = ARENA_NEW(a, Source);
    if (text.n >= 3 && memcmp(text.p, "\xEF\xBB\xBF", 3) == 0) text = (Str){text.p + 3, text.n - 3};
    s->name = str_dup(a, name);
    s->text = str_dup(a, text);
    find_lines(a, s);
    return s;
}

uint32_t source_invalid_at(const Source *s) { return utf8_invalid_at(s->text); }

// Code points, where a byte that is not UTF-8 counts as one.
static uint32_t count_points(const char *p, const char *end) {
    uint32_t n = 0, cp;
    for (; p < end; n++) {
        uint32_t used = utf8_decode(p, end, &cp);
        p += used ? used : 1;
    }
    return n;
}

Place source_place(const Source *s, uint32_t at) {
    if (at > s->text.n) at = s->text.n;
    uint32_t low = 0, high = s->nlines; // lines[low] <= at < lines[high]
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (s->lines[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    uint32_t column = count_points(s->text.p + s->lines[low], s->text.p + at) + 1;
    return (Place){s->lines_before + low + 1, column + (low ? 0 : s->columns_before)};
}

Str source_line(const Source *s, uint32_t line) {
    line -= s->lines_before;
    if (line < 1 || line > s->nlines) return STR("");
    uint32_t from = s->lines[line - 1];
    uint32_t to = line < s->nlines ? s->lines[line] - 1 : s->text.n;
    if (line < s->nlines && to > from && s->text.p[to - 1] == '\r') to--;
    return (Str){s->text.p + from, to - from};
}

Str source_words(const Source *s, Span span) {
    uint32_t at = span.at < s->text.n ? span.at : s->text.n;
    uint32_t left = s->text.n - at;
    return (Str){s->text.p + at, span.len < left ? span.len : left};
}
