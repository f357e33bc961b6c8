// Names: what a word means where it stands, the fields of a value, and the nearest right name where
// there is none.
#include <string.h>

#include "lang/check_sig.h"

const Def *find_def(const Def *defs, Str name, int tag) {
    for (const Def *d = defs; d; d = d->older) {
        if (!str_eq(d->name, name)) continue;
        if (tag >= 0 ? d->tag == tag : d->tag != DEF_FN) return d;
    }
    return NULL;
}

const FnDecl *find_fn(Chk *c, Str name) {
    const Def *d = find_def(c->defs, name, DEF_FN);
    return d ? d->fn : NULL;
}

// `it` of a row: the entity or value, or a record of its columns.
Expr *it_of(Chk *c, const Node *n, const RowType *row, uint32_t depth) {
    if (row->it) return mk_slot(c, n, depth, 0, row->it);
    TypeField *fields = ARENA_ARRAY(c->arena, TypeField, row->ncolumns);
    for (uint32_t i = 0; i < row->ncolumns; i++)
        fields[i] = (TypeField){row->columns[i].name, row->columns[i].type};
    Expr *e = mk(c, X_RECORD, type_record(c->arena, fields, row->ncolumns), n, row->ncolumns);
    for (uint32_t i = 0; i < row->ncolumns; i++)
        e->args[i] = mk_slot(c, n, depth, i, row->columns[i].type);
    mk_done(e);
    return e;
}

static Expr *column(Chk *c, const Node *n, const RowType *row, uint32_t i, uint32_t depth) {
    Expr *e = mk_slot(c, n, depth, row_column_slot(row, i), row->columns[i].type);
    e->written = row->columns[i].written;
    return e;
}

// (1) Parameters and `as` names, innermost first.
static Expr *alias_or_param(Chk *c, Scope *s, const Node *n, Str name) {
    uint32_t depth = 0;
    for (Scope *at = s; at; at = at->outer) {
        if (!at->row) {
            for (const Binding *b = at->bound; b; b = b->next)
                if (str_eq(b->name, name)) return b->expr; // it reads no row, so it fits any frame
            continue;
        }
        if (at->row->alias.n && str_eq(at->row->alias, name)) return it_of(c, n, at->row, depth);
        for (uint32_t i = at->row->ncolumns; i-- > 0;) {
            const RowColumn *k = &at->row->columns[i];
            if ((at->params || k->as_name) && str_eq(k->name, name))
                return column(c, n, at->row, i, depth);
        }
        depth++;
    }
    return NULL;
}

// (2) Columns and fields of the innermost row.
static Expr *row_name(Chk *c, Scope *s, const Node *n, Str name) {
    if (!s || !s->row || s->params) return NULL;
    for (uint32_t i = s->row->ncolumns; i-- > 0;)
        if (str_eq(s->row->columns[i].name, name)) return column(c, n, s->row, i, 0);
    const Type *it = s->row->it;
    if (!it) return NULL;
    if (it->tag == TY_RECORD) {
        for (uint32_t i = 0; i < it->nfields; i++)
            if (str_eq(it->fields[i].name, name))
                return field_of(c, n, mk_slot(c, n, 0, 0, it), name, n->span);
        return NULL;
    }
    if (it->tag != TY_ENTITY) return NULL;
    const Schema *schema = c->cat->schema;
    if (it->kind == KIND_ANY) {
        for (uint32_t k = 0; k < schema->nkinds; k++)
            if (kind_field(schema->kinds[k], name) != UINT32_MAX)
                return field_of(c, n, mk_slot(c, n, 0, 0, it), name, n->span);
        return NULL;
    }
    if (kind_field(schema->kinds[it->kind], name) == UINT32_MAX) return NULL;
    return field_of(c, n, mk_slot(c, n, 0, 0, it), name, n->span);
}

