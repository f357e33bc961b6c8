// Where the cursor stands, worked out from the tokens before it. The row at hand is found by
// checking the stages typed so far; inside brackets that open rows of their own (a filter,
// any(…),
// an inner query) only the type of their elements matters, so any list of that type will do.
#include "lang/complete.h"

#include <string.h>

#include "grammar.h"
#include "lang/check_internal.h"
#include "lang/lexer.h"

typedef struct Typing {
    Env *env;
    Arena *arena;
    const Source *src; // the text up to the cursor
    bool repl;
    Token *tokens; // without blanks and comments
    uint32_t n;
    size_t cap;
    bool comment; // the cursor stands in one
} Typing;

// ---- tokens ---------------------------------------------------------------------------------

static bool ends_statement(const Typing *r, int next) {
    if (next == TK_PIPE || next == TK_AND || next == TK_OR) return false;
    int last = r->n ? r->tokens[r->n - 1].kind : TK_END;
    switch (last) {
    case TK_PIPE:
    case TK_COMMA:
    case TK_BY:
    case TK_COLON:
    case TK_EQ:
    case TK_AND:
    case TK_OR:
    case TK_PLUS:
    case TK_MINUS:
    case TK_STAR:
    case TK_SLASH:
    case TK_WHERE:
    case TK_SELECT: return false;
    default: return true;
    }
}

static bool opens(int kind) {
    return kind == TK_LPAREN || kind == TK_LBRACKET || kind == TK_LBRACE;
}
static bool closes(int kind) {
    return kind == TK_RPAREN || kind == TK_RBRACKET || kind == TK_RBRACE;
}

static void add_token(Typing *r, Token t) {
    r->tokens = arena_grow(r->arena, r->tokens, &r->cap, r->n + 1, sizeof *r->tokens);
    r->tokens[r->n++] = t;
}

// The tokens of the statement that the cursor stands in.
static void read_tokens(Typing *r) {
    bool line_over = false;
    int depth = 0;
    for (uint32_t at = 0; at < r->src->text.n;) {
        Token t = lex_next(r->src, at, NULL);
        if (t.kind == TOK_END_OF_TEXT || !t.span.len) return;
        at = t.span.at + t.span.len;
        r->comment = t.kind == TOK_SPACE && memchr(r->src->text.p + t.span.at, '#', t.span.len);
        if (t.kind == TOK_NEWLINE) line_over = true;
        if (t.kind == TOK_NEWLINE || t.kind == TOK_SPACE) continue;
        if (line_over && depth <= 0 && ends_statement(r, t.kind)) r->n = 0;
        line_over = false;
        if (opens(t.kind)) depth++;
        if (closes(t.kind)) depth--;
        if (t.kind == TK_END && depth <= 0)
            r->n = 0;
        else
            add_token(r, t);
    }
}

static Str words_between(const Typing *r, uint32_t from, uint32_t to) { // tokens from … to - 1
    if (from >= to) return (Str){"", 0};
    uint32_t at = r->tokens[from].span.at,
             end = r->tokens[to - 1].span.at + r->tokens[to - 1].span.len;
    return (Str){r->src->text.p + at, end - at};
}

// The first token of the expression that ends before token `end`: names, dots, calls, brackets.
static uint32_t primary_from(const Typing *r, uint32_t end) {
    uint32_t i = end;
    while (i > 0) {
        int kind = r->tokens[i - 1].kind;
        if (closes(kind)) {
            int depth = 0;
            while (i > 0) {
                kind = r->tokens[--i].kind;
                depth += closes(kind) - opens(kind);
                if (!depth) break;
            }
            // the name of a call, or what a filter filters
            if (i > 0 && (r->tokens[i - 1].kind == TK_ID || closes(r->tokens[i - 1].kind)))
                continue;
        } else {
            i--;
        }
        if (i == 0 || r->tokens[i - 1].kind != TK_DOT) return i;
        i--;
    }
    return i;
}

