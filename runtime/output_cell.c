// Single cells as text: for csv and tsv, for JSON, for tables. In: a place of a vector; out: bytes
// appended to a buffer. Must not know columns, rows or formats. See output.h.
#include "runtime/output_impl.h"

#include "lang/number.h"

enum { HEARD = 1 << 16 }; // bytes of a text between two ticks
enum { PIECE = 4096 };    // elements of a list between two ticks

typedef enum Style { STYLE_PLAIN, STYLE_WORDS, STYLES } Style;

bool cell_missing(const Run *run, const Vec *v, uint32_t i) {
    (void)run;
    return v->type->tag != TY_LIST && vec_missing(v, i);
}

Str buf_from(const StrBuf *out, size_t at) {
    if (out->n - at >= UINT32_MAX) guard_leave(out->arena->guard, ST_LIMIT, "memory");
    return (Str){out->n > at ? out->p + at : "", (uint32_t)(out->n - at)};
}

// --- text, as a person or a spreadsheet reads it ----------------------------------------------

static void put_date(StrBuf *out, const Run *run, uint32_t id, Style style) {
    Date d = run_date(run, id);
    buf_add(out, date_string(out->arena, &d, style == STYLE_WORDS ? date_show : date_write));
}

static void put_duration(StrBuf *out, Duration d, Style style) {
    char text[DATE_TEXT];
    uint32_t n = style == STYLE_WORDS ? duration_show(d, text) : duration_write(d, text);
    buf_add(out, (Str){text, n});
}

static void put_missing(StrBuf *out, const Vec *v, Style style) {
    if (style == STYLE_WORDS) buf_addc(out, v->type->tag == TY_TRUTH ? "unknown" : "∅");
}

// Place p of a value that is there and is neither list nor record.
static void put_scalar(StrBuf *out, const Run *run, const Vec *v, uint32_t p, Style style) {
    static const char *const truths[STYLES][2] = {{"false", "true"}, {"no", "yes"}};
    char number[NUMBER_TEXT];
    switch ((TypeTag)v->type->tag) {
    case TY_TEXT: buf_add(out, run_text(run, v->d.u32[p])); break;
    case TY_INT: buf_add(out, (Str){number, number_write_int(v->d.i64[p], number)}); break;
    case TY_REAL: buf_add(out, (Str){number, number_write_real(v->d.f64[p], number)}); break;
    case TY_TRUTH: buf_addc(out, truths[style][v->d.truth[p] == YES]); break;
    case TY_DATE: put_date(out, run, v->d.u32[p], style); break;
    case TY_DURATION: put_duration(out, v->d.dur[p], style); break;
    case TY_ENTITY:
        buf_add(out, style == STYLE_WORDS ? run_label(run, v->d.u32[p])
                                          : archive_id(run->archive, v->d.u32[p]));
        break;
    case TY_LIST:
    case TY_RECORD:
    case TY_NULL:
    case TYPE_TAGS: break;
    }
}

// inside: within another list or record, where only brackets tell where this one ends.
static void put_cell(StrBuf *out, const Run *run, const Vec *v, uint32_t i, Style style,
                     bool inside) {
    uint32_t p = vec_place(v, i);
    if (cell_missing(run, v, i)) {
        put_missing(out, v, style);
    } else if (v->type->tag == TY_LIST) {
        if (inside) buf_char(out, '[');
        for (uint32_t k = 0; k < v->len[p]; k++) {
            if (k) buf_addc(out, style == STYLE_WORDS ? ", " : "; ");
            if (k % PIECE == 0) guard_tick(out->arena->guard);
            put_cell(out, run, v->child, v->start[p] + k, style, true);
        }
        if (inside) buf_char(out, ']');
    } else if (v->type->tag == TY_RECORD) {
        if (inside) buf_char(out, '{');
        for (uint32_t f = 0; f < v->type->nfields; f++) {
            if (f) buf_addc(out, ", ");
            buf_add(out, v->type->fields[f].name);
            buf_addc(out, ": ");
            put_cell(out, run, v->fields[f], p, style, true);
        }
        if (inside) buf_char(out, '}');
    } else {
        put_scalar(out, run, v, p, style);
    }
}

void cell_plain(StrBuf *out, const Run *run, const Vec *v, uint32_t i) {
    put_cell(out, run, v, i, STYLE_PLAIN, false);
}

void cell_words(StrBuf *out, const Run *run, const Vec *v, uint32_t i) {
    put_cell(out, run, v, i, STYLE_WORDS, false);
}

// Escapes are rare, so they are made on the side; the batch's arena gets its memory back, unless it
// is out's own arena, where out may have grown meanwhile.
void cell_table(StrBuf *out, const Run *run, const Vec *v, uint32_t i) {
    size_t at = out->n;
    cell_words(out, run, v, i);
    ArenaMark mark = arena_mark(run->scratch);
    Str raw = buf_from(out, at), shown = str_visible(run->scratch, raw);
    if (shown.p == raw.p) return;
    out->n = at;
    buf_add(out, shown);
    if (out->arena != run->scratch) arena_release(run->scratch, mark);
}

