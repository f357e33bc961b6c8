// Kernels of calendars and places: dates told in another calendar, made of its years and months, or
// as a place counted them. What they mean is lang/calendar.h's and lang/change_over.h's; here it
// only meets vectors. A text that names no calendar, month or place is an error with the nearest.
#include "lang/change_over.h"
#include "stdlib/kernels.h"

// Texts such as "hebrew" stand in every row: the last one is looked up once.
typedef struct Known {
    uint32_t id; // 0: none yet
    Calendar calendar;
    YearStyle style;
    const Locality *place;
} Known;

typedef bool LookUp(Arena *a, Str name, Known *out, DateError *err);

static _Noreturn void refuse(const Call *c, ErrorCode code, const DateError *err) {
    run_fail_hint(c->run, code, c->expr->source, c->expr->span, err->hint, err->message);
}

static void look_up(const Call *c, const Vec *v, uint32_t i, LookUp *f, Known *known) {
    uint32_t id = v->d.u32[vec_place(v, i)];
    DateError err = {0};
    if (id == known->id) return;
    if (!f(c->run->scratch, run_text(c->run, id), known, &err)) refuse(c, E0507, &err);
    known->id = id;
}

static bool known_calendar(Arena *a, Str name, Known *out, DateError *err) {
    return calendar_named(a, name, &out->calendar, err);
}

static bool known_style(Arena *a, Str name, Known *out, DateError *err) {
    return year_style_named(a, name, &out->style, err);
}

static bool known_place(Arena *a, Str name, Known *out, DateError *err) {
    out->place = locality_named(a, name, err);
    return out->place != NULL;
}

// ---- telling ----------------------------------------------------------------------------------

void calendar_of_date(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        Date d = arg_date(c, args[0], i);
        out->d.u32[i] = run_intern(c->run, str_of(calendar_name((Calendar)d.calendar)));
    }
}

void calendar_tells(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    Known known = {0};
    ROWS_EACH(i, rows) {
        ArenaMark m = arena_mark(c->run->scratch);
        Date d = arg_date(c, args[0], i);
        Str s;
        look_up(c, args[1], i, known_calendar, &known);
        bool held = date_in_calendar(c->run->scratch, &d, known.calendar, &s);
        out->d.u32[i] = held ? run_intern(c->run, s) : 0;
        scratch_release(c->run, m);
    }
}

void calendar_in_place(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    Known known = {0};
    ROWS_EACH(i, rows) {
        ArenaMark m = arena_mark(c->run->scratch);
        Date d = arg_date(c, args[0], i);
        Str s;
        look_up(c, args[1], i, known_place, &known);
        bool told = locality_tells(c->run->scratch, known.place, &d, &s);
        out->d.u32[i] = told ? run_intern(c->run, s) : 0;
        scratch_release(c->run, m);
    }
}

// ---- making -----------------------------------------------------------------------------------

// A month or day as a number; left out 0. What no calendar has is kept out of the arithmetic.
static int32_t part(const Call *c, const Vec *v, uint32_t i, const char *what) {
    int64_t n = v ? arg_int(v, i) : 0;
    if (v && (n < 1 || n > 99)) CALL_FAIL(c, E0502, "there is no %s %lld", what, (long long)n);
    return (int32_t)n;
}

static int64_t year(const Call *c, const Vec *v, uint32_t i) {
    int64_t y = arg_int(v, i);
    if (y < -9999 || y > 9999) CALL_FAIL(c, E0505, "the year lies outside -9999 to 9999");
    return y;
}

static void set_date(const Call *c, Vec *out, uint32_t i, bool made, const Date *d,
                     const DateError *err) {
    if (!made) refuse(c, E0502, err);
    out->d.u32[i] = run_date_id(c->run, d);
}

// The year of an Old Style date as the setting year_begins counts it.
static bool make(const Call *c, Calendar calendar, int64_t y, int32_t m, int32_t d, Date *out,
                 DateError *err) {
    YearStyle style = (YearStyle)c->expr->circa.year_begins;
    // 29 February 1663 there is one of 1664, so any month has the most days it can have.
    bool own = calendar != CAL_JULIAN || style == YEAR_JANUARY;
    int64_t leap = 4;
    if (!calendar_date(calendar, own ? y : leap, m, d, out, err)) return false;
    return own || year_date(c->run->scratch, calendar, style, (Ymd){y, m, d}, out, err);
}

