// Diagnostics: collecting them, showing them as a frame or as JSON, finding the nearest name.
// In: places as byte offsets, words in UTF-8; out: text that is safe on any terminal. Must not know
// what the errors mean: errors.def says that.
#include "lang/diag.h"

enum {
    SHOWN_CELLS = 100, // of a source line; a longer one is cut
    TAB_CELLS = 4,
    NEAR_PREFIX = 3 // letters that suffice to mean a longer name
};

const ErrorInfo error_info[ERROR_CODES] = {
#define X(code, status, name, explanation) [code] = {#code, status, name, explanation},
#include "lang/errors.def"
#undef X
};

// --- collecting ------------------------------------------------------------------------------

void diags_init(Diags *d, Arena *arena) {
    // One more than is counted: the dummy that errors beyond the limit are written to.
    *d = (Diags){.arena = arena, .items = ARENA_ARRAY(arena, Diag, DIAG_MAX + 1)};
}

static bool is_dummy(const Diags *d, const Diag *e) { return e == d->items + DIAG_MAX; }

Diag *diag_error(Diags *d, ErrorCode code, const Source *src, Span span, const char *fmt, ...) {
    bool full = d->count == DIAG_MAX;
    Diag *e = d->items + d->count;
    *e = (Diag){code, src, span, STR(""), STR(""), STR(""), NULL};
    if (full) {
        d->dropped++;
        return e;
    }
    d->count++;
    va_list ap;
    va_start(ap, fmt);
    e->message = str_vprintf(d->arena, fmt, ap);
    va_end(ap);
    return e;
}

void diag_note(Diags *d, Diag *e, const char *fmt, ...) {
    if (is_dummy(d, e)) return;
    va_list ap;
    va_start(ap, fmt);
    e->note = str_vprintf(d->arena, fmt, ap);
    va_end(ap);
}

void diag_hint(Diags *d, Diag *e, const char *fmt, ...) {
    if (is_dummy(d, e)) return;
    va_list ap;
    va_start(ap, fmt);
    e->hint = str_vprintf(d->arena, fmt, ap);
    va_end(ap);
}

void diag_place(Diags *d, Diag *e, const Source *src, Span span, const char *fmt, ...) {
    if (is_dummy(d, e)) return;
    va_list ap;
    va_start(ap, fmt);
    DiagPlace *place = ARENA_NEW(d->arena, DiagPlace);
    *place = (DiagPlace){src, span, str_vprintf(d->arena, fmt, ap), NULL};
    va_end(ap);
    DiagPlace **last = &e->places;
    while (*last) last = &(*last)->next;
    *last = place;
}

// Sources come in the order in which they were first complained about: an order by address would
// differ from run to run.
static uint32_t source_rank(const Source **seen, uint32_t *n, const Source *s) {
    for (uint32_t i = 0; i < *n; i++)
        if (seen[i] == s) return i;
    seen[*n] = s;
    return (*n)++;
}

void diags_sort(Diags *d) {
    const Source *seen[DIAG_MAX];
    uint64_t keys[DIAG_MAX];
    uint32_t known = 0;
    for (uint32_t i = 0; i < d->count; i++) {
        Diag e = d->items[i];
        uint64_t key = (uint64_t)source_rank(seen, &known, e.source) << 32 | e.span.at;
        uint32_t j = i;
        for (; j > 0 && keys[j - 1] > key; j--) {
            keys[j] = keys[j - 1];
            d->items[j] = d->items[j - 1];
        }
        keys[j] = key;
        d->items[j] = e;
    }
}

// --- the frame -------------------------------------------------------------------------------

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// Where to point. What is missing at the end of a text is shown after its last word, not on the
// blank line that follows it.
static Span shown_span(const Source *source, Span s) {
    const Str text = source->text;
    if (s.at > text.n) s.at = text.n;
    if (s.len > text.n - s.at) s.len = text.n - s.at;
    if (s.len == 0 && s.at == text.n && s.at > 0 && text.p[s.at - 1] == '\n')
        while (s.at > 0 && is_blank(text.p[s.at - 1])) s.at--;
    return s;
}

// One code point (or bad byte) of a source line, as it is shown.
typedef struct Glyph {
    Str bytes; // in the source
    uint32_t cells;
} Glyph;

static Glyph glyph_at(Str line, uint32_t at, uint32_t cell) {
    uint32_t cp, n = utf8_decode(line.p + at, line.p + line.n, &cp);
    Glyph g = {{line.p + at, n ? n : 1}, 0};
    g.cells = line.p[at] == '\t' ? TAB_CELLS - cell % TAB_CELLS : str_width(g.bytes);
    return g;
}

