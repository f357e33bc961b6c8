// What an archive may hold: kinds and their fields, declared in the language (stdlib/core.gzt,
// archives, importers). The checker asks the schema and never sees data.
//
// Every kind begins with the same three fields: id (text), source ([passage]), same ([entity]).
// Declared fields follow, then the inverse links: fields that other declarations give to this kind
// (`inverse NAME`).
#ifndef GAZ_SCHEMA_H
#define GAZ_SCHEMA_H

#include "lang/ast.h"
#include "lang/type.h"

enum { FIELD_ID = 0, FIELD_SOURCE = 1, FIELD_SAME = 2, FIELD_DECLARED = 3 };

// Bounds on declarations, so that hostile ones cost little: kinds, fields a kind may have, fields
// in all.
enum { SCHEMA_KINDS_MAX = 1024, KIND_FIELDS_MAX = 1024, SCHEMA_FIELDS_MAX = 1 << 16 };

typedef struct Field {
    Str name;
    const Type *type;   // a list field: TY_LIST of the element's type
    bool moment;        // declared `moment`: a span is refused in data
    bool hierarchical;  // `in` follows this link upwards (place.part_of)
    bool inverse_link;  // not declared here: the other side of links
    Str inverse;        // declared fields: the name of the other side, or ""
    uint32_t from_kind; // inverse_link: the kind whose field(s) it mirrors
} Field;

typedef struct Kind {
    Str name, collection; // person, people
    Field *fields;
    uint32_t nfields, ndeclared; // fields[0 .. ndeclared) are stored, the rest inverse links
    size_t cap;
    Type type;                // TY_ENTITY of this kind
    uint32_t label_field;     // index of `name` or `title`, else FIELD_ID
    uint32_t hierarchy_field; // index of the hierarchical field, or 0
    bool poured;              // an archive that was poured in brought it, no text declared it
} Kind;

// A field's declaration, kept until the schema is finished and for its errors.
typedef struct FieldDecl {
    uint32_t kind, field;
    const Node *node;
} FieldDecl;

typedef struct Schema {
    Arena *arena;
    Kind **kinds; // stable addresses: types point into them
    uint32_t nkinds;
    size_t cap;
    FieldDecl *decls; // in the order in which they were written
    uint32_t ndecls, nfinished;
    size_t decl_cap;
    uint32_t old_kinds, old_decls; // the first of them, which may be declared again
    const Type *passages;          // the types of source and same
    const Type *entities;
} Schema;

void schema_init(Schema *s, Arena *arena);
// Takes the T_KIND and T_EXTEND statements of a program, in order; other statements are left
// alone. Field types may name kinds that come later, so inverse links are made by schema_finish,
// once all declarations are in. Errors (unknown type, a name twice, a reserved name, inverse
// clash) go to diags: E0206, E0209, E0404.
void schema_declare(Schema *s, const Program *p, Diags *diags);
void schema_finish(Schema *s, Diags *diags);

// What is declared so far may be declared again, as it is: facts that an archive was made of, for
// instance, when they are read once more. E0404 where a field then has another type.
void schema_may_repeat(Schema *s);

const FieldDecl *schema_decl(const Schema *s, uint32_t kind, uint32_t field); // NULL: id and so on
uint32_t schema_kind(const Schema *s, Str name);             // KIND_ANY if there is none
uint32_t schema_collection(const Schema *s, Str collection); // KIND_ANY if there is none
// Index of the field, or UINT32_MAX.
uint32_t kind_field(const Kind *k, Str name);
// The kinds and fields as declarations in the language again, without inverse links: what a block
// stores.
void schema_write(const Schema *s, StrBuf *out);
// What it declares and `known` does not: kinds whole, fields of the others as extensions.
void schema_write_new(const Schema *s, const Schema *known, StrBuf *out);
// "text", "[person]", "date": the type as the user would write it. Records: "{name: text, n: int}".
Str type_name(Arena *a, const Schema *s, const Type *t);

#endif
