// Habits from SQL, C, Python and spreadsheets. When the grammar refuses a token, these look at it
// and at its neighbours; where they show a known habit, the error names the Gazette form. Single
// words are in tables; each form that needs a look around is a function of a few lines, tried in
// order.
#include <string.h>

#include "grammar.h"
#include "lang/lexer.h"
#include "lang/parser_state.h"

// ---- small questions ------------------------------------------------------------------------

static uint32_t end_of(Token t) { return t.span.at + t.span.len; }

static Token next_of(const Reader *r, Token t) { return reader_peek(r, end_of(t), false); }

enum { WORD_MAX = 16 };

// The word in lower case, NUL-terminated; "" for what is no short ASCII word.
static void lower(const Reader *r, Token t, char out[WORD_MAX]) {
    Str s = t.kind >= TOK_NEWLINE || !t.kind ? STR("") : reader_words(r, t);
    uint32_t n = s.n < WORD_MAX ? s.n : 0;
    for (uint32_t i = 0; i < n; i++) {
        char c = s.p[i];
        out[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        if (out[i] < 'a' || out[i] > 'z') n = 0;
    }
    out[n] = '\0';
}

// What the word would be in lower case: TK_WHERE of "WHERE"; 0 if it is in lower case already.
static int shouted(const Reader *r, Token t) {
    char word[WORD_MAX + 1];
    lower(r, t, word);
    if (t.kind != TK_ID || !word[0] || str_is(reader_words(r, t), word)) return 0;
    Source small = {.text = str_of(word)};
    int kind = lex_next(&small, 0, NULL).kind;
    return kind == TK_ID ? 0 : kind;
}

static bool is_word(const Reader *r, Token t, const char *word) {
    char found[WORD_MAX];
    lower(r, t, found);
    return strcmp(found, word) == 0;
}

static bool is_stage(int kind) {
    const char *category = token_category(kind);
    return category && category == token_category(TK_WHERE);
}

static bool begins_value(int kind) {
    const char *category = token_category(kind);
    return reader_may_name(kind) || kind == TK_LPAREN || kind == TK_LBRACKET || kind == TK_LBRACE ||
           (category && category == token_category(TK_INT));
}

static bool is_comparison(int kind) {
    return kind == TK_EQ || kind == TK_NE || kind == TK_LT || kind == TK_LE || kind == TK_GT ||
           kind == TK_GE || kind == TK_IN || kind == TK_NOT_IN || kind == TK_HAS ||
           kind == TK_TILDE || kind == TK_MATCHES || kind == TK_BEFORE || kind == TK_AFTER ||
           kind == TK_OVERLAPS || kind == TK_IS;
}

// Is everything so far a whole expression?
static bool complete(const Reader *r) {
    return reader_accepts(r, TK_PLUS) && reader_accepts(r, TK_AND);
}

static Token stage_of(const Reader *r) { return r->levels[r->depth].stage; }

// The words from byte `from` up to the next | or end of the statement; "…" where they are many.
static Str rest_of_stage(const Reader *r, uint32_t from) {
    enum { LONGEST = 60 };
    uint32_t end = from, depth = 0;
    for (;;) {
        Token t = reader_peek(r, end, false);
        bool opens = t.kind == TK_LPAREN || t.kind == TK_LBRACKET || t.kind == TK_LBRACE;
        bool closes = t.kind == TK_RPAREN || t.kind == TK_RBRACKET || t.kind == TK_RBRACE;
        if (t.kind == TOK_END_OF_TEXT || t.kind == TOK_NEWLINE || t.kind == TK_END ||
            (!depth && (t.kind == TK_PIPE || closes)))
            break;
        if (end == from) from = t.span.at;
        depth += opens;
        depth -= closes;
        end = end_of(t);
        if (end - from > LONGEST) return STR("…");
    }
    return end > from ? source_words(r->parse.source, (Span){from, end - from}) : STR("…");
}

static Diag *say(Reader *r, Token at, const char *message, const char *words) {
    return diag_error(r->parse.diags, E0109, r->parse.source, at.span, message, words);
}

#define HINT(r, e, ...) (diag_hint((r)->parse.diags, (e), __VA_ARGS__), true)

// ---- words ----------------------------------------------------------------------------------

typedef struct Word {
    const char *word, *hint;
} Word;

// After a whole expression.
static const Word operators[] = {
    {"between", "write x in a..b; both ends belong to the range"},
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
    {"limit", "write | take"},
    {"offset", "write | skip"},
    {"having", "write | where after the summarize"},
    {"order", "write | sort, as in | sort born desc"},
    {"group", "write | summarize n: count() by, or | count by"},
    {"inner", "write | join … on …"},
    {"cross", "write | join … on …"},
    {"outer", "write | left join … on …"},
    {"right", "write | left join … on … with the sides exchanged"},
};

// In the place of a stage: the stage that is meant.
static const Word stages[] = {
    {"limit", "take"},
    {"head", "take"},
    {"first", "take"},
    {"offset", "skip"},
    {"filter", "where"},
    {"having", "where"},
    {"order", "sort"},
    {"arrange", "sort"},
    {"group", "summarize n: count() by"},
    {"aggregate", "summarize"},
    {"agg", "summarize"},
    {"project", "select"},
    {"pick", "select"},
    {"return", "select"},
    {"columns", "select"},
    {"derive", "with"},
    {"mutate", "with"},
    {"extend", "with"},
    {"compute", "with"},
    {"let", "with"},
    {"add", "with"},
    {"unique", "distinct"},
    {"dedup", "distinct"},
    {"explode", "expand"},
    {"unnest", "expand"},
    {"flatten", "expand"},
    {"inner", "join"},
    {"cross", "join"},
    {"minus", "except"},
    {"format", "as"},
    {"show", "as"},
    {"export", "save"},
};

// At the beginning of a statement.
static const Word statements[] = {
    {"def", "a function is fn name(x) = …"},
    {"function", "a function is fn name(x) = …"},
    {"func", "a function is fn name(x) = …"},
    {"var", "write let name = …"},
    {"const", "write let name = …"},
    {"import", "write use \"file\""},
    {"include", "write use \"file\""},
    {"require", "write use \"file\""},
    {"insert", "a query never changes an archive; facts stand in its source files"},
    {"update", "a query never changes an archive; facts stand in its source files"},
    {"delete", "a query never changes an archive; facts stand in its source files"},
    {"create", "a kind is declared: kind person as people { name: text }"},
    {"print", "write the query alone: its result is shown"},
    {"echo", "write the query alone: its result is shown"},
    {"return", "write the expression alone"},
    {"for", "where keeps rows, select works something out for each of them"},
    {"while", "there are no loops: a pipeline goes through the rows"},
};

#define FIND(table, word) find_word(table, sizeof(table) / sizeof *(table), word)

static const char *find_word(const Word *table, size_t n, const char *word) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(table[i].word, word) == 0) return table[i].hint;
    return NULL;
}

