// Texts as code points: decoding, normalising, folding, ordering, measuring, making visible.
// The Unicode tables are utf8proc's; of its functions only those are used that allocate nothing.
// ASCII, and most of what is written in Europe and East Asia, takes a short way past the tables.
#include "lang/str.h"

#include <string.h>

#include <utf8proc.h>

enum {
    UNITS_MAX = 24, // code points that one code point can decompose or fold into
    REPLACEMENT = 0xFFFD,
    HEARD = 1 << 16 // bytes looked at between two ticks
};

uint32_t utf8_decode(const char *p, const char *end, uint32_t *cp) {
    const unsigned char *u = (const unsigned char *)p;
    uint32_t c = u[0];
    if (c < 0x80) return *cp = c, 1;
    uint32_t n = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
    if (c < 0xC2 || c > 0xF4 || (uint64_t)(end - p) < n) return 0;
    c &= 0x7Fu >> n;
    for (uint32_t i = 1; i < n; i++) {
        if ((u[i] & 0xC0u) != 0x80) return 0;
        c = c << 6 | (u[i] & 0x3Fu);
    }
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    if (c < least[n] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return 0;
    *cp = c;
    return n;
}

// As utf8_decode, but a byte that is not UTF-8 counts as one replacement character.
static uint32_t decode_any(const char *p, const char *end, uint32_t *cp) {
    uint32_t n = utf8_decode(p, end, cp);
    if (n) return n;
    *cp = REPLACEMENT;
    return 1;
}

uint32_t utf8_encode(uint32_t cp, char out[4]) {
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF)) cp = REPLACEMENT;
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    uint32_t n = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    for (uint32_t i = n - 1; i > 0; i--) {
        out[i] = (char)(0x80u | (cp & 0x3Fu));
        cp >>= 6;
    }
    out[0] = (char)((0xF00u >> n & 0xF0u) | cp);
    return n;
}

// Bytes at p that are replaced as one: a character that breaks off, as far as it goes, else a byte.
static uint32_t broken_length(const char *p, const char *end) {
    const unsigned char *u = (const unsigned char *)p;
    uint32_t c = u[0], n = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2, i = 1;
    if (c < 0xC2 || c > 0xF4) return 1;
    for (; i < n && p + i < end; i++) {
        uint32_t low = i > 1 ? 0x80 : c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
        uint32_t high = i > 1 ? 0xBF : c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
        if (u[i] < low || u[i] > high) break;
    }
    return i;
}

uint32_t utf8_add_repaired(StrBuf *out, Str s) {
    uint32_t many = 0;
    for (uint32_t from = 0, at;; from = at + broken_length(s.p + at, s.p + s.n)) {
        at = from + utf8_invalid_at((Str){s.p + from, s.n - from});
        buf_add(out, (Str){s.p + from, at - from});
        if (at == s.n) return many;
        buf_addc(out, "\xEF\xBF\xBD");
        guard_every(out->arena->guard, ++many);
    }
}

Str utf8_repair(Arena *a, Str s, uint32_t *many, uint32_t *first) {
    StrBuf out;
    *many = 0;
    *first = utf8_invalid_at(s);
    if (*first == s.n) return s;
    buf_init(&out, a);
    *many = utf8_add_repaired(&out, s);
    return buf_str(&out);
}

// Length of the leading part that is ASCII.
static uint32_t ascii_run(Str s) {
    uint32_t i = 0;
    for (uint64_t w; s.n - i >= 8; i += 8) {
        memcpy(&w, s.p + i, 8);
        if (w & 0x8080808080808080u) break;
    }
    while (i < s.n && !((unsigned char)s.p[i] & 0x80u)) i++;
    return i;
}

bool str_ascii(Str s) { return ascii_run(s) == s.n; }

uint32_t utf8_invalid_at(Str s) {
    uint32_t i = 0, cp;
    while (i < s.n) {
        i += ascii_run((Str){s.p + i, s.n - i});
        if (i == s.n) break;
        uint32_t n = utf8_decode(s.p + i, s.p + s.n, &cp);
        if (!n) return i;
        i += n;
    }
    return s.n;
}

uint32_t utf8_count(Str s) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++) n += ((unsigned char)s.p[i] & 0xC0u) != 0x80;
    return n;
}

// --- normalising -----------------------------------------------------------------------------

