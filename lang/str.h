// Texts as (pointer, length) in UTF-8, and what every layer needs to do with them: compare, hash,
// check, normalise, fold, measure. Nothing here is NUL-terminated unless it says so.
#ifndef GAZ_STR_H
#define GAZ_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

#include "lang/arena.h"

typedef struct Str {
    const char *p;
    uint32_t n; // bytes
} Str;

#define STR(lit)   ((Str){"" lit, sizeof(lit) - 1})
#define STR_FMT(s) (int)(s).n, (s).p // for "%.*s"

Str str_of(const char *c); // of a NUL-terminated text
bool str_eq(Str a, Str b);
bool str_is(Str a, const char *lit);
bool str_begins(Str s, const char *with);
int str_cmp(Str a, Str b); // by bytes, which is by code points in UTF-8
uint64_t str_hash(Str s);
uint64_t str_hash_heard(Str s, Guard *g); // the same, of a text that may be very long
Str str_dup(Arena *a, Str s);             // the copy has a NUL after it
Str str_cat(Arena *a, Str x, Str y);
Str str_printf(Arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
Str str_vprintf(Arena *a, const char *fmt, va_list ap);

// One code point at p (p < end); returns the bytes used, or 0 where the bytes are not UTF-8.
uint32_t utf8_decode(const char *p, const char *end, uint32_t *cp);
// Offset of the first byte that is not valid UTF-8, or s.n.
uint32_t utf8_invalid_at(Str s);
uint32_t utf8_count(Str s); // code points
// The text with U+FFFD for each piece that is not UTF-8: the beginning of a character without its
// rest, or a single byte (Unicode 15, tables 3-8 to 3-11). s itself where all is well. *many: how
// many pieces; *first: the offset of the first, or s.n.
Str utf8_repair(Arena *a, Str s, uint32_t *many, uint32_t *first);

bool str_ascii(Str s);
// Unicode Normalization Form C (UAX #15) of valid UTF-8. Returns s itself where nothing changes.
Str str_nfc(Arena *a, Str s);
// Case (full case folding) and accents aside: what search and sort order compare. Code point by
// code point, so the fold of NFC text only. Returns s itself for ASCII without capitals.
Str str_fold(Arena *a, Str s);
// The first 8 bytes of the folded form, the first one highest, then zeros: a sort key. If the keys
// of two texts differ, they order as str_order does; if they are equal, ask str_order.
uint64_t str_fold_prefix(Str s);
// Order of texts: by folded form, then by code points. The guard hears of long texts; NULL: nobody
// does.
int str_order(Guard *g, Str x, Str y);
// Cells on a terminal: wide characters 2, combining marks 0, controls as str_visible writes them.
uint32_t str_width(Str s);
uint32_t str_width_heard(Str s, Guard *g); // of a text that may be very long
// Control characters, DEL, C1 and bidi controls as visible escapes (\n, \x1b, \u{202e}), so that
// archive text never drives a terminal. Returns s itself where there are none.
Str str_visible(Arena *a, Str s);
uint32_t cp_lower(uint32_t cp);  // the small letter, where there is one
bool cp_is_small(uint32_t cp);   // a small letter
bool cp_is_capital(uint32_t cp); // a capital, or a title-case letter
bool cp_is_word(uint32_t cp);    // letters, marks and digits: what words are made of
// Damerau-Levenshtein distance of two short texts, at most max + 1 (for "did you mean").
uint32_t str_distance(Str a, Str b, uint32_t max);
// Code point (below 2^32) as UTF-8; returns the bytes written (1 to 4).
uint32_t utf8_encode(uint32_t cp, char out[4]);

// A text that grows in an arena: for messages and writers. A long one hears a cancel while it is
// written.
typedef struct StrBuf {
    Arena *arena;
    char *p;
    size_t n, cap;
    size_t room; // bytes there are; cap, of these, may be used until the next tick
} StrBuf;

void buf_init(StrBuf *b, Arena *a);
void buf_clear(StrBuf *b); // keeps its room
void buf_add(StrBuf *b, Str s);
void buf_addc(StrBuf *b, const char *c);
void buf_char(StrBuf *b, char c);
uint32_t utf8_add_repaired(StrBuf *b, Str s); // as utf8_repair; how many pieces
void buf_printf(StrBuf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
Str buf_str(StrBuf *b);

#endif
