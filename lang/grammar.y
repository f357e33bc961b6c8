// The grammar: tokens to syntax tree (Lemon, LALR(1), no conflicts). Each rule makes one call to a
// constructor of ast.c. It knows no names and no types: what it cannot judge, the checker does.
//
// One statement is parsed at a time. Where it ends, the parser decides (parser.c) and feeds END.
// Words of the language are keywords only where a rule asks for them; elsewhere %fallback makes
// them names. Precedence settles operators only.
%name Gaz
%token_prefix TK_
%token_type {Token}
%default_type {Node *}
%extra_context {Parse *p}
%stack_size 256
%include {
#include "lang/ast_build.h"

#include <assert.h>
#include <string.h>

#define YYNOERRORRECOVERY 1        // parser.c asks before it feeds: no error arises in here
#define Gaz_ENGINEALWAYSONSTACK 1  // the parser lies in the query's arena
}
%syntax_error { (void)yymajor; (void)yyminor; p->failed = true; }
%stack_overflow { p->failed = true; }

%fallback ID
  GAZETTE KIND EXTEND INVERSE HIERARCHICAL ARCHIVE MAP FROM USE SET PARAM ASSERT EXPECT LET FN
  WHERE SELECT WITH SORT ASC DESC TAKE SKIP TOP SUMMARIZE COUNT BY DISTINCT FOLLOW WALK UP TO
  EXPAND JOIN LEFT ON UNION EXCEPT INTERSECT SEARCH AS SAVE UNIT
  HAS MATCHES BEFORE AFTER OVERLAPS.

// Loosest first.
%right ELSE.   // reaches as far as it can
%left OR.
%left AND.
%right NOT.
%nonassoc EQ NE LT LE GT GE IN NOT_IN HAS TILDE MATCHES IS BEFORE AFTER OVERLAPS.
%nonassoc RANGE RANGE_FROM RANGE_TO.  // a..b   a..   ..b : told apart by the lexer
%left COALESCE.
%left PLUS MINUS.
%left STAR SLASH DSLASH PERCENT.
%right UMINUS.
%left DOT LBRACKET.

// ---- statements -----------------------------------------------------------------------------

program ::= stmt(S) END. { ast_statement(p, S); }
stmt(A) ::= pipe(X). { A = ast_query(p, X); }
%type cont {NodeList *}
stmt(A) ::= cont(X). { A = ast_continue(p, X); }
stmt(A) ::= GAZETTE(W) INT(N). { A = ast_gazette(p, W, N); }
stmt(A) ::= LET(W) ID(N) EQ pipe(X). { A = ast_let(p, T_LET, W, N, X); }
stmt(A) ::= SET(W) ID(N) EQ expr(X). { A = ast_let(p, T_SET, W, N, X); }
stmt(A) ::= FN(W) ID(N) LPAREN params(P) RPAREN result(R) EQ pipe(X). {
    A = ast_fn(p, W, N, P, R, X);
}
stmt(A) ::= PARAM(W) ID(N) COLON type(T) default(D). { A = ast_param(p, W, N, T, D); }
stmt(A) ::= USE(W) STRING(F). { A = ast_use(p, W, F); }
stmt(A) ::= ASSERT(W) expr(X) message(M). { A = ast_assert(p, T_ASSERT, W, X, M); }
stmt(A) ::= EXPECT(W) expr(X) message(M). { A = ast_assert(p, T_EXPECT, W, X, M); }
stmt(A) ::= KIND(W) ID(K) AS ID(C) LBRACE fields(F) RBRACE(E). {
    A = ast_block(p, T_KIND, W, K, C, F, E);
}
stmt(A) ::= EXTEND(W) KIND ID(K) LBRACE fields(F) RBRACE(E). {
    A = ast_block(p, T_EXTEND, W, K, no_token(), F, E);
}
stmt(A) ::= ARCHIVE(W) STRING(T) LBRACE members(M) RBRACE(E). {
    A = ast_block(p, T_ARCHIVE, W, T, no_token(), M, E);
}
stmt(A) ::= MAP(W) ID(K) FROM STRING(F) LBRACE members(M) RBRACE(E). {
    A = ast_block(p, T_MAP, W, K, F, M, E);
}
stmt(A) ::= ID(K) REF(R) LBRACE members(M) RBRACE(E). {
    A = ast_entity(p, K, ast_ref(p, R), M, E);
}
stmt(A) ::= ID(K) LBRACE members(M) RBRACE(E). { A = ast_entity(p, K, NULL, M, E); }