// Code points of class 0 that NFC neither changes nor joins to what stands before them. U+11A7 must
// be one: utf8proc 2.8 takes that vowel for an empty final consonant and drops it.
static bool is_settled(uint32_t cp) {
    if (cp < 0x300) return true;
    if (cp < 0x2010)
        return (cp >= 0x388 && cp <= 0x482) || (cp >= 0x48A && cp <= 0x52F) ||
               (cp >= 0x1E00 && cp <= 0x1EFF) || cp == 0x11A7;
    return (cp <= 0x205E && cp != 0x2028 && cp != 0x2029) || (cp >= 0x30A1 && cp <= 0x30FA) ||
           (cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0xAC00 && cp <= 0xD7A3);
}

static int mark_class(int32_t cp) { return utf8proc_get_property(cp)->combining_class; }

// Sorts a run of marks by class, stably; counting, so that a long run (an attack) costs no more.
static void sort_marks(Arena *a, int32_t *at, size_t n) {
    size_t *start = arena_zero(a, 257 * sizeof *start);
    for (size_t i = 0; i < n; i++) start[(mark_class(at[i]) & 255) + 1]++;
    for (size_t c = 1; c < 257; c++) start[c] += start[c - 1];
    int32_t *copy = arena_dup(a, at, n * sizeof *at);
    for (size_t i = 0; i < n; i++) at[start[mark_class(copy[i]) & 255]++] = copy[i];
}

static void order_marks(Arena *a, int32_t *at, size_t n) {
    for (size_t i = 0, end; i < n; i = end + 1) {
        bool sorted = true;
        for (end = i; end < n && mark_class(at[end]) != 0; end++)
            if (end > i && mark_class(at[end - 1]) > mark_class(at[end])) sorted = false;
        if (!sorted) sort_marks(a, at + i, end - i);
    }
}

typedef struct Units {
    int32_t *at;
    size_t cap;
} Units;