// --- JSON -------------------------------------------------------------------------------------

// Beside what JSON itself asks for: whatever could move a cursor, change colours or turn the
// direction of writing, and the line separators of JavaScript. To a program that reads them,
// escaped and unescaped are the same text.
static bool is_escaped(uint32_t cp) {
    if (cp < 0x20 || (cp >= 0x7F && cp <= 0x9F)) return true;
    return cp == 0x61C || cp == 0x200E || cp == 0x200F || (cp >= 0x2028 && cp <= 0x202E) ||
           (cp >= 0x2066 && cp <= 0x2069) || cp == 0xFEFF || (cp >= 0xFFF9 && cp <= 0xFFFB) ||
           (cp >= 0xE0000 && cp <= 0xE007F);
}

static void put_unit(StrBuf *out, uint32_t unit) { // of UTF-16, below 0x10000
    static const char hex[] = "0123456789abcdef";
    char text[6] = {'\\', 'u'};
    for (uint32_t i = 0; i < 4; i++) text[2 + i] = hex[unit >> (12 - 4 * i) & 15];
    buf_add(out, (Str){text, sizeof text});
}

static void put_escape(StrBuf *out, uint32_t cp) {
    static const char named[] = "b\bf\fn\nr\rt\t\"\"\\\\";
    for (const char *e = named; *e; e += 2) {
        if ((unsigned char)e[1] != cp) continue;
        buf_char(out, '\\');
        buf_char(out, e[0]);
        return;
    }
    if (cp >= 0x10000) {
        put_unit(out, 0xD800 + ((cp - 0x10000) >> 10));
        cp = 0xDC00 + ((cp - 0x10000) & 0x3FF);
    }
    put_unit(out, cp);
}

// A byte that is not UTF-8 (no archive holds one) becomes U+FFFD: what is written is JSON always.
void json_text(StrBuf *out, Str s) {
    const char *kept = s.p, *end = s.p + s.n;
    buf_char(out, '"');
    for (const char *p = s.p, *heard = p; p < end;) {
        if (p - heard >= HEARD) {
            guard_tick(out->arena->guard);
            heard = p;
        }
        uint32_t cp = (unsigned char)*p, used = 1;
        bool ascii = cp < 0x80;
        if (!ascii) used = utf8_decode(p, end, &cp);
        if (used && cp != '"' && cp != '\\' && !is_escaped(cp)) {
            p += used;
            continue;
        }
        buf_add(out, (Str){kept, (uint32_t)(p - kept)});
        put_escape(out, used ? cp : 0xFFFD);
        kept = p += used ? used : 1;
    }
    buf_add(out, (Str){kept, (uint32_t)(end - kept)});
    buf_char(out, '"');
}

static void put_quoted(StrBuf *out, const Run *run, const Vec *v, uint32_t p) {
    buf_char(out, '"'); // dates and durations: nothing in them needs an escape
    put_scalar(out, run, v, p, STYLE_PLAIN);
    buf_char(out, '"');
}

static void put_object(StrBuf *out, const Run *run, const Vec *v, uint32_t p) {
    buf_char(out, '{');
    for (uint32_t f = 0; f < v->type->nfields; f++) {
        if (f) buf_char(out, ',');
        json_text(out, v->type->fields[f].name);
        buf_char(out, ':');
        cell_json(out, run, v->fields[f], p);
    }
    buf_char(out, '}');
}

void cell_json(StrBuf *out, const Run *run, const Vec *v, uint32_t i) {
    uint32_t p = vec_place(v, i);
    if (cell_missing(run, v, i)) {
        buf_addc(out, "null");
        return;
    }
    switch ((TypeTag)v->type->tag) {
    case TY_TEXT: json_text(out, run_text(run, v->d.u32[p])); break;
    case TY_ENTITY: json_text(out, archive_id(run->archive, v->d.u32[p])); break;
    case TY_DATE:
    case TY_DURATION: put_quoted(out, run, v, p); break;
    case TY_INT:
    case TY_REAL:
    case TY_TRUTH: put_scalar(out, run, v, p, STYLE_PLAIN); break;
    case TY_LIST:
        buf_char(out, '[');
        for (uint32_t k = 0; k < v->len[p]; k++) {
            if (k) buf_char(out, ',');
            if (k % PIECE == 0) guard_tick(out->arena->guard);
            cell_json(out, run, v->child, v->start[p] + k);
        }
        buf_char(out, ']');
        break;
    case TY_RECORD: put_object(out, run, v, p); break;
    case TY_NULL:
    case TYPE_TAGS: break;
    }
}
