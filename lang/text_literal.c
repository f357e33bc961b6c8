// Literals to values: names without their backquotes, texts without quotes and escapes, dates.
// Errors point inside the literal. All words become NFC here, once.
#include "lang/ast_build.h"

#include <string.h>

Str literal_name(Parse *p, Span span) {
    Str s = source_words(p->source, span);
    if (s.n >= 2 && s.p[0] == '`') s = (Str){s.p + 1, s.n - 2};
    return str_ascii(s) ? s : str_nfc(p->arena, s);
}

static void wrong(Parse *p, uint32_t at, uint32_t len, const char *message) {
    if (p->failed) return;
    p->failed = true;
    Diag *e = diag_error(p->diags, E0106, p->source, (Span){at, len}, "%s", message);
    diag_hint(p->diags, e, "in '…' every character stands for itself; \\\\ is one backslash");
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// \u{…} at s.p[i] (the backslash); returns its length, or 0 where it is malformed.
static uint32_t unicode_escape(Str s, uint32_t i, uint32_t *cp) {
    uint32_t j = i + 3, v = 0;
    if (j > s.n || s.p[i + 2] != '{') return 0;
    for (; j < s.n && hex_digit(s.p[j]) >= 0 && v <= 0x10FFFF; j++)
        v = v * 16 + (uint32_t)hex_digit(s.p[j]);
    bool ok = j > i + 3 && j < s.n && s.p[j] == '}' && v <= 0x10FFFF && v && (v >> 11) != 0x1B;
    *cp = v;
    return ok ? j + 1 - i : 0;
}

// The inside of "…" with its escapes; at is the offset of s in the source.
static Str unescape(Parse *p, Str s, uint32_t at) {
    static const char from[] = "nt\"\\", to[] = "\n\t\"\\";
    char *out = arena_alloc(p->arena, s.n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n;) {
        if (s.p[i] != '\\') {
            out[n++] = s.p[i++];
            continue;
        }
        uint32_t cp, len;
        const char *known = s.p[i + 1] ? strchr(from, s.p[i + 1]) : NULL;
        if (known) {
            out[n++] = to[known - from];
            i += 2;
        } else if (s.p[i + 1] == 'u' && (len = unicode_escape(s, i, &cp))) {
            n += utf8_encode(cp, out + n);
            i += len;
        } else {
            uint32_t width = utf8_decode(s.p + i + 1, s.p + s.n, &cp);
            wrong(p, at + i, 1 + width,
                  s.p[i + 1] == 'u'
                      ? "a character is written \\u{2014}, in hexadecimal digits"
                      : "this escape is not known: there are \\n \\t \\\" \\\\ \\u{…}");
            i += 1 + width;
        }
    }
    return (Str){out, n};
}

// ---- """…""" ------------------------------------------------------------------------------

static bool blank_text(const char *p, const char *end) {
    while (p < end && (*p == ' ' || *p == '\t' || *p == '\r')) p++;
    return p == end;
}

static const char *line_end(const char *p, const char *end) {
    const char *n = memchr(p, '\n', (size_t)(end - p));
    return n ? n : end;
}

// The blanks that every line but the first and the blank ones begins with.
static Str common_indent(const char *p, const char *end) {
    Str indent = {NULL, 0};
    for (const char *e; p < end; p = e + 1) {
        e = line_end(p, end);
        if (!blank_text(p, e)) {
            uint32_t n = 0, most = indent.p ? indent.n : UINT32_MAX;
            while (n < most && (p[n] == ' ' || p[n] == '\t') && (!indent.p || p[n] == indent.p[n]))
                n++;
            indent = (Str){p, n};
        }
        if (e == end) break;
    }
    return indent;
}

// What is left of a long text: [first line,] the lines from body to end, without indent.
typedef struct LongText {
    const char *first, *first_end, *body, *end;
    Str indent;
} LongText;

static LongText long_text(Str s) {
    LongText t = {0};
    const char *end = s.p + s.n;
    t.first = s.p;
    t.first_end = line_end(s.p, end);
    t.body = t.first_end < end ? t.first_end + 1 : end;
    t.end = end;
    if (t.first_end == end) return t;
    const char *last = end;
    while (last > t.body && last[-1] != '\n') last--;
    if (blank_text(last, end)) t.end = last > t.body ? last - 1 : t.body;
    if (blank_text(t.first, t.first_end)) t.first = t.first_end = NULL;
    t.indent = common_indent(t.body, t.end);
    return t;
}

// Each piece that is kept, in order; returns false after the last. A line is without its indent and
// without a carriage return before the newline, so that a text is the same from every system.
typedef struct Pieces {
    LongText t;
    const char *at;
    bool started;
} Pieces;

static bool next_line(Pieces *ps, Str *line) {
    const char *p, *e;
    if (!ps->started) {
        ps->started = true;
        ps->at = ps->t.body;
        if (ps->t.first) {
            p = ps->t.first;
            e = ps->t.first_end;
            goto found;
        }
    }
    if (!ps->at || ps->at > ps->t.end || (ps->at == ps->t.end && ps->t.body == ps->t.end))
        return false;
    p = ps->at;
    e = line_end(p, ps->t.end);
    ps->at = e + 1;
    for (uint32_t i = 0; i < ps->t.indent.n && p < e && (*p == ' ' || *p == '\t'); i++) p++;
found:
    if (e > p && e[-1] == '\r') e--;
    *line = (Str){p, (uint32_t)(e - p)};
    return true;
}

static Str inside_long(Str s) { return (Str){s.p + 3, s.n - 6}; }

static Str long_value(Parse *p, Str s) {
    Pieces ps = {.t = long_text(s)};
    char *out = arena_alloc(p->arena, s.n + 1);
    uint32_t n = 0;
    bool more = false;
    for (Str line; next_line(&ps, &line); more = true) {
        if (more) out[n++] = '\n';
        memcpy(out + n, line.p, line.n);
        n += line.n;
    }
    return (Str){out, n};
}

Str literal_text(Parse *p, Span span) {
    Str s = source_words(p->source, span);
    if (s.n >= 6 && memcmp(s.p, "\"\"\"", 3) == 0) {
        s = long_value(p, inside_long(s));
    } else {
        Str in = {s.p + 1, s.n - 2};
        bool escapes = s.p[0] == '"' && memchr(in.p, '\\', in.n);
        s = escapes ? unescape(p, in, span.at + 1) : in;
    }
    return str_ascii(s) ? s : str_nfc(p->arena, s);
}

// ---- dates ----------------------------------------------------------------------------------

void literal_date(Parse *p, Span span, Date *out) {
    DateError err = {0};
    if (date_literal(source_words(p->source, span), out, &err) || p->failed) return;
    p->failed = true;
    Span place = err.len ? (Span){span.at + err.at, err.len} : span;
    Diag *e = diag_error(p->diags, E0105, p->source, place, "%s", err.message);
    bool digit = span.len > 5 && p->source->text.p[span.at + 5] >= '0' &&
                 p->source->text.p[span.at + 5] <= '9';
    if (err.hint[0])
        diag_hint(p->diags, e, "%s", err.hint);
    else if (!digit)
        diag_hint(p->diags, e, "to calculate after four digits, put spaces");
}