// (3) let and param.
static Expr *definition(Chk *c, Scope *s, const Node *n, const Def *d) {
    if (d->tag == DEF_PARAM) {
        Expr *e = mk(c, X_PARAM, d->param->type, n, 0);
        e->u.param = d->param;
        e->number = d->param->number;
        e->written = d->param->type->tag == TY_DATE;
        e->can_fail = true;
        return e;
    }
    if (!d->let->literal && !d->let->expr) return NULL; // its error is reported
    if (d->let->literal) { // the choice between number and year stays open, no other
        const Source *src = c->src;
        uint8_t year_begins = c->set.circa.year_begins;
        c->set.circa.year_begins = d->let->circa.year_begins;
        Expr *e =
            c->years ? check_years(c, s, d->let->literal) : check_expr(c, NULL, d->let->literal);
        c->set.circa.year_begins = year_begins;
        c->src = src;
        return e;
    }
    Expr *e = mk(c, X_LET, d->let->expr->type, n, 0);
    e->u.let = d->let;
    e->number = d->let->number;
    e->written = d->let->expr->written;
    e->can_fail = d->let->expr->can_fail;
    return e;
}

// (4) A collection as a list of its entities.
static Expr *collection(Chk *c, const Node *n, Str name) {
    uint32_t kind = schema_collection(c->cat->schema, name);
    if (kind == KIND_ANY) return NULL;
    return mk_query(c, n, pipe_of_kind(c, n, kind));
}

static void near_row(Chk *c, Scope *s, Near *near) {
    const Schema *schema = c->cat->schema;
    for (Scope *at = s; at; at = at->outer) {
        for (const Binding *b = at->bound; b; b = b->next) near_try(near, b->name);
        if (!at->row) continue;
        if (at->row->alias.n) near_try(near, at->row->alias);
        if (at == s || at->params)
            for (uint32_t i = 0; i < at->row->ncolumns; i++)
                near_try(near, at->row->columns[i].name);
        const Type *it = at->row->it;
        if (at == s && it && it->tag == TY_ENTITY && it->kind != KIND_ANY) {
            const Kind *k = schema->kinds[it->kind];
            for (uint32_t i = 0; i < k->nfields; i++) near_try(near, k->fields[i].name);
        }
        if (at == s && it && it->tag == TY_RECORD)
            for (uint32_t i = 0; i < it->nfields; i++) near_try(near, it->fields[i].name);
    }
}

// Where an enclosing row has the field, its `as` name is what is missing.
static const char *outer_field(Chk *c, Scope *s, Str name) {
    for (Scope *at = s ? s->outer : NULL; at; at = at->outer) {
        const Type *it = at->row ? at->row->it : NULL;
        if (!it || it->tag != TY_ENTITY || it->kind == KIND_ANY) continue;
        const Kind *k = c->cat->schema->kinds[it->kind];
        if (kind_field(k, name) == UINT32_MAX) continue;
        if (at->row->alias.n)
            return str_printf(c->arena, "the outer row is reached by its name: %.*s.%.*s",
                              STR_FMT(at->row->alias), STR_FMT(name))
                .p;
        return str_printf(c->arena, "to reach the outer row name it: %.*s as x | … x.%.*s",
                          STR_FMT(k->collection), STR_FMT(name))
            .p;
    }
    return NULL;
}

// A column called by a path that ends in the name: `place.name` for `name`.
static Str path_column(const Scope *s, Str name) {
    for (uint32_t i = 0; s && s->row && i < s->row->ncolumns; i++) {
        Str col = s->row->columns[i].name;
        if (col.n > name.n + 1 && col.p[col.n - name.n - 1] == '.' &&
            str_eq((Str){col.p + col.n - name.n, name.n}, name))
            return col;
    }
    return (Str){"", 0};
}

static bool is_builtin(Chk *c, Str name) {
    for (uint32_t i = 0; i < c->cat->nfunctions; i++)
        if (str_is(name, c->cat->functions[i]->name)) return true;
    return false;
}

// help, quit, exit: commands of the session, which begin with a dot. NULL for other words.
static const char *command(Str word) {
    static const struct {
        const char *word, *command;
    } commands[] = {
        {"help", ".help"},     {"h", ".help"},       {"man", ".help"},   {"quit", ".quit"},
        {"exit", ".quit"},     {"bye", ".quit"},     {"q", ".quit"},     {"examples", ".examples"},
        {"schema", ".schema"}, {"tables", ".kinds"}, {"kinds", ".kinds"}};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (str_is(word, commands[i].word)) return commands[i].command;
    return NULL;
}

