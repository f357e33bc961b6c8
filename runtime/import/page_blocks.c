// The blocks of a page's text and what each looks like. See page.h for the rules.
#include <string.h>

#include "runtime/import/page_impl.h"
#include "runtime/words.h"

enum { HEAD_LINES = 3, HEAD_WORDS = 20, SMALL_WORDS = 10, OPENING_WORDS = 12, CAPTION_LINES = 5 };
enum { CAPTION_WIDTH = 60 };

// ---- characters -----------------------------------------------------------------------------

static bool is_control(char c) { return (unsigned char)c <= ' '; }

static bool is_mark(uint32_t cp) { // around words: quotation marks, brackets, asterisks
    return cp == '\'' || cp == '"' || cp == '*' || cp == '_' || cp == '(' || cp == ')' ||
           cp == '[' || cp == ']' || cp == 0xAB || cp == 0xBB || (cp >= 0x2018 && cp <= 0x201F);
}

// The character that ends before *end; *end moves before it.
static uint32_t last_of(Str s, uint32_t *end) {
    uint32_t cp = 0, at = *end;
    while (at > 0 && ((unsigned char)s.p[--at] & 0xC0u) == 0x80) continue;
    if (!utf8_decode(s.p + at, s.p + *end, &cp)) cp = 0xFFFD;
    *end = at;
    return cp;
}

bool begins_small(Str s) {
    uint32_t cp, n;
    for (uint32_t i = 0; i < s.n && (n = utf8_decode(s.p + i, s.p + s.n, &cp)) != 0; i += n)
        if (!is_mark(cp)) return cp_is_small(cp);
    return false;
}

bool ends_open(Str s) {
    for (uint32_t end = s.n; end > 0;) {
        uint32_t cp = last_of(s, &end);
        if (is_mark(cp)) continue;
        return cp != '.' && cp != '!' && cp != '?' && cp != ':' && cp != ';' && cp != 0x2026;
    }
    return true;
}

bool is_quoted_end(Str s) {
    uint32_t end = s.n, cp = s.n ? last_of(s, &end) : 0;
    return cp == '\'' || cp == '"' || cp == 0xBB || cp == 0x2019 || cp == 0x201C || cp == 0x201D;
}

bool is_capitals(Str s) {
    uint32_t letters = 0, cp, n;
    for (uint32_t i = 0; i < s.n && (n = utf8_decode(s.p + i, s.p + s.n, &cp)) != 0; i += n) {
        if (cp_is_small(cp)) return false;
        letters += cp_is_capital(cp);
    }
    return letters > 0;
}

// ---- lines ----------------------------------------------------------------------------------

bool page_line(Str text, uint32_t *at, Str *line) {
    if (*at >= text.n) return false;
    const char *from = text.p + *at, *stop = memchr(from, '\n', text.n - *at);
    const char *end = stop ? stop : text.p + text.n;
    *at = (uint32_t)(end - text.p) + 1;
    while (from < end && is_control(*from)) from++;
    while (end > from && is_control(end[-1])) end--;
    *line = (Str){from, (uint32_t)(end - from)};
    return true;
}

Blocks blocks_read(Arena *a, Str text) {
    Blocks b = {0};
    Str line;
    Block *block = NULL;
    uint32_t number = 1;
    for (uint32_t at = 0; page_line(text, &at, &line); number++) {
        guard_work(a->guard, line.n / 8 + 1);
        if (!line.n) {
            block = NULL;
            continue;
        }
        if (!block) {
            b.at = arena_grow(a, b.at, &b.cap, (size_t)b.n + 1, sizeof *b.at);
            block = &b.at[b.n++];
            *block = (Block){.text = line, .line = number};
        }
        block->text.n = (uint32_t)(line.p + line.n - block->text.p);
        block->nlines++;
        b.nlines++;
    }
    return b;
}

// The word that ends there.
static Str last_word(Str s, uint32_t end) {
    uint32_t from = end, at = end;
    while (from > 0) {
        last_of(s, &at);
        if (!word_char(s.p + at, s.p + end)) break;
        from = at;
    }
    return (Str){s.p + from, end - from};
}

static Str first_word(Str s) {
    uint32_t n = 0;
    for (uint32_t k; n < s.n && (k = word_char(s.p + n, s.p + s.n)) != 0;) n += k;
    return (Str){s.p, n};
}

void page_join(StrBuf *out, Str line, const PageWords *words) {
    Str before = {out->p, (uint32_t)out->n};
    bool hyphen = before.n > 1 && before.p[before.n - 1] == '-';
    Str left = before.n ? last_word(before, before.n - hyphen) : before, right = first_word(line);
    bool parts = left.n && right.n;
    if (hyphen && parts)
        out->n -= !page_words_hyphen(words, left, right);
    else if (before.n && before.p[before.n - 1] != ' ' &&
             !(parts && page_words_divided(words, left, right)))
        buf_char(out, ' ');
    for (uint32_t i = 0; i < line.n; i++) {
        bool gap = is_control(line.p[i]);
        if (!gap || (out->n && out->p[out->n - 1] != ' ')) buf_char(out, gap ? ' ' : line.p[i]);
    }
}

// ---- emphasis -------------------------------------------------------------------------------

static uint32_t stars_at(Str s, uint32_t i) {
    uint32_t n = 0;
    while (i + n < s.n && s.p[i + n] == '*') n++;
    return n;
}

