// Finding fixed texts: 64 places are compared with two bytes of the needle at once. See needle.h.
#include "runtime/needle.h"

#include <string.h>

#include "runtime/clones.h"

// Letters of English from the commonest on, with the blank; whatever is not among them is rarer.
static uint32_t commonness(unsigned char c) {
    static const char common[] = " etaoinshrdlcumwfgypbvkjxqz";
    const char *at = c ? strchr(common, c) : NULL;
    return at ? (uint32_t)(sizeof common - (size_t)(at - common)) : 0;
}

Needle needle_of(Str text) {
    Needle n = {.text = text};
    for (uint32_t i = 1; i < text.n; i++)
        if (commonness((unsigned char)text.p[i]) < commonness((unsigned char)text.p[n.first]))
            n.first = i;
    n.second = n.first ? 0 : text.n > 1;
    for (uint32_t i = 0; i < text.n; i++)
        if (i != n.first &&
            commonness((unsigned char)text.p[i]) < commonness((unsigned char)text.p[n.second]))
            n.second = i;
    if (n.second < n.first) {
        uint32_t earlier = n.second;
        n.second = n.first;
        n.first = earlier;
    }
    return n;
}

enum { WIDE = 32, STRIDE = 2 * WIDE };
typedef unsigned char Wide __attribute__((vector_size(WIDE)));
typedef uint64_t WideWords __attribute__((vector_size(WIDE)));

// The first of the places p … p + n - 1 behind which both bytes follow that many bytes on, in whole
// strides; or that where they end.
GAZ_CLONES static const char *both_bytes(const char *p, size_t n, const Needle *needle) {
    uint32_t first = needle->first, second = needle->second;
    Wide x = (Wide){0} + (unsigned char)needle->text.p[first],
         y = (Wide){0} + (unsigned char)needle->text.p[second];
    for (; n >= STRIDE; n -= STRIDE, p += STRIDE) {
        Wide at[4]; // both bytes, in two times so many places
        memcpy(&at[0], p + first, sizeof *at);
        memcpy(&at[1], p + second, sizeof *at);
        memcpy(&at[2], p + WIDE + first, sizeof *at);
        memcpy(&at[3], p + WIDE + second, sizeof *at);
        WideWords any = (WideWords)(((at[0] == x) & (at[1] == y)) | ((at[2] == x) & (at[3] == y)));
        if (any[0] | any[1] | any[2] | any[3]) break;
    }
    return p;
}

static bool is_at(const char *p, const Needle *n) {
    return p[n->first] == n->text.p[n->first] && p[n->second] == n->text.p[n->second] &&
           memcmp(p, n->text.p, n->text.n) == 0;
}

uint32_t needle_find(const Needle *n, Str text, uint32_t from) {
    if (text.n < n->text.n || from > text.n - n->text.n) return NOT_FOUND;
    const char *p = text.p + from, *end = text.p + text.n - n->text.n + 1;
    while (p < end) {
        p = both_bytes(p, (size_t)(end - p), n);
        for (const char *to = end - p > STRIDE ? p + STRIDE : end; p < to; p++)
            if (is_at(p, n)) return (uint32_t)(p - text.p);
    }
    return NOT_FOUND;
}

// ---- what a regular expression cannot do without ----------------------------------------------

typedef struct Reading {
    Str pattern;
    uint32_t at;
    char *out;             // the texts one behind the other
    uint32_t n, begin;     // where the one at work begins
    uint32_t best, best_n; // the longest one
    bool sure, only_literals;
    bool blank;          // what was read so far may be one, or hold one …
    bool blank_at_begin; // … and what came before the text at work …
    bool blank_at_best;  // … and before the longest
} Reading;

static bool more(const Reading *r) { return r->at < r->pattern.n; }
static char here(const Reading *r) { return more(r) ? r->pattern.p[r->at] : '\0'; }

