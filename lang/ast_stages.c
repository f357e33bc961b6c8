// Constructors of pipelines, stages, statements, declarations and facts; see ast.c. Two rules that
// the grammar cannot express are checked here: an alias is not a format, named arguments come last.
#include "lang/ast_build.h"

#include "grammar.h"

// ---- pipelines ------------------------------------------------------------------------------

static Node *pipe_of(Parse *p, Node *source) {
    Node *n = ast_new(p, N_PIPE, source->span);
    n->at = source->span;
    n->a = source;
    return n;
}

static bool open_pipe(const Node *n) { return n->tag == N_PIPE && !(n->flags & NODE_BRACKETED); }

Node *ast_source(Parse *p, Node *a, Token alias) {
    Node *n = pipe_of(p, a);
    n->at = alias.span;
    n->span = span_union(a->span, alias.span);
    n->text = literal_name(p, alias.span);
    ast_check_alias(p, alias);
    return ast_done(p, n);
}

// Appends a stage; a bracketed pipeline, like any other expression, becomes the source of a new
// one.
Node *ast_pipe(Parse *p, Node *pipe, Node *stage) {
    if (!open_pipe(pipe)) pipe = pipe_of(p, pipe);
    if (pipe->b)
        pipe->b->next = stage;
    else
        pipe->list = stage;
    pipe->b = stage;
    if (pipe->count < UINT16_MAX) pipe->count++;
    pipe->span = span_union(pipe->span, stage->span);
    return pipe;
}

Node *ast_pipe_end(Parse *p, Node *pipe) {
    if (!open_pipe(pipe)) return pipe;
    pipe->b = NULL;
    return ast_done(p, pipe);
}

Node *ast_piped_arg(Parse *p, Node *pipe) {
    return ast_named(p, N_ARG, no_token(), ast_pipe_end(p, pipe));
}

// ---- stages ---------------------------------------------------------------------------------

Node *ast_stage(Parse *p, NodeTag tag, Token word, Node *a, Node *b) {
    Node *n = ast_new(p, tag, ast_span(word.span, b ? b : a, no_token()));
    n->at = word.span;
    n->a = a;
    n->b = b;
    return ast_done(p, n);
}

static Node *keys_of(Parse *p, const NodeList *by) {
    if (!by) return NULL;
    Node *n = ast_new(p, N_LIST, span_union(by->first->span, by->last->span));
    ast_take_list(n, by);
    return ast_done(p, n);
}

Node *ast_stage_list(Parse *p, NodeTag tag, Token word, Node *a, NodeList *list, NodeList *by) {
    const Node *last = by ? by->last : list->last;
    Node *n = ast_new(p, tag, span_union(word.span, last->span));
    n->at = word.span;
    n->a = by ? keys_of(p, by) : a;
    ast_take_list(n, list);
    return ast_done(p, n);
}

Node *ast_count(Parse *p, Token word, NodeList *by) {
    return ast_stage(p, S_COUNT, word, keys_of(p, by), NULL);
}

Node *ast_expand(Parse *p, Token word, Node *a, Token alias) {
    Node *n = ast_stage(p, S_EXPAND, word, a, NULL);
    if (alias.kind) {
        n->span = span_union(word.span, alias.span);
        n->text = literal_name(p, alias.span);
        ast_check_alias(p, alias);
    }
    return n;
}

Node *ast_join(Parse *p, Token word, Node *source, Node *on, uint8_t flags) {
    if (!open_pipe(source)) source = ast_done(p, pipe_of(p, source));
    Node *n = ast_stage(p, S_JOIN, word, source, on);
    n->flags = flags;
    return n;
}

Node *ast_stage_name(Parse *p, NodeTag tag, Token word, Token name, NodeList *args, Token end) {
    Node *n = ast_new(p, tag, span_union(word.span, end.kind ? end.span : name.span));
    n->at = name.span;
    n->text = literal_name(p, name.span);
    if (end.kind) n->flags = NODE_CALL;
    ast_take_list(n, args);
    ast_check_args(p, n);
    return ast_done(p, n);
}

// ---- statements -----------------------------------------------------------------------------

void ast_statement(Parse *p, Node *s) { p->statement = s; }

Node *ast_query(Parse *p, Node *pipe) {
    if (!open_pipe(pipe)) pipe = ast_done(p, pipe_of(p, pipe));
    Node *n = ast_new(p, T_QUERY, pipe->span);
    n->a = pipe;
    return ast_done(p, n);
}

Node *ast_continue(Parse *p, NodeList *stages) {
    Node *n = ast_new(p, T_CONTINUE, span_union(stages->first->span, stages->last->span));
    ast_take_list(n, stages);
    return ast_done(p, n);
}

Node *ast_gazette(Parse *p, Token word, Token number) {
    Node *n = ast_int(p, number);
    n->tag = T_GAZETTE;
    n->span = span_union(word.span, number.span);
    return n;
}

