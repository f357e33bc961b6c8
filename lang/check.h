// Syntax tree to typed tree: names, types, argument counts, settings; every error with its place,
// the nearest right name and a hint. Nothing is evaluated.
#ifndef GAZ_CHECK_H
#define GAZ_CHECK_H

#include "lang/parser.h"
#include "lang/tree.h"

// The definitions that texts checked earlier left behind (a session's): lets, functions, params,
// settings, the last query. Lives in its own arena; a text that has errors leaves it unchanged.
typedef struct Env Env;
Env *env_new(Arena *arena, const Catalog *catalog, Circa circa); // circa: until `set circa`

typedef Program *(*UseLoader)(void *user, Str name, const Source *from, Span at);

typedef struct CheckOptions {
    bool repl;      // a second let of a name is a new one; `_` and leading | are known
    bool save;      // results may be saved in files
    bool only_look; // the text has errors already: look for more of them, leave nothing behind
    UseLoader use;  // NULL: `use` is refused
    void *use_user;
} CheckOptions;

// The statements and definitions go into the arena, which must hold p's nodes too and outlive env
// if the text defines anything (*defines). NULL if there were errors (all of them are in diags);
// env is then as it was. What a text did to env is settled or taken back afterwards: taken back
// also where the check was left by the guard, before the arena goes.
void env_settle(Env *env);
void env_take_back(Env *env);
Checked *check_program(Env *env, Arena *arena, const Program *p, CheckOptions options, Diags *diags,
                       bool *defines);

// The only query of a text that is still being typed, checked for what its rows are; NULL if it has
// errors. env is left as it was.
const Pipe *check_look(Env *env, Arena *arena, const Program *p, bool repl, Diags *diags);

// Params declared so far, in order; NULL beyond the last.
const Param *env_param(const Env *env, uint32_t i);

// What `set` knows: one table for the checker, hints and completion. The last has no name.
typedef struct Setting {
    const char *name, *help;
} Setting;
extern const Setting check_settings[];

void print_types(StrBuf *out, const Catalog *catalog, const Checked *c);

#endif
