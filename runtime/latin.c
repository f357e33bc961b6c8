// The spellings of a name in several languages brought to one form. In: a text in NFC; out: small
// letters for comparing. Two steps: every letter by itself into ASCII, then what one language
// writes so and another so. Tables are small on purpose: what they do not know stays as it is,
// folded.
#include <string.h>

#include "runtime/name.h"

// --- letters ---------------------------------------------------------------------------------

typedef struct Letter {
    uint32_t cp;
    const char *latin;
} Letter;

// а … я as BGN/PCGN 1947 writes Russian.
static const char russian[32][5] = {"a",  "b",  "v",  "g",    "d", "e", "zh", "z", "i",  "y", "k",
                                    "l",  "m",  "n",  "o",    "p", "r", "s",  "t", "u",  "f", "kh",
                                    "ts", "ch", "sh", "shch", "'", "y", "'",  "e", "yu", "ya"};

static const Letter letters[] = {
    // letters of Russian before 1918, and of Ukrainian (BGN/PCGN 1965)
    {0x463, "e"},
    {0x456, "i"},
    {0x473, "f"},
    {0x475, "i"},
    {0x454, "ye"},
    {0x491, "g"},
    // letters of Belarusian (BGN/PCGN 1979), Serbian and Macedonian; and as Latin writes the last
    {0x45E, "w"},
    {0x452, "dj"},
    {0x453, "gj"},
    {0x455, "dz"},
    {0x458, "j"},
    {0x459, "lj"},
    {0x45A, "nj"},
    {0x45B, "ch"},
    {0x45C, "kj"},
    {0x45F, "dzh"},
    {0x107, "ch"},
    // German as DIN 5007-2 writes it out, and its neighbours
    {0xE4, "ae"},
    {0xF6, "oe"},
    {0xFC, "ue"},
    {0xDF, "ss"},
    {0xE6, "ae"},
    {0xF8, "oe"},
    {0x153, "oe"},
    {0x142, "l"},
    {0x111, "dj"},
    {0xF0, "d"},
    {0xFE, "th"},
    {0x131, "i"},
    // ISO 9 and the transliteration of libraries
    {0x10D, "ch"},
    {0x161, "sh"},
    {0x17E, "zh"},
    {0xAD, ""}, // a soft hyphen
    // apostrophes, primes, and what is typed for them
    {0xB4, "'"},
    {0x2B9, "'"},
    {0x2BA, "'"},
    {0x2BC, "'"},
    {0x2019, "'"},
    {0x2032, "'"},
};

static const char *latin_of(uint32_t cp) {
    if (cp - 0x430 < 32u) return russian[cp - 0x430];
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].cp == cp) return letters[i].latin;
    return NULL;
}

static void add_known(StrBuf *out, uint32_t cp) {
    char bytes[4];
    const char *latin = latin_of(cp);
    if (latin)
        buf_addc(out, latin);
    else
        buf_add(out, (Str){bytes, utf8_encode(cp, bytes)});
}

void latin_letter(StrBuf *out, uint32_t cp) {
    char bytes[4];
    cp = cp_lower(cp);
    if (cp < 0x80) {
        buf_char(out, cp == '`' ? '\'' : (char)cp);
        return;
    }
    if (latin_of(cp)) {
        add_known(out, cp);
        return;
    }
    Str folded = str_fold(out->arena, (Str){bytes, utf8_encode(cp, bytes)});
    for (const char *p = folded.p, *end = p + folded.n; p < end;) {
        p += utf8_decode(p, end, &cp);
        add_known(out, cp);
    }
}

// --- habits ----------------------------------------------------------------------------------

typedef struct Habit {
    const char *from, *to;
} Habit;

// The longest first, where one begins like another. German (tsch, sch for ж too, tz, w, j), French
// (tch, ou, gue), English (y, x, ck, ph). Not to be told apart without knowing the language, and
// left alone: ch for х (German) or ш (French), s for з, z for ц (German), j for ж (French).
static const Habit habits[] = {
    {"schtsch", "shch"}, {"chtch", "shch"}, {"tsch", "ch"}, {"sch", "sh"},
    {"tch", "ch"},       {"zh", "sh"},      {"gue", "ge"},  {"gui", "gi"},
    {"tz", "ts"},        {"ph", "f"},       {"ou", "u"},    {"ck", "k"},
    {"x", "ks"},         {"w", "v"},        {"j", "i"},     {"y", "i"},
};

static bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }
static bool is_small(char c) { return c >= 'a' && c <= 'z'; }
static bool is_inside(char c) { return is_small(c) || c == '\'' || ((unsigned char)c & 0x80u); }

static bool ends(const char *p, size_t n, Str with) {
    return n >= with.n && str_eq((Str){p + n - with.n, with.n}, with);
}

// A letter more of the word that begins at `start`. A doubled letter is one; an i that only leads
// over to an e, at the beginning or behind a vowel, is none (Jessenin, Nikolayev).
static void put(StrBuf *out, size_t start, char c) {
    const char *word = out->p + start;
    size_t n = out->n - start;
    if (c == 'e' && n && word[n - 1] == 'i' && (n == 1 || is_vowel(word[n - 2]))) out->n--, n--;
    if (!n || word[n - 1] != c || !is_small(c)) buf_char(out, c);
}

// The soft sign is heard before a vowel (Zinov'ev); behind a single letter it is an article (d').
static bool is_soft(Str rest, size_t before) {
    return before > 1 && rest.n > 1 && (rest.p[1] == 'e' || rest.p[1] == 'i' || rest.p[1] == 'o');
}

// Victor, Carl, Oscar; not Cäcilie, and not a part of ch, ck, cz.
static bool is_hard_c(Str rest) {
    if (*rest.p != 'c') return false;
    char next = rest.n > 1 ? rest.p[1] : '\0';
    return !next || next == 'a' || next == 'o' || next == 'u' || next == 'l' || next == 'r' ||
           next == 't';
}

// The letters at the head of `rest`; returns how many were read.
static uint32_t put_next(StrBuf *out, size_t start, Str rest) {
    if (*rest.p == '\'') {
        if (is_soft(rest, out->n - start)) put(out, start, 'i');
        return 1;
    }
    if (is_hard_c(rest)) {
        put(out, start, 'k');
        return 1;
    }
    for (size_t i = 0; i < sizeof habits / sizeof *habits; i++) {
        const Habit *h = &habits[i];
        if (*h->from != *rest.p || !str_begins(rest, h->from)) continue;
        for (const char *c = h->to; *c; c++) put(out, start, *c);
        return str_of(h->from).n;
    }
    put(out, start, *rest.p);
    return 1;
}

static bool is_numeral(Str word) {
    uint32_t i = 0;
    while (i < word.n && (word.p[i] == 'i' || word.p[i] == 'v' || word.p[i] == 'x')) i++;
    return word.n > 1 && i == word.n;
}

// Endings of whole words: Lénine, Orloff.
static void put_word(StrBuf *out, Str word) {
    size_t start = out->n;
    if (is_numeral(word)) {
        buf_add(out, word);
        return;
    }
    for (uint32_t i = 0; i < word.n;) {
        guard_work(out->arena->guard, 1);
        i += put_next(out, start, (Str){word.p + i, word.n - i});
    }
    size_t n = out->n - start;
    if (n > 5 && ends(out->p + start, n, STR("ine"))) out->n--;
    if (n > 4 && (ends(word.p, word.n, STR("off")) || ends(word.p, word.n, STR("eff"))))
        out->p[out->n - 1] = 'v';
}

Str latin_key(Arena *a, Str s) {
    StrBuf plain, out;
    buf_init(&plain, a);
    buf_init(&out, a);
    buf_char(&plain, ' '); // so that neither is without memory
    buf_char(&out, ' ');
    for (const char *p = s.p, *end = p + s.n; p < end;) {
        uint32_t cp;
        guard_work(a->guard, 1);
        p += utf8_decode(p, end, &cp);
        latin_letter(&plain, cp);
    }
    for (uint32_t i = 1, from; i < plain.n;) {
        for (from = i; i < plain.n && is_inside(plain.p[i]); i++) continue;
        put_word(&out, (Str){plain.p + from, i - from});
        for (; i < plain.n && !is_inside(plain.p[i]); i++) buf_char(&out, plain.p[i]);
    }
    Str key = buf_str(&out);
    return (Str){key.p + 1, key.n - 1};
}
