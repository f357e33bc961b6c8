// One date of a phrase: words and numbers in any sensible order are gathered, each part once. In:
// lexemes. Out: an Item, not yet a Date. What two neighbours share ("7–9 November 1917") is here
// too.
#include "lang/phrase_impl.h"

static const Lex *ahead(const Phrase *p, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if (p->at[i].cls == W_END) return p->at + i;
    return p->at + n;
}
static bool is_mark(const Lex *l, int64_t mark) { return l->cls == W_MARK && l->value == mark; }
static bool is_number(const Lex *l) { return l->cls == W_NUM; }
static bool small(const Lex *l) { return is_number(l) && l->digits <= 2 && l->open == 0; }
static bool yearly(const Lex *l) { return is_number(l) && (l->digits > 2 || l->open > 0); }

// A year after day and month: of two digits only where it is known which years they are of.
static bool year_at(const Phrase *p, const Lex *l) {
    if (!is_number(l) || l->open) return false;
    bool more = l[1].cls == W_NUM || l[1].cls == W_MONTH; // 4./5. 11. 1917
    return l->digits == 4 || (l->digits == 2 && p->first_year <= p->last_year && !more);
}

// ---- numbers with what belongs to them ----------------------------------------------------------

static bool set_year(Item *it, const Lex *l) {
    if (it->digits || l->digits > 6) return false;
    it->year = l->value;
    it->digits = l->digits ? l->digits : 4;
    it->open = l->open;
    return it->any = true;
}

static bool set_day(Item *it, int64_t v) {
    if (it->day || v > 99) return false;
    it->day = (uint8_t)v;
    it->unknown_day = v == 0;
    return it->any = true;
}

static bool set_month(Item *it, int64_t v) {
    if (it->month || v > 12) return false;
    it->month = (uint8_t)v;
    it->unknown_month = v == 0;
    return it->any = true;
}

// What an ordinal counts: centuries, halves, millennia. From `at` on; NULL: something else (a day).
static const Lex *counted(const Lex *at) {
    const Lex *begin = at;
    while (at->cls == W_SUFFIX && !(at->value == 2 && at->space)) at++;
    bool letter = (at->cls == W_NOISE && at->value == 1 && (at->dot || at[1].cls == W_END)) ||
                  (at->cls == W_SUFFIX && at->value == 2 && at->space); // XIX в., XIXe s.
    letter |= at > begin && at->cls == W_CIRCA && at->value == 1 && !is_number(at + 1); // 2nd c.
    bool third = at->cls == W_ORDINAL && at->value == 3; // the last third
    return letter || third || at->cls == W_CENTURY || at->cls == W_FRACTION ||
                   at->cls == W_MILLENNIUM
               ? at
               : NULL;
}

// The number n counts what stands at `what`.
static bool set_counted(Phrase *p, Item *it, int64_t n, const Lex *what) {
    if (n < 1 || n > 99) return false;
    if (what->cls == W_FRACTION || what->cls == W_ORDINAL) {
        if (it->nth || n > what->value) return false;
        it->nth = (uint8_t)n;
        it->of = (uint8_t)what->value;
    } else if (it->century || it->thousand) {
        return false;
    } else if (what->cls == W_MILLENNIUM) {
        it->thousand = (uint8_t)n;
    } else {
        it->century = (uint8_t)n;
    }
    p->at = what + 1;
    return it->any = true;
}

// 1840s, 1920er, 1920-х
static bool decade(Phrase *p, Item *it, const Lex *number) {
    while (p->at->cls == W_SUFFIX || p->at->cls == W_YEARS) p->at++;
    if (number->digits != 4 && p->at->cls != W_ERA) return false;
    if (number->value % 10 != 0 || !set_year(it, number)) return false;
    it->digits = 4;
    it->open = number->value % 100 == 0 ? 2 : 1; // the 1800s: the century, which holds the decade
    return true;
}

