// CSL-JSON, as the schema of CSL 1.0.2 has it (csl-data.json: id and type are required, no other
// members than those it names): what Zotero, pandoc and citation processors read.
//
// A date has date-parts, two where it lasts or is known to lie between; years before the first are
// counted without a year 0 (44 BCE is -44), as processors do. circa where it is in doubt or coarser
// than a year; season; literal, in the archive's words, where parts cannot say it.
#include "runtime/output_cite.h"

static void put_member(Writer *w, const char *name, Str s) {
    if (!s.n) return;
    buf_printf(&w->out, ",\"%s\":", name);
    json_text(&w->out, s);
}

static void put_part(Writer *w, const char *name, const Vec *const *columns, RowPart part,
                     uint32_t i) {
    put_member(w, name, row_words(w, columns, part, i));
}

static void put_person(Writer *w, Str name, bool person, uint32_t at) {
    RowPerson p = row_person(name, person);
    if (at) buf_char(&w->out, ',');
    buf_addc(&w->out, p.family.n ? "{\"family\":" : "{\"literal\":");
    json_text(&w->out, p.family.n ? p.family : name);
    put_member(w, "given", p.given);
    put_member(w, "non-dropping-particle", p.particle);
    buf_char(&w->out, '}');
}

static void put_persons(Writer *w, const char *name, const Vec *const *columns, RowPart part,
                        uint32_t i) {
    if (!row_part(w, columns, part, i)) return;
    buf_printf(&w->out, ",\"%s\":[", name);
    cite_persons(w, columns, part, i, put_person);
    buf_char(&w->out, ']');
}

// ---- dates ----------------------------------------------------------------------------------

// The day on which the instant lies, as far as the precision goes.
static void put_parts(Writer *w, int64_t t, uint8_t prec) {
    enum { DAY = 86400 };
    Ymd d = ymd_from_days(CAL_GREGORIAN, t >= 0 ? t / DAY : -((DAY - 1 - t) / DAY));
    buf_printf(&w->out, "[%lld", (long long)(d.y > 0 ? d.y : d.y - 1));
    if (prec <= PREC_MONTH) buf_printf(&w->out, ",%d", d.m);
    if (prec <= PREC_DAY) buf_printf(&w->out, ",%d", d.d);
    buf_char(&w->out, ']');
}

// 1 spring … 4 winter; 0: no season. EDTF writes them as months 21 to 24 (32, where it says on
// which half of the globe).
static int season_of(const Date *d) {
    enum { FIRST = 21, LAST = 32 };
    char text[DATE_TEXT];
    if (d->prec != PREC_SEASON || d->kind != DATE_MOMENT) return 0;
    Date plain = *d;
    plain.qual = plain.end_qual = 0;
    uint32_t n = date_write(&plain, text);
    int code = n > 2 ? (text[n - 2] - '0') * 10 + (text[n - 1] - '0') : 0;
    return code >= FIRST && code <= LAST ? (code - FIRST) % 4 + 1 : 0;
}

static void put_literal(Writer *w, const Date *d) {
    buf_addc(&w->out, "\"literal\":");
    json_text(&w->out, date_string(w->run->scratch, d, date_show));
}

static void put_date(Writer *w, const Date *d) {
    int season = season_of(d);
    bool one = d->kind == DATE_MOMENT && !(d->flags & DATE_WITHIN) && !date_has_pieces(d) &&
               (d->prec <= PREC_MONTH || d->prec == PREC_YEAR || season);
    bool circa = d->qual || d->end_qual || (!one && d->kind == DATE_MOMENT);
    if (!date_has_start(d) || !date_has_end(d)) {
        put_literal(w, d);
        return;
    }
    bool days = date_has_pieces(d); // from the first to the last that it may be
    buf_addc(&w->out, "\"date-parts\":[");
    put_parts(w, d->es, days ? PREC_DAY : d->prec);
    if (!one) {
        buf_char(&w->out, ',');
        put_parts(w, d->le, days ? PREC_DAY : d->end_prec);
    }
    buf_char(&w->out, ']');
    if (season) buf_printf(&w->out, ",\"season\":%d", season);
    if (circa) buf_addc(&w->out, ",\"circa\":true");
    if (!date_has_pieces(d)) return;
    buf_char(&w->out, ',');
    put_literal(w, d);
}

// ---- items ----------------------------------------------------------------------------------

static const char *type_of(Writer *w, const Vec *const *columns, uint32_t i, const Cite *c) {
    Arena *a = w->run->scratch;
    Str type = str_fold(a, str_dup(a, row_words(w, columns, ROW_TYPE, i)));
    if (c->kind == CITE_PERIODICAL) return "periodical";
    if (c->kind == CITE_LETTER) return "personal_communication";
    if (c->kind == CITE_WORK)
        return cite_is(w->arena->guard, type, "pamphlet") ? "pamphlet" : "book";
    if (cite_is(w->arena->guard, type, "review")) return "review";
    if (cite_is(w->arena->guard, type, "interview")) return "interview";
    if (cite_is(w->arena->guard, type, "speech")) return "speech";
    if (cite_is(w->arena->guard, type, "diary manuscript act")) return "manuscript";
    if (cite_is(w->arena->guard, c->medium, "journal")) return "article-journal";
    if (cite_is(w->arena->guard, c->medium, "magazin review")) return "article-magazine";
    return cite_is(w->arena->guard, c->medium, "paper daily weekly gazette") ? "article-newspaper"
                                                                             : "article";
}

void csl_begin(Writer *w) { buf_char(&w->out, '['); }

void csl_row(Writer *w, const Vec *const *columns, uint32_t i) {
    Cite c;
    if (!cite_row(w, columns, i, &c)) return;
    buf_addc(&w->out, w->written++ ? ",\n {\"id\":" : "\n {\"id\":");
    json_text(&w->out, c.key);
    buf_printf(&w->out, ",\"type\":\"%s\"", type_of(w, columns, i, &c));
    put_member(w, "title", c.title);
    put_persons(w, "author", columns, ROW_AUTHOR, i);
    put_persons(w, "editor", columns, ROW_EDITOR, i);
    if (c.has_date) {
        buf_addc(&w->out, ",\"issued\":{");
        put_date(w, &c.date);
        buf_char(&w->out, '}');
    }
    put_member(w, "container-title", c.container);
    put_part(w, "volume", columns, ROW_VOLUME, i);
    put_part(w, "issue", columns, ROW_NUMBER, i);
    put_part(w, "page", columns, ROW_PAGE, i);
    put_part(w, "publisher-place", columns, ROW_PLACE, i);
    put_part(w, "language", columns, ROW_LANGUAGE, i);
    put_part(w, "note", columns, ROW_NOTE, i);
    buf_char(&w->out, '}');
}

void csl_end(Writer *w) { buf_addc(&w->out, "]\n"); }
