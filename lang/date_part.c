// Parts of dates: year, month, weekday … as far as a date determines them. In: a date. Out: a
// number, or none. Knows no archive, no query and no clock.
#include "lang/date_impl.h"

const char *const date_weekday_names[7] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                           "Friday", "Saturday", "Sunday"};

const char *const precision_names[] = {"second", "minute", "hour",   "day",     "month",
                                       "season", "year",   "decade", "century", "millennium"};

static int64_t century(int64_t y) { return y > 0 ? (y - 1) / 100 + 1 : -(-y / 100 + 1); }

// Year and century as the digits state them although the hull reaches further: a winter runs into
// the next year; 19XX, the twentieth century, holds 1900.
static bool part_by_name(const Date *d, DatePart part, const Clock *a, const Clock *b,
                         int64_t *out) {
    if (d->kind != DATE_MOMENT || d->flags & DATE_WITHIN) return false;
    if (part == PART_CENTURY && d->prec == PREC_CENTURY) {
        *out = century(b->day.y > 0 ? b->day.y : a->day.y);
        return true;
    }
    if (d->prec != PREC_SEASON) return false;
    *out = part == PART_YEAR      ? a->day.y
           : part == PART_DECADE  ? floor_div(a->day.y, 10) * 10
           : part == PART_CENTURY ? century(a->day.y)
                                  : 0;
    return part == PART_YEAR || part == PART_DECADE || part == PART_CENTURY;
}

static bool agree(int64_t x, int64_t y, int64_t *out) {
    *out = x;
    return x == y;
}

// Of 156X-12-25 month and day are known.
static bool part_by_mask(const Date *d, DatePart part, int64_t *out) {
    if (d->kind != DATE_MOMENT || !d->mask || (part != PART_MONTH && part != PART_DAY))
        return false;
    *out = mask_part(d->mask, part == PART_DAY);
    return *out != 0;
}

// A part of one of several dates is known if all of them have it.
static bool part_of_all(const DateSet *set, DatePart part, int64_t *out) {
    for (uint32_t i = 0; i < set->n; i++) {
        int64_t value;
        if (!date_part(&set->piece[i], part, &value) || (i > 0 && value != *out)) return false;
        *out = value;
    }
    return true;
}

bool date_part(const Date *d, DatePart part, int64_t *out) {
    if (d->set && !d->set->all && part_of_all(d->set, part, out)) return true;
    if (part_by_mask(d, part, out)) return true;
    if (!is_finite(d->es) || !is_finite(d->le)) return false;
    const Calendar c = CAL_GREGORIAN;
    Clock a = clock_of(c, d->es), b = clock_of(c, d->le);
    if (part_by_name(d, part, &a, &b, out)) return true;
    if (part == PART_CENTURY) return agree(century(a.day.y), century(b.day.y), out);
    if (part == PART_DECADE)
        return agree(floor_div(a.day.y, 10) * 10, floor_div(b.day.y, 10) * 10, out);
    if (!agree(a.day.y, b.day.y, out)) return false;
    if (part == PART_YEAR) return true;
    if (!agree(a.day.m, b.day.m, out)) return false;
    if (part == PART_MONTH) return true;
    if (!agree(a.day.d, b.day.d, out)) return false;
    if (part == PART_DAY) return true;
    if (part == PART_WEEKDAY) {
        int64_t days = floor_div(d->es, DAY) + 3; // 1970-01-01 was a Thursday
        *out = days - floor_div(days, 7) * 7;
        return true;
    }
    if (!agree(a.hour, b.hour, out)) return false;
    if (part == PART_HOUR) return true;
    if (!agree(a.minute, b.minute, out)) return false;
    if (part == PART_MINUTE) return true;
    return agree(a.second, b.second, out);
}

uint32_t date_parts(const Date *d) {
    int64_t y = -PARTS_BIAS, m = 0, day = 0;
    bool known = date_part(d, PART_YEAR, &y);
    if (known && (y <= -PARTS_BIAS || y >= PARTS_BIAS)) return 0;
    if (!date_part(d, PART_MONTH, &m)) m = 0;
    if (!date_part(d, PART_DAY, &day)) day = 0;
    if (!known) y = -PARTS_BIAS;
    return UINT32_C(1) << 31 | (uint32_t)(y + PARTS_BIAS) << PARTS_YEAR |
           (uint32_t)m << PARTS_MONTH | (uint32_t)day << PARTS_DAY;
}
