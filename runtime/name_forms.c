// Which forms a name has. See recognise.h for the rules.
#include "runtime/name_forms.h"

#include <string.h>

#include "runtime/words.h"

enum { PARTS = 16 };

// A part of a name between blanks: one word or several, as Tudor-Hart.
typedef struct Part {
    uint32_t first, n; // words
    Str text;
} Part;

typedef struct Name {
    Str words[NAME_LONGEST]; // folded
    bool capital[NAME_LONGEST];
    Str initials[NAME_LONGEST]; // folded, of each word
    uint32_t n;
    Part parts[PARTS];
    uint32_t nparts;
    uint32_t comma; // the part that a comma stands behind + 1, or 0
    bool fits;
} Name;

// ---- reading --------------------------------------------------------------------------------

static uint32_t first_letter(Str s, uint32_t *cp) {
    *cp = 0;
    return s.n ? utf8_decode(s.p, s.p + s.n, cp) : 0;
}

static void read_part(Arena *a, Name *m, Str part) {
    Str word;
    bool ascii;
    char small[WORD_SMALL];
    Part *p = &m->parts[m->nparts];
    *p = (Part){m->n, 0, part};
    for (uint32_t at = 0; word_next(part, &at, &word, &ascii); m->n++) {
        if (m->n == NAME_LONGEST) {
            m->fits = false;
            return;
        }
        uint32_t cp, n = first_letter(word, &cp);
        m->words[m->n] = str_dup(a, word_fold(a, word, ascii, small));
        m->initials[m->n] = str_dup(a, str_fold(a, (Str){word.p, n}));
        m->capital[m->n] = cp_is_capital(cp);
    }
    p->n = m->n - p->first;
    if (p->n) m->nparts++;
    if (p->n && part.p[part.n - 1] == ',' && !m->comma) m->comma = m->nparts;
}

