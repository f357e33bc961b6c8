// The stages that measure words: frequencies(text), collocates(text, "soviet", 5),
// keyness(text, QUERY), trend(text, "soviet", year(date)), vocabulary(text). In: their arguments as
// written, and the rows before them; out: a stage whose rows are new records.
#include "lang/check_sig.h"
#include "lang/check_stage.h"

// ---- arguments ------------------------------------------------------------------------------

static const Node *arg_at(const Node *n, uint32_t at) {
    const Node *arg = n->list;
    while (arg && at--) arg = arg->next;
    return arg;
}

typedef struct Usage {
    const char *name, *example;
    uint32_t least, most; // arguments
    uint32_t key;         // the one that is a key and may be named; 0: none
} Usage;

static const Usage usages[] = {
    {"frequencies", "frequencies(text)", 1, 1, 0},
    {"collocates",
     "collocates(text, \"soviet\", 5), or of a condition: collocates(people, text ~ \"strike\")", 2,
     3, 0},
    {"keyness", "keyness(text, (articles | where section = \"Leader\"))", 2, 2, 0},
    {"trend", "trend(text, \"soviet*\", year(date))", 2, 3, 2},
    {"vocabulary", "vocabulary(text), or for each: vocabulary(text, section)", 1, 2, 1}};

static const Usage *usage_of(Str name) {
    for (size_t i = 0; i < sizeof usages / sizeof *usages; i++)
        if (str_is(name, usages[i].name)) return &usages[i];
    return NULL;
}

const char *corpus_stage(Str name) {
    const Usage *u = usage_of(name);
    return u ? u->example : NULL;
}

static bool fitting_args(Chk *c, const Node *n) {
    const Usage *u = usage_of(n->text);
    uint32_t many = arg_count(n);
    if (many < u->least || many > u->most) return wrong_count(c, n, u->example) != NULL;
    for (const Node *a = n->list; a; a = a->next) {
        if (!a->text.n || (u->key && a == arg_at(n, u->key))) continue;
        Diag *d;
        chk_error(c, E0305, n, a->at, &d, "only a key can be named");
        chk_hint(c, d, "%s", u->example);
        return false;
    }
    return true;
}

static const Type *counted_type(const Type *t) { return t->tag == TY_LIST ? t->elem : t; }

// What is counted: a text's words, an entity, or the texts or entities of a list.
static Expr *counted(Chk *c, Scope *rows, const Node *n, const Node *arg) {
    Expr *e = typed(c, check_expr(c, rows, arg->a));
    if (!e) return NULL;
    const Type *t = counted_type(e->type);
    if (t->tag == TY_TEXT || t->tag == TY_ENTITY) return e;
    Diag *d;
    chk_error(c, E0302, n, arg->a->span, &d,
              "'%.*s' counts words of a text, or entities or texts of a list; found %s",
              STR_FMT(n->text), chk_found(c, e));
    chk_hint(c, d, "%.*s(text), or a list such as people or ngrams(text, 2)", STR_FMT(n->text));
    return NULL;
}

static Expr *counted_text(Chk *c, Scope *rows, const Node *n, const Node *arg) {
    Expr *e = typed(c, check_expr(c, rows, arg->a));
    if (!e || e->type->tag == TY_TEXT) return e;
    chk_error(c, E0302, n, arg->a->span, NULL, "'%.*s' looks through a text, found %s",
              STR_FMT(n->text), chk_found(c, e));
    return NULL;
}

// One pattern for all rows, read where the pipeline stands; e: the same, checked in the row.
static Expr *pattern_of(Chk *c, Scope *s, const Node *n, const Node *arg, const Expr *e) {
    Diag *d;
    if (e->type->tag != TY_TEXT) {
        chk_error(c, E0302, n, arg->a->span, &d, "'%.*s' needs a pattern of words, found %s",
                  STR_FMT(n->text), chk_found(c, e));
        chk_hint(c, d, "\"soviet*\", \"winter palace\": what ~ looks for");
        return NULL;
    }
    if (!(e->outer & 1)) return check_expr(c, s, arg->a);
    chk_error(c, E0310, n, arg->a->span, &d, "'%.*s' looks for one pattern in all rows",
              STR_FMT(n->text));
    chk_hint(c, d, "to look for another text in each row: with n: count_of(text, name)");
    return NULL;
}

