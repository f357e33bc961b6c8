// Habits from SQL, C, Python and spreadsheets in expressions, brackets and commas; see
// parser_habits.c.
#include <string.h>

#include "grammar.h"
#include "lang/parser_habits.h"

static bool is_comparison(int kind) {
    return kind == TK_EQ || kind == TK_NE || kind == TK_LT || kind == TK_LE || kind == TK_GT ||
           kind == TK_GE || kind == TK_IN || kind == TK_NOT_IN || kind == TK_HAS ||
           kind == TK_TILDE || kind == TK_MATCHES || kind == TK_BEFORE || kind == TK_AFTER ||
           kind == TK_OVERLAPS || kind == TK_IS;
}

// After a whole expression.
static const HabitWord operators[] = {
    {"like", "write ~ \"words\" (with * and ? as wildcards), or matches for a regular expression"},
    {"ilike", "write ~ \"words\": case never matters there"},
    {"contains", "write has for a list, ~ for the words of a text"},
    {"includes", "write has for a list, ~ for the words of a text"},
    {"rlike", "write matches \"regular expression\""},
    {"regexp", "write matches \"regular expression\""},
    {"equals", "write ="},
    {"mod", "write %"},
    {"div", "write //"},
    {"xor", "write a != b"},
    {"isnull", "write is null"},
    {"notnull", "write is not null"},
    {"during", "write in, as in date in 1917"},
    {"within", "write in, as in date in 1917"},
    {"since", "write >= or after"},
    {"until", "write <= or before"},
    {"descending", "write desc"},
    {"ascending", "write asc"},
    {"outer", "write | left join … on …"},
    {"right", "write | left join … on … with the sides exchanged"},
};

// ---- expressions ----------------------------------------------------------------------------

// born between 1870 and 1880, born between 1870, 1880
static bool between(Reader *r, Token found) {
    Token low = habit_next(r, found), join = habit_next(r, low), high = habit_next(r, join);
    bool ends = habit_begins_value(low.kind) && habit_begins_value(high.kind) &&
                (join.kind == TK_AND || join.kind == TK_COMMA || habit_is_word(r, join, "and"));
    Diag *e = habit_say(r, found, "'between' is not a word of the language");
    if (!ends || !reader_may_name(r->last.kind))
        return HABIT_HINT(r, e, "write x in a..b; both ends belong to the range");
    return HABIT_HINT(r, e, "write %.*s in %.*s..%.*s; both ends belong to the range",
                      STR_FMT(habit_path(r, r->last)), STR_FMT(reader_words(r, low)),
                      STR_FMT(reader_words(r, high)));
}

static bool operator_word(Reader *r, Token found) {
    if (!habit_complete(r) || !reader_may_name(found.kind)) return false;
    char word[WORD_MAX];
    habit_lower(r, found, word);
    if (strcmp(word, "between") == 0) return between(r, found);
    const char *hint = HABIT_FIND(operators, word);
    if (!hint) return false;
    Diag *e = habit_say(r, found, "'%s' is not a word of the language", word);
    return HABIT_HINT(r, e, "%s", hint);
}

static bool capitals(Reader *r, Token found) {
    for (int i = 0; i < 2; i++) {
        Token t = i ? r->last : found;
        if (i && !r->count) break;
        if (!habit_shouted(r, t) || (!i && !reader_accepts(r, habit_shouted(r, t)))) continue;
        char word[WORD_MAX];
        habit_lower(r, t, word);
        Diag *e = habit_say(r, t, "the words of the language are in lower case");
        return HABIT_HINT(r, e, "write %s", word);
    }
    return false;
}

static bool chained(Reader *r, Token found) {
    if (!habit_complete(r)) return false;
    if (is_comparison(found.kind)) {
        Diag *e = habit_say(r, found, "comparisons do not chain");
        return HABIT_HINT(r, e, "write b in a..c, or join two comparisons with and");
    }
    if (found.kind == TK_NOT) {
        Diag *e = habit_say(r, found, "'not' stands before the whole comparison");
        return HABIT_HINT(
            r, e, "write not a = b; only in and null have forms of their own: not in, is not null");
    }
    return false;
}

// 1905 to 1907, walk x to 3, count by x desc
static bool small_words(Reader *r, Token found) {
    if (!habit_complete(r)) return false;
    if (found.kind == TK_TO) {
        bool walk = habit_stage(r).kind == TK_WALK;
        Diag *e = habit_say(r, found, "'to' follows 'up' only");
        return HABIT_HINT(r, e,
                          walk ? "write up to, as in walk events.people up to 3" : "write a..b");
    }
    if (found.kind != TK_DESC && found.kind != TK_ASC) return false;
    Diag *e = habit_say(r, found, "only the keys of sort and top have a direction");
    return HABIT_HINT(r, e, "write | sort … %.*s", STR_FMT(reader_words(r, found)));
}

