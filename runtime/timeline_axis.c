// Round places in time: minutes, hours, days, weeks, months, years and their multiples, whichever
// is the finest whose labels have room. See timeline.h.
#include "runtime/timeline.h"

#define DAY INT64_C(86400)

static const double MONTH = 2629746; // seconds, as durations count it

static double length_of(Bucket b) {
    return b.months ? (double)b.months * MONTH : (double)b.seconds;
}

static TickLevel level_of(Bucket b) {
    if (b.months) return b.months % 12 ? TICK_MONTH : TICK_YEAR;
    return b.seconds < DAY ? TICK_TIME : TICK_DAY;
}

static int64_t year_of(int64_t t) { return bucket_number((Bucket){12, 0}, t); }

// ---- labels ---------------------------------------------------------------------------------

static void put_year(StrBuf *b, int64_t y) {
    if (y > 0)
        buf_printf(b, "%lld", (long long)y);
    else
        buf_printf(b, "%lld BCE", (long long)(1 - y));
}

static Ymd day_of(int64_t t) {
    return ymd_from_days(CAL_GREGORIAN, bucket_number((Bucket){0, DAY}, t));
}

void tick_label(StrBuf *out, const Ticks *k, int64_t t) {
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int second = (int)(t - bucket_first((Bucket){0, DAY}, bucket_number((Bucket){0, DAY}, t)));
    Ymd d = day_of(t);
    switch (k->level) {
    case TICK_TIME: buf_printf(out, "%02d:%02d", second / 3600, second / 60 % 60); return;
    case TICK_DAY: buf_printf(out, "%d", d.d); return;
    case TICK_MONTH: buf_addc(out, months[d.m - 1]); return;
    case TICK_YEAR: put_year(out, d.y); return;
    }
}

void tick_context(StrBuf *out, const Ticks *k, int64_t t) {
    Ymd d = day_of(t);
    if (k->level == TICK_YEAR) return;
    if (k->level == TICK_MONTH || d.y <= 0) {
        put_year(out, d.y);
        if (k->level == TICK_MONTH) return;
        buf_addc(out, ", ");
        buf_printf(out, k->level == TICK_DAY ? "%02d" : "%02d-%02d", d.m, d.d);
        return;
    }
    buf_printf(out, "%04lld-%02d", (long long)d.y, d.m);
    if (k->level == TICK_TIME) buf_printf(out, "-%02d", d.d);
}

bool tick_begins(const Ticks *k, int64_t t) {
    static const Bucket above[] = {
        [TICK_TIME] = {0, DAY}, [TICK_DAY] = {1, 0}, [TICK_MONTH] = {12, 0}};
    if (k->level == TICK_YEAR) return false;
    int64_t before;
    if (__builtin_sub_overflow(t, 1, &before)) return true;
    Bucket b = above[k->level];
    if (k->level == TICK_DAY && k->step.seconds > DAY) before = t - k->step.seconds;
    return bucket_number(b, before) != bucket_number(b, t);
}

double ticks_place(const Ticks *k, int64_t t) {
    return ((double)t - (double)k->from) / ((double)k->to - (double)k->from);
}

// ---- steps ----------------------------------------------------------------------------------

static double label_width(Arena *a, const Ticks *k, Measure *width) {
    static const char *const widest[] = {
        [TICK_TIME] = "00:00", [TICK_DAY] = "00", [TICK_MONTH] = "May"};
    if (k->level != TICK_YEAR) return width(str_of(widest[k->level]));
    double most = 0;
    for (int i = 0; i < 2; i++) {
        int64_t y = year_of(i ? k->to - 1 : k->from);
        StrBuf b;
        buf_init(&b, a);
        put_year(&b, y);
        double one = width(buf_str(&b));
        if (one > most) most = one;
    }
    return most;
}

static void widen(Ticks *k) {
    int64_t from = bucket_first(k->step, bucket_number(k->step, k->from));
    int64_t to = bucket_first(k->step, bucket_number(k->step, k->to - 1) + 1);
    double length = (double)k->to - (double)k->from;
    k->whole =
        from != INSTANT_MIN && to != INSTANT_MAX && (double)to - (double)from <= length * 1.25;
    if (!k->whole) return;
    k->from = from;
    k->to = to;
}

static bool fits(Arena *a, Ticks *k, double room, double gap, Measure *width) {
    k->level = level_of(k->step);
    if (length_of(k->step) * room < (double)k->to - (double)k->from) return false;
    widen(k);
    double each = length_of(k->step) / ((double)k->to - (double)k->from) * room;
    return each >= label_width(a, k, width) + gap;
}

Ticks ticks_of(Arena *a, int64_t from, int64_t to, double room, double gap, Measure *width) {
    static const Bucket steps[] = {{0, 60},      {0, 300},   {0, 900},   {0, 1800},  {0, 3600},
                                   {0, 7200},    {0, 10800}, {0, 21600}, {0, 43200}, {0, DAY},
                                   {0, 7 * DAY}, {1, 0},     {3, 0},     {6, 0}};
    static const int64_t years[] = {1, 2, 5};
    for (uint32_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        Ticks k = {.step = steps[i], .from = from, .to = to};
        if (fits(a, &k, room, gap, width)) return k;
    }
    int64_t ten = 12;
    for (;; ten *= 10)
        for (uint32_t i = 0; i < 3; i++) {
            Ticks k = {.step = {years[i] * ten, 0}, .from = from, .to = to};
            if (fits(a, &k, room, gap, width) || ten > INT64_C(1000000000000)) return k;
        }
}

// ---- ticks ----------------------------------------------------------------------------------

// Before our era hundreds are those of the years as they are called: 100 BCE, and not 101.
static int64_t tick_at(const Ticks *k, int64_t n) {
    if (k->step.months > 12 && n <= 0)
        return bucket_first((Bucket){12, 0}, n * (k->step.months / 12) + 1);
    return bucket_first(k->step, n);
}

static bool inside(const Ticks *k, int64_t n, int64_t *t) {
    int64_t at = tick_at(k, n);
    if (at >= k->to || at == INSTANT_MAX) return false;
    *t = at;
    return true;
}

bool ticks_first(const Ticks *k, int64_t *t) {
    int64_t n = bucket_number(k->step, k->from) - 1;
    while (tick_at(k, n) < k->from) n++;
    return inside(k, n, t);
}

bool ticks_next(const Ticks *k, int64_t *t) {
    int64_t n = bucket_number(k->step, *t), now = *t;
    while (tick_at(k, n) <= now) n++;
    return inside(k, n, t);
}
