// A text as words and numbers of dates. In: UTF-8. Out: lexemes, each word with its meaning from
// the table; a word that is not in it makes the text unreadable. Must not know how dates are built.
#include <string.h>

#include "lang/phrase_impl.h"

typedef struct Reader {
    Str s; // folded
    uint32_t at;
    Lex *out;
    uint32_t n;
    bool space;
} Reader;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static char peek(const Reader *r, uint32_t ahead) {
    return ahead < r->s.n - r->at ? r->s.p[r->at + ahead] : '\0';
}

static uint32_t code_at(const Reader *r, uint32_t at, uint32_t *cp) {
    uint32_t n = at < r->s.n ? utf8_decode(r->s.p + at, r->s.p + r->s.n, cp) : 0;
    if (n == 0) *cp = 0;
    return n;
}

static bool is_letter(uint32_t cp) { return cp_is_word(cp) && !(cp >= '0' && cp <= '9'); }

static Lex *emit(Reader *r, WordClass cls, int64_t value) {
    if (r->n == LEX_MAX) return NULL;
    Lex *l = &r->out[r->n++];
    *l = (Lex){.cls = cls, .value = value, .space = r->space};
    r->space = false;
    return l;
}

// ---- words --------------------------------------------------------------------------------------

// The old letters of Russian, and the hard sign at a word's end.
static void modern(char *p, uint32_t *n) {
    static const char *const pair[][2] = {{"і", "и"}, {"ѣ", "е"}, {"ѳ", "ф"}, {"ѵ", "и"}};
    for (uint32_t i = 0; i + 1 < *n; i++)
        for (uint32_t k = 0; k < 4; k++)
            if (memcmp(p + i, pair[k][0], 2) == 0) memcpy(p + i, pair[k][1], 2);
    if (*n > 2 && memcmp(p + *n - 2, "ъ", 2) == 0) *n -= 2;
}

// The letters from `at` on; returns the bytes read, which the old spelling may have more of.
static uint32_t word_at(const Reader *r, uint32_t at, char out[64], uint32_t *n) {
    uint32_t cp, len, used = 0;
    while ((len = code_at(r, at + used, &cp)) > 0 && is_letter(cp)) used += len;
    *n = used < 60 ? used : 0;
    memcpy(out, r->s.p + at, *n);
    modern(out, n);
    return used;
}

// Where the next word of a phrase begins: after blanks, full stops, hyphens.
static uint32_t skip_between(const Reader *r, uint32_t at) {
    while (at < r->s.n && strchr(" .-'", r->s.p[at]) && r->s.p[at]) at++;
    return at;
}

// The bytes of the text from r->at that the alternative p[0..n) covers, 0 if it does not match.
static uint32_t covers(const Reader *r, const char *p, uint32_t n) {
    uint32_t at = r->at;
    char word[64];
    for (uint32_t i = 0, len; i < n; i += len + 1) {
        uint32_t got, end = i;
        while (end < n && p[end] != ' ') end++;
        len = end - i;
        if (i > 0) at = skip_between(r, at);
        uint32_t used = word_at(r, at, word, &got);
        if (got != len || memcmp(word, p + i, len) != 0) return 0;
        at += used;
    }
    return at - r->at;
}

// The longest phrase of the table that stands at r->at. Suffixes stand at numbers only.
static const WordRow *match(const Reader *r, bool suffix, uint32_t *length) {
    const WordRow *best = NULL;
    char first = r->s.p[r->at];
    *length = 0;
    for (uint32_t i = 0; i < phrase_nwords; i++) {
        const WordRow *row = &phrase_words[i];
        if (row->cls == W_SUFFIX && !suffix && row->value != 2) continue;
        if (suffix && row->cls != W_SUFFIX) continue;
        for (const char *p = row->words, *end; *p; p = *end ? end + 1 : end) {
            end = strchr(p, '|');
            if (!end) end = p + strlen(p);
            if (((*p ^ first) & 0x80) || (*p != first && !(first & 0x80))) continue;
            uint32_t n = covers(r, p, (uint32_t)(end - p));
            if (n > *length) {
                *length = n;
                best = row;
            }
        }
    }
    return best;
}

// A single word by itself, or NULL.
static const WordRow *row_of(const char *p, uint32_t n) {
    Reader r = {.s = {p, n}};
    uint32_t len;
    const WordRow *row = n ? match(&r, false, &len) : NULL;
    return row && len == n ? row : NULL;
}