// A time of day at the number: 2:10, 2.10 Uhr, 2 a.m., 7 h 30. False: none.
static bool clock_time(Phrase *p, Item *it) {
    const Lex *h = p->at, *m = ahead(p, 1), *end = m;
    bool colon = is_mark(m, ':') && small(ahead(p, 2)) && ahead(p, 2)->digits == 2;
    bool dotted = h->dot && small(m) && m->digits == 2 && ahead(p, 2)->cls == W_CLOCK;
    int64_t minute = -1;
    if (colon) end = ahead(p, 3), minute = ahead(p, 2)->value;
    if (dotted && !colon) end = ahead(p, 2), minute = m->value;
    if (!colon && !dotted && (end->cls != W_CLOCK || end->value == 4)) return false;
    if (!small(h) || h->value > 24 || minute > 59 || it->hour >= 0) return false;
    int64_t hour = h->value;
    p->at = end;
    if (p->at->cls == W_CLOCK && p->at->value == 1) {
        p->at++;
        if (minute < 0 && small(p->at) && p->at->value < 60 && p->at->digits == 2 && !p->at->dot &&
            !is_number(p->at + 1))
            minute = (p->at++)->value;
        if (p->at->cls == W_CLOCK && p->at->value == 4) p->at++;
    }
    if (p->at->cls == W_CLOCK && (p->at->value == 2 || p->at->value == 3)) {
        if (hour < 1 || hour > 12) return false;
        hour = hour % 12 + (p->at->value == 3 ? 12 : 0);
        p->at++;
    }
    it->hour = (int8_t)hour;
    it->minute = (int8_t)minute;
    return it->any = true;
}

// Day and month as they stand, or the other way round, or both.
static bool set_order(Phrase *p, Item *it, int64_t a, int64_t b, bool known) {
    bool us = p->lang == PHRASE_EN_US && !known;
    if (us || (!known && b > 12)) {
        if (a > 12)
            us = false;
        else
            us = true;
    }
    bool open = !known && (p->lang == PHRASE_ANY || p->lang == PHRASE_EN);
    it->swap = open && a <= 12 && b <= 12 && a != b && a && b;
    return us ? set_month(it, a) && set_day(it, b) : set_day(it, a) && set_month(it, b);
}

// Three numbers with the same mark between them: 1917-11-7, 7/11/1917, 7-XI-1917.
static bool triple(Phrase *p, Item *it) {
    const Lex *a = p->at, *s = ahead(p, 1), *b = ahead(p, 2), *t = ahead(p, 3), *c = ahead(p, 4);
    bool marked = s->cls == W_MARK && (s->value == '/' || s->value == '-') && is_mark(t, s->value);
    bool tight = !s->space && !b->space && !t->space && !c->space;
    bool middle = small(b) || b->cls == W_MONTH;
    if (!marked || !tight || !middle || !is_number(c) || !a->digits || !c->digits) return false;
    if (it->digits || it->month || it->day) return false;
    bool first = a->digits == 4 && c->digits <= 2, last = a->digits <= 2 && year_at(p, c);
    if (!first && !last) return false;
    bool known = b->cls == W_MONTH || b->digits == 0;
    p->at = c + 1;
    if (first) return set_year(it, a) && set_month(it, b->value) && set_day(it, c->value);
    return set_year(it, c) && set_order(p, it, a->value, b->value, known);
}

// Two numbers with a mark between them that are day and month (26/12 98), month and year (11/1917),
// year and month (1917-11).
static bool pair(Phrase *p, Item *it) {
    const Lex *a = p->at, *s = ahead(p, 1), *b = ahead(p, 2), *c = ahead(p, 3);
    bool dotted = a->dot && small(a) && a->value <= 12 && s->digits == 4 && is_number(s);
    if (dotted && !s->space && !s->open && !it->month && !it->day && !it->digits) { // 11.1917
        p->at = s + 1;
        return set_month(it, a->value) && set_year(it, s);
    }
    if (s->cls != W_MARK || (s->value != '/' && s->value != '-')) return false;
    if (s->space || b->space || it->month || it->day || it->digits) return false;
    if (small(a) && yearly(b) && b->digits == 4 && !b->open && a->value <= 12 && a->value > 0 &&
        c->cls != W_ERA) {
        p->at = b + 1;
        return set_month(it, a->value) && set_year(it, b);
    }
    bool tail = b->value > a->value % 100; // c. 1908-10
    if (s->value == '-' && a->digits == 4 && b->digits == 2 && b->value <= 12 && !tail) {
        p->at = b + 1;
        return set_year(it, a) && set_month(it, b->value);
    }
    const Lex *e = ahead(p, 4), *y = ahead(p, 8); // 30/11–5/12/1976
    bool range = (is_mark(c, '-') || is_mark(c, MARK_DASH)) && small(e) &&
                 is_mark(ahead(p, 5), '/') && small(ahead(p, 6)) && is_mark(ahead(p, 7), '/');
    bool dated = year_at(p, c) || (range && year_at(p, y));
    if (s->value != '/' || !small(a) || !small(b) || !dated) return false;
    p->at = b + 1;
    return set_order(p, it, a->value, b->value, b->digits == 0 || a->dot);
}

