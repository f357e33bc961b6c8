// Patterns of `~` over the words of a text, in one pass and without going back: each word moves a
// set of phrase positions on (bit i: the first i + 1 words of the phrase end here), so time is
// bounded by the text's length whatever the pattern.
#include <string.h>

#include "runtime/match_impl.h"
#include "runtime/words.h"

// --- reading a pattern ------------------------------------------------------------------------

typedef struct Reader {
    Arena *arena;
    Str text;
    MatchError *err;
    bool shouting; // no small letter in it: AND may be a word like the others
} Reader;

static bool fail(Reader *r, uint32_t at, uint32_t len, const char *message, const char *hint) {
    *r->err = (MatchError){.at = at, .len = len};
    memcpy(r->err->message, message, strlen(message) + 1);
    memcpy(r->err->hint, hint, strlen(hint) + 1);
    return false;
}

// A word with its wildcards from `at` on; its length in bytes, 0 at the end. *from is where it
// begins.
static uint32_t read_word(const Reader *r, uint32_t at, uint32_t *from, bool *glob) {
    const char *p = r->text.p + at, *end = r->text.p + r->text.n;
    *glob = false;
    while (p < end && *p != '*' && *p != '?' && !word_char(p, end)) p++;
    *from = (uint32_t)(p - r->text.p);
    const char *start = p;
    for (uint32_t n; p < end; p += n) {
        bool wild = *p == '*' || *p == '?';
        n = wild ? 1 : word_char(p, end);
        if (!n) n = word_joint(r->text, (uint32_t)(p - r->text.p));
        if (!n) break;
        *glob |= wild;
    }
    return (uint32_t)(p - start);
}

static bool read_number(Str s, uint32_t *at, uint32_t *out) {
    uint32_t from = *at, n = 0;
    while (*at < s.n && s.p[*at] >= '0' && s.p[*at] <= '9' && *at - from < 9)
        n = n * 10 + (uint32_t)(s.p[(*at)++] - '0');
    *out = n;
    return *at > from;
}

// ~1 behind a word.
static bool read_wrong(Reader *r, Word *w, uint32_t from, uint32_t *at) {
    uint32_t n, tilde = (*at)++;
    bool number = read_number(r->text, at, &n);
    if (!number || n != 1)
        return fail(r, tilde, *at - tilde, "only ~1 can follow a word",
                    "trotzky~1 allows one wrong letter");
    if (w->kind == WORD_GLOB)
        return fail(r, from, *at - from, "a word has wildcards or ~1, not both", "");
    w->kind = WORD_ONE_WRONG;
    return true;
}

// NEAR/N, once, between two phrases. *phrase becomes the second.
static bool read_near(Reader *r, Match *m, Phrase **phrase, uint32_t from, uint32_t *at) {
    uint32_t n = 0, slash = *at;
    bool number = slash < r->text.n && r->text.p[slash] == '/';
    if (number) {
        *at = slash + 1;
        number = read_number(r->text, at, &n);
    }
    if (!number || n == 0 || n > MATCH_NEAR_MAX)
        return fail(r, from, *at - from, "NEAR needs a number of words, from 1 to 1000",
                    "trotsky NEAR/5 aurora");
    if (m->near)
        return fail(r, from, *at - from, "a pattern can have one NEAR",
                    "combine conditions: text ~ \"a NEAR/5 b\" and text ~ \"b NEAR/5 c\"");
    if (m->a.n == 0) return fail(r, from, *at - from, "NEAR needs a word before it", "");
    m->near = n;
    *phrase = &m->b;
    return true;
}

static bool is_boolean(Str w) { return str_is(w, "AND") || str_is(w, "OR") || str_is(w, "NOT"); }

static bool add_word(Reader *r, Phrase *phrase, Str written, bool glob, uint32_t from,
                     uint32_t *at) {
    if (!glob && !r->shouting && is_boolean(written))
        return fail(r, from, written.n, "AND, OR and NOT are not part of a pattern",
                    "combine conditions: text ~ \"fog\" and not text ~ \"dock\"");
    if (phrase->n == MATCH_WORDS_MAX)
        return fail(r, from, written.n, "the pattern has too many words (32 at most)", "");
    Word *w = &phrase->words[phrase->n++];
    w->kind = glob ? WORD_GLOB : WORD_PLAIN;
    w->folded = str_dup(r->arena, word_fold(r->arena, written, false, NULL));
    if (w->folded.n > MATCH_WORD_MAX)
        return fail(r, from, written.n, "a word of the pattern is too long (128 bytes at most)",
                    "");
    if (*at < r->text.n && r->text.p[*at] == '~') return read_wrong(r, w, from, at);
    return true;
}