static uint32_t cells_before(Str line, uint32_t at) {
    uint32_t cell = 0;
    for (uint32_t i = 0; i < at && i < line.n;) {
        Glyph g = glyph_at(line, i, cell);
        i += g.bytes.n;
        cell += g.cells;
    }
    return cell;
}

static void add_blanks(StrBuf *out, uint32_t n) {
    while (n--) buf_char(out, ' ');
}

static void add_visible(StrBuf *out, Str s) { buf_add(out, str_visible(out->arena, s)); }

// The part of a line that is shown: cells [from, to) of cells [0, all).
typedef struct Window {
    uint32_t from, to, all;
} Window;

static Window window_around(uint32_t start, uint32_t all) {
    if (all <= SHOWN_CELLS) return (Window){0, all, all};
    uint32_t from = start > SHOWN_CELLS / 3 ? start - SHOWN_CELLS / 3 : 0;
    if (from > all + 1 - SHOWN_CELLS) from = all + 1 - SHOWN_CELLS; // a caret may follow
    uint32_t to = from + SHOWN_CELLS;
    return (Window){from, to < all ? to : all, all};
}

// A glyph that lies across an edge of the window leaves blanks; a mark is shown with what it is on.
static void add_line(StrBuf *out, Str line, Window w) {
    const uint32_t from = w.from + (w.from > 0), to = w.to - (w.to < w.all);
    uint32_t cell = 0;
    bool inside = true;
    if (w.from > 0) buf_addc(out, "…");
    for (uint32_t i = 0; i < line.n;) {
        Glyph g = glyph_at(line, i, cell);
        uint32_t next = cell + g.cells;
        if (g.cells) inside = cell >= from && next <= to;
        if (inside && line.p[i] != '\t') {
            add_visible(out, g.bytes);
        } else {
            uint32_t low = cell > from ? cell : from, high = next < to ? next : to;
            if (low < high) add_blanks(out, high - low);
        }
        i += g.bytes.n;
        cell = next;
    }
    if (w.to < w.all) buf_addc(out, "…");
}

static void add_carets(StrBuf *out, Window w, uint32_t start, uint32_t end, Str note) {
    if (end > w.to) end = w.to;
    add_blanks(out, start - w.from);
    buf_char(out, '^');
    for (uint32_t i = start + 1; i < end; i++) buf_char(out, '^');
    if (note.n) buf_char(out, ' ');
    add_visible(out, note);
    buf_char(out, '\n');
}

static void add_frame(StrBuf *out, const Source *source, Span span, Str note) {
    Place place = source_place(source, span.at);
    Str line = source_line(source, place.line);
    uint32_t at = span.at - source->lines[place.line - source->lines_before - 1];
    uint32_t start = cells_before(line, at), end = cells_before(line, at + span.len);
    Window w = window_around(start, cells_before(line, line.n));
    Str number = str_printf(out->arena, " %u", place.line);
    buf_add(out, number);
    buf_addc(out, " │ ");
    add_line(out, line, w);
    buf_char(out, '\n');
    add_blanks(out, number.n);
    buf_addc(out, " │ ");
    add_carets(out, w, start, end, note);
}

static void add_labelled(StrBuf *out, const char *label, Str words) {
    buf_addc(out, label);
    add_visible(out, words);
    buf_char(out, '\n');
}

// Place, label and words, the line with its carets, and beside these the note. A source without a
// name is the only one there is, and needs no place.
static void add_place(StrBuf *out, const Source *source, Span span, const char *label, Str words,
                      Str note) {
    if (source) span = shown_span(source, span);
    if (source && source->name.n) {
        Place place = source_place(source, span.at);
        add_visible(out, source->name);
        buf_printf(out, ":%u:%u: ", place.line, place.column);
    }
    add_labelled(out, label, words);
    if (source)
        add_frame(out, source, span, note);
    else if (note.n)
        add_labelled(out, "note: ", note);
}

void diag_render(StrBuf *out, const Diag *d) {
    add_place(out, d->source, d->span, "error: ", d->message, d->note);
    for (const DiagPlace *p = d->places; p; p = p->next)
        add_place(out, p->source, p->span, "note: ", p->words, STR(""));
    if (d->hint.n) add_labelled(out, "hint: ", d->hint);
}

// --- JSON ------------------------------------------------------------------------------------

