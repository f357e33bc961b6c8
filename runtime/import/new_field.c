// See new_field.h. In: the name that data uses; out: a declaration in the language, read as such.
#include "runtime/import/new_field.h"

#include "lang/parser.h"

// Whether the name is that of a field, or of the other side of one.
static bool is_taken(const Schema *s, uint32_t kind, Str name) {
    if (kind_field(s->kinds[kind], name) != UINT32_MAX) return true;
    for (uint32_t k = 0; k < s->nkinds; k++)
        for (uint32_t i = FIELD_DECLARED; i < s->kinds[k]->ndeclared; i++) {
            const Field *f = &s->kinds[k]->fields[i];
            const Type *to = f->type->tag == TY_LIST ? f->type->elem : f->type;
            bool leads = to->tag == TY_ENTITY && (to->kind == kind || to->kind == KIND_ANY);
            if (f->inverse.n && leads && str_eq(f->inverse, name)) return true;
        }
    return false;
}

typedef struct Wanted {
    Schema *schema;
    Arena *a, *scratch;
    uint32_t kind;
    const char *type;
} Wanted;

static uint32_t declare(const Wanted *w, Str name) {
    if (is_taken(w->schema, w->kind, name)) return UINT32_MAX;
    Diags diags;
    diags_init(&diags, w->scratch);
    Str text = str_printf(w->a, "extend kind %.*s { %.*s: %s }",
                          STR_FMT(w->schema->kinds[w->kind]->name), STR_FMT(name), w->type);
    ParseLimits limits = {.text = UINT32_MAX, .height = NODE_HEIGHT_MAX, .nodes = UINT32_MAX};
    Program *p = parse(w->a, source_new(w->a, STR(""), text), PARSE_FILE, limits, &diags);
    if (!p || diags.count) return UINT32_MAX;
    schema_declare(w->schema, p, &diags);
    if (diags.count) return UINT32_MAX;
    const Kind *k = w->schema->kinds[w->kind];
    uint32_t f = kind_field(k, name);
    return f != FIELD_ID && f < k->ndeclared ? f : UINT32_MAX;
}

uint32_t new_field(Schema *schema, Arena *a, Arena *scratch, uint32_t kind, Str wanted,
                   const char *type, unsigned number) {
    Wanted w = {schema, a, scratch, kind, type};
    StrBuf name;
    buf_init(&name, a);
    if (wanted.n == 0 || (wanted.p[0] >= '0' && wanted.p[0] <= '9')) buf_addc(&name, "f_");
    for (uint32_t i = 0; i < wanted.n && i < 100; i++) {
        unsigned char c = (unsigned char)wanted.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        buf_char(&name, letter || c >= 0x80 ? (char)c : '_');
    }
    for (int tries = 0; tries < 3; tries++) {
        uint32_t f = declare(&w, buf_str(&name));
        if (f != UINT32_MAX) return f;
        buf_char(&name, '_');
    }
    return declare(&w, str_printf(a, "member_%u", number));
}

const char *new_field_type(unsigned seen) {
    switch (seen & ~(unsigned)IS_LIST) {
    case IS_INT: return "int";
    case IS_REAL:
    case IS_INT | IS_REAL: return "real";
    case IS_TRUTH: return "truth";
    case IS_DATE:
    case IS_DATE | IS_INT: return "date";
    case IS_LINK: return "entity";
    default: return "text";
    }
}
