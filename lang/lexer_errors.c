// The sentences for what the lexer cannot read: message, exact place, and what to type instead.
#include "lang/lexer.h"

#include <string.h>

#include "lang/date.h"

static Str words_of(const Source *src, Span span) { return source_words(src, span); }

static Str tail_of(Str s, const char *set, bool in_set) {
    uint32_t i = 0;
    while (i < s.n && (strchr(set, s.p[i]) != NULL) == in_set) i++;
    return (Str){s.p + i, s.n - i};
}

static void open_text(Diags *d, const Source *src, Span span) {
    Str s = words_of(src, span);
    if (s.p[0] == '@') s = (Str){s.p + 1, s.n - 1};
    Diag *e = diag_error(d, E0106, src, span, "the text has no closing quote on its line");
    if (s.n > 2 && s.p[0] == '"' && memchr(s.p, '\\', s.n))
        diag_hint(d, e,
                  "a \\ before a quote takes away its meaning; in '…' it is a plain character");
    else
        diag_hint(d, e, "close it with %c; texts of several lines stand in \"\"\"…\"\"\"", s.p[0]);
}

// 7th November 1917
static bool ordinal(Diags *d, Diag *e, const Source *src, Span span, Str tail) {
    if (!str_is(tail, "st") && !str_is(tail, "nd") && !str_is(tail, "rd") && !str_is(tail, "th"))
        return false;
    char date[DATE_TEXT];
    Str rest = {src->text.p + span.at, src->text.n - span.at};
    if (date_spoken(rest, date))
        diag_hint(d, e, "write %s", date);
    else
        diag_hint(d, e, "a date begins with its year: 1917-11-07");
    return true;
}

static void bad_number(Diags *d, const Source *src, Span span) {
    Str s = words_of(src, span), tail = tail_of(s, "0123456789.", true);
    int head = (int)(s.n - tail.n);
    Diag *e = diag_error(d, E0104, src, span, "'%.*s' is not a number", STR_FMT(s));
    static const char *const units[] = {"second", "minute", "hour", "day", "week", "month", "year"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        uint32_t n = (uint32_t)strlen(units[i]);
        if (tail.n < n || memcmp(tail.p, units[i], n) != 0 || tail.n > n + 1) continue;
        diag_hint(d, e, "put a space: %.*s %.*s", head, s.p, STR_FMT(tail));
        return;
    }
    if (ordinal(d, e, src, span, tail)) return;
    if (str_is(tail, "OS") || str_is(tail, "NS") || str_is(tail, "BCE"))
        diag_hint(d, e, "put a space: %.*s %.*s", head, s.p, STR_FMT(tail));
    else if (str_is(tail, "s") && head == 4 && s.p[3] == '0')
        diag_hint(d, e, "the decade is %.*sX", 3, s.p);
    else if (tail.p[0] == '_')
        diag_hint(d, e, "digits are written together: 1000000");
    else
        diag_hint(d, e, "a name does not begin with a digit; `%.*s` in backquotes may", STR_FMT(s));
}

// 7/11/1917, 7.11.1917: where it is not said which is the month, both are shown.
static void day_first(Diags *d, const Source *src, Span span) {
    Str s = words_of(src, span);
    Date date;
    DateError err = {0};
    Diag *e = diag_error(d, E0105, src, span, "'%.*s' is not a date", STR_FMT(s));
    date_literal(s, &date, &err);
    diag_hint(d, e, "%s%s", err.hint[0] ? err.hint : "dates begin with the year: 1917-11-07",
              memchr(s.p, '/', s.n) ? "; to divide, put spaces" : "");
}

static void short_year(Diags *d, const Source *src, Span span) {
    Str s = words_of(src, span), rest = tail_of(s, "0123456789", true);
    int n = (int)(s.n - rest.n);
    Diag *e = diag_error(d, E0105, src, span, "a year in a date has four digits");
    diag_hint(d, e, "write %.*s%.*s; to subtract, put spaces", 4 - n, "000", STR_FMT(s));
}