// ---- looking ----------------------------------------------------------------------------------

// The checked query of a text, or NULL; nothing is left behind.
static const Pipe *look(Typing *r, Str text) {
    Diags diags;
    diags_init(&diags, r->arena);
    ParseLimits none = {.height = NODE_HEIGHT_MAX, .text = 0, .nodes = 0};
    const Source *src = source_new(r->arena, STR(""), text);
    Program *p = parse(r->arena, src, r->repl ? PARSE_REPL : PARSE_FILE, none, &diags);
    if (diags.count || !p->statements || p->statements->next) return NULL;
    return check_look(r->env, r->arena, p, r->repl, &diags);
}

// The type of an expression in the rows that a text makes ("" for none).
static const Pipe *look_expr(Typing *r, Str rows, Str expr) {
    Str source = rows.n ? rows : STR("[0]");
    return look(r, str_printf(r->arena, "(%.*s) | select completed: (%.*s)", STR_FMT(source),
                              STR_FMT(expr)));
}

static const Type *type_of_expr(Typing *r, Str rows, Str expr) {
    const Pipe *p = look_expr(r, rows, expr);
    return p && p->out.ncolumns ? p->out.columns[p->out.ncolumns - 1].type : NULL;
}

// ---- the rows at hand -------------------------------------------------------------------------

typedef struct RowText { // rows of a pipeline as a text, or only their type
    Str text;
    const Type *elem;
} RowText;

static RowText rows_of_type(Typing *r, const Type *list) {
    const Type *elem = list && list->tag == TY_LIST ? list->elem : list;
    RowText rows = {{"", 0}, elem};
    if (elem && elem->tag == TY_ENTITY && elem->kind != KIND_ANY)
        rows.text = r->env->cat->schema->kinds[elem->kind]->collection;
    return rows;
}

// Whether a `[` after it filters: a list literal begins after anything else.
static bool ends_value(int kind) {
    return kind == TK_ID || kind == TK_REF || kind == TK_REF_NAME || closes(kind);
}

static bool takes_condition(Str name) {
    static const char *const words[] = {"any", "all", "count", "sum",  "mean",    "median",
                                        "min", "max", "first", "last", "distinct"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(name, words[i])) return true;
    return false;
}

// Tokens [from, to) hold no bracket that is left open: the last | among them, or to.
static uint32_t last_pipe(const Typing *r, uint32_t from, uint32_t to) {
    int depth = 0;
    for (uint32_t i = to; i-- > from;) {
        depth += closes(r->tokens[i].kind) - opens(r->tokens[i].kind);
        if (depth < 0) break; // an open bracket: the cursor is inside
        if (!depth && r->tokens[i].kind == TK_PIPE) return i;
    }
    return to;
}

static uint32_t first_comma(const Typing *r, uint32_t from, uint32_t to) {
    int depth = 0;
    for (uint32_t i = from; i < to; i++) {
        depth += opens(r->tokens[i].kind) - closes(r->tokens[i].kind);
        if (!depth && r->tokens[i].kind == TK_COMMA) return i;
    }
    return to;
}

// The rows inside the bracket at token b, given those around it; to is its end (the next open
// bracket or the cursor).
static RowText rows_inside(Typing *r, RowText around, uint32_t b, uint32_t to) {
    uint32_t pipe = last_pipe(r, b + 1, to), comma = first_comma(r, b + 1, to);
    if (r->tokens[b].kind == TK_LBRACKET && b > 0 && ends_value(r->tokens[b - 1].kind)) {
        uint32_t from = primary_from(r, b);
        return rows_of_type(r, type_of_expr(r, around.text, words_between(r, from, b)));
    }
    if (pipe < to) // an inner query
        return rows_of_type(r, type_of_expr(r, around.text, words_between(r, b + 1, pipe)));
    bool call = b > 0 && r->tokens[b].kind == TK_LPAREN && r->tokens[b - 1].kind == TK_ID;
    if (call && comma < to && takes_condition(source_words(r->src, r->tokens[b - 1].span)))
        return rows_of_type(r, type_of_expr(r, around.text, words_between(r, b + 1, comma)));
    return around;
}

