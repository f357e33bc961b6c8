// Kernels of dates: their parts, their texts, the dates and spans made of them. What a date means
// is lang/date.h's; here it only meets vectors. A part that the date does not determine is missing.
#include "lang/calendar.h"
#include "lang/duration.h"
#include "stdlib/kernels.h"

#include <stdio.h>

// --- parts ------------------------------------------------------------------------------------

// One date at a time; neighbours with the same date are worked out once.
static void part_of(const Call *c, Rows rows, const Vec *x, Vec *out, DatePart part) {
    uint32_t last = 0;
    int64_t value = 0;
    bool known = false;
    ROWS_EACH(i, rows) {
        uint32_t id = x->d.u32[vec_place(x, i)];
        if (id != last) {
            Date d = run_date_heard(c->run, id);
            known = date_part(&d, part, &value);
            last = id;
        }
        out->d.i64[i] = value;
        if (!known) out_missing(out, i);
    }
}

// The archive keeps year, month and day beside each of its dates: date_parts, of which the part
// begins at `shift`. Only dates made while running, and those that have to be asked, are.
static void kept_part(const Call *c, Rows rows, const Vec *x, Vec *out, DatePart part,
                      uint32_t shift, uint32_t mask, int64_t bias) {
    const Archive *a = c->run->archive;
    const uint32_t *ids = x->d.u32, *parts = a->date_parts;
    if (!parts || x->constant) {
        part_of(c, rows, x, out, part);
        return;
    }
    uint32_t *asked = ARENA_ARRAY(c->run->scratch, uint32_t, rows.n + 1), n = 0;
    ROWS_EACH(i, rows) {
        uint32_t id = ids[i], p = id < a->ndates ? parts[id] : 0, value = p >> shift & mask;
        out->d.i64[i] = (int64_t)value - bias;
        if (!value) out_missing(out, i);
        asked[n] = i;
        n += !p;
    }
    ROWS_EACH(k, ((Rows){n, asked})) out->valid[k] = 1;
    part_of(c, (Rows){n, asked}, x, out, part);
}

#define KEPT(name, part, bias)                                                                     \
    void name(const Call *c, Rows rows, const Vec *const *args, Vec *out) {                        \
        kept_part(c, rows, args[0], out, PART_##part, PARTS_##part, PARTS_##part##_MASK, bias);    \
    }

KEPT(date_year, YEAR, PARTS_BIAS)
KEPT(date_month, MONTH, 0)
KEPT(date_day, DAY, 0)

#define PART(name, part)                                                                           \
    void name(const Call *c, Rows rows, const Vec *const *args, Vec *out) {                        \
        part_of(c, rows, args[0], out, part);                                                      \
    }

PART(date_hour, PART_HOUR)
PART(date_minute, PART_MINUTE)
PART(date_second, PART_SECOND)
PART(date_century_of, PART_CENTURY)
PART(date_decade, PART_DECADE)

void date_weekday(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    int64_t day;
    ROWS_EACH(i, rows) {
        Date d = arg_date(c, args[0], i);
        bool known = date_part(&d, PART_WEEKDAY, &day);
        out->d.u32[i] = known ? run_intern(c->run, str_of(date_weekday_names[day])) : 0;
    }
}

void date_precision(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        Date d = arg_date(c, args[0], i);
        out->d.u32[i] = run_intern(c->run, str_of(precision_names[d.prec]));
    }
}

// --- texts ------------------------------------------------------------------------------------

static uint32_t written_with(const Call *c, const Date *d, DateWriter *write) {
    ArenaMark m = arena_mark(c->run->scratch);
    uint32_t id = run_intern(c->run, date_string(c->run->scratch, d, write));
    scratch_release(c->run, m);
    return id;
}

void date_edtf_text(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        Date d = arg_date(c, args[0], i);
        out->d.u32[i] = written_with(c, &d, date_write);
    }
}

void date_julian_text(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        Date d = arg_date(c, args[0], i);
        out->d.u32[i] = written_with(c, &d, date_julian);
    }
}

// In the calendar that the date keeps.
static DateWriter *writer_of(Calendar c) {
    return c == CAL_GREGORIAN ? date_write : c == CAL_JULIAN ? date_julian : date_show;
}

// The words of the source where the archive keeps them; a date that was calculated has none.
void date_written(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    const Archive *a = c->run->archive;
    ROWS_EACH(i, rows) {
        uint32_t id = args[0]->d.u32[vec_place(args[0], i)];
        uint32_t words = id < a->ndates ? a->date_desc[id].written : 0;
        Date d = run_date_heard(c->run, id);
        out->d.u32[i] = words ? words : written_with(c, &d, writer_of((Calendar)d.calendar));
    }
}

// --- dates of dates ---------------------------------------------------------------------------

typedef Date DateMap(const Date *d);
typedef bool DateHas(const Date *d);

