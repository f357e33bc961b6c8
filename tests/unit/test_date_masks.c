// Masks against the list of what they allow: 156X-12-25 must compare as the set of its ten days
// would, written as well as recorded, doubtful as well as sure, and as a member of {…} as each of
// its days in turn; and the search for the next unit must find what counting days one by one finds.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lang/date_times.h"
#include "lang/duration.h"
#include "tests/support/scratch.h"

#if defined(__SANITIZE_ADDRESS__)
enum { ROUNDS = 1500 };
#else
enum { ROUNDS = 6000 };
#endif

enum { UNITS = 400, FIRST_YEAR = -2000, LAST_YEAR = 2099 };

typedef struct Units {
    uint32_t n;
    bool many; // more than there is room for
    Stretch s[UNITS];
} Units;

static uint32_t dice(uint64_t *seed, uint32_t n) {
    uint64_t z = *seed += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (uint32_t)((z ^ z >> 31) % n);
}

static bool digits_fit(const char *pattern, int64_t v) {
    int64_t unit = 1;
    for (size_t i = 1; i < strlen(pattern); i++) unit *= 10;
    for (; *pattern; pattern++, unit /= 10)
        if (*pattern != 'X' && *pattern - '0' != v / unit % 10) return false;
    return true;
}

// year, month and day as they are written, "" where not stated; every day is looked at.
static void list_units(const char *year, const char *month, const char *day, Units *out) {
    bool bce = year[0] == '-';
    out->n = 0;
    out->many = false;
    for (int64_t y = FIRST_YEAR; y <= LAST_YEAR; y++) {
        if ((y < 0) != bce || !digits_fit(year + bce, bce ? -y : y)) continue;
        for (int32_t m = 1; m <= 12; m++) {
            if (!digits_fit(month, m)) continue;
            for (int32_t d = 1; d <= days_in_month(CAL_GREGORIAN, y, m); d++) {
                if (!digits_fit(day, d)) continue;
                int64_t t = days_from_ymd(CAL_GREGORIAN, y, m, d) * DAY;
                if (out->n && out->s[out->n - 1].to + 1 == t) {
                    out->s[out->n - 1].to += DAY;
                } else if (out->n < UNITS) {
                    out->s[out->n++] = (Stretch){t, t + DAY - 1};
                } else {
                    out->many = true;
                    return;
                }
            }
        }
    }
}

typedef struct Pattern {
    char text[24], year[8], month[4], day[4];
} Pattern;

static void some_pattern(uint64_t *seed, Pattern *p) {
    static const char *const years[] = {"156X",  "1X8X",  "19X7", "1917", "1X17", "20XX", "0X04",
                                        "-00X4", "-1X12", "197X", "16XX", "1X00", "000X", "-000X"};
    static const char *const months[] = {"", "XX", "1X", "0X", "12", "02", "X2", "X1", "06", "10"};
    static const char *const days[] = {"", "XX", "25", "X1", "1X", "3X", "29", "31", "0X", "X9"};
    snprintf(p->year, sizeof p->year, "%s", years[dice(seed, sizeof years / sizeof *years)]);
    snprintf(p->month, sizeof p->month, "%s", months[dice(seed, sizeof months / sizeof *months)]);
    snprintf(p->day, sizeof p->day, "%s", days[dice(seed, sizeof days / sizeof *days)]);
    if (!p->month[0]) p->day[0] = 0;
    snprintf(p->text, sizeof p->text, "%s%s%s%s%s", p->year, p->month[0] ? "-" : "", p->month,
             p->day[0] ? "-" : "", p->day);
}

static uint32_t add_digits(uint32_t mask, const char *digits, int n) {
    for (int i = 0; i < n; i++) {
        char c = digits[0] ? digits[i] : ' ';
        mask = mask << 4 | (uint32_t)(c == 'X' ? MASK_X : c == ' ' ? MASK_NONE : c - '0');
    }
    return mask;
}