message(A) ::= . { A = NULL; }
message(A) ::= COMMA expr(X). { A = X; }
result(A) ::= . { A = NULL; }
result(A) ::= COLON type(T). { A = T; }
default(A) ::= . { A = NULL; }
default(A) ::= EQ expr(X). { A = X; }
%type params {NodeList *}
params(A) ::= . { A = NULL; }
params(A) ::= paramlist(L). { A = L; }
params(A) ::= paramlist(L) COMMA. { A = L; }
%type paramlist {NodeList *}
paramlist(A) ::= fparam(X). { A = ast_list(p, NULL, X); }
paramlist(A) ::= paramlist(L) COMMA fparam(X). { A = ast_list(p, L, X); }
fparam(A) ::= ID(N) default(D). { A = ast_fn_param(p, N, NULL, D); }
fparam(A) ::= ID(N) COLON type(T) default(D). { A = ast_fn_param(p, N, T, D); }
type(A) ::= ID(N). { A = ast_type(p, no_token(), N, no_token()); }
type(A) ::= LBRACKET(B) ID(N) RBRACKET(E). { A = ast_type(p, B, N, E); }

// ---- declarations and facts -----------------------------------------------------------------

%type fields {NodeList *}
fields(A) ::= . { A = NULL; }
fields(A) ::= fieldlist(L). { A = L; }
fields(A) ::= fieldlist(L) COMMA. { A = L; }
%type fieldlist {NodeList *}
fieldlist(A) ::= field(X). { A = ast_list(p, NULL, X); }
fieldlist(A) ::= fieldlist(L) COMMA field(X). { A = ast_list(p, L, X); }
field(A) ::= ID(N) COLON type(T) marks(M). { A = ast_field_decl(p, N, T, M); }
marks(A) ::= . { A = NULL; }
marks(A) ::= marks(M) INVERSE(W) ID(N). { A = ast_marks(p, M, W, N); }
marks(A) ::= marks(M) HIERARCHICAL(W). { A = ast_marks(p, M, W, no_token()); }

%type members {NodeList *}
members(A) ::= . { A = NULL; }
members(A) ::= memberlist(L). { A = L; }
members(A) ::= memberlist(L) COMMA. { A = L; }
%type memberlist {NodeList *}
memberlist(A) ::= member(X). { A = ast_list(p, NULL, X); }
memberlist(A) ::= memberlist(L) COMMA member(X). { A = ast_list(p, L, X); }
member(A) ::= ID(N) COLON element(X). { A = ast_named(p, N_MEMBER, N, X); }
// born: 1870 {source: @leaders-3}
element(A) ::= expr(X). { A = X; }
element(A) ::= expr(X) LBRACE members(M) RBRACE(E). { A = ast_annotated(p, X, M, E); }
%type elements {NodeList *}
elements(A) ::= element(X). { A = ast_list(p, NULL, X); }
elements(A) ::= elements(L) COMMA element(X). { A = ast_list(p, L, X); }

// ---- pipelines ------------------------------------------------------------------------------

pipe(A) ::= steps(X). { A = ast_pipe_end(p, X); }
steps(A) ::= source(X). { A = X; }
steps(A) ::= steps(X) PIPE stage(S). { A = ast_pipe(p, X, S); }
cont(A) ::= PIPE stage(S). { A = ast_list(p, NULL, S); }
cont(A) ::= cont(L) PIPE stage(S). { A = ast_list(p, L, S); }
source(A) ::= expr(X). { A = X; }
source(A) ::= expr(X) AS ID(N). { A = ast_source(p, X, N); }

