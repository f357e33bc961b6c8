// Kinds and fields out of their declarations. In: the T_KIND and T_EXTEND statements of parsed
// texts; out: the tables that the checker, the facts loader and the block ask, and the
// declarations written out again. It must not know any entity.
//
// Two steps, as a field may name a kind declared later: schema_declare makes kinds and fields
// without types, schema_finish gives the types and then the inverse links.
#include "lang/schema.h"

#include <string.h>

static const char *const basic_words[] = {"text", "int",    "real",     "truth",
                                          "date", "moment", "duration", "entity"};
static const Type *const basic_types[] = {&type_text, &type_int,    &type_real,     &type_truth,
                                          &type_date, &type_moment, &type_duration, &type_entity};
enum { BASIC_TYPES = sizeof basic_words / sizeof *basic_words, BASIC_MOMENT = 5 };

void schema_init(Schema *s, Arena *arena) {
    *s = (Schema){.arena = arena};
    s->entities = type_list(arena, &type_entity);
}

// ---- asking --------------------------------------------------------------------------------

uint32_t schema_kind(const Schema *s, Str name) {
    for (uint32_t i = 0; i < s->nkinds; i++)
        if (str_eq(s->kinds[i]->name, name)) return i;
    return KIND_ANY;
}

uint32_t schema_collection(const Schema *s, Str collection) {
    for (uint32_t i = 0; i < s->nkinds; i++)
        if (str_eq(s->kinds[i]->collection, collection)) return i;
    return KIND_ANY;
}

uint32_t kind_field(const Kind *k, Str name) {
    for (uint32_t i = 0; i < k->nfields; i++)
        if (str_eq(k->fields[i].name, name)) return i;
    return UINT32_MAX;
}

// ---- names ----------------------------------------------------------------------------------

static bool is_one_of(Str name, const char *const *words, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (str_is(name, words[i])) return true;
    return false;
}

static bool is_reserved(Str name) {
    static const char *const words[] = {"it", "_", "archive", "id"};
    return is_one_of(name, words, sizeof words / sizeof *words);
}

static bool is_statement_word(Str name) {
    static const char *const words[] = {"gazette", "use", "archive", "kind",   "extend", "map",
                                        "set",     "let", "param",   "assert", "expect", "fn"};
    return is_one_of(name, words, sizeof words / sizeof *words);
}

static uint32_t basic_type(Str name) {
    for (uint32_t i = 0; i < BASIC_TYPES; i++)
        if (str_is(name, basic_words[i])) return i;
    return BASIC_TYPES;
}

static bool refuse_reserved(Diags *diags, const Node *at, Str name, const char *what) {
    if (!is_reserved(name)) return false;
    Diag *e = diag_error(diags, E0206, at->source, at->at, "'%.*s' cannot be the name of %s",
                         STR_FMT(name), what);
    diag_note(diags, e, "this word has a meaning of its own");
    return true;
}

// ---- declaring ------------------------------------------------------------------------------

static Field *new_field(Schema *s, Kind *k) {
    k->fields = arena_grow(s->arena, k->fields, &k->cap, (size_t)k->nfields + 1, sizeof(Field));
    Field *f = &k->fields[k->nfields++];
    *f = (Field){.inverse = STR(""), .from_kind = KIND_ANY};
    return f;
}

static Field *declared_field(Schema *s, Kind *k) {
    k->nfields = k->ndeclared; // inverse links of an earlier finish are made anew
    Field *f = new_field(s, k);
    k->ndeclared = k->nfields;
    return f;
}

// The error if the field cannot be added; its words stay the same for kind and extend.
static bool field_fits(Schema *s, const Kind *k, const Node *n, Diags *diags) {
    if (refuse_reserved(diags, n, n->text, "a field")) return false;
    for (uint32_t i = 0; i < k->ndeclared; i++) {
        if (!str_eq(k->fields[i].name, n->text)) continue;
        Diag *e = diag_error(diags, E0206, n->source, n->at, "%.*s has a field '%.*s' already",
                             STR_FMT(k->name), STR_FMT(n->text));
        if (i < FIELD_DECLARED) diag_note(diags, e, "every kind has it without declaring it");
        return false;
    }
    if (k->ndeclared < KIND_FIELDS_MAX && s->ndecls < SCHEMA_FIELDS_MAX) return true;
    diag_error(diags, E0404, n->source, n->at, "too many fields (at most %d a kind, %d in all)",
               KIND_FIELDS_MAX, SCHEMA_FIELDS_MAX);
    return false;
}

void schema_may_repeat(Schema *s) {
    s->old_kinds = s->nkinds;
    s->old_decls = s->ndecls;
}

