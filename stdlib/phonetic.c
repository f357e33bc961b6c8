// How names sound: Kölner Phonetik and Daitch-Mokotoff Soundex, from their published tables. In: a
// text in NFC, Cyrillic too; out: codes. Characters that are no letters are passed over.
#include <string.h>

#include "stdlib/names.h"

static bool is_small(char c) { return c >= 'a' && c <= 'z'; }
static bool is_one_of(char c, const char *set) { return c && strchr(set, c); }

// --- Kölner Phonetik -------------------------------------------------------------------------
// H. J. Postel, "Die Kölner Phonetik. Ein Verfahren zur Identifizierung von Personennamen auf der
// Grundlage der Gestaltanalyse", IBM-Nachrichten 19 (1969), 925-931.

static const char *cologne_c(char before, char after) {
    if (!before) return is_one_of(after, "ahkloqrux") ? "4" : "8";
    return is_one_of(after, "ahkoqux") && !is_one_of(before, "sz") ? "4" : "8";
}

// The code of a letter between its neighbours (0: none); "" for h.
static const char *cologne_letter(char c, char before, char after) {
    // a to z; c, d, p, t and x depend on the neighbours
    static const char codes[26][2] = {"0", "1", "",  "2", "0", "3", "4", "",  "0",
                                      "0", "4", "5", "6", "6", "0", "1", "4", "7",
                                      "8", "2", "0", "3", "3", "",  "0", "8"};
    if (c == 'c') return cologne_c(before, after);
    if (c == 'x') return is_one_of(before, "ckq") ? "8" : "48";
    if (c == 'p' && after == 'h') return "3";
    if ((c == 'd' || c == 't') && is_one_of(after, "csz")) return "8";
    return codes[c - 'a'];
}

// A digit more of the code that begins at `start`: equal ones beside each other are one, and a 0
// only stands at the beginning, but keeps its neighbours apart.
static void add_digit(StrBuf *out, size_t start, char digit, char *last) {
    if (digit != *last && (digit != '0' || out->n == start)) buf_char(out, digit);
    *last = digit;
}

static void cologne_word(StrBuf *out, Str word) {
    size_t start = out->n;
    char last = 0;
    for (uint32_t i = 0; i < word.n; i++) {
        guard_work(out->arena->guard, 1);
        char before = i ? word.p[i - 1] : '\0', after = i + 1 < word.n ? word.p[i + 1] : '\0';
        for (const char *d = cologne_letter(word.p[i], before, after); *d; d++)
            add_digit(out, start, *d, &last);
    }
}

// The letters of s as a to z; a blank stands between words (a hyphen joins its parts).
static Str plain_letters(Arena *a, Str s) {
    StrBuf all, out;
    buf_init(&all, a);
    buf_init(&out, a);
    for (const char *p = s.p, *end = p + s.n; p < end;) {
        uint32_t cp;
        guard_work(a->guard, 1);
        p += utf8_decode(p, end, &cp);
        latin_letter(&all, cp);
    }
    bool gap = false;
    for (size_t i = 0; i < all.n; i++) {
        if (is_small(all.p[i])) {
            if (gap && out.n) buf_char(&out, ' ');
            buf_char(&out, all.p[i]);
        }
        gap = !is_small(all.p[i]) && (gap || !is_one_of(all.p[i], "-'"));
    }
    return buf_str(&out);
}

Str cologne_code(Arena *a, Str s) {
    Str letters = plain_letters(a, s);
    StrBuf out;
    buf_init(&out, a);
    for (uint32_t i = 0, from; i < letters.n; i++) {
        for (from = i; i < letters.n && letters.p[i] != ' '; i++) continue;
        if (from) buf_char(&out, ' ');
        cologne_word(&out, (Str){letters.p + from, i - from});
    }
    return buf_str(&out);
}