// Adds the normal form of a piece of text that nothing outside it joins.
static void add_composed(StrBuf *out, Units *u, Str piece) {
    size_t n = 0;
    for (const char *p = piece.p, *end = p + piece.n; p < end;) {
        uint32_t cp;
        int bound;
        p += decode_any(p, end, &cp);
        u->at = arena_grow(out->arena, u->at, &u->cap, n + UNITS_MAX, sizeof *u->at);
        n += (size_t)utf8proc_decompose_char((int32_t)cp, u->at + n, UNITS_MAX,
                                             UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, &bound);
    }
    order_marks(out->arena, u->at, n);
    utf8proc_ssize_t left =
        utf8proc_normalize_utf32(u->at, (utf8proc_ssize_t)n, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    for (utf8proc_ssize_t i = 0; i < left; i++) {
        char bytes[4];
        buf_add(out, (Str){bytes, utf8_encode((uint32_t)u->at[i], bytes)});
    }
}

// The offset, from i on, of the first code point that is settled (or is not), or s.n.
// *last becomes the offset of the code point before it, or i.
static uint32_t scan(Guard *g, Str s, uint32_t i, bool settled, uint32_t *last) {
    *last = i;
    for (uint32_t k = 1; i < s.n; k++) {
        guard_every(g, k);
        uint32_t cp, n = decode_any(s.p + i, s.p + s.n, &cp);
        if (is_settled(cp) == settled) break;
        *last = i;
        i += n;
    }
    return i;
}

static Str slice(Str s, uint32_t from, uint32_t to) { return (Str){s.p + from, to - from}; }

Str str_nfc(Arena *a, Str s) {
    uint32_t last, next;
    if (str_ascii(s) || scan(a->guard, s, 0, false, &last) == s.n) return s;
    ArenaMark mark = arena_mark(a);
    Units units = {0};
    StrBuf out;
    buf_init(&out, a);
    for (uint32_t i = 0; i < s.n; i = next) {
        uint32_t odd = scan(a->guard, s, i, false, &last), ignored;
        if (odd == s.n) last = odd;
        buf_add(&out, slice(s, i, last));
        next = scan(a->guard, s, odd, true, &ignored);
        if (last < next) add_composed(&out, &units, slice(s, last, next));
    }
    Str result = buf_str(&out);
    if (!str_eq(result, s)) return result;
    arena_release(a, mark);
    return s;
}

// --- folding and order -----------------------------------------------------------------------

// The folded form, one code point after another and without memory.
typedef struct Folder {
    const char *p, *end;
    int32_t units[UNITS_MAX];
    uint32_t at, n;
} Folder;

static void fold_start(Folder *f, Str s, uint32_t from) {
    f->p = s.p + from;
    f->end = s.p + s.n;
    f->at = f->n = 0; // units stays as it is: clearing it would cost more than an ASCII text does
}

// Marks that are dropped: accents, points and tones, which have a class of their own. Vowel signs
// (class 0), nukta, voicing and virama (7 to 9) make other letters of the letter and stay.
static bool is_dropped(int32_t cp) { return cp >= 0x300 && mark_class(cp) >= 10; }

static uint32_t ascii_lower(uint32_t c) { return c - 'A' < 26u ? c + 32 : c; }

// The next folded code point, or -1 at the end.
static int32_t fold_next(Folder *f) {
    for (;;) {
        while (f->at < f->n) {
            int32_t cp = f->units[f->at++];
            if (!is_dropped(cp)) return cp;
        }
        if (f->p == f->end) return -1;
        if (!((unsigned char)*f->p & 0x80u)) return (int32_t)ascii_lower((unsigned char)*f->p++);
        uint32_t cp;
        int bound;
        f->p += decode_any(f->p, f->end, &cp);
        f->n = (uint32_t)utf8proc_decompose_char(
            (int32_t)cp, f->units, UNITS_MAX,
            UTF8PROC_DECOMPOSE | UTF8PROC_STABLE | UTF8PROC_CASEFOLD, &bound);
        f->at = 0;
    }
}

static bool is_folded_ascii(Guard *g, Str s) {
    if (!str_ascii(s)) return false;
    for (uint32_t i = 0; i < s.n; i++) {
        if ((uint32_t)s.p[i] - 'A' < 26u) return false;
        if (i % HEARD == HEARD - 1) guard_tick(g);
    }
    return true;
}

Str str_fold(Arena *a, Str s) {
    if (is_folded_ascii(a->guard, s)) return s;
    StrBuf out;
    buf_init(&out, a);
    Folder f;
    fold_start(&f, s, 0);
    for (int32_t cp; (cp = fold_next(&f)) >= 0;) {
        char bytes[4];
        buf_add(&out, (Str){bytes, utf8_encode((uint32_t)cp, bytes)});
    }
    return buf_str(&out);
}

uint64_t str_fold_prefix(Str s) {
    uint64_t key = 0;
    uint32_t n = 0;
    Folder f;
    fold_start(&f, s, 0);
    for (int32_t cp; n < 8 && (cp = fold_next(&f)) >= 0;) {
        char bytes[4];
        uint32_t length = utf8_encode((uint32_t)cp, bytes);
        for (uint32_t i = 0; i < length && n < 8; i++, n++)
            key = key << 8 | (unsigned char)bytes[i];
    }
    return n ? key << (8 * (8 - n)) : 0;
}

int str_order(Guard *guard, Str x, Str y) {
    uint32_t i = 0, n = x.n < y.n ? x.n : y.n;
    while (i < n && !(((unsigned char)x.p[i] | (unsigned char)y.p[i]) & 0x80u) &&
           ascii_lower((unsigned char)x.p[i]) == ascii_lower((unsigned char)y.p[i]))
        if (++i % HEARD == 0 && guard) guard_tick(guard);
    Folder f, g; // both texts are folded as they are read
    fold_start(&f, x, i);
    fold_start(&g, y, i);
    for (uint32_t k = 1;; k++) {
        if (guard) guard_every(guard, k);
        int32_t c = fold_next(&f), d = fold_next(&g);
        if (c != d) return c < d ? -1 : 1;
        if (c < 0) return str_cmp(x, y);
    }
}

// --- on a terminal ---------------------------------------------------------------------------

// Controls, line separators, what turns the direction of writing and what is not seen at all (byte
// order marks, annotations, tags): never sent to a terminal.
static bool is_hidden(uint32_t cp) {
    if (cp < 0x20 || (cp >= 0x7F && cp <= 0x9F)) return true;
    if (cp == 0xFEFF || (cp >= 0xFFF9 && cp <= 0xFFFB) || (cp >= 0xE0000 && cp <= 0xE007F))
        return true;
    return cp == 0x61C || cp == 0x200E || cp == 0x200F || (cp >= 0x2028 && cp <= 0x202E) ||
           (cp >= 0x2066 && cp <= 0x2069);
}

// Writes the escape of the code point (or bad byte) at p if it needs one; returns its length.
static uint32_t escape_at(const char *p, const char *end, uint32_t *used, char out[12]) {
    static const char hex[] = "0123456789abcdef";
    uint32_t cp = 0;
    *used = utf8_decode(p, end, &cp);
    if (*used && !is_hidden(cp)) return 0;
    out[0] = '\\';
    if (cp == '\n' || cp == '\r' || cp == '\t') {
        out[1] = cp == '\n' ? 'n' : cp == '\r' ? 'r' : 't';
        return 2;
    }
    if (!*used) cp = (unsigned char)*p;
    bool byte = cp < 0x80 || !*used;
    uint32_t n = 1;
    out[n++] = byte ? 'x' : 'u';
    if (!byte) out[n++] = '{';
    for (int shift = cp > 0xFFFF ? 16 : cp > 0xFF ? 12 : 4; shift >= 0; shift -= 4)
        out[n++] = hex[cp >> shift & 15];
    if (!byte) out[n++] = '}';
    if (!*used) *used = 1;
    return n;
}

// The end of the printable ASCII that begins at p.
static const char *plain_end(const char *p, const char *end) {
    while (p < end && (unsigned char)(*p - 0x20) < 0x5F) p++;
    return p;
}

uint32_t str_width(Str s) {
    uint32_t cells = 0, used, cp = 0;
    char escape[12];
    for (const char *p = s.p, *end = p + s.n; p < end; p += used) {
        const char *from = p;
        p = plain_end(p, end);
        cells += (uint32_t)(p - from);
        if (p == end) break;
        uint32_t n = escape_at(p, end, &used, escape);
        cells += n;
        if (n) continue;
        utf8_decode(p, end, &cp);
        cells += cp < 0x80 ? 1 : (uint32_t)utf8proc_charwidth((int32_t)cp);
    }
    return cells;
}

uint32_t str_width_heard(Str s, Guard *g) {
    uint32_t cells = 0;
    while (s.n > HEARD) {
        uint32_t n = HEARD;
        while (n > HEARD - 4 && ((unsigned char)s.p[n] & 0xC0u) == 0x80) n--; // whole characters
        cells += str_width((Str){s.p, n});
        guard_tick(g);
        s = (Str){s.p + n, s.n - n};
    }
    return cells + str_width(s);
}

Str str_visible(Arena *a, Str s) {
    StrBuf out;
    buf_init(&out, a);
    const char *kept = s.p, *end = s.p + s.n, *heard = s.p;
    char escape[12];
    for (const char *p = s.p; p < end;) {
        if (p - heard >= HEARD) {
            guard_tick(a->guard);
            heard = p;
        }
        p = plain_end(p, end - p < HEARD ? end : p + HEARD);
        if (p == end) break;
        uint32_t used, n = escape_at(p, end, &used, escape);
        if (n) {
            buf_add(&out, (Str){kept, (uint32_t)(p - kept)});
            buf_add(&out, (Str){escape, n});
            kept = p + used;
        }
        p += used;
    }
    if (kept == s.p) return s;
    buf_add(&out, (Str){kept, (uint32_t)(end - kept)});
    return buf_str(&out);
}

uint32_t cp_lower(uint32_t cp) {
    return cp < 0x80 ? ascii_lower(cp) : (uint32_t)utf8proc_tolower((int32_t)cp);
}

bool cp_is_small(uint32_t cp) {
    if (cp < 0x80) return cp - 'a' < 26u;
    return cp <= 0x10FFFF && utf8proc_category((int32_t)cp) == UTF8PROC_CATEGORY_LL;
}

bool cp_is_capital(uint32_t cp) {
    if (cp < 0x80) return cp - 'A' < 26u;
    if (cp > 0x10FFFF) return false;
    utf8proc_category_t c = utf8proc_category((int32_t)cp);
    return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

bool cp_is_word(uint32_t cp) {
    if (cp < 0x80) return cp - '0' < 10u || (cp | 32u) - 'a' < 26u;
    if (cp > 0x10FFFF) return false;
    utf8proc_category_t c = utf8proc_category((int32_t)cp);
    return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_NL; // letters, marks, Nd, Nl
}
