// Values as the language writes them; see gzt.h. Whatever is written here is read back to the same
// value, or else counted as a finding.
#include "runtime/export/gzt.h"

#include <math.h>
#include <string.h>

#include "lang/calendar.h"
#include "lang/number.h"

// ---- names and ids --------------------------------------------------------------------------

static const char *const reserved[] = {"and",  "or",   "not",  "in",    "is",  "if",
                                       "then", "else", "true", "false", "null"};

static bool is_reserved(Str s) {
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (str_is(s, reserved[i])) return true;
    return false;
}

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

void gzt_name(ExportJob *job, Str name) {
    bool plain = name.n && !is_digit(name.p[0]) && !is_reserved(name);
    for (uint32_t i = 0; i < name.n && plain; i++)
        plain = is_letter(name.p[i]) || is_digit(name.p[i]) || name.p[i] == '_';
    if (!plain) buf_char(&job->out, '`');
    buf_add(&job->out, name);
    if (!plain) buf_char(&job->out, '`');
}

// Words of letters, digits and _ with single hyphens between.
static bool is_plain_id(Str id) {
    bool word = false;
    for (uint32_t at = 0; at < id.n;) {
        uint32_t cp, n = utf8_decode(id.p + at, id.p + id.n, &cp);
        if (cp == '-' && !word) return false;
        word = cp == '_' || cp_is_word(cp);
        if (!word && cp != '-') return false;
        at += n ? n : 1;
    }
    return word;
}

// No id holds a backquote or a control character: all that makes one refuses them.
void gzt_id(ExportJob *job, Str id) {
    bool plain = is_plain_id(id);
    if (!plain) buf_char(&job->out, '`');
    buf_add(&job->out, id);
    if (!plain) buf_char(&job->out, '`');
}

// Another kind has an entity of this id, and the field may lead to either.
static bool is_ambiguous(const Archive *a, Str id) {
    uint32_t found[2];
    return archive_with_id(a, KIND_ANY, id, found, 2) > 1;
}

static void put_ref(ExportJob *job, const Type *type, uint32_t entity) {
    const Archive *a = job->archive;
    Str id = archive_id(a, entity);
    buf_char(&job->out, '@');
    if (type->kind == KIND_ANY && is_ambiguous(a, id)) {
        buf_add(&job->out, a->schema.kinds[archive_kind_of(a, entity)]->name);
        buf_char(&job->out, '/');
    }
    gzt_id(job, id);
}

// ---- texts ----------------------------------------------------------------------------------

// What would drive a terminal or an editor, or is lost among blanks, is written as its number.
static bool is_hidden(uint32_t cp) {
    if (cp < 0x20 || (cp >= 0x7F && cp <= 0x9F)) return true;
    return cp == 0x61C || cp == 0x200E || cp == 0x200F || (cp >= 0x2028 && cp <= 0x202E) ||
           (cp >= 0x2066 && cp <= 0x2069) || cp == 0xFEFF;
}

static void put_escape(ExportJob *job, uint32_t cp) {
    StrBuf *out = &job->out;
    if (cp == '\n' || cp == '\t' || cp == '"' || cp == '\\') {
        buf_char(out, '\\');
        buf_char(out, cp == '\n' ? 'n' : cp == '\t' ? 't' : (char)cp);
    } else if (cp) {
        buf_printf(out, "\\u{%x}", (unsigned)cp);
    } else {
        buf_addc(out, "\\u{fffd}");
        export_found(job, "NUL characters in texts, which U+FFFD stands for", 1);
    }
}

void gzt_string(ExportJob *job, Str s) {
    const char *kept = s.p, *end = s.p + s.n;
    buf_char(&job->out, '"');
    for (const char *p = s.p; p < end;) {
        uint32_t cp = (unsigned char)*p, n = 1;
        if (cp >= 0x80) n = utf8_decode(p, end, &cp);
        if (n && cp != '"' && cp != '\\' && !is_hidden(cp)) {
            p += n;
            continue;
        }
        buf_add(&job->out, (Str){kept, (uint32_t)(p - kept)});
        put_escape(job, n ? cp : 0xFFFD);
        p += n ? n : 1;
        kept = p;
    }
    buf_add(&job->out, (Str){kept, (uint32_t)(end - kept)});
    buf_char(&job->out, '"');
}

