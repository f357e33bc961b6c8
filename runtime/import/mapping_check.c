// Map statements against the tables of a file (mapping.h): the names of columns as the file writes
// them become fields of the raw kind, and the checker looks at all values of a statement as it does
// at the columns of a `select`. In: syntax trees and a raw schema; out: typed expressions, and the
// field that each fills.
#include <string.h>

#include "lang/check.h"
#include "runtime/import/mapping_impl.h"
#include "runtime/import/new_field.h"

static Diag *wrong(MapFile *f, const Node *n, Span at, ErrorCode code, Str message) {
    f->state->mapping->failed = true;
    return diag_error(f->job->diags, code, n->source, at, "%.*s", STR_FMT(message));
}

Span map_file_span(const Node *map) {
    Str text = map->source->text;
    uint32_t at = map->at.at + map->at.len;
    while (at < text.n && text.p[at] != '"' && text.p[at] != '\'') at++;
    uint32_t end = at + 1;
    while (end < text.n && text.p[end] != text.p[at] && text.p[end] != '\n') end++;
    return (Span){at, end + 1 - at};
}

// ---- names as the file writes them ----------------------------------------------------------

// The column that a map may mean by the name: of the table at hand, else of any other.
static const RowsColumn *column_written(const Map *m, Str name) {
    const RowsColumn *c = rows_column(m->table, name);
    const RowsFile *r = m->file->rows;
    for (uint32_t i = 0; !c && i < r->ntables; i++) c = rows_column(&r->tables[i], name);
    return c;
}

enum { CHAIN = 16 }; // names with dots between

static uint32_t chain_of(const Node *n, const Node **parts) {
    uint32_t many = 0;
    const Node *root = n;
    for (; root->tag == N_FIELD; root = root->a) many++;
    if (root->tag != N_NAME || many >= CHAIN) return 0;
    for (uint32_t i = many; i > 0; i--, n = n->a) parts[i] = n;
    parts[0] = n;
    return many + 1;
}

static Str joined(Arena *a, const Node *const *parts, uint32_t from, uint32_t to) {
    StrBuf out;
    buf_init(&out, a);
    for (uint32_t i = from; i <= to; i++)
        buf_printf(&out, "%s%.*s", i > from ? "." : "", STR_FMT(parts[i]->text));
    return buf_str(&out);
}

// name.first is the column of that name, executive.name.first the one of the executive.
static const Node *rewrite_chain(const Map *m, const Node *const *parts, uint32_t n) {
    Arena *a = m->file->own;
    Node *built = NULL;
    for (uint32_t i = 0, j; i < n; i = j + 1) {
        const RowsColumn *c = NULL;
        for (j = n - 1; j > i; j--)
            if ((c = column_written(m, joined(a, parts, i, j))) != NULL) break;
        if (!c) c = column_written(m, parts[i]->text);
        Node *part = arena_dup(a, parts[j], sizeof *part);
        part->tag = built ? N_FIELD : N_NAME;
        part->a = built;
        part->list = part->next = NULL;
        if (c) part->text = c->name;
        built = part;
    }
    return built;
}

static const Node *rewrite(const Map *m, const Node *n);

static Node *rewrite_list(const Map *m, const Node *list) {
    Node *first = NULL, **last = &first;
    for (; list; list = list->next) {
        *last = (Node *)(uintptr_t)rewrite(m, list);
        last = &(*last)->next;
    }
    return first;
}

// A copy; an id stands for its text, since it is the target's and no row has it.
static const Node *rewrite(const Map *m, const Node *n) {
    const Node *parts[CHAIN + 1];
    if (!n) return NULL;
    uint32_t many = n->tag == N_NAME || n->tag == N_FIELD ? chain_of(n, parts) : 0;
    if (many) return rewrite_chain(m, parts, many);
    Node *copy = arena_dup(m->file->own, n, sizeof *n);
    if (n->tag == N_REF || n->tag == N_REF_NAME) copy->tag = N_TEXT;
    copy->next = NULL;
    copy->a = (Node *)(uintptr_t)rewrite(m, n->a);
    copy->b = (Node *)(uintptr_t)rewrite(m, n->b);
    copy->c = (Node *)(uintptr_t)rewrite(m, n->c);
    copy->list = rewrite_list(m, n->list);
    return copy;
}

