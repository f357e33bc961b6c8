// What the values of a column are (rows_impl.h): each is asked only for what all before it were, so
// that a column of texts costs nothing. In: values as they are written; out: the type that all
// have.
#include <string.h>

#include "runtime/import/rows_impl.h"
#include "lang/number.h"
#include "runtime/import/found_date.h"

static unsigned bit(RowsType t) { return 1u << t; }

Str look_trimmed(Str s) {
    while (s.n && (s.p[0] == ' ' || s.p[0] == '\t')) s = (Str){s.p + 1, s.n - 1};
    while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t')) s.n--;
    return s;
}

bool look_is_mark(Str value) {
    static const char *const marks[] = {"NA",  "N/A", "n/a", "NULL", "null", "NaN",
                                        "nan", "\\N", "-",   "--",   "?",    "None"};
    if (value.n > 4) return false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_is(value, marks[i])) return true;
    return false;
}

// ---- single values --------------------------------------------------------------------------

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

// No zeros in front: 007 is a name.
static bool zeros_in_front(Str s) {
    uint32_t i = s.p[0] == '-';
    return s.n > i + 1 && s.p[i] == '0' && is_digit(s.p[i + 1]);
}

static bool like_number(Str s) {
    if (s.n == 0 || s.n > NUMBER_TEXT || zeros_in_front(s)) return false;
    return is_digit(s.p[s.n - 1]) && (is_digit(s.p[0]) || (s.n > 1 && s.p[0] == '-'));
}

static bool is_int(Str s, int64_t *out) {
    return like_number(s) && !str_is(s, "-0") && number_parse_int(s, out);
}

// Digits with a point are one without working out which; what has an exponent may be too large.
static bool is_real(Str s) {
    double ignored;
    uint32_t points = 0, i = s.n && s.p[0] == '-';
    if (!like_number(s)) return false;
    for (; i < s.n; i++) {
        points += s.p[i] == '.';
        if (!is_digit(s.p[i]) && s.p[i] != '.') return number_parse_real(s, &ignored);
    }
    return points <= 1;
}

static bool is_truth(Str s) {
    static const char *const words[] = {"true",  "false", "True", "False", "TRUE",
                                        "FALSE", "yes",   "no",   "Yes",   "No"};
    if (s.n < 2 || s.n > 5) return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(s, words[i])) return true;
    return false;
}

// ---- dates ----------------------------------------------------------------------------------

// What is stated of 1873-00-00 or 1873-04-00, where zeros are what is not known: its length. 0: it
// is not of this form.
static uint32_t stated_of_zeros(Str s) {
    if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-') return 0;
    for (uint32_t i = 0; i < s.n; i++)
        if (i != 4 && i != 7 && !is_digit(s.p[i])) return 0;
    bool month = memcmp(s.p + 5, "00", 2) != 0, day = memcmp(s.p + 8, "00", 2) != 0;
    if (day) return 0;
    return month ? 7 : 4;
}

PhraseLang look_order(const RowsColumn *c) {
    return c && c->day_first ? PHRASE_EN_GB : c && c->month_first ? PHRASE_EN_US : PHRASE_ANY;
}

RowsDate rows_date(Arena *a, const RowsColumn *c, Str text, Date *out) {
    return look_read(a, text, look_order(c), out);
}

RowsDate look_read(Arena *a, Str text, PhraseLang lang, Date *out) {
    DateError ignored = {0};
    Str s = look_trimmed(text);
    if (s.n == 0) return ROWS_NOT_RECORDED;
    uint32_t stated = stated_of_zeros(s);
    if (stated && memcmp(s.p, "0000", 4) == 0)
        return stated == 4 ? ROWS_NOT_RECORDED : ROWS_NO_DATE;
    if (stated) s.n = stated;
    if (is_digit(s.p[0]) && date_text(a, s, out, &ignored)) return ROWS_A_DATE;
    if (!is_digit(s.p[0]) && date_is_text(a, s) && date_text(a, s, out, &ignored))
        return ROWS_A_DATE;
    FoundDate found;
    if (!found_date_text(a, s, (DateHow){lang, NULL}, &found))
        return found.flags & FOUND_UNRECORDED ? ROWS_NOT_RECORDED : ROWS_NO_DATE;
    *out = found.date;
    return ROWS_A_DATE;
}

// Up to two digits from *at on, and a / or - behind them; -1: something else.
static int next_part(Str s, uint32_t *at) {
    uint32_t from = *at;
    int n = 0;
    for (; *at < s.n && *at < from + 2 && is_digit(s.p[*at]); ++*at) n = n * 10 + s.p[*at] - '0';
    bool ends = *at > from && *at < s.n && (s.p[*at] == '/' || s.p[*at] == '-');
    ++*at;
    return ends ? n : -1;
}