// A date with the mask, and its units.
static bool some_mask(uint64_t *seed, Pattern *p, Date *d, Units *u, bool small) {
    some_pattern(seed, p);
    list_units(p->year, p->month, p->day, u);
    if (u->n == 0 || u->many || (small && u->n > 30)) return false;
    *d = (Date){.es = u->s[0].from, .ls = u->s[u->n - 1].to};
    d->ee = d->es;
    d->le = d->ls;
    d->prec = d->end_prec = p->day[0] ? PREC_DAY : p->month[0] ? PREC_MONTH : PREC_YEAR;
    d->mask = add_digits(0, p->year + (p->year[0] == '-'), 4);
    d->mask = add_digits(d->mask, p->month, 2);
    d->mask = d->end_mask = add_digits(d->mask, p->day, 2);
    return true;
}

// ---- the search ---------------------------------------------------------------------------------

static int64_t some_instant(uint64_t *seed, const Units *u) {
    const Stretch *s = &u->s[dice(seed, u->n)];
    int64_t edge = dice(seed, 2) ? s->from : s->to;
    switch (dice(seed, 8)) {
    case 0: return INSTANT_MIN;
    case 1: return INSTANT_MAX;
    case 2: return edge + (int64_t)dice(seed, 4000) * DAY;
    case 3: return edge - (int64_t)dice(seed, 4000) * DAY;
    default: return edge + (int64_t)dice(seed, 3) - 1;
    }
}

static void test_search(void **state) {
    uint64_t seed = 1582;
    Units u;
    Pattern p;
    Date d;
    int searched = 0;
    (void)state;
    for (int i = 0; i < ROUNDS / 20; i++) {
        if (!some_mask(&seed, &p, &d, &u, false)) continue;
        Times t = times_of_mask(&d, false, (Width){0, 0});
        assert_true(d.es == u.s[0].from && d.le == u.s[u.n - 1].to);
        for (int k = 0; k < 40; k++, searched++) {
            int64_t at = some_instant(&seed, &u);
            uint32_t next = 0, last = u.n;
            Stretch s = {0, 0};
            while (next < u.n && u.s[next].to < at) next++;
            while (last > 0 && u.s[last - 1].from > at) last--;
            if (times_next(&t, at, &s) != (next < u.n) || (next < u.n && s.to != u.s[next].to) ||
                (next < u.n && s.from != u.s[next].from))
                fail_msg("%s: next from %lld: %lld..%lld", p.text, (long long)at, (long long)s.from,
                         (long long)s.to);
            if (times_back(&t, at, &s) != (last > 0) || (last && s.to != u.s[last - 1].to) ||
                (last && s.from != u.s[last - 1].from))
                fail_msg("%s: back from %lld: %lld..%lld", p.text, (long long)at, (long long)s.from,
                         (long long)s.to);
        }
    }
    assert_true(searched > 500);
}

// ---- the relations ------------------------------------------------------------------------------

typedef struct Listed {
    Date d;
    int64_t room[(sizeof(DateSet) + UNITS * sizeof(Date)) / sizeof(int64_t)];
} Listed;

// One of the units, or all of them as a written period has it.
static void spell_out(const Date *mask, const Units *u, Listed *out) {
    DateSet *set = (DateSet *)(void *)out->room;
    out->d = *mask;
    out->d.mask = out->d.end_mask = 0;
    for (uint32_t i = 0; i < u->n; i++) {
        Date *p = &set->piece[i];
        *p = out->d;
        p->es = p->ee = u->s[i].from;
        p->ls = p->le = u->s[i].to;
    }
    set->n = u->n;
    set->all = 0;
    if (u->n == 1)
        out->d = set->piece[0];
    else
        out->d.set = set;
}

static Date some_plain(uint64_t *seed, const Units *u) {
    Date d = {.kind = DATE_MOMENT, .prec = PREC_SECOND, .end_prec = PREC_SECOND};
    int64_t t[4];
    for (int i = 0; i < 4; i++) t[i] = some_instant(seed, u);
    for (int i = 0; i < 4; i++)
        for (int k = i + 1; k < 4; k++)
            if (t[k] < t[i]) {
                int64_t x = t[i];
                t[i] = t[k];
                t[k] = x;
            }
    if (dice(seed, 2)) {
        d.es = d.ee = t[0];
        d.ls = d.le = t[1 + dice(seed, 3)];
        return d;
    }
    bool crossed = dice(seed, 2);
    d.kind = DATE_SPAN;
    d.es = t[0];
    d.ls = t[crossed ? 2 : 1];
    d.ee = t[crossed ? 1 : 2];
    d.le = t[3];
    return d;
}