// ---- columns --------------------------------------------------------------------------------

typedef struct Made {
    RowColumn columns[10];
    uint32_t n;
} Made;

static void add_column(Made *m, Str name, const Type *t) {
    m->columns[m->n++] = (RowColumn){.name = name, .type = t};
}

// What an item is called: word, or the kind of the entities, or value.
static void add_item(Chk *c, Made *m, const Type *counted) {
    const Type *t = counted_type(counted);
    Str name = counted->tag == TY_TEXT ? STR("word") : STR("value");
    if (t->tag == TY_ENTITY)
        name = t->kind == KIND_ANY ? STR("entity") : c->cat->schema->kinds[t->kind]->name;
    add_column(m, name, t);
}

static const Kind *kind_of_rows(Chk *c, const RowType *row) {
    bool one = row->it && row->it->tag == TY_ENTITY && row->it->kind != KIND_ANY;
    return one ? c->cat->schema->kinds[row->it->kind] : NULL;
}

// How many rows: articles, passages …, rows where they are of no kind.
static void add_rows(Chk *c, Made *m, const RowType *row) {
    const Kind *k = kind_of_rows(c, row);
    add_column(m, k ? k->collection : STR("rows"), &type_int);
}

// The new rows; false where two columns would have one name.
static bool set_columns(Chk *c, Pipe *p, Stage *st, const Node *n, const Made *m) {
    for (uint32_t i = 0; i < m->n; i++)
        for (uint32_t k = 0; k < i; k++) {
            if (!str_eq(m->columns[i].name, m->columns[k].name)) continue;
            chk_error(c, E0206, n, n->span, NULL, "'%.*s' would give two columns '%.*s'",
                      STR_FMT(n->text), STR_FMT(m->columns[i].name));
            return false;
        }
    st->out = (RowType){.columns = arena_dup(c->arena, m->columns, m->n * sizeof *m->columns),
                        .ncolumns = m->n,
                        .ordered = true};
    p->out = st->out;
    p->can_fail = true; // patterns may be none
    return true;
}

static Stage *new_stage(Chk *c, Pipe *p, StageTag tag, const Node *n, Expr **exprs, uint32_t many) {
    Stage *st = add_stage(c, p, tag, n);
    set_exprs(p, st, exprs, many);
    return st;
}

// ---- frequencies, vocabulary ----------------------------------------------------------------

bool stage_frequencies(Chk *c, Scope *s, Pipe *p, const Node *n) {
    Scope rows = rows_scope(s, &p->out);
    if (!fitting_args(c, n)) return false;
    Expr **e = ARENA_ARRAY(c->arena, Expr *, 1);
    if (!(e[0] = counted(c, &rows, n, n->list))) return false;
    Made m = {.n = 0};
    add_item(c, &m, e[0]->type);
    add_column(&m, STR("count"), &type_int);
    add_column(&m, STR("per_thousand"), &type_real);
    add_rows(c, &m, &p->out);
    add_column(&m, STR("dp"), &type_real);
    add_column(&m, STR("dp_norm"), &type_real);
    return set_columns(c, p, new_stage(c, p, P_FREQUENCIES, n, e, 1), n, &m);
}

// The key that rows are grouped by, and its column; true where there is none.
static bool add_key(Chk *c, Scope *rows, const Node *arg, Expr **e, Made *m) {
    if (!arg) return true;
    *e = typed(c, check_expr(c, rows, arg->a));
    if (!*e || !key_type_ok(c, arg->a, *e, (*e)->type->tag != TY_ENTITY)) return false;
    bool named = arg->text.n || arg->a->tag == N_NAME;
    Str words = chk_words(arg->a), name = arg->text.n ? arg->text : words;
    if (reserved_column(c, arg, name)) return false;
    m->columns[m->n++] =
        (RowColumn){name, (*e)->type, named && !arg->text.n ? STR("") : words, false, false};
    return true;
}