static bool has_small_letter(Str s) {
    for (uint32_t i = 0; i < s.n; i++)
        if (is_small(s.p[i]) || (unsigned char)s.p[i] >= 0x80) return true;
    return false;
}

static bool only_marks(Str s) {
    for (uint32_t i = 0; i < s.n; i++)
        if (s.p[i] != '?') return false;
    return true;
}

static bool read_pattern(Reader *r, Match *m) {
    Phrase *phrase = &m->a;
    uint32_t at = 0, from = 0, len, near_at = 0;
    bool glob;
    while ((len = read_word(r, at, &from, &glob)) != 0) {
        Str written = {r->text.p + from, len};
        at = from + len;
        if (only_marks(written)) continue;
        bool near =
            str_is(written, "NEAR") && (!r->shouting || (at < r->text.n && r->text.p[at] == '/'));
        if (near) near_at = from;
        if (near ? !read_near(r, m, &phrase, from, &at)
                 : !add_word(r, phrase, written, glob, from, &at))
            return false;
    }
    if (m->near && !m->b.n)
        return fail(r, near_at, r->text.n - near_at, "NEAR needs a word after it", "");
    if (!m->a.n) return fail(r, 0, r->text.n, "the pattern has no word", "");
    return true;
}

const Match *match_compile(Arena *a, Str pattern, MatchError *err) {
    Match *m = ARENA_NEW(a, Match);
    Reader r = {a, pattern, err, !has_small_letter(pattern)};
    if (pattern.n > MATCH_BYTES_MAX) {
        fail(&r, 0, pattern.n, "the pattern is too long (4096 bytes at most)", "");
        return NULL;
    }
    const char *bar = pattern.n ? memchr(pattern.p, '|', pattern.n) : NULL;
    if (bar) {
        fail(&r, (uint32_t)(bar - pattern.p), 1, "| is not part of a pattern",
             "text ~ \"fog\" or text ~ \"dock\"; text matches 'fog|dock' is a regular expression");
        return NULL;
    }
    return read_pattern(&r, m) ? m : NULL;
}

const Match *match_phrase(Arena *a, Str words) {
    Match *m = ARENA_NEW(a, Match);
    Phrase *phrase = &m->a;
    Str word;
    bool ascii;
    for (uint32_t at = 0; phrase->n < MATCH_WORDS_MAX && word_next(words, &at, &word, &ascii);)
        phrase->words[phrase->n++] = (Word){WORD_PLAIN, word_fold(a, word, false, NULL)};
    return m;
}

// --- one word against one word ------------------------------------------------------------------

static uint32_t char_bytes(Str s, uint32_t at) {
    uint32_t cp, n = utf8_decode(s.p + at, s.p + s.n, &cp);
    return n ? n : 1;
}

// Only the last * has to be gone back to: an earlier one can't do better. At the end of a word ?
// may stand for nothing, so that the question mark of a sentence hides nothing.
static bool glob_fits(Str g, Str w) {
    uint32_t i = 0, j = 0, star = UINT32_MAX, resume = 0;
    while (j < w.n) {
        if (i < g.n && g.p[i] == '*') {
            star = ++i;
            resume = j;
        } else if (i < g.n && g.p[i] == '?') {
            i++;
            j += char_bytes(w, j);
        } else if (i < g.n && g.p[i] == w.p[j]) {
            i++;
            j++;
        } else if (star != UINT32_MAX) {
            i = star;
            resume += char_bytes(w, resume);
            j = resume;
        } else {
            return false;
        }
    }
    while (i < g.n && (g.p[i] == '*' || g.p[i] == '?')) i++;
    return i == g.n;
}

static bool rest_equal(Str a, uint32_t i, Str b, uint32_t j) {
    return str_eq((Str){a.p + i, a.n - i}, (Str){b.p + j, b.n - j});
}

// One character changed, left out, put in, or two neighbours swapped, or none.
static bool one_wrong(Str a, Str b) {
    uint32_t i = 0, n = a.n < b.n ? a.n : b.n;
    while (i < n && a.p[i] == b.p[i]) i++;
    while (i > 0 && i < (a.n > b.n ? a.n : b.n) &&
           ((i < a.n && ((unsigned char)a.p[i] & 0xC0u) == 0x80) ||
            (i < b.n && ((unsigned char)b.p[i] & 0xC0u) == 0x80)))
        i--;
    if (i == a.n) return i == b.n || i + char_bytes(b, i) == b.n;
    if (i == b.n) return i + char_bytes(a, i) == a.n;
    uint32_t x = char_bytes(a, i), y = char_bytes(b, i);
    if (rest_equal(a, i + x, b, i + y) || rest_equal(a, i + x, b, i) || rest_equal(a, i, b, i + y))
        return true;
    if (i + x >= a.n || i + y >= b.n || char_bytes(a, i + x) != y || char_bytes(b, i + y) != x)
        return false;
    return memcmp(a.p + i, b.p + i + y, x) == 0 && memcmp(a.p + i + x, b.p + i, y) == 0 &&
           rest_equal(a, i + x + y, b, i + x + y);
}