const FieldDecl *schema_decl(const Schema *s, uint32_t kind, uint32_t field) {
    for (uint32_t i = 0; i < s->ndecls; i++)
        if (s->decls[i].kind == kind && s->decls[i].field == field) return &s->decls[i];
    return NULL;
}

// A field that may be declared again and is; another type is told.
static bool is_repeated(const Schema *s, uint32_t kind, const Node *n, Diags *diags) {
    const Kind *k = s->kinds[kind];
    uint32_t f = kind_field(k, n->text);
    const FieldDecl *old = f < k->ndeclared ? schema_decl(s, kind, f) : NULL;
    if (!old || old >= s->decls + s->old_decls) return false;
    bool list = k->fields[f].type->tag == TY_LIST;
    if (str_eq(old->node->b->text, n->b->text) && list == !!(n->b->flags & NODE_LIST_TYPE))
        return true;
    Diag *e = diag_error(diags, E0404, n->source, n->at, "'%.*s' of %.*s has another type already",
                         STR_FMT(n->text), STR_FMT(k->name));
    diag_note(diags, e, "it is %s%.*s%s in %.*s", list ? "[" : "", STR_FMT(old->node->b->text),
              list ? "]" : "", STR_FMT(old->node->source->name));
    return true;
}

static void declare_fields(Schema *s, uint32_t kind, const Node *list, Diags *diags) {
    Kind *k = s->kinds[kind];
    for (const Node *n = list; n; n = n->next) {
        if (n->tag != D_FIELD || !n->b || is_repeated(s, kind, n, diags)) continue;
        if (!field_fits(s, k, n, diags)) continue;
        Field *f = declared_field(s, k);
        f->name = str_dup(s->arena, n->text);
        f->inverse = str_dup(s->arena, n->text2);
        f->type = &type_text; // until schema_finish
        s->decls =
            arena_grow(s->arena, s->decls, &s->decl_cap, (size_t)s->ndecls + 1, sizeof(FieldDecl));
        s->decls[s->ndecls++] = (FieldDecl){kind, k->ndeclared - 1, n};
    }
}

static bool kind_fits(const Schema *s, const Node *n, Diags *diags) {
    if (refuse_reserved(diags, n, n->text, "a kind")) return false;
    if (refuse_reserved(diags, n, n->text2, "a collection")) return false;
    if (is_statement_word(n->text)) {
        Diag *e = diag_error(diags, E0404, n->source, n->at, "a kind cannot be called '%.*s'",
                             STR_FMT(n->text));
        diag_note(diags, e, "the word begins a statement, so its facts could not be written");
        return false;
    }
    if (basic_type(n->text) < BASIC_TYPES) {
        diag_error(diags, E0206, n->source, n->at, "'%.*s' is the name of a type",
                   STR_FMT(n->text));
        return false;
    }
    if (schema_kind(s, n->text) != KIND_ANY) {
        Diag *e = diag_error(diags, E0206, n->source, n->at, "the kind '%.*s' is declared already",
                             STR_FMT(n->text));
        diag_hint(diags, e, "to add fields: extend kind %.*s { ... }", STR_FMT(n->text));
        return false;
    }
    uint32_t other = schema_collection(s, n->text2);
    if (other != KIND_ANY) {
        diag_error(diags, E0206, n->source, n->at, "the collection '%.*s' is that of the kind %.*s",
                   STR_FMT(n->text2), STR_FMT(s->kinds[other]->name));
        return false;
    }
    if (s->nkinds < SCHEMA_KINDS_MAX) return true;
    diag_error(diags, E0404, n->source, n->at, "too many kinds (at most %d)", SCHEMA_KINDS_MAX);
    return false;
}

static void declare_kind(Schema *s, const Node *n, Diags *diags) {
    uint32_t old = schema_kind(s, n->text);
    if (old < s->old_kinds && str_eq(s->kinds[old]->collection, n->text2)) {
        s->kinds[old]->poured = false;
        declare_fields(s, old, n->list, diags);
        return;
    }
    if (!kind_fits(s, n, diags)) return;
    Kind *k = ARENA_NEW(s->arena, Kind);
    k->name = str_dup(s->arena, n->text);
    k->collection = str_dup(s->arena, n->text2);
    k->type = (Type){.tag = TY_ENTITY, .kind = s->nkinds};
    static const char *const common[] = {"id", "source", "same"};
    for (uint32_t i = 0; i < FIELD_DECLARED; i++) {
        Field *f = declared_field(s, k);
        f->name = str_of(common[i]);
        f->type = i == FIELD_ID ? &type_text : s->entities; // source: see schema_finish
    }
    s->kinds = arena_grow(s->arena, s->kinds, &s->cap, (size_t)s->nkinds + 1, sizeof(Kind *));
    s->kinds[s->nkinds++] = k;
    declare_fields(s, k->type.kind, n->list, diags);
}

