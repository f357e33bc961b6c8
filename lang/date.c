// What dates mean: ranges, written periods, widening for doubt, sameness and order, ends and parts.
// In: dates as date_read.c or a calculation made them. Out: dates, numbers, truths. The relations
// themselves are inline in date.h. Knows no archive, no query and no clock.
#include "lang/date_times.h"

// ---- making --------------------------------------------------------------------------------

Date date_of_year(int64_t y) {
    if (y > YEAR_LIMIT) y = YEAR_LIMIT;
    if (y < -YEAR_LIMIT) y = -YEAR_LIMIT;
    Date d = {.prec = PREC_YEAR, .end_prec = PREC_YEAR};
    d.es = d.ee = year_first(CAL_GREGORIAN, y);
    d.ls = d.le = days_from_ymd(CAL_GREGORIAN, y, 12, 31) * DAY + (DAY - 1);
    return d;
}

// A span's end cannot lie before its start: no start later than the latest end, no end earlier
// than the earliest start.
static void tighten(Date *d) {
    if (d->ls > d->le) d->ls = d->le;
    if (d->ee < d->es) d->ee = d->es;
}

static void take_start(Date *out, const Date *a) {
    out->es = a->es;
    out->ls = a->ls;
    out->prec = a->prec;
    out->qual = a->qual;
    out->calendar = a->calendar;
    out->form |= a->form & 0x0f;
    out->mask = a->mask;
    out->digits = a->digits;
    out->flags |= a->flags & (DATE_OPEN_START | DATE_UNKNOWN_START | DATE_ZONED);
}

static void take_end(Date *out, const Date *b) {
    out->ee = b->ee;
    out->le = b->le;
    out->end_prec = b->end_prec;
    out->end_qual = b->end_qual;
    out->form |= b->form & 0xf0;
    out->end_mask = b->end_mask;
    out->end_digits = b->end_digits;
    out->flags |= b->flags & (DATE_OPEN_END | DATE_UNKNOWN_END | DATE_ZONED_END);
}

// Ends that were stated in two calendars: the span is told in the Gregorian one, where a Julian
// month or year is its outer day. The instants stay as they are.
static void one_calendar(Date *d, const Date *a, const Date *b) {
    if (a->calendar == b->calendar) return;
    d->calendar = CAL_GREGORIAN;
    if (a->calendar != CAL_GREGORIAN && a->prec > PREC_DAY) {
        d->prec = PREC_DAY;
        d->form &= 0xf0;
    }
    if (b->calendar != CAL_GREGORIAN && b->end_prec > PREC_DAY) {
        d->end_prec = PREC_DAY;
        d->form &= 0x0f;
    }
}

bool date_range(const Date *a, const Date *b, Date *out, DateError *err) {
    Date d = {.kind = DATE_SPAN};
    if ((a && a->set) || (b && b->set)) {
        date_fail(err, 0, 0, "a set of dates can't be the end of a range");
        return false;
    }
    if (a && b && b->le < a->es) {
        char from[DATE_TEXT], to[DATE_TEXT];
        date_show(a, from);
        date_show(b, to);
        date_fail(err, 0, 0, "%.48s..%.48s ends before it begins", from, to);
        return false;
    }
    if (a) take_start(&d, a);
    if (b) take_end(&d, b);
    if (a && b) one_calendar(&d, a, b);
    if (!a) {
        d.es = INSTANT_MIN;
        d.ls = INSTANT_MAX;
        d.prec = d.end_prec = b ? b->end_prec : PREC_YEAR;
        d.calendar = b ? b->calendar : CAL_GREGORIAN;
        d.flags |= DATE_OPEN_START;
    }
    if (!b) {
        d.ee = INSTANT_MIN;
        d.le = INSTANT_MAX;
        d.end_prec = d.prec;
        d.flags |= DATE_OPEN_END;
    }
    tighten(&d);
    *out = d;
    return true;
}

