// Kernels of texts: text in, text, number or truth out. Texts are NFC and compared byte by byte;
// what is made goes through run_intern, so equal texts are equal ids again. Lists of texts:
// text_list.c.
#include <string.h>
#include <utf8proc.h>

#include "runtime/pattern.h"
#include "stdlib/kernels.h"

void text_map(const Call *c, Rows rows, const Vec *x, Vec *out, TextMap *f) {
    Run *r = c->run;
    uint32_t last = 0, result = 0;
    ROWS_EACH(i, rows) {
        uint32_t id = x->d.u32[vec_place(x, i)];
        if (id != last || !last) {
            ArenaMark mark = arena_mark(r->scratch);
            Str s = long_text(c, run_text(r, id)), made = f(r->scratch, s);
            last = id;
            result = str_eq(made, s) ? id : run_intern(r, made);
            scratch_release(r, mark);
        }
        out->d.u32[i] = result;
    }
}

// As utf8_count, which counts first bytes, so that the pieces need not be whole characters.
static uint32_t characters(const Call *c, Str s) {
    uint32_t n = 0;
    for (; s.n > HEARD; s = (Str){s.p + HEARD, s.n - HEARD}) {
        n += utf8_count((Str){s.p, HEARD});
        guard_tick(c->run->guard);
    }
    return n + utf8_count(s);
}

void text_length(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) out->d.i64[i] = characters(c, long_text(c, arg_text(c, args[0], i)));
}

// --- case -------------------------------------------------------------------------------------

typedef uint32_t CpMap(uint32_t cp);

static uint32_t cp_upper(uint32_t cp) {
    if (cp < 0x80) return cp >= 'a' && cp <= 'z' ? cp - 32 : cp;
    return (uint32_t)utf8proc_toupper((int32_t)cp);
}

static Str map_points(Arena *a, Str s, CpMap *f) {
    StrBuf out;
    buf_init(&out, a);
    for (const char *p = s.p, *end = p + s.n; p < end;) {
        uint32_t cp, n = utf8_decode(p, end, &cp);
        char bytes[4];
        if (n)
            buf_add(&out, (Str){bytes, utf8_encode(f(cp), bytes)});
        else
            buf_char(&out, *p);
        p += n ? n : 1;
    }
    return buf_str(&out);
}

static Str lower(Arena *a, Str s) { return map_points(a, s, cp_lower); }
static Str upper(Arena *a, Str s) { return map_points(a, s, cp_upper); }

void text_lower(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    text_map(c, rows, args[0], out, lower);
}

void text_upper(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    text_map(c, rows, args[0], out, upper);
}

void text_fold(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    text_map(c, rows, args[0], out, str_fold);
}

// --- ends -------------------------------------------------------------------------------------

bool text_is_blank(uint32_t cp) {
    return (cp >= 9 && cp <= 13) || cp == ' ' || cp == 0x85 || cp == 0xA0 || cp == 0x1680 ||
           (cp >= 0x2000 && cp <= 0x200A) || cp == 0x2028 || cp == 0x2029 || cp == 0x202F ||
           cp == 0x205F || cp == 0x3000 || cp == 0xFEFF;
}

static Str trimmed(Arena *a, Str s) {
    const char *p = s.p, *end = p + s.n;
    uint32_t cp, n, k = 1;
    for (; p < end && (n = utf8_decode(p, end, &cp)) != 0 && text_is_blank(cp); p += n)
        guard_every(a->guard, k++);
    while (end > p) {
        guard_every(a->guard, k++);
        const char *q = end - 1;
        while (q > p && ((unsigned char)*q & 0xC0u) == 0x80) q--;
        if (!utf8_decode(q, end, &cp) || !text_is_blank(cp)) break;
        end = q;
    }
    return (Str){p, (uint32_t)(end - p)};
}

void text_trim(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    text_map(c, rows, args[0], out, trimmed);
}

void text_starts(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        Str s = arg_text(c, args[0], i), t = arg_text(c, args[1], i);
        out->d.truth[i] = s.n >= t.n && str_eq((Str){s.p, t.n}, t);
    }
}

void text_ends(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        Str s = arg_text(c, args[0], i), t = arg_text(c, args[1], i);
        out->d.truth[i] = s.n >= t.n && str_eq((Str){s.p + (s.n - t.n), t.n}, t);
    }
}

// --- parts ------------------------------------------------------------------------------------