// Whether the text may stand between three quotes, where there are no escapes: a line of it begins
// with its first character, so that the indent is known.
static bool is_long(Str s) {
    bool lines = false, flush = false, begin = true;
    for (uint32_t i = 0; i < s.n;) {
        uint32_t cp = (unsigned char)s.p[i], n = 1;
        if (cp >= 0x80) n = utf8_decode(s.p + i, s.p + s.n, &cp);
        if (n == 0 || (cp != '\n' && cp != '\t' && is_hidden(cp))) return false;
        if (cp == '"' && s.n - i >= 3 && s.p[i + 1] == '"' && s.p[i + 2] == '"') return false;
        if (begin && cp != '\n' && cp != ' ' && cp != '\t') flush = true;
        begin = cp == '\n';
        lines |= begin;
        i += n;
    }
    return lines && flush;
}

void gzt_words(ExportJob *job, Str s) {
    StrBuf *out = &job->out;
    if (!is_long(s)) {
        gzt_string(job, s);
        return;
    }
    buf_addc(out, "\"\"\"\n");
    for (const char *p = s.p, *end = s.p + s.n; p <= end;) {
        const char *line = p < end ? memchr(p, '\n', (size_t)(end - p)) : NULL;
        if (!line) line = end;
        if (line > p) buf_addc(out, "  ");
        buf_add(out, (Str){p, (uint32_t)(line - p)});
        buf_char(out, '\n');
        p = line + 1;
    }
    buf_addc(out, "  \"\"\"");
}

// ---- dates ----------------------------------------------------------------------------------

static bool same_date(const Date *a, const Date *b) { return date_exact_order(a, b) == 0; }

static bool reads_as_text(ExportJob *job, Str s, const Date *d) {
    Date read;
    DateError error = {0};
    return date_text(job->scratch, s, &read, &error) && same_date(&read, d);
}

static bool reads_bare(Str s, const Date *d) {
    Date read;
    return date_unquoted(s, &read) && same_date(&read, d);
}

static void put_call(ExportJob *job, const char *call, Str text) {
    buf_addc(&job->out, call);
    gzt_string(job, text);
    buf_char(&job->out, ')');
}

static bool put_written(ExportJob *job, Str s, const Date *d) {
    bool bare = reads_bare(s, d);
    if (!bare && !reads_as_text(job, s, d)) return false;
    if (bare)
        buf_add(&job->out, s);
    else
        put_call(job, "date(", s);
    return true;
}

static bool reads_at_all(ExportJob *job, Str s) { return date_is_text(job->scratch, s); }

static void add_day(StrBuf *out, int64_t second) {
    Ymd d = ymd_from_days(CAL_GREGORIAN, second / 86400 - (second % 86400 < 0));
    if (second != INSTANT_MIN && second != INSTANT_MAX && d.y >= 0 && d.y <= 9999)
        buf_printf(out, "%04d-%02d-%02d", (int)d.y, (int)d.m, (int)d.d);
}

// Some time between the first and the last day that it may touch, as far as these are known.
static void put_hull(ExportJob *job, const Date *d) {
    StrBuf text;
    buf_init(&text, job->scratch);
    buf_char(&text, '[');
    add_day(&text, d->es);
    buf_addc(&text, "..");
    add_day(&text, d->le == INSTANT_MAX ? d->ls : d->le);
    buf_char(&text, ']');
    if (reads_at_all(job, buf_str(&text)))
        put_call(job, "date(", buf_str(&text));
    else
        buf_addc(&job->out, "null");
}

// [a..b] of a calendar that EDTF does not know.
static Str as_within(ExportJob *job, Str s) {
    if (s.n < 2 || s.p[0] != '[') return s;
    return str_printf(job->scratch, "within(%.*s)", (int)s.n - 2, s.p + 1);
}

// What was written is kept with the date: it is written so again where that is read as the same.
// Else the date stands there as EDTF, or as its calendar writes it, and the words in the evidence:
// *rest.
static void put_date(ExportJob *job, uint32_t id, Str *rest) {
    Date d = archive_date(job->archive, id);
    Str written = value_written(job, id);
    *rest = (Str){"", 0};
    if (written.n && put_written(job, written, &d)) return;
    Str edtf = date_string(job->scratch, &d, date_write), told = edtf;
    *rest = written;
    if (put_written(job, edtf, &d)) return;
    if (!written.n) *rest = edtf;
    if (date_in_calendar(job->scratch, &d, (Calendar)d.calendar, &told) &&
        (put_written(job, told, &d) || put_written(job, as_within(job, told), &d)))
        return;
    if (reads_at_all(job, edtf))
        put_call(job, "date(", edtf);
    else
        put_hull(job, &d);
    export_found(job, "dates that cannot be written as they are kept", 1);
}

