// iCalendar (RFC 5545): an event (§3.6.1) for each row that has a date.
//
//   day known          that day, or from its first to its last: DTSTART and DTEND are DATE values,
//                      and DTEND is the day after the last (§3.6.1)
//   time of day known  a moment begins then; in UTC where the source says a zone, else at whatever
//                      is local (§3.3.5)
//   less than a day    all days it may be, and DESCRIPTION says the date as it was stated (EDTF)
//
// Rows without a date, with an open one, or beyond the years 1 to 9999 (§3.3.4 has four digits) are
// left out and counted. DTSTAMP must be there (§3.8.7.2) and is always the same: the library knows
// no clock, and the same archive is to give the same bytes.
#include "runtime/output_row.h"

#include <string.h>

enum { DAY = 86400 };

// ---- lines ----------------------------------------------------------------------------------

// What the line buffer holds, folded: no more than 75 bytes a line, characters whole (§3.1).
static void put_folded(Writer *w) {
    enum { LINE = 75 };
    Str s = buf_from(&w->row->line, 0);
    uint32_t room = LINE;
    for (uint32_t at = 0; at < s.n;) {
        uint32_t end = at + room < s.n ? at + room : s.n;
        while (end < s.n && end > at + 1 && ((unsigned char)s.p[end] & 0xC0) == 0x80) end--;
        buf_add(&w->out, (Str){s.p + at, end - at});
        buf_addc(&w->out, end < s.n ? "\r\n " : "\r\n");
        room = LINE - 1; // the blank counts
        at = end;
    }
    buf_clear(&w->row->line);
}

// A value of the type TEXT (§3.3.11); other controls than a tab have no place in it.
static void put_escaped(StrBuf *out, Str s) {
    for (uint32_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '\r' && i + 1 < s.n && s.p[i + 1] == '\n') continue;
        if (c == '\n' || c == '\r') {
            buf_addc(out, "\\n");
            continue;
        }
        if (c == '\\' || c == ';' || c == ',') buf_char(out, '\\');
        bool control = (unsigned char)c < 0x20 || c == 0x7F;
        buf_char(out, control && c != '\t' ? ' ' : c);
    }
}

static void put_plain(Writer *w, const char *line) {
    buf_addc(&w->out, line);
    buf_addc(&w->out, "\r\n");
}

static void put_text(Writer *w, const char *name, Str s) {
    if (!s.n) return;
    buf_addc(&w->row->line, name);
    put_escaped(&w->row->line, s);
    put_folded(w);
}

void ical_begin(Writer *w) {
    put_plain(w, "BEGIN:VCALENDAR");
    put_plain(w, "VERSION:2.0");
    put_plain(w, "PRODID:-//Gazette//Gazette//EN");
    put_plain(w, "CALSCALE:GREGORIAN");
    put_text(w, "NAME:", w->options.archive); // RFC 7986 §5.1
}

void ical_end(Writer *w) { put_plain(w, "END:VCALENDAR"); }

// ---- when -----------------------------------------------------------------------------------

static int64_t day_of(int64_t t) { return t >= 0 ? t / DAY : -((DAY - 1 - t) / DAY); }

static bool is_year(int64_t t) { return ymd_from_days(CAL_GREGORIAN, day_of(t)).y > 0; }

static void put_day(StrBuf *out, int64_t day) {
    Ymd d = ymd_from_days(CAL_GREGORIAN, day);
    buf_printf(out, "%04lld%02d%02d", (long long)d.y, d.m, d.d);
}

static void put_time(Writer *w, const char *name, int64_t t, bool zoned) {
    StrBuf *out = &w->row->line;
    int64_t s = t - day_of(t) * DAY;
    buf_addc(out, name);
    buf_char(out, ':');
    put_day(out, day_of(t));
    buf_printf(out, "T%02d%02d%02d%s", (int)(s / 3600), (int)(s / 60 % 60), (int)(s % 60),
               zoned ? "Z" : "");
    put_folded(w);
}

static void put_date(Writer *w, const char *name, int64_t day) {
    buf_addc(&w->row->line, name);
    buf_addc(&w->row->line, ";VALUE=DATE:");
    put_day(&w->row->line, day);
    put_folded(w);
}

// Whether the calendar has all of it; else why not.
static bool has_place(Writer *w, const Date *d) {
    static const int64_t last = INT64_C(253402214400); // 9999-12-31: DTEND is the day after it
    if (!date_has_start(d) || !date_has_end(d))
        row_left(w, "row has an open date", "rows have open dates");
    else if (!is_year(d->es) || d->le >= last)
        row_left(w, "row has a date beyond the years 1 to 9999",
                 "rows have dates beyond the years 1 to 9999");
    else
        return true;
    return false;
}

static bool has_time(uint8_t prec) { return prec <= PREC_MINUTE; }

