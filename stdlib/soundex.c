// Daitch-Mokotoff Soundex. In: a text in NFC, Cyrillic too, taken as one name; out: all its codes.
// After G. Mokotoff and R. Daitch, "Proposal for a Jewish Surname Soundex Code", Avotaynu I.3
// (1985), with the coding chart as JewishGen publishes it (Polish and Romanian letters included;
// ue as ui, as it is coded there).
#include <string.h>

#include "stdlib/names.h"

// What a sequence of letters gives at the beginning of the name, before a vowel, and elsewhere; ""
// is not coded. Where there are two ways, `other` is the second.
typedef struct Way {
    char code[3][3];
} Way;
typedef struct Sound {
    const char *letters;
    uint32_t nways;
    Way ways[2];
} Sound;

enum { A_OGONEK = 1, E_OGONEK, T_CEDILLA }; // letters of their own in the text that is coded

// clang-format off
#define ONE(l, a, b, c)          {l, 1, {{{a, b, c}}}}
#define TWO(l, a, b, c, d, e, f) {l, 2, {{{a, b, c}}, {{d, e, f}}}}

static const Sound sounds[] = {
    // the longest first, where one begins like another
    ONE("ai", "0", "1", ""), ONE("aj", "0", "1", ""), ONE("ay", "0", "1", ""),
    ONE("au", "0", "7", ""), ONE("a", "0", "", ""),
    TWO("\1", "", "", "6", "", "", ""),
    ONE("b", "7", "7", "7"),
    ONE("chs", "5", "54", "54"),
    TWO("ch", "5", "5", "5", "4", "4", "4"), TWO("ck", "5", "5", "5", "45", "45", "45"),
    ONE("csz", "4", "4", "4"), ONE("czs", "4", "4", "4"), ONE("cz", "4", "4", "4"),
    ONE("cs", "4", "4", "4"), TWO("c", "5", "5", "5", "4", "4", "4"),
    ONE("drz", "4", "4", "4"), ONE("drs", "4", "4", "4"), ONE("dsh", "4", "4", "4"),
    ONE("dsz", "4", "4", "4"), ONE("ds", "4", "4", "4"), ONE("dzh", "4", "4", "4"),
    ONE("dzs", "4", "4", "4"), ONE("dz", "4", "4", "4"), ONE("dt", "3", "3", "3"),
    ONE("d", "3", "3", "3"),
    ONE("ei", "0", "1", ""), ONE("ej", "0", "1", ""), ONE("ey", "0", "1", ""),
    ONE("eu", "1", "1", ""), ONE("e", "0", "", ""),
    TWO("\2", "", "", "6", "", "", ""),
    ONE("fb", "7", "7", "7"), ONE("f", "7", "7", "7"),
    ONE("g", "5", "5", "5"),
    ONE("h", "5", "5", ""),
    ONE("ia", "1", "", ""), ONE("ie", "1", "", ""), ONE("io", "1", "", ""),
    ONE("iu", "1", "", ""), ONE("i", "0", "", ""),
    TWO("j", "1", "", "", "4", "4", "4"),
    ONE("ks", "5", "54", "54"), ONE("kh", "5", "5", "5"), ONE("k", "5", "5", "5"),
    ONE("l", "8", "8", "8"),
    ONE("mn", "66", "66", "66"), ONE("m", "6", "6", "6"),
    ONE("nm", "66", "66", "66"), ONE("n", "6", "6", "6"),
    ONE("oi", "0", "1", ""), ONE("oj", "0", "1", ""), ONE("oy", "0", "1", ""),
    ONE("o", "0", "", ""),
    ONE("pf", "7", "7", "7"), ONE("ph", "7", "7", "7"), ONE("p", "7", "7", "7"),
    ONE("q", "5", "5", "5"),
    TWO("rz", "94", "94", "94", "4", "4", "4"), TWO("rs", "94", "94", "94", "4", "4", "4"),
    ONE("r", "9", "9", "9"),
    ONE("schtsch", "2", "4", "4"), ONE("schtsh", "2", "4", "4"), ONE("schtch", "2", "4", "4"),
    ONE("scht", "2", "43", "43"), ONE("schd", "2", "43", "43"), ONE("sch", "4", "4", "4"),
    ONE("sc", "2", "4", "4"),
    ONE("shtch", "2", "4", "4"), ONE("shtsh", "2", "4", "4"), ONE("shch", "2", "4", "4"),
    ONE("sht", "2", "43", "43"), ONE("shd", "2", "43", "43"), ONE("sh", "4", "4", "4"),
    ONE("stsch", "2", "4", "4"), ONE("stch", "2", "4", "4"), ONE("strz", "2", "4", "4"),
    ONE("strs", "2", "4", "4"), ONE("stsh", "2", "4", "4"), ONE("st", "2", "43", "43"),
    ONE("szcz", "2", "4", "4"), ONE("szcs", "2", "4", "4"), ONE("szt", "2", "43", "43"),
    ONE("szd", "2", "43", "43"), ONE("sz", "4", "4", "4"), ONE("sd", "2", "43", "43"),
    ONE("s", "4", "4", "4"),
    ONE("ttsch", "4", "4", "4"), ONE("ttch", "4", "4", "4"), ONE("ttsz", "4", "4", "4"),
    ONE("tts", "4", "4", "4"), ONE("ttz", "4", "4", "4"), ONE("tch", "4", "4", "4"),
    ONE("th", "3", "3", "3"), ONE("trz", "4", "4", "4"), ONE("trs", "4", "4", "4"),
    ONE("tsch", "4", "4", "4"), ONE("tsh", "4", "4", "4"), ONE("tsz", "4", "4", "4"),
    ONE("ts", "4", "4", "4"), ONE("tc", "4", "4", "4"), ONE("tzs", "4", "4", "4"),
    ONE("tz", "4", "4", "4"), ONE("t", "3", "3", "3"),
    TWO("\3", "3", "3", "3", "4", "4", "4"),
    ONE("ui", "0", "1", ""), ONE("uj", "0", "1", ""), ONE("uy", "0", "1", ""),
    ONE("ue", "0", "1", ""), ONE("u", "0", "", ""),
    ONE("v", "7", "7", "7"),
    ONE("w", "7", "7", "7"),
    ONE("x", "5", "54", "54"),
    ONE("y", "1", "", ""),
    ONE("zhdzh", "2", "4", "4"), ONE("zhd", "2", "43", "43"), ONE("zh", "4", "4", "4"),
    ONE("zdzh", "2", "4", "4"), ONE("zdz", "2", "4", "4"), ONE("zd", "2", "43", "43"),
    ONE("zsch", "4", "4", "4"), ONE("zsh", "4", "4", "4"), ONE("zs", "4", "4", "4"),
    ONE("z", "4", "4", "4"),
};
// clang-format on
enum { SOUNDS = sizeof sounds / sizeof *sounds, DIGITS = 6 };