// ---- a statement as a query -----------------------------------------------------------------

static Node *new_node(Arena *a, NodeTag tag, const Node *like) {
    Node *n = ARENA_NEW(a, Node);
    n->tag = (uint8_t)tag;
    n->source = like->source;
    n->span = like->span;
    n->at = like->at;
    return n;
}

// Columns are called 1, 2, …: no name in the language is.
static void add_item(const Map *m, Node *stage, Node ***last, const Node *value) {
    Arena *a = m->file->own;
    Node *item = new_node(a, N_ITEM, value);
    item->text = str_printf(a, "%u", ++stage->count);
    item->a = (Node *)(uintptr_t)rewrite(m, value);
    **last = item;
    *last = &item->next;
}

static const char *const evidence_names[] = {"certainty", "note", "role"};
enum { EVIDENCE = 3 };

// Which of the three; EVIDENCE: told.
static uint32_t evidence_of(Map *m, const Node *member) {
    for (uint32_t i = 0; i < EVIDENCE; i++)
        if (str_is(member->text, evidence_names[i])) return i;
    Str message = str_printf(m->file->own, "'%.*s' is no evidence that a map can state",
                             STR_FMT(member->text));
    Diag *d = wrong(m->file, member, member->at, E0202, message);
    diag_hint(m->file->job->diags, d, "certainty, note and role are what it knows");
    return EVIDENCE;
}

static void add_member(Map *m, Node *stage, Node ***last, const Node *member) {
    MapColumn *c = &m->columns[m->ncolumns++];
    bool noted = member->a->tag == N_ANNOTATED;
    *c = (MapColumn){.member = member, .value = noted ? member->a->a : member->a};
    add_item(m, stage, last, c->value);
    for (const Node *e = noted ? member->a->list : NULL; e; e = e->next)
        if (evidence_of(m, e) < EVIDENCE) add_item(m, stage, last, e->a);
}

static Node *query_of(Map *m) {
    Arena *a = m->file->own;
    const Node *map = m->by->node;
    const Kind *raw = m->file->rows->schema->kinds[m->table->kind];
    Node *query = new_node(a, T_QUERY, map), *pipe = new_node(a, N_PIPE, map);
    Node *source = new_node(a, N_NAME, map), *stage = new_node(a, S_SELECT, map);
    Node **last = &stage->list;
    uint32_t n = 0;
    for (const Node *k = map->list; k; k = k->next) n++;
    m->columns = ARENA_ARRAY(a, MapColumn, (size_t)n + 1);
    for (const Node *k = map->list; k; k = k->next) add_member(m, stage, &last, k);
    source->text = raw->collection;
    source->span = map_file_span(map);
    pipe->a = source;
    pipe->list = stage;
    query->a = pipe;
    return query;
}

// ---- checking -------------------------------------------------------------------------------

static uint32_t no_id(void *user, uint32_t kind, Str id, bool *ambiguous, Str *others) {
    (void)user, (void)kind, (void)id, (void)others;
    *ambiguous = false;
    return 0;
}

static uint32_t no_name(void *user, Str name, bool *ambiguous, Str *others) {
    return no_id(user, KIND_ANY, name, ambiguous, others);
}

static uint32_t no_kind(void *user, uint32_t entity) {
    (void)user, (void)entity;
    return 0;
}

static Str no_near_id(void *user, uint32_t kind, Str id) {
    (void)user, (void)kind, (void)id;
    return STR("");
}

static bool no_meta(void *user, Str name, Str *out) {
    (void)user, (void)name;
    *out = STR("");
    return false;
}

