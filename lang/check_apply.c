// A name as a stage: a function of the query applied to the rows, or the error that says which
// stage was meant.
#include "lang/check_stage.h"
#include "lang/token.h"

static bool field_as_stage(const Pipe *p, const Schema *s, Str name) {
    for (uint32_t i = 0; i < p->out.ncolumns; i++)
        if (str_eq(p->out.columns[i].name, name)) return true;
    const Type *it = p->out.it;
    return it && it->tag == TY_ENTITY && it->kind != KIND_ANY &&
           kind_field(s->kinds[it->kind], name) != UINT32_MAX;
}

// What other languages call a stage, and what to write here.
static const char *stage_habit(Str word) {
    static const struct {
        const char *word, *hint;
    } habits[] = {{"filter", "where …"},
                  {"limit", "take 10"},
                  {"head", "take 10"},
                  {"order", "sort name"},
                  {"group", "summarize n: count() by …"},
                  {"groupby", "summarize n: count() by …"},
                  {"map", "select …"},
                  {"offset", "skip 10"},
                  {"aggregate", "summarize …"},
                  {"extend", "with …"},
                  {"mutate", "with …"},
                  {"project", "select …"},
                  {"having", "where …"},
                  {"unique", "distinct"},
                  {"tail", "sort … desc | take 10"},
                  {"first", "take 1"},
                  {"last", "sort … desc | take 1"},
                  {"average", "summarize average: mean(…)"},
                  {"avg", "summarize average: mean(…)"},
                  {"mean", "summarize average: mean(…)"},
                  {"max", "summarize most: max(…)"},
                  {"min", "summarize least: min(…)"},
                  {"sum", "summarize total: sum(…)"},
                  {"wordlist", "frequencies(text)"},
                  {"concordance", "expand kwic(text, \"soviet*\") as k | as kwic"},
                  {"collocations", "collocates(text, \"soviet*\")"},
                  {"keywords", "keyness(text, archive.articles)"},
                  {"cooccurrences", "collocates(people, text ~ \"strike\")"},
                  {"dispersion", "frequencies(text)"},
                  {"ttr", "vocabulary(text)"}};
    for (size_t i = 0; i < sizeof habits / sizeof *habits; i++)
        if (str_is(word, habits[i].word)) return habits[i].hint;
    return NULL;
}

// Stages that are no words of the grammar.
static const struct {
    const char *name;
    bool (*check)(Chk *c, Scope *s, Pipe *p, const Node *n);
} named[] = {{"conflicts", stage_conflicts},   {"frequencies", stage_frequencies},
             {"collocates", stage_collocates}, {"keyness", stage_keyness},
             {"trend", stage_trend},           {"vocabulary", stage_vocabulary}};
enum { NAMED = sizeof named / sizeof *named };

static Str near_stage(Chk *c, Str word) {
    static const char *const stages[] = {"where",  "select",    "with",      "sort",  "take",
                                         "skip",   "top",       "summarize", "count", "distinct",
                                         "follow", "walk",      "expand",    "join",  "union",
                                         "except", "intersect", "search",    "as",    "save"};
    Near near;
    near_init(&near, word);
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) near_try(&near, str_of(stages[i]));
    for (size_t i = 0; i < NAMED; i++) near_try(&near, str_of(named[i].name));
    for (const Def *def = c->defs; def; def = def->older)
        if (def->tag == DEF_FN) near_try(&near, def->name);
    return near.best;
}

static bool unknown_stage(Chk *c, const Pipe *p, const Node *n) {
    Diag *d;
    chk_error(c, E0204, n, n->at, &d, "there is no stage '%.*s'", STR_FMT(n->text));
    const char *habit = stage_habit(n->text);
    Str near = near_stage(c, n->text);
    if (habit)
        chk_hint(c, d, "%s", habit);
    else if (field_as_stage(p, c->cat->schema, n->text))
        chk_hint(c, d, "select %.*s", STR_FMT(n->text));
    else if (near.n)
        chk_note(c, d, "did you mean '%.*s'?", STR_FMT(near));
    else
        chk_hint(c, d, "%s", token_stages);
    return false;
}

// Replaces the pipe by what the function makes of its rows.
bool stage_name(Chk *c, Scope *s, Pipe **p, const Node *n) {
    const FnDecl *fn = find_fn(c, n->text);
    for (size_t i = 0; !fn && i < NAMED; i++)
        if (str_is(n->text, named[i].name)) return named[i].check(c, s, *p, n);
    if (!fn) return unknown_stage(c, *p, n);
    Pipe *q = apply_function(c, s, *p, n, (FnDecl *)fn);
    if (!q) return false;
    *p = q;
    return true;
}

static bool rebinds_first(const FnDecl *fn) {
    const Node *body = fn->node->a, *param = fn->node->list;
    return param && !param->b && body->tag == N_PIPE && !body->text.n && body->a->tag == N_NAME &&
           str_eq(body->a->text, param->text);
}

// A body that is a pipeline over its first parameter is checked in place: the rows stream through
// its stages and keep their columns and order. The other arguments must read no row; else the rows
// become a list.
static Pipe *in_place(Chk *c, Scope *s, Pipe *p, const Node *n, FnDecl *fn) {
    Binding *bound = NULL;
    const Node *arg = n->list;
    for (const Node *q = fn->node->list->next; q; q = q->next) {
        const Node *value = arg ? arg->a : q->a;
        if (!value || (arg && arg->text.n)) return NULL;
        uint32_t before = c->diags->count;
        Expr *e = check_expr(c, arg ? s : NULL, value);
        if (!e || e->outer || c->diags->count != before || q->b) return NULL;
        Binding *b = ARENA_NEW(c->arena, Binding);
        *b = (Binding){q->text, e, bound};
        bound = b;
        arg = arg ? arg->next : NULL;
    }
    if (arg) return NULL;
    Scope scope = {.bound = bound};
    Chk in = *c;
    in.defs = fn->seen;
    in.set = fn->set;
    in.src = fn->node->source;
    if (chk_too_deep(c, n)) return NULL;
    if (!apply_stages(&in, &scope, p, fn->node->a->list, false)) return NULL;
    return p;
}

Pipe *apply_function(Chk *c, Scope *s, Pipe *p, const Node *n, FnDecl *fn) {
    if (!fn->node->list)
        return chk_error(c, E0305, n, n->at, NULL, "'%.*s' takes no rows, so it cannot be a stage",
                         STR_FMT(fn->name));
    if (rebinds_first(fn)) {
        Pipe *copy = arena_dup(c->arena, p, sizeof *p);
        Stage **at = &copy->stages;
        for (Stage *st = p->stages; st; st = st->next, at = &(*at)->next)
            *at = arena_dup(c->arena, st, sizeof *st);
        *at = NULL;
        uint32_t before = c->diags->count;
        Pipe *q = in_place(c, s, copy, n, fn);
        if (q) return q;
        if (c->diags->count != before) return NULL;
    }
    // a copy: the caller's pipeline goes on to be that of the call
    Expr *rows = mk_query(c, n, arena_dup(c->arena, p, sizeof *p));
    return pipe_of_expr(c, n, call_function(c, s, n, fn, rows));
}
