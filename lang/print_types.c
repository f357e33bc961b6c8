// The typed tree as text, for --types: one node a line, indented, what each is and its type.
// Stable, so that tests can compare it.
#include "lang/check.h"

const char *const expr_op_names[EXPR_OPS] = {[XO_EQ] = "=",
                                             [XO_NE] = "!=",
                                             [XO_LT] = "<",
                                             [XO_LE] = "<=",
                                             [XO_GT] = ">",
                                             [XO_GE] = ">=",
                                             [XO_DATE_BEFORE] = "before",
                                             [XO_DATE_AFTER] = "after",
                                             [XO_DATE_NOT_BEFORE] = "not before",
                                             [XO_DATE_NOT_AFTER] = "not after",
                                             [XO_DATE_IN] = "date in",
                                             [XO_DATE_OVERLAPS] = "overlaps",
                                             [XO_DATE_EQ] = "date =",
                                             [XO_DUR_LT] = "duration <",
                                             [XO_DUR_LE] = "duration <=",
                                             [XO_DUR_GT] = "duration >",
                                             [XO_DUR_GE] = "duration >=",
                                             [XO_DUR_EQ] = "duration =",
                                             [XO_IN_RANGE] = "in range",
                                             [XO_BELOW] = "below",
                                             [XO_ADD] = "+",
                                             [XO_SUB] = "-",
                                             [XO_MUL] = "*",
                                             [XO_DIV] = "/",
                                             [XO_IDIV] = "//",
                                             [XO_MOD] = "%",
                                             [XO_NEG] = "negative",
                                             [XO_CONCAT] = "join texts",
                                             [XO_DATE_SUB] = "date - date",
                                             [XO_DATE_ADD_DUR] = "date + duration",
                                             [XO_DATE_SUB_DUR] = "date - duration",
                                             [XO_DUR_ADD] = "duration + duration",
                                             [XO_DUR_SUB] = "duration - duration",
                                             [XO_DUR_MUL] = "duration * number",
                                             [XO_DUR_DIV] = "duration / number",
                                             [XO_DUR_RATIO] = "duration / duration",
                                             [XO_DUR_NEG] = "negative duration",
                                             [XO_INT_TO_REAL] = "int to real",
                                             [XO_DATE_PERIOD] = "period",
                                             [XO_DATE_RANGE] = "date range",
                                             [XO_TILDE] = "~",
                                             [XO_MATCHES] = "matches"};

static const char *const tag_names[EXPR_TAGS] = {
    [X_CONST] = "constant",  [X_SLOT] = "slot",
    [X_FIELD] = "field",     [X_ANYFIELD] = "field of any kind",
    [X_CALL] = "call",       [X_OP] = "operator",
    [X_AND] = "and",         [X_OR] = "or",
    [X_COALESCE] = "??",     [X_NOT] = "not",
    [X_MAYBE] = "maybe",     [X_UNKNOWN] = "unknown",
    [X_IS_NULL] = "is null", [X_IF] = "if",
    [X_MAP] = "each",        [X_FILTER] = "filter",
    [X_ANY] = "any",         [X_ALL] = "all",
    [X_AGG] = "aggregate",   [X_IN_LIST] = "in list",
    [X_QUERY] = "query",     [X_LIST] = "list",
    [X_RECORD] = "record",   [X_MEMBER] = "member",
    [X_PARAM] = "param",     [X_LET] = "let",
    [X_USER] = "function"};

static const char *const stage_names[STAGE_TAGS] = {[P_WHERE] = "where",
                                                    [P_SELECT] = "select",
                                                    [P_WITH] = "with",
                                                    [P_SORT] = "sort",
                                                    [P_TAKE] = "take",
                                                    [P_SKIP] = "skip",
                                                    [P_TOP] = "top",
                                                    [P_SUMMARIZE] = "summarize",
                                                    [P_COUNT] = "count",
                                                    [P_DISTINCT] = "distinct",
                                                    [P_FOLLOW] = "follow",
                                                    [P_EXPAND] = "expand",
                                                    [P_SEARCH] = "search",
                                                    [P_FREQUENCIES] = "frequencies",
                                                    [P_COLLOCATES] = "collocates",
                                                    [P_KEYNESS] = "keyness",
                                                    [P_TREND] = "trend",
                                                    [P_VOCABULARY] = "vocabulary",
                                                    [P_UNION] = "union",
                                                    [P_EXCEPT] = "except",
                                                    [P_INTERSECT] = "intersect"};

