// Front matter into fields: of the key's name, of another that is usual for it, or of one that is
// declared for it, of a type that holds all its values. In: notes and their front matter; out:
// fields of the schema, calls of the builder, complaints with the line of the value.
#include <stdarg.h>
#include <string.h>

#include "lang/number.h"
#include "runtime/import/markdown_impl.h"
#include "runtime/import/new_field.h"

enum { KEYS_MAX = 4096 }; // different ones, of all kinds

// ---- complaints ---------------------------------------------------------------------------------

// The line as a source of its own, which knows where in the file it stands.
static const Source *line_source(const Markdown *x, const Note *n, uint32_t line, uint32_t *len) {
    *len = 1;
    if (x->job->diags->count >= DIAG_MAX) return NULL;
    const char *p = n->good.p, *end = p + n->good.n;
    for (uint32_t i = 1; i < line && p < end; i++) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        p = stop ? stop + 1 : end;
        guard_every(x->a->guard, i);
    }
    const char *stop = p < end ? memchr(p, '\n', (size_t)(end - p)) : NULL;
    Str text = {p, (uint32_t)((stop ? stop : end) - p)};
    while (text.n && (text.p[text.n - 1] == '\r' || text.p[text.n - 1] == ' ')) text.n--;
    if (text.n) *len = text.n;
    Source *s = source_new(x->job->diags->arena, n->text->name, text);
    s->lines_before = line - 1;
    return s;
}

Diag *note_complain(Markdown *x, const Note *n, uint32_t line, ErrorCode code, const char *fmt,
                    ...) {
    va_list ap;
    uint32_t len;
    x->stopped = x->stopped || x->job->how->strict;
    va_start(ap, fmt);
    Str message = str_vprintf(x->scratch, fmt, ap);
    va_end(ap);
    const Source *s = line_source(x, n, line ? line : 1, &len);
    return diag_error(x->job->diags, code, s, (Span){0, len}, "%.*s", STR_FMT(message));
}

// ---- which field --------------------------------------------------------------------------------

static uint32_t own_field(const Kind *k, Str name) {
    uint32_t f = kind_field(k, name);
    return f != FIELD_ID && f < k->ndeclared ? f : NO_FIELD;
}

uint32_t note_field(const Markdown *x, uint32_t kind, const char *name, TypeTag tag) {
    if (kind == KIND_ANY) return NO_FIELD;
    const Kind *k = x->schema->kinds[kind];
    uint32_t f = own_field(k, str_of(name));
    if (f == NO_FIELD) return f;
    const Type *t = k->fields[f].type;
    return (t->tag == TY_LIST ? t->elem->tag : t->tag) == tag ? f : NO_FIELD;
}

uint32_t note_kind(const Markdown *x, Str word) {
    Str s = utf8_invalid_at(word) == word.n ? str_fold(x->scratch, word) : word;
    uint32_t kind = schema_kind(x->schema, s);
    return kind != KIND_ANY ? kind : schema_collection(x->schema, s);
}

// What notes call a field that is called otherwise.
static Str usual_name(const Kind *k, Str key) {
    static const struct {
        const char *key, *field;
    } usual[] = {{"aliases", "also"},  {"alias", "also"},    {"authors", "author"},
                 {"tag", "tags"},      {"keywords", "tags"}, {"birthday", "born"},
                 {"birth", "born"},    {"death", "died"},    {"name", "title"},
                 {"title", "name"},    {"lang", "language"}, {"participants", "people"},
                 {"persons", "people"}};
    if (own_field(k, key) != NO_FIELD) return key;
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
        if (!str_is(key, usual[i].key)) continue;
        Str field = str_of(usual[i].field);
        bool always = i < 2 || str_is(field, "tags");
        if (always || own_field(k, field) != NO_FIELD) return field;
    }
    return key;
}

// Notes mostly have the same keys in the same order: the search begins behind the last.
static NoteKey *find_key(Markdown *x, uint32_t kind, Str name) {
    for (uint32_t n = 0; n < x->nkeys; n++) {
        uint32_t i = (x->next_key + n) % x->nkeys;
        NoteKey *k = &x->keys[i];
        if (k->kind != kind || !str_eq(k->name, name)) continue;
        x->next_key = i + 1;
        guard_work(x->a->guard, n);
        return k;
    }
    return NULL;
}

// NULL: there are too many.
static NoteKey *key_of(Markdown *x, uint32_t kind, Str name) {
    const Kind *k = x->schema->kinds[kind];
    name = usual_name(k, name);
    NoteKey *found = find_key(x, kind, name);
    if (found || x->nkeys == KEYS_MAX) return found;
    uint32_t to = own_field(k, name);
    x->keys = arena_grow(x->a, x->keys, &x->keys_cap, (size_t)x->nkeys + 1, sizeof *x->keys);
    found = &x->keys[x->nkeys++];
    *found = (NoteKey){.kind = kind, .name = str_dup(x->a, name), .to = to, .made = to == NO_FIELD};
    return found;
}