bool match_word_fits(const Word *w, Str folded) {
    if (w->kind == WORD_PLAIN) return str_eq(w->folded, folded);
    return w->kind == WORD_GLOB ? glob_fits(w->folded, folded) : one_wrong(w->folded, folded);
}

// --- a pattern against a text -----------------------------------------------------------------

// A word of the text, folded only when a comparison needs it.
typedef struct Seen {
    Str written, folded;
    bool ascii, ready;
    char small[WORD_SMALL];
} Seen;

static Str folded_of(Seen *s, Arena *scratch) {
    if (!s->ready) s->folded = word_fold(scratch, s->written, s->ascii, s->small);
    s->ready = true;
    return s->folded;
}

static bool word_fits(const Word *w, Seen *s, Arena *scratch) {
    if (w->kind == WORD_PLAIN && s->ascii) {
        if (w->folded.n != s->written.n) return false;
        for (uint32_t i = 0; i < w->folded.n; i++)
            if (small_letter(s->written.p[i]) != w->folded.p[i]) return false;
        return true;
    }
    return match_word_fits(w, folded_of(s, scratch));
}

// Where a phrase stands: how far it has come, and where it ended before (bit k of ends: k words
// ago; older: words since the last end that ends no longer reaches).
typedef struct Track {
    const Phrase *phrase;
    uint64_t state, ends;
    uint64_t older; // 0: none
} Track;

// The first letter of the phrase, small, where it is certain and of ASCII; else 0.
static inline char first_letter(const Phrase *p) {
    const Word *w = &p->words[0];
    bool known = w->kind != WORD_ONE_WRONG && w->folded.n > 0;
    return known && byte_kind(w->folded.p[0]) == WORD ? w->folded.p[0] : '\0';
}

// The second, where that is certain too.
static inline char second_letter(const Phrase *p) {
    const Word *w = &p->words[0];
    bool known = first_letter(p) && w->folded.n > 1;
    return known && byte_kind(w->folded.p[1]) == WORD ? w->folded.p[1] : '\0';
}

// Most words are not the first one of the phrase, and their first letter tells.
static inline bool is_hopeless(const Track *t, const Seen *s) {
    if (t->state || !s->ascii) return false;
    char letter = first_letter(t->phrase);
    return letter && small_letter(s->written.p[0]) != letter;
}

// True if the phrase ends with this word.
static bool step(Track *t, Seen *s, Arena *scratch) {
    if (is_hopeless(t, s)) return false;
    uint64_t open = t->state << 1 | 1, next = 0;
    for (uint64_t left = open; left; left &= left - 1) {
        uint32_t i = (uint32_t)__builtin_ctzll(left);
        if (i < t->phrase->n && word_fits(&t->phrase->words[i], s, scratch)) next |= 1ull << i;
    }
    t->state = next;
    return next >> (t->phrase->n - 1) & 1;
}

static void remember(Track *t, bool end) {
    if (t->ends >> 63)
        t->older = 64;
    else if (t->older)
        t->older++;
    t->ends = t->ends << 1 | end;
}

// The phrase of `done` ends here; the other one ended before it began, at most `near` words back.
// How many words both take together with those between them; 0: there is none.
static uint32_t words_near(const Track *done, const Track *other, uint32_t near) {
    uint32_t length = done->phrase->n;
    uint64_t before = other->ends >> length;
    uint64_t back = before ? (uint64_t)__builtin_ctzll(before) + length : other->older;
    bool is = back && back - (length - 1) <= near;
    return is ? (uint32_t)back + other->phrase->n : 0;
}

static uint32_t step_near(Track *a, Track *b, uint32_t near, Seen *s, Arena *scratch) {
    bool end_a = step(a, s, scratch), end_b = step(b, s, scratch);
    remember(a, end_a);
    remember(b, end_b);
    uint32_t n = end_a ? words_near(a, b, near) : 0;
    return n || !end_b ? n : words_near(b, a, near);
}

// Bytes of w that are the letter: their highest bit. One more may be called so behind another.
static inline uint64_t bytes_like(uint64_t w, unsigned char letter) {
    uint64_t x = w ^ 0x0101010101010101u * letter;
    return (x - 0x0101010101010101u) & ~x & 0x8080808080808080u;
}

enum { HEARD = 1 << 16 }; // bytes between two ticks

