// See run_names.h. In: the columns name and also of three kinds; out: their names by entity.
#include "runtime/run_names.h"

static const Column *column_of(const Archive *a, const KindTable *t, const char *field) {
    uint32_t f = kind_field(t->kind, str_of(field));
    const Column *c = f < t->kind->ndeclared ? archive_column(a, t, f) : NULL;
    return c && c->data ? c : NULL;
}

static bool is_of(const Column *c, TypeTag tag) {
    const Type *t = c->field->type;
    return t->tag == tag && (tag != TY_LIST || t->elem->tag == TY_TEXT);
}

static void add_kind(Run *r, Names *names, uint32_t kind, bool person) {
    const Archive *a = r->archive;
    const KindTable *t = &a->tables[kind];
    uint8_t hidden = r->nameless ? r->nameless[kind] : 0;
    const Column *name = hidden & HIDDEN_LABEL ? NULL : column_of(a, t, "name");
    const Column *also = hidden & HIDDEN_ALSO ? NULL : column_of(a, t, "also");
    if (name && !is_of(name, TY_TEXT)) name = NULL;
    if (also && !is_of(also, TY_LIST)) also = NULL;
    for (uint32_t i = 0; i < t->count && (name || also); i++) {
        uint32_t who = t->first + i;
        run_work(r, 1);
        if (name)
            names_add(names, archive_text(a, ((const uint32_t *)name->data)[i]), who,
                      person ? NAME_OF_PERSON : NAME_PLAIN);
        for (uint32_t k = also ? also->off[i] : 0; also && k < also->off[i + 1]; k++)
            names_add(names, archive_text(a, ((const uint32_t *)also->data)[k]), who,
                      person ? NAME_OTHER_OF_PERSON : NAME_PLAIN);
    }
}

const Names *run_names(Run *r) {
    if (r->names) return r->names;
    const Schema *schema = &r->archive->schema;
    Names *names = names_new(&r->keep, r->scratch);
    for (uint32_t k = 0; k < schema->nkinds; k++) { // so entities come by their number
        Str kind = schema->kinds[k]->name;
        bool person = str_is(kind, "person");
        if (person || str_is(kind, "place") || str_is(kind, "organisation"))
            add_kind(r, names, k, person);
    }
    return r->names = names;
}
