// What digits and codes of a date stand for: open digits (156X-12-25), parts of a year (21 to 41),
// years of which only the first digits count (1950S2). In: masks, forms, years. Out: the first and
// last second that they allow. Must not know how they are read or written.
#include "lang/date_impl.h"

// ---- masks ----------------------------------------------------------------------------------

static bool nibble_fits(uint32_t nibble, int32_t digit) {
    return nibble == MASK_X || nibble == (uint32_t)digit;
}

bool mask_two_fits(uint32_t two, int32_t value) {
    return nibble_fits(two >> 4 & 0xf, value / 10) && nibble_fits(two & 0xf, value % 10);
}

static bool year_fits(uint32_t mask, int32_t magnitude) {
    return mask_two_fits(mask >> 24, magnitude / 100) &&
           mask_two_fits(mask >> 16 & 0xff, magnitude % 100);
}

enum { NOT_STATED = 0xff, MONTHS = 12, DAYS = 31 };

// The first (step 1) or last (step -1) day of the month that fits; 0 if there is none.
static int32_t day_in(uint32_t mask, int64_t y, int32_t m, bool last) {
    uint32_t two = mask & 0xff;
    int32_t length = days_in_month(CAL_GREGORIAN, y, m);
    if (two == NOT_STATED) return last ? length : 1;
    for (int32_t i = 1; i <= length; i++) {
        int32_t d = last ? length + 1 - i : i;
        if (mask_two_fits(two, d)) return d;
    }
    return 0;
}

static bool edge_in_year(uint32_t mask, int64_t y, bool last, Ymd *out) {
    uint32_t two = mask >> 8 & 0xff;
    for (int32_t i = 1; i <= MONTHS; i++) {
        int32_t m = last ? MONTHS + 1 - i : i;
        if (two != NOT_STATED && !mask_two_fits(two, m)) continue;
        int32_t d = day_in(mask, y, m, last);
        if (d) {
            *out = (Ymd){y, m, d};
            return true;
        }
    }
    return false;
}

// The year with X read as that digit.
static int32_t filled_year(uint32_t mask, uint32_t digit) {
    uint32_t y = 0;
    for (int shift = 28; shift >= 16; shift -= 4) {
        uint32_t nibble = mask >> shift & 0xf;
        y = y * 10 + (nibble == MASK_X ? digit : nibble);
    }
    return (int32_t)y;
}

bool mask_edge(uint32_t mask, bool negative, bool last, Ymd *out) {
    int32_t least = filled_year(mask, 0), most = filled_year(mask, 9);
    bool down = last != negative; // magnitudes from the greatest
    for (int32_t i = 0; i <= most - least; i++) {
        int32_t magnitude = down ? most - i : least + i;
        if (negative && magnitude == 0) continue;
        if (year_fits(mask, magnitude) &&
            edge_in_year(mask, negative ? -magnitude : magnitude, last, out))
            return true;
    }
    return false;
}

// The month, or with day the day, that all dates of the mask have; 0 if they differ. Whether a year
// has a 29 February is not asked.
int32_t mask_part(uint32_t mask, bool day) {
    enum { LEAP = 2000 };
    uint32_t months = mask >> 8 & 0xff, days = mask & 0xff;
    int32_t found = 0;
    if (months == NOT_STATED || (day && days == NOT_STATED)) return 0;
    for (int32_t m = 1; m <= MONTHS; m++) {
        if (!mask_two_fits(months, m)) continue;
        for (int32_t d = 1; d <= days_in_month(CAL_GREGORIAN, LEAP, m); d++) {
            if (days != NOT_STATED && !mask_two_fits(days, d)) continue;
            int32_t value = day ? d : m;
            if (found && found != value) return 0;
            found = value;
        }
    }
    return found;
}

static int64_t mask_second(uint32_t mask, bool negative, bool last) {
    Ymd d;
    if (!mask_edge(mask, negative, last, &d)) return last ? INSTANT_MAX : INSTANT_MIN;
    return days_from_ymd(CAL_GREGORIAN, d.y, d.m, d.d) * DAY + (last ? DAY - 1 : 0);
}

// ---- grains ---------------------------------------------------------------------------------

Grain grain_of(Precision p, uint8_t form, uint32_t mask) {
    if (mask)
        return (mask & 0xffff) == 0xffff     ? GRAIN_YEAR
               : (mask & 0xff) == NOT_STATED ? GRAIN_MONTH
                                             : GRAIN_DAY;
    if (p < PREC_DAY) return GRAIN_TIME;
    if (p == PREC_DAY || form == FORM_X_DAY || form == FORM_X_MONTH_DAY) return GRAIN_DAY;
    if (p == PREC_MONTH || form == FORM_X_MONTH) return GRAIN_MONTH;
    return p == PREC_SEASON ? GRAIN_SEASON : GRAIN_YEAR;
}

bool grains_agree(const Date *r) {
    if (!is_finite(r->es) || !is_finite(r->le)) return true;
    Grain a = grain_of((Precision)r->prec, r->form & 0x0f, r->mask);
    Grain b = grain_of((Precision)r->end_prec, r->form >> 4, r->end_mask);
    return a == b && (a != GRAIN_TIME || r->prec == r->end_prec);
}

