// A result as a table for LaTeX, in the style of booktabs: what \input takes, not a document. In:
// rows of cells; out, at the end, the table, since the columns of the head depend on all rows.
// Nothing of the data has a meaning to TeX. See output.h.
#include "runtime/output_impl.h"

#include <string.h>

enum {
    LINE = 60,       // characters that surely go on a line of a page
    SMALL_LINE = 80, // in small print
    TINY_LINE = 95,  // in the smallest
    NARROW = 12,     // what a column may be cut to before the print becomes small
    GAP = 2,         // characters that the space between two columns takes
    UNBROKEN = 24,   // from here on a word may be broken, and again after every
    PIECE = 12,      // so many characters
    PAGE = 40        // rows from which on the table may break across pages
};

struct Latex {
    StrBuf body;
    uint32_t *widest, *word; // of each column, in cells: its longest line, and word
    bool *lines;             // whether one of its texts has several lines
};

// Accents aside, TeX gives these a meaning, or makes another sign of them.
static const char *replaced(char c, char before) {
    switch (c) {
    case '\\': return "\\textbackslash{}";
    case '~': return "\\textasciitilde{}";
    case '^': return "\\textasciicircum{}";
    case '`': return "\\textasciigrave{}";
    case '|': return "\\textbar{}";
    case '<': return "\\textless{}";
    case '>': return "\\textgreater{}";
    case '"': return "{\\char34}";
    case '{': return "\\{";
    case '}': return "\\}";
    case '$': return "\\$";
    case '&': return "\\&";
    case '#': return "\\#";
    case '%': return "\\%";
    case '_': return "\\_";
    case '[': return "{[}"; // after \\ it would begin an option
    case ']': return "{]}";
    case '*': return "{*}";
    case '-':
    case '\'':
    case ',':
        return before != c ? NULL : c == '-' ? "{}-" : c == ',' ? "{}," : "{}'"; // -- is a dash
    default: return NULL;
    }
}

// A long word (an address, a row of dots) may go on in the next line, without a hyphen.
static void put_tex_line(StrBuf *out, Str s) {
    uint32_t run = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        const char *r = replaced(s.p[i], i ? s.p[i - 1] : 0);
        bool starts = ((unsigned char)s.p[i] & 0xc0) != 0x80;
        run = s.p[i] == ' ' ? 0 : run + starts;
        if (starts && run > UNBROKEN && (run - UNBROKEN) % PIECE == 1)
            buf_addc(out, "\\allowbreak{}");
        if (r)
            buf_addc(out, r);
        else
            buf_char(out, s.p[i]);
    }
}

static void put_tex(Writer *w, StrBuf *out, Str s) {
    for (uint32_t from = 0, end; from <= s.n; from = end + 1) {
        end = line_end(s, from);
        ArenaMark mark = arena_mark(w->run->scratch);
        if (from) buf_addc(out, from < end ? " \\newline " : "");
        put_tex_line(out, str_visible(w->run->scratch, (Str){s.p + from, end - from}));
        if (w->arena != w->run->scratch) arena_release(w->run->scratch, mark);
    }
}

static void longest(uint32_t *most, uint32_t n) {
    if (n > *most) *most = n;
}

// How wide the text is, its longest word, and whether it has lines.
static void measure(Writer *w, uint32_t c, Str s) {
    struct Latex *l = w->latex;
    for (uint32_t from = 0, end; from <= s.n; from = end + 1) {
        end = line_end(s, from);
        longest(&l->widest[c], str_width_heard((Str){s.p + from, end - from}, w->arena->guard));
        l->lines[c] |= end < s.n;
        uint32_t word = 0;
        for (uint32_t i = from; i < end && l->word[c] < UNBROKEN; i++) {
            word = s.p[i] == ' ' ? 0 : word + (((unsigned char)s.p[i] & 0xc0) != 0x80);
            longest(&l->word[c], word);
        }
    }
}

void latex_begin(Writer *w) {
    w->latex = ARENA_NEW(w->arena, struct Latex);
    buf_init(&w->latex->body, w->arena);
    w->latex->widest = arena_zero(w->arena, ((size_t)w->n + 1) * sizeof *w->latex->widest);
    w->latex->word = arena_zero(w->arena, ((size_t)w->n + 1) * sizeof *w->latex->word);
    w->latex->lines = arena_zero(w->arena, (size_t)w->n + 1);
    for (uint32_t c = 0; c < w->n; c++) measure(w, c, w->columns[c].name);
}