// The first token of the statement's query: after `let x =`, `fn f(…) =`, `assert`.
static uint32_t query_from(const Typing *r) {
    if (!r->n) return 0;
    int first = r->tokens[0].kind;
    if (first == TK_ASSERT || first == TK_EXPECT) return 1;
    if (first != TK_LET && first != TK_FN) return 0;
    int depth = 0;
    for (uint32_t i = 1; i < r->n; i++) {
        depth += opens(r->tokens[i].kind) - closes(r->tokens[i].kind);
        if (!depth && r->tokens[i].kind == TK_EQ) return i + 1;
    }
    return r->n;
}

// Open brackets before the cursor, outermost first.
static uint32_t open_brackets(const Typing *r, uint32_t from, uint32_t *at, uint32_t cap) {
    uint32_t n = 0;
    for (uint32_t i = from; i < r->n; i++) {
        if (opens(r->tokens[i].kind) && n < cap) at[n++] = i;
        if (closes(r->tokens[i].kind) && n) n--;
    }
    return n;
}

static void find_rows(Typing *r, At *out, RowText *rows) {
    uint32_t brackets[64], from = query_from(r);
    uint32_t n = open_brackets(r, from, brackets, 64);
    uint32_t end = n ? brackets[0] : r->n, pipe = last_pipe(r, from, end);
    *rows = (RowText){{"", 0}, NULL};
    if (pipe < end) {
        rows->text = words_between(r, from, pipe);
        const Pipe *p = look(r, rows->text);
        out->row = p ? &p->out : NULL;
    }
    for (uint32_t i = 0; i < n; i++) {
        RowText inner = rows_inside(r, *rows, brackets[i], i + 1 < n ? brackets[i + 1] : r->n);
        if (inner.elem) {
            RowType *row = ARENA_NEW(r->arena, RowType);
            row->it = inner.elem;
            out->row = row;
        }
        *rows = inner;
    }
}

// ---- what a value is compared with ------------------------------------------------------------

static void field_behind(const Expr *e, At *out) {
    while (e->tag == X_MAP) e = e->args[1];
    if (e->tag != X_FIELD) return;
    out->kind = e->args[0]->type->kind;
    out->field = e->field;
}

// field = "…", field in ["…", "…": the tokens before the text, or before where one may begin.
static void compared_with(Typing *r, const RowText *rows, At *out) {
    uint32_t i = r->n;
    while (i > 0 && (r->tokens[i - 1].kind == TK_LBRACKET || r->tokens[i - 1].kind == TK_COMMA ||
                     r->tokens[i - 1].kind == TK_STRING))
        i--;
    out->kind = KIND_ANY;
    if (i == 0 || (i < r->n && r->tokens[i].kind != TK_LBRACKET)) return;
    switch (r->tokens[i - 1].kind) {
    case TK_EQ:
    case TK_NE:
    case TK_IN:
    case TK_NOT_IN:
    case TK_HAS:
    case TK_TILDE: break;
    default: return;
    }
    const Pipe *p = look_expr(r, rows->text, words_between(r, primary_from(r, i - 1), i - 1));
    const Stage *st = p ? p->stages : NULL;
    while (st && st->next) st = st->next;
    if (st && st->tag == P_SELECT && st->nexprs) field_behind(st->exprs[st->nexprs - 1], out);
}

// ---- the word -----------------------------------------------------------------------------------

