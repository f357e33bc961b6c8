// The basic types and the two made ones, lists and records. In: element types; out: types to
// compare and to name. Kinds are the schema's: here an entity type is only a number.
#include "lang/type.h"

const Type type_null = {.tag = TY_NULL};
const Type type_text = {.tag = TY_TEXT};
const Type type_int = {.tag = TY_INT};
const Type type_real = {.tag = TY_REAL};
const Type type_truth = {.tag = TY_TRUTH};
const Type type_date = {.tag = TY_DATE};
const Type type_moment = {.tag = TY_DATE};
const Type type_duration = {.tag = TY_DURATION};
const Type type_entity = {.tag = TY_ENTITY, .kind = KIND_ANY};

const Type *type_list(Arena *a, const Type *elem) {
    Type *t = ARENA_NEW(a, Type);
    t->tag = TY_LIST;
    t->height = (uint8_t)(elem->height + 1);
    t->elem = elem;
    return t;
}

const Type *type_record(Arena *a, const TypeField *fields, uint32_t n) {
    Type *t = ARENA_NEW(a, Type);
    t->tag = TY_RECORD;
    t->height = 1;
    for (uint32_t i = 0; i < n; i++)
        if (fields[i].type->height >= t->height) t->height = (uint8_t)(fields[i].type->height + 1);
    t->fields = fields;
    t->nfields = n;
    return t;
}

static bool fields_same(const Type *a, const Type *b) {
    if (a->nfields != b->nfields) return false;
    for (uint32_t i = 0; i < a->nfields; i++) {
        if (!str_eq(a->fields[i].name, b->fields[i].name)) return false;
        if (!type_same(a->fields[i].type, b->fields[i].type)) return false;
    }
    return true;
}

bool type_same(const Type *a, const Type *b) {
    while (a != b) {
        if (a->tag != b->tag) return false;
        if (a->tag == TY_ENTITY) return a->kind == b->kind;
        if (a->tag == TY_RECORD) return fields_same(a, b);
        if (a->tag != TY_LIST) return true;
        a = a->elem;
        b = b->elem;
    }
    return true;
}