// The marks of all parts as one of the whole.
static uint8_t merged(uint8_t qual) {
    uint8_t all = qual >> QUAL_YEAR | qual >> QUAL_MONTH | qual >> QUAL_DAY | qual;
    return all & (QUAL_UNCERTAIN | QUAL_APPROXIMATE);
}

Date date_within(const Date *range) {
    Date d = *range;
    if (d.kind == DATE_MOMENT) return d;
    d.kind = DATE_MOMENT;
    d.ls = d.le;
    d.ee = d.es;
    // Of masks and sets the hull is all of it: the moment may lie anywhere between.
    if (date_has_pieces(&d)) {
        d.qual = merged(d.qual);
        d.end_qual = merged(d.end_qual);
        moment_rename(&d, (Precision)d.prec, (Precision)d.end_prec);
        uint8_t finer = d.prec < d.end_prec ? d.prec : d.end_prec;
        if (!grains_agree(&d)) d.prec = d.end_prec = finer < PREC_DAY ? finer : PREC_DAY;
    }
    d.flags |= DATE_WITHIN;
    return d;
}

// ---- meaning in comparisons ----------------------------------------------------------------

Date date_period(const Date *d) {
    Date p = *d;
    p.kind = DATE_SPAN;
    p.flags &= (uint8_t)~DATE_WITHIN;
    p.ls = p.es;
    p.ee = p.le;
    if (d->set || (d->mask && d->kind == DATE_MOMENT))
        p.flags |= DATE_WHOLE; // the gaps stay gaps
    else
        p.mask = p.end_mask = 0;
    return p;
}

static Date unqualified(const Date *d) {
    Date e = *d;
    e.qual = e.end_qual = 0;
    return e;
}

Date date_exactly(Arena *a, const Date *d) {
    Date e = unqualified(d);
    if (!d->set || !(d->qual | d->end_qual)) return e;
    DateSet *set = arena_dup(a, d->set, date_set_size(d->set->n));
    for (uint32_t i = 0; i < set->n; i++) set->piece[i] = unqualified(&set->piece[i]);
    return date_set_finish(set);
}

static int64_t moved(const Date *d, int64_t t, Precision p, Width w, int sign) {
    return shift_bound((Calendar)d->calendar, t, p, sign * w.months, sign * w.seconds);
}

Date date_widen(const Date *d, Circa c) {
    if ((d->qual | d->end_qual) == 0) return *d;
    Date w = *d;
    if (!c.unit && c.months == 0 && c.seconds == 0) return unqualified(d);
    Precision p = (Precision)d->prec, q = (Precision)d->end_prec;
    Width start = date_width(c, d->qual, p), end = date_width(c, d->end_qual, q);
    if (d->kind == DATE_MOMENT) {
        w.es = w.ee = moved(d, d->es, p, start, -1);
        w.ls = w.le = moved(d, d->ls, q, end, 1);
        return w;
    }
    // A latest start that was held down by the end (see tighten) may follow the end outwards, as
    // far as the start's own unit goes; likewise an earliest end.
    if (d->flags & DATE_OPEN_START)
        w.ls = INSTANT_MAX;
    else if (d->ls == d->le && d->es < d->ls && is_finite(d->es))
        w.ls = stated_last(d);
    if (d->flags & DATE_OPEN_END)
        w.ee = INSTANT_MIN;
    else if (d->ee == d->es && d->ee < d->le && is_finite(d->le))
        w.ee = stated_first(d);
    if (w.ls < d->ls) w.ls = d->ls;
    if (w.ee > d->ee) w.ee = d->ee;
    w.es = moved(d, w.es, p, start, -1);
    w.ls = moved(d, w.ls, p, start, 1);
    w.ee = moved(d, w.ee, q, end, -1);
    w.le = moved(d, w.le, q, end, 1);
    tighten(&w);
    return w;
}