stage(A) ::= WHERE(W) expr(X). { A = ast_stage(p, S_WHERE, W, X, NULL); }
stage(A) ::= SELECT(W) items(L). { A = ast_stage_list(p, S_SELECT, W, NULL, L, NULL); }
stage(A) ::= WITH(W) items(L). { A = ast_stage_list(p, S_WITH, W, NULL, L, NULL); }
stage(A) ::= WITH(W) items(L) BY items(B). { A = ast_stage_list(p, S_WITH, W, NULL, L, B); }
stage(A) ::= SORT(W) keys(L). { A = ast_stage_list(p, S_SORT, W, NULL, L, NULL); }
stage(A) ::= TAKE(W) expr(X). { A = ast_stage(p, S_TAKE, W, X, NULL); }
stage(A) ::= SKIP(W) expr(X). { A = ast_stage(p, S_SKIP, W, X, NULL); }
stage(A) ::= TOP(W) expr(X) BY keys(L). { A = ast_stage_list(p, S_TOP, W, X, L, NULL); }
stage(A) ::= SUMMARIZE(W) items(L). { A = ast_stage_list(p, S_SUMMARIZE, W, NULL, L, NULL); }
stage(A) ::= SUMMARIZE(W) items(L) BY items(B). {
    A = ast_stage_list(p, S_SUMMARIZE, W, NULL, L, B);
}
stage(A) ::= COUNT(W). { A = ast_count(p, W, NULL); }
stage(A) ::= COUNT(W) BY items(B). { A = ast_count(p, W, B); }
stage(A) ::= DISTINCT(W). { A = ast_stage(p, S_DISTINCT, W, NULL, NULL); }
stage(A) ::= DISTINCT(W) items(L). { A = ast_stage_list(p, S_DISTINCT, W, NULL, L, NULL); }
stage(A) ::= FOLLOW(W) expr(X). { A = ast_stage(p, S_FOLLOW, W, X, NULL); }
stage(A) ::= WALK(W) expr(X). { A = ast_stage(p, S_WALK, W, X, NULL); }
stage(A) ::= WALK(W) expr(X) UP TO expr(Y). { A = ast_stage(p, S_WALK, W, X, Y); }
stage(A) ::= EXPAND(W) expr(X). { A = ast_expand(p, W, X, no_token()); }
stage(A) ::= EXPAND(W) expr(X) AS ID(N). { A = ast_expand(p, W, X, N); }
stage(A) ::= JOIN(W) source(X) ON expr(Y). { A = ast_join(p, W, X, Y, 0); }
stage(A) ::= LEFT(W) JOIN source(X) ON expr(Y). { A = ast_join(p, W, X, Y, NODE_LEFT); }
stage(A) ::= UNION(W) expr(X). { A = ast_stage(p, S_UNION, W, X, NULL); }
stage(A) ::= EXCEPT(W) expr(X). { A = ast_stage(p, S_EXCEPT, W, X, NULL); }
stage(A) ::= INTERSECT(W) expr(X). { A = ast_stage(p, S_INTERSECT, W, X, NULL); }
stage(A) ::= SEARCH(W) expr(X). { A = ast_stage(p, S_SEARCH, W, X, NULL); }
stage(A) ::= AS(W) ID(N). { A = ast_stage_name(p, S_AS, W, N, NULL, no_token()); }
stage(A) ::= AS(W) ID(N) LPAREN args(L) RPAREN(E). { A = ast_stage_name(p, S_AS, W, N, L, E); }
stage(A) ::= SAVE(W) expr(X). { A = ast_stage(p, S_SAVE, W, X, NULL); }
// a stage of the user's: conflicts, recent(3)
stage(A) ::= ID(N). { A = ast_stage_name(p, S_NAME, N, N, NULL, no_token()); }
stage(A) ::= ID(N) LPAREN args(L) RPAREN(E). { A = ast_stage_name(p, S_NAME, N, N, L, E); }