// Of 31/12/1999 that the day is first, of 12/31/1999 that the month is.
static unsigned order_of(Str s) {
    uint32_t at = 0;
    int first = next_part(s, &at), second = first < 0 ? -1 : next_part(s, &at);
    if (second < 0 || s.n != at + 4) return 0;
    return first > 12 ? LOOK_DAY_FIRST : second > 12 ? LOOK_MONTH_FIRST : 0;
}

static bool any_digit(Str s) {
    for (uint32_t i = 0; i < s.n; i++)
        if (is_digit(s.p[i])) return true;
    return false;
}

static bool is_date(Arena *work, Str s) {
    if (s.n > PHRASE_MAX || !any_digit(s)) return false;
    ArenaMark mark = arena_mark(work);
    Date d;
    bool good = rows_date(work, NULL, s, &d) != ROWS_NO_DATE;
    arena_release(work, mark);
    return good;
}

// ---- keys -----------------------------------------------------------------------------------

static uint64_t *slot_of(const Keys *k, uint64_t hash) {
    size_t i = (size_t)hash & k->mask;
    while (k->slots[i] && k->slots[i] != hash) i = (i + 1) & k->mask;
    return &k->slots[i];
}

static void grow_keys(Keys *k, Arena *work) {
    Keys old = *k;
    k->mask = old.slots ? old.mask * 2 + 1 : 15;
    k->slots = arena_zero(work, (k->mask + 1) * sizeof *k->slots);
    for (size_t i = 0; old.slots && i <= old.mask; i++) {
        guard_every(work->guard, i);
        if (old.slots[i]) *slot_of(k, old.slots[i]) = old.slots[i];
    }
}

// Equal hashes of 64 bits are taken for equal values: at worst a key is not seen as one.
static void look_key(Keys *k, Arena *work, Str value) {
    if (k->over) return;
    if (!k->slots || k->n > k->mask / 2) grow_keys(k, work);
    uint64_t hash = str_hash(value), *slot;
    hash += hash == 0;
    slot = slot_of(k, hash);
    if (*slot)
        k->again++;
    else
        k->n++;
    *slot = hash;
    k->over = k->again > 2 + k->n / 100;
    if (k->over) k->slots = NULL;
}

// ---- columns --------------------------------------------------------------------------------

void look_init(Look *l) {
    *l = (Look){.year = true};
    l->could = bit(ROWS_INT) | bit(ROWS_REAL) | bit(ROWS_TRUTH) | bit(ROWS_DATE) | bit(ROWS_TEXT);
}

static void look_numbers(Look *l, Str s) {
    int64_t i = 0;
    if ((l->could & bit(ROWS_INT)) && !is_int(s, &i)) l->could &= ~bit(ROWS_INT);
    if (l->could & bit(ROWS_INT)) l->year = l->year && i >= 1000 && i <= 2100;
    if ((l->could & bit(ROWS_REAL)) && !is_real(s)) l->could &= ~bit(ROWS_REAL);
    if ((l->could & bit(ROWS_TRUTH)) && !is_truth(s)) l->could &= ~bit(ROWS_TRUTH);
}

// Dates are counted on beyond the first value that is none, until it is clear that these are not
// dates with a few exceptions.
static void look_date(Look *l, Arena *work, Str s) {
    bool good = is_date(work, s);
    uint64_t others = l->values - l->marks - l->dates;
    l->dates += good;
    l->order |= good ? order_of(s) : 0;
    if (!good) l->could &= ~bit(ROWS_DATE);
    if (!good && others > 8 && others > l->dates / 4) l->settled = true;
}

void look_value(Look *l, Arena *work, Str value, uint32_t row) {
    Str s = look_trimmed(value);
    if (s.n == 0) return;
    l->values++;
    if (l->row != row + 1) l->filled++;
    l->row = row + 1;
    look_key(&l->keys, work, s);
    if (l->settled && l->could == bit(ROWS_TEXT)) return;
    if (look_is_mark(s)) {
        l->marks++;
        return;
    }
    if (l->could & ~(bit(ROWS_TEXT) | bit(ROWS_DATE))) look_numbers(l, s);
    if (!l->settled) look_date(l, work, s);
}

RowsType look_type(const Look *l) {
    static const RowsType order[] = {ROWS_INT, ROWS_REAL, ROWS_TRUTH, ROWS_DATE};
    if (l->values == l->marks) return ROWS_TEXT;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (l->could & bit(order[i])) return order[i];
    return ROWS_TEXT;
}
