// Dates in words, as people write them: 7 November 1917, November 7th, 1917, Nov. 1917, le 7
// novembre 1917, 25 October 1917 OS. In: the beginning of a text. Out: the same date as the
// language writes it, for hints; nothing is ever read in this form.
#include <string.h>

#include "lang/date_impl.h"

const char *const date_month_names[13] = {"",        "January",  "February", "March",  "April",
                                          "May",     "June",     "July",     "August", "September",
                                          "October", "November", "December"};

// How the names of the months begin in English, German and French.
static const char *const months[13] = {"",        "jan",      "feb fév",    "mar mär", "apr avr",
                                       "may mai", "jun juin", "jul juil",   "aug aoû", "sep",
                                       "oct okt", "nov",      "dec dez déc"};

typedef struct Words {
    Str s;
    uint32_t at;
    uint64_t year, month, day;
} Words;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

// The next word in lower case (ASCII letters only), or "" where none stands; w->at is left alone.
static uint32_t word_at(const Words *w, char out[16]) {
    uint32_t n = 0;
    while (w->at + n < w->s.n && is_letter(w->s.p[w->at + n])) {
        char c = w->s.p[w->at + n];
        if (n < 15) out[n] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        n++;
    }
    out[n < 15 ? n : 15] = '\0';
    return n;
}

static bool one_of(const char *word, const char *const *words, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(word, words[i]) == 0) return true;
    return false;
}

static uint64_t month_of(const char *word) {
    for (uint64_t m = 1; m <= 12; m++) {
        for (const char *begins = months[m], *end; *begins; begins = *end ? end + 1 : end) {
            end = begins;
            while (*end && *end != ' ') end++;
            if (strncmp(word, begins, (size_t)(end - begins)) == 0) return m;
        }
    }
    return 0;
}

static bool take_word(Words *w) {
    static const char *const fillers[] = {"the", "of", "de", "le", "den", "am"};
    char word[16];
    uint32_t n = word_at(w, word);
    uint64_t month = month_of(word);
    if (!month && !one_of(word, fillers, sizeof fillers / sizeof *fillers)) return false;
    if (month && w->month) return false;
    if (month) w->month = month;
    w->at += n;
    return true;
}

static bool take_number(Words *w) {
    static const char *const endings[] = {"st", "nd", "rd", "th", "er"};
    uint32_t n = 0;
    uint64_t v = 0;
    char word[16];
    while (w->at + n < w->s.n && is_digit(w->s.p[w->at + n]) && n < 5)
        v = v * 10 + (uint64_t)(w->s.p[w->at + n++] - '0');
    if (n > 4 || (n > 2 ? w->year : w->day) || v == 0) return false;
    w->at += n;
    if (n > 2) {
        w->year = v;
        return true;
    }
    w->day = v;
    uint32_t ending = word_at(w, word);
    if (one_of(word, endings, sizeof endings / sizeof *endings)) w->at += ending;
    return true;
}

static bool blank_or_mark(char c) { return c == ' ' || c == '.' || c == ','; }

uint32_t date_spoken(Str s, char out[DATE_TEXT]) {
    Words w = {.s = s};
    uint32_t end = 0;
    out[0] = '\0';
    for (;;) {
        while (w.at < s.n && blank_or_mark(s.p[w.at])) w.at++;
        if (w.at >= s.n || (w.year && w.month && w.day)) break;
        if (!(is_digit(s.p[w.at]) ? take_number(&w) : take_word(&w))) break;
        end = w.at;
        if (w.year && w.month && end >= 4 && is_digit(s.p[end - 1]) && !w.day) break;
    }
    if (!w.year || !w.month) return 0;
    Out o = {out, 0};
    out_number(&o, w.year, 4);
    out_char(&o, '-');
    out_number(&o, w.month, 2);
    if (w.day) {
        out_char(&o, '-');
        out_number(&o, w.day, 2);
    }
    if (s.n >= end + 3 && !memcmp(s.p + end, " OS", 3) &&
        (s.n == end + 3 || !is_letter(s.p[end + 3]))) {
        out_text(&o, " OS");
        end += 3;
    }
    uint32_t n = out_end(&o);
    return date_readable((Str){out, n}, false) ? end : 0;
}