static bool range_dots(Reader *r, Token found) {
    bool from = r->last.kind == TK_RANGE_FROM && habit_begins_value(found.kind);
    bool to = found.kind == TK_RANGE_TO && reader_accepts(r, TK_DOT);
    if (!from && !to) {
        if (found.kind != TK_RANGE || !habit_complete(r)) return false;
        Diag *e = habit_say(r, found, "a range has two ends");
        return HABIT_HINT(r, e, "write a..b");
    }
    Diag *e = habit_say(r, from ? r->last : found, "the dots of a range touch both ends");
    return HABIT_HINT(r, e, "write a..b; a.. alone has no end, ..b no beginning");
}

static bool two_texts(Reader *r, Token found) {
    if (r->last.kind != TK_STRING || found.kind != TK_STRING) return false;
    Diag *e = habit_say(r, found, "two texts stand side by side");
    if (found.span.at == token_end(r->last))
        return HABIT_HINT(r, e, "a quote inside a text: \"it's\", or \"say \\\"no\\\"\"");
    return HABIT_HINT(r, e, "join texts with +, list them with a comma");
}

// 44 bce, 3.5 years, AD 1917, .5
static bool numbers(Reader *r, Token found) {
    bool number = r->last.kind == TK_INT || r->last.kind == TK_DATE;
    if (number && reader_may_name(found.kind) &&
        (habit_is_word(r, found, "bce") || habit_is_word(r, found, "os") ||
         habit_is_word(r, found, "ns") || habit_is_word(r, found, "bc"))) {
        Diag *e = habit_say(r, found, "the marks of a date are in capitals");
        return HABIT_HINT(r, e, "write BCE, OS or NS");
    }
    if (r->last.kind == TK_DATE && found.kind == TK_INT && habit_next(r, found).kind == TK_COLON) {
        Diag *e = habit_say(r, found, "a time is joined to its date by T");
        return HABIT_HINT(r, e, "write %.*sT02:10", STR_FMT(reader_words(r, r->last)));
    }
    if (r->last.kind == TK_FLOAT && found.kind == TK_UNIT) {
        Diag *e = habit_say(r, r->last, "a duration has a whole number");
        return HABIT_HINT(r, e, "use a smaller unit, as in 18 months");
    }
    if ((found.kind == TK_INT || found.kind == TK_DATE) &&
        (habit_is_word(r, r->last, "ad") || habit_is_word(r, r->last, "ce") ||
         habit_is_word(r, r->last, "bc"))) {
        Diag *e = habit_say(r, r->last, "a year of the common era has no mark");
        return HABIT_HINT(r, e, "write 1917, or 44 BCE");
    }
    bool point = found.kind == TK_DOT && !habit_complete(r) && habit_next(r, found).kind == TK_INT;
    if (point || (r->last.kind == TK_DOT && (found.kind == TK_INT || found.kind == TK_DATE))) {
        Diag *e = habit_say(r, found, "a field's name follows the dot");
        return HABIT_HINT(r, e, "a number has digits on both sides of its point: 0.5");
    }
    return false;
}

// 7 November 1917, Nov 1917, November 7, 1917: a date in words around the refused one.
static bool spoken_date(Reader *r, Token found) {
    if (!r->count ||
        (!reader_may_name(found.kind) && found.kind != TK_INT && found.kind != TK_DATE))
        return false;
    Str text = r->parse.source->text;
    uint32_t from = r->last.kind == TK_DOT ? r->before.span.at : r->last.span.at, day = from;
    while (day && (text.p[day - 1] == ' ' || text.p[day - 1] == '.')) day--;
    while (day && text.p[day - 1] >= '0' && text.p[day - 1] <= '9') from = --day; // 7. Nov. 1917
    char date[DATE_TEXT];
    uint32_t n = date_spoken((Str){text.p + from, text.n - from}, date);
    if (!n) return false;
    Diag *e = diag_error(r->parse.diags, E0105, r->parse.source, (Span){from, n},
                         "a date is written in numbers, its year first");
    return HABIT_HINT(r, e, "write %s", date);
}

static bool one_of(const char *word, const char *const *words, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(word, words[i]) == 0) return true;
    return false;
}

// is true, is Lenin, is in, is not x, is missing
static bool is_without_null(Reader *r, Token found) {
    static const char *const missing_words[] = {"missing", "unknown", "empty",    "none",
                                                "nil",     "absent",  "undefined"};
    static const char *const given_words[] = {"known",   "given", "recorded",
                                              "present", "set",   "there"};
    char word[WORD_MAX];
    habit_lower(r, found, word);
    bool is = r->last.kind == TK_IS || (r->last.kind == TK_NOT && r->before.kind == TK_IS);
    if (!is || habit_shouted(r, found)) return false;
    Diag *e = habit_say(r, found, "'is' asks for null only: is null, is not null");
    bool missing = one_of(word, missing_words, sizeof missing_words / sizeof *missing_words);
    bool given = one_of(word, given_words, sizeof given_words / sizeof *given_words);
    if ((missing || given) && r->last.kind == TK_IS) {
        Str path = reader_may_name(r->before.kind) ? habit_path(r, r->before) : STR("x");
        return HABIT_HINT(r, e, "write %.*s %s", STR_FMT(path),
                          missing ? "is null" : "is not null");
    }
    if (missing || given) return HABIT_HINT(r, e, missing ? "write is not null" : "write is null");
    if (found.kind == TK_TRUE || found.kind == TK_FALSE)
        return HABIT_HINT(r, e, "a condition stands alone: where x, where not x");
    return HABIT_HINT(r, e, found.kind == TK_IN ? "write in alone" : "write = or != to compare");
}