// Oktoberhälfte, Spätherbst, Jahresende: two words in one. What names the part comes first.
static bool emit_compound(Reader *r, const char *p, uint32_t n) {
    static const char *const tails[] = {"tage", "tagen", "wochen", "woche", "monat", "monaten"};
    for (uint32_t k = n > 3 ? n - 3 : 0; k >= 3; k--) {
        const WordRow *a = row_of(p, k);
        if (!a) continue;
        for (uint32_t t = 0; t < sizeof tails / sizeof *tails; t++)
            if (strlen(tails[t]) == n - k && memcmp(p + k, tails[t], n - k) == 0)
                return emit(r, (WordClass)a->cls, a->value) != NULL;
        const WordRow *b = row_of(p + k, n - k);
        if (!b) continue;
        bool part = a->cls == W_PART && b->cls == W_SEASON;
        bool whole =
            (a->cls == W_MONTH || a->cls == W_SEASON || a->cls == W_NOISE || a->cls == W_CENTURY) &&
            (b->cls == W_PART || b->cls == W_FRACTION);
        if (!part && !whole) continue;
        const WordRow *first = whole ? b : a, *second = whole ? a : b;
        return emit(r, (WordClass)first->cls, first->value) &&
               emit(r, (WordClass)second->cls, second->value);
    }
    return false;
}

// ---- Roman numerals -----------------------------------------------------------------------------

static int roman_digit(uint32_t cp) {
    static const struct {
        uint32_t cp;
        int value;
    } digit[] = {{'i', 1},    {'v', 5},    {'x', 10},    {'l', 50},     {'c', 100}, {'d', 500},
                 {'m', 1000}, {0x445, 10}, {0x441, 100}, {0x43C, 1000}, {0x456, 1}, {0x406, 1}};
    for (size_t k = 0; k < sizeof digit / sizeof *digit; k++)
        if (digit[k].cp == cp) return digit[k].value;
    return 0;
}

// The value of a numeral (IIII was written too, IC was not), 0 for any other text; *used is how
// much of p it takes: what follows must be an ordinal's ending (XIXe).
static int roman(const char *p, uint32_t n, uint32_t *used) {
    int total = 0, last = 5000, run = 0;
    uint32_t cp, len;
    for (*used = 0; *used < n; *used += len) {
        len = utf8_decode(p + *used, p + n, &cp);
        int v = len ? roman_digit(cp) : 0;
        if (v == 0) break;
        run = v == last ? run + 1 : 1;
        if (run > 4 || (run > 1 && (v == 5 || v == 50 || v == 500))) return 0;
        if (v > last) { // IV, IX, XL …: one smaller before it
            if (v > 10 * last || last == 5 || last == 50 || last == 500) return 0;
            total -= 2 * last;
        }
        total += v;
        last = v;
    }
    return total;
}

static bool emit_roman(Reader *r, const char *p, uint32_t n) {
    static const char *const endings[] = {"", "e", "eme", "ieme", "er", "ere", "th", "го"};
    uint32_t used;
    int value = roman(p, n, &used);
    bool ends = false;
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
        ends |= strlen(endings[k]) == n - used && memcmp(p + used, endings[k], n - used) == 0;
    if (value == 0 || !ends || (value >= 1000 && used < 3)) return false; // M. is no year
    if (!emit(r, W_NUM, value)) return false;
    return used == n || emit(r, W_SUFFIX, 0) != NULL;
}

static bool take_word(Reader *r) {
    bool number = r->n > 0 && r->out[r->n - 1].cls == W_NUM && !r->space;
    uint32_t len = 0, n;
    char word[64];
    const WordRow *row = number ? match(r, true, &len) : NULL;
    uint32_t used = word_at(r, r->at, word, &n);
    if (row && len < used) row = NULL;
    if (!row) row = match(r, false, &len);
    if (row && len >= used) {
        r->at += len;
        return emit(r, (WordClass)row->cls, row->value) != NULL;
    }
    r->at += used;
    return emit_roman(r, word, n) || emit_compound(r, word, n);
}

// ---- numbers ------------------------------------------------------------------------------------