static void expect(const char *what, uint32_t got, uint32_t want, const char *text, const Date *b) {
    if (got == want) return;
    fail_msg("%s of %s and kind %d [%lld %lld %lld %lld]: %x, not %x", what, text, b->kind,
             (long long)b->es, (long long)b->ls, (long long)b->ee, (long long)b->le, got, want);
}

static void compare(const Date *a, const Date *listed, const Date *b, const char *text, Circa c) {
    static const char *const names[] = {"before", "after", "in", "overlaps", "="};
    for (int r = REL_BEFORE; r <= REL_EQUAL; r++) {
        DateRelation rel = (DateRelation)r;
        if (r == REL_EQUAL && !listed->set) continue; // one unit: the same in other words
        expect(names[r], relate(rel, a, b, c), relate(rel, listed, b, c), text, b);
        expect(names[r], relate(rel, b, a, c), relate(rel, b, listed, c), text, b);
    }
    expect("allen", allen(a, b, c), allen(listed, b, c), text, b);
    expect("allen", allen(b, a, c), allen(b, listed, c), text, b);
    Date p = date_period(a), q = date_period(listed);
    for (int r = REL_BEFORE; r <= REL_OVERLAPS; r++) {
        DateRelation rel = (DateRelation)r;
        expect("written", relate(rel, b, &p, c), relate(rel, b, &q, c), text, b);
        expect("written", relate(rel, &p, b, c), relate(rel, &q, b, c), text, b);
    }
}

static void test_relations(void **state) {
    static Listed listed, other;
    uint64_t seed = 1752;
    Units u, v;
    Pattern p, q;
    Date d, m;
    int compared = 0;
    (void)state;
    for (int i = 0; i < ROUNDS / 4; i++) {
        if (!some_mask(&seed, &p, &d, &u, true)) continue;
        bool doubtful = dice(&seed, 2);
        if (doubtful) d.qual = d.end_qual = QUAL_UNCERTAIN;
        spell_out(&d, &u, &listed);
        Circa unit = {.unit = true}, years = {.months = 60}, days = {.seconds = 3 * DAY};
        Circa c = dice(&seed, 3) == 0 ? years : dice(&seed, 2) ? days : unit;
        if (doubtful && c.unit && d.prec > PREC_DAY) c = days;
        for (int k = 0; k < 4; k++, compared++) {
            Date b = some_plain(&seed, &u);
            compare(&d, &listed.d, &b, p.text, c);
        }
        if (!some_mask(&seed, &q, &m, &v, true) || u.n * v.n > 200) continue;
        if (m.es == d.es && m.le == d.le) continue; // may state the same in other words
        spell_out(&m, &v, &other);
        compare(&d, &listed.d, &other.d, p.text, c);
        compare(&m, &other.d, &listed.d, q.text, c);
        compare(&d, &listed.d, &m, p.text, c);
    }
    assert_true(compared > 200);
}

// ---- members ------------------------------------------------------------------------------------

// {x, y}
static void both_of(const Date *x, const Date *y, Listed *out) {
    DateSet *set = (DateSet *)(void *)out->room;
    bool turned = date_order(y, x) < 0;
    set->n = 2;
    set->all = 1;
    set->piece[0] = turned ? *y : *x;
    set->piece[1] = turned ? *x : *y;
    out->d = set->piece[0];
    out->d.kind = DATE_SPAN;
    out->d.mask = out->d.end_mask = 0;
    for (int i = 0; i < 2; i++) {
        const Date *p = &set->piece[i];
        if (p->ls < out->d.ls) out->d.ls = p->ls;
        if (p->ee > out->d.ee) out->d.ee = p->ee;
        if (p->le > out->d.le) out->d.le = p->le;
    }
    out->d.set = set;
}

