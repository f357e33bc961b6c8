// Constructors of the syntax tree, one a construct, called by the grammar's actions. Spans are put
// together here, literals get their values, and the caps on height and number of nodes are kept.
// Knows no names and no types. Statements and stages are in ast_stages.c.
#include "lang/ast_build.h"

#include <string.h>

#include "grammar.h"
#include "lang/number.h"

static const char *const tag_names[NODE_TAGS] = {
    [N_INT] = "int",
    [N_REAL] = "real",
    [N_TEXT] = "text",
    [N_DATE] = "date",
    [N_DURATION] = "duration",
    [N_TRUTH] = "truth",
    [N_NULL] = "null",
    [N_REF] = "ref",
    [N_REF_NAME] = "ref-name",
    [N_NAME] = "name",
    [N_ARCHIVE] = "archive",
    [N_CALL] = "call",
    [N_FIELD] = "field",
    [N_FILTER] = "filter",
    [N_PIPE] = "pipe",
    [N_LIST] = "list",
    [N_RECORD] = "record",
    [N_IF] = "if",
    [N_NOT] = "not",
    [N_NEG] = "neg",
    [N_BINARY] = "binary",
    [N_IS_NULL] = "is-null",
    [N_RANGE] = "range",
    [N_ANNOTATED] = "annotated",
    [N_MEMBER] = "member",
    [N_ARG] = "arg",
    [N_ITEM] = "item",
    [N_STAR] = "star",
    [N_KEY] = "key",
    [S_WHERE] = "where",
    [S_SELECT] = "select",
    [S_WITH] = "with",
    [S_SORT] = "sort",
    [S_TAKE] = "take",
    [S_SKIP] = "skip",
    [S_TOP] = "top",
    [S_SUMMARIZE] = "summarize",
    [S_COUNT] = "count",
    [S_DISTINCT] = "distinct",
    [S_FOLLOW] = "follow",
    [S_WALK] = "walk",
    [S_EXPAND] = "expand",
    [S_JOIN] = "join",
    [S_UNION] = "union",
    [S_EXCEPT] = "except",
    [S_INTERSECT] = "intersect",
    [S_SEARCH] = "search",
    [S_AS] = "as",
    [S_SAVE] = "save",
    [S_NAME] = "stage",
    [T_QUERY] = "query",
    [T_CONTINUE] = "continue",
    [T_GAZETTE] = "gazette",
    [T_LET] = "let",
    [T_FN] = "fn",
    [T_PARAM] = "param",
    [T_USE] = "use",
    [T_SET] = "set",
    [T_ASSERT] = "assert",
    [T_EXPECT] = "expect",
    [T_KIND] = "kind",
    [T_EXTEND] = "extend",
    [T_ARCHIVE] = "archive-head",
    [T_MAP] = "map",
    [T_ENTITY] = "entity",
    [D_FIELD] = "decl",
    [D_TYPE] = "type",
    [D_PARAM] = "parameter",
};

const char *node_tag_name(NodeTag tag) { return tag < NODE_TAGS ? tag_names[tag] : "?"; }

const char *const binary_op_words[BINARY_OPS] = {
    "or",      "and",    "=",     "!=",       "<",  "<=", ">", ">=", "in", "not in", "has", "~",
    "matches", "before", "after", "overlaps", "??", "+",  "-", "*",  "/",  "//",     "%",
};

// ---- making nodes ---------------------------------------------------------------------------

Token no_token(void) { return (Token){0, {0, 0}}; }

Node *ast_new(Parse *p, NodeTag tag, Span span) {
    Node *n = ARENA_NEW(p->arena, Node);
    n->tag = (uint8_t)tag;
    n->height = 1;
    n->span = n->at = span;
    n->source = p->source;
    if (++p->nodes > p->limits.nodes && !p->failed) {
        p->failed = true;
        diag_error(p->diags, E0112, p->source, span, "the text has more than %u parts",
                   (unsigned)p->limits.nodes);
    }
    return n;
}

static uint32_t height_of(const Node *n) { return n ? n->height : 0; }

static uint32_t higher(uint32_t x, uint32_t y) { return x > y ? x : y; }

Node *ast_done(Parse *p, Node *n) {
    uint32_t h = higher(higher(height_of(n->a), height_of(n->b)), height_of(n->c));
    for (const Node *e = n->list; e; e = e->next) h = higher(h, e->height);
    n->height = (uint16_t)(h + 1);
    if (n->height > p->limits.height && !p->failed) {
        p->failed = true;
        Diag *e = diag_error(p->diags, E0111, p->source, n->at,
                             "nested too deeply: more than %u levels", (unsigned)p->limits.height);
        diag_hint(p->diags, e, "give the inner parts names with let");
    }
    return n;
}

void ast_take_list(Node *n, const NodeList *list) {
    if (!list) return;
    n->list = list->first;
    n->count = list->count > UINT16_MAX ? UINT16_MAX : (uint16_t)list->count;
}