// The letters that are coded: a to z, and the three of Polish and Romanian.
static Str coded_letters(Arena *a, Str s) {
    static const char own[] = {A_OGONEK, E_OGONEK, T_CEDILLA, T_CEDILLA};
    static const uint32_t points[] = {0x105, 0x119, 0x163, 0x21B};
    StrBuf out;
    buf_init(&out, a);
    for (const char *p = s.p, *end = p + s.n; p < end;) {
        uint32_t cp, k = 0;
        guard_work(a->guard, 1);
        p += utf8_decode(p, end, &cp);
        while (k < 4 && points[k] != cp_lower(cp)) k++;
        size_t from = out.n;
        if (k < 4)
            buf_char(&out, own[k]);
        else
            latin_letter(&out, cp);
        size_t kept = from;
        for (size_t i = from; k == 4 && i < out.n; i++)
            if (out.p[i] >= 'a' && out.p[i] <= 'z') out.p[kept++] = out.p[i];
        if (k == 4) out.n = kept;
    }
    return buf_str(&out);
}

static const Sound *next_sound(Str s, uint32_t *at) {
    Str rest = {s.p + *at, s.n - *at};
    for (uint32_t i = 0; i < SOUNDS; i++) {
        Str l = str_of(sounds[i].letters);
        if (*l.p != *rest.p || rest.n < l.n || memcmp(l.p, rest.p, l.n) != 0) continue;
        *at += l.n;
        return &sounds[i];
    }
    return NULL; // the end: every letter has a row
}