// What says the kind or the id fills no field.
static bool is_told(const Note *n, Str key) {
    if (str_is(key, "id") || str_is(key, "kind")) return true;
    return str_is(key, "type") && n->typed;
}

// ---- declaring ----------------------------------------------------------------------------------

bool note_wiki(Str s, Str *target, Str *words) {
    if (s.n < 5 || memcmp(s.p, "[[", 2) != 0 || memcmp(s.p + s.n - 2, "]]", 2) != 0) return false;
    *target = *words = (Str){s.p + 2, s.n - 4};
    for (uint32_t i = 0; i < words->n; i++) {
        if (words->p[i] != '|') continue;
        *target = (Str){words->p, i};
        *words = (Str){words->p + i + 1, words->n - i - 1};
        break;
    }
    for (uint32_t i = 0; i < target->n; i++)
        if (strchr("#^", target->p[i])) target->n = i;
    return target->n > 0;
}

static bool is_truth(Str s) { return str_is(s, "true") || str_is(s, "false"); }

static bool like_a_date(Str s) {
    if (s.n < 7 || s.p[4] != '-') return false;
    for (int i = 0; i < 4; i++)
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    return true;
}

static unsigned bits_of(Markdown *x, const FrontValue *v) {
    Str target, words;
    int64_t i;
    double d;
    FoundDate found;
    if (note_wiki(v->text, &target, &words)) return IS_LINK;
    if (!v->plain) return IS_TEXT;
    if (number_parse_int(v->text, &i))
        return v->text.p[0] == '0' && v->text.n > 1 ? IS_TEXT : IS_INT;
    if (number_parse_real(v->text, &d)) return IS_REAL;
    if (is_truth(v->text)) return IS_TRUTH;
    DateHow how = {x->language, NULL};
    if (like_a_date(v->text) && found_date_text(x->scratch, v->text, how, &found)) return IS_DATE;
    return IS_TEXT;
}

void note_look(Markdown *x, const Note *n) {
    for (uint32_t i = 0; i < n->front.n; i++) {
        const FrontValue *v = &n->front.values[i];
        guard_work(x->a->guard, 8);
        if (is_told(n, v->key)) continue;
        NoteKey *k = key_of(x, n->kind, v->key);
        if (!k || !k->made) continue;
        k->seen |= bits_of(x, v) | (v->list ? IS_LIST : 0);
    }
}

void note_wants(Markdown *x, uint32_t kind, const char *name, const char *type) {
    NoteKey *k = key_of(x, kind, str_of(name));
    if (!k || !k->made) return;
    k->seen |= IS_TEXT;
    if (!k->type) k->type = type;
}

uint32_t note_wanted(const Markdown *x, uint32_t kind, const char *name) {
    for (uint32_t i = 0; i < x->nkeys; i++)
        if (x->keys[i].kind == kind && str_is(x->keys[i].name, name)) return x->keys[i].to;
    return NO_FIELD;
}

static void declare_key(Markdown *x, NoteKey *k) {
    static const char *const lists[] = {"also", "tags", "links"};
    bool list = k->seen & IS_LIST;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) list |= str_is(k->name, lists[i]);
    const char *word = k->type ? k->type : new_field_type(k->seen);
    const char *type = str_printf(x->a, list ? "[%s]" : "%s", word).p;
    unsigned number = (unsigned)(k - x->keys) + 1;
    k->to = new_field(x->schema, x->a, x->scratch, k->kind, k->name, type, number);
    k->made = k->to != NO_FIELD;
}

void note_declare(Markdown *x) {
    for (uint32_t i = 0; i < x->nkeys; i++) {
        if (x->keys[i].made && x->keys[i].seen) declare_key(x, &x->keys[i]);
        arena_reset(x->scratch);
        guard_tick(x->a->guard);
    }
    schema_finish(x->schema, x->job->diags);
    builder_schema_grown(x->b);
}

// ---- values -------------------------------------------------------------------------------------

typedef struct Filling {
    Markdown *x;
    const Note *note;
    const FrontValue *v;
    uint32_t index;
    const Field *field;
    const Type *type; // of the field, or of a list's elements
} Filling;

static void wrong(const Filling *f, const char *expected) {
    note_complain(f->x, f->note, f->v->line, E0403, "'%.*s' takes %s, not \"%.*s\"",
                  STR_FMT(f->field->name), expected, (int)(f->v->text.n < 60 ? f->v->text.n : 60),
                  f->v->text.p);
    import_found(f->x->job, "values left out, as their field takes others", 1);
}

Ref note_entity(Markdown *x, uint32_t kind, Str name) {
    const Kind *k = x->schema->kinds[kind];
    Str id = note_slug(x->scratch, name); // nobody else's, who is called otherwise
    Ref r = builder_find(x->b, kind, id, NULL) ? import_made(x->b, x->scratch, kind, name)
                                               : builder_entity(x->b, kind, id);
    if (r && k->label_field != FIELD_ID) builder_text(x->b, r, k->label_field, name, 0);
    if (r) note_names_made(x->names, kind, name, r);
    import_found(x->job, "entities made, as a note names them and nothing else does", 1);
    return r;
}