NodeList *ast_list(Parse *p, NodeList *list, Node *node) {
    if (!list) list = ARENA_NEW(p->arena, NodeList);
    if (list->last)
        list->last->next = node;
    else
        list->first = node;
    list->last = node;
    list->count++;
    return list;
}

// From begin to end, or to the end of the node where end is no token.
Span ast_span(Span begin, const Node *last, Token end) {
    if (end.span.len) return span_union(begin, end.span);
    return last ? span_union(begin, last->span) : begin;
}

// ---- literals -------------------------------------------------------------------------------

static void too_large(Parse *p, Span span) {
    if (!p->failed)
        diag_error(p->diags, E0104, p->source, span,
                   "the number is too large: whole numbers go up to 9223372036854775807");
    p->failed = true;
}

static bool is_beyond(Str digits) {
    while (digits.n && digits.p[0] == '0') digits = (Str){digits.p + 1, digits.n - 1};
    return str_is(digits, "9223372036854775808");
}

void ast_settle(Parse *p) {
    if (p->beyond) too_large(p, p->beyond->span);
    p->beyond = NULL;
}

Node *ast_int(Parse *p, Token t) {
    Node *n = ast_new(p, N_INT, t.span);
    Str digits = source_words(p->source, t.span);
    ast_settle(p);
    if (is_beyond(digits))
        p->beyond = n;
    else if (!number_parse_int(digits, &n->num.i))
        too_large(p, t.span);
    return n;
}

Node *ast_real(Parse *p, Token t) {
    Node *n = ast_new(p, N_REAL, t.span);
    if (!number_parse_real(source_words(p->source, t.span), &n->num.r) && !p->failed) {
        p->failed = true;
        diag_error(p->diags, E0104, p->source, t.span, "the number is too large");
    }
    return n;
}

Node *ast_text(Parse *p, Token t) {
    Node *n = ast_new(p, N_TEXT, t.span);
    n->text = literal_text(p, t.span);
    return n;
}

Node *ast_date(Parse *p, Token t) {
    Node *n = ast_new(p, N_DATE, t.span);
    n->text = source_words(p->source, t.span);
    literal_date(p, t.span, &n->num.date);
    return n;
}

static Unit unit_of(Str word) {
    static const char *const names[] = {"second", "minute", "hour", "day", "week", "month"};
    for (int u = 0; u < 6; u++) {
        size_t n = strlen(names[u]);
        if (word.n >= n && memcmp(word.p, names[u], n) == 0) return (Unit)u;
    }
    return U_YEAR;
}

Node *ast_duration(Parse *p, Token number, Token unit) {
    Node *n = ast_int(p, number);
    n->tag = N_DURATION;
    n->unit = (uint8_t)unit_of(source_words(p->source, unit.span));
    n->span = n->at = span_union(number.span, unit.span);
    return n;
}

Node *ast_truth(Parse *p, Token t) {
    Node *n = ast_new(p, N_TRUTH, t.span);
    n->num.i = t.kind == TK_TRUE;
    return n;
}

Node *ast_plain(Parse *p, NodeTag tag, Token t) { return ast_new(p, tag, t.span); }

// @lenin  @person/743  @`tei:p.12`  @person/`x.1`
Node *ast_ref(Parse *p, Token t) {
    Node *n = ast_new(p, N_REF, t.span);
    Str words = source_words(p->source, t.span);
    const char *tick = memchr(words.p, '`', words.n);
    const char *slash = memchr(words.p, '/', tick ? (size_t)(tick - words.p) : words.n);
    uint32_t id = slash ? (uint32_t)(slash - words.p) + 1 : 1;
    if (slash) n->kind_name = literal_name(p, (Span){t.span.at + 1, id - 2});
    n->text = literal_name(p, (Span){t.span.at + id, t.span.len - id});
    return n;
}

Node *ast_ref_name(Parse *p, Token t) {
    Node *n = ast_new(p, N_REF_NAME, t.span);
    n->text = literal_text(p, (Span){t.span.at + 1, t.span.len - 1});
    return n;
}

Node *ast_name(Parse *p, Token t) {
    Node *n = ast_new(p, N_NAME, t.span);
    n->text = literal_name(p, t.span);
    return n;
}

// ---- expressions ----------------------------------------------------------------------------

Node *ast_call(Parse *p, Token name, NodeList *args, Token end) {
    Node *n = ast_new(p, N_CALL, span_union(name.span, end.span));
    n->at = name.span;
    n->text = literal_name(p, name.span);
    ast_take_list(n, args);
    ast_check_args(p, n);
    return ast_done(p, n);
}

Node *ast_field(Parse *p, Node *a, Token name) {
    Node *n = ast_new(p, N_FIELD, span_union(a->span, name.span));
    n->at = name.span;
    n->text = literal_name(p, name.span);
    n->a = a;
    return ast_done(p, n);
}

