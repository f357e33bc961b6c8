// Results as HTML: a table to put into a page, or a page of its own, which needs nothing but
// itself: no scripts, no fonts, no pictures from elsewhere. It shows the query, the rows or the
// chart, and what was left out; it prints on A4 and follows a dark screen. See output.h.
#include "runtime/html.h"

#include "lang/number.h"

// ---- texts ----------------------------------------------------------------------------------

void markup_text(StrBuf *out, Str s) {
    const char *end = s.p + s.n;
    for (const char *p = s.p; p < end;) {
        uint32_t cp, n = utf8_decode(p, end, &cp);
        bool bad = !n || (cp & 0xFFFE) == 0xFFFE || (cp < 0x20 && cp != '\n' && cp != '\t');
        const char *as = bad ? "\xEF\xBF\xBD" : NULL; // XML has no such sign, however written
        if (cp == '<') as = "&lt;";
        if (cp == '>') as = "&gt;";
        if (cp == '&') as = "&amp;";
        if (cp == '"') as = "&quot;";
        if (cp == '\'') as = "&#39;";
        if (as)
            buf_addc(out, as);
        else
            buf_add(out, (Str){p, n});
        p += n ? n : 1;
    }
}

// Lines of a text, controls visible.
static void put_lines(Writer *w, Str s) {
    for (uint32_t from = 0, end; from <= s.n; from = end + 1) {
        end = line_end(s, from);
        ArenaMark mark = arena_mark(w->run->scratch);
        if (from) buf_addc(&w->out, "<br>");
        markup_text(&w->out, str_visible(w->run->scratch, (Str){s.p + from, end - from}));
        if (w->arena != w->run->scratch) arena_release(w->run->scratch, mark);
    }
}

static void put_cell(Writer *w, const Vec *v, uint32_t i) {
    buf_clear(&w->cell);
    cell_words(&w->cell, w->run, v, i);
    put_lines(w, buf_from(&w->cell, 0));
}

static const char *cell_class(const Writer *w, const Vec *v, uint32_t i) {
    bool missing = cell_missing(w->run, v, i), right = stands_right(v->type);
    return missing && right          ? " class=\"n x\""
           : missing                 ? " class=\"x\""
           : right                   ? " class=\"n\""
           : v->type->tag == TY_DATE ? " class=\"d\""
                                     : "";
}

// ---- a page ---------------------------------------------------------------------------------

static const char page_style[] =
    ":root{color-scheme:light dark}"
    "body{margin:2rem auto;max-width:60rem;padding:0 1.25rem;background:#fff;color:#1f2328;"
    "font:16px/1.5 Charter,'Bitstream Charter',Cambria,Georgia,serif}"
    "header{font-size:.85rem;color:#57606a}"
    "h1{font-size:1.5rem;line-height:1.25;margin:.25rem 0 1rem}"
    "pre{font:.85rem/1.5 ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;"
    "background:#f4f6f8;border-left:3px solid #0072b2;padding:.6rem .9rem;margin:1rem 0;"
    "white-space:pre-wrap;overflow-wrap:anywhere}"
    ".wide{overflow-x:auto}"
    "table{border-collapse:collapse;margin:1rem "
    "0;font-size:.95rem;font-variant-numeric:tabular-nums}"
    "caption{text-align:left;font-weight:600;padding-bottom:.4rem}"
    "th,td{padding:.3rem .8rem .3rem 0;text-align:left;vertical-align:top;"
    "border-bottom:1px solid #e3e7eb}"
    "th{border-bottom:2px solid #57606a;font-weight:600;white-space:nowrap}"
    ".n{text-align:right}.n,.d{white-space:nowrap}.x{color:#69717b}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1.2rem;margin:0;"
    "padding:.9rem 0;border-bottom:1px solid #e3e7eb}"
    "dt{color:#57606a}dd{margin:0;overflow-wrap:anywhere}"
    "figure{margin:1rem 0}svg.gz{display:block;max-width:100%;height:auto}"
    "details{margin:1rem 0}summary{cursor:pointer;color:#57606a}"
    "footer{margin-top:1rem;font-size:.85rem;color:#57606a}footer p{margin:.15rem 0}"
    ".gz-n{font-size:11px}"
    "@media screen and (prefers-color-scheme:dark){body{background:#16191d;color:#e6e9ed}"
    "header,footer,dt,summary{color:#9aa4af}pre{background:#20252b;border-color:#56b4e9}"
    "th,td,dl{border-color:#333a42}th{border-color:#9aa4af}.x{color:#7d8792}}"
    // On paper nothing scrolls: many columns turn the page, and words break before one is lost.
    "@page{size:A4;margin:18mm 16mm}@page wide{size:A4 landscape}"
    "@media print{body{margin:0;max-width:none;padding:0;font-size:10.5pt}"
    "table{font-size:9pt}th,td{padding-right:.5rem}td{overflow-wrap:anywhere}"
    "td:not(.n,.d,.x){min-width:9ch}body:has(th:nth-child(9)){page:wide}"
    "body:has(th:nth-child(15)) :is(th,td){min-width:0;white-space:normal;overflow-wrap:anywhere}"
    "pre{background:none}tr,dl,figure{break-inside:avoid}thead{display:table-header-group}"
    ".wide{overflow:visible}svg.gz{max-height:200mm}svg.tall{max-height:none}"
    "figure:has(.tall){break-inside:auto}details:not([open]){display:none}}";