// 1917.11.07, 1917.11
static bool dotted_year_first(Phrase *p, Item *it) {
    const Lex *a = p->at, *b = ahead(p, 1), *c = ahead(p, 2);
    if (a->digits != 4 || !a->dot || !small(b) || b->digits != 2 || b->space) return false;
    if (!b->dot || !small(c)) {
        if (b->value == 0 || b->value > 12) return false;
        p->at = b + 1;
        return set_year(it, a) && set_month(it, b->value);
    }
    if (c->digits != 2 || c->space) return false;
    p->at = c + 1;
    return set_year(it, a) && set_month(it, b->value) && set_day(it, c->value);
}

// 19171107
static bool compact(Phrase *p, Item *it) {
    const Lex *a = p->at;
    if (a->digits != 8) return false;
    Lex year = {.cls = W_NUM, .value = a->value / 10000, .digits = 4};
    p->at++;
    return set_year(it, &year) && set_month(it, a->value / 100 % 100) &&
           set_day(it, a->value % 100);
}

// The second year of 1750/51 or 1916–17, in full; 0 where none follows at `at`.
static int64_t next_year(const Item *it, const Lex *at) {
    static const int64_t power[] = {1, 10, 100, 1000, 10000};
    bool dual = it->month && (it->day || it->month <= 3), winter = it->season == 24 || it->feast;
    bool slash = is_mark(at, '/');
    bool dash = winter && (is_mark(at, '-') || is_mark(at, MARK_DASH));
    if (!slash && !dash) return 0;
    if ((!dual && !winter) || it->digits != 4 || it->open || !is_number(at + 1)) return 0;
    uint8_t n = at[1].digits;
    int64_t next = it->year + 1;
    if (n == 0 || n > (slash || it->season ? 4 : 2) || at[1].dot || at[2].cls == W_MONTH) return 0;
    return at[1].value == next % power[n] ? next : 0;
}

// A small number: a day, a month after its day, or one that its neighbour will explain.
static bool loose_number(Phrase *p, Item *it) {
    const Lex *l = p->at++;
    if (l->value == 0 && l->digits != 2) return false;
    bool ordinal = p->at->cls == W_SUFFIX;
    if (ordinal) p->at++;
    if (it->day && !it->month && l->value <= 12 && !ordinal && !it->digits) {
        it->loose_day = false;
        return set_month(it, l->value);
    }
    if (it->day && it->month) return !ordinal && l->digits == 2 && set_year(it, l); // 9. 5. 97
    bool tens = ordinal && p->at[-1].value > 0 && l->value % 10 == 0;
    it->loose_day = !it->month && !it->digits;
    it->loose_digits = l->digits;
    it->placeholder = l->digits == 0 && l->value == 20;
    it->tens = tens && it->loose_day;
    return set_day(it, l->value);
}

static bool roman_number(Phrase *p, Item *it) {
    const Lex *l = p->at;
    if (l->value >= 1000) {
        p->at++;
        return set_year(it, l);
    }
    bool month = it->day || it->digits || is_number(ahead(p, 1));
    if (!month || it->month || l->value > 12) return loose_number(p, it);
    p->at++;
    it->loose_day = false;
    return set_month(it, l->value);
}

static bool republican_year(Phrase *p, Item *it) {
    const Lex *l = p->at++;
    if (l->value > 99 || !set_year(it, l)) return false;
    it->digits = 4;
    return true;
}

