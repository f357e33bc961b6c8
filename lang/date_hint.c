// What may have been meant by a text that is no date: common ways of writing are rewritten, and
// what then reads as a date is offered ("write 1917-11-07"). In: the text. Out: a hint or none.
// Nothing here ever decides what a date means; the person does.
#include "lang/date_impl.h"

#include <stdio.h>
#include <string.h>

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static uint32_t digits_at(Str s, uint32_t at) {
    uint32_t n = 0;
    while (at + n < s.n && is_digit(s.p[at + n])) n++;
    return n;
}

static uint64_t number_at(Str s, uint32_t at, uint32_t n) {
    uint64_t v = 0;
    for (uint32_t i = 0; i < n; i++) v = v * 10 + (uint64_t)(s.p[at + i] - '0');
    return v;
}

static bool is_separator(char c) { return c == '/' || c == '-' || c == '.'; }

// Up to three short numbers with one kind of separator between them.
typedef struct Groups {
    uint32_t at[3], len[3], count, end;
    uint64_t value[3];
    char separator;
} Groups;

static bool read_groups(Str s, Groups *g) {
    *g = (Groups){.count = 0};
    uint32_t at = 0;
    while (g->count < 3) {
        uint32_t n = digits_at(s, at);
        if (n == 0 || n > 4) return false;
        g->at[g->count] = at;
        g->len[g->count] = n;
        g->value[g->count++] = number_at(s, at, n);
        g->end = at += n;
        if (g->count == 3 || at >= s.n || !is_separator(s.p[at])) break;
        if (g->count > 1 && s.p[at] != g->separator) break;
        g->separator = s.p[at++];
        while (at < s.n && s.p[at] == ' ') at++; // 7. 11. 1917
    }
    return g->count > 1;
}

static void put_date(Out *o, uint64_t y, uint64_t m, uint64_t d) {
    out_number(o, y, 4);
    out_char(o, '-');
    out_number(o, m, 2);
    if (d == 0) return;
    out_char(o, '-');
    out_number(o, d, 2);
}

// What follows the day: a time of day, with T before it and two digits to the hour.
static void put_rest(Out *o, Str s, uint32_t at) {
    if (at < s.n && (s.p[at] == ' ' || s.p[at] == 't' || s.p[at] == 'T')) {
        uint32_t n = digits_at(s, at + 1);
        if (n == 1 || n == 2) {
            out_char(o, 'T');
            out_number(o, number_at(s, at + 1, n), 2);
            at += 1 + n;
        }
    }
    out_bytes(o, s.p + at, s.n - at);
}

// 7/11/1917, 1917.11.7, 880-05-01, 1917-1, 11/1917, 1917-11-08 2:10
static bool fix_order(Str s, bool edtf, Out *o) {
    Groups g;
    (void)edtf;
    if (!read_groups(s, &g)) return false;
    uint32_t last = g.count - 1;
    uint64_t d = 0;
    if (g.len[0] >= 3 && g.len[1] <= 2) {
        if (last == 2) d = g.value[2];
        if (last == 2 && (g.len[2] > 2 || d == 0)) return false;
        put_date(o, g.value[0], g.value[1], d);
    } else if (g.len[last] >= 3 && g.len[0] <= 2) {
        uint64_t m = g.value[last - 1];
        if (last == 2) d = g.value[0];
        if (last == 2 && m > 12) m = d, d = g.value[1]; // the month first
        put_date(o, g.value[last], m, d);
    } else {
        return false;
    }
    put_rest(o, s, g.end);
    return true;
}

// 1905/1907 and 1905-1907 as the language writes them; 1905..1907 as EDTF does.
static bool fix_range(Str s, bool edtf, Out *o) {
    for (uint32_t i = 1; i + 1 < s.n; i++) {
        bool slash = s.p[i] == '/', two = s.p[i] == '.' && s.p[i + 1] == '.';
        bool hyphen = s.p[i] == '-' && i == 4 && digits_at(s, 0) == 4 && digits_at(s, 5) >= 4;
        if (!(hyphen || (edtf ? two : slash))) continue;
        uint32_t next = two ? i + 2 : i + 1;
        Str a = {s.p, i}, b = {s.p + next, s.n - next};
        if (!date_readable(a, edtf) || !date_readable(b, edtf)) return false;
        out_bytes(o, a.p, a.n);
        out_text(o, edtf ? "/" : "..");
        out_bytes(o, b.p, b.n);
        return true;
    }
    return false;
}

// 1905/6: a dual year, with a month as an example.
static bool fix_dual(Str s, bool edtf, Out *o) {
    uint32_t n = digits_at(s, 5);
    if (edtf || s.n > 7 || digits_at(s, 0) != 4 || s.n < 6 || s.p[4] != '/') return false;
    if (n == 0 || n + 5 != s.n) return false;
    if ((number_at(s, 0, 4) + 1) % (n == 1 ? 10 : 100) != number_at(s, 5, n)) return false;
    out_bytes(o, s.p, s.n);
    out_text(o, "-02");
    return true;
}

// 198u and 198x; 1917~? and 1917?~; y17000; 2001-02-03t04:05
static bool fix_letters(Str s, bool edtf, Out *o) {
    (void)edtf;
    for (uint32_t i = 0; i < s.n; i++) {
        char c = s.p[i], next = i + 1 < s.n ? s.p[i + 1] : '\0';
        if (c == 'x' || c == 'u' || c == 'U') {
            out_char(o, 'X');
        } else if ((c == '?' && next == '~') || (c == '~' && next == '?')) {
            out_char(o, '%');
            i++;
        } else if (c == 'y' || c == 't' || c == 'z') {
            out_char(o, (char)(c - 'a' + 'A'));
        } else {
            out_char(o, c);
        }
    }
    return true;
}