// ---- statements -----------------------------------------------------------------------------

// select name from people
static bool sql_select(Reader *r, Token found) {
    if (!r->count || !is_word(r, r->first, "select") || r->levels[0].stage.kind) return false;
    Token t = r->first, source = no_token();
    uint32_t columns_end = 0;
    while ((t = next_of(r, t)).kind != TOK_END_OF_TEXT && t.kind != TOK_NEWLINE) {
        if (!is_word(r, t, "from")) continue;
        columns_end = t.span.at;
        source = next_of(r, t);
        break;
    }
    (void)found;
    Diag *e = say(r, r->first, "a query begins with its source, not with '%s'", "select");
    Str columns =
        source_words(r->parse.source,
                     (Span){end_of(r->first), columns_end ? columns_end - end_of(r->first) : 0});
    while (columns.n && columns.p[0] == ' ') columns = (Str){columns.p + 1, columns.n - 1};
    while (columns.n && columns.p[columns.n - 1] == ' ') columns.n--;
    if (!columns.n || columns.n > 60 || !reader_may_name(source.kind))
        return HINT(r, e, "write people | select name");
    Str name = reader_words(r, source);
    if (str_is(columns, "*")) return HINT(r, e, "write %.*s", STR_FMT(name));
    return HINT(r, e, "write %.*s | select %.*s", STR_FMT(name), STR_FMT(columns));
}