void latex_row(Writer *w, const Vec *const *columns, uint32_t i) {
    struct Latex *l = w->latex;
    buf_addc(&l->body, "  ");
    for (uint32_t c = 0; c < w->n; c++) {
        if (c) buf_addc(&l->body, " & ");
        if (cell_missing(w->run, columns[c], i) && columns[c]->type->tag != TY_TRUTH) {
            buf_addc(&l->body, "---");
            continue;
        }
        buf_clear(&w->cell);
        cell_words(&w->cell, w->run, columns[c], i);
        Str s = buf_from(&w->cell, 0);
        measure(w, c, s);
        put_tex(w, &l->body, s);
    }
    buf_addc(&l->body, " \\\\\n");
}

// What a column takes where each may take `share`: no less than its longest word, no more than it
// needs.
static uint32_t column_width(const struct Latex *l, uint32_t c, uint32_t share) {
    uint32_t width = l->word[c] > share ? l->word[c] : share;
    return GAP + (width < l->widest[c] ? width : l->widest[c]);
}

static uint64_t table_width(const Writer *w, uint32_t share) {
    uint64_t sum = 0;
    for (uint32_t c = 0; c < w->n; c++) sum += column_width(w->latex, c, share);
    return sum;
}

// Whether every column has what it needs, on one line a row.
static bool is_whole(const Writer *w, uint32_t line) {
    for (uint32_t c = 0; c < w->n; c++)
        if (w->latex->lines[c]) return false;
    return table_width(w, UINT32_MAX) <= line;
}

// Columns that have what they need stand as they are, in the others lines are broken.
static void put_columns(Writer *w, uint32_t line) {
    const struct Latex *l = w->latex;
    uint32_t share = line;
    while (share && table_width(w, share) > line) share--;
    uint64_t all = table_width(w, share) > line ? table_width(w, share) : line;
    for (uint32_t c = 0; c < w->n; c++) {
        uint32_t width = column_width(l, c, share);
        bool right = stands_right(w->columns[c].type), whole = width == l->widest[c] + GAP;
        if (whole && !l->lines[c] && all == line)
            buf_char(&w->out, right ? 'r' : 'l');
        else
            buf_printf(&w->out,
                       "%%\n  >{\\%s\\arraybackslash}p{\\dimexpr 0.%03u\\linewidth-2\\tabcolsep}",
                       right ? "raggedleft" : "raggedright", (uint32_t)(width * 999 / all));
    }
}

static void put_head(Writer *w) {
    buf_addc(&w->out, "  \\toprule\n  ");
    for (uint32_t c = 0; c < w->n; c++) {
        if (c) buf_addc(&w->out, " & ");
        put_tex(w, &w->out, w->columns[c].name);
    }
    buf_addc(&w->out, " \\\\\n  \\midrule\n");
}

static void put_body(Writer *w) {
    Str body = buf_from(&w->latex->body, 0);
    for (uint32_t from = 0, end; from < body.n && !w->failed; from = end) {
        end = line_end(body, from) + 1;
        buf_add(&w->out, (Str){body.p + from, end - from});
        writer_flush(w, false);
    }
}

static void put_table(Writer *w, const char *kind, bool caption, uint32_t line) {
    buf_printf(&w->out, "\\begin{%s}{", kind);
    put_columns(w, line);
    buf_addc(&w->out, "}\n");
    if (caption) {
        buf_addc(&w->out, "  \\caption{");
        put_tex(w, &w->out, w->options.title);
        buf_addc(&w->out, "} \\\\\n");
    }
    put_head(w);
    if (strcmp(kind, "longtable") == 0) buf_addc(&w->out, "  \\endhead\n");
    put_body(w);
    buf_printf(&w->out, "  \\bottomrule\n\\end{%s}\n", kind);
}

// A table fits the width of the page: first by lines within its columns, then by small print.
void latex_end(Writer *w) {
    bool breaks = w->rows > PAGE, title = w->options.title.n > 0;
    bool small = table_width(w, NARROW) > LINE, tiny = table_width(w, NARROW) > SMALL_LINE;
    uint32_t line = tiny ? TINY_LINE : small ? SMALL_LINE : LINE;
    buf_printf(&w->out, "%% needs \\usepackage{%sbooktabs%s}\n", is_whole(w, line) ? "" : "array,",
               breaks ? ",longtable" : "");
    if (tiny) buf_addc(&w->out, "% wide: better on a landscape page, by \\usepackage{pdflscape}\n");
    if (title && !breaks) {
        buf_addc(&w->out, "\\begin{table}\n\\centering\n\\caption{");
        put_tex(w, &w->out, w->options.title);
        buf_addc(&w->out, "}\n");
    }
    if (small)
        buf_printf(&w->out, "\\begingroup\\%s\\setlength{\\tabcolsep}{3pt}\n",
                   tiny ? "scriptsize" : "footnotesize");
    put_table(w, breaks ? "longtable" : "tabular", title && breaks, line);
    if (small) buf_addc(&w->out, "\\endgroup\n");
    if (title && !breaks) buf_addc(&w->out, "\\end{table}\n");
}
