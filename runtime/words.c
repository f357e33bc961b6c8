// Words, byte by byte where they are of ASCII. See words.h.
#include "runtime/words.h"

#include <string.h>

const unsigned char word_byte_kinds[128] = {
    ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1,
    ['8'] = 1, ['9'] = 1, ['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1, ['E'] = 1, ['F'] = 1,
    ['G'] = 1, ['H'] = 1, ['I'] = 1, ['J'] = 1, ['K'] = 1, ['L'] = 1, ['M'] = 1, ['N'] = 1,
    ['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1, ['S'] = 1, ['T'] = 1, ['U'] = 1, ['V'] = 1,
    ['W'] = 1, ['X'] = 1, ['Y'] = 1, ['Z'] = 1, ['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1,
    ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1, ['k'] = 1, ['l'] = 1,
    ['m'] = 1, ['n'] = 1, ['o'] = 1, ['p'] = 1, ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1,
    ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1, ['y'] = 1, ['z'] = 1,
};

uint32_t word_char(const char *p, const char *end) {
    if (!((unsigned char)*p & 0x80u)) return byte_kind(*p) == WORD;
    uint32_t cp, n = utf8_decode(p, end, &cp);
    return n && cp_is_word(cp) ? n : 0;
}

// ---- joints ---------------------------------------------------------------------------------

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

// The end of a line at p with the blanks around it: its bytes, 0 if there is none.
static uint32_t line_end(const char *p, const char *end) {
    const char *q = p;
    while (q < end && is_blank(*q)) q++;
    if (q == end || *q != '\n') return 0;
    for (q++; q < end && is_blank(*q);) q++;
    return (uint32_t)(q - p);
}

static bool is_soft(const char *p, const char *end) {
    return end - p >= 2 && memcmp(p, "\xC2\xAD", 2) == 0;
}

// Bytes of the hyphen at p, 0 if there is none. *sure: at the end of a line it divides a word,
// whatever stands on either side.
static uint32_t hyphen(const char *p, const char *end, bool *sure) {
    uint32_t n = 0;
    *sure = byte_kind(*p) == BEYOND;
    if (!*sure) return *p == '-';
    while (is_soft(p + n, end)) n += 2;
    if (n) return n;
    if (end - p >= 2 && memcmp(p, "\xC2\xAC", 2) == 0) return 2;
    *sure = false;
    return end - p >= 3 && memcmp(p, "\xE2\x80\x90", 3) == 0 ? 3 : 0;
}

static uint32_t char_before(Str text, uint32_t at) {
    do at--;
    while (at > 0 && ((unsigned char)text.p[at] & 0xC0u) == 0x80);
    return at;
}

static bool is_digit(uint32_t cp) { return cp - '0' < 10u; }

// Whether the letters at p go on with the word whose last letter stands before the joint.
static bool goes_on(uint32_t last, const char *p, const char *end) {
    uint32_t first = 0, then = 0;
    p += utf8_decode(p, end, &first);
    if (is_digit(last) || is_digit(first)) return false;
    if (!cp_is_capital(first)) return true;
    bool more = p < end && word_char(p, end) && utf8_decode(p, end, &then);
    return cp_is_capital(last) && !(more && cp_is_small(then));
}

uint32_t word_joint(Str text, uint32_t at) {
    const char *p = text.p + at, *end = text.p + text.n;
    bool sure;
    uint32_t n = at && at < text.n ? hyphen(p, end, &sure) : 0, last = 0;
    if (!n) return 0;
    const char *before = text.p + char_before(text, at);
    uint32_t line = line_end(p + n, end);
    if (!line && !is_soft(p, end)) return 0;
    n += line;
    if (p + n == end || !word_char(p + n, end) || !word_char(before, p)) return 0;
    utf8_decode(before, p, &last);
    return sure || goes_on(last, p + n, end) ? n : 0;
}

uint32_t word_joint_before(Str text, uint32_t at) {
    uint32_t i = at;
    while (i > 0 && is_blank(text.p[i - 1])) i--;
    if (i > 0 && text.p[i - 1] == '\n') i--;
    while (i > 0 && is_blank(text.p[i - 1])) i--;
    if (i == 0) return at;
    uint32_t from = char_before(text, i);
    while (from >= 2 && is_soft(text.p + from, text.p + i) &&
           is_soft(text.p + from - 2, text.p + i))
        from -= 2;
    return word_joint(text, from) == at - from ? from : at;
}

// ---- words ----------------------------------------------------------------------------------

// The end of the letters and digits from p on.
static const char *run_end(const char *p, const char *end, bool *ascii) {
    for (uint32_t n; p < end; p += n) {
        while (p < end && byte_kind(*p) == WORD) p++;
        if (p == end || byte_kind(*p) == BETWEEN || !(n = word_char(p, end))) break;
        *ascii = false;
    }
    return p;
}

bool word_next(Str text, uint32_t *at, Str *word, bool *ascii) {
    const char *p = text.p + *at, *end = text.p + text.n;
    *ascii = true;
    // Bytes that begin no word are passed singly: the rest of a character begins none either.
    for (int kind = 0; p < end; p++) {
        while (p < end && (kind = byte_kind(*p)) == BETWEEN) p++;
        if (p == end || kind == WORD || word_char(p, end)) break;
    }
    const char *from = p;
    p = run_end(p, end, ascii);
    while (p < end && (*p == '-' || byte_kind(*p) == BEYOND)) {
        uint32_t joint = word_joint(text, (uint32_t)(p - text.p));
        if (!joint) break;
        *ascii = false;
        p = run_end(p + joint, end, ascii);
    }
    *word = (Str){from, (uint32_t)(p - from)};
    *at = (uint32_t)(p - text.p);
    return p > from;
}

Str word_plain(Arena *a, Str word) {
    const char *p = word.p, *end = p + word.n, *kept = p;
    StrBuf out = {0};
    for (uint32_t n; p < end; p += n) {
        n = *p == '*' || *p == '?' ? 1 : word_char(p, end);
        if (n) continue;
        if (!out.arena) buf_init(&out, a);
        buf_add(&out, (Str){kept, (uint32_t)(p - kept)});
        kept = p + 1; // the rest of a longer character is no word either
        n = 1;
    }
    if (!out.arena) return word;
    buf_add(&out, (Str){kept, (uint32_t)(end - kept)});
    return buf_str(&out);
}

uint32_t word_count(Str text) {
    uint32_t n = 0;
    Str word;
    bool ascii;
    WordReader reader;
    for (word_reader(&reader, text); word_read(&reader, &word, &ascii);) n++;
    return n;
}

Str word_fold(Arena *a, Str word, bool ascii, char small[WORD_SMALL]) {
    if (!ascii || word.n > WORD_SMALL) return str_fold(a, word_plain(a, word));
    for (uint32_t i = 0; i < word.n; i++) small[i] = small_letter(word.p[i]);
    return (Str){small, word.n};
}
