// Stretches of seconds that a mask allows, found digit by digit from any instant on. In: masks,
// widths, instants. Out: stretches. Must not know what is compared.
#include "lang/date_times.h"

#include <string.h>

Times times_between(int64_t lo, int64_t hi) { return (Times){.lo = lo, .hi = hi}; }

// What is in doubt is read as a date of its own: 2004-06~-11 is a month's doubt, as 2004-06~ is;
// ?2004-06-11 a year's, a mark of the whole one unit of the precision. Parts in doubt apart from
// each other (?2004-06-~11) have that of the coarsest. % counts twice.
Width date_width(Circa c, uint8_t qual, Precision p) {
    static const struct {
        uint8_t at, unit;
    } parts[] = {{QUAL_YEAR, PREC_YEAR}, {QUAL_MONTH, PREC_MONTH}, {QUAL_DAY, PREC_DAY}};
    enum { BOTH = QUAL_UNCERTAIN | QUAL_APPROXIMATE, PARTS = 3 };
    if (qual == 0) return (Width){0, 0};
    if (!c.unit) return (Width){c.months, c.seconds};
    uint8_t whole = qual & BOTH, mark = whole;
    int64_t units = mark == BOTH ? 2 : 1;
    int i = 0;
    while (i < PARTS && !whole && !(qual >> parts[i].at & BOTH)) i++;
    for (; i < PARTS && !whole && (mark = qual >> parts[i].at & BOTH) != 0; i++) {
        if (p != PREC_SEASON || parts[i].unit != PREC_MONTH) p = (Precision)parts[i].unit;
        if (mark == BOTH) units = 2;
    }
    return (Width){units * unit_months(p), units * unit_seconds(p)};
}

// ---- digits -----------------------------------------------------------------------------------

enum { YEAR_DIGITS = 4, YEAR_MOST = 9999, DIGIT_MOST = 9 };

static uint32_t nibble(uint32_t mask, int from_top, int digits) {
    return mask >> (4 * (digits - 1 - from_top)) & 0xF;
}

// The two digits at `shift` as a set of the numbers from 1 to most; all of them where none is
// stated.
static uint32_t numbers(uint32_t mask, int shift, uint32_t most) {
    uint32_t tens = mask >> (shift + 4) & 0xF, ones = mask >> shift & 0xF, set = 0;
    for (uint32_t n = 1; n <= most; n++) {
        bool t = tens == MASK_X || tens == MASK_NONE || tens == n / 10;
        bool o = ones == MASK_X || ones == MASK_NONE || ones == n % 10;
        if (t && o) set |= UINT32_C(1) << n;
    }
    return set;
}

// The least number from n on with those digits; -1: none below 10,000.
static int32_t digits_from(uint32_t pattern, int32_t n) {
    static const int32_t place[YEAR_DIGITS] = {1000, 100, 10, 1};
    uint32_t have[YEAR_DIGITS];
    int k = 0;
    if (n > YEAR_MOST) return -1;
    if (n < 0) n = 0;
    for (int i = 0; i < YEAR_DIGITS; i++) have[i] = (uint32_t)(n / place[i] % 10);
    while (k < YEAR_DIGITS && (nibble(pattern, k, YEAR_DIGITS) == MASK_X ||
                               nibble(pattern, k, YEAR_DIGITS) == have[k]))
        k++;
    if (k == YEAR_DIGITS) return n;
    // one place becomes greater, those before it stay, those behind it are as small as they can be
    int at = k;
    if (nibble(pattern, k, YEAR_DIGITS) < have[k])
        for (at = k - 1; at >= 0; at--)
            if (nibble(pattern, at, YEAR_DIGITS) == MASK_X && have[at] < DIGIT_MOST) break;
    if (at < 0) return -1;
    have[at] = at == k ? nibble(pattern, k, YEAR_DIGITS) : have[at] + 1;
    int32_t found = 0;
    for (int i = 0; i < YEAR_DIGITS; i++) {
        uint32_t p = nibble(pattern, i, YEAR_DIGITS);
        if (i > at) have[i] = p == MASK_X ? 0 : p;
        found += (int32_t)have[i] * place[i];
    }
    return found;
}