static void era(Diags *d, const Source *src, Span span) {
    Str s = words_of(src, span), blanks = tail_of(s, " \t\r", false);
    Str word = tail_of(blanks, " \t\r", true);
    int head = (int)(s.n - blanks.n);
    Span place = {span.at + s.n - word.n, word.n};
    Diag *e = diag_error(d, E0109, src, place, "the language knows BCE, not %.*s", STR_FMT(word));
    if (str_is(word, "BC"))
        diag_hint(d, e, "write %.*s BCE", head, s.p);
    else
        diag_hint(d, e, "a year without BCE is of the common era: %.*s", head, s.p);
}

static void bad_id(Diags *d, const Source *src, Span span) {
    Str s = words_of(src, span);
    Diag *e = diag_error(d, E0107, src, span, "'%.*s' is not an id", STR_FMT(s));
    if (s.n == 1) {
        diag_hint(d, e, "an id follows the @ at once: @lenin, or @\"Lenin\" for a name");
        return;
    }
    if (s.p[s.n - 1] == '-') {
        diag_hint(d, e, "put a space before the minus: %.*s -", (int)s.n - 1, s.p);
        return;
    }
    diag_hint(d, e,
              "an id is letters, digits, _ and single hyphens; any other stands in backquotes: "
              "@`%.*s`",
              (int)s.n - 1, s.p + 1);
}

// ---- other languages' operators -------------------------------------------------------------

typedef struct Foreign {
    const char *sign, *message, *hint;
} Foreign;

static const Foreign foreign[] = {
    {"||", NULL, "write or; texts are joined with +, and a stage follows a single |"},
    {"&&", NULL, "write and"},
    {"&", NULL, "write and"},
    {"<>", NULL, "write !="},
    {"<=>", NULL, "write =, < or >"},
    {"!", NULL, "write not"},
    {":=", NULL, "write ="},
    {"=>", NULL, "write >= to compare, = to define"},
    {"->", NULL, "write . for a field"},
    {"::", NULL, "write : (types follow a colon), or text(x) to convert"},
    {"=~", NULL, "write matches for a regular expression, ~ for words"},
    {"!~", NULL, "write not a ~ b"},
    {"===", NULL, "write ="},
    {"!==", NULL, "write !="},
    {"+=", NULL, "nothing is ever changed: with adds or replaces a column"},
    {"**", NULL, "write the product out: x * x"},
    {"^", NULL, "write the product out: x * x"},
    {"/*", "comments begin with #", "write # before each line of a comment"},
    {"?", NULL, "write if C then A else B"},
    {"$", NULL, "a parameter is used by its name alone"},
};

// ? alone, as it asks for help elsewhere.
static bool only_sign(const Source *src, Span span) {
    for (uint32_t i = 0; i < src->text.n; i++)
        if ((i < span.at || i >= span.at + span.len) && (unsigned char)src->text.p[i] > ' ')
            return false;
    return true;
}

static void foreign_sign(Diags *d, const Source *src, Span span) {
    Str s = words_of(src, span);
    if (str_is(s, "?") && only_sign(src, span)) {
        Diag *e = diag_error(d, E0109, src, span, "'?' alone is no query");
        diag_hint(d, e, "the commands of a session begin with a dot: .help");
        return;
    }
    if (s.p[0] == '$') s.n = 1;
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        const Foreign *f = &foreign[i];
        if (!str_is(s, f->sign)) continue;
        Diag *e = f->message
                      ? diag_error(d, E0109, src, span, "%s", f->message)
                      : diag_error(d, E0109, src, span, "'%s' is not an operator here", f->sign);
        diag_hint(d, e, "%s", f->hint);
        return;
    }
}