bool command_hint(Chk *c, Diag *d, Str word) {
    const char *name = command(word);
    if (!name) return false;
    bool leave = strcmp(name, ".quit") == 0;
    chk_hint(c, d,
             leave ? "to leave: %s, or Ctrl-D" : "the commands of a session begin with a dot: %s",
             name);
    return true;
}

// The collections whose entities have the field, where no row is in sight: people.born.
static const char *field_somewhere(Chk *c, Str name) {
    const Schema *schema = c->cat->schema;
    for (uint32_t k = 0; k < schema->nkinds; k++) {
        const Kind *kind = schema->kinds[k];
        if (kind_field(kind, name) == UINT32_MAX) continue;
        return str_printf(c->arena, "a field is reached from a row: %.*s | select %.*s",
                          STR_FMT(kind->collection), STR_FMT(name))
            .p;
    }
    return NULL;
}

// What there is instead, where that is soon said.
static void columns_hint(Chk *c, Diag *d, const RowType *row) {
    enum { COLUMNS_TOLD = 6 };
    if (row->it || !row->ncolumns || row->ncolumns > COLUMNS_TOLD) return;
    StrBuf b;
    buf_init(&b, c->arena);
    for (uint32_t i = 0; i < row->ncolumns; i++)
        buf_printf(&b, "%s%.*s", i ? ", " : "", STR_FMT(row->columns[i].name));
    Str all = buf_str(&b);
    chk_hint(c, d, row->ncolumns == 1 ? "the only column is %.*s" : "the columns are %.*s",
             STR_FMT(all));
}

// A word that may be an entity without its marks.
static void mark_hint(Chk *c, Diag *d, Str name, Scope *s) {
    bool row = s && s->row;
    bool ambiguous = false;
    Str others;
    if (c->cat->find_id(c->cat->user, KIND_ANY, name, &ambiguous, &others) || ambiguous)
        chk_hint(c, d, "an id begins with @: @%.*s", STR_FMT(name));
    else if (!row && (c->cat->find_name(c->cat->user, name, &ambiguous, &others) || ambiguous))
        chk_hint(c, d, "an entity by its name: @\"%.*s\"", STR_FMT(name));
    else if (row && !s->params)
        columns_hint(c, d, s->row);
}

// What a name that is none may be instead; near: one like it was found.
static void name_hint(Chk *c, Diag *d, Scope *s, Str name, bool near) {
    const Schema *schema = c->cat->schema;
    bool row = s && s->row;
    const Type *it = row && !s->params ? s->row->it : NULL;
    const char *field = row ? NULL : field_somewhere(c, name);
    uint32_t kind = schema_kind(schema, name);
    if (!row && command_hint(c, d, name)) return;
    if (field)
        chk_hint(c, d, "%s", field);
    else if (it && it->tag != TY_ENTITY && it->tag != TY_RECORD)
        chk_hint(c, d, "each row is one %s, called it", chk_type(c, it));
    else if (find_fn(c, name) || is_builtin(c, name))
        chk_hint(c, d, "'%.*s' is a function: write %.*s(...)", STR_FMT(name), STR_FMT(name));
    else if (kind != KIND_ANY)
        chk_hint(c, d, "the collection of these is called '%.*s'",
                 STR_FMT(schema->kinds[kind]->collection));
    else if (!near)
        mark_hint(c, d, name, s);
}

static Expr *unknown_name(Chk *c, Scope *s, const Node *n) {
    Diag *d;
    const Schema *schema = c->cat->schema;
    const Type *it = s && s->row ? s->row->it : NULL;
    const Kind *kind =
        it && it->tag == TY_ENTITY && it->kind != KIND_ANY ? schema->kinds[it->kind] : NULL;
    if (kind)
        chk_error(c, E0202, n, n->at, &d, "no field '%.*s' on %.*s", STR_FMT(n->text),
                  STR_FMT(kind->name));
    else if (s && s->row && !s->params)
        chk_error(c, E0201, n, n->at, &d, "no column '%.*s' here", STR_FMT(n->text));
    else
        chk_error(c, E0201, n, n->at, &d, "no name '%.*s' here", STR_FMT(n->text));
    Near near;
    near_init(&near, n->text);
    near_row(c, s, &near);
    for (const Def *def = c->defs; def; def = def->older)
        if (def->tag != DEF_FN) near_try(&near, def->name);
    for (uint32_t i = 0; i < schema->nkinds; i++) near_try(&near, schema->kinds[i]->collection);
    const char *outer = outer_field(c, s, n->text);
    Str path = path_column(s, n->text);
    if (path.n) near.best = path;
    if (near.best.n) chk_note(c, d, "did you mean '%.*s'?", STR_FMT(near.best));
    if (outer)
        chk_hint(c, d, "%s", outer);
    else
        name_hint(c, d, s, n->text, near.best.n > 0);
    return NULL;
}