static void open_check(MapFile *f) {
    const Mapping *m = f->state->mapping;
    Catalog *c = ARENA_NEW(f->own, Catalog);
    *c = (Catalog){.schema = f->rows->schema,
                   .functions = m->signatures,
                   .nfunctions = m->functions->n,
                   .find_id = no_id,
                   .find_name = no_name,
                   .kind_of = no_kind,
                   .near_id = no_near_id,
                   .meta = no_meta};
    f->env = env_new(f->own, c, (Circa){.unit = true});
}

static bool may_define(const Node *n) {
    return n->tag == T_LET || n->tag == T_FN || n->tag == T_SET;
}

// The definitions of the text, then a query for each of the maps, all of which are its own.
static Program *program_of(MapFile *f, const Program *p, uint32_t from) {
    Program *out = ARENA_NEW(f->own, Program);
    Node **last = &out->statements;
    out->source = p->source;
    for (const Node *n = p->statements; n; n = n->next) {
        if (!may_define(n)) continue;
        *last = arena_dup(f->own, n, sizeof *n);
        (*last)->next = NULL;
        last = &(*last)->next;
        out->count++;
    }
    for (uint32_t i = from; i < f->nmaps; i++) {
        if (!f->maps[i].by->node->list) continue;
        *last = query_of(&f->maps[i]);
        last = &(*last)->next;
        out->count++;
    }
    return out;
}

// The column whose value the expression is, as it stands in the file; NULL: it is worked out.
static const RowsColumn *only_column(const Map *m, const Expr *e) {
    if (e->tag != X_FIELD || e->args[0]->tag != X_SLOT) return NULL;
    for (uint32_t i = 0; i < m->table->ncolumns; i++)
        if (m->table->columns[i].field == e->field) return &m->table->columns[i];
    return NULL;
}

static void take_columns(Map *m, const Pipe *pipe) {
    Expr *const *e = pipe->stages->exprs;
    for (uint32_t i = 0; i < m->ncolumns; i++) {
        MapColumn *c = &m->columns[i];
        const Node *noted = c->member->a->tag == N_ANNOTATED ? c->member->a->list : NULL;
        c->expr = *e++;
        c->column = only_column(m, c->expr);
        for (; noted; noted = noted->next) {
            for (uint32_t k = 0; k < EVIDENCE; k++)
                if (str_is(noted->text, evidence_names[k])) c->evidence[k] = *e;
            e++;
        }
        if (str_is(c->member->text, "id")) m->id = c->expr;
    }
}

// In messages a row is called by its file.
static Str *call_tables_by_file(MapFile *f) {
    Str *names = ARENA_ARRAY(f->own, Str, 2 * (size_t)f->rows->ntables + 1);
    for (uint32_t i = 0; i < f->rows->ntables; i++) {
        Kind *k = f->rows->schema->kinds[f->rows->tables[i].kind];
        names[2 * i] = k->name;
        names[2 * i + 1] = k->collection;
        k->name = k->collection = f->rows->tables[i].from;
    }
    return names;
}

static void call_tables_back(MapFile *f, const Str *names) {
    for (uint32_t i = 0; i < f->rows->ntables; i++) {
        Kind *k = f->rows->schema->kinds[f->rows->tables[i].kind];
        k->name = names[2 * i];
        k->collection = names[2 * i + 1];
    }
}

// The maps from `from` on, which stand in one text. False: told.
static bool check_text(MapFile *f, const Program *p, uint32_t from) {
    bool defines;
    Diags *diags = f->job->diags;
    uint32_t before = diags->count;
    if (!f->env) open_check(f);
    Str *names = call_tables_by_file(f);
    Program *program = program_of(f, p, from);
    Checked *checked = NULL;
    if (diags->count == before)
        checked = check_program(f->env, f->own, program, (CheckOptions){0}, diags, &defines);
    call_tables_back(f, names);
    f->state->mapping->failed = f->state->mapping->failed || !checked;
    if (!checked) return false;
    env_settle(f->env);
    if (checked->numbers > f->numbers) f->numbers = checked->numbers;
    const Statement *st = checked->statements;
    for (uint32_t i = from; i < f->nmaps && st; i++) {
        if (!f->maps[i].by->node->list) continue;
        take_columns(&f->maps[i], st->query);
        st = st->next;
    }
    return true;
}

