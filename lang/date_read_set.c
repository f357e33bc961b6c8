// Reads a set of dates: [1667, one of them] and {1667, all of them}, with ranges and open ends. In:
// a text from its bracket on. Out: a date with its set, or the place and the reason why it is none.
#include "lang/date_scan.h"

typedef struct Members {
    Date *items;
    size_t cap;
    uint32_t n;
    bool all;
    char close;
} Members;

static bool closes(const Scan *sc, const Members *m) {
    return peek(sc, 0) == ',' || peek(sc, 0) == m->close;
}

// A date, or a range; the ends of ranges are open only at the ends of the set.
static bool read_member(Scan *sc, const Members *m, Date *out) {
    Date a, b;
    bool has_a = !scan_dots(sc), has_b = false;
    if (!has_a && m->n > 0) return FAIL(sc, 0, 2, "only the first of a set can begin with ..");
    if (has_a && !date_read_one(sc, &a)) return false;
    if (has_a && !scan_dots(sc)) {
        *out = a;
        return true;
    }
    sc->at += 2;
    uint32_t b_at = sc->at;
    if (!closes(sc, m)) {
        if (!date_read_one(sc, &b)) return false;
        has_b = true;
    }
    if (!has_a && !has_b) return FAIL(sc, 0, 0, "a date is missing between the brackets");
    if (!has_b && peek(sc, 0) == ',')
        return FAIL(sc, 0, 1, "only the last of a set can end with ..");
    if (!date_read_range(sc, has_a ? &a : NULL, has_b ? &b : NULL, b_at, out)) return false;
    if (!grains_agree(out)) {
        date_fail(sc->err, b_at, sc->at - b_at,
                  "a range goes from year to year, month to month or "
                  "day to day");
        return false;
    }
    if (!m->all) *out = date_within(out);
    return true;
}

static bool after_member(Scan *sc, const Members *m) {
    char c = peek(sc, 0);
    if (closes(sc, m)) return true;
    if (c == '/') return FAIL(sc, 0, 1, "in a set, two dots stand between two dates");
    if (c == ' ') return FAIL(sc, 0, 1, "EDTF has no blanks");
    return FAIL(sc, 0, c ? 1 : 0, "a %c is missing here", m->close);
}

static bool keep_member(Scan *sc, Members *m, const Date *d, uint32_t from) {
    if (m->n == DATE_SET_MAX) {
        date_fail(sc->err, from, sc->at - from, "a set has at most %d dates", DATE_SET_MAX);
        return false;
    }
    if (!sc->arena && !sc->check && (m->n > 0 || (m->all && d->kind == DATE_SPAN))) {
        date_fail(sc->err, from, sc->at - from, "a set of dates can't be used here");
        return false;
    }
    if (sc->arena) m->items = arena_grow(sc->arena, m->items, &m->cap, (size_t)m->n + 1, sizeof *d);
    if (sc->arena) m->items[m->n] = *d;
    m->n++;
    return true;
}

bool date_read_set(Scan *sc, Date *out) {
    Members m = {.all = peek(sc, 0) == '{', .close = peek(sc, 0) == '{' ? '}' : ']'};
    Date d;
    do {
        uint32_t from = ++sc->at; // behind the bracket or the comma
        if (peek(sc, 0) == ' ') return FAIL(sc, 0, 1, "EDTF has no blanks");
        if (closes(sc, &m)) return FAIL(sc, 0, 1, "a date is missing here");
        if (!read_member(sc, &m, &d) || !after_member(sc, &m) || !keep_member(sc, &m, &d, from))
            return false;
    } while (peek(sc, 0) == ',');
    sc->at++;
    if (!date_read_end(sc)) return false;
    *out = d;
    if (!sc->arena || (m.n == 1 && !(m.all && d.kind == DATE_SPAN))) return true;
    DateSet *set = date_set_new(sc->arena, m.n, m.all);
    for (uint32_t i = 0; i < m.n; i++) set->piece[i] = m.items[i];
    *out = date_set_finish(set);
    return true;
}