static bool number(Phrase *p, Item *it) {
    const Lex *l = p->at, *next = ahead(p, 1);
    if (clock_time(p, it)) return true;
    if (it->republican) { // an VIII after its month, or the month's day
        bool in_year = l[-1].cls == W_NOISE && l[-1].value == 2;
        if (it->day || in_year) return republican_year(p, it);
    }
    const Lex *what = l->digits <= 2 && !l->open ? counted(next) : NULL;
    if (what) return set_counted(p, it, l->value, what);
    bool glued_c = next->cls == W_CIRCA && next->value == 1 && !next->space && l->digits <= 2;
    if (glued_c && !is_number(ahead(p, 2))) return set_counted(p, it, l->value, next);
    if (next->cls == W_SUFFIX && next->value > 0 && l->digits > 2) {
        p->at++;
        return decade(p, it, l);
    }
    if (triple(p, it) || pair(p, it) || dotted_year_first(p, it) || compact(p, it)) return true;
    const Lex *after = next + (next->cls == W_NOISE); // 44 г. до н. э.
    bool era = (after->cls == W_ERA && !is_number(after + 1)) ||
               (is_mark(next, '?') && ahead(p, 2)->cls == W_ERA) || it->era;
    if (l->digits == 0) return roman_number(p, it);
    if (!yearly(l) && !(era && !it->digits)) return loose_number(p, it);
    p->at++;
    return set_year(it, l);
}

// ---- everything else ----------------------------------------------------------------------------

static bool once(uint8_t *part, int64_t value, Item *it) {
    if (*part) return false;
    *part = (uint8_t)value;
    return it->any = true;
}

static bool ordinal(Phrase *p, Item *it) {
    const Lex *l = p->at++;
    const Lex *what = counted(p->at);
    if (l->cls == W_LAST)
        return what && what->cls != W_CENTURY && set_counted(p, it, what->value, what);
    if (what) return set_counted(p, it, l->value, what);
    if (it->day) return false;
    it->loose_day = !it->month;
    return set_day(it, l->value);
}

// (?), (O.S.), (uncertain): what a bracket may hold within a date.
static bool bracketed(const Phrase *p) {
    if (!is_mark(p->at, '(')) return false;
    const Lex *in = ahead(p, 1);
    bool remark = is_mark(in, '?') || is_mark(in, '~') || in->cls == W_UNCERTAIN ||
                  in->cls == W_STYLE || in->cls == W_CIRCA || in->cls == W_WEEKDAY ||
                  in->cls == W_ERA;
    return remark && is_mark(ahead(p, 2), ')');
}

static bool mark(Phrase *p, Item *it) {
    const Lex *l = p->at;
    if (l->value == '?' && it->any) {
        it->qual |= QUAL_UNCERTAIN;
    } else if (l->value == '?') {
        if (!is_number(ahead(p, 1)) && ahead(p, 1)->cls != W_MONTH) return false;
        it->qual |= QUAL_UNCERTAIN;
    } else if (l->value == '~') {
        it->qual |= QUAL_APPROXIMATE;
    } else if (l->value == '%' && it->any) {
        it->qual |= QUAL_UNCERTAIN | QUAL_APPROXIMATE;
    } else if (l->value == '-' && it->part && !it->digits && !l->space) {
        ; // mid-1920s
    } else {
        return false;
    }
    p->at++;
    return true;
}

static bool style_once(Item *it, int64_t value) {
    if (it->style && it->style != value) return false;
    it->style = (uint8_t)value;
    return true;
}

static bool word(Phrase *p, Item *it) {
    const Lex *l = p->at++;
    switch (l->cls) {
    case W_NOISE:
    case W_FROM:
    case W_TO:
    case W_YEARS: return true;
    case W_CLOCK: return l->value == 2; // German am
    case W_MONTH: it->loose_day = false; return set_month(it, l->value);
    case W_REPUBLICAN:
        if (it->month) return false;
        it->month = (uint8_t)l->value;
        it->loose_day = false;
        return it->republican = it->any = true;
    case W_SEASON: return once(&it->season, l->value, it);
    case W_WEEKDAY: return once(&it->weekday, l->value, it);
    case W_FEAST: return once(&it->feast, l->value, it);
    case W_PART: return once(&it->part, l->value, it);
    case W_ERA: return once(&it->era, l->value, it);
    case W_STYLE: return style_once(it, l->value);
    case W_CIRCA: it->qual |= QUAL_APPROXIMATE; return true;
    case W_UNCERTAIN:
        it->qual |= QUAL_UNCERTAIN;
        if (is_mark(p->at, ':') || is_mark(p->at, ',')) p->at++;
        return true;
    case W_DAYPART:
        if (it->daypart) return false;
        it->daypart = (int16_t)l->value;
        return it->any = true;
    default: return false;
    }
}