// ---- statements of the file's tables --------------------------------------------------------

static uint32_t kind_of(MapFile *f, const Node *n) {
    const Schema *s = f->job->schema;
    uint32_t kind = schema_kind(s, n->text), many = schema_collection(s, n->text);
    if (kind != KIND_ANY) return kind;
    Str message = str_printf(f->own, "there is no kind '%.*s'", STR_FMT(n->text));
    Diag *d = wrong(f, n, n->at, E0209, message);
    Near near;
    near_init(&near, n->text);
    for (uint32_t i = 0; i < s->nkinds; i++) near_try(&near, s->kinds[i]->name);
    Str best = many != KIND_ANY ? s->kinds[many]->name : near.best;
    if (best.n)
        diag_note(f->job->diags, d, "did you mean '%.*s'?", STR_FMT(best));
    else
        diag_hint(f->job->diags, d, "declare it: kind %.*s as ... { ... }", STR_FMT(n->text));
    return kind;
}

static const RowsTable *table_of(MapFile *f, const Node *n) {
    Str asked = n->text2;
    const char *hash = asked.n ? memchr(asked.p, '#', asked.n) : NULL;
    Str part = hash ? (Str){hash, asked.n - (uint32_t)(hash - asked.p)} : STR("");
    Str from = str_printf(f->own, "%.*s%.*s", STR_FMT(f->rows->base), STR_FMT(part));
    const RowsTable *t = rows_table(f->rows, from);
    if (t) return t;
    Str message = str_printf(f->own, "there are no rows \"%.*s\"", STR_FMT(from));
    Diag *d = wrong(f, n, map_file_span(n), E0201, message);
    StrBuf all;
    buf_init(&all, f->own);
    for (uint32_t i = 0; i < f->rows->ntables && i < 8; i++)
        buf_printf(&all, "%s\"%.*s\"", i ? ", " : "", STR_FMT(f->rows->tables[i].from));
    if (all.n) diag_hint(f->job->diags, d, "there are %.*s", STR_FMT(buf_str(&all)));
    return NULL;
}

static bool is_plain_start(Str s, char c) { return s.n > 0 && s.p[0] == c; }

// `*` stands for any letters.
static bool like(Str pattern, Str name) {
    for (; pattern.n; pattern = (Str){pattern.p + 1, pattern.n - 1}) {
        if (is_plain_start(pattern, '*')) {
            Str rest = {pattern.p + 1, pattern.n - 1};
            for (uint32_t i = 0; i <= name.n; i++)
                if (like(rest, (Str){name.p + i, name.n - i})) return true;
            return false;
        }
        if (!is_plain_start(name, pattern.p[0])) return false;
        name = (Str){name.p + 1, name.n - 1};
    }
    return name.n == 0;
}

static Str base_of(Str s) {
    const char *hash = s.n ? memchr(s.p, '#', s.n) : NULL;
    if (hash) s.n = (uint32_t)(hash - s.p);
    for (uint32_t i = s.n; i > 0; i--)
        if (s.p[i - 1] == '/') return (Str){s.p + i, s.n - i};
    return s;
}

bool map_is_about(const Node *map, Str file) {
    Str pattern = base_of(map->text2);
    uint32_t stars = 0;
    for (uint32_t i = 0; i < pattern.n; i++) stars += pattern.p[i] == '*';
    return stars <= 2 ? like(pattern, base_of(file)) : false; // more would take time
}

static void add_map(MapFile *f, const MapStatement *s) {
    uint32_t kind = kind_of(f, s->node);
    const RowsTable *t = table_of(f, s->node);
    if (!s->node->list) {
        Diag *d = wrong(f, s->node, s->node->at, E0404, STR("a map without fields makes nothing"));
        diag_hint(f->job->diags, d, "map %.*s from \"%.*s\" { name: ... }", STR_FMT(s->node->text),
                  STR_FMT(s->node->text2));
    }
    if (kind == KIND_ANY || !t) return;
    f->maps = arena_grow(f->own, f->maps, &f->maps_cap, (size_t)f->nmaps + 1, sizeof *f->maps);
    f->maps[f->nmaps++] = (Map){.file = f, .by = s, .table = t, .kind = kind};
}