// Whatever str_visible would escape is written as \u…, so that the object is safe to look at too.
static void add_json(StrBuf *out, const char *key, Str s) {
    buf_printf(out, "\"%s\":\"", key);
    for (uint32_t i = 0; i < s.n;) {
        uint32_t cp, n = utf8_decode(s.p + i, s.p + s.n, &cp);
        Str one = {s.p + i, n ? n : 1};
        if (!n)
            buf_addc(out, "\\ufffd");
        else if (cp == '"' || cp == '\\')
            buf_printf(out, "\\%c", (int)cp);
        else if (str_visible(out->arena, one).p != one.p)
            buf_printf(out, "\\u%04x", cp);
        else
            buf_add(out, one);
        i += one.n;
    }
    buf_addc(out, "\",");
}

static void add_json_place(StrBuf *out, const Source *source, Span span) {
    if (source) span = shown_span(source, span);
    Place place = source ? source_place(source, span.at) : (Place){0, 0};
    add_json(out, "file", source ? source->name : STR(""));
    buf_printf(out, "\"line\":%u,\"column\":%u,\"offset\":%u,\"length\":%u", place.line,
               place.column, source ? span.at : 0, source ? span.len : 0);
}

void diag_render_json(StrBuf *out, const Diag *d) {
    buf_char(out, '{');
    add_json(out, "code", str_of(error_info[d->code].code));
    add_json(out, "message", d->message);
    add_json(out, "note", d->note);
    add_json(out, "hint", d->hint);
    add_json_place(out, d->source, d->span);
    for (const DiagPlace *p = d->places; p; p = p->next) {
        buf_addc(out, p == d->places ? ",\"places\":[{" : ",{");
        add_json(out, "words", p->words);
        add_json_place(out, p->source, p->span);
        buf_char(out, '}');
    }
    buf_addc(out, d->places ? "]}" : "}");
}

// --- the nearest name ------------------------------------------------------------------------

enum { NEAR_LETTERS = 32 };

// Small letters, so that capitals count for nothing; names longer than this are never near.
static bool lower_case(Str s, char out[NEAR_LETTERS * 4], Str *lowered) {
    if (utf8_count(s) > NEAR_LETTERS) return false;
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n;) {
        uint32_t cp, used = utf8_decode(s.p + i, s.p + s.n, &cp);
        if (!used) return false;
        n += utf8_encode(cp_lower(cp), out + n);
        i += used;
    }
    *lowered = (Str){out, n};
    return true;
}

static uint32_t common_prefix(Str a, Str b) {
    uint32_t i = 0;
    while (i < a.n && i < b.n && a.p[i] == b.p[i]) i++;
    return i;
}

void near_init(Near *n, Str word) { *n = (Near){word, STR(""), UINT32_MAX}; }

// The cost of a candidate, least is best: first the distance, then how early the two differ, then
// how much longer it is. UINT32_MAX: not near. Up to 4 letters 1 mistake, up to 8 two, else three.
static uint32_t near_cost(Str word, Str candidate) {
    char x[NEAR_LETTERS * 4], y[NEAR_LETTERS * 4];
    Str w, c;
    if (!lower_case(word, x, &w) || !lower_case(candidate, y, &c)) return UINT32_MAX;
    uint32_t letters = utf8_count(w), limit = letters <= 4 ? 1 : letters <= 8 ? 2 : 3;
    uint32_t distance = str_distance(w, c, limit), prefix = common_prefix(w, c);
    // The beginning of a name is as good as the worst misspelling that is accepted.
    if (distance > limit && letters >= NEAR_PREFIX && prefix == w.n) distance = limit;
    if (distance > limit || (distance > 0 && distance >= letters)) return UINT32_MAX;
    return distance << 16 | (255 - prefix) << 8 | (c.n > w.n ? c.n - w.n : w.n - c.n);
}

void near_try(Near *n, Str candidate) {
    if (candidate.n == 0 || str_eq(candidate, n->word)) return;
    uint32_t cost = near_cost(n->word, candidate);
    if (cost == UINT32_MAX || cost > n->distance) return;
    // Equal ones by their bytes, so that the order of asking does not matter.
    if (cost == n->distance && str_cmp(n->best, candidate) <= 0) return;
    n->distance = cost;
    n->best = candidate;
}

void diags_render(StrBuf *out, const Diags *d) {
    for (uint32_t i = 0; i < d->count; i++) diag_render(out, &d->items[i]);
    if (d->dropped) buf_printf(out, "and %u more errors\n", d->dropped);
}