static Date unit_at(const Units *u, uint32_t i) {
    return (Date){.es = u->s[i].from, .ls = u->s[i].to, .ee = u->s[i].from, .le = u->s[i].to};
}

// What holds whichever units are meant: of a's mask and, unless it is NULL, of b's.
static Truth of_units(DateRelation r, const Units *u, const Date *with, const Units *v,
                      const Date *beside, bool turned) {
    static Listed x, y;
    Truth all = UNKNOWN;
    for (uint32_t i = 0; i < u->n; i++) {
        Date one = unit_at(u, i);
        both_of(&one, with, &x);
        for (uint32_t k = 0; k < (v ? v->n : 1); k++) {
            Date other = v ? unit_at(v, k) : *beside;
            y.d = *beside;
            if (v) both_of(&other, beside, &y);
            Truth t = relate(r, turned ? &y.d : &x.d, turned ? &x.d : &y.d, (Circa){0});
            if (t == UNKNOWN || ((i || k) && t != all)) return UNKNOWN;
            all = t;
        }
    }
    return all;
}

static void test_members(void **state) {
    static const char *const names[] = {"before", "after", "in", "overlaps"};
    static Listed a, b;
    uint64_t seed = 1700;
    Units u, v;
    Pattern p, q;
    Date d, m;
    uint32_t seen[3] = {0};
    (void)state;
    for (int i = 0; i < ROUNDS / 4; i++) {
        bool two = dice(&seed, 2);
        if (!some_mask(&seed, &p, &d, &u, true) || !some_mask(&seed, &q, &m, &v, true)) continue;
        if (u.n < 2 || v.n < 2 || (two && u.n * v.n > 200)) continue;
        Date with = some_plain(&seed, &u), beside = some_plain(&seed, &u);
        both_of(&d, &with, &a);
        b.d = beside;
        if (two) both_of(&m, &beside, &b);
        for (int r = REL_BEFORE; r <= REL_OVERLAPS; r++) {
            DateRelation rel = (DateRelation)r;
            Truth want = of_units(rel, &u, &with, two ? &v : NULL, &beside, false);
            expect(names[r], relate(rel, &a.d, &b.d, (Circa){0}), want, p.text, &beside);
            want = of_units(rel, &u, &with, two ? &v : NULL, &beside, true);
            expect(names[r], relate(rel, &b.d, &a.d, (Circa){0}), want, p.text, &beside);
            seen[want]++;
        }
    }
    assert_true(seen[NO] && seen[YES] && seen[UNKNOWN]);
}

// ---- gaps ---------------------------------------------------------------------------------------

static void test_gaps(void **state) {
    static Listed listed, other;
    uint64_t seed = 1789;
    Units u, v;
    Pattern p, q;
    Date d, m;
    int apart = 0;
    (void)state;
    for (int i = 0; i < ROUNDS / 4; i++) {
        Duration got, want;
        if (!some_mask(&seed, &p, &d, &u, true) || !some_mask(&seed, &q, &m, &v, true)) continue;
        if (dice(&seed, 2)) m = some_plain(&seed, &u);
        spell_out(&d, &u, &listed);
        other.d = m;
        if (m.mask) spell_out(&m, &v, &other);
        bool known = duration_gap(&scratch, &listed.d, &other.d, &want);
        assert_int_equal(duration_gap(&scratch, &d, &m, &got), known);
        if (known && duration_order(got, want) != 0)
            fail_msg("gap of %s and %s: %d %lld to %d %lld, not %d %lld to %d %lld", p.text,
                     m.mask ? q.text : "a date", got.lo_m, (long long)got.lo_s, got.hi_m,
                     (long long)got.hi_s, want.lo_m, (long long)want.lo_s, want.hi_m,
                     (long long)want.hi_s);
        assert_true(!known || duration_gap(&scratch, &m, &d, &got));
        assert_true(!known || duration_order(got, want) == 0);
        apart += known && (want.lo_m || want.lo_s);
    }
    assert_true(apart > 20);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_search),
        cmocka_unit_test(test_relations),
        cmocka_unit_test(test_members),
        cmocka_unit_test(test_gaps),
    };
    return cmocka_run_group_tests(tests, NULL, free_scratch);
}