static bool first_word(Reader *r, Token found) {
    if (r->count != 1) return false;
    char word[WORD_MAX];
    lower(r, r->first, word);
    const char *hint = FIND(statements, word);
    if (hint) {
        Diag *e = say(r, r->first, "there is no statement '%s'", word);
        return HINT(r, e, "%s", hint);
    }
    int kind = shouted(r, r->first) ? shouted(r, r->first) : r->first.kind;
    if (kind == TK_FROM && reader_may_name(found.kind)) {
        Diag *e = say(r, r->first, "a query begins with its source itself%s", "");
        return HINT(r, e, "leave out from: %.*s | …", STR_FMT(reader_words(r, found)));
    }
    if (!is_stage(kind)) return false;
    Diag *e =
        say(r, r->first, "a query begins with its source, then come stages such as '%s'", word);
    return HINT(r, e, "write people | %s …", word);
}

// ---- stages ---------------------------------------------------------------------------------

// The stage word nearest to one that is none, or "".
static Str near_stage(const Reader *r, Token t) {
    Near near;
    near_init(&near, reader_words(r, t));
    for (int kind = 1; kind < gaz_kinds(); kind++) {
        if (!is_stage(kind)) continue;
        Str quoted = str_of(token_name(kind));
        near_try(&near, (Str){quoted.p + 1, quoted.n - 2});
    }
    return near.best;
}

// limit 10, order by x, whree x
static bool foreign_stage(Reader *r, Token found) {
    if (r->before.kind != TK_PIPE || !reader_may_name(r->last.kind) || is_stage(r->last.kind))
        return false;
    char word[WORD_MAX];
    lower(r, r->last, word);
    const char *stage = FIND(stages, word);
    int kind = shouted(r, r->last);
    if (stage || is_stage(kind)) {
        bool by = is_word(r, found, "by");
        Str rest = rest_of_stage(r, by ? end_of(found) : found.span.at);
        Token equals = next_of(r, found);
        if (stage && strcmp(stage, "with") == 0 && equals.kind == TK_EQ)
            rest = str_printf(r->parse.arena, "%.*s: %.*s", STR_FMT(reader_words(r, found)),
                              STR_FMT(rest_of_stage(r, end_of(equals))));
        Diag *e = say(r, r->last,
                      stage ? "there is no stage '%s'"
                            : "the words of the language are in lower case: '%s'",
                      word);
        return HINT(r, e, "write | %s %.*s", stage ? stage : word, STR_FMT(rest));
    }
    Str best = near_stage(r, r->last);
    Diag *e = diag_error(r->parse.diags, E0204, r->parse.source, r->last.span,
                         "there is no stage '%.*s'", STR_FMT(reader_words(r, r->last)));
    if (best.n) diag_note(r->parse.diags, e, "did you mean '%.*s'?", STR_FMT(best));
    return true;
}

// sort by x, sort desc x, distinct by x, select distinct x
static bool filler_word(Reader *r, Token found) {
    Token stage = stage_of(r), word = r->last;
    if (!stage.kind || r->before.span.at != stage.span.at || !begins_value(found.kind))
        return false;
    Str name = reader_words(r, stage), rest = rest_of_stage(r, found.span.at);
    if (word.kind == TK_BY) {
        Diag *e = say(r, word, "'%s' stands alone", token_name(stage.kind));
        e->message =
            str_printf(r->parse.arena, "'%.*s' takes its keys without 'by'", STR_FMT(name));
        return HINT(r, e, "write | %.*s %.*s", STR_FMT(name), STR_FMT(rest));
    }
    if (stage.kind == TK_SORT && (word.kind == TK_DESC || word.kind == TK_ASC)) {
        Diag *e = say(r, word, "the direction follows its key%s", "");
        return HINT(r, e, "write | sort %.*s %.*s", STR_FMT(rest), STR_FMT(reader_words(r, word)));
    }
    if (stage.kind == TK_SELECT && word.kind == TK_DISTINCT) {
        Diag *e = say(r, word, "'%s' is a stage of its own", "distinct");
        return HINT(r, e, "write | select %.*s | distinct", STR_FMT(rest));
    }
    return false;
}

