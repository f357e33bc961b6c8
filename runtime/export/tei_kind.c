// Which field of which kind becomes which element of TEI P5; see tei.h. What the table does not
// name is a note of its own type, or, where it leads to another entry, a relation.
#include "runtime/export/tei.h"

#include <string.h>

static const struct {
    const char *kind, *field;
    TeiHow how;
    const char *element, *beside;
} known[] = {
    {"person", "name", TEI_NAME, "persName", ""},
    {"person", "also", TEI_OTHER_NAME, "persName", ""},
    {"person", "gender", TEI_ELEMENT, "gender", ""},
    {"person", "role", TEI_ELEMENT, "occupation", ""},
    {"person", "born", TEI_DATE, "birth", "birthplace"},
    {"person", "died", TEI_DATE, "death", "deathplace"},
    {"person", "birthplace", TEI_ATTRIBUTE, "", ""},
    {"person", "deathplace", TEI_ATTRIBUTE, "", ""},
    {"person", "fate", TEI_STATE, "", ""},
    {"place", "name", TEI_NAME, "placeName", ""},
    {"place", "also", TEI_OTHER_NAME, "placeName", ""},
    {"place", "lat", TEI_COORDINATES, "", "lon"},
    {"place", "lon", TEI_ATTRIBUTE, "", ""},
    {"place", "type", TEI_ATTRIBUTE, "", ""},
    {"organisation", "name", TEI_NAME, "orgName", ""},
    {"organisation", "also", TEI_OTHER_NAME, "orgName", ""},
    {"organisation", "type", TEI_ATTRIBUTE, "", ""},
    {"organisation", "founded", TEI_STATE, "", ""},
    {"organisation", "dissolved", TEI_STATE, "", ""},
    {"organisation", "place", TEI_ELEMENT, "placeName", ""},
    {"event", "title", TEI_NAME, "label", ""},
    {"event", "type", TEI_ATTRIBUTE, "", ""},
    {"event", "date", TEI_ATTRIBUTE, "", ""},
    {"event", "place", TEI_TAKES_PART, "placeName", ""},
    {"event", "people", TEI_TAKES_PART, "persName", ""},
    {"event", "organisations", TEI_TAKES_PART, "orgName", ""},
    {"publication", "name", TEI_NAME, "title", ""},
    {"publication", "also", TEI_OTHER_NAME, "title", ""},
    {"publication", "type", TEI_ATTRIBUTE, "", ""},
    {"publication", "author", TEI_ELEMENT, "author", ""},
    {"publication", "date", TEI_DATE, "date", ""},
    {"publication", "place", TEI_ELEMENT, "pubPlace", ""},
    {"relation", "from", TEI_ATTRIBUTE, "", ""},
    {"relation", "to", TEI_ATTRIBUTE, "", ""},
    {"relation", "type", TEI_ATTRIBUTE, "", ""},
    {"relation", "date", TEI_ATTRIBUTE, "", ""},
    {"relation", "place", TEI_NOTE, "", ""},
    {"relation", "certainty", TEI_NOTE, "", ""},
};

static const char *const lists[TEI_KINDS][3] = {
    {"person", "listPerson", "person"},  {"place", "listPlace", "place"},
    {"organisation", "listOrg", "org"},  {"event", "listEvent", "event"},
    {"publication", "listBibl", "bibl"}, {"relation", "listRelation", "relation"}};

static uint32_t open_field(Writer *w, uint32_t kind, const char *name) {
    uint32_t f = kind_field(w->run->archive->tables[kind].kind, str_of(name));
    if (f == UINT32_MAX || catalog_may_read(w->options.catalog, kind, f) != READ_OPEN)
        return UINT32_MAX;
    return f;
}

static TeiField field_of(Writer *w, uint32_t kind, uint32_t f) {
    const Kind *k = w->run->archive->tables[kind].kind;
    const Type *t = k->fields[f].type;
    if (t->tag == TY_LIST) t = t->elem;
    TeiField out = {
        .field = f, .how = t->tag == TY_ENTITY ? TEI_RELATION : TEI_NOTE, .beside = UINT32_MAX};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (!str_is(k->name, known[i].kind) || !str_is(k->fields[f].name, known[i].field)) continue;
        out.how = known[i].how;
        out.element = known[i].element;
        if (*known[i].beside) out.beside = open_field(w, kind, known[i].beside);
    }
    return out;
}

// Notes and relations by their names, so that it does not matter which was declared first.
static bool comes_before(const Kind *k, const TeiField *a, const TeiField *b) {
    if (a->how != b->how) return a->how < b->how;
    bool named = a->how == TEI_NOTE || a->how == TEI_RELATION;
    return named && str_cmp(k->fields[a->field].name, k->fields[b->field].name) < 0;
}

// Few at a time, in order of how they are written.
static void add_field(const Kind *declared, TeiKind *k, TeiField f) {
    uint32_t i = k->nfields++;
    for (; i > 0 && comes_before(declared, &f, &k->fields[i - 1]); i--)
        k->fields[i] = k->fields[i - 1];
    k->fields[i] = f;
}

static void look_at(Writer *w, TeiKind *k, uint32_t kind) {
    const Kind *declared = w->run->archive->tables[kind].kind;
    k->fields = ARENA_ARRAY(w->arena, TeiField, declared->ndeclared + 1);
    k->type = open_field(w, kind, "type");
    k->date = open_field(w, kind, "date");
    k->from = open_field(w, kind, "from");
    k->to = open_field(w, kind, "to");
    for (uint32_t f = FIELD_SAME; f < declared->ndeclared; f++)
        if (catalog_may_read(w->options.catalog, kind, f) == READ_OPEN)
            add_field(declared, k, field_of(w, kind, f));
}

void tei_list_kinds(Writer *w) {
    const Schema *s = &w->run->archive->schema;
    for (uint32_t i = 0; i < TEI_KINDS; i++) {
        TeiKind *k = &w->tei->kinds[i];
        *k = (TeiKind){.kind = lists[i][0], .list = lists[i][1], .element = lists[i][2]};
        uint32_t kind = schema_kind(s, str_of(k->kind));
        if (kind != KIND_ANY) look_at(w, k, kind);
    }
}

TeiKind *tei_list_kind(Writer *w, uint32_t entity, const KindTable **table) {
    const Archive *a = w->run->archive;
    *table = &a->tables[archive_kind_of(a, entity)];
    for (uint32_t i = 0; i < TEI_KINDS; i++)
        if (str_is((*table)->kind->name, w->tei->kinds[i].kind)) return &w->tei->kinds[i];
    return NULL;
}
