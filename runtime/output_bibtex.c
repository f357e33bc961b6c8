// BibTeX, in UTF-8: @article for what appeared in something, @book for what somebody published
// whole, @misc for all else. Dates twice: year and month as BibTeX itself knows them, and `date` in
// EDTF, which biblatex reads. Titles stand in two pairs of braces, so that no style changes their
// capitals.
//
// Nothing in a text may close a brace or begin a command: what TeX gives a meaning is written as
// the command for the sign. Braces become commands, too: BibTeX counts them even behind a
// backslash.
#include "runtime/output_cite.h"

#include <string.h>

static void put_sign(StrBuf *out, char c) {
    const char *as = NULL;
    if (c == '\\') as = "{\\textbackslash}";
    if (c == '{') as = "{\\textbraceleft}";
    if (c == '}') as = "{\\textbraceright}";
    if (c == '^') as = "{\\textasciicircum}";
    if (c == '~') as = "{\\textasciitilde}";
    if (as) {
        buf_addc(out, as);
        return;
    }
    if (c == '%' || c == '$' || c == '&' || c == '#' || c == '_') buf_char(out, '\\');
    buf_char(out, (unsigned char)c < 0x20 || c == 0x7F ? ' ' : c);
}

static void put_escaped(StrBuf *out, Str s) {
    for (uint32_t i = 0; i < s.n; i++) put_sign(out, s.p[i]);
}

static void put_field(Writer *w, const char *name, Str s) {
    if (!s.n) return;
    buf_printf(&w->out, ",\n  %s = {", name);
    put_escaped(&w->out, s);
    buf_char(&w->out, '}');
}

static void put_part(Writer *w, const char *name, const Vec *const *columns, RowPart part,
                     uint32_t i) {
    put_field(w, name, row_words(w, columns, part, i));
}

// ---- names ----------------------------------------------------------------------------------

// Names that BibTeX would divide where they do not: at "and", at a comma.
static bool divides(Guard *g, Str name) {
    static const char word[] = " and ";
    if (memchr(name.p, ',', name.n)) return true;
    for (uint32_t i = 0; i + sizeof word - 1 <= name.n; i++) {
        guard_every(g, i);
        if (memcmp(name.p + i, word, sizeof word - 1) == 0) return true;
    }
    return false;
}

static void put_person(Writer *w, Str name, bool person, uint32_t at) {
    RowPerson p = row_person(name, person);
    if (at) buf_addc(&w->out, " and ");
    if (p.family.n && !divides(w->arena->guard, p.family) && !divides(w->arena->guard, p.given)) {
        if (p.particle.n) {
            put_escaped(&w->out, p.particle);
            buf_char(&w->out, ' ');
        }
        put_escaped(&w->out, p.family);
        buf_addc(&w->out, ", ");
        put_escaped(&w->out, p.given);
        return;
    }
    buf_char(&w->out, '{'); // as one
    put_escaped(&w->out, name);
    buf_char(&w->out, '}');
}

static void put_persons(Writer *w, const char *name, const Vec *const *columns, RowPart part,
                        uint32_t i) {
    if (!row_part(w, columns, part, i)) return;
    buf_printf(&w->out, ",\n  %s = {", name);
    cite_persons(w, columns, part, i, put_person);
    buf_char(&w->out, '}');
}

// ---- dates ----------------------------------------------------------------------------------

static int64_t year_of(int64_t t) {
    enum { DAY = 86400 };
    return ymd_from_days(CAL_GREGORIAN, t >= 0 ? t / DAY : -((DAY - 1 - t) / DAY)).y;
}

static void put_year(Writer *w, const Date *d) {
    int64_t year;
    if (date_part(d, PART_YEAR, &year) && year > 0)
        buf_printf(&w->out, ",\n  year = {%lld}", (long long)year);
    else if (d->kind == DATE_SPAN && date_has_start(d) && date_has_end(d) && year_of(d->es) > 0)
        buf_printf(&w->out, ",\n  year = {%lld--%lld}", (long long)year_of(d->es),
                   (long long)year_of(d->le));
    else
        put_field(w, "year", date_string(w->run->scratch, d, date_show));
}

static void put_date(Writer *w, const Cite *c) {
    static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                         "jul", "aug", "sep", "oct", "nov", "dec"};
    int64_t month;
    if (!c->has_date) return;
    put_year(w, &c->date);
    if (cite_part(c, PART_MONTH, &month))
        buf_printf(&w->out, ",\n  month = %s", months[month - 1]); // a word that BibTeX knows
    if (date_has_pieces(&c->date)) return; // more than biblatex knows of EDTF
    Str edtf = date_string(w->run->scratch, &c->date, date_write);
    if (!memchr(edtf.p, '[', edtf.n)) // nothing in it has a meaning, and it is not to be printed
        buf_printf(&w->out, ",\n  date = {%.*s}", STR_FMT(edtf));
}

// ---- entries --------------------------------------------------------------------------------

static void put_title(Writer *w, Str title) {
    if (!title.n) return;
    buf_addc(&w->out, ",\n  title = {{");
    put_escaped(&w->out, title);
    buf_addc(&w->out, "}}");
}

void bibtex_row(Writer *w, const Vec *const *columns, uint32_t i) {
    Cite c;
    if (!cite_row(w, columns, i, &c)) return;
    bool article = c.kind == CITE_ARTICLE && c.container.n, book = c.kind == CITE_WORK;
    if (w->written++) buf_char(&w->out, '\n');
    buf_addc(&w->out, article ? "@article{" : book ? "@book{" : "@misc{");
    buf_add(&w->out, c.key);
    put_persons(w, "author", columns, ROW_AUTHOR, i);
    put_persons(w, "editor", columns, ROW_EDITOR, i);
    put_title(w, c.title);
    put_field(w, article ? "journal" : "howpublished", c.container);
    put_date(w, &c);
    put_part(w, "volume", columns, ROW_VOLUME, i);
    put_part(w, "number", columns, ROW_NUMBER, i);
    put_part(w, "pages", columns, ROW_PAGE, i);
    put_part(w, "address", columns, ROW_PLACE, i);
    put_part(w, "language", columns, ROW_LANGUAGE, i);
    put_part(w, "note", columns, ROW_NOTE, i);
    buf_addc(&w->out, "\n}\n");
}
