// What is being typed at a cursor: which row is at hand, what kind of thing may stand there. Data
// (ids, values of fields) is the caller's to bring; here are only the text and the schema.
#ifndef GAZ_COMPLETE_H
#define GAZ_COMPLETE_H

#include "lang/check.h"

typedef enum AtTag {
    AT_NOWHERE, // nothing sensible: inside a comment, after an error
    AT_NAME,    // a word may stand here: see the flags
    AT_MEMBER,  // after a dot: fields of `base`
    AT_TEXT,    // inside a text: values of the field it is compared with
    AT_ID,      // after @
    AT_CALLED   // after @": names of entities
} AtTag;

typedef struct At {
    AtTag tag;
    uint32_t start; // where the word being typed begins, in bytes of the text
    Str word;       // what of it is there, without @ and quotes
    bool statement; // a statement or a query may begin
    bool stage;     // a stage may begin
    bool value;     // an expression may begin
    bool format;    // the name of an output format
    bool setting;   // the name of a setting
    Str options;    // the output format of which an option may stand here, "" for none
    int kinds[128]; // token kinds that may stand here
    uint32_t nkinds;
    const RowType *row;   // the row at hand, or NULL
    const Type *base;     // AT_MEMBER
    uint32_t kind, field; // what is compared with the field stands here; KIND_ANY: no field
} At;

// repl: a leading | continues the last query. Everything lies in the arena; env is left as it is.
void complete_at(Env *env, Arena *arena, Str text, uint32_t cursor, bool repl, At *out);

// Definitions visible to a text: names of lets, params and functions, with what they are called
// ("let", "param", "function"); false beyond the last.
bool env_definition(const Env *env, uint32_t i, Str *name, const char **what);
// The functions among them, the latest of each name first: their parameters and result as they are
// written, and for help what they give.
bool env_function(const Env *env, uint32_t i, Arena *a, FnSig *out);

#endif