static Str page_title(Writer *w) {
    enum { MOST = 80 };
    const OutOptions *o = &w->options;
    if (o->title.n) return str_visible(w->arena, o->title);
    Str s = {o->query.p, line_end(o->query, 0)};
    s = str_visible(w->arena, s);
    if (utf8_count(s) <= MOST) return s.n ? s : STR("Gazette");
    uint32_t at = 0, cp;
    for (uint32_t k = 0; k < MOST; k++) at += utf8_decode(s.p + at, s.p + s.n, &cp);
    return str_cat(w->arena, (Str){s.p, at}, STR("…"));
}

static void put_element(Writer *w, const char *name, Str s) {
    if (!s.n) return;
    buf_printf(&w->out, "<%s>", name);
    markup_text(&w->out, str_visible(w->arena, s));
    buf_printf(&w->out, "</%s>\n", name);
}

// The query as it was written, in its lines.
static void put_query(Writer *w) {
    if (!w->options.query.n) return;
    buf_addc(&w->out, "<pre>");
    Str s = w->options.query;
    for (uint32_t from = 0, end; from <= s.n; from = end + 1) {
        end = line_end(s, from);
        if (from) buf_char(&w->out, '\n');
        markup_text(&w->out, str_visible(w->arena, (Str){s.p + from, end - from}));
    }
    buf_addc(&w->out, "</pre>\n");
}

static void page_begin(Writer *w) {
    StrBuf *out = &w->out;
    buf_addc(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                  "<meta name=\"generator\" content=\"Gazette\">\n");
    put_element(w, "title", page_title(w));
    buf_printf(out, "<style>%s%s</style>\n</head>\n<body>\n", page_style, chart_style);
    put_element(w, "header", w->options.archive);
    put_element(w, "h1", w->options.title);
    put_query(w);
}

static void page_end(Writer *w) {
    char number[NUMBER_TEXT];
    buf_addc(&w->out, "<footer>\n<p>");
    buf_add(&w->out, (Str){number, number_write_int((int64_t)w->rows, number)});
    buf_printf(&w->out, " row%s</p>\n", chart_plural(w->rows));
    for (uint32_t i = 0; i < w->nnotes; i++) put_element(w, "p", str_of(w->notes[i]));
    buf_addc(&w->out, "</footer>\n</body>\n</html>\n");
}

static bool is_page(const Writer *w) { return w->options.target == OUT_PAGE; }

// ---- a table --------------------------------------------------------------------------------

static void put_head(Writer *w, Str name, bool right) {
    buf_printf(&w->out, "<th scope=\"col\"%s>", right ? " class=\"n\"" : "");
    markup_text(&w->out, str_visible(w->arena, name));
    buf_addc(&w->out, "</th>");
}

void html_begin(Writer *w) {
    if (is_page(w)) page_begin(w);
    buf_addc(&w->out, is_page(w) ? "<div class=\"wide\"><table>\n" : "<table>\n");
    if (!is_page(w)) put_element(w, "caption", w->options.title);
    buf_addc(&w->out, "<thead><tr>");
    for (uint32_t c = 0; c < w->n; c++)
        put_head(w, w->columns[c].name, stands_right(w->columns[c].type));
    buf_addc(&w->out, "</tr></thead>\n<tbody>\n");
}

void html_row(Writer *w, const Vec *const *columns, uint32_t i) {
    buf_addc(&w->out, "<tr>");
    for (uint32_t c = 0; c < w->n; c++) {
        buf_printf(&w->out, "<td%s>", cell_class(w, columns[c], i));
        put_cell(w, columns[c], i);
        buf_addc(&w->out, "</td>");
    }
    buf_addc(&w->out, "</tr>\n");
}

void html_end(Writer *w) {
    buf_addc(&w->out, is_page(w) ? "</tbody>\n</table></div>\n" : "</tbody>\n</table>\n");
    if (is_page(w)) page_end(w);
}

// ---- a list ---------------------------------------------------------------------------------

void fields_begin(Writer *w) { page_begin(w); }

void fields_row(Writer *w, const Vec *const *columns, uint32_t i) {
    buf_addc(&w->out, "<dl>\n");
    for (uint32_t c = 0; c < w->n; c++) {
        buf_addc(&w->out, "<dt>");
        markup_text(&w->out, str_visible(w->arena, w->columns[c].name));
        bool missing = cell_missing(w->run, columns[c], i);
        buf_addc(&w->out, missing ? "</dt><dd class=\"x\">" : "</dt><dd>");
        put_cell(w, columns[c], i);
        buf_addc(&w->out, "</dd>\n");
    }
    buf_addc(&w->out, "</dl>\n");
}

void fields_end(Writer *w) { page_end(w); }

// ---- a chart --------------------------------------------------------------------------------

static void put_figures(Writer *w, const Chart *c) {
    buf_addc(&w->out, "<details><summary>the figures</summary>\n<table>\n<thead><tr>");
    put_head(w, c->x_name.n ? c->x_name : STR("row"), false);
    put_head(w, c->y_name, true);
    buf_addc(&w->out, "</tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < c->n; i++) {
        buf_addc(&w->out, "<tr><td>");
        if (c->bars[i].label.n || c->x_name.n)
            markup_text(&w->out, c->bars[i].label);
        else
            buf_printf(&w->out, "%u", i + 1);
        buf_addc(&w->out, "</td><td class=\"n\">");
        markup_text(&w->out, c->bars[i].value);
        buf_addc(&w->out, "</td></tr>\n");
        writer_flush(w, false);
    }
    buf_addc(&w->out, "</tbody>\n</table>\n</details>\n");
}

void page_of_chart(Writer *w, const Chart *c) {
    page_begin(w);
    buf_addc(&w->out, "<figure>\n");
    chart_draw_svg(w, c, false);
    buf_addc(&w->out, "</figure>\n");
    put_figures(w, c);
    page_end(w);
}
