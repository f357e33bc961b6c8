// Words, byte by byte where they are of ASCII. See words.h.
#include "runtime/words.h"

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

bool word_next(Str text, uint32_t *at, Str *word, bool *ascii) {
    const char *p = text.p + *at, *end = text.p + text.n;
    *ascii = true;
    // Bytes that begin no word are passed singly: the rest of a character begins none either.
    for (int kind = 0; p < end; p++) {
        while (p < end && (kind = byte_kind(*p)) == BETWEEN) p++;
        if (p == end || kind == WORD || word_char(p, end)) break;
    }
    const char *from = p;
    for (uint32_t n; p < end; p += n) {
        while (p < end && byte_kind(*p) == WORD) p++;
        if (p == end || byte_kind(*p) == BETWEEN || !(n = word_char(p, end))) break;
        *ascii = false;
    }
    *word = (Str){from, (uint32_t)(p - from)};
    *at = (uint32_t)(p - text.p);
    return p > from;
}

uint32_t word_count(Str text) {
    uint32_t n = 0;
    Str word;
    bool ascii;
    for (uint32_t at = 0; word_next(text, &at, &word, &ascii);) n++;
    return n;
}

Str word_fold(Arena *a, Str word, bool ascii, char small[WORD_SMALL]) {
    if (!ascii || word.n > WORD_SMALL) return str_fold(a, word);
    for (uint32_t i = 0; i < word.n; i++) small[i] = small_letter(word.p[i]);
    return (Str){small, word.n};
}