Node *ast_filter(Parse *p, Node *a, Node *condition, Token end) {
    Node *n = ast_new(p, N_FILTER, span_union(a->span, end.span));
    n->at = condition->span;
    n->a = a;
    n->b = condition;
    return ast_done(p, n);
}

Node *ast_bracket(Parse *p, Token begin, Node *inner, Token end) {
    (void)p;
    inner->flags |= NODE_BRACKETED;
    inner->span = span_union(begin.span, end.span);
    return inner;
}

Node *ast_many(Parse *p, NodeTag tag, Token begin, NodeList *list, Token end) {
    Node *n = ast_new(p, tag, span_union(begin.span, end.span));
    ast_take_list(n, list);
    return ast_done(p, n);
}

Node *ast_if(Parse *p, Token begin, Node *a, Node *b, Node *c) {
    Node *n = ast_new(p, N_IF, span_union(begin.span, c->span));
    n->at = begin.span;
    n->a = a;
    n->b = b;
    n->c = c;
    return ast_done(p, n);
}

// The least whole number has no positive one to be the negative of.
static Node *ast_least(Parse *p, Token minus, Node *n) {
    p->beyond = NULL;
    n->num.i = INT64_MIN;
    n->span = span_union(minus.span, n->span);
    return n;
}

Node *ast_unary(Parse *p, NodeTag tag, Token op, Node *a) {
    if (tag == N_NEG && a->tag == N_INT && a == p->beyond) return ast_least(p, op, a);
    Node *n = ast_new(p, tag, span_union(op.span, a->span));
    n->at = op.span;
    n->a = a;
    return ast_done(p, n);
}

static BinaryOp op_of(int kind) {
    switch (kind) {
    case TK_OR: return OP_OR;
    case TK_AND: return OP_AND;
    case TK_EQ: return OP_EQ;
    case TK_NE: return OP_NE;
    case TK_LT: return OP_LT;
    case TK_LE: return OP_LE;
    case TK_GT: return OP_GT;
    case TK_GE: return OP_GE;
    case TK_IN: return OP_IN;
    case TK_NOT_IN: return OP_NOT_IN;
    case TK_HAS: return OP_HAS;
    case TK_TILDE: return OP_TILDE;
    case TK_MATCHES: return OP_MATCHES;
    case TK_BEFORE: return OP_BEFORE;
    case TK_AFTER: return OP_AFTER;
    case TK_OVERLAPS: return OP_OVERLAPS;
    case TK_COALESCE: return OP_COALESCE;
    case TK_PLUS: return OP_ADD;
    case TK_MINUS: return OP_SUB;
    case TK_STAR: return OP_MUL;
    case TK_SLASH: return OP_DIV;
    case TK_DSLASH: return OP_IDIV;
    default: return OP_MOD;
    }
}

Node *ast_binary(Parse *p, Token op, Node *a, Node *b) {
    Node *n = ast_new(p, N_BINARY, span_union(a->span, b->span));
    n->op = (uint8_t)op_of(op.kind);
    n->at = op.span;
    n->a = a;
    n->b = b;
    return ast_done(p, n);
}

Node *ast_range(Parse *p, Token op, Node *a, Node *b) {
    Span span = a ? span_union(a->span, op.span) : op.span;
    Node *n = ast_new(p, N_RANGE, b ? span_union(span, b->span) : span);
    n->at = op.span;
    n->a = a;
    n->b = b;
    return ast_done(p, n);
}

Node *ast_is_null(Parse *p, Node *a, Token op, Token end, uint8_t flags) {
    Node *n = ast_new(p, N_IS_NULL, span_union(a->span, end.span));
    n->at = span_union(op.span, end.span);
    n->flags = flags;
    n->a = a;
    return ast_done(p, n);
}

Node *ast_annotated(Parse *p, Node *a, NodeList *members, Token end) {
    Node *n = ast_new(p, N_ANNOTATED, span_union(a->span, end.span));
    n->at = a->span;
    n->a = a;
    ast_take_list(n, members);
    return ast_done(p, n);
}

Node *ast_named(Parse *p, NodeTag tag, Token name, Node *a) {
    Node *n = ast_new(p, tag, name.span.len ? span_union(name.span, a->span) : a->span);
    if (name.span.len) {
        n->at = name.span;
        n->text = literal_name(p, name.span);
    }
    n->a = a;
    return ast_done(p, n);
}

Node *ast_key(Parse *p, Node *a, Token direction) {
    Node *n = ast_new(p, N_KEY, ast_span(a->span, a, direction));
    n->at = a->span;
    if (direction.kind) n->flags = direction.kind == TK_DESC ? NODE_DESC : NODE_ASC;
    n->a = a;
    return ast_done(p, n);
}
