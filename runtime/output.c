// Whole results as csv, tsv, JSON, lines of JSON and Markdown, row by row; the table is in
// output_table.c. In: batches of vectors; out: bytes in pieces to a sink. Nothing is kept but one
// piece, so a result of any size passes. See output.h.
//
//   csv       RFC 4180: lines end in CR LF; quoted where the cell holds , " CR LF or begins or ends
//             with a blank. A lone empty cell is "", since an empty line is no row to most readers.
//   tsv       the same with a tab in the comma's place
//   json      one array, an object a line: [{"a":1},⏎ {"a":2}]⏎
//   jsonl     an object a line
//   markdown  a table of GitHub's dialect, in which nothing of the text has a meaning
#include "lang/show.h"
#include "runtime/output_row.h"

#include <string.h>

#ifdef GZT_TINY
enum { PIECE = 16 };
#else
enum { PIECE = 64 * 1024 };
#endif

void writer_flush(Writer *w, bool all) {
    if (!all && w->out.n < PIECE) return;
    if (w->out.n && !w->failed) w->failed = w->sink(w->user, w->out.p, w->out.n) != 0;
    buf_clear(&w->out);
}

uint32_t line_end(Str s, uint32_t from) {
    const char *at = from < s.n ? memchr(s.p + from, '\n', s.n - from) : NULL;
    return at ? (uint32_t)(at - s.p) : s.n;
}

// --- csv and tsv ------------------------------------------------------------------------------

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

static bool needs_quotes(const Writer *w, Str s, char separator) {
    if (s.n == 0) return false;
    if (is_blank(s.p[0]) || is_blank(s.p[s.n - 1])) return true;
    for (uint32_t i = 0; i < s.n; i++) {
        if (i % PIECE == PIECE - 1) guard_tick(w->arena->guard);
        if (s.p[i] == separator || s.p[i] == '"' || s.p[i] == '\r' || s.p[i] == '\n') return true;
    }
    return false;
}

static void put_quoted(Writer *w, Str s, char separator) {
    if (!needs_quotes(w, s, separator) && (s.n || w->n > 1)) {
        buf_add(&w->out, s);
        return;
    }
    buf_char(&w->out, '"');
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"') buf_char(&w->out, '"');
        buf_char(&w->out, s.p[i]);
    }
    buf_char(&w->out, '"');
}

static Str plain_of(Writer *w, const Vec *v, uint32_t i) {
    buf_clear(&w->cell);
    cell_plain(&w->cell, w->run, v, i);
    return buf_from(&w->cell, 0);
}

static void separated_begin(Writer *w, char separator) {
    for (uint32_t c = 0; c < w->n; c++) {
        if (c) buf_char(&w->out, separator);
        put_quoted(w, w->columns[c].name, separator);
    }
    buf_addc(&w->out, "\r\n");
}

static void separated_row(Writer *w, const Vec *const *columns, uint32_t i, char separator) {
    for (uint32_t c = 0; c < w->n; c++) {
        if (c) buf_char(&w->out, separator);
        put_quoted(w, plain_of(w, columns[c], i), separator);
    }
    buf_addc(&w->out, "\r\n");
}

static void csv_begin(Writer *w) { separated_begin(w, ','); }
static void csv_row(Writer *w, const Vec *const *columns, uint32_t i) {
    separated_row(w, columns, i, ',');
}

static void tsv_begin(Writer *w) { separated_begin(w, '\t'); }
static void tsv_row(Writer *w, const Vec *const *columns, uint32_t i) {
    separated_row(w, columns, i, '\t');
}

// --- JSON -------------------------------------------------------------------------------------

static void put_object(Writer *w, const Vec *const *columns, uint32_t i) {
    buf_char(&w->out, '{');
    for (uint32_t c = 0; c < w->n; c++) {
        if (c) buf_char(&w->out, ',');
        json_text(&w->out, w->columns[c].name);
        buf_char(&w->out, ':');
        cell_json(&w->out, w->run, columns[c], i);
    }
    buf_char(&w->out, '}');
}

static void json_begin(Writer *w) { buf_char(&w->out, '['); }

static void json_row(Writer *w, const Vec *const *columns, uint32_t i) {
    if (w->rows) buf_addc(&w->out, ",\n ");
    put_object(w, columns, i);
}

static void json_end(Writer *w) { buf_addc(&w->out, "]\n"); }

static void jsonl_row(Writer *w, const Vec *const *columns, uint32_t i) {
    put_object(w, columns, i);
    buf_char(&w->out, '\n');
}

// --- Markdown ---------------------------------------------------------------------------------

// Punctuation that could begin a span, a link, a tag, an entity or the next cell.
static bool is_marked(char c) { return c && strchr("\\|`*_[]<&~$", c); }

// One line of text; controls become visible first.
static void put_marked(Writer *w, Str line) {
    ArenaMark mark = arena_mark(w->run->scratch);
    Str s = str_visible(w->run->scratch, line);
    for (uint32_t i = 0; i < s.n; i++) {
        if (is_marked(s.p[i])) buf_char(&w->out, '\\');
        buf_char(&w->out, s.p[i]);
    }
    if (w->arena != w->run->scratch) arena_release(w->run->scratch, mark);
}