Truth date_equal(const Date *a, const Date *b) {
    bool plain = (a->qual | a->end_qual | b->qual | b->end_qual) == 0;
    bool same = a->es == b->es && a->ls == b->ls && a->ee == b->ee && a->le == b->le;
    bool fixed = a->es == a->ls && a->ee == a->le;
    if (plain && same && (a->kind == b->kind || fixed)) return YES;
    int64_t s1 = a->es > b->es ? a->es : b->es, s2 = a->ls < b->ls ? a->ls : b->ls;
    int64_t e1 = a->ee > b->ee ? a->ee : b->ee, e2 = a->le < b->le ? a->le : b->le;
    bool possible = s1 <= s2 && e1 <= e2;
    if (a->kind == DATE_MOMENT || b->kind == DATE_MOMENT) // start and end at the same second
        possible = possible && s1 <= e2 && e1 <= s2;
    return possible ? UNKNOWN : NO;
}

// ---- ends and parts ------------------------------------------------------------------------

static Date single(int64_t t, bool upper, const Date *of) {
    Date d = {.es = t, .ls = t, .ee = t, .le = t, .calendar = of->calendar};
    if (!is_finite(t)) {
        d.flags = (uint8_t)(DATE_WITHIN | (upper ? DATE_OPEN_END : DATE_OPEN_START));
        return d;
    }
    if (unit_first(CAL_GREGORIAN, upper ? t + 1 : t, PREC_DAY) == (upper ? t + 1 : t)) {
        d.es = d.ee = unit_first(CAL_GREGORIAN, t, PREC_DAY);
        d.ls = d.le = unit_last(CAL_GREGORIAN, t, PREC_DAY);
        d.prec = d.end_prec = PREC_DAY;
    }
    return d;
}

Date date_earliest(const Date *d) { return single(d->es, false, d); }

Date date_latest(const Date *d) { return single(d->le, true, d); }

// The whole of what was stated of one end, where a single unit does not name it.
static bool is_as_stated(const Date *d, bool end, int64_t lo, int64_t hi) {
    bool open = end ? d->end_mask || d->end_digits : d->mask || d->digits;
    bool season = (end ? d->end_prec : d->prec) == PREC_SEASON;
    if (d->set || !(open || season) || !is_finite(lo) || !is_finite(hi)) return false;
    if (end ? stated_first(d) != lo : stated_last(d) != hi) return false;
    Clock c = clock_of((Calendar)d->calendar, lo);
    return open || (season_code(end ? d->form >> 4 : d->form & 0x0f, c.day.m) && c.day.d == 1);
}

static Date end_of(const Date *d, int64_t lo, int64_t hi, bool end) {
    if (d->kind == DATE_MOMENT) return *d;
    Date m = {.es = lo, .ls = hi, .ee = lo, .le = hi, .calendar = d->calendar};
    m.qual = m.end_qual = end ? d->end_qual : d->qual;
    if (d->flags & (end ? DATE_ZONED_END : DATE_ZONED)) m.flags = DATE_ZONED | DATE_ZONED_END;
    uint8_t form = end ? d->form >> 4 : d->form & 0x0f;
    Precision p = (Precision)(end ? d->end_prec : d->prec);
    uint32_t mask = end ? d->end_mask : d->mask, digits = end ? d->end_digits : d->digits;
    if (is_as_stated(d, end, lo, hi)) {
        m.prec = m.end_prec = (uint8_t)p;
        m.form = (uint8_t)(form | form << 4);
        m.mask = m.end_mask = mask;
        m.digits = m.end_digits = digits;
        return m;
    }
    moment_rename(&m, p, p);
    if (m.prec == p && !(m.flags & DATE_WITHIN)) m.form = (uint8_t)(form | form << 4);
    return m;
}

Date date_start(const Date *d) { return end_of(d, d->es, d->ls, false); }

Date date_end(const Date *d) { return end_of(d, d->ee, d->le, true); }