bool map_check(MapFile *f) {
    const MapStatement *s = f->state->mapping->first;
    bool good = true;
    while (s) {
        const Program *p = s->program;
        uint32_t from = f->nmaps;
        for (; s && s->program == p; s = s->next)
            if (map_is_about(s->node, f->rows->base)) add_map(f, s);
        if (f->nmaps > from && !check_text(f, p, from)) good = false;
    }
    return good;
}

// ---- fields ---------------------------------------------------------------------------------

Map *map_of_table(MapFile *f, uint32_t raw_kind, uint32_t target) {
    for (uint32_t i = 0; i < f->nmaps; i++) {
        Map *m = &f->maps[i];
        if (m->table->kind == raw_kind && (target == KIND_ANY || m->kind == target)) return m;
    }
    return NULL;
}

static const Type *element(const Type *t) { return t->tag == TY_LIST ? t->elem : t; }

static Str type_in_words(MapFile *f, const Type *t) {
    const Type *e = element(t);
    if (e->tag != TY_ENTITY || e->kind == KIND_ANY) return type_name(f->own, f->rows->schema, t);
    const char *list = t->tag == TY_LIST ? "a list of rows" : "a row";
    for (uint32_t i = 0; i < f->rows->ntables; i++)
        if (f->rows->tables[i].kind == e->kind)
            return str_printf(f->own, "%s of \"%.*s\"", list, STR_FMT(f->rows->tables[i].from));
    return str_of(list);
}

// The type of a field that is declared for the values; NULL: there is none, and why is told.
static const char *declared_type(MapFile *f, const MapColumn *c) {
    static const char *const words[TYPE_TAGS] = {
        [TY_TEXT] = "text",   [TY_INT] = "int",   [TY_REAL] = "real",
        [TY_TRUTH] = "truth", [TY_DATE] = "date", [TY_DURATION] = "duration"};
    const Type *e = element(c->expr->type);
    const char *word = words[e->tag];
    if (e->tag == TY_ENTITY && e->kind != KIND_ANY) {
        const Map *to = map_of_table(f, e->kind, KIND_ANY);
        if (to) word = str_dup(f->own, f->job->schema->kinds[to->kind]->name).p;
    }
    bool list = c->expr->type->tag == TY_LIST;
    if (word) return str_printf(f->own, list ? "[%s]" : "%s", word).p;
    Str message = str_printf(f->own, "no field can be declared for '%.*s', which is %.*s",
                             STR_FMT(c->member->text), STR_FMT(type_in_words(f, c->expr->type)));
    Diag *d = wrong(f, c->value, c->value->span, E0404, message);
    if (e->tag == TY_ENTITY)
        diag_hint(f->job->diags, d, "a map of its own says what these rows are");
    else
        diag_hint(f->job->diags, d, "give its parts fields of their own");
    return NULL;
}

static void misfit(MapFile *f, const MapColumn *c, const Kind *k) {
    const Type *t = c->expr->type;
    bool rows = element(t)->tag == TY_ENTITY;
    Str field = type_name(f->own, f->job->schema, c->of->type);
    Str message =
        str_printf(f->own, "'%.*s' of %.*s is %.*s, and this is %.*s", STR_FMT(c->member->text),
                   STR_FMT(k->name), STR_FMT(field), STR_FMT(type_in_words(f, t)));
    Diag *d = wrong(f, c->value, c->value->span, E0302, message);
    Str words = source_words(c->value->source, c->value->span);
    if (rows && c->type->tag == TY_ENTITY)
        diag_hint(f->job->diags, d, "a map of its own says what these rows are");
    else if (t->tag == TY_LIST && c->of->type->tag != TY_LIST)
        diag_hint(f->job->diags, d, "one of them: first(%.*s)", STR_FMT(words));
}

