// Headings and bylines that stand right above a text, without an empty line between: blocks of
// their own. See page.h.
#include <string.h>

#include "runtime/import/page_impl.h"
#include "runtime/words.h"

enum { LEADS = 4, HEAD_WORDS = 10, BYLINE_WORDS = 6 };

typedef enum Lead { LEAD_NONE, LEAD_HEAD, LEAD_BYLINE } Lead;

// Lines of one sort at the beginning of a block.
typedef struct Piece {
    Lead lead;
    Str text;
    uint32_t nlines;
} Piece;

uint32_t page_signs(Str s) {
    static const char *const by[] = {"By ", "BY ", "Von ", "VON ", "Par ", "PAR "};
    for (size_t i = 0; i < sizeof by / sizeof *by; i++) {
        uint32_t n = (uint32_t)strlen(by[i]), cp = 0;
        if (!str_begins(s, by[i]) || s.n == n) continue;
        utf8_decode(s.p + n, s.p + s.n, &cp);
        return cp_is_capital(cp) && word_count(s) <= BYLINE_WORDS ? n : 0;
    }
    return 0;
}

static bool is_head_line(Str line, Str next) {
    if (is_capitals(line) && utf8_count(line) >= 3) return true;
    return page_signs(next) && ends_open(line) && word_count(line) <= HEAD_WORDS;
}

static Lead lead_of(Str line, Str next) {
    return page_signs(line) ? LEAD_BYLINE : is_head_line(line, next) ? LEAD_HEAD : LEAD_NONE;
}

// The pieces of a block, the last with all that is left; how many.
static uint32_t pieces_of(const Block *b, Piece *pieces) {
    uint32_t n = 0, at = 0;
    Str line, next;
    bool more = page_line(b->text, &at, &line);
    for (uint32_t left = b->nlines; more && n < LEADS; left--) {
        more = page_line(b->text, &at, &next);
        Lead lead = n + 1 < LEADS ? lead_of(line, more ? next : STR("")) : LEAD_NONE;
        if (lead == LEAD_NONE) {
            const char *end = b->text.p + b->text.n;
            pieces[n++] = (Piece){LEAD_NONE, {line.p, (uint32_t)(end - line.p)}, left};
            return n;
        }
        if (!n || pieces[n - 1].lead != lead) pieces[n++] = (Piece){lead, line, 0};
        Piece *p = &pieces[n - 1];
        p->text.n = (uint32_t)(line.p + line.n - p->text.p);
        p->nlines++;
        line = next;
    }
    return n;
}

// What begins with a small letter goes on with the line above: that was no heading.
static bool is_whole(const Piece *pieces, uint32_t n) {
    return n < 2 || (pieces[n - 1].lead == LEAD_NONE && begins_small(pieces[n - 1].text));
}

Blocks blocks_split(Arena *a, const Blocks *b) {
    Blocks out = {.nlines = b->nlines};
    for (uint32_t i = 0; i < b->n; i++) {
        const Block *x = &b->at[i];
        Piece pieces[LEADS];
        uint32_t n = x->nlines > 1 && !is_caption(x) ? pieces_of(x, pieces) : 0, line = x->line;
        guard_work(a->guard, 8);
        if (is_whole(pieces, n)) pieces[0] = (Piece){LEAD_NONE, x->text, x->nlines}, n = 1;
        for (uint32_t k = 0; k < n; k++) {
            out.at = arena_grow(a, out.at, &out.cap, (size_t)out.n + 1, sizeof *out.at);
            out.at[out.n++] =
                (Block){.text = pieces[k].text, .line = line, .nlines = pieces[k].nlines};
            line += pieces[k].nlines;
        }
    }
    return out;
}