// The last token, where the cursor touches its end: what is being typed.
static void typed_word(Typing *r, Str text, uint32_t cursor, At *out) {
    out->start = cursor;
    out->word = (Str){text.p + cursor, 0};
    out->tag = AT_NAME;
    if (!r->n) return;
    Token t = r->tokens[r->n - 1];
    if (t.span.at + t.span.len != cursor) return;
    Str w = source_words(r->src, t.span);
    uint32_t skip = 0;
    if (t.kind == TOK_ERROR && w.n >= 2 && w.p[0] == '@' && w.p[1] == '"')
        out->tag = AT_CALLED, skip = 2;
    else if (t.kind == TOK_ERROR && (w.p[0] == '"' || w.p[0] == '\''))
        out->tag = AT_TEXT, skip = 1;
    else if (w.p[0] == '@')
        out->tag = AT_ID, skip = 1;
    else if (t.kind == TOK_ERROR)
        out->tag = AT_NOWHERE;
    else if (!(cp_is_word((unsigned char)w.p[0]) || w.p[0] == '_' ||
               (unsigned char)w.p[0] >= 0x80) ||
             t.kind == TK_INT || t.kind == TK_FLOAT || t.kind == TK_DATE)
        return;
    out->start = t.span.at + skip;
    out->word = (Str){w.p + skip, w.n - skip};
    r->n--;
}

// Behind `as NAME(` or a comma there: the name.
static Str format_opened(const Typing *r) {
    uint32_t brackets[64], n = open_brackets(r, 0, brackets, 64);
    uint32_t b = n ? brackets[n - 1] : 0;
    int last = r->n ? r->tokens[r->n - 1].kind : TK_END;
    if (b < 3 || (last != TK_LPAREN && last != TK_COMMA)) return (Str){"", 0};
    bool as = r->tokens[b].kind == TK_LPAREN && r->tokens[b - 1].kind == TK_ID &&
              r->tokens[b - 2].kind == TK_AS && r->tokens[b - 3].kind == TK_PIPE;
    return as ? source_words(r->src, r->tokens[b - 1].span) : (Str){"", 0};
}

static bool among(const At *at, int kind) {
    for (uint32_t i = 0; i < at->nkinds; i++)
        if (at->kinds[i] == kind) return true;
    return false;
}

static void look_at_word(const Typing *r, At *out) {
    uint32_t n = parse_expected(r->arena, r->src, out->start, out->kinds, 128);
    out->nkinds = n < 128 ? n : 128;
    out->stage = among(out, TK_WHERE) && !among(out, TK_LET);
    out->value = among(out, TK_ID) && among(out, TK_TRUE);
    out->statement = among(out, TK_LET);
    out->format =
        r->n > 1 && r->tokens[r->n - 1].kind == TK_AS && r->tokens[r->n - 2].kind == TK_PIPE;
    out->setting = r->n == 1 && r->tokens[0].kind == TK_SET;
    out->options = format_opened(r);
}

void complete_at(Env *env, Arena *arena, Str text, uint32_t cursor, bool repl, At *out) {
    *out = (At){.kind = KIND_ANY};
    if (cursor > text.n) cursor = text.n;
    uint32_t blank = 0;
    while (blank < cursor && (unsigned char)text.p[blank] <= ' ') blank++;
    bool continues = repl && blank < cursor && text.p[blank] == '|';
    // a line that begins with | goes on with the last query, which `_` is
    uint32_t shift = continues ? 2 : 0;
    Str before = str_printf(arena, "%s%.*s", continues ? "_ " : "", (int)cursor, text.p);
    Typing r = {
        .env = env, .arena = arena, .src = source_new(arena, STR(""), before), .repl = repl};
    read_tokens(&r);
    typed_word(&r, r.src->text, cursor + shift, out);
    if (r.comment) out->tag = AT_NOWHERE;
    RowText rows;
    find_rows(&r, out, &rows);
    if (out->tag != AT_NOWHERE) compared_with(&r, &rows, out);
    if (out->tag == AT_NAME && r.n && r.tokens[r.n - 1].kind == TK_DOT) {
        out->tag = AT_MEMBER;
        out->base =
            type_of_expr(&r, rows.text, words_between(&r, primary_from(&r, r.n - 1), r.n - 1));
    }
    if (out->tag == AT_NAME) look_at_word(&r, out);
    out->start -= out->start >= shift ? shift : 0;
}