// Offset of t in s from byte `from` on, or UINT32_MAX. t is not empty.
uint32_t text_find(const Call *c, Str s, Str t, uint32_t from) {
    uint64_t work = 0;
    const char *p = s.p + from, *end = s.p + s.n;
    while ((size_t)(end - p) >= t.n) {
        p = memchr(p, t.p[0], (size_t)(end - p) - t.n + 1);
        if (!p) break;
        if (memcmp(p, t.p, t.n) == 0) return (uint32_t)(p - s.p);
        p++;
        work += t.n;
        if (work < 1 << 16) continue;
        run_tick(c->run, work >> 10); // many near finds of a long part: let limits and cancel in
        work = 0;
    }
    return UINT32_MAX;
}

void text_contains(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        Str s = long_text(c, arg_text(c, args[0], i)), t = arg_text(c, args[1], i);
        out->d.truth[i] = t.n == 0 || text_find(c, s, t, 0) != UINT32_MAX;
    }
}

static uint32_t replaced(const Call *c, uint32_t id, Str from, Str to) {
    Str s = long_text(c, run_text(c->run, id));
    if (!from.n) CALL_FAIL(c, E0507, "the text to replace is empty");
    uint32_t at = text_find(c, s, from, 0), kept = 0;
    if (at == UINT32_MAX) return id;
    ArenaMark mark = arena_mark(c->run->scratch);
    StrBuf b;
    buf_init(&b, c->run->scratch);
    for (; at != UINT32_MAX; at = text_find(c, s, from, kept)) {
        buf_add(&b, (Str){s.p + kept, at - kept});
        buf_add(&b, to);
        kept = at + from.n;
    }
    buf_add(&b, (Str){s.p + kept, s.n - kept});
    uint32_t made = run_intern(c->run, buf_str(&b));
    scratch_release(c->run, mark);
    return made;
}

void text_replace(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows)
    out->d.u32[i] = replaced(c, args[0]->d.u32[vec_place(args[0], i)], arg_text(c, args[1], i),
                             arg_text(c, args[2], i));
}

// Bytes of the first n characters.
static uint32_t bytes_of(const Call *c, Str s, uint64_t n) {
    uint32_t i = 0;
    for (; i < s.n; i++) {
        if (i % HEARD == HEARD - 1) guard_tick(c->run->guard);
        if (((unsigned char)s.p[i] & 0xC0u) == 0x80) continue;
        if (n-- == 0) break;
    }
    return i;
}

// From the character `from` (1: the first; -1: the last), at most n.
static Str part(const Call *c, Str s, int64_t from, uint64_t n) {
    if (from == 0) CALL_FAIL(c, E0507, "characters are counted from 1 (or from -1, the last)");
    if (from < 0) {
        int64_t count = characters(c, s);
        if (from < -count) {
            uint64_t before = 0 - (uint64_t)(from + count); // asked for, but not there
            n = n > before ? n - before : 0;
            from = -count;
        }
        from += count + 1;
    }
    uint32_t at = bytes_of(c, s, (uint64_t)from - 1);
    Str rest = {s.p + at, s.n - at};
    return (Str){rest.p, bytes_of(c, rest, n)};
}

void text_substring(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        uint32_t id = args[0]->d.u32[vec_place(args[0], i)];
        Str s = long_text(c, run_text(c->run, id));
        int64_t n = args[2] ? arg_int(args[2], i) : INT64_MAX;
        if (n < 0) CALL_FAIL(c, E0507, "a text has no negative number of characters");
        Str t = part(c, s, arg_int(args[1], i), (uint64_t)n);
        out->d.u32[i] = t.n == s.n ? id : run_intern(c->run, t);
    }
}

void text_matches_count(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        uint32_t pattern = args[1]->d.u32[vec_place(args[1], i)];
        const Match *m = pattern_words(c->run, c->expr->args[1], pattern);
        out->d.i64[i] = match_count(m, c->run->scratch, long_text(c, arg_text(c, args[0], i)));
    }
}

// --- entities ---------------------------------------------------------------------------------

void text_label(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        uint32_t entity = args[0]->d.u32[vec_place(args[0], i)];
        out->d.u32[i] = run_intern(c->run, run_label(c->run, entity));
    }
}

void text_kind(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    const Archive *a = c->run->archive;
    uint32_t last = KIND_ANY, id = 0;
    ROWS_EACH(i, rows) {
        uint32_t kind = archive_kind_of(a, args[0]->d.u32[vec_place(args[0], i)]);
        if (kind != last) id = run_intern(c->run, a->schema.kinds[kind]->name);
        last = kind;
        out->d.u32[i] = id;
    }
}
