// Types of values. Basic types are singletons (compare pointers); entity types belong to the
// schema, lists and records are made in an arena and compared by type_same.
#ifndef GAZ_TYPE_H
#define GAZ_TYPE_H

#include "lang/str.h"

typedef enum TypeTag {
    TY_NULL, // the type of `null` alone: fits everything
    TY_TEXT,
    TY_INT,
    TY_REAL,
    TY_TRUTH,
    TY_DATE, // date and moment alike; a moment field is checked when facts are read
    TY_DURATION,
    TY_ENTITY,
    TY_LIST,
    TY_RECORD,
    TYPE_TAGS
} TypeTag;

#define KIND_ANY UINT32_MAX // an entity of any kind

typedef struct Type Type;
typedef struct TypeField {
    Str name;
    const Type *type;
} TypeField;

// Values within values that an expression may have: whatever walks a type goes no deeper.
enum { TYPE_HEIGHT_MAX = 64 };

struct Type {
    uint8_t tag;             // TypeTag
    uint8_t height;          // lists and records within each other: 0 neither
    uint32_t kind;           // TY_ENTITY: index in the schema, or KIND_ANY
    const Type *elem;        // TY_LIST
    const TypeField *fields; // TY_RECORD
    uint32_t nfields;
};

extern const Type type_null, type_text, type_int, type_real, type_truth, type_date, type_duration,
    type_entity;
extern const Type type_moment; // a date that may not last, only for showing: type_same as type_date

const Type *type_list(Arena *a, const Type *elem);
const Type *type_record(Arena *a, const TypeField *fields, uint32_t n);
bool type_same(const Type *a, const Type *b);
static inline bool type_is_number(const Type *t) { return t->tag == TY_INT || t->tag == TY_REAL; }
static inline bool type_is_list(const Type *t) { return t->tag == TY_LIST; }

#endif