// Whether as many asterisks as stand here close what they open, not far away.
static bool is_closed(Str s, uint32_t i, uint32_t stars) {
    enum { FAR = 400 };
    if (i + stars >= s.n || s.p[i + stars] == ' ') return false;
    for (uint32_t k = i + stars; k < s.n && k < i + FAR; k++) {
        uint32_t n = stars_at(s, k);
        if (n == stars && s.p[k - 1] != ' ') return true;
        k += n;
    }
    return false;
}

Str page_plain(Arena *a, Str s) {
    if (!s.n || !memchr(s.p, '*', s.n)) return s;
    StrBuf out;
    uint32_t inside = 0;
    buf_init(&out, a);
    for (uint32_t i = 0; i < s.n;) {
        uint32_t n = stars_at(s, i);
        bool closes = n && n == inside && s.p[i - 1] != ' ';
        if (closes || (n && n <= 3 && !inside && is_closed(s, i, n))) {
            inside = closes ? 0 : n;
            i += n;
            continue;
        }
        if (!n) n = 1;
        buf_add(&out, (Str){s.p + i, n});
        i += n;
    }
    return buf_str(&out);
}

// ---- shapes ---------------------------------------------------------------------------------

// Years of a life: 1870-1924, with a hyphen or a dash.
static bool has_years(Str s) {
    for (uint32_t i = 0; i + 9 <= s.n; i++) {
        uint32_t digits = 0, cp, n;
        while (digits < 4 && s.p[i + digits] >= '0' && s.p[i + digits] <= '9') digits++;
        if (digits < 4) continue;
        n = utf8_decode(s.p + i + 4, s.p + s.n, &cp);
        if (!n || (cp != '-' && cp != 0x2013 && cp != 0x2014) || i + 4 + n + 4 > s.n) continue;
        for (digits = 0; digits < 4; digits++)
            if (s.p[i + 4 + n + digits] < '0' || s.p[i + 4 + n + digits] > '9') break;
        if (digits == 4) return true;
    }
    return false;
}

bool is_caption(const Block *b) {
    if (b->nlines < 2 || b->nlines > CAPTION_LINES) return false;
    bool tells = false;
    Str line;
    for (uint32_t at = 0, i = 0; page_line(b->text, &at, &line); i++) {
        if (line.n > CAPTION_WIDTH || (i == 0 && !is_capitals(line))) return false;
        if (i > 0 && (line.p[0] == '(' || has_years(line))) tells = true;
    }
    return tells;
}

static bool is_note(Str s) {
    uint32_t cp = 0, n = utf8_decode(s.p, s.p + s.n, &cp);
    if (cp == '*') return s.n > 1 && s.p[1] != '*' && !is_closed(s, 0, 1);
    bool raised =
        cp == 0xB2 || cp == 0xB3 || cp == 0xB9 || cp == 0x2070 || (cp >= 0x2074 && cp <= 0x2079);
    return s.n > n && (raised || cp == 0x2020 || cp == 0x2021 || cp == 0xA7);
}

static bool is_heading(const Block *b) {
    return b->nlines <= HEAD_LINES && b->nwords <= HEAD_WORDS && b->text.n >= 3 &&
           is_capitals(b->text);
}

// A word in capitals; *letters: how many there are.
static bool is_loud(Str word, uint32_t *letters) {
    *letters = utf8_count(word);
    return is_capitals(word);
}

static bool is_opening(const Block *b, const PageWords *words) {
    uint32_t loud = 0, letters, all = 0;
    Str word, first = STR("");
    bool ascii;
    if (b->nwords < OPENING_WORDS || is_capitals(b->text)) return false;
    for (uint32_t at = 0; word_next(b->text, &at, &word, &ascii) && is_loud(word, &letters);
         loud++) {
        if (!loud) first = word;
        all += letters;
    }
    if (loud == 1) return all > 1 && page_words_small(words, first);
    return loud > 1 && all > 2;
}

static bool is_small_heading(const Blocks *b, uint32_t i) {
    const Block *x = &b->at[i], *next = i + 1 < b->n ? &b->at[i + 1] : NULL;
    const Block *before = i ? &b->at[i - 1] : NULL;
    uint32_t cp = 0;
    utf8_decode(x->text.p, x->text.p + x->text.n, &cp);
    if (x->nlines != 1 || x->nwords > SMALL_WORDS || !x->nwords || !cp_is_capital(cp)) return false;
    uint32_t end = x->text.n;
    cp = last_of(x->text, &end);
    if (cp == '.' || cp == ',' || cp == ';' || cp == ':' || cp == '-' || cp == 0x2014) return false;
    if (!before || !next) return false;
    if (before->shape == SHAPE_TEXT && before->open) return false;
    if (next->shape == SHAPE_HEAD || page_signs(next->text)) return true;
    return next->shape == SHAPE_TEXT && next->nwords >= OPENING_WORDS && !next->low;
}

void blocks_shape(Blocks *b, const PageContext *c) {
    for (uint32_t i = 0; i < b->n; i++) {
        Block *x = &b->at[i];
        guard_work(c->scratch->guard, x->text.n / 8 + 1);
        x->nwords = word_count(x->text);
        x->open = ends_open(x->text);
        x->low = begins_small(x->text);
        x->shape = is_caption(x)      ? SHAPE_CAPTION
                   : is_heading(x)    ? SHAPE_HEAD
                   : is_note(x->text) ? SHAPE_NOTE
                                      : SHAPE_TEXT;
        x->opening = x->shape == SHAPE_TEXT && is_opening(x, c->words);
    }
    for (uint32_t i = 0; i < b->n; i++)
        if (b->at[i].shape == SHAPE_TEXT && is_small_heading(b, i))
            b->at[i].shape = SHAPE_SMALL_HEAD;
}