%type items {NodeList *}
items(A) ::= item(X). { A = ast_list(p, NULL, X); }
items(A) ::= items(L) COMMA item(X). { A = ast_list(p, L, X); }
item(A) ::= expr(X). { A = ast_named(p, N_ITEM, no_token(), X); }
item(A) ::= ID(N) COLON expr(X). { A = ast_named(p, N_ITEM, N, X); }
item(A) ::= STAR(T). { A = ast_plain(p, N_STAR, T); }
%type keys {NodeList *}
keys(A) ::= key(X). { A = ast_list(p, NULL, X); }
keys(A) ::= keys(L) COMMA key(X). { A = ast_list(p, L, X); }
key(A) ::= expr(X). { A = ast_key(p, X, no_token()); }
key(A) ::= expr(X) ASC|DESC(D). { A = ast_key(p, X, D); }

// ---- expressions ----------------------------------------------------------------------------

// A pipeline stands bare only as the sole argument: else its commas would be the call's.
%type args {NodeList *}
args(A) ::= . { A = NULL; }
args(A) ::= piped(X). { A = ast_list(p, NULL, ast_piped_arg(p, X)); }
args(A) ::= arglist(L). { A = L; }
args(A) ::= arglist(L) COMMA. { A = L; }
piped(A) ::= source(X) PIPE stage(S). { A = ast_pipe(p, X, S); }
piped(A) ::= piped(X) PIPE stage(S). { A = ast_pipe(p, X, S); }
%type arglist {NodeList *}
arglist(A) ::= arg(X). { A = ast_list(p, NULL, X); }
arglist(A) ::= arglist(L) COMMA arg(X). { A = ast_list(p, L, X); }
arg(A) ::= expr(X). { A = ast_named(p, N_ARG, no_token(), X); }
arg(A) ::= ID(N) COLON expr(X). { A = ast_named(p, N_ARG, N, X); }