// `_`: the last query in brackets, with the names and settings of its time.
static Expr *last_query(Chk *c, const Node *n) {
    const Def *defs = c->defs;
    Settings set = c->set;
    c->defs = c->env->last_defs;
    c->set = c->env->last_set;
    Pipe *p = check_pipe(c, NULL, c->env->last, false);
    c->defs = defs;
    c->set = set;
    return p ? mk_query(c, n, p) : NULL;
}

// `relations` in a row of relations: those that others have with it, or all of them?
static bool own_collection(Chk *c, const Expr *e, Str name) {
    if (!e || e->tag != X_FIELD) return false;
    return str_eq(c->cat->schema->kinds[e->args[0]->type->kind]->collection, name);
}

static Expr *link_or_collection(Chk *c, const Node *n) {
    Diag *d;
    chk_error(c, E0205, n, n->at, &d, "'%.*s' is both a link of this row and all %.*s",
              STR_FMT(n->text), STR_FMT(n->text));
    chk_hint(c, d, "archive.%.*s for all, it.%.*s for the link", STR_FMT(n->text),
             STR_FMT(n->text));
    return NULL;
}

Expr *check_name(Chk *c, Scope *s, const Node *n) {
    Str name = n->text;
    if (s && s->group) {
        Expr *e = check_group_name(c, s, n);
        if (e) return e;
    }
    Expr *e = alias_or_param(c, s, n, name);
    if (e) return e;
    if (str_is(name, "_") && c->options.repl && c->env->last) return last_query(c, n);
    if (str_is(name, "it")) {
        if (s && s->row && !s->params) return it_of(c, n, s->row, 0);
        return chk_error(c, E0201, n, n->at, NULL,
                         "'it' is the current row, and there is none here");
    }
    uint32_t before = c->diags->count;
    e = s && s->group ? NULL : row_name(c, s, n, name);
    if (c->diags->count != before) return NULL;
    const Def *d = find_def(c->defs, name, -1);
    if (e && d) {
        Diag *diag;
        chk_error(c, E0205, n, n->at, &diag, "'%.*s' is both a column and a %s", STR_FMT(name),
                  d->tag == DEF_LET ? "let" : "param");
        chk_hint(c, diag, "write it.%.*s for the column, or rename the %s", STR_FMT(name),
                 d->tag == DEF_LET ? "let" : "param");
        return NULL;
    }
    if (own_collection(c, e, name)) return link_or_collection(c, n);
    if (e) return e;
    if (d) return definition(c, s, n, d);
    e = collection(c, n, name);
    if (!e) e = host_table(c, n, name);
    return e ? e : unknown_name(c, s, n);
}

// An expression written exactly as an unnamed column of the row is that column.
Expr *column_by_words(Chk *c, Scope *s, const Node *n) {
    if (!s || !s->row || s->params || !n->source) return NULL;
    for (uint32_t i = s->row->ncolumns; i-- > 0;) {
        const RowColumn *k = &s->row->columns[i];
        if (k->words.n && words_same(k->words, source_words(n->source, n->span)))
            return column(c, n, s->row, i, 0);
    }
    return NULL;
}

// ---- fields ---------------------------------------------------------------------------------

static bool takes(Chk *c, Str name, const Type *t) {
    uint32_t many, first = sig_find(c->cat, name, &many);
    SigMatch m;
    for (uint32_t i = 0; first != UINT32_MAX && i < many; i++)
        if (sig_match(c, c->cat->functions[first + i], &t, 1, &m)) return true;
    return false;
}