static bool conditional(Reader *r, Token found) {
    bool end = found.kind == TK_END || found.kind == TOK_NEWLINE || found.kind == TK_PIPE ||
               found.kind == TK_COMMA || found.kind == TK_RPAREN;
    if (end && reader_accepts(r, TK_ELSE)) {
        Diag *e = habit_say(r, found, "an if needs its else");
        return HABIT_HINT(r, e, "write if C then A else null");
    }
    bool brace = reader_accepts(r, TK_THEN) && (found.kind == TK_COLON || found.kind == TK_LBRACE);
    bool when = habit_is_word(r, r->last, "case") || habit_is_word(r, found, "when");
    if (!brace && !(when && reader_may_name(found.kind))) return false;
    Diag *e = habit_say(r, when && !brace ? r->last : found, "the form is if C then A else B");
    return HABIT_HINT(r, e, "write if born < 1880 then \"older\" else \"younger\"");
}

// name.habit_lower()
static bool method_call(Reader *r, Token found) {
    if (found.kind != TK_LPAREN || r->before.kind != TK_DOT || !reader_may_name(r->last.kind))
        return false;
    Str name = reader_words(r, r->last);
    Diag *e = habit_say(r, r->last, "a function stands before its arguments");
    Str path = habit_path(r, r->last);
    if (path.n <= name.n + 1 || path.n > 60)
        return HABIT_HINT(r, e, "write %.*s(…)", STR_FMT(name));
    path.n -= name.n + 1;
    bool closed = habit_next(r, found).kind == TK_RPAREN;
    return HABIT_HINT(r, e, closed ? "write %.*s(%.*s)" : "write %.*s(%.*s, …)", STR_FMT(name),
                      STR_FMT(path));
}

// ---- brackets and commas --------------------------------------------------------------------

static bool star_argument(Reader *r, Token found) {
    if (found.kind != TK_STAR || r->last.kind != TK_LPAREN) return false;
    Diag *e = habit_say(r, found, "'*' is no argument");
    return HABIT_HINT(r, e, "write count() for the number of all rows");
}

static bool members(Reader *r, Token found) {
    Token next = habit_next(r, found);
    bool brace = r->levels[r->depth].open.kind == TK_LBRACE;
    if (brace && found.kind == TK_EQ && reader_accepts(r, TK_COLON)) {
        Diag *e = habit_say(r, found, "a field and its value are joined by a colon");
        return HABIT_HINT(r, e, "write %.*s: …", STR_FMT(reader_words(r, r->last)));
    }
    if (brace && found.kind == TK_STRING && next.kind == TK_COLON) {
        Diag *e = habit_say(r, found, "the name of a field stands without quotes");
        return HABIT_HINT(r, e, "a name with spaces stands in backquotes: `first page`");
    }
    if (!r->count || !reader_accepts(r, TK_COMMA) || !habit_begins_value(found.kind)) return false;
    bool list = r->levels[r->depth].open.kind == TK_LBRACKET;
    if (!list && !(reader_may_name(found.kind) && next.kind == TK_COLON)) return false;
    diag_error(r->parse.diags, E0101, r->parse.source, found.span,
               "a comma is missing before '%.*s'", STR_FMT(reader_words(r, found)));
    return true;
}

static bool spare_comma(Reader *r, Token found) {
    bool end = found.kind == TK_END || found.kind == TOK_NEWLINE || found.kind == TK_PIPE ||
               found.kind == TK_COMMA || found.kind == TK_BY;
    if (r->last.kind != TK_COMMA || !end) return false;
    diag_error(r->parse.diags, E0101, r->parse.source, r->last.span,
               "something is missing after the comma, or the comma is one too many");
    return true;
}

static bool wrong_closer(Reader *r, Token found) {
    if (found.kind != TK_RPAREN && found.kind != TK_RBRACKET && found.kind != TK_RBRACE)
        return false;
    if (r->depth && !habit_complete(r)) return false;
    Token open = r->levels[r->depth].open;
    const char *name = token_name(found.kind);
    Diag *e = diag_error(r->parse.diags, E0101, r->parse.source, found.span,
                         r->depth ? "%s does not close %s of line %u" : "%s closes nothing", name,
                         token_name(open.kind),
                         (unsigned)source_place(r->parse.source, open.span.at).line);
    (void)e;
    return true;
}

bool habit_of_expressions(Reader *r, Token found) {
    static bool (*const habits[])(Reader *, Token) = {
        operator_word, chained, small_words,     range_dots,   two_texts,
        spoken_date,   numbers, is_without_null, conditional,  method_call,
        star_argument, members, spare_comma,     wrong_closer, capitals,
    };
    for (size_t i = 0; i < sizeof habits / sizeof *habits; i++)
        if (habits[i](r, found)) return true;
    return false;
}
