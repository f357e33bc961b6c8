// The dumps behind --tokens and --ast: one token or node a line, indented by depth, with what the
// tag says the node carries. Stable, since tests and readers of the source depend on it.
#include "lang/ast.h"
#include "lang/lexer.h"
#include "lang/number.h"
#include "lang/parser.h"

#include "grammar.h"

void print_tokens(StrBuf *out, const Source *src) {
    uint32_t at = 0;
    for (;;) {
        Token t = lex_next(src, at, NULL);
        if (t.kind == TOK_END_OF_TEXT) return;
        at = t.span.at + t.span.len;
        if (t.kind == TOK_SPACE) continue;
        Place place = source_place(src, t.span.at);
        buf_printf(out, "%u:%u %s", (unsigned)place.line, (unsigned)place.column,
                   token_name(t.kind));
        if (t.kind != TOK_NEWLINE) {
            buf_char(out, ' ');
            buf_add(out, str_visible(out->arena, source_words(src, t.span)));
        }
        buf_char(out, '\n');
    }
}

static void quoted(StrBuf *out, Str s) {
    buf_char(out, '"');
    buf_add(out, str_visible(out->arena, s));
    buf_char(out, '"');
}

static void word(StrBuf *out, Str s) {
    if (!s.n) return;
    buf_char(out, ' ');
    buf_add(out, str_visible(out->arena, s));
}

static void number(StrBuf *out, const Node *n) {
    char text[NUMBER_TEXT];
    uint32_t len =
        n->tag == N_REAL ? number_write_real(n->num.r, text) : number_write_int(n->num.i, text);
    buf_char(out, ' ');
    buf_add(out, (Str){text, len});
}

static const char *const units[] = {"second", "minute", "hour", "day", "week", "month", "year"};

// The tag and what the node itself carries.
static void head(StrBuf *out, const Node *n) {
    buf_addc(out, n->tag == N_BINARY ? binary_op_words[n->op] : node_tag_name((NodeTag)n->tag));
    switch (n->tag) {
    case N_INT:
    case N_REAL:
    case T_GAZETTE: number(out, n); break;
    case N_DURATION:
        number(out, n);
        buf_printf(out, " %s", units[n->unit]);
        break;
    case N_TRUTH: buf_addc(out, n->num.i ? " true" : " false"); break;
    case N_TEXT:
    case N_REF_NAME:
    case T_USE:
    case T_ARCHIVE:
        buf_char(out, ' ');
        quoted(out, n->text);
        break;
    case N_REF:
        buf_addc(out, " @");
        buf_add(out, n->kind_name);
        if (n->kind_name.n) buf_char(out, '/');
        buf_add(out, n->text);
        break;
    case D_FIELD:
        word(out, n->text);
        if (n->text2.n) buf_addc(out, " inverse");
        word(out, n->text2);
        break;
    case T_MAP:
        word(out, n->text);
        buf_char(out, ' ');
        quoted(out, n->text2);
        break;
    default:
        word(out, n->text);
        word(out, n->text2);
        break;
    }
    if (n->flags & NODE_NOT) buf_addc(out, " not");
    if (n->flags & NODE_DESC) buf_addc(out, " desc");
    if (n->flags & NODE_LEFT) buf_addc(out, " left");
    if (n->flags & NODE_CALL) buf_addc(out, " ()");
    if (n->flags & NODE_HIERARCHICAL) buf_addc(out, " hierarchical");
    if (n->flags & NODE_LIST_TYPE) buf_addc(out, " []");
}

static void print_node(StrBuf *out, const Node *n, int depth);

static void print_child(StrBuf *out, const char *role, const Node *n, int depth) {
    if (!n) return;
    if (*role) {
        buf_printf(out, "%*s%s\n", depth * 2, "", role);
        depth++;
    }
    print_node(out, n, depth);
}

// Children in the order of writing; what could be mistaken has a line that names its part.
static void print_node(StrBuf *out, const Node *n, int depth) {
    bool by = n->tag == S_WITH || n->tag == S_SUMMARIZE || n->tag == S_COUNT;
    bool typed = n->tag == T_FN || n->tag == T_PARAM || n->tag == D_PARAM;
    bool id = n->tag == T_ENTITY;
    const char *role = n->tag == S_WALK ? "up-to" : n->tag == S_JOIN ? "on" : "";
    buf_printf(out, "%*s", depth * 2, "");
    head(out, n);
    buf_char(out, '\n');
    if (n->tag == N_RANGE && !n->a) buf_printf(out, "%*snone\n", depth * 2 + 2, "");
    if (!by && !typed) print_child(out, "", n->a, depth + 1);
    if (id) print_child(out, "", n->b, depth + 1);
    for (const Node *e = n->list; e; e = e->next) print_node(out, e, depth + 1);
    if (!id) print_child(out, role, n->b, depth + 1);
    print_child(out, "", n->c, depth + 1);
    if (by || typed) print_child(out, by ? "by" : "", n->a, depth + 1);
}

void print_ast(StrBuf *out, const Program *p) {
    for (const Node *s = p->statements; s; s = s->next) print_node(out, s, 0);
}