// people.count, name.length, died.year: a function of that name takes the value in brackets.
static void function_hint(Chk *c, Diag *d, const Node *n, Str name, const Type *t) {
    if (n->tag != N_FIELD) return;
    Str w = chk_words(n->a);
    if (str_is(name, "length") || str_is(name, "size") || str_is(name, "len"))
        name = t->tag == TY_LIST ? STR("count") : STR("length");
    if (takes(c, name, t))
        chk_hint(c, d, "a function stands before its arguments: %.*s(%.*s)", STR_FMT(name),
                 STR_FMT(w));
    else if (t->tag == TY_LIST && takes(c, name, t->elem))
        chk_hint(c, d, "a function of each: any(%.*s, %.*s(it) = …)", STR_FMT(w), STR_FMT(name));
}

static Expr *unknown_field(Chk *c, const Node *n, const Kind *k, Str name, Span at) {
    Diag *d;
    if (str_is(name, "link")) {
        chk_error(c, E0701, n, at, &d, "the notes of a link are not in this version yet");
        chk_hint(c, d, "expand claims(people) as p | where p.role = … | select p.value.name");
        return NULL;
    }
    chk_error(c, E0202, n, at, &d, "no field '%.*s' on %.*s", STR_FMT(name), STR_FMT(k->name));
    Near near;
    near_init(&near, name);
    for (uint32_t i = 0; i < k->nfields; i++) near_try(&near, k->fields[i].name);
    if (near.best.n) chk_note(c, d, "did you mean '%.*s'?", STR_FMT(near.best));
    return NULL;
}

// The kinds whose field of that name is hidden, as a byte for each (none: no bytes).
static Expr *closed_kinds(Chk *c, const Node *n, Expr *e, Span at) {
    const Schema *s = c->cat->schema;
    char *hidden = arena_zero(c->arena, s->nkinds + 1);
    for (uint32_t k = 0; k < s->nkinds; k++) {
        uint32_t f = kind_field(s->kinds[k], e->name);
        Reading r = f == UINT32_MAX ? READ_OPEN : catalog_may_read(c->cat, k, f);
        if (r == READ_DENIED) return closed_field(c, n, k, f, r, at);
        if (r == READ_OPEN) continue;
        hidden[k] = 1;
        e->value.v.text = (Str){hidden, s->nkinds};
    }
    return e;
}

// A field of an entity whose kind is not known: allowed where every kind that has it gives it one
// type.
static Expr *any_field(Chk *c, const Node *n, Expr *base, Str name, Span at) {
    const Schema *s = c->cat->schema;
    const Type *t = NULL;
    Near near;
    near_init(&near, name);
    for (uint32_t k = 0; k < s->nkinds; k++) {
        uint32_t f = kind_field(s->kinds[k], name);
        for (uint32_t i = 0; i < s->kinds[k]->nfields; i++)
            near_try(&near, s->kinds[k]->fields[i].name);
        if (f == UINT32_MAX) continue;
        const Type *ft = s->kinds[k]->fields[f].type;
        if (t && !type_same(t, ft)) {
            Diag *d;
            chk_error(c, E0302, n, at, &d, "the field '%.*s' is %s in one kind and %s in another",
                      STR_FMT(name), chk_type(c, t), chk_type(c, ft));
            return NULL;
        }
        t = ft;
    }
    if (!t) {
        Diag *d;
        chk_error(c, E0202, n, at, &d, "no kind has a field '%.*s'", STR_FMT(name));
        if (near.best.n) chk_note(c, d, "did you mean '%.*s'?", STR_FMT(near.best));
        return NULL;
    }
    Expr *e = mk(c, X_ANYFIELD, t, n, 1);
    e->args[0] = base;
    e->name = name;
    mk_done(e);
    return closed_kinds(c, n, e, at);
}

static Expr *record_member(Chk *c, const Node *n, Expr *base, Str name, Span at) {
    const Type *t = base->type;
    for (uint32_t i = 0; i < t->nfields; i++) {
        if (!str_eq(t->fields[i].name, name)) continue;
        Expr *e = mk(c, X_MEMBER, t->fields[i].type, n, 1);
        e->args[0] = base;
        e->slot = i;
        mk_done(e);
        return e;
    }
    Diag *d;
    chk_error(c, E0202, n, at, &d, "the record has no '%.*s'", STR_FMT(name));
    Near near;
    near_init(&near, name);
    for (uint32_t i = 0; i < t->nfields; i++) near_try(&near, t->fields[i].name);
    if (near.best.n) chk_note(c, d, "did you mean '%.*s'?", STR_FMT(near.best));
    return NULL;
}