static void near_kinds(const Schema *s, Near *near) {
    for (uint32_t i = 0; i < s->nkinds; i++) near_try(near, s->kinds[i]->name);
}

static void declare_extension(Schema *s, const Node *n, Diags *diags) {
    uint32_t kind = schema_kind(s, n->text);
    if (kind != KIND_ANY) {
        declare_fields(s, kind, n->list, diags);
        return;
    }
    Diag *e = diag_error(diags, E0209, n->source, n->at, "there is no kind '%.*s' to extend",
                         STR_FMT(n->text));
    Near near;
    near_init(&near, n->text);
    near_kinds(s, &near);
    if (near.best.n) diag_note(diags, e, "did you mean '%.*s'?", STR_FMT(near.best));
}

void schema_declare(Schema *s, const Program *p, Diags *diags) {
    for (const Node *n = p->statements; n; n = n->next) {
        guard_work(s->arena->guard, 1);
        if (n->tag == T_KIND) declare_kind(s, n, diags);
        if (n->tag == T_EXTEND) declare_extension(s, n, diags);
    }
}

// ---- finishing ------------------------------------------------------------------------------

static const Type *resolve_type(const Schema *s, const Node *type, Field *f, Diags *diags) {
    uint32_t basic = basic_type(type->text);
    if (basic < BASIC_TYPES) {
        f->moment = basic == BASIC_MOMENT;
        return basic_types[basic];
    }
    uint32_t kind = schema_kind(s, type->text);
    if (kind != KIND_ANY) return &s->kinds[kind]->type;
    Diag *e = diag_error(diags, E0209, type->source, type->at, "there is no type or kind '%.*s'",
                         STR_FMT(type->text));
    Near near;
    near_init(&near, type->text);
    for (uint32_t i = 0; i < BASIC_TYPES; i++) near_try(&near, str_of(basic_words[i]));
    near_kinds(s, &near);
    uint32_t many = schema_collection(s, type->text);
    if (many != KIND_ANY)
        diag_note(diags, e, "for several write [%.*s]", STR_FMT(s->kinds[many]->name));
    else if (near.best.n)
        diag_note(diags, e, "did you mean '%.*s'?", STR_FMT(near.best));
    return NULL;
}

static void check_marks(Kind *k, uint32_t index, const Node *n, Diags *diags) {
    Field *f = &k->fields[index];
    const Type *target = f->type->tag == TY_LIST ? f->type->elem : f->type;
    if (f->inverse.n && target->tag != TY_ENTITY) {
        Diag *e = diag_error(diags, E0404, n->source, n->at, "only a link has an inverse");
        diag_note(diags, e, "'%.*s' is no link to another entity", STR_FMT(f->name));
        f->inverse = STR("");
    }
    if (!(n->flags & NODE_HIERARCHICAL)) return;
    if (f->type != &k->type) {
        Diag *e = diag_error(diags, E0404, n->source, n->at,
                             "a hierarchical field leads to its own kind");
        diag_hint(diags, e, "%.*s: %.*s hierarchical", STR_FMT(f->name), STR_FMT(k->name));
    } else if (k->hierarchy_field) {
        diag_error(diags, E0404, n->source, n->at, "%.*s has a hierarchical field already: '%.*s'",
                   STR_FMT(k->name), STR_FMT(k->fields[k->hierarchy_field].name));
    } else {
        f->hierarchical = true;
        k->hierarchy_field = index;
    }
}

static void resolve_fields(Schema *s, Diags *diags) {
    for (; s->nfinished < s->ndecls; s->nfinished++) {
        const FieldDecl *d = &s->decls[s->nfinished];
        Kind *k = s->kinds[d->kind];
        Field *f = &k->fields[d->field];
        const Node *type = d->node->b;
        const Type *t = resolve_type(s, type, f, diags);
        if (!t) {
            f->inverse = STR("");
            continue;
        }
        f->type = type->flags & NODE_LIST_TYPE ? type_list(s->arena, t) : t;
        check_marks(k, d->field, d->node, diags);
    }
}

