// What the checker's files share: the state of one check, scopes, and the helpers that make typed
// nodes and complaints. check.c: statements and definitions; check_name.c: names and fields;
// check_expr.c: expressions; check_op.c: operators; check_call.c: functions; check_stage.c,
// check_group.c: pipelines.
#ifndef GAZ_CHECK_INTERNAL_H
#define GAZ_CHECK_INTERNAL_H

#include "lang/check.h"

typedef struct Def Def;
typedef struct Instance Instance;
typedef struct FnDecl FnDecl;

enum { DEF_LET, DEF_PARAM, DEF_FN };

// What `set` says, for what is written below it.
typedef struct Settings {
    Circa circa;
    RankSettings rank;
} Settings;

struct FnDecl {
    Str name;
    const Node *node; // T_FN
    const Def *seen;  // the definitions above it
    Settings set;
    Instance *instances; // checked bodies by parameter types
};

struct Def {
    uint8_t tag;
    Str name;
    const Def *older;
    Let *let;
    Param *param;
    FnDecl *fn;
    const Source *source;
    Span span;
};

struct Instance {
    UserFn fn;
    bool busy; // its body is being checked now
    FnDecl *decl;
    Instance *next, *added;
};

struct Env {
    const Catalog *cat;
    const Def *defs; // the newest first
    Settings set;
    uint32_t numbers;
    bool defines;     // the text at work left something behind
    Instance *added;  // bodies checked for it: taken back if it has errors
    const Node *last; // N_PIPE of the last query, and what held for it
    const Def *last_defs;
    Settings last_set;
    struct Env *before; // what it was when the check at work began
    bool open;          // that may still be taken back
};

// A name bound to an expression that reads no row, while a function's body is checked in place of
// its call.
typedef struct Binding {
    Str name;
    Expr *expr;
    struct Binding *next;
} Binding;

typedef struct Group Group;

// One level of names. A frame (row != NULL) is one step of depth; a binding scope is none.
typedef struct Scope Scope;
struct Scope {
    const RowType *row;
    bool params;          // the row's columns are a function's parameters
    const Binding *bound; // without row: a function body checked in place
    Group *group;         // the frame is a group of summarize
    Scope *outer;         // NULL at a statement's top and around a function's body
};

// The items of one summarize while they are checked.
struct Group {
    Scope *row_scope; // the rows that are grouped
    uint32_t nkeys;
    GroupAgg *aggs;
    uint32_t naggs;
    size_t cap;
};

// Texts that belong to the check: the one at work, and those it uses.
typedef struct Used {
    const Source *source;
    const struct Used *next;
} Used;

typedef struct Chk {
    Env *env;
    const Catalog *cat;
    Arena *arena;
    Diags *diags;
    CheckOptions options;
    const Source *src;
    const Def *defs;  // visible here
    const Def *base;  // what earlier texts of the session defined
    Settings set;     // holds here
    uintptr_t *stack; // where the check began on the native stack
    uint32_t uses;    // files within files
    const Used *used;
    bool years; // a whole-number literal is a year
} Chk;

// ---- complaints: all return NULL so that they can be returned -------------------------------
void *chk_error(Chk *c, ErrorCode code, const Node *n, Span span, Diag **out, const char *fmt, ...)
    __attribute__((format(printf, 6, 7)));