static void end_text(Reading *r) {
    if (r->n - r->begin > r->best_n) {
        r->best = r->begin;
        r->best_n = r->n - r->begin;
        r->blank_at_best = r->blank_at_begin;
    }
    r->begin = r->n;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// {2}, {2,} or {2,3}; anything else might be meant as it stands.
static bool skip_braces(Reading *r) {
    uint32_t i = r->at + 1;
    const Str p = r->pattern;
    if (i >= p.n || !is_digit(p.p[i])) return false;
    while (i < p.n && is_digit(p.p[i])) i++;
    if (i < p.n && p.p[i] == ',') i++;
    while (i < p.n && is_digit(p.p[i])) i++;
    if (i >= p.n || p.p[i] != '}') return false;
    r->at = i + 1;
    return true;
}

typedef enum Repeat { ONCE, AT_LEAST_ONCE, PERHAPS } Repeat;

// What follows an atom; at a brace it is taken for "perhaps", whatever its numbers.
static Repeat read_repeat(Reading *r) {
    Repeat how = ONCE;
    char c = here(r);
    if (c == '{') {
        if (!skip_braces(r)) r->sure = false;
        how = PERHAPS;
    } else if (c == '*' || c == '?' || c == '+') {
        r->at++;
        how = c == '+' ? AT_LEAST_ONCE : PERHAPS;
    }
    if (how != ONCE && (here(r) == '?' || here(r) == '+')) r->at++;
    if (how != ONCE) r->only_literals = false;
    return how;
}

// Behind a class; false where it does not end. A range may hold a blank where it does not begin
// behind it.
static bool skip_class(Reading *r) {
    r->at++;
    if (here(r) == '^') r->blank = true;
    if (here(r) == '^') r->at++;
    if (here(r) == ']') r->at++;
    for (; more(r) && here(r) != ']'; r->at++) {
        const char *next = r->at + 1 < r->pattern.n ? &r->pattern.p[r->at + 1] : "]";
        if (here(r) == '[' && strchr(":.=", *next)) return false;
        if (here(r) > '\0' && here(r) <= ' ') r->blank = true;
        if (here(r) != '\\') continue;
        if (*next == 'Q') return false;
        if (is_letter(*next) && !strchr("wdnt", *next)) r->blank = true;
        r->at++;
    }
    r->at++;
    return r->at <= r->pattern.n;
}

// An escape that is one letter long and no text of its own.
static bool skip_escape(Reading *r) {
    char c = r->at + 1 < r->pattern.n ? r->pattern.p[r->at + 1] : '\0';
    if (!strchr("dwbBntrAzZ", c)) r->blank = true;
    r->at += 2;
    return c && strchr("dDwWsSbBhHvVAzZRXnrtfae", c);
}

// Behind a group without options.
static bool skip_group(Reading *r) {
    uint32_t open = 0;
    do {
        char c = here(r);
        if (c == '(') {
            r->at++;
            open++;
            if (here(r) == '*') return false;
            if (here(r) == '?' && (++r->at, here(r) != ':')) return false;
        } else if (c == ')') {
            r->at++;
            open--;
        } else if (c == '[') {
            if (!skip_class(r)) return false;
        } else if (c == '\\') {
            char next = r->at + 1 < r->pattern.n ? r->pattern.p[r->at + 1] : '\0';
            if (!next || ((is_letter(next) || is_digit(next)) && !skip_escape(r))) return false;
            if (!is_letter(next) && !is_digit(next)) r->at += 2;
        } else {
            r->at++;
        }
    } while (open && more(r));
    return !open;
}

static uint32_t char_length(const Reading *r, uint32_t at) {
    uint32_t n = 1;
    while (at + n < r->pattern.n && ((unsigned char)r->pattern.p[at + n] & 0xC0u) == 0x80) n++;
    return n;
}

static void read_literal(Reading *r) {
    uint32_t n = char_length(r, r->at), at = r->at;
    r->at += n;
    Repeat how = read_repeat(r);
    if (how == PERHAPS) end_text(r);
    if (r->begin == r->n) r->blank_at_begin = r->blank;
    r->blank |= r->pattern.p[at] == ' ';
    if (how != PERHAPS) {
        memcpy(r->out + r->n, r->pattern.p + at, n);
        r->n += n;
    }
    if (how != ONCE) end_text(r);
}

// Something that is no text of its own, or none that is known.
static void read_other(Reading *r) {
    end_text(r);
    r->only_literals = false;
    switch (here(r)) {
    case '(':
        r->blank = true;
        r->sure = skip_group(r);
        break;
    case '[': r->sure = skip_class(r); break;
    case '\\': r->sure = skip_escape(r); break;
    case '.': r->blank = true; // fall through
    case '^':
    case '$': r->at++; break;
    default: r->sure = false; // | and what is out of place
    }
    if (r->sure) read_repeat(r);
}

Literal regex_literal(Str pattern, char *out) {
    Reading r = {.pattern = pattern, .out = out, .sure = true, .only_literals = true};
    while (r.sure && more(&r)) {
        char c = here(&r), next = r.at + 1 < pattern.n ? pattern.p[r.at + 1] : '\0';
        bool escaped = c == '\\' && next && !is_letter(next) && !is_digit(next);
        if (escaped) r.at++;
        if (escaped || !strchr("\\[](){}.^$|*+?", c))
            read_literal(&r);
        else
            read_other(&r);
    }
    end_text(&r);
    if (!r.sure || !r.best_n) return (Literal){.text = {out, 0}};
    bool whole = r.only_literals && r.best_n == r.n;
    return (Literal){{out + r.best, r.best_n}, whole, !r.blank_at_best};
}
