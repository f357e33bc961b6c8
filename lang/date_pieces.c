// Dates as the pieces that they name; see date_pieces.h.
#include "lang/date_pieces.h"

#include "lang/date_times.h"

typedef struct Pieces {
    DatePiece *out;
    uint32_t n, cap;
    bool cut;
} Pieces;

static void add(Pieces *p, DatePiece piece) {
    if (p->n < p->cap)
        p->out[p->n++] = piece;
    else
        p->cut = true;
}

// The stretches of a mask: one of them, or where the date was written as a period all of them.
static void add_mask(Pieces *p, const Date *d, Circa circa) {
    bool whole = (d->flags & DATE_WHOLE) != 0;
    Times t = times_of_mask(d, false, date_width(circa, d->qual, (Precision)d->prec));
    Stretch s;
    uint32_t first = p->n;
    for (int64_t at = INSTANT_MIN; times_next(&t, at, &s) && !p->cut; at = s.to + 1) {
        DatePiece one = {.es = s.from, .ls = s.to, .ee = s.from, .le = s.to, .moment = true};
        if (whole) one = (DatePiece){.es = s.from, .ls = s.from, .ee = s.to, .le = s.to};
        add(p, one);
        if (s.to == INSTANT_MAX) break;
    }
    for (uint32_t i = first; i < p->n && p->n > first + 1; i++) p->out[i].maybe = !whole;
}

static void add_date(Pieces *p, const Date *d, Circa circa) {
    bool moment = d->kind == DATE_MOMENT;
    if (d->mask && !d->set && (moment || d->flags & DATE_WHOLE)) {
        add_mask(p, d, circa);
        return;
    }
    Date w = date_widen(d, circa);
    add(p, (DatePiece){.es = w.es, .ls = w.ls, .ee = w.ee, .le = w.le, .moment = moment});
}

uint32_t date_pieces(const Date *d, Circa circa, DatePiece *out, uint32_t cap, bool *cut) {
    Pieces p = {.out = out, .cap = cap};
    if (!d->set) add_date(&p, d, circa);
    for (uint32_t i = 0; d->set && i < d->set->n; i++) {
        uint32_t first = p.n;
        add_date(&p, &d->set->piece[i], circa);
        for (uint32_t k = first; k < p.n && !d->set->all; k++) p.out[k].maybe = true;
    }
    *cut = p.cut;
    return p.n;
}
