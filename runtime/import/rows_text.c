// The bytes of a file of rows as UTF-8 (rows_impl.h): what they are is told by a byte order mark,
// by every other byte being zero, or by what is no UTF-8. In: bytes; out: the text that all places
// refer to, which is the file itself where nothing had to be made of it.
#include <string.h>

#include "runtime/import/rows_impl.h"

// Windows-1252 from 0x80 to 0x9F (WHATWG Encoding, index windows-1252; five bytes have no meaning
// of their own and stay what they are).
static const uint16_t windows_1252[32] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

static size_t put_character(char *to, uint32_t cp) { return utf8_encode(cp, to); }

static void use(Reading *x, const char *p, size_t n, Str encoding) {
    x->rows->text = p;
    x->rows->text_n = n;
    x->rows->encoding = encoding;
}

static void from_windows_1252(Reading *x, const char *p, size_t n) {
    char *to = arena_array(x->a, n + 1, 3); // no character takes more
    size_t many = 0;
    for (size_t i = 0; i < n; i++) {
        guard_every(x->a->guard, i);
        unsigned char c = (unsigned char)p[i];
        bool plain = c < 0x80;
        if (plain) to[many++] = (char)c;
        if (!plain) many += put_character(to + many, c < 0xA0 ? windows_1252[c - 0x80] : c);
    }
    use(x, to, many, STR("Windows-1252"));
    import_found(x->job, "files read as Windows-1252, since they are no UTF-8", 1);
}

static uint32_t unit_at(const unsigned char *p, bool big) {
    return big ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
}

static void from_utf16(Reading *x, const char *bytes, size_t n, bool big) {
    const unsigned char *p = (const unsigned char *)bytes, *end = p + n / 2 * 2;
    char *to = arena_array(x->a, n / 2 + 2, 3);
    size_t many = 0, broken = n % 2;
    for (; p < end; p += 2) {
        guard_work(x->a->guard, 1);
        uint32_t c = unit_at(p, big), low = 0;
        bool high = (c & 0xFC00u) == 0xD800 && end - p >= 4;
        if (high) low = unit_at(p + 2, big);
        if (high && (low & 0xFC00u) == 0xDC00) {
            c = 0x10000 + ((c & 0x3FFu) << 10) + (low & 0x3FFu);
            p += 2;
        }
        broken += (c & 0xFFFFF800u) == 0xD800;
        many += put_character(to + many, c); // half a pair as U+FFFD
    }
    use(x, to, many, big ? STR("UTF-16BE") : STR("UTF-16LE"));
    import_found(x->job, "files read as UTF-16", 1);
    if (broken) x->job->count->replaced += broken;
}

// Whether the first bytes are ASCII with a zero beside each.
static bool looks_utf16(const char *p, size_t n, bool big) {
    size_t seen = 0;
    if (n % 2) return false;
    for (; seen < 16 && seen + 2 <= n; seen += 2)
        if (p[seen + !big] != 0 || p[seen + big] == 0) return false;
    return seen >= 4;
}

// How much beyond ASCII is UTF-8, and how much is not.
static void count_pieces(const Reading *x, const char *p, size_t n, uint64_t *good, uint64_t *bad) {
    uint32_t cp;
    for (const char *end = p + n; p < end;) {
        guard_work(x->a->guard, 1);
        if (!((unsigned char)*p & 0x80u)) {
            p++;
            continue;
        }
        uint32_t length = utf8_decode(p, end, &cp);
        *good += length != 0;
        *bad += length == 0;
        p += length ? length : 1;
    }
}

static bool is_utf8(const Reading *x, const char *p, size_t n) {
    enum { PIECE = 1 << 20 };
    for (size_t at = 0; at < n;) {
        size_t many = n - at < PIECE ? n - at : PIECE;
        guard_tick(x->a->guard);
        uint32_t stop = utf8_invalid_at((Str){p + at, (uint32_t)many});
        bool cut = many - stop < 4 && at + many < n; // a character goes on behind the piece
        if (stop < many && !cut) return false;
        at += stop;
    }
    return true;
}

// Where more is UTF-8 than is not, single bytes were broken: they are replaced one by one.
static void repair(Reading *x, const char *p, size_t n, uint64_t broken) {
    StrBuf out;
    buf_init(&out, x->a);
    for (const char *end = p + n; p < end;) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        size_t line = (size_t)((stop ? stop + 1 : end) - p);
        if (line > UINT32_MAX / 2) line = UINT32_MAX / 2;
        utf8_add_repaired(&out, (Str){p, (uint32_t)line});
        p += line;
    }
    use(x, out.p, out.n, STR("UTF-8"));
    x->job->count->repaired++;
    x->job->count->replaced += broken;
}

void rows_encoding(Reading *x, bool json) {
    const char *p = x->text->p;
    size_t n = x->text->n;
    bool little = n >= 2 && memcmp(p, "\xFF\xFE", 2) == 0;
    bool big = n >= 2 && memcmp(p, "\xFE\xFF", 2) == 0;
    if (little || big) {
        from_utf16(x, p + 2, n - 2, big);
        return;
    }
    if (looks_utf16(p, n, true) || looks_utf16(p, n, false)) {
        from_utf16(x, p, n, looks_utf16(p, n, true));
        return;
    }
    if (n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0) {
        p += 3;
        n -= 3;
    }
    uint64_t good = 0, bad = 0;
    use(x, p, n, STR("UTF-8"));
    if (json || is_utf8(x, p, n)) return; // JSON is repaired text by text
    count_pieces(x, p, n, &good, &bad);
    if (bad > good)
        from_windows_1252(x, p, n);
    else
        repair(x, p, n, bad);
}