bool stage_vocabulary(Chk *c, Scope *s, Pipe *p, const Node *n) {
    Scope rows = rows_scope(s, &p->out);
    if (!fitting_args(c, n)) return false;
    const Node *key = arg_at(n, 1);
    Expr **e = ARENA_ARRAY(c->arena, Expr *, 2);
    Made m = {.n = 0};
    if (!(e[0] = counted_text(c, &rows, n, n->list))) return false;
    if (!add_key(c, &rows, key, &e[1], &m)) return false;
    add_column(&m, STR("words"), &type_int);
    add_column(&m, STR("types"), &type_int);
    add_column(&m, STR("ttr"), &type_real);
    add_column(&m, STR("sttr"), &type_real);
    add_column(&m, STR("once"), &type_int);
    add_rows(c, &m, &p->out);
    Stage *st = new_stage(c, p, P_VOCABULARY, n, e, key ? 2 : 1);
    st->nkeys = key != NULL;
    return set_columns(c, p, st, n, &m);
}

// ---- collocates -----------------------------------------------------------------------------

// A whole number of words, read where the pipeline stands.
static bool window_of(Chk *c, Scope *s, const Node *n, const Node *arg, Expr **out) {
    if (!arg) return true;
    *out = check_value(c, s, arg->a);
    if (*out && (*out)->type->tag != TY_INT)
        chk_error(c, E0302, n, arg->a->span, NULL, "the window is a number of words, found %s",
                  chk_found(c, *out));
    return *out && (*out)->type->tag == TY_INT;
}

// Near a pattern: within a window of words of it.
static bool near_pattern(Chk *c, Scope *s, Stage *st, const Node *n, const Expr *node) {
    const Node *arg = arg_at(n, 1);
    Diag *d;
    if (st->exprs[0]->type->tag != TY_TEXT) {
        chk_error(c, E0302, n, arg->a->span, &d,
                  "beside a pattern stand words of a text; what is counted here is %s",
                  chk_found(c, st->exprs[0]));
        chk_hint(c, d, "collocates(%.*s, text ~ %.*s): those of the rows that have it",
                 STR_FMT(chk_words(n->list->a)), STR_FMT(chk_words(arg->a)));
        return false;
    }
    st->count = pattern_of(c, s, n, arg, node);
    return st->count && window_of(c, s, n, arg_at(n, 2), &st->width);
}

bool stage_collocates(Chk *c, Scope *s, Pipe *p, const Node *n) {
    Scope rows = rows_scope(s, &p->out);
    if (!fitting_args(c, n)) return false;
    Expr **e = ARENA_ARRAY(c->arena, Expr *, 2);
    e[0] = counted(c, &rows, n, n->list);
    e[1] = e[0] ? check_expr(c, &rows, arg_at(n, 1)->a) : NULL;
    if (!e[1]) return false;
    bool condition = e[1]->type->tag == TY_TRUTH;
    Made m = {.n = 0};
    add_item(c, &m, e[0]->type);
    add_column(&m, STR("together"), &type_int);
    add_column(&m, STR("count"), &type_int);
    static const char *const measures[] = {"expected", "ll", "mi", "t", "logdice"};
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
        add_column(&m, str_of(measures[i]), &type_real);
    if (condition && arg_at(n, 2)) {
        chk_error(c, E0305, n, arg_at(n, 2)->a->span, NULL,
                  "a condition is of whole rows: only a pattern has a window");
        return false;
    }
    Stage *st = new_stage(c, p, P_COLLOCATES, n, e, condition ? 2 : 1);
    if (!condition && !near_pattern(c, s, st, n, e[1])) return false;
    if (st->count) p->outer |= st->count->outer;
    if (st->width) p->outer |= st->width->outer;
    return set_columns(c, p, st, n, &m);
}

// ---- keyness --------------------------------------------------------------------------------