void chk_hint(Chk *c, Diag *d, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void chk_note(Chk *c, Diag *d, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
// Whether the native stack is as full as it may get; reported at the node.
bool chk_too_deep(Chk *c, const Node *n);
void *chk_later(Chk *c, const Node *n, Span span, const char *what); // E0701
const char *chk_type(Chk *c, const Type *t);                         // for messages
const char *chk_found(Chk *c, const Expr *e);                        // "a text (\"May\")", "an int"
Str chk_words(const Node *n);                                        // as written, trimmed
bool words_same(Str a, Str b);                                       // blanks aside

// ---- making nodes ---------------------------------------------------------------------------
Expr *mk(Chk *c, ExprTag tag, const Type *type, const Node *n, uint32_t nargs); // args not set
void mk_done(Expr *e); // outer, can_fail, height from its args
Expr *mk_op(Chk *c, ExprOp op, const Type *type, const Node *n, Expr *a, Expr *b);
Expr *mk_slot(Chk *c, const Node *n, uint32_t depth, uint32_t slot, const Type *type);
Expr *mk_const(Chk *c, const Node *n, const Type *type);
Expr *mk_map(Chk *c, const Node *n, Expr *list, Expr *inner);
Expr *mk_query(Chk *c, const Node *n, Pipe *pipe);
uint32_t
outer_of_inner(uint32_t inner); // what an expression of an inner frame reads of its outer frames

// ---- settings: check_set.c ------------------------------------------------------------------
Settings settings_usual(Circa circa); // of a session, until `set` says otherwise
bool check_set(Chk *c, const Node *n);
const Node *bare_value(const Node *n); // `let x = E` gives a query without stages around E

// ---- expressions ----------------------------------------------------------------------------
Expr *check_expr(Chk *c, Scope *s, const Node *n);
Expr *check_value(Chk *c, Scope *s, const Node *n);     // not a list
Expr *check_condition(Chk *c, Scope *s, const Node *n); // a truth
Expr *check_list(Chk *c, Scope *s, const Node *n);      // a list
bool is_year_literal(Chk *c, Scope *s, const Node *n);  // whole numbers that could be years
Expr *check_years(Chk *c, Scope *s, const Node *n);     // … read as years
Expr *convert(Chk *c, Expr *e,
              const Type *to); // int to real; null to anything; NULL if it does not fit
const Type *unify(const Type *a, const Type *b); // NULL if they do not go together
Expr *as_period(Chk *c, Expr *e);                // a written date as its whole period
Scope *scope_of_element(Chk *c, Scope *outer, const Type *elem);
Expr *check_binary(Chk *c, Scope *s, const Node *n);
Expr *check_name(Chk *c, Scope *s, const Node *n);
Expr *check_field(Chk *c, Scope *s, const Node *n);
Expr *field_of(Chk *c, const Node *n, Expr *base, Str name, Span at);
// A field that is not open: its missing value where it is hidden, else an error and NULL.
Expr *closed_field(Chk *c, const Node *n, uint32_t kind, uint32_t field, Reading r, Span at);
Expr *host_table(Chk *c, const Node *n, Str name);      // NULL: the host has no such table
Expr *column_by_words(Chk *c, Scope *s, const Node *n); // `place.name` after select place.name
Expr *check_call(Chk *c, Scope *s, const Node *n);
Expr *check_claims(Chk *c, Scope *s, const Node *n); // claims(FIELD)
Expr *conflicts_is_stage(Chk *c, const Node *n);     // the error
const char *corpus_stage(Str name); // how a stage of check_corpus.c is written; NULL: none is so
Expr *call_function(Chk *c, Scope *s, const Node *n, FnDecl *fn, Expr *first);
bool check_declared(Chk *c, FnDecl *fn);
const Def *find_def(const Def *defs, Str name, int tag); // tag -1: a let or param
const FnDecl *find_fn(Chk *c, Str name);
bool command_hint(Chk *c, Diag *d, Str word); // for help, quit and the like
const char *later_function(Str name);         // what it belongs to, if a later version brings it

// ---- pipelines ------------------------------------------------------------------------------
Pipe *check_pipe(Chk *c, Scope *s, const Node *n, bool statement);
Pipe *pipe_of_expr(Chk *c, const Node *n, Expr *e); // rows of a list or of one value
Pipe *pipe_of_kind(Chk *c, const Node *n, uint32_t kind);
bool apply_stages(Chk *c, Scope *s, Pipe *p, const Node *stages, bool statement);
Pipe *apply_function(Chk *c, Scope *s, Pipe *p, const Node *stage, FnDecl *fn);
bool check_summarize(Chk *c, Scope *s, Pipe *p, const Node *n);
bool check_count(Chk *c, Scope *s, Pipe *p, const Node *n);
Expr *check_group_name(Chk *c, Scope *s, const Node *n); // a name in a group's frame
Expr *check_group_agg(Chk *c, Scope *s, const Node *n);
bool check_as(Chk *c, Scope *s, Pipe *p, const Node *n, bool statement);
bool check_save(Chk *c, Scope *s, Pipe *p, const Node *n, bool statement);
Str query_words(Chk *c, const Node *pipe);
uint32_t hidden_column(Chk *c, Pipe *p, const Node *n, Expr *e); // its slot
Stage *add_stage(Chk *c, Pipe *p, StageTag tag, const Node *n);
// it, _, archive and (as a label) id: reported at the item.
bool reserved_column(Chk *c, const Node *n, Str name);
bool key_type_ok(Chk *c, const Node *n, const Expr *e, bool sorting);
const Type *pipe_row_type(Chk *c, const Pipe *p); // element type of the query as a list
Expr *it_of(Chk *c, const Node *n, const RowType *row, uint32_t depth);

#endif