// The greatest up to n: the same with every digit counted down from nine.
static int32_t digits_upto(uint32_t pattern, int32_t n) {
    uint32_t turned = 0;
    if (n < 0) return -1;
    for (int i = 0; i < YEAR_DIGITS; i++) {
        uint32_t p = nibble(pattern, i, YEAR_DIGITS);
        turned = turned << 4 | (p == MASK_X ? MASK_X : DIGIT_MOST - p);
    }
    int32_t found = digits_from(turned, YEAR_MOST - (n > YEAR_MOST ? YEAR_MOST : n));
    return found < 0 ? -1 : YEAR_MOST - found;
}

// Years by their sign; false: there is none on that side.
static bool year_from(const Times *t, int64_t y, int64_t *out) {
    int32_t n;
    if (t->bce) {
        if (y > -1) return false;
        n = digits_upto(t->year, y < -YEAR_MOST ? YEAR_MOST : (int32_t)-y);
        *out = -(int64_t)n;
        return n >= 1;
    }
    if (y > YEAR_MOST) return false;
    n = digits_from(t->year, y < 0 ? 0 : (int32_t)y);
    *out = n;
    return n >= 0;
}

static bool year_upto(const Times *t, int64_t y, int64_t *out) {
    int32_t n;
    if (t->bce) {
        if (y < -YEAR_MOST) return false;
        n = digits_from(t->year, y > -1 ? 1 : (int32_t)-y);
        *out = -(int64_t)n;
        return n >= 1;
    }
    if (y < 0) return false;
    n = digits_upto(t->year, y > YEAR_MOST ? YEAR_MOST : (int32_t)y);
    *out = n;
    return n >= 0;
}

// ---- units ------------------------------------------------------------------------------------

Times times_of_mask(const Date *of, bool end, Width width) {
    int64_t some = end ? of->le : of->es;
    uint32_t mask = end ? of->end_mask : of->mask;
    Times t = {.width = width,
               .days = numbers(mask, 0, 31),
               .months = (uint16_t)numbers(mask, 8, 12),
               .year = (uint16_t)(mask >> 16),
               .level = TIMES_DAYS,
               .calendar = of->calendar,
               .prec = end ? of->end_prec : of->prec,
               .bce = is_finite(some) && some < year_first((Calendar)of->calendar, 0)};
    bool whole_month = t.days == numbers(UINT32_MAX, 0, 31);
    if (whole_month) t.level = t.months == numbers(UINT32_MAX, 8, 12) ? TIMES_YEARS : TIMES_MONTHS;
    return t;
}

static int64_t first_of(const Times *t, int64_t y, int m, int d) {
    return days_from_ymd((Calendar)t->calendar, y, m, d) * DAY;
}

static int64_t last_of(const Times *t, int64_t y, int m, int d) {
    return first_of(t, y, m, d) + (DAY - 1);
}

// The neighbours of bit n that are set, n among them.
static void run_of_bits(uint32_t set, int n, int *from, int *to) {
    *from = *to = n;
    while (set >> (*from - 1) & 1) (*from)--;
    while (*to < 31 && (set >> (*to + 1) & 1)) (*to)++;
}

static int first_bit(uint32_t set, int from) {
    set &= from > 31 ? 0 : ~UINT32_C(0) << from;
    return set ? __builtin_ctz(set) : 0;
}

static int last_bit(uint32_t set, int to) {
    set &= to >= 31 ? ~UINT32_C(0) : (UINT32_C(2) << to) - 1;
    return set ? 31 - __builtin_clz(set) : 0;
}

// As many years as end in open digits together.
static Stretch years_around(const Times *t, int64_t y) {
    int64_t step = 1;
    for (uint32_t p = t->year; (p & 0xF) == MASK_X && step < YEAR_MOST; p >>= 4) step *= 10;
    int64_t n = t->bce ? -y : y, from = n / step * step, to = from + step - 1;
    if (t->bce) {
        int64_t least = from < 1 ? 1 : from;
        from = -to;
        to = -least;
    }
    return (Stretch){first_of(t, from, 1, 1), last_of(t, to, 12, 31)};
}

