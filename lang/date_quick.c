// The commonest dates in one go: 1917, 1917-11, 1917-11-07, and such a day with T02:10 or
// T02:10:30, a Z perhaps. In: a text. Out: the same Date that the reader of date_parts.c makes of
// it, or false for everything else, right or wrong: that reader then has the say and the words.
#include "lang/date_impl.h"

enum { LEN_YEAR = 4, LEN_MONTH = 7, LEN_DAY = 10, LEN_MINUTE = 16, LEN_SECOND = 19 };

static bool two(const char *p, uint32_t *out) {
    uint32_t a = (uint32_t)(unsigned char)p[0] - '0', b = (uint32_t)(unsigned char)p[1] - '0';
    *out = a * 10 + b;
    return (a <= 9) & (b <= 9);
}

// 1 in a leap year, else 0.
static uint32_t leap(uint32_t y) { return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0) ? 1 : 0; }

// Days from 1970-01-01, for years 0 to 9999: the year counted from March, one cycle of 400 on.
static int64_t days_of(uint32_t y, uint32_t m, uint32_t d) {
    enum { CYCLE = 400, CYCLE_DAYS = 146097, MARCH_0_TO_1970 = 719468 };
    uint32_t from_march = m > 2 ? m - 3 : m + 9;
    y += m > 2 ? CYCLE : CYCLE - 1;
    uint32_t days = y * 365 + y / 4 - y / 100 + y / 400 + (153 * from_march + 2) / 5 + d - 1;
    return (int64_t)days - CYCLE_DAYS - MARCH_0_TO_1970;
}

static uint32_t month_days(uint32_t y, uint32_t m) {
    return m == 2 ? 28 + leap(y) : 30 + ((m + (m >> 3)) & 1);
}

// The seconds of the day that a T begins; how long the stated unit is.
static bool quick_time(const char *p, bool seconds, int64_t *of_day, int64_t *len) {
    uint32_t h, m, s = 0;
    if (!two(p + 1, &h) || !two(p + 4, &m) || p[0] != 'T' || p[3] != ':') return false;
    if (seconds && (!two(p + 7, &s) || p[6] != ':')) return false;
    if (h > 23 || m > 59 || s > 59) return false;
    *of_day = h * 3600 + m * 60 + s;
    *len = seconds ? 1 : 60;
    return true;
}

static bool quick_moment(int64_t from, int64_t len, Precision p, Date *out) {
    *out = (Date){.es = from, .ls = from + len - 1, .ee = from, .le = from + len - 1};
    out->prec = out->end_prec = (uint8_t)p;
    return true;
}

bool date_read_quick(Str s, Date *out) {
    uint32_t hundreds, y, m, d;
    int64_t of_day, len;
    const char *p = s.p;
    if (s.n < LEN_YEAR || !two(p, &hundreds) || !two(p + 2, &y)) return false;
    y += hundreds * 100;
    if (s.n == LEN_YEAR)
        return quick_moment(days_of(y, 1, 1) * DAY, (int64_t)(365 + leap(y)) * DAY, PREC_YEAR, out);
    if (s.n < LEN_MONTH || p[4] != '-' || !two(p + 5, &m) || m - 1 > 11) return false;
    if (s.n == LEN_MONTH)
        return quick_moment(days_of(y, m, 1) * DAY, (int64_t)month_days(y, m) * DAY, PREC_MONTH,
                            out);
    if (s.n < LEN_DAY || p[7] != '-' || !two(p + 8, &d) || d - 1 >= month_days(y, m)) return false;
    int64_t day = days_of(y, m, d) * DAY;
    if (s.n == LEN_DAY) return quick_moment(day, DAY, PREC_DAY, out);
    bool zoned = s.p[s.n - 1] == 'Z', seconds = s.n - zoned == LEN_SECOND;
    if (!seconds && s.n - zoned != LEN_MINUTE) return false;
    if (!quick_time(p + LEN_DAY, seconds, &of_day, &len)) return false;
    quick_moment(day + of_day, len, seconds ? PREC_SECOND : PREC_MINUTE, out);
    if (zoned) out->flags = DATE_ZONED | DATE_ZONED_END;
    return true;
}
