// Reads the dates that people write: one date, two with a word or a mark between them, several. In:
// a text and perhaps its language. Out: a Date or none (phrase.h says what is read as what). The
// words are phrase_lex.c's, one date is phrase_item.c's, its Date phrase_make.c's.
#include <string.h>

#include "lang/date_impl.h"
#include "lang/phrase_impl.h"
#include "lang/stack.h"

static bool is_mark(const Lex *l, int64_t mark) { return l->cls == W_MARK && l->value == mark; }
static bool is_unknown(const Lex *l) { return l->cls == W_UNKNOWN || is_mark(l, '?'); }
static bool is_dash(const Lex *l) { return is_mark(l, '-') || is_mark(l, MARK_DASH); }

PhraseLang phrase_lang(Str code) {
    static const struct {
        const char *code;
        PhraseLang lang;
    } known[] = {{"en-us", PHRASE_EN_US}, {"en-gb", PHRASE_EN_GB}, {"en", PHRASE_EN},
                 {"de", PHRASE_DE},       {"fr", PHRASE_FR},       {"ru", PHRASE_RU}};
    for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
        size_t n = strlen(known[k].code), i = 0;
        while (i < n && i < code.n &&
               ((code.p[i] | 0x20) == known[k].code[i] ||
                (known[k].code[i] == '-' && code.p[i] == '_')))
            i++;
        if (i == n && (code.n == n || code.p[n] == '-' || code.p[n] == '_')) return known[k].lang;
    }
    return PHRASE_ANY;
}

// ---- two dates ----------------------------------------------------------------------------------

// A plain end for a range: what may lie anywhere within is taken at its edge.
static bool plain_end(const Phrase *p, Date *d, bool last) {
    Date edge;
    if (!(d->flags & DATE_WITHIN) && !d->set) return d->kind == DATE_MOMENT;
    if (!phrase_edge(p, d, last, false, &edge)) return false;
    *d = edge;
    return true;
}

// From the one to the other; either may be NULL (open).
static bool span(const Phrase *p, Date *a, Date *b, Date *out) {
    DateError err;
    if (a && !plain_end(p, a, false)) return false;
    if (b && !plain_end(p, b, true)) return false;
    return date_range(a, b, out, &err);
}

static bool until(const Phrase *p, Date *b, Date *out) {
    if (!span(p, NULL, b, out)) return false;
    out->flags |= DATE_UNKNOWN_START;
    return true;
}

static bool within(const Phrase *p, Date *a, Date *b, Date *out) {
    if (a && b && a->es > b->es) {
        Date swap = *a;
        *a = *b;
        *b = swap;
    }
    if (a && !plain_end(p, a, false)) return false;
    if (b && !plain_end(p, b, true)) return false;
    return phrase_within(a, b, out);
}

// Both calendars' dates of one day: 25 October (7 November), 10/21 February. The first says how the
// source counted.
static bool double_date(const Phrase *p, Item left, Item right, Date *out) {
    uint8_t l = left.style, r = right.style;
    if (left.republican != right.republican) { // 18 brumaire an VIII (9 novembre 1799)
        Date other;
        return phrase_date(p, &left, out) && phrase_date(p, &right, &other) &&
               out->es == other.es && out->le == other.le;
    }
    if (!left.day || !right.day || !left.month || !right.month) return false;
    for (uint8_t style = 1; style <= 2; style++) {
        Date a, b;
        if (l == 3 - style || r == style) continue;
        left.style = style;
        right.style = (uint8_t)(3 - style);
        if (phrase_date(p, &left, &a) && phrase_date(p, &right, &b) && a.es == b.es) {
            *out = a;
            return true;
        }
    }
    return false;
}

// The night between two days, each named: 7/8 November, vom 7. auf den 8.
static bool night_between(const Phrase *p, const Item *left, Item right, Date *out) {
    Item one = *left;
    Date a, b;
    one.daypart = 0;
    if (!phrase_date(p, &one, &a) || !phrase_date(p, &right, &b)) return false;
    if (a.le + 1 != b.es || right.daypart) return false;
    right.daypart = NIGHT_TO;
    return phrase_date(p, &right, out);
}

// Readings of "1917-8", of "c. 1908-10" (October?) and, where no language is given, of "1917-21"
// (EDTF's spring).
static bool doubtful_hyphen(const Phrase *p, const Lex *mark, const Item *right) {
    if (!is_mark(mark, '-') || right->month || !right->loose_digits) return false;
    int64_t tail = right->year % 100;
    return right->loose_digits == 1 || tail <= 12 ||
           (p->lang == PHRASE_ANY && tail >= 21 && tail <= 24);
}