expr(A) ::= INT(T). { A = ast_int(p, T); }
expr(A) ::= FLOAT(T). { A = ast_real(p, T); }
expr(A) ::= INT(T) UNIT(U). { A = ast_duration(p, T, U); }
expr(A) ::= STRING|TEXT(T). { A = ast_text(p, T); }
expr(A) ::= DATE(T). { A = ast_date(p, T); }
expr(A) ::= REF(T). { A = ast_ref(p, T); }
expr(A) ::= REF_NAME(T). { A = ast_ref_name(p, T); }
expr(A) ::= TRUE|FALSE(T). { A = ast_truth(p, T); }
expr(A) ::= NULL(T). { A = ast_plain(p, N_NULL, T); }
expr(A) ::= ID(T). { A = ast_name(p, T); }
expr(A) ::= ARCHIVE(T). { A = ast_plain(p, N_ARCHIVE, T); }
expr(A) ::= ID(N) LPAREN args(L) RPAREN(E). { A = ast_call(p, N, L, E); }
expr(A) ::= expr(X) DOT ID(N). { A = ast_field(p, X, N); }
expr(A) ::= expr(X) LBRACKET expr(Y) RBRACKET(E). { A = ast_filter(p, X, Y, E); }
expr(A) ::= LPAREN(B) pipe(X) RPAREN(E). { A = ast_bracket(p, B, X, E); }
expr(A) ::= LBRACKET(B) RBRACKET(E). { A = ast_many(p, N_LIST, B, NULL, E); }
expr(A) ::= LBRACKET(B) elements(L) RBRACKET(E). { A = ast_many(p, N_LIST, B, L, E); }
expr(A) ::= LBRACKET(B) elements(L) COMMA RBRACKET(E). { A = ast_many(p, N_LIST, B, L, E); }
expr(A) ::= LBRACE(B) members(L) RBRACE(E). { A = ast_many(p, N_RECORD, B, L, E); }
expr(A) ::= IF(B) expr(X) THEN expr(Y) ELSE expr(Z). { A = ast_if(p, B, X, Y, Z); }
expr(A) ::= NOT(O) expr(X). { A = ast_unary(p, N_NOT, O, X); }
expr(A) ::= MINUS(O) expr(X). [UMINUS] { A = ast_unary(p, N_NEG, O, X); }
expr(A) ::= expr(X) PLUS|MINUS(O) expr(Y). { A = ast_binary(p, O, X, Y); }
expr(A) ::= expr(X) STAR|SLASH|DSLASH|PERCENT(O) expr(Y). { A = ast_binary(p, O, X, Y); }
expr(A) ::= expr(X) COALESCE(O) expr(Y). { A = ast_binary(p, O, X, Y); }
expr(A) ::= expr(X) RANGE(O) expr(Y). { A = ast_range(p, O, X, Y); }
expr(A) ::= expr(X) RANGE_FROM(O). { A = ast_range(p, O, X, NULL); }
expr(A) ::= RANGE_TO(O) expr(Y). { A = ast_range(p, O, NULL, Y); }
expr(A) ::= expr(X) EQ|NE|LT|LE|GT|GE(O) expr(Y). { A = ast_binary(p, O, X, Y); }
expr(A) ::= expr(X) IN|NOT_IN|HAS|TILDE|MATCHES(O) expr(Y). { A = ast_binary(p, O, X, Y); }
expr(A) ::= expr(X) BEFORE|AFTER|OVERLAPS(O) expr(Y). { A = ast_binary(p, O, X, Y); }
expr(A) ::= expr(X) IS(O) NULL(E). { A = ast_is_null(p, X, O, E, 0); }
expr(A) ::= expr(X) IS(O) NOT NULL(E). { A = ast_is_null(p, X, O, E, NODE_NOT); }
expr(A) ::= expr(X) AND(O) expr(Y). { A = ast_binary(p, O, X, Y); }
expr(A) ::= expr(X) OR(O) expr(Y). { A = ast_binary(p, O, X, Y); }

%code {
// The dry run (parser.c): the stack's states stay as they are; `base` is how many of them still
// stand, `top` holds the states that reductions have put upon them.
enum { TOP_MAX = 16 };

Would gaz_would(const void *parser, int kind) {
    const yyParser *y = parser;
    YYCODETYPE look = (YYCODETYPE)kind;
    YYACTIONTYPE top[TOP_MAX], state = y->yytos->stateno;
    int base = (int)(y->yytos - y->yystack), n = 0;
    for (;;) {
        YYACTIONTYPE act = yy_find_shift_action(look, state);
        if (act >= YY_MIN_REDUCE) {
            int pop = -yyRuleInfoNRhs[act - YY_MIN_REDUCE];
            base -= pop > n ? pop - n : 0;
            n = pop > n ? 0 : n - pop;
            state = yy_find_reduce_action(n ? top[n - 1] : y->yystack[base].stateno,
                                          yyRuleInfoLhs[act - YY_MIN_REDUCE]);
            if (n == TOP_MAX || base + n + 1 >= YYSTACKDEPTH) return WOULD_OVERFLOW;
            top[n++] = state;
        } else if (act <= YY_MAX_SHIFTREDUCE) {
            if (base + n + 1 >= YYSTACKDEPTH) return WOULD_OVERFLOW;
            return yy_lookahead[yy_shift_ofst[state] + look] == look ? WOULD : WOULD_AS_NAME;
        } else {
            return act == YY_ACCEPT_ACTION ? WOULD : WOULD_NOT;
        }
    }
}

size_t gaz_size(void) {
    return sizeof(yyParser);
}

int gaz_kinds(void) {
    return YYNTOKEN;
}
}