// count(x), count distinct x, count where x as stages
static bool count_stage(Reader *r, Token found) {
    if (r->last.kind != TK_COUNT || stage_of(r).span.at != r->last.span.at) return false;
    if (found.kind == TK_LPAREN) {
        Str rest = rest_of_stage(r, end_of(found));
        Diag *e = say(r, found, "the stage '%s' has no brackets", "count");
        if (str_is(rest, "…") || str_is(rest, "*"))
            return HINT(r, e, "write | count, or | summarize n: count()");
        return HINT(r, e, "write | count by %.*s, or | summarize n: count(%.*s)", STR_FMT(rest),
                    STR_FMT(rest));
    }
    if (found.kind != TK_DISTINCT && found.kind != TK_WHERE) return false;
    Diag *e = say(r, found, "'%s' takes 'by' and keys only", "count");
    return HINT(r, e, "write | %.*s | count", STR_FMT(rest_of_stage(r, found.span.at)));
}

// select died - born as age
static bool column_alias(Reader *r, Token found) {
    int stage = stage_of(r).kind;
    if (found.kind != TK_AS && !(found.kind == TK_ID && is_word(r, found, "as"))) return false;
    if (stage != TK_SELECT && stage != TK_WITH && stage != TK_SUMMARIZE && stage != TK_COUNT &&
        stage != TK_DISTINCT)
        return false;
    uint32_t from = r->levels[r->depth].items;
    from = reader_peek(r, from, true).span.at;
    Span item = {from, end_of(r->last) - from};
    Token name = next_of(r, found);
    Diag *e = say(r, found, "a column's name stands before it, with a colon%s", "");
    if (!reader_may_name(name.kind) || item.len > 60) return HINT(r, e, "write age: died - born");
    return HINT(r, e, "write %.*s: %.*s", STR_FMT(reader_words(r, name)),
                STR_FMT(source_words(r->parse.source, item)));
}

// people where died in 1936: a stage without its |
static bool missing_pipe(Reader *r, Token found) {
    int kind = shouted(r, found) ? shouted(r, found) : found.kind;
    if (!is_stage(kind) || !reader_accepts(r, TK_PIPE)) return false;
    char word[WORD_MAX];
    lower(r, found, word);
    Diag *e = say(r, found, "a '|' is missing before '%s'", word);
    return HINT(r, e, "write | %s %.*s", word, STR_FMT(rest_of_stage(r, end_of(found))));
}

// f(people | take 2, 3)
static bool piped_argument(Reader *r, Token found) {
    if (found.kind != TK_COMMA || !r->depth || !stage_of(r).kind) return false;
    Diag *e = say(r, found, "a pipeline beside other arguments stands in brackets%s", "");
    return HINT(r, e, "write f((people | take 2), 3)");
}

// f(3, people | take 2), [people | count], assert people | count
static bool bare_pipeline(Reader *r, Token found) {
    if (found.kind != TK_PIPE || !r->count) return false;
    if (!complete(r) && !(r->depth && reader_accepts(r, TK_COMMA))) return false;
    Diag *e = say(r, found, "a pipeline stands in brackets here%s", "");
    return HINT(r, e, "write (… | %.*s)", STR_FMT(rest_of_stage(r, end_of(found))));
}

// ---- expressions ----------------------------------------------------------------------------