// ---- all ------------------------------------------------------------------------------------

// 5 years, where it is so many of one unit.
static bool put_units(ExportJob *job, Duration d) {
    static const struct {
        const char *name;
        int64_t size;
    } units[] = {{"days", 86400}, {"hours", 3600}, {"minutes", 60}, {"seconds", 1}};
    char text[NUMBER_TEXT];
    if (d.lo_m != d.hi_m || d.lo_s != d.hi_s || (d.lo_m > 0) == (d.lo_s > 0)) return false;
    if (d.lo_m < 0 || d.lo_s < 0) return false;
    bool years = d.lo_m % 12 == 0;
    int64_t n = years ? d.lo_m / 12 : d.lo_m;
    const char *name = years ? "years" : "months";
    for (size_t i = 0; d.lo_s && i < sizeof units / sizeof *units; i++) {
        if (d.lo_s % units[i].size) continue;
        n = d.lo_s / units[i].size;
        name = units[i].name;
        break;
    }
    buf_add(&job->out, (Str){text, number_write_int(n, text)});
    buf_char(&job->out, ' ');
    buf_addc(&job->out, name);
    return true;
}

static void put_duration(ExportJob *job, Duration d) {
    char text[DATE_TEXT];
    if (!put_units(job, d)) put_call(job, "duration(", (Str){text, duration_write(d, text)});
}

static void put_real(ExportJob *job, double x) {
    char text[NUMBER_TEXT];
    if (isfinite(x)) {
        buf_add(&job->out, (Str){text, number_write_real(x, text)});
        return;
    }
    buf_addc(&job->out, "null");
    export_found(job, "numbers without an end, left out", 1);
}

// Members of the evidence, each once.
typedef struct Members {
    ExportJob *job;
    bool begun;
} Members;

static void next_member(Members *m, const char *name) {
    buf_addc(&m->job->out, m->begun ? ", " : " {");
    buf_addc(&m->job->out, name);
    buf_addc(&m->job->out, ": ");
    m->begun = true;
}

static void put_text_member(Members *m, const char *name, Str s) {
    if (s.n == 0) return;
    next_member(m, name);
    gzt_string(m->job, s);
}

static void put_sources(Members *m, const Annotation *note) {
    ExportJob *job = m->job;
    const Archive *a = job->archive;
    if (!note->nsources) return;
    next_member(m, "source");
    for (uint32_t i = 0; i < note->nsources; i++) {
        buf_addc(&job->out, i ? ", " : note->nsources > 1 ? "[" : "");
        put_ref(job, a->schema.passages->elem, a->note_sources[note->first_source + i]);
    }
    if (note->nsources > 1) buf_char(&job->out, ']');
}

static void put_evidence(ExportJob *job, uint32_t number, Str written) {
    const Archive *a = job->archive;
    const Annotation *note = value_note(job, number);
    Members m = {job, false};
    if (note) {
        put_sources(&m, note);
        put_text_member(&m, "certainty", archive_text(a, note->certainty));
        put_text_member(&m, "role", archive_text(a, note->role));
        put_text_member(&m, "note", archive_text(a, note->note));
        if (note->within && note->within < a->nnote_reaches) {
            next_member(&m, "within");
            put_duration(job, a->note_reaches[note->within]);
        }
        if (!m.begun) {
            next_member(&m, "note"); // evidence that says nothing is evidence too
            buf_addc(&job->out, "\"\"");
        }
    }
    put_text_member(&m, "written", written);
    if (m.begun) buf_char(&job->out, '}');
}

void gzt_value(ExportJob *job, const KindTable *k, uint32_t field, const Stated *v) {
    (void)k, (void)field;
    Str written = {"", 0};
    switch ((TypeTag)v->type->tag) {
    case TY_TEXT: gzt_words(job, archive_text(job->archive, v->id)); break;
    case TY_ENTITY: put_ref(job, v->type, v->id); break;
    case TY_DATE: put_date(job, v->id, &written); break;
    case TY_DURATION: put_duration(job, v->duration); break;
    case TY_REAL: put_real(job, v->real); break;
    default: value_plain(job, v); break;
    }
    put_evidence(job, v->note, written);
}
