// Sets of dates: their pieces in order, the hull around them, and copies. In: pieces as they were
// read. Out: a date with its set. Must not know how sets are written.
#include "lang/date_impl.h"

#include <string.h>

size_t date_set_size(uint32_t n) { return offsetof(DateSet, piece) + n * sizeof(Date); }

const DateSet *date_set_copy(Arena *a, const DateSet *set) {
    return arena_dup(a, set, date_set_size(set->n));
}

DateSet *date_set_new(Arena *a, uint32_t n, bool all) {
    DateSet *set = arena_zero(a, date_set_size(n));
    set->n = n;
    set->all = all;
    return set;
}

// Sets are short and mostly written in order, so each piece goes up from the end.
static void sort_pieces(DateSet *set) {
    for (uint32_t i = 1; i < set->n; i++) {
        Date d = set->piece[i];
        uint32_t to = i;
        while (to > 0 && date_order(&d, &set->piece[to - 1]) < 0) to--;
        if (to == i) continue;
        memmove(&set->piece[to + 1], &set->piece[to], (i - to) * sizeof d);
        set->piece[to] = d;
    }
}

static void drop_repeated(DateSet *set) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < set->n; i++)
        if (n == 0 || !date_same(&set->piece[n - 1], &set->piece[i]))
            set->piece[n++] = set->piece[i];
    set->n = n;
}

static int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

static int64_t greatest(int64_t a, int64_t b) { return a > b ? a : b; }

// From the first piece to the last: start and precision are those of the piece that begins first,
// the end's those of the one that may end last.
static Date hull(const DateSet *set) {
    const Date *first = &set->piece[0], *last = first;
    enum { START = DATE_OPEN_START | DATE_ZONED, END = DATE_OPEN_END | DATE_ZONED_END };
    Date d = *first;
    for (uint32_t i = 1; i < set->n; i++) {
        const Date *p = &set->piece[i];
        d.ls = set->all ? least(d.ls, p->ls) : greatest(d.ls, p->ls);
        d.ee = set->all ? greatest(d.ee, p->ee) : least(d.ee, p->ee);
        d.le = greatest(d.le, p->le);
        d.qual |= p->qual;
        d.end_qual |= p->end_qual;
        if (p->le > last->le) last = p;
        if (p->calendar != d.calendar) d.calendar = CAL_GREGORIAN;
    }
    d.kind = set->all ? DATE_SPAN : DATE_MOMENT;
    d.end_prec = last->end_prec;
    d.flags =
        (uint8_t)((first->flags & START) | (last->flags & END) | (set->all ? 0 : DATE_WITHIN));
    d.form = FORM_PLAIN;
    d.mask = d.end_mask = d.digits = d.end_digits = 0;
    d.set = set;
    return d;
}

Date date_set_finish(DateSet *set) {
    sort_pieces(set);
    drop_repeated(set);
    bool range = set->piece[0].kind == DATE_SPAN;
    if (set->n == 1 && !(set->all && range)) return set->piece[0];
    return hull(set);
}
