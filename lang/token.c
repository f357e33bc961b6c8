// How people call each kind of token, and which kinds are spoken of together. One table; a test
// checks that it covers every kind of the grammar.
#include "lang/token.h"

#include "grammar.h"
#include "lang/ast_build.h"

#define VALUE     "a value"
#define OPERATOR  "an operator"
#define STAGE     "a stage such as where or select"
#define STATEMENT "a statement"

typedef struct TokenInfo {
    const char *name, *category;
} TokenInfo;

static const TokenInfo infos[] = {
    [TK_END] = {"the end of the line", NULL},
    [TK_ID] = {"a name", VALUE},
    [TK_INT] = {"a whole number", VALUE},
    [TK_FLOAT] = {"a number", VALUE},
    [TK_STRING] = {"a text", VALUE},
    [TK_TEXT] = {"a long text", VALUE},
    [TK_DATE] = {"a date", VALUE},
    [TK_REF] = {"an @id", VALUE},
    [TK_REF_NAME] = {"an @\"name\"", VALUE},
    [TK_TRUE] = {"'true'", VALUE},
    [TK_FALSE] = {"'false'", VALUE},
    [TK_NULL] = {"'null'", VALUE},
    [TK_IF] = {"'if'", VALUE},
    [TK_UNIT] = {"a unit of time such as days", NULL},
    [TK_PIPE] = {"'|'", NULL},
    [TK_COMMA] = {"','", NULL},
    [TK_COLON] = {"':'", NULL},
    [TK_LPAREN] = {"'('", NULL},
    [TK_RPAREN] = {"')'", NULL},
    [TK_LBRACKET] = {"'['", NULL},
    [TK_RBRACKET] = {"']'", NULL},
    [TK_LBRACE] = {"'{'", NULL},
    [TK_RBRACE] = {"'}'", NULL},
    [TK_DOT] = {"'.'", OPERATOR},
    [TK_RANGE] = {"'..'", OPERATOR},
    [TK_RANGE_FROM] = {"'..'", OPERATOR},
    [TK_RANGE_TO] = {"'..'", VALUE},
    [TK_EQ] = {"'='", OPERATOR},
    [TK_NE] = {"'!='", OPERATOR},
    [TK_LT] = {"'<'", OPERATOR},
    [TK_LE] = {"'<='", OPERATOR},
    [TK_GT] = {"'>'", OPERATOR},
    [TK_GE] = {"'>='", OPERATOR},
    [TK_TILDE] = {"'~'", OPERATOR},
    [TK_COALESCE] = {"'\?\?'", OPERATOR},
    [TK_PLUS] = {"'+'", OPERATOR},
    [TK_MINUS] = {"'-'", OPERATOR},
    [TK_STAR] = {"'*'", OPERATOR},
    [TK_SLASH] = {"'/'", OPERATOR},
    [TK_DSLASH] = {"'//'", OPERATOR},
    [TK_PERCENT] = {"'%'", OPERATOR},
    [TK_OR] = {"'or'", OPERATOR},
    [TK_AND] = {"'and'", OPERATOR},
    [TK_NOT] = {"'not'", VALUE},
    [TK_IN] = {"'in'", OPERATOR},
    [TK_NOT_IN] = {"'not in'", OPERATOR},
    [TK_IS] = {"'is'", OPERATOR},
    [TK_HAS] = {"'has'", OPERATOR},
    [TK_MATCHES] = {"'matches'", OPERATOR},
    [TK_BEFORE] = {"'before'", OPERATOR},
    [TK_AFTER] = {"'after'", OPERATOR},
    [TK_OVERLAPS] = {"'overlaps'", OPERATOR},
    [TK_UMINUS] = {"'-'", OPERATOR},
    [TK_THEN] = {"'then'", NULL},
    [TK_ELSE] = {"'else'", NULL},
    [TK_ASC] = {"'asc'", NULL},
    [TK_DESC] = {"'desc'", NULL},
    [TK_BY] = {"'by'", NULL},
    [TK_UP] = {"'up'", NULL},
    [TK_TO] = {"'to'", NULL},
    [TK_ON] = {"'on'", NULL},
    [TK_FROM] = {"'from'", NULL},
    [TK_INVERSE] = {"'inverse'", NULL},
    [TK_HIERARCHICAL] = {"'hierarchical'", NULL},
    [TK_AS] = {"'as'", NULL},
    [TK_WHERE] = {"'where'", STAGE},
    [TK_SELECT] = {"'select'", STAGE},
    [TK_WITH] = {"'with'", STAGE},
    [TK_SORT] = {"'sort'", STAGE},
    [TK_TAKE] = {"'take'", STAGE},
    [TK_SKIP] = {"'skip'", STAGE},
    [TK_TOP] = {"'top'", STAGE},
    [TK_SUMMARIZE] = {"'summarize'", STAGE},
    [TK_COUNT] = {"'count'", STAGE},
    [TK_DISTINCT] = {"'distinct'", STAGE},
    [TK_FOLLOW] = {"'follow'", STAGE},
    [TK_WALK] = {"'walk'", STAGE},
    [TK_EXPAND] = {"'expand'", STAGE},
    [TK_JOIN] = {"'join'", STAGE},
    [TK_LEFT] = {"'left'", STAGE},
    [TK_UNION] = {"'union'", STAGE},
    [TK_EXCEPT] = {"'except'", STAGE},
    [TK_INTERSECT] = {"'intersect'", STAGE},
    [TK_SEARCH] = {"'search'", STAGE},
    [TK_SAVE] = {"'save'", STAGE},
    [TK_GAZETTE] = {"'gazette'", STATEMENT},
    [TK_KIND] = {"'kind'", STATEMENT},
    [TK_EXTEND] = {"'extend'", STATEMENT},
    [TK_ARCHIVE] = {"'archive'", STATEMENT},
    [TK_MAP] = {"'map'", STATEMENT},
    [TK_USE] = {"'use'", STATEMENT},
    [TK_SET] = {"'set'", STATEMENT},
    [TK_PARAM] = {"'param'", STATEMENT},
    [TK_ASSERT] = {"'assert'", STATEMENT},
    [TK_EXPECT] = {"'expect'", STATEMENT},
    [TK_LET] = {"'let'", STATEMENT},
    [TK_FN] = {"'fn'", STATEMENT},
};

enum { INFOS = sizeof infos / sizeof *infos };

const char *token_name(int kind) {
    switch (kind) {
    case TOK_END_OF_TEXT: return "the end of the text";
    case TOK_NEWLINE: return "the end of the line";
    case TOK_SPACE: return "a blank";
    case TOK_ERROR: return "a mistake";
    default: break;
    }
    const char *name = kind > 0 && kind < (int)INFOS ? infos[kind].name : NULL;
    return name ? name : "?";
}

const char *token_category(int kind) {
    return kind > 0 && kind < (int)INFOS ? infos[kind].category : NULL;
}

const char *const token_stages =
    "stages are where, select, with, sort, take, count, summarize, expand and others";

int token_kinds(void) { return gaz_kinds(); }
