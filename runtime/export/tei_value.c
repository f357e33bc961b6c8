// Ids, references, dates and values in TEI; see tei.h. Dates are those of att.datable: what lasted
// has from and to, what happened at some time within has notBefore and notAfter, and a day, month
// or year that is known has when. What these cannot say stands in when-custom as EDTF, which loses
// nothing.
#include "runtime/export/tei.h"

#include <string.h>

#include "lang/calendar.h"

enum { DAY = 86400 };

// ---- ids ------------------------------------------------------------------------------------

// Letters that a name in XML may begin with, beyond ASCII (XML 1.0, 5th edition, production 4).
static bool is_letter(uint32_t cp) {
    static const uint32_t ranges[][2] = {
        {0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x2FF},    {0x370, 0x37D},   {0x37F, 0x1FFF},
        {0x2070, 0x218F}, {0x2C00, 0x2FEF}, {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (cp >= ranges[i][0] && cp <= ranges[i][1]) return true;
    return false;
}

// An NCName: no colon, no digit first. The names of how dates are told are taken.
static bool is_name(Str s) {
    for (const char *p = s.p, *end = s.p + s.n; p < end;) {
        uint32_t cp, n = utf8_decode(p, end, &cp);
        bool later = (cp >= '0' && cp <= '9') || cp == '-' || cp == '.';
        bool letter = (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') || cp == '_';
        if (!n || !(letter || is_letter(cp) || (later && p > s.p))) return false;
        p += n;
    }
    return s.n > 0 && !str_is(s, "edtf") && !str_is(s, "own-calendar");
}

// Whether ids of the registers' kinds come to this entity first.
static bool is_first(Writer *w, uint32_t entity, Str id) {
    const Archive *a = w->run->archive;
    for (uint32_t i = 0; i < TEI_KINDS; i++) {
        uint32_t found, kind = schema_kind(&a->schema, str_of(w->tei->kinds[i].kind));
        if (kind == KIND_ANY || !archive_with_id(a, kind, id, &found, 1)) continue;
        return found == entity;
    }
    return false;
}

static bool is_plain(Writer *w, uint32_t entity) {
    Str id = archive_id(w->run->archive, entity);
    return is_name(id) && is_first(w, entity, id);
}

static void put_id(Writer *w, uint32_t entity) {
    const Archive *a = w->run->archive;
    if (is_plain(w, entity)) {
        buf_add(&w->out, archive_id(a, entity));
        return;
    }
    put_name(&w->out, a->tables[archive_kind_of(a, entity)].kind->name, '_');
    buf_char(&w->out, '.');
    put_name(&w->out, archive_id(a, entity), '_');
}

void tei_put_id(Writer *w, uint32_t entity) {
    buf_addc(&w->out, " xml:id=\"");
    put_id(w, entity);
    buf_char(&w->out, '"');
    if (is_plain(w, entity)) return;
    buf_addc(&w->out, " n=\"");
    markup_text(&w->out, archive_id(w->run->archive, entity));
    buf_char(&w->out, '"');
}

static bool is_inside(Writer *w, uint32_t entity) {
    const KindTable *table;
    return row_asked(w, entity) || (w->options.archive_whole && tei_list_kind(w, entity, &table));
}

void tei_put_pointer(Writer *w, uint32_t entity) {
    buf_addc(&w->out, is_inside(w, entity) ? "#" : "entity:");
    const Archive *a = w->run->archive;
    if (is_inside(w, entity)) {
        put_id(w, entity);
        return;
    }
    put_name(&w->out, a->tables[archive_kind_of(a, entity)].kind->name, '%');
    buf_char(&w->out, '/');
    put_name(&w->out, archive_id(a, entity), '%');
}

void tei_put_reference(Writer *w, uint32_t entity) {
    bool inside = is_inside(w, entity);
    buf_addc(&w->out, inside ? " ref=\"#" : " key=\"");
    if (inside)
        put_id(w, entity);
    else
        markup_text(&w->out, archive_id(w->run->archive, entity));
    buf_char(&w->out, '"');
}

bool tei_put_word(Writer *w, Str s) {
    bool whole = true;
    for (uint32_t i = 0; i < s.n; i++) {
        bool blank = (unsigned char)s.p[i] <= ' ';
        whole = whole && !blank;
        markup_text(&w->out, blank ? STR("_") : (Str){s.p + i, 1});
    }
    return whole;
}

// ---- evidence -------------------------------------------------------------------------------

void tei_put_source(Writer *w, const uint32_t *passages, uint32_t n) {
    if (!n) return;
    buf_addc(&w->out, " source=\"");
    for (uint32_t i = 0; i < n; i++) {
        if (i) buf_char(&w->out, ' ');
        buf_addc(&w->out, "passage:");
        put_name(&w->out, archive_id(w->run->archive, passages[i]), '%');
    }
    buf_char(&w->out, '"');
}

void tei_put_certainty(Writer *w, uint32_t note) {
    const Annotation *n = value_note(&w->tei->job, note);
    if (!n) return;
    Str cert = archive_text(w->run->archive, n->certainty);
    if (str_is(cert, "high") || str_is(cert, "medium") || str_is(cert, "low") ||
        str_is(cert, "unknown"))
        buf_printf(&w->out, " cert=\"%.*s\"", STR_FMT(cert));
}

void tei_put_evidence(Writer *w, uint32_t note, bool named) {
    const Archive *a = w->run->archive;
    const Annotation *n = value_note(&w->tei->job, note);
    if (!n) return;
    Str role = archive_text(a, n->role);
    tei_put_certainty(w, note);
    if (named && role.n) {
        buf_addc(&w->out, " role=\"");
        markup_text(&w->out, role);
        buf_char(&w->out, '"');
    }
    tei_put_source(w, a->note_sources + n->first_source, n->nsources);
}

// ---- dates ----------------------------------------------------------------------------------

static int64_t day_of(int64_t t) { return t >= 0 ? t / DAY : -((DAY - 1 - t) / DAY); }

// prec: of what is written; coarser than a year the day. Before our era years are counted without
// a year 0 (XML Schema, 2nd ed., 3.2.7).
static void put_when(Writer *w, const char *name, int64_t t, uint8_t prec, bool zoned) {
    Ymd d = ymd_from_days(CAL_GREGORIAN, day_of(t));
    buf_printf(&w->out, " %s=\"%s%04lld", name, d.y <= 0 ? "-" : "",
               (long long)(d.y <= 0 ? 1 - d.y : d.y));
    if (prec != PREC_YEAR) buf_printf(&w->out, "-%02d", d.m);
    if (prec != PREC_YEAR && prec != PREC_MONTH) buf_printf(&w->out, "-%02d", d.d);
    if (prec <= PREC_MINUTE) {
        int s = (int)(t - day_of(t) * DAY);
        buf_printf(&w->out, "T%02d:%02d:%02d%s", s / 3600, s / 60 % 60, s % 60, zoned ? "Z" : "");
    }
    buf_char(&w->out, '"');
}

static bool is_unit(uint8_t prec) { return prec <= PREC_MONTH || prec == PREC_YEAR; }

static bool is_whole(uint8_t prec) {
    return is_unit(prec) && prec != PREC_HOUR && prec != PREC_MINUTE;
}

// Months and years of another calendar are none of the Gregorian one: their days are written.
static uint8_t written_as(const Date *d, uint8_t prec) {
    bool coarse = prec == PREC_MONTH || prec == PREC_YEAR;
    return coarse && d->calendar != CAL_GREGORIAN ? PREC_DAY : prec;
}

// Whether that is all that the date says.
static bool put_span(Writer *w, const Date *d) {
    int64_t end = d->end_prec <= PREC_MINUTE ? d->ee : d->le;
    if (date_has_start(d))
        put_when(w, "from", d->es, written_as(d, d->prec), d->flags & DATE_ZONED);
    if (date_has_end(d))
        put_when(w, "to", end, written_as(d, d->end_prec), d->flags & DATE_ZONED_END);
    return is_whole(d->prec) && is_whole(d->end_prec);
}

static bool put_moment(Writer *w, const Date *d) {
    bool within = d->flags & DATE_WITHIN || !is_unit(d->prec) || date_has_pieces(d) ||
                  written_as(d, d->prec) != d->prec;
    if (!within) {
        put_when(w, "when", d->es, d->prec, d->flags & DATE_ZONED);
        return is_whole(d->prec);
    }
    bool units = d->flags & DATE_WITHIN && is_unit(d->prec) && is_unit(d->end_prec);
    if (date_has_start(d))
        put_when(w, "notBefore", d->es, units ? written_as(d, d->prec) : PREC_DAY,
                 d->flags & DATE_ZONED);
    if (date_has_end(d))
        put_when(w, "notAfter", d->le, units ? written_as(d, d->end_prec) : PREC_DAY,
                 d->flags & DATE_ZONED_END);
    return units && is_whole(d->prec) && is_whole(d->end_prec);
}

// As EDTF, which loses nothing but the calendar; where that is another one, as it has the date.
static Str in_one_text(Writer *w, const Date *d, bool *own_calendar) {
    Arena *a = w->run->scratch;
    DateError error;
    Date read;
    Str told;
    *own_calendar = d->calendar != CAL_GREGORIAN &&
                    date_in_calendar(a, d, (Calendar)d->calendar, &told) &&
                    date_text(a, told, &read, &error) && date_exact_order(&read, d) == 0;
    return *own_calendar ? told : date_string(a, d, date_write);
}

static bool before_era(const Date *d) {
    return date_has_start(d) && ymd_from_days(CAL_GREGORIAN, day_of(d->es)).y <= 0;
}

void tei_put_date(Writer *w, const Date *d) {
    bool all = d->kind == DATE_SPAN && !date_has_pieces(d) ? put_span(w, d) : put_moment(w, d);
    bool own_calendar;
    Str text = in_one_text(w, d, &own_calendar);
    bool sure = !d->qual && !d->end_qual && !date_has_pieces(d);
    bool closed = date_has_start(d) && date_has_end(d); // else: is the other end open or unknown?
    if (all && sure && closed && !own_calendar && !before_era(d)) return;
    buf_addc(&w->out, " when-custom=\"");
    markup_text(&w->out, text);
    buf_printf(&w->out, "\" datingMethod=\"#%s\"", own_calendar ? "own-calendar" : "edtf");
}

Str tei_date_in_words(Writer *w, uint32_t date) {
    Str written = value_written(&w->tei->job, date);
    if (written.n) return written;
    Date d = archive_date(w->run->archive, date);
    return date_string(w->run->scratch, &d, date_show);
}

// ---- values ---------------------------------------------------------------------------------

void tei_put_space(Writer *w, const Stated *v) {
    if (v->type->tag != TY_TEXT) return;
    Str s = archive_text(w->run->archive, v->id);
    bool blank = true, more = false; // before the text; and at its end
    for (uint32_t i = 0; i < s.n; i++) {
        bool white = s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\t';
        more = more || (white && (blank || s.p[i] != ' '));
        blank = white;
    }
    if (more || blank) buf_addc(&w->out, " xml:space=\"preserve\"");
}

void tei_put_content(Writer *w, const Stated *v) {
    StrBuf *text = &w->tei->job.out;
    if (v->type->tag == TY_ENTITY) {
        markup_text(&w->out, run_label(w->run, v->id));
    } else if (v->type->tag == TY_DATE) {
        markup_text(&w->out, tei_date_in_words(w, v->id));
    } else {
        buf_clear(text);
        value_plain(&w->tei->job, v);
        markup_text(&w->out, buf_str(text));
    }
}

void tei_put_element(Writer *w, const char *name, const char *type, const Stated *v) {
    buf_printf(&w->out, "<%s", name);
    if (type) {
        buf_addc(&w->out, " type=\"");
        tei_put_word(w, str_of(type));
        buf_char(&w->out, '"');
    }
    if (v->type->tag == TY_ENTITY) tei_put_reference(w, v->id);
    if (v->type->tag == TY_DATE) {
        Date d = archive_date(w->run->archive, v->id);
        tei_put_date(w, &d);
    }
    tei_put_evidence(w, v->note, v->type->tag == TY_ENTITY);
    tei_put_space(w, v);
    buf_char(&w->out, '>');
    tei_put_content(w, v);
    buf_printf(&w->out, "</%s>", name);
}
