// The reader of dates at work: where it stands in the text, and what it has read of one date.
// Shared by date_read.c, date_parts.c and date_read_set.c; nobody else includes this.
#ifndef GAZ_DATE_SCAN_H
#define GAZ_DATE_SCAN_H

#include "lang/date_impl.h"

typedef struct Scan {
    Str s;
    uint32_t at;
    bool edtf;
    bool bce;    // literals: years are counted backwards
    bool suffix; // literals: BCE, OS or NS follows, so a bare number is a year
    Calendar calendar;
    Arena *arena; // for sets; NULL: none may come
    bool check;   // only whether it can be read is asked: a set is looked through, not kept
    DateError *err;
} Scan;

static inline char peek(const Scan *sc, uint32_t ahead) {
    return ahead < sc->s.n - sc->at ? sc->s.p[sc->at + ahead] : '\0';
}

static inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

static inline bool scan_dots(const Scan *sc) { return peek(sc, 0) == '.' && peek(sc, 1) == '.'; }

#define FAIL(sc, from, len, ...)                                                                   \
    (date_fail((sc)->err, (sc)->at + (from), (len), __VA_ARGS__), false)

// One date from where sc stands, without ranges and sets; sc stands after it then.
bool date_read_one(Scan *sc, Date *out);
// [...] or {...}: sc stands at the bracket.
bool date_read_set(Scan *sc, Date *out);
// False, with the reason, where the text goes on.
bool date_read_end(Scan *sc);
// a..b as date_range has it; an error points at the end, which stands at b_at.
bool date_read_range(Scan *sc, const Date *a, const Date *b, uint32_t b_at, Date *out);

#endif