static uint32_t days_of(const Times *t, int64_t y, int m) {
    int last = days_in_month((Calendar)t->calendar, y, m);
    return t->days & (uint32_t)((UINT64_C(2) << last) - 1);
}

// The unit of year y and month m that the found bit lies in.
static Stretch months_around(const Times *t, int64_t y, int m) {
    int from, to;
    run_of_bits(t->months, m, &from, &to);
    return (Stretch){first_of(t, y, from, 1),
                     last_of(t, y, to, days_in_month((Calendar)t->calendar, y, to))};
}

static Stretch days_around(const Times *t, int64_t y, int m, int d) {
    int from, to;
    run_of_bits(days_of(t, y, m), d, &from, &to);
    return (Stretch){first_of(t, y, m, from), last_of(t, y, m, to)};
}

// In years that may be; the places within a year are tried from the instant's own on.
static bool unit_next(const Times *t, int64_t at, Stretch *out) {
    Calendar c = (Calendar)t->calendar;
    int64_t least = year_first(c, t->bce ? -YEAR_MOST : 0), y;
    if (at < least) at = least;
    if (at >= year_first(c, YEAR_MOST + 1)) return false;
    Ymd from = ymd_from_days(c, floor_div(at, DAY));
    for (; year_from(t, from.y, &y); from = (Ymd){y + 1, 1, 1}) {
        if (y > from.y) from.m = from.d = 1;
        if (t->level == TIMES_YEARS) {
            *out = years_around(t, y);
            return true;
        }
        for (int m = first_bit(t->months, from.m); m; m = first_bit(t->months, m + 1)) {
            int d = first_bit(days_of(t, y, m), m == from.m ? from.d : 1);
            if (!d) continue;
            *out = t->level == TIMES_MONTHS ? months_around(t, y, m) : days_around(t, y, m, d);
            return true;
        }
    }
    return false;
}

static bool unit_back(const Times *t, int64_t at, Stretch *out) {
    Calendar c = (Calendar)t->calendar;
    int64_t most = year_first(c, YEAR_MOST + 1) - 1, y;
    if (at > most) at = most;
    if (at < year_first(c, -YEAR_MOST)) return false;
    Ymd to = ymd_from_days(c, floor_div(at, DAY));
    for (; year_upto(t, to.y, &y); to = (Ymd){y - 1, 12, 31}) {
        if (y < to.y) to = (Ymd){y, 12, 31};
        if (t->level == TIMES_YEARS) {
            *out = years_around(t, y);
            return true;
        }
        for (int m = last_bit(t->months, to.m); m; m = last_bit(t->months, m - 1)) {
            int d = last_bit(days_of(t, y, m), m == to.m ? to.d : 31);
            if (!d) continue;
            *out = t->level == TIMES_MONTHS ? months_around(t, y, m) : days_around(t, y, m, d);
            return true;
        }
    }
    return false;
}

bool times_exclude(const Times *a, const Times *b) {
    bool units = a->level != TIMES_PLAIN && b->level != TIMES_PLAIN;
    int64_t moved = a->width.months | a->width.seconds | b->width.months | b->width.seconds;
    if (!units || moved != 0 || a->calendar != b->calendar) return false;
    if (a->bce != b->bce || !(a->months & b->months) || !(a->days & b->days)) return true;
    for (int i = 0; i < YEAR_DIGITS; i++) {
        uint32_t p = nibble(a->year, i, YEAR_DIGITS), q = nibble(b->year, i, YEAR_DIGITS);
        if (p != MASK_X && q != MASK_X && p != q) return true;
    }
    return false;
}

// ---- stretches --------------------------------------------------------------------------------