// ---- parts of a year ------------------------------------------------------------------------

enum { SEASON_FIRST = 21, SEASON_LAST = 41 };

// The standard leaves it to whoever reads how long a season is. Here they are the meteorological
// ones of the northern hemisphere, and a winter is named after the year of its December, unless the
// code says southern.
static const struct {
    uint8_t form, month, months;
} seasons[SEASON_LAST - SEASON_FIRST + 1] = {
    {FORM_PLAIN, 3, 3},   {FORM_PLAIN, 6, 3},   {FORM_PLAIN, 9, 3},   {FORM_PLAIN, 12, 3},
    {FORM_NORTH, 3, 3},   {FORM_NORTH, 6, 3},   {FORM_NORTH, 9, 3},   {FORM_NORTH, 12, 3},
    {FORM_SOUTH, 9, 3},   {FORM_SOUTH, 12, 3},  {FORM_SOUTH, 3, 3},   {FORM_SOUTH, 6, 3},
    {FORM_QUARTER, 1, 3}, {FORM_QUARTER, 4, 3}, {FORM_QUARTER, 7, 3}, {FORM_QUARTER, 10, 3},
    {FORM_THIRD, 1, 4},   {FORM_THIRD, 5, 4},   {FORM_THIRD, 9, 4},   {FORM_HALF, 1, 6},
    {FORM_HALF, 7, 6},
};

bool season_of(int32_t code, uint8_t *form, int32_t *month) {
    if (code < SEASON_FIRST || code > SEASON_LAST) return false;
    *form = seasons[code - SEASON_FIRST].form;
    *month = seasons[code - SEASON_FIRST].month;
    return true;
}

int32_t season_code(uint8_t form, int32_t month) {
    for (int32_t i = 0; i <= SEASON_LAST - SEASON_FIRST; i++)
        if (seasons[i].form == form && seasons[i].month == month) return i + SEASON_FIRST;
    return 0;
}

int32_t season_months(uint8_t form) { return form == FORM_THIRD ? 4 : form == FORM_HALF ? 6 : 3; }

// ---- significant digits ---------------------------------------------------------------------
//
// digits: how many count in the lowest four bits, then the estimate as what it lies above the
// least year: four bits of decimal exponent and 24 bits of mantissa. The bound tells the rest.

enum { MANTISSA_BITS = 24, EXPONENT_MAX = 15 };

static int32_t digit_count(int64_t magnitude) {
    int32_t n = 1;
    while ((magnitude /= 10) != 0) n++;
    return n;
}

static int64_t open_span(int64_t magnitude, uint32_t digits) {
    int64_t span = 1;
    for (int32_t k = digit_count(magnitude) - (int32_t)(digits & 0xf); k > 0; k--) span *= 10;
    return span;
}

bool digits_pack(int64_t magnitude, uint32_t count, uint32_t *out) {
    int64_t above = magnitude % open_span(magnitude, count);
    uint32_t exponent = 0;
    while (above != 0 && above % 10 == 0 && exponent < EXPONENT_MAX) {
        above /= 10;
        exponent++;
    }
    *out = count | exponent << 4 | (uint32_t)above << 8;
    return above < (int64_t)1 << MANTISSA_BITS;
}

Digits digits_of(int64_t year, uint32_t digits) {
    int64_t magnitude = year < 0 ? -year : year, span = open_span(magnitude, digits);
    int64_t above = digits >> 8;
    for (uint32_t e = digits >> 4 & 0xf; e > 0 && above < span; e--) above *= 10;
    Digits d = {.least = magnitude / span * span};
    d.most = d.least + span - 1;
    d.estimate = d.least + (above < span ? above : 0);
    return d;
}

int32_t digits_given(int64_t magnitude) { return digit_count(magnitude); }

// ---- what an end states ---------------------------------------------------------------------

int64_t stated_last(const Date *d) {
    Calendar c = (Calendar)d->calendar;
    uint8_t form = d->form & 0x0f;
    if (!is_finite(d->es)) return INSTANT_MAX;
    if (d->mask) return mask_second(d->mask, clock_of(c, d->es).day.y < 0, true);
    if (form == FORM_DIGITS) {
        int64_t y = clock_of(c, d->es).day.y;
        Digits g = digits_of(y, d->digits);
        return year_first(c, (y < 0 ? -g.least : g.most) + 1) - 1;
    }
    if (d->prec == PREC_SEASON) return shift_months(c, d->es, season_months(form)) - 1;
    return unit_last(c, d->es, (Precision)d->prec);
}

int64_t stated_first(const Date *d) {
    Calendar c = (Calendar)d->calendar;
    uint8_t form = d->form >> 4;
    if (!is_finite(d->le)) return INSTANT_MIN;
    if (d->end_mask) return mask_second(d->end_mask, clock_of(c, d->le).day.y < 0, false);
    if (form == FORM_DIGITS) {
        int64_t y = clock_of(c, d->le).day.y;
        Digits g = digits_of(y, d->end_digits);
        return year_first(c, y < 0 ? -g.most : g.least);
    }
    if (d->end_prec == PREC_SEASON)
        return shift_months(c, unit_first(c, d->le, PREC_MONTH), 1 - season_months(form));
    return unit_first(c, d->le, (Precision)d->end_prec);
}