// has: dates for which it is false have no such date; NULL: all have one.
static void map_dates(const Call *c, Rows rows, const Vec *x, Vec *out, DateMap *f, DateHas *has) {
    uint32_t last = 0, result = 0;
    ROWS_EACH(i, rows) {
        uint32_t id = x->d.u32[vec_place(x, i)];
        if (id != last) {
            Date d = run_date_heard(c->run, id), made = f(&d);
            result = !has || has(&d) ? run_date_id(c->run, &made) : 0;
            last = id;
        }
        out->d.u32[i] = result;
    }
}

#define DATE_MAP(name, f, has)                                                                     \
    void name(const Call *c, Rows rows, const Vec *const *args, Vec *out) {                        \
        map_dates(c, rows, args[0], out, f, has);                                                  \
    }

DATE_MAP(date_first, date_earliest, date_has_start)
DATE_MAP(date_final, date_latest, date_has_end)
DATE_MAP(date_between, date_within, NULL)

static void edges(const Call *c, Rows rows, const Vec *x, Vec *out, bool end) {
    ROWS_EACH(i, rows) {
        ArenaMark m = arena_mark(c->run->scratch);
        Date d = arg_date(c, x, i), edge = date_edge(c->run->scratch, &d, end);
        out->d.u32[i] = run_date_id(c->run, &edge);
        scratch_release(c->run, m);
    }
}

void date_begin(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    edges(c, rows, args[0], out, false);
}

void date_finish(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    edges(c, rows, args[0], out, true);
}

void date_plain(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        ArenaMark m = arena_mark(c->run->scratch);
        Date d = arg_date(c, args[0], i), plain = date_exactly(c->run->scratch, &d);
        out->d.u32[i] = run_date_id(c->run, &plain);
        scratch_release(c->run, m);
    }
}

void date_bucket(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        Bucket b;
        Date d = arg_date(c, args[0], i), made;
        if (!bucket_of(arg_duration(args[1], i), &b))
            CALL_FAIL(c, E0507,
                      "a bucket lasts a whole number of months or of seconds, such as "
                      "1 month or 6 hours");
        out->d.u32[i] = bucket_date(b, &d, &made) ? run_date_id(c->run, &made) : 0;
    }
}

// From the start to the end; of a moment nothing. Missing where an end is open.
void date_length(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        Date d = arg_date(c, args[0], i), start = date_start(&d), end = date_end(&d);
        out->d.dur[i] = (Duration){0};
        if (d.kind == DATE_SPAN && !duration_between(&end, &start, &out->d.dur[i]))
            out_missing(out, i);
    }
}

// --- reading ----------------------------------------------------------------------------------

void date_of_text(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        run_tick(c->run, 1);
        Str s = arg_text(c, args[0], i);
        Date d;
        DateError err;
        ArenaMark m = arena_mark(c->run->scratch);
        YearStyle style = (YearStyle)c->expr->circa.year_begins;
        if (!date_text(c->run->scratch, s, &d, &err) ||
            !year_restyle_written(c->run->scratch, s, style, &d, &err))
            CALL_FAIL(c, E0502, "\"%.*s\" is not a date: %s", STR_FMT(shown(c, s)), err.message);
        out->d.u32[i] = run_date_id(c->run, &d);
        scratch_release(c->run, m);
    }
}

void date_is_date(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        run_tick(c->run, 1);
        ArenaMark m = arena_mark(c->run->scratch);
        out->d.truth[i] = date_is_text(c->run->scratch, arg_text(c, args[0], i));
        scratch_release(c->run, m);
    }
}

enum { YEAR_MAX = 1000000000 }; // well within what seconds can count

void date_of_int(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        int64_t y = arg_int(args[0], i);
        if (y > YEAR_MAX || y < -YEAR_MAX) CALL_FAIL(c, E0505, "the year lies too far off");
        Date d = date_of_year(y);
        out->d.u32[i] = run_date_id(c->run, &d);
    }
}

// date(1917, 11) and date(1917, 11, 7): written out and read, so that the calendar is checked once.
void date_of_parts(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        int64_t y = arg_int(args[0], i), m = arg_int(args[1], i);
        int64_t day = args[2] ? arg_int(args[2], i) : 1;
        if (y < -9999 || y > 9999) CALL_FAIL(c, E0505, "the year lies outside -9999 to 9999");
        if (m < 1 || m > 12) CALL_FAIL(c, E0502, "there are 12 months in a year");
        if (day < 1 || day > 31) CALL_FAIL(c, E0502, "there are at most 31 days in a month");
        char s[32];
        int n =
            snprintf(s, sizeof s, "%s%04d-%02d", y < 0 ? "-" : "", (int)(y < 0 ? -y : y), (int)m);
        if (args[2]) n += snprintf(s + n, sizeof s - (size_t)n, "-%02d", (int)day);
        Date d;
        DateError err;
        if (!date_edtf(NULL, (Str){s, (uint32_t)n}, &d, &err))
            CALL_FAIL(c, E0502, "%s", err.message);
        out->d.u32[i] = run_date_id(c->run, &d);
    }
}