// 19??, 191-, 18xx: unknown digits of a year of four, where n of them are known.
static uint32_t open_digits(const Reader *r, uint32_t n, int64_t value) {
    char c = peek(r, 0);
    uint32_t k = 0, cp;
    if (n == 0 || n > 3 || c == '\0' || !strchr("?-_xu*", c)) return 0;
    while (peek(r, k) == c) k++;
    if (n + k != 4 || (n == 3 && value > 202)) return 0;
    if (code_at(r, r->at + k, &cp) && cp_is_word(cp)) return 0;
    if (c != '-') return k;
    while (peek(r, k) == ' ') k++;
    return code_at(r, r->at + k, &cp) && cp_is_word(cp) ? 0 : 4 - n;
}

static bool take_number(Reader *r) {
    uint32_t n = 0;
    int64_t value = 0;
    while (is_digit(peek(r, n)) && n < 9) value = value * 10 + (peek(r, n++) - '0');
    if (is_digit(peek(r, n))) return false;
    r->at += n;
    uint32_t open = open_digits(r, n, value);
    Lex *l = emit(r, W_NUM, value);
    if (!l) return false;
    l->digits = (uint8_t)n;
    l->open = (uint8_t)open;
    l->doubt = open == 1 && peek(r, 0) == '?';
    r->at += open;
    return true;
}

// ---- the rest -----------------------------------------------------------------------------------

static bool is_among(uint32_t cp, const uint16_t *list) {
    while (*list && *list != cp) list++;
    return *list != 0;
}

// Dashes are alike, brackets and quotation marks say nothing.
static bool take_mark(Reader *r, uint32_t cp) {
    static const uint16_t blank[] = {' ', '\t', '\n', '\r', 0xA0, 0x202F, 0x2009, 0};
    static const uint16_t quiet[] = {'\'',   '"',  '*',  '!',    0x2018, 0x2019, 0x201C, 0x201D,
                                     0x201E, 0xAB, 0xBB, 0x2020, 0xAD,   0x200B, 0};
    static const uint16_t hyphen[] = {0x2010, 0x2011, 0};
    static const uint16_t dash[] = {0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0};
    static const uint16_t mark[] = {'-', '/', ',', ';', ':', '?', '~', '%', '(', ')', 0};
    if (is_among(cp, blank)) return r->space = true;
    if (is_among(cp, quiet)) return true;
    if (is_among(cp, hyphen)) return emit(r, W_MARK, '-') != NULL;
    if (is_among(cp, dash)) return emit(r, W_MARK, MARK_DASH) != NULL;
    if (is_among(cp, mark)) return emit(r, W_MARK, cp) != NULL;
    if (cp == '&') return emit(r, W_AND, 0) != NULL;
    if (cp == '.' && r->n > 0) r->out[r->n - 1].dot = true;
    return cp == '.';
}

// 1920-х, XIX-го: the hyphen before an ending is no dash.
static bool ending_follows(Reader *r) {
    uint32_t cp, len, n;
    char word[64];
    if (peek(r, 0) != '-' || r->n == 0 || r->out[r->n - 1].cls != W_NUM || r->space) return false;
    if (!code_at(r, r->at + 1, &cp) || !is_letter(cp)) return false;
    r->at++;
    const WordRow *row = match(r, true, &len);
    if (row && len == word_at(r, r->at, word, &n)) return true;
    r->at--;
    return false;
}

// Folded, without the brackets of editors, which may stand within a number: 1[4?]. 11. 1897.
static Str plain(Arena *a, Str s) {
    Str folded = str_fold(a, str_nfc(a, s));
    char *p = arena_alloc(a, folded.n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < folded.n; i++)
        if (folded.p[i] != '[' && folded.p[i] != ']') p[n++] = folded.p[i];
    return (Str){p, n};
}

bool phrase_lex(Arena *a, Str s, Lex out[LEX_MAX + 1]) {
    if (s.n == 0 || s.n > PHRASE_MAX || utf8_invalid_at(s) != s.n) return false;
    Reader r = {.s = plain(a, s), .out = out};
    while (r.at < r.s.n) {
        uint32_t cp, len = code_at(&r, r.at, &cp);
        bool ok;
        if (len == 1 && is_digit((char)cp)) {
            ok = take_number(&r);
        } else if (is_letter(cp) || ending_follows(&r)) {
            ok = take_word(&r);
        } else {
            r.at += len;
            ok = take_mark(&r, cp);
        }
        if (!ok) return false;
    }
    out[r.n] = (Lex){.cls = W_END};
    return r.n > 0;
}