bool stage_keyness(Chk *c, Scope *s, Pipe *p, const Node *n) {
    Scope rows = rows_scope(s, &p->out);
    if (!fitting_args(c, n)) return false;
    Expr **e = ARENA_ARRAY(c->arena, Expr *, 2);
    if (!(e[0] = counted(c, &rows, n, n->list))) return false;
    Pipe *other = pipe_of_expr(c, arg_at(n, 1)->a, check_expr(c, s, arg_at(n, 1)->a));
    if (!other) return false;
    Scope others = rows_scope(s, &other->out);
    if (!(e[1] = counted(c, &others, n, n->list))) return false;
    if (!type_same(e[0]->type, e[1]->type)) {
        chk_error(c, E0302, n, n->list->a->span, NULL, "of the other rows '%.*s' is %s",
                  STR_FMT(chk_words(n->list->a)), chk_found(c, e[1]));
        return false;
    }
    Made m = {.n = 0};
    add_item(c, &m, e[0]->type);
    add_column(&m, STR("count"), &type_int);
    add_column(&m, STR("per_thousand"), &type_real);
    add_column(&m, STR("other"), &type_int);
    add_column(&m, STR("other_per_thousand"), &type_real);
    add_column(&m, STR("ll"), &type_real);
    add_column(&m, STR("log_ratio"), &type_real);
    Stage *st = new_stage(c, p, P_KEYNESS, n, e, 2);
    st->other = other;
    p->outer |= other->outer;
    return set_columns(c, p, st, n, &m);
}

// ---- trend ----------------------------------------------------------------------------------

// The issue of each row, where its kind has one that may be read.
static Expr *issue_of(Chk *c, const Node *n, const RowType *row) {
    const Kind *k = kind_of_rows(c, row);
    uint32_t f = k ? kind_field(k, STR("issue")) : UINT32_MAX;
    if (f == UINT32_MAX || k->fields[f].type->tag != TY_ENTITY) return NULL;
    if (catalog_may_read(c->cat, row->it->kind, f) != READ_OPEN) return NULL;
    return field_of(c, n, mk_slot(c, n, 0, 0, row->it), STR("issue"), n->span);
}

static void add_rates(Chk *c, Made *m, const RowType *row, bool issues) {
    const Kind *k = kind_of_rows(c, row);
    add_column(m, STR("per_thousand"), &type_real);
    add_column(m, STR("count"), &type_int);
    add_column(m, STR("words"), &type_int);
    add_rows(c, m, row);
    add_column(m, str_printf(c->arena, "per_%.*s", STR_FMT(k ? k->name : STR("row"))), &type_real);
    if (!issues) return;
    add_column(m, STR("issues"), &type_int);
    add_column(m, STR("per_issue"), &type_real);
}

bool stage_trend(Chk *c, Scope *s, Pipe *p, const Node *n) {
    Scope rows = rows_scope(s, &p->out);
    if (!fitting_args(c, n)) return false;
    const Node *key = arg_at(n, 2);
    Expr **e = ARENA_ARRAY(c->arena, Expr *, 3);
    Made m = {.n = 0};
    if (!(e[0] = counted_text(c, &rows, n, n->list))) return false;
    const Expr *node = check_expr(c, &rows, arg_at(n, 1)->a);
    Expr *pattern = node ? pattern_of(c, s, n, arg_at(n, 1), node) : NULL;
    if (!pattern || !add_key(c, &rows, key, &e[1], &m)) return false;
    uint32_t many = key ? 2 : 1;
    Expr *issue = issue_of(c, n, &p->out);
    if (issue) e[many++] = issue;
    add_rates(c, &m, &p->out, issue != NULL);
    bool period = key && (e[1]->type->tag == TY_INT || e[1]->type->tag == TY_DATE);
    if (period) add_column(&m, STR("coverage"), &type_text);
    Stage *st = new_stage(c, p, P_TREND, n, e, many);
    st->nkeys = key != NULL;
    st->count = pattern;
    p->outer |= pattern->outer;
    return set_columns(c, p, st, n, &m);
}