static bool is_gap(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static Name *read_name(Arena *a, Str s) {
    Name *m = ARENA_NEW(a, Name);
    m->fits = s.n <= 1024;
    for (uint32_t i = 0; i < s.n && m->fits;) {
        uint32_t from = i;
        while (i < s.n && !is_gap(s.p[i])) i++;
        if (i > from && m->nparts == PARTS) m->fits = false;
        if (i > from && m->fits) read_part(a, m, (Str){s.p + from, i - from});
        while (i < s.n && is_gap(s.p[i])) i++;
    }
    return m;
}

// ---- what is a surname ----------------------------------------------------------------------

static bool is_numeral(Str w) {
    for (uint32_t i = 0; i < w.n; i++)
        if (w.p[i] != 'i' && w.p[i] != 'v' && w.p[i] != 'x') return false;
    return true;
}

static bool ends_in(Str w, const char *const *endings, size_t n) {
    for (size_t i = 0; i < n; i++) {
        uint32_t k = (uint32_t)strlen(endings[i]);
        if (w.n > k && memcmp(w.p + w.n - k, endings[i], k) == 0) return true;
    }
    return false;
}
#define ENDS_IN(w, list) ends_in((w), (list), sizeof(list) / sizeof *(list))

static bool is_one_of(Str w, const char *const *list, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (str_is(w, list[i])) return true;
    return false;
}
#define ONE_OF(w, list) is_one_of((w), (list), sizeof(list) / sizeof *(list))

static bool is_suffix(const Name *m, const Part *p) {
    static const char *const suffixes[] = {"jr", "sr", "jun", "sen", "junior", "senior"};
    Str w = m->words[p->first];
    return p->n == 1 && (is_numeral(w) || ONE_OF(w, suffixes));
}

static bool is_patronymic(Str w) {
    static const char *const endings[] = {"ovich", "evich", "ovna", "evna",
                                          "ович",  "евич",  "овна", "евна"};
    return ENDS_IN(w, endings);
}

static bool is_small_part(const Name *m, const Part *p) {
    uint32_t cp;
    first_letter(m->words[p->first], &cp);
    return !m->capital[p->first] && cp_is_small(cp);
}

// Whether parts of it name somebody: all of them have capitals, but for such as von and de.
static bool has_surname(const Name *m) {
    static const char *const articles[] = {"a", "an", "the"};
    static const char *const others[] = {"of", "the", "and", "for", "in", "und", "et"};
    if (m->nparts < 2 || ONE_OF(m->words[0], articles)) return false;
    for (uint32_t i = 0; i < m->nparts; i++) {
        Str w = m->words[m->parts[i].first];
        if (is_small_part(m, &m->parts[i]) && (utf8_count(w) > 3 || ONE_OF(w, others)))
            return false;
    }
    return true;
}

static bool may_stand_alone(const Name *m, const Part *p, NameSort sort) {
    Str w = m->words[p->first + p->n - 1];
    if (is_small_part(m, p) || (sort == NAME_OTHER_OF_PERSON && is_patronymic(w))) return false;
    uint32_t letters = 0;
    for (uint32_t i = 0; i < p->n; i++) letters += utf8_count(m->words[p->first + i]);
    return letters >= 3;
}

// ---- forms ----------------------------------------------------------------------------------

static void put_word(NameForm *f, Str word, bool capital) {
    if (f->n == NAME_LONGEST) return;
    if (capital) f->need |= (uint16_t)(1u << f->n);
    f->words[f->n++] = word;
}

static void put_words(NameForm *f, const Name *m, uint32_t first, uint32_t n) {
    for (uint32_t i = first; i < first + n; i++) put_word(f, m->words[i], m->capital[i]);
}

static void send(NameSink *sink, const NameForm *f) {
    uint32_t cp, n = f->n ? first_letter(f->words[0], &cp) : 0;
    bool letter = f->n == 1 && f->words[0].n == n && cp < 0x2E80; // ideographs are names alone
    if (f->n && !letter) sink->form(sink->user, f, sink->who);
}

// The surname with what is written before it.
static void send_short(NameSink *sink, const Name *m, NameForm *f, uint32_t first, uint32_t end) {
    uint32_t last = m->parts[end - 1].first + m->parts[end - 1].n;
    put_words(f, m, m->parts[first].first, last - m->parts[first].first);
    send(sink, f);
}

// Given names are those before the surname, or behind the comma.
static void with_given(NameSink *sink, const Name *m, uint32_t given, uint32_t ngiven,
                       uint32_t first, uint32_t end) {
    NameForm f = {.n = 0};
    const Part *p = &m->parts[given];
    put_words(&f, m, p->first, p->n);
    send_short(sink, m, &f, first, end);
    f = (NameForm){.n = 0};
    put_word(&f, m->initials[p->first], m->capital[p->first]);
    send_short(sink, m, &f, first, end);
    f = (NameForm){.n = 0};
    for (uint32_t i = given; i < given + ngiven; i++)
        put_word(&f, m->initials[m->parts[i].first], m->capital[m->parts[i].first]);
    if (ngiven > 1) send_short(sink, m, &f, first, end);
    f = (NameForm){.n = 0};
    for (uint32_t i = given; i < given + ngiven; i++)
        put_words(&f, m, m->parts[i].first, m->parts[i].n);
    if (ngiven > 1) send_short(sink, m, &f, first, end);
}

static void send_person(NameSink *sink, const Name *m, NameSort sort) {
    uint32_t end = m->comma ? m->comma : m->nparts, first = 0;
    while (!m->comma && end > 1 && is_suffix(m, &m->parts[end - 1])) end--;
    if (!m->comma) first = end - 1;
    if (!m->comma && end == 1) return; // Alexander III
    if (!may_stand_alone(m, &m->parts[end - 1], sort)) return;
    uint32_t given = m->comma ? m->comma : 0, ngiven = m->comma ? m->nparts - m->comma : first;
    if (!m->comma)
        while (ngiven > 1 && is_small_part(m, &m->parts[ngiven - 1])) ngiven--;
    NameForm f = {.n = 0};
    send_short(sink, m, &f, first, end);
    uint32_t small = m->comma ? first : ngiven; // von Bülow
    if (small < first) {
        f = (NameForm){.n = 0};
        send_short(sink, m, &f, small, end);
    }
    if (ngiven) with_given(sink, m, given, ngiven, small < first ? small : first, end);
}

void name_forms(Arena *a, Str name, NameSort sort, NameSink sink) {
    Name *m = read_name(a, name);
    if (!m->fits || !m->n) return;
    NameForm f = {.whole = true};
    put_words(&f, m, 0, m->n);
    for (uint32_t i = 1; i < m->n && sort == NAME_PLAIN; i++)
        if (!m->capital[i]) f.small |= (uint16_t)(1u << i);
    send(&sink, &f);
    if (sort != NAME_PLAIN && has_surname(m)) send_person(&sink, m, sort);
}

// ---- endings --------------------------------------------------------------------------------

// Of Russian nouns and adjectives, folded (й is и), the longest first.
static const char *const cases[] = {"ого", "его", "ому", "ему", "ыми", "ими", "ами", "ями", "ии",
                                    "ыи",  "ои",  "ая",  "яя",  "ую",  "юю",  "ою",  "ею",  "еи",
                                    "ым",  "им",  "ом",  "ем",  "ах",  "ях",  "ам",  "ям",  "ы",
                                    "и",   "а",   "я",   "у",   "ю",   "е",   "ь"};

bool name_stem(Arena *a, Str word, Str *stem) {
    uint32_t cp;
    first_letter(word, &cp);
    if (cp < 0x400 || cp > 0x4FF) {
        bool ends = word.n > 3 && word.p[word.n - 1] == 's' && word.p[word.n - 2] != 's';
        *stem = (Str){word.p, word.n - 1};
        return ends;
    }
    Str base = word;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t n = (uint32_t)strlen(cases[i]);
        if (word.n < n + 6 || memcmp(word.p + word.n - n, cases[i], n) != 0) continue;
        base.n -= n;
        break;
    }
    *stem = str_printf(a, "%c%.*s", NAME_STEM, STR_FMT(base));
    return true;
}