static void put_link(const Filling *f) {
    Markdown *x = f->x;
    Str target, words;
    bool several;
    if (!note_wiki(f->v->text, &target, &words)) target = f->v->text;
    Ref r = note_names_find(x->names, x->scratch, f->note, target, false, f->type->kind, &several);
    if (!r && !several && f->type->kind != KIND_ANY) r = note_entity(x, f->type->kind, target);
    if (r) {
        builder_link(x->b, f->note->ref, f->index, r, 0);
        x->linked =
            arena_grow_zero(x->a, x->linked, &x->linked_cap, (size_t)r + 1, sizeof *x->linked);
        if (note_derived(x, f->note->kind, r) == f->index) x->linked[r].article = x->number;
        return;
    }
    x->job->count->links++;
    note_complain(x, f->note, f->v->line, several ? E0208 : E0402,
                  several ? "'%.*s' leads to several that are called %.*s"
                          : "'%.*s' leads to %.*s, which is not there",
                  STR_FMT(f->field->name), STR_FMT(target));
}

static void put_date(const Filling *f) {
    Markdown *x = f->x;
    FoundDate found;
    DateHow how = {x->language, NULL};
    (void)found_date_text(x->scratch, f->v->text, how, &found);
    found_date_report(x->job, found.flags);
    if (found.flags & FOUND_UNRECORDED) return;
    bool lasts = found.read && f->field->moment && found.date.kind != DATE_MOMENT;
    if (!found.read || lasts)
        wrong(f, lasts ? "one moment" : "a date");
    else
        builder_date(x->b, f->note->ref, f->index, &found.date, found.written, 0);
}

static void put_number(const Filling *f) {
    int64_t i;
    double d;
    if (f->type->tag == TY_INT) {
        if (number_parse_int(f->v->text, &i))
            builder_int(f->x->b, f->note->ref, f->index, i, 0);
        else
            wrong(f, "a whole number");
    } else if (number_parse_real(f->v->text, &d)) {
        builder_real(f->x->b, f->note->ref, f->index, d, 0);
    } else {
        wrong(f, "a number");
    }
}

static void put_value(const Filling *f) {
    Markdown *x = f->x;
    Str target, words = f->v->text;
    Duration d;
    switch ((TypeTag)f->type->tag) {
    case TY_TEXT:
        (void)note_wiki(f->v->text, &target, &words);
        builder_text(x->b, f->note->ref, f->index, words, 0);
        break;
    case TY_INT:
    case TY_REAL: put_number(f); break;
    case TY_TRUTH:
        if (is_truth(words))
            builder_truth(x->b, f->note->ref, f->index, str_is(words, "true") ? YES : NO, 0);
        else
            wrong(f, "true or false");
        break;
    case TY_DATE: put_date(f); break;
    case TY_DURATION:
        if (duration_read(words, &d))
            builder_duration(x->b, f->note->ref, f->index, d, 0);
        else
            wrong(f, "a duration such as 5 years");
        break;
    default: put_link(f); break;
    }
}

// "a, b" is a list where one is wanted, of tags also "a b"; names may have commas, so not others.
static void put_several(const Filling *all, const char *marks) {
    FrontValue part = *all->v;
    Filling f = *all;
    Str text = part.text;
    f.v = &part;
    for (uint32_t at = 0; at <= text.n;) {
        uint32_t end = at;
        while (end < text.n && !strchr(marks, text.p[end])) end++;
        part.text = note_trimmed((Str){text.p + at, end - at});
        if (part.text.n) put_value(&f);
        at = end + 1;
    }
}

void note_fill(Markdown *x, const Note *n) {
    const Kind *k = x->schema->kinds[n->kind];
    for (uint32_t i = 0; i < n->front.n && !x->stopped; i++) {
        const FrontValue *v = &n->front.values[i];
        guard_work(x->a->guard, 64);
        if (is_told(n, v->key)) continue;
        const NoteKey *key = key_of(x, n->kind, v->key);
        if (!key || key->to == NO_FIELD) {
            note_complain(x, n, v->line, E0404, "there is no room for another field '%.*s'",
                          STR_FMT(v->key));
            continue;
        }
        const Field *field = &k->fields[key->to];
        const Type *type = field->type->tag == TY_LIST ? field->type->elem : field->type;
        Filling f = {x, n, v, key->to, field, type};
        bool words = field->type->tag == TY_LIST && type->tag == TY_TEXT && !v->list;
        if (words && str_is(key->name, "tags"))
            put_several(&f, ", ");
        else if (words && str_is(key->name, "also"))
            put_several(&f, ",");
        else
            put_value(&f);
    }
}
