// What the names of a page's file and folders tell. See page_path.h.
#include "runtime/import/page_path.h"

#include <string.h>

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

// A day within a name, 1916-01-05, with no figure beside it.
static Str day_in(Arena *a, Str s, Date *date) {
    DateError ignored;
    for (uint32_t i = 0; i + 10 <= s.n; i++) {
        bool fits = (i == 0 || !is_digit(s.p[i - 1])) && (i + 10 == s.n || !is_digit(s.p[i + 10]));
        for (uint32_t k = 0; k < 10 && fits; k++)
            fits = k == 4 || k == 7 ? s.p[i + k] == '-' : is_digit(s.p[i + k]);
        Str day = {s.p + i, 10};
        if (fits && date_text(a, day, date, &ignored)) return day;
    }
    return STR("");
}

// The figures behind seq, page or p, with - or _ between or nothing.
static Str page_in(Str s) {
    static const char *const words[] = {"seq", "page", "p"};
    for (size_t w = 0; w < sizeof words / sizeof *words; w++)
        for (uint32_t i = 0, n = (uint32_t)strlen(words[w]); i + n < s.n; i++) {
            if (memcmp(s.p + i, words[w], n) != 0 || (i > 0 && is_letter(s.p[i - 1]))) continue;
            uint32_t from = i + n;
            if (s.p[from] == '-' || s.p[from] == '_') from++;
            uint32_t to = from;
            while (to < s.n && is_digit(s.p[to])) to++;
            if (to > from) return (Str){s.p + from, to - from};
        }
    return STR("");
}

PagePath page_path(Arena *a, Str name) {
    PagePath p = {.stem = name, .day = STR("")};
    uint32_t end = name.n;
    for (bool first = true; end > 0 && !p.day.n; first = false) {
        uint32_t from = end;
        while (from > 0 && name.p[from - 1] != '/') from--;
        Str part = {name.p + from, end - from};
        if (first) {
            p.stem = part;
            const char *dot = part.n > 4 ? memchr(part.p + part.n - 4, '.', 1) : NULL;
            if (dot) p.stem.n -= 4;
            p.page = page_in(p.stem);
        }
        p.day = day_in(a, part, &p.date);
        p.dated = first && p.day.n;
        end = from ? from - 1 : 0;
    }
    return p;
}

Str page_id(Arena *a, const PagePath *p) {
    StrBuf out;
    buf_init(&out, a);
    for (uint32_t i = 0; i < p->stem.n && out.n < 100; i++) {
        char c = p->stem.p[i];
        if (is_letter(c) || is_digit(c) || c == '_')
            buf_char(&out, c);
        else if (out.n && out.p[out.n - 1] != '-')
            buf_char(&out, '-');
    }
    while (out.n && out.p[out.n - 1] == '-') out.n--;
    if (!out.n) buf_addc(&out, "page");
    if (p->day.n && !p->dated) buf_printf(&out, "-%.*s", STR_FMT(p->day));
    return buf_str(&out);
}
