// Where the members of records go: to a field of their name, to one that is called otherwise, or to
// one that is declared for them, of a type that holds all their values. In: members as they come;
// out: fields of the schema.
#include "runtime/import/jsonl_impl.h"
#include "runtime/import/new_field.h"

// ---- where a member goes --------------------------------------------------------------------

uint32_t import_field(const Kind *k, Str name) {
    uint32_t f = kind_field(k, name);
    return f != FIELD_ID && f < k->ndeclared ? f : TO_NOTHING;
}

// What others call a field. It holds where the kind has the field and none of the other name.
static uint32_t usual_field(const Kind *k, Str member) {
    static const struct {
        const char *kind, *member, *field;
    } usual[] = {{NULL, "aliases", "also"},
                 {NULL, "kind", "type"},
                 {NULL, "name", "title"},
                 {NULL, "title", "name"},
                 {"article", "authors", "author"},
                 {"article", "mentions", "people"},
                 {"event", "participants", "people"},
                 {"person", "born_place", "birthplace"},
                 {"person", "birth_place", "birthplace"},
                 {"person", "died_place", "deathplace"},
                 {"person", "death_place", "deathplace"}};
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
        if (!str_is(member, usual[i].member)) continue;
        if (usual[i].kind && !str_is(k->name, usual[i].kind)) continue;
        return import_field(k, str_of(usual[i].field));
    }
    uint32_t date = import_field(k, STR("date"));
    if (date == TO_NOTHING || k->fields[date].type->tag != TY_DATE || k->fields[date].moment)
        return TO_NOTHING;
    return str_is(member, "start") ? TO_START : str_is(member, "end") ? TO_END : TO_NOTHING;
}

// Records mostly have the same members in the same order: the search begins behind the last.
static Member *find_member(Import *x, Str name) {
    for (uint32_t n = 0; n < x->nmembers; n++) {
        uint32_t i = (x->next_member + n) % x->nmembers;
        Member *m = &x->members[i];
        if (m->kind != x->record->kind || !str_eq(m->name, name)) continue;
        x->next_member = i + 1;
        guard_work(x->a->guard, n);
        return m;
    }
    return NULL;
}

Member *import_member(Import *x, Str name) {
    Member *m = find_member(x, name);
    if (m || x->nmembers == MEMBERS_MAX) return m;
    const Kind *k = x->schema->kinds[x->record->kind];
    uint32_t to = str_is(name, "id") ? FIELD_ID : import_field(k, name);
    if (to == TO_NOTHING && str_is(name, "_claims")) to = TO_CLAIMS;
    if (to == TO_NOTHING) to = usual_field(k, name);
    x->members =
        arena_grow(x->a, x->members, &x->members_cap, (size_t)x->nmembers + 1, sizeof *x->members);
    m = &x->members[x->nmembers++];
    *m = (Member){x->record->kind, str_dup(x->a, name), to, to == TO_NOTHING, 0};
    return m;
}

// ---- unknown members ------------------------------------------------------------------------

static unsigned kind_of_value(JsonTag tag) {
    switch (tag) {
    case JSON_NULL: return 0;
    case JSON_TRUTH: return IS_TRUTH;
    case JSON_INT: return IS_INT;
    case JSON_REAL: return IS_REAL;
    default: return IS_TEXT;
    }
}

bool import_look(Import *x, Member *u) {
    Json *j = &x->json;
    if (j->event.tag != JSON_LIST) {
        u->seen |= kind_of_value(j->event.tag);
        return import_skip(x);
    }
    u->seen |= IS_LIST;
    for (JsonTag tag; (tag = json_next(j)) != JSON_LIST_END;) {
        if (tag == JSON_BAD) return import_bad_json(x, &x->json);
        u->seen |= kind_of_value(tag);
        if (!import_skip(x)) return false;
    }
    return true;
}

static void declare_unknown(Import *x, Member *u) {
    bool list = u->seen & IS_LIST;
    const char *type = str_printf(x->a, list ? "[%s]" : "%s", new_field_type(u->seen)).p;
    unsigned number = (unsigned)(u - x->members) + 1;
    u->to = new_field(x->schema, x->a, x->scratch, u->kind, u->name, type, number);
}

void import_declare(Import *x) {
    for (uint32_t i = 0; i < x->nmembers; i++) {
        Member *m = &x->members[i];
        if (m->made && m->seen) declare_unknown(x, m);
        arena_reset(x->scratch);
        guard_tick(x->a->guard);
    }
    schema_finish(x->schema, x->diags);
    builder_schema_grown(x->b);
}