// Both ends, or the one moment, known to the minute or the second.
static bool put_times(Writer *w, const Date *d) {
    if (date_has_pieces(d) || !has_time(d->prec) || d->flags & DATE_WITHIN) return false;
    bool zoned = (d->flags & DATE_ZONED) != 0, span = d->kind == DATE_SPAN;
    bool end_zoned = (d->flags & DATE_ZONED_END) != 0;
    if (span && (!has_time(d->end_prec) || zoned != end_zoned || d->ee <= d->es)) return false;
    put_time(w, "DTSTART", d->es, zoned);
    if (span) put_time(w, "DTEND", d->ee, zoned);
    return true;
}

static bool is_days(const Date *d) {
    return d->prec == PREC_DAY && (d->kind == DATE_MOMENT || d->end_prec == PREC_DAY) &&
           !date_has_pieces(d) && !(d->flags & DATE_WITHIN);
}

// Whether that is all that the date says.
static bool put_when(Writer *w, const Date *d) {
    bool certain = !(d->qual | d->end_qual);
    if (put_times(w, d)) return certain;
    int64_t first = day_of(d->es), last = day_of(d->le);
    put_date(w, "DTSTART", first);
    if (last > first) put_date(w, "DTEND", last + 1);
    return certain && is_days(d);
}

// ---- an event -------------------------------------------------------------------------------

// The same for the same event at every time: its id, kind and archive; of rows that are about no
// entity, what they say.
static void put_uid(Writer *w, const Vec *const *columns, uint32_t i, const Date *d) {
    const Archive *a = w->run->archive;
    uint32_t entity = row_entity(w, columns, i);
    StrBuf *key = &w->row->text;
    buf_clear(key);
    if (entity) {
        put_name(key, archive_id(a, entity), '=');
        buf_char(key, '.');
        put_name(key, a->tables[archive_kind_of(a, entity)].kind->name, '=');
    } else {
        uint64_t title = str_hash(row_words(w, columns, ROW_TITLE, i));
        buf_clear(key);
        buf_printf(key, "%016llx", (unsigned long long)(title ^ date_hash(d)));
    }
    Str unique = row_key(w, str_dup(w->run->scratch, buf_str(key)));
    buf_addc(&w->row->line, "UID:");
    buf_add(&w->row->line, unique);
    buf_printf(&w->row->line, "@%016llx.gazette", (unsigned long long)str_hash(w->options.archive));
    put_folded(w);
}

// d: the date, where it says more than the days do; else NULL.
static void put_description(Writer *w, const Vec *const *columns, uint32_t i, const Date *d) {
    StrBuf *line = &w->row->line;
    Str note = row_words(w, columns, ROW_NOTE, i);
    if (!d && !note.n) return;
    buf_addc(line, "DESCRIPTION:");
    if (d) {
        buf_addc(line, "Date: ");
        put_escaped(line, date_string(w->run->scratch, d, date_write));
        if (note.n) buf_addc(line, "\\n");
    }
    put_escaped(line, note);
    put_folded(w);
}

static void put_place(Writer *w, const Vec *const *columns, uint32_t i) {
    double lat, lon;
    put_text(w, "LOCATION:", row_words(w, columns, ROW_PLACE, i));
    if (!row_point(w, columns, i, &lat, &lon)) return;
    Str y = str_dup(w->run->scratch, row_words(w, columns, ROW_LAT, i));
    Str x = row_words(w, columns, ROW_LON, i);
    buf_printf(&w->row->line, "GEO:%.*s;%.*s", STR_FMT(y), STR_FMT(x));
    put_folded(w);
}

static void put_title(Writer *w, const Vec *const *columns, uint32_t i) {
    Str title = row_words(w, columns, ROW_TITLE, i);
    uint32_t entity = row_entity(w, columns, i);
    if (!title.n && entity) title = run_label(w->run, entity);
    put_text(w, "SUMMARY:", title);
}

void ical_row(Writer *w, const Vec *const *columns, uint32_t i) {
    Date d;
    if (!row_date(w, columns, ROW_DATE, i, &d)) {
        row_left(w, "row has no date", "rows have no date");
        return;
    }
    if (!has_place(w, &d)) return;
    put_plain(w, "BEGIN:VEVENT");
    put_uid(w, columns, i, &d);
    put_plain(w, "DTSTAMP:19700101T000000Z");
    bool all = put_when(w, &d);
    put_title(w, columns, i);
    put_description(w, columns, i, all ? NULL : &d);
    put_place(w, columns, i);
    put_text(w, "CATEGORIES:", row_words(w, columns, ROW_TYPE, i));
    put_plain(w, "TRANSP:TRANSPARENT"); // it takes nobody's time
    put_plain(w, "END:VEVENT");
}