// The name that declaration i gives to the other side is taken on the kind `target`; says so at
// the later of the two.
static void inverse_clash(Schema *s, uint32_t i, const Kind *target, uint32_t taken, Diags *diags) {
    const FieldDecl *d = &s->decls[i];
    const Kind *from = s->kinds[d->kind];
    const Field *f = &from->fields[d->field], *other = &target->fields[taken];
    Str name = f->inverse;
    if (other->inverse_link) {
        Diag *e = diag_error(diags, E0206, d->node->source, d->node->at,
                             "'%.*s' of %.*s is the other side of two kinds' fields", STR_FMT(name),
                             STR_FMT(target->name));
        diag_note(diags, e, "%.*s gives it that name already",
                  STR_FMT(s->kinds[other->from_kind]->name));
        diag_hint(diags, e, "choose another name after 'inverse'");
        return;
    }
    const FieldDecl *own = schema_decl(s, target->type.kind, taken);
    const Node *at = own > d ? own->node : d->node;
    Diag *e = diag_error(diags, E0206, at->source, at->at, "'%.*s' of %.*s means two things",
                         STR_FMT(name), STR_FMT(target->name));
    diag_note(diags, e, "a field, and the other side of '%.*s' of %.*s", STR_FMT(f->name),
              STR_FMT(from->name));
}

// False where the name is taken on that kind.
static bool add_inverse(Schema *s, uint32_t i, uint32_t target, uint32_t *made, Diags *diags) {
    const FieldDecl *d = &s->decls[i];
    Kind *from = s->kinds[d->kind], *k = s->kinds[target];
    Str name = from->fields[d->field].inverse;
    uint32_t there = kind_field(k, name);
    if (there != UINT32_MAX) {
        const Field *f = &k->fields[there];
        if (f->inverse_link && f->from_kind == d->kind) return true; // shared: the union of both
        inverse_clash(s, i, k, there, diags);
        return false;
    }
    if (k->nfields >= 2 * KIND_FIELDS_MAX || *made >= SCHEMA_FIELDS_MAX) {
        diag_error(diags, E0404, d->node->source, d->node->at, "too many inverse links");
        return false;
    }
    ++*made;
    Field *f = new_field(s, k);
    f->name = name;
    f->type = type_list(s->arena, &from->type);
    f->inverse_link = true;
    f->from_kind = d->kind;
    return true;
}

// The declarations kind by kind, as schema_write writes them, so that a schema that is read back
// has its inverse links at the same places, also where a kind was extended after others were
// declared.
static const uint32_t *decls_by_kind(Schema *s) {
    uint32_t *at = arena_zero(s->arena, ((size_t)s->nkinds + 1) * sizeof *at);
    uint32_t *order = ARENA_ARRAY(s->arena, uint32_t, (size_t)s->ndecls + 1);
    for (uint32_t i = 0; i < s->ndecls; i++) at[s->decls[i].kind + 1]++;
    for (uint32_t k = 0; k < s->nkinds; k++) at[k + 1] += at[k];
    for (uint32_t i = 0; i < s->ndecls; i++) order[at[s->decls[i].kind]++] = i;
    return order;
}

static void add_inverses(Schema *s, Diags *diags) {
    uint32_t made = 0;
    const uint32_t *order = decls_by_kind(s);
    for (uint32_t n = 0; n < s->ndecls; n++) {
        uint32_t i = order[n];
        const FieldDecl *d = &s->decls[i];
        const Field *f = &s->kinds[d->kind]->fields[d->field];
        if (!f->inverse.n) continue;
        if (refuse_reserved(diags, d->node, f->inverse, "an inverse link")) continue;
        const Type *t = f->type->tag == TY_LIST ? f->type->elem : f->type;
        uint32_t first = t->kind == KIND_ANY ? 0 : t->kind;
        uint32_t end = t->kind == KIND_ANY ? s->nkinds : t->kind + 1;
        for (uint32_t k = first; k < end && add_inverse(s, i, k, &made, diags);) k++;
    }
}

// Where no kind is called passage, a source may be any entity.
static void finish_common(Schema *s) {
    uint32_t passage = schema_kind(s, STR("passage"));
    s->passages = passage == KIND_ANY ? s->entities : type_list(s->arena, &s->kinds[passage]->type);
    for (uint32_t i = 0; i < s->nkinds; i++) {
        Kind *k = s->kinds[i];
        k->nfields = k->ndeclared;
        k->fields[FIELD_SOURCE].type = s->passages;
        k->label_field = FIELD_ID;
        static const char *const labels[] = {"name", "title"};
        for (int n = 0; n < 2 && k->label_field == FIELD_ID; n++) {
            uint32_t f = kind_field(k, str_of(labels[n]));
            if (f != UINT32_MAX && k->fields[f].type->tag == TY_TEXT) k->label_field = f;
        }
    }
}