OWN_FRAME static bool pair_date(const Phrase *p, Item *left, const Lex *mark, Item *right,
                                Date *out) {
    uint8_t l = left->style, r = right->style;
    if (left->era == 1 && !right->era && right->digits && right->digits < 4) return false;
    if (!phrase_share(left, right)) return false;
    if (left->daypart == NIGHT && left->day && right->day)
        return night_between(p, left, *right, out);
    if (is_mark(mark, '/')) {
        Item a = *left, b = *right;
        a.style = l;
        b.style = l ? r : 0;
        if (double_date(p, a, b, out)) return true;
        left->qual = right->qual = left->qual | right->qual;
    }
    Date a, b;
    if (!phrase_date(p, left, &a) || !phrase_date(p, right, &b)) return false;
    if (is_mark(mark, '/') || doubtful_hyphen(p, mark, right)) return within(p, &a, &b, out);
    return span(p, &a, &b, out);
}

// 25 октября (7 ноября) 1917 г.: the mark at p->at is the bracket.
static bool bracket_date(Phrase *p, Item *left, Date *out) {
    Item right, rest;
    p->at++;
    if (!phrase_item(p, &right) || !is_mark(p->at, ')')) return false;
    p->at++;
    uint8_t l = left->style, r = right.style;
    if (p->at->cls != W_END) { // the month or year of both: 7. (20.) 5. 1912
        if (!phrase_item(p, &rest) || (rest.day && rest.month)) return false;
        if (rest.day) rest.month = rest.day;
        rest.day = 0;
        left->loose_day = right.loose_day = false;
        if (!phrase_share(&right, &rest)) return false;
    }
    if (!phrase_share(left, &right)) return false;
    left->style = l;
    right.style = r;
    return double_date(p, *left, right, out);
}

// ---- lists --------------------------------------------------------------------------------------

enum { LIST_MAX = 8 };

static bool list_mark(const Lex *l) {
    return l->cls == W_OR || l->cls == W_AND || is_mark(l, ',') || is_mark(l, ';');
}

// A part alone, whose year stands elsewhere: only in "early or late 1917" is it a date of a list.
static bool only_part(const Item *it) {
    return !it->digits && !it->century && !it->thousand && !it->month && !it->day && !it->season &&
           !it->feast;
}

// 1905, 1906 or 1908: one of them; 1900; 1973 and "10. und 13. 9. 1917": all.
OWN_FRAME static bool list_date(Phrase *p, const Item *first, Date *out) {
    Item item[LIST_MAX] = {*first};
    Date *date = ARENA_ARRAY(p->arena, Date, LIST_MAX);
    uint32_t n = 1;
    bool any = false, all = false, slash = false;
    while (list_mark(p->at) || (n > 1 && is_mark(p->at, '/'))) {
        if (n == LIST_MAX) return false;
        any |= p->at->cls == W_OR;
        all |= p->at->cls == W_AND || is_mark(p->at, ';');
        slash |= is_mark(p->at, '/');
        bool comma = is_mark(p->at, ',');
        p->at++;
        if (comma && (p->at->cls == W_OR || p->at->cls == W_AND)) continue;
        if (!phrase_item(p, &item[n++])) return false;
    }
    if ((any && all) || slash || p->at->cls != W_END) return false;
    if (n == 2 && item[0].daypart == NIGHT && !any)
        return phrase_share(&item[0], &item[1]) && night_between(p, &item[0], item[1], out);
    for (uint32_t i = 0; i < n && !any; i++)
        if (only_part(&item[i])) return false;
    for (uint32_t i = n - 1; i > 0; i--) // the year stands at the end
        if (!phrase_share(&item[i - 1], &item[i])) return false;
    for (uint32_t i = 2; i < n; i++) // the month perhaps at the beginning
        if (!phrase_share(&item[i - 1], &item[i])) return false;
    for (uint32_t i = 0; i < n; i++)
        if (!phrase_date(p, &item[i], &date[i])) return false;
    return phrase_set(p, date, n, !any, out);
}

