// Source text to tokens with re2c: one block of rules, the longest match wins, of equals the first.
// In: a Source (valid UTF-8 with a NUL after its last byte) and a position. Out: one Token.
// Mistakes have rules of their own, so that each gets its own message (lexer_errors.c).
#include "lang/lexer.h"

#include <string.h>

#include "grammar.h"

static bool word_at(const unsigned char *p, const unsigned char *end) {
    uint32_t cp = 0;
    if (p == end) return false;
    if (*p < 0x80) return *p == '_' || cp_is_word(*p);
    return utf8_decode((const char *)p, (const char *)end, &cp) && cp_is_word(cp);
}

// The first character beyond ASCII that cannot stand in a name, or NULL.
static const unsigned char *odd_character(const unsigned char *p, const unsigned char *end) {
    while (p < end) {
        uint32_t cp, n = 1;
        if (*p >= 0x80) {
            n = utf8_decode((const char *)p, (const char *)end, &cp);
            if (!n || !cp_is_word(cp)) return p;
        }
        p += n;
    }
    return NULL;
}

// Does an operand end just before p? Then the dots of a range touch it.
static bool touches_left(const unsigned char *begin, const unsigned char *p) {
    if (p == begin) return false;
    unsigned char c = p[-1];
    if (c >= 0x80 || c == '_') return true;
    return cp_is_word(c) || strchr("\"'`)]}?~%", c);
}

// Does an operand begin at p?
static bool touches_right(const unsigned char *p, const unsigned char *end) {
    if (p == end) return false;
    if (*p >= 0x80) return true;
    return word_at(p, end) || (*p && strchr("@\"'`([{-", *p));
}

static int range_kind(const unsigned char *begin, const unsigned char *dots,
                      const unsigned char *end) {
    bool left = touches_left(begin, dots), right = touches_right(dots + 2, end);
    if (left == right) return TK_RANGE;  // a..b, and a .. b which means the same
    return left ? TK_RANGE_FROM : TK_RANGE_TO;
}

// The end of a text in three quotes whose content begins at p, or NULL.
static const unsigned char *long_text_end(const unsigned char *p, const unsigned char *end) {
    for (; end - p >= 3; p++) {
        p = memchr(p, '"', (size_t)(end - p) - 2);
        if (!p) return NULL;
        if (p[1] == '"' && p[2] == '"') return p + 3;
    }
    return NULL;
}