static void put_markdown(Writer *w, Str s) {
    buf_char(&w->out, ' ');
    for (uint32_t from = 0, end; from <= s.n; from = end + 1) {
        end = line_end(s, from);
        put_marked(w, (Str){s.p + from, end - from});
        if (end < s.n) buf_addc(&w->out, "<br>");
    }
    buf_addc(&w->out, " |");
}

static void markdown_begin(Writer *w) {
    buf_char(&w->out, '|');
    for (uint32_t c = 0; c < w->n; c++) put_markdown(w, w->columns[c].name);
    buf_addc(&w->out, "\n|");
    for (uint32_t c = 0; c < w->n; c++) {
        bool right = stands_right(w->columns[c].type);
        buf_addc(&w->out, right ? " ---: |" : " --- |");
    }
    buf_char(&w->out, '\n');
}

static void markdown_row(Writer *w, const Vec *const *columns, uint32_t i) {
    buf_char(&w->out, '|');
    for (uint32_t c = 0; c < w->n; c++) {
        buf_clear(&w->cell);
        cell_words(&w->cell, w->run, columns[c], i);
        put_markdown(w, buf_from(&w->cell, 0));
    }
    buf_char(&w->out, '\n');
}

// --- any format -------------------------------------------------------------------------------

static void nothing(Writer *w) { (void)w; }

const char *const writer_formats[] = {
    "table",  "csv",  "tsv",     "json",      "jsonl",     "markdown", "html",    "latex",
    "list",   "kwic", "bar",     "histogram", "sparkline", "timeline", "geojson", "ical",
    "bibtex", "csl",  "graphml", "dot",       "tei",       NULL};

static const Format formats[] = { // in the same order
    {table_begin, table_row, table_end},
    {csv_begin, csv_row, nothing},
    {tsv_begin, tsv_row, nothing},
    {json_begin, json_row, json_end},
    {nothing, jsonl_row, nothing},
    {markdown_begin, markdown_row, nothing},
    {html_begin, html_row, html_end},
    {latex_begin, latex_row, latex_end},
    {nothing, list_row, nothing},
    {kwic_begin, kwic_row, kwic_end},
    {bar_begin, bar_row, bar_end},
    {histogram_begin, histogram_row, histogram_end},
    {sparkline_begin, sparkline_row, sparkline_end},
    {timeline_begin, timeline_row, timeline_end},
    {geojson_begin, geojson_row, geojson_end},
    {ical_begin, ical_row, ical_end},
    {nothing, bibtex_row, nothing},
    {csl_begin, csl_row, csl_end},
    {graphml_begin, graphml_row, graphml_end},
    {dot_begin, dot_row, dot_end},
    {tei_begin, tei_row, tei_end}};

static const Format fields = {fields_begin, fields_row, fields_end};

// A chart needs a last column that it can draw, a concordance its three.
static bool can_draw(const OutOptions *o, const OutColumn *columns, uint32_t n) {
    const ShowFormat *f = show_format(o->format);
    const char *expected;
    if (!f || !f->picks) return true;
    if (!f->chart) return n >= SHOW_PARTS;
    if (f->options & OPT_DATE)
        return n > o->keyed && columns[n - 1 - o->keyed].type->tag == TY_DATE;
    return n && show_fits(f, f->options & OPT_Y ? OPT_Y : OPT_X, columns[n - 1].type, &expected);
}

Writer *writer_new(Arena *a, const Run *run, const OutColumn *columns, uint32_t n,
                   OutOptions options, Sink sink, void *user) {
    uint32_t f = 0;
    while (writer_formats[f] && !str_is(options.format, writer_formats[f])) f++;
    if (!writer_formats[f] || !can_draw(&options, columns, n)) return NULL;
    Writer *w = ARENA_NEW(a, Writer);
    w->arena = a;
    w->run = run;
    w->columns = columns;
    w->n = n;
    w->options = options;
    w->sink = sink;
    w->user = user;
    bool page = options.target == OUT_PAGE;
    w->format = page && str_is(options.format, "list") ? &fields : &formats[f];
    buf_init(&w->out, a);
    buf_init(&w->cell, a);
    if (row_format(options.format)) row_begin(w);
    w->format->begin(w);
    return w;
}

Status writer_rows(Writer *w, const Vec *const *columns, Rows rows) {
    ROWS_EACH(i, rows) {
        if (w->failed) return ST_IO;
        w->format->row(w, columns, i);
        w->rows++;
        writer_flush(w, false);
    }
    return w->failed ? ST_IO : ST_OK;
}

void writer_notes(Writer *w, const char *const *notes, uint32_t n) {
    w->notes = notes;
    w->nnotes = n;
}

Status writer_end(Writer *w) {
    if (!w->failed) w->format->end(w);
    writer_flush(w, true);
    return w->failed ? ST_IO : ST_OK;
}

bool writer_left(const Writer *w, uint32_t i, uint64_t *n, const char **why) {
    if (!w->row || i >= w->row->nleft) return false;
    const RowLeft *left = &w->row->left[i];
    *n = left->n;
    *why = left->n == 1 ? left->one : left->many;
    return true;
}
