// A page that was read line by line, its columns lost: paragraphs, and nothing else. See page.h.
#include "runtime/import/page_impl.h"

enum { WIDTHS = 256, SHORT = 85 };

// The length in the middle of all lines that are not empty.
static uint32_t usual_width(Arena *a, Str text) {
    uint32_t *widths = arena_zero(a, (WIDTHS + 1) * sizeof *widths), n = 0, passed = 0;
    Str line;
    for (uint32_t at = 0; page_line(text, &at, &line); n += line.n > 0)
        if (line.n) widths[line.n < WIDTHS ? line.n : WIDTHS]++;
    for (uint32_t w = 1; w <= WIDTHS; w++)
        if ((passed += widths[w]) * 2 >= n) return w;
    return WIDTHS;
}

static void put(Arena *a, PagePiece *piece, StrBuf *out, uint32_t line) {
    if (out->n) page_part(a, piece, PART_PARAGRAPH, page_plain(a, str_dup(a, buf_str(out))), line);
    buf_clear(out);
}

void page_raw(Arena *a, Page *p, Str text, const PageContext *c) {
    PagePiece *piece = page_piece(a, p, PIECE_PAGE);
    uint32_t width = usual_width(c->scratch, text), number = 1, first = 1;
    StrBuf out;
    Str line;
    buf_init(&out, c->scratch);
    p->raw = true;
    for (uint32_t at = 0; page_line(text, &at, &line); number++) {
        guard_work(a->guard, line.n / 8 + 1);
        if (!line.n) {
            put(a, piece, &out, first);
            continue;
        }
        if (!out.n) first = number;
        page_join(&out, line, c->words);
        if (!ends_open(line) && (uint64_t)line.n * 100 < (uint64_t)width * SHORT)
            put(a, piece, &out, first);
    }
    put(a, piece, &out, first);
}