Token lex_next(const Source *src, uint32_t at, Diags *diags) {
    const unsigned char *begin = (const unsigned char *)src->text.p;
    const unsigned char *YYLIMIT = begin + src->text.n;
    const unsigned char *start = begin + at;
    const unsigned char *YYCURSOR = start, *YYMARKER = start;
    const unsigned char *not_end = start + 3;
    LexMistake mistake;
    int kind = 0;

#define TOKEN(k) return (Token){(k), {at, (uint32_t)(YYCURSOR - start)}}
#define MISTAKE(m) do { mistake = (m); goto wrong; } while (0)
    /*!re2c
    re2c:define:YYCTYPE = "unsigned char";
    re2c:yyfill:enable = 0;
    re2c:eof = 0;
    re2c:flags:nested-ifs = 1;

    digit   = [0-9];
    first   = [A-Za-z_\x80-\xff];  // whole characters are looked at in odd_character
    rest    = first | digit;
    name    = first rest*;
    blank   = [ \t\r];
    comment = "#" [^\n\x00]*;
    gap     = (blank | "\n" | comment "\n")+;
    int     = digit+;
    exp     = [eE] [+-]? digit+;
    real    = int "." int exp? | int exp;
    year    = digit{4} | digit{3} "X" | digit{2} "XX" | digit "XXX";
    xyear   = digit{3} "X" | digit{2} "XX" | digit "XXX";
    date    = year [-/?~%] [0-9A-Za-z_:?~%/+-]*;
    suffix  = (blank+ "BCE")? (blank+ ("OS" | "NS"))?;
    idword  = rest+ ("-" rest+)*;
    quoted  = "\"" ([^"\\\n\x00] | "\\" [^\n\x00])* "\"";
    plain   = "'" [^'\n\x00]* "'";
    tick    = "`" [^`\n\x00]+ "`";

    $                       { TOKEN(TOK_END_OF_TEXT); }
    "\n"                    { TOKEN(TOK_NEWLINE); }
    blank+                  { TOKEN(TOK_SPACE); }
    comment                 { TOKEN(TOK_SPACE); }

    // reserved
    "and"                   { TOKEN(TK_AND); }
    "or"                    { TOKEN(TK_OR); }
    "not"                   { TOKEN(TK_NOT); }
    "not" gap "in"          {
        if (!word_at(YYCURSOR, YYLIMIT)) TOKEN(TK_NOT_IN);
        YYCURSOR = not_end;
        TOKEN(TK_NOT);
    }
    "in"                    { TOKEN(TK_IN); }
    "is"                    { TOKEN(TK_IS); }
    "if"                    { TOKEN(TK_IF); }
    "then"                  { TOKEN(TK_THEN); }
    "else"                  { TOKEN(TK_ELSE); }
    "true"                  { TOKEN(TK_TRUE); }
    "false"                 { TOKEN(TK_FALSE); }
    "null"                  { TOKEN(TK_NULL); }

    // words of statements
    "gazette"               { TOKEN(TK_GAZETTE); }
    "kind"                  { TOKEN(TK_KIND); }
    "extend"                { TOKEN(TK_EXTEND); }
    "inverse"               { TOKEN(TK_INVERSE); }
    "hierarchical"          { TOKEN(TK_HIERARCHICAL); }
    "archive"               { TOKEN(TK_ARCHIVE); }
    "map"                   { TOKEN(TK_MAP); }
    "from"                  { TOKEN(TK_FROM); }
    "use"                   { TOKEN(TK_USE); }
    "set"                   { TOKEN(TK_SET); }
    "param"                 { TOKEN(TK_PARAM); }
    "assert"                { TOKEN(TK_ASSERT); }
    "expect"                { TOKEN(TK_EXPECT); }
    "let"                   { TOKEN(TK_LET); }
    "fn"                    { TOKEN(TK_FN); }

    // words of stages
    "where"                 { TOKEN(TK_WHERE); }
    "select"                { TOKEN(TK_SELECT); }
    "with"                  { TOKEN(TK_WITH); }
    "sort"                  { TOKEN(TK_SORT); }
    "asc"                   { TOKEN(TK_ASC); }
    "desc"                  { TOKEN(TK_DESC); }
    "take"                  { TOKEN(TK_TAKE); }
    "skip"                  { TOKEN(TK_SKIP); }
    "top"                   { TOKEN(TK_TOP); }
    "summarize"|"summarise" { TOKEN(TK_SUMMARIZE); }
    "count"                 { TOKEN(TK_COUNT); }
    "by"                    { TOKEN(TK_BY); }
    "distinct"              { TOKEN(TK_DISTINCT); }
    "follow"                { TOKEN(TK_FOLLOW); }
    "walk"                  { TOKEN(TK_WALK); }
    "up"                    { TOKEN(TK_UP); }
    "to"                    { TOKEN(TK_TO); }
    "expand"                { TOKEN(TK_EXPAND); }
    "join"                  { TOKEN(TK_JOIN); }
    "left"                  { TOKEN(TK_LEFT); }
    "on"                    { TOKEN(TK_ON); }
    "union"                 { TOKEN(TK_UNION); }
    "except"                { TOKEN(TK_EXCEPT); }
    "intersect"             { TOKEN(TK_INTERSECT); }
    "search"                { TOKEN(TK_SEARCH); }
    "as"                    { TOKEN(TK_AS); }
    "save"                  { TOKEN(TK_SAVE); }
    "has"                   { TOKEN(TK_HAS); }
    "matches"               { TOKEN(TK_MATCHES); }
    "before"                { TOKEN(TK_BEFORE); }
    "after"                 { TOKEN(TK_AFTER); }
    "overlaps"              { TOKEN(TK_OVERLAPS); }
    ("second"|"minute"|"hour"|"day"|"week"|"month"|"year") "s"? { TOKEN(TK_UNIT); }
    name                    { kind = TK_ID; goto word; }
    tick                    { TOKEN(TK_ID); }
    "``"                    { MISTAKE(LEX_EMPTY_NAME); }
    "`" [^`\n\x00]+         { MISTAKE(LEX_OPEN_NAME); }

    // numbers and dates: four digits that touch - / ? ~ % begin a date
    int                     { TOKEN(TK_INT); }
    real                    { TOKEN(TK_FLOAT); }
    xyear                   { TOKEN(TK_DATE); }
    date                    { TOKEN(TK_DATE); }
    (date | int | xyear) suffix { TOKEN(TK_DATE); }
    (date | int | xyear) blank+ ("BC" | "AD" | "CE") { MISTAKE(LEX_ERA); }
    digit{1,2} "/" digit{1,2} "/" digit{2,4}   { MISTAKE(LEX_DAY_FIRST); }
    digit{1,2} "." digit{1,2} "." digit{4}     { MISTAKE(LEX_DAY_FIRST); }
    digit{1,3} "-" digit{2} "-" digit{2}       { MISTAKE(LEX_SHORT_YEAR); }
    (int | real) first rest*                   { mistake = LEX_NUMBER; goto word; }

    // texts and ids
    quoted                  { TOKEN(TK_STRING); }
    plain                   { TOKEN(TK_STRING); }
    "\"" ([^"\\\n\x00] | "\\" [^\n\x00])* "\\"? { MISTAKE(LEX_OPEN_TEXT); }
    "'" [^'\n\x00]*         { MISTAKE(LEX_OPEN_TEXT); }
    "\"\"\""                {
        YYCURSOR = long_text_end(YYCURSOR, YYLIMIT);
        if (YYCURSOR) TOKEN(TK_TEXT);
        YYCURSOR = YYLIMIT;
        MISTAKE(LEX_OPEN_LONG);
    }
    "@" (name "/")? idword  { kind = TK_REF; goto word; }
    "@" (name "/")? tick    { TOKEN(TK_REF); }
    "@" quoted              { TOKEN(TK_REF_NAME); }
    "@" plain               { TOKEN(TK_REF_NAME); }
    "@" ["] ([^"\\\n\x00] | "\\" [^\n\x00])* "\\"? { MISTAKE(LEX_OPEN_TEXT); }
    "@" ['] [^'\n\x00]*     { MISTAKE(LEX_OPEN_TEXT); }
    "@" (rest | [-:/])*     { mistake = LEX_ID; goto word; }

    // signs
    "|"                     { TOKEN(TK_PIPE); }
    ";"                     { TOKEN(TK_END); }
    ","                     { TOKEN(TK_COMMA); }
    ":"                     { TOKEN(TK_COLON); }
    "("                     { TOKEN(TK_LPAREN); }
    ")"                     { TOKEN(TK_RPAREN); }
    "["                     { TOKEN(TK_LBRACKET); }
    "]"                     { TOKEN(TK_RBRACKET); }
    "{"                     { TOKEN(TK_LBRACE); }
    "}"                     { TOKEN(TK_RBRACE); }
    "="|"=="                { TOKEN(TK_EQ); }
    "!="                    { TOKEN(TK_NE); }
    "<"                     { TOKEN(TK_LT); }
    "<="                    { TOKEN(TK_LE); }
    ">"                     { TOKEN(TK_GT); }
    ">="                    { TOKEN(TK_GE); }
    "~"                     { TOKEN(TK_TILDE); }
    "??"                    { TOKEN(TK_COALESCE); }
    "+"                     { TOKEN(TK_PLUS); }
    "-"                     { TOKEN(TK_MINUS); }
    "*"                     { TOKEN(TK_STAR); }
    "/"                     { TOKEN(TK_SLASH); }
    "//"                    { TOKEN(TK_DSLASH); }
    "%"                     { TOKEN(TK_PERCENT); }
    "."                     { TOKEN(TK_DOT); }
    ".."                    { TOKEN(range_kind(begin, start, YYLIMIT)); }
    "..." "."*              { MISTAKE(LEX_DOTS); }

    "||" | "&&" | "&" | "<>" | "!" | ":=" | "=>" | "->" | "=~" | "!~" | "===" | "!==" | "**" | "^"
        | "/*" | "+=" | "?" | "::" | "<=>" | "$" name?
                            { MISTAKE(LEX_FOREIGN); }
    *                       {
        if (diags) lex_character(diags, src, at);
        TOKEN(TOK_ERROR);
    }
    */
word: {
    const unsigned char *odd = odd_character(start, YYCURSOR);
    if (!odd && kind) TOKEN(kind);
    if (!odd) goto wrong;
    if (diags) lex_character(diags, src, (uint32_t)(odd - begin));
    TOKEN(TOK_ERROR);
}
wrong:
    if (diags) lex_mistake(diags, src, (Span){at, (uint32_t)(YYCURSOR - start)}, mistake);
    TOKEN(TOK_ERROR);
#undef TOKEN
#undef MISTAKE
}
