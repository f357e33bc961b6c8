// A result as a table for LaTeX, in the style of booktabs: what \input takes, not a document. In:
// rows of cells; out, at the end, the table, since the columns of the head depend on all rows.
// Nothing of the data has a meaning to TeX. See output.h.
#include "runtime/output_impl.h"

#include <string.h>

enum {
    LONG = 40, // characters from which on a column is set in lines of its own
    PAGE = 40  // rows from which on the table may break across pages
};

struct Latex {
    StrBuf body;
    uint32_t *widest; // of each column, in cells
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

static void put_tex_line(StrBuf *out, Str s) {
    for (uint32_t i = 0; i < s.n; i++) {
        const char *r = replaced(s.p[i], i ? s.p[i - 1] : 0);
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

void latex_begin(Writer *w) {
    w->latex = ARENA_NEW(w->arena, struct Latex);
    buf_init(&w->latex->body, w->arena);
    w->latex->widest = arena_zero(w->arena, ((size_t)w->n + 1) * sizeof *w->latex->widest);
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
        uint32_t width = line_end(s, 0) < s.n ? LONG : str_width_heard(s, w->arena->guard);
        if (width > l->widest[c]) l->widest[c] = width;
        put_tex(w, &l->body, s);
    }
    buf_addc(&l->body, " \\\\\n");
}

// Columns with long texts share the page: 90 % of it is theirs.
static void put_columns(Writer *w) {
    const struct Latex *l = w->latex;
    uint32_t wide = 0;
    for (uint32_t c = 0; c < w->n; c++) wide += l->widest[c] >= LONG;
    for (uint32_t c = 0; c < w->n; c++) {
        if (l->widest[c] >= LONG)
            buf_printf(&w->out, "p{0.%02u\\linewidth}", (wide == w->n ? 90 : 60) / wide);
        else
            buf_char(&w->out, stands_right(w->columns[c].type) ? 'r' : 'l');
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

void latex_end(Writer *w) {
    bool breaks = w->rows > PAGE, title = w->options.title.n > 0;
    buf_printf(&w->out, "%% needs \\usepackage{booktabs%s}\n", breaks ? ",longtable" : "");
    if (title && !breaks) buf_addc(&w->out, "\\begin{table}\n\\centering\n");
    if (title && !breaks) {
        buf_addc(&w->out, "\\caption{");
        put_tex(w, &w->out, w->options.title);
        buf_addc(&w->out, "}\n");
    }
    buf_printf(&w->out, "\\begin{%s}{", breaks ? "longtable" : "tabular");
    put_columns(w);
    buf_addc(&w->out, "}\n");
    if (title && breaks) {
        buf_addc(&w->out, "  \\caption{");
        put_tex(w, &w->out, w->options.title);
        buf_addc(&w->out, "} \\\\\n");
    }
    put_head(w);
    if (breaks) buf_addc(&w->out, "  \\endhead\n");
    put_body(w);
    buf_printf(&w->out, "  \\bottomrule\n\\end{%s}\n", breaks ? "longtable" : "tabular");
    if (title && !breaks) buf_addc(&w->out, "\\end{table}\n");
}