void lex_mistake(Diags *d, const Source *src, Span span, LexMistake mistake) {
    Diag *e;
    switch (mistake) {
    case LEX_OPEN_TEXT: open_text(d, src, span); break;
    case LEX_OPEN_LONG:
        e = diag_error(d, E0102, src, (Span){span.at, 3}, "the text that begins here has no end");
        diag_hint(d, e, "close it with \"\"\"");
        break;
    case LEX_OPEN_NAME:
        diag_error(d, E0106, src, span, "the name has no closing backquote on its line");
        break;
    case LEX_EMPTY_NAME: diag_error(d, E0106, src, span, "the name is empty"); break;
    case LEX_NUMBER: bad_number(d, src, span); break;
    case LEX_DAY_FIRST: day_first(d, src, span); break;
    case LEX_SHORT_YEAR: short_year(d, src, span); break;
    case LEX_ERA: era(d, src, span); break;
    case LEX_ID: bad_id(d, src, span); break;
    case LEX_DOTS:
        e = diag_error(d, E0109, src, span, "a range has two dots");
        diag_hint(d, e, "write a..b, both ends included");
        break;
    case LEX_FOREIGN: foreign_sign(d, src, span); break;
    }
}

// ---- characters -----------------------------------------------------------------------------

typedef struct Odd {
    uint32_t from, to;
    const char *name, *hint;
} Odd;

static const Odd odd[] = {
    {0x0000, 0x0000, "a NUL byte", NULL},
    {0x0001, 0x001F, "a control character", NULL},
    {0x007F, 0x009F, "a control character", NULL},
    {0x00A0, 0x00A0, "a no-break space", "type a plain space"},
    {0x00AB, 0x00AB, "a typographic quote", "texts stand in straight quotes: \"…\" or '…'"},
    {0x00AD, 0x00AD, "a soft hyphen", "delete it"},
    {0x00BB, 0x00BB, "a typographic quote", "texts stand in straight quotes: \"…\" or '…'"},
    {0x00D7, 0x00D7, "a multiplication sign", "write *"},
    {0x00F7, 0x00F7, "a division sign", "write /"},
    {0x2000, 0x200A, "a typographic space", "type a plain space"},
    {0x200B, 0x200F, "an invisible character", "delete it"},
    {0x2010, 0x2015, "a typographic dash", "write - to subtract, a..b for a range"},
    {0x2018, 0x201F, "a typographic quote", "texts stand in straight quotes: \"…\" or '…'"},
    {0x2026, 0x2026, "an ellipsis",
     "a range has two dots: a..b; … in examples is what was left out"},
    {0x2028, 0x202E, "an invisible character", "delete it"},
    {0x202F, 0x202F, "a no-break space", "type a plain space"},
    {0x2039, 0x203A, "a typographic quote", "texts stand in straight quotes: \"…\" or '…'"},
    {0x2060, 0x206F, "an invisible character", "delete it"},
    {0x2190, 0x21FF, "an arrow", NULL},
    {0x2212, 0x2212, "a minus sign", "write -"},
    {0x2227, 0x2227, "a logical sign", "write and"},
    {0x2228, 0x2228, "a logical sign", "write or"},
    {0x2260, 0x2260, "a comparison sign", "write !="},
    {0x2264, 0x2264, "a comparison sign", "write <="},
    {0x2265, 0x2265, "a comparison sign", "write >="},
    {0x2208, 0x2208, "a comparison sign", "write in"},
    {0xFEFF, 0xFEFF, "an invisible character", "delete it"},
    {0xFFF9, 0xFFFB, "an invisible character", "delete it"},
    {0xE0000, 0xE007F, "an invisible character", "delete it"},
};

void lex_character(Diags *d, const Source *src, uint32_t at) {
    uint32_t cp = 0;
    const char *p = src->text.p + at;
    uint32_t n = utf8_decode(p, src->text.p + src->text.n, &cp);
    Span span = {at, n ? n : 1};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        if (cp < odd[i].from || cp > odd[i].to) continue;
        Diag *e = diag_error(d, E0103, src, span, "%s (U+%04X) cannot stand here", odd[i].name,
                             (unsigned)cp);
        if (odd[i].hint) diag_hint(d, e, "%s", odd[i].hint);
        return;
    }
    Diag *e =
        diag_error(d, E0103, src, span, "the character '%.*s' cannot stand here", (int)span.len, p);
    diag_hint(d, e, "a name with such characters stands in backquotes: `…`");
}
