// What the words of the texts tell of hyphens. See page.h.
#include <string.h>

#include "runtime/import/page_impl.h"
#include "runtime/words.h"

// A word by its hash: how often it occurs.
typedef struct Slot {
    uint64_t hash;
    uint32_t n;
} Slot;

struct PageWords {
    Arena *arena;
    Slot *slots;
    uint64_t mask, n;
};

enum { COMPOUND = 1, SMALL = 2, LONGEST = 128 };

PageWords *page_words_new(Arena *a) {
    PageWords *w = ARENA_NEW(a, PageWords);
    w->arena = a;
    w->mask = 255;
    w->slots = arena_zero(a, (w->mask + 1) * sizeof *w->slots);
    return w;
}

static Slot *slot_of(const PageWords *w, uint64_t hash) {
    uint64_t i = hash & w->mask;
    while (w->slots[i].n && w->slots[i].hash != hash) i = (i + 1) & w->mask;
    return &w->slots[i];
}

static void widen(PageWords *w) {
    Slot *old = w->slots;
    uint64_t n = w->mask + 1;
    w->mask = n * 2 - 1;
    w->slots = arena_zero(w->arena, (size_t)n * 2 * sizeof *w->slots);
    for (uint64_t i = 0; i < n; i++) {
        guard_every(w->arena->guard, i + 1);
        if (old[i].n) *slot_of(w, old[i].hash) = old[i];
    }
}

// Of two parts of a word with small letters, as far as those are of ASCII.
static uint64_t hash_of(Str x, Str y, uint64_t what) {
    uint64_t h = 0xcbf29ce484222325u ^ what;
    for (uint32_t i = 0; i < x.n; i++)
        h = (h ^ (unsigned char)small_letter(x.p[i])) * 0x100000001b3u;
    for (uint32_t i = 0; i < y.n; i++)
        h = (h ^ (unsigned char)small_letter(y.p[i])) * 0x100000001b3u;
    return h ^ h >> 31;
}

static void count(PageWords *w, uint64_t hash) {
    if (w->n > w->mask / 2) widen(w);
    Slot *s = slot_of(w, hash);
    w->n += s->n == 0;
    s->hash = hash;
    if (s->n < UINT32_MAX) s->n++;
}

static uint32_t counted(const PageWords *w, uint64_t hash) { return slot_of(w, hash)->n; }

// A run of letters, marks and digits at p, at most so long.
static uint32_t word_length(const char *p, const char *end) {
    const char *from = p;
    for (uint32_t n; p < end && (n = word_char(p, end)) != 0; p += n)
        if (p - from > LONGEST) break;
    return (uint32_t)(p - from);
}

static bool has_small(Str s) {
    uint32_t cp, n;
    for (uint32_t i = 0; i < s.n && (n = utf8_decode(s.p + i, s.p + s.n, &cp)) != 0; i += n)
        if (!cp_is_small(cp)) return false;
    return true;
}

// Whether a hyphen stands here and a line ends behind it.
static bool is_divided(const char *p, const char *end) {
    if (p == end || *p != '-') return false;
    for (p++; p < end && (*p == ' ' || *p == '\t' || *p == '\r'); p++) continue;
    return p == end || *p == '\n';
}

// Whether only blanks stand between p and the end of its line.
static bool ends_line(const char *p, const char *end) {
    while (p < end && (*p == ' ' || *p == '\t' || *p == '\r')) p++;
    return p == end || *p == '\n';
}

// Words at either end of a line may be parts of one: they do not count.
void page_words_add(PageWords *w, Str text) {
    const char *p = text.p, *end = p + text.n;
    Str before = {"", 0}; // the part before a hyphen
    bool first = true;    // of its line
    while (p < end) {
        uint32_t n = word_length(p, end);
        guard_work(w->arena->guard, 1);
        if (!n) {
            first = *p == '\n' || (first && (*p == ' ' || *p == '\t' || *p == '\r'));
            before.n = 0;
            p++;
            continue;
        }
        Str word = {p, n};
        p += n;
        bool whole = !first && !ends_line(p, end) && !is_divided(p, end);
        if (whole) count(w, hash_of(word, STR(""), 0));
        if (whole && has_small(word)) count(w, hash_of(word, STR(""), SMALL));
        if (before.n && !is_divided(p, end)) count(w, hash_of(before, word, COMPOUND));
        first = false;
        before = STR("");
        if (p < end && *p == '-' && !is_divided(p, end)) {
            before = word;
            p++;
        }
    }
}

bool page_words_small(const PageWords *w, Str word) {
    return counted(w, hash_of(word, STR(""), SMALL)) > 0;
}

bool page_words_hyphen(const PageWords *w, Str left, Str right) {
    uint32_t cp = 0, last = 0;
    utf8_decode(right.p, right.p + right.n, &cp);
    for (uint32_t i = 0, n;
         i < left.n && (n = utf8_decode(left.p + i, left.p + left.n, &last)) != 0;)
        i += n;
    bool figure = (cp >= '0' && cp <= '9') || (last >= '0' && last <= '9');
    if (figure || (cp_is_capital(cp) && !is_capitals(left))) return true;
    return counted(w, hash_of(left, right, COMPOUND)) > counted(w, hash_of(left, right, 0));
}

bool page_words_divided(const PageWords *w, Str left, Str right) {
    uint32_t cp = 0;
    utf8_decode(right.p, right.p + right.n, &cp);
    if (!cp_is_small(cp) || counted(w, hash_of(left, right, 0)) < 2) return false;
    return !counted(w, hash_of(left, STR(""), 0)) || !counted(w, hash_of(right, STR(""), 0));
}