// born.note: what is noted of a value.
static bool is_evidence(Str name) {
    return str_is(name, "certainty") || str_is(name, "note") || str_is(name, "source");
}

Expr *field_of(Chk *c, const Node *n, Expr *base, Str name, Span at) {
    if (!base) return NULL;
    const Type *t = base->type;
    if (t->tag == TY_LIST) { // a path through a list: one element for each
        Expr *it = mk_slot(c, n, 0, 0, t->elem);
        uint32_t before = c->diags->count;
        Expr *inner = field_of(c, n, it, name, at);
        if (!inner && c->diags->count == before + 1)
            function_hint(c, &c->diags->items[before], n, name, t);
        return inner ? mk_map(c, n, base, inner) : NULL;
    }
    if (t->tag == TY_RECORD) return record_member(c, n, base, name, at);
    if (t->tag != TY_ENTITY) {
        Diag *d;
        chk_error(c, E0302, n, at, &d, "%s has no fields", chk_found(c, base));
        if (base->tag == X_FIELD && is_evidence(name))
            chk_hint(c, d, "claims(%.*s).%.*s", STR_FMT(chk_words(n->a)), STR_FMT(name));
        else
            function_hint(c, d, n, name, t);
        return NULL;
    }
    if (t->kind == KIND_ANY) return any_field(c, n, base, name, at);
    const Kind *k = c->cat->schema->kinds[t->kind];
    uint32_t f = kind_field(k, name);
    if (f == UINT32_MAX) return unknown_field(c, n, k, name, at);
    Reading r = catalog_may_read(c->cat, t->kind, f);
    if (r != READ_OPEN) return closed_field(c, n, t->kind, f, r, at);
    Expr *e = mk(c, X_FIELD, k->fields[f].type, n, 1);
    e->args[0] = base;
    e->field = f;
    e->name = name;
    mk_done(e);
    return e;
}

// archive.people: always the collection; archive.title: what the archive's statement says.
static Expr *archive_member(Chk *c, const Node *n) {
    Expr *e = collection(c, n, n->text);
    if (e) return e;
    Str text;
    if (c->cat->meta(c->cat->user, n->text, &text)) {
        e = mk_const(c, n, &type_text);
        e->value.v.text = text;
        return e;
    }
    Diag *d;
    chk_error(c, E0201, n, n->at, &d, "the archive has no collection '%.*s'", STR_FMT(n->text));
    Near near;
    near_init(&near, n->text);
    for (uint32_t i = 0; i < c->cat->schema->nkinds; i++)
        near_try(&near, c->cat->schema->kinds[i]->collection);
    if (near.best.n) chk_note(c, d, "did you mean '%.*s'?", STR_FMT(near.best));
    return NULL;
}

// it.x, or p.x of `people as p`: a column of that row before a field of its entity, since `with`
// and `expand` may have put another value in its place.
static Expr *row_column(Chk *c, Scope *s, const Node *n) {
    if (n->a->tag != N_NAME) return NULL;
    bool it = str_is(n->a->text, "it");
    uint32_t depth = 0;
    for (Scope *at = s; at; at = at->outer) {
        if (!at->row) continue;
        bool named = at->row->alias.n && str_eq(at->row->alias, n->a->text);
        if (named || (it && at == s && !at->params && !at->group))
            for (uint32_t i = at->row->ncolumns; i-- > 0;)
                if (str_eq(at->row->columns[i].name, n->text))
                    return column(c, n, at->row, i, depth);
        if (named || it) return NULL;
        depth++;
    }
    return NULL;
}

Expr *check_field(Chk *c, Scope *s, const Node *n) {
    if (n->a->tag == N_ARCHIVE) return archive_member(c, n);
    Expr *own = row_column(c, s, n);
    if (own) return own;
    Expr *base = check_expr(c, s, n->a);
    return base ? field_of(c, n, base, n->text, n->at) : NULL;
}