static bool operator_word(Reader *r, Token found) {
    if (!complete(r) || !reader_may_name(found.kind)) return false;
    char word[WORD_MAX];
    lower(r, found, word);
    const char *hint = FIND(operators, word);
    if (!hint) return false;
    Diag *e = say(r, found, "'%s' is not a word of the language", word);
    return HINT(r, e, "%s", hint);
}

static bool capitals(Reader *r, Token found) {
    for (int i = 0; i < 2; i++) {
        Token t = i ? r->last : found;
        if (i && !r->count) break;
        if (!shouted(r, t) || (!i && !reader_accepts(r, shouted(r, t)))) continue;
        char word[WORD_MAX];
        lower(r, t, word);
        Diag *e = say(r, t, "the words of the language are in lower case%s", "");
        return HINT(r, e, "write %s", word);
    }
    return false;
}

static bool chained(Reader *r, Token found) {
    if (!complete(r)) return false;
    if (is_comparison(found.kind)) {
        Diag *e = say(r, found, "comparisons do not chain%s", "");
        return HINT(r, e, "write b in a..c, or join two comparisons with and");
    }
    if (found.kind == TK_NOT) {
        Diag *e = say(r, found, "'%s' stands before the whole comparison", "not");
        return HINT(
            r, e, "write not a = b; only in and null have forms of their own: not in, is not null");
    }
    return false;
}

static bool range_dots(Reader *r, Token found) {
    bool from = r->last.kind == TK_RANGE_FROM && begins_value(found.kind);
    bool to = found.kind == TK_RANGE_TO && reader_accepts(r, TK_DOT);
    if (!from && !to) {
        if (found.kind != TK_RANGE || !complete(r)) return false;
        Diag *e = say(r, found, "a range has two ends%s", "");
        return HINT(r, e, "write a..b");
    }
    Diag *e = say(r, from ? r->last : found, "the dots of a range touch both ends%s", "");
    return HINT(r, e, "write a..b; a.. alone has no end, ..b no beginning");
}

static bool two_texts(Reader *r, Token found) {
    if (r->last.kind != TK_STRING || found.kind != TK_STRING) return false;
    Diag *e = say(r, found, "two texts stand side by side%s", "");
    if (found.span.at == end_of(r->last))
        return HINT(r, e, "a quote inside a text: \"it's\", or \"say \\\"no\\\"\"");
    return HINT(r, e, "join texts with +, list them with a comma");
}

// 44 bce, 3.5 years, AD 1917, .5
static bool numbers(Reader *r, Token found) {
    bool number = r->last.kind == TK_INT || r->last.kind == TK_DATE;
    if (number && reader_may_name(found.kind) &&
        (is_word(r, found, "bce") || is_word(r, found, "os") || is_word(r, found, "ns") ||
         is_word(r, found, "bc"))) {
        Diag *e = say(r, found, "the marks of a date are in capitals%s", "");
        return HINT(r, e, "write BCE, OS or NS");
    }
    if (r->last.kind == TK_FLOAT && found.kind == TK_UNIT) {
        Diag *e = say(r, r->last, "a duration has a whole number%s", "");
        return HINT(r, e, "use a smaller unit, as in 18 months");
    }
    if ((found.kind == TK_INT || found.kind == TK_DATE) &&
        (is_word(r, r->last, "ad") || is_word(r, r->last, "ce") || is_word(r, r->last, "bc"))) {
        Diag *e = say(r, r->last, "a year of the common era has no mark%s", "");
        return HINT(r, e, "write 1917, or 44 BCE");
    }
    bool point = found.kind == TK_DOT && !complete(r) && next_of(r, found).kind == TK_INT;
    if (point || (r->last.kind == TK_DOT && (found.kind == TK_INT || found.kind == TK_DATE))) {
        Diag *e = say(r, found, "a field's name follows the dot%s", "");
        return HINT(r, e, "a number has digits on both sides of its point: 0.5");
    }
    return false;
}