static bool is_vowel(const Way *w) { return w->code[0][0] <= '1'; }

// One way to code the name so far, in 32 bits: six digits of four bits, the first one highest; how
// many there are; 1 + the last one of the sound before (0: that was not coded); which way of the
// sound to come it counts on. Names of nothing but doubt have thousands, so they are kept in order.
typedef uint32_t State;
typedef struct States {
    State *at;
    size_t cap;
    uint32_t n;
} States;

static uint32_t count_of(State s) { return s >> 5 & 7u; }

static void add_state(Arena *a, States *to, State s) {
    uint32_t from = 0, end = to->n;
    while (from < end) {
        uint32_t middle = from + (end - from) / 2;
        if (to->at[middle] < s)
            from = middle + 1;
        else
            end = middle;
    }
    if (from < to->n && to->at[from] == s) return;
    to->at = arena_grow(a, to->at, &to->cap, to->n + 1u, sizeof *to->at);
    memmove(to->at + from + 1, to->at + from, (to->n - from) * sizeof *to->at);
    to->at[from] = s;
    to->n++;
}

// The state after a sound of this code. Sounds that give the same digit beside each other give it
// once. Whatever comes after the sixth digit, the code is complete.
static State coded(State s, const char *code, uint32_t way) {
    uint32_t digits = s >> 8, n = count_of(s), last = s >> 1 & 15u;
    for (const char *d = code; *d && n < DIGITS; d++) {
        uint32_t digit = (uint32_t)(*d - '0');
        if (d == code && last == digit + 1) continue;
        digits |= digit << 4 * (DIGITS - 1 - n++);
    }
    last = *code ? (uint32_t)(code[strlen(code) - 1] - '0') + 1 : 0;
    return n == DIGITS ? digits << 8 | n << 5 : digits << 8 | n << 5 | last << 1 | way;
}

// All states after the sound, each with every way of the next one, on which the code depends.
static void step(Arena *a, const States *from, const Sound *sound, const Sound *next, bool first,
                 States *to) {
    to->n = 0;
    for (uint32_t i = 0; i < from->n; i++) {
        State s = from->at[i];
        guard_work(a->guard, 8);
        for (uint32_t way = 0; way < (next ? next->nways : 1); way++) {
            bool vowel = next && is_vowel(&next->ways[way]);
            const char *code = sound->ways[s & 1u].code[first ? 0 : vowel ? 1 : 2];
            add_state(a, to, coded(s, code, way));
        }
    }
}

static bool all_complete(const States *s) {
    uint32_t i = 0;
    while (i < s->n && count_of(s->at[i]) == DIGITS) i++;
    return i == s->n;
}

// The states are in the order of their digits; what they lack is zeros already.
static uint32_t finish(Arena *a, const States *s, SoundexCode **codes) {
    SoundexCode *out = ARENA_ARRAY(a, SoundexCode, s->n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t digits = s->at[i] >> 8;
        if (i > 0 && s->at[i - 1] >> 8 == digits) continue;
        for (uint32_t k = 0; k < DIGITS; k++)
            out[n].digits[k] = (char)('0' + (digits >> 4 * (DIGITS - 1 - k) & 15u));
        n++;
    }
    *codes = out;
    return n;
}

uint32_t soundex_codes(Arena *a, Str s, SoundexCode **codes) {
    Str letters = coded_letters(a, s);
    uint32_t at = 0;
    States now = {0}, then = {0};
    const Sound *sound = next_sound(letters, &at), *next;
    if (!sound) return 0;
    for (uint32_t way = 0; way < sound->nways; way++) add_state(a, &now, way);
    for (bool first = true; sound && !all_complete(&now); sound = next, first = false) {
        guard_work(a->guard, 64);
        next = next_sound(letters, &at);
        step(a, &now, sound, next, first, &then);
        States spare = now;
        now = then;
        then = spare;
    }
    return finish(a, &now, codes);
}