Node *ast_let(Parse *p, NodeTag tag, Token word, Token name, Node *a) {
    Node *n = ast_new(p, tag, span_union(word.span, a->span));
    n->at = name.span;
    n->text = literal_name(p, name.span);
    n->a = a;
    return ast_done(p, n);
}

Node *ast_fn(Parse *p, Token word, Token name, NodeList *params, Node *result, Node *body) {
    Node *n = ast_let(p, T_FN, word, name, body);
    n->b = result;
    ast_take_list(n, params);
    return ast_done(p, n);
}

Node *ast_param(Parse *p, Token word, Token name, Node *type, Node *value) {
    Node *n = ast_new(p, T_PARAM, ast_span(word.span, value ? value : type, no_token()));
    n->at = name.span;
    n->text = literal_name(p, name.span);
    n->a = value;
    n->b = type;
    return ast_done(p, n);
}

Node *ast_use(Parse *p, Token word, Token file) {
    Node *n = ast_new(p, T_USE, span_union(word.span, file.span));
    n->at = file.span;
    n->text = literal_text(p, file.span);
    return n;
}

Node *ast_assert(Parse *p, NodeTag tag, Token word, Node *a, Node *message) {
    Node *n = ast_new(p, tag, ast_span(word.span, message ? message : a, no_token()));
    n->at = a->span;
    n->a = a;
    n->b = message;
    return ast_done(p, n);
}

static Str word_or_text(Parse *p, Token t) {
    if (!t.kind) return STR("");
    return t.kind == TK_STRING ? literal_text(p, t.span) : literal_name(p, t.span);
}

Node *ast_block(Parse *p, NodeTag tag, Token word, Token name, Token second, NodeList *list,
                Token end) {
    Node *n = ast_new(p, tag, span_union(word.span, end.span));
    n->at = name.span;
    n->text = word_or_text(p, name);
    n->text2 = word_or_text(p, second);
    ast_take_list(n, list);
    return ast_done(p, n);
}

Node *ast_entity(Parse *p, Token kind, Node *ref, NodeList *members, Token end) {
    Node *n = ast_new(p, T_ENTITY, span_union(kind.span, end.span));
    n->at = kind.span;
    n->text = literal_name(p, kind.span);
    n->b = ref;
    ast_take_list(n, members);
    return ast_done(p, n);
}

// A field of a kind; marks is the node that ast_marks made, or NULL.
Node *ast_field_decl(Parse *p, Token name, Node *type, Node *marks) {
    Node *n = marks ? marks : ast_new(p, D_FIELD, type->span);
    n->span = span_union(name.span, marks ? marks->span : type->span);
    n->at = name.span;
    n->text = literal_name(p, name.span);
    n->b = type;
    return ast_done(p, n);
}

Node *ast_marks(Parse *p, Node *marks, Token mark, Token name) {
    Node *n = marks ? marks : ast_new(p, D_FIELD, mark.span);
    n->span = ast_span(span_union(n->span, mark.span), NULL, name);
    if (mark.kind == TK_INVERSE)
        n->text2 = literal_name(p, name.span);
    else
        n->flags |= NODE_HIERARCHICAL;
    return n;
}

Node *ast_type(Parse *p, Token begin, Token name, Token end) {
    Node *n = ast_new(p, D_TYPE, begin.kind ? span_union(begin.span, end.span) : name.span);
    n->at = name.span;
    n->text = literal_name(p, name.span);
    if (begin.kind) n->flags = NODE_LIST_TYPE;
    return n;
}

Node *ast_fn_param(Parse *p, Token name, Node *type, Node *value) {
    Node *n = ast_new(p, D_PARAM, ast_span(name.span, value ? value : type, no_token()));
    n->at = name.span;
    n->text = literal_name(p, name.span);
    n->a = value;
    n->b = type;
    return ast_done(p, n);
}

// ---- beyond the grammar ---------------------------------------------------------------------

void ast_check_alias(Parse *p, Token alias) {
    static const char *const formats[] = {
        "table",   "csv",  "tsv",      "json",    "jsonl",     "markdown", "html", "latex",
        "list",    "kwic", "timeline", "bar",     "histogram", "graph",    "cite", "bibtex",
        "geojson", "ical", "csl",      "graphml", "dot",       "tei",
    };
    Str word = source_words(p->source, alias.span);
    for (size_t i = 0; i < sizeof formats / sizeof *formats && !p->failed; i++) {
        if (!str_is(word, formats[i])) continue;
        p->failed = true;
        Diag *e = diag_error(p->diags, E0109, p->source, alias.span,
                             "'%s' is a format and cannot name rows", formats[i]);
        diag_hint(p->diags, e, "to show the result so, write | as %s", formats[i]);
    }
}

void ast_check_args(Parse *p, const Node *call) {
    bool named = false;
    for (const Node *arg = call->list; arg && !p->failed; arg = arg->next) {
        if (named && !arg->text.n) {
            p->failed = true;
            diag_error(p->diags, E0101, p->source, arg->span,
                       "an argument without a name stands after one with a name");
        }
        named = arg->text.n > 0;
    }
}