static void judge_field(Map *m, MapColumn *c) {
    MapFile *f = m->file;
    const Kind *k = f->job->schema->kinds[m->kind];
    if (c->field == NO_FIELD) return; // why is told
    c->of = &k->fields[c->field];
    c->type = element(c->of->type);
    const Type *e = element(c->expr->type);
    bool fits = c->expr->type->tag != TY_LIST || c->of->type->tag == TY_LIST;
    if (c->field == FIELD_ID) fits = fits && (e->tag == TY_TEXT || e->tag == TY_INT);
    fits = fits && map_fits(c->type, e);
    if (fits && c->type->tag == TY_ENTITY && e->tag == TY_ENTITY)
        fits = map_of_table(f, e->kind, c->type->kind) != NULL;
    if (!fits) misfit(f, c, k);
    for (uint32_t i = 0; i < EVIDENCE; i++) {
        const Expr *v = c->evidence[i];
        if (!v || v->type->tag == TY_TEXT || v->type->tag == TY_NULL) continue;
        Str message = str_printf(f->own, "evidence is a text, and this is %.*s",
                                 STR_FMT(type_in_words(f, v->type)));
        wrong(f, c->member, v->span, E0302, message);
    }
}

static bool is_set(const Map *m, Str field) {
    for (uint32_t i = 0; i < m->ncolumns; i++)
        if (str_eq(m->columns[i].member->text, field)) return true;
    return false;
}

// For the report; a name that is near a field which the map does not set may be misspelt.
static void note_declared(Map *m, Str name) {
    StrBuf *to = &m->file->state->declared;
    const Kind *k = m->file->job->schema->kinds[m->kind];
    Near near;
    near_init(&near, name);
    for (uint32_t i = 0; i < k->ndeclared; i++)
        if (!is_set(m, k->fields[i].name)) near_try(&near, k->fields[i].name);
    buf_printf(to, "%s%.*s.%.*s", to->n ? ", " : "", STR_FMT(k->name), STR_FMT(name));
    if (near.best.n) buf_printf(to, " (did you mean '%.*s'?)", STR_FMT(near.best));
    import_found(m->file->job, "fields declared for what no kind had", 1);
}

// The field of the name, which is declared where the kind has none.
static void find_field(Map *m, MapColumn *c, unsigned number) {
    MapFile *f = m->file;
    const Kind *k = f->job->schema->kinds[m->kind];
    c->field = kind_field(k, c->member->text);
    if (c->field < k->ndeclared) return;
    if (c->field != UINT32_MAX) {
        Str from = f->job->schema->kinds[k->fields[c->field].from_kind]->collection;
        Str message = str_printf(f->own, "'%.*s' is not stated here: it follows from %.*s",
                                 STR_FMT(c->member->text), STR_FMT(from));
        wrong(f, c->member, c->member->at, E0202, message);
        c->field = NO_FIELD;
        return;
    }
    const char *type = declared_type(f, c);
    if (!type) {
        c->field = NO_FIELD;
        return;
    }
    c->field = new_field(f->job->schema, f->job->arena, f->job->scratch, m->kind, c->member->text,
                         type, number);
    if (c->field == NO_FIELD)
        wrong(f, c->member, c->member->at, E0404, STR("there is no room for another field"));
    else
        note_declared(m, c->member->text);
}

void map_fields(MapFile *f) {
    for (uint32_t i = 0; i < f->nmaps; i++)
        for (uint32_t k = 0; k < f->maps[i].ncolumns; k++)
            find_field(&f->maps[i], &f->maps[i].columns[k], k + 1);
    schema_finish(f->job->schema, f->job->diags);
    builder_schema_grown(f->job->b);
    for (uint32_t i = 0; i < f->nmaps; i++)
        for (uint32_t k = 0; k < f->maps[i].ncolumns; k++)
            judge_field(&f->maps[i], &f->maps[i].columns[k]);
}