typedef struct Printer {
    StrBuf *out;
    const Schema *schema;
    uint32_t depth;
} Printer;

static void pipe_lines(Printer *p, const Pipe *pipe);

static void begin(Printer *p) {
    for (uint32_t i = 0; i < p->depth; i++) buf_addc(p->out, "  ");
}

static void end(Printer *p, const Type *t) {
    buf_printf(p->out, ": %.*s\n", STR_FMT(type_name(p->out->arena, p->schema, t)));
}

static void what(Printer *p, const Expr *e) {
    switch ((ExprTag)e->tag) {
    case X_OP: buf_addc(p->out, expr_op_names[e->op]); return;
    case X_CONST: buf_printf(p->out, "constant %.*s", STR_FMT(e->words)); return;
    case X_SLOT: buf_printf(p->out, "slot %u", e->slot); break;
    case X_FIELD:
    case X_ANYFIELD: buf_printf(p->out, "%s %.*s", tag_names[e->tag], STR_FMT(e->name)); return;
    case X_CALL:
    case X_AGG: buf_printf(p->out, "%s %s", tag_names[e->tag], e->fn->name); return;
    case X_PARAM: buf_printf(p->out, "param %.*s", STR_FMT(e->u.param->name)); return;
    case X_LET: buf_printf(p->out, "let %.*s", STR_FMT(e->u.let->name)); return;
    case X_USER: buf_printf(p->out, "function %.*s", STR_FMT(e->u.user->name)); return;
    default: buf_addc(p->out, tag_names[e->tag]); return;
    }
    if (e->depth) buf_printf(p->out, " of %u out", e->depth);
}

static void expr_lines(Printer *p, const Expr *e) {
    begin(p);
    what(p, e);
    if (e->written) buf_addc(p->out, " (written)");
    end(p, e->type);
    p->depth++;
    for (uint32_t i = 0; i < e->nargs; i++)
        if (e->args[i]) expr_lines(p, e->args[i]);
    if (e->tag == X_QUERY) pipe_lines(p, e->u.pipe);
    p->depth--;
}

static void row_line(Printer *p, const RowType *r) {
    buf_addc(p->out, " ->");
    if (r->it) buf_printf(p->out, " %.*s", STR_FMT(type_name(p->out->arena, p->schema, r->it)));
    for (uint32_t i = 0; i < r->ncolumns; i++)
        buf_printf(p->out, "%s %.*s: %.*s", i || r->it ? "," : "", STR_FMT(r->columns[i].name),
                   STR_FMT(type_name(p->out->arena, p->schema, r->columns[i].type)));
    buf_char(p->out, '\n');
}

static void stage_lines(Printer *p, const Stage *st) {
    begin(p);
    buf_addc(p->out, stage_names[st->tag]);
    row_line(p, &st->out);
    p->depth++;
    if (st->count) expr_lines(p, st->count);
    if (st->width) expr_lines(p, st->width);
    for (uint32_t i = 0; i < st->nexprs; i++) expr_lines(p, st->exprs[i]);
    for (uint32_t i = 0; i < st->naggs; i++) {
        begin(p);
        buf_printf(p->out, "over the group: %s", st->aggs[i].fn ? st->aggs[i].fn->name : "list");
        end(p, st->aggs[i].type);
        p->depth++;
        if (st->aggs[i].arg) expr_lines(p, st->aggs[i].arg);
        p->depth--;
    }
    if (st->other) pipe_lines(p, st->other);
    p->depth--;
}

static void pipe_lines(Printer *p, const Pipe *pipe) {
    begin(p);
    if (pipe->from == FROM_KIND)
        buf_printf(p->out, "from %.*s", STR_FMT(p->schema->kinds[pipe->kind]->collection));
    else
        buf_addc(p->out, pipe->from == FROM_LIST ? "from list" : "value");
    row_line(p, &pipe->first);
    p->depth++;
    if (pipe->list) expr_lines(p, pipe->list);
    p->depth--;
    for (const Stage *st = pipe->stages; st; st = st->next) stage_lines(p, st);
}

void print_types(StrBuf *out, const Catalog *catalog, const Checked *c) {
    Printer p = {out, catalog->schema, 0};
    for (const Statement *st = c->statements; st; st = st->next) {
        if (st->tag == DO_QUERY) {
            pipe_lines(&p, st->query);
            continue;
        }
        buf_addc(out, "assert\n");
        p.depth++;
        expr_lines(&p, st->condition);
        if (st->message) expr_lines(&p, st->message);
        p.depth--;
    }
}