void calendar_make(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    Known known = {0};
    ROWS_EACH(i, rows) {
        ArenaMark mark = arena_mark(c->run->scratch);
        Date date;
        DateError err = {0};
        look_up(c, args[0], i, known_calendar, &known);
        int64_t y = year(c, args[1], i);
        int32_t m = part(c, args[2], i, "month"), d = part(c, args[3], i, "day");
        if (m != 0 && !months_have_numbers(known.calendar))
            CALL_FAIL(c, E0507,
                      "the months of the %s year were numbered in two ways: give the month's name",
                      calendar_name(known.calendar));
        set_date(c, out, i, make(c, known.calendar, y, m, d, &date, &err), &date, &err);
        scratch_release(c->run, mark);
    }
}

void calendar_make_named(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    Known known = {0};
    ROWS_EACH(i, rows) {
        ArenaMark mark = arena_mark(c->run->scratch);
        Date date;
        DateError err = {0};
        int32_t m;
        look_up(c, args[0], i, known_calendar, &known);
        int64_t y = year(c, args[1], i);
        Str name = arg_text(c, args[2], i);
        if (!month_named(c->run->scratch, known.calendar, y, name, &m, &err))
            refuse(c, E0507, &err);
        int32_t d = part(c, args[3], i, "day");
        set_date(c, out, i, make(c, known.calendar, y, m, d, &date, &err), &date, &err);
        scratch_release(c->run, mark);
    }
}

void calendar_local(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    Known known = {0};
    YearStyle style = (YearStyle)c->expr->circa.year_begins;
    ROWS_EACH(i, rows) {
        ArenaMark mark = arena_mark(c->run->scratch);
        Date date;
        DateError err = {0};
        look_up(c, args[0], i, known_place, &known);
        int64_t y = year(c, args[1], i);
        int32_t m = part(c, args[2], i, "month"), d = part(c, args[3], i, "day");
        bool made = locality_date(c->run->scratch, known.place, style, y, m, d, &date, &err);
        set_date(c, out, i, made, &date, &err);
        scratch_release(c->run, mark);
    }
}

void calendar_year_begins(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    Known known = {0};
    ROWS_EACH(i, rows) {
        ArenaMark mark = arena_mark(c->run->scratch);
        Date d = arg_date(c, args[0], i), date;
        DateError err = {0};
        look_up(c, args[1], i, known_style, &known);
        bool made = year_restyle(c->run->scratch, &d, known.style, &date, &err);
        set_date(c, out, i, made, &date, &err);
        scratch_release(c->run, mark);
    }
}

// ---- days -------------------------------------------------------------------------------------

enum { JULIAN_DAY_1970 = 2440588, SECONDS_OF_DAY = 86400 };
#define JULIAN_DAY_LIMIT INT64_C(100000000000000)

static uint32_t day_id(const Call *c, Calendar calendar, int64_t days) {
    int64_t first = days * SECONDS_OF_DAY, last = first + SECONDS_OF_DAY - 1;
    Date d = {.es = first,
              .ls = last,
              .ee = first,
              .le = last,
              .prec = PREC_DAY,
              .end_prec = PREC_DAY,
              .calendar = (uint8_t)calendar};
    return run_date_id(c->run, &d);
}

void calendar_change_over(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    Known known = {0};
    ROWS_EACH(i, rows) {
        look_up(c, args[0], i, known_place, &known);
        out->d.u32[i] = day_id(c, CAL_GREGORIAN, locality_changed(known.place));
    }
}

void calendar_easter(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    Known known = {0};
    ROWS_EACH(i, rows) {
        look_up(c, args[0], i, known_calendar, &known);
        if (known.calendar > CAL_JULIAN)
            CALL_FAIL(c, E0507, "Easter is reckoned in the julian or the gregorian calendar");
        out->d.u32[i] = day_id(c, known.calendar, easter_day(known.calendar, year(c, args[1], i)));
    }
}

// The number of the day that the date lies in (it begins at noon of that day).
void calendar_julian_day(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        Date d = arg_date(c, args[0], i);
        int64_t day, hull = d.le - d.le % SECONDS_OF_DAY;
        bool known = date_part(&d, PART_DAY, &day);
        if (d.le % SECONDS_OF_DAY < 0) hull -= SECONDS_OF_DAY;
        if (known)
            out->d.i64[i] = hull / SECONDS_OF_DAY + JULIAN_DAY_1970;
        else
            out_missing(out, i);
    }
}

void calendar_from_julian_day(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        int64_t n = arg_int(args[0], i);
        if (n > JULIAN_DAY_LIMIT || n < -JULIAN_DAY_LIMIT)
            CALL_FAIL(c, E0505, "the day lies too far off");
        out->d.u32[i] = day_id(c, CAL_GREGORIAN, n - JULIAN_DAY_1970);
    }
}