static void grow(const Times *t, Stretch *s) {
    Calendar c = (Calendar)t->calendar;
    Precision p = (Precision)t->prec;
    s->from = shift_bound(c, s->from, p, -t->width.months, -t->width.seconds);
    s->to = shift_bound(c, s->to, p, t->width.months, t->width.seconds);
}

static bool widened(const Times *t) { return (t->width.months | t->width.seconds) != 0; }

// Units that touch, taken together before anything is moved.
static bool run_next(const Times *t, int64_t at, Stretch *out) {
    Stretch more;
    if (!unit_next(t, at, out)) return false;
    while (unit_next(t, out->to + 1, &more) && more.from == out->to + 1) out->to = more.to;
    while (unit_back(t, out->from - 1, &more) && more.to == out->from - 1) out->from = more.from;
    return true;
}

static bool run_back(const Times *t, int64_t at, Stretch *out) {
    return unit_back(t, at, out) && run_next(t, out->from, out);
}

// Where to look for the unit whose moved edge is at t: months differ by three days at most.
static int64_t unmoved(const Times *t, int64_t at, int sign) {
    int64_t by = sign * t->width.seconds + (sign < 0 ? -4 : 4) * DAY;
    if (!is_finite(at)) return at;
    return add_clamped(shift_months((Calendar)t->calendar, at, sign * t->width.months), by);
}

bool times_next(const Times *t, int64_t at, Stretch *out) {
    if (t->level == TIMES_PLAIN) {
        *out = (Stretch){t->lo, t->hi};
        return t->hi >= at;
    }
    if (!widened(t)) return run_next(t, at, out);
    Stretch run, more;
    bool found = run_next(t, unmoved(t, at, -1), &run);
    for (; found; found = run_next(t, run.to + 1, &run)) {
        *out = run;
        grow(t, out);
        if (out->to >= at) break;
    }
    if (!found) return false;
    while (out->from <= out->to && run_next(t, run.to + 1, &run)) {
        more = run;
        grow(t, &more);
        if (more.from > out->to + 1) break;
        out->to = more.to;
    }
    return true;
}

bool times_back(const Times *t, int64_t at, Stretch *out) {
    if (t->level == TIMES_PLAIN) {
        *out = (Stretch){t->lo, t->hi};
        return t->lo <= at;
    }
    if (!widened(t)) return run_back(t, at, out);
    Stretch run, more;
    bool found = run_back(t, unmoved(t, at, 1), &run);
    for (; found; found = run_back(t, run.from - 1, &run)) {
        *out = run;
        grow(t, out);
        if (out->from <= at) break;
    }
    if (!found) return false;
    while (out->from <= out->to && run_back(t, run.from - 1, &run)) {
        more = run;
        grow(t, &more);
        if (more.to < out->from - 1) break;
        out->from = more.from;
    }
    return true;
}

// ---- order ------------------------------------------------------------------------------------

typedef struct Heap {
    char *p;
    size_t size, key;
} Heap;

static int64_t key_of(const Heap *h, uint32_t i) {
    int64_t t;
    memcpy(&t, h->p + i * h->size + h->key, sizeof t);
    return t;
}

static void swap_items(const Heap *h, uint32_t i, uint32_t j) {
    char x[SORTED_MAX];
    memcpy(x, h->p + i * h->size, h->size);
    memcpy(h->p + i * h->size, h->p + j * h->size, h->size);
    memcpy(h->p + j * h->size, x, h->size);
}

static void sift_down(const Heap *h, uint32_t i, uint32_t n) {
    for (uint32_t child; (child = 2 * i + 1) < n; i = child) {
        if (child + 1 < n && key_of(h, child) < key_of(h, child + 1)) child++;
        if (key_of(h, i) >= key_of(h, child)) return;
        swap_items(h, i, child);
    }
}

void times_sort(void *items, uint32_t n, size_t size, size_t key) {
    Heap h = {items, size, key};
    for (uint32_t i = n / 2; i-- > 0;) sift_down(&h, i, n);
    for (uint32_t i = n; i-- > 1;) {
        swap_items(&h, 0, i);
        sift_down(&h, 0, i);
    }
}