// Where the word of ASCII begins that goes on at byte i, not before byte `at`.
static uint32_t word_start(Str text, uint32_t at, uint32_t i) {
    for (uint32_t joint = i;; i = joint) {
        while (i > at && byte_kind(text.p[i - 1]) == WORD) i--;
        joint = i > at ? word_joint_before(text, i) : i;
        if (joint == i) return i;
    }
}

// Whether one of eight bytes may be the first letter, with the second or what may stand before it
// (a hyphen, or what is beyond ASCII) behind it; or is itself beyond ASCII. Control characters pass
// for digits: what passes is looked at again.
static inline bool may_begin(const char *p, char letter, char second) {
    const uint64_t small = 0x2020202020202020u, tops = 0x8080808080808080u;
    uint64_t w, behind;
    memcpy(&w, p, sizeof w);
    uint64_t begins = bytes_like(w | small, (unsigned char)letter);
    if (second) {
        memcpy(&behind, p + 1, sizeof behind);
        begins &= bytes_like(behind | small, (unsigned char)second) | bytes_like(behind, '-') |
                  (behind & tops);
    }
    return (begins | (w & tops)) != 0;
}

// Where the next word may begin that has these first letters, large or small; or where a word with
// a character beyond ASCII begins, which may fold to anything.
static uint32_t skip_to(Guard *g, Str text, uint32_t at, char letter, char second) {
    enum { EIGHT = 8 };
    uint32_t i = at;
    char large = is_small(letter) ? (char)(letter - 32) : letter;
    for (uint32_t heard = i; i < text.n; i++) {
        if (i - heard >= HEARD) {
            guard_tick(g);
            heard = i;
        }
        while (text.n - i > EIGHT && i - heard < HEARD && !may_begin(text.p + i, letter, second))
            i += EIGHT;
        for (uint32_t k = 0; k < EIGHT && i < text.n; k++, i++) {
            char c = text.p[i];
            if (byte_kind(c) == BEYOND) return word_start(text, at, i);
            if ((c == letter || c == large) && (i == at || byte_kind(text.p[i - 1]) == BETWEEN) &&
                word_joint_before(text, i) == i)
                return i;
        }
        i--;
    }
    return text.n;
}

void match_begin(MatchScan *s, const Match *m, Arena *scratch, Str text) {
    *s = (MatchScan){.match = m, .scratch = scratch, .text = text};
}

// Goes on behind the next find. How many words it takes; 0: there is none.
static uint32_t next(MatchScan *s) {
    const Match *m = s->match;
    Arena *scratch = s->scratch;
    Track a = {.phrase = &m->a}, b = {.phrase = &m->b};
    uint32_t at = s->at, seen = s->seen, words = 0;
    Seen word;
    ArenaMark mark = arena_mark(scratch);
    char letter = m->near ? '\0' : first_letter(&m->a), second = second_letter(&m->a);
    while (!words) {
        guard_every(scratch->guard, ++seen);
        if (letter && !a.state) at = skip_to(scratch->guard, s->text, at, letter, second);
        if (!word_next(s->text, &at, &word.written, &word.ascii)) break;
        word.ready = false;
        if (m->near)
            words = step_near(&a, &b, m->near, &word, scratch);
        else if (step(&a, &word, scratch))
            words = m->a.n;
        if (word.ready) arena_release(scratch, mark);
    }
    s->at = at;
    s->seen = seen;
    return words;
}

// Where the last so many words of s begin; it ends with a word.
static uint32_t start_of_last(Str s, uint32_t words) {
    uint32_t i = s.n;
    bool within = false;
    for (uint32_t j; i > 0; i = j) {
        for (j = i - 1; j > 0 && ((unsigned char)s.p[j] & 0xC0u) == 0x80;) j--;
        bool is = word_char(s.p + j, s.p + i) != 0;
        uint32_t joint = within && !is ? word_joint_before(s, i) : i;
        if (joint < i) {
            j = joint;
            continue;
        }
        if (within && !is && --words == 0) break;
        within = is;
    }
    return i;
}

bool match_next(MatchScan *s, MatchFind *out) {
    uint32_t words = next(s);
    if (!words) return false;
    out->at = start_of_last((Str){s->text.p, s->at}, words);
    out->len = s->at - out->at;
    return true;
}

bool match_found(const Match *m, Arena *scratch, Str text) {
    MatchScan s;
    match_begin(&s, m, scratch, text);
    return next(&s) > 0;
}

uint32_t match_count(const Match *m, Arena *scratch, Str text) {
    MatchScan s;
    uint32_t n = 0;
    match_begin(&s, m, scratch, text);
    while (next(&s)) n++;
    return n;
}