// 191? and 19??, 191- and 19--: digits that are not known.
static bool fix_unknown_digits(Str s, bool edtf, Out *o) {
    uint32_t n = digits_at(s, 0);
    (void)edtf;
    if (s.n != 4 || n < 1 || n > 3) return false;
    for (uint32_t i = n; i < 4; i++)
        if (s.p[i] != s.p[n] || strchr("?-_*.", s.p[i]) == NULL || s.p[i] == '\0') return false;
    out_bytes(o, s.p, n);
    out_bytes(o, "XXX", 4 - n);
    return true;
}

// c. 1917, circa 1917, um 1917
static bool fix_circa(Str s, bool edtf, Out *o) {
    static const char *const words[] = {"circa", "Circa", "ca.",   "Ca.",  "ca",
                                        "c.",    "um",    "about", "vers", "c"};
    (void)edtf;
    for (uint32_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!str_begins(s, words[i])) continue;
        uint32_t at = (uint32_t)strlen(words[i]);
        while (at < s.n && s.p[at] == ' ') at++;
        out_bytes(o, s.p + at, s.n - at);
        out_char(o, '~');
        return true;
    }
    return false;
}

// The draft of 2012 said open and unknown.
static bool fix_old_interval(Str s, bool edtf, Out *o) {
    bool changed = false;
    for (uint32_t i = 0; edtf && i < s.n; i++) {
        Str rest = {s.p + i, s.n - i};
        if (str_begins(rest, "open")) {
            out_text(o, "..");
            i += 3;
            changed = true;
        } else if (str_begins(rest, "unknown")) {
            i += 6;
            changed = true;
        } else {
            out_char(o, s.p[i]);
        }
    }
    return changed;
}

// 7 November 1917, Nov. 1917
static bool fix_words(Str s, bool edtf, Out *o) {
    char text[DATE_TEXT];
    (void)edtf;
    if (date_spoken(s, text) != s.n) return false;
    out_text(o, text);
    return true;
}

// 19171107, and 17000 for Y17000.
static bool fix_run(Str s, bool edtf, Out *o) {
    uint32_t n = digits_at(s, 0);
    if (n != s.n || n < 5 || n > 12) return false;
    if (n == 8) {
        put_date(o, number_at(s, 0, 4), number_at(s, 4, 2), number_at(s, 6, 2));
        return true;
    }
    if (edtf) out_char(o, 'Y');
    out_bytes(o, s.p, n);
    return edtf;
}

// Blanks at the ends, around the / of an interval and the comma of a set.
static bool fix_blanks(Str s, bool edtf, Out *o) {
    (void)edtf;
    for (uint32_t i = 0; i < s.n; i++) {
        uint32_t next = i;
        while (next < s.n && s.p[next] == ' ') next++;
        char before = o->n ? o->p[o->n - 1] : '/', after = next < s.n ? s.p[next] : '/';
        bool loose = strchr("/,[{", before) || strchr("/,]}", after);
        if (next == i || !loose) out_char(o, s.p[i]);
    }
    return true;
}

// 1917/4, 1917%4: perhaps a sum, which needs blanks after four digits.
static void add_sum(Str s, DateError *err) {
    uint32_t n = digits_at(s, 5);
    if (digits_at(s, 0) != 4 || s.n < 5 || s.p[4] == '\0' || !strchr("-/%", s.p[4])) return;
    if (n > 2 || n + 5 != s.n) return;
    size_t used = strlen(err->hint);
    (void)snprintf(err->hint + used, sizeof err->hint - used, "%s%.4s %c %s%.*s to calculate",
                   used ? ", or " : "write ", s.p, s.p[4], n ? "" : "…", (int)n, s.p + 5);
}

// 11/7/1917: day and month could be the other way round.
static void add_other_order(Str s, DateError *err) {
    Groups g;
    if (!read_groups(s, &g) || g.count != 3 || g.separator == '.' || g.end != s.n) return;
    if (g.len[0] > 2 || g.len[2] < 3) return;
    int a = (int)g.value[0], b = (int)g.value[1], y = (int)g.value[2];
    if (a > 12 || b > 12 || a == b || a == 0 || b == 0) return;
    (void)snprintf(err->hint, sizeof err->hint,
                   "write %04d-%02d-%02d for %d %s, or %04d-%02d-%02d for %d %s", y, b, a, a,
                   date_month_names[b], y, a, b, b, date_month_names[a]);
}

typedef bool (*Fix)(Str s, bool edtf, Out *o);

void date_suggest(Str s, bool edtf, DateError *err) {
    static const Fix fixes[] = {fix_range,   fix_dual,  fix_order,        fix_unknown_digits,
                                fix_letters, fix_circa, fix_old_interval, fix_words,
                                fix_run,     fix_blanks};
    char text[DATE_TEXT];
    err->hint[0] = '\0';
    if (s.n == 0 || s.n > 64) return;
    for (uint32_t i = 0; i < sizeof fixes / sizeof *fixes; i++) {
        Out o = {text, 0};
        if (!fixes[i](s, edtf, &o)) continue;
        uint32_t n = out_end(&o);
        if (str_eq((Str){text, n}, s)) continue;     // nothing was changed
        bool whole = fixes[i] == fix_range && !edtf; // its two dates were read already
        if (!whole && !date_readable((Str){text, n}, edtf)) continue;
        (void)snprintf(err->hint, sizeof err->hint, "write %.100s", text);
        break;
    }
    if (err->hint[0]) add_other_order(s, err);
    if (!edtf) add_sum(s, err);
}