// 1897/1898/1899
OWN_FRAME static bool slashes(Phrase *p, const Item *first, Date *out) {
    Item item = *first;
    Date low, high;
    bool begun = false;
    while (is_mark(p->at, '/')) {
        Item next;
        p->at++;
        if (!phrase_item(p, &next) || !phrase_share(&item, &next)) return false;
        if (!begun && !phrase_date(p, &item, &low)) return false;
        begun = true;
        item = next;
    }
    return begun && phrase_date(p, &item, &high) && within(p, &low, &high, out);
}

// ---- sentences ----------------------------------------------------------------------------------

// A year of three digits is often one of ours without its first: 901 for 1901.
static bool single(const Phrase *p, const Item *it, Date *out) {
    bool cut = it->digits == 3 && !it->era && !it->open && it->year >= 500 && !it->style &&
               !(it->qual & QUAL_APPROXIMATE);
    if (!cut) return phrase_date(p, it, out);
    Item full = *it;
    Date both[2];
    full.year += 1000;
    return phrase_date(p, it, &both[0]) && phrase_date(p, &full, &both[1]) &&
           phrase_set(p, both, 2, false, out);
}

static bool following(Phrase *p, const Item *it, Date *out) {
    Date a, b;
    Item next = *it;
    bool one = p->at->value == 1;
    p->at++;
    if (!phrase_date(p, it, &a)) return false;
    if (!one) return span(p, &a, NULL, out);
    next.year += it->era == 1 ? -1 : 1;
    return it->digits && !it->month && !it->open && phrase_date(p, &next, &b) &&
           span(p, &a, &b, out);
}

OWN_FRAME static bool dash_date(Phrase *p, Item *left, Date *out) {
    const Lex *mark = p->at++;
    Item right;
    Date a;
    while (p->at->cls != W_END && (is_mark(p->at, '-') || is_mark(p->at, '/'))) p->at++;
    bool unknown = is_unknown(p->at) && p->at[1].cls == W_END;
    if (p->at->cls == W_END || unknown) {
        if (unknown) p->at++;
        if ((mark->cls == W_TO && !unknown) || !phrase_date(p, left, &a) || !span(p, &a, NULL, out))
            return false;
        if (unknown) out->flags |= DATE_UNKNOWN_END;
        return true;
    }
    return phrase_item(p, &right) && pair_date(p, left, mark, &right, out);
}

// 1870 or earlier, 1870 ou après, 1870 and later
static bool end_or_bound(const Lex *l) {
    bool bound = l[1].cls == W_EARLIER || l[1].cls == W_BEFORE || l[1].cls == W_AFTER;
    return (l->cls == W_OR || l->cls == W_AND) && bound && l[2].cls == W_END;
}

OWN_FRAME static bool or_earlier(Phrase *p, const Item *it, Date *out) {
    const Lex *join = p->at, *l = join + 1;
    bool later = l->cls == W_AFTER || (l->cls == W_EARLIER && l->value == 1);
    Date d, edge;
    p->at += 2;
    if (!phrase_date(p, it, &d)) return false;
    if (join->cls == W_AND) return later ? span(p, &d, NULL, out) : span(p, NULL, &d, out);
    if (!phrase_edge(p, &d, !later, false, &edge)) return false;
    return later ? phrase_within(&edge, NULL, out) : phrase_within(NULL, &edge, out);
}

// begins: the word before it: -1 none, 0 von, 1 from (which may stand without an end).
static bool from_item(Phrase *p, int64_t begins, Date *out) {
    Item left, right;
    Date a;
    if (!phrase_item(p, &left)) return false;
    const Lex *mark = p->at;
    bool onwards = mark[-1].cls == W_NOISE && mark[-1].value == 2;
    if (mark->cls == W_END && (begins == 1 || onwards)) // from 1905, von 1905 an
        return phrase_date(p, &left, &a) && span(p, &a, NULL, out);
    if (mark->cls == W_END) return single(p, &left, out);
    if (mark->cls == W_FOLLOWING) return following(p, &left, out);
    if (is_dash(mark) || mark->cls == W_TO) return dash_date(p, &left, out);
    if (is_mark(mark, '(')) return bracket_date(p, &left, out);
    if (list_mark(mark) && end_or_bound(mark)) return or_earlier(p, &left, out);
    if (is_mark(mark, ',') && mark[1].cls == W_TO) {
        p->at++;
        return dash_date(p, &left, out);
    }
    if (list_mark(mark)) return list_date(p, &left, out);
    if (!is_mark(mark, '/')) return false;
    Phrase again = *p;
    p->at++;
    if (!phrase_item(p, &right)) return false;
    if (p->at->cls == W_END) return pair_date(p, &left, mark, &right, out);
    *p = again;
    return slashes(p, &left, out);
}