// is true, is Lenin, is in, is not x
static bool is_without_null(Reader *r, Token found) {
    bool is = r->last.kind == TK_IS || (r->last.kind == TK_NOT && r->before.kind == TK_IS);
    if (!is || shouted(r, found)) return false;
    Diag *e = say(r, found, "'%s' asks for null only: is null, is not null", "is");
    if (found.kind == TK_TRUE || found.kind == TK_FALSE)
        return HINT(r, e, "a condition stands alone: where x, where not x");
    return HINT(r, e, found.kind == TK_IN ? "write in alone" : "write = or != to compare");
}

static bool conditional(Reader *r, Token found) {
    bool end = found.kind == TK_END || found.kind == TOK_NEWLINE || found.kind == TK_PIPE ||
               found.kind == TK_COMMA || found.kind == TK_RPAREN;
    if (end && reader_accepts(r, TK_ELSE)) {
        Diag *e = say(r, found, "an if needs its else%s", "");
        return HINT(r, e, "write if C then A else null");
    }
    bool brace = reader_accepts(r, TK_THEN) && (found.kind == TK_COLON || found.kind == TK_LBRACE);
    bool when = is_word(r, r->last, "case") || is_word(r, found, "when");
    if (!brace && !(when && reader_may_name(found.kind))) return false;
    Diag *e = say(r, when && !brace ? r->last : found, "the form is if C then A else B%s", "");
    return HINT(r, e, "write if born < 1880 then \"older\" else \"younger\"");
}

// name.lower()
static bool method_call(Reader *r, Token found) {
    if (found.kind != TK_LPAREN || r->before.kind != TK_DOT || !reader_may_name(r->last.kind))
        return false;
    Str name = reader_words(r, r->last);
    Diag *e = say(r, r->last, "a function stands before its arguments%s", "");
    return HINT(r, e, "write %.*s(…)", STR_FMT(name));
}

// ---- brackets and commas --------------------------------------------------------------------

static bool star_argument(Reader *r, Token found) {
    if (found.kind != TK_STAR || r->last.kind != TK_LPAREN) return false;
    Diag *e = say(r, found, "'%s' is no argument", "*");
    return HINT(r, e, "write count() for the number of all rows");
}

static bool members(Reader *r, Token found) {
    Token next = next_of(r, found);
    bool brace = r->levels[r->depth].open.kind == TK_LBRACE;
    if (brace && found.kind == TK_EQ && reader_accepts(r, TK_COLON)) {
        Diag *e = say(r, found, "a field and its value are joined by a colon%s", "");
        return HINT(r, e, "write %.*s: …", STR_FMT(reader_words(r, r->last)));
    }
    if (brace && found.kind == TK_STRING && next.kind == TK_COLON) {
        Diag *e = say(r, found, "the name of a field stands without quotes%s", "");
        return HINT(r, e, "a name with spaces stands in backquotes: `first page`");
    }
    if (!r->count || !reader_accepts(r, TK_COMMA) || !begins_value(found.kind)) return false;
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
    if (r->depth && !complete(r)) return false;
    Token open = r->levels[r->depth].open;
    const char *name = token_name(found.kind);
    Diag *e = diag_error(r->parse.diags, E0101, r->parse.source, found.span,
                         r->depth ? "%s does not close %s of line %u" : "%s closes nothing", name,
                         token_name(open.kind),
                         (unsigned)source_place(r->parse.source, open.span.at).line);
    (void)e;
    return true;
}

bool report_habit(Reader *r, Token found) {
    static bool (*const habits[])(Reader *, Token) = {
        sql_select,   first_word,     foreign_stage,   filler_word,   count_stage, column_alias,
        missing_pipe, piped_argument, bare_pipeline,   operator_word, chained,     range_dots,
        two_texts,    numbers,        is_without_null, conditional,   method_call, star_argument,
        members,      spare_comma,    wrong_closer,    capitals,
    };
    for (size_t i = 0; i < sizeof habits / sizeof *habits; i++)
        if (habits[i](r, found)) return true;
    return false;
}
