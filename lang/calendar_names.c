// What calendars and their months are called, and dates of their parts. In: names as people write
// them (case, accents, hyphens and blanks aside), years, months, days. Out: a calendar, a month, a
// date that keeps its calendar; or the reason why there is none, with the nearest name.
#include <stdio.h>
#include <string.h>

#include "lang/calendar.h"
#include "lang/date_impl.h"
#include "lang/diag.h"

static const char *const calendar_names[CALENDARS] = {
    "gregorian", "julian", "swedish", "republican", "islamic", "rumi", "hebrew"};

const char *calendar_name(Calendar c) { return calendar_names[c]; }

// ---- comparing names ------------------------------------------------------------------------

enum { KEY_BYTES = 48 };

#define DOTLESS_I 0x131

// Letters and digits in small letters without accents; what does not fit is left out.
static void name_key(Arena *a, Str s, char out[KEY_BYTES]) {
    Str f = str_fold(a, s);
    uint32_t n = 0, used;
    for (uint32_t i = 0; i < f.n && n + 4 < KEY_BYTES; i += used) {
        uint32_t cp;
        used = utf8_decode(f.p + i, f.p + f.n, &cp);
        if (used == 0) break;
        if (cp == DOTLESS_I) cp = 'i';
        bool ascii = cp < 0x80, letter = (cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9');
        if (letter || (!ascii && cp_is_word(cp))) n += utf8_encode(cp, out + n);
    }
    out[n] = '\0';
}

static bool key_is(Arena *a, Str name, const char *key) {
    char k[KEY_BYTES];
    name_key(a, name, k);
    return k[0] != '\0' && strcmp(k, key) == 0;
}

Str calendar_next_name(const char **names) {
    const char *from = *names, *bar = strchr(from, '|');
    uint32_t n = (uint32_t)(bar ? (size_t)(bar - from) : strlen(from));
    *names = bar ? bar + 1 : from + n;
    return (Str){from, n};
}

static bool among(Arena *a, const char *names, const char *key) {
    while (*names)
        if (key_is(a, calendar_next_name(&names), key)) return true;
    return false;
}

int32_t calendar_row_named(Arena *a, Str name, uint32_t n, RowNames *names, Near *near) {
    Str folded = str_fold(a, name);
    near_init(near, name);
    for (uint32_t i = 0; i < n; i++) {
        for (const char *all = names(i); *all;) {
            Str known = calendar_next_name(&all);
            if (str_eq(folded, str_fold(a, known))) return (int32_t)i;
            near_try(near, known);
        }
    }
    return -1;
}

void calendar_hint_near(DateError *err, const Near *near, const char *else_say) {
    if (near->best.n)
        (void)snprintf(err->hint, sizeof err->hint, "did you mean \"%.*s\"?", STR_FMT(near->best));
    else
        (void)snprintf(err->hint, sizeof err->hint, "%s", else_say);
}

// ---- calendars ------------------------------------------------------------------------------

bool calendar_is(Str name, Calendar *out) {
    for (int c = 0; c < CALENDARS; c++) {
        if (!str_is(name, calendar_names[c])) continue;
        *out = (Calendar)c;
        return true;
    }
    return false;
}

bool calendar_named(Arena *a, Str name, Calendar *out, DateError *err) {
    char key[KEY_BYTES];
    name_key(a, name, key);
    if (calendar_is(str_of(key), out)) return true;
    Near near;
    near_init(&near, str_of(key));
    for (int c = 0; c < CALENDARS; c++) near_try(&near, str_of(calendar_names[c]));
    date_fail(err, 0, name.n, "there is no calendar \"%.*s\"", name.n < 40 ? (int)name.n : 40,
              name.p);
    calendar_hint_near(err, &near, "gregorian, julian, swedish, republican, islamic, rumi, hebrew");
    return false;
}

typedef struct Limits {
    int64_t first, last;      // years that can be given
    int64_t from_day, to_day; // days that can be told in it
} Limits;

#define ALWAYS INT64_MAX

// The Ottoman calendar from 1 Mart 1256 to 31 Kânunuevvel 1341 (13 March 1840 to 1925).
static const Limits limits[CALENDARS] = {
    [CAL_GREGORIAN] = {-9999, 9999, -ALWAYS, ALWAYS}, [CAL_JULIAN] = {-9999, 9999, -ALWAYS, ALWAYS},
    [CAL_SWEDISH] = {1700, 1712, -98605, -93857},     [CAL_REPUBLICAN] = {1, 9999, -64748, ALWAYS},
    [CAL_ISLAMIC] = {1, 9999, -492148, ALWAYS},       [CAL_RUMI] = {1256, 1341, -47410, -16072},
    [CAL_HEBREW] = {1, 9999, -2092590, ALWAYS},
};

bool calendar_holds(Calendar c, int64_t days) {
    return days >= limits[c].from_day && days <= limits[c].to_day;
}

// ---- months ---------------------------------------------------------------------------------

static const char *const republican_months[13] = {
    "Vendémiaire",
    "Brumaire",
    "Frimaire",
    "Nivôse",
    "Pluviôse",
    "Ventôse",
    "Germinal",
    "Floréal",
    "Prairial",
    "Messidor",
    "Thermidor|Fervidor",
    "Fructidor",
    "jour complémentaire|complémentaire|jours complémentaires|Sansculottides"};

static const char *const islamic_months[12] = {
    "Muharram|Muharrem",
    "Safar|Safer",
    "Rabi I|Rabi al-Awwal|Rabi' 1|Rebiülevvel",
    "Rabi II|Rabi al-Thani|Rabi al-Akhir|Rabi' 2|Rebiülahir",
    "Jumada I|Jumada al-Ula|Jumada al-Awwal|Jumada 1|Cemaziyelevvel",
    "Jumada II|Jumada al-Akhira|Jumada al-Thani|Jumada 2|Cemaziyelahir",
    "Rajab|Receb",
    "Shaban|Şaban",
    "Ramadan|Ramazan",
    "Shawwal|Şevval",
    "Dhu al-Qada|Dhu'l-Qa'da|Dhu al-Qi'dah|Dhu al-Qa'dah|Zilkade",
    "Dhu al-Hijja|Dhu'l-Hijja|Dhu al-Hijjah|Zilhicce",
};

static const char *const rumi_months[12] = {"Mart",
                                            "Nisan",
                                            "Mayıs",
                                            "Haziran",
                                            "Temmuz",
                                            "Ağustos",
                                            "Eylül",
                                            "Teşrinievvel|Birinci Teşrin",
                                            "Teşrinisani|İkinci Teşrin",
                                            "Kânunuevvel|Kânun-ı Evvel|Birinci Kânun",
                                            "Kânunusani|Kânun-ı Sani|İkinci Kânun",
                                            "Şubat"};

// Adar stands before the two that take its place in a leap year.
enum { HEBREW_ADAR = 5, HEBREW_ADAR_1, HEBREW_ADAR_2, HEBREW_NAMES = 14 };
static const char *const hebrew_months[HEBREW_NAMES] = {"Tishri|Tishrei",
                                                        "Heshvan|Cheshvan|Marheshvan|Marcheshvan",
                                                        "Kislev",
                                                        "Tevet|Teves|Tebeth",
                                                        "Shevat|Shvat|Shebat",
                                                        "Adar",
                                                        "Adar I|Adar 1|Adar Rishon",
                                                        "Adar II|Adar 2|Adar Sheni|Veadar",
                                                        "Nisan|Nissan",
                                                        "Iyar|Iyyar",
                                                        "Sivan",
                                                        "Tammuz|Tamuz",
                                                        "Av|Ab",
                                                        "Elul"};

static const char *const *month_table(Calendar c, int32_t *n) {
    *n = 12;
    switch (c) {
    case CAL_REPUBLICAN: *n = 13; return republican_months;
    case CAL_ISLAMIC: return islamic_months;
    case CAL_RUMI: return rumi_months;
    case CAL_HEBREW: *n = HEBREW_NAMES; return hebrew_months;
    case CAL_GREGORIAN:
    case CAL_JULIAN:
    case CAL_SWEDISH: break;
    }
    return date_month_names + 1;
}

enum { RUMI_TEN_MONTHS = 1333 }; // from the year after it on January comes first

// The place in the table of the month m of that year, and back (0: the year has no such month).
static int32_t month_entry(Calendar c, int64_t y, int32_t m) {
    if (c == CAL_RUMI && y > RUMI_TEN_MONTHS) return (m + 9) % 12;
    if (c != CAL_HEBREW || m <= HEBREW_ADAR) return m - 1;
    return hebrew_leap(y) ? m : m == HEBREW_ADAR + 1 ? HEBREW_ADAR : m + 1;
}

static int32_t entry_month(Calendar c, int64_t y, int32_t entry) {
    for (int32_t m = 1; m <= months_in_year(c, y); m++)
        if (month_entry(c, y, m) == entry) return m;
    return 0;
}

// The first of its names, in bytes that last: the table's names end at a bar.
static Str entry_name(Calendar c, int32_t entry) {
    int32_t n;
    const char *names = month_table(c, &n)[entry];
    return calendar_next_name(&names);
}

Str month_name(Calendar c, int64_t y, int32_t m) { return entry_name(c, month_entry(c, y, m)); }

bool months_have_numbers(Calendar c) { return c != CAL_RUMI && c != CAL_HEBREW; }

static bool missing_month(Calendar c, int64_t y, int32_t entry, DateError *err) {
    Str name = entry_name(c, entry);
    date_fail(err, 0, 0, "the %s year %lld has no month %.*s", calendar_name(c), (long long)y,
              STR_FMT(name));
    const char *why = c == CAL_RUMI    ? "it began on 1 Mart and ended with Kânunuevvel, its tenth"
                      : hebrew_leap(y) ? "a leap year has Adar I and Adar II"
                                       : "Adar I and Adar II are of leap years: write Adar";
    (void)snprintf(err->hint, sizeof err->hint, "%s", why);
    return false;
}

bool month_named(Arena *a, Calendar c, int64_t y, Str name, int32_t *m, DateError *err) {
    int32_t n;
    const char *const *table = month_table(c, &n);
    char key[KEY_BYTES];
    name_key(a, name, key);
    Near near;
    near_init(&near, name);
    for (int32_t i = 0; i < n; i++) {
        if (among(a, table[i], key)) {
            *m = entry_month(c, y, i);
            return *m > 0 || missing_month(c, y, i, err);
        }
        for (const char *names = table[i]; *names;) near_try(&near, calendar_next_name(&names));
    }
    date_fail(err, 0, name.n, "there is no month \"%.*s\" in the %s calendar",
              name.n < 40 ? (int)name.n : 40, name.p, calendar_name(c));
    Str first = entry_name(c, 0), last = entry_name(c, n - 1);
    char all[80];
    (void)snprintf(all, sizeof all, "its months are %.*s to %.*s", STR_FMT(first), STR_FMT(last));
    calendar_hint_near(err, &near, all);
    return false;
}

// ---- dates of parts -------------------------------------------------------------------------

static bool year_fits(Calendar c, int64_t y, DateError *err) {
    const Limits *l = &limits[c];
    if (y >= l->first && y <= l->last) return true;
    date_fail(err, 0, 0, "the %s calendar has years from %lld to %lld, not %lld", calendar_name(c),
              (long long)l->first, (long long)l->last, (long long)y);
    return false;
}

static bool month_fits(Calendar c, int64_t y, int32_t m, DateError *err) {
    int32_t n = months_in_year(c, y);
    if (m >= 1 && m <= n) return true;
    date_fail(err, 0, 0, "there is no month %d: a %s year has %d", m, calendar_name(c), n);
    return false;
}

static bool day_fits(Calendar c, int64_t y, int32_t m, int32_t d, DateError *err) {
    int32_t n = days_in_month(c, y, m);
    if (d >= 1 && d <= n) return true;
    Str name = month_name(c, y, m);
    date_fail(err, 0, 0, "%.*s %lld has %d days in the %s calendar", STR_FMT(name), (long long)y, n,
              calendar_name(c));
    return false;
}

bool calendar_date(Calendar c, int64_t y, int32_t m, int32_t d, Date *out, DateError *err) {
    if (!year_fits(c, y, err)) return false;
    if (m != 0 && !month_fits(c, y, m, err)) return false;
    if (d != 0 && !day_fits(c, y, m, d, err)) return false;
    Precision p = d != 0 ? PREC_DAY : m != 0 ? PREC_MONTH : PREC_YEAR;
    int32_t last_m = m != 0 ? m : months_in_year(c, y);
    int32_t last_d = d != 0 ? d : days_in_month(c, y, last_m);
    int64_t from = days_from_ymd(c, y, m != 0 ? m : 1, d != 0 ? d : 1);
    int64_t to = days_from_ymd(c, y, last_m, last_d);
    *out = (Date){.prec = (uint8_t)p, .end_prec = (uint8_t)p, .calendar = (uint8_t)c};
    out->es = out->ee = from * DAY;
    out->ls = out->le = to * DAY + (DAY - 1);
    return true;
}