static bool time_at(const Lex *l) {
    return l[1].cls == W_CLOCK || is_mark(l + 1, ':') ||
           (l->dot && l[1].cls == W_NUM && l[2].cls == W_CLOCK);
}

// Does what follows the comma belong to this date (November 7, 1917; Wed., 7 November)?
static bool comma_inside(const Phrase *p, const Item *it) {
    const Lex *l = ahead(p, 1);
    while (l->cls == W_NOISE || l->cls == W_FROM || l->cls == W_CLOCK) l++;
    bool number = l->cls == W_NUM || l->cls == W_ORDINAL || l->cls == W_LAST;
    const Lex *what = number ? counted(l + 1) : NULL; // 18. Jh., 2. Hälfte
    if (what && what->cls == W_FRACTION) return !it->nth && (it->century || it->digits);
    switch (l->cls) {
    case W_NUM:
        if (yearly(l)) return !it->digits && (it->month || it->season || it->feast || it->day);
        if (time_at(l)) return it->month && it->day;
        if (it->hour >= 0 || it->daypart) return !it->day; // 2 a.m., 7 November
        return it->weekday ? !it->day : it->digits && !it->month;
    case W_MONTH: return !it->month;
    case W_SEASON: return !it->season && it->digits && !it->month;
    case W_FEAST: return !it->feast && it->digits && !it->month;
    case W_DAYPART: return it->day || it->weekday;
    case W_CLOCK: return true;
    case W_WEEKDAY: return !it->weekday;
    case W_STYLE:
    case W_UNCERTAIN:
    case W_CIRCA: return true;
    default: return false;
    }
}

static bool time_follows(const Phrase *p, const Item *it) { // à 2 h 10
    return p->at->value == 0 && it->day && it->month && is_number(ahead(p, 1)) &&
           time_at(ahead(p, 1));
}

static bool stops(const Phrase *p, const Item *it) {
    const Lex *l = p->at;
    switch (l->cls) {
    case W_END:
    case W_BEFORE:
    case W_AFTER:
    case W_EARLIER:
    case W_UNKNOWN:
    case W_LATEST:
    case W_EARLIEST:
    case W_BETWEEN:
    case W_AND:
    case W_OR:
    case W_SINCE:
    case W_FOLLOWING: return true;
    case W_TO: return !time_follows(p, it);
    case W_NUM: return it->digits && (yearly(l) || (it->day && it->month && it->hour >= 0));
    case W_MARK:
        if (l->value == '(') return !bracketed(p);
        if (l->value == ',') return !comma_inside(p, it);
        return l->value == '/' || l->value == MARK_DASH || l->value == ';' || l->value == ')' ||
               l->value == ':' ||
               (l->value == '-' && (!it->part || it->digits || it->month || it->day));
    default: return false;
    }
}

static bool take(Phrase *p, Item *it) {
    const Lex *l = p->at;
    if (bracketed(p)) {
        p->at++;
        bool ok = p->at->cls == W_MARK ? mark(p, it) : word(p, it);
        p->at++;
        return ok;
    }
    if (is_mark(l, ',')) {
        p->at++;
        return true;
    }
    if (l->cls == W_YEARS && l->value == 1 && is_number(ahead(p, 1))) { // les années 1920
        p->at += 2;
        it->decade = true;
        return decade(p, it, p->at - 1);
    }
    switch (l->cls) {
    case W_NUM: return number(p, it);
    case W_ORDINAL:
    case W_LAST: return ordinal(p, it);
    case W_MARK: return mark(p, it);
    default: return word(p, it);
    }
}

bool phrase_item(Phrase *p, Item *it) {
    *it = (Item){.hour = -1, .minute = -1};
    while (!stops(p, it))
        if (!take(p, it)) return false;
    it->next_year = next_year(it, p->at);
    if (it->next_year) p->at += 2;
    while (it->next_year && !stops(p, it))
        if (!take(p, it)) return false;
    if (it->tens && it->century) { // 20er Jahre des 19. Jahrhunderts
        it->year = (it->century - 1) * 100 + it->day;
        it->digits = 4;
        it->open = 1;
        it->century = it->day = 0;
        it->tens = false;
    }
    return it->any && !(it->placeholder && it->day && it->month); // XX.11.1917: no day is known
}