static bool between(Phrase *p, Date *out) {
    Item left, right;
    Date a, b;
    p->at++;
    if (!phrase_item(p, &left)) return false;
    if (p->at->cls != W_AND && p->at->cls != W_TO && !is_dash(p->at)) return false;
    p->at++;
    return phrase_item(p, &right) && phrase_share(&left, &right) && phrase_date(p, &left, &a) &&
           phrase_date(p, &right, &b) && a.es <= b.es && within(p, &a, &b, out);
}

static bool is_bound(const Lex *l) {
    return l->cls == W_BEFORE || l->cls == W_AFTER || l->cls == W_LATEST || l->cls == W_EARLIEST;
}
static bool is_upper(const Lex *l) { return l->cls == W_BEFORE || l->cls == W_LATEST; }

// The end that a word like before sets for a moment within.
static bool bound_end(const Phrase *p, const Lex *word, const Item *it, Date *end) {
    Date d;
    bool upper = is_upper(word), beyond = word->cls == W_BEFORE || word->cls == W_AFTER;
    if (!phrase_date(p, it, &d)) return false;
    // Before it begins, after it ends; not after: it itself still.
    bool last = upper != beyond;
    return phrase_edge(p, &d, last, beyond, end);
}

// before 1929, nach dem 7. und vor dem 9. Mai 1917, not before 1905
static bool bounded(Phrase *p, uint8_t qual, Date *out) {
    const Lex *one = p->at++, *two = NULL;
    if (is_dash(p->at) && !p->at->space) p->at++; // pre-1870
    Item left, right;
    Date a, b;
    if (!phrase_item(p, &left)) return false;
    left.qual |= qual;
    if (p->at->cls != W_END) {
        if (p->at->cls == W_AND || is_mark(p->at, ',')) p->at++;
        two = p->at;
        if (!is_bound(two) || is_upper(two) == is_upper(one)) return false;
        p->at++;
        if (!phrase_item(p, &right) || !phrase_share(&left, &right)) return false;
        if (!bound_end(p, two, &right, &b)) return false;
    }
    if (!bound_end(p, one, &left, &a)) return false;
    if (two) return is_upper(two) ? phrase_within(&a, &b, out) : phrase_within(&b, &a, out);
    return is_upper(one) ? phrase_within(NULL, &a, out) : phrase_within(&a, NULL, out);
}

static bool since(Phrase *p, Date *out) {
    Item it;
    Date a;
    p->at++;
    if (!phrase_item(p, &it)) return false;
    if (p->at->cls == W_FOLLOWING && p->at->value == 2) p->at++;
    if (is_dash(p->at) || p->at->cls == W_TO) return dash_date(p, &it, out);
    return phrase_date(p, &it, &a) && span(p, &a, NULL, out);
}

// until 1907; до 1907 may be before it as well
static bool up_to(Phrase *p, Date *out) {
    int64_t how = p->at++->value;
    Item it;
    Date b, edge;
    if (!phrase_item(p, &it) || !phrase_date(p, &it, &b)) return false;
    if (how == 1) return until(p, &b, out);
    return phrase_edge(p, &b, true, false, &edge) && phrase_within(NULL, &edge, out);
}

// Words that say nothing or only how surely, where a bound follows them.
static uint8_t skip_modifiers(Phrase *p) {
    uint8_t qual = 0;
    const Lex *l = p->at;
    for (;; l++) {
        if (l->cls == W_CIRCA)
            qual |= QUAL_APPROXIMATE;
        else if (l->cls == W_UNCERTAIN)
            qual |= QUAL_UNCERTAIN;
        else if (l->cls != W_NOISE && !(l->cls == W_TO && l->value == 0))
            break;
    }
    bool until_bound = l->cls == W_TO && is_bound(l + 1); // bis vor 1930
    if (until_bound) l++;
    if (!is_bound(l) && l->cls != W_BETWEEN) return 0;
    p->at = l;
    return qual;
}