void schema_finish(Schema *s, Diags *diags) {
    resolve_fields(s, diags);
    finish_common(s);
    add_inverses(s, diags);
}

// ---- writing --------------------------------------------------------------------------------

// A name as it must be written: in backquotes unless it is a plain word that the grammar takes for
// a name.
static void write_name(StrBuf *out, Str name) {
    static const char *const words[] = {"and",  "or",   "not",  "in",    "is",  "if",
                                        "then", "else", "true", "false", "null"};
    bool plain = name.n > 0 && !(name.p[0] >= '0' && name.p[0] <= '9') &&
                 !is_one_of(name, words, sizeof words / sizeof *words);
    for (uint32_t i = 0; i < name.n && plain; i++) {
        char c = name.p[i];
        plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
    if (!plain) buf_char(out, '`');
    buf_add(out, name);
    if (!plain) buf_char(out, '`');
}

static const char *basic_name(const Type *t, bool moment) {
    if (moment) return basic_words[BASIC_MOMENT];
    for (uint32_t i = 0; i < BASIC_TYPES; i++)
        if (basic_types[i]->tag == t->tag) return basic_words[i];
    return "null";
}

static void write_field(const Schema *s, const Field *f, StrBuf *out) {
    bool list = f->type->tag == TY_LIST;
    const Type *t = list ? f->type->elem : f->type;
    write_name(out, f->name);
    buf_addc(out, list ? ": [" : ": ");
    if (t->tag == TY_ENTITY && t->kind != KIND_ANY)
        write_name(out, s->kinds[t->kind]->name);
    else
        buf_addc(out, basic_name(t, f->moment));
    if (list) buf_char(out, ']');
    if (f->inverse.n) {
        buf_addc(out, " inverse ");
        write_name(out, f->inverse);
    }
    if (f->hierarchical) buf_addc(out, " hierarchical");
}

static void write_fields(const Schema *s, const Kind *k, const Kind *known, StrBuf *out) {
    buf_addc(out, " {\n");
    for (uint32_t f = FIELD_DECLARED; f < k->ndeclared; f++) {
        if (known && kind_field(known, k->fields[f].name) < known->ndeclared) continue;
        buf_addc(out, "  ");
        write_field(s, &k->fields[f], out);
        buf_addc(out, ",\n");
    }
    buf_addc(out, "}\n");
}

static void write_kind(const Schema *s, const Kind *k, StrBuf *out) {
    buf_addc(out, "kind ");
    write_name(out, k->name);
    buf_addc(out, " as ");
    write_name(out, k->collection);
    write_fields(s, k, NULL, out);
}

void schema_write(const Schema *s, StrBuf *out) {
    for (uint32_t i = 0; i < s->nkinds; i++) write_kind(s, s->kinds[i], out);
}

static bool has_all(const Kind *known, const Kind *k) {
    bool all = true;
    for (uint32_t f = FIELD_DECLARED; f < k->ndeclared && all; f++)
        all = kind_field(known, k->fields[f].name) < known->ndeclared;
    return all;
}

void schema_write_new(const Schema *s, const Schema *known, StrBuf *out) {
    for (uint32_t i = 0; i < s->nkinds; i++) {
        const Kind *k = s->kinds[i];
        uint32_t there = schema_kind(known, k->name);
        if (there == KIND_ANY) {
            write_kind(s, k, out);
        } else if (!has_all(known->kinds[there], k)) {
            buf_addc(out, "extend kind ");
            write_name(out, k->name);
            write_fields(s, k, known->kinds[there], out);
        }
    }
}

static void add_type(StrBuf *out, const Schema *s, const Type *t) {
    if (t->tag == TY_LIST) {
        buf_char(out, '[');
        add_type(out, s, t->elem);
        buf_char(out, ']');
    } else if (t->tag == TY_RECORD) {
        buf_char(out, '{');
        for (uint32_t i = 0; i < t->nfields; i++) {
            if (i) buf_addc(out, ", ");
            buf_add(out, t->fields[i].name);
            buf_addc(out, ": ");
            add_type(out, s, t->fields[i].type);
        }
        buf_char(out, '}');
    } else if (t->tag == TY_ENTITY && s && t->kind < s->nkinds) {
        buf_add(out, s->kinds[t->kind]->name);
    } else {
        buf_addc(out, basic_name(t, t == &type_moment));
    }
}

Str type_name(Arena *a, const Schema *s, const Type *t) {
    StrBuf out;
    buf_init(&out, a);
    add_type(&out, s, t);
    return buf_str(&out);
}
