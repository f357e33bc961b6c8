// What two neighbouring dates leave to each other: in "7–9 November 1917" the month and year, in
// "1792/95" the century, in "4./5. Jh. v. u. Z." nearly all. In: two Items. Out: the same,
// completed.
#include "lang/phrase_impl.h"

static const int64_t power[] = {1, 10, 100, 1000, 10000, 100000, 1000000};

static bool counts(const Item *it) { return it->century || it->thousand; }
static bool has_year(const Item *it) { return it->digits || counts(it); }
static bool bare(const Item *it) {
    return (it->day || it->unknown_day) && it->loose_day && !has_year(it);
}

// 1861–67, 1899/00, 281/76 v. Chr.: the right year's first digits are the left one's.
static bool complete_year(const Item *left, Item *right) {
    uint8_t n = right->digits;
    if (n >= left->digits || left->open > 1 || right->open > 1) return true;
    int64_t year = left->year / power[n] * power[n] + right->year;
    if (left->era == 1 || right->era == 1) return true; // 100–44 BC
    if (year < left->year) {
        year += power[n];
        if (year - left->year > 10) return false;
    }
    right->year = year;
    right->digits = left->digits;
    return true;
}

// A small number beside a date: what it is depends on what the other one states.
static bool read_bare(const Item *other, Item *it, bool is_left) {
    uint8_t v = it->day;
    if (counts(other)) {
        if (other->century)
            it->century = v;
        else
            it->thousand = v;
        it->day = 0;
    } else if (other->digits && !other->month && !other->day && !other->season && !other->part) {
        it->year = v; // 1861–67, 44/43 BC
        it->digits = it->loose_digits;
        it->open = it->tens;
        it->day = 0;
        it->unknown_day = false;
    } else if (other->month && !other->day && is_left) {
        it->month = v; // XI–XII 1907 has its month in the day's place
        it->day = 0;
        return v <= 12;
    }
    return true;
}

static void share_rest(Item *left, Item *right) {
    if (!left->era && left->digits + left->century + left->thousand) left->era = right->era;
    if (!left->style) left->style = right->style;
    if (!right->style) right->style = left->style;
}

static void share_year(Item *left, Item *right) {
    Item *to = has_year(left) ? right : left;
    const Item *from = to == left ? right : left;
    to->year = from->year;
    to->digits = from->digits;
    to->open = from->open;
    to->era = from->era;
    to->century = from->century;
    to->thousand = from->thousand;
    to->next_year = from->next_year;
}

static void share_month(Item *left, Item *right) {
    if (left->day && !left->month && !left->season && !left->century) left->month = right->month;
    if (right->day && !right->month && !right->season) right->month = left->month;
}

// 1920–30er Jahre, les années 1950 à 1960: both are decades.
static void share_decade(Item *left, Item *right) {
    Item *it[2] = {left, right};
    for (int i = 0; i < 2; i++)
        if (it[i]->digits == 4 && it[i]->year % 10 == 0 && !it[i]->open && !it[i]->month)
            it[i]->open = 1;
    right->tens = false;
}

// 17–19 brumaire an VIII: the month is of the same calendar for both.
static void share_republic(Item *left, Item *right) {
    if (!left->digits && left->month == right->month) left->republican = true;
    if (!right->digits && left->month == right->month) right->republican = true;
    if (!left->digits && right->republican && left->month) left->republican = true;
}

// between 2 and 3 a.m. on 8 November: the left number is an hour of the right one's day.
static bool share_hour(Item *left, const Item *right) {
    if (left->hour >= 0 || left->day > 24 || right->day == 0) return false;
    bool later = right->hour > 12 && left->day < 12;
    left->hour = (int8_t)(left->day + (later ? 12 : 0));
    left->day = right->day;
    left->daypart = right->daypart;
    left->loose_day = false;
    return true;
}

// 1st century BC/AD: both eras of one number.
static bool other_era(const Item *left, const Item *right) {
    bool alone = !has_year(right) && !right->day && !right->month && !right->season &&
                 !right->feast && !right->part;
    return alone && right->era && left->era && right->era != left->era;
}

bool phrase_share(Item *left, Item *right) {
    if (other_era(left, right)) return false;
    if (bare(left) && right->hour >= 0 && !share_hour(left, right)) return false;
    if (bare(right) && (left->hour >= 0 || (left->month && !left->day))) return false;
    bool tail = bare(right) && left->digits && !left->day;
    if (bare(left) && (has_year(right) || right->month) && !(right->month && right->day) &&
        !read_bare(right, left, true))
        return false;
    if (bare(right) && has_year(left) && !left->day && !read_bare(left, right, false)) return false;
    if (bare(left) && bare(right)) return false;
    if (left->decade || right->tens) share_decade(left, right);
    if (left->open == 2 && right->open == 1 && left->digits == 4) left->open = 1; // 1900s–1910s
    share_month(left, right);
    if (left->republican || right->republican) share_republic(left, right);
    share_rest(left, right);
    if (tail && left->qual & QUAL_APPROXIMATE) right->qual |= QUAL_APPROXIMATE;
    if (tail && right->qual & QUAL_UNCERTAIN) left->qual |= QUAL_UNCERTAIN;
    if (has_year(left) && has_year(right))
        return !left->digits || !right->digits || complete_year(left, right);
    if (!has_year(left) && !has_year(right)) return false;
    share_year(left, right);
    return true;
}