static bool sentence(Phrase *p, Date *out) {
    for (; p->at->cls == W_NOISE || (p->at->cls == W_TO && p->at->value == 0); p->at++)
        if (p->at->cls == W_TO && (p->at->dot || p->at[1].digits > 2))
            return false; // a. 1917: ante?
    uint8_t qual = skip_modifiers(p);
    const Lex *l = p->at;
    if (is_bound(l)) return bounded(p, qual, out);
    bool unknown = is_unknown(l) && (is_dash(l + 1) || l[1].cls == W_TO);
    if (is_dash(l) || unknown) {
        Item it;
        Date b;
        p->at += unknown ? 2 : 1;
        return phrase_item(p, &it) && phrase_date(p, &it, &b) && until(p, &b, out);
    }
    switch (l->cls) {
    case W_BETWEEN: return between(p, out);
    case W_SINCE: return since(p, out);
    case W_TO: return up_to(p, out);
    case W_FROM: p->at++; return from_item(p, l->value, out);
    default: return from_item(p, -1, out);
    }
}

// ---- texts for machines -------------------------------------------------------------------------

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static int64_t number_at(Str s, uint32_t at, uint32_t n) {
    int64_t v = 0;
    for (uint32_t i = at; i < at + n; i++) {
        if (i >= s.n || !is_digit(s.p[i])) return -1;
        v = v * 10 + (s.p[i] - '0');
    }
    return v;
}

// EDTF, save what people mean otherwise: 1861-67, 1858/1859, ?-1800, the year 0000.
static bool is_machine_text(Str s, PhraseLang lang) {
    uint32_t at = 0, n = 0;
    while (at < s.n && strchr("[{-.Y?~%/", s.p[at]) && s.p[at]) at++;
    while (at + n < s.n && (is_digit(s.p[at + n]) || s.p[at + n] == 'X')) n++;
    if (n < 4 || (n > 4 && (at == 0 || s.p[at - 1] == '/')) || at > 3) return false;
    int64_t first = number_at(s, 0, 4);
    if (first == 0 || (s.n > 2 && s.p[0] == '?' && s.p[1] == '-')) return false;
    if (s.n == 7 && s.p[4] == '-' && first > 0)
        return number_at(s, 5, 2) <= 12 || number_at(s, 5, 2) <= first % 100;
    if (s.n == 9 && s.p[4] == '/' && first > 0 && number_at(s, 5, 4) >= 0)
        return lang == PHRASE_ANY && number_at(s, 5, 4) != first + 1;
    return true;
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static bool one_of(char c, const char *marks) { return c != '\0' && strchr(marks, c) != NULL; }

// Without blanks and commas around it, and without brackets around the whole.
static Str trimmed(Str s) {
    while (s.n && (is_blank(s.p[0]) || one_of(s.p[0], ",;:"))) s.p++, s.n--;
    while (s.n && (is_blank(s.p[s.n - 1]) || one_of(s.p[s.n - 1], ",;:"))) s.n--;
    bool round = s.n > 2 && s.p[0] == '(' && s.p[s.n - 1] == ')';
    return round && !memchr(s.p + 1, '(', s.n - 1) ? (Str){s.p + 1, s.n - 2} : s;
}

// A date with the zone it was counted in: 2020-01-03-05:00, 2020-01-03Z.
static Str without_zone(Str s) {
    if (s.n == 11 && s.p[10] == 'Z') s.n = 10;
    if (s.n == 16 && (s.p[10] == '-' || s.p[10] == '+') && s.p[13] == ':') s.n = 10;
    return s;
}

// The years that d touches, for those of two digits.
static void set_years(Phrase *p, const Date *d) {
    p->first_year = 1;
    p->last_year = 0;
    if (!d || !date_has_start(d) || !date_has_end(d)) return;
    p->first_year = ymd_from_days(CAL_GREGORIAN, floor_div(d->es, DAY)).y;
    p->last_year = ymd_from_days(CAL_GREGORIAN, floor_div(d->le, DAY)).y;
}

bool phrase_read(Arena *a, Str s, PhraseLang lang, const Date *years, Date *out) {
    Lex *lex = ARENA_ARRAY(a, Lex, LEX_MAX + 1);
    DateError err;
    if (s.n > PHRASE_MAX) return false;
    s = without_zone(trimmed(s));
    if (s.n == 0) return false;
    if (is_machine_text(s, lang) && date_read_plain(a, s, true, out, &err)) return true;
    if (!phrase_lex(a, s, lex)) return false;
    for (uint32_t i = 0; i + 1 < s.n && lang == PHRASE_ANY; i++)
        if (((unsigned char)s.p[i] & 0xFE) == 0xD0) lang = PHRASE_RU; // a Cyrillic letter
    Phrase p = {.arena = a, .at = lex, .lang = lang};
    set_years(&p, years);
    return sentence(&p, out) && p.at->cls == W_END;
}
