// Dates as the language writes them without quotes; the parser has its own way to the same.
#include <string.h>

#include "lang/date.h"
#include "lang/number.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_number(Str s) {
    for (uint32_t i = 0; i < s.n; i++)
        if (!is_digit(s.p[i])) return false;
    return s.n != 0;
}

static Str without(Str s, const char *end) {
    uint32_t n = (uint32_t)strlen(end);
    bool has = s.n > n && memcmp(s.p + s.n - n, end, n) == 0;
    return has ? (Str){s.p, s.n - n} : s;
}

// What the lexer takes for one date: a year, or four digits and a mark behind them; and BCE, OS.
static bool read_literal(Str s, Date *out) {
    DateError error = {0};
    int64_t year = 0;
    Str bare = without(without(without(s, " OS"), " NS"), " BCE");
    if (bare.n < 4 || memchr(bare.p, ' ', bare.n))
        return bare.n < s.n && is_number(bare) && date_literal(s, out, &error);
    if (bare.n > 4 && !is_number(bare))
        return is_number((Str){bare.p, 4}) && strchr("-/?~%", bare.p[4]) &&
               date_literal(s, out, &error);
    if (!is_number(bare)) return false;
    if (bare.n < s.n) return date_literal(s, out, &error);
    if (s.n > 4 || !number_parse_int(s, &year) || year < 1) return false;
    *out = date_of_year(year);
    return true;
}

bool date_unquoted(Str s, Date *out) {
    Date low, high;
    DateError error = {0};
    if (read_literal(s, out)) return true;
    bool within = str_begins(s, "within(") && s.p[s.n - 1] == ')';
    if (within) s = (Str){s.p + 7, s.n - 8};
    uint32_t dots = 0;
    while (dots + 1 < s.n && !(s.p[dots] == '.' && s.p[dots + 1] == '.')) dots++;
    if (dots + 1 >= s.n) return false;
    Str to = {s.p + dots + 2, s.n - dots - 2};
    if (dots && !read_literal((Str){s.p, dots}, &low)) return false;
    if (to.n && !read_literal(to, &high)) return false;
    if (!date_range(dots ? &low : NULL, to.n ? &high : NULL, out, &error)) return false;
    if (within) *out = date_within(out);
    return true;
}
