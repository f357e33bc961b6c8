// What the grammar's actions call: one constructor a construct. They work out spans and values of
// literals, and keep the caps on height and number of nodes. Used by grammar.y and parser.c only.
//
// A mistake that the grammar cannot see (an escape, a date, too deep a tree) is reported here and
// sets `failed`, upon which the parser leaves the statement.
#ifndef GAZ_AST_BUILD_H
#define GAZ_AST_BUILD_H

#include "lang/ast.h"
#include "lang/parser.h"

// What one statement is parsed with.
typedef struct Parse {
    Arena *arena;
    const Source *source;
    Diags *diags;
    ParseLimits limits;
    uint32_t nodes;  // made so far, of the whole text
    Node *statement; // the finished one
    bool failed;
    Node *beyond; // 2^63: no whole number unless a - stands before it; NULL: there is none
} Parse;

// ---- the generated parser (grammar.y) -------------------------------------------------------

typedef enum Would { WOULD_NOT, WOULD, WOULD_AS_NAME, WOULD_OVERFLOW } Would;

void GazInit(void *parser, Parse *p);
void GazFinalize(void *parser);
void Gaz(void *parser, int kind, Token token);
int GazFallback(int kind);
// Would the token be accepted now? Nothing is changed. WOULD_AS_NAME: only through %fallback.
Would gaz_would(const void *parser, int kind);
size_t gaz_size(void); // of the parser
int gaz_kinds(void);   // token kinds, the end of text among them

// ---- making nodes (ast.c), and checks beyond the grammar (ast_stages.c) ---------------------

void ast_settle(Parse *p); // at the end of a statement: a number beyond all others is an error
Node *ast_new(Parse *p, NodeTag tag, Span span);
Node *ast_done(Parse *p, Node *n); // its height, from the children that are set
void ast_take_list(Node *n, const NodeList *list);
Span ast_span(Span begin, const Node *last, Token end);
void ast_check_alias(Parse *p, Token alias);     // a format's name is none
void ast_check_args(Parse *p, const Node *call); // named ones follow the others

// ---- lists ----------------------------------------------------------------------------------

NodeList *ast_list(Parse *p, NodeList *list, Node *node); // appends; list NULL begins one

// ---- expressions ----------------------------------------------------------------------------

Node *ast_int(Parse *p, Token t);
Node *ast_real(Parse *p, Token t);
Node *ast_text(Parse *p, Token t);
Node *ast_date(Parse *p, Token t);
Node *ast_duration(Parse *p, Token number, Token unit);
Node *ast_truth(Parse *p, Token t);
Node *ast_plain(Parse *p, NodeTag tag, Token t); // no members: null, archive, *
Node *ast_ref(Parse *p, Token t);
Node *ast_ref_name(Parse *p, Token t);
Node *ast_name(Parse *p, Token t);
Node *ast_call(Parse *p, Token name, NodeList *args, Token end);
Node *ast_field(Parse *p, Node *a, Token name);
Node *ast_filter(Parse *p, Node *a, Node *condition, Token end);
Node *ast_bracket(Parse *p, Token begin, Node *inner, Token end);
Node *ast_many(Parse *p, NodeTag tag, Token begin, NodeList *list, Token end); // N_LIST, N_RECORD
Node *ast_if(Parse *p, Token begin, Node *a, Node *b, Node *c);
Node *ast_unary(Parse *p, NodeTag tag, Token op, Node *a);
Node *ast_binary(Parse *p, Token op, Node *a, Node *b);
Node *ast_range(Parse *p, Token op, Node *a, Node *b);
Node *ast_is_null(Parse *p, Node *a, Token op, Token end, uint8_t flags);
Node *ast_annotated(Parse *p, Node *a, NodeList *members, Token end);
Node *ast_named(Parse *p, NodeTag tag, Token name, Node *a); // [name:] a; name.kind 0: none
Node *ast_key(Parse *p, Node *a, Token direction);           // direction.kind 0: none

// ---- pipelines and stages -------------------------------------------------------------------

Node *ast_source(Parse *p, Node *a, Token alias);
Node *ast_pipe(Parse *p, Node *pipe, Node *stage); // until the end, b is the last stage
Node *ast_pipe_end(Parse *p, Node *pipe);
Node *ast_piped_arg(Parse *p, Node *pipe);
Node *ast_stage(Parse *p, NodeTag tag, Token word, Node *a, Node *b);
Node *ast_stage_list(Parse *p, NodeTag tag, Token word, Node *a, NodeList *list, NodeList *by);
Node *ast_count(Parse *p, Token word, NodeList *by);
Node *ast_expand(Parse *p, Token word, Node *a, Token alias);
Node *ast_join(Parse *p, Token word, Node *source, Node *on, uint8_t flags);
Node *ast_stage_name(Parse *p, NodeTag tag, Token word, Token name, NodeList *args, Token end);

// ---- statements -----------------------------------------------------------------------------

void ast_statement(Parse *p, Node *s);
Node *ast_query(Parse *p, Node *pipe);
Node *ast_continue(Parse *p, NodeList *stages);
Node *ast_gazette(Parse *p, Token word, Token number);
Node *ast_let(Parse *p, NodeTag tag, Token word, Token name, Node *a); // T_LET, T_SET
Node *ast_fn(Parse *p, Token word, Token name, NodeList *params, Node *result, Node *body);
Node *ast_param(Parse *p, Token word, Token name, Node *type, Node *value);
Node *ast_use(Parse *p, Token word, Token file);
Node *ast_assert(Parse *p, NodeTag tag, Token word, Node *a, Node *message);
// T_KIND, T_EXTEND, T_ARCHIVE, T_MAP, T_ENTITY: a word or two, then { … }
Node *ast_block(Parse *p, NodeTag tag, Token word, Token name, Token second, NodeList *list,
                Token end);
Node *ast_entity(Parse *p, Token kind, Node *ref, NodeList *members, Token end);
Node *ast_field_decl(Parse *p, Token name, Node *type, Node *marks);
Node *ast_marks(Parse *p, Node *marks, Token mark, Token name);
Node *ast_type(Parse *p, Token begin, Token name, Token end);
Node *ast_fn_param(Parse *p, Token name, Node *type, Node *value);

// ---- literals (text_literal.c) --------------------------------------------------------------

Token no_token(void);
void literal_date(Parse *p, Span span, Date *out);
Str literal_name(Parse *p, Span span); // of a name, without its backquotes, NFC
// The value of "…", '…' or """…""" (NFC). Reports a wrong escape at its place.
Str literal_text(Parse *p, Span span);

#endif
